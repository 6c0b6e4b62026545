"""Journeys of the first handler: a whole desk handed over by the head, the times on the case's panel, an objection decided, the answer looked at."""

import re

from tests.browser.test_journeys_clerk import file_for_a_caller, judge_all


def accepted(visit, handler: str = "sh-handler") -> str:
    """A call filed and accepted by sh-intake, who is its first handler, in the hands of this person."""
    intake = visit("sh-intake")
    number = file_for_a_caller(intake)
    judge_all(intake)
    intake.page.select_option("#form-accept select[name=handler]", handler)
    intake.page.locator("#form-accept button.btn-main, #form-accept button[type=submit]").first.click()
    intake.page.wait_for_selector("text=已办：受理。")
    return number


def test_a_whole_desk_is_handed_over_and_the_panel_says_who_held_it(visit):
    number = accepted(visit)
    head = visit("sh-head")
    page = head.page
    head.open("/oversight/accountability/")
    assert "内部规定" in page.inner_text(".headline") and page.locator("table.sums tbody tr").count() >= 1
    page.click("text=整体移交")
    page.locator('main a[href="/oversight/desks/sh-handler/"]').click()
    before = page.locator("table.list tbody tr").count()
    page.fill("#d-why", "")
    page.select_option("#d-to", "sh-handler2")
    page.click("main form button.btn-main")
    assert "请写明移交的理由" in page.inner_text("[role=alert]")
    page.fill("#d-why", "承办人调离")
    page.click("main form button.btn-main")
    said = page.inner_text("[role=status]")
    moved = int(re.search(r"已移交 (\d+) 件", said)[1])
    assert 1 <= moved <= before and page.locator("progress").get_attribute("value") == str(moved)
    head.well()
    head.open(f"/cases/{number}/held/")
    rows = [row.inner_text().split("\t")[0] for row in page.locator("table.held tbody tr").all()]
    assert rows == ["机构待分派", "顾远舟", "顾知秋"], rows
    assert "承办人调离" in page.inner_text("table.held") and "始终不变" in page.inner_text(".brief")


def test_who_held_it_objects_and_the_head_decides(visit):
    number = accepted(visit)
    handler = visit("sh-handler")
    page = handler.page
    handler.open("/desk/mine/")
    assert "只有您本人的数" in page.inner_text(".headline") and page.locator("table.sums tbody tr").count() == 1
    handler.open(f"/cases/{number}/held/")
    page.click("summary:has-text('提出异议')")
    page.locator("details[open] textarea").fill("分派时我在休假")
    page.locator("details[open] button").click()
    assert "异议待决定" in page.inner_text("main")
    handler.well()
    head = visit("sh-head")
    head.open(f"/cases/{number}/held/")
    head.page.fill("textarea[id^='d-']", "休假属实")
    head.page.click("button[name=upheld][value=yes]")
    assert "异议成立" in head.page.inner_text("main")
    handler.open("/desk/mine/")
    assert "→" in page.inner_text("table.sums")
    handler.well()
