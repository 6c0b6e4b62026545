"""Small cases with a chain, and a hand that reaches beneath the ledger's guards."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from casework.cases import ledger
from casework.cases.case import Case
from casework.cases.checkpoints import checkpoint, settled_before
from casework.cases.ledger import APPEND_ONLY, Entry, Record
from casework.cases.verification import verify
from casework.people.actor import Actor
from casework.people.models import Organisation

NINE = datetime(2026, 3, 2, 9, 0, 0, 123456, ZoneInfo("Asia/Shanghai"))
CLERK = Actor(kind="user", id=7, name="李建国")
HEAD = Actor(kind="user", id=8, name="赵敏")
FILING = {"facts": "宽带连续三日断线", "phone": "13800138000"}


def bare_case(serial: int) -> Case:
    """A case without any entry."""
    office = Organisation.objects.get(code="CA-44")
    return Case.objects.create(
        kind="complaint", number=f"T-2026-44-{serial:07}", state="new", office=office, first_office=office, title="宽带断线", filed_on=date(2026, 3, 2)
    )


def new_case(serial: int) -> Case:
    """A case whose filing is recorded."""
    case = bare_case(serial)
    take(case, "file", target="received", given=FILING)
    return case


def a_record(case: Case, step: str, *, target: str = "accepted", given: dict[str, Any] | None = None, **columns: Any) -> Record:
    """A record of one step on 2 March 2026 by the clerk."""
    standard = {"by": CLERK, "role": "handler", "papers": (), "clocks": (), "on": date(2026, 3, 2), "recorded_at": NINE}
    return Record(case=case, step=step, source=case.state, target=target, given=given or {}, **standard | columns)


def take(case: Case, step: str, *, target: str = "accepted", given: dict[str, Any] | None = None, **columns: Any) -> Entry:
    """Record one step and move the case, as the engine does."""
    with transaction.atomic():
        entry = ledger.record_many([a_record(case, step, target=target, given=given, **columns)])[0]
        case.state = target
        case.save()
    return entry


@contextmanager
def underneath() -> Iterator[Any]:
    """A cursor of the tables' owner with triggers off and foreign keys gone: what an intruder who administers the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = 'cases_entrycontent'::regclass AND contype = 'f'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE cases_entrycontent DROP CONSTRAINT "{name}"')
        try:
            yield cursor
        finally:
            for table in APPEND_ONLY:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute("SET ROLE casework_app")


def cover() -> None:
    """Make the checkpoint that covers every entry, once no transaction on the server, other tests' included, holds it back."""
    newest = max(Entry.objects.values_list("xid", flat=True))
    for _ in range(600):
        if settled_before() > newest:
            checkpoint(NINE)
            return
        time.sleep(0.05)
    raise AssertionError("a transaction on the test server does not end")


def codes() -> list[tuple[str, str | None, int | None]]:
    """What a check of the whole ledger finds: (code, case number, seq)."""
    return [(finding.code, finding.case, finding.seq) for finding in verify().findings]
