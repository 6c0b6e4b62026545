"""Shanghai: with the operators. Forwarding, two operators of a ported number, objections, replies, redo, merger, split."""

from casework.complaints.codes import FEE, NETWORK, SERVICE
from casework.config.samples.desk import Desk, filed
from casework.config.samples.evidence import document, picture

HX, BC, YF = "OP-HX-31", "OP-BC-31", "OP-YF-31"


@filed(5)
def just_forwarded(desk: Desk) -> None:
    story = desk.complaint(
        "唐大雪", HX, FEE, "点播业务被误开通", "退还视频会员费五十八元。", "孩子用电视盒子误点开通两个会员，没有任何二次确认。", event=29, asked=25,
    ).accept(3)  # fmt: skip
    story.forward(1, requirement="请提供业务开通的确认凭证。")


@filed(10)
def forwarded_and_joined_by_another(desk: Desk) -> None:
    first = desk.complaint(
        "冯冬至", BC, NETWORK, "早高峰地铁站内无法上网", "改善三号口站厅信号。", "早高峰站厅内能打电话不能上网，扫码进站都打不开。", event=40, asked=30,
    ).accept(8).forward(7)  # fmt: skip
    again = desk.complaint(
        "冯冬至", BC, NETWORK, "地铁站没网（补充）", "尽快处理。", "上周已经申诉过，补充早晚各一次测速截图。", event=40, asked=30,
        files=[picture("测速.png", 90)],
        ago=6,
    )
    again.take(4, "merge", "intake", into=first.number, reasons="同一申诉人就同一事项重复提出，并入在办案件。")


@filed(24)
def operator_silent(desk: Desk) -> None:
    desk.complaint(
        "于小寒", YF, SERVICE, "装机预约五次未上门", "完成装机，或者全额退款。", "交费一个月未装机，每次都临时改约。请假误工两天。", event=52, asked=43,
    ).accept(21).forward(20, give_phone=True, give_address=True)  # fmt: skip


@filed(35)
def answer_overdue(desk: Desk) -> None:
    story = desk.complaint(
        "董大寒", HX, SERVICE, "停机保号期间仍扣月租", "退还四个月月租一百一十六元。", "办理停机保号每月五元，却按原套餐扣费。", event=130, asked=58,
        answered=50, answer="系统显示未办理停机保号。",
    ).accept(32).forward(31)  # fmt: skip
    story.replied(25, HX, "经查该号码有停机保号工单，因系统割接未生效。", "同意退还差额，待财务审核。", "用户要求明确到账日期。")


@filed(16)
def ported_number_both_silent_but_one(desk: Desk) -> None:
    story = desk.complaint(
        "苏青竹", BC, SERVICE, "携号转网后收不到验证码", "两家企业查明原因，恢复各平台短信验证码。",
        "携号转网后第三天起收不到银行和政务平台验证码，两家企业互相推诿。", event=36, asked=33,
        number_portability=True, second_respondent=HX, number_in_dispute="13800130666",
    ).accept(13, handler="handler2")  # fmt: skip
    story.forward(12, requirement="请两家企业共同核查短信端口的路由数据。")
    story.replied(6, BC, "携出数据已按时同步，接口日志见附件。", "本企业侧无异常，已推送携入方。", "用户希望尽快恢复。", files=[document("接口日志.pdf")])


@filed(11)
def objection_waits(desk: Desk) -> None:
    story = desk.complaint(
        "沈白兰", HX, SERVICE, "宽带被不明公司停网", "恢复宽带并说明停网依据。", "楼道贴纸称“线路整改”，第二天起断网，装维人员穿华讯工服。", event=31,
        asked=28,
    ).accept(9).forward(8)  # fmt: skip
    story.take(1, "object", HX, reasons="该地址不是本企业覆盖的小区，用户账号不在本企业系统内，疑为其他宽带企业用户。", files=[document("覆盖核查.pdf")])


@filed(19)
def objection_upheld(desk: Desk) -> None:
    story = desk.complaint(
        "陶红枫", HX, FEE, "宽带续费被重复扣款", "退还重复扣的七百二十元。", "续费一年，支付成功两次。发票抬头与合同企业不一致。", event=44, asked=39,
        answered=35, answer="未查到第二笔款项。",
    ).accept(17).forward(16)  # fmt: skip
    story.take(13, "object", HX, reasons="第二笔款项的收款方为云帆宽带上海分公司，合同亦由其签订。")
    story.take(11, "uphold_objection", "handler", respondent=YF, reasons="合同和收款凭证均载明相对方为云帆宽带上海分公司。")


