"""电信用户申诉: every time limit, with its article, the words of the text and how certain they are. Ids as
in the law's list (TC-04 …)."""

from datetime import date
from functools import partial

from casework.cases.excuses import Excuse, Fault
from casework.cases.limits import (
    APPLICANT,
    OFFICE,
    OPERATOR,
    Extension,
    TimeLimit,
    calendar_days,
    months,
    not_fixed,
    same_day,
    working_days,
    years,
)

MEASURES = (date(2016, 7, 30), None)  # 电信用户申诉处理办法, 工信部令第35号
REGULATIONS = (date(2016, 2, 6), None)  # 电信条例, revision of 2016
REPORTS = (date(2023, 6, 1), None)  # 工信部政法〔2023〕30号
HENAN, CHONGQING = "41", "50"

Clock = partial(TimeLimit, analogy=True, suspendable=False)
UNVERIFIED = (
    "地方性法规所据文本为 2026-06-08 的公开副本，现行有效性未核实；电信条例 39① 的 30 日仍是上限。",
    "Local regulation, from a public copy of 2026-06-08, currency not verified; the 30 days of 电信条例 39① "
    "remain the ceiling.",
)
POSTED = (
    "以邮寄方式申诉的，交邮之日在期限内即视为未逾期（参照民事诉讼法 85④，内部规则）。",
    "A complaint posted in time is in time (民事诉讼法 85④ by house rule).",
)

