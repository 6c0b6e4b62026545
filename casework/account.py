"""One's own account: who one is here, changing one's password, and the address of one's calendar feed."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch

from casework import clock
from casework.cases import lastdays
from casework.cases.lastdays import LastDay
from casework.cases.refusals import Forbidden, Invalid, NotFound
from casework.colleagues import note, place_of
from casework.people import feeds
from casework.people.actor import Actor
from casework.people.attempts import Tries
from casework.people.models import AccountAct, CalendarAddress, Membership, User

MOST = 200  # characters; signing in reads no more
FEED_BEFORE, FEED_MOST = timedelta(days=31), 1000  # what has passed and is still owed stays in the feed so long; so many events at most
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


def calendar_address(actor: Actor) -> CalendarAddress | None:
    """The address of the actor's calendar feed without its secret, None without one. One query."""
    return feeds.held(actor.user_id or 0)


@transaction.atomic
def make_calendar_address(*, by: Actor, whose: str = lastdays.MINE) -> str:
    """Make the address of one's calendar feed anew and give its secret, readable this once; the one before is gone.

    Raises Invalid for what is neither of the two, Forbidden to whoever has no worklist of an office, NotFound to whoever has no account.
    """
    if whose not in (lastdays.MINE, lastdays.OFFICES):
        raise Invalid({"whose": ["须为 mine 或 office。(mine or office.)"]})
    if whose == lastdays.OFFICES and not lastdays.has_desk(by):
        raise Forbidden("您的岗位没有本机构的案件列表。", "Your role has no list of an office's cases.")
    if by.user_id is None:
        raise NotFound("account")
    return feeds.make(by.user_id, whose, at=clock.now())


def revoke_calendar_address(*, by: Actor) -> None:
    """Take the address of one's calendar feed back."""
    feeds.revoke(by.user_id or 0)


@dataclass(frozen=True)
class Feed:
    """What a calendar feed holds: whose last days (mine, office, and post for an office's worklist that holds only what waits for one's post), and
    these in their order."""

    whose: str
    rows: list[LastDay]


def calendar_feed(secret: str, address: str) -> Feed:
    """The last days behind the secret of a feed, from a month ago on, at most FEED_MOST. At most four queries.

    Raises NotFound where the secret is unknown or taken back, or the account closed; TooMany as `feeds.holder`.
    """
    found = feeds.holder(secret, address)
    if found is None:
        raise NotFound("calendar")
    actor, whose = found
    held = "post" if whose == lastdays.OFFICES and not lastdays.sees_office(actor) else whose
    return Feed(held, lastdays.since(actor, clock.today() - FEED_BEFORE, whose=whose, most=FEED_MOST))
