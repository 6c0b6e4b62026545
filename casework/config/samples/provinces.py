"""Other provinces: Henan with its fifteen days and their extension, Chongqing with its decision the same day, the wrong seat, post."""

from casework.complaints.codes import FEE, NETWORK, SERVICE
from casework.config.samples.desk import Desk, filed
from casework.config.samples.evidence import document, picture


@filed(17)
def henan_extended(desk: Desk) -> None:
    story = desk.complaint(
        "栗小禾", "OP-HX-41", SERVICE, "乡镇代办点私自过户", "恢复机主登记，追回余额。", "号码被村里代办点过户给他人，本人没有到场也没有签字。", event=32,
        asked=29, answered=24, answer="业务系统资料齐全。",
    ).accept(15).forward(14)  # fmt: skip
    story.take(12, "extend_henan", "handler", days=10, reasons="须向代办点调取过户当日的人像核验记录，涉及第三人。").approve(11)
    story.replied(3, "OP-HX-41", "代办点违规代签。", "已恢复登记，余额返还中。", "要求返还到账后再表态。")


@filed(37)
def henan_answered(desk: Desk) -> None:
    story = desk.complaint(
        "麦秋生", "OP-BC-41", FEE, "返乡流量包退订不掉", "退还两个月流量包费四十元。", "春节办的返乡流量包到期自动续订，短信退订提示系统繁忙。", event=62,
        asked=55, answered=52, answer="可次月退订。",
    ).accept(35).forward(34)  # fmt: skip
    story.replied(29, "OP-BC-41", "短信退订通道故障。", "退还四十元。", "认可。")
    story.close(27, "短信退订通道故障属实。", "企业退还四十元并修复退订通道。", "recognised", "认可").approve(26)
    story.take(25, "rate", "applicant", satisfaction="fairly")


@filed(19)
def henan_overdue(desk: Desk) -> None:
    desk.complaint(
        "豆青蔓", "OP-HX-41", NETWORK, "山区基站停电无信号", "恢复基站供电。", "每逢下雨基站停电两三天，村里老人无法呼救。", event=58, asked=33,
        channel="phone",
    ).accept(17).forward(16, give_address=True)  # fmt: skip


@filed(24)
def henan_report(desk: Desk) -> None:
    story = desk.report(
        "41", "OP-BC-41", "查处限制用户选择其他企业的行为。", "校园开学时只许新生办理一家企业的电话卡，其他企业的摊位被清出校园。", reporter="田野一",
        breach_codes=["41-1"],
    )  # fmt: skip
    story.take(
        5, "sort_report", "handler", result="correction", facts="个别门店与后勤人员私下约定，已当场纠正。", reply="已责令改正，校园内恢复多家企业办卡。",
    )  # fmt: skip


@filed(20)
def chongqing_same_day(desk: Desk) -> None:
    story = desk.complaint(
        "巫山云", "OP-HX-50", FEE, "套外语音计费错误", "退还套外语音费二十八元。", "套餐含五百分钟，才用三百分钟就开始计费。", event=33, asked=30,
        answered=26, answer="分钟数不含长途。",
    ).accept(20).forward(18)  # fmt: skip
    story.replied(11, "OP-HX-50", "宣传页未注明不含长途。", "退还二十八元，修改宣传页。", "认可。")
    story.take(10, "code_breach", "handler", breach_codes=["40-4"], proved=True, evidence="宣传页照片，企业自认。")
    story.called(9, "认可退费，也希望公开更正。")


@filed(6)
def chongqing_undecided(desk: Desk) -> None:
    desk.complaint(
        "江津月", "OP-BC-50", NETWORK, "轻轨站换乘通道无信号", "增设室内覆盖。", "换乘通道三百米无信号。", event=52, asked=27, files=[picture("站台.png", 60)]
    )


@filed(12)
def beijing_counter(desk: Desk) -> None:
    story = desk.complaint(
        "胡同春", "OP-HX-11", SERVICE, "营业厅要求人脸采集", "允许其他核验方式。", "补卡只认人脸核验，母亲卧床无法到场。", event=20, asked=18, answered=17,
        answer="公司规定。", channel="counter",
        agent_name="胡知夏", agent_phone="13800138123", agent_authority="代为提出、变更、撤回申诉，代收文书；期限至本案办结。",
        files=[document("授权委托书.pdf")],
    ).accept(9)  # fmt: skip
    story.posted(6, "当面送达后补寄，EMS 示例单号 1100000012")
    story.forward(8, give_phone=True)


@filed(14)
def wrong_seat_received(desk: Desk) -> None:
    story = desk.complaint(
        "秦淮灯", "OP-HX-32", FEE, "来电显示费重复收取", "退还重复收取的六元。", "老套餐已含来电显示，每月仍另收六元。", event=24, asked=22, answered=20,
        answer="系统自动收取。", office="CA-31",
    )  # fmt: skip
    story.take(12, "send_to_seat", "intake", reason="被申诉人为江苏分公司，业务受理地和用户所在地均在江苏。")
    story.office = "32"
    story.take(10, "receive_at_seat", "intake").accept(9).forward(8)


