"""A complaint as one operator's people see it: what is owed with its form, what was forwarded, the working of their clock, their papers and history."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse

from casework import catalogue, clock, queries
from casework.cases import checklist
from casework.cases.clocks import VOID
from casework.people.roles import Role
from frontend import plainly, stepforms, words
from frontend.base import Page
from frontend.clerk import story
from frontend.language import english, word

Pair = tuple[str, str]
REPLY = "operator_reply"
ASKED: dict[str, tuple[str, ...]] = {"confirm_settlement": (), "consent_mediation": ()}  # the other fields are for the office that writes it down
SAID_ONCE = {"confirm_settlement": "operator_confirmed_on", "consent_mediation": "operator_consent_on"}
# What a step means for an operator, above its form.
MEANS: dict[str, Pair] = {
    "acknowledge": ("确认收到文书。反馈期限自签收之日起算。", "Say that the papers have arrived. The time to reply runs from this day."),
    "object": (
        "认为不是贵单位的事，请说明理由。监管机构核实期间，答复申诉人的法定期限照常计算。",
        "Say why the matter is not yours. While the regulator looks into it, the time to answer the complainant runs on.",
    ),
    "confirm_settlement": ("双方都确认后，由监管机构办结。", "Once both sides confirm, the regulator closes the case."),
    "consent_mediation": ("双方都同意后，由监管机构组织调解。", "Once both sides agree, the regulator mediates."),
    "offer": ("方案会告诉申诉人和承办人；达成协议由调解员记录。", "Complainant and handler read it; an agreement is recorded by the mediator."),
}  # fmt: skip
HINTS: dict[str, Pair] = {
    "facts": ("写清时间、原因和依据，不必重复申诉内容。", "When, why and on what basis; no need to repeat the complaint."),
    "result": ("办了什么、退了多少、何时到账；不能办的，说明理由。", "What was done, what was paid back and when; if refused, why."),
    "complainant_view": ("认可、不认可、知晓或者联系不上，并写明联系的日期。", "Agrees, disagrees, knows, or not reached; and the day of the call."),
}  # fmt: skip
CATEGORIES: dict[str, Pair] = {"fee": ("收费争议", "charges"), "service": ("用户服务", "service"), "network": ("网络质量", "network")}
LABELS: dict[str, str] = {
    "涉及号码或者账号": "Number or account", "联系电话": "Phone", "地址": "Address", "携号转网涉及的经营者": "operator of a ported number",
}  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """The step whose form stands open: its fields, what it means, and what was wrong with a first try."""

    offered: checklist.OpenStep
    fields: list[stepforms.Field]
    means: str
    more: Mapping[str, Any]


def show(page: Page, file: queries.CaseFile, *, step: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The file. `step` is the context of one step's form, as asked for or as it came back."""
    case, own = file.case, file.taking.standing.party
    clocks = [one for one in file.deadlines if own is not None and one.bound_party_id == own.pk and one.status != VOID]
    sentences = queries.workings(clocks, "en" if english() else "zh") if clocks else {}
    papers = queries.contents(file, "transfer_notice", "redo_notice")
    redo = _redo(file, papers)
    steps = [one for one in file.steps if not _said_before(file, one.step.name)]
    waiting = [row for row in file.services if row.served_on is None]
    chosen = _chosen(file, step, redo=bool(redo))
    others = [one for one in steps if one.open and one.step.name != "acknowledge" and (chosen is None or one.step != chosen.offered.step)]
    running = next((one for one in clocks if one.ended_by_seq is None), None)
    context = {
        "file": file, "case": case, "own": own, "chosen": chosen, "redo": redo, "others": others, "shut": [one for one in steps if one.reasons],
        "waiting": waiting, "clock": running, "flag": _flag(file, running, owes=_owes(file)), "rule": plainly.rule(case, running.rule) if running else "",
        "clocks": [(one, plainly.rule(case, one.rule), words.deadline_flag(one, case.kind), plainly.sentences(one.rule, sentences[one.pk])) for one in clocks],
        "late": running is not None and running.last_day is not None and running.last_day < clock.today() and _owes(file),
        "told": _told(file, papers), "claim": _claim(case, papers), "story": story.told(file, queries.history(file), did=plainly.DID),
        "papers": [(paper, next(row for row in file.services if row.document_id == paper.pk)) for paper in reversed(file.papers)],
        "agreed": _agreed(file), "objects": queries.objects_now(file), "done": _done(page.request.GET.get("done", ""), case.kind),
    }  # fmt: skip
    return page.show("frontend/operator/file.html", context, status=status)


def for_operators(name: str, fields: list[stepforms.Field]) -> list[stepforms.Field]:
    """A step's fields as an operator fills them in: those that are theirs, with a hint."""
    asked = ASKED.get(name)
    found = [one for one in fields if asked is None or one.name in asked]
    return [replace(one, hint=word(*HINTS[one.name])) if one.name in HINTS else one for one in found] if name == REPLY else found


