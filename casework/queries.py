"""The read door: worklists, the case file, deadlines, papers. Lists filter by holder; one case is checked by visibility."""

import base64
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Exists, Func, IntegerField, OuterRef, Q, QuerySet, Value

from casework import clock
from casework.cases import checklist, clocks, documents, engine, sealing
from casework.cases.attachments import Attachment, path_of
from casework.cases.case import Access, Case
from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.engine import Taking
from casework.cases.ledger import Entry
from casework.cases.outbox import INBOX, Message
from casework.cases.parties import Party
from casework.cases.proposals import PENDING, Proposal
from casework.cases.refusals import Invalid, NotFound
from casework.cases.service import Service
from casework.cases.visibility import NO_CASE_CONTENT
from casework.families import FAMILIES
from casework.people.actor import Actor
from casework.people.models import Organisation, ministry_id
from casework.people.roles import Role

MOST_COUNTED = 1001
SHOWN = (
    "number", "kind", "state", "title", "category", "applicant_name", "filed_on", "waits_on", "due_on", "due_rule", "version",
    "office_id", "first_office_id", "respondent_id", "handler__name",
)  # fmt: skip
QUEUES = ("mine", "office", "unassigned", "waiting", "overdue")
OPERATORS = {Role.OPERATOR, Role.OPERATOR_ADMIN}
JOINED = ("office__code", "office__name", "first_office__short", "respondent__code", "respondent__name")


@dataclass(frozen=True)
class Page:
    """One keyset page: the rows, the cursor of the next page (empty at the end), a count capped at 1,001."""

    rows: list[Any]
    next: str
    count: int
    capped: bool


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


def worklist(
    actor: Actor, *, queue: str = "office", kind: str = "", state: str = "", operator: str = "", due_before: date | None = None,
    q: str = "", cursor: str = "", limit: int = 50,
) -> Page:  # fmt: skip
    """A queue of open cases in order of their due day. Two queries. Raises Invalid for an unknown queue or a broken cursor."""
    if queue not in QUEUES:
        raise Invalid({"queue": [f"须为 {'、'.join(QUEUES)} 之一。(One of these.)"]})
    _refuse_limit(limit)
    whole, stands = _queue(actor, queue)
    for name, value in (("kind", kind), ("state", state), ("respondent__code", operator), ("due_on__lt", due_before)):
        whole = [rows.filter(**{name: value}) for rows in whole] if value else whole
    if q:
        whole = [rows.filter(_matches(q)) for rows in whole]
    after = _read_cursor(cursor) if cursor else None
    if queue != "office":  # there the case waits for an operator who stands in it: asked of the page, not of all that are counted
        whole = [rows.filter(stands) for rows in whole]
    page, counted = _read(whole, after, limit + 1, stands), whole[:1]
    if len(whole) > 1 and (not page or page[0].elsewhere):
        page, counted = _read_together(whole, after, limit + 1, stands), whole
    else:
        _name_organisations(page)
    count = page[0].counted if page else _first(counted, MOST_COUNTED, stands).count() if after else 0
    more = page[limit:]
    return Page(page[:limit], _cursor(page[limit - 1]) if more else "", min(count, MOST_COUNTED - 1), count >= MOST_COUNTED)


def _read(arms: list[Any], after: Any, most: int, stands: Q) -> list[Any]:
    """The rows of the first arm, their count, and whether a second arm has any: an operator is seldom the second of two."""
    elsewhere = Exists(arms[1]) if len(arms) > 1 else Value(False)
    found = _first([arms[0].after(*after) if after else arms[0]], most, stands)
    return list(found.annotate(counted=_counted(arms[:1]), elsewhere=elsewhere).select_related("handler").only(*SHOWN))


def _read_together(arms: list[Any], after: Any, most: int, stands: Q) -> list[Any]:
    """The rows of all arms and their count, with their organisations: one statement in place of the one that names these."""
    found = _first([rows.after(*after) for rows in arms] if after else arms, most, stands).annotate(counted=_counted(arms))
    return list(found.select_related("handler", "office", "first_office", "respondent").only(*SHOWN, *JOINED))


def _first(arms: list[Any], most: int, stands: Q) -> Any:
    """The first so many of one queue, or of several taken together: each is read in the order of its own index, and no further."""
    if len(arms) == 1:
        return arms[0].filter(stands).by_due_day()[:most]
    ids = [rows.by_due_day().values("pk")[:most] for rows in arms]
    return Case.objects.filter(stands, pk__in=ids[0].union(*ids[1:], all=True)).by_due_day()[:most]


