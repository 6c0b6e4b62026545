"""A step that opened another case stays: what was asked for above is decided there, and voiding the request would leave that case without its ground."""

from typing import TYPE_CHECKING, Any

from casework.cases.grounds import Ground, Met, Unmet
from casework.cases.rectification import BASIS, last_effective
from casework.cases.steps import steps_of

if TYPE_CHECKING:
    from casework.cases.case import Case


def _opened_nothing(case: "Case", given: dict[str, Any], on: Any) -> Met | Unmet:
    entry = last_effective(case)
    step = next((one for one in steps_of(type(case)) if entry is not None and one.name == entry.step), None)
    if step is None or step.opens is None:
        return Met()
    return Unmet(
        f"“{step.zh}”已经另立案件，由受理该案的机关办理，原机关不能以更正使它失去依据。",
        f"'{step.en}' opened a case of its own: it is for the office that has that case, and cannot be voided from here.",
    )


OPENED_NOTHING = Ground("opened-nothing", BASIS, "所指步骤没有另立案件", "The step named opened no other case", _opened_nothing, "design")
