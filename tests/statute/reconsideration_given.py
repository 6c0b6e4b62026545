"""What the form of each step would give for each paper of reconsideration, about one made-up case, and that case."""

from datetime import date, datetime
from typing import Any

from casework.cases.case import Case
from casework.cases.parties import Party
from casework.clock import SHANGHAI
from casework.people.models import Organisation
from casework.people.roles import Role

Given = dict[str, Any]

ACT = "作出的《不予受理通知书》（沪通信申不受〔2025〕217号）"
CLAIM = "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。"
FACTS = "2025年11月8日，申请人发现账单中多出“畅享流量包”每月48元；2025年12月10日向被申请人提出申诉。\n被申请人以超过五个月为由不予受理。"
REASONS = "收费争议的五个月自事项发生时计算，被申请人未查明扣费开始的日期。"
NORM = "《上海市电信用户申诉处理工作规程》（沪通信规〔2025〕2号）"
MAKER = "上海市通信管理局政策法规处"
ACCEPTED = date(2026, 1, 19)


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in Chinese time."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def a_case(*, respondent: str = "CA-31", filed_on: date = date(2026, 1, 12)) -> Case:
    """An unsaved case of the ministry against an act of this office."""
    offices = {one.code: one for one in Organisation.objects.filter(code__in=["CA-00", respondent])}
    return Case(
        kind="reconsideration",
        number="A-2026-00-0000012",
        office=offices["CA-00"],
        first_office=offices["CA-00"],
        respondent=offices[respondent],
        applicant_name="张晓梅",
        title="不服不予受理申诉",
        filed_on=filed_on,
    )


def the_parties() -> list[Party]:
    """One unsaved party of every role that gets a paper."""
    named = (
        (Role.APPLICANT, "张晓梅"),
        (Role.AGENT, "周宁"),
        (Role.RESPONDENT, "上海市通信管理局"),
        (Role.THIRD_PARTY, "华东通信股份有限公司上海分公司"),
        (Role.ORGAN, MAKER),
    )
    return [Party(role=role, name=name, since=ACCEPTED) for role, name in named]


MATTER: Given = {"act": ACT, "received_on": date(2026, 1, 12), "accepted_on": ACCEPTED, "procedure": "ordinary", "claim": CLAIM, "facts": FACTS}
BASICS: Given = {
    "applicant_id_number": "310101198805061234",
    "applicant_address": "上海市黄浦区人民大道1号",
    "applicant_postcode": "200003",
    "applicant_phone": "13800138000",
    "service_address": "上海市黄浦区人民大道1号，张晓梅，13800138000",
}
OUTSIDE: Given = MATTER | {"organ": MAKER}
ON_NORM: Given = OUTSIDE | {"norm": NORM, "clauses": "第八条：收费争议自首次扣费之日起五个月后不予受理。", "ground": "56"}
INADMISSIBLE: Given = MATTER | {
    "ground": "30-4",
    "facts": "申请人于2025年10月20日收到行政行为，2026年1月12日提出行政复议申请。",
    "reasons": "自知道行政行为之日起已经超过六十日，申请人没有提供因不可抗力或者其他正当理由耽误期限的说明材料。",
    "competent_body": "",
    "compulsory_first": "",
}
DECIDED: Given = MATTER | {
    "results": ["annul", "redo"],
    "heads": ["64-1"],
    "term": "自收到本决定书之日起三十日内",
    "consent": "head",
    "applicant_reasons": REASONS,
    "answer": "被申请人认为，扣费始于2025年6月2日，至申诉提出之日已超过五个月，不予受理符合规定。",
    "heard_on": date(2026, 3, 2),
    "facts": "经查，账单显示“畅享流量包”自2025年11月起收取，此前没有该项费用。\n被申请人没有提交证明2025年6月2日扣费的材料。",
    "evidence": "2025年5月至12月账单\n《不予受理通知书》及送达回证",
    "reasons": "扣费开始的日期是判断是否超过五个月的主要事实，被申请人认定的日期没有证据。",
    "orders": (
        "撤销被申请人上海市通信管理局作出的《不予受理通知书》（沪通信申不受〔2025〕217号）。\n"
        "责令被申请人在收到本决定书之日起三十日内对申请人的申诉重新作出处理。"
    ),
}

