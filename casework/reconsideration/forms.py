"""What each step of reconsideration asks for, in statutory order: the blank forms of the office. What a case comes in with stands in filing.py."""

from typing import Any

from django import forms

from casework.cases import fields
from casework.cases.excuses import Excuse, Fault
from casework.reconsideration import codes
from casework.reconsideration.papers import lines


class Reasons(forms.Form):
    """Why."""

    reasons = fields.text("理由", "reasons", length=4000, long=True)


# ---- admission (30-33) ----


class Passing(forms.Form):
    """The penalty organ sends the application on (32②)."""

    opinion = fields.text("对申请的意见", "what the organ thinks of it", length=2000, required=False, long=True)
    uploads = fields.files("附件", "files")


class OwnMending(forms.Form):
    """The penalty organ changes or annuls its own act (32②)."""

    reasons = fields.text("处理情况和理由", "what was done, and why", length=2000, long=True)


class Splitting(forms.Form):
    """The acts, which one goes on here, and how the others are applied against (22④)."""

    acts = fields.lines("涉及的行政行为（每行一项，至少两项）", "the acts, one a line, two at least", length=2000)
    how = fields.text("分别申请的方式", "how to apply separately", length=1000, long=True)
    here = fields.text("本案继续审查的行政行为", "which act goes on in this case", length=300)
    other_act = fields.text("另立案件的行政行为", "act of the case opened for it", length=300)
    other_claim = fields.text("另立案件的请求", "its claim", length=4000, long=True)
    other_respondent = fields.office("另立案件的被申请人（不同时填写）", "its respondent, where another")


class Correcting(forms.Form):
    """Everything to be corrected, at once (31①)."""

    items = fields.lines("需要补正的事项（一次性载明，每行一项）", "what is to be corrected, all of it, one a line", length=4000)
    reasons = fields.text("为什么无法判断是否符合受理条件", "why admissibility cannot be judged", length=2000, long=True)
    how = fields.text("补正方式", "how to correct", length=500, required=False)


class Corrected(forms.Form):
    """What was corrected (31②)."""

    note = fields.text("补正说明", "what was corrected", length=4000, long=True)
    act = fields.text("行政行为（补正后）", "the act, corrected", length=300, required=False)
    respondent = fields.office("被申请人（补正后）", "respondent, corrected, by code")
    known_on = fields.day("知道行政行为的日期（补正后）", "day the act became known, corrected")
    claim = fields.text("行政复议请求（补正后）", "claim, corrected", length=4000, required=False, long=True)
    facts = fields.text("主要事实和理由（补正后）", "facts and reasons, corrected", length=20000, required=False, long=True)
    evidence_of_asking = fields.yes_no("是否提交曾经要求履行职责的证据", "evidence of having asked is filed")
    evidence_of_damage = fields.yes_no("是否提交损害的证据", "evidence of damage is filed")
    posted_on = fields.day("补正材料交邮日期（由行政复议机构填写）", "day of posting, filled in by the office")
    uploads = fields.files("附件", "files")


class Admission(forms.Form):
    """Accepted: by whom it is handled, and whether a norm is looked at too (36①, 56)."""

    handlers = fields.lines("承办人员（每行一人）", "officers, one a line", length=200, required=False)
    compulsory_first = fields.choice("是否复议前置", "compulsory first (23)", codes.choices(codes.COMPULSORY_FIRST), required=False)
    act_authors = fields.lines("作出行政行为的承办人员（每行一人，不得承办本案）", "who made the act, one a line", length=500, required=False)
    act_public = fields.yes_no("行政行为是否公开", "whether the act was public")
    norm_power = fields.choice("对一并申请审查的规范性文件是否有权处理", "power over the norm asked about", codes.YES_NO, required=False)


class Simple(forms.Form):
    """Which head of art 53, or who consented."""

    simple_case = fields.choice("简易程序的情形", "head of art 53", codes.choices(codes.SIMPLE_CASES))
    amount = forms.IntegerField(label="案件涉及款额（元）", help_text="amount at stake, in yuan", required=False, min_value=0)
    consents = fields.lines("当事人各方同意的情况（每行一方）", "how each party consented, one a line", length=1000, required=False)
    reasons = fields.text("适用简易程序的理由", "why simple", length=2000, long=True)


class SimpleAdmission(Admission, Simple):
    """Accepted for the simple procedure at once."""


class AcceptanceTold(forms.Form):
    """The notice that the application counts as accepted (30③)."""

    handlers = fields.lines("承办人员（每行一人）", "officers, one a line", length=200, required=False)


