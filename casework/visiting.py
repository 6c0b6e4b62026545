"""What is read of visits (来访), and by whom: the office's intake and reception officers, its head and supervisors; on the waiting screen numbers alone."""

import json
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from casework import clock
from casework.cases import attachments, paging, schedules, sealing
from casework.cases.paging import Page
from casework.cases.refusals import Forbidden, NotFound
from casework.people.actor import Actor
from casework.people.directory import codes_of
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.petitions import visits
from casework.petitions.visits import Act, ReceptionPlace, Visit, VisitAct, VisitFile

DESK = frozenset({Role.INTAKE, Role.RECEPTION})
RECEPTION_READERS = DESK | {Role.HEAD, Role.SUPERVISOR}
KEEPERS = frozenset({Role.HEAD, Role.RECEPTION, Role.INTAKE})


@dataclass(frozen=True)
class Room:
    """What the waiting screen shows: tickets, never names."""

    office: Organisation
    serving: list[tuple[int, str]]
    waiting: list[int]
    place: ReceptionPlace | None


@dataclass(frozen=True)
class OpenedVisit:
    """A visit with its acts, what its reader may do now, and whether they act at all."""

    visit: Visit
    acts: list[VisitAct]
    files: list[VisitFile]
    offered: list[Act]
    case_number: str
    place: ReceptionPlace | None


# ---- reading ----


def reception_of(actor: Actor, roles: frozenset[Role] = RECEPTION_READERS) -> int:
    """The office whose reception this actor reads or, with other roles, serves. Raises Forbidden to everybody else."""
    found = sorted(organisation for organisation, role in actor.standing if Role(role) in roles)
    if not found or actor.user_id is None:
        raise Forbidden("接访由本机关受理、接访人员办理。", "Visits are received by the office's own people.")
    return found[0]


def serves_reception(actor: Actor) -> bool:
    """True for who may act on visits."""
    return any(Role(role) in DESK for _, role in actor.standing)


def visits_of_day(actor: Actor, on: date | None = None) -> list[Visit]:
    """The visits of a day (default: today) at the actor's office by their tickets, appointments last; none of which a sealed case was made. One query."""
    rows = Visit.objects.filter(office_id=reception_of(actor), day=on or clock.today()).select_related("officer")
    return sorted(rows, key=lambda one: (one.ticket is None, not one.urgent, one.ticket or 0, one.slot or time.max, one.pk))


def visits_to_come(actor: Actor) -> list[Visit]:
    """Appointments of the days to come, the nearest first, at most fifty. One query."""
    rows = Visit.objects.filter(office_id=reception_of(actor), day__gt=clock.today(), state=visits.BOOKED)
    return list(rows.order_by("day", "slot", "pk")[:50])


def visits_before(actor: Actor, *, cursor: str = "", limit: int = 50) -> Page:
    """Visits of earlier days, the newest first. Two queries."""
    rows = Visit.objects.filter(office_id=reception_of(actor), day__lt=clock.today()).select_related("officer")
    return paging.by_id(rows, cursor, limit, newest_first=True)


def keeps_reception(actor: Actor) -> bool:
    """True for who enters where and when the office receives."""
    return any(Role(role) in KEEPERS for _, role in actor.standing)


@sealing.reading
def visit(pk: int, actor: Actor) -> OpenedVisit:
    """One visit for its office's people. Raises NotFound to everybody else, and to those for whom the case made of it is sealed."""
    sealing.open_for(actor)
    row = Visit.objects.filter(pk=pk, office_id=reception_of(actor)).select_related("officer", "office", "place", "case").first()
    if row is None:
        raise NotFound(str(pk))
    offered = visits.offered(row, actor.user_id) if serves_reception(actor) else []
    number = row.case.number if row.case else ""
    return OpenedVisit(row, list(row.acts.all()), list(row.files.order_by("pk")), offered, number, row.place)


@sealing.reading
def visit_scan(pk: int, actor: Actor) -> tuple[VisitFile, Path]:
    """A scan of a visit and where its content lies. Raises NotFound."""
    sealing.open_for(actor)
    row = VisitFile.objects.filter(pk=pk, visit__office_id=reception_of(actor)).first()
    if row is None:
        raise NotFound(str(pk))
    return row, attachments.path_of(bytes(row.sha256))


def waiting_room(code: str) -> Room:
    """The waiting screen of an office, for anybody. Raises NotFound. Three queries."""
    office = Organisation.objects.filter(kind=Organisation.OFFICE, code=code).first()
    if office is None:
        raise NotFound(code)
    rows = list(Visit.objects.filter(office=office, day=clock.today(), state__in=(visits.WAITING, visits.RECEIVING)).defer(*_personal()))
    serving = sorted((one.ticket or 0, one.window) for one in rows if one.state == visits.RECEIVING)
    return Room(office, serving, visits.tickets(one for one in rows if one.state == visits.WAITING), reception_place(office.pk))


def reception_place(office_id: int) -> ReceptionPlace | None:
    """Where and when the office receives now; None until it was entered."""
    return ReceptionPlace.objects.filter(office_id=office_id, retired_on=None).first()


def visit_said(act: VisitAct) -> dict[str, Any]:
    """What somebody said or wrote with an act."""
    return dict(json.loads(act.said)) if act.said else {}


def reception_hours(place: ReceptionPlace) -> tuple[str, str]:
    """The published hours as people read them, Chinese and English."""
    spans = [f"{begin:%H:%M}–{end:%H:%M}" for begin, end in place.hours]
    zh = "、".join(f"周{'一二三四五六日'[one]}" for one in place.weekdays)
    en = ", ".join(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[one] for one in place.weekdays)
    return f"{zh} {'、'.join(spans)}", f"{en} {', '.join(spans)}"


def _personal() -> tuple[str, ...]:
    return ("name", "phone", "address", "id_number", "representatives", "matter", "claim", "facts", "statement")


def office_code(office_id: int) -> str:
    """The code of an office. One query."""
    return codes_of(frozenset({office_id}))[0]


def works(on: date) -> bool:
    """True for a day that is worked."""
    return schedules.current().schedule.is_working_day(on)
