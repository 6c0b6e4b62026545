"""A handful of generic views; each makes one call into the doors."""

import io
import logging
from typing import Any

from django.contrib.auth.hashers import make_password
from django.http import FileResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import casefile, inputs, shapes
from api.attempts import Tries
from api.authentication import GUEST_MINUTES, Known, Scope, actor_of, guest_number, let_in, sign_in
from api.errors import WrongCode, WrongPassword
from api.parsers import JSONParser, MultiPartParser
from api.schema import LIST_PARAMETERS, WORKING, asks, listed, operation
from casework import catalogue, commands, queries
from casework.cases.refusals import Forbidden, Invalid, NotFound
from casework.people.models import Organisation, User

log = logging.getLogger("casework.api")


class OneRenderer(DefaultContentNegotiation):
    """Everything is JSON, files aside: what Accept says does not matter (a PDF is asked for by ?format=pdf)."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The first renderer."""
        return renderers[0], renderers[0].media_type


class View(APIView):
    """What all of them share. `scope` is the word a token needs for a write."""

    content_negotiation_class = OneRenderer
    parser_classes = [JSONParser, MultiPartParser]
    permission_classes = [Scope]
    scope = "step"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """An address with a character no name has is no address."""
        super().initial(request, *args, **kwargs)
        if not all(str(one).isprintable() for one in kwargs.values()):
            raise NotFound(request.path)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Personal data stay out of every cache."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class Listing(View):
    """A keyset list: subclasses say which door and which row."""

    permission_classes = [Known, Scope]

    def page(self, request: Request, found: queries.Page, row: Any) -> Response:
        """The page with the address of the next one."""
        following = None
        if found.next:
            asked = request.query_params.copy()
            asked["cursor"] = found.next
            following = f"{request.path}?{asked.urlencode()}"
        return Response(shapes.page(found, [row(one) for one in found.rows], following))


class Cases(View):
    """Filing."""

    scope = "file"

    @operation("file_case", "提交 File a case", {201: "Filed"}, 400, 401, 403, 409, 413, 415, 422, request=asks("Filing"))
    def post(self, request: Request) -> Response:
        """File a case by one of the filing steps of its kind; the query codes are in the answer, this once. `Idempotency-Key` makes it repeatable."""
        given = inputs.read(request, beside=("kind", "step", "grounds"))
        kind, step = inputs.text(given, "kind", most=20), inputs.text(given, "step", most=40, default="file")
        if kind not in catalogue.kinds():
            raise Invalid({"kind": [f"须为 {'、'.join(catalogue.kinds())} 之一。(One of these.)"]})
        if step not in catalogue.filing_steps(kind):
            raise Invalid({"step": [f"须为 {'、'.join(catalogue.filing_steps(kind))} 之一。(One of these.)"]})
        inputs.check(given, catalogue.form_of(kind, step))
        filing: dict[str, Any] = {"given": given.data, "step": step, "files": given.files, "answers": given.answers}
        key = inputs.key_of(request)
        if key is None:
            answer: Any = shapes.filed(commands.file_case(kind, by=actor_of(request), **filing))
        else:
            answer = commands.file_once(key, inputs.digest(given), kind, by=actor_of(request), answer=shapes.filed, **filing)
        return Response(answer, status=201, headers={"Location": answer["url"]})


class Case(View):
    """One file."""

    @operation("case_detail", "案件 Case", {200: "Detail"}, 401, 404, parameters=[WORKING])
    def get(self, request: Request, number: str) -> Response:
        """The case with its steps open and closed, clocks, papers and history, as far as the caller may see it."""
        file = queries.case_file(queries.number_of(number), actor_of(request))
        return Response(casefile.detail(file, working=request.query_params.get("working") == "1"))


class Steps(View):
    """Taking a step."""

    @operation("take_step", "办理 Take a step", {200: "Taken", 202: "Taken"}, 400, 401, 403, 404, 409, 413, 415, request=asks("Anything"))
    def post(self, request: Request, number: str, step: str) -> Response:
        """Take a step, or propose it where it needs approval (202). `version` is the detail's; a stale one is refused with the entries since."""
        given = inputs.read(request, beside=("version", "grounds"))
        inputs.check(given, catalogue.form_of(catalogue.kind_of(number), step))
        outcome = commands.take_step(
            queries.number_of(number), step, by=actor_of(request), given=given.data, files=given.files, answers=given.answers, version=given.version
        )
        return Response(shapes.taken(outcome, actor_of(request)), status=202 if outcome.proposal else 200)


