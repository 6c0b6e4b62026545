"""An operator's own people: who signs in for which branch. Each act is one transaction under a lock of the operator, with one line in the log.

An administrator manages the organisations in which they hold `operator_admin`: a branch's its branch, the head office's all of the operator.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from casework import clock
from casework.cases import paging
from casework.cases.paging import Page
from casework.cases.refusals import Forbidden, Invalid, NotFound, refused
from casework.people.actor import Actor
from casework.people.models import AccountAct, Membership, Organisation, User
from casework.people.roles import Role

ROLES = (Role.OPERATOR, Role.OPERATOR_ADMIN)
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that is taken for another
LOG_SHOWN = 20
COMMAND_LINE = "命令行"


@dataclass(frozen=True)
class Staff:
    """A page of an operator's people (each `user.held` their memberships), the organisations managed, and the newest lines of the log."""

    page: Page
    branches: list[Organisation]
    acts: list[AccountAct]


def colleagues(actor: Actor, *, branch: str = "", cursor: str = "", before: str = "", limit: int = 50) -> Staff:
    """The people one manages, closed accounts too; `branch` by code. At most six queries. Raises Forbidden, Invalid."""
    branches = _managed(actor)
    chosen = [one for one in branches if one.code == branch or not branch]
    if not chosen:
        raise Invalid({"branch": ["没有这家分公司，或者不归您管理。(No such branch, or it is not yours to manage.)"]})
    rows = _people(branches).filter(Exists(Membership.objects.filter(user=OuterRef("pk"), organisation__in=chosen)))
    page = paging.by_id(rows.prefetch_related("memberships__organisation"), cursor, limit, before=before)
    acts = AccountAct.objects.filter(organisation__in=chosen).select_related("user", "organisation").order_by("-pk")[:LOG_SHOWN]
    return Staff(page, branches, list(acts))


def colleague(username: str, actor: Actor) -> tuple[User, list[Organisation]]:
    """One of the people one manages, and the organisations one manages. Raises NotFound to everybody who does not manage this person."""
    branches = _managed(actor)
    return _one(username, branches), branches


@transaction.atomic
def add_colleague(*, by: Actor, username: str, name: str, branch: str, role: str) -> tuple[User, str]:
    """Give somebody an account of a branch (by code) in a role. Returns the user and the first password, readable this once, to be changed by its owner.

    Raises Invalid with sentences by field, Forbidden to whoever is no administrator.
    """
    branches = _locked(by)
    username = username.strip().lower()
    errors = _errors(name, branch, role, branches)
    if not USERNAME.fullmatch(username):
        errors["username"] = [
            "“用户名”用 3 至 40 个小写字母、数字、点、横线，以字母或者数字开头。"
            "(User name: 3 to 40 lower-case letters, digits, dots and hyphens, beginning with a letter or digit.)"
        ]
    elif User.objects.filter(username=username).exists():
        errors["username"] = ["这个“用户名”已经有人使用，请换一个。(User name: taken already, choose another.)"]
    if errors:
        raise Invalid(errors)
    password = first_password()
    user = User.objects.make(username, password, name.strip(), password_given=True)
    place = next(one for one in branches if one.code == branch)
    Membership.objects.create(user=user, organisation=place, role=role)
    note(by, AccountAct.ADDED, user, place, {"username": username, "to": [place.code, role]})
    return user, password


@transaction.atomic
def change_colleague(username: str, *, by: Actor, name: str, branch: str, role: str) -> User:
    """Change somebody's name, branch and role; the one membership takes the place of all there were. It counts from their next request.

    Raises NotFound, Invalid by field, Refused where an organisation would be left without an administrator.
    """
    branches = _locked(by)
    user = _one(username, branches)
    if errors := _errors(name, branch, role, branches):
        raise Invalid(errors)
    place = next(one for one in branches if one.code == branch)
    before = {(one.organisation_id, one.role) for one in user.memberships.all()}
    facts: dict[str, Any] = {}
    if before != {(place.pk, role)}:
        _refuse_unmanaged(user, keeps=(place, role))
        facts = {"from": sorted([one.organisation.code, one.role] for one in user.memberships.all()), "to": [place.code, role]}
        user.memberships.exclude(organisation=place, role=role).delete()
        Membership.objects.get_or_create(user=user, organisation=place, role=role)
    if name.strip() != user.name:
        facts |= {"name": [user.name, name.strip()]}
        user.name = name.strip()
        user.save(update_fields=["name"])
    if facts:
        note(by, AccountAct.CHANGED, user, place, facts)
    return user


@transaction.atomic
def close_account(username: str, *, by: Actor) -> None:
    """Somebody can no longer sign in, and their open sessions end. Raises NotFound, Refused for oneself and for the last administrator."""
    user = _other(username, by, _locked(by), ("停用", "close"))
    if user.is_active:
        _refuse_unmanaged(user, keeps=None)
        user.is_active = False
        user.save(update_fields=["is_active"])
        note(by, AccountAct.CLOSED, user, place_of(user), {})


