"""`manage.py prove`: the complaints' rulebook is clean, and each thing that cannot be lawful is found where it is planted, and nothing else."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from casework.cases import service_steps, serving
from casework.cases.documents import Appeal, DocumentType
from casework.cases.excuses import Excuse, Fault
from casework.cases.limits import APPLICANT, OFFICE, Extension, TimeLimit, calendar_days
from casework.cases.steps import EVERY_CLOCK, NEW, Apart, States, state, step
from casework.complaints.workflow import Complaint
from casework.families import BY_NAME, FAMILIES
from casework.people.roles import Role
from casework.reports.proof_printed import sentences
from casework.reports.proving import Finding, name_of, prove
from casework.reports.walking import Rules, rules_of, walk
from tests.statute import complaint_table as table

BASE = Path(__file__).resolve().parents[2]

ANSWER = TimeLimit(
    "X-01", calendar_days(30), bound=OFFICE, basis="甲办法 9", suspendable=True, zh="答复", en="answer",
    extension=Extension("", calendar_days(10), Role.HEAD, True, "甲办法 10"),
)  # fmt: skip
SUIT = TimeLimit("X-02", calendar_days(15), bound=APPLICANT, basis="甲办法 20", suspendable=False, zh="起诉", en="suit")
DECISION = DocumentType(
    "decision", "决定书", "Decision", "决", "decision", (Role.APPLICANT,), dict, mandatory=("result", "reasons"), starts=(SUIT,), basis="甲办法 12",
    appeals=(Appeal("15日内起诉", "suit within 15 days", "甲办法 20", SUIT),),
)  # fmt: skip
DELAY = DocumentType("delay", "延期通知书", "Notice of delay", "延", "delay", (Role.APPLICANT,), dict, mandatory=("reasons",), basis="甲办法 10")


class Stage(States):
    NEW = state(NEW, "未提交", "not filed")
    FILED = state("filed", "已收到", "filed", waits_on=Role.HANDLER)
    HELD = state("held", "中止", "held", waits_on=Role.HANDLER)
    DECIDED = state("decided", "已决定", "decided", final=True)
    WITHDRAWN = state("withdrawn", "已撤回", "withdrawn", final=True)


class Small:
    """A made-up family in which all is well."""

    STATES = Stage

    @step(Stage.NEW, Stage.FILED, by=[Role.APPLICANT], zh="提出", en="File", basis="甲办法 5", starts=[ANSWER])
    def file(self) -> None: ...

    @step(Stage.FILED, None, by=[Role.RECORDER], zh="调查", en="Investigate", basis="甲办法 7")
    def investigate(self) -> None: ...

    @step(
        Stage.FILED, Stage.HELD, by=[Role.HANDLER], approved_by=Role.HEAD, zh="中止办理", en="Hold", basis="甲办法 8", suspends=[ANSWER], issues=[DELAY],
    )  # fmt: skip
    def hold(self) -> None: ...

    @step(Stage.HELD, Stage.FILED, by=[Role.HANDLER], zh="恢复办理", en="Resume", basis="甲办法 8", resumes=[ANSWER])
    def resume(self) -> None: ...

    @step(Stage.FILED, None, by=[Role.HANDLER], approved_by=Role.HEAD, zh="延长", en="Extend", basis="甲办法 10", extends=[ANSWER], issues=[DELAY])
    def extend(self) -> None: ...

    @step(
        Stage.FILED, Stage.DECIDED, by=[Role.HANDLER], approved_by=Role.HEAD, zh="不予支持", en="Decide", basis="甲办法 12", meets=[ANSWER],
        issues=[DECISION], refuses=True,
    )  # fmt: skip
    def decide(self) -> None: ...

    @step((Stage.FILED, Stage.HELD), Stage.WITHDRAWN, by=[Role.APPLICANT], zh="撤回", en="Withdraw", basis="甲办法 15", lapses=EVERY_CLOCK)
    def withdraw(self) -> None: ...

    serve = service_steps.serve((Stage.FILED, Stage.HELD, Stage.DECIDED, Stage.WITHDRAWN))

    APART = (Apart(investigate, decide, "甲办法 7②"),)


SMALL = rules_of(Small)  # type: ignore[arg-type]


def planted(rules: Rules, name: str, **changes: Any) -> Rules:
    """The rules with one step declared otherwise."""
    return replace(rules, steps=tuple(replace(one, **changes) if one.name == name else one for one in rules.steps))


def without(rules: Rules, name: str) -> Rules:
    return replace(rules, steps=tuple(one for one in rules.steps if one.name != name))


def answering_by(clock: TimeLimit) -> Rules:
    """The made-up family with another clock for the answer."""
    rules = SMALL
    for name, keyword in (("file", "starts"), ("hold", "suspends"), ("resume", "resumes"), ("extend", "extends"), ("decide", "meets")):
        rules = planted(rules, name, **{keyword: (clock,)})
    return rules


def found(findings: Iterable[Finding]) -> list[tuple[str, str, str, str]]:
    """(fault, beside what, about what, article)."""
    return [(one.fault.value, name_of(one.subject), name_of(one.about), one.article) for one in findings]


def way(rules: Rules) -> list[str]:
    """The steps that lead to the only finding."""
    (only,) = prove(rules).findings
    return [one.name for one in only.way]


# ---- what is clean ----


@pytest.mark.parametrize("kind", FAMILIES)
def test_every_family_is_clean(kind: str) -> None:
    assert found(prove(rules_of(FAMILIES[kind])).findings) == []


def test_the_made_up_family_is_clean_though_the_time_to_sue_runs_after_its_end() -> None:
    proof = prove(SMALL)
    assert (proof.findings, proof.excused) == ((), ())
    assert any(SUIT.id in move.started and move.after.state == Stage.DECIDED for move in walk(SMALL).moves)


def test_what_complaints_are_excused_for() -> None:
    assert [(one.fault.value, name_of(one.subject), name_of(one.about)) for one, _ in prove(rules_of(Complaint)).excused] == [
        ("no_reasons", "redirect", ""),
        ("restarted", "supply_material", "TC-07"),
        ("restarted", "add_material", "TC-07"),
        ("no_appeal_clock", "refusal", ""),
        ("restarted", "accept", "TC-07"),
        ("restarted", "transfer_notice", "TC-06"),
        ("no_reasons", "overrule_objection", ""),
        ("restarted", "redo_notice", "TC-06"),
        ("no_reasons", "extend_henan", ""),
    ]


def test_the_walk_comes_to_every_state_of_the_law_with_the_clocks_that_run_there() -> None:
    places = walk(rules_of(Complaint)).reached
    for name, _, running, _ in table.rows(table.STATES):
        runs = {clock.split()[0] for clock in running.split(",") if clock != "-"}
        assert any(place.state.value == name and runs <= place.running for place in places), name


# ---- each fault where it is planted, and nothing else ----


def test_a_state_nobody_reaches() -> None:
    assert found(prove(without(SMALL, "hold")).findings) == [("unreached", "held", "", "甲办法 8")]
    complaints = without(rules_of(Complaint), "ask_material")
    assert found(prove(complaints).findings) == [("unreached", "awaiting_material", "", "令35 12")]


def test_an_open_state_without_a_way_out() -> None:
    stuck = planted(without(SMALL, "resume"), "withdraw", sources=(Stage.FILED,))
    assert found(prove(stuck).findings) == [("no_way_out", "held", "", "甲办法 8")]
    assert way(stuck) == ["file", "hold"]
    nobody = planted(planted(SMALL, "resume", by=()), "withdraw", sources=(Stage.FILED,))
    assert found(prove(nobody).findings) == [("no_way_out", "held", "", "甲办法 8")]


def test_a_step_that_must_find_a_clock_running_is_no_way_out_where_none_runs() -> None:
    stopped = planted(planted(SMALL, "hold", suspends=(), lapses=(ANSWER,)), "withdraw", sources=(Stage.FILED,))
    assert found(prove(stopped).findings) == [("no_way_out", "held", "", "甲办法 8")]  # `resume` finds nothing to resume


def test_only_where_the_way_ends_is_reported_not_what_leads_there() -> None:
    rules = planted(SMALL, "decide", targets=(Stage.HELD,), starts=(ANSWER,))
    rules = replace(planted(rules, "resume", targets=()), states=tuple(one for one in Stage if not one.final))
    assert [(name, beside) for name, beside, *_ in found(prove(without(rules, "withdraw")).findings)] == [("no_way_out", "held")]


def test_a_clock_that_an_end_leaves_running() -> None:
    left = planted(SMALL, "withdraw", lapses=())
    assert found(prove(left).findings) == [("left_running", "withdraw", "X-01", "甲办法 9")]
    assert way(left) == ["file", "withdraw"]
    report = planted(rules_of(Complaint), "sort_report", meets=(), lapses=())
    assert found(prove(report).findings) == [("left_running", "sort_report", "TC-11", "工信部政法〔2023〕30号")]


def test_the_clock_of_one_party_is_not_met_by_another() -> None:
    """As the engine has it: the applicant's clock is met by the applicant, who acts for them (民法典 161) or the office, not by somebody else."""
    mending = replace(SUIT, id="X-03", basis="甲办法 6")
    rules = planted(planted(SMALL, "file", starts=(mending, ANSWER)), "withdraw", lapses=(ANSWER,))
    rules = planted(rules, "decide", meets=(ANSWER, mending))
    assert found(prove(planted(rules, "withdraw", meets=(mending,), lapses=(ANSWER,))).findings) == []
    agent = planted(rules, "withdraw", by=(Role.APPLICANT, Role.AGENT), meets=(mending,), lapses=(ANSWER,))
    assert found(prove(agent).findings) == []
    other = planted(rules, "withdraw", by=(Role.APPLICANT, Role.THIRD_PARTY), meets=(mending,), lapses=(ANSWER,))
    assert found(prove(other).findings) == [("left_running", "withdraw", "X-03", "甲办法 6")]


