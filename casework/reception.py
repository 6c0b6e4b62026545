"""The reception desk (来访): appointments, tickets, the talk, and the petition that comes of it. Each act is one transaction with one line about it.

The office's intake and reception officers act; its head and supervisors read. Nobody else knows of a visit.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from casework import clock
from casework.cases import attachments, engine, sealing
from casework.cases.case import Case
from casework.cases.refusals import Invalid, NotFound, refused
from casework.cases.steps import as_form_data
from casework.people.actor import Actor
from casework.people.roles import Role
from casework.petitions import heads, visit_forms, visits
from casework.petitions.visits import ACTS, ReceptionPlace, Visit, VisitAct, VisitFile
from casework.transactions import Outcome, file, locked, take_also
from casework.visiting import DESK, KEEPERS, reception_hours, reception_of, reception_place, visit_said, works

PETITION = "petition"
Given = Mapping[str, Any]
Files = Mapping[str, Sequence[UploadedFile]]
FROM_VISIT = ("name", "phone", "address", "id_number", "people", "representatives", "matter")


@transaction.atomic
def keep_reception_place(given: Given, *, by: Actor) -> ReceptionPlace:
    """Enter where and when the office receives, as it made public; what counted before is retired. Raises Forbidden, Invalid."""
    office, cleaned = reception_of(by, KEEPERS), _clean(visit_forms.Place, given)
    hours = [[cleaned[f"{half}_from"], cleaned[f"{half}_to"]] for half in ("morning", "afternoon") if cleaned.get(f"{half}_from")]
    ReceptionPlace.objects.select_for_update().filter(office_id=office, retired_on=None).update(retired_on=clock.today())
    return ReceptionPlace.objects.create(
        office_id=office, name=cleaned["name"], address=cleaned["address"], weekdays=sorted(int(one) for one in cleaned["weekdays"]), hours=hours,
        by_user_id=by.user_id or 0, since=clock.today(),
    )  # fmt: skip


@transaction.atomic
def book_visit(given: Given, *, by: Actor) -> Visit:
    """Make an appointment. Raises Forbidden, Invalid by field (a day that is over, a time in which nobody is received)."""
    office, cleaned = reception_of(by, DESK), _clean(visit_forms.Booking, given)
    at, place = clock.now(), _place(office)
    if (cleaned["day"], cleaned["slot"]) < visits.day_and_time(at):
        raise Invalid({"day": ["预约的时间已经过去。(The time has passed.)"]})
    if not place.receives(cleaned["day"], cleaned["slot"], works=works(cleaned["day"])):
        zh, en = reception_hours(place)
        raise Invalid({"slot": [f"那时不接待。公布的接待时间：{zh}。(Nobody is received then. Published hours: {en}.)"]})
    row = Visit(office_id=office, day=cleaned["day"], slot=cleaned["slot"], place=place, state=visits.BOOKED, **_people(cleaned))
    row.save()
    _note(row, "book", "", by=by, at=at, facts={"day": row.day.isoformat(), "slot": f"{row.slot:%H:%M}", "people": row.people})
    return row


@transaction.atomic
def walk_in(given: Given, *, by: Actor) -> Visit:
    """Somebody is here without an appointment: a ticket at the reception place; elsewhere a record of what they were told (20①, 47①), and no ticket."""
    office, cleaned = reception_of(by, DESK), _clean(visit_forms.WalkIn, given)
    at, place = clock.now(), _place(office)
    row = Visit(office_id=office, day=at.date(), **_people(cleaned))
    if cleaned["where"] == visit_forms.ELSEWHERE:
        row.state, row.elsewhere, row.head = visits.TURNED_AWAY, cleaned["elsewhere"], "place"
        row.save()
        head = visits.head_of("place")
        facts = {"people": row.people, "head": "place", "article": head.basis if head else ""}
        _note(row, "elsewhere", "", by=by, at=at, facts=facts, said={"elsewhere": row.elsewhere, "said": cleaned["said"]})
        return row
    row.place = place
    facts = _within_hours(place, at, cleaned.get("why_now", ""))
    row.ticket, row.state = visits.next_ticket(office, row.day), visits.WAITING
    row.save()
    _note(row, "walk_in", "", by=by, at=at, facts=facts | {"ticket": row.ticket, "people": row.people})
    return row


@transaction.atomic
def act_on_visit(pk: int, name: str, given: Given | None = None, *, by: Actor, files: Files | None = None) -> Outcome | Visit:
    """Take one act of `visits.ACTS`; gives the visit, or the outcome of filing where a petition comes of it.

    Raises NotFound, Forbidden, Invalid by field, Refused where the visit is not at that point.
    """
    office, declared = reception_of(by, DESK), ACTS.get(name)
    sealing.open_for(by)
    row = Visit.objects.select_for_update(of=("self",)).select_related("place", "office").filter(pk=pk, office_id=office).first()
    if row is None or declared is None:
        raise NotFound(str(pk))
    if why := visits.closed(declared, row, by.user_id):
        raise refused("state", *why, declared.basis)
    cleaned, at, source = _clean(declared.form, given or {}, files), clock.now(), row.state
    stored = _store(files or {})
    facts, told, outcome = BODIES[name](row, cleaned, by=by, at=at, files=files or {})
    row.state = declared.target or row.state
    row.save()
    line = _note(row, name, source, by=by, at=at, facts=facts, said=told)
    VisitFile.objects.bulk_create(VisitFile(visit=row, act=line, **one) for one in stored)
    return outcome or row


Result = tuple[dict[str, Any], dict[str, Any], Outcome | None]


def _arrive(row: Visit, given: Given, *, at: datetime, **_: Any) -> Result:
    if row.day != at.date():
        zh, en = f"预约的是 {row.day:%Y-%m-%d}，请在当日取号，或者另行登记。", f"The appointment is for {row.day:%Y-%m-%d}."
        raise refused("day", zh, en)
    facts = _within_hours(row.place or _place(row.office_id), at, given.get("why_now", ""))
    row.ticket = visits.next_ticket(row.office_id, row.day)
    return facts | {"ticket": row.ticket}, {}, None


def _receive(row: Visit, given: Given, *, by: Actor, **_: Any) -> Result:
    row.officer_id, row.window = by.user_id, given["window"]
    return {"officer": by.user_id, "window": row.window}, {}, None


def _record(row: Visit, given: Given, **_: Any) -> Result:
    row.claim, row.facts, row.statement, row.signed = given["claim"], given["facts"], given["statement"], ""  # a changed record is read out again
    return {}, {"statement": given["statement"]}, None


def _sign(row: Visit, given: Given, *, files: Files, **_: Any) -> Result:
    if given["manner"] != visit_forms.DECLINED and not any(files.values()):
        raise Invalid({"scan": ["请上传签名的陈述记录。(Upload the scan of the signed statement.)"]})
    row.signed = given["manner"]
    return {"manner": row.signed, "read_out": True}, {"remark": given.get("remark", "")} if given.get("remark") else {}, None


def _open_petition(row: Visit, given: Given, *, by: Actor, at: datetime, **_: Any) -> Result:
    """The receiving officer registers it: whoever received the visitors first is the first handler of the petition."""
    chosen = row.chosen
    registration = {
        "channel": heads.VISIT, "office": row.office.code, "applicant_name": row.name, "applicant_phone": row.phone, "applicant_address": row.address,
        "applicant_id_number": row.id_number, "electronic_service": given.get("electronic_service") or False,
        "representatives": "\n".join(chosen) if row.joint else "", "title": given.get("title") or "", "claim": row.claim, "facts": row.facts,
        "statement": row.statement, "place": str(row.place) if row.place else "", "category": given.get("category") or "",
        "simple": given.get("simple") or False,
    }  # fmt: skip
    outcome = file(
        PETITION, "register", by=by, given={name: value for name, value in registration.items() if value not in (None, "")}, on=at.date(), at=at,
        files={"attachments": [_again(one) for one in row.files.order_by("pk")]},
    )  # fmt: skip
    row.case = Case.objects.get(pk=outcome.case.pk)
    taking = locked(outcome.case.number, by, on=at.date(), at=at)
    for line in row.acts.filter(what="record_disorder"):
        take_also(taking, "record_disorder", _as_given(visit_said(line)))
    outcome.case = taking.case
    return {"case": outcome.case.number}, {}, outcome


def _link(row: Visit, given: Given, *, by: Actor, at: datetime, **_: Any) -> Result:
    number = given["number"].strip()
    taking = locked(number, by, on=at.date(), at=at)
    roles = sorted(taking.standing.roles & DESK)
    if not roles or taking.case.kind != PETITION:
        raise NotFound(number)
    row.case = Case.objects.get(pk=taking.case.pk)
    engine.note(
        taking, "visit", Role(roles[0]), given={"given": {"statement": row.statement}},
        facts={"visit": row.pk, "ticket": row.ticket, "people": row.people},
    )  # fmt: skip
    return {"case": taking.case.number}, {}, None


def _mark_urgent(row: Visit, given: Given, **_: Any) -> Result:
    row.urgent = True
    return {}, dict(given), None


def _record_disorder(row: Visit, given: Given, *, by: Actor, at: datetime, **_: Any) -> Result:
    if given["started_at"] > at:
        raise Invalid({"started_at": ["所记时间尚未到来。(The time noted has not come yet.)"]})
    told = {name: _plain(value) for name, value in given.items() if value not in (None, "", [])}
    found = {"heads": list(given["heads"]), "police_called": bool(given.get("police_called"))}
    if row.case_id is not None:
        taking = locked(Case.objects.values_list("number", flat=True).get(pk=row.case_id), by, on=at.date(), at=at)
        take_also(taking, "record_disorder", _as_given(told))
    return found, told, None


def _end(row: Visit, given: Given, **_: Any) -> Result:
    return {"case": row.case_id is not None}, dict(given), None


def _turn_away(row: Visit, given: Given, **_: Any) -> Result:
    row.head, head = given["head"], visits.head_of(given["head"])
    return {"head": row.head, "article": head.basis if head else ""}, {"said": given["said"]}, None


def _leave(row: Visit, given: Given, **_: Any) -> Result:
    return {}, dict(given), None


def _not_come(row: Visit, given: Given, *, at: datetime, **_: Any) -> Result:
    if (row.day, row.slot or time.max) > visits.day_and_time(at):
        raise refused("day", "预约的时间还没有到。", "The time of the appointment has not come yet.")
    return {}, {}, None


BODIES: dict[str, Callable[..., Result]] = {
    "arrive": _arrive, "receive": _receive, "record": _record, "sign": _sign, "open_petition": _open_petition, "link": _link,
    "mark_urgent": _mark_urgent, "record_disorder": _record_disorder, "end": _end, "turn_away": _turn_away, "leave": _leave, "not_come": _not_come,
}  # fmt: skip


# ---- what they share ----


def _within_hours(place: ReceptionPlace, at: datetime, why_now: str) -> dict[str, Any]:
    """Outside the published hours only with a reason, which stays on record."""
    if place.receives(*visits.day_and_time(at), works=works(at.date())):
        return {}
    if not why_now:
        zh, en = reception_hours(place)
        said_zh = f"现在不是公布的接待时间（{zh}）。仍予接待的，写明理由（信访工作条例 18①）。"
        raise Invalid({"why_now": [f"{said_zh}(Outside the published hours, {en}: say why they are received.)"]})
    return {"outside_hours": why_now}


def _place(office_id: int) -> ReceptionPlace:
    found = reception_place(office_id)
    if found is None:
        raise refused(
            "place", "还没有登记本机关公布的接待场所和时间，请先登记。", "Where and when the office receives has not been entered yet.", "信访工作条例 18①"
        )
    return found


def _people(cleaned: Given) -> dict[str, Any]:
    return {name: cleaned.get(name) or None for name in FROM_VISIT}


def _clean(form: type[forms.Form] | None, given: Given, files: Files | None = None) -> dict[str, Any]:
    """The form's cleaned data. Raises Invalid with sentences by field."""
    if form is None:
        return {}
    filled = form(data=as_form_data(dict(given)))
    if not filled.is_valid():
        raise Invalid({name: [str(word) for word in words] for name, words in filled.errors.items()})
    attachments.check({name: list(group) for name, group in (files or {}).items()}, Case(kind=PETITION))
    return filled.cleaned_data


