"""行政复议法 4②, 35, 38, 40, 76, 80-86; 行政诉讼法 26, 67: opinion letters, superiors, lawsuits, liability, leads."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases import pausing
from casework.cases.excuses import Excuse, Fault
from casework.cases.steps import step
from casework.people.roles import Role
from casework.reconsideration import admissibility, clocks, decision_forms, documents, effects, later_grounds
from casework.reconsideration.decision import ALL_BUT_REPORT
from casework.reconsideration.receipt import APPLYING, DESK
from casework.reconsideration.states import DECIDED, EXISTING, PENDING, STOPPED, SUABLE, UNDER_WAY, State
from casework.reconsideration.trial import HANDLER, PARTIES, where_it_stood

if TYPE_CHECKING:
    from casework.reconsideration.file import ReconsiderationFile as Base
else:
    Base = object

BACK_FROM_COURT = SUABLE
DEFENDED = Excuse(
    Fault.NO_PROOF, "答辩状由应诉人员另行制作并提交人民法院，不是行政复议文书；提交的答辩状作为附件存入案卷。",
    "The defence is drawn up for the court and is no paper of reconsideration; what was filed is kept with the file.",
)  # fmt: skip


def where_it_was_sued(case: Any, **_: Any) -> State:
    """The state from which it went to court."""
    before: Any = pausing.came_from(case)
    return before


class Oversight(Base):
    """What stands above and beside the case."""

    # ---- opinion letters (76) ----

    @step(
        (*UNDER_WAY, *STOPPED, *DECIDED), None, by=HANDLER, approved_by=Role.LEADER, zh="制发行政复议意见书", en="Send an opinion letter",
        basis="行政复议法 76",
        asks=decision_forms.OpinionLetter, does=[effects.join_addressee], issues=[documents.OPINION_LETTER], fulfils=["AD-076"],
    )  # fmt: skip
    def send_opinion(self, **_: Any) -> None:
        """Another unlawful or improper act of the respondent or a lower organ was found; sixty days to report from its service."""

    @step(
        EXISTING, None, by=(Role.RESPONDENT, *DESK), zh="登记纠正情况报告", en="Record the report on the correction", basis="行政复议法 76、77",
        when=[later_grounds.REPORT_IS_OWED], asks=decision_forms.CorrectionReport, meets=[clocks.OPINION_REPORT], tells=[Role.HANDLER], fulfils=["AD-076"],
    )  # fmt: skip
    def report_correction(self, **_: Any) -> None:
        """What was corrected, within sixty days of the letter."""

    # ---- superiors (35, 38, 40) ----

    @step(
        (State.REFUSED, State.DISMISSED), State.REVIEWED_AGAIN, by=[Role.INTAKE, Role.HEAD], zh="上级责令纠正", en="Ordered by the superior to take it up",
        basis="行政复议法 35", asks=decision_forms.SuperiorOrder, lapses=[clocks.SUIT_AFTER_SILENCE], starts=[clocks.REVIEW],
        tells=(*APPLYING, Role.LEGAL_HEAD),
        fulfils=["AD-032"],
    )  # fmt: skip
    def obey_correction(self, *, on: date, **_: Any) -> None:
        """Refused or dismissed without good reason: the superior orders it taken up, and it is reviewed again."""
        self.review_from, self.head, self.decided_on = on, "", None

    @step(
        STOPPED[:1], UNDER_WAY[:4], choose=where_it_stood, by=[Role.HANDLER, Role.HEAD], zh="上级责令恢复审理", en="Ordered by the superior to resume",
        basis="行政复议法 39③、40", asks=decision_forms.SuperiorOrder, resumes=[clocks.ORDINARY], lapses=[clocks.SUSPENDED_TOO_LONG],
        issues=[documents.RESUMPTION_NOTICE], fulfils=["AD-038"],
    )  # fmt: skip
    def obey_resumption(self, **_: Any) -> None:
        """Suspended without good reason: the superior orders that it goes on."""

    @step(
        (*UNDER_WAY, *STOPPED), State.MOVED_UP, by=[Role.HANDLER, Role.INTAKE], approved_by=Role.LEADER, zh="由上级审理", en="Heard by the superior",
        basis="行政复议法 35、38", asks=decision_forms.MovingUp, lapses=ALL_BUT_REPORT, tells=PARTIES, fulfils=["AD-032", "AD-035"],
    )  # fmt: skip
    def move_up(self, **_: Any) -> None:
        """The superior hears what is this organ's, of its own or asked to."""

    # ---- lawsuits (4②; 行政诉讼法 26, 67; 法释〔2018〕1号 133-135) ----

    @step(
        SUABLE, State.IN_COURT, by=DESK, zh="登记应诉", en="Record a lawsuit", basis="行政复议法 4②；行政诉讼法 26②③、67①；法释〔2018〕1号 133、134、135",
        when=[admissibility.NOT_IN_THE_FUTURE, later_grounds.NO_DEFENCE_OWED, later_grounds.RIGHT_DEFENDANTS], asks=decision_forms.SuitServed,
        lapses=[clocks.SUIT_AFTER_DECISION, clocks.SUIT_AFTER_SILENCE], starts=[clocks.DEFENCE], tells=[Role.HANDLER, Role.LEGAL_HEAD],
        fulfils=["AD-001", "AD-089", "AD-094", "AD-096"],
    )  # fmt: skip
    def record_suit(self, *, sued_on: date, **_: Any) -> None:
        """Sued after the decision, or after a refusal, dismissal or termination: fifteen days for the defence."""
        self.sued_on = sued_on

    @step(
        PENDING, None, by=DESK, zh="登记对逾期不决定的起诉", en="Record a suit over silence", basis="行政复议法 4②、34；行政诉讼法 26③、45、67①",
        when=[admissibility.NOT_IN_THE_FUTURE, later_grounds.NO_DEFENCE_OWED, later_grounds.PERIOD_IS_OVER], asks=decision_forms.SuitServed,
        lapses=[clocks.SUIT_AFTER_SILENCE],
        starts=[clocks.DEFENCE], tells=[Role.HANDLER, Role.LEGAL_HEAD], fulfils=["AD-031", "AD-089", "AD-094"],
    )  # fmt: skip
    def record_suit_on_silence(self, *, sued_on: date, **_: Any) -> None:
        """Sued because nothing was decided in time; the duty to decide stays until the court says otherwise."""
        self.sued_on = sued_on

    @step(
        EXISTING, None, by=DESK, zh="提交答辩状和证据", en="File the defence", basis="行政诉讼法 67①", when=[later_grounds.SUED],
        asks=decision_forms.Defence, meets=[clocks.DEFENCE], tells=[Role.LEGAL_HEAD], fulfils=["AD-094"], excuses=[DEFENDED],
    )  # fmt: skip
    def file_defence(self, **_: Any) -> None:
        """Defence, evidence and norms within fifteen days of the statement of claim."""

    @step(
        State.IN_COURT, BACK_FROM_COURT, choose=where_it_was_sued, by=DESK, zh="登记裁判结果", en="Record the judgment", basis="行政复议法 4②；行政诉讼法 26",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=decision_forms.Judgment, lapses=[clocks.DEFENCE], tells=[Role.HANDLER, Role.LEGAL_HEAD],
        fulfils=["AD-001"],
    )  # fmt: skip
    def record_judgment(self, *, judgment: str, **_: Any) -> None:
        """How it ended in court: the case is again where it was."""
        self.judgment = judgment

    # ---- liability and leads (80-86) ----

    @step(
        EXISTING, None, by=[Role.HANDLER, Role.HEAD, Role.SUPERVISOR], zh="认定责任情形", en="Code a case of liability", basis="行政复议法 82、83、84",
        asks=decision_forms.BreachCoding, fulfils=["AD-080"],
    )  # fmt: skip
    def code_breach(self, *, breach_codes: list[str], **_: Any) -> None:
        """No answer, obstruction, retaliation, non-performance: coded, so that who must punish can."""
        self.breach_codes = breach_codes

    @step(
        EXISTING, None, by=HANDLER, approved_by=Role.LEADER, zh="移送线索", en="Hand over a lead", basis="行政复议法 85、86", asks=decision_forms.Lead,
        issues=[documents.LEAD_REFERRAL], fulfils=["AD-081"],
    )  # fmt: skip
    def refer_lead(self, **_: Any) -> None:
        """Facts of a breach of this Law may be sent (85); leads of duty crimes must (86)."""
