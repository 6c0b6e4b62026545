"""One filled-in example of every paper of reconsideration, and what its text must say."""

from typing import Any

OFFICE: dict[str, Any] = {
    "office_name": "工业和信息化部",
    "issued_on": "2026-03-05",
    "case_number": "部复2026-00012",
    "case_code": "A-2026-00-0000012",
    "applicant_name": "张晓梅",
    "respondent_name": "上海市通信管理局",
    "act": "作出的《不予受理通知书》（沪通信申不受〔2025〕217号）",
    "matter": "张晓梅不服上海市通信管理局作出的《不予受理通知书》（沪通信申不受〔2025〕217号）申请行政复议一案",
    "contact": {"address": "北京市西长安街13号", "phone": "010-12300"},
}

SAMPLES: dict[str, dict[str, Any]] = {
    "reconsideration/application_form": OFFICE
    | {
        "number": "部通复申〔2026〕1号",
        "addressee": "工业和信息化部",
        "measures_place": "第六条",
        "regulation_place": "《行政复议法实施条例》第十九条",
        "basics": [
            {"label": "证件号码", "value": "310101198805061234"},
            {"label": "住所", "value": "上海市黄浦区人民大道1号"},
            {"label": "邮政编码", "value": "200003"},
            {"label": "联系电话", "value": "13800138000"},
        ],
        "claim": "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。",
        "facts": (
            "2025年11月8日，申请人发现账单中多出“畅享流量包”每月48元；2025年12月10日向被申请人提出申诉。"
            "\n被申请人以超过五个月为由不予受理。"
        ),
        "service_address": "上海市黄浦区人民大道1号，张晓梅，13800138000",
        "rules": [],
    },
    "reconsideration/oral_application": OFFICE
    | {
        "number": "部通复口〔2026〕1号",
        "taken_at": "2026-01-12T09:30",
        "place": "工业和信息化部行政复议接待室",
        "recorder": "李文",
        "basics": [
            {"label": "证件号码", "value": "310101198805061234"},
            {"label": "住所", "value": "上海市黄浦区人民大道1号"},
            {"label": "邮政编码", "value": "200003"},
            {"label": "联系电话", "value": "13800138000"},
        ],
        "claim": "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。",
        "facts": (
            "2025年11月8日，申请人发现账单中多出“畅享流量包”每月48元；2025年12月10日向被申请人提出申诉。"
            "\n被申请人以超过五个月为由不予受理。"
        ),
        "reasons": "收费争议的五个月自事项发生时计算，被申请人未查明扣费开始的日期。",
        "known_on": "2025-12-22",
        "service_address": "上海市黄浦区人民大道1号，张晓梅，13800138000",
        "why_oral": "申请人右手受伤，书写困难",
        "regulation_place": "《行政复议法实施条例》第二十条",
        "rules": [],
    },
    "reconsideration/correction_notice": OFFICE
    | {
        "number": "部通复补〔2026〕1号",
        "addressee": "张晓梅、周宁",
        "received_on": "2026-01-12",
        "items": ["提交居民身份证复印件", "写明知道行政行为的日期，并提交送达的信封或者回执"],
        "reasons": "缺少上述材料，无法判断申请人和申请期限。",
        "how": "邮寄或者当面提交，信封上写明编号。",
        "served_on": "2026-03-05",
        "correct_by": "2026-03-19",
        "rules": [
            {"id": "AR-07", "basis": "行政复议法 31①", "version": "1", "since": "2024-01-01", "certainty": "V"},
            {"id": "AR-08", "basis": "行政复议法 31②", "version": "1", "since": "2024-01-01", "certainty": "V"},
        ],
    },
    "reconsideration/acceptance_notice": OFFICE
    | {
        "number": "部通复受〔2026〕1号",
        "addressee": "张晓梅、周宁",
        "received_on": "2026-01-12",
        "accepted_on": "2026-01-19",
        "procedure": {"code": "ordinary", "article": "《行政复议法》第三十六条第一款", "words": "普通程序"},
        "decide_by": "2026-03-20",
        "handlers": ["李文", "王敏"],
        "rules": [{"id": "AR-05", "basis": "行政复议法 30①③", "version": "1", "since": "2024-01-01", "certainty": "V"}],
    },
    "reconsideration/refusal": OFFICE
    | {
        "number": "部通复不受〔2026〕1号",
        "remedies": [
            {
                "what": "15日内依法向人民法院提起行政诉讼",
                "body": "有管辖权的人民法院",
                "basis": (
                    "《行政诉讼法》第四十五条；《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第五十六条第二款"
                ),
                "served_on": "2026-03-05",
                "last_day": "2026-03-20",
            },
        ],
        "addressee": "张晓梅、周宁",
        "received_on": "2026-01-12",
        "claim": "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。",
        "facts": "申请人于2025年10月20日收到行政行为，2026年1月12日提出行政复议申请。",
        "ground": {"code": "30-4", "article": "《行政复议法》第三十条第一款第四项", "words": "在法定申请期限内提出"},
        "reasons": "自知道行政行为之日起已经超过六十日，申请人没有提供因不可抗力或者其他正当理由耽误期限的说明材料。",
        "rules": [
            {"id": "AR-05", "basis": "行政复议法 30①③", "version": "1", "since": "2024-01-01", "certainty": "V"},
            {
                "id": "AR-26",
                "basis": "行政诉讼法 45；行政复议法 34",
                "version": "1",
                "since": "2017-07-01",
                "certainty": "V",
            },
        ],
    },
    "reconsideration/dismissal": OFFICE
    | {
        "number": "部通复驳〔2026〕1号",
        "remedies": [
            {
                "what": "15日内依法向人民法院提起行政诉讼",
                "body": "有管辖权的人民法院",
                "basis": "《行政诉讼法》第四十五条",
                "served_on": "2026-03-05",
                "last_day": "2026-03-20",
            },
        ],
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "received_on": "2026-01-12",
        "claim": "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。",
        "facts": "申请人于2025年10月20日收到行政行为，2026年1月12日提出行政复议申请。",
        "ground": {"code": "30-4", "article": "《行政复议法》第三十条第一款第四项", "words": "在法定申请期限内提出"},
        "reasons": "自知道行政行为之日起已经超过六十日，申请人没有提供因不可抗力或者其他正当理由耽误期限的说明材料。",
        "accepted_on": "2026-01-19",
        "rules": [
            {
                "id": "AR-26",
                "basis": "行政诉讼法 45；行政复议法 34",
                "version": "1",
                "since": "2017-07-01",
                "certainty": "V",
            },
        ],
    },
    "reconsideration/split_notice": OFFICE
    | {
        "number": "部通复分〔2026〕1号",
        "addressee": "张晓梅、周宁",
        "received_on": "2026-01-12",
        "acts": [
            "上海市通信管理局作出的《不予受理通知书》（沪通信申不受〔2025〕217号）",
            "上海市通信管理局作出的《政府信息公开答复书》（沪通信公开〔2025〕63号）",
        ],
        "how": "请对每一个行政行为各提交一份行政复议申请书，邮寄或者当面提交。",
        "here": "《不予受理通知书》（沪通信申不受〔2025〕217号）",
        "rules": [],
    },
    "reconsideration/answer_notice": OFFICE
    | {
        "number": "部通复答〔2026〕1号",
        "addressee": "上海市通信管理局",
        "accepted_on": "2026-01-19",
        "claim": "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。",
        "copy": "行政复议申请书副本",
        "attachments": ["行政复议申请书副本", "申请人提交的材料复印件"],
        "handlers": ["李文", "王敏"],
        "served_on": "2026-03-05",
        "answer_by": "2026-03-19",
        "rules": [
            {"id": "AR-10", "basis": "行政复议法 48", "version": "1", "since": "2024-01-01", "certainty": "V"},
            {"id": "AR-11", "basis": "行政复议法 48", "version": "1", "since": "2024-01-01", "certainty": "V"},
        ],
    },
    "reconsideration/simple_answer_notice": OFFICE
    | {
        "number": "部通复简答〔2026〕1号",
        "addressee": "上海市通信管理局",
        "accepted_on": "2026-01-19",
        "claim": "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。",
        "copy": "行政复议申请笔录复印件",
        "attachments": ["行政复议申请笔录复印件"],
        "handlers": ["李文"],
        "served_on": "2026-03-05",
        "answer_by": "2026-03-12",
        "simple_case": {"code": "53-consent", "article": "《行政复议法》第五十三条第二款", "words": "当事人各方同意适用简易程序"},
        "rules": [
            {"id": "AR-12", "basis": "行政复议法 54①", "version": "1", "since": "2024-01-01", "certainty": "V"},
            {"id": "AR-13", "basis": "行政复议法 54①", "version": "1", "since": "2024-01-01", "certainty": "V"},
        ],
    },
    "reconsideration/third_party_notice": OFFICE
    | {
        "number": "部通复三〔2026〕1号",
        "addressee": "华东通信股份有限公司上海分公司",
        "accepted_on": "2026-01-19",
        "interest": "被申请的行政行为涉及你单位收取的流量包费用。",
        "claim": "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。",
        "attachments": ["行政复议申请书副本"],
        "rules": [],
    },
    "reconsideration/conversion_notice": OFFICE
    | {
        "number": "部通复转〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "accepted_on": "2026-01-19",
        "converted_on": "2026-03-05",
        "reasons": "双方对扣费开始的日期各执一词，需要听取双方意见、查明事实。",
        "decide_by": "2026-03-20",
        "rules": [{"id": "AR-15", "basis": "行政复议法 62①", "version": "1", "since": "2024-01-01", "certainty": "V"}],
    },
    "reconsideration/opinion_record": OFFICE
    | {
        "number": "部通复听〔2026〕1号",
        "way": {"code": "phone", "article": "《行政复议法》第四十九条", "words": "电话"},
        "heard_at": "2026-03-03T14:00",
        "officers": ["李文", "王敏"],
        "recorder": "王敏",
        "person": "张晓梅",
        "person_post": "申请人",
        "said": ["问：对被申请人的答复有什么意见？", "答：扣费是2025年11月才开始的，有账单。"],
        "said_or_unheard": "yes",
        "rules": [],
    },
    "reconsideration/hearing_notice": OFFICE
    | {
        "number": "部通复证〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "hearing_at": "2026-03-27T09:30",
        "place": "工业和信息化部第三会议室",
        "matters": ["“畅享流量包”扣费开始的日期", "申诉是否超过五个月"],
        "reasons": "主要事实双方争议较大。",
        "chair": "李文",
        "members": ["王敏", "赵强"],
        "recorder": "孙岚",
        "serve_by": "2026-03-19",
        "rules": [{"id": "AR-14", "basis": "行政复议法 51①", "version": "1", "since": "2024-01-01", "certainty": "V"}],
    },
    "reconsideration/hearing_record": OFFICE
    | {
        "number": "部通复证录〔2026〕1号",
        "started_at": "2026-03-02T09:30",
        "ended_at": "2026-03-02T11:00",
        "place": "工业和信息化部第三会议室",
        "chair": "李文",
        "members": ["王敏", "赵强"],
        "recorder": "孙岚",
        "present": ["申请人张晓梅", "被申请人负责人陈立"],
        "matters": ["“畅享流量包”扣费开始的日期"],
        "record": [
            "申请人：扣费自2025年11月开始，此前账单没有该项目。",
            "被申请人：认定2025年6月2日开始，依据是企业反馈，没有账单。",
        ],
        "rules": [],
    },
    "reconsideration/suspension_notice": OFFICE
    | {
        "number": "部通复中〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "ground": {
            "code": "39-9",
            "article": "《行政复议法》第三十九条第一款第九项",
            "words": "有本法第五十六条或者第五十七条规定的情形",
        },
        "reasons": "申请人一并申请审查《上海市电信用户申诉处理工作规程》（沪通信规〔2025〕2号）第八条。",
        "suspended_on": "2026-03-05",
        "accepted_on": "2026-01-19",
        "rules": [],
    },
    "reconsideration/resumption_notice": OFFICE
    | {
        "number": "部通复恢〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "ground": {
            "code": "39-9",
            "article": "《行政复议法》第三十九条第一款第九项",
            "words": "有本法第五十六条或者第五十七条规定的情形",
        },
        "reasons": "有权处理的机关已经回复处理意见。",
        "suspended_on": "2026-02-02",
        "resumed_on": "2026-03-05",
        "accepted_on": "2026-01-19",
        "decide_by": "2026-04-20",
        "rules": [],
    },
    "reconsideration/termination": OFFICE
    | {
        "number": "部通复终〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "final": "yes",
        "ground": {
            "code": "41-1",
            "article": "《行政复议法》第四十一条第一项",
            "words": "申请人撤回行政复议申请，行政复议机构准予撤回",
        },
        "reasons": "申请人与被申请人和解后申请撤回，行政复议机构已经准予撤回。",
        "accepted_on": "2026-01-19",
        "terminated_on": "2026-03-05",
        "rules": [],
    },
    "reconsideration/extension_notice": OFFICE
    | {
        "number": "部通复延〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "accepted_on": "2026-01-19",
        "days": 30,
        "reasons": "案情复杂，需要等待检测机构对账单系统记录的核查结果。",
        "old_last_day": "2026-03-20",
        "new_last_day": "2026-04-20",
        "sue_by": "2026-05-06",
        "rules": [{"id": "AR-15", "basis": "行政复议法 62①", "version": "1", "since": "2024-01-01", "certainty": "V"}],
    },
    "reconsideration/stay_notice": OFFICE
    | {
        "number": "部通复停〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "ground": {
            "code": "42-3",
            "article": "《行政复议法》第四十二条第三项",
            "words": "申请人、第三人申请停止执行，行政复议机关认为其要求合理，决定停止执行",
        },
        "reasons": "继续执行将使申请人的号码被销号，难以恢复。",
        "from_on": "2026-03-05",
        "extent": "停止对申请人号码的停机处理。",
        "until": "至行政复议决定生效之日",
        "rules": [],
    },
    "reconsideration/norm_transfer": OFFICE
    | {
        "number": "部通复转审〔2026〕1号",
        "addressee": "上海市通信管理局政策法规处",
        "norm": "《上海市电信用户申诉处理工作规程》（沪通信规〔2025〕2号）",
        "clauses": ["第八条：收费争议自首次扣费之日起五个月后不予受理。"],
        "ground": {
            "code": "56",
            "article": "《行政复议法》第五十六条",
            "words": "申请人依照本法第十三条的规定提出对有关规范性文件的附带审查申请",
        },
        "reasons": "该规程由你单位制定，申请人认为第八条缩短了部门规章规定的期限。",
        "attachments": ["规程文本"],
        "served_on": "2026-03-05",
        "reply_by": "2026-05-06",
        "rules": [
            {"id": "AR-19", "basis": "行政复议法 56、57", "version": "1", "since": "2024-01-01", "certainty": "V"},
            {"id": "AR-22", "basis": "行政复议法 60", "version": "1", "since": "2024-01-01", "certainty": "V"},
        ],
    },
    "reconsideration/norm_notice": OFFICE
    | {
        "number": "部通复审告〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "norm": "《上海市电信用户申诉处理工作规程》（沪通信规〔2025〕2号）",
        "clauses": ["第八条：收费争议自首次扣费之日起五个月后不予受理。"],
        "ground": {
            "code": "56",
            "article": "《行政复议法》第五十六条",
            "words": "申请人依照本法第十三条的规定提出对有关规范性文件的附带审查申请",
        },
        "organ": "上海市通信管理局政策法规处",
        "suspended_on": "2026-03-05",
        "rules": [],
    },
    "reconsideration/norm_maker_notice": OFFICE
    | {
        "number": "部通复审答〔2026〕1号",
        "addressee": "上海市通信管理局政策法规处",
        "norm": "《上海市电信用户申诉处理工作规程》（沪通信规〔2025〕2号）",
        "clauses": ["第八条：收费争议自首次扣费之日起五个月后不予受理。"],
        "ground": {
            "code": "56",
            "article": "《行政复议法》第五十六条",
            "words": "申请人依照本法第十三条的规定提出对有关规范性文件的附带审查申请",
        },
        "questions": ["第八条规定起算日的依据", "第八条与《电信用户申诉处理办法》第十一条第一项是否一致"],
        "suspended_on": "2026-03-04",
        "served_on": "2026-03-05",
        "answer_by": "2026-03-19",
        "rules": [
            {"id": "AR-20", "basis": "行政复议法 58①", "version": "1", "since": "2024-01-01", "certainty": "V"},
            {"id": "AR-21", "basis": "行政复议法 58①", "version": "1", "since": "2024-01-01", "certainty": "V"},
        ],
    },
    "reconsideration/norm_decision": OFFICE
    | {
        "number": "部通复审决〔2026〕1号",
        "addressee": "上海市通信管理局政策法规处",
        "norm": "《上海市电信用户申诉处理工作规程》（沪通信规〔2025〕2号）",
        "clauses": ["第八条：收费争议自首次扣费之日起五个月后不予受理。"],
        "review": {
            "code": "56",
            "article": "《行政复议法》第五十六条",
            "words": "申请人依照本法第十三条的规定提出对有关规范性文件的附带审查申请",
        },
        "ground": {"code": "59-conflict", "article": "《行政复议法》第五十九条", "words": "相关条款违反上位法"},
        "higher_law": "《电信用户申诉处理办法》第十一条第一项",
        "answered_on": "2026-03-03",
        "reasons": "上位规定的五个月自申诉事项发生时至提起申诉时计算，第八条自首次扣费起算，缩短了申诉的期限。",
        "correction": "三十日内修改第八条，并将修改情况报告本机关。",
        "rules": [{"id": "AR-18", "basis": "行政复议法 56、57", "version": "1", "since": "2024-01-01", "certainty": "V"}],
    },
    "reconsideration/norm_reply": OFFICE
    | {
        "number": "部通复审复〔2026〕1号",
        "addressee": "上海市通信管理局政策法规处",
        "norm": "《上海市电信用户申诉处理工作规程》（沪通信规〔2025〕2号）",
        "clauses": ["第八条：收费争议自首次扣费之日起五个月后不予受理。"],
        "letter_number": "沪府复转审〔2026〕4号",
        "letter_received_on": "2026-03-02",
        "opinion": {"code": "59-lawful", "article": "《行政复议法》第五十九条", "words": "相关条款合法"},
        "reasons": "第八条与上位规定一致。",
        "handling": "该条款继续有效。",
        "rules": [{"id": "AR-22", "basis": "行政复议法 60", "version": "1", "since": "2024-01-01", "certainty": "V"}],
    },
    "reconsideration/file_access": OFFICE
    | {
        "number": "部通复阅〔2026〕1号",
        "addressee": "张晓梅",
        "asked_on": "2026-03-04",
        "material": ["行政复议答复书", "企业反馈材料"],
        "when": "2026年3月10日9时至11时",
        "place": "工业和信息化部阅卷室",
        "withheld": ["企业内部系统日志"],
        "rules": [],
    },
    "reconsideration/file_access_refusal": OFFICE
    | {
        "number": "部通复不阅〔2026〕1号",
        "addressee": "张晓梅",
        "asked_on": "2026-03-04",
        "material": ["企业内部系统日志"],
        "grounds": [{"code": "47-business", "article": "《行政复议法》第四十七条", "words": "涉及商业秘密"}],
        "reasons": "日志含有计费系统的技术参数，企业已采取保密措施。",
        "open_part": "日志中与申请人号码有关的部分可以查阅。",
        "rules": [],
    },
    "reconsideration/evidence_request": OFFICE
    | {
        "number": "部通复调证〔2026〕1号",
        "addressee": "上海市通信管理局政策法规处",
        "material": ["2025年5月至12月申请人账户的账单"],
        "purpose": "查明“畅享流量包”扣费开始的日期。",
        "hand_over_by": "2026-03-20",
        "how": "加盖公章后邮寄。",
        "officers": ["李文（工作证号0901）", "王敏（工作证号0902）"],
        "rules": [],
    },
    "reconsideration/decision": OFFICE
    | {
        "number": "部通复决〔2026〕1号",
        "remedies": [
            {
                "what": "15日内依法向人民法院提起行政诉讼",
                "body": "有管辖权的人民法院",
                "basis": "《行政诉讼法》第四十五条",
                "served_on": "2026-03-05",
                "last_day": "2026-03-20",
            },
        ],
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "received_on": "2026-01-12",
        "accepted_on": "2026-01-19",
        "procedure": {"code": "ordinary", "article": "《行政复议法》第三十六条第一款", "words": "普通程序"},
        "decide_by": "2026-03-20",
        "claim": "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。",
        "applicant_reasons": "收费争议的五个月自事项发生时计算，被申请人未查明扣费开始的日期。",
        "answer": "被申请人认为，扣费始于2025年6月2日，至申诉提出之日已超过五个月，不予受理符合规定。",
        "facts": (
            "经查，账单显示“畅享流量包”自2025年11月起收取，此前没有该项费用。\n被申请人没有提交证明2025年6月2日扣费的材料。"
        ),
        "evidence": ["2025年5月至12月账单", "《不予受理通知书》及送达回证"],
        "reasons": "扣费开始的日期是判断是否超过五个月的主要事实，被申请人认定的日期没有证据。",
        "results": [
            {
                "code": "annul",
                "article": "《行政复议法》第六十四条第一款第一项",
                "words": "主要事实不清、证据不足",
                "what": "撤销该行政行为",
            },
            {
                "code": "redo",
                "article": "《行政复议法》第六十四条第一款",
                "words": "可以责令被申请人在一定期限内重新作出行政行为",
                "what": "责令被申请人在一定期限内重新作出行政行为",
            },
        ],
        "orders": [
            "撤销被申请人上海市通信管理局作出的《不予受理通知书》（沪通信申不受〔2025〕217号）。",
            "责令被申请人在收到本决定书之日起三十日内对申请人的申诉重新作出处理。",
        ],
        "term": "自收到本决定书之日起三十日内",
        "redo_bar": "yes",
        "consent": {"code": "head", "article": "《行政复议法》第六十一条第一款", "words": "经行政复议机关的负责人同意"},
        "heard_on": "2026-03-02",
        "rules": [{"id": "AR-25", "basis": "行政诉讼法 45", "version": "1", "since": "2017-07-01", "certainty": "V"}],
    },
    "reconsideration/mediation_agreement": OFFICE
    | {
        "number": "部通复调〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "accepted_on": "2026-01-19",
        "claim": "撤销《不予受理通知书》（沪通信申不受〔2025〕217号），责令被申请人受理申诉。",
        "facts": (
            "2025年11月8日，申请人发现账单中多出“畅享流量包”每月48元；2025年12月10日向被申请人提出申诉。"
            "\n被申请人以超过五个月为由不予受理。"
        ),
        "reasons": "双方对扣费开始的日期已无争议。",
        "terms": ["被申请人受理申请人的申诉", "申请人不再提出其他请求"],
        "regulation_place": "《行政复议法实施条例》第五十条第二款",
        "rules": [],
    },
    "reconsideration/withdrawal_permit": OFFICE
    | {
        "number": "部通复撤〔2026〕1号",
        "addressee": "张晓梅、周宁、华东通信股份有限公司上海分公司、上海市通信管理局",
        "accepted_on": "2026-01-19",
        "withdrawn_on": "2026-03-04",
        "reason": "双方已经和解。",
        "terms": ["被申请人自行撤销《不予受理通知书》并受理申诉"],
        "checked": "撤回出于申请人的真实意愿，和解内容未见损害国家利益、社会公共利益和他人合法权益的情形。",
        "permitted_on": "2026-03-05",
        "rules": [],
    },
    "reconsideration/opinion_letter": OFFICE
    | {
        "number": "部通复意〔2026〕1号",
        "addressee": "上海市通信管理局",
        "found_act": "被申请人2025年以来以同一理由作出的不予受理通知书。",
        "facts": "抽查的二十件中，有六件未查明扣费开始的日期。",
        "law": "《电信用户申诉处理办法》第十一条第一项",
        "reasons": "主要事实不清。",
        "opinions": ["对上述六件重新审查", "完善对扣费日期的核查"],
        "served_on": "2026-03-05",
        "report_by": "2026-05-06",
        "rules": [{"id": "AR-24", "basis": "行政复议法 76", "version": "1", "since": "2024-01-01", "certainty": "V"}],
    },
    "reconsideration/performance_order": OFFICE
    | {
        "number": "部通复责履〔2026〕1号",
        "addressee": "上海市通信管理局",
        "instrument": {"code": "decision", "article": "《行政复议法》第七十七条", "words": "行政复议决定书"},
        "instrument_number": "部通复决〔2026〕3号",
        "instrument_served_on": "2026-01-16",
        "duty": ["对申请人的申诉重新作出处理"],
        "reasons": "决定书确定的三十日已经届满，你单位没有说明理由。",
        "perform_by": "2026-03-20",
        "measures": ["约谈你单位有关负责人"],
        "rules": [],
    },
    "reconsideration/resume_order": OFFICE
    | {
        "number": "部通复责恢〔2026〕1号",
        "addressee": "上海市通信管理局政策法规处",
        "their_case": "某某复〔2026〕7号行政复议案件",
        "suspended_on": "2026-01-12",
        "facts": "中止通知书没有写明中止的情形。",
        "reasons": "不属于应当中止的情形。",
        "report_by": "2026-03-20",
        "rules": [],
    },
    "reconsideration/correction_order": OFFICE
    | {
        "number": "部通复责纠〔2026〕1号",
        "addressee": "上海市通信管理局政策法规处",
        "their_case": "某某复〔2026〕9号行政复议申请",
        "ground": {"code": "35-refused", "article": "《行政复议法》第三十五条", "words": "无正当理由不予受理"},
        "facts": "申请在法定期限内提出，材料齐全。",
        "reasons": "不予受理没有写明理由。",
        "correction": ["撤销不予受理决定", "自收到本通知书之日起依法审查处理"],
        "rules": [],
    },
    "reconsideration/lead_referral": OFFICE
    | {
        "number": "部通复移〔2026〕1号",
        "addressee": "驻工业和信息化部纪检监察组",
        "ground": {
            "code": "86",
            "article": "《行政复议法》第八十六条",
            "words": "发现公职人员涉嫌贪污贿赂、失职渎职等职务违法或者职务犯罪的问题线索",
        },
        "persons": ["某处工作人员陈某"],
        "facts": "涉嫌收受企业财物，对申诉作不予受理处理。",
        "evidence": ["谈话记录复印件"],
        "attachments": ["材料清单"],
        "rules": [],
    },
}

