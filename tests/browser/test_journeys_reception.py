"""A joint visit of seven at the reception desk, from the refused list of representatives to the petition and its first handler."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.visitor import Visitor

FIVE = "曹志远\n邓美玲\n范立春\n高宏伟\n何静"
SEVEN = f"{FIVE}\n金大勇\n孔令仪"
NOW = "示例：不论何时来访，均予接待。"  # the journey runs at any hour


def ticket_of(page: object) -> str:
    """The number in the heading of a visit."""
    return str(page.inner_text("h1")).split(" ")[0]  # type: ignore[attr-defined]


def press(visitor: Visitor, act: str) -> None:
    """Press the button of an act, opening its form where it is shut."""
    form = visitor.page.locator(f'form:has(input[name=act][value="{act}"])')
    if not form.locator("button").is_visible():
        visitor.page.locator(f'details:has(input[value="{act}"]) > summary').click()
    form.locator("button").click()
    visitor.well()


@pytest.fixture
def scan(tmp_path: Path) -> str:
    """The signed statement, as a picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    (tmp_path / "签名.png").write_bytes(out.getvalue())
    return str(tmp_path / "签名.png")


def test_seven_come_with_one_matter_and_five_speak_for_them(visit, scan):
    desk = visit("sh-intake")
    page = desk.page
    desk.open("/desk/reception/")
    for name, value in (("name", "曹志远"), ("phone", "13700009876"), ("people", "7"), ("representatives", SEVEN), ("matter", "小区多户宽带断网"),
                        ("why_now", NOW)):  # fmt: skip
        page.fill(f"#walk_in-{name}", value)
    press(desk, "walk_in")
    assert "代表人数不得超过5人（信访工作条例 20③）" in page.inner_text("main")
    assert page.input_value("#walk_in-representatives") == SEVEN
    page.fill("#walk_in-representatives", FIVE)
    press(desk, "walk_in")
    address, ticket = page.url.split("?")[0], ticket_of(page)
    assert "候访" in page.inner_text("h1")

    screen = visit("")
    screen.open("/waiting/CA-31/")
    assert ticket in screen.page.locator(".tickets li").all_inner_texts()
    assert "曹志远" not in screen.page.inner_text("body")
    without = visit("", script=False)
    without.open("/waiting/CA-31/")
    assert without.page.locator('meta[http-equiv="refresh"]').get_attribute("content") == "15"

    page.fill("#receive-window", "3号窗口")
    press(desk, "receive")
    screen.open("/waiting/CA-31/")
    assert f"{ticket}3号窗口" in "".join(screen.page.locator(".called li").all_inner_texts()).replace("\n", "")

    for name, value in (("claim", "请求恢复宽带。"), ("facts", "三栋楼断网五天。"), ("statement", "问：有什么要求？\n答：先把网恢复。")):
        page.fill(f"#record-{name}", value)
    press(desk, "record")
    page.check("#sign-read_out")
    page.check('input[name="manner"][value="signed"]')
    page.set_input_files("#sign-scan", scan)
    press(desk, "sign")
    assert "签名.png" in page.inner_text("main")
    press(desk, "open_petition")
    assert page.inner_text("h1").startswith("已登记。编号"), desk.text()
    assert len(page.inner_text(".code")) == 10
    page.click("text=对方记下了，打开案卷")
    desk.well()
    head = page.inner_text(".file-head")
    me = page.inner_text(".me b")
    assert "首办" in head, head
    assert me in head, head  # the receiving officer is the first handler
    parties = page.inner_text("#main")
    assert all(name in parties for name in FIVE.split("\n"))
    desk.open(address.replace(desk.site.url, ""))
    page.fill("#end-outcome", "已登记，告知办理程序。")
    press(desk, "end")
    assert "已结束" in page.inner_text("h1")
    screen.open("/waiting/CA-31/")
    assert f"{ticket}3号窗口" not in "".join(screen.page.locator(".called li").all_inner_texts()).replace("\n", "")
