"""Service (送达): how, when sent, on which day served, with which proof. An unserved paper starts no clock."""

from django.db import models
from django.db.models import Q

DIRECT, POST, ELECTRONIC, LEFT, ENTRUSTED, NOTICE = "direct", "post", "electronic", "left", "entrusted", "notice"
METHODS = [
    (DIRECT, "直接送达"), (POST, "邮寄送达"), (ELECTRONIC, "电子送达"), (LEFT, "留置送达"), (ENTRUSTED, "委托送达"), (NOTICE, "公告送达"),
]  # fmt: skip


class Service(models.Model):
    """One paper to one party. `served_on` is the day from which the party's clocks run."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="services")
    document = models.ForeignKey("cases.Document", on_delete=models.PROTECT, related_name="services")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="services")
    method = models.CharField(max_length=12, choices=METHODS, blank=True)
    sent_at = models.DateTimeField(null=True)
    served_on = models.DateField(null=True)
    proof = models.TextField(blank=True)
    proof_file = models.ForeignKey("cases.Attachment", null=True, on_delete=models.PROTECT, related_name="+")
    entry_seq = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "party"], name="one_service"),
            models.CheckConstraint(condition=Q(served_on=None) | ~Q(method=""), name="served_by_a_method"),
        ]
        indexes = [models.Index(fields=["case"]), models.Index(fields=["id"], condition=Q(served_on=None), name="not_yet_served")]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.party_id}: {self.served_on or '未送达'}"


def unserved() -> models.QuerySet[Service]:
    """What still waits to be served, sealed cases apart: a paper that a correcting paper has replaced waits no more, that one does."""
    return Service.objects.filter(served_on=None, case__sealed=False, document__corrected_by=None)
