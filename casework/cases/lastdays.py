"""Whose last days lie on which day: the running deadlines of one's open cases, for the calendar, the week's list and the calendar feed.

An officer's are those that bind the office, an operator's those that bind its own party. Written as SQL, as worklists are (`rows`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.visibility import DESKS, NATIONWIDE, OPERATORS, posts_of
from casework.people.actor import Actor
from casework.people.directory import codes_of
from casework.people.models import Organisation, ministry_id
from casework.people.roles import Role

MINE, OFFICES = "mine", "office"  # the cases one handles; those of the office's worklist
SEE_ALL = frozenset({Role.HEAD, Role.SUPERVISOR, Role.AUDITOR})  # whose worklist of the office holds all its cases

OPEN = "c.ended_on IS NULL AND NOT c.sealed AND d.ended_by_seq IS NULL AND d.last_day >= %s"
# Whose they are, as `cases_last_days` parts them too: of a handler, of posts, of offices, of operators.
HANDLERS = "cases_case c JOIN cases_deadline d ON d.case_id = c.id WHERE c.handler_id = %s AND c.office_id = ANY(%s) AND d.bound = 'office'"
OF_OFFICES = "cases_case c JOIN cases_deadline d ON d.case_id = c.id WHERE c.office_id = ANY(%s) AND d.bound = 'office'"
OF_POSTS = OF_OFFICES.replace("ANY(%s) AND", "ANY(%s) AND c.waits_on = ANY(%s) AND")
OF_OPERATORS = """cases_turn t JOIN cases_deadline d ON d.bound_party_id = t.party_id JOIN cases_case c ON c.id = d.case_id
WHERE t.organisation_id = ANY(%s) AND d.bound = 'operator'"""


def _of_model(model: type[Model], *names: str) -> tuple[str, ...]:
    """Columns in the order in which `from_db` takes them."""
    return tuple(one.attname for one in model._meta.concrete_fields if one.attname in names)


CLOCK = _of_model(
    Deadline, "id", "case_id", "rule", "rule_version", "house", "bound", "last_day", "extension_days", "provisional", "status", "met_on", "ended_by_seq"
)
CASE = _of_model(Case, "id", "kind", "number", "state", "title", "first_office_id", "ledger_seq")
SHOWN = ", ".join((*(f"d.{name}" for name in CLOCK), *(f"c.{name}" for name in CASE), "o.short", "coalesce(h.name, '')", "coalesce(b.short, '')"))
NAMED = """JOIN cases_deadline d ON d.id = f.id JOIN cases_case c ON c.id = d.case_id JOIN people_organisation o ON o.id = c.first_office_id
LEFT JOIN people_user h ON h.id = c.handler_id LEFT JOIN cases_party p ON p.id = d.bound_party_id LEFT JOIN people_organisation b ON b.id = p.organisation_id"""
# The first few of each day, the law's limits before the house's, each with how many there are that day.
DAYS = f"""
WITH found AS MATERIALIZED (SELECT deadline AS id, place, items, houses FROM cases_last_days(%s, %s, %s, %s, %s, %s, %s))
SELECT {SHOWN}, f.items, f.houses FROM found f {NAMED} ORDER BY d.last_day, f.place"""
FEED = f"""
WITH f AS MATERIALIZED (SELECT d.id FROM {{whose}} AND {OPEN} ORDER BY d.last_day, d.id LIMIT %s)
SELECT {SHOWN}, e.recorded_at FROM f {NAMED} LEFT JOIN cases_entry e ON e.case_id = c.id AND e.seq = c.ledger_seq ORDER BY d.last_day, d.id"""


@dataclass(frozen=True)
class LastDay:
    """One of them. `who` handles the case; for an operator's people the branch it is for. `changed_at`: when the case changed last, for the feed."""

    deadline: Deadline
    case: Case
    who: str
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Day:
    """How many last days fall on a day, how many of them by house limits, and the first of them."""

    count: int
    houses: int
    first: tuple[LastDay, ...]


