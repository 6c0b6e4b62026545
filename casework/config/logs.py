"""Logs that name nobody: one line of JSON a record (CASEWORK_LOG=json), or the same content to read (plain).

Kept out: names, phones, query codes, addresses with numbers in them, query strings, bodies, and what an exception says (it may quote
a value): its type and the places in the program are enough to find it. CASEWORK_DEBUG=1 shows messages and full traces.
"""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from casework.people.actor import Actor

FRAMES = 12
STRAY = (
    (re.compile(r"(?<![\w.-])[\w.+-]+@[\w-]+(\.[\w-]+)+"), "[email]"),
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\w)"), "[id]"),
    (re.compile(r"(?<!\d)(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"), "[phone]"),
    (re.compile(r"(?<=\w/)\?\S+|(?<=\w)\?[\w%]+=\S*"), "?…"),
)
log = logging.getLogger("casework.request")
request_id: ContextVar[str] = ContextVar("request_id", default="")


class Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON, in ASCII order of what matters: time, level, logger, message, request, fields, error."""
        return json.dumps(content(record), ensure_ascii=False, default=str)


class Plain(logging.Formatter):
    """For a person: the message, then the error's type and places."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as lines of text."""
        found = content(record)
        lines = [found["message"]]
        if error := found.get("error"):
            lines.append(f"  {error['type']}{': ' + error['said'] if 'said' in error else ''}")
            lines += [f"    {place}" for place in error["at"]]
        return "\n".join(lines)


def content(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says of a record."""
    request = getattr(record, "request", None)
    message = f"{getattr(record, 'status_code', '')} {request.method} {route_of(request)}" if isinstance(request, HttpRequest) else record.getMessage()
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"), "level": record.levelname, "logger": record.name,
        "message": masked(message),
    }  # fmt: skip
    if held := request_id.get():
        found["request_id"] = held
    found |= getattr(record, "fields", {})
    if record.exc_info and record.exc_info[1] is not None:
        found["error"] = error_of(record.exc_info[1])
    return found


def masked(text: str) -> str:
    """A safety net under what other libraries log: telephone and identity numbers, mail addresses and query strings."""
    for pattern, said in STRAY:
        text = pattern.sub(said, text)
    return text


def error_of(error: BaseException) -> dict[str, Any]:
    """Type, SQLSTATE and places of an exception and its causes; its words only with CASEWORK_DEBUG=1."""
    found: dict[str, Any] = {"type": type(error).__qualname__}
    if state := getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None):
        found["sqlstate"] = state
    if isinstance(error, OSError) and error.errno:
        found["errno"] = error.errno
    if settings.DEBUG:
        found["said"] = str(error)
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    found["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return found


class Counted:
    """Counts statements as they run."""

    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """What Django's connection calls for each statement."""
        self.statements += 1
        return execute(sql, params, many, context)


def requests(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: one line a request, its id in the answer's X-Request-ID and in every line written meanwhile; metrics are told."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        counted, begun = Counted(), time.perf_counter()
        held = request_id.set(secrets.token_hex(8))
        try:
            with connection.execute_wrapper(counted):
                response = get_response(request)
            seconds = time.perf_counter() - begun
            response.headers["X-Request-ID"] = request_id.get()
            for told in listeners:
                told(request, response.status_code, seconds)
            if log.isEnabledFor(logging.INFO):
                fields = {
                    "method": request.method, "route": route_of(request), "status": response.status_code, "ms": round(seconds * 1000, 1),
                    "sql": counted.statements, "actor": actor_of(request),
                }  # fmt: skip
                said = f"{fields['method']} {fields['route']} {fields['status']} {fields['ms']} ms, {counted.statements} SQL, {fields['actor']}"
                log.info("%s", said, extra={"fields": fields})
            return response
        finally:
            request_id.reset(held)

    return answer


listeners: list[Callable[[HttpRequest, int, float], None]] = []


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, never the address: `cases/<str:number>/`; `static` for files, `-` for what is no address."""
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return f"/{match.route}"
    return "static" if request.path.startswith(settings.STATIC_URL) else "-"


def actor_of(request: HttpRequest) -> str:
    """Kind and id of who called, as the view found them: `user:12`, `client:3`, `guest:77` (a party), `guest` for somebody from outside, `-` unknown."""
    for name in ("actor", "user"):
        found = getattr(request, name, None)
        if isinstance(found, Actor):
            return found.kind if found.id is None else f"{found.kind}:{found.id}"
    return "-"
