"""What `manage.py prove` finds that cannot be lawful, and the reason for which a declaration stands all the same. Pure data."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casework.cases.limits import TimeLimit
    from casework.people.roles import Role


class Fault(StrEnum):
    """What cannot be lawful in a family's declarations."""

    UNREACHED = "unreached"  # a state nobody reaches
    NO_WAY_OUT = "no_way_out"  # an open state from which no step leads to an end
    LEFT_RUNNING = "left_running"  # an end that neither meets a running clock nor lets it lapse
    RUNS_AFTER_END = "runs_after_end"  # a clock that starts although the case is over
    RESTARTED = "restarted"  # a running clock that starts anew
    NO_POWER = "no_power"  # an extension or suspension that the rule does not know
    OTHER_APPROVER = "other_approver"  # an extension approved by someone else than the rule names
    NO_REASONS = "no_reasons"  # a refusal, extension or suspension without a paper that must give reasons
    NO_PROOF = "no_proof"  # a duty of the office met by a step that leaves no paper
    NO_APPEAL_CLOCK = "no_appeal_clock"  # a paper tells of a remedy, and its service does not start the time for it
    SAME_HANDS = "same_hands"  # one role on both sides of what the law keeps apart
    NO_SUCH_STEP = "no_such_step"  # a missed last day leads to a step that the family does not have
    NOT_THE_SYSTEMS = "not_the_systems"  # it leads to a step that the system cannot take by itself
    OUT_OF_REACH = "out_of_reach"  # the last day can be missed in a state from which that step is not possible
    IDLE_EXCUSE = "idle_excuse"  # an excuse for what is not found any more


@dataclass(frozen=True)
class Excuse:
    """Why a finding stands: written beside the step, state, clock or paper it concerns, in words that a lawyer would accept.

    `about` narrows it to one clock or role; None excuses every finding of this kind beside the declaration.
    """

    fault: Fault
    zh: str
    en: str
    about: "TimeLimit | Role | None" = None
