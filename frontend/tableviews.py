"""What the import pages show of a table: its columns, which field each fills, and the first rows as they will be read."""

from collections.abc import Mapping
from typing import Any

from casework import catalogue, queries
from casework.cases import imports
from casework.cases.imports import ImportRun
from casework.importing import filings, replies, runs
from casework.people.actor import SYSTEM_ACTOR
from casework.people.roles import Role
from casework.tables.days import Declared
from casework.tables.faults import BadTable, Fault
from casework.tables.meaning import Meaning
from casework.tables.reading import Row
from frontend import stepforms, words
from frontend.language import one, word
from frontend.stepforms import Field

SHOWN_ROWS, LONGEST = 3, 120
LISTED_MOST = 20  # more columns than these are not repeated in a list for every field: the page would weigh too much
ORDERS = (("", ("没有，或者拒绝这些行", "none, or refuse such rows")), ("dmy", ("日在前：25/12/2016", "day first: 25/12/2016")),
          ("mdy", ("月在前：12/25/2016", "month first: 12/25/2016")))  # fmt: skip
CELLS = (("", ("说不准，拒绝这些行", "not known: refuse such rows")), ("right", ("可信，照读", "right as they stand")),
         ("swapped", ("日和月对调了，调回来读", "swapped: read them the other way round")))  # fmt: skip
SPECIAL = {"external_id": ("每行的编号", "Number of the row"), "day": ("收到日期", "Day of receipt")}
ENCODINGS = {"utf-8-sig": "UTF-8", "gb18030": "GB18030"}
Errors = Mapping[str, list[str]]


def file_of(run: ImportRun) -> str:
    """XLSX，工作表“来件”，1495 行; CSV，GB18030，12 行."""
    found = run.found
    if found["kind"] == "xlsx":
        return word(f"XLSX，工作表“{found['sheet']}”，{run.total} 行", f"XLSX, sheet '{found['sheet']}', {run.total} rows")
    encoding = ENCODINGS.get(found["encoding"], found["encoding"])
    return word(f"CSV，{encoding}，{run.total} 行", f"CSV, {encoding}, {run.total} rows")


def columns(run: ImportRun, posted: Mapping[str, str], errors: Errors | None, held: frozenset[Role]) -> dict[str, Any]:
    """The columns with examples, and which of them fills which field: as kept or guessed, or, with `errors`, as typed."""
    errors = errors or {}
    mapping, typed = run.mapping, posted if errors else None

    def now(name: str, kept: Any) -> str:
        return typed.get(name, "") if typed is not None else _typed(kept)

    def why(*names: str) -> list[str]:
        return [one(text) for name in names for text in errors.get(name, [])]

    facts = run.found["facts"]
    fields = [
        {"field": field, "column": now(f"column-{field.name}", mapping.get("fields", {}).get(field.name, "")),
         "constant": now(f"constant-{field.name}", mapping.get("constants", {}).get(field.name, "")),
         "wrong": why(f"column-{field.name}", f"constant-{field.name}")}
        for field in _fields(mapping)
    ]  # fmt: skip
    special = [{"name": name, "label": word(*pair), "value": now(name, mapping.get(name, "")), "wrong": why(name)} for name, pair in SPECIAL.items()]
    return {
        "columns": [name for name in run.found["columns"] if name], "seen": _seen(run), "many": len(run.found["columns"]) > LISTED_MOST,
        "fields": fields, "special": special,
        "source": now("source", mapping.get("source", "")), "source_wrong": why("source"), "shift_years": now("shift_years", run.options.get("shift_years", 0)),
        "orders": _options(ORDERS, now("date_order", run.options.get("date_order", ""))),
        "cells": _options(CELLS, now("date_cells", run.options.get("date_cells", ""))), "years_wrong": why("shift_years"),
        "slashed": next((one["example"] for one in facts.values() if one["slashed"]), ""), "mixed": any(_mixed(one) for one in facts.values()),
        "wrong": [(f"f-{name}", one(text)) for name, texts in errors.items() for text in texts], "rules": _rules(mapping),
        "new_operators": filings.settles(run), "settles": Role.HEAD in held, "others": run.found["others"],
    }  # fmt: skip


