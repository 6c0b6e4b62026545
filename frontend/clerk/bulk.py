"""The same step on several cases of a list: what may be tried, trying it, and what came of each."""

import contextlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest

from casework import catalogue, commands
from casework.cases.case import Case, people_number
from casework.cases.refusals import Forbidden, Invalid, Refusal, Refused
from casework.cases.steps import Step
from casework.people.actor import Actor
from frontend.base import roles_of
from frontend.language import halves, of, word

STEPS = ("assign", "forward")  # those that ask for nothing that differs from case to case
KEPT = "bulk"  # session key: what came of the last one
MOST = 100
NOT_FOUND = ("没有找到这件案件，可能已经移交。", "Not found; it may have been handed on.", "")
BUSY = ("数据库暂时不可用，这件没有办。", "The database was away: nothing was done here.", "")


@dataclass(frozen=True)
class Line:
    """What came of one case: its number as people say it, and why nothing was done, with articles; no reason where it was done."""

    number: str
    said: str
    reasons: list[tuple[str, str]]


@dataclass(frozen=True)
class Result:
    """What came of one press of the button; `left` are the numbers on which nothing was done."""

    step: str
    handler: str  # user name, where it was an assignment
    lines: list[Line]

    @property
    def done(self) -> int:
        """How many were done."""
        return sum(not line.reasons for line in self.lines)

    @property
    def left(self) -> set[str]:
        """The numbers that stay ticked."""
        return {line.number for line in self.lines if line.reasons}


def offered(actor: Actor, rows: list[Case]) -> list[Step]:
    """The steps that this person's roles may take on several cases at once, where a case of the page is in a state for them."""
    held, found = roles_of(actor), list[Step]()
    for name in STEPS:
        declared = [step for row in rows if (step := catalogue.steps(row.kind).get(name)) and row.state in step.sources and set(step.by) & held]
        found += declared[:1]
    return found


def take(request: HttpRequest, actor: Actor) -> str:
    """Try the posted step on each case that was ticked; the mark under which the outcome is kept. Raises Invalid where something is not chosen."""
    step, handler = request.POST.get("step", ""), request.POST.get("handler", "")
    versions = dict(_ticked(value) for value in request.POST.getlist("case")[:MOST])
    if step not in STEPS:
        raise Invalid({"step": ["请选择要办的事。(Choose what to do.)"]})
    if not versions:
        raise Invalid({"case": ["请先勾选要办的案件。(Tick the cases first.)"]})
    if step == "assign" and not handler:
        raise Invalid({"handler": ["请选择分派给谁。(Choose to whom to assign.)"]})
    told = {}
    with contextlib.suppress(OperationalError, InterfaceError):  # those not reached keep the reason they begin with
        for tried in commands.take_each(versions, step, by=actor, given={"handler": handler} if step == "assign" else {}):
            told[tried.number] = _told(tried)
    mark = secrets.token_hex(4)
    request.session[KEPT] = {"mark": mark, "step": step, "handler": handler, "lines": [told.get(number, [number, "", [BUSY]]) for number in versions]}
    return mark


def outcome(request: HttpRequest, mark: str, rows: list[Case]) -> Result | None:
    """What came of the press kept under this mark, in the reader's language; None where it is another's or long gone."""
    kept = request.session.get(KEPT, {})
    if not mark or kept.get("mark") != mark:
        return None
    said = {row.number: people_number(row.number, row.first_office.short) for row in rows}
    lines = [
        Line(number, spoken or said.get(number, number), [(word(zh, en), article) for zh, en, article in reasons]) for number, spoken, reasons in kept["lines"]
    ]
    lines.sort(key=lambda line: not line.reasons)
    return Result(of(_declared(kept["step"])), kept["handler"] if kept["step"] == "assign" else "", lines)


def _declared(name: str) -> Step:
    return next(found for kind in catalogue.kinds() if (found := catalogue.steps(kind).get(name)))


def _ticked(value: str) -> tuple[str, int | None]:
    """Number and version of a ticked case."""
    number, _, version = value.replace("\0", "").partition(" ")
    return catalogue.number_of(number), int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None


def _told(tried: commands.Tried) -> list[Any]:
    """What came of one case, as it is kept: number, how it is said, reasons in both languages with their articles."""
    if tried.outcome is not None:
        case = tried.outcome.case
        return [tried.number, people_number(case.number, case.first_office.short), []]
    return [tried.number, "", _reasons(tried.refusal)]


def _reasons(refusal: Refusal | None) -> list[tuple[str, str, str]]:
    if isinstance(refusal, Refused):
        return [(reason.zh, reason.en, reason.article) for reason in refusal.reasons]
    if isinstance(refusal, Forbidden):
        return [(refusal.zh, refusal.en, "")]
    if isinstance(refusal, Invalid):
        return [(*halves(text), "") for texts in refusal.fields.values() for text in texts]
    return [NOT_FOUND]
