"""Replay: a new schedule version arrived, and every running deadline whose days it touches is computed again, set-based, batch by batch.

The row says with which version it was computed (`schedule_id`), so a killed replay goes on where it was, and one that ran is nothing to run again.
What was met, lapsed or breached stays as it was judged by the version known then.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from casework import clock
from casework.calendar.schedule import Schedule
from casework.cases import clocks, engine, outbox, schedules, turns
from casework.cases.case import Case, people_number
from casework.cases.clocks import RUNNING, SUSPENDED, Deadline
from casework.cases.ledger import Entry, Record
from casework.cases.limits import Key, TimeLimit
from casework.cases.outbox import INBOX, Message
from casework.cases.refusals import Refused
from casework.cases.schedules import Known, ScheduleVersion
from casework.cases.sealing import open_for
from casework.people.actor import SYSTEM_ACTOR
from casework.people.roles import Role

BATCH = 500  # cases
REST = 1.0  # times what a batch took: whoever works in the cases meanwhile comes first
STEP = "replay"
LOCK = 4_604_010  # the advisory lock of replays: one at a time
Rules = Mapping[str, Mapping[Key, TimeLimit]]  # kind of case -> id and version -> rule

# Running deadlines computed with an older version, whose days lie where that one and the new one differ. What ended before the new version was
# known is left to be judged by the older one.
REACHED = (
    " FROM cases_deadline d JOIN unnest(%(ids)s::bigint[], %(first)s::date[], %(last)s::date[]) AS old(id, first, last) ON old.id = d.schedule_id"
    " WHERE d.status IN ('running', 'suspended') AND d.span_until >= %(from)s AND d.span_until >= old.first AND least(d.trigger_on, d.last_day) <= old.last"
    " AND d.last_day >= %(known_on)s"
)
PICK = "SELECT DISTINCT d.case_id" + REACHED + " ORDER BY d.case_id"
STORED = {
    "nominal_on": "date", "last_day": "date", "provisional": "boolean", "schedule_id": "bigint", "span_until": "date", "next_alarm_on": "date",
}  # fmt: skip
STORE = (
    f"UPDATE cases_deadline SET {', '.join(f'{name} = new.{name}' for name in STORED)}"
    f" FROM unnest(%s::bigint[], {', '.join(f'%s::{kind}[]' for kind in STORED.values())}) AS new(id, {', '.join(STORED)}) WHERE cases_deadline.id = new.id"
)
# Whom the entries of a replay concern: the handler, or the desk whose turn it is. Imports tell nobody.
TOLD = (
    "SELECT c.handler_id, CASE WHEN c.handler_id IS NULL THEN c.office_id END, CASE WHEN c.handler_id IS NOT NULL THEN ''"
    " WHEN c.waits_on = ANY(%s) THEN c.waits_on ELSE 'handler' END, count(DISTINCT c.id), min(e.id) FILTER (WHERE NOT c.sealed), min(e.id)"
    " FROM unnest(%s::bigint[], %s::timestamptz[]) AS v(id, since) JOIN cases_entry e ON e.step = 'replay'"
    " AND e.facts @> jsonb_build_object('schedule', v.id) AND e.recorded_at > v.since JOIN cases_case c ON c.id = e.case_id WHERE NOT c.imported"
    " GROUP BY 1, 2, 3"
)
# The versions told in messages that have not left yet: of a replay outside working hours.
WAITING = (
    "SELECT DISTINCT (e.facts->>'schedule')::bigint FROM cases_message m JOIN cases_entry e ON e.case_id = m.case_id AND e.seq = m.case_seq"
    " WHERE m.step = 'replay' AND m.sent_at IS NULL AND m.not_before > %s"
)


@dataclass(frozen=True)
class Batch:
    """One transaction: deadlines computed again, those whose day moved, the cases that got an entry, and what could not be computed."""

    looked_at: int = 0
    moved: int = 0
    cases: int = 0
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Reach:
    """Where each older version and the new one differ, and since when the new one is known."""

    known: Known
    known_on: date
    of: Mapping[int, tuple[date, date]]

    @property
    def asked(self) -> dict[str, Any]:
        """The parameters of REACHED."""
        first, last = zip(*self.of.values(), strict=True)
        return {"ids": list(self.of), "first": list(first), "last": list(last), "from": min(first), "known_on": self.known_on}

    def touches(self, one: Deadline) -> bool:
        """The same question as REACHED, of a row in memory."""
        days = self.of.get(one.schedule_id)
        if days is None or one.status not in (RUNNING, SUSPENDED) or one.ended_by_seq is not None or one.span_until is None or one.last_day is None:
            return False
        return one.span_until >= days[0] and min(one.trigger_on, one.last_day) <= days[1] and one.last_day >= self.known_on


def pending() -> bool:
    """True where the newest version has not been replayed to the end. One query."""
    return ScheduleVersion.objects.order_by("-pk").values_list("replayed_at", flat=True)[:1].first() is None


def touched() -> int:
    """How many running deadlines a replay would compute again now."""
    version = ScheduleVersion.objects.order_by("-pk")[0]
    with transaction.atomic(), connection.cursor() as cursor:
        open_for(SYSTEM_ACTOR)
        reach = _reach(version)
        if not reach.of:
            return 0
        cursor.execute("SELECT count(*)" + REACHED, reach.asked)
        return int(cursor.fetchone()[0])


def replay(rules: Rules, *, batch: int = BATCH) -> Iterator[Batch]:
    """Compute again what the newest version touches, so many cases in a transaction, until nothing is left; then tell each handler once.

    Nothing where another replay is at work. May be stopped between two batches, or killed: the next one goes on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return
    try:
        version = ScheduleVersion.objects.order_by("-pk")[0]
        reach = _reach(version)
        found = bool(reach.of)
        while found:  # a case that was taken further meanwhile, by somebody who did not know the new version yet, is found the next time round
            found, picked = False, _picked(reach)
            for start in range(0, len(picked), batch):
                begun = time.monotonic()
                done = _batch(picked[start : start + batch], reach, version, rules)
                found = found or done.looked_at > 0
                yield done
                time.sleep(REST * (time.monotonic() - begun))
        _tell(version.pk)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def reach_of(new: Schedule, *, known_on: date) -> _Reach:
    """Where every stored version and a schedule that is not stored differ."""
    differing = {pk: schedules.reach(schedules.version(pk), new) for pk in ScheduleVersion.objects.values_list("pk", flat=True)}
    return _Reach(Known(0, new), known_on, {pk: days for pk, days in differing.items() if days})


