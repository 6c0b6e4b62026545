"""How a no is said on a page: one template, the outcome as its heading, what to do as its text."""

import logging
import math
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casework.cases.refusals import Forbidden, Refused
from casework.people.actor import Actor
from casework.people.sessions import OUTSIDER
from frontend.citizen import draft as drafts
from frontend.language import of, word

log = logging.getLogger("casework.frontend")


def say(request: HttpRequest, status: int, heading: str, text: str = "", **more: Any) -> HttpResponse:
    """A page that says no, in the frame that its reader works in."""
    actor = getattr(request, "actor", OUTSIDER)
    return render(request, "frontend/no.html", {"heading": heading, "text": text, "frame": frame(actor), "actor": actor, **more}, status=status)


def frame(actor: Actor) -> str:
    """The desk for people with an account, the open page for everybody else."""
    return "frontend/desk.html" if actor.standing else "frontend/base.html"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A wrong address and a case one may not see answer alike."""
    text = word("可能地址有误，或者这件案件不归您查看。", "The address may be wrong, or the case is not yours to see.")
    return say(request, 404, word("没有找到", "Not found"), text)


def forbidden(request: HttpRequest, error: Forbidden | Exception | None = None) -> HttpResponse:
    """The actor sees the case but may not do this."""
    said = word(error.zh, error.en) if isinstance(error, Forbidden) else ""
    return say(request, 403, word("您不能办这件事", "You may not do this"), said)


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """The law or the state of the case says no: each reason with its article."""
    return say(request, 409, word("现在不能办", "Not possible now"), reasons=[(of(one), one.article) for one in error.reasons])


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """Too many tries, with the wait."""
    minutes = max(1, math.ceil(wait / 60))
    response = say(request, 429, word("尝试次数过多", "Too many tries"), word(f"请 {minutes} 分钟后再试。", f"Try again in {minutes} minutes."))
    response["Retry-After"] = str(wait)
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that stood open too long, or came from elsewhere; or one that was filed in another window, which began a new session."""
    if drafts.filed(request.session, request.POST.get("draft", "")):
        text = word("您在另一个窗口已经提交了这一件，没有重复提交。", "You filed this in another window; it was not filed twice.")
        return say(request, 409, word("已经提交过了", "Filed already"), text, back=("/ask/receipt/", word("看编号和进度", "See its number and progress")))
    text = word(
        "停留太久，或者页面不是从本站打开的。请返回重新打开页面再提交；写的内容还在上一页。",
        "It stood open too long, or came from elsewhere. Go back, reload, submit again.",
    )
    return say(request, 403, word("没有提交成功", "Not submitted"), text)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What cannot be read."""
    return say(request, 400, word("请求的内容无法读取", "The request cannot be read"))


def busy(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database is away for a moment."""
    log.warning("%s", type(error).__name__)
    text = word("请稍后再试；已经提交的内容不会丢失。", "Try again soon; nothing submitted is lost.")
    response = say(request, 503, word("暂时不可用", "Not available just now"), text)
    response["Retry-After"] = "1"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; it has been noted."""
    return say(request, 500, word("系统出错，已记录", "Something broke; it has been noted"), word("请稍后再试。", "Try again soon."))
