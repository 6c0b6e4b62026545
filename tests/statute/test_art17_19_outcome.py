"""令35 arts 17-19, 电信条例 39①: settlement by both, mediation by consent of both, what remains after it, the answer to the complainant."""

import pytest
from django.db import transaction

from casework import commands, queries
from casework.cases.parties import Party
from casework.cases.refusals import Forbidden, Invalid
from tests.builders import People
from tests.statute.course import ANSWER, REPLY, Course, day
from tests.statute.test_art15_forwarding import forwarded

CLERK = {"how": "十月二十日电话，录音编号 2026-1020-07"}


def replied(people: People, second: str = "") -> Course:
    """Filed on 2026-10-12, forwarded on the 13th, answered by the operator (or both) on the 16th."""
    course = forwarded(people, second)
    if not second:
        course.served("2026-10-14", "transfer_notice")
    for operator in ("east-sh", "north-sh")[: 2 if second else 1]:
        course.take("2026-10-16", operator, "operator_reply", **REPLY)
    return course


def mediating(people: People) -> Course:
    """Both consent on 2026-10-19 and 20; mediation is opened on the 21st."""
    course = replied(people)
    course.take("2026-10-19", "applicant", "consent_mediation")
    course.take("2026-10-20", "east-sh", "consent_mediation")
    course.take("2026-10-21", "sh-handler", "open_mediation", requested_by="applicant", mediator="沪承办", meeting_at="2026-10-23T14:00", place="本机构调解室")
    return course


@pytest.mark.duty("TD-014")
def test_in_mediation_an_operator_makes_an_offer_that_complainant_and_handler_read(people: People) -> None:
    course = mediating(people)
    course.take("2026-10-22", "east-sh", "offer", offer="退费一百元，本月到账")
    entry = course.entries("offer")[0]
    assert (course.state, entry.role, entry.facts["party"]) == ("mediating", "respondent", Party.objects.get(case__number=course.number, role="respondent").pk)
    assert set(course.case.messages.filter(step="offer").values_list("user__username", "party__role", "channel")) == {
        (None, "applicant", "inbox"), (None, "applicant", "sms"), ("sh-handler", None, "inbox"),
    }  # fmt: skip
    assert course.case.messages.filter(step="offer").count() == 3
    for who in ("applicant", "sh-handler", "east-sh"):
        assert queries.case_file(course.number, course.actor(who)).said[entry.seq] == {"offer": "退费一百元，本月到账"}
    with pytest.raises(Invalid) as empty:
        course.take("2026-10-22", "east-sh", "offer", offer=" ")
    assert empty.value.fields == {"offer": ["请填写“调解方案”。(offer: required.)"]}
    with pytest.raises(Forbidden), transaction.atomic():
        course.take("2026-10-22", "applicant", "offer", offer="赔偿一千元")


def test_the_other_operator_does_not_read_an_offer_and_a_colleague_does(people: People) -> None:
    course = replied(people, "OP-NORTH-31")
    for who in ("applicant", "east-sh", "north-sh"):
        course.take("2026-10-19", who, "consent_mediation")
    course.take("2026-10-21", "sh-handler", "open_mediation", requested_by="applicant", mediator="沪承办")
    course.take("2026-10-22", "east-sh", "offer", offer="退费一百元")
    entry = course.entries("offer")[0]
    for who, reads in (("north-sh", False), ("east-hq", True), ("applicant", True)):
        file = queries.case_file(course.number, course.actor(who))
        assert (entry.seq in file.said, entry in queries.history(file)) == (reads, reads), who


@pytest.mark.duty("TD-017")
def test_the_complainant_is_called_back(people: People) -> None:
    course = replied(people)
    course.take("2026-10-19", "sh-handler", "call_back", called_at="2026-10-19T10:30", reached="on", said="对退费数额没有意见")
    entry = course.entries("call_back")[0]
    assert entry.content.given["given"]["said"] == "对退费数额没有意见"
    assert course.state == "operator_replied"


@pytest.mark.duty("TD-014", "TD-013", "TD-017")
def test_reconciled_only_when_both_confirmed(people: People) -> None:
    course = replied(people)
    terms = {"terms": "退费一百二十元，双方再无争议"}
    assert course.refused("2026-10-19", "sh-handler", "reconcile", **terms).keys() == {"T17-1"}
    course.take("2026-10-19", "applicant", "confirm_settlement")
    assert course.refused("2026-10-19", "sh-handler", "reconcile", **terms).keys() == {"T17-1"}
    course.take("2026-10-20", "east-sh", "confirm_settlement")
    course.take("2026-10-21", "sh-handler", "reconcile", **terms)
    assert (course.state, course.case.outcome, str(course.case.ended_on)) == ("reconciled", "recognised", "2026-10-21")
    note = course.content("settlement_note")
    assert (note["applicant_confirmed_on"], note["operator_confirmed_on"]) == ("2026-10-19", "2026-10-20")
    assert course.addressees("settlement_note") == ["王小明", "华东通信股份有限公司上海分公司"]
    assert {course.clock(rule).status for rule in ("TC-07", "TC-08")} == {"met"}


@pytest.mark.duty("TD-014")
def test_a_clerk_records_for_a_side_only_with_side_and_proof(people: People) -> None:
    course = replied(people)
    assert course.refused("2026-10-20", "sh-handler", "confirm_settlement").keys() == {"T19-2"}
    assert course.refused("2026-10-20", "sh-handler", "confirm_settlement", side="applicant").keys() == {"T19-2"}
    course.take("2026-10-20", "sh-handler", "confirm_settlement", side="applicant", **CLERK)
    assert str(course.case.applicant_confirmed_on) == "2026-10-20"
    assert course.case.consents.get().how == CLERK["how"]


