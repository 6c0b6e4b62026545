"""Who handles a case: stretches of holding, hand-overs with acceptance, recusal. The first handler never changes (a trigger sees to it).

A case is always somewhere: in the hands of one person, or on the desk of one office. The first stretch is written by the database with the case; after
that the engine asks `keep` after every step, so that the stretches follow each other from receipt to end without a gap, whichever step moved the case. A
step says who has the case, never since when.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from casework.cases.case import Access, Case
from casework.cases.refusals import Reason, refused
from casework.people.models import User

ARTICLE = "信访工作条例 28③（参照）"
RECUSE = "recuse"  # the one step that may name who stays out

KEEP = """
WITH ended AS (UPDATE cases_assignment SET until = greatest(since, %(on)s), ended_seq = %(seq)s WHERE case_id = %(case)s AND until IS NULL RETURNING until)
INSERT INTO cases_assignment (case_id, user_id, office_id, since, began_seq, step, why, returned)
SELECT %(case)s, %(user)s, %(office)s,
 greatest(%(on)s, (SELECT max(until) FROM ended), (SELECT max(until) FROM cases_assignment WHERE case_id = %(case)s)), %(seq)s, %(step)s, %(why)s,
 %(moved)s AND EXISTS (SELECT FROM cases_assignment WHERE case_id = %(case)s AND office_id = %(office)s)"""
END = "UPDATE cases_assignment SET until = greatest(since, %(on)s), ended_seq = %(seq)s WHERE case_id = %(case)s AND until IS NULL"
READS_ON = (
    "INSERT INTO cases_access (case_id, user_id, why, since) SELECT %s, %s, %s, %s"
    " WHERE NOT EXISTS (SELECT FROM cases_access WHERE case_id = %s AND user_id = %s AND why = %s)"
)
FIRST_HANDLER = "first handler"  # why somebody reads a case that went to another office
Holder = tuple[int, int | None]  # office, and the person in it; None: it lies on the office's desk


class Assignment(models.Model):
    """A stretch in which one person, or the desk of one office (no `user`), held the case: after the day `since`, up to and with the day `until`.

    `step` and `began_seq` say what began it, `returned` that it came back to an office which had sent it on.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    why = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=60, blank=True)
    began_seq = models.IntegerField(default=0)
    ended_seq = models.IntegerField(null=True)
    returned = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until=None), name="one_holder_at_a_time"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="held_forwards"),
        ]
        indexes = [
            models.Index(fields=["user", "since"], include=["until", "office", "case"], name="assignment_of_user"),
            models.Index(fields=["office", "until"], include=["user", "since", "returned", "case"], name="assignment_of_office"),
            models.Index(fields=["case", "since"], include=["until", "office", "user"], name="assignment_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id} {self.since}–{self.until or ''}"


class HandOver(models.Model):
    """A hand-over offered; the case changes hands only when the other side accepts."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="hand_overs")
    from_user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("people.Organisation", null=True, on_delete=models.PROTECT, related_name="+")  # that held the case
    why = models.CharField(max_length=200)
    offered_on = models.DateField()
    answered_on = models.DateField(null=True)
    accepted = models.BooleanField(null=True)
    declined_why = models.CharField(max_length=200, blank=True)  # empty where another assignment overtook the offer

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(answered_on=None), name="one_open_hand_over")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.from_user_id} → {self.to_user_id}"


class Recusal(models.Model):
    """Someone who may take no step in this case, and why (house policy for complaints, procedures C2)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="recused_once")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id}"


