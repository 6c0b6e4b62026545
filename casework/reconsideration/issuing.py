"""Papers that a step issues only in some cases, or with something that the step itself settles."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from casework.cases.case import Case
from casework.cases.documents import DocumentType
from casework.cases.parties import Party
from casework.reconsideration import codes, documents

Given = dict[str, Any]
When = Callable[[Case, Given], bool]


def only(kind: DocumentType, when: When) -> DocumentType:
    """This paper where `when(case, given)` holds; none elsewhere."""

    def contents(case: Case, given: Given, addressee: Party | None, on: date) -> Given | None:
        return kind.contents(case, given, addressee, on) if when(case, given) else None

    return replace(kind, contents=contents)


def given(kind: DocumentType, **settled: Any) -> DocumentType:
    """This paper with what the step settles."""

    def contents(case: Case, given: Given, addressee: Party | None, on: date) -> Given | None:
        return kind.contents(case, given | settled, addressee, on)

    return replace(kind, contents=contents)


APPLICATION_IF_ONLINE = only(documents.APPLICATION_FORM, lambda case, given: given.get("channel") == codes.ONLINE)
SIMPLE_ACCEPTANCE = given(documents.ACCEPTANCE_NOTICE, procedure=codes.SIMPLE)
NORM_KEPT = given(documents.NORM_NOTICE, own_power=True)
NORM_SENT = given(documents.NORM_NOTICE, own_power=False)
WITHDRAWN = given(documents.TERMINATION, ground=codes.WITHDRAWN)
RESUMED_FROM_NORM = given(documents.RESUMPTION_NOTICE, ground="39-9")
STOPPED_FOR_NORM = given(documents.SUSPENSION_NOTICE, ground="39-9")
