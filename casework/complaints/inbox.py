"""What an operator has to answer: its open complaints in four lists, each row with what this operator owes, apart from what another one owes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from casework import clock
from casework.cases import queues
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.paging import Page
from casework.cases.parties import Party
from casework.cases.refusals import Invalid
from casework.cases.visibility import OPERATORS
from casework.complaints.replies import Objection, OperatorReply
from casework.complaints.states import State
from casework.people.actor import Actor
from casework.people.models import Organisation
from casework.people.roles import Role

OWED, RETURNED, LATE, WAITING = "owed", "returned", "late", "waiting"
LISTS = (OWED, RETURNED, LATE, WAITING)
ASKED = (State.FORWARDED, State.OBJECTED)  # while one operator's objection is looked into, another one's reply is owed all the same


@dataclass(frozen=True)
class Owed:
    """A case as one operator's people see it on their list: which branch it is for, and its own clock. `last_day` is None while none runs."""

    case: Case
    branch: Organisation
    owes: bool
    returned: bool
    last_day: date | None
    rule: str


@dataclass(frozen=True)
class Inbox:
    """A page of a list, how many each list holds, and the branches the reader answers for."""

    page: Page
    rows: list[Owed]
    counts: dict[str, int]
    branches: list[Organisation]


def operator_inbox(actor: Actor, *, listed: str = OWED, branch: str = "", cursor: str = "", before: str = "", limit: int = 50) -> Inbox:
    """One list of an operator's open complaints by due day; `branch` by code. At most six queries.

    Raises Invalid for an unknown list, a branch that is not the reader's, or a broken cursor.
    """
    if listed not in LISTS:
        raise Invalid({"list": ["没有这个列表。(No such list.)"]})
    branches = list(Organisation.objects.filter(pk__in=_operators(actor)).order_by("province", "code"))
    reader = _narrowed(actor, branch, branches)
    lists = _lists(_operators(reader))
    page = queues.worklist(reader, queue=queues.EVERY, also=lists[listed], cursor=cursor, before=before, limit=limit)
    return Inbox(page, _rows(page.rows, reader), queues.counts_of_operator(reader, lists), branches)


def outstanding(actor: Actor, branch: str = "") -> tuple[Actor, dict[str, Any]]:
    """The reader, as one branch's where one is named, and the arguments with which `queues.worklist` gives what they owe. Raises Invalid."""
    reader = _narrowed(actor, branch, list(Organisation.objects.filter(pk__in=_operators(actor))))
    return reader, {"queue": queues.EVERY, "also": _lists(_operators(reader))[OWED]}


def _narrowed(actor: Actor, branch: str, branches: list[Organisation]) -> Actor:
    """The actor standing for one branch (by code) or for all. Raises Invalid for a branch that is not theirs."""
    chosen = {one.pk for one in branches if one.code == branch or not branch}
    if not chosen:
        raise Invalid({"branch": ["没有这家分公司，或者不归您查看。(No such branch, or it is not yours to see.)"]})
    return replace(actor, standing=frozenset(one for one in actor.standing if one[0] in chosen))


def _operators(actor: Actor) -> list[int]:
    return sorted({organisation for organisation, role in actor.standing if Role(role) in OPERATORS})


def _lists(operators: list[int]) -> dict[str, Q]:
    """Name -> what its cases have in common."""
    standing = _stands(operators)
    outstanding = standing.filter(~Exists(_standing_reply()), ~Exists(_open_objection()))
    owes = Q(Exists(outstanding), state__in=ASKED)
    again = Q(Exists(outstanding.filter(Exists(_returned_reply()))), state__in=ASKED)
    late = Deadline.objects.filter(bound_party=OuterRef("pk"), ended_by_seq=None, last_day__lt=clock.today())
    return {
        OWED: owes, RETURNED: again, LATE: Q(Exists(outstanding.filter(Exists(late))), state__in=ASKED), WAITING: ~owes,
    }  # fmt: skip


def _stands(operators: list[int]) -> Any:
    """These operators' own places in a case."""
    return Party.objects.filter(case=OuterRef("pk"), organisation_id__in=operators, role=Role.RESPONDENT, until=None)


def _standing_reply() -> Any:
    return OperatorReply.objects.filter(party=OuterRef("pk"), returned_on=None, voided=False)


def _open_objection() -> Any:
    return Objection.objects.filter(party=OuterRef("pk"), upheld=None, voided=False)


def _returned_reply() -> Any:
    return OperatorReply.objects.filter(party=OuterRef("pk"), voided=False).exclude(returned_on=None)


def _rows(cases: list[Case], actor: Actor) -> list[Owed]:
    """The cases with what this operator itself owes in each. One query."""
    running = Deadline.objects.filter(bound_party=OuterRef("pk"), ended_by_seq=None, last_day__isnull=False).order_by("last_day", "pk")
    places = (
        Party.objects.filter(case__in=cases, organisation_id__in=_operators(actor), role=Role.RESPONDENT, until=None)
        .select_related("organisation")
        .annotate(replied=Exists(_standing_reply()), objecting=Exists(_open_objection()), sent_back=Exists(_returned_reply()))
        .annotate(last_day=Subquery(running.values("last_day")[:1]), rule=Subquery(running.values("rule")[:1]))
    )
    found: dict[int, Any] = {}
    for one in places.order_by("-pk") if cases else ():
        found[one.case_id] = one
    rows = []
    for case in cases:
        if place := found.get(case.pk):
            owes = case.state in ASKED and not place.replied and not place.objecting
            rows.append(Owed(case, place.organisation, owes, owes and place.sent_back, place.last_day, place.rule or ""))
    return sorted(rows, key=lambda row: row.last_day or date.max)  # beside another operator one's own day may be later than the case's
