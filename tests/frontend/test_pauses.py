"""Stops and extensions for whoever oversees: counts and days by handler and office, each of them, the workbook; nobody else reads them."""

import io

import openpyxl
import pytest

from casework.cases.clocks import Deadline, Suspension
from tests import stages
from tests.frontend.test_supervisor import ENGLISH, arrived, table, text
from tests.rehearsal.plumbing import Rehearsed, rehearsal
from tests.statute.course import set_clock

__all__ = ["rehearsal"]
DEAD = {"ground": "39-1-1", "reasons": "申请人去世"}
ASKED = {"ground": "39-1-6", "reasons": "送请解释"}


@pytest.fixture
def paused(rehearsal, monkeypatch):
    """Today is 20 October 2026. One case stood still twice (20 and 5 days) and was extended by 12 days; another stands still since 10 October."""
    set_clock(monkeypatch, "2026-10-20T10:00")
    twice, still, handed = (Rehearsed(rehearsal, "2026-09-01", name) for name in ("王小明", "李婷", "张建国"))
    twice.take("2026-09-10", "sh-handler", "suspend", **DEAD)
    twice.take("2026-09-30", "sh-handler", "resume", reasons="参加")
    twice.take("2026-10-09", "sh-handler", "suspend", **ASKED)
    twice.take("2026-10-14", "sh-handler", "resume", reasons="已答复")
    twice.take("2026-10-15", "sh-handler", "extend", approver="sh-legal", days=12, reasons="复杂")
    still.take("2026-10-10", "sh-handler", "suspend", **DEAD)
    handed.take("2026-09-02", "sh-head", "assign", handler="sh-handler2", why="工作调整")
    handed.take("2026-09-07", "sh-handler2", "suspend", **DEAD)
    handed.take("2026-09-08", "sh-handler2", "resume", reasons="参加")
    return twice, still, handed


def test_the_sums_by_handler(paused):
    page = arrived("sh-supervisor").get("/oversight/pauses/")
    assert "中止 4 次，共 36 天，最长 20 天；尚未恢复的 1 次。延长 1 项，共 12 日。" in text(page)
    assert table(page, "按承办人") == [["沪承办 上海局", "3", "1", "35", "20", "1", "12"], ["沪承办乙 上海局", "1", "0", "1", "1", "0", "0"]]
    assert "按机构" not in text(page)
    assert "4 times, 36 days in all, the longest 20; 1 not resumed yet." in text(arrived("sh-supervisor").get("/oversight/pauses/", **ENGLISH))


def test_each_stop_and_each_extension(paused):
    client = arrived("ministry-supervisor")
    said = text(client.get("/oversight/pauses/stopped/"))
    assert "停了 20 天行政复议决定 · 沪演2026-00001" in said and "9月10日 周四至9月30日 周三，恢复当日计入 · 申请人死亡，尚未确定近亲属是否参加" in said
    assert "已停 10 天" in said and "自 10月10日 周六 起，尚未恢复" in said
    assert "停了 5 天" in said and "涉及法律适用问题，需要有权机关解释" in said
    assert said.index("停了 1 天") < said.index("停了 20 天"), "the latest first"
    assert "延长 12 日行政复议决定" in text(client.get("/oversight/pauses/extended/"))
    assert client.get("/oversight/pauses/nothing/").status_code == 404
    assert client.get("/oversight/pauses/stopped/?cursor=x").status_code == 400


def test_the_board_counts_them(paused):
    page = arrived("sh-supervisor").get("/oversight/")
    assert ["期限的中止和延长", "5"] in table(page, "还要看的")
    assert 'href="/oversight/pauses/"' in page.content.decode()


def test_the_workbook_holds_one_row_each(paused):
    response = arrived("sh-supervisor").get("/oversight/pauses/export/")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[6], row[9]) for row in rows] == [("中止", 1), ("中止中", 10), ("中止", 5), ("中止", 20), ("延长", 12)]
    assert [cell.value for cell in sheet[1]][:2] == ["编号", "系统编号"]
    assert rows[3][7].date().isoformat() == "2026-09-10" and rows[3][8].date().isoformat() == "2026-09-30"


def test_only_overseers_and_only_their_offices(paused):
    addresses = ("/oversight/pauses/", "/oversight/pauses/stopped/", "/oversight/pauses/export/")
    for address in addresses:
        assert arrived("sh-handler").get(address).status_code == 403
    assert "没有中止的期限" in text(arrived("ha-head").get("/oversight/pauses/"))


def test_several_clocks_stopped_by_one_decision_are_one_stop(paused):
    twice = paused[0]
    first = Suspension.objects.filter(deadline=twice.clock).earliest("pk")
    other = Deadline.objects.get(pk=twice.clock.pk)
    other.pk, other.rule, other.extension_days = None, "AR-17", 0
    other.save(force_insert=True)
    Suspension.objects.create(deadline=other, stopped=first.stopped, ground="39-1-1", by_entry_seq=first.by_entry_seq)
    assert "中止 4 次，共 36 天" in text(arrived("sh-supervisor").get("/oversight/pauses/"))


def test_a_sealed_case_is_not_counted(paused):
    stages.seal(paused[1].number)
    assert "中止 3 次，共 26 天，最长 20 天。" in text(arrived("ministry-supervisor").get("/oversight/pauses/"))
