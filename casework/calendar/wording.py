"""The words of the notices of 2014 to 2026: each sentence whole, or not at all."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import category, normalize

from casework.calendar.reading import Pair, Sentence, Trouble

LINES_TOGETHER = 8  # a sentence broken over more lines is not put together

FESTIVAL = "(?:元旦|春节|清明节|劳动节|端午节|中秋节|国庆节)"
LIST = f"{FESTIVAL}(?:[、和,]{FESTIVAL})*"
NUMBERING = r"(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|\d{1,2}[.、]|\(\d{1,2}\)|[-—•·]{1,2})"
DATE = r"(?:(?:\d{4}年|上一?年|前一年)?(?:\d{1,2}月))?\d{1,2}日(?:\([^()]*\))?"
WRITTEN = r"(\d{4})年(\d{1,2})月(\d{1,2})日"


class Text:
    """The text in one form: half-width signs, no spaces, no line breaks; where lines began is kept."""

    def __init__(self, text: str) -> None:
        signs: list[str] = []
        breaks: set[int] = set()
        for sign in text:
            if sign in "\n\r\v\f\u2028\u2029":
                breaks.add(len(signs))
            elif not (sign.isspace() or category(sign) == "Cf"):
                signs.extend(one for one in normalize("NFKC", sign) if not one.isspace())
        self.plain = "".join(signs)
        self.breaks = breaks | {len(self.plain)}
        self._ends = sorted(self.breaks)

    def line_ends_after(self, start: int) -> list[int]:
        """The next ends of lines after a position, the nearest first."""
        first = bisect_right(self._ends, start)
        return self._ends[first : first + LINES_TOGETHER]


class When(NamedTuple):
    """A day as written: no year where it is the notice's, -1 for 上一年; no month where it is the one before; what stands in brackets."""

    year: int | None
    month: int | None
    day: int
    note: str


class Clause(NamedTuple):
    """Spans of days and what is said of them; `total` where a number of days is given."""

    says: str
    spans: tuple[tuple[When, When | None], ...]
    total: int | None
    sentence: str
    among: bool = False  # 其中: said of days that were named just before


@dataclass
class Item:
    """The clauses said of one festival."""

    names: tuple[str, ...]
    clauses: list[Clause] = field(default_factory=list)


