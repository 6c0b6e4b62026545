"""The table against the engine: every cell of state × step × role, and every open cell taken for real."""

import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from casework import commands
from casework.cases import clocks, engine
from casework.cases.case import Access
from casework.cases.handling import Recusal
from casework.cases.parties import Party
from casework.cases.refusals import Forbidden, NotFound, Refused
from casework.cases.service import Service
from casework.cases.steps import steps_of
from casework.complaints.workflow import Complaint, State
from casework.people.actor import GUEST, SYSTEM_ACTOR, USER, Actor
from casework.people.models import Organisation
from tests.builders import OUTSIDER, People
from tests.statute import complaint_table as table
from tests.statute.complaint_moves import BY, FIRST, PATHS, File, tried

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
SEEN = {words: table.words(cell) for words, cell in table.rows(table.SEEN)} | {"any": tuple(name for name in STATE if name != "new")}
STANDS = {who: (table.words(stands.replace("(recused)", "")), SEEN[sees], "(recused)" in stands) for who, stands, sees in table.rows(table.STANDING)}
FILES = {who: table.words(stands) for who, stands in table.rows(table.BEFORE_FILING)}

# Where a step has several ends, or does more than its line says because of what was prepared: (state, step) -> state; -> clocks started.
ENDS = {
    ("forwarded", "operator_reply"): "operator_replied", ("objected", "operator_reply"): "objected", ("objected", "uphold_objection"): "forwarded",
    ("objected", "overrule_objection"): "forwarded",
}  # fmt: skip
STARTED = {("forwarded", "acknowledge"): {"TC-06"}, ("objected", "acknowledge"): {"TC-06"}}


def test_table_state_class_and_describe_name_the_same() -> None:
    out = StringIO()
    call_command("describe", "complaints", "--format", "json", stdout=out)
    book = json.loads(out.getvalue())
    assert [one.value for one in State] == [one["id"] for one in book["states"]] == list(STATE)
    ends = {name: "end" if one["final"] else one["waits_on"] or "-" for one in book["states"] for name in [one["id"]]}
    assert ends == {name: waits_on for name, (waits_on, _, _) in STATE.items()}
    assert sorted(one.name for one in steps_of(Complaint)) == sorted(one["name"] for one in book["steps"]) == sorted(STEP)
    assert set(EFFECT) <= set(STEP)
    for one in book["steps"]:
        sources, by, approves, to, _ = STEP[one["name"]]
        said = (set(one["from"]), set(one["by"]), one["approved_by"], set(one["to"]))
        assert said == (set(sources), set(by), approves[0] if approves else None, set() if to in ("=", "back") else set(to.split())), one["name"]


def test_declared_effects_are_those_of_the_table() -> None:
    for step in steps_of(Complaint):
        papers, starts, stops, lapses = EFFECT.get(step.name, NO_EFFECT)
        province = {limit.id: limit.province for limit in Complaint.LIMITS}
        started = {f"{one.id}@{province[one.id]}" if province[one.id] else one.id for one in step.starts}
        assert tuple(one.id for one in step.issues) == tuple(one.rstrip("?") for one in papers), step.name
        assert started == set(starts) - ({"TC-06"} if step.name == "object" else set()), step.name  # TC-06 runs from service of its paper
        assert {one.id for one in step.meets} == set(stops), step.name
        lapsing = {"all"} if isinstance(step.lapses, str) else {one.id for one in step.lapses}
        assert lapsing == set(lapses) - ({"TC-06"} if step.name == "uphold_objection" else set()), step.name  # it lapses with its party


def test_every_state_is_an_end_or_leads_on_and_every_reading_is_of_a_step() -> None:
    leads_on = {state for sources, _, _, to, _ in STEP.values() if to not in ("=", "back") for state in sources}
    ends = {name for name, (waits_on, _, _) in STATE.items() if waits_on == "end"}
    assert leads_on | ends == set(STATE)
    assert leads_on & ends == {"redirected"}  # who was sent to the operator may come back
    assert {step for step, _ in table.rows(table.READINGS)} <= set(STEP)


# ---- every cell ----

AS_IN = {"enquiry": "enquiry", "answered": "enquiry", "report_received": "report_received", "report_sorted": "report_received"}


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


def found(case: Complaint, step: str, taking: engine.Taking, *, approving: bool = False) -> str:
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
        return {"state": "refused by state"}.get(refused.reasons[0].ground, refused.reasons[0].ground).replace("recusal", "recused")
    return "allowed"


