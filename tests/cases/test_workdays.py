"""Entering a notice of days off: what is read, what is refused by name, what the newest version then says."""

import io
import sys
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from casework import commands, notices
from casework.calendar.published import built_in
from casework.cases import schedules
from casework.cases.refusals import Invalid
from casework.cases.schedules import ScheduleVersion
from casework.people.actor import SYSTEM_ACTOR
from tests import replays

CSV = """日期,安排,名称,English
2027-01-01,放假,元旦,New Year's Day
2027-02-05,off,春节,Spring Festival

2027-02-14,上班
"""


@pytest.fixture(autouse=True)
def forgotten():
    yield
    schedules.forget(connections["default"].settings_dict["NAME"])


def test_csv_and_json_say_the_same():
    by_json = '{"off": {"2027-01-01": ["元旦", "New Year\'s Day"], "2027-02-05": ["春节", "Spring Festival"]}, "worked": ["2027-02-14"]}'
    known = built_in()
    given = notices.read(CSV, known=known, year=2027, name="2027")
    assert (given.year, given.name, given.off, given.worked) == (2027, "2027", frozenset({date(2027, 1, 1), date(2027, 2, 5)}), frozenset({date(2027, 2, 14)}))
    assert given.names[date(2027, 2, 5)] == ("春节", "Spring Festival")
    assert notices.read(by_json, known=known, year=2027, name="2027") == given
    with pytest.raises(Invalid) as caught:
        notices.read(CSV, known=known)
    assert "表格须写明年份" in caught.value.fields["year"][0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2027-01-01,放假\n2027-02-30,放假", "第 2 行"),
        ("2027-01-01,开会", "第 1 行"),
        ('{"off": "2027-01-01"}', "JSON"),
        ('{"off": ["2027-13-01"]}', "2027-13-01"),
        ("{", "JSON"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_by_line(text, said):
    with pytest.raises(Invalid) as caught:
        notices.read(text, known=built_in(), year=2027)
    assert said in caught.value.fields["file"][0]


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"name": " "}, "notice", "请填写“通知名称和文号”"),
        ({"name": "国" * 201}, "notice", "1 至 200 字"),
        ({"year": 2028}, "year", "2009 至 2027"),
        ({"off": frozenset()}, "file", "须有放假日"),
        ({"worked": frozenset({date(2026, 12, 14)})}, "file", "2026-12-14 不能既放假又上班"),
        ({"off": frozenset({date(2026, 5, 1), date(2027, 1, 1)})}, "file", "2027-01-01 不属于 2026 年"),
        ({"off": frozenset({date(2026, 5, 1), date(2025, 12, 19)})}, "file", "2025-12-19 不属于 2026 年"),
        ({"worked": frozenset({date(2026, 12, 18)})}, "file", "2026-12-18 不是周末"),
    ],
)
def test_a_notice_that_cannot_be_is_refused_by_day_and_rule(people, changed, field, said):
    with pytest.raises(Invalid) as caught:
        commands.enter_notice(replays.notice(**changed), source="gov.cn", by=SYSTEM_ACTOR)
    assert said in caught.value.fields[field][0]
    assert ScheduleVersion.objects.count() == 1


def test_the_same_days_again_are_refused(people):
    replays.enter()
    with pytest.raises(Invalid):
        replays.enter()
    assert ScheduleVersion.objects.count() == 2


def test_a_notice_replaces_its_year_and_leaves_the_others(people):
    before = schedules.current().schedule
    version = replays.enter()
    after = schedules.refresh(version.pk).schedule
    assert not after.is_working_day(date(2026, 12, 14)) and after.is_worked_in_lieu(date(2026, 12, 19))
    assert {day for day in after.days_off if day.year != 2026} == {day for day in before.days_off if day.year != 2026}
    assert schedules.reach(before, after) == (date(2026, 12, 14), date(2026, 12, 19))
    assert after.rest_name(date(2026, 10, 1)) == before.rest_name(date(2026, 10, 1))  # the festival's name is kept


def test_a_next_years_notice_may_move_the_end_of_december(people):
    given = replays.notice(year=2027, name="2027", off=frozenset({date(2027, 1, 1), date(2026, 12, 31)}), worked=frozenset({date(2026, 12, 26)}))
    version = commands.enter_notice(given, source="gov.cn", by=SYSTEM_ACTOR)
    after = schedules.refresh(version.pk).schedule
    assert after.last_published_year == 2027 and not after.is_working_day(date(2026, 12, 31)) and after.is_working_day(date(2026, 12, 26))
    assert schedules.reach(schedules.version(1), after) == (date(2026, 12, 26), date(2027, 12, 31))


