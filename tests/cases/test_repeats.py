"""Likely repeats: ranked, with what differs; never a sealed case, never one the reader may not see."""

import pytest
from django.test import Client

from casework import commands, repeats
from casework.cases import alike
from casework.cases.refusals import NotFound
from tests import stages
from tests.builders import OUTSIDER, PASSWORD, filing

SMOKE = (
    "我是{0}的业主，楼下的通信基站离居民楼不足二十米，夜间空调外机噪音很大，老人小孩整夜无法入睡。多次向运营商反映，对方只说已转相关部门，"
    "至今没有人上门检测。请求测量噪音并公开结果。"
)


def signed_in(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def file_one(facts: str, **given) -> str:
    return commands.file_case("complaint", by=OUTSIDER, given=filing(claim="请求测量噪音并公开结果", facts=facts, **given)).case.number


@pytest.fixture
def letters(people):
    """The first letter, the same person again in other words, another person from the same place, the same words from elsewhere, another matter."""
    first = file_one(SMOKE.format("梧桐路春晓园小区"), title="春晓园小区基站噪音")
    again = file_one("再次反映春晓园小区楼下基站空调外机夜里噪音太大，老人小孩整夜睡不着，至今没有人上门检测。", title="再次反映基站噪音")
    neighbour = file_one(
        SMOKE.format("梧桐路春晓园小区").replace("老人小孩", "孩子"), title="春晓园小区基站扰民", applicant_name="赵一", applicant_phone="13900139000"
    )
    elsewhere = file_one(SMOKE.format("临江东路江南府小区"), title="江南府小区基站噪音", applicant_name="钱二", applicant_phone="13700137000")
    other = file_one("套餐到期后被自动续约，每月多扣三十元，营业厅拒绝退费。", title="多扣话费", applicant_name="孙三", applicant_phone="13600136000")
    alike.count_words()
    return {"first": first, "again": again, "neighbour": neighbour, "elsewhere": elsewhere, "other": other}


def test_the_same_person_first_then_others_with_the_matter_then_the_same_words_elsewhere(letters, people):
    found = repeats.repeats(letters["first"], people["sh-intake"])
    assert [one.case.number for one in found] == [letters["again"], letters["neighbour"], letters["elsewhere"]]
    assert [(one.same_person, one.like.other_place) for one in found] == [(True, False), (False, False), (False, True)]
    assert any("春晓" in one.here and "江南" in one.there for one in found[2].like.differs)


def test_another_office_finds_nothing_of_it_and_may_not_ask(letters, people):
    with pytest.raises(NotFound):
        repeats.repeats(letters["first"], people["ha-intake"])


def test_a_sealed_case_is_not_among_them_and_finds_none(committed):
    first, sealed = file_one(SMOKE.format("春晓园小区")), file_one(SMOKE.format("春晓园小区"))
    alike.count_words()
    assert [one.case.number for one in repeats.repeats(first, committed["sh-intake"])] == [sealed]
    stages.seal(sealed, "sh-sealed")
    alike.count_words()
    for who in ("sh-intake", "sh-sealed", "ministry-supervisor"):
        assert repeats.repeats(first, committed[who]) == []


def test_before_the_first_count_nothing_is_found_but_the_same_person(people):
    first, again = file_one(SMOKE.format("春晓园小区")), file_one(SMOKE.format("春晓园小区"))
    assert [one.case.number for one in repeats.repeats(first, people["sh-intake"])] == [again]


def test_the_page_says_what_is_the_same_and_what_is_not(letters, people):
    page = signed_in("sh-intake").get(f"/cases/{letters['first']}/repeats/").content.decode()
    assert "同一人" in page and "多半是另一件事" in page and letters["other"] not in page
    assert f'href="/cases/{letters["first"]}/repeats/"' in signed_in("sh-intake").get(f"/cases/{letters['first']}/").content.decode()
    assert Client().get(f"/cases/{letters['first']}/repeats/").status_code == 302
