"""A year as twelve small months: each day with what it is, in a word and a shade, and whether it differs from what counts now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from casework.calendar.schedule import Schedule
from casework.calendar.year import Change, Day, Kind, days_of_year
from frontend import words
from frontend.language import word

ONE = timedelta(days=1)
# Kind -> (class of the cell, its mark in Chinese, in English)
MARKS: dict[Kind, tuple[str, str, str]] = {
    Kind.WORKED: ("", "", ""), Kind.WEEKEND: ("r", "", ""), Kind.STATUTORY: ("f", "节", "H"), Kind.OFF_IN_LIEU: ("f", "休", "O"),
    Kind.WORKED_IN_LIEU: ("w", "班", "W"), Kind.STATUTORY_WORKED: ("w", "班", "W"),
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A day in its month; `number` 0 for a place before the first or after the last."""

    number: int = 0
    kind: str = ""
    mark: str = ""
    changed: bool = False


@dataclass(frozen=True)
class Month:
    """A month by its name, in weeks that begin on Monday."""

    name: str
    weeks: list[list[Cell]]


def months(schedule: Schedule, year: int, changes: Iterable[Change] = ()) -> list[Month]:
    """The twelve months."""
    changed = {one.day for one in changes}
    found: dict[int, list[Cell]] = {number: [Cell()] * date(year, number, 1).weekday() for number in range(1, 13)}
    for one in days_of_year(schedule, year):
        found[one.day.month].append(_cell(one, one.day in changed))
    return [Month(word(f"{number}月", words.MONTHS[number - 1]), _weeks(cells)) for number, cells in found.items()]


def _cell(one: Day, changed: bool) -> Cell:
    kind, zh, en = MARKS[one.kind]
    return Cell(one.day.day, kind, word(zh, en), changed)


def _weeks(cells: list[Cell]) -> list[list[Cell]]:
    cells = cells + [Cell()] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def stretches(days: Iterable[date]) -> str:
    """Days in words, neighbours together: 2月5日 周五至2月12日 周五、2月20日 周六."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] == ONE:
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return word("、", ", ").join(_stretch(*one) for one in found)


def _stretch(first: date, last: date) -> str:
    return words.day(first) if first == last else word(f"{words.day(first)}至{words.day(last)}", f"{words.day(first)} to {words.day(last)}")
