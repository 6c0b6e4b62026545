"""The write door. Each function is one transaction: lock the case, load it, take the step, open what follows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from casework import clock, consequences
from casework.account import change_password as change_password
from casework.account import make_calendar_address as make_calendar_address
from casework.account import revoke_calendar_address as revoke_calendar_address
from casework.answering import check_answer as check_answer
from casework.answering import decide_objection as decide_objection
from casework.answering import object_to as object_to
from casework.answering import record_repeat as record_repeat
from casework.approving import approve as approve
from casework.approving import propose
from casework.approving import return_proposal as return_proposal
from casework.cases import engine, idempotency, ledger, parties, sealing
from casework.cases.case import Case
from casework.cases.engine import Files
from casework.cases.refusals import Forbidden, Invalid, Refusal
from casework.cases.visibility import NEED_CONTACT
from casework.colleagues import add_colleague as add_colleague
from casework.colleagues import change_colleague as change_colleague
from casework.colleagues import close_account as close_account
from casework.colleagues import new_password as new_password
from casework.colleagues import open_account as open_account
from casework.leading import lead_into as lead_into
from casework.notices import enter_notice as enter_notice
from casework.notices import replay as replay
from casework.people.actor import GUEST, Actor
from casework.people.roles import Role
from casework.publication import publish as publish
from casework.reception import act_on_visit as act_on_visit
from casework.reception import book_visit as book_visit
from casework.reception import keep_reception_place as keep_reception_place
from casework.reception import walk_in as walk_in
from casework.textblocks import keep_text as keep_text
from casework.textblocks import retire_text as retire_text
from casework.transactions import Given, file, locked, open_other, refuse_stale
from casework.transactions import Origin as Origin
from casework.transactions import Outcome as Outcome
from casework.workdays import confirm_notice as confirm_notice
from casework.workdays import propose_notice as propose_notice
from casework.workdays import reject_notice as reject_notice


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
    return file(kind, step, by=by, given=given, files=files, answers=answers, on=on or at.date(), at=at, origin=origin)


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
    refuse_stale(case, version)
    taking = consequences.caught_up(taking)
    step = engine.find(case, name)
    if step.approved_by is not None:
        return Outcome(case, proposal=propose(step, taking, given, files, answers, imported=imported))
    taking = engine.take(case, name, by=by, given=given, files=files, on=on or at.date(), at=at, answers=answers, imported=imported, known=taking)
    if name == ledger.ERASE and taking.entry is not None:
        ledger.erase_content(ledger.Entry.objects.get(case_id=case.pk, seq=taking.given["entry"]), order=taking.entry)
    return Outcome(case, taking, opened=open_other(step, taking))

LONGEST_LOOK = 300  # characters of the reason for looking

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
    if len(why.strip()) > LONGEST_LOOK:
        raise Invalid({"why": [f"查看的理由最多{LONGEST_LOOK}个字。(The reason for looking has at most {LONGEST_LOOK} characters.)"]})
    engine.note(taking, "show_contact", Role(roles[0]), given={"given": {"why": why.strip()}}, facts={}, moves=False)


@transaction.atomic
def enter_by_code(number: str, code: str) -> Actor | None:
    """The guest whom number and query code let in, None where either is wrong: the two answers are alike.

    A sealed case opens to the code of a party named in its access table, to no other.
    """
    case = Case.objects.filter(number=number, sealed=False).only("pk", "number").first()
    for party in parties.Party.objects.filter(case=case, until=None).exclude(code_hash=None) if case else ():
        if case and parties.code_opens(party, number, code):
            return Actor(kind=GUEST, id=party.pk, name=party.name, case_id=case.pk, party_id=party.pk)
    return None if case else _enter_sealed(number, code)


def _enter_sealed(number: str, code: str) -> Actor | None:
    for case_id, party_id, digest in sealing.codes(number):
        if parties.code_is(digest, number, code):
            guest = Actor(kind=GUEST, id=party_id, name="", case_id=case_id, party_id=party_id, sealed=True)
            sealing.open_for(guest)
            return replace(guest, name=parties.Party.objects.get(pk=party_id).name)
    return None


