"""The web server as a process with two workers: the races over HTTP as operators' and offices' systems would run them."""

import http.client
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casework import clock
from casework.cases.case import Case
from casework.cases.ledger import Entry
from casework.cases.verification import verify
from casework.config import processes
from casework.people.models import Organisation, issue_token
from tests.builders import filing
from tests.faults.test_races import assert_gapless, at_once, shared_out
from tests.stages import OK

BASE = Path(__file__).resolve().parents[2]


def request(port: int, method: str, path: str, body: dict[str, Any] | None = None, **headers: str) -> tuple[int, dict[str, Any]]:
    """Status and JSON of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, json.dumps(body or {}), {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


@pytest.fixture
def port(committed, tmp_path) -> Iterator[int]:
    """A server with two worker processes on the test's database."""
    port = processes.free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2",
               "--blocking-threads", "2", "--log-level", "warning", "casework.config.wsgi:application"]  # fmt: skip
    with (tmp_path / "web.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=BASE, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            until = time.monotonic() + 30
            while not _answers(port):
                assert time.monotonic() < until, (tmp_path / "web.log").read_text()
                time.sleep(0.1)
            yield port
        finally:
            processes.stop(server, 15, 10)


def _answers(port: int) -> bool:
    try:
        return request(port, "GET", "/healthz")[0] > 0
    except OSError:
        return False


def bearer(code: str, role: str) -> dict[str, str]:
    """The header of an organisation's system."""
    return {"Authorization": "Bearer " + issue_token(Organisation.objects.get(code=code), "系统", role, "read step file", at=clock.now())}


def file(port: int, n: int, **headers: str) -> dict[str, Any]:
    """One filing, as anybody from outside."""
    status, answer = request(port, "POST", "/api/cases/", {"kind": "complaint", **filing(title=f"第{n}件")}, **headers)
    assert status == 201, answer
    return answer


def test_twenty_races_of_two_clerks(port):
    """20 winners, 20 refused with a reason; one paper each, numbered without a gap."""
    numbers = [file(port, n)["number"] for n in range(20)]
    systems = [bearer("CA-31", "handler"), bearer("CA-31", "intake")]
    results: Counter[tuple[int, bool]] = Counter()

    def accept(number: str, headers: dict[str, str]) -> tuple[int, bool]:
        status, answer = request(port, "POST", f"/api/cases/{number}/steps/accept/", {"handler": "sh-handler", "grounds": OK}, **headers)
        return status, bool(answer.get("reasons", [{}])[0].get("sentence")) if status == 409 else False

    for number in numbers:
        acts: list[Callable[[], tuple[int, bool]]] = [lambda number=number, headers=headers: accept(number, headers) for headers in systems]
        results.update(at_once(*acts))
    assert results == {(200, False): 20, (409, True): 20}
    assert Entry.objects.filter(step="accept").count() == assert_gapless() == 20
    assert verify().findings == []


def filings(port: int, count: int) -> None:
    """So many filings by four clerks at once."""
    numbers = shared_out(4, [lambda n=n: file(port, n)["number"] for n in range(count)])
    assert len(set(numbers)) == count
    assert set(Case.objects.values_list("number", flat=True)) == set(numbers)
    assert set(Case.objects.values_list("title", flat=True)) == {f"第{n}件" for n in range(count)}


def test_four_clerks_file_100_cases_and_send_one_key_twice(port):
    """No lost, no doubled number; ten keys from two sides at once are ten filings."""
    filings(port, 100)
    for n in range(10):
        key = {"Idempotency-Key": f"key-{n}"}
        first, second = at_once(lambda key=key: file(port, 0, **key), lambda key=key: file(port, 0, **key))
        assert first == second, "both are answered alike, query code included"
    assert Case.objects.count() == 110


@pytest.mark.full
def test_four_clerks_file_500_cases(port):
    """No lost, no doubled number."""
    filings(port, 500)
