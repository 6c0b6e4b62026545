"""How a row leaves: claimed in batches under a lease, tried again later and later, given up in the end. Messages and digests share it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet

BATCH = 100
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
WAITS = Q(sent_at=None, dead_at=None)


class Sending(models.Model):
    """Since when a row may leave, who is at it until when, how often it was tried, and what came of it."""

    not_before = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


def claim(rows: QuerySet[Any], *, at: datetime) -> list[int]:
    """Lease up to a batch of these rows that may leave and that nobody is at; gives their ids, for the caller to commit before
    anything leaves. Two statements, one where there is nothing."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=at)
    due = rows.select_for_update(skip_locked=True, of=("self",)).filter(WAITS, free, not_before__lte=at)
    ids = list(due.order_by("not_before", "id").values_list("pk", flat=True)[:BATCH])
    if ids:
        rows.model._default_manager.filter(pk__in=ids).update(claimed_until=at + LEASE, attempts=F("attempts") + 1)
    return ids


def failed(one: Sending, error: Exception, *, at: datetime) -> dict[str, Any]:
    """The columns of a row that did not leave: it is tried again later, twice as late each time; after the last attempt it is given up and shown."""
    return {
        "claimed_until": None, "not_before": at + timedelta(seconds=30 * 2**one.attempts), "dead_at": at if one.attempts >= MOST_ATTEMPTS else None,
        "last_error": f"{error}"[:300] or type(error).__name__,
    }  # fmt: skip
