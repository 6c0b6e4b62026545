"""The page of the yearly notice: read by sentence, drawn, foreseen, confirmed by a second person, replayed with progress."""

import re

import pytest
from django.db import connections

from casework import jobs, workdays
from casework.cases import schedules
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from tests import replays
from tests.cases.test_proposed_notices import SPRING, upgraded
from tests.cases.test_proposed_notices import january as january
from tests.cases.test_workdays import TEXT
from tests.frontend.test_supervisor import ENGLISH, arrived, table, text
from tests.statute.course import Course, set_clock

__all__ = ["upgraded"]
SECOND, PAGE = "ministry-admin2", "/admin/workdays/"


@pytest.fixture(autouse=True)
def forgotten():
    yield
    schedules.forget(connections["default"].settings_dict["NAME"])


def cells(response, month):
    """The days of a month that are something: number with its mark, and whether it is framed."""
    body = re.search(rf"<caption>{month}</caption>.*?</table>", response.content.decode(), re.DOTALL)[0]
    return re.findall(r'<td class="([frwx ]+)">(\d+)<b>(.)</b>', body)


def test_the_year_in_force_and_the_versions(january):
    page = arrived("ministry-admin").get(PAGE + "?year=2026")
    said = text(page)
    assert "2026 年，现在这样计算" in said and "随软件附带的各年安排" in said
    assert "".join(number + mark for _, number, mark in cells(page, "10月")) == "1节2节3节5休6休7休10班"
    assert [row[2] for row in table(page, "计入过的各个版本")] == ["2009–2026"]
    assert "Days off" in text(arrived("ministry-admin").get(PAGE, **ENGLISH))


def test_only_administrators_and_only_those_of_the_ministry_enter(january):
    for stranger in ("sh-head", "ministry-supervisor", "east-hq"):
        assert arrived(stranger).get(PAGE).status_code == 403
    client = arrived("sh-admin")
    assert "由部里的系统管理员录入" in text(client.get(PAGE)) and 'name="text"' not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"text": TEXT, "source": "gov.cn", "act": "enter"}).status_code == 403
    assert arrived("ministry-admin").get("/").url == PAGE


def test_what_is_not_understood_is_said_by_sentence_in_the_readers_language(january):
    client = arrived("ministry-admin")
    spoiled = TEXT.replace("8日（周六）上班", "8日轮班").replace("共8天", "共7天")
    answer = client.post(PAGE, {"text": spoiled, "source": "gov.cn", "act": "enter"})
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "“5月8日轮班。”：没有读懂这一句。" in said and "写的是共7天，数下来是8天。" in said and "was not understood" not in said
    assert "5月8日轮班" in re.search(r"<textarea.*?</textarea>", said, re.DOTALL)[0], "what was pasted is kept"
    english = client.post(PAGE, {"text": spoiled, "source": "gov.cn"}, **ENGLISH).content.decode()
    assert "This sentence was not understood." in english and "没有读懂" not in english
    for given, wanted in (({"text": ""}, "请粘贴"), ({"text": "2027-01-01,放假"}, "表格须写明年份"), ({"text": "2027-01-01,开会", "year": "2027"}, "第 1 行")):
        assert wanted in client.post(PAGE, given).content.decode()
    assert not workdays.proposals().exists()


def said_wrong(client, **given):
    """What the page says is to be mended, and the status."""
    answer = client.post(PAGE, {"source": "gov.cn", "act": "enter", **given})
    alert = re.search(r'role="alert".*?</div>', answer.content.decode(), re.DOTALL)
    return answer.status_code, re.sub(r"<[^>]+>", " ", alert[0]) if alert else ""


def test_a_table_of_a_day_to_change_is_refused_by_the_statutory_days_it_leaves_out(january):
    """One row would make New Year and Spring Festival of 2026 working days: 1 January, 16-19 February, 6 April, 1 May, 19 June, 25 September and so on."""
    client = arrived("ministry-admin")
    for act in ("read", "enter"):
        status, said = said_wrong(client, act=act, text="2026-12-14,放假", year="2026", name="关于调整12月14日的通知")
        assert status == 400 and "全国年节及纪念日放假办法" in said and "1月1日 元旦、" in said and "2月17日 春节" in said and "10月1日 国庆节" in said
        assert "表格代替整年：须写全这一年的放假日和调休上班日" in said
    assert not workdays.proposals().exists()
    assert "A table replaces the whole year" in text(client.get(PAGE, **ENGLISH)) and "表格代替整年" in text(client.get(PAGE))


def test_what_is_no_notice_is_said_to_be_none(january):
    client = arrived("ministry-admin")
    status, said = said_wrong(client, text="今天天气不错")
    assert status == 400 and "“今天天气不错”：没有读懂这一句。" in said and "这不是放假安排的通知" in said and "表格" not in said.partition("与放假日期无关")[0]
    for given, wanted in (
        ({"text": "2027-01-01,放假", "year": "20x6"}, "“20x6”不是年份，请填四位数字，如 2027。"), ({"text": TEXT, "source": " "}, "请填写“来源”，如 gov.cn。"),
        ({"text": "2027-01-01,放假", "year": "2027"}, "请填写“通知名称和文号”。"), ({"text": "2027-01-01,放假"}, "表格须写明年份：填写“年份”。"),
    ):  # fmt: skip
        assert wanted in said_wrong(client, **given)[1], given


