"""A step's form on an officer's desk: what it begins with, its lists, what it suggests, and a hint where a label does not say enough."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from casework import catalogue, queries
from casework.cases.case import people_number
from casework.cases.service import DIRECT, ELECTRONIC, ENTRUSTED, LEFT, METHODS, NOTICE, POST
from frontend import stepforms, words
from frontend.language import english, word
from frontend.stepforms import Belonging

Pair = tuple[str, str]
ONE_OF_SEVERAL: Pair = ("文书送几人的，写明是哪一个。", "Needed where the paper goes to several.")
HINTS: dict[tuple[str, str], Pair] = {
    ("rectify", "reasons"): (
        "更正会撤销这一步：案件回到这一步以前，期限照旧计算，已发出的文书由更正通知书撤回。",
        "This withdraws the step: the case and its clocks are as before it, and a correcting paper takes back what was issued.",
    ),
    ("correct_paper", "wrong_words"): (
        "只用于笔误：决定不变，期限照旧，两份文书都留在案卷里。决定本身有错的，用“更正”撤销那一步。",
        "For a slip of the pen alone: decision and clocks stay, and so do both papers. Where the decision is wrong, rectify the step instead.",
    ),
    ("accept", "handler"): ("空着：您是承办人的，由您承办；不是的，等分派。", "Left empty: you, if you handle cases; else it waits to be assigned."),
    ("forward", "summary"): (
        "空着：企业读到申诉要求、理由和事实的原文。写了摘要，企业只读到摘要。",
        "Left empty: the operator reads claim and facts as they were told. With a summary it reads the summary alone.",
    ),
    ("forward", "requirement"): (
        "通知书已要求反馈事实、结果和申诉人的意见；另有要求写在这里。", "The notice asks for facts, result and the complainant's view anyway.",
    ),
    ("return_reply", "respondent"): ("空着：退回全部企业的反馈。", "Left empty: every operator's reply goes back."),
    ("confirm_settlement", "respondent"): ("涉及两家企业时选。", "Where there are two."),
    ("consent_mediation", "respondent"): ("涉及两家企业时选。", "Where there are two."),
    ("reply", "operator_reply"): ("空着：写入企业反馈的处理过程和结果。", "Left empty: what the operator reported it did."),
    ("reply", "result"): ("申诉人读到的处理结果。", "What the complainant reads as the result."),
    ("serve", "addressee"): ONE_OF_SEVERAL, ("send_out", "addressee"): ONE_OF_SEVERAL,
    ("serve", "witnesses"): (
        "留置送达须填，或者在下面附照片、录像。", "Left with the addressee: needed, unless a photo or video is attached below.",
    ),
    ("serve", "proof"): ("回证上的签名、邮件单号、见证的情况，等等。", ""),
}  # fmt: skip
# What a record of service holds of one manner only; without script each says so, with it only the chosen manner's stand on the page.
SIGNED = Belonging("manner", needs=(DIRECT,), may=(POST, ENTRUSTED))
BELONGS: dict[tuple[str, str], Belonging] = {
    ("serve", "received_by"): SIGNED, ("serve", "relation"): SIGNED, ("serve", "refusal"): Belonging("manner", needs=(LEFT,)),
    ("serve", "witnesses"): Belonging("manner", may=(LEFT,)), ("serve", "through"): Belonging("manner", needs=(ENTRUSTED,)),
    ("serve", "arrived_at"): Belonging("manner", needs=(ELECTRONIC,)), ("send_out", "why"): Belonging("manner", needs=(NOTICE,)),
}  # fmt: skip
SERVING = ("serve", "send_out")
# What a party leaves out and an officer who writes it down must say (ground T19-2).
WRITTEN_DOWN = frozenset({(step, name) for step in ("confirm_settlement", "consent_mediation") for name in ("side", "how")})


@dataclass(frozen=True)
class Form:
    """The fields, and `begun`: some were filled in from what the file says already."""

    fields: list[stepforms.Field]
    begun: bool


def form(
    file: queries.CaseFile, step: Any, *, options: stepforms.Options, given: Mapping[str, Any] | None = None,
    errors: Mapping[str, Iterable[str]] | None = None, prefix: str = "f",
) -> Form:  # fmt: skip
    """The form as it was posted, else as it was proposed and sent back, else with what the file says already."""
    known = queries.begun(file.taking, step) if given is None else {}
    values = queries.proposed(file.returned[step.name])["given"] if given is None and step.name in file.returned else given
    found = stepforms.fields_of(step.asks, given=known if values is None else values, errors=errors, options=options, prefix=prefix)
    found = [replace(one, hint=word(*HINTS[step.name, one.name])) if (step.name, one.name) in HINTS else one for one in found]
    if file.taking.standing.party is None:
        found = [replace(one, required=True) if (step.name, one.name) in WRITTEN_DOWN else one for one in found]
        found = [replace(one, texts=f"/cases/{file.case.number}/texts/{step.name}/{one.name}/") if one.kind == "long" else one for one in found]
    found = [_belonging(one, BELONGS[step.name, one.name]) if (step.name, one.name) in BELONGS else one for one in found]
    if step.name == "merge":
        found = [_suggesting(file, one) if one.name == "into" else one for one in found]
    if step.name == "correct_paper":
        found = [_correctable(file, one) if one.name == "document" else one for one in found]
    if step.name in SERVING:
        found = [_waiting(file, one) if one.name == "document" else one for one in found]
    return Form(found, values is None and any(known.get(one.name) not in (None, "") for one in found))


def _belonging(one: stepforms.Field, belongs: Belonging) -> stepforms.Field:
    """With a hint that says with which manners it is filled in, unless it has one of its own."""
    parts = [(belongs.needs, ("{}须填", "{}: needed")), (belongs.may, ("{}可不填", "{}: optional"))]
    said = [word(zh.format("、".join(map(_manner, codes))), en.format(", ".join(map(_manner, codes)))) for codes, (zh, en) in parts if codes]
    line = word("；", "; ").join(said) + word("。", ".")
    return replace(one, belongs=belongs, hint=one.hint or line[:1].upper() + line[1:])


def _manner(code: str) -> str:
    zh = dict(METHODS)[code]
    return catalogue.in_english(zh) if english() else zh


def _waiting(file: queries.CaseFile, one: stepforms.Field) -> stepforms.Field:
    """The number of a paper that waits to be served: filled in where there is one, else all of them to choose from."""
    likely = []
    for paper in file.papers:
        names = [row.party.name for row in file.services if row.document_id == paper.pk and row.served_on is None]
        if names and not _is_withdrawn(paper):
            told = word("，送", ", to ").join([words.title(paper, file.case.kind), word("、", ", ").join(names)])
            likely.append(stepforms.Suggestion(paper.number, told, f"/papers/{paper.pk}/"))
    value = one.value or (likely[0].value if len(likely) == 1 else "")
    return replace(one, suggested=tuple(likely), value=value, hint=word("待送达的：", "Waiting to be served:") if likely else "")


def _is_withdrawn(paper: Any) -> bool:
    return any(one.withdraws for one in paper.corrections)


def _correctable(file: queries.CaseFile, one: stepforms.Field) -> stepforms.Field:
    """The number of the paper with the slip: any of the file that stands, the newest first."""
    stand = [paper for paper in reversed(file.papers) if not _is_withdrawn(paper)]
    likely = tuple(stepforms.Suggestion(paper.number, words.title(paper, file.case.kind), f"/papers/{paper.pk}/") for paper in stand)
    return replace(one, suggested=likely, value=one.value or (stand[0].number if len(stand) == 1 else ""), hint=word("本案的文书：", "Papers of this case:"))


def _suggesting(file: queries.CaseFile, one: stepforms.Field) -> stepforms.Field:
    """The number of the case it joins, with the likely ones to choose from; any other may be typed."""
    likely = tuple(stepforms.Suggestion(_spoken(case), _told(case), f"/cases/{case.number}/") for case in queries.sister_cases(file.taking))
    hint = word("本机构同一申诉人的在办申诉：", "Open complaints of the same complainant here:") if likely else word(
        "本机构没有同一申诉人的其他在办申诉；别的请填编号。", "The same complainant has no other open complaint here; else write a number."
    )  # fmt: skip
    return replace(one, hint=hint, suggested=likely)


def _spoken(case: Any) -> str:
    return people_number(case.number, case.first_office.short)


def _told(case: Any) -> str:
    received = word(f"{words.day(case.filed_on)}收到", f"filed {words.day(case.filed_on)}")
    return word("，", ", ").join([case.title, case.applicant_name, words.state(case), received])
