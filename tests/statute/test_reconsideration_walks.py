"""Random walks through reconsideration: whatever the right people do from filing on, in whatever order, what the engine derives stays true."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import commands
from casework.cases import verification
from casework.cases.clocks import BINDS, Deadline
from casework.cases.refusals import Invalid, Refused
from casework.cases.steps import steps_of
from casework.people.roles import Role
from casework.reconsideration.workflow import Reconsideration
from tests.builders import People
from tests.statute import reconsideration_moves as moves
from tests.statute.reconsideration_moves import BY, File
from tests.statute.test_complaint_walks import LEAST, gapless
from tests.statute.test_reconsideration_table import TABLE

WAITS_ON = {name: "" if waits_on in ("end", "-") else waits_on for name, (waits_on, *_) in TABLE.STATE.items()}
ENDS = {name for name, (waits_on, *_) in TABLE.STATE.items() if waits_on == "end"}
OUTLIVE = {"AR-24", "AR-34"}  # a report and a defence are owed after the end too
SUITS = {"AR-25", "AR-26"}  # the time for a remedy begins when the case is over
BEGINNINGS = ("filed", "at_organ", "correcting", "accepted", "served", "trial", "ready", "norm_review", "simple_accepted", "decided", "effective", "suspended")
FORWARD = 4  # so many times likelier: what leads on without ending the case
OPEN_FROM: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
for name, (sources, by, _, to, _) in TABLE.STEP.items():
    for state in sources:
        leads_on = to not in ("=", "back") and not set(to.split()) <= ENDS
        OPEN_FROM[state] += [(name, by)] * (FORWARD if leads_on else 1)
WALKS = st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 3), st.integers(0, 7)), min_size=10, max_size=16)
NOBODY_HERE = ("representative", "third_party", "respondent")


def check(file: File, first_handler: int | None, *, rectified: bool) -> int | None:
    """What holds after every step. Gives the first handler, who never changes."""
    case = file.case
    assert case.waits_on == WAITS_ON[case.state]
    deadlines = list(Deadline.objects.filter(case=case))
    owed = [one for one in deadlines if one.ended_by_seq is None and one.status in ("running", "breached") and one.last_day]
    bound = BINDS[Role(case.waits_on)] if case.waits_on else frozenset()
    binding = [(one.last_day, one.rule) for one in owed if one.bound in bound]
    binding = binding or [(one.last_day, one.rule) for one in owed if one.bound == "office" and case.waits_on]
    assert (case.due_on, case.due_rule) == min(binding, default=(None, "")), (case.state, binding)
    over = [one for one in deadlines if one.status == "running" and one.last_day < file.on]
    assert rectified or all(one.started_by_seq == case.ledger_seq for one in over), (case.state, over)
    running = Counter((one.rule, one.bound, one.bound_party_id) for one in deadlines if one.status == "running")
    assert [who for who, times in running.items() if times > 1] == []
    assert (case.ended_on is not None) == (case.state in ENDS)
    assert case.state not in ENDS or {rule for rule, *_ in running} <= OUTLIVE | SUITS, (case.state, running)
    assert not {one.rule for one in deadlines if one.status == "breached"} & {"AR-08", "AR-23", *SUITS}  # options, and what comes about
    assert first_handler is None or case.first_handler_id == first_handler
    report = verification.verify([case.pk])
    assert report.clean, report.findings
    return case.first_handler_id


def walk(people: People, numbers: list[tuple[int, int, int]], taken: Counter[str]) -> None:
    """File, then take what is open as the numbers say; a refusal on a ground leaves everything as it was."""
    file = File(people)
    file.go(TABLE.PATH, TABLE.PATH[BEGINNINGS[numbers[0][0] % len(BEGINNINGS)]])
    first, day, last = check(file, None, rectified=False), file.on, ""
    for which, pick, later in numbers[1:]:
        case = file.case
        step, roles = OPEN_FROM[case.state][which % len(OPEN_FROM[case.state])]
        who = BY.get(("*", step)) or roles[pick % len(roles)]
        if who in NOBODY_HERE or (who == "head" and step == "hand_over"):
            continue
        if who in ("applicant", "agent") and commands.enter_by_code(file.number, file.codes.get(who, "")) is None:  # left the case
            continue
        day, before = day + timedelta(days=later), (case.version, case.ledger_seq, file.on)
        try:
            file.take(step, who, on=day)
            taken[step] += 1
            last = step
        except (Refused, Invalid):
            file.on = before[2] if before[:2] == (file.case.version, file.case.ledger_seq) else day
        except KeyError:  # the office that holds the case has nobody of this role in this test
            file.on = before[2] if before[:2] == (file.case.version, file.case.ledger_seq) else day
        first = check(file, first, rectified=last == "rectify")


@pytest.fixture
def taken(committed: People) -> Counter[str]:
    """How often each step was taken."""
    return Counter()


@pytest.mark.duty("AD-083")
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
    print(sum(taken.values()), "steps", dict(taken), "never:", {one.name for one in steps_of(Reconsideration)} - set(taken))
    assert len(taken) >= 60
    assert moves.PATHS
