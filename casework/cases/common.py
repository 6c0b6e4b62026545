"""Steps that every family has: who holds the case, answers to grounds, rectification, breach; recusal stands in `recusal`.

Each function returns a declared step; a family writes `assign = common.assign(State.open(), basis=…)` where it stands in its statute.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from casework.cases import grown, handling, outbox, rectification
from casework.cases.asking import Declared, asked, line, lines
from casework.cases.case import people_number
from casework.cases.grounds import Ground, Met, Unmet
from casework.cases.handling import HandOver
from casework.cases.steps import States, step
from casework.clock import SHANGHAI
from casework.people.actor import Actor
from casework.people.models import User
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.case import Case

HOUSE = "首办负责制（内部规定）"


def _colleague(label: str, en: str, rows: QuerySet[User]) -> forms.ModelChoiceField:
    unknown = f"“{label}”：没有这个用户。({en}: unknown.)"
    return forms.ModelChoiceField(rows, to_field_name="username", **asked(label, en, invalid_choice=unknown))


class Assignment(forms.Form):
    """Who gets the case."""

    handler = _colleague("承办人", "handler's user name", User.objects.filter(is_active=True))
    why = line("说明", "why", length=200, required=False)


class HandingOver(forms.Form):
    """To whom, and why."""

    to = _colleague("移交给", "user name of who shall take it", User.objects.filter(is_active=True))
    why = line("移交理由", "reason", length=200)


class Declining(forms.Form):
    """Why not."""

    why = line("不接收的理由", "reason", length=200)


class Answering(forms.Form):
    """Nothing but the answers to grounds, given beside the form."""

    why = line("说明", "note", length=200, required=False)


class Rectifying(forms.Form):
    """Which entry is voided, and why."""

    entry = forms.IntegerField(min_value=2, **asked("更正的记录序号", "sequence number of the wrong entry"))
    reasons = line("更正理由", "reasons", length=1000)
    correct = line("更正为", "what is right, for the correcting paper", length=1000, required=False)


class CorrectingPaper(forms.Form):
    """Which paper, what stands in it by a slip of the pen, what should stand there, and why."""

    document = line("文号", "paper number", length=60)
    wrong_words = line("原文（写错的字句）", "the wrong words, as they stand in the paper", length=500)
    right_words = line("更正为", "the right words", length=500)
    reasons = lines("更正理由", "reasons", length=1000)

    def clean(self) -> dict[str, Any]:
        """Right words are other words than the wrong ones."""
        given = super().clean() or {}
        if given.get("right_words") and given.get("right_words") == given.get("wrong_words"):
            self.add_error("right_words", "“更正为”与“原文”相同，没有更正什么。(the right words: the same as the wrong ones.)")
        return given


class Erasing(forms.Form):
    """Whose content is erased, by which order."""

    entry = forms.IntegerField(min_value=1, **asked("记录序号", "sequence number of the entry"))
    order = line("删除决定", "the order that demands it", length=200)


def _handler_belongs(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    user = given.get("handler") or given.get("to")
    if user is None:
        return Met()
    if given.get("to") is not None and user.pk == case.handler_id:
        return Unmet(f"案件已由{user.name}承办。", f"{user.name} has the case already.")
    if given.get("handler") is not None and case.handler_id not in (None, user.pk) and not _ordered(case, given):
        return Unmet(
            "案件已有承办人：移交须由对方接收，或者由负责人指定并写明理由。",
            "Somebody has the case: a hand-over needs to be accepted, or the head assigns it and says why.",
        )
    if user.memberships.filter(organisation_id=case.office_id, role=Role.HANDLER).exists():
        return Met()
    return Unmet(f"{user.name}不是本机构的承办人。", f"{user.name} is not a handler of this office.")


def _ordered(case: "Case", given: dict[str, Any]) -> bool:
    """True where the head takes the case out of somebody's hands and says why: the recorded order in place of the acceptance."""
    by = given.get("by")
    return by is not None and by.holds(Role.HEAD, case.office_id) and ("why" not in given or bool((given["why"] or "").strip()))