OFF, LIEU, SWAP, WORK, JOINS, ALONE, TOTAL = "off", "lieu", "swap", "work", "joins", "alone", "total"
VERBS = (
    (OFF, re.compile(r"(?:放假调休|调休放假|放假公休|全国放假|放假)(?:共?(\d{1,2})天)?")),
    (WORK, re.compile("(?:正常|照常|调休)?上班")),
    (LIEU, re.compile("补休|补假")),
    (SWAP, re.compile("调休")),
)
SPAN = re.compile(f"({DATE})(?:[至到~—-]({DATE}))?")
WHEN = re.compile(r"(?:(\d{4})年|(上一?年|前一年))?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
HEAD = re.compile(rf"({NUMBERING})?(?:(\d{{4}})年)?({LIST}):?")


def clauses(plain: str, sentence: str) -> list[Clause] | None:
    """The clauses of a sentence, or None where it is not fully consumed."""
    found: list[Clause] = []
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


def _clause(plain: str, at: int, sentence: str) -> tuple[Clause | None, int]:
    for says, pattern in ((TOTAL, r"共(\d{1,2})天"), (JOINS, "与周末(?:相?连休|相连)"), (ALONE, "不调休")):
        if plain_said := re.compile(pattern).match(plain, at):
            total = int(plain_said[1]) if says == TOTAL else None
            return Clause(says, (), total, sentence), plain_said.end()
    among = re.compile("其中,?").match(plain, at)
    at = among.end() if among else at
    spans: list[tuple[When, When | None]] = []
    while True:
        if not (span := SPAN.match(plain, at)):
            return None, at
        spans.append((when(span[1]), when(span[2]) if span[2] else None))
        at = span.end()
        if at < len(plain) and plain[at] in "、,和及":
            at += 1
            continue
        break
    for says, verb in VERBS:
        if said := verb.match(plain, at):
            total = int(said[1]) if said.re.groups and said[1] else None
            return Clause(says, tuple(spans), total, sentence, among is not None), said.end()
    return None, at


def when(written: str) -> When:
    found = WHEN.fullmatch(written)
    assert found  # SPAN is made of the same parts
    year = int(found[1]) if found[1] else (-1 if found[2] else None)
    return When(year, int(found[3]) if found[3] else None, int(found[4]), found[5] or "")


# ---- what is said besides the days: each wording whole ----

GUARD = (
    rf"(?:节假日|{FESTIVAL}|调休放假)期间,(?:各地区、各部门)?要妥善安排好值班和安全、保卫(?:、[^、,。;\d休班假延周末日办]{{2,6}})*等工作,"
    "遇有重大突发事件(?:发生)?,要按规定及时报告并妥善处置,确保(?:人民群众祥和平安度过节日假期|有关纪念活动顺利进行)。?"
)
PRINCIPLES_OF_2025 = re.escape(
    "根据2024年11月修订的《全国年节及纪念日放假办法》,自2025年1月1日起,全体公民放假的假日增加2天,其中春节、劳动节各增加1天。"
    "据此对放假调休原则作进一步优化完善,除个别特殊情形外,春节自农历除夕起放假调休8天,国庆节自10月1日起放假调休7天,劳动节放假调休5天,"
    "元旦、清明节、端午节、中秋节分别放假调休或连休3天(如逢周三则只在当日放假),国庆节放假如逢中秋节则合并放假8天。"
)
MEASURES = "|".join(
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
APPROVED = "(?:经(?:党中央、)?国务院批准,)?"
EPIDEMIC = re.escape("为加强新型冠状病毒感染的肺炎疫情防控工作,有效减少人员聚集,阻断疫情传播,更好保障人民群众生命安全和身体健康,")
TITLE, NUMBER, PURPOSE, SIGNED, URGED, LENGTHENED, PRINCIPLES, OTHER = range(8)
# What it is, its wording, and what is said of it when the reading is shown.
PIECES: tuple[tuple[int, re.Pattern[str], Pair], ...] = tuple(
    (kind, re.compile(pattern), said)
    for kind, pattern, said in (
        (TITLE, r"国务院办公厅关于(?P<year>\d{4})年部分节假日(?:放假)?安排的通知(?:,?全文如下)?[:。]?", ("标题", "title")),
        (TITLE, rf"国务院办公厅关于调整(?P<instead>\d{{4}})年(?P<of>{FESTIVAL})假期安排的通知(?:,?全文如下)?[:。]?", ("标题", "title")),
        (TITLE, rf"国务院办公厅关于延长(?P<longer>\d{{4}})年(?P<of>{FESTIVAL})假期的通知(?:,?全文如下)?[:。]?", ("标题", "title")),
        (TITLE, r"(?P<victory>国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知)(?:,?全文如下)?[:。]?", ("标题", "title")),
        (OTHER, r"新华社北京\d{1,2}月\d{1,2}日电|原标题:|标题:|发文字号:", ("网页标注", "note of the page")),
        (OTHER, r"索引号:[\d/-]+|主题分类:综合政务[\\/]其他|发文机关:国务院办公厅|发布日期:\d{4}年\d{1,2}月\d{1,2}日", ("网页标注", "note of the page")),
        (SIGNED, f"成文日期:{WRITTEN}", ("成文日期", "day of the notice")),
        (NUMBER, r"(国办?发明电)[〔\[(【](\d{4})[〕\])】](\d{1,3})号", ("文号", "number")),
        (OTHER, "各省、自治区、直辖市人民政府,国务院各部委、各直属机构:", ("主送机关", "addressees")),
        (PURPOSE, f"{APPROVED}(?:按照上述原则,)?现将(?P<year>\\d{{4}})年(?P<list>{LIST})放假调休日期的具体安排通知如下[。:]?", ("缘由", "purpose")),
        (PURPOSE, f"{APPROVED}现将调整(?P<instead>\\d{{4}})年(?P<of>{FESTIVAL})放假安排通知如下[。:]?", ("缘由", "purpose")),
        (PURPOSE, f"{APPROVED}(?:{EPIDEMIC})?现将延长(?P<longer>\\d{{4}})年(?P<of>{FESTIVAL})假期的具体安排通知如下[。:]?", ("缘由", "purpose")),
        (PURPOSE, r"(?P<victory>2015年是中国人民抗日战争暨世界反法西斯战争胜利70周年。)", ("缘由", "purpose")),
        (PRINCIPLES, f"{APPROVED}{PRINCIPLES_OF_2025}", ("放假调休原则", "principles of the holidays")),
        (
            LENGTHENED,
            rf"{NUMBERING}?延长(?P<longer>\d{{4}})年(?P<of>{FESTIVAL})假期至(?P<last>{DATE}),(?P<back>{DATE})起(?:正常|照常)?上班。?",
            ("延长假期", "lengthened"),
        ),
        (URGED, rf"鼓励各单位结合带薪年休假等制度落实,安排职工在(除夕)?\(({DATE})\)休息。?", ("鼓励休假，不改变工作日", "encouragement: no day changes")),
        (OTHER, f"{NUMBERING}?(?:{GUARD}|{MEASURES})", ("工作要求", "instructions")),
        (OTHER, r"\(此件公开发布\)", ("网页标注", "note of the page")),
        (SIGNED, f"(?:国务院办公厅|国务院)(?:{WRITTEN})?", ("落款", "signature")),
    )
)


@dataclass
class Gathered:
    """What the sentences of a text say, before it is held against the calendar; `troubles` are named all at once."""

    troubles: list[Trouble] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    years: dict[int, str] = field(default_factory=dict)  # each year named -> the sentence; likewise what the notice does
    does: dict[str, str] = field(default_factory=dict)
    subject: set[str] = field(default_factory=set)
    listed: tuple[str, ...] | None = None
    numbers: set[tuple[str, int, int]] = field(default_factory=set)
    dated: set[tuple[int, int, int]] = field(default_factory=set)
    urged: list[tuple[When, str]] = field(default_factory=list)
    lengthened: list[tuple[When, When, str]] = field(default_factory=list)

    def trouble(self, sentence: str, zh: str, en: str) -> None:
        """Note what is wrong, the sentence quoted in both languages."""
        if sentence:
            zh, en = f"“{sentence}”：{zh}", f"“{sentence}”: {en}"
        self.troubles.append(Trouble(sentence, zh, en))
