"""The calendar feed of a person: its secret address, made and taken back, and the iCalendar (RFC 5545) behind it, which needs no session.

A title holds the case's number and the rule's name, nothing that says who complains of what: whoever runs the calendar program reads it.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import override
from django.views import View
from icalendar import Calendar, Event, vDuration, vUri

from casework import catalogue, commands, queries
from casework.cases.case import people_number
from casework.cases.refusals import Invalid, NotFound
from casework.people.attempts import TooMany
from casework.people.roles import Role
from frontend import words
from frontend.base import OFFICERS, OPERATORS, Page, is_officer, roles_of
from frontend.citizen import draft
from frontend.language import english, of, one, word

PATH = "/calendar/feed/"
ONCE = "calendar_secret"  # session key: sealed, gone once it was shown
DAY = timedelta(1)
AGAIN = timedelta(hours=2)  # how often a program looks
UNKNOWN = "没有这个日历地址。No such calendar address.\n"
NAMES = {
    "mine": ("我的期限", "My last days"), "office": ("本机构的期限", "The office's last days"),
    "post": ("本岗待办的期限", "Last days of what waits for my post"),
}  # fmt: skip
DONE = {"revoked": ("已收回，原来的地址不再有效。", "Taken back: the address no longer works.")}


class Address(Page):
    """Whether one has an address, a new one, taking it back."""

    roles = OFFICERS | OPERATORS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; an address just made is shown this once."""
        return self.drawn()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make an address in the place of the one there was, or take it back."""
        if request.POST.get("act") == "revoke":
            commands.revoke_calendar_address(by=self.actor)
            return HttpResponseRedirect(f"{PATH}?done=revoked#done")
        try:
            secret = commands.make_calendar_address(by=self.actor, whose=request.POST.get("whose", "mine"))
        except Invalid as error:
            return self.drawn(wrong=[("", one(text)) for texts in error.fields.values() for text in texts], status=400)
        request.session[ONCE] = draft.sealed({"secret": secret})
        return HttpResponseRedirect(f"{PATH}#once")

    def drawn(self, *, wrong: list[tuple[str, str]] | None = None, status: int = 200) -> HttpResponse:
        """The page."""
        kept = self.request.session.pop(ONCE, "")
        secret = draft.opened(kept)["secret"] if kept else ""
        held, done = queries.calendar_address(self.actor), DONE.get(self.request.GET.get("done", ""))
        url = self.request.build_absolute_uri(f"/calendar/{secret}.ics{'?lang=en' if english() else ''}") if secret else ""
        named = {"mine": word(*NAMES["mine"]), "office": word(*NAMES["office" if queries.sees_office(self.actor) else "post"])}
        desk = queries.has_desk(self.actor)
        context = {
            "once": url, "held": held, "held_of": named[held.whose] if held else "", "wrong": wrong or [], "done": word(*done) if done else "",
            "choices": list(named.items()) if desk else [],
            "first": held.whose if held else "office" if desk and Role.HANDLER not in roles_of(self.actor) else "mine",
            "back": "/desk/calendar/" if is_officer(self.actor) else "/operator/calendar/",
        }  # fmt: skip
        return self.show("frontend/calendar/feed.html", context, status=status)


class Feed(View):
    """The iCalendar."""

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """The events; 404, always in the same words, where there is no such address (any more)."""
        try:
            found = queries.calendar_feed(secret, request.META.get("REMOTE_ADDR", ""))
        except NotFound:
            return _said(UNKNOWN, status=404)
        except TooMany as error:
            response = _said(f"请 {error.wait} 秒后再试。Try again in {error.wait} seconds.\n", status=429)
            response["Retry-After"] = str(error.wait)
            return response
        with override("en" if request.GET.get("lang") == "en" else "zh-hans"):
            body = written(found.whose, found.rows, request.build_absolute_uri("/")).to_ical()
        etag = quote_etag(uuid.uuid5(uuid.NAMESPACE_OID, body.hex()).hex)
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="casework.ics"'
        response["ETag"] = etag
        return _private(get_conditional_response(request, etag, None, response) or response)


def written(whose: str, rows: list[Any], site: str) -> Calendar:
    """The calendar of these last days; `site` is the address that their links begin with."""
    calendar = Calendar()
    name = word(*NAMES[whose])
    told = word("各项期限的最后一日。点链接打开案卷，需要登录。", "The last day of each limit. The link opens the file and asks you to sign in.")
    calendar.add("prodid", "-//casework//calendar feed//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("description", told)
    calendar.add("x-wr-caldesc", told)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", vDuration(AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(AGAIN))
    for event in _events(rows, site):
        calendar.add_component(event)
    return calendar


def _events(rows: list[Any], site: str) -> Iterator[Event]:
    """One all-day event each. Its UID stays while the clock is the same one, however often its last day moves; SEQUENCE grows with the case's ledger."""
    for row in rows:
        deadline, case = row.deadline, row.case
        limit = catalogue.rule_of(deadline, case.kind)
        event = Event()
        changed = (row.changed_at or datetime(2026, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
        event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"casework:{case.number}:{deadline.rule}:{deadline.pk}")))
        event.add("dtstamp", changed)
        event.add("last-modified", changed)
        event.add("sequence", case.ledger_seq)
        event.add("dtstart", deadline.last_day)
        event.add("dtend", deadline.last_day + DAY)
        event.add("summary", _title(deadline, case, limit))
        event.add("description", f"{word('依据', 'Article')}{word('：', ': ')}{words.cited(limit.basis)}")
        event.add("categories", [word("内部时限", "House limit") if deadline.house else word("法定期限", "Legal limit")])
        event.add("url", vUri(f"{site.rstrip('/')}/cases/{case.number}/"))
        event.add("status", "TENTATIVE" if deadline.provisional else "CONFIRMED")
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        yield event


def _title(deadline: Any, case: Any, limit: Any) -> str:
    marks = [word("内部时限", "house limit")] if deadline.house else []
    marks += [word("暂定", "provisional")] if deadline.provisional else []
    said = f"{people_number(case.number, case.first_office.short)} {of(limit)}"
    return f"{said}{word('（', ' (')}{word('、', ', ').join(marks)}{word('）', ')')}" if marks else said


def _said(text: str, *, status: int) -> HttpResponse:
    return _private(HttpResponse(text, status=status, content_type="text/plain; charset=utf-8"))


def _private(response: HttpResponse) -> HttpResponse:
    """Nobody between here and the reader keeps it, and no search engine lists it."""
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


urlpatterns = [
    path("calendar/feed/", Address.as_view(), name="calendar_address"),
    path("calendar/<str:secret>.ics", Feed.as_view(), name="calendar_feed"),
]