def _hand_over_waits(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    if handling.offered_to(case) is not None:
        return Met()
    return Unmet("没有待接收的移交。", "No hand-over is waiting.")


def _no_hand_over_waits(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    answer = _hand_over_waits(case, given, on)
    return Unmet("已有一项移交等待接收。", "A hand-over is already waiting.") if isinstance(answer, Met) else Met()


def _offered_to_me(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    waiting = handling.offered_to(case)  # where none waits, HAND_OVER_WAITS says so
    return Met() if waiting is None or waiting == given["by"].user_id else Unmet("这项移交不是给您的。", "The hand-over was not offered to you.")


OFFERED_TO_ME = Ground("offered-to-me", HOUSE, "移交给本人", "Offered to this person", _offered_to_me, "design")
HANDLER_BELONGS = Ground("handler-of-office", HOUSE, "承办人属于本机构", "The handler belongs to this office", _handler_belongs, "design")
HAND_OVER_WAITS = Ground("hand-over-waits", HOUSE, "有待接收的移交", "A hand-over is waiting", _hand_over_waits, "design")
NO_HAND_OVER_WAITS = Ground("no-hand-over-waits", HOUSE, "没有待接收的移交", "No hand-over is waiting", _no_hand_over_waits, "design")


def _has_happened(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    late = [value for value in given.values() if isinstance(value, datetime) and value.astimezone(SHANGHAI).date() > on]
    return Unmet(f"所记时间{late[0]:%Y-%m-%d %H:%M}尚未到来。", f"The time noted, {late[0]:%Y-%m-%d %H:%M}, has not come yet.") if late else Met()


def _something_answered(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    if given.get("replied", True):  # not known before the step is taken
        return Met()
    return Unmet(
        "审查清单还没有填写：请至少对一项选“符合”或者“不符合”，并写明理由。",
        "Nothing on the checklist was answered: say of one ground at least whether it holds, and why.",
    )


SOMETHING_ANSWERED = Ground("something-answered", HOUSE, "至少回答一项审查项", "At least one ground is answered", _something_answered, "design")
HAS_HAPPENED = Ground("has-happened", HOUSE, "所记时间已经过去", "The time noted has passed", _has_happened, "design")


def assign(states: Iterable[States], *, basis: str = HOUSE, fulfils: Iterable[str] = (), when: Iterable[Ground] = ()) -> Declared:
    """The head or the intake desk puts the case into someone's hands; `when`: what else the law asks of that person."""

    @step(
        tuple(states), None, by=[Role.HEAD, Role.INTAKE, Role.HANDLER], zh="指定承办人", en="Assign a handler", basis=basis, certainty="design",
        when=[HANDLER_BELONGS, *when], asks=Assignment, does=[_assigned], tells=[Role.HANDLER], fulfils=fulfils,
    )  # fmt: skip
    def assign(self: "Case", *, handler: User, **_: Any) -> None:
        """Put the case into the hands of a handler of the office."""
        self.handler = handler

    return assign


def _assigned(case: "Case", given: dict[str, Any], *, on: date, **_: Any) -> dict[str, Any]:
    HandOver.objects.filter(case_id=case.pk, answered_on=None).update(answered_on=on, accepted=False)  # an offer made before is overtaken
    return {"handler": given["handler"].pk}


def hand_over(states: Iterable[States], *, basis: str = HOUSE, fulfils: Iterable[str] = (), when: Iterable[Ground] = ()) -> Declared:
    """The holder offers the case to a colleague, of whom the law may ask more (`when`); it stays with the holder until accepted."""

    @step(
        tuple(states), None, by=[Role.HANDLER, Role.HEAD], zh="移交承办", en="Offer a hand-over", basis=basis, certainty="design",
        when=[HANDLER_BELONGS, NO_HAND_OVER_WAITS, *when], asks=HandingOver, does=[_offered], fulfils=fulfils,
    )  # fmt: skip
    def hand_over(self: "Case", **_: Any) -> None:
        """Offer the case to a colleague of the office."""

    return hand_over


def _offered(case: "Case", given: dict[str, Any], *, by: Actor, on: date, at: datetime, seq: int, **_: Any) -> dict[str, Any]:
    HandOver.objects.create(
        case_id=case.pk, office_id=case.office_id, from_user_id=case.handler_id, to_user=given["to"], why=given["why"], offered_on=on
    )
    _write_to(case, given["to"].pk, "hand_over", f"{by.name}移交，等您接收", at=at, seq=seq)
    return {"to": given["to"].pk}


def _write_to(case: "Case", user_id: int, step: str, subject: str, *, at: datetime, seq: int) -> None:
    """A word to one person: the keyword `tells` names roles, a hand-over goes to a colleague by name."""
    outbox.to_user(case, user_id, step=step, subject=f"{people_number(case.number, case.first_office.short)}：{subject}", seq=seq, at=at).save()


def accept_hand_over(states: Iterable[States], *, basis: str = HOUSE, fulfils: Iterable[str] = ()) -> Declared:
    """The colleague takes the case; from now on it is theirs, the first handler stays on record."""

    @step(
        tuple(states), None, by=[Role.HANDLER], zh="接收移交", en="Accept a hand-over", basis=basis, certainty="design",
        when=[HAND_OVER_WAITS, OFFERED_TO_ME], asks=None, does=[_accepted], fulfils=fulfils,
    )  # fmt: skip
    def accept_hand_over(self: "Case", *, by: Actor, **_: Any) -> None:
        """Take the case that was offered."""
        self.handler_id = by.user_id

    return accept_hand_over


def _accepted(case: "Case", given: dict[str, Any], *, by: Actor, on: date, at: datetime, seq: int, **_: Any) -> dict[str, Any]:
    waiting = HandOver.objects.filter(case_id=case.pk, answered_on=None)
    giver = waiting.values_list("from_user_id", flat=True).first()
    waiting.update(answered_on=on, accepted=True)
    if giver is not None:
        _write_to(case, giver, "accept_hand_over", f"{by.name}接收了移交", at=at, seq=seq)
    return {"handler": by.user_id}


def decline_hand_over(states: Iterable[States], *, basis: str = HOUSE, fulfils: Iterable[str] = ()) -> Declared:
    """The colleague does not take the case; it stays where it is."""

    @step(
        tuple(states), None, by=[Role.HANDLER], zh="不接收移交", en="Decline a hand-over", basis=basis, certainty="design",
        when=[HAND_OVER_WAITS, OFFERED_TO_ME], asks=Declining, does=[_declined], tells=[Role.HANDLER], fulfils=fulfils,
    )  # fmt: skip
    def decline_hand_over(self: "Case", **_: Any) -> None:
        """Leave the case with who offered it."""

    return decline_hand_over


def _declined(case: "Case", given: dict[str, Any], *, on: date, **_: Any) -> None:
    HandOver.objects.filter(case_id=case.pk, answered_on=None).update(answered_on=on, accepted=False, declined_why=given["why"])


def record_ground(states: Iterable[States], *, basis: str = HOUSE, fulfils: Iterable[str] = ()) -> Declared:
    """Answer grounds on the checklist without taking another step."""

    @step(
        tuple(states), None, by=[Role.INTAKE, Role.HANDLER], zh="填写审查清单", en="Answer the checklist", basis=basis, certainty="design",
        when=[SOMETHING_ANSWERED], asks=Answering, fulfils=fulfils,
    )  # fmt: skip
    def record_ground(self: "Case", **_: Any) -> None:
        """Record answers to grounds, with who and why."""

    return record_ground


def rectify(states: Iterable[States], *, basis: str = "内部规定：有错必纠", fulfils: Iterable[str] = ()) -> Declared:
    """The head voids the latest wrong step: state and clocks as before it, its papers corrected, both stay in the ledger."""

    @step(
        tuple(states), None, by=[Role.HEAD], zh="更正", en="Rectify", basis=basis, certainty="design",
        when=[rectification.CAN_BE_VOIDED, grown.OPENED_NOTHING], asks=Rectifying, does=[rectification.void], tells=[Role.HANDLER], fulfils=fulfils,
        begins=rectification.begun, issues=[rectification.CORRECTION],
    )  # fmt: skip
    def rectify(self: "Case", **_: Any) -> None:
        """Void a wrong step."""

    return rectify


def correct_paper(states: Iterable[States], *, basis: str = "内部规定：有错必纠", fulfils: Iterable[str] = ()) -> Declared:
    """The head puts a slip of the pen right by a correcting paper; the decision stands, no clock moves, both papers stay on file."""

    @step(
        tuple(states), None, by=[Role.HEAD], zh="更正文书", en="Correct a paper", basis=basis, certainty="design",
        when=[rectification.CAN_BE_CORRECTED, rectification.WORDS_STAND], asks=CorrectingPaper, issues=[rectification.AMENDMENT], tells=[Role.HANDLER],
        fulfils=fulfils,
    )  # fmt: skip
    def correct_paper(self: "Case", **_: Any) -> None:
        """Correct a slip in a paper."""

    return correct_paper


def erase(states: Iterable[States], *, basis: str = "个人信息保护法 47", fulfils: Iterable[str] = ()) -> Declared:
    """By a recorded order the input of an entry is erased; the chain still verifies."""

    @step(
        tuple(states), None, by=[Role.HEAD], zh="删除个人信息", en="Erase personal input", basis=basis, certainty="V",
        when=[rectification.ENTRY_EXISTS], asks=Erasing, does=[_erases], fulfils=fulfils,
    )  # fmt: skip
    def erase(self: "Case", **_: Any) -> None:
        """Order the erasure of an entry's content."""

    return erase


def _erases(case: "Case", given: dict[str, Any], **_: Any) -> dict[str, Any]:
    return {"erases": [given["entry"]]}


def breach(states: Iterable[States], *, basis: str = "各时限规则", fulfils: Iterable[str] = ()) -> Declared:
    """The system records that a duty was not met by its last day (or a house limit passed, which is no breach of law)."""

    @step(tuple(states), None, by=[Role.SYSTEM], zh="超期", en="Deadline passed", basis=basis, fulfils=fulfils)
    def breach(self: "Case", **_: Any) -> None:
        """Record a missed deadline."""

    return breach
