"""Filing and the first steps of real complaints, over HTTP, each by its own person and beside its twin."""

from collections.abc import Callable
from typing import Any

from tqdm import tqdm

from casework import clock, commands
from casework.cases.documents import Document
from tests.bench.measuring import Bounds, Browser, Figure, beside_twin, counted
from tests.bench.twins import kept
from tests.builders import OUTSIDER, People, filing
from tests.stages import OK

STEP = Bounds(statements=25, ms=30)
REPLY = {"facts": "已查明，系统出账有误", "result": "退费一百二十元", "complainant_view": "认可"}


def through(people: People, browsers: dict[str, Browser], runs: int) -> tuple[list[Figure], str]:
    """File `runs` complaints and bring each through acceptance, forwarding, service and reply. Gives the figures and a case's number."""
    kept["filing"] = commands.file_case("complaint", by=OUTSIDER, given=filing())
    numbers: list[str] = []

    def file() -> None:
        numbers.append(browsers[""].send("POST", "/api/cases/", _filing()).json()["number"])

    def file_twin() -> None:
        browsers[""].send("POST", "/api/cases/", _filing())

    figures = [_measure("file", "提交", "filing", file, [file] * runs, [file_twin] * runs)]
    stages = (
        ("accept", "受理（出文书）", "accept (a paper)", "sh-intake", lambda _: {"grounds": OK, "handler": "sh-handler"}),
        ("forward", "转办（出文书）", "forward (a paper)", "sh-handler", lambda _: {"summary": "流量费争议"}),
        ("serve", "登记送达", "record service", "sh-handler", _service),
        ("operator_reply", "企业反馈", "operator replies", "east-sh", lambda _: REPLY),
    )
    for step, zh, en, who, body in tqdm(stages, desc="办理 steps", unit=""):
        kept["step"] = commands.take_step(numbers[0], step, by=people[who], **_asked(body(numbers[0])))
        calls = [_step(browsers[who], number, step, body(number)) for number in numbers[1:]]
        figures.append(_measure(step, zh, en, calls[0], calls[1:], calls[1:]))
    return figures, numbers[0]


def _measure(name: str, zh: str, en: str, once: Callable[[], Any], calls: list[Callable[[], Any]], twins: list[Callable[[], Any]]) -> Figure:
    _, statements = counted(once)
    own, twin = beside_twin(calls, twins)
    return Figure(name, zh, en, own, twin, len(statements), bounds=STEP)


def _filing() -> dict[str, Any]:
    return {"kind": "complaint", **filing()}


def _step(browser: Browser, number: str, step: str, body: dict[str, Any]) -> Callable[[], Any]:
    return lambda: browser.send("POST", f"/api/cases/{number}/steps/{step}/", body)


def _asked(body: dict[str, Any]) -> dict[str, Any]:
    """The body as the command wants it."""
    return {"given": {name: value for name, value in body.items() if name != "grounds"}, "answers": body.get("grounds")}


def _service(number: str) -> dict[str, Any]:
    paper = Document.objects.filter(case__number=number, services__party__role="respondent").order_by("-pk").values_list("number", flat=True)[0]
    return {"document": paper, "manner": "direct", "received_by": "本人", "relation": "self", "served_on": clock.today().isoformat(), "proof": "签收单 001"}
