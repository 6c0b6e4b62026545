"""`manage.py describe`: the shape of its JSON, every format, the width of its text, and a mark on whatever is not verbatim law."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from io import StringIO
from pathlib import Path

import jsonschema
import pytest
from django.core.management import CommandError, call_command

BASE = Path(__file__).resolve().parents[2]

ID, TEXT, IDS = {"type": "string", "pattern": r"^\S+$"}, {"type": "string", "minLength": 1}, {"type": "array", "items": {"type": "string", "pattern": r"\S"}}
OR_NULL = {"type": ["string", "null"]}
CERTAINTY = {"enum": ["V", "V*", "S", "R", "V-2007", "V-c.u.", "design"]}
ROLE = {
    "enum": [
        "intake", "handler", "head", "supervisor", "legal_head", "leader", "reception", "sealed_reader", "auditor", "admin", "operator",
        "operator_admin", "applicant", "agent", "representative", "third_party", "respondent", "organ", "mediator", "panel_chair",
        "panel_member", "recorder", "system",
    ]
}  # fmt: skip
ROLES = {"type": "array", "items": ROLE}
DUTIES = {"type": "array", "items": {"type": "string", "pattern": r"^[TPA]D-\d{3}$"}}
DAY = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}


def _row(required: dict) -> dict:
    return {"type": "object", "required": list(required), "properties": required}


STATE = _row({"id": ID, "zh": TEXT, "en": TEXT, "waits_on": {"anyOf": [ROLE, {"type": "null"}]}, "final": {"type": "boolean"}})
GROUND = _row({"id": ID, "article": TEXT, "certainty": CERTAINTY, "mark": OR_NULL})
STEP = _row(
    {
        "name": ID, "zh": TEXT, "en": TEXT, "from": {**IDS, "minItems": 1}, "to": IDS, "by": {**ROLES, "minItems": 1},
        "approved_by": {"anyOf": [ROLE, {"type": "null"}]}, "reviewed_by": ROLES, "collective": {"type": "boolean"},
        "grounds": {"type": "array", "items": GROUND}, "asks": {"type": "array"},
        "starts": IDS, "meets": IDS, "suspends": IDS, "papers": IDS, "tells": ROLES, "fulfils": DUTIES, "article": TEXT, "certainty": CERTAINTY,
        "mark": OR_NULL,
    }
)  # fmt: skip
CLOCK = _row(
    {
        "id": {"type": "string", "pattern": r"^(TC|PT|AR)-\d\d$"}, "unit": {"enum": ["calendar_day", "working_day", "month", "year", "same_day", "not_fixed"]},
        "length": {"type": ["integer", "null"]}, "bound": {"enum": ["office", "operator", "applicant", "respondent", "system"]},
        "extension": {"type": ["object", "null"]}, "expiry": OR_NULL, "article": TEXT, "quote": {"type": "string"}, "certainty": CERTAINTY,
        "in_force": {"type": "array", "items": DAY, "minItems": 2, "maxItems": 2}, "province": {"type": ["string", "null"], "pattern": r"^\d\d$"},
        "mark": OR_NULL,
    }
)  # fmt: skip
PAPER = _row({"id": ID, "zh": TEXT, "en": TEXT, "to": ROLES, "article": TEXT, "certainty": CERTAINTY, "mark": OR_NULL, "fulfils": DUTIES})
RULEBOOK = _row(
    {
        "kind": {"enum": ["complaint", "petition", "reconsideration"]}, "states": {"type": "array", "items": STATE},
        "steps": {"type": "array", "items": STEP}, "clocks": {"type": "array", "items": CLOCK}, "papers": {"type": "array", "items": PAPER},
    }
)  # fmt: skip

# From the law's list, by hand. Steps of the way most complaints go, in the order of the articles that they rest on.
IN_STATUTORY_ORDER = [
    "answer_enquiry", "file", "redirect", "refuse", "accept", "forward", "operator_reply", "reconcile", "open_mediation", "record_agreement",
    "reply", "investigate", "refer_report", "sort_report",
]  # fmt: skip
CLOCKS = {
    # id: unit, length, bound, certainty, house limit
    "TC-01": ("calendar_day", 15, "operator", "V*", False),
    "TC-02": ("month", 5, "applicant", "V", False),
    "TC-03": ("year", 2, "applicant", "V", False),
    "TC-04": ("working_day", 5, "office", "V*", False),
    "TC-05": ("working_day", 2, "office", "R", True),
    "TC-06": ("calendar_day", 10, "operator", "R", True),
    "TC-07": ("calendar_day", 30, "office", "V*", False),
    "TC-08": ("calendar_day", 30, "office", "V", False),
    "TC-09": ("calendar_day", 30, "office", "R", True),
    "TC-10": ("not_fixed", None, "office", "R", True),
    "TC-11": ("calendar_day", 60, "office", "S", True),
    "TC-12": ("working_day", 5, "operator", "V-c.u.", False),
    "TC-13": ("calendar_day", 15, "office", "V-c.u.", False),
    "TC-14": ("working_day", 15, "operator", "V-c.u.", False),
    "TC-15": ("same_day", 0, "office", "V-c.u.", False),
    "TC-16": ("calendar_day", 30, "office", "V-c.u.", False),
}
HOUSE = "内部时限，条文待核"


def described(*arguments: str) -> str:
    out = StringIO()
    call_command("describe", "complaints", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def book() -> dict:
    return json.loads(described("--format", "json"))


def test_json_has_the_agreed_shape(book):
    jsonschema.validate(book, RULEBOOK)
    assert book["kind"] == "complaint"
    assert len({one["name"] for one in book["steps"]}) == len(book["steps"])


def test_json_names_only_what_it_describes(book):
    states, clocks, papers = ({one["id"] for one in book[part]} for part in ("states", "clocks", "papers"))
    for step in book["steps"]:
        assert set(step["from"]) | set(step["to"]) <= states, step["name"]
        named = {clock for key in ("starts", "meets", "lapses", "suspends", "resumes", "extends") for clock in step[key]} - {"every clock"}
        assert named <= clocks, step["name"]
        assert set(step["papers"]) <= papers, step["name"]


def test_json_is_chinese_unescaped():
    assert "\\u" not in described("--format", "json")


def test_steps_stand_in_statutory_order(book):
    names = [one["name"] for one in book["steps"]]
    assert [name for name in names if name in IN_STATUTORY_ORDER] == IN_STATUTORY_ORDER


def test_every_state_but_final_ones_is_left_by_some_step(book):
    left = {source for step in book["steps"] if step["to"] for source in step["from"]}
    assert {one["id"] for one in book["states"] if not one["final"]} <= left


def test_clocks_agree_with_the_laws_list(book):
    found = {one["id"]: (one["unit"], one["length"], one["bound"], one["certainty"], one["house"]) for one in book["clocks"]}
    assert found == CLOCKS


def _everything(book: dict) -> list[dict]:
    return [*book["steps"], *book["clocks"], *book["papers"], *(ground for step in book["steps"] for ground in step["grounds"])]


def test_json_marks_what_is_not_verbatim_law(book):
    for one in _everything(book):
        name = one.get("id") or one["name"]
        if one["certainty"] == "V":
            assert one["mark"] is None, name
        else:
            assert f"[{one['certainty']}]" in one["mark"], name
            assert "待律师确认" in one["mark"], name
    for clock in book["clocks"]:
        assert (HOUSE in (clock["mark"] or "")) is CLOCKS[clock["id"]][4], clock["id"]


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_whatever_is_not_verbatim_law_is_marked(format, book):
    printed = described("--format", format)
    blocks = printed.split("\n\n") if format == "text" else printed.splitlines()
    for one in [*book["steps"], *book["clocks"], *book["papers"]]:
        own = _own_block(blocks, one, format)
        marked = " ".join(own.split())
        if one["certainty"] == "V":
            assert "待律师确认" not in own, own
        else:
            assert f"[{one['certainty']}]" in marked, own
            assert "待律师确认" in re.sub(r"\s", "", own), own


def _own_block(blocks: list[str], one: dict, format: str) -> str:
    name = one.get("id") or one["name"]
    if format == "text":
        starts = rf"(\d+\. )?{re.escape(name)}　"
    elif "id" in one and "unit" in one:
        starts = rf"\| {re.escape(name)} \|"
    else:
        starts = rf"\| .*`{re.escape(name)}` \|"
    found = [block for block in blocks if re.match(starts, block.lstrip("\n"))]
    assert len(found) == 1, (name, found)
    return found[0]


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_grounds_carry_their_certainty(format, book):
    printed = described("--format", format)
    for ground in (ground for step in book["steps"] for ground in step["grounds"] if ground["certainty"] != "V"):
        at = printed.index(ground["id"])
        assert f"[{ground['certainty']}]" in printed[at : at + 160], ground["id"]


@pytest.mark.parametrize("format", ["text", "markdown", "dot"])
def test_house_limits_say_so_wherever_they_are_named(format):
    for line in described("--format", format).splitlines():
        for clock in re.findall(r"\bTC-\d\d(?= \[[RS]\]（)", line):
            assert CLOCKS[clock][4], line
    flat = re.sub(r"\s+", "", described("--format", format))
    assert f"TC-05[R]（{HOUSE}）" in flat
    assert f"TC-06[R]（{HOUSE}）" in flat


def test_dot_marks_steps_and_shows_every_state(book):
    printed = described("--format", "dot")
    assert printed.count("{") == printed.count("}")
    for state in book["states"]:
        assert re.search(rf'^  "{state["id"]}" \[label=', printed, re.M), state["id"]
    for step in book["steps"]:
        lines = [line for line in printed.splitlines() if f" {step['name']}\\n" in line] if step["to"] else [_note_of(printed, step["name"])]
        assert lines, step["name"]
        for line in lines:
            assert ("待律师确认" in line) is (step["certainty"] != "V"), line
            assert not step["to"] or ("style=dashed" in line) is (step["certainty"] != "V"), line


def _note_of(printed: str, name: str) -> str:
    """The words about a step that leaves the state as it is: its line of the note and, where there is one, its mark below."""
    said = next(line for line in printed.splitlines() if "steps_in_place" in line).split("\\n")
    at = next(number for number, one in enumerate(said) if f" {name}（" in one)
    return said[at] + (said[at + 1] if said[at + 1 : at + 2] and said[at + 1].startswith("　") else "")


def test_text_is_at_most_100_columns():
    for printed in (described(), described("--duties")):
        for line in printed.splitlines():
            assert sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line) <= 100, line


def test_text_has_one_block_per_step(book):
    headings = re.findall(r"^(\d+)\. (\w+)　", described(), re.M)
    assert headings == [(str(number), one["name"]) for number, one in enumerate(book["steps"], 1)]


def test_published_copy_is_current():
    assert (BASE / "docs" / "complaints.md").read_text(encoding="utf-8") == described("--format", "markdown"), "run `make docs`"


def test_needs_no_database():
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing", "REDIS_URL": "redis://127.0.0.1:9/0"}
    command = [sys.executable, "manage.py", "describe", "complaints", "--format", "json"]
    found = subprocess.run(command, cwd=BASE, env={**os.environ, **nowhere, "LANG": "C", "PYTHONUTF8": "1"}, capture_output=True, check=True, timeout=60)
    assert json.loads(found.stdout)["kind"] == "complaint"


def test_unknown_family_and_duties_as_dot_are_refused():
    with pytest.raises(CommandError):
        call_command("describe", "parking")
    with pytest.raises(CommandError):
        call_command("describe", "complaints", "--duties", "--format", "dot")
