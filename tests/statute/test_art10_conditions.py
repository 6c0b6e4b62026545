"""令35 art 10: the four conditions, answered from the data where data answer; what a clerk finds is recorded and counts."""

from typing import Any

import pytest

from casework import queries
from casework.cases import checklist
from casework.cases.refusals import Forbidden, Refused
from tests.builders import People
from tests.statute.course import CHECKED, Course

ASKED = {"operator_complained": True, "operator_complained_on": "2026-10-08"}
MET: tuple[str, ...] = ()
TABLE = [
    # ground, what the filing says, in the refusal of 2026-10-20 (nothing: the ground holds)
    ("T10-1", {"own_matter": True}, MET),
    ("T10-1", {"own_matter": False}, ("不是与申诉事项有直接利害关系",)),
    ("T10-1", {"own_matter": None}, ("是否", "？")),
    ("T10-2", {}, MET),
    ("T10-2", {"respondent": None, "office": "CA-31"}, ("没有明确的被申诉人",)),
    ("T10-3", {}, MET),
    ("T10-3", {"claim": None}, ("申诉请求",)),
    ("T10-3", {"facts": None}, ("事实根据",)),
    ("T10-4", ASKED | {"operator_answered_on": "2026-10-09", "operator_satisfied": False}, MET),  # the next day, unsatisfactorily: at once
    ("T10-4", ASKED | {"operator_answered_on": "2026-10-09", "operator_satisfied": True}, ("满意",)),
    ("T10-4", ASKED, ("2026年10月23日", "尚未届满")),
    ("T10-4", ASKED | {"operator_complained_on": "2026-10-05"}, ("2026年10月20日", "尚未届满")),  # the fifteenth day itself
    ("T10-4", ASKED | {"operator_complained_on": "2026-10-04"}, MET),  # the sixteenth day
    ("T10-4", ASKED | {"operator_complained_on": None}, ("何时", "？")),
    ("T10-4", {"operator_complained": False}, ("尚未", "投诉")),
    ("T10-4", {"operator_complained": None}, ("是否", "？")),
]


@pytest.mark.duty("TD-002")
@pytest.mark.parametrize(("ground", "said", "words"), TABLE)
def test_table(people: People, ground: str, said: dict[str, Any], words: tuple[str, ...]) -> None:
    course = Course.filed(people, "2026-10-20", **said)
    others = {name: answer for name, answer in CHECKED.items() if name != ground}
    if not words:
        course.take("2026-10-20", "sh-intake", "accept", others, handler="sh-handler")
        assert course.state == "accepted"
        return
    refused = course.refused("2026-10-20", "sh-intake", "accept", others, handler="sh-handler")
    assert refused.keys() == {ground}
    assert all(word in refused[ground] for word in words), refused[ground]


@pytest.mark.duty("TD-002", "TD-010")
def test_fifteen_days_unanswered_are_not_rolled_over_a_holiday(people: People) -> None:
    course = Course.filed(people, "2026-10-02", operator_complained=True, operator_complained_on="2026-09-16", event_on="2026-09-01")
    course.take("2026-10-02", "sh-intake", "accept", handler="sh-handler")  # 10-01, the fifteenth day, is a holiday
    assert course.state == "accepted"


@pytest.mark.duty("TD-002")
def test_an_open_question_refuses_the_step_until_a_clerk_answers_with_reasons(people: People) -> None:
    course = Course.filed(people, "2026-10-20", own_matter=None, operator_answered_on="2026-10-19", operator_complained_on="2026-10-08", event_on="2026-10-01")
    assert course.refused("2026-10-20", "sh-intake", "accept", handler="sh-handler").keys() == {"T10-1"}
    assert course.refused("2026-10-20", "sh-intake", "accept", {"T10-1": {"met": True, "why": " "}}, handler="sh-handler").keys() == {"T10-1"}
    assert course.answers("T10-1") == []
    course.take("2026-10-20", "sh-intake", "record_ground", {"T10-1": {"met": True, "why": "查验入网协议，机主本人"}})
    assert course.answers("T10-1") == [(True, "查验入网协议，机主本人", "沪受理")]
    course.take("2026-10-21", "sh-intake", "accept", handler="sh-handler")  # the answer counts next time
    assert course.state == "accepted"


@pytest.mark.duty("TD-002")
def test_an_answer_no_closes_the_step_and_the_newest_answer_counts(people: People) -> None:
    course = Course.filed(people, "2026-10-20", own_matter=None, operator_answered_on="2026-10-19", operator_complained_on="2026-10-08", event_on="2026-10-01")
    course.take("2026-10-20", "sh-intake", "record_ground", {"T10-1": {"met": False, "why": "机主为他人"}})
    assert "机主为他人" in course.refused("2026-10-20", "sh-intake", "accept", handler="sh-handler")["T10-1"]
    course.take("2026-10-21", "sh-handler", "record_ground", {"T10-1": {"met": True, "why": "机主已过户给申诉人"}})
    assert [met for met, _, _ in course.answers("T10-1")] == [False, True]
    course.take("2026-10-21", "sh-intake", "accept", handler="sh-handler")
    assert course.state == "accepted"


@pytest.mark.duty("TD-002")
def test_no_clerk_overrules_a_computation(people: People) -> None:
    course = Course.filed(people, "2026-10-20", **ASKED)
    assert "T10-4" in course.refused("2026-10-20", "sh-intake", "accept", CHECKED, handler="sh-handler")


@pytest.mark.duty("TD-002")
def test_only_the_office_answers_grounds(people: People) -> None:
    course = Course.filed(people, "2026-10-20", own_matter=None)
    with pytest.raises(Forbidden):
        course.take("2026-10-20", "applicant", "add_material", {"T10-1": {"met": True, "why": "我是机主"}}, note="补充")
    with pytest.raises(Refused):
        course.take("2026-10-20", "sh-intake", "record_ground", {"T99": {"met": True, "why": "无此项"}})


@pytest.mark.duty("TD-002")
def test_the_file_shows_each_condition_with_its_answer(people: People) -> None:
    course = Course.filed(people, "2026-10-20", own_matter=None, operator_answered_on="2026-10-19", operator_complained_on="2026-10-08")
    lines = {line.ground.id: checklist.word(line.answer) for line in queries.case_file(course.number, people["sh-intake"]).grounds}
    assert [lines[one] for one in ("T10-1", "T10-2", "T10-3", "T10-4")] == ["unknown", "met", "met", "met"]
