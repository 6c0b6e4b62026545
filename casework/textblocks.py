"""Text blocks of an office: its head keeps and retires them, everybody of the office uses them in the forms of the steps."""

from django import forms
from django.db import transaction

from casework import clock
from casework.cases.asking import line
from casework.cases.outbox import OFFICE_ROLES
from casework.cases.refusals import Forbidden, Invalid, NotFound
from casework.cases.steps import steps_of
from casework.cases.textblocks import TextBlock, of_office
from casework.families import FAMILIES
from casework.people.actor import Actor
from casework.people.roles import Role

MOST = 300  # an office that keeps more finds none
Place = tuple[str, str, str]  # kind of case, step, field


class Block(forms.Form):
    """A title to pick it by, and the text."""

    title = line("标题", "title", length=60)
    text = forms.CharField(
        max_length=2000, label="内容", help_text="text", widget=forms.Textarea,
        error_messages={"required": "请填写“内容”。(text: required.)", "max_length": "“内容”最多2000个字。(text: at most 2000 characters.)"},
    )  # fmt: skip


def places() -> dict[Place, forms.Field]:
    """Where a text block may be used: every long field of every step that people of an office take, in the order of the statute."""
    return {
        (kind, step.name, name): field
        for kind, family in FAMILIES.items() for step in steps_of(family) if step.asks and OFFICE_ROLES & set(step.by)
        for name, field in step.asks.base_fields.items() if isinstance(field.widget, forms.Textarea)
    }  # fmt: skip


def texts(office_id: int, place: tuple[str, str] | None = None) -> list[TextBlock]:
    """The texts in use in an office; `place` (kind, step): those of that step. One query."""
    rows = of_office(office_id)
    return list(rows.filter(kind=place[0], step=place[1]) if place else rows.select_related("by_user"))


def head_of(actor: Actor) -> int:
    """The office whose texts this actor keeps. Raises Forbidden to whoever is head of none."""
    found = sorted(organisation for organisation, role in actor.standing if role == Role.HEAD)
    if not found:
        raise Forbidden("常用语由本机构负责人维护。", "The head of the office keeps its text blocks.")
    return found[0]


@transaction.atomic
def keep_text(place: Place, *, title: str, text: str, by: Actor) -> TextBlock:
    """Keep a text of the actor's office for a field of a step; one of the same title is retired and replaced.

    Raises Forbidden to whoever is not head, Invalid with sentences by field.
    """
    office, today = head_of(by), clock.today()
    form = Block(data={"title": title, "text": text})
    errors = {} if form.is_valid() else {name: [str(word) for word in words] for name, words in form.errors.items()}
    if place not in places():
        errors["place"] = ["请选择用在哪个事项的哪一栏。(Choose the field of a step.)"]
    if len(of_office(office)[: MOST + 1]) > MOST:
        errors["title"] = [f"每个机构最多{MOST}条常用语。(At most {MOST} text blocks an office.)"]
    if errors:
        raise Invalid(errors)
    kind, step, field = place
    given = form.cleaned_data
    same = of_office(office).select_for_update().filter(kind=kind, step=step, field=field, title=given["title"])
    same.update(retired_on=today, retired_by_id=by.user_id)
    return TextBlock.objects.create(
        office_id=office, kind=kind, step=step, field=field, title=given["title"], text=given["text"], by_user_id=by.user_id or 0, since=today
    )


@transaction.atomic
def retire_text(pk: int, *, by: Actor) -> TextBlock:
    """Take a text of the actor's office out of use. Raises NotFound where it is none of theirs or retired already."""
    row = of_office(head_of(by)).select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotFound(str(pk))
    row.retired_on, row.retired_by_id = clock.today(), by.user_id
    row.save(update_fields=["retired_on", "retired_by"])
    return row
