"""One case as an actor stands towards it, for every door that reads."""

from casework import catalogue
from casework.cases import dossier, sealing
from casework.cases.desk import Glance
from casework.cases.desk import glance as glance_at
from casework.cases.engine import Taking
from casework.cases.refusals import NotFound
from casework.families import FAMILIES
from casework.people.actor import Actor


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
