"""The operator's inbox: what is owed by when, what was sent back, what waits for somebody else; a head office sees its branches'."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import queries
from casework.cases.refusals import Invalid
from casework.people.roles import Role
from frontend import words
from frontend.base import OPERATORS, Page
from frontend.clerk import lists
from frontend.language import word

PATH = "/operator/"
PAGE = 30
TABS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "owed": (("待答复", "To answer"), ("等贵单位反馈的申诉。", "Complaints that wait for your reply.")),
    "returned": (("退回重办", "Sent back"), ("反馈被退回、要重新办理的申诉。", "Complaints whose reply was sent back.")),
    "late": (("逾期", "Overdue"), ("反馈期限已过的申诉。逾期的反馈照收。", "Complaints past the day of your reply. Late replies are taken.")),
    "waiting": (("等其他方", "Waiting"), ("贵单位现在不用答复、还没有办结的申诉。", "Open complaints in which no reply of yours is due.")),
}
COLOURS = {"late": "t-over", "returned": "t-due"}
WAITS_FOR = {
    Role.RESPONDENT: ("等另一家企业", "waiting for the other operator"), Role.APPLICANT: ("等申诉人", "waiting for the complainant"),
}  # fmt: skip
OFFICE = ("等监管机构", "waiting for the regulator")
LABELS = {"branch": ("分公司", "Branch"), "list": ("列表", "List"), "cursor": ("翻页", "Page")}


class Inbox(Page):
    """The list."""

    roles = OPERATORS

    def get(self, request: HttpRequest) -> HttpResponse:
        """One of the four lists; what the address asks wrongly is said above the first."""
        asked = lists.asked_of(request, ("list", "branch", "cursor", "before"))
        wrong, status = [], 200
        try:
            found = self.found(asked)
        except Invalid as error:
            wrong, status = lists.sentences(error, {name: word(*pair) for name, pair in LABELS.items()}), 400
            asked = {}
            found = self.found(asked)
        listed = asked.get("list", "owed")
        context = {
            "asked": asked, "tabs": _tabs(listed, asked, found), "told": word(*TABS[listed][1]), "page": found.page,
            "groups": _groups(found.rows), "several": len(found.branches) > 1, "branches": found.branches,
            "count": lists.how_many(found.page.count, found.page.capped), "turning": lists.turning(PATH, asked, found.page), "wrong": wrong,
            "summary": _summary(found, asked), "listed": listed, "clear": lists.address(PATH, {"list": listed}),
            "export": lists.address(f"{PATH}export/", {"branch": asked.get("branch", "")}),
        }  # fmt: skip
        return self.show("frontend/operator/inbox.html", context, status=status)

    def found(self, asked: dict[str, str]) -> queries.Inbox:
        """The list asked for."""
        return queries.operator_inbox(
            self.actor, listed=asked.get("list", "owed"), branch=asked.get("branch", ""), cursor=asked.get("cursor", ""),
            before=asked.get("before", ""), limit=PAGE,
        )  # fmt: skip


class Shown:
    """A row in words: its day, its flag, what is to be done."""

    def __init__(self, row: queries.Owed) -> None:
        self.row, self.case, self.due_on = row, row.case, row.last_day
        turn = word(*(WAITS_FOR[Role(row.case.waits_on)] if row.case.waits_on in WAITS_FOR else OFFICE))
        if row.last_day is not None:
            self.flag = words.flag(row.last_day, rule=row.rule, kind=row.case.kind)
        elif row.owes:
            self.flag = words.Flag("run", word("签收后起算", "runs from receipt"))
        else:
            self.flag = words.Flag("wait", turn)
        if row.returned:
            self.to_do = word("退回重办", "redo")
        else:
            self.to_do = word("反馈", "reply") if row.owes else turn


def _groups(rows: list[queries.Owed]) -> list[lists.Group]:
    """Rows by due day; what has no day yet, because its notice has not arrived, has a group of its own."""
    groups = lists.by_due_day([Shown(one) for one in rows])
    return [lists.Group(word("还没有签收", "Not acknowledged yet"), one.rows) if not one.rows[0].due_on and one.rows[0].row.owes else one for one in groups]


def _tabs(listed: str, asked: dict[str, str], found: queries.Inbox) -> list[dict[str, Any]]:
    branch = asked.get("branch", "")
    return [
        {"url": lists.address(PATH, {"list": "" if name == "owed" else name, "branch": branch}), "words": word(*pair), "key": key,
         "count": lists.how_many(found.counts[name]), "here": name == listed, "colour": COLOURS.get(name, "") if found.counts[name] else ""}
        for key, (name, (pair, _)) in enumerate(TABS.items(), 1)
    ]  # fmt: skip


def _summary(found: queries.Inbox, asked: dict[str, str]) -> list[tuple[str, str]]:
    """What presses, each with its list."""
    branch, said = asked.get("branch", ""), []
    for name, words_of in (("late", ("逾期 {n} 件", "{n} overdue")), ("returned", ("退回 {n} 件", "{n} sent back"))):
        if found.counts[name]:
            said.append((lists.address(PATH, {"list": name, "branch": branch}), word(*words_of).format(n=lists.how_many(found.counts[name]))))
    return said


urlpatterns = [path("operator/", Inbox.as_view(), name="operator")]
