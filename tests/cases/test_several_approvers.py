"""Several approvers in order, minutes of a collective discussion, and the deputy of who is away (行政复议法 61①)."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from casework import clock, commands, queries
from casework.cases import proposals
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.cases.proposals import Proposal
from casework.cases.refusals import Forbidden, Invalid, Refused
from casework.people.models import Absence, Membership, Organisation, User, actor_for_user
from casework.people.roles import Role
from tests.builders import People
from tests.rehearsal.plumbing import Rehearsed, rehearsal

__all__ = ["rehearsal"]
MINUTES = {"held_on": "2026-10-20", "present": "张局长、李副局长、王处长", "resolved": "同意复议机构意见。"}
ON = date(2026, 10, 21)


def someone(username: str, role: Role) -> Any:
    """A new person of the Shanghai office in this role."""
    user = User.objects.create(username=username, name=username, password="!")
    Membership.objects.create(user=user, organisation=Organisation.objects.get(code="CA-31"), role=role)
    return actor_for_user(user)


def proposed(people: People) -> tuple[Rehearsed, int]:
    case = Rehearsed(people, "2026-09-01")
    case.take("2026-09-02", "sh-handler", "hear")
    outcome = commands.take_step(case.number, "conclude", by=people["sh-handler"], given={"reasons": "事实清楚"}, on=ON)
    assert outcome.proposal is not None
    return case, outcome.proposal.pk


def refused(case: Rehearsed, proposal: int, by: Any, **more: Any) -> Any:
    with pytest.raises((Refused, Forbidden, Invalid)) as caught, transaction.atomic():
        commands.approve(case.number, proposal, by=by, on=ON, **more)
    return caught.value


def test_the_legal_head_agrees_first_and_the_leader_decides(rehearsal: People) -> None:
    case, proposal = proposed(rehearsal)
    legal, leader = rehearsal["sh-legal"], someone("sh-leader", Role.LEADER)
    assert [one.pk for one in queries.approvals(legal).rows] == [proposal] and queries.approvals(leader).rows == []
    assert isinstance(refused(case, proposal, leader), Forbidden)
    outcome = commands.approve(case.number, proposal, by=legal, on=ON, note="程序合法")
    assert (outcome.proposal.status, outcome.proposal.approver_role, case.case.state) == ("pending", "leader", "heard")
    assert case.case.documents.count() == 0 and case.clock.met_on is None
    entry = case.entries("consent")[0]
    assert (entry.role, entry.facts["next"], entry.source, entry.target) == ("legal_head", "leader", "heard", "heard")
    assert Message.objects.filter(case__number=case.number, step="consent", role="leader").exists()
    assert queries.approvals(legal).rows == [] and [one.pk for one in queries.approvals(leader).rows] == [proposal]
    assert isinstance(refused(case, proposal, legal), Forbidden)
    commands.approve(case.number, proposal, by=leader, on=ON)
    assert (case.case.state, case.case.documents.count(), str(case.clock.met_on)) == ("decided", 1, "2026-10-21")
    last = case.entries("conclude")[0]
    assert (last.role, last.facts["consents"], last.proposed_by["name"]) == ("leader", ["legal_head: 沪复议"], rehearsal["sh-handler"].name)


def test_one_person_agrees_once_whatever_roles_they_hold(rehearsal: People) -> None:
    case, proposal = proposed(rehearsal)
    Membership.objects.create(user=User.objects.get(username="sh-legal"), organisation=Organisation.objects.get(code="CA-31"), role=Role.LEADER)
    both = actor_for_user(User.objects.get(username="sh-legal"))
    commands.approve(case.number, proposal, by=both, on=ON)
    assert "前一环节" in refused(case, proposal, both).reasons[0].zh
    assert queries.approval(proposal, both).shut == "agreed"


def test_a_return_at_any_stage_ends_the_round_and_the_next_begins_anew(rehearsal: People) -> None:
    case, proposal = proposed(rehearsal)
    leader = someone("sh-leader", Role.LEADER)
    commands.approve(case.number, proposal, by=rehearsal["sh-legal"], on=ON)
    commands.return_proposal(case.number, proposal, by=leader, reasons="理由不足")
    assert Proposal.objects.get(pk=proposal).status == "returned"
    again = commands.take_step(case.number, "conclude", by=rehearsal["sh-handler"], given={"reasons": "补充理由"}, on=ON).proposal
    assert again is not None and (again.approver_role, again.consents.count()) == ("legal_head", 0)


@pytest.mark.parametrize("lacking", ["held_on", "present", "resolved"])
def test_minutes_that_lack_something_decide_nothing(rehearsal: People, lacking: str) -> None:
    case, proposal = proposed(rehearsal)
    commands.approve(case.number, proposal, by=rehearsal["sh-legal"], on=ON)
    error = refused(case, proposal, someone("sh-leader", Role.LEADER), minutes={name: said for name, said in MINUTES.items() if name != lacking})
    assert isinstance(error, Invalid) and list(error.fields) == [lacking]
    assert case.case.state == "heard"


def test_a_collective_discussion_decides_by_its_minutes_and_the_ledger_says_which(rehearsal: People) -> None:
    case, proposal = proposed(rehearsal)
    legal, leader = rehearsal["sh-legal"], someone("sh-leader", Role.LEADER)
    assert "集体讨论" in refused(case, proposal, legal, minutes=MINUTES).reasons[0].zh  # not at the first stage
    commands.approve(case.number, proposal, by=legal, on=ON)
    assert list(refused(case, proposal, leader, minutes=MINUTES | {"held_on": "2026-10-22"}).fields) == ["held_on"]
    commands.approve(case.number, proposal, by=leader, on=ON, minutes=MINUTES)
    assert case.entries("conclude")[0].facts["collective"] == MINUTES
    assert proposals.kept(Proposal.objects.get(pk=proposal).minutes) == MINUTES


def test_minutes_are_refused_where_the_law_knows_no_collective_discussion(rehearsal: People) -> None:
    case = Rehearsed(rehearsal, "2026-09-01")
    outcome = commands.take_step(case.number, "decide", by=rehearsal["sh-handler"], given={"reasons": "事实清楚"}, on=ON)
    assert outcome.proposal is not None
    assert "集体讨论" in refused(case, outcome.proposal.pk, rehearsal["sh-head"], minutes=MINUTES).reasons[0].zh


def test_the_deputy_of_who_is_away_decides_in_their_place_and_the_ledger_says_so(rehearsal: People) -> None:
    case = Rehearsed(rehearsal, "2026-09-01")
    outcome = commands.take_step(case.number, "decide", by=rehearsal["sh-handler"], given={"reasons": "事实清楚"}, on=ON)
    assert outcome.proposal is not None
    deputy = User.objects.get(username="sh-handler2")
    assert isinstance(refused(case, outcome.proposal.pk, actor_for_user(deputy)), Forbidden)
    Absence.objects.create(user=User.objects.get(username="sh-head"), deputy=deputy, since=clock.today())
    standing_in = actor_for_user(deputy)
    assert [one.pk for one in queries.approvals(standing_in).rows] == [outcome.proposal.pk]
    commands.approve(case.number, outcome.proposal.pk, by=standing_in, on=ON)
    entry = Entry.objects.get(case__number=case.number, step="decide")
    head = User.objects.get(username="sh-head")
    assert (entry.actor_name, entry.role, entry.on_behalf_of) == (deputy.name, "head", head.name)


def test_a_deputy_does_not_approve_what_they_proposed(rehearsal: People) -> None:
    case = Rehearsed(rehearsal, "2026-09-01")
    outcome = commands.take_step(case.number, "decide", by=rehearsal["sh-handler"], given={"reasons": "事实清楚"}, on=ON)
    assert outcome.proposal is not None
    Absence.objects.create(user=User.objects.get(username="sh-head"), deputy=User.objects.get(username="sh-handler"), since=clock.today())
    assert "提出人" in refused(case, outcome.proposal.pk, actor_for_user(User.objects.get(username="sh-handler"))).reasons[0].zh
