import json
from pathlib import Path

import pytest

from casework.calendar.published import built_in
from casework.config.due import answer

SHARED = Path(__file__).resolve().parents[3] / "shared" / "law" / "vectors.jsonl"

# rule, from, last day, nominal last day: the complaints' worked lines, kept here so that they are checked
# where ../shared is not at hand.
COMPLAINTS = [
    ("TC-04", "2024-02-08T10:00", "2024-02-21", "2024-02-21"),
    ("TC-04", "2024-02-09T23:59", "2024-02-22", "2024-02-22"),
    ("TC-08", "2024-01-12T09:00", "2024-02-18", "2024-02-11"),
    ("TC-01", "2025-09-18T15:00", "2025-10-09", "2025-10-03"),
    ("TC-04", "2025-09-26T11:00", "2025-10-10", "2025-10-10"),
    ("TC-02", "2025-09-30", "2026-02-28", "2026-02-28"),
    ("TC-03", "2024-02-29", "2026-02-28", "2026-02-28"),
    ("TC-09", "2025-04-03", "2025-05-06", "2025-05-03"),
    ("TC-05", "2025-04-30T16:00", "2025-05-07", "2025-05-07"),
    ("TC-07", "2026-04-02", "2026-05-06", "2026-05-02"),
    ("TC-07", "2026-04-10", "2026-05-11", "2026-05-10"),
    # counted by hand from the notices, beyond the lines given
    ("TC-06", "2026-09-28", "2026-10-08", "2026-10-08"),
    ("TC-11", "2026-08-03", "2026-10-08", "2026-10-02"),
    ("TC-12", "2026-09-28", "2026-10-10", "2026-10-10"),
    ("TC-13", "2026-09-20", "2026-10-08", "2026-10-05"),
    ("TC-14", "2026-09-28", "2026-10-23", "2026-10-23"),
    ("TC-15", "2026-09-28", "2026-09-28", "2026-09-28"),
    ("TC-16", "2026-09-01", "2026-10-08", "2026-10-01"),
]


@pytest.mark.duty("TD-030", "TD-036", "TD-037")
@pytest.mark.parametrize(("rule", "start", "last", "nominal"), COMPLAINTS)
def test_complaints_by_hand(rule, start, last, nominal):
    found = answer({"id": "x", "rule": rule, "from": start}, schedule=built_in())
    assert (found["last_day"], found["nominal_last_day"], found["provisional"]) == (last, nominal, False)
    assert "timely" not in found


def test_every_worked_line_of_the_shared_vectors():
    if not SHARED.exists():
        pytest.skip(
            "../shared/law/vectors.jsonl is not here; the complaints' lines are tested from the table above"
        )
    lines = [json.loads(text) for text in SHARED.read_text().splitlines() if text.strip()]
    wrong = []
    for line in lines:
        found = answer(line, schedule=built_in())
        wrong += [
            (line["id"], key, value, found.get(key))
            for key, value in line["expect"].items()
            if found.get(key) != value
        ]
    assert wrong == []
    assert len(lines) >= 40
