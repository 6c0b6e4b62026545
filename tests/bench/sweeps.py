"""The sweep over a million running deadlines: nothing due, ten thousand due, and the digests of a morning after. Rows by INSERT … SELECT."""

import os
from datetime import date, timedelta
from typing import Any

import psycopg
from django.db.models import Model
from psycopg.types.json import Jsonb

from casework import clock, jobs
from casework.cases import digests, schedules
from casework.cases.alarms import Alarm, Digest
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.ledger import Entry
from casework.cases.limits import OFFICE
from casework.people.models import User
from tests.bench.measuring import Bounds, Figure, counted, timed
from tests.bench.rows import Table

RULES = ("TC-04", "TC-07", "TC-08", "TC-13")  # of law; four clocks to a case
DUE = 10_000
FIRST = 8_000_000  # serial numbers far from all others
IN_FORCE, RATE = 10, 1_000  # milliseconds with nothing due; breaches a second


def fill(deadlines: int, handler: str = "sh-handler") -> None:
    """So many running deadlines in cases of their own, of one handler, their last days from 30 days ahead on."""
    user, today = User.objects.get(username=handler), clock.today()
    office = user.memberships.values_list("organisation_id", flat=True)[0]
    cases = -(-deadlines // len(RULES))
    case = {
        "kind": "'complaint'", "number": f"'T-2026-31-' || n + {FIRST}", "state": "'accepted'", "office_id": office, "first_office_id": office,
        "handler_id": user.pk, "title": "'套餐外流量费被多扣（' || n || '）'", "filed_on": f"'{today}'::date", "waits_on": "'handler'",
        "due_on": f"'{today}'::date + 30 + mod(n, 30)", "due_rule": "'TC-07'",
    }  # fmt: skip
    deadline = {
        "case_id": "c.id", "rule": "rule", "bound": f"'{OFFICE}'", "trigger_on": f"'{today}'::date", "schedule_id": schedules.current().version_id,
        "started_by_seq": "1", "status": "'running'", "last_day": "c.due_on", "nominal_on": "c.due_on", "span_until": "c.due_on",
        "next_alarm_on": f"'{today}'::date + 15 + mod(c.id, 15)::int",
    }  # fmt: skip
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        _insert(owner, Case, case, f"generate_series(1, {cases}) n")
        made = f"(SELECT id, due_on FROM cases_case WHERE number > 'T-2026-31-{FIRST}' AND number <= 'T-2026-31-{FIRST + cases}') c"
        _insert(owner, Deadline, deadline, f"{made}, unnest(ARRAY{list(RULES)}) rule LIMIT {deadlines}")
        owner.execute("VACUUM ANALYZE cases_case, cases_deadline")


def fall_due(number: int) -> None:
    """The first of them ended yesterday and nobody has swept since."""
    yesterday = clock.today() - timedelta(1)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        owner.execute(
            "UPDATE cases_deadline SET status = 'running', last_day = %s, trigger_on = %s, next_alarm_on = %s, told_on = NULL, fell_due_on = NULL,"
            " found_at = NULL WHERE id IN (SELECT d.id FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id WHERE c.number > %s ORDER BY d.id LIMIT %s)",
            [yesterday, yesterday - timedelta(20), yesterday + timedelta(1), f"T-2026-31-{FIRST}", number],
        )


def _insert(owner: psycopg.Connection, model: type[Model], given: dict[str, Any], source: str) -> None:
    """INSERT … SELECT with the model's defaults beside what is given as SQL."""
    blank = {name: value for name, value in Table(model).blank.items() if name != "id"}
    columns = ", ".join(f'"{name}"' for name in blank)
    values = ", ".join(str(given[name]) if name in given else "%s" for name in blank)
    defaults = [Jsonb(value) if isinstance(value, dict) else value for name, value in blank.items() if name not in given]
    owner.execute(f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values} FROM {source}", defaults)


def measure(deadlines: int, runs: int) -> list[Figure]:
    """The sweep where none of so many is due, where ten thousand are (each a breach and a rung), and gathering a morning's digests of them."""
    fill(deadlines)
    due = min(DUE, deadlines)
    jobs.sweep()
    _, asked = counted(jobs.sweep)
    nothing = Figure(
        "sweep-million-0", f"巡查 {deadlines:,} 项，无到期", f"sweep of {deadlines:,}, none due", tuple(timed(jobs.sweep) for _ in range(max(runs, 20))), (),
        len(asked), bounds=Bounds(statements=5, ms=IN_FORCE),
    )  # fmt: skip
    entries = Entry.objects.filter(step="breach").count()
    fall_due(due)
    took = timed(jobs.sweep)
    found = Entry.objects.filter(step="breach").count() - entries
    if found != due:
        raise RuntimeError(f"{due} were due, {found} were found")
    breaches = Figure("sweep-million-due", f"巡查，{due:,} 项到期", f"sweep, {due:,} due", (took,), (), None, due, bounds=Bounds(ms=due * 1000 / RATE))
    return [nothing, breaches, _morning()]


def _morning() -> Figure:
    """Digests of all that waits, put together at half past eight of the next working day."""
    day = Alarm.objects.filter(told_at=None).order_by("-morning").values_list("morning", flat=True)[0]
    at = clock.now().replace(year=day.year, month=day.month, day=day.day, hour=8, minute=30)
    waiting = Alarm.objects.filter(told_at=None).count()
    took = timed(lambda: digests.gather(at=at))
    if not Digest.objects.filter(morning__gte=date(day.year, day.month, day.day)).exists():
        raise RuntimeError("no digest came of the alarms")
    return Figure("digests", f"汇总 {waiting:,} 项提醒", f"digests of {waiting:,} alarms", (took,), (), None, waiting)