def _reach(version: ScheduleVersion) -> _Reach:
    known = schedules.refresh(version.pk)
    older = ScheduleVersion.objects.filter(pk__lt=version.pk).values_list("pk", flat=True)
    differing = {pk: schedules.reach(schedules.version(pk), known.schedule) for pk in older}
    return _Reach(known, clock.civil_day(version.made_at), {pk: days for pk, days in differing.items() if days})


@transaction.atomic
def _picked(reach: _Reach) -> list[int]:
    """The cases with something to compute again, without a lock. One query."""
    open_for(SYSTEM_ACTOR)
    with connection.cursor() as cursor:
        cursor.execute(PICK, reach.asked)
        return [pk for (pk,) in cursor.fetchall()]


@transaction.atomic
def _batch(picked: list[int], reach: _Reach, version: ScheduleVersion, rules: Rules) -> Batch:
    """Lock the cases, look again, write. A clerk waits for a batch at most; no case is passed over."""
    open_for(SYSTEM_ACTOR)
    cases = Case.objects.select_for_update().filter(pk__in=picked).order_by("pk").values_list("pk", "kind", "number")
    numbers, kinds = {}, {}
    for pk, kind, number in cases:
        kinds[pk], numbers[pk] = kind, number
    deadlines = list(Deadline.objects.filter(case_id__in=picked, ended_by_seq=None))
    touched = [one for one in deadlines if reach.touches(one)]
    prefetch_related_objects([one for one in touched if rules[kinds[one.case_id]][one.rule_key].suspendable], "suspensions")
    changed: list[Deadline] = []
    same: list[Deadline] = []
    left: list[str] = []
    moved: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in touched:
        limit, before, was = rules[kinds[one.case_id]][one.rule_key], _stored(one), one.last_day
        try:
            clocks.compute(one, limit, reach.known, clocks.stops(one) if limit.suspendable else ())
        except Refused as error:  # as it was: a person must look at it
            left.append(f"{numbers[one.case_id]} {one.rule}: {error.reasons[0].zh}({error.reasons[0].en})")
            continue
        (same if _stored(one) == before else changed).append(one)
        if one.last_day != was:
            moved[one.case_id].append({"rule": one.rule, "change": STEP, "was": was, "last_day": one.last_day, "house": one.house})
    _store(changed)
    Deadline.objects.filter(pk__in=[one.pk for one in same]).update(schedule=version)
    _record(moved, deadlines, version)
    return Batch(len(changed) + len(same), sum(map(len, moved.values())), len(moved), tuple(left))


