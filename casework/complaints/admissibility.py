"""The grounds, numbered as in the rules: T9 seat, T10 conditions, T11 bars, T13-19 guards of single steps. Answered from the data where it answers them."""

from datetime import date
from typing import Any

from casework.calendar.days import in_words
from casework.cases import grounds, schedules, spans
from casework.cases.case import people_number
from casework.cases.clocks import RUNNING
from casework.cases.grounds import Answer, Ground, Met, Unknown, Unmet, ground
from casework.cases.limits import TimeLimit
from casework.complaints import clocks, codes, replies, seats
from casework.complaints.file import ComplaintFile
from casework.complaints.filing import days_given
from casework.complaints.sisters import same_matter_before
from casework.complaints.states import CLOSED_ON_THE_MERITS, COMPLAINT_OPEN

Given = dict[str, Any]


def _told(case: ComplaintFile, given: Given, name: str) -> Any:
    """What the step's input says, else what the file says."""
    value = given.get(name)
    return getattr(case, name) if value is None or value == "" else value


def _span(limit: TimeLimit, trigger: date) -> spans.Span:
    return spans.compute(limit, trigger, schedule=schedules.current().schedule)


def may_complain_from(office_province: str, complained_on: date) -> date:
    """The last day of the operator's time to answer, as a condition: never rolled, the shortest that applies (A-ADMIT)."""
    last = [_span(clocks.OPERATOR_ANSWER, complained_on).nominal_last_day]
    for local in (clocks.HENAN_OPERATOR_ANSWER, clocks.CHONGQING_OPERATOR_ANSWER):
        if local.province == office_province:
            last.append(_span(local, complained_on).nominal_last_day)
    return min(day for day in last if day)


# ---- art 9 ----


@ground("T9", "令35 9", "本机构是被申诉人所在地的申诉受理机构", "This is the seat body of the respondent's province", fulfils=("TD-001",))
def SEAT(case: ComplaintFile, given: Given, on: date) -> Answer:
    if case.respondent is None:
        return Unknown(
            "被申诉人不明，属地无法确定。本机构受理的依据是什么？",
            "No operator is named, so the seat is not known. On what ground does this body take it?",
        )
    seat = seats.of_case(case)
    if seat.pk == case.office_id:
        return Met(f"被申诉人所在地的申诉受理机构即{seat.name}。", f"The seat body is {seat.name}.")
    if case.office.province == seats.MINISTRY:
        return Unknown(
            f"属地机构为{seat.name}。是否依电信条例39①由部中心直接受理？",
            f"The seat body is {seat.name}. Does the ministry's centre take it under 电信条例 39①?",
        )
    return Unmet(f"被申诉人所在地的申诉受理机构是{seat.name}，不是本机构。", f"The seat body is {seat.name}, not this one.")


@ground("T9-2", "令35 9", "属地申诉受理机构是另一机构", "The seat body is another one", fulfils=("TD-001",))
def SEAT_ELSEWHERE(case: ComplaintFile, given: Given, on: date) -> Answer:
    if case.respondent is None:
        return Unmet("被申诉人不明，无法确定移送的机构。", "No operator is named: the seat body is not known.")
    seat = seats.of_case(case)
    if seat.pk == case.office_id:
        return Unmet("本机构就是被申诉人所在地的申诉受理机构。", "This is the seat body.")
    return Met(f"应当向{seat.name}提出。", f"It belongs to {seat.name}.")


# ---- art 10 ----


@ground("T10-1", "令35 10(1)", "申诉人是与申诉事项有直接利害关系的当事人", "The complainant has a direct interest in the matter", fulfils=("TD-002",))
def DIRECT_INTEREST(case: ComplaintFile, given: Given, on: date) -> Answer:
    own = _told(case, given, "own_matter")
    if own is None:
        return Unknown(
            "申诉人是否为该业务的用户，或者与申诉事项有其他直接利害关系？",
            "Is the complainant the user of the service, or otherwise directly concerned?",
        )
    if own:
        return Met("申诉人声明与申诉事项有直接利害关系。", "The complainant states a direct interest.")
    return Unmet("申诉人不是与申诉事项有直接利害关系的当事人。", "The complainant has no direct interest in the matter.")


@ground("T10-2", "令35 10(2)", "有明确的被申诉人", "A respondent is named", fulfils=("TD-002",))
def RESPONDENT_NAMED(case: ComplaintFile, given: Given, on: date) -> Answer:
    if case.respondent is None:
        return Unmet("没有明确的被申诉人。", "No operator is named.")
    return Met(f"被申诉人：{case.respondent.name}。", f"Respondent: {case.respondent.name}.")


