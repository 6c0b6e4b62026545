"""Running deadlines in bulk for replays, and what they must become: an oracle that walks day by day over hand-written notices (procedures D0)."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casework import commands, notices
from casework.cases import replaying, schedules
from casework.cases.case import Case
from casework.cases.clocks import RUNNING, Deadline
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.people.actor import SYSTEM_ACTOR
from casework.people.models import Organisation
from tests.builders import People
from tests.calendar import notices as published

DAY = timedelta(1)
NAME = "国务院办公厅关于调整2026年12月部分工作日的通知（国办发明电〔2026〕99号）"
# A made-up notice of November 2026: Monday 14 December is off, Saturday 19 December is worked in its stead.
OFF, WORKED = date(2026, 12, 14), date(2026, 12, 19)
RULES = {"TC-04": (True, 5), "TC-08": (False, 30), "TC-07": (False, 30)}  # rule -> (in working days, number)
OFF_2026 = frozenset(day for day in published.OFF if day.year == 2026)
LIEU_2026 = frozenset(day for day in published.WORKED_IN_LIEU if day.year == 2026)


def worked_then(day: date) -> bool:
    """By the schedule that ships. 2027 has no notice yet: 1 January rests, every other weekday is worked."""
    return published.worked(day) if day.year < 2027 else day.weekday() < 5 and day != date(2027, 1, 1)


def worked_now(day: date) -> bool:
    """By the made-up notice as well."""
    return day == WORKED or (day != OFF and worked_then(day))


def last_day(rule: str, trigger: date, worked: Callable[[date], bool]) -> tuple[date, date]:
    """(nominal, last) of a rule from its trigger day, counted one day after the other."""
    in_working_days, left = RULES[rule]
    day = trigger
    while left:
        day += DAY
        left -= worked(day) if in_working_days else 1
    last = day
    while not worked(last):
        last += DAY
    return day, last


def notice(**changed: Any) -> notices.Notice:
    """The made-up notice: the whole of 2026 anew."""
    return notices.Notice(**({"year": 2026, "name": NAME, "off": OFF_2026 | {OFF}, "worked": LIEU_2026 | {WORKED}} | changed))


def enter() -> schedules.ScheduleVersion:
    """Enter it, as the command and the page do."""
    return commands.enter_notice(notice(), source="gov.cn", by=SYSTEM_ACTOR)


def make_running(total: int, *, first: date, last: date, handlers: int = 3) -> None:
    """Cases with one or two running deadlines each until there are `total`, triggered from `first` to `last`, their days by the shipped schedule."""
    chance, office = random.Random(20261125), Organisation.objects.get(code="CA-31")
    people = [People.user(name).pk for name in ("sh-handler", "sh-handler2", "sh-head")[:handlers]]
    version, span = schedules.current().version_id, (last - first).days
    deadlines = []
    cases = []
    while len(deadlines) < total:
        number = len(cases) + 1
        case = Case(
            kind="complaint", number=f"T-2026-31-{5_000_000 + number}", state="accepted", office=office, first_office=office, title="流量费", filed_on=first,
            waits_on="handler", handler_id=None if number % 9 == 0 else people[number % len(people)],
        )  # fmt: skip
        own = []
        for rule in chance.choice((("TC-04",), ("TC-08",), ("TC-04", "TC-08"), ("TC-07", "TC-08"))):
            trigger = first + timedelta(chance.randint(0, span))
            nominal, day = last_day(rule, trigger, worked_then)
            own.append(
                Deadline(
                    case=case, rule=rule, bound="office", trigger_on=trigger, nominal_on=nominal, last_day=day, span_until=day, schedule_id=version,
                    provisional=day.year > 2026, status=RUNNING, started_by_seq=1, next_alarm_on=day + DAY,
                )
            )  # fmt: skip
        due = min(own, key=lambda one: (one.last_day, one.rule))
        case.due_on, case.due_rule = due.last_day, due.rule
        cases.append(case)
        deadlines += own
    Case.objects.bulk_create(cases, batch_size=2000)
    Deadline.objects.bulk_create(deadlines, batch_size=2000)


@dataclass(frozen=True)
class Found:
    """Everything a replay leaves behind, without the moments at which it was written."""

    deadlines: list[tuple[Any, ...]]
    cases: list[tuple[Any, ...]]
    entries: list[tuple[Any, ...]]
    messages: list[tuple[Any, ...]]


def found() -> Found:
    """The state of the database."""
    return Found(
        list(Deadline.objects.order_by("pk").values_list("pk", "status", *replaying.STORED)),
        list(Case.objects.order_by("pk").values_list("pk", "due_on", "due_rule", "ledger_seq", "version")),
        list(Entry.objects.filter(step="replay").order_by("case_id", "seq").values_list("case_id", "seq", "step", "on", "role", "facts")),
        list(Message.objects.filter(step="replay").order_by("recipient").values_list("recipient", "case_id", "case_seq", "subject")),
    )


def assert_right(version: int, known_on: date) -> tuple[int, int]:
    """Every deadline as the oracle says, every case due by its earliest, one entry for each case that moved. Gives how many deadlines moved, and cases."""
    moved: dict[int, dict[str, tuple[date, date]]] = {}
    earliest: dict[int, tuple[date, str]] = {}
    for one in Deadline.objects.order_by("pk").iterator():
        _, before = last_day(one.rule, one.trigger_on, worked_then)
        nominal, day = last_day(one.rule, one.trigger_on, worked_now)
        if before < known_on:  # judged by the schedule known on its last day
            nominal, day = last_day(one.rule, one.trigger_on, worked_then)
        assert (one.nominal_on, one.last_day) == (nominal, day), one
        assert one.next_alarm_on is not None and one.next_alarm_on <= day + DAY  # its next rung, or the breach
        if day != before:
            assert one.schedule_id == version
            moved.setdefault(one.case_id, {})[one.rule] = (before, day)
        earliest[one.case_id] = min(earliest.get(one.case_id, (date.max, "")), (day, one.rule))
    assert {pk: (due_on, rule) for pk, due_on, rule in Case.objects.values_list("pk", "due_on", "due_rule")} == earliest
    entries = {}
    for entry in Entry.objects.filter(step="replay"):
        assert entry.case_id not in entries, "one entry for a case"
        assert entry.facts["notice"] == NAME and entry.facts["schedule"] == version
        entries[entry.case_id] = {one["rule"]: (date.fromisoformat(one["was"]), date.fromisoformat(one["last_day"])) for one in entry.facts["clocks"]}
    assert entries == moved
    return sum(map(len, moved.values())), len(moved)
