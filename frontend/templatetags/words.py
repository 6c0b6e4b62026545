"""Words in templates: `{% t "中文" "English" %}` and the exact words for days and clocks."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from casework import catalogue, publication
from casework.cases.case import people_number
from frontend import language, plainly, words

register = template.Library()


@register.simple_tag
def t(zh: str, en: str, **named: Any) -> str:
    """One of the two, with `{name}` replaced by what is given, escaped."""
    chosen = language.word(zh, en)
    return format_html(chosen, **named) if named else chosen


@register.filter
def spoken(text: str) -> str:
    """One language of a sentence in both."""
    return language.one(str(text))


@register.filter
def named(value: Any) -> str:
    """The words of whatever carries zh and en."""
    return language.of(value)


@register.filter
def role(value: str, kind: str = "") -> str:
    """A role's words, as they are in a case of this kind."""
    return language.of(catalogue.role_of(kind, value)) if value else ""


@register.filter
def matter(name: str) -> str:
    """What an office publishes, by the name of its text."""
    return next((language.of(one) for one in publication.MATTERS if one.name == name), name)


@register.filter
def number(case: Any) -> str:
    """The number people say."""
    return people_number(case.number, case.first_office.short)


register.filter("act", words.act)
register.filter("plain_article", plainly.article)
register.filter("step_to_operator", plainly.step)
register.filter("state_to_operator", plainly.state)
register.filter("cited", words.cited)
register.filter("day", words.day)
register.filter("moment", words.moment)
register.filter("state", words.state)
register.filter("title_in", words.title)
register.filter("case_flag", words.case_flag)


@register.simple_tag
def due(case: Any) -> str:
    """What the case is due for."""
    return words.rule(case, case.due_rule) if case.due_rule else ""


@register.simple_tag
def flag(value: words.Flag) -> SafeString:
    """A flag with its shape."""
    return format_html('<span class="flag flag-{}">{}{}</span>', value.kind, icon(value.kind), value.text)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside its word."""
    return format_html('<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><use href="#i-{}"/></svg>', name)
