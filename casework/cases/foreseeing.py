"""What a replay would move, before there is one: running deadlines grouped by what their last day is computed from, each group counted once.

The rows are those that the replay picks (`replaying.REACHED`) and the arithmetic is its own, so what is foreseen on a day is what is moved on it.
"""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from casework.calendar.schedule import Schedule
from casework.cases import replaying, spans
from casework.cases.limits import Key, TimeLimit
from casework.cases.sealing import open_for
from casework.people.actor import SYSTEM_ACTOR

SECONDS = 5.0  # after which what was not counted is estimated
SHOWN = 50
# Stops are few: all of them together cost less than asking for those of each deadline.
GROUPS = (
    "WITH stops AS (SELECT deadline_id, array_agg(lower(stopped) ORDER BY stopped) AS since, array_agg(upper(stopped) ORDER BY stopped) AS until"
    " FROM cases_suspension GROUP BY deadline_id)"
    " SELECT c.kind, d.rule, d.rule_version, d.house, d.trigger_on, d.extension_days, d.last_day, s.since, s.until, array_agg(d.id)"
    f"{replaying.REACHED.replace(' WHERE ', ' JOIN cases_case c ON c.id = d.case_id LEFT JOIN stops s ON s.deadline_id = d.id WHERE ', 1)}"
    " AND d.ended_by_seq IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY d.last_day, c.kind, d.rule, d.trigger_on"
)
NAMED = (
    "SELECT d.id, c.number, o.short, c.kind, d.rule, d.rule_version FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id"
    " JOIN people_organisation o ON o.id = c.first_office_id"
    " WHERE d.id = ANY(%s) AND NOT c.sealed ORDER BY d.last_day, d.id LIMIT %s"
)


@dataclass(frozen=True)
class Move:
    """Deadlines of one rule that would all move from the one day to the other."""

    kind: str
    rule: Key
    house: bool
    was: date
    becomes: date
    ids: tuple[int, ...]

    @property
    def days(self) -> int:
        """By how many days, negative for an earlier one."""
        return (self.becomes - self.was).days


@dataclass(frozen=True)
class Named:
    """One deadline that would move. Sealed cases are counted and not named."""

    number: str
    short: str  # of the first office, for the number that people say
    kind: str
    rule: Key
    was: date
    becomes: date


@dataclass(frozen=True)
class Foreseen:
    """What a replay would do: deadlines it would look at, those it would move, those it could not compute. `counted` of the touched ones were computed;
    where these are fewer, time ran out."""

    touched: int
    counted: int
    moves: tuple[Move, ...]
    left: int

    @property
    def moved(self) -> int:
        """How many of the counted ones would move."""
        return sum(len(one.ids) for one in self.moves)

    @property
    def estimated(self) -> bool:
        """True where not all could be counted in the time there was."""
        return self.counted < self.touched

    @property
    def by_days(self) -> dict[int, int]:
        """How many would move by how many days, the earliest first."""
        found: Counter[int] = Counter()
        for one in self.moves:
            found[one.days] += len(one.ids)
        return dict(sorted(found.items()))

    @property
    def by_rule(self) -> dict[tuple[str, Key], int]:
        """How many of which rule would move, the most first."""
        found: Counter[tuple[str, Key]] = Counter()
        for one in self.moves:
            found[one.kind, one.rule] += len(one.ids)
        return dict(found.most_common())


@transaction.atomic
def foresee(new: Schedule, rules: replaying.Rules, *, on: date, seconds: float = SECONDS) -> Foreseen:
    """What a replay with this schedule would do if it were entered on that day. Two queries beside the versions."""
    open_for(SYSTEM_ACTOR)
    reach = replaying.reach_of(new, known_on=on)
    if not reach.of:
        return Foreseen(0, 0, (), 0)
    begun = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, reach.asked)
        rows = cursor.fetchall()
    moves, counted, left = [], 0, 0
    for kind, rule, version, house, trigger, extension, was, since, until, ids in rows:
        if time.monotonic() - begun > seconds:
            break
        counted += len(ids)
        becomes = _last_day(rules[kind], (rule, version), trigger, extension, list(zip(since or (), until or (), strict=True)), new)
        if becomes is None:
            left += len(ids)
        elif becomes != was:
            moves.append(Move(kind, (rule, version), house, was, becomes, tuple(sorted(ids))))
    return Foreseen(sum(len(row[-1]) for row in rows), counted, tuple(moves), left)


def _last_day(
    limits: Mapping[Key, TimeLimit], key: Key, trigger: date, extension: int, stops: list[tuple[date, date | None]], schedule: Schedule
) -> date | None:  # fmt: skip
    limit = limits[key]
    try:
        stopped = stops if limit.suspendable else []
        return spans.compute(limit, trigger, schedule=schedule, suspensions=stopped, extension_days=extension).last_day
    except spans.SpanError:
        return None


@transaction.atomic
def named(foreseen: Foreseen, most: int = SHOWN) -> list[Named]:
    """The first of those that would move, the nearest last day first. One query."""
    open_for(SYSTEM_ACTOR)
    of_id = {pk: move for move in foreseen.moves for pk in move.ids}
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [list(of_id), most])
        return [Named(number, short, kind, (rule, version), of_id[pk].was, of_id[pk].becomes) for pk, number, short, kind, rule, version in cursor.fetchall()]