@pytest.mark.duty("TD-014")
def test_with_two_operators_both_must_confirm(people: People) -> None:
    course = replied(people, "OP-NORTH-31")
    course.take("2026-10-19", "applicant", "confirm_settlement")
    course.take("2026-10-19", "east-sh", "confirm_settlement")
    assert "T17-1" in course.refused("2026-10-20", "sh-handler", "reconcile", terms="退费")
    course.take("2026-10-20", "north-sh", "confirm_settlement")
    course.take("2026-10-20", "sh-handler", "reconcile", terms="退费")
    assert course.state == "reconciled"


@pytest.mark.duty("TD-014")
def test_what_was_agreed_on_a_reply_lapses_when_it_is_sent_back(people: People) -> None:
    course = replied(people)
    course.take("2026-10-19", "applicant", "confirm_settlement")
    course.take("2026-10-19", "east-sh", "consent_mediation")
    course.take("2026-10-20", "sh-handler", "return_reply", reasons="退费尚未到账")
    course.take("2026-10-21", "east-sh", "operator_reply", **REPLY)
    course.take("2026-10-21", "east-sh", "confirm_settlement")
    course.take("2026-10-21", "applicant", "consent_mediation")
    assert "T17-1" in course.refused("2026-10-22", "sh-handler", "reconcile", terms="退费")
    assert "T19-1" in course.refused("2026-10-22", "sh-handler", "open_mediation", requested_by="applicant", mediator="沪承办")


@pytest.mark.duty("TD-014")
@pytest.mark.parametrize("sides", [(), ("applicant",), ("east-sh",)])
def test_no_mediation_without_the_consent_of_both(people: People, sides: tuple[str, ...]) -> None:
    course = replied(people)
    for who in sides:
        course.take("2026-10-19", who, "consent_mediation")
    assert course.refused("2026-10-20", "sh-handler", "open_mediation", requested_by="applicant", mediator="沪承办").keys() == {"T19-1"}
    with pytest.raises(Forbidden), transaction.atomic():
        course.take("2026-10-20", "applicant", "open_mediation", requested_by="applicant", mediator="沪承办")


@pytest.mark.duty("TD-014", "TD-013", "TD-017")
def test_an_agreement_is_put_on_paper_for_both(people: People) -> None:
    course = mediating(people)
    notice = course.content("mediation_notice")
    assert (notice["applicant_consent_on"], notice["operator_consent_on"], notice["tc09_last_day"]) == ("2026-10-19", "2026-10-20", "2026-11-19")
    assert course.days("TC-09") == ("2026-11-19", "2026-11-19")
    course.take("2026-10-23", "sh-handler", "record_agreement", facts="多收一百二十元", terms="十日内退费\n赔礼道歉", mediator="沪承办")
    assert (course.state, course.case.outcome) == ("agreed", "recognised")
    assert course.content("mediation_agreement")["terms"] == ["十日内退费", "赔礼道歉"]
    assert course.addressees("mediation_agreement") == ["王小明", "华东通信股份有限公司上海分公司"]
    assert {course.clock(rule).status for rule in ("TC-07", "TC-08", "TC-09")} == {"met"}


@pytest.mark.duty("TD-014", "TD-032")
def test_the_end_of_mediation_names_arbitration_and_court_and_no_reconsideration(people: People) -> None:
    course = mediating(people)
    course.take("2026-11-10", "sh-handler", "end_mediation", reasons="双方对赔偿数额分歧过大")
    assert (course.state, course.case.outcome) == ("terminated", "not_recognised")
    said = course.text("mediation_ended")
    assert "仲裁" in said and "人民法院" in said and "双方对赔偿数额分歧过大" in said
    assert "第十二条" in said and "不属于行政复议" in said
    assert course.addressees("mediation_ended") == ["王小明", "华东通信股份有限公司上海分公司"]


@pytest.mark.duty("TD-013", "TD-017")
def test_the_answer_closes_the_case_by_approval_and_in_time(people: People) -> None:
    course = replied(people)
    proposed = course.propose("2026-11-10", "sh-handler", "reply", applicant_view="认可", **ANSWER)
    assert {course.clock(rule).status for rule in ("TC-07", "TC-08")} == {"running"}  # a proposal answers nobody
    commands.approve(course.number, proposed.proposal.pk, by=people["sh-head"], on=day("2026-11-11"))
    assert (course.state, course.case.outcome, str(course.case.ended_on)) == ("replied", "recognised", "2026-11-11")
    assert {(course.clock(rule).status, str(course.clock(rule).met_on)) for rule in ("TC-07", "TC-08")} == {("met", "2026-11-11")}
    answer = course.content("closing_reply")
    assert (answer["received_on"], answer["facts"], answer["result"]) == ("2026-10-12", ANSWER["facts_found"], ANSWER["result"])
    assert REPLY["result"] in answer["operator_reply"]
    assert course.addressees("closing_reply") == ["王小明"]


@pytest.mark.duty("TD-017")
def test_the_answer_need_not_wait_for_the_operator(people: People) -> None:
    course = forwarded(people)
    course.take("2026-11-11", "sh-handler", "reply", facts_found="企业逾期未反馈，账单显示多收", result="已责成企业退费", outcome="known")
    assert course.state == "replied"
    assert course.content("closing_reply")["operator_reply"] == "被申诉人未反馈。"
