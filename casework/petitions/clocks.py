"""信访: every time limit, with its article, the words of the text and how certain they are. Ids as in the
law's list (PT-02 …)."""

from datetime import date
from functools import partial

from casework.cases.limits import (
    APPLICANT,
    OFFICE,
    Extension,
    TimeLimit,
    calendar_days,
    not_fixed,
    same_day,
    working_days,
)

REGULATIONS = (date(2022, 5, 1), None)  # 信访工作条例
PORTAL_CLOSES = 17  # the ministry's portal is open 8:00-17:00, by its notice
Clock = partial(TimeLimit, analogy=True, suspendable=False)
Petition = partial(Clock, in_force=REGULATIONS)

POSTED = (
    "以邮寄方式提出的，交邮之日在期限内即视为未逾期（参照民事诉讼法 85④，内部规则）；网上提出的至 24:00 "
    "均予接收，虽另有理解认为办公时间为 8:00 至 17:00（民法典 203②）。",
    "Posted in time is in time (民事诉讼法 85④ by house rule); by any channel it is taken until 24:00, "
    "though another reading ends the day at 17:00, when the portal closes (民法典 203②).",
)
SIMPLE = (
    "所据为 2016 年试行文本；2022 年《信访事项简易办理办法》的相应条款未见。",
    "From the trial text of 2016; the clauses of the 2022 Measures have not been seen.",
)
LAPSED = ("条文没有规定逾期的后果。", "The text states no consequence of letting the time pass.")

