"""The nightly check finds a case that says something else than its state and deadlines give."""

from datetime import date

from casework import commands
from casework.cases import recount
from casework.cases.case import Case
from casework.complaints.workflow import Complaint
from tests.builders import OUTSIDER, People, filing


def test_a_sound_case_gives_no_difference(people: People) -> None:
    commands.file_case("complaint", by=OUTSIDER, given=filing(), on=date(2026, 11, 2))
    assert list(recount.differences([Complaint])) == []


def test_a_wrong_due_day_is_reported_with_the_right_one(people: People) -> None:
    case = commands.file_case("complaint", by=OUTSIDER, given=filing(), on=date(2026, 11, 2)).case
    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 12, 31))
    (found,) = recount.differences([Complaint])
    assert found.stored == ("intake", date(2026, 12, 31), "TC-04")
    assert found.computed == ("intake", date(2026, 11, 9), "TC-04")
