"""What each step of reconsideration asks for, in statutory order: the blank forms of the office. What a case comes in with stands in filing.py."""

from typing import Any

from django import forms

from casework.cases import fields
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
