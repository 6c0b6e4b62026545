"""What the steps of oversight ask for: leaders, supervision, urgent matters, disorder, liability, rating."""

from django import forms

from casework.cases import fields
from casework.petitions import codes, heads


class Leader(forms.Form):
    """Which leader takes the matter on (18②)."""

    leader = fields.colleague("包案领导", "leader's user name", required=True)
    why = fields.text("包案理由", "why", length=500)


class Supervision(forms.Form):
    """What is wrong, and what should be mended (40①)."""

    to_body = fields.text("被督办单位", "unit supervised", length=120)
    heads = fields.choices("督办情形", "faults", heads.choices(heads.SUPERVISIONS))
    found = fields.text("查明的情况", "facts", length=4000, long=True)
    suggestions = fields.lines("改进建议（每行一项）", "suggestions, one a line", length=4000)
    reply_by = fields.day("建议反馈日期", "reply by")


class SupervisionFeedback(forms.Form):
    """Which suggestions were adopted (40④)."""

    sender = fields.text("督办单位", "who supervised", length=120)
    adopted = fields.lines("采纳情况（每行一项）", "what was adopted, one a line", length=4000)
    state = fields.text("办理进展", "where the matter stands", length=4000, long=True)
    attachments = fields.lines("附件（每行一项）", "enclosures, one a line", length=1000, required=False)


class UrgentReport(forms.Form):
    """The three acts of art 25①: report, inform, act."""

    government = fields.text("报告的党委和政府", "reported to", length=120)
    competent = fields.text("通报的主管部门", "competent department informed", length=120)
    conference = fields.text("通报的联席会议办公室", "joint conference informed", length=120)
    happened_at = fields.moment("发生时间", "when")
    place = fields.text("地点", "where", length=200)
    found = fields.text("基本情况", "what happened", length=8000, long=True)
    effects = fields.text("可能造成的影响", "possible effects", length=4000, long=True)
    measures = fields.text("已采取的措施", "measures taken", length=4000, long=True)


class Disorder(forms.Form):
    """What happened at the visit, and what was said (26, 47①)."""

    heads = fields.choices("行为", "conduct", heads.choices(heads.DISORDERS))
    started_at = fields.moment("开始时间", "begin")
    ended_at = fields.moment("结束时间", "end", required=False)
    place = fields.text("地点", "place", length=200)
    person = fields.text("行为人", "who", length=120)
    found = fields.text("经过", "what happened", length=4000, long=True)
    said = fields.text("劝阻、批评、教育情况", "what was said", length=4000, long=True)
    staff = fields.lines("工作人员（每行一人）", "staff, one a line", length=500)
    outcome = fields.text("结果", "outcome", length=1000)
    police = fields.text("依第四十七条第二款处置的情况", "police, by art 47②", length=1000, required=False)


class BreachCoding(forms.Form):
    """Which case of liability, on what facts, who orders correction."""

    breach_codes = fields.choices("责任情形", "cases of liability", codes.BREACH_CODES)
    found = fields.text("事实和依据", "facts", length=4000, long=True)
    corrected_by = fields.text("责令改正的上级机关、单位", "superior that orders correction", length=120)


class Rating(forms.Form):
    """Reception and handling, rated apart (21②)."""

    reception = fields.choice("对接待的评价", "reception", codes.SATISFACTION)
    handling = fields.choice("对办理的评价", "handling", codes.SATISFACTION)
    said = fields.text("意见建议", "remarks", length=2000, required=False, long=True)
