"""One filled-in example of every paper, and what its text must say."""

from typing import Any

from tests.cases import papers_petitions, papers_reconsideration

OFFICE = {
    "office_name": "上海市通信管理局",
    "office_mark": "上海市通信管理局",
    "issued_on": "2026-03-05",
    "case_number": "沪申2026-00123",
    "case_code": "T-2026-31-0000123",
    "applicant_name": "张晓梅",
    "respondent_name": "中国电信股份有限公司上海分公司",
    "contact": {"address": "上海市中山东一路15号", "phone": "021-12300", "hours": "工作日9:00至17:00"},
    "rules": [
        {"id": "TC-08", "basis": "电信条例39①", "version": "2016-02-06"},
        {"id": "TC-07", "basis": "令35第17条", "version": "2016-07-30", "certainty": "R"},
    ],
}
CLAIM = "要求退还2026年1月至2月多收取的流量包月费合计96元，并取消未经同意开通的“畅享流量包”。"
FACTS = (
    "2026年1月8日，申诉人发现账单中多出“畅享流量包”每月48元。申诉人称从未办理该业务。\n"
    "2026年1月20日，申诉人拨打客服热线投诉，工单号2601209981，至2月10日未获答复。"
)


def _paper(number: str, addressee: str, **own: Any) -> dict[str, Any]:
    return {**OFFICE, "number": number, "addressee": addressee, **own}


def _to_applicant(number: str, **own: Any) -> dict[str, Any]:
    return _paper(number, "张晓梅", **own)


def _to_operator(number: str, **own: Any) -> dict[str, Any]:
    return _paper(number, "中国电信股份有限公司上海分公司", **own)


