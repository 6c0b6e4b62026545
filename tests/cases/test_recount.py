"""The nightly check finds a case that says something else than its state and deadlines give."""

from datetime import date
from importlib import import_module

from django.db import connection

from casework import commands
from casework.cases import recount, turns
from casework.cases.case import Case
from casework.cases.turns import Turn
from casework.complaints.workflow import Complaint
from tests.builders import OUTSIDER, People, filing
from tests.stages import forwarded


def test_a_sound_case_gives_no_difference(people: People) -> None:
    commands.file_case("complaint", by=OUTSIDER, given=filing(), on=date(2026, 11, 2))
    assert list(recount.differences([Complaint])) == []


def test_a_wrong_due_day_is_reported_with_the_right_one(people: People) -> None:
    case = commands.file_case("complaint", by=OUTSIDER, given=filing(), on=date(2026, 11, 2)).case
    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 12, 31))
    (found,) = recount.differences([Complaint])
    assert found.stored == ("intake", date(2026, 12, 31), "TC-04")
    assert found.computed == ("intake", date(2026, 11, 9), "TC-04")


def test_a_case_that_waited_for_others_before_the_rule_is_given_its_day(people: People) -> None:
    number = forwarded(people)  # not served yet, so that no limit of the operator runs
    Case.objects.filter(number=number).update(due_on=None, due_rule="")
    assert [(one.number, one.stored[1]) for one in recount.differences([Complaint])] == [(number, None)]
    with connection.cursor() as cursor:
        cursor.execute(import_module("casework.cases.migrations.0011_due_while_others_act").DATE)
    assert list(recount.differences([Complaint])) == []
    assert Case.objects.get(number=number).due_rule == "TC-07"


def test_a_wrong_turn_of_an_operator_is_reported(people: People) -> None:
    number = forwarded(people)
    assert list(recount.differences([Complaint])) == []
    Turn.objects.filter(case__number=number).update(owes=False)
    assert [one.number for one in recount.differences([Complaint])] == [number]
    turns.keep(Complaint, [Case.objects.get(number=number).pk])
    assert list(recount.differences([Complaint])) == []
    Turn.objects.filter(case__number=number).delete()
    assert [one.number for one in recount.differences([Complaint])] == [number]
