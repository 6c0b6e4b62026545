"""Sealed cases, every filter of the program left out: the database's own policy lets nobody see a row who is not named; the jobs still do their work."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from casework import commands, jobs, queries
from casework.cases import sealing
from casework.cases.case import Link
from casework.cases.clocks import Deadline
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.cases.refusals import NotFound
from casework.cases.service import Service
from casework.cases.verification import verify
from casework.people.actor import SYSTEM_ACTOR
from tests import stages
from tests.builders import OUTSIDER, filing

# tables without case content; every other table must carry the policy
FREE = {
    "petitions_receptionplace", "petitions_ticketseries",  # where visitors are received; last ticket of a day
    "cases_checkpoint",  # hashes over all entries
    "cases_digest",  # ids of alarms, which have the policy
    "reconsideration_officer",  # who is qualified to handle cases (6②)
    "cases_wordcount",  # counts over cases_words, which holds no sealed case
    "cases_turn",  # holds no row of a sealed case: triggers see to it (tests/cases/test_operator_queues.py)
    "cases_heartbeat", "numbers_series", "cases_receipt",  # when jobs ran; last paper numbers; encrypted answers under a digest
    "cases_textblock",  # what an office writes again and again, of no case
    "cases_scheduleversion", "cases_scheduleproposal",  # days of years, and who said so
    "cases_importrun", "cases_importrefusal",  # a person's table and its rows that became no case
}  # fmt: skip
OTHERS = ("people_", "django_", "auth_", "contenttypes_")
FLOOR = "sealed_floor"


def rows(sql: str, *values: Any) -> list[tuple]:
    """Raw SQL in the application's own role."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def case_tables() -> dict[str, str]:
    """Every table that names a case or leads to one by foreign keys, with a condition that picks the rows of one case."""
    named = rows("SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'case_id'")
    keys = rows(
        "SELECT conrelid::regclass::text, attname, confrelid::regclass::text FROM pg_constraint"
        " JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] WHERE contype = 'f' AND array_length(conkey, 1) = 1"
    )
    leads = {"cases_case": "id = {case}"} | {table: "case_id = {case}" for (table,) in named}
    while True:
        found = dict(leads)
        for table, column, to in sorted(keys):
            if to in leads and table not in found and not table.startswith(("people_", "django_")):
                found[table] = f"{column} = {{case}}" if to == "cases_case" else f"{column} IN (SELECT id FROM {to} WHERE {leads[to]})"
        if found == leads:
            return leads
        leads = found


@pytest.fixture
def sealed(committed) -> Iterator[str]:
    """A sealed case with a row in as many tables as its way gives it: parties, papers, replies, consents, clocks with a stop, links."""
    number, people = stages.forwarded(committed), committed
    stages.act(people, "east-sh", number, "operator_reply", **stages.REPLY)
    commands.take_step(number, "consent_mediation", by=stages.guest(number))
    stages.act(people, "sh-handler", number, "request_testing", subject="线路", testing_body="检测院", reasons="查明事实")
    called = {"called_at": "2026-11-02T10:00", "reached": True, "said": "愿意调解"}
    stages.act(people, "sh-handler", number, "call_back", **called)
    stages.act(people, "sh-handler", number, "hand_over", to="sh-handler2", why="休假")
    case = Entry.objects.filter(case__number=number).first().case
    other = Entry.objects.filter(case__number=stages.filed()).first().case
    Link.objects.create(case=other, other=case, why="split into")
    jobs.deliver()
    stages.seal(number, "sh-sealed")
    yield number


def key_of(number: str) -> int:
    """The id of a case, read as the system reads."""
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        return rows("SELECT id FROM cases_case WHERE number = %s", number)[0][0]


