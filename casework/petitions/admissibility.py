"""The grounds, named after their articles (P…: 信访工作条例, SH-…: 简易办理办法). Answered from the data where it answers them."""

from datetime import date
from typing import Any

from casework.cases.clocks import Deadline
from casework.cases.grounds import Answer, Met, Unknown, Unmet, ground
from casework.people.roles import Role
from casework.petitions import clocks, heads
from casework.petitions.file import MINISTRY, PetitionFile
from casework.petitions.states import State

Given = dict[str, Any]


@ground("P-past", "信访工作条例 23②", "所填日期已经到来", "The days given have come")
def NOT_IN_THE_FUTURE(case: PetitionFile, given: Given, on: date) -> Answer:
    late = [name for name in ("arrived_on", "posted_on", "taken_on", "recheck_on", "agreed_on", "executed_on") if given.get(name) and given[name] > on]
    return Unmet("所填的日期尚未到来。", "A day given has not come yet.") if late else Met()


@ground("P23-1", "信访工作条例 23①", "转送、交办给本系统有权处理的下级机关、单位", "It goes to a subordinate unit of the system", fulfils=("PD-015",))
def GOES_DOWN(case: PetitionFile, given: Given, on: date) -> Answer:
    if case.office.province != MINISTRY:
        return Unmet(
            "本机关没有下级机关、单位；不属于本机关的，请提出异议或者按受理争议处理。",
            "This office has no subordinate unit: object, or have the dispute settled.",
        )
    target = given.get("to_office")
    return Unmet("转送、交办的对象应当是下级机关。", "It must go to a subordinate unit.") if target is not None and target.pk == case.office_id else Met()


@ground(
    "P23-3-own",
    "信访工作条例 23③",
    "既不属于本机关、单位，也不属于本系统职权范围",
    "Within the powers of neither this unit nor its system",
    fulfils=("PD-017",),
)
def NEITHER_OURS_NOR_OUR_SYSTEMS(case: PetitionFile, given: Given, on: date) -> Answer:
    return Unknown(
        "该事项是否既不属于本机关，也不属于本系统（工业和信息化部及各地通信管理局）职权范围？",
        "Is the matter within the powers of neither this unit nor its system?",
    )


@ground("P23-3-days", "信访工作条例 23③", "自收到之日起5个工作日内提出异议", "The objection is made within five working days", fulfils=("PD-017",))
def OBJECTS_IN_TIME(case: PetitionFile, given: Given, on: date) -> Answer:
    if any(one.rule == clocks.OBJECTION.id and one.ended_by_seq is None for one in case.rows("deadlines")):
        return Met()
    return Unmet(
        "提出异议的5个工作日已过，或者异议未获同意：按本机关、单位的事项办理。", "The five working days to object are over, or the objection was not agreed to."
    )


@ground("P24-1", "信访工作条例 24①", "确定由另一机关、单位受理的，移送该机关、单位", "Where another unit was decided on, it goes there", fulfils=("PD-019",))
def DECIDED_ELSEWHERE(case: PetitionFile, given: Given, on: date) -> Answer:
    target = given.get("to_office")
    return Unmet("案件已在该机关。", "The matter lies with that unit already.") if target is not None and target.pk == case.office_id else Met()


@ground(
    "P19-3",
    "信访工作条例 19③",
    "同一事项正由下级机关、单位受理、办理，且在其规定期限内",
    "The same matter is with a unit below, and its time is not over",
    fulfils=("PD-008",),
)
def HANDLED_BELOW(case: PetitionFile, given: Given, on: date) -> Answer:
    if case.office.province != MINISTRY:
        return Unmet("第十九条第三款只适用于受理、办理机关的上级机关。", "Art 19③ is for the unit above the one that handles it.")
    taken: date | None = given.get("taken_on")
    until: date | None = given.get("handled_until")
    if taken and until and taken > until:
        return Unmet("受理日期晚于办理期限。", "It was taken up after the end of its time.")
    if until and until < on:
        return Unmet("下级机关、单位的办理期限已过，不得以此不予受理。", "The time of the unit below is over: it cannot be refused on that ground.")
    return Unknown("经核对，是否为同一信访事项，并已由下级机关、单位受理或者正在办理？", "Is it the same matter, taken up or handled below?")


