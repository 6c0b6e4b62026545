"""What a case that grows out of another is filed with: a split matter, a report of a violation."""

from typing import Any

from casework.complaints import effects
from casework.complaints.file import ComplaintFile

Given = dict[str, Any]


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def second_matter(case: ComplaintFile, given: Given) -> Given:
    """Input of `file` for a matter split off: the same person, the operator and the words of the split, the day of the first receipt."""
    said = {name: given[name] for name in ("title", "claim", "facts", "category")}
    return said | effects.contact(case) | {
        "respondent": given["respondent"].code, "event_on": _iso(given["event_on"] or case.event_on), "office": case.office.code, "channel": case.channel,
        "first_received_on": _iso(case.first_received_on), "own_matter": case.own_matter, "settled_before": case.settled_before,
        "other_body": case.other_body, "operator_complained_on": _iso(case.operator_complained_on),
        "operator_answered_on": _iso(case.operator_answered_on), "operator_answer": case.operator_answer,
    }  # fmt: skip


def report(case: ComplaintFile, given: Given) -> Given:
    """Input of `file_report` for a lead out of a complaint. The complainant becomes its reporter only where they reported it by name."""
    reporter = effects.contact(case) if given["at_users_request"] else {}
    named: Given = {name: reporter[name] for name in ("applicant_name", "applicant_phone", "applicant_email", "electronic_service") if name in reporter}
    return named | {
        "respondent": case.respondent.code if case.respondent else "", "violation_province": given["violation_province"],
        "breach_codes": list(case.breach_codes), "claim": "办理申诉中发现的违法行为线索，请依法查处。", "facts": given["facts"],
    }  # fmt: skip
