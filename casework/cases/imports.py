"""An import of a table by a person: who brought which file into which office, how it is read, how far it is, what was refused and why."""

from django.db import models
from django.db.models import Q

FILINGS, REPLIES = "filings", "replies"
NEW, CHECKING, CHECKED, RUNNING, DONE, FAILED, DROPPED = "new", "checking", "checked", "running", "done", "failed", "dropped"
STATUSES = (NEW, CHECKING, CHECKED, RUNNING, DONE, FAILED, DROPPED)
AT_WORK = (CHECKING, RUNNING)


class ImportRun(models.Model):
    """One file and what becomes of it. `at_row` is the last row dealt with: a row and this mark are written together, so a killed run goes on."""

    kind = models.CharField(max_length=10)  # filings or replies
    family = models.CharField(max_length=20)
    status = models.CharField(max_length=10, default=NEW)
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.BinaryField(max_length=32)
    size = models.IntegerField()
    found = models.JSONField(default=dict)  # what the file is: columns, encoding, sheet
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    total = models.IntegerField(default=0)
    at_row = models.IntegerField(default=0)
    good = models.IntegerField(default=0)
    known = models.IntegerField(default=0)
    bad = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)  # both languages, why it failed
    file_until = models.DateField(null=True)  # the last day the file is kept; NULL where it is gone

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(status__in=["checking", "running"]), name="import_at_work"),
            models.Index(fields=["office", "kind", "-id"], name="import_of_office"),
            models.Index(fields=["file_until"], condition=Q(file_until__isnull=False), name="import_kept_file"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=list(STATUSES)), name="import_status"),
            models.CheckConstraint(condition=Q(kind__in=[FILINGS, REPLIES]), name="import_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.name}"

    @property
    def dealt_with(self) -> int:
        """Rows done so far."""
        return self.good + self.known + self.bad

    @property
    def at_work(self) -> bool:
        """True while the worker has something to do here."""
        return self.status in AT_WORK


class ImportRefusal(models.Model):
    """A row that was not taken: its number in the table, its id there, the column, a short code, and the sentence in both languages."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refusals")
    row = models.IntegerField()
    external_id = models.CharField(max_length=80, blank=True)
    column = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=120)
    zh = models.TextField()
    en = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "row"], name="import_row_refused_once")]

    def __str__(self) -> str:
        return f"{self.row}: {self.why}"