def test_a_clock_that_starts_when_the_case_is_over() -> None:
    assert found(prove(planted(SMALL, "decide", starts=(ANSWER,))).findings) == [("runs_after_end", "decide", "X-01", "甲办法 9")]
    later = planted(SMALL, "investigate", sources=(Stage.DECIDED,), starts=(ANSWER,))
    assert found(prove(later).findings) == [("runs_after_end", "investigate", "X-01", "甲办法 9")]
    served = planted(SMALL, "withdraw", issues=(replace(DELAY, id="notice", starts=(ANSWER,)),))
    assert found(prove(served).findings) == [("runs_after_end", "notice", "X-01", "甲办法 9")]
    assert way(served) == ["file", "withdraw", "serve"]


def test_a_paper_served_after_a_later_end_starts_nothing() -> None:
    """As the engine has it: in a case that has ended only a paper that came with the end starts a clock."""
    early = planted(SMALL, "file", issues=(replace(DELAY, id="notice", starts=(SUIT,)),))
    assert found(prove(early).findings) == [("left_running", "decide", "X-02", "甲办法 20")]  # served in time, its clock runs on
    assert found(prove(planted(early, "serve", sources=(Stage.DECIDED, Stage.WITHDRAWN))).findings) == []


def test_a_running_clock_that_starts_anew() -> None:
    anew = planted(SMALL, "investigate", starts=(ANSWER,))
    assert found(prove(anew).findings) == [("restarted", "investigate", "X-01", "甲办法 9")]
    assert way(anew) == ["file", "investigate"]
    served = planted(SMALL, "investigate", issues=(replace(DELAY, id="notice", starts=(ANSWER,)),))
    assert found(prove(served).findings) == [("restarted", "notice", "X-01", "甲办法 9")]
    assert way(served) == ["file", "investigate", "serve"]
    received = planted(served, "serve", does=(serving.received_by_party,), by=(Role.APPLICANT,))
    assert found(prove(received).findings) == [("restarted", "notice", "X-01", "甲办法 9")]
    assert found(prove(planted(received, "serve", by=(Role.RESPONDENT,))).findings) == []  # another party's paper


