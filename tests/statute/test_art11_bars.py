"""令35 art 11: the bars. Each head stands or falls with the file, and a refusal names the head that the file bears out."""

from typing import Any

import pytest

from casework.cases.case import people_number
from casework.cases.refusals import Invalid, Refused
from tests.builders import People
from tests.statute.course import Course

GO = {"T10-4": {"met": True, "why": "企业已答复，申诉人不满意"}, "T11-1": {"met": True, "why": "上月发生"}}
REASONED = {"facts": "查明的事实", "reasons": "不予受理的理由"}
NO: dict[str, str] = {}
TABLE = [
    # what the filing of 2026-10-20 says -> ground and words of the refusal; empty: accepted
    ({"category": "fee", "event_on": "2026-05-20"}, NO),  # five months to the day
    ({"category": "fee", "event_on": "2026-05-19"}, {"T11-1": "2026年10月19日"}),
    ({"category": "fee", "event_on": "2026-04-20"}, {"T11-1": "超过五个月"}),  # six months ago
    ({"category": "service", "event_on": "2026-04-20"}, NO),
    ({"category": "network", "event_on": "2024-10-20"}, NO),  # two years to the day
    ({"category": "network", "event_on": "2024-10-18"}, {"T11-1": "超过二年"}),
    ({"category": None, "event_on": "2026-04-20"}, {"T11-1": "收费争议"}),  # asked: which class
    ({"settled_before": False}, NO),
    ({"settled_before": True}, {"T11-2": "已经达成和解协议并执行"}),
    ({"settled_before": None}, {"T11-2": "是否已经达成和解协议并执行"}),
    ({"other_body": "none"}, NO),
    ({"other_body": "court"}, {"T11-4": "人民法院已经受理"}),
    ({"other_body": "arbitration"}, {"T11-4": "仲裁机构已经受理"}),
    ({"other_body": "consumer"}, {"T11-4": "消费者组织已经受理"}),
    ({"other_body": "organ"}, {"T11-4": "其他行政机关已经受理"}),
    ({"other_body": None}, {"T11-4": "是否已由人民法院"}),
]


@pytest.mark.duty("TD-003", "TD-004")
@pytest.mark.parametrize(("said", "words"), TABLE)
def test_table(people: People, said: dict[str, Any], words: dict[str, str]) -> None:
    course = Course.filed(people, "2026-10-20", **said)
    answers = GO if said.get("event_on") is None else {"T10-4": GO["T10-4"]}
    if words:
        refused = course.refused("2026-10-20", "sh-intake", "accept", answers, handler="sh-handler")
        assert refused.keys() == words.keys()
        assert all(sentence in refused[ground] for ground, sentence in words.items()), refused
    else:
        course.take("2026-10-20", "sh-intake", "accept", answers, handler="sh-handler")
        assert course.state == "accepted"


@pytest.mark.duty("TD-003")
def test_time_is_counted_to_the_filing_not_to_the_decision(people: People) -> None:
    course = Course.filed(people, "2026-10-20", category="fee", event_on="2026-05-20")
    course.take("2026-10-26", "sh-intake", "accept", {"T10-4": GO["T10-4"]}, handler="sh-handler")
    assert course.state == "accepted"


@pytest.mark.duty("TD-003")
def test_a_letter_posted_in_time_is_in_time(people: People) -> None:
    course = Course.filed(people, "2026-10-22", by=people["sh-intake"], channel="letter", category="fee", event_on="2026-05-20", posted_on="2026-10-20")
    course.take("2026-10-22", "sh-intake", "accept", {"T10-4": GO["T10-4"]}, handler="sh-handler")
    assert course.state == "accepted"


@pytest.mark.duty("TD-003")
def test_nobody_dates_their_own_letter(people: People) -> None:
    with pytest.raises(Refused, match="交邮日期"):
        Course.filed(people, "2026-10-22", channel="letter", category="fee", event_on="2026-04-20", posted_on="2026-09-20")


@pytest.mark.duty("TD-004")
def test_the_same_phone_against_the_same_operator_is_asked_about(people: People) -> None:
    first = Course.filed(people, "2026-10-19").accepted("2026-10-19")
    again = Course.filed(people, "2026-10-20", applicant_name="王先生", applicant_phone="+86 138-0013-8000")
    assert people_number(first.number, "沪") in again.refused("2026-10-20", "sh-intake", "accept", GO, handler="sh-handler")["T11-3"]
    other_phone = Course.filed(people, "2026-10-20", applicant_phone="13900139000")
    other_phone.take("2026-10-20", "sh-intake", "accept", GO, handler="sh-handler")
    other_operator = Course.filed(people, "2026-10-20", respondent="OP-NORTH-31")
    other_operator.take("2026-10-20", "sh-intake", "accept", GO, handler="sh-handler")
    again.take("2026-10-20", "sh-intake", "accept", GO | {"T11-3": {"met": True, "why": "另一账期的另一笔费用"}}, handler="sh-handler")
    assert [one.state for one in (other_phone, other_operator, again)] == ["accepted"] * 3


