from datetime import date, timedelta

import pytest

from casework.calendar import published
from casework.calendar.counting import (
    add_months,
    add_working_days,
    day_with_clear_working_days_before,
    roll_forward,
    working_days_in,
    working_days_overdue,
)
from casework.calendar.schedule import Schedule, with_weekends_at_rest

BUILT_IN = published.built_in()


def test_published_years_are_stated_and_each_has_its_days_worked_in_lieu():
    assert (published.FIRST_PUBLISHED_YEAR, published.LAST_PUBLISHED_YEAR) == (2009, 2026)
    counts = {year: sum(day.year == year for day in BUILT_IN.workdays) for year in range(2008, 2029)}
    assert counts == {
        2008: 0,
        2009: 6,
        2010: 8,
        2011: 6,
        2012: 6,
        2013: 12,
        2014: 5,
        2015: 5,
        2016: 6,
        2017: 5,
        2018: 7,
        2019: 6,
        2020: 6,
        2021: 7,
        2022: 7,
        2023: 7,
        2024: 8,
        2025: 5,
        2026: 6,
        2027: 0,
        2028: 0,
    }


def test_nothing_of_2027_is_taken_from_the_package():
    assert max(day.year for day in BUILT_IN.days_off) == 2026
    assert BUILT_IN.is_working_day(date(2027, 2, 8))  # the package calls it Spring Festival; no notice does
    assert not BUILT_IN.is_working_day(date(2027, 1, 1))  # fixed by 全国年节及纪念日放假办法 2
    with pytest.raises(ValueError, match="2009-2026"):
        published.schedule(2020, 2027)


@pytest.mark.parametrize(
    ("day", "is_worked", "name"),
    [
        ("2024-02-09", True, None),  # 除夕 2024 was worked
        ("2024-02-18", True, None),
        ("2024-02-12", False, ("春节", "Chinese New Year (Spring Festival)")),
        ("2024-02-16", False, ("调休放假", "day off in lieu")),
        ("2026-10-05", False, ("国庆节", "National Day")),
        ("2026-11-21", False, ("周末", "weekend")),
        ("2011-12-31", True, None),  # came with the notice for 2012
        ("2018-12-29", True, None),  # came with the notice for 2019
        ("2027-05-02", False, ("劳动节", "Labor Day")),
        ("2008-10-03", False, ("国庆节", "National Day")),
    ],
)
def test_single_days(day, is_worked, name):
    assert BUILT_IN.is_working_day(date.fromisoformat(day)) is is_worked
    assert BUILT_IN.rest_name(date.fromisoformat(day)) == name


def test_a_schedule_of_ones_own_and_a_day_that_is_both():
    day = date(2027, 1, 4)
    made = Schedule(
        "test", 2027, 2027, frozenset({day}), frozenset({date(2027, 1, 9)}), {day: ("元旦", "New Year")}
    )
    assert (made.is_working_day(day), made.rest_name(day)) == (False, ("元旦", "New Year"))
    assert made.is_working_day(date(2027, 1, 9))
    assert made.is_working_day(date(2027, 1, 1))  # a published year rests on what its notice says
    both = frozenset({day, date(2027, 1, 5)})
    with pytest.raises(ValueError, match=r"^both worked and off: 2027-01-04, 2027-01-05$"):
        Schedule("test", 2027, 2027, both, both)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2025-09-30", 5, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-12-31", 1, "2026-01-31"),
    ],
)
def test_months_end_on_the_corresponding_day_else_the_last_of_the_month(start, number, end):
    assert add_months(date.fromisoformat(start), number) == date.fromisoformat(end)


def test_counting_over_the_national_day_of_2026():
    assert add_working_days(BUILT_IN, date(2026, 9, 28), 5) == date(2026, 10, 10)
    assert add_working_days(BUILT_IN, date(2026, 9, 28), 0) == date(2026, 9, 28)
    assert add_working_days(BUILT_IN, date(2026, 10, 1), 0) == date(2026, 10, 1)  # a rest day: none after it is asked for
    assert roll_forward(BUILT_IN, date(2026, 10, 1)) == date(2026, 10, 8)
    assert roll_forward(BUILT_IN, date(2026, 10, 10)) == date(2026, 10, 10)
    assert working_days_in(BUILT_IN, date(2026, 9, 28), date(2026, 10, 10)) == 5
    assert day_with_clear_working_days_before(BUILT_IN, date(2026, 5, 13), 5) == date(2026, 5, 6)


