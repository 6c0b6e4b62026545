"""Who is told of a deadline on which day: one digest a morning, of what still holds and what they may see; after days of silence once."""

from datetime import date, datetime

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from casework import clock, jobs, queries
from casework.cases.alarms import Alarm, Digest
from casework.cases.case import Case
from casework.cases.digests import text
from casework.cases.handling import Recusal
from casework.cases.outbox import Message
from casework.people.models import Absence, Membership, Organisation, User
from tests import stages
from tests.builders import People
from tests.statute.course import Course, set_clock

WORKING = "2026-10-14T08:31"


def morning(patch: pytest.MonkeyPatch, day: str) -> dict[str, list[str]]:
    """The sweep just after midnight and the delivery at half past eight: who got a digest that morning, with the rungs in it."""
    set_clock(patch, f"{day}T00:05")
    jobs.sweep()
    jobs.deliver()
    assert not Digest.objects.filter(sent_at=None).exists(), "nobody is told at night"
    set_clock(patch, f"{day}T08:31")
    jobs.deliver()
    return told(day)


def told(day: str) -> dict[str, list[str]]:
    """user name -> rungs of the digests of that day, in order."""
    rungs = {one.pk: f"{one.deadline.rule} {one.rung}" for one in Alarm.objects.select_related("deadline")}
    found: dict[str, list[str]] = {}
    for one in Digest.objects.filter(morning=day).exclude(sent_at=None).select_related("user").order_by("pk"):
        found.setdefault(one.user.username, []).extend(rungs[pk] for pk in one.alarms)
    return found


def quiet_but(course: Course, rule: str) -> None:
    """Only this clock alarms."""
    course.case.deadlines.exclude(rule=rule).update(next_alarm_on=None)


