"""Who calls: a bearer token, a signed-in user, a guest of one case, or somebody from outside. Everywhere `request.user` is an Actor."""

from typing import Any, cast

from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from api.errors import CsrfMissing, OutOfScope, PasswordGiven
from casework import clock
from casework.people import sessions
from casework.people.actor import CLIENT, Actor
from casework.people.models import actor_for_token
from casework.people.sessions import OUTSIDER

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
        actor = sessions.actor_of_session(session)
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


def guest_number(request: Request) -> str:
    """The case of the guest's session."""
    return sessions.guest_number(request._request.session)


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


class Changed(BasePermission):
    """Whoever signed in with a password that an administrator made changes it first, on the page."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Raises PasswordGiven."""
        if actor_of(request).password_given:
            raise PasswordGiven()
        return True


class Known(BasePermission):
    """Lists are for those who signed in, came with a token, or are a guest of a case."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """False for somebody from outside: 401."""
        return actor_of(request) != OUTSIDER
