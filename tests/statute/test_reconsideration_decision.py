"""行政复议法 5, 33-35, 38, 40, 41, 61-86 and the lawsuit after it, each article by what the steps do and refuse."""

from datetime import date

import pytest

from casework import commands
from casework.cases.documents import Document
from casework.cases.refusals import Forbidden, Invalid, Refused
from casework.cases.steps import step_of
from casework.reconsideration import codes
from casework.reconsideration.workflow import Reconsideration
from tests.builders import People
from tests.statute.course import set_clock
from tests.statute.reconsideration_moves import File
from tests.statute.test_reconsideration_receipt import at, paper, unmet
from tests.statute.test_reconsideration_trial import but

D = date
PLAIN = {"term": None, "perform_by": None}


def ready(people: People, **told: object) -> File:
    """A case that can be decided, about such an act."""
    file = File(people)
    file.take("file", "intake", on=D(2026, 3, 2), **told)
    file.take("accept", "handler", on=D(2026, 3, 4))
    file.take("send_copy", "handler", on=D(2026, 3, 6))
    file.serve_all("handler", on=D(2026, 3, 9))
    file.take("answer_application", "handler", on=D(2026, 3, 18))
    file.take("hear", "handler", on=D(2026, 3, 20))
    file.take("verify_evidence", "handler", on=D(2026, 3, 20))
    return file


def decided(people: People, results: list[str], heads: list[str], act: dict[str, object] | None = None, **given: object) -> File:
    file = ready(people, **(act or {}))
    file.take("decide", "handler", on=D(2026, 4, 8), results=results, heads=heads, **(PLAIN | given))
    return file


# ---- the ends without a decision on the act (33, 41, 73, 74) ----


@pytest.mark.duty("AD-030", "AD-031")
def test_art33_found_inadmissible_after_acceptance_dismissed_with_reasons(people: People) -> None:
    file = at(people, "trial")
    assert unmet(file, "dismiss", ground="30-6") == ["A30-2"]
    file.take("dismiss", "handler", on=D(2026, 3, 24))
    assert paper(file, "dismissal")["reasons"] == "与行政行为没有利害关系。"
    file.serve_all("handler", on=D(2026, 3, 25))
    assert file.clock("AR-26").last_day == D(2026, 4, 9)
    assert [one.role for one in file.case.proposals.get(step="dismiss").consents.all()] == ["legal_head"]


@pytest.mark.duty("AD-002", "AD-074")
def test_art74_a_settlement_is_checked_before_leave_to_withdraw(people: People) -> None:
    file = at(people, "trial")
    assert "A41-1" in unmet(file, "permit_withdrawal", answers=but("A74"))
    file.take("withdraw", "applicant", on=D(2026, 3, 20))
    assert unmet(file, "permit_withdrawal", answers=but("A74")) == ["A74"]
    file.take("permit_withdrawal", "handler", on=D(2026, 3, 23))
    assert (file.case.state, file.case.head) == ("terminated", "41-1")
    assert {"withdrawal_permit", "termination"} <= set(Document.objects.filter(case__number=file.number).values_list("type", flat=True))
    assert paper(file, "termination")["final"] == "yes"


@pytest.mark.duty("AD-039")
@pytest.mark.parametrize("ground", ["41-2", "41-3", "41-4"])
def test_art41_it_must_end_where_nobody_goes_on(people: People, ground: str) -> None:
    file = at(people, "trial")
    file.take("terminate", "handler", on=D(2026, 3, 24), ground=ground)
    assert (file.case.state, file.running()) == ("terminated", {})
    with pytest.raises(Invalid):
        at(people, "trial").take("terminate", "handler", on=D(2026, 3, 24), ground="41-1")


@pytest.mark.duty("AD-002", "AD-073")
def test_art73_mediation_takes_effect_when_all_have_signed_else_it_is_decided(people: People) -> None:
    file = at(people, "trial")
    assert unmet(file, "mediate", answers=but("A73")) == ["A73"]
    file = at(people, "agreed")
    assert set(file.running()) == {"AR-15"}  # nothing has taken effect
    assert unmet(file, "sign", signed="张晓梅\n上海市通信管理局") == ["A73-signed"]
    file.take("sign", "handler", on=D(2026, 3, 26))
    assert (file.case.state, file.case.effective_on, file.clock("AR-15").status) == ("effective", D(2026, 3, 26), "met")
    failed = at(people, "agreed")
    failed.take("give_up_mediation", "handler", on=D(2026, 3, 26))
    assert failed.case.state == "trial"


