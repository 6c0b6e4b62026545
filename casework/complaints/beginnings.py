"""What the forms of steps begin with: what the file says already, so that nobody writes it twice. Whoever takes the step may change every word."""

from typing import Any

from casework.complaints import replies
from casework.complaints.file import ComplaintFile

ASKED_FIRST = (
    "operator_complained", "operator_complained_on", "operator_answered_on", "operator_answer", "operator_satisfied", "category", "event_on", "own_matter",
)  # fmt: skip


def class_told(case: ComplaintFile) -> dict[str, Any]:
    """The class that the filing gave."""
    return {"category": case.category}


def told_before(case: ComplaintFile) -> dict[str, Any]:
    """What the complainant said of the operator, of the event and of the class."""
    return {name: getattr(case, name) for name in ASKED_FIRST}


def replied(case: ComplaintFile) -> dict[str, Any]:
    """The operator's standing reply as the answer to the complainant; of two operators each with its name."""
    said = replies.standing_replies(case)

    def of(name: str) -> str:
        if len(said) == 1:
            return str(getattr(said[0], name))
        return "\n".join(f"{one.party.name}：{getattr(one, name)}" for one in said if getattr(one, name))

    return {"facts_found": of("facts"), "result": of("result"), "applicant_view": of("complainant_view")}


def facts_replied(case: ComplaintFile) -> dict[str, Any]:
    """The facts as the operator found them, for the mediation agreement."""
    return {"facts": replied(case)["facts_found"]}
