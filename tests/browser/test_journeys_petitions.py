"""Journeys of petitions: a visit that goes down, comes back, goes on to the right office and up to the recheck; a simple matter that turns ordinary."""

from datetime import timedelta
from pathlib import Path

import pytest

from casework import clock
from tests.browser.visitor import Visitor

TODAY = clock.today
FIRST = "景初晴"  # the ministry's intake officer, who received it first
STATEMENT = "基站就在我家楼顶，装的时候没有人告诉我们，我去问过两次，都说不归他们管。"


def fill(visitor: Visitor, **given: str) -> None:
    """Fill in the form that stands on the page, by the names of its fields."""
    page = visitor.page
    for name, value in given.items():
        if page.locator(f'main input[type=radio][name="{name}"]').count():
            page.check(f'main input[name="{name}"][value="{value}"]')
        elif page.locator(f'main select[name="{name}"]').count():
            page.select_option(f'main select[name="{name}"]', value)
        else:
            page.fill(f'main [name="{name}"]', value)
    for one in page.locator('main input[type=radio][name^="ground-"][value="yes"]').all():
        one.check()
    for one in page.locator('main input[name^="why-"]').all():
        one.fill("经核对")


def take(visitor: Visitor, number: str, step: str, **given: str) -> None:
    """A step by the page of its form."""
    visitor.open(f"/cases/{number}/steps/{step}/")
    fill(visitor, **given)
    visitor.page.locator("main form button.btn-main").last.click()
    visitor.page.wait_for_url("**done=**", timeout=10_000)
    visitor.well()


def agree(visitor: Visitor, number: str) -> None:
    """Whoever approves reads what would be issued, and agrees."""
    page = visitor.page
    visitor.open(f"/cases/{number}/")
    page.click("text=去审批")
    assert page.locator(".paper").count()
    page.click("button[value=approve]")
    page.wait_for_selector("text=已同意")
    visitor.well()


def stands(visitor: Visitor, number: str, state: str) -> None:
    """What the file says of its state, and who received it first."""
    visitor.open(f"/cases/{number}/")
    meta = visitor.page.inner_text(".meta")
    assert state in meta and f"首办 {FIRST}" in meta, meta


def served(visitor: Visitor, number: str) -> None:
    """The newest paper that waits was handed over today, with the receipt as its proof."""
    visitor.open(f"/cases/{number}/")
    visitor.page.locator("main a:has-text('未送达')").first.click()
    fill(visitor, manner="direct", served_on=TODAY().isoformat(), received_by="沈望舒", relation="self", proof="信访人当面签收")
    visitor.page.locator("main form button.btn-main").last.click()
    visitor.page.wait_for_url("**done=**")
    visitor.well()


def code_of(visitor: Visitor) -> tuple[str, str]:
    """Number and query code of a receipt."""
    return visitor.page.inner_text("h1 .no"), visitor.page.inner_text(".code")


def registered(intake: Visitor, channel: str, **given: str) -> tuple[str, str]:
    """Written down at the desk; the number and the query code that are read out. The file is open then."""
    page = intake.page
    intake.open("/desk/new/")
    page.click(f'main a[href="/desk/new/petition/register/?channel={channel}"]')
    fill(intake, applicant_name="沈望舒", applicant_phone="13712340000", applicant_address="南京市鼓楼区示例巷9号", category="claim", **given)
    page.click("#submit")
    assert "已登记。编号" in page.inner_text("h1"), intake.text()
    code = page.inner_text(".code")
    page.click("text=对方记下了，打开案卷")
    intake.well()
    return page.url.rstrip("/").rsplit("/", 1)[-1].split("?")[0], code


