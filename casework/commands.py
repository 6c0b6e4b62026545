"""The write door. Each function is one transaction: lock the case, load it, take the step, open what follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from casework import clock, consequences
from casework.account import change_password as change_password
from casework.account import make_calendar_address as make_calendar_address
from casework.account import revoke_calendar_address as revoke_calendar_address
from casework.cases import documents, engine, idempotency, ledger, opening, outbox, parties, proposals, schedules, sealing
from casework.cases.case import Case, Link, people_number
from casework.cases.engine import Files, Taking
from casework.cases.proposals import Proposal
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refusal, Refused, refused
from casework.cases.steps import Step
from casework.cases.visibility import NEED_CONTACT
from casework.colleagues import add_colleague as add_colleague
from casework.colleagues import change_colleague as change_colleague
from casework.colleagues import close_account as close_account
from casework.colleagues import new_password as new_password
from casework.colleagues import open_account as open_account
from casework.families import FAMILIES
from casework.notices import enter_notice as enter_notice
from casework.notices import replay as replay
from casework.people.actor import USER, Actor
from casework.people.roles import Role
from casework.workdays import confirm_notice as confirm_notice
from casework.workdays import propose_notice as propose_notice
from casework.workdays import reject_notice as reject_notice

Given = Mapping[str, Any] | None
CODE_HOLDERS = (Role.APPLICANT, Role.AGENT)
LOCK = "SELECT c.id, c.kind, (SELECT max(v.id) FROM cases_scheduleversion v) FROM cases_case c WHERE c.number = %s FOR UPDATE OF c"
ARRIVAL = "arrive"  # the system's step by which a paper reaches an inbox


@dataclass(frozen=True)
class Origin:
    """Where an imported case came from: the file's name for itself, the row's id there, and its dates as they stood."""

    source: str
    external_id: str
    raw: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """What came of a command: the case, its papers, the query codes shown once (role -> code), a waiting proposal, a case that was opened."""

    case: Case
    taking: Taking | None = None
    codes: dict[str, str] = field(default_factory=dict)
    proposal: Proposal | None = None
    opened: "Outcome | None" = None


@transaction.atomic
def file_case(
    kind: str, *, by: Actor, given: Given, step: str = "file", files: Files | None = None, answers: Given = None, on: date | None = None,
    origin: Origin | None = None,
) -> Outcome:  # fmt: skip
    """File a case of this kind by one of its filing steps, in one transaction.

    `given` is the step's input and `files` its uploads by field, `answers` a clerk's answers to grounds as {ground: {met, why}}. `on` is a
    historical day only for imports, which name their `origin`: they get no query codes and post no messages; people file today. Gives the case
    and its query codes, in plain text this once. Raises NotFound for an unknown kind or step, Forbidden to whoever may not file, Invalid with
    sentences by field, Refused with what does not stand.
    """
    at = clock.now()
    return _file(kind, step, by=by, given=given, files=files, answers=answers, on=on or at.date(), at=at, origin=origin)


class _Tried(Exception):
    """Rolls a trial back."""


def try_filing(kind: str, **filing: Any) -> None:
    """File and roll back: what a dry run does. Raises as `file_case`."""
    try:
        with transaction.atomic():
            file_case(kind, **filing)
            raise _Tried
    except _Tried:
        return


def _file(
    kind: str, step: str, *, by: Actor, given: Given, on: date, at: datetime, files: Files | None = None, answers: Given = None,
    origin: Origin | None = None, through: Role | None = None,
) -> Outcome:  # fmt: skip
    if kind not in FAMILIES:
        raise NotFound(kind)
    case = FAMILIES[kind](kind=kind, source=origin.source if origin else "", external_id=origin.external_id if origin else "")
    facts = {"source": origin.source, "external_id": origin.external_id, "raw": origin.raw} if origin else None
    taking = engine.take(
        case, step, by=by, given=given, files=files, on=on, at=at, answers=answers, imported=origin is not None, through=through, facts=facts
    )
    return Outcome(case, taking, codes={} if origin else _give_codes(taking))


def _give_codes(taking: Taking) -> dict[str, str]:
    """A query code for each party without an account, shown once."""
    codes = {}
    for party in taking.parties:
        if party.role in CODE_HOLDERS and party.user_id is None and party.organisation_id is None:
            codes[party.role] = parties.new_query_code()
            party.code_hash = parties.hash_code(taking.case.number, codes[party.role])
            party.save(update_fields=["code_hash"])
    return codes


@transaction.atomic
def file_once(key: str, body: bytes, kind: str, *, by: Actor, answer: Any, **filing: Any) -> dict[str, Any]:
    """File under an idempotency key: `answer(outcome)` makes what is answered, now and to a repetition of the same body. Raises KeyReused."""
    row, before = idempotency.claim(key, f"{by.kind}:{by.id}", body, at=clock.now())
    if before is None:
        before = answer(file_case(kind, by=by, **filing))
        idempotency.keep(row, before)
    return before


@transaction.atomic
def take_step(
    number: str, name: str, *, by: Actor, given: Given = None, files: Files | None = None, answers: Given = None, version: int | None = None,
    on: date | None = None, imported: bool = False,
) -> Outcome:  # fmt: skip
    """Take a step, or propose it where it needs approval. `version` is the one the actor saw; a stale one is refused with the entries since."""
    at = clock.now()
    taking = locked(number, by, on=on or at.date(), at=at)
    case = taking.case
    _refuse_stale(case, version)
    taking = consequences.caught_up(taking)
    step = engine.find(case, name)
    if step.approved_by is not None:
        return Outcome(case, proposal=_propose(step, taking, given, files, answers, imported=imported))
    taking = engine.take(case, name, by=by, given=given, files=files, on=on or at.date(), at=at, answers=answers, imported=imported, known=taking)
    if name == ledger.ERASE and taking.entry is not None:
        ledger.erase_content(ledger.Entry.objects.get(case_id=case.pk, seq=taking.given["entry"]), order=taking.entry)
    return Outcome(case, taking, opened=_open(step, taking))


def locked(number: str, by: Actor, *, on: date, at: datetime) -> Taking:
    """The case as this actor stands towards it, its Case row locked first; the newest schedule is known from here on.

    At most four queries. Raises NotFound to whoever may not read it.
    """
    sealing.open_for(by)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [number])
        row = cursor.fetchone()
    file = opening.opened(FAMILIES[row[1]], by.user_id, id=row[0]) if row else None
    if row is None or file is None:
        raise NotFound(number)
    schedules.refresh(row[2])
    taking = engine.know(file.case, by, on=on, at=at, recused=by.kind == USER and file.recused, answers=file.answers)
    if not taking.standing.reads:
        raise NotFound(number)
    return taking


def _refuse_stale(case: Case, version: int | None) -> None:
    """A paper that arrived by itself meanwhile is nobody's decision: an open form does not go stale by it."""
    if version is None or version == case.version:
        return
    since = ledger.Entry.objects.filter(case_id=case.pk).order_by("-seq")[: max(case.version - version, 1)]
    if version < case.version and all(one.step == ARRIVAL for one in since):
        return
    reason = refused("version", "案件在您打开之后已有变动，请重新查看。", "The case has changed since you opened it: look again.").reasons[0]
    raise Refused(reason, entries=tuple(reversed(since)))


