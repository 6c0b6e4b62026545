"""A table of cases: how a run's mapping is made and checked, and how one row is filed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db import transaction

from casework import catalogue, loading
from casework.cases.imports import ImportRun
from casework.cases.refusals import Invalid
from casework.importing import guessing
from casework.loading import BadMapping, FileMapping, Loading, RowRefusal
from casework.people.actor import USER, Actor
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.tables.days import CELLS, ORDERS, Declared
from casework.tables.meaning import Meaning
from casework.tables.reading import Row, Table

STEP = "file"
LOADERS = frozenset({Role.INTAKE, Role.HEAD})
MOST_YEARS = 50
SPECIAL = ("source", "external_id", "day")


class _Tried(Exception):
    """Rolls a trial back."""


def fields() -> dict[str, Any]:
    """The fields a table of complaints can fill; the office is always one's own."""
    return {name: one for name, one in guessing.fields_of("complaint", STEP).items() if name != "office"}


def first_mapping(table: Table, name: str, given: FileMapping | None) -> dict[str, Any]:
    """The mapping a run begins with: that of a mapping file, else guessed from the headings."""
    if given is not None:
        return as_json(given)
    found = guessing.guessed(table.columns, fields())
    external_id, day = guessing.first_of(table.columns, guessing.IDS), guessing.first_of(table.columns, guessing.DAYS)
    return {
        "source": guessing.source_of(name), "external_id": external_id, "day": day, "fields": found, "constants": {}, "raw": [day] if day else [],
    }  # fmt: skip


def as_json(mapping: FileMapping) -> dict[str, Any]:
    """A mapping as it is kept: days as text."""
    kept = {name: getattr(mapping, name) for name in ("source", "external_id", "day", "step")}
    kept |= {name: _jsonable(getattr(mapping, name)) for name in ("fields", "constants", "values", "clip", "raw", "grounds", "operators")}
    return kept


