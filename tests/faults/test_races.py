"""Several people at once on one database: every race has one winner, every number is given once, and nothing refused leaves a gap."""

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from casework import clock, commands, jobs
from casework.cases import attachments, delivery, outbox
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.documents import Document, Series
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.cases.refusals import Refusal, Refused
from casework.cases.verification import verify
from casework.people.actor import Actor
from tests import stages
from tests.builders import OUTSIDER, filing
from tests.stages import OK

LONG_AGO = {"event_on": "2026-07-01", "operator_complained_on": "2026-07-02", "operator_answered_on": "2026-07-10"}


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or what it raised; all begin at the same moment, each on a connection of its own."""
    together = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            together.wait(20)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def shared_out(workers: int, acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """The acts in the hands of so many threads."""
    done: list[Any] = []

    def work(own: Sequence[Callable[[], Any]]) -> None:
        done.extend(act() for act in own)

    for result in at_once(*(lambda own=acts[n::workers]: work(own) for n in range(workers))):
        if isinstance(result, Exception):
            raise result
    return done


def assert_gapless() -> int:
    """Paper numbers run from 1 without a gap in every series, as the papers bear them. Gives how many there are."""
    borne: dict[str, list[int]] = {}
    for number in Document.objects.values_list("number", flat=True):
        series, serial = number.removesuffix("号").rsplit("〕", 1)
        borne.setdefault(series, []).append(int(serial))
    for series, serials in borne.items():
        assert sorted(serials) == list(range(1, len(serials) + 1)), series
    assert sorted(len(serials) for serials in borne.values()) == sorted(Series.objects.values_list("last", flat=True))
    return sum(map(len, borne.values()))


def test_of_two_clerks_on_the_same_step_one_wins_and_the_other_is_told_why(committed):
    """20 races: 20 winners, 20 refused with a reason; each case has one acceptance and one paper."""
    numbers = [stages.filed() for _ in range(20)]
    clerks = [(committed[name], name) for name in ("sh-handler", "sh-handler2")]
    won: Counter[str] = Counter()
    refused = []
    for number in numbers:
        def accept(by: Actor, name: str, number: str = number) -> str:
            commands.take_step(number, "accept", by=by, given={"handler": name}, answers=OK)
            return name

        results = at_once(*(lambda by=by, name=name: accept(by, name) for by, name in clerks))
        winners = [one for one in results if isinstance(one, str)]
        losers = [one for one in results if isinstance(one, Refused)]
        assert (len(winners), len(losers)) == (1, 1), results
        won[winners[0]] += 1
        refused += losers
        case = Case.objects.get(number=number)
        assert (case.handler.username, case.state) == (winners[0], "accepted")
    assert won.total() == len(refused) == 20
    assert {one.reasons[0].zh for one in refused} == {"案件处于“已受理”，不能受理。"}
    assert Entry.objects.filter(step="accept").count() == Document.objects.filter(type="acceptance_notice").count() == 20
    assert assert_gapless() == 20
    assert verify().findings == []


def test_of_two_clerks_who_saw_the_same_version_the_second_is_shown_what_came_between(committed):
    """A step possible from both states is refused by its version."""
    number = stages.accepted(committed)
    version = Case.objects.get(number=number).version
    by = committed["sh-handler"]
    called = {"called_at": "2026-11-02T10:00", "reached": True, "said": "愿意调解"}
    results = at_once(*(lambda: commands.take_step(number, "call_back", by=by, given=called, version=version) for _ in range(2)))
    [refused] = [one for one in results if isinstance(one, Refusal)]
    assert [entry.step for entry in refused.entries] == ["call_back"]
    assert Entry.objects.filter(step="call_back").count() == 1


def test_a_proposal_is_approved_once(committed):
    """Two heads press the button: one paper."""
    number = stages.forwarded(committed)
    given = {"facts_found": "属实", "result": "已退费", "outcome": "known", "operator_reply": "同意", "applicant_view": "认可"}
    waiting = commands.take_step(number, "reply", by=committed["sh-handler"], given=given).proposal
    results = at_once(*(lambda: commands.approve(number, waiting.pk, by=committed["sh-head"]) for _ in range(2)))
    assert sorted(type(one).__name__ for one in results) == ["Outcome", "Refused"]
    assert Entry.objects.filter(step="reply").count() == 1
    assert_gapless()


def filings(count: int, committed) -> None:
    """So many filings, shared among four clerks: none lost, no number twice, every chain whole."""
    clerks = [committed[name] for name in ("sh-intake", "ha-intake", "cq-intake", "ministry-intake")]
    acts = [
        lambda n=n: commands.file_case("complaint", by=clerks[n % 4], given=filing(title=f"第{n}件", channel="phone", office="CA-31")).case.number
        if n % 4 == 0 else commands.file_case("complaint", by=OUTSIDER, given=filing(title=f"第{n}件")).case.number
        for n in range(count)
    ]  # fmt: skip
    numbers = shared_out(4, acts)
    assert len(set(numbers)) == count
    assert set(Case.objects.values_list("number", flat=True)) == set(numbers)
    assert set(Case.objects.values_list("title", flat=True)) == {f"第{n}件" for n in range(count)}
    assert Entry.objects.filter(step="file", seq=1).count() == count
    assert Deadline.objects.values("case").distinct().count() == count
    assert verify().findings == []


def test_four_clerks_file_120_cases(committed):
    """None lost, none doubled."""
    filings(120, committed)


@pytest.mark.full
def test_four_clerks_file_500_cases(committed):
    """None lost, none doubled."""
    filings(500, committed)


def test_paper_numbers_are_gapless_whatever_is_refused_or_breaks_off(committed, monkeypatch):
    """Four clerks accept 24 cases; every third first breaks off after its paper was numbered, every fourth is first refused."""
    numbers = [stages.filed(respondent=("OP-EAST-31", "OP-EAST-41")[n % 2]) for n in range(24)]
    post, breaking = outbox.post, set(numbers[::3])

    def break_off(case: Case, **columns: Any) -> Any:
        if case.number in breaking:
            breaking.discard(case.number)
            raise ConnectionResetError("the clerk's connection broke off")
        return post(case, **columns)

    monkeypatch.setattr(outbox, "post", break_off)

    def accept(n: int) -> None:
        place = ("sh", "ha")[n % 2]
        by, given = committed[f"{place}-intake"], {"handler": f"{place}-handler"}
        if n % 4 == 0:
            unmet = OK | {"T10-1": {"met": False, "why": "对象不符"}}
            assert isinstance(stages.refusal_of(commands.take_step, numbers[n], "accept", by=by, given=given, answers=unmet), Refused)
        if n % 3 == 0:
            with pytest.raises(ConnectionResetError):
                commands.take_step(numbers[n], "accept", by=by, given=given, answers=OK)
        commands.take_step(numbers[n], "accept", by=by, given=given, answers=OK)

    shared_out(4, [lambda n=n: accept(n) for n in range(24)])
    assert assert_gapless() == 24
    assert sorted(Series.objects.values_list("last", flat=True)) == [12, 12]


def test_a_key_sent_twice_at_once_is_one_filing(committed):
    """Ten keys, each from two threads: both get the same answer, query code included."""
    def answer(outcome: commands.Outcome) -> dict[str, Any]:
        return {"number": outcome.case.number, "codes": outcome.codes}

    for n in range(10):
        results = at_once(*2 * [lambda key=f"key-{n}": commands.file_once(key, b"body", "complaint", by=OUTSIDER, given=filing(), answer=answer)])
        assert results[0] == results[1] and results[0]["codes"]["applicant"], results
    assert Case.objects.count() == 10


def test_a_key_whose_first_filing_breaks_off_files_at_the_second(committed):
    """The one that waited is not answered with nothing."""
    failed = []

    def answer(outcome: commands.Outcome) -> dict[str, Any]:
        if not failed:
            failed.append(1)
            raise ConnectionResetError
        return {"number": outcome.case.number}

    results = at_once(*(lambda: commands.file_once("key", b"body", "complaint", by=OUTSIDER, given=filing(), answer=answer) for _ in range(2)))
    assert sorted(type(one).__name__ for one in results) == ["ConnectionResetError", "dict"]
    assert Case.objects.count() == 1


def test_three_sweeps_and_a_clerk_record_each_breach_once(committed):
    """Whoever comes first records it; the step does not overtake it."""
    numbers = [commands.file_case("complaint", by=OUTSIDER, given=filing(**LONG_AGO), on=date(2026, 9, 1)).case.number for _ in range(12)]
    by = committed["sh-intake"]
    asked = {"operator_complained": "yes", "said": "已投诉"}

    def ask() -> None:
        for number in numbers:
            commands.take_step(number, "ask_about_operator", by=by, given=asked)

    results = at_once(jobs.sweep, jobs.sweep, jobs.sweep, ask)
    assert not [one for one in results if isinstance(one, Exception)], results
    jobs.sweep()
    breached = Deadline.objects.filter(status="breached")
    entries = Counter((entry.case_id, entry.facts["rule"]) for entry in Entry.objects.filter(step="breach"))
    assert entries == Counter(breached.values_list("case_id", "rule")) and set(entries.values()) == {1}
    assert len(entries) >= 12
    assert Message.objects.filter(step="breach").count() == len(entries)
    assert verify().findings == []


def test_four_workers_deliver_each_message_once(committed):
    """The lease keeps them apart."""
    for _ in range(15):
        stages.filed(applicant_email="wang@example.com")
    posted = Message.objects.count()
    results = at_once(*(jobs.deliver for _ in range(4)))
    assert sum(results) == posted == Message.objects.exclude(sent_at=None).count()
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_what_a_killed_worker_held_leaves_when_its_lease_ends(committed):
    """Not before, and once."""
    stages.filed(applicant_email="wang@example.com")
    now = clock.now()
    held = delivery.claim(at=now)  # and then the worker is no more
    assert len(held) == Message.objects.count() >= 3
    assert jobs.deliver() == 0
    assert delivery.deliver(at=now + timedelta(seconds=59), arrived=lambda message: None) == (0, 0)
    assert delivery.deliver(at=now + timedelta(seconds=61), arrived=lambda message: None) == (len(held), len(held))
    assert set(Message.objects.values_list("attempts", "claimed_until")) == {(2, None)}


def test_a_slow_channel_keeps_no_message_beyond_its_lease(committed, monkeypatch):
    """What a batch cannot send in its time is given back untried, and goes with the next."""
    for _ in range(3):
        stages.filed(applicant_email="wang@example.com")
    monkeypatch.setattr(delivery, "AT_WORK", 0.0)
    assert delivery.deliver(at=clock.now(), arrived=lambda message: None) == (9, 1)
    assert jobs.deliver() == 8
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_the_same_file_uploaded_by_several_at_once_is_stored_whole(committed, settings, tmp_path):
    """One content, one file; nobody stumbles over another's draft."""
    settings.UPLOADS = tmp_path / "uploads"
    content = b"%PDF-1.7\n" + b"x" * 3_000_000

    def upload(n: int) -> str:
        file = SimpleUploadedFile(f"{n}.pdf", content)
        return commands.file_case("complaint", by=OUTSIDER, given=filing(), files={"attachments": [file]}).case.number

    results = at_once(*(lambda n=n: upload(n) for n in range(6)))
    assert all(isinstance(one, str) for one in results), results
    [path] = [one for one in settings.UPLOADS.rglob("*") if one.is_file()]
    assert (path.read_bytes(), path) == (content, attachments.path_of(hashlib.sha256(content).digest()))