class RecusalRequest(models.Model):
    """Somebody declared an interest, or a party asked that they stay out. While it is not decided that person takes no step but what cannot wait."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="recusal_requests")
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    by_party = models.ForeignKey("cases.Party", null=True, on_delete=models.PROTECT, related_name="+")  # who asked, where that is a party
    declared = models.BooleanField()  # by that person
    asked_on = models.DateField()
    entry_seq = models.IntegerField()  # where the reasons stand
    decided_on = models.DateField(null=True)
    granted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], condition=Q(decided_on=None), name="one_open_recusal_request"),
            models.CheckConstraint(
                condition=Q(decided_on=None, granted=None) | Q(decided_on__isnull=False, granted__isnull=False), name="recusal_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id}"


def kept_out(case: Case, people: Iterable[User]) -> list[User]:
    """Of these people, who is recused from the case or may be: none of them is given a part in it. One query, none without people."""
    ids = [one.pk for one in people]
    if case.pk is None or not ids:
        return []
    here = {"case_id": case.pk, "user_id": OuterRef("pk")}
    rows = User.objects.filter(Exists(Recusal.objects.filter(**here)) | Exists(RecusalRequest.objects.filter(**here, decided_on=None)), pk__in=ids)
    return list(rows)


def out_of(case: Case, user_id: int | None) -> tuple[bool, bool]:
    """Whether this user is recused from the case, and whether that waits for its decision. Two queries, none for who is no user."""
    if user_id is None:
        return False, False
    here = {"case_id": case.pk, "user_id": user_id}
    return Recusal.objects.filter(**here).exists(), RecusalRequest.objects.filter(**here, decided_on=None).exists()


def stay_out(step: str, case: Case, given: Mapping[str, Any]) -> list[Reason]:
    """Why nobody named in a step's input may be named there: who is recused, or may be. Deciding on it is the one step that names them."""
    people = [value for value in given.values() if isinstance(value, User)] if step != RECUSE else []
    return [
        Reason("recusal", ARTICLE, f"{one.name}已回避本案，或者是否回避尚未决定。", f"{one.name} is recused from this case, or that is not decided yet.")
        for one in kept_out(case, people)
    ]


def refuse_kept_out(*, recused: bool, asked_out: bool) -> None:
    """Raise Refused to who is recused, and to who may be while that is not decided."""
    if recused:
        raise refused("recusal", "您已回避本案。", "You are recused from this case.", ARTICLE)
    if asked_out:
        said = "您是否回避本案还没有决定，决定以前只办不能等的事。", "Whether you stay out of this case is not decided: until then only what cannot wait."
        raise refused("recusal", *said, "信访工作条例 28③（参照，决定以前停办为内部规定）")


def offered_to(case: Case) -> int | None:
    """The id of the user a waiting hand-over was offered to, None where none waits."""
    waiting = HandOver.objects.filter(case_id=case.pk, answered_on=None).values_list("to_user_id", flat=True)
    found: int | None = case.once("offered_to", waiting.first)
    return found


def holder(case: Case) -> Holder | None:
    """Who has the case; None after it has ended."""
    return None if case.ended_on is not None else (case.office_id, case.handler_id)


def keep(case: Case, before: Holder | None, *, on: date, seq: int, step: str, given: Mapping[str, Any]) -> None:
    """Write down that the case changed hands or ended, where it did: the stretch before ends on the day on which the next begins.

    A step dated back does not reach into a stretch that is over. One statement, none where nothing changed; another where the case leaves an office, so
    that its first handler reads on to the end (a sealed case is read by those it names alone).
    """
    now = holder(case)
    if now == before:
        return
    moved = before is not None and now is not None and before[0] != now[0]
    asked: dict[str, Any] = {"case": case.pk, "on": on, "seq": seq, "step": step, "why": str(given.get("why") or "")[:200], "moved": moved}
    with connection.cursor() as cursor:
        if now is None:
            cursor.execute(END, asked)
        else:
            cursor.execute(KEEP, asked | {"office": now[0], "user": now[1]})
        if case.first_handler_id is not None and (moved or (now is None and case.matter_id not in (None, case.pk))):
            named = (case.pk, case.first_handler_id, FIRST_HANDLER)
            cursor.execute(READS_ON, [*named, on, *named])


def leave_old_office(case: Case, *, on: date) -> dict[str, int]:
    """The office that sends the case on keeps reading it. The row in the database still names that office. Gives both ids."""
    old = Case.objects.values_list("office_id", flat=True).get(pk=case.pk)
    Access.objects.update_or_create(case_id=case.pk, organisation_id=old, user=None, why="sent on", defaults={"since": on, "until": None})
    return {"from": old, "to": case.office_id}
