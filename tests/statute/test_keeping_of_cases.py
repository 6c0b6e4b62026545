"""Who holds a case, who stays out of it, and how mistakes are mended: the first handler is kept, nothing is overwritten (电信条例 78)."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework import commands, queries
from casework.cases import documents, verification
from casework.cases.case import Case
from casework.cases.documents import Document
from casework.cases.handling import Assignment
from casework.cases.ledger import Entry
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refused
from tests.builders import People
from tests.statute.course import ANSWER, REPLY, Course, day
from tests.statute.test_art15_forwarding import forwarded


def test_the_first_handler_is_kept_by_the_database(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    assert course.case.first_handler == people.user("sh-intake")  # the first of the office who touched it
    other = people.user("sh-handler2").pk
    for column, value in (("first_handler_id", other), ("first_handler_id", None), ("first_office_id", Case.objects.get(number=course.number).office_id + 1)):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE cases_case SET {column} = %s WHERE number = %s", [value, course.number])
    assert course.case.first_handler == people.user("sh-intake")


@pytest.mark.duty("TD-009")
def test_who_proposes_first_is_the_first_handler(people: People) -> None:
    course = Course.filed(people, "2026-10-12", settled_before=True)
    assert course.case.first_handler is None
    proposed = course.propose("2026-10-13", "sh-intake", "refuse", ground="11-2", facts="和解协议", reasons="已和解").proposal
    assert (course.case.first_handler, course.case.first_handled_at is not None) == (people.user("sh-intake"), True)
    commands.return_proposal(course.number, proposed.pk, by=people["sh-head"], reasons="请补充付款凭证")
    course.take("2026-10-14", "sh-handler", "refuse", ground="11-2", facts="和解协议及付款凭证", reasons="已和解")
    assert (course.state, course.case.first_handler) == ("refused", people.user("sh-intake"))


@pytest.mark.parametrize(
    ("step", "given", "asked"),
    [
        ("assign", {}, {"handler": "请填写“承办人”。"}),
        ("hand_over", {}, {"to": "请填写“移交给”。", "why": "请填写“移交理由”。"}),
        ("decline_hand_over", {}, {"why": "请填写“不接收的理由”。"}),
        ("recuse", {}, {"user": "请填写“回避人员”。", "decision": "请填写“决定”。", "why": "请填写“决定的理由”。"}),
        ("serve", {}, {"document": "请填写“文号”。", "manner": "请填写“送达方式”。", "served_on": "请填写“送达日期”。", "proof": "请填写“送达证明”。"}),
        ("rectify", {}, {"entry": "请填写“更正的记录序号”。", "reasons": "请填写“更正理由”。"}),
        ("correct_paper", {}, {
            "document": "请填写“文号”。", "wrong_words": "请填写“原文（写错的字句）”。", "right_words": "请填写“更正为”。", "reasons": "请填写“更正理由”。",
        }),
        ("correct_paper", {"document": "1", "wrong_words": "王小明", "right_words": " 王小明 ", "reasons": "笔误"}, {
            "right_words": "“更正为”与“原文”相同，没有更正什么。",
        }),
        ("erase", {}, {"entry": "请填写“记录序号”。", "order": "请填写“删除决定”。"}),
        ("assign", {"handler": "nobody"}, {"handler": "“承办人”：没有这个用户。"}),
    ],
)
def test_an_empty_form_says_what_is_asked(people: People, step: str, given: dict[str, str], asked: dict[str, str]) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    who = {"recuse": "sh-head", "rectify": "sh-head", "erase": "sh-head", "correct_paper": "sh-head"}.get(step, "sh-handler")
    with pytest.raises(Invalid) as caught:
        course.take("2026-10-14", who, step, **given)
    assert {name: said.partition("(")[0] for name, (said,) in caught.value.fields.items()} == asked


def test_a_checklist_with_nothing_answered_is_not_recorded(people: People) -> None:
    course = Course.filed(people, "2026-10-12")
    said = course.refused("2026-10-13", "sh-intake", "record_ground", why="看过了")
    assert said == {"something-answered": "审查清单还没有填写：请至少对一项选“符合”或者“不符合”，并写明理由。"}
    assert course.entries("record_ground") == []
    course.take("2026-10-13", "sh-intake", "record_ground", {"T10-1": {"met": True, "why": "机主"}})
    assert course.answers("T10-1")[-1][:2] == (True, "机主")


def test_a_hand_over_counts_when_it_is_accepted(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    course.take("2026-10-14", "sh-handler", "hand_over", to="sh-handler2", why="岗位调整")
    assert course.case.handler == people.user("sh-handler")
    assert course.refused("2026-10-14", "sh-handler", "hand_over", to="sh-handler2", why="再次").keys() == {"no-hand-over-waits"}
    assert course.refused("2026-10-14", "sh-handler", "accept_hand_over").keys() == {"offered-to-me"}
    course.take("2026-10-15", "sh-handler2", "accept_hand_over")
    assert course.case.handler == people.user("sh-handler2")
    assert course.case.first_handler == people.user("sh-intake")
    held = Assignment.objects.filter(case__number=course.number).order_by("pk").values_list("user__username", "since", "until")
    assert [(who, str(since), str(until)) for who, since, until in held] == [
        (None, "2026-10-12", "2026-10-12"), ("sh-handler", "2026-10-12", "2026-10-15"), ("sh-handler2", "2026-10-15", "None"),
    ]  # fmt: skip


def test_a_hand_over_declined_or_to_another_office_changes_nothing(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    assert course.refused("2026-10-14", "sh-handler", "hand_over", to="ha-handler", why="河南").keys() == {"handler-of-office"}
    course.take("2026-10-14", "sh-handler", "hand_over", to="sh-handler2", why="岗位调整")
    course.take("2026-10-15", "sh-handler2", "decline_hand_over", why="与当事人相识")
    assert course.case.handler == people.user("sh-handler")
    assert course.entries("decline_hand_over")[0].content.given["given"]["why"] == "与当事人相识"


def test_who_is_recused_takes_no_step(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    with pytest.raises(Forbidden), transaction.atomic():
        course.take("2026-10-13", "sh-handler2", "recuse", user="sh-handler", decision="granted", why="亲属")
    course.take("2026-10-13", "sh-head", "recuse", user="sh-handler", decision="granted", why="被申诉企业负责人的近亲属")
    assert course.case.handler is None
    assert course.refused("2026-10-14", "sh-handler", "forward").keys() == {"recusal"}
    course.take("2026-10-14", "sh-head", "assign", handler="sh-handler2", why="回避后改派")
    course.take("2026-10-14", "sh-handler2", "forward")
    assert course.state == "forwarded"


def test_a_recused_person_is_given_no_case(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    course.take("2026-10-13", "sh-head", "recuse", user="sh-handler2", decision="granted", why="近亲属")
    for step, given in (("assign", {"handler": "sh-handler2"}), ("hand_over", {"to": "sh-handler2", "why": "岗位调整"})):
        with pytest.raises(Refused), transaction.atomic():
            course.take("2026-10-14", "sh-head", step, **given)


def test_a_recused_head_approves_nothing(people: People) -> None:
    course = forwarded(people)
    proposed = course.propose("2026-10-14", "sh-handler", "reply", **ANSWER)
    course.take("2026-10-14", "sh-head", "declare_recusal", why="被申诉企业负责人的近亲属")
    course.take("2026-10-14", "ministry-supervisor", "recuse", user="sh-head", decision="granted", why="近亲属")
    with pytest.raises(Refused, match="回避"), transaction.atomic():
        commands.approve(course.number, proposed.proposal.pk, by=people["sh-head"], on=day("2026-10-15"))
    assert course.state == "forwarded"


@pytest.mark.duty("TD-009")
def test_what_was_breached_before_the_wrong_step_is_breached_after_it(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-21")
    course.take("2026-10-22", "sh-head", "rectify", entry=course.entries("accept")[0].seq, reasons="误受理")
    deadline = course.clock("TC-04")
    assert (deadline.status, deadline.met_on, str(deadline.next_alarm_on)) == ("breached", None, "2026-10-14")  # its ladder goes on, from the first rung
    assert (len(course.entries("breach")), str(course.case.due_on)) == (1, "2026-10-19")
    course.accepted("2026-10-23")
    assert (course.clock("TC-04").status, str(course.clock("TC-04").met_on)) == ("breached", "2026-10-23")
    assert len(course.entries("breach")) == 1


@pytest.mark.duty("TD-017")
def test_a_step_voided_after_its_time_is_found_late(people: People) -> None:
    course = forwarded(people)
    course.take("2026-11-10", "sh-handler", "reply", **ANSWER)
    course.take("2026-11-16", "sh-head", "rectify", entry=course.entries("reply")[0].seq, reasons="答复错误")
    course.take("2026-11-17", "sh-handler", "reply", **ANSWER)
    assert [(one.facts["rule"], str(one.on)) for one in course.entries("breach")] == [("TC-07", "2026-11-11"), ("TC-08", "2026-11-11")]
    assert (course.clock("TC-08").status, str(course.clock("TC-08").met_on)) == ("breached", "2026-11-17")


@pytest.mark.duty("TD-012", "TD-011")
def test_a_forwarding_voided_takes_the_operator_out_again(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-14", "sh-head", "rectify", entry=course.entries("forward")[0].seq, reasons="转错企业")
    with pytest.raises(NotFound):
        queries.case_file(course.number, people["east-sh"])
    correction = Document.objects.get(corrects=course.papers("transfer_notice")[0])
    assert [one.party.name for one in correction.services.select_related("party")] == ["华东通信股份有限公司上海分公司"]
    course.take("2026-10-15", "sh-handler", "forward")
    assert course.addressees("transfer_notice") == ["华东通信股份有限公司上海分公司"] * 2
    course.served("2026-10-16", "transfer_notice")
    assert [(one.status, str(one.trigger_on)) for one in course.clocks("TC-06")] == [("running", "2026-10-16")]


@pytest.mark.duty("TD-011", "TD-035")
def test_a_forwarding_to_two_voided_takes_both_out_again(people: People) -> None:
    course = forwarded(people, "OP-NORTH-31")
    course.take("2026-10-14", "sh-head", "rectify", entry=course.entries("forward")[0].seq, reasons="转错企业")
    for operator in ("east-sh", "north-sh"):
        with pytest.raises(NotFound):
            queries.case_file(course.number, people[operator])
        assert not queries.worklist(people[operator]).rows


@pytest.mark.duty("TD-012")
def test_the_time_of_an_operator_taken_out_again_runs_no_more(people: People) -> None:
    course = forwarded(people)
    course.served("2026-10-13", "transfer_notice")
    assert course.clock("TC-06").status == "running"
    course.take("2026-10-14", "sh-head", "rectify", entry=course.entries("forward")[0].seq, reasons="转错企业")
    assert [one.status for one in course.clocks("TC-06")] == ["void"]


@pytest.mark.duty("TD-011", "TD-035")
def test_an_objection_upheld_by_mistake_brings_the_operator_back(people: People) -> None:
    course = forwarded(people, "OP-NORTH-31")
    course.take("2026-10-14", "north-sh", "object", reasons="号码未携入本网")
    course.take("2026-10-15", "sh-handler", "uphold_objection", reasons="与北方移动无关")
    course.take("2026-10-16", "sh-head", "rectify", entry=course.entries("uphold_objection")[0].seq, reasons="经查号码确已携入")
    assert (course.state, course.case.second_respondent.code) == ("objected", "OP-NORTH-31")
    assert queries.case_file(course.number, people["north-sh"]).case.number == course.number
    course.take("2026-10-16", "sh-handler", "overrule_objection", reasons="号码确已携入")
    assert course.number in [one.number for one in queries.worklist(people["north-sh"]).rows]
    course.take("2026-10-19", "north-sh", "operator_reply", **REPLY)
    assert course.clocks("TC-06")[0].status == "met"


@pytest.mark.duty("TD-001")
def test_a_wrong_sending_is_taken_back(people: People) -> None:
    course = Course.filed(people, "2026-10-12", respondent="OP-EAST-41", office="CA-31")
    course.take("2026-10-13", "sh-intake", "send_to_seat")
    course.take("2026-10-14", "ha-head", "rectify", entry=2, reasons="用户坚持由上海受理的说明在途")
    assert (course.state, course.case.office.code) == ("received", "CA-31")
    with pytest.raises(NotFound):
        queries.case_file(course.number, people["ha-intake"])
    assert course.clock("TC-04").status == "running"


@pytest.mark.duty("TD-009")
def test_a_wrong_acceptance_is_voided_with_its_clocks_and_its_paper_corrected(people: People) -> None:
    course = Course.filed(people, "2026-10-12", applicant_postcode=None).accepted("2026-10-14")
    wrong = course.entries("accept")[0]
    paper = course.papers("acceptance_notice")[0]
    course.take("2026-10-15", "sh-head", "rectify", entry=wrong.seq, reasons="被申诉人认定有误", correct="本件继续审查")
    case = course.case
    assert (course.state, case.accepted_on, case.handler, case.missing_items) == ("received", None, None, ["12-1-postcode"])
    assert (course.clock("TC-04").status, course.clock("TC-04").met_on) == ("running", None)
    assert [one.status for one in course.clocks("TC-05") + course.clocks("TC-07")] == ["void", "void"]
    assert (str(case.due_on), case.due_rule, case.waits_on) == ("2026-10-19", "TC-04", "intake")
    correction = Document.objects.get(corrects=paper)
    assert documents.content(correction)["wrong_number"] == paper.number
    assert Document.objects.filter(pk=paper.pk).exists()
    steps = list(Entry.objects.filter(case=case).order_by("seq").values_list("step", flat=True))
    assert steps == ["file", "accept", "rectify"]
    assert course.entries("rectify")[0].facts["voids"] == wrong.seq
    course.accepted("2026-10-16")
    assert course.state == "accepted"


@pytest.mark.duty("TD-012", "TD-017")
def test_a_wrong_answer_is_voided_and_the_time_to_answer_runs_again(people: People) -> None:
    course = forwarded(people)
    course.served("2026-10-14", "transfer_notice")
    course.take("2026-10-16", "east-sh", "operator_reply", **REPLY)
    course.take("2026-10-19", "sh-handler", "reply", **ANSWER)
    answer = course.entries("reply")[0].seq
    course.take("2026-10-20", "sh-head", "rectify", entry=answer, reasons="数额有误")
    assert (course.state, course.case.ended_on, course.case.outcome) == ("operator_replied", None, "")
    assert {course.clock(rule).status for rule in ("TC-07", "TC-08")} == {"running"}
    assert (str(course.case.due_on), course.case.due_rule) == ("2026-11-11", "TC-07")
    reply = course.entries("operator_reply")[0].seq
    course.take("2026-10-20", "sh-head", "rectify", entry=reply, reasons="误登他案反馈")
    assert course.state == "forwarded"
    assert course.case.operator_replies.get().voided
    assert course.clock("TC-06").status == "running"
    course.take("2026-10-21", "east-sh", "operator_reply", **REPLY)
    assert course.state == "operator_replied"


def test_only_the_head_rectifies_and_only_the_latest_step(people: People) -> None:
    course = forwarded(people)
    with pytest.raises(Forbidden), transaction.atomic():
        course.take("2026-10-15", "sh-handler", "rectify", entry=3, reasons="误转")
    assert course.refused("2026-10-15", "sh-head", "rectify", entry=2, reasons="误受理").keys() == {"can-be-voided"}
    course.take("2026-10-15", "sh-head", "rectify", entry=3, reasons="误转")
    assert course.state == "accepted"


def test_erased_by_order_and_the_chain_still_verifies(committed: People) -> None:
    course = Course.filed(committed, "2026-10-12")
    course.take("2026-10-13", "applicant", "add_material", note="身份证号 310101199001011234")
    seq = course.entries("add_material")[0].seq
    with pytest.raises(Forbidden):
        course.take("2026-10-14", "sh-handler", "erase", entry=seq, order="沪通个保〔2026〕3号")
    course.take("2026-10-14", "sh-head", "erase", entry=seq, order="沪通个保〔2026〕3号")
    assert course.entries("add_material")[0].content.given is None
    assert course.entries("erase")[0].content.given["given"]["order"] == "沪通个保〔2026〕3号"
    report = verification.verify()
    assert (report.clean, report.erased) == (True, 1)
