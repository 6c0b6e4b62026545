"""Reading the State Council's notice of days off (国务院办公厅关于…年部分节假日安排的通知), and the notices that change one.

Every sentence is either understood word by word or named; what was understood must agree with the calendar and with itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple, NoReturn
from unicodedata import category, normalize

from casework.calendar.schedule import MAY_MOVE_FROM, Schedule

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
# Where a festival can lie, its days off and the weekends beside them included; what the law fixes by date must be among the days off.
SEASONS = {
    "元旦": ((12, 29), (1, 4)), "春节": ((1, 18), (3, 2)), "清明节": ((4, 1), (4, 9)), "劳动节": ((4, 26), (5, 9)),
    "端午节": ((5, 24), (6, 30)), "中秋节": ((9, 4), (10, 12)), "国庆节": ((9, 24), (10, 12)),
}  # fmt: skip
FIXED = {"元旦": ((1, 1),), "劳动节": ((5, 1),), "国庆节": ((10, 1), (10, 2), (10, 3))}
LUNAR = {"八月十五": "中秋节", "五月初五": "端午节", "清明当日": "清明节", "端午当日": "端午节", "中秋当日": "中秋节"}
FARTHEST = 21  # days between a festival and a day worked for it; thirteen at most since 2010
LONGEST = 20_000  # characters of a text
LINES_TOGETHER = 8  # a sentence broken over more lines is not put together

YEAR, BESIDE, INSTEAD, LONGER = "year", "beside", "instead", "longer"  # what a notice does: orders a year, adds to it, changes a festival, lengthens it

_FESTIVAL = "(?:元旦|春节|清明节|劳动节|端午节|中秋节|国庆节)"
_LIST = f"{_FESTIVAL}(?:[、和,]{_FESTIVAL})*"
_NUMBERING = r"(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|\d{1,2}[.、]|\(\d{1,2}\)|[-—•·]{1,2})"
_DATE = r"(?:(?:\d{4}年|上一?年|前一年)?(?:\d{1,2}月))?\d{1,2}日(?:\([^()]*\))?"
_WRITTEN = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_CHINESE = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}


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


def read_notice(text: str) -> Reading:
    """The notice as the text has it. Raises NotUnderstood naming every sentence that the grammar does not fully consume, or that contradicts the calendar
    or another sentence."""
    return _Reader(text).read()


def days_with(reading: Reading, known: Schedule) -> Days:
    """The days of the reading's year: what the notice orders, or, where it changes an earlier one, that one's days with the change. Raises NotUnderstood where
    it cannot be told what the change takes away."""
    if reading.does == YEAR:
        return Days(reading.off, reading.worked, reading.names)
    year = reading.year
    if not known.is_published(year):
        zh, en = f"该通知改动 {year} 年的安排，而该年的通知尚未录入。", f"This notice changes the schedule of {year}, whose own notice is not there yet."
        _refuse("", zh, en)
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
        _refuse("", zh, en)
    names = {day: pair for day, pair in names.items() if day in off} | {day: festival.name for day in sorted(added - names.keys())}
    return Days(frozenset(off), frozenset(worked), names)


def _weekdays(days: set[date]) -> int:
    return sum(day.weekday() < 5 for day in days)


def _until(reading: Reading, known: Schedule) -> frozenset[date]:
    """The days from the end of the festival as known to the new last day."""
    zh = reading.festivals[0].name[0]
    mine = sorted(day for day, pair in known.names.items() if day.year == reading.year and zh in pair[0])
    if not mine or reading.until is None or mine[0] > reading.until:
        _refuse("", f"现有安排中找不到{zh}，无从延长。", "The schedule as known does not name the festival that is lengthened.")
    days = (mine[0] + timedelta(n) for n in range((reading.until - mine[0]).days + 1))
    later = [day for day in days if day not in known.days_off]
    rest = [day for day in later if day.weekday() < 5 or day in known.workdays]
    return frozenset(day for day in later if rest and day >= rest[0])


def _same_holiday(known: Schedule, day: date, festival: Festival) -> bool:
    """Whether that day off lies in the unbroken rest around the festival's days."""
    low, high = sorted((day, min(festival.off, key=lambda one: abs(one - day))))
    return all(not known.is_working_day(low + timedelta(n)) or low + timedelta(n) in festival.off for n in range((high - low).days + 1))


