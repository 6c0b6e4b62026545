"""Papers that a step issues only in some cases, and what they then hold: the closing report of an assigned matter, the destination, an answer."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from casework.cases.case import Case
from casework.cases.documents import DocumentType
from casework.cases.parties import Party
from casework.petitions import contents, documents, heads
from casework.petitions.states import State

FOUND = ("found", "study", "terms", "feedback", "outcome", "reasons")


def _closing(said: str, case: Case, given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any] | None:
    """Only where somebody assigned the matter (22①(3))."""
    if case.asked("report_by") is None:
        return None
    head = heads.find(heads.RESULTS, given.get("result"))
    result = "：".join(part for part in (head.zh if head else said, given.get("opinion") or "") if part)
    found = next((given[name] for name in FOUND if given.get(name)), "")
    return contents.closing_report(case, given | {"found": found, "result": result}, addressee, on)


def closing_report(said: str = "") -> DocumentType:
    """The report to the assigner, made of what the step ends the matter with; none where nobody assigned it."""
    return replace(documents.CLOSING_REPORT, contents=partial(_closing, said))


def _destination(case: Case, given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any] | None:
    return contents.destination_notice(case, given, addressee, on) if given.get("to_office") else None


def _answer(case: Case, given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any] | None:
    """An outside sender answers by a paper of its own."""
    if case.state == State.RETURNED_OUT or not case.asked("answered_by_us"):
        return None
    answer = "agreed" if case.state == State.RETURNED else "not_agreed"
    return contents.objection_answer(case, given | {"answer": answer}, addressee, on)


DESTINATION_IF_MOVED = replace(documents.DESTINATION_NOTICE, contents=_destination)
OBJECTION_ANSWER = replace(documents.OBJECTION_ANSWER, contents=_answer)
