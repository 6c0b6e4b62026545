"""What Django itself refuses, said in the skin that was asked: JSON under /api/, a page elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

import api.errors
import frontend.errors

API = "/api/"


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
    """500."""
    return api.errors.server_error(request) if request.path.startswith(API) else frontend.errors.server_error(request)


def csrf_failed(request: HttpRequest, reason: str = "") -> Any:
    """A write without its CSRF token."""
    return api.errors.csrf_failed(request, reason) if request.path.startswith(API) else frontend.errors.csrf_failed(request, reason)
