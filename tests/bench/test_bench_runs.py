"""The bench runs, and what it promises that no machine's speed decides is kept: the number of statements. Times are never asserted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import printing
from tests.bench.measuring import Bounds, Figure

BASE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """The figures of a run with 200 cases, by name."""
    file = tmp_path_factory.mktemp("bench") / "figures.json"
    bench = [sys.executable, "-m", "tests.bench", "--cases", "200", "--deadlines", "400", "--pages", "30", "--runs", "3", "--json", str(file)]
    ran = subprocess.run([sys.executable, "-m", "tests.services", *bench], cwd=BASE, capture_output=True, text=True, timeout=300, env=os.environ.copy())
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "== 200 件 cases ==" in ran.stdout and "== 30 页案卷 pages of a bundle ==" in ran.stdout and "承诺 promises" in ran.stdout
    return {one["name"]: one for one in json.loads(file.read_text(encoding="utf-8"))["sizes"]["200"]}


def test_a_worklist_takes_four_statements(figures):
    counts = {name: one["statements"] for name, one in figures.items() if name.startswith("worklist")}
    assert len(counts) == 10
    assert {name: count for name, count in counts.items() if count > 4} == {}


PAGES_NOW = (
    "page-desk", "page-desk-office", "page-desk-2", "page-desk-overdue", "page-desk-ministry", "page-case", "page-case-operator", "page-oversight",
    "page-oversight-ministry", "page-search-number", "page-search-name", "page-search-phone", "page-search-frequent", "page-search-rare",
)  # fmt: skip


def test_a_page_takes_twelve_statements(figures):
    counts = {name: one["statements"] for name, one in figures.items() if name.startswith("page-")}
    assert [name for name in PAGES_NOW if name not in counts] == []
    assert {name: count for name, count in counts.items() if count > 12 and not name.startswith("page-file")} == {}


def test_a_worklist_page_is_measured_beside_its_twin(figures):
    assert len(figures["page-desk"]["twin"]) == len(figures["page-desk"]["ms"])
    assert figures["page-case"]["twin"] == []


@pytest.mark.parametrize("step", ["file", "page-file", "accept", "forward", "serve", "operator_reply"])
def test_filing_and_a_step_take_25_statements(figures, step):
    assert figures[step]["statements"] <= 25


def test_a_clerks_form_takes_30_statements(figures):
    """The office's people are known by a query of their own, and what they hold in two more."""
    assert figures["page-file-clerk"]["statements"] <= 30


def test_a_case_file_takes_few_statements(figures):
    assert figures["detail"]["statements"] <= 30
    assert figures["detail-operator"]["statements"] <= 20


def test_the_sweep_asks_once_where_nothing_is_due(figures):
    assert figures["sweep-0"]["statements"] <= 5  # one asks whether a new schedule waits to be replayed


SLOW = Figure("x", "慢", "slow", (70.0, 61.0, 80.0), (20.0, 30.0, 40.0), 13, bounds=Bounds(statements=12, ms=60, twins=2.5))


def test_a_bound_that_does_not_hold_is_said():
    found = printing.verdicts({100: [SLOW]})
    assert [(one.figure, one.bound, one.kept) for one in found] == [
        ("13 条 SQL", "≤ 12 SQL", False), ("70.0 ms", "≤ 60 ms", False), ("2.33 × 内存 twin", "≤ 2.5 ×", True),
    ]  # fmt: skip
    assert "未达标 MISSED" in printing.table("", [SLOW]) and "1 项达标 kept, 2 项未达标 missed" in printing.judged(found)


def test_growth_is_taken_without_the_twins_own():
    small = Figure("x", "表", "list", (10.0,), (5.0,), rows=50, bounds=Bounds(growth=1.2))
    kept = Figure("x", "表", "list", (24.0,), (10.0,), rows=50, bounds=Bounds(growth=1.2))
    missed = Figure("x", "表", "list", (26.0,), (10.0,), rows=50, bounds=Bounds(growth=1.2))
    assert [one.kept for one in printing.verdicts({10: [small], 20: [kept]})] == [True]
    assert [one.kept for one in printing.verdicts({10: [small], 20: [missed]})] == [False]


def test_refuses_a_database_of_its_users():
    environment = {name: value for name, value in os.environ.items() if name != "CASEWORK_TESTING"}
    ran = subprocess.run([sys.executable, "-m", "tests.bench"], cwd=BASE, capture_output=True, text=True, timeout=60, env=environment)
    assert ran.returncode == 2
    assert "make bench" in ran.stderr
