"""The table of reconsideration against the engine: every cell of state × step × role, and every open cell taken for real."""

from datetime import date

import pytest

from casework.cases import engine
from casework.cases.handling import Recusal
from casework.cases.parties import Party
from casework.people.actor import GUEST, SYSTEM_ACTOR, Actor
from casework.reconsideration.workflow import Reconsideration, State
from tests.builders import OUTSIDER, People
from tests.statute import reconsideration_moves as moves
from tests.statute import reconsideration_table as source
from tests.statute.complaint_moves import tried
from tests.statute.reconsideration_moves import File
from tests.statute.tables import Table

# Where a step has several ends: (state, step) -> state.
ENDS = {
    ("served", "answer_application"): "trial", ("simple_served", "answer_application"): "simple_trial", ("suspended", "answer_application"): "suspended",
    ("norm_review", "answer_application"): "norm_review", ("norm_transferred", "answer_application"): "norm_transferred",
    ("simple_suspended", "answer_application"): "simple_suspended", ("served", "no_answer"): "trial", ("simple_served", "no_answer"): "simple_trial",
    ("simple_accepted", "convert"): "accepted", ("simple_served", "convert"): "served", ("simple_trial", "convert"): "trial",
    ("suspended", "resume"): "trial", ("suspended", "obey_resumption"): "trial", ("simple_suspended", "resume_simple"): "simple_trial",
    ("norm_review", "find_lawful"): "trial", ("norm_review", "stop_clause"): "trial", ("norm_transferred", "receive_reply"): "trial",
    ("agreed", "give_up_mediation"): "trial", ("in_court", "record_judgment"): "effective",
} | {(state, "no_answer"): state for state in ("accepted", "trial", "hearing", "norm_review", "norm_transferred", "suspended", "simple_accepted",
                                                "simple_trial", "simple_suspended", "agreed")}  # fmt: skip
TABLE = Table(source, moves, Reconsideration, "reconsideration", ends=ENDS)


def test_table_state_class_and_describe_name_the_same() -> None:
    assert [one.value for one in State] == list(TABLE.STATE)
    TABLE.agrees_with_describe()


def test_declared_effects_are_those_of_the_table() -> None:
    TABLE.agrees_with_effects()


def test_every_state_is_an_end_or_leads_on_and_every_reading_is_of_a_step() -> None:
    TABLE.leads(also_ends={"abandoned", "refused", "dismissed", "terminated", "closed"})  # posted in time; ordered by a superior; sued


def everyone(file: File, people: People) -> dict[str, Actor]:
    """Everyone of STANDING towards this file."""

    def guest(role: str) -> Actor:
        party = Party.objects.filter(case__number=file.number, role=role).first()
        return Actor(kind=GUEST, id=party.pk, name=role, case_id=party.case_id, party_id=party.pk) if party else OUTSIDER

    elsewhere = File(people)
    elsewhere.take("file", "applicant", on=date(2026, 3, 2))
    return {
        "intake": people["ministry-intake"], "handler": people["ministry-handler"], "recused_handler": people["ministry-handler2"],
        "head": people["ministry-head"], "legal_head": people["ministry-legal"], "leader": people["ministry-leader"],
        "supervisor": people["ministry-supervisor"], "auditor": people["ministry-auditor"], "applicant": guest("applicant"), "agent": guest("agent"),
        "system": SYSTEM_ACTOR, "respondent_intake": people["sh-intake"], "respondent_handler": people["sh-handler"], "respondent_head": people["sh-head"],
        "other_province_handler": people["ha-handler"], "admin": people["ministry-admin"], "operator": people["east-sh"],
        "other_applicant": elsewhere.actor("applicant"), "stranger": OUTSIDER,
    }  # fmt: skip


@pytest.mark.duty("AD-033", "AD-054", "AD-059", "AD-061")
def test_every_cell_of_state_step_and_role(people: People) -> None:
    """A case is put into each state in memory: one that is heard, and one that is not filed yet."""
    file = File(people).go(TABLE.PATH, TABLE.PATH["trial"])
    case = file.case
    Recusal.objects.create(case=case, user=people.user("ministry-handler2"), why="亲属", on=file.on)
    at = case.first_handled_at
    known = {who: engine.know(case, actor, on=file.on, at=at) for who, actor in everyone(file, people).items()}
    unfiled, outside = Reconsideration(kind="reconsideration"), File(people)
    outside.take("file", "applicant", on=date(2026, 3, 2))
    before = {who: engine.know(unfiled, actor, on=outside.on, at=at) for who, actor in everyone(outside, people).items()}
    cells = TABLE.cells(lambda state: (unfiled, before) if state == "new" else (case, known))
    assert cells == len(TABLE.STATE) * (len(TABLE.STEP) + 31) * len(TABLE.STANDS) == 28 * 138 * 19


@pytest.mark.parametrize("state", TABLE.ANY)
def test_every_state_is_reached_by_real_steps(people: People, state: str) -> None:
    TABLE.reached(people, state)


@pytest.mark.parametrize("state", TABLE.ANY)
def test_every_open_cell_is_taken(people: People, state: str) -> None:
    TABLE.open_cells(people, state, tried)


def test_steps_of_never_are_refused_for_want_of_what_they_need(people: People) -> None:
    TABLE.never(people, tried)


@pytest.mark.parametrize("step", ["file", "file_orally", "receive_at_organ", "open_split"])
def test_filing_steps_start_what_the_table_says(people: People, step: str) -> None:
    file = File(people)
    file.take(step, "organ" if step == "receive_at_organ" else "intake", on=date(2026, 3, 2))
    assert (file.case.state, set(file.running())) == (TABLE.STEP[step][3], set(TABLE.EFFECT[step][1]))
