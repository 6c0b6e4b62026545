"""What the file offers: every step of one's roles from this state, open or closed with its reasons, and the grounds as a checklist."""

from dataclasses import dataclass

from casework.cases import grounds
from casework.cases.engine import Taking
from casework.cases.grounds import Answer, Ground, Met, Unknown
from casework.cases.refusals import Reason
from casework.cases.steps import Step, steps_of


@dataclass(frozen=True)
class OpenStep:
    """A step offered on the file: open, or closed with the reasons that the data give."""

    step: Step
    reasons: list[Reason]
    for_approval: bool

    @property
    def open(self) -> bool:
        """True where it can be taken, as far as the data tell; unknown grounds are asked when it is taken."""
        return not self.reasons


@dataclass(frozen=True)
class Line:
    """A ground of the open steps with its present answer."""

    ground: Ground
    answer: Answer
    recorded: tuple[bool, str] | None


def offered(taking: Taking) -> list[OpenStep]:
    """Every step this actor could take from this state, in statutory order."""
    return [OpenStep(step, _closed(step, taking), step.approved_by is not None) for step in _of_roles(taking)]


def _of_roles(taking: Taking) -> list[Step]:
    return [step for step in steps_of(type(taking.case)) if taking.case.state in step.sources and set(step.by) & taking.standing.roles]


def _asked(taking: Taking) -> dict[str, object]:
    return {"by": taking.by, "party": taking.standing.party, "parties": taking.parties}


def _closed(step: Step, taking: Taking) -> list[Reason]:
    return grounds.closed_by(step.when, taking.case, _asked(taking), taking.on, taking.answers)


def lines(taking: Taking) -> list[Line]:
    """Each ground of the steps offered, once, with what the data or a clerk answer."""
    found = {ground.id: ground for step in _of_roles(taking) for ground in step.when}
    return [
        Line(ground, grounds.test(ground, taking.case, _asked(taking), taking.on, taking.answers), taking.answers.get(id)) for id, ground in found.items()
    ]


def word(answer: Answer) -> str:
    """met, unmet or unknown."""
    return "met" if isinstance(answer, Met) else "unknown" if isinstance(answer, Unknown) else "unmet"
