"""The one way a value is written before it is hashed: the same value gives the same bytes, today and after a trip through jsonb."""

import hashlib
import json
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """The value as str, int, bool, None, list and dict with str keys.

    Days and moments become ISO text (moments in UTC with microseconds), decimals and floats their own text: jsonb rewrites
    numbers such as 1e16, and a rewritten number would break the chain. Raises TypeError for anything else, ValueError for a naive moment.
    """
    kind = type(value)
    if value is None or kind in (str, bool, int):
        return value
    if kind is dict:
        return {_key(key): plain(item) for key, item in value.items()}
    if kind in (list, tuple):
        return [plain(item) for item in value]
    return _unusual(value)


def canonical(value: Any) -> bytes:
    """The value as JSON in UTF-8: keys sorted, no spaces, characters unescaped. Raises as `plain`."""
    return written(plain(value))


def written(value: Any) -> bytes:
    """`canonical` of a value that is `plain` already."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def sha256(data: bytes) -> bytes:
    """The digest of the chain; its name stands in every entry (`alg`)."""
    return hashlib.sha256(data).digest()


def _unusual(value: Any) -> Any:
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"a moment without time zone cannot be recorded: {value!r}")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, date | Decimal | uuid.UUID | str):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, int):
        return int(value)
    if isinstance(value, dict):
        return plain(dict(value))
    if isinstance(value, list | tuple):
        return plain(list(value))
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    raise TypeError(f"cannot be recorded: {type(value).__name__}")


def _key(key: Any) -> str:
    if type(key) is str:
        return key
    if not isinstance(key, str):
        raise TypeError(f"a key must be text: {key!r}")
    return str(key.value) if isinstance(key, Enum) else str(key)