def _stored(one: Deadline) -> tuple[Any, ...]:
    """What a row keeps of its span, but for the version."""
    return tuple(getattr(one, name) for name in STORED if name != "schedule_id")


def _store(deadlines: list[Deadline]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STORE, [[one.pk for one in deadlines], *([getattr(one, name) for one in deadlines] for name in STORED)])


def _record(moved: Mapping[int, list[dict[str, Any]]], deadlines: list[Deadline], version: ScheduleVersion) -> None:
    """One entry for each case that moved, and the day it is due by. The case's version stays: nobody's open form goes stale by a notice."""
    if not moved:
        return
    at, by_case = clock.now(), defaultdict(list)
    for one in deadlines:
        by_case[one.case_id].append(one)
    cases = list(Case.objects.filter(pk__in=moved).order_by("pk"))
    facts = {"schedule": version.pk, "notice": version.notice, "source": version.source}
    for case in cases:
        clocks.settle_day(case, by_case[case.pk])
    records = [
        Record(case, STEP, case.state, case.state, SYSTEM_ACTOR, Role.SYSTEM, {}, [], moved[case.pk], at.date(), at, imported=case.imported, facts=facts)
        for case in cases
    ]
    engine.take_many(records, step=STEP, leaves=at, moves=False)
    turns.date(moved)


@transaction.atomic
def _tell(version_id: int) -> None:
    """One message to each handler or desk about all its cases that moved since it was last told, and the mark that the replay is complete. What
    waits for working hours of an earlier replay is put into it: nobody finds two of them on Monday."""
    open_for(SYSTEM_ACTOR)
    at = clock.now()
    version = ScheduleVersion.objects.select_for_update().get(pk=version_id)
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [at])
        waiting = dict(ScheduleVersion.objects.filter(pk__in=[pk for (pk,) in cursor.fetchall()]).values_list("pk", "made_at"))
        since = {version_id: version.replayed_at or version.made_at} | waiting
        cursor.execute(TOLD, [sorted(outbox.OFFICE_ROLES), list(since), list(since.values())])
        told = cursor.fetchall()
    Message.objects.filter(step=STEP, sent_at=None, not_before__gt=at).delete()
    anchors = Entry.objects.select_related("case__first_office").in_bulk([open_ or any_ for *_, open_, any_ in told])
    leaves = outbox.in_working_hours(at, schedules.current().schedule)
    Message.objects.bulk_create(
        (_digest(anchors[open_ or any_], version, count, user, office, desk, leaves=leaves) for user, office, desk, count, open_, any_ in told),
        ignore_conflicts=True,
    )
    version.replayed_at = at
    version.save(update_fields=["replayed_at"])


def _digest(entry: Entry, version: ScheduleVersion, count: int, user: int | None, office: int | None, desk: str, *, leaves: datetime) -> Message:
    to = f"user:{user}" if user else f"office:{office}:{desk}"
    said = f"{f'等{count}件案件' if count > 1 else ''}期限的最后一日已按新的放假安排重算（{version.notice or version.source}）"
    subject = f"{people_number(entry.case.number, entry.case.first_office.short)}：{said}"
    return Message(
        case_id=entry.case_id, case_seq=entry.seq, step=STEP, channel=INBOX, user_id=user, organisation_id=office, role=desk, recipient=to,
        subject=subject[:200], not_before=leaves,
    )  # fmt: skip
