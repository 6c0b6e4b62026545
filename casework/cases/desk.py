"""One case at a glance: what is owed and when, what is claimed, what its reader can do next. For the list, where the whole file would cost too much."""

from dataclasses import dataclass

from casework.cases import checklist, dossier
from casework.cases.case import Case
from casework.cases.clocks import BINDS, NOBODY, Deadline
from casework.cases.engine import Taking
from casework.cases.grounds import Unknown, Unmet
from casework.cases.steps import Step, steps_of
from casework.people.actor import Actor
from casework.people.roles import Role

MOST_STEPS = 3


@dataclass(frozen=True)
class Glance:
    """A case, its open clocks, the next steps its reader may take, and the grounds that a person must judge before the first of them.

    `awaited` is true where the first step is the one that ends the clock the case is listed by.
    """

    case: Case
    deadlines: list[Deadline]
    steps: list[checklist.OpenStep]
    to_judge: list[checklist.Line]
    awaited: bool


def glance(family: type[Case], number: str, actor: Actor) -> Glance | None:
    """The case of this number for somebody of the regulator; None where it does not exist for them. At most five queries."""
    taking = dossier.opened(family, number, actor)
    if taking is None or taking.case.sealed or not taking.standing.reads:
        return None
    case = taking.case
    offered, lines = checklist.look(taking, of_this_stage(taking))
    unmet = {line.ground.id for line in lines if isinstance(line.answer, Unmet)}
    steps = [one for one in offered if not unmet & {ground.id for ground in one.step.when}][:MOST_STEPS]
    first = steps[0].step if steps else None
    asked = {ground.id for ground in first.when} if first else set()
    awaited = first is not None and len(first.sources) == 1 and meets_due(first, case)
    deadlines = list(Deadline.objects.filter(case_id=case.pk, ended_by_seq=None).exclude(status="void").order_by("last_day", "pk"))
    return Glance(case, deadlines, steps, [line for line in lines if line.ground.id in asked and isinstance(line.answer, Unknown)], awaited)


def of_this_stage(taking: Taking) -> list[Step]:
    """The steps that carry the case on from its state, those that belong to this state alone first.

    What can be done in more than half of all open states (merging, stopping, withdrawing) belongs to no stage: it is offered on the file.
    """
    case, family = taking.case, type(taking.case)
    most = len(family.STATES.open()) / 2
    found = [
        step for step in steps_of(family)
        if case.state in step.sources and set(step.by) & taking.standing.roles and step.targets and len(step.sources) <= most
        and (len(step.sources) == 1 or meets_due(step, case) or not all(target.final for target in step.targets))
    ]  # fmt: skip
    return sorted(found, key=lambda step: (len(step.sources), not meets_due(step, case)))


def meets_due(step: Step, case: Case) -> bool:
    """True where the step ends the clock the case is listed by, and that clock is theirs whom the case waits for."""
    bound = BINDS.get(Role(case.waits_on), NOBODY) if case.waits_on else NOBODY
    return any(limit.id == case.due_rule and limit.bound in bound for limit in step.meets)
