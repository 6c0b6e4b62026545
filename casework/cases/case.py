"""The case: one table that every list reads, with one child table per family."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField

from casework.cases.limits import Key, TimeLimit
from casework.people.models import Organisation
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.documents import DocumentType
    from casework.cases.steps import Apart, States
    from casework.cases.turns import Owed, Owing

BY_DUE_DAY = F("due_on").asc(nulls_last=True)
LISTED = Q(ended_on=None, sealed=False)
KINDS = {"complaint": ("T", "申"), "petition": ("P", "访"), "reconsideration": ("A", "复")}


class Open(models.QuerySet["Case"]):
    """Named readings of the case table."""

    def under_way(self) -> "Open":
        """Cases not ended and not sealed: the predicate of every list index."""
        return self.filter(ended_on=None, sealed=False)

    def by_due_day(self) -> "Open":
        """The order of every worklist."""
        return self.order_by(BY_DUE_DAY, "pk")


class Case(models.Model):
    """The file. Only `engine.take` changes one; `waits_on` and `due_on` are derived in the same transaction."""

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=24, unique=True)
    state = FSMField(max_length=30, default="new")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    respondent = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    category = models.CharField(max_length=20, blank=True)
    applicant_name = models.CharField(max_length=80, blank=True)
    filed_on = models.DateField()
    ended_on = models.DateField(null=True)
    waits_on = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True)
    due_rule = models.CharField(max_length=10, blank=True)
    version = models.IntegerField(default=0)
    sealed = models.BooleanField(default=False)
    imported = models.BooleanField(default=False)
    source = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    ledger_seq = models.IntegerField(default=0)
    ledger_head = models.BinaryField(max_length=32, default=bytes)
    first_office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    first_handler = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    first_handled_at = models.DateTimeField(null=True)
    matter = models.ForeignKey("cases.Matter", on_delete=models.PROTECT, related_name="cases")  # set by the database where nothing says which

    objects = Open.as_manager()

    ORGANISATIONS: ClassVar[tuple[str, ...]] = ("office", "first_office", "respondent")
    STATES: ClassVar[type["States"]]
    LIMITS: ClassVar[tuple[TimeLimit, ...]] = ()
    PAPERS: ClassVar[tuple["DocumentType", ...]] = ()
    APART: ClassVar[tuple["Apart", ...]] = ()
    OWING: ClassVar["Owing | None"] = None  # where organisations answer in it
    IN_ENGLISH: ClassVar[Mapping[str, str]] = {}  # words of the choices in the family's forms
    ROLE_WORDS: ClassVar[Mapping[Role, tuple[str, str]]] = {}  # what a role is called in this family, where not as everywhere

    turn: "Owed | None" = None  # of the organisation whose list it was read for
    memory: dict[str, Any] | None = None  # what was read of a case that is only looked at; a case that may change has none

    class Meta:
        db_table = "cases_case"
        # Every list reads open, unsealed cases by due day. `sealed` is included for the policy, so that a count need not visit the table.
        indexes = [
            models.Index("office", "waits_on", BY_DUE_DAY, "id", condition=LISTED, include=["sealed"], name="case_office_queue"),
            models.Index("office", BY_DUE_DAY, "id", condition=LISTED, include=["sealed"], name="case_office_due"),
            models.Index("handler", "office", BY_DUE_DAY, "id", condition=LISTED, include=["sealed"], name="case_handler_queue"),
            models.Index("office", BY_DUE_DAY, "id", condition=LISTED & Q(handler=None), include=["sealed"], name="case_unassigned_queue"),
            models.Index(BY_DUE_DAY, "id", condition=LISTED, include=["sealed"], name="case_ministry_queue"),
            models.Index("office", "respondent", "handler", "due_on", "id", condition=LISTED, include=["sealed"], name="case_oversight"),
            models.Index("id", condition=Q(sealed=True), name="case_sealed"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="case_kind"),
            models.UniqueConstraint(fields=["source", "external_id"], condition=~Q(source=""), name="case_once_per_source"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def place(self) -> str:
        """Province code in the number: the office that first received the matter."""
        return self.number.split("-")[2]

    @classmethod
    def states(cls, value: str) -> "States":
        """The family's state of this name. Each family says which class holds its states."""
        return cls.STATES(value)  # type: ignore[arg-type]  # looked up by value, as enums are

    @classmethod
    def limits(cls) -> dict[Key, TimeLimit]:
        """The family's rules of time, each version by itself."""
        return {limit.key: limit for limit in cls.LIMITS}

    @classmethod
    def papers(cls) -> dict[str, "DocumentType"]:
        """The family's kinds of paper by id."""
        return {paper.id: paper for paper in cls.PAPERS}

    @classmethod
    def role_words(cls, role: str) -> tuple[str, str]:
        """What a role is called in a case of this family, Chinese and English."""
        return cls.ROLE_WORDS.get(Role(role)) or (Role(role).zh, Role(role).en)

    def issuer(self, office: Organisation) -> str:
        """In whose name papers of this case leave this office; a family whose papers another organ issues overrides this."""
        return office.name

    def once(self, name: str, read: Callable[[], Any]) -> Any:
        """What `read` gives; of a case that is only looked at it is asked once."""
        if self.memory is None:
            return read()
        if name not in self.memory:
            self.memory[name] = read()
        return self.memory[name]

    def rows(self, name: str) -> list[Any]:
        """The case's rows by related name (`services`, `hand_overs`), none before it is filed."""
        return self.once(name, lambda: list(getattr(self, name).all())) if self.pk else []

    def void_rows(self, entry_seq: int) -> None:
        """Mark the family's own rows made by a voided entry; families with such rows override this."""

    def asked(self, name: str) -> Any:
        """The value of a column by name, None where the family has no such column: how rules name their trigger day."""
        return getattr(self, name, None)


