"""What may come in from people without an account, judged by its length before any of it is read: one request, and one address in a day."""

import contextlib
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import Error
from django.http import HttpRequest, HttpResponseBase

from casework.config import errors
from casework.people import attempts

DRAINED = 64 * 1024 * 1024  # bytes read and thrown away, so that a browser hears the answer instead of a broken connection
CHUNK = 1024 * 1024
FORM = 100_000  # bytes: a form without files


def intake(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware, after sessions and language: 413 for a request larger than any filing, 429 where an address has sent too much today."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        length = _length(request)
        if settings.REQUEST_MB and length > settings.REQUEST_MB * 1_000_000:
            _drain(request)
            return errors.too_large(request)
        if length > FORM and not _is_known(request):
            try:
                attempts.upload(request.META.get("REMOTE_ADDR", ""), length)
            except attempts.TooMany as error:
                _drain(request)
                return errors.too_many(request, error.wait)
        return get_response(request)

    return answer


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def _is_known(request: HttpRequest) -> bool:
    """True for tokens and signed-in users: a token that is none is refused before its body is read."""
    if request.META.get("HTTP_AUTHORIZATION"):
        return True
    try:
        return SESSION_KEY in request.session
    except Error:  # the view says that the database is away
        return False


def _drain(request: HttpRequest) -> None:
    with contextlib.suppress(OSError):
        for _ in range(DRAINED // CHUNK):
            if not request.read(CHUNK):
                return