@pytest.mark.parametrize(("name", "article"), [("hold", "甲办法 8"), ("extend", "甲办法 10"), ("decide", "甲办法 12")])
def test_a_refusal_extension_or_suspension_without_a_paper_with_reasons(name: str, article: str) -> None:
    paper = DECISION if name == "decide" else DELAY
    unreasoned = planted(SMALL, name, issues=(replace(paper, mandatory=("result",)),))
    assert found(prove(unreasoned).findings) == [("no_reasons", name, "", article)]
    kept_on_file = planted(SMALL, name, issues=(replace(paper, to=()),))
    assert found(prove(kept_on_file).findings) == [("no_reasons", name, "", article)]


def test_an_extension_or_suspension_that_the_rule_does_not_know() -> None:
    never = replace(ANSWER, extension=None, never_extended=True)
    assert found(prove(planted(SMALL, "extend", extends=(never,))).findings) == [("no_power", "extend", "X-01", "甲办法 9")]
    assert found(prove(planted(SMALL, "hold", suspends=(replace(ANSWER, suspendable=False),))).findings) == [("no_power", "hold", "X-01", "甲办法 9")]
    henan = planted(rules_of(Complaint), "extend_henan", approved_by=Role.SUPERVISOR)
    assert found(prove(henan).findings) == [("other_approver", "extend_henan", "TC-13", "河南省电信条例 38；总计不超过电信条例 39① 的 30 日")]


