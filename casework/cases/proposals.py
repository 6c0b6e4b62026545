"""Proposals: a step that waits for approval. It stores the input and the draft papers, changes no state, starts and stops no clock."""

import json
from typing import Any

from django.db import models
from django.db.models import Q

from casework.cases.encryption import Ciphertext, decrypt, encrypt

PENDING, APPROVED, RETURNED = "pending", "approved", "returned"
PURPOSE = "proposal.given"


class Proposal(models.Model):
    """What a handler wants to do, until someone other than the proposer approves or returns it."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="proposals")
    step = models.CharField(max_length=40)
    given = Ciphertext(purpose=PURPOSE)
    drafts = Ciphertext(purpose=PURPOSE)
    files = models.JSONField(default=list)
    status = models.CharField(max_length=10, default=PENDING)
    by_user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=80)
    by_role = models.CharField(max_length=20)
    approver_role = models.CharField(max_length=20)
    proposed_on = models.DateField()
    decided_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    reasons = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[PENDING, APPROVED, RETURNED]), name="proposal_status"),
            models.UniqueConstraint(fields=["case"], condition=Q(status=PENDING), name="one_pending_proposal"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.status}"


def keep(value: Any) -> bytes:
    """Encrypted JSON of what was proposed."""
    return encrypt(json.dumps(value, ensure_ascii=False), PURPOSE)


def said(proposal: Proposal) -> dict[str, Any]:
    """What the approver decides on: the input as given, and the draft papers with their data."""
    return {"given": kept(proposal.given), "drafts": kept(proposal.drafts)}


def kept(value: bytes | memoryview) -> Any:
    """What `keep` stored."""
    return json.loads(decrypt(bytes(value), PURPOSE))