def everyone(file: File, people: People) -> dict[str, Actor]:
    """Everyone of STANDING towards this file, those without a case role made by what they hold."""
    shanghai, east = (Organisation.objects.get(code=code) for code in ("CA-31", "OP-EAST-31"))

    def holder(role: str, organisation: Organisation) -> Actor:
        return Actor(kind=USER, id=0, name=role, standing=frozenset({(organisation.pk, role)}))

    def guest(role: str) -> Actor:
        party = Party.objects.filter(case__number=file.number, role=role).first()
        return Actor(kind=GUEST, id=party.pk, name=role, case_id=party.case_id, party_id=party.pk) if party else OUTSIDER

    elsewhere = File(people)
    elsewhere.take("file", "applicant", on=date(2026, 11, 2))
    return {
        "intake": people["sh-intake"], "handler": people["sh-handler"], "recused_handler": people["sh-handler2"], "head": people["sh-head"],
        "leader": holder("leader", shanghai), "supervisor": people["sh-supervisor"], "ministry_supervisor": people["ministry-supervisor"],
        "auditor": people["ministry-auditor"], "legal_head": holder("legal_head", shanghai), "reception": holder("reception", shanghai),
        "former_office_intake": people["cq-intake"], "admin": people["sh-admin"], "sealed_reader": holder("sealed_reader", shanghai),
        "operator": people["east-sh"], "operator_admin": holder("operator_admin", east), "operator_head_office": people["east-hq"],
        "applicant": guest("applicant"), "agent": guest("agent"), "system": SYSTEM_ACTOR, "other_province_intake": people["ha-intake"],
        "other_province_handler": people["ha-handler"], "other_province_head": people["ha-head"], "other_operator": people["north-sh"],
        "other_applicant": elsewhere.actor("applicant"), "stranger": OUTSIDER,
    }  # fmt: skip


def stand(people: People, path: str) -> tuple[Complaint, dict[str, engine.Taking]]:
    """A case at the end of the path, with one officer recused and one office that sent it on; how everyone stands towards it."""
    file = File(people).go(PATH, PATH[path])
    case = file.case
    Recusal.objects.create(case=case, user=people.user("sh-handler2"), why="亲属", on=file.on)
    Access.objects.create(case=case, organisation=Organisation.objects.get(code="CA-50"), why="sent on", since=file.on)
    at = case.first_handled_at
    return case, {who: engine.know(case, actor, on=file.on, at=at) for who, actor in everyone(file, people).items()}  # type: ignore[arg-type]


@pytest.mark.duty("TD-001", "TD-009", "TD-017", "TD-035")
def test_every_cell_of_state_step_and_role(people: People) -> None:
    """A case is put into each state in memory: an enquiry, a complaint before forwarding and after it, a report; and one that is not filed yet."""
    stood = {path: stand(people, path) for path in ("enquiry", "awaiting_material", "forwarded", "report_received")}
    unfiled = Complaint(kind="complaint")
    outside = File(people)
    outside.take("file", "applicant", on=date(2026, 11, 2))
    before = {who: engine.know(unfiled, actor, on=outside.on, at=stood["forwarded"][1]["head"].at) for who, actor in everyone(outside, people).items()}
    wrong, cells, counted = [], 0, dict.fromkeys(("allowed", "refused by state", "forbidden", "recused", "not found"), 0)
    for state in STATE:
        known_as = AS_IN.get(state, "forwarded" if state in SEEN["once forwarded"] else "awaiting_material")
        case, standing = (unfiled, before) if state == "new" else stood[known_as]
        case.state = state
        for step in STEP:
            for who, taking in standing.items():
                for approving in (False, True) if STEP[step][2] else (False,):
                    said, is_so = expected(state, step, who, approving=approving), found(case, step, taking, approving=approving)
                    cells, counted[is_so] = cells + 1, counted[is_so] + 1
                    if said != is_so:
                        wrong.append(f"{state} × {step} × {who}{' approving' if approving else ''}: table {said}, engine {is_so}")
    assert wrong == []
    assert cells == len(STATE) * (len(STEP) + 5) * len(STANDS) == 22 * 67 * 25
    print(f"{cells} cells: {counted}")


# ---- every open cell, taken ----


def days(cell: str) -> dict[str, date]:
    """`TC-04 2026-11-09, …` as rule -> last day."""
    return {} if cell == "-" else {one.split()[0]: date.fromisoformat(one.split()[1]) for one in cell.split(",")}


@pytest.mark.parametrize("state", [name for name in STATE if name != "new"])
def test_every_state_is_reached_by_real_steps(people: People, state: str) -> None:
    waits_on, running, due = STATE[state]
    file = File(people).go(PATH, PATH[state])
    case = file.case
    assert (case.state, case.waits_on) == (state, "" if waits_on == "end" else waits_on)
    assert file.running() == days(running)
    assert (case.due_rule, case.due_on) == next(iter(days(due).items()), ("", None))
    assert case.ended_on == (file.on if waits_on == "end" else None)


