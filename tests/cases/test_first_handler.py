"""首办负责制: the record of first receipt, stretches without a gap, who is told and asked, hand-overs by acceptance or order. Days are literal; 2 March 2026
is a Monday, and there is no holiday in that month."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casework import commands, queries
from casework.cases import matter
from casework.cases.case import Case
from casework.cases.firsthand import Check
from casework.cases.handling import Assignment
from casework.cases.matter import Matter
from casework.cases.outbox import Message
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refused
from casework.people.models import Membership
from tests import stages
from tests.builders import OUTSIDER, People, filing
from tests.statute.course import Course
from tests.statute.petition_moves import File
from tests.statute.test_petition_receipt import PATH, at

DAY = date(2026, 3, 2)
HELD = "ministry-intake"


def stretches(number: str) -> list[tuple[str | None, str, str, str]]:
    """(person, province, since, until) of each stretch."""
    rows = Assignment.objects.filter(case__number=number).order_by("pk").values_list("user__username", "office__province", "since", "until")
    return [(who, office, f"{since:%m-%d}", f"{until:%m-%d}" if until else "") for who, office, since, until in rows]


def told(who: str, number: str) -> list[str]:
    """What the person's inbox says of this case, without its number."""
    rows = Message.objects.filter(user__username=who, case__number=number).order_by("case_seq", "pk")
    return [one.subject.split("：", 1)[1] for one in rows]


def refused(call, *args, **named) -> set[str]:
    """The grounds on which it is refused; nothing is written."""
    with pytest.raises(Refused) as caught, transaction.atomic():
        call(*args, **named)
    return {one.ground for one in caught.value.reasons}


# ---- the record ----


def test_the_matter_has_one_record_from_first_receipt_to_the_recheck(people: People) -> None:
    file = at(people, "review")
    review, first = file.case, Case.objects.get(links__other=file.case)
    record = Matter.objects.get(pk=first.pk)
    assert (record.office.province, record.received_on, record.handler.username, record.of) == ("00", date(2026, 3, 2), HELD, None)
    assert (review.matter_id, review.first_handler_id, review.first_handled_at) == (first.pk, record.handler_id, record.handled_at)
    assert review.first_office.province == "00" and not Matter.objects.filter(pk=review.pk).exists()
    recheck = File(people).go(PATH, PATH["recheck"]).case
    assert recheck.first_handler.username == HELD and recheck.matter.cases.count() == 3


def test_a_case_filed_by_nobody_of_the_office_is_first_handled_by_who_acts_first(people: People) -> None:
    course = Course.filed(people, "2026-10-12")
    assert Matter.objects.get(pk=course.case.pk).handler is None
    course.take("2026-10-13", "sh-intake", "record_ground", {"T10-1": {"met": True, "why": "机主"}})
    assert Matter.objects.get(pk=course.case.pk).handler == people.user("sh-intake")
    course.accepted("2026-10-14", desk="sh-handler2")
    assert Matter.objects.get(pk=course.case.pk).handler == course.case.first_handler == people.user("sh-intake")


def test_the_record_is_kept_by_the_database(people: People) -> None:
    case = at(people, "review").case
    other, record = people.user("sh-head").pk, case.matter_id
    wrong = [
        (f"UPDATE cases_matter SET {column} = %s WHERE case_id = %s", [value, record])
        for column, value in (("handler_id", other), ("handler_id", None), ("received_on", date(2026, 1, 1)), ("office_id", case.office_id + 1))
    ]
    wrong += [
        ("DELETE FROM cases_matter WHERE case_id = %s", [record]),
        ("UPDATE cases_case SET matter_id = %s WHERE id = %s", [case.pk, record]),
        ("UPDATE cases_case SET first_handler_id = %s WHERE id = %s", [other, case.pk]),
    ]
    for sql, given_ in wrong:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, given_)
    # Somebody who fills in the first handler of an untouched case by hand fills in the record: there is one truth, and it stays.
    new = Course.filed(people, "2026-10-12").case
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET first_handler_id = %s, first_handled_at = now() WHERE id = %s", [other, new.pk])
    assert Matter.objects.get(pk=new.pk).handler_id == other


