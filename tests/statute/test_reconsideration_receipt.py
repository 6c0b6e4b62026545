"""行政复议法 11-35, each article by what the steps of receipt do and refuse."""

from datetime import date

import pytest

from casework import commands
from casework.cases.clocks import Deadline
from casework.cases.documents import Document, content
from casework.cases.handling import Assignment, Recusal
from casework.cases.parties import Party
from casework.cases.refusals import Invalid, Refused
from casework.reconsideration import admissibility, codes, documents, filing
from casework.reconsideration.officers import Officer
from casework.reconsideration.workflow import Reconsideration
from tests.builders import OUTSIDER, People
from tests.builders import filing as complaint
from tests.statute.course import set_clock
from tests.statute.reconsideration_moves import ACT, FOUND, PATHS, File
from tests.statute.tables import rows

PATH = {name: text for name, text in rows(PATHS)}
D = date


def at(people: People, path: str) -> File:
    return File(people).go(PATH, PATH[path])


MONDAY = D(2026, 3, 2)


def filed(people: People, on: date = MONDAY, who: str = "intake", **changed: object) -> File:
    file = File(people)
    file.take("file", who, on=on, **changed)
    return file


def unmet(file: File, step: str, who: str = "handler", on: date | None = None, **changed: object) -> list[str]:
    """The grounds on which the step is refused."""
    with pytest.raises(Refused) as refused:
        file.take(step, who, on=on or file.on, **changed)
    return [one.ground for one in refused.value.reasons]


def paper(file: File, kind: str) -> dict[str, object]:
    return content(Document.objects.filter(case__number=file.number, type=kind).latest("pk"))


# ---- who and how (11-25) ----


@pytest.mark.duty("AD-016", "AD-082", "AD-084")
@pytest.mark.parametrize("channel", ["post", "web", "in_person"])
def test_art22_1_2_by_post_online_or_in_person_without_a_fee_whatever_the_nationality(people: People, channel: str) -> None:
    file = filed(people, channel=channel)
    assert (file.case.state, file.case.channel, file.case.office.code) == ("filed", channel, "CA-00")
    asked = {name for form in (filing.Application, filing.OralApplication) for name in form.base_fields}
    assert not [name for name in asked if "fee" in name or "nation" in name]


@pytest.mark.duty("AD-017", "AD-100")
def test_art22_3_an_oral_application_is_recorded_with_its_particulars(people: People) -> None:
    file = File(people)
    file.take("file_orally", "intake", on=D(2026, 3, 2))
    held = paper(file, "oral_application")
    assert (held["taken_at"], held["recorder"], held["reasons"]) == ("2026-03-02T09:30", "李文", "没有查明扣费日期。")
    assert held["regulation_place"] == "《行政复议法实施条例》第二十条"
    with pytest.raises(Invalid):
        File(people).take("file_orally", "intake", on=D(2026, 3, 2), why_oral=None)


@pytest.mark.duty("AD-100")
def test_2007_regulation_no_article_of_it_on_a_paper_of_a_case_filed_from_july_2026(people: People) -> None:
    late = {"known_on": "2026-06-20", "act_on": "2026-06-18"}
    oral = File(people)
    oral.take("file_orally", "intake", on=D(2026, 7, 1), taken_at="2026-07-01T09:30", **late)
    assert "实施条例" not in str(paper(oral, "oral_application"))
    file = filed(people, D(2026, 7, 1), **late)
    file.take("accept", "handler", on=D(2026, 7, 2))
    file.take("send_copy", "handler", on=D(2026, 7, 3))
    file.serve_all("handler", on=D(2026, 7, 6))
    file.take("answer_application", "handler", on=D(2026, 7, 8))
    file.take("mediate", "handler", on=D(2026, 7, 9))
    assert not [one.type for one in Document.objects.filter(case__number=file.number) if "实施条例" in str(content(one))]


