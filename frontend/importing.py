"""Importing tables: bring a file, see how it will be read, try it, run it, and take the refused rows back to mend."""

from pathlib import PurePath
from tempfile import TemporaryFile
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path

from casework import jobs, queries
from casework.cases import imports
from casework.cases.imports import ImportRun
from casework.cases.refusals import Invalid, NotFound, refused
from casework.importing import files, filings, guessing, mending, runs
from casework.tables.faults import BadTable
from frontend import exporting, tableviews
from frontend.base import OPERATORS, Page, is_operator, roles_of
from frontend.clerk import lists
from frontend.language import english, one, word

PATH = "/import/"
LISTED, REFUSED_SHOWN, FIRST_FILED, PAGE = 20, 50, 5, 50
STATUSES = {
    imports.NEW: ("待核对各列", "columns to check"), imports.CHECKING: ("正在试读", "being tried"), imports.CHECKED: ("待导入", "ready to import"),
    imports.RUNNING: ("正在导入", "being imported"), imports.DONE: ("已完成", "done"), imports.FAILED: ("已中止", "stopped"),
}  # fmt: skip


class Import(Page):
    """Common to the pages of an import."""

    roles = filings.LOADERS | OPERATORS

    @property
    def kind(self) -> str:
        """What this person imports: an operator replies, an office cases."""
        return imports.REPLIES if is_operator(self.actor) else imports.FILINGS


class Index(Import):
    """Where a file is brought, and the imports so far."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form and the list."""
        return self.drawn()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file; on to what is in it."""
        try:
            file, office = request.FILES.get("file"), request.POST.get("office", "")
            if file is None:
                raise Invalid({"file": ["请选择文件。(Choose a file.)"]})
            offices = [str(pk) for pk, _ in self.offices()]
            office = office if office in offices else offices[0]
            run = runs.bring(self.kind, file, by=self.actor, office_id=int(office), mapping=request.FILES.get("mapping"))
            if run.kind == imports.REPLIES:  # nothing to choose: tried at once
                runs.check(run.pk, by=self.actor, posted={})
                jobs.ring(jobs.imports)
        except Invalid as error:
            return self.drawn(error.fields, status=400)
        return HttpResponseRedirect(f"{PATH}{run.pk}/")

    def offices(self) -> list[tuple[int, str]]:
        """The offices one may load into, or the operator one answers for."""
        return runs.seats(self.actor, self.kind)

    def drawn(self, errors: dict[str, list[str]] | None = None, status: int = 200) -> HttpResponse:
        """The page."""
        wrong = [(f"f-{name}", one(text)) for name, texts in (errors or {}).items() for text in texts]
        context = {
            "kind": self.kind, "runs": [_summed(run) for run in runs.listed(self.actor, self.kind)[:LISTED]], "wrong": wrong, "offices": self.offices(),
            "kept": files.KEPT_DAYS,
        }  # fmt: skip
        return self.show("frontend/importing/index.html", context, status=status)


class Run(Import):
    """One import, whatever its state."""

    def get(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """The columns, the progress, the preview or the report; for htmx the progress only."""
        run = runs.seen(run_id, self.actor)
        if self.fragment:
            response = self.show("frontend/importing/progress.html", _summed(run))
            if not run.at_work:
                response["HX-Refresh"] = "true"
            return response
        changing = request.GET.get("change") == "1" and run.status in (imports.CHECKED, imports.FAILED) and run.kind == imports.FILINGS
        return self.drawn(run, changing=changing)

    def post(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Try, run or give up."""
        act = request.POST.get("act", "")
        if act == "drop":
            runs.drop(run_id, by=self.actor)
            return HttpResponseRedirect(PATH)
        try:
            if act == "check":
                run = runs.check(run_id, by=self.actor, posted=request.POST.dict())
            elif act == "run":
                run = runs.start(run_id, by=self.actor)
            else:
                raise refused("act", "请选择要做的事。", "Choose what to do.")
        except Invalid as error:
            return self.drawn(runs.seen(run_id, self.actor), changing=True, errors=error.fields, status=400)
        jobs.ring(jobs.imports)
        return HttpResponseRedirect(f"{PATH}{run.pk}/")

    def drawn(self, run: ImportRun, *, changing: bool, errors: dict[str, list[str]] | None = None, status: int = 200) -> HttpResponse:
        """The page in the state the run is in."""
        context = {**_summed(run), "own": run.user_id == self.actor.user_id, "file_of": tableviews.file_of(run)}
        if run.at_work:
            return self.show("frontend/importing/at_work.html", context)
        if run.status == imports.NEW or changing:
            context |= tableviews.columns(run, self.request.POST, errors, roles_of(self.actor))
            return self.show("frontend/importing/columns.html", context, status=status)
        refusals = list(run.refusals.order_by("row")[:REFUSED_SHOWN])
        context |= {"refusals": refusals, "more": max(0, run.bad - len(refusals)), "preview": tableviews.preview(run), "has_file": run.file_until is not None}
        if run.kind == imports.FILINGS and run.status in (imports.DONE, imports.FAILED) and run.good + run.known:
            context["filed"] = runs.cases_of(run, self.actor, limit=FIRST_FILED)
        return self.show("frontend/importing/outcome.html", context)


class Cases(Import):
    """The cases that were filed."""

    def get(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """The list, as far as the reader may see them; a broken cursor is said in its place."""
        run, asked = runs.seen(run_id, self.actor), lists.asked_of(request, ("cursor", "before"))
        if run.kind != imports.FILINGS:
            raise NotFound(str(run_id))
        wrong, status = [], 200
        try:
            found = runs.cases_of(run, self.actor, limit=PAGE, **asked)
        except Invalid as error:
            wrong, status, found = lists.sentences(error, {}), 400, queries.Page([], "", 0, False)
        context = {
            "run": run, "page": found, "count": lists.how_many(found.count, found.capped), "wrong": wrong,
            "turning": lists.turning(f"{PATH}{run.pk}/cases/", asked, found),
        }  # fmt: skip
        return self.show("frontend/importing/cases.html", context, status=status)


class Refused(Import):
    """The refused rows, to mend and to bring again."""

    def get(self, request: HttpRequest, run_id: int) -> HttpResponseBase:
        """The workbook."""
        run = runs.seen(run_id, self.actor)
        out = TemporaryFile()  # noqa: SIM115  # the response closes it
        try:
            mending.write_refused(run, out, english=english())
        except BadTable as error:
            out.close()
            raise NotFound(str(run_id)) from error
        return exporting.sent(out, f"{PurePath(run.name).stem.removesuffix(guessing.MENDED)}{guessing.MENDED}.xlsx")


def _summed(run: ImportRun) -> dict[str, Any]:
    """What every page says of a run."""
    return {"run": run, "status_words": word(*STATUSES[run.status]) if run.status in STATUSES else "", "percent": run.dealt_with * 100 // max(run.total, 1)}


urlpatterns = [
    path("import/", Index.as_view(), name="import"),
    path("import/<int:run_id>/", Run.as_view(), name="import_run"),
    path("import/<int:run_id>/cases/", Cases.as_view(), name="import_cases"),
    path("import/<int:run_id>/refused.xlsx", Refused.as_view(), name="import_refused"),
    *exporting.urlpatterns,
]
