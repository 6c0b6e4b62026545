"""信访工作条例 27-34, 37② and 简易办理办法 4, 5: classes, simple and ordinary handling, mediation, extension, opinion. Days are literal."""

from datetime import date

import pytest

from casework import commands
from casework.cases.clocks import Deadline
from casework.cases.refusals import Invalid, Refused
from tests.builders import People
from tests.statute.petition_moves import FOUND, GIVEN, File
from tests.statute.test_petition_receipt import PATH, at, paper


@pytest.mark.duty("PD-027", "PD-028")
@pytest.mark.parametrize(("outcome", "words"), [("adopted", "采纳"), ("adopted_in_part", "部分采纳"), ("not_adopted", "经研究论证，未予采纳")])
def test_art_29_a_suggestion_is_studied_and_answered(people: People, outcome: str, words: str) -> None:
    file = at(people, "suggestion")
    given = GIVEN["answer_suggestion"] | {"outcome": outcome, "reward": "奖励五百元"}
    commands.take_step(file.number, "answer_suggestion", by=people["sh-handler"], given=given, on=date(2026, 3, 6))
    reply = paper(file, "suggestion_reply")
    assert (reply["outcome"]["words"], reply["reward"], file.case.state) == (words, "奖励五百元", "suggestion_answered")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("31-1", marks=pytest.mark.duty("PD-031", "PD-025")), pytest.param("31-2", marks=pytest.mark.duty("PD-032")),
        pytest.param("31-3", marks=pytest.mark.duty("PD-033")), pytest.param("31-4", marks=pytest.mark.duty("PD-034")),
        pytest.param("31-5", marks=pytest.mark.duty("PD-035")),
    ],
)  # fmt: skip
def test_art_31_1_to_5_are_registered_told_and_led_on_never_refused(people: People, head: str) -> None:
    file = at(people, "transferred_in")
    given = GIVEN["lead_to_procedure"] | {"head": head}
    commands.take_step(file.number, "lead_to_procedure", by=people["sh-handler"], given=given, on=date(2026, 3, 5))
    assert (file.case.state, file.case.head, file.running()) == ("led_to_procedure", head, {})  # no sixty days, no ladder
    assert Deadline.objects.get(case__number=file.number, rule="PT-03").status == "met"
    assert paper(file, "procedure_notice")["procedure"] == "电信用户申诉"


@pytest.mark.duty("PD-036", "PD-024")
def test_art_31_6_no_opinion_before_the_petitioner_was_heard(people: People) -> None:
    file = at(people, "accepted")
    with pytest.raises(Refused):
        file.take("issue_opinion", "handler", on=date(2026, 3, 10))
    file.take("investigate", "handler", on=date(2026, 3, 10))
    assert file.take("issue_opinion", "handler", on=date(2026, 3, 20)).case.state == "opinion_issued"


@pytest.mark.duty("PD-036")
def test_art_31_6_a_hearing_counts_as_having_heard_and_stops_no_time(people: People) -> None:
    file = at(people, "accepted").go(PATH, "03-11 handler call_hearing, 03-25 handler record_hearing")
    assert (file.case.heard_on, file.running()) == (date(2026, 3, 25), {"PT-05": date(2026, 5, 8)})
    file.go(PATH, "03-26 handler issue_opinion")
    assert paper(file, "opinion")["hearing_on"] == "2026-03-25"


@pytest.mark.duty("PD-037")
@pytest.mark.parametrize(("result", "article"), [("supported", "第一项"), ("explained", "第二项"), ("not_supported", "第三项")])
def test_art_32_1_three_results_each_with_its_article(people: People, result: str, article: str) -> None:
    file = at(people, "investigating").go(PATH, f"03-12 handler counsel, 03-20 handler issue_opinion{'' if result == 'supported' else f' [{result}]'}")
    held = paper(file, "opinion")
    assert held["result"]["article"].endswith(f"第三十二条第一款{article}") and held["legal_basis"] == ["《电信条例》第四十六条"]
    assert (held["remedies"][0]["what"], held["remedies"][0]["body"]) == ("30日内请求复查", "工业和信息化部")


@pytest.mark.duty("PD-038")
def test_art_32_2_what_is_not_supported_is_explained_first(people: People) -> None:
    with pytest.raises(Refused, match="疏导教育"):
        at(people, "investigating").go(PATH, "03-20 handler issue_opinion [not_supported]")


@pytest.mark.duty("PD-038", "PD-048")
def test_art_32_2_what_is_supported_is_pressed_and_executed(people: People) -> None:
    file = at(people, "opinion_issued").go(PATH, "03-24 handler press_execution, 04-01 handler record_execution")
    letter = paper(file, "execution_letter")
    assert letter["opinion_number"].startswith("沪通访意〔2026〕") and letter["opinion_on"] == "2026-03-20"
    assert file.case.executed_on == date(2026, 3, 20)
    other = at(people, "investigating").go(PATH, "03-20 handler issue_opinion [explained]")
    with pytest.raises(Refused, match="不是予以支持"):
        other.take("press_execution", "handler", on=date(2026, 3, 24))


