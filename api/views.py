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
from api.authentication import GUEST_MINUTES, Known, Scope, guest_number, let_in, sign_in
from api.errors import WrongCode, WrongPassword
from api.parsers import JSONParser, MultiPartParser
from api.schema import LIST_PARAMETERS, WORKING, answers, asks, listed
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

    @extend_schema(operation_id="file_case", summary="提交 File a case", request=asks("Filing"), responses=answers({201: "Filed"}, 400, 401, 403, 409, 413, 415, 422))
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
            answer: Any = shapes.filed(commands.file_case(kind, by=request.user, **filing))
        else:
            answer = commands.file_once(key, inputs.digest(given), kind, by=request.user, answer=shapes.filed, **filing)
        return Response(answer, status=201, headers={"Location": answer["url"]})


class Case(View):
    """One file."""

    @extend_schema(operation_id="case_detail", summary="案件 Case", parameters=[WORKING], responses=answers({200: "Detail"}, 401, 404))
    def get(self, request: Request, number: str) -> Response:
        """The case with its steps open and closed, clocks, papers and history, as far as the caller may see it."""
        file = queries.case_file(queries.number_of(number), request.user)
        return Response(casefile.detail(file, working=request.query_params.get("working") == "1"))


class Steps(View):
    """Taking a step."""

    @extend_schema(operation_id="take_step", summary="办理 Take a step", request=asks("Anything"), responses=answers({200: "Taken", 202: "Taken"}, 400, 401, 403, 404, 409, 413, 415))
    def post(self, request: Request, number: str, step: str) -> Response:
        """Take a step, or propose it where it needs approval (202). `version` is the detail's; a stale one is refused with the entries since."""
        given = inputs.read(request, beside=("version", "grounds"))
        inputs.check(given, catalogue.form_of(catalogue.kind_of(number), step))
        outcome = commands.take_step(
            queries.number_of(number), step, by=request.user, given=given.data, files=given.files, answers=given.answers, version=given.version
        )
        return Response(shapes.taken(outcome, request.user), status=202 if outcome.proposal else 200)


class Proposals(View):
    """Deciding a proposal."""

    @extend_schema(operation_id="approve_proposal", summary="批准 Approve", request=asks("Deciding"), responses=answers({200: "Taken"}, 400, 401, 403, 404, 409))
    def post(self, request: Request, number: str, proposal: int) -> Response:
        """Approve: its grounds are tested again today, then the step is taken."""
        given = inputs.read(request, beside=("version",))
        _nothing_else(given)
        outcome = commands.approve(queries.number_of(number), proposal, by=request.user, version=given.version)
        return Response(shapes.taken(outcome, request.user))


class Returns(View):
    """Returning a proposal."""

    @extend_schema(operation_id="return_proposal", summary="退回 Return", request=asks("Returning"), responses=answers({200: "Taken"}, 400, 401, 403, 404, 409))
    def post(self, request: Request, number: str, proposal: int) -> Response:
        """Return a proposal with reasons; the case stays as it is."""
        given = inputs.read(request, beside=("reasons",))
        _nothing_else(given)
        reasons = inputs.text(given, "reasons", most=2000)
        outcome = commands.return_proposal(queries.number_of(number), proposal, by=request.user, reasons=reasons)
        return Response(shapes.taken(outcome, request.user))


def _nothing_else(given: inputs.Given) -> None:
    if given.data or given.files:
        raise Invalid({name: ["没有这个字段。(No such field.)"] for name in sorted({*given.data, *(given.files or {})})})


class Worklist(Listing):
    """Queues of open cases."""

    @extend_schema(operation_id="worklist", summary="待办 Worklist", parameters=LIST_PARAMETERS["worklist"], responses=answers({200: listed("Row")}, 400, 401, 403))
    def get(self, request: Request) -> Response:
        """Open cases of one's organisations in order of their due day."""
        asked = inputs.parameters(request)
        words = {name: asked[name] for name in ("queue", "kind", "state", "operator", "q", "cursor") if asked.get(name)}
        found = queries.worklist(request.user, due_before=inputs.day_of(asked, "due_before"), limit=inputs.limit_of(asked), **words)  # type: ignore[arg-type]
        return self.page(request, found, shapes.row)


