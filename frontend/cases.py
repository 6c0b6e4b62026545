"""One case: its file as its reader stands towards it, its steps, its papers and files."""

import io
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import content_disposition_header

from casework import catalogue, commands, queries
from casework.cases.grounds import Unmet
from casework.cases.refusals import Invalid, NotFound, Refused
from frontend import errors, stepforms
from frontend.base import OFFICERS, Page, is_officer
from frontend.citizen import ask, track
from frontend.clerk import file as clerk_file
from frontend.clerk import forms, new, story
from frontend.language import of, word
from frontend.operator import file as operator_file

WRITTEN = {"text", "long"}  # the kinds of field whose words would be lost
# What the list of papers to serve and the help with sorting fill in beforehand; nothing else of a form comes from an address.
LINKED = ("document", "addressee", "head")


class CaseFile(Page):
    """The file. An officer sees all of it, an operator what it must answer, a citizen what happened and what is owed."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        """The file; a stranger never learns whether it exists."""
        found = queries.case_file(catalogue.number_of(number), self.actor)
        return drawn(self, found)


def drawn(page: Page, file: queries.CaseFile) -> HttpResponse:
    """The file in the shape of its reader's door."""
    if file.taking.standing.party is None:
        return clerk_file.show(page, file)
    if is_citizens(page, file):
        return track.show(page, file)
    return operator_file.show(page, file)


def is_citizens(page: Page, file: queries.CaseFile) -> bool:
    """True where the reader is the complainant or stands at their side."""
    return bool(file.taking.standing.roles & queries.CITIZENS) and not is_officer(page.actor)


class Step(Page):
    """One step of a case: its form, and taking it."""

    def get(self, request: HttpRequest, number: str, step: str) -> HttpResponse:
        """The form: as a part of the file for htmx, as a page of its own otherwise."""
        file = queries.case_file(catalogue.number_of(number), self.actor)
        linked = {name: request.GET[name] for name in LINKED if name in request.GET}
        return self.form(file, step, stepforms.Posted(linked, {}, {}, None) if linked else None)

    def post(self, request: HttpRequest, number: str, step: str) -> HttpResponse:
        """Take the step, or propose it. What was typed stays on the page where it is refused."""
        number = catalogue.number_of(number)
        given = stepforms.posted(request, catalogue.form_of(catalogue.kind_of(number), step))
        try:
            outcome = commands.take_step(number, step, by=self.actor, given=given.given, files=given.files, answers=given.answers, version=given.version)
        except Invalid as error:
            return self.form(queries.case_file(number, self.actor), step, given, errors=error.fields, status=400)
        except Refused as error:
            reasons = [(of(one), one.article) for one in error.reasons]
            return self.form(queries.case_file(number, self.actor), step, given, reasons=reasons, entries=error.entries, status=409)
        if outcome.opened and outcome.opened.codes:
            return ask.opened(request, outcome.opened) if self.actor.party_id else new.opened(self, outcome.opened, number)
        done = "proposed" if outcome.proposal else step
        return HttpResponseRedirect(f"/cases/{number}/?done={done}#done")

    def form(
        self, file: queries.CaseFile, name: str, given: Any = None, *, errors: Any = None, reasons: Any = (), entries: Any = (), status: int = 200
    ) -> HttpResponse:
        """The step's form, empty or as it was posted. Raises NotFound for a step this reader has nothing to do with."""
        offered = next((one for one in file.steps if one.step.name == name), None)
        if offered is None:
            if reasons:
                return self.overtaken(file, name, given, reasons, status)
            raise NotFound(name)
        options, prefix = options_for(file, offered.step), name if self.fragment else "f"  # several forms stand on one page of a file
        form = forms.form(file, offered.step, options=options, given=given.given if given else None, errors=errors, prefix=prefix)
        context = {
            "file": file, "case": file.case, "offered": offered, "returned": file.returned.get(name) if given is None else None, "reasons": reasons,
            "since": [story.sentence(file.case.kind, one) for one in entries], "posted": given, "fields": form.fields, "begun": form.begun,
            "grounds": stepforms.judgements(file, offered, given), "wrong": stepforms.wrong(offered.step.asks, errors), "barred": _barred(file, offered.step),
        }  # fmt: skip
        if is_citizens(self, file):
            return self.show("frontend/citizen/step.html", track.step_of(file, offered, context), status=status)
        if file.taking.standing.party is not None:
            if not self.fragment:  # with what was forwarded beside it
                return operator_file.show(self, file, step=context, status=status)
            context |= {"fields": operator_file.for_operators(name, context["fields"]), "means": operator_file.means(name), "operator": True}
        template = "frontend/parts/step_form.html" if self.fragment else "frontend/step.html"
        return self.show(template, context, status=status)

    def overtaken(self, file: queries.CaseFile, name: str, given: Any, reasons: Any, status: int) -> HttpResponse:
        """The step is not this reader's any more, such as a reply sent in another window: why, the way to the case, and what was written."""
        asked = stepforms.fields_of(catalogue.form_of(file.case.kind, name), given=given.given if given else {})
        context = {
            "frame": errors.frame(self.actor), "reasons": reasons, "written": [(one.label, one.value) for one in asked if one.kind in WRITTEN and one.value],
            "back": (f"/cases/{file.case.number}/", word("回到这件案件", "Back to the case")),
        }  # fmt: skip
        return self.show("frontend/no.html", context, status=status)


