"""One's own account: who one is here, and changing one's password."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch

from casework.cases.refusals import Invalid, NotFound
from casework.colleagues import note, place_of
from casework.people.actor import Actor
from casework.people.attempts import Tries
from casework.people.models import AccountAct, Membership, User

MOST = 200  # characters; signing in reads no more
RULES = {  # code of Django's validator -> sentence
    "password_too_short": "“新密码”至少 {min_length} 个字符。(New password: at least {min_length} characters.)",
    "password_too_similar": "“新密码”不能与用户名、姓名、邮箱或者电话相近。(New password: too close to your user name, name, e-mail or phone.)",
    "password_too_common": "“新密码”太常见，请换一个。(New password: too common, choose another.)",
    "password_entirely_numeric": "“新密码”不能全是数字。(New password: not digits alone.)",
}
ANOTHER_RULE = "“新密码”不符合本单位的规定，请换一个。(New password: against a rule of this site, choose another.)"


def own_account(actor: Actor) -> User:
    """The actor's own account with its memberships in order. Two queries. Raises NotFound to whoever has none."""
    held = Membership.objects.select_related("organisation").order_by("organisation__province", "organisation__code", "role")
    user = User.objects.prefetch_related(Prefetch("memberships", held)).filter(pk=actor.user_id or 0).first()
    if user is None:
        raise NotFound("account")
    return user


@transaction.atomic
def change_password(*, by: Actor, old: str, new: str, again: str, address: str) -> User:
    """Change one's own password; whatever session began with the old one ends (`sessions.go_on` keeps one).

    A wrong old password counts as a wrong try of signing in, by user name and `address`. Raises TooMany, Invalid with sentences by field,
    NotFound to whoever has no open account.
    """
    user = User.objects.select_for_update(no_key=True).filter(pk=by.user_id or 0, is_active=True).first()
    if user is None:
        raise NotFound("account")
    errors = {"old": _wrong_old(user, old, address), "new": _wrong_new(user, old, new)}
    if not again or again != new:
        errors["again"] = ["“再输一次新密码”与“新密码”不一致。(New password again: not the same as the new password.)"]
    if found := {name: said for name, said in errors.items() if said}:
        raise Invalid(found)
    user.set_password(new)
    user.password_given = False
    user.save(update_fields=["password", "password_given"])
    note(by, AccountAct.PASSWORD, user, place_of(user), {})
    return user


def _wrong_old(user: User, old: str, address: str) -> list[str]:
    if not old:
        return ["请填写“原密码”。(Present password: required.)"]
    tries = Tries("password", user.username, address)
    tries.count()
    if not user.check_password(old):
        return ["“原密码”不正确。(Present password: not right.)"]
    tries.was_right()
    return []


def _wrong_new(user: User, old: str, new: str) -> list[str]:
    if not new:
        return ["请填写“新密码”。(New password: required.)"]
    if len(new) > MOST:
        return [f"“新密码”最多 {MOST} 个字符。(New password: at most {MOST} characters.)"]
    if new == old:
        return ["“新密码”须与“原密码”不同。(New password: must differ from the present one.)"]
    try:
        validate_password(new, user)
    except ValidationError as error:
        return [RULES.get(one.code or "", ANOTHER_RULE).format(**(one.params or {})) for one in error.error_list]
    return []
