"""What the steps ask for while the case is heard (36-60): the blank forms of the office."""

from typing import Any

from django import forms

from casework.cases import fields
from casework.reconsideration import codes
from casework.reconsideration.forms import Reasons
from casework.reconsideration.papers import lines

# ---- the hearing of the case (36-55) ----


class CopySent(forms.Form):
    """What goes out with the copy (48, 54①)."""

    attachments = fields.lines("随附材料（每行一项）", "enclosures, one a line", length=1000, required=False)
    handlers = fields.lines("承办人员（每行一人）", "officers, one a line", length=200, required=False)


class Answer(forms.Form):
    """The answer, with evidence, basis and other material (48, 54①); the list of evidence is part of it."""

    answer = fields.text("书面答复", "answer", length=20000, long=True)
    evidence = fields.lines("证据、依据和其他材料目录（每行一项）", "list of evidence and basis, one a line", length=8000)
    answered_by = fields.text("提出答复的部门", "department that answers", length=120, required=False)
    posted_on = fields.day("交邮日期（由行政复议机构填写）", "day of posting, filled in by the office")
    uploads = fields.files("附件", "files")


class Supplement(forms.Form):
    """Evidence added with leave (46②)."""

    evidence = fields.lines("补充的证据目录（每行一项）", "evidence added, one a line", length=4000)
    reasons = fields.text("补充的理由（针对申请人、第三人提出的哪一项新理由或者证据）", "in answer to which new reason or evidence", length=2000, long=True)


class ThirdPartyEvidence(forms.Form):
    """What a third party brings (70)."""

    evidence = fields.lines("第三人提供的证据目录（每行一项）", "evidence of the third party, one a line", length=4000)
    concerned = fields.tick("行政行为涉及该第三人的合法权益", "the act concerns its lawful rights", required=True)


class Opinions(forms.Form):
    """What a party said, in which way, or why it could not be heard (49)."""

    way = fields.choice("听取方式", "way", codes.choices(codes.WAYS_OF_HEARING))
    heard_at = fields.moment("时间", "time")
    place = fields.text("地点", "place", length=200, required=False)
    officers = fields.lines("行政复议人员（每行一人）", "officers, one a line", length=300)
    recorder = fields.text("记录人", "recorder", length=60, required=False)
    person = fields.text("被听取意见的人", "who was heard", length=80)
    person_post = fields.text("身份", "standing", length=80, required=False)
    said = fields.lines("意见", "what was said", length=20000, required=False)
    unheard = fields.text("因当事人原因不能听取的情况", "why it could not be heard", length=2000, required=False, long=True)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or {}
        if not given.get("said") and not given.get("unheard"):
            self.add_error("said", "请记录意见，或者写明因当事人原因不能听取的情况（行政复议法 49）。(said: what was said, or why it could not be heard.)")
        return given


class HearingNotice(forms.Form):
    """When, where, about what, before whom (50, 51①)."""

    hearing_at = fields.moment("听证时间", "time")
    place = fields.text("地点", "place", length=200)
    matters = fields.lines("拟听证事项（每行一项）", "matters, one a line", length=2000)
    reasons = fields.text("组织听证的理由", "why a hearing is held", length=1000, required=False, long=True)
    chair = fields.text("主持人", "chair", length=60)
    members = fields.lines("听证员（每行一人，两名以上）", "hearing officers, one a line, two at least", length=200)
    recorder = fields.text("记录员", "recorder", length=60)

    def clean(self) -> dict[str, Any]:
        """One chair, two officers at least, one recorder, each another person (50③)."""
        given = super().clean() or {}
        members = lines(given.get("members"))
        if given.get("members") and len(members) < 2:
            self.add_error("members", "听证员应当为两名以上（行政复议法 50③）。(members: two at least, 行政复议法 50③.)")
        bench = [given.get("chair"), given.get("recorder"), *members]
        if len({one for one in bench if one}) < len([one for one in bench if one]):
            self.add_error("chair", "主持人、听证员、记录员应当为不同的人（行政复议法 50③）。(chair, officers and recorder are different people.)")
        return given


