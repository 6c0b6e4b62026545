"""What can be filed here, screen by screen: which fields of the domain's form stand on which screen, in a citizen's words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from casework import catalogue
from frontend import stepforms
from frontend.language import english, word

Pair = tuple[str, str]
NONE = ("", "")


@dataclass(frozen=True)
class Part:
    """A group of fields under a heading; `folded` ones are rarely needed and open only where something was typed."""

    heading: Pair
    fields: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True)
class Door:
    """Another way that the law has for some matters: which, in a sentence, and where it begins."""

    matter: Pair
    said: Pair
    go: Pair
    url: str
    law: str


@dataclass(frozen=True)
class Screen:
    """One question of a filing. The last one also shows all that was told, and files; `doors` says where else one may belong."""

    heading: Pair
    lead: Pair
    parts: tuple[Part, ...]
    files: str = ""
    doors: tuple[Door, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field on it but the files."""
        return tuple(name for part in self.parts for name in part.fields)


@dataclass(frozen=True)
class Flow:
    """A way to file: the step that takes it, and its screens after the first question."""

    id: str
    kind: str
    step: str
    screens: tuple[Screen, ...]
    given: Mapping[str, str]  # what the page knows without asking
    submit: Pair
    go_on: Pair  # back to the draft
    use: Pair = NONE  # what becomes of what was told
    needs: frozenset[str] = frozenset()  # what must be told here though the office may take it without

    @property
    def form(self) -> Any:
        """The form of its step."""
        return catalogue.form_of(self.kind, self.step)

    @property
    def names(self) -> frozenset[str]:
        """Every field that one of its screens asks for."""
        return frozenset(name for screen in self.screens for name in screen.fields)


