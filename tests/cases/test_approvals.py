"""The approver's inbox: what waits for whom, in which order, and what never shows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import commands, queries
from casework.cases.case import Case
from casework.cases.handling import HandOver
from casework.cases.outbox import Message
from casework.cases.proposals import Proposal
from casework.cases.refusals import Invalid, NotFound, Refused
from casework.people.models import Membership, Organisation
from casework.people.roles import Role
from tests import stages
from tests.builders import People

pytestmark = pytest.mark.django_db
UNMET = {"T10-1": {"met": False, "why": "代他人申诉"}}
REFUSAL = {"ground": "11-5-1", "facts": "机主是其母亲。", "reasons": "申诉人不是机主。"}


def proposed(people: People, due_on: str = "", **changed: str) -> str:
    """A refusal that sh-intake proposed, on a case due that day."""
    number = stages.filed(**changed)
    commands.take_step(number, "refuse", by=people["sh-intake"], given=REFUSAL, answers=UNMET)
    if due_on:
        Case.objects.filter(number=number).update(due_on=date.fromisoformat(due_on))
    return number


def numbers(page: queries.Page) -> list[str]:
    return [one.case.number for one in page.rows]


def test_what_waits_lies_with_the_approver_of_that_office_and_with_nobody_else(people: People) -> None:
    number = proposed(people)
    assert numbers(queries.approvals(people["sh-head"])) == [number]
    for who in ("ha-head", "ministry-head", "sh-handler", "sh-intake", "sh-supervisor", "ministry-auditor", "sh-admin", "east-sh"):
        page = queries.approvals(people[who])
        assert (page.rows, page.count) == ([], 0), who


def test_a_head_does_not_see_what_waits_for_the_leader(people: People) -> None:
    number = proposed(people)
    Proposal.objects.filter(case__number=number).update(approver_role="leader")
    assert queries.approvals(people["sh-head"]).rows == []
    Membership.objects.create(user=people.user("sh-handler2"), organisation=Organisation.objects.get(code="CA-31"), role=Role.LEADER)
    assert numbers(queries.approvals(people["sh-handler2"])) == [number]


def test_the_nearest_due_day_comes_first_and_pages_turn_both_ways(people: People) -> None:
    late, none, soon, later = (proposed(people, day) for day in ("2026-12-10", "", "2026-11-26", "2026-12-10"))
    Case.objects.filter(number=none).update(due_on=None)
    order = [soon, late, later, none]
    first = queries.approvals(people["sh-head"], limit=1)
    found, page = numbers(first), first
    while page.next:
        page = queries.approvals(people["sh-head"], limit=1, cursor=page.next)
        found += numbers(page)
    assert found == order and (first.count, first.capped) == (4, False)
    back = [numbers(page)[0]]
    while page.previous:
        page = queries.approvals(people["sh-head"], limit=1, before=page.previous)
        back += numbers(page)
    assert back == order[::-1]
    with pytest.raises(Invalid):
        queries.approvals(people["sh-head"], cursor="nonsense")


def test_a_sealed_case_is_neither_listed_nor_counted_not_even_for_its_reader(people: People) -> None:
    number, other = proposed(people), proposed(people)
    stages.seal(number, reader="sh-head")
    page = queries.approvals(people["sh-head"])
    assert (numbers(page), page.count) == ([other], 1)
    sealed = Proposal.objects.values_list("pk", flat=True)
    assert len(sealed) == 1  # the other row does not exist for this session


def test_who_proposed_it_and_who_is_recused_do_not_find_it(people: People) -> None:
    for who in ("sh-intake", "sh-handler2"):
        Membership.objects.create(user=people.user(who), organisation=Organisation.objects.get(code="CA-31"), role=Role.HEAD)
    number = proposed(people)
    assert queries.approvals(people["sh-intake"]).rows == []
    assert numbers(queries.approvals(people["sh-handler2"])) == [number]
    commands.take_step(number, "recuse", by=people["ministry-supervisor"], given={"user": "sh-handler2", "decision": "granted", "why": "亲属"})
    assert queries.approvals(people["sh-handler2"]).rows == []
    assert numbers(queries.approvals(people["sh-head"])) == [number]


def test_a_decided_one_is_gone(people: People) -> None:
    number = proposed(people)
    pk = Proposal.objects.get(case__number=number).pk
    commands.return_proposal(number, pk, by=people["sh-head"], reasons="事实不清")
    assert queries.approvals(people["sh-head"]).rows == []


def test_the_list_costs_two_statements(people: People) -> None:
    for _ in range(3):
        proposed(people)
    head = people["sh-head"]
    with CaptureQueriesContext(connection) as asked:
        page = queries.approvals(head)
        said = {(one.case.title, one.case.respondent.short, one.case.first_office.short) for one in page.rows}
    assert said == {("套餐外流量费被多扣", "华东通信上海", "沪")}
    assert len(asked) == 2


def test_one_proposal_shows_its_paper_as_it_would_be_sent_today_and_no_stranger(people: People) -> None:
    number = proposed(people)
    pk = Proposal.objects.get(case__number=number).pk
    found = queries.approval(pk, people["sh-head"])
    assert (found.shut, found.objections, found.since) == ("", [], [])
    said = [part.text for part in queries.words_of(found.papers[0])]
    assert said[:2] == ["上海市通信管理局", "（批准时编号）"]
    assert "不予受理通知书" in said and "理由：申诉人不是机主。" in said and "上海市通信管理局" in "".join(said)
    assert queries.approval(pk, people["sh-intake"]).shut == "not theirs"
    for who in ("ha-head", "east-sh", "sh-admin"):
        with pytest.raises(NotFound):
            queries.approval(pk, people[who])
    with pytest.raises(NotFound):
        queries.approval(pk, stages.guest(number))
    Proposal.objects.filter(pk=pk).update(by_user=people.user("sh-head"))
    assert queries.approval(pk, people["sh-head"]).shut == "own"


def test_a_stale_return_is_refused_with_what_came_between(people: People) -> None:
    number = proposed(people)
    pk = Proposal.objects.get(case__number=number).pk
    seen = Case.objects.get(number=number).version
    stages.act(people, "sh-handler", number, "add_material", note="送来授权书")
    with pytest.raises(Refused) as refused:
        commands.return_proposal(number, pk, by=people["sh-head"], reasons="x", version=seen)
    assert [one.step for one in refused.value.entries] == ["add_material"]


def test_the_proposer_is_told_of_the_decision_and_once(people: People) -> None:
    number = proposed(people)
    commands.return_proposal(number, Proposal.objects.get(case__number=number).pk, by=people["sh-head"], reasons="事实不清")
    commands.take_step(number, "refuse", by=people["sh-intake"], given=REFUSAL)
    commands.approve(number, Proposal.objects.get(case__number=number, status="pending").pk, by=people["sh-head"])
    told = Message.objects.filter(case__number=number, user__username="sh-intake").order_by("pk").values_list("subject", flat=True)
    assert [one.split("：", 1)[1] for one in told] == ["审批退回：不予受理", "审批同意：不予受理"]


def test_a_hand_over_waits_for_the_colleague_and_an_assignment_overtakes_it(people: People) -> None:
    number = stages.accepted(people)
    stages.act(people, "sh-handler", number, "hand_over", to="sh-handler2", why="休假")
    (offer,) = queries.desk(people["sh-handler2"]).offers
    assert (offer.case.number, offer.from_user.name, offer.why) == (number, "沪承办", "休假")
    assert queries.desk(people["sh-handler"]).offers == [] and queries.desk(people["ha-handler"]).offers == []
    assert Message.objects.get(case__number=number, step="hand_over").user.username == "sh-handler2"
    file = queries.case_file(number, people["sh-handler2"])
    assert file.offer is not None and (file.offer.to, file.offer.by, file.offer.why) == ("沪承办乙", "沪承办", "休假")
    stages.act(people, "sh-head", number, "assign", handler="sh-handler")
    assert queries.desk(people["sh-handler2"]).offers == []
    assert list(HandOver.objects.filter(case__number=number).values_list("accepted", flat=True)) == [False]
    stages.act(people, "sh-handler", number, "hand_over", to="sh-handler2", why="再次休假")
    stages.act(people, "sh-handler2", number, "accept_hand_over")
    assert Message.objects.get(case__number=number, step="accept_hand_over").user.username == "sh-handler"
    assert Case.objects.get(number=number).handler.username == "sh-handler2"