def test_a_duty_met_without_a_paper() -> None:
    assert found(prove(planted(SMALL, "decide", issues=(), refuses=False)).findings) == [("no_proof", "decide", "X-01", "甲办法 9")]


def test_a_remedy_whose_time_does_not_start_with_service() -> None:
    assert found(prove(planted(SMALL, "decide", issues=(replace(DECISION, starts=()),))).findings) == [("no_appeal_clock", "decision", "X-02", "甲办法 20")]


def test_one_role_on_both_sides_of_what_is_kept_apart() -> None:
    assert found(prove(planted(SMALL, "decide", by=(Role.HANDLER, Role.HEAD))).findings) == [("same_hands", "decide", "head", "甲办法 12")]
    assert found(prove(planted(SMALL, "investigate", by=(Role.RECORDER, Role.HANDLER))).findings) == [("same_hands", "decide", "handler", "甲办法 7②")]
    refused = planted(rules_of(Complaint), "refuse", by=(Role.INTAKE, Role.HEAD))
    assert found(prove(refused).findings) == [("same_hands", "refuse", "head", "令35 11、14")]


# ---- excuses, order, words ----

WITHDRAWAL = "撤回后答复期限照旧计算"


def test_an_excuse_beside_step_state_clock_or_paper_sets_the_finding_apart() -> None:
    excuse = Excuse(Fault.LEFT_RUNNING, WITHDRAWAL, "the time to answer runs on", ANSWER)
    proof = prove(planted(SMALL, "withdraw", lapses=(), excuses=(excuse,)))
    assert (found(proof.findings), [reason.zh for _, reason in proof.excused]) == ([], [WITHDRAWAL])
    beside_clock = replace(ANSWER, excuses=(Excuse(Fault.RESTARTED, "每次调查重新起算", "anew at each inquiry"),))
    rules = planted(answering_by(beside_clock), "investigate", starts=(beside_clock,))
    assert (found(prove(rules).findings), len(prove(rules).excused)) == ([], 1)
    paper = replace(DECISION, starts=(), excuses=(Excuse(Fault.NO_APPEAL_CLOCK, "另案计算", "counted elsewhere"),))
    assert found(prove(planted(SMALL, "decide", issues=(paper,))).findings) == []
    spec = state("held", "中止", "held", waits_on=Role.HANDLER, excuses=[Excuse(Fault.UNREACHED, "尚未启用", "not in use yet")])
    assert spec.excuses[0].zh == "尚未启用"


def test_an_excuse_for_another_clock_or_another_fault_excuses_nothing_and_is_itself_reported() -> None:
    other = Excuse(Fault.LEFT_RUNNING, WITHDRAWAL, "the time to sue", SUIT)
    assert found(prove(planted(SMALL, "withdraw", lapses=(), excuses=(other,))).findings) == [
        ("left_running", "withdraw", "X-01", "甲办法 9"),
        ("idle_excuse", "withdraw", "", "甲办法 15"),
    ]
    idle = Excuse(Fault.NO_REASONS, "无", "none")
    assert found(prove(planted(SMALL, "withdraw", excuses=(idle,))).findings) == [("idle_excuse", "withdraw", "", "甲办法 15")]


def test_without_its_excuse_the_finding_of_henan_stands() -> None:
    assert found(prove(planted(rules_of(Complaint), "extend_henan", excuses=())).findings) == [("no_reasons", "extend_henan", "", "河南省电信条例 38")]


