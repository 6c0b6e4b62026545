"""信访工作条例 18②, 21②, 25, 26, 40, 42, 44-46, 47: what stands above and beside the handling. Days are literal."""

from datetime import date

import pytest

from casework import commands
from casework.cases.refusals import Forbidden, Refused
from casework.petitions.codes import BREACHES
from tests.builders import People
from tests.statute.petition_moves import GIVEN
from tests.statute.test_petition_receipt import PATH, at, paper


@pytest.mark.duty("PD-005")
def test_art_18_2_a_leader_of_the_organ_takes_a_matter_on(people: People) -> None:
    file = at(people, "accepted").go(PATH, "03-10 head name_leader")
    assert file.case.led_by.username == "sh-leader"
    with pytest.raises(Refused, match="不是本机关的领导"):
        commands.take_step(file.number, "name_leader", by=people["sh-head"], given={"leader": "sh-handler", "why": "重大"}, on=date(2026, 3, 10))


@pytest.mark.duty("PD-012")
def test_art_21_2_the_petitioner_rates_reception_and_handling_apart(people: People) -> None:
    file = at(people, "opinion_issued").go(PATH, "03-24 applicant rate")
    assert (file.case.reception_rated, file.case.handling_rated) == ("satisfied", "fairly")


@pytest.mark.duty("PD-021")
def test_art_25_1_an_urgent_matter_is_reported_told_and_acted_on(people: People) -> None:
    file = at(people, "registered").go(PATH, "03-03 intake report_urgent")
    report = paper(file, "urgent_report")
    assert (report["addressee"], report["competent"], report["conference"], report["measures"]) == (
        "上海市人民政府", "上海市公安局", "联席会议办公室", "已派员。",
    )  # fmt: skip
    assert file.running() == {"PT-02": date(2026, 3, 17)}  # no day is set for it, and no time stops


@pytest.mark.duty("PD-022")
def test_art_26_47_disorder_is_met_with_words_first(people: People) -> None:
    file = at(people, "registered").go(PATH, "03-03 reception record_disorder")
    record = paper(file, "disorder_record")
    assert (record["conduct"][0]["article"], record["said"], record["police"]) == ("《信访工作条例》第二十六条第四项", "请其离开。", "")


@pytest.mark.duty("PD-046", "PD-047")
def test_art_40_supervision_is_answered_in_writing(people: People) -> None:
    file = at(people, "accepted")
    with pytest.raises(Refused, match="没有被督办"):
        file.take("answer_supervision", "handler", on=date(2026, 3, 10))
    with pytest.raises(Forbidden):
        commands.take_step(file.number, "supervise", by=people["sh-handler"], given=GIVEN["supervise"], on=date(2026, 3, 10))
    file.go(PATH, "03-10 supervisor supervise, 03-11 handler answer_supervision")
    letter, answer = paper(file, "supervision_letter"), paper(file, "supervision_feedback")
    assert (letter["faults"][0]["words"], answer["sender_number"]) == ("拖延", letter["number"])


@pytest.mark.duty("PD-002")
def test_art_15_1_the_superior_supervises_in_its_own_name(people: People) -> None:
    file = at(people, "accepted")
    commands.take_step(file.number, "supervise", by=people["ministry-supervisor"], given=GIVEN["supervise"], on=date(2026, 3, 10))
    letter = paper(file, "supervision_letter")
    assert (letter["office_name"], letter["number"][:5], letter["addressee"]) == ("工业和信息化部", "部通访督〔", "上海市通信管理局")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("42-4", marks=pytest.mark.duty("PD-048")), pytest.param("44-1", marks=pytest.mark.duty("PD-049")),
        pytest.param("44-2", marks=pytest.mark.duty("PD-049")), pytest.param("44-3", marks=pytest.mark.duty("PD-049")),
        pytest.param("45-1", marks=pytest.mark.duty("PD-050")), pytest.param("45-2", marks=pytest.mark.duty("PD-050")),
        pytest.param("45-3", marks=pytest.mark.duty("PD-050")), pytest.param("45-4", marks=pytest.mark.duty("PD-050")),
        pytest.param("46-1", marks=pytest.mark.duty("PD-051")), pytest.param("46-2", marks=pytest.mark.duty("PD-051")),
        pytest.param("46-3", marks=pytest.mark.duty("PD-051")), pytest.param("46-4", marks=pytest.mark.duty("PD-051")),
        pytest.param("46-5", marks=pytest.mark.duty("PD-030")), pytest.param("46-6", marks=pytest.mark.duty("PD-006")), "46-7",
    ],
)  # fmt: skip
def test_art_42_44_45_46_each_case_of_liability_is_coded_by_its_article(people: People, code: str) -> None:
    file = at(people, "accepted")
    given = GIVEN["code_breach"] | {"breach_codes": [code]}
    commands.take_step(file.number, "code_breach", by=people["sh-supervisor"], given=given, on=date(2026, 3, 10))
    assert file.case.breach_codes == [code]
    article, number = code.split("-")
    assert BREACHES[code].article == f"信访工作条例 {article}({number})"
    with pytest.raises(Forbidden):
        commands.take_step(file.number, "code_breach", by=people["sh-handler"], given=given, on=date(2026, 3, 10))
