"""What reached one's inbox, the mornings' reminders of deadlines, and which papers are not served yet."""

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import catalogue, clock, queries
from casework.cases.case import people_number
from casework.cases.outbox import Message
from casework.cases.refusals import Invalid
from casework.cases.service import Service
from frontend import words
from frontend.base import OFFICERS, Page
from frontend.clerk import lists
from frontend.language import english, of, word

PAGE = 30
ENGLISH = {  # acts that are no steps
    "propose": "waits for approval", "consent": "waits for approval", "approve": "proposal approved", "return_proposal": "proposal returned",
    "lapse": "proposal lapsed", "first_check": "look at the proposed answer, as its first handler", "check_answer": "the first handler has remarks",
    "object_to_attribution": "objection to an attribution", "decide_objection": "objection decided",
    "replay": "last days computed again after a new notice of days off",
}  # fmt: skip
MOVED = "/desk/moved/"
SERVE = "serve"
FIRST, AS_FIRST = re.compile("（首办）|首办事项"), "as first handler: "
PASSED = re.compile(r"(?P<said>.+)（(?P<rule>[A-Z]+-\w+)，(?P<day>\d{4}-\d{2}-\d{2})）")


class Listed(Page):
    """A list by id, the whole of it one query of the domain."""

    roles = OFFICERS
    address = ""
    template = ""
    length = PAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; a broken cursor is said in its place."""
        asked = lists.asked_of(request, ("cursor", "before"))
        wrong, status = [], 200
        try:
            found = self.read(cursor=asked.get("cursor", ""), before=asked.get("before", ""), limit=self.length)
        except Invalid as error:
            wrong, status, found = lists.sentences(error, {}), 400, queries.Page([], "", 0, False)
        context = {
            "page": found, "rows": [self.row(one) for one in found.rows], "count": lists.how_many(found.count, found.capped), "wrong": wrong,
            "turning": lists.turning(self.address, asked, found),
        }  # fmt: skip
        return self.show(self.template, context, status=status)

    def read(self, **place: Any) -> queries.Page:
        """The rows. Raises Invalid for a broken cursor."""
        raise NotImplementedError

    def row(self, one: Any) -> dict[str, Any]:
        """One row as the template shows it."""
        raise NotImplementedError


class Messages(Listed):
    """Messages to oneself and to one's roles, the newest first."""

    address = "/desk/messages/"
    template = "frontend/clerk/messages.html"

    def read(self, **place: Any) -> queries.Page:
        """What reached the inbox."""
        return queries.inbox(self.actor, **place)

    def row(self, one: Message) -> dict[str, Any]:
        """The message without the case's number, which stands beside it."""
        more = (MOVED, word("看全部变动的期限", "All that moved")) if one.step == "replay" else None
        return {"more": more, "case": one.case, "sent_at": one.sent_at, "said": _said(one), "mine": one.user_id is not None, "role": one.role}


class Digests(Listed):
    """The reminders of deadlines one got, the newest first; each case as it stands now."""

    address = "/desk/digests/"
    template = "frontend/clerk/digests.html"
    length = 5  # each is a query of its own

    def read(self, **place: Any) -> queries.Page:
        """One for each morning, and urgent ones between."""
        return queries.digests(self.actor, **place)

    def row(self, one: queries.Read) -> dict[str, Any]:
        """The morning with its cases; how many of them are done since, or not to be read any more."""
        lines = [
            {"case": line.case, "rule": of(line.limit), "last_day": line.last_day, "half": line.half,
             "flag": words.flag(line.last_day, rule=line.limit.id, kind=line.case.kind)}
            for line in one.lines
        ]  # fmt: skip
        gone = len(one.digest.alarms) - len(lines)
        return {"morning": one.digest.morning, "sent_at": one.digest.sent_at, "urgent": one.digest.urgent, "lines": lines, "gone": gone}


class Moved(Page):
    """The last days of one's cases that notices of days off have moved lately: what a message about a replay counts."""

    roles = OFFICERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest first, each case once for each of its clocks."""
        found = queries.moved_lately(self.actor)
        rows = [
            {"number": one.number, "said": people_number(one.number, one.short), "title": one.title, "rule": of(catalogue.rules(one.kind)[one.rule]),
             "was": one.was, "becomes": one.becomes, "notice": one.notice, "at": one.at}
            for one in found
        ]  # fmt: skip
        context = {"rows": rows, "cases": len({one.number for one in found}), "days": queries.MOVED_DAYS.days}
        return self.show("frontend/clerk/moved.html", context)


class Unserved(Listed):
    """Papers that wait to be served: they start no clock until service is recorded."""

    address = "/desk/unserved/"
    template = "frontend/clerk/unserved.html"

    def read(self, **place: Any) -> queries.Page:
        """The oldest first."""
        return queries.not_yet_served(self.actor, **place)

    def row(self, one: Service) -> dict[str, Any]:
        """The paper, to whom, since when, and whether its reader may record the service."""
        declared = catalogue.steps(one.case.kind).get(SERVE)
        may = declared is not None and any(self.actor.holds(role, one.case.office_id) for role in declared.by)
        days = (clock.today() - one.document.issued_on).days
        waited = word(f"已等 {days} 天", f"{days} day{'s' if days != 1 else ''}") if days else word("今日签发", "today")
        return {
            "pk": one.pk, "case": one.case, "document": one.document, "party": one.party, "title": words.title(one.document, one.case.kind), "waited": waited,
            "may": may, "way": _way(one),
        }  # fmt: skip


def _way(one: Service) -> str:
    """How it is on its way, or how the addressee may be reached."""
    if one.deemed_on:
        return word(f"公告中，{words.day(one.deemed_on)}视为送达", f"published; counts as served on {words.day(one.deemed_on)}")
    if one.sent_on:
        return word(f"{words.day(one.sent_on)}已发出：{one.reference}", f"sent {words.day(one.sent_on)}: {one.reference}")
    if one.party.reached_electronically:
        return word("同意电子送达，到达收件箱即送达", "agreed to electronic service: served on arrival")
    return word("没有同意电子送达", "no consent to electronic service")


def _said(one: Message) -> str:
    """The message's words: as they were sent in Chinese, after the step in English; a passed deadline by its name and day, not by its code."""
    text, more = one.subject.split("：", 1)[-1], ""
    if (passed := PASSED.fullmatch(text)) is not None:
        text = passed["said"]
        more = f"{word('：', ': ')}{words.rule(one.case, passed['rule'])}{word('，', ', ')}{words.day(date.fromisoformat(passed['day']))}"
    if english():
        step = catalogue.steps(one.case.kind).get(one.step)
        text = (AS_FIRST if FIRST.match(text) else "") + (of(step) if step else ENGLISH.get(one.step, one.step))
    return text + more


urlpatterns = [
    path("desk/messages/", Messages.as_view(), name="messages"),
    path("desk/moved/", Moved.as_view(), name="moved"),
    path("desk/digests/", Digests.as_view(), name="digests"),
    path("desk/unserved/", Unserved.as_view(), name="unserved"),
]
