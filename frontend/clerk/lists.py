"""What the clerk's lists share: where one is in them, rows grouped by due day, filters as addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode

from casework import clock
from casework.cases.paging import Page
from casework.cases.refusals import Invalid
from frontend import words
from frontend.language import one, word


@dataclass(frozen=True)
class Turning:
    """Where the pages beside this one are; empty where there is none."""

    first: str
    back: str
    on: str


@dataclass(frozen=True)
class Group:
    """Rows that are due in the same stretch of time. `late` and `today` give its heading a colour beside its words."""

    heading: str
    rows: list[Any]


def address(path: str, given: Mapping[str, Any], **changed: Any) -> str:
    """A path with these parameters, those that are empty left out."""
    wanted = {name: value for name, value in {**given, **changed}.items() if value not in ("", None)}
    return f"{path}?{urlencode(wanted)}" if wanted else path


def turning(path: str, asked: Mapping[str, Any], page: Page) -> Turning:
    """The pages around one that was asked with `asked`."""
    kept = {name: value for name, value in asked.items() if name not in ("cursor", "before", "case", "done")}
    return Turning(
        address(path, kept) if asked.get("cursor") or asked.get("before") else "",
        address(path, kept, before=page.previous) if page.previous else "",
        address(path, kept, cursor=page.next) if page.next else "",
    )


def by_due_day(cases: Iterable[Any]) -> list[Group]:
    """Cases in the order of their due day, in groups: overdue, today, this week, next week, later, none."""
    today = clock.today()
    sunday = today + timedelta(days=6 - today.weekday())
    return [Group(heading, list(rows)) for heading, rows in groupby(cases, lambda case: _stretch(case.due_on, today, sunday))]


def _stretch(due_on: date | None, today: date, sunday: date) -> str:
    if due_on is None:
        return word("没有期限在走", "No clock running")
    if due_on < today:
        return word("已逾期", "Overdue")
    if due_on == today:
        return word(f"今日到期 · {words.day(today)}", f"Due today · {words.day(today)}")
    if due_on <= sunday:
        return word("本周到期", "Due this week")
    if due_on <= sunday + timedelta(days=7):
        return word("下周到期", "Due next week")
    return word("以后到期", "Due later")


def how_many(count: int, capped: bool = False) -> str:
    """A count in words of a page: 1000+ where there are more."""
    return "1000+" if capped or count > 1000 else str(count)


def day_of(text: str, name: str) -> date | None:
    """A day typed or linked as 2026-11-23, None for nothing. Raises Invalid."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid({name: ["请填日期，如 2026-11-23。(A day such as 2026-11-23.)"]}) from error


def asked_of(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """These parameters of an address, without blanks around them; a parameter that is not given is left out."""
    found = {name: request.GET.get(name, "").replace("\0", "").strip()[:200] for name in names}
    return {name: value for name, value in found.items() if value}


def sentences(error: Invalid, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with an address, for the summary: (id of the field, sentence)."""
    said = [(name, one(text)) for name, texts in error.fields.items() for text in texts]
    return [(f"f-{name}", f"{labels[name]}{word('：', ': ')}{text}" if name in labels else text) for name, text in said]
