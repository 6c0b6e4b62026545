"""The supervisor's page: numbers that are links to exactly their cases, house limits apart from the law, the lists behind it, who may open it."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from casework import commands
from casework.cases.ledger import Entry
from frontend.clerk import story
from tests import stages
from tests.builders import PASSWORD, People
from tests.cases.test_approvals import REFUSAL, UNMET
from tests.cases.test_oversight import SLIP, Office
from tests.cases.test_oversight import office as office
from tests.statute.course import Course

ENGLISH = {"headers": {"accept-language": "en"}}
LISTS = ("/oversight/passed/office/", "/oversight/passed/operator/", "/oversight/passed/house/", "/oversight/dated-back/", "/oversight/by/handlers/")


def arrived(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def text(response: Any) -> str:
    """The page as a reader's eye takes it: no marks, white space once."""
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", response.content.decode())))


def table(response: Any, caption: str) -> list[list[str]]:
    """The cells of the table of this caption, row by row."""
    body = re.search(rf"<caption[^>]*>{caption}.*?<tbody>(.*?)</tbody>", response.content.decode(), re.DOTALL)
    assert body is not None, caption
    rows = re.findall(r"<tr.*?</tr>", body[1], re.DOTALL)
    return [[re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cell)).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def sums(response: Any) -> list[tuple[int, str]]:
    """Every number in the tables by operator and handler, with the address of its list."""
    found = re.findall(r'<td[^>]*><a href="(/desk/\?[^"]+)">([\d,]+)</a>', response.content.decode())
    return [(int(said.replace(",", "")), html.unescape(url)) for url, said in found]


def listed(client: Client, url: str) -> set[str]:
    """The numbers of the cases that the worklist lists."""
    return set(re.findall(r'<td class="what">.*?/cases/(T-[\d-]+)/"', client.get(url).content.decode()))


def test_the_sentence_says_what_presses(office: Office) -> None:
    """Tuesday 20 October 2026. Filed on 10-12 is due on 10-19, 10-13 on 10-20; the accepted one is late for a house limit (10-14)."""
    page = arrived("sh-supervisor").get("/oversight/")
    assert "在办 7 件。 逾期 2 件（法定期限和内部时限合计）； 今日到期 1 件；3 个工作日内还有 2 件。" in text(page)
    english = arrived("sh-supervisor").get("/oversight/", **ENGLISH)
    assert "Open: 7 cases. 2 overdue (legal and house limits together); 1 due today; within 3 working days 2 more." in text(english)


def test_the_tables_hold_these_numbers(office: Office) -> None:
    page = arrived("sh-supervisor").get("/oversight/")
    assert table(page, "按企业") == [
        ["北方移动上海", "1", "0", "1", "2", "4 个工作日"], ["华东通信上海", "1", "1", "1", "5", "1 个工作日"],
    ]  # fmt: skip
    assert table(page, "按承办人") == [
        ["沪承办 上海局", "1", "0", "0", "2", "4 个工作日"], ["还没有承办人 上海局", "1", "1", "2", "5", "1 个工作日"],
    ]  # fmt: skip
    assert "按机构" not in text(page) and "不是地图" not in text(page)


@pytest.mark.parametrize("who", ["sh-supervisor", "sh-head", "ministry-auditor"])
def test_every_number_opens_a_list_of_as_many_cases(office: Office, who: str) -> None:
    client = arrived(who)
    page = client.get("/oversight/")
    found = sums(page)
    assert len(found) >= 12
    assert [(said, url) for said, url in found if len(listed(client, url)) != said] == []
    sentence = dict(re.findall(r'<a(?: class="b-\w+")? href="(/desk/[^"]+)">[^<]*?(\d+)', page.content.decode()[: page.content.decode().index("board")]))
    assert sorted(len(listed(client, html.unescape(url))) for url in sentence) == sorted(int(said) for said in sentence.values())