def test_findings_stand_in_the_order_of_the_statute() -> None:
    rules = planted(planted(SMALL, "withdraw", lapses=()), "hold", issues=())
    rules = planted(rules, "decide", approved_by=Role.HANDLER)
    assert [beside for _, beside, *_ in found(prove(rules).findings)] == ["hold", "decide", "withdraw"]
    idle = (Excuse(Fault.NO_PROOF, "无", "none"),)
    suit = replace(SUIT, excuses=idle)
    rules = planted(planted(answering_by(replace(ANSWER, excuses=idle)), "investigate", excuses=idle), "withdraw", excuses=idle)
    rules = planted(rules, "decide", issues=(replace(DECISION, starts=(suit,), appeals=(replace(DECISION.appeals[0], limit=suit),)),))
    assert [beside for _, beside, *_ in found(prove(rules).findings)] == ["X-01", "investigate", "X-02", "withdraw"]


def test_a_finding_is_said_in_both_languages() -> None:
    (left,) = prove(planted(SMALL, "withdraw", lapses=())).findings
    assert sentences(left) == (
        "“撤回”使案件终结，却既不完成也不终结正在计算的 X-01（答复）。",
        "'Withdraw' ends the case and neither meets X-01 (answer), which is running, nor lets it lapse.",
    )
    (hands,) = prove(planted(SMALL, "decide", by=(Role.HANDLER, Role.HEAD))).findings
    assert sentences(hands) == ("应当分开的两手都能由负责人办理：“不予支持”。", "What must be kept apart may be done by one role, head of office: 'Decide'.")


def test_every_refusal_by_its_name_is_declared_as_one() -> None:
    """The statutes' own verbs: what is called 不予、不再、驳回、不成立 turns somebody away and so owes reasons."""
    named = {one.name for family in FAMILIES.values() for one in rules_of(family).steps if re.search("不予|不再|驳回|不成立", one.zh)}
    declared = {one.name for family in FAMILIES.values() for one in rules_of(family).steps if one.refuses}
    assert named == {"refuse", "overrule_objection", "not_take_again", "dismiss", "close_material"}
    assert declared == named | {"redirect", "merge", "stop"}


def test_every_paper_that_tells_of_reconsideration_declares_the_remedy() -> None:
    folder = BASE / "casework" / "complaints" / "templates" / "complaints" / "documents"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.typ")}
    assert {name for name, text in texts.items() if "#remedies()" in text} == {one.id for one in Complaint.PAPERS if one.appeals} == {"refusal"}
    assert not [name for name, text in texts.items() if re.search("(?<!不能)申请行政复议（", text)]


# ---- the command ----


def test_the_command_prints_what_is_excused_and_why() -> None:
    out = StringIO()
    call_command("prove", "complaints", stdout=out)
    assert "没有发现不能成立之处。Nothing found that cannot be lawful." in out.getvalue()
    assert "extend_henan" in out.getvalue() and "没有规定延期文书" in out.getvalue()


def test_the_command_fails_where_something_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Faulty(Small):
        @step(Stage.FILED, Stage.WITHDRAWN, by=[Role.APPLICANT], zh="撤回", en="Withdraw", basis="甲办法 15")
        def withdraw(self) -> None: ...

    monkeypatch.setitem(FAMILIES, "complaint", Faulty)  # type: ignore[arg-type]
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("prove", "complaints", "--format", "json", stdout=out)
    assert left.value.code == 1
    told = json.loads(out.getvalue())
    assert told["findings"] == [
        {
            "fault": "left_running", "beside": "withdraw", "about": "X-01", "article": "甲办法 9", "way": ["file", "withdraw"],
            "zh": "“撤回”使案件终结，却既不完成也不终结正在计算的 X-01（答复）。",
            "en": "'Withdraw' ends the case and neither meets X-01 (answer), which is running, nor lets it lapse.",
        }
    ]  # fmt: skip
    assert told["excused"] == []


def test_make_check_proves_every_family() -> None:
    recipe = (BASE / "Makefile").read_text(encoding="utf-8").partition("\ncheck:")[2].partition("\n\n")[0]
    assert set(re.findall(r"manage\.py prove (\w+)", recipe)) == {name for name, kind in BY_NAME.items() if kind in FAMILIES}
