"""诉访分离: a petition whose matter belongs to a procedure that this system keeps is led into it (信访工作条例 31(4)(5)). One act: the other case is
opened with people, text and files carried over, counted from the day the petition was received; the petition ends with the paper that names article
and route."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from casework import clock, consequences
from casework.cases import attachments, engine
from casework.cases.attachments import Attachment
from casework.cases.case import Case, Link, people_number
from casework.cases.refusals import Invalid, NotFound, refused
from casework.cases.steps import steps_of
from casework.families import FAMILIES
from casework.people.actor import Actor
from casework.petitions import effects
from casework.petitions.file import PetitionFile
from casework.transactions import Given, Outcome, file, locked, refuse_stale

LED, TAKEN_OVER = "lead_to_procedure", "end_procedure"  # the petition's steps
FILED, LINK = "file", "led into"
# Under what name each kind's filing keeps the day the petition was received, and its files.
FIRST_DAY = {"complaint": "first_received_on", "reconsideration": "arrived_on"}
FILES = {"complaint": "attachments", "reconsideration": "uploads"}
CHANNEL = {"complaint": "transfer"}  # 其他机关转来; an application says itself how it came
NOT_CARRIED = ("applicant_id_number",)  # what the other procedure does not need is not passed on (个人信息保护法 6②)


def ways() -> tuple[str, ...]:
    """The kinds of case a petition can be led into."""
    return tuple(kind for kind in FIRST_DAY if kind in FAMILIES)


def form_of(kind: str) -> type[forms.Form]:
    """The form by which a case of this kind is filed. Raises NotFound for a kind that nothing is led into."""
    step = next((one for one in steps_of(FAMILIES[kind]) if one.name == FILED), None) if kind in ways() else None
    if step is None or step.asks is None:
        raise NotFound(kind)
    return step.asks


def carried(case: Case, into: str) -> dict[str, Any]:
    """The input of the other filing as far as the petition knows it: people, request, facts, the day of receipt."""
    if not isinstance(case, PetitionFile):
        raise NotFound(into)
    known = effects.contact(case) | {
        "title": case.title, "claim": case.claim, "facts": case.facts, "channel": CHANNEL.get(into),
        FIRST_DAY[into]: case.first_received_on.isoformat() if case.first_received_on else None,
    }  # fmt: skip
    asked = form_of(into).base_fields
    return {name: value for name, value in known.items() if value not in (None, "") and name in asked and name not in NOT_CARRIED}


@transaction.atomic
def lead_into(number: str, *, by: Actor, into: str, given: Given, filing: Given, version: int | None = None) -> Outcome:
    """Open the case `into` ("complaint", "reconsideration") with `filing` over what the petition carries, and end the petition with its paper.

    `given` is the input of the petition's step 导入法定程序. Raises NotFound, Forbidden, Refused; Invalid with the sentences of both forms, those of
    the filing under `filing.<field>`.
    """
    at = clock.now()
    taking = locked(number, by, on=at.date(), at=at)
    case = taking.case
    if not isinstance(case, PetitionFile) or into not in ways():
        raise NotFound(into)
    refuse_stale(case, version)
    taking = consequences.caught_up(taking)
    if case.sealed:
        raise refused("sealed", "检举控告不导入其他程序。", "An accusation is led nowhere.", "信访工作条例 30③")
    role = engine.require(engine.find(case, LED), taking)
    opened = _open(case, into, filing, by=by, role=role, at=at)
    told = people_number(opened.case.number, opened.case.first_office.short)
    taking = engine.take(case, LED, by=by, given={**dict(given or {}), "linked_number": told}, on=at.date(), at=at, known=taking)
    done = {"outcome": f"已另立案件办理：{told}。", "linked_number": told}
    ended = engine.take(case, TAKEN_OVER, by=by, given=done, on=at.date(), at=at, through=role)
    Link.objects.create(case_id=case.pk, other_id=opened.case.pk, why=LINK)
    return Outcome(ended.case, taking, opened=opened)


def _open(case: PetitionFile, into: str, filing: Given, *, by: Actor, role: Any, at: Any) -> Outcome:
    given = carried(case, into) | dict(filing or {})
    files = {FILES[into]: _files(case)} if Attachment.objects.filter(case_id=case.pk).exists() else None
    try:
        return file(into, FILED, by=by, given=given, files=files, on=at.date(), at=at, through=role, facts={"opened_from": case.number}, goes_on_from=case)
    except Invalid as error:
        raise Invalid({f"filing.{name}": texts for name, texts in error.fields.items()}) from error


def _files(case: Case) -> list[UploadedFile]:
    """The petition's files, as if they had been sent with the other filing. Raises Refused where one cannot be read."""
    found: list[UploadedFile] = []
    for one in Attachment.objects.filter(case_id=case.pk).order_by("pk"):
        content = attachments.read(bytes(one.sha256))
        if content is None:
            raise refused("files", f"附件“{one.name}”现在读不出来，未导入。", f"The file “{one.name}” cannot be read now; nothing was led in.")
        found.append(SimpleUploadedFile(one.name, content, one.media_type))
    return found
