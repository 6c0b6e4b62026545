"""What each paper of a petition holds (信访): read from what the step was given, else from the case's own column of that name.

A head is looked up in the law's list, so that a paper prints its words, its article and its text; a code of another list leaves it empty, and the paper
is refused.
"""

from datetime import date

from casework.cases.case import Case
from casework.cases.parties import Party
from casework.cases.refusals import refused
from casework.petitions import clocks, heads
from casework.petitions.reading import Data, Given, cited, contact_of, day_of, head_of, heads_of, known, last_day_of, lines, minute_of, of_matter, told

MINISTRY, MINISTRY_NAME = "00", "工业和信息化部"
NEXT_ABOVE = "上一级机关、单位（条例未指明具体机关，待核）"
WRITTEN = "书面提出，原件附后。"


def _open_only(case: Case) -> None:
    """An accusation leaves the house only by its own papers (30③)."""
    if case.sealed:
        raise refused(
            "accusation", "检举控告事项不得以普通函件转送，应当使用检举控告移送函。", "An accusation is sent on by its own referral only.", "信访工作条例 30③",
        )  # fmt: skip


def superior(case: Case) -> str:
    """The next unit above, which hears a review (35, 36①). For the ministry's own opinions no clause was seen."""
    return f"{MINISTRY_NAME}的{NEXT_ABOVE}" if case.office.province == MINISTRY else MINISTRY_NAME


# ---- coming in ----


