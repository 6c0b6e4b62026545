"""Who may handle a reconsideration case: qualified where it is their first time (6②), not the author of the act [design]."""

from datetime import date
from typing import Any

from django.db import models

from casework.cases.grounds import Answer, Met, Unmet, ground
from casework.people.models import User
from casework.reconsideration.file import ReconsiderationFile
from casework.reconsideration.papers import lines

Given = dict[str, Any]


class Officer(models.Model):
    """What is on record of somebody's right to handle cases: since before the Law, or certificate and training of one who begins (6②)."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.PROTECT, related_name="+")
    experienced = models.BooleanField(default=False)  # no first-timer: 6② asks nothing of them
    certificate = models.CharField(max_length=60, blank=True)
    trained_on = models.DateField(null=True)
    entry_case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "reconsideration_officer"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(experienced=True) | (~models.Q(certificate="") & models.Q(trained_on__isnull=False)), name="officer_is_qualified"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.certificate}"


def _meant(given: Given) -> User | None:
    found: User | None = given.get("handler") or given.get("to")
    return found


@ground(
    "A6-2", "行政复议法 6②", "初次从事行政复议工作的，已取得法律职业资格并经统一职前培训", "A first-time officer is qualified and trained", fulfils=("AD-003",)
)
def QUALIFIED(case: ReconsiderationFile, given: Given, on: date) -> Answer:
    user = _meant(given)
    if user is None or Officer.objects.filter(pk=user.pk).exists():
        return Met()
    return Unmet(
        f"没有{user.name}的行政复议人员资格记录：请先登记法律职业资格和统一职前培训，或者登记为非初次从事。",
        f"Nothing is on record of {user.name}'s qualification: record certificate and training first, or that it is not the first time.",
    )


@ground(
    "A-author",
    "行政复议法 36①（与作出行政行为的人员分离，内部规定）",
    "承办人不是被申请行政行为的承办人",
    "The officer did not make the act",
    certainty="design",
)
def NOT_THE_AUTHOR(case: ReconsiderationFile, given: Given, on: date) -> Answer:
    user = _meant(given)
    if user is None or user.name not in lines(case.act_authors):
        return Met()
    return Unmet(f"{user.name}参与作出被申请的行政行为，不得承办本案。", f"{user.name} took part in the act and cannot handle its reconsideration.")


FIT = (QUALIFIED, NOT_THE_AUTHOR)
