"""行政复议法 20-35: application, the penalty organ, correction, the seven conditions, acceptance in words and by silence, refusal."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases import pausing
from casework.cases.excuses import Excuse, Fault
from casework.cases.steps import Opening, step
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.reconsideration import admissibility, clocks, codes, documents, effects, filing, forms, issuing, openings
from casework.reconsideration.file import ministry
from casework.reconsideration.states import AT_ADMISSION, UNDECIDED, State

if TYPE_CHECKING:
    from casework.reconsideration.file import ReconsiderationFile as Base
else:
    Base = object

APPLYING = (Role.APPLICANT, Role.AGENT, Role.REPRESENTATIVE)
DESK = (Role.INTAKE, Role.HANDLER)
FILERS = (Role.APPLICANT, Role.AGENT, Role.INTAKE)
ORDINARY_TIMES = (clocks.SERVE_COPY, clocks.ORDINARY)
SIMPLE_TIMES = (clocks.SIMPLE_SERVE_COPY, clocks.SIMPLE)
NORM_TIMES = (clocks.NORM_REVIEW, clocks.NORM_TRANSFER)
JOINING = (effects.join_people, effects.keep_out_authors)
NO_NOTICE = (
    Excuse(
        Fault.NO_REASONS,
        "31② 规定有正当理由的可以延长合理的补正期限，没有要求另发说明理由的文书；延长的理由记录在案并告知申请人。",
        "31② lets the time to correct be lengthened for a good reason and asks for no paper with reasons; the reason is on record and told.",
    ),
)


class Receipt(Base):
    """From the application to the decision whether it is accepted."""

    @step(
        State.NEW, State.FILED, by=FILERS, zh="申请行政复议", en="Apply for reconsideration", basis="行政复议法 11、13、20、22①②、25、87、89；令69 6",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.Application, does=JOINING, starts=[clocks.REVIEW], issues=[issuing.APPLICATION_IF_ONLINE],
        tells=[Role.INTAKE], fulfils=["AD-004", "AD-006", "AD-010", "AD-016", "AD-020", "AD-042", "AD-082", "AD-084", "AD-085"],
    )  # fmt: skip
    def file(self, *, on: date, **given: Any) -> None:
        """In writing: by post, by the designated internet channel or in person."""
        self.receive(given, on=on)

    @step(
        State.NEW, State.FILED, by=[Role.INTAKE], zh="记录口头申请", en="Take down an oral application", basis="行政复议法 22①③",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.OralApplication, does=JOINING, starts=[clocks.REVIEW], issues=[documents.ORAL_APPLICATION],
        tells=[Role.INTAKE], fulfils=["AD-016", "AD-017", "AD-100"],
    )  # fmt: skip
    def file_orally(self, *, on: date, **given: Any) -> None:
        """Where writing is hard: taken down on the spot, with basics, claim, facts, reasons and time."""
        self.receive(given | {"channel": codes.ORAL}, on=on)

    @step(
        State.NEW, State.AT_ORGAN, by=[Role.INTAKE], zh="处罚机关收到行政复议申请", en="Received by the penalty organ", basis="行政复议法 32①②",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.ThroughOrgan, does=JOINING, starts=[clocks.PENALTY_ORGAN], tells=[Role.INTAKE],
        fulfils=["AD-029"],
    )  # fmt: skip
    def receive_at_organ(self, *, on: date, respondent: Organisation, **given: Any) -> None:
        """A penalty imposed on the spot or by technical monitoring may be disputed through the organ that imposed it; its receipt decides the time."""
        self.receive(given | {"respondent": respondent, "channel": codes.BY_ORGAN}, on=on)
        self.office, self.organ_received_on = respondent, given.get("arrived_on") or on
        self.received_on = self.review_from = None

    @step(
        State.AT_ORGAN, State.FILED, by=DESK, zh="转送行政复议机关", en="Forward to the reconsideration organ", basis="行政复议法 32②",
        asks=forms.Passing, meets=[clocks.PENALTY_ORGAN], starts=[clocks.REVIEW], tells=[Role.INTAKE, *APPLYING],
        fulfils=["AD-029"],
        excuses=[
            Excuse(
                Fault.NO_PROOF, "转送的是申请人提交的申请本身，32② 没有要求另行制作文书；转送的日期和经办人记录在案。",
                "What is forwarded is the application itself; 32② asks for no paper. Day and officer are on record.",
            )
        ],
    )  # fmt: skip
    def forward_to_ministry(self, *, on: date, **_: Any) -> None:
        """The organ would maintain the penalty: the application goes to the reconsideration organ within five working days."""
        self.office, self.handler = ministry(), None
        self.received_on = self.review_from = on

    @step(
        State.AT_ORGAN, State.MENDED, by=DESK, approved_by=Role.HEAD, zh="处罚机关自行纠正", en="The penalty organ puts it right", basis="行政复议法 32②",
        asks=forms.OwnMending, lapses=[clocks.PENALTY_ORGAN], tells=APPLYING, fulfils=["AD-029"],
    )  # fmt: skip
    def put_right(self, **_: Any) -> None:
        """It deals with the application at once: it does not stand by the penalty."""

    @step(
        AT_ADMISSION, None, by=DESK, zh="告知分别申请", en="Have a second act applied against separately", basis="行政复议法 22④", asks=forms.Splitting,
        opens=Opening("open_split", openings.split, "split into"), issues=[documents.SPLIT_NOTICE], fulfils=["AD-018"],
    )  # fmt: skip
    def split(self, *, here: str, **_: Any) -> None:
        """Two or more acts are disputed separately: each has a case of its own, from the day the first came in."""
        self.act = here

    @step(
        State.NEW, State.FILED, by=DESK, zh="另立分别申请的案件", en="Open the case of a second act", basis="行政复议法 22④", asks=filing.SplitOff,
        does=JOINING, starts=[clocks.REVIEW], tells=[Role.INTAKE], fulfils=["AD-018"],
    )  # fmt: skip
    def open_split(self, *, on: date, **given: Any) -> None:
        """The other act, as if it had been applied against by itself."""
        self.receive(given, on=on)

    @step(
        State.FILED, State.CORRECTING, by=DESK, zh="通知补正", en="Ask for correction", basis="行政复议法 31①", when=[admissibility.CORRECTION_IN_TIME],
        asks=forms.Correcting, meets=[clocks.CORRECTION_NOTICE, clocks.REVIEW], issues=[documents.CORRECTION_NOTICE], fulfils=["AD-026", "AD-100"],
    )  # fmt: skip
    def ask_correction(self, **_: Any) -> None:
        """One notice, and no second, that names everything at once; the ten working days run from its service."""

    extend_correction = pausing.extend(
        (State.CORRECTING,), limits=(clocks.CORRECTION,), paper=None, by=DESK, name="extend_correction", words=("延长补正期限", "Extend the time to correct"),
        tells=APPLYING, fulfils=["AD-027"], excuses=NO_NOTICE,
    )  # fmt: skip

    @step(
        (State.CORRECTING, State.ABANDONED), State.REVIEWED_AGAIN, by=(*APPLYING, Role.INTAKE), zh="提交补正材料", en="Correct the application",
        basis="行政复议法 31②③", when=[admissibility.CORRECTED_IN_TIME], asks=forms.Corrected, meets=[clocks.CORRECTION], lapses=[clocks.CORRECTION],
        starts=[clocks.REVIEW],
        tells=[Role.INTAKE], fulfils=["AD-027", "AD-028"],
    )  # fmt: skip
    def correct(self, *, on: date, posted_on: date | None = None, **given: Any) -> None:
        """The material comes in: the five days to review begin again. What was posted in time is in time, also where it arrives later."""
        self.take_down(given)
        self.review_from = on

    @step(
        State.CORRECTING, State.ABANDONED, by=[Role.SYSTEM], zh="视为放弃申请", en="Deemed abandoned", basis="行政复议法 31②", lapses=[clocks.CORRECTION],
        tells=(*APPLYING, Role.INTAKE), fulfils=["AD-027"],
    )  # fmt: skip
    def deem_abandoned(self, **_: Any) -> None:
        """Not corrected in time without good reason: recorded as abandoned."""

    @step(
        AT_ADMISSION, State.ACCEPTED, by=DESK, zh="受理", en="Accept", basis="行政复议法 30①、36①、48、62①",
        when=[*admissibility.GROUNDS, admissibility.ONE_ACT],
        asks=forms.Admission, meets=[clocks.REVIEW], starts=(*ORDINARY_TIMES, *NORM_TIMES), issues=[documents.ACCEPTANCE_NOTICE], tells=[Role.HANDLER],
        fulfils=["AD-019", "AD-022", "AD-023", "AD-033"],
    )  # fmt: skip
    def accept(self, *, on: date, norm_power: str = "", **given: Any) -> None:
        """All seven conditions hold: accepted, in the ordinary procedure unless another is chosen; the sixty days run from today."""
        self.take_down(given)
        self.admit(on=on, procedure=codes.ORDINARY)
        self.told_on = on
        self.norm_asked(norm_power, on=on)

    @step(
        AT_ADMISSION, State.SIMPLE_ACCEPTED, by=DESK, zh="受理并适用简易程序", en="Accept in the simple procedure", basis="行政复议法 30①、53、54、62②",
        when=[*admissibility.GROUNDS, admissibility.ONE_ACT, admissibility.CLEAR_AND_UNDISPUTED, admissibility.SIMPLE_HEAD], asks=forms.SimpleAdmission,
        meets=[clocks.REVIEW], starts=SIMPLE_TIMES, issues=[issuing.SIMPLE_ACCEPTANCE], tells=[Role.HANDLER], fulfils=["AD-023", "AD-033", "AD-052"],
    )  # fmt: skip
    def accept_simple(self, *, on: date, simple_case: str, **given: Any) -> None:
        """Clear, undisputed, and one of the four heads, or consent of all: thirty days, never lengthened."""
        self.take_down(given)
        self.admit(on=on, procedure=codes.SIMPLE)
        self.told_on, self.simple_case = on, simple_case

    @step(
        AT_ADMISSION, State.ACCEPTED, by=[Role.SYSTEM], zh="视为受理", en="Deemed accepted", basis="行政复议法 30③", lapses=[clocks.REVIEW],
        starts=ORDINARY_TIMES, tells=(*APPLYING, Role.INTAKE, Role.LEGAL_HEAD), fulfils=["AD-025"],
    )  # fmt: skip
    def deem_accepted(self, *, on: date, **_: Any) -> None:
        """The time to review passed without a refusal or a correction notice: accepted from its last day."""
        self.admit(on=on, procedure=codes.ORDINARY)
        self.deemed = True

    @step(
        State.ACCEPTED, None, by=DESK, zh="告知受理", en="Tell of acceptance", basis="行政复议法 30③、36①（通知书无明文）", certainty="design",
        when=[admissibility.DEEMED_AND_UNTOLD], asks=forms.AcceptanceTold, issues=[documents.ACCEPTANCE_NOTICE], fulfils=["AD-025"],
    )  # fmt: skip
    def tell_acceptance(self, *, on: date, **_: Any) -> None:
        """The applicant is told that the application counts as accepted, and since when."""
        self.told_on = on

    @step(
        AT_ADMISSION, State.REFUSED, by=DESK, approved_by=Role.LEGAL_HEAD, zh="不予受理", en="Refuse to accept", basis="行政复议法 29、30②、34",
        when=[admissibility.CONDITION_FAILS], asks=forms.Inadmissible, meets=[clocks.REVIEW], issues=[documents.REFUSAL], tells=[Role.HANDLER],
        fulfils=["AD-005", "AD-022", "AD-024", "AD-031"], refuses=True,
    )  # fmt: skip
    def refuse(self, *, ground: str, compulsory_first: str = "", **_: Any) -> None:
        """One of the seven conditions is not met: with reasons, and the competent organ where there is one; the court is open."""
        self.head, self.compulsory_first = ground, compulsory_first or self.compulsory_first

    @step(
        UNDECIDED, None, by=(*APPLYING, *DESK), zh="补充材料", en="Add material", basis="行政复议法 20②、22②；令69 5②", asks=filing.Material,
        tells=[Role.INTAKE], fulfils=["AD-013"],
    )  # fmt: skip
    def add_to_application(self, **_: Any) -> None:
        """Anything more before it is decided whether the application is accepted."""

    def norm_asked(self, power: str, *, on: date) -> None:
        """A norm asked about together with the act is looked at from acceptance (13, 56)."""
        if self.norm and power:
            self.examine_norm("56", own_power=power == "yes", since=on)
