"""The sweep: a breach is recorded once, dated on the last day; a house limit is never a breach of law; what was breached stays breached."""

from datetime import date

import pytest

from casework import clock, commands, jobs
from casework.cases.outbox import Message
from casework.commands import Origin
from casework.people.actor import Actor
from casework.people.models import Organisation
from casework.people.roles import Role
from tests.builders import People, filing
from tests.statute.course import DECLARED, REPLY, UNDATED, Course, set_clock
from tests.statute.test_art15_forwarding import forwarded


def breaches(course: Course) -> list[tuple[str, str, bool]]:
    """(rule, legal day, whether a breach of law) of each breach in the ledger."""
    return [(one.facts["rule"], str(one.on), one.facts["breach_of_law"]) for one in course.entries("breach")]


@pytest.mark.duty("TD-009", "TD-017")
def test_breached_on_the_day_after_the_last_and_recorded_once(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.filed(people, "2026-10-12")
    set_clock(monkeypatch, "2026-10-19T23:59")
    jobs.sweep()
    assert breaches(course) == [] and course.clock("TC-04").status == "running"  # the last day ends at midnight
    set_clock(monkeypatch, "2026-10-22T03:00")
    jobs.sweep()
    assert jobs.sweep() == 0
    deadline = course.clock("TC-04")
    assert breaches(course) == [("TC-04", "2026-10-19", True)]
    assert (deadline.status, str(deadline.fell_due_on), str(clock.civil_day(deadline.found_at))) == ("breached", "2026-10-19", "2026-10-22")
    assert str(clock.civil_day(course.entries("breach")[0].recorded_at)) == "2026-10-22"
    assert course.entries("breach")[0].actor_kind == "system"
    assert (course.state, str(course.case.due_on)) == ("received", "2026-10-19")  # still owed


@pytest.mark.duty("TD-011", "TD-012", "TD-014")
def test_limits_whose_text_was_not_seen_are_never_breaches_of_law(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.filed(people, "2026-09-01").accepted("2026-09-01")
    course.take("2026-09-07", "sh-handler", "forward")  # TC-05 ended on 09-03
    course.served("2026-09-07", "transfer_notice")
    course.take("2026-09-18", "east-sh", "operator_reply", **REPLY)  # TC-06 ended on 09-17
    course.take("2026-09-18", "applicant", "consent_mediation")
    course.take("2026-09-18", "east-sh", "consent_mediation")
    course.take("2026-09-18", "sh-handler", "open_mediation", requested_by="applicant", mediator="沪承办")
    set_clock(monkeypatch, "2026-10-20T03:00")
    jobs.sweep()
    assert breaches(course) == [
        ("TC-05", "2026-09-03", False), ("TC-06", "2026-09-17", False), ("TC-07", "2026-10-08", True), ("TC-08", "2026-10-08", True),
        ("TC-09", "2026-10-19", False),
    ]  # fmt: skip
    told = Message.objects.filter(case__number=course.number, step="breach").order_by("case_seq")
    assert told.filter(user=people.user("sh-intake")).count() == 5  # the first handler is told of each too
    words = [one.subject.split("：")[1].split("（")[0] for one in told.filter(user=people.user("sh-handler"))]
    assert words == ["内部时限已过", "内部时限已过", "法定期限届满未办结", "法定期限届满未办结", "内部时限已过"]


@pytest.mark.duty("TD-009")
def test_a_late_step_records_the_breach_first_and_the_met_duty_stays_breached(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-20")
    assert [one.step for one in course.case.entries.order_by("seq")] == ["file", "breach", "accept"]
    deadline = course.clock("TC-04")
    assert (deadline.status, str(deadline.met_on), str(deadline.fell_due_on)) == ("breached", "2026-10-20", "2026-10-19")
    assert deadline.ended_by_seq == 3


@pytest.mark.duty("TD-009")
def test_a_step_on_the_last_day_is_in_time(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-19")
    assert (breaches(course), course.clock("TC-04").status) == ([], "met")


@pytest.mark.duty("TD-017")
def test_ended_cases_are_breached_no_more(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = forwarded(people)
    course.take("2026-10-14", "applicant", "withdraw")
    set_clock(monkeypatch, "2026-12-20T03:00")
    jobs.sweep()
    assert breaches(course) == []


@pytest.mark.duty("TD-012")
def test_the_operator_is_breached_only_after_service(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = forwarded(people)
    set_clock(monkeypatch, "2026-11-10T03:00")
    jobs.sweep()
    assert breaches(course) == []  # forwarded in time, never served
    course.served("2026-10-15", "transfer_notice")
    jobs.sweep()
    assert breaches(course) == [("TC-06", "2026-10-26", False)]


@pytest.mark.duty("TD-009", "TD-017")
def test_an_imported_case_is_breached_silently(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Actor(kind="client", id=None, name="导入", standing=frozenset({(Organisation.objects.get(code="CA-31").pk, Role.INTAKE.value)}))
    given = filing(**(UNDATED | DECLARED))
    case = commands.file_case("complaint", by=desk, given=given, on=date(2026, 3, 2), origin=Origin("old-files", "17", {"收到": "2026/3/2"})).case
    course = Course(people, case.number)
    set_clock(monkeypatch, "2026-04-20T03:00")
    jobs.sweep()
    assert breaches(course) == [("TC-04", "2026-03-09", True), ("TC-07", "2026-04-01", True), ("TC-08", "2026-04-01", True)]
    assert not Message.objects.filter(case=case).exists()
    assert course.entries("file")[0].facts["raw"] == {"收到": "2026/3/2"}


@pytest.mark.duty("TD-017")
def test_the_handler_else_the_desk_is_told(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, held = Course.filed(people, "2026-10-12"), Course.filed(people, "2026-10-12", applicant_phone="13900139000").accepted("2026-10-12")
    set_clock(monkeypatch, "2026-10-20T10:00")
    jobs.sweep()
    told = {(one.case.number, one.user_id, one.role) for one in Message.objects.filter(step="breach").select_related("case")}
    first, handler = people.user("sh-intake").pk, people.user("sh-handler").pk
    assert told == {(waiting.number, None, "intake"), (held.number, handler, ""), (held.number, first, "")}  # the first handler too
