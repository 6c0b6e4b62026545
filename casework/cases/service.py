"""Service (送达): how, when sent, on which day served, with which proof. An unserved paper starts no clock."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from casework.cases.attachments import Attachment
from casework.cases.encryption import EncryptedText

if TYPE_CHECKING:
    from casework.cases.case import Case

DIRECT, POST, ELECTRONIC, LEFT, ENTRUSTED, NOTICE = "direct", "post", "electronic", "left", "entrusted", "notice"
METHODS = [
    (DIRECT, "直接送达"), (POST, "邮寄送达"), (ELECTRONIC, "电子送达"), (LEFT, "留置送达"), (ENTRUSTED, "委托送达"), (NOTICE, "公告送达"),
]  # fmt: skip
# The kind of correcting paper that withdraws another; one that mends a slip of the pen leaves it in force.
TAKES_BACK = "correction"
# A paper given to another to bring, or published: the day it leaves is not the day of service.
ON_THE_WAY = (POST, ENTRUSTED, NOTICE)
# Who may sign for the addressee (民事诉讼法 88).
RELATIONS = [
    ("self", "本人"), ("family", "同住的成年家属"), ("receiver", "单位负责收件的人"), ("agent", "代理人或者指定的代收人"),
]  # fmt: skip


class Service(models.Model):
    """One paper to one party. `served_on` is the day from which the party's clocks run.

    `sent_on` and `reference` say when and by what it left (slip number, entrusted body, where it was published); `deemed_on` is the day on which a public
    notice counts as service; `particulars` keeps who signed, who witnessed, why it was refused.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="services")
    document = models.ForeignKey("cases.Document", on_delete=models.PROTECT, related_name="services")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="services")
    method = models.CharField(max_length=12, choices=METHODS, blank=True)
    sent_on = models.DateField(null=True)
    reference = models.CharField(max_length=200, blank=True)
    deemed_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    proof = models.TextField(blank=True)
    particulars = EncryptedText(purpose="service.particulars", null=True)
    entry_seq = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "party"], name="one_service"),
            models.CheckConstraint(condition=Q(served_on=None) | ~Q(method=""), name="served_by_a_method"),
            models.CheckConstraint(condition=Q(deemed_on=None) | Q(sent_on__isnull=False), name="deemed_after_a_notice"),
        ]
        indexes = [
            models.Index(fields=["case"]),
            models.Index(fields=["id"], condition=Q(served_on=None), name="not_yet_served"),
            models.Index(fields=["deemed_on"], condition=Q(served_on=None, deemed_on__isnull=False), name="to_be_deemed"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.party_id}: {self.served_on or '未送达'}"

    @property
    def told(self) -> dict[str, Any]:
        """What was written down about it: received_by, relation, refusal, witnesses, through, arrived_at, why; empty before."""
        return json.loads(self.particulars) if self.particulars else {}

    def proofs(self) -> list[Attachment]:
        """The scans and pictures that came with the record of service."""
        return list(Attachment.objects.filter(case_id=self.case_id, entry_seq=self.entry_seq)) if self.entry_seq else []


def unserved() -> models.QuerySet[Service]:
    """What still waits to be served, sealed cases apart: a paper that a correcting paper has withdrawn waits no more, that one does."""
    return Service.objects.filter(served_on=None, case__sealed=False).exclude(document__corrected_by__type=TAKES_BACK)


def to_be_deemed(today: date) -> models.QuerySet[Service]:
    """Papers published so long ago that they count as served, sealed cases included; a paper taken back is not served any more."""
    return Service.objects.filter(served_on=None, deemed_on__lte=today).exclude(document__corrected_by__type=TAKES_BACK)


def waiting(case: "Case", given: dict[str, Any]) -> list[Service]:
    """The rows of a paper by its number and, where it has several, its addressee by name."""
    rows = Service.objects.filter(case_id=case.pk, document__number=given.get("document")).select_related("document", "party")
    return [row for row in rows if not given.get("addressee") or row.party.name == given["addressee"]]
