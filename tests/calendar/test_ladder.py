"""The ladder's days, and that no order of sweeps, with whatever gaps, tells a rung twice or later than the first sweep on or after its day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.calendar import published
from casework.cases import ladder
from casework.cases.ladder import DEFAULT, Rung

SCHEDULE = published.built_in()


def told(trigger: str, last_day: str, *stopped: tuple[str, str]) -> list[tuple[str, str]]:
    """(day, rung) of the default ladder."""
    stops = [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in stopped]
    days = ladder.days(DEFAULT, date.fromisoformat(trigger), date.fromisoformat(last_day), SCHEDULE, stops)
    return [(str(day), rung.id) for day, rung in days]


def test_thirty_days_from_a_monday() -> None:
    assert told("2026-10-12", "2026-11-11") == [
        ("2026-10-27", "half"), ("2026-11-06", "before-3"), ("2026-11-10", "before-1"), ("2026-11-11", "last"),
        ("2026-11-12", "over-1"), ("2026-11-16", "over-3"), ("2026-11-18", "over-5"),
    ]  # fmt: skip


def test_working_days_pass_over_the_holidays_of_october() -> None:
    """30 September 2026 is a Wednesday, 1 to 7 October are off, Saturday 10 October is worked."""
    assert told("2026-09-09", "2026-10-09")[1:3] == [("2026-09-29", "before-3"), ("2026-10-08", "before-1")]
    assert told("2026-09-09", "2026-10-09")[4:] == [("2026-10-10", "over-1"), ("2026-10-13", "over-3"), ("2026-10-15", "over-5")]


def test_a_short_limit_leaves_out_what_would_come_before_it_begins() -> None:
    assert [rung for _, rung in told("2026-10-12", "2026-10-14")] == ["half", "before-1", "last", "over-1", "over-3", "over-5"]
    assert [rung for _, rung in told("2026-10-12", "2026-10-12")] == ["last", "over-1", "over-3", "over-5"]


def test_rungs_come_in_the_order_of_their_days() -> None:
    """Of a week the half comes after the third working day before its end, and on one day with the last but one."""
    assert told("2026-10-12", "2026-10-19")[:4] == [("2026-10-14", "before-3"), ("2026-10-16", "half"), ("2026-10-16", "before-1"), ("2026-10-19", "last")]


@pytest.mark.parametrize(
    ("stop", "last_day", "half"),
    [
        (("2026-10-15", "2026-10-25"), "2026-11-23", "2026-11-07"),  # ten days stopped before the half: it moves by ten
        (("2026-11-04", "2026-11-14"), "2026-11-23", "2026-10-28"),  # after it: it does not move
    ],
)
def test_the_half_is_of_the_days_that_count(stop: tuple[str, str], last_day: str, half: str) -> None:
    assert dict((rung, day) for day, rung in told("2026-10-12", last_day, stop))["half"] == half


@pytest.mark.parametrize(
    ("last_day", "stops", "half"),
    [
        ("2026-11-10", [], "2026-10-27"),  # 29 days: over half of them is the fifteenth
        ("2026-11-11", [], "2026-10-27"),  # 30 days
        ("2026-11-21", [("2026-10-27", "2026-11-06")], "2026-11-06"),  # fourteen had passed when it stopped
        ("2026-11-22", [("2026-10-28", "2026-11-07")], "2026-11-07"),  # of 31 the sixteenth would have been the day of the stop
        ("2026-11-21", [("2026-10-28", "2026-11-07")], "2026-10-27"),  # of 30 the fifteenth was over
        ("2026-12-02", [("2026-11-04", "2026-11-14"), ("2026-10-15", "2026-10-25")], "2026-11-17"),  # the first moves the half behind the second
        ("2026-11-11", [("2026-10-20", None)], "2026-10-27"),  # one that is still open has not moved anything yet
    ],
)
def test_the_half_by_hand(last_day: str, stops: list[tuple[str, str | None]], half: str) -> None:
    closed = [(date.fromisoformat(start), end and date.fromisoformat(end)) for start, end in stops]
    found = ladder.days(DEFAULT, date(2026, 10, 12), date.fromisoformat(last_day), SCHEDULE, closed)
    assert [str(day) for day, rung in found if rung.id == "half"] == [half]


def test_a_last_day_that_is_a_rest_day_is_told_on_that_day() -> None:
    """A condition does not roll: Friday 2 October 2026 lies in the holidays of 1 to 7 October, Saturday 10 October is worked."""
    assert told("2026-08-03", "2026-10-02") == [
        ("2026-09-02", "half"), ("2026-09-28", "before-3"), ("2026-09-30", "before-1"), ("2026-10-02", "last"),
        ("2026-10-08", "over-1"), ("2026-10-10", "over-3"), ("2026-10-13", "over-5"),
    ]  # fmt: skip


def test_the_default_ladder() -> None:
    assert [(rung.id, rung.at, rung.tells, rung.urgent) for rung in DEFAULT] == [
        ("half", None, ("handler",), False),
        ("before-3", -3, ("handler",), False),
        ("before-1", -1, ("handler",), False),
        ("last", 0, ("handler", "head"), True),
        ("over-1", 1, ("handler", "head"), True),
        ("over-3", 3, ("supervisor",), True),
        ("over-5", 5, ("ministry",), True),
    ]
    assert ladder.LEVELS == ("handler", "head", "supervisor", "ministry")


def test_a_notice_counted_back_from_a_hearing_is_told_before_its_last_day() -> None:
    """Due on Monday 28 September 2026 for a hearing on 12 October: 25 to 27 September are the Mid-Autumn holidays. It runs from no day, so it has no half."""
    assert told("2026-10-12", "2026-09-28") == [
        ("2026-09-22", "before-3"), ("2026-09-24", "before-1"), ("2026-09-28", "last"), ("2026-09-29", "over-1"), ("2026-10-08", "over-3"),
        ("2026-10-10", "over-5"),
    ]  # fmt: skip


def test_nothing_is_told_of_the_half_once_something_was_told() -> None:
    days = ladder.days(DEFAULT, date(2026, 10, 12), date(2026, 12, 11), SCHEDULE)
    assert ladder.next_day(days, None) == date(2026, 11, 11)
    assert ladder.next_day(days, date(2026, 10, 27)) == date(2026, 12, 8)  # extended after its first half was told


def test_a_rung_tells_known_levels_only() -> None:
    with pytest.raises(ValueError, match="king"):
        Rung("odd", 0, ("king",))
    with pytest.raises(ValueError, match="silent"):
        Rung("silent", 0, ())
    assert Rung("all", 0, ladder.LEVELS).tells == ladder.LEVELS


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine fails no property
@given(
    begins=st.dates(date(2024, 1, 1), date(2026, 6, 30)), length=st.integers(0, 120), gaps=st.lists(st.integers(0, 20), max_size=40),
    moved=st.one_of(st.none(), st.tuples(st.integers(0, 39), st.integers(1, 40))),
)  # fmt: skip
def test_each_rung_is_told_once_and_by_the_first_sweep_that_can(
    begins: date, length: int, gaps: list[int], moved: tuple[int, int] | None
) -> None:
    """The oracle knows nothing of `told_on`: of the rungs a sweep finds whose day has come since the sweep before it, the last is told to all."""
    last_day = begins + timedelta(length)
    today, told_on, said, before = begins, None, [], begins - timedelta(1)
    for number, gap in enumerate(gaps):
        today += timedelta(gap)
        if moved and moved[0] == number:
            last_day += timedelta(moved[1])
        days = ladder.days(DEFAULT, begins, last_day, SCHEDULE)
        climbs = ladder.reached(days, told_on, today)
        alarm = ladder.next_day(days, told_on)
        assert bool(climbs) == (alarm is not None and alarm <= today), "the sweep looks on exactly the days on which there is something to tell"
        came = [(day, rung) for day, rung in days if before < day <= today]
        if moved is None:
            assert climbs == [one for one in came if one[1].at is not None or not said]
        if climbs:
            told_on = today
            said += [(rung.id, last_day) for _, rung in climbs]
            assert climbs[-1][0] == max(day for day, _ in climbs)
        assert not ladder.reached(days, told_on, today), "swept again on the same day there is nothing to tell"
        before = today
    assert len(said) == len(set(said)), "no rung twice for one last day"
    assert sum(rung == "half" for rung, _ in said) <= 1


def test_working_days_left_and_over() -> None:
    last_day = date(2026, 10, 19)  # a Monday
    found = [ladder.working_days_left(last_day, date(2026, 10, day), SCHEDULE) for day in (14, 16, 18, 19, 20, 22, 25, 26)]
    assert found == [3, 1, 1, 0, -1, -3, -4, -5]
