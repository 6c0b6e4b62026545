"""The outbox: what must be told is a row in the same transaction as the step, and leaves after commit under a lease."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, models
from django.db.models import Q

from casework.calendar.schedule import Schedule
from casework.cases.parties import Party
from casework.cases.sending import WAITS, Sending
from casework.clock import SHANGHAI
from casework.people.models import Organisation
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.case import Case
    from casework.cases.documents import Document

INBOX, EMAIL, SMS = "inbox", "email", "sms"
OPENS, CLOSES = time(9), time(18)
OFFICE_ROLES = {Role.INTAKE, Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.LEGAL_HEAD, Role.LEADER}


class Message(Sending):
    """One telling to one recipient over one channel. Per case and recipient it goes out in `case_seq` order."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="messages")
    case_seq = models.IntegerField()
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    recipient = models.CharField(max_length=60)
    channel = models.CharField(max_length=8, choices=[(INBOX, "站内信"), (EMAIL, "电子邮件"), (SMS, "短信")])
    step = models.CharField(max_length=40)
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "case_seq", "recipient", "channel", "document"], name="told_once", nulls_distinct=False)]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=WAITS, name="message_to_send"),
            models.Index(fields=["dead_at"], condition=Q(dead_at__isnull=False), name="message_dead"),
            models.Index(fields=["case", "case_seq"]),
            models.Index(fields=["organisation", "-id"], condition=Q(channel=INBOX), name="message_inbox"),
            models.Index(fields=["user", "-id"], condition=Q(channel=INBOX), name="message_user_inbox"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} → {self.recipient}: {self.subject}"


def post(
    case: "Case", *, step: str, subject: str, tells: Iterable[Role], parties: Iterable[Party], papers: list[tuple["Document", tuple[Party, ...]]],
    seq: int, at: datetime,
) -> list[Message]:  # fmt: skip
    """Unsaved messages of one step: every addressee gets their paper, everybody else the step tells gets a word."""
    common = {"case_id": case.pk, "case_seq": seq, "step": step, "not_before": at}
    rows, told = [], set()
    for document, addressees in papers:
        for party in addressees:
            told.add(party.pk)
            rows += _to_party(party, common | {"document": document, "subject": f"{document.title} {document.number}"})
    for role in tells:
        if role in OFFICE_ROLES:
            rows.append(_to_office(case, role, common | {"subject": subject}))
        for party in parties:
            if party.role == role and party.until is None and party.pk not in told:
                rows += _to_party(party, common | {"subject": subject})
    return rows


def to_user(case: "Case", user_id: int, *, step: str, subject: str, seq: int, at: datetime) -> Message:
    """An unsaved message to one person's inbox."""
    return Message(
        case_id=case.pk, case_seq=seq, step=step, channel=INBOX, user_id=user_id, recipient=f"user:{user_id}", subject=subject, not_before=at
    )


class Word(NamedTuple):
    """One row of `post_many`: to a person, or to those who hold a role in an organisation."""

    case_id: int
    case_seq: int
    subject: str
    recipient: str
    user_id: int | None = None
    organisation_id: int | None = None
    role: str = ""


def post_many(words: Iterable[Word], *, step: str, at: datetime) -> None:
    """Inbox messages of many cases, in one statement (the ORM's own takes several times as long)."""
    columns = [list(column) for column in zip(*words, strict=True)]
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cases_message (case_id, case_seq, subject, recipient, user_id, organisation_id, role, channel, step, not_before, attempts,"
                " last_error) SELECT new.*, %s, %s, %s, 0, '' FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::bigint[], %s::bigint[],"
                " %s::text[]) AS new",
                [INBOX, step, at, *columns],
            )


def _to_party(party: Party, columns: dict[str, Any]) -> list[Message]:
    columns = columns | {"party": party, "organisation": party.organisation, "recipient": f"party:{party.pk}"}
    channels = [INBOX]
    if party.organisation_id is None:
        channels += [EMAIL] if party.email else [SMS] if party.phone else []
    return [Message(channel=channel, **columns) for channel in channels]


def _to_office(case: "Case", role: Role, columns: dict[str, Any]) -> Message:
    if role == Role.HANDLER and case.handler_id:
        return Message(channel=INBOX, user_id=case.handler_id, recipient=f"user:{case.handler_id}", **columns)
    return Message(channel=INBOX, organisation_id=case.office_id, role=role, recipient=f"office:{case.office_id}:{role}", **columns)


def in_working_hours(at: datetime, schedule: Schedule) -> datetime:
    """The moment itself on a working day from 9:00 to 18:00, else 9:00 of the next working day: when what the night found is told."""
    local = at.astimezone(SHANGHAI)
    if schedule.is_working_day(local.date()) and OPENS <= local.time() < CLOSES:
        return at
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    while not schedule.is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, SHANGHAI)
