"""The file of a case in few statements: each table is read once, whole, and what a ground asks for is not read again.

The rows of one case are few; what its reader may not see is left out here, the input of others' steps already in the statement.
"""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q, When

from casework.cases import engine, opening
from casework.cases.attachments import Attachment
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.engine import Taking
from casework.cases.ledger import Entry
from casework.cases.opening import Asked, Offer
from casework.cases.proposals import PENDING, RETURNED, Proposal
from casework.cases.service import Service
from casework.cases.steps import Step, steps_of
from casework.clock import now
from casework.people.actor import USER, Actor
from casework.people.roles import Role

CONTACT = ("applicant_", "agent_", "number_in_dispute")  # fields of forms that hold contact data: they stand with the parties
DRAFTING = ("propose", "consent", "return_proposal")  # acts on a draft: their words are the draft's
SERVED = tuple(one.attname for one in Service._meta.concrete_fields)


def opened(family: type[Case], number: str, actor: Actor) -> Taking | None:
    """The case as this actor stands towards it, None where there is none: all it names in one statement, its parties in another, its access rows
    only where they decide."""
    file = opening.opened(family, actor.user_id, number=number)
    if file is None:
        return None
    case, at = file.case, now()
    person = actor.kind == USER
    taking = engine.know(
        case, actor, on=at.date(), at=at, recused=person and file.recused, asked_out=person and file.asked_out, answers=file.answers
    )
    case.memory = {"asked": file.asked, "offer": file.offer, "offered_to": file.offer.to_id if file.offer else None, "parties": taking.parties}
    return taking


def deadlines(taking: Taking) -> list[Deadline]:
    """Every clock of the case."""
    found: list[Deadline] = taking.case.rows("deadlines")
    for one in found:
        one.case = taking.case
    return found


def papers(taking: Taking) -> tuple[list[Document], list[Service]]:
    """The papers and to whom each went, without contents; a party sees those addressed to it. One statement."""
    columns = {f"service_{name}": F(f"services__{name}") for name in SERVED}
    rows: Any = Document.objects.filter(case_id=taking.case.pk).defer("content").annotate(**columns).order_by("pk", "services__pk")
    documents: dict[int, Document] = {}
    services = []
    parties = {one.pk: one for one in taking.parties}
    for row in rows:
        document = documents.setdefault(row.pk, row)
        document.case = taking.case
        if row.service_id is not None:
            services.append(Service(**{name: getattr(row, f"service_{name}") for name in SERVED}))
            services[-1].document, services[-1].party = document, parties[services[-1].party_id]
    for one in documents.values():
        if (wrong := documents.get(one.corrects_id or 0)) is not None:
            one.corrects, wrong.corrections = wrong, (*wrong.corrections, one)
    if taking.case.memory is not None:
        taking.case.memory["services"] = services
        taking.case.memory["documents"] = list(documents.values())
    own = taking.standing.party
    if own is None:
        return list(documents.values()), services
    mine = [one for one in services if one.party_id == own.pk]
    addressed = {one.document_id for one in mine}
    return [one for one in documents.values() if one.pk in addressed], mine


def entries(taking: Taking) -> list[Entry]:
    """The ledger with the input of each step as `payload`: all of it to the office's people; to a party that of its own side's acts and of
    steps that share it with whom they tell; of what is `about` one party, to that party alone. Who stays out of the case reads nothing of drafts. One
    statement."""
    own = taking.standing.party
    payload: Any = F("content__payload")
    if own is None and taking.kept_out:
        payload = models.Case(When(~Q(step__in=DRAFTING), then=payload))
    if own is not None:
        by = Q(actor_kind=taking.by.kind, actor_id=taking.by.id) | Q(facts__party=own.pk)
        shared = [step.name for step in steps_of(type(taking.case)) if step.shared and taking.standing.roles & set(step.tells)]
        to_me = ~Q(facts__has_key="about") | Q(facts__about=own.pk)
        payload = models.Case(When(by & Q(role__in=taking.standing.roles) | Q(step__in=shared) & to_me, then=payload))
    found: list[Any] = list(Entry.objects.filter(case_id=taking.case.pk).annotate(payload=payload).order_by("seq"))
    if taking.case.memory is not None:
        taking.case.memory["entries"] = found
    return found


def of_side(entry: Entry, taking: Taking) -> bool:
    """True for an act of the reader, or of somebody else for the same party: a colleague of the same operator."""
    own, served = taking.standing.party, entry.facts.get("served", ())
    if (entry.actor_kind, entry.actor_id) == (taking.by.kind, taking.by.id) and entry.actor_id is not None:
        return True
    parties = {entry.facts.get("party"), *(one.get("party") for one in served if isinstance(one, dict))}
    return own is not None and own.pk in parties and Role(entry.role) in taking.standing.roles


def said(found: list[Entry]) -> dict[int, dict[str, Any]]:
    """What was written at each step, by entry: nothing where it was erased or is not for this reader. Contact data stand with the parties."""
    return {one.seq: _said(one.payload) for one in found if one.payload is not None}  # type: ignore[attr-defined]  # annotated by `entries`


def _said(payload: str) -> dict[str, Any]:
    given = json.loads(payload)["given"] or {}
    given = given.get("given", given)
    return {name: value for name, value in given.items() if value not in (None, "", [], {}) and not name.startswith(CONTACT)}


def attachments(taking: Taking) -> list[Attachment]:
    """The files of the case; a party sees its side's, and where another stands in the same role only its own and its colleagues': two operators do not
    read each other."""
    rows = Attachment.objects.filter(case_id=taking.case.pk).order_by("pk")
    own = taking.standing.party
    if own is None:
        drafts = {one.seq for one in taking.case.rows("entries") if one.step in DRAFTING} if taking.kept_out else set()
        return [one for one in rows if one.entry_seq not in drafts]
    rows = rows.filter(by_role__in=taking.standing.roles)
    if sum(party.role == own.role for party in taking.parties) > 1:
        mine = [one.seq for one in taking.case.rows("entries") if of_side(one, taking)]
        rows = rows.filter(entry_seq__in=mine)
    return list(rows)


def offer(taking: Taking) -> Offer | None:
    """The hand-over that waits for its acceptance, for the office's people; known since the case was read."""
    return (taking.case.memory or {}).get("offer") if taking.standing.party is None else None


def asked_to_stay_out(taking: Taking) -> list[Asked]:
    """Recusals that wait for their decision, for the office's people; known since the case was read."""
    return (taking.case.memory or {}).get("asked", []) if taking.standing.party is None else []


def begun(taking: Taking, step: Step) -> dict[str, Any]:
    """What a step's form begins with, from what the file says already; for the office's people. At most one query."""
    return step.begins(taking.case) if step.begins and taking.standing.party is None else {}


def proposals(taking: Taking) -> tuple[list[Proposal], dict[str, Proposal]]:
    """For the office's people: what waits for approval; and by step what was proposed last and returned, so that nobody writes it all again; nothing
    for who stays out of the case. One query."""
    if taking.standing.party is not None or taking.kept_out:
        return [], {}
    rows = list(Proposal.objects.filter(case_id=taking.case.pk).order_by("pk"))
    latest = {one.step: one for one in rows}
    return [one for one in rows if one.status == PENDING], {name: one for name, one in latest.items() if one.status == RETURNED}
