"""`manage.py up` with everything its own (PostgreSQL and Valkey too), and how each of its five services is killed."""

import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from casework.config import processes
from casework.config.environment import embedded_services

BASE = Path(__file__).resolve().parents[2]
SERVICES = ("web", "worker", "scheduler", "postgres", "valkey")
TOKENS = (("CA-31", "intake"), ("CA-31", "handler"), ("OP-EAST-31", "operator"))
SETTLE = """
import django; django.setup()
from casework import clock
from casework.people.models import Organisation, issue_token
from tests.builders import settle_people
settle_people()
for code, role in {tokens!r}:
    print(role, issue_token(Organisation.objects.get(code=code), "系统", role, "read step", at=clock.now()))
"""


@dataclass
class Whole:
    """The running system. `tokens` by role."""

    process: subprocess.Popen[bytes]
    var: Path
    port: int
    environment: dict[str, str]
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def database_url(self) -> str:
        """Where its PostgreSQL listens."""
        return embedded_services(self.var)["database_url"]

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Read as the owner, past every policy."""
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(statement).fetchall()

    def manage(self, *words: str, script: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of `manage.py`, or a script, beside the running system."""
        command = [sys.executable, "-c", script] if script else [sys.executable, "manage.py", *words]
        environment = {**self.environment, **{name.upper(): url for name, url in embedded_services(self.var).items()}}
        return subprocess.run(command, cwd=BASE, env=environment, capture_output=True, text=True, check=False)

    def health(self) -> dict[str, Any]:
        """What /healthz says; nothing while nobody answers."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            return request(self.port, "GET", "/healthz")[1]
        return {}

    def pids(self, service: str) -> list[int]:
        """The processes of a service: a web server's own and its workers, a postmaster and its backends."""
        if service in ("postgres", "valkey"):
            folder = {"postgres": "pg", "valkey": "valkey"}[service]
            return sorted(processes.working_in((self.var / folder).resolve()))
        words = {"web": ("granian",), "worker": ("work",), "scheduler": ("schedule",)}[service]
        marked = processes.marked("CASEWORK_UP", str(self.var))
        return sorted(pid for pid in marked if any(word in processes.command_line(pid) for word in words) and processes.is_program(pid, "python"))

    def kill(self, service: str, chance: random.Random) -> int:
        """kill -9 of its first process, or of one of its others; waits until there is one, because it may be starting again."""
        until = time.monotonic() + 120
        while not (found := self.pids(service)):
            assert time.monotonic() < until, f"{service} did not come back"
            assert self.process.poll() is None, "the supervisor ended"
            time.sleep(0.05)
        pid = found[0] if chance.random() < 0.6 else chance.choice(found)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return pid


def request(port: int, method: str, path: str, body: dict[str, Any] | None = None, **headers: str) -> tuple[int, dict[str, Any]]:
    """Status and JSON of one request on a connection of its own. Raises OSError or HTTPException where none comes back."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, json.dumps(body or {}), {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        text = answer.read()
        try:
            return answer.status, json.loads(text)
        except ValueError:
            return answer.status, {"text": text.decode(errors="replace")[:200]}
    finally:
        connection.close()


@contextlib.contextmanager
def up(folder: Path) -> Iterator[Whole]:
    """Start it on new data, settle the people of the tests and their systems' tokens, stop it."""
    var, log_file = folder / "var", folder / "up.log"
    given = {"CASEWORK_VAR": str(var), "PYTHONUTF8": "1"}
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DATABASE_OWNER_URL")} | given
    port = processes.free_port()
    command = [sys.executable, "manage.py", "up", "--no-samples", "--port", str(port)]
    with log_file.open("wb") as log:
        process = subprocess.Popen(command, cwd=BASE, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        whole = Whole(process, var.resolve(), port, environment)
        try:
            until = time.monotonic() + 120
            while b"Ctrl-C" not in log_file.read_bytes():
                assert time.monotonic() < until and process.poll() is None, "it did not start"
                time.sleep(0.2)
            settled = whole.manage(script=SETTLE.format(tokens=TOKENS))
            assert settled.returncode == 0, settled.stderr
            whole.tokens = dict(line.split() for line in settled.stdout.splitlines())
            yield whole
        except BaseException:
            print(log_file.read_text(errors="replace")[-8000:])
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    assert processes.marked("CASEWORK_UP", str(whole.var)) == []
    assert [whole.pids(service) for service in SERVICES] == [[]] * len(SERVICES)
