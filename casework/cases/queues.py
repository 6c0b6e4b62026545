"""Worklists: the open cases one holds, in order of their due day. Read by holder, so that each queue has its index."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, IntegerField, Lookup, OuterRef, Q, Value
from django.db.models.expressions import RawSQL

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
    "number", "kind", "state", "title", "category", "applicant_name", "filed_on", "ended_on", "waits_on", "due_on", "due_rule", "version",
    "office_id", "first_office_id", "respondent_id", "handler__name",
)  # fmt: skip
QUEUES = ("mine", "office", "unassigned", "waiting", "today", "overdue")
EVERY = "every"  # of an operator: whoever the case waits for
JOINED = ("office__code", "office__name", "first_office__short", "respondent__code", "respondent__name")

SECOND_ANYWHERE = (
    "EXISTS (SELECT 1 FROM cases_access a JOIN cases_case c ON c.id = a.case_id WHERE a.organisation_id = ANY(%s::bigint[]) AND a.why = 'respondent'"
    " AND a.until IS NULL AND c.ended_on IS NULL AND NOT c.sealed AND (c.respondent_id <> ALL(%s::bigint[]) OR c.respondent_id IS NULL)"
    " AND (%s OR c.waits_on = %s))"
)


def worklist(
    actor: Actor, *, queue: str = "office", kind: str = "", state: str = "", operator: str = "", due_before: date | None = None,
    due_after: date | None = None, office: str = "", handler: str = "", q: str = "", cursor: str = "", before: str = "", limit: int = 50, also: Any = None,
) -> Page:  # fmt: skip
    """A queue of open cases in order of their due day; office and operator by code ("-": no operator), handler by user name, both days themselves
    left out; what follows `cursor`, or what stands before `before`; `also` is what a family asks besides. Two queries. Raises Invalid for an
    unknown queue or a broken cursor."""
    if queue not in QUEUES and not (also and queue == EVERY):
        raise Invalid({"queue": [f"须为 {'、'.join(QUEUES)} 之一。(One of these.)"]})
    paging.refuse_limit(limit)
    first, second = _queue(actor, queue)
    wanted = {
        "kind": kind, "state": state, "due_on__lt": due_before, "due_on__gt": due_after, "office__code": office, "handler__username": handler,
        **({"respondent": None} if operator == "-" else {"respondent__code": operator} if operator else {}),
    }  # fmt: skip
    wanted = {name: value for name, value in wanted.items() if value or name == "respondent"}
    meets = Q(**wanted) & (_matches(q) if q else Q()) & (also or Q())
    if second and queue != "office":  # there a case waits for the operator, so the operator stands in it
        meets &= _standing(_operators(actor))
    place, backward = paging.one_way(cursor, before)
    at = paging.read(place) if place else None
    arms = [first.filter(meets) if meets else first]
    elsewhere = _elsewhere(_operators(actor), queue) if second else Value(False)
    found = _read(arms[0], at, limit + 1, elsewhere, backward=backward)
    if second and (not found or found[0].elsewhere):
        arms.append(second().filter(meets))
        found = _read_together(arms, at, limit + 1, backward=backward)
    else:
        _name_organisations(found)
    count = found[0].counted if found else _first(arms, MOST_COUNTED).count() if at else 0
    page, after, previous = paging.cut(found, place, limit, lambda row: paging.written(row.due_on, row.pk), backward=backward)
    return Page(page, after, min(count, MOST_COUNTED - 1), count >= MOST_COUNTED, previous)


def counts(actor: Actor) -> dict[str, int]:
    """How many cases each queue holds, and how many of one's own are due today (mine_today) and overdue (mine_overdue); each counted up to
    MOST_COUNTED. One query. For the regulator's people; an operator's count comes with its list."""
    mine = _queue(actor, "mine")[0]
    wanted = {name: _queue(actor, name)[0] for name in QUEUES}
    if mine.query.is_empty():  # no office at all
        return dict.fromkeys([*QUEUES, "mine_today", "mine_overdue"], 0)
    wanted |= {"mine_today": mine.filter(due_on=clock.today()), "mine_overdue": mine.filter(due_on__lt=clock.today())}
    asked = {f"in_{name}": _counted([rows]) for name, rows in wanted.items()}
    found = Organisation.objects.filter(pk=ministry_id()).annotate(**asked).values(*asked).get()
    return {name: found[f"in_{name}"] for name in wanted}


def counts_of_operator(actor: Actor, wanted: dict[str, Q]) -> dict[str, int]:
    """How many of an operator's open cases fit each of these conditions, by name, each up to MOST_COUNTED. One query."""
    stands = _standing(_operators(actor))
    first, second = _queue(actor, EVERY)
    arms = [first, second()] if second else [first]
    asked = {f"in_{name}": _counted([rows.filter(also & stands) for rows in arms]) for name, also in wanted.items()}
    found = Organisation.objects.filter(pk=ministry_id()).annotate(**asked).values(*asked).get()
    return {name: found[f"in_{name}"] for name in wanted}


def _read(rows: Any, at: Any, most: int, elsewhere: Any, *, backward: bool) -> list[Any]:
    """The rows of the first arm, their count, and whether a second arm may have any: an operator is seldom the second of two."""
    found = _first([_beside(rows, at, backward)], most, backward=backward)
    return list(found.annotate(counted=_counted([rows]), elsewhere=elsewhere).select_related("handler").only(*SHOWN))


