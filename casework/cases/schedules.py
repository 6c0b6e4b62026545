"""Schedule versions in the database: which days of which years are off, from which notice, entered and confirmed by whom."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, models

from casework.calendar import published
from casework.calendar.schedule import Schedule


class ScheduleVersion(models.Model):
    """One version of the schedule. `built_in` names the published years that came with the `holidays` package."""

    source = models.CharField(max_length=80)
    notice = models.CharField(max_length=200, blank=True)
    built_in = models.CharField(max_length=40, blank=True)
    days = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, unique=True)
    entered_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    replayed_at = models.DateTimeField(null=True)  # when every running deadline was last found to be computed with it

    def __str__(self) -> str:
        return f"{self.source} ({self.pk})"


@dataclass(frozen=True)
class Known:
    """The schedule that counts now, and the row it came from."""

    version_id: int
    schedule: Schedule


NEWEST = "SELECT max(id) FROM cases_scheduleversion"
_cache: dict[str, Known] = {}
_read_before: dict[tuple[str, int], Schedule] = {}
_thread = threading.local()  # its `doubted`: what is kept may be older than the database, where another process confirmed a notice


def forget(name: str) -> None:
    """Forget what is kept for a database that is gone."""
    _cache.pop(name, None)
    for key in [key for key in _read_before if key[0] == name]:
        del _read_before[key]


@contextmanager
def anew() -> Iterator[None]:
    """What one request or one job does: the first within it that asks for the schedule looks whether there is a newer one. Also a decorator."""
    before = getattr(_thread, "doubted", False)
    _thread.doubted = True
    try:
        yield
    finally:
        _thread.doubted = before


def current() -> Known:
    """The newest version: one query where a request or job asks first (`anew`), none after that. Who opens a case reads the id in the
    same statement."""
    known = _cache.get(connection.settings_dict["NAME"])
    return known if known and not getattr(_thread, "doubted", False) else refresh(newest())


def newest() -> int | None:
    """The id of the newest version. One query, of one index entry; written as SQL, for nearly every request asks."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        found: int | None = cursor.fetchone()[0]
    return found


def refresh(version_id: int | None) -> Known:
    """Know this version from now on. Raises LookupError where the database holds none."""
    if version_id is None:
        raise LookupError("No schedule version in the database: run `manage.py prepare`.")
    name = connection.settings_dict["NAME"]
    _thread.doubted = False
    known = _cache.get(name)
    if known is None or known.version_id != version_id:
        known = _cache[name] = Known(version_id, version(version_id))
    return known


def version(version_id: int) -> Schedule:
    """The schedule of any version: what a deadline was computed with. One query the first time."""
    key = connection.settings_dict["NAME"], version_id
    if key not in _read_before:
        _read_before[key] = _read(ScheduleVersion.objects.get(pk=version_id))
    return _read_before[key]


def days_of(schedule: Schedule) -> dict[str, Any]:
    """What a row stores of a schedule: years, days off and worked as text, the festivals' names."""
    names = {day.isoformat(): list(pair) for day, pair in sorted(schedule.names.items()) if day in schedule.days_off}
    off, worked = (sorted(day.isoformat() for day in days) for days in (schedule.days_off, schedule.workdays))
    return {"first": schedule.first_year, "last": schedule.last_published_year, "off": off, "worked": worked, "names": names}


def digest(days: dict[str, Any]) -> str:
    """The same for the same days, whatever the festivals are called."""
    counted = {name: days[name] for name in ("first", "last", "off", "worked")}
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()


def reach(old: Schedule, new: Schedule) -> tuple[date, date] | None:
    """The first and the last day on which the two versions differ: worked or not, published or not. None where they do not."""
    first = date(min(old.first_year, new.first_year), 1, 1)
    last = date(max(old.last_published_year, new.last_published_year), 12, 31)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    differing = [
        day for day in days if old.is_published(day.year) != new.is_published(day.year) or old.is_working_day(day) != new.is_working_day(day)
    ]  # fmt: skip
    return (differing[0], differing[-1]) if differing else None


def _read(row: ScheduleVersion) -> Schedule:
    """The schedule a row holds; the package's own where it is that one, because it also knows the festivals' names."""
    packaged = published.built_in()
    if row.built_in == packaged.version:
        return packaged
    days = row.days
    off, worked = (frozenset(date.fromisoformat(day) for day in days[name]) for name in ("off", "worked"))
    names = {date.fromisoformat(day): (zh, en) for day, (zh, en) in days.get("names", {}).items()}
    if row.built_in:  # another edition of the package than this one: the first version was stored without names
        names = {day: pair for day, pair in packaged.names.items() if day in off} | names
    return Schedule(row.source, days["first"], days["last"], off, worked, names)
