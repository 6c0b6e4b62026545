"""The operator's people at their door: receipt, reply with evidence, sent back and replied again by a new colleague, objection, an offer."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.visitor import ENGLISH, Visitor

PAPER = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


def open_case(visitor: Visitor, title: str) -> str:
    """From the inbox to a case by its title; its address."""
    visitor.open("/operator/")
    visitor.page.click(f"a[data-open]:has-text('{title}')")
    assert title in visitor.page.inner_text("h1")
    return visitor.page.url.split("?")[0].split("#")[0]


def reply(page: Page, facts: str, evidence: Path | None = None) -> None:
    page.fill("#f-facts", facts)
    page.fill("#f-result", "退还五十八元，十一月账单抵扣。")
    page.fill("#f-complainant_view", "11月25日电话联系，认可。")
    if evidence:
        page.set_input_files("#f-attachments", evidence)
    page.click("#form-operator_reply button")


def test_acknowledge_reply_with_evidence_and_reply_again_by_a_colleague_whom_headquarters_adds(visit, tmp_path):
    first = visit("hx-sh")
    page = first.page
    where = open_case(first, "点播业务被误开通")
    assert "签收后起算" in page.inner_text(".go") and "请提供业务开通的确认凭证。" in page.inner_text(".facts >> nth=0")
    page.click("text=签收文书")
    assert "已办：签收文书。" in first.text() and "期限怎么算的" in first.text() and "还有" in page.inner_text(".go")

    (tmp_path / "开通日志.pdf").write_bytes(PAPER)
    page.click("#form-operator_reply button")  # nothing filled in
    assert "还有 3 处要改" in first.text() and page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    reply(page, "开通时没有二次确认。", tmp_path / "开通日志.pdf")
    assert "已办：反馈处理情况。" in first.text() and "开通日志.pdf" in first.text() and "还可以办" in first.text()
    first.well()

    officer = visit("sh-handler")
    officer.open(f"{where}steps/return_reply/")
    officer.page.fill("#f-reasons", "没有说明是谁确认开通的。")
    officer.page.fill("#f-requirements", "附开通渠道的记录")
    officer.page.click("#form-return_reply button")
    assert "已办：退回重办。" in officer.text()

    hq = visit("hx-hq")
    hq.page.click("nav.rooms a:has-text('人员')")
    hq.page.fill("#f-username", "hx-sh-2")
    hq.page.fill("#f-name", "许听澜")
    hq.page.select_option("#f-branch", "OP-HX-31")
    hq.page.click("main form[method=post] button.btn-main")
    password = hq.page.inner_text(".code")
    assert "许听澜" in hq.page.inner_text("table.list") and "为许听澜（hx-sh-2）开立账号" in hq.page.inner_text(".story")
    hq.page.reload()
    assert password not in hq.text()
    hq.well()

    second = visit(width=390)
    second.open("/sign-in/")
    second.page.fill("#username", "hx-sh-2")
    second.page.fill("#password", password)
    second.page.click("main form button.btn-main")
    assert "请先改密码" in second.text() and "/account/" in second.page.url
    for field, typed in (("old", password), ("new", "浦江潮水涨落-1923"), ("again", "浦江潮水涨落-1923")):
        second.page.fill(f"#f-{field}", typed)
    second.page.click("main form button.btn-main")
    assert "密码已改。" in second.text()
    second.page.click("#done a")
    second.page.click("nav.tabs a:has-text('退回重办')")
    second.page.click("a[data-open]:has-text('点播业务被误开通')")
    top = second.page.inner_text("section.note")
    assert "没有说明是谁确认开通的。" in top and "附开通渠道的记录" in top
    assert second.page.input_value("#f-facts") == "开通时没有二次确认。"  # what the colleague wrote is the beginning
    reply(second.page, "由子账号在电视端点击开通，没有二次确认。")
    assert "已办：反馈处理情况。" in second.text() and "反馈被退回" not in second.text()
    second.well()

    hq.page.click("a[data-open]:has-text('许听澜')")
    hq.page.click("text=停用账号")
    assert "已停用，打开的会话已经结束。" in hq.text()
    second.open("/operator/")
    assert "/sign-in/" in second.page.url


def test_an_objection_without_script(visit):
    visitor = visit("hx-sh", script=False, width=390)
    page = visitor.page
    where = open_case(visitor, "宽带和手机两件事")
    page.click("summary:has-text('提出异议')")
    page.click("details[open] >> text=打开表单")
    assert "照常计算" in visitor.text()
    page.click("#form-object button")
    assert "请填写“异议理由”。" in visitor.text()
    page.fill("#f-reasons", "宽带由云帆宽带开通，合同相对方不是本企业。")
    page.click("#form-object button")
    assert page.url.startswith(where) and "异议待监管机构核实" in visitor.text() and "宽带由云帆宽带开通" in visitor.text()
    visitor.open("/operator/?list=waiting")
    assert "宽带和手机两件事" in visitor.text()
    visitor.well()


def test_an_offer_in_mediation_in_english(visit):
    visitor = visit("hx-sh", language=ENGLISH)
    page = visitor.page
    visitor.open("/operator/?list=waiting")
    page.click("a[data-open]:has-text('基站辐射谣言致设备被拆')")
    page.click("summary:has-text('Make an offer')")
    page.fill("#offer-offer", "Indoor antenna free of charge by 15 December.")
    page.click("#form-offer button")
    assert "Done: Make an offer." in visitor.text() and "made an offer in mediation." in visitor.text()
    assert "Indoor antenna free of charge" in page.inner_text(".story")
    visitor.well()
