import json
from datetime import date
from pathlib import Path

import pytest

from casework.calendar.published import built_in
from casework.cases.limits import OFFICE, TimeLimit, calendar_days
from casework.cases.spans import SpanError, compute
from casework.complaints import clocks as complaints
from casework.petitions import clocks as petitions
from casework.reconsideration import clocks as reconsideration

ALL = (*complaints.LIMITS, *petitions.LIMITS, *reconsideration.LIMITS)
DUTIES = Path(__file__).resolve().parents[3] / "shared" / "law" / "duties.json"


def test_ids_are_those_of_the_law_and_each_once():
    expected = [f"TC-{n:02}" for n in range(1, 17)]
    expected += [f"PT-{n:02}" for n in range(1, 16) if n != 6]  # 06 is the extension of 05
    expected += [
        f"AR-{n:02}" for n in range(1, 35) if n not in (6, 16)
    ]  # 06 is an event, 16 the extension of 15
    assert sorted(limit.id for limit in ALL) == sorted(expected)
    assert {limit.extension.id for limit in ALL if limit.extension} == {"PT-06", "AR-16", ""}


def test_units_as_the_law_says():
    units = {limit.id: (limit.length.number, limit.length.unit) for limit in ALL if limit.fixed}
    working = {key: number for key, (number, unit) in units.items() if unit == "working_day"}
    assert working == {
        "TC-04": 5,
        "TC-05": 2,
        "TC-12": 5,
        "TC-14": 15,
        "PT-04": 5,
        "PT-11": 3,
        "PT-12": 10,
        "PT-13": 1,
        "AR-05": 5,
        "AR-07": 5,
        "AR-08": 10,
        "AR-09": 5,
        "AR-10": 7,
        "AR-11": 10,
        "AR-12": 3,
        "AR-13": 5,
        "AR-14": 5,
        "AR-19": 7,
        "AR-20": 3,
        "AR-21": 10,
    }
    calendar = {key: number for key, (number, unit) in units.items() if unit == "calendar_day"}
    assert calendar == {
        "TC-01": 15,
        "TC-06": 10,
        "TC-07": 30,
        "TC-08": 30,
        "TC-09": 30,
        "TC-11": 60,
        "TC-13": 15,
        "TC-16": 30,
        "PT-01": 15,
        "PT-02": 15,
        "PT-03": 15,
        "PT-05": 60,
        "PT-07": 30,
        "PT-08": 30,
        "PT-09": 30,
        "PT-10": 30,
        "AR-01": 60,
        "AR-15": 60,
        "AR-17": 30,
        "AR-18": 30,
        "AR-22": 60,
        "AR-23": 60,
        "AR-24": 60,
        "AR-25": 15,
        "AR-26": 15,
        "AR-27": 60,
        "AR-32": 10,
        "AR-33": 30,
        "AR-34": 15,
    }
    others = {key: pair for key, pair in units.items() if key not in working and key not in calendar}
    assert others == {
        "TC-02": (5, "month"),
        "TC-03": (2, "year"),
        "TC-15": (0, "same_day"),
        "AR-02": (1, "year"),
        "AR-03": (5, "year"),
        "AR-29": (6, "month"),
        "AR-31": (1, "year"),
    }


def test_house_limits_conditions_and_posting():
    assert {limit.id for limit in ALL if limit.house} == {
        "TC-05",
        "TC-06",
        "TC-09",
        "TC-10",
        "TC-11",
        "PT-11",
        "PT-12",
        "PT-13",
        "PT-14",
        "AR-04",
        "AR-27",
        "AR-28",
    }
    assert {limit.id for limit in ALL if limit.condition} == {"AR-23", "AR-33"}
    assert {limit.id for limit in ALL if limit.by_posting and not limit.id.startswith("AR")} == {
        "PT-07",
        "PT-09",
        "TC-02",
        "TC-03",
    }
    assert all(limit.by_posting for limit in reconsideration.LIMITS)
    assert {limit.id for limit in ALL if limit.province} == {"TC-12", "TC-13", "TC-14", "TC-15", "TC-16"}


def test_duties_named_are_duties_known():
    if not DUTIES.exists():
        pytest.skip("../shared/law/duties.json is not here")
    known = {duty["id"] for family in json.loads(DUTIES.read_text()).values() for duty in family}
    assert {duty for limit in ALL for duty in limit.fulfils} <= known


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: limit.id)
def test_every_rule_has_its_article_and_its_words_in_both_languages(limit):
    assert limit.basis and limit.zh and limit.en and all(limit.since)


def test_a_limit_with_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="X-01"):
        TimeLimit("X-01", calendar_days(1), bound="nobody", basis="—", suspendable=False)
    with pytest.raises(ValueError, match="X-01"):
        TimeLimit("X-01", calendar_days(1), bound=OFFICE, basis="—", suspendable=False, certainty="sure")


def test_a_span_names_the_rules_that_made_it_and_the_days_it_depends_on():
    span = compute(complaints.ANSWER, date(2024, 1, 12), schedule=built_in())
    assert span.codes == ("first-day-out", "calendar_day", "rolled")
    assert span.span_until == date(2024, 2, 18)
    span = compute(complaints.FORWARDING, date(2015, 12, 31), schedule=built_in())
    assert span.codes == ("first-day-out", "working_day", "earliest-version", "house-limit")
    assert compute(reconsideration.PUBLIC_NOTICE, date(2026, 9, 1), schedule=built_in()).span_until is None
    stopped = compute(
        reconsideration.ORDINARY,
        date(2026, 9, 1),
        schedule=built_in(),
        suspensions=[(date(2026, 9, 9), None)],
    )
    assert (stopped.suspended, stopped.last_day, stopped.span_until) == (True, None, None)


def test_a_rule_without_length_or_trigger_is_refused_in_both_languages():
    with pytest.raises(SpanError) as error:
        compute(complaints.QUARTERLY, date(2026, 9, 1), schedule=built_in())
    assert (error.value.zh, error.value.en) == (
        "TC-10 没有固定的期限长度，不能计算。",
        "TC-10 has no fixed length and cannot be computed.",
    )
    with pytest.raises(SpanError):
        compute(complaints.ANSWER, None, schedule=built_in())
