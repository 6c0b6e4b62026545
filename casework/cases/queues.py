"""Worklists: the open cases one holds, in order of their due day. Read by holder, so that each queue has its index."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, IntegerField, OuterRef, Q, Value

from casework import clock
from casework.cases import paging
from casework.cases.case import Access, Case
from casework.cases.paging import MOST_COUNTED, Page
from casework.cases.parties import Party
from casework.cases.refusals import Invalid
from casework.cases.visibility import NATIONWIDE, NO_CASE_CONTENT, OPERATORS
from casework.people.actor import Actor
from casework.people.models import Organisation, ministry_id
from casework.people.roles import Role

SHOWN = (
    "number", "kind", "state", "title", "category", "applicant_name", "filed_on", "waits_on", "due_on", "due_rule", "version",
    "office_id", "first_office_id", "respondent_id", "handler__name",
)  # fmt: skip
QUEUES = ("mine", "office", "unassigned", "waiting", "overdue")
JOINED = ("office__code", "office__name", "first_office__short", "respondent__code", "respondent__name")


def worklist(
    actor: Actor, *, queue: str = "office", kind: str = "", state: str = "", operator: str = "", due_before: date | None = None,
    due_after: date | None = None, office: str = "", handler: str = "", q: str = "", cursor: str = "", limit: int = 50,
) -> Page:  # fmt: skip
    """A queue of open cases in order of their due day; office and operator by code ("-": no operator), handler by user name, both days themselves
    left out. Two queries. Raises Invalid for an unknown queue or a broken cursor."""
    if queue not in QUEUES:
        raise Invalid({"queue": [f"须为 {'、'.join(QUEUES)} 之一。(One of these.)"]})
    paging.refuse_limit(limit)
    whole, stands = _queue(actor, queue)
    wanted = {
        "kind": kind, "state": state, "due_on__lt": due_before, "due_on__gt": due_after, "office__code": office, "handler__username": handler,
        **({"respondent": None} if operator == "-" else {"respondent__code": operator} if operator else {}),
    }  # fmt: skip
    wanted = {name: value for name, value in wanted.items() if value or name == "respondent"}
    whole = [rows.filter(**wanted) for rows in whole]
    if q:
        whole = [rows.filter(_matches(q)) for rows in whole]
    after = paging.read(cursor) if cursor else None
    if queue != "office":  # there a case waits for the operator, so the operator stands in it
        whole = [rows.filter(stands) for rows in whole]
    page, counted = _read(whole, after, limit + 1), whole[:1]
    if len(whole) > 1 and (not page or page[0].elsewhere):
        page, counted = _read_together(whole, after, limit + 1), whole
    else:
        _name_organisations(page)
    count = page[0].counted if page else _first(counted, MOST_COUNTED).count() if after else 0
    more = page[limit:]
    return Page(page[:limit], paging.written(page[limit - 1].due_on, page[limit - 1].pk) if more else "", min(count, MOST_COUNTED - 1), count >= MOST_COUNTED)


def _read(arms: list[Any], after: Any, most: int) -> list[Any]:
    """The rows of the first arm, their count, and whether a second arm has any: an operator is seldom the second of two."""
    elsewhere = Exists(arms[1]) if len(arms) > 1 else Value(False)
    found = _first([arms[0].after(*after) if after else arms[0]], most)
    return list(found.annotate(counted=_counted(arms[:1]), elsewhere=elsewhere).select_related("handler").only(*SHOWN))


def _read_together(arms: list[Any], after: Any, most: int) -> list[Any]:
    """The rows of all arms and their count, with their organisations: one statement in place of the one that names these."""
    found = _first([rows.after(*after) for rows in arms] if after else arms, most).annotate(counted=_counted(arms))
    return list(found.select_related("handler", "office", "first_office", "respondent").only(*SHOWN, *JOINED))


def _first(arms: list[Any], most: int) -> Any:
    """The first so many of one queue, or of several taken together: each is read in the order of its own index, and no further."""
    if len(arms) == 1:
        return arms[0].by_due_day()[:most]
    ids = [rows.by_due_day().values("pk")[:most] for rows in arms]
    return Case.objects.filter(pk__in=ids[0].union(*ids[1:], all=True)).by_due_day()[:most]


def _counted(arms: list[Any]) -> Any:
    """How many there are, up to MOST_COUNTED, counted once beside the page."""
    ids = [rows.order_by().values("pk")[:MOST_COUNTED] for rows in arms]
    together = ids[0].union(*ids[1:], all=True) if len(ids) > 1 else ids[0]
    return Func(ArraySubquery(together), function="cardinality", output_field=IntegerField())


def _name_organisations(cases: list[Case]) -> None:
    """Offices and operators of a page by one query: they are few, and three joins with a row each cost more than the cases."""
    wanted = {pk for case in cases for pk in (case.office_id, case.first_office_id, case.respondent_id) if pk}
    found = Organisation.objects.only("code", "name", "short").in_bulk(wanted)
    for case in cases:
        case.office, case.first_office = found[case.office_id], found[case.first_office_id]
        case.respondent = found[case.respondent_id] if case.respondent_id else None


def _queue(actor: Actor, queue: str) -> tuple[list[Any], Q]:
    """The holder's cases: an operator's people those of their organisations, an office's people those of their offices; and what each must meet."""
    rows = Case.objects.under_way()
    operators = {organisation for organisation, role in actor.standing if Role(role) in OPERATORS}
    if operators:
        return [_by_turn(arm, queue, {Role.RESPONDENT}, actor) for arm in _of_operators(operators, rows)], _standing(operators)
    offices = {organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT}
    roles = {Role(role) for _, role in actor.standing} - NO_CASE_CONTENT
    if not offices:
        return [rows.none()], Q()
    if queue == "mine":
        return [rows.filter(handler_id=actor.user_id or 0, office_id__in=offices)], Q()
    if not (ministry_id() in offices and roles & NATIONWIDE):
        rows = rows.filter(office_id__in=offices)
    return [_by_turn(rows, queue, roles, actor)], Q()


def _of_operators(operators: set[int], rows: Any) -> list[Any]:
    """The cases against these operators: those of the respondent's column and those where one is the second, apart, so that each has its index."""
    second = Access.objects.filter(organisation_id__in=operators, why="respondent", until=None).values("case_id")
    return [rows.filter(respondent_id__in=operators), rows.filter(pk__in=second).exclude(respondent_id__in=operators)]


def _standing(operators: set[int]) -> Q:
    """An operator stands in a case not before it is forwarded, nor after the operator was replaced."""
    return Q(Exists(Party.objects.filter(case=OuterRef("pk"), role=Role.RESPONDENT, organisation_id__in=operators, until=None)))


def _by_turn(rows: Any, queue: str, roles: set[Role], actor: Actor) -> Any:
    if queue == "unassigned":
        return rows.filter(handler_id=None)
    if queue == "overdue":
        return rows.filter(due_on__lt=clock.today())
    if queue == "waiting":
        return rows.exclude(waits_on__in=roles)
    return rows.filter(waits_on__in=roles) if not roles & {Role.SUPERVISOR, Role.AUDITOR, Role.HEAD} else rows


def _matches(q: str) -> Q:
    """Search by number (either form), title or name."""
    digits = q.rsplit("-", 1)[-1]
    number = Q(number__iexact=q)
    if any(word in q for word in "申访复") and digits.isdigit():
        number |= Q(number__endswith=f"-{int(digits):07d}")
    return number | Q(title__icontains=q) | Q(applicant_name=q)
