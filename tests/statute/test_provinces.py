"""Local regulations: 河南省电信条例 38, 重庆市电信条例 20②, 26, within the thirty days of 电信条例 39①."""

import pytest

from tests.builders import People
from tests.statute.course import CHECKED, Course

HENAN, CHONGQING = {"respondent": "OP-EAST-41"}, {"respondent": "OP-EAST-50"}


@pytest.mark.duty("TD-036", "TD-010")
def test_henan_the_operator_has_five_working_days(people: People) -> None:
    asked = {"operator_complained": True, "operator_complained_on": "2026-09-24"}  # 09-25 to 27 and 10-01 to 07 off
    course = Course.filed(people, "2026-10-09", **HENAN, **asked, event_on="2026-09-20")
    assert "2026年10月9日" in course.refused("2026-10-09", "ha-intake", "accept", handler="ha-handler")["T10-4"]
    course.take("2026-10-10", "ha-intake", "accept", handler="ha-handler")
    assert course.state == "accepted"


@pytest.mark.duty("TD-036")
def test_henan_the_office_answers_in_fifteen_days(people: People) -> None:
    course = Course.filed(people, "2026-09-17", **HENAN)
    assert course.days("TC-13") == ("2026-10-02", "2026-10-08")
    assert not course.clock("TC-13").house
    assert course.days("TC-08") == ("2026-10-17", "2026-10-19")
    assert Course.filed(people, "2026-09-17").clocks("TC-13") == []


@pytest.mark.duty("TD-036", "TD-017")
def test_henan_the_head_may_extend_by_fifteen_days_in_all(people: People) -> None:
    course = Course.filed(people, "2026-09-17", **HENAN).accepted("2026-09-18", "ha-handler", "ha-intake")
    course.take("2026-09-29", "ha-handler", "extend_henan", days=10, reasons="涉及三个月账单逐项核对")
    assert course.days("TC-13") == ("2026-10-12", "2026-10-12")  # from the un-rolled 10-02
    assert "TD-036-1" in course.refused("2026-10-09", "ha-handler", "extend_henan", days=6, reasons="仍需核对")
    course.take("2026-10-09", "ha-handler", "extend_henan", days=5, reasons="仍需核对")
    assert course.days("TC-13") == ("2026-10-17", "2026-10-19")
    assert course.days("TC-08") == ("2026-10-17", "2026-10-19")


@pytest.mark.duty("TD-036")
def test_henan_a_time_that_is_over_is_not_extended(people: People) -> None:
    course = Course.filed(people, "2026-10-12", **HENAN).accepted("2026-10-13", "ha-handler", "ha-intake")
    assert course.days("TC-13") == ("2026-10-27", "2026-10-27")
    outcome = course.propose("2026-10-27", "ha-handler", "extend_henan", days=5, reasons="情况复杂")
    assert outcome.proposal is not None
    assert course.clock("TC-13").extension_days == 0  # proposed, not granted
    late = Course.filed(people, "2026-10-12", **HENAN, applicant_phone="13900139000").accepted("2026-10-13", "ha-handler", "ha-intake")
    assert "clock" in late.refused("2026-10-28", "ha-handler", "extend_henan", days=5, reasons="情况复杂")


@pytest.mark.duty("TD-037", "TD-010")
def test_chongqing_the_earlier_of_fifteen_days_and_fifteen_working_days(people: People) -> None:
    asked = {"operator_complained": True, "operator_complained_on": "2025-09-18", "event_on": "2025-09-10"}
    course = Course.filed(people, "2025-10-03", **CHONGQING, **asked)
    assert "2025年10月3日" in course.refused("2025-10-03", "cq-intake", "accept")["T10-4"]
    course.take("2025-10-04", "cq-intake", "accept")
    assert course.state == "accepted"


@pytest.mark.duty("TD-037", "TD-009")
def test_chongqing_decides_on_the_day_of_receipt(people: People) -> None:
    course = Course.filed(people, "2026-10-12", **CHONGQING)
    assert course.days("TC-15") == ("2026-10-12", "2026-10-12")
    assert (str(course.case.due_on), course.case.due_rule) == ("2026-10-12", "TC-15")
    course.accepted("2026-10-12", "", "cq-intake")
    assert (course.clock("TC-15").status, str(course.clock("TC-15").met_on)) == ("met", "2026-10-12")
    late = Course.filed(people, "2026-10-12", **CHONGQING, applicant_phone="13900139000").accepted("2026-10-13", "", "cq-intake")
    assert late.clock("TC-15").status == "breached"
    assert [one.facts["breach_of_law"] for one in late.entries("breach")] == [True]
    assert late.clock("TC-04").status == "met"


@pytest.mark.duty("TD-037")
def test_chongqing_received_on_a_holiday(people: People) -> None:
    course = Course.filed(people, "2026-10-03", **CHONGQING)
    assert course.days("TC-15") == ("2026-10-03", "2026-10-08")


@pytest.mark.duty("TD-037", "TD-009")
def test_chongqing_a_refusal_or_a_word_to_go_to_the_operator_is_due_the_same_day_too(people: People) -> None:
    course = Course.filed(people, "2026-10-12", **CHONGQING, operator_complained=False)
    course.take("2026-10-12", "cq-intake", "redirect", how="拨打10000", said="没有")
    assert course.clock("TC-15").status == "met"


@pytest.mark.duty("TD-037")
def test_chongqing_mediates_within_thirty_days_of_acceptance(people: People) -> None:
    course = Course.filed(people, "2026-04-02", **CHONGQING).accepted("2026-04-02", "", "cq-intake")
    assert course.days("TC-16") == ("2026-05-02", "2026-05-06")
    assert Course.filed(people, "2026-04-02").accepted("2026-04-02").clocks("TC-16") == []


@pytest.mark.duty("TD-001", "TD-036")
def test_the_local_time_is_that_of_the_office_that_has_the_case(people: People) -> None:
    course = Course.filed(people, "2026-10-12", **HENAN, office="CA-31")
    assert course.clocks("TC-13") == []
    course.take("2026-10-13", "sh-intake", "send_to_seat")
    course.take("2026-10-14", "ha-intake", "receive_at_seat")
    assert course.days("TC-13") == ("2026-10-27", "2026-10-27")  # 自收到申诉之日起: of the first receipt
    assert course.refused("2026-10-14", "ha-intake", "accept", {**CHECKED, "T10-4": {"met": False, "why": "未投诉"}}).keys() == {"T10-4"}
