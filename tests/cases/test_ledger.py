"""The ledger: what an entry covers, that nobody can change one, and that one changed all the same is found."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from casework.cases import ledger
from casework.cases.canonical import canonical, plain
from casework.cases.case import Case
from casework.cases.ledger import APPEND_ONLY, Checkpoint, Entry, EntryContent, LedgerError
from casework.cases.verification import verify
from casework.people.actor import SYSTEM_ACTOR
from tests.cases.ledger_builders import CLERK, FILING, HEAD, NINE, a_record, bare_case, cover, new_case, take


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A folder of this test's own for the checkpoint file."""
    settings.LEDGER_FOLDER = tmp_path / "ledger"


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words | st.floats() | st.dates() | st.decimals(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_the_canonical_form_survives_being_read_back(value):
    written = canonical(value)
    assert canonical(json.loads(written)) == written


@given(st.dictionaries(words, values, max_size=6), st.randoms(use_true_random=False))
def test_the_canonical_form_does_not_depend_on_the_order_of_keys(value, random):
    pairs = list(value.items())
    random.shuffle(pairs)
    assert canonical(dict(pairs)) == canonical(value)


def test_the_canonical_form_survives_jsonb(committed):
    @given(st.dictionaries(words, values, max_size=4))
    def through(value):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::jsonb::text", [canonical(value).decode()])
            assert canonical(json.loads(cursor.fetchone()[0])) == canonical(value)

    through()


def test_the_canonical_form_in_so_many_bytes():
    value = {"b": [1, True, None], "甲": "乙", "a": Decimal("1.50"), "on": date(2026, 3, 2), "x": 1e16, "at": NINE}
    assert canonical(value).decode() == '{"a":"1.50","at":"2026-03-02T01:00:00.123456+00:00","b":[1,true,null],"on":"2026-03-02","x":"1e+16","甲":"乙"}'


@pytest.mark.parametrize(("value", "error"), [({1: "a"}, TypeError), (object(), TypeError), (datetime(2026, 3, 2), ValueError)])
def test_what_has_no_canonical_form_is_refused(value, error):
    with pytest.raises(error):
        plain(value)


def test_an_entry_says_who_did_what_when(committed):
    case = new_case(1)
    entry = take(
        case, "extend", by=HEAD, role="head", proposed_by=CLERK, given={"reasons": "案情复杂"}, papers=[("EXTENSION", 5, "ab" * 32)],
        clocks=[{"rule": "TC-04", "act": "extend", "last_day": date(2026, 6, 1)}], on=date(2026, 2, 27), facts={"messages": 2},
    )  # fmt: skip
    stored = Entry.objects.get(pk=entry.pk)
    assert (stored.case_id, stored.seq, stored.step, stored.source, stored.target) == (case.pk, 2, "extend", "received", "accepted")
    assert (stored.actor_kind, stored.actor_id, stored.actor_name, stored.role) == ("user", 8, "赵敏", "head")
    assert stored.proposed_by == {"kind": "user", "id": 7, "name": "李建国"}
    assert (stored.on, stored.recorded_at) == (date(2026, 2, 27), NINE)
    assert stored.facts == {
        "messages": 2, "papers": [{"type": "EXTENSION", "id": 5, "digest": "ab" * 32}], "imported": False, "dated_back": True,
        "clocks": [{"rule": "TC-04", "act": "extend", "last_day": "2026-06-01"}],
    }  # fmt: skip
    assert stored.content.given == {"reasons": "案情复杂"}
    first = case.entries.get(seq=1)
    assert (bytes(first.prev), bytes(stored.prev)) == (b"", bytes(first.hash))
    assert (case.ledger_seq, case.ledger_head) == (2, bytes(stored.hash))
    assert first.facts["number"] == "T-2026-44-0000001"
    assert entry.xid == stored.xid > 0


def test_what_a_person_dates_back_is_marked_and_nothing_else(committed):
    case = new_case(1)
    imported = take(case, "accept", on=date(2015, 6, 1), imported=True).facts
    breach = take(case, "breach", by=SYSTEM_ACTOR, role="system", on=date(2026, 3, 1)).facts
    slip = take(case, "serve", on=date(2026, 3, 1)).facts
    after_midnight_in_shanghai = take(case, "serve", on=date(2026, 3, 2), recorded_at=datetime(2026, 3, 1, 17, 0, tzinfo=UTC)).facts
    facts = (imported, breach, slip, after_midnight_in_shanghai)
    assert [one["dated_back"] for one in facts] == [False, False, True, False]
    assert [one["imported"] for one in facts] == [True, False, False, False]


def test_recording_takes_two_statements_and_one_where_there_is_no_input(committed, django_assert_num_queries):
    case = new_case(1)
    with transaction.atomic():
        with django_assert_num_queries(2):
            ledger.record_many([a_record(case, "accept", given={"reasons": "符合"})])
        with django_assert_num_queries(1):
            ledger.record_many([a_record(case, "note")])


def test_many_at_once_are_the_same_rows_as_one_by_one(committed, monkeypatch):
    salts = iter(["5a" * 32, "6b" * 32] * 2)
    monkeypatch.setattr(ledger.secrets, "token_hex", lambda size: next(salts))
    cases = [bare_case(serial) for serial in (1, 2, 3)]
    given = [{"facts": "断线"}, {}, {"facts": "乱收费", "amount": Decimal("12.50")}]
    records = [
        a_record(case, "file", target="received", given=given[n], papers=[("N", n, "cd" * 32)], proposed_by=CLERK if n == 1 else None, facts={"messages": n})
        for n, case in enumerate(cases)
    ]

    def rows(entries):
        stored = Entry.objects.filter(pk__in=[entry.pk for entry in entries]).order_by("case_id").values()
        contents = EntryContent.objects.filter(entry__in=entries).order_by("entry__case_id")
        return [{**row, "id": None, "xid": None} for row in stored], [(one.entry.case_id, one.payload, one.erased_by_id) for one in contents]

    with transaction.atomic():
        many = rows(ledger.record_many(records))
        heads = [(case.ledger_seq, case.ledger_head) for case in cases]
        transaction.set_rollback(True)
    for case in cases:
        case.ledger_seq, case.ledger_head = 0, b""
    with transaction.atomic():
        singles = []
        for one in records:
            fields = {name: getattr(one, name) for name in RECORD_FIELDS}
            singles.append(ledger.record(one.case, **fields))
        assert rows(singles) == many
    assert [(case.ledger_seq, case.ledger_head) for case in cases] == heads
    assert len(many[0]) == 3 and len(many[1]) == 2


RECORD_FIELDS = ("step", "source", "target", "by", "role", "given", "papers", "clocks", "on", "recorded_at", "proposed_by", "imported", "facts")


def test_two_entries_of_one_number_are_refused_by_the_database(committed):
    case = new_case(1)
    stale = Case.objects.get(pk=case.pk)
    take(case, "accept")
    with pytest.raises(IntegrityError):
        take(stale, "accept")


@pytest.mark.parametrize("role", ["casework_app", "NONE"])
def test_the_database_refuses_to_change_the_ledger(committed, role):
    new_case(1)
    cover()
    columns = {"cases_entry": "seq", "cases_entrycontent": "entry_id", "cases_checkpoint": "seq"}
    assert tuple(columns) == APPEND_ONLY
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")  # NONE: who logged in, the owner of the tables, with every privilege
        for table, column in columns.items():
            for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                with pytest.raises(DatabaseError, match="append-only" if role == "NONE" else "permission denied"):
                    cursor.execute(statement)
        cursor.execute("SET ROLE casework_app")
    assert (Entry.objects.count(), EntryContent.objects.count(), Checkpoint.objects.count()) == (1, 1, 1)


def test_the_flag_alone_opens_nothing(committed):
    entry = new_case(1).entries.get()
    with connection.cursor() as cursor:
        for act, change in (("erase", "ciphertext = NULL"), ("reencrypt", "erased_at = now()"), ("reencrypt", "ciphertext = NULL")):
            cursor.execute("SET ROLE NONE")
            cursor.execute("SELECT set_config('casework.ledger_act', %s, false)", [act])
            with pytest.raises(DatabaseError, match="append-only"):
                cursor.execute(f"UPDATE cases_entrycontent SET {change} WHERE entry_id = %s", [entry.pk])
        cursor.execute("RESET casework.ledger_act; SET ROLE casework_app")


def erased(case: Case, seq: int, **order) -> Entry:
    entry = case.entries.get(seq=seq)
    ledger.erase_content(entry, order=take(case, "erase", by=HEAD, role="head", **order))
    return entry


def test_erased_content_is_gone_and_the_chain_still_verifies(committed):
    case = new_case(1)
    cover()
    entry = erased(case, 1, facts={"erases": [1]}, given={"reasons": "当事人申请"})
    content = EntryContent.objects.get(entry=entry)
    assert (content.payload, content.given, content.erased_by.seq, content.erased_at) == (None, None, 2, NINE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_entrycontent WHERE ciphertext IS NULL")
        assert cursor.fetchone()[0] == 1
    cover()
    report = verify()
    assert (report.clean, report.contents, report.erased, report.checkpoints, report.uncovered) == (True, 2, 1, 2, 0)


def test_content_is_erased_by_a_fitting_order_only(committed):
    case, other = new_case(1), new_case(2)
    entry = case.entries.get()
    orders = [
        take(case, "accept"),  # not an erase order
        take(other, "erase", by=HEAD),  # another case
        take(case, "erase", by=HEAD, facts={"erases": [9]}),  # names another entry
    ]
    for order in orders:
        with pytest.raises(LedgerError):
            ledger.erase_content(entry, order=order)
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute("SELECT cases_erase_content(%s, %s)", [entry.pk, order.pk])
    assert EntryContent.objects.get(entry=entry).given == FILING
    erased(case, 1)
    with pytest.raises(LedgerError, match="没有可删除"):
        erased(case, 1)
