"""What an application for reconsideration comes in with (11-23, 30, 44②; 令69 5, 6): who, against which act, asked when, resting on what."""

from typing import Any

from django import forms

from casework.cases import fields
from casework.reconsideration import codes
from casework.reconsideration.papers import lines

MOST_REPRESENTATIVES = 5
MANY = 5  # more applicants than these choose representatives (2007条例 8); 15① knows no number


class Applicants(forms.Form):
    """Who applies, who acts for them, where papers go (14-17; 令69 6)."""

    applicant_name = fields.text("申请人姓名或者名称", "applicant", length=80)
    applicant_head = fields.text("法定代表人或者主要负责人", "head, of an entity", length=60, required=False)
    applicant_phone = fields.phone("联系电话", "phone")
    applicant_email = fields.email("电子邮箱", "e-mail")
    applicant_address = fields.text("住所", "address", length=200, required=False)
    applicant_postcode = fields.text("邮政编码", "postcode", length=12, required=False)
    applicant_id_number = fields.text("证件号码", "identity number", length=40, required=False)
    service_address = fields.text("约定的送达地址", "agreed address for service", length=200, required=False)
    electronic_service = fields.tick("同意以电子方式送达", "consents to electronic service")
    co_applicants = fields.lines("其他申请人（每行一人）", "further applicants, one a line", length=2000, required=False)
    representatives = fields.lines("推选的代表人（每行一人）", "representatives, one a line", length=500, required=False)
    agent_name = fields.text("委托代理人", "agent", length=80, required=False)
    agent_phone = fields.phone("代理人电话", "agent's phone")
    second_agent_name = fields.text("第二名委托代理人", "second agent", length=80, required=False)
    agent_authority = fields.text("委托事项、权限和期限", "authority: matters, powers, term", length=500, required=False, long=True)
    agent_papers = fields.tick("已提交授权委托书和双方身份证明文件", "authority letter and both identity papers are filed")

    def clean(self) -> dict[str, Any]:
        """An agent has authority and papers (17②); representatives are one to five, of those who apply (15①)."""
        given = super().clean() or {}
        for name, zh in (("agent_authority", "委托事项、权限和期限"), ("agent_papers", "授权委托书和身份证明文件")):
            if (given.get("agent_name") or given.get("second_agent_name")) and not given.get(name):
                self.add_error(name, f"委托代理人的，应当有“{zh}”（行政复议法 17②）。({name}: required with an agent, 行政复议法 17②.)")
        chosen, others = lines(given.get("representatives")), lines(given.get("co_applicants"))
        if len(chosen) > MOST_REPRESENTATIVES:
            self.add_error("representatives", "代表人为一至五名（行政复议法 15①）。(representatives: one to five, 行政复议法 15①.)")
        if strangers := [one for one in chosen if one not in (*others, given.get("applicant_name"))]:
            said = "、".join(strangers)
            self.add_error("representatives", f"代表人应当从申请人中推选：{said}（行政复议法 15①）。(representatives: chosen among the applicants: {said}.)")
        return given


