"""Notices of days off as entered and not yet confirmed. No deadline is ever computed with one: only a confirmed notice becomes a schedule version."""

from django.db import models
from django.db.models import F, Q

CONFIRMED, REJECTED = "confirmed", "rejected"
LONGEST_REASON = 500


class ScheduleProposal(models.Model):
    """A notice that waits for a second person, or what came of it. `text` is what was pasted; empty for a year of the `holidays` package, which `built_in`
    names and nobody entered. `days` are those of the one year as understood: off, worked, names."""

    year = models.IntegerField()
    notice = models.CharField(max_length=200)
    source = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    built_in = models.CharField(max_length=40, blank=True)
    days = models.JSONField()
    entered_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    touched = models.IntegerField(null=True)  # running deadlines that the replay had to look at when it was confirmed
    version = models.OneToOneField("cases.ScheduleVersion", null=True, on_delete=models.PROTECT, related_name="proposal")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=["", CONFIRMED, REJECTED]), name="schedule_proposal_outcome"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None) | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="schedule_proposal_decided",
            ),
            models.CheckConstraint(condition=Q(decided_by=None) | Q(entered_by=None) | ~Q(decided_by=F("entered_by")), name="schedule_proposal_two_people"),
            models.CheckConstraint(
                condition=Q(version__isnull=False, outcome=CONFIRMED) | (Q(version=None) & ~Q(outcome=CONFIRMED)), name="schedule_proposal_version"
            ),
            models.CheckConstraint(condition=~Q(outcome=REJECTED) | ~Q(reason=""), name="schedule_proposal_reason"),
            models.UniqueConstraint(fields=["built_in", "year"], condition=~Q(built_in=""), name="schedule_proposal_built_in"),
        ]

    def __str__(self) -> str:
        return f"{self.notice} ({self.pk})"

    @property
    def waits(self) -> bool:
        """True while nobody has decided."""
        return self.outcome == ""
