"""Help with sorting what came in: the likely class of a petition, and likely repeats with what is the same and what is not. It decides nothing: an
officer does, by a step."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import catalogue, queries, repeats, sorting
from casework.petitions.routes import ROUTES, Route
from frontend.base import OFFICERS, Page
from frontend.language import word

KIND = {"place": ("地点或者单位", "place or body"), "number": ("号码", "number")}


class Repeats(Page):
    """The cases that may be about the same matter as this one."""

    roles = OFFICERS

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        """The first five, the likeliest first."""
        glance = queries.glance(catalogue.number_of(number), self.actor)
        number = catalogue.number_of(number)
        found = repeats.repeats(number, self.actor)
        rows = [{"case": one.case, "why": why(one), "differs": [(word(*KIND[it.kind]), it.here, it.there) for it in one.like.differs[:3]]} for one in found]
        routes = [{"route": one.route, "words": one.words, "url": way(number, one.route)} for one in sorting.suggestions(number, self.actor)]
        return self.show("frontend/clerk/repeats.html", {"number": number, "glance": glance, "rows": rows, "routes": routes, "all": ROUTES})


def way(number: str, route: Route) -> str:
    """The form of the step that takes a petition there."""
    return f"/cases/{number}/steps/{route.step}/" + (f"?head={route.head}" if route.head else "")


def why(one: Any) -> list[str]:
    """In words: who speaks, how much is the same, what is not."""
    said = [word("同一人", "the same person") if one.same_person else word("不同的人", "other people")]
    share = round(one.like.worded * 100)
    said.append(word(f"文字相近 {share}%", f"text alike {share}%"))
    if one.other_operator:
        said.append(word("涉及的企业不同", "another operator"))
    if one.like.other_place:
        said.append(word("同样的话，另外的地点或者号码：多半是另一件事", "the same words about another place or number: most likely another matter"))
    elif one.like.shared:
        names = "、".join(one.like.shared[:3])
        said.append(word(f"都提到：{names}", f"both name {names}"))
    return said


urlpatterns = [path("cases/<str:number>/repeats/", Repeats.as_view(), name="repeats")]
