"""Complaints that may be the same matter: of the same complainant at the same office. Whether they are is for the officer to say."""

from django.db.models import Q

from casework.cases.case import Case
from casework.cases.engine import Taking
from casework.cases.parties import Party
from casework.cases.visibility import visible_to
from casework.complaints.states import COMPLAINT_OPEN
from casework.people.models import ministry_id
from casework.people.roles import Role

MOST = 8


def sister_cases(taking: Taking) -> list[Case]:
    """Other open complaints that the case's office holds, by a complainant of the same name, phone or identity number, the oldest first, as far as
    the actor may read them; never a sealed one. At most one query."""
    case, same = taking.case, Q()
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
