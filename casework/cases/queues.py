"""Worklists: the open cases one holds, in order of their due day. Read by holder, so that each queue has its index."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from casework import clock
from casework.cases import paging
from casework.cases.case import Case
from casework.cases.handling import HandOver
from casework.cases.paging import MOST_COUNTED, Page
from casework.cases.refusals import Invalid, none_of
from casework.cases.rows import Rows, count_each, of_organisations
from casework.cases.visibility import NATIONWIDE, NO_CASE_CONTENT, OPERATORS
from casework.people.actor import Actor
from casework.people.models import ministry_id
from casework.people.roles import Role

MOST_OFFERED = 20
QUEUES = ("mine", "office", "unassigned", "waiting", "today", "overdue")
RETURNED = "returned"  # of an operator: what it has to answer again
WAITING = """
SELECT h.id FROM cases_handover h JOIN cases_case c ON c.id = h.case_id
WHERE h.to_user_id = %s AND h.answered_on IS NULL AND c.ended_on IS NULL AND NOT c.sealed ORDER BY h.id LIMIT %s"""
NUMBERED = "upper(c.number) = upper(%s)"
LAST_DAY = "EXISTS (SELECT FROM cases_deadline d WHERE d.case_id = c.id AND d.bound = 'office' AND d.ended_by_seq IS NULL AND d.last_day = %s)"
FILTERS = {
    "kind": "c.kind = %s", "state": "c.state = %s", "office": "c.office_id = (SELECT o.id FROM people_organisation o WHERE o.code = %s)",
    "handler": "c.handler_id = (SELECT h.id FROM people_user h WHERE h.username = %s)",
    "operator": "c.respondent_id = (SELECT o.id FROM people_organisation o WHERE o.code = %s)",
}  # fmt: skip


def worklist(
    actor: Actor, *, queue: str = "office", kind: str = "", state: str = "", operator: str = "", due_before: date | None = None,
    due_after: date | None = None, last_day: date | None = None, office: str = "", handler: str = "", q: str = "", cursor: str = "", before: str = "",
    limit: int = 50,
) -> Page:  # fmt: skip
    """A queue of open cases in order of their due day; office and operator by code ("-": no operator), handler by user name, both days themselves
    left out; `last_day`: on which a running deadline of the office ends, be it the case's due day or not; what follows `cursor`, or what stands
    before `before`. An operator's rows are its turns: what it owes itself (`office`, `mine`), by
    its own clock. Two queries. Raises Invalid for an unknown queue or a broken cursor."""
    operators = _operators(actor)
    if queue not in QUEUES and not (operators and queue == RETURNED):
        raise Invalid({"queue": none_of("queue", (*QUEUES, RETURNED) if operators else QUEUES)})
    paging.refuse_limit(limit)
    place, backward = paging.one_way(cursor, before)
    at = paging.read(place) if place else None
    rows = _queue(actor, queue)
    if rows is None:
        return Page([], "", 0, False)
    wanted = {"kind": kind, "state": state, "office": office, "handler": handler, "operator": "" if operator == "-" else operator}
    for name, value in wanted.items():
        rows = rows.whose_case(FILTERS[name], value) if value else rows
    if operator == "-":
        rows = rows.whose_case("c.respondent_id IS NULL")
    for sign, day in (("<", due_before), (">", due_after)):
        rows = rows.that(f"{rows.due} {sign} %s", day) if day else rows
    rows = rows.whose_case(LAST_DAY, last_day) if last_day else rows
    rows = _matching(rows, q) if q else rows
    found, count = rows.read(at, limit + 1, backward=backward)
    if at and not found:
        count = rows.count()
    page, after, previous = paging.cut(found, place, limit, _mark, backward=backward)
    return Page(page, after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED, previous)


def counts(actor: Actor) -> dict[str, int]:
    """How many cases each queue holds, and how many of one's own are due today (mine_today) and overdue (mine_overdue); each counted up to
    MOST_COUNTED. One query. For the regulator's people; an operator's is `counts_of_operator`."""
    mine, today = _queue(actor, "mine"), clock.today()
    if mine is None:  # no office at all
        return dict.fromkeys([*QUEUES, "mine_today", "mine_overdue"], 0)
    wanted = {name: rows for name in QUEUES if (rows := _queue(actor, name)) is not None}
    return count_each(wanted | {"mine_today": mine.that("c.due_on = %s", today), "mine_overdue": mine.that("c.due_on < %s", today)})


def counts_of_operator(actor: Actor) -> dict[str, int]:
    """How much an operator owes (office), owes again (returned), owes past the day (overdue), and in how many open cases it owes nothing (waiting),
    each up to MOST_COUNTED. One query."""
    return count_each({name: rows for name in ("office", RETURNED, "overdue", "waiting") if (rows := _queue(actor, name)) is not None})


def offered(actor: Actor) -> list[HandOver]:
    """The hand-overs that wait for this person, the oldest first. One query, one more where there are any."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [actor.user_id or 0, MOST_OFFERED])
        waiting = [pk for (pk,) in cursor.fetchall()]
    return list(HandOver.objects.filter(pk__in=waiting).select_related("case__first_office", "from_user").order_by("pk")) if waiting else []


