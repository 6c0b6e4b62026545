"""The running site against its own schema, by schemathesis, as everybody who calls it: real server, real database, the sample cases.

Four checks. The others of schemathesis do not fit an honest API of the law: input that fits its schema is refused on a ground (409),
and a stranger's 404 stands for 403.
"""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, openapi
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from tests.api.callers import callers
from tests.browser import site
from tests.browser.site import Site

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
NOT_COUNTED = {f"CASEWORK_{name}": "0" for name in ("FILINGS_PER_HOUR", "FILINGS_PER_DAY", "UPLOAD_MB_PER_DAY")}
SAID = {200, 201, 400, 401, 403, 404, 409}  # at least: nobody can pass this test by being refused everywhere


class Visitors:
    """Sends each generated request, mostly at cases, papers and files that exist, as one caller or as all of them; counts what was answered."""

    def __init__(self, running: Site) -> None:
        self.callers = callers(running)
        self.counters = redis.Redis.from_url(running.environment["REDIS_URL"])
        self.headers: dict[str, dict[str, str]] = {}
        self.known = _known(running)
        self.random = random.Random(20261125)
        self.answers: Counter[tuple[str, int]] = Counter()
        self.all_are_known(running.url)

    def send(self, case: schemathesis.Case, who: str) -> None:
        """One request as this caller, checked against the schema."""
        if who not in self.headers or case.operation.method.upper() == "DELETE":
            self.counters.flushdb()  # the random tries to sign in before have used up this address's
            self.headers[who] = self.callers[who]()
        for name in set(case.path_parameters or {}) & set(self.known):
            if self.random.random() < 0.8:
                case.path_parameters[name] = self.random.choice(self.known[name])
        response = case.call(headers=self.headers[who])
        if case.operation.method.upper() == "DELETE":
            del self.headers[who]
        self.answers[who, response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    def one(self, case: schemathesis.Case) -> None:
        """As one caller, each in turn likely."""
        self.send(case, self.random.choice(list(self.callers)))

    def all(self, case: schemathesis.Case) -> None:
        """As every caller."""
        for who in self.callers:
            self.send(case, who)

    def all_are_known(self, url: str) -> None:
        """The site knows every caller but anybody: none stands outside all the time."""
        for who, headers in self.callers.items():
            self.headers[who] = headers()
            status = requests.get(f"{url}/api/me/", headers=self.headers[who], timeout=60).status_code
            assert status == (401 if who == "anybody" else 200), (who, status)

    def said(self) -> set[int]:
        """Which statuses were answered; prints how often to whom."""
        for who in self.callers:
            print(f"{who}: {({status: times for (name, status), times in sorted(self.answers.items()) if name == who})}")
        return {status for _, status in self.answers}


def _known(running: Site) -> dict[str, list[object]]:
    """Path parameters that name something, by name."""
    numbers = [number for number, *_ in running.cases]
    with psycopg.connect(running.environment["DATABASE_URL"]) as connection:
        papers, files, waiting = (
            [pk for (pk,) in connection.execute(f"SELECT id FROM {table} ORDER BY id")] for table in ("cases_document", "cases_attachment", "cases_proposal")
        )
    return {"number": numbers, "serial": [number[2:] for number in numbers], "document": papers, "attachment": files, "proposal": waiting}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with the samples; it counts wrong codes and passwords beside those of other tests."""
    counters = urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/7"))
    with site.running(f"test_schema_{os.getpid()}", tmp_path_factory.mktemp("site"), REDIS_URL=counters, **NOT_COUNTED) as found:
        yield found


Ask = Callable[[schemathesis.Case], None]


def failures(running: Site, ask: Ask, *, examples: int, borders: Ask | None = None) -> list[str]:
    """Random requests of each operation, fitting its schema and not; for `borders` also one at every border of every field. Gives what does not hold."""
    load_all_checks()
    schema, wrong = openapi.from_url(f"{running.url}/api/schema/"), []
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(deadline=None, derandomize=True, database=None, max_examples=examples, suppress_health_check=list(HealthCheck))
        @given(case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
        def asked(case: schemathesis.Case) -> None:
            ask(case)

        try:
            asked()
            if borders is not None:
                modes, generation = list(GenerationMode), schema.config.generation
                for case in schema.iter_coverage_cases(operation, generation_modes=modes, generation_config=generation):
                    borders(case)
        except (Exception, FailureGroup) as failure:
            wrong.append(f"{operation.label}: {failure}")
    return wrong


def test_answers_are_what_the_schema_says(running: Site) -> None:
    """Each request as one of the callers."""
    visitors = Visitors(running)
    assert failures(running, visitors.one, examples=5) == []
    assert visitors.said() >= SAID


@pytest.mark.full
def test_every_answer_to_every_caller_is_what_the_schema_says(running: Site) -> None:
    """Each random request as all of the callers, each at a border as one of them."""
    visitors = Visitors(running)
    assert failures(running, visitors.all, examples=25, borders=visitors.one) == []
    assert visitors.said() >= SAID
