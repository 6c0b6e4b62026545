"""Replay: a new schedule version arrived, and every running deadline whose days it touches is computed again, set-based, batch by batch.

The row says with which version it was computed (`schedule_id`), so a killed replay goes on where it was, and one that ran is nothing to run again.
What was met, lapsed or breached stays as it was judged by the version known then.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from casework import clock
from casework.cases import clocks, ledger, outbox, schedules
from casework.cases.case import Case, people_number
from casework.cases.clocks import RUNNING, SUSPENDED, Deadline
from casework.cases.ledger import Entry, Record
from casework.cases.limits import TimeLimit
from casework.cases.outbox import INBOX, Message
from casework.cases.refusals import Refused
from casework.cases.schedules import Known, ScheduleVersion
from casework.cases.sealing import open_for
from casework.people.actor import SYSTEM_ACTOR
from casework.people.roles import Role

BATCH = 1000
STEP = "replay"
LOCK = 4_604_010  # the advisory lock of replays: one at a time
Rules = Mapping[str, Mapping[str, TimeLimit]]  # kind of case -> rule -> limit
Place = tuple[date, int]
START: Place = (date.min, 0)

# Running deadlines computed with an older version, whose days lie where that one and the new one differ. What ended before the new version was
# known is left to be judged by the older one.
REACHED = (
    " FROM cases_deadline d JOIN unnest(%(ids)s::bigint[], %(first)s::date[], %(last)s::date[]) AS old(id, first, last) ON old.id = d.schedule_id"
    " WHERE d.status IN ('running', 'suspended') AND d.span_until >= %(from)s AND d.span_until >= old.first AND least(d.trigger_on, d.last_day) <= old.last"
    " AND d.last_day >= %(known_on)s"
)
PICK = (
    "SELECT d.span_until, d.id, d.case_id" + REACHED + " AND (d.span_until, d.id) > (%(day)s, %(id)s) ORDER BY d.span_until, d.id LIMIT %(most)s"
)  # fmt: skip
STORED = {
    "nominal_on": "date", "last_day": "date", "provisional": "boolean", "schedule_id": "bigint", "span_until": "date", "next_alarm_on": "date",
}  # fmt: skip
STORE = (
    f"UPDATE cases_deadline SET {', '.join(f'{name} = new.{name}' for name in STORED)}"
    f" FROM unnest(%s::bigint[], {', '.join(f'%s::{kind}[]' for kind in STORED.values())}) AS new(id, {', '.join(STORED)}) WHERE cases_deadline.id = new.id"
)
SAVE_CASES = (
    "UPDATE cases_case SET ledger_seq = new.seq, ledger_head = new.head, due_on = new.due_on, due_rule = new.due_rule"
    " FROM unnest(%s::bigint[], %s::int[], %s::bytea[], %s::date[], %s::text[]) AS new(id, seq, head, due_on, due_rule) WHERE cases_case.id = new.id"
)
# Whom the entries of a replay concern: the handler, or the desk whose turn it is. Imports tell nobody.
TOLD = (
    "SELECT c.handler_id, CASE WHEN c.handler_id IS NULL THEN c.office_id END, CASE WHEN c.handler_id IS NOT NULL THEN ''"
    " WHEN c.waits_on = ANY(%s) THEN c.waits_on ELSE 'handler' END, count(*), min(e.id) FILTER (WHERE NOT c.sealed), min(e.id)"
    " FROM cases_entry e JOIN cases_case c ON c.id = e.case_id WHERE e.step = 'replay' AND e.facts @> jsonb_build_object('schedule', %s::bigint)"
    " AND e.recorded_at > %s AND NOT c.imported GROUP BY 1, 2, 3"
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
    """Compute again what the newest version touches, each batch in a transaction of its own, until nothing is left; then tell each handler once.

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
            found, place = False, START
            while reached := _batch(reach, version, rules, place, batch):
                place, done = reached
                found = found or done.looked_at > 0
                yield done
        _tell(version.pk)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _reach(version: ScheduleVersion) -> _Reach:
    known = schedules.refresh(version.pk)
    older = ScheduleVersion.objects.filter(pk__lt=version.pk).values_list("pk", flat=True)
    differing = {pk: schedules.reach(schedules.version(pk), known.schedule) for pk in older}
    return _Reach(known, clock.civil_day(version.made_at), {pk: days for pk, days in differing.items() if days})


