"""For readers outside the office, citizens and operators: the same facts without the house's codes and the law's shorthand."""

import re
from collections.abc import Iterable
from typing import Any

from frontend import words
from frontend.language import english, of, word

Pair = tuple[str, str]
READING = re.compile(r"（A-[A-Z]+）| \(A-[A-Z]+\)| \[A-[A-Z]+\]")  # the code of a reading, beside its words
# What the working of a date says for officers, and what it says to others.
SAID: dict[Pair, Pair] = {
    ("内部期限，条文待核；逾期不作为违法显示。", "House limit, article to be confirmed; passing it is not shown as a breach of law."): (
        "这是监管机构自定的期限，不是法律规定的；过了不算违法。", "A limit the regulator sets itself, not one of law: passing it breaches no law.",
    ),
    ("所见条文没有逾期视为受理的规定。", "The text seen has no deemed acceptance."): (
        "过了这一天还没有决定，不等于已经受理。", "No decision by that day does not mean that the complaint was taken up.",
    ),
    ("条例没有中止或者延长的规定；逾期不答复的，可以申请行政复议（复议前置）。",
     "The Regulations know no suspension and no extension; silence opens reconsideration, which must come before a lawsuit."): (
        "这个期限不能暂停，也不能延长。过了还没有答复，可以申请行政复议；要起诉，得先复议。",
        "This time cannot be stopped or extended. Without an answer by then, apply for reconsideration; it must come before a lawsuit.",
    ),
}  # fmt: skip
TO_OTHERS = {officers[at]: others[at] for officers, others in SAID.items() for at in (0, 1)}
SHORTHAND: tuple[Pair, ...] = (
    ("令35", "电信用户申诉处理办法"), ("原文未见", "条文待核"), ("条号未核", "条文待核"), ("text not seen", "text to be confirmed"),
    ("article number not verified", "text to be confirmed"),
)  # fmt: skip
# A ground is written for the file; the complainant reads it as said to them.
TO_COMPLAINANTS: tuple[Pair, ...] = (
    ("被申诉人", "企业"), ("申诉人", "您"), ("尚未届满", "还没有到"), ("申诉事项发生于", "事情发生于"), ("提起申诉为", "申诉是在"), ("申诉事项", "这件事"),
)  # fmt: skip
# An operator's own steps, the states and the history from where it stands.
STEPS: dict[str, Pair] = {"operator_reply": ("反馈处理情况", "Your reply")}
STATES: dict[str, Pair] = {
    "forwarded": ("等企业反馈", "reply awaited"), "objected": ("异议核实中", "objection looked into"),
    "operator_replied": ("监管机构审核中", "with the regulator"), "terminated": ("调解未成", "no agreement"), "replied": ("已办结", "closed"),
}  # fmt: skip
DID: dict[str, Pair] = {
    "forward": ("{who}把本件转给贵单位。", "{who} forwarded the complaint to you."),
    "return_reply": ("{who}退回了反馈，请重新办理。", "{who} sent the reply back to be redone."),
    "overrule_objection": ("{who}认定异议不成立，请继续办理。", "{who} overruled the objection: the matter stays yours."),
}  # fmt: skip
RULES: dict[str, Pair] = {"TC-06": ("反馈处理情况", "your reply")}


def sentences(rule: str, said: Iterable[str]) -> list[str]:
    """The working of a date without the codes of rules and readings."""
    return [TO_OTHERS.get(one) or article(READING.sub("", one.removeprefix(f"{rule} "))) for one in said]


def to_complainant(text: str) -> str:
    """A ground's sentence as it is said to the complainant."""
    if english():
        return text
    for office, plain in TO_COMPLAINANTS:
        text = text.replace(office, plain)
    return text


def article(text: str) -> str:
    """The law by its name, and that its text is still to be checked."""
    for shorthand, plain in SHORTHAND:
        text = text.replace(shorthand, plain)
    return text


def step(declared: Any) -> str:
    """A step's name to an operator."""
    return word(*STEPS[declared.name]) if declared.name in STEPS else of(declared)


def state(case: Any) -> str:
    """A state's words to an operator."""
    return word(*STATES[case.state]) if case.state in STATES else words.state(case)


def rule(case: Any, id: str) -> str:
    """What is owed by a rule of time, to an operator."""
    return word(*RULES[id]) if id in RULES else words.rule(case, id)
