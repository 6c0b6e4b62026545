"""令35 art 13: asked on receipt, sent to the operator where it has not handled the matter, enquiries answered; coming back (10(4))."""

import pytest

from casework import commands
from casework.cases.clocks import Deadline
from tests.builders import OUTSIDER, People
from tests.statute.course import Course, day

ASKED = {"operator_complained": True, "operator_complained_on": "2026-10-12"}
NOTICE = {"how": "拨打10000\n营业厅", "said": "没有投诉过"}


@pytest.mark.duty("TD-006")
def test_the_question_and_its_answer_are_recorded(people: People) -> None:
    course = Course.filed(people, "2026-10-12")
    assert "是否已就申诉事项向被申诉人投诉" in course.refused("2026-10-12", "sh-intake", "redirect", **NOTICE)["T13-2"]
    course.take("2026-10-12", "sh-intake", "ask_about_operator", said="上周五打过客服，说要等", operator_complained_on="2026-10-09")
    entry = course.entries("ask_about_operator")[0]
    assert entry.content.given["given"]["said"] == "上周五打过客服，说要等"
    assert (course.case.operator_complained, str(course.case.operator_complained_on)) == (True, "2026-10-09")
    course.take("2026-10-13", "sh-intake", "ask_about_operator", said="记错了，昨天企业答复了", operator_answered_on="2026-10-12", operator_satisfied="false")
    assert str(course.case.operator_answered_on) == "2026-10-12"  # the newest answer counts


@pytest.mark.duty("TD-006", "TD-007", "TD-009", "TD-017")
def test_who_has_not_been_to_the_operator_is_sent_there_in_time(people: People) -> None:
    course = Course.filed(people, "2026-10-12", operator_complained=False)
    course.take("2026-10-14", "sh-intake", "redirect", **NOTICE)
    assert course.state == "redirected"
    told = course.content("operator_first")
    assert told["answered"] == "没有投诉过" and told["how"] == ["拨打10000", "营业厅"]
    assert told["may_return_on"] == "2026-10-30"  # the day after 2026-10-29, fifteen days from the notice
    assert {one.rule: one.status for one in Deadline.objects.filter(case__number=course.number)} == {"TC-04": "met", "TC-07": "met", "TC-08": "met"}


@pytest.mark.duty("TD-007")
def test_who_has_been_there_and_was_answered_is_not_sent_back(people: People) -> None:
    course = Course.filed(people, "2026-10-14", **ASKED, operator_answered_on="2026-10-13", operator_satisfied=False)
    assert "不能告知先行投诉" in course.refused("2026-10-14", "sh-intake", "redirect", **NOTICE)["T13-2"]


@pytest.mark.duty("TD-002", "TD-006", "TD-017")
def test_back_as_soon_as_the_operator_has_answered_unsatisfactorily(people: People) -> None:
    course = Course.filed(people, "2026-10-12", operator_complained=False)
    course.take("2026-10-12", "sh-intake", "redirect", **NOTICE)
    came = {"operator_complained_on": "2026-10-12", "operator_answered_on": "2026-10-13", "operator_answer": "不予处理"}
    course.take("2026-10-13", "applicant", "reenter", **came, operator_satisfied="false")
    assert course.state == "received"
    running = {one.rule: str(one.last_day) for one in Deadline.objects.filter(case__number=course.number, status="running")}
    assert running == {"TC-04": "2026-10-20", "TC-07": "2026-11-12", "TC-08": "2026-11-12"}
    course.take("2026-10-13", "sh-intake", "accept", {"T11-1": {"met": True, "why": "本月发生"}}, handler="sh-handler")
    assert course.state == "accepted"


@pytest.mark.duty("TD-002", "TD-010")
def test_back_when_fifteen_days_passed_unanswered_and_not_before(people: People) -> None:
    course = Course.filed(people, "2026-10-12", operator_complained=False)
    course.take("2026-10-12", "sh-intake", "redirect", **NOTICE)
    assert "2026年10月28日" in course.refused("2026-10-28", "applicant", "reenter", operator_complained_on="2026-10-13")["T10-4"]
    course.take("2026-10-29", "applicant", "reenter", operator_complained_on="2026-10-13")
    assert course.state == "received"


@pytest.mark.duty("TD-008")
def test_an_enquiry_is_answered_and_is_no_complaint(people: People) -> None:
    given = {"applicant_name": "王小明", "applicant_phone": "13800138000", "office": "CA-31", "question": "流量提醒有何规定？"}
    case = commands.file_case("complaint", step="enquire", by=OUTSIDER, given=given, on=day("2026-10-12")).case
    course = Course(people, case.number)
    assert (course.state, Deadline.objects.filter(case=case).count()) == ("enquiry", 0)
    course.take("2026-10-13", "sh-intake", "answer_enquiry", answer="达到套餐百分之八十和百分之百时应当提醒。")
    assert course.state == "answered"
    assert course.content("enquiry_answer")["question"] == "流量提醒有何规定？"


@pytest.mark.duty("TD-008", "TD-017")
def test_an_enquiry_that_is_a_complaint_counts_from_the_first_day(people: People) -> None:
    given = {"applicant_name": "王小明", "office": "CA-31", "question": "为什么多扣我一百二十元？"}
    case = commands.file_case("complaint", step="enquire", by=OUTSIDER, given=given, on=day("2026-10-12")).case
    course = Course(people, case.number)
    course.take("2026-10-16", "sh-intake", "take_as_complaint", respondent="OP-EAST-31", claim="退费", facts="多扣一百二十元")
    assert course.days("TC-08") == ("2026-11-11", "2026-11-11")
    assert course.days("TC-04") == ("2026-10-23", "2026-10-23")