@transaction.atomic
def _batch(reach: _Reach, version: ScheduleVersion, rules: Rules, place: Place, most: int) -> tuple[Place, Batch] | None:
    """Pick without lock, lock the cases, look again, write. A clerk waits for a batch at most; nobody is passed over."""
    open_for(SYSTEM_ACTOR)
    with connection.cursor() as cursor:
        cursor.execute(PICK, {**reach.asked, "day": place[0], "id": place[1], "most": most})
        picked = cursor.fetchall()
    if not picked:
        return None
    last = picked[-1][0], picked[-1][1]
    cases = list(Case.objects.select_for_update().filter(pk__in={row[2] for row in picked}).order_by("pk"))
    by_case: dict[int, list[Deadline]] = defaultdict(list)
    for deadline in Deadline.objects.filter(case_id__in=[case.pk for case in cases], ended_by_seq=None):
        by_case[deadline.case_id].append(deadline)
    return last, _compute([(case, by_case[case.pk]) for case in cases], reach, version, rules)


def _compute(found: list[tuple[Case, list[Deadline]]], reach: _Reach, version: ScheduleVersion, rules: Rules) -> Batch:
    """Four statements beside those that read: entries, deadlines, cases."""
    at = clock.now()
    touched = [(case, one) for case, deadlines in found for one in deadlines if reach.touches(one)]
    prefetch_related_objects([one for case, one in touched if rules[case.kind][one.rule].suspendable], "suspensions")
    moved: dict[int, list[dict[str, Any]]] = defaultdict(list)
    stored, left = [], []
    for case, one in touched:
        limit, was = rules[case.kind][one.rule], (one.nominal_on, one.last_day)
        try:
            clocks.compute(one, limit, reach.known, clocks.stops(one) if limit.suspendable else ())
        except Refused as error:  # as it was: a person must look at it
            left.append(f"{case.number} {one.rule}: {error.reasons[0].zh}({error.reasons[0].en})")
            continue
        stored.append(one)
        if (one.nominal_on, one.last_day) != was:
            moved[case.pk].append({"rule": one.rule, "change": STEP, "was": was[1], "last_day": one.last_day, "house": one.house})
    changed = [(case, deadlines) for case, deadlines in found if case.pk in moved]
    facts = {"schedule": version.pk, "notice": version.notice, "source": version.source}
    ledger.record_many(
        Record(case, STEP, case.state, case.state, SYSTEM_ACTOR, Role.SYSTEM, {}, [], moved[case.pk], at.date(), at, imported=case.imported, facts=facts)
        for case, _ in changed
    )
    for case, deadlines in changed:
        clocks.settle_day(case, deadlines)
    _store(stored)
    _save([case for case, _ in changed])
    return Batch(len(stored), sum(map(len, moved.values())), len(changed), tuple(left))


def _store(deadlines: list[Deadline]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STORE, [[one.pk for one in deadlines], *([getattr(one, name) for one in deadlines] for name in STORED)])


def _save(cases: list[Case]) -> None:
    """Ends of the chains and due days. The version stays: nobody's open form goes stale by a notice."""
    rows = [(case.pk, case.ledger_seq, bytes(case.ledger_head), case.due_on, case.due_rule) for case in cases]
    with connection.cursor() as cursor:
        cursor.execute(SAVE_CASES, [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * 5)


@transaction.atomic
def _tell(version_id: int) -> None:
    """One message to each handler or desk about all its cases that moved since it was last told, and the mark that the replay is complete."""
    open_for(SYSTEM_ACTOR)
    at = clock.now()
    version = ScheduleVersion.objects.select_for_update().get(pk=version_id)
    since = version.replayed_at or version.made_at
    with connection.cursor() as cursor:
        cursor.execute(TOLD, [sorted(outbox.OFFICE_ROLES), version_id, since])
        told = cursor.fetchall()
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
