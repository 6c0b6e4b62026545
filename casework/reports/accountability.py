"""Who answered for what (首办负责制): by person and office, in one period. Counted inside the database from the rows the engine keeps, never from the ledger.

Each figure's definition stands in `DEFINITIONS`, beside it on the page and in the workbook. A rate is said with the number it rests on and its 95 %
interval (Wilson); below `LEAST` it is not said at all. Where the head upheld an objection, the figure is shown adjusted beside the raw one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt
from typing import Any

from django.db import connection

from casework import clock
from casework.calendar.counting import working_days_in
from casework.calendar.schedule import Schedule
from casework.cases import schedules
from casework.cases.attribution import Attribution
from casework.cases.refusals import Invalid
from casework.people.actor import Actor
from casework.people.models import Organisation, User
from casework.people.roles import Role
from casework.reports import ratings
from casework.reports.remarks import Scope, scope_of

LEAST = 20  # below this many, no rate and no mean is said (house rule)
MOST_WAITING = 30
LOOKED_BACK = timedelta(364)
ONE_DAY = timedelta(1)
Z = 1.959964  # 95 %
Key = tuple[int, int | None]  # office, person; None: the office's desk

DEFINITIONS: dict[str, tuple[str, str, str, str]] = {
    "matters": ("首办事项", "Matters first handled",
                "本期首次收到、由其首先办理的事项；复查、复核不另计，认定为重复的并入在先事项。",
                "Matters first received in the period of which this person is the first handler. A review or recheck is no further matter; a repeat belongs to "
                "the earlier one."),
    "repeat": ("重复率", "Repeat rate", "上列事项中，此后又被认定有重复事项的比例。",
               "Of those matters, the share that somebody came with again, as an officer found."),
    "stretches": ("持有次数", "Stretches held", "本期内案件在其手中的段数；一件案件几次经手，计几段。",
                  "How often a case lay in their hands during the period; a case held twice is two stretches."),
    "days": ("持有时间", "Time held",
             "各段在本期内的工作日（括号内为自然日）之和；接手当日不计，交出当日计入。代理审批不改变承办人，时间仍计在承办人名下；等候当事人、期限中止的日子也计入。",
             "Working days (calendar days in brackets) of those stretches within the period; the first day is not counted, the last one is. A deputy approves "
             "in the absent person's place and does not become the handler: the time stays with the handler. Days spent waiting for a party or while a clock "
             "stood still are counted."),
    "mean": ("平均每段", "Mean stretch", "持有时间（工作日）除以持有次数。", "Working days held, divided by the stretches."),
    "given": ("移交", "Handed over", "由其提出、对方接收的移交。", "Hand-overs offered by this person and accepted."),
    "declined": ("被拒、退回", "Declined, returned", "个人：提出而对方写明理由不接收的移交。机构：另计送出后又回到本机构的案件。",
                 "A person: hand-overs declined with reasons. An office: also cases that came back after it had sent them on."),
    "breached": ("持有期间超期", "Breached while holding",
                 "最后一日终了时由其持有、应由管理机构履行的法定期限；内部时限另列，不是违法。",
                 "Legal limits of the office that passed while this person held the case at the end of the last day. House limits stand apart: no breach."),
    "satisfied": ("办理满意率", "Satisfied", "本期收到、已评价的事项中，评为满意、基本满意的比例，计在现承办人名下。",
                  "Of the matters received in the period and rated, those rated satisfied or fairly satisfied, put to the present handler."),
    "adjusted": ("核减", "Adjusted", "负责人认定异议成立的，从原数中减去；原数不改，两数并列。",
                 "Where the head upheld an objection the figure is lowered; the raw one stays and stands beside it."),
}  # fmt: skip


@dataclass(frozen=True)
class Period:
    """The days over which is counted, both included."""

    since: date
    until: date


@dataclass(frozen=True)
class Rate:
    """A share: of how many, how many. Below `LEAST` there is no saying."""

    part: int
    whole: int

    @property
    def enough(self) -> bool:
        """True where the sample is large enough to be said."""
        return self.whole >= LEAST

    @property
    def share(self) -> float:
        """The share in percent."""
        return 100 * self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval in percent (Wilson's score)."""
        return wilson(self.part, self.whole)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's score interval at 95 %, in percent; (0, 100) for no sample."""
    if not whole:
        return 0.0, 100.0
    share, spread = part / whole, Z * Z / whole
    middle, half = share + spread / 2, Z * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return max(0.0, 100 * (middle - half) / (1 + spread)), min(100.0, 100 * (middle + half) / (1 + spread))


