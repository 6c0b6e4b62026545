"""A slow second answer, written from the counting rules alone (民法典 201-203, 行政复议法 88, the named readings): it walks day by day over the
notices' own calendar and shares no code with the arithmetic."""

from datetime import date, timedelta
from typing import NamedTuple

from tests.calendar.notices import worked

DAY = timedelta(1)
CALENDAR, WORKING, MONTH, YEAR, SAME_DAY = "calendar_day", "working_day", "month", "year", "same_day"


class Question(NamedTuple):
    """A trigger, a length, stops [s, r) in their order, an extension; whether it is a condition and whether a citizen is bound."""

    trigger: date
    number: int
    unit: str
    stops: tuple[tuple[date, date], ...] = ()
    extension: int = 0
    condition: bool = False
    citizen: bool = False


def nominal(asked, obstacle_day_counts=True):
    """The un-rolled end: the days that count, told off one by one."""
    if asked.unit in (CALENDAR, WORKING):
        return _counted_down(asked, obstacle_day_counts)
    day = _corresponding_day(asked)
    steps = asked.extension
    for start, end in asked.stops:
        while start < end:
            start, steps = start + DAY, steps + 1
        steps += not obstacle_day_counts
    for _ in range(steps):
        day += DAY
    return day


def _counted_down(asked, obstacle_day_counts):
    left, out = asked.number + asked.extension, set()
    day = _walk(asked, left, out)
    for start, end in asked.stops:
        inside = asked.trigger < start <= day
        end = end if obstacle_day_counts else end + DAY
        while start < end:
            if inside and start not in out:
                out.add(start)
            else:  # begun on the trigger day, or on a rest day after the un-rolled end: old + (r - s)
                left += asked.unit == CALENDAR or worked(start)
            start += DAY
        day = _walk(asked, left, out)
    return day


def _walk(asked, left, out):
    day = asked.trigger
    while left:
        day += DAY
        left -= day not in out and (asked.unit == CALENDAR or worked(day))
    return day


def _corresponding_day(asked):
    """Turn the calendar's leaves until the month in which the period ends; there the day of the same number, else the month's last."""
    turns, day = asked.number * {MONTH: 1, YEAR: 12, SAME_DAY: 0}[asked.unit], asked.trigger
    while turns:
        day += DAY
        turns -= day.day == 1
    while day.day != asked.trigger.day and (day + DAY).day != 1:
        day += DAY
    return day


def rolled(asked, day):
    """The day itself or the first one worked after it; a condition comes about on whatever day it is."""
    while not asked.condition and not worked(day):
        day += DAY
    return day


def last_day(asked):
    """The day on whose end the time is over."""
    return rolled(asked, nominal(asked))


def accepted_until(asked):
    """The day to which a filing is taken: a citizen's time goes on only the day after each obstacle has ended (A-SUSP)."""
    return rolled(asked, nominal(asked, obstacle_day_counts=not asked.citizen))


def notice_day(hearing, number):
    """The latest day worked that leaves so many clear days worked before the hearing."""
    day, left = hearing - DAY, number
    while left or not worked(day):
        left -= worked(day) and left > 0
        day -= DAY
    return day
