"""信访工作条例 17-24, 29-31: registration, notice, forwarding and assigning, objection, dispute, and the decision what kind of matter it is."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases import common, pausing
from casework.cases.steps import EVERY_CLOCK, step
from casework.people.models import Organisation, User
from casework.people.roles import Role
from casework.petitions import admissibility, clocks, codes, documents, effects, filing, forms, issuing
from casework.petitions.states import COMING_IN, DIRECT, HANDLED, UNDECIDED, UNTOLD, State

if TYPE_CHECKING:
    from casework.petitions.file import PetitionFile as Base
else:
    Base = object

CITIZEN = (Role.APPLICANT, Role.AGENT)
FILERS = (*CITIZEN, Role.INTAKE, Role.RECEPTION)
DESK = (Role.INTAKE, Role.HANDLER)
TOLD_IN_TIME = (clocks.NOTICE, clocks.TRANSFER_NOTICE)
HOUSE_AT_RECEIPT = (clocks.SIMPLE_ACCEPTANCE, clocks.SIMPLE_PASSING_ON)
NOT_SIMPLE = (*HOUSE_AT_RECEIPT, clocks.OBJECTION)


def after_agreeing(case: Any, **_: Any) -> State:
    """Back at the office that sent it, or out of the house where an outside organ did."""
    return State.RETURNED if case.sent_to_id else State.RETURNED_OUT


def after_dispute(case: Any, *, to_office: Organisation | None = None, **_: Any) -> Any:
    """With the unit decided on, or where it was."""
    return State.TRANSFERRED_IN if to_office else pausing.came_from(case)


class Receipt(Base):
    """From registration to the class of the matter."""

    @step(
        State.NEW, State.REGISTERED, by=FILERS, zh="登记信访事项", en="Register a petition", basis="信访工作条例 17①、19①、20③、21②、23①",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.Registration, does=[effects.say_who, effects.join_people],
        starts=[clocks.NOTICE, clocks.SIMPLE_ACCEPTANCE],
        issues=[documents.REGISTRATION], tells=[Role.INTAKE], fulfils=["PD-003", "PD-007", "PD-010", "PD-012", "PD-015"],
    )  # fmt: skip
    def register(self, *, on: date, **given: Any) -> None:
        """Whatever door it came through, it is registered first; every petition, also one that is refused later."""
        self.take_down(given)
        self.receive(given, on=on)
        clear = given.get("applicant_name") and any(given.get(f"applicant_{name}") for name in ("address", "phone", "email"))
        self.notice_due_from = self.received_on if clear else None

    @step(
        State.NEW, State.TRANSFERRED_IN, by=[Role.INTAKE], zh="登记转送、交办的信访事项", en="Register a transferred petition",
        basis="信访工作条例 21②、22①(3)、23③", when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.TransferredRegistration, does=[effects.join_people],
        starts=[clocks.TRANSFER_NOTICE, clocks.OBJECTION, clocks.ASSIGNED, clocks.SIMPLE_ACCEPTANCE, clocks.SIMPLE_PASSING_ON],
        issues=[documents.REGISTRATION], tells=[Role.INTAKE], fulfils=["PD-007", "PD-012", "PD-013", "PD-015", "PD-017"],
    )  # fmt: skip
    def register_transferred(self, *, on: date, **given: Any) -> None:
        """A petition office or a superior outside the system sends it, for handling or with a report owed."""
        self.take_down(given)
        self.receive(given, on=on)
        self.transferred_on = self.received_on
        self.simple_middle_on = self.simple_received_on

    @step(
        UNTOLD, State.NOTIFIED_OWN, by=DESK, zh="告知接收", en="Tell of receipt", basis="信访工作条例 23①②③", asks=forms.ReceiptTold,
        lapses=NOT_SIMPLE, issues=[documents.RECEIPT_NOTICE], fulfils=["PD-015"],
    )  # fmt: skip
    def notify_own(self, **_: Any) -> None:
        """The matter is the unit's own: receipt, route and procedure are told. Whether it is taken up is still owed in the same time (44(3))."""

    @step(
        UNTOLD, State.TRANSFERRED_IN, by=DESK, zh="转送", en="Forward", basis="信访工作条例 23①②", when=[admissibility.GOES_DOWN], asks=forms.Forwarding,
        does=[effects.leave_old_office], meets=(*TOLD_IN_TIME, clocks.SIMPLE_PASSING_ON), lapses=[clocks.OBJECTION, clocks.SIMPLE_ACCEPTANCE],
        starts=[clocks.TRANSFER_NOTICE, clocks.OBJECTION], issues=[documents.FORWARDING_LETTER, documents.DESTINATION_NOTICE], tells=[Role.INTAKE],
        fulfils=["PD-002", "PD-015", "PD-016"],
    )  # fmt: skip
    def forward(self, *, to_office: Organisation, on: date, **_: Any) -> None:
        """It is within the powers of a subordinate unit: that unit receives it, and the petitioner is told where it went."""
        self.go_to(to_office, on=on)

    @step(
        UNTOLD, State.TRANSFERRED_IN, by=DESK, zh="交办", en="Assign with a report owed", basis="信访工作条例 22①(3)、23①②", when=[admissibility.GOES_DOWN],
        asks=forms.Assigning, does=[effects.leave_old_office], meets=(*TOLD_IN_TIME, clocks.SIMPLE_PASSING_ON),
        lapses=[clocks.OBJECTION, clocks.SIMPLE_ACCEPTANCE, clocks.ASSIGNED], starts=[clocks.TRANSFER_NOTICE, clocks.OBJECTION, clocks.ASSIGNED],
        issues=[documents.ASSIGNMENT_LETTER, documents.DESTINATION_NOTICE], tells=[Role.INTAKE], fulfils=["PD-002", "PD-013", "PD-015", "PD-016"],
    )  # fmt: skip
    def assign_down(self, *, to_office: Organisation, report_by: date, on: date, **_: Any) -> None:
        """As forwarding, with a day by which the result and a closing report are owed."""
        self.go_to(to_office, on=on)
        self.report_by = report_by

    @step(
        DIRECT, State.REDIRECTED, by=DESK, zh="告知向有权机关提出", en="Tell whom to address", basis="信访工作条例 20①②、23①②", asks=forms.Redirection,
        meets=[clocks.NOTICE], lapses=EVERY_CLOCK, issues=[documents.REDIRECTION_NOTICE], fulfils=["PD-009", "PD-015", "PD-016"], refuses=True,
    )  # fmt: skip
    def redirect(self, **_: Any) -> None:
        """Within the powers of neither this unit nor its system, or brought to the wrong place."""

    @step(
        DIRECT, State.REFUSED, by=DESK, approved_by=Role.HEAD, zh="不予受理", en="Not taken up by the superior", basis="信访工作条例 19③、23②",
        when=[admissibility.NOT_IN_THE_FUTURE, admissibility.HANDLED_BELOW], asks=forms.RefusedAbove, meets=[clocks.NOTICE], lapses=EVERY_CLOCK,
        issues=[documents.REFUSAL], fulfils=["PD-008", "PD-016"], refuses=True,
    )  # fmt: skip
    def refuse(self, *, reasons: str, **_: Any) -> None:
        """The same matter is with a unit below, whose time is not over. Nothing of art 31 is a reason to refuse."""
        self.head, self.class_reasons = "19-3", reasons

    @step(
        UNTOLD, State.NOT_TAKEN_AGAIN, by=DESK, approved_by=Role.HEAD, zh="不再受理", en="Not taken up again", basis="信访工作条例 23②③、36③",
        when=[admissibility.NOT_IN_THE_FUTURE, admissibility.SAME_AFTER_RECHECK], asks=forms.AfterRecheck, meets=(*TOLD_IN_TIME, clocks.ASSIGNED),
        lapses=EVERY_CLOCK, issues=[documents.NOT_TAKEN_AGAIN, issuing.closing_report("不再受理")], fulfils=["PD-016", "PD-044"], refuses=True,
    )  # fmt: skip
    def not_take_again(self, *, reasons: str, **_: Any) -> None:
        """After a recheck opinion the same facts and reasons are not taken up again; a missed request for review bars nothing."""
        self.head, self.class_reasons = "36-3", reasons

    @step(
        State.TRANSFERRED_IN, State.OBJECTED, by=DESK, approved_by=Role.HEAD, zh="提出异议", en="Object to the transfer", basis="信访工作条例 23③",
        when=[admissibility.NEITHER_OURS_NOR_OUR_SYSTEMS, admissibility.OBJECTS_IN_TIME], asks=forms.Objecting, does=[effects.leave_old_office],
        meets=[clocks.OBJECTION], issues=[documents.OBJECTION], tells=[Role.INTAKE], fulfils=["PD-017"],
    )  # fmt: skip
    def object(self, **_: Any) -> None:
        """Neither own nor the system's: the sender looks into it; the time to tell the petitioner runs on."""
        if self.sent_by is not None:
            self.office, self.handler = self.sent_by, None

    @step(
        State.OBJECTED, (State.RETURNED, State.RETURNED_OUT), choose=after_agreeing, by=DESK, zh="同意交还", en="Agree that it comes back",
        basis="信访工作条例 23③", asks=forms.Reasons, lapses=EVERY_CLOCK, issues=[issuing.OBJECTION_ANSWER], fulfils=["PD-017"],
    )  # fmt: skip
    def agree_return(self, **_: Any) -> None:
        """The sender looked into the objection and agrees: only now the material goes back."""
        if self.sent_to_id:
            self.sent_by, self.report_by, self.transferred_on = None, None, None

    @step(
        State.OBJECTED, State.TRANSFERRED_IN, by=DESK, zh="不同意交还", en="Refuse that it comes back", basis="信访工作条例 23③", asks=forms.Reasons,
        does=[effects.leave_old_office], issues=[issuing.OBJECTION_ANSWER], tells=[Role.INTAKE], fulfils=["PD-017"],
    )  # fmt: skip
    def refuse_return(self, **_: Any) -> None:
        """The sender does not agree: the matter stays with the unit it was sent to, whose time has been running."""
        if self.sent_to is not None:
            self.office, self.handler = self.sent_to, None

    @step(
        (*UNDECIDED, State.DISPUTED), None, by=[Role.SYSTEM], zh="按本机关事项办理", en="Treat as own",
        basis="信访工作条例 23③（逾期未提出异议的后果无明文，推论）", certainty="design", lapses=[clocks.OBJECTION], tells=[Role.INTAKE], fulfils=["PD-017"],
    )  # fmt: skip
    def treat_as_own(self, **_: Any) -> None:
        """No objection came in five working days: the matter is the unit's own [inference]."""

    @step(
        UNDECIDED, State.DISPUTED, by=DESK, zh="提请确定受理机关", en="Raise a dispute of jurisdiction", basis="信访工作条例 24①", asks=forms.Dispute,
        tells=[Role.SUPERVISOR], fulfils=["PD-019"],
    )  # fmt: skip
    def raise_dispute(self, **_: Any) -> None:
        """Several units are concerned, and they do not agree who takes it up. No time stops."""

    @step(
        State.DISPUTED, (State.TRANSFERRED_IN, *DIRECT, State.NOTIFIED_OWN), choose=after_dispute, by=(*DESK, Role.SUPERVISOR), zh="确定受理机关",
        en="Settle a dispute of jurisdiction", basis="信访工作条例 24①", when=[admissibility.DECIDED_ELSEWHERE], asks=forms.DisputeEnd,
        does=[effects.leave_old_office], lapses=[clocks.TRANSFER_NOTICE], starts=[clocks.TRANSFER_NOTICE], issues=[issuing.DESTINATION_IF_MOVED],
        tells=[Role.INTAKE], fulfils=["PD-019"],
    )  # fmt: skip
    def end_dispute(self, *, on: date, to_office: Organisation | None = None, **_: Any) -> None:
        """They agree, their common superior decides, or the joint conference does; without another unit the matter stays."""
        if to_office is not None:
            self.go_to(to_office, on=on)

    @step(
        (*COMING_IN, *HANDLED), None, by=[Role.HEAD], zh="移交继续行使职权的机关", en="Pass to the successor", basis="信访工作条例 24②",
        when=[admissibility.DECIDED_ELSEWHERE], asks=forms.Successor, does=[effects.leave_old_office], tells=[Role.INTAKE, Role.APPLICANT], fulfils=["PD-020"],
    )  # fmt: skip
    def pass_to_successor(self, *, to_office: Organisation, **_: Any) -> None:
        """The unit was split, merged or abolished: who exercises its powers now takes the matter over; no time begins anew."""
        self.office, self.handler = to_office, None

    # ---- its class (29-31): a decision with reasons ----

    @step(
        UNDECIDED, State.ACCEPTED, by=DESK, zh="受理", en="Accept", basis="信访工作条例 23②③、31(6)、34、44(3)", when=[common.HANDLER_BELONGS],
        asks=forms.Classed, does=[effects.take_charge], meets=TOLD_IN_TIME, lapses=NOT_SIMPLE, starts=[clocks.HANDLING],
        issues=[documents.ACCEPTANCE_NOTICE], fulfils=["PD-002", "PD-016", "PD-017", "PD-036", "PD-040"],
    )  # fmt: skip
    def accept(self, *, on: date, reasons: str, handler: User | None = None, **_: Any) -> None:
        """A claim of art 31(6): the notice says that it is taken up, and the sixty days run."""
        self.category, self.head, self.class_reasons = codes.CLAIM, "31-6", reasons
        self.handler = handler or self.handler
        self.accept_on(on)

    @step(
        UNDECIDED, State.SIMPLE, by=DESK, zh="简易受理", en="Accept for simple handling", basis="信访事项简易办理办法 4、5；信访工作条例 23②③、34",
        when=[admissibility.FIRST_PETITION, admissibility.NOT_EXCLUDED_FROM_SIMPLE, common.HANDLER_BELONGS], asks=forms.SimpleAcceptance,
        does=[effects.take_charge], meets=(*TOLD_IN_TIME, clocks.SIMPLE_ACCEPTANCE), lapses=[clocks.OBJECTION, clocks.SIMPLE_PASSING_ON],
        starts=[clocks.HANDLING, clocks.SIMPLE_OPINION], issues=[documents.ACCEPTANCE_NOTICE], fulfils=["PD-016", "PD-053", "PD-054", "PD-055"],
    )  # fmt: skip
    def accept_simple(self, *, on: date, head: str, reasons: str, handler: User | None = None, **_: Any) -> None:
        """A first petition of art 4, nothing of art 5: ten working days of the house, within the sixty days of the law."""
        self.category, self.head, self.class_reasons = codes.CLAIM, head, reasons
        self.handler = handler or self.handler
        self.accept_on(on)

    @step(
        UNDECIDED, State.LED_TO_PROCEDURE, by=DESK, zh="导入法定程序", en="Lead into another procedure",
        basis="信访工作条例 23②③、28②、31(1)(2)(3)(4)(5)", when=[common.HANDLER_BELONGS], asks=forms.Procedure, does=[effects.take_charge],
        meets=TOLD_IN_TIME, lapses=NOT_SIMPLE, issues=[documents.PROCEDURE_NOTICE],
        fulfils=["PD-016", "PD-017", "PD-025", "PD-031", "PD-032", "PD-033", "PD-034", "PD-035"],
    )  # fmt: skip
    def lead_to_procedure(self, *, head: str, reasons: str, handler: User | None = None, **_: Any) -> None:
        """Arts 31(1)-(5): registered and told like any other, then by the procedure the law has for it; never refused for it."""
        self.category, self.head, self.class_reasons = codes.CLAIM, head, reasons
        self.handler = handler or self.handler

    @step(
        UNDECIDED, State.SUGGESTION, by=DESK, zh="作为建议意见受理", en="Take up as a suggestion", basis="信访工作条例 23②③、29①",
        when=[common.HANDLER_BELONGS],
        asks=forms.TakenAsSuggestion, does=[effects.take_charge], meets=TOLD_IN_TIME, lapses=NOT_SIMPLE, issues=[documents.RECEIPT_NOTICE],
        fulfils=["PD-016", "PD-027"],
    )  # fmt: skip
    def take_suggestion(self, *, reasons: str, handler: User | None = None, **_: Any) -> None:
        """A suggestion is studied."""
        self.category, self.head, self.class_reasons = codes.SUGGESTION, "29", reasons
        self.handler = handler or self.handler

    @step(
        UNDECIDED, State.ACCUSATION, by=DESK, zh="作为检举控告接收", en="Take up as an accusation", basis="信访工作条例 23②③④、30①③",
        when=[admissibility.READER_OF_SEALED_FILES, common.HANDLER_BELONGS], asks=forms.TakenAsAccusation, does=[effects.seal], meets=TOLD_IN_TIME,
        lapses=NOT_SIMPLE, issues=[documents.RECEIPT_NOTICE], fulfils=["PD-016", "PD-018", "PD-029", "PD-030"],
    )  # fmt: skip
    def take_accusation(self, *, reasons: str, handler: User, **_: Any) -> None:
        """An accusation goes into a compartment of its own: only the reader named sees it from now on."""
        self.category, self.head, self.class_reasons = codes.ACCUSATION, "30", reasons
        self.handler, self.sealed = handler, True
