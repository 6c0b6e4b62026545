"""Clocks that stood still or got more time, as the supervisor sees them: sums by office and handler, each of them, and all as a workbook."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from casework import catalogue, clock
from casework.cases.case import people_number
from casework.cases.limits import WORKING
from casework.cases.refusals import NotFound
from casework.reports import pauses
from casework.reports.pauses import Pause
from casework.tables.writing import Heading, write
from frontend import exporting, words
from frontend.language import english, of, word
from frontend.supervisor import rows
from frontend.supervisor.board import Listed, Overseen

WHICH = {
    "stopped": ("期限的中止", "Clocks that stood still", "在办案件和一年内办结的案件，最近中止的在前。中止不能早于起算、晚于届满，也不能重叠。",
                "Cases under way and those ended within a year, the latest first. None begins after the last day, none overlaps another."),
    "extended": ("期限的延长", "Extensions", "在办案件和一年内办结的案件，最近起算的在前。",
                 "Cases under way and those ended within a year, the latest begun first."),
}  # fmt: skip


class Sums(Overseen):
    """How often and how long, by office and handler."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The most days stopped first."""
        page = pauses.pauses(self.actor)
        nobody = word("还没有承办人", "no handler yet")
        handlers = [(one.name or nobody, rows.office_name(one.office), one) for one in page.handlers]
        tables = [(word("按承办人", "By handler"), word("承办人", "Handler"), handlers)]
        if len(page.offices) > 1:
            tables.insert(0, (word("按机构", "By office"), word("机构", "Office"), [(rows.office_name(one.name), "", one) for one in page.offices]))
        return self.show("frontend/supervisor/pauses.html", {"total": page.total, "tables": tables if page.handlers else []})


class Each(Listed):
    """Each stop, or each extension."""

    def get(self, request: HttpRequest, which: str) -> HttpResponse:
        """The latest first."""
        if which not in WHICH:
            raise NotFound(which)
        zh, en, said_zh, said_en = WHICH[which]
        door = pauses.stopped if which == "stopped" else pauses.extended

        def read(**place: Any) -> Any:
            return door(self.actor, **place)

        return self.listed(f"/oversight/pauses/{which}/", read, _row, heading=word(zh, en), told=word(said_zh, said_en), pause=True)


class Workbook(Overseen):
    """All of them as a table."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """One row each."""
        headings = [
            Heading(word("编号", "number"), 18), Heading(word("系统编号", "system number"), 20), Heading(word("事项", "matter"), 44, wrap=True),
            Heading(word("机构", "office"), 12), Heading(word("承办人", "handler"), 12), Heading(word("期限", "limit"), 24),
            Heading(word("中止或者延长", "stop or extension"), 14), Heading(word("自", "from"), 12), Heading(word("至", "to"), 12),
            Heading(word("天数", "days"), 8), Heading(word("情形", "ground"), 40, wrap=True), Heading(word("最后一日", "last day"), 12),
        ]  # fmt: skip
        out, title = TemporaryFile(), word("中止和延长", "stops and extensions")  # noqa: SIM115  # the response closes it
        write(out, title, headings, self.rows())
        return exporting.sent(out, f"{title}-{clock.today().isoformat()}.xlsx")

    def rows(self) -> Iterator[list[Any]]:
        """A stop begins and ends; an extension has its days only."""
        for one in pauses.everything(self.actor):
            case = one.deadline.case
            kind = word("延长", "extension") if one.extension else word("中止", "stop") if one.until else word("中止中", "stands still")
            yield [
                people_number(case.number, case.first_office.short), case.number, case.title, rows.office_name(case.office.short),
                case.handler.name if case.handler else "", words.rule(case, one.deadline.rule), kind, one.since, None if one.extension else one.until,
                one.days, _ground(one), one.deadline.last_day,
            ]  # fmt: skip


def _row(one: Pause) -> dict[str, Any]:
    deadline, limit = one.deadline, catalogue.rule_of(one.deadline, one.deadline.case.kind)
    if one.extension:
        working = limit.length.unit == WORKING
        zh, en = ("个工作日", "working day") if working else ("日", "day")
        flag = words.Flag("more", word(f"延长 {one.days} {zh}", f"{one.days} more {en}{'s' if one.days != 1 else ''}"))
        told = word(f"最后一日 {words.day(deadline.last_day)}", f"last day {words.day(deadline.last_day)}")
    elif one.until is None:
        flag = words.Flag("stop", word(f"已停 {one.days} 天", f"still for {one.days} day{'s' if one.days != 1 else ''}"))
        told = word(f"自 {words.day(one.since)} 起，尚未恢复", f"since {words.day(one.since)}, not resumed")
    else:
        flag = words.Flag("met", word(f"停了 {one.days} 天", f"stood still {one.days} day{'s' if one.days != 1 else ''}"))
        told = word(f"{words.day(one.since)}至{words.day(one.until)}，恢复当日计入", f"{words.day(one.since)} to {words.day(one.until)}, which counts again")
    ground = _ground(one)
    return {
        "case": deadline.case, "flag": flag, "title": of(limit), "told": told, "mark": ground, "office": rows.office_name(deadline.case.office.short),
    }  # fmt: skip


def _ground(one: Pause) -> str:
    """The ground in the words of the step's form; the article where the step had none to choose from."""
    for step in catalogue.steps(one.deadline.case.kind).values():
        if any(limit.id == one.deadline.rule for limit in step.suspends) and step.asks and "ground" in step.asks.base_fields:
            said = dict(step.asks.base_fields["ground"].choices).get(one.ground)  # type: ignore[attr-defined]
            if said:
                return catalogue.in_english(str(said)) if english() else str(said)
    return words.cited(one.ground) if one.ground else ""


urlpatterns = [
    path("oversight/pauses/", Sums.as_view(), name="oversight_pauses"),
    path("oversight/pauses/export/", Workbook.as_view(), name="oversight_pauses_export"),
    path("oversight/pauses/<slug:which>/", Each.as_view(), name="oversight_pauses_each"),
]
