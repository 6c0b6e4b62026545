"""Two sweeps in two processes over the same deadlines: each breach once, each message and each rung once, the work shared."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from casework import clock
from casework.cases import digests
from casework.cases.alarms import Alarm, Digest
from casework.cases.clocks import Deadline
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.cases.verification import verify
from tests.bench import sweeps
from tests.faults.test_races import at_once

BASE = Path(__file__).resolve().parents[2]
# Says that it is there, waits to be told, sweeps, and says how many breaches it found.
WORKER = (
    "import django; django.setup(); from casework import jobs; from casework.cases import schedules; schedules.current();"
    " print('ready', flush=True); input(); print(jobs.sweep(), flush=True)"
)


def two_sweeps() -> list[int]:
    """What two processes that begin at the same moment found."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "casework.config.settings"}
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER], cwd=BASE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    try:
        assert [worker.stdout.readline() for worker in workers] == ["ready\n"] * 2
        for worker in workers:
            worker.stdin.write("\n")
            worker.stdin.flush()
        return [int(worker.communicate(timeout=240)[0]) for worker in workers]
    finally:
        for worker in workers:
            worker.kill()


@pytest.mark.parametrize("due", [1_500, pytest.param(10_000, marks=pytest.mark.full)])
def test_two_workers_find_each_breach_once(committed, working_hours, due):
    sweeps.fill(due)
    sweeps.fall_due(due)
    found = two_sweeps()
    assert sum(found) == due and min(found) > 0, found
    assert two_sweeps() == [0, 0]
    deadlines = Deadline.objects.filter(status="breached", next_alarm_on__gt=clock.today())
    assert set(deadlines.values_list("fell_due_on", "told_on")) == {(date(2026, 11, 23), date(2026, 11, 24))} and deadlines.count() == due
    breaches = Counter((one.case_id, one.facts["rule"]) for one in Entry.objects.filter(step="breach", on=date(2026, 11, 23)))
    assert breaches == Counter(deadlines.values_list("case_id", "rule")) and set(breaches.values()) == {1}
    messages = Counter(Message.objects.filter(step="breach").values_list("case", "case_seq"))
    assert len(messages) == due and set(messages.values()) == {1}
    assert Counter(Alarm.objects.values_list("deadline", "rung")) == Counter((pk, "over-1") for pk in deadlines.values_list("pk", flat=True))
    assert verify().findings == []


def test_two_deliveries_make_one_digest_for_each_person(committed, working_hours):
    """The alarms of one morning are gathered by one of them; the other finds nothing to gather, or nobody to wait for."""
    sweeps.fill(400)
    sweeps.fall_due(400)
    two_sweeps()

    def gather() -> int:
        return digests.gather(at=clock.now())

    made = at_once(*[gather] * 3)
    assert sum(made) == 2, made  # handler and head
    assert sorted((one.user.username, len(set(one.alarms))) for one in Digest.objects.select_related("user")) == [("sh-handler", 400), ("sh-head", 400)]
    assert not Alarm.objects.filter(told_at=None).exists()
    connection.close()
