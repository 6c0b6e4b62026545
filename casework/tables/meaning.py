"""What a cell means for a field of a form: days, yes and no, choices by code or by words, operators by code or name; otherwise text."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from casework.people.models import Organisation
from casework.tables.cells import Cell, plain
from casework.tables.days import Declared, day
from casework.tables.faults import Fault
from casework.tables.reading import Column

YES, NO = {"是", "有", "true", "yes", "y", "1", "√", "对"}, {"否", "无", "没有", "false", "no", "n", "0", "×", "不"}
SHOWN = 40  # characters of a wrong value that a sentence repeats


def folded(text: str) -> str:
    """Text as it is compared: width, case and blanks do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass
class Meaning:
    """How the cells of one file are read. `english` gives the English words of a choice; `facts` what was seen in each column."""

    declared: Declared
    facts: Mapping[str, Column]
    english: Callable[[str], str] = str
    _organisations: dict[str, dict[str, str]] = field(default_factory=dict)

    def day(self, column: str, cell: Cell) -> Any:
        """The day of a cell. Raises Fault naming the column."""
        facts = self.facts.get(column) or Column()
        try:
            return day(cell, self.declared, mixed=facts.mixed, example=facts.example)
        except Fault as fault:
            raise fault.at(column) from fault

    def value(self, one: forms.Field, column: str, cell: Cell) -> Any:
        """What a cell gives to a field, in the form the field reads. Raises Fault naming the column."""
        if isinstance(one, forms.DateField):
            return self.day(column, cell).isoformat()
        try:
            text = plain(cell)
            if isinstance(one, forms.NullBooleanField | forms.BooleanField):
                return _yes_no(text)
            if isinstance(one, forms.ModelChoiceField):
                return self._organisation(text, str(getattr(one, "draws_from", "")))
            if isinstance(one, forms.ChoiceField):
                return self._choice(text, one)
        except Fault as fault:
            raise fault.at(column) from fault
        return text

    def _choice(self, text: str, one: forms.ChoiceField) -> str:
        known: dict[str, str] = {}
        for code, label in one.choices:  # type: ignore[union-attr, misc]  # pairs; no field of ours groups them
            known |= {folded(str(code)): str(code), folded(str(label)): str(code), folded(self.english(str(label))): str(code)}
        found = known.get(folded(text))
        if found is None:
            listed = "、".join(str(label) for code, label in one.choices if code)  # type: ignore[union-attr, misc]
            in_english = ", ".join(self.english(str(label)) for code, label in one.choices if code)  # type: ignore[union-attr, misc]
            raise Fault("choice", f"“{text[:SHOWN]}”不在可选范围内（{listed}）。", f"'{text[:SHOWN]}' is not one of: {in_english}.")
        return found

    def _organisation(self, text: str, draws_from: str) -> str:
        """The code of an operator or office named by code, name or short name; another text stays as it is, and the form refuses it."""
        kind = {"operator": Organisation.OPERATOR, "office": Organisation.OFFICE}.get(draws_from)
        if kind is None:
            return text
        if kind not in self._organisations:
            rows = list(Organisation.objects.filter(kind=kind).values_list("code", "name", "short"))
            named = {folded(said): code for code, name, short in rows for said in (short, name)}
            self._organisations[kind] = named | {folded(code): code for code, _, _ in rows}
        return self._organisations[kind].get(folded(text), text)


def _yes_no(text: str) -> str:
    said = folded(text)
    if said in YES or said in NO:
        return "true" if said in YES else "false"
    raise Fault("choice", f"“{text[:SHOWN]}”须为“是”或者“否”。", f"'{text[:SHOWN]}' must be yes or no.")
