"""Tracking: the truth in one line, the next date and who owes it, what you need do, what happened and what is owed, what you can do, papers."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.text import Truncator

from casework import catalogue, clock, queries, reading
from casework.cases import schedules
from casework.cases.clocks import VOID
from casework.cases.limits import APPLICANT, OFFICE, OPERATOR
from casework.complaints.material import ITEMS
from casework.people.roles import Role
from frontend import plainly, words
from frontend.base import Page
from frontend.citizen import complaint_telling, days, petition_telling
from frontend.citizen.flows import plain
from frontend.citizen.telling import Telling, reached
from frontend.language import english, of, word

SEEN = "V"  # the text of the rule was seen: of two limits that end alike, the surer one is quoted
OUR_ROLES = frozenset({Role.INTAKE, Role.HANDLER, Role.HEAD})  # while a case waits for one of them, an operator's day is not what comes next
TELLINGS = {"complaint": complaint_telling.TELLING, "petition": petition_telling.TELLING}
UNTOLD = Telling()
LAST_DAY = {
    OFFICE: ("我们最晚{what}的日子", "The last day for us to {what}"), OPERATOR: ("企业最晚{what}的日子", "The last day for the operator to {what}"),
    APPLICANT: ("您最晚{what}的日子", "The last day for you to {what}"),
}  # fmt: skip
TO_COME = {
    OFFICE: ("我们{what}", "We {what}"), OPERATOR: ("企业{what}", "The operator must {what}"), APPLICANT: ("您可以{what}", "You can {what}"),
}  # fmt: skip
OWN_WORDS = ("claim", "note", "question", "objections")  # what a citizen wrote with a step
LINKED = {  # why two cases belong together, seen from the first and from the second
    "reviewed in": (("复查案件", "The review"), ("复查的是这件", "What is reviewed")),
    "rechecked in": (("复核案件", "The recheck"), ("复核的是这件", "What is rechecked")),
    "led into": (("转到这个程序办", "It goes on here"), ("从这件信访转来", "It came from this petition")),
}  # fmt: skip
HELD_BY_FILE = {"applicant_phone", "applicant_address", "applicant_postcode", "claim", "facts", "respondent"}


def telling_of(case: Any) -> Telling:
    """The words in which a case of this kind is told."""
    return TELLINGS.get(case.kind, UNTOLD)


@dataclass(frozen=True)
class Owed:
    """What is owed by when: by the office (ours), the operator or, where a way of theirs closes, the reader; with its law or that it is a house limit."""

    deadline: Any
    what: str
    by: str
    day: date
    late: bool
    flag: words.Flag
    law: str
    quote: str
    house: bool
    after: str  # what can be done once the day has passed, and its law
    after_law: str
    days: str = ""  # which days do not count

    @property
    def ours(self) -> bool:
        """True for what the office owes."""
        return self.by == OFFICE

    @property
    def yours(self) -> bool:
        """True for the reader's own way that closes on this day."""
        return self.by == APPLICANT

    @property
    def heading(self) -> str:
        """Whose last day for what."""
        return word(*LAST_DAY[self.by]).format(what=self.what)

    @property
    def line(self) -> str:
        """The same as a line of what is to come."""
        return word(*TO_COME[self.by]).format(what=self.what)


@dataclass(frozen=True)
class Done:
    """What has happened, on which day, with what was said and the papers that came of it."""

    on: date
    text: str
    said: str
    papers: list[Any]


def owed(file: queries.CaseFile) -> list[Owed]:
    """What the office and the operators owe, the nearest first; of several limits on one duty the earliest, of law before house."""
    case, told = file.case, telling_of(file.case)
    found: dict[tuple[str, int | None], Owed] = {}
    if case.ended_on is not None:
        return []
    for one in sorted(file.deadlines, key=lambda row: (row.last_day or date.max, row.house, catalogue.rule_of(row, case.kind).certainty != SEEN)):
        if one.bound not in LAST_DAY or one.ended_by_seq is not None or one.status == VOID or one.last_day is None or one.rule not in told.owed:
            continue
        duty, what = told.owed[one.rule]
        found.setdefault((duty, one.bound_party_id), _owed(file, one, word(*what), duty))
    return list(found.values())


