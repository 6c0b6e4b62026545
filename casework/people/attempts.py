"""Tries of secrets: five wrong ones per number (or user name) and twenty per address in fifteen minutes, then a wait.
And allowances: how often, or how much, one address may file, begin drafts and upload in an hour or a day.

Counted in Valkey. Where it is away, each web process counts for itself: somewhat more tries pass (the limit times the
number of processes), but nobody is locked out and nothing is let through uncounted.
"""

import hashlib
import ipaddress
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from redis import RedisError

PER_NAME, PER_ADDRESS, WINDOW = 5, 20, 900  # tries, tries, seconds
HOUR, DAY = 3600, 86_400  # seconds

_here = LocMemCache("tries", {"OPTIONS": {"MAX_ENTRIES": 100_000}})
_lock = Lock()


class TooMany(Exception):
    """Too many tries; `wait` are the seconds until the next."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


class Tries:
    """One try, counted before the secret is looked at (so that a hundred at once are a hundred), given back where it was right."""

    def __init__(self, what: str, name: str, address: str) -> None:
        digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:32]
        self.keys = ((f"tries:{what}:{digest}", PER_NAME), (f"tries:{what}:from:{_network(address)}", PER_ADDRESS))

    def count(self) -> None:
        """Count this try. Raises TooMany with the seconds to wait where there were too many."""
        waits = [wait for key, most in self.keys if (wait := _count(key, most))]
        if waits:
            raise TooMany(max(waits))

    def was_right(self) -> None:
        """This try does not count, and the name's wrong ones are forgotten."""
        (name, _), (address, _) = self.keys
        _with_store(lambda store: store.delete_many([name, f"{name}:until"]))
        _with_store(lambda store: _back(store, address))


class Allowance:
    """What one address may still do: `limits` are (most, seconds) pairs; 0 of `most` lifts a limit."""

    def __init__(self, what: str, address: str, *limits: tuple[int, int]) -> None:
        self.limits = tuple((f"allowance:{what}:{seconds}:{_network(address)}", most, seconds) for most, seconds in limits if most)

    def spend(self, amount: int = 1) -> None:
        """Take `amount` of each limit. Raises TooMany, having taken nothing, where one of them does not hold so much any more."""
        waits = [_count(key, most, seconds, amount) for key, most, seconds in self.limits]
        if any(waits):
            self.give_back(amount)
            raise TooMany(max(waits))

    def give_back(self, amount: int = 1) -> None:
        """It came to nothing."""
        for key, _, _ in self.limits:
            _with_store(lambda store, key=key: _back(store, key, amount))


@contextmanager
def one_filing(address: str) -> Iterator[None]:
    """A filing by somebody without an account. Raises TooMany before it; one that is refused does not count."""
    allowance = Allowance("filings", address, (settings.FILINGS_PER_HOUR, HOUR), (settings.FILINGS_PER_DAY, DAY))
    allowance.spend()
    try:
        yield
    except BaseException:
        allowance.give_back()
        raise


def one_draft(address: str) -> None:
    """A draft begun by somebody without an account. Raises TooMany."""
    Allowance("drafts", address, (settings.DRAFTS_PER_DAY, DAY)).spend()


def upload(address: str, size: int) -> None:
    """`size` bytes sent by somebody without an account. Raises TooMany before they are read."""
    Allowance("uploads", address, (settings.UPLOAD_MB_PER_DAY * 1_000_000, DAY)).spend(size)


def _count(key: str, most: int, window: int = WINDOW, amount: int = 1) -> int:
    """Seconds to wait, 0 where the try may be made."""
    return _with_store(lambda store: _count_in(store, key, most, window, amount))


def _count_in(store: object, key: str, most: int, window: int, amount: int) -> int:
    now = time.time()
    if store.add(key, 0, window):  # type: ignore[attr-defined]
        store.set(f"{key}:until", now + window, window)  # type: ignore[attr-defined]
    try:
        tries = store.incr(key, amount)  # type: ignore[attr-defined]
    except ValueError:  # it ran out between the two
        store.set(key, amount, window)  # type: ignore[attr-defined]
        tries = amount
    until = store.get(f"{key}:until") or now + window  # type: ignore[attr-defined]
    return max(1, math.ceil(until - now)) if tries > most else 0


def _back(store: object, key: str, amount: int = 1) -> None:
    try:
        store.decr(key, amount)  # type: ignore[attr-defined]
    except ValueError:
        return


def _with_store(use):  # type: ignore[no-untyped-def]
    try:
        return use(cache)
    except (RedisError, OSError):
        with _lock:
            return use(_here)


def _network(address: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 one: a household has 2**64 of those."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address or "unknown"
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
