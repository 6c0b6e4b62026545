"""Personal data at rest: what is stored, what can be read again, what is found by its digest, what rotation does."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from casework.cases.encryption import KeyMissing, Unreadable, decrypt, decrypt_bytes, encrypt, search_digest
from casework.cases.ledger import EntryContent
from casework.cases.parties import Party
from casework.cases.verification import verify
from tests.cases.ledger_builders import new_case, take, underneath

OLD, NEW = {"k1": b"1" * 32}, {"k2": b"2" * 32}


@given(st.one_of(st.text(), st.just("身份证 11010519491231002X")))
def test_what_is_encrypted_can_be_read_again(plain):
    assert decrypt(encrypt(plain, "party.address"), "party.address") == plain


def test_bytes_come_back_as_bytes():
    assert decrypt_bytes(encrypt(b"\x00\xff", "document.content"), "document.content") == b"\x00\xff"


def test_the_same_text_never_gives_the_same_value():
    assert encrypt("13800138000", "party.phone") != encrypt("13800138000", "party.phone")


def test_a_value_cannot_be_read_for_another_purpose():
    with pytest.raises(Unreadable, match="用途不符"):
        decrypt(encrypt("13800138000", "party.phone"), "party.id_number")


def test_a_change_of_any_byte_is_noticed():
    value = encrypt("广州市天河区", "party.address")
    for place in range(len(value)):
        changed = value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]
        with pytest.raises(Unreadable):
            decrypt(changed, "party.address")
    for length in range(len(value)):
        with pytest.raises(Unreadable):
            decrypt(value[:length], "party.address")


def test_a_missing_key_is_named(settings):
    settings.ENCRYPTION_KEYS = OLD
    value = encrypt("13800138000", "party.phone")
    settings.ENCRYPTION_KEYS = NEW
    with pytest.raises(KeyMissing, match=r"“k1”.*已配置：k2.*CASEWORK_KEYS"):
        decrypt(value, "party.phone")


def test_an_older_key_still_reads_and_the_first_one_writes(settings):
    settings.ENCRYPTION_KEYS = OLD
    value = encrypt("13800138000", "party.phone")
    settings.ENCRYPTION_KEYS = NEW | OLD
    assert decrypt(value, "party.phone") == "13800138000"
    assert encrypt("13800138000", "party.phone")[:6] == b"CW1\x02k2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13800138000", "+86 138-0013-8000"),
        ("13800138000", "008613800138000"),
        ("13800138000", "１３８００１３８０００"),
        ("13800138000", "＋86（138）0013 8000"),
        ("010-66205678", "+86 10 6620 5678"),
        ("11010519491231002X", "11010519491231002x"),
        ("110105194912310021", "110105 19491231 0021"),
    ],
)
def test_two_ways_to_write_one_number_have_one_digest(one, other):
    assert search_digest(one) == search_digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("13800138000", "13800138001"), ("11010519491231002X", "110105194912310021"), ("11010519491231002X", "11010519491231002"), ("8613", "13")],
)
def test_different_numbers_have_different_digests(one, other):
    assert search_digest(one) != search_digest(other)


def test_what_holds_no_digit_has_no_digest():
    assert [search_digest(value) for value in ("", "无", "X", "+", "0")] == [None] * 5


def test_digests_depend_on_the_key(settings):
    before = search_digest("13800138000")
    settings.DIGEST_KEY = "another"
    assert search_digest("13800138000") != before


def raw(column: str) -> list[bytes | None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM cases_party ORDER BY id")
        return [value and bytes(value) for (value,) in cursor.fetchall()]


def party(case, **columns) -> Party:
    return Party(case=case, role="applicant", name="王秀英", since=date(2026, 3, 2), **columns)


def test_the_column_holds_no_readable_text(committed):
    case = new_case(1)
    Party.objects.bulk_create([party(case, phone="13800138000", address="越秀区"), party(case, phone="", address=None)])
    assert [(one.phone, one.address) for one in Party.objects.order_by("pk")] == [("13800138000", "越秀区"), ("", None)]
    assert raw("address")[1] is None
    assert b"13800138000" not in raw("phone")[0] and raw("phone")[0].startswith(b"CW1")


def test_a_changed_value_is_encrypted_anew(committed):
    one = party(new_case(1), phone="13800138000")
    one.save()
    one.phone = "13900139000"
    one.save(update_fields=["phone"])
    assert Party.objects.get().phone == "13900139000"
    one.address = "海珠区"
    Party.objects.bulk_update([one], ["address"])
    assert Party.objects.filter(address__isnull=False).get().address == "海珠区"
    assert raw("address")[0].startswith(b"CW1")


@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__in"])
def test_nobody_can_search_in_an_encrypted_column(lookup):
    with pytest.raises(FieldError):
        str(Party.objects.filter(**{lookup: "13800138000"}).query)


def rotate(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *arguments, stdout=out)
    return out.getvalue()


def test_rotation_re_encrypts_everything_and_leaves_the_chain(committed, settings):
    settings.ENCRYPTION_KEYS = OLD
    case = new_case(1)
    take(case, "accept", given={"reasons": "符合受理条件"})
    Party.objects.bulk_create([party(case, phone=f"1380013800{n}", address="越秀区") for n in range(7)])
    hash_before = bytes(case.ledger_head)

    settings.ENCRYPTION_KEYS = NEW | OLD
    with pytest.raises(SystemExit) as left:
        rotate("--dry-run")
    assert left.value.code == 1
    assert "已重新加密 16 个值" in rotate("--batch", "3")  # 7 phones, 7 addresses, the inputs of filing and acceptance

    settings.ENCRYPTION_KEYS = NEW
    assert {one.phone for one in Party.objects.all()} == {f"1380013800{n}" for n in range(7)}
    assert EntryContent.objects.get(entry__seq=2).given == {"reasons": "符合受理条件"}
    report = verify()
    assert (report.clean, report.contents) == (True, 2)
    assert bytes(case.ledger_head) == hash_before
    assert "没有值再使用旧密钥" in rotate()


def test_rotation_reaches_sealed_cases_and_counts_what_it_did(committed, settings):
    settings.ENCRYPTION_KEYS = OLD
    Party.objects.bulk_create([party(new_case(1), phone="13800138000", address="越秀区")])
    with underneath() as cursor:
        cursor.execute("UPDATE cases_case SET sealed = true")
    settings.ENCRYPTION_KEYS = NEW | OLD
    assert "已重新加密 3 个值" in rotate()  # and the input of the filing
    assert "已重新加密 0 个值" in rotate()


def test_rotation_refuses_where_a_key_is_missing(committed, settings):
    settings.ENCRYPTION_KEYS = OLD
    Party.objects.bulk_create([party(new_case(1), phone="13800138000")])
    settings.ENCRYPTION_KEYS = NEW
    with pytest.raises(CommandError, match="缺少密钥“k1”"):
        rotate()


def test_rotation_refuses_to_forget_a_column_that_does_not_say_it_is_encrypted(committed):
    Party.objects.bulk_create([party(new_case(1), code_hash=encrypt("x", "nobody.knows")[:32])])
    with pytest.raises(CommandError, match=r"Party\.code_hash holds encrypted values"):
        rotate()


def test_re_encryption_replaces_nothing_but_the_expected_ciphertext(committed):
    case = new_case(1)
    entry = case.entries.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_reencrypt_content(%s, %s, %s)", [[entry.pk], [b"not what is stored"], [b"forged"]])
        assert cursor.fetchone()[0] == 0
    assert verify().clean
