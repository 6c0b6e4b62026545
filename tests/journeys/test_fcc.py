"""The public complaints of 2015: loaded through the door, driven by their messages, through the commands."""

import time
from collections import Counter
from pathlib import Path

import pytest

from casework import jobs, loading
from casework.cases import verification
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.people.actor import Actor
from casework.people.models import Organisation
from casework.people.roles import Role
from tests.builders import People
from tests.journeys import fcc

MAPPING = Path(__file__).resolve().parent.parent / "data" / "fcc_2015.toml"
HERE = pytest.mark.skipif(not fcc.TICKETS.exists(), reason=f"the shared data folder is absent: {fcc.TICKETS}")


def _load(limit: int | None) -> loading.Report:
    desk = Actor(kind="client", id=None, name="导入", standing=frozenset({(Organisation.objects.get(code="CA-00").pk, Role.INTAKE.value)}))
    report = loading.Report()
    for report in loading.load("complaint", fcc.TICKETS, loading.read_mapping(MAPPING), by=desk, limit=limit):  # noqa: B007
        pass
    return report


def _drive(limit: int | None) -> tuple[loading.Report, fcc.Driver]:
    fcc.settle_carrier()
    began = time.monotonic()
    report = _load(limit)
    loaded = time.monotonic()
    driver = fcc.Driver()
    driver.drive()
    driven = time.monotonic()
    swept = jobs.sweep()
    jobs.checkpoint()
    print(f"\nloaded {report.loaded} ({report.loaded / (loaded - began):.0f} rows/s), refused {dict(report.reasons)}, driven in {driven - loaded:.0f} s")
    print("messages:", dict(driver.done), "refused:", dict(driver.refused), "swept:", swept)
    print("states:", dict(Counter(Case.objects.values_list("state", flat=True))))
    print("deadlines:", dict(sorted(Counter(Deadline.objects.values_list("rule", "house", "status")).items())))
    return report, driver


def _holds() -> None:
    """What is true of every load: nobody was told, the ledger verifies, every breach was recorded once and dated on its last day."""
    found = verification.verify()
    print("ledger:", found)
    assert not found.findings
    assert not Message.objects.exists()
    breached = Deadline.objects.filter(status="breached")
    assert all(one.fell_due_on == one.last_day for one in breached)
    assert Entry.objects.filter(step="breach").count() == breached.count()
    assert not Entry.objects.filter(facts__imported=False, step="file").exists()


@HERE
def test_150_tickets(committed: People) -> None:
    report, driver = _drive(150)
    assert (report.loaded, dict(report.reasons)) == (142, {"no day": 8})
    assert not driver.refused
    assert Counter(Case.objects.values_list("state", flat=True)) == {"forwarded": 54, "replied": 53, "received": 35}
    first = Entry.objects.get(case__external_id="223441", seq=1)
    assert (first.on.isoformat(), first.facts["raw"]["date_raw"]) == ("2015-04-08", "04-08-15")
    _holds()
    again = _load(150)
    assert (again.loaded, again.known) == (0, 142)


@HERE
@pytest.mark.full
def test_all_tickets(committed: People) -> None:
    report, driver = _drive(None)
    assert report.loaded + len(report.refusals) == 1495
    assert dict(report.reasons) == {"no day": 83} and not driver.refused
    states = Counter(Case.objects.values_list("state", flat=True))
    assert states["replied"] == driver.done["CLOSED_CARRIER_RESPONDED"]
    assert states["merged"] == driver.done["MERGED_INTO: merged"] + driver.done["MERGED_HERE: merged"]
    _holds()
