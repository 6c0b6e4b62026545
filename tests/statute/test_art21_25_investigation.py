"""令35 arts 21-25, 电信条例 39②, 40, 41, 65①: investigation by two officers with cards, testing by approval, never content, breaches by article."""

import pytest
from django.db import IntegrityError, transaction

from casework import commands
from casework.cases.refusals import Forbidden, Invalid, Refused
from casework.complaints.replies import Inquiry
from tests.builders import People
from tests.statute.course import ANSWER, Course, day
from tests.statute.test_art15_forwarding import forwarded

INQUIRY = {
    "first_officer": "sh-handler", "first_card": "沪通执 0001", "second_officer": "sh-handler2", "second_card": "沪通执 0002", "cards_shown": "on",
    "started_at": "2026-10-15T09:30", "ended_at": "2026-10-15T10:20", "place": "企业营业厅", "person": "陈经理", "asked_for": ["bill", "consent"],
    "record": "问：计费依据是什么？\n答：系统话单。",
}  # fmt: skip


@pytest.mark.duty("TD-015")
def test_two_officers_with_cards_and_a_record(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-15", "sh-handler", "investigate", **INQUIRY)
    record = course.content("investigation_record")
    assert record["officers"] == [{"name": "沪承办", "card": "沪通执 0001"}, {"name": "沪承办乙", "card": "沪通执 0002"}]
    assert record["content"] == [{"q": "问：计费依据是什么？", "a": "答：系统话单。"}]
    assert course.addressees("investigation_record") == []  # it stays in the file
    assert course.state == "forwarded"


@pytest.mark.duty("TD-015")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"second_officer": "sh-handler"}, "second_officer"), ({"second_officer": None}, "second_officer"), ({"first_card": ""}, "first_card"),
        ({"second_card": ""}, "second_card"), ({"cards_shown": None}, "cards_shown"), ({"record": ""}, "record"),
    ],
)  # fmt: skip
def test_one_officer_no_card_or_no_record_is_no_investigation(people: People, changed: dict[str, object], field: str) -> None:
    course = forwarded(people)
    with pytest.raises(Invalid) as caught, transaction.atomic():
        course.take("2026-10-15", "sh-handler", "investigate", **(INQUIRY | changed))
    assert field in caught.value.fields


@pytest.mark.duty("TD-015")
def test_both_are_of_this_office_and_the_database_wants_two_people(people: People) -> None:
    course = forwarded(people)
    assert "T21-1" in course.refused("2026-10-15", "sh-handler", "investigate", **(INQUIRY | {"second_officer": "ha-handler"}))
    course.take("2026-10-15", "sh-handler", "investigate", **INQUIRY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inquiry.objects.filter(case__number=course.number).update(second_officer=people.user("sh-handler"))


@pytest.mark.duty("TD-022")
@pytest.mark.parametrize("content", ["sms_content", "call_content", "message_content", "短信内容", "通话内容"])
def test_content_of_messages_and_calls_cannot_be_asked_for(people: People, content: str) -> None:
    course = forwarded(people)
    with pytest.raises(Invalid) as caught, transaction.atomic():
        course.take("2026-10-15", "sh-handler", "investigate", **(INQUIRY | {"asked_for": ["bill", content]}))
    assert list(caught.value.fields) == ["asked_for"]


@pytest.mark.duty("TD-022")
def test_the_operator_is_told_not_to_send_content(people: People) -> None:
    said = forwarded(people).text("transfer_notice")
    assert "六十五条" in said and "内容" in said


@pytest.mark.duty("TD-015")
def test_testing_is_approved_by_the_head_before_it_is_asked_for(people: People) -> None:
    course = forwarded(people)
    wanted = {"subject": "宽带实际速率", "testing_body": "中国泰尔实验室", "reasons": "双方测速结果不一致"}
    proposed = course.propose("2026-10-15", "sh-handler", "request_testing", **wanted)
    assert proposed.proposal is not None and course.papers("testing_request") == []
    assert "T21-2" in course.refused("2026-10-15", "sh-handler", "record_testing", finding="达标")
    with pytest.raises(Forbidden), transaction.atomic():
        commands.approve(course.number, proposed.proposal.pk, by=people["sh-handler2"], on=day("2026-10-16"))
    commands.approve(course.number, proposed.proposal.pk, by=people["sh-head"], on=day("2026-10-16"))
    assert course.content("testing_request")["approver"] == "上海市通信管理局"
    course.take("2026-10-30", "sh-handler", "record_testing", finding="实际速率为签约速率的百分之四十")
    assert course.case.testings.get().finding == "实际速率为签约速率的百分之四十"


@pytest.mark.duty("TD-018", "TD-024")
def test_the_basis_of_local_call_charges_is_checked_and_recorded(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-15", "sh-handler", "check_local_call_basis", local_call_basis_given="no", cause_search_helped="yes")
    assert (course.case.local_call_basis_given, course.case.cause_search_helped) == (False, True)


SANCTIONS = [
    ("33-1", "电信条例 73", "5000元以上5万元以下"), ("39-2", "电信条例 73", "5000元以上5万元以下"), ("40-1", "电信条例 74", "1万元以上10万元以下"),
    ("40-2", "电信条例 74", "赔偿电信用户损失"), ("40-3", "电信条例 74", "赔礼道歉"), ("40-4", "电信条例 74", "停业整顿"),
    ("40-5", "电信条例 74", "1万元以上10万元以下"), ("41-1", "电信条例 71", "10万元以上100万元以下"), ("41-2", "电信条例 71", "10万元以上100万元以下"),
    ("41-3", "电信条例 71", "10万元以上100万元以下"),
]  # fmt: skip


@pytest.mark.duty("TD-019", "TD-020", "TD-023", "TD-024", "TD-025")
@pytest.mark.parametrize(("code", "article", "words"), SANCTIONS)
def test_a_breach_coded_names_its_sanction_and_who_imposes_it(people: People, code: str, article: str, words: str) -> None:
    course = forwarded(people)
    course.take("2026-10-15", "sh-handler", "code_breach", breach_codes=[code], proved="on", evidence="账单、录音")
    assert (course.case.breach_codes, course.case.breach_proved) == ([code], True)
    course.take("2026-10-16", "sh-handler", "refer_report", place="上海市黄浦区", violation_province="31", facts="经查属实")
    (sanction,) = course.content("report_referral")["sanctions"]
    assert article in sanction and words in sanction
    assert ("工业和信息化部" in sanction) == (article == "电信条例 71")  # 73 and 74: the 通信管理局 alone


@pytest.mark.duty("TD-019")
def test_an_unknown_article_is_no_code(people: People) -> None:
    course = forwarded(people)
    with pytest.raises(Invalid), transaction.atomic():
        course.take("2026-10-15", "sh-handler", "code_breach", breach_codes=["40-6"], evidence="无")


@pytest.mark.duty("TD-019")
def test_a_breach_may_be_coded_after_the_answer_and_not_before_acceptance(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-20", "sh-handler", "reply", **ANSWER)
    course.take("2026-10-21", "sh-handler", "code_breach", breach_codes=["40-4"], proved="on", evidence="宣传页")
    assert course.case.breach_codes == ["40-4"]
    early = Course.filed(people, "2026-10-12", applicant_phone="13900139000")
    with pytest.raises(Refused), transaction.atomic():
        early.take("2026-10-12", "sh-handler", "code_breach", breach_codes=["40-4"], evidence="宣传页")