@filed(5)
def wrong_seat_waits(desk: Desk) -> None:
    story = desk.complaint(
        "西溪舟", "OP-YF-33", SERVICE, "退订宽带不退光猫押金", "退还光猫押金二百元。", "光猫已归还，营业厅称押金条丢失不退。", event=30, asked=21,
        office="CA-31", channel="phone",
    )  # fmt: skip
    story.take(3, "send_to_seat", "intake", reason="被申诉人为浙江分公司。")


@filed(18)
def zhejiang_by_post(desk: Desk) -> None:
    story = desk.complaint(
        "龙井青", "OP-YF-33", NETWORK, "农村宽带雷击后月余未修", "修复线路，减免一个月费用。", "雷雨后断网，报修五次均改约。", event=50, asked=42,
        channel="letter", posted_on=desk.day(20),
    ).accept(15).forward(14, give_address=True)  # fmt: skip
    story.posted(9, "挂号信 XB-33-0000077 / 0000078，签收")


@filed(13)
def zhejiang_not_served(desk: Desk) -> None:
    desk.complaint(
        "乌篷雨", "OP-YF-33", SERVICE, "合约到期未提醒自动续约", "解除自动续约，不承担违约金。", "两年合约到期自动续了两年，没有任何提醒。", event=40,
        asked=34, channel="phone",
    ).accept(11).forward(10)  # fmt: skip


@filed(25)
def guangdong_settled(desk: Desk) -> None:
    story = desk.complaint(
        "木棉红", "OP-BC-44", FEE, "跨境流量包未生效", "退还流量包费九十八元。", "购买三日包，在境外始终无法联网。", event=36, asked=34, answered=31,
        answer="请检查手机设置。",
    ).accept(23).forward(22)  # fmt: skip
    story.replied(16, "OP-BC-44", "境外合作网络未同步订购信息。", "全额退还，另赠十元话费。", "满意，愿意和解。")
    story.agree(15, "confirm_settlement", "OP-BC-44").take(14, "reconcile", "handler", terms="北辰移动广东分公司退还九十八元并补偿十元话费，均已到账。")


@filed(9)
def sichuan_objection(desk: Desk) -> None:
    story = desk.complaint(
        "芙蓉锦", "OP-HX-51", SERVICE, "短信验证码被拦截", "停止拦截验证码短信。", "开通“骚扰拦截”后银行验证码全部收不到，退订无效。", event=15, asked=14,
        answered=12, answer="已关闭拦截。",
    ).accept(7).forward(6)  # fmt: skip
    story.replied(1, "OP-HX-51", "拦截规则误判。", "已将金融类端口加入白名单。", "请用户再观察三天。")


@filed(3)
def shandong_redirected_again(desk: Desk) -> None:
    story = desk.complaint(
        "泰岳松", "OP-BC-37", FEE, "话费充错号码", "追回误充的二百元。", "在网上把话费充到他人号码。", event=4, asked=3, operator_complained=False,
        operator_complained_on=None, channel="phone",
    )  # fmt: skip
    story.take(0, "redirect", "intake", how="北辰移动客服热线\n充值平台客服", said="还没有向企业投诉。")


@filed(11)
def hubei_rectified(desk: Desk) -> None:
    story = desk.complaint(
        "黄鹤飞", "OP-YF-42", NETWORK, "校园网晚十一点断网", "取消断网限制。", "宿舍宽带每晚十一点定时断网，办理时没有告知。", event=60, asked=28,
    )  # fmt: skip
    story.take(8, "withdraw", "intake", reason="来电称学校已调整，不再申诉。")
    story.rectify(7, "来电人并非申诉人本人，系同宿舍同学；申诉人没有撤回。", "案件恢复为已收到，继续办理，收到日期不变。")
    story.accept(7).forward(6)


@filed(24)
def shaanxi_mediation_open(desk: Desk) -> None:
    story = desk.complaint(
        "雁塔钟", "OP-HX-61", SERVICE, "企业专线迁移停工损失", "赔偿两天停工损失。", "公司搬迁提前两周申请专线迁移，实际晚了两天。", event=50, asked=46,
        answered=41, answer="属施工不可控因素。",
    ).accept(22).forward(21)  # fmt: skip
    story.replied(14, "OP-HX-61", "迁移派单延误。", "减免一个月专线费。", "减免不足以弥补，同意调解。")
    story.agree(9, "consent_mediation", "OP-HX-61").take(2, "open_mediation", "handler", requested_by="applicant", mediator="秦远舟", place="视频会议")


@filed(6)
def liaoning_accepted(desk: Desk) -> None:
    desk.complaint(
        "盛京雪", "OP-HX-21", SERVICE, "老年机停服未通知", "提供替代终端或者保留二代网络。", "二代网络关停，父亲的老年机打不通，没有收到通知。", event=40,
        asked=25, applicant_email="jingxue@example.com",
    ).accept(4)  # fmt: skip


STORIES = (
    henan_extended, henan_answered, henan_overdue, henan_report, chongqing_same_day, chongqing_undecided, beijing_counter, wrong_seat_received,
    wrong_seat_waits,
    zhejiang_by_post, zhejiang_not_served, guangdong_settled, sichuan_objection, shandong_redirected_again, hubei_rectified, shaanxi_mediation_open,
    liaoning_accepted,
)  # fmt: skip
