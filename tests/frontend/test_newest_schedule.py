"""One process confirms a notice; every other one, which keeps the schedule it knew, must show the new days from its next request or job on."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import jobs
from casework.cases import digests, schedules
from tests import replays
from tests.builders import People
from tests.frontend.test_supervisor import arrived, text
from tests.statute.course import Course, set_clock


@pytest.fixture
def elsewhere(people: People, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Client, str]]:
    """Tuesday 8 December 2026: a notice makes Monday 14 December a day off. It was entered and replayed by another process: this one, which has
    answered pages before, keeps the schedule of before."""
    set_clock(monkeypatch, "2026-12-08T10:00")
    course = Course.filed(people, None)
    course.take(None, "sh-head", "assign", handler="sh-handler")
    client, name = arrived("sh-handler"), connection.settings_dict["NAME"]
    assert "还有 5 个工作日" in text(client.get("/desk/"))
    kept = schedules.current()
    replays.enter()
    jobs.replay()
    schedules._cache[name] = kept
    yield client, course.number
    schedules.forget(name)


def rest_days(client: Client) -> dict[str, str]:
    """The cells of December by their number."""
    html = client.get("/desk/calendar/?month=2026-12").content.decode()
    return {re.findall(r"<b>([^<]+)</b>", cell)[0]: cell for cell in re.findall(r"<td class=.*?</td>", html, re.DOTALL)}


def test_every_page_shows_the_new_days(elsewhere: tuple[Client, str]) -> None:
    client, number = elsewhere
    assert 'class="f none"' in rest_days(client)["14"]
    for path in ("/desk/", f"/cases/{number}/"):
        schedules._cache[connection.settings_dict["NAME"]] = schedules.Known(1, schedules.version(1))
        assert "还有 5 个工作日" in text(client.get(path)), path


def test_a_job_begins_by_asking_too(elsewhere: tuple[Client, str], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(digests, "gather", lambda *, at: seen.append(schedules.current().version_id))
    jobs.deliver()
    assert seen == [schedules.newest()]


def test_it_is_at_most_one_statement_a_request(elsewhere: tuple[Client, str]) -> None:
    """None of its own where a file is opened, whose statement says it too, and none where nothing asks."""
    client, number = elsewhere
    for path, wanted in (("/desk/calendar/", 1), ("/desk/", 0), (f"/cases/{number}/", 0), ("/language/zh/", 0), ("/api/cases/", 0)):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        found = sum(one["sql"] == schedules.NEWEST for one in asked)
        assert found == wanted, path
