"""Who calls: a bearer token, a signed-in user, a guest of one case, or somebody from outside. Everywhere `request.user` is an Actor."""

import time
from typing import Any, cast

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, login
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.crypto import constant_time_compare
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from api.errors import CsrfMissing, OutOfScope
from casework import clock
from casework.people.actor import CLIENT, GUEST, USER, Actor
from casework.people.models import Membership, Organisation, User, actor_for_token

OUTSIDER = Actor(kind=GUEST, id=None, name="申诉人")
GUEST_OF = "guest_of"
GUEST_MINUTES = 30
SIGNED_IN_HOURS = 12
SAFE = {"GET", "HEAD", "OPTIONS"}


def outsider() -> Actor:
    """Somebody without account, token or query code: may file and ask for access."""
    return OUTSIDER


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer …` of an operator's or office's system."""

    def authenticate(self, request: Request) -> tuple[Actor, Any] | None:
        """The organisation's actor. Raises AuthenticationFailed for an unknown, expired or revoked token."""
        word, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if word.lower() != "bearer":
            return None
        actor = actor_for_token(token.strip(), at=clock.now()) if token.strip() else None
        if actor is None:
            raise AuthenticationFailed()
        return actor, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return 'Bearer realm="casework"'


class SessionAuthentication(BaseAuthentication):
    """A signed-in user, or the guest whom number and query code let in for thirty minutes; writes need the CSRF token."""

    def authenticate(self, request: Request) -> tuple[Actor, Any] | None:
        """The actor of the session, None without one. Raises CsrfMissing."""
        session = request._request.session
        actor = _user_of(session) if SESSION_KEY in session else _guest_of(session)
        if actor is None:
            return None
        if request.method not in SAFE:
            _require_csrf(request)
        return actor, None

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return 'Bearer realm="casework"'


def _require_csrf(request: Request) -> None:
    check = CSRFCheck(lambda _: None)  # type: ignore[arg-type]
    check.process_request(request)
    if check.process_view(request, None, (), {}):  # type: ignore[arg-type]
        raise CsrfMissing()


def _user_of(session: Any) -> Actor | None:
    """The signed-in user with standing roles, in one query; None where the password changed or the account is closed."""
    held = Membership.objects.filter(user=OuterRef("pk")).values(one=JSONObject(organisation="organisation_id", role="role"))
    branches = Organisation.objects.filter(parent__kind=Organisation.OPERATOR, parent__memberships__user=OuterRef("pk")).values(
        one=JSONObject(organisation="pk", role="parent__memberships__role")
    )
    try:
        user_id = int(session[SESSION_KEY])
    except ValueError:
        return None
    user: Any = User.objects.filter(pk=user_id, is_active=True).annotate(held=ArraySubquery(held), branches=ArraySubquery(branches)).first()
    if user is None or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    standing = frozenset((one["organisation"], one["role"]) for one in (*user.held, *user.branches))
    return Actor(kind=USER, id=user.pk, name=user.name, standing=standing)


def _guest_of(session: Any) -> Actor | None:
    held = session.get(GUEST_OF)
    if held is None or held["until"] <= time.time():
        return None
    return Actor(kind=GUEST, id=held["party"], name=held["name"], case_id=held["case"], party_id=held["party"])


def sign_in(request: HttpRequest, user: User) -> None:
    """Begin the session of a user; whatever session there was is gone."""
    request.session.flush()
    login(request, user, backend="password")
    request.session.set_expiry(SIGNED_IN_HOURS * 3600)


def let_in(request: HttpRequest, guest: Actor, number: str) -> None:
    """Begin a guest's session for one case, thirty minutes from now however busy."""
    request.session.flush()
    request.session[GUEST_OF] = {
        "case": guest.case_id, "party": guest.party_id, "name": guest.name, "number": number, "until": time.time() + GUEST_MINUTES * 60,
    }  # fmt: skip
    request.session.set_expiry(GUEST_MINUTES * 60)
    rotate_token(request)


def guest_number(request: Request) -> str:
    """The case of the guest's session."""
    return str(request._request.session.get(GUEST_OF, {}).get("number", ""))


def actor_of(request: Request) -> Actor:
    """Who calls."""
    return cast(Actor, request.user)


class Scope(BasePermission):
    """A token does what its scope says: read, file, step. People are judged by the doors."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Raises OutOfScope."""
        actor = actor_of(request)
        wanted = "read" if request.method in SAFE else getattr(view, "scope", "step")
        if actor.kind == CLIENT and wanted not in actor.scope:
            raise OutOfScope()
        return True


class Known(BasePermission):
    """Lists are for those who signed in, came with a token, or are a guest of a case."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """False for somebody from outside: 401."""
        return actor_of(request) != OUTSIDER
