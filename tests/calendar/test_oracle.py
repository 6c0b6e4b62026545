"""Spans against a slow oracle that walks day by day over the hand-written notices and shares no code with
the arithmetic."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.calendar.published import built_in
from casework.cases.limits import APPLICANT, OFFICE, TimeLimit, calendar_days, working_days
from casework.cases.spans import compute, timely
from tests.calendar.notices import worked

DAY = timedelta(1)


def walk(trigger, number, in_working_days, stops):
    """(nominal, last): count the days that are not stopped, one by one, then step over rest days."""
    day, left = trigger, number
    while left:
        day += DAY
        if any(start <= day < end for start, end in stops) or (in_working_days and not worked(day)):
            continue
        left -= 1
    last = day
    while not worked(last):
        last += DAY
    return day, last


@st.composite
def questions(draw):
    """A trigger, a length and up to two suspensions, each begun while the time still runs; all within the
    years of the notices."""
    trigger = draw(st.dates(date(2023, 1, 1), date(2026, 3, 31)))
    in_working_days, number = draw(st.booleans()), draw(st.integers(1, 60))
    number = min(number, 15) if in_working_days else number
    stops, after = [], trigger + DAY
    for _ in range(draw(st.integers(0, 2))):
        nominal, _ = walk(trigger, number, in_working_days, stops)
        if after > nominal:
            break
        start = after + timedelta(draw(st.integers(0, (nominal - after).days)))
        end = start + timedelta(draw(st.integers(1, 60)))
        stops.append((start, end))
        after = end
    return trigger, number, in_working_days, stops


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions(), st.sampled_from([OFFICE, APPLICANT]))
def test_span_equals_the_walk(question, bound):
    trigger, number, in_working_days, stops = question
    length = working_days(number) if in_working_days else calendar_days(number)
    limit = TimeLimit("X-01", length, bound=bound, basis="—", suspendable=True)
    span = compute(limit, trigger, schedule=built_in(), suspensions=stops)
    nominal, last = walk(trigger, number, in_working_days, stops)
    assert (span.nominal_last_day, span.last_day) == (nominal, last)
    assert not span.provisional
    assert timely(span, submitted_at=last)
    accept = last
    if stops and bound == APPLICANT:
        accept = nominal + timedelta(len(stops))
        while not worked(accept):
            accept += DAY
    assert span.accept_until == accept
    assert timely(span, submitted_at=accept + DAY) is False


@settings(max_examples=300, deadline=None)
@given(st.dates(date(2023, 2, 1), date(2026, 12, 31)))
def test_backward_leaves_exactly_the_clear_working_days(hearing):
    limit = TimeLimit("X-14", working_days(5), bound=OFFICE, basis="—", suspendable=False, backward=True)
    notice = compute(limit, None, schedule=built_in(), hearing_on=hearing).last_day
    between = [notice + timedelta(n) for n in range(1, (hearing - notice).days)]
    assert worked(notice)
    assert sum(worked(day) for day in between) == 5
