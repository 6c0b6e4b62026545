"""The month and the week's list: every day's number, the first few with their cases, what does not count shaded and said; whose they are."""

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import catalogue, jobs
from casework.cases import lastdays, schedules, turns
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.people.models import ministry_id
from frontend import briefly
from tests import replays, stages
from tests.builders import People
from tests.frontend.test_supervisor import ENGLISH, arrived, text
from tests.statute.course import set_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026."""
    set_clock(monkeypatch, "2026-11-24T10:00")


def days(response: Any) -> dict[str, str]:
    """What stands in each cell of the month that holds something, by the day as it is written there."""
    cells = re.findall(r"<td class=.*?</td>", response.content.decode(), re.DOTALL)
    found = {}
    for cell in cells:
        said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip()
        name = re.search(r"<b>([^<]+)</b>", cell)
        assert name is not None
        if "<a " in cell:
            found[name[1]] = said
    return found


def move(number: str, rule: str, day: str, **columns: Any) -> None:
    """Let a clock of a case end on that day."""
    Deadline.objects.filter(case__number=number, rule=rule).update(last_day=date.fromisoformat(day), **columns)


@pytest.fixture
def three(people: People) -> list[str]:
    """Three complaints handled by sh-handler. One ends on 1 December by two limits, one by a house limit; one on 28 November; of a colleague one more."""
    one, two, other = (stages.accepted(people, title=title) for title in ("甲件", "乙件", "丙件"))
    stages.act(people, "sh-head", other, "assign", handler="sh-handler2", why="工作调整")
    Deadline.objects.all().update(last_day=date(2027, 6, 1))
    move(one, "TC-08", "2026-12-01")
    move(one, "TC-07", "2026-12-01", house=True)
    move(two, "TC-08", "2026-11-30")
    move(other, "TC-08", "2026-12-01")
    return [one, two, other]


def test_a_month_counts_the_last_days_of_each_day(three: list[str]) -> None:
    page = arrived("sh-handler").get("/desk/calendar/?month=2026-12")
    said = days(page)
    assert set(said) == {"11月30日", "12月1日"}
    assert "2 项" in said["12月1日"] and "内部时限 1 项" in said["12月1日"] and "1 项" in said["11月30日"]
    assert said["12月1日"].index("沪申") < said["12月1日"].index(" 内部 "), "the law's limits before the house's"
    assert "2026年12月，我的期限" in text(page) and "本月 2 项到期，其中内部时限 1 项；最多的是 12月1日 周二，2 项" in text(page)
    assert f"/cases/{three[0]}/" in page.content.decode() and three[2] not in page.content.decode()
    english = arrived("sh-handler").get("/desk/calendar/?month=2026-12", **ENGLISH)
    assert "December 2026: my last days" in text(english) and "2 last days this month, 1 of them by our own limits" in text(english)


def test_an_entry_begins_with_what_tells_it_from_the_others(three: list[str]) -> None:
    """The running number first and whole; then the rule in a few words, the law apart from the other; the whole number for who hears the page."""
    for headers, words in (({}, ["答复（条例）", "答复（办法）"]), (ENGLISH, ["answer: Regul.", "answer: Measures"])):
        html = arrived("sh-handler").get("/desk/calendar/?month=2026-12", **headers).content.decode()
        cell = next(one for one in re.findall(r"<td class=.*?</td>", html, re.DOTALL) if f"/cases/{three[0]}/" in one)
        assert re.findall(r'<span class="n" aria-hidden="true"><b>(\d+)</b> <span class="dim">([^<]+)</span>', cell) == [(three[0][-5:], "沪申2026")] * 2
        assert re.findall(r'<span class="vh">(沪申2026-\d{5}) </span>', cell) == [f"沪申2026-{three[0][-5:]}"] * 2
        assert all(one in cell for one in words)


def test_every_rule_that_can_fall_due_has_a_short_name() -> None:
    """At most 16 letters in English and seven signs in Chinese; two rules of one office that run together are told apart."""
    assert set(briefly.SHORT) == set(catalogue.rules("complaint"))
    assert all(len(zh) <= 7 and len(en) <= 16 for zh, en in briefly.SHORT.values())
    together = [briefly.SHORT[one] for one in ("TC-04", "TC-05", "TC-07", "TC-08", "TC-09", "TC-11", "TC-13")]
    assert len({zh for zh, _ in together}) == len({en for _, en in together}) == len(together)


def test_the_fullest_days_are_named_while_they_are_few(people: People) -> None:
    one, two, three, four = (stages.accepted(people) for _ in range(4))
    Deadline.objects.all().update(last_day=date(2027, 6, 1))
    Deadline.objects.filter(case__number=one, rule__in=["TC-07", "TC-08"]).update(last_day=date(2026, 12, 1))
    assert "最多的是 12月1日 周二，2 项" in text(arrived("sh-handler").get("/desk/calendar/?month=2026-12"))
    Deadline.objects.filter(case__number=two, rule__in=["TC-07", "TC-08"]).update(last_day=date(2026, 12, 3))
    assert "最多的是 12月1日 周二、12月3日 周四，各 2 项" in text(arrived("sh-handler").get("/desk/calendar/?month=2026-12"))
    assert "most on Tue 1 Dec, Thu 3 Dec: 2 each" in text(arrived("sh-handler").get("/desk/calendar/?month=2026-12", **ENGLISH))
    for number, day in ((three, 8), (four, 9)):
        Deadline.objects.filter(case__number=number, rule__in=["TC-07", "TC-08"]).update(last_day=date(2026, 12, day))
    assert "最多的是" not in text(arrived("sh-handler").get("/desk/calendar/?month=2026-12"))


def test_an_operator_reads_of_the_regulators_limits(people: People) -> None:
    number = stages.forwarded(people)
    stages.act(people, "east-sh", number, "acknowledge")
    Deadline.objects.filter(bound="operator").update(last_day=date(2026, 12, 3), house=True)
    turns.date(Case.objects.values_list("pk", flat=True))
    for path in ("?month=2026-12", "week/?from=2026-12-01"):
        english, chinese = (text(arrived("east-sh").get(f"/operator/calendar/{path}", **how)) for how in (ENGLISH, {}))
        assert "by the regulator's house limits" in english and "a house limit of the regulator" in english
        assert " our " not in english.partition("Mon")[0] and " own " not in english
        assert "监管机构的内部时限 1 项" in chinese


def test_the_table_has_a_header_for_each_column_and_marks_days_by_words(three: list[str]) -> None:
    """1 to 7 October 2026 are off, Saturday 10 October is worked in their stead; today is 24 November."""
    html = arrived("sh-handler").get("/desk/calendar/?month=2026-10").content.decode()
    assert re.findall(r'<th scope="col">([^<]+)</th>', html) == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    cells = {name: cell for cell in re.findall(r"<td class=.*?</td>", html, re.DOTALL) for name in re.findall(r"<b>([^<]+)</b>", cell)}
    assert 'class="f none"' in cells["10月1日"] and "国庆节" in cells["10月1日"]
    assert "班" in cells["10"] and "调休上班" in cells["10"] and 'class="none"' in cells["10"]
    assert 'class="r none"' in cells["11"] and len(cells) == 35
    html = arrived("sh-handler").get("/desk/calendar/").content.decode()
    assert re.findall(r'<td class="([^"]*)" aria-current="date">.*?<b>(\d+)</b>', html) == [("now", "24")]
    assert "今日" in html


def test_more_than_three_of_a_day_lead_to_the_worklist_of_that_day(people: People) -> None:
    numbers = [stages.accepted(people, title=f"第{n}件") for n in range(5)]
    other = stages.accepted(people)
    Deadline.objects.all().update(last_day=date(2026, 12, 8))
    Deadline.objects.filter(rule="TC-08").update(last_day=date(2026, 12, 3))
    move(other, "TC-08", "2026-12-04")
    client = arrived("sh-handler")
    html = client.get("/desk/calendar/?month=2026-12").content.decode()
    cell = next(one for one in re.findall(r"<td class=.*?</td>", html, re.DOTALL) if "<b>3</b>" in one)
    assert "5 项" in cell and cell.count("/cases/") == 3
    url = re.search(r'<a href="(/desk/\?[^"]+)">还有 2 项', cell)
    assert url is not None
    listed = client.get(url[1].replace("&amp;", "&")).content.decode()
    assert set(re.findall(r'<td class="what">.*?/cases/(T-[\d-]+)/"', listed)) == set(numbers)
    assert "12月3日 周四" in listed, "the filter is named and can be dropped"


def test_heads_and_supervisors_may_choose_the_office(three: list[str]) -> None:
    for who in ("sh-head", "sh-supervisor"):
        client = arrived(who)
        assert "3 项" in days(client.get("/desk/calendar/?month=2026-12"))["12月1日"], "the office's where one handles none"
        assert "3 项" in days(client.get("/desk/calendar/?of=office&month=2026-12"))["12月1日"]
        assert days(client.get("/desk/calendar/?of=mine&month=2026-12")) == {}
    assert days(arrived("ha-head").get("/desk/calendar/?of=office&month=2026-12")) == {}
    for address in ("?of=all", "?month=2026-13", "?month=26-1", "?month=9999-01"):
        assert arrived("sh-handler").get(f"/desk/calendar/{address}").status_code == 400
    assert arrived("sh-handler").get("/desk/calendar/week/?from=yesterday").status_code == 400


def test_an_intake_officers_calendar_shows_what_waits_for_the_post(people: People) -> None:
    """Whoever handles no case begins with what the worklist 本岗待办 shows: two filed complaints nobody handles yet, not the accepted one."""
    waiting, second = stages.filed(title="没有分派"), stages.filed()
    accepted, elsewhere = stages.accepted(people), stages.filed()
    Case.objects.filter(number=elsewhere).update(office_id=ministry_id())
    Deadline.objects.all().update(last_day=date(2026, 12, 3))
    client = arrived("sh-intake")
    page = client.get("/desk/calendar/?month=2026-12")
    listed = set(re.findall(r'<td class="what">.*?/cases/(T-[\d-]+)/"', client.get("/desk/?queue=office&last_day=2026-12-03").content.decode()))
    assert listed == {waiting, second}
    assert set(re.findall(r"/cases/(T-[\d-]+)/", page.content.decode())) == listed
    said = text(page)
    assert "2026年12月，本岗待办的期限" in said and "本岗待办" in said and "本机构" not in days(page)["3"]
    week = client.get("/desk/calendar/week/?from=2026-12-01").content.decode()
    assert waiting in week and second in week and accepted not in week and elsewhere not in week
    assert days(client.get("/desk/calendar/?of=mine&month=2026-12")) == {}
    url = re.search(r'href="(/desk/deadlines/export/[^"]+)"', page.content.decode())
    assert url is not None
    answer = client.get(url[1].replace("&amp;", "&"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == listed
    assert "last days of what waits for my post" in text(client.get("/desk/calendar/?month=2026-12", **ENGLISH))


def test_a_handler_may_also_look_at_the_post(three: list[str]) -> None:
    page = arrived("sh-handler").get("/desk/calendar/?of=office&month=2026-12")
    assert "3 项" in days(page)["12月1日"], "accepted cases wait for a handler, whoever has them"
    stages.seal(three[0])
    assert "1 项" in days(arrived("sh-handler").get("/desk/calendar/?of=office&month=2026-12"))["12月1日"]
    assert days(arrived("ha-handler").get("/desk/calendar/?of=office&month=2026-12")) == {}


def test_the_ministrys_supervisor_is_led_to_the_cases_that_were_counted(people: People) -> None:
    """Its worklist holds all offices, its calendar the ministry's own."""
    for _ in range(4):
        stages.accepted(people)
    Deadline.objects.all().update(last_day=date(2026, 12, 3))
    assert days(arrived("ministry-supervisor").get("/desk/calendar/?month=2026-12")) == {}
    Case.objects.all().update(office_id=ministry_id())
    assert "queue=office&amp;office=CA-00&amp;last_day=2026-12-03" in arrived("ministry-supervisor").get("/desk/calendar/?month=2026-12").content.decode()


