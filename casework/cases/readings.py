"""Where the law can be read in two ways: each reading by its name, the choice this house makes, and the sentence that gives the date of the other."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

from casework.cases.limits import APPLICANT, TimeLimit

Pair = tuple[str, str]

NOTICE, WEEKENDS = "notice", "weekends"
RESUMED_DAY_COUNTS, FROM_THE_NEXT = "day-counts", "from-next"
UNROLLED, ROLLED = "unrolled", "rolled"
NEVER_ROLLED = "never-rolled"
POSTED, RECEIVED = "posted", "received"
MIDNIGHT, OFFICE_HOURS = "midnight", "office-hours"


@dataclass(frozen=True)
class Readings:
    """One choice for each reading that changes a date; the defaults are this house's.

    `rest` A-REST: a weekend worked in lieu is worked (notice), or a rest day all the same (weekends). `suspension` A-SUSP: the day on which
    the time goes on counts, or only the next one does. `extension` A-EXT: added to the un-rolled end, or to the rolled last day. `condition`
    A-COND: what comes about (满, 经过) never rolls, or rolls. `target` A-TARGET: the office works to the un-rolled day, or to the last day.
    `posting` A-POST: where a house rule lets the day of posting decide, that day or the day of receipt. `hours` A-BIZ: until 24:00, or until
    the portal closes.
    """

    rest: str = NOTICE
    suspension: str = RESUMED_DAY_COUNTS
    extension: str = UNROLLED
    condition: str = NEVER_ROLLED
    target: str = UNROLLED
    posting: str = POSTED
    hours: str = MIDNIGHT


OURS: Final = Readings()
# Name -> the field, and its two choices: ours, the other.
NAMES: Final[dict[str, tuple[str, tuple[str, str]]]] = {
    "A-REST": ("rest", (NOTICE, WEEKENDS)),
    "A-SUSP": ("suspension", (RESUMED_DAY_COUNTS, FROM_THE_NEXT)),
    "A-EXT": ("extension", (UNROLLED, ROLLED)),
    "A-COND": ("condition", (NEVER_ROLLED, ROLLED)),
    "A-TARGET": ("target", (UNROLLED, ROLLED)),
    "A-POST": ("posting", (POSTED, RECEIVED)),
    "A-BIZ": ("hours", (MIDNIGHT, OFFICE_HOURS)),
}
COUNTING: Final = ("A-REST", "A-SUSP", "A-EXT", "A-COND")  # those that can move the last day itself
# These say which day is the trigger, or which of two clocks decides: no count depends on them. The note stands on the rule named.
NOTES: Final[dict[str, tuple[str, Pair]]] = {
    "A-DUAL": ("TC-07", ("同一职责有两个期限的，各自计算，按较早的一个提醒", "two clocks on one duty are counted each by itself; the earlier alarms")),
    "A-ACCEPT": ("PT-05", ("它决定受理之日是哪一天，即起算日", "it says which day is the acceptance, that is the trigger day")),
    "A-NORM": ("AR-18", ("它决定附带审查自哪一天起算，即起算日", "it says from which day norm review runs, that is the trigger day")),
    "A-ADMIT": ("TC-01", ("作为受理条件时只看未顺延的期满日，两个日期都已给出", "as a condition of admission the un-rolled day counts; both days are given")),
}
_OTHER: Final[dict[str, Pair]] = {
    "A-REST": (
        "调休上班的周末仍视为休息日，则为 {}；此处按实际上班计算。",
        "keeps a weekend worked in lieu a rest day: {}; here it is counted as worked.",
    ),
    "A-SUSP": ("恢复之日不计、自次日起继续计算，则为 {}；此处取较早者。", "leaves the day of resumption out: {}; the earlier is used here."),
    "A-EXT": ("从顺延后的最后一日起延长，则为 {}；此处取较早者。", "extends from the rolled last day: {}; the earlier is used here."),
    "A-COND": ("满期条件遇休假日也顺延，则为 {}；此处不顺延。", "rolls a condition over rest days as well: {}; here it is not rolled."),
}


def chosen(name: str, choice: str) -> dict[str, str]:
    """The field and value of a named reading. Raises KeyError for a name that is none, ValueError for a choice it does not know."""
    field, choices = NAMES[name]
    if choice not in choices:
        raise ValueError(choice)
    return {field: choice}


def departures(made: Readings) -> Iterator[Pair]:
    """(zh, en) for each reading that is not this house's."""
    if made == OURS:
        return
    by_field = {field: name for name, (field, _) in NAMES.items()}
    for one in fields(Readings):
        if (choice := getattr(made, one.name)) != one.default:
            name = by_field[one.name]
            yield f"按另选的理解 {name}={choice} 计算。", f"Counted by another reading, chosen: {name}={choice}."


def other(name: str, limit: TimeLimit, day: Pair) -> Pair:
    """The sentence for another reading of the count and the last day it gives; `day` in (zh, en)."""
    if name == "A-SUSP" and limit.bound == APPLICANT:
        return (
            f"障碍消除的次日起继续计算（民法典 201①）则为 {day[0]}：显示较早日，申请至该日均视为未逾期（A-SUSP）。",
            f"Counted from the day after the obstacle ended (民法典 201①) the day is {day[1]}: the earlier is shown, a filing is accepted until the "
            f"later (A-SUSP).",
        )
    zh, en = _OTHER[name]
    return f"另一种理解（{name}）：{zh.format(day[0])}", f"Another reading ({name}) {en.format(day[1])}"


def without_roll(day: Pair, is_target: bool) -> Pair:
    """An instrument without a counting article: the roll itself is analogy. `day` is the un-rolled one, the office's own target or not."""
    target = ("，承办单位以此日为目标", ", which is the authority's own target") if is_target else ("", "")
    return (
        f"另一种理解：该规定没有期间计算条款，顺延系类推适用民法典；不顺延则为 {day[0]}{target[0]}。",
        f"Another reading: the instrument has no counting article, the roll is by analogy; without it the day is {day[1]}{target[1]}.",
    )


def service_day_counts(number: int, day: Pair) -> Pair:
    """51① 「五日前」 read without clear days."""
    return (
        f"另一种理解：送达当日也计入“{number} 日”，则为 {day[0]}；此处取较早者（对当事人稳妥）。",
        f"Another reading counts the day of service among the {number} days: {day[1]}; the earlier is used here, safe for the parties.",
    )
