"""A step's form on a page: its fields as data for the template, and what was posted as the command's arguments."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest

from casework import catalogue
from casework.cases import checklist
from casework.cases.common import SOMETHING_ANSWERED
from frontend.language import english, one, word

RADIO_MOST = 6  # more choices than this are a list to choose from
FOR_PROGRAMS = re.compile(r"'s user name|, by code|^user name of ")
Options = Mapping[str, list[tuple[str, str]]]  # name of a model field's kind (user, operator, office) -> (code, words)


@dataclass(frozen=True)
class Suggestion:
    """A value that a field may take, with what it stands for and where one can look at it."""

    value: str
    words: str
    url: str


@dataclass(frozen=True)
class Belonging:
    """To which answers of another field of the form a field belongs: with `needs` it must be filled in, with `may` it can be."""

    to: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """A field as the template shows it. `kind`: text, long, integer, date, datetime, yes_no, tick, radio, select, ticks, file, email or password."""

    name: str
    id: str
    label: str
    kind: str
    required: bool
    value: str = ""
    chosen: frozenset[str] = frozenset()
    options: tuple[tuple[str, str], ...] = ()
    errors: tuple[str, ...] = ()
    hint: str = ""
    most: int | None = None
    least: int | None = None
    top: int | None = None
    autocomplete: str = ""
    suggested: tuple[Suggestion, ...] = ()
    texts: str = ""  # where the office's text blocks for it are read
    belongs: Belonging | None = None


@dataclass
class Posted:
    """What a page posted for a step: the form's data, files, answers to grounds, the version the person saw."""

    given: dict[str, Any]
    files: dict[str, list[Any]]
    answers: dict[str, dict[str, Any]]
    version: int | None
    raw: Mapping[str, list[str]] = field(default_factory=dict)


