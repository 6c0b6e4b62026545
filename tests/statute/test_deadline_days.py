"""The clocks of a complaint on literal days: the published vectors and further days around 春节, 国庆 and make-up workdays, read from the case."""

import json
from pathlib import Path

import pytest

from tests.builders import People
from tests.statute.course import CHECKED, REPLY, Course, set_clock

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "law" / "vectors.jsonl"
# Every TC line of the vectors: id, rule, from, nominal last day, last day.
GIVEN = {
    "TC-V01": ("TC-04", "2024-02-08T10:00", "2024-02-21", "2024-02-21"),
    "TC-V02": ("TC-04", "2024-02-09T23:59", "2024-02-22", "2024-02-22"),
    "TC-V04": ("TC-08", "2024-01-12T09:00", "2024-02-11", "2024-02-18"),
    "TC-V05": ("TC-01", "2025-09-18T15:00", "2025-10-03", "2025-10-09"),
    "TC-V07": ("TC-04", "2025-09-26T11:00", "2025-10-10", "2025-10-10"),
    "TC-V09": ("TC-02", "2025-09-30", "2026-02-28", "2026-02-28"),
    "TC-V11": ("TC-03", "2024-02-29", "2026-02-28", "2026-02-28"),
    "TC-V13": ("TC-09", "2025-04-03", "2025-05-03", "2025-05-06"),
    "TC-V14": ("TC-05", "2025-04-30T16:00", "2025-05-07", "2025-05-07"),
    "TC-V16": ("TC-07", "2026-04-02", "2026-05-02", "2026-05-06"),
    "TC-V17b": ("TC-07", "2026-04-10", "2026-05-10", "2026-05-11"),
}


def test_the_table_is_that_of_the_vectors() -> None:
    if not VECTORS.exists():
        pytest.skip(f"not compared: {VECTORS} is not at hand")
    lines = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines() if line.strip()]
    shown = {
        one["id"]: (one["rule"], one["from"], one["expect"]["nominal_last_day"], one["expect"]["last_day"]) for one in lines if one["id"].startswith("TC-")
    }
    assert shown == GIVEN
    assert not any(one["expect"]["provisional"] for one in lines if one["id"].startswith("TC-"))


@pytest.mark.duty("TD-009", "TD-017")
@pytest.mark.parametrize("vector", ["TC-V01", "TC-V02", "TC-V04", "TC-V07"])
def test_receipt_starts_the_clock_at_the_moment_of_filing(people: People, monkeypatch: pytest.MonkeyPatch, vector: str) -> None:
    rule, moment, nominal, last = GIVEN[vector]
    set_clock(monkeypatch, moment)
    course = Course.filed(people, None)
    assert course.days(rule) == (nominal, last)
    assert not course.clock(rule).provisional
    assert not course.clock(rule).house
    assert str(course.clock(rule).trigger_on) == moment[:10]


@pytest.mark.duty("TD-002", "TD-010")
def test_v05_the_operators_fifteen_days_as_a_condition_are_not_rolled(people: People) -> None:
    asked = {"operator_complained": True, "operator_complained_on": "2025-09-18"}
    course = Course.filed(people, "2025-09-30", **asked)
    assert "T10-4" in course.refused("2025-10-03", "sh-intake", "accept", handler="sh-handler")
    course.take("2025-10-04", "sh-intake", "accept", {"T11-1": {"met": True, "why": "九月发生"}}, handler="sh-handler")
    assert course.state == "accepted"


@pytest.mark.duty("TD-003")
@pytest.mark.parametrize(
    ("vector", "category", "admitted", "late"),
    [("TC-V09", "fee", "2026-02-28", "2026-03-01"), ("TC-V11", "service", "2026-02-28", "2026-03-01"), ("TC-V11", "network", "2026-02-28", "2026-03-01")],
)
def test_the_last_day_to_complain_is_admitted_and_the_next_day_is_not(people: People, vector: str, category: str, admitted: str, late: str) -> None:
    event = GIVEN[vector][1]
    assert GIVEN[vector][3] == admitted
    fine = Course.filed(people, admitted, category=category, event_on=event)
    fine.take(admitted, "sh-intake", "accept", {"T10-4": {"met": True, "why": "企业已答复"}}, handler="sh-handler")
    assert fine.state == "accepted"
    over = Course.filed(people, late, category=category, event_on=event, applicant_phone="13900139000")
    assert "T11-1" in over.refused(late, "sh-intake", "accept", CHECKED, handler="sh-handler")
    over.take(late, "sh-intake", "refuse", ground="11-1", facts=f"事项发生于{event}", reasons="超过期限")
    assert over.state == "refused"


@pytest.mark.duty("TD-014")
def test_v13_mediation_runs_from_the_later_consent(people: People) -> None:
    course = Course.filed(people, "2025-03-20").accepted("2025-03-20")
    course.take("2025-03-20", "sh-handler", "forward")
    course.served("2025-03-21", "transfer_notice")
    course.take("2025-03-31", "east-sh", "operator_reply", **REPLY)
    course.take("2025-04-01", "applicant", "consent_mediation")
    course.take("2025-04-03", "east-sh", "consent_mediation")
    course.take("2025-04-07", "sh-handler", "open_mediation", requested_by="applicant", mediator="沪承办")
    assert course.days("TC-09") == ("2025-05-03", "2025-05-06")
    assert course.clock("TC-09").house
    assert str(course.clock("TC-09").trigger_on) == "2025-04-03"


@pytest.mark.duty("TD-011")
def test_v14_forwarding_within_two_working_days_of_acceptance(people: People) -> None:
    course = Course.filed(people, "2025-04-28").accepted("2025-04-30")
    assert course.days("TC-05") == ("2025-05-07", "2025-05-07")
    assert course.clock("TC-05").house


