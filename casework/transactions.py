"""What every command does inside its transaction: lock and load the case, file one, open what follows, tell a role."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from casework.cases import engine, ledger, opening, outbox, parties, sealing
from casework.cases.case import Case, Link, people_number
from casework.cases.engine import Files, Taking
from casework.cases.proposals import Proposal
from casework.cases.refusals import NotFound, Refused, refused
from casework.cases.steps import Step
from casework.families import FAMILIES
from casework.people.actor import USER, Actor
from casework.people.roles import Role

Given = Mapping[str, Any] | None
CODE_HOLDERS = (Role.APPLICANT, Role.AGENT)
LOCK = "SELECT id, kind FROM cases_case WHERE number = %s FOR UPDATE"
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


def file(
    kind: str, step: str, *, by: Actor, given: Given, on: date, at: datetime, files: Files | None = None, answers: Given = None,
    origin: Origin | None = None, through: Role | None = None, facts: Mapping[str, Any] | None = None, goes_on_from: Case | None = None,
) -> Outcome:  # fmt: skip
    """As `commands.file_case`, inside the caller's transaction; `through` is the role in which another case opens this one, `facts` what the entry says
    of that; `goes_on_from` an earlier case with the same matter, whose first handler answers for this one too."""
    if kind not in FAMILIES:
        raise NotFound(kind)
    case = FAMILIES[kind](kind=kind, source=origin.source if origin else "", external_id=origin.external_id if origin else "")
    if goes_on_from is not None:
        first = goes_on_from.matter
        case.matter, case.first_handler_id, case.first_handled_at = first, first.handler_id, first.handled_at
    if origin:
        facts = {"source": origin.source, "external_id": origin.external_id, "raw": origin.raw}
    taking = engine.take(
        case, step, by=by, given=given, files=files, on=on, at=at, answers=answers, imported=origin is not None, through=through, facts=facts
    )
    return Outcome(case, taking, codes={} if origin else _give_codes(taking))


def take_also(taking: Taking, name: str, given: Given) -> Taking:
    """Another step in the case in hand, by the same actor: what happened before there was a case stands on its file."""
    return engine.take(taking.case, name, by=taking.by, given=given, on=taking.on, at=taking.at, known=taking)


def _give_codes(taking: Taking) -> dict[str, str]:
    """A query code for each role without an account, shown once: of several applicants the first named holds it."""
    codes = {}
    for party in taking.parties:
        if party.role in CODE_HOLDERS and party.role not in codes and party.user_id is None and party.organisation_id is None:
            codes[party.role] = parties.new_query_code()
            party.code_hash = parties.hash_code(taking.case.number, codes[party.role])
            party.save(update_fields=["code_hash"])
    return codes


def locked(number: str, by: Actor, *, on: date, at: datetime) -> Taking:
    """The case as this actor stands towards it, its Case row locked first. The newest schedule is known from here on: `opened` reads its
    version in the same statement, after the wait for the lock.

    At most four queries. Raises NotFound to whoever may not read it.
    """
    sealing.open_for(by)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [number])
        row = cursor.fetchone()
    file = opening.opened(FAMILIES[row[1]], by.user_id, id=row[0]) if row else None
    if row is None or file is None:
        raise NotFound(number)
    person = by.kind == USER
    taking = engine.know(file.case, by, on=on, at=at, recused=person and file.recused, asked_out=person and file.asked_out, answers=file.answers)
    if not taking.standing.reads:
        raise NotFound(number)
    return taking


def refuse_stale(case: Case, version: int | None) -> None:
    """A paper that arrived by itself meanwhile is nobody's decision: an open form does not go stale by it."""
    if version is None or version == case.version:
        return
    since = ledger.Entry.objects.filter(case_id=case.pk).order_by("-seq")[: max(case.version - version, 1)]
    if version < case.version and all(one.step == ARRIVAL for one in since):
        return
    reason = refused("version", "案件在您打开之后已有变动，请重新查看。", "The case has changed since you opened it: look again.").reasons[0]
    raise Refused(reason, entries=tuple(reversed(since)))


def open_other(step: Step, taking: Taking) -> Outcome | None:
    """The other case a step opens (split, report), linked to this one."""
    if step.opens is None:
        return None
    given = step.opens.given(taking.case, taking.given)
    facts = {"opened_from": taking.case.number}
    opened = file(
        taking.case.kind, step.opens.step, by=taking.by, given=given, on=taking.on, at=taking.at, through=taking.role, facts=facts,
        goes_on_from=taking.case if step.opens.same_matter else None,
    )  # fmt: skip
    Link.objects.create(case_id=taking.case.pk, other_id=opened.case.pk, why=step.opens.link)
    return opened


def tell(taking: Taking, step: str, subject: str, role: Role) -> None:
    case = taking.case
    subject = f"{people_number(case.number, case.first_office.short)}：{subject}"
    rows = outbox.post(case, step=step, subject=subject, tells=[role], parties=[], papers=[], seq=case.ledger_seq, at=taking.at)
    outbox.Message.objects.bulk_create(rows)
