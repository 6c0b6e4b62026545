"""Which last days of one's cases a notice of days off has moved: what the message about a replay counts, case by case."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from casework import clock
from casework.cases.outbox import OFFICE_ROLES
from casework.cases.visibility import DESKS, posts_of
from casework.people.actor import Actor
from casework.people.roles import Role

MOST, MOVED_DAYS = 500, timedelta(60)
# As `replaying.TOLD` parts them: the handler's, and of what nobody handles that of the desk whose turn it is.
MOVED = """
SELECT c.number, c.kind, c.title, o.short, e.facts->>'clocks', coalesce(nullif(e.facts->>'notice', ''), e.facts->>'source', ''), e.recorded_at
FROM cases_entry e JOIN cases_case c ON c.id = e.case_id JOIN people_organisation o ON o.id = c.first_office_id
WHERE e.step = 'replay' AND e.recorded_at > %s AND c.office_id = ANY(%s) AND NOT c.sealed AND (c.handler_id = %s OR (c.handler_id IS NULL
 AND (CASE WHEN c.waits_on = ANY(%s) THEN c.waits_on ELSE 'handler' END) = ANY(%s))) ORDER BY e.id DESC LIMIT %s"""


@dataclass(frozen=True)
class Moved:
    """A clock that a notice moved: of which case, by which rule, from which day to which, by which notice, when that was recorded."""

    number: str
    kind: str
    title: str
    short: str
    rule: str
    was: date
    becomes: date
    notice: str
    at: datetime


def moved_lately(actor: Actor) -> list[Moved]:
    """Those of the cases one handles or that wait for one's desk, within MOVED_DAYS, of the newest MOST cases. One query."""
    offices = sorted({organisation for organisation, role in actor.standing if Role(role) in DESKS})
    with connection.cursor() as cursor:
        cursor.execute(MOVED, [clock.now() - MOVED_DAYS, offices, actor.user_id or 0, sorted(OFFICE_ROLES), posts_of(actor), MOST])
        return [one for row in cursor.fetchall() for one in _of(*row)]


def _of(number: str, kind: str, title: str, short: str, clocks: str, notice: str, at: datetime) -> list[Moved]:
    return [
        Moved(number, kind, title, short, one["rule"], date.fromisoformat(one["was"]), date.fromisoformat(one["last_day"]), notice, at)
        for one in json.loads(clocks) if one["was"] and one["last_day"]
    ]  # fmt: skip
