"""行政复议法 36-60, each article by what the steps of the hearing do and refuse."""

from datetime import date

import pytest

from casework import commands
from casework.cases.refusals import Forbidden, Invalid
from casework.cases.steps import step_of
from casework.reconsideration import codes
from casework.reconsideration.workflow import Reconsideration
from tests.builders import People
from tests.statute.course import set_clock
from tests.statute.reconsideration_moves import FOUND, NORM, File
from tests.statute.test_reconsideration_receipt import at, paper, unmet

D = date


def but(*grounds: str) -> dict[str, object]:
    """What the clerk found, without these."""
    return {name: one for name, one in FOUND.items() if name not in grounds}


# ---- copy and answer (48, 54, 70) ----


@pytest.mark.duty("AD-046", "AD-070")
def test_art48_seven_days_to_send_ten_to_answer_from_service(people: People) -> None:
    file = at(people, "accepted")
    assert file.running() == {"AR-10": D(2026, 3, 13), "AR-15": D(2026, 5, 6)}
    file.take("send_copy", "handler", on=D(2026, 3, 6))
    assert set(file.running()) == {"AR-15"}  # an unserved paper starts nothing
    file.serve_all("handler", on=D(2026, 3, 9))
    assert (file.clock("AR-11").last_day, file.clock("AR-11").bound_party.name) == (D(2026, 3, 23), "上海市通信管理局")
    assert (file.case.due_rule, file.case.waits_on) == ("AR-11", "respondent")
    assert unmet(file, "send_copy") == ["state"]
    file.take("answer_application", "intake", on=D(2026, 3, 18))
    assert (file.case.state, file.clock("AR-11").status) == ("trial", "met")


def paper_text(file: File, kind: str) -> str:
    return str(paper(file, kind))


