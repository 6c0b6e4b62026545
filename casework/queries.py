"""The read door: worklists, the case file, deadlines, papers. Lists filter by holder; one case is checked by visibility."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, prefetch_related_objects

from casework import catalogue, clock
from casework.cases import checklist, clocks, documents, engine, paging, proposals, sealing
from casework.cases.attachments import Attachment, path_of
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.engine import Taking
from casework.cases.ledger import Entry, EntryContent
from casework.cases.outbox import INBOX, Message
from casework.cases.paging import MOST_COUNTED as MOST_COUNTED
from casework.cases.paging import Page as Page
from casework.cases.proposals import PENDING, Proposal
from casework.cases.queues import QUEUES as QUEUES
from casework.cases.queues import worklist as worklist
from casework.cases.refusals import Invalid, NotFound
from casework.cases.search import search as search
from casework.cases.service import Service
from casework.cases.visibility import NATIONWIDE, NO_CASE_CONTENT, OPERATORS
from casework.complaints import advice
from casework.families import FAMILIES
from casework.people.actor import Actor
from casework.people.directory import options as options
from casework.people.directory import seat_of as seat_of
from casework.people.models import ministry_id
from casework.people.roles import Role

CITIZENS = frozenset({Role.APPLICANT, Role.AGENT, Role.REPRESENTATIVE, Role.THIRD_PARTY})
CONTACT = ("applicant_", "agent_", "number_in_dispute")  # fields of forms that hold contact data


@dataclass(frozen=True)
class CaseFile:
    """Everything one actor may see of a case."""

    case: Case
    taking: Taking
    steps: list[checklist.OpenStep]
    deadlines: list[Deadline]
    papers: list[Document]
    services: list[Service]
    entries: list[Entry]
    attachments: list[Attachment]
    proposals: list[Proposal]
    grounds: list[checklist.Line]
    said: dict[int, dict[str, Any]]  # entry seq -> the input of that step, as far as this reader may know it


def seen(number: str, actor: Actor) -> Taking:
    """The case as this actor stands towards it. Raises NotFound to everybody who may not read it."""
    sealing.open_for(actor)
    kind = Case.objects.filter(number=number).values_list("kind", flat=True).first()
    if kind is None:
        raise NotFound(number)
    case = FAMILIES[kind].objects.select_related("handler", "first_handler").get(number=number)
    case.name_organisations()
    at = clock.now()
    taking = engine.know(case, actor, on=at.date(), at=at)
    if not taking.standing.reads:
        raise NotFound(number)
    return taking


@transaction.atomic
def case_file(number: str, actor: Actor) -> CaseFile:
    """The whole file for one actor: the steps open and closed with reasons, clocks, papers, history. Raises NotFound."""
    taking = seen(number, actor)
    case = taking.case
    inside = taking.standing.party is None
    steps, lines = checklist.look(taking)
    papers = Document.objects.filter(case_id=case.pk).defer("content")
    services = Service.objects.filter(case_id=case.pk).select_related("party", "document").defer("document__content")
    if not inside:
        papers = papers.filter(services__party=taking.standing.party)
        services = services.filter(party=taking.standing.party)
    return CaseFile(
        case=case, taking=taking, steps=steps,
        deadlines=list(Deadline.objects.filter(case_id=case.pk)),
        papers=list(papers), services=list(services),
        entries=list(Entry.objects.filter(case_id=case.pk).order_by("seq")),
        attachments=_attachments(taking), proposals=list(Proposal.objects.filter(case_id=case.pk, status=PENDING)) if inside else [],
        grounds=lines if inside else [], said=_said(taking),
    )  # fmt: skip


def _said(taking: Taking) -> dict[int, dict[str, Any]]:
    """What was written at each step: all of it to the office's people, their own acts to a party. Contact data stand with the parties."""
    rows = EntryContent.objects.filter(entry__case_id=taking.case.pk, payload__isnull=False).select_related("entry")
    if taking.standing.party is not None:
        rows = rows.filter(entry__actor_kind=taking.by.kind, entry__actor_id=taking.by.id, entry__role__in=taking.standing.roles)
    found = {}
    for row in rows:
        given = (row.given or {}).get("given", row.given or {})
        found[row.entry.seq] = {name: value for name, value in given.items() if value not in (None, "", [], {}) and not name.startswith(CONTACT)}
    return found


