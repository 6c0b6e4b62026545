"""What the law ties to a missed last day (行政复议法 30③): a rule of a family made for this test, deemed acceptance, dated the last day."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from casework import families, jobs
from casework.cases.limits import OFFICE, TimeLimit, calendar_days, working_days
from casework.cases.refusals import Refused
from casework.cases.steps import step
from casework.complaints import clocks
from casework.complaints.states import State
from casework.complaints.workflow import Complaint
from casework.people.roles import Role
from tests.builders import People
from tests.statute.course import CHECKED, Course, set_clock

REVIEW = replace(clocks.DECISION, consequence="deem_accepted")  # five working days from receipt, as AR-05
COPY = TimeLimit("X-10", working_days(7), bound=OFFICE, basis="行政复议法 48", suspendable=False)  # as AR-10
RESULT = TimeLimit("X-15", calendar_days(60), bound=OFFICE, basis="行政复议法 62①", suspendable=False)  # as AR-15
REST = tuple(one for one in clocks.LIMITS if one.id != "TC-04")


class Deeming(Complaint):
    """Complaints, if silence were acceptance."""

    LIMITS = (*REST, REVIEW, COPY, RESULT)

    class Meta:
        proxy = True
        app_label = "complaints"

    @step(
        State.RECEIVED, State.ACCEPTED, by=[Role.SYSTEM], zh="视为受理", en="Deemed accepted", basis="行政复议法 30③", starts=[COPY, RESULT],
        lapses=[REVIEW],
    )
    def deem_accepted(self, on: Any = None, **_: Any) -> None:
        """Nobody decided in time."""
        self.accepted_on = on


@pytest.fixture(autouse=True)
def deeming(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Complaints are of this family."""
    monkeypatch.setitem(families.FAMILIES, "complaint", Deeming)
    yield


def entries(course: Course) -> list[tuple[str, str, str]]:
    """(step, legal day, day of recording) of the case's ledger."""
    rows = course.case.entries.order_by("seq")
    return [(one.step, str(one.on), str(one.recorded_at.astimezone(jobs.clock.SHANGHAI).date())) for one in rows]


def ends(course: Course) -> dict[str, tuple[str, str, str]]:
    """rule -> (trigger, last day, status)."""
    found = course.case.deadlines.filter(rule__in=("TC-04", "X-10", "X-15"))
    return {one.rule: (str(one.trigger_on), str(one.last_day), one.status) for one in found}


def test_silence_is_acceptance_from_the_last_day_whenever_it_is_found(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """Received on Monday 12 October 2026, last day Monday 19; found on Thursday 22. Both clocks run from the 19th."""
    course = Course.filed(people, "2026-10-12")
    set_clock(monkeypatch, "2026-10-22T03:00")
    jobs.sweep()
    assert entries(course)[1:] == [("breach", "2026-10-19", "2026-10-22"), ("deem_accepted", "2026-10-19", "2026-10-22")]
    assert (course.state, str(course.case.accepted_on)) == ("accepted", "2026-10-19")
    assert ends(course) == {
        "TC-04": ("2026-10-12", "2026-10-19", "breached"), "X-10": ("2026-10-19", "2026-10-28", "running"), "X-15": ("2026-10-19", "2026-12-18", "running"),
    }  # fmt: skip
    entry = course.entries("deem_accepted")[0]
    assert (entry.actor_kind, entry.facts["rule"], entry.facts["dated_back"]) == ("system", "TC-04", False)
    assert jobs.sweep() == 0 and len(course.entries("deem_accepted")) == 1
    assert course.clock("TC-04").next_alarm_on is None


def test_what_follows_from_it_and_is_over_too_is_found_in_the_same_sweep(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """After three weeks the copy is late as well: its seven working days from the 19th ended on the 28th."""
    course = Course.filed(people, "2026-10-12")
    set_clock(monkeypatch, "2026-11-05T03:00")
    assert jobs.sweep() == 2
    assert [one[:2] for one in entries(course)[1:]] == [("breach", "2026-10-19"), ("deem_accepted", "2026-10-19"), ("breach", "2026-10-28")]


def test_a_step_does_not_overtake_it(people: People) -> None:
    """Nobody swept. On the 22nd the clerk would accept, but the case is accepted since the 19th."""
    course = Course.filed(people, "2026-10-12")
    with pytest.raises(Refused, match="案件处于“已受理”"):
        course.propose("2026-10-22", "sh-intake", "accept", CHECKED, handler="sh-handler")


def test_the_next_step_stands_on_it(people: People) -> None:
    course = Course.filed(people, "2026-10-12")
    course.take("2026-10-22", "sh-head", "assign", handler="sh-handler")
    assert [one[:2] for one in entries(course)[1:]] == [("breach", "2026-10-19"), ("deem_accepted", "2026-10-19"), ("assign", "2026-10-22")]


def test_a_decision_in_time_leaves_nothing_to_follow(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-19")
    set_clock(monkeypatch, "2026-10-22T03:00")
    jobs.sweep()
    assert course.entries("deem_accepted") == []


def test_a_house_limit_has_no_consequence(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.filed(people, "2026-10-12")
    course.case.deadlines.filter(rule="TC-04").update(house=True)
    set_clock(monkeypatch, "2026-10-22T03:00")
    jobs.sweep()
    assert (course.state, course.entries("deem_accepted")) == ("received", [])


def test_where_it_cannot_follow_the_breach_stands_and_others_go_on(
    people: People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The case has left the state from which it follows, its clock still running: said in the log."""
    stuck = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    other = Course.filed(people, "2026-10-12", applicant_phone="13900139000")
    stuck.case.deadlines.filter(rule="TC-04").update(status="running", ended_by_seq=None, met_on=None, next_alarm_on="2026-10-20")
    set_clock(monkeypatch, "2026-10-22T03:00")
    jobs.sweep()
    assert (other.state, len(other.entries("deem_accepted"))) == ("accepted", 1)
    assert (len([one for one in stuck.entries("breach") if one.facts["rule"] == "TC-04"]), stuck.entries("deem_accepted")) == (1, [])
    assert [one.getMessage().split(":")[1] for one in caplog.records if one.name == "casework.consequences"] == [" deem_accepted did not follow from TC-04"]
