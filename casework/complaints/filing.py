"""What a complaint, an enquiry and a report are filed with. Art 12 items that are missing do not prevent filing; they are asked for afterwards."""

from datetime import date
from typing import Any

from django import forms

from casework.cases import fields
from casework.complaints import codes
from casework.complaints.breaches import BREACHES


class Contact(forms.Form):
    """Who complains and how to reach them (art 12(1)); a name is indispensable, the rest is material."""

    applicant_name = fields.text("姓名或者名称", "name", length=80)
    applicant_phone = fields.phone("联系电话", "phone")
    applicant_email = fields.email("电子邮箱", "e-mail")
    applicant_address = fields.text("地址", "address", length=200, required=False)
    applicant_postcode = fields.text("邮政编码", "postcode", length=12, required=False)
    applicant_id_number = fields.text("证件号码", "identity number", length=30, required=False)
    electronic_service = fields.tick("同意以电子方式送达", "consents to electronic service")


class Represented(Contact):
    """The same, with an agent: an authority that names matters, powers and term."""

    agent_name = fields.text("代理人姓名", "agent's name", length=80, required=False)
    agent_phone = fields.phone("代理人电话", "agent's phone")
    agent_authority = fields.text("授权委托（事项、权限、期限）", "authority: matters, powers, term", length=1000, required=False, long=True)

    def clean(self) -> dict[str, Any]:
        """An agent needs a name and an authority."""
        given = super().clean() or {}
        acting = any(given.get(name) for name in ("agent_name", "agent_phone", "agent_authority"))
        if acting and not given.get("agent_name"):
            self.add_error("agent_name", "由代理人提出的，应当填写“代理人姓名”。(agent's name: required where an agent acts.)")
        if acting and not given.get("agent_authority"):
            self.add_error("agent_authority", "应当填写“授权委托”的事项、权限和期限。(authority: matters, powers and term are required where an agent acts.)")
        return given


class OperatorFirst(forms.Form):
    """The question of art 13①: was the operator complained to, and did it answer?"""

    operator_complained = fields.yes_no("是否已向企业投诉", "complained to the operator?")
    operator_complained_on = fields.day("向企业投诉的日期", "day of the complaint to the operator")
    operator_answered_on = fields.day("企业答复的日期", "day of the operator's answer")
    operator_answer = fields.text("企业的处理或者答复", "operator's answer", length=4000, required=False, long=True)
    operator_satisfied = fields.yes_no("对处理结果是否满意", "satisfied with it?")

    def clean(self) -> dict[str, Any]:
        """An answer follows a complaint; a day of complaint is a yes."""
        given = super().clean() or {}
        complained, answered = given.get("operator_complained_on"), given.get("operator_answered_on")
        if complained and answered and answered < complained:
            self.add_error("operator_answered_on", "“企业答复的日期”不能早于“向企业投诉的日期”。(operator's answer: cannot precede the complaint.)")
        if complained and given.get("operator_complained") is False:
            self.add_error("operator_complained", "填写了“向企业投诉的日期”，却选了未投诉。(complained to the operator?: contradicts the day given.)")
        if complained or answered:
            given["operator_complained"] = True
        return given


class Matter(OperatorFirst):
    """What is complained of (arts 10, 12(2)-(4))."""

    respondent = fields.operator("被申诉人", "operator complained of, by code")
    second_respondent = fields.operator("另一被申诉人（携号转网）", "second operator (number portability)")
    category = fields.choice("类别", "class", codes.CATEGORIES, required=False)
    title = fields.text("标题", "title", length=200, required=False)
    claim = fields.text("申诉要求", "claim", length=4000, required=False, long=True)
    facts = fields.text("理由和事实根据", "reasons and facts", length=20000, required=False, long=True)
    event_on = fields.day("申诉事项发生日期", "day of the event")
    number_in_dispute = fields.text("涉及号码或者账号", "number or account in dispute", length=60, required=False)
    number_portability = fields.tick("涉及携号转网", "number portability")
    own_matter = fields.yes_no("是否与申诉人有直接利害关系", "is it the complainant's own matter?")
    settled_before = fields.yes_no("是否已与企业达成和解协议并执行", "settled with the operator and carried out?")
    other_body = fields.choice("是否已由其他机构受理或者处理", "taken up by another body?", codes.OTHER_BODIES, required=False)
    attachments = fields.files("附件", "files")

    def clean(self) -> dict[str, Any]:
        """Something must be said, and two operators must be two."""
        given = super().clean() or {}
        if not given.get("claim") and not given.get("facts"):
            self.add_error("claim", "“申诉要求”和“理由和事实根据”至少填写一项。(claim: say what is wanted, or what happened.)")
        if given.get("second_respondent") and given["second_respondent"] == given.get("respondent"):
            self.add_error("second_respondent", "“另一被申诉人”不能与“被申诉人”相同。(second operator: must differ from the first.)")
        return given