class HearingRecord(HearingNotice):
    """The record of the hearing (50③, 51③, 61②)."""

    hearing_at = None  # type: ignore[assignment]
    reasons = None  # type: ignore[assignment]
    started_at = fields.moment("开始时间", "begin")
    ended_at = fields.moment("结束时间", "end")
    present = fields.lines("参加人（每行一人）", "who was present, one a line", length=2000)
    absent = fields.lines("未参加人及原因（每行一人）", "who was absent, and why, one a line", length=2000, required=False)
    respondent_head = fields.choice("被申请人的负责人", "the respondent's head", [("came", "参加听证"), ("sent", "不能参加，已说明理由并委托相应的工作人员")])
    head_reason = fields.text("负责人不能参加的理由和受托人员", "why the head could not come, and who came", length=500, required=False)
    record = fields.lines("笔录", "record", length=40000)

    def clean(self) -> dict[str, Any]:
        """It ends after it began; a head who does not come explains and sends somebody (51③)."""
        given = super().clean() or {}
        if given.get("started_at") and given.get("ended_at") and given["ended_at"] < given["started_at"]:
            self.add_error("ended_at", "“结束时间”不能早于“开始时间”。(end: cannot precede the beginning.)")
        if given.get("respondent_head") == "sent" and not given.get("head_reason"):
            self.add_error("head_reason", "被申请人的负责人不能参加的，应当说明理由并委托工作人员（行政复议法 51③）。(head_reason: required, 行政复议法 51③.)")
        return given


class Absence(forms.Form):
    """The applicant stayed away (51②)."""

    facts = fields.text("未参加听证的情况", "how the applicant stayed away", length=2000, long=True)


class AdviceAsked(forms.Form):
    """On what the committee is asked (52②)."""

    advice_case = fields.choice("提请咨询的情形", "case of art 52②", codes.choices(codes.ADVICE_CASES))
    question = fields.text("提请咨询的问题", "question", length=4000, long=True)


class Advice(forms.Form):
    """What the committee advised (52③)."""

    members = fields.lines("参加咨询的委员（每行一人）", "members, one a line", length=1000)
    advice = fields.text("咨询意见", "advice", length=8000, long=True)


class Inquiry(forms.Form):
    """Two officers, cards shown, who was asked and what was said (45)."""

    officers = fields.lines("行政复议人员及工作证号（每行一人）", "officers with their card numbers, one a line", length=300)
    cards_shown = fields.tick("已出示行政复议工作证件", "cards were shown", required=True)
    asked_at = fields.moment("时间", "time")
    person = fields.text("被调查的单位、个人", "who was asked", length=120)
    record = fields.text("调查笔录", "record", length=20000, long=True)
    refused = fields.text("拒绝、阻挠的情况", "how it was refused or obstructed", length=2000, required=False, long=True)
    uploads = fields.files("附件", "files")


class EvidenceRequest(forms.Form):
    """What somebody is asked to hand over (45①)."""

    organ = fields.text("被调取的单位、个人", "who holds it", length=80)
    material = fields.lines("调取的材料（每行一项）", "material, one a line", length=4000)
    purpose = fields.text("证明目的", "purpose", length=1000, long=True)
    hand_over_by = fields.day("提交期限", "to be handed over by", required=True)
    how = fields.text("提交方式", "how", length=500, required=False)
    officers = fields.lines("行政复议人员及工作证号（每行一人，不少于两人）", "officers, one a line, two at least", length=300)


class Verified(forms.Form):
    """Which evidence was found to be true, and which not (43②)."""

    verified = fields.lines("审查属实的证据（每行一项）", "evidence verified, one a line", length=8000)
    rejected = fields.lines("不予采信的证据及理由（每行一项）", "evidence not taken, and why, one a line", length=8000, required=False)


class FileAccess(forms.Form):
    """Who reads what, when and where; what is withheld (47)."""

    asked_by = fields.text("申请人（当事人姓名）", "who asked, by name", length=80)
    asked_on = fields.day("申请日期", "day asked", required=True)
    material = fields.lines("准许查阅、复制的材料（每行一项）", "material opened, one a line", length=4000)
    when = fields.text("查阅时间", "when", length=200)
    place = fields.text("查阅地点", "where", length=200)
    withheld = fields.lines("不予提供的材料（每行一项）", "withheld, one a line", length=4000, required=False)