@filed(27)
def objection_overruled(desk: Desk) -> None:
    story = desk.complaint(
        "叶紫藤", BC, FEE, "第三方代扣订阅费", "退还代扣的阅读会员费九十元。", "话费账单每月代扣十五元“阅读会员”，从未订购。", event=100, asked=56,
        answered=49, answer="由合作方收取，请联系合作方。",
    ).accept(24).forward(23)  # fmt: skip
    story.take(20, "object", BC, reasons="业务由合作方提供，费用由合作方收取，与本企业无关。")
    story.take(18, "overrule_objection", "handler", reasons="费用在贵企业账单中收取，贵企业应当就收费向用户负责。")
    story.replied(14, BC, "合作方无法提供订购确认记录。", "退还九十元并关闭代扣权限。", "认可。", files=[picture("退费凭证.png", 150)])


@filed(15)
def replied_and_called(desk: Desk) -> None:
    story = desk.complaint(
        "方金桂", HX, SERVICE, "靓号最低消费年限不明", "取消靓号最低消费，或者出示协议。", "十年前入网的号码，改套餐时被告知有三十年最低消费。", event=26,
        asked=24, answered=20, answer="系统标记为靓号，不能降档。",
    ).accept(13, handler="handler2").forward(12)  # fmt: skip
    story.replied(5, HX, "入网协议影印件缺第二页，无法确认最低消费条款。", "可降至一百元档。", "不满意，要求取消。")
    story.called(4).called(1, "不接受降至一百元，要求按普通号码办理；可以接受调解。", clock="15:40")


@filed(17)
def sent_back_for_redo(desk: Desk) -> None:
    story = desk.complaint(
        "石丹参", YF, NETWORK, "光纤多次被挖断", "按天减免费用，给出永久修复时间。", "半年内六次断网，每次修复两到三天，企业称施工单位责任。", event=21,
        asked=19, answered=18, answer="属第三方施工，不予减免。",
        applicant_email="danshen@example.com",
    ).accept(15).forward(14, give_address=True)  # fmt: skip
    story.replied(8, YF, "系市政施工所致。", "已修复。", "未联系到用户。")
    story.take(
        6, "return_reply", "handler", reasons="没有答复减免请求，也没有听取申诉人意见。",
        requirements="列明六次中断的起止时间\n答复费用减免\n联系申诉人并记录其意见",
    )  # fmt: skip


@filed(46)
def closed_after_redo(desk: Desk) -> None:
    story = desk.complaint(
        "江杜仲", HX, FEE, "流量日包自动续订", "退还自动续订费用一百零八元。", "出差买了一次日包，此后每天自动续订，退订短信回复无效。", event=66, asked=63,
    ).accept(43).forward(42)  # fmt: skip
    story.replied(36, HX, "日包默认自动续订。", "解释政策。", "不认可。")
    story.take(34, "return_reply", "handler", reasons="没有提供自动续订经用户确认的凭证。")
    story.replied(28, HX, "未能查到续订确认，属营业受理瑕疵。", "退还一百零八元，已到账。", "认可。", files=[document("退费回单.pdf")])
    story.called(25, "钱已收到，没有别的要求。")
    story.close(22, "华讯通信不能提供自动续订经用户确认的凭证。", "华讯通信退还一百零八元并关闭自动续订，您已确认收到。", "recognised", "认可").approve(21)
    story.take(19, "rate", "applicant", satisfaction="satisfied", said="处理很快。")


@filed(13)
def split_in_two(desk: Desk) -> None:
    story = desk.complaint(
        "白茯苓", HX, SERVICE, "宽带和手机两件事", "退还宽带安装费；解除副卡绑定。", "宽带免费安装却收一百元；副卡实名是别人，无法解除。", event=34, asked=30,
    ).accept(10)  # fmt: skip
    story.take(
        9, "split", "handler", title="副卡实名与解绑", claim="解除副卡与主卡的绑定。", facts="副卡实名登记人不是申诉人，营业厅拒绝解绑。", category=SERVICE,
        event_on=desk.day(34), respondent=BC, reasons="两项请求的业务和经营者不同，分别办理。",
    ).forward(8, summary="宽带免费安装承诺与实际收取一百元安装费不符。")  # fmt: skip
    if story.opened:
        story.opened.accept(5)


STORIES = (
    just_forwarded, forwarded_and_joined_by_another, operator_silent, answer_overdue, ported_number_both_silent_but_one, objection_waits, objection_upheld,
    objection_overruled, replied_and_called, sent_back_for_redo, closed_after_redo, split_in_two,
)  # fmt: skip
