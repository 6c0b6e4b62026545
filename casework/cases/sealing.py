"""Opening sealed cases to a session: the row-level policy closes them to every session that does not say who reads."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import TypeVar

from django.db import connection, transaction

from casework.people.actor import GUEST, SYSTEM, Actor
from casework.people.roles import Role

What = TypeVar("What")
Found = TypeVar("Found")


def open_for(actor: Actor) -> None:
    """Within this transaction let the policy show the sealed cases this actor is named for (all to the system's own jobs). At most one query."""
    if reader := _reader(actor):
        _say(reader)


def reading(read: Callable[[What, Actor], Found]) -> Callable[[What, Actor], Found]:
    """A reading `(what, actor)` that opens sealed cases: in a transaction of its own where there are any for this actor; nobody else pays for one."""

    @wraps(read)
    def opened(what: What, actor: Actor) -> Found:
        with transaction.atomic() if _reader(actor) else nullcontext():
            return read(what, actor)

    return opened


def _reader(actor: Actor) -> str:
    """How the policy knows the actor; empty for whoever reads no sealed case."""
    if actor.kind == SYSTEM:
        return "system"
    if actor.kind == GUEST:
        return f"party {actor.party_id}" if actor.sealed else ""
    return str(actor.user_id) if actor.user_id is not None and any(role == Role.SEALED_READER for _, role in actor.standing) else ""


def codes(number: str) -> list[tuple[int, int, bytes]]:
    """(case, party, digest of the query code) of the parties who may read this sealed case; none where it is not sealed or not there. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_sealed_codes(%s)", [number])
        return [(case, party, bytes(digest)) for case, party, digest in cursor.fetchall()]


def _say(reader: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('casework.reader', %s, true)", [reader])