def _read_together(arms: list[Any], at: Any, most: int, *, backward: bool) -> list[Any]:
    """The rows of all arms and their count, with their organisations: one statement in place of the one that names these."""
    found = _first([_beside(rows, at, backward) for rows in arms], most, backward=backward).annotate(counted=_counted(arms))
    return list(found.select_related("handler", "office", "first_office", "respondent").only(*SHOWN, *JOINED))


def _beside(rows: Any, at: Any, backward: bool) -> Any:
    """What lies on the wanted side of a place; all of it without one."""
    if at is None:
        return rows
    return rows.before(*at) if backward else rows.after(*at)


def _first(arms: list[Any], most: int, *, backward: bool = False) -> Any:
    """The first so many of one queue, or of several taken together (backward: the last): each is read in the order of its own index, and no further."""
    if len(arms) == 1:
        return _ordered(arms[0], backward)[:most]
    ids = [_ordered(rows, backward).values("pk")[:most] for rows in arms]
    return _ordered(Case.objects.filter(pk__in=ids[0].union(*ids[1:], all=True)), backward)[:most]


def _ordered(rows: Any, backward: bool) -> Any:
    return rows.by_due_day().reverse() if backward else rows.by_due_day()


def _counted(arms: list[Any]) -> Any:
    """How many there are, up to MOST_COUNTED, counted once beside the page."""
    ids = [rows.order_by().values("pk")[:MOST_COUNTED] for rows in arms]
    together = ids[0].union(*ids[1:], all=True) if len(ids) > 1 else ids[0]
    return Func(ArraySubquery(together), function="cardinality", output_field=IntegerField())


def _name_organisations(cases: list[Case]) -> None:
    """Offices and operators of a page by one query: they are few, and three joins with a row each cost more than the cases."""
    wanted = {pk for case in cases for pk in (case.office_id, case.first_office_id, case.respondent_id) if pk}
    rows = Organisation.objects.filter(_among("pk", sorted(wanted))) if wanted else ()
    found = {one.pk: one for one in rows}
    for name in ("office", "first_office", "respondent"):
        keep = getattr(Case, name).field.set_cached_value  # as select_related does; setting the attribute costs four times as much
        for case in cases:
            keep(case, found.get(getattr(case, f"{name}_id")))


def _operators(actor: Actor) -> list[int]:
    return sorted({organisation for organisation, role in actor.standing if Role(role) in OPERATORS})


def _queue(actor: Actor, queue: str) -> tuple[Any, Callable[[], Any] | None]:
    """The holder's cases: an operator's people those of their organisations, an office's people those of their offices; for operators also those in
    which they are second."""
    rows, operators = Case.objects.under_way(), _operators(actor)
    if operators:
        turn = {Role.RESPONDENT}
        return _by_turn(rows.filter(_among("respondent_id", operators)), queue, turn), lambda: _by_turn(_as_second(operators, rows), queue, turn)
    offices = {organisation for organisation, role in actor.standing if Role(role) not in NO_CASE_CONTENT}
    roles = {Role(role) for _, role in actor.standing} - NO_CASE_CONTENT
    if not offices:
        return rows.none(), None
    if queue == "mine":
        return rows.filter(handler_id=actor.user_id or 0, office_id__in=offices), None
    if not (ministry_id() in offices and roles & NATIONWIDE):
        rows = rows.filter(office_id__in=offices)
    return _by_turn(rows, queue, roles), None


class Among(Lookup):
    """`column = ANY(list)`: one parameter however many organisations; IN has one for each, and a head office stands for thirty."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """The condition with its list."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*params, self.rhs]


def _among(column: str, ids: list[int]) -> Q:
    return Q(**{column: ids[0]}) if len(ids) == 1 else Q(Among(F(column), ids))


def _as_second(operators: list[int], rows: Any) -> Any:
    """The cases in which one of these operators is the second, apart from those of the respondent's column, so that each has its index."""
    second = Access.objects.filter(_among("organisation_id", operators), why="respondent", until=None).values("case_id")
    return rows.filter(Q(respondent=None) | ~_among("respondent_id", operators), pk__in=second)


def _elsewhere(operators: list[int], queue: str) -> RawSQL:
    """Whether they are second in any open case (of the queue `office`: one whose turn it is). Written out, because each page asks it."""
    return RawSQL(SECOND_ANYWHERE, (operators, operators, queue != "office", Role.RESPONDENT), output_field=BooleanField())


def _standing(operators: list[int]) -> Q:
    """An operator stands in a case not before it is forwarded, nor after the operator was replaced."""
    return Q(Exists(Party.objects.filter(_among("organisation_id", operators), case=OuterRef("pk"), role=Role.RESPONDENT, until=None)))


def _by_turn(rows: Any, queue: str, roles: set[Role]) -> Any:
    if queue == EVERY:
        return rows
    if queue == "unassigned":
        return rows.filter(handler_id=None)
    if queue == "overdue":
        return rows.filter(due_on__lt=clock.today())
    if queue == "today":
        return rows.filter(due_on=clock.today())
    if queue == "waiting":
        return rows.exclude(waits_on__in=roles)
    return rows if roles & {Role.SUPERVISOR, Role.AUDITOR, Role.HEAD} else rows.filter(waits_on__in=roles)


def _matches(q: str) -> Q:
    """Search by number (either form), title or name."""
    digits = q.rsplit("-", 1)[-1]
    number = Q(number__iexact=q)
    if any(word in q for word in "申访复") and digits.isdigit():
        number |= Q(number__endswith=f"-{int(digits):07d}")
    return number | Q(title__icontains=q) | Q(applicant_name=q)
