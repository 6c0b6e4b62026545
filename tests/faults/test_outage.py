"""The whole system under its supervisor, and what is done to it: the worker killed mid-delivery, Valkey emptied, stopped, killed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import redis

from casework import clock, commands
from casework.cases.clocks import Deadline
from casework.cases.heartbeat import Heartbeat
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.cases.verification import verify
from casework.config import processes
from casework.config.environment import embedded_services
from tests.builders import OUTSIDER, filing

BASE = Path(__file__).resolve().parents[2]
OVERDUE = {"event_on": "2026-07-01", "operator_complained_on": "2026-07-02", "operator_answered_on": "2026-07-10"}


@dataclass
class System:
    """`manage.py up` as a child, on the test's database, with a Valkey and a var folder of its own."""

    process: subprocess.Popen[bytes]
    var: Path
    port: int

    def child(self, *words: str) -> int | None:
        """The process id of the supervised child with these words on its command line."""
        for pid in processes.marked("CASEWORK_UP", str(self.var)):
            line = processes.command_line(pid)
            if all(any(one.endswith(word) for one in line) for word in words) and not processes.is_program(pid, "postgres"):
                return pid
        return None

    def valkey(self) -> int:
        """Valkey's process id."""
        return processes.working_in((self.var / "valkey").resolve())[0]

    def client(self) -> redis.Redis:
        """A client of its Valkey."""
        return redis.Redis.from_url(embedded_services(self.var)["redis_url"], socket_connect_timeout=2, socket_timeout=2)


