"""What each step asks for, in statutory order: the blank forms of the office. What a complaint is filed with stands in filing.py."""

from typing import Any

from django import forms

from casework.cases import fields
from casework.cases.case import number_of
from casework.complaints import codes
from casework.complaints.breaches import BREACHES
from casework.complaints.filing import OperatorFirst

SIDES = [("applicant", "申诉人"), ("respondent", "被申诉人")]
BREACH_CODES = [(code, f"{one.article}　{one.zh}") for code, one in BREACHES.items()]

# Evidence an operator may be asked for. Content of messages and calls is not on the list and cannot be asked for (条例 65①).
EVIDENCE = [
    ("contract", "入网协议、业务受理单"), ("bill", "账单、收费清单"), ("tariff", "资费公示和告知材料"), ("orders", "业务开通、变更、退订记录"),
    ("consent", "用户确认业务的凭证"), ("hotline", "客服热线的服务录音"), ("repair", "装机、移机、修障记录"), ("network", "网络覆盖和运行记录"),
    ("portability", "携号转网办理记录"), ("interview", "询问经办人员"),
]  # fmt: skip


class AskedFirst(OperatorFirst):
    """The question of art 13①, put by the office, with the answer; what else the caller said that a ground turns on."""

    said = fields.text("用户的回答", "what the user said", length=1000, long=True)
    category = fields.choice("类别", "class", codes.CATEGORIES, required=False)
    event_on = fields.day("申诉事项发生日期", "day of the event")
    own_matter = fields.yes_no("是否与申诉人有直接利害关系", "the complainant's own matter?")


class EnquiryAnswer(forms.Form):
    """The answer to a policy question (art 13③)."""

    answer = fields.text("解答", "answer", length=8000, long=True)


class OperatorFirstNotice(forms.Form):
    """Telling the user to go to the operator first (art 13②)."""

    how = fields.lines("向企业投诉的途径（每行一项）", "ways to reach the operator, one a line", length=1000)
    said = fields.text("用户对询问的回答", "what the user said when asked", length=1000, long=True)


class MaterialNotice(forms.Form):
    """What is still needed, all at once."""

    items = fields.lines("需要补充的材料（每行一项）", "further items, one a line", length=2000, required=False)
    how = fields.text("补充方式", "how to supply it", length=500)
    supply_by = fields.day("建议补齐日期", "suggested day")


class SendToSeat(forms.Form):
    """Why the complaint belongs elsewhere."""

    reason = fields.text("移送理由", "reason", length=500, required=False, long=True)


