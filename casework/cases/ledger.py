"""The ledger: append-only entries, one hash chain per case. Personal input lies beside it, encrypted, erasable by a recorded order.

An entry's hash covers who, what, when and the entry before it; of the input it covers a salted digest only, so that the chain still
verifies when the input is gone. Checkpoints over all chains: `checkpoints`. Checking: `verification`.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, models

from casework.cases.canonical import plain, sha256, written
from casework.cases.encryption import EncryptedText
from casework.clock import civil_day
from casework.people.actor import SYSTEM, Actor

if TYPE_CHECKING:
    from casework.cases.case import Case

ALG = "sha256/1"
CONTENT_PURPOSE = "ledger.content"
ERASE = "erase"
COVERED = (
    "case_id", "seq", "step", "source", "target", "on", "recorded_at", "actor_kind", "actor_id", "actor_name", "role",
    "on_behalf_of", "proposed_by", "facts", "content_digest", "prev", "alg",
)  # fmt: skip
PLAIN = ("facts", "proposed_by")
BATCH = 1000
STORED = {
    "case_id": "bigint", "seq": "integer", "step": "text", "source": "text", "target": "text", "on": "date", "recorded_at": "timestamptz",
    "actor_kind": "text", "actor_id": "bigint", "actor_name": "text", "role": "text", "on_behalf_of": "text", "proposed_by": "jsonb",
    "facts": "jsonb", "content_digest": "bytea", "prev": "bytea", "alg": "text", "hash": "bytea",
}  # fmt: skip
INSERT = (
    "INSERT INTO cases_entry (" + ", ".join(f'"{name}"' for name in STORED) + ")"
    f" SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in STORED.values())}) RETURNING id, case_id, seq, xid::text"
)


class LedgerError(Exception):
    """The ledger refuses: an order that does not allow an erasure, or records that do not fit together."""


class XidField(models.Field):
    """PostgreSQL's xid8: the 64-bit id of the transaction that wrote the row; unlike `id` it tells what is settled."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if value is None or hasattr(value, "resolve_expression") else str(int(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)

    def to_python(self, value: Any) -> int | None:
        return None if value is None else int(value)