def test_every_table_with_case_content_carries_the_policy(committed):
    """Asked of the catalogue, so that a table made later cannot be forgotten."""
    ours = {name for (name,) in rows("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace")}
    with_policy = {name for (name,) in rows("SELECT tablename FROM pg_policies WHERE policyname = %s", FLOOR)}
    enabled = {name for (name,) in rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")}
    content = {name for name in ours if not name.startswith(OTHERS)} - FREE
    assert with_policy == enabled == content
    assert set(case_tables()) - FREE <= with_policy
    assert rows("SELECT current_user, row_security_active('cases_case')") == [("casework_app", True)]
    assert rows("SELECT rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user") == [(False, False)]


def test_without_a_named_reader_no_row_of_a_sealed_case_is_seen(sealed, committed):
    """SELECT on every table: all of its rows for the named reader and the system, none for anybody else."""
    case, tables = key_of(sealed), case_tables()
    reader, other = committed["sh-sealed"], committed["sh-handler"]

    def counts(who: str) -> dict[str, int]:
        with transaction.atomic():
            rows("SELECT set_config('casework.reader', %s, true)", who)
            return {table: rows(f"SELECT count(*) FROM {table} WHERE {where.format(case=case)}")[0][0] for table, where in tables.items()}

    held = counts("system")
    filled = {table for table, count in held.items() if count}
    assert filled >= {
        "cases_case", "complaints_complaint", "cases_party", "cases_access", "cases_assignment", "cases_handover", "cases_document", "cases_service",
        "cases_deadline", "cases_message", "cases_entry", "cases_entrycontent", "cases_groundanswer", "complaints_operatorreply",
        "complaints_consent", "complaints_testing",
    }  # fmt: skip
    assert counts(str(reader.id)) == held
    for who in ("", "0", str(other.id), "none", str(reader.id) + " "):
        assert set(counts(who).values()) == {0}, who
    assert rows("SELECT count(*) FROM cases_link WHERE other_id = %s", case) == [(0,)]
    assert rows("SELECT count(*) FROM cases_case WHERE number = %s OR title LIKE '%%套餐%%' AND id = %s", sealed, case) == [(0,)]


def test_a_session_without_reader_changes_no_row_of_a_sealed_case(sealed):
    """UPDATE and DELETE find nothing either."""
    case = key_of(sealed)
    for sql in ("UPDATE cases_case SET title = 'x' WHERE id = {case}", "UPDATE cases_message SET sent_at = NULL WHERE case_id = {case}",
                "DELETE FROM cases_party WHERE case_id = {case}", "UPDATE complaints_complaint SET claim = '' WHERE case_ptr_id = {case}"):  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(sql.format(case=case))
            assert cursor.rowcount == 0, sql


def test_the_reader_named_for_one_transaction_is_forgotten_after_it(sealed, committed):
    """The next request on the same connection starts blind."""
    assert queries.case_file(sealed, committed["sh-sealed"]).case.number == sealed
    assert rows("SELECT count(*) FROM cases_case WHERE number = %s", sealed) == [(0,)]
    for name in ("sh-handler", "sh-head", "sh-supervisor", "ministry-supervisor", "ministry-auditor", "east-sh"):
        with pytest.raises(NotFound):
            queries.case_file(sealed, committed[name])
        with pytest.raises(NotFound):
            commands.take_step(sealed, "add_material", by=committed[name], given={"facts": "x"})


def test_a_step_in_a_sealed_case_is_taken_by_its_reader_and_writes_every_row(sealed, committed):
    """INSERT … RETURNING passes the policy for the session of the reader."""
    commands.take_step(sealed, "call_back", by=committed["sh-sealed"], given={"called_at": "2026-11-03T10:00", "reached": True, "said": "x"})
    assert verify([key_of(sealed)]).clean


def test_the_query_code_does_not_open_a_sealed_case(committed):
    """The answer is that of a wrong code."""
    outcome = commands.file_case("complaint", by=OUTSIDER, given=filing())
    number, code = outcome.case.number, outcome.codes["applicant"]
    assert commands.enter_by_code(number, code) is not None
    guest = stages.guest(number)
    stages.seal(number)
    assert commands.enter_by_code(number, code) is None
    with pytest.raises(NotFound):
        commands.take_step(number, "withdraw", by=guest, given={"reason": "x"})


def test_the_jobs_sweep_and_deliver_sealed_cases_too(committed, working_hours):
    """Breaches recorded once, messages sent once, the paper that arrived is served: nobody looks, the law's time runs all the same."""
    told = {"event_on": "2026-07-01", "operator_complained_on": "2026-07-02", "operator_answered_on": "2026-07-10", "applicant_email": "wang@example.com"}
    filed = commands.file_case("complaint", by=OUTSIDER, given=filing(**told), on=date(2026, 9, 1)).case.number
    paper = stages.forwarded(committed)
    for number in (filed, paper):
        stages.seal(number)
    assert jobs.sweep() >= 1
    assert jobs.sweep() == 0
    assert jobs.deliver() >= 5
    assert jobs.deliver() == 0
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        assert Entry.objects.filter(case__number=filed, step="breach").count() == Deadline.objects.filter(case__number=filed, status="breached").count() >= 1
        messages = Message.objects.filter(case__number__in=[filed, paper])
        assert not messages.filter(sent_at=None).exists() and set(messages.values_list("attempts", flat=True)) == {1}
        operator = Service.objects.get(case__number=paper, party__role="respondent")
        assert (operator.served_on is not None, operator.method) == (True, "electronic")
    assert verify().findings == []