# ---- the decision (61-72, 75) ----


@pytest.mark.duty("AD-059")
def test_art61_1_opinion_of_the_office_consent_of_the_head_or_collective_minutes(people: People) -> None:
    step = step_of(Reconsideration.decide)
    assert (step.by, step.reviewed_by, step.approved_by, step.collective) == (("handler",), ("legal_head",), "leader", True)
    file = at(people, "ready")
    proposal = commands.take_step(file.number, "decide", by=file.actor("handler"), given=file.given("decide", D(2026, 4, 8)), on=D(2026, 4, 8),
                                  answers={one: {"met": True, "why": "已核对"} for one in ("A50-1", "A52-2", "A67", "A72-2")}).proposal  # fmt: skip
    assert proposal is not None
    with pytest.raises(Forbidden):
        commands.approve(file.number, proposal.pk, by=file.actor("leader"), on=D(2026, 4, 8))
    commands.approve(file.number, proposal.pk, by=file.actor("legal_head"), on=D(2026, 4, 8))
    minutes = {"held_on": "2026-04-08", "present": "部领导、部复议、李文", "resolved": "同意撤销并责令重作"}
    commands.approve(file.number, proposal.pk, by=file.actor("leader"), on=D(2026, 4, 8), minutes=minutes)
    held = paper(file, "decision")
    assert held["consent"]["words"] == "经集体讨论通过"  # type: ignore[index]
    assert held["office_name"] == "工业和信息化部"
    assert paper(decided(people, ["maintain"], []), "decision")["consent"]["words"] == "经行政复议机关的负责人同意"  # type: ignore[index]


@pytest.mark.duty("AD-021")
def test_art26_only_a_decision_on_the_ministrys_own_act_tells_of_the_state_council(people: People) -> None:
    own = decided(people, ["maintain"], [], {"respondent": "CA-00"})
    assert [one["body"] for one in paper(own, "decision_on_own_act")["remedies"]] == ["有管辖权的人民法院", "国务院"]  # type: ignore[attr-defined]
    other = decided(people, ["maintain"], [])
    assert [one["body"] for one in paper(other, "decision")["remedies"]] == ["有管辖权的人民法院"]  # type: ignore[attr-defined]


@pytest.mark.duty("AD-063")
def test_art63_a_change_is_not_worse_for_the_applicant_unless_a_third_party_asks_it(people: People) -> None:
    file = ready(people)
    told = {"results": ["change"], "heads": ["63-1"]} | PLAIN
    assert unmet(file, "decide", **told) == ["A63-2"]
    assert unmet(file, "decide", worse="yes", **told) == ["A63-2"]
    assert unmet(file, "decide", worse="third_party", **told) == ["A63-2"]  # there is no third party
    file.take("join_third_party", "handler", on=D(2026, 3, 23))
    file.take("decide", "handler", on=D(2026, 4, 8), worse="third_party", **told)
    assert file.case.results == ["change"]
    assert decided(people, ["change"], ["63-3"], worse="no").case.grounds == ["63-3"]


@pytest.mark.duty("AD-064")
def test_art64_annulled_made_anew_within_a_term_and_not_the_same_act_again(people: People) -> None:
    file = ready(people)
    with pytest.raises(Refused, match="term"):
        file.take("decide", "handler", on=D(2026, 4, 8), term=None)
    assert unmet(file, "decide", results=["redo", "perform"], heads=[], perform_by=None) != []
    file = at(people, "effective")
    assert paper(file, "decision")["redo_bar"] == "yes"
    assert unmet(file, "perform", same_act="yes") == ["A64-2"]
    file.take("order_performance", "handler", on=D(2026, 6, 1))
    assert file.case.state == "urged"
    procedure = decided(people, ["annul", "redo"], ["64-2"], term="三十日内", perform_by="2026-05-29")
    procedure.serve_all("handler", on=D(2026, 4, 9))
    procedure.take("take_effect", "handler", on=D(2026, 4, 9))
    procedure.take("perform", "handler", on=D(2026, 4, 20), same_act="yes")
    assert procedure.case.performed_on == D(2026, 4, 9)