def test_overdue_working_days_count_today_and_begin_at_none():
    assert working_days_overdue(BUILT_IN, date(2026, 9, 30), date(2026, 10, 7)) == 0
    assert working_days_overdue(BUILT_IN, date(2026, 9, 30), date(2026, 10, 10)) == 3
    assert working_days_overdue(BUILT_IN, date(2026, 9, 30), date(2026, 9, 29)) == 0
    assert [working_days_overdue(BUILT_IN, date(2026, 11, 4), date(2026, 11, day)) for day in (4, 5, 6, 7, 9)] == [0, 1, 2, 2, 3]  # a Wednesday


@pytest.mark.parametrize(
    "start", [date(1990, 5, 4), date(2019, 1, 1), date(2026, 12, 20), date(2047, 12, 1), date(2060, 3, 3)]
)
def test_tables_and_the_walk_beyond_them_agree(start):
    for offset in range(60):
        day = start + timedelta(offset)
        walked, left = day, 11
        while left:
            walked += timedelta(1)
            left -= BUILT_IN.is_working_day(walked)
        assert add_working_days(BUILT_IN, day, 11) == walked
        back, left = day, 7
        while left:
            back -= timedelta(1)
            left -= BUILT_IN.is_working_day(back)
        assert day_with_clear_working_days_before(BUILT_IN, day, 6) == back
        assert working_days_in(BUILT_IN, back, day) == sum(
            BUILT_IN.is_working_day(back + timedelta(n)) for n in range((day - back).days)
        )


def test_the_fixed_holidays_of_a_year_without_notice():
    """全国年节及纪念日放假办法 2; 2 May is one of them since 2025."""
    made = Schedule("test", 2020, 2023, frozenset(), frozenset())
    resting = {day.isoformat() for day in (date(2024, 1, 1) + timedelta(n) for n in range(1096)) if day.weekday() < 5 and not made.is_working_day(day)}
    assert resting == {
        "2024-01-01", "2024-05-01", "2024-10-01", "2024-10-02", "2024-10-03", "2025-01-01", "2025-05-01", "2025-05-02", "2025-10-01", "2025-10-02",
        "2025-10-03", "2026-01-01", "2026-05-01", "2026-10-01", "2026-10-02",
    }  # fmt: skip
    assert (made.rest_name(date(2025, 5, 2)), made.rest_name(date(2024, 5, 2))) == (("劳动节", "Labor Day"), None)
    assert made.rest_name(date(2025, 1, 1)) == ("元旦", "New Year's Day")
    assert made.rest_name(date(2026, 10, 2)) == ("国庆节", "National Day")


def test_a_day_off_that_the_notice_does_not_name_is_one_in_lieu():
    day = date(2027, 3, 3)
    made = Schedule("test", 2027, 2027, frozenset({day}), frozenset({date(2027, 3, 6)}))
    assert made.rest_name(day) == ("调休放假", "day off in lieu")
    assert made.rest_name(date(2027, 3, 7)) == ("周末", "weekend")
    friday = Schedule("test", 2027, 2027, frozenset({date(2027, 3, 5)}), frozenset())
    assert [friday.rest_name(date(2027, 3, of)) for of in (5, 6)] == [("调休放假", "day off in lieu"), ("周末", "weekend")]
    assert (made.rest_name(date(2027, 3, 6)), made.is_worked_in_lieu(date(2027, 3, 6)), made.is_worked_in_lieu(day)) == (None, True, False)


def test_a_published_schedule_has_a_version_that_names_its_years():
    few = published.schedule(2024, 2025)
    assert few.version.startswith("holidays-") and few.version.endswith("-2024-2025")
    assert (few.first_year, few.last_published_year) == (2024, 2025)
    assert {day.year for day in few.days_off | few.workdays} == {2024, 2025}
    assert few.names[date(2025, 10, 6)] == ("中秋节", "Mid-Autumn Festival")
    assert few.names[date(2025, 10, 8)] == ("调休放假", "day off in lieu")
    one = published.schedule(2025, 2025)
    assert (one.first_year, one.last_published_year, {day.year for day in one.days_off}) == (2025, 2025, {2025})
    for first, last in ((2008, 2025), (2025, 2024), (2025, 2027)):
        with pytest.raises(ValueError, match="2009-2026"):
            published.schedule(first, last)
    assert BUILT_IN.names[date(2020, 10, 1)] == ("中秋节、国庆节", "Mid-Autumn Festival, National Day")  # two festivals on one day
    assert published.built_in() is published.built_in()


