"""A petition led into a procedure that this system keeps: both forms on one page, the other case's filled in with what the petition says."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import catalogue, commands, leading, queries
from casework.cases.refusals import Invalid, NotFound, Refused
from casework.people.roles import Role
from frontend import stepforms
from frontend.base import Page
from frontend.citizen import draft as drafts
from frontend.clerk import new
from frontend.language import of, word

FILING = "filing."
# What the clerk would write each time: the procedure and who keeps it (信访工作条例 31(4)).
USUAL = {
    "complaint": {"head": "31-4", "procedure": "电信用户申诉处理程序", "procedure_basis": "信访工作条例 31(4)\n电信用户申诉处理办法（工业和信息化部令第35号）"},
    "reconsideration": {"head": "31-4", "procedure": "行政复议程序", "procedure_basis": "信访工作条例 31(4)\n中华人民共和国行政复议法"},
}
LEFT_OUT = ("linked_number",)  # it is the number of the case that is opened


class Lead(Page):
    """Lead this petition into a complaint or a reconsideration."""

    roles = frozenset({Role.INTAKE, Role.HANDLER})

    def get(self, request: HttpRequest, number: str, into: str) -> HttpResponse:
        """Both forms, with what is known."""
        file = self.file(number, into)
        usual = USUAL[into] | {"body_name": file.case.issuer(file.case.office)}
        return self.drawn(file, into, usual, leading.carried(file.case, into))

    def post(self, request: HttpRequest, number: str, into: str) -> HttpResponse:
        """Open the one, end the other; the receipt with the query code of the case that was opened."""
        number = catalogue.number_of(number)
        step, filing = (stepforms.posted(request, form) for form in (catalogue.form_of("petition", leading.LED), leading.form_of(into)))
        try:
            outcome = commands.lead_into(number, by=self.actor, into=into, given=step.given, filing=filing.given, version=step.version)
        except Invalid as error:
            return self.drawn(self.file(number, into), into, step.given, filing.given, errors=error.fields, status=400)
        except Refused as error:
            reasons = [(of(one), one.article) for one in error.reasons]
            return self.drawn(self.file(number, into), into, step.given, filing.given, reasons=reasons, status=409)
        told = new.answer(outcome.opened, advises=False) if outcome.opened else {}
        request.session[new.FILED] = drafts.sealed(told | {"mine": told.get("office") in self.actor.organisations, "again": f"/cases/{number}/"})
        return HttpResponseRedirect(f"{new.PATH}receipt/")

    def file(self, number: str, into: str) -> queries.CaseFile:
        """The petition. Raises NotFound where it cannot be led anywhere by this reader."""
        file = queries.case_file(catalogue.number_of(number), self.actor)
        if into not in leading.ways() or leading.LED not in {one.step.name for one in file.steps}:
            raise NotFound(into)
        return file

    def drawn(
        self, file: queries.CaseFile, into: str, given: dict[str, Any], filing: dict[str, Any], *, errors: Any = None, reasons: Any = (), status: int = 200
    ) -> HttpResponse:
        """The page. Errors of the filing come as `filing.<field>`."""
        asks, other = catalogue.form_of("petition", leading.LED), leading.form_of(into)
        mine = {name: texts for name, texts in (errors or {}).items() if not name.startswith(FILING)}
        theirs = {name.removeprefix(FILING): texts for name, texts in (errors or {}).items() if name.startswith(FILING)}
        options = queries.options(stepforms.lists_of(asks) | stepforms.lists_of(other), file.case.office_id)
        fields = [one for one in stepforms.fields_of(asks, given=given, errors=mine, options=options, prefix="p") if one.name not in LEFT_OUT]
        opened = [one for one in stepforms.fields_of(other, given=filing, errors=theirs, options=options) if one.kind != "file"]
        wrong = [(f"p-{name}" if at.startswith("f-") else "", said) for at, said in stepforms.wrong(asks, mine) for name in [at.removeprefix("f-")]]
        context = {
            "case": file.case, "into": into, "fields": fields, "opened": opened, "reasons": reasons,
            "wrong": wrong + stepforms.wrong(other, theirs), "what": word(*WHAT[into]), "files": len(file.attachments),
        }  # fmt: skip
        return self.show("frontend/clerk/leading.html", context, status=status)


WHAT = {"complaint": ("电信用户申诉", "a telecom complaint"), "reconsideration": ("行政复议", "an administrative reconsideration")}

urlpatterns = [path("cases/<str:number>/lead/<slug:into>/", Lead.as_view(), name="lead")]
