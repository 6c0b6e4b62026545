"""令35 art 14: the decision in five working days, by proposal and approval; a refusal carries head, reasons and remedy (行政复议法 11, 19③, 20, 23)."""

import pytest
from django.db import transaction

from casework import commands, queries
from casework.cases.refusals import Forbidden, Refused
from casework.people.models import Membership, Organisation
from casework.people.roles import Role
from tests.builders import People
from tests.statute.course import ANSWER, CHECKED, Course, day

GIVEN = {"ground": "11-2", "facts": "双方于九月一日签订和解协议，企业已退费", "reasons": "和解协议已经执行完毕"}


def settled(people: People, **changed: object) -> Course:
    """A complaint whose complainant says that it was settled before."""
    return Course.filed(people, "2026-10-12", settled_before=True, **changed)


@pytest.mark.duty("TD-009")
def test_acceptance_is_noticed_with_the_days_that_follow(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-19")
    assert (course.clock("TC-04").status, str(course.clock("TC-04").met_on)) == ("met", "2026-10-19")
    notice = course.content("acceptance_notice")
    assert (notice["received_on"], notice["accepted_on"], notice["tc08_last_day"]) == ("2026-10-12", "2026-10-19", "2026-11-11")
    assert course.addressees("acceptance_notice") == ["王小明"]
    assert (course.case.handler, course.case.waits_on) == (people.user("sh-handler"), "handler")


@pytest.mark.duty("TD-009")
def test_a_handler_of_another_office_is_refused(people: People) -> None:
    course = Course.filed(people, "2026-10-12")
    assert "handler-of-office" in course.refused("2026-10-13", "sh-intake", "accept", CHECKED, handler="ha-handler")


@pytest.mark.duty("TD-009", "TD-004")
def test_a_refusal_is_proposed_approved_and_noticed_with_head_and_reasons(people: People) -> None:
    course = settled(people)
    proposed = course.propose("2026-10-13", "sh-intake", "refuse", **GIVEN)
    assert (course.state, course.papers("refusal"), course.clock("TC-04").status) == ("received", [], "running")
    approved = commands.approve(course.number, proposed.proposal.pk, by=people["sh-head"], on=day("2026-10-14"))
    assert (course.state, course.case.refusal_ground) == ("refused", "11-2")
    notice = course.content("refusal")
    assert (notice["head"], notice["reasons"], notice["issued_on"]) == (2, GIVEN["reasons"], "2026-10-14")
    entry = approved.taking.entry
    assert (entry.actor_name, entry.role, entry.proposed_by["name"]) == ("沪负责", "head", "沪受理")
    assert {course.clock(rule).status for rule in ("TC-04", "TC-07", "TC-08")} == {"met"}


@pytest.mark.duty("TD-009", "TD-004", "TD-031", "TD-033", "TD-034")
def test_the_paper_names_ground_reasons_remedy_organ_and_sixty_days(people: People) -> None:
    course = settled(people)
    course.take("2026-10-13", "sh-intake", "refuse", **GIVEN)
    said = course.text("refusal")
    for words in ("第十一条", "第（二）项", GIVEN["reasons"], "60日", "工业和信息化部", "行政复议", "上海市通信管理局", "人民法院"):
        assert words in said, f"{words}: {said}"
    assert course.content("refusal")["entrusting_organ"] == "上海市通信管理局"


@pytest.mark.duty("TD-033")
def test_the_act_of_the_centre_is_that_of_the_ministry(people: People) -> None:
    course = Course.filed(people, "2026-10-12", respondent="OP-EAST", settled_before=True)
    course.take("2026-10-13", "ministry-intake", "refuse", **GIVEN)
    assert course.content("refusal")["entrusting_organ"] == "工业和信息化部"
    entrusted = Organisation.objects.get(code="CA-31")
    entrusted.entrusted_by = Organisation.objects.get(code="CA-00")
    entrusted.save()
    other = settled(people)
    other.take("2026-10-13", "sh-intake", "refuse", **GIVEN)
    assert other.content("refusal")["entrusting_organ"] == Organisation.objects.get(code="CA-00").name


@pytest.mark.duty("TD-009")
def test_nobody_approves_what_they_proposed(people: People) -> None:
    course = settled(people)
    head = people.user("sh-head")
    Membership.objects.create(user=head, organisation=Organisation.objects.get(code="CA-31"), role=Role.HANDLER)
    proposed = course.propose("2026-10-13", "sh-head", "refuse", **GIVEN)
    with pytest.raises(Refused, match="提出人不得审批"), transaction.atomic():
        commands.approve(course.number, proposed.proposal.pk, by=people["sh-head"], on=day("2026-10-13"))
    for other in ("sh-intake", "sh-handler"):
        with pytest.raises(Forbidden), transaction.atomic():
            commands.approve(course.number, proposed.proposal.pk, by=people[other], on=day("2026-10-13"))
    assert course.state == "received"


@pytest.mark.duty("TD-009", "TD-013")
def test_a_paper_cites_no_article_whose_number_was_not_verified(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    cited = {one["id"]: one["basis"] for one in course.content("acceptance_notice")["rules"]}
    assert cited["TC-07"] == "电信用户申诉处理办法"
    assert cited["TC-08"].startswith("电信条例 39①")  # a number that was seen stays
    printed = course.text("acceptance_notice")
    assert "TC-07电信用户申诉处理办法，版本1" in printed and "未核" not in printed
    course.take("2026-10-13", "sh-handler", "forward", summary="多收费", requirement="十日内反馈")
    assert {one["id"]: one["basis"] for one in course.content("transfer_notice")["rules"]} == {"TC-06": "电信用户申诉处理办法"}
    proposed = course.propose("2026-10-14", "sh-handler", "reply", **ANSWER).proposal
    (draft,) = queries.approval(proposed.pk, people["sh-head"]).papers
    assert {one["id"]: one["basis"] for one in draft.data["rules"]}["TC-07"] == "电信用户申诉处理办法"


@pytest.mark.duty("TD-009")
def test_a_proposal_is_returned_with_reasons_and_can_be_made_again(people: People) -> None:
    course = settled(people)
    proposed = course.propose("2026-10-13", "sh-intake", "refuse", **GIVEN)
    assert "proposal" in course.refused("2026-10-13", "sh-handler", "refuse", **GIVEN)  # one at a time
    with pytest.raises(Refused, match="理由"), transaction.atomic():
        commands.return_proposal(course.number, proposed.proposal.pk, by=people["sh-head"], reasons="  ")
    commands.return_proposal(course.number, proposed.proposal.pk, by=people["sh-head"], reasons="请补充付款凭证")
    entry = course.entries("return_proposal")[0]
    assert entry.content.given["reasons"] == "请补充付款凭证"
    with pytest.raises(Refused), transaction.atomic():
        commands.approve(course.number, proposed.proposal.pk, by=people["sh-head"], on=day("2026-10-13"))
    course.take("2026-10-14", "sh-intake", "refuse", **GIVEN)
    assert course.state == "refused"


@pytest.mark.duty("TD-009")
def test_grounds_are_tested_again_on_the_day_of_approval(people: People) -> None:
    course = Course.filed(people, "2026-10-12", operator_complained=True, operator_complained_on="2026-10-01", event_on="2026-09-20")
    proposed = course.propose("2026-10-14", "sh-intake", "refuse", ground="11-5-4", facts="企业答复期限未满", reasons="期限未满")
    with pytest.raises(Refused) as caught, transaction.atomic():  # by now the fifteen days are over
        commands.approve(course.number, proposed.proposal.pk, by=people["sh-head"], on=day("2026-10-17"))
    assert [one.ground for one in caught.value.reasons] == ["T14-2"]
    assert course.state == "received"


@pytest.mark.duty("TD-009")
def test_no_text_makes_silence_an_acceptance(people: People) -> None:
    course = Course.filed(people, "2026-10-12")
    course.take("2026-10-20", "sh-intake", "record_ground", {"T10-1": {"met": True, "why": "机主"}})
    assert (course.state, course.clock("TC-04").status) == ("received", "breached")