def test_a_repeat_belongs_to_the_earlier_matter_once_somebody_says_so(people: People) -> None:
    first = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    again = Course.filed(people, "2026-10-19", applicant_name="王小明")
    third = Course.filed(people, "2026-10-20")
    with pytest.raises(Invalid):
        commands.record_repeat(again.number, first.number, by=people["sh-handler2"], why=" ")
    with pytest.raises(NotFound):
        commands.record_repeat(again.number, first.number, by=people["ha-head"], why="同一事项")
    with pytest.raises(Forbidden):
        commands.record_repeat(again.number, first.number, by=people["sh-supervisor"], why="同一事项")
    assert refused(commands.record_repeat, first.number, again.number, by=people["sh-handler2"], why="颠倒") == {"earlier"}
    unseen = commands.file_case("complaint", by=OUTSIDER, given=filing(respondent="OP-EAST-41"), on=date(2026, 10, 12)).case.number  # Henan's, earlier
    assert refused(commands.record_repeat, again.number, unseen, by=people["sh-handler2"], why="猜的编号") == {"earlier"}
    commands.record_repeat(again.number, first.number, by=people["sh-handler2"], why="同一人同一事项")
    commands.record_repeat(third.number, again.number, by=people["sh-handler2"], why="第三次")  # a repeat of a repeat is one of the first
    assert refused(commands.record_repeat, again.number, first.number, by=people["sh-handler2"], why="再来") == {"earlier"}
    for one in (again, third):
        found = matter.matter_of(one.case.matter_id)
        assert found is not None and (found.pk, found.handler) == (first.case.pk, people.user("sh-intake"))
    assert again.entries("repeats")[0].content.given == {"given": {"why": "同一人同一事项"}}
    with pytest.raises(DatabaseError), transaction.atomic():
        Matter.objects.filter(pk=again.case.pk).update(of=None)


# ---- hands ----


