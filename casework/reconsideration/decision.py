"""行政复议法 33, 41, 61-79: dismissal, withdrawal, termination, mediation, the decision in its forms, effect, performance, enforcement, publication."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases.steps import step
from casework.people.roles import Role
from casework.reconsideration import admissibility, clocks, codes, decision_forms, decision_grounds, documents, forms, issuing, later_grounds
from casework.reconsideration.receipt import APPLYING, DESK
from casework.reconsideration.states import AT_WORK, DECIDED, EXISTING, IN_EFFECT, PENDING, STOPPED, TRIALS, UNDER_WAY, State
from casework.reconsideration.trial import HANDLER, PARTIES

if TYPE_CHECKING:
    from casework.reconsideration.file import ReconsiderationFile as Base
else:
    Base = object

IN_TIME = (clocks.ORDINARY, clocks.SIMPLE)
NO_LONGER_OWED = (
    clocks.REVIEW, clocks.CORRECTION, clocks.SERVE_COPY, clocks.RESPONDENT_ANSWER, clocks.SIMPLE_SERVE_COPY, clocks.SIMPLE_ANSWER, clocks.NORM_REVIEW,
    clocks.NORM_TRANSFER, clocks.NORM_NOTICE, clocks.NORM_ANSWER, clocks.NORM_REPLY, clocks.SUSPENDED_TOO_LONG, clocks.SUIT_AFTER_DECISION,
    clocks.SUIT_AFTER_SILENCE,
)  # fmt: skip
ALL_BUT_REPORT = (*IN_TIME, *NO_LONGER_OWED)


def after_mediation(case: Any, **_: Any) -> State:
    """Heard again in the procedure it had."""
    return State.SIMPLE_TRIAL if case.procedure == codes.SIMPLE else State.TRIAL


class Decision(Base):
    """How a case ends, and what follows."""

    @step(
        (*UNDER_WAY, *STOPPED), State.DISMISSED, by=HANDLER, reviewed_by=[Role.LEGAL_HEAD], approved_by=Role.LEADER, collective=True, zh="驳回申请",
        en="Dismiss the application", basis="行政复议法 29、33、34", when=[admissibility.CONDITION_FAILS], asks=forms.Inadmissible, meets=IN_TIME,
        lapses=NO_LONGER_OWED, issues=[documents.DISMISSAL], fulfils=["AD-030", "AD-031"], refuses=True,
    )  # fmt: skip
    def dismiss(self, *, on: date, ground: str, compulsory_first: str = "", **_: Any) -> None:
        """Found inadmissible after acceptance: with reasons; the court is open."""
        self.head, self.decided_on = ground, on
        self.compulsory_first = compulsory_first or self.compulsory_first

    @step(
        AT_WORK, None, by=(*APPLYING, *DESK), zh="撤回申请", en="Withdraw", basis="行政复议法 15②、41(1)、74②", when=[decision_grounds.REPRESENTED_CONSENT],
        asks=decision_forms.Withdrawal, tells=[Role.HANDLER], fulfils=["AD-008", "AD-074"],
    )  # fmt: skip
    def withdraw(self, *, on: date, **_: Any) -> None:
        """The applicant withdraws, also after a settlement; it needs leave."""
        self.withdrawn_on = on

    @step(
        AT_WORK, State.TERMINATED, by=DESK, approved_by=Role.LEGAL_HEAD, zh="准予撤回并终止", en="Give leave to withdraw, terminate",
        basis="行政复议法 5②、41(1)、74", when=[decision_grounds.WAS_WITHDRAWN, decision_grounds.HARMS_NOBODY], asks=decision_forms.WithdrawalPermit,
        lapses=ALL_BUT_REPORT,
        issues=[documents.WITHDRAWAL_PERMIT, issuing.WITHDRAWN], fulfils=["AD-002", "AD-039", "AD-074"],
    )  # fmt: skip
    def permit_withdrawal(self, **_: Any) -> None:
        """Of free will, and harming nobody: ended; no second application on the same facts and reasons."""
        self.head = codes.WITHDRAWN

    @step(
        AT_WORK, None, by=DESK, zh="不准予撤回", en="Refuse leave to withdraw", basis="行政复议法 74①②", when=[decision_grounds.WAS_WITHDRAWN],
        asks=forms.Reasons,
        tells=PARTIES, fulfils=["AD-074"],
    )  # fmt: skip
    def decline_withdrawal(self, **_: Any) -> None:
        """Not of free will, or against somebody's interest: the case goes on."""
        self.withdrawn_on = None

    @step(
        (*UNDER_WAY, *STOPPED), State.TERMINATED, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="终止", en="Terminate", basis="行政复议法 41(2)(3)(4)(5)",
        when=[decision_grounds.MUST_TERMINATE], asks=decision_forms.Termination, lapses=ALL_BUT_REPORT, issues=[documents.TERMINATION], fulfils=["AD-039"],
    )  # fmt: skip
    def terminate(self, *, ground: str, **_: Any) -> None:
        """No successor or no will to go on, a criminal case, or sixty days of suspension: it must end."""
        self.head = ground

    @step(
        TRIALS, State.AGREED, by=HANDLER, approved_by=Role.LEADER, zh="制作调解书", en="Draw up the mediation agreement", basis="行政复议法 5、73①",
        when=[decision_grounds.MAY_BE_MEDIATED], asks=decision_forms.Mediation, issues=[documents.MEDIATION_AGREEMENT], fulfils=["AD-002", "AD-073"],
    )  # fmt: skip
    def mediate(self, **_: Any) -> None:
        """The sides agreed; the paper takes effect when all have signed and the organ has sealed it. The sixty days run on."""

    @step(
        State.AGREED, State.EFFECTIVE, by=HANDLER, zh="调解书生效", en="The agreement takes effect", basis="行政复议法 73①", when=[decision_grounds.ALL_SIGNED],
        asks=decision_forms.Signing, meets=IN_TIME, lapses=NO_LONGER_OWED, tells=PARTIES, fulfils=["AD-073"], excuses=decision_forms.SIGNED_AGREEMENT,
    )  # fmt: skip
    def sign(self, *, on: date, **_: Any) -> None:
        """Every side has signed: in force."""
        self.mediated_on = self.effective_on = self.decided_on = on

    @step(
        State.AGREED, (State.TRIAL, State.SIMPLE_TRIAL), choose=after_mediation, by=HANDLER, zh="调解不成", en="Mediation failed", basis="行政复议法 73②",
        asks=forms.Reasons, tells=PARTIES, fulfils=["AD-073"],
    )  # fmt: skip
    def give_up_mediation(self, **_: Any) -> None:
        """A side went back on it before it took effect: decided without delay."""

    @step(
        TRIALS, State.DECIDED, by=HANDLER, reviewed_by=[Role.LEGAL_HEAD], approved_by=Role.LEADER, collective=True, zh="作出行政复议决定", en="Decide",
        basis="行政复议法 61、62、63、64、65、66、67、68、69、70、71、72、75", when=decision_grounds.DECISION, asks=decision_forms.Decision, meets=IN_TIME,
        lapses=NO_LONGER_OWED, issues=[documents.DECISION, documents.DECISION_ON_OWN_ACT],
        fulfils=[
            "AD-021", "AD-057", "AD-059", "AD-060", "AD-061", "AD-062", "AD-063", "AD-064", "AD-065", "AD-066", "AD-067", "AD-068", "AD-069", "AD-070",
            "AD-071", "AD-072", "AD-075", "AD-095", "AD-103",
        ],
    )  # fmt: skip
    def decide(self, *, on: date, results: list[str], heads: list[str], perform_by: date | None = None, **_: Any) -> None:
        """The office proposes, its head reviews, the leader agrees or the collective resolves; decided in the name of the organ."""
        self.decided_on, self.results, self.grounds, self.perform_by = on, results, heads, perform_by

    @step(
        State.DECIDED, State.EFFECTIVE, by=DESK, zh="登记决定生效", en="Record that it is in effect", basis="行政复议法 75②",
        when=[later_grounds.DECISION_WAS_SERVED], asks=decision_forms.InEffect, fulfils=["AD-075"],
    )  # fmt: skip
    def take_effect(self, **_: Any) -> None:
        """In force as soon as it was served."""
        self.effective_on = max(one.served_on for one in self.rows("services") if one.document_id == self.decision_paper().pk)

    @step(
        IN_EFFECT, State.EFFECTIVE, by=(Role.RESPONDENT, *DESK), zh="登记履行", en="Record performance", basis="行政复议法 64②、77①",
        when=[admissibility.NOT_IN_THE_FUTURE, later_grounds.SOMETHING_TO_PERFORM, later_grounds.NOT_THE_SAME_ACT], asks=decision_forms.Performed,
        tells=[Role.HANDLER], fulfils=["AD-064", "AD-077"],
    )  # fmt: skip
    def perform(self, *, done_on: date, **_: Any) -> None:
        """Done as decided or agreed; an act made anew is not the old one on the same facts and reasons."""
        self.performed_on = done_on

    @step(
        IN_EFFECT, State.URGED, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="责令限期履行", en="Order performance", basis="行政复议法 77②、83",
        when=[later_grounds.SOMETHING_TO_PERFORM, later_grounds.OVERDUE], asks=decision_forms.PerformanceOrder, issues=[documents.PERFORMANCE_ORDER],
        fulfils=["AD-077", "AD-080"],
    )  # fmt: skip
    def order_performance(self, *, perform_by: date, **_: Any) -> None:
        """Not performed, or delayed without reason: ordered within a term; a talk, public criticism."""
        self.perform_by = perform_by

    @step(
        IN_EFFECT, None, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="强制执行", en="Enforce", basis="行政复议法 78", when=[later_grounds.TRACK_FITS],
        asks=decision_forms.Enforcement, tells=[Role.RESPONDENT], fulfils=["AD-078"],
    )  # fmt: skip
    def enforce(self, **_: Any) -> None:
        """Against an applicant or third party who neither sued nor performed: each track by the organ that the article names, or the court."""

    @step(
        (*DECIDED, *EXISTING[-1:]), None, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="公开决定书", en="Publish the decision", basis="行政复议法 36②、79①",
        when=[later_grounds.ACT_WAS_PUBLIC], asks=decision_forms.Publication, fulfils=["AD-034", "AD-079"],
    )  # fmt: skip
    def publish(self, *, on: date, **_: Any) -> None:
        """As far as the act itself was public; secrets and privacy are blacked out."""
        self.published_on = on

    @step(
        IN_EFFECT, State.CLOSED, by=DESK, zh="结案", en="Close", basis="行政复议法 75、77、78（结案为内部规定）", certainty="design",
        when=[later_grounds.NOTHING_LEFT], asks=decision_forms.Closing, lapses=ALL_BUT_REPORT, fulfils=["AD-077"],
    )  # fmt: skip
    def close(self, **_: Any) -> None:
        """Nothing is left to perform, and the time to sue is over."""

    @step(
        PENDING, None, by=[Role.SYSTEM], zh="复议期限届满", en="The time to decide is over", basis="行政诉讼法 45；行政复议法 34、35、62",
        lapses=[clocks.SUIT_AFTER_SILENCE], starts=[clocks.SUIT_AFTER_SILENCE], tells=(*APPLYING, Role.HANDLER, Role.LEGAL_HEAD),
        fulfils=["AD-031", "AD-090", "AD-095"],
    )  # fmt: skip
    def period_over(self, *, on: date, **_: Any) -> None:
        """No decision by the last day: the applicant may sue within fifteen days of it, and complain upward. The duty to decide stays."""
        self.period_over_on = on

    @step(
        EXISTING, None, by=[Role.SYSTEM], zh="起诉期限届满", en="The time to sue is over", basis="行政诉讼法 45",
        lapses=[clocks.SUIT_AFTER_DECISION, clocks.SUIT_AFTER_SILENCE], tells=[Role.HANDLER], fulfils=["AD-090"],
    )  # fmt: skip
    def suit_time_passed(self, **_: Any) -> None:
        """Nobody is known to have sued in time."""
