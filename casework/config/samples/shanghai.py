"""Shanghai: at the desk. Enquiries, complaints just in, material, the operator first, refusals, acceptance."""

from casework.complaints.codes import FEE, NETWORK, SERVICE
from casework.config.samples.desk import Desk, filed
from casework.config.samples.evidence import document, picture

HX, BC, YF = "OP-HX-31", "OP-BC-31", "OP-YF-31"


@filed(0)
def came_in_today(desk: Desk) -> None:
    desk.complaint(
        "王立春", HX, FEE, "主副卡被加收功能费", "退还三个月多收的副卡功能费共四十五元，并停止收取。",
        "办理融合套餐时营业员说两张副卡免功能费，近三个月每张每月扣五元。客服承认有差异，但只同意退最近一个月。", event=38, asked=9, answered=5,
        answer="系统按资费规则收取，可退还一个月。", files=[picture("账单截图.png")],
    )  # fmt: skip


@filed(1)
def came_in_yesterday(desk: Desk) -> None:
    desk.complaint(
        "李雨水", BC, NETWORK, "地下车库和电梯口无信号", "改善小区室内覆盖，或者允许免违约金解约。",
        "入住以来地下二层和七号楼电梯口完全没有信号，报修四次都回复“已记录”。因接不到电话误了一次急诊联络。", event=75, asked=24, answered=16,
        answer="该处属室内覆盖盲区，暂无建设计划。", number_in_dispute="13800130777",
    )  # fmt: skip


@filed(13)
def decision_overdue(desk: Desk) -> None:
    desk.complaint(
        "张惊蛰", YF, SERVICE, "宽带移机拖延二十余天", "三日内完成移机，退还停用期间的宽带费。",
        "搬家当日即申请移机，师傅两次改约后失联，工单却显示“用户取消”。", event=45, asked=34, channel="phone",
    )  # fmt: skip


@filed(4)
def awaiting_material(desk: Desk) -> None:
    story = desk.complaint(
        "陈谷雨", BC, FEE, "充话费赠的流量没有到账", "补足赠送的流量，或者退还五十元。", "", event=50, asked=22, channel="phone",
        applicant_postcode=None,
    )  # fmt: skip
    story.take(3, "ask_material", "intake", items="充值凭证或者短信截图", how="发送至本机构邮箱，或者在网上凭案号和查询码补充。", supply_by=desk.day(-6))


@filed(7)
def material_supplied(desk: Desk) -> None:
    story = desk.complaint(
        "刘小满", HX, SERVICE, "老人被办理手机终端合约", "撤销终端合约，退还首付款，恢复原八元套餐。",
        "七十四岁的母亲去营业厅换卡，回来后多出一份二十四个月的终端合约。", event=33, asked=28, applicant_postcode=None,
    )  # fmt: skip
    story.take(5, "ask_material", "intake", items="合约照片\n购机收据", how="可在网上凭案号和查询码补充，也可以邮寄。")
    story.take(
        1, "supply_material", "applicant", applicant_postcode="200120", note="合约和收据照片见附件。", files=[picture("合约.png", 230), document("收据.pdf")],
    )  # fmt: skip


@filed(1)
def enquiry_waits(desk: Desk) -> None:
    desk.enquiry("赵芒种", "31", "号码在网不满一百二十天，是否可以办理携号转网？靓号合约没到期怎么办？")


@filed(26)
def enquiry_answered(desk: Desk) -> None:
    story = desk.enquiry("周夏至", "31", "手机欠费停机后多久会被收回号码？收回前企业是否应当通知我？", electronic_service=True)
    story.take(
        25, "answer_enquiry", "intake",
        answer="欠费停机的处理期限以您与企业签订的服务协议为准；企业在终止服务前应当以约定方式通知。您可以先查阅协议，对处理有异议的，先向企业投诉。",
    )  # fmt: skip


@filed(12)
def enquiry_became_complaint(desk: Desk) -> None:
    story = desk.enquiry("吴小暑", "31", "企业能不能不经我同意把套餐改掉？我的套餐上月被自动升级了。")
    story.take(
        11, "take_as_complaint", "intake", respondent=HX, category=SERVICE, title="未经同意变更套餐", claim="恢复原套餐，退还差价三十元。",
        facts="上月套餐由五十九元自动变为八十九元，没有收到确认短信。", event_on=desk.day(35), operator_complained=True, operator_complained_on=desk.day(30),
        operator_answered_on=desk.day(27), operator_answer="系统升级，可次月改回。", operator_satisfied=False, own_matter=True, settled_before=False,
        other_body="none",
    ).accept(9, handler="handler2").forward(8, give_phone=True)  # fmt: skip


@filed(20)
def sent_to_operator_first(desk: Desk) -> None:
    story = desk.complaint(
        "孙大暑", BC, SERVICE, "客服电话始终转不到人工", "提供人工服务，说明停机原因。", "连续三天拨打客服热线均为语音应答，未能登记投诉。", event=24,
        asked=21,
        operator_complained=False, operator_complained_on=None, channel="phone",
    )  # fmt: skip
    story.take(
        18, "redirect", "intake", how="北辰移动客服热线\n营业厅书面投诉，索取回执\n官方网站投诉页面", said="打过客服热线，没有接通人工，没有登记过投诉。",
    )  # fmt: skip
    story.posted(15, "挂号信 XB-31-0000187，回执签收")


