"""Side matters: investigation and testing (令35 21-25), breaches of 条例 39②, 40, 41, reports of violations (工信部政法〔2023〕30号), rating."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases import common
from casework.cases.steps import EVERY_CLOCK, Opening, step
from casework.complaints import admissibility, clocks, documents, effects, filing, forms, openings, seats
from casework.complaints.receipt import DESK
from casework.complaints.resolution import CITIZEN
from casework.complaints.states import CLOSED_ON_THE_MERITS, RATED, UNDER_HANDLING, State
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.complaints.file import ComplaintFile as Base
else:
    Base = object


class Supervision(Base):
    """What the office does beside answering, and what follows for the operator."""

    @step(
        UNDER_HANDLING, None, by=[Role.HANDLER], zh="调查", en="Investigate", basis="令35 21-25（原文未见）；电信条例 65①", certainty="R",
        when=[admissibility.OFFICERS_OF_OFFICE, common.HAS_HAPPENED], asks=forms.Investigation,
        does=[effects.record_inquiry], issues=[documents.INVESTIGATION_RECORD],
        fulfils=["TD-015", "TD-022"],
    )  # fmt: skip
    def investigate(self, **_: Any) -> None:
        """Two officers show their cards, ask and write down; message and call content is never asked for."""

    @step(
        UNDER_HANDLING, None, by=[Role.HANDLER], approved_by=Role.HEAD, zh="委托检测、鉴定", en="Have it tested", basis="令35 21-25（原文未见）", certainty="R",
        asks=forms.TestingRequest, does=[effects.record_testing], issues=[documents.TESTING_REQUEST], tells=[Role.APPLICANT, Role.RESPONDENT],
        fulfils=["TD-015"],
    )  # fmt: skip
    def request_testing(self, **_: Any) -> None:
        """A technical question goes to a testing body, with the head's approval."""

    @step(
        UNDER_HANDLING, None, by=[Role.HANDLER], zh="记录检测结论", en="Record the finding", basis="令35 21-25（原文未见）", certainty="R",
        when=[admissibility.TEST_IS_OPEN], asks=forms.TestingFinding, does=[effects.record_finding], tells=[Role.APPLICANT, Role.RESPONDENT],
        fulfils=["TD-015"],
    )  # fmt: skip
    def record_testing(self, **_: Any) -> None:
        """The finding comes in."""

    @step(
        UNDER_HANDLING, None, by=[Role.HANDLER], zh="核查本地电话收费依据", en="Check the basis of local call charges", basis="电信条例 39②",
        asks=forms.LocalCallBasis, fulfils=["TD-018"],
    )  # fmt: skip
    def check_local_call_basis(self, *, local_call_basis_given: str, cause_search_helped: str, **_: Any) -> None:
        """Did the operator give the basis of the charge free, and help to find the cause?"""
        self.local_call_basis_given = local_call_basis_given == "yes"
        self.cause_search_helped = cause_search_helped == "yes"

    @step(
        (*UNDER_HANDLING, *CLOSED_ON_THE_MERITS), None, by=[Role.HANDLER], zh="记录企业违规", en="Code a breach", basis="电信条例 33①、39②、40、41",
        asks=forms.BreachCoding, fulfils=["TD-019", "TD-020"],
    )  # fmt: skip
    def code_breach(self, *, breach_codes: list[str], proved: bool = False, **_: Any) -> None:
        """The operator's conduct is coded by article."""
        self.breach_codes = breach_codes
        self.breach_proved = proved

    @step(
        (*UNDER_HANDLING, *CLOSED_ON_THE_MERITS), None, by=[Role.HANDLER], zh="移送违法线索", en="Refer to enforcement",
        basis="电信条例 71、73、74；工信部政法〔2023〕30号 2、4", when=[admissibility.BREACH_CODED], asks=forms.ReportReferral,
        opens=Opening("file_report", openings.report, "report of"), issues=[documents.REPORT_REFERRAL],
        fulfils=["TD-023", "TD-024", "TD-025", "TD-027", "TD-028"],
    )  # fmt: skip
    def refer_report(self, **_: Any) -> None:
        """What was found goes to enforcement as a report of its own; the complaint runs on."""

    @step(
        State.NEW, State.REPORT_RECEIVED, by=[Role.APPLICANT, Role.INTAKE], zh="举报违法行为", en="Report a violation", basis="工信部政法〔2023〕30号 2、4、5①",
        asks=filing.Report, does=[effects.join_reporter], starts=[clocks.REPORT], tells=[Role.INTAKE], fulfils=["TD-027", "TD-028"],
    )  # fmt: skip
    def file_report(self, *, on: date, violation_province: str, applicant_name: str = "", **given: Any) -> None:
        """Someone reports conduct to be punished, not a dispute of their own; the office of the place receives it."""
        self.take_down(given | {"violation_province": violation_province})
        place = given.get("office") or seats.office_in(violation_province)
        self.receive({"office": place, "applicant_name": applicant_name}, on=on)
        self.named_report = bool(applicant_name)

    @step(
        State.REPORT_RECEIVED, None, by=DESK, zh="移送违法行为发生地", en="Send to the place of violation",
        basis="工信部政法〔2023〕30号 4", when=[admissibility.HAPPENED_ELSEWHERE], does=[effects.leave_old_office], fulfils=["TD-028"],
    )  # fmt: skip
    def send_report_to_place(self, **_: Any) -> None:
        """The administration of the place of the violation handles it; the sixty days run on."""
        self.office = seats.office_in(self.violation_province)
        self.handler = None

    @step(
        State.REPORT_RECEIVED, State.REPORT_SORTED, by=[Role.HANDLER], zh="举报分类处理", en="Sort a report", basis="工信部政法〔2023〕30号", certainty="S",
        asks=forms.ReportSorting, meets=[clocks.REPORT], lapses=EVERY_CLOCK, issues=[documents.REPORT_RESULT], fulfils=["TD-030"],
    )  # fmt: skip
    def sort_report(self, *, result: str, **_: Any) -> None:
        """Closed, corrected, penalised or passed to the police; a named reporter is answered."""
        self.report_result = result

    @step(
        RATED, None, by=CITIZEN, zh="评价", en="Rate", basis="满意度评价（内部规定）", certainty="design", asks=forms.Rating,
    )  # fmt: skip
    def rate(self, *, satisfaction: str, **_: Any) -> None:
        """The complainant says how satisfied they are."""
        self.satisfaction = satisfaction


