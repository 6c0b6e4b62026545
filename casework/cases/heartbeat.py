"""When each recurring job last ran: what /healthz, the worker and the supervisor look at."""

from datetime import datetime

from django.db import models


class Heartbeat(models.Model):
    """One row a job."""

    job = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job}: {self.at}"


def beat(job: str, *, at: datetime) -> None:
    """The job ran."""
    Heartbeat.objects.update_or_create(job=job, defaults={"at": at})


def last(job: str) -> datetime | None:
    """When the job last ran, None if never."""
    return Heartbeat.objects.filter(job=job).values_list("at", flat=True).first()
