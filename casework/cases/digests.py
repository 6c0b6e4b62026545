"""Digests: who is told of which rungs this morning, put together at 8:30, and sent under a lease like every message."""

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef

from casework.calendar.schedule import Schedule
from casework.cases import alarms, channels, paging, schedules, sending, visibility
from casework.cases.alarms import Alarm, Digest
from casework.cases.case import Access, Case, people_number
from casework.cases.handling import Recusal
from casework.cases.ladder import HANDLER, HEAD, LEVELS, MINISTRY, working_days_left
from casework.cases.limits import Key, TimeLimit
from casework.cases.outbox import OFFICE_ROLES
from casework.cases.sealing import open_for
from casework.people import absences
from casework.people.actor import SYSTEM_ACTOR, USER, Actor
from casework.people.models import Membership, Organisation, User, actor_for_user, ministry_id
from casework.people.roles import Role

GATHERING = 0x6C61_6464  # the advisory lock of whoever puts digests together
log = logging.getLogger("casework.digests")

Rules = Mapping[str, Mapping[Key, TimeLimit]]


def gather(*, at: datetime) -> int:
    """Put together the digests that may be told now, one for each person: those of the morning once a day, urgent rungs as they come. Gives how many.

    Nothing outside working hours; where another process gathers, nothing here. Three statements where nothing waits.
    """
    schedule = schedules.current().schedule
    if not alarms.told_hours(at, schedule):
        return 0
    with transaction.atomic():
        open_for(SYSTEM_ACTOR)
        waiting = Alarm.objects.filter(told_at=None, morning__lte=at.date())
        if not waiting.exists() or not _alone():
            return 0
        begun = Digest.objects.filter(morning=at.date(), urgent=False).exists()
        if begun:
            waiting = waiting.filter(urgent=True)  # what comes late for this morning waits for the next one
        found = list(waiting.select_related("case", "deadline").order_by("deadline__last_day", "pk"))
        holds = [one for one in found if _holds(one)]
        told = Audience(holds, at.date()).told() if holds else {}
        Digest.objects.bulk_create(
            Digest(user_id=user_id, morning=at.date(), urgent=begun, alarms=ids, not_before=at) for user_id, ids in sorted(told.items())
        )
        Alarm.objects.filter(pk__in=[one.pk for one in found]).update(told_at=at)
    return len(told)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [GATHERING])
        return bool(cursor.fetchone()[0])


def _holds(alarm: Alarm) -> bool:
    """False where the duty was met, the clock stands still, or the last day has moved since: nobody is told what is no longer so."""
    return alarm.deadline.ended_by_seq is None and alarm.deadline.last_day == alarm.last_day and alarm.case.ended_on is None


