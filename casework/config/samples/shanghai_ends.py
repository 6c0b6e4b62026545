"""Shanghai: settlement, mediation, answers that wait for approval, other ends, investigation and what came of it."""

from casework.complaints.codes import FEE, NETWORK, SERVICE
from casework.config.samples.desk import Desk, filed
from casework.config.samples.evidence import document, picture

HX, BC, YF = "OP-HX-31", "OP-BC-31", "OP-YF-31"


@filed(33)
def reconciled(desk: Desk) -> None:
    story = desk.complaint(
        "黎辛夷", BC, FEE, "换套餐时重复收月租", "退还重复收取的五十九元。", "月中换套餐，新旧两个套餐都收了全月月租。", event=49, asked=48, answered=45,
        answer="系统按月计费。",
    ).accept(31).forward(30)  # fmt: skip
    story.replied(24, BC, "新套餐立即生效，旧套餐未按日折算。", "退还五十九元，已到账。", "认可，愿意和解。")
    story.agree(23, "confirm_settlement", BC).take(
        22, "reconcile", "handler", terms="北辰移动上海分公司退还申诉人五十九元，款项已到账；双方就本事项再无争议。",
    )  # fmt: skip


@filed(21)
def in_mediation(desk: Desk) -> None:
    story = desk.complaint(
        "易连翘", HX, SERVICE, "基站辐射谣言致设备被拆", "恢复楼道微站供电，赔偿信号中断损失。", "邻居投诉后企业拆走微站，家里手机无法接通，在家办公受影响。",
        event=43, asked=40,
    ).accept(18, handler="handler2").forward(17)  # fmt: skip
    story.replied(10, HX, "微站因业主投诉临时断电。", "可加装室内延伸设备。", "要求恢复微站，愿意调解。")
    story.agree(7, "consent_mediation", HX)
    story.take(
        5, "open_mediation", "handler", requested_by="applicant", mediator="顾知秋", meeting_at=f"{desk.worked(-4)}T14:00", place="上海局二楼调解室（示例）",
    )  # fmt: skip


@filed(48)
def agreed_in_mediation(desk: Desk) -> None:
    story = desk.complaint(
        "康半夏", YF, SERVICE, "小区只能用一家宽带", "允许其他企业入户，或者降价到市场水平。", "物业称弱电间已“独家签约”，价格比隔壁小区高一倍。", event=90,
        asked=80, answered=74, answer="请与物业协商。",
    ).accept(45).forward(44, give_address=True)  # fmt: skip
    story.replied(37, YF, "与物业签有管线维护协议，不排斥其他企业。", "可给予六折。", "同意谈。")
    story.agree(35, "consent_mediation", YF)
    story.take(33, "open_mediation", "handler", requested_by="respondent", mediator="顾远舟", meeting_at=f"{desk.worked(28)}T09:30", place="电话会议")
    story.take(
        27, "record_agreement", "handler", facts="双方就宽带资费和其他企业入户发生争议。",
        terms="云帆宽带自次月起按每月六十元计费，期限二十四个月。\n云帆宽带书面告知物业，不阻碍其他企业入户施工。\n申诉人不再就此前资费提出请求。",
        mediator="顾远舟",
    )  # fmt: skip


@filed(44)
def mediation_ended(desk: Desk) -> None:
    story = desk.complaint(
        "常山明", BC, FEE, "集团彩铃误订三年", "退还三年彩铃费二百一十六元。", "单位统一办卡后一直被扣彩铃费，直到换手机才发现。", event=70, asked=60,
        answered=57, answer="单位签约，不退。",
    ).accept(42).forward(41)  # fmt: skip
    story.replied(33, BC, "单位签约时勾选彩铃。", "可退六个月。", "要求全退，同意调解。")
    story.agree(32, "consent_mediation", BC)
    story.take(31, "open_mediation", "handler", requested_by="applicant", mediator="顾远舟", place="现场")
    story.take(20, "end_mediation", "handler", reasons="双方对退费期间分歧较大，经两次调解未能达成协议。")
    story.take(18, "rate", "applicant", satisfaction="unsatisfied", said="希望能全额退。")


@filed(23)
def answer_waits_for_approval(desk: Desk) -> None:
    story = desk.complaint(
        "柏子仁", HX, NETWORK, "五号线隧道通话中断", "公布改善计划。", "每天通勤经过同一区间必断线，持续半年。", event=60, asked=45, answered=40,
        answer="已纳入规划。",
    ).accept(20).forward(19)  # fmt: skip
    story.replied(12, HX, "该区间泄漏电缆老化。", "已立项更换，预计两个月完工。", "知道了，希望按时。")
    story.close(1, "该区间泄漏电缆老化，信号电平低于企业标准。", "企业承诺两个月内更换；完工后可凭案号查询。本机构将跟踪。", "known", "知晓")


@filed(25)
def answer_returned(desk: Desk) -> None:
    story = desk.complaint(
        "车前舟", BC, FEE, "亲情号通话被计费", "退还被计费的通话费三十三元六角。", "亲情号互打免费，上月却按每分钟两角计费。", event=32, asked=31,
        answered=29, answer="亲情号已过期。",
    ).accept(22, handler="handler2").forward(21)  # fmt: skip
    story.replied(13, BC, "亲情号有效期一年，到期前未提醒。", "退还三十三元六角。", "认可退费，但要求说明为何不提醒。")
    story.close(
        1, "亲情号到期，企业未提醒。", "企业已退费。", "recognised", "认可退费",
    ).send_back("没有答复申诉人关于到期提醒的问题，请补充企业的整改措施后再报。")  # fmt: skip


