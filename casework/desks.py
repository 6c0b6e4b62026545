"""A whole desk handed over in one act: somebody leaves, moves or falls ill, and their open cases go to others, each with an entry of its own.

Each case is a transaction: one that is refused stops no other, and the report says which did not go and why. As an order of the head the case changes
hands at once; as an offer it waits until the colleague accepts. Sealed cases are not listed: only the readers they name hand those on, one by one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from casework import commands
from casework.cases.case import Case
from casework.cases.handling import HandOver
from casework.cases.proposals import PENDING, Proposal
from casework.cases.refusals import Forbidden, Invalid
from casework.commands import Tried
from casework.people.actor import Actor
from casework.people.models import Membership, User
from casework.people.roles import Role

ORDER, OFFER = "assign", "hand_over"
MOST = 100  # of one press of the button


@dataclass(frozen=True)
class Desk:
    """What lies with somebody in the offices of one head: open cases by due day, and who may take them."""

    user: User
    cases: list[Case]
    count: int
    takers: list[tuple[str, str]]


@dataclass(frozen=True)
class Left:
    """What still lies with somebody whose account is closed or who is away: open cases by office, offers that wait for them, and what they proposed."""

    cases: tuple[tuple[str, int], ...]
    offers: int
    proposals: int

    @property
    def nothing(self) -> bool:
        """True for an empty desk."""
        return not (self.cases or self.offers or self.proposals)


def offices_of(head: Actor) -> list[int]:
    """The offices whose head this is. Raises Forbidden where there is none."""
    found = sorted(organisation for organisation, role in head.standing if role == Role.HEAD)
    if not found:
        raise Forbidden("整体移交由机构负责人办理。", "A whole desk is handed over by the head of the office.")
    return found


def lying_with(user: User, offices: list[int] | None = None) -> QuerySet[Case]:
    """The open cases in somebody's hands, the nearest due day first."""
    rows = Case.objects.under_way().filter(handler_id=user.pk)
    return (rows if offices is None else rows.filter(office_id__in=offices)).by_due_day().select_related("first_office", "office")


def desks(head: Actor) -> list[tuple[User, int]]:
    """Whoever has held open cases in the head's offices, with how many; leavers and closed accounts too. Two queries."""
    rows = Case.objects.under_way().filter(office_id__in=offices_of(head), handler__isnull=False)
    sums = dict(rows.order_by().values_list("handler_id").annotate(cases=Count("pk")))
    users = User.objects.in_bulk(sums)
    return sorted(((users[pk], number) for pk, number in sums.items()), key=lambda one: (one[0].is_active, -one[1], one[0].username))


def desk(username: str, head: Actor) -> Desk:
    """One desk for its head, the first cases of it. Four queries. Raises Invalid for nobody of that name."""
    offices = offices_of(head)
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Invalid({"user": ["没有这个用户。(No such user.)"]})
    rows = lying_with(user, offices)
    held = Membership.objects.filter(organisation_id__in=offices, role=Role.HANDLER, user__is_active=True).exclude(user=user)
    takers = list(held.order_by("user__username").values_list("user__username", "user__name").distinct())
    return Desk(user, list(rows[:MOST]), rows.count(), takers)


def hand_over(table: Mapping[str, str], *, by: Actor, why: str, order: bool) -> Iterator[Tried]:
    """Hand each case (number -> user name of who shall take it) on: as an order, or as an offer that waits for acceptance. Tried as they are asked for.

    Raises Forbidden to who heads no office, Invalid without a reason.
    """
    offices_of(by)
    if not why.strip():
        raise Invalid({"why": ["请写明移交的理由。(Say why.)"]})
    return _tried(table, by=by, why=why.strip()[:200], order=order)


def _tried(table: Mapping[str, str], *, by: Actor, why: str, order: bool) -> Iterator[Tried]:
    for number, to in table.items():
        given = {"handler": to, "why": why} if order else {"to": to, "why": why}
        yield from commands.take_each({number: None}, ORDER if order else OFFER, by=by, given=given)


def left_with(user: User) -> Left:
    """What still lies with somebody, sealed cases apart. Three queries."""
    rows = Case.objects.under_way().filter(handler_id=user.pk).order_by().values_list("office__short").annotate(cases=Count("pk"))
    offers = HandOver.objects.filter(Q(to_user=user) | Q(from_user=user), answered_on=None).count()
    return Left(tuple(sorted(rows)), offers, Proposal.objects.filter(by_user=user, status=PENDING).count())