@ground("P36-3", "信访工作条例 36③", "复核后仍以同一事实和理由提出", "The same facts and reasons after a recheck opinion", fulfils=("PD-044",))
def SAME_AFTER_RECHECK(case: PetitionFile, given: Given, on: date) -> Answer:
    return Unknown(
        "经核对，该事项是否已有复核意见，且事实和理由相同？（只作出处理意见、复查意见的，不得适用）",
        "Is there a recheck opinion, and are facts and reasons the same?",
    )


@ground(
    "P30-3", "信访工作条例 30③", "由本机关的密件阅办人承办检举控告事项", "A reader of sealed files of this office handles the accusation", fulfils=("PD-030",)
)
def READER_OF_SEALED_FILES(case: PetitionFile, given: Given, on: date) -> Answer:
    user = given.get("handler")
    if user is None:
        return Met()
    held = set(user.memberships.filter(organisation_id=case.office_id).values_list("role", flat=True))
    if {Role.SEALED_READER, Role.HANDLER} <= held:
        return Met()
    return Unmet(f"{user.name}不是本机关的密件阅办人和承办人。", f"{user.name} is not a reader of sealed files and a handler of this office.")


@ground("SH-4", "信访事项简易办理办法 4", "是初次信访事项", "It is a first petition", fulfils=("PD-053",))
def FIRST_PETITION(case: PetitionFile, given: Given, on: date) -> Answer:
    return Unknown("经核对，是否为初次信访事项？", "Is it a first petition?")


@ground("SH-5", "信访事项简易办理办法 5", "没有不适用简易办理的情形", "Nothing excludes simple handling", fulfils=("PD-054",))
def NOT_EXCLUDED_FROM_SIMPLE(case: PetitionFile, given: Given, on: date) -> Answer:
    if case.assigned:
        return Unmet("上级机关、单位交办的，不适用简易办理（第五条第二项）。", "What a superior assigned is not handled simply (art 5(2)).")
    if case.rows("parties") and any(one.role == Role.REPRESENTATIVE for one in case.rows("parties")):
        return Unmet("集体联名投诉的，不适用简易办理（第五条第四项）。", "A joint petition is not handled simply (art 5(4)).")
    return Unknown("是否不属于条例第三十一条前五项、不会不予支持、不涉及多个责任主体，也不是重大、复杂、疑难事项？", "Is none of arts 5(1), 5(3), 5(4) given?")


@ground("P31-6-heard", "信访工作条例 31(6)", "已听取信访人陈述事实和理由", "The petitioner was heard", fulfils=("PD-036",))
def PETITIONER_WAS_HEARD(case: PetitionFile, given: Given, on: date) -> Answer:
    return Met() if case.heard_on else Unmet("还没有听取信访人陈述事实和理由并记录。", "The petitioner has not been heard yet.")


@ground("P32-2", "信访工作条例 32②", "不予支持的，做好疏导教育工作", "Where it is not supported, the petitioner is counselled", fulfils=("PD-038",))
def COUNSELLED(case: PetitionFile, given: Given, on: date) -> Answer:
    if given.get("result") == heads.NOT_SUPPORTED and case.counselled_on is None:
        return Unmet("拟不予支持的，应当先做好疏导教育工作并记录。", "Before it is not supported, the petitioner is counselled, and that is written down.")
    return Met()


@ground("P32-2-supported", "信访工作条例 32②", "处理意见为予以支持", "The opinion supports the claim", fulfils=("PD-038",))
def SUPPORTED(case: PetitionFile, given: Given, on: date) -> Answer:
    return (
        Met()
        if case.result == heads.SUPPORTED
        else Unmet("处理意见不是予以支持，没有需要执行的内容。", "The opinion does not support the claim: nothing is to be executed.")
    )


