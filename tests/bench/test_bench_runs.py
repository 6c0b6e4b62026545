"""The bench runs, and what it promises that no machine's speed decides is kept: the number of statements. Times are never asserted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """The figures of a run with 200 cases, by name."""
    file = tmp_path_factory.mktemp("bench") / "figures.json"
    bench = [sys.executable, "-m", "tests.bench", "--cases", "200", "--runs", "3", "--json", str(file)]
    ran = subprocess.run([sys.executable, "-m", "tests.services", *bench], cwd=BASE, capture_output=True, text=True, timeout=300, env=os.environ.copy())
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "== 200 件 cases ==" in ran.stdout and "承诺 promises" in ran.stdout
    return {one["name"]: one for one in json.loads(file.read_text(encoding="utf-8"))["sizes"]["200"]}


def test_a_worklist_takes_four_statements(figures):
    counts = {name: one["statements"] for name, one in figures.items() if name.startswith("worklist")}
    assert len(counts) == 10
    assert {name: count for name, count in counts.items() if count > 4} == {}


@pytest.mark.parametrize("step", ["file", "accept", "forward", "serve", "operator_reply"])
def test_filing_and_a_step_take_25_statements(figures, step):
    assert figures[step]["statements"] <= 25


def test_a_case_file_takes_few_statements(figures):
    assert figures["detail"]["statements"] <= 30
    assert figures["detail-operator"]["statements"] <= 20


def test_the_sweep_asks_once_where_nothing_is_due(figures):
    assert figures["sweep-0"]["statements"] <= 4


def test_refuses_a_database_of_its_users():
    environment = {name: value for name, value in os.environ.items() if name != "CASEWORK_TESTING"}
    ran = subprocess.run([sys.executable, "-m", "tests.bench"], cwd=BASE, capture_output=True, text=True, timeout=60, env=environment)
    assert ran.returncode == 2
    assert "make bench" in ran.stderr
