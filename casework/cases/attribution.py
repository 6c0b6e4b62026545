"""An objection to an attribution: whoever held a case says why a stretch, or a limit that passed in it, is not theirs to answer for; the head decides.

Nothing is overwritten by it: the stretch and the limit stay as they are, the figures are shown raw and adjusted.
"""

from django.db import models
from django.db.models import Q

from casework.cases.encryption import EncryptedText

PURPOSE = "attribution.objection"


class Attribution(models.Model):
    """One objection of one person to one stretch or one passed limit of a case, and its decision. Append-only: it is decided once."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="attributions")
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")  # that held the case then: its head decides
    assignment = models.ForeignKey("cases.Assignment", on_delete=models.PROTECT, related_name="+")  # the stretch, or the one in which the limit passed
    deadline = models.ForeignKey("cases.Deadline", null=True, on_delete=models.PROTECT, related_name="+")  # None: to the stretch itself
    reasons = EncryptedText(purpose=PURPOSE)
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)
    decision = EncryptedText(purpose=PURPOSE, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "deadline"], name="objected_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, upheld=None, decision__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False, upheld__isnull=False, decision__isnull=False),
                name="objection_decided_whole",
            ),
            models.CheckConstraint(condition=~Q(decided_by=models.F("user")), name="objection_decided_by_another"),
        ]
        indexes = [
            models.Index(fields=["office"], condition=Q(upheld=None), name="objection_waiting"),
            models.Index(fields=["office", "user"], condition=Q(upheld=True), name="objection_upheld"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id}"
