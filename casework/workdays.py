"""The yearly notice as people enter it: one administrator of the ministry pastes it, another confirms or rejects it; only then it counts and is replayed.

What waits is a row of its own (`ScheduleProposal`), so that it cannot be taken for a version in force.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from casework import clock, notices
from casework.calendar import published
from casework.calendar.notice import read_notice
from casework.calendar.reading import NotUnderstood, Reading, Trouble
from casework.calendar.schedule import Schedule
from casework.calendar.year import Change, difference
from casework.cases import foreseeing, replaying, schedules
from casework.cases.foreseeing import Foreseen, Named
from casework.cases.ledger import Entry
from casework.cases.outbox import in_working_hours
from casework.cases.proposed_schedules import CONFIRMED, LONGEST_REASON, REJECTED, ScheduleProposal
from casework.cases.refusals import Forbidden, Invalid, NotFound, refused
from casework.cases.schedules import ScheduleVersion
from casework.families import FAMILIES
from casework.notices import Notice
from casework.people.actor import SYSTEM_ACTOR, Actor
from casework.people.models import ministry_id
from casework.people.roles import Role


@dataclass(frozen=True)
class Look:
    """A notice as understood, not stored: what it says, what the schedule would be, and how that differs from what counts now (version `known_id`)."""

    notice: Notice
    reading: Reading | None  # None for a table
    schedule: Schedule
    changes: tuple[Change, ...]
    known_id: int
    provides: bool  # the year had no notice until now


@dataclass(frozen=True)
class Progress:
    """A replay on its way: how many deadlines it had to look at, how many are left, whether it came to its end, what has moved so far."""

    total: int
    left: int
    ended: bool
    moved: int
    cases: int

    @property
    def done(self) -> int:
        """How many have been looked at."""
        return max(self.total - self.left, 0)


def told_at(schedule: Schedule) -> datetime | None:
    """When the handlers would read of a replay made now: None for at once, else the begin of the next working day by this schedule."""
    now = clock.now()
    at = in_working_hours(now, schedule)
    return None if at == now else at


def may_enter(actor: Actor) -> bool:
    """True for the administrators of the ministry, who enter and confirm."""
    return actor.user_id is not None and actor.holds(Role.ADMIN, ministry_id())


def troubles(text: str) -> tuple[Trouble, ...]:
    """What is not understood in a notice's own text, sentence by sentence; nothing for a table."""
    if not notices.is_text_of_notice(text):
        return ()
    try:
        read_notice(text)
    except NotUnderstood as error:
        return error.troubles
    return ()


def look(text: str, *, year: int | None = None, name: str = "") -> Look:
    """A notice's own text or a table, as it would change what counts now. Raises Invalid by field."""
    known = schedules.refresh(schedules.newest())
    reading = notices.understood(text) if notices.is_text_of_notice(text) else None
    found = _looked(notices.read(text, known=known.schedule, year=year, name=name), reading, known)
    if reading is None:
        notices.refuse_part_of_a_year(found.schedule, found.notice.year)
    return found


def look_at(proposal: ScheduleProposal) -> Look:
    """What was proposed, as it would change what counts now. Raises Invalid where it cannot be read any more."""
    known = schedules.refresh(schedules.newest())
    reading = notices.understood(proposal.text) if proposal.text and notices.is_text_of_notice(proposal.text) else None
    return _looked(_notice(proposal), reading, known)


def _looked(notice: Notice, reading: Reading | None, known: schedules.Known) -> Look:
    schedule = notices.schedule_with(known.schedule, notice)
    changes = difference(known.schedule, schedule, notice.year)
    return Look(notice, reading, schedule, changes, known.version_id, not known.schedule.is_published(notice.year))


def foresee(schedule: Schedule) -> Foreseen:
    """Which running deadlines would move by this schedule if it were confirmed today."""
    return foreseeing.foresee(schedule, {kind: family.limits() for kind, family in FAMILIES.items()}, on=clock.today())


def named(foreseen: Foreseen) -> list[Named]:
    """The first of them."""
    return foreseeing.named(foreseen)


