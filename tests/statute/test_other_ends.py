"""Withdrawn, merged (令35 11(3)), split, stopped because another body has it (11(4)), rated."""

import pytest
from django.db import transaction

from casework.cases.case import Link
from casework.cases.clocks import Deadline
from casework.cases.refusals import Forbidden, Refused
from tests.builders import People
from tests.statute.course import ANSWER, Course
from tests.statute.test_art15_forwarding import forwarded

STOP = {"other_body": "court", "body_name": "上海市黄浦区人民法院", "taken_on": "2026-10-14", "reasons": "法院已受理同一争议"}
SECOND = {
    "title": "携号转网被拒", "claim": "办理携出", "facts": "营业厅三次拒绝", "category": "service", "respondent": "OP-NORTH-31",
    "reasons": "另一企业的另一事项",
}  # fmt: skip


def running(course: Course) -> set[str]:
    """The rules whose clocks still run."""
    return set(Deadline.objects.filter(case__number=course.number, status="running").values_list("rule", flat=True))


@pytest.mark.duty("TD-017")
def test_who_withdraws_is_answered_nothing_more(people: People) -> None:
    course = forwarded(people)
    with pytest.raises(Forbidden), transaction.atomic():
        course.take("2026-10-14", "east-sh", "withdraw")
    course.take("2026-10-14", "applicant", "withdraw")
    assert (course.state, running(course)) == ("withdrawn", set())
    assert course.clock("TC-05").status == "met"
    assert course.content("withdrawal_note")["withdrawn_on"] == "2026-10-14"
    with pytest.raises(Refused), transaction.atomic():
        course.take("2026-10-15", "sh-handler", "reply", **ANSWER)


@pytest.mark.duty("TD-004")
def test_the_same_matter_goes_on_under_one_number(people: People) -> None:
    first, again = forwarded(people), Course.filed(people, "2026-10-14")
    again.take("2026-10-15", "sh-intake", "merge", into=first.number, reasons="同一账单")
    assert (again.state, running(again), again.clock("TC-04").status) == ("merged", set(), "met")
    assert Link.objects.get(case__number=again.number).other.number == first.number
    assert again.content("merger_notice")["into_code"] == first.number
    assert first.state == "forwarded"


@pytest.mark.duty("TD-004", "TD-017")
def test_nothing_merges_into_itself_into_nothing_or_silently_into_a_later_case(people: People) -> None:
    course, later = Course.filed(people, "2026-10-12"), Course.filed(people, "2026-10-14", applicant_phone="13900139000")
    for target in (course.number, "T-2026-31-9999999"):
        assert course.refused("2026-10-15", "sh-intake", "merge", into=target, reasons="重复").keys() == {"T11-3-1"}
    assert "较早的答复期限" in course.refused("2026-10-15", "sh-intake", "merge", into=later.number, reasons="重复")["T11-3-1"]


@pytest.mark.duty("TD-004", "TD-017")
@pytest.mark.parametrize("end", ["withdrawn", "merged", "refused"])
def test_a_complaint_does_not_merge_into_one_that_nobody_answers(people: People, end: str) -> None:
    target = Course.filed(people, "2026-10-12", settled_before=end == "refused")
    if end == "withdrawn":
        target.take("2026-10-13", "applicant", "withdraw")
    elif end == "refused":
        target.take("2026-10-13", "sh-intake", "refuse", ground="11-2", facts="已和解", reasons="已执行")
    else:
        target.take("2026-10-13", "sh-intake", "merge", into=Course.filed(people, "2026-10-12").number, reasons="重复")
    course = Course.filed(people, "2026-10-14")
    assert "T11-3-1" in course.refused("2026-10-15", "sh-intake", "merge", into=target.number, reasons="重复")


@pytest.mark.duty("TD-017")
def test_a_second_matter_is_split_off_with_the_day_of_the_first_receipt(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-13")
    outcome = course.take("2026-10-19", "sh-handler", "split", **SECOND)
    second = Course(people, outcome.opened.case.number)
    assert (second.state, second.case.respondent.code, second.case.title) == ("received", "OP-NORTH-31", "携号转网被拒")
    assert (str(second.case.first_received_on), second.days("TC-08")) == ("2026-10-12", ("2026-11-11", "2026-11-11"))
    assert second.days("TC-04") == ("2026-10-26", "2026-10-26")
    assert Link.objects.get(case__number=course.number).why == "split into"
    assert course.state == "accepted"


@pytest.mark.duty("TD-004")
def test_stopped_by_approval_because_another_body_has_it(people: People) -> None:
    course = forwarded(people)
    assert course.propose("2026-10-15", "sh-handler", "stop", **STOP).proposal is not None
    assert course.state == "forwarded"
    other = forwarded(people, applicant_phone="13900139000")
    other.take("2026-10-15", "sh-handler", "stop", **STOP)
    assert (other.state, other.case.other_body, running(other)) == ("stopped", "court", set())
    notice = other.content("stop_notice")
    assert (notice["body_name"], notice["taken_on"]) == ("上海市黄浦区人民法院", "2026-10-14")


def test_the_complainant_rates_what_has_ended(people: People) -> None:
    course = forwarded(people)
    with pytest.raises(Refused), transaction.atomic():
        course.take("2026-10-14", "applicant", "rate", satisfaction="satisfied")
    course.take("2026-10-15", "sh-handler", "reply", **ANSWER)
    course.take("2026-10-16", "applicant", "rate", satisfaction="fairly")
    assert course.case.satisfaction == "fairly"
