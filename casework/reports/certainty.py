"""How certain the text of a rule is, in words a lawyer can act on."""

from casework.cases.limits import REGULATION_OF_2007_ENDED, TimeLimit

SEEN = "V"
LOCAL = "V-c.u."
CONFIRM = ("待律师确认", "for a lawyer to confirm")
HOUSE_LIMIT = ("内部时限，条文待核", "house limit, article to be confirmed")

# Certainty -> (zh, en). V, the verbatim text of the instrument, is the only one that needs no word.
WORDS = {
    "V*": ("主管部门网页所载原文，条号待核", "wording seen on a regulator's page, article number not shown there"),
    "S": ("仅见转述，原文未见", "secondary source only, text not seen"),
    "R": ("凭记忆，原文未见", "recollection only, text not seen"),
    "V-2007": ("2007 年文本；2026-07-01 起的修订文本未见", "text of 2007; the text in force from 2026-07-01 not seen"),
    LOCAL: ("地方性法规公开副本，现行有效性未核实", "public copy of a local regulation, currency not verified"),
    "design": ("本系统的内部规定，无明文", "house rule of this system, no text behind it"),
}
LANGUAGES = ("zh", "en")
LEGEND = (
    "未标记的为法条原文 [V]；其余均待律师确认。Unmarked is verbatim law [V]; what carries a mark is for a lawyer to confirm.",
    *(f"[{code}] {zh}，{CONFIRM[0]} {en}" for code, (zh, en) in WORDS.items()),
    f"「{HOUSE_LIMIT[0]}」只作内部提醒，逾期不作为违法 alarms the office, is never shown as a breach of law",
)


def mark(certainty: str, *, lang: str = "zh") -> str | None:
    """What to print beside a rule that is not [V], with its certainty; None where the text was seen."""
    if certainty == SEEN:
        return None
    at = LANGUAGES.index(lang)
    words = WORDS.get(certainty, ("含义未列明", "not explained"))[at]
    return f"[{certainty}] {words}，{CONFIRM[at]}" if lang == "zh" else f"[{certainty}] {words}, {CONFIRM[at]}"


def tag(certainty: str) -> str:
    """The short form beside an id: "" for [V], else " [R]"."""
    return "" if certainty == SEEN else f" [{certainty}]"


def of_limit(limit: TimeLimit) -> str:
    """The certainty of a clock. Every provincial text was seen in a public copy only, whose currency is open; it counts as law all the same."""
    return LOCAL if limit.province and limit.certainty == SEEN else limit.certainty


def limit_mark(limit: TimeLimit, *, lang: str = "zh") -> str | None:
    """As `mark`, with the label of a house limit in front where the clock is one."""
    words = mark(of_limit(limit), lang=lang)
    if words is None or not limit.house:
        return words
    at = LANGUAGES.index(lang)
    label = HOUSE_LIMIT[at]
    if limit.certainty == "V-2007":
        label = (f"{REGULATION_OF_2007_ENDED} 起为{label}", f"from {REGULATION_OF_2007_ENDED} a {label}")[at]
    return ("；", "; ")[at].join((label, words))