@ground("T10-3", "令35 10(3)", "有具体的申诉请求和事实根据", "There is a concrete claim and facts", fulfils=("TD-002",))
def CLAIM_AND_FACTS(case: ComplaintFile, given: Given, on: date) -> Answer:
    lacking = [zh for zh, value in (("申诉请求", case.claim), ("事实根据", case.facts)) if not value.strip()]
    return Unmet(f"没有具体的{'和'.join(lacking)}。", "The claim or the facts are missing.") if lacking else Met()


@ground("T10-4", "令35 10(4)", "已经向被申诉人投诉，且对处理结果不满意或者其未在期限内答复",
        "The operator was complained to; its answer does not satisfy or did not come in time",
        fulfils=("TD-002", "TD-006", "TD-010", "TD-036", "TD-037"))  # fmt: skip
def OPERATOR_FIRST(case: ComplaintFile, given: Given, on: date) -> Answer:
    complained, since = _told(case, given, "operator_complained"), _told(case, given, "operator_complained_on")
    answered, satisfied = _told(case, given, "operator_answered_on"), _told(case, given, "operator_satisfied")
    if complained is False:
        return Unmet("尚未就申诉事项向被申诉人投诉。", "The operator has not been complained to.")
    if answered and satisfied:
        return Unmet("申诉人对被申诉人的处理结果表示满意。", "The complainant is satisfied with the operator's answer.")
    if answered:
        zh, en = in_words(answered)
        return Met(f"被申诉人于{zh}答复，申诉人不满意。", f"The operator answered on {en}; the complainant is not satisfied.")
    if since is None:
        return Unknown("是否已就申诉事项向被申诉人投诉？何时投诉，被申诉人是否处理或者答复？", "Was the operator complained to, when, and did it answer?")
    last = may_complain_from(case.office.province, since)
    (zh, en), (last_zh, last_en) = in_words(since), in_words(last)
    if on > last:
        return Met(f"申诉人于{zh}投诉，被申诉人至{last_zh}未答复。", f"Complained on {en}; no answer by {last_en}.")
    return Unmet(f"申诉人于{zh}投诉，被申诉人的答复期限至{last_zh}，尚未届满。", f"Complained on {en}; the operator may answer until {last_en}.")


@ground("T13-2", "令35 13②", "申诉事项未经被申诉人处理", "The operator has not handled the matter yet", fulfils=("TD-006", "TD-007"))
def NOT_YET_HANDLED(case: ComplaintFile, given: Given, on: date) -> Answer:
    answer = OPERATOR_FIRST.ask(case, given, on)
    if isinstance(answer, Met):
        return Unmet(f"不能告知先行投诉：{answer.zh}", f"The user cannot be sent to the operator first: {answer.en}")
    if isinstance(answer, Unknown):
        return answer
    satisfied = case.operator_answered_on and case.operator_satisfied
    return Unmet("被申诉人已经处理并答复。", "The operator has handled it and answered.") if satisfied else Met(answer.zh, answer.en)


# ---- art 11 ----


@ground("T11-1", "令35 11(1)", "收费争议自发生未超过五个月，其他申诉未超过二年",
        "Filed within five months (fee) or two years (other) of the event", fulfils=("TD-003",))  # fmt: skip
def IN_TIME(case: ComplaintFile, given: Given, on: date) -> Answer:
    category, event_on = _told(case, given, "category"), _told(case, given, "event_on")
    if event_on is None:
        return Unknown("申诉事项何时发生？自发生至提起申诉是否在期限内？", "When did the event happen? Was the complaint filed in time?")
    filed = case.posted_on or min((day for day in (case.filed_on, case.first_received_on) if day), default=on)
    late = {limit.id: filed > (_span(limit, event_on).accept_until or filed) for limit in (clocks.FEE_EVENT, clocks.OTHER_EVENT)}
    if not category and late["TC-02"] != late["TC-03"]:
        return Unknown("是收费争议（五个月）还是其他申诉（二年）？", "Is it a fee dispute (five months) or another matter (two years)?")
    limit, words = (clocks.FEE_EVENT, "五个月") if category == codes.FEE else (clocks.OTHER_EVENT, "二年")
    last = _span(limit, event_on).last_day or filed
    (zh, en), (last_zh, last_en), (filed_zh, filed_en) = in_words(event_on), in_words(last), in_words(filed)
    if late[limit.id]:
        return Unmet(
            f"申诉事项发生于{zh}，提起申诉为{filed_zh}，超过{words}（最后一日{last_zh}）。",
            f"The event was on {en}; filing on {filed_en} is after the last day, {last_en}.",
        )
    return Met(f"申诉事项发生于{zh}，最后一日{last_zh}，提起申诉为{filed_zh}。", f"The event was on {en}; last day {last_en}; filed on {filed_en}.")


