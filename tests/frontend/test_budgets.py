"""What every page may cost: twelve SQL statements, 150 kB on first view; and what none may hold: another host, a style or a script of its own."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.cases import schedules
from casework.cases.case import Case
from casework.cases.proposals import Proposal
from casework.config.samples import PASSWORD
from tests import samples, services
from tests.browser.pages import ANSWER_FOR, OF, PAGES
from tests.conftest import _connect_to

MOST_STATEMENTS, MOST_BYTES = 12, 150_000
LINKED = re.compile(r'(?:src|href)="/static/([^"]+\.(?:css|js|svg))"')


@pytest.fixture(scope="module")
def codes(django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A database that holds the samples; their query codes by case number."""
    shared, url = connections["default"].settings_dict["NAME"], os.environ["DATABASE_URL"]
    name, folder = f"{shared}_budgets", tmp_path_factory.mktemp("samples")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        os.environ["DATABASE_URL"] = samples.copy(name, folder)
        _connect_to(name)
        yield samples.codes(folder)
        connections.close_all()
        _connect_to(shared)
        os.environ["DATABASE_URL"] = url
        schedules.forget(name)
        services.drop_database(name)


def case(state: str, who: str, codes: dict[str, str]) -> str:
    """The number of a sample case in this state that this person may open."""
    if state == "proposal":
        return str(Proposal.objects.filter(status="pending", case__office__code="CA-31").values_list("pk", flat=True)[0])
    kind, of_petition = ("petition", state.removeprefix("petition_")) if state.startswith("petition_") else ("complaint", state)
    rows = Case.objects.filter(kind=kind, state=of_petition, sealed=False).order_by("pk")
    if who.startswith("guest:"):
        rows = rows.filter(number__in=codes)
    elif who in ANSWER_FOR:
        rows = rows.filter(respondent__code__startswith=ANSWER_FOR[who])
    else:
        rows = rows.filter(office__code=f"CA-{OF[who.partition('-')[0]]}")
    return rows.values_list("number", flat=True)[0]


def arrived(who: str, codes: dict[str, str]) -> Client:
    """A browser of this person."""
    client = Client()
    if who.startswith("guest:"):
        number = case(who.removeprefix("guest:"), who, codes)
        assert client.post("/track/", {"number": number, "code": codes[number]}).status_code == 302
    elif who:
        assert client.post("/sign-in/", {"username": who, "password": PASSWORD}).status_code == 302
    return client


def weight(html: str) -> int:
    """Bytes of a page on first view: itself and the styles, scripts and pictures it names."""
    linked = {finders.find(name) for name in LINKED.findall(html)}
    assert None not in linked, LINKED.findall(html)
    return len(html.encode()) + sum(Path(str(one)).stat().st_size for one in linked)


@pytest.mark.parametrize("who", PAGES)
def test_a_page_costs_little_and_carries_nothing_foreign(codes, who):
    client, found = arrived(who, codes), []
    client.get("/desk/")  # what a process reads once
    for pattern in PAGES[who]:
        path = re.sub(r"\{(\w+)\}", lambda state: case(state[1], who, codes), pattern)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(path)
        html = response.content.decode()
        if path != "/nowhere/" and response.status_code != 200:
            found.append(f"{pattern}: {response.status_code}")
        if len(asked) > MOST_STATEMENTS:
            found.append(f"{pattern}: {len(asked)} statements")
        if weight(html) > MOST_BYTES:
            found.append(f"{pattern}: {weight(html)} bytes")
        for foreign in (r'(?:src|href|action)="(?:https?:)?//', r'\sstyle="', r"<script(?![^>]*\ssrc=)", r'\son\w+="', r"<style"):
            if re.search(foreign, html):
                found.append(f"{pattern}: {foreign}")
    assert not found, "\n".join(found)
