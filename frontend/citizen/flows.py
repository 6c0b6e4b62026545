"""What can be filed here, screen by screen: which fields of the domain's form stand on which screen, in a citizen's words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from casework import catalogue
from frontend import stepforms
from frontend.language import english, word

Pair = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """A group of fields under a heading; `folded` ones are rarely needed and open only where something was typed."""

    heading: Pair
    fields: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True)
class Screen:
    """One question of a filing. The last one also shows all that was told, and files."""

    heading: Pair
    lead: Pair
    parts: tuple[Part, ...]
    files: str = ""

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

    @property
    def form(self) -> Any:
        """The form of its step."""
        return catalogue.form_of(self.kind, self.step)

    @property
    def names(self) -> frozenset[str]:
        """Every field that one of its screens asks for."""
        return frozenset(name for screen in self.screens for name in screen.fields)


NONE = ("", "")
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
    {"channel": "web"},
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
    {},
)  # fmt: skip
ENQUIRY = Flow(
    "enquiry", "complaint", "enquire",
    (
        Screen(
            ("您想问什么？", "What would you like to know?"), ("我们解答电信方面的政策和办事规定。", "We explain telecom policy and procedure."),
            (Part(NONE, ("question",)), Part(("怎么联系您", "How to reach you"), ("applicant_name", "applicant_phone", "applicant_email"))),
        ),
    ),
    {"channel": "web"},
)  # fmt: skip
FLOWS = {one.id: one for one in (COMPLAINT, REPORT, ENQUIRY)}

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
PLAIN_HERE: dict[str, dict[str, tuple[Pair, Pair]]] = {
    "report": {
        "respondent": (("您举报的企业", "The operator you report"), NONE),
        "claim": (("您希望我们查什么", "What you ask us to look into"), NONE),
        "facts": (("它做了什么", "What it did"), ("时间、地点、怎么知道的。", "When, where, how you know.")),
        "applicant_name": (("您的姓名（实名举报填写）", "Your name, for a named report"), NONE),
    },
}
CODES: dict[str, dict[str, Pair]] = {
    "category": {
        "fee": ("收费：扣费不对", "Fees: charged wrongly"), "service": ("服务：办不了、停机、携号转网", "Service: refused, cut off, number porting"),
        "network": ("网络：信号差、网速慢、断线", "Network: weak, slow, lost"),
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
    return replace(one, label=said, hint=word(*hint), errors=errors, options=options, required=one.required or one.name in WANTED)


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


def provinces(offices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Places a report can name: the office's province by its code, in the office's words."""
    return [(code.rpartition("-")[2], name.removesuffix("通信管理局")) for code, name in offices if code.rpartition("-")[2] not in ("00", "")]