def _attachments(taking: Taking) -> list[Attachment]:
    rows = Attachment.objects.filter(case_id=taking.case.pk).order_by("pk")
    if taking.standing.party is None:
        return list(rows)
    rows = rows.filter(by_role__in=taking.standing.roles)
    if sum(party.role == taking.standing.party.role for party in taking.parties) > 1:  # two operators: neither reads the other's files
        own = Entry.objects.filter(case_id=taking.case.pk, actor_kind=taking.by.kind, actor_id=taking.by.id).values("seq")
        rows = rows.filter(entry_seq__in=own)
    return list(rows)


@transaction.atomic
def attachment(attachment_id: int, actor: Actor) -> tuple[Attachment, Path]:
    """A file of a case and where its content lies, for those who see it on the file. Raises NotFound."""
    sealing.open_for(actor)
    number = Attachment.objects.filter(pk=attachment_id).values_list("case__number", flat=True).first()
    if number is None:
        raise NotFound(str(attachment_id))
    for row in _attachments(seen(number, actor)):
        if row.pk == attachment_id:
            return row, path_of(bytes(row.sha256))
    raise NotFound(str(attachment_id))


def deadlines(actor: Actor, *, rule: str = "", status: str = "", due_before: date | None = None, cursor: str = "", limit: int = 50) -> Page:
    """Deadlines of the cases one's organisations hold, by last day. Raises Invalid for a broken cursor."""
    paging.refuse_limit(limit)
    rows: QuerySet[Deadline] = Deadline.objects.filter(case__sealed=False).exclude(last_day=None)
    operators = {organisation for organisation, role in actor.standing if Role(role) in OPERATORS}
    offices = {organisation for organisation, role in actor.standing if Role(role) not in OPERATORS | NO_CASE_CONTENT}
    if operators:
        rows = rows.filter(bound_party__organisation_id__in=operators, bound_party__until=None)
    elif not (ministry_id() in offices and {Role(role) for _, role in actor.standing} & NATIONWIDE):
        rows = rows.filter(case__office_id__in=offices)
    rows = rows.filter(status=status) if status else rows.filter(status__in=["running", "breached"], ended_by_seq=None)
    if rule:
        rows = rows.filter(rule=rule)
    if due_before:
        rows = rows.filter(last_day__lt=due_before)
    count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    if cursor:
        last_day, pk = paging.read(cursor)
        if last_day is None:
            raise paging.bad_cursor()
        rows = rows.filter(Q(last_day__gt=last_day) | Q(last_day=last_day, pk__gt=pk))
    page = list(rows.order_by("last_day", "pk").select_related("case", "case__first_office")[: limit + 1])
    after = ""
    if len(page) > limit:
        last = page[limit - 1]
        after = paging.written(last.last_day, last.pk)
    return Page(page[:limit], after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED)


@transaction.atomic
def paper(document_id: int, actor: Actor) -> tuple[Document, list[Service]]:
    """A paper and its services, for those who may read the case; a party sees only papers addressed to it. Raises NotFound."""
    sealing.open_for(actor)
    document = Document.objects.select_related("case", "office").filter(pk=document_id).first()
    if document is None:
        raise NotFound(str(document_id))
    taking = seen(document.case.number, actor)
    services = list(document.services.select_related("party"))
    if taking.standing.party is not None and all(row.party_id != taking.standing.party.pk for row in services):
        raise NotFound(str(document_id))
    return document, services


def proposed(proposal: Proposal) -> dict[str, Any]:
    """What a proposal asks the approver to decide: its input and its draft papers."""
    return proposals.said(proposal)


def pdf(document: Document) -> bytes:
    """The paper's PDF."""
    return documents.pdf(document)


