"""What the file of a complaint holds beside the common case: one column, one fact."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.cases.case import Case
from casework.cases.encryption import EncryptedText
from casework.complaints import material, seats
from casework.complaints.breaches import BREACHES
from casework.complaints.codes import CHANNELS, OTHER_BODIES, OUTCOMES, REPORT_RESULTS, SATISFACTION, heads_of_refusal
from casework.people.models import Organisation

TOLD = (
    "channel", "posted_on", "category", "claim", "facts", "event_on", "number_in_dispute", "number_portability", "second_respondent", "respondent",
    "own_matter", "settled_before", "other_body", "operator_complained", "operator_complained_on", "operator_answered_on", "operator_answer",
    "operator_satisfied", "violation_province", "breach_codes",
)  # fmt: skip


class ComplaintFile(Case):
    """The columns of 电信用户申诉. Days are legal days in Asia/Shanghai; NULL means not told or not yet."""

    # what the complainant says (令35 arts 10, 12)
    channel = models.CharField(max_length=10, choices=CHANNELS, blank=True)
    posted_on = models.DateField(null=True)
    claim = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    event_on = models.DateField(null=True)
    number_in_dispute = EncryptedText(purpose="complaint.number_in_dispute", null=True)
    number_portability = models.BooleanField(default=False)
    second_respondent = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    own_matter = models.BooleanField(null=True)
    settled_before = models.BooleanField(null=True)
    other_body = models.CharField(max_length=12, choices=OTHER_BODIES, blank=True)

    # the operator first (art 10(4), 13①)
    operator_complained = models.BooleanField(null=True)
    operator_complained_on = models.DateField(null=True)
    operator_answered_on = models.DateField(null=True)
    operator_answer = models.TextField(blank=True)
    operator_satisfied = models.BooleanField(null=True)

    # receipt, acceptance, forwarding: the trigger days of the clocks
    first_received_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    missing_items = ArrayField(models.CharField(max_length=20), default=list)
    material_complete_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    forwarded_on = models.DateField(null=True)
    refusal_ground = models.CharField(max_length=10, choices=heads_of_refusal(), blank=True)

    # settlement and mediation
    applicant_confirmed_on = models.DateField(null=True)
    operator_confirmed_on = models.DateField(null=True)
    applicant_consent_on = models.DateField(null=True)
    operator_consent_on = models.DateField(null=True)
    mediation_on = models.DateField(null=True)

    # findings and end
    local_call_basis_given = models.BooleanField(null=True)
    cause_search_helped = models.BooleanField(null=True)
    breach_codes = ArrayField(models.CharField(max_length=4, choices=[(code, one.zh) for code, one in BREACHES.items()]), default=list)
    breach_proved = models.BooleanField(default=False)
    outcome = models.CharField(max_length=16, choices=OUTCOMES, blank=True)
    stopped_by = models.CharField(max_length=120, blank=True)
    satisfaction = models.CharField(max_length=12, choices=SATISFACTION, blank=True)

    # a report of a violation (工信部政法〔2023〕30号)
    violation_province = models.CharField(max_length=2, blank=True)
    named_report = models.BooleanField(default=False)
    report_result = models.CharField(max_length=16, choices=REPORT_RESULTS, blank=True)

    class Meta:
        abstract = True

    def take_down(self, given: Mapping[str, Any]) -> None:
        """Set the columns the input tells something about; what it leaves open stays as it was."""
        for name in TOLD:
            if given.get(name) not in (None, "", []):
                setattr(self, name, given[name])

    def receive(self, given: Mapping[str, Any], *, on: date) -> None:
        """A filing is received: at which office, from whom, on which day; the day of a first receipt elsewhere is kept."""
        self.office = given.get("office") or seats.seat_of(self.respondent)
        self.applicant_name = given.get("applicant_name") or self.applicant_name
        self.title = given.get("title") or self.title or (self.claim or self.facts)[:40]
        self.received_on = on
        self.first_received_on = given.get("first_received_on") or on

    def count_material(self, missing: list[str], *, on: date) -> None:
        """What is still missing; the day on which the last item came in starts the longer time to answer."""
        self.missing_items = missing
        if not missing and self.material_complete_on is None:
            self.material_complete_on = on

    def supplement(self, given: Mapping[str, Any], *, on: date) -> None:
        """Material that comes in afterwards fills what was missing and overwrites nothing that was said."""
        lacking = {material.ITEMS[item][2] for item in self.missing_items}
        self.take_down({name: value for name, value in given.items() if name in lacking or getattr(self, name, "") in (None, "")})
        self.count_material(material.still_missing(self.missing_items, given), on=on)