def test_no_days_lie_between_a_day_and_an_earlier_one():
    assert working_days_in(BUILT_IN, date(2026, 9, 30), date(2026, 9, 30)) == 0
    assert working_days_in(BUILT_IN, date(2026, 9, 30), date(2026, 9, 28)) == 0
    assert working_days_in(BUILT_IN, date(1850, 1, 1), date(1850, 1, 12)) == 8  # 1 January 1850, a Tuesday, is a fixed holiday


def test_a_walk_beyond_the_tables_has_its_limit():
    with pytest.raises(OverflowError, match="20001 working days"):
        add_working_days(BUILT_IN, date(2060, 1, 1), 20_001)
    assert add_working_days(BUILT_IN, date(2060, 1, 1), 20_000).year == 2137
    with pytest.raises(OverflowError, match="20001 days"):
        working_days_in(BUILT_IN, date(2060, 1, 1), date(2060, 1, 1) + timedelta(20_001))
    assert working_days_in(BUILT_IN, date(2060, 1, 1), date(2060, 1, 1) + timedelta(20_000)) > 14_000


def test_weekends_at_rest_are_another_version_of_the_same_days_off():
    other = with_weekends_at_rest(BUILT_IN)
    assert (other.version, other.days_off, other.workdays) == (f"{BUILT_IN.version}-weekends", BUILT_IN.days_off, frozenset())
    assert (other.is_working_day(date(2026, 10, 10)), other.rest_name(date(2026, 10, 10))) == (False, ("周末", "weekend"))
    assert with_weekends_at_rest(BUILT_IN) is other


def test_what_is_printed_of_a_schedule_is_its_notice_not_its_tables():
    made = Schedule("test", 2027, 2027, frozenset({date(2027, 1, 4)}), frozenset(), {date(2027, 1, 4): ("元旦", "New Year")})
    days_off = "frozenset({datetime.date(2027, 1, 4)})"
    assert repr(made) == f"Schedule(version='test', first_year=2027, last_published_year=2027, days_off={days_off}, workdays=frozenset())"


def test_within_its_tables_a_schedule_walks_no_day(monkeypatch):
    """From ten years before the first notice to 21 years after the last: no limit of the law is walked, however many cases a sweep counts."""

    def walked(*_):
        raise AssertionError("walked")

    first, last = date(1999, 1, 1), date(2047, 12, 31)  # a holiday, and a Tuesday that is worked
    schedule = published.schedule()
    ordinals = {name: day.toordinal() for name, day in (("first", first), ("fourth", date(1999, 1, 4)), ("last", last), ("before", date(2047, 12, 30)))}
    monkeypatch.setattr(Schedule, "is_working_day", walked)
    assert (schedule.roll(ordinals["first"]), schedule.roll(ordinals["last"])) == (ordinals["fourth"], ordinals["last"])
    assert (schedule.nth_worked_after(ordinals["first"], 1), schedule.nth_worked_after(ordinals["before"], 1)) == (ordinals["fourth"], ordinals["last"])
    assert (schedule.nth_worked_before(ordinals["last"], 1), schedule.nth_worked_before(ordinals["fourth"] + 1, 1)) == (ordinals["before"], ordinals["fourth"])
    assert schedule.worked_between(ordinals["first"], ordinals["fourth"] + 1) == 1
    assert schedule.worked_between(ordinals["before"], ordinals["last"] + 1) == 2
    for beyond in (
        lambda: schedule.roll(ordinals["first"] - 1),
        lambda: schedule.roll(ordinals["last"] + 1),
        lambda: schedule.nth_worked_after(ordinals["last"], 1),
        lambda: schedule.nth_worked_before(ordinals["fourth"], 1),
        lambda: schedule.worked_between(ordinals["first"] - 1, ordinals["fourth"]),
        lambda: schedule.worked_between(ordinals["last"], ordinals["last"] + 2),
    ):
        with pytest.raises(AssertionError, match="walked"):
            beyond()


def test_the_tables_end_where_dates_do():
    early, late = (Schedule("test", year, year, frozenset(), frozenset()) for year in (5, 9990))
    assert date.fromordinal(early.table_start) == date(1, 1, 1)
    assert date.fromordinal(late.table_end) == date(9998, 12, 31)  # a Thursday
