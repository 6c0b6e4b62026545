"""A year drawn as a schedule has it, held against 全国年节及纪念日放假办法 2 and against another schedule: literal days of 2025 and 2026."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casework.calendar.notice import read_notice
from casework.calendar.published import built_in, schedule, statutory
from casework.calendar.schedule import Schedule
from casework.calendar.year import Kind, beyond_statute, days_of_year, difference
from tests.calendar import notices

HAND = {int(line[:4]): notices.read([line])[0] for line in notices.NOTICES.strip().splitlines()}


def d(text):
    return date.fromisoformat(text)


def read(year):
    text = (Path(__file__).parent / "texts" / f"{year}.txt").read_text(encoding="utf-8")
    return read_notice("\n".join(line for line in text.splitlines() if not line.startswith("#")))


def by_its_text(year):
    reading = read(year)
    return Schedule(reading.name, year, year, reading.off, reading.worked, reading.names)


def kinds(year, kind, made):
    return " ".join(one.day.isoformat()[5:] for one in days_of_year(made, year) if one.kind == kind)


EXPECTED = {
    2025: {
        Kind.STATUTORY: "01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06",
        Kind.OFF_IN_LIEU: "02-03 02-04 05-05 06-02 10-07 10-08",
        Kind.WORKED_IN_LIEU: "01-26 02-08 04-27 09-28 10-11",
        Kind.STATUTORY_WORKED: "",
    },
    2026: {
        Kind.STATUTORY: "01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03",
        Kind.OFF_IN_LIEU: "01-02 02-20 02-23 04-06 05-04 05-05 10-05 10-06 10-07",
        Kind.WORKED_IN_LIEU: "01-04 02-14 02-28 05-09 09-20 10-10",
        Kind.STATUTORY_WORKED: "",
    },
}


@pytest.mark.parametrize("year", EXPECTED)
@pytest.mark.parametrize("made", [by_its_text, lambda year: built_in()], ids=["text", "built in"])
def test_what_each_day_is(year, made):
    assert {kind: kinds(year, kind, made(year)) for kind in EXPECTED[year]} == EXPECTED[year]
    assert len(days_of_year(made(year), year)) == 365
    days = {one.day: one.kind for one in days_of_year(made(year), year)}
    assert days[d(f"{year}-07-06")] == (Kind.WEEKEND if year == 2025 else Kind.WORKED)
    worked = sum(kind in (Kind.WORKED, Kind.WORKED_IN_LIEU, Kind.STATUTORY_WORKED) for kind in days.values())
    assert worked == {2025: 248, 2026: 248}[year]


def test_what_differs_from_the_statute_and_why():
    assert [(one.day.isoformat()[5:], one.why) for one in beyond_statute(by_its_text(2026), 2026)][:6] == [
        ("01-02", ("元旦调休放假", "New Year's Day, day off in lieu")),
        ("01-04", ("调休上班", "worked in lieu")),
        ("02-14", ("调休上班", "worked in lieu")),
        ("02-20", ("春节调休放假", "Chinese New Year (Spring Festival), day off in lieu")),
        ("02-23", ("春节调休放假", "Chinese New Year (Spring Festival), day off in lieu")),
        ("02-28", ("调休上班", "worked in lieu")),
    ]
    days = {one.day.isoformat()[5:]: one.why for one in days_of_year(by_its_text(2026), 2026)}
    assert days["02-16"] == ("农历除夕", "Chinese New Year's Eve")
    assert days["02-21"] == ("春节周末", "Chinese New Year (Spring Festival), weekend")
    assert (days["03-07"], days["03-09"]) == (("周末", "weekend"), ("工作日", "working day"))


def test_a_statutory_day_that_is_left_out_stands_out():
    known = by_its_text(2026)
    without = replace(known, days_off=known.days_off - {d("2026-06-19"), d("2026-04-05")}, workdays=known.workdays | {d("2026-04-05")})
    assert kinds(2026, Kind.STATUTORY_WORKED, without) == "04-05 06-19"
    assert {one.day: one.why[0] for one in beyond_statute(without, 2026) if one.kind == Kind.STATUTORY_WORKED}[d("2026-06-19")] == "端午节"


def test_the_difference_of_two_schedules_names_each_day_and_why():
    """2026 before and after its notice."""
    changes = difference(schedule(2020, 2025), by_its_text(2026), 2026)
    said = {change.day.isoformat()[5:]: (change.worked, *change.why) for change in changes}
    assert said["02-16"] == (False, "原为工作日，改为春节", "was working day, becomes Chinese New Year (Spring Festival)")
    assert said["02-14"] == (True, "原为周末，改为调休上班", "was weekend, becomes worked in lieu")
    assert " ".join(said) == (
        "01-02 01-04 02-14 02-16 02-17 02-18 02-19 02-20 02-23 02-28 04-06 05-04 05-05 05-09 06-19 09-20 09-25 10-05 10-06 10-07 10-10"
    )  # 1 January, 1 May, 1 and 2 October rest by the regulation without any notice


def test_the_difference_of_2025_corrected():
    known = by_its_text(2025)
    corrected = replace(known, days_off=known.days_off - {d("2025-05-05")}, workdays=known.workdays - {d("2025-04-27")})
    assert [(change.day, change.worked, *change.why) for change in difference(known, corrected, 2025)] == [
        (d("2025-04-27"), False, "原为调休上班，改为周末", "was worked in lieu, becomes weekend"),
        (d("2025-05-05"), True, "原为劳动节，改为工作日", "was Labor Day, becomes working day"),
    ]
    assert difference(known, built_in(), 2025) == ()


def test_a_notice_that_moves_december_before_shows_it():
    """2019: its notice works 29 December 2018 and rests on the 31st."""
    changes = difference(schedule(2017, 2018), schedule(2017, 2019), 2019)
    assert [change.day.isoformat() for change in changes if change.day.year == 2018] == []  # the package gives those days to 2018
    before = Schedule("2018", 2018, 2018, frozenset(), frozenset())
    assert [(change.day.isoformat(), change.worked) for change in difference(before, by_its_text(2019), 2019)][:2] == [
        ("2018-12-29", True), ("2018-12-31", False),
    ]  # fmt: skip


@pytest.mark.parametrize("year", range(2010, 2027))
def test_the_statutory_days_are_among_the_official_days_off(year):
    days = set(statutory(year))
    assert days <= HAND[year]
    assert len(days) == (13 if year >= 2025 else 11) - (year == 2020)  # in 2020 two festivals fell on 1 October


def test_the_statutory_days_of_2027():
    """正月初一 is 6 February, 清明 5 April, 端午 9 June, 中秋 15 September."""
    assert " ".join(day.isoformat()[5:] for day in statutory(2027)) == (
        "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"
    )
    assert statutory(2020)[d("2020-10-01")] == ("中秋节、国庆节", "Mid-Autumn Festival, National Day")
    assert set(statutory(2013)) >= {d("2013-02-09"), d("2013-02-10"), d("2013-02-11")} and d("2013-02-12") not in statutory(2013)  # 除夕 until 2013
    assert set(statutory(2014)) >= {d("2014-01-31"), d("2014-02-02")} and d("2014-01-30") not in statutory(2014)
    for year in (2007, 2100):
        with pytest.raises(ValueError, match="2008-2099"):
            statutory(year)


def test_a_notice_gives_each_statutory_day_to_its_festival():
    """The moon as the package counts it and the notices agree on every festival of 2014 to 2026."""
    for year in range(2014, 2027):
        names = read(year).names
        for day, (zh, _) in statutory(year).items():
            festivals = {"春节" if one == "农历除夕" else one for one in zh.split("、")}
            assert festivals <= set(names[day][0].split("、")), (day, zh)
