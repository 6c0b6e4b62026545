"""What a petition, its review and its recheck come in with: who, through which door, what is asked and why."""

from typing import Any

from django import forms

from casework.cases import fields
from casework.petitions import codes, heads

MOST_REPRESENTATIVES = 5


class Contact(forms.Form):
    """Who petitions, and who acts for them (19①, 20③)."""

    applicant_name = fields.text("姓名或者名称", "name", length=80, required=False)
    applicant_phone = fields.phone("联系电话", "phone")
    applicant_email = fields.email("电子邮箱", "e-mail")
    applicant_address = fields.text("住址", "address", length=200, required=False)
    applicant_postcode = fields.text("邮政编码", "postcode", length=12, required=False)
    applicant_id_number = fields.text("证件号码", "identity number", length=40, required=False)
    electronic_service = fields.tick("同意以电子方式送达", "consents to electronic service")
    agent_name = fields.text("代理人姓名", "agent's name", length=80, required=False)
    agent_phone = fields.phone("代理人电话", "agent's phone")
    agent_authority = fields.text("代理权限", "agent's authority", length=500, required=False, long=True)
    representatives = fields.lines("推选的代表（每行一人）", "representatives, one a line", length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """An agent shows the authority; several petitioners choose at most five representatives."""
        given = super().clean() or {}
        if given.get("agent_name") and not given.get("agent_authority"):
            self.add_error("agent_authority", "有代理人的，应当写明“代理权限”。(agent's authority: required with an agent.)")
        chosen = [line for line in (given.get("representatives") or "").splitlines() if line.strip()]
        if len(chosen) > MOST_REPRESENTATIVES:
            self.add_error("representatives", "代表人数不得超过5人（信访工作条例 20③）。(representatives: at most five, 信访工作条例 20③.)")
        return given


class Registration(Contact):
    """The petition as it comes in by any channel; what was said is written down as it was said."""

    channel = fields.choice("提出形式", "how it came in", heads.CHANNELS)
    office = fields.office("登记机关", "office, by code; empty: the ministry")
    title = fields.text("标题", "title", length=200, required=False)
    claim = fields.text("请求", "request", length=4000, long=True)
    facts = fields.text("事实和理由", "facts and reasons", length=20000, long=True)
    statement = fields.text("口头陈述记录", "the oral statement as recorded", length=20000, required=False, long=True)
    place = fields.text("接待场所", "place of the visit", length=200, required=False)
    category = fields.choice("类别", "class", codes.CLASSES, required=False)
    simple = fields.tick("拟简易办理", "fit for simple handling")
    arrived_on = fields.day("收到日期（早于登记日时填写）", "day of receipt, where earlier")
    posted_on = fields.day("交邮日期", "day of posting, for a letter")
    attachments = fields.files("附件", "files")

    def clean(self) -> dict[str, Any]:
        """What is said orally is recorded (19①)."""
        given = super().clean() or {}
        if given.get("channel") in heads.ORAL and not given.get("statement"):
            self.add_error("statement", "口头提出的应当如实记录（信访工作条例 19①）。(statement: what is said orally is recorded, 信访工作条例 19①.)")
        return given


class TransferredRegistration(Registration):
    """A petition that an outside organ (信访部门, a superior) forwards or assigns."""

    sender = fields.text("转送、交办机关", "who sent it", length=120)
    sender_number = fields.text("转送、交办文号", "number of its letter", length=80)
    report_by = fields.day("指定办理期限（交办）", "day set by the assigner, for an assignment")


class NextLevel(forms.Form):
    """The petitioner asks for the next level: what of the opinion is disputed."""

    objections = fields.text("不服的内容和理由", "what is disputed, and why", length=8000, long=True)
    posted_on = fields.day("交邮日期（由受理机构填写）", "day of posting, filled in by the office")
    attachments = fields.files("附件", "files")


class LevelOpened(Contact):
    """A review or recheck as a case of its own at the next level."""

    channel = fields.choice("提出形式", "how it came in", heads.CHANNELS)
    title = fields.text("标题", "title", length=200, required=False)
    claim = fields.text("请求", "request", length=4000, long=True)
    facts = fields.text("事实和理由", "facts and reasons", length=20000, long=True)
    first_body = fields.text("作出原意见的机关、单位", "whose opinion it was", length=120)
    first_number = fields.text("原意见书文号", "number of the opinion", length=80)
    first_on = fields.day("原意见书日期", "its day", required=True)
    first_opinion = fields.text("原处理意见", "the first opinion", length=8000, required=False, long=True)
    objections = fields.text("不服的内容和理由", "what is disputed, and why", length=8000, long=True)
    posted_on = fields.day("交邮日期", "day of posting")
    earlier_number = fields.text("原案件编号", "number of the case before", length=24, required=False)
    first_case = fields.text("初次办理案件编号", "number of the first case", length=24, required=False)


class Material(forms.Form):
    """Anything more."""

    note = fields.text("说明", "note", length=4000, long=True)
    attachments = fields.files("附件", "files")
