"""Idempotency keys: the same filing sent twice within 24 hours is one filing and gives the same answer."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from casework.cases.encryption import Ciphertext, decrypt, encrypt
from casework.cases.refusals import Refusal

PURPOSE = "idempotency.answer"
KEPT = timedelta(hours=24)


class KeyReused(Refusal):
    """The key came before with another body."""


class Receipt(models.Model):
    """What was answered to a key; the answer (with the query code shown once) is encrypted and kept a day."""

    key = models.BinaryField(max_length=32, unique=True)
    body = models.BinaryField(max_length=32)
    answer = Ciphertext(purpose=PURPOSE, null=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return bytes(self.key).hex()[:12]


def claim(key: str, whose: str, body: bytes, *, at: datetime) -> tuple[Receipt, dict[str, Any] | None]:
    """The row of this key, held until the transaction ends, and the answer given before, if any. Raises KeyReused for another body."""
    digest = hashlib.sha256(f"{whose}\n{key}".encode()).digest()
    content = hashlib.sha256(body).digest()
    Receipt.objects.filter(key=digest, made_at__lt=at - KEPT).delete()
    Receipt.objects.bulk_create([Receipt(key=digest, body=content, made_at=at)], ignore_conflicts=True)
    row = Receipt.objects.select_for_update().get(key=digest)
    if bytes(row.body) != content:
        raise KeyReused()
    return row, json.loads(decrypt(bytes(row.answer), PURPOSE)) if row.answer else None


def keep(row: Receipt, answer: dict[str, Any]) -> None:
    """Remember the answer for a repetition."""
    row.answer = encrypt(json.dumps(answer, ensure_ascii=False), PURPOSE)
    row.save(update_fields=["answer"])
