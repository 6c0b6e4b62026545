"""Steps by which a clock stands still, runs again, or gets more time, and their papers. Each needs an approver and tells why in writing.

Each function returns a declared step; a family writes `suspend = pausing.suspend(...)` where it stands in its statute. None begins after the last day,
none overlaps, the clock runs again on a later day than it stopped, and extensions keep to the total of the rule.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms

from casework.calendar.days import in_words
from casework.cases import clocks, schedules, spans, timeline
from casework.cases.clocks import RUNNING, SUSPENDED, Deadline
from casework.cases.documents import DocumentType
from casework.cases.grounds import Ground, Met, Unmet
from casework.cases.ledger import Entry
from casework.cases.limits import WORKING, TimeLimit
from casework.cases.parties import Party
from casework.cases.steps import States, step
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.case import Case

Declared = Callable[..., None]
Limits = tuple[TimeLimit, ...]
Pair = tuple[str, str]
TEMPLATE = "cases/days"
MOST_REASONS = 1000


def suspend(
    states: Iterable[States], target: States | None, *, limits: Limits, grounds: Mapping[str, str], paper: DocumentType, approved_by: Role, basis: str,
    by: Iterable[Role] = (Role.HANDLER,), name: str = "suspend", words: Pair = ("中止", "Suspend"), when: Iterable[Ground] = (), **more: Any,
) -> Declared:  # fmt: skip
    """The clocks of these limits stand still from the day of approval. `grounds`: code -> words of each ground the article knows.

    Raises TypeError at declaration for a limit that its article does not let stand still.
    """
    if strict := [limit.id for limit in limits if not limit.suspendable]:
        raise TypeError(f"{strict}: the article knows no suspension")
    form = _form("Suspending", ground=_choice(grounds), reasons=_reasons("中止的事实和理由", "facts and reasons"))

    def body(self: "Case", **_: Any) -> None:
        """Let the clock stand still."""

    runs = Ground("clock-runs", basis, "期限在计算中，没有届满", "The clock runs and is not over", partial(_runs, limits))
    return _step(
        body, name, words, tuple(states), target, by=by, approved_by=approved_by, basis=basis, when=(*when, runs), asks=form, suspends=limits,
        issues=[paper], **more,
    )  # fmt: skip


def resume(
    states: Iterable[States], target: States | tuple[States, ...] | None, *, limits: Limits, paper: DocumentType, basis: str,
    approved_by: Role | None = None, by: Iterable[Role] = (Role.HANDLER,), name: str = "resume", words: Pair = ("恢复", "Resume"),
    when: Iterable[Ground] = (), back: "Callable[..., States] | None" = None, **more: Any,
) -> Declared:  # fmt: skip
    """The clocks run again; the day of this step counts. Of several target states the one is taken from which the case was suspended, or the one that
    `back(case)` names where things went on meanwhile."""

    def body(self: "Case", **_: Any) -> None:
        """Let the clock run again."""

    form = _form("Resuming", reasons=_reasons("恢复的理由", "why it goes on"))
    stands = Ground("clock-stands", basis, "期限已经中止，恢复日晚于中止日", "The clock stands still since an earlier day", partial(_stands, limits))
    choose = {"choose": back or came_from} if isinstance(target, tuple) else {}
    return _step(
        body, name, words, tuple(states), target, by=by, approved_by=approved_by, basis=basis, when=(*when, stands), asks=form, resumes=limits,
        issues=[paper], **choose, **more,
    )  # fmt: skip


def extend(
    states: Iterable[States], *, limits: Limits, paper: DocumentType | None, by: Iterable[Role] = (Role.HANDLER,), name: str = "extend",
    words: Pair = ("延长期限", "Extend the time"), when: Iterable[Ground] = (), **more: Any,
) -> Declared:  # fmt: skip
    """More time for these limits: by whose approval, on which article and how much in all is what their `extension` says.

    Raises TypeError at declaration for a limit that knows no extension, that names another approver, or whose notice is missing.
    """
    found = [limit.extension for limit in limits if limit.extension]
    if len(found) < len(limits) or len({(one.approved_by, one.article) for one in found}) != 1:
        raise TypeError(f"{[limit.id for limit in limits]}: not all can be extended by the same approver on the same article")
    if paper is None and any(one.notice_with_reasons for one in found):
        raise TypeError(f"{[limit.id for limit in limits]}: the article asks for a notice with reasons")
    extension = found[0]
    most = min((one.up_to.number for one in found if one.up_to), default=None)
    unit = ("工作日", "working days") if limits[0].length.unit == WORKING else ("日", "days")
    form = _form("Extending", days=_days(most, unit), reasons=_reasons("延长的理由", "reasons"))

    def body(self: "Case", **_: Any) -> None:
        """Grant more time."""

    asked = "期限没有届满，延长没有超过总数", "The clock is not over, and more time is left to grant"
    left = Ground("extension-left", extension.article, *asked, partial(_left, limits))
    return _step(
        body, name, words, tuple(states), None, by=by, approved_by=Role(extension.approved_by), basis=extension.article, when=(*when, left), asks=form,
        extends=limits, issues=[paper] if paper else (), **more,
    )  # fmt: skip


def _step(body: Declared, name: str, words: Pair, states: tuple[States, ...], target: Any, **declared: Any) -> Declared:
    body.__name__ = name
    return step(states, target, zh=words[0], en=words[1], **declared)(body)


def came_from(case: "Case", **_: Any) -> States:
    """The state from which the case came into the present one."""
    entries = Entry.objects.filter(case_id=case.pk, target=str(case.state)).exclude(source=str(case.state)).order_by("-seq")
    return case.states(entries.values_list("source", flat=True)[0])


# ---- what must hold ----


def _of(case: "Case", limit: TimeLimit, *statuses: str) -> list[Deadline]:
    return [one for one in case.rows("deadlines") if one.rule == limit.id and one.status in statuses and one.ended_by_seq is None]


def _runs(limits: Limits, case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    for limit in limits:
        if _of(case, limit, SUSPENDED):
            return Unmet(f"“{limit.zh}”的期限已经中止，尚未恢复。", f"'{limit.en}' ({limit.id}) stands still already.")
        if (late := _not_over(case, limit, on)) is not None:
            return late
    return Met()


def _not_over(case: "Case", limit: TimeLimit, on: date) -> Unmet | None:
    found = _of(case, limit, RUNNING, SUSPENDED)
    if not found:
        return Unmet(f"“{limit.zh}”没有在计算中的期限，或者期限已经届满。", f"'{limit.en}' ({limit.id}) is not running, or is already over.")
    over = [one.last_day for one in found if one.last_day and on > one.last_day]
    if over:
        zh, en = in_words(over[0])
        return Unmet(f"“{limit.zh}”的期限已于{zh}届满，不得再中止或者延长。", f"'{limit.en}' ({limit.id}) was over on {en}: too late.")
    return None


def _stands(limits: Limits, case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    for limit in limits:
        found = _of(case, limit, SUSPENDED)
        if not found:
            return Unmet(f"“{limit.zh}”的期限没有中止。", f"'{limit.en}' ({limit.id}) does not stand still.")
        since = max(start for one in found for start, end in clocks.stops(one) if end is None)
        if on <= since:
            zh, en = in_words(since)
            return Unmet(f"期限自{zh}起中止，恢复日应当晚于该日。", f"The clock stands still since {en}: it runs again on a later day.")
    return Met()


def _left(limits: Limits, case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    for limit in limits:
        if (late := _not_over(case, limit, on)) is not None:
            return late
        for one in _of(case, limit, RUNNING, SUSPENDED):
            extension, granted = case.limits()[one.rule_key].extension, one.extension_days
            most = extension.up_to.number if extension and extension.up_to else None
            if most is not None and granted + (given.get("days") or 1) > most:
                return Unmet(
                    f"“{limit.zh}”已延长{granted}日，总计不得超过{most}日。", f"'{limit.en}' ({limit.id}): {granted} days were granted; {most} in all at most."
                )
    return Met()


# ---- papers ----


def notice_of_suspension(
    limits: Limits, to: tuple[Role, ...], *, basis: str, grounds: Mapping[str, str], title: Pair = ("中止通知书", "Notice of suspension"), **more: Any
) -> DocumentType:
    """The paper of `suspend`: from which day, on which ground, why."""

    def contents(case: "Case", given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any]:
        return {
            "title": title[0], "said": f"自{in_words(on)[0]}起中止计算下列期限：{_named(limits)}。", "article": f"{basis}：{grounds[given['ground']]}",
            "reasons": given["reasons"], "effect": "中止期间不计入期限。中止的原因消除后恢复计算，并另行书面告知。",
        }  # fmt: skip

    return _paper("suspension", title, limits, to, contents, basis, more)


def notice_of_resumption(
    limits: Limits, to: tuple[Role, ...], *, basis: str, title: Pair = ("恢复通知书", "Notice of resumption"), **more: Any
) -> DocumentType:
    """The paper of `resume`: from which day, and the last day that follows."""

    def contents(case: "Case", given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any]:
        return {
            "title": title[0], "said": f"自{in_words(on)[0]}起恢复计算下列期限：{_named(limits)}，当日计入期限。", "article": basis,
            "reasons": given["reasons"],
            "effect": "".join(_ends(case, limit, until=on) for limit in limits),
        }  # fmt: skip

    return _paper("resumption", title, limits, to, contents, basis, more)


def notice_of_extension(limits: Limits, to: tuple[Role, ...], *, title: Pair = ("延期通知书", "Notice of extension"), **more: Any) -> DocumentType:
    """The paper of `extend`: by how many days, why, and the last day that follows."""
    basis = next(limit.extension.article for limit in limits if limit.extension)
    unit = "个工作日" if limits[0].length.unit == WORKING else "日"

    def contents(case: "Case", given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any]:
        days = given["days"]
        return {
            "title": title[0], "said": f"下列期限延长{days}{unit}：{_named(limits)}。", "article": basis, "reasons": given["reasons"],
            "effect": "".join(_ends(case, limit, more=days) for limit in limits), "timeline": _drawn(case, limits, days, on),
        }  # fmt: skip

    return _paper("extension", title, limits, to, contents, basis, more)


def _paper(id: str, title: Pair, limits: Limits, to: tuple[Role, ...], contents: Callable[..., Any], basis: str, more: dict[str, Any]) -> DocumentType:
    return DocumentType(
        **{
            "id": id, "zh": title[0], "en": title[1], "series": title[0].removesuffix("通知书"), "template": TEMPLATE, "to": to, "contents": contents,
            "mandatory": ("said", "article", "reasons", "effect"), "rests_on": limits, "basis": basis, "together": True, **more,
        }
    )  # fmt: skip


def _ends(case: "Case", limit: TimeLimit, *, until: date | None = None, more: int = 0) -> str:
    """The last day with the open suspension ended on `until`, or with so many days more than the ledger has: the draft and the paper say the same."""
    for span in _spans(case, limit, until=until, more=more):
        if span.last_day:
            return f"“{limit.zh}”的最后一日为{in_words(span.last_day)[0]}。"
    return f"“{limit.zh}”的期限仍在中止，最后一日待恢复后计算。"


def _drawn(case: "Case", limits: Limits, more: int, on: date) -> list[dict[str, Any]]:
    """The lines of these limits with so many days more, as a paper keeps them."""
    schedule = schedules.current().schedule
    lines = [(timeline.of_span(span, today=on), span.limit) for limit in limits for span in _spans(case, limit, more=more)]
    return [timeline.frozen(line, limit, schedule) for line, limit in lines if line.pieces]


def _spans(case: "Case", limit: TimeLimit, *, until: date | None = None, more: int = 0) -> Iterator[spans.Span]:
    for one in _of(case, limit, RUNNING, SUSPENDED):
        stopped = tuple((start, end or until) for start, end in clocks.stops(one))
        granted = sum(change["days"] for entry in case.rows("entries") if entry.seq > one.started_by_seq for change in _extensions(entry, limit))
        schedule = schedules.current().schedule
        yield spans.compute(case.limits()[one.rule_key], one.trigger_on, schedule=schedule, suspensions=stopped, extension_days=granted + more)


def _extensions(entry: Entry, limit: TimeLimit) -> Iterable[dict[str, Any]]:
    return [change for change in entry.facts.get("clocks", ()) if change["change"] == "extend" and change["rule"] == limit.id]


def _named(limits: Limits) -> str:
    return "、".join(f"{limit.zh}（{limit.basis}）" for limit in limits)


# ---- forms ----


def _form(name: str, **fields: forms.Field) -> type[forms.Form]:
    return type(name, (forms.Form,), {"__doc__": "What the step asks.", **fields})


def _reasons(label: str, en: str) -> forms.CharField:
    wrong = {"required": f"请填写“{label}”。({en}: required.)", "max_length": f"“{label}”最多{MOST_REASONS}个字。({en}: at most {MOST_REASONS} characters.)"}
    return forms.CharField(label=label, help_text=en, max_length=MOST_REASONS, widget=forms.Textarea, error_messages=wrong)


def _choice(grounds: Mapping[str, str]) -> forms.ChoiceField:
    wrong = {"required": "请选择中止的情形。(ground: required.)", "invalid_choice": "中止的情形不在法定范围内。(ground: none that the article knows.)"}
    return forms.ChoiceField(label="中止的情形", help_text="ground", choices=list(grounds.items()), error_messages=wrong)


def _days(most: int | None, unit: Pair) -> forms.IntegerField:
    zh, en = (f"至{most}", f"to {most}") if most else ("以上", "or more")
    said = f"延长天数须为 1 {zh} {unit[0]}的整数。(days: a whole number, 1 {en} {unit[1]}.)"
    wrong = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
    return forms.IntegerField(label=f"延长天数（{unit[0]}）", help_text=unit[1], min_value=1, max_value=most or 3650, error_messages=wrong)
