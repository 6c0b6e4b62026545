"""The clocks of a file as a table: the same as the drawing, for who reads or hears it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.cases import timeline
from casework.cases.limits import WORKING, TimeLimit
from casework.cases.timeline import Line
from frontend import words
from frontend.language import of, word

READINGS = {
    "A-REST": ("调休上班的周末仍算休息", "weekends worked in lieu stay at rest"), "A-SUSP": ("恢复次日起算", "counted from the day after resuming"),
    "A-EXT": ("从顺延后的最后一日延长", "extended from the rolled day"), "A-COND": ("满期也顺延", "rolled although a condition"),
    timeline.NO_ROLL: ("不顺延", "without the roll"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A clock in words."""

    rule: str
    id: str
    since: date
    stops: str
    extended: str
    target: date | None
    last_day: date | None
    flag: words.Flag
    others: str


def row(deadline: Any, limit: TimeLimit, line: Line, kind: str) -> Row:
    """The row of a clock."""
    found, joint = (f"{reading} {words.day(day)}" for reading, day in others(line)), word("；", "; ")
    return Row(
        of(limit), word("内部时限", "our own limit") if deadline.house else deadline.rule, line.trigger, joint.join(_stop(*one) for one in line.stops),
        extended(line, limit), line.target, line.last_day, words.deadline_flag(deadline, kind), joint.join(found),
    )  # fmt: skip


def others(line: Line) -> Iterator[tuple[str, date]]:
    """Other readings by a short name, with the last day they give."""
    return ((word(*READINGS[name]), day) for name, day in line.others.items())


def extended(line: Line, limit: TimeLimit) -> str:
    """By how much, in the limit's own unit; empty where it was not."""
    if not line.extension:
        return ""
    if limit.length.unit == WORKING:
        return word(f"延长 {line.extension} 个工作日", f"{line.extension} working days more")
    return word(f"延长 {line.extension} 天", f"{line.extension} days more")


def _stop(since: date, until: date | None) -> str:
    if until is None:
        return word(f"{words.day(since)} 起，尚未恢复", f"from {words.day(since)}, not resumed")
    return word(f"{words.day(since)} 起，{words.day(until)} 恢复", f"from {words.day(since)}, resumed {words.day(until)}")
