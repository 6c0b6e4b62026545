"""Search: number, name, phone, number in dispute, Chinese words; only what one may see, never a sealed case; the exact before the merely alike."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from casework import commands, queries
from casework.cases import sealing
from casework.cases.case import Case
from casework.cases.refusals import Invalid
from casework.cases.words import Words, asked, lexemes
from casework.people.actor import SYSTEM_ACTOR
from tests import stages
from tests.builders import OUTSIDER, filing

HENAN = {"respondent": "OP-EAST-41"}


def numbers(actor, text: str, **more) -> list[str]:
    """The numbers found, in order."""
    return [case.number for case in queries.search(actor, text, **more).rows]


def test_a_case_is_found_by_its_number_in_both_forms(people):
    number = stages.filed()
    year, serial = number.split("-")[1], int(number.rsplit("-", 1)[1])
    said = f"沪申{year}-{serial:05d}"
    for text in (number, number.lower(), f"  {number} ", f"T-{year}-31-{serial}", said, f"沪 申{year}-{serial}", said.replace("-", "－")):
        assert numbers(people["sh-intake"], text) == [number], text
    assert numbers(people["sh-intake"], f"豫申{year}-{serial:05d}") == []
    assert numbers(people["ha-intake"], number) == numbers(people["ha-intake"], said) == []


def test_a_case_is_found_by_its_running_number_among_those_one_may_see(people):
    number = stages.filed()
    elsewhere = stages.filed(**HENAN)
    year, serial = number.split("-")[1], int(number.rsplit("-", 1)[1])
    for text in (f"{serial:05d}", f"{serial:04d}", f"{serial:07d}", f"{year}-{serial:05d}", f"{year}{serial:05d}"):
        assert numbers(people["sh-intake"], text) == [number], text
    assert numbers(people["sh-intake"], f"{int(year) - 5}-{serial:05d}") == numbers(people["sh-intake"], f"{serial + 5000:05d}") == []
    of_henan = f"{int(elsewhere.rsplit('-', 1)[1]):05d}"
    assert elsewhere in numbers(people["ha-intake"], of_henan) and elsewhere not in numbers(people["sh-intake"], of_henan)


def test_the_whole_name_finds_part_of_it_does_not(people):
    number = stages.filed(applicant_name="欧阳明慧")
    assert numbers(people["sh-head"], "欧阳明慧") == [number]
    assert numbers(people["sh-head"], "欧阳明") == numbers(people["sh-head"], "明慧") == []


def test_a_phone_is_found_however_it_is_written(people):
    number = stages.filed(applicant_phone="13912345678", number_in_dispute="021-66205678")
    for text in ("13912345678", "+86 139 1234 5678", "0086-139-1234-5678", "１３９１２３４５６７８", "02166205678", "+86 21 6620 5678"):
        assert numbers(people["sh-handler"], text) == [number], text
    assert numbers(people["sh-handler"], "1391234567") == numbers(people["ha-handler"], "13912345678") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT words::text FROM cases_words WHERE case_id = (SELECT id FROM cases_case WHERE number = %s)", [number])
        stored = cursor.fetchone()[0]
    assert "139123" not in stored and "6620" not in stored


def test_words_of_title_claim_and_facts_all_of_them(people):
    number = stages.filed(title="宽带报修七日未修复", facts="装维人员三次失约，光猫红灯。", claim="恢复宽带并道歉")
    other = stages.filed(title="骚扰电话屡诉不止", facts="宽带推销电话不断。", claim="停止来电")
    assert numbers(people["sh-handler"], "光猫") == [number]
    assert numbers(people["sh-handler"], "宽带") == [other, number]  # the newest first
    assert numbers(people["sh-handler"], "宽带 道歉") == [number]
    assert numbers(people["sh-handler"], "宽带 光猫 骚扰") == numbers(people["sh-handler"], "卫星") == numbers(people["sh-handler"], "，。！") == []


def test_what_fits_exactly_comes_before_what_has_the_words(people):
    own = stages.filed(applicant_name="陈静", title="资费争议")
    told = stages.filed(applicant_name="李婷", title="营业员陈静推诿")
    assert numbers(people["sh-handler"], "陈静") == [own, told]


def test_pages_follow_without_gap_or_repeat(people):
    exact = [stages.filed(applicant_name="周敏") for _ in range(3)]
    alike = [stages.filed(applicant_name="孙丽", title="营业员周敏推诿") for _ in range(4)]
    wanted, found, cursor = [*reversed(exact), *reversed(alike)], [], ""
    while True:
        page = queries.search(people["sh-handler"], "周敏", cursor=cursor, limit=2)
        assert (page.count, page.capped) == (7, False)
        found += [case.number for case in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert found == wanted
    for broken in ("x", "2-1", "0-", "１-1", "0-" + "9" * 30):
        with pytest.raises(Invalid):
            queries.search(people["sh-handler"], "周敏", cursor=broken)
    with pytest.raises(Invalid):
        queries.search(people["sh-handler"], "周敏", limit=101)


def test_many_finds_are_counted_to_a_thousand(people):
    """Frequent words take the other way through the index; both must give the newest."""
    first = stages.filed(title="罕见词曼陀罗花")
    case = Case.objects.get(number=first)
    with connection.cursor() as cursor:
        cursor.execute("SELECT counted, ids FROM cases_found('''曼陀罗'''::tsquery, %s, 4611686018427387904, 5, 1)", [[case.office_id]])
        assert cursor.fetchone() == (1, [case.pk])  # counting stops at one: as many as are counted, so the newest are read in order
        cursor.execute("SELECT counted, ids FROM cases_found('''曼陀罗'''::tsquery, %s, 4611686018427387904, 5, 1001)", [[case.office_id]])
        assert cursor.fetchone() == (1, [case.pk])
        cursor.execute("SELECT counted, ids FROM cases_found('''曼陀罗'''::tsquery, NULL, %s, 5, 1)", [case.pk])
        assert cursor.fetchone() == (1, [])


def test_who_finds_what(people):
    """The office that holds it, the operator once it is forwarded, the ministry's supervisor; nobody else."""
    number = stages.accepted(people, title="携号转网被无故拒绝")
    who = ("sh-intake", "sh-handler", "sh-handler2", "sh-head", "sh-supervisor", "ministry-supervisor", "ministry-auditor")
    others = ("ha-intake", "ministry-handler", "sh-admin", "north-sh", "east-ha", "east-sh", "east-hq")
    assert {name: numbers(people[name], "携号转网") for name in (*who, *others)} == {name: [number] if name in who else [] for name in (*who, *others)}
    stages.act(people, "sh-handler", number, "forward")
    found = {name: numbers(people[name], "携号转网") for name in others}
    assert found == {name: [number] if name in ("east-sh", "east-hq") else [] for name in others}
    assert numbers(OUTSIDER, "携号转网") == numbers(stages.guest(number), "携号转网") == []


