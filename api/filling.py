"""How the shapes are filled. Who stands outside reads only what concerns them."""

from datetime import datetime
from typing import Any

from api.shapes import Body, DeadlineRow, EntryShape, Filed, Me, MessageRow, Named, PaperLine, ProposalLine, Row, Taken, UnservedRow
from casework import catalogue, queries
from casework.cases.case import Case, people_number
from casework.cases.steps import States
from casework.clock import SHANGHAI
from casework.people.actor import GUEST, Actor
from casework.people.models import Organisation
from casework.people.roles import Role

OPERATORS = {Role.OPERATOR, Role.OPERATOR_ADMIN}


def role_named(role: str, kind: str = "") -> Named:
    """A role with its words, as they are in a case of this kind."""
    said = catalogue.role_of(kind, role)
    return {"id": str(role), "zh": said.zh, "en": said.en}


def state_named(state: States) -> Named:
    """A state with its words."""
    return {"id": str(state.value), "zh": state.zh, "en": state.en}


ENGINES_OWN = {
    "visit": ("来访", "Visit"),
    "propose": ("提请审批", "Propose"), "consent": ("同意", "Agree"), "return_proposal": ("审批退回", "Return"), "lapse": ("提请失效", "Proposal lapsed"),
    "sign": ("文书加盖电子印章", "Paper signed"),
    "replay": ("期限重算", "Days computed again"),
}  # fmt: skip


def step_named(kind: str, name: str) -> Named:
    """A step with its words; the engine's own acts have theirs here."""
    zh, en = ENGINES_OWN.get(name, (name, name))
    step = catalogue.steps(kind).get(name)
    return {"id": name, "zh": step.zh, "en": step.en} if step else {"id": name, "zh": zh, "en": en}


def body(organisation: Organisation) -> Body:
    """An organisation."""
    return {"code": organisation.code, "name": organisation.name}


def moment(value: datetime) -> str:
    """A moment as ISO 8601 in Shanghai's time, so that its day is the legal day."""
    return value.astimezone(SHANGHAI).isoformat(timespec="seconds")


def day(value: Any) -> str | None:
    """A date or moment as ISO 8601, None where there is none."""
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if value else None


def case_url(number: str) -> str:
    """Where the case is read."""
    return f"/api/cases/{number}/"


def spoken(case: Case) -> str:
    """The number people say."""
    return people_number(case.number, case.first_office.short)


def row(case: Case) -> Row:
    """A line of the worklist."""
    return {
        "number": case.number, "people_number": spoken(case), "kind": case.kind, "state": state_named(catalogue.state_of(case.kind, case.state)),
        "title": case.title, "category": case.category, "applicant": case.applicant_name,
        "respondent": body(case.respondent) if case.respondent else None, "office": body(case.office),
        "handler": case.handler.name if case.handler else None, "filed_on": case.filed_on.isoformat(),
        "waits_on": role_named(case.waits_on, case.kind) if case.waits_on else None, "due_on": day(case.due_on), "due_rule": case.due_rule or None,
        "version": case.version, "url": case_url(case.number),
    }  # fmt: skip


def deadline_row(deadline: Any) -> DeadlineRow:
    """A deadline in a list."""
    case = deadline.case
    return {
        "number": case.number, "people_number": spoken(case), "kind": case.kind, "rule": deadline.rule, "words": rule_named(case.kind, deadline),
        "status": deadline.status, "bound": deadline.bound, "last_day": day(deadline.last_day), "nominal": day(deadline.nominal_on),
        "house": deadline.house, "provisional": deadline.provisional, "article": article_of(case.kind, deadline), "url": case_url(case.number),
    }  # fmt: skip


def rule_named(kind: str, deadline: Any) -> Named:
    """A clock's rule of time with the words for what is due."""
    limit = catalogue.rule_of(deadline, kind)
    return {"id": limit.id, "zh": limit.zh, "en": limit.en}


def article_of(kind: str, deadline: Any) -> str:
    """The article a clock's rule of time rests on."""
    return catalogue.rule_of(deadline, kind).basis


def message_row(message: Any) -> MessageRow:
    """What reached an inbox."""
    case = message.case
    return {
        "id": message.pk, "number": case.number, "people_number": spoken(case), "subject": message.subject, "step": message.step,
        "sent_at": moment(message.sent_at), "document": paper_url(message.document_id) if message.document_id else None, "url": case_url(case.number),
    }  # fmt: skip


