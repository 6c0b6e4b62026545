"""Opening a file: the family's row with the organisations and people it names, whether its reader is recused, recorded answers and a waiting
hand-over, in one statement, which also says which schedule is the newest. Written as SQL and kept for each family: seven joins took PostgreSQL and
Django ten times as long to make ready as to read."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from casework.cases import schedules
from casework.cases.case import Case
from casework.cases.grounds import Answers
from casework.people.models import Organisation, User

PEOPLE = ("handler", "first_handler")
ORGANISATION = {one.attname: one for one in Organisation._meta.concrete_fields}
OPENED = """
SELECT {columns},
 (SELECT json_agg(o) FROM people_organisation o WHERE o.id IN ({organisations})) AS organisations,
 (SELECT json_agg(json_build_object('id', u.id, 'username', u.username, 'name', u.name)) FROM people_user u WHERE u.id IN ({people})) AS people,
 EXISTS (SELECT FROM cases_recusal r WHERE r.case_id = cases_case.id AND r.user_id = %s) AS recused,
 (SELECT json_agg(json_build_object('user_id', u.id, 'name', u.name, 'declared', q.declared, 'on', q.asked_on) ORDER BY q.id)
  FROM cases_recusalrequest q JOIN people_user u ON u.id = q.user_id WHERE q.case_id = cases_case.id AND q.decided_on IS NULL) AS asked_out,
 (SELECT json_agg(json_build_object('ground', g.ground, 'met', g.met, 'why', g.why) ORDER BY g.id)
  FROM cases_groundanswer g WHERE g.case_id = cases_case.id) AS answered,
 (SELECT json_build_object('to_id', t.id, 'to', t.name, 'by', f.name, 'why', h.why, 'on', h.offered_on)
  FROM cases_handover h JOIN people_user t ON t.id = h.to_user_id LEFT JOIN people_user f ON f.id = h.from_user_id
  WHERE h.case_id = cases_case.id AND h.answered_on IS NULL) AS offered,
 (SELECT max(v.id) FROM cases_scheduleversion v) AS schedule
FROM cases_case JOIN {family} ON {family}.case_ptr_id = cases_case.id WHERE cases_case.{key} = %s"""


@dataclass(frozen=True)
class Offer:
    """A hand-over that waits: to whom (user id, name), by whom (None where nobody had the case), why, since when."""

    to_id: int
    to: str
    by: str | None
    why: str
    on: date


@dataclass(frozen=True)
class Asked:
    """A recusal that waits for its decision: whose, whether they declared it themselves, since when."""

    user_id: int
    name: str
    declared: bool
    on: date


@dataclass(frozen=True)
class Opened:
    """The family's row, and what a decision about it rests on beside its parties."""

    case: Case
    recused: bool
    asked_out: bool
    asked: list[Asked]
    answers: Answers
    offer: Offer | None


def opened(family: type[Case], user_id: int | None, **key: Any) -> Opened | None:
    """The file with this `number` or `id`, None where there is none; `recused` and `asked_out` are said of this user. One query, which takes no lock.

    The newest schedule is known from here on (`schedules.refresh`)."""
    ((name, value),) = key.items()
    found: list[Any] = list(family._base_manager.raw(_statement(family, name), [user_id or 0, value]))
    if not found:
        return None
    case = found[0]
    schedules.refresh(case.schedule)
    for names, rows, made in ((family.ORGANISATIONS, case.organisations, _organisation), (PEOPLE, case.people, _user)):
        known = {row["id"]: made(row) for row in rows or ()}
        for name in names:
            family._meta.get_field(name).set_cached_value(case, known.get(getattr(case, f"{name}_id")))  # type: ignore[union-attr]  # a foreign key
    offer = Offer(**case.offered | {"on": date.fromisoformat(case.offered["on"])}) if case.offered else None
    asked = [Asked(**one | {"on": date.fromisoformat(one["on"])}) for one in case.asked_out or ()]
    asked_out = any(one.user_id == user_id for one in asked)
    return Opened(case, case.recused, asked_out, asked, {one["ground"]: (one["met"], one["why"]) for one in case.answered or ()}, offer)


def _organisation(row: dict[str, Any]) -> Organisation:
    return Organisation.from_db("default", tuple(ORGANISATION), tuple(field.to_python(row[name]) for name, field in ORGANISATION.items()))


def _user(row: dict[str, Any]) -> User:
    return User.from_db("default", tuple(row), tuple(row.values()))


@cache
def _statement(family: type[Case], key: str) -> str:
    columns = ", ".join(f"{one.model._meta.db_table}.{one.column}" for one in family._meta.concrete_fields)
    named = [", ".join(f"{_table(family, one)}.{one}_id" for one in names) for names in (family.ORGANISATIONS, PEOPLE)]
    return OPENED.format(columns=columns, organisations=named[0], people=named[1], family=family._meta.db_table, key=key)


def _table(family: type[Case], column: str) -> str:
    return str(family._meta.get_field(column).model._meta.db_table)