@dataclass(frozen=True)
class Figures:
    """What one person, or the desk of one office, or a whole office answered for. `off_*`: taken off by upheld objections; `rated` None: not recorded."""

    name: str = ""
    username: str = ""
    office: str = ""
    code: str = ""
    matters: int = 0
    repeated: int = 0
    stretches: int = 0
    days: int = 0
    working_days: int = 0
    returned: int = 0
    given: int = 0
    declined: int = 0
    breached: int = 0
    house: int = 0
    off_days: int = 0
    off_working_days: int = 0
    off_stretches: int = 0
    off_breached: int = 0
    off_house: int = 0
    satisfied: int = 0
    rated: int | None = None

    @property
    def repeat(self) -> Rate:
        """Matters that came again."""
        return Rate(self.repeated, self.matters)

    @property
    def satisfaction(self) -> Rate:
        """Rated well."""
        return Rate(self.satisfied, self.rated or 0)

    @property
    def mean(self) -> float | None:
        """Working days a stretch; None below the least sample."""
        return self.working_days / self.stretches if self.stretches >= LEAST else None


READ = {
    "matters": ("matters", "repeated"), "held": ("stretches", "days", "working_days", "returned"), "offered": ("given", "declined"),
    "breached": ("breached", "house"),
}  # fmt: skip


@dataclass(frozen=True)
class Accountability:
    """The figures of a period: all together, by office, and by person and desk."""

    period: Period
    total: Figures
    offices: tuple[Figures, ...]
    people: tuple[Figures, ...]
    has_ratings: bool


def period_of(year: str, today: date) -> Period:
    """A calendar year as far as it has gone, or the last twelve months. Raises Invalid for what is no year."""
    if not year:
        return Period(today - LOOKED_BACK, today)
    if not (year.isascii() and year.isdigit() and len(year) == 4 and 2001 <= int(year) <= today.year):
        raise Invalid({"year": ["请选择年份。(Choose a year.)"]})
    return Period(date(int(year), 1, 1), min(date(int(year), 12, 31), today))


def accountability(actor: Actor, *, year: str = "", office: str = "") -> Accountability:
    """The figures within an overseer's offices, of one `office` (code) where asked. At most six queries.

    Raises Forbidden for whoever oversees nothing, Invalid for an office that is not theirs or no year.
    """
    scope = scope_of(actor)
    if office:
        found = Organisation.objects.filter(code=office, kind=Organisation.OFFICE).values_list("pk", flat=True).first()
        if found is None or (scope.offices is not None and found not in scope.offices):
            raise Invalid({"office": ["没有这个机构，或者不归您监督。(No such office, or it is not yours to oversee.)"]})
        scope = Scope((found,))
    return _accountability(scope.offices, None, period_of(year, clock.today()))


def own(actor: Actor, *, year: str = "") -> Accountability:
    """One's own figures, in each office where one held a case or first handled a matter; nobody else's. At most six queries."""
    return _accountability(None, actor.user_id or 0, period_of(year, clock.today()))


def waiting(actor: Actor) -> list[Attribution]:
    """Objections that wait for this head's decision, the oldest first, with their cases. One query, none for who heads no office."""
    offices = [organisation for organisation, role in actor.standing if role == Role.HEAD]
    rows = Attribution.objects.filter(upheld=None, office_id__in=offices, case__sealed=False).exclude(user_id=actor.user_id or 0)
    return list(rows.select_related("case__first_office", "user").order_by("pk")[:MOST_WAITING]) if offices else []


