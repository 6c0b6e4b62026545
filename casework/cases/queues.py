"""Worklists: the open cases one holds, in order of their due day. Read by holder, so that each queue has its index.

Written as SQL: these lists are asked for all day, and making such statements out of querysets took longer than running them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from casework import clock
from casework.cases import paging
from casework.cases.case import Case
from casework.cases.handling import HandOver
from casework.cases.paging import MOST_COUNTED, Page
from casework.cases.refusals import Invalid
from casework.cases.visibility import NATIONWIDE, NO_CASE_CONTENT, OPERATORS
from casework.people.actor import Actor
from casework.people.models import Organisation, User, ministry_id
from casework.people.roles import Role

SHOWN = (
    "number", "kind", "state", "title", "category", "applicant_name", "filed_on", "ended_on", "waits_on", "due_on", "due_rule", "version",
    "office_id", "first_office_id", "respondent_id", "handler__name",
)  # fmt: skip
MOST_OFFERED = 20
QUEUES = ("mine", "office", "unassigned", "waiting", "today", "overdue")
EVERY = "every"  # of an operator: whoever the case waits for
JOINED = ("office__code", "office__name", "first_office__short", "respondent__code", "respondent__name")

NAMES = {*SHOWN[:-1], "id", "handler_id"}
FIELDS = tuple(one.attname for one in Case._meta.concrete_fields if one.attname in NAMES)
BODIES = {"office": "o", "first_office": "f", "respondent": "r"}  # organisation column -> its alias
ROWS = f"""
SELECT {", ".join(f"c.{name}" for name in FIELDS)}, u.name, {", ".join(f"{one}.code, {one}.name, {one}.short" for one in BODIES.values())}, {{counted}}
FROM cases_case c LEFT JOIN people_user u ON u.id = c.handler_id
{" ".join(f"LEFT JOIN people_organisation {one} ON {one}.id = c.{name}_id" for name, one in BODIES.items())}
WHERE {{where}} ORDER BY {{order}} LIMIT %s"""
ORDER = {False: "c.due_on ASC NULLS LAST, c.id", True: "c.due_on DESC NULLS FIRST, c.id DESC"}
SECOND = "c.id = ANY(ARRAY(SELECT a.case_id FROM cases_access a WHERE {} AND a.why = 'respondent' AND a.until IS NULL))"
STANDS = "EXISTS (SELECT FROM cases_party p WHERE {} AND p.case_id = c.id AND p.role = 'respondent' AND p.until IS NULL)"
NUMBERED = "upper(c.number) = upper(%s)"
FILTERS = {
    "kind": "c.kind = %s", "state": "c.state = %s", "due_before": "c.due_on < %s", "due_after": "c.due_on > %s",
    "office": "c.office_id = (SELECT o.id FROM people_organisation o WHERE o.code = %s)",
    "handler": "c.handler_id = (SELECT h.id FROM people_user h WHERE h.username = %s)",
    "operator": "c.respondent_id = (SELECT o.id FROM people_organisation o WHERE o.code = %s)",
}  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """Rows of the case table `c`: a condition with its parameters. `of`: only cases against these operators, each read by its own index."""

    where: str = "c.ended_on IS NULL AND NOT c.sealed"
    params: tuple[Any, ...] = ()
    of: tuple[int, ...] = ()

    def that(self, condition: str, *params: Any) -> "Rows":
        """Those of them that also meet this condition."""
        return replace(self, where=f"{self.where} AND {condition}", params=(*self.params, *params))

    def meeting(self, condition: Q) -> "Rows":
        """Those of them that meet a condition written for a queryset of cases."""
        sql, params = Case.objects.filter(condition).order_by().values("pk").query.sql_with_params()
        return self.that(f"c.id IN ({sql})", *params)

    def ids(self, most: int, order: str = "") -> tuple[str, list[Any]]:
        """A SELECT of the first so many ids in this order, or of any so many without one."""
        if not self.of:
            return f"SELECT c.id FROM cases_case c WHERE {self.where}{order and f' ORDER BY {order}'} LIMIT %s", [*self.params, most]
        each = f"SELECT c.id, c.due_on FROM cases_case c WHERE c.respondent_id = of.id AND {self.where}{order and f' ORDER BY {order}'} LIMIT %s"
        sql = f"SELECT c.id FROM unnest(%s::bigint[]) of(id), LATERAL ({each}) c{order and f' ORDER BY {order}'} LIMIT %s"
        return sql, [list(self.of), *self.params, most, most]


def worklist(
    actor: Actor, *, queue: str = "office", kind: str = "", state: str = "", operator: str = "", due_before: date | None = None,
    due_after: date | None = None, office: str = "", handler: str = "", q: str = "", cursor: str = "", before: str = "", limit: int = 50,
    also: Any = None,
) -> Page:  # fmt: skip
    """A queue of open cases in order of their due day; office and operator by code ("-": no operator), handler by user name, both days themselves
    left out; what follows `cursor`, or what stands before `before`; `also` is what a family asks besides. One query. Raises Invalid for an
    unknown queue or a broken cursor."""
    if queue not in QUEUES and not (also and queue == EVERY):
        raise Invalid({"queue": [f"须为 {'、'.join(QUEUES)} 之一。(One of these.)"]})
    paging.refuse_limit(limit)
    wanted = {"kind": kind, "state": state, "due_before": due_before, "due_after": due_after, "office": office, "handler": handler}
    wanted |= {} if operator == "-" else {"operator": operator}
    place, backward = paging.one_way(cursor, before)
    at = paging.read(place) if place else None
    arms = _queue(actor, queue)
    for name, value in wanted.items():
        arms = [rows.that(FILTERS[name], value) for rows in arms] if value else arms
    if operator == "-":
        arms = [rows.that("c.respondent_id IS NULL") for rows in arms]
    if q:
        arms = [_matching(rows, q) for rows in arms]
    if also:
        arms = [rows.meeting(also) for rows in arms]
    found, count = _read(arms, at, limit + 1, backward=backward) if arms else ([], 0)
    if at and arms and not found:
        count = len(_ids(arms, MOST_COUNTED))
    page, after, previous = paging.cut(found, place, limit, lambda row: paging.written(row.due_on, row.pk), backward=backward)
    return Page(page, after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED, previous)


def counts(actor: Actor) -> dict[str, int]:
    """How many cases each queue holds, and how many of one's own are due today (mine_today) and overdue (mine_overdue); each counted up to
    MOST_COUNTED. One query. For the regulator's people; an operator's count comes with its list."""
    mine, today = _queue(actor, "mine"), clock.today()
    if not mine:  # no office at all
        return dict.fromkeys([*QUEUES, "mine_today", "mine_overdue"], 0)
    wanted = {name: _queue(actor, name) for name in QUEUES}
    wanted |= {"mine_today": [mine[0].that("c.due_on = %s", today)], "mine_overdue": [mine[0].that("c.due_on < %s", today)]}
    return _count_each(wanted)


def counts_of_operator(actor: Actor, wanted: dict[str, Q]) -> dict[str, int]:
    """How many of an operator's open cases fit each of these conditions, by name, each up to MOST_COUNTED. One query."""
    arms = _queue(actor, EVERY)
    return _count_each({name: [rows.meeting(also) for rows in arms] for name, also in wanted.items()})


