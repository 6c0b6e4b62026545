"""The embedded servers when things went wrong before: killed runs, foreign pid files, missing locales, other users' folders."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from casework.config import accounts, processes
from casework.config.accounts import Account, Unusable
from casework.config.embedded import Postgres, Valkey, start_and_wait


@contextlib.contextmanager
def public_folder() -> Iterator[Path]:
    """A temporary folder that the database's account reaches where the tests run as root (pytest's own are private)."""
    folder = Path(tempfile.mkdtemp(prefix="casework-embedded-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def var() -> Iterator[Path]:
    """A run-time folder of its own."""
    with public_folder() as folder:
        yield folder / "var"


@pytest.fixture
def started(var: Path) -> Iterator[tuple[Postgres, subprocess.Popen[bytes]]]:
    """A new cluster, running; stopped at the end whatever the test did to it."""
    server = Postgres(var, scratch=True)
    process = start_and_wait(server)
    yield server, process
    processes.stop(process, signal.SIGQUIT, 10)
    processes.end_all(processes.working_in(server.folder), signal.SIGQUIT)


def again(var: Path) -> tuple[Postgres, subprocess.Popen[bytes]]:
    """What a second run does: everything made anew from the folder."""
    server = Postgres(var, scratch=True)
    return server, start_and_wait(server, seconds=30)


def test_the_cluster_finds_chinese_and_asks_for_a_password(started):
    """UTF-8 character types, scram, no superuser, loopback only."""
    server, _ = started
    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'casework'").fetchone() == (
            "C.UTF-8",
            "UTF8",
        )
        assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT similarity('电信用户申诉处理办法', '电信用户申诉')").fetchone()[0] > 0.3
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(server.url.replace(server.password, "wrong"))


def test_a_locale_that_is_not_installed_changes_nothing(var, monkeypatch):
    """LANG=zh_CN.UTF-8 on a bare server: initdb fails where it sees it."""
    for name in ("LANG", "LC_ALL", "LC_CTYPE"):
        monkeypatch.setenv(name, "zh_CN.UTF-8")
    server, process = again(var)
    assert server.answers()
    processes.stop(process, server.stop_signal, 10)


def test_it_starts_after_kill_9(started, var):
    """At once, while the killed server's memory may still be there."""
    server, process = started
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = on")
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    process.kill()
    second, later = again(var)
    with psycopg.connect(second.url) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    processes.stop(later, second.stop_signal, 10)


def test_a_pid_file_whose_number_is_another_program_is_removed(started, var):
    """After a restart of the machine the number may be anybody's; PostgreSQL then refuses for ever."""
    server, process = started
    pid_file = server.folder / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    process.kill()
    process.wait()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    second, later = again(var)
    assert second.answers()
    processes.stop(later, second.stop_signal, 10)


def test_a_server_of_an_earlier_run_is_ended_first(started, var):
    """Two servers never share a folder."""
    _, process = started
    second, later = again(var)
    assert process.wait(5) == 0
    assert second.answers()
    processes.stop(later, second.stop_signal, 10)


def test_a_run_killed_inside_initdb_leaves_nothing_that_counts(var):
    """The cluster is made in a draft folder and renamed when whole."""
    (var / "pg.new").mkdir(parents=True)
    (var / "pg.new" / "PG_VERSION").write_text("18\n")
    server, process = again(var)
    assert server.answers()
    processes.stop(process, server.stop_signal, 10)


def test_a_lost_password_is_said_plainly(started, var):
    """Waiting for ever would help nobody."""
    (var / "keys" / "postgres").write_text("another")
    with pytest.raises(Unusable, match="口令"):
        again(var)


def test_valkey_asks_for_its_password_and_starts_again_after_kill_9(var):
    """The password is on no command line."""
    server = Valkey(var)
    process = start_and_wait(server)
    assert server.password not in Path(f"/proc/{process.pid}/cmdline").read_text()
    process.kill()
    second = Valkey(var)
    later = start_and_wait(second)
    assert second.answers()
    processes.stop(later, second.stop_signal, 5)
    process.wait()


def test_a_folder_of_another_user_is_said_plainly(var):
    """It names the three things one can do."""
    var.mkdir(parents=True)
    text = accounts.not_yours(var / "pg")
    assert "chown -R" in text
    assert "CASEWORK_VAR" in text


def test_no_folder_changes_its_mode_for_the_databases_account(tmp_path):
    """A private home stays private: what lies in it is not reachable, so the data goes elsewhere."""
    home = tmp_path / "home"
    (home / "clone" / "var").mkdir(parents=True)
    home.chmod(0o700)
    nobody = Account("nobody", 65534, 65534)
    assert not accounts.reachable(home / "clone" / "var", nobody)
    assert home.stat().st_mode & 0o777 == 0o700


def test_a_pid_file_whose_number_is_another_postgres_is_removed(started, var):
    """Two clones on one machine: the other's server is not touched."""
    server, process = started
    with public_folder() as folder:
        other = Postgres(folder / "var", scratch=True)
        others = start_and_wait(other)
        pid_file = server.folder / "postmaster.pid"
        lines = pid_file.read_text().split("\n")
        process.kill()
        process.wait()
        pid_file.write_text("\n".join([str(others.pid), *lines[1:]]))
        second, later = again(var)
        assert second.answers()
        assert other.answers()
        processes.stop(later, second.stop_signal, 10)
        processes.stop(others, other.stop_signal, 10)


def test_data_the_account_cannot_reach_lies_elsewhere_with_a_link(tmp_path, monkeypatch):
    """A clone in root's private home: the data goes to the system's folder, `var` points there, also the second time."""
    monkeypatch.setattr(accounts, "SYSTEM_FOLDER", tmp_path / "system")
    var = tmp_path / "home" / "var"
    var.mkdir(parents=True)
    (tmp_path / "home").chmod(0o700)
    nobody = Account("nobody", 65534, 65534)
    place = accounts.place(var, "pg", nobody)
    assert place.is_relative_to(tmp_path / "system")
    assert (var / "pg").readlink() == place
    assert accounts.place(var, "pg", nobody) == place
    assert accounts.place(var, "valkey", None) == var / "valkey"
