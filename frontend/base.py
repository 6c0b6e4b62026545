"""What all pages share: who reads them, how a refusal is said, which language and theme they have."""

from typing import Any, ClassVar

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.views import View

from casework.cases.refusals import Forbidden, NotFound, Refused
from casework.people.actor import USER, Actor
from casework.people.attempts import TooMany
from casework.people.roles import Role
from casework.people.sessions import OUTSIDER, actor_of_session
from frontend.errors import busy, forbidden, not_found, refused, too_many

OPERATORS = frozenset({Role.OPERATOR, Role.OPERATOR_ADMIN})
OFFICERS = frozenset(
    {Role.INTAKE, Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.LEGAL_HEAD, Role.LEADER, Role.RECEPTION, Role.SEALED_READER, Role.AUDITOR}
)


class Page(View):
    """A page. `roles` are the standing roles that may open it; empty: anybody. `signed_in`: only people with an account.

    `always`: also who has not yet changed the password that an administrator gave.
    """

    roles: ClassVar[frozenset[Role]] = frozenset()
    signed_in: ClassVar[bool] = False
    always: ClassVar[bool] = False
    actor: Actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Say once who reads, and translate once how the domain says no."""
        try:
            self.actor = actor_of_session(request.session) or OUTSIDER
            request.actor = self.actor  # type: ignore[attr-defined]  # the frame of the page shows who reads
            if (self.signed_in or self.roles) and self.actor.kind != USER:
                return HttpResponseRedirect(f"/sign-in/?{urlencode({'next': request.get_full_path()})}")
            if self.actor.password_given and not self.always:
                return HttpResponseRedirect(f"/account/?{urlencode({'next': request.get_full_path() if request.method == 'GET' else '/'})}")
            if self.roles and not self.roles & roles_of(self.actor):
                raise Forbidden("这一页供其他岗位使用。", "This page is for other roles.")
            response = super().dispatch(request, *args, **kwargs)
        except NotFound:
            response = not_found(request)
        except Forbidden as error:
            response = forbidden(request, error)
        except Refused as error:
            response = refused(request, error)
        except TooMany as error:
            response = too_many(request, error.wait)
        except (OperationalError, InterfaceError) as error:
            response = busy(request, error)
        response.headers.setdefault("Cache-Control", "no-store")  # personal data stay out of every cache
        return response

    def show(self, template: str, context: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
        """Render a template of ours with what every page knows."""
        return render(self.request, template, {"actor": self.actor, "held": roles_of(self.actor), **(context or {})}, status=status)

    @property
    def fragment(self) -> bool:
        """True where htmx asks for a part of the page only."""
        htmx = self.request.htmx  # type: ignore[attr-defined]
        return bool(htmx) and not htmx.history_restore_request and not htmx.boosted


def roles_of(actor: Actor) -> frozenset[Role]:
    """The standing roles of an actor, wherever held."""
    return frozenset(Role(role) for _, role in actor.standing)


def is_operator(actor: Actor) -> bool:
    """True for an operator's people."""
    return bool(OPERATORS & roles_of(actor))


def is_officer(actor: Actor) -> bool:
    """True for the regulator's people."""
    return bool(OFFICERS & roles_of(actor))
