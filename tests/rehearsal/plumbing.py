"""The fixture that makes the family known for one test, and a case led through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from casework import catalogue, commands
from casework.cases import case as cases
from casework.cases.clocks import Deadline
from casework.cases.ledger import Entry
from casework.families import FAMILIES
from casework.people.models import Membership, Organisation, User
from casework.people.roles import Role
from tests.builders import People
from tests.rehearsal.family import Rehearsal

KIND = "rehearsal"
PREPARED = (
    "ALTER TABLE cases_case DROP CONSTRAINT case_kind",
    f"CREATE SEQUENCE case_serial_{KIND}",
    f"GRANT USAGE, SELECT ON SEQUENCE case_serial_{KIND} TO casework_app",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON rehearsal_rehearsal TO casework_app",
)
CACHED = (catalogue.steps, catalogue.rules, catalogue.versions, catalogue.papers, catalogue.open_states)


@pytest.fixture
def rehearsal(people: People, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    """The kind "rehearsal" in a database that rolls back, and sh-legal, head of the reconsideration office."""
    with known(monkeypatch):
        yield people


@contextmanager
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same in the database of this moment, which is not needed afterwards."""
    monkeypatch.setitem(cases.KINDS, KIND, ("R", "演"))
    monkeypatch.setitem(FAMILIES, KIND, Rehearsal)
    with transaction.atomic():
        _make_table()
    user = User.objects.create(username="sh-legal", name="沪复议", password="!")
    Membership.objects.create(user=user, organisation=Organisation.objects.get(code="CA-31"), role=Role.LEGAL_HEAD)
    yield
    for cached in CACHED:
        cached.cache_clear()


def _make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")  # the application owns no table
        cursor.execute("SET LOCAL ROLE NONE")
    with connection.schema_editor() as editor:
        editor.create_model(Rehearsal)
    with connection.cursor() as cursor:
        for statement in PREPARED:
            cursor.execute(statement)
        cursor.execute("RESET ROLE")


class Rehearsed:
    """One case and what a test asks of it."""

    def __init__(self, people: People, on: str, name: str = "王小明") -> None:
        self.people = people
        self.number = commands.file_case(KIND, by=people["sh-intake"], given={"applicant_name": name}, on=date.fromisoformat(on)).case.number
        self.take(on, "sh-intake", "accept")
        self.take(on, "sh-head", "assign", handler="sh-handler")

    def take(self, on: str, who: str, step: str, *, approver: str = "sh-head", approved_on: str = "", **given: Any) -> commands.Outcome:
        """Take a step; where it needs approval `approver` approves it, the same day unless `approved_on` says another."""
        outcome = commands.take_step(self.number, step, by=self.people[who], given=given, on=date.fromisoformat(on))
        if outcome.proposal and not outcome.taking:
            day = date.fromisoformat(approved_on or on)
            return commands.approve(self.number, outcome.proposal.pk, by=self.people[approver], on=day)
        return outcome

    @property
    def case(self) -> Rehearsal:
        """The file as it stands."""
        return Rehearsal.objects.get(number=self.number)

    @property
    def clock(self) -> Deadline:
        """Its clock of sixty days."""
        return Deadline.objects.get(case__number=self.number, rule="AR-15")

    def entries(self, step: str) -> list[Entry]:
        """The ledger's entries of this step."""
        return list(Entry.objects.filter(case__number=self.number, step=step).order_by("seq"))
