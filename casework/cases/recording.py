"""Input as the ledger keeps it: text, numbers, days, lists and dicts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import Model

from casework.cases import attachments


def recordable(value: Any) -> Any:
    """Cleaned input as text, numbers, days, lists and dicts: what the ledger keeps. A row becomes its id and name, a file its name and size."""
    if value is None or type(value) in (str, int, bool, date):  # most columns: this is asked for every column of a case, twice a step
        return value
    if isinstance(value, Model):
        return {"id": value.pk, "name": str(value)}
    if isinstance(value, UploadedFile):
        return {"file": attachments.plain_name(value), "size": value.size}
    if isinstance(value, Mapping):
        return {str(name): recordable(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return [recordable(one) for one in value]
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
