"""What Django itself refuses, said in the skin that was asked: JSON under /api/, a page elsewhere."""

import errno
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponseBase

import api.errors
import frontend.errors
from casework.cases.refusals import NotStored
from frontend.language import word

API = "/api/"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400."""
    return api.errors.bad_request(request, exception) if request.path.startswith(API) else frontend.errors.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """403."""
    return api.errors.permission_denied(request, exception) if request.path.startswith(API) else frontend.errors.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404."""
    return api.errors.not_found(request, exception) if request.path.startswith(API) else frontend.errors.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """500; 507 where no room is left for what was sent, 503 where the database went away outside a view (in a middleware)."""
    error = sys.exc_info()[1]
    if isinstance(error, NotStored) or (isinstance(error, OSError) and error.errno in FULL):
        return not_stored(request)
    if isinstance(error, OperationalError | InterfaceError):
        return api.errors.plain(request, "unavailable") if request.path.startswith(API) else frontend.errors.busy(request, error)
    return api.errors.server_error(request) if request.path.startswith(API) else frontend.errors.server_error(request)


def csrf_failed(request: HttpRequest, reason: str = "") -> Any:
    """A write without its CSRF token."""
    return api.errors.csrf_failed(request, reason) if request.path.startswith(API) else frontend.errors.csrf_failed(request, reason)


def not_stored(request: HttpRequest) -> HttpResponseBase:
    """507: what was sent cannot be stored; nothing of it was kept."""
    if request.path.startswith(API):
        return api.errors.plain(request, "not_stored")
    text = word("文件现在存不下来，没有提交。请稍后再试。", "The files cannot be stored just now; nothing was submitted. Try again later.")
    return frontend.errors.say(request, 507, word("现在存不下来", "Cannot be stored just now"), text)


def too_large(request: HttpRequest) -> HttpResponseBase:
    """413."""
    if request.path.startswith(API):
        return api.errors.plain(request, "too_large")
    text = word("每个文件不超过 20 MB，最多 30 个。请减少后再提交。", "At most 30 files of 20 MB each. Send fewer or smaller ones.")
    return frontend.errors.say(request, 413, word("内容过大", "Too large"), text)


def too_many(request: HttpRequest, wait: int) -> HttpResponseBase:
    """429 with the time to come back."""
    if not request.path.startswith(API):
        return frontend.errors.too_many(request, wait)
    response = api.errors.plain(request, "throttled", wait=wait)
    response["Retry-After"] = str(wait)
    return response
