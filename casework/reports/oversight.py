"""What a supervisor must see: what is overdue and about to be, by office, operator and handler; breaches of law apart from house limits.

Every number carries what lists exactly its cases: the `link` of a cell is the keywords of `queries.worklist`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Min, Q

from casework import clock
from casework.calendar.counting import add_working_days, working_days_overdue
from casework.cases import schedules
from casework.cases.case import Case
from casework.cases.paging import MOST_COUNTED
from casework.cases.rows import JOINED, SHOWN
from casework.people.models import Organisation, User
from casework.reports import pauses
from casework.reports.remarks import Scope, scope_of, unserved

SOON = 3  # working days
WORST = 8
ONE_DAY = timedelta(1)
COUNTS = "SELECT by_office, by_operator, house_limits, unserved, dated_back FROM cases_overseen(%s, %s)"
Link = dict[str, Any]
Key = tuple[str, tuple[int | None, ...]]  # office, operator or handler, and whose


@dataclass(frozen=True)
class Cell:
    """A number, and the keywords of `queries.worklist` that list exactly the cases it counts."""

    count: int
    link: Link


@dataclass(frozen=True)
class Row:
    """Open cases of one office, operator or handler. `code` is "" and `name` "" where a case has none. `late` is the oldest day passed, with
    the calendar and working days since."""

    code: str
    name: str
    office: str
    open: Cell
    overdue: Cell
    today: Cell
    soon: Cell
    late: date | None
    days: int
    working_days: int


@dataclass(frozen=True)
class Counted:
    """A number, some counted to a thousand only; the list behind it is a function of its own (`remarks.passed`, `remarks.dated_back`,
    `queries.not_yet_served`, `pauses.stopped` and `pauses.extended`)."""

    count: int
    capped: bool


@dataclass(frozen=True)
class Oversight:
    """The page of one day. `soon` are cases due after today and by `soon_until`, the third working day. A house limit is no breach of law."""

    today: date
    soon_until: date
    total: Row
    offices: tuple[Row, ...]
    operators: tuple[Row, ...]
    handlers: tuple[Row, ...]
    breaches_by_office: Counted
    breaches_by_operator: Counted
    house_limits_passed: Counted
    not_yet_served: Counted
    dated_back: Counted
    paused: Counted
    worst: tuple[Case, ...]


@dataclass
class _Sum:
    """What is being added up for one row."""

    numbers: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    late: date | None = None

    def add(self, numbers: Sequence[int], late: date | None) -> None:
        """One group of cases more."""
        for at, more in enumerate(numbers):
            self.numbers[at] += more
        if late and (self.late is None or late < self.late):
            self.late = late


@dataclass(frozen=True)
class _Days:
    """The days that part the four numbers."""

    today: date
    soon_until: date

    @property
    def overdue(self) -> Link:
        return {"due_before": self.today}

    @property
    def due_today(self) -> Link:
        return {"due_after": self.today - ONE_DAY, "due_before": self.today + ONE_DAY}

    @property
    def soon(self) -> Link:
        return {"due_after": self.today, "due_before": self.soon_until + ONE_DAY}


def oversight(actor: Any) -> Oversight:
    """The numbers of the supervisor's page within the actor's offices, nationwide at the ministry. Seven queries.

    Raises Forbidden for whoever is neither supervisor, auditor nor head.
    """
    scope = scope_of(actor)
    today = clock.today()
    days = _Days(today, add_working_days(schedules.current().schedule, today, SOON))
    total, sums = _added_up(scope, days)
    organisations = Organisation.objects.only("code", "name", "short").in_bulk({pk for kind, key in sums for pk in _organisations(kind, key) if pk})
    users = User.objects.only("username", "name").in_bulk({key[0] for kind, key in sums if kind == "handler" and key[0]})
    rows: dict[str, list[Row]] = {"office": [], "operator": [], "handler": []}
    for (kind, key), one in sums.items():
        rows[kind].append(_row(one, days, **_named(kind, key, organisations, users)))
    counts = _counts(scope)
    return Oversight(
        today=today, soon_until=days.soon_until, total=_row(total, days, code="", name="", office="", link={}),
        offices=_sorted(rows["office"]), operators=_sorted(rows["operator"]), handlers=_sorted(rows["handler"]), worst=tuple(_worst(scope, today)), **counts,
    )  # fmt: skip


def _added_up(scope: Scope, days: _Days) -> tuple[_Sum, dict[Key, _Sum]]:
    """One pass over the open cases by office, operator and handler together, added up here for each. One query, from an index alone."""
    rows = scope.holding(Case.objects.under_way())
    numbers = {
        "overdue": Count("pk", filter=Q(due_on__lt=days.today)), "today": Count("pk", filter=Q(due_on=days.today)),
        "soon": Count("pk", filter=Q(due_on__gt=days.today, due_on__lte=days.soon_until)), "late": Min("due_on", filter=Q(due_on__lt=days.today)),
    }  # fmt: skip
    total, sums = _Sum(), defaultdict[Key, _Sum](_Sum)
    for office, operator, handler, *counted, late in rows.values_list("office_id", "respondent_id", "handler_id").annotate(open=Count("pk"), **numbers):
        total.add(counted, late)
        for key in (("office", (office,)), ("operator", (operator,)), ("handler", (handler, office))):
            sums[key].add(counted, late)
    return total, sums


def _organisations(kind: str, key: tuple[int | None, ...]) -> tuple[int | None, ...]:
    return key[1:] if kind == "handler" else key


def _named(kind: str, key: tuple[int | None, ...], organisations: dict[int, Organisation], users: dict[int, User]) -> dict[str, Any]:
    """Code, name and link of a row; a handler's row is one person in one office, since cases stay with the office that holds them."""
    if kind == "handler":
        office, user = organisations[key[1] or 0], users.get(key[0] or 0)
        link = {"office": office.code} | ({"handler": user.username} if user else {"queue": "unassigned"})
        return {"code": user.username if user else "", "name": user.name if user else "", "office": office.short, "link": link}
    found = organisations.get(key[0] or 0)
    if found is None:
        return {"code": "", "name": "", "office": "", "link": {"operator": "-"}}
    return {"code": found.code, "name": found.short, "office": "", "link": {kind: found.code}}


