"""行政复议: every time limit, with its article, the words of the text and how certain they are. Ids as in
the law's list (AR-01 …)."""

from datetime import date, timedelta
from functools import partial

from casework.cases import public_notice
from casework.cases.limits import (
    APPLICANT,
    OFFICE,
    REGULATION_OF_2007_ENDED,
    RESPONDENT,
    SYSTEM,
    Extension,
    TimeLimit,
    calendar_days,
    months,
    not_fixed,
    working_days,
    years,
)
from casework.reconsideration.outliving import EACH_ITS_OWN, IN_COURT, OUTLIVES

LAW = (date(2024, 1, 1), None)  # 行政复议法, revision of 2023; 民事诉讼法 of the same day
REGULATION = (date(2007, 8, 1), REGULATION_OF_2007_ENDED - timedelta(1))
LITIGATION = (date(2017, 7, 1), None)  # 行政诉讼法
INTERPRETATION = (date(2018, 2, 8), None)  # 法释〔2018〕1号

Clock = partial(TimeLimit, by_posting=True)
Statute = partial(Clock, in_force=LAW, suspendable=False)
Suit = partial(Clock, in_force=LITIGATION, bound=APPLICANT, suspendable=True, expiry="unsuable")
NORM_START = (
    "条文没有规定起算日：自受理（56）或者自记录在案的认定（57）起算 [A-NORM]。",
    "The text states no start: acceptance (56) or the recorded finding (57) is used [A-NORM].",
)
CALENDAR_DAYS = (
    "十五日不在行政复议法 88② 所列之内，按日历日计算。",
    "15 days are not among those of 行政复议法 88②: calendar days.",
)

