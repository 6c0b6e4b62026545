"""What the steps ask for at the end of a case and after it (35, 38, 40, 41, 61-86; 行政诉讼法 26, 67): the blank forms of the office."""

from django import forms

from casework.cases import fields
from casework.cases.excuses import Excuse, Fault
from casework.reconsideration import codes

# ---- its ends, and the decision (41, 61-75) ----


class Withdrawal(forms.Form):
    """Withdrawn, why, and whether the parties settled (41(1), 74)."""

    reason = fields.text("撤回理由", "reason", length=2000, long=True)
    settled = fields.tick("当事人自愿达成和解", "the parties settled")
    terms = fields.lines("和解内容（每行一项）", "terms, one a line", length=4000, required=False)
    represented_consent = fields.text("被代表的申请人同意的材料", "consent of the represented", length=1000, required=False, long=True)


class WithdrawalPermit(forms.Form):
    """What was looked at before leave is given (74)."""

    checked = fields.text("对自愿性和和解内容的审查", "what was checked", length=4000, long=True)
    terms = fields.lines("和解内容（每行一项）", "terms of a settlement, one a line", length=4000, required=False)
    reasons = fields.text("终止的理由", "why the case ends", length=2000, long=True)


class Termination(forms.Form):
    """On which ground the case must end (41)."""

    ground = fields.choice("终止的情形", "ground", codes.choices([one for one in codes.TERMINATIONS if one.code != codes.WITHDRAWN]))
    reasons = fields.text("理由", "reasons", length=4000, long=True)


class Mediation(forms.Form):
    """The agreement, term by term (73①)."""

    facts = fields.text("查明的事实", "facts", length=8000, long=True)
    reasons = fields.text("争议和调解情况", "the dispute and how it was mediated", length=4000, long=True)
    terms = fields.lines("协议内容（每行一项）", "terms, one a line", length=4000)
    third_party = fields.text("第三人意见", "third party", length=1000, required=False)


SIGNED_AGREEMENT = (
    Excuse(
        Fault.NO_PROOF,
        "调解书已在“制作调解书”一步制发；经各方签字或者签章、加盖印章即生效（73①），生效不另行制作文书，签字的调解书存入案卷。",
        "The agreement was issued by the step before; signatures and seal make it take effect (73①), without another paper. The signed copy is kept.",
    ),
)


class Signing(forms.Form):
    """Who signed, on which day (73①)."""

    signed = fields.lines("已签字或者签章的当事人（每行一方）", "who signed, one a line", length=1000)
    uploads = fields.files("签字的调解书", "the signed agreement")


class Decision(forms.Form):
    """The decision: results with their heads, facts, evidence, reasons, orders (61-72, 75)."""

    results = fields.choices("决定", "results", [(one.code, f"{one.article}　{one.what}") for one in codes.RESULTS])
    heads = fields.choices(
        "情形", "heads the results rest on",
        [(head.code, f"{head.article}　{head.zh}") for one in codes.RESULTS for head in one.heads if one.code != "annul_part"],
        required=False,
    )  # fmt: skip
    worse = fields.choice(
        "变更是否对申请人更为不利", "whether a change is worse for the applicant",
        [("no", "不更为不利"), ("third_party", "更为不利，第三人提出相反请求"), ("yes", "更为不利")], required=False,
    )  # fmt: skip
    applicant_reasons = fields.text("申请人的理由", "what the applicant says", length=8000, long=True)
    answer = fields.text("被申请人的答复（不同于案卷时填写）", "what the respondent says, where not as on file", length=8000, required=False, long=True)
    third_party_view = fields.text("第三人意见", "what a third party says", length=4000, required=False, long=True)
    facts = fields.text("查明的事实", "facts found", length=20000, long=True)
    evidence = fields.lines("采信的证据（每行一项）", "evidence, one a line", length=8000)
    reasons = fields.text("理由", "reasons", length=20000, long=True)
    orders = fields.lines("决定内容（每行一项）", "orders, one a line", length=4000)
    term = fields.text("履行、重作期限", "term to perform or act anew", length=200, required=False)
    perform_by = fields.day("履行期限的最后一日", "last day to perform")
    norm_told = fields.text("对规范性文件的告知", "what is told of the norm", length=2000, required=False, long=True)
    committee = fields.text("咨询意见的采纳情况（不同于案卷时填写）", "advice, where not as on file", length=2000, required=False, long=True)


# ---- after the decision (76-79, 35, 38, 40, 82-86, lawsuits) ----


class InEffect(forms.Form):
    """Nothing but a note."""

    note = fields.text("说明", "note", length=500, required=False)


class Performed(forms.Form):
    """What was done, and whether a new act is the old one (64②, 77①)."""

    done_on = fields.day("履行日期", "day", required=True)
    how = fields.text("履行情况", "what was done", length=4000, long=True)
    same_act = fields.choice(
        "重新作出的行政行为是否与原行政行为相同或者基本相同且以同一事实和理由", "the new act is the same on the same facts", codes.YES_NO, required=False
    )
    uploads = fields.files("附件", "files")