def test_each_rung_goes_to_whom_it_names_on_its_day(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """TC-04 from Monday 12 October 2026: the last day is Monday 19. Nobody handles the case, so its desk is told in the handler's place."""
    course = Course.filed(people, "2026-10-12")
    quiet_but(course, "TC-04")
    ministry, supervisor, head, desk = ("ministry-supervisor", "sh-supervisor", "sh-head", "sh-intake")
    expected = {
        "2026-10-13": {}, "2026-10-14": {desk: ["TC-04 before-3"]}, "2026-10-15": {}, "2026-10-16": {desk: ["TC-04 before-1"]},
        "2026-10-19": {desk: ["TC-04 last"], head: ["TC-04 last"]}, "2026-10-20": {desk: ["TC-04 over-1"], head: ["TC-04 over-1"]},
        "2026-10-21": {}, "2026-10-22": {supervisor: ["TC-04 over-3"]}, "2026-10-23": {}, "2026-10-26": {ministry: ["TC-04 over-5"]},
        "2026-10-27": {}, "2026-11-30": {},
    }  # fmt: skip
    assert {day: morning(monkeypatch, day) for day in expected} == expected
    assert course.clock("TC-04").next_alarm_on is None  # the top
    assert len(course.entries("breach")) == 1


def test_a_day_off_between_is_told_on_the_next_working_morning(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    Course.filed(people, "2026-10-12")
    set_clock(monkeypatch, "2026-10-17T09:00")  # a Saturday
    jobs.sweep()
    jobs.deliver()
    assert Digest.objects.count() == 0
    set_clock(monkeypatch, "2026-10-19T08:29")
    jobs.deliver()
    assert Digest.objects.count() == 0
    set_clock(monkeypatch, "2026-10-19T08:30")
    jobs.deliver()
    assert told("2026-10-19") == {"sh-intake": ["TC-04 before-1"]}


def test_one_digest_holds_all_cases_and_is_a_letter_too(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.filter(username="sh-handler").update(email="chen@example.cn")
    first = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    second = Course.filed(people, "2026-10-12", applicant_phone="13900139000").accepted("2026-10-12")
    assert morning(monkeypatch, "2026-10-14") == {"sh-handler": ["TC-05 last"] * 2, "sh-head": ["TC-05 last"] * 2}
    (letter,) = mail.outbox
    numbers = sorted(f"沪申2026-{int(course.number[-7:]):05d}" for course in (first, second))
    assert letter.to == ["chen@example.cn"]
    assert letter.subject == "期限提醒（10月14日）：2 件 · Deadlines: 2"
    assert sorted(line.split()[0] for line in letter.body.splitlines() if line.startswith("沪申")) == numbers
    assert "发出转办通知书：最后一日 2026-10-14，今天是最后一日。" in letter.body
    assert "forwarding notice sent to the operator: last day 2026-10-14, today is the last day" in letter.body
    assert "逾期" not in letter.body


def test_a_house_limit_is_never_called_overdue(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.filter(username="sh-handler").update(email="chen@example.cn")
    Course.filed(people, "2026-10-12").accepted("2026-10-12")  # TC-05, whose text was not seen, ends on 14 October
    assert morning(monkeypatch, "2026-10-15") == {"sh-handler": ["TC-05 over-1"], "sh-head": ["TC-05 over-1"]}
    (letter,) = mail.outbox
    assert letter.subject == "期限提醒（10月15日）：1 件 · Deadlines: 1"
    assert "内部时限已过 1 个工作日" in letter.body and "house limit passed 1 working day ago" in letter.body
    assert "逾期" not in letter.body and "overdue" not in letter.body


def test_ten_days_of_silence_are_caught_up_with_one_telling(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The breach is dated when it fell due and recorded when found; of the rungs missed the last is told, to the people of all of them."""
    course = Course.filed(people, "2026-10-12")
    quiet_but(course, "TC-04")
    assert morning(monkeypatch, "2026-10-16") == {"sh-intake": ["TC-04 before-1"]}
    assert morning(monkeypatch, "2026-10-26") == {
        name: ["TC-04 over-5"] for name in ("sh-intake", "sh-head", "sh-supervisor", "ministry-supervisor")
    }
    (breach,) = course.entries("breach")
    assert (str(breach.on), str(clock.civil_day(breach.recorded_at))) == ("2026-10-19", "2026-10-26")
    (over,) = Alarm.objects.filter(rung="over-5")
    assert (str(over.on), str(clock.civil_day(over.found_at)), Alarm.objects.count()) == ("2026-10-26", "2026-10-26", 2)
    assert Message.objects.filter(step="breach").count() == 1


def test_swept_and_delivered_again_nothing_is_told_again(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.filter(username="sh-intake").update(email="shen@example.cn")
    Course.filed(people, "2026-10-12")
    first = morning(monkeypatch, "2026-10-14")
    for moment in ("2026-10-14T08:40", "2026-10-14T11:00", "2026-10-14T23:59", "2026-10-15T09:00"):
        set_clock(monkeypatch, moment)
        assert jobs.sweep() == 0
        jobs.deliver()
    assert (told("2026-10-14"), Alarm.objects.count(), Digest.objects.count(), len(mail.outbox)) == (first, 1, 1, 1)


def test_a_met_duty_is_not_told(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rung was found at night, the case was answered before the digest was put together."""
    course = Course.filed(people, "2026-10-12")
    set_clock(monkeypatch, "2026-10-14T00:05")
    jobs.sweep()
    set_clock(monkeypatch, "2026-10-14T07:00")
    course.take(None, "applicant", "withdraw")
    set_clock(monkeypatch, WORKING)
    jobs.deliver()
    assert (Alarm.objects.count(), Digest.objects.count()) == (1, 0)


def test_what_is_urgent_and_found_in_working_hours_does_not_wait(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.filed(people, "2026-10-12")
    quiet_but(course, "TC-04")
    set_clock(monkeypatch, "2026-10-19T11:00")
    jobs.sweep()
    jobs.deliver()
    assert told("2026-10-19") == {"sh-intake": ["TC-04 last"], "sh-head": ["TC-04 last"]}
    assert list(Alarm.objects.values_list("urgent", flat=True)) == [True]


def test_what_is_not_urgent_and_found_late_waits_for_the_next_morning(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    Course.filed(people, "2026-10-12")
    set_clock(monkeypatch, "2026-10-14T11:00")
    jobs.sweep()
    jobs.deliver()
    assert Digest.objects.count() == 0
    set_clock(monkeypatch, "2026-10-15T08:30")
    jobs.deliver()
    assert told("2026-10-15") == {"sh-intake": ["TC-04 before-3"]}


def test_a_second_digest_of_the_same_morning_is_refused_by_the_database(people: People) -> None:
    user, at = people.user("sh-head"), datetime(2026, 10, 14, 8, 30, tzinfo=clock.SHANGHAI)
    Digest.objects.create(user=user, morning=date(2026, 10, 14), alarms=[], not_before=at)
    with pytest.raises(Exception, match="one_digest_a_morning"), transaction.atomic():
        Digest.objects.create(user=user, morning=date(2026, 10, 14), alarms=[], not_before=at)


def test_a_recused_handler_is_not_told_but_the_desk(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    Recusal.objects.create(case=course.case, user=people.user("sh-handler"), why="近亲属", on=date(2026, 10, 12))
    assert set(morning(monkeypatch, "2026-10-14")) == {"sh-handler2", "sh-sealed", "sh-head"}  # the other handlers of the office


def test_a_handler_who_moved_to_another_office_is_not_told(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    Course.filed(people, "2026-10-12").accepted("2026-10-12")
    Membership.objects.filter(user__username="sh-handler").update(organisation=Organisation.objects.get(code="CA-41"))
    assert set(morning(monkeypatch, "2026-10-14")) == {"sh-handler2", "sh-sealed", "sh-head"}


def test_a_closed_account_is_told_nothing(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    Course.filed(people, "2026-10-12").accepted("2026-10-12")
    User.objects.filter(username="sh-handler").update(is_active=False)
    assert "sh-handler" not in morning(monkeypatch, "2026-10-14")


def test_an_office_without_a_head_climbs_to_its_supervisor(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    Course.filed(people, "2026-10-12").accepted("2026-10-12")
    Membership.objects.filter(role="head").delete()
    assert set(morning(monkeypatch, "2026-10-14")) == {"sh-handler", "sh-supervisor"}


@pytest.mark.parametrize(("reader", "told_to"), [("sh-sealed", {"sh-sealed"}), ("", set())])
def test_a_sealed_case_is_told_to_its_readers_alone(people: People, monkeypatch: pytest.MonkeyPatch, reader: str, told_to: set[str]) -> None:
    User.objects.filter(username="sh-sealed").update(email="sealed@example.cn")
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    stages.seal(course.number, reader)
    assert set(morning(monkeypatch, "2026-10-14")) == told_to
    if reader:  # a letter leaves the house
        assert "密件 1 件" in mail.outbox[0].body and "沪申" not in mail.outbox[0].body


def test_what_was_sealed_between_gathering_and_sending_is_dropped(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The letter could not leave; when it is tried again the case is sealed."""
    User.objects.filter(username="sh-intake").update(email="shen@example.cn")
    course = Course.filed(people, "2026-10-12")

    def away(*_: str) -> None:
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr("casework.cases.channels.mail", away)
        assert morning_fails(monkeypatch) == {}
    waiting = Digest.objects.get()
    assert (waiting.attempts, waiting.claimed_until, waiting.last_error) == (1, None, "no mail server")
    stages.seal(course.number)
    set_clock(monkeypatch, "2026-10-14T08:40")
    jobs.deliver()
    assert (Digest.objects.count(), mail.outbox) == (0, [])


def test_a_digest_that_cannot_leave_stops_no_other_and_is_given_up_in_the_end(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """One letter breaks in an unforeseen way each time; the other leaves at once. After the eighth try nobody tries it again."""
    for name in ("sh-handler", "sh-head"):
        User.objects.filter(username=name).update(email=f"{name}@example.cn")
    Course.filed(people, "2026-10-12").accepted("2026-10-12")
    sent = []

    def breaks_for_one(to: str, *_: str) -> None:
        if to == "sh-handler@example.cn":
            raise ValueError("header")
        sent.append(to)

    monkeypatch.setattr("casework.cases.channels.mail", breaks_for_one)
    assert morning_fails(monkeypatch) == {"sh-head": ["TC-05 last"]} and sent == ["sh-head@example.cn"]
    bad = Digest.objects.get(user__username="sh-handler")
    assert (bad.attempts, bad.dead_at, bad.last_error, bad.claimed_until) == (1, None, "header", None)
    tries = []
    for _ in range(8):
        Digest.objects.filter(pk=bad.pk).update(not_before=clock.now())
        jobs.deliver()
        bad.refresh_from_db()
        tries.append((bad.attempts, bad.dead_at is not None, bad.sent_at))
    assert tries == [(2, False, None), (3, False, None), (4, False, None), (5, False, None), (6, False, None), (7, False, None), *[(8, True, None)] * 2]


def morning_fails(patch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """A morning on which no letter leaves."""
    set_clock(patch, "2026-10-14T00:05")
    jobs.sweep()
    set_clock(patch, WORKING)
    jobs.deliver()
    return told("2026-10-14")


def test_a_deputy_is_told_too_and_only_what_the_deputy_may_see(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    handler, deputy = people.user("sh-handler"), people.user("sh-handler2")
    Absence.objects.create(user=handler, deputy=deputy, since=date(2026, 10, 14), until=date(2026, 10, 14))
    first = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    Recusal.objects.create(case=first.case, user=deputy, why="近亲属", on=date(2026, 10, 12))
    second = Course.filed(people, "2026-10-12", applicant_phone="13900139000").accepted("2026-10-12")
    assert morning(monkeypatch, "2026-10-14") == {
        "sh-handler": ["TC-05 last"] * 2, "sh-handler2": ["TC-05 last"], "sh-head": ["TC-05 last"] * 2,
    }  # fmt: skip
    (seen,) = queries.digests(people["sh-handler2"]).rows
    assert [line.case.number for line in seen.lines] == [second.number]
    assert "sh-handler2" not in morning(monkeypatch, "2026-10-15")  # back again


def test_the_digest_is_read_as_its_reader_may_see_it_now(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    morning(monkeypatch, "2026-10-14")
    (seen,) = queries.digests(people["sh-handler"]).rows
    assert [(line.limit.id, line.words[0]) for line in seen.lines] == [("TC-05", "今天是最后一日")]
    assert course.number not in text(seen.lines)  # people's own number, not the system's
    Case.objects.filter(number=course.number).update(office=Organisation.objects.get(code="CA-41"))
    assert [one.lines for one in queries.digests(people["sh-handler"]).rows] == [[]]
    assert queries.digests(people["east-sh"]).rows == []


def test_an_imported_case_alarms_nobody(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.filed(people, "2026-10-12")
    Case.objects.filter(number=course.number).update(imported=True)
    assert morning(monkeypatch, "2026-10-14") == {}
    assert str(course.clock("TC-04").next_alarm_on) == "2026-10-16"


def test_a_sweep_and_a_delivery_with_nothing_to_do_ask_little(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-10-14T10:00")
    jobs.sweep()
    jobs.deliver()
    for job, most in ((jobs.sweep, 5), (jobs.deliver, 10)):
        with CaptureQueriesContext(connection) as captured:
            job()
        asked = [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
        assert len(asked) <= most, asked
