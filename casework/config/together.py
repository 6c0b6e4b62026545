"""What `manage.py up` runs: which services, in which order, with which environment, and what it says when they are there."""

import contextlib
import fcntl
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from casework.config import processes
from casework.config.accounts import Unusable, not_yours
from casework.config.alive import registered
from casework.config.embedded import Postgres, Server, Valkey, database_answers, redis_answers, start_and_wait
from casework.config.environment import embedded_services
from casework.config.samples import ACCOUNTS, CODES_FILE
from casework.config.supervisor import DidNotStart, Service, Stopping, Supervisor

MARK = "CASEWORK_UP"  # in the environment of every child: how a later start finds what a killed one left


@dataclass(frozen=True)
class Options:
    """What the caller of `up` chose."""

    host: str
    port: int
    workers: int
    samples: bool
    only_services: bool


class Together:
    """One run of everything. Writes `var`/run/services.json (mode 0600) while it lasts."""

    def __init__(self, var: Path, base: Path, options: Options):
        self.var = var.resolve()
        self.base = base
        self.options = options
        self.supervisor = Supervisor()
        self.environment = {**os.environ, MARK: str(self.var), "CASEWORK_VAR": str(self.var), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        self.environment.pop("CASEWORK_AS_OWNER", None)
        self.begun = time.monotonic()

    def run(self) -> None:
        """Start, serve until a signal, stop. Raises Unusable with a sentence where it cannot start."""
        self.supervisor.listen()
        if os.environ.get("MAKELEVEL"):
            processes.end_with_parent(signal.SIGTERM)
        with self._alone():
            try:
                self._start()
                self.supervisor.look_after()
            except Stopping:
                pass
            except DidNotStart as error:
                raise Unusable(f"{error} 没有在规定时间内启动。{error} did not answer in time.") from None
            finally:
                self.supervisor.stop()
                (self.var / "run" / "services.json").unlink(missing_ok=True)

    def _start(self) -> None:
        processes.end_all(processes.marked(MARK, str(self.var)))
        if not self.options.only_services:
            self._refuse_taken_port()
        self._start_databases()
        if self.options.only_services:
            print("PostgreSQL 与 Valkey 已就绪,其他终端里的 manage.py 会自动使用它们。The databases answer.", flush=True)
            return
        self._once("prepare", "prepare", "--verbosity=0")
        self.supervisor.bring_up(self._web())  # before the samples, which take a while the first time
        if self.options.samples and self._holds_no_cases():
            self._once("samples", "load_samples", "--if-empty")
        self.supervisor.bring_up(self._worker(), self._scheduler())
        self._greet()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock of this var folder: one `up` at a time. The kernel frees it whatever kills us."""
        folder = self.var / "run"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = (folder / "up.lock").open("a+")
        except PermissionError:
            raise Unusable(not_yours(folder)) from None
        with lock:
            until = time.monotonic() + 3
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        lock.seek(0)
                        raise Unusable(
                            f"已经在运行(进程 {lock.read().strip()})。先在那个终端按 Ctrl-C。Already running in {self.var}."
                        ) from None
                    time.sleep(0.1)
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def _start_databases(self) -> None:
        before = {name: _port_of(url) for name, url in embedded_services(self.var).items()}
        servers: list[Server] = []
        urls = {"database_url": os.environ.get("DATABASE_URL", ""), "redis_url": os.environ.get("REDIS_URL", "")}
        if urls["database_url"]:
            self._wait("DATABASE_URL", lambda: _answers(urls["database_url"]))
        else:
            servers.append(Postgres(self.var, port=before.get("database_url")))
        if urls["redis_url"]:
            self._wait("REDIS_URL", lambda: redis_answers(urls["redis_url"]))
        else:
            servers.append(Valkey(self.var, port=before.get("redis_url")))
        for server in servers:
            process = start_and_wait(server, stopping=lambda: self.supervisor.stop_asked > 0)
            self.supervisor.adopt(_service_of(server), process)
            urls["database_url" if isinstance(server, Postgres) else "redis_url"] = server.url
        self.environment |= {"DATABASE_URL": urls["database_url"], "REDIS_URL": urls["redis_url"]}
        self._write_services(urls)

    def _write_services(self, urls: dict[str, str]) -> None:
        path = self.var / "run" / "services.json"
        draft = path.with_name(f"services.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(urls, file)
        draft.rename(path)

    def _wait(self, name: str, answers: Callable[[], bool], seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not answers():
            if self.supervisor.stop_asked:
                raise Stopping
            if time.monotonic() > until:
                raise Unusable(f"{name} 所指的服务 {seconds:g} 秒内没有回应。The server named by {name} does not answer.")
            time.sleep(0.3)

    def _manage(self, *arguments: str) -> subprocess.Popen[bytes]:
        return self._child([sys.executable, str(self.base / "manage.py"), *arguments])

    def _child(self, command: list[str]) -> subprocess.Popen[bytes]:
        return processes.start(command, environment=self.environment, output=subprocess.PIPE, folder=self.base)

    def _once(self, name: str, *arguments: str) -> None:
        status = self.supervisor.run_once(name, self._manage(*arguments))
        if status:
            raise Unusable(f"manage.py {arguments[0]} 失败(状态 {status}),原因见上。manage.py {arguments[0]} failed, see above.")

    def _holds_no_cases(self) -> bool:
        with psycopg.connect(self.environment.get("DATABASE_OWNER_URL") or self.environment["DATABASE_URL"]) as connection:
            if connection.execute("SELECT to_regclass('public.cases_case')").fetchone() == (None,):
                return True
            return connection.execute("SELECT EXISTS (SELECT FROM cases_case)").fetchone() == (False,)

    def _refuse_taken_port(self) -> None:
        if processes.free_port(self.options.port) != self.options.port:
            raise Unusable(
                f"端口 {self.options.port} 已被别的程序占用,请换一个,例如 make run PORT=8001\n"
                f"Port {self.options.port} is taken; choose another."
            )

    def _web(self) -> Service:
        options = self.options
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", options.host, "--port", str(options.port),
            "--workers", str(options.workers), "--blocking-threads", "1", "--backlog", "1024", "--respawn-failed-workers",
            "--workers-kill-timeout", "5", "--log-level", "warning",
            *(["--log-config", str(Path(__file__).with_name("granian-log.json"))] if os.environ.get("CASEWORK_LOG") == "json" else []),
            "casework.config.wsgi:application",
        ]  # fmt: skip
        return Service("web", lambda: self._child(command), lambda pid: _serves(options.host, options.port))

    def _worker(self) -> Service:
        return Service("worker", lambda: self._manage("work"), lambda pid: self._registered("worker", pid), patience=20)

    def _scheduler(self) -> Service:
        return Service("scheduler", lambda: self._manage("schedule"), lambda pid: self._registered("scheduler", pid), patience=5)

    def _registered(self, kind: str, pid: int) -> bool:
        return registered(self.environment["REDIS_URL"], kind, pid)

    def _greet(self) -> None:
        lines = ["", f"  网址 address     http://{self.options.host}:{self.options.port}/"]
        codes = self.var / CODES_FILE
        if codes.exists():  # samples were loaded into this database
            lines += [f"  {user:<20} {password:<18} {who}" for user, password, who in ACCOUNTS]
            lines.append(f"  申诉人 citizen       案号与查询码 numbers and query codes: {codes}")
        lines += [
            "  试一试:打开网址提一件申诉,再到 /sign-in/ 以受理人员登录,受理它。Try: file a complaint, then sign in at /sign-in/ as intake and accept it.",
            f"  {time.monotonic() - self.begun:.1f} 秒后就绪,按 Ctrl-C 停止。Ready; Ctrl-C stops everything. 数据库日志 database logs: {self.var / 'log'}",
            "",
        ]
        print("\n".join(lines), flush=True)


def _service_of(server: Server) -> Service:
    return Service(server.name, server.start, lambda pid: server.answers(), stop_signal=server.stop_signal, patience=20)


def _answers(url: str) -> bool:
    try:
        return database_answers(url)
    except psycopg.OperationalError:
        return False


def _serves(host: str, port: int) -> bool:
    """True once the web server gives any HTTP answer (also an unhealthy one: that is no reason to start it again)."""
    connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _port_of(url: str) -> int | None:
    tail = url.rpartition("@")[2].partition("/")[0].rpartition(":")[2]
    return int(tail) if tail.isdigit() else None



