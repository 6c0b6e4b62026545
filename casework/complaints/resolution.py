"""令35 arts 15-19 and 电信条例 39①: forwarding, the operator's reply, settlement, mediation, the answer to the complainant, and other ends."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases import common, serving
from casework.cases.excuses import Excuse, Fault
from casework.cases.parties import Party
from casework.cases.steps import EVERY_CLOCK, Opening, step
from casework.complaints import admissibility, beginnings, clocks, codes, documents, effects, forms, openings, replies
from casework.complaints.receipt import DESK
from casework.complaints.states import AFTER_FORWARDING, COMPLAINT_OPEN, UNDER_HANDLING, State
from casework.people.models import Organisation
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.complaints.file import ComplaintFile as Base
else:
    Base = object

CITIZEN = (Role.APPLICANT, Role.AGENT)
THE_ANSWER = (clocks.ANSWER, clocks.FULL_ANSWER, clocks.HENAN_ANSWER, clocks.CHONGQING_MEDIATION)


def after_reply(case: Any, *, party: Party | None, **_: Any) -> State:
    """Replied only when every operator has; an objection of the other one stays open."""
    if case.state == State.OBJECTED:
        return State.OBJECTED
    return State.FORWARDED if any(one != party for one in replies.still_owing(case)) else State.OPERATOR_REPLIED


def after_objection(case: Any, *, respondent: Organisation | None = None, **_: Any) -> State:
    """Back to the operators; where the one that objected leaves and all others have replied, on to the handler."""
    objection = replies.open_objection(case)
    others = [one for one in replies.still_owing(case) if objection is None or one.pk != objection.party_id]
    return State.FORWARDED if respondent or others else State.OPERATOR_REPLIED


def after_overruling(case: Any, **_: Any) -> State:
    """Back to the operators whose reply is outstanding."""
    return State.FORWARDED if replies.still_owing(case) else State.OPERATOR_REPLIED


class Resolution(Base):
    """From acceptance to the end of the file."""

    @step(
        State.ACCEPTED, State.FORWARDED, by=[Role.HANDLER], zh="转办", en="Forward to the operator", basis="令35 15（原文未见）；电信条例 39①", certainty="R",
        when=[admissibility.RESPONDENT_NAMED], asks=forms.Forwarding, does=[effects.join_respondents], meets=[clocks.FORWARDING],
        issues=[documents.TRANSFER_NOTICE], tells=[Role.APPLICANT], fulfils=["TD-011", "TD-017", "TD-022", "TD-035"],
    )  # fmt: skip
    def forward(self, *, on: date, second_respondent: Organisation | None = None, **_: Any) -> None:
        """The operator, or both operators of a ported number, get what they need to find the account and answer."""
        self.forwarded_on = on
        self.second_respondent = second_respondent or self.second_respondent

    @step(
        AFTER_FORWARDING, None, by=[Role.RESPONDENT], zh="签收文书", en="Acknowledge receipt", basis="令35 16（原文未见）：收到转办通知书", certainty="R",
        when=[admissibility.OWN_PAPER_WAITS], does=[serving.received_by_party], tells=[Role.HANDLER], fulfils=["TD-012"],
    )  # fmt: skip
    def acknowledge(self, **_: Any) -> None:
        """The operator says that it has its papers; its time runs from this day."""

    @step(
        State.FORWARDED, State.OBJECTED, by=[Role.RESPONDENT], zh="提出异议（非本企业）", en="Object: not ours",
        basis="企业异议（内部规定）", certainty="design",
        when=[admissibility.REPLY_OUTSTANDING], asks=forms.ObjectionForm, does=[serving.received_by_party, effects.record_objection],
        tells=[Role.HANDLER], fulfils=["TD-012"],
    )  # fmt: skip
    def object(self, **_: Any) -> None:
        """The operator says with reasons that the matter is not its own; the time to answer the complainant runs on."""

    @step(
        State.OBJECTED, (State.FORWARDED, State.OPERATOR_REPLIED), choose=after_objection, by=[Role.HANDLER], zh="异议成立，改转", en="Uphold an objection",
        basis="企业异议（内部规定）", certainty="design", when=[admissibility.ANOTHER_OPERATOR], asks=forms.ObjectionUpheld,
        does=[effects.decide_objection(upheld=True)], issues=[documents.TRANSFER_NOTICE], tells=[Role.APPLICANT], fulfils=["TD-011", "TD-035"],
    )  # fmt: skip
    def uphold_objection(self, *, respondent: Organisation | None = None, **_: Any) -> None:
        """The operator leaves the case and the right one takes its place."""
        objection = replies.open_objection(self)
        if objection is not None and objection.party.organisation_id == self.second_respondent_id:
            self.second_respondent = respondent
        elif respondent is not None:
            self.respondent = respondent
        else:
            self.respondent, self.second_respondent = self.second_respondent, None

    @step(
        State.OBJECTED, (State.FORWARDED, State.OPERATOR_REPLIED), choose=after_overruling, by=[Role.HANDLER], zh="异议不成立", en="Overrule an objection",
        basis="企业异议（内部规定）", certainty="design", asks=forms.Reasons, does=[effects.decide_objection(upheld=False)], tells=[Role.RESPONDENT],
        shared=True, fulfils=["TD-012"], refuses=True,
        excuses=[
            Excuse(
                Fault.NO_REASONS,
                "企业异议是内部规定，所见条文没有异议，也没有驳回异议的文书；决定及理由记入台账，企业在案卷中可读。",
                "The objection is a house rule: the text seen knows neither it nor a paper that overrules it; decision and reasons stand in the ledger, "
                "and the operator reads them on its file.",
            )
        ],
    )  # fmt: skip
    def overrule_objection(self, **_: Any) -> None:
        """The matter is the operator's after all; its time has been running."""

    @step(
        (State.FORWARDED, State.OBJECTED), (State.FORWARDED, State.OPERATOR_REPLIED, State.OBJECTED), choose=after_reply, by=[Role.RESPONDENT],
        zh="企业反馈", en="Operator's reply", basis="令35 16（原文未见）", certainty="R", when=[admissibility.REPLY_OUTSTANDING],
        asks=forms.OperatorReplyForm, does=[serving.received_by_party, effects.record_reply], meets=[clocks.OPERATOR_REPLY],
        tells=[Role.HANDLER], fulfils=["TD-012"],
    )  # fmt: skip
    def operator_reply(self, **_: Any) -> None:
        """An operator feeds back the facts, the result and the complainant's view."""

    @step(
        State.OPERATOR_REPLIED, State.FORWARDED, by=[Role.HANDLER], zh="退回重办", en="Return a reply", basis="退回重办（内部规定）", certainty="design",
        asks=forms.Redo, does=[effects.return_replies], issues=[documents.REDO_NOTICE], fulfils=["TD-012"],
    )  # fmt: skip
    def return_reply(self, **_: Any) -> None:
        """A reply that is inadequate goes back with reasons; what was agreed on its strength lapses."""
        self.applicant_confirmed_on = self.operator_confirmed_on = None
        self.applicant_consent_on = self.operator_consent_on = None

    @step(
        UNDER_HANDLING, None, by=DESK, zh="回访记录", en="Log a call-back", basis="回访（内部规定）", certainty="design",
        when=[common.HAS_HAPPENED], asks=forms.CallBack, fulfils=["TD-017"],
    )  # fmt: skip
    def call_back(self, **_: Any) -> None:
        """The complainant is called and heard."""

    @step(
        State.OPERATOR_REPLIED, None, by=(*CITIZEN, Role.RESPONDENT, Role.HANDLER), zh="确认和解", en="Confirm a settlement",
        basis="令35 17（原文未见）", certainty="R", when=[admissibility.SIDE_IS_CLEAR], asks=forms.Agreeing, does=[effects.agree(replies.SETTLEMENT)],
        tells=[Role.HANDLER], fulfils=["TD-014"],
    )  # fmt: skip
    def confirm_settlement(self, **_: Any) -> None:
        """A side confirms that the dispute is settled."""

    @step(
        State.OPERATOR_REPLIED, State.RECONCILED, by=[Role.HANDLER], zh="和解办结", en="Close as reconciled", basis="令35 17（原文未见）；电信条例 39①",
        certainty="R", when=[admissibility.BOTH_CONFIRMED], asks=forms.Reconciliation, meets=THE_ANSWER, lapses=EVERY_CLOCK,
        issues=[documents.SETTLEMENT_NOTE], fulfils=["TD-013", "TD-014", "TD-017"],
    )  # fmt: skip
    def reconcile(self, **_: Any) -> None:
        """Both sides confirmed: the settlement closes the case."""
        self.outcome = codes.RECOGNISED

    @step(
        State.OPERATOR_REPLIED, None, by=(*CITIZEN, Role.RESPONDENT, Role.HANDLER), zh="同意调解", en="Consent to mediation",
        basis="令35 17-19（原文未见）", certainty="R", when=[admissibility.SIDE_IS_CLEAR], asks=forms.Agreeing, does=[effects.agree(replies.MEDIATION)],
        tells=[Role.HANDLER], fulfils=["TD-014"],
    )  # fmt: skip
    def consent_mediation(self, **_: Any) -> None:
        """A side asks for mediation or agrees to it."""

    @step(
        State.OPERATOR_REPLIED, State.MEDIATING, by=[Role.HANDLER], zh="组织调解", en="Open mediation", basis="令35 17-19（原文未见）", certainty="R",
        when=[admissibility.BOTH_CONSENT], asks=forms.Mediation, starts=[clocks.MEDIATION], issues=[documents.MEDIATION_NOTICE], fulfils=["TD-014", "TD-037"],
    )  # fmt: skip
    def open_mediation(self, **_: Any) -> None:
        """Both sides consent: the office mediates, from the day of the later consent."""
        self.mediation_on = max(day for day in (self.applicant_consent_on, self.operator_consent_on) if day)

    @step(
        State.MEDIATING, None, by=[Role.RESPONDENT], zh="提出调解方案", en="Make an offer", basis="调解方案（内部规定）", certainty="design",
        asks=forms.Offer, does=[effects.for_party], shared=True, tells=[*CITIZEN, Role.HANDLER], fulfils=["TD-014"],
    )  # fmt: skip
    def offer(self, **_: Any) -> None:
        """An operator tells the complainant and the handler what it offers."""

    @step(
        State.MEDIATING, State.AGREED, by=[Role.HANDLER], zh="调解达成协议", en="Record the agreement",
        basis="令35 19（原文未见）；电信条例 39①", certainty="R",
        asks=forms.Agreement, begins=beginnings.facts_replied, meets=(clocks.MEDIATION, *THE_ANSWER), lapses=EVERY_CLOCK,
        issues=[documents.MEDIATION_AGREEMENT],
        fulfils=["TD-013", "TD-014", "TD-017", "TD-037"],
    )  # fmt: skip
    def record_agreement(self, **_: Any) -> None:
        """The sides agree, term by term, on paper."""
        self.outcome = codes.RECOGNISED

    @step(
        State.MEDIATING, State.TERMINATED, by=[Role.HANDLER], zh="终止调解", en="End mediation", basis="令35 19（原文未见）；行政复议法 12(4)", certainty="R",
        asks=forms.Reasons, meets=(clocks.MEDIATION, *THE_ANSWER), lapses=EVERY_CLOCK, issues=[documents.MEDIATION_ENDED],
        fulfils=["TD-013", "TD-014", "TD-017", "TD-032"],
    )  # fmt: skip
    def end_mediation(self, **_: Any) -> None:
        """No agreement: both are told, with arbitration and court as what remains."""
        self.outcome = codes.NOT_RECOGNISED

    @step(
        UNDER_HANDLING, State.REPLIED, by=[Role.HANDLER], approved_by=Role.HEAD, zh="答复办结", en="Answer and close",
        basis="电信条例 39①；令35 17（条号未核）", certainty="V*", asks=forms.Reply, begins=beginnings.replied,
        meets=(*THE_ANSWER, clocks.MEDIATION), lapses=EVERY_CLOCK,
        issues=[documents.CLOSING_REPLY], tells=[Role.RESPONDENT], fulfils=["TD-013", "TD-017", "TD-036"],
    )  # fmt: skip
    def reply(self, *, outcome: str, **_: Any) -> None:
        """The complainant is told how the complaint was handled."""
        self.outcome = outcome

    @step(
        COMPLAINT_OPEN, State.WITHDRAWN, by=(*CITIZEN, Role.INTAKE), zh="撤回申诉", en="Withdraw", basis="撤回（内部规定）", certainty="design",
        asks=forms.Withdrawal, lapses=EVERY_CLOCK, issues=[documents.WITHDRAWAL_NOTE], tells=[Role.HANDLER, Role.RESPONDENT],
    )  # fmt: skip
    def withdraw(self, **_: Any) -> None:
        """The complainant no longer wants the case."""

    @step(
        COMPLAINT_OPEN, State.MERGED, by=DESK, zh="并案", en="Merge", basis="令35 11(3)", when=[admissibility.MERGER_TARGET],
        asks=forms.Merger, does=[effects.link_merged], meets=[clocks.DECISION, clocks.CHONGQING_DECISION], lapses=EVERY_CLOCK,
        issues=[documents.MERGER_NOTICE], fulfils=["TD-004"], refuses=True,
    )  # fmt: skip
    def merge(self, **_: Any) -> None:
        """The same matter is already on file: it goes on under one number."""

    @step(
        COMPLAINT_OPEN, None, by=DESK, zh="分案", en="Split", basis="分案（内部规定）", certainty="design", asks=forms.Split,
        opens=Opening("file", openings.second_matter, "split into"), tells=[Role.APPLICANT], fulfils=["TD-017"],
    )  # fmt: skip
    def split(self, **_: Any) -> None:
        """A second matter becomes a case of its own and keeps the day of the first receipt."""

    @step(
        COMPLAINT_OPEN, State.STOPPED, by=DESK, approved_by=Role.HEAD, zh="终止处理", en="Stop", basis="令35 11(4)",
        asks=forms.Stop, meets=[clocks.DECISION, clocks.CHONGQING_DECISION], lapses=EVERY_CLOCK, issues=[documents.STOP_NOTICE],
        tells=[Role.RESPONDENT], fulfils=["TD-004"], refuses=True,
    )  # fmt: skip
    def stop(self, *, other_body: str, body_name: str, **_: Any) -> None:
        """A court, an arbitration body, a consumer organisation or another organ has taken the matter up."""
        self.other_body, self.stopped_by = other_body, body_name

    @step(
        COMPLAINT_OPEN, None, by=[Role.HANDLER], approved_by=Role.HEAD, zh="延长答复期限（河南）", en="Extend the time to answer (Henan)",
        basis="河南省电信条例 38", certainty="V-c.u.", when=[admissibility.HENAN_MAY_EXTEND], asks=forms.Extension, extends=[clocks.HENAN_ANSWER],
        tells=[Role.APPLICANT], fulfils=["TD-036"],
        excuses=[
            Excuse(
                Fault.NO_REASONS,
                "河南省电信条例 38 只要求经单位负责人批准，没有规定延期文书；延长告知申诉人，理由记入台账。",
                "河南省电信条例 38 asks for the head's approval and knows no paper of extension; the complainant is told, the reasons stand in the ledger.",
            )
        ],
    )  # fmt: skip
    def extend_henan(self, **_: Any) -> None:
        """A complex case in Henan, within the thirty days of the Regulations."""
