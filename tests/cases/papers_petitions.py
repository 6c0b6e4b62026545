"""One filled-in example of every paper of a petition, and what its text must say."""

from typing import Any

OFFICE = {
    "office_name": "上海市通信管理局",
    "office_mark": "上海市通信管理局",
    "issued_on": "2026-03-05",
    "case_number": "沪访2026-00045",
    "case_code": "P-2026-31-0000045",
    "applicant_name": "刘桂芳",
    "respondent_name": "",
    "contact": {"address": "上海市中山东一路15号", "phone": "021-12300", "hours": "工作日9:00至17:00"},
    "rules": [{"id": "PT-05", "basis": "信访工作条例34", "version": "1", "since": "2022-05-01", "certainty": "V"}],
}
MINISTRY = {
    "office_name": "工业和信息化部",
    "office_mark": "工业和信息化部",
    "contact": {"address": "北京市西长安街13号", "phone": "010-12300", "hours": "工作日9:00至17:00"},
}
UNADDRESSED = {
    "petitions/registration", "petitions/hearing_record", "petitions/mediation_agreement", "petitions/settlement_agreement", "petitions/disorder_record",
}  # fmt: skip
UNSEALED = {"petitions/registration", "petitions/hearing_record", "petitions/disorder_record"}

CLAIM = "请求答复本小区通信基站的设置是否履行了公示程序，并公开检测结果。"
FACTS = (
    "2026年1月12日，小区12号楼楼顶新建一座通信基站，施工前未见公示。\n"
    "多名住户担心电磁辐射，向物业和电信业务经营者询问，均未得到书面答复。"
)
FOUND = (
    "经现场核查，该基站于2026年1月15日建成，设置手续齐全。\n"
    "2026年2月10日，委托检测机构检测，结果符合国家标准；施工前的公示仅在物业公告栏张贴一日。"
)
LAW = ["《电信条例》第四十六条"]


def _paper(number: str, addressee: str, **own: Any) -> dict[str, Any]:
    return {**OFFICE, "number": number, "addressee": addressee, **own}


def _head(words: str, article: str, quote: str = "") -> dict[str, str]:
    return {"words": words, "article": f"《信访工作条例》{article}", "quote": quote}


def _to_petitioner(number: str, **own: Any) -> dict[str, Any]:
    return _paper(number, "刘桂芳", **own)


def _ministry(number: str, addressee: str, **own: Any) -> dict[str, Any]:
    return _paper(number, addressee, **MINISTRY, **own)


def _remedy(what: str, body: str, article: str, last_day: str) -> list[dict[str, str]]:
    return [{"what": what, "body": body, "basis": f"《信访工作条例》{article}", "served_on": "2026-03-05", "last_day": last_day}]


