"""令35 arts 9-14 as grounds: hand-written days, the day before and the day of every edge."""

from datetime import date
from typing import Any

import pytest

from casework import commands
from casework.cases import grounds
from casework.cases.case import people_number
from casework.cases.grounds import Answer, Met, Unknown, Unmet
from casework.cases.refusals import Invalid, Refused
from casework.complaints import admissibility, material
from casework.complaints.workflow import Complaint
from casework.people.models import Organisation
from tests.builders import OUTSIDER, People, filing

CLEAR = {"own_matter": True, "settled_before": False, "other_body": "none"}
UNANSWERED = {"operator_answered_on": None, "operator_answer": None, "operator_satisfied": None}


def complaint(office: str = "CA-31", respondent: str | None = "OP-EAST-31", **columns: Any) -> Complaint:
    """A complaint not stored: what its file says is given by column."""
    operator = Organisation.objects.get(code=respondent) if respondent else None
    return Complaint(kind="complaint", office=Organisation.objects.get(code=office), respondent=operator, claim="退费", facts="多收", **columns)


def ask(ground: grounds.Ground, case: Complaint, on: date = date(2026, 11, 2), **given: Any) -> Answer:
    """Asked as the engine asks: beside the input stand the case's parties."""
    parties = list(case.parties.all()) if case.pk else []
    return ground.ask(case, {"parties": parties} | given, on)


def filed(on: str, **changed: Any) -> Complaint:
    """A complaint filed through the door on that day."""
    return commands.file_case("complaint", by=OUTSIDER, given=filing(**(CLEAR | changed)), on=date.fromisoformat(on)).case


@pytest.mark.parametrize(
    ("office", "complained_on", "on", "answer"),
    [
        ("CA-31", "2025-09-18", "2025-10-03", Unmet),  # the fifteenth day, not rolled over the holiday
        ("CA-31", "2025-09-18", "2025-10-04", Met),
        ("CA-41", "2026-10-08", "2026-10-14", Unmet),  # Henan: five working days; Saturday 10-10 is worked
        ("CA-41", "2026-10-08", "2026-10-15", Met),
        ("CA-50", "2026-10-12", "2026-10-27", Unmet),  # Chongqing: the earlier of 15 days and 15 working days
        ("CA-50", "2026-10-12", "2026-10-28", Met),
    ],
)
def test_the_operator_has_its_time_to_answer(people: People, office: str, complained_on: str, on: str, answer: type) -> None:
    case = complaint(office, operator_complained=True, operator_complained_on=date.fromisoformat(complained_on))
    assert isinstance(ask(admissibility.OPERATOR_FIRST, case, date.fromisoformat(on)), answer)


@pytest.mark.parametrize(
    ("columns", "answer"),
    [
        ({}, Unknown),
        ({"operator_complained": False}, Unmet),
        ({"operator_complained": True}, Unknown),
        ({"operator_complained": True, "operator_answered_on": date(2026, 10, 12)}, Met),
        ({"operator_complained": True, "operator_answered_on": date(2026, 10, 12), "operator_satisfied": True}, Unmet),
    ],
)
def test_the_operator_comes_first(people: People, columns: dict[str, Any], answer: type) -> None:
    assert isinstance(ask(admissibility.OPERATOR_FIRST, complaint(**columns)), answer)


def test_a_ground_says_its_days_as_people_write_them(people: People) -> None:
    case = complaint(operator_complained=True, operator_complained_on=date(2026, 3, 1), event_on=date(2026, 1, 9), category="fee", filed_on=date(2026, 3, 2))
    waiting, in_time = ask(admissibility.OPERATOR_FIRST, case, date(2026, 3, 2)), ask(admissibility.IN_TIME, case, date(2026, 3, 2))
    assert waiting == Unmet(
        "申诉人于2026年3月1日投诉，被申诉人的答复期限至2026年3月16日，尚未届满。", "Complained on 1 March 2026; the operator may answer until 16 March 2026."
    )
    assert in_time == Met(
        "申诉事项发生于2026年1月9日，最后一日2026年6月9日，提起申诉为2026年3月2日。",
        "The event was on 9 January 2026; last day 9 June 2026; filed on 2 March 2026.",
    )
    ahead = ask(admissibility.NOT_IN_THE_FUTURE, case, date(2026, 3, 2), event_on=date(2026, 3, 3))
    assert ahead == Unmet("2026年3月3日晚于今日（2026年3月2日）。", "3 March 2026 is after today (2 March 2026).")