@ground("T11-2", "令35 11(2)", "未与被申诉人达成和解协议并执行", "No settlement was reached and carried out", fulfils=("TD-004",))
def NOT_SETTLED(case: ComplaintFile, given: Given, on: date) -> Answer:
    if case.settled_before is None:
        return Unknown("申诉人与被申诉人是否已经达成和解协议并执行？", "Have the parties settled, and was the settlement carried out?")
    if case.settled_before:
        return Unmet("申诉人与被申诉人已经达成和解协议并执行。", "The parties have settled, and the settlement was carried out.")
    return Met("申诉人声明没有达成和解协议并执行。", "The complainant states that there was none.")


@ground("T11-3", "令35 11(3)", "申诉受理机构未曾受理或者处理同一申诉事项", "No complaint body has taken up the same matter", fulfils=("TD-004",))
def NOT_A_DUPLICATE(case: ComplaintFile, given: Given, on: date) -> Answer:
    numbers = same_matter_before(case, given.get("parties", ()))
    if not numbers:
        return Met("没有同一申诉人对同一被申诉人的在办或者已办结申诉。", "The same person has no other complaint against this operator.")
    listed = "、".join(numbers)
    return Unknown(
        f"同一申诉人对同一被申诉人另有申诉：{listed}。是否为同一事项？不是的请说明。",
        f"The same person has {listed} against this operator. Is it another matter?",
    )


@ground("T11-4", "令35 11(4)", "人民法院、仲裁机构、消费者组织或者其他行政机关未受理或者处理",
        "No court, arbitration, consumer or other body has it", fulfils=("TD-004",))  # fmt: skip
def NO_OTHER_BODY(case: ComplaintFile, given: Given, on: date) -> Answer:
    if not case.other_body:
        return Unknown(
            "是否已由人民法院、仲裁机构、消费者组织或者其他行政机关受理或者处理？",
            "Has a court, an arbitration, consumer or other body taken it up?",
        )
    if case.other_body == codes.NONE:
        return Met("申诉人声明没有其他机构受理或者处理。", "The complainant states that no other body has it.")
    return Unmet(f"{codes.words(codes.OTHER_BODIES, case.other_body)}已经受理或者处理。", "Another body has taken it up.")


@ground("T11-6", "令35 11(6)", "法律、行政法规及部门规章没有另外的规定", "No other law, regulation or rule provides otherwise", fulfils=("TD-004",))
def NO_OTHER_LAW(case: ComplaintFile, given: Given, on: date) -> Answer:
    if given.get("other_law"):
        return Unmet(f"另有规定：{given['other_law']}。", f"Other law provides: {given['other_law']}.")
    return Met("未援引另有规定。", "No other provision is cited.")


GROUNDS: tuple[Ground, ...] = (
    SEAT, DIRECT_INTEREST, RESPONDENT_NAMED, CLAIM_AND_FACTS, OPERATOR_FIRST, IN_TIME, NOT_SETTLED, NOT_A_DUPLICATE, NO_OTHER_BODY, NO_OTHER_LAW,
)  # fmt: skip
BY_ID = {one.id: one for one in GROUNDS}
# A clerk's recorded finding may contradict what the complainant declared; it may not contradict a computation.
DECLARED = {DIRECT_INTEREST.id, CLAIM_AND_FACTS.id, NOT_SETTLED.id, NOT_A_DUPLICATE.id, NO_OTHER_BODY.id}
# Known from the complainant's word alone: the facts found in the refusal stand against it, unless a clerk has found before that it is true.
DECLARED_ONLY = {DIRECT_INTEREST.id, NOT_SETTLED.id, NO_OTHER_BODY.id}


