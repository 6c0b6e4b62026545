"""What one answers for: one's own figures with their definitions, the answers one is asked to look at, the limits that passed while one held a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import answering
from casework.cases.refusals import Invalid
from casework.reports import accountability, holders
from frontend import words
from frontend.base import OFFICERS, Page
from frontend.clerk import lists
from frontend.language import one
from frontend.supervisor.accountability import shown


class Mine(Page):
    """One's own page; nobody else's figures are on it."""

    roles = OFFICERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The period asked for."""
        asked, wrong = lists.asked_of(request, ("year",)), list[str]()
        try:
            found = accountability.own(self.actor, year=asked.get("year", ""))
        except Invalid as error:
            wrong = [one(text) for texts in error.fields.values() for text in texts]
            asked, found = {}, accountability.own(self.actor)
        context = shown(found, asked, person=True) | {
            "wrong": wrong, "checks": answering.awaiting_check(self.actor), "passed": [_passed(row) for row in holders.passed_with(self.actor, found.period)],
        }  # fmt: skip
        return self.show("frontend/clerk/mine.html", context, status=400 if wrong else 200)


def _passed(row: Any) -> dict[str, Any]:
    return {"case": row.case, "rule": words.rule(row.case, row.rule), "on": row.fell_due_on, "house": row.house}


urlpatterns = [path("desk/mine/", Mine.as_view(), name="mine")]
