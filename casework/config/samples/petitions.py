"""Petitions in many states and provinces, from registration to finality: one invented story for each state worth looking at."""

from typing import Any

from casework.config.samples.desk import Desk, Story, filed
from casework.petitions.codes import ACCUSATION, CLAIM, SUGGESTION

CHECKED = {name: {"met": True, "why": "已核对"} for name in ("P23-3-own", "SH-4", "SH-5", "P33")}
OPINION: dict[str, Any] = {
    "found": "经现场查看、调阅档案，施工前只公示一日，检测结果符合国家标准。", "opinion": "责成运营单位重新公示七日，并向住户提供检测报告。",
    "legal_basis": "中华人民共和国电信条例 第四十六条", "result": "supported", "execution": "三十日内重新公示并提供检测报告。",
}  # fmt: skip
JUDGED: dict[str, Any] = {name: OPINION[name] for name in ("found", "opinion", "legal_basis")}
SENT: dict[str, Any] = {"reasons": "所反映的事项在该局职权范围内。"}
CLASSED: dict[str, Any] = {"reasons": "不属于《信访工作条例》第三十一条前五项，请求事项明确。"}


def _investigated(story: Story, accepted: int, heard: int) -> Story:
    """Accepted, heard and looked into."""
    story.take(accepted, "accept", "handler", **CLASSED)
    return story.take(heard, "investigate", "handler", heard_on=story.desk.worked(heard), heard="施工前没有人告诉我们。", found="公示栏照片显示公示一日。")


@filed(1)
def just_registered(desk: Desk) -> None:
    desk.petition("言之恳", "00", SUGGESTION, "建议公开携号转网的办结时长", "每季度公布各企业携号转网平均办结时长。", "办携号转网时听不同营业厅说法不一。")


@filed(3)
def letter_sent_down(desk: Desk) -> None:
    story = desk.petition(
        "田望归", "00", CLAIM, "山村没有移动信号", "请求督促补建基站。", "全村一百二十户，打电话要走到山口。", channel="letter", arrived_on=desk.day(3),
        posted_on=desk.day(6),
    )  # fmt: skip
    story.sent(1, "31", requirement="请依法办理并答复信访人。", **SENT)


@filed(12)
def objected_to(desk: Desk) -> None:
    story = desk.petition("安宁远", "00", CLAIM, "小区有线电视收费高", "请求降低收费。", "有线电视基本收视维护费连年上涨。")
    story.sent(9, "61", **SENT)
    story.take(6, "object", "intake", answers=CHECKED, reasons="有线电视收费由广播电视和价格主管部门管理，本机关和本系统均无权处理。",
               competent_body="陕西省广播电视局").approve(5)  # fmt: skip


@filed(26)
def told_late(desk: Desk) -> None:
    desk.petition("齐思远", "37", CLAIM, "机房空调噪声扰民", "请求更换低噪声空调。", "楼下通信机房空调昼夜运转，卧室能听到。", channel="phone",
                  statement="我住二楼，机房就在楼下，夏天整夜睡不着，打过企业电话没有人管。")  # fmt: skip


@filed(22)
def suggestion_answered(desk: Desk) -> None:
    story = desk.petition("容大观", "44", SUGGESTION, "建议老年人业务窗口不排队", "营业厅设老年人专窗。", "营业厅排队久，老人站不住。", channel="minister")
    story.take(18, "take_suggestion", "handler", reasons="属于建议意见类。", route="由市场处研究论证后回复。")
    story.take(6, "answer_suggestion", "handler", outcome="adopted_in_part", study="已向各企业征求意见，具备条件的营业厅先行设置。",
               reasons="有利于方便老年人办理业务。")  # fmt: skip
    story.posted(4, "EMS 1029384756001，本人签收")


@filed(19)
def sealed_accusation(desk: Desk) -> None:
    story = desk.petition("正言", "31", ACCUSATION, "反映某科室工作人员收受礼品", "请求查处。", "办理许可期间，某工作人员收受企业所送礼品卡。")
    story.take(15, "take_accusation", "handler", reasons="属于检举控告类。", route="由专人阅办，依规依纪依法处理后反馈。", handler="sh-reader")


@filed(9)
def led_elsewhere(desk: Desk) -> None:
    story = desk.petition("楚天舒", "42", CLAIM, "宽带无法退订", "请求退订并退费。", "合同期满后仍被要求再用一年。")
    story.take(5, "lead_to_procedure", "handler", head="31-4", reasons="与企业的收费争议可以通过电信用户申诉解决。", procedure="电信用户申诉",
               procedure_basis="中华人民共和国电信条例 第三十九条", body_name="湖北省通信管理局申诉受理机构", how="在网上提交申诉。")  # fmt: skip


@filed(7)
def handled_simply(desk: Desk) -> None:
    story = desk.petition("江小满", "32", CLAIM, "通信井盖破损", "请求更换井盖。", "路口通信井盖缺角，夜间有人绊倒。", simple=True)
    story.take(5, "accept_simple", "handler", answers=CHECKED, head="4-3", reasons="事实清楚，影响群众出行，可以简易办理。")


