"""Proposals: a step that waits for approval. It stores the input and the draft papers, changes no state, starts and stops no clock."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.db.models import Q

from casework.cases.asking import asked, line
from casework.cases.encryption import Ciphertext, decrypt, encrypt
from casework.cases.refusals import Invalid
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.steps import Step

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
    minutes = Ciphertext(purpose=PURPOSE, null=True)  # of the collective discussion that decided

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[PENDING, APPROVED, RETURNED]), name="proposal_status"),
            models.UniqueConstraint(fields=["case"], condition=Q(status=PENDING), name="one_pending_proposal"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.status}"


class Consent(models.Model):
    """One who agreed before the last approver decides, in the order the step names."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="consents")
    role = models.CharField(max_length=20)
    by_user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=80)
    on = models.DateField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "role"], name="one_consent_a_role"),
            models.UniqueConstraint(fields=["proposal", "by_user"], name="one_consent_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.by_name}"


class Minutes(forms.Form):
    """What the minutes of a collective discussion must hold (行政复议法 61①)."""

    held_on = forms.DateField(**asked("讨论日期", "day of the discussion", invalid="“讨论日期”的格式不正确。(day of the discussion: not valid.)"))
    present = line("参加讨论的人员", "who took part", length=500)
    resolved = line("讨论结果", "what was resolved", length=2000)


def approvers(step: "Step") -> tuple[Role, ...]:
    """Who decides on a proposal of this step, in order; the last one's word takes the step. Empty where it needs no approval."""
    return (*step.reviewed_by, step.approved_by) if step.approved_by is not None else ()


def after(step: "Step", role: str) -> Role | None:
    """Whose turn it is once this approver has agreed; None where that was the last."""
    order = approvers(step)
    place = order.index(Role(role)) + 1
    return order[place] if place < len(order) else None


def read_minutes(given: Mapping[str, Any] | None) -> dict[str, str] | None:
    """The minutes as they are kept. Raises Invalid with sentences by field."""
    if given is None:
        return None
    form = Minutes(data=dict(given))
    if not form.is_valid():
        raise Invalid({name: [str(word) for word in words] for name, words in form.errors.items()})
    return {name: str(value) for name, value in form.cleaned_data.items()}


def keep(value: Any) -> bytes:
    """Encrypted JSON of what was proposed."""
    return encrypt(json.dumps(value, ensure_ascii=False), PURPOSE)


def said(proposal: Proposal) -> dict[str, Any]:
    """What the approver decides on: the input as given, and the draft papers with their data."""
    return {"given": kept(proposal.given), "drafts": kept(proposal.drafts)}


def kept(value: bytes | memoryview) -> Any:
    """What `keep` stored."""
    return json.loads(decrypt(bytes(value), PURPOSE))
