"""What the law ties to a missed last day: a step of the system, dated that day and recorded on the day it was found (行政复议法 30③, 视为受理)."""

import logging
from datetime import datetime

from django.db import transaction

from casework.cases import engine, opening, sweeping
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.engine import Taking
from casework.cases.refusals import Refusal
from casework.families import FAMILIES
from casework.people.actor import SYSTEM_ACTOR

log = logging.getLogger("casework.consequences")


def follow(case: Case, deadline: Deadline, *, at: datetime) -> bool:
    """Take the step that this missed last day leads to, on the family's row of a case whose Case row the caller has locked.

    Gives whether it was taken: not where the case has left the state from which it can be, which is logged.
    """
    limit = case.limits()[deadline.rule_key]
    facts = {"rule": deadline.rule, "fell_due_on": deadline.last_day}
    try:
        with transaction.atomic():
            engine.take(case, limit.consequence, by=SYSTEM_ACTOR, on=deadline.last_day or at.date(), at=at, imported=case.imported, facts=facts)
    except Refusal as error:
        log.error("%s: %s did not follow from %s: %s", case.number, limit.consequence, deadline.rule, error)
        return False
    return True


def found_by_the_sweep(case: Case, deadline: Deadline, *, at: datetime) -> None:
    """The same for a case of which the sweep holds the Case row only."""
    if file := opening.opened(FAMILIES[case.kind], None, id=case.pk):
        follow(file.case, deadline, at=at)


def caught_up(taking: Taking) -> Taking:
    """What fell due in this locked case is recorded, and what follows from it taken, before today's step; then the case is known anew."""
    case, follows = taking.case, True
    while follows:
        taking.deadlines, missed = sweeping.catch_up(case, on=taking.on, at=taking.at)
        tied = [one for one in missed if sweeping.has_consequence(case.limits()[one.rule_key], one)]
        follows = any([follow(case, one, at=taking.at) for one in tied])
        if follows:
            taking = engine.know(case, taking.by, on=taking.on, at=taking.at, recused=taking.recused, asked_out=taking.asked_out)
    return taking
