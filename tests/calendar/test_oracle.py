"""Spans against the oracle: 2010 to 2026, every unit, up to five suspensions and an extension."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from casework.calendar.published import built_in
from casework.cases.limits import APPLICANT, OFFICE, Length, TimeLimit, working_days
from casework.cases.spans import compute, timely
from tests.calendar import notices, oracle
from tests.calendar.oracle import CALENDAR, DAY, MONTH, SAME_DAY, WORKING, YEAR, Question

UNITS = {CALENDAR: (90, 2026), WORKING: (30, 2026), MONTH: (18, 2024), YEAR: (5, 2021), SAME_DAY: (0, 2026)}  # longest, last year of a trigger
HUNDRED = settings().max_examples  # a mutation run asks for fewer
FEW, MANY = (settings(max_examples=number * HUNDRED, deadline=None, suppress_health_check=[HealthCheck.too_slow]) for number in (10, 200))


@st.composite
def questions(draw, most_stops=5, units=tuple(UNITS), from_the_trigger=True):
    """A question whose every day lies within the years of the notices; each stop begins while the time still runs."""
    unit = draw(st.sampled_from(units))
    longest, year = UNITS[unit]
    asked = Question(
        draw(st.dates(notices.FIRST, date(year, 12, 30))),
        draw(st.integers(min(1, longest), longest)),
        unit,
        extension=draw(st.sampled_from([0, 0, 1, 7, 15, 30, 60])),
        condition=draw(st.integers(0, 4)) == 0,
        citizen=draw(st.booleans()),
    )
    after = asked.trigger + DAY * (not from_the_trigger)
    for _ in range(draw(st.integers(0, most_stops))):
        assume(oracle.nominal(asked) < date(2026, 12, 1))
        last = oracle.last_day(asked)
        if after > last:
            break
        start = draw(st.sampled_from([after, last]) | st.dates(after, last))
        after = start + timedelta(draw(st.integers(1, 40)))
        asked = asked._replace(stops=(*asked.stops, (start, after)))
    assume(oracle.nominal(asked, obstacle_day_counts=False) < date(2026, 12, 1))
    return asked


def limit_of(asked, **more):
    """The rule that asks this."""
    return TimeLimit(
        "X-01", Length(asked.unit, asked.number), bound=APPLICANT if asked.citizen else OFFICE, basis="—", suspendable=True, condition=asked.condition, **more
    )


def span_of(asked, **more):
    """The arithmetic's answer."""
    return compute(limit_of(asked), asked.trigger, schedule=built_in(), suspensions=asked.stops, extension_days=asked.extension, **more)


def agrees(asked):
    """The arithmetic and the walk give the same days, and a filing is late from the day after."""
    span = span_of(asked)
    assert (span.nominal_last_day, span.last_day) == (oracle.nominal(asked), oracle.last_day(asked))
    assert span.accept_until == oracle.accepted_until(asked)
    assert not span.provisional
    assert timely(span, submitted_at=span.accept_until) is True
    assert timely(span, submitted_at=span.accept_until + DAY) is False
    event(f"{asked.unit}, {len(asked.stops)} stops")


@FEW
@given(questions())
def test_a_thousand_spans_equal_the_walk(asked):
    agrees(asked)


@pytest.mark.full
@MANY
@given(questions())
def test_twenty_thousand_spans_equal_the_walk(asked):
    agrees(asked)


def leaves_clear_days(hearing, number):
    limit = TimeLimit("X-14", working_days(number), bound=OFFICE, basis="—", suspendable=False, backward=True)
    span = compute(limit, None, schedule=built_in(), hearing_on=hearing)
    assert span.last_day == span.nominal_last_day == oracle.notice_day(hearing, number)
    assert not span.provisional


@FEW
@given(st.dates(date(2010, 3, 1), notices.LAST), st.integers(1, 20))
def test_backward_leaves_exactly_the_clear_working_days(hearing, number):
    leaves_clear_days(hearing, number)


@pytest.mark.full
@MANY
@given(st.dates(date(2010, 3, 1), notices.LAST), st.integers(1, 20))
def test_twenty_thousand_hearings(hearing, number):
    leaves_clear_days(hearing, number)


@pytest.mark.parametrize(
    ("asked", "nominal", "last"),
    [
        (Question(date(2024, 1, 12), 30, CALENDAR), "2024-02-11", "2024-02-18"),
        (Question(date(2026, 9, 28), 5, WORKING), "2026-10-10", "2026-10-10"),
        (Question(date(2025, 9, 30), 5, MONTH), "2026-02-28", "2026-02-28"),
        (Question(date(2024, 2, 29), 2, YEAR), "2026-02-28", "2026-02-28"),
        (Question(date(2026, 10, 1), 0, SAME_DAY), "2026-10-01", "2026-10-08"),
        (Question(date(2025, 7, 7), 60, CALENDAR, ((date(2025, 8, 1), date(2025, 8, 21)),), 30), "2025-10-25", "2025-10-27"),
        (Question(date(2026, 8, 3), 60, CALENDAR, condition=True), "2026-10-02", "2026-10-02"),
    ],
)
def test_the_oracle_itself_on_days_counted_by_hand(asked, nominal, last):
    assert (oracle.nominal(asked).isoformat(), oracle.last_day(asked).isoformat()) == (nominal, last)


def test_three_calendars_agree_on_every_day_of_seventeen_years():
    listed = (Path(__file__).parent / "holiday_cn.txt").read_text().splitlines()[1:]
    off, lieu = notices.read(listed)
    differ = []
    for number in range((notices.LAST - notices.FIRST).days + 1):
        day = notices.FIRST + timedelta(number)
        third = day in lieu or (day.weekday() < 5 and day not in off)
        if not (notices.worked(day) == built_in().is_working_day(day) == third):
            differ.append(day.isoformat())
    assert differ == []
    assert lieu - notices.WORKED_IN_LIEU == {date(2020, 2, 3)}  # a Monday: named by the notice, worked in any case
