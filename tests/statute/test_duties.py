"""Traceability: each duty of 电信用户申诉 is fulfilled and tested, or there is a reason that a lawyer would accept."""

import json
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
from django.core.management import call_command

from casework.cases.steps import steps_of
from casework.complaints.duties import NOT_BY_A_STEP
from casework.complaints.workflow import Complaint
from casework.reports.duties import listed
from casework.reports.duty_marks import marked_tests

BASE = Path(__file__).resolve().parents[2]
GIVEN = BASE.parent / "shared" / "law" / "duties.json"
FAMILIES = ("complaints", "petitions", "reconsideration")
TD = [f"TD-{number:03d}" for number in range(1, 38)]
COMMON = ("id", "article", "duty")
ROWS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": list(COMMON),
        "oneOf": [
            {
                "required": ["fulfilled_by", "tests"],
                "properties": {
                    "fulfilled_by": {"type": "array", "items": {"type": "string", "pattern": r"^(step|ground|paper|clock):\S+$"}},
                    "tests": {"type": "array", "items": {"type": "string", "pattern": r"^tests/\S+\.py::test\w+|^tests/\S+\.py::Test\w+::test\w+"}},
                },
            },
            {"required": ["reason"], "properties": {"reason": {"type": "string", "minLength": 20}}},
        ],
    },
}


@pytest.fixture(scope="module")
def rows() -> dict[str, dict]:
    out = StringIO()
    call_command("describe", "complaints", "--duties", "--format", "json", stdout=out)
    found = json.loads(out.getvalue())
    jsonschema.validate(found, ROWS)
    return {one["id"]: one for one in found}


@pytest.mark.parametrize("family", FAMILIES)
def test_ids_are_those_of_the_law(family):
    if not GIVEN.exists():
        pytest.skip(f"not compared: {GIVEN} is not at hand")
    assert [one["id"] for one in listed(family)] == [one["id"] for one in json.loads(GIVEN.read_text(encoding="utf-8"))[family]]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_duty_has_words_article_and_certainty(family):
    for duty in listed(family):
        assert all(duty[key].strip() for key in ("article", "zh", "en", "certainty")), duty["id"]


def test_all_37_duties_are_listed(rows):
    assert list(rows) == TD


@pytest.mark.parametrize("duty", TD)
def test_duty_is_fulfilled_or_has_a_reason(duty, rows):
    assert rows[duty].get("reason") or rows[duty]["fulfilled_by"], f"{duty}: nothing fulfils it: {rows[duty]['duty']}"


@pytest.mark.parametrize("duty", TD)
def test_duty_is_tested_or_has_a_reason(duty, rows):
    assert rows[duty].get("reason") or rows[duty]["tests"], f"{duty}: no test is marked with it: {rows[duty]['duty']}"


def test_at_most_eight_duties_go_without_a_step(rows):
    without = [duty for duty, row in rows.items() if "reason" in row]
    assert set(without) == set(NOT_BY_A_STEP)
    assert len(without) <= 8


def test_a_duty_with_a_reason_is_fulfilled_by_no_step():
    contradicted = {duty for step in steps_of(Complaint) for duty in step.fulfils} & set(NOT_BY_A_STEP)
    assert contradicted == set()


def test_whatever_names_a_duty_names_one_that_exists():
    known = {one["id"] for family in FAMILIES for one in listed(family)}
    steps = steps_of(Complaint)
    declared = [*steps, *(ground for step in steps for ground in step.when), *Complaint.PAPERS, *Complaint.LIMITS]
    assert {duty for one in declared for duty in one.fulfils} <= known
    assert set(marked_tests(BASE / "tests")) <= known


def test_marks_are_found_on_functions_classes_modules_and_parameters(tmp_path):
    folder = tmp_path / "tests"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "test_one.py").write_text(
        "import pytest\n"
        "pytestmark = [pytest.mark.duty('TD-001')]\n"
        "@pytest.mark.duty('TD-002', 'TD-003')\n"
        "def test_a(): ...\n"
        "def helper(): ...\n"
        "@pytest.mark.parametrize('x', [pytest.param(1, marks=pytest.mark.duty('TD-004')), 2])\n"
        "def test_b(x): ...\n"
        "@pytest.mark.duty('TD-005')\n"
        "class TestC:\n"
        "    def test_d(self): ...\n",
        encoding="utf-8",
    )
    everything = [f"tests/deep/test_one.py::{name}" for name in ("test_a", "test_b", "TestC::test_d")]
    assert marked_tests(folder) == {
        "TD-001": everything, "TD-002": everything[:1], "TD-003": everything[:1], "TD-004": everything[1:2], "TD-005": everything[2:],
    }  # fmt: skip


def test_an_id_that_is_computed_is_refused(tmp_path):
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_two.py").write_text("import pytest\nIDS = ['TD-001']\n@pytest.mark.duty(*IDS)\ndef test_a(): ...\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"tests/test_two\.py:3"):
        marked_tests(folder)