YOU = ("applicant_name", "applicant_phone", "applicant_address", "applicant_postcode")
MORE = ("applicant_email", "applicant_id_number", "electronic_service")
AGENT = Part(("由别人代您申诉", "Somebody else acts for you"), ("agent_name", "agent_phone", "agent_authority"), folded=True)
CHECK = ("您是谁，怎么联系您", "Who you are, and how to reach you")
COMPLAINT = Flow(
    "complaint", "complaint", "file",
    (
        Screen(
            ("哪家企业，什么时候的事？", "Which operator, and when?"),
            ("不清楚的先空着。法规要求先找企业，所以要问您找过没有。",
             "Leave empty what you do not know. The operator must come first, so we ask whether you went there."),
            (
                Part(NONE, ("respondent", "number_in_dispute", "category", "event_on")),
                Part(("您和企业", "You and the operator"),
                     ("operator_complained", "operator_complained_on", "operator_answered_on", "operator_satisfied", "operator_answer")),
                Part(("涉及携号转网", "About keeping your number when changing operators"), ("number_portability", "second_respondent"), folded=True),
            ),
        ),
        Screen(
            ("发生了什么，您要什么？", "What happened, and what do you want?"),
            ("按您自己的话写就行。前两项至少写一项。", "Your own words will do. Answer at least one of the first two."),
            (
                Part(NONE, ("facts", "claim")),
                Part(("还有三个问题", "Three more questions"), ("own_matter", "settled_before", "other_body")),
            ),
            files="attachments",
        ),
        Screen(CHECK, NONE, (Part(NONE, YOU), Part(("其他联系方式", "Other ways to reach you"), MORE), AGENT)),
    ),
    {"channel": "web"}, ("提交申诉", "Submit the complaint"), ("接着填申诉", "Go on with the complaint"),
    ("我们会把号码、您的要求和经过转给企业，让它答复；不转证件号码。",
     "We pass the number, your claim and the facts to the operator so that it can answer; never an identity number."),
)  # fmt: skip
# A petition is not for what the law gives another way to (诉访分离, 信访工作条例 31): it would be led there, and time would be lost.
ELSEWHERE = (
    Door(("和电信企业的纠纷：收费、宽带、手机卡、携号转网", "A dispute with an operator: bills, broadband, SIM cards, number porting"),
         ("走申诉：企业要答复，我们有期限给您结果。走信访也会转到申诉。",
          "Complain instead: the operator must answer and we owe you a result in time. A petition would be led there."),
         ("去申诉", "File a complaint"), "/ask/complaint/2/", "信访工作条例 31(4)"),
    Door(("对通信管理局的处罚、许可、答复不服", "A penalty, licence decision or answer of a communications administration"),
         ("申请行政复议，别错过决定书上写的期限。信访不能代替，也不会让那个期限停下来。",
          "Apply for reconsideration within the time that the decision names. A petition does not replace it, nor stop that time."),
         ("看怎么申请复议", "How to apply"), "/ask/elsewhere/reconsideration/", "信访工作条例 31(1)、31(4)"),
    Door(("已经在法院、仲裁、公安、检察院办的事", "A matter before a court, arbitration, the police or the procuratorate"),
         ("由那里按程序办，信访不能代替，也不改变结果。", "They decide it; a petition neither takes it over nor changes it."), NONE, "",
         "信访工作条例 31(1)、31(2)"),
)  # fmt: skip
PETITION = Flow(
    "petition", "petition", "register",
    (
        Screen(
            ("您要提什么，向哪个机关提？", "What is it, and for whom?"),
            ("信访用来提建议、检举控告工作人员，或者请求解决别的程序管不到的事。要写真实姓名和住址。",
             "A petition is for suggestions, accusations of officials, or requests that no other procedure covers. Give your real name and address."),
            (Part(NONE, ("category", "office")),), doors=ELSEWHERE,
        ),
        Screen(
            ("什么事，您请求什么？", "What is the matter, and what do you ask for?"), ("按您自己的话写就行。", "Your own words will do."),
            (Part(NONE, ("facts", "claim")),), files="attachments",
        ),
        Screen(
            CHECK, ("实名提出。我们按这里写的找您、送文书。", "In your own name. This is where we reach you and send papers."),
            (
                Part(NONE, YOU), Part(("其他联系方式", "Other ways to reach you"), MORE),
                Part(("由别人代您提出", "Somebody else acts for you"), ("agent_name", "agent_phone", "agent_authority"), folded=True),
                Part(("几个人一起提", "Several of you petition together"), ("representatives",), folded=True),
            ),
        ),
    ),
    {"channel": "network"}, ("提交信访", "Submit the petition"), ("接着填信访", "Go on with the petition"),
    ("办理的机关会看到您写的内容。检举控告由专人阅办，不转给被检举、控告的人或者单位。",
     "The unit that handles it sees what you write. An accusation is read by one named person and never passed to who is accused."),
    frozenset({"applicant_name", "applicant_address"}),
)  # fmt: skip
REPORT = Flow(
    "report", "complaint", "file_report",
    (
        Screen(
            ("谁，在哪里，做了什么？", "Who did what, and where?"),
            ("举报的是该罚的行为；您自己的收费、服务问题请走申诉。", "A report is about conduct to be punished. About your own bill, complain instead."),
            (Part(NONE, ("respondent", "violation_province", "facts", "claim")),), files="attachments",
        ),
        Screen(
            CHECK, ("不留姓名也可以举报，但我们无法告诉您结果。", "You may leave no name, but then we cannot tell you the result."),
            (Part(NONE, ("applicant_name", "applicant_phone", "applicant_email", "electronic_service")),),
        ),
    ),
    {}, ("提交举报", "Submit the report"), ("接着填举报", "Go on with the report"),
)  # fmt: skip
ENQUIRY = Flow(
    "enquiry", "complaint", "enquire",
    (
        Screen(
            ("您想问什么？", "What would you like to know?"), ("我们解答电信方面的政策和办事规定。", "We explain telecom policy and procedure."),
            (Part(NONE, ("question",)), Part(("怎么联系您", "How to reach you"), ("applicant_name", "applicant_phone", "applicant_email"))),
        ),
    ),
    {"channel": "web"}, ("提交咨询", "Submit the question"), ("接着填咨询", "Go on with the question"),
)  # fmt: skip
FLOWS = {one.id: one for one in (COMPLAINT, PETITION, REPORT, ENQUIRY)}

