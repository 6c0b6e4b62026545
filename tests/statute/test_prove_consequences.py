"""What the law ties to a missed last day, as `describe` shows it and `prove` tests it: planted in the made-up family, and nothing else is found."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django import forms
from django.core.management import call_command

from casework.cases import ladder
from casework.cases.ladder import HANDLER, HEAD, MINISTRY, Rung
from casework.cases.steps import EVERY_CLOCK, step, step_of
from casework.complaints import clocks
from casework.complaints.states import State
from casework.complaints.workflow import Complaint
from casework.families import FAMILIES
from casework.people.roles import Role
from casework.reports.proof_printed import sentences
from casework.reports.proving import prove
from casework.reports.walking import Rules
from tests.statute.test_prove import ANSWER, Stage, answering_by, found, planted, way

SILENT = replace(ANSWER, consequence="deem_answered")


@step(Stage.FILED, Stage.WITHDRAWN, by=[Role.SYSTEM], zh="视为答复", en="Deemed answered", basis="甲办法 11", lapses=EVERY_CLOCK)
def deem_answered() -> None: ...


class Named(forms.Form):
    name = forms.CharField()
    note = forms.CharField(required=False)


def silence(**changes: object) -> Rules:
    """The made-up family in which silence is an answer, that step declared otherwise."""
    rules = answering_by(SILENT)
    return planted(replace(rules, steps=(*rules.steps, step_of(deem_answered))), "deem_answered", **changes)


def test_silence_is_an_answer_and_a_clock_that_stands_still_cannot_be_missed() -> None:
    """`hold` stops the clock in the state from which nothing can follow."""
    assert prove(silence()).findings == ()


def test_a_consequence_that_the_family_does_not_have() -> None:
    (lacking,) = prove(answering_by(SILENT)).findings
    assert found([lacking]) == [("no_such_step", "X-01", "", "甲办法 9")]
    assert sentences(lacking) == (
        "X-01（答复）届满引出步骤 deem_answered，而本类案件没有这个步骤。",
        "X-01 (answer), when missed, leads to the step deem_answered, which the family does not have.",
    )  # fmt: skip


@pytest.mark.parametrize("changes", [{"by": (Role.HANDLER,)}, {"by": (Role.SYSTEM,), "approved_by": Role.HEAD}, {"asks": Named}])
def test_a_consequence_that_the_system_cannot_take_by_itself(changes: dict[str, object]) -> None:
    (other,) = prove(silence(**changes)).findings
    assert found([other]) == [("not_the_systems", "deem_answered", "X-01", "甲办法 9")]
    assert sentences(other) == (
        "X-01（答复） 届满引出“视为答复”，系统却不能自行办理该步骤。",
        "X-01 (answer), when missed, leads to 'Deemed answered', which the system cannot take by itself.",
    )  # fmt: skip


def test_a_form_that_asks_nothing_that_must_be_filled_is_no_hindrance() -> None:
    class Free(forms.Form):
        note = forms.CharField(required=False)

    assert prove(silence(asks=Free)).findings == ()


def test_a_state_in_which_the_day_can_be_missed_and_nothing_can_follow() -> None:
    runs_on = planted(planted(silence(), "hold", suspends=()), "resume", resumes=())
    (missed,) = prove(runs_on).findings
    assert found([missed]) == [("out_of_reach", "held", "X-01", "甲办法 9")]
    assert way(runs_on) == ["file", "hold"]
    assert sentences(missed) == (
        "X-01（答复） 可能在状态“中止”届满，而由此不能进到其引出的步骤 deem_answered。",
        "X-01 (answer) can be missed in the state 'held', from which deem_answered, to which it leads, is not possible.",
    )
    assert prove(planted(runs_on, "deem_answered", sources=(Stage.FILED, Stage.HELD))).findings == ()


def test_a_clock_that_runs_again_in_a_state_without_it() -> None:
    """Stopped in one state, going on in another: only the second is found."""
    again = planted(silence(), "resume", targets=(Stage.HELD,))
    assert ("out_of_reach", "held", "X-01", "甲办法 9") in found(prove(again).findings)


# ---- describe ----

STEEP = replace(
    clocks.DECISION, consequence="deem_accepted",
    ladder=(Rung("half", None, (HANDLER,)), Rung("before", -2, (HANDLER,)), Rung("last", 0, (HANDLER, HEAD)), Rung("over", 1, (MINISTRY,), urgent=True)),
)  # fmt: skip


class Steep(Complaint):
    """Complaints, if silence were acceptance."""

    LIMITS = (STEEP, *(one for one in clocks.LIMITS if one.id != STEEP.id))

    class Meta:
        proxy = True
        app_label = "complaints"

    @step(State.RECEIVED, State.ACCEPTED, by=[Role.SYSTEM], zh="视为受理", en="Deemed accepted", basis="行政复议法 30③", lapses=[STEEP])
    def deem_accepted(self) -> None:
        """Nobody decided in time."""


def described(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("describe", "complaints", *arguments, stdout=out)
    return out.getvalue()


def test_a_ladder_of_its_own_and_a_consequence_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FAMILIES, "complaint", Steep)
    told = "时间过半：承办人 handler；届满前 2 个工作日：承办人 handler；最后一日：承办人 handler、负责人 head；逾期 1 个工作日：部级督办 ministry"
    follows = "届满由系统办理：视为受理 deem_accepted"
    (clock, *others) = json.loads(described("--format", "json"))["clocks"]
    assert (clock["id"], clock["version"], clock["consequence"]) == ("TC-04", "1", "deem_accepted")
    assert clock["ladder"] == [
        {"at": None, "tells": ["handler"], "urgent": False}, {"at": -2, "tells": ["handler"], "urgent": False},
        {"at": 0, "tells": ["handler", "head"], "urgent": False}, {"at": 1, "tells": ["ministry"], "urgent": True},
    ]  # fmt: skip
    assert {(one["ladder"], one["consequence"]) for one in others} == {(None, None)}
    for format in ("text", "markdown"):
        flat = "".join(described("--format", format).split())
        assert flat.count("".join(told.split())) == flat.count("".join(follows.split())) == 1, format


def test_the_ladder_of_every_clock_is_not_repeated() -> None:
    assert {one.ladder for one in clocks.LIMITS} == {ladder.DEFAULT}
    assert "提醒：" not in described("--format", "markdown") and "提醒 ladder" not in described() and "届满由系统办理" not in described()
