"""One deadline as stretches of days: what ran, stood still, was added, rolled over rest days, is past. Drawings and tables are made of this alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casework.calendar.schedule import Schedule
from casework.cases import clocks, schedules, spans
from casework.cases.clocks import VOID, Deadline
from casework.cases.limits import WORKING, TimeLimit

RUN, STOP, MORE, ROLL, OVER = "run", "stop", "more", "roll", "over"
NO_ROLL = "no-roll"  # the reading of an instrument without a counting article, by its un-rolled day
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Piece:
    """A stretch of days of one kind, first and last included."""

    kind: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it is long."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Line:
    """A deadline as it is drawn. `target` is the day the one bound works to, `others` the last day by each other reading that gives another;
    a stop that has not ended reaches to today and has None in `stops`."""

    trigger: date
    pieces: tuple[Piece, ...]
    stops: tuple[tuple[date, date | None], ...]
    extension: int
    target: date | None
    last_day: date | None
    others: dict[str, date]


def of(deadline: Deadline, limit: TimeLimit, *, today: date) -> Line:
    """The line of a deadline by the schedule it was computed with. No query where its stops were fetched or it knows none."""
    stops = clocks.stops(deadline) if limit.suspendable else ()
    span = spans.compute(
        limit, deadline.trigger_on, schedule=schedules.version(deadline.schedule_id), suspensions=stops, extension_days=deadline.extension_days
    )
    return of_span(span, today=today, met_on=deadline.met_on, void=deadline.status == VOID)


def of_span(span: spans.Span, *, today: date, met_on: date | None = None, void: bool = False) -> Line:
    """The line of a computed span."""
    limit = span.limit
    others = {name: other.last_day for name, other in spans.other_readings(span).items() if other.last_day}
    if limit.analogy and span.nominal_last_day and span.nominal_last_day != span.last_day and not limit.condition:
        others[NO_ROLL] = span.nominal_last_day
    pieces = () if limit.backward else tuple(_pieces(span, today, met_on, void))
    return Line(span.trigger, pieces, span.suspensions, span.extension_days, span.target, span.last_day, others)


def frozen(line: Line, limit: TimeLimit, schedule: Schedule) -> dict[str, Any]:
    """What a paper keeps of a line, days as ISO dates: the same drawing from it for ever (parts/timeline.typ)."""
    first, last = line.trigger, line.pieces[-1].last
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    rests: list[list[str]] = []
    for day in days:
        if not schedule.is_working_day(day):
            if rests and rests[-1][1] == (day - ONE).isoformat():
                rests[-1][1] = day.isoformat()
            else:
                rests.append([day.isoformat(), day.isoformat()])
    unit = "个工作日" if limit.length.unit == WORKING else "日"
    return {
        "name": limit.zh, "trigger": first.isoformat(), "last": line.last_day.isoformat() if line.last_day else "",
        "extended": f"延长{line.extension}{unit}" if line.extension else "",
        "pieces": [[one.kind, one.first.isoformat(), one.last.isoformat()] for one in line.pieces if one.kind != OVER], "rests": rests,
        "made_up": [day.isoformat() for day in days if schedule.is_worked_in_lieu(day)],
    }  # fmt: skip


def _pieces(span: spans.Span, today: date, met_on: date | None, void: bool) -> Iterator[Piece]:
    """From the day after the trigger on, in their order; what was met ends there."""
    ended = met_on or date.max
    end = span.nominal_last_day or today
    day, before_more = span.trigger + ONE, _end_without_extension(span)
    for start, until in span.suspensions:
        yield from _counted(day, min(start - ONE, end, ended), before_more)
        yield from _piece(STOP, start, min((until or today + ONE) - ONE, ended))
        day = max(day, until or date.max)
    if day < date.max:
        yield from _counted(day, min(end, ended), before_more)
    if span.last_day and span.nominal_last_day:
        yield from _piece(ROLL, span.nominal_last_day + ONE, span.last_day if ended > span.nominal_last_day else span.nominal_last_day)
        if not void:
            yield from _piece(OVER, span.last_day + ONE, met_on or today)


def _counted(first: date, last: date, before_more: date | None) -> Iterator[Piece]:
    """A running stretch, the days that the extension added apart."""
    edge = last if before_more is None else min(last, before_more)
    yield from _piece(RUN, first, edge)
    yield from _piece(MORE, max(first, edge + ONE), last)


def _piece(kind: str, first: date, last: date) -> Iterator[Piece]:
    if first <= last:
        yield Piece(kind, first, last)


def _end_without_extension(span: spans.Span) -> date | None:
    if not span.extension_days:
        return None
    try:
        return spans.compute(span.limit, span.trigger, schedule=span.schedule, suspensions=span.suspensions).nominal_last_day
    except spans.SpanError:  # a stop that only the added days reach
        return spans.compute(span.limit, span.trigger, schedule=span.schedule).nominal_last_day
