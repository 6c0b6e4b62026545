"""Who held one case from when to when: the panel, the objection of whoever held it, and the head's decision on that."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import catalogue, clock, commands
from casework.cases.attribution import Attribution
from casework.cases.refusals import Invalid
from casework.reports.holders import Course, Holding, course
from frontend import words
from frontend.base import OFFICERS, Page
from frontend.language import of, one, word
from frontend.supervisor import rows, strip


class Held(Page):
    """The panel of one case, for whoever of the regulator's people reads the case."""

    roles = OFFICERS

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        """The stretches, the first first."""
        return self.drawn(catalogue.number_of(number))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Object, decide on an objection, or say that the matter repeats an earlier one."""
        number = catalogue.number_of(number)
        asked, said = request.POST, request.POST.get("reasons", "").replace("\0", "")
        try:
            if asked.get("act") == "decide":
                commands.decide_objection(_id(asked.get("objection")), by=self.actor, upheld=asked.get("upheld") == "yes", reasons=said)
            elif asked.get("act") == "repeat":
                commands.record_repeat(number, catalogue.number_of(asked.get("earlier", "").replace("\0", "")), by=self.actor, why=said)
            else:
                deadline = asked.get("deadline")
                commands.object_to(number, _id(asked.get("held")), by=self.actor, reasons=said, deadline_id=_id(deadline) if deadline else None)
        except Invalid as error:
            return self.drawn(number, wrong=[one(text) for texts in error.fields.values() for text in texts], status=400)
        return HttpResponseRedirect(f"/cases/{number}/held/")

    def drawn(self, number: str, *, wrong: list[str] | None = None, status: int = 200) -> HttpResponse:
        """The page."""
        found = course(number, self.actor)
        lines = [self.line(one_of, found) for one_of in found.holdings]
        context = {
            "number": number, "case": found.case, "first": found.first, "first_office": rows.office_name(found.first.office.short), "earlier": found.earlier,
            "lines": lines, "drawing": strip.drawn(found, clock.today()), "offers": found.offers, "wrong": wrong or [],
            "may_repeat": bool(found.decides & {found.case.office_id}) or any(pk == found.case.office_id for pk, _ in self.actor.standing),
        }  # fmt: skip
        return self.show("frontend/supervisor/held.html", context, status=status)

    def line(self, held: Holding, found: Course) -> dict[str, Any]:
        """A stretch in words."""
        mine = held.user_id is not None and held.user_id == self.actor.user_id
        step = catalogue.steps(found.case.kind).get(held.step)
        return {
            "one": held, "office": rows.office_name(held.office), "mine": mine,
            "why": of(step) if step else word("收到", "received") if held.began_seq == 1 else "",
            "objection": self.objection(held.objection, found),
            "passed": [(one_of.deadline, words.rule(found.case, one_of.deadline.rule), self.objection(one_of.objection, found)) for one_of in held.passed],
        }  # fmt: skip

    def objection(self, row: Attribution | None, found: Course) -> dict[str, Any] | None:
        """An objection, and whether the reader decides on it."""
        if row is None:
            return None
        return {"row": row, "decides": row.upheld is None and row.office_id in found.decides and row.user_id != self.actor.user_id}


def _id(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0


urlpatterns = [
    path("cases/<str:number>/held/", Held.as_view(), name="held"),
    path("oversight/held/<str:number>/", Held.as_view(), name="oversight_held"),
]
