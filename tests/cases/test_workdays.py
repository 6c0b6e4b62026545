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
        ({"name": " "}, "notice", "1 至 200 字"),
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


def _said(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=sys.stderr)
    return out.getvalue()