class Proposals(View):
    """Deciding a proposal."""

    @operation("approve_proposal", "批准 Approve", {200: "Taken"}, 400, 401, 403, 404, 409, request=asks("Deciding"))
    def post(self, request: Request, number: str, proposal: int) -> Response:
        """Approve: its grounds are tested again today, then the step is taken."""
        given = inputs.read(request, beside=("version",))
        _nothing_else(given)
        outcome = commands.approve(queries.number_of(number), proposal, by=actor_of(request), version=given.version)
        return Response(shapes.taken(outcome, actor_of(request)))


class Returns(View):
    """Returning a proposal."""

    @operation("return_proposal", "退回 Return", {200: "Taken"}, 400, 401, 403, 404, 409, request=asks("Returning"))
    def post(self, request: Request, number: str, proposal: int) -> Response:
        """Return a proposal with reasons; the case stays as it is."""
        given = inputs.read(request, beside=("reasons",))
        _nothing_else(given)
        reasons = inputs.text(given, "reasons", most=2000)
        outcome = commands.return_proposal(queries.number_of(number), proposal, by=actor_of(request), reasons=reasons)
        return Response(shapes.taken(outcome, actor_of(request)))


def _nothing_else(given: inputs.Given) -> None:
    if given.data or given.files:
        raise Invalid({name: ["没有这个字段。(No such field.)"] for name in sorted({*given.data, *(given.files or {})})})


class Worklist(Listing):
    """Queues of open cases."""

    @operation("worklist", "待办 Worklist", {200: listed("Row")}, 400, 401, 403, parameters=LIST_PARAMETERS["worklist"])
    def get(self, request: Request) -> Response:
        """Open cases of one's organisations in order of their due day."""
        asked = inputs.parameters(request)
        words = {name: asked[name] for name in ("queue", "kind", "state", "operator", "q", "cursor") if asked.get(name)}
        found = queries.worklist(actor_of(request), due_before=inputs.day_of(asked, "due_before"), limit=inputs.limit_of(asked), **words)  # type: ignore[arg-type]
        return self.page(request, found, shapes.row)


class Deadlines(Listing):
    """Clocks across cases."""

    @operation("deadlines", "期限 Deadlines", {200: listed("DeadlineRow")}, 400, 401, 403, parameters=LIST_PARAMETERS["deadlines"])
    def get(self, request: Request) -> Response:
        """Running and missed deadlines of the cases one's organisations hold or are bound in, by last day."""
        asked = inputs.parameters(request)
        words = {name: asked[name] for name in ("rule", "status", "cursor") if asked.get(name)}
        found = queries.deadlines(actor_of(request), due_before=inputs.day_of(asked, "due_before"), limit=inputs.limit_of(asked), **words)  # type: ignore[arg-type]
        return self.page(request, found, shapes.deadline_row)


class Inbox(Listing):
    """What was told."""

    @operation("inbox", "收件箱 Inbox", {200: listed("MessageRow")}, 400, 401, 403, parameters=LIST_PARAMETERS["page"])
    def get(self, request: Request) -> Response:
        """Messages that reached the caller, the newest first."""
        asked = inputs.parameters(request)
        found = queries.inbox(actor_of(request), cursor=asked.get("cursor", ""), limit=inputs.limit_of(asked))
        return self.page(request, found, shapes.message_row)


class NotYetServed(Listing):
    """Papers that start no clock yet."""

    @operation("not_yet_served", "待送达 Not yet served", {200: listed("UnservedRow")}, 400, 401, 403, parameters=LIST_PARAMETERS["page"])
    def get(self, request: Request) -> Response:
        """Papers of one's offices without a day of service, the oldest first. For officers."""
        if shapes.outside(actor_of(request)):
            raise Forbidden("待送达清单供通信管理机构的人员使用。", "This list is for officers.")
        asked = inputs.parameters(request)
        found = queries.not_yet_served(actor_of(request), cursor=asked.get("cursor", ""), limit=inputs.limit_of(asked))
        return self.page(request, found, shapes.unserved_row)


