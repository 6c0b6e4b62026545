"""A whole desk handed over, as the head sees it: whose desk, to whom, as an order or an offer; then what went and what did not, and why."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import desks
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refusal, Refused
from casework.people.roles import Role
from frontend.base import Page
from frontend.language import one, word


@dataclass(frozen=True)
class Result:
    """What came of one press of the button: how many went of how many, and why the others stayed."""

    done: int
    total: int
    order: bool
    stayed: list[tuple[str, str]]


class OfHead(Page):
    """What the head of an office may open."""

    roles = frozenset({Role.HEAD})


class Desks(OfHead):
    """Who has open cases."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Closed accounts first, then the fullest desk."""
        return self.show("frontend/supervisor/desks.html", {"people": desks.desks(self.actor)})


class Desk(OfHead):
    """One desk."""

    def get(self, request: HttpRequest, username: str) -> HttpResponse:
        """What lies on it."""
        return self.drawn(username)

    def post(self, request: HttpRequest, username: str) -> HttpResponse:
        """Hand over those that stand on the page; what was typed stays where something is missing."""
        asked = {name: request.POST.get(name, "").replace("\0", "").strip() for name in ("to", "how", "why")}
        found = self.desk(username)
        table = {case.number: (request.POST.get(f"to-{case.number}") or asked["to"]).replace("\0", "") for case in found.cases}
        table = {number: to for number, to in table.items() if to}
        if not table:
            return self.drawn(username, wrong=[word("请选择交给谁。", "Choose who shall take them.")], typed=asked, status=400)
        try:
            tries = list(desks.hand_over(table, by=self.actor, why=asked["why"], order=asked["how"] != "offer"))
        except Invalid as error:
            return self.drawn(username, wrong=[one(text) for texts in error.fields.values() for text in texts], typed=asked, status=400)
        stayed = [(tried.number, _reason(tried.refusal)) for tried in tries if tried.refusal is not None]
        return self.drawn(username, result=Result(len(tries) - len(stayed), found.count, asked["how"] != "offer", stayed), typed=asked)

    def desk(self, username: str) -> desks.Desk:
        """The desk of this person. Raises NotFound for nobody of that name."""
        try:
            return desks.desk(username.replace("\0", ""), self.actor)
        except Invalid:
            raise NotFound(username) from None

    def drawn(self, username: str, *, result: Result | None = None, wrong: list[str] | None = None, typed: Any = None, status: int = 200) -> HttpResponse:
        """The page."""
        context = {"desk": self.desk(username), "result": result, "wrong": wrong or [], "typed": typed or {}}
        return self.show("frontend/supervisor/desks.html", context, status=status)


def _reason(refusal: Refusal) -> str:
    if isinstance(refusal, Refused):
        return word("；", "; ").join(word(reason.zh, reason.en) for reason in refusal.reasons)
    if isinstance(refusal, Invalid):
        return " ".join(one(text) for texts in refusal.fields.values() for text in texts)
    return word(refusal.zh, refusal.en) if isinstance(refusal, Forbidden) else word("没有找到这件案件。", "Not found.")


urlpatterns = [
    path("oversight/desks/", Desks.as_view(), name="desks"),
    path("oversight/desks/<str:username>/", Desk.as_view(), name="desk_of"),
]
