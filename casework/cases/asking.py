"""Fields of the steps that every family has: each with its label, its English, and the sentence that asks for what was left out."""

from collections.abc import Callable
from typing import Any

from django import forms

Declared = Callable[..., None]


def asked(label: str, en: str, **more: str) -> dict[str, Any]:
    """Label, English and the sentence that asks for what was left out, as the families' own fields have them."""
    return {"label": label, "help_text": en, "error_messages": {"required": f"请填写“{label}”。({en}: required.)"} | more}


def line(label: str, en: str, *, length: int, required: bool = True, widget: type[forms.Widget] = forms.TextInput) -> forms.CharField:
    """A line of text with its greatest length in characters."""
    too_long = f"“{label}”最多{length}个字。({en}: at most {length} characters.)"
    return forms.CharField(max_length=length, required=required, widget=widget, **asked(label, en, max_length=too_long))


def lines(label: str, en: str, *, length: int, required: bool = True) -> forms.CharField:
    """Text of several lines with its greatest length in characters."""
    return line(label, en, length=length, required=required, widget=forms.Textarea)