SAMPLES: dict[str, dict[str, Any]] = {
    "complaints/enquiry_answer": _to_applicant(
        "沪通信申咨〔2026〕12号",
        asked_on="2026-03-02",
        question="携号转网前，原运营商能否以合约未到期为由拒绝办理？",
        answer="合约期内办理携号转网，应当先依约解除或者变更合约；运营商应当一次性告知解除的条件和费用。\n运营商不得无正当理由拒绝。",
    ),
    "complaints/operator_first": _to_applicant(
        "沪通信申告〔2026〕31号",
        received_on="2026-03-03",
        asked="是否就该事项向中国电信股份有限公司上海分公司投诉过，是否得到处理或者答复？",
        answered="没有投诉过，直接打来电话。",
        how=["拨打客服热线10000", "到任一营业厅书面投诉，索取回执", "登录企业网站 https://www.189.cn/ 在线提交"],
        operator_told_on="2026-03-05",
        may_return_on="2026-03-21",
    ),
    "complaints/material_notice": _to_applicant(
        "沪通信申补〔2026〕8号",
        received_on="2026-03-03",
        items=[{"item": 1, "what": "邮政编码"}, {"item": 3, "what": "收费账单复印件"}],
        how="登录查询页面上传，或者邮寄至上海市中山东一路15号，封面写明编号。",
        supply_by="2026-03-09",
    ),
    "complaints/seat_notice": _to_applicant(
        "沪通信申移〔2026〕4号",
        received_on="2026-03-03",
        body_name="江苏省通信管理局",
        body_contact="南京市中山北路285号，025-12300",
        sent_on="2026-03-05",
        reason="被申诉人所在地为江苏省",
    ),
    "complaints/refusal": _to_applicant(
        "沪通信申不受〔2026〕17号",
        received_on="2026-03-03",
        claim=CLAIM,
        facts="所申诉的扣费发生于2025年8月2日，提起申诉的日期为2026年3月3日。",
        head=1,
        reasons="本件属于收费争议，自事项发生至提起申诉已超过五个月。\n申诉人未提供此前曾提起申诉的材料。",
        entrusting_organ="上海市通信管理局",
        reconsideration_channel="工业和信息化部网站“行政复议”栏目",
        remedies=[
            {
                "what": "60日内申请行政复议",
                "body": "工业和信息化部",
                "basis": "《行政复议法》第十一条第十一项、第十五项、第二十条第一款、第二十五条",
                "served_on": "2026-03-05",
                "last_day": "2026-05-06",
            }
        ],
    ),
    "complaints/acceptance_notice": _to_applicant(
        "沪通信申受〔2026〕56号",
        received_on="2026-03-02",
        complete_on="2026-03-03",
        accepted_on="2026-03-05",
        claim=CLAIM,
        tc07_last_day="2026-04-02",
        tc08_last_day="2026-04-01",
        handler_office="上海市通信管理局市场监管处",
        handler_contact="021-12300转2",
    ),
    "complaints/transfer_notice": _to_operator(
        "沪通信申转〔2026〕56号",
        accepted_on="2026-03-05",
        complainant=[{"label": "用户号码", "value": "13312345678"}, {"label": "联系电话", "value": "13312345678"}],
        operator_role="携出方",
        claim=CLAIM + "\n" + FACTS,
        due_rule="自收到本通知书之日起10日内",
        attachments=["申诉书复印件", "2026年1月、2月账单"],
    ),
    "complaints/redo_notice": _to_operator(
        "沪通信申退〔2026〕9号",
        transfer_number="沪通信申转〔2026〕56号",
        replied_on="2026-03-14",
        reasons="反馈只写“已与用户沟通”，没有说明业务的开通渠道、时间和凭证。",
        requirements=["提供业务开通的时间、渠道和用户确认的凭证", "写明申诉人的意见"],
        due_rule="自收到本通知书之日起10日内",
    ),
    "complaints/mediation_notice": _to_applicant(
        "沪通信申调〔2026〕5号",
        requested_by="申诉人",
        applicant_consent_on="2026-03-16",
        operator_consent_on="2026-03-18",
        mediator="陈立",
        meeting_at="2026-03-24T14:30",
        place="上海市中山东一路15号203室",
        tc09_last_day="2026-04-17",
    ),
    "complaints/mediation_agreement": _to_applicant(
        "沪通信申调书〔2026〕5号",
        applicant_detail="用户号码13312345678",
        respondent_detail="委托代理人王强，投诉处理主管",
        claim=CLAIM,
        facts=FACTS,
        terms=["被申诉人于2026年3月31日前退还96元", "被申诉人自即日起取消“畅享流量包”", "双方就本事项再无其他争议"],
        mediator="陈立",
        agreed_on="2026-03-24",
    ),
    "complaints/mediation_ended": _to_applicant(
        "沪通信申终〔2026〕3号",
        began_on="2026-03-18",
        ended_on="2026-03-30",
        reason="双方对退费金额分歧较大，被申诉人于2026年3月30日表示不再继续调解。",
    ),
    "complaints/closing_reply": _to_applicant(
        "沪通信申复〔2026〕48号",
        received_on="2026-03-02",
        accepted_on="2026-03-05",
        claim=CLAIM,
        facts=FACTS,
        replied_on="2026-03-14",
        operator_reply="经核查，该业务由外呼渠道于2026年1月2日开通，未能提供用户确认的录音，同意退费并取消业务。",
        applicant_view="同意退费，要求今后不再接到外呼推销电话。",
        result="被申诉人已于2026年3月20日退还96元并取消业务，已将申诉人号码列入外呼勿扰名单。",
    ),
    "complaints/settlement_note": _to_applicant(
        "沪通信申和〔2026〕22号",
        settled_on="2026-03-15",
        terms="被申诉人退还96元，取消业务，申诉人不再就此主张。",
        applicant_confirmed_on="2026-03-15",
        operator_confirmed_on="2026-03-16",
    ),
    "complaints/withdrawal_note": _to_applicant("沪通信申撤〔2026〕6号", withdrawn_on="2026-03-10", reason="已自行解决"),
    "complaints/merger_notice": _to_applicant(
        "沪通信申并〔2026〕2号",
        received_on="2026-03-04",
        merged_on="2026-03-05",
        into_number="沪申2026-00098",
        into_code="T-2026-31-0000098",
        reason="同一用户号码就同一笔扣费再次提出。",
    ),
    "complaints/stop_notice": _to_applicant(
        "沪通信申止〔2026〕1号",
        body_name="上海市黄浦区人民法院",
        taken_on="2026-03-11",
        body_reference="（2026）沪0101民初1234号",
        reasons="申诉人已就同一扣费提起民事诉讼，法院于2026年3月11日立案。",
    ),
    "complaints/investigation_record": _to_applicant(
        "沪通信申调查〔2026〕7号",
        started_at="2026-03-12T09:30",
        ended_at="2026-03-12T10:45",
        place="中国电信股份有限公司上海分公司客户服务部会议室",
        officers=[{"name": "李文", "card": "沪执09010001"}, {"name": "周宁", "card": "沪执09010002"}],
        recorder="周宁",
        person="王强",
        person_post="投诉处理主管",
        content=[
            {"q": "“畅享流量包”是何时、以何种方式开通的？", "a": "2026年1月2日，由外呼渠道开通。"},
            {"q": "是否有用户同意开通的凭证？", "a": "外呼系统没有留存录音，暂时不能提供。"},
        ],
    ),
    "complaints/testing_request": _paper(
        "沪通信申检〔2026〕1号",
        "上海市通信管理局",
        kind="request",
        subject="对申诉人使用的光猫终端的下行速率和时延进行检测。",
        testing_body="国家通信导航与北斗卫星应用产品质量检验检测中心",
        reasons="双方对宽带速率是否达到约定的500Mbps各执一词，无法由现有材料查明。",
        fee="由申请检测的一方预付，按责任承担。",
    ),
    "complaints/report_referral": _paper(
        "沪通信申函〔2026〕3号",
        "上海市通信管理局执法监督处",
        received_on="2026-03-02",
        place="上海市黄浦区",
        breaches=[
            {"code": "40(3)", "facts": "无正当理由拒绝办理携号转网。"},
            {"code": "41(1)", "facts": "限制用户选择其他经营者。"},
            {"code": "39②"},
        ],
        facts=FACTS,
        evidence=["营业厅受理单复印件", "工单2601209981处理记录"],
        attachments=["案卷材料目录"],
    ),
    "complaints/report_result": _to_applicant(
        "沪通信举复〔2026〕11号",
        received_on="2026-03-02",
        claim="中国电信股份有限公司上海分公司某营业厅拒绝办理携号转网。",
        facts="经调取受理记录，2026年2月间有三名用户的携转申请被以“系统升级”为由退回。",
        result="已责令限期改正；涉嫌违法部分已立案。",
    ),
    "cases/correction": _to_applicant(
        "沪通信申更〔2026〕1号",
        wrong_title="受理通知书",
        wrong_number="沪通信申受〔2026〕56号",
        wrong_on="2026-03-05",
        corrections=[{"was": "最后一日为2026年4月2日", "is": "最后一日为2026年4月1日"}],
        reasons="收到日期误算一日。",
    ),
    "cases/service_receipt": _to_applicant(
        "沪通信申受〔2026〕56号",
        case_words="沪申2026-00123　对流量包月费不服",
        title="受理通知书",
        paper_number="沪通信申受〔2026〕56号",
        paper_day="2026年3月5日",
        address="上海市黄浦区人民大道1号",
        manner="直接送达",
        served_on="2026-03-06",
        received_by="张建国",
        relation="同住的成年家属",
        notes="见证人：居委会李某",
        clocks="60日内申请行政复议：最后一日为2026年5月6日（行政复议法 20①）",
        analogy="本办理程序没有送达的专门规定，参照民事诉讼法办理（内部规定）。",
    ),
    "cases/days": _to_applicant(
        "沪通信申延期〔2026〕1号",
        title="延期通知书",
        said="下列期限延长30日：行政复议决定（行政复议法 62①）。",
        article="行政复议法 62①",
        reasons="案情复杂，须听证。",
        effect="“行政复议决定”的最后一日为2026年6月3日。",
    ),
}

