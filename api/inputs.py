"""From a request to what the doors take: the form's input, files, answers to grounds, the version seen, list parameters."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from rest_framework.request import Request

from api.fields import refuse_wrong_shapes
from api.parsers import readable
from casework.cases.refusals import Invalid

MOST_ANSWERS = 60
LARGEST_VERSION = 2**31 - 1
KEY = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(frozen=True)
class Given:
    """What came with a request."""

    data: dict[str, Any]
    files: dict[str, list[UploadedFile]] | None
    answers: dict[str, Any] | None
    version: int | None
    beside: dict[str, Any]


def read(request: Request, *, beside: tuple[str, ...]) -> Given:
    """The body split into the form's fields and what goes beside them. Raises Invalid for a version or grounds of the wrong shape."""
    body: Any = request.data
    files = None
    if isinstance(body, QueryDict):
        files = {name: request.FILES.getlist(name) for name in request.FILES}
        body = {name: values[0] if len(values) == 1 else values for name, values in body.lists() if name not in files}
    data = {name: value for name, value in body.items() if name not in beside}
    held = {name: body[name] for name in beside if name in body}
    return Given(data, files or None, _answers(held.get("grounds")), _version(held.get("version")), held)


def check(given: Given, form: type[forms.Form] | None) -> None:
    """Refuse values no field of the form could mean, and files under a name that is no file field. Raises Invalid."""
    refuse_wrong_shapes(given.data, form)
    known = form.base_fields if form else {}
    wrong = [name for name in given.files or {} if not isinstance(known.get(name), forms.FileField)]
    if wrong:
        raise Invalid({name: ["这一步没有这个附件字段。(No such file field.)"] for name in sorted(wrong)})


def text(given: Given, name: str, *, most: int, default: str | None = None) -> str:
    """A short text beside the form. Raises Invalid."""
    value = given.beside.get(name, default)
    if not isinstance(value, str) or not value or len(value) > most:
        raise Invalid({name: ["须填写文字。(A text is required.)"]})
    return value


def texts(given: Given, name: str, *, of: tuple[str, ...]) -> dict[str, str] | None:
    """Several texts by name beside the form, None where they were left out. Raises Invalid for another shape or name."""
    value = given.beside.get(name)
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) - set(of) or not all(isinstance(one, str) and len(one) <= 2000 for one in value.values()):
        raise Invalid({name: [f"须为对象，字段为 {'、'.join(of)}。(An object of the texts {', '.join(of)}.)"]})
    return value


def _version(value: Any) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 11:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_VERSION:
        raise Invalid({"version": ["须为案件详情中的版本号（整数）。(The version of the detail, a whole number.)"]})
    return value


def _answers(value: Any) -> dict[str, Any] | None:
    """{"T10-1": {"met": true, "why": "…"}}; in a multipart body the same as JSON text."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = json.loads(value)
            readable(value)
        except (ValueError, RecursionError):
            value = None
    if not isinstance(value, dict) or len(value) > MOST_ANSWERS or not all(_is_answer(name, one) for name, one in value.items()):
        words = "须为 {审查项: {met: true 或 false, why: 理由}}。(An object of ground: {met, why}.)"
        raise Invalid({"grounds": [words]})
    return value


def _is_answer(name: Any, one: Any) -> bool:
    shape = isinstance(one, dict) and set(one) == {"met", "why"} and isinstance(one["met"], bool) and isinstance(one["why"], str)
    return bool(shape and one["why"].strip() and len(one["why"]) <= 2000 and 0 < len(name) <= 40)


def key_of(request: Request) -> str | None:
    """The Idempotency-Key, None without one. Raises Invalid where it is not 1 to 200 printable ASCII characters."""
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is not None and not KEY.fullmatch(key):
        raise Invalid({"Idempotency-Key": ["须为 1 至 200 个可打印的 ASCII 字符。(1 to 200 printable ASCII characters.)"]})
    return key


def digest(given: Given) -> bytes:
    """What makes two bodies the same: fields, what goes beside them, and the files' contents; not their order nor a multipart boundary."""
    files: dict[str, list[Any]] = {}
    for name, group in (given.files or {}).items():
        files[name] = []
        for file in group:
            files[name].append([file.name, hashlib.sha256(file.read()).hexdigest()])
            file.seek(0)
    return json.dumps([given.data, given.beside, files], sort_keys=True, ensure_ascii=False).encode()


def parameters(request: Request) -> dict[str, str]:
    """The query parameters. Raises ParseError for text that cannot be looked for."""
    found = {name: request.query_params[name] for name in request.query_params}
    readable(found)
    return found


def limit_of(given: dict[str, str]) -> int:
    """How many rows, 50 unless said. Raises Invalid."""
    value = given.get("limit", "50")
    if not (value.isascii() and value.isdigit() and len(value) < 5):
        raise Invalid({"limit": ["须在 1 至 100 之间。(1 to 100.)"]})
    return int(value)


def day_of(given: dict[str, str], name: str) -> date | None:
    """A day, YYYY-MM-DD, or None. Raises Invalid."""
    value = given.get(name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Invalid({name: ["须为 YYYY-MM-DD 格式的日期。(A day, YYYY-MM-DD.)"]}) from error


def nothing_else(given: Given) -> None:
    """Refuse whatever goes beyond what this address reads. Raises Invalid."""
    if given.data or given.files:
        raise Invalid({name: ["没有这个字段。(No such field.)"] for name in sorted({*given.data, *(given.files or {})})})
