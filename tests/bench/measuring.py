"""Time, statements and plans of one call; a call and its twin in turn, so that whatever else the machine does hits both."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import PASSWORD

TWINS = "tests.bench.twins"
AROUND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK")
SORT = re.compile(r"^\s*(?:->\s+)?(?:Incremental )?Sort\s+\(cost=\S+ rows=(\d+)", re.MULTILINE)
FEW = 200  # rows whose sorting is nothing: twice a page
INDEX = re.compile(r"(?:Index Scan|Index Only Scan)(?: Backward)? using (\w+) on (\w+)|Bitmap Index Scan on (\w+)")


@dataclass(frozen=True)
class Bounds:
    """What is promised of one line: SQL statements, the median in milliseconds, how many times its twin, how many times the smallest size's."""

    statements: int | None = None
    ms: float | None = None
    twins: float | None = None
    growth: float | None = None


@dataclass(frozen=True)
class Figure:
    """One line of the table: times in milliseconds, those of the twin where there is one, SQL statements without BEGIN and the like."""

    name: str
    zh: str
    en: str
    ms: tuple[float, ...]
    twin: tuple[float, ...] = ()
    statements: int | None = None
    rows: int | None = None
    plan: str = ""
    bounds: Bounds = Bounds()

    @property
    def median(self) -> float:
        """Half of the calls took no longer."""
        return statistics.median(self.ms)

    @property
    def p95(self) -> float:
        """Nineteen of twenty calls took no longer."""
        return percentile(self.ms)

    @property
    def ratio(self) -> float | None:
        """How many times the twin's median."""
        return self.median / statistics.median(self.twin) if self.twin else None


def percentile(values: tuple[float, ...], share: float = 0.95) -> float:
    """The value that this share of the values does not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


class Browser:
    """A signed-in user's client with its session and CSRF token, or nobody's. Refuses to measure an error."""

    def __init__(self, username: str = "") -> None:
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
        self.headers: dict[str, str] = {"Accept-Language": "zh-CN"}
        if username:
            self.send("POST", "/api/session/", {"username": username, "password": PASSWORD})
            self.headers["X-CSRFToken"] = self.client.cookies["csrftoken"].value

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """The response. Raises RuntimeError for an error."""
        call = self.client.get if method == "GET" else self.client.post
        given = {"data": body, "content_type": "application/json"} if method == "POST" else {}
        response = call(path, headers=self.headers, **given)  # type: ignore[operator]
        if response.status_code >= 300:
            raise RuntimeError(f"{method} {path}: {response.status_code} {response.content[:500].decode()}")
        return response

    def post(self, path: str, form: dict[str, str]) -> Any:
        """The answer to a posted form, which leads on to another page. Raises RuntimeError where the form is shown again."""
        response = self.client.post(path, form, headers={**self.headers, "X-CSRFToken": self.client.cookies["csrftoken"].value})
        if response.status_code != 302:
            raise RuntimeError(f"POST {path}: {response.status_code} {response.content[:500].decode()}")
        return response


@contextmanager
def twin_addresses() -> Iterator[None]:
    """Inside, every request is answered by the twins. Set without the signal that would make Django read the addresses again."""
    before = settings.ROOT_URLCONF
    settings.ROOT_URLCONF = TWINS
    try:
        yield
    finally:
        settings.ROOT_URLCONF = before


def timed(call: Callable[[], Any]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter_ns()
    call()
    return (time.perf_counter_ns() - start) / 1e6


def beside_twin(
    calls: list[Callable[[], Any]], twins: list[Callable[[], Any]] | None = None, *, warm: int = 3, inside: Callable[[], Any] = twin_addresses
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Times of the calls and of the same calls with twins, in turn. The first `warm` only warm the twin up: a real call may not be repeatable."""
    own, other = [], []
    with inside():
        for call in (twins or calls)[:warm]:
            call()
    for n, call in enumerate(calls):
        own.append(timed(call))
        with inside():
            other.append(timed((twins or calls)[n]))
    return tuple(own), tuple(other)


def counted(call: Callable[[], Any]) -> tuple[Any, list[str]]:
    """What the call gives, and its SQL statements without BEGIN, COMMIT and savepoints."""
    with CaptureQueriesContext(connection) as captured:
        result = call()
    return result, [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(AROUND)]


def plan_of(sql: str) -> str:
    """The plan PostgreSQL chooses for the application's role, as text."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + sql.replace("%", "%%") if "%" in sql else "EXPLAIN " + sql)
        return "\n".join(row[0] for row in cursor.fetchall())


def plan_in_short(plan: str, merged: int = 1) -> str:
    """The indexes by which the cases are reached; SEQ where all are read, SORT where more than a page or two from each of `merged` queues are sorted."""
    names = [one or three for one, table, three in INDEX.findall(plan) if three or table == "cases_case"]
    words = list(dict.fromkeys(names))
    words += ["SEQ"] if "Seq Scan on cases_case" in plan else []
    words += ["SORT"] if any(int(rows) > FEW * merged for rows in SORT.findall(plan)) else []
    return " ".join(words)
