"""What worklists are made of: rows of open cases, or of the turns of organisations in them, under a condition, in order of their due day.

Written as SQL: these lists are asked for all day, and making such statements out of querysets took longer than running them.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from casework.cases.case import Case
from casework.cases.paging import MOST_COUNTED
from casework.cases.turns import Owed
from casework.people.models import Organisation, User

SHOWN = (
    "number", "kind", "state", "title", "category", "applicant_name", "filed_on", "ended_on", "waits_on", "due_on", "due_rule", "version",
    "office_id", "first_office_id", "respondent_id", "handler__name",
)  # fmt: skip
JOINED = ("office__code", "office__name", "first_office__short", "respondent__code", "respondent__name")
NAMES = {*SHOWN[:-1], "id", "handler_id"}
FIELDS = tuple(one.attname for one in Case._meta.concrete_fields if one.attname in NAMES)
BODIES = ("office", "first_office", "respondent")
ROWS = "SELECT {shown}, {counted} FROM {source} WHERE {where} ORDER BY {order} LIMIT %s"
# Asked apart: PostgreSQL takes three times as long to plan four joins as to read a page.
NAMED = """
SELECT true, id, code, name, short FROM people_organisation WHERE id = ANY(%s)
UNION ALL SELECT false, id, '', name, '' FROM people_user WHERE id = ANY(%s)"""
EACH_COMPANY = "(SELECT DISTINCT coalesce(parent_id, id) AS id FROM people_organisation WHERE id = ANY(%s)) y"
Place = tuple[date | None, int]


@dataclass(frozen=True)
class Rows:
    """Rows under a condition with its parameters: cases `c`, or turns `t` (of several organisations: `among` them), the case then joined where needed."""

    where: str = "c.ended_on IS NULL AND NOT c.sealed"
    params: tuple[Any, ...] = ()
    turns: bool = False
    among: tuple[int, ...] = ()
    joined: bool = False

    @property
    def due(self) -> str:
        """The column of the day that orders them."""
        return "t.due_on" if self.turns else "c.due_on"

    @property
    def key(self) -> str:
        """The column that tells two rows of the same day apart."""
        return "t.party_id" if self.turns else "c.id"

    def order(self, *, backward: bool = False) -> str:
        """Both columns; rows without a day come last."""
        return f"{self.due} DESC NULLS FIRST, {self.key} DESC" if backward else f"{self.due} ASC NULLS LAST, {self.key}"

    def that(self, condition: str, *params: Any) -> "Rows":
        """Those of them that also meet this condition."""
        return replace(self, where=f"{self.where} AND {condition}", params=(*self.params, *params))

    def whose_case(self, condition: str, *params: Any) -> "Rows":
        """Those of them whose case `c` meets this condition."""
        return replace(self.that(condition, *params), joined=True)

    def beyond(self, at: Place | None, *, backward: bool) -> "Rows":
        """What lies on the wanted side of a place, rows without a day last; all of it without one."""
        if at is None:
            return self
        day, pk = at
        if day is None:
            return self.that(f"({self.due} IS NOT NULL OR {self.key} < %s)", pk) if backward else self.that(f"{self.due} IS NULL AND {self.key} > %s", pk)
        if backward:  # the bound lets the index begin at the place
            return self.that(f"({self.due} < %s OR {self.key} < %s) AND {self.due} <= %s", day, pk, day)
        return self.that(f"({self.due} > %s OR ({self.due} = %s AND {self.key} > %s) OR {self.due} IS NULL)", day, day, pk)

    def counted(self) -> tuple[str, list[Any]]:
        """An expression with its parameters: how many there are, up to MOST_COUNTED."""
        return f"cardinality(ARRAY(SELECT {self.key} FROM {self._source()} WHERE {self.where} LIMIT %s))", [*self.params, MOST_COUNTED]

    def count(self) -> int:
        """How many there are, up to MOST_COUNTED. One query."""
        sql, params = self.counted()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql}", params)
            return int(cursor.fetchone()[0])

    def read(self, at: Place | None, most: int, *, backward: bool) -> tuple[list[Case], int]:
        """The first so many beyond a place (backward: before it), each case with its organisations and handler, and with the turn its day is of;
        and how many there are in all, 0 where none lies beyond. Two queries."""
        counted, params = self.counted()
        beyond, order = self.beyond(at, backward=backward), self.order(backward=backward)
        where, inside = (beyond.where, list(beyond.params)) if not self.among else beyond._merged(order, most)
        shown = ", ".join(f"{'t' if self.turns and name in ('due_on', 'due_rule') else 'c'}.{name}" for name in FIELDS)
        counted += "".join(f", t.{name}" for name in Owed._fields) if self.turns else ""
        source = replace(self, joined=True)._source()
        with connection.cursor() as cursor:
            cursor.execute(ROWS.format(shown=shown, counted=counted, source=source, where=where, order=order), [*params, *inside, most])
            found = cursor.fetchall()
        return _made(found), found[0][len(FIELDS)] if found else 0

    def _merged(self, order: str, most: int) -> tuple[str, list[Any]]:
        """A condition for the first so many of several branches: read in order from the index of their company, not branch by branch."""
        each = f"SELECT t.party_id, t.due_on FROM {self._source()} WHERE t.company_id = y.id AND {self.where} ORDER BY {order} LIMIT %s"
        ids = f"SELECT t.party_id FROM {EACH_COMPANY}, LATERAL ({each}) t ORDER BY {order} LIMIT %s"
        return f"t.party_id IN ({ids})", [list(self.among), *self.params, most, most]

    def _source(self) -> str:
        if not self.turns:
            return "cases_case c"
        return "cases_turn t JOIN cases_case c ON c.id = t.case_id" if self.joined else "cases_turn t"


def of_organisations(organisations: list[int]) -> Rows:
    """The turns of these organisations in open cases that are not sealed."""
    if len(organisations) == 1:
        return Rows("t.organisation_id = %s", (organisations[0],), turns=True)
    return Rows("t.organisation_id = ANY(%s)", (organisations,), turns=True, among=tuple(organisations))


def count_each(wanted: dict[str, Rows]) -> dict[str, int]:
    """How many each holds, by name, each up to MOST_COUNTED. One query."""
    asked = [rows.counted() for rows in wanted.values()]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql for sql, _ in asked)}", [one for _, params in asked for one in params])
        return dict(zip(wanted, cursor.fetchone(), strict=True))


def _made(rows: list[tuple[Any, ...]]) -> list[Case]:
    """The cases of these rows with their organisations and handlers: one object for each that they name, however often they name it. One query."""
    cases = []
    for row in rows:
        case = Case.from_db(connection.alias, FIELDS, row[: len(FIELDS)])
        if turn := row[len(FIELDS) + 1 :]:
            case.turn = Owed(*turn)
        cases.append(case)
    organisations, users = _named(cases) if cases else ({}, {})
    keep = {name: getattr(Case, name).field.set_cached_value for name in (*BODIES, "handler")}  # as select_related does
    for case in cases:
        keep["handler"](case, users.get(case.handler_id))
        for name in BODIES:
            keep[name](case, organisations.get(getattr(case, f"{name}_id")))
    return cases


def _named(cases: list[Case]) -> tuple[dict[int | None, Organisation], dict[int | None, User]]:
    """The organisations and handlers these cases name, by id."""
    organisations = {getattr(case, f"{name}_id") for case in cases for name in BODIES} - {None}
    users = {case.handler_id for case in cases} - {None}
    found: tuple[dict[int | None, Organisation], dict[int | None, User]] = ({}, {})
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [list(organisations), list(users)])
        for is_organisation, pk, code, name, short in cursor.fetchall():
            if is_organisation:
                found[0][pk] = Organisation.from_db(connection.alias, ("id", "code", "name", "short"), (pk, code, name, short))
            else:
                found[1][pk] = User.from_db(connection.alias, ("id", "name"), (pk, name))
    return found
