"""行政复议法 36-55: copy and answer, opinions, hearing, advice, evidence, file access, stay, suspension, extension, the two procedures."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from casework.cases import common, pausing
from casework.cases.steps import step
from casework.people.roles import Role
from casework.reconsideration import admissibility, clocks, codes, documents, effects, filing, forms, trial_forms, trial_grounds
from casework.reconsideration.receipt import APPLYING, DESK, ORDINARY_TIMES, SIMPLE_TIMES
from casework.reconsideration.states import ORDINARY, PENDING, SIMPLE, STOPPED, TRIALS, UNDER_WAY, State

if TYPE_CHECKING:
    from casework.reconsideration.file import ReconsiderationFile as Base
else:
    Base = object

HANDLER = (Role.HANDLER,)
PARTIES = (*APPLYING, Role.THIRD_PARTY, Role.RESPONDENT)
ANSWERS = (clocks.RESPONDENT_ANSWER, clocks.SIMPLE_ANSWER)
AWAITED = (State.SERVED, State.SIMPLE_SERVED)
GROUNDS_TO_STOP = {one.code: f"{one.article}　{one.zh}" for one in codes.SUSPENSIONS}
TO_TRIAL = {State.SERVED: State.TRIAL, State.SIMPLE_SERVED: State.SIMPLE_TRIAL}
ANSWERED = TO_TRIAL | {one: one for one in STOPPED}  # heard from now on; what stands still goes on standing still
SILENT = {one: one for one in PENDING} | TO_TRIAL
CONVERTED = {State.SIMPLE_ACCEPTED: State.ACCEPTED, State.SIMPLE_SERVED: State.SERVED, State.SIMPLE_TRIAL: State.TRIAL}


def where_it_stood(case: Any, **_: Any) -> State:
    """The state from which it was stopped; where the answer came, or its time passed, meanwhile, the case is heard."""
    before: Any = pausing.came_from(case)
    return TO_TRIAL.get(before, before) if case.answered_on or case.unanswered else before


class Trial(Base):
    """From acceptance to where it can be decided."""

    @step(
        State.ACCEPTED, State.SERVED, by=HANDLER, zh="发送申请书副本", en="Send the copy", basis="行政复议法 44①、46①、48",
        when=[trial_grounds.COPY_NOT_SENT], asks=trial_forms.CopySent,
        does=[effects.take_charge, effects.join_respondent], meets=[clocks.SERVE_COPY, clocks.SIMPLE_SERVE_COPY], issues=[documents.ANSWER_NOTICE],
        fulfils=["AD-041", "AD-044", "AD-046"],
    )  # fmt: skip
    def send_copy(self, **_: Any) -> None:
        """Within seven working days of acceptance; the ten days to answer run from its service."""

    @step(
        State.SIMPLE_ACCEPTED, State.SIMPLE_SERVED, by=HANDLER, zh="发送申请书副本（简易程序）", en="Send the copy, simple procedure",
        basis="行政复议法 44①、46①、54①", when=[trial_grounds.COPY_NOT_SENT], asks=trial_forms.CopySent, does=[effects.take_charge, effects.join_respondent],
        meets=[clocks.SIMPLE_SERVE_COPY],
        issues=[documents.SIMPLE_ANSWER_NOTICE], fulfils=["AD-053"],
    )  # fmt: skip
    def send_copy_simple(self, **_: Any) -> None:
        """Within three working days; five to answer."""

    @step(
        (*AWAITED, *STOPPED), ANSWERED, by=(Role.RESPONDENT, *DESK), zh="答复并提交证据",
        en="Answer with evidence", basis="行政复议法 44①、48、54①；2007条例 36（2026-06-30 前）",
        when=[trial_grounds.COPY_WAS_SENT, trial_grounds.NOT_ANSWERED],
        asks=trial_forms.Answer, meets=ANSWERS, tells=[Role.HANDLER], fulfils=["AD-041", "AD-046", "AD-053", "AD-102"],
    )  # fmt: skip
    def answer_application(self, *, on: date, answer: str, **_: Any) -> None:
        """The respondent answers in writing and files evidence, basis and other material with their list."""
        self.answer, self.answered_on = answer, on

    @step(
        PENDING, SILENT, by=[Role.SYSTEM], zh="逾期未答复", en="No answer in time",
        basis="行政复议法 48、54①、70", lapses=ANSWERS, tells=[Role.HANDLER], fulfils=["AD-070"],
    )  # fmt: skip
    def no_answer(self, **_: Any) -> None:
        """The act counts as without evidence and basis, unless a third party whose rights are concerned gives evidence."""
        self.unanswered = True

    @step(
        PENDING, None, by=(Role.RESPONDENT, *DESK), zh="登记迟到的答复", en="Record a late answer", basis="行政复议法 70、88①；民事诉讼法 85④",
        when=[trial_grounds.NOT_ANSWERED, trial_grounds.TIME_TO_ANSWER_PASSED], asks=trial_forms.Answer, tells=[Role.HANDLER], fulfils=["AD-070", "AD-086"],
    )  # fmt: skip
    def answer_late(self, *, on: date, answer: str, by: Any, posted_on: date | None = None, **_: Any) -> None:
        """What was posted in time is in time; anything else is kept, and changes nothing."""
        last = self.clock(*(one.id for one in ANSWERS))
        if posted_on and by.standing and last is not None and last.last_day and posted_on <= last.last_day:
            self.unanswered, self.answer, self.answered_on = False, answer, on

    # ---- the two procedures (36①, 53-55) ----

    @step(
        State.ACCEPTED, State.SIMPLE_ACCEPTED, by=DESK, approved_by=Role.LEGAL_HEAD, zh="适用简易程序", en="Choose the simple procedure",
        basis="行政复议法 53、54、62②", when=[admissibility.CLEAR_AND_UNDISPUTED, admissibility.SIMPLE_HEAD], asks=forms.Simple,
        lapses=(*ORDINARY_TIMES, *SIMPLE_TIMES),
        starts=SIMPLE_TIMES, tells=APPLYING, fulfils=["AD-033", "AD-052"],
    )  # fmt: skip
    def choose_simple(self, *, simple_case: str, **_: Any) -> None:
        """Before the copy is sent: three days to send it, thirty to decide, both from acceptance."""
        self.procedure, self.simple_case = codes.SIMPLE, simple_case

    @step(
        State.TRIAL, State.SIMPLE_TRIAL, by=DESK, approved_by=Role.LEGAL_HEAD, zh="经同意适用简易程序", en="Simple procedure by consent",
        basis="行政复议法 53②、62②", when=[trial_grounds.CONSENT_OF_ALL, admissibility.SIMPLE_HEAD], asks=forms.Simple, lapses=[clocks.ORDINARY, clocks.SIMPLE],
        starts=[clocks.SIMPLE], tells=PARTIES, fulfils=["AD-052"],
    )  # fmt: skip
    def agree_simple(self, *, simple_case: str, **_: Any) -> None:
        """All parties consent once the respondent has been heard of."""
        self.procedure, self.simple_case = codes.SIMPLE, simple_case

    @step(
        SIMPLE, CONVERTED, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="转为普通程序", en="Convert to the ordinary procedure",
        basis="行政复议法 55、62①（自原受理之日起算为推论）", asks=trial_forms.Conversion,
        lapses=[clocks.ORDINARY, clocks.SIMPLE, clocks.SUIT_AFTER_SILENCE], starts=[clocks.ORDINARY], issues=[documents.CONVERSION_NOTICE],
        fulfils=["AD-054", "AD-061"],
    )  # fmt: skip
    def convert(self, **_: Any) -> None:
        """Not fit for the simple procedure: the sixty days count from the original acceptance."""
        self.procedure = codes.ORDINARY

    # ---- hearing the parties (49-51) ----

    @step(
        TRIALS, None, by=HANDLER, zh="听取意见", en="Hear a party", basis="行政复议法 49、54②", when=[common.HAS_HAPPENED], asks=trial_forms.Opinions,
        issues=[documents.OPINION_RECORD], fulfils=["AD-047"],
    )  # fmt: skip
    def hear(self, *, on: date, said: str = "", unheard: str = "", **_: Any) -> None:
        """Face to face, by internet or telephone, and written down; by papers alone only for a cause of the party's."""
        self.heard_on = on if said else self.heard_on
        self.unheard = unheard or self.unheard

    @step(
        TRIALS[:1], State.HEARING, by=HANDLER, zh="组织听证", en="Call a hearing", basis="行政复议法 50、51①", when=[trial_grounds.HEARING_FAR_ENOUGH],
        asks=trial_forms.HearingNotice, issues=[documents.HEARING_NOTICE], fulfils=["AD-048", "AD-049"],
    )  # fmt: skip
    def call_hearing(self, *, hearing_at: datetime, **_: Any) -> None:
        """Must in a grave, difficult or complex case, may otherwise or on request; five clear working days between notice and hearing."""
        self.hearing_at = hearing_at

    @step(
        State.HEARING, None, by=HANDLER, zh="另定听证日期", en="Move the hearing", basis="行政复议法 51①", when=[trial_grounds.HEARING_FAR_ENOUGH],
        asks=trial_forms.HearingNotice, issues=[documents.HEARING_NOTICE], fulfils=["AD-049"],
    )  # fmt: skip
    def move_hearing(self, *, hearing_at: datetime, **_: Any) -> None:
        """The notice came too late, or somebody cannot come: another day, with a notice of its own."""
        self.hearing_at = hearing_at

    @step(
        State.HEARING, State.TRIAL, by=HANDLER, zh="举行听证", en="Hold the hearing", basis="行政复议法 50③、51③、61②",
        when=[common.HAS_HAPPENED, trial_grounds.NOTICE_WAS_SERVED], asks=trial_forms.HearingRecord, issues=[documents.HEARING_RECORD],
        fulfils=["AD-048", "AD-050", "AD-060"],
    )  # fmt: skip
    def hold_hearing(self, *, started_at: datetime, **_: Any) -> None:
        """One chair, two officers at least, one recorder; the respondent's head comes or explains and sends somebody."""
        self.hearing_on = started_at.date()

    @step(
        State.HEARING, State.TRIAL, by=HANDLER, zh="视为放弃听证权利", en="Right to a hearing waived", basis="行政复议法 51②",
        when=[trial_grounds.NOTICE_WAS_SERVED, trial_grounds.STAYED_AWAY], asks=trial_forms.Absence, tells=PARTIES, fulfils=["AD-050"],
    )  # fmt: skip
    def waive_hearing(self, *, on: date, **_: Any) -> None:
        """The applicant stayed away without good reason."""
        self.waived_on = on

    # ---- advice (52) ----

    @step(
        (*TRIALS, State.HEARING), None, by=HANDLER, zh="提请行政复议委员会咨询", en="Ask the committee", basis="行政复议法 52②",
        when=[trial_grounds.THERE_IS_A_COMMITTEE], asks=trial_forms.AdviceAsked, fulfils=["AD-051"],
    )  # fmt: skip
    def ask_committee(self, *, on: date, **_: Any) -> None:
        """Must where the case is grave, technical, or it is thought necessary, if there is a committee."""
        self.advice_asked_on = on

    @step(
        (*TRIALS, State.HEARING), None, by=HANDLER, zh="记录咨询意见", en="Record the advice", basis="行政复议法 52③、61③",
        when=[trial_grounds.ADVICE_WAS_ASKED], asks=trial_forms.Advice, fulfils=["AD-051", "AD-060"],
    )  # fmt: skip
    def record_advice(self, *, advice: str, **_: Any) -> None:
        """It weighs in the decision."""
        self.advice = advice

    # ---- evidence (43-47) ----

    @step(
        UNDER_WAY, None, by=HANDLER, zh="调查取证", en="Inquire", basis="行政复议法 45", when=[trial_grounds.TWO_OFFICERS, common.HAS_HAPPENED],
        asks=trial_forms.Inquiry, fulfils=["AD-043"],
    )  # fmt: skip
    def inquire(self, **_: Any) -> None:
        """Two officers show their cards, ask and write down."""

    @step(
        UNDER_WAY, None, by=HANDLER, zh="调取证据", en="Request evidence", basis="行政复议法 45①③", when=[trial_grounds.TWO_OFFICERS],
        asks=trial_forms.EvidenceRequest, does=[effects.join_organ], issues=[documents.EVIDENCE_REQUEST], fulfils=["AD-043"],
    )  # fmt: skip
    def request_evidence(self, **_: Any) -> None:
        """Whoever holds it hands it over."""

    @step(
        (*TRIALS, State.HEARING), None, by=HANDLER, zh="审查证据", en="Verify the evidence", basis="行政复议法 43②、44①", asks=trial_forms.Verified,
        fulfils=["AD-041"],
    )  # fmt: skip
    def verify_evidence(self, *, on: date, **_: Any) -> None:
        """Only what was found to be true founds the facts; the burden is the respondent's."""
        self.verified_on = on

    @step(
        PENDING, None, by=(*APPLYING, Role.THIRD_PARTY, *DESK), zh="提交材料、意见", en="Add material", basis="行政复议法 43①、46②", asks=filing.Material,
        tells=[Role.HANDLER], fulfils=["AD-044"],
    )  # fmt: skip
    def add_material(self, *, on: date, raises_new: bool = False, **_: Any) -> None:
        """Anything more; reasons or evidence that the act did not know let the respondent supplement its own."""
        if raises_new:
            self.raised_on = on

    @step(
        UNDER_WAY, None, by=(Role.RESPONDENT, *DESK), approved_by=Role.LEGAL_HEAD, zh="补充证据", en="Supplement the evidence", basis="行政复议法 46",
        when=[trial_grounds.SOMETHING_NEW_WAS_RAISED, trial_grounds.NOT_COLLECTED_MEANWHILE], asks=trial_forms.Supplement, tells=[Role.HANDLER],
        fulfils=["AD-044"],
    )  # fmt: skip
    def supplement(self, **_: Any) -> None:
        """The respondent adds evidence only with leave, in answer to something new, and none that it collected meanwhile."""

    @step(
        PENDING, None, by=(Role.THIRD_PARTY, *DESK), zh="登记第三人提供的证据", en="Evidence of a third party", basis="行政复议法 16、70",
        asks=trial_forms.ThirdPartyEvidence, tells=[Role.HANDLER], fulfils=["AD-070"],
    )  # fmt: skip
    def bring_evidence(self, **_: Any) -> None:
        """Where its rights are concerned, silence of the respondent does not undo the act."""
        self.third_party_evidence = True

    @step(
        (*PENDING, State.DECIDED), None, by=HANDLER, zh="准许查阅、复制材料", en="Open the file", basis="行政复议法 47", asks=trial_forms.FileAccess,
        issues=[documents.FILE_ACCESS], fulfils=["AD-045"],
    )  # fmt: skip
    def open_material(self, **_: Any) -> None:
        """Applicant, third party and their agents read answer, evidence and basis."""

    @step(
        (*PENDING, State.DECIDED), None, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="不予查阅、复制材料", en="Refuse to open the file",
        basis="行政复议法 36②、47", asks=trial_forms.FileRefusal, issues=[documents.FILE_ACCESS_REFUSAL], fulfils=["AD-034", "AD-045"], refuses=True,
    )  # fmt: skip
    def close_material(self, **_: Any) -> None:
        """Only for state and business secrets, privacy, security and stability; the reason is on record."""

    # ---- stay (42) ----

    @step(
        PENDING, None, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="停止执行", en="Stay execution", basis="行政复议法 42(1)(2)(3)(4)",
        when=[trial_grounds.NOT_STAYED], asks=trial_forms.Stay, issues=[documents.STAY_NOTICE], fulfils=["AD-040"],
    )  # fmt: skip
    def stay(self, *, on: date, from_on: date | None = None, **_: Any) -> None:
        """Execution goes on, save on one of four grounds."""
        self.stayed_on = from_on or on

    @step(
        (*PENDING, State.DECIDED), None, by=HANDLER, approved_by=Role.LEGAL_HEAD, zh="恢复执行", en="Lift the stay", basis="行政复议法 42",
        when=[trial_grounds.STAYED], asks=forms.Reasons, tells=PARTIES, fulfils=["AD-040"],
    )  # fmt: skip
    def lift_stay(self, **_: Any) -> None:
        """The ground of the stay has gone."""
        self.stayed_on = None

    # ---- suspension, resumption, extension (39, 62①) ----

    suspend = pausing.suspend(
        ORDINARY, State.SUSPENDED, limits=(clocks.ORDINARY,), grounds=GROUNDS_TO_STOP, paper=documents.SUSPENSION_NOTICE, approved_by=Role.LEGAL_HEAD,
        basis="行政复议法 39①", words=("中止", "Suspend"), when=[trial_grounds.NOT_FOR_A_NORM, trial_grounds.BOTH_AGREE_TO_STOP],
        does=[effects.note_stop], starts=[clocks.SUSPENDED_TOO_LONG], fulfils=["AD-036", "AD-037"],
    )  # fmt: skip
    suspend_simple = pausing.suspend(
        SIMPLE, State.SIMPLE_SUSPENDED, limits=(clocks.SIMPLE,), grounds=GROUNDS_TO_STOP, paper=documents.SUSPENSION_NOTICE, approved_by=Role.LEGAL_HEAD,
        basis="行政复议法 39①", name="suspend_simple", words=("中止（简易程序）", "Suspend, simple procedure"),
        when=[trial_grounds.NOT_FOR_A_NORM, trial_grounds.BOTH_AGREE_TO_STOP], does=[effects.note_stop], starts=[clocks.SUSPENDED_TOO_LONG],
        fulfils=["AD-036", "AD-037"],
    )  # fmt: skip
    resume = pausing.resume(
        (State.SUSPENDED,), ORDINARY, limits=(clocks.ORDINARY,), paper=documents.RESUMPTION_NOTICE, basis="行政复议法 39②③", words=("恢复审理", "Resume"),
        when=[trial_grounds.CAUSE_HAS_GONE], back=where_it_stood, lapses=[clocks.SUSPENDED_TOO_LONG], fulfils=["AD-037"],
    )  # fmt: skip
    resume_simple = pausing.resume(
        (State.SIMPLE_SUSPENDED,), SIMPLE, limits=(clocks.SIMPLE,), paper=documents.RESUMPTION_NOTICE, basis="行政复议法 39②③", name="resume_simple",
        words=("恢复审理（简易程序）", "Resume, simple procedure"), when=[trial_grounds.CAUSE_HAS_GONE], back=where_it_stood,
        lapses=[clocks.SUSPENDED_TOO_LONG], fulfils=["AD-037"],
    )  # fmt: skip

    @step(
        (State.SUSPENDED, State.SIMPLE_SUSPENDED), None, by=[Role.SYSTEM], zh="中止满六十日", en="Sixty days of suspension complete", basis="行政复议法 41(5)",
        lapses=[clocks.SUSPENDED_TOO_LONG], tells=[Role.HANDLER, Role.LEGAL_HEAD], fulfils=["AD-039"],
    )  # fmt: skip
    def sixty_days_complete(self, **_: Any) -> None:
        """The cause has not gone: the case must be terminated."""

    extend = pausing.extend(
        ORDINARY, limits=(clocks.ORDINARY,), paper=documents.EXTENSION_NOTICE, words=("延长办理期限", "Extend the time to decide"), fulfils=["AD-061"],
    )  # fmt: skip
