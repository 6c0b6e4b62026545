"""Which column fills which field: by the field's words in Chinese or English, or its name; what a person then mends."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from django import forms

from casework import catalogue
from casework.tables.meaning import folded

IDS = ("编号", "外部编号", "来件编号", "原编号", "工单号", "序号", "number", "no", "no.", "id", "external id", "ticket")
DAYS = ("收到日期", "来件日期", "申诉日期", "登记日期", "日期", "received", "received on", "day of receipt", "date")
MENDED = "-待改"
LONGEST_SOURCE = 40


def fields_of(kind: str, step: str) -> dict[str, forms.Field]:
    """The fields of a step's form that a table can fill: all but files."""
    form = catalogue.form_of(kind, step)
    return {name: one for name, one in (form.base_fields if form else {}).items() if not isinstance(one, forms.FileField)}


def guessed(columns: Iterable[str], fields: Mapping[str, Any]) -> dict[str, str]:
    """Field -> column, where a column is headed with the field's label, English words or name."""
    by_words = {folded(column): column for column in columns if column}
    found = {}
    for name, one in fields.items():
        for words in (str(one.label or ""), str(one.help_text or ""), name):
            if words and folded(words) in by_words:
                found[name] = by_words[folded(words)]
                break
    return found


def first_of(columns: Iterable[str], wanted: Iterable[str]) -> str:
    """The column headed with the first of these words that there is; empty where there is none."""
    by_words = {folded(column): column for column in columns if column}
    return next((by_words[folded(words)] for words in wanted if folded(words) in by_words), "")


def source_of(name: str) -> str:
    """What a file's cases are known by: its name without ending; a mended file keeps that of the first."""
    return PurePath(name).stem.removesuffix(MENDED)[:LONGEST_SOURCE]
