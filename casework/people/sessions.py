"""Who stands behind a browser's session: a signed-in user, or the guest whom number and query code let in for thirty minutes."""

import time
from datetime import datetime
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, login
from django.contrib.auth.hashers import make_password
from django.middleware.csrf import rotate_token
from django.utils.crypto import constant_time_compare

from casework import clock
from casework.people.actor import GUEST, USER, Actor
from casework.people.models import DEPUTISED, User, with_deputies

OUTSIDER = Actor(kind=GUEST, id=None, name="申诉人")
GUEST_OF = "guest_of"
SIGNED_IN = "signed_in"  # session key: when this session began, and when its user had last signed in before
GUEST_MINUTES = 30
SIGNED_IN_HOURS = 12

# Asked by every request, so written out. The head office of an operator stands for its branches too, as in `actor_for_user`.
WITH_STANDING = """
SELECT u.id, u.name, u.password, u.password_given, ARRAY(
    SELECT m.organisation_id || ' ' || m.role FROM people_membership m WHERE m.user_id = u.id
    UNION SELECT b.id || ' ' || m.role FROM people_membership m JOIN people_organisation h ON h.id = m.organisation_id AND h.kind = 'operator'
        JOIN people_organisation b ON b.parent_id = h.id WHERE m.user_id = u.id) AS standing, ARRAY(
    SELECT m.organisation_id || ' ' || m.role || ' ' || away.name FROM people_absence a JOIN people_membership m ON m.user_id = a.user_id
        JOIN people_user away ON away.id = a.user_id WHERE a.deputy_id = u.id AND m.role = ANY(%s) AND a.since <= %s AND (a.until IS NULL OR a.until >= %s)
    ) AS instead
FROM people_user u WHERE u.id = %s AND u.is_active"""


def actor_of_session(session: Any) -> Actor | None:
    """The user or guest of a session; None for somebody from outside. One query for a user, none for a guest."""
    return _user_of(session) if SESSION_KEY in session else _guest_of(session)


def _user_of(session: Any) -> Actor | None:
    """The signed-in user with standing roles, in one query; None where the password changed or the account is closed."""
    try:
        user_id = int(session[SESSION_KEY])
    except ValueError:
        return None
    today = clock.today()
    user: Any = next(iter(User.objects.raw(WITH_STANDING, [sorted(DEPUTISED), today, today, user_id])), None)
    if user is None or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    standing = frozenset((int(organisation), role) for organisation, role in (one.split(" ") for one in user.standing))
    away = tuple((int(organisation), role, name) for organisation, role, name in (one.split(" ", 2) for one in user.instead))
    return with_deputies(Actor(kind=USER, id=user.pk, name=user.name, standing=standing, password_given=user.password_given), away)


def _guest_of(session: Any) -> Actor | None:
    held = session.get(GUEST_OF)
    if held is None or held["until"] <= time.time():
        return None
    return Actor(kind=GUEST, id=held["party"], name=held["name"], case_id=held["case"], party_id=held["party"], sealed=held.get("sealed", False))


def check_password(username: str, password: str) -> User | None:
    """The user whom name and password let in, None where either is wrong; both take as long."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        make_password(password)  # as long as a check takes
    return user if user is not None and user.check_password(password) else None


def sign_in(request: Any, user: User) -> None:
    """Begin the session of a user; whatever session there was is gone."""
    request.session.flush()
    login(request, user, backend="password")
    request.session.set_expiry(SIGNED_IN_HOURS * 3600)
    before, user.last_login = user.last_login, clock.now()
    user.save(update_fields=["last_login"])
    request.session[SIGNED_IN] = [one.isoformat() if one else "" for one in (user.last_login, before)]


def signed_in_at(session: Any) -> tuple[datetime | None, datetime | None]:
    """When the session of a user began, and when that user had last signed in before; None where it is not known."""
    at, before = (datetime.fromisoformat(one) if one else None for one in session.get(SIGNED_IN, ("", "")))
    return at, before


def go_on(request: Any, user: User) -> None:
    """Keep this session after its user changed the password, under a new key; all others of the user have ended with the old one."""
    request.session.cycle_key()
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()


def let_in(request: Any, guest: Actor, number: str) -> None:
    """Begin a guest's session for one case, thirty minutes from now however busy."""
    request.session.flush()
    request.session[GUEST_OF] = {
        "case": guest.case_id, "party": guest.party_id, "name": guest.name, "number": number, "until": time.time() + GUEST_MINUTES * 60,
        "sealed": guest.sealed,
    }  # fmt: skip
    request.session.set_expiry(GUEST_MINUTES * 60)
    rotate_token(request)


def sign_out(request: Any) -> None:
    """End the session of a user or guest."""
    request.session.flush()


def guest_number(session: Any) -> str:
    """The case of a guest's session, empty without one."""
    return str(session.get(GUEST_OF, {}).get("number", ""))
