"""What was proved of a rulebook, for reading at a terminal and for programs: each finding a sentence with its article."""

from typing import Any

from casework.cases.documents import DocumentType
from casework.cases.excuses import Excuse, Fault
from casework.cases.limits import TimeLimit
from casework.people.roles import Role
from casework.reports.proving import Finding, Proof, Subject, name_of
from casework.reports.rulebook import TITLES
from casework.reports.rulebook_text import Line, block
from casework.reports.walking import Rules

SENTENCES = {
    Fault.UNREACHED: ("没有步骤通向状态{it}。", "No way leads to the state {it}."),
    Fault.NO_WAY_OUT: ("案件到了{it}便不能办结：没有任何人的步骤通向终结。", "A case in {it} cannot end: nobody's step leads to an end."),
    Fault.LEFT_RUNNING: (
        "{it}使案件终结，却既不完成也不终结正在计算的 {about}。", "{it} ends the case and neither meets {about}, which is running, nor lets it lapse.",
    ),
    Fault.RUNS_AFTER_END: ("案件已经终结，{it}仍使 {about} 起算。", "The case is over, and {it} starts {about} all the same."),
    Fault.RESTARTED: ("{about} 正在计算，{it}又使其起算。", "{about} is running, and {it} starts it once more."),
    Fault.NO_POWER: ("{it}延长或者中止 {about}，而该期限没有这样的规定。", "{it} extends or suspends {about}, whose rule does not allow it."),
    Fault.OTHER_APPROVER: ("{it}延长 {about}，却不由规定的人批准。", "{it} extends {about} without the approval of whom the rule names."),
    Fault.NO_REASONS: ("{it}没有发出必须写明理由的文书。", "{it} issues no paper that must give reasons."),
    Fault.NO_PROOF: ("{it}完成 {about}，却没有文书为证。", "{it} meets {about} and leaves no paper to prove it."),
    Fault.NO_APPEAL_CLOCK: ("{it}告知救济途径，其送达却不使相应期限起算。", "{it} tells of a remedy, and its service does not start the time for it."),
    Fault.SAME_HANDS: ("应当分开的两手都能由{about}办理：{it}。", "What must be kept apart may be done by one role, {about}: {it}."),
    Fault.NO_SUCH_STEP: ("{it}届满引出步骤 {step}，而本类案件没有这个步骤。", "{it}, when missed, leads to the step {step}, which the family does not have."),
    Fault.NOT_THE_SYSTEMS: (
        "{about} 届满引出{it}，系统却不能自行办理该步骤。", "{about}, when missed, leads to {it}, which the system cannot take by itself.",
    ),
    Fault.OUT_OF_REACH: (
        "{about} 可能在状态{it}届满，而由此不能进到其引出的步骤 {step}。",
        "{about} can be missed in the state {it}, from which {step}, to which it leads, is not possible.",
    ),
    Fault.IDLE_EXCUSE: ("{it}旁所写的例外已无所指，应当删去。", "The excuse beside {it} excuses nothing any more: remove it."),
}  # fmt: skip


def sentences(one: Finding) -> tuple[str, str]:
    """What is wrong, in Chinese and in English."""
    zh, en = SENTENCES[one.fault]
    it_zh, it_en = _words(one.subject)
    about_zh, about_en = _words(one.about)
    step = next((limit.consequence for limit in (one.subject, one.about) if isinstance(limit, TimeLimit)), "")
    return zh.format(it=it_zh, about=about_zh, step=step), en.format(it=it_en, about=about_en, step=step)


def _words(one: Subject | Role | None) -> tuple[str, str]:
    if one is None:
        return "", ""
    if isinstance(one, TimeLimit):
        return f"{one.id}（{one.zh}）", f"{one.id} ({one.en})"
    if isinstance(one, Role):
        return one.zh, one.en
    return f"《{one.zh}》" if isinstance(one, DocumentType) else f"“{one.zh}”", f"'{one.en}'"


def data(kind: str, rules: Rules, proof: Proof) -> dict[str, Any]:
    """The proof ready for JSON."""
    return {
        "kind": kind, "states": len(rules.states), "steps": len(rules.steps), "situations": proof.places,
        "findings": [_row(one) for one in proof.findings],
        "excused": [_row(one) | {"reason": {"zh": excuse.zh, "en": excuse.en}} for one, excuse in proof.excused],
    }  # fmt: skip


def _row(one: Finding) -> dict[str, Any]:
    zh, en = sentences(one)
    return {
        "fault": one.fault.value, "beside": name_of(one.subject), "about": name_of(one.about) or None, "article": one.article, "zh": zh, "en": en,
        "way": [step.name for step in one.way],
    }  # fmt: skip


def text(kind: str, rules: Rules, proof: Proof) -> str:
    """What was walked, what is found, and what is excused with its reason; at most 100 columns."""
    lines = [
        f"{TITLES[kind]}　{kind}",
        f"走遍 {len(rules.states)} 个状态、{len(rules.steps)} 个步骤、{proof.places} 种处境。",
        f"Walked {len(rules.states)} states, {len(rules.steps)} steps, {proof.places} situations.",
        "",
        "== 发现 Findings ==" if proof.findings else "没有发现不能成立之处。Nothing found that cannot be lawful.",
    ]
    for number, one in enumerate(proof.findings, 1):
        lines += _block(number, one)
    if proof.excused:
        lines += ["", "== 已说明理由的例外 Excused, with the reason =="]
    for number, (one, excuse) in enumerate(proof.excused, 1):
        lines += _block(number, one, excuse)
    return "\n".join(lines) + "\n"


def _block(number: int, one: Finding, excuse: Excuse | None = None) -> list[str]:
    zh, en = sentences(one)
    said: list[Line] = [
        ("", en),
        ("位置 beside", f"{one.fault.value} {name_of(one.subject)} {name_of(one.about)}".rstrip()),
        ("经过 way", " → ".join(step.name for step in one.way)),
        ("依据 article", one.article),
    ]
    if excuse is not None:
        said.append(("理由 reason", [excuse.zh, excuse.en]))
    return block(f"{number}. {zh}", said)
