"""Counting days, months and working days. Every function counts the day after its start as the first (民法典
201①)."""

from calendar import monthrange
from datetime import date, timedelta

from casework.calendar.schedule import Schedule


def add_months(day: date, number: int) -> date:
    """The corresponding day of the month in which the period ends, else that month's last day (民法典 202).
    Raises ValueError beyond 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def lacks_corresponding_day(day: date, number: int) -> bool:
    """True where the month in which the period ends has no day of that number, so that its last day serves
    (民法典 202)."""
    return add_months(day, number).day != day.day


def add_working_days(schedule: Schedule, day: date, number: int) -> date:
    """The number-th working day after `day` (number 0: the day itself)."""
    return date.fromordinal(schedule.nth_worked_after(day.toordinal(), number))


def roll_forward(schedule: Schedule, day: date) -> date:
    """The day itself where it is worked, else the first working day after the rest days (民法典 203①)."""
    return date.fromordinal(schedule.roll(day.toordinal()))


def working_days_in(schedule: Schedule, start: date, end: date) -> int:
    """Working days in [start, end): start included, end not."""
    return schedule.worked_between(start.toordinal(), end.toordinal())


def working_days_overdue(schedule: Schedule, last_day: date, today: date) -> int:
    """Working days after the last day, today included; 0 before it has passed and where none has elapsed
    yet."""
    return working_days_in(schedule, last_day + timedelta(1), today + timedelta(1))


def day_with_clear_working_days_before(schedule: Schedule, day: date, number: int) -> date:
    """The latest working day that leaves `number` clear working days between itself and `day` (行政复议法
    51①, conservative reading)."""
    return date.fromordinal(schedule.nth_worked_before(day.toordinal(), number + 1))
