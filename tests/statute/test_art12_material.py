"""令35 art 12: the written complaint and its four items; what is missing is asked for at once, and no clock stops meanwhile."""

from typing import Any

import pytest

from casework import queries
from casework.cases import recount
from casework.cases.refusals import Invalid
from casework.complaints.workflow import Complaint
from tests.builders import People
from tests.statute.course import Course, day, set_clock


@pytest.mark.duty("TD-005")
def test_each_item_that_is_missing_is_known(people: People) -> None:
    course = Course.filed(people, "2026-10-12", applicant_phone=None, applicant_address=None, applicant_postcode=None, respondent=None, facts=None)
    assert course.case.missing_items == ["12-1-address", "12-1-phone", "12-1-postcode", "12-2", "12-3-facts"]
    assert str(course.case.filed_on) == "2026-10-12"  # 12(4)
    with pytest.raises(Invalid):
        Course.filed(people, "2026-10-12", claim=None, facts=None)


@pytest.mark.duty("TD-005", "TD-009")
def test_a_case_that_waits_for_material_stands_in_the_worklist_under_the_day_of_its_decision(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = Course.filed(people, "2026-10-12", applicant_address=None)
    course.take("2026-10-13", "sh-intake", "ask_material", how="网上补交")
    assert (course.case.waits_on, str(course.case.due_on), course.case.due_rule) == ("applicant", "2026-10-19", "TC-04")
    desk = people["sh-intake"]

    def listed(**asked: Any) -> bool:
        return course.number in [one.number for one in queries.worklist(desk, **asked).rows]

    for moment, queue, stands in (
        ("2026-10-16T10:00", "waiting", True), ("2026-10-16T10:00", "today", False), ("2026-10-16T10:00", "overdue", False),
        ("2026-10-19T10:00", "waiting", True), ("2026-10-19T10:00", "today", True), ("2026-10-19T10:00", "overdue", False),
        ("2026-10-20T10:00", "waiting", True), ("2026-10-20T10:00", "today", False), ("2026-10-20T10:00", "overdue", True),
    ):  # fmt: skip
        set_clock(monkeypatch, moment)
        assert listed(queue=queue) is stands, (moment, queue)
    assert listed(queue="waiting", due_before=day("2026-10-20")) and not listed(queue="waiting", due_before=day("2026-10-19"))
    assert listed(queue="waiting", due_after=day("2026-10-18")) and not listed(queue="waiting", due_after=day("2026-10-19"))
    assert list(recount.differences([Complaint])) == []


@pytest.mark.duty("TD-005", "TD-009", "TD-017")
def test_material_asked_for_stops_no_clock(people: People) -> None:
    course = Course.filed(people, "2026-10-12", applicant_address=None, facts=None)
    before = course.days("TC-04"), course.days("TC-08")
    course.take("2026-10-13", "sh-intake", "ask_material", how="网上补交", items="九月账单复印件")
    assert (course.state, course.case.waits_on) == ("awaiting_material", "applicant")
    assert [one["what"] for one in course.content("material_notice")["items"]] == ["申诉人地址", "理由和事实根据", "九月账单复印件"]
    assert (course.days("TC-04"), course.days("TC-08")) == before == (("2026-10-19", "2026-10-19"), ("2026-11-11", "2026-11-11"))
    assert course.clock("TC-04").status == course.clock("TC-08").status == "running"
    course.take("2026-10-21", "applicant", "supply_material", applicant_address="上海市黄浦区人民大道1号", facts="账单多收一百二十元")
    assert (course.state, course.case.missing_items) == ("received", [])
    assert course.clock("TC-04").status == "breached"  # while the material was awaited
    assert (course.days("TC-07"), course.days("TC-08")) == (("2026-11-20", "2026-11-20"), ("2026-11-11", "2026-11-11"))


@pytest.mark.duty("TD-005", "TD-013")
def test_only_the_last_item_starts_the_longer_time(people: People) -> None:
    course = Course.filed(people, "2026-10-12", applicant_address=None, facts=None)
    course.take("2026-10-13", "applicant", "add_material", facts="账单多收一百二十元")
    assert course.clocks("TC-07") == []
    course.take("2026-10-14", "applicant", "add_material", applicant_address="上海市黄浦区人民大道1号")
    assert course.days("TC-07") == ("2026-11-13", "2026-11-13")
    course.take("2026-10-16", "applicant", "add_material", note="补充说明")
    assert [str(one.trigger_on) for one in course.clocks("TC-07")] == ["2026-10-14"]


@pytest.mark.duty("TD-013")
def test_who_accepts_with_items_missing_waits_for_them_no_longer(people: People) -> None:
    course = Course.filed(people, "2026-10-12", applicant_postcode=None).accepted("2026-10-14")
    assert course.case.missing_items == []
    assert str(course.clock("TC-07").trigger_on) == "2026-10-14"


@pytest.mark.duty("TD-005")
def test_a_clerk_writes_down_what_a_caller_says_and_an_agent_brings_an_authority(people: People) -> None:
    course = Course.filed(
        people, "2026-10-12", by=people["sh-intake"], channel="phone", agent_name="李律师", agent_phone="13700137000",
        agent_authority="代为申诉、接收文书，至办结",
    )  # fmt: skip
    assert course.case.first_handler == people.user("sh-intake")
    course.take("2026-10-13", "agent", "add_material", note="代理人补充")
    course.accepted("2026-10-13")
    assert course.addressees("acceptance_notice") == ["王小明", "李律师"]
    with pytest.raises(Invalid):
        Course.filed(people, "2026-10-12", agent_name="李律师")