def offered(actor: Actor) -> list[HandOver]:
    """The hand-overs that wait for this person, the oldest first. One query."""
    rows = HandOver.objects.filter(to_user_id=actor.user_id or 0, answered_on=None, case__ended_on=None, case__sealed=False)
    return list(rows.select_related("case__first_office", "from_user").order_by("pk")[:MOST_OFFERED])


def _count_each(wanted: dict[str, list[Rows]]) -> dict[str, int]:
    asked = [_counted(arms) for arms in wanted.values()]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql for sql, _ in asked)}", [one for _, params in asked for one in params])
        return dict(zip(wanted, cursor.fetchone(), strict=True))


def _read(arms: list[Rows], at: tuple[date | None, int] | None, most: int, *, backward: bool) -> tuple[list[Case], int]:
    """The first so many beyond a place (backward: before it) of all arms taken together, each read in the order of its own index and no further;
    and how many there are in all, 0 where none lies beyond."""
    order = ORDER[backward]
    counted, params = _counted(arms)
    beyond = [_beyond(rows, at, backward) for rows in arms]
    if len(beyond) == 1 and not beyond[0].of:
        where, inside = beyond[0].where, list(beyond[0].params)
    else:
        ids, inside = _together([rows.ids(most, order) for rows in beyond])
        where = f"c.id IN ({ids})"
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(counted=counted, where=where, order=order), [*params, *inside, most])
        rows = cursor.fetchall()
    return _made(rows), rows[0][-1] if rows else 0


def _made(rows: list[tuple[Any, ...]]) -> list[Case]:
    """The cases of these rows with their organisations and handlers: one object for each that they name, however often they name it."""
    named: dict[tuple[type, int], Any] = {}
    keep = {name: getattr(Case, name).field.set_cached_value for name in (*BODIES, "handler")}  # as select_related does
    cases = []
    for row in rows:
        case = Case.from_db(connection.alias, FIELDS, row[: len(FIELDS)])
        handler, *bodies = row[len(FIELDS) : -1]
        keep["handler"](case, _known(named, User, case.handler_id, ("id", "name"), [handler]))
        for at, name in enumerate(BODIES):
            told = bodies[3 * at : 3 * at + 3]
            keep[name](case, _known(named, Organisation, getattr(case, f"{name}_id"), ("id", "code", "name", "short"), told))
        cases.append(case)
    return cases