@transaction.atomic
def propose_notice(text: str, *, source: str, by: Actor, year: int | None = None, name: str = "") -> ScheduleProposal:
    """Keep a notice for a second person to confirm. It does not count. Raises Forbidden, or Invalid by field."""
    _require(by)
    notices.check_source(source)
    seen = look(text, year=year, name=name)
    if not seen.changes and not seen.provides:
        raise notices.same_days()
    return ScheduleProposal.objects.create(
        year=seen.notice.year, notice=seen.notice.name.strip(), source=source.strip(), text=text, days=_days(seen.notice), entered_by_id=by.user_id,
        entered_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def confirm_notice(proposal_id: int, *, by: Actor, seen: int) -> ScheduleProposal:
    """A second person confirms: the notice becomes the newest version, by which everything is computed from now on. `seen` is the version that was the
    newest when this person looked. Raises Forbidden, NotFound, Refused where it was decided or the schedule has changed since, Invalid by field."""
    proposal = _to_decide(proposal_id, by)
    if schedules.newest() != seen:
        zh, en = "您打开之后现行安排已有变动，请重新查看。", "The schedule has changed since you opened this: look again."
        raise refused("version", zh, en)
    if proposal.text and _days(look(proposal.text, year=proposal.year, name=proposal.notice).notice) != proposal.days:
        en = "By the schedule as it is now the text gives other days than when it was entered. Enter it anew."
        raise refused("version", "现行安排已有变动，照原文读出的日子与录入时不同，请重新录入。", en)
    entered = Actor(kind=by.kind, id=proposal.entered_by_id, name="") if proposal.entered_by_id else SYSTEM_ACTOR
    proposal.version = notices.enter_notice(_notice(proposal), source=proposal.source, by=entered, confirmed_by=by.user_id)
    proposal.touched = replaying.touched()
    return _decide(proposal, CONFIRMED, by, "")


@transaction.atomic
def reject_notice(proposal_id: int, *, by: Actor, reason: str) -> ScheduleProposal:
    """A second person rejects, with a reason. Raises as `confirm_notice`."""
    proposal = _to_decide(proposal_id, by)
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid({"reason": [f"请写明理由，1 至 {LONGEST_REASON} 字。(Say why, in 1 to {LONGEST_REASON} characters.)"]})
    return _decide(proposal, REJECTED, by, reason.strip())


def _require(by: Actor) -> None:
    if not may_enter(by):
        raise Forbidden("放假安排由部里的系统管理员录入和确认。", "The schedule is entered and confirmed by the ministry's administrators.")


def _to_decide(proposal_id: int, by: Actor) -> ScheduleProposal:
    _require(by)
    proposal = ScheduleProposal.objects.select_for_update().filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound(str(proposal_id))
    if not proposal.waits:
        raise refused("proposal", "这份通知已经处理。", "This notice has been decided already.")
    if proposal.entered_by_id == by.user_id:
        raise refused("proposal", "录入的人不能自己确认，请另一名管理员处理。", "Who entered a notice does not decide on it: another administrator does.")
    return proposal


def _decide(proposal: ScheduleProposal, outcome: str, by: Actor, reason: str) -> ScheduleProposal:
    proposal.outcome, proposal.reason, proposal.decided_by_id, proposal.decided_at = outcome, reason, by.user_id, clock.now()
    proposal.save(update_fields=["outcome", "reason", "decided_by", "decided_at", "version", "touched"])
    return proposal


def proposals() -> QuerySet[ScheduleProposal]:
    """All of them, those that wait first, then the newest."""
    return ScheduleProposal.objects.select_related("entered_by", "decided_by", "version").order_by("-pk")


def proposal(proposal_id: int) -> ScheduleProposal:
    """One of them. Raises NotFound."""
    found = proposals().filter(pk=proposal_id).first()
    if found is None:
        raise NotFound(str(proposal_id))
    return found


def versions() -> QuerySet[ScheduleVersion]:
    """The versions that count or have counted, the newest first."""
    return ScheduleVersion.objects.select_related("entered_by", "confirmed_by", "proposal").order_by("-pk")


def progress(proposal: ScheduleProposal) -> Progress:
    """How far the replay of a confirmed notice has come. At most a few queries."""
    version = proposal.version
    if version is None:
        raise NotFound(str(proposal.pk))
    newest = schedules.newest() == version.pk
    ended = version.replayed_at is not None or not newest  # a later one replays what this one had left
    left = 0 if ended else replaying.touched()
    entries = Entry.objects.filter(step=replaying.STEP, facts__schedule=version.pk).values_list("facts__clocks", flat=True)
    moved = [len(clocks) for clocks in entries]
    return Progress(proposal.touched or 0, left, ended, sum(moved), len(moved))


@transaction.atomic
def propose_built_in() -> list[ScheduleProposal]:
    """Keep for confirmation each year that the installed `holidays` package has otherwise than its last edition known here and than what counts now.

    Nothing where this edition has been asked about before: what was rejected is not asked again.
    """
    packaged = published.built_in()
    asked = ScheduleProposal.objects.filter(built_in=packaged.version).exists()
    before = ScheduleVersion.objects.exclude(built_in="").order_by("-pk").first()
    if asked or before is None or before.built_in == packaged.version:
        return []
    known, former = schedules.refresh(schedules.newest()).schedule, schedules.version(before.pk)
    made = []
    for notice in _differing(packaged, former, known):
        made.append(
            ScheduleProposal.objects.create(
                year=notice.year, notice=notice.name, source=packaged.version, built_in=packaged.version, days=_days(notice), entered_at=clock.now()
            )
        )
    return made


def _differing(packaged: Schedule, former: Schedule, known: Schedule) -> Iterator[Notice]:
    for year in range(packaged.first_year, packaged.last_published_year + 1):
        if not known.first_year <= year <= known.last_published_year + 1:
            continue
        off, worked = (frozenset(day for day in days if day.year == year) for days in (packaged.days_off, packaged.workdays))
        names = {day: packaged.names[day] for day in off if day in packaged.names}
        notice = Notice(year, f"{packaged.version} 所载 {year} 年放假安排", off, worked, names)
        if _as(packaged, year) not in (_as(known, year), _as(former, year)):
            yield notice


def _as(schedule: Schedule, year: int) -> tuple[bool, frozenset[date], frozenset[date]]:
    """What makes a year the same: published or not, weekdays off, weekend days worked."""
    off = frozenset(day for day in schedule.days_off if day.year == year and day.weekday() < 5)
    return schedule.is_published(year), off, frozenset(day for day in schedule.workdays if day.year == year)


def _days(notice: Notice) -> dict[str, object]:
    off, worked = (sorted(day.isoformat() for day in days) for days in (notice.off, notice.worked))
    return {"off": off, "worked": worked, "names": {day.isoformat(): list(pair) for day, pair in sorted(notice.names.items())}}


def _notice(proposal: ScheduleProposal) -> Notice:
    off, worked = (frozenset(date.fromisoformat(day) for day in proposal.days[name]) for name in ("off", "worked"))
    names = {date.fromisoformat(day): (zh, en) for day, (zh, en) in proposal.days["names"].items()}
    return Notice(proposal.year, proposal.notice, off, worked, names)