def test_a_house_limit_stands_apart_and_is_called_no_breach(office: Office) -> None:
    client = arrived("sh-supervisor")
    page = client.get("/oversight/")
    assert table(page, "期限已过、还没有办的") == [
        ["法定期限，管理机构", "1"], ["法定期限，企业", "0"], ["内部时限 条文待核，过了不是违法", "1"],
    ]  # fmt: skip
    house, law = table(page, "过了日子最久的几件")
    assert house[1] == "逾期 4 个工作日" and "（内部时限）" in house[2] and "华东" not in house[2]
    assert law[1] == "逾期 1 个工作日" and "（内部时限）" not in law[2]
    flags = re.findall(r"flag flag-(\w+)", page.content.decode())
    assert flags == ["due", "over"]  # the colour of a breach is the law's alone
    passed = client.get("/oversight/passed/house/")
    assert office.cases["accepted"] in passed.content.decode() and office.cases["late"] not in passed.content.decode()
    assert "过了不是违法" in text(passed) and "内部时限，条文待核" in text(passed)
    passed = client.get("/oversight/passed/office/")
    assert office.cases["late"] in passed.content.decode() and office.cases["accepted"] not in passed.content.decode()
    assert "内部时限" not in text(passed) and "电信用户申诉处理办法 14，最后一日 10月19日 周一" in text(passed)


def test_the_ministry_sees_31_tiles_that_are_no_map(office: Office) -> None:
    page = arrived("ministry-supervisor").get("/oversight/")
    tiles = re.findall(
        r'<a( class="l\d")? href="/desk/\?queue=office&amp;office=(CA-\d\d)"><b>(.)<span class="vh">.*?<small>(\d+)</small>', page.content.decode()
    )
    assert len(tiles) == 31 and len({code for _, code, _, _ in tiles}) == 31
    assert [(short, weight, held) for weight, _, short, held in tiles if held != "0"] == [("豫", ' class="l1"', "1"), ("沪", ' class="l1"', "7")]
    assert "方格只示意相对方位，不是地图" in text(page)
    assert table(page, "按机构") == [["上海局", "2", "1", "2", "7", "4 个工作日"], ["河南局", "1", "0", "0", "1", "1 个工作日"]]


def test_the_chart_says_its_numbers_and_each_bar_is_a_link(office: Office) -> None:
    page = arrived("ministry-supervisor").get("/oversight/").content.decode()
    bars = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"><rect class="g-hit".*?<rect class="g-bar[^>]*width="([\d.]+)"', page, re.DOTALL)
    assert [(said, width) for _, said, width in bars] == [
        ("北方移动上海，逾期 1 件，在办 2 件", "210.0"), ("华东通信上海，逾期 1 件，在办 5 件", "210.0"), ("华东通信河南，逾期 1 件，在办 1 件", "210.0"),
    ]  # fmt: skip
    assert all("operator=OP-" in url and "due_before=2026-10-20" in url for url, _, _ in bars)


def test_a_step_dated_back_is_told_with_both_days_and_who(office: Office) -> None:
    course, client = Course(office.people, office.cases["forwarded"]), arrived("sh-supervisor")
    assert ["倒签的步骤", "0"] in table(client.get("/oversight/"), "还要看的")
    course.take(None, "sh-handler", "serve", document=course.papers("transfer_notice")[0].number, served_on="2026-10-15", **SLIP)
    assert ["倒签的步骤", "1"] in table(client.get("/oversight/"), "还要看的")
    said = text(client.get("/oversight/dated-back/"))
    assert "倒签 5 天" in said and "登记送达" in said and "写的日期 10月15日 周四，登记于 10月20日 周二 10:00，沪承办" in said


def test_a_proposal_dated_back_is_told_by_the_step_it_asks_for(office: Office) -> None:
    commands.take_step(stages.filed(), "refuse", by=office.people["sh-intake"], given=REFUSAL, answers=UNMET, on=date(2026, 10, 15))
    assert "提请审批：不予受理" in text(arrived("sh-supervisor").get("/oversight/dated-back/"))