def _barred(file: queries.CaseFile, step: Any) -> bool:
    """True where the data alone say no: no form can be filled in so that the step is taken."""
    asked = {ground.id for ground in step.when}
    return any(line.ground.id in asked and isinstance(line.answer, Unmet) for line in file.grounds)


def options_for(file: queries.CaseFile, step: Any) -> stepforms.Options:
    """The lists a step's form draws from: colleagues of the case's office, operators, offices."""
    kinds = stepforms.lists_of(step.asks)
    found = queries.options(kinds, file.case.office_id) if kinds else {}
    found["attachment"] = stepforms.files_of(file)
    if step.name == "hand_over" and file.case.handler:  # to oneself is no hand-over
        found["user"] = [pair for pair in found["user"] if pair[0] != file.case.handler.username]
    return found


class Paper(Page):
    """A paper as PDF."""

    def get(self, request: HttpRequest, document: int) -> FileResponse:
        """Shown in the browser, or downloaded with ?download=1; a party sees only papers addressed to it. With ?form=docx to be edited, for the office."""
        if request.GET.get("form") == "docx":
            written, content = queries.docx(document, self.actor)
            return _file(io.BytesIO(content), f"{written.title}-{written.number}.docx", queries.DOCX, download=True)
        found, _ = queries.paper(document, self.actor)
        return _file(io.BytesIO(queries.pdf(found, self.actor)), f"{found.title}-{found.number}.pdf", "application/pdf", download="download" in request.GET)


class Receipt(Page):
    """The receipt of service (送达回证) of one paper to one party."""

    roles = OFFICERS

    def get(self, request: HttpRequest, service: int) -> FileResponse:
        """Blank, to be taken along and signed; filled in once the service is recorded."""
        row, content = queries.receipt(service, self.actor)
        return _file(io.BytesIO(content), f"送达回证-{row.document.number}.pdf", "application/pdf", download="download" in request.GET)


class Attachment(Page):
    """A file of a case."""

    def get(self, request: HttpRequest, attachment: int) -> FileResponse:
        """The file as it was uploaded, always as a download."""
        found, where = queries.attachment(attachment, self.actor)
        try:
            content = where.open("rb")
        except OSError as error:
            raise NotFound(str(attachment)) from error
        return _file(content, found.name, found.media_type, download=True)


def _file(content: Any, name: str, media_type: str, *, download: bool) -> FileResponse:
    response = FileResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(download, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    if download:
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


urlpatterns = [
    path("cases/<str:number>/", CaseFile.as_view(), name="case"),
    path("cases/<str:number>/steps/<slug:step>/", Step.as_view(), name="step"),
    path("papers/<int:document>/", Paper.as_view(), name="paper"),
    path("receipts/<int:service>/", Receipt.as_view(), name="receipt"),
    path("attachments/<int:attachment>/", Attachment.as_view(), name="attachment"),
]