class Inadmissible(forms.Form):
    """The condition that is not met, on which facts, and who is competent (30②, 33, 34)."""

    ground = fields.choice("不符合的条件", "condition not met", codes.choices(codes.ADMISSION))
    exclusion = fields.choice("不属于行政复议范围的情形", "exclusion of art 12", codes.choices(codes.EXCLUSIONS), required=False)
    facts = fields.text("认定的事实", "facts", length=4000, long=True)
    reasons = fields.text("理由", "reasons", length=4000, long=True)
    competent_body = fields.text("有管辖权的行政复议机关", "competent organ", length=120, required=False)
    compulsory_first = fields.choice("是否复议前置", "compulsory first (23)", codes.choices(codes.COMPULSORY_FIRST), required=False)


# ---- people (6, 14-17) ----


class OfficerRecord(forms.Form):
    """What entitles somebody to handle cases (6②)."""

    officer = fields.colleague("行政复议人员", "officer's user name", required=True)
    basis_of = fields.choice("资格", "on what", [("first", "初次从事：法律职业资格和统一职前培训"), ("experienced", "此前已从事行政复议工作")])
    certificate = fields.text("法律职业资格证书编号", "number of the certificate", length=60, required=False)
    trained_on = fields.day("统一职前培训完成日期", "day the training ended")

    def clean(self) -> dict[str, Any]:
        """Who begins has both."""
        given = super().clean() or {}
        for name, zh in (("certificate", "法律职业资格证书编号"), ("trained_on", "统一职前培训完成日期")):
            if given.get("basis_of") == "first" and not given.get(name):
                self.add_error(name, f"初次从事行政复议工作的，应当填写“{zh}”（行政复议法 6②）。({name}: required of a first-timer, 行政复议法 6②.)")
        return given


class ThirdParty(forms.Form):
    """Who joins, with what interest (16①)."""

    third_party_name = fields.text("第三人姓名或者名称", "third party", length=80)
    third_party_phone = fields.phone("联系电话", "phone")
    third_party_address = fields.text("住所", "address", length=200, required=False)
    interest = fields.text("利害关系", "interest", length=2000, long=True)
    asked = fields.tick("由其本人申请参加", "on its own request")
    attachments = fields.lines("随附材料（每行一项）", "enclosures, one a line", length=1000, required=False)


class PartyChange(forms.Form):
    """Who takes whose place, and why (14②③)."""

    change = fields.choice("情形", "case", codes.choices(codes.CHANGES_OF_PARTY))
    in_place_of = fields.text("原申请人、第三人", "in whose place", length=80)
    new_name = fields.text("姓名或者名称", "name", length=80)
    new_phone = fields.phone("联系电话", "phone")
    new_address = fields.text("住所", "address", length=200, required=False)
    new_id_number = fields.text("证件号码", "identity number", length=40, required=False)
    proof = fields.text("证明材料", "proof", length=1000, long=True)
    uploads = fields.files("附件", "files")


class AgentChange(forms.Form):
    """Authority given, changed or ended, told in writing (17②)."""

    former_agent = fields.text("解除委托的代理人", "agent whose authority ends", length=80, required=False)
    agent_name = fields.text("新委托的代理人", "new agent", length=80, required=False)
    agent_phone = fields.phone("代理人电话", "agent's phone")
    agent_authority = fields.text("委托事项、权限和期限", "authority: matters, powers, term", length=500, required=False, long=True)
    agent_papers = fields.tick("已提交授权委托书和双方身份证明文件", "authority letter and both identity papers are filed")
    uploads = fields.files("附件", "files")

    def clean(self) -> dict[str, Any]:
        """Something changes; a new agent has authority and papers."""
        given = super().clean() or {}
        if not given.get("former_agent") and not given.get("agent_name"):
            self.add_error("agent_name", "请写明新委托或者解除委托的代理人。(agent: say who comes or goes.)")
        for name, zh in (("agent_authority", "委托事项、权限和期限"), ("agent_papers", "授权委托书和身份证明文件")):
            if given.get("agent_name") and not given.get(name):
                self.add_error(name, f"委托代理人的，应当有“{zh}”（行政复议法 17②）。({name}: required with an agent, 行政复议法 17②.)")
        return given


class Representatives(forms.Form):
    """One to five of the applicants (15①)."""

    representatives = fields.lines("推选的代表人（每行一人，一至五名）", "representatives, one a line, one to five", length=500)

    def clean(self) -> dict[str, Any]:
        """Five at most."""
        given = super().clean() or {}
        if len(lines(given.get("representatives"))) > 5:
            self.add_error("representatives", "代表人为一至五名（行政复议法 15①）。(representatives: one to five, 行政复议法 15①.)")
        return given


class ClaimChange(forms.Form):
    """The claim anew; where a representative changes it the represented consent (15②)."""

    claim = fields.text("变更后的行政复议请求", "claim, changed", length=4000, long=True)
    represented_consent = fields.text("被代表的申请人同意的材料", "consent of the represented", length=1000, required=False, long=True)


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
