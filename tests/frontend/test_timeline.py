"""The clocks of a file drawn and as a table: stops, extension, target, other readings; no statement more where no clock can stand still."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.frontend.test_supervisor import ENGLISH, arrived, table, text
from tests.rehearsal.plumbing import Rehearsed, rehearsal
from tests.statute.course import Course, set_clock

__all__ = ["rehearsal"]
ASKED = {"ground": "39-1-6", "reasons": "送请解释"}


@pytest.fixture
def stopped(rehearsal, monkeypatch):
    """Today is 20 October 2026: stood still for 20 and 5 days, extended by 12."""
    set_clock(monkeypatch, "2026-10-20T10:00")
    case = Rehearsed(rehearsal, "2026-09-01")
    case.take("2026-09-10", "sh-handler", "suspend", **ASKED)
    case.take("2026-09-30", "sh-handler", "resume", reasons="已答复")
    case.take("2026-10-09", "sh-handler", "suspend", **ASKED)
    case.take("2026-10-14", "sh-handler", "resume", reasons="已答复")
    case.take("2026-10-15", "sh-handler", "extend", approver="sh-legal", days=12, reasons="复杂")
    return case


def drawing(page):
    return re.search(r'<svg class="clock-svg c-wide".*?</svg>', page.content.decode(), re.DOTALL)[0]


def test_stops_and_extension_are_drawn_and_named(stopped):
    page = arrived("sh-handler").get(f"/cases/{stopped.number}/")
    drawn = drawing(page)
    assert re.findall(r'<rect class="(c-run|c-run-ahead|c-stop|c-more|c-more-ahead)"', drawn) == [
        "c-run", "c-stop", "c-run", "c-stop", "c-run", "c-run-ahead", "c-more-ahead",
    ]  # fmt: skip
    for said in ("中止 20 天", "中止 5 天", "延长 12 天", "恢复次日起算则为 12月9日 周三"):
        assert f">{said}" in drawn or said in drawn
    described = re.search(r"<desc[^>]*>(.*?)</desc>", drawn)[1]
    assert "行政复议决定" in described and "12月7日 周一" in described and "中止 20 天" in described and "延长 12 天" in described
    assert 'role="img" aria-labelledby="ck-t952 ck-d952"' in drawn


def test_the_table_says_the_same(stopped):
    (row,) = table(arrived("sh-handler").get(f"/cases/{stopped.number}/"), "本件的期限")
    assert row == [
        "行政复议决定 AR-15", "9月1日 周二", "9月10日 周四 起，9月30日 周三 恢复；10月9日 周五 起，10月14日 周三 恢复", "延长 12 天",
        "12月7日 周一", "12月7日 周一", "已延期，还有 48 天", "恢复次日起算 12月9日 周三",
    ]  # fmt: skip
    english = text(arrived("sh-handler").get(f"/cases/{stopped.number}/", **ENGLISH))
    assert "from Thu 10 Sep, resumed Wed 30 Sep" in english and "12 days more" in english


def test_rest_days_make_up_days_target_and_lateness(people, monkeypatch):
    set_clock(monkeypatch, "2026-09-03T10:00")
    course = Course.filed(people, None).accepted(None)
    set_clock(monkeypatch, "2026-09-20T10:00")
    drawn = drawing(arrived("sh-handler").get(f"/cases/{course.number}/"))
    assert 'class="c-rest"' in drawn and 'class="c-feast"' in drawn and drawn.count('class="c-make"') == 2  # 20 September and 10 October are worked
    assert "不顺延则为 10月3日 周六" in drawn and 'class="c-target"' in drawn and 'class="c-roll"' in drawn
    assert drawn.count('class="c-over"') == 1  # the forwarding, two working days
    rows = {row[0]: row for row in table(arrived("sh-handler").get(f"/cases/{course.number}/"), "本件的期限")}
    assert rows["答复申诉者（条例） TC-08"][4:6] == ["10月3日 周六", "10月8日 周四"]
    set_clock(monkeypatch, "2026-10-12T10:00")
    assert drawing(arrived("sh-handler").get(f"/cases/{course.number}/")).count('class="c-over"') == 3  # and both answers


def test_no_statement_is_asked_about_stops_where_none_can_be(people, monkeypatch):
    set_clock(monkeypatch, "2026-09-03T10:00")
    course, client = Course.filed(people, None), arrived("sh-handler")
    client.get(f"/cases/{course.number}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/cases/{course.number}/")
    assert not any("cases_suspension" in one["sql"] for one in asked) and len(asked) <= 12


def test_a_narrow_drawing_says_the_same_and_cuts_nothing(stopped):
    """For a tablet: 640 px, names and last days in lines above the bars, every reading on its own line, nothing beside the edges."""
    html = arrived("sh-handler").get(f"/cases/{stopped.number}/").content.decode()
    wide, narrow = re.findall(r'<svg class="clock-svg (?:c-wide|c-narrow)".*?</svg>', html, re.DOTALL)
    assert 'viewBox="0 0 640 ' in narrow and 'viewBox="0 0 952 ' in wide
    kinds = r'<rect class="(c-run|c-run-ahead|c-stop|c-more|c-more-ahead)"'
    assert re.findall(kinds, narrow) == re.findall(kinds, wide)
    assert all(0 <= float(x) <= 640 for x in re.findall(r' (?:x|cx)="(-?[\d.]+)"', narrow))
    assert all(float(x) + float(width) <= 640 for x, width in re.findall(r'<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"', narrow))
    assert set(re.findall(r"\d+月\d+日 周.", narrow)) == set(re.findall(r"\d+月\d+日 周.", wide))
    assert len(re.findall(r'id="([^"]+)"', wide + narrow)) == len(set(re.findall(r'id="([^"]+)"', wide + narrow)))
    ends = re.findall(r'<text class="c-end" x="640" y="(\d+)">[^<]+</text>', narrow)
    assert ends and len(ends) == len(set(ends)) == narrow.count('class="c-name')
    for y, line in re.findall(r'<text class="c-sub c-over-line" x="0" y="(\d+)">(另一种理解：[^<]*)<', narrow):
        assert line.count("则为") == 1 and y not in ends
