"""What each step of a petition asks for, in statutory order: the blank forms of the office. What it comes in with stands in filing.py."""

from typing import Any

from django import forms

from casework.cases import fields
from casework.petitions import codes, heads


class ReceiptTold(forms.Form):
    """Receipt, route and procedure (23①②③)."""

    route = fields.text("处理途径和程序", "route and procedure", length=2000, long=True)
    handler_contact = fields.text("联系方式", "contact", length=200, required=False)
    query_how = fields.text("查询方式", "how to ask for progress", length=500, required=False)


class Classed(forms.Form):
    """Who handles it, and why it is of this class."""

    handler = fields.colleague("承办人", "handler's user name; empty: yourself, if you are one")
    reasons = fields.text("归类理由", "why it is of this class", length=2000, long=True)
    handler_contact = fields.text("联系方式", "contact", length=200, required=False)
    query_how = fields.text("查询方式", "how to ask for progress", length=500, required=False)


class SimpleAcceptance(Classed):
    """Which head of art 4 of the Measures on simple handling."""

    head = fields.choice("适用情形", "head of art 4", heads.choices(heads.SIMPLE))


class TakenAsSuggestion(Classed):
    """How a suggestion is studied (29)."""

    route = fields.text("处理途径和程序", "route and procedure", length=2000, long=True)


class TakenAsAccusation(TakenAsSuggestion):
    """Who alone reads it (30)."""

    handler = fields.colleague("密件阅办人", "user name of the reader of sealed files", required=True)


class Procedure(forms.Form):
    """Which procedure comes first, and where it is asked for (31(1)-(5))."""

    head = fields.choice("情形", "head of art 31", heads.choices(heads.PROCEDURES))
    handler = fields.colleague("承办人", "handler's user name; empty: yourself, if you are one")
    reasons = fields.text("理由", "reasons", length=2000, long=True)
    procedure = fields.text("应当适用的程序", "the procedure", length=200)
    procedure_basis = fields.lines("法律依据（每行一项）", "legal basis, one a line", length=1000)
    body_name = fields.text("有权处理的机关", "competent body", length=120)
    body_contact = fields.text("该机关联系方式", "its contact", length=200, required=False)
    how = fields.text("提出方式", "how to apply", length=1000, required=False)
    time = fields.text("期限", "time limit", length=300, required=False)
    linked_number = fields.text("关联案件编号", "number of the linked case", length=40, required=False)


class ProcedureEnd(forms.Form):
    """What became of it there, or the answer that was given (31(5))."""

    outcome = fields.text("接续或者答复情况", "what became of it", length=4000, long=True)
    linked_number = fields.text("关联案件编号", "number of the linked case", length=40, required=False)


class Forwarding(forms.Form):
    """To which unit, and why it is competent."""

    to_office = fields.office("转送、交办单位", "unit, by code", required=True)
    reasons = fields.text("理由", "reasons", length=2000, long=True)
    requirement = fields.text("办理要求", "requirement", length=1000, required=False, long=True)
    attachments = fields.lines("随函材料（每行一项）", "enclosures, one a line", length=1000, required=False)
    body_contact = fields.text("该单位联系方式", "its contact", length=200, required=False)


class Assigning(Forwarding):
    """With a day, and a report owed (22①(3))."""

    report_by = fields.day("指定办理期限", "day by which result and report are owed", required=True)
    report_holds = fields.lines("办结报告应当包括（每行一项）", "what the report must hold, one a line", length=1000, required=False)


class Redirection(forms.Form):
    """Whom to address instead."""

    head = fields.choice("情形", "case", heads.choices(heads.REDIRECTIONS))
    reasons = fields.text("理由", "reasons", length=2000, long=True)
    body_name = fields.text("有权处理的机关、单位", "competent body", length=120)
    body_contact = fields.text("该机关、单位联系方式", "its contact", length=200, required=False)


class RefusedAbove(forms.Form):
    """The same matter is with a unit below (19③)."""

    head = fields.choice("情形", "case", heads.choices(heads.REFUSALS))
    reasons = fields.text("理由", "reasons", length=2000, long=True)
    body_name = fields.text("受理、办理的下级机关、单位", "the unit below", length=120)
    body_contact = fields.text("该机关、单位联系方式", "its contact", length=200, required=False)
    taken_on = fields.day("该机关受理日期", "day it took the matter up", required=True)
    handled_until = fields.day("其办理期限", "end of its time", required=True)


