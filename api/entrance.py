"""Who comes in: by query code, by password, by token; and what is no address at all."""

import logging
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import filling, inputs, shapes
from api.authentication import Known, Scope, actor_of, guest_number
from api.base import View
from api.errors import WrongCode, WrongPassword
from api.parsers import JSONParser
from api.schema import asks, operation
from casework import catalogue, commands
from casework.cases.refusals import NotFound
from casework.people.attempts import Tries
from casework.people.models import Organisation
from casework.people.sessions import GUEST_MINUTES, check_password, let_in, sign_in, sign_out

log = logging.getLogger("casework.api")


class Access(View):
    """A citizen without an account."""

    parser_classes = [JSONParser]
    authentication_classes: Any = ()
    permission_classes: Any = ()

    @operation("access", "凭查询码进入 Enter by code", {200: "Admitted"}, 400, 403, 415, 429, auth=[], request=asks("Entering"))
    def post(self, request: Request) -> Response:
        """Open a session for one case, thirty minutes. A wrong number and a wrong code answer alike; after too many, 429 with the wait."""
        given = inputs.read(request, beside=("number", "code"))
        inputs.nothing_else(given)
        number, code = catalogue.number_of(inputs.text(given, "number", most=40)), inputs.text(given, "code", most=40)
        tries = Tries("code", number, request.META.get("REMOTE_ADDR", ""))
        tries.count()
        guest = commands.enter_by_code(number, code)
        if guest is None:
            raise WrongCode()
        tries.was_right()
        let_in(request._request, guest, number)
        admitted: shapes.Admitted = {"number": number, "name": guest.name, "minutes": GUEST_MINUTES, "url": filling.case_url(number)}
        return Response(admitted)


class Session(View):
    """Signing in and out."""

    parser_classes = [JSONParser]
    permission_classes = [Scope]

    def get_authenticators(self) -> list[Any]:
        """Signing in needs nobody to be signed in; signing out does."""
        return super().get_authenticators() if self.request is None or self.request.method == "DELETE" else []

    @operation("sign_in", "登录 Sign in", {200: "SignedIn"}, 400, 403, 415, 429, auth=[], request=asks("SigningIn"))
    def post(self, request: Request) -> Response:
        """Sign in; the answer sets the session's and the CSRF token's cookies."""
        given = inputs.read(request, beside=("username", "password"))
        inputs.nothing_else(given)
        username, password = inputs.text(given, "username", most=60), inputs.text(given, "password", most=200)
        tries = Tries("password", username, request.META.get("REMOTE_ADDR", ""))
        tries.count()
        user = check_password(username, password)
        if user is None:
            raise WrongPassword()
        tries.was_right()
        sign_in(request._request, user)
        signed: shapes.SignedIn = {"kind": "user", "name": user.name, "url": reverse("me")}
        return Response(signed)

    @operation("sign_out", "退出 Sign out", {204: None}, 401, 403, request=None)
    def delete(self, request: Request) -> Response:
        """Sign out, or end the guest's session."""
        sign_out(request._request)
        return Response(status=204)


class Me(View):
    """The caller."""

    permission_classes = [Known, Scope]

    @operation("me", "本人 Me", {200: "Me"}, 401, 403)
    def get(self, request: Request) -> Response:
        """Who the caller is and which roles they hold where."""
        held = Organisation.objects.filter(pk__in=actor_of(request).organisations).order_by("code")
        return Response(filling.me(actor_of(request), list(held), guest_number(request)))


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