@pytest.mark.duty("AD-103")
def test_2007_49_an_order_to_act_anew_always_has_a_term_so_that_the_sixty_days_never_fill_one(people: People) -> None:
    assert next(one for one in codes.RESULTS if one.code == "redo").term
    assert "AR-27" not in at(people, "effective").running()


@pytest.mark.duty("AD-065")
@pytest.mark.parametrize("head", ["65-1-1", "65-1-2", "65-2-1", "65-2-2", "65-2-3"])
def test_art65_confirmed_unlawful_in_two_and_three_cases(people: People, head: str) -> None:
    file = decided(people, ["unlawful"], [head])
    assert paper(file, "decision")["results"][0]["what"] == "确认该行政行为违法"  # type: ignore[index]
    with pytest.raises(Refused, match="heads"):
        decided(people, ["unlawful"], [])


@pytest.mark.duty("AD-066", "AD-069")
def test_art66_69_performance_within_a_term_or_the_claim_rejected_in_cases_of_omission(people: People) -> None:
    omission = {"act_kind": "11-11", "asked_organ_on": "2026-01-05", "evidence_of_asking": True, "act": "未对其申诉作出答复"}
    file = decided(people, ["perform"], [], omission, term="三十日内", perform_by="2026-05-15")
    assert file.case.perform_by == D(2026, 5, 15)
    assert unmet(ready(people, **omission), "decide", results=["perform"], heads=[], term="三十日内", perform_by=None) == ["A64"]
    assert decided(people, ["reject"], ["69-done"], omission).case.results == ["reject"]
    assert unmet(ready(people), "decide", results=["reject"], heads=["69-duty"], **PLAIN) == ["A64"]


@pytest.mark.duty("AD-067")
def test_art67_void_where_the_applicant_asks_for_it(people: People) -> None:
    assert unmet(ready(people), "decide", results=["void"], heads=[], answers=but("A67"), **PLAIN) == ["A67"]
    assert decided(people, ["void"], []).case.results == ["void"]


@pytest.mark.duty("AD-068")
def test_art68_maintained_and_nothing_else_beside_it(people: People) -> None:
    assert decided(people, ["maintain"], []).case.results == ["maintain"]
    assert unmet(ready(people), "decide", results=["maintain", "annul"], heads=["64-1"], **PLAIN) == ["A64"]


@pytest.mark.duty("AD-070")
def test_art70_is_for_silence_alone(people: People) -> None:
    assert unmet(ready(people), "decide", results=["70-annul"], heads=[], **PLAIN) == ["A70"]


@pytest.mark.duty("AD-071")
def test_art71_agreements_have_results_of_their_own(people: People) -> None:
    assert decided(people, ["71-1-perform", "71-1-damages"], [], {"act_kind": "11-13"}).case.results == ["71-1-perform", "71-1-damages"]
    assert unmet(ready(people), "decide", results=["71-2"], heads=[], **PLAIN) == ["A64"]


@pytest.mark.duty("AD-072")
def test_art72_compensation_is_decided_together_and_restitution_of_own_motion(people: People) -> None:
    claimed = {"compensation": True, "evidence_of_damage": True}
    file = ready(people, **claimed)
    assert unmet(file, "decide", results=["annul"], heads=["64-1"], **PLAIN) == ["A72-1"]
    assert unmet(file, "decide", results=["maintain", "72-1-award"], heads=[], **PLAIN) == ["A72-1"]
    file.take("decide", "handler", on=D(2026, 4, 8), results=["annul", "72-1-award"], heads=["64-1"], **PLAIN)
    assert unmet(ready(people), "decide", results=["annul"], heads=["64-1"], answers=but("A72-2"), **PLAIN) == ["A72-2"]
    assert decided(people, ["annul", "72-2"], ["64-1"]).case.results == ["annul", "72-2"]


@pytest.mark.duty("AD-075", "AD-090", "AD-095")
def test_art75_in_effect_when_served_and_the_fifteen_days_run_from_it(people: People) -> None:
    file = at(people, "decided")
    assert unmet(file, "take_effect") == ["A75-2"]
    file.serve_all("handler", on=D(2026, 4, 9))
    file.take("take_effect", "handler", on=D(2026, 4, 10))
    assert file.case.effective_on == D(2026, 4, 9)
    assert file.clock("AR-25").last_day == D(2026, 4, 24)
    assert paper(file, "decision")["remedies"][0]["basis"].startswith("《行政诉讼法》第四十五条")  # type: ignore[index]


