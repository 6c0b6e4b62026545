"""A family's declaration as plain data: what `manage.py describe` prints and docs/ publishes. Reads classes only, never the database."""

from collections.abc import Iterable
from typing import Any

from django import forms

from casework.cases import ladder
from casework.cases.case import Case
from casework.cases.documents import DocumentType
from casework.cases.grounds import Ground
from casework.cases.limits import Extension, TimeLimit
from casework.cases.steps import NEW, States, Step, steps_of
from casework.people.roles import Role
from casework.reports import certainty

TITLES = {"complaint": "电信用户申诉", "petition": "信访", "reconsideration": "行政复议"}


def rulebook(kind: str, family: type[Case]) -> dict[str, Any]:
    """States, steps in statutory order, clocks and papers of a family, ready for JSON.

    `mark` says in Chinese what a lawyer has to confirm, None where the text was seen ([V]). A step with an empty `to` leaves the
    state as it is.
    """
    return {
        "kind": kind,
        "zh": TITLES[kind],
        "en": (family.__doc__ or "").strip().splitlines()[0],
        "states": [_state(one) for one in family.STATES],
        "steps": [_step(one) for one in steps_of(family)],
        "clocks": [_clock(one) for one in family.LIMITS],
        "papers": [_paper(one) for one in family.PAPERS],
    }


def _state(one: States) -> dict[str, Any]:
    return {"id": one.value, "zh": one.zh, "en": one.en, "waits_on": one.waits_on and one.waits_on.value, "final": one.final}


def _step(one: Step) -> dict[str, Any]:
    return {
        "name": one.name, "zh": one.zh, "en": one.en, "from": [source.value for source in one.sources],
        "to": [target.value for target in one.targets], "by": _roles(one.by), "approved_by": one.approved_by and one.approved_by.value,
        "reviewed_by": _roles(one.reviewed_by), "collective": one.collective,
        "grounds": [_ground(ground) for ground in one.when], "asks": _fields(one.asks), "starts": _ids(one.starts), "meets": _ids(one.meets),
        "lapses": [one.lapses] if isinstance(one.lapses, str) else _ids(one.lapses), "suspends": _ids(one.suspends), "resumes": _ids(one.resumes),
        "extends": _ids(one.extends), "papers": _ids(one.issues), "tells": _roles(one.tells), "opens": one.opens and one.opens.step,
        "dated_by": one.dated_by or None, "cannot_wait": one.cannot_wait, "fulfils": list(one.fulfils), "article": one.basis, "certainty": one.certainty,
        "mark": certainty.mark(one.certainty),
    }  # fmt: skip


def _roles(roles: Iterable[Role]) -> list[str]:
    return [role.value for role in roles]


def _ids(declared: Iterable[TimeLimit | DocumentType]) -> list[str]:
    return [one.id for one in declared]


def _ground(one: Ground) -> dict[str, Any]:
    return {
        "id": one.id, "zh": one.zh, "en": one.en, "article": one.article, "certainty": one.certainty, "fulfils": list(one.fulfils),
        "mark": certainty.mark(one.certainty),
    }  # fmt: skip


def _fields(form: type[forms.Form] | None) -> list[dict[str, Any]]:
    if form is None:
        return []
    return [{"name": name, "label": str(field.label or name), "required": field.required} for name, field in form.base_fields.items()]


def _clock(one: TimeLimit) -> dict[str, Any]:
    return {
        "id": one.id, "zh": one.zh, "en": one.en, "since": one.since[0], "unit": one.length.unit,
        "length": one.length.number if one.fixed else None, "bound": one.bound, "extension": _extension(one.extension),
        "never_extended": one.never_extended, "suspendable": one.suspendable,
        "ladder": None if one.ladder == ladder.DEFAULT else [_rung(rung) for rung in one.ladder], "consequence": one.consequence or None,
        "expiry": one.expiry or None, "article": one.basis, "quote": one.quote, "certainty": certainty.of_limit(one),
        "version": one.version, "in_force": [day and day.isoformat() for day in one.in_force], "province": one.province, "house": one.house,
        "notes": [zh for zh, _ in one.notes], "fulfils": list(one.fulfils), "mark": certainty.limit_mark(one),
    }  # fmt: skip


def _rung(one: ladder.Rung) -> dict[str, Any]:
    return {"at": one.at, "tells": list(one.tells), "urgent": one.urgent}


def _extension(one: Extension | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "id": one.id or None, "unit": one.up_to and one.up_to.unit, "length": one.up_to and one.up_to.number, "approved_by": one.approved_by,
        "notice_with_reasons": one.notice_with_reasons, "article": one.article or None,
    }  # fmt: skip


def _paper(one: DocumentType) -> dict[str, Any]:
    return {
        "id": one.id, "zh": one.zh, "en": one.en, "series": one.series, "to": _roles(one.to), "mandatory": list(one.mandatory),
        "starts": _ids(one.starts), "rests_on": _ids(one.rests_on), "fulfils": list(one.fulfils), "article": one.basis, "certainty": one.certainty,
        "mark": certainty.mark(one.certainty),
    }  # fmt: skip


def whole_sets(states: list[dict[str, Any]]) -> dict[frozenset[str], str]:
    """Sets of states that have a name of their own, so that a table need not list twenty."""
    filed = frozenset(one["id"] for one in states if one["id"] != NEW)
    under_way = frozenset(one["id"] for one in states if not one["final"] and one["id"] != NEW)
    return {filed: "提交后任何状态 any state once filed", under_way: "未办结的任何状态 any open state"}