def test_a_visit_goes_down_comes_back_and_goes_up_to_the_recheck(visit, tmp_path: Path) -> None:
    intake = visit("ministry-intake")
    intake.open("/desk/new/petition/register/?channel=visit")
    fill(intake, applicant_name="沈望舒", claim="请求公开检测结果。", facts="楼顶新建基站。")
    intake.page.click("#submit")
    assert "口头提出的应当如实记录" in intake.text()  # 19①: what is said on a visit is written down
    number, code = registered(intake, "visit", statement=STATEMENT, place="部机关接待室", claim="请求公开基站检测结果。", facts="楼顶新建基站，没有公示。")
    assert STATEMENT in intake.text() and "走访" in intake.text() and "申诉" not in intake.page.inner_text("main").replace("申诉求决", "")
    stands(intake, number, "已登记")

    take(intake, number, "assign_down", to_office="CA-31", reasons="基站在该局辖区。", report_by=(TODAY() + timedelta(days=40)).isoformat())
    desk = visit("sh-intake")
    take(desk, number, "object", reasons="基站在南京，不在本局辖区，也不属于本局职权。", competent_body="江苏省通信管理局")
    agree(visit("sh-head"), number)
    stands(intake, number, "异议待核实")
    take(intake, number, "agree_return", reasons="经核实，基站在南京。")
    stands(intake, number, "已交还待处理")
    take(intake, number, "forward", to_office="CA-32", reasons="基站在该局辖区。")

    handler, leader = visit("js-handler"), visit("js-leader")
    take(handler, number, "accept", reasons="不属于条例第三十一条前五项。")
    stands(handler, number, "已受理")
    take(handler, number, "investigate", heard_on=TODAY().isoformat(), heard=STATEMENT, found="公示一日，少于七日。")
    take(handler, number, "extend", days="20", reasons="检测报告尚未出具，情况复杂。")
    agree(leader, number)
    handler.open(f"/cases/{number}/")
    assert "延长" in handler.page.inner_text(".drawing") or "已延期" in handler.text()
    take(handler, number, "issue_opinion", found="公示一日。", opinion="责成重新公示，并公开检测结果。", legal_basis="电信条例 46", result="supported")
    agree(leader, number)
    stands(handler, number, "已出具处理意见")
    served(handler, number)

    petitioner = visit(width=390)
    petitioner.enter(number, code)
    page = petitioner.page
    assert page.inner_text("h1") == "处理意见出来了" and "您最晚请求复查的日子" in petitioner.text()
    page.click("text=评价接待和办理")
    fill(petitioner, reception="satisfied", handling="unsatisfied")
    page.click("main form button.btn-main")
    page.click("text=不服处理意见，请求复查")
    (tmp_path / "楼顶.png").write_bytes(bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + b"\0" * 60)
    page.fill("#f-objections", "没有提供检测报告原文。")
    page.set_input_files("#f-attachments", tmp_path / "楼顶.png")
    page.click("main form button.btn-main")
    _, review_code = code_of(petitioner)
    page.click("text=记下了，看办到哪一步")
    assert page.inner_text("h1") == "上一级机关正在复查"
    review = page.url.rstrip("/").rsplit("/", 1)[-1].split("?")[0]

    reviewer, above = visit("ministry-handler"), visit("ministry-leader")
    take(reviewer, review, "issue_review_opinion", found="检测报告未公开。", opinion="维持，另行提供检测报告原文。", legal_basis="信访工作条例 35")
    agree(above, review)
    served(reviewer, review)
    petitioner.open(f"/cases/{review}/")
    page.click("text=不服复查意见，请求复核")
    page.fill("#f-objections", "仍没有提供原文。")
    page.click("main form button.btn-main")
    _, recheck_code = code_of(petitioner)
    assert recheck_code != review_code
    page.click("text=记下了，看办到哪一步")
    recheck = page.url.rstrip("/").rsplit("/", 1)[-1].split("?")[0]

    reviewer.open(f"/cases/{recheck}/steps/issue_recheck_opinion/")  # who reviewed it takes no part in the recheck
    fill(reviewer, found="x", opinion="x", legal_basis="x")
    reviewer.page.locator("main form button.btn-main").last.click()
    assert "您已回避本案" in reviewer.text()
    rechecker = visit("ministry-handler2")
    take(rechecker, recheck, "issue_recheck_opinion", found="已提供原文。", opinion="维持复查意见。", legal_basis="信访工作条例 36")
    agree(above, recheck)
    petitioner.open(f"/cases/{recheck}/")
    assert page.inner_text("h1") == "复核意见出来了，信访到此终结"

    stands(handler, number, "已请求复查")
    assert "复查案件" in handler.text() and "对办理的评价" in handler.text()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_simple_handling_turns_ordinary(visit, script: bool) -> None:
    intake, handler = visit("sh-intake", script=script), visit("sh-handler", script=script)
    number, code = registered(intake, "letter", claim="请求更换井盖。" if script else "请求更换另一处井盖。", facts="路口井盖缺角。",
                              arrived_on=(TODAY() - timedelta(days=1)).isoformat())  # fmt: skip
    take(handler, number, "accept_simple", head="4-3", reasons="事实清楚，影响出行。")
    handler.open(f"/cases/{number}/")
    assert "简易办理中" in handler.page.inner_text(".meta")
    take(handler, number, "to_ordinary", reasons="涉及多个责任主体。")
    handler.open(f"/cases/{number}/")
    assert "已受理" in handler.page.inner_text(".meta")
    petitioner = visit(width=390, script=script)
    petitioner.enter(number, code)
    assert "这件事改按普通程序办，最后期限不变" in petitioner.text() and "信访工作条例 34" in petitioner.text()
    for one in (intake, handler, petitioner):
        one.well()
