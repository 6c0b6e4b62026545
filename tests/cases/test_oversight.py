"""The supervisor's page: what is overdue and soon due, by office, operator and handler; every number lists exactly its cases; house limits apart."""

from dataclasses import dataclass
from datetime import date

import pytest

from casework import jobs, queries
from casework.cases.refusals import Forbidden, Invalid, NotFound
from casework.reports.holders import course
from casework.reports.oversight import Cell, Counted, Oversight, Row, oversight
from casework.reports.remarks import dated_back, passed
from tests import stages
from tests.builders import OUTSIDER, People
from tests.statute.course import Course, set_clock

ROWS = ("open", "overdue", "today", "soon")
SLIP = {"manner": "post", "proof": "EMS 回执 1029384756"}


@dataclass
class Office:
    """Shanghai and Henan on Tuesday 2026-10-20, by the names of the cases."""

    people: People
    cases: dict[str, str]


@pytest.fixture
def office(people: People, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Five working days to decide (TC-04): filed on 10-12 is due on 10-19, 10-13 on 10-20 and so on."""
    filings = (
        ("late", "2026-10-12", "OP-EAST-31"), ("today", "2026-10-13", "OP-EAST-31"), ("tomorrow", "2026-10-14", "OP-NORTH-31"),
        ("third day", "2026-10-16", "OP-EAST-31"), ("later", "2026-10-19", "OP-EAST-31"), ("henan", "2026-10-12", "OP-EAST-41"),
        ("accepted", "2026-10-12", "OP-NORTH-31"), ("forwarded", "2026-10-12", "OP-EAST-31"),
    )  # fmt: skip
    cases = {}
    for name, day, operator in sorted(filings, key=lambda one: one[1]):
        set_clock(monkeypatch, f"{day}T10:00")
        course = Course.filed(people, None, respondent=operator)
        cases[name] = course.number
        if name in ("accepted", "forwarded"):
            course.accepted(None)
        if name == "forwarded":
            course.take(None, "sh-handler", "forward")
    set_clock(monkeypatch, "2026-10-20T10:00")
    jobs.sweep()
    return Office(people, cases)


def told(row: Row) -> tuple[int, int, int, int]:
    """Open, overdue, due today, due soon."""
    return tuple(getattr(row, name).count for name in ROWS)


def cells(page: Oversight) -> list[Cell]:
    """Every number of the page that is a worklist."""
    return [getattr(row, name) for row in (page.total, *page.offices, *page.operators, *page.handlers) for name in ROWS]


def test_the_numbers_of_an_office(office):
    """The forwarded case waits for service: nothing is due. The accepted one is late for the house limit of two working days (10-14)."""
    page = oversight(office.people["sh-supervisor"])
    assert (page.today, page.soon_until) == (date(2026, 10, 20), date(2026, 10, 23))
    assert told(page.total) == (7, 2, 1, 2)
    assert [(row.code, told(row)) for row in page.offices] == [("CA-31", (7, 2, 1, 2))]
    assert {row.code: told(row) for row in page.operators} == {"OP-EAST-31": (5, 1, 1, 1), "OP-NORTH-31": (2, 1, 0, 1)}
    assert {row.code: told(row) for row in page.handlers} == {"": (5, 1, 1, 2), "sh-handler": (2, 1, 0, 0)}
    assert [case.number for case in page.worst] == [office.cases["accepted"], office.cases["late"]]


def test_how_long_the_oldest_is_late_in_calendar_and_working_days(office):
    """Due on Wednesday 10-14: six days, of which 10-15, 16, 19 and 20 are worked."""
    page = oversight(office.people["sh-supervisor"])
    worst = next(row for row in page.handlers if row.code == "sh-handler")
    assert (worst.late, worst.days, worst.working_days) == (date(2026, 10, 14), 6, 4)
    late = next(row for row in page.handlers if row.code == "")
    assert (late.late, late.days, late.working_days) == (date(2026, 10, 19), 1, 1)


@pytest.mark.parametrize("who", ["sh-supervisor", "sh-head", "ha-head", "ministry-supervisor", "ministry-auditor"])
def test_every_number_lists_as_many_cases_as_it_says(office, who):
    actor = office.people[who]
    page = oversight(actor)
    found = [(cell.count, len(queries.worklist(actor, **cell.link).rows)) for cell in cells(page)]
    assert [one for one, _ in found] == [length for _, length in found]
    assert sum(one for one, _ in found) > 0
    assert page.not_yet_served.count == len(queries.not_yet_served(actor).rows) == queries.not_yet_served(actor).count
    assert page.dated_back.count == len(dated_back(actor).rows)
    assert page.breaches_by_office.count == len(passed(actor, bound="office").rows)
    assert page.breaches_by_operator.count == len(passed(actor, bound="operator").rows)
    assert page.house_limits_passed.count == len(passed(actor, house=True).rows)


def test_each_link_lists_its_own_cases(office):
    actor, cases = office.people["sh-supervisor"], office.cases
    total = oversight(actor).total

    def listed(cell: Cell) -> set[str]:
        return {case.number for case in queries.worklist(actor, **cell.link).rows}

    assert listed(total.overdue) == {cases["late"], cases["accepted"]}
    assert listed(total.today) == {cases["today"]}
    assert listed(total.soon) == {cases["tomorrow"], cases["third day"]}
    assert listed(total.open) == set(cases.values()) - {cases["henan"]}


def test_a_house_limit_that_passed_is_no_breach_of_law(office):
    page, actor = oversight(office.people["sh-supervisor"]), office.people["sh-supervisor"]
    assert (page.breaches_by_office, page.breaches_by_operator, page.house_limits_passed) == (Counted(1, False), Counted(0, False), Counted(1, False))
    assert [(one.case.number, one.rule, one.house) for one in passed(actor).rows] == [(office.cases["late"], "TC-04", False)]
    assert [(one.case.number, one.rule, one.house) for one in passed(actor, house=True).rows] == [(office.cases["accepted"], "TC-05", True)]


def test_the_ministry_sees_every_office_another_office_its_own(office):
    page = oversight(office.people["ministry-supervisor"])
    assert {row.code: told(row) for row in page.offices} == {"CA-31": (7, 2, 1, 2), "CA-41": (1, 1, 0, 0)}
    assert [row.code for row in page.offices] == ["CA-31", "CA-41"]  # the most overdue first
    assert page.breaches_by_office == Counted(2, False)
    assert told(oversight(office.people["ha-head"]).total) == (1, 1, 0, 0)


def test_passed_limits_come_page_by_page_the_oldest_first(office):
    actor, found, cursor = office.people["ministry-supervisor"], [], ""
    while True:
        page = passed(actor, cursor=cursor, limit=1)
        found += [one.case.number for one in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert found == [one.case.number for one in passed(actor).rows]
    assert set(found) == {office.cases["late"], office.cases["henan"]} and len(found) == 2
    with pytest.raises(Invalid):
        passed(actor, cursor="x")


def test_a_step_dated_back_is_listed_with_who_and_how_many_days(office):
    course = Course(office.people, office.cases["forwarded"])
    actor = office.people["sh-supervisor"]
    assert dated_back(actor).rows == []
    document = course.papers("transfer_notice")[0].number
    course.take(None, "sh-handler", "serve", document=document, served_on="2026-10-15", **SLIP)
    entry = dated_back(actor).rows[0]
    assert (entry.case.number, entry.step, entry.actor_name) == (office.cases["forwarded"], "serve", "沪承办")
    assert (entry.on, entry.days_back) == (date(2026, 10, 15), 5)
    assert oversight(actor).dated_back == Counted(1, False)
    assert dated_back(office.people["ha-head"]).rows == []


def test_who_held_a_case_how_long(office, monkeypatch):
    """From 10-12 to 10-20 eight days, six of them worked (13, 14, 15, 16, 19, 20); then by a colleague, to Friday 10-23."""
    number, people = office.cases["accepted"], office.people
    stages.act(people, "sh-handler", number, "hand_over", to="sh-handler2", why="休假")
    stages.act(people, "sh-handler2", number, "accept_hand_over")
    set_clock(monkeypatch, "2026-10-23T10:00")
    found = [(one.name, one.since, one.until, one.days, one.working_days) for one in course(number, people["sh-supervisor"]).holdings]
    assert found == [
        ("", date(2026, 10, 12), date(2026, 10, 12), 0, 0),
        ("沪承办", date(2026, 10, 12), date(2026, 10, 20), 8, 6), ("沪承办乙", date(2026, 10, 20), None, 3, 3),
    ]  # fmt: skip
    for stranger in (people["ha-head"], people["east-sh"], stages.guest(number)):
        with pytest.raises(NotFound):
            course(number, stranger)


def test_sealed_cases_are_in_no_number(office):
    before = oversight(office.people["ministry-supervisor"])
    stages.seal(office.cases["late"])
    after = oversight(office.people["ministry-supervisor"])
    assert (before.total.open.count - after.total.open.count, before.total.overdue.count - after.total.overdue.count) == (1, 1)
    assert (before.breaches_by_office.count, after.breaches_by_office.count) == (2, 1)
    assert office.cases["late"] not in {case.number for case in after.worst}
    assert after.not_yet_served.count == queries.not_yet_served(office.people["ministry-supervisor"]).count


@pytest.mark.parametrize("who", ["sh-intake", "sh-handler", "sh-admin", "sh-sealed", "east-sh", "east-hq"])
def test_only_those_who_oversee_see_it(people, who):
    for ask in (oversight, passed, dated_back):
        with pytest.raises(Forbidden):
            ask(people[who])
        with pytest.raises(Forbidden):
            ask(OUTSIDER)


def test_the_page_takes_seven_statements(office, django_assert_num_queries):
    for who in ("sh-supervisor", "ministry-supervisor"):
        actor = office.people[who]
        oversight(actor)
        with django_assert_num_queries(7):
            oversight(actor)