@ground("T14-2", "令35 11、14", "所选不予受理情形与案卷一致", "The head chosen agrees with the file", fulfils=("TD-004", "TD-009"))
def REFUSAL_STANDS(case: ComplaintFile, given: Given, on: date) -> Answer:
    if not given.get("ground"):
        return Met()
    article, words, id = codes.REFUSALS[given["ground"]]
    answer = BY_ID[id].ask(case, given, on)
    recorded = grounds.recorded(case).get(id)
    if isinstance(answer, Unmet) or (recorded and not recorded[0] and (id in DECLARED or isinstance(answer, Unknown))):
        return Met(f"{article}：{words}")
    if id in DECLARED_ONLY and given.get("facts") and not recorded:
        return Met(f"{article}：{words}")
    if recorded and id in DECLARED_ONLY:
        return Unmet(f"不能依{article}不予受理：审查清单 {id} 已记录符合（{recorded[1]}）。", f"The checklist has it under {id} that it holds ({recorded[1]}).")
    if isinstance(answer, Met) or recorded:
        why = answer.zh if isinstance(answer, Met) else recorded[1] if recorded else ""
        return Unmet(f"不能依{article}不予受理：{why or BY_ID[id].zh}", f"The file does not bear out {article}: {why or BY_ID[id].en}")
    return Unknown(f"{article}：{answer.zh}请先在审查清单 {id} 中记录核查结果。", f"{article}: {answer.en} Record the finding under {id} first.")


# ---- guards of single steps ----


@ground("T12-4", "令35 12(4)", "所填日期不晚于今日", "No day given lies in the future", fulfils=("TD-005",))
def NOT_IN_THE_FUTURE(case: ComplaintFile, given: Given, on: date) -> Answer:
    ahead = [day for day in days_given(given) if day > on]
    if not ahead:
        return Met()
    (zh, en), (today, today_en) = in_words(min(ahead)), in_words(on)
    return Unmet(f"{zh}晚于今日（{today}）。", f"{en} is after today ({today_en}).")


@ground("T16-1", "令35 16（原文未见）", "尚未提交有效反馈", "This operator's reply is outstanding", certainty="R", fulfils=("TD-012",))
def REPLY_OUTSTANDING(case: ComplaintFile, given: Given, on: date) -> Answer:
    party = given.get("party")
    if party is None or any(one.pk == party.pk for one in replies.still_owing(case)):
        return Met()
    return Unmet("贵单位的反馈已提交，未被退回。", "Your reply has been filed and was not returned.")


@ground("T16-2", "送达（内部规定）", "有待签收的文书", "A paper waits for this party", certainty="design")
def OWN_PAPER_WAITS(case: ComplaintFile, given: Given, on: date) -> Answer:
    party = given.get("party")
    waiting = [row for row in case.rows("services") if row.served_on is None and (party is None or row.party_id == party.pk)]
    return Met() if waiting else Unmet("没有待签收的文书。", "No paper is waiting.")


@ground("T16-3", "异议（内部规定）", "有经营者继续办理", "Some operator will handle the matter", certainty="design")
def ANOTHER_OPERATOR(case: ComplaintFile, given: Given, on: date) -> Answer:
    new, standing = given.get("respondent"), replies.respondents(case)
    if new is not None and any(one.organisation_id == new.pk for one in standing):
        return Unmet(f"{new.name}已是本案被申诉人。", f"{new.name} is a respondent already.")
    if new is None and len(standing) < 2 and "reasons" in given:
        return Unmet("应当指明应当办理的经营者；无法指明的，答复办结。", "Name the right operator; where there is none, answer and close.")
    return Met()


@ground("T17-1", "令35 17（原文未见）", "申诉人和被申诉人均已确认和解", "Both sides confirmed the settlement", certainty="R", fulfils=("TD-014",))
def BOTH_CONFIRMED(case: ComplaintFile, given: Given, on: date) -> Answer:
    if case.applicant_confirmed_on and case.operator_confirmed_on:
        return Met()
    return Unmet("双方尚未均确认和解。", "The two sides have not both confirmed.")


@ground("T19-1", "令35 17-19（原文未见）", "申诉人和被申诉人均同意调解", "Both sides consent to mediation", certainty="R", fulfils=("TD-014",))
def BOTH_CONSENT(case: ComplaintFile, given: Given, on: date) -> Answer:
    if case.applicant_consent_on and case.operator_consent_on:
        return Met()
    return Unmet("调解须经双方同意，目前尚未均同意。", "Mediation needs the consent of both sides.")


