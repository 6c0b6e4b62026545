"""Journeys of a paper: proposed, returned, proposed again, approved, signed, posted, served, proved; published; refused manners; consent taken back."""

import io
import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page
from pypdf import PdfReader

from casework import clock
from frontend import words
from tests.browser import site
from tests.browser.test_journeys_clerk import choose, file_for_a_caller
from tests.browser.visitor import Visitor

BLOCK = "申诉人不是电信服务合同的当事人，也没有提交合同当事人的授权委托书。"
RETURNED = "请写明怎么核实的。"
PAPERS = "section[aria-labelledby=do]"
LAST_DAY = re.compile(r"60日内申请行政复议：最后一日为(\d{4})年(\d+)月(\d+)日")


def fetched(visitor: Visitor, link: str) -> bytes:
    """What a link of the page leads to, with the reader's own session."""
    answer = visitor.page.request.get(f"{visitor.site.url}{link}")
    assert answer.status == 200, f"{link}: {answer.status}"
    return answer.body()


def words_of(pdf: bytes) -> str:
    """All words of a PDF without the spaces between them."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def row_of(visitor: Visitor, paper: str) -> str:
    """What the list of papers to serve says of one."""
    visitor.open("/desk/unserved/")
    return visitor.page.inner_text(f"tr:has-text('{paper}')")


def open_form(visitor: Visitor, paper: str, link: str) -> Page:
    """From the list of papers to serve to one of the two forms, which knows the paper and its addressee."""
    row_of(visitor, paper)
    visitor.page.click(f"tr:has-text('{paper}') a:has-text('{link}')")
    assert visitor.page.input_value("#f-document") == paper and visitor.page.input_value("#f-addressee")
    return visitor.page


def standing(page: Page) -> set[str]:
    """Which of the fields that belong to one manner stand on the page."""
    return {field.get_attribute("name") or "" for field in page.locator("[data-with] :is(input, textarea)").all() if field.is_visible()}


def submit(page: Page) -> None:
    page.click("main form.body button:not([type=button])")


def verdict(visitor: Visitor, paper: bytes) -> str:
    """What the page for checking papers says of a file."""
    visitor.open("/verify/")
    visitor.page.set_input_files("#f-paper", {"name": "通知书.pdf", "mimeType": "application/pdf", "buffer": paper})
    visitor.page.click("main form button")
    return visitor.page.inner_text("main .note")


def test_a_refusal_is_proposed_returned_proposed_again_approved_signed_served_and_proved(visit, tmp_path):
    head, intake = visit("sh-head"), visit("sh-intake")

    # the head keeps a text; the clerk inserts it by its button
    head.open("/desk/approvals/")
    head.page.click("main a:has-text('常用语')")
    head.page.select_option("#f-place", "complaint.refuse.reasons")
    head.page.fill("#f-title", "不是合同当事人")
    head.page.fill("#f-text", BLOCK)
    head.page.click("main button:has-text('保存')")
    assert "已保存。" in head.text() and BLOCK in head.page.inner_text("ul.blocks")

    number = file_for_a_caller(intake, own_matter="false", claim="给祖母退费。")
    page = intake.page
    intake.open(f"/cases/{number}/steps/refuse/")
    choose(intake, "ground", "11-5-1")
    page.fill("#f-facts", "机主是其祖母。")
    page.click("summary:has-text('常用语 理由')")
    page.click("button:has-text('填入 不是合同当事人')")
    assert page.input_value("#f-reasons") == BLOCK
    page.keyboard.type("请先取得委托。")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=已提请审批；批准后才生效。")

    head.open(f"/cases/{number}/")
    head.page.click("text=去审批")
    assert BLOCK in head.page.inner_text(".paper") and "批准时编号" in head.page.inner_text(".paper")
    head.page.keyboard.press("b")
    head.page.keyboard.type(RETURNED)
    head.page.keyboard.press("Control+Enter")
    head.page.wait_for_selector("text=已退回：不予受理")

    intake.open(f"/cases/{number}/steps/refuse/")
    assert RETURNED in page.inner_text("main .note")
    assert page.input_value("#f-reasons") == f"{BLOCK}请先取得委托。" and page.input_value("#f-ground") == "11-5-1"
    page.fill("#f-facts", f"{page.input_value('#f-facts')}经电话核实，没有委托书。")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=已提请审批；批准后才生效。")

    head.open(f"/cases/{number}/")
    head.page.click("text=去审批")
    assert "经电话核实，没有委托书。" in head.page.inner_text(".paper")
    head.page.keyboard.press("y")
    head.page.wait_for_selector("text=已同意：不予受理")
    paper = re.findall(r"沪通申不受〔\d{4}〕\d+号", head.page.inner_text("main .note"))[0]

    # signed by the worker; who opens it gets the signed one
    intake.open(f"/cases/{number}/")
    assert f"{paper}，待签名" in page.inner_text(PAPERS)
    assert site.work(intake.site, "sign")[0] >= 1
    page.reload()
    assert paper in intake.text() and "待签名" not in page.inner_text(f"{PAPERS} li:has-text('{paper}')")
    signed = fetched(intake, page.get_attribute(f"{PAPERS} a:has-text('不予受理通知书')", "href") or "")
    assert b"/ByteRange" in signed and paper in words_of(signed) and "经电话核实，没有委托书。" in words_of(signed)

    # the receipt is blank; the paper is posted, and served on the day of the slip
    receipt = page.get_attribute(f"{PAPERS} li:has-text('{paper}') a:has-text('送达回证')", "href") or ""
    blank = words_of(fetched(intake, receipt))
    assert paper in blank and "孟晓棠" in blank and "最后一日为" not in blank and "邮寄送达" not in blank
    assert "没有同意电子送达" in row_of(intake, paper)
    open_form(intake, paper, "寄出或者公告")
    page.check("input[name=manner][value=post]")
    page.fill("#f-sent_on", clock.today().isoformat())
    page.fill("#f-reference", "EMS 1020304050607")
    submit(page)
    page.wait_for_selector("text=已办：登记寄出、委托或者公告。")
    assert "已发出：EMS 1020304050607" in row_of(intake, paper)
    open_form(intake, paper, "登记送达")
    page.check("input[name=manner][value=post]")
    assert standing(page) == {"received_by", "relation"}
    page.fill("#f-served_on", clock.today().isoformat())
    page.fill("#f-received_by", "孟晓棠")
    page.fill("#f-proof", "EMS 1020304050607 回执")
    submit(page)
    page.wait_for_selector("text=已办：登记送达。")
    intake.open("/desk/unserved/")
    assert paper not in intake.text()
    filled = words_of(fetched(intake, receipt))
    assert "邮寄送达" in filled and "EMS1020304050607" in filled
    last = date(*(int(part) for part in LAST_DAY.findall(filled)[0]))
    assert 60 <= (last - clock.today()).days <= 68, last  # sixty days, and a holiday at most

    # the citizen downloads it; anybody can check it, and a changed byte is found
    citizen = visit()
    citizen.enter(number, intake.site.codes[number])
    assert "我们不能受理这件事" in citizen.text()
    theirs = fetched(citizen, citizen.page.get_attribute("main a[href*='download']", "href") or "")
    assert theirs == signed
    stranger = visit()
    said = verdict(stranger, theirs)
    assert "是我们签发的，没有改动" in said and "上海市通信管理局" in said and "测试用的" in said
    assert "不是我们签发的原件" in verdict(stranger, changed(theirs))

    # the whole file goes out, and a program without our code finds it unchanged
    page.goto(f"/cases/{number}/")
    page.click("summary:has-text('取出全部案卷')")
    page.select_option("#out", "court")
    with page.expect_download() as coming:
        page.click("form[data-download] button")
    archive = tmp_path / "案卷.zip"
    coming.value.save_as(archive)
    with zipfile.ZipFile(archive) as parts:
        parts.extractall(tmp_path / "out")
    ran = checked(tmp_path / "out")
    assert ran.returncode == 0 and "OK" in ran.stdout, ran.stdout + ran.stderr
    volume = next((tmp_path / "out").rglob("案卷.pdf"))
    assert paper in words_of(volume.read_bytes())
    volume.write_bytes(changed(volume.read_bytes()))
    assert checked(tmp_path / "out").returncode != 0
    page.reload()
    assert "取出了案卷" in page.inner_text(".story")
    for visitor in (head, intake, citizen, stranger):
        visitor.well()


def changed(content: bytes) -> bytes:
    """Another in one bit, in the middle."""
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """The check that came with the archive, as its receiver runs it."""
    script = next(folder.rglob("核验.py"))
    return subprocess.run([sys.executable, "-I", str(script)], cwd="/", capture_output=True, text=True, timeout=60, check=False)


def test_a_published_paper_counts_as_served_on_day_31_and_the_clock_runs(visit, site_running):
    handler = visit("sh-handler")
    page = handler.page
    handler.open("/cases/T-2026-31-0000050/")
    page.keyboard.press("t")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=已办：转办。")
    paper = re.findall(r"沪通申转〔\d{4}〕\d+号", page.inner_text(PAPERS))[0]
    open_form(handler, paper, "寄出或者公告")
    page.check("input[name=manner][value=post]")
    assert standing(page) == set()
    page.check("input[name=manner][value=notice]")
    assert standing(page) == {"why"}
    page.fill("#f-sent_on", clock.today().isoformat())
    page.fill("#f-reference", "本机关公告栏和网站")
    submit(page)
    assert "公告送达应当记明原因和经过" in handler.text() and page.input_value("#f-reference") == "本机关公告栏和网站"
    page.fill("#f-why", "登记的住所查无此人，邮寄两次退回，电话不通。")
    submit(page)
    page.wait_for_selector("text=已办：登记寄出、委托或者公告。")
    served_on = clock.today() + timedelta(days=31)  # the day of the notice does not count, thirty days pass
    said = f"公告中，{words.day(served_on)}视为送达"
    assert said in row_of(handler, paper)
    handler.open("/cases/T-2026-31-0000050/")
    assert said in page.inner_text(PAPERS) and "企业反馈处理情况" not in page.inner_text("main [aria-labelledby=ck]")

    assert site.work(site_running, "deem_served", 30, 31) == [0, 1]
    handler.open("/desk/unserved/")
    assert paper not in handler.text()
    handler.open("/cases/T-2026-31-0000050/working/")
    proof = page.inner_text("section:has-text('TC-06')")
    assert f"起算日 {words.day(served_on)}" in proof and f"{words.day(served_on)} 送达" in proof
    handler.well()


def test_what_lacks_its_proof_or_consent_is_not_served_and_a_citizen_takes_consent_back(visit):
    handler, citizen = visit("sh-handler"), visit(width=390)
    number, page = "T-2026-31-0000060", handler.page
    handler.open(f"/cases/{number}/")
    paper = re.findall(r"沪通申受〔\d{4}〕\d+号", page.inner_text(PAPERS))[0]

    # left at the door without a witness, a photograph or a video
    open_form(handler, paper, "登记送达")
    assert standing(page) == set()
    page.check("input[name=manner][value=direct]")
    page.fill("#f-received_by", "邻居")
    page.check("input[name=manner][value=left]")
    assert standing(page) == {"refusal", "witnesses"}
    page.fill("#f-served_on", clock.today().isoformat())
    page.fill("#f-refusal", "开门后拒绝签收")
    page.fill("#f-proof", "留置于住所")
    submit(page)
    assert "还有 1 处要改" in page.inner_text("[role=alert]")
    page.click("[role=alert] a:has-text('留置送达须有见证人')")
    assert page.evaluate("location.hash") == "#f-witnesses" and page.get_attribute("#f-witnesses", "aria-invalid") == "true"
    assert standing(page) == {"refusal", "witnesses"} and page.input_value("#f-refusal") == "开门后拒绝签收"
    assert page.input_value("#f-received_by") == ""  # what belongs to another manner was not sent
    assert not handler.violations()

    # the citizen takes consent back: electronic service is closed
    assert "同意电子送达，到达收件箱即送达" in row_of(handler, paper)
    citizen.enter(number, citizen.site.codes[number])
    citizen.page.click("main a:has-text('填写送达地址和方式')")
    assert "现在：您同意在网上收文书。" in citizen.text()
    citizen.page.check("input[name=electronic][value=no]")
    citizen.page.fill("#f-address", "上海市普陀区兰溪路100号")
    citizen.page.click("main form button.btn-main")
    assert "记下了。以后的文书按您填的地址和方式送达。" in citizen.text()
    assert "没有同意电子送达" in row_of(handler, paper)
    open_form(handler, paper, "登记送达")
    page.check("input[name=manner][value=electronic]")
    assert standing(page) == {"arrived_at"}
    page.fill("#f-served_on", clock.today().isoformat())
    page.fill("#f-arrived_at", f"{clock.today().isoformat()}T00:01")
    page.fill("#f-proof", "电子邮件已发出")
    submit(page)
    assert "受送达人未同意电子送达。" in page.inner_text("[role=alert]") and page.input_value("#f-proof") == "电子邮件已发出"
    assert paper in row_of(handler, paper)
    handler.well()
    citizen.well()


def test_without_script_every_field_stands_with_its_manner_and_the_texts_can_be_read(visit):
    head, intake = visit("sh-head", script=False), visit("sh-intake", script=False, width=390)
    head.open("/desk/texts/?place=complaint.refuse.facts")
    head.page.fill("#f-title", "机主不是申诉人")
    head.page.fill("#f-text", "经查，号码的机主不是申诉人。")
    head.page.click("main button:has-text('保存')")
    assert "已保存。" in head.text()
    number, page = intake.site.case("received", "sh-intake"), intake.page
    intake.open(f"/cases/{number}/steps/refuse/")
    page.click("summary:has-text('常用语 查明的事实')")
    page.click("details[open] a:has-text('看本机构的常用语')")
    assert "经查，号码的机主不是申诉人。" in intake.text() and not page.locator("[data-insert]").count()
    page.click("text=回到填写")
    assert page.url.endswith("/steps/refuse/")

    intake.open("/desk/unserved/")
    page.click("a.btn:has-text('登记送达') >> nth=0")
    assert standing(page) == {"received_by", "relation", "refusal", "witnesses", "through", "arrived_at"}
    assert "直接送达须填；邮寄送达、委托送达可不填。" in intake.text() and "电子送达须填。" in intake.text()
    page.check("input[name=manner][value=left]")
    page.fill("#f-served_on", clock.today().isoformat())
    page.fill("#f-refusal", "拒绝签收")
    page.fill("#f-proof", "留置于住所")
    submit(page)
    assert "留置送达须有见证人，或者附照片、录像" in page.inner_text("[role=alert]")
    head.well()
    intake.well()


def test_a_slip_is_corrected_and_a_long_text_is_counted_and_never_cut(visit):
    head = visit("sh-head")
    page = head.page
    address = head.addresses(["/cases/{accepted}/"])[0]
    head.open(f"{address}steps/correct_paper/")
    paper = page.input_value("#f-document") or page.inner_text("ul.suggested li a")
    page.fill("#f-document", paper)
    page.fill("#f-wrong_words", "受理" * 225)
    assert page.inner_text("#f-wrong_words + [data-count]") == "450 / 500"
    page.fill("#f-wrong_words", "受理" * 260)
    assert page.inner_text("#f-wrong_words + .why") == "520 / 500"
    page.fill("#f-right_words", "受理通知")
    page.fill("#f-reasons", "标题误写")
    submit(page)
    page.wait_for_selector("text=“原文（写错的字句）”最多500个字。")
    assert page.input_value("#f-wrong_words") == "受理" * 260
    page.fill("#f-wrong_words", "受理通知书")
    submit(page)
    page.wait_for_selector("text=已办：更正文书。")
    assert re.search(r"笔误已由 沪通更正〔\d{4}〕\d+号 更正", page.inner_text(PAPERS))
    head.well()