def _known(named: dict[tuple[type, int], Any], model: type[Any], pk: int | None, fields: tuple[str, ...], told: list[str]) -> Any:
    """The row of this id with these fields, made once; None without an id."""
    if pk is not None and (model, pk) not in named:
        named[model, pk] = model.from_db(connection.alias, fields, (pk, *told))
    return named[model, pk] if pk is not None else None


def _beyond(rows: Rows, at: tuple[date | None, int] | None, backward: bool) -> Rows:
    """What lies on the wanted side of a place in (due_on, id) order, cases without a due day last; all of it without one."""
    if at is None:
        return rows
    day, pk = at
    if day is None:
        return rows.that("(c.due_on IS NOT NULL OR c.id < %s)", pk) if backward else rows.that("c.due_on IS NULL AND c.id > %s", pk)
    if backward:  # the bound lets the index begin at the place
        return rows.that("(c.due_on < %s OR c.id < %s) AND c.due_on <= %s", day, pk, day)
    return rows.that("(c.due_on > %s OR (c.due_on = %s AND c.id > %s) OR c.due_on IS NULL)", day, day, pk)


def _together(selects: list[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    return " UNION ALL ".join(f"({sql})" for sql, _ in selects), [one for _, params in selects for one in params]


def _counted(arms: list[Rows]) -> tuple[str, list[Any]]:
    """How many there are, up to MOST_COUNTED, counted once beside the page."""
    ids, params = _together([rows.ids(MOST_COUNTED) for rows in arms])
    return f"cardinality(ARRAY({ids}))", params


def _ids(arms: list[Rows], most: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(*_together([rows.ids(most) for rows in arms]))
        return [one for (one,) in cursor.fetchall()][:most]


def _queue(actor: Actor, queue: str) -> list[Rows]:
    """The holder's cases, none for whoever holds none: an office's people those of their offices; an operator's people those against their
    organisations and, as a second arm with an index of its own, those in which they are second."""
    rows, operators = Rows(), sorted({organisation for organisation, role in actor.standing if Role(role) in OPERATORS})
    if operators:
        return [_by_turn(one, queue, {Role.RESPONDENT}) for one in _against(operators, standing=queue != "office")]
    offices = {organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT}
    roles = {Role(role) for _, role in actor.standing} - NO_CASE_CONTENT
    if not offices:
        return []
    if queue == "mine":
        return [_among(rows.that("c.handler_id = %s", actor.user_id or 0), "c.office_id", offices)]
    if not (ministry_id() in offices and roles & NATIONWIDE):
        rows = _among(rows, "c.office_id", offices)
    return [_by_turn(rows, queue, roles)]


def _against(operators: list[int], *, standing: bool) -> list[Rows]:
    """The cases against these operators, and those in which one of them is second. `standing`: none before it is forwarded, nor after the
    operator was replaced; a case that waits for the operator needs no such question."""
    rows = _among(Rows(), "p.organisation_id", operators, STANDS) if standing else Rows()
    first = rows.that("c.respondent_id = %s", operators[0]) if len(operators) == 1 else replace(rows, of=tuple(operators))
    second = rows.that("(c.respondent_id IS NULL OR c.respondent_id <> ALL(%s::bigint[]))", operators)
    return [first, _among(second, "a.organisation_id", operators, SECOND)]


def _among(rows: Rows, column: str, values: Iterable[Any], within: str = "{}") -> Rows:
    """Those with one of these values, within a longer condition where one is given; a single value keeps the order of an index that goes on behind it."""
    listed = sorted(values)
    if len(listed) == 1:
        return rows.that(within.format(f"{column} = %s"), listed[0])
    return rows.that(within.format(f"{column} = ANY(%s)"), listed)


def _by_turn(rows: Rows, queue: str, roles: set[Role]) -> Rows:
    names = [role.value for role in roles]
    if queue == EVERY:
        return rows
    if queue == "unassigned":
        return rows.that("c.handler_id IS NULL")
    if queue == "overdue":
        return rows.that("c.due_on < %s", clock.today())
    if queue == "today":
        return rows.that("c.due_on = %s", clock.today())
    if queue == "waiting":
        return _among(rows, "c.waits_on", names, "NOT ({})")
    return rows if roles & {Role.SUPERVISOR, Role.AUDITOR, Role.HEAD} else _among(rows, "c.waits_on", names)


def _matching(rows: Rows, q: str) -> Rows:
    """Search by number (either form), title or name."""
    digits, numbered, given = q.rsplit("-", 1)[-1], NUMBERED, [q]
    if any(word in q for word in "申访复") and digits.isdecimal():
        numbered, given = f"{NUMBERED} OR c.number LIKE %s", [q, f"%-{int(digits):07d}"]
    within = "".join(f"\\{one}" if one in "\\%_" else one for one in q)
    return rows.that(f"({numbered} OR upper(c.title) LIKE upper(%s) OR c.applicant_name = %s)", *given, f"%{within}%", q)
