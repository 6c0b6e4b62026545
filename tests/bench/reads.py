"""What people read all day: the queues and a case's file, over HTTP, each beside its twin."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tqdm import tqdm

from casework import queries
from casework.cases.documents import Document
from casework.people.actor import Actor
from tests.bench.measuring import Bounds, Browser, Figure, beside_twin, counted, plan_in_short, plan_of, timed
from tests.bench.twins import kept
from tests.builders import People

WORKLIST = Bounds(statements=4, twins=2, growth=1.2)


@dataclass(frozen=True)
class Queue:
    """A worklist as somebody opens it."""

    name: str
    zh: str
    en: str
    who: str
    asked: dict[str, str]


QUEUES = (
    Queue("worklist", "待办·本机构（承办人）", "office queue, handler", "sh-handler", {}),
    Queue("worklist-2", "同上第二页", "the same, page 2", "sh-handler", {"cursor": ""}),
    Queue("worklist-mine", "我的（承办人）", "mine, handler", "sh-handler", {"queue": "mine"}),
    Queue("worklist-waiting", "等待他人（承办人）", "waiting for others", "sh-handler", {"queue": "waiting"}),
    Queue("worklist-unassigned", "未指定（受理）", "unassigned, intake", "sh-intake", {"queue": "unassigned"}),
    Queue("worklist-head", "全部（负责人）", "all open, head", "sh-head", {}),
    Queue("worklist-overdue", "逾期（负责人）", "overdue, head", "sh-head", {"queue": "overdue"}),
    Queue("worklist-operator", "待办（企业分公司）", "operator's branch", "east-sh", {}),
    Queue("worklist-operator-all", "待办（企业总部）", "operator, all branches", "east-hq", {}),
    Queue("worklist-ministry", "全国（部督办）", "whole country, supervisor", "ministry-supervisor", {}),
)


def worklists(people: People, browsers: dict[str, Browser], runs: int) -> list[Figure]:
    """Each queue over HTTP."""
    return [_worklist(one, people[one.who], browsers[one.who], runs) for one in tqdm(QUEUES, desc="待办 worklists", unit="")]


def _worklist(one: Queue, actor: Actor, browser: Browser, runs: int) -> Figure:
    asked = dict(one.asked)
    if "cursor" in asked:
        asked["cursor"] = queries.worklist(actor).next
    kept["worklist"] = queries.worklist(actor, **asked)  # type: ignore[arg-type]
    path = "/api/worklist/?" + "&".join(f"{name}={value}" for name, value in asked.items())

    def call() -> Any:
        return browser.send("GET", path)

    answer, statements = counted(call)
    plans = [plan_in_short(plan_of(sql), len(actor.organisations)) for sql in statements if "FROM cases_case c" in sql]
    own, twin = beside_twin([call] * runs)
    return Figure(one.name, one.zh, one.en, own, twin, len(statements), len(answer.json()["results"]), " | ".join(plans), WORKLIST)


def detail(number: str, people: People, browsers: dict[str, Browser], runs: int) -> list[Figure]:
    """The file of a case in the handler's and in the operator's hands."""
    found = []
    for name, zh, en, who in (("detail", "案件（承办人）", "case, handler", "sh-handler"), ("detail-operator", "案件（企业）", "case, operator", "east-sh")):
        browser, path = browsers[who], f"/api/cases/{number}/"
        kept["case"] = queries.case_file(number, people[who])
        call = _getting(browser, path)
        _, statements = counted(call)
        own, twin = beside_twin([call] * runs)
        found.append(Figure(name, zh, en, own, twin, len(statements)))
    return found


def other_lists(browsers: dict[str, Browser], runs: int) -> list[Figure]:
    """Lists without a promised bound."""
    found = []
    for name, zh, en, who, path in (
        ("deadlines", "期限（承办人）", "deadlines, handler", "sh-handler", "/api/deadlines/"),
        ("deadlines-ministry", "期限（部督办）", "deadlines, supervisor", "ministry-supervisor", "/api/deadlines/"),
        ("search", "待办中查找", "search in the queue", "sh-head", "/api/worklist/?q=张建国"),
        ("inbox", "收件箱", "inbox", "sh-handler", "/api/inbox/"),
        ("not-yet-served", "待送达", "not yet served", "sh-handler", "/api/not-yet-served/"),
    ):
        call = _getting(browsers[who], path)
        answer, statements = counted(call)
        found.append(Figure(name, zh, en, tuple(timed(call) for _ in range(runs)), (), len(statements), len(answer.json()["results"])))
    return found


def paper(number: str, browsers: dict[str, Browser], runs: int) -> Figure:
    """The PDF of a real notice of acceptance."""
    document = Document.objects.filter(case__number=number).order_by("pk").values_list("pk", flat=True)[0]
    call = _getting(browsers["sh-handler"], f"/api/documents/{document}/?format=pdf")
    _, statements = counted(lambda: b"".join(call().streaming_content))
    return Figure("pdf", "文书 PDF", "a paper's PDF", tuple(timed(lambda: b"".join(call().streaming_content)) for _ in range(runs)), (), len(statements))


def _getting(browser: Browser, path: str) -> Callable[[], Any]:
    return lambda: browser.send("GET", path)
