"""The supervisor with small children: restarts, order, nothing left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from casework.config import processes
from casework.config.supervisor import DidNotStart, Service, Supervisor


def child(script: str) -> subprocess.Popen[bytes]:
    """A child that runs a shell script."""
    return processes.start(["sh", "-c", script], environment={"PATH": os.environ["PATH"]}, output=subprocess.PIPE)


def turn_until(supervisor: Supervisor, condition, seconds: float = 10) -> None:
    """Let it work until the condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        supervisor.turn(0.02)


def test_lines_are_shown_with_the_name_of_their_service(capsys):
    """Also the last one, that has no end of line."""
    supervisor = Supervisor()
    status = supervisor.run_once("prepare", child("echo 一; printf 二; exit 3"))
    assert status == 3
    assert capsys.readouterr().out == "prepare   | 一\nprepare   | 二\n"


def test_a_killed_service_is_started_again(tmp_path):
    """And counts as ready only when it answers again."""
    supervisor = Supervisor()
    supervisor.bring_up(Service("web", lambda: child("sleep 60"), lambda pid: True))
    first = supervisor.running[0].process.pid
    os.kill(first, signal.SIGKILL)
    turn_until(supervisor, lambda: supervisor.running[0].again_at is not None)
    turn_until(supervisor, lambda: supervisor.running[0].ready)
    assert supervisor.running[0].process.pid != first
    supervisor.stop()


def test_each_failure_doubles_the_wait():
    """Half a second, one, two."""
    supervisor = Supervisor()
    supervisor.bring_up(Service("web", lambda: child("sleep 60"), lambda pid: True))
    one = supervisor.running[0]
    waits = []
    for _ in range(3):
        one.process.kill()
        one.process.wait()
        supervisor.turn(0)
        waits.append(round(one.again_at - time.monotonic(), 1))
        one.again_at = 0.0
        supervisor.turn(0)
    assert waits == [0.5, 1.0, 2.0]
    supervisor.stop()


def test_what_answered_for_ten_seconds_begins_anew():
    """Killed again and again, but well in between: half a second each time; nine seconds are too few, and so is running without an answer."""
    supervisor = Supervisor()
    supervisor.bring_up(Service("web", lambda: child("sleep 60"), lambda pid: True))
    one = supervisor.running[0]
    waits = []
    for ready, seconds in ((True, 11), (True, 11), (True, 9), (False, 60)):
        one.ready, one.since = ready, time.monotonic() - seconds
        one.process.kill()
        one.process.wait()
        supervisor.turn(0)
        waits.append(round(one.again_at - time.monotonic(), 1))
        one.again_at = 0.0
        supervisor.turn(0)
    assert waits == [0.5, 0.5, 1.0, 2.0]
    supervisor.stop()


def test_services_stop_in_reverse_order(tmp_path):
    """The database last."""
    order = tmp_path / "order"
    supervisor = Supervisor()
    for name in ("postgres", "web", "scheduler"):
        script = f"trap 'echo {name} >> {order}; exit 0' TERM; touch {tmp_path}/{name}; while :; do sleep 0.05; done"
        supervisor.bring_up(Service(name, lambda script=script: child(script), lambda pid, name=name: (tmp_path / name).exists()))
    supervisor.stop()
    assert order.read_text().split() == ["scheduler", "web", "postgres"]


def test_one_that_never_answers_is_named():
    """The caller turns it into a sentence."""
    supervisor = Supervisor()
    with pytest.raises(DidNotStart, match="worker"):
        supervisor.bring_up(Service("worker", lambda: child("sleep 60"), lambda pid: False, ready_within=0.3))
    supervisor.stop()


def test_grandchildren_of_a_killed_child_are_killed_with_its_group():
    """A killed web server leaves its workers."""
    process = child("sleep 61 & echo $!; wait")
    grandchild = int(process.stdout.readline())
    process.kill()
    process.wait()
    processes.kill_group(process)
    process.stdout.close()
    until = time.monotonic() + 5
    while processes.is_program(grandchild, "sleep"):
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux")
def test_children_end_when_the_supervisor_is_killed():
    """kill -9 leaves no orphan."""
    script = textwrap.dedent(
        """
        import subprocess, sys, time
        from casework.config import processes
        child = processes.start(["sleep", "62"], environment={}, output=None)
        print(child.pid, flush=True)
        time.sleep(60)
        """
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=Path(__file__).resolve().parents[2])
    orphan = int(parent.stdout.readline())
    assert processes.is_program(orphan, "sleep")
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 5
    while processes.is_program(orphan, "sleep"):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_what_a_killed_run_left_is_found_by_its_mark(tmp_path):
    """The second start ends it, and nothing else."""
    process = subprocess.Popen(["sleep", "63"], env={"CASEWORK_UP": str(tmp_path)})
    other = subprocess.Popen(["sleep", "64"], env={"CASEWORK_UP": str(tmp_path) + "x"})
    assert processes.marked("CASEWORK_UP", str(tmp_path)) == [process.pid]
    processes.end_all([process.pid])
    assert process.wait(1) == -signal.SIGTERM
    assert other.poll() is None
    other.kill()
    other.wait()
