"""The filters of the worklist. Each is a part of the address, so that a narrowed list can be kept and sent."""

from datetime import date, timedelta
from typing import Any

from casework import catalogue, clock, queries
from casework.cases.refusals import Invalid
from frontend import words
from frontend.clerk import lists
from frontend.language import of, word

PATH = "/desk/"
NAMES = ("kind", "state", "handler", "operator", "due_after", "due_before", "last_day", "office")
DAYS = ("due_before", "due_after", "last_day")
LABELS = {
    "queue": ("列表", "List"), "state": ("状态", "State"), "handler": ("承办人", "Handler"), "operator": ("企业", "Operator"),
    "due_before": ("到期早于", "Due before"), "due_after": ("到期晚于", "Due after"),
    "last_day": ("最后一日", "Last day"), "office": ("机构", "Office"), "kind": ("程序", "Procedure"), "cursor": ("翻页", "Page"),
}  # fmt: skip


def wanted(asked: dict[str, str]) -> dict[str, Any]:
    """The arguments of a worklist. Raises Invalid for a day, a state or a kind that is none."""
    if asked.get("kind") and asked["kind"] not in catalogue.kinds():
        raise Invalid({"kind": ["没有这种程序。(No such procedure.)"]})
    known = {str(state) for kind in catalogue.kinds() for state in catalogue.open_states(kind)}
    if asked.get("state") and asked["state"] not in known:
        raise Invalid({"state": ["没有这个状态，或者这个状态的案件已经办结。(No such state, or its cases are closed.)"]})
    days = {name: lists.day_of(asked[name], name) for name in DAYS if asked.get(name)}
    return {name: value for name, value in asked.items() if name not in ("case", "done")} | days


def states(asked: dict[str, str]) -> list[dict[str, Any]]:
    """The states as filters, by procedure."""
    found = []
    for kind in catalogue.kinds():
        for state in catalogue.open_states(kind):
            here = asked.get("state") == str(state)
            found.append({"url": _filtered(asked, state="" if here else str(state)), "words": of(state), "here": here})
    return found


def spans(asked: dict[str, str]) -> list[dict[str, Any]]:
    """Stretches of time as filters."""
    monday = 7 - clock.today().weekday()
    stretches = ((word("三天内到期", "Due in three days"), shifted(-1), shifted(4)), (word("本周到期", "Due this week"), shifted(-1), shifted(monday)))
    found = []
    for said, after, before in stretches:
        here = (asked.get("due_after"), asked.get("due_before")) == (after, before)
        found.append({"url": _filtered(asked, due_after="" if here else after, due_before="" if here else before), "words": said, "here": here})
    return found


def _filtered(asked: dict[str, str], **changed: str) -> str:
    kept = {name: value for name, value in asked.items() if name in ("queue", *NAMES)}
    return lists.address(PATH, kept, **changed)


def narrowed(asked: dict[str, str], desk: queries.Desk) -> list[dict[str, str]]:
    """The filters in force, each with the address without it."""
    said = {code: name for choices in desk.choices.values() for code, name in choices} | {"-": word("没有企业", "no operator")}
    names = {str(state): of(state) for kind in catalogue.kinds() for state in catalogue.open_states(kind)}
    return [
        {"label": word(*LABELS[name]), "value": _said(asked[name]) or (names if name == "state" else said).get(asked[name], asked[name]),
         "url": _filtered(asked, **{name: ""})}
        for name in NAMES if asked.get(name)
    ]  # fmt: skip


def _said(value: str) -> str:
    """A day in the exact words, empty for what is none."""
    try:
        return words.day(date.fromisoformat(value))
    except ValueError:
        return ""


def fields(asked: dict[str, str], desk: queries.Desk) -> list[dict[str, Any]]:
    """The filters that are chosen from a list; offices only where the reader has several."""
    lists_of = [("handler", desk.choices.get("handler", [])), ("operator", [("-", word("没有企业", "no operator")), *desk.choices.get("operator", [])])]
    if len(desk.choices.get("office", [])) > 1:
        lists_of.append(("office", desk.choices["office"]))
    return [{"name": name, "label": word(*LABELS[name]), "options": options, "value": asked.get(name, "")} for name, options in lists_of]


def shifted(days: int) -> str:
    """The day so many days from today, as an address writes it."""
    return (clock.today() + timedelta(days=days)).isoformat()
