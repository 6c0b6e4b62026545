"""Whether what a notice says fits: the calendar's weekdays, its own totals, the festivals' seasons, each day off or worked and not both."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from casework.calendar.reading import BESIDE, FESTIVALS, INSTEAD, LONGER, VICTORY, YEAR, Festival, Pair, Reading
from casework.calendar.schedule import MAY_MOVE_FROM
from casework.calendar.wording import ALONE, JOINS, LIEU, OFF, SWAP, TOTAL, WORK, Clause, Gathered, Item, When

# Where a festival can lie, its days off and the weekends beside them included; what the law fixes by date must be among the days off.
SEASONS = {
    "元旦": ((12, 29), (1, 4)), "春节": ((1, 18), (3, 2)), "清明节": ((4, 1), (4, 9)), "劳动节": ((4, 26), (5, 9)),
    "端午节": ((5, 24), (6, 30)), "中秋节": ((9, 4), (10, 12)), "国庆节": ((9, 24), (10, 12)),
}  # fmt: skip
FIXED = {"元旦": ((1, 1),), "劳动节": ((5, 1),), "国庆节": ((10, 1), (10, 2), (10, 3))}
LUNAR = {"八月十五": "中秋节", "五月初五": "端午节", "清明当日": "清明节", "端午当日": "端午节", "中秋当日": "中秋节"}
FARTHEST = 21  # days between a festival and a day worked for it; thirteen at most since 2010
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_CHINESE = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}


class Fit:
    """The reading of what was gathered; what does not fit is added to its troubles."""

    def __init__(self, given: Gathered) -> None:
        self.given = given
        self.trouble = given.trouble
        self.lunar: list[tuple[frozenset[date], str]] = []
        self.year = 0

    def reading(self) -> Reading | None:
        """None where the text does not say what it is; not to be used where there are troubles."""
        return self._reading() if self._says_what_it_is() else None

    def _says_what_it_is(self) -> bool:
        for several, zh, en in (
            (self.given.does, "这不是放假安排的通知，或者缺少标题和“现将…通知如下”。", "This is no notice of days off, or its title and purpose are missing."),
            (self.given.years, "没有写明年份。", "No year is named."),
        ):
            if not several:
                self.trouble("", zh, en)
        if len(self.given.does) > 1:
            for sentence in self.given.does.values():
                self.trouble(sentence, "文中有几份不同的通知，请逐份录入。", "There are several notices in this text: enter them one by one.")
        if len(self.given.years) > 1:
            for year, sentence in self.given.years.items():
                self.trouble(sentence, f"文中有几个年份，这里是 {year} 年。", f"Several years are named; here it is {year}.")
        if len(self.given.years) == 1:
            self.year = next(iter(self.given.years))
            if not 2000 <= self.year <= 2999:
                self.trouble(self.given.years[self.year], "年份不对。", "There is no such year.")
                return False
        return len(self.given.does) == 1 and len(self.given.years) == 1

    def _reading(self) -> Reading:
        does = next(iter(self.given.does))
        number, dated = self._number_and_day()
        festivals = tuple(self._festival(item) for item in self.given.items)
        self._agree(does, festivals, dated)
        until = self._lengthened(does)
        encouraged = frozenset(day for day in (self._encouraged(when, sentence, festivals) for when, sentence in self.given.urged) if day)
        self._one_new_year()
        reading = Reading(does, self.year, number, dated, festivals, encouraged, tuple(self.given.sentences), until)
        return replace(reading, doubts=tuple(_doubts(reading))) if not self.given.troubles else reading

    def _number_and_day(self) -> tuple[str, date | None]:
        if len(self.given.numbers) > 1:
            self.trouble("", "文中有几个文号。", "Several numbers of notices are named.")
        if len(self.given.dated) > 1:
            self.trouble("", "文中有几个成文日期。", "Several days of signature are named.")
        dated = None
        for year, month, number in self.given.dated:
            written = f"{year}年{month}月{number}日"
            dated = self._date(year, month, number, written)
            if dated and dated.year not in (self.year, self.year - 1):
                self.trouble(written, f"成文日期与 {self.year} 年的安排不符。", f"A notice about {self.year} is not signed on that day.")
        for word, year, number in self.given.numbers:
            if dated and dated.year != year:
                self.trouble(f"{word}〔{year}〕{number}号", "文号的年份与成文日期不符。", "The year in the number is not that of the signature.")
            return f"{word}〔{year}〕{number}号", dated
        return "", dated

    def _date(self, year: int, month: int, day: int, sentence: str) -> date | None:
        try:
            return date(year, month, day)
        except ValueError:
            self.trouble(sentence, f"没有 {year}年{month}月{day}日 这一天。", f"There is no {year}-{month:02d}-{day:02d}.")
            return None

    def _day(self, when: When, before: date | None, names: tuple[str, ...], sentence: str) -> date | None:
        """The day meant: the year of the notice unless one is written; the month before where none is."""
        if when.month is None and before is None:
            self.trouble(sentence, f"{when.day}日没有写明月份。", f"No month is given for the {when.day}.")
            return None
        inherits = before is not None and when.month is None
        year = when.year if when.year is not None else (before.year if before and inherits else self.year)
        month = when.month if when.month is not None else (before.month if before else 0)
        day = self._date(self.year - 1 if year == -1 else year, month, when.day, sentence)
        if day is None:
            return None
        if not date(self.year - 1, *MAY_MOVE_FROM) <= day <= date(self.year, 12, 31):
            zh = f"{day} 不属于 {self.year} 年，也不是上一年 12 月 20 日以后。"
            self.trouble(sentence, zh, f"{day} is neither of {self.year} nor 20-31 December before.")
        for note in filter(None, re.split("[、,]", when.note)):
            self._note(note, day, names, sentence)
        return day

    def _note(self, note: str, day: date, names: tuple[str, ...], sentence: str) -> None:
        """What stands in brackets behind a day: its weekday, its festival, its day by the moon."""
        if found := _WEEKDAY.fullmatch(note):
            real = "一二三四五六日"[day.weekday()]
            if found[1].replace("天", "日") != real:
                self.trouble(sentence, f"{day} 是星期{real}，不是{note}。", f"{day} is a {day:%A}.")
        elif new_years := _new_years(note.removeprefix("农历"), day):
            self.lunar.append((new_years, sentence))
            if "春节" not in names:
                self.trouble(sentence, f"{note}不是{'、'.join(names)}。", f"That day by the moon belongs to another festival ({note}).")
        elif (LUNAR.get(note.removeprefix("农历")) or note) not in names:
            self.trouble(sentence, f"没有读懂括号中的“{note}”。", f"What stands in brackets was not understood: “{note}”.")

    def _span(self, clause: Clause, names: tuple[str, ...]) -> list[date]:
        days: list[date] = []
        before: date | None = None
        for first, last in clause.spans:
            start = self._day(first, before, names, clause.sentence)
            end = self._day(last, start, names, clause.sentence) if last and start else start
            if start is None or end is None:
                continue
            if end < start or (end - start).days > 31:
                self.trouble(clause.sentence, f"{start} 至 {end} 不成一段。", f"{start} to {end} is no span of days.")
                continue
            days += [start + timedelta(n) for n in range((end - start).days + 1)]
            before = end
        if len(set(days)) < len(days):
            self.trouble(clause.sentence, "同一天写了两次。", "The same day is named twice.")
        return days

    def _festival(self, item: Item) -> Festival:
        off: dict[date, str] = {}
        worked: dict[date, str] = {}
        beside: set[date] = set()
        last: list[date] = []
        lieu = swap = alone = ""
        totals: list[tuple[int, str]] = []
        for clause in item.clauses:
            if clause.says in (TOTAL, JOINS) and not last:
                self.trouble(clause.sentence, "前面没有放假的日期。", "No days off come before it.")
            if clause.spans:
                days = self._span(clause, item.names)
                if clause.among and not set(days) <= set(last):
                    self.trouble(clause.sentence, "“其中”的日期不在前面写的日期之内。", "“Of these” names days that were not named before.")
                if clause.says == WORK:
                    if twice := sorted(worked.keys() & set(days)):
                        self.trouble(clause.sentence, f"{twice[0]} 写了两次上班。", f"{twice[0]} is named twice as worked.")
                    worked |= dict.fromkeys(days, clause.sentence)
                else:
                    if clause.says == LIEU and (twice := sorted(off.keys() & set(days))):
                        self.trouble(clause.sentence, f"{twice[0]} 已经放假，不用补休。", f"{twice[0]} is off already and needs no other day.")
                    off = dict.fromkeys(days, clause.sentence) | off
                    last = days if clause.says == OFF and not clause.among else last
                    lieu = lieu or (clause.sentence if clause.says == LIEU else "")
                    swap = swap or (clause.sentence if clause.says == SWAP else "")
            if clause.total is not None and last and clause.total != len(last):
                self.trouble(clause.sentence, f"写的是共{clause.total}天，数下来是{len(last)}天。", f"It says {clause.total} days and names {len(last)}.")
            totals += [(clause.total, clause.sentence)] if clause.total is not None else []
            if clause.says == JOINS and last:
                beside |= _weekend_beside(last)
                if not beside:
                    self.trouble(clause.sentence, "这几天不与周末相连。", "These days touch no weekend.")
                last = sorted({*last, *beside})
            alone = alone or (clause.sentence if clause.says == ALONE else "")
        if lieu and not any(day.weekday() > 4 for day in off):
            self.trouble(lieu, "放假的日期没有适逢周末的，不用补休。", "None of the days off falls on a weekend: no other day is due.")
        if swap and totals and max(totals)[0] != len(off):
            self.trouble(max(totals)[1], f"各句的日期合起来是{len(off)}天。", f"The days off of all its sentences make {len(off)}.")
        if alone and (worked or lieu or swap):
            self.trouble(alone, "写明不调休，却又调休。", "It says that no days are exchanged, and exchanges some.")
        for day in sorted(off.keys() & worked.keys()):
            self.trouble(worked.pop(day), f"{day} 既放假又上班，另见“{off[day]}”。", f"{day} is both off and worked, see “{off[day]}”.")
        name = VICTORY if item.names == (VICTORY[0],) else ("、".join(item.names), ", ".join(FESTIVALS[one][1] for one in item.names))
        festival = Festival(name, frozenset(off), frozenset(worked), frozenset(beside), worked | off)
        self._lies_where_it_should(festival, item)
        return festival

    def _lies_where_it_should(self, festival: Festival, item: Item) -> None:
        off = sorted(festival.off)
        for one, after in pairwise(off):
            between = (one + timedelta(n) for n in range(1, (after - one).days))
            if not all(day.weekday() > 4 for day in between):
                self.trouble(festival.said[after], f"{one} 与 {after} 之间还有工作日，不是一个假期。", f"Working days lie between {one} and {after}.")
        for day in sorted(festival.worked):
            if day.weekday() < 5:
                self.trouble(festival.said[day], f"{day} 不是周末，不用调休上班。", f"{day} is no weekend day: it needs no working in lieu.")
            if off and not off[0] - timedelta(FARTHEST) <= day <= off[-1] + timedelta(FARTHEST):
                self.trouble(festival.said[day], f"{day} 离{festival.name[0]}太远。", f"{day} is too far from the festival.")
        for name in item.names:
            for month, number in FIXED.get(name, ()) if off and self.year else ():
                if date(self.year, month, number) not in festival.off:
                    self.trouble(festival.said[off[0]], f"{name}没有包括{month}月{number}日。", f"The days off leave out {self.year}-{month:02d}-{number:02d}.")
        seasons = [SEASONS[name] for name in item.names if name in SEASONS]
        strange = [day for day in off if seasons and not any(_in_season(day, *season) for season in seasons)]
        if strange:
            self.trouble(festival.said[strange[0]], f"{strange[0]} 不会是{festival.name[0]}。", f"{strange[0]} cannot belong to {festival.name[1]}.")

    def _agree(self, does: str, festivals: tuple[Festival, ...], dated: date | None) -> None:
        """No day is both; each festival once; none missing; the notice comes before its days."""
        off: dict[date, str] = {}
        worked: dict[date, str] = {}
        for festival in festivals:
            for days, mine in ((off, festival.off), (worked, festival.worked)):
                for day in sorted(mine):
                    if day in days:
                        self.trouble(festival.said[day], f"{day} 已在“{days[day]}”中写过。", f"{day} is named already in “{days[day]}”.")
                    days[day] = festival.said[day]
        for festival in festivals:
            for day in sorted((festival.off | festival.beside) & worked.keys()):
                said = festival.said.get(day) or next(iter(festival.said.values()))
                self.trouble(worked[day], f"{day} 既放假又上班，另见“{said}”。", f"{day} is both off and worked, see “{said}”.")
        if does != YEAR:
            if does in (INSTEAD, BESIDE) and not (len(festivals) == 1 and off):
                self.trouble("", "没有写明哪几天放假。", "It names no days off.")
            return
        named = [name for item in self.given.items for name in item.names]
        for name in FESTIVALS:
            if name not in named:
                self.trouble("", f"没有{name}的安排。", f"Nothing is said of {FESTIVALS[name][1]}.")
            if named.count(name) > 1:
                self.trouble("", f"{name}写了几次。", f"{FESTIVALS[name][1]} comes more than once.")
            if self.given.listed is not None and self.given.listed.count(name) != 1:
                self.trouble("", f"“现将…通知如下”没有列出{name}，或者列了几次。", f"The purpose does not list {FESTIVALS[name][1]} once.")
        for item, festival in zip(self.given.items, festivals, strict=True):
            if item.names and not festival.off:
                self.trouble("", f"没有写明{festival.name[0]}放假的日期。", f"No day off is named for {festival.name[1]}.")
        if dated and off and dated >= min(off | worked):
            first = min(off | worked)
            self.trouble((off | worked)[first], f"{first} 早于成文日期 {dated}。", f"{first} lies before the day of the notice, {dated}.")

    def _lengthened(self, does: str) -> date | None:
        if does != LONGER:
            return None
        if len(self.given.lengthened) != 1 or any(item.clauses for item in self.given.items) or len(self.given.subject) != 1:
            self.trouble("", "没有写明延长到哪一天，或者写了几次。", "It does not say once until when it is lengthened.")
            return None
        last, back, sentence = self.given.lengthened[0]
        names = tuple(self.given.subject)
        until = self._day(last, None, names, sentence)
        again = self._day(back, until, names, sentence)
        if until and again and again != until + timedelta(1):
            self.trouble(sentence, f"{until} 的次日不是 {again}。", f"{again} is not the day after {until}.")
        if again and again.weekday() > 4:
            self.trouble(sentence, f"{again} 是周末。", f"{again} is a weekend day.")
        if until and not all(_in_season(until, *SEASONS[name]) for name in names):
            self.trouble(sentence, f"{until} 不会是{names[0]}。", f"{until} cannot belong to that festival.")
        return until

    def _encouraged(self, when: When, sentence: str, festivals: tuple[Festival, ...]) -> date | None:
        day = self._day(when, None, ("春节",) if when.note == "除夕" else (), sentence)
        if day and not any(abs((day - one).days) == 1 for festival in festivals for one in festival.off):
            self.trouble(sentence, f"{day} 不与假期相连。", f"{day} touches no day off.")
        return day

    def _one_new_year(self) -> None:
        """All days by the moon must lead to one first day of the first month."""
        possible: frozenset[date] | None = None
        for new_years, sentence in self.lunar:
            possible = new_years if possible is None else possible & new_years
            if not possible:
                self.trouble(sentence, "农历日期前后不一致。", "The days by the moon do not fit together.")
                return


def _new_years(note: str, day: date) -> frozenset[date]:
    """The first days of the first month (正月初一) that the day may follow from, if it is this day by the moon; none where the note is no such day."""
    if note in ("除夕", "大年三十"):
        return frozenset({day + timedelta(1)})
    if found := re.fullmatch(r"(正月|大年|腊月)?(初|十|二十|廿)([一二三四五六七八九十]?)|腊月(三十)", note):
        if found[4]:
            return frozenset({day + timedelta(1)})
        tens = {"初": 0, "十": 10, "二十": 20, "廿": 20}[found[2]]
        number = tens + (10 if found[3] == "十" else _CHINESE.get(found[3], 0))
        if number == 0 or (tens and found[3] == "十"):
            return frozenset()
        if found[1] == "腊月":
            return frozenset({day + timedelta(30 - number), day + timedelta(31 - number)} - {day})
        return frozenset({day - timedelta(number - 1)})
    return frozenset()


def _in_season(day: date, first: tuple[int, int], last: tuple[int, int]) -> bool:
    at = (day.month, day.day)
    return first <= at <= last if first <= last else at >= first or at <= last


def _weekend_beside(days: list[date]) -> set[date]:
    """The weekend days that touch the first or the last of these days without a break."""
    found: set[date] = set()
    for day, step in ((min(days), -1), (max(days), 1)):
        while (day := day + timedelta(step)).weekday() > 4:
            found.add(day)
    return found


def _doubts(reading: Reading) -> Iterator[Pair]:
    """What may be right and is to be looked at: a text without its end; a year whose weekdays off are not the statutory days and those worked for."""
    if reading.dated is None:
        yield "文中没有成文日期，请核对是否完整。", "The text has no day of signature: check that it is whole."
    if reading.does != YEAR or reading.year < 2008:
        return
    due = (13 if reading.year >= 2025 else 11) + len(reading.worked)
    given = sum(day.weekday() < 5 for day in reading.off)
    if given != due:
        yield (
            f"放假的工作日共{given}天，而法定节日与调休上班合计{due}天（全国年节及纪念日放假办法 2、6）。",
            f"{given} weekdays are off; the statutory days and the days worked in lieu make {due}.",
        )