def _refuse(sentence: str, zh: str, en: str) -> NoReturn:
    raise NotUnderstood((Trouble(sentence, zh, en),))


# ---- the text ----


class _Text:
    """The text in one form: half-width signs, no spaces, no line breaks; where lines began is kept."""

    def __init__(self, text: str) -> None:
        signs: list[str] = []
        self.breaks: set[int] = set()
        for sign in text:
            if sign in "\n\r\v\f\u2028\u2029":
                self.breaks.add(len(signs))
            elif not (sign.isspace() or category(sign) == "Cf"):
                signs.extend(one for one in normalize("NFKC", sign) if not one.isspace())
        self.plain = "".join(signs)
        self.breaks.add(len(self.plain))

    def line_ends_after(self, start: int) -> list[int]:
        """The next ends of lines after a position, the nearest first."""
        return sorted(end for end in self.breaks if end > start)[:LINES_TOGETHER]


class _When(NamedTuple):
    """A day as written: no year where it is the notice's, -1 for 上一年; no month where it is the one before; what stands in brackets."""

    year: int | None
    month: int | None
    day: int
    note: str


class _Clause(NamedTuple):
    """Spans of days and what is said of them; `total` where a number of days is given."""

    says: str
    spans: tuple[tuple[_When, _When | None], ...]
    total: int | None
    sentence: str
    among: bool = False  # 其中: said of days that were named just before


@dataclass
class _Item:
    """The clauses said of one festival."""

    names: tuple[str, ...]
    clauses: list[_Clause] = field(default_factory=list)