# Title, and what else the text must hold: articles, the words of the ground, last days.
SAYS: dict[str, tuple[str, ...]] = {
    "reconsideration/application_form": (
        "行政复议申请书", "310101198805061234", "送达地址", "令第69号）第六条", "《行政复议法实施条例》第十九条", "电子送达",
        "第二十二条", "申请人（签名或者盖章）",
    ),
    "reconsideration/oral_application": (
        "口头申请行政复议笔录", "2026年1月12日9时30分", "第二十二条第三款", "第二十条", "书写困难", "未查明扣费开始的日期",
        "2025年12月22日", "申请人（签名）",
    ),
    "reconsideration/correction_notice": (
        "补正通知书", "一次性", "第三十一条第一款", "居民身份证复印件", "十个工作日", "最后一日为2026年3月19日", "视为放弃行政复议申请", "第八十八条第二款",
    ),
    "reconsideration/acceptance_notice": (
        "受理通知书", "于2026年1月19日予以受理", "普通程序", "最后一日为2026年3月20日", "第六十二条第一款", "第四十七条", "第八十七条", "第二十九条第一款",
        "十五日内向人民法院提起诉讼",
    ),
    "reconsideration/refusal": (
        "不予受理决定书", "第三十条第一款第四项", "“在法定申请期限内提出”", "超过六十日", "第三十条第二款", "15日内依法向人民法院提起行政诉讼",
        "最后一日为2026年3月20日", "第五十六条第二款", "六个月", "第四十六条第一款", "第三十五条",
    ),
    "reconsideration/dismissal": (
        "驳回行政复议申请决定书", "第三十条第一款第四项", "“在法定申请期限内提出”", "第三十三条", "最后一日为2026年3月20日", "第三十五条",
    ),
    "reconsideration/split_notice": ("分别申请告知书", "第二十二条第四款", "〔2025〕217号", "〔2025〕63号", "分别申请"),
    "reconsideration/answer_notice": (
        "行政复议答复通知书", "第四十八条", "十个工作日", "最后一日为2026年3月19日", "第四十四条第一款", "第四十六条第一款", "第七十条", "第八十二条",
        "行政复议申请书副本",
    ),
    "reconsideration/simple_answer_notice": (
        "简易程序", "第五十四条第一款", "五个工作日", "最后一日为2026年3月12日", "第五十三条第二款", "当事人各方同意", "第七十条", "行政复议申请笔录复印件",
    ),
    "reconsideration/third_party_notice": ("第三人参加行政复议通知书", "第十六条第一款", "流量包费用", "不影响行政复议案件的审理", "第十七条"),
    "reconsideration/conversion_notice": ("转为普通程序告知书", "第五十五条", "负责人批准", "各执一词", "最后一日为2026年3月20日", "没有另定起算日"),
    "reconsideration/opinion_record": ("听取意见记录", "电话", "2026年3月3日14时00分", "第四十九条", "2025年11月才开始", "行政复议人员（签名）"),
    "reconsideration/hearing_notice": (
        "听证通知书", "2026年3月27日9时30分", "第三会议室", "申诉是否超过五个月", "第五十一条第一款", "视为放弃听证权利", "最迟于2026年3月19日送达",
    ),
    "reconsideration/hearing_record": (
        "听证笔录", "2026年3月2日11时00分", "王敏、赵强", "第五十条第三款", "第六十一条第二款", "依据是企业反馈", "听证员赵强（签名）",
    ),
    "reconsideration/suspension_notice": (
        "行政复议中止通知书", "第三十九条第一款第九项", "“有本法第五十六条或者第五十七条规定的情形”", "自2026年3月5日起中止",
        "第八条", "没有明文", "第四十条",
    ),
    "reconsideration/resumption_notice": ("恢复审理通知书", "自2026年2月2日起中止", "自2026年3月5日起恢复审理", "第三十九条第二款、第三款", "2026年4月20日"),
    "reconsideration/termination": ("行政复议终止决定书", "第四十一条第一项", "准予撤回”", "和解后申请撤回", "第七十四条第二款"),
    "reconsideration/extension_notice": (
        "延期审理通知书", "第六十二条第一款", "延长审理期限30日", "原最后一日：2026年3月20日", "延长后最后一日：2026年4月20日",
        "最后一日为2026年5月6日", "负责人批准",
    ),
    "reconsideration/stay_notice": ("停止执行通知书", "第四十二条第三项", "行政复议机关认为其要求合理", "难以恢复", "停止对申请人号码的停机处理"),
    "reconsideration/norm_transfer": ("附带审查转送函", "第五十六条", "无权处理", "第六十条", "最后一日为2026年5月6日", "沪通信规〔2025〕2号", "规程文本"),
    "reconsideration/norm_notice": ("规范性文件附带审查告知书", "第五十六条", "无权处理", "第三十九条第一款第九项", "2026年3月5日起中止"),
    "reconsideration/norm_maker_notice": ("规范性文件审查答复通知书", "第五十八条第一款", "十个工作日", "最后一日为2026年3月19日", "是否一致"),
    "reconsideration/norm_decision": ("规范性文件处理决定书", "第五十九条", "相关条款违反上位法", "停止上述条款的执行", "三十日内修改第八条"),
    "reconsideration/norm_reply": ("规范性文件处理意见函", "沪府复转审〔2026〕4号", "第六十条", "相关条款合法", "继续有效"),
    "reconsideration/file_access": ("准许查阅、复制材料通知书", "第四十七条", "企业反馈材料", "阅卷室", "另行书面告知"),
    "reconsideration/file_access_refusal": ("不予查阅、复制材料告知书", "第四十七条", "“涉及商业秘密”", "计费系统的技术参数", "有关的部分可以查阅"),
    "reconsideration/evidence_request": ("证据调取通知书", "第四十五条第一款", "不少于两人", "工作证号0902", "2026年3月20日", "第六十五条", "账户的账单"),
    "reconsideration/decision": (
        "行政复议决定书", "第六十四条第一款第一项（“主要事实不清、证据不足”）", "第六十四条第二款", "经行政复议机关的负责人同意", "第六十一条第一款",
        "第六十一条第二款", "三十日内对申请人的申诉重新作出处理", "15日内依法向人民法院提起行政诉讼", "最后一日为2026年3月20日", "第七十五条第二款",
    ),
    "reconsideration/mediation_agreement": (
        "行政复议调解书", "第五条", "第七十三条第一款", "《行政复议法实施条例》第五十条第二款", "申请人不再提出其他请求",
        "申请人（签字或者签章）", "被申请人（签章）",
    ),
    "reconsideration/withdrawal_permit": ("准予撤回行政复议申请通知书", "第七十四条第二款", "2026年3月4日申请撤回", "真实意愿", "同一事实和理由"),
    "reconsideration/opinion_letter": ("行政复议意见书", "第七十六条", "有六件未查明", "六十日", "最后一日为2026年5月6日", "第七十七条第二款"),
    "reconsideration/performance_order": ("责令履行通知书", "第七十七条第二款", "部通复决〔2026〕3号", "2026年3月20日前", "第八十三条", "约谈"),
    "reconsideration/resume_order": ("责令恢复审理通知书", "第四十条", "没有正当理由", "2026年3月20日", "第三十九条第三款"),
    "reconsideration/correction_order": ("责令纠正通知书", "第三十五条", "“无正当理由不予受理”", "撤销不予受理决定"),
    "reconsideration/lead_referral": ("违法线索移送函", "第八十六条", "应当移送", "职务违法或者职务犯罪的问题线索", "陈某", "保密"),
}
# Records, and papers that name their parties in the text.
UNADDRESSED = {
    f"reconsideration/{name}" for name in ("oral_application", "opinion_record", "hearing_record", "decision", "mediation_agreement")
}
UNSEALED = {f"reconsideration/{name}" for name in ("application_form", "oral_application", "opinion_record", "hearing_record")}
