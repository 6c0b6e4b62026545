"""The pages of accountability: figures in words with their samples, the workbook, the head's list of objections, the answer looked at; closed to others."""

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client

from casework import commands
from casework.cases.firsthand import Check
from tests.builders import People
from tests.cases.test_accountability import file as file
from tests.frontend.test_supervisor import ENGLISH, arrived, table, text
from tests.statute.petition_moves import File
from tests.statute.test_petition_receipt import at

YEAR = "/oversight/accountability/?year=2026"


def test_the_figures_stand_in_a_table_with_what_they_mean(people: People, file: File) -> None:
    page = arrived("sh-head").get(YEAR)
    assert table(page, "按人员") == [
        ["沪承办乙 上海局", "0", "—", "1", "5（7）", "样本不足", "0", "0", "1", "0", "—"],
        ["沪承办 上海局", "0", "—", "2", "4（4）", "样本不足", "1", "1", "0", "0", "—"],
        ["机构待分派 上海局", "0", "—", "1", "4（6）", "样本不足", "0", "0", "0", "0", "—"],
    ]  # fmt: skip
    said = text(page)
    assert "接手当日不计，交出当日计入" in said and "代理审批不改变承办人" in said and "少于 20 的不计比例" in said and "内部规定" in said
    assert "Held longest" in text(arrived("sh-head").get(YEAR, **ENGLISH))
    country = arrived("ministry-supervisor")
    assert [row[0] for row in table(country.get(YEAR), "按机构")] == ["上海局", "部中心"]
    assert "沪承办乙" in text(country.get(f"{YEAR}&office=CA-31"))


def test_what_cannot_be_asked_is_said_in_its_place(people: People) -> None:
    client = arrived("sh-head")
    assert (client.get("/oversight/accountability/?year=1").status_code, client.get("/desk/mine/?year=x").status_code) == (400, 400)
    page = client.get("/oversight/accountability/?office=CA-41")
    assert page.status_code == 400 and "不归您监督" in page.content.decode()
    assert client.get("/oversight/accountability/export/?office=CA-41")["Location"] == "/oversight/accountability/?office=CA-41"


def test_the_workbook_holds_the_same_and_the_definitions(people: People, file: File) -> None:
    response = arrived("sh-head").get("/oversight/accountability/export/?year=2026")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = list(book.active.values)
    assert rows[0][:6] == ("机构", "人员", "首办事项", "其中重复", "持有次数", "持有工作日")
    assert [(row[0], row[1] or "", *row[2:7]) for row in rows[1:]] == [
        ("上海局", "", 0, 0, 4, 13, 17), ("上海局", "沪承办乙", 0, 0, 1, 5, 7), ("上海局", "沪承办", 0, 0, 2, 4, 4), ("上海局", "机构待分派", 0, 0, 1, 4, 6),
    ]  # fmt: skip
    notes = [str(value) for row in book.worksheets[1].values for value in row if value]
    assert any(value.startswith("持有期间超期：最后一日终了时由其持有") for value in notes) and any("2026-01-01" in value for value in notes)


@pytest.mark.parametrize("who", ["sh-handler", "sh-intake", "sh-admin", "east-sh"])
def test_only_overseers_open_the_page_and_only_heads_a_desk(people: People, who: str) -> None:
    client = arrived(who)
    paths = ("/oversight/accountability/", "/oversight/accountability/export/", "/oversight/desks/", "/oversight/desks/sh-handler/")
    assert {client.get(path).status_code for path in paths} == {403}
    assert arrived("sh-supervisor").get("/oversight/desks/").status_code == 403
    assert Client().get("/desk/mine/")["Location"] == "/sign-in/?next=%2Fdesk%2Fmine%2F"


def test_an_objection_reaches_the_head_and_is_decided_on_the_panel(people: People, file: File) -> None:
    theirs, head, url = arrived("sh-handler2"), arrived("sh-head"), f"/cases/{file.number}/held/"
    assert "提出异议" in text(theirs.get(url)) and "提出异议" not in text(arrived("sh-intake").get(url))
    held, deadline = file.case.assignments.get(user__username="sh-handler2"), file.case.deadlines.get(rule="PT-03")
    assert theirs.post(url, {"held": held.pk, "deadline": deadline.pk, "reasons": " "}).status_code == 400
    assert theirs.post(url, {"held": held.pk, "deadline": deadline.pk, "reasons": "移交过晚"}).status_code == 302
    assert "待您决定的异议" in text(head.get(YEAR)) and "待您决定的异议" not in text(arrived("sh-supervisor").get(YEAR))
    objection = file.case.attributions.get()
    given = {"act": "decide", "objection": objection.pk, "upheld": "yes", "reasons": "属实"}
    assert theirs.post(url, given).status_code == 404
    assert head.post(url, given).status_code == 302
    page = head.get(YEAR)
    assert {row[0]: row[8] for row in table(page, "按人员")}["沪承办乙 上海局"] == "1 → 0" and "待您决定的异议" not in text(page)


def test_the_first_handler_looks_at_the_answer_on_its_sheet(people: People) -> None:
    one = at(people, "investigating")
    given = one.given("issue_opinion", date(2026, 3, 20))
    asked = commands.take_step(one.number, "issue_opinion", by=people["sh-handler"], given=given, on=date(2026, 3, 20)).proposal
    client, sheet = arrived("ministry-intake"), f"/desk/approvals/{asked.pk}/"
    assert "请您核阅的答复" in text(client.get("/desk/mine/")) and "已阅，同意" in text(client.get(sheet))
    assert client.post(f"{sheet}check/", {"agrees": "no", "remarks": ""}).status_code == 400
    assert arrived("sh-handler").post(f"{sheet}check/", {"agrees": "yes"}).status_code == 404
    assert client.post(f"{sheet}check/", {"agrees": "no", "remarks": "没有答复第二项请求"}).status_code == 302
    assert Check.objects.get(proposal=asked).agrees is False
    said = text(arrived("sh-head").get(sheet))
    assert "没有答复第二项请求" in said and "不停计期限，也不是审批" in said


def test_a_desk_is_handed_over_row_by_row(people: People, file: File) -> None:
    client, url = arrived("sh-head"), "/oversight/desks/sh-handler/"
    assert "沪承办" in text(client.get("/oversight/desks/"))
    assert client.get("/oversight/desks/nobody/").status_code == 404
    assert "请选择交给谁" in client.post(url, {"why": "调离"}).content.decode()
    page = client.post(url, {f"to-{file.number}": "sh-handler2", "why": "调离", "how": "order"})
    assert "已移交 1 件" in text(page) and file.case.handler.username == "sh-handler2"
    page = client.post("/oversight/desks/sh-handler2/", {"to": "sh-handler", "why": "调回", "how": "offer"})
    assert "等对方接收" in text(page) and file.case.handler.username == "sh-handler2"
    page = client.post("/oversight/desks/sh-handler2/", {"to": "sh-handler", "why": "再次", "how": "offer"})
    assert "没有移交的 1 件" in text(page) and "已有一项移交等待接收" in text(page)
