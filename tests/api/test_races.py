"""Real PostgreSQL, real threads: two clerks on one step, four clerks and five hundred filings, one key twice."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from casework.cases.case import Case
from tests.api.browser import OK, Caller, filed
from tests.builders import filing

RACES, CLERKS, EACH = 20, 4, 125


def at_once(*calls):
    """Run the calls in threads that start together; each closes its connection."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait()
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_clerks_on_one_step_twenty_times(committed):
    """Twenty winners; twenty refused with a reason; twenty acceptances in the ledger."""
    first, second = Caller().signed_in("sh-intake"), Caller().signed_in("sh-handler")
    outcomes = Counter()
    for number in range(RACES):
        case = filed(title=f"第{number}件")

        def accept(caller, case=case):
            answer = caller.step(case["number"], "accept", version=case["version"], grounds=OK, handler="sh-handler")
            return caller.last, bool(answer.get("reasons"))

        outcomes.update(at_once(lambda run=accept: run(first), lambda run=accept: run(second)))
    assert outcomes == {(200, False): RACES, (409, True): RACES}
    assert Case.objects.filter(state="accepted").count() == RACES


def test_five_hundred_filings_by_four_clerks(committed):
    """No number lost, none doubled."""
    clerks = [Caller().signed_in(name) for name in ("sh-intake", "ha-intake", "cq-intake", "ministry-intake")]

    def file(clerk):
        return [clerk.post("/api/cases/", kind="complaint", **filing(title=f"第{number}件"))["number"] for number in range(EACH)]

    numbers = [number for found in at_once(*(lambda clerk=clerk: file(clerk) for clerk in clerks)) for number in found]
    assert len(numbers) == len(set(numbers)) == CLERKS * EACH
    assert set(Case.objects.values_list("number", flat=True)) == set(numbers)


def test_one_key_sent_eight_times_at_once_files_once(committed):
    """All eight get the same answer, query code included."""
    callers = [Caller() for _ in range(8)]
    key = {"Idempotency-Key": "at-once"}
    answers = at_once(*(lambda caller=caller: json.dumps(caller.post("/api/cases/", key, kind="complaint", **filing())) for caller in callers))
    assert len(set(answers)) == 1
    assert Case.objects.count() == 1


def test_a_hundred_guesses_at_once_are_a_hundred_tries(committed):
    """Guessing in parallel does not get past five."""
    case = filed()
    callers = [Caller() for _ in range(12)]
    answers = at_once(*(lambda caller=caller: caller.post("/api/access/", number=case["number"], code="0000000000")["code"] for caller in callers))
    assert Counter(answers) == {"wrong_code": 5, "throttled": 7}
