"""The grounds: GROUNDS are the seven conditions of art 30①; the others guard single steps, each named after its article. Answered from the data
where it answers them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from casework.calendar.days import in_words
from casework.cases import schedules, spans
from casework.cases.grounds import Answer, Ground, Met, Unknown, Unmet, ground
from casework.cases.limits import REGULATION_OF_2007_ENDED, TimeLimit
from casework.clock import SHANGHAI
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.reconsideration import clocks, codes
from casework.reconsideration.file import ReconsiderationFile
from casework.reconsideration.papers import lines
from casework.reconsideration.states import State

Given = dict[str, Any]
File = ReconsiderationFile
Asked = Callable[[File, Given, date], Answer]
COPIES = ("answer_notice", "simple_answer_notice")
COMPLAINT_DAYS = 30  # 电信条例 39①
NO_TERM_DAYS = 60  # 2007条例 16①(2)


def _last(limit: TimeLimit, trigger: date, **interrupted: Any) -> spans.Span:
    return spans.compute(limit, trigger, schedule=schedules.current().schedule, **interrupted)


def _days(day: date) -> tuple[str, str]:
    return in_words(day)


@ground("A-past", "行政复议法 30①", "所填日期已经到来", "The days given have come", certainty="design")
def NOT_IN_THE_FUTURE(case: File, given: Given, on: date) -> Answer:
    late = [value for value in given.values() if type(value) is date and value > on]
    return Unmet("所填的日期尚未到来。", "A day given has not come yet.") if late else Met()


# ---- art 30①: the seven conditions ----


@ground(
    "30-1",
    "行政复议法 14、19、30①(1)",
    "有明确的申请人和符合规定的被申请人",
    "A definite applicant, and the respondent whom the Law names",
    fulfils=("AD-011", "AD-023"),
)
def PARTIES_DEFINITE(case: File, given: Given, on: date) -> Answer:
    if not case.applicant_name or case.respondent is None:
        return Unmet("申请人或者被申请人不明确。", "Applicant or respondent is not definite.")
    return Unknown(
        f"{case.respondent.name}是否为作出行政行为的机关（委托的，为委托的机关；被撤销或者职权变更的，为继续行使其职权的机关）？",
        f"Is {case.respondent.name} the organ that acted (the entrusting organ; where its powers passed on, the successor)?",
    )


@ground("30-2", "行政复议法 30①(2)", "申请人与行政行为有利害关系", "The applicant has an interest in the act", fulfils=("AD-023",))
def HAS_AN_INTEREST(case: File, given: Given, on: date) -> Answer:
    return Unknown("申请人与被申请行政复议的行政行为是否有利害关系？", "Has the applicant an interest in the act?")


@ground(
    "30-3", "行政复议法 30①(3)、44②", "有具体的行政复议请求和理由，并提交应当由申请人提供的证据",
    "A specific claim with reasons, and the evidence that is the applicant's",
    fulfils=("AD-023", "AD-042"),
)  # fmt: skip
def SPECIFIC_CLAIM(case: File, given: Given, on: date) -> Answer:
    if not case.claim or not case.facts:
        return Unmet("没有具体的行政复议请求和理由。", "There is no specific claim with reasons.")
    if case.by_omission and not case.evidence_of_asking:
        return Unknown(
            "没有提交曾经要求被申请人履行法定职责的证据。是否属于依职权主动履行，或者申请人因正当理由不能提供？",
            "No evidence of having asked the organ. Was it to act of its own motion, or is there a good reason?",
        )
    if case.compensation and not case.evidence_of_damage:
        return Unknown(
            "提出行政赔偿请求而没有提交损害的证据。是否因被申请人原因导致申请人无法举证？",
            "Compensation is claimed without evidence of damage. Is that the respondent's doing?",
        )
    return Met()


def obstacle_days(case: File) -> tuple[tuple[date, date], ...]:
    """The stretch in which a good reason kept the applicant from applying (20②)."""
    return ((case.obstacle_from, case.obstacle_until),) if case.obstacle_from and case.obstacle_until else ()


def begins_on(case: File) -> date | None:
    """From when the sixty days run (20①③): the day the act, or where it was not told the right, became known; for an omission the end of the time the
    organ had. None where the file does not say."""
    if case.by_omission and case.asked_organ_on:
        days = COMPLAINT_DAYS if case.act_kind == codes.OMISSION else NO_TERM_DAYS
        return case.asked_organ_on + timedelta(days)
    if case.rights_told is False:
        return case.rights_known_on
    return case.known_on


def last_day_to_apply(case: File) -> date | None:
    """The last day on which the application is in time, all limits together; None where the file does not say from when they run."""
    begun = begins_on(case)
    if begun is None:
        return None
    ends = [_last(clocks.APPLICATION, begun, suspensions=obstacle_days(case)).accept_until]
    if case.rights_told is False and case.known_on:
        ends.append(_last(clocks.UNTOLD, case.known_on).last_day)
    if case.act_on and not case.by_omission:
        ends.append(outer_day(case.act_on, real_estate=case.real_estate))
    return min((day for day in ends if day), default=None)


def outer_day(act_on: date, *, real_estate: bool) -> date | None:
    """Five years from the act, twenty about real estate (21)."""
    if not real_estate:
        return _last(clocks.OUTER, act_on).last_day
    return act_on.replace(year=act_on.year + 20, day=28 if (act_on.month, act_on.day) == (2, 29) else act_on.day)


def asked_on(case: File) -> date | None:
    """The day that decides: of posting, of receipt by the penalty organ (32), else of receipt."""
    return min((day for day in (case.posted_on, case.organ_received_on, case.received_on) if day), default=None)


@ground(
    "30-4", "行政复议法 20、21、30①(4)", "在法定申请期限内提出", "Filed within the legal time",
    fulfils=("AD-012", "AD-013", "AD-014", "AD-015", "AD-023", "AD-086", "AD-097", "AD-098", "AD-099"),
)  # fmt: skip
def IN_TIME(case: File, given: Given, on: date) -> Answer:
    last, asked = last_day_to_apply(case), asked_on(case) or on
    if last is None:
        return Unknown(
            "没有写明知道行政行为（或者申请权利）的日期。是否在法定申请期限内提出？", "The file does not say when the act became known. Is it in time?"
        )
    if case.by_omission and case.asked_organ_on and asked <= (begins_on(case) or asked):
        return Unknown(
            "行政机关履行职责的期限尚未届满。是否属于紧急情况下请求履行而不履行，或者已经明确拒绝？",
            "The organ's time to act is not over. Is it urgent, or has it refused?",
        )
    zh, en = _days(last)
    if asked <= last:
        return Met(f"申请期限的最后一日为{zh}。", f"The last day to apply is {en}.")
    if case.obstacle and not obstacle_days(case):
        return Unknown("申请期限已过，申请人说明有正当理由而没有写明起止日期。理由是否成立？", "Late; a good reason is told without its days. Does it hold?")
    return Unmet(f"申请期限已于{zh}届满。", f"The time to apply was over on {en}.")


@ground("30-5", "行政复议法 11、12、30①(5)", "属于行政复议范围", "Within the scope of reconsideration", fulfils=("AD-004", "AD-005", "AD-023"))
def IN_SCOPE(case: File, given: Given, on: date) -> Answer:
    kind = next((one for one in codes.SCOPES if one.code == case.act_kind), None)
    if kind is None:
        return Unmet("没有写明属于哪一类行政行为。", "The kind of act is not told.")
    return Unknown(
        f"是否属于“{kind.zh}”，且不是国家行为、规范性文件、人事决定或者对民事纠纷的调解？", f"Is it '{kind.en}', and none of the four exclusions of article 12?"
    )


@ground("30-6", "行政复议法 25、27、30①(6)；令69 2、4", "属于本机关的管辖范围", "Within this organ's jurisdiction", fulfils=("AD-020", "AD-023"))
def OUR_JURISDICTION(case: File, given: Given, on: date) -> Answer:
    if case.respondent is not None and case.respondent.kind == Organisation.OFFICE:
        return Met(
            "对本部门和各省、自治区、直辖市通信管理局的行政行为，由工业和信息化部管辖。", "Acts of the ministry and of the administrations are the ministry's."
        )
    return Unmet("被申请人不是工业和信息化部或者通信管理局。", "The respondent is neither the ministry nor an administration.")


@ground(
    "30-7", "行政复议法 29、30①(7)、74②", "没有就同一行政行为受理过复议申请、起诉或者准予撤回",
    "No earlier reconsideration, suit or withdrawal on the same act",
    fulfils=("AD-022", "AD-023", "AD-074"),
)  # fmt: skip
def NOT_TAKEN_BEFORE(case: File, given: Given, on: date) -> Answer:
    if case.sued:
        return Unmet("人民法院已经受理就同一行政行为提起的行政诉讼。", "A court has accepted a suit on the same act.")
    if case.applied_before and not case.will_not_free:
        return Unmet("行政复议机关已经受理过就同一行政行为提出的申请。", "An application on the same act was accepted before.")
    if case.applied_before:
        return Unknown("申请人称此前撤回违背其真实意愿。证明是否成立？", "The applicant says the earlier withdrawal was not of free will. Is that proved?")
    if case.sued is False and case.applied_before is False:
        return Met()
    return Unknown("是否没有就同一行政行为受理过复议申请或者起诉？", "Has no application or suit on the same act been accepted before?")


GROUNDS: tuple[Ground, ...] = (PARTIES_DEFINITE, HAS_AN_INTEREST, SPECIFIC_CLAIM, IN_TIME, IN_SCOPE, OUR_JURISDICTION, NOT_TAKEN_BEFORE)
BY_ID = {one.id: one for one in GROUNDS}


@ground("A30-2", "行政复议法 30②、33", "所指的条件依案卷没有满足", "By the file the condition named is not met", fulfils=("AD-024", "AD-030"))
def CONDITION_FAILS(case: File, given: Given, on: date) -> Answer:
    condition = BY_ID.get(given.get("ground") or "")
    if condition is None:
        return Met()
    answer = condition.ask(case, given, on)
    if isinstance(answer, Met):
        return Unmet(f"依案卷，这一项条件是满足的：{condition.zh}。{answer.zh}", f"By the file this condition is met: {condition.en}. {answer.en}")
    return Met()


# ---- admission ----


@ground("A22-4", "行政复议法 22④", "申请只针对一个行政行为", "The application is about one act", fulfils=("AD-018",))
def ONE_ACT(case: File, given: Given, on: date) -> Answer:
    return Unknown("申请是否只针对一个行政行为？（两个以上的，应当告知分别申请）", "Is it about one act only? (Two or more are filed separately.)")


@ground("A31-1", "行政复议法 31①", "自收到申请之日起五日内书面通知补正", "Within five working days of receipt", fulfils=("AD-026",))
def CORRECTION_IN_TIME(case: File, given: Given, on: date) -> Answer:
    if case.runs(clocks.REVIEW.id) and not any(one.rule == clocks.REVIEW.id and one.last_day and one.last_day < on for one in case.rows("deadlines")):
        return Met()
    return Unmet("五日的审查期限已经届满。", "The five working days are over.")


@ground("A31-2", "行政复议法 31②、88①", "在补正期限内提交，或者在期限内交邮", "Within the time to correct, or posted within it", fulfils=("AD-027", "AD-086"))
def CORRECTED_IN_TIME(case: File, given: Given, on: date) -> Answer:
    found = case.clock(clocks.CORRECTION.id)
    if found is None or found.last_day is None:
        return Met("补正通知尚未登记送达。", "Service of the notice is not recorded yet.")
    by_office = given.get("by") is not None and given["by"].standing
    sent = min(on, (given.get("posted_on") if by_office else None) or on)
    if sent <= found.last_day:
        return Met()
    return Unmet(f"补正期限已于{_days(found.last_day)[0]}届满。", f"The time to correct was over on {_days(found.last_day)[1]}.")


@ground("A53", "行政复议法 53①", "事实清楚、权利义务关系明确、争议不大", "Clear facts, clear rights, little dispute", fulfils=("AD-052",))
def CLEAR_AND_UNDISPUTED(case: File, given: Given, on: date) -> Answer:
    if given.get("simple_case") == "53-consent":
        return Met()
    return Unknown("是否事实清楚、权利义务关系明确、争议不大？（三项须同时具备）", "Are facts and rights clear, and is little in dispute (all three)?")


@ground("A53-head", "行政复议法 53", "属于所列情形之一，或者当事人各方同意", "One of the four heads, or consent of all parties", fulfils=("AD-052",))
def SIMPLE_HEAD(case: File, given: Given, on: date) -> Answer:
    head = given.get("simple_case")
    if head == "53-4" and case.act_kind != "11-14":
        return Unmet("本案不是政府信息公开案件。", "The case is not about disclosure of government information.")
    if head == "53-3" and (given.get("amount") is None or given["amount"] > 3000):
        return Unmet("案件涉及款额须为三千元以下，并写明款额。", "At most 3,000 yuan, and the amount is told.")
    if head == "53-consent" and not lines(given.get("consents")):
        return Unmet("当事人各方同意的，应当写明各方同意的情况。", "Where all parties consent, say how each did.")
    return Met()


@ground("A30-3", "行政复议法 30③", "审查期限届满而没有作出决定", "The time to review passed in silence", fulfils=("AD-025",))
def DEEMED_AND_UNTOLD(case: File, given: Given, on: date) -> Answer:
    return (
        Met()
        if case.deemed and not case.told_on
        else Unmet("本案不是视为受理，或者已经告知受理。", "The case was not deemed accepted, or acceptance was told.")
    )


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
    latest = _last(clocks.HEARING_NOTICE, held.astimezone(SHANGHAI).date()).last_day
    if latest is None or on <= latest:
        return Met()
    return Unmet(
        f"该日举行听证的，通知最迟应当于{_days(latest)[0]}送达，须另定日期。",
        f"For that day the notice had to be served by {_days(latest)[1]}: set a later one.",
    )


def served_late(case: File) -> list[date]:
    """The days on which the notice of the hearing set now reached somebody too late; empty where all had it in time."""
    paper = case.latest_paper("hearing_notice")
    if paper is None or case.hearing_at is None:
        return []
    latest = _last(clocks.HEARING_NOTICE, case.hearing_at.astimezone(SHANGHAI).date()).last_day
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


# ---- withdrawal, settlement, mediation, termination ----


@ground(
    "A74",
    "行政复议法 5②、74①",
    "出于自愿，不损害国家、公共和他人权益，不违反强制性规定",
    "Voluntary, harming nobody, against no mandatory rule",
    fulfils=("AD-002", "AD-074"),
)
def HARMS_NOBODY(case: File, given: Given, on: date) -> Answer:
    return Unknown(
        "是否出于当事人真实意愿，不损害国家利益、社会公共利益和他人合法权益，不违反强制性规定？",
        "Is it of free will, harming nobody and against no mandatory rule?",
    )


@ground("A15-2", "行政复议法 15②", "代表人撤回、变更请求或者承认第三人请求的，经被代表的申请人同意", "The represented consent", fulfils=("AD-008",))
def REPRESENTED_CONSENT(case: File, given: Given, on: date) -> Answer:
    if not case.in_the_case(Role.REPRESENTATIVE) or given.get("represented_consent"):
        return Met()
    return Unmet("代表人的这一行为应当经被代表的申请人同意，请提交同意的材料。", "The represented must consent: file their consent.")


@ground("A41-1", "行政复议法 41(1)、74②", "申请人已经撤回申请", "The applicant has withdrawn", fulfils=("AD-039",))
def WAS_WITHDRAWN(case: File, given: Given, on: date) -> Answer:
    return Met() if case.withdrawn_on else Unmet("申请人没有撤回申请。", "The applicant has not withdrawn.")


@ground("A41", "行政复议法 41(2)(3)(4)(5)", "有终止的情形", "One of the grounds to terminate is given", fulfils=("AD-039",))
def MUST_TERMINATE(case: File, given: Given, on: date) -> Answer:
    if given.get("ground") != codes.STILL_SUSPENDED:
        return Met()
    found = case.clock(clocks.SUSPENDED_TOO_LONG.id)
    if found is None or case.state not in (State.SUSPENDED, State.SIMPLE_SUSPENDED):
        return Unmet("不是依第三十九条第一款第一、二、四项中止的案件。", "The case is not suspended under 39①(1), (2) or (4).")
    full = found.last_day
    if full is None or on <= full:
        return Unmet("中止未满六十日。", "Sixty days of suspension are not complete.")
    return Met()


@ground(
    "A73", "行政复议法 5、73", "当事人各方自愿达成协议，内容合法", "All sides agreed of their own will, and the terms are lawful", fulfils=("AD-002", "AD-073")
)
def MAY_BE_MEDIATED(case: File, given: Given, on: date) -> Answer:
    return HARMS_NOBODY.ask(case, given, on)


@ground("A73-signed", "行政复议法 73①", "各方当事人均已签字或者签章", "Every side has signed", fulfils=("AD-073",))
def ALL_SIGNED(case: File, given: Given, on: date) -> Answer:
    signed = lines(given["signed"]) if given.get("signed") else None
    if signed is None:
        return Met()
    missing = [one.name for one in case.in_the_case(Role.APPLICANT, Role.RESPONDENT) if one.name not in signed]
    return Unmet(f"尚未签字或者签章：{'、'.join(missing)}。", f"Not signed yet: {', '.join(missing)}.") if missing else Met()


# ---- the decision (61-73) ----


@ground(
    "A48-heard", "行政复议法 48、54①、70", "被申请人已经答复，或者答复期限已过", "The respondent answered, or its time has passed", fulfils=("AD-046", "AD-070")
)
def ANSWER_IS_IN(case: File, given: Given, on: date) -> Answer:
    return Met() if case.answered_on or case.unanswered else Unmet("被申请人的答复期限尚未届满。", "The respondent's time to answer is not over.")


@ground(
    "A49",
    "行政复议法 49、54②",
    "普通程序已经听取当事人的意见，或者因当事人原因不能听取",
    "In the ordinary procedure the parties were heard",
    fulfils=("AD-047", "AD-053"),
)
def PARTIES_WERE_HEARD(case: File, given: Given, on: date) -> Answer:
    if case.procedure == codes.SIMPLE or case.heard_on or case.hearing_on or case.unheard:
        return Met()
    return Unmet("还没有听取当事人的意见并记录在案。", "The parties have not been heard yet.")


@ground("A50-1", "行政复议法 50①", "重大、疑难、复杂的案件已经组织听证", "A grave, difficult or complex case was heard in a hearing", fulfils=("AD-048",))
def HEARING_WHERE_IT_MUST(case: File, given: Given, on: date) -> Answer:
    if case.hearing_on or case.waived_on or case.procedure == codes.SIMPLE:
        return Met()
    return Unknown("没有组织听证。是否不属于重大、疑难、复杂的案件？", "No hearing was held. Is the case neither grave nor difficult nor complex?")


@ground(
    "A52-2", "行政复议法 52②、61③", "应当提请行政复议委员会咨询的，已经提请并记录", "The committee was asked where it must be", fulfils=("AD-051", "AD-060")
)
def ADVICE_WHERE_IT_MUST(case: File, given: Given, on: date) -> Answer:
    if case.advice:
        return Met()
    if case.advice_asked_on:
        return Unmet("已提请行政复议委员会咨询，咨询意见还没有记录。", "The committee was asked; its advice is not recorded yet.")
    return Unknown("是否没有行政复议委员会，或者本案不属于应当提请咨询的情形？", "Is there no committee, or need it not be asked in this case?")


@ground("A43-2", "行政复议法 43②、44①", "证据经审查属实", "The evidence was verified", fulfils=("AD-041",))
def EVIDENCE_VERIFIED(case: File, given: Given, on: date) -> Answer:
    if case.verified_on or case.unanswered:
        return Met()
    return Unmet("证据还没有审查属实并记录。", "The evidence has not been verified and recorded.")


def _results(given: Given) -> set[str]:
    return set(given.get("results") or ())


@ground("A63-2", "行政复议法 63②", "变更不对申请人更为不利，第三人提出相反请求的除外", "A change is not worse for the applicant", fulfils=("AD-063",))
def NOT_WORSE(case: File, given: Given, on: date) -> Answer:
    if "change" not in _results(given) or given.get("worse") == "no":
        return Met()
    if given.get("worse") == "third_party" and case.in_the_case(Role.THIRD_PARTY):
        return Met()
    return Unmet(
        "不得作出对申请人更为不利的变更决定，第三人提出相反请求的除外；请写明是否更为不利。",
        "A change may not be worse for the applicant unless a third party asks the opposite: say which.",
    )


OF_ONE_KIND = {"change", "annul", "annul_part", "unlawful", "perform", "void", "maintain", "reject"}
WITH_ANNULMENT = {"change", "annul", "annul_part", "unlawful", "void", "70-annul", "70-annul_part", "70-unlawful", "70-void"}
SILENT = {one.code for one in codes.RESULTS if one.code.startswith("70-")}
AGREEMENTS = {one.code for one in codes.RESULTS if one.code.startswith("71-")}


@ground(
    "A64",
    "行政复议法 63、64、65、66、67、68、69",
    "各项决定彼此相容",
    "The results go together",
    fulfils=("AD-064", "AD-065", "AD-066", "AD-067", "AD-068", "AD-069"),
)
def RESULTS_GO_TOGETHER(case: File, given: Given, on: date) -> Answer:
    found = _results(given)
    main = found & OF_ONE_KIND
    if {"maintain", "reject"} & main and len(main | found & (SILENT | AGREEMENTS)) > 1:
        return Unmet("维持或者驳回请求不能与其他决定并存。", "Maintaining or rejecting stands alone.")
    if len({"annul", "annul_part", "maintain", "void"} & main) > 1 or {"annul", "change"} <= main:
        return Unmet("撤销、部分撤销、变更、确认无效、维持不能同时作出。", "Annulment, change, voidness and maintenance exclude one another.")
    if "redo" in found and not found & {"annul", "annul_part", "70-annul", "70-annul_part"}:
        return Unmet("责令重新作出行政行为以撤销或者部分撤销为前提。", "An order to act anew needs an annulment.")
    if {"perform", "reject"} & main and not case.by_omission and case.act_kind != "11-3":
        return Unmet("责令履行和驳回请求适用于不履行法定职责的案件。", "These results belong to cases of non-performance.")
    if "perform" in main and not given.get("perform_by"):
        return Unmet("责令履行应当写明期限的最后一日。", "An order to perform names its last day.")
    if AGREEMENTS & found and case.act_kind != "11-13":
        return Unmet("行政协议的决定适用于行政协议案件。", "These results belong to administrative agreements.")
    return (
        Met()
        if found & {one.code for one in codes.RESULTS} - {"redo", "norm", "72-2"} or not found
        else Unmet("没有对行政行为的决定。", "Nothing is decided on the act.")
    )


@ground("A67", "行政复议法 67", "申请人申请确认无效", "The applicant asks for a declaration of voidness", fulfils=("AD-067",))
def VOIDNESS_WAS_ASKED(case: File, given: Given, on: date) -> Answer:
    if "void" not in _results(given):
        return Met()
    return Unknown("申请人是否申请确认行政行为无效？", "Does the applicant ask for the act to be declared void?")


@ground(
    "A70", "行政复议法 70", "逾期未答复的视为没有证据、依据，第三人提供证据的除外", "Without an answer the act lacks evidence, unless a third party gives it",
    fulfils=("AD-070",),
)  # fmt: skip
def NO_EVIDENCE_RULE(case: File, given: Given, on: date) -> Answer:
    found = _results(given)
    if not found:
        return Met()
    if case.unanswered and not case.third_party_evidence and not (found & SILENT):
        return Unmet(
            "被申请人没有答复，视为行政行为没有证据、依据，应当依第七十条决定；涉及第三人合法权益且第三人提供证据的除外。",
            "No answer: the act counts as lacking evidence and article 70 decides, unless a third party whose rights are concerned gives evidence.",
        )
    if found & SILENT and (not case.unanswered or case.third_party_evidence):
        return Unmet("被申请人已经答复，或者第三人提供了证据，不适用第七十条。", "Article 70 does not apply: there is an answer, or a third party's evidence.")
    return Met()


@ground("A72-1", "行政复议法 72①", "一并提出的赔偿请求同时决定", "A claim for compensation is decided together", fulfils=("AD-072",))
def COMPENSATION_DECIDED(case: File, given: Given, on: date) -> Answer:
    found = _results(given)
    if not found or not case.compensation:
        if {"72-1-award", "72-1-reject"} & found:
            return Unmet("申请人没有提出行政赔偿请求。", "No compensation was claimed.")
        return Met()
    if not {"72-1-award", "72-1-reject"} & found:
        return Unmet("申请人一并提出行政赔偿请求，应当同时决定。", "Compensation was claimed: it is decided together.")
    if "72-1-award" in found and not found & WITH_ANNULMENT:
        return Unmet("给予赔偿以撤销、变更或者确认违法、无效为前提。", "Compensation needs an annulment, a change, or a finding of unlawfulness.")
    return Met()


@ground("A72-2", "行政复议法 72②", "没有提出赔偿请求的，依职权核查是否应当返还财产", "Restitution is looked at of own motion", fulfils=("AD-072",))
def RESTITUTION_CHECKED(case: File, given: Given, on: date) -> Answer:
    found = _results(given)
    if not found & {"annul", "annul_part", "change", "70-annul", "70-annul_part"} or case.compensation or "72-2" in found:
        return Met()
    return Unknown(
        "行政行为是否不涉及罚款、没收、征收征用、摊派或者对财产的查封、扣押、冻结，因而无须责令返还？",
        "Is the act about no fine, seizure, levy or freezing, so that nothing is to be given back?",
    )


@ground(
    "A59", "行政复议法 59", "附带审查已有结果，合法的在决定书中一并告知", "The review of the norm has ended, and a lawful norm is told", fulfils=("AD-057",)
)
def NORM_IS_SETTLED(case: File, given: Given, on: date) -> Answer:
    if not case.norm_head:
        return Met()
    if not case.norm_opinion:
        return Unmet("规范性文件的附带审查还没有结果。", "The review of the norm has not ended.")
    if case.norm_opinion == codes.LAWFUL.code and given.get("results") and "norm" not in given["results"]:
        return Unmet("相关条款合法的，应当在决定书中一并告知。", "A lawful clause is told in the decision.")
    return Met()


DECISION: tuple[Ground, ...] = (
    ANSWER_IS_IN, PARTIES_WERE_HEARD, HEARING_WHERE_IT_MUST, ADVICE_WHERE_IT_MUST, EVIDENCE_VERIFIED, NOT_WORSE, RESULTS_GO_TOGETHER, VOIDNESS_WAS_ASKED,
    NO_EVIDENCE_RULE, COMPENSATION_DECIDED, RESTITUTION_CHECKED, NORM_IS_SETTLED,
)  # fmt: skip


# ---- after the decision ----


@ground("A75-2", "行政复议法 75②", "决定书已经送达", "The decision was served", fulfils=("AD-075",))
def DECISION_WAS_SERVED(case: File, given: Given, on: date) -> Answer:
    paper = case.latest_paper("decision", "decision_on_own_act")
    waits = [one for one in case.rows("services") if paper is not None and one.document_id == paper.pk and one.served_on is None]
    if paper is None or waits:
        return Unmet("决定书尚未登记送达全部当事人。", "Service of the decision on every party is not recorded yet.")
    return Met()


@ground("A77", "行政复议法 77", "有需要被申请人履行的内容", "Something is to be performed by the respondent", fulfils=("AD-077",))
def SOMETHING_TO_PERFORM(case: File, given: Given, on: date) -> Answer:
    if set(case.results) <= {"maintain", "reject", "norm"} and case.results:
        return Unmet("维持或者驳回请求的决定没有需要被申请人履行的内容。", "A decision that maintains or rejects leaves the respondent nothing to perform.")
    return Unmet("已经登记履行。", "Performance is recorded already.") if case.performed_on else Met()


@ground(
    "A64-2",
    "行政复议法 64②",
    "不是以同一事实和理由作出的相同或者基本相同的行政行为",
    "It is not the same act on the same facts and reasons",
    fulfils=("AD-064",),
)
def NOT_THE_SAME_ACT(case: File, given: Given, on: date) -> Answer:
    if given.get("same_act") != "yes" or "redo" not in case.results:
        return Met()
    if set(case.grounds) & {one.code for one in codes.ANNULMENTS} == {codes.PROCEDURE}:
        return Met("以违反法定程序为由撤销的除外。", "Annulled for procedure alone: the bar does not apply.")
    return Unmet(
        "被申请人不得以同一事实和理由作出相同或者基本相同的行政行为：应当责令履行。", "The same act on the same facts and reasons is barred: order performance."
    )


TRACK_OF = {"78-1": {"maintain"}, "78-2": {"change"}, "78-3": set[str]()}


@ground(
    "A78",
    "行政复议法 78",
    "期限届满未起诉又不履行，且由所列机关执行",
    "Neither sued nor performed in time, and by the organ the article names",
    fulfils=("AD-078",),
)
def TRACK_FITS(case: File, given: Given, on: date) -> Answer:
    if case.runs(clocks.SUIT_AFTER_DECISION.id):
        return Unmet("起诉期限尚未届满。", "The time to sue is not over.")
    track = given.get("track")
    if track == "78-3" and case.mediated_on is None:
        return Unmet("本案没有调解书。", "The case has no mediation agreement.")
    if track in ("78-1", "78-2") and not TRACK_OF[track] & set(case.results):
        return Unmet("决定的内容与所选的执行途径不符。", "The decision does not go with this track.")
    return Met()


@ground("A79", "行政复议法 79①", "按照被申请行政行为的公开情况公开", "Published as far as the act itself was public", fulfils=("AD-079",))
def ACT_WAS_PUBLIC(case: File, given: Given, on: date) -> Answer:
    if case.act_public is False:
        return Unmet("被申请的行政行为没有公开，决定书不公开。", "The act was not public: the decision is not published.")
    return (
        Met()
        if case.act_public
        else Unknown("被申请的行政行为是否公开？国家秘密、商业秘密和个人隐私是否已经处理？", "Was the act public, and are secrets blacked out?")
    )


@ground(
    "A-close",
    "行政复议法 77、78；行政诉讼法 45",
    "履行完毕或者没有需要履行的内容，且起诉期限届满",
    "Nothing is left to perform, and the time to sue is over",
    certainty="design",
)
def NOTHING_LEFT(case: File, given: Given, on: date) -> Answer:
    if case.runs(clocks.SUIT_AFTER_DECISION.id) or case.runs(clocks.SUIT_AFTER_SILENCE.id):
        return Unmet("起诉期限尚未届满。", "The time to sue is not over.")
    if isinstance(SOMETHING_TO_PERFORM.ask(case, given, on), Met) and not given.get("why_unperformed"):
        return Unmet("还没有登记履行；不需要履行的，请写明。", "Performance is not recorded; where none is needed, say why.")
    return Met()


@ground("A77-perform", "行政复议法 77②", "履行期限已过或者无正当理由拖延", "The time to perform passed, or it is delayed without reason", fulfils=("AD-077",))
def OVERDUE(case: File, given: Given, on: date) -> Answer:
    if case.perform_by and on <= case.perform_by:
        zh, en = _days(case.perform_by)
        return Unmet(f"履行期限至{zh}，尚未届满。", f"The time to perform runs until {en}.")
    return Met()


@ground("A76", "行政复议法 76", "有待报送的意见书", "An opinion letter awaits its report", fulfils=("AD-076",))
def REPORT_IS_OWED(case: File, given: Given, on: date) -> Answer:
    return Met() if case.latest_paper("opinion_letter") else Unmet("本案没有制发意见书。", "No opinion letter was sent in this case.")


@ground("A67-once", "行政诉讼法 67①", "没有尚未提交答辩状的诉讼", "No earlier suit awaits its defence", certainty="design")
def NO_DEFENCE_OWED(case: File, given: Given, on: date) -> Answer:
    return Unmet("在先的诉讼尚未提交答辩状。", "An earlier suit still awaits its defence.") if case.runs(clocks.DEFENCE.id) else Met()


@ground("A34", "行政诉讼法 67①", "有待应诉的案件", "A suit is to be answered", fulfils=("AD-094",))
def SUED(case: File, given: Given, on: date) -> Answer:
    return Met() if case.runs(clocks.DEFENCE.id) else Unmet("没有待提交答辩状的诉讼。", "No suit awaits its defence.")


@ground("A34-silent", "行政复议法 34；行政诉讼法 45", "复议期限届满而没有作出决定", "The time to decide passed without a decision", fulfils=("AD-031",))
def PERIOD_IS_OVER(case: File, given: Given, on: date) -> Answer:
    return Met() if case.period_over_on else Unmet("复议期限尚未届满。", "The time to decide is not over.")


KEEPS_THE_ACT = {"maintain", "reject"}


def defendants_of(case: File) -> set[str]:
    """Who may be sued: together where the act was maintained or the claim rejected (行政诉讼法 26②; 法释〔2018〕1号 133), the ministry alone where it changed
    the act or where its own refusal or silence is sued over; dismissal as inadmissible maintains nothing (133)."""
    if case.decided_on and case.results:
        if set(case.results) & KEEPS_THE_ACT:
            return {codes.CO_DEFENDANTS}
        return {codes.MINISTRY_ALONE}
    return {codes.MINISTRY_ALONE, codes.ORGAN_ALONE}


@ground("A-26", "行政诉讼法 26②③；法释〔2018〕1号 133、134", "被告与复议结果相符", "The defendants follow from the result", fulfils=("AD-089", "AD-096"))
def RIGHT_DEFENDANTS(case: File, given: Given, on: date) -> Answer:
    named = given.get("defendants")
    if named is None or named in defendants_of(case):
        return Met()
    return Unmet(
        "维持原行政行为（含驳回请求）的，作出原行政行为的机关和复议机关为共同被告；改变的，复议机关为被告；驳回申请不是维持。",
        "Maintained (or the claim rejected): both are sued. Changed: the ministry alone. A dismissal maintains nothing.",
    )


@ground("A17", "行政复议法 17①", "委托的代理人不超过两名", "Not more than two agents", fulfils=("AD-010",))
def TWO_AGENTS_AT_MOST(case: File, given: Given, on: date) -> Answer:
    staying = [one for one in case.in_the_case(Role.AGENT) if one.name != given.get("former_agent")]
    if given.get("agent_name") and len(staying) > 1:
        return Unmet("已有两名代理人；请先写明解除哪一名。", "There are two agents already: say whose authority ends.")
    return Met()


@ground("A15-1", "行政复议法 15①", "申请人人数众多", "There are many applicants", fulfils=("AD-008",))
def MANY_APPLICANTS(case: File, given: Given, on: date) -> Answer:
    people = case.in_the_case(Role.APPLICANT)
    if len(people) < 2:
        return Unmet("本案只有一名申请人。", "The case has one applicant only.")
    names = {one.name for one in people}
    strangers = [one for one in lines(given.get("representatives")) if one not in names]
    return Unmet(f"代表人应当从申请人中推选：{'、'.join(strangers)}。", f"Chosen among the applicants: {', '.join(strangers)}.") if strangers else Met()


def of_2007(case: File) -> bool:
    """True where the regulations of 2007 were law when the application came in."""
    return case.filed_on is not None and case.filed_on < REGULATION_OF_2007_ENDED