def test_a_switch_of_language_or_theme_keeps_what_was_pasted(january):
    client = arrived("ministry-admin")
    spoiled = TEXT.replace("8日（周六）上班", "8日轮班")
    for pasted, wanted in ((TEXT, "Read, not entered yet"), (spoiled, "This sentence was not understood.")):
        page = client.post(PAGE, {"text": pasted, "source": "gov.cn", "act": "read"}).content.decode()
        switches = re.findall(r'href="(/(?:language|theme)/\w+/\?next=[^"]+)"', page)
        assert len(switches) == 2
        for url in switches:
            back = client.get(url)
            assert back.url == PAGE + "read/"
        again = client.get(back.url)
        assert wanted in again.content.decode() and pasted.splitlines()[5] in again.content.decode()
        client.get("/language/zh/")
    made = client.post(PAGE, {"text": TEXT, "source": "gov.cn", "act": "enter"})
    assert made.status_code == 302 and client.get(PAGE + "read/").url == PAGE, "once entered it is no longer kept"


@pytest.mark.parametrize("year", ["zz", "1999", "2030"])
def test_a_year_without_a_schedule_is_said_to_have_none(january, year):
    answer = arrived("ministry-admin").get(f"{PAGE}?year={year}")
    assert answer.status_code == 400 and f"没有“{year}”年的安排：现有 2009 至 2026 年。" in answer.content.decode()
    assert "2026 年，现在这样计算" in answer.content.decode()


def test_reading_draws_what_was_understood_and_stores_nothing(january):
    replays.make_running(200, **SPRING)
    page = arrived("ministry-admin").post(PAGE, {"text": TEXT, "source": "gov.cn", "act": "read"})
    said = text(page)
    assert "读过了，还没有录入" in said and "国务院办公厅关于2027年部分节假日安排的通知" in said
    assert ("f x", "5", "节") in cells(page, "2月") and ("w x", "20", "班") in cells(page, "2月") and ("f", "1", "节") in cells(page, "1月")
    assert "春节放假 2月5日 周五至2月12日 周五上班 1月30日 周六、2月20日 周六二、春节:2月5日(农历除夕、周五)至12日" in said
    assert "原为工作日，改为春节" in said and "该年至今没有通知" in said
    found = workdays.foresee(workdays.look(TEXT).schedule)
    assert f"要重看 {found.touched} 项在计算的期限，其中 {found.moved} 项的最后一日会变动" in said and found.moved
    assert sum(int(row[1]) for row in table(page, "变动几天")) == found.moved
    rows = table(page, "会变动的期限")
    assert len(rows) == min(found.moved, 50) and rows[0][2:] == ["2月1日 周一", "1月30日 周六"]
    assert "/cases/T-" not in page.content.decode(), "an administrator opens no case"
    assert not workdays.proposals().exists()


def test_a_second_person_confirms_and_the_replay_runs_with_progress(january, monkeypatch):
    set_clock(monkeypatch, "2027-01-25T10:00")
    course = Course.filed(january, None)  # five working days from Monday 25 January end on 1 February; the 30th is worked
    course.take(None, "sh-head", "assign", handler="sh-handler")
    assert course.days("TC-04")[1] == "2027-02-01"
    first, second = arrived("ministry-admin"), arrived(SECOND)
    made = first.post(PAGE, {"text": TEXT, "source": "gov.cn", "act": "enter"})
    own = first.get(made.url)
    assert "您录入的，由部里另一名系统管理员确认" in text(own) and 'value="confirm"' not in own.content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', second.get(made.url).content.decode())[1]
    assert first.post(made.url, {"act": "confirm", "seen": seen}).status_code == 409
    assert second.post(made.url, {"act": "confirm", "seen": "0"}).status_code == 409
    assert second.post(made.url, {"act": "confirm", "seen": seen}).url == made.url
    assert "正在重算： 0 / 3" in text(second.get(made.url)) and 'http-equiv="refresh"' in second.get(made.url).content.decode()
    polled = second.get(made.url, headers={"HX-Request": "true"})
    assert "HX-Refresh" not in polled and "<progress" in polled.content.decode()
    jobs.replay()
    assert second.get(made.url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "已重算完毕：1 件案件的 1 项期限有变动。" in text(second.get(made.url))
    assert course.days("TC-04")[1] == "2027-01-30"
    assert Entry.objects.get(step="replay").facts["notice"].startswith("国务院办公厅关于2027年部分节假日安排的通知")
    assert Message.objects.filter(step="replay").count() == 1
    assert next(row[3][:3] + "/" + row[4] for row in table(first.get(PAGE), "计入过的各个版本")) == "部管理/部管理乙"


def test_a_rejection_says_why(january):
    first, second = arrived("ministry-admin"), arrived(SECOND)
    made = first.post(PAGE, {"text": TEXT, "source": "gov.cn", "act": "enter"}).url
    assert "请写明理由" in second.post(made, {"act": "reject", "reason": " "}).content.decode()
    second.post(made, {"act": "reject", "reason": "文号不对"})
    assert "没有确认" in text(first.get(made)) and "文号不对" in text(first.get(PAGE))
    assert 'value="confirm"' not in second.get(made).content.decode()
    assert second.get(PAGE + "999/").status_code == 404


def test_an_upgrade_waits_on_the_page(upgraded):
    made = workdays.propose_built_in()
    said = text(arrived(SECOND).get(PAGE))
    assert "holidays 软件包所载 2026 年放假安排" in said and "软件升级后与现行安排不同" in said
    page = arrived(SECOND).get(f"{PAGE}{made[0].pk}/")
    assert "5月5日 周二原为" in text(page) and 'value="confirm"' in page.content.decode()