def test_an_operator_sees_its_own_clocks_in_its_own_cases(people: People) -> None:
    mine, north = stages.forwarded(people), stages.forwarded(people, respondent="OP-NORTH-31")
    stages.act(people, "east-sh", mine, "acknowledge")
    stages.act(people, "north-sh", north, "acknowledge")
    Deadline.objects.all().update(last_day=date(2026, 12, 2))
    Deadline.objects.filter(bound="operator").update(last_day=date(2026, 12, 3))
    turns.date(Case.objects.values_list("pk", flat=True))
    for who, number, others in (("east-sh", mine, north), ("east-hq", mine, north), ("north-sh", north, mine)):
        page = arrived(who).get("/operator/calendar/?month=2026-12")
        said = days(page)
        assert set(said) == {"3"} and "1 项" in said["3"], "not the office's clocks of 2 December"
        assert f"/cases/{number}/" in page.content.decode() and others not in page.content.decode()
        assert number in arrived(who).get("/operator/calendar/week/?from=2026-11-30").content.decode()
    assert days(arrived("east-ha").get("/operator/calendar/?month=2026-12")) == {}
    assert arrived("east-sh").get("/desk/calendar/").status_code == 403
    assert arrived("sh-handler").get("/operator/calendar/").status_code == 403
    assert arrived("sh-admin").get("/desk/calendar/").status_code == 403


