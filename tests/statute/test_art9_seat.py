"""令35 art 9: the body of the respondent's province; a complaint sent to the wrong one is sent there and loses no day."""

import pytest
from django.db import transaction

from casework import queries
from casework.cases.case import Access
from casework.cases.refusals import Forbidden, NotFound
from tests.builders import People
from tests.statute.course import CHECKED, Course


@pytest.mark.duty("TD-001")
@pytest.mark.parametrize(("respondent", "office"), [("OP-EAST-31", "CA-31"), ("OP-EAST-41", "CA-41"), ("OP-EAST", "CA-00"), (None, "CA-00")])
def test_a_filing_goes_to_the_seat_body_else_to_the_ministry_centre(people: People, respondent: str | None, office: str) -> None:
    assert Course.filed(people, "2026-10-12", respondent=respondent).case.office.code == office


@pytest.mark.duty("TD-001", "TD-017")
def test_sent_to_the_seat_body_with_the_day_of_the_first_receipt(people: People) -> None:
    course = Course.filed(people, "2026-10-12", respondent="OP-EAST-41", office="CA-31")
    assert "T9" in course.refused("2026-10-12", "sh-intake", "accept", CHECKED, handler="sh-handler")
    before = course.days("TC-08")
    course.take("2026-10-13", "sh-intake", "send_to_seat")
    assert (course.state, course.case.office.code, course.case.waits_on) == ("wrong_seat", "CA-41", "intake")
    notice = course.content("seat_notice")
    assert (notice["received_on"], notice["body_name"], notice["office_name"]) == ("2026-10-12", "河南省通信管理局", "上海市通信管理局")
    course.take("2026-10-15", "ha-intake", "receive_at_seat")
    case = course.case
    assert (str(case.first_received_on), str(case.received_on), case.first_office.code) == ("2026-10-12", "2026-10-15", "CA-31")
    assert course.days("TC-08") == before == ("2026-11-11", "2026-11-11")
    assert course.days("TC-07") == before
    running = [one for one in course.clocks("TC-04") if one.status == "running"]
    assert [str(one.last_day) for one in running] == ["2026-10-22"]  # 10-16, 19, 20, 21, 22
    course.take("2026-10-15", "ha-intake", "accept", CHECKED, handler="ha-handler")
    assert course.state == "accepted"


@pytest.mark.duty("TD-001")
def test_the_office_that_sent_it_on_may_read_and_do_nothing(people: People) -> None:
    course = Course.filed(people, "2026-10-12", respondent="OP-EAST-41", office="CA-31")
    course.take("2026-10-13", "sh-intake", "send_to_seat")
    assert queries.case_file(course.number, people["sh-intake"]).case.number == course.number
    assert Access.objects.get(case__number=course.number, organisation__code="CA-31").until is None
    for step in ("receive_at_seat", "withdraw"):
        with pytest.raises(Forbidden), transaction.atomic():
            course.take("2026-10-14", "sh-intake", step)
    with pytest.raises(NotFound):
        queries.case_file(course.number, people["cq-intake"])


@pytest.mark.duty("TD-001")
def test_what_lies_at_its_seat_is_sent_nowhere(people: People) -> None:
    course = Course.filed(people, "2026-10-12")
    assert course.refused("2026-10-13", "sh-intake", "send_to_seat").keys() == {"T9-2"}


@pytest.mark.duty("TD-001", "TD-017")
def test_the_ministry_may_take_it_itself_and_says_why(people: People) -> None:
    course = Course.filed(people, "2026-10-12", respondent="OP-EAST-31", office="CA-00")
    others = {ground: answer for ground, answer in CHECKED.items() if ground != "T9"}
    assert "条例39①" in course.refused("2026-10-13", "ministry-intake", "accept", others, handler="ministry-handler")["T9"]
    course.take("2026-10-13", "ministry-intake", "accept", CHECKED, handler="ministry-handler")
    assert course.state == "accepted"


@pytest.mark.duty("TD-017")
def test_a_complaint_out_of_a_petition_counts_from_the_day_the_petition_came(people: People) -> None:
    course = Course.filed(people, "2026-10-19", by=people["sh-intake"], channel="transfer", first_received_on="2026-10-12")
    assert course.days("TC-08") == ("2026-11-11", "2026-11-11")
    assert course.days("TC-04") == ("2026-10-26", "2026-10-26")
