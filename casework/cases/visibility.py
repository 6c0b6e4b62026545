"""Who stands how towards a case: `standing_in` for one case, `visible_to` for lists and search. Two views of one rule; a test demands they agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from casework.cases.case import Access, Case
from casework.cases.parties import Party
from casework.people.actor import GUEST, SYSTEM, Actor
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.people.models import Organisation

NO_CASE_CONTENT = {Role.ADMIN, Role.SEALED_READER}
NATIONWIDE = {Role.SUPERVISOR, Role.AUDITOR}
OPERATORS = {Role.OPERATOR, Role.OPERATOR_ADMIN}
NEED_CONTACT = {Role.INTAKE, Role.HANDLER, Role.HEAD, Role.LEADER, Role.LEGAL_HEAD, Role.RECEPTION, Role.SEALED_READER}
DESKS = frozenset(Role) - NO_CASE_CONTENT - OPERATORS  # whoever has a worklist of an office
SEALED = "sealed"
NOBODY = frozenset[Role]()


@dataclass(frozen=True)
class Standing:
    """The roles an actor holds towards one case, the party through which, and whether the file may be read at all."""

    roles: frozenset[Role]
    party: Party | None
    reads: bool


STRANGER = Standing(NOBODY, None, False)


def posts_of(actor: Actor) -> list[str]:
    """The standing roles for which cases of an office may wait."""
    return sorted({role for _, role in actor.standing if Role(role) in DESKS})


def standing_in(actor: Actor, case: Case, parties: Iterable[Party], access: Iterable[Access], ministry_id: int) -> Standing:
    """How the actor stands towards this case; nothing at all towards a sealed one, unless named in its access table."""
    if actor.kind == SYSTEM:
        return Standing(frozenset({Role.SYSTEM}), None, True)
    if case.sealed and not any(row.why == SEALED and row.until is None and _is_named(actor, row) for row in access):
        return STRANGER
    roles = {Role(role) for organisation, role in actor.standing if organisation == case.office_id} - NO_CASE_CONTENT - OPERATORS
    roles |= {Role(role) for organisation, role in actor.standing if organisation == ministry_id} & NATIONWIDE
    party = _party_of(actor, case, parties)
    if party is not None:
        roles |= {Role(party.role)} | ({Role(role) for organisation, role in actor.standing if organisation == party.organisation_id} & OPERATORS)
    reads = bool(roles) or any(_reads_through(actor, row) for row in access)
    return Standing(frozenset(roles), party, reads)


def standing_outside(actor: Actor, office: "Organisation | None") -> Standing:
    """How the actor stands before a case exists: whoever comes from outside is the applicant, an office's people hold their roles."""
    if actor.kind == SYSTEM:
        return Standing(frozenset({Role.SYSTEM}), None, True)
    roles = {Role(role) for organisation, role in actor.standing if office is None or organisation == office.pk}
    inside = any(Role(role) not in OPERATORS for _, role in actor.standing)
    return Standing(frozenset(roles if inside else {Role.APPLICANT, Role.AGENT}), None, True)


def _party_of(actor: Actor, case: Case, parties: Iterable[Party]) -> Party | None:
    for party in parties:
        if party.until is not None:
            continue
        if actor.kind == GUEST and actor.case_id == case.pk and actor.party_id == party.pk:
            return party
        if party.user_id and party.user_id == actor.user_id:
            return party
        if any(organisation == party.organisation_id and Role(role) in OPERATORS for organisation, role in actor.standing):
            return party
    return None


def _is_named(actor: Actor, row: Access) -> bool:
    """A reader of sealed files by name, or the party whose own matter it is."""
    if row.user_id:
        return row.user_id == actor.user_id
    return row.party_id is not None and actor.kind == GUEST and row.party_id == actor.party_id


def _reads_through(actor: Actor, row: Access) -> bool:
    if row.until is not None:
        return False
    if row.user_id or row.party_id:
        return _is_named(actor, row)
    return any(organisation == row.organisation_id and Role(role) not in NO_CASE_CONTENT for organisation, role in actor.standing)


def visible_to(actor: Actor, ministry_id: int) -> Q:
    """The cases this actor may read, for search and exports with capped results; worklists filter by holder instead."""
    if actor.kind == SYSTEM:
        return Q()
    offices = [organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT | OPERATORS]
    readers = [organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT]
    operators = [organisation for organisation, role in actor.standing if Role(role) in OPERATORS]
    here, there = OuterRef("pk"), Q(until=None)
    party = Q(organisation_id__in=operators)
    if actor.user_id is not None:
        party |= Q(user_id=actor.user_id)
    if actor.kind == GUEST:
        party |= Q(pk=actor.party_id, case_id=actor.case_id)
    rule: Q = Q(office_id__in=offices) | Q(Exists(Party.objects.filter(party, there, case=here)))
    rule |= Q(Exists(Access.objects.filter(Q(organisation_id__in=readers) | Q(user_id=actor.user_id, user__isnull=False), there, case=here)))
    if any(organisation == ministry_id and Role(role) in NATIONWIDE for organisation, role in actor.standing):
        rule = Q(pk__isnull=False)
    unsealed = Q(sealed=False)
    if actor.user_id is not None:
        unsealed |= Q(Exists(Access.objects.filter(there, user_id=actor.user_id, why=SEALED, case=here)))
    if actor.kind == GUEST and actor.party_id is not None:
        unsealed |= Q(Exists(Access.objects.filter(there, party_id=actor.party_id, why=SEALED, case=here)))
    return rule & unsealed
