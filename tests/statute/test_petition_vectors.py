"""The worked dates of the law's list, each through a real petition: the day the vector gives is the last day of the clock in the case."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.cases.clocks import Deadline
from tests.builders import People
from tests.statute.petition_moves import File

GIVEN_VECTORS = Path(__file__).resolve().parents[3] / "shared" / "law" / "vectors.jsonl"

# Vector -> rule, trigger day, last day and nominal day, as written in the list.
TABLE = {
    "PT-V01": ("PT-02", date(2026, 2, 5), date(2026, 2, 24), date(2026, 2, 20)),
    "PT-V03": ("PT-05", date(2026, 3, 6), date(2026, 5, 6), date(2026, 5, 5)),
    "PT-V05": ("PT-05", date(2025, 8, 4), date(2025, 10, 9), date(2025, 10, 3)),
    "PT-V07": ("PT-07", date(2025, 12, 4), date(2026, 1, 4), date(2026, 1, 3)),
    "PT-V08": ("PT-08", date(2026, 1, 20), date(2026, 2, 24), date(2026, 2, 19)),
    "PT-V10": ("PT-11", date(2024, 4, 30), date(2024, 5, 8), date(2024, 5, 8)),
    "PT-V13": ("PT-13", date(2023, 10, 6), date(2023, 10, 7), date(2023, 10, 7)),
    "PT-V14": ("PT-02", date(2026, 3, 1), date(2026, 3, 16), date(2026, 3, 16)),
    "PT-V17": ("PT-08", date(2026, 5, 14), date(2026, 6, 15), date(2026, 6, 13)),
}


def registered(people: People, day: date) -> File:
    file = File(people)
    file.take("register", "applicant", on=day)
    return file


def accepted(people: People, day: date) -> File:
    file = registered(people, day)
    file.take("accept", "handler", on=day)
    return file


def served(people: People, day: date) -> File:
    """An opinion whose service is recorded on that day."""
    begun = day - timedelta(days=20)
    file = accepted(people, begun)
    file.take("investigate", "handler", on=begun, heard_on=begun.isoformat())
    file.take("issue_opinion", "handler", on=day - timedelta(days=2))
    file.take("serve", "handler", on=day)
    return file


def reviewed(people: People, day: date) -> File:
    file = File(people)
    file.take("open_review", "intake", on=day)
    return file


def simple(people: People, day: date) -> File:
    file = File(people)
    file.take("register", "applicant", on=day, option="simple")
    return file


def between(people: People, day: date) -> File:
    file = File(people)
    file.take("register_transferred", "intake", on=day, option="simple")
    return file


LED: dict[str, Callable[[People, date], File]] = {
    "PT-02": registered, "PT-05": accepted, "PT-07": served, "PT-08": reviewed, "PT-11": simple, "PT-13": between,
}  # fmt: skip


def test_the_table_is_the_list() -> None:
    if not GIVEN_VECTORS.exists():
        pytest.skip(f"not compared: {GIVEN_VECTORS} is not at hand")
    listed = [json.loads(line) for line in GIVEN_VECTORS.read_text(encoding="utf-8").splitlines()]
    assert {
        one["id"]: (
            one["rule"], date.fromisoformat(one["from"][:10]), date.fromisoformat(one["expect"]["last_day"]),
            date.fromisoformat(one["expect"]["nominal_last_day"]),
        )
        for one in listed
        if one["id"].startswith("PT-")
    } == TABLE  # fmt: skip


@pytest.mark.parametrize("vector", TABLE)
def test_a_vector_through_a_case(people: People, vector: str) -> None:
    rule, trigger, last_day, nominal = TABLE[vector]
    row = Deadline.objects.get(case__number=LED[rule](people, trigger).number, rule=rule)
    assert (row.trigger_on, row.last_day, row.nominal_on, row.provisional) == (trigger, last_day, nominal, False)


