"""Checks the ledger against itself: every case's chain, every stored input, every checkpoint, and the file outside the database.

Everything is read in one unchanging view of the database, streamed, in constant memory.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from casework.cases import checkpoints
from casework.cases.canonical import sha256
from casework.cases.encryption import Unreadable, decrypt_bytes
from casework.cases.ledger import ALG, CONTENT_PURPOSE, ERASE, PLAIN, Checkpoint, chain_hash
from casework.cases.ledger_rows import stream
from casework.cases.verdicts import WORDS

MOST_KEPT = 1000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Finding:
    """What is wrong: `case` is the case number, `seq` its entry, both None where a checkpoint is meant (then `seq` is its number)."""

    code: str
    case: str | None
    seq: int | None
    zh: str
    en: str


@dataclass
class Report:
    """What was read and what was found; the first thousand findings are kept, `found` counts all."""

    cases: int = 0
    entries: int = 0
    contents: int = 0
    erased: int = 0
    checkpoints: int = 0
    uncovered: int = 0  # entries no checkpoint covers yet
    found: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """True where nothing was found."""
        return self.found == 0

    def add(self, code: str, case: str | None = None, seq: int | None = None, **details: Any) -> None:
        """Note a finding."""
        self.found += 1
        if len(self.findings) < MOST_KEPT:
            zh, en = WORDS[code]
            self.findings.append(Finding(code, case, seq, zh.format(**details), en.format(**details)))


def verify(case_ids: Collection[int] | None = None, progress: Progress | None = None) -> Report:
    """Check the whole ledger, or only the chains of the given cases. `progress` is told (entries done, of how many).

    Sealed cases are checked like others whatever the database role.
    """
    report = Report()
    with _one_view() as file_size:
        step = _counter(progress, case_ids)
        newest = _newest_transaction()
        for case_id, head, rows in _paired(stream("heads", case_ids), groupby(_entries(case_ids), key=lambda row: row["case_id"])):
            _check_case(report, case_id, head, rows, newest, step)
        if case_ids is None:
            _check_orphans(report)
            _check_checkpoints(report, file_size, step)
    return report


def _check_case(report: Report, case_id: int, head: Mapping[str, Any] | None, rows: Iterable[dict[str, Any]], newest: int, step: Callable[[], None]) -> None:
    number: str = head["number"] if head else ""
    seq, last, state = 0, b"", None
    report.cases += 1
    for row in rows:
        first_name = row["facts"].get("number") if row["seq"] == 1 else None
        number = number or first_name or f"#{case_id}"
        if first_name and first_name != number:
            report.add("number", number, 1, recorded=first_name)
        if row["seq"] != seq + 1:
            report.add("gap", number, row["seq"], expected=seq + 1)
        elif row["prev"] != last:
            report.add("prev", number, row["seq"])
        _check_entry(report, number, row, newest)
        seq, last, state = row["seq"], row["hash"], row["target"] or row["source"]
        step()
    if head is None:
        report.add("no_case", number, seq, entries=seq)
    elif seq == 0:
        report.add("no_entries", number, due=head["ledger_seq"])
    elif (head["ledger_seq"], bytes(head["ledger_head"])) != (seq, last):
        report.add("head", number, seq, head=head["ledger_seq"])
    elif head["state"] != state:
        report.add("state", number, seq, recorded=state, found=head["state"])


def _check_entry(report: Report, number: str, row: dict[str, Any], newest: int) -> None:
    report.entries += 1
    if row["alg"] != ALG:
        report.add("alg", number, row["seq"], alg=row["alg"])
    elif chain_hash(row) != row["hash"]:
        report.add("hash", number, row["seq"])
    if row["xid"] >= newest:
        report.add("xid", number, row["seq"], xid=row["xid"])
    _check_content(report, number, row)


def _check_content(report: Report, number: str, row: dict[str, Any]) -> None:
    if row["content_digest"] is None or not row["has_content"]:
        if (row["content_digest"] is None) == row["has_content"]:
            report.add("content_extra" if row["has_content"] else "content_missing", number, row["seq"])
        return
    report.contents += 1
    if row["ciphertext"] is None:
        report.erased += 1
        if (row["order_step"], row["order_case"]) != (ERASE, row["case_id"]) or row["order_seq"] <= row["seq"]:
            report.add("erased", number, row["seq"])
        return
    try:
        if sha256(decrypt_bytes(row["ciphertext"], CONTENT_PURPOSE)) != row["content_digest"]:
            report.add("content_changed", number, row["seq"])
    except Unreadable as error:
        report.add("content_unreadable", number, row["seq"], error=error)


def _check_orphans(report: Report) -> None:
    for row in stream("orphans"):
        report.add("orphan", entry=row["entry_id"])


def _check_checkpoints(report: Report, file_size: int, step: Callable[[], None]) -> None:
    stream = checkpoints.entries_in_order(0, None)
    entry = next(stream, None)
    lines = _lines(file_size)
    line = next(lines, None)
    seq, last, covered = 0, b"", 0
    for row in Checkpoint.objects.order_by("seq").iterator(chunk_size=1000):
        report.checkpoints += 1
        if (row.seq, row.from_xid, bytes(row.prev)) != (seq + 1, covered, last) or checkpoints.hash_of(row) != bytes(row.hash):
            report.add("checkpoint_chain", seq=row.seq)
        tally = checkpoints.Tally()
        while entry and entry[0] < row.to_xid:
            if entry[0] >= row.from_xid:
                tally.add(entry[1], entry[2])
            entry = next(stream, None)
            step()
        if (tally.entries, tally.cases, tally.digest) != (row.entries, row.cases, bytes(row.entries_hash)):
            report.add("checkpoint_entries", seq=row.seq, entries=row.entries, found=tally.entries, cases=row.cases, found_cases=tally.cases)
        line = _check_line(report, row, line, lines)
        seq, last, covered = row.seq, bytes(row.hash), row.to_xid
    while line is not None:
        report.add("line_extra", seq=checkpoints.number_of(line), line=line[:80])
        line = next(lines, None)
    report.uncovered = (entry is not None) + sum(1 for _ in stream)


def _check_line(report: Report, row: Checkpoint, line: str | None, lines: Iterator[str]) -> str | None:
    """Compare one row with the file; returns the line that comes next."""
    while line is not None and checkpoints.number_of(line) < row.seq:
        report.add("line_extra", seq=checkpoints.number_of(line), line=line[:80])
        line = next(lines, None)
    if line is None or checkpoints.number_of(line) > row.seq:
        report.add("line_missing", seq=row.seq, file=checkpoints.FILE)
        return line
    if line != checkpoints.line_of(row):
        report.add("line_differs", seq=row.seq)
    return next(lines, None)


def _lines(size: int) -> Iterator[str]:
    """The file's lines as it stood when the view was taken."""
    if not size:
        return
    with open(checkpoints.path(), "rb") as file:
        while file.tell() < size and (line := file.readline()):
            yield line.decode("utf-8", "replace").rstrip("\n")


