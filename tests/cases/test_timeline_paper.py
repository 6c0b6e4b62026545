"""The drawing in the paper of an extension: from frozen data, in words for who does not see it, the same bytes each time."""

import io
from datetime import date

from pypdf import PdfReader

from casework.cases import documents, timeline, typesetting
from casework.cases.documents import Document
from casework.cases.schedules import version
from casework.cases.spans import compute
from casework.complaints import clocks as rules
from tests.cases.papers_data import SAMPLES
from tests.rehearsal.plumbing import Rehearsed, rehearsal
from tests.statute.course import set_clock

__all__ = ["rehearsal"]
DAY = date(2026, 10, 15)
SAID = "行政复议决定：2026年9月1日起算，当日不计；2026年9月10日至2026年9月29日中止，不计；延长12日；最后一日为2026年12月2日。"


def extended(rehearsal, monkeypatch):
    set_clock(monkeypatch, "2026-10-20T10:00")
    case = Rehearsed(rehearsal, "2026-09-01")
    case.take("2026-09-10", "sh-handler", "suspend", ground="39-1-6", reasons="送请解释")
    case.take("2026-09-30", "sh-handler", "resume", reasons="已答复")
    case.take("2026-10-15", "sh-handler", "extend", approver="sh-legal", days=12, reasons="复杂")
    return Document.objects.get(case__number=case.number, type="extension")


def alternatives(pdf):
    """Every alternative text of the file."""
    found, seen = [], set()

    def walk(node):
        node = node.get_object()
        if id(node) in seen or not hasattr(node, "get"):
            return
        seen.add(id(node))
        if "/Alt" in node:
            found.append(str(node["/Alt"]))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if hasattr(kid, "get_object") and hasattr(kid.get_object(), "get"):
                walk(kid)

    walk(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])
    return found


def test_the_paper_of_an_extension_carries_the_drawing(rehearsal, monkeypatch):
    paper = extended(rehearsal, monkeypatch)
    (kept,) = documents.content(paper)["timeline"]
    assert kept["pieces"] == [
        ["run", "2026-09-02", "2026-09-09"], ["stop", "2026-09-10", "2026-09-29"], ["run", "2026-09-30", "2026-11-20"], ["more", "2026-11-21", "2026-12-02"],
    ]  # fmt: skip
    assert ["2026-10-01", "2026-10-07"] in kept["rests"] and kept["made_up"] == ["2026-09-20", "2026-10-10"]
    pdf = documents.pdf(paper)
    assert pdf == documents.pdf(paper) and alternatives(pdf) == [SAID]
    words = typesetting.read(paper.template, documents.content(paper))
    assert SAID in [one.text for one in words]


def test_a_clock_that_rolls_and_one_that_stands_still(people):
    schedule = version(1)
    rolled = compute(rules.ANSWER, date(2026, 9, 3), schedule=schedule)
    kept = timeline.frozen(timeline.of_span(rolled, today=DAY), rules.ANSWER, schedule)
    assert kept["pieces"] == [["run", "2026-09-04", "2026-10-03"], ["roll", "2026-10-04", "2026-10-08"]], "what is late is not of the paper"
    still = kept | {"last": "", "pieces": [["run", "2026-09-04", "2026-09-09"], ["stop", "2026-09-10", "2026-10-15"]]}
    data = SAMPLES["cases/days"] | {"timeline": [kept, still]}
    paper = typesetting.render("cases/days", data, issued_on=DAY)
    assert alternatives(paper.pdf) == [
        "答复申诉者（条例）：2026年9月3日起算，当日不计；2026年10月4日起遇休息日顺延；最后一日为2026年10月8日。",
        "答复申诉者（条例）：2026年9月3日起算，当日不计；2026年9月10日至2026年10月15日中止，不计；中止尚未恢复。",
    ]
    assert typesetting.render("cases/days", data, issued_on=DAY) == paper


def test_a_paper_without_one_is_set_as_before(people):
    assert alternatives(typesetting.render("cases/days", SAMPLES["cases/days"], issued_on=DAY).pdf) == []