@ground("T19-2", "内部规定", "代为记录的，写明代哪一方和凭证", "A clerk says for which side, and how it was learnt", certainty="design")
def SIDE_IS_CLEAR(case: ComplaintFile, given: Given, on: date) -> Answer:
    if given.get("party") is None and "how" in given and not (given.get("side") and given.get("how")):
        return Unmet("由工作人员记录的，应当写明代哪一方、方式和凭证。", "A clerk must say for which side, how it was given, and the proof.")
    return Met()


@ground("TD-036-1", "河南省电信条例 38", "河南省案件，延长总计不超过十五日",
        "A Henan case; extensions of 15 days in all at most", certainty="V-c.u.", fulfils=("TD-036",))  # fmt: skip
def HENAN_MAY_EXTEND(case: ComplaintFile, given: Given, on: date) -> Answer:
    if case.office.province != clocks.HENAN:
        return Unmet("只有河南省的答复期限可以延长；电信条例39①的30日不得延长。", "Only the Henan limit can be extended; the 30 days of 电信条例 39① cannot.")
    running = [one for one in case.rows("deadlines") if one.rule == clocks.HENAN_ANSWER.id and one.status == RUNNING]
    before = sum(one.extension_days for one in running)
    if before + (given.get("days") or 0) > 15:
        return Unmet(f"已延长{before}日，总计不得超过15日（电信条例39①的30日）。", f"{before} days were granted; 15 in all at most.")
    return Met()


@ground("T11-3-1", "令35 11(3)", "并入的案件存在且不更晚收到", "The case it joins exists and was not received later", fulfils=("TD-004",))
def MERGER_TARGET(case: ComplaintFile, given: Given, on: date) -> Answer:
    if not given.get("into"):
        return Met()
    rows = type(case).objects.filter(number=given["into"], kind=case.kind, office_id=case.office_id).exclude(pk=case.pk)
    target = rows.select_related("first_office").first()
    if target is None:
        return Unmet("没有这个编号的申诉，或者就是本案。", "There is no such complaint, or it is this one.")
    said = people_number(target.number, target.first_office.short)
    if target.state not in (*COMPLAINT_OPEN, *CLOSED_ON_THE_MERITS):
        state = case.states(target.state)
        return Unmet(
            f"{said}处于“{state.zh}”，并入后无人答复申诉人。", f"{said} is '{state.en}': nobody would answer the complainant there."
        )
    if target.first_received_on and case.first_received_on and target.first_received_on > case.first_received_on:
        zh, en = in_words(target.first_received_on)
        return Unknown(
            f"{said}收到更晚（{zh}）。如何保证本案较早的答复期限？",
            f"{said} was received later, on {en}. How is the earlier time to answer kept?",
        )
    return Met()


@ground("T21-1", "令35 21-25（原文未见）", "调查人员是本机构人员", "The officers belong to this office", certainty="R", fulfils=("TD-015",))
def OFFICERS_OF_OFFICE(case: ComplaintFile, given: Given, on: date) -> Answer:
    named = [given[name] for name in ("first_officer", "second_officer") if given.get(name)]
    strangers = [one.name for one in named if not one.memberships.filter(organisation_id=case.office_id).exists()]
    return Unmet(f"{'、'.join(strangers)}不是本机构人员。", f"{', '.join(strangers)}: not of this office.") if strangers else Met()


@ground("T21-2", "令35 21-25（原文未见）", "有已批准而未出结论的检测", "An approved test awaits its finding", certainty="R", fulfils=("TD-015",))
def TEST_IS_OPEN(case: ComplaintFile, given: Given, on: date) -> Answer:
    return Met() if replies.open_testing(case) else Unmet("没有已批准而未出结论的检测、鉴定。", "No approved test awaits its finding.")


@ground("T40-1", "电信条例 40、41", "已记录违反的条款", "The articles breached are coded", fulfils=("TD-019", "TD-020"))
def BREACH_CODED(case: ComplaintFile, given: Given, on: date) -> Answer:
    return Met() if case.breach_codes else Unmet("尚未记录企业违反的条款。", "The articles breached are not coded yet.")


@ground("J4", "工信部政法〔2023〕30号 4", "违法行为发生在另一省份", "The violation happened in another province", fulfils=("TD-028",))
def HAPPENED_ELSEWHERE(case: ComplaintFile, given: Given, on: date) -> Answer:
    place = seats.office_in(case.violation_province)
    if place.pk == case.office_id:
        return Unmet("本机构就是违法行为发生地的通信管理局。", "The violation happened in this office's province.")
    return Met(f"由{place.name}处理。", f"It is for {place.name}.")
