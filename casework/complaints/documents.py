"""The papers of a complaint (文书): to whom, resting on what, what each must hold, which clocks of the other side run from its service."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from casework.calendar.days import in_words
from casework.cases import schedules, spans
from casework.cases.attachments import annexed
from casework.cases.case import Case, people_number
from casework.cases.documents import Appeal, Document, DocumentType
from casework.cases.excuses import Excuse, Fault
from casework.cases.limits import APPLICANT, TimeLimit, calendar_days
from casework.cases.parties import Party
from casework.cases.service import Service
from casework.clock import SHANGHAI
from casework.complaints import admissibility, clocks, codes, material, replies, seats
from casework.complaints.breaches import BREACHES, sanctions
from casework.complaints.file import ComplaintFile
from casework.people.models import Organisation
from casework.people.roles import Role

Given = dict[str, Any]
Data = dict[str, Any]

COMPLAINANT = (Role.APPLICANT, Role.AGENT)
BOTH_SIDES = (*COMPLAINANT, Role.RESPONDENT)
UNTOLD = "（申诉材料未写明）"
WITHIN_TEN_DAYS = "自收到本通知书之日起10日内"
ASKED = "是否就该事项向{operator}投诉过，是否得到处理或者答复？"

# The clock of another family (AR-01): a refusal tells of it and counts its last day, the reconsideration runs it.
RECONSIDERATION = TimeLimit("AR-01", calendar_days(60), bound=APPLICANT, basis="行政复议法 20①", suspendable=True, by_posting=True)

# One paper for the complainant and the agent together; templates are those of this family.
ToComplainant = partial(DocumentType, to=COMPLAINANT, together=True)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _minute(moment: datetime | None) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M") if moment else ""


def _lines(value: str | None) -> list[str]:
    return [line.strip() for line in (value or "").splitlines() if line.strip()]


def _contact(office: Organisation) -> str:
    return "，".join(part for part in (office.address, office.phone) if part)


def _last_day(limit: TimeLimit, trigger: date | None) -> str:
    return _day(spans.compute(limit, trigger, schedule=schedules.current().schedule).last_day) if trigger else ""


def _operator(case: ComplaintFile) -> str:
    return case.respondent.name if case.respondent else UNTOLD


def enquiry_answer(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {"asked_on": _day(case.filed_on), "question": case.facts, "answer": given["answer"]}


def operator_first(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    last = admissibility.may_complain_from(case.office.province, case.operator_complained_on or on)
    return {
        "received_on": _day(case.received_on), "respondent_name": _operator(case), "asked": ASKED.format(operator=_operator(case)),
        "answered": given["said"], "how": _lines(given["how"]), "may_return_on": _day(last + timedelta(days=1)),
    }  # fmt: skip


def material_notice(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {
        "received_on": _day(case.received_on), "respondent_name": _operator(case), "items": material.asked_for(case.missing_items, given["items"]),
        "how": given["how"], "supply_by": _day(given["supply_by"]),
    }  # fmt: skip


def seat_notice(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    seat = seats.seat_of(case.respondent)
    return {
        "received_on": _day(case.first_received_on), "body_name": seat.name, "body_contact": _contact(seat), "sent_on": _day(on),
        "reason": given["reason"] or f"被申诉人所在地的申诉受理机构为{seat.name}",
    }  # fmt: skip


def refusal(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    _, head, *condition = given["ground"].split("-")
    data: Data = {
        "received_on": _day(case.received_on), "respondent_name": _operator(case), "claim": case.claim or UNTOLD, "facts": given["facts"],
        "head": int(head), "reasons": given["reasons"], "entrusting_organ": seats.entrusting_organ(case.office),
    }  # fmt: skip
    if condition:
        data["condition"] = int(condition[0])
    if given["other_law"]:
        data["other_law"] = given["other_law"]
    return data


def acceptance_notice(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {
        "received_on": _day(case.first_received_on), "complete_on": _day(case.material_complete_on), "accepted_on": _day(case.accepted_on),
        "claim": case.claim, "handler_office": case.office.name, "handler_contact": _contact(case.office) or case.office.name,
        "tc07_last_day": _last_day(clocks.FULL_ANSWER, case.material_complete_on), "tc08_last_day": _last_day(clocks.ANSWER, case.first_received_on),
    }  # fmt: skip


def transfer_notice(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data | None:
    """Name, the number in dispute, and what the officer ticked; no identity number, no e-mail (TD-035). None for an operator that has its notice."""
    if Service.objects.filter(party=addressee, document__type="transfer_notice").exists():
        return None
    applicant = Party.objects.get(case_id=case.pk, role=Role.APPLICANT, until=None)
    shown = [("涉及号码或者账号", case.number_in_dispute)]
    if given.get("give_phone") or not case.number_in_dispute:
        shown.append(("联系电话", applicant.phone))
    if given.get("give_address"):
        shown.append(("地址", applicant.address))
    return {
        "respondent_name": addressee.name, "accepted_on": _day(case.accepted_on),
        "complainant": [{"label": label, "value": value} for label, value in shown if value],
        "operator_role": "携号转网涉及的经营者" if case.number_portability else "",
        "claim": given.get("summary") or "\n".join(part for part in (case.claim, case.facts) if part),
        "requirement": given.get("requirement") or "", "due_rule": WITHIN_TEN_DAYS,
    } | ({"annexes": annexed(case, given["annexes"])} if given.get("annexes") else {})  # fmt: skip


def redo_notice(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data | None:
    """None for the operator whose reply is not sent back."""
    if given["respondent"] is not None and given["respondent"].pk != addressee.organisation_id:
        return None
    notice = Document.objects.filter(case_id=case.pk, type="transfer_notice", services__party=addressee).order_by("-pk").first()
    replied = replies.OperatorReply.objects.filter(party=addressee, voided=False).order_by("-pk").first()
    return {
        "respondent_name": addressee.name, "transfer_number": notice.number if notice else UNTOLD, "replied_on": _day(replied.replied_on) if replied else "",
        "reasons": given["reasons"], "requirements": _lines(given["requirements"]), "due_rule": WITHIN_TEN_DAYS,
    }  # fmt: skip


def settlement_note(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {
        "settled_on": _day(on), "terms": given["terms"], "applicant_confirmed_on": _day(case.applicant_confirmed_on),
        "operator_confirmed_on": _day(case.operator_confirmed_on),
    }  # fmt: skip


def mediation_notice(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {
        "requested_by": "申诉人" if given["requested_by"] == "applicant" else "被申诉人", "mediator": given["mediator"],
        "applicant_consent_on": _day(case.applicant_consent_on), "operator_consent_on": _day(case.operator_consent_on),
        "meeting_at": _minute(given["meeting_at"]), "place": given["place"], "tc09_last_day": _last_day(clocks.MEDIATION, case.mediation_on),
    }  # fmt: skip


def mediation_agreement(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {"claim": case.claim, "facts": given["facts"], "terms": _lines(given["terms"]), "mediator": given["mediator"], "agreed_on": _day(on)}


def mediation_ended(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {"began_on": _day(case.mediation_on), "ended_on": _day(on), "reason": given["reasons"]}


def closing_reply(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    said = replies.standing_replies(case)
    position = given["operator_reply"] or "\n".join(f"{one.party.name}：{one.result}" for one in said) or "被申诉人未反馈。"
    return {
        "received_on": _day(case.first_received_on), "accepted_on": _day(case.accepted_on), "claim": case.claim or UNTOLD, "facts": given["facts_found"],
        "replied_on": _day(max((one.replied_on for one in said), default=None)), "operator_reply": position,
        "applicant_view": given["applicant_view"], "result": given["result"],
        "mediation": f"双方同意调解，本机构自{in_words(case.mediation_on)[0]}起组织调解，未达成协议。" if case.mediation_on else "",
    }  # fmt: skip


def withdrawal_note(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {"respondent_name": _operator(case), "withdrawn_on": _day(on), "reason": given["reason"]}


def merger_notice(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    target = Case.objects.select_related("first_office").get(number=given["into"])
    return {
        "respondent_name": _operator(case), "received_on": _day(case.first_received_on), "merged_on": _day(on), "into_code": target.number,
        "into_number": people_number(target.number, target.first_office.short), "reason": given["reasons"],
    }  # fmt: skip


def stop_notice(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {
        "respondent_name": _operator(case), "body_name": given["body_name"], "taken_on": _day(given["taken_on"]),
        "body_reference": given["body_reference"], "reasons": given["reasons"],
    }  # fmt: skip


def investigation_record(case: ComplaintFile, given: Given, addressee: Party | None, on: date) -> Data:
    said = _lines(given["record"])
    officers = [(given["first_officer"].name, given["first_card"]), (given["second_officer"].name, given["second_card"])]
    return {
        "addressee": "存卷", "respondent_name": _operator(case), "started_at": _minute(given["started_at"]), "ended_at": _minute(given["ended_at"]),
        "place": given["place"], "officers": [{"name": name, "card": card} for name, card in officers], "person": given["person"],
        "person_post": given["person_post"], "content": [{"q": q, "a": a} for q, a in zip(said[::2], said[1::2], strict=False)],
    }  # fmt: skip


def testing_request(case: ComplaintFile, given: Given, addressee: Party | None, on: date) -> Data:
    """The request as the head approved it: it is issued at approval, so it carries the decision."""
    return {
        "addressee": case.office.name, "respondent_name": _operator(case), "kind": "approval", "decision": "同意检测。",
        "approver": seats.entrusting_organ(case.office), "subject": given["subject"], "testing_body": given["testing_body"],
        "reasons": given["reasons"], "fee": given["fee"],
    }  # fmt: skip


def report_referral(case: ComplaintFile, given: Given, addressee: Party | None, on: date) -> Data:
    coded = [code for code in case.breach_codes if code in BREACHES]
    return {
        "addressee": seats.office_in(given["violation_province"]).name, "received_on": _day(case.first_received_on), "place": given["place"],
        "breaches": [{"code": BREACHES[code].article.split(" ")[1]} for code in coded], "sanctions": sanctions(coded),
        "facts": given["facts"], "evidence": _lines(given["evidence"]),
    }  # fmt: skip


def report_result(case: ComplaintFile, given: Given, addressee: Party, on: date) -> Data:
    return {
        "received_on": _day(case.first_received_on), "respondent_name": _operator(case), "claim": case.claim, "facts": given["facts"],
        "result": f"{codes.words(codes.REPORT_RESULTS, given['result'])}。{given['reply']}",
    }  # fmt: skip


ENQUIRY_ANSWER = ToComplainant(
    id="enquiry_answer", zh="咨询答复", en="Answer to an enquiry", series="申咨", template="complaints/enquiry_answer", contents=enquiry_answer,
    mandatory=("question", "answer"), basis="令35 13③", fulfils=("TD-008",),
)  # fmt: skip
OPERATOR_FIRST = ToComplainant(
    id="operator_first", zh="先行投诉告知书", en="Notice to go to the operator first", series="申告", template="complaints/operator_first",
    contents=operator_first, mandatory=("asked", "answered", "how", "may_return_on"), basis="令35 10(4)、13①②", fulfils=("TD-006", "TD-007"),
)  # fmt: skip
MATERIAL_NOTICE = ToComplainant(
    id="material_notice", zh="补充材料通知书", en="Request for material", series="申补", template="complaints/material_notice", contents=material_notice,
    mandatory=("items", "how"), basis="令35 12（补正无明文，内部规定；期限继续计算）", certainty="design", fulfils=("TD-005",),
)  # fmt: skip
SEAT_NOTICE = ToComplainant(
    id="seat_notice", zh="移送告知书", en="Notice of sending to the seat body", series="申移", template="complaints/seat_notice", contents=seat_notice,
    mandatory=("received_on", "body_name", "reason"), rests_on=(clocks.ANSWER,), basis="令35 9；电信条例 39①", fulfils=("TD-001",),
)  # fmt: skip
REFUSAL = ToComplainant(
    id="refusal", zh="不予受理通知书", en="Notice of refusal", series="申不受", template="complaints/refusal", contents=refusal,
    mandatory=("claim", "facts", "head", "reasons", "entrusting_organ"), rests_on=(clocks.DECISION,),
    basis="令35 11、14；行政复议法 11(11)(15)、19③、20、23①(3)", certainty="V*", fulfils=("TD-004", "TD-009", "TD-031", "TD-033", "TD-034"),
    appeals=(
        Appeal(
            "60日内申请行政复议", "reconsideration within 60 days", "行政复议法 11(11)(15)、20①、25", time=RECONSIDERATION, body="工业和信息化部",
        ),
    ),
    excuses=(
        Excuse(
            Fault.NO_APPEAL_CLOCK,
            "60日是行政复议程序中申请人的期限，由复议机关收到申请时审查（行政复议法 20①、30①(4)）；申诉至此已经终结，送达日记在送达记录中，供其起算。",
            "The 60 days are the applicant's in reconsideration, examined there when an application comes in (行政复议法 20①, 30①(4)); the complaint has "
            "ended, and the day of service is on record for the count.",
        ),
    ),
)  # fmt: skip
ACCEPTANCE_NOTICE = ToComplainant(
    id="acceptance_notice", zh="受理通知书", en="Notice of acceptance", series="申受", template="complaints/acceptance_notice", contents=acceptance_notice,
    mandatory=("accepted_on", "tc07_last_day", "tc08_last_day", "handler_office"), rests_on=(clocks.DECISION, clocks.FULL_ANSWER, clocks.ANSWER),
    basis="令35 14", certainty="V*", fulfils=("TD-009",),
)  # fmt: skip
TRANSFER_NOTICE = DocumentType(
    id="transfer_notice", zh="转办通知书", en="Notice forwarding the complaint to the operator", series="申转", template="complaints/transfer_notice",
    to=(Role.RESPONDENT,), contents=transfer_notice, mandatory=("accepted_on", "claim", "due_rule"), starts=(clocks.OPERATOR_REPLY,),
    basis="令35 15（原文未见）；个人信息保护法 13①(3)、34；电信条例 65①", certainty="R", fulfils=("TD-011", "TD-022", "TD-035"),
)  # fmt: skip
REDO_NOTICE = DocumentType(
    id="redo_notice", zh="退回重办通知书", en="Notice returning the operator's reply", series="申退", template="complaints/redo_notice",
    to=(Role.RESPONDENT,), contents=redo_notice, mandatory=("transfer_number", "reasons", "due_rule"), starts=(clocks.OPERATOR_REPLY,),
    basis="退回重办（内部规定）", certainty="design", fulfils=("TD-012",),
)  # fmt: skip
SETTLEMENT_NOTE = DocumentType(
    id="settlement_note", zh="和解办结告知书", en="Note of settlement", series="申和", template="complaints/settlement_note", to=BOTH_SIDES, together=True,
    contents=settlement_note, mandatory=("terms", "applicant_confirmed_on", "operator_confirmed_on"), basis="令35 17（原文未见）；电信条例 39①",
    certainty="R", fulfils=("TD-013", "TD-014", "TD-017"),
)  # fmt: skip
MEDIATION_NOTICE = DocumentType(
    id="mediation_notice", zh="调解通知书", en="Notice of mediation", series="申调", template="complaints/mediation_notice", to=BOTH_SIDES, together=True,
    contents=mediation_notice, mandatory=("requested_by", "applicant_consent_on", "operator_consent_on"), rests_on=(clocks.MEDIATION,),
    basis="令35 17-19（原文未见）", certainty="R", fulfils=("TD-014",),
)  # fmt: skip
MEDIATION_AGREEMENT = DocumentType(
    id="mediation_agreement", zh="调解书", en="Mediation agreement", series="申调书", template="complaints/mediation_agreement", to=BOTH_SIDES, together=True,
    contents=mediation_agreement, mandatory=("claim", "facts", "terms", "mediator"), basis="令35 19（原文未见）", certainty="R", fulfils=("TD-014",),
)  # fmt: skip
MEDIATION_ENDED = DocumentType(
    id="mediation_ended", zh="终止调解告知书", en="Notice that mediation has ended", series="申终", template="complaints/mediation_ended", to=BOTH_SIDES,
    together=True, contents=mediation_ended, mandatory=("reason", "ended_on"), basis="令35 19（原文未见）；行政复议法 12(4)", certainty="R",
    fulfils=("TD-014", "TD-032"),
)  # fmt: skip
CLOSING_REPLY = ToComplainant(
    id="closing_reply", zh="答复（办结）告知书", en="Closing reply", series="申复", template="complaints/closing_reply", contents=closing_reply,
    mandatory=("claim", "facts", "operator_reply", "result"), rests_on=(clocks.ANSWER, clocks.FULL_ANSWER), basis="电信条例 39①；令35 17（条号未核）",
    certainty="V*", fulfils=("TD-013", "TD-017"),
)  # fmt: skip
WITHDRAWAL_NOTE = ToComplainant(
    id="withdrawal_note", zh="撤回确认书", en="Confirmation of withdrawal", series="申撤", template="complaints/withdrawal_note", contents=withdrawal_note,
    mandatory=("withdrawn_on",), basis="内部规定", certainty="design",
)  # fmt: skip
MERGER_NOTICE = ToComplainant(
    id="merger_notice", zh="并案告知书", en="Notice of merger", series="申并", template="complaints/merger_notice", contents=merger_notice,
    mandatory=("into_number", "reason"), basis="令35 11(3)", fulfils=("TD-004",),
)  # fmt: skip
STOP_NOTICE = ToComplainant(
    id="stop_notice", zh="终止处理告知书", en="Notice that handling stops", series="申止", template="complaints/stop_notice", contents=stop_notice,
    mandatory=("body_name", "taken_on", "reasons"), basis="令35 11(4)", fulfils=("TD-004",),
)  # fmt: skip
INVESTIGATION_RECORD = DocumentType(
    id="investigation_record", zh="调查笔录", en="Record of investigation", series="申调查", template="complaints/investigation_record", to=(),
    contents=investigation_record, mandatory=("officers", "person", "content"), basis="令35 21-25（原文未见）；电信条例 65①", certainty="R",
    fulfils=("TD-015", "TD-022"),
)  # fmt: skip
TESTING_REQUEST = DocumentType(
    id="testing_request", zh="检测鉴定批准书", en="Approval of testing", series="申检", template="complaints/testing_request", to=(),
    contents=testing_request, mandatory=("subject", "testing_body", "reasons", "approver"), basis="令35 21-25（原文未见）", certainty="R", fulfils=("TD-015",),
)  # fmt: skip
REPORT_REFERRAL = DocumentType(
    id="report_referral", zh="违法行为线索移送函", en="Referral of a violation", series="申函", template="complaints/report_referral", to=(),
    contents=report_referral, mandatory=("place", "breaches", "facts"), basis="工信部政法〔2023〕30号 2、4；电信条例 71、73、74",
    fulfils=("TD-023", "TD-024", "TD-025", "TD-027", "TD-028"),
)  # fmt: skip
REPORT_RESULT = ToComplainant(
    id="report_result", zh="举报处理结果告知书", en="Result of a report", series="举复", template="complaints/report_result", contents=report_result,
    mandatory=("claim", "facts", "result"), rests_on=(clocks.REPORT,), basis="工信部政法〔2023〕30号", certainty="S", fulfils=("TD-030",),
)  # fmt: skip

PAPERS: tuple[DocumentType, ...] = (
    ENQUIRY_ANSWER, OPERATOR_FIRST, MATERIAL_NOTICE, SEAT_NOTICE, REFUSAL, ACCEPTANCE_NOTICE, TRANSFER_NOTICE, REDO_NOTICE, SETTLEMENT_NOTE,
    MEDIATION_NOTICE, MEDIATION_AGREEMENT, MEDIATION_ENDED, CLOSING_REPLY, WITHDRAWAL_NOTE, MERGER_NOTICE, STOP_NOTICE, INVESTIGATION_RECORD,
    TESTING_REQUEST, REPORT_REFERRAL, REPORT_RESULT,
)  # fmt: skip
