"""Finding a case: by number, name, phone or words, open or closed, among those one may see."""

import re

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import queries
from casework.cases.refusals import Invalid
from frontend.base import OFFICERS, OPERATORS, Page
from frontend.clerk import lists
from frontend.language import word

PATH = "/desk/search/"
PAGE = 30


class Search(Page):
    """The search box of the frame leads here, an officer's and an operator's alike: both find only what they may see."""

    roles = OFFICERS | OPERATORS

    def get(self, request: HttpRequest) -> HttpResponse:
        """What fits the whole text first, then what has all its words, the newest first."""
        asked = lists.asked_of(request, ("q", "cursor"))
        q, cursor = asked.get("q", ""), asked.get("cursor", "")
        wrong, status = [], 200
        try:
            found = queries.search(self.actor, q, cursor=cursor, limit=PAGE)
        except Invalid as error:
            wrong, status, found = lists.sentences(error, {}), 400, queries.Page([], "", 0, False)
        context = {
            "q": q, "page": found, "count": lists.how_many(found.count, found.capped), "wrong": wrong, "better": better(q),
            "turning": lists.turning(PATH, {"q": q, "cursor": cursor}, found),
        }  # fmt: skip
        return self.show("frontend/clerk/search.html", context, status=status)


def better(q: str) -> str:
    """One way to search better, for a text that found nothing."""
    digits = re.sub(r"[\s()+-]", "", q)
    if re.search(r"[申访复]\d|^[A-Za-z]-?\d", q):
        return word("编号请写全，如 沪申2026-00123 或者 T-2026-31-0000123。", "Write the whole number, such as 沪申2026-00123 or T-2026-31-0000123.")
    if digits.isdigit():
        return word("电话请写全 11 位；只记得几位的，请改用姓名查。", "Write all 11 digits of a phone, or search by name instead.")
    if len(q) <= 1:
        return word("请写两个字以上，如姓名全名或者事情里的词。", "Write two characters or more, such as a whole name or words of the matter.")
    if " " in q or len(q) > 6:
        return word("少写几个词再查：每个词都要出现在标题、请求或者事实里。", "Use fewer words: all of them must stand in the title, the claim or the facts.")
    return word("姓名请写全名；查事情请换一个词，如“宽带”“扣费”。", "Write a whole name; for a matter try another word of its title or facts.")


urlpatterns = [path("desk/search/", Search.as_view(), name="search")]