@pytest.fixture
def system(committed, working_hours, tmp_path, settings) -> Iterator[System]:
    """Running, with web server, worker and scheduler, before anything is filed."""
    var = tmp_path / "var"
    shutil.copytree(settings.VAR / "keys", var / "keys")
    settings.LEDGER_FOLDER = var / "ledger"
    port = processes.free_port()
    environment = {name: value for name, value in os.environ.items() if name != "REDIS_URL"} | {"CASEWORK_VAR": str(var), "PYTHONUTF8": "1"}
    log = (tmp_path / "up.log").open("wb")
    command = [sys.executable, "manage.py", "up", "--no-samples", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, cwd=BASE, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    running = System(process, var.resolve(), port)
    try:
        wait_for(lambda: b"Ctrl-C" in (tmp_path / "up.log").read_bytes(), 60, process)
        yield running
    except BaseException:
        print((tmp_path / "up.log").read_text()[-6000:])
        raise
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()
    assert processes.marked("CASEWORK_UP", str(running.var)) == []


def wait_for(condition: Callable[[], object], seconds: float, process: subprocess.Popen[bytes] | None = None) -> None:
    """Until the condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to that"
        assert process is None or process.poll() is None, "the system ended"
        time.sleep(0.1)


def fill(count: int, start: int = 0) -> None:
    """Complaints with an e-mail address each, every fourth long overdue."""
    for n in range(start, start + count):
        given = filing(applicant_email=f"user{n}@example.com", title=f"第{n}件", **(OVERDUE if n % 4 == 0 else {}))
        commands.file_case("complaint", by=OUTSIDER, given=given, on=date(2026, 9, 1) if n % 4 == 0 else None)


def mails(var: Path) -> Counter[str]:
    """How many mails each address got."""
    found: Counter[str] = Counter()
    for path in (var / "mail").glob("*") if (var / "mail").exists() else ():
        for raw in path.read_bytes().split(b"\n" + b"-" * 79):
            if raw.strip():
                found[str(message_from_bytes(raw.strip(), policy=policy.default)["To"])] += 1
    return found


def all_sent() -> bool:
    """Nothing waits in the outbox."""
    return not Message.objects.filter(sent_at=None).exists()


def all_swept() -> bool:
    """No deadline past its day is unrecorded."""
    return not Deadline.objects.filter(next_alarm_on__lte=clock.today()).exists()


def assert_everything_is_told_and_recorded(system: System, count: int) -> None:
    """Every message sent, every address reached, each breach one entry and one message, the ledger whole."""
    assert not Message.objects.exclude(dead_at=None).exists()
    reached = mails(system.var)
    assert set(reached) == {f"user{n}@example.com" for n in range(count)}
    assert Message.objects.filter(channel="email").count() == count <= reached.total()
    breaches = Counter((entry.case_id, entry.facts["rule"]) for entry in Entry.objects.filter(step="breach"))
    assert breaches == Counter(Deadline.objects.filter(status="breached").values_list("case_id", "rule"))
    assert set(breaches.values()) == {1} and len({case for case, _ in breaches}) == len(range(0, count, 4))
    assert Message.objects.filter(step="breach").count() == len(breaches)
    assert verify().findings == []


def assert_alive_by_itself(system: System) -> None:
    """Scheduler, worker and web answer again; the beat is fresh, from this minute on."""
    began = clock.now()
    wait_for(lambda: system.child("manage.py", "schedule") and system.child("manage.py", "work"), 60, system.process)
    with contextlib.closing(system.client()) as client:
        wait_for(lambda: list(client.scan_iter("rq:cron_scheduler:*")), 60, system.process)
    wait_for(lambda: Heartbeat.objects.filter(job="deliver", at__gt=began).exists(), 60, system.process)
    wait_for(lambda: Heartbeat.objects.filter(job="sweep", at__gt=began - timedelta(seconds=60)).exists(), 75, system.process)


def let_minutes_pass() -> None:
    """As if the minute of the lease were over, and two more since the last sweep."""
    Heartbeat.objects.filter(job="sweep").update(at=clock.now() - timedelta(minutes=3))
    Message.objects.filter(sent_at=None).exclude(claimed_until=None).update(claimed_until=clock.now() - timedelta(seconds=1))


def kill_worker_mid_delivery(system: System) -> tuple[int, int]:
    """kill -9 while some mails are out and others are claimed. Gives how many were out and how many claimed."""
    worker, folder, until = system.child("manage.py", "work"), system.var / "mail", time.monotonic() + 60
    assert worker is not None
    while True:
        assert time.monotonic() < until
        time.sleep(0.002)
        if folder.exists() and len(os.listdir(folder)) >= 3:
            os.kill(worker, signal.SIGSTOP)  # held, so that it cannot finish while one looks
            if Message.objects.filter(sent_at=None).exclude(claimed_until=None).exists():
                break
            os.kill(worker, signal.SIGCONT)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: not processes.is_program(worker, "python"), 5)
    claimed = Message.objects.filter(sent_at=None).exclude(claimed_until=None).count()
    return mails(system.var).total(), claimed


def go_through_it(system: System, count: int, outage: float, meanwhile: Callable[[], None]) -> None:
    """File, kill the worker, empty Valkey, stop it, file more, kill it; then everything must have been told and recorded."""
    fill(count)
    out, claimed = kill_worker_mid_delivery(system)
    assert claimed > 0 and out < count, "the worker was killed in the middle"
    with contextlib.closing(system.client()) as client:
        client.flushall()
    valkey = system.valkey()
    os.kill(valkey, signal.SIGSTOP)
    fill(10, start=count)
    time.sleep(outage)
    os.kill(valkey, signal.SIGCONT)
    time.sleep(1)
    os.kill(system.valkey(), signal.SIGKILL)
    meanwhile()
    wait_for(all_sent, 120, system.process)
    wait_for(all_swept, 150, system.process)
    wait_for(all_sent, 120, system.process)
    assert_everything_is_told_and_recorded(system, count + 10)
    assert_alive_by_itself(system)


def test_worker_killed_valkey_emptied_and_stopped_for_eight_seconds(system):
    """Every message delivered, every breach recorded once, the scheduler alive again by itself."""
    go_through_it(system, 100, 8, let_minutes_pass)


@pytest.mark.full
def test_worker_killed_valkey_emptied_and_stopped_for_a_minute(system):
    """The same with 200 filings, a minute without Valkey, and every wait as long as it is."""
    go_through_it(system, 200, 60, lambda: None)