class Refusal(forms.Form):
    """One head of art 11, chosen and reasoned."""

    ground = fields.choice("不予受理的情形", "head of art 11", codes.heads_of_refusal())
    facts = fields.text("查明的事实", "facts found", length=4000, long=True)
    reasons = fields.text("理由", "reasons", length=4000, long=True)
    other_body_name = fields.text("已受理的其他机构", "the other body, for 11(4)", length=120, required=False)
    other_law = fields.text("另有规定的法律、行政法规、部门规章", "the other law, for 11(6)", length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """11(4) names the body, 11(6) cites the law."""
        given = super().clean() or {}
        if given.get("ground") == "11-4" and not given.get("other_body_name"):
            self.add_error("other_body_name", "依据第十一条第（四）项的，应当写明“已受理的其他机构”。(the other body: required for art 11(4).)")
        if given.get("ground") == "11-6" and not given.get("other_law"):
            self.add_error("other_law", "依据第十一条第（六）项的，应当引用“另有规定”的条文。(the other law: required for art 11(6).)")
        return given


class Acceptance(forms.Form):
    """Acceptance, and who handles the case."""

    handler = fields.colleague("承办人", "handler's user name; empty: yourself, if you are one")
    category = fields.choice("类别", "class", codes.CATEGORIES, required=False)
    why = fields.text("说明", "note", length=500, required=False)


class Forwarding(forms.Form):
    """What the operator needs to find the account and answer, and nothing else (个人信息保护法 13①(3), 34)."""

    summary = fields.text("申诉事项摘要", "summary of the claim for the operator", length=4000, required=False, long=True)
    requirement = fields.text("办理要求", "requirement", length=1000, required=False, long=True)
    second_respondent = fields.operator("另一被申诉人（携号转网）", "second operator (number portability)")
    give_phone = fields.tick("提供申诉人联系电话", "pass on the complainant's phone")
    give_address = fields.tick("提供申诉人地址（装机、修障类需要）", "pass on the address (installation, repair)")
    annexes = fields.files_of_case("随通知书发送的材料", "files of the case sent with the notice, by id, in this order")


class ObjectionForm(forms.Form):
    """The operator says that the matter is not its own."""

    reasons = fields.text("异议理由", "reasons", length=2000, long=True)
    attachments = fields.files("附件", "files")


class ObjectionUpheld(forms.Form):
    """The right operator, and why."""

    respondent = fields.operator("应当办理的经营者", "the right operator, by code")
    reasons = fields.text("理由", "reasons", length=2000, long=True)


class Reasons(forms.Form):
    """Reasons alone."""

    reasons = fields.text("理由", "reasons", length=2000, long=True)


class OperatorReplyForm(forms.Form):
    """The operator's feedback: facts, result, the complainant's view."""

    facts = fields.text("查明的事实及依据", "facts found", length=8000, long=True)
    result = fields.text("处理过程和结果", "what was done", length=8000, long=True)
    complainant_view = fields.text("申诉人的意见", "the complainant's view", length=2000, long=True)
    attachments = fields.files("附件", "files")


class Redo(forms.Form):
    """Why a reply is not enough, and what is wanted."""

    respondent = fields.operator("退回对象（两家企业时选择）", "whose reply, where there are two")
    reasons = fields.text("退回理由", "reasons", length=2000, long=True)
    requirements = fields.lines("要求（每行一项）", "requirements, one a line", length=2000, required=False)


class CallBack(forms.Form):
    """A call to the complainant after the operator's reply."""

    called_at = fields.moment("回访时间", "time of the call")
    reached = fields.tick("已接通", "reached")
    said = fields.text("申诉人的意见", "what the complainant said", length=2000, required=False, long=True)


class Agreeing(forms.Form):
    """A side agrees. A clerk who records it says for whom and how it was learnt."""

    side = fields.choice("代哪一方记录", "side, where recorded by the office", SIDES, required=False)
    respondent = fields.operator("哪一家企业", "which operator, where there are two")
    how = fields.text("方式和凭证", "how it was given, and proof", length=1000, required=False)


class Reconciliation(forms.Form):
    """The settlement both sides confirmed."""

    terms = fields.text("和解内容", "terms", length=4000, long=True)


class Mediation(forms.Form):
    """Who mediates, when and where."""

    requested_by = fields.choice("调解由谁提出", "asked for by", SIDES)
    mediator = fields.text("调解员", "mediator", length=60)
    meeting_at = fields.moment("调解时间", "time", required=False)
    place = fields.text("地点或者方式", "place or manner", length=200, required=False)


class Offer(forms.Form):
    """What an operator offers the complainant in mediation."""

    offer = fields.text("调解方案", "offer", length=4000, long=True)


class Agreement(forms.Form):
    """The agreement, term by term."""

    facts = fields.text("争议事实", "facts in dispute", length=8000, long=True)
    terms = fields.lines("协议内容（每行一项）", "terms, one a line", length=4000)
    mediator = fields.text("调解员", "mediator", length=60)


class Reply(forms.Form):
    """What the complainant is told of the handling, and how the case is counted."""

    facts_found = fields.text("查明的事实", "facts found", length=8000, long=True)
    operator_reply = fields.text("企业的意见和处理", "the operator's position; empty: its reply", length=8000, required=False, long=True)
    applicant_view = fields.text("申诉人的意见", "the complainant's view", length=2000, required=False, long=True)
    result = fields.text("处理情况", "result", length=8000, long=True)
    outcome = fields.choice("办结方式", "outcome", codes.OUTCOMES)


class Withdrawal(forms.Form):
    """A complaint is withdrawn; the reason need not be told."""

    reason = fields.text("撤回原因", "reason", length=500, required=False)


class Merger(forms.Form):
    """Into which case, and why."""

    into = fields.text("并入的案件编号", "number of the case it joins", length=24)
    reasons = fields.text("理由", "reasons", length=1000, long=True)

    def clean_into(self) -> str:
        """Whoever types it has 沪申2026-00123 before them, not the number of the system."""
        return number_of(self.cleaned_data["into"])


class Split(forms.Form):
    """The second matter, which becomes a case of its own."""

    title = fields.text("标题", "title", length=200)
    claim = fields.text("申诉要求", "claim", length=4000, long=True)
    facts = fields.text("理由和事实根据", "reasons and facts", length=20000, long=True)
    category = fields.choice("类别", "class", codes.CATEGORIES)
    event_on = fields.day("申诉事项发生日期", "day of the event")
    respondent = fields.operator("被申诉人", "operator complained of, by code", required=True)
    reasons = fields.text("分案理由", "why it is split off", length=1000, long=True)


class Stop(forms.Form):
    """Which body has the matter now, and since when."""

    other_body = fields.choice("受理的机构", "kind of body", [one for one in codes.OTHER_BODIES if one[0] != codes.NONE])
    body_name = fields.text("机构名称", "name of the body", length=120)
    taken_on = fields.day("该机构受理日期", "day it took the matter up", required=True)
    body_reference = fields.text("该机构案号", "its reference", length=80, required=False)
    reasons = fields.text("理由", "reasons", length=2000, long=True)


class Extension(forms.Form):
    """How much longer, and why it is complex."""

    days = fields.number("延长天数", "days", least=1, most=15)
    reasons = fields.text("情况复杂的理由", "why it is complex", length=2000, long=True)


class Investigation(forms.Form):
    """Two officers, their cards, and the record; questions and answers line by line."""

    first_officer = fields.colleague("调查人员一", "first officer's user name", required=True)
    first_card = fields.text("调查人员一证件号", "first officer's card number", length=40)
    second_officer = fields.colleague("调查人员二", "second officer's user name", required=True)
    second_card = fields.text("调查人员二证件号", "second officer's card number", length=40)
    cards_shown = fields.tick("已出示证件", "cards were shown", required=True)
    started_at = fields.moment("开始时间", "begin")
    ended_at = fields.moment("结束时间", "end")
    place = fields.text("地点", "place", length=200)
    person = fields.text("被询问人", "person questioned", length=60)
    person_post = fields.text("身份或者职务", "post", length=80, required=False)
    asked_for = fields.choices("调取的材料", "evidence asked for", EVIDENCE)
    record = fields.lines("笔录（一行问、一行答）", "record: question and answer on alternate lines", length=20000)
    attachments = fields.files("附件", "files")

    def clean(self) -> dict[str, Any]:
        """Two officers are two people; the record holds pairs; it ends after it began."""
        given = super().clean() or {}
        if given.get("first_officer") and given.get("first_officer") == given.get("second_officer"):
            self.add_error("second_officer", "调查人员不得少于两人。(second officer: must be another person.)")
        spoken = [line for line in (given.get("record") or "").splitlines() if line.strip()]
        if spoken and len(spoken) % 2:
            self.add_error("record", "“笔录”应当一行问、一行答。(record: a question has no answer.)")
        if given.get("started_at") and given.get("ended_at") and given["ended_at"] < given["started_at"]:
            self.add_error("ended_at", "“结束时间”不能早于“开始时间”。(end: cannot precede the beginning.)")
        return given


class TestingRequest(forms.Form):
    """What is tested, by whom, and why."""

    subject = fields.text("检测、鉴定事项", "what is tested", length=200)
    testing_body = fields.text("检测、鉴定机构", "testing body", length=120)
    reasons = fields.text("理由", "reasons", length=2000, long=True)
    fee = fields.text("费用负担", "who pays", length=200, required=False)


class TestingFinding(forms.Form):
    """The finding."""

    finding = fields.text("检测、鉴定结论", "finding", length=4000, long=True)
    attachments = fields.files("检测报告", "report")


class LocalCallBasis(forms.Form):
    """Two facts of 条例 39②."""

    local_call_basis_given = fields.choice("是否免费提供本地电话收费依据", "basis given free of charge?", [("yes", "是"), ("no", "否")])
    cause_search_helped = fields.choice("是否协助查找原因", "helped find the cause?", [("yes", "是"), ("no", "否")])
    note = fields.text("说明", "note", length=1000, required=False, long=True)


class BreachCoding(forms.Form):
    """Which articles, whether proved, on what evidence."""

    breach_codes = fields.choices("违反的条款", "articles breached", BREACH_CODES)
    proved = fields.tick("经核查属实", "proved")
    evidence = fields.text("证据和依据", "evidence", length=4000, long=True)


class ReportReferral(forms.Form):
    """A lead to enforcement: which conduct, where, on what evidence."""

    place = fields.text("违法行为发生地", "place of the violation", length=80)
    violation_province = fields.text("发生地省级代码", "its province, GB/T 2260", length=2, pattern=r"^\d{2}$")
    facts = fields.text("违法事实", "facts", length=8000, long=True)
    evidence = fields.lines("证据（每行一项）", "evidence, one a line", length=2000, required=False)
    at_users_request = fields.tick("申诉人同时实名举报", "the complainant also reports it by name")


class ReportSorting(forms.Form):
    """The sorted result of a report."""

    result = fields.choice("分类处理结果", "result", codes.REPORT_RESULTS)
    facts = fields.text("查明的事实", "facts found", length=8000, long=True)
    reply = fields.text("告知举报人的内容", "what the reporter is told", length=4000, long=True)


class Rating(forms.Form):
    """How satisfied the complainant is with the office."""

    satisfaction = fields.choice("满意度", "satisfaction", codes.SATISFACTION)
    said = fields.text("意见建议", "remarks", length=2000, required=False, long=True)