def people_number(number: str, short: str) -> str:
    """The number as people say it: T-2026-31-0000123 with short 沪 is 沪申2026-00123."""
    letter, year, _, serial = number.split("-")
    word = next(zh for mark, zh in KINDS.values() if mark == letter)
    return f"{short}{word}{year}-{int(serial):05d}"


def number_of(text: str) -> str:
    """The case number in T-2026-31-0000123 form, from either form; what is neither stays as it is. One query for 沪申2026-00123."""
    typed = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\D{1,6})([申访复])(\d{4})-(\d{1,12})", typed)
    if found is None:
        return typed.upper()
    short, family, year, serial = found.groups()
    letter = next(mark for mark, zh in KINDS.values() if zh == family)
    province = Organisation.objects.filter(kind=Organisation.OFFICE, short=short).values_list("province", flat=True).first()
    return f"{letter}-{year}-{province}-{int(serial):07d}" if province else typed


ONE_HOLDER = (
    Q(organisation__isnull=False, user=None, party=None) | Q(organisation=None, user__isnull=False, party=None)
    | Q(organisation=None, user=None, party__isnull=False)
)  # fmt: skip


class Access(models.Model):
    """Who may read a case beside its holder: written by the steps that send a case on, and for sealed cases."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="access")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey("cases.Party", null=True, on_delete=models.PROTECT, related_name="+")  # whose own sealed matter it is
    why = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "cases_access"
        indexes = [models.Index(fields=["organisation", "case"]), models.Index(fields=["user", "case"])]
        constraints = [
            models.CheckConstraint(condition=ONE_HOLDER, name="access_one_holder"),
            models.UniqueConstraint(fields=["case", "organisation", "user", "party", "why"], name="access_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.why}"


class Link(models.Model):
    """Two cases that belong together: merged into, split from, led in, reported from, filed again after."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="linked_from")
    why = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "other", "why"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.why} {self.other_id}"
