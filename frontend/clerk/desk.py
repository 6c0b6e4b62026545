"""The worklist: six queues, filters that are addresses, one case at a glance, and the same step on several cases at once."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import catalogue, clock, queries
from casework.cases.refusals import Invalid
from casework.people.roles import Role
from frontend import words
from frontend.base import OFFICERS, Page, roles_of
from frontend.clerk import agreeing, bulk, filters, lists
from frontend.language import word

PAGE = 30
ASKED = ("queue", *filters.NAMES, "cursor", "before", "case", "done")
KEYS = {"accept": "a", "refuse": "r", "forward": "t", "ask_material": "m"}
TABS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "mine": (("我的", "Mine"), ("承办人是您、还没有办结的案件。", "Open cases that you handle.")),
    "office": (("本岗待办", "My post"), ("本机构轮到您这个岗位办的案件，有没有承办人都在内；等别人办的在“等他人”。",
                                     "Cases of the office that wait for your post, with or without a handler; what waits for others is under Waiting.")),
    "unassigned": (("待分派", "Unassigned"), ("本机构还没有承办人的案件。", "Cases of the office without a handler.")),
    "waiting": (("等他人", "Waiting"), ("等企业、申诉人、信访人或者其他岗位的案件。",
                                     "Cases that wait for an operator, a complainant, a petitioner or another role.")),
    "today": (("今日到期", "Due today"), ("本机构今日 24:00 前要办的案件。", "Cases of the office that are due before midnight.")),
    "overdue": (("逾期", "Overdue"), ("本机构已过最后一日、还没有办的案件，不论轮到谁。", "Cases of the office past their last day, whoever they wait for.")),
}
WHOLE_OFFICE = frozenset({Role.HEAD, Role.SUPERVISOR, Role.AUDITOR})  # whose list of the office holds all of it
OFFICE = ("本机构在办", "Office")
ALL_OF_OFFICE = ("本机构全部在办案件。", "All open cases of the office.")
ALL = ("全国", "All offices")
NATIONWIDE = {
    "office": ("全国全部在办案件。", "All open cases of all offices."), "unassigned": ("各机构还没有承办人的案件。", "Cases of any office without a handler."),
    "today": ("各机构今日 24:00 前要办的案件。", "Cases of any office that are due before midnight."),
    "overdue": ("各机构已过最后一日、还没有办的案件。", "Cases of any office past their last day."),
}


class Desk(Page):
    """The worklist."""

    roles = OFFICERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, or for htmx the pane with one case."""
        asked = self.asked()
        if request.headers.get("HX-Target") == "preview" and self.fragment:
            return self.show("frontend/clerk/pane.html", pane(queries.glance(catalogue.number_of(asked.get("case", "")), self.actor)))
        return self.drawn(asked)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The same step on every case that was ticked; back to the list, which says what came of each."""
        asked = self.asked()
        try:
            done = bulk.take(request, self.actor)
        except Invalid as error:
            return self.drawn(asked, wrong=lists.sentences(error, {}), ticked={value.split(" ")[0] for value in request.POST.getlist("case")}, status=400)
        return HttpResponseRedirect(lists.address(filters.PATH, asked, case="", done=done) + "#done")

    def asked(self) -> dict[str, str]:
        """What the address asks for; the queue one begins the day with where it names none."""
        asked = lists.asked_of(self.request, ASKED)
        return {"queue": "mine" if Role.HANDLER in roles_of(self.actor) else "office"} | asked

    def drawn(self, asked: dict[str, str], *, wrong: list[tuple[str, str]] | None = None, ticked: set[str] | None = None, status: int = 200) -> HttpResponse:
        """The page; what the address asks wrongly is said in its place."""
        look_at = catalogue.number_of(asked["case"]) if asked.get("case") else ""
        try:
            desk = queries.desk(self.actor, look_at=look_at, limit=PAGE, **filters.wanted(asked))
        except Invalid as error:
            wrong, status = lists.sentences(error, {name: word(*pair) for name, pair in filters.LABELS.items()}), 400
            desk = queries.desk(self.actor, look_at=look_at, listed=False)
        outcome = bulk.outcome(self.request, asked.get("done", ""), desk.page.rows)
        shown = desk.glance.case.number if desk.glance else ""
        context = {
            "asked": asked, "page": desk.page, "groups": lists.by_due_day(desk.page.rows), "count": lists.how_many(desk.page.count, desk.page.capped),
            "tabs": _tabs(asked, desk, roles_of(self.actor)), "told": self.told(asked, everywhere=desk.everywhere), "summary": _summary(desk.counts),
            "states": filters.states(asked), "spans": filters.spans(asked), "narrowed": filters.narrowed(asked, desk), "fields": filters.fields(asked, desk),
            "filtered": any(asked.get(name) for name in filters.NAMES),
            "kept": {name: asked[name] for name in ("kind", "state", "due_after", "last_day") if asked.get(name)},
            "clear": lists.address(filters.PATH, {"queue": asked["queue"]}), "turning": lists.turning(filters.PATH, asked, desk.page),
            "base": lists.address(filters.PATH, asked, case="", done=""), "shown": shown, **pane(desk.glance, missing=bool(look_at)),
            "bulk": bulk.offered(self.actor, desk.page.rows), "handlers": desk.choices.get("handler", []), "outcome": outcome, "offers": desk.offers,
            "outcome_of": _outcome_of(outcome, desk), "wrong": wrong or [],
            "ticked": (ticked or set()) | (outcome.left if outcome else set()), "chosen": self.request.POST.get("handler", ""),
        }  # fmt: skip
        return self.show("frontend/clerk/desk.html", context, status=status)

    def told(self, asked: dict[str, str], *, everywhere: bool) -> str:
        """What this list holds, in a sentence."""
        queue = asked["queue"]
        if everywhere and queue in NATIONWIDE:
            return word(*NATIONWIDE[queue])
        if queue == "office" and roles_of(self.actor) & WHOLE_OFFICE:
            return word(*ALL_OF_OFFICE)
        return word(*TABS[queue][1]) if queue in TABS else ""


def pane(glance: queries.Glance | None, *, missing: bool = True) -> dict[str, Any]:
    """What the pane with one case shows; `missing`: a case was asked for, so that none means it was not found."""
    if glance is None:
        return {"glance": None, "missing": missing}
    case = glance.case
    others = [(words.rule(case, one.rule), one.last_day) for one in glance.deadlines if one.rule != case.due_rule]
    steps = [(one.step, KEYS.get(one.step.name, "")) for one in glance.steps]
    return {"glance": glance, "due_article": words.article(case, case.due_rule), "others": others, "next_steps": steps, "agreements": agreeing.under_way(case)}


def _tabs(asked: dict[str, str], desk: queries.Desk, roles: Collection[Role]) -> list[dict[str, Any]]:
    colours = {"today": "t-due", "overdue": "t-over"}
    office = ALL if desk.everywhere else OFFICE if WHOLE_OFFICE & set(roles) else TABS["office"][0]
    return [
        {"url": lists.address(filters.PATH, {"queue": name}), "words": word(*(office if name == "office" else pair)),
         "count": lists.how_many(desk.counts[name]), "here": name == asked["queue"], "key": key,
         "colour": colours.get(name, "") if desk.counts[name] else ""}
        for key, (name, (pair, _)) in enumerate(TABS.items(), 1)
    ]  # fmt: skip


def _summary(counts: dict[str, int]) -> list[tuple[str, str]]:
    """What of one's own presses, each with its list."""
    today = clock.today().isoformat()
    late, due = lists.how_many(counts["mine_overdue"]), lists.how_many(counts["mine_today"])
    found = []
    if counts["mine_overdue"]:
        found.append((lists.address(filters.PATH, {"queue": "mine", "due_before": today}), word(f"我的逾期 {late} 件", f"{late} of mine overdue")))
    if counts["mine_today"]:
        span = {"due_after": filters.shifted(-1), "due_before": filters.shifted(1)}
        found.append((lists.address(filters.PATH, {"queue": "mine"} | span), word(f"我的今日到期 {due} 件", f"{due} of mine due today")))
    return found


def _outcome_of(outcome: bulk.Result | None, desk: queries.Desk) -> str:
    """What was tried on several cases, in words."""
    if outcome is None or not outcome.handler:
        return outcome.step if outcome else ""
    name = dict(desk.choices.get("handler", [])).get(outcome.handler, outcome.handler)
    return word(f"分派给{name}", f"Assign to {name}")


urlpatterns = [path("desk/", Desk.as_view(), name="desk")]