APPLICATION = Statute(
    "AR-01", calendar_days(60), bound=APPLICANT, suspendable=True, basis="行政复议法 20①②",
    fulfils=("AD-012", "AD-013"), expiry="refusal_30_1_4",
    since=("知道或者应当知道行政行为", "the act became known or should have"), zh="申请行政复议",
    en="application for reconsideration",
    notes=(
        (
            "法律规定的申请期限超过六十日的除外；交邮之日为准（行政复议法 88①、民事诉讼法 85④）。",
            "Longer where another law says so; the day of posting decides (行政复议法 88①, 民事诉讼法 85④).",
        ),
    ),
)  # fmt: skip
UNTOLD = Statute(
    "AR-02", years(1), bound=APPLICANT, basis="行政复议法 20③", quote="最长不得超过一年", fulfils=("AD-014",),
    expiry="refusal_30_1_4",
    since=("知道行政行为内容而未被告知权利、机关或者期限", "content known, right, body or limit not told"),
    zh="申请复议的最长期限", en="outer limit to apply",
    notes=(
        (
            "六十日自知道或者应当知道申请权利、机关和期限之日起算；此处为一年的外限。",
            "The 60 days run from learning of right, body and limit; this is the outer year.",
        ),
    ),
)  # fmt: skip
OUTER = Statute(
    "AR-03", years(5), bound=APPLICANT, basis="行政复议法 21", fulfils=("AD-015",), expiry="refusal_30_1_4",
    since=("行政行为作出", "the act was made"), zh="申请复议的最长期限（未告知）",
    en="outer limit from the act",
    notes=(
        (
            "因不动产提出的申请为二十年。",
            "Twenty years for real estate.",
        ),
    ),
)  # fmt: skip
NON_PERFORMANCE = Clock(
    "AR-04", not_fixed(), bound=RESPONDENT, suspendable=False, certainty="V-2007", in_force=REGULATION,
    basis="行政复议法实施条例 16（2007）", fulfils=("AD-098",),
    since=("申请履行职责", "request to perform a duty"), zh="履行职责", en="performance of a duty",
    notes=(
        (
            "法定履行期限届满后，AR-01 自届满起算（电信条例 39① 的申诉为 30 日，即 TC-08）；没有期限的，自行政机关收到申请满 60 日起"
            "（条件，不顺延）；紧急情况不受此限。",
            "Where a law sets the time, AR-01 runs from its end (a complaint under 电信条例 39①: the 30 days of TC-08); where none does, from "
            "60 days complete after the request (a condition, never rolled); not in urgent cases.",
        ),
    ),
)  # fmt: skip
REVIEW = Statute(
    "AR-05", working_days(5), bound=OFFICE, trigger="review_from", consequence="deem_accepted", basis="行政复议法 30①③",
    quote="应当在五日内进行审查", fulfils=("AD-023", "AD-025"), expiry="deemed_accepted",
    since=("收到行政复议申请", "application received"), zh="审查并决定是否受理",
    en="review and decision on acceptance",
    notes=(
        (
            "期满未作出不予受理决定且未发补正通知的，自审查期限届满之日（即最后一日）起视为受理（30③），"
            "AR-10、AR-15 自该日起算；补正材料收到后重新起算（31③）。",
            "Without refusal or correction notice the application is deemed accepted from the last day "
            "(30③), and AR-10 and AR-15 run from it; corrected material starts the count anew (31③).",
        ),
    ),
)  # fmt: skip
CORRECTION_NOTICE = Statute(
    "AR-07", working_days(5), bound=OFFICE, trigger="review_from", basis="行政复议法 31①",
    quote="自收到申请之日起五日内书面通知申请人补正", fulfils=("AD-026",), expiry="as_AR-05",
    since=("收到行政复议申请", "application received"), zh="补正通知", en="correction notice",
)  # fmt: skip
CORRECTION = Statute(
    "AR-08", working_days(10), bound=APPLICANT, option=True, consequence="deem_abandoned", basis="行政复议法 31②",
    fulfils=("AD-027",), expiry="deemed_abandoned",
    extension=Extension(
        "", None, "legal_head", False,
        "行政复议法 31②：有正当理由不能按期补正的，可以延长合理的补正期限",
    ),
    since=("收到补正通知", "correction notice received"), zh="补正材料", en="corrected material",
)  # fmt: skip
PENALTY_ORGAN = Statute(
    "AR-09", working_days(5), bound=OFFICE, basis="行政复议法 32②", fulfils=("AD-029",), expiry="breach",
    since=("处罚机关收到复议申请", "the penalty organ receives the application"), zh="转送复议机关",
    en="forwarded to the reconsideration organ",
    notes=(
        (
            "认为需要维持行政处罚决定的才转送；AR-01 以处罚机关收到之日为申请之日，AR-05 自复议机关收到起算 [推论]。",
            "Only where the penalty is thought to stand. For AR-01 the filing is the receipt here; AR-05 runs from the reconsideration organ's "
            "receipt [inference].",
        ),
    ),
)  # fmt: skip
SERVE_COPY = Statute(
    "AR-10", working_days(7), bound=OFFICE, trigger="accepted_on", basis="行政复议法 48",
    quote="自行政复议申请受理之日起七日内", fulfils=("AD-046",), expiry="breach",
    since=("受理（普通程序）", "acceptance (ordinary)"), zh="发送申请书副本",
    en="copy sent to the respondent",
)  # fmt: skip
RESPONDENT_ANSWER = Statute(
    "AR-11", working_days(10), bound=RESPONDENT, consequence="no_answer", basis="行政复议法 48", fulfils=("AD-046", "AD-070"),
    expiry="no_evidence", since=("被申请人收到申请书副本", "the respondent receives the copy"),
    zh="书面答复并提交证据", en="answer and evidence",
    notes=(
        (
            "逾期未答复的，视为该行政行为没有证据、依据；行政行为涉及第三人合法权益、第三人提供证据的除外（70）。",
            "Without an answer the act counts as lacking evidence and basis, except where a third party's rights are concerned and it gives evidence (70).",
        ),
    ),
)  # fmt: skip
SIMPLE_SERVE_COPY = Statute(
    "AR-12", working_days(3), bound=OFFICE, trigger="accepted_on", basis="行政复议法 54①",
    fulfils=("AD-053",), expiry="breach", since=("受理（简易程序）", "acceptance (simple)"),
    zh="发送申请书副本（简易）", en="copy sent (simple)",
)  # fmt: skip
SIMPLE_ANSWER = Statute(
    "AR-13", working_days(5), bound=RESPONDENT, consequence="no_answer", basis="行政复议法 54①", fulfils=("AD-053", "AD-070"),
    expiry="no_evidence",
    since=("被申请人收到申请书副本（简易程序）", "the respondent receives the copy (simple)"),
    zh="书面答复（简易）", en="answer (simple)",
)  # fmt: skip
HEARING_NOTICE = Statute(
    "AR-14", working_days(5), bound=OFFICE, trigger="hearing_on", backward=True, basis="行政复议法 51①",
    quote="应当于举行听证的五日前", fulfils=("AD-049",), expiry="hearing_moves",
    since=("举行听证之日", "the hearing day"), zh="听证通知", en="hearing notice",
)  # fmt: skip
ORDINARY = Statute(
    "AR-15", calendar_days(60), bound=OFFICE, trigger="accepted_on", suspendable=True, basis="行政复议法 62①",
    fulfils=("AD-061",), expiry="may_sue", consequence="period_over", quote="应当自受理申请之日起六十日内作出行政复议决定",
    extension=Extension("AR-16", calendar_days(30), "legal_head", True, "行政复议法 62①"),
    since=("受理申请（普通程序）", "acceptance (ordinary)"), zh="行政复议决定", en="decision",
    notes=(
        (
            "期满不作决定的，申请人可自期满之日（最后一日）起十五日内起诉（AR-26）。",
            "Without a decision the applicant may sue within 15 days of the last day (AR-26).",
        ),
        (
            "法律规定的办理期限少于六十日的除外；中止期间不计系推论，39 条没有明文。",
            "Shorter where a law says so. That suspension stops the count is inference: article 39 does not say it in words.",
        ),
    ),
)  # fmt: skip
SIMPLE = Statute(
    "AR-17", calendar_days(30), bound=OFFICE, trigger="accepted_on", suspendable=True, never_extended=True,
    basis="行政复议法 62②", fulfils=("AD-062",), expiry="may_sue", consequence="period_over",
    since=("受理申请（简易程序）", "acceptance (simple)"), zh="行政复议决定（简易）", en="decision (simple)",
    notes=(
        (
            "简易程序不得延长；转为普通程序的，自原受理之日起适用六十日（55、62①）。",
            "No extension in the simple procedure; converted, the 60 days run from the original acceptance "
            "(55, 62①).",
        ),
    ),
)  # fmt: skip
NORM_REVIEW = Statute(
    "AR-18", calendar_days(30), bound=OFFICE, trigger="norm_review_from", suspendable=True, basis="行政复议法 56、57",
    fulfils=("AD-055",), expiry="breach", since=("附带审查，有权处理", "norm review, own power"),
    zh="附带审查处理", en="norm review", notes=(NORM_START,),
)  # fmt: skip
NORM_TRANSFER = Statute(
    "AR-19", working_days(7), bound=OFFICE, trigger="norm_transfer_from", suspendable=True, basis="行政复议法 56、57", fulfils=("AD-055",),
    expiry="breach", since=("附带审查，无权处理", "norm review, no power"), zh="转送有权机关",
    en="transfer to the organ with power", notes=(NORM_START,),
)  # fmt: skip
NORM_NOTICE = Statute(
    "AR-20", working_days(3), bound=OFFICE, basis="行政复议法 58①", fulfils=("AD-056",), expiry="breach",
    since=("因附带审查中止", "suspension for norm review"), zh="书面通知制定机关",
    en="notice to the norm-maker",
)  # fmt: skip
NORM_ANSWER = Statute(
    "AR-21", working_days(10), bound=RESPONDENT, excuses=EACH_ITS_OWN, basis="行政复议法 58①", fulfils=("AD-056",), expiry="breach",
    since=("制定机关收到书面通知", "the norm-maker receives the notice"), zh="制定机关书面答复",
    en="norm-maker's answer",
)  # fmt: skip
NORM_REPLY = Statute(
    "AR-22", calendar_days(60), bound=RESPONDENT, excuses=EACH_ITS_OWN, basis="行政复议法 60", fulfils=("AD-058",), expiry="breach",
    since=("接受转送的机关收到转送", "the transferee receives the transfer"), zh="回复处理意见",
    en="transferee's reply",
)  # fmt: skip
SUSPENDED_TOO_LONG = Statute(
    "AR-23", calendar_days(60), bound=OFFICE, trigger="long_stop_on", condition=True, option=True, consequence="sixty_days_complete", basis="行政复议法 41(5)",
    quote="满六十日…原因仍未消除", fulfils=("AD-039",), expiry="must_terminate",
    since=("依 39①(1)(2)(4) 中止", "suspension under 39①(1)(2)(4)"), zh="中止满六十日",
    en="sixty days of suspension complete",
)  # fmt: skip
OPINION_REPORT = Statute(
    "AR-24", calendar_days(60), bound=RESPONDENT, basis="行政复议法 76", fulfils=("AD-076",), expiry="order_77", excuses=(*OUTLIVES, *EACH_ITS_OWN),
    since=("收到行政复议意见书", "opinion letter received"), zh="报告纠正情况",
    en="report on the correction",
)  # fmt: skip
SUIT_AFTER_DECISION = Suit(
    "AR-25", calendar_days(15), option=True, consequence="suit_time_passed", basis="行政诉讼法 45", quote="收到复议决定书之日起十五日内",
    fulfils=("AD-090",), since=("收到行政复议决定书", "decision received"), zh="起诉", en="lawsuit",
    notes=(CALENDAR_DAYS,),
)  # fmt: skip
SUIT_AFTER_SILENCE = Suit(
    "AR-26", calendar_days(15), option=True, consequence="suit_time_passed", basis="行政诉讼法 45；行政复议法 34", quote="复议期满之日",
    fulfils=("AD-031", "AD-090"),
    since=(
        "复议期满，或者收到不予受理、驳回决定",
        "the reconsideration period ends, or the refusal or dismissal is received",
    ),
    zh="起诉（未作决定、不予受理、驳回）", en="lawsuit after silence, refusal or dismissal",
    notes=(
        (
            "不予受理非复议前置案件的，也可以起诉（法释〔2018〕1号 56②），起算依 45 或者对原行为依 46。",
            "A refusal outside the compulsory-first cases opens the court too (法释〔2018〕1号 56②), from 45, or 46 against the original act.",
        ),
        (
            "复议期满之日即 AR-15 或者 AR-17 的最后一日。",
            "The period ends on the last day of AR-15 or AR-17.",
        ),
        CALENDAR_DAYS,
    ),
)  # fmt: skip
REDO = Clock(
    "AR-27", calendar_days(60), bound=RESPONDENT, suspendable=False, certainty="V-2007", in_force=REGULATION,
    basis="行政复议法实施条例 49（2007）", fulfils=("AD-103",),
    since=("责令重作而未定期限", "redo ordered without a term"), zh="重新作出行政行为", en="new act",
)  # fmt: skip
COMPETING = Clock(
    "AR-28", not_fixed(), bound=OFFICE, suspendable=False, certainty="V-2007", in_force=REGULATION,
    basis="行政复议法实施条例 30（2007）",
    since=("两个机关同日收到申请", "two bodies receive it the same day"), zh="协商或者指定受理机关",
    en="agreement or designation",
    notes=(
        (
            "协商 10 日，不成的再由共同上一级 10 日内指定；条例的“日”不适用 88②，按日历日；此时间不计入 AR-15。",
            "Ten days to agree, then ten to designate; days of the Regulations are calendar days (88② speaks of the Law only); not counted in AR-15.",
        ),
    ),
)  # fmt: skip
DIRECT_SUIT = Suit(
    "AR-29", months(6), basis="行政诉讼法 46、48", fulfils=("AD-091",),
    since=("知道或者应当知道行政行为", "the act became known or should have"), zh="直接起诉",
    en="direct lawsuit",
    notes=(
        (
            "自行政行为作出之日起最长五年，不动产二十年。",
            "At most five years from the act, twenty for real estate.",
        ),
    ),
)  # fmt: skip
PERFORMANCE = Clock(
    "AR-30", not_fixed(), bound=RESPONDENT, suspendable=False, in_force=LITIGATION,
    basis="行政诉讼法 47；法释〔2018〕1号 66", fulfils=("AD-092",),
    since=("申请履行职责", "request to perform a duty"), zh="履行职责，其后起诉",
    en="performance, then lawsuit",
    notes=(
        (
            "两个月（法律、法规另有规定的从其规定：电信申诉为 30 日），期满后六个月内起诉；紧急情况不受此限（47②）。",
            "Two months (another law's time instead: 30 days for a telecom complaint), then six months to sue; no limit in urgent cases (47②).",
        ),
    ),
)  # fmt: skip
UNTOLD_SUIT = Suit(
    "AR-31", years(1), in_force=INTERPRETATION, basis="法释〔2018〕1号 64", fulfils=("AD-095",),
    since=("知道行政行为内容而未被告知起诉期限", "content known, time to sue not told"), zh="起诉的最长期限",
    en="outer limit to sue",
)  # fmt: skip
OBSTACLE_ENDED = Suit(
    "AR-32", calendar_days(10), suspendable=False, expiry="", basis="行政诉讼法 48②",
    quote="在障碍消除后十日内，可以申请延长期限", fulfils=("AD-093",),
    since=("其他障碍消除", "an obstacle of another kind ends"), zh="申请延长起诉期限",
    en="application to extend the time to sue",
)  # fmt: skip
PUBLIC_NOTICE = Clock(
    "AR-33", public_notice.PERIOD, bound=SYSTEM, suspendable=False, condition=True, in_force=LAW,
    basis="民事诉讼法 95", quote="经过三十日，即视为送达", fulfils=("AD-088",), expiry="deemed_served",
    since=("发出公告", "public notice issued"), zh="公告送达", en="service by public notice",
    notes=(
        (
            "经过三十日，次日（第 31 日）为送达之日，受送达人的期限自该日起算。",
            "Thirty days having passed, service is dated the next day (day 31), from which the recipient's "
            "limits run.",
        ),
    ),
)  # fmt: skip
DEFENCE = Clock(
    "AR-34", calendar_days(15), bound=OFFICE, trigger="sued_on", excuses=IN_COURT, suspendable=False, in_force=LITIGATION, basis="行政诉讼法 67①",
    quote="应当在收到起诉状副本之日起十五日内", fulfils=("AD-094",), expiry="no_evidence",
    since=("收到起诉状副本", "statement of claim received"), zh="答辩状、证据和依据",
    en="defence and evidence",
)  # fmt: skip

LIMITS: tuple[TimeLimit, ...] = (
    APPLICATION, UNTOLD, OUTER, NON_PERFORMANCE, REVIEW, CORRECTION_NOTICE, CORRECTION, PENALTY_ORGAN,
    SERVE_COPY, RESPONDENT_ANSWER, SIMPLE_SERVE_COPY, SIMPLE_ANSWER, HEARING_NOTICE, ORDINARY, SIMPLE,
    NORM_REVIEW, NORM_TRANSFER, NORM_NOTICE, NORM_ANSWER, NORM_REPLY, SUSPENDED_TOO_LONG, OPINION_REPORT,
    SUIT_AFTER_DECISION, SUIT_AFTER_SILENCE, REDO, COMPETING, DIRECT_SUIT, PERFORMANCE, UNTOLD_SUIT,
    OBSTACLE_ENDED, PUBLIC_NOTICE, DEFENCE,
)  # fmt: skip