@filed(40)
def came_back_from_operator(desk: Desk) -> None:
    story = desk.complaint(
        "朱立秋", HX, FEE, "国际漫游费用争议", "减免漫游流量费六百八十元。", "出境前没有开通漫游，回国后账单出现漫游流量费。", event=60, asked=44,
        operator_complained=False, operator_complained_on=None,
    )  # fmt: skip
    story.take(38, "redirect", "intake", how="华讯通信客服热线\n网上营业厅在线投诉", said="还没有向企业投诉，想直接请管理局处理。")
    story.take(
        6, "reenter", "applicant", operator_complained_on=desk.day(36), operator_answered_on=desk.day(30), operator_answer="漫游由终端自动发起，不予减免。",
        operator_satisfied=False
    ).accept(5).forward(4, requirement="请说明漫游开通的时间、方式和提醒记录。")  # fmt: skip


@filed(31)
def refused_late(desk: Desk) -> None:
    story = desk.complaint(
        "何处暑", HX, FEE, "去年的增值业务费", "退还被扣的彩铃费一百二十元。", "整理旧账单时发现的，当时没有留意。", event=260, asked=50, answered=46,
        answer="已超过账单保存期。", channel="letter", posted_on=desk.day(33),
    )  # fmt: skip
    story.take(
        28, "refuse", "handler", ground="11-1", facts="申诉人所述扣费发生于约八个半月前，申诉信交邮日见信封邮戳。",
        reasons="本件属于收费争议，申诉事项发生时距提起申诉时超过五个月，依法不予受理。",
    ).approve(27).posted(24, "挂号信 XA-31-0000203，本人签收")  # fmt: skip


@filed(4)
def refusal_waits(desk: Desk) -> None:
    story = desk.complaint(
        "林白露", YF, SERVICE, "宽带测速不达标", "退还一年宽带费。", "千兆宽带实测只有三百兆。上月企业上门更换光猫，双方签了和解书并已退一百元，现在又降速。",
        event=55, asked=26,
        settled_before=True,
    )  # fmt: skip
    story.take(
        1, "refuse", "handler", ground="11-2", facts="申诉人提交的和解书载明退费一百元并更换光猫，款项已到账。",
        reasons="申诉人与被申诉人已经达成和解协议并执行。更换光猫之后新出现的降速，可以先向企业投诉，再就新的事项申诉。",
    )  # fmt: skip


@filed(22)
def refused_in_court(desk: Desk) -> None:
    story = desk.complaint(
        "郭秋分", BC, SERVICE, "携号转网被拒（已起诉）", "责令企业办理携号转网。", "企业以靓号协议为由拒绝，已向法院起诉并立案。", event=90, asked=70,
        other_body="court",
    )  # fmt: skip
    story.take(
        20, "refuse", "intake", ground="11-4", facts="申诉人提交的立案通知书复印件载明，法院已就同一争议立案。", reasons="人民法院已经受理同一争议。",
        other_body_name="上海市某区人民法院（示例）",
    ).approve(19)  # fmt: skip


@filed(3)
def accepted_today(desk: Desk) -> None:
    story = desk.complaint(
        "罗寒露", HX, SERVICE, "销户被要求异地营业厅办理", "在居住地办理销户，退还余额。", "号码归属外省，本地营业厅称只能回原籍办理，客服也无法远程办理。",
        event=20, asked=19, number_in_dispute="13800130555",
    )  # fmt: skip
    story.accept(0)


@filed(14)
def forwarding_late(desk: Desk) -> None:
    desk.complaint(
        "宋霜降", BC, FEE, "携出前余额不退", "退还账户余额八十六元四角。", "携号转出后原账户余额无法提取，企业要求充值凭证原件。", event=40, asked=36,
    ).accept(11)  # fmt: skip


@filed(18)
def handed_over(desk: Desk) -> None:
    story = desk.complaint(
        "谢立冬", YF, NETWORK, "晚间高峰期反复掉线", "查明原因并修复；按天减免费用。", "每晚八点至十点频繁断线，视频会议无法进行，换过两次路由器。", event=48,
        asked=37,
    ).accept(15)  # fmt: skip
    story.take(14, "hand_over", "handler", to="sh-handler2", why="与本人在办的同小区案件由同一人处理更便利")
    story.handler = "handler2"
    story.take(13, "accept_hand_over", "handler").forward(12, give_address=True, requirement="请附端口和链路的运行记录。")
    story.called(8, "每天都有断线，昨晚九点断了四次。")


@filed(9)
def hand_over_waits(desk: Desk) -> None:
    story = desk.complaint(
        "韩小雪", HX, SERVICE, "合约期内资费被调高", "按原合约执行至期满。", "两年期合约还剩七个月，短信通知“套餐下架”，自动转入更贵的套餐。", event=30,
        asked=27,
    ).accept(6)  # fmt: skip
    story.take(1, "hand_over", "handler", to="sh-handler2", why="本人下周起参加培训")


STORIES = (
    came_in_today, came_in_yesterday, decision_overdue, awaiting_material, material_supplied, enquiry_waits, enquiry_answered, enquiry_became_complaint,
    sent_to_operator_first, came_back_from_operator, refused_late, refusal_waits, refused_in_court, accepted_today, forwarding_late, handed_over,
    hand_over_waits,
)  # fmt: skip