PETITION_OFFICE = Petition(
    "PT-01", calendar_days(15), bound=OFFICE, basis="信访工作条例 22①", quote="在15日内分别按照下列方式处理",
    fulfils=("PD-013",), expiry="breach",
    since=("信访部门收到信访事项", "the petition office receives the petition"), zh="转送、报告或者交办",
    en="forward, report or assign",
    notes=(
        (
            "适用于党委和政府信访部门，不适用于工业和信息化部和通信管理局。",
            "It binds the party and government petition offices, not the ministry.",
        ),
    ),
)  # fmt: skip
NOTICE = Petition(
    "PT-02", calendar_days(15), bound=OFFICE, basis="信访工作条例 23②", trigger="notice_due_from",
    fulfils=("PD-016",), expiry="breach",
    quote="不能当场告知的，应当自收到信访事项之日起15日内书面告知信访人",
    since=("收到信访事项", "petition received"), zh="书面告知接收情况、途径和程序",
    en="written notice of receipt, route and procedure",
    notes=(
        (
            "能够当场告知的，应当当场书面告知；告知应当载明是否受理（44(3)）；信访人姓名（名称）、住址不清的除外。",
            "Where it can be given on the spot, it must be. It says whether the petition is accepted (44(3)); not owed where name or address is unclear.",
        ),
    ),
)  # fmt: skip
TRANSFER_NOTICE = Petition(
    "PT-03", calendar_days(15), bound=OFFICE, basis="信访工作条例 23③", trigger="transferred_on",
    fulfils=("PD-017",), expiry="breach",
    quote="应当自收到之日起15日内书面告知信访人接收情况以及处理途径和程序",
    since=("收到转送、交办的信访事项", "transferred petition received"), zh="书面告知信访人",
    en="written notice to the petitioner",
)  # fmt: skip
OBJECTION = Petition(
    "PT-04", working_days(5), bound=OFFICE, basis="信访工作条例 23③", trigger="transferred_on", option=True, consequence="treat_as_own",
    fulfils=("PD-017",), expiry="own_matter", quote="应当自收到之日起5个工作日内提出异议，并详细说明理由",
    since=("收到转送、交办的信访事项", "transferred petition received"), zh="提出异议",
    en="reasoned objection",
    notes=(
        (
            "条文没有规定逾期的后果；逾期未提出的，按本机关、单位的事项办理 [推论]。",
            "The text states no consequence; without an objection in time the matter is treated as one's own [inference].",
        ),
    ),
)  # fmt: skip
HANDLING = Petition(
    "PT-05", calendar_days(60), bound=OFFICE, basis="信访工作条例 34", trigger="accepted_on",
    fulfils=("PD-040",), expiry="breach", quote="应当自受理之日起60日内办结",
    extension=Extension("PT-06", calendar_days(30), "leader", True, "信访工作条例 34"),
    since=("受理", "acceptance"), zh="办结并出具处理意见书", en="opinion issued",
    notes=(
        (
            "受理之日为载明受理的告知书日期，最迟为收到后第 15 日；稳妥的提醒自收到之日起算 60 日 [A-ACCEPT]。",
            "Acceptance is the date of the notice that says so, at latest day 15 after receipt; the safe "
            "alarm counts 60 days from receipt [A-ACCEPT].",
        ),
    ),
)  # fmt: skip
REVIEW_REQUEST = Petition(
    "PT-07", calendar_days(30), bound=APPLICANT, basis="信访工作条例 35", by_posting=True, option=True, consequence="time_passed", closes_at=PORTAL_CLOSES,
    fulfils=("PD-041",), expiry="lapsed", quote="自收到书面答复之日起30日内请求…复查",
    since=("收到书面答复", "written reply received"), zh="请求复查", en="request for review",
    notes=(POSTED, LAPSED),
)  # fmt: skip
REVIEW = Petition(
    "PT-08", calendar_days(30), bound=OFFICE, basis="信访工作条例 35", trigger="requested_on", never_extended=True,
    fulfils=("PD-041",), expiry="breach", since=("收到复查请求", "review request received"), zh="复查意见",
    en="review opinion",
    notes=(
        (
            "复查没有延长，听证时间也不扣除。",
            "Review knows no extension, and hearing time is not left out.",
        ),
    ),
)  # fmt: skip
RECHECK_REQUEST = Petition(
    "PT-09", calendar_days(30), bound=APPLICANT, basis="信访工作条例 36①", by_posting=True, option=True, consequence="time_passed", closes_at=PORTAL_CLOSES,
    fulfils=("PD-042",), expiry="lapsed", since=("收到复查意见", "review opinion received"), zh="请求复核",
    en="request for recheck", notes=(POSTED, LAPSED),
)  # fmt: skip
RECHECK = Petition(
    "PT-10", calendar_days(30), bound=OFFICE, basis="信访工作条例 36①②", trigger="requested_on", suspendable=True,
    fulfils=("PD-042", "PD-043"), expiry="breach", quote="听证所需时间不计算在前款规定的期限内",
    since=("收到复核请求", "recheck request received"), zh="复核意见", en="recheck opinion",
)  # fmt: skip
SIMPLE_ACCEPTANCE = Clock(
    "PT-11", working_days(3), bound=OFFICE, certainty="S", trigger="simple_received_on", basis="信访事项简易办理办法（2016 试行文本）",
    fulfils=("PD-055",), expiry="ordinary_clock",
    since=("收到适用简易办理的信访事项", "simple petition received"), zh="受理决定（简易）",
    en="acceptance (simple)", notes=(SIMPLE,),
)  # fmt: skip
SIMPLE_OPINION = Clock(
    "PT-12", working_days(10), bound=OFFICE, certainty="S", trigger="accepted_on", basis="信访事项简易办理办法（2016 试行文本）",
    fulfils=("PD-055",), expiry="convert", since=("受理简易办理的信访事项", "simple petition accepted"),
    zh="处理意见（简易）", en="opinion (simple)", notes=(SIMPLE,),
)  # fmt: skip
SIMPLE_PASSING_ON = Clock(
    "PT-13", working_days(1), bound=OFFICE, certainty="S", trigger="simple_middle_on", basis="信访事项简易办理办法（2016 试行文本）",
    fulfils=("PD-055",), since=("中间层级收到简易办理的信访事项", "simple petition reaches a middle level"),
    zh="转下一级（简易）", en="passed on (simple)", notes=(SIMPLE,),
)  # fmt: skip
FORWARDING_CHAIN = Clock(
    "PT-14", not_fixed(), bound=OFFICE, certainty="S",
    basis="信访事项办理群众满意度评价工作办法（2014，摘要）",
    since=("逐级转送", "forwarding chain"), zh="逐级转送", en="forwarding chain",
    notes=(
        (
            "国家局 5 日、省 3 日、市 3 日、县 4 日，合计不超过 15 日。",
            "National office 5 days, province 3, city 3, county 4: not more than 15 together.",
        ),
    ),
)  # fmt: skip
ASSIGNED = Petition(
    "PT-15", same_day(), bound=OFFICE, basis="信访工作条例 22①(3)", trigger="report_by",
    quote="在指定办理期限内反馈结果，提交办结报告",
    fulfils=("PD-013",), expiry="supervise", since=("交办时指定的办理期限届满", "the day set by the assigner"), zh="反馈结果和办结报告",
    en="result and closing report",
)  # fmt: skip

LIMITS: tuple[TimeLimit, ...] = (
    PETITION_OFFICE, NOTICE, TRANSFER_NOTICE, OBJECTION, HANDLING, REVIEW_REQUEST, REVIEW, RECHECK_REQUEST,
    RECHECK, SIMPLE_ACCEPTANCE, SIMPLE_OPINION, SIMPLE_PASSING_ON, FORWARDING_CHAIN, ASSIGNED,
)  # fmt: skip
