"""Contents of the papers that end a case or follow its end (行政复议法 35, 40, 61–77, 85, 86)."""

from datetime import date

from casework.cases.case import Case
from casework.cases.parties import Party
from casework.people.roles import Role
from casework.reconsideration import clocks, codes
from casework.reconsideration.papers import (
    Data,
    Given,
    against_itself,
    day,
    decide_by,
    found,
    issuer,
    known,
    last_day,
    lines,
    listed_parties,
    matter,
    meant,
    one_line,
    regulation,
    required,
    text,
    told,
)

DECISION = "行政复议决定书"


def _results(given: Given) -> list[Data]:
    """Every result with its heads; a result that has heads and rests on none, or orders something without a term, is refused."""
    ordered = []
    results = [result for result in codes.RESULTS if result.code in given["results"]]
    if unknown := set(given["results"]) - {result.code for result in results}:
        raise KeyError(*sorted(unknown))
    for result in results:
        heads = [head for head in result.heads if head.code in given["heads"]]
        if result.heads:
            required(DECISION, result.article, heads=heads)
        if result.term:
            required(DECISION, result.article, term=one_line(given.get("term")))
        ordered += [
            {"code": result.code, "article": head.cited, "words": head.zh, "what": result.what} for head in (heads or [result])
        ]  # fmt: skip
    return ordered


def _decided(case: Case, given: Given) -> Data:
    only_procedure = not set(given["heads"]) & ({head.code for head in codes.ANNULMENTS} - {codes.PROCEDURE})
    return matter(case, given) | {
        "parties": listed_parties(case), "received_on": day(known(case, given, "received_on")), "accepted_on": day(known(case, given, "accepted_on")),
        "procedure": found(codes.PROCEDURES, known(case, given, "procedure") or codes.ORDINARY), "decide_by": decide_by(case, given),
        "claim": text(known(case, given, "claim")), "applicant_reasons": text(given["applicant_reasons"]), "answer": text(known(case, given, "answer")),
        "third_party_view": text(given.get("third_party_view")), "facts": text(given["facts"]), "evidence": lines(given["evidence"]),
        "reasons": text(given["reasons"]), "results": _results(given), "orders": lines(given["orders"]), "term": one_line(given.get("term")),
        "redo_bar": "yes" if "redo" in given["results"] and not only_procedure else "",
        "consent": found(codes.CONSENT, "collective" if given.get("by_collective") else given.get("consent", "head")),
        "heard_on": day(told(case, given, "heard_on", "hearing_on")), "committee": text(told(case, given, "committee", "advice")),
        "norm": text(given.get("norm_told")),
    }  # fmt: skip


def decision(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    """On an act of an administration; the ministry's own acts have a paper of their own, because it tells of one remedy more."""
    return None if against_itself(case) else _decided(case, given)


def decision_on_own_act(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    """On an act of the ministry itself (25(1))."""
    return _decided(case, given) | {"own_act": "yes"} if against_itself(case) else None


def mediation_agreement(case: Case, given: Given, addressee: Party, on: date) -> Data:
    return matter(case, given) | {
        "parties": listed_parties(case), "accepted_on": day(known(case, given, "accepted_on")), "claim": text(known(case, given, "claim")),
        "facts": text(given["facts"]), "reasons": text(given["reasons"]), "terms": lines(given["terms"]), "third_party": one_line(given.get("third_party")),
        "regulation_place": regulation(case, "50②"),
    }  # fmt: skip


def withdrawal_permit(case: Case, given: Given, addressee: Party, on: date) -> Data:
    return matter(case, given) | {
        "accepted_on": day(known(case, given, "accepted_on")), "withdrawn_on": day(known(case, given, "withdrawn_on")), "reason": text(given.get("reason")),
        "terms": lines(given.get("terms")), "checked": text(given["checked"]), "permitted_on": day(on),
    }  # fmt: skip


def opinion_letter(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    """To the respondent, or to the other organ that the form names."""
    named = meant(given, addressee) if given.get("organ") else addressee.role == Role.RESPONDENT
    if not named:
        return None
    return matter(case, given) | {
        "found_act": text(given["found_act"]), "facts": text(given["facts"]), "law": text(given["law"]), "reasons": text(given["reasons"]),
        "opinions": lines(given["opinions"]), "served_on": day(on), "report_by": last_day(clocks.OPINION_REPORT, on),
    }  # fmt: skip


def performance_order(case: Case, given: Given, addressee: Party, on: date) -> Data:
    return matter(case, given) | {
        "instrument": found(codes.INSTRUMENTS, given["instrument"]), "instrument_number": one_line(given["instrument_number"]),
        "instrument_served_on": day(given["instrument_served_on"]), "duty": lines(given["duty"]), "reasons": text(given["reasons"]),
        "perform_by": day(given["perform_by"]), "measures": lines(given.get("measures")),
    }  # fmt: skip


def resume_order(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    if not meant(given, addressee):
        return None
    return issuer(case) | {
        "their_case": one_line(given["their_case"]), "suspended_on": day(given["suspended_on"]),
        "facts": text(given["facts"]), "reasons": text(given["reasons"]), "report_by": day(given.get("report_by")),
    }  # fmt: skip


def correction_order(case: Case, given: Given, addressee: Party, on: date) -> Data | None:
    if not meant(given, addressee):
        return None
    return issuer(case) | {
        "their_case": one_line(given["their_case"]), "ground": found(codes.INACTION, given["ground"]),
        "facts": text(given["facts"]), "reasons": text(given["reasons"]), "correction": lines(given["correction"]),
        "taken_up": "yes" if given.get("taken_up") else "", "report_by": day(given.get("report_by")),
    }  # fmt: skip


def lead_referral(case: Case, given: Given, addressee: Party | None, on: date) -> Data:
    """It stays out of the parties' sight: it names its addressee and is nobody's paper in the case."""
    return matter(case, given) | {
        "addressee": one_line(given["addressee"]), "ground": found(codes.LEADS, given["ground"]), "persons": lines(given["persons"]),
        "facts": text(given["facts"]), "evidence": lines(given.get("evidence")), "attachments": lines(given.get("attachments")),
    }  # fmt: skip
