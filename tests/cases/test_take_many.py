"""Set-based equals row by row: from the same database, the sweep and the replay in batches of 500, in batches of one, and case by case before somebody's
step leave the same rows, and the ledger verifies."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import models, transaction

from casework import clock, commands, consequences, transactions
from casework.cases import replaying, sealing, sweeping
from casework.cases.alarms import Alarm
from casework.cases.case import Case
from casework.cases.clocks import Deadline, Suspension
from casework.cases.ledger import Entry, EntryContent
from casework.cases.outbox import Message
from casework.cases.service import Service
from casework.cases.turns import Turn
from casework.cases.verification import verify
from casework.complaints.workflow import Complaint
from casework.families import FAMILIES
from casework.people.actor import SYSTEM_ACTOR, Actor
from casework.people.models import Organisation
from casework.people.roles import Role
from tests import replays, stages
from tests.builders import People, filing
from tests.rehearsal.plumbing import Rehearsed, known
from tests.statute.course import DECLARED, UNDATED, Course
from tests.statute.test_art15_forwarding import forwarded
from tests.statute.test_consequences import Deeming

# What differs between two runs though the same was done: the row's own id, what hangs on salts, and the transaction.
CHANCE = {"id", "content_digest", "prev", "hash", "ledger_head", "xid"}
STORED: tuple[type[models.Model], ...] = (Case, Complaint, Deadline, Suspension, Entry, Message, Alarm, Turn)
Rows = dict[str, list[Any]]
Copies = Callable[[], AbstractContextManager[None]]
DEAD = {"ground": "39-1-1", "reasons": "申请人去世"}


@pytest.fixture
def people(committed: People, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    """A database of its own, with complaints of which silence is acceptance (article 30③) and the rehearsed family, whose clock can stand still."""
    monkeypatch.setitem(FAMILIES, "complaint", Deeming)
    with known(monkeypatch):
        yield committed


def at_the_moment(monkeypatch: pytest.MonkeyPatch, moment: str) -> datetime:
    """The clock stands: two runs write the same times."""
    at = datetime.fromisoformat(moment).replace(tzinfo=clock.SHANGHAI)
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def written() -> Rows:
    """Everything that is stored about cases and can be compared, each table in an order of its own."""
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        found: Rows = {one.__name__: _rows(one) for one in STORED}
        contents = EntryContent.objects.select_related("entry").order_by("entry__case", "entry__seq")
        found["given"] = [(one.entry.case_id, one.entry.seq, one.given) for one in contents]
    return found


def _rows(model: type[models.Model]) -> list[Any]:
    """Rows as (column, value), a deadline named by what began it: its id is chance."""
    columns = [one.attname for one in model._meta.concrete_fields if one.attname not in CHANCE and one.attname != "deadline_id"]
    named = ("deadline__rule", "deadline__trigger_on", "deadline__started_by_seq") if hasattr(model, "deadline") else ()
    return sorted((tuple(zip((*columns, *named), row, strict=True)) for row in model._default_manager.values_list(*columns, *named)), key=repr)


def imported(people: People, on: date) -> Course:
    """An old file."""
    desk = Actor(kind="client", id=None, name="导入", standing=frozenset({(Organisation.objects.get(code="CA-31").pk, Role.INTAKE.value)}))
    origin = commands.Origin("old-files", "17", {})
    return Course(people, commands.file_case("complaint", by=desk, given=filing(**(UNDATED | DECLARED)), on=on, origin=origin).case.number)


def serve_both(course: Course, on: str) -> None:
    """Both operators get their notice by hand."""
    for row in Service.objects.filter(document__in=course.papers("transfer_notice")).select_related("document", "party"):
        given = {"document": row.document.number, "addressee": row.party.name, "manner": "post", "served_on": on, "proof": "签收单"}
        course.take(on, "sh-handler", "serve", **given)


# ---- the sweep ----


def fill_for_the_sweep(people: People) -> None:
    """Files of every kind, by 24 November 2026: law and house limits, two and three breaches in one file, two operators, nobody handling, an old file,
    a sealed one, silence that is acceptance and what that starts, a clock that stood still, one on its last day, one that was told before."""
    Course.filed(people, "2026-10-12").accepted("2026-10-12")  # TC-05 of the house; TC-07 and TC-08 on 11 November
    Course.filed(people, "2026-10-20", applicant_phone="13900139001").accepted("2026-10-20", handler="")
    serve_both(forwarded(people, "OP-NORTH-31", applicant_phone="13900139002", number_portability="on"), "2026-10-14")
    Course.filed(people, "2026-10-12", applicant_phone="13900139003")  # accepted by silence on the 19th
    Course.filed(people, "2026-11-16", applicant_phone="13900139004")  # nothing is over before its last day, the 23rd
    Course.filed(people, "2026-11-17", applicant_phone="13900139005")  # its last day is today
    Course.filed(people, "2026-11-23", applicant_phone="13900139006")
    imported(people, date(2026, 10, 9))
    sealed = Course.filed(people, "2026-10-13", applicant_phone="13900139007").accepted("2026-10-13")
    stages.seal(sealed.number, "sh-sealed")
    stood = Rehearsed(people, "2026-09-01")
    stood.take("2026-09-10", "sh-handler", "suspend", **DEAD)
    stood.take("2026-09-17", "sh-handler", "resume", reasons="近亲属参加")
    Rehearsed(people, "2026-10-26", "李小红")  # a rung only
    told = Course.filed(people, "2026-10-22", applicant_phone="13900139008").accepted("2026-10-22")
    Deadline.objects.filter(case__number=told.number).update(told_on=date(2026, 11, 19))


def sweep(at: datetime) -> None:
    """One sweep."""
    rules = {kind: family.limits() for kind, family in FAMILIES.items()}
    sweeping.sweep(rules, today=at.date(), at=at, follow=partial(consequences.found_by_the_sweep, at=at))


def each_before_a_step(at: datetime) -> None:
    """Every case by itself, as before somebody's step; the rungs, which no step waits for, by the sweep afterwards."""
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        numbers = list(Case.objects.order_by("-pk").values_list("number", flat=True))
    for number in numbers:
        with transaction.atomic():
            consequences.caught_up(transactions.locked(number, SYSTEM_ACTOR, on=at.date(), at=at))
    sweep(at)


