"""The year's schedule of days off: what counts, the notice pasted and read, what it would move, the second person's decision, the replay."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import catalogue, clock, commands, jobs, workdays
from casework.calendar.year import beyond_statute
from casework.cases import schedules
from casework.cases.case import people_number
from casework.cases.foreseeing import Foreseen
from casework.cases.proposed_schedules import ScheduleProposal
from casework.cases.refusals import Invalid
from casework.cases.schedules import ScheduleVersion
from casework.cases.visibility import NATIONWIDE
from casework.people.models import ministry_id
from casework.people.roles import Role
from casework.workdays import Look
from frontend.admin import yearly
from frontend.base import Page
from frontend.language import of, one, word

PATH = "/admin/workdays/"
READ = f"{PATH}read/"  # what was pasted last, read again: what a switch of language or theme comes back to
KEPT = "workdays"  # session key: what was pasted
MOST_KEPT = 20_000  # characters
GIVEN = ("text", "source", "year", "name")
LISTED = 20
BAR = 160  # px: the longest bar of the chart
FIELDS = {"file": "f-text", "year": "f-year", "notice": "f-name", "source": "f-source", "reason": "f-reason", "drawn": "y"}


class Workdays(Page):
    """Administrators read it; those of the ministry enter and confirm."""

    roles = frozenset({Role.ADMIN})

    def reader(self) -> dict[str, Any]:
        """What this person may do here: enter and confirm, open the cases that are named."""
        here = {Role(role) for office, role in self.actor.standing if office == ministry_id()}
        return {"may_enter": workdays.may_enter(self.actor), "may_open": bool(here & NATIONWIDE)}


class Index(Workdays):
    """The versions, what waits, a year as it counts now, and the form."""

    given: dict[str, str] = dict.fromkeys(GIVEN, "")  # replaced, never changed

    def get(self, request: HttpRequest) -> HttpResponse:
        """`?year=` draws another year."""
        return self.drawn()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read what was pasted, or keep it for the second person."""
        self.given = {name: request.POST.get(name, "") for name in GIVEN}
        kept = sum(map(len, self.given.values())) <= MOST_KEPT
        request.session[KEPT] = self.given if kept else {}
        return self.answered(enter=request.POST.get("act") == "enter", here=READ if kept else PATH)

    def answered(self, *, enter: bool = False, here: str = READ) -> HttpResponse:
        """What was pasted as understood, or what is wrong with it; with `enter` it is kept for the second person."""
        text, name = self.given["text"], self.given["name"].strip()
        try:
            year = _year(self.given["year"])
            if year is None and self.given["year"].strip():
                raise Invalid({"year": [f"“{self.given['year'].strip()[:20]}”不是年份，请填四位数字，如 2027。(That is no year: four digits such as 2027.)"]})
            if not text.strip():
                raise Invalid({"file": ["请粘贴通知原文或者表格。(Paste the notice or a table.)"]})
            if troubles := workdays.troubles(text):
                return self.drawn(troubles=[(one_of.sentence, of(one_of)) for one_of in troubles], here=here, status=400)
            if enter:
                proposal = commands.propose_notice(text, source=self.given["source"], by=self.actor, year=year, name=name)
                self.request.session.pop(KEPT, None)
                return HttpResponseRedirect(f"{PATH}{proposal.pk}/")
            look = workdays.look(text, year=year, name=name)
        except Invalid as error:
            return self.drawn(errors=error.fields, here=here, status=400)
        return self.show("frontend/admin/look.html", {"given": self.given, "here": here, **looked(look), **self.reader()})

    def drawn(
        self, *, troubles: list[tuple[str, str]] | None = None, errors: dict[str, list[str]] | None = None, here: str = "", status: int = 200
    ) -> HttpResponse:
        """The page. `here`: where a switch of language or theme comes back to, if not to its own address."""
        known = schedules.refresh(schedules.newest()).schedule
        asked = self.request.GET.get("year", "").strip()
        year = _year(asked, otherwise=0 if asked else clock.today().year) or 0
        if not known.first_year <= year <= known.last_published_year:
            if asked:
                first, last = known.first_year, known.last_published_year
                said = f"没有“{asked[:20]}”年的安排：现有 {first} 至 {last} 年。(There is no schedule of “{asked[:20]}”: there are {first} to {last}.)"
                errors, status = {**(errors or {}), "drawn": [said]}, 400
            year = min(clock.today().year, known.last_published_year)
        rows = list(workdays.proposals()[:LISTED])
        context = {
            **({"here": here} if here else {}), "given": self.given,
            "versions": [_version(row) for row in workdays.versions()[:LISTED]], "waiting": [_row(row) for row in rows if row.waits],
            "decided": [_row(row) for row in rows if not row.waits], "year": year, "months": yearly.months(known, year),
            "years": range(known.last_published_year, known.first_year - 1, -1), "beyond": [(row.day, word(*row.why)) for row in beyond_statute(known, year)],
            **self.reader(), "troubles": troubles or [], "wrong": _wrong(errors),
        }  # fmt: skip
        return self.show("frontend/admin/workdays.html", context, status=status)


class Again(Index):
    """What was pasted last, read again from the session."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The same answer, in the language and theme of now."""
        kept = request.session.get(KEPT)
        if not kept:
            return HttpResponseRedirect(PATH)
        self.given = kept
        return self.answered()


