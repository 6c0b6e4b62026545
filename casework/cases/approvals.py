"""Approvals: what waits for a head, a leader or the head of the reconsideration body, and one proposal with all that its decision rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from casework.cases import checklist, documents, dossier, grounds, paging, proposals, typesetting
from casework.cases.case import Case
from casework.cases.checklist import Line
from casework.cases.clocks import Deadline
from casework.cases.documents import Draft
from casework.cases.engine import Taking
from casework.cases.handling import Recusal, RecusalRequest
from casework.cases.ledger import Entry
from casework.cases.paging import MOST_COUNTED, Page
from casework.cases.proposals import PENDING, Consent, Proposal
from casework.cases.refusals import Invalid, Reason, Refused
from casework.cases.steps import Step, steps_of
from casework.people.actor import Actor
from casework.people.roles import Role

APPROVERS = frozenset({Role.HEAD, Role.LEADER, Role.LEGAL_HEAD})
LISTED = (
    "step", "by_name", "by_user_id", "proposed_on", "approver_role", "case__number", "case__kind", "case__state", "case__title", "case__applicant_name",
    "case__due_on", "case__due_rule", "case__waits_on", "case__ended_on", "case__office_id", "case__first_office__short", "case__respondent__name",
    "case__respondent__short",
)  # fmt: skip
CHECKLIST = 4  # fewer grounds are conditions of a single step, no checklist of admissibility
NO_NUMBER = "（批准时编号）"
NOT_THEIRS, OWN, RECUSED, ASKED_OUT, AGREED = "not theirs", "own", "recused", "asked out", "agreed"


def waiting(actor: Actor, *, cursor: str = "", before: str = "", limit: int = 50) -> Page:
    """Proposals that wait for a role this actor holds in the office of the case, the nearest due day of the case first.

    Left out are those the actor proposed, is recused from or may be, and every sealed case. Two queries. Raises Invalid for a broken cursor.
    """
    paging.refuse_limit(limit)
    place, backward = paging.one_way(cursor, before)
    at = paging.read(place) if place else None
    rows = _theirs(actor)
    count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    rows = rows if at is None else rows.filter(_before(*at) if backward else _after(*at))
    rows = rows.order_by(F("case__due_on").asc(nulls_last=True), "pk")
    listed = (rows.reverse() if backward else rows).select_related("case__first_office", "case__respondent").only(*LISTED)
    page, after, previous = paging.cut(list(listed[: limit + 1]), place, limit, place_of, backward=backward)
    return Page(page, after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED, previous)


def place_of(proposal: Proposal) -> str:
    """Where a proposal stands in the list: its cursor."""
    return paging.written(proposal.case.due_on, proposal.pk)


def _theirs(actor: Actor) -> Any:
    held = Q(pk=None)
    for organisation, role in sorted(actor.standing):
        if Role(role) in APPROVERS:
            held |= Q(case__office_id=organisation, approver_role=role)
    recused = Recusal.objects.filter(case_id=OuterRef("case_id"), user_id=actor.user_id or 0)
    asked_out = RecusalRequest.objects.filter(case_id=OuterRef("case_id"), user_id=actor.user_id or 0, decided_on=None)
    others = Q(by_user_id=None) | ~Q(by_user_id=actor.user_id or 0)
    return Proposal.objects.filter(held, others, ~Exists(recused), ~Exists(asked_out), status=PENDING, case__sealed=False)


def _after(due_on: date | None, pk: int) -> Q:
    if due_on is None:
        return Q(case__due_on=None, pk__gt=pk)
    return Q(case__due_on__gt=due_on) | Q(case__due_on=due_on, pk__gt=pk) | Q(case__due_on=None)


def _before(due_on: date | None, pk: int) -> Q:
    if due_on is None:
        return Q(case__due_on__isnull=False) | Q(case__due_on=None, pk__lt=pk)
    return Q(case__due_on__lt=due_on) | Q(case__due_on=due_on, pk__lt=pk)


@dataclass(frozen=True)
class Approval:
    """One proposal as it stands today: what was asked for, the grounds, what would be sent, what it would end and start.

    `grounds` are those of the step, tested today with what was proposed; `beside` those of the step that would decide this stage otherwise. `objections` are
    why it cannot be approved today, `since` what happened in the case afterwards, `shut` why this reader does not decide (empty: they do). `consents` are
    of those who agreed before, `last` is true where the next word takes the step.
    """

    taking: Taking
    proposal: Proposal
    step: Step
    given: dict[str, Any]
    grounds: list[Line]
    beside: list[Line]
    papers: list[Draft]
    deadlines: list[Deadline]
    objections: list[Reason]
    since: list[Entry]
    consents: list[Consent]
    last: bool
    shut: str


def look(proposal: Proposal, taking: Taking) -> Approval:
    """The proposal for somebody of the office who reads the case; who stays out of it reads that it waits, not what it says. Four queries and what
    grounds and papers ask."""
    if taking.kept_out:
        step = next(one for one in steps_of(type(taking.case)) if one.name == proposal.step)
        deadlines = dossier.deadlines(taking)
        return Approval(taking, proposal, step, {}, [], [], [], deadlines, [], [], [], False, RECUSED if taking.recused else ASKED_OUT)
    case, given = taking.case, proposals.kept(proposal.given)
    step = next(one for one in steps_of(type(case)) if one.name == proposal.step)
    entries, deadlines = dossier.entries(taking), dossier.deadlines(taking)
    _, beside = checklist.look(taking, _instead(case))
    cleaned, objections = _cleaned(step, given)
    lines = _tested(step, taking, cleaned)
    papers: list[Draft] = []
    if proposal.status == PENDING and not objections:
        objections = [Reason(one.ground.id, one.ground.article, one.answer.zh, one.answer.en) for one in lines if not isinstance(one.answer, grounds.Met)]
        papers, lacking = _drafted(step, taking, cleaned)
        objections += lacking
    own = {one.ground.id for one in lines}
    consents = list(proposal.consents.all()) if step.reviewed_by else []
    at = next((one.seq for one in entries if one.facts.get("proposal") == proposal.pk), 0)
    return Approval(
        taking, proposal, step, given, lines, [one for one in beside if one.ground.id not in own and one.ground.certainty != "design"], papers, deadlines,
        objections, [one for one in entries if one.seq > at], consents, proposal.approver_role == step.approved_by, _shut(proposal, taking, consents),
    )  # fmt: skip


def _instead(case: Case) -> list[Step]:
    """The step with the checklist of this stage, where there is one: of those that end the clock the case is listed by, the one with the most grounds."""
    found = [one for one in steps_of(type(case)) if one.sources == (case.state,) and any(limit.id == case.due_rule for limit in one.meets)]
    return [one for one in found if len(one.when) >= CHECKLIST and len(one.when) == max(len(other.when) for other in found)]


def _cleaned(step: Step, given: dict[str, Any]) -> tuple[dict[str, Any], list[Reason]]:
    """The input as the step would read it today; a colleague or operator it names may be gone."""
    try:
        return step.clean(given), []
    except Invalid as error:
        return {}, [Reason(name, step.basis, text, text) for name, texts in error.fields.items() for text in texts]


def _tested(step: Step, taking: Taking, cleaned: dict[str, Any]) -> list[Line]:
    asked = cleaned | {"by": taking.by, "party": None, "parties": taking.parties}
    return [Line(one, grounds.test(one, taking.case, asked, taking.on, taking.answers), taking.answers.get(one.id)) for one in step.when]


def _drafted(step: Step, taking: Taking, cleaned: dict[str, Any]) -> tuple[list[Draft], list[Reason]]:
    """The papers as they would be issued today, without numbers."""
    try:
        found = documents.draft(step.issues, taking.case, cleaned, taking.parties, office=taking.case.office, on=taking.on)
    except Refused as error:
        return [], list(error.reasons)
    return [Draft(one.type, one.addressees, one.data | {"number": NO_NUMBER}) for one in found], []


def _shut(proposal: Proposal, taking: Taking, consents: list[Consent]) -> str:
    """Why this reader does not decide: another role does, they proposed it, they agreed already, they are recused."""
    if Role(proposal.approver_role) not in taking.standing.roles:
        return NOT_THEIRS
    if proposal.by_user_id is not None and proposal.by_user_id == taking.by.user_id:
        return OWN
    if any(one.by_user_id == taking.by.user_id for one in consents):
        return AGREED
    return RECUSED if taking.recused else ASKED_OUT if taking.asked_out else ""


def words_of(draft: Draft) -> list[typesetting.Part]:
    """What a draft says, paragraph by paragraph."""
    return typesetting.read(draft.type.template, draft.data)


def preview(draft: Draft, *, on: date) -> bytes:
    """A draft with its annexes as PDF, as it would be sent, without its number."""
    return documents.rendered(draft.type.template, draft.data, on=on).pdf