# A field's words here where the form's own are the office's: (label, hint).
PLAIN: dict[str, tuple[Pair, Pair]] = {
    "electronic": (
        ("同意在网上收文书吗", "May papers come online"),
        (
            "同意：文书到达本页就算送达，对您的期限从那天起算。不同意：寄到您的地址。",
            "Yes: a paper counts as served once it is on this page. No: it is posted.",
        ),
    ),
    "address": (("文书寄到哪里", "Where to post papers"), ("不填就寄到您原来写的地址。", "Left empty: to the address you gave before.")),
    "respondent": (("您投诉的企业", "The operator you complain of"), ("选您开户或缴费的那家分公司。", "The branch you signed with or pay.")),
    "second_respondent": (("另一家企业", "The other operator"), NONE),
    "number_in_dispute": (("出问题的号码", "The number in dispute"), ("手机号、宽带账号或固定电话。", "A mobile number, broadband account or landline.")),
    "category": (("是哪方面的问题", "What is it about"), NONE),
    "event_on": (("事情发生的那一天", "The day it happened"), ("记不清就填最早发现的那一天。", "If unsure, the day you first noticed.")),
    "operator_complained": (("向企业投诉过吗", "Did you complain to it"), ("打过企业客服、去过营业厅都算。", "A call to its hotline or a visit counts.")),
    "operator_complained_on": (("您向企业投诉的那一天", "The day you complained to it"), NONE),
    "operator_answered_on": (("企业答复的那一天", "The day it answered"), ("没有答复就空着。", "Leave empty where it has not answered.")),
    "operator_answer": (("企业怎么说的", "What it said"), NONE),
    "operator_satisfied": (("您满意吗", "Are you satisfied"), NONE),
    "claim": (
        ("您要企业怎么做", "What you want the operator to do"),
        ("例如：退还 8 月多扣的 120 元。", "Such as: refund the 120 yuan overcharged in August."),
    ),
    "facts": (
        ("发生了什么", "What happened"),
        ("时间、经过、金额。写您看到的和企业说的。", "When, what, how much. What you saw and what the operator said."),
    ),
    "own_matter": (("这是您自己的业务吗", "Is it your own service"), NONE),
    "settled_before": (("已经和企业谈好并办完了吗", "Already settled with the operator and carried out"), NONE),
    "other_body": (("法院、仲裁、消协或其他机关在办吗", "Is a court, arbitration, consumer or other body handling it"), NONE),
    "attachments": (("证据和材料", "Evidence"), ("账单、截图、录音，拍照就行。", "Bills, screenshots, recordings; a photo will do.")),
    "applicant_name": (("您的姓名", "Your name"), NONE),
    "applicant_phone": (("您的电话", "Your phone"), ("我们或企业核对情况时打这个号码。", "To check details with you.")),
    "applicant_email": (("电子邮箱", "E-mail"), NONE),
    "applicant_address": (("您的地址", "Your address"), ("不同意电子送达的，文书寄到这里。", "Papers come here unless you agree to electronic service.")),
    "applicant_postcode": (("邮政编码", "Postcode"), NONE),
    "applicant_id_number": (("证件号码", "Identity number"), ("我们不会给企业。", "We do not give it to the operator.")),
    "electronic_service": (
        ("同意用电子方式收文书（到了就算送达）", "I agree to receive papers electronically (arrival counts as service)"), NONE,
    ),
    "violation_province": (("发生在哪里", "Where it happened"), NONE),
}  # fmt: skip
# What we need to go on, though the law lets one file without it: the page does not call it optional, and asks later where it is missing.
WANTED = frozenset({
    "respondent", "number_in_dispute", "category", "event_on", "operator_complained", "operator_complained_on", "facts", "claim", "own_matter",
    "settled_before", "other_body", "applicant_phone", "applicant_address", "applicant_postcode",
})  # fmt: skip
MINISTRY = "CA-00"
PLAIN_HERE: dict[str, dict[str, tuple[Pair, Pair]]] = {
    "report": {
        "respondent": (("您举报的企业", "The operator you report"), NONE),
        "claim": (("您希望我们查什么", "What you ask us to look into"), NONE),
        "facts": (("它做了什么", "What it did"), ("时间、地点、怎么知道的。", "When, where, how you know.")),
        "applicant_name": (("您的姓名（实名举报填写）", "Your name, for a named report"), NONE),
    },
    "petition": {
        "category": (("您要提的是哪一类", "What kind is it"), ("不清楚就选最接近的，我们会再定。", "Choose the nearest; we will look again.")),
        "office": (("向哪个机关提", "Which organ is it for"), ("本地的事选当地通信管理局。不清楚就选工业和信息化部。",
                                                     "For local matters your province's administration; if unsure, the ministry.")),
        "facts": (("什么事", "What the matter is"), ("时间、地点、经过、为什么。", "When, where, what happened, why.")),
        "claim": (("您请求什么", "What you ask for"), ("例如：公开基站的检测结果。", "Such as: publish the measurements of the base station.")),
        "applicant_name": (("您的姓名（单位写名称）", "Your name, or the organisation's"), NONE),
        "applicant_phone": (("您的电话", "Your phone"), ("听您说情况时打这个号码。", "To hear you and check details.")),
        "applicant_address": (("您的住址", "Your address"), ("不同意电子送达的，文书寄到这里。", "Papers come here unless you agree to electronic service.")),
        "applicant_id_number": (("证件号码", "Identity number"), ("用来核对实名，加密保存。", "To check your identity; kept encrypted.")),
        "representatives": (("推选的代表", "Representatives"), ("每行一人，最多五人。", "One a line, at most five.")),
    },
}
CODES: dict[str, dict[str, Pair]] = {
    "category": {
        "fee": ("收费：扣费不对", "Fees: charged wrongly"), "service": ("服务：办不了、停机、携号转网", "Service: refused, cut off, number porting"),
        "network": ("网络：信号差、网速慢、断线", "Network: weak, slow, lost"),
        "claim": ("请求解决问题", "A request to have something settled"), "suggestion": ("提建议、意见", "A suggestion"),
        "accusation": ("检举、控告工作人员", "An accusation of officials"),
    },
    "electronic": {"yes": ("同意", "Yes"), "no": ("不同意", "No")},
    "other_body": {
        "none": ("没有", "No"), "court": ("法院", "A court"), "arbitration": ("仲裁机构", "Arbitration"), "consumer": ("消费者组织", "A consumer organisation"),
        "organ": ("其他机关", "Another authority"),
    },
    "satisfaction": {"satisfied": ("满意", "Satisfied"), "fairly": ("基本满意", "Fairly satisfied"), "unsatisfied": ("不满意", "Not satisfied")},
}  # fmt: skip


