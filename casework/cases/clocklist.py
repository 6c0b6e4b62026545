"""Clocks across cases: of the cases one's offices hold, or that bind one's own side, by last day; for the API's list and the workbook."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from casework.cases import paging
from casework.cases.case import KINDS
from casework.cases.clocks import BREACHED, MET, RUNNING, SUSPENDED, VOID, Deadline
from casework.cases.limits import BOUND
from casework.cases.paging import MOST_COUNTED, Page
from casework.cases.refusals import Invalid, none_of
from casework.cases.visibility import NATIONWIDE, NO_CASE_CONTENT, OPERATORS, posts_of
from casework.people.actor import Actor
from casework.people.models import Organisation, User, ministry_id
from casework.people.roles import Role

STATUSES = (RUNNING, SUSPENDED, MET, BREACHED, VOID)
BOUND_TO = tuple(sorted(BOUND))
YES, NO, ME = "yes", "no", "me"
MOST = 20_000  # rows of a workbook
CHUNK = 500
WITH_CASE = ("case", "case__first_office", "case__office", "case__handler", "bound_party__organisation")


@dataclass(frozen=True)
class Wanted:
    """What a list of clocks is narrowed to; empty: everything. `bound`: whom they bind; office by code, handler by user name or `me`; `house`: yes, no;
    `waits_on`: `me`, those of cases that wait for one's own post;
    both days themselves left out. Without `status` those that run and those that were missed and are still owed."""

    rule: str = ""
    status: str = ""
    bound: str = ""
    kind: str = ""
    office: str = ""
    province: str = ""
    handler: str = ""
    house: str = ""
    waits_on: str = ""
    due_before: date | None = None
    due_after: date | None = None


def page(actor: Actor, wanted: Wanted, *, rules: frozenset[str], cursor: str = "", limit: int = 50) -> Page:
    """A page of them, by last day; those that stand still have none and follow each other as they began. Two queries.

    `rules` are those that exist. Raises Invalid for a broken cursor and, by field, for what is asked and cannot be.
    """
    paging.refuse_limit(limit)
    rows = _wanted(actor, wanted, rules)
    beyond = _beyond(rows, cursor, still=wanted.status == SUSPENDED) if cursor else rows
    count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    if not count:
        _refuse_unknown_place(wanted)
        return Page([], "", 0, False)
    found = list(beyond.order_by("last_day", "pk").select_related("case", "case__first_office")[: limit + 1])
    after = paging.written(found[limit - 1].last_day, found[limit - 1].pk) if len(found) > limit else ""
    return Page(found[:limit], after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED)


def everything(actor: Actor, wanted: Wanted, *, rules: frozenset[str]) -> Iterator[Deadline]:
    """All of them with case, office, handler and whom they bind, at most MOST, read some at a time: the workbook. Raises Invalid as `page`, at once."""
    rows = _wanted(actor, wanted, rules)
    _refuse_unknown_place(wanted)
    _refuse_unknown_handler(actor, wanted)
    return rows.order_by("last_day", "pk").select_related(*WITH_CASE)[:MOST].iterator(chunk_size=CHUNK)


def _wanted(actor: Actor, wanted: Wanted, rules: frozenset[str]) -> QuerySet[Deadline]:
    _refuse_wrong(actor, wanted, rules)
    rows = _held(actor).filter(case__sealed=False)
    rows = rows.filter(last_day=None) if wanted.status == SUSPENDED else rows.exclude(last_day=None)
    rows = rows.filter(status=wanted.status) if wanted.status else rows.filter(status__in=[RUNNING, BREACHED], ended_by_seq=None)
    plain = {
        "rule": wanted.rule, "bound": wanted.bound, "case__kind": wanted.kind, "case__office__code": wanted.office, "case__office__province": wanted.province,
        "last_day__lt": wanted.due_before, "last_day__gt": wanted.due_after,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if wanted.waits_on:
        rows = rows.filter(case__waits_on__in=posts_of(actor))
    if wanted.house:
        rows = rows.filter(house=wanted.house == YES)
    if wanted.handler:
        rows = rows.filter(case__handler_id=actor.user_id) if wanted.handler == ME else rows.filter(case__handler__username=wanted.handler)
    return rows


def _held(actor: Actor) -> QuerySet[Deadline]:
    """Those the actor's organisations hold, or are bound by."""
    operators = {organisation for organisation, role in actor.standing if Role(role) in OPERATORS}
    if operators:
        return Deadline.objects.filter(bound_party__organisation_id__in=operators, bound_party__until=None)
    offices = {organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT}
    if ministry_id() in offices and {Role(role) for _, role in actor.standing} & NATIONWIDE:
        return Deadline.objects.all()
    return Deadline.objects.filter(case__office_id__in=offices)


def _refuse_wrong(actor: Actor, wanted: Wanted, rules: frozenset[str]) -> None:
    known = {"rule": sorted(rules), "status": STATUSES, "bound": BOUND_TO, "kind": tuple(KINDS), "house": (YES, NO), "waits_on": (ME,)}
    said = {name: none_of(name, values) for name, values in known.items() if getattr(wanted, name) not in ("", *values)}
    if wanted.province and not re.fullmatch(r"[0-9]{2}", wanted.province):
        said["province"] = ["须为两位行政区划代码，如 31，全国为 00。(Two digits such as 31; 00 for the ministry.)"]
    if wanted.handler == ME and actor.user_id is None:
        said["handler"] = ["me 只用于个人账号；系统令牌请写承办人的用户名。(me is for a person's account; with a token give a user name.)"]
    if wanted.due_after and wanted.due_before and wanted.due_before - wanted.due_after < timedelta(2):
        said["due_after"] = ["“晚于”和“早于”之间没有一天：两天都不算在内。(No day lies after the one and before the other: neither is counted.)"]
    if said:
        raise Invalid(said)


def _refuse_unknown_place(wanted: Wanted) -> None:
    """Offices and provinces are public: one that does not exist is said to be none. Who works there is not, so an unknown handler has no cases."""
    if not wanted.office and not wanted.province:
        return
    offices = Organisation.objects.filter(Q(code=wanted.office) | Q(province=wanted.province), kind=Organisation.OFFICE)
    known = {name for pair in offices.values_list("code", "province") for name in pair}
    if wanted.office and wanted.office not in known:
        raise Invalid({"office": ["没有这个机构代码。(No office has this code.)"]})
    if wanted.province and wanted.province not in known:
        raise Invalid({"province": ["这个代码没有通信管理机构。(No office in this province.)"]})


def _refuse_unknown_handler(actor: Actor, wanted: Wanted) -> None:
    """Of the workbook: an empty file would not say why. Nobody learns who works elsewhere, for both are said alike."""
    if wanted.handler in ("", ME):
        return
    offices = {organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT}
    everywhere = ministry_id() in offices and {Role(role) for _, role in actor.standing} & NATIONWIDE
    people = User.objects.filter(username=wanted.handler)
    if not (people if everywhere else people.filter(memberships__organisation_id__in=offices)).exists():
        raise Invalid({"handler": ["您的机构没有这个用户名的人员。(Nobody of your office has this user name.)"]})


def _beyond(rows: QuerySet[Deadline], cursor: str, *, still: bool) -> QuerySet[Deadline]:
    last_day, pk = paging.read(cursor)
    if (last_day is None) != still:
        raise paging.bad_cursor()
    return rows.filter(pk__gt=pk) if last_day is None else rows.filter(Q(last_day__gt=last_day) | Q(last_day=last_day, pk__gt=pk))
