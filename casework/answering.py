"""What the first handler and the holders of a case do beside its steps: look at an answer before it goes, say that a matter repeats another, object to an
attribution; and what the head decides on that. Each is one transaction, and a note in the ledger; none stops or moves a case."""


from django.db import transaction

from casework import clock
from casework.cases import engine, firsthand, matter, outbox
from casework.cases.attribution import Attribution
from casework.cases.case import Case, Link, people_number
from casework.cases.clocks import BREACHED, Deadline
from casework.cases.engine import Taking
from casework.cases.firsthand import Check
from casework.cases.handling import Assignment
from casework.cases.proposals import PENDING, Proposal
from casework.cases.refusals import Forbidden, Invalid, NotFound, refused
from casework.cases.visibility import visible_to
from casework.people.actor import Actor
from casework.people.models import ministry_id
from casework.people.roles import Role
from casework.transactions import locked, tell

LONGEST = 2000
REPEAT = "repeat of"
DESK = (Role.INTAKE, Role.HANDLER, Role.HEAD)


@transaction.atomic
def check_answer(proposal_id: int, *, by: Actor, agrees: bool, remarks: str = "") -> Check:
    """The first handler has looked at a proposed answer, and agrees or remarks on it; the approver is told of remarks. Nothing waits for this.

    Raises NotFound to everybody else, Refused where it was decided or answered already, Invalid for remarks without words.
    """
    at = clock.now()
    proposal = Proposal.objects.filter(pk=proposal_id).select_related("case").first()
    if proposal is None:
        raise NotFound(str(proposal_id))
    taking = locked(proposal.case.number, by, on=at.date(), at=at)
    found = Check.objects.filter(proposal_id=proposal_id, user_id=by.user_id or 0).first()
    if found is None:
        raise NotFound(str(proposal_id))
    proposal.refresh_from_db(fields=["status"])
    if found.seen_on is not None or proposal.status != PENDING:
        raise refused("check", "这项答复已经核阅或者办结。", "This answer was looked at or decided already.", firsthand.HOUSE)
    if not agrees and not remarks.strip():
        raise Invalid({"remarks": ["请写明意见。(Say what you remark.)"]})
    found.seen_on, found.agrees, found.remarks = at.date(), agrees, remarks.strip()[:LONGEST]
    found.save(update_fields=["seen_on", "agrees", "remarks"])
    said = {"given": {"remarks": found.remarks}} if found.remarks else {}
    facts = {"step": proposal.step, "proposal": proposal.pk, "agrees": agrees}
    engine.note(taking, "check_answer", _role(taking), given=said, facts=facts, moves=False)
    if not agrees:
        tell(taking, "check_answer", f"首办人对待批答复有意见：{by.name}", Role(proposal.approver_role))
    return found


@transaction.atomic
def record_repeat(number: str, earlier: str, *, by: Actor, why: str) -> None:
    """Somebody of the office finds that a case repeats an earlier matter: the two are linked, and the earlier one's first handler answers for it.

    Raises NotFound, Forbidden, Invalid without a reason, Refused for the same matter, a later one, or a case sealed or unknown.
    """
    at = clock.now()
    taking = locked(number, by, on=at.date(), at=at)
    case, roles = taking.case, taking.standing.roles & set(DESK)
    if not roles:
        raise Forbidden("是否为重复事项，由办理机构认定。", "Whether a matter repeats another is for the office to say.")
    if not why.strip():
        raise Invalid({"why": ["请写明认定的理由。(Say why.)"]})
    other = Case.objects.filter(visible_to(by, ministry_id()), number=earlier, sealed=False).exclude(pk=case.pk).first()
    if other is None or (other.filed_on, other.pk) >= (case.filed_on, case.pk):
        raise refused("earlier", "没有这件在先的案件。", "There is no such earlier case.", firsthand.HOUSE)
    if case.sealed or not matter.repeats(case.matter_id, other.matter_id):
        raise refused("earlier", "已是同一事项，或者已认定为另一事项的重复。", "They are one matter already, or this repeats another.", firsthand.HOUSE)
    Link.objects.get_or_create(case_id=case.pk, other_id=other.pk, why=REPEAT)
    engine.note(taking, "repeats", min(roles), given={"given": {"why": why.strip()[:LONGEST]}}, facts={"earlier": other.pk, "matter": other.matter_id})


