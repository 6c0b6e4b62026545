"""The running site with the sample complaints, on a database of its own: web server, no worker."""

import contextlib
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from casework.config import processes
from tests import samples, services
from tests.browser.pages import ANSWER_FOR, OF

BASE = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """Where it runs, its folder, and the query codes of the samples by case number."""

    url: str
    folder: Path
    environment: dict[str, str]
    codes: dict[str, str] = field(default_factory=dict)
    cases: list[tuple[str, str, str, str]] = field(default_factory=list)  # number, state, office, respondent

    def case(self, state: str, who: str) -> str:
        """The number of a sample case in this state that this person may open."""
        return next(number for number, its, office, respondent in self.cases if its == state and self._may_open(who, number, office, respondent))

    def _may_open(self, who: str, number: str, office: str, respondent: str) -> bool:
        if who.startswith("guest:"):
            return number in self.codes
        if who in ANSWER_FOR:
            return respondent.startswith(ANSWER_FOR[who])
        return office == f"CA-{OF[who.partition('-')[0]]}" or number.isdigit()


@contextlib.contextmanager
def running(name: str, folder: Path, **more: str) -> Iterator[Site]:
    """Start it, wait until it answers, stop it. `more` goes into its environment."""
    environment = {**samples.environment(samples.copy(name, folder), folder), **more}
    port = processes.free_port()
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
           "--log-level", "warning", "casework.config.wsgi:application"]  # fmt: skip
    with (folder / "web.log").open("wb") as log:
        server = subprocess.Popen(web, cwd=BASE, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            until = time.monotonic() + 30
            while not _answers(port):
                assert time.monotonic() < until, (folder / "web.log").read_text()
                time.sleep(0.1)
            yield Site(f"http://127.0.0.1:{port}", folder, environment, samples.codes(folder), _cases(environment["DATABASE_URL"]))
        finally:
            processes.stop(server, 15, 10)
            services.drop_database(name)


def work(site: Site, job: str, *days: int) -> list[int]:
    """A job as the worker runs it, in a process of its own; what it gives, once for each number of days by which the clock is moved on."""
    moved = [str(one * 86_400) for one in days or (0,)]
    run = (
        f"import os, django; django.setup(); from casework import jobs\nfor one in {moved}: os.environ['CASEWORK_CLOCK_OFFSET'] = one; print(jobs.{job}())"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "casework.config.settings", **site.environment}
    ran = subprocess.run([sys.executable, "-c", run], cwd=BASE, env=environment, check=True, capture_output=True, text=True)
    return [int(line) for line in ran.stdout.split()]


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/sign-in/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _cases(url: str) -> list[tuple[str, str, str, str]]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT c.number, CASE c.kind WHEN 'petition' THEN 'petition_' ELSE '' END || c.state, o.code,"
            " coalesce(r.code, '') FROM cases_case c JOIN people_organisation o ON o.id = c.office_id"
            " LEFT JOIN people_organisation r ON r.id = c.respondent_id WHERE NOT c.sealed"
            " UNION ALL SELECT p.id::text, 'proposal', o.code, '' FROM cases_proposal p JOIN cases_case c ON c.id = p.case_id"
            " JOIN people_organisation o ON o.id = c.office_id WHERE p.status = 'pending' ORDER BY 1"
        ).fetchall()
