"""What people look for and look over: search and the supervisor's numbers, through their doors (the pages add session, user and markup)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tqdm import tqdm

from casework import queries
from casework.cases.case import Case
from casework.reports.oversight import oversight
from casework.reports.remarks import dated_back, passed
from tests.bench.measuring import Figure, counted, timed
from tests.bench.rows import RARE, phone_of
from tests.builders import People

SEARCHES = (
    ("frequent", "词（每件都有）", "a word of every case", "账单"),
    ("two-words", "两词", "two words", "携号转网 费用"),
    ("rare", "罕见词", "a rare word", RARE),
    ("once", "只一件有的词", "a word of one case", ""),
    ("nothing", "没有的词", "a word of no case", "曼陀罗"),
    ("name", "姓名", "a name", "张建国"),
    ("phone", "电话", "a phone", "+86 "),
)
SEARCHERS = (("sh-handler", "承办人", "handler"), ("east-hq", "企业总部", "operator"), ("ministry-supervisor", "部督办", "ministry"))


def searches(people: People, runs: int) -> list[Figure]:
    """Search as an office, an operator and the ministry do."""
    case = Case.objects.filter(title__contains="（").order_by("-pk").values_list("pk", flat=True)[0]  # one of the rows made in bulk
    asked = {"once": str(case), "phone": f"+86 {phone_of(case)}"}
    return [
        _figure(f"search-{name}-{who}", f"查找·{zh}（{zh_who}）", f"search, {en}, {en_who}", _searching(people[who], asked.get(name, text)), runs)
        for name, zh, en, text in tqdm(SEARCHES, desc="查找 searches", unit="") for who, zh_who, en_who in SEARCHERS
    ]  # fmt: skip


def overseeing(people: People, runs: int) -> list[Figure]:
    """The supervisor's numbers, and two of the lists behind them."""
    found = []
    for who, zh, en in (("sh-supervisor", "省局督办", "one office"), ("ministry-supervisor", "部督办", "whole country")):
        actor = people[who]
        found.append(_figure(f"oversight-{who}", f"督办页数字（{zh}）", f"supervisor's numbers, {en}", partial(oversight, actor), runs))
        found.append(_figure(f"passed-{who}", f"超期清单（{zh}）", f"limits passed, {en}", partial(passed, actor), runs))
        found.append(_figure(f"dated-back-{who}", f"倒签清单（{zh}）", f"dated back, {en}", partial(dated_back, actor), runs))
    return found


def _searching(actor: Any, text: str) -> Callable[[], Any]:
    return partial(queries.search, actor, text)


def _figure(name: str, zh: str, en: str, call: Callable[[], Any], runs: int) -> Figure:
    answer, statements = counted(call)
    for _ in range(2):
        call()
    return Figure(name, zh, en, tuple(timed(call) for _ in range(runs)), (), len(statements), len(getattr(answer, "rows", ())) or None)