def test_who_held_a_case_how_long(office: Office) -> None:
    number, client = office.cases["accepted"], arrived("sh-supervisor")
    stages.act(office.people, "sh-handler", number, "hand_over", to="sh-handler2", why="休假")
    stages.act(office.people, "sh-handler2", number, "accept_hand_over")
    assert table(client.get(f"/oversight/held/{number}/"), "承办经过") == [
        ["机构待分派", "上海局", "10月12日 周一", "10月12日 周一", "0", "0", "收到"],
        ["沪承办", "上海局", "10月12日 周一", "10月20日 周二", "6", "8", "受理"], ["沪承办乙", "上海局", "10月20日 周二", "现在", "0", "0", "接收移交"],
    ]  # fmt: skip
    assert client.get(f"/oversight/held/{office.cases['henan']}/").status_code == 404


def test_only_overseers_open_it(people: People) -> None:
    for who in ("sh-intake", "sh-handler", "east-sh", "sh-admin"):
        assert {arrived(who).get(path).status_code for path in ("/oversight/", *LISTS)} == {403}
    assert Client().get("/oversight/")["Location"] == "/sign-in/?next=%2Foversight%2F"
    client = arrived("sh-supervisor")
    assert [client.get(path).status_code for path in ("/oversight/passed/x/", "/oversight/by/x/", "/oversight/dated-back/?cursor=x")] == [404, 404, 400]


def test_nothing_is_open_and_nothing_is_late(people: People) -> None:
    said = text(arrived("sh-supervisor").get("/oversight/"))
    assert "没有在办案件。" in said and "没有逾期的案件" in said and "没有企业有逾期的案件" in said


@pytest.mark.parametrize("who", ["sh-supervisor", "ministry-supervisor"])
def test_at_most_twelve_statements(office: Office, who: str) -> None:
    client = arrived(who)
    for path in ("/oversight/", *LISTS, f"/oversight/held/{office.cases['accepted']}/"):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= 12, (path, len(asked))


def test_a_page_for_other_roles_is_refused_on_the_desk_with_the_way_back(office: Office) -> None:
    answer = arrived("sh-handler").get("/oversight/")
    page = answer.content.decode()
    assert answer.status_code == 403 and 'data-room="desk"' in page and '<a class="btn" href="/desk/">回到“工作台”</a>' in page
    stranger = Client().get("/cases/T-2026-31-9999999/")
    page = stranger.content.decode()
    assert stranger.status_code == 404 and 'data-room="open"' in page and '<a class="btn" href="/">回到首页</a>' in page


def test_why_somebody_holds_a_case_is_said_in_english(office: Office) -> None:
    number, client = office.cases["accepted"], arrived("sh-supervisor")
    stages.act(office.people, "sh-handler", number, "hand_over", to="sh-handler2", why="休假")
    stages.act(office.people, "sh-handler2", number, "accept_hand_over")
    page = client.get(f"/oversight/held/{number}/", headers={"accept-language": "en"}).content.decode()
    assert "<td>Accept</td>" in page and "<td>Accept a hand-over</td>" in page and "受理" not in page.replace("沪受理", "")


def test_who_dated_back_without_an_account_is_named_by_their_part(office: Office) -> None:
    entry = Entry(actor_id=None, actor_name="申诉人", role="applicant", on_behalf_of="")
    with translation.override("en"):
        assert story.who("complaint", entry) == "complainant"
    with translation.override("zh-hans"):
        assert story.who("complaint", entry) == "申诉人"


def test_a_sentence_of_the_history_begins_with_a_capital(office: Office) -> None:
    with translation.override("en"):
        assert story.sentence("complaint", Entry(step="file", actor_id=None, role="applicant", on_behalf_of="", facts={})) == "Complainant filed the complaint."