@ground(
    "P33",
    "信访工作条例 33",
    "属于裁量权范围，不违反强制性规定，双方同意",
    "Within discretion, against no mandatory rule, both sides consent",
    fulfils=("PD-039",),
)
def MAY_BE_MEDIATED(case: PetitionFile, given: Given, on: date) -> Answer:
    days: list[date] = [given[name] for name in ("petitioner_consent_on", "other_consent_on", "agreed_on") if given.get(name)]
    if any(day > on for day in days):
        return Unmet("同意的日期尚未到来。", "The day of a consent has not come yet.")
    return Unknown("调解、和解内容是否在裁量权范围内，且不违反政策法规强制性规定？", "Is it within discretion and against no mandatory rule?")


def _in_time(case: PetitionFile, given: Given, on: date, rule: str) -> Answer:
    """In time until the last day, by the day of posting on paper; before service no time runs."""
    rows = Deadline.objects.filter(case_id=case.pk, rule=rule)
    found = (rows if case.state == State.LAPSED else rows.filter(ended_by_seq=None)).order_by("-pk").first()
    last: date | None = found.last_day if found else None
    if last is None:
        return Met("书面答复尚未登记送达，期限没有起算。", "Service is not recorded yet: the time does not run.")
    by_office = given.get("by") is not None and given["by"].standing
    posted: date | None = given.get("posted_on") if by_office else None
    asked = min(on, posted or on)
    return (
        Met()
        if asked <= last
        else Unmet(f"已过{last}。条例没有规定逾期的后果；可以重新提出信访事项。", f"The time was over on {last}; the text states no consequence.")
    )


@ground("P35", "信访工作条例 35", "自收到书面答复之日起30日内请求复查", "Review is asked for within 30 days of the reply", fulfils=("PD-041",))
def REVIEW_IN_TIME(case: PetitionFile, given: Given, on: date) -> Answer:
    return _in_time(case, given, on, clocks.REVIEW_REQUEST.id)


@ground("P36-1", "信访工作条例 36①", "自收到复查答复之日起30日内请求复核", "Recheck is asked for within 30 days of the review opinion", fulfils=("PD-042",))
def RECHECK_IN_TIME(case: PetitionFile, given: Given, on: date) -> Answer:
    return _in_time(case, given, on, clocks.RECHECK_REQUEST.id)


@ground("P35-lapsed", "信访工作条例 35、36①", "办结的是处理意见或者复查意见", "What lapsed is of this level")
def LAPSED_AT_FIRST_LEVEL(case: PetitionFile, given: Given, on: date) -> Answer:
    return Met() if not case.level else Unmet("本件是复查案件，应当请求复核。", "This is a review: a recheck is what can be asked for.")


@ground("P36-lapsed", "信访工作条例 36①", "本件是复查案件", "This is a review")
def OF_A_REVIEW(case: PetitionFile, given: Given, on: date) -> Answer:
    return Met() if case.level == "review" else Unmet("本件不是复查案件，应当请求复查。", "This is no review: a review is what can be asked for.")


@ground("P28-3", "信访工作条例 28③", "包案领导属于本机关", "The leader named belongs to this organ", certainty="design")
def LEADER_OF_OFFICE(case: PetitionFile, given: Given, on: date) -> Answer:
    user = given.get("leader")
    if user is None or user.memberships.filter(organisation_id=case.office_id, role__in=[Role.LEADER, Role.HEAD]).exists():
        return Met()
    return Unmet(f"{user.name}不是本机关的领导。", f"{user.name} is no leader of this organ.")


@ground("P40-4", "信访工作条例 40④", "本件曾被督办", "The matter was supervised", fulfils=("PD-047",))
def WAS_SUPERVISED(case: PetitionFile, given: Given, on: date) -> Answer:
    return Met() if case.supervised_on else Unmet("本件没有被督办。", "The matter was not supervised.")


@ground("P21-2", "信访工作条例 21②", "还没有评价过", "It was not rated yet", certainty="design")
def NOT_RATED_YET(case: PetitionFile, given: Given, on: date) -> Answer:
    return Unmet("本件已经评价过；评价只作一次。", "This was rated already; a rating is given once.") if case.reception_rated else Met()