def plain(one: stepforms.Field, flow: str = "") -> stepforms.Field:
    """A field in a citizen's words; an error names it as the label does."""
    label, hint = PLAIN_HERE.get(flow, {}).get(one.name) or PLAIN.get(one.name, (NONE, NONE))
    said = word(*label) or one.label
    errors = tuple(_renamed(text, one.label, said, flow) for text in one.errors)
    codes = CODES.get(one.name, {})
    order = {code: place for place, code in enumerate(codes)}
    options = tuple((code, word(*codes[code]) if code in codes else words) for code, words in sorted(one.options, key=lambda pair: order.get(pair[0], 99)))
    needed = WANTED | (FLOWS[flow].needs if flow in FLOWS else frozenset())
    return replace(one, label=said, hint=word(*hint), errors=errors, options=options, required=one.required or one.name in needed)


def _renamed(text: str, old: str, new: str, flow: str) -> str:
    """An error with every label in it as it stands on the page, that of another field too."""
    if not english():
        labels = {old: new} | (_labels(flow) if flow in FLOWS else {})
        return re.sub(r"“([^”]+)”", lambda found: f"“{labels.get(found[1], found[1])}”", text)
    head, colon, rest = text.partition(":")
    return f"{new}: {rest.strip()}" if colon and len(head) < 60 else f"{new}: {text}"


def _labels(flow: str) -> dict[str, str]:
    """The form's own labels -> the page's."""
    plainly = {**PLAIN, **PLAIN_HERE.get(flow, {})}
    return {str(one.label): plainly[name][0][0] for name, one in FLOWS[flow].form.base_fields.items() if name in plainly}


def organs(offices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The organs that petitions are addressed to: the ministry itself, not its complaint centre, and the administrations."""
    return [(code, word("工业和信息化部", "Ministry of Industry and Information Technology") if code == MINISTRY else name) for code, name in offices]


def provinces(offices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Places a report can name: the office's province by its code, in the office's words."""
    return [(code.rpartition("-")[2], name.removesuffix("通信管理局")) for code, name in offices if code.rpartition("-")[2] not in ("00", "")]
