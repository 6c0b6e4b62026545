"""The ministry's centre: complaints against head offices and a reseller without branches, reports of violations."""

from casework.complaints.codes import FEE, SERVICE
from casework.config.samples.desk import Desk, filed


@filed(16)
def head_office_promise(desk: Desk) -> None:
    story = desk.complaint(
        "云起时", "OP-HX", SERVICE, "全国统一优惠活动不兑现", "按活动页面兑现一年会员。", "活动页面写明全国用户可参加，下单后被告知“仅限部分省份”。",
        event=45, asked=38, answered=32, answer="以各省公告为准。",
    ).accept(14).forward(13)  # fmt: skip
    story.replied(4, "OP-HX", "活动页面表述不严谨。", "为申诉人补发会员一年。", "认可，但认为应当给所有用户兑现。")


@filed(21)
def reseller_number(desk: Desk) -> None:
    story = desk.complaint(
        "海上舟", "OP-QH", FEE, "转售号码余额清零", "恢复被清零的余额一百二十六元。", "虚商号码到期未续，余额被全部清零。", event=55, asked=49, answered=47,
        answer="服务协议有约定。", channel="fax",
    ).accept(18, handler="handler2").forward(17)  # fmt: skip
    story.replied(8, "OP-QH", "余额已转入企业账户。", "同意退还一百二十六元。", "等待到账。")
    story.called(3, "钱还没到。")
    story.take(0, "recuse", "head", user="ministry-handler", decision="granted", why="与申诉人系近亲属，主动申请回避。")


@filed(2)
def reseller_new(desk: Desk) -> None:
    desk.complaint(
        "星河远", "OP-QH", SERVICE, "转售号码无法携号转网", "办理携出。", "申请携出被告知“系统暂不支持”，没有给出时间。", event=22, asked=20, answered=17,
        answer="系统升级中。",
    )  # fmt: skip


@filed(3)
def report_waits(desk: Desk) -> None:
    desk.report("33", "OP-YF-33", "查处虚假宣传。", "宣传单写“千兆不限速、终身不涨价”，合同里却写“活动期两年”。", reporter="路见平", breach_codes=["40-4"])


@filed(9)
def report_in_wrong_place(desk: Desk) -> None:
    story = desk.report("37", "OP-BC-37", "查处低于成本的促销。", "在高校门口以一元包年销售百兆套餐，同时要求签三年协议。", office="CA-00")
    story.take(7, "send_report_to_place", "intake")


STORIES = (head_office_promise, reseller_number, reseller_new, report_waits, report_in_wrong_place)
