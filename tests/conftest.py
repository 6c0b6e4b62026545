"""Databases for tests. `db` (pytest-django's) rolls back; `committed` gives a database of its own, where other threads and processes see what is written."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connections
from django.utils import translation
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from casework import clock
from casework.cases import schedules
from tests import services
from tests.builders import People, settle_people

configured.PASSWORD_HASHERS = ["tests.hashing.QuickScrypt", *configured.PASSWORD_HASHERS]

# What shares something costly to make is run by one worker.
TOGETHER = ("tests/bench/", "tests/browser/test_pages", "tests/browser/test_journeys", "tests/api/test_schemathesis", "tests/frontend/test_budgets",
            "tests/faults/test_prepare", "tests/journeys/", "tests/cases/test_visibility")  # fmt: skip


class InGroups(LoadScopeScheduling):
    """Gives each worker the next test, or the next group of tests that belong together; the groups first."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for group in TOGETHER if nodeid.startswith(group)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> InGroups:
    """Asked by pytest-xdist."""
    return InGroups(config, log)


def _connect_to(name: str) -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
    connections["default"].settings_dict["NAME"] = name
    connections.settings["default"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> Iterator[None]:
    """One database for this process, cloned from the template with its people."""
    name = f"test_{os.getpid()}"
    services.create_database(name, os.environ["CASEWORK_TEMPLATE"])
    _connect_to(name)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        settle_people()
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.close_all()
    services.drop_database(name)


@pytest.fixture(autouse=True)
def nobodys_language() -> None:
    """A request leaves its reader's language in the thread: the next test begins without."""
    translation.deactivate()


@pytest.fixture
def people(db: None) -> People:
    """One person of every role, by name."""
    return People()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: object, settings: object, tmp_path: Path) -> Iterator[People]:
    """A database of this test's own without a surrounding transaction; its DATABASE_URL is in the environment for child processes."""
    shared, url = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    name = f"{shared}_committed"
    settings.LEDGER_FOLDER = tmp_path / "ledger"  # type: ignore[attr-defined]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        os.environ["DATABASE_URL"] = services.create_database(name, os.environ["CASEWORK_TEMPLATE"])
        _connect_to(name)
        settle_people()
        yield People()
        connections.close_all()
        _connect_to(shared)
        os.environ["DATABASE_URL"] = url
        schedules.forget(name)
        services.drop_database(name)


@pytest.fixture
def in_a_copy(committed: People) -> Callable[[], AbstractContextManager[None]]:
    """`with in_a_copy():` is in a copy of the database as it stands: several ways can begin from the same rows."""

    @contextmanager
    def copied() -> Iterator[None]:
        whole = connections["default"].settings_dict["NAME"]
        _connect_to(whole)  # nobody may be connected to what is copied
        services.create_database(copy := f"{whole}_copy", whole)
        _connect_to(copy)
        try:
            yield
        finally:
            _connect_to(whole)
            schedules.forget(copy)
            services.drop_database(copy)

    return copied


@pytest.fixture
def working_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026, ten o'clock, for this process and its children: what the night found is told at once."""
    ten = datetime(2026, 11, 24, 10, tzinfo=clock.SHANGHAI)
    monkeypatch.setenv("CASEWORK_CLOCK_OFFSET", str((ten - datetime.now(clock.SHANGHAI)).total_seconds()))
