"""The case detail: everything one reader may see of a file. Who stands outside gets what concerns them, no more (个人信息保护法 6, 13①(3))."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from django.db.models import Model

from api.fields import FieldShape, described
from api.filling import article_of, body, day, entry, paper_line, proposal_line, role_named, rule_named, spoken, state_named
from api.shapes import Body, EntryShape, Named, PaperLine, ProposalLine, ReasonShape
from api.words import english, sentence, word
from casework import catalogue, queries
from casework.cases import checklist
from casework.cases.case import Case
from casework.cases.parties import Party
from casework.people.models import Organisation
from casework.people.roles import Role

CONTACT = ("phone", "email", "address", "postcode", "id_number", "authority")
# What an operator needs to find the account and answer; the rest reaches it in the papers addressed to it (TD-035).
OPERATOR_NEEDS = {
    "event_on", "number_in_dispute", "number_portability", "second_respondent", "forwarded_on", "accepted_on", "mediation_on",
    "operator_confirmed_on", "operator_consent_on", "outcome",
}  # fmt: skip
# What the office notes for itself; a citizen does not read it on the file.
INTERNAL = {"breach_codes", "breach_proved", "local_call_basis_given", "cause_search_helped", "violation_province"}


class PartyShape(TypedDict):
    """A party. Contact data are there for those who need them, null for the others."""

    role: Named
    name: str
    organisation: Body | None
    electronic_since: str | None
    until: str | None
    phone: str | None
    email: str | None
    address: str | None
    postcode: str | None
    id_number: str | None
    authority: str | None


class DeadlineShape(TypedDict):
    """A deadline of the case. `last_day` is null while suspended; `working` comes with ?working=1."""

    id: int
    rule: Named
    status: str
    bound: str
    bound_party: str | None
    trigger_on: str
    last_day: str | None
    nominal: str | None
    house: bool
    provisional: bool
    extension_days: int
    met_on: str | None
    article: str
    working: NotRequired[list[str]]


class ServiceShape(TypedDict):
    """One paper to one party; null days mean not sent, not served yet."""

    party: str
    role: Named
    method: str
    sent_at: str | None
    served_on: str | None
    proof: str | None


class PaperShape(PaperLine):
    """A paper of the case with its services."""

    type: str
    issued_on: str
    corrects: int | None
    font: str
    services: list[ServiceShape]


class AttachmentShape(TypedDict):
    """A file of the case."""

    id: int
    name: str
    size: int
    media_type: str
    by: Named
    url: str


class StepShape(TypedDict):
    """A step one could take from this state: open, or closed with its reasons. `for_approval`: taking it proposes it."""

    name: str
    zh: str
    en: str
    open: bool
    for_approval: bool
    approved_by: Named | None
    basis: str
    certainty: str
    reasons: list[ReasonShape]
    fields: list[FieldShape]
    url: str


class GroundShape(TypedDict):
    """A ground of the steps on offer with its present answer: met, unmet or unknown."""

    id: str
    article: str
    zh: str
    en: str
    certainty: str
    answer: str
    sentence: str
    recorded: bool


class Detail(TypedDict):
    """A case, as far as its reader may see it."""

    number: str
    people_number: str
    kind: str
    state: Named
    title: str
    category: str
    waits_on: Named | None
    due_on: str | None
    due_rule: str | None
    version: int
    filed_on: str
    ended_on: str | None
    office: Body
    first_office: Body
    handler: str | None
    first_handler: str | None
    respondent: Body | None
    my_roles: list[Named]
    parties: list[PartyShape]
    fields: dict[str, Any]
    deadlines: list[DeadlineShape]
    papers: list[PaperShape]
    attachments: list[AttachmentShape]
    history: list[EntryShape]
    steps: list[StepShape]
    grounds: list[GroundShape]
    proposals: list[ProposalLine]


def detail(file: queries.CaseFile, *, working: bool) -> Detail:
    """The whole file as its reader sees it. With `working` each deadline says why it ends on its day (queries for each)."""
    case, taking = file.case, file.taking
    inside = taking.standing.party is None
    return {
        "number": case.number, "people_number": spoken(case), "kind": case.kind, "state": state_named(catalogue.state_of(case.kind, case.state)),
        "title": case.title, "category": case.category, "waits_on": role_named(case.waits_on, case.kind) if case.waits_on else None,
        "due_on": day(case.due_on), "due_rule": case.due_rule or None, "version": case.version, "filed_on": case.filed_on.isoformat(),
        "ended_on": day(case.ended_on), "office": body(case.office), "first_office": body(case.first_office),
        "handler": case.handler.name if case.handler else None,
        "first_handler": case.first_handler.name if case.first_handler and inside else None,
        "respondent": body(case.respondent) if case.respondent else None,
        "my_roles": [role_named(role, case.kind) for role in sorted(taking.standing.roles)],
        "parties": [_party(party, file) for party in taking.parties if inside or party.until is None],
        "fields": _fields(file),
        "deadlines": [_deadline(one, file, working=working) for one in file.deadlines if inside or _bound_to_reader(one, file)],
        "papers": _papers(file),
        "attachments": [_attachment(one, case.kind) for one in file.attachments],
        "history": _history(file),
        "steps": [_step(one, case) for one in file.steps if set(one.step.by) != {Role.SYSTEM}],
        "grounds": [_ground(line) for line in file.grounds],
        "proposals": [proposal_line(one, case.kind, queries.proposed(one)) for one in file.proposals],
    }  # fmt: skip


def _history(file: queries.CaseFile) -> list[EntryShape]:
    return [entry(one, file.case.kind, file.said.get(one.seq)) for one in queries.history(file)]


def _is_citizen(file: queries.CaseFile) -> bool:
    return bool(file.taking.standing.roles & queries.CITIZENS)


def _bound_to_reader(deadline: Any, file: queries.CaseFile) -> bool:
    """A citizen sees the office's clocks and their own; an operator its own."""
    own = file.taking.standing.party
    return (own is not None and deadline.bound_party_id == own.pk) or (_is_citizen(file) and deadline.bound_party_id is None)


