"""信访工作条例 35, 36: review, recheck, lapse and finality. Days are literal."""

from datetime import date, datetime
from functools import partial

import pytest

from casework import commands, consequences
from casework.cases import sweeping
from casework.cases.case import Link
from casework.cases.clocks import Deadline
from casework.cases.refusals import Refused
from casework.clock import SHANGHAI
from casework.families import FAMILIES
from casework.petitions.workflow import Petition
from tests.builders import People
from tests.statute.petition_moves import FOUND, GIVEN, File
from tests.statute.test_petition_receipt import PATH, at, paper


@pytest.mark.duty("PD-041")
def test_art_35_the_unit_above_reviews_within_thirty_days(people: People) -> None:
    first = at(people, "review_requested")
    assert Deadline.objects.get(case__number=first.number, rule="PT-07").met_on == date(2026, 3, 30)
    opinion = paper(first, "opinion")["number"]
    review = at(people, "review")
    case = review.case
    assert (case.office.code, case.level, case.first_body, case.disputed) == ("CA-00", "review", "上海市通信管理局", "没有提供检测报告原文。")
    assert (review.running(), opinion[:5]) == ({"PT-08": date(2026, 4, 29)}, "沪通访意〔")
    assert Link.objects.filter(other=case, why="reviewed in").exists()
    assert not any(one.rule == "PT-08" and one.extension_days for one in case.deadlines.all())
    review.go(PATH, "04-13 handler issue_review_opinion")
    held = paper(review, "review_opinion")
    assert (held["office_name"], held["first_body"], held["remedies"][0]["what"]) == ("工业和信息化部", "上海市通信管理局", "30日内请求复核")


@pytest.mark.duty("PD-041")
def test_art_35_the_time_runs_from_service_alone(people: People) -> None:
    file = at(people, "investigating").go(PATH, "03-20 handler issue_opinion")
    assert file.running() == {}
    file.go(PATH, "06-01 applicant request_review")
    assert file.case.state == "review_requested"


@pytest.mark.duty("PD-041")
def test_art_35_a_missed_day_lapses_and_is_no_breach(people: People) -> None:
    file = at(people, "opinion_issued")
    with pytest.raises(Refused, match="没有规定逾期的后果"):
        file.take("request_review", "applicant", on=date(2026, 4, 23))
    late = at(people, "opinion_issued")
    found = sweeping.sweep(
        {kind: family.limits() for kind, family in FAMILIES.items()}, today=date(2026, 4, 23), at=datetime(2026, 4, 23, 1, 0, tzinfo=SHANGHAI),
        follow=partial(consequences.found_by_the_sweep, at=datetime(2026, 4, 23, 1, 0, tzinfo=SHANGHAI)),
    )  # fmt: skip
    assert (found, late.case.state, late.case.ended_on, late.running()) == (0, "lapsed", date(2026, 4, 22), {})
    assert late.case.entries.filter(step="breach").count() == 0


@pytest.mark.duty("PD-041")
def test_what_was_posted_in_time_is_in_time(people: People) -> None:
    """A-POST, by house rule: the day of posting, as the office reads it off the postmark; nobody else may say so."""
    file = at(people, "opinion_issued")
    given = GIVEN["request_review"] | {"posted_on": "2026-04-22"}
    with pytest.raises(Refused):
        commands.take_step(file.number, "request_review", by=file.actor("applicant"), given=given, on=date(2026, 4, 27))
    commands.take_step(file.number, "request_review", by=people["sh-intake"], given=given, on=date(2026, 4, 27))
    assert file.case.state == "review_requested"
    assert "time_passed" in file.case.entries.values_list("step", flat=True)


@pytest.mark.duty("PD-042")
def test_art_36_1_recheck_within_thirty_days_by_others(people: People) -> None:
    file = at(people, "recheck")
    case = file.case
    assert (case.level, case.first_opinion[:6], file.running()) == ("recheck", GIVEN["issue_review_opinion"]["opinion"][:6], {"PT-10": date(2026, 5, 20)})
    with pytest.raises(Refused, match="回避"):  # who reviewed it takes no part
        commands.take_step(file.number, "issue_recheck_opinion", by=people["ministry-handler"], given=GIVEN["issue_recheck_opinion"], on=date(2026, 4, 22))
    with pytest.raises(Refused):
        at(people, "review_decided").take("request_recheck", "applicant", on=date(2026, 5, 15))


@pytest.mark.duty("PD-043")
def test_art_36_2_the_time_of_the_hearing_is_left_out(people: People) -> None:
    file = at(people, "recheck_hearing")
    assert file.running() == {"PT-10": None}
    file.go(PATH, "04-27 handler end_recheck_hearing")
    assert file.running() == {"PT-10": date(2026, 5, 25)}  # five days more
    assert paper(file, "hearing_notice")["stage"] == "复核"


@pytest.mark.duty("PD-043")
def test_art_36_2_review_knows_no_hearing_time(people: People) -> None:
    with pytest.raises(Refused):
        at(people, "review").take("open_recheck_hearing", "handler", on=date(2026, 4, 1))


@pytest.mark.duty("PD-044")
def test_art_36_3_only_a_recheck_opinion_is_final(people: People) -> None:
    final = at(people, "final")
    assert (final.case.state, final.running()) == ("final", {})
    again = File(people).go(PATH, "03-02 applicant register, 03-03 intake not_take_again")
    assert (again.case.state, paper(again, "not_taken_again")["recheck_number"]) == ("not_taken_again", "部通访核〔2025〕3号")


@pytest.mark.duty("PD-044")
def test_art_36_3_a_lapsed_request_bars_nothing(people: People) -> None:
    """The clerk says whether there is a recheck opinion; without one the matter is taken up like any other."""
    file = File(people).go(PATH, "03-02 applicant register")
    answers = FOUND | {"P36-3": {"met": False, "why": "只有处理意见，逾期未请求复查"}}
    with pytest.raises(Refused, match="逾期未请求复查"):
        commands.take_step(file.number, "not_take_again", by=people["ministry-intake"], given=GIVEN["not_take_again"], answers=answers, on=date(2026, 3, 3))
    assert file.go(PATH, "03-03 intake accept").case.state == "accepted"


def test_rectifying_an_opinion_takes_back_the_time_its_service_began(people: People) -> None:
    file = at(people, "opinion_issued").go(PATH, "03-24 head rectify")
    assert (file.case.state, file.running()) == ("investigating", {"PT-05": date(2026, 5, 8)})


@pytest.mark.parametrize("state", ["review_requested", "recheck_requested"])
def test_a_request_that_opened_the_next_level_cannot_be_voided_below(people: People, state: str) -> None:
    """35, 36①: the petitioner asked in time; the office whose opinion is disputed does not undo that."""
    file = File(people).go(PATH, PATH[state])
    with pytest.raises(Refused) as refused:
        file.take("rectify", "head", on=file.on)
    assert [one.ground for one in refused.value.reasons] == ["opened-nothing"]
    assert file.opened is not None and str(Petition.objects.get(pk=file.opened.case.pk).state) in ("review", "recheck")