def _open(step: Step, taking: Taking) -> Outcome | None:
    """The other case a step opens (split, report), linked to this one."""
    if step.opens is None:
        return None
    given = step.opens.given(taking.case, taking.given)
    opened = _file(taking.case.kind, step.opens.step, by=taking.by, given=given, on=taking.on, at=taking.at, through=taking.role)
    Link.objects.create(case_id=taking.case.pk, other_id=opened.case.pk, why=step.opens.link)
    return opened


def _propose(step: Step, taking: Taking, given: Given, files: Files | None, answers: Given, *, imported: bool) -> Proposal:
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
        case_id=case.pk, step=step.name, given=proposals.keep(engine.recordable(dict(given or {}))), drafts=proposals.keep(shown),
        by_user_id=by.user_id, by_name=by.name, by_role=role, approver_role=step.approved_by or Role.HEAD, proposed_on=taking.on,
    )  # fmt: skip
    engine.touch(case, by, role, at=taking.at)
    facts = {"step": step.name, "proposal": proposal.pk, "answers": sorted(replied)}
    engine.note(taking, "propose", role, given={"given": engine.recordable(cleaned)}, facts=facts, files=files)
    if not imported:
        _tell(taking, "propose", f"待审批：{step.zh}", Role(step.approved_by or Role.HEAD))
    return proposal


@dataclass(frozen=True)
class Tried:
    """One of several cases on which the same step was tried: its outcome, or why nothing was done."""

    number: str
    outcome: Outcome | None = None
    refusal: Refusal | None = None


def take_each(cases: Mapping[str, int | None], name: str, *, by: Actor, given: Given = None) -> Iterator[Tried]:
    """The same step on several cases (number -> version the actor saw), each in a transaction of its own: one that is refused stops no other.

    Tried as they are asked for. A lost database ends it with its error; what was answered before is done.
    """
    for number, version in cases.items():
        try:
            yield Tried(number, outcome=take_step(number, name, by=by, given=given, version=version))
        except Refusal as error:
            yield Tried(number, refusal=error)