def inbox(actor: Actor, *, cursor: str = "", limit: int = 50) -> Page:
    """What reached this actor's inbox, the newest first: own messages, those of one's roles, of one's operator, of one's party. Two queries."""
    paging.refuse_limit(limit)
    mine = Q(pk=None)
    if actor.user_id is not None:
        mine |= Q(user_id=actor.user_id)
    if actor.party_id is not None:
        mine |= Q(party_id=actor.party_id)
    for organisation, role in actor.standing:
        mine |= Q(organisation_id=organisation, role="") if Role(role) in OPERATORS else Q(organisation_id=organisation, role=role)
    rows = Message.objects.filter(mine, channel=INBOX, case__sealed=False).exclude(sent_at=None)
    return paging.by_id(rows.select_related("case", "case__first_office"), cursor, limit, newest_first=True)


def not_yet_served(actor: Actor, *, cursor: str = "", limit: int = 50) -> Page:
    """Papers of one's offices that are not served yet, the oldest first: they start no clock. Two queries."""
    paging.refuse_limit(limit)
    offices = {organisation for organisation, role in actor.standing if Role(role) not in OPERATORS | NO_CASE_CONTENT}
    rows = Service.objects.filter(served_on=None, case__sealed=False)
    if not (ministry_id() in offices and {Role(role) for _, role in actor.standing} & NATIONWIDE):
        rows = rows.filter(case__office_id__in=offices)
    return paging.by_id(rows.select_related("case", "case__first_office", "document", "party").defer("document__content"), cursor, limit)


def working(deadline: Deadline, lang: str) -> list[str]:
    """The sentences that say why a deadline ends on its day."""
    return clocks.working(deadline, FAMILIES[deadline.case.kind].limits()[deadline.rule], lang)


def workings(found: list[Deadline], lang: str) -> dict[int, list[str]]:
    """`working` of several deadlines, by their id. One query for all, none where no clock of theirs can stand still."""
    prefetch_related_objects([one for one in found if FAMILIES[one.case.kind].limits()[one.rule].suspendable], "suspensions")
    return {one.pk: working(one, lang) for one in found}


def concerns(entry: Entry, kind: str, roles: frozenset[Role], reader: Actor, *, alone: bool) -> bool:
    """True where an entry concerns a party: its own side's act, a step that tells it or sends it a paper, and, for the citizen, the filing.

    Where the party is not `alone` in its role, only the reader's own acts count as its side's: two operators do not read each other.
    """
    if entry.actor_kind == reader.kind and entry.actor_id is not None and entry.actor_id == reader.id:
        return True
    step = catalogue.steps(kind).get(entry.step)
    if step is None:
        return False
    if alone and Role(entry.role) in roles:
        return True
    told = set(step.tells) | {role for paper in step.issues for role in paper.to}
    return bool(told & roles) or (entry.seq == 1 and bool(roles & CITIZENS))


def history(file: CaseFile) -> list[Entry]:
    """The entries this reader may see: all of them inside the office, those that concern it to a party (个人信息保护法 6)."""
    standing = file.taking.standing
    if standing.party is None:
        return file.entries
    alone = sum(party.role == standing.party.role for party in file.taking.parties) == 1
    return [one for one in file.entries if concerns(one, file.case.kind, standing.roles, file.taking.by, alone=alone)]


def operator_first(given: Mapping[str, Any], on: date) -> advice.Advice:
    """Whether the operator must come first (令35 10(4)) and whether time has run out (11(1)), for a complaint told so far."""
    return advice.operator_first(given, on)


def check_filing(kind: str, step: str, given: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong with an input of a filing step today, by field: the form's own sentences and days that have not come. Nothing is stored."""
    declared = catalogue.filing_steps(kind)[step]
    found: dict[str, list[str]] = {}
    try:
        declared.clean(dict(given))
    except Invalid as error:
        found = dict(error.fields)
    return advice.days_to_come(declared, given, clock.today()) | found