class AfterRecheck(forms.Form):
    """The recheck opinion after which it is not taken up again (36③)."""

    reasons = fields.text("理由", "reasons", length=2000, long=True)
    recheck_body = fields.text("复核机关", "who rechecked", length=120)
    recheck_number = fields.text("复核意见书文号", "number of the recheck opinion", length=80)
    recheck_on = fields.day("复核意见书日期", "its day", required=True)


class Objecting(forms.Form):
    """Why the matter is within the powers of neither this unit nor its system (23③)."""

    reasons = fields.text("异议理由（详细说明）", "reasons in detail", length=4000, long=True)
    competent_body = fields.text("有权处理的机关、单位", "competent body", length=120, required=False)
    attachments = fields.lines("交还的材料（每行一项）", "material to go back, one a line", length=1000, required=False)


class ObjectionAnswer(forms.Form):
    """The sender's answer after looking into it."""

    answer = fields.choice("核实意见", "answer", codes.ANSWERS)
    reasons = fields.text("理由", "reasons", length=2000, long=True)


class Dispute(forms.Form):
    """Which units are concerned."""

    bodies = fields.lines("涉及的机关、单位（每行一个）", "units concerned, one a line", length=1000)
    reasons = fields.text("争议情况", "what is in dispute", length=2000, long=True)


class DisputeEnd(forms.Form):
    """Who decided, and on whom (24①)."""

    decided_by = fields.choice("决定方式", "how it was decided", codes.DECIDERS)
    decider = fields.text("作出决定的机关、单位", "who decided", length=200)
    to_office = fields.office("受理机关（另一机关时填写）", "unit to take it up, by code, where it is another")
    reasons = fields.text("理由", "reasons", length=2000, long=True)


class Successor(forms.Form):
    """Which unit goes on exercising the powers (24②)."""

    to_office = fields.office("继续行使职权的机关、单位", "successor, by code", required=True)
    reasons = fields.text("分立、合并、撤销的情况", "split, merger or abolition", length=1000, long=True)


class Investigation(forms.Form):
    """What the petitioner said, and what was found (31(6))."""

    heard_on = fields.day("听取陈述的日期", "day the petitioner was heard", required=True)
    heard = fields.text("信访人陈述的事实和理由", "what the petitioner said", length=8000, long=True)
    found = fields.text("调查核实情况", "what was found", length=8000, long=True)
    attachments = fields.files("附件", "files")


class HearingNotice(forms.Form):
    """When, where and about what."""

    meeting_at = fields.moment("听证时间", "time")
    place = fields.text("地点", "place", length=200)
    matters = fields.lines("听证事项（每行一项）", "matters, one a line", length=2000)
    chair = fields.text("主持人", "chair", length=60, required=False)
    bring = fields.lines("携带材料（每行一项）", "what to bring, one a line", length=1000, required=False)


class HearingRecord(forms.Form):
    """The record of a hearing."""

    started_at = fields.moment("开始时间", "begin")
    ended_at = fields.moment("结束时间", "end")
    place = fields.text("地点", "place", length=200)
    chair = fields.text("主持人", "chair", length=60)
    recorder = fields.text("记录人", "recorder", length=60)
    present = fields.lines("参加人（每行一人）", "who was present, one a line", length=2000)
    matters = fields.lines("听证事项（每行一项）", "matters, one a line", length=2000)
    record = fields.lines("笔录", "record", length=20000)

    def clean(self) -> dict[str, Any]:
        """It ends after it began."""
        given = super().clean() or {}
        if given.get("started_at") and given.get("ended_at") and given["ended_at"] < given["started_at"]:
            self.add_error("ended_at", "“结束时间”不能早于“开始时间”。(end: cannot precede the beginning.)")
        return given


class Judged(forms.Form):
    """What was found, the opinion and its legal basis (32①)."""

    found = fields.text("查明的事实", "facts found", length=8000, long=True)
    opinion = fields.text("意见", "opinion", length=8000, long=True)
    legal_basis = fields.lines("法律法规依据（每行一项）", "legal basis, one a line", length=2000)
    request_how = fields.text("提出请求的方式", "how to ask for the next level", length=500, required=False)


