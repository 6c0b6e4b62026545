"""Clocks that stood still and clocks that got more time: how often and how long by office and handler, and each of them, so that no breach hides there.

Counted are those of cases under way and of cases ended within a year. A stop of several clocks by one decision is one stop.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from casework import clock
from casework.cases import paging
from casework.cases.clocks import VOID, Deadline, Suspension
from casework.cases.paging import MOST_COUNTED, Page
from casework.people.actor import Actor
from casework.people.models import Organisation, User
from casework.reports.remarks import Scope, scope_of

LOOKED_BACK = timedelta(365)
MOST = 20_000  # rows of a workbook
WITHIN = (
    " JOIN cases_case c ON c.id = d.case_id WHERE NOT c.sealed AND (c.ended_on IS NULL OR c.ended_on > %(since)s)"
    " AND (%(offices)s::bigint[] IS NULL OR c.office_id = ANY (%(offices)s))"
)
STOPS = (
    "SELECT office_id, handler_id, count(*), count(*) FILTER (WHERE still), sum(days), max(days) FROM (SELECT c.id, c.office_id, c.handler_id,"
    " bool_or(upper_inf(s.stopped)) AS still, max(coalesce(upper(s.stopped), %(today)s) - lower(s.stopped)) AS days"
    " FROM cases_suspension s JOIN cases_deadline d ON d.id = s.deadline_id" + WITHIN + " GROUP BY c.id, s.by_entry_seq) one GROUP BY 1, 2"
)
GRANTS = (
    "SELECT c.office_id, c.handler_id, count(*), sum(d.extension_days) FROM cases_deadline d"
    + WITHIN
    + " AND d.extension_days > 0 AND d.status <> 'void' GROUP BY 1, 2"
)
COUNTED = (
    "SELECT (SELECT count(*) FROM (SELECT FROM cases_suspension s JOIN cases_deadline d ON d.id = s.deadline_id" + WITHIN + " LIMIT %(most)s) one)"
    " + (SELECT count(*) FROM (SELECT FROM cases_deadline d" + WITHIN + " AND d.extension_days > 0 AND d.status <> 'void' LIMIT %(most)s) two)"
)


@dataclass(frozen=True)
class Row:
    """One office or handler: stops, those that still last, days stopped in all and the longest; clocks extended and by how many days in all."""

    name: str
    office: str
    stops: int = 0
    still: int = 0
    days: int = 0
    longest: int = 0
    extended: int = 0
    extended_days: int = 0


@dataclass(frozen=True)
class Pauses:
    """The sums of one day, the most days stopped first."""

    total: Row
    offices: tuple[Row, ...]
    handlers: tuple[Row, ...]


@dataclass(frozen=True)
class Pause:
    """One stop or extension for the workbook: its deadline and case, from and to which day (None while it lasts), how many days, on which ground."""

    deadline: Deadline
    extension: bool
    since: date | None
    until: date | None
    days: int
    ground: str


def pauses(actor: Actor) -> Pauses:
    """The sums within the actor's offices. Four queries. Raises Forbidden for whoever oversees nothing."""
    scope = scope_of(actor)
    sums: dict[tuple[int, int | None], list[int]] = defaultdict(lambda: [0] * 6)
    with connection.cursor() as cursor:
        cursor.execute(STOPS, _asked(scope))
        for office, handler, *numbers in cursor.fetchall():
            sums[office, handler][:4] = numbers
        cursor.execute(GRANTS, _asked(scope))
        for office, handler, *numbers in cursor.fetchall():
            sums[office, handler][4:] = numbers
    offices = Organisation.objects.only("short").in_bulk({office for office, _ in sums})
    users = User.objects.only("name").in_bulk({handler for _, handler in sums if handler})
    handlers = [Row(users[handler].name if handler else "", offices[office].short, *numbers) for (office, handler), numbers in sums.items()]
    by_office: dict[int, list[list[int]]] = defaultdict(list)
    for (office, _), numbers in sums.items():
        by_office[office].append(numbers)
    rows = [Row(offices[office].short, "", *_added(numbers)) for office, numbers in by_office.items()]
    return Pauses(Row("", "", *_added(list(sums.values()))), _sorted(rows), _sorted(handlers))


def _added(numbers: list[list[int]]) -> list[int]:
    columns = list(zip(*numbers, strict=True)) or [(0,)] * 6
    return [max(column) if at == 3 else sum(column) for at, column in enumerate(columns)]


def _sorted(rows: list[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.days, -row.extended_days, row.office, row.name)))


def _asked(scope: Scope) -> dict[str, Any]:
    today = clock.today()
    return {"today": today, "since": today - LOOKED_BACK, "offices": None if scope.offices is None else list(scope.offices)}


def stops(scope: Scope) -> QuerySet[Suspension]:
    """Each stop of each clock, with its case."""
    looked = Q(deadline__case__ended_on=None) | Q(deadline__case__ended_on__gt=clock.today() - LOOKED_BACK)
    rows = Suspension.objects.filter(looked, deadline__case__sealed=False)
    return scope.holding(rows, "deadline__case__office_id").select_related(
        "deadline__case__office", "deadline__case__first_office", "deadline__case__handler"
    )  # fmt: skip


def grants(scope: Scope) -> QuerySet[Deadline]:
    """Each clock that got more time, with its case."""
    looked = Q(case__ended_on=None) | Q(case__ended_on__gt=clock.today() - LOOKED_BACK)
    rows = Deadline.objects.filter(looked, case__sealed=False, extension_days__gt=0).exclude(status=VOID)
    return scope.holding(rows, "case__office_id").select_related("case__office", "case__first_office", "case__handler")


def counted(scope: Scope) -> int:
    """Stops and extensions together, each to a thousand. One query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, _asked(scope) | {"most": MOST_COUNTED})
        return int(cursor.fetchone()[0])


def stopped(actor: Actor, *, cursor: str = "", limit: int = 50) -> Page:
    """The stops, the latest first, each with its `pause`. Two queries. Raises Forbidden and Invalid."""
    paging.refuse_limit(limit)
    return _with_pause(paging.by_id(stops(scope_of(actor)), cursor, limit, newest_first=True), _of_stop)


def extended(actor: Actor, *, cursor: str = "", limit: int = 50) -> Page:
    """The clocks that got more time, the latest begun first, each with its `pause`. Two queries. Raises Forbidden and Invalid."""
    paging.refuse_limit(limit)
    return _with_pause(paging.by_id(grants(scope_of(actor)), cursor, limit, newest_first=True), _of_grant)


def everything(actor: Actor) -> Iterator[Pause]:
    """Stops and then extensions, the latest first, at most 20,000 of each: the workbook. Raises Forbidden."""
    scope = scope_of(actor)
    yield from map(_of_stop, stops(scope).order_by("-pk")[:MOST].iterator(chunk_size=1000))
    yield from map(_of_grant, grants(scope).order_by("-pk")[:MOST].iterator(chunk_size=1000))


def _with_pause(page: Page, read: Any) -> Page:
    return Page([read(row) for row in page.rows], page.next, page.count, page.capped, page.previous)


def _of_stop(row: Suspension) -> Pause:
    since, until = row.stopped.lower, row.stopped.upper
    return Pause(row.deadline, False, since, until, ((until or clock.today()) - since).days, row.ground)


def _of_grant(row: Deadline) -> Pause:
    return Pause(row, True, None, row.last_day, row.extension_days, "")
