"""The pure arithmetic of one deadline. No database, no clock: the same input gives the same span on screen,
in the API, in the sweep, in reports."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casework.calendar.counting import add_months, lacks_corresponding_day
from casework.calendar.schedule import Schedule
from casework.cases.limits import APPLICANT, CALENDAR, MONTH, SAME_DAY, WORKING, YEAR, TimeLimit
from casework.cases.span_errors import BEYOND, SpanError, check_extension, check_suspension, overlap
from casework.cases.working import explain

__all__ = ["Span", "SpanError", "Suspension", "compute", "explain", "timely"]

Suspension = tuple[date, date | None]


class Span(NamedTuple):
    """One deadline computed. The last day is included: a duty is breached when today > last_day.

    `nominal_last_day` is the un-rolled day (the authority's own target). It, `last_day` and `accept_until`
    are None while a suspension is open. `accept_until` is the day to which a filing is accepted: last_day,
    or one day more for each obstacle in a citizen's limit (A-SUSP). `span_until` is the last date whose
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
        if limit.backward:
            return _backward(limit, hearing_on or trigger, schedule, suspensions, extension_days)
        if trigger is None:
            raise SpanError(f"{limit.id} 缺少起算日。", f"{limit.id} needs a trigger day.")
        if not suspensions and not extension_days:
            nominal = _unbroken_end(limit, trigger, schedule)
            return _finish(limit, trigger, schedule, nominal, (), 0)
        check_extension(limit, extension_days)
        return _interrupted(
            limit, trigger, schedule, tuple(sorted(suspensions, key=lambda pair: pair[0])), extension_days
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
    on_paper = (posted_on or received_on) if span.limit.by_posting else received_on
    filed = [day for day in (submitted_at, on_paper) if day is not None]
    if not filed:
        return None
    return span.accept_until is None or min(filed) <= span.accept_until


def _months(limit: TimeLimit) -> int:
    return limit.length.number * (12 if limit.length.unit == YEAR else 1)


def _unbroken_end(limit: TimeLimit, trigger: date, schedule: Schedule) -> int:
    """Ordinal of the un-rolled end without suspension and extension."""
    unit = limit.length.unit
    if unit == CALENDAR:
        return trigger.toordinal() + limit.length.number
    if unit == WORKING:
        return schedule.nth_worked_after(trigger.toordinal(), limit.length.number)
    if unit == SAME_DAY:
        return trigger.toordinal()
    return add_months(trigger, _months(limit)).toordinal()


def _rolled(limit: TimeLimit, schedule: Schedule, nominal: int) -> int:
    return nominal if limit.condition else schedule.roll(nominal)


def _finish(
    limit: TimeLimit,
    trigger: date,
    schedule: Schedule,
    nominal: int,
    suspensions: tuple[Suspension, ...],
    extension_days: int,
) -> Span:
    """Roll the nominal end and say which days the result depends on."""
    last = _rolled(limit, schedule, nominal)
    last_day = date.fromordinal(last)
    nominal_day = last_day if nominal == last else date.fromordinal(nominal)
    accept = last_day
    if suspensions and limit.bound == APPLICANT:
        accept = date.fromordinal(_rolled(limit, schedule, nominal + len(suspensions)))
    if limit.condition:
        return Span(
            limit,
            schedule,
            trigger,
            nominal_day,
            last_day,
            accept,
            False,
            False,
            None,
            suspensions,
            extension_days,
        )
    first, until = (
        trigger.toordinal() + 1 if limit.length.unit == WORKING else nominal,
        accept.toordinal() if suspensions else last,
    )
    provisional, may_move = schedule.is_provisional(first, until), schedule.may_still_move(first, until)
    return Span(
        limit,
        schedule,
        trigger,
        nominal_day,
        last_day,
        accept,
        provisional,
        may_move,
        accept,
        suspensions,
        extension_days,
    )


def _interrupted(
    limit: TimeLimit,
    trigger: date,
    schedule: Schedule,
    suspensions: tuple[Suspension, ...],
    extension_days: int,
) -> Span:
    """The span with its suspensions, in order of their beginning, and its extension."""
    in_working_days = limit.length.unit == WORKING
    nominal = _unbroken_end(limit, trigger, schedule)
    if in_working_days:
        nominal = schedule.nth_worked_after(nominal, extension_days)
    else:
        nominal += extension_days
    resumed = trigger
    for number, (start, end) in enumerate(suspensions):
        check_suspension(
            limit, trigger, start, end, resumed, date.fromordinal(_rolled(limit, schedule, nominal)), number
        )
        if end is None:
            if number + 1 < len(suspensions):
                raise overlap(suspensions[number + 1][0])
            return Span(
                limit, schedule, trigger, None, None, None, False, False, None, suspensions, extension_days
            )
        if in_working_days:
            nominal = schedule.nth_worked_after(
                nominal, schedule.worked_between(start.toordinal(), end.toordinal())
            )
        else:
            nominal += (end - start).days
        resumed = end
    return _finish(limit, trigger, schedule, nominal, suspensions, extension_days)


def _backward(
    limit: TimeLimit,
    hearing: date | None,
    schedule: Schedule,
    suspensions: Sequence[Suspension],
    extension_days: int,
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
    return Span(limit, schedule, hearing, day, day, day, provisional, may_move, before)
