"""`manage.py prepare`: which databases it refuses, what it grants, that it may be run again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests import services

BASE = Path(__file__).resolve().parents[2]
NAME = f"test_prepare_{os.getpid()}"


def prepare(url: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a database, as a person would."""
    environment = {**os.environ, "DATABASE_URL": url, **more}
    return subprocess.run([sys.executable, "manage.py", "prepare", "--verbosity=0"], cwd=BASE, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def prepared() -> Iterator[str]:
    """A database prepared twice, with a login of the application's own."""
    url = services.create_database(NAME)
    parts = urlsplit(url)
    app = urlunsplit(parts._replace(netloc=f"{NAME}_app:secret@{parts.hostname}:{parts.port}"))
    for _ in range(2):
        done = prepare(app, DATABASE_OWNER_URL=url)
        assert done.returncode == 0, done.stderr
    yield app
    services.drop_database(NAME)
    with psycopg.connect(services.database_url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(f"{NAME}_app")))


def as_application(url: str) -> psycopg.Connection:
    """Connected as the settings connect."""
    return psycopg.connect(url, options="-c role=casework_app", autocommit=True)


@pytest.mark.parametrize(
    "locale",
    ["LC_COLLATE 'C' LC_CTYPE 'C'", "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C'", "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C' LOCALE 'C'"],
)
def test_a_database_that_finds_no_chinese_is_refused_with_a_sentence(locale):
    """Trigrams of Chinese would be empty, and nobody would notice."""
    name = f"{NAME}_c"
    services.drop_database(name)
    with psycopg.connect(services.database_url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {locale}")
    done = prepare(services.database_url(name), DATABASE_OWNER_URL="")
    services.drop_database(name)
    assert done.returncode == 1
    assert "C.UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_application_owns_no_table(prepared):
    """So triggers and row-level policies bind it."""
    with as_application(prepared) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("casework_app",)
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = 'casework_app'").fetchone() == (0,)


@pytest.mark.parametrize(("table", "column"), [("cases_entry", "id"), ("cases_entrycontent", "entry_id"), ("cases_checkpoint", "seq")])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table}"])
def test_the_application_may_not_change_the_ledger(prepared, table, column, statement):
    """Refused by the database itself."""
    with as_application(prepared) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.format(table=table, column=column))


def test_the_application_may_do_its_work(prepared):
    """Read and write elsewhere."""
    with as_application(prepared) as connection:
        assert connection.execute("SELECT has_table_privilege('cases_case', 'SELECT, INSERT, UPDATE')").fetchone() == (True,)


def test_the_applications_login_is_no_superuser_and_may_not_migrate(prepared):
    """The owner's password stays with `prepare`."""
    with psycopg.connect(prepared, autocommit=True) as connection:
        assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("ALTER TABLE cases_case ADD COLUMN more text")