def test_nobody_takes_a_case_out_of_anothers_hands_without_acceptance_or_an_order(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    for who, why in (("sh-intake", "忙不过来"), ("sh-handler2", "我来办"), ("sh-handler", "请您办"), ("sh-head", " ")):
        said = course.refused("2026-10-13", who, "assign", handler="sh-handler2", why=why)
        assert said == {"handler-of-office": "案件已有承办人：移交须由对方接收，或者由负责人指定并写明理由。"}
    course.take("2026-10-13", "sh-head", "assign", handler="sh-handler2", why="承办人休假")
    assert course.case.handler == people.user("sh-handler2")
    assert stretches(course.number)[-1] == ("sh-handler2", "31", "10-13", "")
    assert Assignment.objects.get(case=course.case, until=None).why == "承办人休假"


def test_a_case_accepted_by_the_desk_stays_with_whom_it_was_given(people: People) -> None:
    course = Course.filed(people, "2026-10-12")
    course.take("2026-10-12", "sh-intake", "assign", handler="sh-handler")  # from the desk: nobody had it
    assert "handler-of-office" in course.refused("2026-10-13", "sh-intake", "accept", stages.OK, handler="sh-handler2")


def test_three_days_and_five_across_two_offices_and_a_breach_in_the_second_hands(people: People) -> None:
    file = at(people, "transferred_in")  # registered 03-02, forwarded 03-03
    act = lambda who, step, day, **given: commands.take_step(file.number, step, by=people[who], given=given, on=date(2026, 3, day))  # noqa: E731
    act("sh-intake", "assign", 9, handler="sh-handler", why="分派")
    act("sh-handler", "hand_over", 11, to="sh-handler2", why="岗位调整")
    act("sh-handler2", "decline_hand_over", 11, why="手上案件过多")
    act("sh-handler", "hand_over", 12, to="sh-handler2", why="岗位调整")
    act("sh-handler2", "accept_hand_over", 12)
    act("sh-head", "assign", 19, handler="sh-handler", why="逾期后收回")
    assert stretches(file.number) == [
        (None, "00", "03-02", "03-03"), (None, "31", "03-03", "03-09"), ("sh-handler", "31", "03-09", "03-12"),
        ("sh-handler2", "31", "03-12", "03-19"), ("sh-handler", "31", "03-19", ""),
    ]  # fmt: skip
    breach = file.case.deadlines.get(rule="PT-03")
    assert (breach.status, breach.fell_due_on) == ("breached", date(2026, 3, 18))
    assert "（首办）法定期限届满未办结（PT-03，2026-03-18）" in told(HELD, file.number)
    assert file.case.first_handler == people.user(HELD)


def test_what_comes_back_is_marked_and_who_sent_it_reads_on(people: People) -> None:
    file = at(people, "returned")
    rows = Assignment.objects.filter(case__number=file.number).order_by("pk").values_list("office__province", "returned", "step")
    assert list(rows) == [("00", False, ""), ("31", False, "forward"), ("00", True, "object")]


def test_the_first_handler_reads_on_after_leaving_the_office_but_not_what_is_sealed(people: People) -> None:
    file, sealed = at(people, "accepted"), at(people, "transferred_in")
    Membership.objects.filter(user__username=HELD).delete()
    assert queries.case_file(file.number, people[HELD]).case.number == file.number
    assert queries.case_file(sealed.number, people[HELD]).case.number == sealed.number
    sealed.go(PATH, "03-05 handler take_accusation")
    with pytest.raises(NotFound):
        queries.case_file(sealed.number, people[HELD])
    with pytest.raises(NotFound):
        queries.case_file(file.number, people["ha-handler"])


# ---- told and asked ----


def test_the_first_handler_looks_at_the_answer_and_stops_nothing(people: People) -> None:
    file = at(people, "investigating")
    given_ = file.given("issue_opinion", date(2026, 3, 20))
    asked = commands.take_step(file.number, "issue_opinion", by=people["sh-handler"], given=given_, on=date(2026, 3, 20)).proposal
    assert told(HELD, file.number)[-1] == "请首办人核阅：出具信访处理意见书"
    version = file.case.version
    with pytest.raises(NotFound):
        commands.check_answer(asked.pk, by=people["sh-handler"], agrees=True)
    with pytest.raises(Invalid):
        commands.check_answer(asked.pk, by=people[HELD], agrees=False, remarks=" ")
    commands.check_answer(asked.pk, by=people[HELD], agrees=False, remarks="没有答复第二项请求")
    assert file.case.version == version  # the approver's open page does not go stale by it
    assert refused(commands.check_answer, asked.pk, by=people[HELD], agrees=True) == {"check"}
    found = Check.objects.get(proposal=asked)
    assert (found.agrees, found.remarks) == (False, "没有答复第二项请求")
    with pytest.raises(DatabaseError), transaction.atomic():
        Check.objects.filter(pk=found.pk).update(agrees=True)
    commands.approve(file.number, asked.pk, by=file.actor("leader"), on=date(2026, 3, 20))  # remarks are no veto
    entry = file.case.entries.get(step="issue_opinion")
    assert (file.case.state, entry.facts["first_check"]) == ("opinion_issued", "remarks")
    assert told(HELD, file.number)[-1].startswith("首办事项已答复：出具信访处理意见书")


def test_an_answer_is_approved_though_nobody_looked(people: People) -> None:
    file = at(people, "opinion_issued")
    assert file.case.entries.get(step="issue_opinion").facts["first_check"] == "silent"


def test_who_handled_it_below_is_not_shown_the_draft_of_the_review_but_told_the_outcome(people: People) -> None:
    file = at(people, "review_decided")
    assert not Check.objects.filter(proposal__case__number=file.number, user__username="sh-handler").exists()
    asked = Check.objects.filter(proposal__case__number=file.number).first()
    assert asked is None or asked.user.username == HELD  # the ministry's own, who reads the file anyway


def test_an_extension_is_no_answer_and_nobody_looks_at_their_own(people: People) -> None:
    course = Course.filed(people, "2026-10-12", settled_before=True)
    course.propose("2026-10-13", "sh-intake", "refuse", ground="11-2", facts="和解协议", reasons="已和解")
    assert not Check.objects.exists()  # the first handler proposes it


# ---- whatever happens ----

MOVES = (
    ("assign", "head"), ("assign", "intake"), ("hand_over", "handler"), ("accept_hand_over", "colleague"), ("decline_hand_over", "colleague"),
    ("recuse", "head"), ("forward", "intake"), ("object", "handler"), ("agree_return", "intake"), ("refuse_return", "intake"), ("accept", "handler"),
    ("notify_own", "handler"), ("investigate", "handler"), ("settle", "handler"), ("rectify", "head"),
)  # fmt: skip
LEAST = settings(
    deadline=None, derandomize=True, database=None, max_examples=25, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


def check(file: File, first: int | None) -> int | None:
    """Stretches cover receipt to end, one after the other, and the open one is where the case is. After an end a case may be taken up again later."""
    case, rows = file.case, list(Assignment.objects.filter(case__number=file.number).order_by("pk"))
    assert rows[0].since == case.filed_on
    for one, following in pairwise(rows):
        reopened = case.entries.get(seq=one.ended_seq).target in ENDS
        assert one.until == following.since or (reopened and one.until <= following.since), (one.pk, one.until, following.since)
    assert [one.until is None for one in rows] == [False] * (len(rows) - 1) + [case.ended_on is None]
    if case.ended_on is None:
        assert (rows[-1].office_id, rows[-1].user_id) == (case.office_id, case.handler_id)
    if case.ended_on is None and not any(one.ended_seq and case.entries.get(seq=one.ended_seq).target in ENDS for one in rows):
        assert sum(((one.until or file.on) - one.since).days for one in rows) == (file.on - case.filed_on).days
    record = Matter.objects.get(pk=case.pk)
    assert case.first_handler_id == record.handler_id
    assert first is None or first == record.handler_id
    return record.handler_id


ENDS = {"settled", "returned_out", "mediated", "refused"}


@LEAST
@given(st.lists(st.tuples(st.integers(0, len(MOVES) - 1), st.integers(0, 3)), min_size=6, max_size=14))
def test_whatever_moves_a_case_its_stretches_leave_no_gap_and_the_first_handler_stays(people: People, moves: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        file = File(people).go(PATH, PATH["transferred_in"])
        first, day = check(file, None), file.on
        for which, later in moves:
            step, who = MOVES[which]
            day = date.fromordinal(day.toordinal() + later)
            try:
                with transaction.atomic():
                    file.take(step, who, on=day)
            except (Refused, Forbidden, Invalid, NotFound):
                file.on = day
                continue
            first = check(file, first)
        transaction.set_rollback(True)


def test_outsiders_are_never_first_handlers(people: People) -> None:
    number = stages.filed()
    assert Case.objects.get(number=number).first_handler is None and OUTSIDER.user_id is None
