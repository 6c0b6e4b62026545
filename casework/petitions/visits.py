"""来访 (走访, 信访工作条例 17①, 18①, 19①, 20, 25, 26, 47): a visit before it is a petition. Rows stay for ever; each act on one is a line that is never
changed. What visitors say about themselves and their matter is encrypted, as it is with the parties of a case.

The law gives the duties (place, representatives, record of what was said, dissuasion); appointments, tickets and states are house design.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q

from casework.cases.encryption import EncryptedText
from casework.people.models import Organisation
from casework.petitions import heads, visit_forms

BOOKED, WAITING, RECEIVING, ENDED, NO_SHOW, LEFT, TURNED_AWAY = "booked", "waiting", "receiving", "ended", "no_show", "left", "turned_away"
STATES: Final = {
    BOOKED: ("已预约", "booked"), WAITING: ("候访", "waiting"), RECEIVING: ("接待中", "being received"), ENDED: ("已结束", "ended"),
    NO_SHOW: ("未到", "did not come"), LEFT: ("离开", "left"), TURNED_AWAY: ("拒绝接待", "turned away"),
}  # fmt: skip
CAME = (WAITING, RECEIVING, ENDED, LEFT, TURNED_AWAY)
TODAY = (BOOKED, WAITING, RECEIVING)
WITH_TICKET = (WAITING, RECEIVING, ENDED)


class ReceptionPlace(models.Model):
    """Where and when an office receives visitors, as it made public (18①, 20①). A change keeps the old one as retired."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    weekdays = ArrayField(models.PositiveSmallIntegerField())  # 0 is Monday
    hours = ArrayField(ArrayField(models.TimeField(), size=2))  # from, to: morning and afternoon
    by_user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office"], condition=Q(retired_on=None), name="one_reception_place")]

    def __str__(self) -> str:
        return f"{self.name}（{self.address}）"

    def receives(self, day: date, at: time | None = None, *, works: bool) -> bool:
        """True where visitors are received then; `works`: that day is worked."""
        on_day = works and day.weekday() in self.weekdays
        return on_day and (at is None or any(begin <= at < end for begin, end in self.hours))


class Visit(models.Model):
    """One visit of one person or of several with a common matter (20③), from the appointment or the door to its end."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    slot = models.TimeField(null=True)  # of an appointment
    ticket = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=12)
    people = models.PositiveIntegerField(default=1)
    place = models.ForeignKey(ReceptionPlace, null=True, on_delete=models.PROTECT, related_name="+")
    elsewhere = models.CharField(max_length=200, blank=True)  # where they came instead of the reception place
    urgent = models.BooleanField(default=False)
    window = models.CharField(max_length=20, blank=True)
    officer = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    head = models.CharField(max_length=12, blank=True)  # why turned away
    signed = models.CharField(max_length=12, blank=True)
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")

    name = EncryptedText(purpose="visit.name", null=True)
    phone = EncryptedText(purpose="visit.phone", null=True)
    address = EncryptedText(purpose="visit.address", null=True)
    id_number = EncryptedText(purpose="visit.id_number", null=True)
    representatives = EncryptedText(purpose="visit.representatives", null=True)  # one a line
    matter = EncryptedText(purpose="visit.matter", null=True)
    claim = EncryptedText(purpose="visit.claim", null=True)
    facts = EncryptedText(purpose="visit.facts", null=True)
    statement = EncryptedText(purpose="visit.statement", null=True)

    class Meta:
        indexes = [models.Index(fields=["office", "day"], name="visits_of_a_day")]
        constraints = [
            models.UniqueConstraint(fields=["office", "day", "ticket"], name="one_ticket_a_number"),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="visit_state"),
            models.CheckConstraint(condition=~Q(state__in=WITH_TICKET) | Q(ticket__isnull=False), name="visit_has_ticket"),
            models.CheckConstraint(condition=~Q(state=RECEIVING) | Q(officer__isnull=False), name="visit_has_officer"),
            models.CheckConstraint(condition=~Q(state=TURNED_AWAY) | ~Q(head=""), name="visit_turned_away_why"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.day} {self.ticket or ''}"

    @property
    def chosen(self) -> list[str]:
        """The representatives of a joint visit, by name."""
        return [line.strip() for line in (self.representatives or "").splitlines() if line.strip()]

    @property
    def joint(self) -> bool:
        """True for several people with one matter."""
        return self.people > 1


class VisitAct(models.Model):
    """A line about a visit: what was done, by whom, when. `facts` hold codes and numbers, `said` what somebody said or wrote. Append-only."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="acts")
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=80)
    what = models.CharField(max_length=20)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    facts = models.JSONField(default=dict)
    said = EncryptedText(purpose="visit.said", null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.what} {self.by_name}"


class VisitFile(models.Model):
    """A scan of a visit: the signed statement, a letter brought along. The content lies with the files of the cases."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="files")
    act = models.ForeignKey(VisitAct, on_delete=models.PROTECT, related_name="+")
    sha256 = models.BinaryField(max_length=32)
    name = models.CharField(max_length=200)
    size = models.IntegerField()
    media_type = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class TicketSeries(models.Model):
    """The last ticket of an office on a day."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "day"], name="one_ticket_series")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.day}: {self.last}"


