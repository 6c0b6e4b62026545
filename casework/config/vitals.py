"""Signs of life, read for /healthz and /metrics: counts and ages, never a name. Each reading is one cheap statement."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import redis
from django.conf import settings
from django.db import connection, transaction

from casework import clock
from casework.cases import sealing
from casework.people.actor import SYSTEM_ACTOR

# The same condition as the claim's (casework.cases.delivery): a message behind an earlier one that waits is not late itself. A digest waits for none.
OLDEST_DUE = """
(SELECT m.not_before FROM cases_message m WHERE m.sent_at IS NULL AND m.dead_at IS NULL AND m.not_before <= %s AND NOT EXISTS (
    SELECT FROM cases_message e WHERE e.sent_at IS NULL AND e.dead_at IS NULL AND e.case_id = m.case_id AND e.recipient = m.recipient
    AND e.channel = m.channel AND e.case_seq < m.case_seq)
ORDER BY m.not_before, m.id LIMIT 1)
UNION ALL (SELECT not_before FROM cases_digest WHERE sent_at IS NULL AND dead_at IS NULL AND not_before <= %s ORDER BY not_before, id LIMIT 1)
ORDER BY 1 LIMIT 1
"""
WAITING = """SELECT (SELECT count(*) FROM (SELECT FROM cases_message WHERE sent_at IS NULL AND dead_at IS NULL LIMIT 10001) waiting),
(SELECT count(*) FROM (SELECT FROM cases_digest WHERE sent_at IS NULL AND dead_at IS NULL LIMIT 10001) waiting)"""
# Given up in the last day; and since when the oldest paper that is to be signed has been issued.
DEAD = """SELECT (SELECT count(*) FROM cases_message WHERE dead_at > %(since)s), (SELECT count(*) FROM cases_digest WHERE dead_at > %(since)s),
(SELECT e.recorded_at FROM cases_document d JOIN cases_entry e ON e.case_id = d.case_id AND e.seq = d.entry_seq
 WHERE d.awaits_signature ORDER BY d.id LIMIT 1)"""
DAY = timedelta(days=1)
OPEN = "SELECT kind, count(*) FROM cases_case WHERE ended_on IS NULL GROUP BY kind"
# Breached, still owed, and a duty whose text is in force: a house target is no breach of law.
OVERDUE = """
SELECT c.kind, d.bound, count(*), count(DISTINCT d.case_id) FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id
WHERE d.status = 'breached' AND d.ended_by_seq IS NULL AND NOT d.house AND c.ended_on IS NULL GROUP BY c.kind, d.bound
"""
BEATS = "SELECT job, at FROM cases_heartbeat"


@dataclass(frozen=True)
class Life:
    """When each job last ran, since when the oldest message or digest that could leave has been due (None: nothing waits), and how many (messages,
    digests) were given up in the last day, after their last try; and since when the oldest paper without its signature has waited."""

    beats: dict[str, datetime]
    oldest_due: datetime | None
    dead: tuple[int, int]
    at: datetime
    unsigned_since: datetime | None = None

    def age(self, job: str) -> float | None:
        """Seconds since the job last ran, None if never."""
        return (self.at - self.beats[job]).total_seconds() if job in self.beats else None

    @property
    def outbox_age(self) -> float:
        """Seconds the oldest message that could leave has been waiting."""
        return (self.at - self.oldest_due).total_seconds() if self.oldest_due else 0.0

    @property
    def unsigned_age(self) -> float:
        """Seconds the oldest paper without its signature has been waiting."""
        return (self.at - self.unsigned_since).total_seconds() if self.unsigned_since else 0.0


@dataclass(frozen=True)
class Numbers:
    """Open cases by family; (family, bound) -> (duties, cases) overdue by law; messages and digests that wait, each at most 10,001."""

    open_cases: dict[str, int]
    overdue: dict[tuple[str, str], tuple[int, int]]
    waiting: tuple[int, int]


@transaction.atomic
def life() -> Life:
    """Three statements. Raises django.db.Error where the database is away."""
    at = clock.now()
    sealing.open_for(SYSTEM_ACTOR)
    oldest = _rows(OLDEST_DUE, [at, at])
    messages, digests, unsigned = _rows(DEAD, {"since": at - DAY})[0]
    return Life(dict(_rows(BEATS)), oldest[0][0] if oldest else None, (messages, digests), at, unsigned)


@transaction.atomic
def numbers() -> Numbers:
    """Three statements, sealed cases counted like others. Raises django.db.Error."""
    sealing.open_for(SYSTEM_ACTOR)
    overdue = {(kind, bound): (duties, cases) for kind, bound, duties, cases in _rows(OVERDUE)}
    messages, digests = _rows(WAITING)[0]
    return Numbers(dict(_rows(OPEN)), overdue, (messages, digests))


def valkey() -> bool:
    """True where Valkey answers."""
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def _rows(sql: str, given: list[Any] | dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given or [])
        return cursor.fetchall()
