"""信访工作条例 15, 18②, 20, 25-27, 40-46: supervision, leaders' own cases, urgent matters, disorder, liability, rating."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases import common
from casework.cases.steps import step
from casework.people.models import User
from casework.people.roles import Role
from casework.petitions import admissibility, documents, oversight_forms
from casework.petitions.receipt import CITIZEN, DESK
from casework.petitions.states import AT_WORK, ENDS, EXISTING, WITH_OPINION, State

if TYPE_CHECKING:
    from casework.petitions.file import PetitionFile as Base
else:
    Base = object

SUPERVISED = tuple(dict.fromkeys((*AT_WORK, *WITH_OPINION)))


class Oversight(Base):
    """What stands above and beside the handling of a matter."""

    @step(
        AT_WORK, None, by=[Role.HEAD], zh="领导包案", en="A leader takes it on", basis="信访工作条例 18②", when=[admissibility.LEADER_OF_OFFICE],
        asks=oversight_forms.Leader, tells=[Role.HANDLER], fulfils=["PD-005"],
    )  # fmt: skip
    def name_leader(self, *, leader: User, **_: Any) -> None:
        """A named leader answers for a heavy matter until it is settled."""
        self.led_by = leader

    @step(
        AT_WORK, None, by=(*DESK, Role.HEAD), zh="报告重大、紧急事项", en="Report an urgent matter", cannot_wait=True, basis="信访工作条例 25①、46(4)",
        when=[common.HAS_HAPPENED], asks=oversight_forms.UrgentReport,
        issues=[documents.URGENT_REPORT], tells=[Role.HEAD, Role.LEADER], fulfils=["PD-021", "PD-023"],
    )  # fmt: skip
    def report_urgent(self, *, on: date, **_: Any) -> None:
        """Reported, others informed, measures taken: three acts, none with a number of days, none to be hidden or late."""
        self.reported_on = on

    @step(
        AT_WORK, None, by=(*DESK, Role.RECEPTION), zh="记录劝阻、批评、教育", en="Record dissuasion", cannot_wait=True, basis="信访工作条例 20①③、26、47①②",
        when=[common.HAS_HAPPENED], asks=oversight_forms.Disorder, issues=[documents.DISORDER_RECORD], fulfils=["PD-009", "PD-010", "PD-022"],
    )  # fmt: skip
    def record_disorder(self, **_: Any) -> None:
        """Who disturbs order is dissuaded, criticised, taught; the police come in by art 47② alone."""

    @step(
        SUPERVISED, None, by=[Role.SUPERVISOR], zh="督办", en="Supervise", basis="信访工作条例 14②、15①、40①", asks=oversight_forms.Supervision,
        issues=[documents.SUPERVISION_LETTER], tells=[Role.HANDLER, Role.HEAD], fulfils=["PD-002", "PD-046"],
    )  # fmt: skip
    def supervise(self, *, on: date, **_: Any) -> None:
        """Late or mishandled: pressed, with suggestions how to mend it."""
        self.supervised_on = on

    @step(
        SUPERVISED, None, by=[Role.HANDLER], zh="反馈督办建议采纳情况", en="Answer the supervision", basis="信访工作条例 40④",
        when=[admissibility.WAS_SUPERVISED], asks=oversight_forms.SupervisionFeedback, issues=[documents.SUPERVISION_FEEDBACK], fulfils=["PD-047"],
    )  # fmt: skip
    def answer_supervision(self, **_: Any) -> None:
        """What was adopted, in writing."""

    @step(
        EXISTING, None, by=[Role.HEAD, Role.SUPERVISOR], zh="认定责任情形", en="Code a case of liability", basis="信访工作条例 42(4)、44、45、46",
        asks=oversight_forms.BreachCoding, fulfils=["PD-006", "PD-048", "PD-049", "PD-050", "PD-051"],
    )  # fmt: skip
    def code_breach(self, *, breach_codes: list[str], **_: Any) -> None:
        """Which head of liability the handling fell under; the superior orders correction."""
        self.breach_codes = breach_codes

    @step(
        (*ENDS, State.OPINION_ISSUED, State.REVIEW_DECIDED), None, by=CITIZEN, zh="评价", en="Rate", basis="信访工作条例 21②",
        when=[admissibility.NOT_RATED_YET], asks=oversight_forms.Rating,
        fulfils=["PD-012"],
    )  # fmt: skip
    def rate(self, *, reception: str, handling: str, **_: Any) -> None:
        """The petitioner rates reception and handling apart, once, when the answer is there."""
        self.reception_rated, self.handling_rated = reception, handling
