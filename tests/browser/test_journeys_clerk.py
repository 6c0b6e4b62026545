"""Journeys of the office: a call filed, accepted, forwarded, handed over; a refusal proposed, returned, approved; a board whose numbers lead on."""

from datetime import timedelta

import pytest

from casework import clock
from tests.browser.visitor import Visitor


def ago(days: int) -> str:
    return (clock.today() - timedelta(days=days)).isoformat()


def choose(visitor: Visitor, name: str, value: str) -> None:
    """A choice, whether it stands as circles or as a list."""
    page = visitor.page
    if page.locator(f'input[name="{name}"]').count():
        page.check(f'input[name="{name}"][value="{value}"]')
    else:
        page.select_option(f'select[name="{name}"]', value)


def file_for_a_caller(visitor: Visitor, *, own_matter: str = "true", claim: str = "退还一百二十元。") -> str:
    """A call filed in full; the number of the case, whose file is open then."""
    page = visitor.page
    visitor.open("/desk/new/")
    page.click('main a[href="/desk/new/complaint/file/?channel=phone"]')
    for name, value in (
        ("applicant_name", "孟晓棠"), ("applicant_phone", "13712345678"), ("applicant_address", "上海市静安区南京西路1号"), ("applicant_postcode", "200040"),
        ("event_on", ago(40)), ("operator_complained_on", ago(30)), ("operator_answered_on", ago(20)), ("operator_answer", "坚持收费"),
        ("claim", claim), ("facts", "九月账单多出一项流量费，没有订过。"), ("number_in_dispute", "13712345678"),
    ):  # fmt: skip
        page.fill(f"#f-{name}", value)
    for name, value in (("respondent", "OP-HX-31"), ("category", "fee"), ("operator_complained", "true"), ("operator_satisfied", "false"),
                        ("own_matter", own_matter), ("settled_before", "false"), ("other_body", "none")):  # fmt: skip
        choose(visitor, name, value)
    page.click("#submit")
    assert page.inner_text("h1").startswith("已登记。编号 沪申"), visitor.text()
    code = page.inner_text(".code")
    assert len(code) == 10
    page.click("text=对方记下了，打开案卷")
    visitor.well()
    number = page.url.rstrip("/").rsplit("/", 1)[-1].split("?")[0]
    visitor.site.codes[number] = code
    return number


def judge_all(visitor: Visitor) -> None:
    """Every ground left to judge is met, with the evidence."""
    page = visitor.page
    for one in page.locator('main input[type=radio][name^="ground-"][value="yes"]').all():
        one.check()
    for one in page.locator('main input[name^="why-"]').all():
        one.fill("与来电人核对")


def test_a_call_is_filed_accepted_and_forwarded_by_keys_and_handed_over(visit):
    intake = visit("sh-intake")
    number = file_for_a_caller(intake)
    page = intake.page
    judge_all(intake)
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.locator("#form-accept select[name=handler]").wait_for()
    page.select_option("#form-accept select[name=handler]", "sh-handler")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=已办：受理。")
    page.keyboard.press("n")
    page.wait_for_url("**/desk/")

    handler = visit("sh-handler")
    page = handler.page
    handler.open(f"/cases/{number}/")
    page.keyboard.press("t")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=已办：转办。")
    page.click("summary:has-text('移交承办')")
    page.select_option("#form-hand_over select[name=to]", "sh-handler2")
    page.fill("#form-hand_over input[name=why]", "下周休假")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=已办：移交承办。")
    assert "接收以前，承办人不变。" in handler.text()

    colleague = visit("sh-handler2")
    page = colleague.page
    colleague.open("/desk/")
    assert "下周休假" in page.inner_text(".offers")
    page.click(f'.offers a[href="/cases/{number}/"]')
    assert "移交，等您接收" in colleague.text()
    page.click("main button:has-text('接收移交')")
    page.wait_for_selector("text=已办：接收移交。")
    assert f"现办 {page.inner_text('.who b')}" in page.inner_text(".meta")
    colleague.open("/desk/")
    assert not page.locator(f'.offers a[href="/cases/{number}/"]').count() and page.locator(f'.list a[href="/cases/{number}/"]').count()
    for visitor in (intake, handler, colleague):
        visitor.well()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_refusal_is_proposed_returned_proposed_again_and_approved(visit, script):
    intake, head = visit("sh-intake", script=script), visit("sh-head", script=script)
    number = file_for_a_caller(intake, own_matter="false", claim="给母亲退费。" if script else "给父亲退费。")
    for facts in ("机主是其母亲。", "机主是其母亲，没有授权委托书，经电话核实。"):
        page = intake.page
        intake.open(f"/cases/{number}/steps/refuse/")
        choose(intake, "ground", "11-5-1")
        page.fill("textarea[name=facts]", facts)
        page.fill("textarea[name=reasons]", "申诉人不是机主，也没有得到机主授权。")
        page.click("main form button:has-text('提请审批')")
        page.wait_for_selector("text=已提请审批；批准后才生效。")
        assert "待审批：不予受理" in intake.text()

        page = head.page
        head.open(f"/cases/{number}/")
        page.click("text=去审批")
        assert facts in head.text() and "已收到 → 不予受理" in head.text()
        assert "申诉人不是机主，也没有得到机主授权。" in page.inner_text(".paper") and "六十日" in page.inner_text(".paper").replace("60日", "六十日")
        if facts == "机主是其母亲。":
            if script:
                page.keyboard.press("b")
                page.keyboard.type("请写明怎么核实的。")
                page.keyboard.press("Control+Enter")
            else:
                page.click("summary:has-text('退回，写明理由')")
                page.fill("#f-reasons", "请写明怎么核实的。")
                page.click("button[value=return]")
            page.wait_for_selector("text=已退回：不予受理")
            intake.open(f"/cases/{number}/")
            assert "请写明怎么核实的。" in intake.text()
    if script:
        page.keyboard.press("y")
    else:
        page.click("button[value=approve]")
    page.wait_for_selector("text=已同意：不予受理")
    intake.open(f"/cases/{number}/")
    assert "不予受理通知书" in intake.page.inner_text("main") and "不予受理" in intake.page.inner_text(".stamp-now")
    paper = intake.page.locator("main .rows a[href^='/papers/']").first.get_attribute("href")
    answer = intake.page.request.get(f"{intake.site.url}{paper}")
    assert answer.status == 200 and answer.body().startswith(b"%PDF")
    intake.well()
    head.well()


def test_every_number_of_the_board_leads_to_its_list(visit):
    supervisor = visit("sh-supervisor")
    page = supervisor.page
    supervisor.open("/oversight/")
    links = sorted({one.get_attribute("href") or "" for one in page.locator("main a").all() if any(char.isdigit() for char in one.text_content() or "")})
    assert len(links) >= 4
    for link in links:
        answer = page.goto(f"{supervisor.site.url}{link}")
        assert answer is not None and answer.status == 200, link
        assert page.locator("main h1").count() == 1, link
    supervisor.well()
