"""Checkpoints: every few minutes a chained hash over all settled entries, written to a file outside the database and to a row.

The file is written first, with fsync. Where the row is lost in a crash, the next call makes it again from the file's line, and
refuses if the entries no longer give that line; so a row without a line is never innocent.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from casework.cases.canonical import canonical, sha256
from casework.cases.ledger import Checkpoint, LedgerError
from casework.cases.ledger_rows import stream

LOCK = 0x6C656467  # advisory lock: one checkpoint at a time, and none while a check looks at row and line together
FILE = "checkpoints.jsonl"
TAIL = 64 * 1024
COVERED = ("seq", "from_xid", "to_xid", "entries", "cases", "entries_hash", "prev", "made_at")


def checkpoint(now: datetime) -> Checkpoint | None:
    """Cover every entry not yet covered whose transaction, and all before it, have ended; None where there is none.

    Raises LedgerError where the file knows a checkpoint that the entries do not bear out, and where the database was restored into
    a cluster whose transaction ids are younger than the ledger's.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Checkpoint.objects.order_by("-seq").first()
        for line in _lines_beyond(last.seq if last else 0):
            last = _redo(last, line)
        made = _next(last, settled_before(), now)
        if made is None:
            return None
        _append(line_of(made))
        made.save(force_insert=True)
        return made


def settled_before() -> int:
    """Entries with a transaction id below this one are there or will never be: no transaction older than it still runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])


def path() -> Path:
    """The file beside which the rows are held."""
    return Path(settings.LEDGER_FOLDER) / FILE


def line_of(made: Checkpoint) -> str:
    """The file's line for a checkpoint, without the line's end."""
    return canonical({name: _value(made, name) for name in (*COVERED, "hash")}).decode()


def hash_of(made: Checkpoint) -> bytes:
    """The hash a checkpoint should have by its own columns."""
    return sha256(canonical({name: _value(made, name) for name in COVERED}))


def entries_in_order(from_xid: int, to_xid: int | None) -> Iterator[tuple[int, int, bytes]]:
    """(transaction id, seq, hash) of every entry from `from_xid` to before `to_xid` in the order checkpoints hash them; streamed."""
    return ((int(row["xid"]), row["seq"], bytes(row["hash"])) for row in stream("settled", from_xid=from_xid, to_xid=to_xid))


class Tally:
    """Running count and hash of the entries of one checkpoint."""

    def __init__(self) -> None:
        self.entries, self.cases, self._hash = 0, 0, hashlib.sha256()

    def add(self, seq: int, digest: bytes) -> None:
        """One entry more; a first entry begins a case."""
        self.entries += 1
        self.cases += seq == 1
        self._hash.update(digest)

    @property
    def digest(self) -> bytes:
        """The hash over all added so far."""
        return self._hash.digest()


def _next(last: Checkpoint | None, to_xid: int, now: datetime) -> Checkpoint | None:
    from_xid = last.to_xid if last else 0
    if to_xid < from_xid:
        raise LedgerError(
            f"数据库的事务号（{to_xid}）早于台账检查点（{from_xid}）：数据恢复到了新的数据库集群，请先用 pg_resetwal 提高事务号。"
            f"(The cluster is younger than the ledger: raise its next transaction id beyond {from_xid} with pg_resetwal -x and -e.)"
        )
    tally = Tally()
    for _, seq, digest in entries_in_order(from_xid, to_xid):
        tally.add(seq, digest)
    if not tally.entries:
        return None
    made = Checkpoint(
        seq=last.seq + 1 if last else 1, from_xid=from_xid, to_xid=to_xid, entries=tally.entries, cases=tally.cases,
        entries_hash=tally.digest, prev=bytes(last.hash) if last else b"", made_at=now,
    )  # fmt: skip
    made.hash = hash_of(made)
    return made


def _redo(last: Checkpoint | None, line: str) -> Checkpoint:
    """The row that a crash lost after its line was written."""
    known = json.loads(line)
    made = _next(last, int(known["to_xid"]), datetime.fromisoformat(known["made_at"]))
    if made is None or line_of(made) != line:
        raise LedgerError(
            f"检查点文件 {path()} 第 {known['seq']} 号与数据库不符，请运行 verify_ledger。若数据库是新建或从备份恢复的，请将该文件移走存档。"
            f"(The database does not bear out checkpoint {known['seq']} of the file: run verify_ledger. If the database is a new one or was"
            " restored from a backup, move the file away and keep it.)"
        )
    made.save(force_insert=True)
    return made


def _lines_beyond(seq: int) -> list[str]:
    """The file's lines with a higher number than the last row's; a torn last line, never acknowledged, is cut off."""
    try:
        with open(path(), "rb+") as file:
            size = file.seek(0, os.SEEK_END)
            start = file.seek(max(0, size - TAIL))
            tail = file.read()
            if tail and not tail.endswith(b"\n"):
                tail = tail[: tail.rfind(b"\n") + 1]
                file.truncate(start + len(tail))
    except FileNotFoundError:
        return []
    lines = tail.decode("utf-8", "replace").splitlines()[1 if start else 0 :]
    return [line for line in lines if number_of(line) > seq]


def number_of(line: str) -> int:
    """The number of the checkpoint a line tells of, 0 where it cannot be read."""
    try:
        return int(json.loads(line)["seq"])
    except (ValueError, KeyError, TypeError):
        return 0


def _append(line: str) -> None:
    folder = path().parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = not path().exists()
    with open(path(), "ab") as file:
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if fresh:
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _value(made: Checkpoint, name: str) -> Any:
    value = getattr(made, name)
    return bytes(value) if isinstance(value, memoryview) else value
