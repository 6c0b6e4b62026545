"""The history of a file as sentences: a person as the subject, what they did, what they wrote; the newest first. For officers and operators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime

from casework import catalogue, queries
from casework.cases.ledger import Entry
from casework.cases.recusal import DECISIONS, GRANTED
from casework.clock import civil_day
from casework.people.roles import Role
from frontend import stepforms, words
from frontend.language import english, of, word

Pair = tuple[str, str]
# What somebody did, by step; {who} is the subject, {step} the words of the step a proposal is about. What only complaints have, and what every family has.
IN_COMPLAINTS: dict[str, Pair] = {
    "file": ("{who}提出申诉。", "{who} filed the complaint."),
    "file_report": ("{who}提出举报。", "{who} filed the report."),
    "enquire": ("{who}提出咨询。", "{who} asked a question."),
    "redirect": ("{who}告知申诉人先向企业投诉。", "{who} told the complainant to go to the operator first."),
    "reenter": ("{who}再次提出申诉。", "{who} came back with the complaint."),
    "ask_about_operator": ("{who}询问了先行投诉的情况。", "{who} asked whether the operator came first."),
    "ask_material": ("{who}要求申诉人补充材料。", "{who} asked the complainant for material."),
    "supply_material": ("{who}补来了材料。", "{who} sent the missing material."),
    "add_material": ("{who}提交了材料。", "{who} added material."),
    "accept": ("{who}受理了本件。", "{who} took up the complaint."),
    "refuse": ("{who}决定不予受理。", "{who} refused the complaint."),
    "send_to_seat": ("{who}把本件移送属地机构。", "{who} sent the complaint to the body in charge."),
    "receive_at_seat": ("{who}接收了本件。", "{who} received the complaint at the body in charge."),
    "forward": ("{who}把本件转给企业。", "{who} forwarded the complaint to the operator."),
    "acknowledge": ("{who}签收了文书。", "{who} acknowledged receipt."),
    "object": ("{who}提出异议，认为不是本企业的事。", "{who} objected: not its matter."),
    "uphold_objection": ("{who}认定异议成立，改转其他企业。", "{who} upheld the objection and forwarded to another operator."),
    "overrule_objection": ("{who}认定异议不成立。", "{who} overruled the objection."),
    "operator_reply": ("{who}反馈了处理情况。", "{who} answered."),
    "return_reply": ("{who}把反馈退回企业重办。", "{who} sent the answer back to be redone."),
    "call_back": ("{who}回访了申诉人。", "{who} called the complainant."),
    "confirm_settlement": ("{who}确认已经和解。", "{who} confirmed a settlement."),
    "reconcile": ("{who}以和解办结本件。", "{who} closed the case as settled."),
    "consent_mediation": ("{who}同意调解。", "{who} agreed to mediation."),
    "open_mediation": ("{who}组织调解。", "{who} opened mediation."),
    "offer": ("{who}提出了调解方案。", "{who} made an offer in mediation."),
    "record_agreement": ("{who}记录调解协议，办结。", "{who} recorded the agreement; closed."),
    "end_mediation": ("{who}终止调解。", "{who} ended mediation."),
    "reply": ("{who}答复申诉人，办结。", "{who} replied to the complainant; closed."),
    "withdraw": ("{who}撤回申诉。", "{who} withdrew the complaint."),
}  # fmt: skip
IN_PETITIONS: dict[str, Pair] = {
    "register": ("{who}提出信访，已登记。", "{who} petitioned; registered."),
    "register_transferred": ("{who}登记了转来的信访事项。", "{who} registered the petition that was sent here."),
    "notify_own": ("{who}告知信访人已经接收，以及怎么办。", "{who} told the petitioner that it was received, and how it goes on."),
    "forward": ("{who}转送了本件。", "{who} forwarded the petition."),
    "assign_down": ("{who}交办了本件，限期报结果。", "{who} assigned the petition, with a report owed."),
    "object": ("{who}提出异议，认为既不属于本机关，也不属于本系统。", "{who} objected: within the powers of neither the unit nor its system."),
    "agree_return": ("{who}同意交还。", "{who} agreed that it comes back."),
    "refuse_return": ("{who}不同意交还。", "{who} did not agree that it comes back."),
    "accept": ("{who}受理了本件。", "{who} took up the petition."),
    "accept_simple": ("{who}受理了本件，简易办理。", "{who} took up the petition for simple handling."),
    "investigate": ("{who}听取陈述，调查核实。", "{who} heard the petitioner and looked into it."),
    "issue_opinion": ("{who}批准处理意见，出具意见书。", "{who} approved the opinion; it was issued."),
    "request_review": ("{who}请求复查，上一级机关另案办理。", "{who} asked for review; the unit above has it as a case of its own."),
    "open_review": ("{who}请求复查，已登记。", "{who} asked for review; registered."),
    "issue_review_opinion": ("{who}批准复查意见，出具意见书。", "{who} approved the review opinion; it was issued."),
    "request_recheck": ("{who}请求复核，另案办理。", "{who} asked for recheck; it is a case of its own."),
    "open_recheck": ("{who}请求复核，已登记。", "{who} asked for recheck; registered."),
    "issue_recheck_opinion": ("{who}批准复核意见，出具意见书，信访终结。", "{who} approved the recheck opinion: issued, final."),
}  # fmt: skip
OF_FAMILY = {"complaint": IN_COMPLAINTS, "petition": IN_PETITIONS}
DID: dict[str, Pair] = {
    "assign": ("{who}指定了承办人。", "{who} assigned a handler."),
    "hand_over": ("{who}提出移交承办。", "{who} offered to hand the case over."),
    "accept_hand_over": ("{who}接收了移交，成为现承办人。", "{who} accepted the hand-over and handles the case now."),
    "decline_hand_over": ("{who}没有接收移交。", "{who} declined the hand-over."),
    "serve": ("{who}登记了文书送达。", "{who} recorded that a paper was served."),
    "arrive": ("电子文书到达。", "An electronic paper arrived."),
    "send_out": ("{who}登记文书已寄出、委托送达或者公告。", "{who} recorded that a paper was posted, entrusted or published."),
    "deem_served": ("公告经过三十日，文书视为送达。", "Thirty days passed since the public notice: the paper counts as served."),
    "confirm_address": ("{who}确认了送达地址和方式。", "{who} confirmed where and how papers are served."),
    "declare_recusal": ("{who}声明与本案有利害关系，自行回避。", "{who} declared an interest in the matter."),
    "challenge": ("{who}申请有关人员回避。", "{who} asked that somebody of the office stay out."),
    "recuse": ("{who}就回避作出决定：{decision}。", "{who} decided on a recusal: {decision}."),
    "record_ground": ("{who}填写了审查清单。", "{who} filled in the checklist."),
    "rate": ("{who}评价了办理。", "{who} rated the handling."),
    "propose": ("{who}提请审批：{step}。", "{who} asked for approval: {step}."),
    "consent": ("{who}同意，转下一环节审批：{step}。", "{who} agreed; on to the next approver: {step}."),
    "rectify": ("{who}更正了第{voids}号记录：“{step}”撤销，案件回到这一步以前。", "{who} rectified entry {voids}: “{step}” is withdrawn."),
    "correct_paper": ("{who}更正了文书中的笔误，发出更正通知书。", "{who} corrected a slip in a paper and issued a correcting paper."),
    "return_proposal": ("{who}退回了审批：{step}。", "{who} returned the proposal: {step}."),
    "lapse": ("案件状态已变，待审批的“{step}”失效。", "The case moved on; the proposal “{step}” lapsed."),
    "sign": ("文书已加盖电子印章。", "The paper was signed electronically."),
    "check_answer": ("{who}作为首办人核阅了待批的答复。", "{who}, as the first handler, looked at the proposed answer."),
    "repeats": ("{who}认定本件是在先事项的重复。", "{who} found that this matter repeats an earlier one."),
    "object_to_attribution": ("{who}对责任归属提出异议。", "{who} objected to what was put to them."),
    "decide_objection": ("{who}决定了责任归属异议。", "{who} decided an objection to an attribution."),
    "visit": ("来访人当面陈述，{who}记录。", "A visitor spoke; {who} wrote it down."),
    "show_contact": ("{who}查看了个人信息。", "{who} looked at contact data."),
    "bundle": ("{who}取出了案卷。", "{who} took out the whole file."),
}  # fmt: skip
OTHERWISE: Pair = ("{who}办理：{step}。", "{who}: {step}.")
# What they say stands elsewhere on the file.
SILENT = {"file", "file_report", "enquire", "register", "register_transferred", "open_review", "open_recheck", "arrive"}
FOR_OTHERS = {Role.INTAKE, Role.HANDLER, Role.RECEPTION}  # who file what somebody else says


@dataclass(frozen=True)
class Line:
    """One sentence of the story: when, what, what was written with it. `later` says when it was recorded where that was another day."""

    seq: int
    when: str
    iso: str
    text: str
    told: list[tuple[str, str]]
    later: str
    by_system: bool


def told(
    file: queries.CaseFile, entries: Iterable[Entry], *, names: Mapping[str, str] | None = None, did: Mapping[str, Pair] | None = None
) -> list[Line]:
    """The sentences of these entries, in their order turned round. `names`: user names and codes -> what people call them; `did`: a reader's own
    sentences for some steps."""
    return [_line(file, entry, names or {}, did or {}) for entry in reversed(list(entries))]


def _line(file: queries.CaseFile, entry: Entry, names: Mapping[str, str], did: Mapping[str, Pair]) -> Line:
    recorded_on = civil_day(entry.recorded_at)
    same_day = entry.on == recorded_on
    later = "" if same_day or file.case.imported or entry.step == "breach" else words.moment(entry.recorded_at)
    when = words.moment(entry.recorded_at) if same_day else words.day(entry.on)
    said = {} if entry.step in SILENT else file.said.get(entry.seq, {})
    about = str(entry.facts.get("step", "")) if entry.step == "propose" else entry.step  # a proposal is written in the form of its step
    form = catalogue.form_of(file.case.kind, about)
    return Line(entry.seq, when, entry.on.isoformat(), sentence(file.case.kind, entry, did), written(form, said, names), later, entry.role == Role.SYSTEM)


def sentence(kind: str, entry: Entry, did: Mapping[str, Pair] | None = None) -> str:
    """Who did what."""
    if entry.step == "breach":
        return _breach(kind, entry)
    if entry.step == "replay":
        return _replay(kind, entry)
    about = catalogue.steps(kind).get(str(entry.facts.get("step") or entry.step))
    by = who(kind, entry)
    known = {**DID, **OF_FAMILY.get(kind, {}), **(did or {})}
    said = {"step": of(about) if about else entry.step, "voids": entry.facts.get("voids", ""), "decision": _decision(entry)}
    text = word(*known.get(entry.step, OTHERWISE)).format(who=by, **said)
    if entry.step in SILENT and entry.role in FOR_OTHERS:
        applicant = catalogue.role_of(kind, Role.APPLICANT)
        text = word(f"{by}为{applicant.zh}登记。", f"{by} wrote it down for the {applicant.en}.")
    if entry.proposed_by and entry.proposed_by.get("name"):
        text += word(f"由{entry.proposed_by['name']}提请。", f" Proposed by {entry.proposed_by['name']}.")
    return text[:1].upper() + text[1:]


def _decision(entry: Entry) -> str:
    said = dict(DECISIONS).get(str(entry.facts.get("decision", GRANTED)), "")
    return catalogue.in_english(said) if english() else said


def who(kind: str, entry: Entry) -> str:
    """Who took the step, and for whom; whoever files without an account has no name yet but the role's."""
    named = entry.actor_name if entry.actor_id is not None else ""
    for_whom = word(f"（代{entry.on_behalf_of}）", f" (for {entry.on_behalf_of})") if entry.on_behalf_of else ""
    return (named or of(catalogue.role_of(kind, entry.role))) + for_whom


