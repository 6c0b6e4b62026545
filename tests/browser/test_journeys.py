"""Journeys through the doors as their people walk them."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from casework import clock
from frontend import words
from tests.browser.visitor import ENGLISH

PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + b"\0" * 60


def ago(days: int) -> str:
    return (clock.today() - timedelta(days=days)).isoformat()


def onward(page: Page) -> None:
    """The one solid button of a citizen's page."""
    page.locator("main form button.btn-main").last.click()


def choose(page: Page, name: str, value: str) -> None:
    """A choice, whether it stands as circles or as a list."""
    if page.locator(f'input[name="{name}"]').count():
        page.check(f'input[name="{name}"][value="{value}"]')
    else:
        page.select_option(f"#f-{name}", value)


def tell_of_the_operator(page: Page, *, complained: int, answered: int | None) -> None:
    """The second screen; days ago."""
    page.select_option("#f-respondent", "OP-HX-31")
    page.fill("#f-number_in_dispute", "13800138000")
    choose(page, "category", "fee")
    page.fill("#f-event_on", ago(complained + 10))
    choose(page, "operator_complained", "true")
    page.fill("#f-operator_complained_on", ago(complained))
    if answered is not None:
        page.fill("#f-operator_answered_on", ago(answered))
        choose(page, "operator_satisfied", "false")
        page.fill("#f-operator_answer", "坚持收费")
    onward(page)


def tell_the_rest(page: Page, claim: str, folder: Path) -> None:
    """The third and fourth screens, with a picture."""
    (folder / "账单.png").write_bytes(PICTURE)
    page.fill("#f-facts", "九月账单多出一项流量费，我没有订过。")
    page.fill("#f-claim", claim)
    choose(page, "own_matter", "true")
    choose(page, "settled_before", "false")
    choose(page, "other_body", "none")
    page.set_input_files("#f-attachments", folder / "账单.png")
    onward(page)
    for name, value in (("name", "林一舟"), ("phone", "13800138000"), ("address", "上海市黄浦区人民大道1号"), ("postcode", "200003")):
        page.fill(f"#f-applicant_{name}", value)


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_citizen_files_on_a_phone_follows_adds_a_picture_and_withdraws(visit, tmp_path, script):
    visitor = visit(width=390, script=script)
    page = visitor.page
    visitor.open("/ask/")
    page.check('input[name="what"][value="1"]')
    onward(page)
    tell_of_the_operator(page, complained=20, answered=5)
    tell_the_rest(page, "退还一百二十元。", tmp_path)
    assert "退还一百二十元。" in visitor.text() and "账单.png" in visitor.text()
    onward(page)
    assert page.inner_text("h1").startswith("已收到。") and "沪申" in page.inner_text("h1")
    number, code = page.inner_text("h1 .no"), page.inner_text(".code")
    onward(page)
    assert page.inner_text("h1") == "我们收到了您的申诉，正在看能不能受理"
    with page.expect_download() as download:
        page.click("text=账单.png")
    assert Path(download.value.path()).read_bytes() == PICTURE

    page.click("text=看完了，退出")
    visitor.enter(number, "AAAAAAAAAA")
    assert "没有这个编号，或编号和查询码不一致" in visitor.text()
    visitor.enter(number, code)
    page.click("main >> text=补充材料")
    page.fill("#f-note", "补一张九月的账单")
    (tmp_path / "九月.png").write_bytes(PICTURE)
    page.set_input_files("#f-attachments", tmp_path / "九月.png")
    onward(page)
    assert "材料收到了。" in visitor.text() and "九月.png" in visitor.text()
    page.click("text=不想申诉了，撤回")
    onward(page)
    assert "撤回" in page.inner_text("h1")
    visitor.well()


def test_who_comes_three_days_after_the_operator_was_asked_is_told_the_day(visit):
    visitor = visit(width=390)
    visitor.open("/ask/complaint/2/")
    tell_of_the_operator(visitor.page, complained=3, answered=None)
    day = words.day(clock.today() + timedelta(days=13))  # 电信条例 39: fifteen days from the complaint; the sixteenth is open
    assert f"{day}起" in visitor.text() and "还是要现在提交" in visitor.text()


def test_the_same_in_english(visit, tmp_path):
    visitor = visit(width=390, language=ENGLISH)
    page = visitor.page
    visitor.open("/ask/")
    page.check('input[name="what"][value="1"]')
    onward(page)
    tell_of_the_operator(page, complained=20, answered=5)
    tell_the_rest(page, "Give back 120 yuan.", tmp_path)
    onward(page)
    assert page.inner_text("h1").startswith("Received.")
    onward(page)
    assert "By " in page.inner_text(".track") and "English" not in page.inner_text("header")