def _store(files: Files) -> list[dict[str, Any]]:
    rows = []
    for one in (upload for group in files.values() for upload in group):
        data = one.read()
        one.seek(0)
        kept = {"sha256": attachments.keep(data), "name": attachments.plain_name(one), "size": len(data), "media_type": attachments.media_type(one)}
        rows.append(kept)
    return rows


def _again(row: VisitFile) -> SimpleUploadedFile:
    content = attachments.read(bytes(row.sha256))
    if content is None:
        raise NotFound(row.name)
    return SimpleUploadedFile(row.name, content, content_type=row.media_type)


def _plain(value: Any) -> Any:
    return value.astimezone(clock.SHANGHAI).strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value


def _as_given(told: dict[str, Any]) -> dict[str, Any]:
    """What was noted of a disorder, as the step of the petition asks for it."""
    return {name: value for name, value in told.items() if name != "police_called"}


def _note(
    row: Visit, what: str, source: str, *, by: Actor, at: datetime, facts: dict[str, Any] | None = None, said: dict[str, Any] | None = None
) -> VisitAct:  # fmt: skip
    return VisitAct.objects.create(
        visit=row, at=at, by_id=by.user_id, by_name=by.name, what=what, source=source, target=row.state, facts=facts or {},
        said=json.dumps(said, ensure_ascii=False) if said else None,
    )  # fmt: skip