def _breach(kind: str, entry: Entry) -> str:
    found = catalogue.rules(kind).get(str(entry.facts.get("rule", "")))
    what = of(found) if found else str(entry.facts.get("rule", ""))
    if entry.facts.get("breach_of_law"):
        return word(f"法定期限届满没有办：{what}。", f"A limit of law has passed: {what}.")
    return word(f"内部时限已过：{what}。", f"A limit of our own has passed: {what}.")


def _replay(kind: str, entry: Entry) -> str:
    """Which days a new notice of days off moved."""
    rules, moved = catalogue.rules(kind), []
    for one in entry.facts.get("clocks", []):
        found = rules.get(str(one["rule"]))
        what, was, now = (of(found) if found else one["rule"]), words.day(date.fromisoformat(one["was"])), words.day(date.fromisoformat(one["last_day"]))
        moved.append(word(f"{what}由 {was} 改为 {now}", f"{what} moves from {was} to {now}"))
    notice = entry.facts.get("notice") or entry.facts.get("source", "")
    return word(f"放假安排有新的通知，最后一日重算：{'；'.join(moved)}（{notice}）。", f"A new notice of days off: {'; '.join(moved)} ({notice}).")


def written(form: type[forms.Form] | None, said: Mapping[str, Any], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was written in a step's form: (label, words), in the order of the form. Empty fields are left out."""
    fields = form.base_fields if form else {}
    ordered = [*(name for name in fields if name in said), *(name for name in said if name not in fields)]
    unticked = {name for name in ordered if said[name] is False and type(fields.get(name)) is forms.BooleanField}
    return [(label(name, fields.get(name)), value(said[name], fields.get(name), names)) for name in ordered if name not in unticked]


def label(name: str, field: forms.Field | None) -> str:
    """A field's words."""
    if field is None:
        return {"reasons": word("理由", "Reasons"), "why": word("理由", "Reasons")}.get(name, name)
    return stepforms.label(name, field)


def value(said: Any, field: forms.Field | None, names: Mapping[str, str]) -> str:
    """A value as its reader would say it: choices by their words, days and moments in ours, people and bodies by name."""
    if isinstance(said, bool):
        return word("是", "Yes") if said else word("否", "No")
    if isinstance(said, list):
        return word("、", ", ").join(value(one, field, names) for one in said)
    if isinstance(said, dict):
        return str(said.get("file") or said.get("name", ""))  # an upload or a row, by its name
    text = str(said)
    if getattr(field, "draws_from", "") == "attachment":
        return names.get(f"attachment-{text}", text)
    for code, words_of in getattr(field, "choices", None) or () if isinstance(field, forms.ChoiceField) else ():
        if str(code) == text:
            return catalogue.in_english(str(words_of)) if english() else str(words_of)
    if isinstance(field, forms.DateTimeField) and (at := _moment(text)):
        return words.moment(at)
    if isinstance(field, forms.DateField) and (day := _day(text)):
        return words.day(day)
    return names.get(text, text)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
