"""The supervisor's page: a sentence whose numbers are links, the worst few, then by office, operator and handler; and the lists behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import catalogue, clock, queries
from casework.cases.refusals import Invalid, NotFound
from casework.reports import certainty, remarks
from casework.reports.oversight import Oversight, oversight
from frontend import words
from frontend.base import Page
from frontend.clerk import lists, story
from frontend.language import english, of, word
from frontend.supervisor import rows

WORST_ROWS = 10  # rows of a table on the board; the rest stands on a page of its own
MOST_ROWS = 150
PAGE = 30
KINDS = {"offices": "office", "operators": "operator", "handlers": "handler"}
HEADINGS = {"office": ("按机构", "By office"), "operator": ("按企业", "By operator"), "handler": ("按承办人", "By handler")}
WHOSE = {"office": ("机构", "Office"), "operator": ("企业", "Operator"), "handler": ("承办人", "Handler")}
PASSED = {
    "office": ("管理机构已过法定期限", "Past a legal limit: offices", "法定期限已过、该由管理机构办而还没有办的，最早的在前。",
               "Duties of offices under the law whose last day passed and that are still owed, the oldest first."),
    "operator": ("企业已过法定期限", "Past a legal limit: operators", "法定期限已过、该由企业办而还没有办的，最早的在前。",
                 "Duties of operators under the law whose last day passed and that are still owed, the oldest first."),
    "house": ("已过内部时限", "Past a house limit", "内部时限所据条文没有见到原文，过了不是违法，只作提醒。",
              "The text behind a house limit was not seen. Passing it is no breach of law; it is a reminder."),
}  # fmt: skip


class Overseen(Page):
    """What only those who oversee may open."""

    roles = frozenset(remarks.OVERSEERS)


class Board(Overseen):
    """The page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The numbers of this moment."""
        page = oversight(self.actor)
        everywhere = remarks.scope_of(self.actor).offices is None
        tables = {name: _table(kind, page, WORST_ROWS) for name, kind in KINDS.items()}
        context = {
            "everywhere": everywhere, "now": clock.now(), "total": rows.line("office", page.total), "worst": [_worst(case) for case in page.worst],
            "law_office": rows.counted(page.breaches_by_office, "/oversight/passed/office/"),
            "law_operator": rows.counted(page.breaches_by_operator, "/oversight/passed/operator/"),
            "house": rows.counted(page.house_limits_passed, "/oversight/passed/house/"),
            "unserved": rows.counted(page.not_yet_served, "/desk/unserved/"), "back": rows.counted(page.dated_back, "/oversight/dated-back/"),
            "paused": rows.counted(page.paused, "/oversight/pauses/"),
            "tiles": rows.tiles(page) if everywhere else [], "bars": (bars := rows.bars(page.operators)), "height": len(bars) * rows.STEP,
            "soon_until": page.soon_until, **tables,
        }  # fmt: skip
        return self.show("frontend/supervisor/board.html", context)


class Table(Overseen):
    """One of the tables whole."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Every row, the most overdue first."""
        if kind not in KINDS:
            raise NotFound(kind)
        return self.show("frontend/supervisor/table.html", {"table": _table(KINDS[kind], oversight(self.actor), MOST_ROWS)})


class Listed(Overseen):
    """A list behind a number."""

    def listed(self, address: str, read: Any, row: Any, **context: Any) -> HttpResponse:
        """The page at the cursor asked for; a broken one is said in its place."""
        asked = lists.asked_of(self.request, ("cursor",))
        wrong, status = [], 200
        try:
            found = read(cursor=asked.get("cursor", ""), limit=PAGE)
        except Invalid as error:
            wrong, status, found = lists.sentences(error, {}), 400, queries.Page([], "", 0, False)
        context |= {
            "page": found, "rows": [row(one) for one in found.rows], "count": lists.how_many(found.count, found.capped), "wrong": wrong,
            "turning": lists.turning(address, asked, found),
        }  # fmt: skip
        return self.show("frontend/supervisor/list.html", context, status=status)


