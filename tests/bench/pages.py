"""What people see: pages as their browser asks for them, each beside the same page from memory where one is promised, and filing by form.

One line of PAGES adds a page; it is measured as soon as its address exists.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from django.urls import Resolver404, resolve
from tqdm import tqdm

from casework import clock, queries
from casework.cases.case import Case
from tests.bench.measuring import Bounds, Browser, Figure, beside_twin, counted, timed
from tests.bench.rows import RARE, phone_of
from tests.builders import People

PAGE = 30
WORKLIST = Bounds(statements=12, twins=2.5)
FILE = CALENDAR = Bounds(statements=12, ms=40)
ACCOUNT = BOARD = SEARCH = Bounds(statements=12, ms=60)
FILING = Bounds(statements=25, ms=30)
CLERKS = "/desk/new/complaint/file/"
FIRST = {
    "respondent": "OP-EAST-31", "category": "fee", "event_on": "2026-09-30", "operator_complained": "true", "operator_complained_on": "2026-10-08",
    "operator_answered_on": "2026-10-12", "operator_satisfied": "false", "operator_answer": "坚持收费",
}  # fmt: skip
SECOND = {
    "facts": "九月账单多出流量费，客服无法说明计费依据。", "claim": "退还一百二十元", "own_matter": "true", "settled_before": "false", "other_body": "none",
}  # fmt: skip
LAST = {"applicant_name": "王小明", "applicant_phone": "13800138000", "applicant_address": "上海市黄浦区人民大道1号", "applicant_postcode": "200003"}


@dataclass(frozen=True)
class Shown:
    """A page as somebody opens it. The address may hold `{case}`, a case in the middle of its course, `{name}`, `{phone}`, `{number}` and the like.

    `door` is the function of `queries` whose answer the twin takes from memory.
    """

    name: str
    zh: str
    en: str
    who: str
    address: str
    bounds: Bounds
    door: str = ""


PAGES = (
    Shown("page-desk", "工作台·我的（承办人）", "worklist page, mine", "sh-handler", "/desk/", WORKLIST, "desk"),
    Shown("page-desk-office", "工作台·本机构（承办人）", "worklist page, office", "sh-handler", "/desk/?queue=office", WORKLIST, "desk"),
    Shown("page-desk-2", "同上第二页", "the same, page 2", "sh-handler", "/desk/?queue=office&cursor={cursor}", WORKLIST, "desk"),
    Shown("page-desk-overdue", "工作台·逾期（负责人）", "worklist page, overdue, head", "sh-head", "/desk/?queue=overdue", WORKLIST, "desk"),
    Shown("page-desk-ministry", "工作台·全国（部督办）", "worklist page, country", "ministry-supervisor", "/desk/", WORKLIST, "desk"),
    Shown("page-operator", "待答复页（企业分公司）", "operator's inbox page", "east-sh", "/operator/", BOARD),
    Shown("page-operator-all", "待答复页（企业总部）", "the same, all branches", "east-hq", "/operator/", BOARD),
    Shown("page-approvals", "审批页（负责人）", "approvals page, head", "sh-head", "/desk/approvals/", BOARD),
    Shown("page-calendar", "日历页（承办人）", "calendar page, handler", "sh-handler", "/desk/calendar/?month={month}", CALENDAR),
    Shown("page-calendar-office", "日历页（负责人）", "calendar page, office", "sh-head", "/desk/calendar/?of=office&month={month}", CALENDAR),
    Shown("page-calendar-post", "日历页（受理人员）", "calendar page, intake", "sh-intake", "/desk/calendar/?month={month}", CALENDAR),
    Shown("page-calendar-operator", "日历页（企业总部）", "calendar page, operator", "east-hq", "/operator/calendar/?month={month}", CALENDAR),
    Shown("page-calendar-week", "一周清单（承办人）", "week's list, handler", "sh-handler", "/desk/calendar/week/", CALENDAR),
    Shown("page-case", "案卷页（承办人）", "case file page, handler", "sh-handler", "/cases/{case}/", FILE),
    Shown("page-case-operator", "案卷页（企业）", "case file page, operator", "east-sh", "/cases/{case}/", FILE),
    Shown("page-oversight", "督办页（省局）", "supervisor's page, office", "sh-supervisor", "/oversight/", BOARD),
    Shown("page-oversight-ministry", "督办页（部）", "supervisor's page, country", "ministry-supervisor", "/oversight/", BOARD),
    Shown("page-accountability", "首办负责页（省局）", "accountability page, office", "sh-supervisor", "/oversight/accountability/", ACCOUNT),
    Shown("page-accountability-m", "首办负责页（部）", "the same, country", "ministry-supervisor", "/oversight/accountability/", ACCOUNT),
    Shown("page-mine", "我的首办和承办（承办人）", "what I answer for", "sh-handler", "/desk/mine/", BOARD),
    Shown("page-held", "承办经过（承办人）", "who held a case", "sh-handler", "/cases/{case}/held/", FILE),
    Shown("page-search-number", "查找页·编号", "search page, number", "sh-handler", "/desk/search/?q={number}", SEARCH),
    Shown("page-search-name", "查找页·姓名", "search page, name", "sh-handler", "/desk/search/?q=张建国", SEARCH),
    Shown("page-search-phone", "查找页·电话", "search page, phone", "sh-handler", "/desk/search/?q={phone}", SEARCH),
    Shown("page-search-frequent", "查找页·每件都有的词", "search page, word of every case", "sh-handler", "/desk/search/?q=账单", SEARCH),
    Shown("page-search-frequent-m", "查找页·每件都有的词（部）", "the same, ministry", "ministry-supervisor", "/desk/search/?q=账单", SEARCH),
    Shown("page-search-two", "查找页·两词", "search page, two words", "sh-handler", "/desk/search/?q=携号转网 费用", SEARCH),
    Shown("page-search-rare", "查找页·罕见词", "search page, rare word", "sh-handler", "/desk/search/?q={rare}", SEARCH),
    Shown("page-search-rare-m", "查找页·罕见词（部）", "the same, ministry", "ministry-supervisor", "/desk/search/?q={rare}", SEARCH),
    Shown("page-search-operator", "查找页·每件都有的词（企业）", "word of every case, operator", "east-hq", "/desk/search/?q=账单", SEARCH),
    Shown("page-workdays", "放假安排（管理员）", "days off, administrator", "ministry-admin", "/admin/workdays/", BOARD),
)


def shown(case: str, people: People, browsers: dict[str, Browser], runs: int) -> list[Figure]:
    """Every page whose address exists."""
    bulk = Case.objects.filter(title__contains="（", office__code="CA-31").order_by("-pk").values_list("pk", "number")[0]
    cursor = queries.worklist(people["sh-handler"], limit=PAGE).next
    words = {"case": case, "number": bulk[1], "phone": f"+86 {phone_of(bulk[0])}", "rare": RARE, "cursor": cursor, "month": clock.today().isoformat()[:7]}
    return [_page(one, browsers[one.who], words, runs) for one in tqdm(PAGES, desc="页面 pages", unit="") if _exists(one.address)]


def _exists(address: str) -> bool:
    try:
        resolve(address.partition("?")[0])
    except Resolver404:
        return False
    return True


def _page(one: Shown, browser: Browser, words: dict[str, str], runs: int) -> Figure:
    call = partial(browser.send, "GET", one.address.format(**{name: quote(value) for name, value in words.items()}))
    if not one.door:
        _, statements = counted(call)
        call()
        return Figure(one.name, one.zh, one.en, tuple(timed(call) for _ in range(runs)), (), len(statements), bounds=one.bounds)
    said: list[Any] = []
    with _answering(one.door, _heard(getattr(queries, one.door), said)):
        _, statements = counted(call)
    own, twin = beside_twin([call] * runs, inside=partial(_answering, one.door, lambda *_, **__: said[-1]))
    return Figure(one.name, one.zh, one.en, own, twin, len(statements), bounds=one.bounds)


def _heard(door: Callable[..., Any], said: list[Any]) -> Callable[..., Any]:
    """The door, whose answers are also kept."""

    def asked(*args: Any, **named: Any) -> Any:
        said.append(door(*args, **named))
        return said[-1]

    return asked


@contextmanager
def _answering(door: str, by: Callable[..., Any]) -> Iterator[None]:
    with patch.object(queries, door, by):
        yield


def filed(browsers: dict[str, Browser], runs: int) -> list[Figure]:
    """The last post of a filing: the citizen's, each by a browser of its own that went through the screens before, and a clerk's for a caller."""
    ready = [_at_the_last_screen() for _ in tqdm(range(runs + 2), desc="填写 forms", unit="")]
    posts = {("page-file", "网页提交（最后一屏）", "filing by form, last post"): [partial(one.post, "/ask/complaint/4/", LAST) for one in ready]}
    if _exists(CLERKS):
        given = {**FIRST, **SECOND, **LAST, "channel": "phone", "office": "CA-31", "title": "套餐外流量费被多扣"}
        posts["page-file-clerk", "代为登记（受理）", "filing by form, clerk"] = [partial(browsers["sh-intake"].post, CLERKS, given)] * (runs + 2)
    found = []
    for names, calls in posts.items():
        _, statements = counted(calls[0])
        calls[1]()
        found.append(Figure(*names, tuple(timed(call) for call in calls[2:]), (), len(statements), bounds=FILING))
    return found


def _at_the_last_screen() -> Browser:
    browser = Browser()
    browser.send("GET", "/ask/complaint/2/")
    for number, given in ((2, FIRST), (3, SECOND)):
        browser.post(f"/ask/complaint/{number}/", given)
    return browser
