"""A handful of generic views; each makes one call into the doors."""

import io
import logging
from contextlib import nullcontext
from typing import Any

from django.http import FileResponse
from django.utils.http import content_disposition_header
from rest_framework.request import Request
from rest_framework.response import Response

from api import casefile, filling, inputs
from api.authentication import actor_of
from api.base import Listing, View
from api.schema import LIST_PARAMETERS, WORKING, asks, listed, operation
from casework import catalogue, commands, queries
from casework.cases.refusals import Forbidden, Invalid, NotFound, none_of, refuse_unknown
from casework.people.attempts import one_filing
from casework.people.sessions import OUTSIDER

log = logging.getLogger("casework.api")
DEADLINES = ("rule", "status", "bound", "kind", "office", "province", "handler", "house", "waits_on")


class Cases(View):
    """Filing."""

    scope = "file"
    door = staticmethod(commands.file_case)

    @operation("file_case", "提交 File a case", {201: "Filed"}, 400, 401, 403, 409, 413, 415, 422, 429, 507, request=asks("Filing"))
    def post(self, request: Request) -> Response:
        """File a case by one of the filing steps of its kind; the query codes are in the answer, this once. `Idempotency-Key` makes it repeatable."""
        given = inputs.read(request, beside=("kind", "step", "grounds"))
        kind, step = inputs.text(given, "kind", most=20), inputs.text(given, "step", most=40, default="file")
        if kind not in catalogue.kinds():
            raise Invalid({"kind": none_of("kind", catalogue.kinds())})
        if step not in catalogue.filing_steps(kind):
            raise Invalid({"step": none_of("step", catalogue.filing_steps(kind))})
        inputs.check(given, catalogue.form_of(kind, step))
        filing: dict[str, Any] = {"given": given.data, "step": step, "files": given.files, "answers": given.answers}
        key = inputs.key_of(request)
        with one_filing(request.META.get("REMOTE_ADDR", "")) if actor_of(request) == OUTSIDER else nullcontext():
            if key is None:
                answer: Any = filling.filed(self.door(kind, by=actor_of(request), **filing))
            else:
                answer = commands.file_once(key, inputs.digest(given), kind, by=actor_of(request), answer=filling.filed, **filing)
        return Response(answer, status=201, headers={"Location": answer["url"]})


class Case(View):
    """One file."""

    door = staticmethod(queries.case_file)

    @operation("case_detail", "案件 Case", {200: "Detail"}, 401, 404, parameters=[WORKING])
    def get(self, request: Request, number: str) -> Response:
        """The case with its steps open and closed, clocks, papers and history, as far as the caller may see it."""
        file = self.door(catalogue.number_of(number), actor_of(request))
        return Response(casefile.detail(file, working=request.query_params.get("working") == "1"))


class Steps(View):
    """Taking a step."""

    door = staticmethod(commands.take_step)

    @operation("take_step", "办理 Take a step", {200: "Taken", 202: "Taken"}, 400, 401, 403, 404, 409, 413, 415, 429, 507, request=asks("Anything"))
    def post(self, request: Request, number: str, step: str) -> Response:
        """Take a step, or propose it where it needs approval (202). `version` is the detail's; a stale one is refused with the entries since."""
        given = inputs.read(request, beside=("version", "grounds"))
        inputs.check(given, catalogue.form_of(catalogue.kind_of(number), step))
        outcome = self.door(
            catalogue.number_of(number), step, by=actor_of(request), given=given.data, files=given.files, answers=given.answers, version=given.version
        )
        return Response(filling.taken(outcome, actor_of(request)), status=202 if outcome.proposal else 200)


class Proposals(View):
    """Deciding a proposal."""

    @operation("approve_proposal", "批准 Approve", {200: "Taken"}, 400, 401, 403, 404, 409, request=asks("Deciding"))
    def post(self, request: Request, number: str, proposal: int) -> Response:
        """Approve: the last approver's word tests the grounds again today and takes the step; before, it passes on to the next."""
        given = inputs.read(request, beside=("version", "note", "minutes"))
        inputs.nothing_else(given)
        note = inputs.text(given, "note", most=2000) if given.beside.get("note") else ""
        minutes = inputs.texts(given, "minutes", of=("held_on", "present", "resolved"))
        outcome = commands.approve(catalogue.number_of(number), proposal, by=actor_of(request), version=given.version, note=note, minutes=minutes)
        return Response(filling.taken(outcome, actor_of(request)))


class Returns(View):
    """Returning a proposal."""

    @operation("return_proposal", "退回 Return", {200: "Taken"}, 400, 401, 403, 404, 409, request=asks("Returning"))
    def post(self, request: Request, number: str, proposal: int) -> Response:
        """Return a proposal with reasons; the case stays as it is."""
        given = inputs.read(request, beside=("reasons",))
        inputs.nothing_else(given)
        reasons = inputs.text(given, "reasons", most=2000)
        outcome = commands.return_proposal(catalogue.number_of(number), proposal, by=actor_of(request), reasons=reasons)
        return Response(filling.taken(outcome, actor_of(request)))