def sees_office(actor: Actor) -> bool:
    """True for whoever may look at the last days of all cases of the office."""
    return bool(_offices(actor, SEE_ALL))


def has_desk(actor: Actor) -> bool:
    """True for whoever has a worklist of an office: all of its cases, or those that wait for one's post."""
    return bool(_offices(actor, DESKS))


def own_office(actor: Actor) -> str:
    """The code of the ministry's office for whom its worklists hold all offices, to narrow one to it; empty for everybody else. At most one query."""
    everywhere = ministry_id() in actor.organisations and any(Role(role) in NATIONWIDE for _, role in actor.standing)
    return codes_of(frozenset({ministry_id()}))[0] if everywhere else ""


def by_day(actor: Actor, first: date, last: date, *, whose: str = MINE, most: int) -> dict[date, Day]:
    """The days from `first` to `last`, both included, on which last days lie, with at most so many of each. One query.

    `whose` is MINE, or OFFICES: what the worklist of the office shows, which is all of it for whoever `sees_office` and else what waits for one's
    post. An operator's people have those of their branches.
    """
    found: dict[date, list[LastDay]] = {}
    counts: dict[date, tuple[int, int]] = {}
    for *row, items, houses in _asked(DAYS, [*_theirs(actor, whose), first, last, most]):
        one = _made(row)
        day = one.deadline.last_day or first
        found.setdefault(day, []).append(one)
        counts[day] = items, houses
    return {day: Day(*counts[day], tuple(rows)) for day, rows in found.items()}


def since(actor: Actor, first: date, *, whose: str = MINE, most: int) -> list[LastDay]:
    """The last days from a day on, the first first. One query."""
    theirs = _theirs(actor, whose)
    if theirs.operators is not None:
        found = _asked(FEED.format(whose=OF_OPERATORS), [theirs.operators, first, most])
    elif theirs.handler is not None:
        found = _asked(FEED.format(whose=HANDLERS), [theirs.handler, theirs.offices, first, most])
    elif theirs.posts is not None:
        found = _asked(FEED.format(whose=OF_POSTS), [theirs.offices, theirs.posts, first, most])
    else:
        found = _asked(FEED.format(whose=OF_OFFICES), [theirs.offices, first, most])
    return [_made(row, at) for *row, at in found]


class Theirs(NamedTuple):
    """Whose they are: a handler's in these offices, those that wait for posts of these offices, all of these offices (nobody's where there are none), or
    these operators'."""

    handler: int | None
    offices: list[int]
    posts: list[str] | None
    operators: list[int] | None


def _theirs(actor: Actor, whose: str) -> Theirs:
    if operators := _offices(actor, OPERATORS):
        return Theirs(None, [], None, operators)
    if whose == OFFICES:
        if offices := _offices(actor, SEE_ALL):
            return Theirs(None, offices, None, None)
        return Theirs(None, _offices(actor, DESKS), posts_of(actor), None)
    return Theirs(actor.user_id or 0, _offices(actor, DESKS), None, None)


def _offices(actor: Actor, roles: Iterable[Role]) -> list[int]:
    return sorted({organisation for organisation, role in actor.standing if Role(role) in roles})


def _asked(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _made(row: list[Any], at: datetime | None = None) -> LastDay:
    deadline = Deadline.from_db(connection.alias, CLOCK, row[: len(CLOCK)])
    case = Case.from_db(connection.alias, CASE, row[len(CLOCK) : -3])
    short, handler, branch = row[-3:]
    place = Organisation.from_db(connection.alias, ("id", "short"), (case.first_office_id, short))
    keep: Any = (Case.first_office.field, Deadline.case.field)  # as select_related does
    keep[0].set_cached_value(case, place)
    keep[1].set_cached_value(deadline, case)
    return LastDay(deadline, case, branch or handler, at)
