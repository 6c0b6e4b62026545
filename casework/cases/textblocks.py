"""Text blocks (常用语): what an office writes again and again into its papers, kept for each step and field, picked and then changed by hand."""

from django.db import models
from django.db.models import Q

from casework.people.models import Organisation


class TextBlock(models.Model):
    """One text of an office for a field of a step. A change keeps the old one as retired, so that it shows who let which text be used when."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    step = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    text = models.TextField()
    by_user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    retired_on = models.DateField(null=True)
    retired_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "step", "field", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "step", "field", "title"], condition=Q(retired_on=None), name="one_text_of_a_title"),
            models.CheckConstraint(
                condition=Q(retired_on=None, retired_by=None) | Q(retired_on__isnull=False, retired_by__isnull=False), name="text_retired_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}.{self.field}: {self.title}"


def of_office(office_id: int) -> models.QuerySet[TextBlock]:
    """The texts in use in an office."""
    return TextBlock.objects.filter(office_id=office_id, retired_on=None)