@pytest.mark.duty("PD-039")
@pytest.mark.parametrize("state", ["led_to_procedure", "simple", "accepted", "investigating", "hearing"])
@pytest.mark.parametrize(("step", "kind"), [("mediate", "mediation_agreement"), ("settle", "settlement_agreement")])
def test_art_33_agreement_on_paper_by_consent(people: People, state: str, step: str, kind: str) -> None:
    file = at(people, state)
    against = {"P33": {"met": False, "why": "违反强制性规定"}}
    with pytest.raises(Refused, match="违反强制性规定"):
        commands.take_step(file.number, step, by=people["sh-handler"], given=GIVEN[step], answers=against, on=date(2026, 3, 12))
    file.take(step, "handler", on=date(2026, 3, 12))
    assert paper(file, kind)["terms"] == ["调整天线朝向", "信访人不再提出请求"]
    assert file.running() == {}


@pytest.mark.duty("PD-040")
def test_art_34_sixty_days_from_the_notice_extended_once_or_more_to_thirty_in_all(people: People) -> None:
    file = at(people, "investigating").go(PATH, "04-01 handler extend")
    assert file.running() == {"PT-05": date(2026, 5, 28)}
    notice = paper(file, "extension_notice")
    assert (notice["days"], notice["old_last_day"], notice["new_last_day"]) == (20, "2026-05-08", "2026-05-28")
    with pytest.raises(Refused):
        file.take("extend", "handler", on=date(2026, 4, 2))  # 40 days
    more = {"days": 10, "reasons": "仍未出具。"}
    waiting = commands.take_step(file.number, "extend", by=people["sh-handler"], given=more, on=date(2026, 4, 2)).proposal
    assert waiting is not None and waiting.approver_role == "leader"
    commands.approve(file.number, waiting.pk, by=people["sh-leader"], on=date(2026, 4, 3))
    assert file.running() == {"PT-05": date(2026, 6, 8)}  # 7 June is a Sunday


@pytest.mark.duty("PD-040")
def test_art_34_not_after_its_last_day_and_not_without_reasons(people: People) -> None:
    file = at(people, "investigating")
    with pytest.raises(Invalid):
        commands.take_step(file.number, "extend", by=people["sh-handler"], given={"days": 5}, on=date(2026, 4, 1))
    with pytest.raises(Refused):
        file.take("extend", "handler", on=date(2026, 5, 9))


def test_a_accept_acceptance_is_at_latest_day_fifteen(people: People) -> None:
    file = File(people).go(PATH, "03-02 applicant register, 03-25 intake accept")
    assert file.case.accepted_on == date(2026, 3, 17)
    assert file.running() == {"PT-05": date(2026, 5, 18)}  # 16 May is a Saturday


@pytest.mark.duty("PD-045")
def test_art_37_2_assistance_is_told_of(people: People) -> None:
    file = at(people, "investigating").go(PATH, "03-11 handler tell_assistance")
    assert file.case.entries.filter(step="tell_assistance").count() == 1


@pytest.mark.duty("PD-053", "PD-023", "PD-055")
def test_simple_4_an_opinion_at_once_and_house_limits_that_breach_no_law(people: People) -> None:
    fast = at(people, "simple").go(PATH, "03-09 handler issue_simple_opinion")
    assert (fast.case.state, paper(fast, "simple_opinion")["pt12_last_day"]) == ("opinion_issued", "2026-03-23")
    slow = at(people, "simple").go(PATH, "03-24 handler issue_simple_opinion")
    row = Deadline.objects.get(case__number=slow.number, rule="PT-12")
    assert (row.house, row.status) == (True, "breached")
    assert slow.case.entries.get(step="breach").facts["breach_of_law"] is False


@pytest.mark.duty("PD-055")
def test_simple_6_three_and_one_working_days_from_receipt(people: People) -> None:
    direct = File(people).go(PATH, "03-02 applicant register [simple]")
    assert direct.running() == {"PT-02": date(2026, 3, 17), "PT-11": date(2026, 3, 5)}
    assert direct.go(PATH, "03-04 intake accept_simple").running() == {"PT-05": date(2026, 5, 6), "PT-12": date(2026, 3, 18)}
    between = File(people).go(PATH, "03-02 intake register_transferred [simple]")
    assert between.running()["PT-13"] == date(2026, 3, 3)
    between.go(PATH, "03-03 intake forward")
    assert Deadline.objects.get(case__number=between.number, rule="PT-13").status == "met"


@pytest.mark.duty("PD-053", "PD-054")
@pytest.mark.parametrize("ground", ["SH-4", "SH-5"])
def test_simple_4_5_a_first_petition_without_an_exclusion(people: People, ground: str) -> None:
    file = at(people, "transferred_in")
    answers = FOUND | {ground: {"met": False, "why": "重复信访"}}
    with pytest.raises(Refused, match="重复信访"):
        commands.take_step(file.number, "accept_simple", by=people["sh-handler"], given=GIVEN["accept_simple"], answers=answers, on=date(2026, 3, 9))


@pytest.mark.duty("PD-054")
def test_simple_5_2_what_was_assigned_is_never_simple(people: People) -> None:
    with pytest.raises(Refused, match="交办"):
        File(people).go(PATH, "03-02 applicant register, 03-03 intake assign_down, 03-09 handler accept_simple")


@pytest.mark.duty("PD-054")
def test_simple_5_3_back_to_the_ordinary_procedure_whose_time_has_been_running(people: People) -> None:
    with pytest.raises(Invalid, match="result"):
        commands.take_step(
            (file := at(people, "simple")).number, "issue_simple_opinion", by=people["sh-handler"],
            given=GIVEN["issue_simple_opinion"] | {"result": "not_supported"}, on=date(2026, 3, 10),
        )  # fmt: skip
    file.go(PATH, "03-12 handler to_ordinary")
    assert (file.case.state, file.running()) == ("accepted", {"PT-05": date(2026, 5, 8)})