@pytest.mark.duty("TD-004")
def test_a_complaint_withdrawn_or_refused_before_is_no_duplicate(people: People) -> None:
    Course.filed(people, "2026-10-19").take("2026-10-19", "applicant", "withdraw")
    again = Course.filed(people, "2026-10-20")
    again.take("2026-10-20", "sh-intake", "accept", GO, handler="sh-handler")
    assert again.state == "accepted"


HEADS = [
    # head, what the file says, recorded finding, stands
    ("11-1", {"category": "fee", "event_on": "2026-04-20"}, {}, True),
    ("11-1", {"category": "fee", "event_on": "2026-09-20"}, {}, False),
    ("11-1", {"category": "fee", "event_on": "2026-09-20"}, {"T11-1": {"met": False, "why": "我认为太迟"}}, False),
    ("11-1", {"event_on": None}, {}, False),  # asked first
    ("11-1", {"event_on": None}, {"T11-1": {"met": False, "why": "申诉人承认发生于去年"}}, True),
    ("11-2", {"settled_before": True}, {}, True),
    ("11-2", {"settled_before": False}, {}, True),  # the complainant's word alone: what was found stands against it
    ("11-2", {"settled_before": None}, {}, True),
    ("11-2", {"settled_before": False}, {"T11-2": {"met": True, "why": "企业确认没有和解"}}, False),  # the office itself found otherwise
    ("11-2", {"settled_before": False}, {"T11-2": {"met": False, "why": "和解协议及付款凭证"}}, True),
    ("11-3", {}, {}, False),
    ("11-4", {"other_body": "court"}, {}, True),
    ("11-4", {"other_body": "none"}, {}, True),
    ("11-4", {"other_body": "none"}, {"T11-4": {"met": True, "why": "法院裁定不予立案"}}, False),
    ("11-5-1", {"own_matter": False}, {}, True),
    ("11-5-1", {"own_matter": True}, {}, True),
    ("11-5-2", {"respondent": None, "office": "CA-31"}, {}, True),
    ("11-5-2", {}, {}, False),
    ("11-5-3", {"claim": None}, {}, True),
    ("11-5-3", {}, {}, False),
    ("11-5-4", {"operator_complained": False}, {}, True),
    ("11-5-4", {"operator_complained": True, "operator_complained_on": "2026-10-08", "operator_answered_on": "2026-10-09"}, {}, False),
]


@pytest.mark.duty("TD-004", "TD-009")
@pytest.mark.parametrize(("head", "said", "found", "stands"), HEADS)
def test_the_head_of_a_refusal_agrees_with_the_file(people: People, head: str, said: dict[str, Any], found: dict[str, Any], stands: bool) -> None:
    course = Course.filed(people, "2026-10-20", **said)
    given = REASONED | {"ground": head} | ({"other_body_name": "上海市黄浦区人民法院"} if head == "11-4" else {})
    if not stands:
        assert "T14-2" in course.refused("2026-10-21", "sh-intake", "refuse", found or None, **given)
        return
    course.take("2026-10-21", "sh-intake", "refuse", found or None, **given)
    assert (course.state, course.case.refusal_ground) == ("refused", head)


@pytest.mark.duty("TD-004", "TD-009")
def test_a_refusal_against_what_was_declared_needs_the_facts_found(people: People) -> None:
    course = Course.filed(people, "2026-10-20", settled_before=False)
    with pytest.raises(Invalid) as caught:
        course.propose("2026-10-21", "sh-intake", "refuse", ground="11-2", facts=" ", reasons="已和解")
    assert set(caught.value.fields) == {"facts"}
    assert course.propose("2026-10-21", "sh-intake", "refuse", ground="11-2", facts="2026年9月30日的和解协议及付款凭证", reasons="已和解").proposal
    assert course.state == "received"  # the head decides


@pytest.mark.duty("TD-004")
def test_another_body_and_another_law_must_be_named(people: People) -> None:
    course = Course.filed(people, "2026-10-20", other_body="court")
    for head in ("11-4", "11-6"):
        with pytest.raises(Invalid):
            course.propose("2026-10-21", "sh-intake", "refuse", None, ground=head, **REASONED)


@pytest.mark.duty("TD-004")
def test_the_same_matter_is_refused_under_head_three_after_a_finding(people: People) -> None:
    Course.filed(people, "2026-10-19").accepted("2026-10-19")
    again = Course.filed(people, "2026-10-20")
    assert "T14-2" in again.refused("2026-10-20", "sh-intake", "refuse", ground="11-3", **REASONED)
    again.take("2026-10-20", "sh-intake", "refuse", {"T11-3": {"met": False, "why": "同一账单同一请求"}}, ground="11-3", **REASONED)
    assert again.state == "refused"
