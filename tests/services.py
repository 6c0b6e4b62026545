"""PostgreSQL and Valkey for the tests: those of DATABASE_URL and REDIS_URL, else embedded ones under var/test.

`python -m tests.services COMMAND …` runs a command with both, on a database of its own.
"""

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from casework.config import processes
from casework.config.accounts import Unusable
from casework.config.embedded import Postgres, Valkey, start_and_wait

BASE = Path(__file__).resolve().parent.parent
SLOTS = 20


@dataclass(frozen=True)
class Services:
    """Two running servers; `folder` is theirs, for run-time files of the tests."""

    database_url: str
    redis_url: str
    folder: Path
    stop: Callable[[], None]


def start_services() -> Services:
    """Start what the environment does not name, and put DATABASE_URL and REDIS_URL into it.

    So the workers of pytest-xdist, which inherit the environment, use the servers their controller started: call it before they are
    made. The data folder is kept for the next run; two test runs at once get two folders. Raises Unusable with a sentence.
    """
    folder, lock = _slot(Path(os.environ.get("CASEWORK_VAR") or BASE / "var") / "test")
    began: list[tuple[Postgres | Valkey, subprocess.Popen[bytes]]] = []

    def stop() -> None:
        for server, process in reversed(began):
            processes.stop(process, server.stop_signal, 10)
        began.clear()
        lock.close()

    try:
        for name, make in (("DATABASE_URL", Postgres), ("REDIS_URL", Valkey)):
            if not os.environ.get(name):
                server = make(folder, scratch=True)
                began.append((server, start_and_wait(server)))
                os.environ[name] = server.url
                if make is Postgres:
                    _sweep_out()
    except BaseException:
        stop()
        raise
    return Services(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], folder, stop)


def create_database(name: str, template: str | None = None) -> str:
    """Make a database (dropping one of that name), as a copy of `template` where given; returns its DSN."""
    drop_database(name)
    with _owner() as connection:
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            statement += sql.SQL(" TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(template))
        connection.execute(statement)
    return database_url(name)


def drop_database(name: str) -> None:
    """Drop a database and whoever is connected to it; nothing where there is none.

    Only a superuser may end an autovacuum worker that is just in it: then a moment later is tried again.
    """
    for attempt in range(10):
        try:
            with _owner() as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            return
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            if attempt == 9:
                raise
            time.sleep(0.3)


def exists(name: str) -> bool:
    """True where the tests' server has a database of this name."""
    with _owner() as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def rename_database(name: str, to: str) -> None:
    """Give a database nobody is connected to its final name."""
    with _owner() as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to)))


def database_url(name: str) -> str:
    """The DSN of another database on the tests' server."""
    return urlunsplit(urlsplit(_owner_url())._replace(path=f"/{name}"))


def _owner_url() -> str:
    return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]


def _owner() -> psycopg.Connection:
    """Connected to the database `postgres`: a template to which anybody is connected cannot be copied."""
    return psycopg.connect(database_url("postgres"), autocommit=True)


def _sweep_out() -> None:
    """Drop what killed test runs left in a kept data folder, and templates of earlier schemas but the newest three."""
    with _owner() as connection:
        left = connection.execute(
            "SELECT datname FROM pg_database WHERE datname ~ '^(test|command)_' OR datname ~ '_draft$'"
            " UNION ALL (SELECT datname FROM pg_database WHERE datname ~ '_template_' AND datname !~ '_draft$' ORDER BY oid DESC OFFSET 3)"
        ).fetchall()
    for (name,) in left:
        drop_database(name)


def _slot(parent: Path) -> tuple[Path, IO[str]]:
    """The first folder under `parent` that no other test run holds, with its lock."""
    for number in range(1, SLOTS + 1):
        folder = parent / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return folder, lock
    raise Unusable(f"{SLOTS} test runs hold {parent}")


def main(command: list[str]) -> int:
    """Run a command with the services, on a fresh prepared database; returns its exit status."""
    services = start_services()
    name = f"command_{os.getpid()}"
    try:
        environment = {**os.environ, "DATABASE_URL": create_database(name), "CASEWORK_VAR": str(services.folder), "CASEWORK_TESTING": "1"}
        environment.pop("DATABASE_OWNER_URL", None)
        prepared = subprocess.run([sys.executable, "manage.py", "prepare", "--verbosity=0"], cwd=BASE, env=environment, check=False)
        return prepared.returncode or subprocess.run(command, cwd=BASE, env=environment, check=False).returncode
    finally:
        with contextlib.suppress(psycopg.Error):
            drop_database(name)
        services.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
