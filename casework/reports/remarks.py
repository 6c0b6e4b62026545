"""The lists behind a supervisor's numbers that are not worklists: limits passed, papers not served, steps dated back."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from casework import clock
from casework.cases import paging, service
from casework.cases.clocks import BREACHED, Deadline
from casework.cases.ledger import Entry
from casework.cases.limits import APPLICANT
from casework.cases.paging import MOST_COUNTED, Page
from casework.cases.refusals import Forbidden
from casework.cases.service import Service
from casework.cases.visibility import NATIONWIDE, NO_CASE_CONTENT, OPERATORS
from casework.people.actor import Actor
from casework.people.models import ministry_id
from casework.people.roles import Role

OVERSEERS = {Role.SUPERVISOR, Role.AUDITOR, Role.HEAD}


@dataclass(frozen=True)
class Scope:
    """The offices whose cases somebody oversees; None for the whole country."""

    offices: tuple[int, ...] | None

    def holding(self, rows: Any, column: str = "office_id") -> Any:
        """Only the rows of these offices."""
        return rows if self.offices is None else rows.filter(**{f"{column}__in": self.offices})


def scope_of(actor: Actor) -> Scope:
    """What an overseer's numbers are taken over: the same cases as the worklist's. Raises Forbidden for whoever oversees nothing."""
    roles = {Role(role) for _, role in actor.standing}
    if not roles & OVERSEERS:
        raise Forbidden("此页供督办、审计人员和机构负责人使用。", "This page is for supervisors, auditors and heads.")
    offices = {organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT | OPERATORS}
    return Scope(None if ministry_id() in offices and roles & NATIONWIDE else tuple(sorted(offices)))


def breached(scope: Scope, *, house: bool, bound: str = "") -> QuerySet[Deadline]:
    """Duties whose last day passed and that are still owed in open cases; an applicant's lapsed right is nobody's breach."""
    rows = Deadline.objects.filter(status=BREACHED, ended_by_seq=None, house=house, case__sealed=False, case__ended_on=None)
    return scope.holding(rows.filter(bound=bound) if bound else rows.exclude(bound=APPLICANT), "case__office_id")


def unserved(scope: Scope) -> QuerySet[Service]:
    """Papers not served yet: what `queries.not_yet_served` lists."""
    return scope.holding(service.unserved(), "case__office_id")


def entries_dated_back(scope: Scope) -> QuerySet[Entry]:
    """Steps that bear an earlier day than the one on which they were recorded; imports are none."""
    return scope.holding(Entry.objects.filter(facts__contains={"dated_back": True}, case__sealed=False), "case__office_id")


def passed(actor: Actor, *, house: bool = False, bound: str = "", cursor: str = "", limit: int = 50) -> Page:
    """Deadlines that passed and are still owed, the longest ago first: duties under the law, or house limits, never both. Two queries.

    `bound` is "office", "operator" or "" for both. Raises Forbidden, and Invalid for a broken cursor.
    """
    paging.refuse_limit(limit)
    rows = breached(scope_of(actor), house=house, bound=bound)
    count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    if cursor:
        last_day, pk = paging.read(cursor)
        if last_day is None:
            raise paging.bad_cursor()
        rows = rows.filter(last_day__gte=last_day).exclude(last_day=last_day, pk__lte=pk)
    page = list(rows.order_by("last_day", "pk").select_related("case", "case__office", "case__first_office", "case__handler")[: limit + 1])
    after = paging.written(page[limit - 1].last_day, page[limit - 1].pk) if len(page) > limit else ""
    return Page(page[:limit], after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED)


def dated_back(actor: Actor, *, cursor: str = "", limit: int = 50) -> Page:
    """Entries dated back, the latest recorded first, each with its case and `days_back`. Two queries. Raises Forbidden and Invalid."""
    paging.refuse_limit(limit)
    page = paging.by_id(entries_dated_back(scope_of(actor)).select_related("case", "case__office", "case__first_office"), cursor, limit, newest_first=True)
    for entry in page.rows:
        entry.days_back = (clock.civil_day(entry.recorded_at) - entry.on).days
    return page