def _party(party: Party, file: queries.CaseFile) -> PartyShape:
    standing = file.taking.standing
    full = party == standing.party or (standing.party is None and bool(standing.roles & queries.NEED_CONTACT))
    contact = {name: (getattr(party, name) or None) if full else None for name in CONTACT}
    return {
        "role": role_named(party.role, file.case.kind), "name": party.name, "organisation": body(party.organisation) if party.organisation else None,
        "electronic_since": day(party.electronic_consent_on), "until": day(party.until), **contact,  # type: ignore[typeddict-item]
    }  # fmt: skip


def _fields(file: queries.CaseFile) -> dict[str, Any]:
    """The family's own columns by name."""
    case = file.case
    own = [field for field in case._meta.concrete_fields if not hasattr(Case, field.attname) and not field.primary_key]
    names = [field.name for field in own]
    if file.taking.standing.party is not None:
        names = [name for name in names if (name not in INTERNAL if _is_citizen(file) else name in OPERATOR_NEEDS)]
    return {name: _plain(getattr(case, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Organisation):
        return body(value)
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, date | datetime):
        return day(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def _deadline(one: Any, file: queries.CaseFile, *, working: bool) -> DeadlineShape:
    kind = file.case.kind
    shape: DeadlineShape = {
        "id": one.pk, "rule": rule_named(kind, one), "status": one.status, "bound": one.bound,
        "bound_party": next((party.name for party in file.taking.parties if party.pk == one.bound_party_id), None),
        "trigger_on": one.trigger_on.isoformat(), "last_day": day(one.last_day), "nominal": day(one.nominal_on), "house": one.house,
        "provisional": one.provisional, "extension_days": one.extension_days, "met_on": day(one.met_on), "article": article_of(kind, one),
    }  # fmt: skip
    if working:
        one.case = file.case
        shape["working"] = queries.working(one, "en" if english() else "zh")
    return shape


def _papers(file: queries.CaseFile) -> list[PaperShape]:
    inside = file.taking.standing.party is None
    return [paper(one, [row for row in file.services if row.document_id == one.pk], file.case.kind, inside=inside) for one in file.papers]


def paper(document: Any, services: list[Any], kind: str, *, inside: bool) -> PaperShape:
    """A paper with its services; the proof of service is the office's."""
    return {
        **paper_line(document), "type": document.type, "issued_on": document.issued_on.isoformat(), "corrects": document.corrects_id,
        "font": document.font or queries.body_font(),
        "services": [
            {
                "party": row.party.name, "role": role_named(row.party.role, kind), "method": row.method, "sent_at": day(row.sent_on),
                "served_on": day(row.served_on), "proof": row.proof if inside else None,
            }
            for row in services
        ],
    }  # fmt: skip


def _attachment(one: Any, kind: str) -> AttachmentShape:
    return {
        "id": one.pk, "name": one.name, "size": one.size, "media_type": one.media_type, "by": role_named(one.by_role, kind),
        "url": f"/api/attachments/{one.pk}/",
    }  # fmt: skip


def _step(one: checklist.OpenStep, case: Case) -> StepShape:
    step = one.step
    return {
        "name": step.name, "zh": step.zh, "en": step.en, "open": one.open, "for_approval": one.for_approval,
        "approved_by": role_named(step.approved_by, case.kind) if step.approved_by else None, "basis": step.basis, "certainty": step.certainty,
        "reasons": [{"ground": reason.ground, "article": reason.article, "sentence": sentence(reason)} for reason in one.reasons],
        "fields": list(described(step.asks)), "url": f"/api/cases/{case.number}/steps/{step.name}/",
    }  # fmt: skip


def _ground(line: checklist.Line) -> GroundShape:
    ground, answer = line.ground, line.answer
    return {
        "id": ground.id, "article": ground.article, "zh": ground.zh, "en": ground.en, "certainty": ground.certainty, "answer": checklist.word(answer),
        "sentence": word(answer.zh, answer.en), "recorded": line.recorded is not None,
    }  # fmt: skip
