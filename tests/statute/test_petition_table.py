"""The table of petitions against the engine: every cell of state × step × role, and every open cell taken for real."""

from datetime import date

import pytest

from casework.cases import engine
from casework.cases.handling import Recusal
from casework.cases.parties import Party
from casework.people.actor import GUEST, SYSTEM_ACTOR, Actor
from casework.petitions.workflow import Petition, State
from tests.builders import OUTSIDER, People
from tests.statute import petition_moves as moves
from tests.statute import petition_table as source
from tests.statute.complaint_moves import tried
from tests.statute.petition_moves import SEALED, File
from tests.statute.tables import Table, rows

# Where a step has several ends: (state, step) -> state.
ENDS = {("objected", "agree_return"): "returned", ("disputed", "end_dispute"): "transferred_in"}
# Which steps the reader of a sealed file takes; the others are open by the declaration, and nobody else finds the case.
BY_THE_READER = ("refer_accusation", "answer_accusation", "add_material", "tell_assistance", "report_urgent", "send_out", "serve")


class Petitions(Table):
    """A sealed file has its reader alone."""

    def open_steps(self, state: str) -> list[str]:
        found = super().open_steps(state)
        return [one for one in found if one in BY_THE_READER] if state in SEALED else found

    def actor_of(self, state: str, step: str) -> str:
        return "reader" if state in SEALED else super().actor_of(state, step)


TABLE = Petitions(
    source, moves, Petition, "petitions", ends=ENDS,
    seen={"unless sealed": tuple(name for name, *_ in rows(source.STATES) if name != "new" and name not in source.SEALED)},
)  # fmt: skip


def test_table_state_class_and_describe_name_the_same() -> None:
    assert [one.value for one in State] == list(TABLE.STATE)
    TABLE.agrees_with_describe()


def test_declared_effects_are_those_of_the_table() -> None:
    TABLE.agrees_with_effects()


def test_every_state_is_an_end_or_leads_on_and_every_reading_is_of_a_step() -> None:
    TABLE.leads(also_ends={"lapsed"})  # what was posted in time arrives later


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
    file = File(people).go(TABLE.PATH, TABLE.PATH[path])
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

    def standing(state: str) -> tuple[Petition, dict[str, engine.Taking]]:
        return (unfiled, before) if state == "new" else stood["accusation" if state in source.SEALED else "investigating"]

    assert TABLE.cells(standing) == len(TABLE.STATE) * (len(TABLE.STEP) + 8) * len(TABLE.STANDS) == 32 * 79 * 21


@pytest.mark.parametrize("state", TABLE.ANY)
def test_every_state_is_reached_by_real_steps(people: People, state: str) -> None:
    TABLE.reached(people, state)


@pytest.mark.parametrize("state", TABLE.ANY)
def test_every_open_cell_is_taken(people: People, state: str) -> None:
    TABLE.open_cells(people, state, tried)


def test_steps_of_never_are_refused_for_want_of_what_they_need(people: People) -> None:
    TABLE.never(people, tried)