@pytest.mark.parametrize("moment", ["2026-11-24T03:00", "2026-11-24T10:00"])
def test_a_sweep_writes_what_case_by_case_writes(people: People, in_a_copy: Copies, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    at_the_moment(monkeypatch, "2026-11-23T22:00")
    fill_for_the_sweep(people)
    at = at_the_moment(monkeypatch, moment)
    ways = {}
    for name, batch, way in (("set-based", 500, sweep), ("in ones", 1, sweep), ("before a step", 500, each_before_a_step)):
        monkeypatch.setattr(sweeping, "BATCH", batch)
        with in_a_copy():
            way(at)
            ways[name] = written()
            assert verify().findings == [], name
    rows = ways["set-based"]
    for name, other in ways.items():
        for table in rows:
            assert other[table] == rows[table], (name, table)
    breaches = [dict(one) for one in rows["Entry"] if ("step", "breach") in one]
    per_case = sorted(sum(one["case_id"] == case for one in breaches) for case in {one["case_id"] for one in breaches})
    assert per_case[-1] >= 3 and len(per_case) >= 9
    assert {one["facts"]["breach_of_law"] for one in breaches} == {True, False} == {one["facts"]["imported"] for one in breaches}
    assert [dict(one)["on"] for one in rows["Entry"] if ("step", "deem_accepted") in one].count(date(2026, 10, 19)) == 1
    assert len(rows["Message"]) > 10 and len(rows["Alarm"]) > 8 and len(rows["Turn"]) == 2


# ---- the replay ----


def replay(batch: int) -> None:
    """One replay in batches of so many cases, without rests."""
    list(replaying.replay({kind: family.limits() for kind, family in FAMILIES.items()}, batch=batch))


def test_a_replay_writes_what_case_by_case_writes(people: People, in_a_copy: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    """Monday 14 December is off, Saturday the 19th worked: running, stopped, sealed, imported files, operators with a turn, and 300 made in bulk."""
    at = at_the_moment(monkeypatch, "2026-12-08T07:00")
    replays.make_running(300, first=date(2026, 11, 24), last=date(2026, 12, 7))
    plain = Course.filed(people, "2026-12-08")
    thirty = Course.filed(people, "2026-11-14", applicant_phone="13900139001").accepted("2026-11-13")
    operators = Course.filed(people, "2026-12-01", applicant_phone="13900139002", number_portability="on").accepted("2026-12-01")
    operators.take("2026-12-02", "sh-handler", "forward", second_respondent="OP-NORTH-31")
    serve_both(operators, "2026-12-04")
    sealed = Course.filed(people, "2026-12-08", applicant_phone="13900139003")
    old = imported(people, date(2026, 12, 8))
    stood, stands = Rehearsed(people, "2026-10-08"), Rehearsed(people, "2026-10-08", "李小红")
    for case in (stood, stands):
        case.take("2026-11-02", "sh-handler", "suspend", **DEAD)
    stood.take("2026-11-09", "sh-handler", "resume", reasons="近亲属参加")
    meant = {one.case.pk for one in (plain, thirty, operators, sealed, old, stood)}
    stages.seal(sealed.number, "sh-sealed")
    filed = list(Case.objects.filter(ledger_seq__gt=0).values_list("pk", flat=True))  # those in bulk begin without a ledger
    version = replays.enter()
    at_the_moment(monkeypatch, str((at + timedelta(hours=1)).replace(tzinfo=None)))
    ways = []
    for batch in (500, 1):
        with in_a_copy():
            replay(batch)
            ways.append(written())
            assert verify(filed).findings == []
    at_once, in_ones = ways
    for table in at_once:
        assert in_ones[table] == at_once[table], table
    moved = {(entry := dict(one))["case_id"]: entry["facts"] for one in at_once["Entry"] if ("step", "replay") in one}
    assert len(moved) > 10 and {one["schedule"] for one in moved.values()} == {version.pk}
    assert meant <= moved.keys() and stands.case.pk not in moved
    assert {facts["imported"] for facts in moved.values()} == {True, False}
    assert {dict(one)["due_on"] for one in at_once["Turn"]} == {date(2026, 12, 15)}  # ten days from the 4th end on the day that is off now
