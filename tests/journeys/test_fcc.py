"""The public complaints of 2015: loaded through the door, driven by their messages, through the commands."""

from collections import Counter
from pathlib import Path

import pytest

from casework import jobs, loading
from casework.cases import verification
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.people.actor import Actor
from casework.people.models import Organisation
from casework.people.roles import Role
from tests.builders import People
from tests.journeys import fcc

MAPPING = Path(__file__).resolve().parent.parent / "data" / "fcc_2015.toml"
HERE = pytest.mark.skipif(not fcc.TICKETS.exists(), reason=f"the shared data folder is absent: {fcc.TICKETS}")


def _load(limit: int | None) -> loading.Report:
    fcc.settle_carrier()
    desk = Actor(kind="client", id=None, name="导入", standing=frozenset({(Organisation.objects.get(code="CA-00").pk, Role.INTAKE.value)}))
    report = loading.Report()
    for report in loading.load("complaint", fcc.TICKETS, loading.read_mapping(MAPPING), by=desk, limit=limit):
        pass
    return report


def _drive(limit: int | None) -> None:
    import time
    t=time.time()
    report = _load(limit)
    print("loaded", report.loaded, report.reasons, time.time()-t)
    t=time.time()
    driver = fcc.Driver()
    driver.drive()
    print(driver.done, driver.refused, time.time()-t)
    print(Counter(Case.objects.values_list("state", flat=True)))
    t=time.time()
    print("swept", jobs.sweep(), time.time()-t)
    print(Counter(Deadline.objects.values_list("rule", "status")))
    jobs.checkpoint()
    print(verification.verify())


@HERE
def test_150_tickets(committed: People) -> None:
    _drive(150)
