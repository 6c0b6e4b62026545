"""令35 arts 9-14: enquiry, receipt, the operator first, material, seat, refusal, acceptance."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases import common
from casework.cases.excuses import Excuse, Fault
from casework.cases.steps import EVERY_CLOCK, step
from casework.complaints import admissibility, beginnings, clocks, documents, effects, filing, forms, material, seats
from casework.complaints.states import BEFORE_ACCEPTANCE, COMPLAINT_OPEN, State
from casework.people.models import User
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.complaints.file import ComplaintFile as Base
else:
    Base = object

FILERS = (Role.APPLICANT, Role.AGENT, Role.INTAKE)
DESK = (Role.INTAKE, Role.HANDLER)
ON_RECEIPT = (clocks.DECISION, clocks.FULL_ANSWER, clocks.ANSWER, clocks.HENAN_ANSWER, clocks.CHONGQING_DECISION)


class Receipt(Base):
    """From the first question to the decision whether the complaint is taken up."""

    @step(
        State.NEW, State.ENQUIRY, by=FILERS, zh="咨询", en="Enquire", basis="令35 13③",
        asks=filing.Enquiry, does=[effects.join_people], tells=[Role.INTAKE], fulfils=["TD-008"],
    )  # fmt: skip
    def enquire(self, *, on: date, question: str, **given: Any) -> None:
        """A user asks about telecom policy."""
        self.take_down(given)
        self.facts = question
        self.receive(given, on=on)

    @step(
        State.ENQUIRY, State.ANSWERED, by=DESK, zh="解答咨询", en="Answer an enquiry", basis="令35 13③",
        asks=forms.EnquiryAnswer, issues=[documents.ENQUIRY_ANSWER], fulfils=["TD-008"],
    )  # fmt: skip
    def answer_enquiry(self, **_: Any) -> None:
        """The office explains the policy."""

    @step(
        State.ENQUIRY, State.RECEIVED, by=DESK, zh="转为申诉", en="Take an enquiry as a complaint", basis="令35 12、13",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.Taken, starts=ON_RECEIPT, tells=[Role.APPLICANT], fulfils=["TD-005", "TD-006"],
    )  # fmt: skip
    def take_as_complaint(self, *, on: date, **given: Any) -> None:
        """What began as a question is a complaint; its time runs from the day the user first came."""
        first, complainant = self.first_received_on, effects.contact(self)
        self.take_down(given)
        self.receive({"office": self.office, "title": given.get("title")}, on=on)
        self.first_received_on = first
        self.count_material(material.missing(given | complainant), on=on)

    @step(
        State.NEW, State.RECEIVED, by=FILERS, zh="提出申诉", en="File a complaint", basis="令35 9、12、13①；电信条例 39①",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.Filing, does=[effects.join_people], starts=ON_RECEIPT,
        tells=[Role.INTAKE, Role.APPLICANT], fulfils=["TD-001", "TD-005", "TD-006", "TD-017"],
    )  # fmt: skip
    def file(self, *, on: date, **given: Any) -> None:
        """A user complains, alone or through an agent, or a clerk writes down what a caller, a letter or a visitor says."""
        self.take_down(given)
        self.receive(given, on=on)
        self.count_material(material.missing(given), on=on)

    @step(
        (State.RECEIVED, State.AWAITING_MATERIAL), None, by=DESK, zh="询问先行投诉情况", en="Ask about the operator", basis="令35 13①",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=forms.AskedFirst, begins=beginnings.told_before, fulfils=["TD-006"],
    )  # fmt: skip
    def ask_about_operator(self, **given: Any) -> None:
        """The office asks whether the operator was complained to and answered, and writes the answer down; the newest answer counts."""
        for name, value in given.items():
            if name in forms.AskedFirst.base_fields and name != "said" and value not in (None, ""):
                setattr(self, name, value)

    @step(
        BEFORE_ACCEPTANCE, State.REDIRECTED, by=DESK, zh="告知先向企业投诉", en="Send to the operator first", basis="令35 13①②、10(4)",
        when=[admissibility.NOT_YET_HANDLED], asks=forms.OperatorFirstNotice, meets=ON_RECEIPT, lapses=EVERY_CLOCK,
        issues=[documents.OPERATOR_FIRST], fulfils=["TD-006", "TD-007"], refuses=True,
        excuses=[
            Excuse(
                Fault.NO_REASONS,
                "令35 13② 只要求告知先向企业投诉；告知书必备的询问和回答（13①）即是理由，没有别的理由可写。",
                "令35 13② asks only that the user be told; question and answer (13①), mandatory in the notice, are the reason, and there is no other.",
            )
        ],
    )  # fmt: skip
    def redirect(self, **_: Any) -> None:
        """The operator has not handled the matter: the user is told to go there first, and when to come back."""

    @step(
        State.REDIRECTED, State.RECEIVED, by=FILERS, zh="再次提出", en="Come back from the operator", basis="令35 10(4)；电信条例 39①",
        when=[admissibility.NOT_IN_THE_FUTURE, admissibility.OPERATOR_FIRST], asks=filing.Reentry, starts=ON_RECEIPT,
        tells=[Role.INTAKE], fulfils=["TD-002", "TD-017"],
    )  # fmt: skip
    def reenter(self, *, on: date, **given: Any) -> None:
        """The operator answered unsatisfactorily or let its time pass: a new receipt, with clocks of its own."""
        self.take_down(given)
        if given.get("operator_satisfied") is False:
            self.operator_satisfied = False
        self.received_on = self.first_received_on = on
        self.material_complete_on = None if self.missing_items else on

    @step(
        State.RECEIVED, State.AWAITING_MATERIAL, by=DESK, zh="要求补充材料", en="Ask for material", certainty="design",
        basis="令35 12（补正无明文，内部规定：TC-04、TC-08 继续计算）", asks=forms.MaterialNotice, issues=[documents.MATERIAL_NOTICE], fulfils=["TD-005"],
    )  # fmt: skip
    def ask_material(self, **_: Any) -> None:
        """Items of art 12 are missing; all are named at once, and no clock stops."""

    @step(
        State.AWAITING_MATERIAL, State.RECEIVED, by=FILERS, zh="补充材料", en="Supply material", cannot_wait=True, basis="令35 12", certainty="design",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.Material, does=[effects.update_contact], starts=[clocks.FULL_ANSWER],
        tells=[Role.INTAKE], fulfils=["TD-005"],
    )  # fmt: skip
    def supply_material(self, *, on: date, **given: Any) -> None:
        """The material asked for comes in."""
        self.supplement(given, on=on)

    @step(
        tuple(one for one in COMPLAINT_OPEN if one != State.AWAITING_MATERIAL), None, by=(*FILERS, Role.HANDLER), zh="提交材料", en="Add material",
        cannot_wait=True,
        basis="令35 12", when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.Material, does=[effects.update_contact], starts=[clocks.FULL_ANSWER],
        tells=[Role.HANDLER], fulfils=["TD-005"],
    )  # fmt: skip
    def add_material(self, *, on: date, **given: Any) -> None:
        """Someone adds material of their own accord."""
        self.supplement(given, on=on)

    @step(
        State.RECEIVED, State.WRONG_SEAT, by=DESK, zh="移送属地机构", en="Send to the seat body", basis="令35 9；电信条例 39①",
        when=[admissibility.SEAT_ELSEWHERE], asks=forms.SendToSeat, does=[effects.leave_old_office],
        meets=[clocks.DECISION, clocks.CHONGQING_DECISION], lapses=[clocks.HENAN_ANSWER], issues=[documents.SEAT_NOTICE], fulfils=["TD-001"],
    )  # fmt: skip
    def send_to_seat(self, **_: Any) -> None:
        """The respondent's province has its own body: the complaint goes there and keeps the day of its first receipt."""
        self.office = seats.seat_of(self.respondent)
        self.handler = None

    @step(
        State.WRONG_SEAT, State.RECEIVED, by=[Role.INTAKE], zh="接收移送", en="Receive at the seat body", basis="令35 9、14",
        starts=[clocks.DECISION, clocks.HENAN_ANSWER, clocks.CHONGQING_DECISION], tells=[Role.APPLICANT], fulfils=["TD-001"],
    )  # fmt: skip
    def receive_at_seat(self, *, on: date, **_: Any) -> None:
        """The seat body has it: its time to decide starts, the time to answer has been running since the first receipt."""
        self.received_on = on

    @step(
        BEFORE_ACCEPTANCE, State.REFUSED, by=DESK, approved_by=Role.HEAD, zh="不予受理", en="Refuse", basis="令35 11、14", certainty="V*",
        when=[admissibility.REFUSAL_STANDS], asks=forms.Refusal, meets=ON_RECEIPT, lapses=EVERY_CLOCK, issues=[documents.REFUSAL],
        fulfils=["TD-002", "TD-003", "TD-004", "TD-009", "TD-031", "TD-033", "TD-034", "TD-037"], refuses=True,
    )  # fmt: skip
    def refuse(self, *, ground: str, **_: Any) -> None:
        """One head of art 11 stands: the complaint is refused with reasons and remedy."""
        self.refusal_ground = ground

    @step(
        State.RECEIVED, State.ACCEPTED, by=DESK, zh="受理", en="Accept", basis="令35 10、11、14", certainty="V*",
        when=[*admissibility.GROUNDS, common.HANDLER_BELONGS], asks=forms.Acceptance, begins=beginnings.class_told,
        does=[effects.take_charge],
        meets=[clocks.DECISION, clocks.CHONGQING_DECISION], starts=[clocks.FORWARDING, clocks.FULL_ANSWER, clocks.CHONGQING_MEDIATION],
        issues=[documents.ACCEPTANCE_NOTICE], fulfils=["TD-002", "TD-003", "TD-004", "TD-009", "TD-037"],
    )  # fmt: skip
    def accept(self, *, on: date, handler: User | None = None, category: str = "", **_: Any) -> None:
        """All of art 10 holds and nothing of art 11: the complaint is taken up. What was missing is no longer waited for."""
        self.accepted_on = on
        self.category = category or self.category
        self.handler = handler or self.handler
        self.count_material([], on=on)
