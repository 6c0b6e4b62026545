"""Doors: signing in, a citizen's query code, language and theme."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme

from casework import catalogue, commands, queries
from casework.people.attempts import Tries
from casework.people.roles import Role
from casework.people.sessions import actor_of_session, check_password, let_in, sign_in, sign_out
from frontend.base import Page, is_officer, is_operator, roles_of
from frontend.chrome import SEAT
from frontend.language import word

YEAR = 365 * 24 * 3600
LANGUAGES, THEMES = {"zh": "zh-hans", "en": "en"}, ("light", "dark", "system")


def back_to(request: HttpRequest, fallback: str = "/") -> str:
    """Where a page asked to return to; never another host."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/") else fallback


class Home(Page):
    """The first page of whoever comes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Officers to their worklist, operators to their inbox, administrators to the schedule, a citizen to the case, others to the first question."""
        if is_officer(self.actor):
            return HttpResponseRedirect("/desk/")
        if is_operator(self.actor):
            return HttpResponseRedirect("/operator/")
        if Role.ADMIN in roles_of(self.actor):
            return HttpResponseRedirect("/admin/workdays/")
        return HttpResponseRedirect("/track/" if self.actor.case_id else "/ask/")


class SignIn(Page):
    """Signing in with user name and password."""

    always = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show("frontend/sign_in.html", {"next": back_to(request)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in. A wrong name and a wrong password answer alike; after too many tries one has to wait."""
        username, password = request.POST.get("username", "").strip()[:60], request.POST.get("password", "")[:200]
        tries = Tries("password", username, request.META.get("REMOTE_ADDR", ""))
        tries.count()
        user = check_password(username, password)
        if user is None:
            said = word("用户名或者密码不正确。", "The user name or the password is not right.")
            return self.show("frontend/sign_in.html", {"next": back_to(request), "username": username, "error": said}, status=403)
        tries.was_right()
        sign_in(request, user)
        actor = actor_of_session(request.session)
        request.session[SEAT] = {"name": queries.seat_of(actor.organisations) if actor else ""}
        return HttpResponseRedirect(back_to(request))


class SignOut(Page):
    """Signing out."""

    always = True

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the session of a user or guest."""
        sign_out(request)
        return HttpResponseRedirect("/")


class Enter(Page):
    """A citizen comes back with number and query code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The two questions; a guest who is in already goes to the case. The number may stand in the address (the QR code's)."""
        if self.actor.case_id and not request.GET.get("number"):
            return HttpResponseRedirect(f"/cases/{request.session['guest_of']['number']}/")
        return self.show("frontend/enter.html", {"number": request.GET.get("number", "")[:40]})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the case for thirty minutes. A wrong number and a wrong code answer alike."""
        typed, code = request.POST.get("number", "")[:40], request.POST.get("code", "")[:40]
        if lacking := {name for name, said in (("number", typed), ("code", code)) if not said.strip()}:
            return self.show("frontend/enter.html", {"number": typed, "lacking": lacking}, status=400)
        number = catalogue.number_of(typed)
        tries = Tries("code", number, request.META.get("REMOTE_ADDR", ""))
        tries.count()
        guest = commands.enter_by_code(number, code)
        if guest is None:
            said = word("没有这个编号，或编号和查询码不一致。", "No such number, or number and code do not go together.")
            return self.show("frontend/enter.html", {"number": typed, "error": said}, status=403)
        tries.was_right()
        let_in(request, guest, number)
        return HttpResponseRedirect(f"/cases/{number}/")


class Language(Page):
    """中文 or English, kept in a cookie."""

    always = True

    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        """Set it and go back to where one was."""
        referrer = urlsplit(request.headers.get("Referer", ""))
        here = referrer.path + (f"?{referrer.query}" if referrer.query else "") if referrer.netloc == request.get_host() else "/"
        response = HttpResponseRedirect(back_to(request, here))
        response.set_cookie("django_language", LANGUAGES.get(language, "zh-hans"), max_age=YEAR, samesite="Lax", httponly=True)
        return response


class Theme(Page):
    """Light, dark, or as the device has it."""

    always = True

    def get(self, request: HttpRequest, theme: str) -> HttpResponse:
        """Set it and go back to where one was."""
        response = HttpResponseRedirect(back_to(request))
        if theme in THEMES:
            response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", httponly=True)
        return response


urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", SignOut.as_view(), name="sign-out"),
    path("track/", Enter.as_view(), name="track"),
    path("language/<slug:language>/", Language.as_view(), name="language"),
    path("theme/<slug:theme>/", Theme.as_view(), name="theme"),
]