def _row(one: _Sum, days: _Days, *, code: str, name: str, office: str, link: Link) -> Row:
    everything, overdue, today, soon = one.numbers
    worked = working_days_overdue(schedules.current().schedule, one.late, days.today) if one.late else 0
    return Row(
        code, name, office, Cell(everything, link), Cell(overdue, link | days.overdue), Cell(today, link | days.due_today), Cell(soon, link | days.soon),
        one.late, (days.today - one.late).days if one.late else 0, worked,
    )  # fmt: skip


def _sorted(rows: list[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=_worst_first))


def _worst_first(row: Row) -> tuple[Any, ...]:
    return (-row.overdue.count, row.late or date.max, -row.open.count, row.office, row.code)


def _counts(scope: Scope) -> dict[str, Counted]:
    """What is listed elsewhere: limits passed exactly, the rest to a thousand. Three queries."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [None if scope.offices is None else list(scope.offices), MOST_COUNTED])
        *exact, _, dated_back = cursor.fetchone()  # its count of papers not served still holds those that were corrected
    names = ("breaches_by_office", "breaches_by_operator", "house_limits_passed")
    waiting = len(unserved(scope).order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    capped = {"not_yet_served": waiting, "dated_back": dated_back, "paused": pauses.counted(scope)}
    found = {name: Counted(count, False) for name, count in zip(names, exact, strict=True)}
    return found | {name: Counted(min(count, MOST_COUNTED - 1), count >= MOST_COUNTED) for name, count in capped.items()}


def _worst(scope: Scope, today: date) -> list[Case]:
    """The cases whose day passed longest ago, with their organisations. One query."""
    rows = scope.holding(Case.objects.under_way()).filter(due_on__lt=today).by_due_day()[:WORST]
    return list(rows.select_related("handler", "office", "first_office", "respondent").only(*SHOWN, *JOINED, "office__short", "respondent__short"))