def posted(request: HttpRequest, form: type[forms.Form] | None) -> Posted:
    """Read a step's input from a posted page. Grounds come as ground-ID (yes or no) with why-ID; the version as `version`."""
    given: dict[str, Any] = {}
    files: dict[str, list[Any]] = {}
    for name, one_field in (form.base_fields if form else {}).items():
        if isinstance(one_field, forms.FileField):
            if found := request.FILES.getlist(name):
                files[name] = list(found)
        elif isinstance(one_field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
            if values := request.POST.getlist(name):
                given[name] = values
        elif (value := request.POST.get(name, "")).strip():
            given[name] = value
    answers = {
        key.removeprefix("ground-"): {"met": value == "yes", "why": request.POST.get(f"why-{key.removeprefix('ground-')}", "").strip()}
        for key, value in request.POST.items()
        if key.startswith("ground-") and value in ("yes", "no")
    }
    version = request.POST.get("version", "")
    known = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None
    return Posted(given, files, answers, known, dict(request.POST.lists()))


def fields_of(
    form: type[forms.Form] | None, *, given: Mapping[str, Any] | None = None, errors: Mapping[str, Iterable[str]] | None = None, options: Options | None = None,
    only: Iterable[str] | None = None, prefix: str = "f",
) -> list[Field]:  # fmt: skip
    """The fields of a form in order, with values and errors of a first try. `only` picks and orders some of them."""
    base = form.base_fields if form else {}
    names = list(only) if only is not None else list(base)
    made = [_field(name, base[name], given or {}, errors or {}, options or {}, prefix) for name in names]
    return [one for one in made if one.kind != "ticks" or one.options]  # nothing to choose from: a case without files


def _field(name: str, one_field: forms.Field, given: Mapping[str, Any], errors: Mapping[str, Iterable[str]], options: Options, prefix: str) -> Field:
    kind, choices = _kind(one_field, options)
    value = given.get(name, one_field.initial)
    if isinstance(value, bool):
        value = "true" if value else None if kind == "tick" else "false"
    values = [str(part) for part in value] if isinstance(value, list | tuple) else [] if value is None else [str(value)]
    return Field(
        name=name, id=f"{prefix}-{name}", label=label(name, one_field), kind=kind, required=one_field.required,
        value=values[0] if values and kind != "ticks" else "", chosen=frozenset(values), options=tuple(choices),
        errors=tuple(one(str(text)) for text in errors.get(name, ())), most=getattr(one_field, "max_length", None),
        least=getattr(one_field, "min_value", None), top=getattr(one_field, "max_value", None),
    )  # fmt: skip


def label(name: str, one_field: forms.Field) -> str:
    """A field's words. The form's English serves programs too: that a list is chosen from by code or user name, and what empty means, is left out."""
    said = str(one_field.label or name)
    if not english():
        return said
    told = str(one_field.help_text or said).partition("; empty:")[0]
    if isinstance(one_field, forms.ModelChoiceField):
        told = FOR_PROGRAMS.sub("", told)
    return told[:1].upper() + told[1:]


def _kind(one_field: forms.Field, options: Options) -> tuple[str, list[tuple[str, str]]]:
    if isinstance(one_field, forms.FileField):
        return "file", []
    if isinstance(one_field, forms.ModelChoiceField):
        return "select", options.get(_list_of(one_field), [])
    if isinstance(one_field, forms.MultipleChoiceField):
        return "ticks", options.get(_list_of(one_field), []) if hasattr(one_field, "draws_from") else _choices(one_field)
    if isinstance(one_field, forms.ChoiceField):
        choices = [pair for pair in _choices(one_field) if pair[0] != ""]
        return ("radio" if len(choices) <= RADIO_MOST else "select"), choices
    if isinstance(one_field, forms.NullBooleanField):
        return "yes_no", [("true", word("是", "Yes")), ("false", word("否", "No"))]
    if isinstance(one_field, forms.BooleanField):
        return "tick", []
    for cls, kind in ((forms.DateTimeField, "datetime"), (forms.DateField, "date"), (forms.IntegerField, "integer"), (forms.EmailField, "email")):
        if isinstance(one_field, cls):
            return kind, []
    return ("long" if isinstance(one_field.widget, forms.Textarea) else "text"), []


def _choices(one_field: Any) -> list[tuple[str, str]]:
    return [(str(code), catalogue.in_english(str(label)) if english() else str(label)) for code, label in one_field.choices]


def files_of(file: Any) -> list[tuple[str, str]]:
    """The files of a case to choose from."""
    return [(str(one.pk), one.name) for one in file.attachments]


def lists_of(form: type[forms.Form] | None) -> set[str]:
    """Which lists of the directory a form's fields draw from."""
    return {_list_of(one_field) for one_field in (form.base_fields if form else {}).values() if isinstance(one_field, forms.ModelChoiceField)}


def _list_of(one_field: forms.Field) -> str:
    return str(getattr(one_field, "draws_from", "user"))


@dataclass(frozen=True)
class Judgement:
    """A ground of a step on its form: what the data say, and, where a person must judge, what was judged."""

    ground: Any
    answer: Any
    state: str  # met, unmet or unknown
    judged: str = ""  # yes, no or empty, as posted
    why: str = ""


def judgements(file: Any, offered: Any, given: Posted | None) -> list[Judgement]:
    """The grounds of a step that a person must judge or that close it; for the checklist itself, all that are open. A ground is never judged in advance."""
    lines = {line.ground.id: line for line in file.grounds}
    found = []
    for ground in _open(file) if SOMETHING_ANSWERED in offered.step.when else offered.step.when:
        line = lines.get(ground.id)
        if line is None:
            continue
        answered = (given.answers if given else {}).get(ground.id, {})
        judged = "" if "met" not in answered else "yes" if answered["met"] else "no"
        found.append(Judgement(ground, line.answer, checklist.word(line.answer), judged, str(answered.get("why", ""))))
    return found


def _open(file: Any) -> list[Any]:
    return [line.ground for line in file.grounds if checklist.word(line.answer) == "unknown"]


def wrong(form: type[forms.Form] | None, errors: Mapping[str, Iterable[str]] | None) -> list[tuple[str, str]]:
    """The summary above a form: (id of the field, sentence) for each thing to mend; the id is empty for what is no field."""
    known = form.base_fields if form else {}
    return [(f"f-{name}" if name in known else "", one(str(text))) for name, texts in (errors or {}).items() for text in texts]