def _fields(mapping: Mapping[str, Any]) -> list[Field]:
    """The form's fields; operators that a mapping file lists may be chosen before they are entered."""
    operators = queries.options({"operator"}, None)["operator"]
    there = {code for code, _ in operators}
    operators += [(str(one["code"]), str(one.get("name", one["code"]))) for one in mapping.get("operators", ()) if "code" in one and one["code"] not in there]
    return stepforms.fields_of(catalogue.form_of("complaint", filings.STEP), only=list(filings.fields()), options={"operator": operators})


def _seen(run: ImportRun) -> list[dict[str, Any]]:
    """Each column with what was seen in it and two examples."""
    try:
        rows = runs.first_rows(run, SHOWN_ROWS)
    except BadTable:
        rows = []
    return [
        {"name": name, "facts": run.found["facts"][name], "mixed": _mixed(run.found["facts"][name]),
         "examples": [_short(row.text(name), 60) for row in rows if row.text(name)][: 2 if len(run.found["columns"]) <= LISTED_MOST else 1]}
        for name in run.found["columns"] if name
    ]  # fmt: skip


def _mixed(facts: Mapping[str, Any]) -> bool:
    return bool(facts["slashed"] and facts["swappable"])


def _short(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def _options(listed: Any, chosen: str) -> list[tuple[str, str, bool]]:
    return [(code, word(*pair), code == chosen) for code, pair in listed]


def _typed(value: Any) -> str:
    return "true" if value is True else "false" if value is False else str(value)


def _rules(mapping: Mapping[str, Any]) -> list[str]:
    """What a mapping file said that the page does not show field by field."""
    found = []
    if mapping.get("values"):
        found.append(word(f"换算这些列的值：{'、'.join(mapping['values'])}", f"values translated in: {', '.join(mapping['values'])}"))
    if mapping.get("clip"):
        found.append(word(f"截短过长的文字：{'、'.join(mapping['clip'])}", f"long texts cut in: {', '.join(mapping['clip'])}"))
    if mapping.get("grounds"):
        found.append(word(f"由文件证明的审查项：{'、'.join(mapping['grounds'])}", f"grounds attested by the file: {', '.join(mapping['grounds'])}"))
    return found


def preview(run: ImportRun) -> list[dict[str, Any]]:
    """The first rows of a tried run as they will be taken: number, id, (label, value) pairs or why a row cannot be read."""
    if run.status != imports.CHECKED:
        return []
    try:
        table, rows = runs.table_of(run), runs.first_rows(run, SHOWN_ROWS)
    except BadTable:
        return []
    refused = run.refusals.filter(row__in=[row.number for row in rows]).values_list("row", "zh", "en")
    faults = {number: word(zh, en) for number, zh, en in refused}
    if run.kind == imports.FILINGS:
        every = filings.every_of(run, table, SYSTEM_ACTOR)
        fields = {field.name: field for field in _fields(run.mapping)}
        return [_line(run, row, fields, lambda row: filings.as_read(every, row), faults) for row in rows]
    meaning, columns_of, base = Meaning(Declared(), table.facts), run.mapping["fields"], replies.fields()
    fields = {field.name: field for field in stepforms.fields_of(catalogue.form_of(replies.KIND, replies.STEP), only=list(base))}
    return [_line(run, row, fields, lambda row: _replied(row, columns_of, base, meaning), faults) for row in rows]


def _replied(row: Row, columns_of: Mapping[str, str], base: Mapping[str, Any], meaning: Meaning) -> dict[str, Any]:
    return {name: meaning.value(base[name], column, row.cells[column]) for name, column in columns_of.items() if column in row.cells}


def _line(run: ImportRun, row: Row, fields: Mapping[str, Field], read: Any, faults: Mapping[int, str]) -> dict[str, Any]:
    shown = {"number": row.number, "id": row.text(run.mapping["external_id"]), "said": [], "fault": faults.get(row.number, "")}
    try:
        given = read(row)
    except Fault as fault:
        return shown | {"fault": word(fault.zh, fault.en)}
    day = given.pop("day", None)
    said = [(word(*SPECIAL["day"]), words.day(day))] if day else []
    said += [(field.label, _short(_words(field, given[name]))) for name, field in fields.items() if given.get(name) not in ("", None)]
    return shown | {"said": said}


def _words(field: Field, value: Any) -> str:
    """A value in the words of its choice."""
    text = _typed(value)
    if field.kind == "tick":
        return word("是", "yes") if text == "true" else word("否", "no")
    return dict(field.options).get(text, text)
