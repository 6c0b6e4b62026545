"""A case's holders as a strip of time: a bar for each stretch, a mark for each limit that passed. The same stands in the table beside it."""

from dataclasses import dataclass
from datetime import date

from casework.reports.holders import Course
from frontend import words
from frontend.language import word
from frontend.supervisor import rows

LONG, STEP = 620, 34
LEAST = 2.0  # a stretch of no day is still seen
MOST = 12


@dataclass(frozen=True)
class Bar:
    """A stretch, in the units of the drawing."""

    name: str
    said: str
    x: float
    y: int
    width: float
    desk: bool
    marks: tuple[float, ...]

    @property
    def name_y(self) -> int:
        """Where its name stands."""
        return self.y + 12

    @property
    def bar_y(self) -> int:
        """Where it begins."""
        return self.y + 17

    @property
    def mark_y(self) -> int:
        """Where a mark begins."""
        return self.y + 14


@dataclass(frozen=True)
class Strip:
    """The whole drawing; `more` stretches are in the table only."""

    bars: tuple[Bar, ...]
    height: int
    width: int
    first: str
    last: str
    more: int


def drawn(found: Course, today: date) -> Strip | None:
    """The first stretches of the case on one scale; None where nothing was held yet."""
    if not found.holdings:
        return None
    first = found.holdings[0].since
    last = max(one.until or min(today, found.case.ended_on or today) for one in found.holdings)
    scale = LONG / max((last - first).days, 1)
    bars = []
    for at, one in enumerate(found.holdings[:MOST]):
        x, end = (one.since - first).days * scale, ((one.until or last) - first).days * scale
        name = f"{one.name or word('机构待分派', 'desk')} · {rows.office_name(one.office)}"
        days = word(f"{one.working_days} 个工作日", f"{one.working_days} working day{'s' if one.working_days != 1 else ''}")
        marks = tuple(round(min(((row.deadline.fell_due_on or last) - first).days * scale, LONG), 1) for row in one.passed)
        bars.append(Bar(name, days, round(min(x, LONG - LEAST), 1), at * STEP, round(max(end - x, LEAST), 1), not one.name, marks))
    return Strip(tuple(bars), len(bars) * STEP + 4, LONG + 2, words.day(first), words.day(last), max(len(found.holdings) - MOST, 0))
