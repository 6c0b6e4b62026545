"""Reads the ledger past the policy on sealed cases, streamed: for checkpoints and checks only, never for a page."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection

BATCH = 5000


def stream(what: str, case_ids: Collection[int] | None = None, from_xid: int | None = None, to_xid: int | None = None) -> Iterator[dict[str, Any]]:
    """Rows of one of the readings of `ledger_sql.READ`, in batches, in constant memory. Must run inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cases_ledger_read(%s, %s::bigint[], %s::text::xid8, %s::text::xid8)",
            [what, None if case_ids is None else list(case_ids), *(None if xid is None else str(xid) for xid in (from_xid, to_xid))],
        )
        name = connection.ops.quote_name(cursor.fetchone()[0])
        try:
            while True:
                cursor.execute(f"FETCH {BATCH} FROM {name}")
                columns = [column.name for column in cursor.description]
                rows = cursor.fetchall()
                for row in rows:
                    yield dict(zip(columns, row, strict=True))
                if len(rows) < BATCH:
                    return
        finally:
            if not connection.needs_rollback and connection.is_usable():
                cursor.execute(f"CLOSE {name}")
