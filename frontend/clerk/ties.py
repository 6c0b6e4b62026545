"""Cases that belong together, in words; and where a petition may be led."""

from collections.abc import Iterable

from casework import leading, reading
from casework.cases.case import Case
from casework.cases.ledger import Entry
from frontend.language import word

# The tie as the file says it: where the other came out of this one, and the other way round.
SAID = {
    "led into": (("已导入", "Led into"), ("由信访导入，来自", "Led in from the petition")),
    "reviewed in": (("复查案件", "Reviewed in"), ("复查的是", "Review of")),
    "rechecked in": (("复核案件", "Rechecked in"), ("复核的是", "Recheck of")),
    "split into": (("分出", "Split into"), ("分自", "Split from")),
    "report of": (("另立举报", "Report opened"), ("线索来自", "Report out of")),
    "merged into": (("并入", "Merged into"), ("并入本案的", "Merged into this")),
    "repeat of": (("重复", "Repeats"), ("被重复提出", "Repeated by")),
}
WAYS = {
    "complaint": ("导入电信用户申诉，另立案件", "Lead into a telecom complaint"),
    "reconsideration": ("导入行政复议，另立案件", "Lead into a reconsideration"),
}


def told(case: Case, entries: Iterable[Entry]) -> list[tuple[str, Case]]:
    """Each tie in words with the other case."""
    return [(_said(why, onward), other) for why, onward, other in reading.linked(case, entries)]


def ways(can: Iterable[str]) -> list[tuple[str, str]]:
    """(kind, words) of the procedures this case may be led into, where the reader can take the step."""
    return [(kind, word(*WAYS[kind])) for kind in leading.ways()] if leading.LED in can else []


def _said(why: str, onward: bool) -> str:
    there = SAID.get(why)
    return word(*there[0 if onward else 1]) if there else word("关联", "Linked with")