class FileRefusal(forms.Form):
    """Which secret or danger closes the file (47)."""

    asked_by = fields.text("申请人（当事人姓名）", "who asked, by name", length=80)
    asked_on = fields.day("申请日期", "day asked", required=True)
    material = fields.lines("申请查阅、复制的材料（每行一项）", "material asked for, one a line", length=4000)
    heads = fields.choices("不予同意的情形", "grounds", codes.choices(codes.CLOSED_FILES))
    reasons = fields.text("理由", "reasons", length=2000, long=True)
    open_part = fields.text("可以查阅的部分", "what can be read", length=2000, required=False, long=True)


class Stay(forms.Form):
    """On which of the four grounds, of what, until when (42)."""

    ground = fields.choice("停止执行的情形", "ground", codes.choices(codes.STAYS))
    reasons = fields.text("理由", "reasons", length=2000, long=True)
    from_on = fields.day("停止执行的日期（不同于今日时填写）", "from when, where not today")
    extent = fields.text("停止执行的范围", "extent", length=1000, long=True)
    until = fields.text("停止执行的期间", "until when", length=200, required=False)


class Conversion(Reasons):
    """Why the simple procedure does not fit (55)."""


class NormTaken(forms.Form):
    """Which norm, on whose doubt, and whether this organ has the power (56, 57)."""

    norm_head = fields.choice("情形", "on whose doubt", codes.choices(codes.NORM_REVIEWS))
    norm = fields.text("规范性文件或者依据", "norm", length=300)
    norm_clauses = fields.lines("有关条款（每行一项）", "clauses, one a line", length=2000)
    norm_power = fields.choice("本机关是否有权处理", "whether this organ has the power", codes.YES_NO)
    reasons = fields.text("认为不合法的理由", "why it is thought unlawful", length=4000, long=True)


class NormKept(Reasons):
    """Why the case stops for it (39①(9))."""


class NormSent(forms.Form):
    """To which organ, with what (56, 57)."""

    organ = fields.text("有权处理的机关", "organ with the power", length=80)
    reasons = fields.text("转送理由", "reasons", length=4000, long=True)
    attachments = fields.lines("随附材料（每行一项）", "enclosures, one a line", length=1000, required=False)


class NormMaker(forms.Form):
    """What the maker is asked, and whether it is called in (58)."""

    organ = fields.text("制定机关", "maker of the norm", length=80)
    questions = fields.lines("请其答复的问题（每行一项）", "questions, one a line", length=4000)
    in_person = fields.text("当面说明理由的时间、地点", "time and place to explain in person", length=500, required=False)


class NormAnswer(forms.Form):
    """What the maker or the transferee answered."""

    organ = fields.text("答复、回复的机关", "who answered", length=80)
    answered_on = fields.day("答复日期", "day of the answer", required=True)
    answer = fields.text("答复内容", "answer", length=8000, long=True)
    uploads = fields.files("附件", "files")


class NormOpinion(forms.Form):
    """What this organ finds (59)."""

    opinion = fields.choice("审查意见", "opinion", codes.choices(codes.NORM_OPINIONS))
    reasons = fields.text("理由", "reasons", length=8000, long=True)


class NormStopped(forms.Form):
    """The clause no longer applies, and its maker corrects it (59)."""

    organ = fields.text("制定机关", "maker of the norm", length=80)
    ground = fields.choice("情形", "fault", codes.choices(codes.NORM_FAULTS))
    higher_law = fields.text("上位法条款或者权限依据", "higher law, or the power exceeded", length=500)
    reasons = fields.text("理由", "reasons", length=8000, long=True)
    correction = fields.text("责令纠正的内容", "what is to be corrected", length=2000, long=True)


class NormReplied(forms.Form):
    """What the organ with the power replied (60)."""

    opinion = fields.choice("处理意见", "its opinion", codes.choices(codes.NORM_OPINIONS))
    replied_on = fields.day("回复日期", "day of the reply", required=True)
    reply = fields.text("回复内容", "reply", length=8000, long=True)
    reasons = fields.text("恢复审理的理由", "why the case goes on", length=1000, long=True)
