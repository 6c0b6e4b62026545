"""The grounds: GROUNDS are the seven conditions of art 30①; the others guard the steps of admission, each named after its article. Answered from the data
where it answers them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from casework.calendar.days import in_words
from casework.cases import schedules, spans
from casework.cases.grounds import Answer, Ground, Met, Unknown, Unmet, ground
from casework.cases.limits import TimeLimit
from casework.people.models import Organisation
from casework.reconsideration import clocks, codes
from casework.reconsideration.file import ReconsiderationFile
from casework.reconsideration.papers import lines

Given = dict[str, Any]
File = ReconsiderationFile
Asked = Callable[[File, Given, date], Answer]
COPIES = ("answer_notice", "simple_answer_notice")
COMPLAINT_DAYS = 30  # 电信条例 39①
NO_TERM_DAYS = 60  # 2007条例 16①(2)


def span_of(limit: TimeLimit, trigger: date, **interrupted: Any) -> spans.Span:
    """The span of this limit by the newest schedule."""
    return spans.compute(limit, trigger, schedule=schedules.current().schedule, **interrupted)


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


def obstaclein_words(case: File) -> tuple[tuple[date, date], ...]:
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
    ends = [span_of(clocks.APPLICATION, begun, suspensions=obstaclein_words(case)).accept_until]
    if case.rights_told is False and case.known_on:
        ends.append(span_of(clocks.UNTOLD, case.known_on).last_day)
    if case.act_on and not case.by_omission:
        ends.append(outer_day(case.act_on, real_estate=case.real_estate))
    return min((day for day in ends if day), default=None)


def outer_day(act_on: date, *, real_estate: bool) -> date | None:
    """Five years from the act, twenty about real estate (21)."""
    if not real_estate:
        return span_of(clocks.OUTER, act_on).last_day
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
    zh, en = in_words(last)
    if asked <= last:
        return Met(f"申请期限的最后一日为{zh}。", f"The last day to apply is {en}.")
    if case.obstacle and not obstaclein_words(case):
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
    return Unmet(f"补正期限已于{in_words(found.last_day)[0]}届满。", f"The time to correct was over on {in_words(found.last_day)[1]}.")


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