class Application(Applicants):
    """The application in writing (22②), with what tells whether it is admissible (30①)."""

    channel = fields.choice("提交方式", "how it came in", [one for one in codes.CHANNELS if one[0] not in (codes.ORAL, codes.BY_ORGAN)])
    arrived_on = fields.day("收到日期（早于登记日时填写）", "day of receipt, where earlier")
    posted_on = fields.day("交邮日期", "day of posting")
    respondent = fields.office("被申请人", "respondent: the office that acted, by code", required=True)
    act = fields.text("行政行为（如：作出的《…》（文号））", "the act, as the sentence goes on after the organ's name", length=300)
    act_kind = fields.choice("行政行为的种类", "kind of act (11)", codes.choices(codes.SCOPES))
    act_on = fields.day("行政行为作出日期", "day of the act")
    known_on = fields.day("知道行政行为的日期", "day the act became known")
    rights_told = fields.yes_no("是否被告知申请权利、机关和期限", "whether right, organ and time limit were told")
    rights_known_on = fields.day("知道权利、机关和期限的日期", "day they became known, where not told")
    real_estate = fields.tick("因不动产提出", "about real estate")
    asked_organ_on = fields.day("申请履行职责的日期（不作为）", "day the organ was asked to act")
    evidence_of_asking = fields.yes_no("是否提交曾经要求履行职责的证据", "evidence of having asked is filed")
    compensation = fields.tick("一并提出行政赔偿请求", "claims compensation")
    evidence_of_damage = fields.yes_no("是否提交损害的证据", "evidence of damage is filed")
    obstacle = fields.text("耽误期限的正当理由及说明材料", "good reason for lost time, with its papers", length=1000, required=False, long=True)
    obstacle_from = fields.day("障碍发生日期", "day the obstacle began")
    obstacle_until = fields.day("障碍消除日期", "day the obstacle ended")
    title = fields.text("标题", "title", length=200, required=False)
    claim = fields.text("行政复议请求", "claim", length=4000, long=True)
    facts = fields.text("主要事实和理由", "facts and reasons", length=20000, long=True)
    norm = fields.text("一并申请审查的规范性文件", "normative document to be reviewed too (13)", length=300, required=False)
    norm_clauses = fields.lines("请求审查的条款（每行一项）", "its clauses, one a line", length=2000, required=False)
    sued = fields.yes_no("是否已就同一行政行为提起行政诉讼并被受理", "a court has accepted a suit on the same act")
    applied_before = fields.yes_no("是否曾就同一行政行为申请行政复议并被受理", "an application on the same act was accepted before")
    will_not_free = fields.tick("此前撤回违背真实意愿（附证明）", "an earlier withdrawal was not of free will")
    act_case = fields.text("作出该行政行为的案件编号", "number of the case in which the act was made", length=40, required=False)
    uploads = fields.files("附件", "files")

    def clean(self) -> dict[str, Any]:
        """An obstacle is told with its days (令69 5②); clauses belong to a document."""
        given = super().clean() or {}
        if (given.get("obstacle_from") or given.get("obstacle_until")) and not given.get("obstacle"):
            self.add_error("obstacle", "因正当理由耽误期限的，应当提供相关说明材料（令69 5②）。(obstacle: explained with papers, 令69 5②.)")
        began, ended = given.get("obstacle_from"), given.get("obstacle_until")
        if began and ended and ended <= began:
            self.add_error("obstacle_until", "“障碍消除日期”应当晚于“障碍发生日期”。(the obstacle ends after it begins.)")
        return given


class OralApplication(Application):
    """Written down on the spot where writing is hard (22①③)."""

    channel = None  # type: ignore[assignment]  # it is oral
    posted_on = None  # type: ignore[assignment]
    taken_at = fields.moment("记录时间", "time")
    place = fields.text("记录地点", "place", length=200)
    recorder = fields.text("记录人", "recorder", length=60)
    reasons = fields.text("申请理由", "reasons", length=8000, long=True)
    why_oral = fields.text("书面申请的困难", "why writing is hard", length=300)


class ThroughOrgan(Application):
    """Handed to the organ that imposed a penalty on the spot or by technical monitoring (32)."""

    channel = None  # type: ignore[assignment]
    penalty_kind = fields.choice(
        "处罚情形", "kind of penalty", [("on_the_spot", "当场作出的行政处罚决定"), ("monitored", "依据电子技术监控设备记录作出的行政处罚决定")]
    )


class SplitOff(Application):
    """One of several acts, as an application of its own from the day the first came in (22④)."""

    channel = fields.choice("提交方式", "how it came in", codes.CHANNELS)
    respondent = fields.office("被申请人", "respondent, by code", required=True)


class Material(forms.Form):
    """Anything more; new reasons or evidence are marked (46②)."""

    note = fields.text("说明", "note", length=4000, long=True)
    raises_new = fields.tick("提出了作出行政行为时没有提出的理由或者证据", "reasons or evidence that the act did not know")
    uploads = fields.files("附件", "files")
