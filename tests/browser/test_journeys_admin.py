"""An administrator pastes a notice and mends it by what the page says; another confirms. Every state of the page is accessible."""

import re
from pathlib import Path

from tests.browser.visitor import ENGLISH

TEXT = re.search(r'^TEXT = """(.*?)"""', (Path(__file__).parents[1] / "cases" / "test_workdays.py").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)[1]


def whole(visitor):
    """Nothing that axe finds, nothing sideways, folds open."""
    for one in visitor.page.query_selector_all("main details"):
        one.evaluate("fold => { fold.open = true; }")
    return visitor.violations() == [] and not visitor.overflows()


def test_a_notice_from_pasting_to_confirming(visit):
    first = visit("admin")
    first.open("/admin/workdays/")
    first.page.fill("#f-text", TEXT.replace("8日（周六）上班", "8日轮班"))
    first.page.click("button[value=read]")
    assert "5月8日轮班。”：没有读懂这一句" in first.page.inner_text("[role=alert]") and whole(first)
    first.page.fill("#f-text", TEXT)
    first.page.fill("#f-source", "gov.cn")
    first.page.click("button[value=read]")
    assert "还没有录入" in first.page.inner_text("main") and whole(first)
    first.page.click("button[value=enter]")
    assert "由部里另一名系统管理员确认" in first.page.inner_text("main") and whole(first)
    address = first.page.url.replace(first.site.url, "")
    second = visit("admin2", width=390, language=ENGLISH, dark=True)
    second.open(address)
    assert whole(second)
    second.page.click("button[value=confirm]")
    assert "Confirmed" in second.page.inner_text("#replay") and whole(second)
    assert not first.troubles + second.troubles