OFF, LIEU, SWAP, WORK, JOINS, ALONE, TOTAL = "off", "lieu", "swap", "work", "joins", "alone", "total"
_VERBS = (
    (OFF, re.compile(r"(?:放假调休|调休放假|放假公休|全国放假|放假)(?:共?(\d{1,2})天)?")),
    (WORK, re.compile("(?:正常|照常|调休)?上班")),
    (LIEU, re.compile("补休|补假")),
    (SWAP, re.compile("调休")),
)
_SPAN = re.compile(f"({_DATE})(?:[至到~—-]({_DATE}))?")
_WHEN = re.compile(r"(?:(\d{4})年|(上一?年|前一年))?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_HEAD = re.compile(rf"({_NUMBERING})?(?:(\d{{4}})年)?({_LIST}):?")


def _clauses(plain: str, sentence: str) -> list[_Clause] | None:
    """The clauses of a sentence, or None where it is not fully consumed."""
    found: list[_Clause] = []
    at = 0
    while at < len(plain):
        clause, at = _clause(plain, at, sentence)
        if clause is None:
            return None
        found.append(clause)
        if at < len(plain):
            if plain[at] not in ",。;":
                return None
            at += 1
    return found


def _clause(plain: str, at: int, sentence: str) -> tuple[_Clause | None, int]:
    for says, pattern in ((TOTAL, r"共(\d{1,2})天"), (JOINS, "与周末(?:相?连休|相连)"), (ALONE, "不调休")):
        if plain_said := re.compile(pattern).match(plain, at):
            total = int(plain_said[1]) if says == TOTAL else None
            return _Clause(says, (), total, sentence), plain_said.end()
    among = re.compile("其中,?").match(plain, at)
    at = among.end() if among else at
    spans: list[tuple[_When, _When | None]] = []
    while True:
        if not (span := _SPAN.match(plain, at)):
            return None, at
        spans.append((_when(span[1]), _when(span[2]) if span[2] else None))
        at = span.end()
        if at < len(plain) and plain[at] in "、,和及":
            at += 1
            continue
        break
    for says, verb in _VERBS:
        if said := verb.match(plain, at):
            total = int(said[1]) if said.re.groups and said[1] else None
            return _Clause(says, tuple(spans), total, sentence, among is not None), said.end()
    return None, at


def _when(written: str) -> _When:
    found = _WHEN.fullmatch(written)
    assert found  # _SPAN is made of the same parts
    year = int(found[1]) if found[1] else (-1 if found[2] else None)
    return _When(year, int(found[3]) if found[3] else None, int(found[4]), found[5] or "")


# ---- what is said besides the days: each wording whole ----

_GUARD = (
    rf"(?:节假日|{_FESTIVAL}|调休放假)期间,(?:各地区、各部门)?要妥善安排好值班和安全、保卫(?:、[^、,。;\d休班假延周末日办]{{2,6}})*等工作,"
    "遇有重大突发事件(?:发生)?,要按规定及时报告并妥善处置,确保(?:人民群众祥和平安度过节日假期|有关纪念活动顺利进行)。?"
)
_PRINCIPLES_OF_2025 = re.escape(
    "根据2024年11月修订的《全国年节及纪念日放假办法》,自2025年1月1日起,全体公民放假的假日增加2天,其中春节、劳动节各增加1天。"
    "据此对放假调休原则作进一步优化完善,除个别特殊情形外,春节自农历除夕起放假调休8天,国庆节自10月1日起放假调休7天,劳动节放假调休5天,"
    "元旦、清明节、端午节、中秋节分别放假调休或连休3天(如逢周三则只在当日放假),国庆节放假如逢中秋节则合并放假8天。"
)
_MEASURES = "|".join(
    re.escape(text.removesuffix("。")) + ("。?" if text.endswith("。") else "")
    for text in (
        "鼓励单位和个人结合落实带薪年休假等制度,实际形成较长假期,推动错峰出行。",
        "各地区、各部门要抓紧做好本地区、本领域的劳动节假期调整落实工作,采取有效措施,保障交通运力,加强旅游服务,丰富产品供给,强化综合调控,确保平稳运行。",
        "各地大专院校、中小学、幼儿园推迟开学,具体时间由教育部门另行通知。",
        "因疫情防控不能休假的职工,应根据《中华人民共和国劳动法》规定安排补休,未休假期的工资报酬应按照有关政策保障落实。",
        "为使全国人民广泛参与中央及各地区各部门举行的纪念活动,",
        "为方便公众安排假日期间生产生活,特作如下调休:",
    )
)
_APPROVED = "(?:经(?:党中央、)?国务院批准,)?"
_EPIDEMIC = re.escape("为加强新型冠状病毒感染的肺炎疫情防控工作,有效减少人员聚集,阻断疫情传播,更好保障人民群众生命安全和身体健康,")
_TITLE, _NUMBER, _PURPOSE, _SIGNED, _URGED, _LENGTHENED, _PRINCIPLES, _OTHER = range(8)
# What it is, its wording, and what is said of it when the reading is shown.
_PIECES: tuple[tuple[int, re.Pattern[str], Pair], ...] = tuple(
    (kind, re.compile(pattern), said)
    for kind, pattern, said in (
        (_TITLE, r"国务院办公厅关于(?P<year>\d{4})年部分节假日(?:放假)?安排的通知(?:,?全文如下)?[:。]?", ("标题", "title")),
        (_TITLE, rf"国务院办公厅关于调整(?P<instead>\d{{4}})年(?P<of>{_FESTIVAL})假期安排的通知(?:,?全文如下)?[:。]?", ("标题", "title")),
        (_TITLE, rf"国务院办公厅关于延长(?P<longer>\d{{4}})年(?P<of>{_FESTIVAL})假期的通知(?:,?全文如下)?[:。]?", ("标题", "title")),
        (_TITLE, r"(?P<victory>国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知)(?:,?全文如下)?[:。]?", ("标题", "title")),
        (_OTHER, r"新华社北京\d{1,2}月\d{1,2}日电|原标题:|标题:|发文字号:", ("网页标注", "note of the page")),
        (_OTHER, r"索引号:[\d/-]+|主题分类:综合政务[\\/]其他|发文机关:国务院办公厅|发布日期:\d{4}年\d{1,2}月\d{1,2}日", ("网页标注", "note of the page")),
        (_SIGNED, f"成文日期:{_WRITTEN}", ("成文日期", "day of the notice")),
        (_NUMBER, r"(国办?发明电)[〔\[(【](\d{4})[〕\])】](\d{1,3})号", ("文号", "number")),
        (_OTHER, "各省、自治区、直辖市人民政府,国务院各部委、各直属机构:", ("主送机关", "addressees")),
        (_PURPOSE, f"{_APPROVED}(?:按照上述原则,)?现将(?P<year>\\d{{4}})年(?P<list>{_LIST})放假调休日期的具体安排通知如下[。:]?", ("缘由", "purpose")),
        (_PURPOSE, f"{_APPROVED}现将调整(?P<instead>\\d{{4}})年(?P<of>{_FESTIVAL})放假安排通知如下[。:]?", ("缘由", "purpose")),
        (_PURPOSE, f"{_APPROVED}(?:{_EPIDEMIC})?现将延长(?P<longer>\\d{{4}})年(?P<of>{_FESTIVAL})假期的具体安排通知如下[。:]?", ("缘由", "purpose")),
        (_PURPOSE, r"(?P<victory>2015年是中国人民抗日战争暨世界反法西斯战争胜利70周年。)", ("缘由", "purpose")),
        (_PRINCIPLES, f"{_APPROVED}{_PRINCIPLES_OF_2025}", ("放假调休原则", "principles of the holidays")),
        (
            _LENGTHENED,
            rf"{_NUMBERING}?延长(?P<longer>\d{{4}})年(?P<of>{_FESTIVAL})假期至(?P<last>{_DATE}),(?P<back>{_DATE})起(?:正常|照常)?上班。?",
            ("延长假期", "lengthened"),
        ),
        (_URGED, rf"鼓励各单位结合带薪年休假等制度落实,安排职工在(除夕)?\(({_DATE})\)休息。?", ("鼓励休假，不改变工作日", "encouragement: no day changes")),
        (_OTHER, f"{_NUMBERING}?(?:{_GUARD}|{_MEASURES})", ("工作要求", "instructions")),
        (_OTHER, r"\(此件公开发布\)", ("网页标注", "note of the page")),
        (_SIGNED, f"(?:国务院办公厅|国务院)(?:{_WRITTEN})?", ("落款", "signature")),
    )
)


class _Reader:
    """One reading: gathers sentences, then checks them. Troubles are gathered, so that all are named at once."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            _refuse("", f"文字超过 {LONGEST} 字，不会是通知。", f"The text has more than {LONGEST} characters: it is no notice.")
        self.text = _Text(text)
        self.troubles: list[Trouble] = []
        self.sentences: list[Sentence] = []
        self.items: list[_Item] = []
        self.open: _Item | None = None
        self.years: dict[int, str] = {}
        self.does: dict[str, str] = {}
        self.subject: set[str] = set()
        self.listed: tuple[str, ...] | None = None
        self.numbers: set[tuple[str, int, int]] = set()
        self.dated: set[tuple[int, int, int]] = set()
        self.urged: list[tuple[_When, str]] = []
        self.lengthened: list[tuple[_When, _When, str]] = []
        self.lunar: list[tuple[frozenset[date], str]] = []
        self.year = 0

    def trouble(self, sentence: str, zh: str, en: str) -> None:
        """Note what is wrong, the sentence quoted in both languages."""
        if sentence:
            zh, en = f"“{sentence}”：{zh}", f"“{sentence}”: {en}"
        self.troubles.append(Trouble(sentence, zh, en))

    def read(self) -> Reading:
        """All sentences, then all checks."""
        self._sentences()
        if not self.text.plain:
            self.trouble("", "没有文字。", "There is no text.")
        elif self._says_what_it_is():
            reading = self._reading()
            if not self.troubles:
                return reading
        raise NotUnderstood(tuple(dict.fromkeys(self.troubles)))

    # sentences

    def _sentences(self) -> None:
        at, plain = 0, self.text.plain
        while at < len(plain):
            at = self._piece(at) or self._days(at) or self._unknown(at)

    def _piece(self, at: int) -> int | None:
        for kind, pattern, said in _PIECES:
            found = pattern.match(self.text.plain, at)
            if found and (kind != _SIGNED or found.end() in self.text.breaks or self.text.plain.startswith("(此件公开发布)", found.end())):
                self.sentences.append(Sentence(found[0], *said))
                self._keep(kind, found)
                return found.end()
        return None

    def _keep(self, kind: int, found: re.Match[str]) -> None:
        given = found.groupdict()
        if kind == _NUMBER:
            self.numbers.add((found[1], int(found[2]), int(found[3])))
        elif kind == _SIGNED and found[1]:
            self.dated.add((int(found[1]), int(found[2]), int(found[3])))
        elif kind == _URGED:
            self.urged.append((_when(found[2])._replace(note="除夕") if found[1] else _when(found[2]), found[0]))
        elif kind == _PRINCIPLES:
            self.years[2025] = found[0]
        elif given.get("victory"):
            self._is(BESIDE, 2015, VICTORY[0], found[0])
        for does in (YEAR, INSTEAD, LONGER):
            if given.get(does):
                self._is(does, int(given[does]), given.get("of") or "", found[0])
        if given.get("list"):
            self.listed = (*(self.listed or ()), *re.findall(_FESTIVAL, given["list"]))
        if kind == _LENGTHENED:
            self.lengthened.append((_when(given["last"]), _when(given["back"]), found[0]))
        if kind != _URGED and not (self.does.keys() & {BESIDE, INSTEAD}):
            self.open = None

    def _is(self, does: str, year: int, subject: str, sentence: str) -> None:
        self.does.setdefault(does, sentence)
        self.years.setdefault(year, sentence)
        if subject and subject not in self.subject:
            self.subject.add(subject)
            self.open = _Item((subject,))
            self.items.append(self.open)

    def _days(self, at: int) -> int | None:
        """A sentence of days off and days worked: to its full stop, over line breaks; else to the end of a line."""
        plain = self.text.plain
        stop = re.compile("[。;]").search(plain, at)
        ends = [stop.end()] if stop else []
        ends += [end for end in reversed(self.text.line_ends_after(at)) if not stop or end < stop.start()]
        for end in ends:
            if self._sentence_of_days(plain[at:end]):
                return end
        return None

    def _sentence_of_days(self, sentence: str) -> bool:
        head = _HEAD.match(sentence)
        rest = sentence[head.end() :] if head else sentence
        if head is None and self.does.keys() & {INSTEAD, BESIDE} and (numbering := re.match(_NUMBERING, rest)):
            rest = rest[numbering.end() :]
        if not rest.strip("。;") or (head is None and self.open is None):
            return False
        clauses = _clauses(rest, sentence)
        if clauses is None:
            return False
        if head:
            names = tuple(re.findall(_FESTIVAL, head[3]))
            if self.open is None or self.open.clauses or self.open.names != names:  # else its title has named it already
                self.open = _Item(names)
                self.items.append(self.open)
            if head[2]:
                self.years.setdefault(int(head[2]), sentence)
        assert self.open
        self.open.clauses += clauses
        self.sentences.append(Sentence(sentence, "放假安排", "days off and days worked"))
        return True

    def _unknown(self, at: int) -> int:
        plain = self.text.plain
        stop = re.compile("[。;!?]").search(plain, at)
        end = min(stop.end() if stop else len(plain), self.text.line_ends_after(at)[0])
        self.trouble(plain[at:end], "没有读懂这一句。", "This sentence was not understood.")
        return end

    # what the text is

    def _says_what_it_is(self) -> bool:
        for several, zh, en in (
            (self.does, "这不是放假安排的通知，或者缺少标题和“现将…通知如下”。", "This is no notice of days off, or its title and purpose are missing."),
            (self.years, "没有写明年份。", "No year is named."),
        ):
            if not several:
                self.trouble("", zh, en)
        if len(self.does) > 1:
            for sentence in self.does.values():
                self.trouble(sentence, "文中有几份不同的通知，请逐份录入。", "There are several notices in this text: enter them one by one.")
        if len(self.years) > 1:
            for year, sentence in self.years.items():
                self.trouble(sentence, f"文中有几个年份，这里是 {year} 年。", f"Several years are named; here it is {year}.")
        if len(self.years) == 1:
            self.year = next(iter(self.years))
            if not 2000 <= self.year <= 2999:
                self.trouble(self.years[self.year], "年份不对。", "There is no such year.")
                return False
        return len(self.does) == 1 and len(self.years) == 1

    # the days

    def _reading(self) -> Reading:
        does = next(iter(self.does))
        number, dated = self._number_and_day()
        festivals = tuple(self._festival(item) for item in self.items)
        self._agree(does, festivals, dated)
        until = self._lengthened(does)
        encouraged = frozenset(day for day in (self._encouraged(when, sentence, festivals) for when, sentence in self.urged) if day)
        self._one_new_year()
        reading = Reading(does, self.year, number, dated, festivals, encouraged, tuple(self.sentences), until)
        return replace(reading, doubts=tuple(_doubts(reading))) if not self.troubles else reading

    def _number_and_day(self) -> tuple[str, date | None]:
        if len(self.numbers) > 1:
            self.trouble("", "文中有几个文号。", "Several numbers of notices are named.")
        if len(self.dated) > 1:
            self.trouble("", "文中有几个成文日期。", "Several days of signature are named.")
        dated = None
        for year, month, number in self.dated:
            written = f"{year}年{month}月{number}日"
            dated = self._date(year, month, number, written)
            if dated and dated.year not in (self.year, self.year - 1):
                self.trouble(written, f"成文日期与 {self.year} 年的安排不符。", f"A notice about {self.year} is not signed on that day.")
        for word, year, number in self.numbers:
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

    def _day(self, when: _When, before: date | None, names: tuple[str, ...], sentence: str) -> date | None:
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

    def _span(self, clause: _Clause, names: tuple[str, ...]) -> list[date]:
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

    def _festival(self, item: _Item) -> Festival:
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

    def _lies_where_it_should(self, festival: Festival, item: _Item) -> None:
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
        named = [name for item in self.items for name in item.names]
        for name in FESTIVALS:
            if name not in named:
                self.trouble("", f"没有{name}的安排。", f"Nothing is said of {FESTIVALS[name][1]}.")
            if named.count(name) > 1:
                self.trouble("", f"{name}写了几次。", f"{FESTIVALS[name][1]} comes more than once.")
            if self.listed is not None and self.listed.count(name) != 1:
                self.trouble("", f"“现将…通知如下”没有列出{name}，或者列了几次。", f"The purpose does not list {FESTIVALS[name][1]} once.")
        for item, festival in zip(self.items, festivals, strict=True):
            if item.names and not festival.off:
                self.trouble("", f"没有写明{festival.name[0]}放假的日期。", f"No day off is named for {festival.name[1]}.")
        if dated and off and dated >= min(off | worked):
            first = min(off | worked)
            self.trouble((off | worked)[first], f"{first} 早于成文日期 {dated}。", f"{first} lies before the day of the notice, {dated}.")

    def _lengthened(self, does: str) -> date | None:
        if does != LONGER:
            return None
        if len(self.lengthened) != 1 or any(item.clauses for item in self.items) or len(self.subject) != 1:
            self.trouble("", "没有写明延长到哪一天，或者写了几次。", "It does not say once until when it is lengthened.")
            return None
        last, back, sentence = self.lengthened[0]
        names = tuple(self.subject)
        until = self._day(last, None, names, sentence)
        again = self._day(back, until, names, sentence)
        if until and again and again != until + timedelta(1):
            self.trouble(sentence, f"{until} 的次日不是 {again}。", f"{again} is not the day after {until}.")
        if again and again.weekday() > 4:
            self.trouble(sentence, f"{again} 是周末。", f"{again} is a weekend day.")
        if until and not all(_in_season(until, *SEASONS[name]) for name in names):
            self.trouble(sentence, f"{until} 不会是{names[0]}。", f"{until} cannot belong to that festival.")
        return until

    def _encouraged(self, when: _When, sentence: str, festivals: tuple[Festival, ...]) -> date | None:
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
    """What is lawful but never was: a year whose weekdays off are not the statutory days and those worked for."""
    if reading.does != YEAR or reading.year < 2008:
        return
    due = (13 if reading.year >= 2025 else 11) + len(reading.worked)
    given = sum(day.weekday() < 5 for day in reading.off)
    if given != due:
        yield (
            f"放假的工作日共{given}天，而法定节日与调休上班合计{due}天（全国年节及纪念日放假办法 2、6）。",
            f"{given} weekdays are off; the statutory days and the days worked in lieu make {due}.",
        )
