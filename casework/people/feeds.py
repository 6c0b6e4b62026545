"""The secret address of a person's calendar feed: made, looked at, taken back. Whoever knows it reads the feed without signing in."""

import hashlib
import secrets
from datetime import datetime

from casework.people.actor import Actor
from casework.people.attempts import HOUR, Allowance, Tries
from casework.people.models import CalendarAddress, actor_for_user

MOST_READ = 60  # an hour, of one feed


def make(user_id: int, whose: str, *, at: datetime) -> str:
    """Make an address for somebody, in the place of the one there was, and give its secret: it cannot be read again."""
    secret = secrets.token_urlsafe(32)
    CalendarAddress.objects.update_or_create(user_id=user_id, defaults={"hashed": _hashed(secret), "whose": whose, "made_at": at})
    return secret


def revoke(user_id: int) -> None:
    """Take somebody's address back; it answers as if it had never been."""
    CalendarAddress.objects.filter(user_id=user_id).delete()


def held(user_id: int) -> CalendarAddress | None:
    """The address somebody has, None without one. One query."""
    return CalendarAddress.objects.filter(user_id=user_id).first()


def holder(secret: str, address: str) -> tuple[Actor, str] | None:
    """Who is behind a secret, and whose last days are wanted; None where it is unknown or taken back, or the account closed.

    At most three queries. Raises TooMany after too many wrong ones from `address`, and where one feed is read too often.
    """
    digest = _hashed(secret)
    tries = Tries("calendar", digest.hex(), address)
    tries.count()
    row = CalendarAddress.objects.filter(hashed=digest, user__is_active=True).select_related("user").first()
    if row is None:
        return None
    tries.was_right()
    Allowance("calendar", digest.hex(), (MOST_READ, HOUR)).spend()
    return actor_for_user(row.user), row.whose


def _hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
