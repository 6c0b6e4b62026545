"""Grounds: numbered conditions of admissibility. A ground answers from the data, or asks the clerk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from casework.cases.refusals import Reason

if TYPE_CHECKING:
    from casework.cases.case import Case


@dataclass(frozen=True)
class Met:
    """The condition holds; `zh`/`en` say why, where there is something to say."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True)
class Unmet:
    """The condition does not hold; the sentence is what the citizen reads."""

    zh: str
    en: str


@dataclass(frozen=True)
class Unknown:
    """The data do not tell; the question is put to the clerk and the answer recorded with who and why."""

    zh: str
    en: str


Answer = Met | Unmet | Unknown
Question = Callable[..., Answer]


@dataclass(frozen=True)
class Ground:
    """A condition with its article. `ask(case, given, on)` answers it: given is the step's cleaned input, on the legal day."""

    id: str
    article: str
    zh: str
    en: str
    ask: Question
    certainty: str = "V"
    fulfils: tuple[str, ...] = ()


def ground(id: str, article: str, zh: str, en: str, *, certainty: str = "V", fulfils: tuple[str, ...] = ()) -> Callable[[Question], Ground]:
    """Declare a ground: the decorated function `(case, given, on) -> Met | Unmet | Unknown` becomes a Ground."""
    return lambda ask: Ground(id, article, zh, en, ask, certainty, tuple(fulfils))


class GroundAnswer(models.Model):
    """A clerk's answer to a ground that the data leave open; the latest one counts."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="ground_answers")
    ground = models.CharField(max_length=40)
    met = models.BooleanField()
    why = models.TextField()
    by_name = models.CharField(max_length=80)
    by_user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    entry_seq = models.IntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.ground}: {'met' if self.met else 'unmet'}"


Answers = dict[str, tuple[bool, str]]


def recorded(case: "Case") -> Answers:
    """Ground id -> (met, why), the latest answer of each ground of the case. One query, none for a case not yet filed."""
    if case.pk is None:
        return {}
    rows = GroundAnswer.objects.filter(case_id=case.pk).order_by("id").values_list("ground", "met", "why")
    return {id: (met, why) for id, met, why in rows}


def test(ground: Ground, case: "Case", given: dict[str, Any], on: date, answers: Answers) -> Answer:
    """The answer to one ground: from the data, else from what a clerk recorded, else Unknown."""
    answer = ground.ask(case, given, on)
    if not isinstance(answer, Unknown) or ground.id not in answers:
        return answer
    met, why = answers[ground.id]
    if met:
        return Met(why, why)
    return Unmet(f"经核查不符合条件：{ground.zh}（{why}）", f"Found not to hold: {ground.en} ({why})")


def closed_by(grounds: tuple[Ground, ...], case: "Case", given: dict[str, Any], on: date, answers: Answers) -> list[Reason]:
    """Every ground that does not stand, with its sentence; an unknown one with its question."""
    reasons = []
    for one in grounds:
        answer = test(one, case, given, on, answers)
        if not isinstance(answer, Met):
            reasons.append(Reason(one.id, one.article, answer.zh, answer.en))
    return reasons