@pytest.mark.duty("AD-018")
def test_art22_4_a_second_act_has_a_case_of_its_own_from_the_same_day(people: People) -> None:
    file = filed(people)
    outcome = file.take("split", "intake", on=D(2026, 3, 4))
    assert outcome.opened is not None
    other = Reconsideration.objects.get(number=outcome.opened.case.number)
    assert (other.act, other.received_on, other.applicant_name) == ("作出的《政府信息公开答复书》", D(2026, 3, 2), "张晓梅")
    assert Deadline.objects.get(case=other, rule="AR-05").last_day == D(2026, 3, 9)
    assert file.case.act == ACT
    assert paper(file, "split_notice")["acts"] == [ACT, "作出的《政府信息公开答复书》"]


@pytest.mark.duty("AD-010", "AD-085")
def test_art17_agents_show_authority_and_identity_papers_and_are_two_at_most(people: People) -> None:
    with pytest.raises(Invalid) as wrong:
        filed(people, agent_authority=None, agent_papers=None)
    assert {"agent_authority", "agent_papers"} <= set(wrong.value.fields)
    file = filed(people, second_agent_name="吴律师")
    assert [one.name for one in file.case.parties.filter(role="agent")] == ["周宁", "吴律师"]
    assert file.case.parties.get(role="applicant", name="张晓梅").service_address == "上海市黄浦区人民大道1号"
    assert unmet(file, "change_agent", "applicant", former_agent=None) == ["A17"]
    file.take("change_agent", "applicant", on=D(2026, 3, 3), former_agent="周宁", agent_name="郑律师")
    assert {one.name for one in file.case.parties.filter(role="agent", until=None)} == {"吴律师", "郑律师"}


@pytest.mark.duty("AD-008")
def test_art15_one_to_five_representatives_and_the_represented_consent(people: People) -> None:
    with pytest.raises(Invalid):
        filed(people, representatives="甲\n乙\n丙\n丁\n戊\n己", co_applicants="甲\n乙\n丙\n丁\n戊\n己")
    file = filed(people)
    assert unmet(file, "choose_representatives", representatives="王五") == ["A15-1"]
    file.take("choose_representatives", "applicant", on=D(2026, 3, 3), representatives="刘强")
    assert unmet(file, "withdraw", "applicant") == ["A15-2"]
    assert unmet(file, "change_claim", "applicant") == ["A15-2"]
    file.take("change_claim", "applicant", on=D(2026, 3, 3), represented_consent="同意书")
    assert file.case.claim == "确认不予受理违法。"


@pytest.mark.duty("AD-007")
def test_art14_heirs_take_the_place_of_the_applicant(people: People) -> None:
    file = at(people, "trial")
    file.take("change_party", "handler", on=D(2026, 3, 19))
    assert file.case.applicant_name == "张大海"
    assert Party.objects.get(case__number=file.number, name="张晓梅").until == D(2026, 3, 19)
    assert Party.objects.get(case__number=file.number, name="张大海").role == "applicant"


@pytest.mark.duty("AD-009")
def test_art16_a_third_party_joins_and_its_absence_stops_nothing(people: People) -> None:
    file = at(people, "trial")
    file.take("join_third_party", "handler", on=D(2026, 3, 19))
    assert paper(file, "third_party_notice")["interest"] == "涉及其收取的费用。"
    file.take("hear", "handler", on=D(2026, 3, 20))
    file.take("verify_evidence", "handler", on=D(2026, 3, 20))
    file.take("decide", "handler", on=D(2026, 3, 23))
    assert file.case.state == "decided"


@pytest.mark.duty("AD-011", "AD-020")
def test_art19_25_the_ministry_decides_on_its_own_acts_and_those_of_the_administrations(people: People) -> None:
    for office in ("CA-00", "CA-31", "CA-41"):
        file = filed(people, respondent=office)
        file.take("accept", "handler", on=D(2026, 3, 4))
        assert file.case.office.code == "CA-00"
    with pytest.raises(Invalid):
        filed(people, respondent="OP-EAST-31")
    wrong_organ = filed(people)
    answers = FOUND | {"30-1": {"met": False, "why": "受委托的申诉受理机构作出，被申请人应为委托的机关"}}
    assert unmet(wrong_organ, "accept", answers=answers) == ["30-1"]


