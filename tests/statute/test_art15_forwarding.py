"""令35 art 15: forwarded to the operator, or to two; only what it needs; it hears nothing before; who objects with reason is out of the case."""

import pytest

from casework import queries
from casework.cases.outbox import Message
from casework.cases.parties import Party
from casework.cases.refusals import NotFound
from tests.builders import People
from tests.statute.course import REPLY, Course

REASONS = {"reasons": "该号码已于八月携出，费用由携入方收取"}


def forwarded(people: People, second: str = "", **changed: object) -> Course:
    """Filed and accepted on 2026-10-12, forwarded on the 13th."""
    course = Course.filed(people, "2026-10-12", **changed).accepted("2026-10-12")
    course.take("2026-10-13", "sh-handler", "forward", **({"second_respondent": second} if second else {}))
    return course


@pytest.mark.duty("TD-011")
def test_forwarding_meets_the_two_working_days_and_waits_for_the_operator(people: People) -> None:
    course = forwarded(people)
    assert (course.days("TC-05"), course.clock("TC-05").status) == (("2026-10-14", "2026-10-14"), "met")
    assert (course.state, course.case.waits_on) == ("forwarded", "respondent")


@pytest.mark.duty("TD-011", "TD-035")
def test_the_operator_knows_nothing_before_and_only_its_own_afterwards(people: People) -> None:
    course = Course.filed(people, "2026-10-12", applicant_id_number="310101199001011234").accepted("2026-10-12")
    assert not Party.objects.filter(case__number=course.number, role="respondent").exists()
    with pytest.raises(NotFound):
        queries.case_file(course.number, people["east-sh"])
    course.take("2026-10-13", "sh-handler", "forward")
    seen = queries.case_file(course.number, people["east-sh"])
    assert [one.type for one in seen.papers] == ["transfer_notice"]
    for stranger in ("east-ha", "north-sh"):
        with pytest.raises(NotFound):
            queries.case_file(course.number, people[stranger])


@pytest.mark.duty("TD-035", "TD-022")
@pytest.mark.parametrize(
    ("ticked", "phone", "address"), [({}, False, False), ({"give_phone": "on"}, True, False), ({"give_phone": "on", "give_address": "on"}, True, True)]
)
def test_the_notice_holds_what_finds_the_account_and_no_more(people: People, ticked: dict[str, str], phone: bool, address: bool) -> None:
    course = Course.filed(
        people, "2026-10-12", number_in_dispute="02155550000", applicant_id_number="310101199001011234", applicant_email="wang@example.com"
    ).accepted("2026-10-12")
    course.take("2026-10-13", "sh-handler", "forward", **ticked)
    said = course.text("transfer_notice")
    assert "02155550000" in said and "王小明" in said
    assert ("13800138000" in said, "人民大道1号" in said) == (phone, address)
    assert "310101199001011234" not in said and "wang@example.com" not in said and "200003" not in said


@pytest.mark.duty("TD-011", "TD-012")
def test_a_ported_number_waits_for_both_operators(people: People) -> None:
    course = forwarded(people, "OP-NORTH-31", number_portability="on")
    assert course.addressees("transfer_notice") == ["华东通信股份有限公司上海分公司", "北方移动通信有限公司上海分公司"]
    for operator in ("east-sh", "north-sh"):
        assert len(queries.case_file(course.number, people[operator]).papers) == 1
    course.take("2026-10-15", "north-sh", "acknowledge")
    assert [one.bound_party.name for one in course.clocks("TC-06")] == ["北方移动通信有限公司上海分公司"]
    course.take("2026-10-16", "north-sh", "operator_reply", **REPLY)
    assert course.state == "forwarded"
    assert "T16-1" in course.refused("2026-10-16", "north-sh", "operator_reply", **REPLY)
    course.take("2026-10-19", "east-sh", "operator_reply", **REPLY)
    assert course.state == "operator_replied"
    assert {one.status for one in course.clocks("TC-06")} == {"met"}


@pytest.mark.duty("TD-011", "TD-035", "TD-017")
def test_who_objects_rightly_leaves_the_case_and_sees_it_no_more(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-14", "east-sh", "object", **REASONS)
    assert (course.state, course.case.waits_on) == ("objected", "handler")
    assert course.clock("TC-08").status == "running"
    course.take("2026-10-15", "sh-handler", "uphold_objection", respondent="OP-NORTH-31", reasons="携入方为北方移动")
    case = course.case
    assert (course.state, case.respondent.code, case.waits_on) == ("forwarded", "OP-NORTH-31", "respondent")
    with pytest.raises(NotFound):
        queries.case_file(course.number, people["east-sh"])
    assert course.number not in [one.number for one in queries.worklist(people["east-sh"]).rows]
    assert [one.type for one in queries.case_file(course.number, people["north-sh"]).papers] == ["transfer_notice"]
    assert course.number in [one.number for one in queries.worklist(people["north-sh"]).rows]
    before = Message.objects.filter(case__number=course.number, organisation__code="OP-EAST-31").count()
    course.take("2026-10-16", "north-sh", "operator_reply", **REPLY)
    course.take("2026-10-19", "sh-handler", "reply", facts_found="多收属实", result="已退费", outcome="known")
    assert Message.objects.filter(case__number=course.number, organisation__code="OP-EAST-31").count() == before
    assert [one.status for one in course.clocks("TC-06")] == ["void", "met"]
    assert course.clock("TC-08").trigger_on.isoformat() == "2026-10-12"


@pytest.mark.duty("TD-012")
def test_who_objects_wrongly_answers_after_all_in_its_first_time(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-14", "east-sh", "object", **REASONS)
    first = course.days("TC-06")
    course.take("2026-10-19", "sh-handler", "overrule_objection", reasons="号码仍在网")
    assert (course.state, course.days("TC-06")) == ("forwarded", first)
    course.take("2026-10-20", "east-sh", "operator_reply", **REPLY)
    assert course.state == "operator_replied"


@pytest.mark.duty("TD-011")
def test_an_objection_upheld_needs_another_operator(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-14", "east-sh", "object", **REASONS)
    assert "T16-3" in course.refused("2026-10-15", "sh-handler", "uphold_objection", reasons="不是该企业")
    assert "T16-3" in course.refused("2026-10-15", "sh-handler", "uphold_objection", respondent="OP-EAST-31", reasons="不是该企业")


@pytest.mark.duty("TD-011", "TD-012")
def test_of_two_operators_one_leaves_and_the_other_goes_on(people: People) -> None:
    course = forwarded(people, "OP-NORTH-31", number_portability="on")
    course.take("2026-10-14", "east-sh", "operator_reply", **REPLY)
    course.take("2026-10-14", "north-sh", "object", **REASONS)
    course.take("2026-10-15", "sh-handler", "uphold_objection", reasons="与北方移动无关")
    assert course.state == "operator_replied"
    assert course.case.second_respondent is None
    with pytest.raises(NotFound):
        queries.case_file(course.number, people["north-sh"])
