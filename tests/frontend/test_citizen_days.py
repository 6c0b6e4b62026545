"""A citizen reads which days do not count, and what can be done once the day has passed; no article is named where no text was seen."""

import re

import pytest

from casework.cases.limits import calendar_days, working_days
from casework.complaints import clocks as rules
from frontend.citizen.complaint_telling import TELLING as telling
from tests import stages
from tests.frontend.test_citizen import let_in
from tests.frontend.test_supervisor import ENGLISH, text
from tests.statute.course import Course, set_clock


def page_of(course, client, **more):
    return text(client.get(f"/cases/{course.number}/", **more))


@pytest.fixture
def told(people, monkeypatch, client):
    """A complaint filed on that day and what its complainant reads on another."""

    def read(filed, seen, *, accepted=False, **more):
        from casework import commands

        set_clock(monkeypatch, f"{filed}T10:00")
        outcome = commands.file_case("complaint", by=stages.OUTSIDER, given=stages.filing(event_on="2026-08-30", operator_complained_on="2026-08-31",
                                     operator_answered_on="2026-09-01"))  # fmt: skip
        course = Course(people, outcome.case.number)
        if accepted:
            course.accepted(None)
        set_clock(monkeypatch, f"{seen}T10:00")
        assert client.post("/track/", {"number": course.number, "code": outcome.codes["applicant"]}).status_code == 302
        return page_of(course, client, **more)

    return read


def test_working_days_across_the_national_holiday(told):
    said = told("2026-09-28", "2026-09-29")
    assert "只算工作日：周末、10月1日至7日放假不算；10月10日 周六调休上班，要算。" in said  # 29, 30 September, 8, 9, 10 October
    assert "过了这一天还没有告诉您，您可以向工业和信息化部申请行政复议；也可以先打电话问我们。 行政复议法 11(11)、23①(3)" in said


def test_calendar_days_that_end_in_a_holiday(told):
    said = told("2026-09-03", "2026-09-29", accepted=True)
    assert "按天算，周末和放假也算。最后一天碰上休息，顺延到10月8日 周四。" in said
    english = told("2026-09-03", "2026-09-29", accepted=True, **ENGLISH)
    assert "Every day counts, weekends and holidays too. The last day falls on a rest day, so it moves to Thu 8 Oct." in english
    assert "you may ask the Ministry of Industry and Information Technology for reconsideration" in english


def test_a_week_without_a_holiday_names_weekends_only(told):
    assert "只算工作日：周末不算。" in told("2026-11-09", "2026-11-10")


def test_no_article_is_named_for_a_limit_of_our_own():
    for limit in (rules.FORWARDING, rules.OPERATOR_REPLY, rules.MEDIATION, rules.REPORT):
        assert telling.after(limit.expiry, telling.owed[limit.id][0], house=True)[1] == ""
    for limit in (rules.DECISION, rules.ANSWER, rules.FULL_ANSWER, rules.HENAN_ANSWER, rules.CHONGQING_DECISION):
        assert telling.after(limit.expiry, telling.owed[limit.id][0], house=False)[1] == "行政复议法 11(11)、23①(3)"
    assert "仲裁或法院" in telling.after(rules.CHONGQING_MEDIATION.expiry, "mediation", house=False)[0]
    assert (working_days(5), calendar_days(30)) == (rules.DECISION.length, rules.ANSWER.length)


def test_while_we_check_an_objection_our_own_day_is_the_big_one(people, client, monkeypatch):
    """The operator says that it is not its matter: its last day comes before ours, and is not what comes next."""
    set_clock(monkeypatch, "2026-11-09T10:00")
    number = stages.forwarded(people)
    stages.act(people, "east-sh", number, "acknowledge")
    let_in(client, number)
    big = re.compile(r'<div class="promise"><p class="dim">([^<]+)</p><p class="big">([^<]+)</p>')

    def promised(**headers):
        return big.search(client.get(f"/cases/{number}/", **headers).content.decode()).groups()

    assert promised()[0].startswith("企业最晚")
    stages.act(people, "east-sh", number, "object", reasons="号码不在本公司")
    assert promised() == ("我们最晚答复您处理结果的日子", "12月9日 周三")
    assert promised(**ENGLISH)[0].startswith("The last day for us to ")
    assert "企业" in page_of(Course(people, number), client).partition("办到哪一步了")[2], "the operator's day stays in the list"
