"""The first handler to the end (首办负责制, a house rule: no national text of that name was found, the client is to name the document).

Whoever first handled the matter is told of each breach and of what came of it, and looks at the answer before it goes: the proposer's draft is shown to
them, what they say is shown to the approver. It is neither a veto nor a stop: nothing waits for it, no time stands still by it.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from casework.cases import outbox
from casework.cases.case import Access, people_number
from casework.cases.encryption import EncryptedText
from casework.cases.handling import Recusal
from casework.cases.proposals import Proposal
from casework.cases.steps import Step
from casework.people.actor import Actor
from casework.people.models import Membership, User
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.case import Case

HOUSE = "首办负责制（内部规定）"
PURPOSE = "first.check"
NOT_READERS = (Role.ADMIN, Role.SEALED_READER)


class Check(models.Model):
    """The first handler's look at one proposed answer: asked on a day, seen on a day, agreed to or remarked on. What was said once stays (a trigger)."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="first_check")
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    seen_on = models.DateField(null=True)
    agrees = models.BooleanField(null=True)
    remarks = EncryptedText(purpose=PURPOSE, null=True)

    class Meta:
        db_table = "cases_firstcheck"
        indexes = [models.Index(fields=["user"], condition=Q(seen_on=None), name="check_waiting")]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.user_id}"


def is_answer(step: Step) -> bool:
    """True for a step by which the office decides and tells the applicant so: it needs approval, moves the case, and issues a paper to them."""
    return step.approved_by is not None and bool(step.targets) and any(Role.APPLICANT in paper.to for paper in step.issues)


def ask(case: "Case", proposal: Proposal, step: Step, *, on: date, at: datetime) -> Check | None:
    """Ask the first handler to look at the proposed answer. None where there is nobody to ask: they propose it themselves, the case is sealed, they are
    recused, have left, or do not read this file (of a review the first handler reads the outcome, not the draft). Three queries."""
    first = case.first_handler_id
    if not is_answer(step) or case.sealed or first in (None, proposal.by_user_id) or not _reads(case, first or 0):
        return None
    found = Check.objects.create(proposal=proposal, user_id=first or 0, asked_on=on)
    _write(case, first or 0, "first_check", f"请首办人核阅：{step.zh}", seq=case.ledger_seq, at=at)
    return found


def _reads(case: "Case", user_id: int) -> bool:
    """As `visibility.standing_in`, for somebody who is not the actor."""
    posts = Membership.objects.filter(user_id=OuterRef("pk")).exclude(role__in=NOT_READERS)
    through = Access.objects.filter(case_id=case.pk, until=None)
    here = Q(Exists(posts.filter(organisation_id=case.office_id))) | Q(Exists(posts.filter(organisation__in=through.values("organisation_id"))))
    here |= Q(Exists(through.filter(user_id=OuterRef("pk"))))
    kept_out = Recusal.objects.filter(case_id=case.pk, user_id=OuterRef("pk"))
    return User.objects.filter(here, ~Exists(kept_out), pk=user_id, is_active=True).exists()


def check_of(proposal: Proposal) -> Check | None:
    """What the first handler was asked and said of this proposal. One query."""
    return Check.objects.select_related("user").filter(proposal_id=proposal.pk).first()


def said_of(proposal: Proposal) -> str:
    """In a word for the ledger: agrees, remarks, silent; empty where nobody was asked. One query."""
    said = list(Check.objects.filter(proposal_id=proposal.pk).values_list("agrees", flat=True))
    return "" if not said else "silent" if said[0] is None else "agrees" if said[0] else "remarks"


def tell(case: "Case", step: Step, *, by: Actor, proposed_by: Actor | None, seq: int, at: datetime) -> None:
    """Tell the first handler what came of the matter, unless they did it themselves or are told as its handler."""
    first, ended = case.first_handler_id, case.ended_on is not None
    if first is None or case.sealed or not (is_answer(step) or (ended and step.targets)):
        return
    knows = {by.user_id, proposed_by.user_id if proposed_by else None} | ({case.handler_id} if Role.HANDLER in step.tells else set())
    if first not in knows:
        state = case.states(case.state)
        _write(case, first, step.name, f"首办事项{'办结' if ended else '已答复'}：{step.zh}（{state.zh}）", seq=seq, at=at)


def _write(case: "Case", user_id: int, step: str, subject: str, *, seq: int, at: datetime) -> None:
    outbox.to_user(case, user_id, step=step, subject=f"{people_number(case.number, case.first_office.short)}：{subject}", seq=seq, at=at).save()