OPERATOR_ANSWER = Clock(
    "TC-01", calendar_days(15), bound=OPERATOR, trigger="operator_complained_on", in_force=MEASURES,
    certainty="V*", basis="电信用户申诉处理办法 10(4)；第 8 条原文未见", quote="其未在15日内答复",
    fulfils=("TD-010", "TD-002"), expiry="user_may_complain",
    since=("电信业务经营者收到用户投诉", "the operator receives the user's complaint"), zh="企业答复用户",
    en="operator answers its user",
    notes=(
        (
            "作为受理条件（10(4)）时只看期满日，不因休假日顺延：期满次日起即可申诉 [A-ADMIT]。",
            "As the condition of admission (10(4)) only the un-rolled day counts: the user may complain from "
            "the day after it [A-ADMIT].",
        ),
    ),
)  # fmt: skip
FEE_EVENT = Clock(
    "TC-02", months(5), bound=APPLICANT, trigger="event_on", in_force=MEASURES, by_posting=True,
    basis="电信用户申诉处理办法 11(1)", quote="超过五个月", fulfils=("TD-003",), expiry="refusal_11_1",
    notes=(POSTED,), since=("收费争议发生", "the disputed fee event"), zh="收费争议的申诉期限",
    en="time to complain about a fee",
)  # fmt: skip
OTHER_EVENT = Clock(
    "TC-03", years(2), bound=APPLICANT, trigger="event_on", in_force=MEASURES, by_posting=True,
    basis="电信用户申诉处理办法 11(1)", quote="超过二年", fulfils=("TD-003",), expiry="refusal_11_1",
    notes=(POSTED,), since=("申诉事项发生", "the event complained of"), zh="其他争议的申诉期限",
    en="time to complain about another matter",
)  # fmt: skip
DECISION = Clock(
    "TC-04", working_days(5), bound=OFFICE, trigger="received_on", in_force=MEASURES,
    certainty="V*", basis="电信用户申诉处理办法 14",
    quote="自收到申诉材料之日起5个工作日内,作出受理或者不予受理的决定,并通知申诉人", fulfils=("TD-009",),
    expiry="breach", since=("收到申诉材料", "complaint material received"), zh="受理或者不予受理决定并通知",
    en="decision to accept or refuse, and notice",
    notes=(
        (
            "所见条文没有逾期视为受理的规定。",
            "The text seen has no deemed acceptance.",
        ),
    ),
)  # fmt: skip
FORWARDING = Clock(
    "TC-05", working_days(2), bound=OFFICE, in_force=MEASURES, certainty="R",
    basis="电信用户申诉处理办法 15，原文未见", fulfils=("TD-011",), expiry="house_alarm",
    since=("受理", "acceptance"), zh="发出转办通知书", en="forwarding notice sent to the operator",
)  # fmt: skip
OPERATOR_REPLY = Clock(
    "TC-06", calendar_days(10), bound=OPERATOR, in_force=MEASURES, certainty="R",
    basis="电信用户申诉处理办法 16，原文未见", fulfils=("TD-012",), expiry="house_alarm",
    since=("企业收到转办通知书", "the operator is served with the forwarding notice"), zh="企业反馈处理情况",
    en="operator's reply to the complaint body",
    excuses=(
        Excuse(
            Fault.RESTARTED,
            "改转的是另一企业，对其首次起算；退回重办是另给一次反馈期限（内部规定）。因异议成立而退出的企业的期限随其"
            "退出终结。",
            "The next operator's time begins with its own notice; a returned reply is given the time once more "
            "(house rule). The time of an operator that leaves after its objection ends with its leaving.",
        ),
    ),
)  # fmt: skip
FULL_ANSWER = Clock(
    "TC-07", calendar_days(30), bound=OFFICE, trigger="material_complete_on", in_force=MEASURES,
    certainty="V*", basis="电信用户申诉处理办法 17，条号未核",
    quote="自收到全部申诉材料之日起30日内向申诉人作出答复", fulfils=("TD-013",), expiry="breach",
    since=("收到全部申诉材料", "all complaint material received"), zh="答复申诉人（办法）",
    en="answer to the complainant (Measures)",
    notes=(
        (
            "TC-08 自收到申诉之日起算，较早届满；电信条例位阶较高，按较早的一个提醒 [A-DUAL]。",
            "TC-08 runs from the receipt of the complaint and ends earlier; the Regulations rank higher, so "
            "the earlier of the two alarms [A-DUAL].",
        ),
    ),
    excuses=(
        Excuse(
            Fault.RESTARTED,
            "起算日是收到全部申诉材料之日，只记一次；此后再交材料或者受理都不改变这一日，期限继续计算，不重新起算。",
            "It runs from the day all material was received, and that day is noted once: further material or "
            "acceptance does not move it, and the clock runs on.",
        ),
    ),
)  # fmt: skip
ANSWER = Clock(
    "TC-08", calendar_days(30), bound=OFFICE, trigger="first_received_on", in_force=REGULATIONS,
    never_extended=True, basis="电信条例 39①", quote="自收到申诉之日起30日内向申诉者作出答复",
    fulfils=("TD-017",), expiry="breach", since=("收到申诉", "complaint received"), zh="答复申诉者（条例）",
    en="answer to the complainant (Regulations)",
    notes=(
        (
            "条例没有中止或者延长的规定；逾期不答复的，可以申请行政复议（复议前置）。",
            "The Regulations know no suspension and no extension; silence opens reconsideration, which must "
            "come before a lawsuit.",
        ),
    ),
)  # fmt: skip
MEDIATION = Clock(
    "TC-09", calendar_days(30), bound=OFFICE, trigger="mediation_on", in_force=MEASURES, certainty="R",
    basis="电信用户申诉处理办法 19，原文未见", fulfils=("TD-014",), expiry="mediation_ends",
    since=("双方同意调解", "both parties consent to mediation"), zh="调解", en="mediation",
)  # fmt: skip
QUARTERLY = Clock(
    "TC-10", not_fixed(), bound=OFFICE, certainty="R",
    basis="电信用户申诉处理暂行办法 7（2001，已废止）；电信用户申诉处理办法（原文未见）",
    quote="每季度将受理用户申诉的统计报表上…", fulfils=("TD-016",), since=("季度终了", "end of the quarter"),
    zh="季度统计报表", en="quarterly statistics",
)  # fmt: skip
REPORT = Clock(
    "TC-11", calendar_days(60), bound=OFFICE, trigger="received_on", in_force=REPORTS, certainty="S",
    basis="工信部政法〔2023〕30号", quote="自收到举报之日起60日内", fulfils=("TD-030",), expiry="house_alarm",
    since=("收到举报", "report received"), zh="举报分类处理", en="report of a violation sorted",
)  # fmt: skip
HENAN_OPERATOR_ANSWER = Clock(
    "TC-12", working_days(5), bound=OPERATOR, province=HENAN, overlays=("TC-01",),
    trigger="operator_complained_on", basis="河南省电信条例 38", quote="应当在五个工作日内作出处理并答复用户",
    fulfils=("TD-036",), expiry="user_may_complain", notes=(UNVERIFIED,),
    since=("电信业务经营者收到投诉", "the operator receives the complaint"), zh="企业处理并答复用户（河南）",
    en="operator answers its user (Henan)",
)  # fmt: skip
HENAN_ANSWER = Clock(
    "TC-13", calendar_days(15), bound=OFFICE, province=HENAN, overlays=("TC-08", "TC-07"),
    trigger="first_received_on", basis="河南省电信条例 38", quote="将处理情况告知申诉人", fulfils=("TD-036",),
    expiry="breach", notes=(UNVERIFIED,),
    extension=Extension(
        "", calendar_days(15), "head", False,
        "河南省电信条例 38；总计不超过电信条例 39① 的 30 日",
    ),
    since=("收到申诉", "complaint received"), zh="将处理情况告知申诉人（河南）",
    en="result told to the complainant (Henan)",
)  # fmt: skip
CHONGQING_OPERATOR_ANSWER = Clock(
    "TC-14", working_days(15), bound=OPERATOR, province=CHONGQING, overlays=("TC-01",),
    trigger="operator_complained_on", basis="重庆市电信条例 20②、26②", fulfils=("TD-037",),
    expiry="user_may_complain", since=("电信业务经营者收到投诉", "the operator receives the complaint"),
    zh="企业答复用户（重庆）", en="operator answers its user (Chongqing)",
    notes=(
        UNVERIFIED,
        (
            "与电信用户申诉处理办法 10(4) 的 15 日不一致：作为受理条件取较早者。",
            "It differs from the 15 days of 电信用户申诉处理办法 10(4): as condition of admission the "
            "earlier is used.",
        ),
    ),
)  # fmt: skip
CHONGQING_DECISION = Clock(
    "TC-15", same_day(), bound=OFFICE, province=CHONGQING, overlays=("TC-04",), trigger="received_on",
    basis="重庆市电信条例 26③", quote="应当在收到申诉之日作出是否受理的决定并通知申诉人", fulfils=("TD-037",),
    expiry="breach", notes=(UNVERIFIED,), since=("收到申诉", "complaint received"),
    zh="是否受理的决定并通知（重庆）", en="decision to accept or refuse, and notice (Chongqing)",
)  # fmt: skip
CHONGQING_MEDIATION = Clock(
    "TC-16", calendar_days(30), bound=OFFICE, province=CHONGQING, basis="重庆市电信条例 26④",
    fulfils=("TD-037",), expiry="civil_suit", notes=(UNVERIFIED,), since=("受理申诉", "complaint accepted"),
    zh="调解（重庆）", en="mediation (Chongqing)",
)  # fmt: skip

LIMITS: tuple[TimeLimit, ...] = (
    OPERATOR_ANSWER, FEE_EVENT, OTHER_EVENT, DECISION, FORWARDING, OPERATOR_REPLY, FULL_ANSWER, ANSWER,
    MEDIATION, QUARTERLY, REPORT, HENAN_OPERATOR_ANSWER, HENAN_ANSWER, CHONGQING_OPERATOR_ANSWER,
    CHONGQING_DECISION, CHONGQING_MEDIATION,
)  # fmt: skip
