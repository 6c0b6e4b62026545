"""Complaints that may be the same matter: of the same complainant. Whether they are is for the officer to say."""

from collections.abc import Iterable

from django.db.models import Q

from casework.cases.case import Case, people_number
from casework.cases.engine import Taking
from casework.cases.parties import Party
from casework.cases.visibility import visible_to
from casework.complaints.file import ComplaintFile
from casework.complaints.states import CLOSED_ON_THE_MERITS, COMPLAINT_OPEN
from casework.people.models import ministry_id
from casework.people.roles import Role

MOST = 8


def same_matter_before(case: ComplaintFile, parties: Iterable[Party]) -> list[str]:
    """Numbers, as people say them, of other complaints of the same person against the same operator that are under way or were decided."""
    if case.pk is None or case.respondent_id is None:
        return []
    same = Q(pk__in=[])
    for person in (one for one in parties if one.role == Role.APPLICANT):
        for column in ("phone_digest", "id_digest"):
            if getattr(person, column) is not None:
                same |= Q(**{f"parties__{column}": getattr(person, column), "parties__role": Role.APPLICANT})
    if not same.children:
        return []
    states = [*COMPLAINT_OPEN, *CLOSED_ON_THE_MERITS]
    others = Case.objects.filter(same, kind=case.kind, respondent_id=case.respondent_id, state__in=states).exclude(pk=case.pk)
    rows = others.order_by("pk").values_list("pk", "number", "first_office__short").distinct()[:5]
    return [people_number(number, short) for _, number, short in rows]


def sister_cases(taking: Taking) -> list[Case]:
    """Other open complaints that the case's office holds, by a complainant of the same name, phone or identity number, the oldest first, as far as
    the actor may read them; never a sealed one. None for a party or a case of another family. At most one query."""
    case, same = taking.case, Q()
    if not isinstance(case, ComplaintFile) or taking.standing.party is not None:
        return []
    if case.applicant_name:
        same |= Q(applicant_name=case.applicant_name)
    for person in taking.parties:
        for column in ("phone_digest", "id_digest"):
            if person.role == Role.APPLICANT and getattr(person, column) is not None:
                same |= Q(pk__in=Party.objects.filter(role=Role.APPLICANT, **{column: getattr(person, column)}).values("case"))
    if not same.children:
        return []
    theirs = Case.objects.under_way().filter(same, visible_to(taking.by, ministry_id()), kind=case.kind, office_id=case.office_id, state__in=COMPLAINT_OPEN)
    return list(theirs.exclude(pk=case.pk).select_related("first_office").order_by("pk")[:MOST])
