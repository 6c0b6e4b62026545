"""The pure arithmetic of one deadline. No database, no clock: the same input gives the same span on screen,
in the API, in the sweep, in reports."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from casework.calendar.counting import add_months, lacks_corresponding_day
from casework.calendar.schedule import Schedule, with_weekends_at_rest
from casework.cases import working
from casework.cases.limits import APPLICANT, CALENDAR, MONTH, OFFICE, SAME_DAY, WORKING, YEAR, TimeLimit
from casework.cases.readings import COUNTING, FROM_THE_NEXT, NAMES, OFFICE_HOURS, OURS, RECEIVED, ROLLED, WEEKENDS, Readings
from casework.cases.span_errors import BEYOND, SpanError, check_extension, check_suspension, overlap

__all__ = ["Span", "SpanError", "Suspension", "compute", "day_of_filing", "explain", "other_readings", "timely"]

Suspension = tuple[date, date | None]


class Span(NamedTuple):
    """One deadline computed. The last day is included: a duty is breached when today > last_day.

    `nominal_last_day` is the un-rolled day (the authority's own target). It, `last_day` and `accept_until`
    are None while a suspension is open. `accept_until` is the day to which a filing is accepted: last_day,
    or one day of the limit's own unit more for each obstacle in a citizen's limit (A-SUSP). `span_until` is the last date whose
    status (worked or not) the result depends on, None where it depends on none.
    """

    limit: TimeLimit
    schedule: Schedule
    trigger: date
    nominal_last_day: date | None
    last_day: date | None
    accept_until: date | None
    provisional: bool
    may_move: bool
    span_until: date | None
    suspensions: tuple[Suspension, ...] = ()
    extension_days: int = 0
    readings: Readings = OURS

    @property
    def target(self) -> date | None:
        """The day to which the one bound should work: for an office the un-rolled one (A-TARGET), else the last day."""
        return self.nominal_last_day if self.limit.bound == OFFICE and self.readings.target != ROLLED else self.last_day

    @property
    def suspended(self) -> bool:
        """True while the last suspension has no end."""
        return bool(self.suspensions) and self.suspensions[-1][1] is None

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules that made this result, in the order in which they are explained."""
        limit, rolled = self.limit, self.last_day != self.nominal_last_day
        named = (
            (
                "same-day"
                if limit.length.unit == SAME_DAY
                else "backward"
                if limit.backward
                else "first-day-out",
                True,
            ),
            (limit.length.unit, True),
            (
                "month-end",
                limit.length.unit in (MONTH, YEAR) and lacks_corresponding_day(self.trigger, _months(limit)),
            ),
            ("suspended", bool(self.suspensions)),
            ("open-suspension", self.suspended),
            ("extended", self.extension_days > 0),
            ("condition", limit.condition),
            ("rolled", rolled),
            ("earliest-version", limit.predates(self.trigger)),
            ("version-ended", limit.outlived(self.trigger)),
            ("house-limit", limit.house_on(self.trigger)),
            ("provisional", self.provisional),
            ("may-still-move", self.may_move),
        )
        return tuple(code for code, applies in named if applies)


def compute(
    limit: TimeLimit,
    trigger: date | None,
    *,
    schedule: Schedule,
    suspensions: Sequence[Suspension] = (),
    extension_days: int = 0,
    hearing_on: date | None = None,
    readings: Readings = OURS,
) -> Span:
    """The span of `limit` from the trigger day (not counted).

    `suspensions` are half-open [s, r): s is out, r counts again, r None is still open (A-SUSP).
    `extension_days` are of the limit's own unit, working days for a limit in working days, else calendar
    days, and are added to the un-rolled end (A-EXT). A backward limit counts from `hearing_on`, else from
    the trigger. Raises SpanError for what the rule or the calendar does not allow.
    """
    try:
        if not limit.fixed:
            raise SpanError(
                f"{limit.id} 没有固定的期限长度，不能计算。",
                f"{limit.id} has no fixed length and cannot be computed.",
            )
        if readings.rest == WEEKENDS:
            schedule = with_weekends_at_rest(schedule)
        if limit.backward:
            return _backward(limit, hearing_on or trigger, schedule, suspensions, extension_days, readings)
        if trigger is None:
            raise SpanError(f"{limit.id} 缺少起算日。", f"{limit.id} needs a trigger day.")
        if not suspensions and not extension_days:
            nominal = _unbroken_end(limit, trigger, schedule)
            return _finish(limit, trigger, schedule, nominal, nominal, (), 0, readings)
        check_extension(limit, extension_days)
        return _interrupted(
            limit, trigger, schedule, tuple(sorted(suspensions, key=lambda pair: pair[0])), extension_days, readings
        )
    except (OverflowError, ValueError) as error:
        if isinstance(error, SpanError):
            raise
        raise SpanError(*BEYOND) from error


def timely(
    span: Span,
    *,
    submitted_at: date | None = None,
    posted_on: date | None = None,
    received_on: date | None = None,
) -> bool | None:
    """Whether a filing is in time, by civil days and until 24:00; None where no day that decides is given.

    Online filing decides by its own day. On paper the day of posting decides where the limit says so
    (民事诉讼法 85④, A-POST), the day of receipt elsewhere and where the posting day is not known. While a
    suspension is open no filing is late.
    """
    on_paper = (posted_on or received_on) if decides_by_posting(span) else received_on
    filed = [day for day in (submitted_at, on_paper) if day is not None]
    if not filed:
        return None
    return span.accept_until is None or min(filed) <= span.accept_until


def decides_by_posting(span: Span) -> bool:
    """Whether the day of posting decides: by law (行政复议法 88①), elsewhere by the house rule A-POST, which another reading drops."""
    return span.limit.by_posting and not (span.limit.analogy and span.readings.posting == RECEIVED)


def day_of_filing(limit: TimeLimit, day: date, hour: int, readings: Readings = OURS) -> date:
    """The day on which an online filing made at that hour counts: its own until 24:00; by the other reading of A-BIZ the next one once the channel
    has closed."""
    closed = readings.hours == OFFICE_HOURS and limit.closes_at is not None and hour >= limit.closes_at
    return day + timedelta(1) if closed else day


def explain(span: Span, lang: str = "zh") -> list[str]:
    """The sentences of the working, in the order of the count, in zh or en. Raises KeyError for another language."""
    return working.sentences(span, {name: other.last_day for name, other in other_readings(span).items() if other.last_day}, lang)


def other_readings(span: Span) -> dict[str, Span]:
    """The span by each other reading that ends it on another day, or accepts a filing to another; one at a time, the rest as in `span`."""
    return dict(_other_readings(span))


def _other_readings(span: Span) -> Iterator[tuple[str, Span]]:
    if span.last_day is None:
        return
    for name in COUNTING:
        field, (ours, other) = NAMES[name]
        if getattr(span.readings, field) != ours or not _concerns(name, span):
            continue
        try:
            found = compute(
                span.limit, span.trigger, schedule=span.schedule, suspensions=span.suspensions, extension_days=span.extension_days,
                readings=replace(span.readings, **{field: other}),
            )  # fmt: skip
        except SpanError:  # by that reading the time was over before a suspension began
            continue
        if found.last_day != span.last_day:
            yield name, found


def _concerns(name: str, span: Span) -> bool:
    """False where the reading plainly changes nothing, so that it need not be counted."""
    return {
        "A-REST": span.limit.length.unit == WORKING or not span.limit.condition,
        "A-SUSP": bool(span.suspensions),
        "A-EXT": span.extension_days > 0,
        "A-COND": span.limit.condition,
    }[name]


def _months(limit: TimeLimit) -> int:
    return limit.length.number * (12 if limit.length.unit == YEAR else 1)


def _unbroken_end(limit: TimeLimit, trigger: date, schedule: Schedule) -> int:
    """Ordinal of the un-rolled end without suspension and extension."""
    unit = limit.length.unit
    if unit == CALENDAR:
        return trigger.toordinal() + limit.length.number
    if unit == WORKING:
        return schedule.nth_worked_after(trigger.toordinal(), limit.length.number)
    return add_months(trigger, _months(limit)).toordinal()  # the same day is no months later


def _rolled(limit: TimeLimit, schedule: Schedule, nominal: int, readings: Readings) -> int:
    return nominal if limit.condition and readings.condition != ROLLED else schedule.roll(nominal)


def _finish(
    limit: TimeLimit, trigger: date, schedule: Schedule, nominal: int, later: int, suspensions: tuple[Suspension, ...], extension_days: int, readings: Readings
) -> Span:  # fmt: skip
    """Roll the un-rolled end and say which days the result depends on. `later` is the end by which a citizen's filing is judged."""
    last = _rolled(limit, schedule, nominal, readings)
    last_day = date.fromordinal(last)
    nominal_day = last_day if nominal == last else date.fromordinal(nominal)
    accept = last_day if later == nominal else date.fromordinal(_rolled(limit, schedule, later, readings))
    in_working_days = limit.length.unit == WORKING
    if limit.condition and readings.condition != ROLLED and not in_working_days:
        return Span(limit, schedule, trigger, nominal_day, last_day, accept, False, False, None, suspensions, extension_days, readings)
    first, until = trigger.toordinal() + 1 if in_working_days else nominal, accept.toordinal() if suspensions else last
    provisional, may_move = schedule.is_provisional(first, until), schedule.may_still_move(first, until)
    return Span(limit, schedule, trigger, nominal_day, last_day, accept, provisional, may_move, accept, suspensions, extension_days, readings)


def _interrupted(
    limit: TimeLimit, trigger: date, schedule: Schedule, suspensions: tuple[Suspension, ...], extension_days: int, readings: Readings
) -> Span:
    """The span with its suspensions, in order of their beginning, and its extension."""
    end = later = _unbroken_end(limit, trigger, schedule)
    next_day_on = readings.suspension == FROM_THE_NEXT
    resumed = trigger
    for number, (start, until) in enumerate(suspensions):
        extended = _extended(limit, schedule, later if next_day_on else end, extension_days, readings)
        check_suspension(limit, trigger, start, until, resumed, date.fromordinal(_rolled(limit, schedule, extended, readings)))
        if until is None:
            if number + 1 < len(suspensions):
                raise overlap(suspensions[number + 1][0])
            return Span(limit, schedule, trigger, None, None, None, False, False, None, suspensions, extension_days, readings)
        end = _moved(limit, schedule, end, start.toordinal(), until.toordinal())
        later = _moved(limit, schedule, later, start.toordinal(), until.toordinal() + 1)
        resumed = until
    end, later = (_extended(limit, schedule, one, extension_days, readings) for one in (end, later))
    nominal = later if next_day_on else end
    return _finish(limit, trigger, schedule, nominal, later if limit.bound == APPLICANT else nominal, suspensions, extension_days, readings)


def _moved(limit: TimeLimit, schedule: Schedule, end: int, start: int, until: int) -> int:
    """The end after a suspension [start, until): later by the days in it, or by the working days in it."""
    if limit.length.unit == WORKING:
        return schedule.nth_worked_after(end, schedule.worked_between(start, until))
    return end + until - start


def _extended(limit: TimeLimit, schedule: Schedule, end: int, days: int, readings: Readings) -> int:
    """The un-rolled end with its extension (A-EXT)."""
    if limit.length.unit == WORKING:
        return schedule.nth_worked_after(end, days)
    if readings.extension == ROLLED and days:
        return _rolled(limit, schedule, end, readings) + days
    return end + days


def _backward(
    limit: TimeLimit,
    hearing: date | None,
    schedule: Schedule,
    suspensions: Sequence[Suspension],
    extension_days: int,
    readings: Readings,
) -> Span:
    """The latest working day that leaves the limit's clear working days before the hearing."""
    if hearing is None:
        raise SpanError(
            f"{limit.id} 自听证日倒算，缺少 hearing_on。",
            f"{limit.id} counts back from the hearing: hearing_on is missing.",
        )
    if suspensions or extension_days:
        raise SpanError(
            f"{limit.id} 自听证日倒算，没有中止和延长。",
            f"{limit.id} counts back from the hearing: it has no suspension and no extension.",
        )
    at = hearing.toordinal()
    first = schedule.nth_worked_before(at, limit.length.number + 1)
    day, before = date.fromordinal(first), hearing - timedelta(1)
    provisional, may_move = schedule.is_provisional(first, at - 1), schedule.may_still_move(first, at - 1)
    return Span(limit, schedule, hearing, day, day, day, provisional, may_move, before, readings=readings)
