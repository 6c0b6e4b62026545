"""The ledger under a case that went its real way, checked by the command as a process, as an inspector would."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from casework import commands, jobs, queries
from casework.cases.case import Case
from casework.cases.ledger import APPEND_ONLY, Checkpoint, Entry, EntryContent
from casework.cases.refusals import Refused
from casework.cases.verification import verify
from tests import stages
from tests.cases.ledger_builders import cover, underneath

BASE = Path(__file__).resolve().parents[2]


@pytest.fixture
def cases(committed, tmp_path, settings) -> list[str]:
    """Three cases: one answered by the operator with a proposal waiting, one forwarded, one just filed; all covered by a checkpoint."""
    settings.LEDGER_FOLDER = tmp_path / "var" / "ledger"
    numbers = [stages.forwarded(committed), stages.forwarded(committed), stages.filed()]
    stages.act(committed, "east-sh", numbers[0], "operator_reply", **stages.REPLY)
    given = {"facts_found": "属实", "result": "已退费", "outcome": "known", "operator_reply": "同意", "applicant_view": "认可"}
    commands.take_step(numbers[0], "reply", by=committed["sh-handler"], given=given)
    jobs.deliver()
    cover()
    return numbers


def verify_ledger(tmp_path: Path, *arguments: str) -> tuple[int, dict]:
    """Exit status and report of `manage.py verify_ledger --json` in a process of its own."""
    var = tmp_path / "var"
    if not (var / "keys").exists():
        var.mkdir(exist_ok=True)
        (var / "keys").symlink_to(settings.VAR / "keys")
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_ledger", "--json", *arguments], cwd=BASE, env={**os.environ, "CASEWORK_VAR": str(var)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def codes(report: dict) -> list[tuple[str, str | None, int | None]]:
    """What was found."""
    return [(one["code"], one["case"], one["seq"]) for one in report["findings"]]


def test_the_process_finds_nothing_then_a_byte_changed_then_both_removals(cases, tmp_path):
    """Exit 0 and 1; each intrusion by its code, case and number."""
    one, two, _ = cases
    keys = {number: Case.objects.get(number=number).pk for number in cases}
    last = Case.objects.get(number=two).ledger_seq
    status, report = verify_ledger(tmp_path)
    assert (status, codes(report), report["cases"], report["uncovered"]) == (0, [], 3, 0)
    assert report["entries"] == Entry.objects.count() >= 10
    with underneath() as cursor:
        cursor.execute("UPDATE cases_entry SET actor_name = overlay(actor_name placing '伪' from 1 for 1) WHERE case_id = %s AND seq = 3", [keys[one]])
    assert verify_ledger(tmp_path, "--case", two)[0] == 0
    status, report = verify_ledger(tmp_path)
    assert (status, codes(report)) == (1, [("hash", one, 3)])
    with underneath() as cursor:
        cursor.execute("DELETE FROM cases_entrycontent WHERE entry_id IN (SELECT id FROM cases_entry WHERE case_id = %s AND seq = %s)", [keys[two], last])
        cursor.execute("DELETE FROM cases_entry WHERE case_id = %s AND seq = %s", [keys[two], last])
    status, report = verify_ledger(tmp_path)
    assert status == 1 and {("hash", one, 3), ("head", two, last - 1)} < set(codes(report))


def test_a_whole_case_removed_without_trace_is_found(cases, tmp_path):
    """Every row of it in every table is gone; the checkpoint still counts it."""
    key = Case.objects.get(number=cases[2]).pk
    with underneath() as cursor, transaction.atomic():
        cursor.execute("DELETE FROM cases_entrycontent WHERE entry_id IN (SELECT id FROM cases_entry WHERE case_id = %s)", [key])
        for table in ("cases_assignment", "cases_entry", "cases_message", "cases_deadline", "cases_party", "cases_words"):
            cursor.execute(f"DELETE FROM {table} WHERE case_id = %s", [key])
        cursor.execute("DELETE FROM complaints_complaint WHERE case_ptr_id = %s", [key])
        cursor.execute("DELETE FROM cases_case WHERE id = %s", [key])
    status, report = verify_ledger(tmp_path)
    assert (status, codes(report)) == (1, [("checkpoint_entries", None, 1)])
    assert "新案 3 件" in report["findings"][0]["zh"] and "新案 2 件" in report["findings"][0]["zh"]


def test_the_checkpoint_removed_with_the_case_is_found_by_the_file_outside(cases, tmp_path):
    """Who administers the database does not write the file."""
    with underneath() as cursor:
        cursor.execute("DELETE FROM cases_checkpoint")
    status, report = verify_ledger(tmp_path)
    assert status == 1 and report["found"] >= 1


def test_the_application_cannot_change_the_ledger_through_the_program_either(cases):
    """The models' own update and delete, in the role in which the program runs."""
    counts = [model.objects.count() for model in (Entry, EntryContent, Checkpoint)]
    assert len(APPEND_ONLY) == 3
    for rows in (Entry.objects.all(), EntryContent.objects.all(), Checkpoint.objects.all()):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows._raw_delete(rows.db)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows.update(**{rows.model._meta.concrete_fields[-1].attname: None})
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {rows.model._meta.db_table} CASCADE")
    for table in APPEND_ONLY:
        with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    assert [model.objects.count() for model in (Entry, EntryContent, Checkpoint)] == counts


def test_content_erased_by_order_is_gone_and_the_chain_still_verifies(cases, committed, tmp_path):
    """`erase` as a step of the head; the order itself stays, and the case goes on."""
    number = cases[1]
    entry = Entry.objects.get(case__number=number, seq=1)
    assert "13800138000" in EntryContent.objects.get(entry=entry).payload
    stages.act(committed, "sh-head", number, "erase", entry=1, order="个人信息保护法第四十七条，申请人请求，2026年第3号")
    assert EntryContent.objects.get(entry=entry).payload is None
    with pytest.raises(Refused):
        stages.act(committed, "sh-head", number, "erase", entry=1, order="再次")
    status, report = verify_ledger(tmp_path)
    assert (status, codes(report), report["erased"]) == (0, [], 1)
    assert queries.case_file(number, committed["sh-handler"]).case.state == "forwarded"
    stages.act(committed, "east-sh", number, "operator_reply", **stages.REPLY)
    cover()
    assert verify().findings == []
