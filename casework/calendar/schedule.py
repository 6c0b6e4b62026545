"""One version of the working calendar: which days are worked, which are not, and up to which year the State
Council has said so."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

TABLE_YEARS_BEFORE = 10
TABLE_YEARS_AFTER = 21  # the longest limit is five years; beyond the table days are walked one by one
WALK_AT_MOST = 20_000
MAY_MOVE_FROM = (12, 20)  # a next year's notice has moved 29 and 31 December before (2011-12-31, 2018-12-29)

WEEKEND = ("周末", "weekend")
SUBSTITUTED = ("调休放假", "day off in lieu")


def fixed_holidays(year: int) -> dict[date, tuple[str, str]]:
    """The days off that 全国年节及纪念日放假办法 2 fixes by date; all that is certain of a year without a
    published notice."""
    new_year, labour, national = (
        ("元旦", "New Year's Day"),
        ("劳动节", "Labor Day"),
        ("国庆节", "National Day"),
    )
    days = {date(year, 1, 1): new_year, date(year, 5, 1): labour}
    days |= {date(year, 10, day): national for day in (1, 2, 3)}
    if year >= 2025:
        days[date(year, 5, 2)] = labour
    return days


@dataclass(frozen=True)
class Schedule:
    """A schedule version. Years first_year to last_published_year inclusive are published; outside them
    weekends and fixed-date holidays rest.

    `days_off` are days of rest named by a notice (weekend days among them do no harm), `workdays` the
    weekend days worked in lieu (调休上班), `names` the (zh, en) name of a day off. Raises ValueError for a
    day that is both.
    """

    version: str
    first_year: int
    last_published_year: int
    days_off: frozenset[date]
    workdays: frozenset[date]
    names: dict[date, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)
    table_start: int = field(init=False, compare=False, repr=False)
    table_end: int = field(init=False, compare=False, repr=False)
    worked: list[int] = field(init=False, compare=False, repr=False)
    worked_through: list[int] = field(init=False, compare=False, repr=False)
    next_worked: list[int] = field(init=False, compare=False, repr=False)
    published_from: int = field(init=False, compare=False, repr=False)
    published_to: int = field(init=False, compare=False, repr=False)
    may_move_from: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if both := self.days_off & self.workdays:
            raise ValueError(f"both worked and off: {', '.join(str(day) for day in sorted(both))}")
        start = date(max(1, self.first_year - TABLE_YEARS_BEFORE), 1, 1)
        end = date(min(9998, self.last_published_year + TABLE_YEARS_AFTER), 12, 31)
        worked, through, following = self._tables(start, end)
        keep = object.__setattr__  # derived once; the dataclass itself is frozen
        keep(self, "table_start", start.toordinal())
        keep(self, "table_end", worked[-1])
        keep(self, "worked", worked)
        keep(self, "worked_through", through)
        keep(self, "next_worked", following)
        keep(self, "published_from", date(self.first_year, 1, 1).toordinal())
        keep(self, "published_to", date(self.last_published_year, 12, 31).toordinal())
        keep(self, "may_move_from", date(self.last_published_year, *MAY_MOVE_FROM).toordinal())

    def _tables(self, start: date, end: date) -> tuple[list[int], list[int], list[int]]:
        """Sorted ordinals of the days worked; for each day how many are worked up to and including it; and
        the first one on or after it."""
        worked, through = [], []
        for ordinal in range(start.toordinal(), end.toordinal() + 1):
            if self.is_working_day(date.fromordinal(ordinal)):
                worked.append(ordinal)
            through.append(len(worked))
        following, last, days = [], worked[-1], frozenset(worked)
        for ordinal in range(last, start.toordinal() - 1, -1):
            if ordinal in days:
                last = ordinal
            following.append(last)
        return worked, through, following[::-1]

    def is_published(self, year: int) -> bool:
        """True where the State Council's notice for that year is part of this version."""
        return self.first_year <= year <= self.last_published_year

    def is_working_day(self, day: date) -> bool:
        """True for a weekday that is not off and for a weekend day worked in lieu (A-REST)."""
        if day in self.workdays:
            return True
        if day.weekday() >= 5 or day in self.days_off:
            return False
        return self.is_published(day.year) or day not in fixed_holidays(day.year)

    def is_worked_in_lieu(self, day: date) -> bool:
        """True for a weekend day that a notice makes a working day (调休上班)."""
        return day in self.workdays

    def rest_name(self, day: date) -> tuple[str, str] | None:
        """(zh, en) of why that day is not worked; None where it is worked."""
        if self.is_working_day(day):
            return None
        name = self.names.get(day) or (
            None if self.is_published(day.year) else fixed_holidays(day.year).get(day)
        )
        if name:
            return name
        return WEEKEND if day.weekday() >= 5 else SUBSTITUTED

    def roll(self, ordinal: int) -> int:
        """Ordinal of the first working day on or after this one."""
        if self.table_start <= ordinal <= self.table_end:
            return self.next_worked[ordinal - self.table_start]
        day = date.fromordinal(ordinal)
        while not self.is_working_day(day):
            day += timedelta(1)
        return day.toordinal()

    def nth_worked_after(self, ordinal: int, number: int) -> int:
        """Ordinal of the number-th working day after this day (number ≥ 0; 0 gives the day itself)."""
        if number == 0:
            return ordinal
        if self.table_start <= ordinal <= self.table_end:
            index = self.worked_through[ordinal - self.table_start] + number - 1
            if index < len(self.worked):
                return self.worked[index]
        if number > WALK_AT_MOST:
            raise OverflowError(f"{number} working days lie beyond the calendar")
        day = date.fromordinal(ordinal)
        while number:
            day += timedelta(1)
            number -= self.is_working_day(day)
        return day.toordinal()

    def nth_worked_before(self, ordinal: int, number: int) -> int:
        """Ordinal of the number-th working day before this day (number ≥ 1)."""
        if self.table_start <= ordinal <= self.table_end:
            index = self.worked_through[ordinal - self.table_start] - (ordinal == self.roll(ordinal)) - number
            if index >= 0:
                return self.worked[index]
        day = date.fromordinal(ordinal)
        while number:
            day -= timedelta(1)
            number -= self.is_working_day(day)
        return day.toordinal()

    def worked_between(self, start: int, end: int) -> int:
        """How many working days lie in [start, end): start included, end not."""
        if start >= end:
            return 0
        if self.table_start <= start and end - 1 <= self.table_end:
            return bisect_right(self.worked, end - 1) - bisect_right(self.worked, start - 1)
        if end - start > WALK_AT_MOST:
            raise OverflowError(f"{end - start} days reach beyond the calendar")
        return sum(self.is_working_day(date.fromordinal(ordinal)) for ordinal in range(start, end))

    def is_provisional(self, start: int, end: int) -> bool:
        """True where one of the days from start to end, both included, lies in a year without a published
        notice (A-CAL)."""
        return start < self.published_from or end > self.published_to

    def may_still_move(self, start: int, end: int) -> bool:
        """True where the days from start to end touch 20-31 December of the last published year."""
        return start <= self.published_to and end >= self.may_move_from


@lru_cache(maxsize=4)
def with_weekends_at_rest(schedule: Schedule) -> Schedule:
    """The same notices read so that no weekend is worked (A-REST, the other reading). Built once for each version."""
    return replace(schedule, version=f"{schedule.version}-weekends", workdays=frozenset())
