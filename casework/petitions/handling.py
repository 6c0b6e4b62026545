"""信访工作条例 28-34: suggestions, accusations, procedures, simple and ordinary handling, mediation, extension, the opinion and its execution."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases import common, pausing
from casework.cases.steps import EVERY_CLOCK, step
from casework.people.roles import Role
from casework.petitions import admissibility, clocks, documents, effects, filing, forms, issuing
from casework.petitions.receipt import CITIZEN, DESK
from casework.petitions.states import AT_WORK, HANDLED, ORDINARY, UNDER_31, WITH_OPINION, State

if TYPE_CHECKING:
    from casework.petitions.file import PetitionFile as Base
else:
    Base = object

HANDLER = (Role.HANDLER,)
DONE_IN_TIME = (clocks.HANDLING, clocks.SIMPLE_OPINION, clocks.ASSIGNED)


class Handling(Base):
    """From the class of the matter to its opinion, and what follows from that."""

    @step(
        State.SUGGESTION, State.SUGGESTION_ANSWERED, by=HANDLER, zh="回复建议", en="Answer a suggestion", basis="信访工作条例 29①②", asks=forms.SuggestionReply,
        meets=[clocks.ASSIGNED], lapses=EVERY_CLOCK, issues=[documents.SUGGESTION_REPLY, issuing.closing_report("已研究论证并回复")],
        fulfils=["PD-027", "PD-028"],
    )  # fmt: skip
    def answer_suggestion(self, *, outcome: str, **_: Any) -> None:
        """Studied, adopted in whole, in part or not, and answered in each case; who contributed is rewarded."""
        self.result = outcome

    @step(
        State.ACCUSATION, None, by=HANDLER, zh="移送检举控告", en="Refer an accusation", basis="信访工作条例 23④、30①③", asks=forms.AccusationReferral,
        issues=[documents.ACCUSATION_REFERRAL], fulfils=["PD-018", "PD-029", "PD-030"],
    )  # fmt: skip
    def refer_accusation(self, **_: Any) -> None:
        """The discipline organ or the competent unit gets it; never who is accused."""

    @step(
        State.ACCUSATION, State.ACCUSATION_ANSWERED, by=HANDLER, zh="反馈检举控告", en="Give feedback on an accusation", basis="信访工作条例 18④、30①",
        asks=forms.AccusationFeedback, meets=[clocks.ASSIGNED], lapses=EVERY_CLOCK,
        issues=[documents.ACCUSATION_FEEDBACK, issuing.closing_report("已按规定办理并反馈")], fulfils=["PD-006", "PD-029"],
    )  # fmt: skip
    def answer_accusation(self, **_: Any) -> None:
        """The petitioner is told what became of it."""

    @step(
        State.LED_TO_PROCEDURE, State.PROCEDURE_ENDED, by=HANDLER, zh="登记程序接续或者答复", en="Record how the procedure took it on",
        basis="信访工作条例 28②、31(1)(2)(3)(4)(5)", asks=forms.ProcedureEnd, meets=[clocks.ASSIGNED], lapses=EVERY_CLOCK,
        issues=[issuing.closing_report("已导入相应程序")], tells=CITIZEN, fulfils=["PD-025", "PD-034", "PD-035"],
    )  # fmt: skip
    def end_procedure(self, **_: Any) -> None:
        """The procedure of arts 31(1)-(4) has the matter, or what art 31(5) asks for was done or answered."""

    @step(
        State.SIMPLE, State.ACCEPTED, by=HANDLER, zh="转为普通程序", en="Back to the ordinary procedure", basis="信访事项简易办理办法 5（转换条文未见）",
        certainty="S", asks=forms.Reasons, lapses=[clocks.SIMPLE_OPINION], tells=CITIZEN, fulfils=["PD-054"],
    )  # fmt: skip
    def to_ordinary(self, **_: Any) -> None:
        """Not fit for simple handling after all: the sixty days have been running since acceptance."""

    @step(
        State.SIMPLE, State.OPINION_ISSUED, by=HANDLER, approved_by=Role.LEADER, zh="出具处理意见（简易）", en="Opinion in simple handling",
        basis="信访工作条例 27、32①、34；信访事项简易办理办法 4（期限条文未见）", certainty="S", asks=forms.SimpleOpinion, meets=DONE_IN_TIME,
        issues=[documents.SIMPLE_OPINION, issuing.closing_report()], tells=[Role.HANDLER], fulfils=["PD-023", "PD-037", "PD-040", "PD-053", "PD-055"],
    )  # fmt: skip
    def issue_simple_opinion(self, *, result: str, **_: Any) -> None:
        """At once or within ten working days; nothing that may be refused is handled so (art 5(3))."""
        self.result = result

    @step(
        (State.ACCEPTED, State.INVESTIGATING), State.INVESTIGATING, by=HANDLER, zh="听取陈述、调查核实", en="Hear and investigate",
        basis="信访工作条例 28①③、31(6)", when=[admissibility.NOT_IN_THE_FUTURE], asks=forms.Investigation, does=[effects.take_charge],
        fulfils=["PD-024", "PD-036"],
    )  # fmt: skip
    def investigate(self, *, heard_on: date, **_: Any) -> None:
        """The petitioner is heard, the facts are looked into."""
        self.heard_on = heard_on

    @step(
        (State.ACCEPTED, State.INVESTIGATING), State.HEARING, by=HANDLER, zh="决定听证", en="Call a hearing", basis="信访工作条例 31(6)",
        asks=forms.HearingNotice, issues=[documents.HEARING_NOTICE], fulfils=["PD-036"],
    )  # fmt: skip
    def call_hearing(self, **_: Any) -> None:
        """A grave, complex or difficult matter may be heard; the sixty days run on."""

    @step(
        State.HEARING, State.INVESTIGATING, by=HANDLER, zh="记录听证", en="Record the hearing", basis="信访工作条例 31(6)", when=[common.HAS_HAPPENED],
        asks=forms.HearingRecord, issues=[documents.HEARING_RECORD], fulfils=["PD-036"],
    )  # fmt: skip
    def record_hearing(self, *, on: date, **_: Any) -> None:
        """What was said; the petitioner was heard by it."""
        self.hearing_on = on
        self.heard_on = self.heard_on or on

    extend = pausing.extend(
        ORDINARY, limits=(clocks.HANDLING,), paper=documents.EXTENSION_NOTICE, words=("延长办理期限", "Extend the time to handle"), fulfils=["PD-040"],
    )  # fmt: skip

    @step(
        (*ORDINARY, *WITH_OPINION), None, by=HANDLER, zh="疏导教育", en="Counsel the petitioner", basis="信访工作条例 28①、32②",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=forms.Counsel, fulfils=["PD-038"],
    )  # fmt: skip
    def counsel(self, *, counselled_on: date, **_: Any) -> None:
        """What cannot be supported is explained to the petitioner."""
        self.counselled_on = counselled_on

    @step(
        State.INVESTIGATING, State.OPINION_ISSUED, by=HANDLER, approved_by=Role.LEADER, zh="出具信访处理意见书", en="Issue the opinion",
        basis="信访工作条例 31(6)、32①②、34", when=[admissibility.PETITIONER_WAS_HEARD, admissibility.COUNSELLED], asks=forms.Opinion, meets=DONE_IN_TIME,
        issues=[documents.OPINION, issuing.closing_report()], tells=[Role.HANDLER], fulfils=["PD-036", "PD-037", "PD-038", "PD-040", "PD-045"],
    )  # fmt: skip
    def issue_opinion(self, *, result: str, **_: Any) -> None:
        """Supported, explained or not supported: with facts, opinion and legal basis, and how to ask for review."""
        self.result = result

    @step(
        UNDER_31, State.MEDIATED, by=HANDLER, zh="调解办结", en="Close by mediation", basis="信访工作条例 33（办结为推论）",
        when=[admissibility.MAY_BE_MEDIATED],
        asks=forms.Mediation, meets=DONE_IN_TIME, lapses=EVERY_CLOCK, issues=[documents.MEDIATION_AGREEMENT, issuing.closing_report("调解达成协议")],
        fulfils=["PD-039"],
    )  # fmt: skip
    def mediate(self, **_: Any) -> None:
        """Both sides consent and agree: the agreement on paper ends the matter [inference]."""

    @step(
        UNDER_31, State.SETTLED, by=HANDLER, zh="和解办结", en="Close by settlement", basis="信访工作条例 33（办结为推论）",
        when=[admissibility.MAY_BE_MEDIATED],
        asks=forms.Settlement, meets=DONE_IN_TIME, lapses=EVERY_CLOCK, issues=[documents.SETTLEMENT_AGREEMENT, issuing.closing_report("自愿和解")],
        fulfils=["PD-039"],
    )  # fmt: skip
    def settle(self, **_: Any) -> None:
        """The sides settle of their own will: likewise."""

    @step(
        WITH_OPINION, None, by=HANDLER, zh="督促执行", en="Press for execution", basis="信访工作条例 32②、42(4)", when=[admissibility.SUPPORTED],
        asks=forms.Execution, issues=[documents.EXECUTION_LETTER], fulfils=["PD-038", "PD-048"],
    )  # fmt: skip
    def press_execution(self, **_: Any) -> None:
        """A supporting opinion is executed: who must do it is pressed."""

    @step(
        WITH_OPINION, None, by=HANDLER, zh="登记执行情况", en="Record the execution", basis="信访工作条例 32②",
        when=[admissibility.SUPPORTED, admissibility.NOT_IN_THE_FUTURE], asks=forms.Executed, tells=CITIZEN, fulfils=["PD-038"],
    )  # fmt: skip
    def record_execution(self, *, executed_on: date, **_: Any) -> None:
        """What the opinion supports was done."""
        self.executed_on = executed_on

    @step(
        (*HANDLED, *WITH_OPINION), None, by=HANDLER, zh="告知社会救助", en="Tell of social assistance", basis="信访工作条例 37②", asks=forms.Hardship,
        fulfils=["PD-045"],
    )  # fmt: skip
    def tell_assistance(self, **_: Any) -> None:
        """A petitioner in need is told of assistance, or helped to apply."""

    @step(
        AT_WORK, None, by=(*CITIZEN, *DESK), zh="补充材料", en="Add material", cannot_wait=True,
        basis="信访工作条例 19①、28①", asks=filing.Material, tells=[Role.HANDLER],
        fulfils=["PD-024"],
    )  # fmt: skip
    def add_material(self, **_: Any) -> None:
        """Anything more that the petitioner says or brings."""
