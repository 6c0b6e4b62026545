"""What a citizen is told while filling in a complaint: must the operator come first, from which day may one file, is a day impossible. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from casework.cases import schedules, spans
from casework.cases.grounds import Met, Unknown, Unmet
from casework.cases.limits import TimeLimit
from casework.cases.steps import Step, as_form_data
from casework.complaints import admissibility, clocks, codes, seats
from casework.complaints.filing import FACT_DAYS
from casework.complaints.workflow import Complaint

OPEN, NEVER, WAITING, SATISFIED, UNTOLD = "open", "never", "waiting", "satisfied", "untold"


@dataclass(frozen=True)
class Advice:
    """How ground T10-4 (令35 10(4)) and T11-1 (11(1)) stand today for what was told so far.

    `first`: may be filed (open), never complained to the operator, its time still runs (waiting), its answer satisfied, or untold.
    `answer_by` is the last day of the operator's time, `may_file_from` the day after it; for `never` they count from a complaint made today.
    `file_by` is the last day for filing where that day is over, None where one is in time or cannot tell.
    """

    first: str
    since: date | None = None
    answer_by: date | None = None
    may_file_from: date | None = None
    file_by: date | None = None
    rule: TimeLimit = clocks.OPERATOR_ANSWER
    late_rule: TimeLimit | None = None

    @property
    def clear(self) -> bool:
        """True where nothing speaks against filing today."""
        return self.first in (OPEN, UNTOLD) and self.file_by is None


def operator_first(given: Mapping[str, Any], on: date) -> Advice:
    """The advice for this input (names and forms of `file`) on this day; what cannot be read counts as not told. At most four queries."""
    told = _readable(Complaint.file._django_fsm, given)  # type: ignore[attr-defined]  # django-fsm marks the method
    if any(told.get(name) and not date(1990, 1, 1) <= told[name] <= on for name in FACT_DAYS):
        return Advice(UNTOLD)
    case = Complaint(kind="complaint")
    case.take_down(told)
    case.office = seats.seat_of(case.respondent)
    return operator_first_in(case, on)


def operator_first_in(case: Complaint, on: date) -> Advice:
    """The advice for a complaint as it was filed. No query where its office is known."""
    found = admissibility.OPERATOR_FIRST.ask(case, {}, on)
    first = OPEN if isinstance(found, Met) else UNTOLD if isinstance(found, Unknown) else _why_not(case)
    since = on if first == NEVER else case.operator_complained_on
    by = admissibility.may_complain_from(case.office.province, since) if since and first in (NEVER, WAITING) else None
    late = _late(case, on)
    return Advice(
        first, case.operator_complained_on, by, by + timedelta(days=1) if by else None,
        file_by=spans.compute(late, case.event_on, schedule=schedules.current().schedule).last_day if late and case.event_on else None, late_rule=late,
    )  # fmt: skip


def _why_not(case: Complaint) -> str:
    if case.operator_complained is False:
        return NEVER
    return SATISFIED if case.operator_answered_on else WAITING


def _late(case: Complaint, on: date) -> TimeLimit | None:
    if not isinstance(admissibility.IN_TIME.ask(case, {}, on), Unmet):
        return None
    return clocks.FEE_EVENT if case.category == codes.FEE else clocks.OTHER_EVENT


def _readable(declared: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    step: Step = next(iter(declared.transitions.values())).custom["step"]
    form = step.asks(data=as_form_data(dict(given)), files=MultiValueDict()) if step.asks else None
    if form is None:
        return {}
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if name not in form.errors}


def days_to_come(step: Step, given: Mapping[str, Any], on: date) -> dict[str, list[str]]:
    """A sentence for each day of a past fact that lies after `on` (ground T12-4), by field."""
    fields = {name: step.asks.base_fields[name] for name in FACT_DAYS if name in step.asks.base_fields} if step.asks else {}
    return {
        name: [f"“{field.label}”不能晚于今天。({field.help_text}: cannot be after today.)"]
        for name, field in fields.items()
        if (day := _day(field, given.get(name))) and day > on
    }


def _day(field: forms.Field, told: Any) -> date | None:
    """The day that was told; None for what is none, which the form itself refuses."""
    try:
        return field.clean("" if told is None else str(told))
    except ValidationError:
        return None