@pytest.mark.duty("AD-031", "AD-090")
def test_all45_without_a_decision_the_applicant_may_sue_from_the_last_day(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = at(people, "ready")
    assert unmet(file, "record_suit_on_silence") == ["A34-silent"]
    set_clock(monkeypatch, "2026-05-07T09:00")
    commands.take_step(file.number, "code_breach", by=people["ministry-head"], given={"breach_codes": ["84"], "found": "无"}, on=D(2026, 5, 7))
    assert (file.case.period_over_on, file.clock("AR-15").status) == (D(2026, 5, 6), "breached")
    assert (file.clock("AR-26").trigger_on, file.clock("AR-26").last_day) == (D(2026, 5, 6), D(2026, 5, 21))
    file.take("record_suit_on_silence", "intake", on=D(2026, 5, 18))
    assert file.clock("AR-34").last_day == D(2026, 6, 2)
    file.take("decide", "handler", on=D(2026, 5, 19))  # the duty to decide stays
    assert file.case.state == "decided"


# ---- after the decision (76-79) ----


@pytest.mark.duty("AD-076")
def test_art76_an_opinion_letter_reported_on_within_sixty_days_of_its_service(people: People) -> None:
    file = at(people, "trial")
    file.take("send_opinion", "handler", on=D(2026, 3, 20))
    file.serve_newest("opinion_letter", on=D(2026, 3, 23))
    assert file.clock("AR-24").last_day == D(2026, 5, 22)
    file.take("dismiss", "handler", on=D(2026, 3, 24))
    assert set(file.running()) == {"AR-24"}  # the report is owed all the same
    file.take("report_correction", "intake", on=D(2026, 5, 20))
    assert file.clock("AR-24").status == "met"


@pytest.mark.duty("AD-077", "AD-080")
def test_art77_performed_or_ordered_within_a_term(people: People) -> None:
    file = at(people, "effective")
    assert unmet(file, "order_performance", on=D(2026, 5, 29)) == ["A77-perform"]
    file.take("order_performance", "handler", on=D(2026, 6, 1), measures="约谈你单位有关负责人")
    assert paper(file, "performance_order")["measures"] == ["约谈你单位有关负责人"]
    file.take("perform", "intake", on=D(2026, 6, 10), done_on="2026-06-09")
    assert (file.case.state, file.case.performed_on) == ("effective", D(2026, 6, 9))
    assert [one.code for one in codes.BREACHES] == ["82-1", "82-2", "82-3", "83", "84"]


@pytest.mark.duty("AD-078")
@pytest.mark.parametrize(("results", "heads", "track"), [(["maintain"], [], "78-1"), (["change"], ["63-1"], "78-2")])
def test_art78_three_tracks_each_by_the_organ_that_the_article_names(people: People, results: list[str], heads: list[str], track: str) -> None:
    file = decided(people, results, heads, worse="no" if results == ["change"] else None)
    file.serve_all("handler", on=D(2026, 4, 9))
    file.take("take_effect", "handler", on=D(2026, 4, 9))
    assert unmet(file, "enforce", on=D(2026, 4, 24), track=track) == ["A78"]  # they may still sue
    for other in {"78-1", "78-2", "78-3"} - {track}:
        assert unmet(file, "enforce", on=D(2026, 4, 27), track=other) == ["A78"]
    file.take("enforce", "handler", on=D(2026, 4, 27), track=track)
    agreement = at(people, "agreed")
    agreement.take("sign", "handler", on=D(2026, 3, 26))
    agreement.take("enforce", "handler", on=D(2026, 4, 27), track="78-3")


@pytest.mark.duty("AD-079", "AD-034")
def test_art79_published_as_far_as_the_act_was_public(people: People) -> None:
    file = at(people, "effective")
    assert unmet(file, "publish", answers=but("A79")) == ["A79"]
    file.take("publish", "handler", on=D(2026, 4, 20))
    assert file.case.published_on == D(2026, 4, 20)


def test_a_case_is_closed_when_nothing_is_left(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = at(people, "effective")
    assert unmet(file, "close", why_unperformed=None) == ["A-close"]
    file.take("perform", "intake", on=D(2026, 4, 20), done_on="2026-04-20")
    assert unmet(file, "close", why_unperformed=None) == ["A-close"]  # they may sue until the 24th
    set_clock(monkeypatch, "2026-04-27T09:00")
    file.take("close", "intake", on=D(2026, 4, 27), why_unperformed=None)
    assert file.case.state == "closed"


# ---- superiors, courts, leads (4②, 35, 38, 40, 85, 86) ----


@pytest.mark.duty("AD-032")
def test_art35_the_superior_orders_it_taken_up(people: People) -> None:
    file = at(people, "refused")
    file.take("obey_correction", "intake", on=D(2026, 3, 20))
    assert (file.case.state, file.clock("AR-05").last_day, file.case.ended_on) == ("reviewed_again", D(2026, 3, 27), None)


@pytest.mark.duty("AD-038")
def test_art40_the_superior_orders_it_resumed(people: People) -> None:
    file = at(people, "suspended")
    file.take("obey_resumption", "head", on=D(2026, 3, 30))
    assert (file.case.state, file.clock("AR-15").last_day) == ("trial", D(2026, 5, 13))


@pytest.mark.duty("AD-035")
def test_art38_the_superior_hears_it(people: People) -> None:
    file = at(people, "moved_up")
    assert (file.case.state, file.running()) == ("moved_up", {})


@pytest.mark.duty("AD-001", "AD-094")
def test_all67_fifteen_days_for_the_defence_and_the_case_is_on_the_list_meanwhile(people: People) -> None:
    file = at(people, "closed")
    file.take("record_suit", "intake", on=D(2026, 5, 25))
    assert (file.case.state, file.case.ended_on, file.case.due_rule, file.case.due_on) == ("in_court", None, "AR-34", D(2026, 6, 9))
    file.take("file_defence", "handler", on=D(2026, 6, 5))
    assert file.clock("AR-34").status == "met"
    file.take("record_judgment", "intake", on=D(2026, 9, 1))
    assert (file.case.state, file.case.judgment, file.case.ended_on) == ("closed", "upheld", D(2026, 9, 1))


@pytest.mark.duty("AD-089", "AD-096")
@pytest.mark.parametrize(
    ("results", "heads", "defendants"),
    [(["maintain"], [], "both"), (["reject"], ["69-duty"], "both"), (["annul"], ["64-1"], "ministry")],
)  # fmt: skip
def test_all26_spc133_who_is_sued_after_reconsideration(people: People, results: list[str], heads: list[str], defendants: str) -> None:
    file = decided(people, results, heads, {"act_kind": "11-11", "asked_organ_on": "2026-01-05", "evidence_of_asking": True})
    for named in {"both", "organ", "ministry"} - {defendants}:
        assert unmet(file, "record_suit", "intake", defendants=named) == ["A-26"]
    file.take("record_suit", "intake", on=D(2026, 4, 20), defendants=defendants)
    dismissed = at(people, "dismissed")
    assert unmet(dismissed, "record_suit", "intake", defendants="both") == ["A-26"]  # inadmissibility maintains nothing


@pytest.mark.duty("AD-081")
def test_art85_86_facts_may_and_leads_of_duty_crimes_must_be_handed_over_and_the_parties_see_nothing(people: People) -> None:
    file = at(people, "trial")
    file.take("refer_lead", "handler", on=D(2026, 3, 20))
    assert paper(file, "lead_referral")["ground"]["code"] == "86"  # type: ignore[index]
    assert not Document.objects.get(case__number=file.number, type="lead_referral").services.exists()


@pytest.mark.duty("AD-087", "AD-088")
def test_civil_procedure_87_95_service_by_every_manner_and_thirty_days_of_public_notice(people: People) -> None:
    file = at(people, "decided")
    number = Document.objects.get(case__number=file.number, type="decision").number
    given = {"document": number, "addressee": "张晓梅"}
    with pytest.raises(Invalid):
        commands.take_step(file.number, "send_out", by=file.actor("handler"), on=D(2026, 4, 9),
                           given=given | {"manner": "notice", "sent_on": "2026-04-09", "reference": "人民法院报"})  # fmt: skip
    commands.take_step(file.number, "send_out", by=file.actor("handler"), on=D(2026, 4, 9),
                       given=given | {"manner": "notice", "sent_on": "2026-04-09", "reference": "人民法院报", "why": "下落不明，邮寄两次退回"})  # fmt: skip
    commands.take_step(file.number, "deem_served", by=file.actor("system"), given=given | {"served_on": "2026-05-10"}, on=D(2026, 5, 10))
    assert file.clock("AR-25").trigger_on == D(2026, 5, 10)
