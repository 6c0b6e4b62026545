"""What the file of a reconsideration case holds beside the common case: one column, one fact."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.cases import clocks as running
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.parties import Party
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.reconsideration import clocks, codes, papers

DECIDING = (clocks.ORDINARY.id, clocks.SIMPLE.id)
TOLD = (
    "channel", "posted_on", "act", "act_kind", "act_on", "known_on", "rights_told", "rights_known_on", "real_estate", "asked_organ_on", "obstacle",
    "obstacle_from", "obstacle_until", "claim", "facts", "compensation", "evidence_of_asking", "evidence_of_damage", "norm", "norm_clauses", "sued",
    "applied_before", "will_not_free", "compulsory_first", "act_authors", "respondent", "act_public",
)  # fmt: skip


def ministry() -> Organisation:
    """The ministry: it decides on its own acts and those of the administrations (25). One query."""
    return Organisation.objects.get(kind=Organisation.OFFICE, province=papers.NATION)


class ReconsiderationFile(Case):
    """The columns of 行政复议. Days are legal days in Asia/Shanghai; NULL means not told or not yet."""

    # the application (11-23)
    channel = models.CharField(max_length=10, choices=codes.CHANNELS, blank=True)
    posted_on = models.DateField(null=True)
    act = models.CharField(max_length=300, blank=True)  # as the sentence goes on: 作出的《…》（文号）
    act_kind = models.CharField(max_length=8, blank=True)
    act_on = models.DateField(null=True)
    known_on = models.DateField(null=True)
    rights_told = models.BooleanField(null=True)  # right, body and limit (20③)
    rights_known_on = models.DateField(null=True)
    real_estate = models.BooleanField(default=False)
    asked_organ_on = models.DateField(null=True)  # non-performance: when the organ was asked
    obstacle = models.TextField(blank=True)
    obstacle_from = models.DateField(null=True)
    obstacle_until = models.DateField(null=True)
    claim = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    compensation = models.BooleanField(default=False)
    evidence_of_asking = models.BooleanField(null=True)
    evidence_of_damage = models.BooleanField(null=True)
    sued = models.BooleanField(null=True)
    applied_before = models.BooleanField(null=True)
    will_not_free = models.BooleanField(default=False)
    compulsory_first = models.CharField(max_length=8, blank=True)
    act_authors = models.TextField(blank=True)
    act_public = models.BooleanField(null=True)

    # admission (30-33): the trigger days of the clocks
    organ_received_on = models.DateField(null=True)  # the penalty organ (32)
    received_on = models.DateField(null=True)
    review_from = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    deemed = models.BooleanField(default=False)
    told_on = models.DateField(null=True)  # acceptance
    head = models.CharField(max_length=8, blank=True)
    procedure = models.CharField(max_length=8, blank=True)
    simple_case = models.CharField(max_length=12, blank=True)

    # the hearing of the case (36-60)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    unanswered = models.BooleanField(default=False)  # the time passed without one (70)
    raised_on = models.DateField(null=True)  # reasons or evidence that the act did not know (46②)
    third_party_evidence = models.BooleanField(default=False)
    heard_on = models.DateField(null=True)
    unheard = models.TextField(blank=True)
    hearing_at = models.DateTimeField(null=True)
    hearing_on = models.DateField(null=True)
    waived_on = models.DateField(null=True)
    verified_on = models.DateField(null=True)
    advice_asked_on = models.DateField(null=True)
    advice = models.TextField(blank=True)
    suspended_on = models.DateField(null=True)
    suspension_ground = models.CharField(max_length=8, blank=True)
    long_stop_on = models.DateField(null=True)
    stayed_on = models.DateField(null=True)
    norm = models.CharField(max_length=300, blank=True)
    norm_clauses = models.TextField(blank=True)
    norm_head = models.CharField(max_length=4, blank=True)
    norm_own_power = models.BooleanField(null=True)
    norm_review_from = models.DateField(null=True)
    norm_transfer_from = models.DateField(null=True)
    norm_opinion = models.CharField(max_length=12, blank=True)
    norm_answered_on = models.DateField(null=True)

    # the decision and what follows (61-79)
    withdrawn_on = models.DateField(null=True)
    mediated_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    results = ArrayField(models.CharField(max_length=16), default=list)
    grounds = ArrayField(models.CharField(max_length=8), default=list)
    perform_by = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    performed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    period_over_on = models.DateField(null=True)
    sued_on = models.DateField(null=True)
    judgment = models.CharField(max_length=12, blank=True)
    breach_codes = ArrayField(models.CharField(max_length=6), default=list)

    class Meta:
        abstract = True

    def issuer(self, office: Organisation) -> str:
        """The ministry decides in its own name (61①), whatever its desk is called."""
        return papers.organ(office)

    def take_down(self, given: Mapping[str, Any]) -> None:
        """Set the columns the input tells something about; what it leaves open stays as it was."""
        for name in TOLD:
            if given.get(name) not in (None, "", []):
                setattr(self, name, given[name])

    def receive(self, given: Mapping[str, Any], *, on: date) -> None:
        """The ministry receives an application, on this day or the earlier one on which the letter lay there."""
        self.take_down(given)
        self.office = ministry()
        self.applicant_name = given.get("applicant_name") or self.applicant_name
        self.title = given.get("title") or (f"不服{self.respondent.short}{self.act}" if self.respondent and self.act else self.claim)[:60]
        self.received_on = self.review_from = given.get("arrived_on") or on

    def admit(self, *, on: date, procedure: str) -> None:
        """Accepted on this day: from here the times of the procedure run."""
        self.accepted_on, self.procedure = on, procedure

    def examine_norm(self, head: str, *, own_power: bool, since: date | None) -> None:
        """A norm is looked at together with the act: in thirty days by whoever has the power, sent there in seven (56, 57) [A-NORM]."""
        self.norm_head, self.norm_own_power = head, own_power
        self.norm_review_from, self.norm_transfer_from = (since, None) if own_power else (None, since)

    # ---- what papers and rules read of the file ----

    def asked(self, name: str) -> Any:
        """A column, or what the papers call by this name."""
        read = READ.get(name)
        return read(self) if read else super().asked(name)

    def clock(self, *rules: str) -> Deadline | None:
        """The newest deadline of these rules, whatever became of it."""
        found = [one for one in self.rows("deadlines") if one.rule in rules]
        return max(found, key=lambda one: one.pk, default=None)

    def runs(self, rule: str) -> bool:
        """True where a deadline of this rule is under way."""
        return any(one.rule == rule and one.ended_by_seq is None for one in self.rows("deadlines"))

    def latest_paper(self, *types: str) -> Document | None:
        """The newest paper of these kinds in the file."""
        return Document.objects.filter(case_id=self.pk, type__in=types).order_by("-pk").first() if self.pk else None

    def decision_paper(self) -> Document:
        """The decision that was issued last."""
        paper = self.latest_paper("decision", "decision_on_own_act")
        if paper is None:
            raise LookupError(f"{self.number}: no decision")
        return paper

    def in_the_case(self, *roles: Role) -> list[Party]:
        """Who stands in the case in these roles now."""
        return [one for one in self.rows("parties") if one.role in roles and one.until is None]

    @property
    def by_omission(self) -> bool:
        """True where the application says that a duty was not performed (11(11), 23①(3))."""
        return self.act_kind in codes.OMISSIONS


def _stops(case: ReconsiderationFile) -> tuple[tuple[date, date | None], ...]:
    found = case.clock(*DECIDING)
    return running.stops(found) if found else ()


def _extended(case: ReconsiderationFile) -> int:
    """The days granted so far, by the ledger: what a step grants is told by its own form."""
    changes = (change for entry in case.rows("entries") for change in entry.facts.get("clocks", ()))
    return sum(change["days"] for change in changes if change["change"] == "extend" and change["rule"] == clocks.ORDINARY.id)


UNANSWERED = "被申请人没有在法定期限内提出书面答复，也没有提交作出行政行为的证据、依据和其他有关材料。"
READ = {
    "answer": lambda case: case.answer or (UNANSWERED if case.unanswered else ""),
    "suspensions": _stops, "extended_days": _extended, "oral": lambda case: case.channel == codes.ORAL,
}  # fmt: skip