def _counted(arms: list[Any]) -> Any:
    """How many there are, up to MOST_COUNTED, counted once beside the page."""
    ids = [rows.order_by().values("pk")[:MOST_COUNTED] for rows in arms]
    together = ids[0].union(*ids[1:], all=True) if len(ids) > 1 else ids[0]
    return Func(ArraySubquery(together), function="cardinality", output_field=IntegerField())


def _name_organisations(cases: list[Case]) -> None:
    """Offices and operators of a page by one query: they are few, and three joins with a row each cost more than the cases."""
    wanted = {pk for case in cases for pk in (case.office_id, case.first_office_id, case.respondent_id) if pk}
    found = Organisation.objects.only("code", "name", "short").in_bulk(wanted)
    for case in cases:
        case.office, case.first_office = found[case.office_id], found[case.first_office_id]
        case.respondent = found[case.respondent_id] if case.respondent_id else None


def _queue(actor: Actor, queue: str) -> tuple[list[Any], Q]:
    """The holder's cases: an operator's people those of their organisations, an office's people those of their offices; and what each must meet."""
    rows = Case.objects.under_way()
    operators = {organisation for organisation, role in actor.standing if Role(role) in OPERATORS}
    if operators:
        return [_by_turn(arm, queue, {Role.RESPONDENT}, actor) for arm in _of_operators(operators, rows)], _standing(operators)
    offices = {organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT}
    roles = {Role(role) for _, role in actor.standing} - NO_CASE_CONTENT
    if not offices:
        return [rows.none()], Q()
    if queue == "mine":
        return [rows.filter(handler_id=actor.user_id or 0, office_id__in=offices)], Q()
    if not (ministry_id() in offices and roles & {Role.SUPERVISOR, Role.AUDITOR}):
        rows = rows.filter(office_id__in=offices)
    return [_by_turn(rows, queue, roles, actor)], Q()


def _of_operators(operators: set[int], rows: Any) -> list[Any]:
    """The cases against these operators: those of the respondent's column and those where one is the second, apart, so that each has its index."""
    second = Access.objects.filter(organisation_id__in=operators, why="respondent", until=None).values("case_id")
    return [rows.filter(respondent_id__in=operators), rows.filter(pk__in=second).exclude(respondent_id__in=operators)]


def _standing(operators: set[int]) -> Q:
    """An operator stands in a case not before it is forwarded, nor after the operator was replaced."""
    return Q(Exists(Party.objects.filter(case=OuterRef("pk"), role=Role.RESPONDENT, organisation_id__in=operators, until=None)))


def _by_turn(rows: Any, queue: str, roles: set[Role], actor: Actor) -> Any:
    if queue == "unassigned":
        return rows.filter(handler_id=None)
    if queue == "overdue":
        return rows.filter(due_on__lt=clock.today())
    if queue == "waiting":
        return rows.exclude(waits_on__in=roles)
    return rows.filter(waits_on__in=roles) if not roles & {Role.SUPERVISOR, Role.AUDITOR, Role.HEAD} else rows


def _matches(q: str) -> Q:
    """Search by number (either form), title or name."""
    digits = q.rsplit("-", 1)[-1]
    number = Q(number__iexact=q)
    if any(word in q for word in "申访复") and digits.isdigit():
        number |= Q(number__endswith=f"-{int(digits):07d}")
    return number | Q(title__icontains=q) | Q(applicant_name=q)


