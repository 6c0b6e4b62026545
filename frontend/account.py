"""One's own account, for everybody who has one: who one is here, one's password, language and theme."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import urlencode

from casework import commands, queries
from casework.cases.refusals import Invalid
from casework.people.roles import Role
from casework.people.sessions import go_on, signed_in_at
from frontend import stepforms
from frontend.base import Page, is_officer, is_operator
from frontend.entrance import back_to
from frontend.language import english, of, one, word

PATH = "/account/"
FIELDS = (  # name, label, what a password manager fills in
    ("old", ("原密码", "Present password"), "current-password"),
    ("new", ("新密码", "New password"), "new-password"),
    ("again", ("再输一次新密码", "New password again"), "new-password"),
)
LANGUAGES = (("zh", "zh-CN", "中文"), ("en", "en", "English"))
THEMES = (("light", ("浅色", "Light")), ("dark", ("深色", "Dark")), ("system", ("跟随设备", "As the device")))


class Account(Page):
    """Name and roles, and changing the password."""

    signed_in = True
    always = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.drawn({})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change the password: other sessions end, this one goes on."""
        given = {name: request.POST.get(name, "") for name, _, _ in FIELDS}
        try:
            user = commands.change_password(by=self.actor, address=request.META.get("REMOTE_ADDR", ""), **given)
        except Invalid as error:
            return self.drawn(error.fields, status=400)
        go_on(request, user)
        return HttpResponseRedirect(f"{PATH}?{urlencode({'done': '1', 'next': back_to(request)})}#done")

    def drawn(self, errors: Mapping[str, list[str]], *, status: int = 200) -> HttpResponse:
        """The page; no password stays on it."""
        user = queries.own_account(self.actor)
        at, before = signed_in_at(self.request.session)
        held = [f"{found.organisation.name} · {of(Role(found.role))}" for found in user.memberships.all()]
        context = {
            "user": user, "places": held, "at": at, "before": before, "later": user.last_login if at and user.last_login and user.last_login > at else None,
            "fields": [_field(*spec, errors) for spec in FIELDS], "wrong": [(f"f-{name}", one(text)) for name, texts in errors.items() for text in texts],
            "done": self.request.GET.get("done") == "1" and not user.password_given, "next": back_to(self.request),
            "calendar": is_officer(self.actor) or is_operator(self.actor),
            "languages": [(*spec, (spec[0] == "en") == english()) for spec in LANGUAGES],
            "themes": [(code, word(*pair), code == (self.request.COOKIES.get("theme") or "system")) for code, pair in THEMES],
        }  # fmt: skip
        return self.show("frontend/account.html", context, status=status)


def _field(name: str, label: tuple[str, str], autocomplete: str, errors: Mapping[str, list[str]]) -> stepforms.Field:
    least = settings.PASSWORD_LEAST
    rules = word(
        f"至少 {least} 个字符，不全是数字，不是常见的密码，不与用户名、姓名相近。",
        f"At least {least} characters, not digits alone, not a common one, not close to your name.",
    )
    return stepforms.Field(
        name=name, id=f"f-{name}", label=word(*label), kind="password", required=True, hint=rules if name == "new" else "", autocomplete=autocomplete,
        errors=tuple(one(text) for text in errors.get(name, ())),
    )  # fmt: skip


urlpatterns = [path("account/", Account.as_view(), name="account")]