SAMPLES: dict[str, dict[str, Any]] = {
    "petitions/registration": _paper(
        "沪通访登〔2026〕45号",
        "",
        channel="走访",
        received_on="2026-03-02",
        place="上海市通信管理局信访接待室（中山东一路15号一层）",
        petitioner="刘桂芳等3人",
        address="上海市徐汇区漕溪北路某弄12号401室",
        phone="13800138000",
        representatives=["刘桂芳", "陈国强", "沈丽"],
        claim=CLAIM,
        facts=FACTS,
        oral=True,
        statement="我们住在12号楼，今年1月楼顶装了基站，事先没有人告诉我们。我们想知道有没有公示过，辐射检测的结果能不能给我们看。",
        registered_by="赵明",
    ),
    "petitions/acceptance_notice": _to_petitioner(
        "沪通访受〔2026〕38号",
        received_on="2026-03-02",
        sender="工业和信息化部",
        accepted_on="2026-03-05",
        claim=CLAIM,
        pt05_last_day="2026-05-06",
        handler_office="上海市通信管理局信息通信发展处",
        handler_contact="021-12300转6",
        query_how="登录查询页面，输入信访编号和查询码。",
    ),
    "petitions/receipt_notice": _to_petitioner(
        "沪通访接〔2026〕7号",
        received_on="2026-03-02",
        claim="建议在老旧小区推广光纤入户时统一公示施工时间。",
        head=_head("予以受理，作为建议意见研究论证", "第二十九条第一款", "对信访人反映的情况、提出的建议意见类事项，有权处理的机关、单位应当认真研究论证"),
        route="本机关信息通信发展处研究论证；采纳或者部分采纳的，将书面回复您。",
        handler_office="上海市通信管理局信息通信发展处",
        handler_contact="021-12300转6",
    ),
    "petitions/forwarding_letter": _ministry(
        "部通访转〔2026〕112号",
        "上海市通信管理局",
        received_on="2026-02-27",
        reasons="反映的基站位于上海市，由你单位负责监督管理。",
        petitioner_address="上海市徐汇区漕溪北路某弄12号401室",
        petitioner_phone="13800138000",
        claim=CLAIM,
        facts=FACTS,
        attachments=["来信复印件", "照片6张"],
    ),
    "petitions/assignment_letter": _ministry(
        "部通访交〔2026〕20号",
        "上海市通信管理局",
        received_on="2026-02-27",
        reasons="涉及住户较多，需要掌握办理结果。",
        petitioner_address="上海市徐汇区漕溪北路某弄12号401室",
        petitioner_phone="13800138000",
        claim=CLAIM,
        facts=FACTS,
        report_by="2026-04-30",
        requirement="请当面听取信访人代表的意见。",
        attachments=["来信复印件"],
    ),
    "petitions/destination_notice": _ministry(
        "部通访去〔2026〕112号",
        "刘桂芳",
        received_on="2026-02-27",
        manner="转送",
        body_name="上海市通信管理局",
        body_contact="上海市中山东一路15号，021-12300",
        sent_on="2026-03-05",
        reasons="反映的基站位于上海市，属于上海市通信管理局职权范围。",
    ),
    "petitions/redirection_notice": _to_petitioner(
        "沪通访告〔2026〕19号",
        received_on="2026-03-02",
        head=_head(
            "不属于本机关或者本系统职权范围", "第二十三条第一款",
            "对不属于本机关、单位或者本系统职权范围的，应当告知信访人向有权处理的机关、单位提出",
        ),
        reasons="您反映的是有线电视收费，由广播电视行政部门管理。",
        body_name="上海市广播电视局",
        body_contact="021-12345",
    ),
    "petitions/refusal": _ministry(
        "部通访不受〔2026〕6号",
        "刘桂芳",
        received_on="2026-03-02",
        claim=CLAIM,
        head=_head(
            "同一事项正在由下级机关、单位办理", "第十九条第三款",
            "信访事项已经受理或者正在办理的，信访人在规定期限内向受理、办理机关、单位的上级机关、单位又提出同一信访事项的，上级机关、单位不予受理",
        ),
        reasons="请求、事实与上海市通信管理局正在办理的事项相同，该局的办理期限尚未届满。",
        body_name="上海市通信管理局",
        body_contact="021-12300",
        taken_on="2026-02-20",
        handled_until="2026-04-21",
    ),
    "petitions/not_taken_again": _to_petitioner(
        "沪通访不再〔2026〕2号",
        received_on="2026-03-02",
        claim=CLAIM,
        head=_head(
            "复核后仍然以同一事实和理由提出", "第三十六条第三款",
            "信访人对复核意见不服，仍然以同一事实和理由提出投诉请求的，各级党委和政府信访部门和其他机关、单位不再受理",
        ),
        reasons="本次来信所述事实和理由与复核时相同，没有新的事实和理由。",
        recheck_body="工业和信息化部的上一级机关、单位",
        recheck_number="访核〔2025〕3号",
        recheck_on="2025-12-18",
    ),
    "petitions/objection": _paper(
        "沪通访异〔2026〕3号",
        "工业和信息化部",
        sender_number="部通访转〔2026〕112号",
        received_on="2026-03-02",
        claim="请求解决有线电视重复收费问题。",
        head=_head(
            "不属于本机关、单位或者本系统职权范围", "第二十三条第三款",
            "不属于本机关、单位或者本系统职权范围的，有关机关、单位应当自收到之日起5个工作日内提出异议，并详细说明理由，"
            "经转送、交办的信访部门或者上级机关、单位核实同意后，交还相关材料",
        ),
        reasons="有线电视收费由广播电视行政部门和价格主管部门管理，电信管理机构没有处理权限。\n来信未涉及电信业务。",
        competent_body="上海市广播电视局",
        pt04_last_day="2026-03-09",
        attachments=["来信复印件"],
    ),
    "petitions/objection_answer": _ministry(
        "部通访异复〔2026〕3号",
        "上海市通信管理局",
        objection_number="沪通访异〔2026〕3号",
        objection_on="2026-03-04",
        answer="核实同意，请交还相关材料",
        reasons="来信反映的有线电视收费不属于电信管理机构的职权范围。",
    ),
    "petitions/procedure_notice": _to_petitioner(
        "沪通访导〔2026〕11号",
        received_on="2026-03-02",
        claim="请求责令电信业务经营者退还多收的宽带费用240元。",
        head=_head(
            "可以通过行政程序解决", "第三十一条第四项",
            "可以通过行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序解决的，导入相应程序处理",
        ),
        reasons="本事项是用户与电信业务经营者之间的收费争议，应当按照电信用户申诉程序处理。",
        procedure="电信用户申诉",
        procedure_basis=["《电信条例》第三十九条第一款", "《电信用户申诉处理办法》第九条、第十条"],
        body_name="上海市通信管理局电信用户申诉受理机构",
        body_contact="021-12300",
        linked_number="沪申2026-00130",
        how="已为您建立申诉案件，您不必另行提交；请于收到本告知后确认是否已向电信业务经营者投诉。",
        time="自2026年3月2日本机关收到之日起30日内答复（《电信条例》第三十九条第一款）",
    ),
    "petitions/accusation_referral": _paper(
        "沪通访检移〔2026〕1号",
        "中央纪委国家监委驻工业和信息化部纪检监察组",
        received_on="2026-03-02",
        reasons="所反映的人员属于你单位监督范围。",
        petitioner="刘桂芳",
        petitioner_phone="13800138000",
        accused="某通信管理局工作人员孙某",
        claim="请求查处其在基站审批中收受礼品的行为。",
        facts="2025年11月，孙某在审批期间收受某公司购物卡两张。",
        attachments=["来信原件1份（密封）"],
    ),
    "petitions/accusation_feedback": _to_petitioner(
        "沪通访检复〔2026〕1号",
        received_on="2026-03-02",
        body_name="中央纪委国家监委驻工业和信息化部纪检监察组",
        feedback="您反映的事项已依规移送，办理情况由该单位按照有关规定告知您。",
    ),
    "petitions/extension_notice": _to_petitioner(
        "沪通访延〔2026〕4号",
        accepted_on="2026-03-05",
        reasons="基站检测须待设备满负荷运行，检测报告预计于五月中旬出具。",
        days=20,
        in_all=20,
        old_last_day="2026-05-06",
        new_last_day="2026-05-25",
    ),
    "petitions/hearing_notice": _to_petitioner(
        "沪通访听〔2026〕2号",
        recheck=False,
        meeting_at="2026-03-24T14:30",
        place="上海市中山东一路15号203室",
        chair="陈立",
        matters=["基站设置前的公示情况", "检测结果的公开方式"],
        bring=["房屋权属证明复印件"],
        reply_by="2026-03-20",
    ),
    "petitions/hearing_record": _paper(
        "沪通访听录〔2026〕2号",
        "",
        recheck=True,
        started_at="2026-03-24T14:30",
        ended_at="2026-03-24T16:10",
        place="上海市中山东一路15号203室",
        chair="陈立",
        recorder="周宁",
        present=["信访人刘桂芳", "电信业务经营者代表王强", "街道办事处代表李华"],
        matters=["基站设置前的公示情况"],
        record=["主持人：请信访人陈述请求和理由。", "信访人：施工前没有看到公示。", "经营者代表：公示张贴在物业公告栏，有照片。"],
    ),
    "petitions/opinion": _to_petitioner(
        "沪通访意〔2026〕21号",
        received_on="2026-01-06",
        accepted_on="2026-01-09",
        hearing_on="2026-02-12",
        claim=CLAIM,
        facts=FACTS,
        heard="2026年1月20日，承办人员当面听取了您的陈述。",
        found=FOUND,
        result=_head("予以支持", "第三十二条第一款第一项", "请求事实清楚，符合法律、法规、规章或者其他有关规定的，予以支持"),
        opinion="责成电信业务经营者于2026年3月31日前在小区重新公示，并公开检测报告。",
        legal_basis=LAW,
        supported=True,
        execution="公示和检测报告的公开由电信业务经营者执行，街道办事处协助。",
        remedies=_remedy("30日内请求复查", "工业和信息化部", "第三十五条", "2026-04-07"),
        request_how="复查请求可以邮寄至北京市西长安街13号，或者通过工业和信息化部网上信访系统提出。",
    ),
    "petitions/simple_opinion": _to_petitioner(
        "沪通访简〔2026〕9号",
        received_on="2026-03-02",
        accepted_on="2026-03-03",
        claim="询问手机号码注销后多久可以重新投放使用。",
        facts="信访人注销号码后收到他人来电，询问规则。",
        head={
            "words": "提出咨询或意见建议、表达感谢，可以即时反馈",
            "article": "《信访事项简易办理办法》第四条第二项",
            "quote": "提出咨询或意见建议、表达感谢，可以即时反馈的",
        },
        found="该号码于2025年10月8日注销，2026年2月20日重新投放。",
        opinion="号码注销后的冷冻期和投放情况，由电信业务经营者按照有关规定执行，现将规则随函说明。",
        legal_basis=["《电信条例》第二十六条"],
        pt12_last_day="2026-03-17",
        remedies=_remedy("30日内请求复查", "工业和信息化部", "第三十五条", "2026-04-07"),
        rules=[{"id": "PT-12", "basis": "信访事项简易办理办法（2016试行文本）", "version": "1", "certainty": "S"}],
    ),
    "petitions/mediation_agreement": _to_petitioner(
        "沪通访调〔2026〕2号",
        other_party="华东通信股份有限公司上海分公司",
        claim="请求调整基站天线的朝向。",
        facts=FACTS,
        petitioner_consent_on="2026-02-26",
        other_consent_on="2026-02-27",
        mediator="陈立",
        terms=["华东通信股份有限公司上海分公司于2026年3月31日前调整天线朝向", "信访人不再就本事项提出其他请求"],
        agreed_on="2026-03-05",
    ),
    "petitions/settlement_agreement": _to_petitioner(
        "沪通访和〔2026〕1号",
        other_party="华东通信股份有限公司上海分公司",
        claim="请求修复施工损坏的楼道地砖。",
        facts="2026年1月14日施工时损坏二层楼道地砖五块。",
        terms=["对方当事人于2026年3月20日前修复地砖", "修复费用由对方当事人承担"],
        agreed_on="2026-03-04",
        witness="漕溪居民委员会",
    ),
    "petitions/suggestion_reply": _to_petitioner(
        "沪通访建〔2026〕5号",
        received_on="2026-02-10",
        suggestion="建议在老旧小区推广光纤入户时统一公示施工时间。",
        study="2026年2月25日，本机关会同住房和城乡建设部门研究，认为建议科学合理、可行。",
        outcome=_head("部分采纳", "第二十九条第一款", "对科学合理、具有现实可行性的，应当采纳或者部分采纳，并予以回复"),
        reasons="统一公示有利于住户安排出入；统一到分钟的施工时间难以做到。",
        measures="自2026年4月起，要求电信业务经营者在施工前七日公示施工日期。",
        reward="对您的建议，拟按照有关规定给予奖励",
    ),
    "petitions/review_opinion": _ministry(
        "部通访查〔2026〕8号",
        "刘桂芳",
        requested_on="2026-02-09",
        first_body="上海市通信管理局",
        first_number="沪通访意〔2026〕3号",
        first_on="2026-01-15",
        claim=CLAIM,
        objections="原意见没有公开检测报告的原文。",
        found=FOUND,
        opinion="原处理意见事实清楚，但未公开检测报告原文。变更为：上海市通信管理局于2026年3月31日前向信访人提供检测报告原文。",
        legal_basis=LAW,
        remedies=_remedy("30日内请求复核", "工业和信息化部的上一级机关、单位（条例未指明具体机关，待核）", "第三十六条第一款", "2026-04-07"),
    ),
    "petitions/recheck_opinion": _ministry(
        "部通访核〔2026〕1号",
        "刘桂芳",
        requested_on="2026-02-09",
        first_body="上海市通信管理局",
        first_number="沪通访查〔2025〕2号",
        first_on="2026-01-12",
        first_opinion="处理意见：不予支持。复查意见：维持原处理意见。",
        claim=CLAIM,
        objections="检测机构没有资质。",
        hearing_days="2026年2月24日至2月26日听证，共3日。",
        found="检测机构持有有效的资质证书，检测项目在证书范围内。",
        opinion="维持复查意见。",
        legal_basis=LAW,
        publication="本复核意见经过听证，依法向社会公示，公示时隐去信访人的个人信息",
    ),
    "petitions/closing_report": _paper(
        "沪通访结〔2026〕6号",
        "工业和信息化部",
        sender_number="部通访交〔2026〕20号",
        received_on="2026-01-06",
        report_by="2026-03-10",
        claim=CLAIM,
        found=FOUND,
        result="出具信访处理意见书，支持信访人的请求；电信业务经营者已重新公示。",
        opinion_number="沪通访意〔2026〕21号",
        served_on="2026-03-03",
        petitioner_view="信访人表示满意，不请求复查。",
        attachments=["信访处理意见书", "送达回证"],
    ),
    "petitions/execution_letter": _paper(
        "沪通访执〔2026〕2号",
        "华东通信股份有限公司上海分公司",
        opinion_number="沪通访意〔2026〕21号",
        opinion_on="2026-03-02",
        measures=["在小区重新公示基站设置情况", "公开检测报告"],
        execute_by="2026-03-31",
        report_by="2026-04-03",
    ),
    "petitions/supervision_letter": _ministry(
        "部通访督〔2026〕3号",
        "上海市通信管理局",
        faults=[
            _head("拖延", "第四十条第一款", "应当及时督办，并提出改进工作的建议"),
            _head("违反信访工作规定受理、办理信访事项", "第四十条第一款", "应当及时督办，并提出改进工作的建议"),
        ],
        facts="该事项于2025年12月1日收到，至今未书面告知信访人是否受理。",
        suggestions=["立即书面告知信访人", "查明迟延的原因，完善登记后的分办程序"],
        reply_by="2026-03-20",
    ),
    "petitions/supervision_feedback": _paper(
        "沪通访督复〔2026〕1号",
        "工业和信息化部",
        sender_number="部通访督〔2026〕3号",
        adopted=["已采纳：2026年3月4日书面告知信访人，予以受理", "已采纳：自2026年3月起登记当日分办"],
        state="正在调查核实，办理期限的最后一日为2026年5月6日。",
    ),
    "petitions/urgent_report": _paper(
        "沪通访急〔2026〕1号",
        "上海市人民政府",
        happened_at="2026-03-05T08:20",
        place="上海市徐汇区某通信机房外",
        facts="约四十名住户聚集，反对基站施工，部分道路受阻。",
        effects="可能影响周边交通和施工安全。",
        measures="已要求施工暂停；已派员到现场听取代表意见；已通报公安机关。",
        competent="上海市公安局",
        conference="上海市信访工作联席会议办公室",
        copies=["上海市公安局", "上海市信访工作联席会议办公室"],
    ),
    "petitions/disorder_record": _paper(
        "沪通访劝〔2026〕1号",
        "",
        started_at="2026-03-05T10:05",
        ended_at="2026-03-05T10:40",
        place="上海市通信管理局信访接待室",
        person="某来访人",
        staff=["赵明", "李文"],
        conduct=[
            _head("滞留、滋事或者弃留生活不能自理的人", "第二十六条第四项", "在信访接待场所滞留、滋事，或者将生活不能自理的人弃留在信访接待场所"),
        ],
        facts="接待结束后拒绝离开，大声喧哗约三十分钟。",
        said="告知接待场所的秩序要求，说明其事项已经登记、将于15日内书面告知，请其离开。",
        outcome="经劝阻，于10时40分离开。",
        police="10时30分请派出所民警到场，未采取强制措施",
    ),
}

