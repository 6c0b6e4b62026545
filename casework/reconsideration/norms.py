"""行政复议法 13, 56-60: review of the norm or basis on which the act rests, by this organ or by the one with the power."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases.steps import step
from casework.people.roles import Role
from casework.reconsideration import admissibility, clocks, codes, documents, effects, forms, issuing, trial_forms, trial_grounds
from casework.reconsideration.receipt import DESK, NORM_TIMES
from casework.reconsideration.states import ORDINARY, State
from casework.reconsideration.trial import HANDLER, where_it_stood

if TYPE_CHECKING:
    from casework.reconsideration.file import ReconsiderationFile as Base
else:
    Base = object

STOPPABLE = (State.ACCEPTED, State.SERVED, State.TRIAL)


class Norms(Base):
    """The review of a norm together with the act (附带审查)."""

    @step(
        STOPPABLE, None, by=HANDLER, zh="启动附带审查", en="Take up a norm", basis="行政复议法 13、56、57（起算日无明文，推论）",
        when=[trial_grounds.NORM_WAS_ASKED], asks=trial_forms.NormTaken, lapses=NORM_TIMES, starts=NORM_TIMES, fulfils=["AD-006", "AD-055"],
    )  # fmt: skip
    def take_up_norm(self, *, on: date, norm_head: str, norm: str, norm_clauses: str, norm_power: str, **_: Any) -> None:
        """Asked for by the applicant (56), or found doubtful by this organ (57): thirty days with the power, seven to send it without."""
        self.norm, self.norm_clauses = norm, norm_clauses
        self.examine_norm(norm_head, own_power=norm_power == "yes", since=self.accepted_on if norm_head == "56" else on)

    @step(
        STOPPABLE, State.NORM_REVIEW, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="附带审查", en="Review the norm", basis="行政复议法 39①(9)③、56、57",
        when=[trial_grounds.NORM_IN_QUESTION, trial_grounds.POWER_OVER_NORM], asks=trial_forms.NormKept, suspends=[clocks.ORDINARY],
        starts=[clocks.NORM_NOTICE],
        issues=[issuing.NORM_KEPT, issuing.STOPPED_FOR_NORM], fulfils=["AD-036", "AD-037", "AD-055"],
    )  # fmt: skip
    def review_norm(self, *, on: date, **_: Any) -> None:
        """This organ has the power: the case stands still while it looks at the norm."""
        self.suspended_on, self.suspension_ground = on, "39-9"

    @step(
        State.NORM_REVIEW, None, by=HANDLER, zh="通知制定机关答复", en="Ask the norm-maker", basis="行政复议法 58①②", asks=trial_forms.NormMaker,
        does=[effects.join_organ], meets=[clocks.NORM_NOTICE], issues=[documents.NORM_MAKER_NOTICE], fulfils=["AD-056"],
    )  # fmt: skip
    def ask_maker(self, **_: Any) -> None:
        """Within three working days of the suspension; ten to answer; it may be called in to explain."""

    @step(
        State.NORM_REVIEW, None, by=DESK, zh="登记制定机关答复", en="Record the norm-maker's answer", basis="行政复议法 58①",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=trial_forms.NormAnswer, meets=[clocks.NORM_ANSWER], fulfils=["AD-056"],
    )  # fmt: skip
    def record_maker_answer(self, *, answered_on: date, **_: Any) -> None:
        """What the maker says of the clauses."""
        self.norm_answered_on = answered_on

    @step(
        State.NORM_REVIEW, ORDINARY[:3], choose=where_it_stood, by=HANDLER, approved_by=Role.LEADER, zh="认定条款合法", en="Find the clause lawful",
        basis="行政复议法 39②③、59", asks=forms.Reasons, meets=[clocks.NORM_REVIEW], lapses=[clocks.NORM_NOTICE, clocks.NORM_ANSWER],
        resumes=[clocks.ORDINARY], issues=[issuing.RESUMED_FROM_NORM], fulfils=["AD-037", "AD-057"],
    )  # fmt: skip
    def find_lawful(self, **_: Any) -> None:
        """The clause stands: it is told in the decision, and the case goes on."""
        self.norm_opinion = codes.LAWFUL.code

    @step(
        State.NORM_REVIEW, ORDINARY[:3], choose=where_it_stood, by=HANDLER, reviewed_by=[Role.LEGAL_HEAD], approved_by=Role.LEADER, zh="停止条款执行并责令纠正",
        en="Stop the clause", basis="行政复议法 39②③、59", asks=trial_forms.NormStopped, does=[effects.join_organ], meets=[clocks.NORM_REVIEW],
        lapses=[clocks.NORM_NOTICE, clocks.NORM_ANSWER], resumes=[clocks.ORDINARY], issues=[documents.NORM_DECISION, issuing.RESUMED_FROM_NORM],
        fulfils=["AD-037", "AD-057"],
    )  # fmt: skip
    def stop_clause(self, *, ground: str, **_: Any) -> None:
        """Beyond the maker's powers or against higher law: it no longer applies, and its maker corrects it."""
        self.norm_opinion = ground

    @step(
        STOPPABLE, State.NORM_TRANSFERRED, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="转送附带审查", en="Send the norm for review",
        basis="行政复议法 39①(9)③、56、57、60", when=[trial_grounds.NORM_IN_QUESTION, trial_grounds.NO_POWER_OVER_NORM], asks=trial_forms.NormSent,
        does=[effects.join_organ], suspends=[clocks.ORDINARY], meets=[clocks.NORM_TRANSFER],
        issues=[documents.NORM_TRANSFER, issuing.NORM_SENT, issuing.STOPPED_FOR_NORM], fulfils=["AD-036", "AD-037", "AD-055"],
    )  # fmt: skip
    def transfer_norm(self, *, on: date, **_: Any) -> None:
        """No power over it: within seven working days it goes to the organ that has; the case stands still."""
        self.suspended_on, self.suspension_ground = on, "39-9"

    @step(
        State.NORM_TRANSFERRED, ORDINARY[:3], choose=where_it_stood, by=HANDLER, zh="收到处理意见并恢复审理", en="Receive the reply and go on",
        basis="行政复议法 39②③、60", when=[admissibility.NOT_IN_THE_FUTURE], asks=trial_forms.NormReplied, meets=[clocks.NORM_REPLY], resumes=[clocks.ORDINARY],
        issues=[issuing.RESUMED_FROM_NORM], fulfils=["AD-037", "AD-058"],
    )  # fmt: skip
    def receive_reply(self, *, opinion: str, **_: Any) -> None:
        """The organ with the power replies within sixty days; the case goes on."""
        self.norm_opinion = opinion