class Opinion(Judged):
    """One of the three results of art 32①."""

    result = fields.choice("处理结果", "result", heads.choices(heads.RESULTS))
    heard = fields.text("补充听取的陈述", "what else was said", length=4000, required=False, long=True)
    execution = fields.text("执行要求", "what is to be executed", length=2000, required=False, long=True)
    hardship = fields.text("社会救助告知", "social assistance", length=1000, required=False, long=True)


class SimpleOpinion(Judged):
    """Supported or explained: what may be refused is not handled simply (简易办理办法 5(3))."""

    result = fields.choice("处理结果", "result", heads.choices(heads.RESULTS[:2]))


class RecheckOpinion(Judged):
    """With the time of a hearing, and where the opinion is published (36②)."""

    hearing_days = fields.text("听证所用时间", "time of the hearing", length=300, required=False)
    publication = fields.text("公示情况", "publication", length=500, required=False)


class Agreement(forms.Form):
    """The agreement, term by term (33)."""

    other_party = fields.text("争议另一方", "other side", length=120)
    terms = fields.lines("协议内容（每行一项）", "terms, one a line", length=4000)


class Mediation(Agreement):
    """Both consented, and who mediated."""

    petitioner_consent_on = fields.day("信访人同意调解的日期", "day of the petitioner's consent", required=True)
    other_consent_on = fields.day("另一方同意调解的日期", "day of the other side's consent", required=True)
    mediator = fields.text("调解员", "mediator", length=60)


class Settlement(Agreement):
    """The sides settled by themselves."""

    agreed_on = fields.day("和解日期", "day of the settlement", required=True)
    witness = fields.text("见证人", "witness", length=60, required=False)


class SuggestionReply(forms.Form):
    """What came of the study (29①②)."""

    outcome = fields.choice("研究结果", "outcome", heads.choices(heads.SUGGESTIONS))
    study = fields.text("研究论证情况", "study", length=8000, long=True)
    reasons = fields.text("理由", "reasons", length=4000, long=True)
    measures = fields.text("采取的措施", "measures", length=4000, required=False, long=True)
    reward = fields.text("奖励", "reward", length=500, required=False)


class AccusationReferral(forms.Form):
    """To which body, whom it accuses, and why that body (30①③)."""

    to_body = fields.text("移送机关", "to which body", length=120)
    accused = fields.lines("被检举、控告的人员或者单位（每行一个）", "who is accused, one a line", length=1000)
    reasons = fields.text("移送理由", "reasons", length=2000, long=True)
    attachments = fields.lines("随函材料（每行一项）", "enclosures, one a line", length=1000, required=False)


class AccusationFeedback(forms.Form):
    """What the petitioner is told (30①)."""

    body_name = fields.text("办理机关", "handling body", length=120)
    feedback = fields.text("反馈内容", "feedback", length=4000, long=True)


class Execution(forms.Form):
    """Who must execute the opinion, and how (32②)."""

    to_body = fields.text("执行单位", "who must execute", length=120)
    measures = fields.lines("执行事项（每行一项）", "what is to be done, one a line", length=4000)
    execute_by = fields.day("执行期限", "by when")
    report_by = fields.day("反馈期限", "report by")


class Executed(forms.Form):
    """What was executed, and when."""

    executed_on = fields.day("执行日期", "day of execution", required=True)
    measures = fields.text("执行情况", "what was done", length=4000, long=True)


class Counsel(forms.Form):
    """What was explained to the petitioner (32②)."""

    counselled_on = fields.day("疏导教育日期", "day", required=True)
    said = fields.text("疏导教育情况", "what was explained", length=4000, long=True)


class Hardship(forms.Form):
    """Which assistance, and where it is applied for (37②)."""

    assistance = fields.text("社会救助事项", "assistance", length=1000, long=True)
    told_how = fields.text("告知或者帮助申请的情况", "told, or helped to apply", length=1000, long=True)


class Reasons(forms.Form):
    """Reasons alone."""

    reasons = fields.text("理由", "reasons", length=2000, long=True)
