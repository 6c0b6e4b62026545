"""Runs child processes in order, waits until each answers, restarts what dies, stops in reverse order, prefixes their lines."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from casework.config import processes

FIRST_DELAY = 0.5  # seconds before the first restart; doubled each time
LAST_DELAY = 30.0
SETTLED = 10.0  # seconds of answering after which earlier failures are forgotten: what ran well and was killed is back at once


class Stopping(Exception):
    """A signal to stop came while something was being waited for."""


class DidNotStart(Exception):
    """A service did not answer in time."""


@dataclass(frozen=True)
class Service:
    """Something to keep running. `answers` is asked with its process id; `patience` and `ready_within` are seconds."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    answers: Callable[[int], bool]
    stop_signal: int = signal.SIGTERM
    patience: float = 10
    ready_within: float = 60


@dataclass
class Running:
    """A service and its present process; `since` when it answers (before that: since when it runs)."""

    service: Service
    process: subprocess.Popen[bytes]
    since: float = field(default_factory=time.monotonic)
    ready: bool = False
    failures: int = 0
    again_at: float | None = None


class Supervisor:
    """One thread: it reads the children's lines, looks after them, and listens to signals."""

    def __init__(self) -> None:
        self.running: list[Running] = []
        self.lines = selectors.DefaultSelector()
        self.stop_asked = 0

    def listen(self) -> None:
        """SIGINT, SIGTERM and SIGHUP stop everything; a second one does not wait."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)

    def say(self, name: str, text: str) -> None:
        """One prefixed line on the screen."""
        print(f"{name:<9} | {text}", flush=True)

    def bring_up(self, *services: Service) -> None:
        """Start services together and return when all answer. Raises DidNotStart, or Stopping."""
        begun = [self._begin(service) for service in services]
        until = time.monotonic() + max(service.ready_within for service in services)
        while not all(one.ready for one in begun):
            self.turn(0.05)
            if self.stop_asked:
                raise Stopping
            if time.monotonic() > until:
                raise DidNotStart("、".join(one.service.name for one in begun if not one.ready))

    def adopt(self, service: Service, process: subprocess.Popen[bytes]) -> None:
        """Look after a process that was started and answers already."""
        self.running.append(Running(service, process, ready=True))

    def run_once(self, name: str, process: subprocess.Popen[bytes]) -> int:
        """Wait for a child that does one thing, showing its lines; returns its exit status. Raises Stopping."""
        self._follow(name, process)
        while process.poll() is None:
            self.turn(0.05)
            if self.stop_asked:
                processes.stop(process, signal.SIGTERM, 5)
                raise Stopping
        self._last_lines(process)
        return process.returncode

    def look_after(self) -> None:
        """Keep everything running until a signal to stop."""
        while not self.stop_asked:
            self.turn(0.5)

    def turn(self, seconds: float) -> None:
        """Show lines for up to `seconds`, then look at every service once."""
        self._read_lines(seconds)
        for one in self.running:
            if self.stop_asked:
                return
            if one.again_at is not None:
                self._perhaps_again(one)
            elif one.process.poll() is not None:
                self._note_end(one)
            elif not one.ready and one.service.answers(one.process.pid):
                one.ready, one.since = True, time.monotonic()
                if one.failures:
                    self.say(one.service.name, "恢复 · answers again")

    def stop(self) -> None:
        """Stop in reverse order, each with its patience; at once after a second signal."""
        for one in reversed(self.running):
            if one.process.poll() is None:
                processes.stop(one.process, one.service.stop_signal, 0 if self.stop_asked > 1 else one.service.patience)
            else:
                processes.kill_group(one.process)
            self._last_lines(one.process)
        self.running.clear()

    def _begin(self, service: Service) -> Running:
        one = Running(service, service.start())
        self._follow(service.name, one.process)
        self.running.append(one)
        return one

    def _note_end(self, one: Running) -> None:
        processes.kill_group(one.process)
        self._last_lines(one.process)
        if one.ready and time.monotonic() - one.since > SETTLED:
            one.failures = 0
        delay = min(FIRST_DELAY * 2**one.failures, LAST_DELAY)
        one.failures += 1
        one.ready = False
        one.again_at = time.monotonic() + delay
        self.say(one.service.name, f"意外结束({_ending(one.process.returncode)}),{delay:g} 秒后重新启动 · ended, starting again")

    def _perhaps_again(self, one: Running) -> None:
        if one.again_at is not None and time.monotonic() >= one.again_at:
            one.process, one.since, one.ready, one.again_at = one.service.start(), time.monotonic(), False, None
            self._follow(one.service.name, one.process)

    def _follow(self, name: str, process: subprocess.Popen[bytes]) -> None:
        if process.stdout is not None:
            os.set_blocking(process.stdout.fileno(), False)
            self.lines.register(process.stdout, selectors.EVENT_READ, (name, bytearray()))

    def _read_lines(self, seconds: float) -> None:
        if not self.lines.get_map():
            time.sleep(seconds)
            return
        for key, _ in self.lines.select(seconds):
            name, rest = key.data
            chunk = os.read(key.fd, 65536)
            rest += chunk
            *whole, last = bytes(rest).split(b"\n")
            rest[:] = last
            if not chunk:
                self.lines.unregister(key.fileobj)
                whole += [last] if last else []
                key.fileobj.close()  # type: ignore[union-attr]
            for line in whole:
                self.say(name, line.decode(errors="replace").rstrip("\r"))

    def _last_lines(self, process: subprocess.Popen[bytes]) -> None:
        """What an ended child still had to say, up to the end of its pipe."""
        until = time.monotonic() + 1
        while process.stdout is not None and not process.stdout.closed and time.monotonic() < until:
            self._read_lines(0.02)

    def _ask_to_stop(self, number: int, frame: object) -> None:
        self.stop_asked += 1
        if self.stop_asked == 1:
            os.write(sys.stdout.fileno(), "\n正在停止…… Stopping.\n".encode())


def _ending(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit {status}"