@dataclass
class Audience:
    """Who is told of these alarms: those on their levels who may see the case, and who stands in for them. Six queries whatever the number."""

    alarms: list[Alarm]
    on: date
    _may: dict[tuple[int, int], bool] = field(default_factory=dict)

    def told(self) -> dict[int, list[int]]:
        """User id -> ids of the alarms, in their order."""
        found: dict[int, list[int]] = defaultdict(list)
        for alarm in self.alarms:
            users = dict.fromkeys(user for level in alarm.tells for user in self._on_level(level, alarm.case))
            for user in [*users]:
                users |= dict.fromkeys(one for one in absences.stands_in(user, self.away) if self.may(one, alarm.case))
            for user in users:
                found[user].append(alarm.pk)
        return found

    def _on_level(self, level: str, case: Case) -> list[int]:
        """Those of this level who may see the case; where there is nobody, of the next above; a sealed case's readers in the end."""
        for step in LEVELS[LEVELS.index(level) :]:
            for candidates in self._candidates(step, case):
                if seeing := [user for user in candidates if self.may(user, case)]:
                    return seeing
        named = [row.user_id for row in self.access[case.pk] if row.user_id is not None] if case.sealed else []
        return [user for user in named if self.may(user, case)]

    def _candidates(self, level: str, case: Case) -> list[list[int]]:
        """Who stands on a level, the first group before the second: the handler, else the desk whose turn it is."""
        if level == MINISTRY:
            return [self.desks[ministry_id(), Role.SUPERVISOR]]
        if level != HANDLER:
            return [self.desks[case.office_id, Role.HEAD if level == HEAD else Role.SUPERVISOR]]
        desk = case.waits_on if case.waits_on in OFFICE_ROLES else Role.HANDLER
        return [[case.handler_id] if case.handler_id else [], self.desks[case.office_id, Role(desk)]]

    def may(self, user_id: int, case: Case) -> bool:
        """True where this person can sign in, reads the case today and is not recused from it."""
        key = (user_id, case.pk)
        if key not in self._may:
            actor = Actor(kind=USER, id=user_id, name="", standing=frozenset(self.held.get(user_id, ())))
            reads = visibility.standing_in(actor, case, (), self.access[case.pk], ministry_id()).reads
            self._may[key] = reads and user_id in self.active and key not in self.recused
        return self._may[key]

    @cached_property
    def held(self) -> dict[int, set[tuple[int, str]]]:
        """What the regulator's people hold."""
        found: dict[int, set[tuple[int, str]]] = defaultdict(set)
        rows = Membership.objects.filter(organisation__kind=Organisation.OFFICE).values_list("user_id", "organisation_id", "role")
        for user_id, organisation, role in rows:
            found[user_id].add((organisation, role))
        return dict(found)

    @cached_property
    def desks(self) -> dict[tuple[int, Role], list[int]]:
        """The people of each desk."""
        found: dict[tuple[int, Role], list[int]] = defaultdict(list)
        for user_id in sorted(self.held):
            for organisation, role in self.held[user_id]:
                found[organisation, Role(role)].append(user_id)
        return found

    @cached_property
    def active(self) -> set[int]:
        """Who can sign in."""
        return set(User.objects.filter(is_active=True).filter(Exists(Membership.objects.filter(user=OuterRef("pk")))).values_list("pk", flat=True))

    @cached_property
    def access(self) -> dict[int, list[Access]]:
        """The access rows of each case."""
        found: dict[int, list[Access]] = defaultdict(list)
        for row in Access.objects.filter(case_id__in={one.case_id for one in self.alarms}, until=None):
            found[row.case_id].append(row)
        return found

    @cached_property
    def recused(self) -> set[tuple[int, int]]:
        """(user, case) of every recusal."""
        return set(Recusal.objects.filter(case_id__in={one.case_id for one in self.alarms}).values_list("user_id", "case_id"))

    @cached_property
    def away(self) -> dict[int, int]:
        """Who is away today, and the deputy."""
        return absences.deputies(self.on)


@dataclass(frozen=True)
class Line:
    """One case in a digest, as its reader may see it. `left` are working days to the last day, negative after it; `half` that half of the time is over."""

    case: Case
    number: str
    limit: TimeLimit
    last_day: date
    house: bool
    left: int
    half: bool

    @property
    def words(self) -> tuple[str, str]:
        """(zh, en): how far it is. A house limit that has passed is never called overdue by law."""
        days = abs(self.left)
        plural = "" if days == 1 else "s"
        if self.left < 0:
            zh = f"内部时限已过 {days} 个工作日" if self.house else f"逾期 {days} 个工作日"
            return zh, f"house limit passed {days} working day{plural} ago" if self.house else f"{days} working day{plural} overdue"
        if self.left == 0:
            return "今天是最后一日", "today is the last day"
        half = ("时间已过半，", "half of the time is over, ") if self.half else ("", "")
        return f"{half[0]}还有 {days} 个工作日", f"{half[1]}{days} working day{plural} left"


