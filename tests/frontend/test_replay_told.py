"""What a handler reads after a new notice of days off: the sentence in the story of the file, and one message."""

import pytest
from django.db import connections

from casework import jobs
from casework.cases import schedules
from tests import replays
from tests.frontend.test_supervisor import ENGLISH, arrived, text
from tests.statute.course import Course, set_clock


@pytest.fixture
def moved(people, monkeypatch):
    """Filed on Tuesday 8 December 2026: five working days end on the 15th, with the 14th off on the 16th."""
    set_clock(monkeypatch, "2026-12-08T10:00")
    course = Course.filed(people, None)
    course.take(None, "sh-head", "assign", handler="sh-handler")
    replays.enter()
    jobs.replay()
    jobs.deliver()
    yield course
    schedules.forget(connections["default"].settings_dict["NAME"])


def test_the_story_says_from_which_day_to_which(moved):
    page = text(arrived("sh-handler").get(f"/cases/{moved.number}/"))
    assert f"放假安排有新的通知，最后一日重算：受理或者不予受理决定并通知由 12月15日 周二 改为 12月16日 周三（{replays.NAME}）。" in page
    english = text(arrived("sh-handler").get(f"/cases/{moved.number}/", **ENGLISH))
    assert "A new notice of days off: decision to accept or refuse, and notice moves from Tue 15 Dec to Wed 16 Dec" in english


def test_the_handler_has_one_message(moved):
    said = text(arrived("sh-handler").get("/desk/messages/"))
    assert said.count("期限的最后一日已按新的放假安排重算") == 1
    assert "last days computed again after a new notice of days off" in text(arrived("sh-handler").get("/desk/messages/", **ENGLISH))


def test_the_api_names_the_entry(moved):
    entries = arrived("sh-handler").get(f"/api/cases/{moved.number}/").json()["history"]
    assert {"id": "replay", "zh": "期限重算", "en": "Days computed again"} in [one["step"] for one in entries]