class Worklist(Listing):
    """Queues of open cases."""

    door = staticmethod(queries.worklist)

    @operation("worklist", "待办 Worklist", {200: listed("Row")}, 400, 401, 403, parameters=LIST_PARAMETERS["worklist"])
    def get(self, request: Request) -> Response:
        """Open cases of one's organisations in order of their due day."""
        asked = inputs.parameters(request)
        words: dict[str, Any] = {name: asked[name] for name in ("queue", "kind", "state", "operator", "office", "handler", "q", "cursor") if asked.get(name)}
        words |= {name: inputs.day_of(asked, name) for name in ("due_before", "due_after", "last_day")}
        found = self.door(actor_of(request), limit=inputs.limit_of(asked), **words)
        return self.page(request, found, filling.row)


class Deadlines(Listing):
    """Clocks across cases."""

    @operation("deadlines", "期限 Deadlines", {200: listed("DeadlineRow")}, 400, 401, 403, parameters=LIST_PARAMETERS["deadlines"])
    def get(self, request: Request) -> Response:
        """Deadlines of the cases one's organisations hold or are bound in, by last day; without `status` those that run or were missed."""
        asked = inputs.parameters(request)
        refuse_unknown(asked, (*DEADLINES, "due_before", "due_after", "cursor", "limit"))
        words: dict[str, Any] = {name: asked[name] for name in (*DEADLINES, "cursor") if asked.get(name)}
        words |= {name: inputs.day_of(asked, name) for name in ("due_before", "due_after")}
        found = queries.deadlines(actor_of(request), limit=inputs.limit_of(asked), **words)
        return self.page(request, found, filling.deadline_row)


class Inbox(Listing):
    """What was told."""

    @operation("inbox", "收件箱 Inbox", {200: listed("MessageRow")}, 400, 401, 403, parameters=LIST_PARAMETERS["page"])
    def get(self, request: Request) -> Response:
        """Messages that reached the caller, the newest first."""
        asked = inputs.parameters(request)
        found = queries.inbox(actor_of(request), cursor=asked.get("cursor", ""), limit=inputs.limit_of(asked))
        return self.page(request, found, filling.message_row)


class NotYetServed(Listing):
    """Papers that start no clock yet."""

    @operation("not_yet_served", "待送达 Not yet served", {200: listed("UnservedRow")}, 400, 401, 403, parameters=LIST_PARAMETERS["page"])
    def get(self, request: Request) -> Response:
        """Papers of one's offices without a day of service, in the order they were recorded. For officers."""
        if filling.outside(actor_of(request)):
            raise Forbidden("待送达清单供通信管理机构的人员使用。", "This list is for officers.")
        asked = inputs.parameters(request)
        found = queries.not_yet_served(actor_of(request), cursor=asked.get("cursor", ""), limit=inputs.limit_of(asked))
        return self.page(request, found, filling.unserved_row)


class Document(View):
    """A paper."""

    @operation("document", "文书 Paper", {200: "PaperShape"}, 401, 404, 409, pdf=True, parameters=LIST_PARAMETERS["document"])
    def get(self, request: Request, document: int) -> Any:
        """A paper's data and services; with ?format=pdf the paper itself; with ?format=docx the paper to be edited, for officers."""
        if request.query_params.get("format") == "docx":
            written, content = queries.docx(document, actor_of(request))
            return _download(io.BytesIO(content), f"{written.title}-{written.number}.docx", queries.DOCX)
        found, services = queries.paper(document, actor_of(request))
        if request.query_params.get("format") == "pdf":
            return _download(io.BytesIO(queries.pdf(found, actor_of(request))), f"{found.title}-{found.number}.pdf", "application/pdf")
        own = [row for row in services if not filling.outside(actor_of(request)) or _is_own(row.party, actor_of(request))]
        return Response(casefile.paper(found, own, found.case.kind, inside=not filling.outside(actor_of(request))))


def _is_own(party: Any, reader: Any) -> bool:
    return bool(party.pk == reader.party_id or party.organisation_id in reader.organisations or (party.user_id and party.user_id == reader.user_id))


class Attachment(View):
    """A file of a case."""

    @operation("attachment", "附件 File", {}, 401, 404, file=True)
    def get(self, request: Request, attachment: int) -> Any:
        """The file as it was uploaded, always as a download."""
        found, path = queries.attachment(attachment, actor_of(request))
        try:
            content = path.open("rb")
        except OSError as error:
            log.error("attachment %s: %s", found.pk, error)
            raise NotFound(str(attachment)) from error
        return _download(content, found.name, found.media_type)


def _download(content: Any, name: str, media_type: str) -> FileResponse:
    """A file the browser saves and never runs, whatever it holds."""
    response = FileResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