def test_the_command_enters_shows_and_replays(people, tmp_path, monkeypatch):
    table = tmp_path / "2027.csv"
    table.write_text(CSV, encoding="utf-8")
    with pytest.raises(CommandError, match="2月8日 春节、4月5日 清明节、6月9日 端午节、9月15日 中秋节、10月1日 国庆节"):
        _said("workdays", "add", str(table), "--year", "2027", "--notice", "国办通知", "--source", "gov.cn")
    table.write_text(CSV + "".join(f"2027-{day},放假\n" for day in ("02-08", "04-05", "06-09", "09-15", "10-01")), encoding="utf-8")
    given = ["workdays", "add", str(table), "--year", "2027", "--notice", "国办通知", "--source", "gov.cn"]
    assert "放假 off" in _said(*given, "--dry-run") and ScheduleVersion.objects.count() == 1
    said = _said(*given)
    assert "2027-02-14  上班 worked" in said and "重算 0 项期限" in said
    assert "2027-02-05  放假 off       春节 Spring Festival" in _said("workdays", "show", "2027")
    assert "已重算 replayed" in _said("workdays", "list").splitlines()[-1]
    assert "0 项期限受影响" in _said("replay", "--count")
    with pytest.raises(CommandError, match="完全相同"):
        _said(*given)
    with pytest.raises(CommandError, match="读不出"):
        _said("workdays", "add", str(tmp_path / "none"), "--year", "2027", "--notice", "n", "--source", "s")


TEXT = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕99号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至12日（农历正月初七、周五）放假调休，共8天。1月30日（周六）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。

国务院办公厅
2026年11月20日
"""  # made up: there is no notice for 2027 yet


def test_a_notice_is_read_from_its_own_text():
    given = notices.read(TEXT, known=built_in())
    assert (given.year, given.name) == (2027, "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕99号）")
    assert given.worked == {date(2027, 1, 30), date(2027, 2, 20), date(2027, 5, 8), date(2027, 9, 26), date(2027, 10, 9)}
    assert len(given.off) == 3 + 8 + 3 + 5 + 1 + 1 + 7
    assert given.names[date(2027, 2, 5)] == ("春节", "Chinese New Year (Spring Festival)")
    assert notices.read(TEXT, known=built_in(), year=2027, name="别名").name == "别名"


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        (("8日（周六）上班", "8日轮班"), "file", "“5月8日轮班。”：没有读懂这一句。(“5月8日轮班。”: This sentence was not understood.)"),
        (("共8天", "共7天"), "file", "写的是共7天，数下来是8天。"),
        (("2027年", "2029年"), "file", "2029-01-01 是星期一，不是周五"),
    ],
)
def test_a_text_that_is_not_wholly_understood_is_refused_by_sentence(changed, field, said):
    with pytest.raises(Invalid) as caught:
        notices.read(TEXT.replace(*changed), known=built_in())
    assert any(said in one for one in caught.value.fields[field]), caught.value.fields
    assert "可以删去再读" in caught.value.fields[field][-1]


def test_a_text_is_about_its_own_year_only():
    with pytest.raises(Invalid) as caught:
        notices.read(TEXT, known=built_in(), year=2026)
    assert caught.value.fields["year"] == ["通知安排的是 2027 年。(The notice is about 2027.)"]


def test_the_command_reads_a_text_says_what_it_understood_and_enters_it(people, tmp_path):
    text = tmp_path / "2027.txt"
    text.write_text(TEXT, encoding="utf-8")
    said = _said("workdays", "add", str(text), "--source", "gov.cn")
    assert "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕99号）" in said
    assert "劳动节 Labor Day  放假 off 2027-05-01 2027-05-02 2027-05-03 2027-05-04 2027-05-05  上班 worked 2027-05-08" in said
    assert "请核对" not in said
    after = schedules.refresh(schedules.newest()).schedule
    assert not after.is_working_day(date(2027, 2, 12)) and after.is_worked_in_lieu(date(2027, 2, 20)) and after.is_working_day(date(2027, 6, 10))
    assert after.rest_name(date(2027, 2, 9)) == ("春节", "Chinese New Year (Spring Festival)")
    assert ScheduleVersion.objects.get(pk=schedules.newest()).notice == "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕99号）"
    text.write_text(TEXT.replace("9月26日（周日）、", ""), encoding="utf-8")
    assert "请核对：放假的工作日共18天，而法定节日与调休上班合计17天" in _said("workdays", "add", str(text), "--source", "gov.cn", "--dry-run")
    text.write_text(TEXT.replace("共5天。", "共5天，窗口除外。"), encoding="utf-8")
    with pytest.raises(CommandError, match="窗口除外。”：没有读懂这一句"):
        _said("workdays", "add", str(text), "--source", "gov.cn")


def test_a_notice_that_changes_another_is_entered_over_what_is_known(people, tmp_path):
    text = tmp_path / "2026.txt"
    text.write_text(
        "国务院办公厅关于调整2026年劳动节假期安排的通知\n国办发明电〔2026〕98号\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n"
        "经国务院批准，现将调整2026年劳动节放假安排通知如下。\n一、2026年4月30日至5月5日放假调休，共6天。5月9日（周六）、4月26日（周日）上班。\n"
        "国务院办公厅\n2026年3月20日\n",
        encoding="utf-8",
    )
    said = _said("workdays", "add", str(text), "--source", "gov.cn")
    assert "2026-04-26  上班 worked\n2026-04-30  放假 off\n2 天与现行安排不同" in said
    after = schedules.refresh(schedules.newest()).schedule
    assert not after.is_working_day(date(2026, 4, 30)) and after.is_working_day(date(2026, 4, 26)) and after.is_working_day(date(2026, 5, 9))
    assert not after.is_working_day(date(2026, 10, 5))  # the rest of the year stays


def _said(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=sys.stderr)
    return out.getvalue()