class PerformanceOrder(forms.Form):
    """What is owed by which instrument, until when, and what else is done (77②)."""

    instrument = fields.choice("文书", "instrument", codes.choices(codes.INSTRUMENTS))
    instrument_number = fields.text("文号", "its number", length=80)
    instrument_served_on = fields.day("送达日期", "day it was served", required=True)
    duty = fields.lines("应当履行的内容（每行一项）", "what is owed, one a line", length=2000)
    reasons = fields.text("理由", "reasons", length=2000, long=True)
    perform_by = fields.day("限期", "to be performed by", required=True)
    measures = fields.lines("约谈、通报批评等（每行一项）", "talk, public criticism, one a line", length=1000, required=False)


class Enforcement(forms.Form):
    """Which of the three tracks (78)."""

    track = fields.choice("执行途径", "track", codes.choices(codes.TRACKS))
    by_way = fields.choice("方式", "way", codes.WAYS_TO_ENFORCE)
    against = fields.text("被执行人", "against whom", length=80)
    organ = fields.text("执行机关或者受理法院", "organ or court", length=120)
    reasons = fields.text("逾期不起诉又不履行的情况", "how it was neither sued nor performed", length=2000, long=True)


class OpinionLetter(forms.Form):
    """What else was found, in whose conduct, and what is to be done (76)."""

    organ = fields.text("其他下级行政机关（不是被申请人时填写）", "another lower organ, where not the respondent", length=80, required=False)
    found_act = fields.text("发现的行政行为", "act found", length=1000, long=True)
    facts = fields.text("事实", "facts", length=4000, long=True)
    law = fields.text("法律依据", "law", length=1000, long=True)
    reasons = fields.text("理由", "reasons", length=4000, long=True)
    opinions = fields.lines("意见（每行一项）", "what is to be done, one a line", length=4000)


class CorrectionReport(forms.Form):
    """What was corrected (76)."""

    organ = fields.text("报送的机关", "who reports", length=80)
    report = fields.text("纠正情况", "what was corrected", length=8000, long=True)
    uploads = fields.files("附件", "files")


class Publication(forms.Form):
    """Where and when (79①)."""

    published_at = fields.text("公开的渠道", "where", length=200)
    blacked_out = fields.text("不公开的部分", "what is blacked out", length=1000, required=False, long=True)


class Closing(forms.Form):
    """Why nothing is left."""

    why_unperformed = fields.text("无需履行或者未登记履行的说明", "why nothing is left to perform", length=1000, required=False, long=True)


class SuitServed(forms.Form):
    """The statement of claim came in: which court, who sues, who is sued (行政诉讼法 26, 67①)."""

    sued_on = fields.day("收到起诉状副本的日期", "day the statement of claim came in", required=True)
    court = fields.text("人民法院", "court", length=120)
    court_number = fields.text("案号", "its number", length=80, required=False)
    plaintiff = fields.text("原告", "plaintiff", length=80)
    defendants = fields.choice("被告", "who is sued", codes.DEFENDANTS)


class Defence(forms.Form):
    """The defence with evidence and norms (行政诉讼法 67①)."""

    filed_on = fields.day("提交日期", "day it was filed", required=True)
    evidence = fields.lines("证据、规范性文件目录（每行一项）", "evidence and norms, one a line", length=8000)
    uploads = fields.files("答辩状", "the defence")


class Judgment(forms.Form):
    """How it ended in court."""

    judgment = fields.choice("结果", "result", codes.JUDGMENTS)
    judged_on = fields.day("裁判生效日期", "day it became final", required=True)
    said = fields.text("裁判内容", "what the court said", length=4000, long=True)


class SuperiorOrder(forms.Form):
    """What the superior ordered (35, 40)."""

    superior = fields.text("上级行政机关", "superior", length=120)
    order_number = fields.text("文号", "number of its order", length=80)
    reasons = fields.text("责令的内容和处理", "what was ordered, and what is done", length=4000, long=True)


class MovingUp(forms.Form):
    """Which superior hears it, and why (38)."""

    superior = fields.text("上级行政复议机关", "superior organ", length=120)
    asked = fields.choice("方式", "how", [("asked", "报请上级决定"), ("taken", "上级决定审理")])
    reasons = fields.text("理由", "reasons", length=4000, long=True)


class Lead(forms.Form):
    """Whom, for what, to which organ (85, 86)."""

    addressee = fields.text("接受移送的机关", "organ that gets it", length=120)
    ground = fields.choice("情形", "ground", codes.choices(codes.LEADS))
    persons = fields.lines("涉及人员（每行一人）", "persons, one a line", length=1000)
    facts = fields.text("事实", "facts", length=8000, long=True)
    evidence = fields.lines("证据（每行一项）", "evidence, one a line", length=4000, required=False)
    attachments = fields.lines("随附材料（每行一项）", "enclosures, one a line", length=1000, required=False)


class BreachCoding(forms.Form):
    """Which head of liability (82-84)."""

    breach_codes = fields.choices("责任情形", "heads of liability", codes.choices(codes.BREACHES))
    found = fields.text("认定的事实", "facts", length=4000, long=True)
