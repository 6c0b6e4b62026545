"""A deadline as stretches of days: literal dates, stop by stop; the days of the pieces are the days of the count."""

from datetime import date, timedelta

import pytest

from casework.cases import timeline
from casework.cases.clocks import Deadline
from casework.complaints import clocks as rules
from casework.reconsideration import clocks as reconsideration
from tests.rehearsal.plumbing import Rehearsed, rehearsal
from tests.statute.course import set_clock

__all__ = ["rehearsal"]
ASKED = {"ground": "39-1-6", "reasons": "送请解释"}


def d(text):
    return date.fromisoformat(f"2026-{text}")


def told(line):
    return [f"{one.kind} {one.first:%m-%d} {one.last:%m-%d}" for one in line.pieces]


def line_of(limit, trigger, today, **more):
    made = Deadline(rule=limit.id, trigger_on=d(trigger), schedule_id=1, **({"extension_days": 0, "status": "running"} | more))
    return timeline.of(made, limit, today=d(today))


def test_two_stops_and_an_extension(rehearsal, monkeypatch):
    set_clock(monkeypatch, "2026-10-20T10:00")
    case = Rehearsed(rehearsal, "2026-09-01")
    case.take("2026-09-10", "sh-handler", "suspend", **ASKED)
    case.take("2026-09-30", "sh-handler", "resume", reasons="已答复")
    case.take("2026-10-09", "sh-handler", "suspend", **ASKED)
    case.take("2026-10-14", "sh-handler", "resume", reasons="已答复")
    case.take("2026-10-15", "sh-handler", "extend", approver="sh-legal", days=12, reasons="复杂")
    line = timeline.of(case.clock, reconsideration.ORDINARY, today=d("10-20"))
    # sixty days from 1 September end on 31 October; 20 and 5 days of stops make it 25 November; twelve more 7 December, a Monday
    assert told(line) == ["run 09-02 09-09", "stop 09-10 09-29", "run 09-30 10-08", "stop 10-09 10-13", "run 10-14 11-25", "more 11-26 12-07"]
    assert sum(one.days for one in line.pieces if one.kind == "run") == 60 and line.extension == 12
    assert (line.target, line.last_day, line.stops[0]) == (d("12-07"), d("12-07"), (d("09-10"), d("09-30")))
    assert line.others == {"A-SUSP": d("12-09")}


def test_a_stop_that_has_not_ended_reaches_to_today(rehearsal, monkeypatch):
    set_clock(monkeypatch, "2026-10-20T10:00")
    case = Rehearsed(rehearsal, "2026-09-01")
    case.take("2026-09-10", "sh-handler", "suspend", **ASKED)
    line = timeline.of(case.clock, reconsideration.ORDINARY, today=d("10-20"))
    assert told(line) == ["run 09-02 09-09", "stop 09-10 10-20"] and line.last_day is None and line.stops == ((d("09-10"), None),)


@pytest.mark.parametrize(
    ("today", "more", "expected"),
    [
        ("09-10", {}, ["run 09-04 10-03", "roll 10-04 10-08"]),  # thirty days end on Saturday 3 October, in the national holiday
        ("10-09", {}, ["run 09-04 10-03", "roll 10-04 10-08", "over 10-09 10-09"]),
        ("10-20", {"met_on": d("09-20"), "status": "met"}, ["run 09-04 09-20"]),
        ("10-20", {"met_on": d("10-12"), "status": "met"}, ["run 09-04 10-03", "roll 10-04 10-08", "over 10-09 10-12"]),
        ("10-20", {"status": "void"}, ["run 09-04 10-03", "roll 10-04 10-08"]),
    ],
)
def test_rolled_over_a_holiday_met_and_late(people, today, more, expected):
    line = line_of(rules.ANSWER, "09-03", today, **more)
    assert told(line) == expected
    assert (line.target, line.last_day, line.others) == (d("10-03"), d("10-08"), {"no-roll": d("10-03")})


def test_a_clock_of_working_days_names_the_reading_of_make_up_days(people):
    line = line_of(rules.DECISION, "10-08", "10-09")  # Saturday 10 October is worked in lieu
    assert told(line) == ["run 10-09 10-14"] and line.others == {"A-REST": d("10-15")}


def test_no_day_is_drawn_twice(people):
    for days in range(40):
        trigger = d("08-20") + timedelta(days)
        line = timeline.of(Deadline(rule="TC-08", trigger_on=trigger, schedule_id=1, status="running", extension_days=0), rules.ANSWER, today=d("12-01"))
        drawn = [one.first + timedelta(n) for one in line.pieces for n in range(one.days)]
        assert drawn == [trigger + timedelta(n) for n in range(1, (d("12-01") - trigger).days + 1)]
