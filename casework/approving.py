"""Approval: a step that is proposed, agreed to by those who decide in their order, or returned with reasons."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from casework import clock, consequences
from casework.cases import documents, engine, firsthand, handling, outbox, proposals
from casework.cases.case import Case, people_number
from casework.cases.engine import Files, Taking
from casework.cases.proposals import Proposal
from casework.cases.recording import recordable
from casework.cases.refusals import Invalid, NotFound, refused
from casework.cases.steps import Step
from casework.people.actor import USER, Actor
from casework.people.roles import Role
from casework.transactions import Given, Outcome, locked, open_other, refuse_stale, tell

LONGEST = 2000  # characters of what an approver writes


def propose(step: Step, taking: Taking, given: Given, files: Files | None, answers: Given, *, imported: bool) -> Proposal:
    """Store what a handler wants to do, with the draft papers; the case does not change."""
    case, by = taking.case, taking.by
    role = engine.require(step, taking)
    cleaned = step.clean(dict(given or {}), files)
    if Proposal.objects.filter(case_id=case.pk, status=proposals.PENDING).exists():
        raise refused("proposal", "本案已有一项待审批的事项。", "A proposal is already waiting in this case.")
    replied = engine.answer_grounds(taking, answers, role, seq=case.ledger_seq + 1)
    engine.refuse_if_unmet(step, taking, cleaned)
    drafts = documents.draft(step.issues, case, cleaned, taking.parties, office=case.office, on=taking.on)
    shown = [{"type": one.type.id, "title": one.type.zh, "data": one.data} for one in drafts]
    proposal = Proposal.objects.create(
        case_id=case.pk, step=step.name, given=proposals.keep(recordable(dict(given or {}))), drafts=proposals.keep(shown),
        by_user_id=by.user_id, by_name=by.name, by_role=role, approver_role=proposals.approvers(step)[0], proposed_on=taking.on,
    )  # fmt: skip
    engine.touch(case, by, role, at=taking.at)
    facts = {"step": step.name, "proposal": proposal.pk, "answers": sorted(replied)}
    engine.note(taking, "propose", role, given={"given": recordable(cleaned)}, facts=facts, files=files)
    if not imported:
        tell(taking, "propose", f"待审批：{step.zh}", proposals.approvers(step)[0])
        firsthand.ask(case, proposal, step, on=taking.on, at=taking.at)
    return proposal


@transaction.atomic
def approve(
    number: str, proposal_id: int, *, by: Actor, version: int | None = None, on: date | None = None, imported: bool = False, note: str = "",
    minutes: Given = None,
) -> Outcome:  # fmt: skip
    """Agree to a proposal. Where others decide after this approver, their turn comes; the last one's word tests the grounds again that day and takes
    the step with the approver as `by`. `minutes` of a collective discussion (held_on, present, resolved) stand for the last one's own consent.

    Raises Refused to the proposer and to who agreed already, Forbidden to another role, Invalid for minutes that lack something.
    """
    at = clock.now()
    case, proposal, taking = _waiting(number, proposal_id, by, on=on or at.date(), at=at)
    refuse_stale(case, version)
    if len(note.strip()) > LONGEST:
        raise refused("note", f"“审批意见”最多{LONGEST}个字。", f"The note has at most {LONGEST} characters.")
    taking = consequences.caught_up(taking)
    step = engine.find(case, proposal.step)
    stage = Role(proposal.approver_role)
    role = engine.require(step, taking, approving=True, stage=stage)
    _refuse_twice(proposal, step, by)
    held, following = proposals.read_minutes(minutes), proposals.after(step, stage)
    if held is not None and (following is not None or not step.collective):
        raise refused("minutes", "这一项不由集体讨论决定。", "This is not decided by a collective discussion.", step.basis)
    if following is not None:
        return _consent(taking, proposal, step, role, following, note=note.strip(), imported=imported)
    if held is not None and date.fromisoformat(held["held_on"]) > taking.on:
        raise Invalid({"held_on": ["讨论日期尚未到来。(The day of the discussion has not come yet.)"]})
    proposer = Actor(kind=USER, id=proposal.by_user_id, name=proposal.by_name)
    facts: dict[str, Any] = {"consents": [f"{one.role}: {one.by_name}" for one in proposal.consents.all()]} if step.reviewed_by else {}
    if looked := firsthand.said_of(proposal) if firsthand.is_answer(step) else "":
        facts["first_check"] = looked
    taken = engine.take(
        case, proposal.step, by=by, given=proposals.kept(proposal.given), on=taking.on, at=at, proposed_by=proposer, known=taking, imported=imported,
        facts=facts | ({"collective": held} if held else {}),
    )  # fmt: skip
    proposal.minutes = proposals.keep(held) if held else None
    _decide(proposal, proposals.APPROVED, by, taking.on, note.strip())
    if not imported and not (Role.HANDLER in step.tells and case.handler_id == proposal.by_user_id):  # told as the handler already
        _answer(taken, proposal, "approve", f"审批同意：{step.zh}")
    return Outcome(case, taken, opened=open_other(step, taken), proposal=proposal)


def _refuse_twice(proposal: Proposal, step: Step, by: Actor) -> None:
    if proposal.by_user_id is not None and proposal.by_user_id == by.user_id:
        raise refused("proposal", "提出人不得审批自己提出的事项。", "Nobody approves what they proposed.")
    if proposal.by_user is not None and handling.kept_out(proposal.case, [proposal.by_user]):
        raise refused("recusal", "提出人是否回避本案尚未决定，决定以前不审批其提出的事项。", "Whether its proposer stays out is not decided: not before that.")
    if step.reviewed_by and proposal.consents.filter(by_user_id=by.user_id).exists():
        raise refused("proposal", "您已在前一环节同意，须由另一人决定。", "You agreed at an earlier stage: somebody else decides.")


def _consent(taking: Taking, proposal: Proposal, step: Step, role: Role, following: Role, *, note: str, imported: bool) -> Outcome:
    """Note that one of several approvers agreed; the proposal waits for the next."""
    by = taking.by
    proposals.Consent.objects.create(proposal=proposal, role=role, by_user_id=by.user_id or 0, by_name=by.name, on=taking.on, note=note)
    proposal.approver_role = following
    proposal.save(update_fields=["approver_role"])
    engine.note(taking, "consent", role, given={"given": {"note": note}}, facts={"step": step.name, "proposal": proposal.pk, "next": following})
    if not imported:
        tell(taking, "consent", f"待审批：{step.zh}", following)
    return Outcome(taking.case, taking, proposal=proposal)


@transaction.atomic
def return_proposal(number: str, proposal_id: int, *, by: Actor, reasons: str, version: int | None = None) -> Outcome:
    """Return a proposal with reasons; the case stays as it is, and who proposed it is told. Raises Refused without reasons."""
    at = clock.now()
    case, proposal, taking = _waiting(number, proposal_id, by, on=at.date(), at=at)
    refuse_stale(case, version)
    step = engine.find(case, proposal.step)
    role = engine.require(step, taking, approving=True, stage=Role(proposal.approver_role))
    if not reasons.strip():
        raise refused("reasons", "退回须写明理由。", "A return needs its reasons.")
    if len(reasons.strip()) > LONGEST:
        raise refused("reasons", f"“退回的理由”最多{LONGEST}个字。", f"The reasons for a return have at most {LONGEST} characters.")
    _decide(proposal, proposals.RETURNED, by, at.date(), reasons.strip())
    engine.note(taking, "return_proposal", role, given={"reasons": reasons.strip()}, facts={"step": step.name, "proposal": proposal.pk})
    _answer(taking, proposal, "return_proposal", f"审批退回：{step.zh}")
    return Outcome(case, taking, proposal=proposal)


def _waiting(number: str, proposal_id: int, by: Actor, *, on: date, at: datetime) -> tuple[Case, Proposal, Taking]:
    taking = locked(number, by, on=on, at=at)
    proposal = Proposal.objects.filter(pk=proposal_id, case_id=taking.case.pk).first()
    if proposal is None:
        raise NotFound(number)
    if proposal.status != proposals.PENDING:
        raise refused("proposal", "这项审批已经办结。", "This proposal has been decided already.")
    return taking.case, proposal, taking


def _decide(proposal: Proposal, status: str, by: Actor, on: date, reasons: str) -> None:
    proposal.status, proposal.decided_by_id, proposal.decided_on, proposal.reasons = status, by.user_id, on, reasons
    proposal.save(update_fields=["status", "decided_by", "decided_on", "reasons", "minutes"])


def _answer(taking: Taking, proposal: Proposal, act: str, subject: str) -> None:
    """Tell who proposed what was decided; the handler where nobody is named."""
    if proposal.by_user_id is None:
        tell(taking, act, subject, Role.HANDLER)
        return
    case = taking.case
    said = f"{people_number(case.number, case.first_office.short)}：{subject}"
    outbox.to_user(case, proposal.by_user_id, step=act, subject=said, seq=case.ledger_seq, at=taking.at).save()