@pytest.mark.duty("AD-003", "AD-033")
def test_art6_36_the_officer_is_qualified_and_did_not_make_the_act(people: People) -> None:
    file = at(people, "accepted")
    beginner = people.user("sh-handler2")
    beginner.memberships.create(organisation=file.case.office, role="handler")
    Officer.objects.filter(user=beginner).delete()
    assert unmet(file, "assign", "intake", handler="sh-handler2") == ["A6-2"]
    file.take("record_officer", "legal_head", on=D(2026, 3, 5), officer="sh-handler2")
    file.take("assign", "intake", on=D(2026, 3, 5), handler="sh-handler2")
    assert file.case.handler == beginner
    author = at(people, "filed")
    author.take("accept", "intake", on=D(2026, 3, 4), act_authors="部承办")
    assert unmet(author, "assign", "intake", handler="ministry-handler") == ["A-author"]


@pytest.mark.duty("AD-033")
def test_who_handled_the_complaint_takes_no_step_in_the_reconsideration_of_it(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-02-02T10:00")
    made = commands.file_case("complaint", by=OUTSIDER,
        given=complaint(event_on="2026-01-10", operator_complained_on="2026-01-12", operator_answered_on="2026-01-20"), on=D(2026, 2, 2)).case
    Assignment.objects.filter(case=made).update(user=people.user("sh-handler"))
    file = filed(people, act_case=made.number)
    assert [one.user.username for one in Recusal.objects.filter(case__number=file.number)] == ["sh-handler"]


# ---- admission (30-32) ----


@pytest.mark.duty("AD-004", "AD-005", "AD-023", "AD-042")
def test_art30_1_seven_conditions_all_of_them(people: People) -> None:
    assert [one.id for one in admissibility.GROUNDS] == ["30-1", "30-2", "30-3", "30-4", "30-5", "30-6", "30-7"] == [one.code for one in codes.ADMISSION]
    assert len(codes.SCOPES) == 15
    assert len(codes.EXCLUSIONS) == 4
    file = filed(people, sued=None, applied_before=None)
    assert unmet(file, "accept", answers={}) == ["30-1", "30-2", "30-5", "30-7", "A22-4"]
    omission = filed(people, act_kind="11-11", asked_organ_on="2026-01-05", evidence_of_asking=False)
    assert "30-3" in unmet(omission, "accept", answers={})
    damage = filed(people, compensation=True, evidence_of_damage=False)
    assert "30-3" in unmet(damage, "accept", answers={})


@pytest.mark.duty("AD-006")
def test_art13_a_norm_may_be_asked_about_together_with_the_act(people: People) -> None:
    file = filed(people, norm="《某规程》", norm_clauses="第八条")
    file.take("accept", "handler", on=D(2026, 3, 4), norm_power="no")
    assert (file.case.norm_head, file.case.norm_own_power, file.clock("AR-19").last_day) == ("56", False, D(2026, 3, 13))
    assert "规章" in str(codes.EXCLUSIONS[1].zh)


@pytest.mark.duty("AD-015")
@pytest.mark.parametrize(("real_estate", "last"), [(False, D(2026, 3, 2)), (True, D(2041, 3, 2))])
def test_art21_five_years_twenty_about_real_estate(people: People, real_estate: bool, last: date) -> None:
    assert admissibility.outer_day(D(2021, 3, 2), real_estate=real_estate) == last
    file = filed(people, D(2026, 3, 3), act_on="2021-03-02", known_on="2026-02-20", real_estate=real_estate)
    if real_estate:
        file.take("accept", "handler", on=D(2026, 3, 4))
    else:
        assert unmet(file, "accept", on=D(2026, 3, 4)) == ["30-4"]


@pytest.mark.duty("AD-098")
def test_2007_16_for_an_omission_the_time_runs_from_the_end_of_the_organs_own(people: People) -> None:
    """A complaint under 电信条例 39 has thirty days, so the sixty run from then, not from the request."""
    told = {"act_kind": "11-11", "asked_organ_on": "2026-01-05", "evidence_of_asking": True, "known_on": None, "act_on": None}
    file = filed(people, D(2026, 4, 5), **told)
    assert admissibility.begins_on(file.case) == D(2026, 2, 4)
    assert admissibility.last_day_to_apply(file.case) == D(2026, 4, 7)  # 5 April, in the holiday of Qingming
    early = filed(people, D(2026, 1, 20), **told)
    assert "30-4" in unmet(early, "accept", on=D(2026, 1, 21), answers={})


@pytest.mark.duty("AD-014", "AD-097", "AD-099")
def test_art20_3_who_was_not_told_has_sixty_days_from_learning_and_a_year_at_most(people: People) -> None:
    told = {"known_on": "2025-09-01", "rights_told": False, "rights_known_on": "2026-02-10", "act_on": "2025-08-20"}
    assert admissibility.last_day_to_apply(filed(people, **told).case) == D(2026, 4, 13)  # 11 April, a Saturday
    assert admissibility.last_day_to_apply(filed(people, D(2026, 8, 3), **told | {"rights_known_on": "2026-08-01"}).case) == D(2026, 9, 1)


@pytest.mark.duty("AD-086")
def test_art88_what_was_posted_in_time_is_in_time(people: People) -> None:
    told = {"known_on": "2026-01-02", "act_on": "2026-01-01", "channel": "post"}
    filed(people, D(2026, 3, 9), posted_on="2026-03-03", **told).take("accept", "handler", on=D(2026, 3, 10))
    assert unmet(filed(people, D(2026, 3, 9), **told), "accept", on=D(2026, 3, 10)) == ["30-4"]


@pytest.mark.duty("AD-013")
def test_order69_5_2_a_reason_for_lost_time_is_explained(people: People) -> None:
    with pytest.raises(Invalid):
        filed(people, obstacle_from="2026-01-05", obstacle_until="2026-01-20")
    file = filed(people, known_on="2025-12-01", act_on="2025-11-20", obstacle="住院，附病历")
    assert unmet(file, "accept", answers={name: one for name, one in FOUND.items() if name != "30-4"}) == ["30-4"]
    file.take("accept", "handler", on=D(2026, 3, 4), answers=FOUND | {"30-4": {"met": True, "why": "住院属实"}})
    assert file.case.state == "accepted"


@pytest.mark.duty("AD-022")
def test_art29_a_suit_and_a_reconsideration_exclude_each_other(people: People) -> None:
    assert unmet(filed(people, sued=True), "accept") == ["30-7"]
    assert unmet(filed(people, applied_before=True), "accept") == ["30-7"]


@pytest.mark.duty("AD-074")
def test_art74_2_after_a_withdrawal_no_second_application_unless_the_will_was_not_free(people: People) -> None:
    file = filed(people, applied_before=True, will_not_free=True)
    assert unmet(file, "accept", answers={name: one for name, one in FOUND.items() if name != "30-7"}) == ["30-7"]
    file.take("accept", "handler", on=D(2026, 3, 4))
    assert file.case.state == "accepted"


@pytest.mark.duty("AD-024", "AD-031", "AD-095")
def test_art30_2_34_a_refusal_has_reasons_names_the_competent_organ_and_opens_the_court(people: People) -> None:
    file = filed(people)
    assert unmet(file, "refuse", "intake", ground="30-4") == ["A30-2"]  # it is in time
    elsewhere = {"ground": "30-6", "facts": "其他机关作出。", "reasons": "不属于本机关。", "competent_body": ""}
    with pytest.raises(Refused, match="competent_body"):
        documents.REFUSAL.contents(file.case, elsewhere, None, D(2026, 3, 4))
    file.take("refuse", "intake", on=D(2026, 3, 4), compulsory_first="23-3")
    assert file.case.compulsory_first == "23-3"
    held = paper(file, "refusal")
    assert held["ground"]["article"] == "《行政复议法》第三十条第一款第二项"  # type: ignore[index]
    assert held["compulsory"]["code"] == "23-3"  # type: ignore[index]
    file.serve_all("intake", on=D(2026, 3, 5))
    assert file.clock("AR-26").last_day == D(2026, 3, 20)


@pytest.mark.duty("AD-019")
def test_art23_a_compulsory_first_case_is_known_as_one(people: People) -> None:
    file = filed(people)
    file.take("accept", "handler", on=D(2026, 3, 4), compulsory_first="23-1")
    assert file.case.compulsory_first == "23-1"
    assert [one.code for one in codes.COMPULSORY_FIRST] == ["23-1", "23-2", "23-3", "23-4", "23-5"]


@pytest.mark.duty("AD-025")
def test_art30_3_silence_accepts_from_the_last_day_and_the_times_run_from_it(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = filed(people)
    set_clock(monkeypatch, "2026-03-12T09:00")
    commands.take_step(file.number, "tell_acceptance", by=people["ministry-intake"], given={}, on=D(2026, 3, 12))
    case = file.case
    assert (case.state, case.accepted_on, case.deemed, case.told_on) == ("accepted", D(2026, 3, 9), True, D(2026, 3, 12))
    assert file.running() == {"AR-10": D(2026, 3, 18), "AR-15": D(2026, 5, 8)}
    assert paper(file, "acceptance_notice")["deemed"] == "yes"
    assert case.entries.get(step="deem_accepted").on == D(2026, 3, 9)


@pytest.mark.duty("AD-026")
def test_art31_1_one_notice_that_names_everything_and_no_second(people: People) -> None:
    file = at(people, "correcting")
    assert paper(file, "correction_notice")["items"] == ["提交居民身份证复印件", "写明知道行政行为的日期"]
    file.take("correct", "applicant", on=D(2026, 3, 9))
    assert unmet(file, "ask_correction", "intake") == ["state"]


@pytest.mark.duty("AD-027")
def test_art31_2_ten_days_more_for_a_good_reason_else_abandoned_and_recorded(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = at(people, "correcting")
    file.take("extend_correction", "intake", on=D(2026, 3, 10))
    assert file.clock("AR-08").last_day == D(2026, 3, 25)
    set_clock(monkeypatch, "2026-03-26T09:00")
    with pytest.raises(Refused):
        file.take("correct", "applicant", on=D(2026, 3, 26))
    commands.take_step(file.number, "code_breach", by=people["ministry-head"], given={"breach_codes": ["84"], "found": "无"}, on=D(2026, 3, 26))
    assert file.case.state == "abandoned"
    assert file.case.entries.get(step="deem_abandoned").on == D(2026, 3, 25)
    assert not file.case.entries.filter(step="breach").exists()  # an option that passed breaches nothing
    file.take("correct", "intake", on=D(2026, 3, 27), posted_on="2026-03-25")
    assert file.case.state == "reviewed_again"


@pytest.mark.duty("AD-028")
def test_art31_3_corrected_material_is_reviewed_anew(people: People) -> None:
    file = at(people, "reviewed_again")
    assert file.clock("AR-05").trigger_on == D(2026, 3, 9)
    assert (file.case.received_on, file.clock("AR-05").last_day) == (D(2026, 3, 2), D(2026, 3, 16))


@pytest.mark.duty("AD-029")
def test_art32_through_the_penalty_organ_whose_receipt_decides_the_time(people: People) -> None:
    file = File(people)
    file.take("receive_at_organ", "organ", on=D(2026, 3, 2), known_on="2026-01-01", act_on="2026-01-01")
    assert (file.case.office.code, file.clock("AR-09").last_day) == ("CA-31", D(2026, 3, 9))
    file.take("forward_to_ministry", "intake", on=D(2026, 3, 6))
    assert (file.case.office.code, file.clock("AR-05").last_day) == ("CA-00", D(2026, 3, 13))
    file.take("accept", "handler", on=D(2026, 3, 9))  # 2 March is the sixtieth day
    assert file.case.state == "accepted"
    assert at(people, "mended").case.state == "mended"
