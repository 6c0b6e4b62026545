"""Complaints filed on any day: the stored deadlines against a slow count, day by day, over rest days written down elsewhere."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import commands
from casework.cases.clocks import Deadline
from tests.builders import OUTSIDER, People, filing
from tests.calendar import notices
from tests.statute.course import DECLARED, UNDATED

DAY = timedelta(1)
CHINA = holidays.country_holidays("CN", years=range(2009, 2027), expand=False)
EACH = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
# The five working days and the thirty days of the last filing must end in a published year.
LAST = date(2026, 11, 27)


def worked(day: date) -> bool:
    """By the notices written down by hand, from 2023; before, by the list of rest days as it is published, read without our schedule."""
    if day.year >= 2023:
        return notices.worked(day)
    return day in CHINA.weekend_workdays or (day.weekday() < 5 and day not in CHINA)


def walk(filed: date, number: int, *, only_worked: bool) -> tuple[date, date]:
    """(nominal, last) day: the day of filing is out, days are counted one by one, a last day on a rest day moves to the next worked one."""
    day, left = filed, number
    while left:
        day += DAY
        left -= worked(day) or not only_worked
    last = day
    while not worked(last):
        last += DAY
    return day, last


def agrees(filed: date) -> None:
    """File on that day and compare."""
    case = commands.file_case("complaint", by=OUTSIDER, given=filing(**(UNDATED | DECLARED)), on=filed).case
    stored = {one.rule: (one.nominal_on, one.last_day) for one in Deadline.objects.filter(case=case)}
    slow = {"TC-04": walk(filed, 5, only_worked=True), "TC-07": walk(filed, 30, only_worked=False), "TC-08": walk(filed, 30, only_worked=False)}
    assert stored == slow
    assert not Deadline.objects.filter(case=case, provisional=True).exists()


@pytest.mark.duty("TD-009", "TD-013", "TD-017")
@EACH
@given(filed=st.dates(date(2023, 1, 1), LAST))
def test_by_the_notices_of_2023_to_2026(people: People, filed: date) -> None:
    agrees(filed)


@pytest.mark.duty("TD-009", "TD-013", "TD-017")
@EACH
@given(filed=st.dates(date(2010, 1, 1), date(2022, 11, 30)))
def test_by_the_published_lists_of_2010_to_2022(people: People, filed: date) -> None:
    agrees(filed)