@pytest.mark.duty("TD-013")
def test_v16_complete_at_filing(people: People) -> None:
    course = Course.filed(people, "2026-04-02")
    assert course.days("TC-07") == course.days("TC-08") == ("2026-05-02", "2026-05-06")


@pytest.mark.duty("TD-013", "TD-017")
def test_v17b_completed_later(people: People) -> None:
    course = Course.filed(people, "2026-04-02", applicant_address=None)
    assert course.clocks("TC-07") == []
    course.take("2026-04-03", "sh-intake", "ask_material", how="网上补交")
    course.take("2026-04-10", "applicant", "supply_material", applicant_address="上海市黄浦区人民大道1号")
    assert course.days("TC-07") == ("2026-05-10", "2026-05-11")
    assert course.days("TC-08") == ("2026-05-02", "2026-05-06")


@pytest.mark.duty("TD-009")
@pytest.mark.parametrize(
    ("filed", "last"),
    [
        ("2024-02-07", "2024-02-20"),  # 02-09 is worked, 02-10 to 17 off, Sunday 02-18 worked
        ("2024-09-26", "2024-10-09"),  # Sunday 09-29 worked, 10-01 to 07 off
        ("2025-01-24", "2025-02-07"),  # Sunday 01-26 worked, 01-28 to 02-04 off
        ("2025-01-27", "2025-02-10"),  # Saturday 02-08 worked
        ("2025-09-30", "2025-10-14"),  # 10-01 to 08 off, Saturday 10-11 worked
        ("2026-02-12", "2026-02-26"),  # Saturday 02-14 worked, 02-15 to 23 off
        ("2026-02-25", "2026-03-03"),  # Saturday 02-28 worked
        ("2026-09-18", "2026-09-24"),  # Sunday 09-20 worked
        ("2026-10-01", "2026-10-13"),  # received on a holiday: 10-08, 09, Saturday 10-10 worked, 12, 13
    ],
)
def test_five_working_days_to_decide(people: People, filed: str, last: str) -> None:
    assert Course.filed(people, filed).days("TC-04") == (last, last)


@pytest.mark.duty("TD-017")
@pytest.mark.parametrize(
    ("filed", "nominal", "last"),
    [
        ("2024-01-18", "2024-02-17", "2024-02-18"),  # last day of the holiday; the next, a Sunday, is worked
        ("2024-09-02", "2024-10-02", "2024-10-08"),
        ("2025-01-02", "2025-02-01", "2025-02-05"),
        ("2025-01-09", "2025-02-08", "2025-02-08"),  # a Saturday that is worked: no roll
        ("2025-09-01", "2025-10-01", "2025-10-09"),
        ("2025-09-12", "2025-10-12", "2025-10-13"),  # Saturday 10-11 is worked, Sunday 10-12 is not
        ("2026-01-16", "2026-02-15", "2026-02-24"),
        ("2026-09-02", "2026-10-02", "2026-10-08"),
        ("2026-09-10", "2026-10-10", "2026-10-10"),  # a Saturday that is worked: no roll
    ],
)
def test_thirty_calendar_days_to_answer(people: People, filed: str, nominal: str, last: str) -> None:
    assert Course.filed(people, filed).days("TC-08") == (nominal, last)


@pytest.mark.duty("TD-017")
def test_a_day_in_a_year_without_a_published_schedule_is_provisional(people: People) -> None:
    course = Course.filed(people, "2026-12-04")
    assert course.days("TC-04") == ("2026-12-11", "2026-12-11") and not course.clock("TC-04").provisional
    assert str(course.clock("TC-08").nominal_on) == "2027-01-03"
    assert course.clock("TC-08").provisional


@pytest.mark.duty("TD-012")
def test_ten_days_of_the_operator_over_the_national_holiday(people: People) -> None:
    course = Course.filed(people, "2026-09-16").accepted("2026-09-17")
    course.take("2026-09-18", "sh-handler", "forward")
    assert course.clocks("TC-06") == []
    course.served("2026-09-22", "transfer_notice")
    assert course.days("TC-06") == ("2026-10-02", "2026-10-08")
    assert course.clock("TC-06").house


@pytest.mark.duty("TD-017")
def test_the_pair_alarms_on_the_earlier(people: People) -> None:
    course = Course.filed(people, "2026-03-30", applicant_address=None)
    course.take("2026-04-08", "applicant", "add_material", applicant_address="上海市黄浦区人民大道1号")
    course.accepted("2026-04-08")
    course.take("2026-04-08", "sh-handler", "forward")
    course.served("2026-04-09", "transfer_notice")
    course.take("2026-04-13", "east-sh", "operator_reply", **REPLY)
    assert (course.days("TC-08"), course.days("TC-07")) == (("2026-04-29", "2026-04-29"), ("2026-05-08", "2026-05-08"))
    assert (str(course.case.due_on), course.case.due_rule) == ("2026-04-29", "TC-08")


@pytest.mark.duty("TD-017")
def test_thirty_days_are_never_extended_outside_henan(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-13")
    assert "TD-036-1" in course.refused("2026-10-14", "sh-handler", "extend_henan", days=5, reasons="情况复杂")


@pytest.mark.duty("TD-003")
def test_the_boundary_is_part_of_the_refusal(people: People) -> None:
    course = Course.filed(people, "2026-03-01", category="fee", event_on="2025-09-30")
    sentence = course.refused("2026-03-02", "sh-intake", "accept", CHECKED, handler="sh-handler")["T11-1"]
    assert sentence == "申诉事项发生于2025年9月30日，提起申诉为2026年3月1日，超过五个月（最后一日2026年2月28日）。"
