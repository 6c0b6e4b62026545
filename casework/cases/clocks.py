"""The clocks that are running: one row per deadline, its dates derived and stored for the indexes."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from psycopg.types.range import Range

from casework.calendar.days import in_words
from casework.calendar.schedule import Schedule
from casework.cases import ladder, schedules, spans
from casework.cases.limits import APPLICANT, OFFICE, OPERATOR, RESPONDENT, Key, TimeLimit, in_force_on
from casework.cases.refusals import refused
from casework.cases.steps import EVERY_CLOCK, Step
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.case import Case
    from casework.cases.parties import Party

RUNNING, SUSPENDED, MET, BREACHED, VOID = "running", "suspended", "met", "breached", "void"
NOBODY = frozenset[str]()
BINDS = {
    **dict.fromkeys((Role.INTAKE, Role.HANDLER, Role.HEAD, Role.LEADER, Role.LEGAL_HEAD), frozenset({OFFICE})),
    Role.RESPONDENT: frozenset({OPERATOR, RESPONDENT}), Role.OPERATOR: frozenset({OPERATOR}),
    **dict.fromkeys((Role.APPLICANT, Role.AGENT), frozenset({APPLICANT})),
}  # fmt: skip
ACT_FOR_APPLICANT = (Role.AGENT, Role.REPRESENTATIVE)


class Deadline(models.Model):
    """A rule that is running in a case. While suspended it has no last day; `house` ones alarm but are never a breach of law."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="deadlines")
    rule = models.CharField(max_length=10)
    rule_version = models.CharField(max_length=20, default="1")
    house = models.BooleanField(default=False)
    bound = models.CharField(max_length=12)
    bound_party = models.ForeignKey("cases.Party", null=True, on_delete=models.PROTECT, related_name="+")
    trigger_on = models.DateField()
    extension_days = models.IntegerField(default=0)
    nominal_on = models.DateField(null=True)
    last_day = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    schedule = models.ForeignKey("cases.ScheduleVersion", on_delete=models.PROTECT, related_name="+")
    span_until = models.DateField(null=True)
    status = models.CharField(max_length=10, default=RUNNING)
    met_on = models.DateField(null=True)
    ended_by_seq = models.IntegerField(null=True)
    started_by_seq = models.IntegerField()
    fell_due_on = models.DateField(null=True)
    found_at = models.DateTimeField(null=True)
    next_alarm_on = models.DateField(null=True)
    told_on = models.DateField(null=True)  # the ladder was climbed up to this day

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[RUNNING, SUSPENDED, MET, BREACHED, VOID]), name="deadline_status"),
            models.CheckConstraint(condition=~Q(status=SUSPENDED) | Q(last_day=None), name="deadline_suspended_has_no_last_day"),
            models.UniqueConstraint("case", "rule", "bound", Coalesce("bound_party", 0), condition=Q(status__in=[RUNNING, SUSPENDED]), name="deadline_once"),
        ]
        indexes = [
            models.Index(fields=["next_alarm_on", "id"], condition=Q(next_alarm_on__isnull=False), name="deadline_next_alarm"),
            models.Index(fields=["bound_party", "last_day", "id"], condition=Q(status=RUNNING), name="deadline_party"),
            models.Index(fields=["last_day", "id"], condition=Q(ended_by_seq=None, last_day__isnull=False), name="deadline_open"),
            models.Index(
                fields=["case", "last_day"], condition=Q(ended_by_seq=None, last_day__isnull=False), include=["bound", "bound_party", "house", "rule", "id"],
                name="deadline_of_case",
            ),
            models.Index(fields=["id"], condition=Q(extension_days__gt=0), include=["case"], name="deadline_extended"),
            models.Index(fields=["span_until", "id"], condition=Q(status__in=[RUNNING, SUSPENDED]), name="deadline_span"),
            models.Index(
                fields=["fell_due_on"], condition=Q(bound="office", fell_due_on__isnull=False), include=["case", "house", "status"], name="deadline_fell_due"
            ),
            models.Index(
                fields=["house", "last_day", "id"], condition=Q(status=BREACHED, ended_by_seq=None), include=["bound", "case"], name="deadline_breached"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.status} {self.last_day}"

    @property
    def rule_key(self) -> Key:
        """The rule in the version it keeps: that of the day on which it started."""
        return self.rule, self.rule_version


class Suspension(models.Model):
    """A stop of one deadline, half-open [from, until); the database refuses overlapping ones."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="suspensions")
    stopped = DateRangeField()
    ground = models.CharField(max_length=80)
    by_entry_seq = models.IntegerField()

    class Meta:
        constraints = [
            ExclusionConstraint(name="suspension_no_overlap", expressions=[("deadline", RangeOperators.EQUAL), ("stopped", RangeOperators.OVERLAPS)])
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id}: {self.stopped}"


def of_case(case: "Case") -> list[Deadline]:
    """Every deadline of the case, one query; suspensions are fetched by those who need them."""
    return list(Deadline.objects.filter(case_id=case.pk)) if case.pk else []


def start(case: "Case", limit: TimeLimit, party: "Party | None", *, on: date, entry_seq: int) -> Deadline | None:
    """An unsaved deadline running from the trigger day, by the version of the rule in force on that day; None where its trigger is not known yet or it
    belongs to another province."""
    trigger_on = case.asked(limit.trigger) if limit.trigger else on
    if trigger_on is None:
        return None
    limit = in_force_on([one for one in case.LIMITS if one.id == limit.id], trigger_on)
    if (limit.province and limit.province != case.office.province):
        return None
    deadline = Deadline(
        case=case, rule=limit.id, rule_version=limit.version, house=limit.house_on(trigger_on), bound=limit.bound, bound_party=party,
        trigger_on=trigger_on, started_by_seq=entry_seq,
    )  # fmt: skip
    return compute(deadline, limit, schedules.current())


def compute(deadline: Deadline, limit: TimeLimit, known: "schedules.Known", stopped: tuple[tuple[date, date | None], ...] = ()) -> Deadline:
    """Derive the stored dates from trigger, extension, suspensions and schedule, and the day of the next alarm."""
    try:
        span = spans.compute(limit, deadline.trigger_on, schedule=known.schedule, suspensions=stopped, extension_days=deadline.extension_days)
    except spans.SpanError as error:
        raise refused("clock", error.zh, error.en, limit.basis) from error
    deadline.schedule_id = known.version_id
    deadline.nominal_on, deadline.last_day = span.nominal_last_day, span.last_day
    deadline.provisional, deadline.span_until = span.provisional, span.span_until
    deadline.status = SUSPENDED if span.last_day is None else RUNNING
    deadline.next_alarm_on = alarm_on(deadline, limit, known.schedule, stopped)
    return deadline


def alarm_on(deadline: Deadline, limit: TimeLimit, schedule: Schedule, stopped: tuple[tuple[date, date | None], ...] = ()) -> date | None:
    """The day on which the sweep looks at this deadline next: that of its next rung, while it runs at the latest the day after its last day."""
    if deadline.last_day is None:
        return None
    rung = ladder.next_day(ladder.days(limit.ladder, deadline.trigger_on, deadline.last_day, schedule, stopped), deadline.told_on)
    breach = None if deadline.status == BREACHED else deadline.last_day + timedelta(days=1)
    return min((day for day in (rung, breach) if day is not None), default=None)


def apply(
    step: Step, case: "Case", known: list[Deadline] | None, *, parties: "list[Party]", party: "Party | None", given: dict[str, Any], on: date, seq: int
) -> list[dict[str, Any]]:
    """Meet, let lapse, suspend, resume, extend, start, in this order; then derive whose turn it is and by when.

    `known` are the case's deadlines where the caller has just read them. Gives what changed, for the ledger. At most three queries beside
    those of a suspension.
    """
    deadlines = of_case(case) if known is None else known
    changes: list[dict[str, Any]] = []
    for deadline in deadlines:
        if _ends(deadline, step.meets, party):
            deadline.met_on = on
            _end(deadline, MET, seq, changes)
        elif _party_left(deadline, parties) or (step.lapses and _ends(deadline, step.lapses, None)):
            _end(deadline, VOID, seq, changes)
    for limit in step.extends:
        _extend(case, _running(deadlines, limit), given, changes, on=on)
    for limit in step.suspends:
        _suspend(case, _running(deadlines, limit), step, given, changes, on=on, seq=seq)
    for limit in step.resumes:
        _resume(case, _running(deadlines, limit), changes, on=on)
    started = launch(case, step.starts, parties, deadlines, changes, on=on, seq=seq, only=party)
    touched = [one for one in deadlines if one.pk in {change["deadline"] for change in changes}]
    _store(touched)
    deadlines += Deadline.objects.bulk_create(started)
    settle(case, deadlines)
    return [{name: value for name, value in change.items() if name != "deadline"} for change in changes]


DERIVED = (
    "extension_days", "nominal_on", "last_day", "provisional", "schedule", "span_until", "status", "met_on", "ended_by_seq",
    "fell_due_on", "found_at", "next_alarm_on",
)  # fmt: skip


def launch(
    case: "Case", limits: tuple[TimeLimit, ...], parties: "list[Party]", deadlines: list[Deadline], changes: list[dict[str, Any]],
    *, on: date, seq: int, only: "Party | None" = None,
) -> list[Deadline]:  # fmt: skip
    """Unsaved deadlines of these limits. One that runs from the same day already goes on; from another day it starts anew, the old one is void."""
    started = []
    for limit in limits:
        for bound in _bound_parties(limit, parties, only):
            deadline = start(case, limit, bound, on=on, entry_seq=seq)
            if deadline is None:
                continue
            same = [old for old in deadlines if old.rule == limit.id and old.ended_by_seq is None and old.bound_party_id == deadline.bound_party_id]
            if any(old.trigger_on == deadline.trigger_on for old in same):
                continue
            for old in same:
                _end(old, VOID, seq, changes)
            started.append(deadline)
            fact = {"rule": limit.id, "change": "start", "from": deadline.trigger_on, "last_day": deadline.last_day, "house": deadline.house}
            changes.append(fact | {"deadline": None})
    return started


def start_on_service(case: "Case", limits: tuple[TimeLimit, ...], party: "Party", *, served_on: date, seq: int) -> list[dict[str, Any]]:
    """The clocks of the other side, from the day the paper was served and nowhere else: the applicant's not by service on another party. Gives what
    changed."""
    deadlines = of_case(case)
    limits = tuple(one for one in limits if one.bound != APPLICANT or party.role in (Role.APPLICANT, *ACT_FOR_APPLICANT))
    changes: list[dict[str, Any]] = []
    started = launch(case, limits, [party], deadlines, changes, on=served_on, seq=seq, only=party)
    for old in deadlines:
        if old.ended_by_seq == seq:
            old.save(update_fields=DERIVED)
    Deadline.objects.bulk_create(started)
    return [{name: value for name, value in change.items() if name != "deadline"} for change in changes]


def _store(touched: list[Deadline]) -> None:
    """Write back what changed: one statement for all that ended alike, one for each whose dates moved."""
    ended: dict[tuple[Any, ...], list[int]] = {}
    for one in touched:
        if one.ended_by_seq is None:
            one.save(update_fields=DERIVED)
        else:
            ended.setdefault((one.status, one.met_on, one.ended_by_seq), []).append(one.pk)
    for (status, met_on, seq), ids in ended.items():
        Deadline.objects.filter(pk__in=ids).update(status=status, met_on=met_on, ended_by_seq=seq, next_alarm_on=None)


def settle(case: "Case", deadlines: list[Deadline]) -> None:
    """Set whose turn it is and by when; nightly `recount` compares."""
    state = case.states(case.state)
    case.waits_on = state.waits_on or ""
    settle_day(case, deadlines)


def settle_day(case: "Case", deadlines: list[Deadline]) -> None:
    """Set by when: the earliest running last day that binds whom the case waits on; where none of theirs runs, the earliest that binds the office,
    whose time goes on while it waits for others. None where the case waits on nobody."""
    bound = BINDS.get(Role(case.waits_on), NOBODY) if case.waits_on else NOBODY
    running = [one for one in deadlines if bound and one.last_day and one.status in (RUNNING, BREACHED) and one.ended_by_seq is None]
    owed = [one for one in running if one.bound in bound] or [one for one in running if one.bound == OFFICE]
    first = min(owed, key=lambda one: (one.last_day, one.rule), default=None)
    case.due_on = first.last_day if first else None
    case.due_rule = first.rule if first else ""


def _bound_parties(limit: TimeLimit, parties: "list[Party]", only: "Party | None") -> "list[Party | None]":
    if limit.bound == RESPONDENT:  # an organ: whichever was served
        return [only if only is not None and only.role in (Role.RESPONDENT, Role.ORGAN) else None]
    role = {OPERATOR: Role.RESPONDENT, APPLICANT: Role.APPLICANT}.get(limit.bound)
    if role is None:
        return [None]
    bound = [party for party in parties if party.role == role and party.until is None]
    return [only] if only in bound else list(bound)


def _ends(deadline: Deadline, limits: tuple[TimeLimit, ...] | str, party: "Party | None") -> bool:
    if deadline.ended_by_seq is not None or deadline.status not in (RUNNING, SUSPENDED, BREACHED):
        return False
    if isinstance(limits, str):
        return limits == EVERY_CLOCK
    mine = deadline.bound_party_id is None or party is None or deadline.bound_party_id == party.pk
    mine = mine or (deadline.bound == APPLICANT and party is not None and party.role in ACT_FOR_APPLICANT)
    return mine and any(limit.id == deadline.rule for limit in limits)


def _party_left(deadline: Deadline, parties: "list[Party]") -> bool:
    """A clock of a party that stands in the case no more lapses with it."""
    return deadline.ended_by_seq is None and any(party.pk == deadline.bound_party_id and party.until is not None for party in parties)


def _end(deadline: Deadline, status: str, seq: int, changes: list[dict[str, Any]]) -> None:
    deadline.ended_by_seq, deadline.next_alarm_on, deadline.status = seq, None, BREACHED if deadline.status == BREACHED else status
    changes.append({"rule": deadline.rule, "change": status, "last_day": deadline.last_day, "breached": deadline.status == BREACHED, "deadline": deadline.pk})


def _running(deadlines: list[Deadline], limit: TimeLimit) -> list[Deadline]:
    found = [one for one in deadlines if one.rule == limit.id and one.status in (RUNNING, SUSPENDED) and one.ended_by_seq is None]
    if not found:
        raise refused("clock", f"{limit.id} 没有在计算中的期限，或期限已届满。", f"{limit.id} is not running, or is already over.", limit.basis)
    return found


def _extend(case: "Case", found: list[Deadline], given: dict[str, Any], changes: list[dict[str, Any]], *, on: date) -> None:
    for deadline in found:
        limit = case.limits()[deadline.rule_key]
        if deadline.last_day and on > deadline.last_day:
            raise refused("clock", "期限届满后不得延长。", "A limit that is over cannot be extended.", limit.basis)
        deadline.extension_days += given["days"]
        compute(deadline, limit, schedules.current(), stops(deadline))
        changes.append({"rule": limit.id, "change": "extend", "days": given["days"], "last_day": deadline.last_day, "deadline": deadline.pk})


def _suspend(
    case: "Case", found: list[Deadline], step: Step, given: dict[str, Any], changes: list[dict[str, Any]], *, on: date, seq: int
) -> None:  # fmt: skip
    for deadline in found:
        limit = case.limits()[deadline.rule_key]
        if deadline.status == SUSPENDED or (deadline.last_day and on > deadline.last_day):
            raise refused("clock", "期限已中止或已届满，不得再中止。", "The clock stands still already, or is over.", limit.basis)
        _stop(deadline, limit, str(given.get("ground") or step.basis), on=on, seq=seq)
        compute(deadline, limit, schedules.current(), stops(deadline))
        changes.append({"rule": limit.id, "change": "suspend", "from": on, "deadline": deadline.pk})


def _stop(deadline: Deadline, limit: TimeLimit, ground: str, *, on: date, seq: int) -> None:
    """Store the stop. The database refuses one that overlaps another, which a step dated back can bring."""
    try:
        with transaction.atomic():
            Suspension.objects.create(deadline=deadline, stopped=Range(on, None), ground=ground[:80], by_entry_seq=seq)
    except IntegrityError as error:
        zh, en = in_words(on)
        raise refused("clock", f"自{zh}起的中止与以前的中止重叠。", f"A suspension from {en} overlaps an earlier one.", limit.basis) from error


def _resume(case: "Case", found: list[Deadline], changes: list[dict[str, Any]], *, on: date) -> None:
    for deadline in found:
        limit = case.limits()[deadline.rule_key]
        for stop in deadline.suspensions.filter(stopped__upper_inf=True):
            if on <= stop.stopped.lower:
                zh, en = f"期限自{stop.stopped.lower}起中止，恢复日应当晚于该日。", f"It stands still since {stop.stopped.lower}: it runs again on a later day."
                raise refused("clock", zh, en, limit.basis)
            stop.stopped = Range(stop.stopped.lower, on)
            stop.save(update_fields=["stopped"])
        compute(deadline, limit, schedules.current(), stops(deadline))
        changes.append({"rule": limit.id, "change": "resume", "from": on, "last_day": deadline.last_day, "deadline": deadline.pk})


def stops(deadline: Deadline) -> tuple[tuple[date, date | None], ...]:
    """The suspensions of a deadline as half-open pairs, in order. One query, none where they were fetched before."""
    return tuple(sorted((one.stopped.lower, one.stopped.upper) for one in deadline.suspensions.all()))


def working(deadline: Deadline, limit: TimeLimit, lang: str) -> list[str]:
    """The sentences that say why this deadline ends on its day: each rule applied, each day skipped, other readings with their dates."""
    stopped = stops(deadline) if limit.suspendable else ()
    known = schedules.version(deadline.schedule_id)  # a met deadline stays judged by the version known then
    span = spans.compute(limit, deadline.trigger_on, schedule=known, suspensions=stopped, extension_days=deadline.extension_days)
    return spans.explain(span, lang)
