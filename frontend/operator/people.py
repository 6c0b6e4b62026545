"""The operator's people: who signs in for which branch. For its administrators; a branch's manages the branch, the head office's all of them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import commands, queries
from casework.cases.refusals import Invalid
from casework.people.roles import Role
from frontend import stepforms
from frontend.base import Page
from frontend.citizen import draft
from frontend.clerk import lists
from frontend.language import of, one, word

PATH = "/operator/people/"
ONCE = "first_password"  # session key: sealed, gone once it was shown
LABELS = {"username": ("用户名", "User name"), "name": ("姓名", "Name"), "branch": ("分公司", "Branch"), "role": ("角色", "Role"), "cursor": ("翻页", "Page")}
USERNAME = ("登录时输入；小写字母、数字、点和横线。", "Typed when signing in: lower-case letters, digits, dots, hyphens.")
ROLES = (Role.OPERATOR, Role.OPERATOR_ADMIN)
MEANS = {
    Role.OPERATOR: ("企业联络人：签收、反馈、异议、调解", "Liaison: acknowledges, replies, objects, mediates"),
    Role.OPERATOR_ADMIN: ("企业管理员：同上，并管理人员", "Administrator: the same, and manages people"),
}  # fmt: skip
DONE = {
    "changed": ("已保存。", "Saved."), "closed": ("已停用，打开的会话已经结束。", "Closed; open sessions have ended."),
    "opened": ("已恢复，可以登录。", "Open again."),
}  # fmt: skip
ACTS = {
    "added": ("{by}为{user}开立账号（{to}）。", "{by} gave {user} an account ({to})."),
    "changed": ("{by}修改了{user}：{change}。", "{by} changed {user}: {change}."),
    "closed": ("{by}停用了{user}的账号。", "{by} closed the account of {user}."),
    "opened": ("{by}恢复了{user}的账号。", "{by} opened the account of {user} again."),
    "password": ("{by}重设了{user}的密码。", "{by} set a new password for {user}."),
    "own": ("{user}修改了自己的密码。", "{user} changed their own password."),
}  # fmt: skip


class People(Page):
    """The list, and a new colleague."""

    roles = frozenset({Role.OPERATOR_ADMIN})

    def get(self, request: HttpRequest) -> HttpResponse:
        """The people one manages; a password just made is shown this once."""
        return self.drawn(lists.asked_of(request, ("branch", "cursor", "before")))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give somebody an account."""
        given = _posted(request, "username", "name", "branch", "role")
        try:
            user, password = commands.add_colleague(by=self.actor, **given)
        except Invalid as error:
            return self.drawn({}, given=given, errors=error.fields, status=400)
        request.session[ONCE] = draft.sealed({"username": user.username, "name": user.name, "password": password})
        return HttpResponseRedirect(PATH + "#once")

    def drawn(
        self, asked: dict[str, Any], *, given: Mapping[str, str] | None = None, errors: Mapping[str, list[str]] | None = None, status: int = 200
    ) -> HttpResponse:  # fmt: skip
        """The page."""
        wrong = _wrong(errors)
        try:
            staff = queries.colleagues(self.actor, **asked)
        except Invalid as error:
            wrong, status, asked = lists.sentences(error, {name: word(*pair) for name, pair in LABELS.items()}), 400, {}
            staff = queries.colleagues(self.actor)
        context = {
            "page": staff.page, "rows": [(user, _held(user)) for user in staff.page.rows], "count": lists.how_many(staff.page.count, staff.page.capped),
            "turning": lists.turning(PATH, asked, staff.page), "branches": staff.branches, "asked": asked, "wrong": wrong,
            "fields": _fields(("username", "name", "branch", "role"), staff.branches, given or {}, errors or {}),
            "once": _once(self.request), "acts": [(act.at, _act(act, staff.branches)) for act in staff.acts], "adding": bool(errors),
        }  # fmt: skip
        return self.show("frontend/operator/people.html", context, status=status)