@filed(24)
def simple_turned_ordinary(desk: Desk) -> None:
    story = desk.petition("杭知微", "33", CLAIM, "楼道弱电箱占用消防通道", "请求迁移弱电箱。", "多家企业的弱电箱占了楼道。", simple=True)
    story.take(21, "accept_simple", "handler", answers=CHECKED, head="4-1", reasons="事实清楚。")
    story.take(14, "to_ordinary", "handler", reasons="涉及多个责任主体，不适用简易办理。")


@filed(48)
def assigned_and_investigated(desk: Desk) -> None:
    story = desk.petition("顾青禾", "00", CLAIM, "楼顶新建基站没有公示", "请求公开检测结果。", "一月楼顶新建基站，施工前未见公示。")
    story.sent(44, "31", "assign_down", reasons="情况较为集中。", report_by=desk.day(-12), report_holds="调查经过\n处理意见")
    _investigated(story, 38, 20)


@filed(58)
def extended(desk: Desk) -> None:
    story = desk.petition("岷山雪", "51", CLAIM, "光缆跨越农房", "请求迁改光缆。", "光缆从屋顶上空跨过，离瓦面不足一米。")
    _investigated(story, 50, 36)
    story.take(8, "extend", "handler", days=25, reasons="需要与企业、住户三方现场测量，情况复杂。").approve(6)


@filed(45)
def opinion_served(desk: Desk) -> None:
    story = desk.petition("容若水", "44", CLAIM, "通信管道施工损坏路面", "请求修复路面。", "施工后路面塌陷，雨天积水。")
    _investigated(story, 38, 26)
    story.take(12, "issue_opinion", "handler", **OPINION).approve(10)
    story.take(4, "rate", "applicant", reception="satisfied", handling="fairly", said="接电话的人耐心。")


@filed(58)
def lapsed(desk: Desk) -> None:
    story = desk.petition("巴山雨", "50", CLAIM, "电杆倾斜", "请求扶正电杆。", "门前通信电杆倾斜，担心倒下。")
    _investigated(story, 55, 53)
    story.take(50, "issue_opinion", "handler", **OPINION).approve(48)
    story.take(12, "record_execution", "handler", executed_on=desk.day(14), measures="电杆已扶正。")  # the time to ask has passed meanwhile


@filed(57)
def under_review(desk: Desk) -> None:
    story = desk.petition("顾长卿", "31", CLAIM, "基站天线正对卧室", "请求调整天线朝向。", "天线距卧室窗户八米，未见检测报告。")
    _investigated(story, 52, 44)
    story.take(34, "issue_opinion", "handler", **OPINION).approve(32)
    story.take(11, "request_review", "applicant", objections="处理意见没有附检测报告原文，也没有回应天线朝向。")
    if story.opened is not None:
        story.opened.take(8, "assign", "head", handler="ministry-handler")


@filed(59)
def final(desk: Desk) -> None:
    story = desk.petition("杭一苇", "33", CLAIM, "通信铁塔选址", "请求迁移铁塔。", "铁塔距幼儿园围墙二十米。")
    _investigated(story, 58, 56)
    story.take(54, "issue_opinion", "handler", **OPINION | {"result": "explained"}).approve(52)
    review = story.take(46, "request_review", "applicant", objections="没有说明选址理由。").opened
    if review is None:
        return
    review.take(44, "assign", "head", handler="ministry-handler").take(36, "issue_review_opinion", "handler", **JUDGED).approve(34)
    recheck = review.take(30, "request_recheck", "applicant", objections="仍没有说明选址理由。").opened
    if recheck is not None:
        recheck.handler = "handler2"
        recheck.take(28, "assign", "head", handler="ministry-handler2").take(18, "issue_recheck_opinion", "handler", **JUDGED).approve(16)


@filed(33)
def mediated(desk: Desk) -> None:
    story = desk.petition("辽原上", "21", CLAIM, "施工压坏菜地", "请求赔偿。", "光缆施工车辆压坏菜地约二十平方米。", channel="visit", place="接待室",
                          statement="他们的车从地里过，菜都压了，我找过施工队，让我等，等了一个月。")  # fmt: skip
    _investigated(story, 27, 20)
    story.take(9, "mediate", "handler", answers=CHECKED, other_party="某通信工程公司", terms="赔偿八百元，十日内付清\n信访人不再提出请求",
               petitioner_consent_on=desk.day(14), other_consent_on=desk.day(14), mediator="辽远舟")  # fmt: skip


@filed(14)
def redirected(desk: Desk) -> None:
    story = desk.petition("燕归来", "11", CLAIM, "快递丢失", "请求赔偿快递损失。", "快递显示签收但没有收到。", channel="fax")
    story.take(10, "redirect", "intake", head="outside", reasons="快递服务由邮政管理部门管理。", body_name="北京市邮政管理局", body_contact="12305")
    story.posted(8, "EMS 1029384756002，本人签收")


STORIES = (
    just_registered, letter_sent_down, objected_to, told_late, suggestion_answered, sealed_accusation, led_elsewhere, handled_simply, simple_turned_ordinary,
    assigned_and_investigated, extended, opinion_served, lapsed, under_review, final, mediated, redirected,
)  # fmt: skip