class CurrentTransaction(models.Func):
    """`pg_current_xact_id()`."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = XidField()


class Entry(models.Model):
    """One line of a case's ledger: a step that was taken. `on` is the legal day, `recorded_at` the clock. Never changed, never deleted."""

    case = models.ForeignKey("cases.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="entries")
    seq = models.IntegerField()
    step = models.CharField(max_length=60)
    source = models.CharField(max_length=30)
    target = models.CharField(max_length=30)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    role = models.CharField(max_length=20)
    on_behalf_of = models.TextField(blank=True)
    proposed_by = models.JSONField(null=True)
    facts = models.JSONField(default=dict)
    content_digest = models.BinaryField(max_length=32, null=True)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    alg = models.CharField(max_length=12, default=ALG)
    xid = XidField(db_default=CurrentTransaction())

    class Meta:
        db_table = "cases_entry"
        ordering = ["case_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="entry_once")]
        indexes = [
            models.Index(fields=["xid"], name="entry_xid"),
            models.Index("id", condition=models.Q(facts__contains={"dated_back": True}), include=["case"], name="entry_dated_back"),
            models.Index(fields=["id"], condition=models.Q(step="replay"), include=["case"], name="entry_replayed"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.step}"


class EntryContent(models.Model):
    """The input of a step. `payload` is the encrypted canonical JSON of {given, salt}; None once erased by the order `erased_by`."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="content")
    payload = EncryptedText(purpose=CONTENT_PURPOSE, null=True, db_column="ciphertext")
    erased_by = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_entrycontent"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(payload__isnull=False, erased_by=None, erased_at=None)
                | models.Q(payload__isnull=True, erased_by__isnull=False, erased_at__isnull=False),
                name="content_or_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}"

    @property
    def given(self) -> dict[str, Any] | None:
        """The input as recorded, None once erased."""
        return None if self.payload is None else json.loads(self.payload)["given"]


class Checkpoint(models.Model):
    """All entries of the transactions from `from_xid` up to, not including, `to_xid`: how many, how many began a case, and their hash."""

    seq = models.IntegerField(primary_key=True)
    from_xid = XidField()
    to_xid = XidField()
    entries = models.BigIntegerField()
    cases = models.BigIntegerField()
    entries_hash = models.BinaryField(max_length=32)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "cases_checkpoint"
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq}: {self.entries}"


APPEND_ONLY = (Entry._meta.db_table, EntryContent._meta.db_table, Checkpoint._meta.db_table)


@dataclass(frozen=True)
class Record:
    """What is to be recorded of one step. `papers` are (type, id, digest in hex); `facts` holds nothing personal; `given` is the input."""

    case: "Case"
    step: str
    source: str
    target: str
    by: Actor
    role: str
    given: Mapping[str, Any]
    papers: Iterable[tuple[str, int, str]]
    clocks: Iterable[Mapping[str, Any]]
    on: date
    recorded_at: datetime
    proposed_by: Actor | None = None
    imported: bool = False
    facts: Mapping[str, Any] | None = None


def record(
    case: "Case", *, step: str, source: str, target: str, by: Actor, role: str, given: Mapping[str, Any], papers: Iterable[tuple[str, int, str]],
    clocks: Iterable[Mapping[str, Any]], on: date, recorded_at: datetime, proposed_by: Actor | None = None, imported: bool = False,
    facts: Mapping[str, Any] | None = None,
) -> Entry:  # fmt: skip
    """Append one entry to the case's chain: two statements, one where `given` is empty.

    Raises `case.ledger_seq` and sets `case.ledger_head` in memory; the caller holds the lock on the case and saves it in the same
    transaction. Raises TypeError for input that is not text, numbers, days, lists and dicts.
    """
    return record_many([Record(case, step, source, target, by, role, given, papers, clocks, on, recorded_at, proposed_by, imported, facts)])[0]


def record_many(records: Iterable[Record]) -> list[Entry]:
    """The same rows as `record` one by one, in two statements for every thousand. Several records of one case share its object."""
    entries, payloads = [], []
    for one in records:
        payload = _payload(one.given)
        entries.append(_entry(one, payload))
        payloads.append(payload)
    for start in range(0, len(entries), BATCH):
        _insert(entries[start : start + BATCH])
    contents = [EntryContent(entry=entry, payload=payload.decode()) for entry, payload in zip(entries, payloads, strict=True) if payload]
    if contents:
        EntryContent.objects.bulk_create(contents, batch_size=BATCH)
    return entries


def chain_hash(columns: Mapping[str, Any]) -> bytes:
    """The hash of an entry from its columns (those in COVERED), as written or as read back; `facts` and `proposed_by` are plain already."""
    return sha256(written({name: columns[name] if name in PLAIN else plain(columns[name]) for name in COVERED}))


def erase_content(entry: Entry, *, order: Entry) -> None:
    """Erase the input of `entry` for good by the recorded order, an entry of step "erase" later in the same case.

    Where the order's facts list `erases` (seqs), the entry must be among them. Raises LedgerError otherwise; the chain still verifies.
    """
    if order.step != ERASE or order.case_id != entry.case_id or order.seq <= entry.seq:
        raise LedgerError("只有本案后来的“删除内容”决定才能删除。(Only a later erase order of the same case erases content.)")
    if entry.seq not in order.facts.get("erases", [entry.seq]):
        raise LedgerError("该决定没有列明这条记录。(The order does not name this entry.)")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_erase_content(%s, %s)", [entry.pk, order.pk])
        if not cursor.fetchone()[0]:
            raise LedgerError("这条记录没有可删除的内容。(There is no content to erase.)")


def _payload(given: Mapping[str, Any]) -> bytes | None:
    """The input with 32 random bytes: its digest, which stays, tells nothing once both are gone."""
    return written({"given": plain(dict(given)), "salt": secrets.token_hex(32)}) if given else None


def _entry(one: Record, payload: bytes | None) -> Entry:
    case = one.case
    columns = {
        "case_id": case.pk, "seq": case.ledger_seq + 1, "step": one.step, "source": plain(one.source), "target": plain(one.target),
        "on": one.on, "recorded_at": one.recorded_at, "actor_kind": one.by.kind, "actor_id": one.by.id, "actor_name": one.by.name,
        "role": plain(one.role), "on_behalf_of": one.by.on_behalf_of, "proposed_by": _proposer(one.proposed_by), "facts": _facts(one),
        "content_digest": sha256(payload) if payload else None, "prev": bytes(case.ledger_head), "alg": ALG,
    }  # fmt: skip
    entry = Entry(hash=chain_hash(columns), **columns)
    case.ledger_seq, case.ledger_head = entry.seq, entry.hash
    return entry


def _insert(entries: list[Entry]) -> None:
    """One statement whatever the number of rows; sets id and transaction id (the ORM's own takes five times as long here)."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [[_stored(entry, name) for entry in entries] for name in STORED])
        made = {(case_id, seq): (pk, int(xid)) for pk, case_id, seq, xid in cursor.fetchall()}
    for entry in entries:
        entry.pk, entry.xid = made[entry.case_id, entry.seq]
        entry._state.adding = False
        entry._state.db = connection.alias


def _stored(entry: Entry, name: str) -> Any:
    value = getattr(entry, name)
    return value if STORED[name] != "jsonb" or value is None else written(value).decode()


def _proposer(actor: Actor | None) -> dict[str, Any] | None:
    return None if actor is None else {"kind": actor.kind, "id": actor.id, "name": actor.name}


def _facts(one: Record) -> dict[str, Any]:
    """What is not personal. The first entry keeps the case's number, so that a case removed later can be named.

    Dated back is what a person did on paper before; imports and the system's own breaches bear the day the law gives them.
    """
    facts = dict(one.facts or {}) | {
        "papers": [{"type": kind, "id": key, "digest": digest} for kind, key, digest in one.papers],
        "clocks": list(one.clocks),
        "imported": one.imported,
        "dated_back": one.on < civil_day(one.recorded_at) and not one.imported and one.by.kind != SYSTEM,
    }
    if one.case.ledger_seq == 0:
        facts["number"] = one.case.number
    return plain(facts)
