"""Traceability: each duty of 行政复议 is fulfilled and tested, or there is a reason that a lawyer would accept."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from casework.cases.steps import steps_of
from casework.reconsideration.duties import NOT_BY_A_STEP
from casework.reconsideration.workflow import Reconsideration
from casework.reports.duties import listed

BASE = Path(__file__).resolve().parents[2]
AD = [f"AD-{number:03d}" for number in range(1, 104)]


@pytest.fixture(scope="module")
def found() -> dict[str, dict]:
    out = StringIO()
    call_command("describe", "reconsideration", "--duties", "--format", "json", stdout=out)
    return {one["id"]: one for one in json.loads(out.getvalue())}


def test_all_103_duties_are_listed(found):
    assert list(found) == AD


@pytest.mark.parametrize("duty", AD)
def test_duty_is_fulfilled_and_tested_or_has_a_reason(duty, found):
    row = found[duty]
    assert row.get("reason") or row["fulfilled_by"], f"{duty}: nothing fulfils it: {row['duty']}"
    assert row.get("reason") or row["tests"], f"{duty}: no test is marked with it: {row['duty']}"


def test_at_most_twenty_duties_go_without_a_step(found):
    without = {duty for duty, row in found.items() if "reason" in row}
    assert without == set(NOT_BY_A_STEP)
    assert len(without) <= 20
    assert {duty for step in steps_of(Reconsideration) for duty in step.fulfils} & without == set()


def test_whatever_names_a_duty_names_one_that_exists():
    known = {one["id"] for one in listed("reconsideration")}
    steps = steps_of(Reconsideration)
    declared = [*steps, *(ground for step in steps for ground in step.when), *Reconsideration.PAPERS, *Reconsideration.LIMITS]
    assert {duty for one in declared for duty in one.fulfils} <= known


def test_every_step_rests_on_an_article_and_names_a_duty_unless_it_is_of_the_house():
    engines = {"hand_over", "accept_hand_over", "decline_hand_over", "declare_recusal", "challenge", "recuse", "rectify", "correct_paper", "erase"}
    assert {step.name for step in steps_of(Reconsideration) if not step.fulfils} == engines
    assert all(step.basis for step in steps_of(Reconsideration))


def test_no_rule_whose_text_was_not_seen_is_a_breach_of_law():
    house = {limit.id for limit in Reconsideration.LIMITS if limit.certainty != "V"}
    assert house == {"AR-04", "AR-27", "AR-28"} == {limit.id for limit in Reconsideration.LIMITS if limit.certainty == "V-2007"}
    assert [limit.id for limit in Reconsideration.LIMITS if limit.option] == ["AR-08", "AR-23", "AR-25", "AR-26"]
    consequences = {limit.id: limit.consequence for limit in Reconsideration.LIMITS if limit.consequence}
    assert consequences == {
        "AR-05": "deem_accepted", "AR-08": "deem_abandoned", "AR-11": "no_answer", "AR-13": "no_answer", "AR-15": "period_over", "AR-17": "period_over",
        "AR-23": "sixty_days_complete", "AR-25": "suit_time_passed", "AR-26": "suit_time_passed",
    }  # fmt: skip


def test_published_copy_is_current():
    out = StringIO()
    call_command("describe", "reconsideration", "--format", "markdown", stdout=out)
    assert (BASE / "docs" / "reconsideration.md").read_text(encoding="utf-8") == out.getvalue(), "run `make docs`"


def test_prove_finds_nothing():
    out = StringIO()
    call_command("prove", "reconsideration", "--format", "json", stdout=out)
    book = json.loads(out.getvalue())
    assert book["findings"] == []
    assert len(book["excused"]) == 26


def test_every_paper_is_issued_by_a_step_save_those_of_matters_that_come_from_elsewhere():
    issued = {paper.id for step in steps_of(Reconsideration) for paper in step.issues}
    assert {paper.id for paper in Reconsideration.PAPERS} - issued == {"norm_reply", "resume_order", "correction_order"}
