"""令35 art 16: the operator's ten days run from service and from nothing else; its reply, and the reply that is sent back."""

import pytest
from django.db import transaction

from casework import clock, jobs
from casework.cases.parties import Party
from casework.cases.refusals import Forbidden, Refused
from casework.cases.service import Service
from tests.builders import People
from tests.statute.course import REPLY, Course, set_clock
from tests.statute.test_art15_forwarding import forwarded

SLIP = {"manner": "post", "proof": "EMS 回执 1029384756"}


@pytest.mark.duty("TD-012")
def test_an_unserved_paper_starts_no_clock(people: People) -> None:
    course = forwarded(people)
    row = Service.objects.get(case__number=course.number, document__type="transfer_notice")
    assert (row.served_on, course.clocks("TC-06")) == (None, [])
    assert (str(course.case.due_on), course.case.due_rule) == ("2026-11-11", "TC-07")  # the office's own time to answer


@pytest.mark.duty("TD-012")
def test_the_day_on_the_slip_counts_and_is_marked_as_dated_back(people: People) -> None:
    course = forwarded(people)
    document = course.papers("transfer_notice")[0].number
    outcome = course.take("2026-10-21", "sh-handler", "serve", document=document, served_on="2026-10-15", **SLIP)
    entry = outcome.taking.entry
    assert (str(entry.on), entry.facts["dated_back"]) == ("2026-10-15", True)
    assert course.days("TC-06") == ("2026-10-25", "2026-10-26")
    row = Service.objects.get(document__number=document)
    assert (str(row.served_on), row.method, row.proof) == ("2026-10-15", "post", SLIP["proof"])
    assert course.refused("2026-10-21", "sh-handler", "serve", document=document, served_on="2026-10-16", **SLIP).keys() == {"paper-waits"}


@pytest.mark.duty("TD-012")
def test_what_is_served_today_is_not_dated_back(people: People) -> None:
    course = forwarded(people)
    today = clock.today().isoformat()
    outcome = course.take(None, "sh-handler", "serve", document=course.papers("transfer_notice")[0].number, served_on=today, **SLIP)
    assert outcome.taking.entry.facts["dated_back"] is False


@pytest.mark.duty("TD-012")
@pytest.mark.parametrize(("served", "ground"), [("2026-10-12", "paper-waits"), ("2026-10-22", "day")])
def test_no_service_before_the_paper_or_in_the_future(people: People, served: str, ground: str) -> None:
    course = forwarded(people)  # the paper is of 2026-10-13
    document = course.papers("transfer_notice")[0].number
    assert course.refused("2026-10-21", "sh-handler", "serve", document=document, served_on=served, **SLIP).keys() == {ground}
    assert course.clocks("TC-06") == []


