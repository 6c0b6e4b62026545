"""Random walks: whatever the right people do from filing on, in whatever order, what the engine derives stays true."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casework.cases import verification
from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.parties import Party
from casework.cases.refusals import Refused
from casework.cases.steps import steps_of
from casework.cases.turns import Turn
from casework.complaints.replies import Objection, OperatorReply
from casework.complaints.workflow import Complaint
from tests.builders import People
from tests.statute import complaint_table as table
from tests.statute.complaint_moves import BY, PATHS, File

WAITS_ON = {name: "" if waits_on in ("end", "-") else waits_on for name, waits_on, *_ in table.rows(table.STATES)}
ENDS = {name for name, waits_on, *_ in table.rows(table.STATES) if waits_on == "end"}
OPERATOR = {"OP-EAST-31": "respondent", "OP-NORTH-31": "other"}
BINDS = {"intake": "office", "handler": "office", "respondent": "operator", "applicant": "applicant"}
OPEN_FROM: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
FORWARD = 5  # so many times likelier: what leads on without ending the case, and what makes that possible
FORTH = ("confirm_settlement", "consent_mediation", "acknowledge")
for name, sources, by, _, to, _ in table.rows(table.STEPS):
    for state in table.states(sources):
        leads_on = name in FORTH or (to not in ("=", "back") and not set(to.split()) <= ENDS - {"redirected"})
        OPEN_FROM[state] += [(name, table.words(by))] * (FORWARD if leads_on else 1)

# Which of the steps open, which of its roles, how many days later; the first number of a walk chooses how far it has come.
WALKS = st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 3), st.integers(0, 6)), min_size=10, max_size=16)
BEGINNINGS = ("received", "enquiry", "wrong_seat", "report_received", "accepted", "forwarded", "two operators", "operator_replied", "mediating")
PATH = {name: text for name, text in table.rows(PATHS)}
LEAST = settings(
    deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def check_turns(file: File, deadlines: list[Deadline]) -> None:
    """Each organisation standing in an open case has its turn: what it owes and its own earliest day; nobody else has one."""
    case, expected = file.case, {}
    for party in Party.objects.filter(case=case, until=None).exclude(organisation=None) if case.ended_on is None else ():
        replies = OperatorReply.objects.filter(party=party, voided=False)
        objecting = Objection.objects.filter(party=party, voided=False, upheld=None).exists()
        owes = case.state in ("forwarded", "objected") and party.role == "respondent" and not replies.filter(returned_on=None).exists() and not objecting
        days = [(one.last_day, one.rule) for one in deadlines if one.bound_party_id == party.pk and one.ended_by_seq is None and one.last_day]
        expected[party.pk] = (owes, owes and replies.exists(), *min(days, default=(None, "")))
    assert {one.party_id: (one.owes, one.again, one.due_on, one.due_rule) for one in Turn.objects.filter(case=case)} == expected


def check(file: File, first_handler: int | None, *, rectified: bool = False) -> int | None:
    """What holds after every step. Gives the first handler, who never changes.

    A clock may start, or run again, when its time is over: the next sweep finds it.
    """
    case = file.case
    assert case.waits_on == WAITS_ON[case.state]
    deadlines = list(Deadline.objects.filter(case=case))
    owed = [one for one in deadlines if one.ended_by_seq is None and one.status in ("running", "breached")]
    theirs = [(one.last_day, one.rule) for one in owed if one.last_day and one.bound == BINDS.get(case.waits_on)]
    binding = theirs or [(one.last_day, one.rule) for one in owed if one.last_day and one.bound == "office" and case.waits_on]
    assert (case.due_on, case.due_rule) == min(binding, default=(None, "")), (case.state, binding)
    over = [one for one in deadlines if one.status == "running" and one.last_day < file.on]
    assert rectified or all(one.started_by_seq == case.ledger_seq for one in over)
    running = Counter((one.rule, one.bound, one.bound_party_id) for one in deadlines if one.status == "running")
    assert [who for who, times in running.items() if times > 1] == []
    assert (case.ended_on is not None) == (case.state in ENDS)
    assert case.state not in ENDS or not running
    check_turns(file, deadlines)
    assert first_handler is None or case.first_handler_id == first_handler
    if not connection.in_atomic_block:  # the check compares with the transactions that have ended
        report = verification.verify([case.pk])
        assert report.clean, report.findings
    return case.first_handler_id


def gapless() -> None:
    """Every series of paper numbers runs 1, 2, 3 … without a gap."""
    series: dict[str, list[int]] = defaultdict(list)
    for number in Document.objects.values_list("number", flat=True):
        found = re.fullmatch(r"(.+〔\d{4}〕)(\d+)号", number)
        assert found, number
        series[found[1]].append(int(found[2]))
    assert {name: sorted(serials) for name, serials in series.items()} == {name: list(range(1, len(serials) + 1)) for name, serials in series.items()}


NOBODY = ("representative", "third_party", "leader", "supervisor", "reception")  # whom these files have not


def actor_for(file: File, step: str, roles: tuple[str, ...], pick: int) -> str:
    """One of the roles that this file can put up; of two operators either."""
    known = [role for role in roles if role not in NOBODY and (role not in ("applicant", "agent") or role in file.codes)]
    role = known[pick % len(known)] if known else ""
    if role == "respondent":
        standing = file.case.parties.filter(role=role, until=None).order_by("pk").values_list("organisation__code", flat=True)
        return OPERATOR[standing[pick % len(standing)]]
    return BY.get(("*", step), role) if role == "handler" else role


def walk(people: People, numbers: list[tuple[int, int, int]], taken: Counter[str]) -> None:
    """File, then take what is open as the numbers say; a refusal on a ground leaves everything as it was."""
    file = File(people)
    file.go(PATH, PATH[BEGINNINGS[numbers[0][0] % len(BEGINNINGS)]])
    first, day, last = check(file, None), file.on, ""
    for which, pick, later in numbers[1:]:
        case = file.case
        step, roles = OPEN_FROM[case.state][which % len(OPEN_FROM[case.state])]
        who = actor_for(file, step, roles, pick)
        if not who:
            continue
        day, before = day + timedelta(days=later), (case.version, case.ledger_seq, file.on)
        try:
            file.take(step, who, on=day, option="two" if step == "forward" and pick % 2 else "")
            taken[step] += 1
            last = step
        except Refused as refused:
            assert refused.reasons[0].ground != "state", refused
            file.on = before[2] if before[:2] == (file.case.version, file.case.ledger_seq) else day
        first = check(file, first, rectified=last == "rectify")


@pytest.mark.parametrize(
    ("path", "due"),
    [
        ("two operators, 11-05 respondent acknowledge, 11-20 respondent object", ("TC-07", date(2026, 12, 2))),
        # the late operator leaves: the day it missed is nobody's any more, the other one has not been served, the office's own time runs on
        ("two operators, 11-05 respondent acknowledge, 11-20 respondent object, 11-23 handler uphold_objection [leaves]", ("TC-07", date(2026, 12, 2))),
        ("two operators, 11-05 other acknowledge, 11-20 respondent object, 11-23 handler uphold_objection [leaves]", ("TC-06", date(2026, 11, 16))),
    ],
)
def test_a_clock_that_is_over_is_not_what_the_case_is_due_by(people: People, path: str, due: tuple[str, date | None]) -> None:
    file = File(people).go(PATH, path)
    check(file, None)
    assert (file.case.due_rule, file.case.due_on) == due


@pytest.fixture
def taken(committed: People) -> Counter[str]:
    """How often each step was taken."""
    return Counter()


@pytest.mark.duty("TD-017", "TD-026")
def test_random_walks(committed: People, taken: Counter[str]) -> None:
    @settings(LEAST, max_examples=25)
    @given(WALKS)
    def walks(numbers: list[tuple[int, int, int]]) -> None:
        walk(committed, numbers, taken)

    walks()
    gapless()
    print(sum(taken.values()), "steps", dict(taken))
    assert sum(taken.values()) > 120


@pytest.mark.full
def test_many_random_walks(committed: People, taken: Counter[str]) -> None:
    @settings(LEAST, max_examples=150)
    @given(WALKS)
    def walks(numbers: list[tuple[int, int, int]]) -> None:
        walk(committed, numbers, taken)

    walks()
    gapless()
    print(sum(taken.values()), "steps", dict(taken), "never:", {one.name for one in steps_of(Complaint)} - set(taken))
    assert len(taken) >= 35
