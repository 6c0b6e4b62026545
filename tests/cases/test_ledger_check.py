"""What `verify_ledger` finds: every way to change the ledger underneath, in the database and in the file outside it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from casework.cases import ledger, ledger_rows
from casework.cases.encryption import encrypt
from casework.cases.ledger import Entry, EntryContent
from casework.cases.verification import verify
from tests.cases.ledger_builders import bare_case, codes, cover, new_case, take, underneath


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


ONE, TWO = "T-2026-44-0000001", "T-2026-44-0000002"


def test_an_untouched_ledger_is_clean(three_cases):
    report = verify()
    assert (report.cases, report.entries, report.contents, report.checkpoints, report.uncovered) == (3, 9, 6, 1, 0)
    assert report.findings == []


def test_a_byte_changed_underneath_is_found(three_cases):
    changes = (
        "step = 'refuse'", "source = 'x'", '"on" = \'2026-03-03\'', "recorded_at = recorded_at + interval '1 microsecond'", "actor_id = 9",
        "actor_name = '李建園'", "role = 'head'", "on_behalf_of = 'x'", "proposed_by = '{}'", "facts = facts || '{\"imported\": true}'",
        "content_digest = sha256('x')",
    )  # fmt: skip
    with underneath() as cursor:
        for change in changes:
            with transaction.atomic():
                cursor.execute(f"UPDATE cases_entry SET {change} WHERE case_id = %s AND seq = 2", [three_cases[0].pk])
                found = codes()
                transaction.set_rollback(True)
            assert ("hash", ONE, 2) in found, change
            assert {case for _, case, _ in found} == {ONE}


def test_an_entry_made_to_fit_its_own_hash_breaks_the_next_and_the_checkpoint(three_cases):
    entry = three_cases[0].entries.get(seq=2)
    entry.actor_name = "别人"
    forged = ledger.chain_hash({name: getattr(entry, name) for name in ledger.COVERED})
    with underneath() as cursor:
        cursor.execute("UPDATE cases_entry SET actor_name = '别人', hash = %s WHERE id = %s", [forged, entry.pk])
    assert codes() == [("prev", ONE, 3), ("checkpoint_entries", None, 1)]


def test_a_whole_chain_rewritten_is_found_by_the_checkpoint(three_cases):
    last = three_cases[0].entries.get(seq=3)
    last.actor_name = "别人"
    forged = ledger.chain_hash({name: getattr(last, name) for name in ledger.COVERED})
    with underneath() as cursor:
        cursor.execute("UPDATE cases_entry SET actor_name = '别人', hash = %s WHERE id = %s", [forged, last.pk])
        cursor.execute("UPDATE cases_case SET ledger_head = %s WHERE id = %s", [forged, last.case_id])
    assert codes() == [("checkpoint_entries", None, 1)]


def test_a_stored_input_changed_or_removed_is_found(three_cases):
    first, second, third = (case.entries.get(seq=2).pk for case in three_cases)
    other = EntryContent.objects.get(entry=first).payload.replace("符合", "不符合")
    with underneath() as cursor:
        cursor.execute("UPDATE cases_entrycontent SET ciphertext = %s WHERE entry_id = %s", [encrypt(other, ledger.CONTENT_PURPOSE), first])
        cursor.execute("UPDATE cases_entrycontent SET ciphertext = ciphertext || '\\x00' WHERE entry_id = %s", [second])
        cursor.execute("DELETE FROM cases_entrycontent WHERE entry_id = %s", [third])
    assert [code for code, _, _ in codes()] == ["content_changed", "content_unreadable", "content_missing"]


INTRUSIONS = [
    ("an entry removed at the end", ["DELETE FROM cases_entry WHERE case_id = {two} AND seq = 3"], [("head", TWO, 2), ("checkpoint_entries", None, 1)]),
    (
        "an entry removed at the end, and the case made to fit",
        [
            "DELETE FROM cases_entry WHERE case_id = {two} AND seq = 3",
            "UPDATE cases_case SET ledger_seq = 2, state = 'accepted', ledger_head = (SELECT hash FROM cases_entry WHERE case_id = {two} AND seq = 2)"
            " WHERE id = {two}",
        ],
        [("checkpoint_entries", None, 1)],
    ),
    (
        "an entry removed in the middle",
        ["DELETE FROM cases_entry WHERE case_id = {two} AND seq = 2"],
        [("gap", TWO, 3), ("orphan", None, None), ("checkpoint_entries", None, 1)],
    ),
    (
        "a whole case removed",
        [
            "DELETE FROM cases_entrycontent WHERE entry_id IN (SELECT id FROM cases_entry WHERE case_id = {two})",
            "DELETE FROM cases_entry WHERE case_id = {two}",
            "DELETE FROM cases_case WHERE id = {two}",
        ],
        [("checkpoint_entries", None, 1)],
    ),
    ("a case removed from over its entries", ["DELETE FROM cases_case WHERE id = {two}"], [("no_case", TWO, 3)]),
    (
        "every entry of a case removed",
        ["DELETE FROM cases_entry WHERE case_id = {two}"],
        [("no_entries", TWO, None), ("orphan", None, None), ("orphan", None, None), ("checkpoint_entries", None, 1)],
    ),
    ("a state changed", ["UPDATE cases_case SET state = 'accepted' WHERE id = {one}"], [("state", ONE, 3)]),
    ("a number changed", ["UPDATE cases_case SET number = 'T-2026-44-0000009' WHERE id = {one}"], [("number", "T-2026-44-0000009", 1)]),
    (
        "content erased without an order",
        ["UPDATE cases_entrycontent c SET ciphertext = NULL, erased_at = now(), erased_by_id = o.id FROM cases_entry e, cases_entry o"
         " WHERE e.id = c.entry_id AND e.case_id = {one} AND e.seq = 2 AND o.case_id = {one} AND o.seq = 3"],
        [("erased", ONE, 2)],
    ),
    (
        "an entry moved beyond every checkpoint",
        ["UPDATE cases_entry SET xid = '9000000000000' WHERE case_id = {one} AND seq = 1"],
        [("xid", ONE, 1), ("checkpoint_entries", None, 1)],
    ),
]  # fmt: skip


def test_every_intrusion_is_found(three_cases):
    one, two, _ = (case.pk for case in three_cases)
    with underneath() as cursor:
        for name, statements, found in INTRUSIONS:
            with transaction.atomic():
                for statement in statements:
                    cursor.execute(statement.format(one=one, two=two))
                assert codes() == found, name
                transaction.set_rollback(True)
        assert codes() == []


def test_a_whole_case_removed_is_counted_in_words(three_cases):
    key = three_cases[1].pk
    with underneath() as cursor:
        cursor.execute("DELETE FROM cases_entrycontent WHERE entry_id IN (SELECT id FROM cases_entry WHERE case_id = %s)", [key])
        cursor.execute("DELETE FROM cases_entry WHERE case_id = %s", [key])
        cursor.execute("DELETE FROM cases_assignment WHERE case_id = %s", [key])
        cursor.execute("DELETE FROM cases_case WHERE id = %s", [key])
    [finding] = verify().findings
    assert "应有 9 条记录（其中新案 3 件），现有 6 条（新案 2 件）" in finding.zh


def test_a_case_without_entries_is_found(three_cases):
    bare_case(4)
    assert codes() == [("no_entries", "T-2026-44-0000004", None)]


def test_sealed_cases_are_covered_and_checked_though_nobody_sees_them(three_cases):
    sealed = three_cases[1]
    with underneath() as cursor:
        cursor.execute("UPDATE cases_case SET sealed = true WHERE id = %s", [sealed.pk])
    assert not Entry.objects.filter(case_id=sealed.pk).exists()
    assert (verify().clean, verify().entries, verify([sealed.pk]).entries) == (True, 9, 3)
    with underneath() as cursor:
        cursor.execute("UPDATE cases_entry SET step = 'x' WHERE case_id = %s AND seq = 2", [sealed.pk])
    assert codes() == [("hash", TWO, 2)]


def test_only_the_chains_asked_for_are_checked(three_cases):
    with underneath() as cursor:
        cursor.execute("UPDATE cases_entry SET step = 'x' WHERE case_id = %s AND seq = 1", [three_cases[0].pk])
    assert verify([three_cases[1].pk, three_cases[2].pk]).clean
    report = verify([three_cases[0].pk])
    assert (report.cases, report.entries, [finding.code for finding in report.findings]) == (1, 3, ["hash"])


def test_entries_after_the_last_checkpoint_are_counted_as_uncovered(three_cases):
    take(three_cases[0], "note", target="replied")
    assert verify().uncovered == 1


def test_checking_reads_in_batches(three_cases, monkeypatch):
    monkeypatch.setattr(ledger_rows, "BATCH", 2)
    seen = []
    report = verify(progress=lambda done, total: seen.append((done, total)))
    assert (report.clean, report.cases, report.entries, seen) == (True, 3, 9, [(18, 18)])


def command(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_ledger", *arguments, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_the_command_says_what_it_found_in_both_languages(three_cases):
    assert command() == (0, command()[1]) and "台账完好" in command()[1]
    with underneath() as cursor:
        cursor.execute("UPDATE cases_entry SET step = 'x' WHERE case_id = %s AND seq = 2", [three_cases[0].pk])
    status, text = command("--case", ONE)
    assert status == 1
    assert f"✗ {ONE} 第 2 条：记录内容与其摘要不符，已被改动" in text and "it was changed" in text
    status, text = command("--json")
    assert (status, json.loads(text)["found"], json.loads(text)["findings"][0]["case"]) == (1, 1, ONE)