def lines(digest: Digest, actor: Actor, rules: Rules, schedule: Schedule) -> list[Line]:
    """The digest as this person may read it now: cases they may no longer see, and duties done since, are left out. One query.

    The caller has opened sealed cases for whom they are open.
    """
    here = Case.objects.filter(visibility.visible_to(actor, ministry_id()), pk=OuterRef("case_id"))
    recused = Recusal.objects.filter(case_id=OuterRef("case_id"), user_id=actor.user_id or 0)
    rows = Alarm.objects.filter(Exists(here), ~Exists(recused), pk__in=digest.alarms, deadline__ended_by_seq=None, deadline__last_day=F("last_day"))
    return [
        Line(
            one.case, people_number(one.case.number, one.case.first_office.short), rules[one.case.kind][one.deadline.rule_key], one.last_day,
            one.deadline.house, working_days_left(one.last_day, digest.morning, schedule), one.rung == "half",
        )
        for one in rows.select_related("case__first_office", "deadline").order_by("last_day", "pk")
    ]  # fmt: skip


def deliver(rules: Rules, *, at: datetime) -> int:
    """Send one batch of digests; what one may not see any more is left out, and a digest without lines is dropped. Gives how many were claimed."""
    with transaction.atomic():
        ids = sending.claim(Digest.objects.all(), at=at)
    for digest in Digest.objects.filter(pk__in=ids).select_related("user").order_by("pk"):
        _send(digest, rules, at=at)
    return len(ids)


@dataclass(frozen=True)
class Read:
    """A digest as its reader may see it now."""

    digest: Digest
    lines: list[Line]


def of_user(actor: Actor, rules: Rules, *, cursor: str = "", before: str = "", limit: int = 20) -> paging.Page:
    """What this person was told, the newest first. Two queries and one for each digest. Raises Invalid for a broken cursor."""
    schedule = schedules.current().schedule
    rows = Digest.objects.filter(user_id=actor.user_id or 0).exclude(sent_at=None)
    page = paging.by_id(rows, cursor, limit, newest_first=True, before=before)
    with transaction.atomic():
        open_for(actor)
        return replace(page, rows=[Read(one, lines(one, actor, rules, schedule)) for one in page.rows])


def _send(digest: Digest, rules: Rules, *, at: datetime) -> None:
    row = Digest.objects.filter(pk=digest.pk)
    actor = actor_for_user(digest.user)
    with transaction.atomic():
        open_for(actor)
        found = lines(digest, actor, rules, schedules.current().schedule)
    if not found:
        row.delete()
        return
    try:
        if digest.user.email:
            channels.mail(digest.user.email, subject(digest, found), text(found))
    except Exception as error:  # whatever is wrong with it stops no other
        if not isinstance(error, OSError):
            log.exception("digest %s", digest.pk)
        row.update(**sending.failed(digest, error, at=at))
        return
    row.update(sent_at=at, claimed_until=None)


def subject(digest: Digest, found: list[Line]) -> str:
    """Chinese, then English."""
    over = sum(one.left < 0 and not one.house for one in found)
    more = (f"，其中逾期 {over} 件", f", {over} overdue") if over else ("", "")
    day = f"{digest.morning.month}月{digest.morning.day}日"
    return f"期限提醒（{day}）：{len(found)} 件{more[0]} · Deadlines: {len(found)}{more[1]}"


def text(found: list[Line]) -> str:
    """The letter: a line in each language for each case; of sealed cases only how many, because a letter leaves the house."""
    open_lines = [one for one in found if not one.case.sealed]
    said = [
        f"{one.number}  {one.limit.zh}：最后一日 {one.last_day}，{one.words[0]}。{one.limit.basis}\n    {one.limit.en}: last day {one.last_day}, {one.words[1]}"
        for one in open_lines
    ]
    if sealed := len(found) - len(open_lines):
        said.append(f"另有密件 {sealed} 件，请登录系统查看。\n    {sealed} sealed: sign in to read.")
    return "\n".join([*said, "", "请登录系统办理。(Sign in to work on them.)"])