# fmt: off
# Title, and what else the text must hold: articles, reasons, last days, remedies, marks.
SAYS: dict[str, tuple[str, ...]] = {
    "petitions/registration": (
        "信访事项登记单", "走访", "刘桂芳、陈国强、沈丽", "不得超过5人", "第十九条第一款", "第二十一条第二款", "口头陈述记录", "信访人（签名）",
    ),
    "petitions/acceptance_notice": (
        "受理告知书", "由工业和信息化部转来", "予以受理", "第三十一条第六项", "受理日期：2026年3月5日", "最后一日为2026年5月6日", "信息通信发展处",
        "回避", "第三十四条", "复查",
    ),
    "petitions/receipt_notice": ("接收告知书", "予以受理，作为建议意见研究论证", "第二十九条第一款", "应当认真研究论证"),
    "petitions/forwarding_letter": ("信访事项转送函", "第二十三条第一款", "15日内", "5个工作日内", "核实同意", "来信复印件", "工业和信息化部（印章）"),
    "petitions/assignment_letter": ("信访事项交办函", "2026年4月30日前（含当日）", "第二十二条第一款第三项", "办结报告", "查明的事实和依据", "当面听取"),
    "petitions/destination_notice": ("去向告知书", "方式：转送", "上海市通信管理局", "转出日期：2026年3月5日", "不必另行提交", "第二十三条第三款"),
    "petitions/redirection_notice": ("不属本机关、本系统职权范围告知书", "第二十三条第一款", "上海市广播电视局", "有线电视收费"),
    "petitions/refusal": (
        "不予受理告知书", "第十九条第三款", "在规定期限内", "办理期限至：2026年4月21日", "上海市通信管理局", "理由：请求、事实与", "第三十五条",
    ),
    "petitions/not_taken_again": ("不再受理告知书", "第三十六条第三款", "仍然以同一事实和理由", "访核〔2025〕3号", "2025年12月18日", "新的事实"),
    "petitions/objection": ("信访事项异议函", "第二十三条第三款", "部通访转〔2026〕112号", "最后一日为2026年3月9日", "没有处理权限", "广播电视局", "核实同意"),
    "petitions/objection_answer": ("异议核实意见函", "沪通访异〔2026〕3号", "核实同意，请交还相关材料。", "第二十三条第三款"),
    "petitions/procedure_notice": (
        "导入法定程序告知书", "本告知不是不予受理", "第三十一条第四项", "导入相应程序处理", "程序：电信用户申诉",
        "《电信条例》第三十九条第一款", "沪申2026-00130",
        "30日内答复", "第三十四条",
    ),
    "petitions/accusation_referral": ("检举控告移送函", "第三十条第一款", "第三十条第三款", "不得将信访人的检举", "第四十六条第五项", "孙某", "纪检监察组："),
    "petitions/accusation_feedback": ("检举控告反馈书", "第三十条第一款", "第三十条第三款", "打击报复", "第十八条第四款"),
    "petitions/extension_notice": (
        "延期告知书", "第三十四条", "负责人批准", "检测报告预计", "延期前的最后一日：2026年5月6日",
        "20日（累计延长20日，不得超过30日）", "延期后的最后一日：2026年5月25日",
    ),
    "petitions/hearing_notice": (
        "听证通知书", "第三十一条第六项", "2026年3月24日14时30分", "（一）基站设置前的公示情况", "内部规定", "回避", "2026年3月20日前（含当日）",
    ),
    "petitions/hearing_record": (
        "听证笔录", "程序：复核", "第三十六条第二款", "2026年3月24日14时30分", "主持人：请信访人陈述", "内部规定", "信访人（签名）",
    ),
    "petitions/opinion": (
        "信访处理意见书", "投诉请求", "您陈述的事实和理由", "查明的事实", "处理意见", "法律法规依据",
        "予以支持", "第三十二条第一款第一项", "《电信条例》第四十六条",
        "督促有关机关、单位执行", "30日内请求复查，受理机关为工业和信息化部（《信访工作条例》第三十五条）", "最后一日为2026年4月7日",
        "收到，于2026年1月9日受理",
    ),
    "petitions/simple_opinion": (
        "信访处理意见书（简易办理）", "第四条第二项", "最后一日为2026年3月17日", "（条文号待核）", "内部工作期限", "30日内请求复查", "2026年4月7日",
        "PT-12信访事项简易办理办法（2016试行文本）（条文号待核）",
    ),
    "petitions/mediation_agreement": (
        "调解协议书", "第三十三条", "信访人同意日期：2026年2月26日", "对方当事人同意日期：2026年2月27日", "调整天线朝向", "信访人（签名）", "调解员（陈立）",
    ),
    "petitions/settlement_agreement": ("和解协议书", "第三十三条", "修复地砖", "达成日期：2026年3月4日", "信访人（签名）"),
    "petitions/suggestion_reply": ("建议回复书", "第二十九条第一款", "结果：部分采纳", "研究论证情况", "难以做到", "第二十九条第二款"),
    "petitions/review_opinion": (
        "复查意见书", "沪通访意〔2026〕3号", "2026年2月9日收到", "没有公开检测报告", "法律法规依据", "30日内请求复核", "（条例未指明具体机关，待核）",
        "第三十六条第一款", "最后一日为2026年4月7日",
    ),
    "petitions/recheck_opinion": (
        "复核意见书", "沪通访查〔2025〕2号", "检测机构没有资质", "维持复查意见", "不计算在复核期限内", "第三十六条第三款", "不再受理", "最终意见", "向社会公示",
    ),
    "petitions/closing_report": (
        "信访事项办结报告", "部通访交〔2026〕20号", "指定办理期限：2026年3月10日", "第二十二条第一款第三项", "沪通访意〔2026〕21号", "送达日期：2026年3月3日",
    ),
    "petitions/execution_letter": ("督促执行函", "第三十二条第二款", "第四十二条第四项", "公开检测报告", "执行期限：2026年3月31日", "条例没有规定天数"),
    "petitions/supervision_letter": ("信访事项督办函", "第四十条第一款", "拖延", "立即书面告知信访人", "第四十条第四款", "2026年3月20日前"),
    "petitions/supervision_feedback": ("督办建议采纳情况反馈", "第四十条第四款", "部通访督〔2026〕3号", "登记当日分办", "正在调查核实"),
    "petitions/urgent_report": (
        "重大、紧急信访信息报告", "第二十五条第一款", "2026年3月5日8时20分", "上海市人民政府：", "抄送：上海市公安局，上海市信访工作联席会议办公室", "施工暂停",
    ),
    "petitions/disorder_record": ("劝阻、批评、教育记录", "第二十六条第四项", "第四十七条第一款", "大声喧哗", "将于15日内", "第四十七条第二款"),
}
# fmt: on