def _accountability(offices: tuple[int, ...] | None, person: int | None, period: Period) -> Accountability:
    schedule = schedules.current().schedule
    sums: dict[Key, dict[str, int]] = {}
    with connection.cursor() as cursor:
        asked = [None if offices is None else list(offices), person, period.since, period.until, counted_through(schedule, period)]
        cursor.execute("SELECT * FROM cases_accounted(%s, %s, %s, %s, %s)", asked)
        for what, office_id, user_id, *numbers in cursor.fetchall():
            _add(sums, (office_id, user_id), dict(zip(READ[what], numbers, strict=False)))
    for key, numbers in _taken_off(offices, person, period, schedule):
        _add(sums, key, numbers)
    rated = ratings.handling(offices, person, period.since, period.until)
    for key, (well, every) in (rated or {}).items():
        _add(sums, key, {"satisfied": well, "rated": every})
    return _named(sums, period, has_ratings=rated is not None)


def counted_through(schedule: Schedule, period: Period) -> list[int]:
    """Working days after the first day of the period, up to and with each of its days."""
    found, day = [0], period.since
    while day < period.until:
        day += ONE_DAY
        found.append(found[-1] + schedule.is_working_day(day))
    return found


def _taken_off(offices: tuple[int, ...] | None, person: int | None, period: Period, schedule: Schedule) -> Iterable[tuple[Key, dict[str, int]]]:
    """What upheld objections take off, by whose it was. One query."""
    rows = Attribution.objects.filter(upheld=True, case__sealed=False).select_related("assignment", "deadline")
    rows = rows if offices is None else rows.filter(office_id__in=offices)
    for one in rows if person is None else rows.filter(user_id=person):
        key, held = (one.office_id, one.user_id), one.assignment
        if one.deadline is not None:
            fell = one.deadline.fell_due_on
            if fell is not None and period.since <= fell <= period.until:
                yield key, {"off_house" if one.deadline.house else "off_breached": 1}
            continue
        began, upto = max(held.since, period.since), min(held.until or period.until, period.until)
        if began <= upto:
            worked = working_days_in(schedule, began + ONE_DAY, upto + ONE_DAY)
            yield key, {"off_stretches": 1, "off_days": (upto - began).days, "off_working_days": worked}


def _add(sums: dict[Key, dict[str, int]], key: Key, numbers: dict[str, int]) -> None:
    one = sums.setdefault(key, {})
    for name, number in numbers.items():
        one[name] = one.get(name, 0) + number


def _named(sums: dict[Key, dict[str, int]], period: Period, *, has_ratings: bool) -> Accountability:
    """Rows with names, offices summed up. Two queries."""
    offices = Organisation.objects.only("code", "short").in_bulk({office for office, _ in sums if office})
    users = User.objects.only("username", "name").in_bulk({user for _, user in sums if user})
    blank = Figures(rated=0 if has_ratings else None)
    people: list[Figures] = []
    by_office: dict[int, dict[str, Any]] = {}
    total: dict[str, Any] = {}
    for (office_id, user_id), numbers in sums.items():
        office, user = offices.get(office_id), users.get(user_id or 0)
        name: dict[str, Any] = {"office": office.short if office else "", "code": office.code if office else ""}
        whose: dict[str, Any] = {"name": user.name if user else "", "username": user.username if user else "", **numbers}
        people.append(replace(blank, **name, **whose))
        for into in (by_office.setdefault(office_id, dict(name)), total):
            for column, number in numbers.items():
                into[column] = into.get(column, 0) + number
    return Accountability(
        period, replace(blank, **total), tuple(sorted((replace(blank, **one) for one in by_office.values()), key=_order)), tuple(sorted(people, key=_order)),
        has_ratings,
    )  # fmt: skip


def _order(one: Figures) -> tuple[object, ...]:
    """More breached first, then more held; the desk of an office after its people."""
    return (not one.name, -(one.breached - one.off_breached), -one.working_days, one.code, one.username)