def test_only_who_has_not_been_to_the_operator_is_sent_there(people: People) -> None:
    assert isinstance(ask(admissibility.NOT_YET_HANDLED, complaint(operator_complained=False)), Met)
    answered = complaint(operator_complained=True, operator_answered_on=date(2026, 10, 12))
    assert isinstance(ask(admissibility.NOT_YET_HANDLED, answered), Unmet)
    satisfied = complaint(operator_complained=True, operator_answered_on=date(2026, 10, 12), operator_satisfied=True)
    assert isinstance(ask(admissibility.NOT_YET_HANDLED, satisfied), Unmet)


@pytest.mark.parametrize(
    ("category", "event_on", "filed_on", "answer"),
    [
        ("fee", "2025-09-30", "2026-02-28", Met),  # TC-V09: month end, a Saturday worked
        ("fee", "2025-09-30", "2026-03-01", Unmet),
        ("service", "2024-02-29", "2026-02-28", Met),  # TC-V11
        ("service", "2024-02-29", "2026-03-01", Unmet),
        ("", "2026-01-05", "2026-03-02", Met),  # within five months whatever the class
        ("", "2025-09-30", "2026-03-02", Unknown),
        ("", "2023-01-05", "2026-03-02", Unmet),  # beyond two years whatever the class
    ],
)
def test_time_to_complain(people: People, category: str, event_on: str, filed_on: str, answer: type) -> None:
    case = complaint(category=category, event_on=date.fromisoformat(event_on))
    assert isinstance(ask(admissibility.IN_TIME, case, date.fromisoformat(filed_on)), answer)


def test_a_letter_counts_from_its_posting(people: People) -> None:
    case = complaint(category="fee", event_on=date(2025, 9, 30), posted_on=date(2026, 2, 28), filed_on=date(2026, 3, 4))
    assert isinstance(ask(admissibility.IN_TIME, case), Met)


def test_without_a_day_of_the_event_the_clerk_is_asked(people: People) -> None:
    assert isinstance(ask(admissibility.IN_TIME, complaint(category="fee")), Unknown)


@pytest.mark.parametrize(
    ("office", "respondent", "answer"),
    [("CA-31", "OP-EAST-31", Met), ("CA-31", "OP-EAST-41", Unmet), ("CA-00", "OP-EAST-31", Unknown), ("CA-00", "OP-EAST", Met), ("CA-31", None, Unknown)],
)
def test_seat(people: People, office: str, respondent: str | None, answer: type) -> None:
    assert isinstance(ask(admissibility.SEAT, complaint(office, respondent)), answer)


@pytest.mark.parametrize(
    ("ground", "columns", "answer"),
    [
        ("T10-1", {}, Unknown), ("T10-1", {"own_matter": True}, Met), ("T10-1", {"own_matter": False}, Unmet),
        ("T11-2", {}, Unknown), ("T11-2", {"settled_before": False}, Met), ("T11-2", {"settled_before": True}, Unmet),
        ("T11-4", {}, Unknown), ("T11-4", {"other_body": "none"}, Met), ("T11-4", {"other_body": "court"}, Unmet),
        ("T10-2", {}, Met), ("T10-3", {}, Met), ("T11-6", {}, Met),
    ],
)  # fmt: skip
def test_what_the_complainant_declared(people: People, ground: str, columns: dict[str, Any], answer: type) -> None:
    assert isinstance(ask(admissibility.BY_ID[ground], complaint(**columns)), answer)


