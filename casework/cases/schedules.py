"""Schedule versions in the database: which days of which years are off, from which notice, entered and confirmed by whom."""

from dataclasses import dataclass
from datetime import date

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

    def __str__(self) -> str:
        return f"{self.source} ({self.pk})"


@dataclass(frozen=True)
class Known:
    """The schedule that counts now, and the row it came from."""

    version_id: int
    schedule: Schedule


_cache: dict[str, Known] = {}


def forget(name: str) -> None:
    """Forget what is kept for a database that is gone."""
    _cache.pop(name, None)


def current() -> Known:
    """The newest version as this process knows it: no query once known. Every command calls `refresh` with the id it read beside the lock."""
    known = _cache.get(connection.settings_dict["NAME"])
    return known or refresh(newest())


def newest() -> int | None:
    """The id of the newest version. One query."""
    return ScheduleVersion.objects.order_by("-pk").values_list("pk", flat=True).first()


def refresh(version_id: int | None) -> Known:
    """Know this version from now on. Raises LookupError where the database holds none."""
    if version_id is None:
        raise LookupError("No schedule version in the database: run `manage.py prepare`.")
    name = connection.settings_dict["NAME"]
    known = _cache.get(name)
    if known is None or known.version_id != version_id:
        known = _cache[name] = Known(version_id, _read(ScheduleVersion.objects.get(pk=version_id)))
    return known


def _read(row: ScheduleVersion) -> Schedule:
    """The schedule a row holds; the package's own where it is that one, because it also knows the festivals' names."""
    packaged = published.built_in()
    if row.built_in == packaged.version:
        return packaged
    days = row.days
    off, worked = (frozenset(date.fromisoformat(day) for day in days[name]) for name in ("off", "worked"))
    return Schedule(row.source, days["first"], days["last"], off, worked)
