"""Taking out the whole file of a case as one archive, for whoever of the office says why."""

from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.http import content_disposition_header

from casework import catalogue, queries
from casework.bundle import making
from casework.cases.refusals import Invalid
from frontend.base import Page
from frontend.clerk import file as clerk_file
from frontend.clerk.parties import WHY_OUT, reason
from frontend.language import one, word

IDS = {"why": "out", "further": "out-further"}  # of its fields on the file


class Bundle(Page):
    """The bundle of a case."""

    signed_in = True

    def post(self, request: HttpRequest, number: str) -> HttpResponseBase:
        """Note who takes it out and why; then the archive as a download."""
        number = catalogue.number_of(number)
        out = TemporaryFile()  # noqa: SIM115  # the response closes it
        try:
            made = making.take_out(number, self.actor, out, why=reason(request.POST.get("why", ""), request.POST.get("further", ""), WHY_OUT))
        except Invalid as error:
            out.close()
            said = [(IDS.get(name, ""), one(text)) for name, texts in error.fields.items() for text in texts]
            return clerk_file.show(self, queries.case_file(number, self.actor), wrong=said, typed="out", status=400)
        except BaseException:
            out.close()
            raise
        response = FileResponse(out, content_type="application/zip")
        response["Content-Disposition"] = content_disposition_header(True, f"{word('案卷', 'file')}-{made.number}.zip") or "attachment"
        response["X-Content-Type-Options"] = "nosniff"
        return response


urlpatterns = [path("cases/<str:number>/bundle/", Bundle.as_view(), name="bundle")]
