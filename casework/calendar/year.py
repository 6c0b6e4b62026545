"""A year as a schedule has it, day by day: what rests and why, what differs from the statutory days, what differs from another schedule."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework.calendar import published
from casework.calendar.schedule import MAY_MOVE_FROM, SUBSTITUTED, WEEKEND, Schedule

Pair = tuple[str, str]

WORKING_DAY = ("工作日", "working day")
WORKED_IN_LIEU = ("调休上班", "worked in lieu")


class Kind(StrEnum):
    """What a day is. A statutory day on a weekend is statutory; a day off that is neither statutory nor a weekend day is one in lieu."""

    WORKED = "worked"
    WEEKEND = "weekend"
    STATUTORY = "statutory"
    OFF_IN_LIEU = "off_in_lieu"
    WORKED_IN_LIEU = "worked_in_lieu"
    STATUTORY_WORKED = "statutory_worked"  # the schedule leaves out a day that the regulation gives


@dataclass(frozen=True)
class Day:
    """One day: whether it is worked, what it is, and (zh, en) of why."""

    day: date
    kind: Kind
    why: Pair


@dataclass(frozen=True)
class Change:
    """A day that two schedules treat differently: worked by the newer one or not, and (zh, en) of what it was, is, and why."""

    day: date
    worked: bool
    before: Pair
    after: Pair

    @property
    def why(self) -> Pair:
        """One sentence in both languages."""
        return f"原为{self.before[0]}，改为{self.after[0]}", f"was {self.before[1]}, becomes {self.after[1]}"


def days_of_year(schedule: Schedule, year: int) -> tuple[Day, ...]:
    """Every day of the year in its order. Raises ValueError outside 2008-2099."""
    statutory = published.statutory(year)
    first = date(year, 1, 1)
    return tuple(_day(schedule, first + timedelta(n), statutory) for n in range((date(year + 1, 1, 1) - first).days))


def beyond_statute(schedule: Schedule, year: int) -> tuple[Day, ...]:
    """The days on which the year differs from its statutory days and weekends. Raises ValueError outside 2008-2099."""
    differing = (Kind.OFF_IN_LIEU, Kind.WORKED_IN_LIEU, Kind.STATUTORY_WORKED)
    return tuple(one for one in days_of_year(schedule, year) if one.kind in differing)


def difference(known: Schedule, new: Schedule, year: int) -> tuple[Change, ...]:
    """The days of the year, and of 20-31 December before, that are worked by one schedule and not by the other."""
    first = date(year - 1, *MAY_MOVE_FROM)
    days = (first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days))
    return tuple(
        Change(day, new.is_working_day(day), _is(known, day), _is(new, day)) for day in days if known.is_working_day(day) != new.is_working_day(day)
    )


def _day(schedule: Schedule, day: date, statutory: dict[date, Pair]) -> Day:
    named = statutory.get(day)
    if schedule.is_worked_in_lieu(day):
        return Day(day, Kind.STATUTORY_WORKED if named else Kind.WORKED_IN_LIEU, named or WORKED_IN_LIEU)
    if schedule.is_working_day(day):
        return Day(day, Kind.STATUTORY_WORKED if named else Kind.WORKED, named or WORKING_DAY)
    if named:
        return Day(day, Kind.STATUTORY, named)
    if day.weekday() > 4:
        return Day(day, Kind.WEEKEND, _in_lieu_or(schedule, day, WEEKEND))
    return Day(day, Kind.OFF_IN_LIEU, _in_lieu_or(schedule, day, SUBSTITUTED))


def _in_lieu_or(schedule: Schedule, day: date, word: Pair) -> Pair:
    """The word with the festival the schedule names for the day."""
    name = schedule.rest_name(day)
    return word if name in (None, word, WEEKEND, SUBSTITUTED) else (f"{name[0]}{word[0]}", f"{name[1]}, {word[1]}")


def _is(schedule: Schedule, day: date) -> Pair:
    if not schedule.is_working_day(day):
        return schedule.rest_name(day) or WEEKEND
    return WORKED_IN_LIEU if schedule.is_worked_in_lieu(day) else WORKING_DAY