GIVEN: dict[str, Given] = {
    "application_form": MATTER | BASICS,
    "oral_application": MATTER
    | BASICS
    | {
        "taken_at": at(2026, 1, 12, 9, 30),
        "place": "工业和信息化部行政复议接待室",
        "recorder": "李文",
        "reasons": REASONS,
        "known_on": date(2025, 12, 22),
        "why_oral": "申请人右手受伤，书写困难",
    },
    "correction_notice": MATTER
    | {
        "items": "提交居民身份证复印件\n写明知道行政行为的日期，并提交送达的信封或者回执",
        "reasons": "缺少上述材料，无法判断申请人和申请期限。",
        "how": "邮寄或者当面提交，信封上写明编号。",
    },
    "acceptance_notice": MATTER | {"simple_case": "", "deemed": False, "handlers": "李文\n王敏"},
    "refusal": INADMISSIBLE,
    "dismissal": INADMISSIBLE,
    "split_notice": MATTER
    | {
        "acts": "上海市通信管理局作出的《不予受理通知书》（沪通信申不受〔2025〕217号）\n上海市通信管理局作出的《政府信息公开答复书》（沪通信公开〔2025〕63号）",
        "how": "请对每一个行政行为各提交一份行政复议申请书，邮寄或者当面提交。",
        "here": "《不予受理通知书》（沪通信申不受〔2025〕217号）",
    },
    "answer_notice": MATTER | {"oral": False, "attachments": "申请人提交的材料复印件", "handlers": "李文\n王敏"},
    "simple_answer_notice": MATTER | {"oral": True, "simple_case": "53-consent", "attachments": "", "handlers": "李文"},
    "third_party_notice": MATTER | {"interest": "被申请的行政行为涉及你单位收取的流量包费用。", "asked": False, "attachments": "行政复议申请书副本"},
    "conversion_notice": MATTER | {"procedure": "simple", "reasons": "双方对扣费开始的日期各执一词，需要听取双方意见、查明事实。"},
    "opinion_record": MATTER
    | {
        "way": "phone",
        "heard_at": at(2026, 3, 3, 14),
        "place": "",
        "officers": "李文\n王敏",
        "recorder": "王敏",
        "person": "张晓梅",
        "person_post": "申请人",
        "said": "问：对被申请人的答复有什么意见？\n答：扣费是2025年11月才开始的，有账单。",
        "unheard": "",
    },
    "hearing_notice": MATTER
    | {
        "hearing_at": at(2026, 3, 27, 9, 30),
        "place": "工业和信息化部第三会议室",
        "matters": "“畅享流量包”扣费开始的日期\n申诉是否超过五个月",
        "reasons": "主要事实双方争议较大。",
        "chair": "李文",
        "members": "王敏\n赵强",
        "recorder": "孙岚",
    },
    "hearing_record": MATTER
    | {
        "started_at": at(2026, 3, 2, 9, 30),
        "ended_at": at(2026, 3, 2, 11),
        "place": "工业和信息化部第三会议室",
        "chair": "李文",
        "members": "王敏\n赵强",
        "recorder": "孙岚",
        "present": "申请人张晓梅\n被申请人负责人陈立",
        "absent": "",
        "matters": "“畅享流量包”扣费开始的日期",
        "record": "申请人：扣费自2025年11月开始，此前账单没有该项目。\n被申请人：认定2025年6月2日开始，依据是企业反馈，没有账单。",
    },
    "suspension_notice": MATTER | {"ground": "39-9", "reasons": "申请人一并申请审查" + NORM + "第八条。"},
    "resumption_notice": MATTER
    | {
        "ground": "39-9",
        "reasons": "有权处理的机关已经回复处理意见。",
        "suspended_on": date(2026, 2, 2),
        "suspensions": [(date(2026, 2, 2), date(2026, 3, 5))],
    },
    "termination": MATTER | {"ground": "41-1", "reasons": "申请人与被申请人和解后申请撤回，行政复议机构已经准予撤回。"},
    "extension_notice": MATTER | {"days": 30, "reasons": "案情复杂，需要等待检测机构对账单系统记录的核查结果。"},
    "stay_notice": MATTER
    | {"ground": "42-3", "reasons": "继续执行将使申请人的号码被销号，难以恢复。", "extent": "停止对申请人号码的停机处理。", "until": "至行政复议决定生效之日"},
    "norm_transfer": ON_NORM | {"reasons": "该规程由你单位制定，申请人认为第八条缩短了部门规章规定的期限。", "attachments": "规程文本"},
    "norm_notice": ON_NORM | {"own_power": False},
    "norm_maker_notice": ON_NORM
    | {"questions": "第八条规定起算日的依据\n第八条与《电信用户申诉处理办法》第十一条第一项是否一致", "suspended_on": date(2026, 3, 4)},
    "norm_decision": ON_NORM
    | {
        "review": "56",
        "ground": "59-conflict",
        "higher_law": "《电信用户申诉处理办法》第十一条第一项",
        "answered_on": date(2026, 3, 3),
        "reasons": "上位规定的五个月自申诉事项发生时至提起申诉时计算，第八条自首次扣费起算，缩短了申诉的期限。",
        "correction": "三十日内修改第八条，并将修改情况报告本机关。",
    },
    "norm_reply": ON_NORM
    | {
        "letter_number": "沪府复转审〔2026〕4号",
        "letter_received_on": date(2026, 3, 2),
        "opinion": "59-lawful",
        "reasons": "第八条与上位规定一致。",
        "handling": "该条款继续有效。",
    },
    "file_access": MATTER
    | {
        "asked_by": "张晓梅",
        "asked_on": date(2026, 3, 4),
        "material": "行政复议答复书\n企业反馈材料",
        "when": "2026年3月10日9时至11时",
        "place": "工业和信息化部阅卷室",
        "withheld": "企业内部系统日志",
    },
    "file_access_refusal": MATTER
    | {
        "asked_by": "张晓梅",
        "asked_on": date(2026, 3, 4),
        "material": "企业内部系统日志",
        "heads": ["47-business"],
        "reasons": "日志含有计费系统的技术参数，企业已采取保密措施。",
        "open_part": "日志中与申请人号码有关的部分可以查阅。",
    },
    "evidence_request": OUTSIDE
    | {
        "material": "2025年5月至12月申请人账户的账单",
        "purpose": "查明“畅享流量包”扣费开始的日期。",
        "hand_over_by": date(2026, 3, 20),
        "how": "加盖公章后邮寄。",
        "officers": "李文（工作证号0901）\n王敏（工作证号0902）",
    },
    "decision": DECIDED,
    "decision_on_own_act": DECIDED,
    "mediation_agreement": MATTER
    | {
        "facts": FACTS,
        "reasons": "双方对扣费开始的日期已无争议。",
        "terms": "被申请人受理申请人的申诉\n申请人不再提出其他请求",
        "third_party": "",
    },
    "withdrawal_permit": MATTER
    | {
        "withdrawn_on": date(2026, 3, 4),
        "reason": "双方已经和解。",
        "terms": "被申请人自行撤销《不予受理通知书》并受理申诉",
        "checked": "撤回出于申请人的真实意愿，和解内容未见损害国家利益、社会公共利益和他人合法权益的情形。",
    },
    "opinion_letter": MATTER
    | {
        "organ": "",
        "found_act": "被申请人2025年以来以同一理由作出的不予受理通知书。",
        "facts": "抽查的二十件中，有六件未查明扣费开始的日期。",
        "law": "《电信用户申诉处理办法》第十一条第一项",
        "reasons": "主要事实不清。",
        "opinions": "对上述六件重新审查\n完善对扣费日期的核查",
    },
    "performance_order": MATTER
    | {
        "instrument": "decision",
        "instrument_number": "部通复决〔2026〕3号",
        "instrument_served_on": date(2026, 1, 16),
        "duty": "对申请人的申诉重新作出处理",
        "reasons": "决定书确定的三十日已经届满，你单位没有说明理由。",
        "perform_by": date(2026, 3, 20),
        "measures": "约谈你单位有关负责人",
    },
    "resume_order": OUTSIDE
    | {
        "their_case": "某某复〔2026〕7号行政复议案件",
        "suspended_on": date(2026, 1, 12),
        "facts": "中止通知书没有写明中止的情形。",
        "reasons": "不属于应当中止的情形。",
        "report_by": date(2026, 3, 20),
    },
    "correction_order": OUTSIDE
    | {
        "their_case": "某某复〔2026〕9号行政复议申请",
        "ground": "35-refused",
        "facts": "申请在法定期限内提出，材料齐全。",
        "reasons": "不予受理没有写明理由。",
        "correction": "撤销不予受理决定\n自收到本通知书之日起依法审查处理",
        "taken_up": False,
        "report_by": None,
    },
    "lead_referral": MATTER
    | {
        "addressee": "驻工业和信息化部纪检监察组",
        "ground": "86",
        "persons": "某处工作人员陈某",
        "facts": "涉嫌收受企业财物，对申诉作不予受理处理。",
        "evidence": "谈话记录复印件",
        "attachments": "材料清单",
    },
}
