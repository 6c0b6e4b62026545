"""One error map: how every no of the domain and of the framework is said over HTTP. Status codes appear only here."""

import logging
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from rest_framework import exceptions
from rest_framework.response import Response

from api.filling import entry_since
from api.shapes import Problem
from api.words import english, sentence, word
from casework import catalogue
from casework.cases.idempotency import KeyReused
from casework.cases.refusals import Forbidden, Invalid, NotFound, NotStored, Refused
from casework.people.attempts import TooMany

log = logging.getLogger("casework.api")

BUSY = 503
# code -> (status, zh, en)
SAID: dict[str, tuple[int, str, str]] = {
    "bad_request": (400, "请求的内容无法读取。", "The request cannot be read."),
    "invalid": (400, "填写的内容有误，请按各字段的提示改正。", "Some fields are not right: see each of them."),
    "unauthenticated": (401, "请先登录，或者提供有效的令牌。", "Sign in, or give a valid token."),
    "forbidden": (403, "您没有办理这件事的权限。", "You may not do this."),
    "wrong_code": (403, "编号或者查询码不正确。", "The number or the code is not right."),
    "wrong_password": (403, "用户名或者密码不正确。", "The user name or the password is not right."),
    "password_given": (403, "请先登录网页，在“我的账号”中改密码。", "Sign in on the page first and change the password there (/account/)."),
    "csrf": (403, "请求缺少有效的 CSRF 令牌。", "The request lacks a valid CSRF token."),
    "scope": (403, "令牌的范围不包括这项操作。", "The token's scope does not cover this."),
    "not_found": (404, "没有找到。地址以“/”结尾。", "Not found. Addresses end with a slash."),
    "method_not_allowed": (405, "这个地址不支持这种请求方法。", "This address does not allow this method."),
    "not_acceptable": (406, "只能以 application/json 答复。", "Answers come as application/json."),
    "refused": (409, "不能办理，理由见 reasons。", "Refused: see the reasons."),
    "too_large": (413, "请求的内容过大。", "The request is too large."),
    "unsupported_media_type": (415, "请以 application/json 或者 multipart/form-data 提交。", "Send application/json or multipart/form-data."),
    "key_reused": (422, "这个 Idempotency-Key 已用于另一份内容。", "This Idempotency-Key came with another body before."),
    "throttled": (429, "尝试次数过多，请稍后再试。", "Too many tries: wait."),
    "error": (500, "系统出错，已记录。", "Something broke; it has been noted."),
    "not_stored": (507, "文件现在存不下来，没有提交，请稍后再试。", "The files cannot be stored just now; nothing was filed. Try again later."),
    "unavailable": (BUSY, "系统暂时不可用，请稍后再试。", "Not available just now, try again."),
}


class WrongCode(exceptions.APIException):
    """Number and query code do not go together; says nothing about which."""

    default_code = "wrong_code"


class WrongPassword(exceptions.APIException):
    """User name and password do not go together; says nothing about which."""

    default_code = "wrong_password"


class PasswordGiven(exceptions.APIException):
    """The password is still the one an administrator made."""

    default_code = "password_given"


class OutOfScope(exceptions.APIException):
    """The token's scope does not hold the word this endpoint asks for."""

    default_code = "scope"


class CsrfMissing(exceptions.APIException):
    """A write with a session and without its CSRF token."""

    default_code = "csrf"


OWN = (WrongCode, WrongPassword, PasswordGiven, OutOfScope, CsrfMissing)
FRAMEWORK: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((exceptions.NotAuthenticated, exceptions.AuthenticationFailed), "unauthenticated"),
    ((exceptions.PermissionDenied, PermissionDenied), "forbidden"),
    ((exceptions.NotFound, Http404, NotFound), "not_found"),
    ((exceptions.MethodNotAllowed,), "method_not_allowed"),
    ((exceptions.NotAcceptable,), "not_acceptable"),
    ((exceptions.UnsupportedMediaType,), "unsupported_media_type"),
    ((RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent), "too_large"),
    ((KeyReused,), "key_reused"),
    ((NotStored,), "not_stored"),
    ((OperationalError, InterfaceError), "unavailable"),
    ((exceptions.ParseError, SuspiciousOperation, BadRequest, UnreadablePostError), "bad_request"),
)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """What DRF calls for every exception of a view; None leaves it to Django, whose 500 is `server_error`."""
    headers = {}
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = 'Bearer realm="casework"'
    found = _problem(error, context)
    if found is None:
        return None
    if "wait" in found:
        headers["Retry-After"] = str(found["wait"])
    status = SAID[found["code"]][0]
    if status == BUSY:
        log.warning("%s: %s", type(error).__name__, error)
        headers["Retry-After"] = "1"
    return Response(found, status=status, headers=headers)


def _problem(error: Exception, context: dict[str, Any]) -> Problem | None:
    if isinstance(error, Refused):
        return _refused(error, context)
    if isinstance(error, Forbidden):
        return {"code": "forbidden", "detail": word(error.zh, error.en)}
    if isinstance(error, Invalid):
        return problem("invalid") | {"fields": error.fields}
    if isinstance(error, TooMany):
        return problem("throttled") | {"wait": error.wait}
    if isinstance(error, exceptions.Throttled):
        return problem("throttled") | {"wait": int(getattr(error, "wait", None) or 1)}
    if isinstance(error, OWN):
        return problem(error.default_code)
    for kinds, code in FRAMEWORK:
        if isinstance(error, kinds):
            said = problem(code)
            if code == "bad_request" and isinstance(error, exceptions.ParseError) and isinstance(error.args[0] if error.args else None, tuple):
                said["detail"] = word(*error.args[0])
            return said
    return None


def _refused(error: Refused, context: dict[str, Any]) -> Problem:
    said = problem("refused")
    said["reasons"] = [{"ground": one.ground, "article": one.article, "sentence": sentence(one)} for one in error.reasons]
    said["detail"] = _joined([one["sentence"] for one in said["reasons"]]) or said["detail"]
    if error.entries:
        actor, kind = context["request"].user, catalogue.kind_of(context["kwargs"]["number"])
        said["entries"] = [shown for one in error.entries if (shown := entry_since(one, kind, actor)) is not None]
    return said


def _joined(sentences: list[str]) -> str:
    return ("；" if not english() else " ").join(sentences)


def problem(code: str) -> Problem:
    """The body of an error in the reader's language."""
    _, zh, en = SAID[code]
    return {"code": code, "detail": word(zh, en)}


def unreadable(zh: str, en: str) -> exceptions.ParseError:
    """A 400 with a sentence of its own."""
    error = exceptions.ParseError(word(zh, en))
    error.args = ((zh, en),)
    return error


def plain(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
    """An error outside DRF: JSON under /api/, one line of text elsewhere. `more` are further members of the body (`wait`)."""
    body, status = {**problem(code), **more}, SAID[code][0]
    if request.path.startswith("/api"):
        return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    return HttpResponse(f"{status} {body['detail']}\n", status=status, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400."""
    return plain(request, "bad_request")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler403."""
    return plain(request, "forbidden")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF failure view."""
    return plain(request, "csrf")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404."""
    return plain(request, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return plain(request, "error")