APPEND_ONLY = (VisitAct._meta.db_table, VisitFile._meta.db_table)


def next_ticket(office_id: int, day: date) -> int:
    """The next number of the office on this day. The row is held until the transaction ends, so that a rollback leaves no gap. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO petitions_ticketseries (office_id, day, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (office_id, day) DO UPDATE SET last = petitions_ticketseries.last + 1 RETURNING last",
            [office_id, day],
        )
        return int(cursor.fetchone()[0])


# ---- what may be done with a visit, in the order of the day ----

Body = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True)
class Act:
    """One act: from which states, where it leads (None: the state stays), what it asks for, on what it rests."""

    name: str
    zh: str
    en: str
    sources: tuple[str, ...]
    target: str | None
    form: type[forms.Form] | None
    basis: str
    certainty: str = "V"
    own: bool = False  # the receiving officer alone
    linked: bool | None = None  # whether the visit must belong to a petition already; None: either


ACTS: Final = {
    one.name: one
    for one in (
        Act("arrive", "到访取号", "Arrived: give a ticket", (BOOKED,), WAITING, visit_forms.Arrival, "信访工作条例 20①、18①"),
        Act("receive", "开始接待", "Receive", (WAITING,), RECEIVING, visit_forms.Receiving, "信访工作条例 20④"),
        Act("record", "记录陈述", "Record the statement", (RECEIVING,), None, visit_forms.Statement, "信访工作条例 19①", own=True, linked=False),
        Act("sign", "宣读、签名", "Read out and sign", (RECEIVING,), None, visit_forms.Signing, "信访工作条例 19①（宣读签名为内部规定）", "design",
            own=True, linked=False),
        Act("open_petition", "登记为信访事项", "Register as a petition", (RECEIVING,), None, visit_forms.Opening, "信访工作条例 17①、21②、23①", own=True,
            linked=False),
        Act("link", "并入已有的信访事项", "Link to a petition", (RECEIVING,), None, visit_forms.Linking, "信访工作条例 21②", own=True, linked=False),
        Act("mark_urgent", "标为重大、紧急", "Mark as urgent", (WAITING, RECEIVING), None, visit_forms.Urgent, "信访工作条例 25①、46(4)"),
        Act("record_disorder", "记录劝阻、批评、教育", "Record dissuasion", CAME, None, visit_forms.DisorderAtVisit, "信访工作条例 20、26、47①②"),
        Act("end", "结束接待", "End", (RECEIVING,), ENDED, visit_forms.Ending, "信访工作条例 20④、23①", own=True),
        Act("turn_away", "拒绝接待", "Turn away", (WAITING,), TURNED_AWAY, visit_forms.TurningAway, "信访工作条例 20①②③、26、47①"),
        Act("leave", "来访人离开、取消预约", "They left, or cancelled", (BOOKED, WAITING, RECEIVING), LEFT, visit_forms.Leaving, "内部规定", "design"),
        Act("not_come", "预约未到", "Did not come", (BOOKED,), NO_SHOW, None, "内部规定", "design"),
    )
}  # fmt: skip


def offered(visit: Visit, user_id: int | None) -> list[Act]:
    """What this person of the reception may do now, in the order of the day."""
    return [one for one in ACTS.values() if not closed(one, visit, user_id)]


def closed(act: Act, visit: Visit, user_id: int | None) -> tuple[str, str] | None:
    """Why an act is not possible now (Chinese, English); None where it is."""
    if visit.state not in act.sources:
        zh, en = STATES[visit.state]
        return f"来访处于“{zh}”，不能{act.zh}。", f"The visit is '{en}': '{act.en}' is not possible from there."
    if act.own and visit.officer_id != user_id:
        return f"“{act.zh}”由接待人本人办理。", f"'{act.en}' is for the receiving officer."
    if act.linked is False and visit.case_id is not None:
        return "这次来访已经登记为信访事项。", "The visit is registered as a petition already."
    if act.name == "sign" and not visit.statement:
        return "还没有记录来访人的陈述（信访工作条例 19①）。", "What the visitor says is not recorded yet."
    if act.name in ("open_petition", "link") and not visit.signed:
        return "陈述记录还没有宣读、签名。", "The statement has not been read out and signed yet."
    return None


TURNED_AWAY_HEADS: Final = tuple((one.code, one) for one in (*(head for head in heads.REDIRECTIONS if head.code != "outside"), *heads.DISORDERS))


def head_of(code: str) -> heads.Head | None:
    """Why a visit was turned away, with its article."""
    return dict(TURNED_AWAY_HEADS).get(code)


def tickets(rows: Iterable[Visit]) -> list[int]:
    """The numbers of these visits, the urgent ones first, then in order."""
    return [one.ticket for one in sorted(rows, key=lambda one: (not one.urgent, one.ticket or 0)) if one.ticket]


def day_and_time(at: datetime) -> tuple[date, time]:
    """A moment as day and time of the clock."""
    return at.date(), at.time().replace(microsecond=0)
