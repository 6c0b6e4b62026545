"""An accusation is sealed, and whoever made it reads it with the query code: nobody else does, by the program or by the database."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from casework import commands, queries
from casework.cases import sealing
from casework.cases.case import Access
from casework.cases.refusals import NotFound
from casework.people.actor import GUEST, SYSTEM_ACTOR, Actor
from tests.builders import People
from tests.statute.petition_moves import PATHS, File
from tests.statute.petition_table import rows as listed

PATH = {name: found for name, found in listed(PATHS)}


def rows(sql: str, *values: Any) -> list[tuple]:
    """Raw SQL in the application's own role."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.fixture
def accusation(committed: People) -> File:
    """An accusation that its reader handles; its codes are known."""
    return File(committed).go(PATH, PATH["accusation"])


def test_the_petitioner_reads_a_sealed_accusation_and_adds_to_it(accusation: File) -> None:
    guest = commands.enter_by_code(accusation.number, accusation.codes["applicant"])
    assert guest is not None and guest.sealed
    file = queries.case_file(accusation.number, guest)
    assert (file.case.sealed, file.taking.standing.party.name, str(file.case.state)) == (True, "刘桂芳", "accusation")
    assert {one.type for one in file.papers} == {"destination_notice", "receipt_notice"}
    commands.take_step(accusation.number, "add_material", by=guest, given={"note": "另有录音"})
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        assert rows("SELECT step FROM cases_entry WHERE case_id = %s ORDER BY seq DESC LIMIT 1", guest.case_id) == [("add_material",)]


def test_the_agent_reads_it_too(accusation: File) -> None:
    guest = commands.enter_by_code(accusation.number, accusation.codes["agent"])
    assert guest is not None and queries.case_file(accusation.number, guest).taking.standing.party.name == "许律师"


@pytest.mark.parametrize("code", ["", "0000000000", "AAAAAAAAAA"])
def test_another_code_answers_as_for_a_case_that_is_not_there(accusation: File, code: str) -> None:
    assert commands.enter_by_code(accusation.number, code) is None
    assert commands.enter_by_code("P-2026-00-0009999", accusation.codes["applicant"]) is None


def test_nobody_else_reads_it(accusation: File, committed: People) -> None:
    mine = commands.enter_by_code(accusation.number, accusation.codes["applicant"])
    assert mine is not None
    other = File(committed)
    other.go(PATH, PATH["registered"])
    stranger = commands.enter_by_code(other.number, other.codes["applicant"])
    for who in (stranger, committed["sh-handler"], committed["sh-head"], committed["ministry-supervisor"], committed["ministry-sealed"],
                Actor(kind=GUEST, id=mine.id, name="", case_id=mine.case_id, party_id=mine.party_id)):  # a session from before it was sealed  # fmt: skip
        with pytest.raises(NotFound):
            queries.case_file(accusation.number, who)
        with pytest.raises(NotFound):
            commands.take_step(accusation.number, "add_material", by=who, given={"note": "x"})


def test_the_database_shows_it_to_the_party_named_alone(accusation: File) -> None:
    mine = commands.enter_by_code(accusation.number, accusation.codes["applicant"])
    assert mine is not None

    def seen(reader: str) -> int:
        with transaction.atomic():
            rows("SELECT set_config('casework.reader', %s, true)", reader)
            sql = "SELECT count(*) FROM petitions_petition p JOIN cases_party q ON q.case_id = p.case_ptr_id WHERE p.case_ptr_id = %s"
            return int(rows(sql, mine.case_id)[0][0])

    assert seen(f"party {mine.party_id}") > 0
    for reader in ("", "party ", "party", str(mine.party_id), f"party {mine.party_id} ", f"party {mine.party_id + 1000}"):
        assert seen(reader) == 0, reader
    assert rows("SELECT count(*) FROM cases_case WHERE id = %s", mine.case_id) == [(0,)]


def test_without_its_row_in_the_access_table_the_code_opens_nothing(accusation: File) -> None:
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        assert Access.objects.filter(case__number=accusation.number, party__isnull=False).delete()[0] == 2
    assert commands.enter_by_code(accusation.number, accusation.codes["applicant"]) is None


def test_on_the_pages(accusation: File) -> None:
    client = Client()
    assert client.post("/track/", {"number": accusation.number, "code": accusation.codes["applicant"]}).status_code == 302
    page = client.get(f"/cases/{accusation.number}/")
    assert page.status_code == 200 and "接收告知书" in page.content.decode()
    answer = client.post(f"/cases/{accusation.number}/steps/add_material/", {"note": "另有照片"})
    assert answer.status_code == 302
    assert Client().get(f"/cases/{accusation.number}/").status_code == 404
