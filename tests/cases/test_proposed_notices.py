"""A notice waits for a second person; what it would move is foreseen, and is what the replay moves: by an oracle that walks day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casework import commands, jobs, workdays
from casework.calendar import published
from casework.cases import schedules
from casework.cases.clocks import Deadline
from casework.cases.ledger import Entry
from casework.cases.proposed_schedules import ScheduleProposal
from casework.cases.refusals import Forbidden, Invalid, Refused
from casework.cases.schedules import ScheduleVersion
from tests import replays
from tests.cases.test_workdays import TEXT
from tests.rehearsal.plumbing import Rehearsed, rehearsal
from tests.statute.course import set_clock

__all__ = ["rehearsal"]
ENTERED, CONFIRMED = "ministry-admin", "ministry-admin2"
SPRING = {"first": date(2026, 11, 2), "last": date(2027, 1, 5)}
FEASTS = ("01-01 01-03", "02-05 02-12", "04-03 04-05", "05-01 05-05", "06-09 06-09", "09-15 09-15", "10-01 10-07")
OFF_2027 = frozenset(
    day
    for first, _, last in (feast.partition(" ") for feast in FEASTS)
    for day in (date.fromisoformat(f"2027-{first}") + timedelta(n) for n in range(9))
    if day <= date.fromisoformat(f"2027-{last}")
)
STATUTORY_2027 = frozenset(
    date.fromisoformat(f"2027-{day}")
    for day in ("01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15", "10-01", "10-02", "10-03")
)
LIEU_2027 = frozenset(date.fromisoformat(f"2027-{day}") for day in ("01-30", "02-20", "05-08", "09-26", "10-09"))


@pytest.fixture(autouse=True)
def forgotten():
    """A version that is rolled back is forgotten by this process too."""
    yield
    schedules.forget(connections["default"].settings_dict["NAME"])


@pytest.fixture
def january(people, monkeypatch):
    set_clock(monkeypatch, "2027-01-06T10:00")
    return people


def moved_by(off, worked, known_on):
    """What the made-up notice must move, deadline by deadline, counted by the oracle: id -> (was, becomes)."""

    def now(day):
        return day in worked or (day.weekday() < 5 and day not in off if day.year == 2027 or day in off else replays.worked_then(day))

    found = {}
    for one in Deadline.objects.filter(status="running"):
        was, becomes = (replays.last_day(one.rule, one.trigger_on, how)[1] for how in (replays.worked_then, now))
        if was != becomes and was >= known_on:
            found[one.pk] = (was, becomes)
    return found


def foreseen(proposal):
    found = workdays.foresee(workdays.look_at(proposal).schedule)
    return found, {pk: (move.was, move.becomes) for move in found.moves for pk in move.ids}


def replayed():
    """What the replay moved, by its entries."""
    found = {}
    for entry in Entry.objects.filter(step="replay"):
        for one in entry.facts["clocks"]:
            pk = Deadline.objects.get(case_id=entry.case_id, rule=one["rule"], ended_by_seq=None).pk
            found[pk] = (date.fromisoformat(one["was"]), date.fromisoformat(one["last_day"]))
    return found


def test_a_notice_for_2027_moves_the_right_deadlines_and_only_those(january, monkeypatch):
    set_clock(monkeypatch, "2027-01-29T10:00")
    replays.make_running(1200, first=date(2026, 12, 20), last=date(2027, 1, 29))
    proposal = commands.propose_notice(TEXT, source="gov.cn", by=january[ENTERED])
    by_oracle = moved_by(OFF_2027, LIEU_2027, date(2027, 1, 29))
    found, listed = foreseen(proposal)
    assert listed == by_oracle and len(listed) == found.moved > 20
    assert not found.estimated and found.touched == found.counted > found.moved
    assert sum(found.by_days.values()) == sum(found.by_rule.values()) == found.moved
    commands.confirm_notice(proposal.pk, by=january[CONFIRMED], seen=schedules.newest())
    assert jobs.replay() == found.moved
    assert replayed() == by_oracle
    assert {pk: last for pk, (_, last) in by_oracle.items()} == dict(Deadline.objects.filter(pk__in=by_oracle).values_list("pk", "last_day"))


DAYS = st.integers(-12, 75).map(lambda n: date(2027, 1, 1) + timedelta(n))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(off=st.frozensets(DAYS, min_size=1, max_size=12), worked=st.frozensets(DAYS.filter(lambda day: day.weekday() > 4), max_size=6))
@example(off=frozenset({date(2026, 12, 31), date(2027, 1, 1)}), worked=frozenset({date(2026, 12, 26)}))
def test_whatever_is_accepted_for_2027_moves_what_was_foreseen(people, off, worked):
    """And what the oracle counts, whatever days a table names beside the statutory ones: in 2027, or 20-31 December before."""
    off |= STATUTORY_2027
    table = "\n".join([f"{day},放假" for day in sorted(off)] + [f"{day},上班" for day in sorted(worked - off)])
    with pytest.MonkeyPatch().context() as patch, transaction.atomic():
        set_clock(patch, "2026-12-18T10:00")
        replays.make_running(120, first=date(2026, 12, 1), last=date(2026, 12, 18))
        proposal = commands.propose_notice(table, source="gov.cn", by=people[ENTERED], year=2027, name="国办2027年通知")
        by_oracle = moved_by(off, worked - off, date(2026, 12, 18))
        assert foreseen(proposal)[1] == by_oracle
        commands.confirm_notice(proposal.pk, by=people[CONFIRMED], seen=schedules.newest())
        jobs.replay()
        assert replayed() == by_oracle
        transaction.set_rollback(True)
    schedules.forget(connections["default"].settings_dict["NAME"])


def test_a_clock_that_stood_still_is_foreseen_with_its_stops(rehearsal, monkeypatch):
    set_clock(monkeypatch, "2026-11-24T10:00")
    dead = {"ground": "39-1-1", "reasons": "申请人去世"}
    ran_again, still = Rehearsed(rehearsal, "2026-10-08"), Rehearsed(rehearsal, "2026-10-08")
    for case in (ran_again, still):
        case.take("2026-11-02", "sh-handler", "suspend", **dead)
    ran_again.take("2026-11-09", "sh-handler", "resume", reasons="近亲属参加")
    found = workdays.foresee(workdays.notices.schedule_with(schedules.current().schedule, replays.notice()))
    assert [(one.was, one.becomes, one.days) for one in found.moves] == [(date(2026, 12, 14), date(2026, 12, 15), 1)]
    assert [one.number for one in workdays.named(found)] == [ran_again.number]
    replays.enter()
    assert jobs.replay() == 1


def test_what_could_not_be_counted_in_time_is_said_to_be_an_estimate(january):
    replays.make_running(200, **SPRING)
    schedule = workdays.look(TEXT).schedule
    rules = {"complaint": workdays.FAMILIES["complaint"].limits()}
    found = workdays.foreseeing.foresee(schedule, rules, on=date(2027, 1, 6), seconds=0)
    assert found.estimated and found.counted < found.touched


def test_what_waits_counts_for_nothing(january):
    replays.make_running(60, **SPRING)
    before, version = replays.found(), schedules.newest()
    proposal = commands.propose_notice(TEXT, source="gov.cn", by=january[ENTERED])
    jobs.replay()
    assert (schedules.newest(), replays.found()) == (version, before) and proposal.waits
    assert not schedules.refresh(version).schedule.is_published(2027)


def test_only_a_second_administrator_of_the_ministry_confirms(january):
    for stranger in ("sh-admin", "ministry-head", "ministry-supervisor"):
        with pytest.raises(Forbidden):
            commands.propose_notice(TEXT, source="gov.cn", by=january[stranger])
    proposal = commands.propose_notice(TEXT, source="gov.cn", by=january[ENTERED])
    with pytest.raises(Refused, match="录入的人不能自己确认"):
        commands.confirm_notice(proposal.pk, by=january[ENTERED], seen=schedules.newest())
    with pytest.raises(Refused, match="录入的人不能自己确认"):
        commands.reject_notice(proposal.pk, by=january[ENTERED], reason="写错了")
    with pytest.raises(Forbidden):
        commands.confirm_notice(proposal.pk, by=january["sh-admin"], seen=schedules.newest())
    done = commands.confirm_notice(proposal.pk, by=january[CONFIRMED], seen=schedules.newest())
    version = ScheduleVersion.objects.get(pk=schedules.newest())
    assert done.version == version and (version.entered_by.username, version.confirmed_by.username) == (ENTERED, CONFIRMED)
    assert version.notice == "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕99号）"
    with pytest.raises(Refused, match="已经处理"):
        commands.reject_notice(proposal.pk, by=january[CONFIRMED], reason="太晚")


def test_the_database_itself_wants_two_people(january):
    proposal = commands.propose_notice(TEXT, source="gov.cn", by=january[ENTERED])
    with pytest.raises(IntegrityError, match="schedule_proposal_two_people"), transaction.atomic():
        ScheduleProposal.objects.filter(pk=proposal.pk).update(
            outcome="rejected", reason="x", decided_by_id=proposal.entered_by_id, decided_at=proposal.entered_at
        )


def test_a_rejection_needs_its_reason_and_leaves_no_version(january):
    proposal = commands.propose_notice(TEXT, source="gov.cn", by=january[ENTERED])
    with pytest.raises(Invalid):
        commands.reject_notice(proposal.pk, by=january[CONFIRMED], reason="  ")
    commands.reject_notice(proposal.pk, by=january[CONFIRMED], reason="文号不对")
    assert ScheduleVersion.objects.count() == 1 and workdays.proposal(proposal.pk).reason == "文号不对"


def test_a_confirmation_of_what_has_changed_meanwhile_is_refused(january):
    first = commands.propose_notice(TEXT, source="gov.cn", by=january[ENTERED])
    seen = schedules.newest()
    other = commands.propose_notice(TEXT.replace("9月15日（周三）放假1天，不调休", "9月14日（周二）放假1天，不调休"), source="gov.cn", by=january[ENTERED])
    commands.confirm_notice(other.pk, by=january[CONFIRMED], seen=seen)
    with pytest.raises(Refused, match="重新查看"):
        commands.confirm_notice(first.pk, by=january[CONFIRMED], seen=seen)
    corrected = commands.confirm_notice(first.pk, by=january[CONFIRMED], seen=schedules.newest())  # the later one corrects the earlier
    assert not schedules.refresh(corrected.version_id).schedule.is_working_day(date(2027, 9, 15))
    assert schedules.refresh(corrected.version_id).schedule.is_working_day(date(2027, 9, 14))


@pytest.fixture
def upgraded(january, monkeypatch):
    """An edition of the package in which 5 May 2026 is worked and 2027 has its notice; 2025 is as before."""
    shipped = published.built_in()
    names = shipped.names | {date(2027, 1, 1): ("元旦", "New Year's Day")}
    changed = replace(
        shipped, version="holidays-9.9-2009-2027", last_published_year=2027, names=names,
        days_off=shipped.days_off - {date(2026, 5, 5)} | {date(2027, 1, 1)},
    )  # fmt: skip
    monkeypatch.setattr(published, "built_in", lambda: changed)
    schedules.forget(connections["default"].settings_dict["NAME"])
    return january


def test_an_upgrade_of_the_package_asks_before_anything_changes(upgraded):
    before = ScheduleVersion.objects.count()
    made = workdays.propose_built_in()
    assert [(one.year, one.built_in, one.entered_by) for one in made] == [(2026, "holidays-9.9-2009-2027", None), (2027, "holidays-9.9-2009-2027", None)]
    assert workdays.propose_built_in() == [] and ScheduleVersion.objects.count() == before
    known = schedules.refresh(schedules.newest()).schedule
    assert not known.is_working_day(date(2026, 5, 5)) and known.last_published_year == 2026
    assert known.rest_name(date(2026, 10, 1)) == ("国庆节", "National Day"), "the first version keeps its festivals' names"
    done = commands.confirm_notice(made[0].pk, by=upgraded[CONFIRMED], seen=schedules.newest())
    assert done.version.entered_by is None and schedules.refresh(done.version_id).schedule.is_working_day(date(2026, 5, 5))
    commands.reject_notice(made[1].pk, by=upgraded[CONFIRMED], reason="等通知原文")
    assert workdays.propose_built_in() == [], "what was rejected is not asked again"


def test_an_upgrade_that_only_lacks_what_an_office_entered_asks_nothing(january, monkeypatch):
    replays.enter()
    same = replace(published.built_in(), version="holidays-9.8-2009-2026")
    monkeypatch.setattr(published, "built_in", lambda: same)
    schedules.forget(connections["default"].settings_dict["NAME"])
    assert workdays.propose_built_in() == []
