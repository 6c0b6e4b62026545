"""Rungs that were reached, and the digests in which people are told of them: one a morning for each, whatever the number of cases.

The sweep writes the rung with its case's deadline and no names: who is told is decided when the digest is put together, because between
midnight and the morning a case may change hands, be sealed, or be answered.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q

from casework.calendar.schedule import Schedule
from casework.cases.ladder import Climb
from casework.cases.sending import WAITS, Sending
from casework.clock import SHANGHAI

MORNING, CLOSES = time(8, 30), time(18)


class Alarm(models.Model):
    """A rung of one deadline that was reached: told once for each last day, on `morning`, to these levels; `urgent` ones need not wait for 8:30."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="alarms")
    deadline = models.ForeignKey("cases.Deadline", on_delete=models.PROTECT, related_name="alarms")
    rung = models.CharField(max_length=12)
    tells = ArrayField(models.CharField(max_length=12))
    last_day = models.DateField()
    on = models.DateField()  # the day the rung stood on
    found_at = models.DateTimeField()
    morning = models.DateField()
    urgent = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deadline", "rung", "last_day"], name="rung_told_once")]
        indexes = [models.Index(fields=["morning"], condition=Q(told_at=None), name="alarm_to_tell")]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.rung} {self.on}"


class Digest(Sending):
    """What one person is told at one time; `alarms` are ids. It belongs to no case, so it names none: the lines are read from the alarms, by
    whoever may see their cases at that moment."""

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="digests")
    morning = models.DateField()
    urgent = models.BooleanField(default=False)
    alarms = ArrayField(models.BigIntegerField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "morning"], condition=Q(urgent=False), name="one_digest_a_morning")]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=WAITS, name="digest_to_send"),
            models.Index(fields=["dead_at"], condition=Q(dead_at__isnull=False), name="digest_dead"),
            models.Index(fields=["user", "-id"], name="digest_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.morning}: {len(self.alarms)}"


def told_hours(at: datetime, schedule: Schedule) -> bool:
    """True on a working day from 8:30 to 18:00."""
    local = at.astimezone(SHANGHAI)
    return schedule.is_working_day(local.date()) and MORNING <= local.time() < CLOSES


def next_morning(at: datetime, schedule: Schedule) -> date:
    """The day of the next 8:30 on a working day."""
    local = at.astimezone(SHANGHAI)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return date.fromordinal(schedule.roll(day.toordinal()))


def ring(found: Sequence[tuple[int, int, date, bool, Sequence[Climb]]], *, at: datetime, schedule: Schedule) -> None:
    """Write the alarms of deadlines whose rungs were reached, each (case, deadline, last day, house, rungs): the last rung, told to the people of all.

    One statement (the ORM's own takes several times as long); what stands there already is left alone.
    """
    if not found:
        return
    now, today, morning = told_hours(at, schedule), at.astimezone(SHANGHAI).date(), next_morning(at, schedule)
    columns: list[list[object]] = [[] for _ in range(7)]
    for case_id, deadline_id, last_day, house, climbs in found:
        on, rung = climbs[-1]
        tells = " ".join(dict.fromkeys(level for _, one in climbs for level in one.tells))
        for column, value in zip(columns, (case_id, deadline_id, rung.id, tells, last_day, on, rung.urgent and not house and now), strict=True):
            column.append(value)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_alarm (case_id, deadline_id, rung, tells, last_day, \"on\", urgent, morning, found_at)"
            " SELECT new.case_id, deadline_id, rung, string_to_array(tells, ' '), last_day, rung_on, urgent, CASE WHEN urgent THEN %s ELSE %s END, %s"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::date[], %s::date[], %s::boolean[])"
            " AS new(case_id, deadline_id, rung, tells, last_day, rung_on, urgent) ON CONFLICT DO NOTHING",
            [today, morning, at, *columns],
        )