def test_a_weeks_list_has_every_day_with_number_title_rule_flag_and_who(three: list[str]) -> None:
    page = arrived("sh-head").get("/desk/calendar/week/?of=office&from=2026-11-26")
    said = text(page)
    assert "11月26日 周四至12月2日 周三到期" in said and "共 4 项，其中内部时限 1 项" in said
    assert "11月28日 周六 · 没有" in said and "11月30日 周一 · 1 项" in said and "12月1日 周二 · 3 项" in said
    row = next(one for one in re.findall(r"<tr data-row>.*?</tr>", page.content.decode(), re.DOTALL) if "丙件" in one)
    assert "沪承办乙" in row and "沪申2026-" in row and "flag-" in row and "还有" in row
    assert any("（内部时限）" in one for one in re.findall(r"<tr data-row>.*?</tr>", page.content.decode(), re.DOTALL))


def test_what_has_ended_stands_still_or_is_sealed_is_not_there(people: People, three: list[str]) -> None:
    one, two, other = three
    Deadline.objects.filter(case__number=one, rule="TC-07").update(last_day=None, status="suspended")
    assert "1 项" in days(arrived("sh-handler").get("/desk/calendar/?month=2026-12"))["12月1日"]
    stages.seal(one)
    assert set(days(arrived("sh-handler").get("/desk/calendar/?month=2026-12"))) == {"11月30日"}
    Deadline.objects.filter(case__number=two).update(ended_by_seq=9)
    assert days(arrived("sh-handler").get("/desk/calendar/?month=2026-12")) == {}
    assert set(days(arrived("sh-handler2").get("/desk/calendar/?month=2026-12"))) == {"12月1日"}
    assert other in arrived("sh-handler2").get("/desk/calendar/?month=2026-12").content.decode()