def _cursor(case: Case) -> str:
    return base64.urlsafe_b64encode(json.dumps([case.due_on.isoformat() if case.due_on else None, case.pk]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[date | None, int]:
    try:
        due_on, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return (date.fromisoformat(due_on) if due_on else None), int(pk)
    except (ValueError, TypeError, RecursionError) as error:
        raise _bad_cursor() from error


def _bad_cursor() -> Invalid:
    return Invalid({"cursor": ["不是有效的翻页标记。(Not a cursor of this list.)"]})


def seen(number: str, actor: Actor) -> Taking:
    """The case as this actor stands towards it. Raises NotFound to everybody who may not read it."""
    sealing.open_for(actor)
    kind = Case.objects.filter(number=number).values_list("kind", flat=True).first()
    if kind is None:
        raise NotFound(number)
    case = FAMILIES[kind].objects.select_related("first_handler", *FAMILIES[kind].RELATED).get(number=number)
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
        grounds=lines if inside else [],
    )  # fmt: skip


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
    _refuse_limit(limit)
    rows: QuerySet[Deadline] = Deadline.objects.filter(case__sealed=False).exclude(last_day=None)
    operators = {organisation for organisation, role in actor.standing if Role(role) in OPERATORS}
    offices = {organisation for organisation, role in actor.standing if Role(role) not in OPERATORS | NO_CASE_CONTENT}
    if operators:
        rows = rows.filter(bound_party__organisation_id__in=operators, bound_party__until=None)
    elif not (ministry_id() in offices and {Role(role) for _, role in actor.standing} & {Role.SUPERVISOR, Role.AUDITOR}):
        rows = rows.filter(case__office_id__in=offices)
    rows = rows.filter(status=status) if status else rows.filter(status__in=["running", "breached"], ended_by_seq=None)
    if rule:
        rows = rows.filter(rule=rule)
    if due_before:
        rows = rows.filter(last_day__lt=due_before)
    count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    if cursor:
        last_day, pk = _read_cursor(cursor)
        if last_day is None:
            raise _bad_cursor()
        rows = rows.filter(Q(last_day__gt=last_day) | Q(last_day=last_day, pk__gt=pk))
    page = list(rows.order_by("last_day", "pk").select_related("case", "case__first_office")[: limit + 1])
    after = ""
    if len(page) > limit:
        last = page[limit - 1]
        after = base64.urlsafe_b64encode(json.dumps([str(last.last_day), last.pk]).encode()).decode().rstrip("=")
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


def pdf(document: Document) -> bytes:
    """The paper's PDF."""
    return documents.pdf(document)


def inbox(actor: Actor, *, cursor: str = "", limit: int = 50) -> Page:
    """What reached this actor's inbox, the newest first: own messages, those of one's roles, of one's operator, of one's party. Two queries."""
    _refuse_limit(limit)
    mine = Q(pk=None)
    if actor.user_id is not None:
        mine |= Q(user_id=actor.user_id)
    if actor.party_id is not None:
        mine |= Q(party_id=actor.party_id)
    for organisation, role in actor.standing:
        mine |= Q(organisation_id=organisation, role="") if Role(role) in OPERATORS else Q(organisation_id=organisation, role=role)
    rows = Message.objects.filter(mine, channel=INBOX, case__sealed=False).exclude(sent_at=None)
    return _by_id(rows.select_related("case", "case__first_office"), cursor, limit, newest_first=True)


def not_yet_served(actor: Actor, *, cursor: str = "", limit: int = 50) -> Page:
    """Papers of one's offices that are not served yet, the oldest first: they start no clock. Two queries."""
    _refuse_limit(limit)
    offices = {organisation for organisation, role in actor.standing if Role(role) not in OPERATORS | {Role.ADMIN, Role.SEALED_READER}}
    rows = Service.objects.filter(served_on=None, case__sealed=False)
    if not (ministry_id() in offices and {Role(role) for _, role in actor.standing} & {Role.SUPERVISOR, Role.AUDITOR}):
        rows = rows.filter(case__office_id__in=offices)
    return _by_id(rows.select_related("case", "case__first_office", "document", "party").defer("document__content"), cursor, limit)


def _refuse_limit(limit: int) -> None:
    if not 1 <= limit <= 100:
        raise Invalid({"limit": ["须在 1 至 100 之间。(1 to 100.)"]})


def _by_id(rows: QuerySet[Any], cursor: str, limit: int, *, newest_first: bool = False) -> Page:
    """A keyset page in the order of ids."""
    count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    if cursor:
        if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
            raise _bad_cursor()
        rows = rows.filter(pk__lt=int(cursor)) if newest_first else rows.filter(pk__gt=int(cursor))
    page = list(rows.order_by("-pk" if newest_first else "pk")[: limit + 1])
    after = str(page[limit - 1].pk) if len(page) > limit else ""
    return Page(page[:limit], after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED)


def working(deadline: Deadline, lang: str) -> list[str]:
    """The sentences that say why a deadline ends on its day."""
    return clocks.working(deadline, FAMILIES[deadline.case.kind].limits()[deadline.rule], lang)