def test_nobody_named_and_nothing_said(people: People) -> None:
    assert isinstance(ask(admissibility.RESPONDENT_NAMED, complaint(respondent=None)), Unmet)
    empty = complaint()
    empty.facts = ""
    assert isinstance(ask(admissibility.CLAIM_AND_FACTS, empty), Unmet)


def test_the_same_person_against_the_same_operator_is_asked_about(people: People) -> None:
    first = filed("2026-11-02")
    second = filed("2026-11-03", applicant_phone="+86 138 0013 8000")
    assert isinstance(ask(admissibility.NOT_A_DUPLICATE, Complaint.objects.get(pk=first.pk)), Unknown)
    answer = ask(admissibility.NOT_A_DUPLICATE, Complaint.objects.get(pk=second.pk))
    assert isinstance(answer, Unknown)
    assert people_number(first.number, "沪") in answer.zh
    other = filed("2026-11-03", applicant_phone="13900139000")
    assert isinstance(ask(admissibility.NOT_A_DUPLICATE, Complaint.objects.get(pk=other.pk)), Met)


def test_a_day_in_the_future_is_refused(people: People) -> None:
    with pytest.raises(Refused) as refused:
        filed("2026-11-02", event_on="2026-11-03")
    assert [one.ground for one in refused.value.reasons] == ["T12-4"]


def test_missing_items_do_not_prevent_filing(people: People) -> None:
    case = filed("2026-11-02", applicant_address=None, applicant_postcode=None, claim=None)
    assert case.missing_items == ["12-1-address", "12-1-postcode", "12-3-claim"]
    assert case.material_complete_on is None
    assert filed("2026-11-02", applicant_phone="13900139000").material_complete_on == date(2026, 11, 2)


def test_a_name_and_something_said_are_indispensable(people: People) -> None:
    with pytest.raises(Invalid) as invalid:
        filed("2026-11-02", applicant_name=None, claim=None, facts=None)
    assert set(invalid.value.fields) == {"applicant_name", "claim"}


def test_an_agent_needs_an_authority(people: People) -> None:
    with pytest.raises(Invalid) as invalid:
        filed("2026-11-02", agent_name="李律师")
    assert set(invalid.value.fields) == {"agent_authority"}


def test_items_supplied_are_no_longer_missing() -> None:
    assert material.still_missing(["12-1-phone", "12-2"], {"applicant_phone": "13800138000"}) == ["12-2"]


@pytest.mark.parametrize(
    ("head", "answers", "stands"),
    [
        ("11-1", None, False),  # a computation says that it was filed in time
        ("11-1", {"T11-1": {"met": False, "why": "超期"}}, False),  # no clerk overrules a computation
        ("11-2", None, True),  # the facts found stand against what was declared
        ("11-2", {"T11-2": {"met": False, "why": "和解协议及付款凭证"}}, True),  # a finding overrules what was declared
        ("11-4", {"T11-4": {"met": False, "why": "法院受理通知书"}}, True),
        ("11-5-4", None, False),
        ("11-6", None, True),  # the law is cited in the form
    ],
)
def test_a_refusal_agrees_with_the_file(people: People, head: str, answers: dict[str, Any] | None, stands: bool) -> None:
    case = filed("2026-11-02")
    given = {"ground": head, "facts": "查明", "reasons": "理由", "other_body_name": "法院", "other_law": "某法第一条"}
    if head != "11-6":
        del given["other_law"]
    if not stands:
        with pytest.raises(Refused) as refused:
            commands.take_step(case.number, "refuse", by=people["sh-intake"], given=given, answers=answers, on=date(2026, 11, 3))
        assert "T14-2" in [one.ground for one in refused.value.reasons]
        return
    assert commands.take_step(case.number, "refuse", by=people["sh-intake"], given=given, answers=answers, on=date(2026, 11, 3)).proposal is not None