def _mark(row: Case) -> str:
    return paging.written(row.due_on, row.turn.party_id if row.turn else row.pk)


def _operators(actor: Actor) -> list[int]:
    return sorted({organisation for organisation, role in actor.standing if Role(role) in OPERATORS})


def _queue(actor: Actor, queue: str) -> Rows | None:
    """The holder's rows, None for whoever holds none: an office's people have the cases of their offices, an operator's the turns of their branches."""
    if operators := _operators(actor):
        return _of_turns(of_organisations(operators), queue)
    offices = {organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT}
    roles = {Role(role) for _, role in actor.standing} - NO_CASE_CONTENT
    if not offices:
        return None
    if queue == "mine":
        return _among(Rows().that("c.handler_id = %s", actor.user_id or 0), "c.office_id", offices)
    everywhere = ministry_id() in offices and roles & NATIONWIDE
    return _by_turn(Rows() if everywhere else _among(Rows(), "c.office_id", offices), queue, roles)


def _among(rows: Rows, column: str, values: Iterable[Any], within: str = "{}") -> Rows:
    """Those with one of these values, within a longer condition where one is given; a single value keeps the order of an index that goes on behind it."""
    listed = sorted(values)
    if len(listed) == 1:
        return rows.that(within.format(f"{column} = %s"), listed[0])
    return rows.that(within.format(f"{column} = ANY(%s)"), listed)


def _by_turn(rows: Rows, queue: str, roles: set[Role]) -> Rows:
    names = [role.value for role in roles]
    if queue == "unassigned":
        return rows.that("c.handler_id IS NULL")
    if queue == "overdue":
        return rows.that("c.due_on < %s", clock.today())
    if queue == "today":
        return rows.that("c.due_on = %s", clock.today())
    if queue == "waiting":
        return _among(rows, "c.waits_on", names, "NOT ({})")
    return rows if roles & {Role.SUPERVISOR, Role.AUDITOR, Role.HEAD} else _among(rows, "c.waits_on", names)


def _of_turns(rows: Rows, queue: str) -> Rows:
    if queue == "waiting":
        return rows.that("NOT t.owes")
    owed = rows.that("t.owes")
    if queue == RETURNED:
        return owed.that("t.again")
    if queue == "overdue":
        return owed.that("t.due_on < %s", clock.today())
    if queue == "today":
        return owed.that("t.due_on = %s", clock.today())
    return owed.whose_case("c.handler_id IS NULL") if queue == "unassigned" else owed


def _matching(rows: Rows, q: str) -> Rows:
    """Search by number (either form), title or name."""
    digits, numbered, given = q.rsplit("-", 1)[-1], NUMBERED, [q]
    if any(word in q for word in "申访复") and digits.isdecimal():
        numbered, given = f"{NUMBERED} OR c.number LIKE %s", [q, f"%-{int(digits):07d}"]
    within = "".join(f"\\{one}" if one in "\\%_" else one for one in q)
    return rows.whose_case(f"({numbered} OR upper(c.title) LIKE upper(%s) OR c.applicant_name = %s)", *given, f"%{within}%", q)
