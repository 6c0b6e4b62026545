"""工信部政法〔2023〕30号: a report (举报) is told from a complaint, goes where the violation happened, and is sorted in sixty days."""

import pytest
from django.db import transaction

from casework import commands, jobs
from casework.cases.case import Link
from casework.cases.parties import Party
from casework.cases.refusals import Refused
from tests.builders import OUTSIDER, People
from tests.statute.course import Course, day, set_clock
from tests.statute.test_art15_forwarding import forwarded

REPORT = {"respondent": "OP-EAST-31", "violation_province": "31", "claim": "依法查处", "facts": "营业厅拒绝受理携号转网", "breach_codes": ["41-1"]}
NAMED = {"applicant_name": "赵一", "applicant_phone": "13700137000"}
SORTED = {"result": "penalty", "facts": "拒绝受理属实", "reply": "已立案"}
REFERRAL = {"place": "上海市黄浦区", "violation_province": "31", "facts": "拒绝受理携号转网，经核查属实", "evidence": "录音\n受理单"}


def reported(people: People, on: str, **changed: object) -> Course:
    """A report filed on that day."""
    return Course(people, commands.file_case("complaint", step="file_report", by=OUTSIDER, given=REPORT | changed, on=day(on)).case.number)


@pytest.mark.duty("TD-027", "TD-030")
def test_a_report_has_the_sixty_days_and_none_of_the_complaint_s_clocks(people: People) -> None:
    course = reported(people, "2026-08-06", **NAMED)
    assert (course.state, course.days("TC-11")) == ("report_received", ("2026-10-05", "2026-10-08"))
    assert course.clock("TC-11").house
    assert [course.clocks(rule) for rule in ("TC-04", "TC-07", "TC-08")] == [[], [], []]
    with pytest.raises(Refused), transaction.atomic():
        course.take("2026-08-07", "sh-intake", "accept")


@pytest.mark.duty("TD-030")
def test_sorted_in_time_and_the_named_reporter_is_answered(people: People) -> None:
    course = reported(people, "2026-08-06", **NAMED)
    course.take("2026-10-08", "sh-handler", "sort_report", **SORTED)
    assert (course.state, course.case.report_result, course.clock("TC-11").status) == ("report_sorted", "penalty", "met")
    assert course.addressees("report_result") == ["赵一"]
    anonymous = reported(people, "2026-08-06")
    anonymous.take("2026-10-08", "sh-handler", "sort_report", **SORTED)
    assert (anonymous.papers("report_result"), anonymous.case.named_report) == ([], False)


@pytest.mark.duty("TD-028", "TD-030")
def test_it_goes_where_the_violation_happened_and_the_sixty_days_run_on(people: People) -> None:
    assert reported(people, "2026-10-12", violation_province="41").case.office.code == "CA-41"
    course = reported(people, "2026-10-12", violation_province="41", office="CA-31")
    before = course.days("TC-11")
    course.take("2026-10-14", "sh-handler", "send_report_to_place")
    assert (course.case.office.code, course.days("TC-11")) == ("CA-41", before)
    assert reported(people, "2026-10-12").refused("2026-10-12", "sh-handler", "send_report_to_place").keys() == {"J4"}


@pytest.mark.duty("TD-027", "TD-028", "TD-030")
def test_a_lead_becomes_a_linked_case_and_the_complaint_runs_on(people: People) -> None:
    course = forwarded(people)
    assert course.refused("2026-10-15", "sh-handler", "refer_report", **REFERRAL).keys() == {"T40-1"}
    course.take("2026-10-15", "sh-handler", "code_breach", breach_codes=["40-3"], evidence="录音")
    outcome = course.take("2026-10-15", "sh-handler", "refer_report", **REFERRAL)
    lead = Course(people, outcome.opened.case.number)
    assert Link.objects.get(case__number=course.number, other__number=lead.number).why == "report of"
    assert (lead.state, lead.days("TC-11"), lead.case.breach_codes) == ("report_received", ("2026-12-14", "2026-12-14"), ["40-3"])
    assert (course.state, course.clock("TC-08").status, course.clocks("TC-11")) == ("forwarded", "running", [])
    assert not Party.objects.filter(case__number=lead.number).exists()  # the complainant reported nothing


@pytest.mark.duty("TD-027")
def test_the_complainant_is_the_reporter_only_where_they_report_by_name(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-15", "sh-handler", "code_breach", breach_codes=["40-5"], evidence="录音")
    lead = course.take("2026-10-15", "sh-handler", "refer_report", at_users_request="on", **REFERRAL).opened.case
    assert [(one.role, one.name) for one in lead.parties.all()] == [("applicant", "王小明")]


@pytest.mark.duty("TD-028")
def test_a_lead_about_another_province_opens_there(people: People) -> None:
    course = forwarded(people)
    course.take("2026-10-15", "sh-handler", "code_breach", breach_codes=["40-3"], evidence="录音")
    lead = course.take("2026-10-15", "sh-handler", "refer_report", **(REFERRAL | {"violation_province": "41"})).opened.case
    assert lead.office.code == "CA-41"
    assert course.content("report_referral")["addressee"] == "河南省通信管理局"


@pytest.mark.duty("TD-030")
def test_sixty_days_over_is_a_house_matter(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    course = reported(people, "2026-08-06")
    set_clock(monkeypatch, "2026-10-09T02:00")
    jobs.sweep()
    assert [(one.facts["rule"], one.facts["breach_of_law"]) for one in course.entries("breach")] == [("TC-11", False)]
