"""Other defensible readings of the same rule, each with the date it would give."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from casework.calendar.counting import add_days, roll_forward
from casework.cases.limits import APPLICANT, CALENDAR, OFFICE, WORKING

if TYPE_CHECKING:
    from casework.cases.spans import Span

Pair = tuple[str, str]
Words = Callable[[date], Pair]


def readings(span: "Span", words: Words) -> Iterator[Pair]:
    """(zh, en) sentences; none for a reading that gives the same date. `words` turns a date into (zh, en)."""
    if span.limit.backward:
        yield from _clear_days(span, words)
        return
    if span.nominal_last_day is None or span.last_day is None:
        return
    yield from _analogy(span, words, span.nominal_last_day)
    yield from _lieu(span, words, span.last_day)
    yield from _extended_from_rolled(span, words, span.nominal_last_day)
    yield from _obstacle(span, words, span.nominal_last_day)


def _clear_days(span: "Span", words: Words) -> Iterator[Pair]:
    """51① 「五日前」 read without clear days, and notice on a rest day in between."""
    number = span.limit.length.number
    zh, en = words(date.fromordinal(span.schedule.nth_worked_before(span.trigger.toordinal(), number)))
    yield (
        f"另一种理解：送达当日也计入“{number} 日”，则为 {zh}；此处取较早者（对当事人稳妥）。",
        f"Another reading counts the day of service among the {number} days: {en}; the earlier is used here, "
        f"safe for the parties.",
    )


def _analogy(span: "Span", words: Words, nominal: date) -> Iterator[Pair]:
    """An instrument without a counting article: the roll itself is analogy."""
    if not span.limit.analogy or span.limit.condition or span.last_day == nominal:
        return
    zh, en = words(nominal)
    target = (
        ("，承办单位以此日为目标", ", which is the authority's own target")
        if span.limit.bound == OFFICE
        else ("", "")
    )
    yield (
        f"另一种理解：该规定没有期间计算条款，顺延系类推适用民法典；不顺延则为 {zh}{target[0]}。",
        f"Another reading: the instrument has no counting article, the roll is by analogy; without it the "
        f"day is {en}{target[1]}.",
    )


def _lieu(span: "Span", words: Words, last: date) -> Iterator[Pair]:
    """A weekend worked in lieu counted as a rest day (the notice moves rest days, the statute names
    weekends)."""
    if span.limit.condition or span.limit.length.unit == WORKING or not span.schedule.is_worked_in_lieu(last):
        return
    other = last
    while other.weekday() >= 5 or not span.schedule.is_working_day(other):
        other = roll_forward(span.schedule, add_days(other, 1))
    zh, en = words(other)
    yield (
        f"另一种理解：调休上班的周末仍视为休息日，则为 {zh}；此处按实际上班计算。",
        f"Another reading keeps a weekend worked in lieu a rest day: {en}; here it is counted as worked.",
    )


def _extended_from_rolled(span: "Span", words: Words, nominal: date) -> Iterator[Pair]:
    """The extension added to the rolled end instead of the un-rolled one (A-EXT takes the earlier)."""
    if not span.extension_days or span.limit.length.unit == WORKING or span.limit.condition:
        return
    unextended = roll_forward(span.schedule, nominal - timedelta(span.extension_days))
    other = roll_forward(span.schedule, add_days(unextended, span.extension_days))
    if other != span.last_day:
        zh, en = words(other)
        yield (
            f"另一种理解：从顺延后的最后一日起延长，则为 {zh}；此处取较早者。",
            f"Another reading extends from the rolled last day: {en}; the earlier is used here.",
        )


def _obstacle(span: "Span", words: Words, nominal: date) -> Iterator[Pair]:
    """Whether the day on which the suspension ends counts: for a citizen the later day is accepted, for an
    office it is only named."""
    if not span.suspensions:
        return
    if span.limit.bound == APPLICANT and span.accept_until:
        zh, en = words(span.accept_until)
        yield (
            f"障碍消除的次日起继续计算（民法典 201①）则为 {zh}：显示较早日，申请至该日均视为未逾期。",
            f"Counted from the day after the obstacle ended (民法典 201①) the day is {en}: the earlier is "
            f"shown, a filing is accepted until the later.",
        )
        return
    if span.limit.length.unit != CALENDAR:
        return
    later = roll_forward(span.schedule, add_days(nominal, len(span.suspensions)))
    if later != span.last_day:
        zh, en = words(later)
        yield (
            f"另一种理解：恢复之日不计、自次日起继续计算，则为 {zh}；此处取较早者。",
            f"Another reading leaves the day of resumption out: {en}; the earlier is used here.",
        )
