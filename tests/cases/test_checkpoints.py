"""Checkpoints: what they wait for, that they never fork, and what a change of the file outside the database is worth."""

import threading
from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from casework.cases import checkpoints
from casework.cases.checkpoints import checkpoint
from casework.cases.ledger import Checkpoint, LedgerError
from casework.cases.verification import verify
from tests.cases.ledger_builders import NINE, codes, cover, new_case, take, underneath


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A folder of this test's own for the checkpoint file."""
    settings.LEDGER_FOLDER = tmp_path / "ledger"


@pytest.fixture
def three_cases(committed):
    """Cases 1 to 3 with three entries each, all covered by a checkpoint."""
    cases = [new_case(serial) for serial in (1, 2, 3)]
    for case in cases:
        take(case, "accept", given={"reasons": "符合受理条件"})
        take(case, "reply", target="replied")
    cover()
    return cases


def test_a_transaction_still_running_holds_the_checkpoint_back(three_cases):
    parameters = connection.get_connection_params()
    names = {"host", "port", "user", "password", "dbname"}
    with psycopg.connect(**{name: value for name, value in parameters.items() if name in names}) as other:
        other.execute("SELECT pg_current_xact_id()")
        take(three_cases[0], "note", target="replied")
        assert checkpoint(NINE) is None
    cover()
    assert verify().clean
    assert verify().uncovered == 0


def test_nothing_new_makes_no_checkpoint(three_cases):
    assert checkpoint(NINE) is None
    assert Checkpoint.objects.count() == 1


def test_two_checkpoints_at_once_do_not_fork_the_chain(three_cases):
    for serial in range(10, 18):
        case = new_case(serial)
        barrier, failures = threading.Barrier(4), []

        def run(barrier=barrier, failures=failures):
            try:
                barrier.wait()
                checkpoint(NINE)
            except Exception as error:
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        cover()
        assert case.entries.get().xid < Checkpoint.objects.last().to_xid
    report = verify()
    assert (report.findings, report.uncovered) == ([], 0)


def lines() -> list[str]:
    return checkpoints.path().read_text().splitlines()


def rewrite(changed: list[str]) -> None:
    checkpoints.path().write_text("".join(line + "\n" for line in changed))


@pytest.fixture
def three_checkpoints(three_cases):
    for case in three_cases[:2]:
        take(case, "note", target="replied")
        cover()
    assert Checkpoint.objects.count() == 3
    return three_cases


def test_a_line_changed_in_the_file_is_found(three_checkpoints):
    kept = lines()
    first, second, third = kept
    cases = [
        ([first, second.replace('"entries":1', '"entries":2'), third], [("line_differs", None, 2)]),
        ([first, third], [("line_missing", None, 2)]),
        ([first, second], [("line_missing", None, 3)]),
        ([first, "torn", second, third], [("line_extra", None, 0)]),
        ([*kept, third.replace('"seq":3', '"seq":4')], [("line_extra", None, 4)]),
        ([], [("line_missing", None, 1), ("line_missing", None, 2), ("line_missing", None, 3)]),
        (kept, []),
    ]
    for changed, found in cases:
        rewrite(changed)
        assert codes() == found


def test_a_missing_file_is_found(three_checkpoints):
    checkpoints.path().unlink()
    assert codes() == [("line_missing", None, seq) for seq in (1, 2, 3)]


def test_a_checkpoint_changed_or_removed_in_the_database_is_found(three_checkpoints):
    with underneath() as cursor:
        cursor.execute("UPDATE cases_checkpoint SET made_at = made_at + interval '1 day' WHERE seq = 1")
        cursor.execute("DELETE FROM cases_checkpoint WHERE seq = 2")
    assert codes() == [("checkpoint_chain", None, 1), ("line_differs", None, 1), ("checkpoint_chain", None, 3), ("line_extra", None, 2)]


def test_a_row_lost_in_a_crash_is_made_again_from_its_line(three_checkpoints):
    before = lines()
    with underneath() as cursor:
        cursor.execute("DELETE FROM cases_checkpoint WHERE seq = 3")
    assert codes() == [("line_extra", None, 3)]
    checkpoint(NINE + timedelta(hours=1))
    assert lines() == before
    assert codes() == []


def test_a_row_is_not_made_again_where_the_entries_have_changed(three_checkpoints):
    with underneath() as cursor:
        cursor.execute("DELETE FROM cases_checkpoint WHERE seq = 3")
        cursor.execute("DELETE FROM cases_entry WHERE case_id = %s AND seq = 4", [three_checkpoints[1].pk])
    with pytest.raises(LedgerError, match="verify_ledger"):
        checkpoint(NINE)


def test_a_line_torn_by_a_crash_is_cut_off(three_checkpoints):
    with open(checkpoints.path(), "a") as file:
        file.write('{"cases":0,"ent')
    take(three_checkpoints[2], "note", target="replied")
    cover()
    assert codes() == []


def test_a_database_restored_into_a_younger_cluster_is_refused(three_cases):
    last = Checkpoint.objects.get()
    with underneath() as cursor:
        cursor.execute("UPDATE cases_checkpoint SET to_xid = '9000000000000' WHERE seq = %s", [last.seq])
    with pytest.raises(LedgerError, match="pg_resetwal"):
        checkpoint(NINE)
