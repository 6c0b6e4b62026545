"""What an operator has to answer: its open complaints in four lists, each row with what this operator owes, apart from what another one owes."""

from dataclasses import dataclass, replace
from datetime import date

from casework.cases import queues
from casework.cases.case import Case
from casework.cases.paging import Page
from casework.cases.refusals import Invalid
from casework.cases.turns import Owing
from casework.cases.visibility import OPERATORS
from casework.complaints.states import State
from casework.people.actor import Actor
from casework.people.models import Organisation
from casework.people.roles import Role

QUEUE_OF = {"owed": "office", "returned": queues.RETURNED, "late": "overdue", "waiting": "waiting"}  # list -> the queue it is read from
ASKED = (State.FORWARDED, State.OBJECTED)  # while one operator's objection is looked into, another one's reply is owed all the same
OWING = Owing(
    owes=f"""p.role = '{Role.RESPONDENT}' AND c.state IN ({", ".join(f"'{one.value}'" for one in ASKED)})
    AND NOT EXISTS (SELECT FROM complaints_operatorreply r WHERE r.party_id = p.id AND r.returned_on IS NULL AND NOT r.voided)
    AND NOT EXISTS (SELECT FROM complaints_objection o WHERE o.party_id = p.id AND o.upheld IS NULL AND NOT o.voided)""",
    again="EXISTS (SELECT FROM complaints_operatorreply r WHERE r.party_id = p.id AND r.returned_on IS NOT NULL AND NOT r.voided)",
)


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


def operator_inbox(actor: Actor, *, listed: str = "owed", branch: str = "", cursor: str = "", before: str = "", limit: int = 50) -> Inbox:
    """One list of an operator's open complaints by its own due day; `branch` by code. A case in which two branches of the reader stand is listed for
    each. Four queries. Raises Invalid for an unknown list, a branch that is not the reader's, or a broken cursor."""
    if listed not in QUEUE_OF:
        raise Invalid({"list": ["没有这个列表。(No such list.)"]})
    branches = list(Organisation.objects.filter(pk__in=_operators(actor)).order_by("province", "code"))
    reader = _narrowed(actor, branch, branches)
    page = queues.worklist(reader, queue=QUEUE_OF[listed], cursor=cursor, before=before, limit=limit)
    counted = queues.counts_of_operator(reader)
    named = {one.pk: one for one in branches}
    rows = [Owed(one, named[turn.organisation_id], turn.owes, turn.again, one.due_on, one.due_rule) for one in page.rows if (turn := one.turn)]
    return Inbox(page, rows, {name: counted[queue] for name, queue in QUEUE_OF.items()}, branches)


def outstanding(actor: Actor, branch: str = "") -> Actor:
    """The reader as one branch's people where one is named: whose `office` queue is what is owed. Raises Invalid."""
    return _narrowed(actor, branch, list(Organisation.objects.filter(pk__in=_operators(actor))))


def _narrowed(actor: Actor, branch: str, branches: list[Organisation]) -> Actor:
    """The actor standing for one branch (by code) or for all. Raises Invalid for a branch that is not theirs."""
    chosen = {one.pk for one in branches if one.code == branch or not branch}
    if not chosen:
        raise Invalid({"branch": ["没有这家分公司，或者不归您查看。(No such branch, or it is not yours to see.)"]})
    return replace(actor, standing=frozenset(one for one in actor.standing if one[0] in chosen))


def _operators(actor: Actor) -> list[int]:
    return sorted({organisation for organisation, role in actor.standing if Role(role) in OPERATORS})
