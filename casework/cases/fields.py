"""Form fields of the families: Chinese label, short English in help_text, and errors that name field and rule in both."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet

from casework.people.models import Organisation, User


def _words(label: str, en: str, **more: str) -> dict[str, str]:
    return {"required": f"请填写“{label}”。({en}: required.)", "invalid": f"“{label}”的格式不正确。({en}: not valid.)"} | more


def text(label: str, en: str, *, length: int, required: bool = True, long: bool = False, pattern: str = "") -> forms.CharField:
    """A line or, with `long`, several lines of text of at most `length` characters."""
    too_long = f"“{label}”最多{length}个字。({en}: at most {length} characters.)"
    return forms.CharField(
        label=label, help_text=en, max_length=length, required=required, widget=forms.Textarea if long else forms.TextInput,
        validators=[RegexValidator(pattern, f"“{label}”的格式不正确。({en}: not valid.)", code="format")] if pattern else [],
        error_messages=_words(label, en, max_length=too_long),
    )  # fmt: skip


def phone(label: str, en: str) -> forms.CharField:
    """A telephone number as people write it; optional."""
    return text(label, en, length=30, required=False, pattern=r"^[0-9+()（）\- ]{3,30}$")


def email(label: str, en: str) -> forms.EmailField:
    """An e-mail address; optional."""
    too_long = f"“{label}”最多120个字。({en}: at most 120 characters.)"
    return forms.EmailField(label=label, help_text=en, max_length=120, required=False, error_messages=_words(label, en, max_length=too_long))


def day(label: str, en: str, *, required: bool = False) -> forms.DateField:
    """A civil day, YYYY-MM-DD."""
    return forms.DateField(label=label, help_text=en, required=required, widget=forms.DateInput(attrs={"type": "date"}), error_messages=_words(label, en))


def moment(label: str, en: str, *, required: bool = True) -> forms.DateTimeField:
    """A civil day and time."""
    return forms.DateTimeField(
        label=label, help_text=en, required=required, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], error_messages=_words(label, en)
    )


def choice(label: str, en: str, choices: Iterable[tuple[str, str]], *, required: bool = True) -> forms.ChoiceField:
    """One of a list of codes."""
    listed = list(choices) if required else [("", "未说明"), *choices]
    wrong = f"“{label}”不在可选范围内。({en}: not one of the choices.)"
    return forms.ChoiceField(label=label, help_text=en, choices=listed, required=required, error_messages=_words(label, en, invalid_choice=wrong))


def choices(label: str, en: str, listed: Iterable[tuple[str, str]], *, required: bool = True) -> forms.MultipleChoiceField:
    """One or more of a list of codes."""
    wrong = f"“{label}”含有不可选的项目。({en}: not one of the choices.)"
    return forms.MultipleChoiceField(label=label, help_text=en, choices=list(listed), required=required, error_messages=_words(label, en, invalid_choice=wrong))


def yes_no(label: str, en: str) -> forms.NullBooleanField:
    """Yes, no, or not told."""
    return forms.NullBooleanField(label=label, help_text=en, required=False)


def tick(label: str, en: str, *, required: bool = False) -> forms.BooleanField:
    """A box; with `required` it must be ticked."""
    return forms.BooleanField(label=label, help_text=en, required=required, error_messages=_words(label, en))


def number(label: str, en: str, *, least: int, most: int) -> forms.IntegerField:
    """A whole number between two bounds, both included."""
    bounds = f"“{label}”应在{least}至{most}之间。({en}: {least} to {most}.)"
    return forms.IntegerField(label=label, help_text=en, min_value=least, max_value=most, error_messages=_words(label, en, min_value=bounds, max_value=bounds))


def lines(label: str, en: str, *, length: int, required: bool = True) -> forms.CharField:
    """Several entries, one a line."""
    return text(label, en, length=length, required=required, long=True)


def files(label: str, en: str) -> forms.FileField:
    """Files that go with the step; type and size are checked by the engine, which names the file that is wrong."""
    return forms.FileField(label=label, help_text=en, required=False, allow_empty_file=True, error_messages=_words(label, en))


class FilesOfCase(forms.MultipleChoiceField):
    """Files that are on the case already, by their ids, in the order given; that they are of this case is asked where the case is known."""

    draws_from = "attachment"

    def valid_value(self, value: str) -> bool:
        """True for what can be an id."""
        return value.isascii() and value.isdigit() and len(value) < 19

    def clean(self, value: Any) -> list[int]:
        """The ids as numbers."""
        return [int(one) for one in super().clean(value)]


def files_of_case(label: str, en: str) -> FilesOfCase:
    """Files of the case that go with a paper; optional."""
    wrong = f"“{label}”含有不可选的项目。({en}: not one of the choices.)"
    return FilesOfCase(label=label, help_text=en, required=False, error_messages=_words(label, en, invalid_choice=wrong))


class Chosen(forms.ModelChoiceField):
    """A row by its code. `draws_from` says from which list of the directory: user, operator or office."""

    def __init__(self, rows: QuerySet[Any], draws_from: str, **more: Any) -> None:
        super().__init__(rows, **more)
        self.draws_from = draws_from


def _model(label: str, en: str, rows: QuerySet[Any], key: str, draws_from: str, *, required: bool, unknown: str) -> forms.ModelChoiceField:
    errors = _words(label, en, invalid_choice=f"“{label}”：{unknown}({en}: unknown.)")
    return Chosen(rows, draws_from, to_field_name=key, label=label, help_text=en, required=required, error_messages=errors)


def operator(label: str, en: str, *, required: bool = False) -> forms.ModelChoiceField:
    """An operator or branch by its code."""
    rows = Organisation.objects.filter(kind=Organisation.OPERATOR)
    return _model(label, en, rows, "code", "operator", required=required, unknown="没有这个代码的电信业务经营者。")


def office(label: str, en: str, *, required: bool = False) -> forms.ModelChoiceField:
    """An office of the regulator by its code."""
    return _model(label, en, Organisation.objects.filter(kind=Organisation.OFFICE), "code", "office", required=required, unknown="没有这个代码的受理机构。")


def colleague(label: str, en: str, *, required: bool = False) -> forms.ModelChoiceField:
    """Someone with an account, by user name."""
    return _model(label, en, User.objects.filter(is_active=True), "username", "user", required=required, unknown="没有这个用户。")