APPROVAL = _to_operator(
    "沪通信申检批〔2026〕1号",
    kind="approval",
    decision="同意检测。",
    approver="上海市通信管理局",
    subject="宽带下行速率",
    testing_body="国家通信导航与北斗卫星应用产品质量检验检测中心",
    reasons="事实不清，确有必要。",
)

# fmt: off
# Title, and what else the text must hold: articles, reasons, remedies, house-limit marks.
SAYS: dict[str, tuple[str, ...]] = {
    "complaints/enquiry_answer": ("咨询答复", "第十三条第三款", "携号转网前", "不得无正当理由拒绝"),
    "complaints/operator_first": (
        "先行投诉告知书", "第十三条第一款", "第十三条第二款", "第十条第四项", "没有投诉过", "2026年3月21日", "可以立即", "10000",
    ),
    "complaints/material_notice": (
        "补充材料通知书", "第十二条第（一）项", "第十二条第（三）项", "收费账单复印件", "继续计算", "5个工作日", "30日内",
    ),
    "complaints/seat_notice": ("移送告知书", "第九条", "江苏省通信管理局", "首次收到日期为2026年3月3日", "第三十九条第一款"),
    "complaints/refusal": (
        "不予受理通知书", "第十一条第（一）项", "超过五个月", "2025年8月2日", "未提供此前", "60日内", "受理机关为工业和信息化部", "最后一日为2026年5月6日",
        "第十一条第十一项、第十五项",
        "第二十条第一款", "被申请人是上海市通信管理局", "第十九条第三款", "第二十三条第一款第三项",
    ),
    "complaints/acceptance_notice": (
        "受理通知书", "2026年3月5日", "2026年4月1日", "2026年4月2日", "第十七条（条文号待核）", "市场监管处", "021-12300转2",
    ),
    "complaints/transfer_notice": (
        "转办通知书", "13312345678", "携出方", "申诉人对处理结果的意见", "内部工作期限", "第十六条（条文号待核）", "第六十五条", "申诉书复印件",
        "自收到本通知书之日起10日内",
    ),
    "complaints/redo_notice": ("退回重办通知书", "沪通信申转〔2026〕56号", "已与用户沟通", "（条文号待核）", "写明申诉人的意见"),
    "complaints/mediation_notice": (
        "调解通知书", "2026年3月16日", "2026年3月18日", "自愿", "第十七条至第十九条（条文号待核）", "2026年3月24日14时30分", "仲裁", "人民法院",
    ),
    "complaints/mediation_agreement": ("调解书", "张晓梅", "申诉请求", "争议事实", "退还96元", "申诉人（签名）", "被申诉人（盖章）"),
    "complaints/mediation_ended": ("终止调解告知书", "分歧较大", "仲裁", "人民法院", "第十二条第四项", "不能申请行政复议"),
    "complaints/closing_reply": (
        "答复（办结）告知书", "第三十九条第一款", "畅享流量包", "外呼渠道", "勿扰名单", "仲裁", "人民法院提起诉讼", "您的意见",
    ),
    "complaints/settlement_note": ("和解办结告知书", "第十七条（条文号待核）", "第十一条第二项", "2026年3月16日"),
    "complaints/withdrawal_note": ("撤回确认书", "2026年3月10日", "第十条", "已自行解决"),
    "complaints/merger_notice": ("并案告知书", "第十一条第三项", "沪申2026-00098", "T-2026-31-0000098"),
    "complaints/stop_notice": ("终止处理告知书", "第十一条第四项", "黄浦区人民法院", "民初1234号"),
    "complaints/investigation_record": (
        "调查笔录", "2026年3月12日9时30分", "沪执09010001", "沪执09010002", "王强", "第二十一条至第二十五条（条文号待核）", "第六十五条",
        "被询问人（签名）", "没有留存录音",
    ),
    "complaints/testing_request": ("检测鉴定申请书", "500Mbps", "（条文号待核）", "第六十五条"),
    "complaints/report_referral": (
        "违法行为线索移送函", "工信部政法〔2023〕30号", "第四十条第三项", "第七十四条", "第四十一条第一项", "第七十一条", "第三十九条第二款", "第七十三条",
        "60日", "（条文号待核）",
    ),
    "complaints/report_result": ("举报处理结果告知书", "60日", "（条文号待核）", "已责令限期改正", "系统升级"),
    "cases/correction": ("更正通知书", "沪通信申受〔2026〕56号", "最后一日为2026年4月2日", "最后一日为2026年4月1日", "误算一日"),
    "cases/service_receipt": ("送达回证", "直接送达", "2026年3月6日", "同住的成年家属", "最后一日为2026年5月6日", "第八十七条", "居委会李某"),
    "cases/days": ("延期通知书", "下列期限延长30日", "案情复杂，须听证", "2026年6月3日"),
}
# fmt: on
SAMPLES |= papers_petitions.SAMPLES | papers_reconsideration.SAMPLES
SAYS |= papers_petitions.SAYS | papers_reconsideration.SAYS
UNADDRESSED = {"complaints/investigation_record", "complaints/mediation_agreement", "cases/service_receipt"}
UNADDRESSED |= papers_petitions.UNADDRESSED | papers_reconsideration.UNADDRESSED
UNSEALED = {"complaints/investigation_record", "cases/service_receipt"} | papers_petitions.UNSEALED | papers_reconsideration.UNSEALED
