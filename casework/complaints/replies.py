"""What operators and parties say in a complaint, and what the office finds out: one row each, never overwritten, voided with the entry that made it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from casework.cases.case import Access, Case
from casework.cases.ledger import Entry
from casework.cases.parties import Party
from casework.people.roles import Role

SETTLEMENT, MEDIATION = "settlement", "mediation"


class Said(models.Model):
    """Common to these rows: the entry that made them, and whether that entry was rectified away."""

    entry_seq = models.IntegerField()
    voided = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering = ["id"]


class OperatorReply(Said):
    """One operator's feedback to the 转办通知书: facts, result, the complainant's view (令35 16 [R])."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="operator_replies")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    facts = models.TextField()
    result = models.TextField()
    complainant_view = models.TextField(blank=True)
    replied_on = models.DateField()
    returned_on = models.DateField(null=True)
    returned_why = models.TextField(blank=True)
    returned_seq = models.IntegerField(null=True)

    class Meta(Said.Meta):
        constraints = [models.UniqueConstraint(fields=["party"], condition=Q(returned_on=None, voided=False), name="one_standing_reply")]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.replied_on}"


class Objection(Said):
    """An operator says that the matter is not its own."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="objections")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField()
    made_on = models.DateField()
    upheld = models.BooleanField(null=True)
    decided_on = models.DateField(null=True)
    decided_why = models.TextField(blank=True)
    decided_seq = models.IntegerField(null=True)

    class Meta(Said.Meta):
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(upheld=None, voided=False), name="one_open_objection")]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.upheld}"


class Consent(Said):
    """A party confirms the settlement, or agrees to mediation; `until` is set where it was given for a reply since returned."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(max_length=10, choices=[(SETTLEMENT, "和解"), (MEDIATION, "调解")])
    on = models.DateField()
    how = models.TextField(blank=True)
    until = models.DateField(null=True)
    until_seq = models.IntegerField(null=True)

    class Meta(Said.Meta):
        constraints = [models.UniqueConstraint(fields=["party", "to"], condition=Q(until=None, voided=False), name="consents_once")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.to} {self.on}"


class Inquiry(Said):
    """An investigation: two officers who showed their cards, and the record (令35 21-25 [R])."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="inquiries")
    first_officer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    first_card = models.CharField(max_length=40)
    second_officer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    second_card = models.CharField(max_length=40)
    person = models.CharField(max_length=60)
    place = models.CharField(max_length=200)
    record = models.TextField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta(Said.Meta):
        constraints = [models.CheckConstraint(condition=~Q(first_officer=F("second_officer")), name="inquiry_two_officers")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.started_at:%Y-%m-%d}"


class Testing(Said):
    """A technical test the head approved, and its finding."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="testings")
    subject = models.CharField(max_length=200)
    testing_body = models.CharField(max_length=120)
    asked_on = models.DateField()
    finding = models.TextField(blank=True)
    found_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.subject}"


SAID: tuple[type[Said], ...] = (OperatorReply, Objection, Consent, Inquiry, Testing)


def respondents(case: Case) -> list[Party]:
    """The operators that stand in the case today, in the order they came in; none before it is forwarded."""
    return [one for one in case.rows("parties") if one.role == Role.RESPONDENT and one.until is None]


def standing_replies(case: Case) -> list[OperatorReply]:
    """The replies not returned, of operators that still stand in the case. Two queries."""
    standing = {one.pk: one for one in respondents(case)}
    found = [one for one in case.rows("operator_replies") if one.returned_on is None and not one.voided and one.party_id in standing]
    for one in found:
        one.party = standing[one.party_id]
    return found


def still_owing(case: Case) -> list[Party]:
    """The operators whose reply is outstanding. Two queries."""
    heard = {one.party_id for one in standing_replies(case)}
    return [one for one in respondents(case) if one.pk not in heard]


def open_objection(case: Case) -> Objection | None:
    """The objection not yet decided."""
    return Objection.objects.filter(case_id=case.pk, upheld=None, voided=False).select_related("party").first()


def open_testing(case: Case) -> Testing | None:
    """The oldest approved test without a finding."""
    return next((one for one in case.rows("testings") if one.found_on is None and not one.voided), None)


def agreed_on(case: Case, to: str) -> tuple[date | None, date | None]:
    """The days on which the complainant's side and the last of the operators agreed; None where a side has not. Two queries."""
    rows = Consent.objects.filter(case_id=case.pk, to=to, until=None, voided=False, party__until=None).select_related("party")
    given = {one.party_id: one for one in rows}
    people = [one.on for one in given.values() if one.party.role in (Role.APPLICANT, Role.AGENT)]
    standing = respondents(case)
    operators = [given[one.pk].on for one in standing if one.pk in given]
    complete = bool(operators) and len(operators) == len(standing)
    return min(people, default=None), max(operators) if complete else None


def void(case_id: int, seq: int) -> None:
    """Take back what the entry `seq` did to these rows and to the operators in the case."""
    for model in SAID:
        model._default_manager.filter(case=case_id, entry_seq=seq).update(voided=True)  # type: ignore[misc]  # each has a case
    OperatorReply.objects.filter(case_id=case_id, returned_seq=seq).update(returned_on=None, returned_why="", returned_seq=None)
    Objection.objects.filter(case_id=case_id, decided_seq=seq).update(upheld=None, decided_on=None, decided_why="", decided_seq=None)
    Consent.objects.filter(case_id=case_id, until_seq=seq).update(until=None, until_seq=None)
    facts = Entry.objects.filter(case_id=case_id, seq=seq).values_list("facts", flat=True).first() or {}
    joined = Party.objects.filter(case_id=case_id, pk__in=facts.get("joined", []))
    left = Party.objects.filter(case_id=case_id, pk__in=facts.get("left", []))
    access = Access.objects.filter(case_id=case_id, why="respondent")
    access.filter(organisation__in=joined.values("organisation")).update(until=F("since"))
    access.filter(organisation__in=left.values("organisation")).update(until=None)
    joined.update(until=F("since"))
    left.update(until=None)
