"""The grounds that guard the hearing of the case (36-60), each named after its article."""

from datetime import date

from casework.calendar.days import in_words
from casework.cases.grounds import Answer, Met, Unknown, Unmet, ground
from casework.clock import SHANGHAI
from casework.reconsideration import clocks
from casework.reconsideration.admissibility import COPIES, File, Given, span_of
from casework.reconsideration.papers import lines

# ---- the hearing of the case ----


@ground("A48-once", "行政复议法 48、54①", "尚未发送申请书副本", "The copy has not been sent", fulfils=("AD-046",))
def COPY_NOT_SENT(case: File, given: Given, on: date) -> Answer:
    return Unmet("已经向被申请人发送申请书副本。", "The copy was sent already.") if case.latest_paper(*COPIES) else Met()


@ground("A44-1", "行政复议法 48、54①", "被申请人尚未答复", "The respondent has not answered", fulfils=("AD-046",))
def NOT_ANSWERED(case: File, given: Given, on: date) -> Answer:
    return Unmet("被申请人已经答复。", "The respondent has answered.") if case.answered_on else Met()


@ground("A-asked", "行政复议法 48、54①", "已经发送申请书副本", "The copy was sent", fulfils=("AD-046",))
def COPY_WAS_SENT(case: File, given: Given, on: date) -> Answer:
    return Met() if case.latest_paper(*COPIES) else Unmet("还没有向被申请人发送申请书副本。", "The copy has not been sent to the respondent.")


@ground("A70-late", "行政复议法 70", "答复期限已过", "The time to answer has passed", fulfils=("AD-070",))
def TIME_TO_ANSWER_PASSED(case: File, given: Given, on: date) -> Answer:
    return Met() if case.unanswered else Unmet("答复期限尚未届满，请用“答复并提交证据”。", "The time to answer is not over: take 'answer with evidence'.")


@ground("A53-2", "行政复议法 53②", "当事人各方同意", "All parties consent", fulfils=("AD-052",))
def CONSENT_OF_ALL(case: File, given: Given, on: date) -> Answer:
    if given.get("simple_case") in (None, "53-consent"):
        return Met()
    return Unmet("审理中改用简易程序，应当经当事人各方同意。", "Once the case is heard, all parties must consent.")


@ground(
    "A46-2",
    "行政复议法 46②",
    "申请人、第三人提出了作出行政行为时没有提出的理由或者证据",
    "The applicant or a third party raised something new",
    fulfils=("AD-044",),
)
def SOMETHING_NEW_WAS_RAISED(case: File, given: Given, on: date) -> Answer:
    if case.raised_on:
        return Met()
    return Unmet("申请人、第三人没有提出新的理由或者证据，被申请人不得补充证据。", "Nothing new was raised: the respondent may not supplement its evidence.")


@ground("A46-1", "行政复议法 46①", "不是被申请人在行政复议期间自行收集的证据", "It was not collected by the respondent during the case", fulfils=("AD-044",))
def NOT_COLLECTED_MEANWHILE(case: File, given: Given, on: date) -> Answer:
    return Unknown(
        "补充的证据是否不是被申请人在行政复议期间自行向申请人或者其他人收集的？", "Was it not collected by the respondent while the case was pending?"
    )


@ground(
    "A51-1", "行政复议法 51①", "听证通知可以在举行听证的五日前送达", "The notice can be served five clear working days before", fulfils=("AD-049", "AD-083")
)
def HEARING_FAR_ENOUGH(case: File, given: Given, on: date) -> Answer:
    held = given.get("hearing_at")
    if held is None:
        return Met()
    latest = span_of(clocks.HEARING_NOTICE, held.astimezone(SHANGHAI).date()).last_day
    if latest is None or on <= latest:
        return Met()
    return Unmet(
        f"该日举行听证的，通知最迟应当于{in_words(latest)[0]}送达，须另定日期。",
        f"For that day the notice had to be served by {in_words(latest)[1]}: set a later one.",
    )


def served_late(case: File) -> list[date]:
    """The days on which the notice of the hearing set now reached somebody too late; empty where all had it in time."""
    paper = case.latest_paper("hearing_notice")
    if paper is None or case.hearing_at is None:
        return []
    latest = span_of(clocks.HEARING_NOTICE, case.hearing_at.astimezone(SHANGHAI).date()).last_day
    services = [one for one in case.rows("services") if one.document_id == paper.pk]
    return [one.served_on for one in services if one.served_on and latest and one.served_on > latest]


@ground("A51-served", "行政复议法 51①", "听证通知已在五日前送达当事人", "The notice was served on the parties five days before", fulfils=("AD-049",))
def NOTICE_WAS_SERVED(case: File, given: Given, on: date) -> Answer:
    if served_late(case):
        return Unmet("听证通知没有在举行听证的五日前送达，应当另定日期。", "The notice was served too late: the hearing must move.")
    paper = case.latest_paper("hearing_notice")
    if paper is None or any(one.served_on is None for one in case.rows("services") if one.document_id == paper.pk):
        return Unmet("听证通知尚未登记送达全部当事人。", "Service of the notice on every party is not recorded yet.")
    return Met()


