"""Traceability: each duty of 信访 is fulfilled and tested, or there is a reason that a lawyer would accept."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from casework.cases.steps import steps_of
from casework.petitions.duties import NOT_BY_A_STEP
from casework.petitions.workflow import Petition
from casework.reports.duties import listed

BASE = Path(__file__).resolve().parents[2]
PD = [f"PD-{number:03d}" for number in range(1, 56)]


@pytest.fixture(scope="module")
def found() -> dict[str, dict]:
    out = StringIO()
    call_command("describe", "petitions", "--duties", "--format", "json", stdout=out)
    return {one["id"]: one for one in json.loads(out.getvalue())}


def test_all_55_duties_are_listed(found):
    assert list(found) == PD


@pytest.mark.parametrize("duty", PD)
def test_duty_is_fulfilled_and_tested_or_has_a_reason(duty, found):
    row = found[duty]
    assert row.get("reason") or row["fulfilled_by"], f"{duty}: nothing fulfils it: {row['duty']}"
    assert row.get("reason") or row["tests"], f"{duty}: no test is marked with it: {row['duty']}"


def test_at_most_ten_duties_go_without_a_step(found):
    without = {duty for duty, row in found.items() if "reason" in row}
    assert without == set(NOT_BY_A_STEP)
    assert len(without) <= 10
    assert {duty for step in steps_of(Petition) for duty in step.fulfils} & without == set()


def test_whatever_names_a_duty_names_one_that_exists():
    known = {one["id"] for one in listed("petitions")}
    steps = steps_of(Petition)
    declared = [*steps, *(ground for step in steps for ground in step.when), *Petition.PAPERS, *Petition.LIMITS]
    assert {duty for one in declared for duty in one.fulfils} <= known


def test_every_step_rests_on_an_article_and_names_a_duty_unless_it_is_of_the_house():
    engines = {
        "assign", "hand_over", "accept_hand_over", "decline_hand_over", "confirm_address", "send_out", "serve", "arrive", "deem_served", "rectify", "erase",
        "correct_paper",
    }  # fmt: skip
    assert {step.name for step in steps_of(Petition) if not step.fulfils} == engines
    assert all(step.basis for step in steps_of(Petition))


def test_no_rule_whose_text_was_not_seen_is_a_breach_of_law():
    house = {limit.id for limit in Petition.LIMITS if limit.certainty in ("R", "S")}
    assert house == {"PT-11", "PT-12", "PT-13", "PT-14"} == {limit.id for limit in Petition.LIMITS if limit.house}
    assert [limit.id for limit in Petition.LIMITS if limit.option] == ["PT-04", "PT-07", "PT-09"]
    assert {limit.id for limit in Petition.LIMITS if limit.consequence and limit.house} == set()


def test_published_copy_is_current():
    out = StringIO()
    call_command("describe", "petitions", "--format", "markdown", stdout=out)
    assert (BASE / "docs" / "petitions.md").read_text(encoding="utf-8") == out.getvalue(), "run `make docs`"


def test_prove_finds_nothing():
    out = StringIO()
    call_command("prove", "petitions", "--format", "json", stdout=out)
    book = json.loads(out.getvalue())
    assert book["findings"] == []
    assert len(book["excused"]) == 1
