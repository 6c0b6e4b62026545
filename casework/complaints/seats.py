"""Which complaint body is the seat body (令35 9): that of the respondent's province, else the ministry's centre."""

from casework.cases.case import Case
from casework.people.models import Organisation

MINISTRY = "00"


def office_in(province: str) -> Organisation:
    """The office of a province by GB/T 2260 code; the ministry's centre where the province has none. One query."""
    found = {one.province: one for one in Organisation.objects.filter(kind=Organisation.OFFICE, province__in=[province, MINISTRY])}
    return found.get(province) or found[MINISTRY]


def seat_of(respondent: Organisation | None) -> Organisation:
    """The seat body for a complaint against this operator; the ministry's centre where no operator is named yet."""
    return office_in(respondent.province if respondent else MINISTRY)


def of_case(case: Case) -> Organisation:
    """The seat body of a case: no query where the case lies in the respondent's province already."""
    if case.respondent and case.office.province == case.respondent.province:
        return case.office
    seat: Organisation = case.once("seat", lambda: seat_of(case.respondent))
    return seat


def entrusting_organ(office: Organisation) -> str:
    """The organ whose act it is when this complaint body decides: who entrusted it, else itself (行政复议法 19③)."""
    if office.entrusted_by is not None:
        return office.entrusted_by.name
    return "工业和信息化部" if office.province == MINISTRY else office.name
