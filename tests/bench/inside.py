"""What runs without anybody asking: the sweep, the papers; and the arithmetic of time itself."""

import os
import statistics
import time
from datetime import date, timedelta

import psycopg

from casework import clock, jobs
from casework.calendar import published
from casework.cases import documents, spans
from casework.cases.clocks import RUNNING, Deadline
from casework.complaints import clocks
from tests.bench.measuring import Figure, counted, timed
from tests.cases.papers_data import SAMPLES

DUE = 1_000
ROUNDS = 5


def sweeps(runs: int) -> list[Figure]:
    """The sweep with nothing due, and with 1,000 deadlines due (the same ones made to fall due again each round)."""
    jobs.sweep()
    _, statements = counted(jobs.sweep)
    nothing = Figure("sweep-0", "巡查，无到期", "sweep, nothing due", tuple(timed(jobs.sweep) for _ in range(runs)), (), len(statements))
    due = list(Deadline.objects.filter(status=RUNNING, next_alarm_on__gt=clock.today()).order_by("case_id").values_list("pk", flat=True)[:DUE])
    _fall_due(due)
    _, statements = counted(jobs.sweep)
    rounds = []
    for _ in range(max(min(runs // 20, 5), 1)):
        _fall_due(due)
        rounds.append(timed(jobs.sweep))
    return [nothing, Figure("sweep-1000", f"巡查，{len(due):,} 项到期", f"sweep, {len(due):,} due", tuple(rounds), (), len(statements), len(due))]


def _fall_due(deadlines: list[int]) -> None:
    today = clock.today()
    with psycopg.connect(os.environ["DATABASE_URL"]) as owner:
        owner.execute(
            "UPDATE cases_deadline SET status = 'running', next_alarm_on = %s, last_day = %s, fell_due_on = NULL, found_at = NULL WHERE id = ANY(%s)",
            [today, today - timedelta(1), deadlines],
        )


def pace() -> tuple[float, float]:
    """How busy the machine is: milliseconds of a small fixed piece of work, the quickest and the median of many tries over about a second."""
    tries = []
    for _ in range(100):
        tries.append(timed(lambda: sum(n * n for n in range(20_000))))
        time.sleep(0.008)
    return min(tries), statistics.median(tries)


def arithmetic() -> tuple[float, float]:
    """Spans computed in a second of one core, and milliseconds of explaining one: every fixed rule of complaints, from every day of 2025; the median of
    five rounds by the time of this process, so that whoever else works on the machine does not count."""
    schedule = published.built_in()
    rules = [limit for limit in clocks.LIMITS if limit.fixed]
    days = [date(2025, 1, 1) + timedelta(n) for n in range(365)]
    computing, explaining = [], []
    for _ in range(5):
        start = time.process_time()
        found = [spans.compute(limit, day, schedule=schedule) for limit in rules for day in days]
        computing.append((time.process_time() - start) / len(found))
        some = found[::7]
        start = time.process_time()
        for span in some:
            spans.explain(span, "zh")
        explaining.append((time.process_time() - start) / len(some))
    return 1 / statistics.median(computing), statistics.median(explaining) * 1000


def papers(many: int = 1_000) -> tuple[float, float, int]:
    """Pages and papers that one process sets in a second, and how many papers were set: every kind in turn, no two with the same content, as the worker and
    the pages have them made; the median of five rounds by the clock."""
    kinds, a_round = list(SAMPLES), max(many // ROUNDS, 1)
    pages, each = [], []
    for round_of in range(ROUNDS):
        start, found = time.perf_counter(), 0
        for n in range(a_round):
            template = kinds[n % len(kinds)]
            said = f"沪申2026-{round_of:02d}{n:05d}"
            data = SAMPLES[template] | {"number": f"沪通信〔2026〕{said}号", "case_number": said}
            found += documents.rendered(template, data, on=date(2026, 3, 5)).pages
        took = time.perf_counter() - start
        pages.append(found / took)
        each.append(a_round / took)
    return statistics.median(pages), statistics.median(each), a_round * ROUNDS
