"""Who held one case from when to when, why it changed hands, and which limits passed in whose hands; with the record of who first answered for it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from casework import clock, queries
from casework.calendar.counting import working_days_in
from casework.cases import matter, schedules, sealing
from casework.cases.attribution import Attribution
from casework.cases.clocks import VOID, Deadline
from casework.cases.handling import Assignment, HandOver
from casework.cases.ledger import EntryContent
from casework.cases.limits import OFFICE
from casework.cases.refusals import NotFound
from casework.people.actor import Actor
from casework.people.models import Organisation, User
from casework.people.roles import Role
from casework.reports.accountability import Period

ONE_DAY = timedelta(1)
MOST = 30
SAID = ("why", "reasons")


@dataclass(frozen=True)
class Passed:
    """A limit of the office that passed while somebody held the case, and what was objected."""

    deadline: Deadline
    objection: Attribution | None


@dataclass(frozen=True)
class Holding:
    """A stretch in which one person, or an office's desk (no name), held the case; `until` is None while it lasts. The first day is not counted, the
    last one is. `reason` is what was written by whoever moved it."""

    pk: int
    user_id: int | None
    name: str
    office: str
    since: date
    until: date | None
    step: str
    began_seq: int
    reason: str
    returned: bool
    days: int
    working_days: int
    objection: Attribution | None = None
    passed: list[Passed] = field(default_factory=list)


@dataclass(frozen=True)
class First:
    """Who first answered for the matter: the office that received it and when, and the person (None: nobody acted yet)."""

    office: Organisation
    received_on: date
    handler: User | None
    handled_at: datetime | None


@dataclass(frozen=True)
class Course:
    """The panel of one case. `earlier` says that the matter is a repeat; `decides` are the ids of offices whose objections the reader decides."""

    case: Any
    first: First
    earlier: bool
    holdings: list[Holding]
    offers: list[HandOver]
    decides: frozenset[int]


@sealing.reading
def course(number: str, actor: Actor) -> Course:
    """The stretches of a case, the first first. At most nine queries. Raises NotFound to whoever may not read it, and to parties."""
    taking = queries.seen(number, actor)
    if taking.standing.party is not None:
        raise NotFound(number)
    case = taking.case
    rows = list(Assignment.objects.filter(case_id=case.pk).select_related("user", "office").order_by("since", "pk"))
    contents = EntryContent.objects.filter(entry__case_id=case.pk, entry__seq__in=[one.began_seq for one in rows], payload__isnull=False)
    said = {one.entry.seq: (one.given or {}).get("given") or {} for one in contents.select_related("entry")}
    objections = {(one.assignment_id, one.deadline_id): one for one in Attribution.objects.filter(case_id=case.pk).select_related("user", "decided_by")}
    fell = Deadline.objects.filter(case_id=case.pk, bound=OFFICE, fell_due_on__isnull=False).exclude(status=VOID).order_by("fell_due_on", "pk")
    schedule, today = schedules.current().schedule, clock.today()
    holdings = []
    for one in rows:
        last = one.until or max(one.since, min(today, case.ended_on or today))
        given = said.get(one.began_seq, {})
        holdings.append(
            Holding(
                one.pk, one.user_id, one.user.name if one.user else "", one.office.short, one.since, one.until, one.step, one.began_seq,
                next((str(given[name]) for name in SAID if given.get(name)), one.why), one.returned, (last - one.since).days,
                working_days_in(schedule, one.since + ONE_DAY, last + ONE_DAY), objections.get((one.pk, None)),
            )
        )  # fmt: skip
    for deadline in fell:
        day = deadline.fell_due_on or today
        for held in holdings:
            if held.since <= day and (held.until is None or held.until > day):
                held.passed.append(Passed(deadline, objections.get((held.pk, deadline.pk))))
    record = matter.matter_of(case.matter_id)
    first = First(record.office, record.received_on, record.handler, record.handled_at) if record else _of_case(case)
    offers = list(HandOver.objects.filter(case_id=case.pk).exclude(declined_why="").select_related("from_user", "to_user").order_by("pk"))
    decides = frozenset(organisation for organisation, role in actor.standing if role == Role.HEAD)
    return Course(case, first, record is not None and record.pk != case.matter_id, holdings, offers, decides)


def _of_case(case: Any) -> First:
    """Where the matter's first case is sealed to the reader: what this case says itself."""
    return First(case.first_office, case.filed_on, case.first_handler, case.first_handled_at)


def passed_with(actor: Actor, period: Period) -> list[Deadline]:
    """Limits of the office that passed in the period while this person held the case, the latest first, with the case; one query."""
    mine = Q(user_id=actor.user_id or 0, case_id=OuterRef("case_id"), since__lte=OuterRef("fell_due_on"))
    held = Assignment.objects.filter(mine).filter(Q(until=None) | Q(until__gt=OuterRef("fell_due_on")))
    rows = Deadline.objects.filter(Exists(held), bound=OFFICE, fell_due_on__range=(period.since, period.until), case__sealed=False).exclude(status=VOID)
    return list(rows.select_related("case__first_office").order_by("-fell_due_on", "-pk")[:MOST])