class Document(View):
    """A paper."""

    @operation("document", "文书 Paper", {200: "PaperShape"}, 401, 404, pdf=True, parameters=LIST_PARAMETERS["document"])
    def get(self, request: Request, document: int) -> Any:
        """A paper's data and services; with ?format=pdf the paper itself."""
        found, services = queries.paper(document, actor_of(request))
        if request.query_params.get("format") == "pdf":
            return _download(io.BytesIO(queries.pdf(found)), f"{found.title}-{found.number}.pdf", "application/pdf")
        own = [row for row in services if not shapes.outside(actor_of(request)) or _is_own(row.party, actor_of(request))]
        return Response(casefile.paper(found, own, inside=not shapes.outside(actor_of(request))))


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


class Access(View):
    """A citizen without an account."""

    parser_classes = [JSONParser]
    authentication_classes: Any = ()
    permission_classes: Any = ()

    @operation("access", "凭查询码进入 Enter by code", {200: "Admitted"}, 400, 403, 415, 429, auth=[], request=asks("Entering"))
    def post(self, request: Request) -> Response:
        """Open a session for one case, thirty minutes. A wrong number and a wrong code answer alike; after too many, 429 with the wait."""
        given = inputs.read(request, beside=("number", "code"))
        _nothing_else(given)
        number, code = queries.number_of(inputs.text(given, "number", most=40)), inputs.text(given, "code", most=40)
        tries = Tries("code", number, request.META.get("REMOTE_ADDR", ""))
        tries.count()
        guest = commands.enter_by_code(number, code)
        if guest is None:
            raise WrongCode()
        tries.was_right()
        let_in(request._request, guest, number)
        admitted: shapes.Admitted = {"number": number, "name": guest.name, "minutes": GUEST_MINUTES, "url": shapes.case_url(number)}
        return Response(admitted)


class Session(View):
    """Signing in and out."""

    parser_classes = [JSONParser]

    def get_authenticators(self) -> list[Any]:
        """Signing in needs nobody to be signed in; signing out does."""
        return super().get_authenticators() if self.request is None or self.request.method == "DELETE" else []

    @operation("sign_in", "登录 Sign in", {200: "SignedIn"}, 400, 403, 415, 429, auth=[], request=asks("SigningIn"))
    def post(self, request: Request) -> Response:
        """Sign in; the answer sets the session's and the CSRF token's cookies."""
        given = inputs.read(request, beside=("username", "password"))
        _nothing_else(given)
        username, password = inputs.text(given, "username", most=60), inputs.text(given, "password", most=200)
        tries = Tries("password", username, request.META.get("REMOTE_ADDR", ""))
        tries.count()
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            make_password(password)  # as long as a check takes
        if user is None or not user.check_password(password):
            raise WrongPassword()
        tries.was_right()
        sign_in(request._request, user)
        signed: shapes.SignedIn = {"kind": "user", "name": user.name, "url": reverse("me")}
        return Response(signed)

    @operation("sign_out", "退出 Sign out", {204: None}, 403, request=None)
    def delete(self, request: Request) -> Response:
        """Sign out, or end the guest's session."""
        request._request.session.flush()
        return Response(status=204)


class Me(View):
    """The caller."""

    permission_classes = [Known, Scope]

    @operation("me", "本人 Me", {200: "Me"}, 401, 403)
    def get(self, request: Request) -> Response:
        """Who the caller is and which roles they hold where."""
        held = Organisation.objects.filter(pk__in=actor_of(request).organisations).order_by("code")
        return Response(shapes.me(actor_of(request), list(held), guest_number(request)))


class Unknown(View):
    """Every other address under /api/."""

    authentication_classes: Any = ()
    permission_classes: Any = ()

    @extend_schema(exclude=True)
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """404 for every method."""
        self.http_method_names = ["head"]
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """404."""
        raise NotFound(request.path)
