"""Tries of secrets: five wrong ones per number (or user name) and twenty per address in fifteen minutes, then a wait.

Counted in Valkey. Where it is away, each web process counts for itself: somewhat more tries pass (the limit times the
number of processes), but nobody is locked out and nothing is let through uncounted.
"""

import hashlib
import ipaddress
import math
import time
from threading import Lock

from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from redis import RedisError

PER_NAME, PER_ADDRESS, WINDOW = 5, 20, 900  # tries, tries, seconds

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


def _count(key: str, most: int) -> int:
    """Seconds to wait, 0 where the try may be made."""
    return _with_store(lambda store: _count_in(store, key, most))


def _count_in(store: object, key: str, most: int) -> int:
    now = time.time()
    if store.add(key, 0, WINDOW):  # type: ignore[attr-defined]
        store.set(f"{key}:until", now + WINDOW, WINDOW)  # type: ignore[attr-defined]
    try:
        tries = store.incr(key)  # type: ignore[attr-defined]
    except ValueError:  # it ran out between the two
        store.set(key, 1, WINDOW)  # type: ignore[attr-defined]
        tries = 1
    until = store.get(f"{key}:until") or now + WINDOW  # type: ignore[attr-defined]
    return max(1, math.ceil(until - now)) if tries > most else 0


def _back(store: object, key: str) -> None:
    try:
        store.decr(key)  # type: ignore[attr-defined]
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