def test_a_sealed_case_is_not_counted_by_the_database_either(people: People, three: list[str]) -> None:
    """The counting function leaves it out by its own words; what is shown is read under the policy."""
    actor = people["sh-head"]
    december = (date(2026, 12, 1), date(2026, 12, 31))
    assert lastdays.by_day(actor, *december, whose="office", most=3)[date(2026, 12, 1)].count == 3
    stages.seal(three[2], reader="sh-sealed")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('casework.reader', 'system', true)")  # the policy is open: the filter alone holds
        assert lastdays.by_day(actor, *december, whose="office", most=3)[date(2026, 12, 1)].count == 2
        assert [one.case.number for one in lastdays.since(actor, date(2026, 12, 1), whose="office", most=9)].count(three[2]) == 0
        cursor.execute("SELECT set_config('casework.reader', '', true)")


def test_the_policy_alone_keeps_a_sealed_case_from_calendar_and_feed(people: People, three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stages.seal(three[2])
    for name in ("FEED", "DAYS"):
        monkeypatch.setattr(lastdays, name, getattr(lastdays, name).replace("AND NOT c.sealed", ""))
    found = lastdays.since(people["sh-head"], date(2026, 11, 1), whose="office", most=99)
    assert found and three[2] not in {one.case.number for one in found}


def test_a_page_costs_few_statements_however_full_it_is(three: list[str]) -> None:
    for who, path in (("sh-handler", "/desk/calendar/?month=2026-12"), ("sh-head", "/desk/calendar/week/"), ("east-hq", "/operator/calendar/")):
        client = arrived(who)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        assert len(asked) <= 4, (path, [one["sql"] for one in asked])


def test_a_year_without_a_notice_says_that_it_will_be_computed_again(three: list[str]) -> None:
    assert "2027 年放假安排公布后重算" in text(arrived("sh-handler").get("/desk/calendar/?month=2027-01"))
    assert "放假安排公布" not in text(arrived("sh-handler").get("/desk/calendar/?month=2026-12"))


def test_the_months_workbook_holds_the_same(three: list[str]) -> None:
    client = arrived("sh-handler")
    html = client.get("/desk/calendar/?month=2026-12").content.decode()
    url = re.search(r'href="(/desk/deadlines/export/[^"]+)"', html)
    assert url is not None
    answer = client.get(url[1].replace("&amp;", "&"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert [(row[1].value, row[3].value.date()) for row in sheet.iter_rows(min_row=2)] == [(three[0], date(2026, 12, 1))] * 2


def test_a_replayed_notice_moves_the_day(people: People) -> None:
    """Monday 14 December becomes a day off by a notice: what ended that day ends on the 15th."""
    replays.make_running(40, first=date(2026, 11, 12), last=date(2026, 11, 14), handlers=1)
    before = days(arrived("sh-handler").get("/desk/calendar/?month=2026-12"))
    assert "14" in before
    replays.enter()
    jobs.replay()
    after = days(arrived("sh-handler").get("/desk/calendar/?month=2026-12"))
    assert "14" not in after and "15" in after
    schedules.forget(connection.settings_dict["NAME"])