@pytest.mark.duty("AD-070", "AD-080")
def test_art70_no_answer_the_act_lacks_evidence(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = at(people, "served")
    set_clock(monkeypatch, "2026-03-24T09:00")
    commands.take_step(file.number, "code_breach", by=people["ministry-head"], given={"breach_codes": ["82-1"], "found": "逾期"}, on=D(2026, 3, 24))
    assert (file.case.state, file.case.unanswered, file.clock("AR-11").status) == ("trial", True, "breached")
    file.take("hear", "handler", on=D(2026, 3, 25))
    assert unmet(file, "decide") == ["A70"]
    file.take("decide", "handler", on=D(2026, 3, 26), results=["70-annul"], heads=[], term=None, perform_by=None)
    assert "视为该行政行为没有证据、依据" in paper_text(file, "decision")
    assert file.case.breach_codes == ["82-1"]


@pytest.mark.duty("AD-070")
def test_art70_a_third_partys_evidence_is_the_exception(people: People) -> None:
    file = at(people, "unanswered")
    file.take("bring_evidence", "handler", on=D(2026, 3, 24))
    file.take("hear", "handler", on=D(2026, 3, 24))
    file.take("verify_evidence", "handler", on=D(2026, 3, 24))
    assert unmet(file, "decide", results=["70-annul"], heads=[], term=None, perform_by=None) == ["A70"]
    file.take("decide", "handler", on=D(2026, 3, 25))
    assert file.case.state == "decided"


@pytest.mark.duty("AD-086")
def test_art88_an_answer_posted_in_time_is_an_answer(people: People) -> None:
    file = at(people, "unanswered")
    file.take("answer_late", "handler", on=D(2026, 3, 26))
    assert (file.case.unanswered, file.case.answered_on) == (True, None)
    file.take("answer_late", "handler", on=D(2026, 3, 26), posted_on="2026-03-23")
    assert (file.case.unanswered, file.case.answered_on) == (False, D(2026, 3, 26))


@pytest.mark.duty("AD-102")
def test_2007_36_in_a_case_on_its_own_act_the_department_that_acted_answers(people: People) -> None:
    file = File(people)
    file.take("file", "intake", on=D(2026, 3, 2), option="ministry")
    file.take("accept", "handler", on=D(2026, 3, 4))
    file.take("send_copy", "handler", on=D(2026, 3, 6))
    assert file.case.parties.get(role="respondent").name == "工业和信息化部"
    file.serve_all("handler", on=D(2026, 3, 9))
    file.take("answer_application", "handler", on=D(2026, 3, 10), answered_by="信息通信管理局")
    assert file.case.answered_on == D(2026, 3, 10)


# ---- the two procedures (53-55, 62②) ----


@pytest.mark.duty("AD-052", "AD-053")
def test_art53_clear_and_one_head_or_the_consent_of_all(people: People) -> None:
    file = at(people, "filed")
    assert unmet(file, "accept_simple", "intake", on=D(2026, 3, 4), answers=but("A53")) == ["A53"]
    assert unmet(file, "accept_simple", "intake", on=D(2026, 3, 4), simple_case="53-3") == ["A53-head"]
    assert unmet(file, "accept_simple", "intake", on=D(2026, 3, 4), simple_case="53-3", amount=3001) == ["A53-head"]
    assert unmet(file, "accept_simple", "intake", on=D(2026, 3, 4), simple_case="53-4") == ["A53-head"]
    assert unmet(file, "accept_simple", "intake", on=D(2026, 3, 4), simple_case="53-consent") == ["A53-head"]
    file.take("accept_simple", "intake", on=D(2026, 3, 4), simple_case="53-3", amount=3000)
    assert file.running() == {"AR-12": D(2026, 3, 9), "AR-17": D(2026, 4, 3)}
    trial = at(people, "trial")
    assert unmet(trial, "agree_simple", simple_case="53-2") == ["A53-2"]


@pytest.mark.duty("AD-062", "AD-053")
def test_art62_2_the_simple_procedure_knows_no_extension_and_may_be_written(people: People) -> None:
    assert step_of(Reconsideration.extend).sources == ("accepted", "served", "trial", "hearing")
    file = at(people, "simple_trial")
    file.take("verify_evidence", "handler", on=D(2026, 3, 16))
    file.take("decide", "handler", on=D(2026, 3, 17))  # nobody was heard
    assert file.case.state == "decided"


@pytest.mark.duty("AD-054", "AD-061")
def test_art55_converted_with_approval_the_sixty_days_count_from_acceptance(people: People) -> None:
    file = at(people, "simple_trial")
    with pytest.raises(Forbidden):
        commands.approve(file.number, _proposed(file, "convert").pk, by=people["ministry-head"], on=D(2026, 3, 20))
    file = at(people, "simple_trial")
    file.take("convert", "handler", on=D(2026, 3, 20))
    assert (file.case.state, file.case.procedure, file.running()) == ("trial", "ordinary", {"AR-15": D(2026, 5, 6)})
    assert paper(file, "conversion_notice")["decide_by"] == "2026-05-06"


def _proposed(file: File, step: str):  # type: ignore[no-untyped-def]
    outcome = commands.take_step(file.number, step, by=file.actor("handler"), given=file.given(step, file.on), on=D(2026, 3, 20))
    assert outcome.proposal is not None
    return outcome.proposal


# ---- opinions, hearing, advice (49-52) ----


@pytest.mark.duty("AD-047")
def test_art49_in_the_ordinary_procedure_the_parties_are_heard(people: People) -> None:
    file = at(people, "trial")
    file.take("verify_evidence", "handler", on=D(2026, 3, 20))
    assert unmet(file, "decide") == ["A49"]
    with pytest.raises(Invalid):
        file.take("hear", "handler", on=D(2026, 3, 20), said=None)
    file.take("hear", "handler", on=D(2026, 3, 20), said=None, unheard="三次电话未接，短信未复")
    file.take("decide", "handler", on=D(2026, 3, 23))
    assert file.case.state == "decided"


@pytest.mark.duty("AD-048")
def test_art50_must_in_a_grave_case_one_chair_two_officers_one_recorder(people: People) -> None:
    file = at(people, "ready")
    assert unmet(file, "decide", answers=but("A50-1")) == ["A50-1"]
    with pytest.raises(Invalid) as wrong:
        file.take("call_hearing", "handler", on=D(2026, 3, 20), members="王敏")
    assert set(wrong.value.fields) == {"members"}
    with pytest.raises(Invalid) as wrong:
        file.take("call_hearing", "handler", on=D(2026, 3, 20), members="王敏\n李文")
    assert set(wrong.value.fields) == {"chair"}


@pytest.mark.duty("AD-049", "AD-050", "AD-060")
def test_art51_five_clear_days_else_the_hearing_moves_and_the_decision_rests_on_its_record(people: People) -> None:
    file = at(people, "trial")
    file.take("call_hearing", "handler", on=D(2026, 3, 20))
    file.serve_all("handler", on=D(2026, 3, 25))  # 24 March was the last day
    assert unmet(file, "hold_hearing", on=D(2026, 4, 1), started_at="2026-04-01T09:30", ended_at="2026-04-01T11:00") == ["A51-served"]
    file.take("move_hearing", "handler", on=D(2026, 3, 26))
    file.serve_all("handler", on=D(2026, 3, 27))
    held = {"started_at": "2026-04-08T09:30", "ended_at": "2026-04-08T11:00"}
    with pytest.raises(Invalid):
        file.take("hold_hearing", "handler", on=D(2026, 4, 8), respondent_head="sent", **held)
    file.take("hold_hearing", "handler", on=D(2026, 4, 8), respondent_head="sent", head_reason="出差，委托副局长陈立", **held)
    file.take("verify_evidence", "handler", on=D(2026, 4, 8))
    file.take("decide", "handler", on=D(2026, 4, 9))
    assert paper(file, "decision")["heard_on"] == "2026-04-08"


@pytest.mark.duty("AD-050")
def test_art51_2_who_stays_away_without_reason_waives(people: People) -> None:
    file = at(people, "hearing")
    assert unmet(file, "waive_hearing", on=D(2026, 4, 1), answers=but("A51-2")) == ["A51-2"]
    file.take("waive_hearing", "handler", on=D(2026, 4, 1))
    assert (file.case.state, file.case.waived_on) == ("trial", D(2026, 4, 1))


@pytest.mark.duty("AD-051", "AD-060")
def test_art52_advice_where_there_is_a_committee_recorded_and_weighed(people: People) -> None:
    file = at(people, "ready")
    assert unmet(file, "ask_committee", answers=but("A52")) == ["A52"]
    assert unmet(file, "decide", answers=but("A52-2")) == ["A52-2"]
    assert unmet(file, "record_advice") == ["A52-3"]
    file.take("ask_committee", "handler", on=D(2026, 3, 23))
    assert unmet(file, "decide") == ["A52-2"]
    file.take("record_advice", "handler", on=D(2026, 3, 25))
    file.take("decide", "handler", on=D(2026, 3, 26))
    assert paper(file, "decision")["committee"] == "以账单为准。"


# ---- evidence and the file (43-47) ----


@pytest.mark.duty("AD-041")
def test_art43_44_nothing_is_decided_on_evidence_not_verified(people: People) -> None:
    file = at(people, "trial")
    file.take("hear", "handler", on=D(2026, 3, 20))
    assert unmet(file, "decide") == ["A43-2"]
    assert "44①" in step_of(Reconsideration.send_copy).basis


@pytest.mark.duty("AD-043")
def test_art45_two_officers_who_show_their_cards(people: People) -> None:
    file = at(people, "trial")
    assert unmet(file, "inquire", officers="李文0901") == ["A45-2"]
    with pytest.raises(Invalid):
        file.take("inquire", "handler", on=D(2026, 3, 20), cards_shown=False)
    file.take("inquire", "handler", on=D(2026, 3, 20))
    assert unmet(file, "request_evidence", officers="李文") == ["A45-2"]
    file.take("request_evidence", "handler", on=D(2026, 3, 20))
    assert file.case.parties.get(role="organ").name == "华东通信上海"


@pytest.mark.duty("AD-044")
def test_art46_the_respondent_supplements_only_on_something_new_with_leave(people: People) -> None:
    file = at(people, "trial")
    assert unmet(file, "supplement") == ["A46-2"]
    file.take("add_material", "applicant", on=D(2026, 3, 20), option="new")
    assert unmet(file, "supplement", answers=but("A46-1")) == ["A46-1"]
    file.take("supplement", "handler", on=D(2026, 3, 23))
    assert step_of(Reconsideration.supplement).approved_by == "legal_head"


@pytest.mark.duty("AD-034", "AD-045")
def test_art47_the_file_is_open_save_for_secrets_privacy_and_security(people: People) -> None:
    file = at(people, "trial")
    file.take("open_material", "handler", on=D(2026, 3, 20))
    assert paper(file, "file_access")["material"] == ["答复书"]
    file.take("close_material", "handler", on=D(2026, 3, 20))
    assert [one["code"] for one in paper(file, "file_access_refusal")["grounds"]] == ["47-business"]  # type: ignore[attr-defined]
    assert [one.code for one in codes.CLOSED_FILES] == ["47-state", "47-business", "47-privacy", "47-danger"]
    with pytest.raises(Invalid):
        file.take("close_material", "handler", on=D(2026, 3, 20), heads=["inconvenient"])


# ---- stay, suspension, extension (39-42, 62①) ----


@pytest.mark.duty("AD-040")
def test_art42_execution_goes_on_save_on_four_grounds(people: People) -> None:
    file = at(people, "trial")
    assert file.case.stayed_on is None
    assert [one.code for one in codes.STAYS] == ["42-1", "42-2", "42-3", "42-4"]
    assert unmet(file, "lift_stay") == ["A42-lift"]
    file.take("stay", "handler", on=D(2026, 3, 20))
    assert unmet(file, "stay") == ["A42-stay"]
    assert paper(file, "stay_notice")["extent"] == "停机处理"
    file.take("lift_stay", "handler", on=D(2026, 3, 23))
    assert file.case.stayed_on is None


@pytest.mark.duty("AD-036", "AD-037")
@pytest.mark.parametrize("ground", [one.code for one in codes.SUSPENSIONS])
def test_art39_suspended_on_each_of_ten_grounds_and_told(people: People, ground: str) -> None:
    file = at(people, "trial")
    if ground == "39-9":
        assert unmet(file, "suspend", ground=ground) == ["A39-9"]
        return
    if ground == "39-6":
        assert unmet(file, "suspend", ground=ground, answers=but("A39-6")) == ["A39-6"]
    file.take("suspend", "handler", on=D(2026, 3, 20), ground=ground)
    assert file.clock("AR-15").last_day is None
    assert ("AR-23" in file.running()) == (ground in ("39-1", "39-2", "39-4"))
    assert paper(file, "suspension_notice")["ground"]["code"] == ground  # type: ignore[index]
    assert unmet(file, "resume", on=D(2026, 3, 25), answers=but("A39-2")) == ["A39-2"]
    file.take("resume", "handler", on=D(2026, 3, 30))
    assert (file.case.state, file.clock("AR-15").last_day) == ("trial", D(2026, 5, 13))  # ten days later than 3 May
    held = paper(file, "resumption_notice")
    assert (held["suspended_on"], held["resumed_on"], held["decide_by"]) == ("2026-03-20", "2026-03-30", "2026-05-13")


@pytest.mark.duty("AD-039")
def test_art41_5_after_sixty_days_of_suspension_it_must_end(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = at(people, "trial")
    file.take("suspend", "handler", on=D(2026, 3, 20), option="death")
    assert unmet(file, "terminate", on=D(2026, 5, 19), ground="41-5") == ["A41"]
    set_clock(monkeypatch, "2026-05-20T09:00")
    file.take("terminate", "handler", on=D(2026, 5, 20), ground="41-5")
    assert file.case.state == "terminated"
    assert file.case.entries.filter(step="sixty_days_complete").exists()
    assert not file.case.entries.filter(step="breach").exists()
    assert paper(file, "termination")["suspended_on"] == "2026-03-20"


@pytest.mark.duty("AD-037")
def test_where_the_answer_came_meanwhile_the_case_is_heard_when_it_goes_on(people: People) -> None:
    file = at(people, "served")
    file.take("suspend", "handler", on=D(2026, 3, 10))
    file.take("answer_application", "handler", on=D(2026, 3, 12))
    assert file.case.state == "suspended"
    file.take("resume", "handler", on=D(2026, 3, 16))
    assert file.case.state == "trial"


@pytest.mark.duty("AD-061", "AD-090")
def test_art62_1_thirty_days_more_in_all_before_the_last_day_and_told(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = at(people, "trial")
    file.take("extend", "handler", on=D(2026, 4, 20))
    held = paper(file, "extension_notice")
    assert (held["old_last_day"], held["new_last_day"], held["sue_by"]) == ("2026-05-06", "2026-05-25", "2026-06-09")  # 23 May is a Saturday
    assert unmet(file, "extend", days=11) == ["extension-left"]
    file.take("extend", "handler", on=D(2026, 4, 21), days=10)
    assert file.clock("AR-15").last_day == D(2026, 6, 2)
    assert paper(file, "extension_notice")["new_last_day"] == "2026-06-02"
    set_clock(monkeypatch, "2026-06-03T09:00")
    assert "extension-left" in unmet(file, "extend", on=D(2026, 6, 3), days=1)


# ---- norms (56-60) ----


@pytest.mark.duty("AD-055", "AD-056", "AD-057")
def test_art56_59_own_power_the_maker_asked_the_clause_stopped(people: People) -> None:
    file = at(people, "norm_review")
    assert (file.clock("AR-15").last_day, file.clock("AR-18").last_day, file.clock("AR-20").last_day) == (None, D(2026, 4, 20), D(2026, 3, 25))
    file.take("ask_maker", "handler", on=D(2026, 3, 23))
    file.serve_newest("norm_maker_notice", on=D(2026, 3, 24))
    assert (file.clock("AR-20").status, file.clock("AR-21").last_day) == ("met", D(2026, 4, 8))  # 6 April is a holiday, 4 and 5 a weekend
    file.take("record_maker_answer", "handler", on=D(2026, 4, 2), answered_on="2026-04-02")
    file.take("stop_clause", "handler", on=D(2026, 4, 10))
    assert (file.case.state, file.case.norm_opinion, file.clock("AR-18").status) == ("trial", "59-conflict", "met")
    assert file.clock("AR-15").last_day == D(2026, 5, 25)  # 21 days stood still from 3 May: 24 May is a Sunday
    assert paper(file, "norm_decision")["answered_on"] == "2026-04-02"


@pytest.mark.duty("AD-057")
def test_art59_a_lawful_clause_is_told_in_the_decision(people: People) -> None:
    file = at(people, "norm_review")
    file.take("find_lawful", "handler", on=D(2026, 3, 30))
    file.take("hear", "handler", on=D(2026, 3, 30))
    file.take("verify_evidence", "handler", on=D(2026, 3, 30))
    assert unmet(file, "decide") == ["A59"]
    file.take("decide", "handler", on=D(2026, 3, 31), results=["annul", "redo", "norm"], norm_told=f"{NORM}第八条合法。")
    assert paper(file, "decision")["norm"] == f"{NORM}第八条合法。"


@pytest.mark.duty("AD-055", "AD-058")
def test_art56_60_without_power_it_is_sent_in_seven_days_and_answered_in_sixty(people: People) -> None:
    file = at(people, "trial")
    file.take("take_up_norm", "handler", on=D(2026, 3, 20))
    assert file.clock("AR-19").last_day == D(2026, 3, 31)
    assert unmet(file, "review_norm") == ["A56-own"]
    file.take("transfer_norm", "handler", on=D(2026, 3, 25))
    file.serve_newest("norm_transfer", on=D(2026, 3, 27))
    assert (file.clock("AR-19").status, file.clock("AR-22").last_day) == ("met", D(2026, 5, 26))
    file.take("receive_reply", "handler", on=D(2026, 5, 20), replied_on="2026-05-19")
    assert (file.case.state, file.case.norm_opinion, file.clock("AR-22").status) == ("trial", "59-lawful", "met")


@pytest.mark.duty("AD-006")
def test_art13_57_a_norm_the_applicant_asked_about_or_the_organ_doubts(people: People) -> None:
    file = at(people, "trial")
    assert unmet(file, "review_norm") == ["A56", "A56-own"]
    file.take("take_up_norm", "handler", on=D(2026, 3, 20), option="own", norm_head="57")
    assert unmet(file, "review_norm", answers=but("A56")) == ["A56"]  # a 规章 is not reviewed
    assert file.clock("AR-18").trigger_on == D(2026, 3, 20)
    asked = at(people, "trial")
    asked.take("take_up_norm", "handler", on=D(2026, 3, 20), option="own", norm_head="56")
    assert asked.clock("AR-18").trigger_on == D(2026, 3, 4)  # acceptance
