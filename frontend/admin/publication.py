"""An office's administrator publishes what art 18① wants public about petitions; every version stays."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import commands, publication
from casework.cases.refusals import Invalid, Refused
from casework.people.roles import Role
from frontend import stepforms
from frontend.base import Page
from frontend.language import of, one, word

PATH = "/admin/publication/"
LANGUAGES = (("zh", ("中文", "In Chinese")), ("en", ("英文（可不填，英文页面就显示中文）", "In English (where empty, the English page shows the Chinese)")))


class Publish(Page):
    """The form, with what counts now, and the versions."""

    roles = frozenset({Role.ADMIN})

    def get(self, request: HttpRequest) -> HttpResponse:
        """What is published now, to be changed."""
        return self.drawn()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Publish all of it as a new version. What was typed stays where something is wrong."""
        typed = {language: {matter.name: request.POST.get(f"{language}-{matter.name}", "") for matter in publication.MATTERS} for language, _ in LANGUAGES}
        seen = request.POST.get("seen", "")
        try:
            commands.publish(typed["zh"], typed["en"], by=self.actor, seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None)
        except Invalid as error:
            return self.drawn(typed, errors=error.fields, status=400)
        except Refused as error:
            return self.drawn(typed, reasons=[(of(reason), reason.article) for reason in error.reasons], status=409)
        return HttpResponseRedirect(f"{PATH}?done=1#done")

    def drawn(self, typed: Any = None, *, errors: Any = None, reasons: Any = (), status: int = 200) -> HttpResponse:
        """The page."""
        code = publication.administered(self.actor)
        rows = publication.versions(code)
        newest = rows[0] if rows else None
        given = typed or {"zh": newest.zh if newest else {}, "en": newest.en if newest else {}}
        groups = [
            {"heading": word(*heading), "fields": [_field(language, matter, given[language], errors or {}) for matter in publication.MATTERS]}
            for language, heading in LANGUAGES
        ]
        context = {
            "office": publication.office(code), "groups": groups, "versions": rows, "seen": newest.pk if newest else "", "reasons": reasons,
            "wrong": [(f"f-{name}", one(text)) for name, texts in (errors or {}).items() for text in texts], "done": "done" in self.request.GET,
        }  # fmt: skip
        return self.show("frontend/admin/publication.html", context, status=status)


def _field(language: str, matter: publication.Matter, given: Any, errors: Any) -> stepforms.Field:
    name = f"{language}-{matter.name}"
    return stepforms.Field(
        name=name, id=f"f-{name}", label=of(matter), kind="long" if matter.long else "text", required=matter.needed and language == "zh",
        value=given.get(matter.name, ""), errors=tuple(one(text) for text in errors.get(name, ())), hint=word(matter.hint_zh, matter.hint_en),
        most=publication.LONGEST,
    )  # fmt: skip


urlpatterns = [path("admin/publication/", Publish.as_view(), name="publication")]
