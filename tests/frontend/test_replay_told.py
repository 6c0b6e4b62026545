"""What a handler reads after a new notice of days off: the sentence in the story of the file, and one message."""

from datetime import date, datetime

import pytest
from django.db import connections

from casework import commands, jobs
from casework.cases import schedules
from casework.cases.outbox import Message
from casework.clock import SHANGHAI
from casework.people.actor import SYSTEM_ACTOR
from tests import replays, stages
from tests.cases.test_workdays import TEXT
from tests.frontend.test_supervisor import ENGLISH, arrived, table, text
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


def test_the_message_leads_to_the_list_of_all_that_moved(moved):
    """Whoever handles the case, and nobody else, finds it there with both days and the notice."""
    client = arrived("sh-handler")
    assert 'href="/desk/moved/"' in client.get("/desk/messages/").content.decode()
    assert "All that moved" in text(client.get("/desk/messages/", **ENGLISH))
    page = client.get("/desk/moved/")
    assert f"/cases/{moved.number}/" in page.content.decode()
    row = next(one for one in table(page, "变动的期限，新的在前") if "受理或者不予受理决定并通知" in one[1])
    assert row[2:4] == ["12月15日 周二", "12月16日 周三"] and replays.NAME in row[4]
    assert "Was" in text(client.get("/desk/moved/", **ENGLISH)) and "moves from" not in text(client.get("/desk/moved/"))
    for other in ("sh-handler2", "ha-handler", "sh-intake"):
        assert moved.number not in arrived(other).get("/desk/moved/").content.decode()
    assert arrived("east-sh").get("/desk/moved/").status_code == 403
    stages.seal(moved.number)
    assert moved.number not in client.get("/desk/moved/").content.decode()


def test_two_replays_on_a_weekend_are_told_once_on_monday(people, monkeypatch):
    """Saturday 5 December 2026: a notice, and minutes later one that corrects it. What moved by either is counted once, told at 9:00 on Monday."""
    set_clock(monkeypatch, "2026-12-04T10:00")
    courses = [Course.filed(people, None) for _ in range(2)]
    for course in courses:
        course.take(None, "sh-head", "assign", handler="sh-handler")
    set_clock(monkeypatch, "2026-12-05T10:00")
    commands.enter_notice(replays.notice(off=replays.OFF_2026 | {date(2026, 12, 8)}, worked=replays.LIEU_2026), source="gov.cn", by=SYSTEM_ACTOR)
    jobs.replay()
    assert Message.objects.get(step="replay").not_before == datetime(2026, 12, 7, 9, tzinfo=SHANGHAI)
    set_clock(monkeypatch, "2026-12-05T10:05")
    again = replays.notice(name="更正的通知", off=replays.OFF_2026 | {date(2026, 12, 8), date(2026, 12, 9)}, worked=replays.LIEU_2026)
    commands.enter_notice(again, source="gov.cn", by=SYSTEM_ACTOR)
    jobs.replay()
    told = Message.objects.get(step="replay")
    assert told.not_before == datetime(2026, 12, 7, 9, tzinfo=SHANGHAI) and "等2件案件" in told.subject and "更正的通知" in told.subject
    set_clock(monkeypatch, "2026-12-07T09:01")
    jobs.deliver()
    assert text(arrived("sh-handler").get("/desk/messages/")).count("期限的最后一日已按新的放假安排重算") == 1
    schedules.forget(connections["default"].settings_dict["NAME"])


def test_the_page_says_when_the_handlers_are_told(people, monkeypatch):
    set_clock(monkeypatch, "2026-12-05T10:00")
    made = arrived("ministry-admin").post("/admin/workdays/", {"text": TEXT, "source": "gov.cn", "act": "enter"}).url
    assert "承办人各在 12月7日 周一 09:00 收到一条汇总" in text(arrived("ministry-admin2").get(made))
    assert "each handler gets one message at Mon 7 Dec 09:00" in text(arrived("ministry-admin2").get(made, **ENGLISH))
    set_clock(monkeypatch, "2026-12-07T10:00")
    assert "承办人随即各收到一条汇总" in text(arrived("ministry-admin2").get(made))
