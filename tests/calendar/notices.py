"""The State Council's notices for 2023 to 2026, written down by hand: an independent calendar to hold the
built-in schedule against."""

from datetime import date, timedelta


def _days(first: str, last: str) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + timedelta(n) for n in range((end - start).days + 1)}


OFF = set().union(
    _days("2022-12-31", "2023-01-02"),
    _days("2023-01-21", "2023-01-27"),
    _days("2023-04-05", "2023-04-05"),
    _days("2023-04-29", "2023-05-03"),
    _days("2023-06-22", "2023-06-24"),
    _days("2023-09-29", "2023-10-06"),
    _days("2024-01-01", "2024-01-01"),
    _days("2024-02-10", "2024-02-17"),
    _days("2024-04-04", "2024-04-06"),
    _days("2024-05-01", "2024-05-05"),
    _days("2024-06-08", "2024-06-10"),
    _days("2024-09-15", "2024-09-17"),
    _days("2024-10-01", "2024-10-07"),
    _days("2025-01-01", "2025-01-01"),
    _days("2025-01-28", "2025-02-04"),
    _days("2025-04-04", "2025-04-06"),
    _days("2025-05-01", "2025-05-05"),
    _days("2025-05-31", "2025-06-02"),
    _days("2025-10-01", "2025-10-08"),
    _days("2026-01-01", "2026-01-03"),
    _days("2026-02-15", "2026-02-23"),
    _days("2026-04-04", "2026-04-06"),
    _days("2026-05-01", "2026-05-05"),
    _days("2026-06-19", "2026-06-21"),
    _days("2026-09-25", "2026-09-27"),
    _days("2026-10-01", "2026-10-07"),
)
WORKED_IN_LIEU = {
    date.fromisoformat(day)
    for day in [
        "2023-01-28",
        "2023-01-29",
        "2023-04-23",
        "2023-05-06",
        "2023-06-25",
        "2023-10-07",
        "2023-10-08",
        "2024-02-04",
        "2024-02-18",
        "2024-04-07",
        "2024-04-28",
        "2024-05-11",
        "2024-09-14",
        "2024-09-29",
        "2024-10-12",
        "2025-01-26",
        "2025-02-08",
        "2025-04-27",
        "2025-09-28",
        "2025-10-11",
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ]
}
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)


def worked(day: date) -> bool:
    """Whether the notices make this day of 2023-2026 a working day."""
    return day in WORKED_IN_LIEU or (day.weekday() < 5 and day not in OFF)