@transaction.atomic
def approve(number: str, proposal_id: int, *, by: Actor, version: int | None = None, on: date | None = None, imported: bool = False) -> Outcome:
    """Approve a proposal: its grounds are tested again that day, then the step is taken with the approver as `by`. Raises Refused to the proposer."""
    at = clock.now()
    case, proposal, taking = _waiting(number, proposal_id, by, on=on or at.date(), at=at)
    _refuse_stale(case, version)
    taking = consequences.caught_up(taking)
    step = engine.find(case, proposal.step)
    engine.require(step, taking, approving=True)
    if proposal.by_user_id is not None and proposal.by_user_id == by.user_id:
        raise refused("proposal", "提出人不得审批自己提出的事项。", "Nobody approves what they proposed.")
    proposer = Actor(kind=USER, id=proposal.by_user_id, name=proposal.by_name)
    taken = engine.take(
        case, proposal.step, by=by, given=proposals.kept(proposal.given), on=taking.on, at=at, proposed_by=proposer, known=taking, imported=imported
    )
    _decide(proposal, proposals.APPROVED, by, taking.on, "")
    if not imported and not (Role.HANDLER in step.tells and case.handler_id == proposal.by_user_id):  # told as the handler already
        _answer(taken, proposal, "approve", f"审批同意：{step.zh}")
    return Outcome(case, taken, opened=_open(step, taken), proposal=proposal)


@transaction.atomic
def return_proposal(number: str, proposal_id: int, *, by: Actor, reasons: str, version: int | None = None) -> Outcome:
    """Return a proposal with reasons; the case stays as it is, and who proposed it is told. Raises Refused without reasons."""
    at = clock.now()
    case, proposal, taking = _waiting(number, proposal_id, by, on=at.date(), at=at)
    _refuse_stale(case, version)
    step = engine.find(case, proposal.step)
    role = engine.require(step, taking, approving=True)
    if not reasons.strip():
        raise refused("reasons", "退回须写明理由。", "A return needs its reasons.")
    _decide(proposal, proposals.RETURNED, by, at.date(), reasons.strip())
    engine.note(taking, "return_proposal", role, given={"reasons": reasons.strip()}, facts={"step": step.name, "proposal": proposal.pk})
    _answer(taking, proposal, "return_proposal", f"审批退回：{step.zh}")
    return Outcome(case, taking, proposal=proposal)


@transaction.atomic
def show_contact(number: str, *, by: Actor, why: str) -> None:
    """Record that somebody of the office looks at the parties' contact data, and why (个人信息保护法 6, 51). The case's version stays.

    Raises NotFound to strangers, Forbidden to roles that do not need the data, Invalid without a reason.
    """
    at = clock.now()
    taking = locked(number, by, on=at.date(), at=at)
    roles = sorted(taking.standing.roles & NEED_CONTACT) if taking.standing.party is None else []
    if not roles:
        raise Forbidden("您的岗位不需要查看个人信息。", "Your role does not need contact data.")
    if not why.strip():
        raise Invalid({"why": ["请写明为什么查看。(Say why you look.)"]})
    engine.note(taking, "show_contact", Role(roles[0]), given={"given": {"why": why.strip()[:300]}}, facts={}, moves=False)


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
    proposal.save(update_fields=["status", "decided_by", "decided_on", "reasons"])


def _answer(taking: Taking, proposal: Proposal, act: str, subject: str) -> None:
    """Tell who proposed what was decided; the handler where nobody is named."""
    if proposal.by_user_id is None:
        _tell(taking, act, subject, Role.HANDLER)
        return
    case = taking.case
    said = f"{people_number(case.number, case.first_office.short)}：{subject}"
    outbox.to_user(case, proposal.by_user_id, step=act, subject=said, seq=case.ledger_seq, at=taking.at).save()


def _tell(taking: Taking, step: str, subject: str, role: Role) -> None:
    case = taking.case
    subject = f"{people_number(case.number, case.first_office.short)}：{subject}"
    rows = outbox.post(case, step=step, subject=subject, tells=[role], parties=[], papers=[], seq=case.ledger_seq, at=taking.at)
    outbox.Message.objects.bulk_create(rows)


@transaction.atomic
def enter_by_code(number: str, code: str) -> Actor | None:
    """The guest whom number and query code let in, None where either is wrong: the two answers are alike."""
    case = Case.objects.filter(number=number, sealed=False).only("pk", "number").first()
    for party in parties.Party.objects.filter(case=case, until=None).exclude(code_hash=None) if case else ():
        if case and parties.code_opens(party, number, code):
            return Actor(kind="guest", id=party.pk, name=party.name, case_id=case.pk, party_id=party.pk)
    return None