@filed(52)
def answered_on_paper(desk: Desk) -> None:
    story = desk.complaint(
        "闻郁金", YF, SERVICE, "宽带合约期内要求涨价", "按原价执行。", "两年合约还有十个月，装维人员上门要求补差价，否则降速。", event=85, asked=72,
        answered=66, answer="设备升级。",
        channel="counter", applicant_id_number="310000000000000000",
    ).accept(49).posted(47, "挂号信 XA-31-0000151，本人签收").forward(47, give_address=True)  # fmt: skip
    story.replied(40, YF, "系个别装维人员误导。", "按原价履行，已书面致歉。", "认可。")
    story.close(36, "未查到合约变更依据，系装维人员误导。", "企业按原价履行至合约期满，并已书面致歉。", "recognised", "认可").approve(35)
    story.posted(31, "挂号信 XA-31-0000166，家属代收")


@filed(30)
def answered_not_yet_served(desk: Desk) -> None:
    story = desk.complaint(
        "葛根生", HX, SERVICE, "营业厅拒收现金缴费", "允许现金缴费。", "营业厅只收手机支付，父亲没有智能手机。", event=38, asked=37, answered=36,
        answer="推广无现金。", channel="letter",
        posted_on=desk.day(32),
    ).accept(28).posted(25, "挂号信 XA-31-0000190，本人签收").forward(27)  # fmt: skip
    story.replied(21, HX, "属实。", "已恢复现金窗口并公示。", "满意。")
    story.close(9, "营业厅曾停收现金。", "该营业厅已恢复现金窗口。", "recognised", "认可").approve(8)


@filed(14)
def withdrawn(desk: Desk) -> None:
    story = desk.complaint(
        "佟佩兰", BC, SERVICE, "实名补登记排队三小时", "优化补登记流程。", "周末补登记排队三小时，没有叫号。", event=18, asked=17, answered=16,
        answer="表示歉意。",
    )  # fmt: skip
    story.accept(12).take(10, "withdraw", "applicant", reason="已在另一家营业厅办好。")


@filed(28)
def stopped(desk: Desk) -> None:
    story = desk.complaint(
        "祁艾叶", HX, FEE, "预存话费返还纠纷", "返还剩余预存款四百元。", "预存一千二百元分月返还，企业系统升级后停止返还。", event=95, asked=54,
    ).accept(26).forward(25)  # fmt: skip
    story.take(
        17, "stop", "handler", other_body="arbitration", body_name="示例仲裁委员会", taken_on=desk.day(18), body_reference="示仲字第88号",
        reasons="申诉人就同一争议申请仲裁并已获受理。"
    ).approve(16)  # fmt: skip


@filed(26)
def investigated(desk: Desk) -> None:
    story = desk.complaint(
        "阮忍冬", YF, SERVICE, "拆机必须先买路由器", "办理拆机，退还强制购买的路由器款一百九十九元。", "营业厅称不买指定路由器就不给办拆机换机。", event=35,
        asked=34, answered=33, answer="按门店政策。",
    ).accept(24).forward(23)  # fmt: skip
    story.replied(17, YF, "系门店自行搭售。", "退款并办理拆机。", "认可退款。")
    story.take(
        15, "investigate", "handler", first_officer="sh-handler", first_card="沪通执0001", second_officer="sh-handler2", second_card="沪通执0002",
        cards_shown=True,
        started_at=f"{desk.worked(15)}T09:30", ended_at=f"{desk.worked(15)}T10:40", place="云帆宽带示例路营业厅", person="店长（化名）甲", person_post="店长",
        asked_for=["contract", "interview"], files=[picture("柜台照片.png", 120)],
        record="门店是否要求拆机用户购买路由器？\n是，上季度有这项要求，已经停止。\n依据是什么？\n区域经理口头布置，没有书面文件。",
    )  # fmt: skip
    story.take(14, "code_breach", "handler", breach_codes=["40-2"], proved=True, evidence="调查笔录、退款凭证、门店宣传单。")
    story.take(
        13, "refer_report", "handler", place="上海市浦东新区", violation_province="31",
        facts="云帆宽带上海分公司示例路营业厅以拒绝拆机要挟用户购买指定路由器。",
        evidence="调查笔录一份\n宣传单照片一张",
    )  # fmt: skip
    story.close(12, "门店搭售路由器属实。", "企业退款一百九十九元并办理拆机；违法线索已移送处理。", "recognised", "认可").approve(11)


@filed(29)
def tested(desk: Desk) -> None:
    story = desk.complaint(
        "甄远志", BC, FEE, "固定电话话费突增", "提供本地通话收费依据，核减多收的一百六十元。", "固话月费从三十元涨到一百九十元，家中白天无人。", event=47,
        asked=41, answered=38, answer="计费系统无误。",
        applicant_phone="02100000000",
    ).accept(27).forward(26)  # fmt: skip
    story.replied(20, BC, "话单显示均为市话。", "坚持计费正确。", "不认可，要求检测线路。")
    story.take(19, "check_local_call_basis", "handler", local_call_basis_given="yes", cause_search_helped="no", note="提供了话单，没有协助查线。")
    story.take(
        18, "request_testing", "handler", subject="入户线路是否被并线", testing_body="示例通信质量检测中心", reasons="话单时段与家中无人矛盾，须查线路。",
        fee="检测费由被申诉人先行垫付",
    ).approve(17)  # fmt: skip
    story.take(10, "record_testing", "handler", finding="楼道分线盒内发现并接痕迹，不能排除他人盗用。", files=[document("检测报告.pdf")])


STORIES = (
    reconciled, in_mediation, agreed_in_mediation, mediation_ended, answer_waits_for_approval, answer_returned, answered_on_paper, answered_not_yet_served,
    withdrawn, stopped, investigated, tested,
)  # fmt: skip