@pytest.mark.duty("TD-012")
def test_arrival_in_an_inbox_is_service_only_with_recorded_consent(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-10-14T10:00")
    course = forwarded(people)
    Party.objects.filter(case__number=course.number, role="respondent").update(electronic_consent_on=None)
    jobs.deliver()
    row = Service.objects.get(case__number=course.number, document__type="transfer_notice")
    assert row.served_on is None and course.clocks("TC-06") == []
    with pytest.raises(Refused, match="未同意电子送达"), transaction.atomic():
        course.take("2026-10-14", "sh-handler", "serve", document=row.document.number, manner="electronic", served_on="2026-10-14",
            arrived_at="2026-10-14T09:00", proof="系统")
    agreed = forwarded(people, applicant_phone="13900139000")
    jobs.deliver()
    row = Service.objects.get(case__number=agreed.number, document__type="transfer_notice")
    assert (str(row.served_on), row.method) == ("2026-10-14", "electronic")
    assert agreed.days("TC-06") == ("2026-10-24", "2026-10-26")


@pytest.mark.duty("TD-012")
def test_the_complainant_s_papers_wait_for_service_without_consent(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-10-14T10:00")
    refused, agreed = Course.filed(people, None), Course.filed(people, None, applicant_phone="13900139000", electronic_service="on")
    for course in (refused, agreed):
        course.accepted("2026-10-14")
    jobs.deliver()
    served = {one.case.number: one.served_on for one in Service.objects.filter(document__type="acceptance_notice").select_related("case")}
    assert served == {refused.number: None, agreed.number: clock.today()}


@pytest.mark.duty("TD-012")
def test_an_operator_that_signs_for_its_papers_is_served_that_day(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-15", "east-sh", "acknowledge")
    assert course.days("TC-06") == ("2026-10-25", "2026-10-26")
    assert (str(course.case.due_on), course.case.due_rule) == ("2026-10-26", "TC-06")
    assert course.refused("2026-10-16", "east-sh", "acknowledge").keys() == {"T16-2"}


@pytest.mark.duty("TD-012")
def test_the_reply_tells_facts_result_and_the_complainant_s_view(people: People) -> None:
    course = forwarded(people)
    course.served("2026-10-15", "transfer_notice")
    for missing in REPLY:
        with pytest.raises(Exception, match=missing), transaction.atomic():
            course.take("2026-10-20", "east-sh", "operator_reply", **{name: said for name, said in REPLY.items() if name != missing})
    with pytest.raises(Forbidden), transaction.atomic():
        course.take("2026-10-20", "sh-handler", "operator_reply", **REPLY)
    course.take("2026-10-20", "east-sh", "operator_reply", **REPLY)
    row = course.case.operator_replies.get()
    assert (row.facts, row.result, row.complainant_view, str(row.replied_on)) == (*REPLY.values(), "2026-10-20")
    assert (course.clock("TC-06").status, str(course.clock("TC-06").met_on)) == ("met", "2026-10-20")


@pytest.mark.duty("TD-012", "TD-017")
def test_a_reply_sent_back_gives_ten_days_anew_from_service_while_the_thirty_run_on(people: People) -> None:
    course = forwarded(people)
    course.served("2026-10-14", "transfer_notice")
    course.take("2026-10-16", "east-sh", "operator_reply", **REPLY)
    course.take("2026-10-19", "sh-handler", "return_reply", reasons="未说明计费依据", requirements="附话单\n说明计费规则")
    assert (course.state, course.case.waits_on) == ("forwarded", "respondent")
    notice = course.content("redo_notice")
    assert (notice["reasons"], notice["requirements"], notice["replied_on"]) == ("未说明计费依据", ["附话单", "说明计费规则"], "2026-10-16")
    assert notice["transfer_number"] == course.papers("transfer_notice")[0].number
    assert [one.status for one in course.clocks("TC-06")] == ["met"]  # nothing runs before service
    course.served("2026-10-21", "redo_notice")
    assert [(one.status, str(one.last_day)) for one in course.clocks("TC-06")] == [("met", "2026-10-26"), ("running", "2026-11-02")]
    assert course.days("TC-08") == ("2026-11-11", "2026-11-11")
    course.take("2026-10-22", "east-sh", "operator_reply", **REPLY)
    assert course.state == "operator_replied"
    assert [one.returned_why for one in course.case.operator_replies.all()] == ["未说明计费依据", ""]


@pytest.mark.duty("TD-012")
def test_of_two_replies_only_the_poor_one_is_sent_back(people: People) -> None:
    course = forwarded(people, "OP-NORTH-31", number_portability="on")
    course.take("2026-10-14", "east-sh", "operator_reply", **REPLY)
    course.take("2026-10-15", "north-sh", "operator_reply", **REPLY)
    course.take("2026-10-16", "sh-handler", "return_reply", respondent="OP-NORTH-31", reasons="未附依据")
    assert course.addressees("redo_notice") == ["北方移动通信有限公司上海分公司"]
    assert "T16-1" in course.refused("2026-10-19", "east-sh", "operator_reply", **REPLY)
    course.take("2026-10-19", "north-sh", "operator_reply", **REPLY)
    assert course.state == "operator_replied"
