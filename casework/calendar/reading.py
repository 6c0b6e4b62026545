"""What a notice of days off says, once it is understood; and what a year becomes by it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, NoReturn

from casework.calendar.schedule import Schedule

Pair = tuple[str, str]

FESTIVALS: dict[str, Pair] = {
    "元旦": ("元旦", "New Year's Day"),
    "春节": ("春节", "Chinese New Year (Spring Festival)"),
    "清明节": ("清明节", "Tomb-Sweeping Day"),
    "劳动节": ("劳动节", "Labor Day"),
    "端午节": ("端午节", "Dragon Boat Festival"),
    "中秋节": ("中秋节", "Mid-Autumn Festival"),
    "国庆节": ("国庆节", "National Day"),
}
VICTORY: Pair = (
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
    "70th Anniversary of the Victory of the Chinese People's War of Resistance against Japanese Aggression and the World Anti-Fascist War",
)
YEAR, BESIDE, INSTEAD, LONGER = "year", "beside", "instead", "longer"  # what a notice does: orders a year, adds to it, changes a festival, lengthens it


class Trouble(NamedTuple):
    """A sentence and what is wrong with it, in both languages."""

    sentence: str
    zh: str
    en: str


class NotUnderstood(ValueError):
    """The text is refused; `troubles` names each sentence that was not understood or does not fit."""

    def __init__(self, troubles: tuple[Trouble, ...]) -> None:
        super().__init__(" ".join(f"{one.zh}({one.en})" for one in troubles))
        self.troubles = troubles


@dataclass(frozen=True)
class Sentence:
    """A sentence as understood: its text without spaces, and what it is."""

    text: str
    zh: str
    en: str


@dataclass(frozen=True)
class Festival:
    """What the notice says of one festival (or two together): days off, days worked for it, the weekend days it joins, and the sentence of each day."""

    name: Pair
    off: frozenset[date]
    worked: frozenset[date]
    beside: frozenset[date]
    said: dict[date, str]


@dataclass(frozen=True)
class Reading:
    """A notice as read. Days off are those it names (weekend days among them); `joined` weekends and `encouraged` days change nothing."""

    does: str
    year: int
    number: str
    dated: date | None
    festivals: tuple[Festival, ...]
    encouraged: frozenset[date]
    sentences: tuple[Sentence, ...]
    until: date | None = None  # LONGER: the last day off
    doubts: tuple[Pair, ...] = ()

    @property
    def name(self) -> str:
        """The notice's own name, with its number where the text has it."""
        subject = self.festivals[0].name[0]
        title = {
            YEAR: f"国务院办公厅关于{self.year}年部分节假日安排的通知",
            BESIDE: f"国务院关于{subject}调休放假的通知",
            INSTEAD: f"国务院办公厅关于调整{self.year}年{subject}假期安排的通知",
            LONGER: f"国务院办公厅关于延长{self.year}年{subject}假期的通知",
        }[self.does]
        return title + (f"（{self.number}）" if self.number else "")

    @property
    def off(self) -> frozenset[date]:
        """The days off that the text names."""
        return frozenset(day for one in self.festivals for day in one.off)

    @property
    def worked(self) -> frozenset[date]:
        """The weekend days worked in lieu."""
        return frozenset(day for one in self.festivals for day in one.worked)

    @property
    def names(self) -> dict[date, Pair]:
        """The festival of each day off."""
        return {day: one.name for one in self.festivals for day in sorted(one.off)}

    @property
    def said(self) -> dict[date, str]:
        """The sentence each day off and each day worked comes from."""
        return {day: text for one in self.festivals for day, text in one.said.items()}


class Days(NamedTuple):
    """The days of one year: off, worked in lieu, the festivals' names."""

    off: frozenset[date]
    worked: frozenset[date]
    names: dict[date, Pair]

def days_with(reading: Reading, known: Schedule) -> Days:
    """The days of the reading's year: what the notice orders, or, where it changes an earlier one, that one's days with the change. Raises NotUnderstood where
    it cannot be told what the change takes away."""
    if reading.does == YEAR:
        return Days(reading.off, reading.worked, reading.names)
    year = reading.year
    if not known.is_published(year):
        zh, en = f"该通知改动 {year} 年的安排，而该年的通知尚未录入。", f"This notice changes the schedule of {year}, whose own notice is not there yet."
        refuse("", zh, en)
    off, worked = ({day for day in days if day.year == year} for days in (known.days_off, known.workdays))
    names = {day: pair for day, pair in known.names.items() if day in off}
    festival = reading.festivals[0]
    added = festival.off
    if reading.does == LONGER:
        added = _until(reading, known)
    before = _weekdays(off) - len(worked)
    if reading.does == INSTEAD:
        off -= {day for day in off if _same_holiday(known, day, festival)}
    off = (off - festival.worked) | added
    worked = (worked - added) | festival.worked
    if reading.does == INSTEAD and _weekdays(off) - len(worked) != before:
        zh = f"{festival.name[0]}改动后，多放的工作日与调休上班的天数对不上：原来调休上班的是哪一天，通知没有写明。请用表格录入整年。"
        en = "After the change weekdays off and days worked in lieu do not match: it does not say which day was worked before. Enter the year as a table."
        refuse("", zh, en)
    names = {day: pair for day, pair in names.items() if day in off} | {day: festival.name for day in sorted(added - names.keys())}
    return Days(frozenset(off), frozenset(worked), names)


def _weekdays(days: set[date]) -> int:
    return sum(day.weekday() < 5 for day in days)


def _until(reading: Reading, known: Schedule) -> frozenset[date]:
    """The days from the end of the festival as known to the new last day."""
    zh = reading.festivals[0].name[0]
    mine = sorted(day for day, pair in known.names.items() if day.year == reading.year and zh in pair[0])
    if not mine or reading.until is None or mine[0] > reading.until:
        refuse("", f"现有安排中找不到{zh}，无从延长。", "The schedule as known does not name the festival that is lengthened.")
    days = (mine[0] + timedelta(n) for n in range((reading.until - mine[0]).days + 1))
    later = [day for day in days if day not in known.days_off]
    rest = [day for day in later if day.weekday() < 5 or day in known.workdays]
    return frozenset(day for day in later if rest and day >= rest[0])


def _same_holiday(known: Schedule, day: date, festival: Festival) -> bool:
    """Whether that day off lies in the unbroken rest around the festival's days."""
    low, high = sorted((day, min(festival.off, key=lambda one: abs(one - day))))
    return all(not known.is_working_day(low + timedelta(n)) or low + timedelta(n) in festival.off for n in range((high - low).days + 1))


def refuse(sentence: str, zh: str, en: str) -> NoReturn:
    """Raise NotUnderstood with one trouble."""
    raise NotUnderstood((Trouble(sentence, zh, en),))
