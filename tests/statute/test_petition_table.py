"""The table of petitions against the engine: every cell of state × step × role, and every open cell taken for real."""

import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from casework import commands
from casework.cases import clocks, engine
from casework.cases.handling import Recusal
from casework.cases.parties import Party
from casework.cases.refusals import Forbidden, NotFound, Refused
from casework.cases.steps import steps_of
from casework.people.actor import GUEST, SYSTEM_ACTOR, Actor
from casework.petitions.workflow import Petition, State
from tests.builders import OUTSIDER, People
from tests.statute import petition_table as table
from tests.statute.complaint_moves import tried
from tests.statute.petition_moves import BY, FIRST, PATHS, SEALED, File

STATE = {name: (waits_on, running, due) for name, waits_on, running, due in table.rows(table.STATES)}
STEP = {
    name: (table.states(sources), table.words(by), table.words(approves), to, basis) for name, sources, by, approves, to, basis in table.rows(table.STEPS)
}
EFFECT = {name: [table.words(cell) for cell in cells] for name, *cells in table.rows(table.EFFECTS)}
NO_EFFECT: list[tuple[str, ...]] = [(), (), (), ()]
BACK = {state: (back, set(table.words(running))) for state, back, running in table.rows(table.RECTIFIED)}
NEVER = {(step, state) for step, state, _ in table.rows(table.NEVER)}
PATH = {name: text for name, text in table.rows(PATHS)}
PRECEDED = {(state, step): text for state, step, text in table.rows(FIRST)}
ANY = tuple(name for name in STATE if name != "new")
SEEN = {"any": ANY, "unless sealed": tuple(name for name in ANY if name not in table.SEALED), "never": ()}
STANDS = {who: (table.words(stands.replace("(recused)", "")), SEEN[sees], "(recused)" in stands) for who, stands, sees in table.rows(table.STANDING)}
FILES = {who: table.words(stands) for who, stands in table.rows(table.BEFORE_FILING)}

# Where a step has several ends: (state, step) -> state.
ENDS = {("objected", "agree_return"): "returned", ("disputed", "end_dispute"): "transferred_in"}
# Which steps the reader of a sealed file takes; the others are open by the declaration, and nobody else finds the case.
BY_THE_READER = ("refer_accusation", "answer_accusation", "add_material", "tell_assistance", "report_urgent", "send_out", "serve")


def test_table_state_class_and_describe_name_the_same() -> None:
    out = StringIO()
    call_command("describe", "petitions", "--format", "json", stdout=out)
    book = json.loads(out.getvalue())
    assert [one.value for one in State] == [one["id"] for one in book["states"]] == list(STATE)
    ends = {one["id"]: "end" if one["final"] else one["waits_on"] or "-" for one in book["states"]}
    assert ends == {name: waits_on for name, (waits_on, _, _) in STATE.items()}
    assert sorted(one.name for one in steps_of(Petition)) == sorted(one["name"] for one in book["steps"]) == sorted(STEP)
    assert set(EFFECT) <= set(STEP)
    for one in book["steps"]:
        sources, by, approves, to, _ = STEP[one["name"]]
        said = (set(one["from"]), set(one["by"]), one["approved_by"], set(one["to"]))
        assert said == (set(sources), set(by), approves[0] if approves else None, set() if to in ("=", "back") else set(to.split())), one["name"]


def test_declared_effects_are_those_of_the_table() -> None:
    for step in steps_of(Petition):
        papers, starts, stops, lapses = EFFECT.get(step.name, NO_EFFECT)
        assert tuple(one.id for one in step.issues) == tuple(one.rstrip("?") for one in papers), step.name
        assert {one.id for one in step.starts} == {one.split("@")[0] for one in starts}, step.name
        assert {one.id for one in step.meets} == set(stops), step.name
        assert ({"all"} if isinstance(step.lapses, str) else {one.id for one in step.lapses}) == set(lapses), step.name


def test_every_state_is_an_end_or_leads_on_and_every_reading_is_of_a_step() -> None:
    leads_on = {state for sources, _, _, to, _ in STEP.values() if to not in ("=", "back") for state in sources}
    ends = {name for name, (waits_on, _, _) in STATE.items() if waits_on == "end"}
    assert leads_on | ends == set(STATE)
    assert leads_on & ends == {"lapsed"}  # what was posted in time arrives later
    assert {step for step, _ in table.rows(table.READINGS)} <= set(STEP)


