"""The office's text blocks: its head keeps them, by step and field."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import catalogue, commands, queries
from casework.cases.refusals import Invalid, NotFound
from casework.people.roles import Role
from frontend import stepforms
from frontend.base import OFFICERS, Page
from frontend.language import of, one, word

PATH = "/desk/texts/"
ID = re.compile(r"[a-z_]+-[a-z_]+")


class TextBlocks(Page):
    """What is in use, and a form for another."""

    roles = frozenset({Role.HEAD})

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; ?place= chooses beforehand where the new text is used."""
        return self.drawn({"place": request.GET.get("place", "")})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep a text, or take one out of use."""
        if (retired := request.POST.get("retire", "")).isdecimal():
            commands.retire_text(int(retired), by=self.actor)
            return HttpResponseRedirect(f"{PATH}?done=retired#done")
        given = {name: request.POST.get(name, "").strip() for name in ("place", "title", "text")}
        kind, step, field = (*given["place"].split("."), "", "", "")[:3]
        try:
            commands.keep_text((kind, step, field), title=given["title"], text=given["text"], by=self.actor)
        except Invalid as error:
            return self.drawn(given, error.fields, status=400)
        return HttpResponseRedirect(f"{PATH}?done=kept#done")

    def drawn(self, given: dict[str, str], errors: dict[str, list[str]] | None = None, *, status: int = 200) -> HttpResponse:
        """The page, with what was typed and what is wrong with it."""
        places = {".".join(place): _words(place, field) for place, field in queries.places().items()}
        rows: dict[str, list[Any]] = {}
        for block in queries.texts(queries.head_of(self.actor)):
            rows.setdefault(places.get(f"{block.kind}.{block.step}.{block.field}", block.step), []).append(block)
        fields = [
            _field("place", ("用在", "Used in"), "select", given, errors, tuple(places.items())), _field("title", ("标题", "Title"), "text", given, errors),
            _field("text", ("内容", "Text"), "long", given, errors),
        ]  # fmt: skip
        done = {"kept": word("已保存。", "Saved."), "retired": word("已停用。", "Taken out of use.")}.get(self.request.GET.get("done", ""), "")
        wrong = [(f"f-{name}", one(said)) for name, texts in (errors or {}).items() for said in texts]
        return self.show("frontend/clerk/textblocks.html", {"rows": rows, "fields": fields, "done": done, "wrong": wrong}, status=status)


class TextsOf(Page):
    """The texts for one field of a step in a case: a part of its form, or a page to copy from."""

    roles = OFFICERS

    def get(self, request: HttpRequest, number: str, step: str, field: str) -> HttpResponse:
        """Those of the case's office; ?to= is the id of the field they go into."""
        case = queries.seen(catalogue.number_of(number), self.actor).case
        place = (case.kind, step, field)
        known = queries.places().get(place)
        if known is None:
            raise NotFound(step)
        rows = [one for one in queries.texts(case.office_id, place[:2]) if one.field == field]
        to = request.GET.get("to", "")
        context = {"case": case, "step": step, "rows": rows, "to": to if ID.fullmatch(to) else "", "place": ".".join(place), "where": _words(place, known)}
        return self.show("frontend/clerk/texts_of.html" if self.fragment else "frontend/clerk/texts_page.html", context)


def _words(place: tuple[str, str, str], field: Any) -> str:
    kind, step, name = place
    return f"{of(catalogue.steps(kind)[step])} · {stepforms.label(name, field)}"


def _field(
    name: str, label: tuple[str, str], kind: str, given: dict[str, str], errors: dict[str, list[str]] | None, options: tuple[tuple[str, str], ...] = ()
) -> stepforms.Field:
    most = {"title": 60, "text": 2000}.get(name)
    said = tuple(one(text) for text in (errors or {}).get(name, ()))
    value = given.get(name, "")
    return stepforms.Field(name, f"f-{name}", word(*label), kind, True, value, frozenset({value}), options, said, most=most)


urlpatterns = [
    path("desk/texts/", TextBlocks.as_view(), name="textblocks"),
    path("cases/<str:number>/texts/<slug:step>/<slug:field>/", TextsOf.as_view(), name="texts-of"),
]