def unserved_row(service: Any) -> UnservedRow:
    """A paper that is not served yet."""
    case = service.case
    return {
        "document": paper_line(service.document), "number": case.number, "people_number": spoken(case), "issued_on": service.document.issued_on.isoformat(),
        "party": service.party.name, "role": role_named(service.party.role, case.kind), "sent_at": day(service.sent_on), "url": case_url(case.number),
    }  # fmt: skip


def paper_url(document_id: int) -> str:
    """Where a paper is read."""
    return f"/api/documents/{document_id}/"


def paper_line(document: Any) -> PaperLine:
    """A paper in short."""
    return {"id": document.pk, "number": document.number, "title": document.title, "url": paper_url(document.pk)}


def proposal_line(proposal: Any, kind: str, proposed: dict[str, Any] | None = None) -> ProposalLine:
    """A proposal; on the file with what the approver decides on: the input and the draft papers."""
    return {
        "id": proposal.pk, "step": step_named(kind, proposal.step), "status": proposal.status, "proposed_on": proposal.proposed_on.isoformat(),
        "proposed_by": proposal.by_name, "approver": role_named(proposal.approver_role), "reasons": proposal.reasons,
        "given": (proposed or {}).get("given", {}), "drafts": (proposed or {}).get("drafts", []),
    }  # fmt: skip


def filed(outcome: Any) -> Filed:
    """A case just filed."""
    case = outcome.case
    return {
        "number": case.number, "people_number": spoken(case), "state": state_named(catalogue.state_of(case.kind, str(case.state))),
        "version": case.version, "codes": {str(role): code for role, code in outcome.codes.items()}, "url": case_url(case.number),
    }  # fmt: skip


def taken(outcome: Any, reader: Actor) -> Taken:
    """A case after a step, as far as the one who took it may read it: a party sees the papers addressed to it."""
    case, taking = outcome.case, outcome.taking
    papers = taking.papers if taking else []
    if papers and outside(reader):
        papers = []
    return {
        "number": case.number, "people_number": spoken(case), "state": state_named(catalogue.state_of(case.kind, str(case.state))),
        "version": case.version, "papers": [paper_line(paper) for paper in papers],
        "proposal": proposal_line(outcome.proposal, case.kind) if outcome.proposal else None,
        "opened": filed(outcome.opened) if outcome.opened else None,
    }  # fmt: skip


def outside(reader: Actor | None) -> bool:
    """True for citizens and operators: they read only what concerns them."""
    if reader is None or reader.kind == GUEST:
        return True
    return all(Role(role) in OPERATORS for _, role in reader.standing)


def entry(one: Any, kind: str, said: dict[str, Any] | None = None) -> EntryShape:
    """A line of the history, with what was written where the reader may know it."""
    return {
        "seq": one.seq, "step": step_named(kind, one.step), "on": one.on.isoformat(), "recorded_at": moment(one.recorded_at),
        "actor": one.actor_name, "role": role_named(one.role, kind), "state": state_named(catalogue.state_of(kind, one.target)),
        "dated_back": bool(one.facts.get("dated_back")), "said": said or {},
    }  # fmt: skip


def entry_since(one: Any, kind: str, reader: Actor | None) -> EntryShape | None:
    """An entry that made a version stale, for those inside; a party learns only that something happened."""
    return None if outside(reader) else entry(one, kind)


def page(found: queries.Page, shown: list[Any], following: str | None) -> dict[str, Any]:
    """A list: results, the address of the next page, the count capped at 1,000."""
    return {"results": shown, "next": following, "count": found.count, "count_capped": found.capped}


def me(actor: Actor, organisations: list[Organisation], number: str) -> Me:
    """Who the caller is."""
    return {
        "kind": actor.kind, "name": actor.name, "scope": sorted(actor.scope), "number": number or None,
        "organisations": [
            {
                "code": one.code, "name": one.name, "kind": one.kind,
                "roles": [role_named(role) for organisation, role in sorted(actor.standing) if organisation == one.pk],
            }
            for one in organisations
        ],
    }  # fmt: skip
