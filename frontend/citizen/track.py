"""Tracking: the truth in one line, the next date and who owes it, what you need do, what happened and what is owed, what you can do, papers."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.text import Truncator

from casework import catalogue, clock, queries
from casework.cases import schedules
from casework.cases.clocks import VOID
from casework.cases.limits import OFFICE, OPERATOR
from casework.complaints.material import ITEMS
from casework.people.roles import Role
from frontend import plainly, words
from frontend.base import Page
from frontend.citizen import days, telling
from frontend.citizen.flows import plain
from frontend.language import english, of, word

SEEN = "V"  # the text of the rule was seen: of two limits that end alike, the surer one is quoted
OUR_ROLES = frozenset({Role.INTAKE, Role.HANDLER, Role.HEAD})  # while a case waits for one of them, an operator's day is not what comes next
URGENT = ("supply_material", "reenter", "consent_mediation", "confirm_settlement", "rate")
# A step's form as a citizen needs it: other fields of the form are for the office that writes down what somebody said.
ASKED = {
    "confirm_settlement": (), "consent_mediation": (), "supply_material": ("note", "attachments"), "add_material": ("note", "attachments"),
    "confirm_address": ("electronic", "address"), "challenge": ("whom", "why", "uploads"),
}  # fmt: skip
HELD_BY_FILE = {"applicant_phone", "applicant_address", "applicant_postcode", "claim", "facts", "respondent"}


@dataclass(frozen=True)
class Owed:
    """What is owed by when: by the office (ours) or the operator, with its law or the words that it is a house limit."""

    deadline: Any
    what: str
    ours: bool
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
    def who(self) -> str:
        """Who owes it."""
        return word("我们", "we") if self.ours else word("企业", "the operator")


@dataclass(frozen=True)
class Done:
    """What has happened, on which day, with what was said and the papers that came of it."""

    on: date
    text: str
    said: str
    papers: list[Any]


def owed(file: queries.CaseFile) -> list[Owed]:
    """What the office and the operators owe, the nearest first; of several limits on one duty the earliest, of law before house."""
    case = file.case
    found: dict[tuple[str, int | None], Owed] = {}
    if case.ended_on is not None:
        return []
    for one in sorted(file.deadlines, key=lambda row: (row.last_day or date.max, row.house, catalogue.rule_of(row, case.kind).certainty != SEEN)):
        if one.bound not in (OFFICE, OPERATOR) or one.ended_by_seq is not None or one.status == VOID or one.last_day is None or one.rule not in telling.OWED:
            continue
        duty, what = telling.OWED[one.rule]
        found.setdefault((duty, one.bound_party_id), _owed(file, one, word(*what), duty))
    return list(found.values())


def _owed(file: queries.CaseFile, one: Any, what: str, duty: str) -> Owed:
    limit = catalogue.rule_of(one, file.case.kind)
    after, law = telling.after(limit.expiry, duty, house=one.house)
    return Owed(
        one, what, one.bound == OFFICE, one.last_day, one.last_day < clock.today(), words.deadline_flag(one, file.case.kind),
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
    steps, story = catalogue.steps(file.case.kind), []
    for entry in queries.history(file):
        named = of(steps[entry.step]) if entry.step in steps else ""
        said = {"claim": getattr(file.case, "claim", "")} if entry.seq == 1 else file.said.get(entry.seq, {})
        papers = [paper for paper in file.papers if paper.entry_seq == entry.seq]
        text = telling.happened(entry.step, named)
        if text:
            own = Truncator(said.get("claim") or said.get("note") or said.get("question") or "").chars(160)  # they know the rest
            story.append(Done(entry.on, text, str(said.get("offer") or own or (said.get("why", "") if entry.step == "recuse" else "")), papers))
    return story


def may(file: queries.CaseFile) -> list[dict[str, Any]]:
    """What the citizen can do now; what waits for them first. Closed ones with the reason stay away: they would only confuse."""
    rank = {name: place for place, name in enumerate(URGENT)}
    last = {"withdraw": 99}
    steps = [one for one in file.steps if one.step.name in telling.MAY and (one.open or one.step.name == "reenter")]
    steps = [one for one in steps if not _done_before(file, one.step.name)]
    steps.sort(key=lambda one: last.get(one.step.name, rank.get(one.step.name, 50)))
    return [{"name": one.step.name, "words": telling.button(one.step.name, of(one.step)), "main": place == 0 and one.open} for place, one in enumerate(steps)]


def _done_before(file: queries.CaseFile, step: str) -> bool:
    """Consent, settlement and rating are said once."""
    case: Any = file.case
    said = {"consent_mediation": "applicant_consent_on", "confirm_settlement": "applicant_confirmed_on", "rate": "satisfaction"}
    return bool(step in said and getattr(case, said[step], None))


def _asked_for(file: queries.CaseFile) -> tuple[list[str], str]:
    """What the newest notice asks for, item by item, and how to send it."""
    notice: dict[str, Any] = next((said for _, said in reversed(queries.contents(file, "material_notice"))), {})
    items = [catalogue.in_english(one["what"]) if english() else one["what"] for one in notice.get("items", [])]
    return items, str(notice.get("how", ""))


@dataclass(frozen=True)
class Ending:
    """How it ended, in the words of the paper; `from_on`: the first day on which a complaint sent to the operator may come back."""

    heading: str
    text: str
    paper: Any
    from_on: date | None


def _ending(file: queries.CaseFile) -> Ending | None:
    known = telling.ending(str(file.case.state))
    if known is None:
        return None
    paper, name, heading = known
    found = queries.contents(file, paper)
    if not found:
        return None
    last, said = found[-1]
    day = said.get("may_return_on")
    text = said.get(name) or ""
    return Ending(heading, text if isinstance(text, str) else "\n".join(map(str, text)), last, date.fromisoformat(day) if day else None)


def fields(file: queries.CaseFile, step: Any) -> list[str] | None:
    """Which fields of a step's form a citizen is asked; None for all. Of material, what is missing first."""
    asked = ASKED.get(step.name)
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
    case, found = file.case, owed(file)
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
    context = {
        "file": file, "case": case,
        "headline": telling.headline(
            state, operator_late=any(one.late and not one.ours for one in found), office_late=any(one.ours for one in late)
        ),
        "need": telling.need(state), "lacking": lacking, "how": how, "ending": _ending(file),
        "offered": state == "mediating" and any(one.step == "offer" for one in file.entries),
        "promise": _nearest(found, case), "owed": found, "story": done(file), "may": may(file),
        "working": [(one, plainly.sentences(one.deadline.rule, sentences[one.deadline.pk])) for one in found],
        "done": telling.done(page.request.GET.get("done", "")),
        "services": {row.document_id: row for row in file.services}, "guest": bool(page.actor.case_id),
    }  # fmt: skip
    return page.show("frontend/citizen/track.html", {**context, **more})


def step_of(file: queries.CaseFile, offered: Any, context: dict[str, Any]) -> dict[str, Any]:
    """A step's form in a citizen's words: the fields that are theirs to fill, no judging of grounds, the button as on the page they come from."""
    names = fields(file, offered.step)
    asked = [plain(one) for one in context["fields"] if names is None or one.name in names]
    if names is not None:
        asked.sort(key=lambda one: names.index(one.name))
    said = {one.id: one.errors for one in asked if one.errors}
    known = {f"f-{one.name}" for one in context["fields"]}
    wrong = [(id, text) for id, texts in said.items() for text in texts] + [(id, text) for id, text in context["wrong"] if id not in said or id not in known]
    button = telling.button(offered.step.name, of(offered.step))
    reasons = [(plainly.to_complainant(said), article) for said, article in context["reasons"]]
    own = file.taking.standing.party
    now = telling.reached(electronically=own.reached_electronically) if offered.step.name == "confirm_address" and own is not None else ""
    return {**context, "now": now, "reasons": reasons, "fields": asked, "grounds": [], "wrong": wrong, "button": button, "act": telling.act(offered.step.name)}
