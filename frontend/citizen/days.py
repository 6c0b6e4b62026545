"""Which days count until a day that is owed, in a citizen's words: 周末和10月1日至7日放假不算."""

from collections.abc import Iterator
from datetime import date, timedelta

from casework.calendar.schedule import WEEKEND, Schedule
from casework.cases.limits import SAME_DAY, WORKING, TimeLimit
from casework.cases.timeline import ROLL, STOP, Line
from frontend import words
from frontend.language import word

ONE = timedelta(days=1)


def told(limit: TimeLimit, line: Line, schedule: Schedule) -> str:
    """One or two sentences; empty where the day itself is the limit or is not known."""
    if line.last_day is None or limit.length.unit == SAME_DAY:
        return ""
    found = [_working(line, schedule) if limit.length.unit == WORKING else word("按天算，周末和放假也算。", "Every day counts, weekends and holidays too.")]
    if stopped := sum(piece.days for piece in line.pieces if piece.kind == STOP):
        found.append(word(f"中间停了 {stopped} 天，不算。", f"It stood still for {stopped} days, which do not count."))
    if any(piece.kind == ROLL for piece in line.pieces):
        day = words.day(line.last_day)
        found.append(word(f"最后一天碰上休息，顺延到{day}。", f"The last day falls on a rest day, so it moves to {day}."))
    return word("", " ").join(found)


def _working(line: Line, schedule: Schedule) -> str:
    assert line.last_day
    days = [line.trigger + timedelta(n) for n in range(1, (line.last_day - line.trigger).days + 1)]
    off = word("、", ", ").join([word("周末", "weekends"), *(_holiday(*one) for one in _holidays(days, schedule))])
    made_up = word("、", ", ").join(words.day(day) for day in days if schedule.is_worked_in_lieu(day))
    said = word(f"只算工作日：{off}不算", f"Working days only: {off} do not count")
    return said + (word(f"；{made_up}调休上班，要算。", f"; {made_up} is worked instead and counts.") if made_up else word("。", "."))


def _holidays(days: list[date], schedule: Schedule) -> Iterator[tuple[date, date]]:
    """Stretches of rest among these days that hold more than a weekend."""
    rest = [day for day in days if not schedule.is_working_day(day)]
    start = None
    for place, day in enumerate(rest):
        start = start or day
        if place + 1 == len(rest) or rest[place + 1] - day > ONE:
            if any(schedule.rest_name(start + timedelta(n)) != WEEKEND for n in range((day - start).days + 1)):
                yield start, day
            start = None


def _holiday(first: date, last: date) -> str:
    """10月1日至7日放假; the month once where it is one month."""
    if first == last:
        return word(f"{first.month}月{first.day}日放假", f"the holiday of {_en(first)}")
    to = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
    return word(f"{first.month}月{first.day}日至{to}放假", f"the holiday from {_en(first)} to {_en(last)}")


def _en(day: date) -> str:
    return f"{day.day} {words.MONTHS[day.month - 1]}"
