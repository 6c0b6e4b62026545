"""A new schedule version is replayed over running deadlines: right by the oracle, resumable after a kill, once and no more."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from casework import commands, jobs
from casework.cases import replaying, schedules
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.cases.schedules import ScheduleVersion
from casework.cases.verification import verify
from tests import replays, stages
from tests.rehearsal.plumbing import Rehearsed, rehearsal
from tests.statute.course import Course, set_clock

__all__ = ["rehearsal"]
BASE = Path(__file__).resolve().parents[2]
NOVEMBER = {"first": date(2026, 11, 2), "last": date(2026, 12, 10)}
SLOWLY = """
import os
import django
django.setup()
from casework.cases.replaying import replay
from casework.families import FAMILIES
for batch in replay({kind: family.limits() for kind, family in FAMILIES.items()}, batch=int(os.environ["BATCH"])):
    print(batch.looked_at, flush=True)
"""


@pytest.fixture(autouse=True)
def forgotten():
    """A version that is rolled back is forgotten by this process too."""
    yield
    schedules.forget(connections["default"].settings_dict["NAME"])


@pytest.fixture
def in_november(monkeypatch):
    set_clock(monkeypatch, "2026-11-24T10:00")


def test_two_thousand_running_deadlines_are_right_by_the_oracle(people, in_november):
    replays.make_running(2000, **NOVEMBER)
    version = replays.enter()
    assert jobs.replay() > 0
    moved, cases = replays.assert_right(version.pk, date(2026, 11, 24))
    assert 200 <= moved <= 1000 and cases < moved
    untouched = Deadline.objects.exclude(schedule_id=version.pk)
    assert untouched.exists() and not untouched.filter(span_until__gte=date(2026, 12, 14), trigger_on__lte=date(2026, 12, 19)).exists()


def test_twice_equals_once_and_tells_nobody_again(people, in_november):
    replays.make_running(400, **NOVEMBER)
    replays.enter()
    jobs.replay()
    once = replays.found()
    assert jobs.replay() == 0
    ScheduleVersion.objects.update(replayed_at=None)  # as if the end had not been marked
    assert replaying.pending() and jobs.replay() == 0
    twice = replays.found()
    assert (twice.deadlines, twice.cases, twice.entries, twice.messages) == (once.deadlines, once.cases, once.entries, once.messages)


def test_one_message_to_each_handler_and_one_to_the_desk(people, in_november):
    replays.make_running(600, **NOVEMBER)
    replays.enter()
    jobs.replay()
    told = {one.recipient: one for one in Message.objects.filter(step="replay")}
    users = {f"user:{people.user(name).pk}" for name in ("sh-handler", "sh-handler2", "sh-head")}
    office = Case.objects.first().office_id
    assert set(told) == {*users, f"office:{office}:handler"}
    mine = people.user("sh-handler")
    count = Entry.objects.filter(step="replay", case__handler=mine).count()
    assert count > 10
    assert f"等{count}件案件期限的最后一日已按新的放假安排重算（{replays.NAME}" in told[f"user:{mine.pk}"].subject


def killed_half_way(total):
    """Enter the notice, kill a replay when a third of what is touched is done, run it again: the version's id, deadlines moved, cases moved."""
    replays.make_running(total, **NOVEMBER)
    version = replays.enter()
    touched = replaying.touched()
    environment = {**os.environ, "PYTHONPATH": str(BASE), "BATCH": str(max(touched // 30, 1))}
    child = subprocess.Popen([sys.executable, "-c", SLOWLY], cwd=BASE, env=environment, stdout=subprocess.PIPE, text=True)
    for _ in range(10):
        assert int(child.stdout.readline()) > 0
    child.send_signal(signal.SIGKILL)
    assert child.wait(20) == -signal.SIGKILL
    child.stdout.close()
    half = Deadline.objects.filter(schedule_id=version.pk).count()
    assert touched / 4 < half < touched
    assert not Message.objects.filter(step="replay").exists()
    assert ScheduleVersion.objects.get(pk=version.pk).replayed_at is None
    jobs.replay()
    moved, cases = replays.assert_right(version.pk, date(2026, 11, 24))
    assert Entry.objects.filter(step="replay").count() == cases
    assert Message.objects.filter(step="replay").count() == 4
    assert replaying.touched() == 0 and not replaying.pending()
    return moved, cases


def test_killed_half_way_and_run_again_ends_in_the_same_state(committed, in_november):
    moved, cases = killed_half_way(2000)
    assert 180 < moved < 400 and 100 < cases < moved


@pytest.mark.full
def test_a_hundred_thousand_killed_half_way_are_right_by_the_oracle(committed, in_november):
    moved, _ = killed_half_way(100_000)
    assert 9_000 < moved < 20_000


def test_the_ledger_of_a_real_case_verifies_and_names_the_notice(people, monkeypatch):
    set_clock(monkeypatch, "2026-11-24T10:00")
    course = Course.filed(people, None).accepted(None)
    assert course.days("TC-08") == ("2026-12-24", "2026-12-24")
    set_clock(monkeypatch, "2026-12-08T10:00")
    late = Course.filed(people, None)  # five working days from 8 December end on the 15th; with the 14th off on the 16th
    assert late.days("TC-04") == ("2026-12-15", "2026-12-15")
    version, form = late.case.version, replays.enter()
    jobs.replay()
    assert late.days("TC-04") == ("2026-12-16", "2026-12-16")
    assert course.days("TC-08") == ("2026-12-24", "2026-12-24") and course.entries("replay") == []
    (entry,) = late.entries("replay")
    assert entry.facts["notice"] == replays.NAME and entry.facts["schedule"] == form.pk
    assert entry.facts["clocks"] == [{"rule": "TC-04", "change": "replay", "was": "2026-12-15", "last_day": "2026-12-16", "house": False}]
    assert (entry.role, entry.on, late.case.due_on, late.case.due_rule) == ("system", date(2026, 12, 8), date(2026, 12, 16), "TC-04")
    assert late.case.version == version, "an open form does not go stale"
    assert late.clock("TC-04").next_alarm_on == date(2026, 12, 10)  # half of the time
    late.accepted(None)
    assert late.state == "accepted"


def test_what_was_met_or_missed_stays_judged_by_the_schedule_known_then(people, monkeypatch):
    set_clock(monkeypatch, "2026-12-08T10:00")
    met, missed, running = (Course.filed(people, None) for _ in range(3))
    met.accepted(None)
    set_clock(monkeypatch, "2026-12-16T10:00")
    jobs.sweep()
    assert missed.clock("TC-04").status == "breached"
    replays.enter()  # a notice after the event: no duty is judged by what nobody could know
    jobs.replay()
    assert [one.clock("TC-04").status for one in (met, missed, running)] == ["met", "breached", "breached"]
    assert [one.days("TC-04")[1] for one in (met, missed, running)] == ["2026-12-15"] * 3
    assert met.entries("replay") == missed.entries("replay") == []


def test_a_day_that_passed_before_the_notice_was_known_is_not_moved_though_nobody_swept(people, monkeypatch):
    set_clock(monkeypatch, "2026-12-08T10:00")
    course = Course.filed(people, None)
    set_clock(monkeypatch, "2026-12-16T10:00")
    replays.enter()
    assert jobs.replay() == 0 and course.days("TC-04")[1] == "2026-12-15"
    jobs.sweep()
    assert course.clock("TC-04").status == "breached"


def test_the_sweep_replays_first(people, monkeypatch):
    """No breach is found by a schedule that is known to be over: the worker was away when the notice was entered."""
    set_clock(monkeypatch, "2026-12-08T10:00")
    course = Course.filed(people, None)
    replays.enter()
    set_clock(monkeypatch, "2026-12-16T10:00")
    jobs.sweep()
    assert (course.clock("TC-04").status, course.days("TC-04")[1]) == ("running", "2026-12-16")
    set_clock(monkeypatch, "2026-12-17T10:00")
    jobs.sweep()
    assert course.clock("TC-04").status == "breached"


def test_a_sealed_case_is_replayed_and_its_reader_alone_told(people, monkeypatch):
    set_clock(monkeypatch, "2026-12-08T10:00")
    number = stages.filed()
    stages.seal(number, "sh-sealed")
    replays.enter()
    assert jobs.replay() == 1


def test_a_new_year_is_no_longer_provisional(people, monkeypatch):
    set_clock(monkeypatch, "2026-11-24T10:00")
    replays.make_running(60, first=date(2026, 12, 20), last=date(2026, 12, 30))
    assert Deadline.objects.filter(provisional=True).count() > 20
    days = frozenset({date(2027, 1, 1), date(2027, 1, 22)})
    commands.enter_notice(replays.notice(year=2027, name="国办2027年通知", off=days, worked=frozenset()), source="gov.cn", by=replays.SYSTEM_ACTOR)
    moved = jobs.replay()
    assert not Deadline.objects.filter(provisional=True).exists()
    expected = [one for one in Deadline.objects.filter(last_day=date(2027, 1, 25)) if one.nominal_on == date(2027, 1, 22)]
    assert expected and moved == len(expected) and Entry.objects.filter(step="replay").count() > 0


def test_the_ledger_verifies_afterwards(committed, monkeypatch):
    set_clock(monkeypatch, "2026-12-08T10:00")
    numbers = [stages.filed() for _ in range(3)]
    replays.enter()
    assert jobs.replay() == 3
    jobs.checkpoint()
    assert Case.objects.filter(number__in=numbers, ledger_seq=2).count() == 3
    assert verify().findings == []


def test_a_clock_that_stood_still_is_replayed_with_its_stops(rehearsal, monkeypatch):
    set_clock(monkeypatch, "2026-11-24T10:00")
    dead = {"ground": "39-1-1", "reasons": "申请人去世"}
    ran_again, still = Rehearsed(rehearsal, "2026-10-08"), Rehearsed(rehearsal, "2026-10-08")
    for case in (ran_again, still):
        case.take("2026-11-02", "sh-handler", "suspend", **dead)
    ran_again.take("2026-11-09", "sh-handler", "resume", reasons="近亲属参加")
    assert ran_again.clock.last_day == date(2026, 12, 14)  # 60 days from 8 October and the seven that it stood still
    replays.enter()
    assert jobs.replay() == 1
    assert (ran_again.clock.last_day, ran_again.case.due_on) == (date(2026, 12, 15), date(2026, 12, 15))
    assert (still.clock.status, still.clock.last_day) == ("suspended", None)
    still.take("2026-11-09", "sh-handler", "resume", reasons="近亲属参加")
    assert still.clock.last_day == date(2026, 12, 15)
