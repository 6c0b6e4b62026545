"""When two letters are about the same matter, and when only their words are the same. The letters here are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.letters.likeness import Weights, likeness, overlap
from casework.letters.words import terms

SMOKE = (
    "我是{0}的业主，小区楼下的通信基站离居民楼不足二十米，夜间空调外机噪音很大，老人小孩整夜无法入睡。多次向运营商反映，对方只说已转相关部门，"
    "至今没有人上门检测。请求责令测量噪音并公开结果。"
)
SPRING, RIVER = SMOKE.format("A3区梧桐路春晓园小区"), SMOKE.format("A5区临江东路江南府小区")
AGAIN = (
    "再次反映：春晓园小区楼下基站的空调外机夜里噪音太大，老人和小孩整夜睡不着，离居民楼不到二十米。上次来信后运营商说已转相关部门，到现在没有人"
    "上门检测，请求测量噪音、公开结果。"
)
BILL = "手机套餐到期后被自动续约，每月多扣三十元，营业厅拒绝退费，要求退还三个月的费用。"
COUNTED = Weights(1_000, {word: 3 for word in {*terms(SPRING), *terms(RIVER), *terms(AGAIN), *terms(BILL)}})


def test_the_same_person_words_it_anew():
    found = likeness(SPRING, AGAIN, COUNTED)
    assert found.alike and found.worded > 0.5 and found.differs == ()


def test_the_same_words_about_another_place_are_another_matter():
    found = likeness(SPRING, RIVER, COUNTED)
    assert found.worded > 0.8  # as like as letters can be
    assert found.other_place and not found.alike
    first = found.differs[0]
    assert (first.kind, "春晓" in first.here, "江南" in first.there) == ("place", True, True)
    assert found.score < likeness(SPRING, AGAIN, COUNTED).score


def test_another_matter_is_not_alike():
    assert not likeness(SPRING, BILL, COUNTED).alike


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("尊敬的王书记：{}", "各位领导：{}"),
        ("A市{}", "A3区{}"),
        ("{}", "{}此致敬礼！"),
        ("{}", "{}请领导重视。"),
    ],
)
def test_another_addressee_a_greeting_or_the_district_of_the_city_is_no_other_place(here, there):
    found = likeness(here.format("梧桐路春晓园小区的基站噪音扰民，请求测量。"), there.format("梧桐路春晓园小区的基站噪音扰民，请求测量。"), COUNTED)
    assert found.alike, found


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("从B市到A市什么时候开通5G，是否有规划？", "从C市到A市什么时候开通5G，是否有规划？"),
        ("宽带账号20261234在十一月断网七天，无人维修。", "宽带账号20269876在十一月断网七天，无人维修。"),
        ("海棠职业技术学院强制学生办理校园卡，不办不发校服。", "松江商贸旅游学院强制学生办理校园卡，不办不发校服。"),
    ],
)
def test_another_city_number_or_school_in_the_same_sentence(here, there):
    found = likeness(here, there, Weights(1_000, dict.fromkeys([*terms(here), *terms(there)], 3)))
    assert found.other_place and found.differs, found


def test_a_name_with_its_characters_exchanged_is_a_slip_of_the_pen():
    here, there = (f"投诉{name}网络有限公司拒不退费，合同约定七日内退还押金。" for name in ("聚利", "利聚"))
    assert not likeness(here, there, Weights(1_000, dict.fromkeys([*terms(here), *terms(there)], 3))).other_place


def test_rare_words_are_looked_for_first_and_only_as_far_as_the_rows_go():
    weights = Weights(10_000, {"基站": 400, "噪音": 900, "春晓": 2, "江南府": 1, "居民": 3_000, "问题": 9_000})
    assert weights.rarest(["问题", "居民", "噪音", "基站", "春晓", "江南府", "没见过"], rows=1_000) == ["江南府", "春晓", "基站", "噪音"]
    assert weights.rarest(["问题", "居民"], rows=10) == ["居民", "问题"]  # four at least, so that a letter of common words finds something
    assert weights.rarest(["没见过"]) == []


TEXT = st.text(alphabet="基站噪音扰民小区春晓园江南府路A市3区。，12345", max_size=60)


@given(TEXT, TEXT)
def test_likeness_is_between_nothing_and_all_and_whole_with_itself(one, other):
    found = likeness(one, other, COUNTED)
    assert 0 <= found.score <= found.worded <= 1.0000001
    weights = {word: 1.0 for word in {*terms(one), *terms(other)}}
    assert overlap(terms(one), terms(other), weights) == pytest.approx(overlap(terms(other), terms(one), weights))
    if terms(one):
        assert likeness(one, one, COUNTED).worded == pytest.approx(1) and not likeness(one, one, COUNTED).other_place