@transaction.atomic
def open_account(username: str, *, by: Actor) -> None:
    """Somebody may sign in again. Raises NotFound."""
    user = _one(username, _locked(by))
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        note(by, AccountAct.OPENED, user, place_of(user), {})


@transaction.atomic
def new_password(username: str, *, by: Actor) -> tuple[User, str]:
    """A new password for somebody, readable this once; their open sessions end. Raises NotFound, Refused for oneself."""
    user = _other(username, by, _locked(by), ("重设密码", "reset the password of"))
    password = first_password()
    user.set_password(password)
    user.password_given = True
    user.save(update_fields=["password", "password_given"])
    note(by, AccountAct.PASSWORD, user, place_of(user), {})
    return user, password


def _managed(actor: Actor) -> list[Organisation]:
    """The organisations in which the actor is administrator today, the head office first. One query. Raises Forbidden where there is none."""
    admin = Membership.objects.filter(user_id=actor.user_id or 0, user__is_active=True, role=Role.OPERATOR_ADMIN)
    own = Exists(admin.filter(organisation=OuterRef("pk"))) | Exists(admin.filter(organisation=OuterRef("parent")))
    found = list(Organisation.objects.filter(own, kind=Organisation.OPERATOR).order_by("province", "code"))
    if not found:
        raise Forbidden("人员由企业管理员管理。", "People are managed by the operator's administrators.")
    return found


def _locked(by: Actor) -> list[Organisation]:
    """The same, with the operator's people held still until the transaction ends: the last administrator cannot go twice at once."""
    heads = {one.parent_id or one.pk for one in _managed(by)}
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=heads).order_by("pk"))
    return _managed(by)


def _people(branches: Iterable[Organisation]) -> QuerySet[User]:
    """The users who hold an operator's role in these organisations and nothing anywhere else."""
    held = Membership.objects.filter(user=OuterRef("pk"))
    here = Q(organisation__in=[one.pk for one in branches], role__in=ROLES)
    return User.objects.filter(Exists(held.filter(here)), ~Exists(held.exclude(here)))


def _one(username: str, branches: list[Organisation]) -> User:
    user = _people(branches).prefetch_related("memberships__organisation").filter(username=username).first()
    if user is None:
        raise NotFound(username)
    return user


def _other(username: str, by: Actor, branches: list[Organisation], what: tuple[str, str]) -> User:
    user = _one(username, branches)
    if user.pk == by.user_id:
        raise refused("self", f"不能{what[0]}自己的账号，请由其他管理员办理。", f"Nobody can {what[1]} their own account; ask another administrator.")
    return user


def place_of(user: User) -> Organisation | None:
    """The organisation under which the log keeps what happens to this account."""
    return min((one.organisation for one in user.memberships.all()), key=lambda one: (one.province, one.code), default=None)


def _errors(name: str, branch: str, role: str, branches: list[Organisation]) -> dict[str, list[str]]:
    errors = {}
    if not 1 <= len(name.strip()) <= 60 or "\0" in name:
        errors["name"] = ["请填写“姓名”，最多 60 个字。(Name: required, at most 60 characters.)"]
    if branch not in {one.code for one in branches}:
        errors["branch"] = ["请选择归您管理的“分公司”。(Branch: choose one that you manage.)"]
    if role not in ROLES:
        errors["role"] = ["请选择“角色”。(Role: choose one.)"]
    return errors


def _refuse_unmanaged(user: User, *, keeps: tuple[Organisation, str] | None) -> None:
    """Raise Refused where an organisation would have no administrator any more, neither its own nor its head office's."""
    for held in user.memberships.all():
        here = {held.organisation_id, held.organisation.parent_id} - {None}
        if held.role != Role.OPERATOR_ADMIN or not user.is_active or (keeps and keeps[1] == Role.OPERATOR_ADMIN and keeps[0].pk in here):
            continue
        others = Membership.objects.filter(organisation__in=here, role=Role.OPERATOR_ADMIN, user__is_active=True).exclude(user=user)
        if not others.exists():
            name = held.organisation.short
            raise refused(
                "last_admin", f"{user.name}是{name}的最后一名管理员。请先指定另一名管理员。",
                f"{user.name} is the last administrator of {name}. Name another one first.",
            )  # fmt: skip


def first_password() -> str:
    """A password to be handed over, of letters and digits that are not mistaken for others; 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def note(by: Actor | None, what: str, user: User, organisation: Organisation | None, facts: dict[str, Any]) -> None:
    """Write a line of the log; without an actor it was done at the command line."""
    AccountAct.objects.create(
        at=clock.now(), by_id=by.user_id or 0 if by else None, by_name=by.name if by else COMMAND_LINE, what=what, user=user, organisation=organisation,
        facts=facts,
    )  # fmt: skip