def prepared(base: File, state: str, step: str) -> File:
    """The file in this state with all that the step needs; for 河南 one of 河南."""
    first = PRECEDED.get((state, step)) or PRECEDED.get(("*", step), "")
    if first.startswith("="):
        return File(base.people).go(PATH, first.removeprefix("=").strip())
    file = File(base.people, "41").go(PATH, PATH[state]) if step == "extend_henan" else replace(base)
    return file.go(PATH, first) if first else file


OPEN_CELLS = [(state, step) for step, (sources, *_) in STEP.items() for state in sources if state != "new"]


def actor_of(state: str, step: str) -> str:
    """Who takes it here: the last role of the row that the file knows; someone else of that role where it must be another."""
    last = [role for role in STEP[step][1] if role != "agent" or state in SEEN["complaints"]][-1]
    return BY.get((state, step)) or BY.get(("*", step)) or last


def check_effects(state: str, step: str, file: File, before: dict[str, date], outcome: object, source: str) -> None:
    """State, papers, clocks, turn and end, as the table has them."""
    papers, starts, stops, lapses = EFFECT.get(step, NO_EFFECT)
    case, to = file.case, STEP[step][3]
    target = BACK[state][0] if to == "back" else ENDS.get((state, step)) or (state if to == "=" else to)
    waits_on = STATE[target][0]
    assert (case.state, case.waits_on) == (target, "" if waits_on == "end" else waits_on)
    assert source == state
    issued = {one.type for one in outcome.taking.papers}  # type: ignore[attr-defined]
    assert {one for one in papers if not one.endswith("?")} <= issued <= {one.rstrip("?") for one in papers}
    here = {one.split("@")[0] for one in starts if one.split("@")[-1] in (one, file.place)} | STARTED.get((state, step), set())
    after = BACK[state][1] if to == "back" else set() if lapses == ("all",) else (set(before) - set(stops) - set(lapses)) | here
    assert set(file.running()) == after
    for rule in set(stops) & set(before):
        assert clocks.Deadline.objects.filter(case=case, rule=rule).latest("pk").status == "met", rule
    assert (case.ended_on is not None) == (waits_on == "end")


@pytest.mark.parametrize("state", [name for name in STATE if name != "new"])
def test_every_open_cell_is_taken(people: People, state: str) -> None:
    """Each step open from this state is taken once through the commands, approval included, and brings about what its line says."""
    wrong, base = [], File(people).go(PATH, PATH[state])
    for step in (one for where, one in OPEN_CELLS if where == state and (one, where) not in NEVER):
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
                file.take(step, STEP[step][1][-1], on=date(2026, 11, 11))
            assert refused.value.reasons[0].ground != "state"


def test_a_paper_served_after_the_end_starts_no_clock(people: People) -> None:
    file = File(people).go(PATH, PATH["withdrawn"])
    for waiting in Service.objects.filter(case__number=file.number, served_on=None).select_related("document", "party"):
        given = {"document": waiting.document.number, "addressee": waiting.party.name, "manner": "post", "served_on": "2026-11-06", "proof": "回执2号"}
        commands.take_step(file.number, "serve", by=people["sh-intake"], given=given, on=date(2026, 11, 6))
    assert file.running() == {}
    assert file.case.due_on is None


def test_filing_steps_start_what_the_table_says(people: People) -> None:
    for step in ("enquire", "file", "file_report"):
        file = File(people)
        outcome = file.take(step, "applicant", on=date(2026, 11, 2))
        starts = {one for one in EFFECT.get(step, NO_EFFECT)[1] if "@" not in one}
        assert (file.case.state, set(file.running())) == (STEP[step][3], starts)
        assert outcome.taking is not None
        assert outcome.taking.papers == []


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("two operators, 11-05 respondent operator_reply", "forwarded"),  # the other one still owes its reply
        ("two operators, 11-05 respondent operator_reply, 11-06 other operator_reply", "operator_replied"),
        ("two operators, 11-05 respondent object, 11-06 other operator_reply", "objected"),
        ("two operators, 11-05 respondent object, 11-06 other operator_reply, 11-09 handler overrule_objection", "forwarded"),
        ("forwarded, 11-05 respondent object, 11-06 respondent operator_reply, 11-09 handler overrule_objection", "operator_replied"),
        ("redirected, 11-10 applicant reenter, 11-11 intake accept", "accepted"),
        ("wrong_seat, 11-04 intake receive_at_seat, 11-05 intake accept", "accepted"),
        ("enquiry, 11-04 intake take_as_complaint, 11-05 handler accept", "accepted"),
    ],
)
def test_further_ends(people: People, path: str, state: str) -> None:
    assert File(people).go(PATH, path).case.state == state
