"""One case as an actor stands towards it, for every door that reads."""

from collections.abc import Iterable

from django.db.models import Q

from casework import catalogue
from casework.cases import dossier, sealing
from casework.cases.case import Case, Link
from casework.cases.desk import Glance
from casework.cases.desk import glance as glance_at
from casework.cases.engine import Taking
from casework.cases.ledger import Entry
from casework.cases.refusals import NotFound
from casework.families import FAMILIES
from casework.people.actor import Actor

TYING = ("lead_to_procedure", "merge")  # steps that tie cases without opening one themselves


def glance(number: str, actor: Actor) -> Glance | None:
    """One case at a glance; None where it does not exist for this actor. At most five queries."""
    kind = catalogue.kind_of(number)
    return glance_at(FAMILIES[kind], number, actor) if kind else None


def seen(number: str, actor: Actor) -> Taking:
    """The case as this actor stands towards it. Raises NotFound to everybody who may not read it."""
    sealing.open_for(actor)
    family = FAMILIES.get(catalogue.kind_of(number))
    taking = dossier.opened(family, number, actor) if family else None
    if taking is None or not taking.standing.reads:
        raise NotFound(number)
    return taking


def linked(case: Case, entries: Iterable[Entry]) -> list[tuple[str, bool, Case]]:
    """The cases tied to this one: the words of the tie, whether the other came out of this one, the other case. Never a sealed one.

    One query, none where the entries of the file tell of no tie.
    """
    steps = catalogue.steps(case.kind)
    if not any(one.facts.get("opened_from") or one.step in TYING or (one.step in steps and steps[one.step].opens) for one in entries):
        return []
    ties = Link.objects.filter(Q(case_id=case.pk) | Q(other_id=case.pk)).select_related("case__first_office", "other__first_office").order_by("pk")
    found = [(one.why, one.case_id == case.pk, one.other if one.case_id == case.pk else one.case) for one in ties]
    return [each for each in found if not each[2].sealed]