class Passed(Listed):
    """Limits that passed and what they ask for is still owed: legal ones of offices, of operators, or house limits."""

    def get(self, request: HttpRequest, which: str) -> HttpResponse:
        """The oldest first."""
        if which not in PASSED:
            raise NotFound(which)
        zh, en, said_zh, said_en = PASSED[which]
        house = which == "house"

        def read(**place: Any) -> Any:
            return remarks.passed(self.actor, house=house, bound="" if house else which, **place)

        return self.listed(f"/oversight/passed/{which}/", read, _passed, heading=word(zh, en), told=word(said_zh, said_en), house=house)


class DatedBack(Listed):
    """Steps that bear an earlier day than the one on which they were recorded."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The latest recorded first."""

        def read(**place: Any) -> Any:
            return remarks.dated_back(self.actor, **place)

        told = word(
            "登记时写的日期早于登记当天的步骤。倒签不撤销已经记下的超期。",
            "Steps recorded with an earlier day than the day of recording. Dating back does not undo a breach already recorded.",
        )
        return self.listed("/oversight/dated-back/", read, _back, heading=word("倒签的步骤", "Steps dated back"), told=told, back=True)


def _table(kind: str, page: Oversight, most: int) -> dict[str, Any]:
    found = {"office": page.offices, "operator": page.operators, "handler": page.handlers}[kind]
    return {
        "kind": kind, "heading": word(*HEADINGS[kind]), "whose": word(*WHOSE[kind]), "rows": [rows.line(kind, row) for row in found[:most]],
        "all": len(found), "more": len(found) > most, "url": f"/oversight/by/{kind}s/",
    }  # fmt: skip


def _worst(case: Any) -> dict[str, Any]:
    """One of the worst few: what is owed, by whom, and whether a law says so."""
    limit = catalogue.rules(case.kind).get(case.due_rule)
    house = limit is not None and limit.house
    return {"case": case, "limit": of(limit) if limit else "", "house": house, "flag": words.case_flag(case), "office": rows.office_name(case.office.short)}


def _passed(one: Any) -> dict[str, Any]:
    limit = catalogue.rule_of(one, one.case.kind)
    mark = certainty.limit_mark(limit, lang="en" if english() else "zh")
    return {
        "case": one.case, "flag": words.Flag("due" if one.house else "over", words.overdue(one.last_day)), "title": of(limit),
        "told": f"{words.cited(limit.basis)}{word('，最后一日 ', ', last day ')}{words.day(one.last_day)}", "mark": mark or "",
        "office": rows.office_name(one.case.office.short),
    }  # fmt: skip


def _back(one: Any) -> dict[str, Any]:
    step = catalogue.steps(one.case.kind).get(str(one.facts.get("step") or one.step))  # a proposal names the step it asks for
    title = word("提请审批：", "Proposed: ") + of(step) if step and step.name != one.step else of(step) if step else one.step
    days = word(f"倒签 {one.days_back} 天", f"dated back {one.days_back} day{'s' if one.days_back != 1 else ''}")
    who = story.who(one.case.kind, one)
    told = word(
        f"写的日期 {words.day(one.on)}，登记于 {words.moment(one.recorded_at)}，{who}",
        f"dated {words.day(one.on)}, recorded {words.moment(one.recorded_at)} by {who}",
    )
    return {"case": one.case, "flag": words.Flag("prov", days), "title": title, "told": told, "mark": "", "office": rows.office_name(one.case.office.short)}


urlpatterns = [
    path("oversight/", Board.as_view(), name="oversight"),
    path("oversight/by/<slug:kind>/", Table.as_view(), name="oversight_table"),
    path("oversight/passed/<slug:which>/", Passed.as_view(), name="oversight_passed"),
    path("oversight/dated-back/", DatedBack.as_view(), name="oversight_back"),
]
