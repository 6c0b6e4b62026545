"""The grounds that guard what follows the decision, and people (15, 17, 76-79; 行政诉讼法 26, 45, 67), each named after its article."""

from datetime import date

from casework.calendar.days import in_words
from casework.cases.grounds import Answer, Met, Unknown, Unmet, ground
from casework.people.roles import Role
from casework.reconsideration import clocks, codes
from casework.reconsideration.admissibility import File, Given
from casework.reconsideration.papers import lines

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
        zh, en = in_words(case.perform_by)
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
