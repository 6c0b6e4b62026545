"""The sweep: what has come by its day is recorded, set-based, once, whoever sweeps how often: a rung of the ladder as an alarm, a missed last day
as a breach, dated when it fell due, with what the law ties to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from casework.calendar.schedule import Schedule
from casework.cases import alarms, clocks, engine, ladder, outbox, schedules
from casework.cases.case import Case, people_number
from casework.cases.clocks import BREACHED, RUNNING, Deadline
from casework.cases.ladder import Climb
from casework.cases.ledger import Record
from casework.cases.limits import Key, TimeLimit
from casework.cases.sealing import open_for
from casework.people.actor import SYSTEM_ACTOR
from casework.people.roles import Role

BATCH = 500
PICK = (
    "SELECT d.case_id FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id WHERE d.next_alarm_on <= %s"
    " ORDER BY d.next_alarm_on, d.id LIMIT %s FOR UPDATE OF c SKIP LOCKED"
)

Rules = Mapping[str, Mapping[Key, TimeLimit]]  # kind of case -> id and version -> rule
Consequence = Callable[[Case, Deadline], None]


@dataclass(frozen=True)
class Due:
    """A deadline whose alarm has come: whether its last day was missed, the rungs reached since somebody looked, and when to look again."""

    case: Case
    deadline: Deadline
    breached: bool
    climbs: list[Climb]
    again_on: date | None
    passed: bool = False  # an option that nobody used: no breach, its consequence follows


def sweep(rules: Rules, *, today: date, at: datetime, follow: Consequence) -> int:
    """Record all that has come, in batches of one transaction each; several sweeps at once share the work. Gives how many breaches were found.

    `follow(case, deadline)` takes the step that the rule names as its consequence, within the batch.
    """
    found, idle = 0, 0
    while idle < 2:  # what another sweep has just done is seen at the next look
        picked, handled, breaches = _batch(rules, today=today, at=at, follow=follow)
        if not picked:
            return found
        found += breaches
        idle = 0 if handled else idle + 1
    return found


@transaction.atomic
def _batch(rules: Rules, *, today: date, at: datetime, follow: Consequence) -> tuple[int, int, int]:
    """One batch: lock the cases of what is due, those that nobody holds; look again; write. Gives how many were picked, handled, breached."""
    open_for(SYSTEM_ACTOR)
    with connection.cursor() as cursor:
        cursor.execute(PICK, [today, BATCH])
        picked = [case_id for (case_id,) in cursor.fetchall()]
    if not picked:
        return 0, 0, 0
    schedule = schedules.refresh(schedules.newest()).schedule
    held = Case.objects.in_bulk(set(picked))
    rows = list(Deadline.objects.filter(case_id__in=held, next_alarm_on__lte=today).order_by("case_id", "last_day", "id"))
    prefetch_related_objects([one for one in rows if one.told_on is None and _rule(rules, held, one).suspendable], "suspensions")
    found = [_look(held[one.case_id], one, _rule(rules, held, one), schedule, today) for one in rows]
    _record(found, schedule, today=today, at=at)
    missed = [one for one in found if one.breached]
    for one in found:
        if (one.breached or one.passed) and has_consequence(_rule(rules, held, one.deadline), one.deadline):
            follow(one.case, one.deadline)
    return len(picked), len(rows), len(missed)


def catch_up(case: Case, *, on: date, at: datetime) -> tuple[list[Deadline], list[Deadline]]:
    """Record the breaches that came in this locked case before today's step, so that no step overtakes one; rungs are the sweep's. Gives the case's
    deadlines and those found missed; one query where there are none."""
    deadlines = clocks.of_case(case)
    missed = [one for one in deadlines if one.status == RUNNING and one.last_day is not None and one.last_day < on]
    if not missed:
        return deadlines, []
    before = case.ledger_seq
    duties = [one for one in missed if not case.limits()[one.rule_key].option]
    found = [Due(case, one, True, [], again_on=on) for one in sorted(duties, key=lambda one: (one.last_day, one.pk))]
    if not found:
        return deadlines, missed
    _record(found, schedules.current().schedule, today=on, at=at)
    case.version += case.ledger_seq - before
    return clocks.of_case(case), missed


def has_consequence(limit: TimeLimit, deadline: Deadline) -> bool:
    """True where the law ties a step to the missed last day; a limit whose text was not seen never has one."""
    return bool(limit.consequence) and not deadline.house


def _rule(rules: Rules, held: Mapping[int, Case], deadline: Deadline) -> TimeLimit:
    return rules[held[deadline.case_id].kind][deadline.rule_key]


def _look(case: Case, deadline: Deadline, limit: TimeLimit, schedule: Schedule, today: date) -> Due:
    """What has come for one deadline. Where the law ties a step to the missed day, that comes before any rung: the next look tells what it leaves open."""
    last_day = deadline.last_day or today
    if deadline.status == RUNNING and last_day < today and limit.option:
        return Due(case, deadline, False, [], again_on=today + timedelta(days=1), passed=True)
    if deadline.status == RUNNING and last_day < today and has_consequence(limit, deadline):
        return Due(case, deadline, True, [], again_on=today)
    stopped = clocks.stops(deadline) if limit.suspendable and deadline.told_on is None else ()
    days = ladder.days(limit.ladder, deadline.trigger_on, last_day, schedule, stopped)
    climbs, missed = ladder.reached(days, deadline.told_on, today), deadline.status == RUNNING and last_day < today
    ahead = [ladder.next_day(days, today if climbs else deadline.told_on)]
    if deadline.status == RUNNING and not missed:
        ahead.append(last_day + timedelta(days=1))
    return Due(case, deadline, missed, climbs, min((day for day in ahead if day is not None), default=None))


def _record(found: list[Due], schedule: Schedule, *, today: date, at: datetime) -> None:
    """Entries, messages, alarms, deadlines, cases: one statement for each kind that there is. An imported case alarms nobody."""
    missed = [one for one in found if one.breached]
    if missed:
        _breach(missed, schedule, at=at)
    reached = [one for one in found if one.climbs and not one.case.imported]
    told = [(one.case.pk, one.deadline.pk, one.deadline.last_day, one.deadline.house, one.climbs) for one in reached if one.deadline.last_day]
    alarms.ring(told, at=at, schedule=schedule)
    _save_alarms(found, today=today, at=at)


def _breach(missed: list[Due], schedule: Schedule, *, at: datetime) -> None:
    """An entry for each, and a word to who has the case or whose turn it is."""
    records, messages = [], []
    leaves = outbox.in_working_hours(at, schedule)
    shorts = dict(Case.objects.filter(pk__in={one.case.pk for one in missed}).values_list("pk", "first_office__short"))
    after: dict[int, int] = {}
    for one in missed:
        case, deadline = one.case, one.deadline
        seq = after[case.pk] = after.get(case.pk, case.ledger_seq) + 1
        fact = {"rule": deadline.rule, "change": BREACHED, "last_day": deadline.last_day, "house": deadline.house}
        records.append(
            Record(
                case, "breach", case.state, case.state, SYSTEM_ACTOR, Role.SYSTEM, {}, [], [fact], deadline.last_day or at.date(), at,
                imported=case.imported, facts={"breach_of_law": not deadline.house, "rule": deadline.rule},
            )
        )
        if not case.imported:
            messages += _messages(case, deadline, seq, shorts[case.pk])
    engine.take_many(records, messages, step="breach", leaves=leaves)


def _messages(case: Case, deadline: Deadline, seq: int, short: str) -> list[outbox.Word]:
    """The handler, or the desk whose turn it is, and the first handler are told in working hours; a house limit is never called a breach of law."""
    word = "内部时限已过" if deadline.house else "法定期限届满未办结"
    number, said = people_number(case.number, short), f"{word}（{deadline.rule}，{deadline.last_day}）"
    subject = f"{number}：{said}"
    first = case.first_handler_id
    told = first is None or first == case.handler_id or case.sealed
    answers = [] if told else [outbox.Word(case.pk, seq, f"{number}：（首办）{said}", f"user:{first}", user_id=first)]
    if case.handler_id:
        return [outbox.Word(case.pk, seq, subject, f"user:{case.handler_id}", user_id=case.handler_id), *answers]
    desk = case.waits_on if case.waits_on in outbox.OFFICE_ROLES else Role.HANDLER
    return [outbox.Word(case.pk, seq, subject, f"office:{case.office_id}:{desk}", organisation_id=case.office_id, role=str(desk)), *answers]


def _save_alarms(found: list[Due], *, today: date, at: datetime) -> None:
    """The next alarms, how far the ladder was climbed, and what was missed, in one statement."""
    told = [today if one.climbs else one.deadline.told_on for one in found]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_deadline SET next_alarm_on = new.alarm, told_on = new.told, status = CASE WHEN new.missed THEN %s ELSE status END,"
            " fell_due_on = CASE WHEN new.missed THEN last_day ELSE fell_due_on END, found_at = CASE WHEN new.missed THEN %s ELSE found_at END"
            " FROM unnest(%s::bigint[], %s::date[], %s::date[], %s::boolean[]) AS new(id, alarm, told, missed) WHERE cases_deadline.id = new.id",
            [BREACHED, at, [one.deadline.pk for one in found], [one.again_on for one in found], told, [one.breached for one in found]],
        )