def test_a_closed_case_is_found_too(people):
    number = stages.filed(title="注销号码受阻")
    commands.take_step(number, "withdraw", by=stages.guest(number))
    case = queries.search(people["sh-handler"], "注销").rows[0]
    assert (case.number, case.ended_on is not None) == (number, True)


def test_a_case_sent_to_another_office_is_found_there_and_by_who_sent_it(people):
    """Filed at Shanghai by hand against the branch in Henan; the office that sends it on goes on reading it."""
    given = filing(**HENAN, office="CA-31", channel="phone", title="漫游资费")
    number = commands.file_case("complaint", by=people["sh-intake"], given=given).case.number
    assert (numbers(people["sh-intake"], "漫游"), numbers(people["ha-intake"], "漫游")) == ([number], [])
    commands.take_step(number, "send_to_seat", by=people["sh-intake"])
    assert numbers(people["sh-intake"], "漫游") == numbers(people["ha-intake"], "漫游") == [number]
    assert numbers(people["cq-intake"], "漫游") == []


def test_a_sealed_case_is_found_by_nobody_and_leaves_no_words(committed):
    number, twin = stages.filed(title="举报经理受贿", applicant_name="赵磊"), stages.filed(title="举报经理推诿")
    stages.seal(number, "sh-sealed")
    for who in ("sh-sealed", "sh-handler", "sh-head", "ministry-supervisor"):
        assert numbers(committed[who], "受贿") == numbers(committed[who], "赵磊") == numbers(committed[who], number) == []
        assert numbers(committed[who], "举报经理") == [twin]
        assert queries.search(committed[who], "举报经理").count == 1
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        assert not Words.objects.filter(case__number=number).exists()


def test_the_function_sees_past_the_policy_but_holds_no_sealed_case(committed):
    """As the application's role, policy in force: the row is gone, so the function of the owner cannot tell of it either."""
    number = stages.filed(title="举报经理受贿")
    look = "SELECT counted FROM cases_found('''受贿'''::tsquery, NULL, 4611686018427387904, 5, 1001)"
    with connection.cursor() as cursor:
        cursor.execute(look)
        assert cursor.fetchone() == (1,)
        stages.seal(number)
        cursor.execute(look)
        assert cursor.fetchone() == (0,)


def test_at_most_three_statements(people, django_assert_max_num_queries):
    stages.filed()
    actor = people["sh-handler"]
    queries.search(actor, "流量")  # the ministry's id is read once in a process
    for text in ("流量", "王小明", "13800138000", "沪申2026-00001", "T-2026-31-0000001"):
        with django_assert_max_num_queries(3):
            queries.search(actor, text)


def test_words_are_plain_and_whole():
    assert asked("套餐外流量费 ５Ｇ，ABC！") == ["套餐", "外", "流量", "费", "5g", "abc"]
    assert lexemes(["无法说明计费依据"], "", "") == ["依据", "无法", "无法说明", "计费", "说明"]
    assert lexemes(["—" * 90, "a" * 90], "王 小明", "") == ["=王小明"]


def test_quotes_and_operators_are_words_like_any_others(people):
    stages.filed()
    for text in ("'", "a' | 'b", "!流量", "\\", "流量:*", "%", "(((", "\x00", "&"):
        queries.search(people["sh-handler"], text)


def test_a_phone_supplied_later_is_found(people):
    number = stages.filed()
    assert numbers(people["sh-intake"], "13700137000") == []
    commands.take_step(number, "add_material", by=stages.guest(number), given={"applicant_phone": "13700137000", "note": "换了号码"})
    assert numbers(people["sh-intake"], "13700137000") == [number]
    assert numbers(people["sh-intake"], "13800138000") == []


def test_the_migration_fills_what_was_there_before_as_the_engine_writes_it(committed):
    number = stages.forwarded(committed, applicant_phone="13912345678", number_in_dispute="02166205678")
    stages.seal(stages.filed(title="举报经理受贿"))

    def kept() -> list[tuple]:
        with connection.cursor() as cursor:
            held = "(SELECT array_agg(one ORDER BY one) FROM unnest(holders) one)"
            cursor.execute(f"SELECT number, {held}, words::text FROM cases_words JOIN cases_case ON id = case_id")
            return cursor.fetchall()

    before = kept()
    assert [row[0] for row in before] == [number]
    Words.objects.all().delete()
    import_module("casework.cases.migrations.0003_search").fill(None, SimpleNamespace(connection=connection))
    assert kept() == before
