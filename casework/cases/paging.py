"""Keyset pages: what every list gives, never by OFFSET, counted only up to a thousand."""

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from casework.cases.refusals import Invalid

MOST_COUNTED = 1001


@dataclass(frozen=True)
class Page:
    """One keyset page: the rows, the cursor of the next page (empty at the end), a count capped at 1,001."""

    rows: list[Any]
    next: str
    count: int
    capped: bool


def refuse_limit(limit: int) -> None:
    """Raise Invalid for a page longer than 100 or shorter than 1."""
    if not 1 <= limit <= 100:
        raise Invalid({"limit": ["须在 1 至 100 之间。(1 to 100.)"]})


def written(day: date | None, pk: int) -> str:
    """The cursor after a row: its day and id."""
    return base64.urlsafe_b64encode(json.dumps([day.isoformat() if day else None, pk]).encode()).decode().rstrip("=")


def read(cursor: str) -> tuple[date | None, int]:
    """Day and id of a cursor. Raises Invalid for anything else."""
    try:
        day, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return (date.fromisoformat(day) if day else None), int(pk)
    except (ValueError, TypeError, RecursionError) as error:
        raise bad_cursor() from error


def bad_cursor() -> Invalid:
    """What a broken cursor is answered."""
    return Invalid({"cursor": ["不是有效的翻页标记。(Not a cursor of this list.)"]})


def by_id(rows: QuerySet[Any], cursor: str, limit: int, *, newest_first: bool = False) -> Page:
    """A keyset page in the order of ids."""
    count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    if cursor:
        if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
            raise bad_cursor()
        rows = rows.filter(pk__lt=int(cursor)) if newest_first else rows.filter(pk__gt=int(cursor))
    page = list(rows.order_by("-pk" if newest_first else "pk")[: limit + 1])
    after = str(page[limit - 1].pk) if len(page) > limit else ""
    return Page(page[:limit], after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED)