# ---- every cell ----


def expected(state: str, step: str, who: str, *, approving: bool = False) -> str:
    """The cell as the table says it."""
    sources, by, approves, _, _ = STEP[step]
    stands, seen, recused = STANDS[who] if state != "new" else (FILES[who], ("new",), False)
    if state not in seen:
        return "not found"
    if state not in sources:
        return "refused by state"
    if not set(approves if approving else by) & set(stands):
        return "forbidden"
    return "recused" if recused else "allowed"


def found(case: Petition, step: str, taking: engine.Taking, *, approving: bool = False) -> str:
    """The cell as the engine answers it, asked in the order of the write door."""
    if not taking.standing.reads:
        return "not found"
    try:
        engine.require(engine.find(case, step), taking, approving=approving)
    except NotFound:
        return "not found"
    except Forbidden:
        return "forbidden"
    except Refused as refused:
        return {"state": "refused by state", "recusal": "recused"}.get(refused.reasons[0].ground, refused.reasons[0].ground)
    return "allowed"


def everyone(file: File, people: People) -> dict[str, Actor]:
    """Everyone of STANDING towards this file."""

    def guest(role: str) -> Actor:
        party = Party.objects.filter(case__number=file.number, role=role).first()
        return Actor(kind=GUEST, id=party.pk, name=role, case_id=party.case_id, party_id=party.pk) if party else OUTSIDER

    elsewhere = File(people)
    elsewhere.take("register", "applicant", on=date(2026, 3, 2))
    return {
        "intake": people["sh-intake"], "handler": people["sh-handler"], "recused_handler": people["sh-handler2"], "head": people["sh-head"],
        "leader": people["sh-leader"], "supervisor": people["sh-supervisor"], "ministry_supervisor": people["ministry-supervisor"],
        "auditor": people["ministry-auditor"], "reception": people["sh-reception"], "sender_intake": people["ministry-intake"],
        "sealed_reader": people["sh-sealed"], "admin": people["sh-admin"], "applicant": guest("applicant"), "agent": guest("agent"), "system": SYSTEM_ACTOR,
        "other_province_intake": people["ha-intake"], "other_province_handler": people["ha-handler"], "other_province_head": people["ha-head"],
        "operator": people["east-sh"], "other_applicant": elsewhere.actor("applicant"), "stranger": OUTSIDER,
    }  # fmt: skip


def stand(people: People, path: str) -> tuple[Petition, dict[str, engine.Taking]]:
    """A case at the end of the path, with one officer recused; how everyone stands towards it."""
    file = File(people).go(PATH, PATH[path])
    case = file.case
    Recusal.objects.create(case=case, user=people.user("sh-handler2"), why="亲属", on=file.on)
    at = case.first_handled_at
    return case, {who: engine.know(case, actor, on=file.on, at=at) for who, actor in everyone(file, people).items()}  # type: ignore[arg-type]


@pytest.mark.duty("PD-002", "PD-015", "PD-026", "PD-030")
def test_every_cell_of_state_step_and_role(people: People) -> None:
    """A case is put into each state in memory: a petition, an accusation, and one that is not filed yet."""
    stood = {path: stand(people, path) for path in ("investigating", "accusation")}
    unfiled = Petition(kind="petition")
    outside = File(people)
    outside.take("register", "applicant", on=date(2026, 3, 2))
    before = {who: engine.know(unfiled, actor, on=outside.on, at=stood["investigating"][1]["head"].at) for who, actor in everyone(outside, people).items()}
    wrong, cells, counted = [], 0, dict.fromkeys(("allowed", "refused by state", "forbidden", "recused", "not found"), 0)
    for state in STATE:
        case, standing = (unfiled, before) if state == "new" else stood["accusation" if state in table.SEALED else "investigating"]
        case.state = state
        for step in STEP:
            for who, taking in standing.items():
                for approving in (False, True) if STEP[step][2] else (False,):
                    said, is_so = expected(state, step, who, approving=approving), found(case, step, taking, approving=approving)
                    cells, counted[is_so] = cells + 1, counted[is_so] + 1
                    if said != is_so:
                        wrong.append(f"{state} × {step} × {who}{' approving' if approving else ''}: table {said}, engine {is_so}")
    assert wrong == []
    assert cells == len(STATE) * (len(STEP) + 8) * len(STANDS) == 32 * 79 * 21
    print(f"{cells} cells: {counted}")