@transaction.atomic
def object_to(number: str, assignment_id: int, *, by: Actor, reasons: str, deadline_id: int | None = None) -> Attribution:
    """Whoever held a case objects that a stretch, or a limit that passed in it, is put to them; the head of that office is told.

    Raises NotFound for what is not theirs, Invalid without reasons, Refused to a second objection.
    """
    at = clock.now()
    taking = locked(number, by, on=at.date(), at=at)
    held = Assignment.objects.filter(pk=assignment_id, case_id=taking.case.pk, user_id=by.user_id or 0).first()
    if held is None or (deadline_id is not None and not _passed_in(held, deadline_id)):
        raise NotFound(number)
    if not reasons.strip():
        raise Invalid({"reasons": ["请写明异议的理由。(Say why.)"]})
    known = Attribution.objects.filter(assignment=held)
    if (known.filter(deadline=None) if deadline_id is None else known.filter(deadline_id=deadline_id)).exists():
        raise refused("objection", "这一项已经提出过异议。", "This was objected to already.", firsthand.HOUSE)
    found = Attribution.objects.create(
        case_id=taking.case.pk, user_id=by.user_id or 0, office_id=held.office_id, assignment=held, deadline_id=deadline_id,
        reasons=reasons.strip()[:LONGEST], made_at=at,
    )  # fmt: skip
    facts = {"assignment": held.pk, "deadline": deadline_id, "objection": found.pk}
    engine.note(taking, "object_to_attribution", _role(taking), given={"given": {"reasons": found.reasons}}, facts=facts, moves=False)
    _to_head(taking, held.office_id, f"{by.name}对责任归属提出异议")
    return found


def _passed_in(held: Assignment, deadline_id: int) -> bool:
    row = Deadline.objects.filter(pk=deadline_id, case_id=held.case_id, bound="office", status=BREACHED, fell_due_on__gte=held.since).first()
    return row is not None and row.fell_due_on is not None and (held.until is None or held.until > row.fell_due_on)


@transaction.atomic
def decide_objection(objection_id: int, *, by: Actor, upheld: bool, reasons: str) -> Attribution:
    """The head of the office that held the case then decides, with reasons; the figures show both numbers from now on, and who objected is told.

    Raises NotFound to everybody else, Refused to who objected and where it is decided, Invalid without reasons.
    """
    at = clock.now()
    found = Attribution.objects.select_related("case").filter(pk=objection_id).first()
    if found is None or not by.holds(Role.HEAD, found.office_id):
        raise NotFound(str(objection_id))
    taking = locked(found.case.number, by, on=at.date(), at=at)
    found.refresh_from_db(fields=["upheld"])
    if found.upheld is not None:
        raise refused("objection", "这项异议已经决定。", "This objection was decided already.", firsthand.HOUSE)
    if found.user_id == by.user_id:
        raise refused("objection", "本人提出的异议由其他负责人决定。", "Nobody decides on their own objection.", firsthand.HOUSE)
    if not reasons.strip():
        raise Invalid({"reasons": ["请写明决定的理由。(Give the reasons of the decision.)"]})
    found.decided_by_id, found.decided_at, found.upheld, found.decision = by.user_id, at, upheld, reasons.strip()[:LONGEST]
    found.save(update_fields=["decided_by", "decided_at", "upheld", "decision"])
    facts = {"objection": found.pk, "upheld": upheld}
    engine.note(taking, "decide_objection", Role.HEAD, given={"given": {"reasons": found.decision}}, facts=facts, moves=False)
    case = taking.case
    said = f"{people_number(case.number, case.first_office.short)}：责任归属异议{'成立' if upheld else '不成立'}"
    outbox.to_user(case, found.user_id, step="decide_objection", subject=said, seq=case.ledger_seq, at=at).save()
    return found


def awaiting_check(actor: Actor) -> list[Check]:
    """Answers that wait for this person's look as their first handler, the oldest first. One query."""
    rows = Check.objects.filter(user_id=actor.user_id or 0, seen_on=None, proposal__status=PENDING, proposal__case__sealed=False)
    return list(rows.select_related("proposal__case__first_office").order_by("pk")[:20])


def _role(taking: Taking) -> Role:
    """In which role they say it: the handler's, where they hold none in the office that has the case now."""
    return Role.HANDLER if Role.HANDLER in taking.standing.roles else min(taking.standing.roles, default=Role.HANDLER)


def _to_head(taking: Taking, office_id: int, subject: str) -> None:
    case = taking.case
    said = f"{people_number(case.number, case.first_office.short)}：{subject}"
    outbox.Message.objects.create(
        case_id=case.pk, case_seq=case.ledger_seq, step="object_to_attribution", channel=outbox.INBOX, organisation_id=office_id, role=Role.HEAD,
        recipient=f"office:{office_id}:{Role.HEAD}", subject=said, not_before=taking.at,
    )  # fmt: skip