class Deadlines(Listing):
    """Clocks across cases."""

    @extend_schema(operation_id="deadlines", summary="期限 Deadlines", parameters=LIST_PARAMETERS["deadlines"], responses=answers({200: listed("DeadlineRow")}, 400, 401, 403))
    def get(self, request: Request) -> Response:
        """Running and missed deadlines of the cases one's organisations hold or are bound in, by last day."""
        asked = inputs.parameters(request)
        words = {name: asked[name] for name in ("rule", "status", "cursor") if asked.get(name)}
        found = queries.deadlines(request.user, due_before=inputs.day_of(asked, "due_before"), limit=inputs.limit_of(asked), **words)  # type: ignore[arg-type]
        return self.page(request, found, shapes.deadline_row)


class Inbox(Listing):
    """What was told."""

    @extend_schema(operation_id="inbox", summary="收件箱 Inbox", parameters=LIST_PARAMETERS["page"], responses=answers({200: listed("MessageRow")}, 400, 401, 403))
    def get(self, request: Request) -> Response:
        """Messages that reached the caller, the newest first."""
        asked = inputs.parameters(request)
        found = queries.inbox(request.user, cursor=asked.get("cursor", ""), limit=inputs.limit_of(asked))
        return self.page(request, found, shapes.message_row)


class NotYetServed(Listing):
    """Papers that start no clock yet."""

    @extend_schema(operation_id="not_yet_served", summary="待送达 Not yet served", parameters=LIST_PARAMETERS["page"], responses=answers({200: listed("UnservedRow")}, 400, 401, 403))
    def get(self, request: Request) -> Response:
        """Papers of one's offices without a day of service, the oldest first. For officers."""
        if shapes.outside(request.user):
            raise Forbidden("待送达清单供通信管理机构的人员使用。", "This list is for officers.")
        asked = inputs.parameters(request)
        found = queries.not_yet_served(request.user, cursor=asked.get("cursor", ""), limit=inputs.limit_of(asked))
        return self.page(request, found, shapes.unserved_row)


class Document(View):
    """A paper."""

    @extend_schema(operation_id="document", summary="文书 Paper", parameters=LIST_PARAMETERS["document"], responses=answers({200: "PaperShape"}, 401, 404, pdf=True))
    def get(self, request: Request, document: int) -> Any:
        """A paper's data and services; with ?format=pdf the paper itself."""
        found, services = queries.paper(document, request.user)
        if request.query_params.get("format") == "pdf":
            return _download(io.BytesIO(queries.pdf(found)), f"{found.title}-{found.number}.pdf", "application/pdf")
        own = [row for row in services if not shapes.outside(request.user) or _is_own(row.party, request.user)]
        return Response(casefile.paper(found, own, inside=not shapes.outside(request.user)))


def _is_own(party: Any, reader: Any) -> bool:
    return bool(party.pk == reader.party_id or party.organisation_id in reader.organisations or (party.user_id and party.user_id == reader.user_id))


class Attachment(View):
    """A file of a case."""

    @extend_schema(operation_id="attachment", summary="附件 File", responses=answers({}, 401, 404, file=True))
    def get(self, request: Request, attachment: int) -> Any:
        """The file as it was uploaded, always as a download."""
        found, path = queries.attachment(attachment, request.user)
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
    authentication_classes = ()
    permission_classes = ()

    @extend_schema(operation_id="access", summary="凭查询码进入 Enter by code", auth=[], request=asks("Entering"), responses=answers({200: "Admitted"}, 400, 403, 415, 429))
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

    @extend_schema(operation_id="sign_in", summary="登录 Sign in", auth=[], request=asks("SigningIn"), responses=answers({200: "Me"}, 400, 403, 415, 429))
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
        return Response({"kind": "user", "name": user.name, "url": reverse("me")})

    @extend_schema(operation_id="sign_out", summary="退出 Sign out", request=None, responses=answers({204: None}, 403))
    def delete(self, request: Request) -> Response:
        """Sign out, or end the guest's session."""
        request._request.session.flush()
        return Response(status=204)


class Me(View):
    """The caller."""

    permission_classes = [Known, Scope]

    @extend_schema(operation_id="me", summary="本人 Me", responses=answers({200: "Me"}, 401, 403))
    def get(self, request: Request) -> Response:
        """Who the caller is and which roles they hold where."""
        held = Organisation.objects.filter(pk__in=request.user.organisations).order_by("code")
        return Response(shapes.me(request.user, list(held), guest_number(request)))


class Unknown(View):
    """Every other address under /api/."""

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(exclude=True)
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """404 for every method."""
        self.http_method_names = ["head"]
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """404."""
        raise NotFound(request.path)