def _jsonable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _jsonable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def settled(run: ImportRun, posted: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Mapping and options as a person set them: source, external_id, day, column-FIELD, constant-FIELD, shift_years, date_order, date_cells.

    What only a mapping file can say (values, clip, grounds, operators) stays. Raises Invalid by field.
    """
    columns, wrong = set(run.found["columns"]), dict[str, list[str]]()
    mapping = dict(run.mapping)
    for name in SPECIAL:
        mapping[name] = posted.get(name, "").strip()
        if not mapping[name] or (name != "source" and mapping[name] not in columns):
            wrong[name] = [{"source": "请填写来源名。(source: required.)"}.get(name, "请选择一列。(Choose a column.)")]
    if len(mapping["source"]) > (most := guessing.LONGEST_SOURCE):
        wrong["source"] = [f"“来源名”最多{most}个字。(source: at most {most} characters.)"]
    mapping["fields"] = {name: column for name in fields() if (column := posted.get(f"column-{name}", "")) in columns and column}
    kept = {name: value for name, value in mapping.get("constants", {}).items() if name not in fields() or not isinstance(value, str)}
    typed = {name: value for name in fields() if (value := posted.get(f"constant-{name}", "").strip())}
    mapping["constants"] = {name: value for name, value in kept.items() if name in typed or name not in fields()} | typed
    mapping["raw"] = [name for name in dict.fromkeys([*mapping.get("raw", []), mapping["day"]]) if name in columns]
    mapping["constants"].pop("office", None)
    options = {"shift_years": _years(posted, wrong), "date_order": posted.get("date_order", ""), "date_cells": posted.get("date_cells", "")}
    if options["date_order"] not in ("", *ORDERS) or options["date_cells"] not in ("", *CELLS):
        wrong["date_order"] = ["请从列出的写法中选择。(Choose one of these.)"]
    wrong |= _wrong_constants(mapping["constants"], {one.get("code") for one in mapping.get("operators", ())})
    if "applicant_name" not in mapping["fields"] and "applicant_name" not in mapping["constants"]:
        wrong["column-applicant_name"] = ["请选择“姓名或者名称”的列，或者写一个固定值。(name: choose a column or give one value.)"]
    if wrong:
        raise Invalid(wrong)
    return mapping, options


def _years(posted: Mapping[str, str], wrong: dict[str, list[str]]) -> int:
    text = posted.get("shift_years", "").strip() or "0"
    if not text.lstrip("-").isascii() or not text.lstrip("-").isdigit() or abs(int(text[:6])) > MOST_YEARS:
        wrong["shift_years"] = [f"请填 -{MOST_YEARS} 至 {MOST_YEARS} 之间的整数。(A whole number from -{MOST_YEARS} to {MOST_YEARS}.)"]
        return 0
    return int(text)


def _wrong_constants(constants: Mapping[str, Any], to_come: set[Any]) -> dict[str, list[str]]:
    """What the form says of each value for all rows, taken alone; operators `to_come` are entered by the import."""
    found = {}
    for name, one in fields().items():
        if name in constants and constants[name] not in to_come and not isinstance(one, forms.NullBooleanField):
            form = catalogue.form_of("complaint", STEP)
            assert form is not None
            errors: Any = form(data={name: constants[name]}).errors.get(name, [])
            if errors:
                found[f"constant-{name}"] = [str(text) for text in errors]
    return found


def settles(run: ImportRun) -> list[str]:
    """The operators of the mapping that the database lacks, by name."""
    listed = {one.get("code", ""): one.get("name", "") for one in run.mapping.get("operators", ())}
    there = set(Organisation.objects.filter(code__in=listed).values_list("code", flat=True)) if listed else set()
    return [name or code for code, name in listed.items() if code not in there]


def acting(run: ImportRun, actor: Actor) -> Actor | None:
    """The person as intake officer of the office they load into; None where they may not (any more)."""
    if not any(actor.holds(role, run.office_id) for role in LOADERS):
        return None
    return Actor(kind=USER, id=actor.id, name=actor.name, standing=frozenset({(run.office_id, Role.INTAKE.value)}))


def may_settle(run: ImportRun, actor: Actor) -> bool:
    """Operators are entered by the head only."""
    return actor.holds(Role.HEAD, run.office_id)


def every_of(run: ImportRun, table: Table, by: Actor) -> Loading:
    """What is the same for all rows of a run."""
    content = {**run.mapping, "constants": {**run.mapping.get("constants", {}), "office": run.office.code}}
    declared = Declared(run.options.get("date_order", ""), run.options.get("date_cells", ""))
    meaning = Meaning(declared, table.facts, catalogue.in_english)
    return Loading("complaint", loading.made_of(content, run.name), meaning, by, int(run.options.get("shift_years", 0)), False, run.office.code)


def as_read(every: Loading, row: Row) -> dict[str, Any]:
    """What a row will be filed with, its day under `day`. Raises Fault."""
    on = None if not row.text(every.mapping.day) else loading.shifted(every.meaning.day(every.mapping.day, row.cells[every.mapping.day]), every.shift_years)
    return {"day": on, **loading.filing(row, every)}


class Filer:
    """Takes the rows of one run. `known` are the ids of the source that this office has already; `settle`: enter the mapping's operators first."""

    def __init__(self, run: ImportRun, table: Table, by: Actor, *, trial: bool, settle: bool) -> None:
        self.every = every_of(run, table, by)
        self.mapping, self.trial = self.every.mapping, trial
        self.key = self.mapping.external_id
        self.known = loading.known_ids(self.mapping, run.office.code)
        self.settle = settle and bool(settles(run))
        if self.settle and not trial:
            with transaction.atomic():
                loading.settle_operators(self.mapping)

    def passes_over(self, row: Row) -> bool:
        """True for a row that a case was made of before."""
        return row.text(self.key) in self.known

    def take(self, row: Row) -> RowRefusal | None:
        """File the row; what it is refused with. On trial everything is rolled back."""
        if not self.trial:
            return loading.file_row(row, self.every)
        refusal = None
        try:
            with transaction.atomic():
                if self.settle:
                    loading.settle_operators(self.mapping)
                refusal = loading.file_row(row, self.every)
                raise _Tried
        except _Tried:
            return refusal


__all__ = ["BadMapping", "Filer", "acting", "fields", "first_mapping", "settled", "settles"]