def _owed(file: queries.CaseFile, one: Any, what: str, duty: str) -> Owed:
    limit = catalogue.rule_of(one, file.case.kind)
    after, law = telling_of(file.case).after(limit.expiry, duty, house=one.house)
    return Owed(
        one, what, str(one.bound), one.last_day, one.last_day < clock.today(), words.deadline_flag(one, file.case.kind),
        "" if one.house else limit.basis, "" if one.house else limit.quote, one.house, after, law,
    )  # fmt: skip


def promise(file: queries.CaseFile) -> Owed | None:
    """The one date in large type: the nearest that is still to come, else the one longest overdue; of our own alone while the case waits for us."""
    return _nearest(owed(file), file.case)


def _nearest(found: list[Owed], case: Any) -> Owed | None:
    if case.waits_on in OUR_ROLES:
        found = [one for one in found if one.ours] or found
    return next((one for one in found if not one.late), found[0] if found else None)


def done(file: queries.CaseFile) -> list[Done]:
    """What has happened that concerns this reader, the oldest first."""
    steps, story, told = catalogue.steps(file.case.kind), [], telling_of(file.case)
    for entry in queries.history(file):
        named = of(steps[entry.step]) if entry.step in steps else ""
        said = {"claim": getattr(file.case, "claim", "")} if entry.seq == 1 else file.said.get(entry.seq, {})
        papers = [paper for paper in file.papers if paper.entry_seq == entry.seq]
        text = told.what_happened(entry.step, named)
        if text:
            own = Truncator(next((said[name] for name in OWN_WORDS if said.get(name)), "")).chars(160)  # they know the rest
            story.append(Done(entry.on, text, str(said.get("offer") or own or (said.get("why", "") if entry.step == "recuse" else "")), papers))
    return story


def may(file: queries.CaseFile) -> list[dict[str, Any]]:
    """What the citizen can do now; what waits for them first. Closed ones with the reason stay away: they would only confuse."""
    told = telling_of(file.case)
    rank = {name: place for place, name in enumerate(told.first)} | dict.fromkeys(told.last, 99)
    steps = [one for one in file.steps if one.step.name in told.may and (one.open or one.step.name in told.also_closed)]
    steps = [one for one in steps if not getattr(file.case, told.once.get(one.step.name, ""), None)]  # said once
    steps.sort(key=lambda one: rank.get(one.step.name, 50))
    return [{"name": one.step.name, "words": told.button(one.step.name, of(one.step)), "main": place == 0 and one.open} for place, one in enumerate(steps)]


def _asked_for(file: queries.CaseFile) -> tuple[list[str], str]:
    """What the newest notice asks for, item by item, and how to send it."""
    notice: dict[str, Any] = next((said for _, said in reversed(queries.contents(file, "material_notice"))), {})
    items = [catalogue.in_english(one["what"]) if english() else one["what"] for one in notice.get("items", [])]
    return items, str(notice.get("how", ""))


def _linked(file: queries.CaseFile) -> list[tuple[str, Any]]:
    """The review of this case, what it reviews, where it was led: each is entered with its own number and query code."""
    ties = reading.linked(file.case, file.entries)
    return [(word(*LINKED[why][0 if onward else 1]), case) for why, onward, case in ties if why in LINKED]


@dataclass(frozen=True)
class Ending:
    """How it ended, in the words of the paper; `from_on`: the first day on which a complaint sent to the operator may come back."""

    heading: str
    text: str
    paper: Any
    from_on: date | None