class Person(Page):
    """One of them."""

    roles = frozenset({Role.OPERATOR_ADMIN})

    def get(self, request: HttpRequest, username: str) -> HttpResponse:
        """Name, branch and role; closing the account; a new password."""
        return self.drawn(username)

    def post(self, request: HttpRequest, username: str) -> HttpResponse:
        """Change, close, open, or make a new password."""
        act = request.POST.get("act", "")
        if act == "password":
            user, password = commands.new_password(username, by=self.actor)
            request.session[ONCE] = draft.sealed({"username": user.username, "name": user.name, "password": password})
            return HttpResponseRedirect(PATH + "#once")
        if act == "close":
            commands.close_account(username, by=self.actor)
            return HttpResponseRedirect(f"{PATH}{username}/?done=closed#done")
        if act == "open":
            commands.open_account(username, by=self.actor)
            return HttpResponseRedirect(f"{PATH}{username}/?done=opened#done")
        given = _posted(request, "name", "branch", "role")
        try:
            commands.change_colleague(username, by=self.actor, **given)
        except Invalid as error:
            return self.drawn(username, given=given, errors=error.fields, status=400)
        return HttpResponseRedirect(f"{PATH}{username}/?done=changed#done")

    def drawn(
        self, username: str, *, given: Mapping[str, str] | None = None, errors: Mapping[str, list[str]] | None = None, status: int = 200
    ) -> HttpResponse:  # fmt: skip
        """The page."""
        user, branches = queries.colleague(username, self.actor)
        held = user.memberships.all()[0]
        given = given or {"name": user.name, "branch": held.organisation.code, "role": held.role}
        done = DONE.get(self.request.GET.get("done", ""))
        context = {
            "user": user, "held_words": _held(user), "fields": _fields(("name", "branch", "role"), branches, given, errors or {}), "wrong": _wrong(errors),
            "done": word(*done) if done else "", "oneself": user.pk == self.actor.user_id,
        }  # fmt: skip
        return self.show("frontend/operator/person.html", context, status=status)


def _posted(request: HttpRequest, *names: str) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip()[:200] for name in names}


def _wrong(errors: Mapping[str, list[str]] | None) -> list[tuple[str, str]]:
    return [(f"f-{name}", one(text)) for name, texts in (errors or {}).items() for text in texts]


def _fields(names: tuple[str, ...], branches: list[Any], given: Mapping[str, str], errors: Mapping[str, list[str]]) -> list[stepforms.Field]:
    """The fields as the template of all forms shows them."""
    options = {"branch": tuple((place.code, place.name) for place in branches), "role": tuple((str(role), word(*MEANS[role])) for role in ROLES)}
    kinds = {"branch": "select", "role": "radio"}
    hints = {"username": word(*USERNAME)}
    only = branches[0].code if len(branches) == 1 else ""
    values = {"branch": only, "role": str(Role.OPERATOR)} | {name: value for name, value in given.items() if value}
    return [
        stepforms.Field(
            name=name, id=f"f-{name}", label=word(*LABELS[name]), kind=kinds.get(name, "text"), required=True, value=values.get(name, ""),
            chosen=frozenset({values.get(name, "")}), options=options.get(name, ()), errors=tuple(one(text) for text in errors.get(name, ())),
            hint=hints.get(name, ""), most={"username": 40, "name": 60}.get(name),
        )
        for name in names
    ]  # fmt: skip


def _held(user: Any) -> list[str]:
    return [f"{held.organisation.short} · {of(Role(held.role))}" for held in user.memberships.all()]


def _once(request: HttpRequest) -> dict[str, str] | None:
    """The password just made, which leaves the session with this."""
    kept = request.session.pop(ONCE, "")
    return draft.opened(kept) if kept else None


def _act(act: Any, branches: list[Any]) -> str:
    """A line of the log as a sentence."""
    names = {place.code: place.short for place in branches}

    def said(pair: list[str]) -> str:
        return f"{names.get(pair[0], pair[0])} {of(Role(pair[1]))}"

    change = []
    if "from" in act.facts:
        change.append(f"{word('、', ', ').join(said(pair) for pair in act.facts['from'])} → {said(act.facts['to'])}")
    if "name" in act.facts:
        change.append(f"{act.facts['name'][0]} → {act.facts['name'][1]}")
    to = said(act.facts["to"]) if "to" in act.facts else ""
    whom = word(f"{act.user.name}（{act.user.username}）", f"{act.user.name} ({act.user.username})")
    what = "own" if act.what == act.PASSWORD and act.by_id == act.user_id else act.what
    return word(*ACTS[what]).format(by=act.by_name, user=whom, to=to, change=word("；", "; ").join(change))


urlpatterns = [
    path("operator/people/", People.as_view(), name="operator_people"),
    path("operator/people/<str:username>/", Person.as_view(), name="operator_person"),
]
