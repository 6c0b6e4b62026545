"""The worked dates of the law's list, each through a real case: the day the vector gives is the last day of the clock in the case, or the day on which the
condition that the rule makes turns."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from casework.cases.documents import content
from casework.cases.refusals import Refused
from casework.clock import SHANGHAI
from casework.reconsideration import admissibility
from tests.builders import People
from tests.statute.reconsideration_moves import File

GIVEN_VECTORS = Path(__file__).resolve().parents[3] / "shared" / "law" / "vectors.jsonl"
D = date

# Vector -> rule, trigger day, last day, nominal day (None: the list gives none), as written in the list.
TABLE: dict[str, tuple[str, date, date | None, date | None]] = {
    "AR-V01": ("AR-01", D(2023, 12, 12), D(2024, 2, 18), D(2024, 2, 10)),
    "AR-V02": ("AR-01", D(2023, 12, 12), D(2024, 2, 18), None),
    "AR-V05": ("AR-02", D(2024, 2, 29), D(2025, 2, 28), D(2025, 2, 28)),
    "AR-V07": ("AR-05", D(2026, 9, 28), D(2026, 10, 10), D(2026, 10, 10)),
    "AR-V09": ("AR-08", D(2026, 4, 24), D(2026, 5, 12), D(2026, 5, 12)),
    "AR-V11": ("AR-10", D(2025, 1, 22), D(2025, 2, 7), D(2025, 2, 7)),
    "AR-V13": ("AR-12", D(2025, 4, 30), D(2025, 5, 8), D(2025, 5, 8)),
    "AR-V15": ("AR-15", D(2024, 8, 2), D(2024, 10, 8), D(2024, 10, 1)),
    "AR-V17": ("AR-17", D(2025, 1, 2), D(2025, 2, 5), D(2025, 2, 1)),
    "AR-V18": ("AR-15", D(2025, 3, 3), D(2025, 5, 28), D(2025, 5, 28)),
    "AR-V19": ("AR-16", D(2025, 7, 7), D(2025, 10, 27), D(2025, 10, 25)),
    "AR-V22": ("AR-14", D(2026, 5, 13), D(2026, 5, 6), None),
    "AR-V23": ("AR-25", D(2025, 9, 22), D(2025, 10, 9), D(2025, 10, 7)),
    "AR-V25": ("AR-19", D(2026, 2, 10), D(2026, 2, 26), D(2026, 2, 26)),
    "AR-V27": ("AR-22", D(2023, 8, 3), D(2023, 10, 7), D(2023, 10, 2)),
    "AR-V29": ("AR-20", D(2024, 9, 27), D(2024, 10, 8), D(2024, 10, 8)),
    "AR-V30": ("AR-01", D(2024, 6, 3), D(2024, 8, 22), D(2024, 8, 22)),
    "AR-V32": ("AR-24", D(2026, 8, 3), D(2026, 10, 8), D(2026, 10, 2)),
    "AR-V34": ("AR-18", D(2025, 4, 1), D(2025, 5, 6), D(2025, 5, 1)),
    "AR-V36": ("AR-05", D(2026, 12, 28), None, None),
}
CONDITIONS = ("AR-V01", "AR-V02", "AR-V05", "AR-V22", "AR-V30")  # what a step is tested by, no running clock


def test_the_table_is_the_list() -> None:
    if not GIVEN_VECTORS.exists():
        pytest.skip(f"not compared: {GIVEN_VECTORS} is not at hand")
    listed = [one for one in map(json.loads, GIVEN_VECTORS.read_text(encoding="utf-8").splitlines()) if one["id"].startswith("AR-")]

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text[:10]) if text else None

    assert {
        one["id"]: (one["rule"], day(one.get("from") or one.get("hearing_on")), day(one["expect"].get("last_day")), day(one["expect"].get("nominal_last_day")))
        for one in listed
    } == TABLE


# ---- clocks that run ----


def filed(people: People, day: date, **changed: object) -> File:
    file = File(people)
    told = {"known_on": (day - timedelta(days=10)).isoformat(), "act_on": (day - timedelta(days=12)).isoformat()} | changed
    file.take("file", "intake", on=day, **told)
    return file


def accepted(people: People, day: date) -> File:
    file = filed(people, day)
    file.take("accept", "handler", on=day)
    return file


def asked_to_correct(people: People, day: date) -> File:
    file = filed(people, day - timedelta(days=1))
    file.take("ask_correction", "intake", on=day - timedelta(days=1))
    file.serve_all("intake", on=day)
    return file


def simple(people: People, day: date) -> File:
    file = filed(people, day)
    file.take("accept_simple", "handler", on=day)
    return file


def suspended(people: People, day: date) -> File:
    file = accepted(people, day)
    file.take("suspend", "handler", on=D(2025, 3, 20))
    file.take("resume", "handler", on=D(2025, 4, 15))
    return file


def extended(people: People, day: date) -> File:
    file = accepted(people, day)
    file.take("suspend", "handler", on=D(2025, 8, 1))
    file.take("resume", "handler", on=D(2025, 8, 21))
    file.take("extend", "handler", on=D(2025, 8, 22), days=30)
    return file


def heard(people: People, day: date) -> File:
    file = accepted(people, day)
    file.take("send_copy", "handler", on=day)
    file.serve_all("handler", on=day)
    file.take("answer_application", "handler", on=day)
    file.take("hear", "handler", on=day, heard_at=f"{day.isoformat()}T00:00")
    file.take("verify_evidence", "handler", on=day)
    return file


def decided(people: People, day: date) -> File:
    file = heard(people, day - timedelta(days=20))
    file.take("decide", "handler", on=day - timedelta(days=1), perform_by="2026-12-31")
    file.serve_all("handler", on=day)
    return file


def doubted(people: People, day: date) -> File:
    file = accepted(people, day - timedelta(days=5))
    file.take("take_up_norm", "handler", on=day)
    return file


def sent(people: People, day: date) -> File:
    file = doubted(people, day)
    file.take("transfer_norm", "handler", on=day)
    file.serve_newest("norm_transfer", on=day)
    return file


def looked_at(people: People, day: date) -> File:
    file = accepted(people, day - timedelta(days=5))
    file.take("take_up_norm", "handler", on=day, option="own")
    file.take("review_norm", "handler", on=day)
    return file


def asked_for(people: People, day: date) -> File:
    """The applicant asks about a norm over which the ministry has the power."""
    file = filed(people, day, norm="《某规程》", norm_clauses="第八条")
    file.take("accept", "handler", on=day, norm_power="yes")
    return file


def written_to(people: People, day: date) -> File:
    file = heard(people, day - timedelta(days=5))
    file.take("send_opinion", "handler", on=day - timedelta(days=1))
    file.serve_all("handler", on=day)
    return file


LED: dict[str, Callable[[People, date], File]] = {
    "AR-V07": filed, "AR-V09": asked_to_correct, "AR-V11": accepted, "AR-V13": simple, "AR-V15": accepted, "AR-V17": simple, "AR-V18": suspended,
    "AR-V19": extended, "AR-V23": decided, "AR-V25": doubted, "AR-V27": sent, "AR-V29": looked_at, "AR-V32": written_to, "AR-V34": asked_for,
    "AR-V36": filed,
}  # fmt: skip


def test_every_vector_is_led_through_a_case() -> None:
    assert {*LED, *CONDITIONS} == set(TABLE)


@pytest.mark.duty("AD-026", "AD-046", "AD-053", "AD-055", "AD-056", "AD-058", "AD-062", "AD-076", "AD-083", "AD-086", "AD-090")
@pytest.mark.parametrize("vector", LED)
def test_a_vector_through_a_case(people: People, vector: str) -> None:
    rule, trigger, last_day, nominal = TABLE[vector]
    row = LED[vector](people, trigger).clock("AR-15" if rule == "AR-16" else rule)
    assert row.trigger_on == trigger
    if vector == "AR-V36":
        assert row.provisional
    else:
        assert (row.last_day, row.nominal_on, row.provisional) == (last_day, nominal, False)


# ---- what a step is tested by ----


def in_time(people: People, day: date, **told: object) -> bool:
    """Whether an application that comes in on this day may be accepted."""
    file = File(people)
    file.take("file", "intake", on=day, **({"act_on": None} | told))
    try:
        file.take("accept", "handler", on=day)
    except Refused as refused:
        assert [one.ground for one in refused.reasons] == ["30-4"]
        return False
    return True


@pytest.mark.duty("AD-012", "AD-013", "AD-014", "AD-083", "AD-086")
@pytest.mark.parametrize(
    ("vector", "told"),
    [
        ("AR-V01", {"known_on": "2023-12-12"}),
        ("AR-V02", {"known_on": "2023-12-12"}),
        ("AR-V05", {"known_on": "2024-02-29", "rights_told": False, "rights_known_on": "2025-02-10"}),
    ],
)  # fmt: skip
def test_the_last_day_to_apply(people: People, vector: str, told: dict[str, object]) -> None:
    last = TABLE[vector][2]
    assert last is not None
    assert in_time(people, last, **told)
    assert not in_time(people, last + timedelta(days=1), **told)


@pytest.mark.duty("AD-013")
def test_an_obstacle_moves_the_last_day_and_one_day_more_is_accepted(people: People) -> None:
    """AR-V30: 22 August by A-SUSP; counted from the day after the obstacle it is 23 August, and until then it is taken."""
    told = {"known_on": "2024-06-03", "obstacle": "洪水", "obstacle_from": "2024-07-10", "obstacle_until": "2024-07-30"}
    file = File(people)
    file.take("file", "intake", on=D(2024, 8, 22), act_on=None, **told)
    assert admissibility.last_day_to_apply(file.case) == D(2024, 8, 23)
    assert in_time(people, D(2024, 8, 22), **told)
    assert not in_time(people, D(2024, 8, 24), **told)


@pytest.mark.duty("AD-049", "AD-083")
def test_the_hearing_notice_can_be_served_until_six_may(people: People) -> None:
    """AR-V22: for a hearing on 13 May 2026 the notice is served on 6 May at the latest; Saturday 9 May is worked."""
    file = heard(people, D(2026, 4, 20))
    late = File(people, file.number, file.codes, file.on)
    with pytest.raises(Refused) as refused:
        late.take("call_hearing", "handler", on=D(2026, 5, 7), hearing_at="2026-05-13T09:30")
    assert "2026年5月6日" in refused.value.reasons[0].zh
    outcome = file.take("call_hearing", "handler", on=D(2026, 5, 6), hearing_at="2026-05-13T09:30")
    assert outcome.taking is not None
    assert content(outcome.taking.papers[0])["serve_by"] == "2026-05-06"
    assert file.case.hearing_at == datetime(2026, 5, 13, 9, 30, tzinfo=SHANGHAI)
