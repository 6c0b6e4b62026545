"""Whose turn it is among the organisations in a case: what each owes and by when, one row for each while the case is open.

A case waits for one role; where two operators stand in it, one may have answered and the other not. Their lists are read from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, models

from casework.cases.parties import Party
from casework.people.models import Organisation

if TYPE_CHECKING:
    from casework.cases.case import Case


@dataclass(frozen=True)
class Owing:
    """A family's conditions in SQL, of a case `c` and its party `p`: whether the party owes something now, and whether it owes it again."""

    owes: str
    again: str


class Owed(NamedTuple):
    """A turn as a list reads it, beside its case."""

    party_id: int
    organisation_id: int
    owes: bool
    again: bool


class Turn(models.Model):
    """Nothing but `keep` writes it; a trigger takes it from a sealed case, so that a count of turns counts none. `company`: of the branch."""

    party = models.OneToOneField(Party, primary_key=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="turns")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    owes = models.BooleanField()
    again = models.BooleanField()
    due_on = models.DateField(null=True)
    due_rule = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "owes", "due_on", "party"], include=["again"], name="turn_of_branch"),
            models.Index(fields=["company", "owes", "due_on", "party"], include=["organisation", "again"], name="turn_of_company"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.organisation_id}: {self.owes} {self.due_on}"


FIRST = """SELECT last_day, rule FROM cases_deadline WHERE bound_party_id = {} AND ended_by_seq IS NULL AND last_day IS NOT NULL
    ORDER BY last_day, rule LIMIT 1"""
NOW = """
SELECT p.id, p.case_id, o.id, coalesce(o.parent_id, o.id), n.owes, n.owes AND ({again}), d.last_day, coalesce(d.rule, '')
FROM cases_party p JOIN cases_case c ON c.id = p.case_id JOIN people_organisation o ON o.id = p.organisation_id
CROSS JOIN LATERAL (SELECT ({owes}) AS owes OFFSET 0) n
LEFT JOIN LATERAL ({first}) d ON true
WHERE p.case_id = ANY(%(cases)s) AND p.until IS NULL AND c.ended_on IS NULL AND NOT c.sealed""".replace("{first}", FIRST.format("p.id"))
COLUMNS = "party_id, case_id, organisation_id, company_id, owes, again, due_on, due_rule"
KEEP = f"""
WITH now ({COLUMNS}) AS ({NOW}),
gone AS (DELETE FROM cases_turn WHERE case_id = ANY(%(cases)s) AND party_id NOT IN (SELECT party_id FROM now))
INSERT INTO cases_turn ({COLUMNS}) SELECT * FROM now ON CONFLICT (party_id) DO UPDATE
SET owes = EXCLUDED.owes, again = EXCLUDED.again, due_on = EXCLUDED.due_on, due_rule = EXCLUDED.due_rule
WHERE (cases_turn.owes, cases_turn.again, cases_turn.due_on, cases_turn.due_rule)
    IS DISTINCT FROM (EXCLUDED.owes, EXCLUDED.again, EXCLUDED.due_on, EXCLUDED.due_rule)"""
WRONG = f"""
WITH now ({COLUMNS}) AS ({NOW}), kept AS (SELECT {COLUMNS} FROM cases_turn WHERE case_id = ANY(%(cases)s))
SELECT case_id FROM (TABLE now EXCEPT TABLE kept) missing UNION SELECT case_id FROM (TABLE kept EXCEPT TABLE now) gone"""
DATE = f"""
UPDATE cases_turn SET due_on = now.last_day, due_rule = coalesce(now.rule, '')
FROM (SELECT t.party_id, d.* FROM cases_turn t LEFT JOIN LATERAL ({FIRST.format("t.party_id")}) d ON true WHERE t.case_id = ANY(%s)) now
WHERE cases_turn.party_id = now.party_id AND (cases_turn.due_on, cases_turn.due_rule) IS DISTINCT FROM (now.last_day, coalesce(now.rule, ''))"""


def keep(family: type["Case"], cases: Iterable[int]) -> None:
    """Write the rows of these cases of one family anew, from their state, parties and deadlines as they are stored. One statement, for any number.

    `engine.take` calls it where a case in which organisations stand has changed.
    """
    _execute(KEEP, family.OWING, cases)


def date(cases: Iterable[int]) -> None:
    """Write the due days of these cases' rows anew: replay calls it where last days have moved. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(DATE, [list(cases)])


def wrong(family: type["Case"], cases: Iterable[int]) -> list[int]:
    """The ids of those cases whose rows are not what `keep` would write. One statement."""
    return _execute(WRONG, family.OWING, cases)


def _execute(sql: str, owing: Owing | None, cases: Iterable[int]) -> list[int]:
    if owing is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql.format(owes=owing.owes, again=owing.again), {"cases": list(cases)})
        return [one for (one,) in cursor.fetchall()] if cursor.description else []
