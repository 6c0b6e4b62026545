"""A step's form as data: for the case detail, for the schema, and for refusing input of the wrong shape before a form reads it."""

from functools import cache
from typing import Any, NotRequired, TypedDict

from django import forms

from casework.cases.refusals import Invalid


class Choice(TypedDict):
    """A code and its words."""

    value: str
    label: str


class FieldShape(TypedDict):
    """A field of a step. A `code` names an organisation or a user by code or user name; a `file` comes as multipart."""

    name: str
    type: str
    label: str
    help: str
    required: bool
    choices: NotRequired[list[Choice]]
    max_length: NotRequired[int]
    min: NotRequired[int]
    max: NotRequired[int]


def kind_of(field: forms.Field) -> str:
    """text, integer, date, datetime, boolean, choice, choices, code, codes, file, email or json."""
    names: tuple[tuple[type[forms.Field], str], ...] = (
        (forms.FileField, "file"), (forms.ModelMultipleChoiceField, "codes"), (forms.ModelChoiceField, "code"), (forms.MultipleChoiceField, "choices"),
        (forms.ChoiceField, "choice"), (forms.DateTimeField, "datetime"), (forms.DateField, "date"), (forms.BooleanField, "boolean"),
        (forms.IntegerField, "integer"), (forms.JSONField, "json"), (forms.EmailField, "email"),
    )  # fmt: skip
    if isinstance(field, forms.MultipleChoiceField) and hasattr(field, "draws_from"):
        return "codes"
    return next((name for cls, name in names if isinstance(field, cls)), "text")


@cache
def described(form: type[forms.Form] | None) -> tuple[FieldShape, ...]:
    """The fields of a form, in order. Choices that lie in the database are not listed: their codes are asked for."""
    return tuple(_described(name, field) for name, field in (form.base_fields if form else {}).items())


def _described(name: str, field: forms.Field) -> FieldShape:
    shape: FieldShape = {"name": name, "type": kind_of(field), "label": str(field.label or name), "help": str(field.help_text), "required": field.required}
    if shape["type"] in ("choice", "choices"):
        shape["choices"] = [{"value": str(value), "label": str(label)} for value, label in field.choices if value != ""]  # type: ignore[attr-defined]
    for theirs, ours in (("max_length", "max_length"), ("min_value", "min"), ("max_value", "max")):
        if getattr(field, theirs, None) is not None:
            shape[ours] = getattr(field, theirs)  # type: ignore[literal-required]
    return shape


JSON_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"}, "email": {"type": "string", "format": "email"}, "integer": {"type": "integer"}, "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "description": "YYYY-MM-DDTHH:MM"}, "boolean": {"type": "boolean"}, "choice": {"type": "string"}, "code": {"type": "string"},
    "choices": {"type": "array", "items": {"type": "string"}}, "codes": {"type": "array", "items": {"type": "string"}},
    "file": {"type": "array", "items": {"type": "string", "format": "binary"}}, "json": {},
}  # fmt: skip


def json_schema(form: type[forms.Form] | None, *, files: bool) -> tuple[dict[str, Any], list[str]]:
    """Properties and required names of a form as JSON schema; files only where the body is multipart."""
    properties, required = {}, []
    for one in described(form):
        if one["type"] == "file" and not files:
            continue
        schema = {**JSON_TYPES[one["type"]], "title": one["label"]}
        if one["help"]:
            schema["description"] = one["help"]
        if one["type"] == "choice":
            schema["enum"] = [choice["value"] for choice in one["choices"]]
            schema["description"] = "；".join(f"{choice['value']} {choice['label']}" for choice in one["choices"])
        if one["type"] == "choices":
            schema["items"] = {"type": "string", "enum": [choice["value"] for choice in one["choices"]]}
        for ours, theirs in (("max_length", "maxLength"), ("min", "minimum"), ("max", "maximum")):
            if ours in one:
                schema[theirs] = one[ours]  # type: ignore[literal-required]
        if one["required"]:
            required.append(one["name"])
            if one["type"] in ("text", "email", "code"):
                schema["minLength"] = 1
            if one["type"] in ("choices", "codes"):
                schema["minItems"] = 1
        elif "type" in schema:
            schema["type"] = [schema["type"], "null"]
            if "enum" in schema:
                schema["enum"] = [*schema["enum"], "", None]
        properties[one["name"]] = schema
    return properties, required


def refuse_wrong_shapes(given: dict[str, Any], form: type[forms.Form] | None) -> None:
    """A form reads text: what is a list or an object where one value is asked for would be misread. Raises Invalid."""
    wrong = {}
    for name, field in (form.base_fields if form else {}).items():
        value, kind = given.get(name), kind_of(field)
        if value is None or kind == "json":
            continue
        if kind in ("choices", "codes"):
            ones = value if isinstance(value, list) else [value]
            bad = any(not isinstance(one, str | int) or isinstance(one, bool) for one in ones)
        elif kind == "file":
            bad = True  # a file comes in the files, not in the data
        elif kind == "boolean":
            bad = not (isinstance(value, bool) or (isinstance(value, str) and value.lower() in BOOLEANS))
        elif kind == "integer":
            bad = isinstance(value, bool) or not isinstance(value, str | int) or len(str(value)) > 18
        else:
            bad = isinstance(value, bool) or not isinstance(value, str | int | float)
        if bad:
            wrong[name] = [f"“{field.label or name}”的类型不正确，应为 {kind}。(Wrong type: {kind} is expected.)"]
    if wrong:
        raise Invalid(wrong)


BOOLEANS = {"", "true", "false", "1", "0", "on", "off", "yes", "no", "unknown"}
