"""The words of a bundle: who did what in an entry, and what was written in a step's form."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms

from casework import catalogue
from casework.cases.case import Case
from casework.cases.documents import UNVERIFIED
from casework.cases.ledger import Entry
from casework.clock import SHANGHAI, civil_day
from casework.people.roles import Role

Pair = tuple[str, str]
NOTED: dict[str, Pair] = {
    "propose": ("提请审批", "proposed"), "consent": ("审批同意，转下一环节", "agreed, to the next approver"),
    "return_proposal": ("退回审批", "proposal returned"), "lapse": ("提请失效", "proposal lapsed"),
    "show_contact": ("查看个人信息", "looked at contact data"), "replay": ("按新的放假安排重算期限", "counted anew by a new notice of days off"),
    "bundle": ("取出案卷", "took the file out"), "sign": ("文书加盖电子印章", "paper signed electronically"),
    "check_answer": ("首办人核阅答复", "the first handler looked at the answer"), "repeats": ("认定重复", "found to repeat an earlier matter"),
    "object_to_attribution": ("对责任归属提出异议", "objected to an attribution"), "decide_objection": ("决定责任归属异议", "objection decided"),
    "visit": ("来访陈述记录", "a visitor's statement"),
}  # fmt: skip
OTHERWISE: dict[str, Pair] = {"reasons": ("理由", "Reasons"), "why": ("理由", "Reasons")}
STATUS: dict[str, Pair] = {
    "running": ("进行中", "running"), "suspended": ("中止", "suspended"), "met": ("按期", "met"), "breached": ("逾期", "missed"), "void": ("已撤销", "void"),
}  # fmt: skip
FOR_PROGRAMS = re.compile(r"'s user name|, by code|^user name of |; empty:.*")
OFFICE = frozenset({Role.INTAKE, Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.LEADER, Role.LEGAL_HEAD, Role.RECEPTION, Role.SEALED_READER, Role.AUDITOR})


def did(entry: Entry, kind: str) -> Pair:
    """What the entry records: 提请审批：不予受理."""
    steps = catalogue.steps(kind)
    step, about = steps.get(entry.step), steps.get(str(entry.facts.get("step", "")))
    zh, en = NOTED.get(entry.step) or ((step.zh, step.en) if step else (entry.step, entry.step))
    rule = catalogue.rules(kind).get(str(entry.facts.get("rule", "")))
    if entry.step == "breach" and rule is not None:
        return f"{zh}：{rule.zh}", f"{en}: {rule.en}"
    if entry.step != "rectify" and about is not None and about is not step:
        return f"{zh}：{about.zh}", f"{en}: {about.en}"
    return zh, en


def article(entry: Entry, kind: str) -> str:
    """The article the step rests on."""
    step = catalogue.steps(kind).get(entry.step)
    rule = catalogue.rules(kind).get(str(entry.facts.get("rule", ""))) if entry.step == "breach" else None
    return cited(rule.basis if rule else step.basis if step else "")


def cited(basis: str) -> str:
    """A citation as a court reads it: the instrument by its name, no number that nobody has verified."""
    return UNVERIFIED.sub("", basis).replace("令35", "电信用户申诉处理办法")


def who(case: Case, entry: Entry) -> str:
    """Who acted, for whom, proposed by whom; whoever files without an account is named by the role."""
    named = entry.actor_name if entry.actor_id is not None or entry.role == Role.SYSTEM else case.role_words(entry.role)[0]
    if entry.on_behalf_of:
        named += f"（{entry.on_behalf_of}）"
    if entry.proposed_by and entry.proposed_by.get("name"):
        named += f"（{entry.proposed_by['name']}提请）"
    return named


def role(case: Case, value: str) -> str:
    """承办人 handler."""
    return " ".join(case.role_words(value))


def recorded(at: datetime) -> str:
    """2026-11-28 09:05."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def noted(entry: Entry) -> str:
    """When the entry was recorded: the hour, with its day where that was another than the legal one."""
    at = recorded(entry.recorded_at)
    return at.partition(" ")[2] if civil_day(entry.recorded_at) == entry.on else f"{at} 登记 recorded"


def given(entry: Any) -> dict[str, Any]:
    """What was written with an entry, contact data included; nothing where it was erased."""
    found = json.loads(entry.payload)["given"] if entry.payload else {}
    return found.get("given", found) or {}


def is_erased(entry: Any) -> bool:
    """True where the input was erased by a recorded order."""
    return entry.content_digest is not None and entry.payload is None


def written(kind: str, step: str, said: Mapping[str, Any]) -> list[tuple[Pair, str]]:
    """What was written in a step's form, in its order: the field's words and the value's. Empty fields are left out, and files, which stand elsewhere."""
    form = catalogue.form_of(kind, step)
    fields: Mapping[str, forms.Field] = form.base_fields if form else {}
    ordered = [*(name for name in fields if name in said), *(name for name in said if name not in fields)]
    kept = [name for name in ordered if said[name] not in (None, "", [], {}) and not _is_silent(said[name], fields.get(name))]
    return [(label(name, fields.get(name)), value(said[name], fields.get(name))) for name in kept]


def _is_silent(said: Any, field: forms.Field | None) -> bool:
    return isinstance(field, forms.FileField) or (said is False and type(field) is forms.BooleanField)


def label(name: str, field: forms.Field | None) -> Pair:
    """A field's words."""
    if field is None:
        return OTHERWISE.get(name, (name, name))
    return str(field.label or name), FOR_PROGRAMS.sub("", str(field.help_text or name))


def value(said: Any, field: forms.Field | None) -> str:
    """A value in Chinese: choices by their words, days and moments written out, people, bodies and files by name."""
    if isinstance(said, bool):
        return "是" if said else "否"
    if isinstance(said, list):
        return "、".join(value(one, field) for one in said)
    if isinstance(said, dict):
        return str(said.get("file") or said.get("name", ""))
    for code, words in getattr(field, "choices", None) or () if isinstance(field, forms.ChoiceField) else ():
        if str(code) == str(said):
            return str(words)
    if isinstance(field, forms.DateTimeField):
        return _moment(str(said))
    return str(said)


def is_long(kind: str, step: str) -> bool:
    """True for a step whose form has room for several lines: a record, not a mere act."""
    form = catalogue.form_of(kind, step)
    return form is not None and any(isinstance(one.widget, forms.Textarea) for one in form.base_fields.values())


def day(value: date | None) -> str:
    """2026-11-28, a dash for none."""
    return value.isoformat() if value else "—"


def _moment(text: str) -> str:
    try:
        return recorded(datetime.fromisoformat(text))
    except ValueError:
        return text
