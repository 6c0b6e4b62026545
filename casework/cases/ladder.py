"""The ladder of a time limit: on which days before and after its last day somebody is told, and who. Pure data and arithmetic: no database,
no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.calendar.schedule import Schedule

HANDLER, HEAD, SUPERVISOR, MINISTRY = "handler", "head", "supervisor", "ministry"
LEVELS = (HANDLER, HEAD, SUPERVISOR, MINISTRY)  # where nobody stands on one, the next above is told

Stops = Sequence[tuple[date, date | None]]


@dataclass(frozen=True)
class Rung:
    """`at` is in working days after the last day, negative before it, 0 the last day itself; None is half of the time that counts.

    An urgent rung found within working hours does not wait for the next morning.
    """

    id: str
    at: int | None
    tells: tuple[str, ...]
    urgent: bool = False

    def __post_init__(self) -> None:
        if not self.tells or not set(self.tells) <= set(LEVELS):
            raise ValueError(f"{self.id}: tells {self.tells!r}, which are not all known levels")


Ladder = tuple[Rung, ...]
Climb = tuple[date, Rung]

DEFAULT: Ladder = (
    Rung("half", None, (HANDLER,)),
    Rung("before-3", -3, (HANDLER,)),
    Rung("before-1", -1, (HANDLER,)),
    Rung("last", 0, (HANDLER, HEAD), urgent=True),
    Rung("over-1", 1, (HANDLER, HEAD), urgent=True),
    Rung("over-3", 3, (SUPERVISOR,), urgent=True),
    Rung("over-5", 5, (MINISTRY,), urgent=True),
)


def days(ladder: Ladder, trigger: date, last_day: date, schedule: Schedule, stopped: Stops = ()) -> list[Climb]:
    """The day of every rung, in order. A rung that would come on or before the day the limit runs from is left out. What is counted back from a hearing
    runs from no day: it has no half, and nothing else is left out."""
    backward = trigger > last_day
    found = [(_day(rung, trigger, last_day, schedule, stopped), rung) for rung in ladder if rung.at is not None or not backward]
    found.sort(key=lambda one: one[0])  # rungs of one day stay in their order
    return [(day, rung) for day, rung in found if backward or day > trigger or (rung.at is not None and rung.at >= 0)]


def ahead(climbs: Sequence[Climb], told_on: date | None) -> list[Climb]:
    """What is still to be told where the ladder was climbed up to `told_on`: the half is told before anything else or never."""
    return [(day, rung) for day, rung in climbs if told_on is None or (day > told_on and rung.at is not None)]


def reached(climbs: Sequence[Climb], told_on: date | None, today: date) -> list[Climb]:
    """What has come since; after some days of silence that may be several rungs, of which the last is told, to the people of all."""
    return [(day, rung) for day, rung in ahead(climbs, told_on) if day <= today]


def next_day(climbs: Sequence[Climb], told_on: date | None) -> date | None:
    """The day of the next rung, None at the top."""
    return next((day for day, _ in ahead(climbs, told_on)), None)


def working_days_left(last_day: date, today: date, schedule: Schedule) -> int:
    """Working days after today up to and including the last day; negative: working days after the last day up to and including today."""
    now, last = today.toordinal() + 1, last_day.toordinal() + 1  # the days themselves are over, or included
    return schedule.worked_between(now, last) if now <= last else -schedule.worked_between(last, now)


def _day(rung: Rung, begins: date, last_day: date, schedule: Schedule, stopped: Stops) -> date:
    if rung.at is None:
        return _half(begins, last_day, stopped)
    if rung.at < 0:
        return date.fromordinal(schedule.nth_worked_before(last_day.toordinal(), -rung.at))
    return date.fromordinal(schedule.nth_worked_after(last_day.toordinal(), rung.at))


def _half(begins: date, last_day: date, stopped: Stops) -> date:
    """The day on which half of the days that count are over; a stop before it moves it on, one after it does not."""
    closed = sorted((start, end) for start, end in stopped if end is not None)
    counted = (last_day - begins).days - sum((end - start).days for start, end in closed)
    day = begins + timedelta((counted + 1) // 2)
    for start, end in closed:
        if start <= day:
            day += end - start
    return day