# ---- every open cell, taken ----


def days(cell: str) -> dict[str, date | None]:
    """`PT-02 2026-03-17, …` as rule -> last day; a dash while it stands still."""
    return {} if cell == "-" else {(two := one.split())[0]: None if two[1] == "-" else date.fromisoformat(two[1]) for one in cell.split(",")}


@pytest.mark.parametrize("state", ANY)
def test_every_state_is_reached_by_real_steps(people: People, state: str) -> None:
    waits_on, running, due = STATE[state]
    file = File(people).go(PATH, PATH[state])
    case = file.case
    assert (case.state, case.waits_on) == (state, "" if waits_on == "end" else waits_on)
    assert file.running() == days(running)
    assert (case.due_rule, case.due_on) == next(iter(days(due).items()), ("", None))
    assert case.ended_on == (file.on if waits_on == "end" else None)


def prepared(base: File, state: str, step: str) -> File:
    """The file in this state with all that the step needs."""
    first = PRECEDED.get((state, step)) or PRECEDED.get(("*", step), "")
    if first.startswith("="):
        return File(base.people).go(PATH, first.removeprefix("=").strip())
    file = replace(base)
    return file.go(PATH, first) if first else file


OPEN_CELLS = [(state, step) for step, (sources, *_) in STEP.items() for state in sources if state != "new"]


def actor_of(state: str, step: str) -> str:
    """Who takes it here: the last role of the row; someone else of that role where it must be another; in a sealed file its reader."""
    if state in SEALED:
        return "reader"
    return BY.get((state, step)) or BY.get(("*", step)) or STEP[step][1][-1]


def check_effects(state: str, step: str, file: File, before: dict[str, date | None], outcome: commands.Outcome, source: str) -> None:
    """State, papers, clocks and end, as the table has them."""
    papers, starts, stops, lapses = EFFECT.get(step, NO_EFFECT)
    case, to = file.case, STEP[step][3]
    target = BACK[state][0] if to == "back" else ENDS.get((state, step)) or (state if to == "=" else to)
    waits_on = STATE[target][0]
    assert (case.state, case.waits_on) == (target, "" if waits_on == "end" else waits_on)
    assert source == state
    assert outcome.taking is not None
    issued = {one.type for one in outcome.taking.papers}
    assert {one for one in papers if not one.endswith("?")} <= issued <= {one.rstrip("?") for one in papers}
    here = {one for one in starts if "@" not in one}
    after = BACK[state][1] if to == "back" else set() if lapses == ("all",) else (set(before) - set(stops) - set(lapses)) | here
    assert set(file.running()) == after
    for rule in set(stops) & set(before):
        assert clocks.Deadline.objects.filter(case=case, rule=rule, status="met").exists(), rule
    assert (case.ended_on is not None) == (waits_on == "end")


@pytest.mark.parametrize("state", ANY)
def test_every_open_cell_is_taken(people: People, state: str) -> None:
    """Each step open from this state is taken once through the commands, approval included, and brings about what its line says."""
    wrong, base = [], File(people).go(PATH, PATH[state])
    steps = [one for where, one in OPEN_CELLS if where == state and (one, where) not in NEVER]
    for step in steps if state not in SEALED else [one for one in steps if one in BY_THE_READER]:
        with tried():
            file = prepared(base, state, step)
            before = file.running()
            try:
                outcome = file.take(step, actor_of(state, step), on=file.on)
                check_effects(state, step, file, before, outcome, file.before_last_state())
            except Exception as failure:
                wrong.append(f"{state} × {step}: {type(failure).__name__}: {failure}")
    assert wrong == [], "\n".join(wrong)


def test_steps_of_never_are_refused_for_want_of_what_they_need(people: People) -> None:
    for step, state in sorted(NEVER):
        with tried():
            file = prepared(File(people).go(PATH, PATH[state]), state, step)
            with pytest.raises(Refused) as refused:
                file.take(step, STEP[step][1][-1], on=file.on)
            assert refused.value.reasons[0].ground != "state"
