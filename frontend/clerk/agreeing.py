"""How far the two sides have come with a settlement or a mediation: whose word is still awaited, or that the handler may go on."""

from dataclasses import dataclass
from typing import Any

from casework import catalogue
from frontend import words
from frontend.language import of, word

Pair = tuple[str, str]
# The step that records it; the days of the complainant's and of the operators' word; what it is, what a side did.
AGREEMENTS: tuple[tuple[str, str, str, Pair, Pair], ...] = (
    ("reconcile", "applicant_confirmed_on", "operator_confirmed_on", ("和解", "Settlement"), ("确认", "confirmed")),
    ("open_mediation", "applicant_consent_on", "operator_consent_on", ("调解", "Mediation"), ("同意", "agreed")),
)


@dataclass(frozen=True)
class Agreement:
    """A sentence; `step` and `go` name the step that is due now where both sides have spoken, and are empty before."""

    said: str
    step: str = ""
    go: str = ""


def under_way(case: Any) -> list[Agreement]:
    """What stands between the two sides while the step that would record it can be taken. No query."""
    found = []
    for name, theirs, operators, what, did in AGREEMENTS:
        step = catalogue.steps(case.kind).get(name)
        applicant, operator = case.asked(theirs), case.asked(operators)
        if step is None or case.state not in step.sources or not (applicant or operator):
            continue
        zh, en = what
        done, done_en = did
        if applicant and operator:
            said = word(
                f"{zh}：双方都已{done}（申诉人 {words.day(applicant)}，企业 {words.day(operator)}）。",
                f"{en}: both sides {done_en} (complainant {words.day(applicant)}, operator {words.day(operator)}).",
            )
            found.append(Agreement(said, name, word(f"请办“{of(step)}”", f"Now: {of(step)}")))
        elif applicant:
            day = words.day(applicant)
            said = word(f"{zh}：申诉人 {day} 已{done}，等企业{done}。", f"{en}: the complainant {done_en} {day}; waiting for the operator.")
            found.append(Agreement(said))
        else:
            day = words.day(operator)
            said = word(f"{zh}：企业 {day} 已{done}，等申诉人{done}。", f"{en}: the operator {done_en} {day}; waiting for the complainant.")
            found.append(Agreement(said))
    return found