def _ending(file: queries.CaseFile) -> Ending | None:
    known = telling_of(file.case).ending(str(file.case.state))
    if known is None:
        return None
    papers, name, heading = known
    found = queries.contents(file, *papers)
    if not found:
        return None
    last, said = found[-1]
    day = said.get("may_return_on")
    text = said.get(name) or ""
    return Ending(heading, text if isinstance(text, str) else "\n".join(map(str, text)), last, date.fromisoformat(day) if day else None)


def fields(file: queries.CaseFile, step: Any) -> list[str] | None:
    """Which fields of a step's form a citizen is asked; None for all. Of material, what is missing first."""
    asked = telling_of(file.case).asked.get(step.name)
    if asked is None or step.asks is None:
        return None
    missing = [ITEMS[item][2] for item in getattr(file.case, "missing_items", []) if item in ITEMS]
    extra = [name for name in missing if name in HELD_BY_FILE] if step.name in ("supply_material", "add_material") else []
    respondents = sum(party.role == "respondent" and party.until is None for party in file.taking.parties)
    if step.name in ("confirm_settlement", "consent_mediation") and respondents > 1:
        extra = ["respondent"]
    return [name for name in (*extra, *asked) if name in step.asks.base_fields]


def show(page: Page, file: queries.CaseFile, **more: Any) -> HttpResponse:
    """The page."""
    case, found, told = file.case, owed(file), telling_of(file.case)
    late = [one for one in found if one.late and not one.house]
    explained = [one.deadline for one in found]
    for one in explained:
        one.case = case
    sentences = queries.workings(explained, "en" if english() else "zh") if explained else {}
    lines = queries.timelines(explained)
    found = [
        replace(one, days=days.told(catalogue.rule_of(one.deadline, case.kind), lines[one.deadline.pk], schedules.version(one.deadline.schedule_id)))
        for one in found
    ]
    state = str(case.state)
    lacking, how = _asked_for(file) if state == "awaiting_material" else ([], "")
    need, need_heading = told.need(state)
    context = {
        "file": file, "case": case,
        "headline": told.headline(
            catalogue.state_of(case.kind, state), other_late=any(one.late and one.by == OPERATOR for one in found),
            office_late=any(one.ours for one in late),
        ),
        "need": need, "need_heading": need_heading, "linked": _linked(file), "office": words.issuer(case),
        "lacking": lacking, "how": how, "ending": _ending(file),
        "offered": state == "mediating" and any(one.step == "offer" for one in file.entries),
        "promise": _nearest(found, case), "owed": found, "story": done(file), "may": may(file),
        "working": [(one, plainly.sentences(one.deadline.rule, sentences[one.deadline.pk])) for one in found],
        "done": told.done(page.request.GET.get("done", "")),
        "services": {row.document_id: row for row in file.services}, "guest": bool(page.actor.case_id),
    }  # fmt: skip
    return page.show("frontend/citizen/track.html", {**context, **more})


def step_of(file: queries.CaseFile, offered: Any, context: dict[str, Any]) -> dict[str, Any]:
    """A step's form in a citizen's words: the fields that are theirs to fill, no judging of grounds, the button as on the page they come from."""
    names = fields(file, offered.step)
    asked = [plain(one) for one in context["fields"] if names is None or one.name in names]
    if names is not None:
        asked.sort(key=lambda one: names.index(one.name))
    errors = {one.id: one.errors for one in asked if one.errors}
    known = {f"f-{one.name}" for one in context["fields"]}
    wrong = [(id, text) for id, texts in errors.items() for text in texts]
    wrong += [(id, text) for id, text in context["wrong"] if id not in errors or id not in known]
    told, name = telling_of(file.case), offered.step.name
    reasons = [(plainly.to_complainant(said), article) for said, article in context["reasons"]]
    own = file.taking.standing.party
    now = reached(electronically=own.reached_electronically) if name == "confirm_address" and own is not None else ""
    said = {"button": told.button(name, of(offered.step)), "act": told.act(name), "lead": told.lead(name) or now}
    return {**context, **said, "reasons": reasons, "fields": asked, "grounds": [], "wrong": wrong}
