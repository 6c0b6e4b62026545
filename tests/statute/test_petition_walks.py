"""Random walks through petitions: whatever the right people do from registration on, in whatever order, what the engine derives stays true."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.cases import verification
from casework.cases.clocks import Deadline
from casework.cases.refusals import Refused
from casework.cases.steps import steps_of
from casework.petitions.workflow import Petition
from tests.builders import People
from tests.statute import petition_table as table
from tests.statute.petition_moves import BY, PATHS, SEALED, File
from tests.statute.test_complaint_walks import LEAST, gapless

WAITS_ON = {name: "" if waits_on in ("end", "-") else waits_on for name, waits_on, *_ in table.rows(table.STATES)}
ENDS = {name for name, waits_on, *_ in table.rows(table.STATES) if waits_on == "end"}
BINDS = {"intake": "office", "handler": "office", "applicant": "applicant"}
NOT_WALKED = ("take_accusation",)  # a sealed file is seen by its reader alone; see test_petition_sealed
PATH = {name: text for name, text in table.rows(PATHS)}
BEGINNINGS = ("registered", "outside", "transferred_in", "accepted", "investigating", "opinion_issued", "review", "recheck", "simple", "led_to_procedure")
FORWARD = 4  # so many times likelier: what leads on without ending the case
OPEN_FROM: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
for name, sources, by, _, to, _ in table.rows(table.STEPS):
    for state in table.states(sources) if name not in NOT_WALKED else ():
        leads_on = to not in ("=", "back") and not set(to.split()) <= ENDS
        OPEN_FROM[state] += [(name, table.words(by))] * (FORWARD if leads_on else 1)
WALKS = st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 3), st.integers(0, 7)), min_size=10, max_size=16)


def check(file: File, first_handler: int | None, *, rectified: bool) -> int | None:
    """What holds after every step. Gives the first handler, who never changes."""
    case = file.case
    assert case.waits_on == WAITS_ON[case.state]
    deadlines = list(Deadline.objects.filter(case=case))
    owed = [one for one in deadlines if one.ended_by_seq is None and one.status in ("running", "breached") and one.last_day]
    theirs = [(one.last_day, one.rule) for one in owed if one.bound == BINDS.get(case.waits_on)]
    binding = theirs or [(one.last_day, one.rule) for one in owed if one.bound == "office" and case.waits_on]
    assert (case.due_on, case.due_rule) == min(binding, default=(None, "")), (case.state, binding)
    over = [one for one in deadlines if one.status == "running" and one.last_day < file.on]
    assert rectified or all(one.started_by_seq == case.ledger_seq for one in over), (case.state, over)
    running = Counter((one.rule, one.bound, one.bound_party_id) for one in deadlines if one.status == "running")
    assert [who for who, times in running.items() if times > 1] == []
    assert (case.ended_on is not None) == (case.state in ENDS)
    assert case.state not in ENDS or not running
    assert {one.rule for one in deadlines if one.status == "breached"} <= {f"PT-{number:02d}" for number in (2, 3, 5, 8, 10, 11, 12, 13, 15)}
    assert first_handler is None or case.first_handler_id == first_handler
    report = verification.verify([case.pk])
    assert report.clean, report.findings
    return case.first_handler_id


def walk(people: People, numbers: list[tuple[int, int, int]], taken: Counter[str]) -> None:
    """Register, then take what is open as the numbers say; a refusal on a ground leaves everything as it was. What is opened is gone on with."""
    file = File(people)
    file.go(PATH, PATH[BEGINNINGS[numbers[0][0] % len(BEGINNINGS)]])
    first, day, last = check(file, None, rectified=False), file.on, ""
    for which, pick, later in numbers[1:]:
        case = file.case
        step, roles = OPEN_FROM[case.state][which % len(OPEN_FROM[case.state])]
        who = BY.get(("*", step)) or roles[pick % len(roles)]
        if who in ("representative", "third_party") or (who == "head" and step == "hand_over"):
            continue
        day, before = day + timedelta(days=later), (case.version, case.ledger_seq, file.on)
        try:
            file.take(step, who, on=day)
            taken[step] += 1
            last = step
        except Refused as refused:
            assert refused.reasons[0].ground != "state" or "time_passed" in file.case.entries.values_list("step", flat=True), refused
            file.on = before[2] if before[:2] == (file.case.version, file.case.ledger_seq) else day
        except KeyError:  # the office that holds the matter now has nobody of this role in this test
            file.on = before[2] if before[:2] == (file.case.version, file.case.ledger_seq) else day
        first = check(file, first, rectified=last == "rectify")
        if file.opened is not None and pick % 2:
            file.follow()
            file.opened, first, last = None, check(file, None, rectified=False), ""


@pytest.fixture
def taken(committed: People) -> Counter[str]:
    """How often each step was taken."""
    return Counter()


@pytest.mark.duty("PD-024")
def test_random_walks(committed: People, taken: Counter[str]) -> None:
    @settings(LEAST, max_examples=20)
    @given(WALKS)
    def walks(numbers: list[tuple[int, int, int]]) -> None:
        walk(committed, numbers, taken)

    walks()
    gapless()
    print(sum(taken.values()), "steps", dict(taken))
    assert sum(taken.values()) > 90


@pytest.mark.full
def test_many_random_walks(committed: People, taken: Counter[str]) -> None:
    @settings(LEAST, max_examples=150)
    @given(WALKS)
    def walks(numbers: list[tuple[int, int, int]]) -> None:
        walk(committed, numbers, taken)

    walks()
    gapless()
    print(sum(taken.values()), "steps", dict(taken), "never:", {one.name for one in steps_of(Petition)} - set(taken))
    assert len(taken) >= 40


def test_an_accusation_is_seen_by_its_reader_alone_and_by_no_query(committed: People) -> None:
    """Outside any transaction of a test: the database's own policy hides the row once it is sealed."""
    file = File(committed).go(PATH, "03-02 applicant register, 03-03 intake forward, 03-05 handler take_accusation")
    assert not Petition.objects.filter(number=file.number).exists()
    assert set(SEALED) == set(table.SEALED)
    assert date(2026, 3, 5) == file.on
