"""Personal data at rest: AES-256-GCM under named keys, and keyed digests for exact search.

A value is `CW1`, one byte with the length of the key's id, the id, a nonce of 12 bytes, the ciphertext with its tag.
The purpose (`party.phone`) is bound to it: a value moved into a column of another purpose cannot be read.
"""

import hashlib
import hmac
import os
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

MARK = b"CW1"
NONCE = 12
TAG = 16


class Unreadable(ValueError):
    """A stored value that cannot be decrypted: not one of ours, of another purpose, or changed since."""


class KeyMissing(Unreadable):
    """The key a value names is not among settings.ENCRYPTION_KEYS."""


def current_mark() -> bytes:
    """What every value under the current key begins with."""
    name = next(iter(settings.ENCRYPTION_KEYS)).encode("ascii")
    return MARK + bytes([len(name)]) + name


def encrypt(plain: str | bytes, purpose: str) -> bytes:
    """Encrypt under the current key (the first in settings.ENCRYPTION_KEYS) for one purpose."""
    key = next(iter(settings.ENCRYPTION_KEYS.values()))
    nonce = os.urandom(NONCE)
    data = plain.encode() if isinstance(plain, str) else bytes(plain)
    return current_mark() + nonce + _cipher(key).encrypt(nonce, data, purpose.encode())


def decrypt_bytes(value: bytes, purpose: str) -> bytes:
    """The plain bytes. Raises KeyMissing where the key named in the value is not configured, Unreadable for anything else amiss."""
    name, rest = _opened(bytes(value), purpose)
    if name not in settings.ENCRYPTION_KEYS:
        known = "、".join(settings.ENCRYPTION_KEYS)
        raise KeyMissing(f"{purpose}：缺少密钥“{name}”（已配置：{known}）。(Key {name!r} is missing from CASEWORK_KEYS; put it back behind the current one.)")
    try:
        return _cipher(settings.ENCRYPTION_KEYS[name]).decrypt(rest[:NONCE], rest[NONCE:], purpose.encode())
    except InvalidTag:
        raise Unreadable(f"{purpose}：内容已被改动，或用途不符。(The value was changed, or belongs to another purpose.)") from None


def decrypt(value: bytes, purpose: str) -> str:
    """The plain text. Raises as `decrypt_bytes`."""
    return decrypt_bytes(value, purpose).decode()


def re_encrypt(value: bytes, purpose: str) -> bytes:
    """The same plain bytes under the current key."""
    return encrypt(decrypt_bytes(value, purpose), purpose)


def search_digest(value: str) -> bytes | None:
    """Keyed digest of a phone or ID number for exact search; None where it holds no digit, so that such values never match each other.

    Taken over the digits (full-width ones too) and the X that ends an ID number; +86, 0086 and leading zeros are dropped,
    so that +86 10 6620 5678 and 010-66205678 are one number.
    """
    text = re.sub(r"^(\+|00)86", "", re.sub(r"[^0-9X+]", "", unicodedata.normalize("NFKC", value).upper()))
    digits = re.sub(r"\D", "", text).lstrip("0")
    if not digits:
        return None
    if len(digits) == 17 and text.endswith("X"):
        digits += "X"
    return hmac.digest(_bytes(settings.DIGEST_KEY), digits.encode(), hashlib.sha256)


def _opened(value: bytes, purpose: str) -> tuple[str, bytes]:
    start = len(MARK) + 1
    if not value.startswith(MARK) or len(value) < start or len(value) < start + value[start - 1] + NONCE + TAG:
        raise Unreadable(f"{purpose}：不是本系统加密的内容。(Not a value this system encrypted.)")
    end = start + value[start - 1]
    return value[start:end].decode("ascii", "replace"), value[end:]


def _bytes(key: str | bytes) -> bytes:
    return key.encode() if isinstance(key, str) else key


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


class Ciphertext(models.BinaryField):
    """A column that holds what `encrypt` returned; whoever reads it decrypts. Declaring it lets rotate_keys find it."""

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: each encryption differs, so no comparison could ever match (search by digest)."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class EncryptedText(models.Field):
    """Text that is encrypted in the database (bytea) and a str in Python."""

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if value is None or hasattr(value, "resolve_expression") else encrypt(value, self.purpose)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt(bytes(value), self.purpose)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: each encryption differs, so no comparison could ever match (search by digest)."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def formfield(self, *args: Any, **kwargs: Any) -> None:
        return None


def encrypted_fields(of: Iterable[type[models.Model]]) -> list[Ciphertext | EncryptedText]:
    """Every encrypted column of these models, each once: on the model whose table holds it."""
    return [
        field for model in of if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields if isinstance(field, Ciphertext | EncryptedText)
    ]  # fmt: skip
