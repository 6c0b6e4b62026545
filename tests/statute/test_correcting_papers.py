"""A slip of the pen in a paper: a correcting paper says what stood there and what should, and nothing else changes."""

import hashlib

import pytest
from django.db import transaction

from casework import queries
from casework.cases import documents, service
from casework.cases.documents import Document
from casework.cases.refusals import Forbidden
from tests.builders import People
from tests.statute.course import Course

SLIP = {"wrong_words": "王小明", "right_words": "王晓明", "reasons": "申诉人姓名误写"}


def accepted(people: People) -> tuple[Course, Document]:
    course = Course.filed(people, "2026-10-12", applicant_name="王小明").accepted("2026-10-14")
    return course, course.papers("acceptance_notice")[0]


@pytest.mark.duty("TD-009")
def test_a_slip_is_corrected_and_the_decision_stands(people: People) -> None:
    course, paper = accepted(people)
    before = (course.state, course.case.due_on, [(one.rule, one.status, one.last_day) for one in course.clocks("TC-04") + course.clocks("TC-07")])
    course.take("2026-10-15", "sh-head", "correct_paper", document=paper.number, **SLIP)
    assert (course.state, course.case.due_on, [(one.rule, one.status, one.last_day) for one in course.clocks("TC-04") + course.clocks("TC-07")]) == before
    [amendment] = course.papers("amendment")
    assert (amendment.corrects_id, amendment.title, Document.objects.filter(pk=paper.pk).exists()) == (paper.pk, "更正通知书", True)
    said = course.text("amendment")
    for words in (f"文号：{paper.number}", "原文：“王小明”", "更正为：“王晓明”", "申诉人姓名误写", "其余内容不变，继续有效", "有笔误，现予更正"):
        assert words in said, words
    assert "撤销" not in said


@pytest.mark.duty("TD-009")
def test_corrected_papers_are_both_still_to_be_served_and_start_their_clocks(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-14")
    course.take("2026-10-14", "sh-handler", "forward")
    notice = course.papers("transfer_notice")[0]
    course.take("2026-10-15", "sh-head", "correct_paper", document=notice.number, wrong_words="转办通知书", right_words="转办通知", reasons="标题误写")
    assert course.addressees("amendment") == course.addressees("transfer_notice") == ["华东通信股份有限公司上海分公司"]
    waiting = {one.document.number for one in service.unserved().select_related("document")}
    assert {notice.number, course.papers("amendment")[0].number} <= waiting
    course.served("2026-10-16", "amendment")
    assert course.clocks("TC-06") == []
    course.served("2026-10-16", "transfer_notice")
    assert [(one.status, str(one.trigger_on)) for one in course.clocks("TC-06")] == [("running", "2026-10-16")]


@pytest.mark.duty("TD-009")
def test_what_is_quoted_stands_in_the_paper_and_the_paper_in_the_file(people: People) -> None:
    course, paper = accepted(people)
    said = course.refused("2026-10-15", "sh-head", "correct_paper", document=paper.number, **(SLIP | {"wrong_words": "李四"}))
    assert said == {"words-stand-in-paper": "“原文”不在这份文书里，请照文书上的字句填写。"}
    other, _ = accepted(people)
    assert other.refused("2026-10-15", "sh-head", "correct_paper", document=paper.number, **SLIP) == {"paper-can-be-corrected": "本案没有这份文书。"}
    course.take("2026-10-16", "sh-head", "rectify", entry=paper.entry_seq, reasons="误受理")
    said = course.refused("2026-10-16", "sh-head", "correct_paper", document=paper.number, **SLIP)
    assert said == {"paper-can-be-corrected": "这份文书已经撤销，不用再更正。"}
    with pytest.raises(Forbidden), transaction.atomic():
        other.take("2026-10-16", "sh-handler", "correct_paper", document=other.papers("acceptance_notice")[0].number, **SLIP)


@pytest.mark.duty("TD-009")
@pytest.mark.parametrize("withdraws", [False, True])
def test_the_ledger_holds_the_digest_of_every_correcting_paper(people: People, withdraws: bool) -> None:
    course, paper = accepted(people)
    if withdraws:
        course.take("2026-10-15", "sh-head", "rectify", entry=paper.entry_seq, reasons="误受理")
    else:
        course.take("2026-10-15", "sh-head", "correct_paper", document=paper.number, **SLIP)
    step, kind = ("rectify", "correction") if withdraws else ("correct_paper", "amendment")
    found = course.papers(kind)[0]
    digest = hashlib.sha256(documents.freeze(documents.content(found))).hexdigest()
    assert course.entries(step)[0].facts["papers"] == [{"type": kind, "id": found.pk, "digest": digest}]


@pytest.mark.duty("TD-001")
@pytest.mark.parametrize("withdraws", [False, True])
def test_who_issued_the_paper_corrects_it_whoever_holds_the_case(people: People, withdraws: bool) -> None:
    course = Course.filed(people, "2026-10-12", respondent="OP-EAST-41", office="CA-31")
    course.take("2026-10-13", "sh-intake", "send_to_seat")
    [sent] = course.papers("seat_notice")
    assert course.case.office.code == "CA-41"
    if withdraws:
        course.take("2026-10-14", "ha-head", "rectify", entry=sent.entry_seq, reasons="用户坚持由上海受理")
    else:
        course.take("2026-10-14", "ha-head", "correct_paper", document=sent.number, wrong_words=sent.title, right_words="移送通知", reasons="标题误写")
    [found] = course.papers("correction" if withdraws else "amendment")
    assert (found.office.code, documents.content(found)["office_name"]) == ("CA-31", documents.content(sent)["office_name"])
    assert found.number.startswith("沪")


def test_the_file_says_by_which_paper_one_was_corrected(people: People) -> None:
    course, paper = accepted(people)
    course.take("2026-10-15", "sh-head", "correct_paper", document=paper.number, **SLIP)
    file = queries.case_file(course.number, people["sh-handler"])
    assert {one.number: one.corrects_id for one in file.papers} == {paper.number: None, course.papers("amendment")[0].number: paper.pk}


@pytest.mark.duty("TD-009")
@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [("予以受理", "不予受理", "不是笔误"), ("现决定受理", "现未决定受理", "不是笔误"), ("王", "汪", "至少两个字")],
)
def test_a_slip_turns_no_yes_into_a_no_and_is_found_in_the_paper(people: People, wrong: str, right: str, said: str) -> None:
    course, paper = accepted(people)
    found = course.refused("2026-10-15", "sh-head", "correct_paper", document=paper.number, wrong_words=wrong, right_words=right, reasons="笔误")
    assert list(found) == ["words-stand-in-paper"] and said in found["words-stand-in-paper"]
