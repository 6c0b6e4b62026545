"""What the file of a petition holds beside the common case: one column, one fact."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casework.cases.case import Case
from casework.cases.documents import Document, content
from casework.cases.parties import Party
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.petitions import codes, heads

MINISTRY, MINISTRY_NAME = "00", "工业和信息化部"
NOTICE_DAYS = 15
TOLD = ("channel", "claim", "facts", "category", "sender", "sender_number", "report_by", "posted_on")


def ministry() -> Organisation:
    """The ministry's office, the level above every administration. One query."""
    return Organisation.objects.get(kind=Organisation.OFFICE, province=MINISTRY)


class PetitionFile(Case):
    """The columns of 信访. Days are legal days in Asia/Shanghai; NULL means not told or not yet."""

    # what the petitioner says (17, 19①)
    channel = models.CharField(max_length=10, choices=heads.CHANNELS, blank=True)
    claim = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    posted_on = models.DateField(null=True)

    # coming in: the trigger days of the clocks
    first_received_on = models.DateField(null=True)
    received_on = models.DateField(null=True)  # by the office that holds it
    notice_due_from = models.DateField(null=True)  # PT-02: not where name or address is unclear (23②)
    transferred_on = models.DateField(null=True)  # PT-03, PT-04
    simple_received_on = models.DateField(null=True)  # PT-11 [S]
    simple_middle_on = models.DateField(null=True)  # PT-13 [S]
    report_by = models.DateField(null=True)  # PT-15
    sent_by = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    sent_to = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(max_length=120, blank=True)  # an organ outside the system
    sender_number = models.CharField(max_length=80, blank=True)

    # its class, and what was decided (29-32)
    head = models.CharField(max_length=10, blank=True)
    class_reasons = models.TextField(blank=True)
    accepted_on = models.DateField(null=True)
    heard_on = models.DateField(null=True)  # the petitioner's statement (31(6))
    hearing_on = models.DateField(null=True)
    result = models.CharField(max_length=16, blank=True)
    counselled_on = models.DateField(null=True)
    executed_on = models.DateField(null=True)

    # review and recheck (35, 36)
    level = models.CharField(max_length=8, choices=codes.LEVELS, blank=True)
    requested_on = models.DateField(null=True)
    first_body = models.CharField(max_length=120, blank=True)
    first_number = models.CharField(max_length=80, blank=True)
    first_on = models.DateField(null=True)
    first_opinion = models.TextField(blank=True)
    disputed = models.TextField(blank=True)  # what of the earlier opinion

    # above and beside
    led_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    supervised_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    breach_codes = ArrayField(models.CharField(max_length=4, choices=codes.BREACH_CODES), default=list)
    reception_rated = models.CharField(max_length=12, choices=codes.SATISFACTION, blank=True)
    handling_rated = models.CharField(max_length=12, choices=codes.SATISFACTION, blank=True)

    class Meta:
        abstract = True

    def issuer(self, office: Organisation) -> str:
        """Petitions to the ministry are answered by the ministry itself, not by its complaint centre."""
        return MINISTRY_NAME if office.province == MINISTRY else office.name

    def take_down(self, given: Mapping[str, Any]) -> None:
        """Set the columns the input tells something about; what it leaves open stays as it was."""
        for name in TOLD:
            if given.get(name) not in (None, "", []):
                setattr(self, name, given[name])

    def receive(self, given: Mapping[str, Any], *, on: date) -> None:
        """A petition comes in at an office, on this day or the earlier one on which the letter lay there."""
        self.office = given.get("office") or ministry()
        self.applicant_name = given.get("applicant_name") or ""
        self.title = given.get("title") or self.claim[:40]
        self.received_on = self.first_received_on = given.get("arrived_on") or on
        if given.get("simple"):
            self.simple_received_on = self.received_on

    def go_to(self, office: Organisation, *, on: date) -> None:
        """The matter goes to another office of the system, which receives it on this day; who sent it is kept."""
        self.sent_by, self.sent_to, self.office = self.office, office, office
        self.sender, self.sender_number, self.handler = "", "", None
        self.received_on = self.transferred_on = on

    def accept_on(self, on: date) -> None:
        """受理之日: the day of the notice that says so, at latest day 15 after receipt [A-ACCEPT]."""
        latest = (self.received_on or on) + timedelta(days=NOTICE_DAYS)
        self.accepted_on = min(on, latest)

    @property
    def assigned(self) -> bool:
        """True where a result and a closing report are owed to whoever assigned the matter (交办)."""
        return self.report_by is not None

    # ---- what papers read of the file ----

    def asked(self, name: str) -> Any:
        """A column, or what the papers of a petition call by this name."""
        read = READ.get(name)
        return read(self) if read else super().asked(name)

    def latest_paper(self, *types: str) -> Document | None:
        """The newest paper of these kinds in the file."""
        return Document.objects.filter(case_id=self.pk, type__in=types).order_by("-pk").first() if self.pk else None

    def petitioner(self) -> Party | None:
        """The petitioner, None where nobody gave a name."""
        return Party.objects.filter(case_id=self.pk, role=Role.APPLICANT, until=None).first() if self.pk else None


def _number_of(case: PetitionFile, *types: str) -> str:
    paper = case.latest_paper(*types)
    return paper.number if paper else ""


def _day_of(case: PetitionFile, *types: str) -> date | None:
    paper = case.latest_paper(*types)
    return paper.issued_on if paper else None


def _contact(case: PetitionFile, name: str) -> str:
    party = case.petitioner()
    return str(getattr(party, name) or "") if party else ""


OPINIONS = ("opinion", "simple_opinion")
DEFAULT_HEADS = {codes.SUGGESTION: "suggestion", codes.ACCUSATION: "accusation"}
READ = {
    "handler_office": lambda case: case.issuer(case.office),
    "to_body": lambda case: case.issuer(case.sent_to) if case.sent_to_id else "",
    "sent_from": lambda case: case.issuer(case.sent_by) if case.sent_by_id else case.sender,
    "sent_number": lambda case: case.sender_number or _number_of(case, "assignment_letter", "forwarding_letter"),
    "petitioner_address": lambda case: _contact(case, "address"), "petitioner_phone": lambda case: _contact(case, "phone"),
    "objection_head": lambda case: "not_ours", "final_head": lambda case: "rechecked", "unnamed": lambda case: "未署名",
    "answered_by_us": lambda case: case.sent_to_id is not None,
    "rechecks": lambda case: case.level == codes.RECHECK,
    "receipt_head": lambda case: DEFAULT_HEADS.get(case.category, "own"),
    "objection_number": lambda case: _number_of(case, "objection"), "objection_on": lambda case: _day_of(case, "objection"),
    "opinion_number": lambda case: _number_of(case, *OPINIONS), "opinion_on": lambda case: _day_of(case, *OPINIONS),
    "supervision_number": lambda case: _number_of(case, "supervision_letter"),
}  # fmt: skip


def opinion_text(paper: Document) -> str:
    """What an opinion said, as the review and the recheck quote it."""
    return str(content(paper).get("opinion") or "")
