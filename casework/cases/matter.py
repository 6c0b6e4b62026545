"""The matter: what somebody came with, and who first answered for it. One record for the first case and for every case that follows from it.

The database makes the record when the first case is filed, whoever files it and how, and keeps it: the office never changes, the handler is set once (by
who of that office first acts) and never changes. A review, a recheck, or whatever else an `Opening` names `same_matter`, is filed under the matter of the
case it comes from and has its first handler from the beginning. A repeat is filed like any other case, since only a person can say that it is one; where
it is found to be one, its own record names the matter it repeats and stays otherwise as it is.
"""

from datetime import datetime

from django.db import models
from django.db.models import Q

MOST_REPEATED = 20  # how far a chain of repeats is followed


class Matter(models.Model):
    """The record of first receipt (首办责任制：内部规定): which office, when, and who of it answers to the end. `of` is the earlier matter it repeats."""

    case = models.OneToOneField(
        "cases.Case", primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="matter_begun"
    )  # stays when a case is removed by hand
    office = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    handler = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True)
    of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="repeats", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["office", "received_on"], include=["handler", "of", "case"], name="matter_received"),
            models.Index(fields=["of"], condition=Q(of__isnull=False), name="matter_repeats"),
            models.Index(fields=["handler", "received_on"], name="matter_handler"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(of=models.F("case")), name="matter_repeats_another")]

    def __str__(self) -> str:
        return f"{self.case_id}"


def handled_by(matter_id: int | None) -> tuple[int, datetime] | None:
    """Who first handled the matter in another of its cases, and when; one query, none for a case that is being filed."""
    if matter_id is None:
        return None
    who, at = Matter.objects.filter(pk=matter_id).values_list("handler_id", "handled_at").first() or (None, None)
    return (who, at) if who is not None and at is not None else None


def matter_of(matter_id: int) -> Matter | None:
    """The matter itself: of a repeat the earliest one, whose first handler answers for it. None where its first case is sealed to this session. One query,
    and one for each repeat between."""
    rows = Matter.objects.select_related("handler", "office")
    found = rows.filter(pk=matter_id).first()
    for _ in range(MOST_REPEATED):
        earlier = rows.filter(pk=found.of_id).first() if found is not None and found.of_id is not None else None
        if earlier is None:
            break
        found = earlier
    return found


def repeats(case_matter: int, earlier_matter: int) -> bool:
    """Note that one matter repeats another; False where they are one already. The record of the repeat says so once, and for good."""
    root, own = matter_of(earlier_matter), matter_of(case_matter)
    if root is None or own is None or own.pk == root.pk:
        return False
    return bool(Matter.objects.filter(pk=case_matter, of=None).update(of=root))