@ground("A51-2", "行政复议法 51②", "申请人无正当理由拒不参加", "The applicant stays away without good reason", fulfils=("AD-050",))
def STAYED_AWAY(case: File, given: Given, on: date) -> Answer:
    return Unknown("申请人是否经合法通知，无正当理由拒不参加听证？", "Was the applicant duly told, and stayed away without good reason?")


@ground("A45-2", "行政复议法 45②", "行政复议人员不少于两人并出示证件", "Two officers at least, who show their cards", fulfils=("AD-043",))
def TWO_OFFICERS(case: File, given: Given, on: date) -> Answer:
    if "officers" in given and len(lines(given["officers"])) < 2:
        return Unmet("调查取证的行政复议人员不得少于两人。", "An inquiry takes at least two officers.")
    return Met()


@ground("A52", "行政复议法 52", "有行政复议委员会", "There is a reconsideration committee", fulfils=("AD-051",))
def THERE_IS_A_COMMITTEE(case: File, given: Given, on: date) -> Answer:
    return Unknown("本机关是否设有行政复议委员会？（第五十二条第一款的义务在县级以上人民政府）", "Has this organ a committee? (52① obliges governments.)")


@ground("A52-3", "行政复议法 52③", "已经提请咨询", "Advice was asked for", fulfils=("AD-051",))
def ADVICE_WAS_ASKED(case: File, given: Given, on: date) -> Answer:
    return Met() if case.advice_asked_on else Unmet("没有提请行政复议委员会咨询。", "The committee was not asked.")


@ground("A42-stay", "行政复议法 42", "行政行为没有停止执行", "Execution is not stayed yet", fulfils=("AD-040",))
def NOT_STAYED(case: File, given: Given, on: date) -> Answer:
    return Unmet("行政行为已经停止执行。", "Execution is stayed already.") if case.stayed_on else Met()


@ground("A42-lift", "行政复议法 42", "行政行为已经停止执行", "Execution is stayed", fulfils=("AD-040",))
def STAYED(case: File, given: Given, on: date) -> Answer:
    return Met() if case.stayed_on else Unmet("行政行为没有停止执行。", "Execution is not stayed.")


@ground("A39-9", "行政复议法 39①(9)", "附带审查另有步骤", "Review of a norm has steps of its own", fulfils=("AD-036",))
def NOT_FOR_A_NORM(case: File, given: Given, on: date) -> Answer:
    if given.get("ground") == "39-9":
        return Unmet("第五十六条、第五十七条的情形，请用“附带审查”或者“转送附带审查”。", "For 56 and 57 take 'review the norm' or 'send the norm'.")
    return Met()


@ground("A39-6", "行政复议法 39①(6)", "调解、和解的，申请人和被申请人同意中止", "For mediation or settlement both sides agree", fulfils=("AD-036",))
def BOTH_AGREE_TO_STOP(case: File, given: Given, on: date) -> Answer:
    if given.get("ground") != "39-6":
        return Met()
    return Unknown("申请人和被申请人是否都同意中止？", "Do both sides agree to the suspension?")


@ground("A39-2", "行政复议法 39②", "中止的原因已经消除", "The cause of the suspension has gone", fulfils=("AD-037",))
def CAUSE_HAS_GONE(case: File, given: Given, on: date) -> Answer:
    return Unknown("中止的原因是否已经消除？", "Has the cause of the suspension gone?")


@ground(
    "A56",
    "行政复议法 13、56、57",
    "申请人一并申请审查，或者已认定依据不合法，且涉及的不是规章",
    "A norm that is no 规章 is in question",
    fulfils=("AD-006", "AD-055"),
)
def NORM_IN_QUESTION(case: File, given: Given, on: date) -> Answer:
    if not case.norm_head:
        return Unmet("没有启动附带审查。", "No norm is in question.")
    return Unknown("该文件是否属于第十三条所列的规范性文件（不含规章）？", "Is it one of the normative documents of article 13 (not a 规章)?")


@ground("A56-own", "行政复议法 56、57", "本机关有权处理", "This organ has the power", fulfils=("AD-055",))
def POWER_OVER_NORM(case: File, given: Given, on: date) -> Answer:
    return Met() if case.norm_own_power else Unmet("本机关无权处理，应当转送。", "This organ has no power over it: it is sent on.")


@ground("A56-other", "行政复议法 56、57", "本机关无权处理", "This organ has no power", fulfils=("AD-055",))
def NO_POWER_OVER_NORM(case: File, given: Given, on: date) -> Answer:
    return Unmet("本机关有权处理，应当自行处理。", "This organ has the power: it decides itself.") if case.norm_own_power else Met()


@ground("A13", "行政复议法 13", "申请人一并申请，或者本机关认为依据不合法", "Asked together with the act, or found by the organ", fulfils=("AD-006",))
def NORM_WAS_ASKED(case: File, given: Given, on: date) -> Answer:
    if given.get("norm_head") == "56" and not (case.norm or given.get("norm")):
        return Unmet("申请人没有一并申请审查规范性文件。", "The applicant did not ask for the review of a norm.")
    return Met()