class Proposed(Workdays):
    """One notice: what it says and would move, the decision, then the replay."""

    def get(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        """For htmx the progress only."""
        proposal = workdays.proposal(proposal_id)
        if self.fragment and proposal.version is not None:
            progress = workdays.progress(proposal)
            response = self.show("frontend/admin/progress.html", {"progress": progress})
            if progress.ended:
                response["HX-Refresh"] = "true"
            return response
        return self.drawn(proposal)

    def post(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        """Confirm or reject."""
        try:
            if request.POST.get("act") == "confirm":
                commands.confirm_notice(proposal_id, by=self.actor, seen=_year(request.POST.get("seen", "")) or 0)
                jobs.ring(jobs.replay)
            else:
                commands.reject_notice(proposal_id, by=self.actor, reason=request.POST.get("reason", ""))
        except Invalid as error:
            return self.drawn(workdays.proposal(proposal_id), errors=error.fields, status=400)
        return HttpResponseRedirect(f"{PATH}{proposal_id}/")

    def drawn(self, proposal: ScheduleProposal, *, errors: dict[str, list[str]] | None = None, status: int = 200) -> HttpResponse:
        """The page in the state the notice is in."""
        context: dict[str, Any] = {"proposal": proposal, "title": name_of(proposal), "wrong": _wrong(errors), **self.reader()}
        if proposal.version is not None:
            context |= {"progress": workdays.progress(proposal), "year": proposal.year, "told_at": workdays.told_at(schedules.current().schedule)}
            context["months"] = yearly.months(schedules.version(proposal.version.pk), proposal.year)
            return self.show("frontend/admin/confirmed.html", context, status=status)
        if proposal.waits:
            mine = proposal.entered_by_id == self.actor.user_id
            context |= {"may_decide": workdays.may_enter(self.actor) and not mine, "mine": mine}
        try:
            look = workdays.look_at(proposal)
            context |= looked(look, foreseen=proposal.waits) | {"told_at": workdays.told_at(look.schedule)}
        except Invalid as error:
            context["unread"] = [one(text) for texts in error.fields.values() for text in texts]
        return self.show("frontend/admin/proposed.html", context, status=status)


def looked(look: Look, *, foreseen: bool = True) -> dict[str, Any]:
    """A notice as understood, for the templates: its year drawn, what is said of each festival, doubts, and what would move."""
    reading, notice = look.reading, look.notice
    festivals = [
        {
            "name": word(*festival.name), "off": yearly.stretches(festival.off), "worked": yearly.stretches(festival.worked),
            "said": list(dict.fromkeys(festival.said[day] for day in [*sorted(festival.off), *sorted(festival.worked)] if day in festival.said)),
        }
        for festival in (reading.festivals if reading else ())
    ]  # fmt: skip
    return {
        "notice": notice, "name": notice.name, "year": notice.year, "months": yearly.months(look.schedule, notice.year, look.changes), "festivals": festivals,
        "doubts": [word(*pair) for pair in (reading.doubts if reading else ())], "provides": look.provides, "seen": look.known_id,
        "encouraged": yearly.stretches(reading.encouraged) if reading else "", "until": reading.until if reading else None,
        "off": yearly.stretches(notice.off), "worked": yearly.stretches(notice.worked),
        "changes": [(change.day, word(*change.why)) for change in look.changes],
        "moves": moves(workdays.foresee(look.schedule)) if foreseen else None,
    }  # fmt: skip


def moves(found: Foreseen) -> dict[str, Any]:
    """What would move, in numbers and the first of them by their numbers."""
    by_days, most = found.by_days, max(found.by_days.values(), default=1)
    named = workdays.named(found) if found.moved else []
    return {
        "found": found,
        "by_days": [(days, _by(days), count, max(round(count / most * BAR), 1)) for days, count in by_days.items()],
        "by_rule": [(of(catalogue.versions(kind)[key]), key[0], count) for (kind, key), count in found.by_rule.items()],
        "named": [(row.number, people_number(row.number, row.short), of(catalogue.versions(row.kind)[row.rule]), row.was, row.becomes) for row in named],
    }


def name_of(row: ScheduleProposal | ScheduleVersion) -> str:
    """The notice's own name; for a year of the package, that."""
    if isinstance(row, ScheduleProposal) and row.built_in:
        return word(f"holidays 软件包所载 {row.year} 年放假安排", f"{row.year} as the holidays package has it")
    if isinstance(row, ScheduleVersion) and row.built_in:
        return word("随软件附带的各年安排", "the years that come with the program")
    return str(row.notice or row.source)


def _by(days: int) -> str:
    if days > 0:
        return word(f"推迟 {days} 天", f"{days} day{'s' if days != 1 else ''} later")
    return word(f"提前 {-days} 天", f"{-days} day{'s' if days != -1 else ''} earlier")


def _row(row: ScheduleProposal) -> dict[str, Any]:
    return {"row": row, "name": name_of(row)}


def _version(row: ScheduleVersion) -> dict[str, Any]:
    return {"row": row, "name": name_of(row), "first": row.days["first"], "last": row.days["last"]}


def _wrong(errors: dict[str, list[str]] | None) -> list[tuple[str, str]]:
    return [(FIELDS.get(name, ""), one(text)) for name, texts in (errors or {}).items() for text in texts]


def _year(text: str, *, otherwise: int | None = None) -> int | None:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 9 else otherwise


urlpatterns = [
    path("admin/workdays/", Index.as_view(), name="workdays"),
    path("admin/workdays/read/", Again.as_view(), name="workdays_read"),
    path("admin/workdays/<int:proposal_id>/", Proposed.as_view(), name="workdays_notice"),
]
