"""The read door: worklists, the case file, deadlines, papers. Lists filter by holder; one case is checked by visibility."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Q

from casework import catalogue, clock
from casework.account import calendar_address as calendar_address
from casework.account import calendar_feed as calendar_feed
from casework.account import own_account as own_account
from casework.cases import approvals as approving
from casework.cases import checklist, clocklist, documents, dossier, lastdays, opening, paging, proposals, queues, receipts, sealing, service, wordpaper
from casework.cases import digests as digesting
from casework.cases.approvals import Approval as Approval
from casework.cases.approvals import place_of as place_of
from casework.cases.attachments import ALLOWED, Attachment, path_of
from casework.cases.case import Case
from casework.cases.clocklist import BOUND_TO as BOUND_TO
from casework.cases.clocklist import STATUSES as STATUSES
from casework.cases.clocks import Deadline
from casework.cases.desk import Glance as Glance
from casework.cases.desk import meets_due as meets_due
from casework.cases.desk import of_this_stage as of_this_stage
from casework.cases.digests import Read as Read
from casework.cases.documents import Document, Draft
from casework.cases.dossier import begun as begun
from casework.cases.engine import Taking
from casework.cases.handling import HandOver
from casework.cases.lastdays import Day as Day
from casework.cases.lastdays import LastDay as LastDay
from casework.cases.lastdays import has_desk as has_desk
from casework.cases.lastdays import own_office as own_office
from casework.cases.lastdays import sees_office as sees_office
from casework.cases.ledger import Entry
from casework.cases.moved import MOVED_DAYS as MOVED_DAYS
from casework.cases.moved import moved_lately as moved_lately
from casework.cases.outbox import INBOX, Message
from casework.cases.paging import MOST_COUNTED as MOST_COUNTED
from casework.cases.paging import Page as Page
from casework.cases.proposals import Proposal
from casework.cases.queues import QUEUES as QUEUES
from casework.cases.queues import worklist as worklist
from casework.cases.refusals import Invalid, NotFound
from casework.cases.search import search as search
from casework.cases.service import Service
from casework.cases.signed_papers import known_paper as known_paper
from casework.cases.signed_papers import pdf as pdf
from casework.cases.typesetting import Part as Part
from casework.cases.typesetting import body_font as body_font
from casework.cases.visibility import NATIONWIDE, NO_CASE_CONTENT, OPERATORS
from casework.cases.visibility import NEED_CONTACT as NEED_CONTACT
from casework.colleagues import Staff as Staff
from casework.colleagues import colleague as colleague
from casework.colleagues import colleagues as colleagues
from casework.complaints import advice
from casework.complaints.inbox import Inbox as Inbox
from casework.complaints.inbox import Owed as Owed
from casework.complaints.inbox import operator_inbox as operator_inbox
from casework.complaints.sisters import sister_cases as sister_cases
from casework.complaints.workflow import Complaint
from casework.families import FAMILIES
from casework.people import directory
from casework.people.actor import Actor
from casework.people.directory import codes_of as codes_of
from casework.people.directory import options as options
from casework.people.directory import seat_of as seat_of
from casework.people.models import ministry_id
from casework.people.roles import Role
from casework.reading import glance as glance
from casework.reading import seen as seen
from casework.reports import certificate as proving
from casework.reports.certificate import Proof as Proof
from casework.showing import timelines as timelines
from casework.showing import working as working
from casework.showing import workings as workings
from casework.textblocks import head_of as head_of
from casework.textblocks import places as places
from casework.textblocks import texts as texts

CITIZENS = frozenset({Role.APPLICANT, Role.AGENT, Role.REPRESENTATIVE, Role.THIRD_PARTY})
FILE_TYPES = tuple(sorted(ALLOWED))  # what an attachment may be
DOCX = wordpaper.MEDIA_TYPE


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
    returned: dict[str, Proposal]  # by step: proposed last, and sent back
    grounds: list[checklist.Line]
    offer: opening.Offer | None  # a hand-over that waits for its acceptance
    said: dict[int, dict[str, Any]]  # entry seq -> the input of that step, as far as this reader may know it


@dataclass(frozen=True)
class Desk:
    """What the page of a worklist shows: the rows, how many each queue holds, what the list may be narrowed to, and one case at a glance.

    `everywhere`: the lists hold the cases of all offices (the ministry's supervisors and auditors). `offers` are the hand-overs that wait for
    this person.
    """

    page: Page
    counts: dict[str, int]
    choices: dict[str, list[tuple[str, str]]]
    glance: Glance | None
    everywhere: bool
    offers: list[HandOver]


def desk(actor: Actor, *, look_at: str = "", listed: bool = True, **wanted: Any) -> Desk:
    """A worklist (`wanted` as in `worklist`) with all its page needs; the case looked at is `look_at`, else the first of the list.

    `listed=False` reads no list, for a page that says what is wrong with what was asked. At most ten queries. Raises Invalid as `worklist`.
    """
    page = worklist(actor, **wanted) if listed else Page([], "", 0, False)
    number = look_at or (page.rows[0].number if page.rows else "")
    offices = frozenset(organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT)
    everywhere = ministry_id() in offices and any(Role(role) in NATIONWIDE for _, role in actor.standing)
    shown = glance(number, actor) if number else None
    return Desk(page, queues.counts(actor), directory.filters(offices, everywhere=everywhere), shown, everywhere, queues.offered(actor))


@sealing.reading
def case_file(number: str, actor: Actor) -> CaseFile:
    """The whole file for one actor: steps with reasons, clocks, papers, history. At most nine queries; one more for a sealed case. Raises NotFound."""
    taking = seen(number, actor)
    deadlines, (papers, services), entries = dossier.deadlines(taking), dossier.papers(taking), dossier.entries(taking)
    waiting, returned = dossier.proposals(taking)
    steps, lines = checklist.look(taking)
    return CaseFile(
        case=taking.case, taking=taking, steps=steps, deadlines=deadlines, papers=papers, services=services, entries=entries,
        attachments=dossier.attachments(taking), proposals=waiting, returned=returned,
        grounds=lines if taking.standing.party is None else [], offer=dossier.offer(taking), said=dossier.said(entries),
    )  # fmt: skip


def certificate(file: CaseFile) -> list[Proof]:
    """What began and ended each deadline of the file, and the papers that prove it; for the office's people. No query."""
    return proving.certificate(file.deadlines, file.entries, file.papers, file.services) if file.taking.standing.party is None else []


@sealing.reading
def attachment(attachment_id: int, actor: Actor) -> tuple[Attachment, Path]:
    """A file of a case and where its content lies, for those who see it on the file. Raises NotFound."""
    sealing.open_for(actor)
    number = Attachment.objects.filter(pk=attachment_id).values_list("case__number", flat=True).first()
    if number is None:
        raise NotFound(str(attachment_id))
    for row in dossier.attachments(seen(number, actor)):
        if row.pk == attachment_id:
            return row, path_of(bytes(row.sha256))
    raise NotFound(str(attachment_id))


def deadlines(actor: Actor, *, cursor: str = "", limit: int = 50, **wanted: Any) -> Page:
    """Clocks of the cases one's organisations hold, or that bind them, by last day; `wanted` as in `clocklist.Wanted`. Two queries.

    Raises Invalid for a broken cursor and, by field, for what is asked and cannot be.
    """
    return clocklist.page(actor, clocklist.Wanted(**wanted), rules=catalogue.all_rules(), cursor=cursor, limit=limit)


def last_days(actor: Actor, first: date, last: date, *, whose: str, most: int) -> dict[date, Day]:
    """The days of a calendar on which last days lie, as `lastdays.by_day`. One query."""
    return lastdays.by_day(actor, first, last, whose=whose, most=most)


def every_deadline(actor: Actor, **wanted: Any) -> Iterator[Deadline]:
    """The same from the first to the last, for a workbook. Raises Invalid at once."""
    return clocklist.everything(actor, clocklist.Wanted(**wanted), rules=catalogue.all_rules())


@sealing.reading
def paper(document_id: int, actor: Actor) -> tuple[Document, list[Service]]:
    """A paper and its services, for those who may read the case; a party sees only papers addressed to it. Raises NotFound."""
    sealing.open_for(actor)
    document = Document.objects.select_related("case", "office", "signature").filter(pk=document_id).first()
    if document is None:
        raise NotFound(str(document_id))
    taking = seen(document.case.number, actor)
    services = list(document.services.select_related("party"))
    if taking.standing.party is not None and all(row.party_id != taking.standing.party.pk for row in services):
        raise NotFound(str(document_id))
    return document, services


@sealing.reading
def receipt(service_id: int, actor: Actor) -> tuple[Service, bytes]:
    """The receipt of one service as PDF (送达回证), for the office that serves: blank before it is recorded. Raises NotFound, to parties too."""
    sealing.open_for(actor)
    row = Service.objects.select_related("case", "document__office", "party__organisation").filter(pk=service_id).first()
    taking = seen(row.case.number, actor) if row else None
    if row is None or taking is None or taking.standing.party is not None:
        raise NotFound(str(service_id))
    return row, receipts.pdf(taking.case, row, dossier.deadlines(taking))


def objects_now(file: CaseFile) -> bool:
    """True while the objection under review is the reader's own."""
    if file.case.state != "objected":
        return False
    last = next((one for one in reversed(file.entries) if one.step == "object"), None)
    return last is not None and dossier.of_side(last, file.taking)


def contents(file: CaseFile, *types: str) -> list[tuple[Document, dict[str, Any]]]:
    """The papers of these types on the file, as far as their reader sees them, with what they say. One query, none where there is none."""
    wanted = [one.pk for one in file.papers if one.type in types]
    return [(one, documents.content(one)) for one in (Document.objects.filter(pk__in=wanted).order_by("pk") if wanted else ())]


def proposed(proposal: Proposal) -> dict[str, Any]:
    """What a proposal asks the approver to decide: its input and its draft papers."""
    return proposals.said(proposal)


def approvals(actor: Actor, *, cursor: str = "", before: str = "", limit: int = 50) -> Page:
    """Proposals that wait for this actor's decision, the nearest due day of the case first. Two queries. Raises Invalid for a broken cursor."""
    return approving.waiting(actor, cursor=cursor, before=before, limit=limit)


@sealing.reading
def approval(proposal_id: int, actor: Actor) -> Approval:
    """One proposal with all that its decision rests on, for the people of the office that has the case. Raises NotFound to everybody else."""
    sealing.open_for(actor)
    proposal = Proposal.objects.filter(pk=proposal_id).select_related("case", "decided_by").first()
    if proposal is None:
        raise NotFound(str(proposal_id))
    taking = seen(proposal.case.number, actor)
    if taking.standing.party is not None:
        raise NotFound(str(proposal_id))
    return approving.look(proposal, taking)


def words_of(draft: Draft) -> list[Part]:
    """What a paper that was not issued yet says, paragraph by paragraph."""
    return approving.words_of(draft)


def preview(proposal_id: int, at: int, actor: Actor, *, to_edit: bool = False) -> bytes:
    """The paper at this place of a proposal as PDF, or to be edited as DOCX, as it would be sent, without its number. Raises NotFound."""
    found = approval(proposal_id, actor)
    if not 0 <= at < len(found.papers):
        raise NotFound(str(at))
    draft, on = found.papers[at], found.taking.on
    return wordpaper.docx(draft.type.template, draft.data, issued_on=on) if to_edit else approving.preview(draft, on=on)


@sealing.reading
def docx(document_id: int, actor: Actor) -> tuple[Document, bytes]:
    """A paper to be edited, for the people of the office: whom it was sent to has the PDF. Raises NotFound."""
    document, _ = paper(document_id, actor)
    if seen(document.case.number, actor).standing.party is not None:
        raise NotFound(str(document_id))
    return document, wordpaper.docx(document.template, documents.content(document), issued_on=document.issued_on)


def inbox(actor: Actor, *, cursor: str = "", before: str = "", limit: int = 50) -> Page:
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
    return paging.by_id(rows.select_related("case", "case__first_office"), cursor, limit, newest_first=True, before=before)


def digests(actor: Actor, *, cursor: str = "", before: str = "", limit: int = 20) -> Page:
    """The digests of deadlines this person got, the newest first, each with its lines as far as they still hold and may be read."""
    paging.refuse_limit(limit)
    rules = {kind: family.limits() for kind, family in FAMILIES.items()}
    return digesting.of_user(actor, rules, cursor=cursor, before=before, limit=limit)


def not_yet_served(actor: Actor, *, cursor: str = "", before: str = "", limit: int = 50) -> Page:
    """Papers of one's offices that are not served yet, the oldest first by the day of issue: they start no clock. Two queries."""
    paging.refuse_limit(limit)
    offices = {organisation for organisation, role in actor.standing if Role(role) not in OPERATORS | NO_CASE_CONTENT}
    rows = service.unserved()
    if not (ministry_id() in offices and {Role(role) for _, role in actor.standing} & NATIONWIDE):
        rows = rows.filter(case__office_id__in=offices)
    rows = rows.select_related("case", "case__first_office", "document", "party").defer("document__content")
    return paging.by_day(rows, "document__issued_on", lambda row: row.document.issued_on, cursor, limit, before=before)


def concerns(entry: Entry, taking: Taking, *, alone: bool) -> bool:
    """True where an entry concerns a party: its own side's act, a step that tells it or sends it a paper, and, for the citizen, the filing.

    Where the party is not `alone` in its role, only its own acts and its colleagues' count as its side's: two operators do not read each other.
    """
    roles = taking.standing.roles
    if dossier.of_side(entry, taking):
        return True
    step = catalogue.steps(taking.case.kind).get(entry.step)
    if step is None:
        return False
    if alone and Role(entry.role) in roles:
        return True
    told = set(step.tells) | {role for paper in step.issues for role in paper.to}
    return bool(told & roles) or (entry.seq == 1 and bool(roles & CITIZENS))


def history(file: CaseFile) -> list[Entry]:
    """The entries this reader may see: all of them inside the office, those that concern it to a party (个人信息保护法 6)."""
    own = file.taking.standing.party
    if own is None:
        return file.entries
    alone = sum(party.role == own.role for party in file.taking.parties) == 1
    return [one for one in file.entries if concerns(one, file.taking, alone=alone)]


def operator_first(given: Mapping[str, Any], on: date) -> advice.Advice:
    """Whether the operator must come first (令35 10(4)) and whether time has run out (11(1)), for a complaint told so far."""
    return advice.operator_first(given, on)


def operator_first_in(case: Case, on: date) -> advice.Advice | None:
    """The same for a complaint as it was filed; None for a case of another family."""
    return advice.operator_first_in(case, on) if isinstance(case, Complaint) else None


def check_filing(kind: str, step: str, given: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong with an input of a filing step today, by field: the form's own sentences and days that have not come. Nothing is stored."""
    declared = catalogue.filing_steps(kind)[step]
    found: dict[str, list[str]] = {}
    try:
        declared.clean(dict(given))
    except Invalid as error:
        found = dict(error.fields)
    return advice.days_to_come(declared, given, clock.today()) | found