def registration(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    channel = given.get("channel") or case.asked("channel") or ""
    oral = channel in heads.ORAL
    return of_matter(case, given) | {
        "channel": dict(heads.CHANNELS).get(channel, ""), "petitioner": given.get("petitioner") or case.applicant_name or known(case, given, "unnamed"),
        "address": known(case, given, "petitioner_address") or "", "phone": known(case, given, "petitioner_phone") or "", "oral": oral,
        "statement": given.get("statement") or ("" if oral else WRITTEN), "representatives": lines(given.get("representatives")),
        "place": given.get("place") or "", "sender": told(case, given, "sender", "sent_from") or "", "sender_number": given.get("sender_number") or "",
        "registered_by": given.get("registered_by") or "",
    }  # fmt: skip


def _received(case: Case, given: Given) -> Data:
    return {
        "received_on": day_of(known(case, given, "received_on")), "sender": told(case, given, "sender", "sent_from"), "claim": known(case, given, "claim"),
        "handler_office": known(case, given, "handler_office"), "handler_contact": given.get("handler_contact") or contact_of(case.office),
        "query_how": given.get("query_how") or "",
    }  # fmt: skip


def acceptance_notice(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    accepted_on = known(case, given, "accepted_on")
    return _received(case, given) | {"accepted_on": day_of(accepted_on), "pt05_last_day": last_day_of(clocks.HANDLING, accepted_on)}


def receipt_notice(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return _received(case, given) | {"head": head_of(heads.RECEIPTS, told(case, given, "head", "receipt_head")), "route": given["route"]}


def _sent_on(case: Case, given: Given) -> Data:
    _open_only(case)
    return of_matter(case, given) | {
        "addressee": known(case, given, "to_body"), "petitioner_address": known(case, given, "petitioner_address") or "",
        "petitioner_phone": known(case, given, "petitioner_phone") or "",
        "reasons": given["reasons"], "requirement": given.get("requirement") or "", "attachments": lines(given.get("attachments")),
    }  # fmt: skip


def forwarding_letter(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return _sent_on(case, given)


def assignment_letter(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return _sent_on(case, given) | {"report_by": day_of(given["report_by"]), "report_holds": lines(given.get("report_holds"))}


def destination_notice(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "received_on": day_of(told(case, given, "received_on", "first_received_on")), "sender": given.get("sender") or "",
        "manner": "交办" if given.get("report_by") else "转送", "body_name": known(case, given, "to_body"),
        "body_contact": given.get("body_contact") or "", "sent_on": day_of(on), "reasons": given["reasons"],
    }  # fmt: skip


def redirection_notice(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "received_on": day_of(known(case, given, "received_on")), "head": head_of(heads.REDIRECTIONS, given["head"]), "reasons": given["reasons"],
        "body_name": given["body_name"], "body_contact": given.get("body_contact") or "",
    }  # fmt: skip


def refusal(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "received_on": day_of(known(case, given, "received_on")), "claim": known(case, given, "claim"), "head": head_of(heads.REFUSALS, given["head"]),
        "reasons": given["reasons"], "body_name": given["body_name"], "body_contact": given.get("body_contact") or "", "taken_on": day_of(given["taken_on"]),
        "handled_until": day_of(given["handled_until"]),
    }  # fmt: skip


def not_taken_again(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "received_on": day_of(known(case, given, "received_on")), "claim": known(case, given, "claim"),
        "head": head_of(heads.FINAL, told(case, given, "head", "final_head")),
        "reasons": given["reasons"], "recheck_body": given["recheck_body"], "recheck_number": given["recheck_number"],
        "recheck_on": day_of(given["recheck_on"]),
    }  # fmt: skip


def objection(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    received_on = known(case, given, "received_on")
    return {
        "addressee": told(case, given, "sender", "sent_from"), "sender_number": told(case, given, "sender_number", "sent_number"),
        "received_on": day_of(received_on), "claim": known(case, given, "claim"),
        "pt04_last_day": last_day_of(clocks.OBJECTION, received_on),
        "head": head_of(heads.OBJECTIONS, told(case, given, "head", "objection_head")), "reasons": given["reasons"],
        "competent_body": given.get("competent_body") or "", "attachments": lines(given.get("attachments")),
    }  # fmt: skip


def objection_answer(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "addressee": known(case, given, "to_body"), "objection_number": known(case, given, "objection_number"),
        "objection_on": day_of(known(case, given, "objection_on")),
        "answer": {"agreed": "核实同意，请交还相关材料", "not_agreed": "核实后不同意交还，请继续办理"}.get(given["answer"], ""), "reasons": given["reasons"],
    }  # fmt: skip


def procedure_notice(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return of_matter(case, given) | {
        "head": head_of(heads.PROCEDURES, given["head"]), "reasons": given["reasons"], "procedure": given["procedure"],
        "procedure_basis": cited(given["procedure_basis"]), "body_name": given["body_name"], "body_contact": given.get("body_contact") or "",
        "how": given.get("how") or "", "time": given.get("time") or "", "linked_number": given.get("linked_number") or "",
    }  # fmt: skip


# ---- accusations: nothing of them reaches the accused (30③) ----


def accusation_referral(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    """`accused`: one name a line. A body whose name holds that of one accused, or is held in it, is taken for the accused's own."""
    accused, to = lines(given["accused"]), given["to_body"] or ""
    barred = [*accused, case.respondent.name] if case.respondent else accused
    if to and any(name in to or to in name for name in barred):
        raise refused(
            "accused", "不得将检举控告材料转给被检举、控告的人员或者单位。", "An accusation never goes to the person or unit accused.", "信访工作条例 30③",
        )  # fmt: skip
    return of_matter(case, given) | {
        "addressee": to, "accused": "、".join(accused), "reasons": given["reasons"], "attachments": lines(given.get("attachments")),
        "petitioner": given.get("petitioner") or case.applicant_name, "petitioner_phone": given.get("petitioner_phone") or "",
    }  # fmt: skip


def accusation_feedback(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {"received_on": day_of(known(case, given, "received_on")), "body_name": given["body_name"], "feedback": given["feedback"]}


# ---- handling ----


def extension_notice(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    accepted_on, days = known(case, given, "accepted_on"), given["days"] or 0
    changes = [change for entry in case.rows("entries") for change in entry.facts.get("clocks", ())]
    before = sum(change["days"] for change in changes if change["change"] == "extend" and change["rule"] == clocks.HANDLING.id)
    return {
        "accepted_on": day_of(accepted_on), "days": days, "in_all": before + days, "reasons": given["reasons"],
        "old_last_day": last_day_of(clocks.HANDLING, accepted_on, more=before), "new_last_day": last_day_of(clocks.HANDLING, accepted_on, more=before + days),
    }  # fmt: skip


def hearing_notice(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "stage": "复核" if told(case, given, "recheck", "rechecks") else "办理", "recheck": bool(told(case, given, "recheck", "rechecks")),
        "meeting_at": minute_of(given["meeting_at"]),
        "place": given["place"], "matters": lines(given["matters"]), "chair": given.get("chair") or "", "bring": lines(given.get("bring")),
        "reply_by": day_of(given.get("reply_by")),
    }  # fmt: skip


def hearing_record(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    said = lines(given["record"])
    return {
        "recheck": bool(told(case, given, "recheck", "rechecks")), "started_at": minute_of(given["started_at"]),
        "ended_at": minute_of(given["ended_at"]), "place": given["place"],
        "chair": given["chair"], "recorder": given["recorder"], "present": lines(given["present"]), "matters": lines(given["matters"]), "record": said,
    }  # fmt: skip


def _opinion(case: Case, given: Given) -> Data:
    return of_matter(case, given) | {
        "found": given["found"], "opinion": given["opinion"], "legal_basis": cited(given["legal_basis"]), "request_how": given.get("request_how") or "",
    }  # fmt: skip


def opinion(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return _opinion(case, given) | {
        "accepted_on": day_of(known(case, given, "accepted_on")), "result": head_of(heads.RESULTS, given["result"]), "heard": given.get("heard") or "",
        "execution": given.get("execution") or "", "hearing_on": day_of(known(case, given, "hearing_on")), "supported": given["result"] == heads.SUPPORTED,
        "hardship": given.get("hardship") or "",
    }  # fmt: skip


def simple_opinion(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    accepted_on = known(case, given, "accepted_on")
    return _opinion(case, given) | {
        "accepted_on": day_of(accepted_on), "head": head_of(heads.SIMPLE, known(case, given, "head")),
        "pt12_last_day": last_day_of(clocks.SIMPLE_OPINION, accepted_on),
    }  # fmt: skip


def _agreement(case: Case, given: Given) -> Data:
    _open_only(case)
    return {
        "claim": known(case, given, "claim"), "facts": known(case, given, "facts"), "other_party": given["other_party"], "terms": lines(given["terms"]),
        "agreed_on": day_of(given.get("agreed_on")),
    }  # fmt: skip


def mediation_agreement(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    consents = {"petitioner_consent_on": day_of(given["petitioner_consent_on"]), "other_consent_on": day_of(given["other_consent_on"])}
    return _agreement(case, given) | consents | {"agreed_on": day_of(on), "mediator": given["mediator"]}


def settlement_agreement(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return _agreement(case, given) | {"witness": given.get("witness") or ""}


def suggestion_reply(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    outcome = given["outcome"]
    return {
        "received_on": day_of(known(case, given, "received_on")), "suggestion": known(case, given, "claim"), "study": given["study"],
        "outcome": head_of(heads.SUGGESTIONS, outcome), "reasons": given["reasons"], "measures": given.get("measures") or "",
        "reward": given.get("reward") or "",
    }  # fmt: skip


# ---- review and recheck ----


def review_opinion(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    requested_on = known(case, given, "requested_on")
    return _opinion(case, given) | {
        "requested_on": day_of(requested_on), "first_body": known(case, given, "first_body"), "first_number": known(case, given, "first_number"),
        "first_on": day_of(known(case, given, "first_on")), "objections": told(case, given, "objections", "disputed"),
    }  # fmt: skip


def recheck_opinion(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return review_opinion(case, given, addressee, on) | {
        "first_opinion": known(case, given, "first_opinion"), "hearing_days": given.get("hearing_days") or "", "publication": given.get("publication") or "",
    }  # fmt: skip


# ---- to those above, beside and below ----


def closing_report(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return of_matter(case, given) | {
        "addressee": told(case, given, "sender", "sent_from"), "sender_number": told(case, given, "sender_number", "sent_number"),
        "report_by": day_of(known(case, given, "report_by")), "found": given["found"], "result": given["result"],
        "opinion_number": given.get("opinion_number") or "", "served_on": day_of(given.get("served_on")),
        "petitioner_view": given.get("petitioner_view") or "", "attachments": lines(given.get("attachments")),
    }  # fmt: skip


def execution_letter(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "addressee": given["to_body"], "opinion_number": known(case, given, "opinion_number"),
        "opinion_on": day_of(known(case, given, "opinion_on")), "measures": lines(given["measures"]),
        "execute_by": day_of(given.get("execute_by")), "report_by": day_of(given.get("report_by")),
    }  # fmt: skip


def supervision_letter(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "addressee": given["to_body"], "faults": heads_of(heads.SUPERVISIONS, given["heads"]),
        "facts": given["found"], "suggestions": lines(given["suggestions"]), "reply_by": day_of(given.get("reply_by")),
    }  # fmt: skip


def supervision_feedback(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    """`adopted`: one line a suggestion, in the order of the letter: what was adopted, what was done, why not."""
    return {
        "addressee": told(case, given, "sender", "sent_from"), "sender_number": told(case, given, "sender_number", "supervision_number"),
        "adopted": lines(given["adopted"]), "state": given["state"],
        "attachments": lines(given.get("attachments")),
    }  # fmt: skip


def urgent_report(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "addressee": given["government"], "competent": given["competent"], "conference": given["conference"],
        "copies": [body for body in (given["competent"], given["conference"]) if body], "happened_at": minute_of(given["happened_at"]), "place": given["place"],
        "facts": given["found"], "effects": given["effects"], "measures": given["measures"],
    }  # fmt: skip


def disorder_record(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    return {
        "started_at": minute_of(given["started_at"]), "ended_at": minute_of(given.get("ended_at")), "place": given["place"], "person": given["person"],
        "conduct": heads_of(heads.DISORDERS, given["heads"]), "facts": given["found"], "said": given["said"],
        "staff": lines(given["staff"]), "outcome": given["outcome"], "police": given.get("police") or "",
    }  # fmt: skip