def _paired(heads: Iterator[dict[str, Any]], groups: Iterator[tuple[int, Iterator[dict[str, Any]]]]) -> Iterator[tuple[int, Any, Iterable[dict[str, Any]]]]:
    """Both streams by case id: cases without entries and entries without a case come out too."""
    head, group = next(heads, None), next(groups, None)
    while head or group:
        if group is None or (head and head["id"] < group[0]):
            assert head is not None
            yield head["id"], head, ()
            head = next(heads, None)
        elif head is None or head["id"] > group[0]:
            yield group[0], None, group[1]
            group = next(groups, None)
        else:
            yield group[0], head, group[1]
            head, group = next(heads, None), next(groups, None)


def _entries(case_ids: Collection[int] | None) -> Iterator[dict[str, Any]]:
    """Entries with their stored input, by case and seq, as they were hashed."""
    for row in stream("entries", case_ids):
        for name in PLAIN:
            row[name] = json.loads(row[name]) if isinstance(row[name], str) else row[name]
        row["xid"] = int(row["xid"])
        yield row


@contextmanager
def _one_view() -> Iterator[int]:
    """One unchanging view of the database, with the length of the checkpoint file at that moment (no checkpoint half written)."""
    nested = connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [checkpoints.LOCK])
        with transaction.atomic():
            try:
                if not nested:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT 1")  # the view is taken here
                file = checkpoints.path()
                size = file.stat().st_size if file.exists() else 0
            finally:
                cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [checkpoints.LOCK])
            yield size


def _newest_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])


def _counter(progress: Progress | None, case_ids: Collection[int] | None) -> Callable[[], None]:
    """Counts entries read; each is read once in its chain and once under its checkpoint."""
    if progress is None:
        return lambda: None
    total = next(stream("count", case_ids))["count"] * (2 if case_ids is None else 1)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % 1000 == 0 or done == total:
            progress(done, total)

    return step