def means(name: str) -> str:
    """What a step means for an operator, in a sentence; empty where its form says it."""
    return word(*MEANS[name]) if name in MEANS else ""


def _owes(file: queries.CaseFile) -> bool:
    return not queries.objects_now(file) and any(one.step.name == REPLY and one.open for one in file.steps)


def _chosen(file: queries.CaseFile, step: Mapping[str, Any] | None, *, redo: bool) -> Chosen | None:
    """The form that stands open: the one asked for, else the reply where that is owed; a redo begins with what was written before."""
    if step is not None:
        offered = step["offered"]
        return Chosen(offered, for_operators(offered.step.name, step["fields"]), means(offered.step.name), step)
    found = next((one for one in file.steps if one.step.name == REPLY), None)
    if found is None or not _owes(file):
        return None
    before = _last_reply(file) if redo else {}
    return Chosen(found, for_operators(REPLY, stepforms.fields_of(found.step.asks, given=before)), "", {})


def _last_reply(file: queries.CaseFile) -> dict[str, Any]:
    """What this operator's people last wrote."""
    written = [file.said[one.seq] for one in file.entries if one.step == REPLY and one.seq in file.said]
    return {name: said for name, said in written[-1].items() if isinstance(said, str)} if written else {}


def _redo(file: queries.CaseFile, papers: list[tuple[Any, dict[str, Any]]]) -> dict[str, Any] | None:
    """What the newest notice of a reply sent back says, while the reply is outstanding."""
    found = next(((paper, said) for paper, said in reversed(papers) if paper.type == "redo_notice"), None)
    if found is None or not _owes(file):
        return None
    return {"paper": found[0], "reasons": found[1].get("reasons", ""), "requirements": found[1].get("requirements") or []}


def _flag(file: queries.CaseFile, clock: Any, *, owes: bool) -> words.Flag:
    if file.case.ended_on is not None:
        return words.Flag("met", word("办结", "closed"))
    if clock is not None:
        return words.deadline_flag(clock, file.case.kind)
    if owes:
        return words.Flag("run", word("签收后起算", "runs from receipt"))
    return words.Flag("wait", word("等监管机构", "waiting for the regulator"))


def _told(file: queries.CaseFile, papers: list[tuple[Any, dict[str, Any]]]) -> list[tuple[str, str]]:
    """What was passed on to find the account and answer, as the transfer notice has it."""
    case = file.case
    said: list[tuple[str, str]] = [(word("申诉人", "Complainant"), case.applicant_name)]
    notice = next((said for paper, said in papers if paper.type == "transfer_notice"), {})
    for one in notice.get("complainant") or []:
        said.append((LABELS.get(one["label"], one["label"]) if english() else one["label"], one["value"]))
    form = catalogue.form_of(case.kind, "file")
    fields = form.base_fields if form else {}
    if case.category in CATEGORIES:
        said.append((story.label("category", fields.get("category")), word(*CATEGORIES[case.category])))
    if case.asked("event_on"):
        said.append((story.label("event_on", fields.get("event_on")), words.day(case.asked("event_on"))))
    if notice.get("operator_role"):
        said.append((word("贵单位的地位", "Your place"), word(notice["operator_role"], LABELS.get(notice["operator_role"], notice["operator_role"]))))
    if notice.get("requirement"):
        said.append((word("办理要求", "Requirement"), notice["requirement"]))
    return [(label, value) for label, value in said if value]


def _claim(case: Any, papers: list[tuple[Any, dict[str, Any]]]) -> list[tuple[str, str]]:
    """What the notice passes on, labelled: the officer's summary, or the claim and the facts as they were told."""
    told = next((str(said.get("claim", "")) for paper, said in papers if paper.type == "transfer_notice"), "")
    claim = case.claim and (told == case.claim or told.startswith(f"{case.claim}\n"))
    labelled = [(word("申诉要求", "Claim"), case.claim), (word("理由和事实根据", "Reasons and facts"), told[len(case.claim) + 1 :])]
    found = labelled if claim else [(word("申诉事项摘要", "Summary"), told)]
    return [(label, said) for label, said in found if said]


def _said_before(file: queries.CaseFile, step: str) -> bool:
    """Consent and settlement are said once."""
    return step in SAID_ONCE and bool(file.case.asked(SAID_ONCE[step]))


def _agreed(file: queries.CaseFile) -> list[str]:
    """What the operators have agreed to."""
    consent, settled = (file.case.asked(name) for name in ("operator_consent_on", "operator_confirmed_on"))
    said = []
    if settled:
        said.append(word(f"{words.day(settled)}已确认和解。", f"Settlement confirmed {words.day(settled)}."))
    if consent:
        said.append(word(f"{words.day(consent)}已同意调解。", f"Mediation agreed to {words.day(consent)}."))
    return said


def _done(name: str, kind: str) -> str:
    step = catalogue.steps(kind).get(name)
    return word(f"已办：{plainly.step(step)}。", f"Done: {plainly.step(step)}.") if step and Role.RESPONDENT in step.by else ""
