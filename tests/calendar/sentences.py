"""Reads the working like a person who has only its sentences: what was asked, what is skipped, and the last day that follows."""

import re
from datetime import date, datetime
from typing import NamedTuple

from tests.calendar import oracle
from tests.calendar.oracle import CALENDAR, DAY, MONTH, SAME_DAY, WORKING, YEAR, Question

ZH_DAY, EN_DAY = r"(\d{4}年\d{1,2}月\d{1,2}日 周[一二三四五六日])", r"((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]+ \d{4})"
PATTERNS = {
    "zh": {
        "length": r"^X-01 .*?：(?:自.*起 (\d+) (日|个工作日|个月|年)|.*(当日))（",
        "trigger": "^D 起算之事，(?:当日不计|期限为当日)",
        "skipped": "^D(?:至 D)?不计：",
        "lieu": "^D 调休上班，计入。$",
        "stop": "^D 起中止，D 恢复，当日起继续计算",
        "extension": r"^延长 (\d+) (?:日|个工作日)：",
        "rolled": "^D 是休假日（.*），以休假日结束的次日为最后一日：D",
        "unrolled": "^D 是工作日.*，不顺延。$",
        "complete": "^这是“满期”条件.*：D 满期。$",
        "last": "^最后一日 D，24:00 截止",
    },
    "en": {
        "length": r"^X-01 .*?: (?:(\d+) (calendar|working|months?|years?)(?: days?)? from|(the same day) as): ",
        "trigger": "^D: the trigger; (?:that day is not counted|the limit is that same day)",
        "skipped": "^D(?: to D)? not counted: ",
        "lieu": r"^D is worked in lieu: it counts\.$",
        "stop": "^Suspended from D, resumed on D, which counts again",
        "extension": r"^Extended by (\d+) (?:working )?days?: ",
        "rolled": r"^D is a rest day \(.*\); the day after the rest days end is the last day: D",
        "unrolled": r"^D is a working day.*: no roll\.$",
        "complete": r"^This is a condition .*: complete on D\.$",
        "last": "^Last day D, until 24:00",
    },
}
UNIT = {
    "日": CALENDAR, "个工作日": WORKING, "个月": MONTH, "年": YEAR, "calendar": CALENDAR, "working": WORKING, "month": MONTH, "months": MONTH, "year": YEAR,
    "years": YEAR,
}  # fmt: skip
SINCE = ("起算之事", "the trigger")


class Told(NamedTuple):
    """What the sentences say."""

    asked: Question
    skipped: list[tuple[date, date]]
    lieu: list[date]
    rolled: tuple[date, date] | None
    ends: list[date]

    @property
    def days_skipped(self):
        return [first + DAY * number for first, last in self.skipped for number in range((last - first).days + 1)]


def read(sentences, lang):
    """All that the sentences say, each kind found by its pattern."""
    found = {
        kind: [match.groups() for one in sentences if (match := re.search(pattern.replace("D", ZH_DAY if lang == "zh" else EN_DAY), one))]
        for kind, pattern in PATTERNS[lang].items()
    }
    ((number, unit, same),), ((trigger,),) = found["length"], found["trigger"]
    asked = Question(
        day(trigger), int(number or 0), SAME_DAY if same else UNIT[unit], tuple((day(start), day(end)) for start, end in found["stop"]),
        sum(int(days) for (days,) in found["extension"]), condition=bool(found["complete"]),
    )  # fmt: skip
    skipped = [(day(first), day(last or first)) for first, last in found["skipped"]]
    rolled = [(day(first), day(last)) for first, last in found["rolled"]]
    assert len(rolled) <= 1 and len(rolled) + len(found["unrolled"]) + len(found["complete"]) <= 1
    ends = [day(one) for kind in ("unrolled", "complete", "last") for (one,) in found[kind]]
    return Told(asked, skipped, [day(one) for (one,) in found["lieu"]], rolled[0] if rolled else None, ends)


def day(text):
    """A day as it is written, whose weekday must be the right one."""
    english = text[0].isascii() and text[0].isalpha()
    read_as = datetime.strptime(text[4:], "%d %B %Y").date() if english else date(*map(int, re.findall(r"\d+", text)))
    assert text[-1] == "一二三四五六日"[read_as.weekday()] or text[:3] == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[read_as.weekday()], text
    return read_as


def last_day(told):
    """The last day, counted from what is told alone: no calendar is asked which days rest."""
    if told.asked.unit == WORKING:
        reached, left = told.asked.trigger, told.asked.number + told.asked.extension
        out = set(told.days_skipped)
        while left:
            reached += DAY
            left -= reached not in out and not any(start <= reached < end for start, end in told.asked.stops)
    else:
        reached = oracle.nominal(told.asked)
    if told.rolled:
        assert told.rolled[0] == reached
        return told.rolled[1]
    return reached