class Filing(Matter, Represented):
    """The written complaint, by the citizen, an agent, or a clerk for a caller, letter-writer or visitor."""

    channel = fields.choice("渠道", "channel", codes.CHANNELS, required=False)
    posted_on = fields.day("交邮日期", "day of posting, for a letter")
    office = fields.office("申诉受理机构", "complaint body, by code; empty: the seat body")
    first_received_on = fields.day("首次收到日期（由信访转来或者分案时填写）", "day of first receipt, where led in or split")


class Taken(Matter):
    """An enquiry that turns out to be a complaint."""


class Enquiry(Contact):
    """A question about telecom policy."""

    channel = fields.choice("渠道", "channel", codes.CHANNELS, required=False)
    office = fields.office("申诉受理机构", "complaint body, by code")
    question = fields.text("咨询内容", "question", length=4000, long=True)


class Reentry(OperatorFirst):
    """The operator has answered unsatisfactorily, or its fifteen days are over."""

    attachments = fields.files("附件", "files")


class Material(forms.Form):
    """Material supplied: what was missing, or anything more."""

    applicant_phone = fields.phone("联系电话", "phone")
    applicant_address = fields.text("地址", "address", length=200, required=False)
    applicant_postcode = fields.text("邮政编码", "postcode", length=12, required=False)
    respondent = fields.operator("被申诉人", "operator complained of, by code")
    claim = fields.text("申诉要求", "claim", length=4000, required=False, long=True)
    facts = fields.text("理由和事实根据", "reasons and facts", length=20000, required=False, long=True)
    event_on = fields.day("申诉事项发生日期", "day of the event")
    note = fields.text("说明", "note", length=4000, required=False, long=True)
    attachments = fields.files("附件", "files")

    def clean(self) -> dict[str, Any]:
        """Material is something: an empty form is a slip."""
        given = super().clean() or {}
        if not self.errors and not any(given.values()):
            self.add_error("note", "没有填任何内容，也没有附文件。(Nothing was filled in and no file added.)")
        return given


class Report(forms.Form):
    """A report of a violation (举报): the conduct, by whom, where; a named reporter is answered."""

    applicant_name = fields.text("举报人姓名（实名举报填写）", "reporter's name, if named", length=80, required=False)
    applicant_phone = fields.phone("举报人电话", "reporter's phone")
    applicant_email = fields.email("举报人邮箱", "reporter's e-mail")
    electronic_service = fields.tick("同意以电子方式送达", "consents to electronic service")
    respondent = fields.operator("被举报的经营者", "operator reported, by code", required=True)
    violation_province = fields.text("违法行为发生地（省级代码）", "province of the violation, GB/T 2260", length=2, pattern=r"^\d{2}$")
    breach_codes = fields.choices("涉嫌违反的条款", "articles breached", [(code, one.zh) for code, one in BREACHES.items()], required=False)
    claim = fields.text("举报请求", "request", length=4000, long=True)
    facts = fields.text("违法事实", "facts", length=20000, long=True)
    office = fields.office("接收机构", "office, by code; empty: that of the place")
    attachments = fields.files("附件", "files")


FACT_DAYS = ("event_on", "operator_complained_on", "operator_answered_on", "posted_on", "first_received_on")


def days_given(given: dict[str, Any]) -> list[date]:
    """The days of past facts in an input."""
    return [given[name] for name in FACT_DAYS if given.get(name)]
