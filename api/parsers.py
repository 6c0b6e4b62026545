"""What the API reads: JSON of a bounded size, and forms with files. What no column can hold is refused here, once."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework import parsers
from rest_framework.exceptions import ParseError

from api.errors import unreadable

DEEPEST = 12


class JSONParser(parsers.BaseParser):
    """A JSON object in UTF-8, at most DATA_UPLOAD_MAX_MEMORY_SIZE bytes; no NaN, no doubled names, no NUL, no half surrogates."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """The object. Raises ParseError, RequestDataTooBig."""
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise RequestDataTooBig("body")
        try:
            found = json.loads(body.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_once) if body.strip() else {}
        except (ValueError, RecursionError) as error:
            raise unreadable("不是有效的 JSON。", "Not valid JSON.") from error
        if not isinstance(found, dict):
            raise unreadable("须为一个 JSON 对象。", "A JSON object is expected.")
        readable(found)
        return found


class MultiPartParser(parsers.MultiPartParser):
    """multipart/form-data, its text checked like that of JSON."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Data and files. Raises ParseError."""
        try:
            found = super().parse(stream, media_type, parser_context)
        except ParseError as error:
            raise unreadable("不是有效的 multipart/form-data。", "Not valid multipart/form-data.") from error
        readable({name: found.data.getlist(name) for name in found.data})
        return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def readable(value: Any, depth: int = 0) -> None:
    """Raise ParseError for text that PostgreSQL cannot hold (NUL, half surrogates), and for nesting deeper than any form asks."""
    if depth > DEEPEST:
        raise unreadable("JSON 嵌套过深。", "The JSON is nested too deeply.")
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise unreadable("含有不能保存的字符。", "Holds a character that cannot be stored.")
    elif isinstance(value, dict):
        for name, one in value.items():
            readable(name, depth + 1)
            readable(one, depth + 1)
    elif isinstance(value, list | tuple):
        for one in value:
            readable(one, depth + 1)
