"""The sweep: every deadline whose last day has passed is recorded as breached, set-based, once, whoever sweeps how often."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from casework.cases import clocks, ledger, outbox, schedules
from casework.cases.case import Case, people_number
from casework.cases.clocks import BREACHED, Deadline
from casework.cases.ledger import Record
from casework.cases.outbox import INBOX, Message
from casework.cases.sealing import open_for
from casework.people.actor import SYSTEM_ACTOR
from casework.people.roles import Role

BATCH = 500


def sweep(*, today: date, at: datetime) -> int:
    """Record every breach that has come, in batches of one transaction each. Gives how many deadlines were found past their last day."""
    found = 0
    while True:
        picked, recorded = _batch(today=today, at=at)
        found += recorded
        if picked < BATCH or recorded == 0:
            return found


@transaction.atomic
def _batch(*, today: date, at: datetime) -> tuple[int, int]:
    """One batch: pick without lock, lock the cases that nobody holds, look again, write."""
    open_for(SYSTEM_ACTOR)
    picked = list(Deadline.objects.filter(next_alarm_on__lte=today).order_by("next_alarm_on", "id").values_list("case_id", flat=True)[:BATCH])
    if not picked:
        return 0, 0
    cases = Case.objects.select_for_update(skip_locked=True).filter(pk__in=set(picked)).order_by("pk")
    held = {case.pk: case for case in cases}
    due = Deadline.objects.filter(case_id__in=held, next_alarm_on__lte=today).order_by("case_id", "next_alarm_on", "id")
    by_case: dict[int, list[Deadline]] = defaultdict(list)
    for deadline in due:
        by_case[deadline.case_id].append(deadline)
    _record([(held[pk], deadlines) for pk, deadlines in by_case.items()], at=at)
    return len(picked), sum(len(deadlines) for deadlines in by_case.values())


def catch_up(case: Case, *, on: date, at: datetime) -> list[Deadline]:
    """Record what fell due in this locked case before today's step, so that no step overtakes a breach. Gives the case's deadlines; one query
    where nothing fell due."""
    deadlines = clocks.of_case(case)
    overdue = [one for one in deadlines if one.next_alarm_on is not None and one.next_alarm_on <= on]
    if not overdue:
        return deadlines
    before = case.ledger_seq
    _record([(case, sorted(overdue, key=lambda one: (one.next_alarm_on, one.pk)))], at=at)
    case.version += case.ledger_seq - before
    return clocks.of_case(case)


def _record(found: list[tuple[Case, list[Deadline]]], *, at: datetime) -> None:
    """Five statements for a batch: entries and their contents, messages, deadlines, cases."""
    if not found:
        return
    records, messages, changed = [], [], []
    leaves = outbox.in_working_hours(at, schedules.current().schedule)
    shorts = dict(Case.objects.filter(pk__in=[case.pk for case, _ in found]).values_list("pk", "first_office__short"))
    for case, deadlines in found:
        for number, deadline in enumerate(deadlines, 1):
            fact = {"rule": deadline.rule, "change": BREACHED, "last_day": deadline.last_day, "house": deadline.house}
            records.append(
                Record(
                    case, "breach", case.state, case.state, SYSTEM_ACTOR, Role.SYSTEM, {}, [], [fact], deadline.last_day or at.date(), at,
                    imported=case.imported, facts={"breach_of_law": not deadline.house, "rule": deadline.rule},
                )
            )
            changed.append(deadline.pk)
            if not case.imported:
                messages.append(_message(case, deadline, case.ledger_seq + number, shorts[case.pk], leaves=leaves))
    ledger.record_many(records)
    Message.objects.bulk_create(messages, batch_size=1000)
    Deadline.objects.filter(pk__in=changed).update(status=BREACHED, fell_due_on=F("last_day"), found_at=at, next_alarm_on=None)
    _save_heads([case for case, _ in found])


def _message(case: Case, deadline: Deadline, seq: int, short: str, *, leaves: datetime) -> Message:
    """The handler, or the desk whose turn it is, is told in working hours; a house limit is never called a breach of law."""
    word = "内部时限已过" if deadline.house else "法定期限届满未办结"
    desk = case.waits_on if case.waits_on in outbox.OFFICE_ROLES else Role.HANDLER
    to: dict[str, Any] = {"organisation_id": case.office_id, "role": desk, "recipient": f"office:{case.office_id}:{desk}"}
    if case.handler_id:
        to = {"user_id": case.handler_id, "recipient": f"user:{case.handler_id}"}
    subject = f"{people_number(case.number, short)}：{word}（{deadline.rule}，{deadline.last_day}）"
    return Message(case_id=case.pk, case_seq=seq, step="breach", channel=INBOX, subject=subject, not_before=leaves, **to)


def _save_heads(cases: list[Case]) -> None:
    """The new ends of the chains and versions, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_case SET version = cases_case.version + (new.seq - cases_case.ledger_seq), ledger_seq = new.seq, ledger_head = new.head"
            " FROM unnest(%s::bigint[], %s::int[], %s::bytea[]) AS new(id, seq, head) WHERE cases_case.id = new.id",
            [[case.pk for case in cases], [case.ledger_seq for case in cases], [bytes(case.ledger_head) for case in cases]],
        )
