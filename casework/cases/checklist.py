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


def look(taking: Taking, steps: list[Step] | None = None) -> tuple[list[OpenStep], list[Line]]:
    """Every step this actor could take from this state, in statutory order (or those given), and their grounds; each ground is asked once."""
    steps = _of_roles(taking) if steps is None else steps
    asked = {"by": taking.by, "party": taking.standing.party, "parties": taking.parties}
    lines = {
        one.id: Line(one, grounds.test(one, taking.case, asked, taking.on, taking.answers), taking.answers.get(one.id))
        for step in steps
        for one in step.when
    }
    offered = [OpenStep(step, _closed(step, lines), step.approved_by is not None) for step in steps]
    return offered, list(lines.values())


def _of_roles(taking: Taking) -> list[Step]:
    return [step for step in steps_of(type(taking.case)) if taking.case.state in step.sources and set(step.by) & taking.standing.roles]


def _closed(step: Step, lines: dict[str, Line]) -> list[Reason]:
    return [
        Reason(one.ground.id, one.ground.article, one.answer.zh, one.answer.en)
        for one in (lines[ground.id] for ground in step.when)
        if not isinstance(one.answer, Met)
    ]


def word(answer: Answer) -> str:
    """met, unmet or unknown."""
    return "met" if isinstance(answer, Met) else "unknown" if isinstance(answer, Unknown) else "unmet"
