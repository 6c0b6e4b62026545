"""How a paper of a petition reads what a step was given."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casework.cases import schedules, spans
from casework.cases.case import Case
from casework.cases.citing import in_full
from casework.cases.limits import TimeLimit
from casework.clock import SHANGHAI
from casework.people.models import Organisation
from casework.petitions import heads

Given = Mapping[str, Any]
Data = dict[str, Any]


def known(case: Case, given: Given, name: str) -> Any:
    """The answer of that name, else the case's own column."""
    value = given.get(name)
    return case.asked(name) if value in (None, "") else value


def told(case: Case, given: Given, name: str, other: str) -> Any:
    """The answer of that name, else what the file calls by the other one."""
    value = given.get(name)
    return case.asked(other) if value in (None, "") else value


def day_of(day: date | None) -> str:
    """As a paper keeps a day."""
    return day.isoformat() if day else ""


def minute_of(moment: datetime | None) -> str:
    """As a paper keeps a time of day in China."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if moment else ""


def lines(value: str | None) -> list[str]:
    """The lines of a text, none empty."""
    return [line.strip() for line in (value or "").splitlines() if line.strip()]


def cited(value: str | None) -> list[str]:
    """Laws and articles, one a line, as a paper prints them."""
    return [in_full(line) for line in lines(value)]


def head_of(of: heads.Heads, code: str | None) -> Data | None:
    """A head as a paper prints it: words, article, text of the law. None for a code of another list."""
    head = heads.find(of, code)
    return {"words": head.zh, "article": in_full(head.basis), "quote": head.quote} if head else None


def heads_of(of: heads.Heads, codes: list[str]) -> list[Data]:
    """Several heads; nothing where one code is of another list."""
    found = [head for code in codes if (head := head_of(of, code))]
    return found if len(found) == len(codes) else []


def last_day_of(limit: TimeLimit, trigger: date | None, *, more: int = 0) -> str:
    """The last day of this limit, with so many days more."""
    if not trigger:
        return ""
    return day_of(spans.compute(limit, trigger, schedule=schedules.current().schedule, extension_days=more).last_day)


def of_matter(case: Case, given: Given) -> Data:
    """When the matter came in, and what it asks for on which facts."""
    return {"received_on": day_of(known(case, given, "received_on")), "claim": known(case, given, "claim"), "facts": known(case, given, "facts")}


def contact_of(office: Organisation) -> str:
    """Where an office is reached."""
    return "，".join(part for part in (office.address, office.phone) if part) or office.name
