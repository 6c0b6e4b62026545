"""A rule that was changed: a clock keeps the version in force on its trigger day, whoever counts it later."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connections, transaction

from casework import jobs, queries
from casework.cases import schedules
from casework.cases.ladder import HANDLER, Rung
from casework.cases.limits import Extension, calendar_days
from casework.cases.refusals import Refused
from casework.complaints.workflow import Complaint
from casework.petitions.clocks import LIMITS as PETITIONS
from casework.reconsideration import clocks
from tests import replays
from tests.rehearsal.family import Rehearsal
from tests.rehearsal.plumbing import Rehearsed, rehearsal
from tests.statute.course import set_clock

__all__ = ["rehearsal"]

# As if sixty days came with December 2026, and a text of October had thirty, ten more at most, and told the handler on the last day alone.
THIRTY = replace(
    clocks.ORDINARY, length=calendar_days(30), in_force=(date(2026, 10, 1), date(2026, 11, 30)), basis="前法 31①", zh="复议决定（前法）",
    extension=Extension("AR-16", calendar_days(10), "legal_head", True, "前法 31②"), ladder=(Rung("last", 0, (HANDLER,)),),
)  # fmt: skip
SIXTY = replace(clocks.ORDINARY, version="2", in_force=(date(2026, 12, 1), None))


@pytest.fixture(autouse=True)
def changed(rehearsal, monkeypatch):
    """The step still starts AR-15; the family declares two versions of it."""
    monkeypatch.setattr(Rehearsal, "LIMITS", (THIRTY, SIXTY))
    yield
    schedules.forget(connections["default"].settings_dict["NAME"])


@pytest.mark.parametrize(
    ("accepted", "version", "last"),
    [
        ("2026-09-01", "1", "2026-10-08"),  # none was in force: the earliest known; 1 October is the holiday
        ("2026-10-01", "1", "2026-11-02"),  # 31 October is a Saturday
        ("2026-11-30", "1", "2026-12-30"),
        ("2026-12-01", "2", "2027-02-01"),  # sixty days end on Saturday 30 January
    ],
)
def test_a_clock_starts_by_the_version_in_force_on_its_trigger_day(rehearsal, accepted, version, last):
    clock = Rehearsed(rehearsal, accepted).clock
    assert (clock.rule_version, str(clock.last_day)) == (version, last)


def test_the_working_is_that_of_its_own_version_and_says_where_none_was_in_force(rehearsal):
    early, later = (Rehearsed(rehearsal, day).clock for day in ("2026-09-01", "2026-12-01"))
    assert any("早于" in one and "2026-10-01" in one for one in queries.working(early, "zh")), queries.working(early, "zh")
    assert any("前法 31①" in one for one in queries.working(early, "zh"))
    said = " ".join(queries.working(later, "zh"))
    assert "前法" not in said and "早于" not in said and "行政复议法 62①" in said


def test_a_stop_and_more_time_are_counted_by_it(rehearsal):
    case = Rehearsed(rehearsal, "2026-11-02")  # thirty days end on 2 December
    case.take("2026-11-10", "sh-handler", "suspend", ground="39-1-1", reasons="申请人去世")
    case.take("2026-11-12", "sh-handler", "resume", reasons="近亲属参加")
    assert str(case.clock.last_day) == "2026-12-04"
    case.take("2026-12-02", "sh-handler", "extend", approver="sh-legal", days=10, reasons="案情复杂")
    assert (case.clock.rule_version, str(case.clock.last_day)) == ("1", "2026-12-14")
    with pytest.raises(Refused, match="总计不得超过10日"), transaction.atomic():
        case.take("2026-12-03", "sh-handler", "extend", approver="sh-legal", days=1, reasons="案情复杂")


def test_the_sweep_climbs_its_ladder_and_finds_its_breach(rehearsal, monkeypatch):
    case = Rehearsed(rehearsal, "2026-11-02")
    assert case.clock.next_alarm_on == date(2026, 12, 2), "no rung before the last day"
    for moment in ("2026-12-02T08:00", "2026-12-03T08:00"):
        set_clock(monkeypatch, moment)
        jobs.sweep()
    assert [str(one.on) for one in case.entries("breach")] == ["2026-12-02"]
    alarm = case.clock.alarms.get()
    assert (alarm.rung, alarm.tells) == ("last", ["handler"])
    assert case.clock.next_alarm_on is None


def test_a_replay_counts_by_it(rehearsal, monkeypatch):
    set_clock(monkeypatch, "2026-11-24T10:00")
    case = Rehearsed(rehearsal, "2026-11-14")
    replays.enter()
    assert jobs.replay() == 1
    assert str(case.clock.last_day) == "2026-12-15"


def test_every_version_of_a_rule_has_a_name_of_its_own():
    for limits in (Complaint.LIMITS, PETITIONS, clocks.LIMITS):
        assert len({one.key for one in limits}) == len(limits)
