"""Keyset pages: what every list gives, never by OFFSET, counted only up to a thousand."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from casework.cases.refusals import Invalid

MOST_COUNTED = 1001


@dataclass(frozen=True)
class Page:
    """One keyset page: the rows, the cursor of the next page (empty at the end), a count capped at 1,001, what to give as `before` to turn back."""

    rows: list[Any]
    next: str
    count: int
    capped: bool
    previous: str = ""


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


def cut(found: list[Any], place: str, limit: int, mark: Callable[[Any], str], *, backward: bool) -> tuple[list[Any], str, str]:
    """The rows of a page out of one row more than it holds, its next cursor and its previous one.

    `found` begins at `place` (the cursor the page was asked with, empty for the first page); read `backward` it lies in reverse order.
    """
    more, rows = len(found) > limit, found[:limit]
    if backward:
        rows.reverse()
    next_one = mark(rows[-1]) if rows and (more or backward) else ""
    previous = mark(rows[0]) if rows and (more if backward else place) else ""
    return rows, next_one, previous


def one_way(cursor: str, before: str) -> tuple[str, bool]:
    """The place a page begins at and whether it is read backward. Raises Invalid for a page asked in both directions."""
    if cursor and before:
        raise bad_cursor()
    return cursor or before, bool(before)


def by_id(rows: QuerySet[Any], cursor: str, limit: int, *, newest_first: bool = False, before: str = "") -> Page:
    """A keyset page in the order of ids: what follows `cursor`, or what stands before `before`."""
    place, backward = one_way(cursor, before)
    count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    falling = newest_first != backward
    if place:
        if not place.isascii() or not place.isdigit() or len(place) > 18:
            raise bad_cursor()
        rows = rows.filter(pk__lt=int(place)) if falling else rows.filter(pk__gt=int(place))
    found = list(rows.order_by("-pk" if falling else "pk")[: limit + 1])
    page, after, previous = cut(found, place, limit, lambda row: str(row.pk), backward=backward)
    return Page(page, after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED, previous)


def by_day(rows: QuerySet[Any], column: str, day_of: Callable[[Any], date], cursor: str, limit: int, *, before: str = "") -> Page:
    """A keyset page in the order of a day that no row lacks, then of ids. Raises Invalid for a broken cursor."""
    place, backward = one_way(cursor, before)
    count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    if place:
        day, pk = read(place)
        if day is None:
            raise bad_cursor()
        beyond = "lt" if backward else "gt"
        rows = rows.filter(Q(**{f"{column}__{beyond}": day}) | Q(**{column: day, f"pk__{beyond}": pk}))
    found = list(rows.order_by(f"-{column}" if backward else column, "-pk" if backward else "pk")[: limit + 1])
    page, after, previous = cut(found, place, limit, lambda row: written(day_of(row), row.pk), backward=backward)
    return Page(page, after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED, previous)
