"""The calendar feed: RFC 5545 as a second library and the hand read it, the same days as the page, nobody else's cases, and an address that ends."""

import re
from datetime import date
from typing import Any

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import commands, jobs
from casework.cases import lastdays, schedules
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.people.models import CalendarAddress, User
from tests import replays, stages
from tests.builders import People
from tests.counters import own_counters as own_counters
from tests.frontend.test_supervisor import arrived, text
from tests.statute.course import set_clock

pytestmark = pytest.mark.django_db
ONCE = re.compile(r"http://testserver(/calendar/([\w-]{43})\.ics)")


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday 24 November 2026."""
    set_clock(monkeypatch, "2026-11-24T10:00")


def subscribed(who: str, **given: str) -> str:
    """The path of a new feed of this person, as the page shows it once."""
    client = arrived(who)
    assert client.post("/calendar/feed/", {"act": "make", **given}).status_code == 302
    shown = ONCE.search(client.get("/calendar/feed/").content.decode())
    assert shown is not None
    assert ONCE.search(client.get("/calendar/feed/").content.decode()) is None, "shown once"
    return shown[1]


def fetched(path: str, **headers: str) -> Any:
    """The answer to a program without a session."""
    return Client().get(path, headers=headers)


def events(path: str) -> list[Any]:
    """The events as the other library reads them, the calendar and each of them validated."""
    answer = fetched(path)
    assert answer.status_code == 200, answer.content
    calendar = vobject.readOne(answer.content.decode())
    calendar.validate(raiseException=True)
    return list(getattr(calendar, "vevent_list", []))


def shown(path: str) -> set[tuple[date, str]]:
    """Day and title of each event."""
    return {(one.dtstart.value, one.summary.value) for one in events(path)}


def numbers(path: str) -> set[str]:
    """The cases that the events lead to."""
    return {one.url.value.split("/cases/")[1].strip("/") for one in events(path)}


@pytest.fixture
def two(people: People) -> tuple[str, str]:
    """Two complaints, one handled by sh-handler and one by a colleague: each ends on 3 December by law and on 1 December by a house limit."""
    one, other = stages.accepted(people, title="邻居王小明的账单"), stages.accepted(people)
    stages.act(people, "sh-head", other, "assign", handler="sh-handler2", why="工作调整")
    Deadline.objects.all().update(last_day=date(2026, 12, 3))
    Deadline.objects.filter(rule="TC-07").update(last_day=date(2026, 12, 1), house=True)
    return one, other


def test_a_handlers_feed_shows_the_days_of_the_page(two: tuple[str, str]) -> None:
    said = stages_number(two[0])
    found = shown(subscribed("sh-handler"))
    assert {day for day, _ in found} == {date(2026, 12, 1), date(2026, 12, 3)}
    assert all(title.startswith(said) for _, title in found)
    assert {title.removeprefix(f"{said} ") for day, title in found if day == date(2026, 12, 1)}
    page = arrived("sh-handler").get("/desk/calendar/?month=2026-12").content.decode()
    assert len(found) == page.count(f'href="/cases/{two[0]}/"') and two[1] not in page


def stages_number(number: str) -> str:
    """T-2026-31-0000123 as 沪申2026-00123."""
    return f"沪申2026-{number[-5:]}"


@pytest.mark.parametrize(("who", "given", "page"), [
    ("sh-handler", {}, "/desk/calendar/?of=mine"), ("sh-head", {"whose": "office"}, "/desk/calendar/?of=office"), ("sh-head", {}, "/desk/calendar/?of=mine"),
    ("sh-intake", {"whose": "office"}, "/desk/calendar/"),
    ("east-sh", {}, "/operator/calendar/"), ("east-hq", {}, "/operator/calendar/"), ("ha-handler", {}, "/desk/calendar/?of=mine"),
])  # fmt: skip
def test_feed_and_page_agree(people: People, who: str, given: dict[str, str], page: str) -> None:
    for n in range(3):
        number = stages.forwarded(people, title=f"第{n}件")
        stages.act(people, "east-sh", number, "acknowledge")
    stages.filed()
    month = page + ("&" if "?" in page else "?")
    counted: dict[date, int] = {}
    for day in ("2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"):
        week = month.replace("calendar/", "calendar/week/") + f"from={day}"
        html = arrived(who).get(week).content.decode()
        for said, body in re.findall(r'scope="rowgroup">(\d+月\d+日)[^<]*</th></tr>(.*?)</tbody>', html, re.DOTALL):
            on = date(2026, *map(int, re.findall(r"\d+", said)))
            if body.count("<tr data-row>"):
                counted[on] = body.count("<tr data-row>")
    in_feed: dict[date, int] = {}
    for one in events(subscribed(who, **given)):
        in_feed[one.dtstart.value] = in_feed.get(one.dtstart.value, 0) + 1
    assert {day: n for day, n in in_feed.items() if day <= date(2027, 1, 4)} == counted
    assert bool(counted) == (who != "ha-handler" and (who, given) != ("sh-head", {}))


def test_the_bytes_are_those_of_rfc_5545(two: tuple[str, str]) -> None:
    answer = fetched(subscribed("sh-handler"))
    body = answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and answer["Cache-Control"] == "private, no-cache"
    assert body.endswith(b"\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "octets, not letters"
    assert any(line.startswith(b" ") for line in lines), "something long is folded"
    for line in lines:
        line.decode()  # no letter is cut in two
    whole = body.replace(b"\r\n ", b"").decode()
    assert whole.startswith("BEGIN:VCALENDAR\r\n") and whole.endswith("END:VCALENDAR\r\n")
    for wanted in ("VERSION:2.0", "CALSCALE:GREGORIAN", "X-WR-CALNAME:我的期限", "REFRESH-INTERVAL;VALUE=DURATION:PT2H"):
        assert whole.count(f"{wanted}\r\n") == 1, wanted
    assert re.search(r"^PRODID:-//casework//", whole, re.MULTILINE) and "VALARM" not in whole and "METHOD" not in whole
    for event in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", whole, re.DOTALL):
        names = [re.split("[;:]", line)[0] for line in event.strip().split("\r\n")]
        assert sorted(names) == sorted(set(names)), "each once"
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LAST-MODIFIED", "SEQUENCE", "CATEGORIES", "URL", "CLASS", "TRANSP", "STATUS"} <= set(names)
    assert "DTSTART;VALUE=DATE:20261203\r\n" in whole and "DTEND;VALUE=DATE:20261204\r\n" in whole, "the end is the day after"
    assert "CATEGORIES:内部时限\r\n" in whole and "CATEGORIES:法定期限\r\n" in whole and "CLASS:PRIVATE" in whole
    assert f"URL:http://testserver/cases/{two[0]}/\r\n" in whole


def test_nothing_in_it_says_who_complains_of_what(two: tuple[str, str]) -> None:
    whole = fetched(subscribed("sh-head", whose="office")).content.replace(b"\r\n ", b"").decode()
    assert "王小明" not in whole and "账单" not in whole and "华东" not in whole and "流量" not in whole and "沪承办" not in whole
    assert {stages_number(number) in whole for number in two} == {True}


def test_it_is_said_in_english_where_it_was_made_in_english(two: tuple[str, str]) -> None:
    client = arrived("sh-handler")
    client.post("/calendar/feed/", {"act": "make"})
    page = client.get("/calendar/feed/", headers={"accept-language": "en"}).content.decode()
    path = re.search(r"http://testserver(/calendar/[\w-]{43}\.ics\?lang=en)", page)
    assert path is not None
    whole = fetched(path[1]).content.decode()
    assert "X-WR-CALNAME:My last days" in whole and "house limit" in whole and "内部" not in whole


def test_a_new_address_ends_the_old_one_and_a_revoked_one_answers_as_if_it_had_never_been(two: tuple[str, str]) -> None:
    first = subscribed("sh-handler")
    second = subscribed("sh-handler")
    assert first != second and fetched(second).status_code == 200
    client = arrived("sh-handler")
    assert "在用" in text(client.get("/calendar/feed/"))
    never = fetched("/calendar/" + "A" * 43 + ".ics")
    replaced = fetched(first)
    assert client.post("/calendar/feed/", {"act": "revoke"}).status_code == 302
    assert "您还没有日历地址" in text(client.get("/calendar/feed/"))
    revoked = fetched(second)
    assert [one.status_code for one in (never, replaced, revoked)] == [404] * 3
    assert never.content == replaced.content == revoked.content
    assert {name: value for name, value in never.headers.items() if name != "X-Request-ID"} == {
        name: value for name, value in revoked.headers.items() if name != "X-Request-ID"
    }


def test_a_closed_account_answers_the_same(people: People) -> None:
    path = subscribed("east-sh")
    assert fetched(path).status_code == 200
    commands.close_account("east-sh", by=people["east-hq"])
    assert (fetched(path).status_code, fetched(path).content) == (404, fetched("/calendar/" + "B" * 43 + ".ics").content)


def test_only_the_digest_is_kept(people: People) -> None:
    path = subscribed("sh-handler")
    secret = path.split("/")[2].removesuffix(".ics")
    row = CalendarAddress.objects.get(user__username="sh-handler")
    assert len(bytes(row.hashed)) == 32 and secret.encode() not in bytes(row.hashed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session WHERE session_data LIKE %s", [f"%{secret}%"])
        assert cursor.fetchone() == (0,)


def test_wrong_ones_are_counted_and_a_feed_read_too_often_waits(people: People) -> None:
    path = subscribed("sh-handler")
    for n in range(20):
        assert Client(REMOTE_ADDR="10.9.8.7").get(f"/calendar/wrong{n}.ics").status_code == 404
    late = Client(REMOTE_ADDR="10.9.8.7").get("/calendar/wrong.ics")
    assert late.status_code == 429 and int(late["Retry-After"]) > 0
    assert Client(REMOTE_ADDR="10.9.8.6").get(path).status_code == 200
    assert {Client(REMOTE_ADDR="10.9.8.6").get(path).status_code for _ in range(59)} == {200}
    assert Client(REMOTE_ADDR="10.9.8.6").get(path).status_code == 429


def test_who_may_not_see_the_office_gets_no_feed_of_it(two: tuple[str, str]) -> None:
    assert arrived("east-sh").post("/calendar/feed/", {"act": "make", "whose": "office"}).status_code == 403
    assert arrived("sh-handler").post("/calendar/feed/", {"act": "make", "whose": "country"}).status_code == 400
    path = subscribed("sh-head", whose="office")
    assert numbers(path) == set(two)
    User.objects.get(username="sh-head").memberships.all().update(role="handler")
    Deadline.objects.filter(case__number=two[0]).update(last_day=None)
    Case.objects.filter(number=two[1]).update(waits_on="respondent")
    assert events(path) == [], "no longer head: what waits for a handler"
    Case.objects.filter(number=two[1]).update(waits_on="handler")
    assert numbers(path) == {two[1]}
    assert arrived("sh-admin").get("/calendar/feed/").status_code == 403
    assert Client().get("/calendar/feed/").status_code == 302
    assert Client().post("/calendar/feed/", {"act": "make"}).status_code == 302


def test_sealed_and_foreign_cases_are_not_in_it(people: People, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """By the filter, and by the policy where the filter is forgotten; not even for the one who reads the sealed case."""
    handler, reader, foreign = (subscribed(who) for who in ("sh-handler", "sh-sealed", "ha-handler"))
    office = subscribed("sh-head", whose="office")
    assert (numbers(handler), numbers(office), numbers(foreign)) == ({two[0]}, set(two), set())
    stages.act(people, "sh-head", two[0], "assign", handler="sh-sealed", why="工作调整")
    assert (numbers(handler), numbers(reader)) == (set(), {two[0]})
    stages.seal(two[0], reader="sh-sealed")
    assert (numbers(handler), numbers(office), numbers(reader)) == (set(), {two[1]}, set())
    monkeypatch.setattr(lastdays, "FEED", lastdays.FEED.replace("AND NOT c.sealed", ""))
    assert (numbers(office), numbers(reader)) == ({two[1]}, set()), "the policy alone"


def test_an_intake_officers_feed_holds_what_waits_for_the_post(people: People) -> None:
    waiting, accepted = stages.filed(), stages.accepted(people)
    page = arrived("sh-intake").get("/calendar/feed/").content.decode()
    assert re.findall(r'name="whose" value="(\w+)"( checked)?>', page) == [("mine", ""), ("office", " checked")] and "本岗待办的期限" in page
    path = subscribed("sh-intake", whose="office")
    assert numbers(path) == {waiting} and accepted not in numbers(path)
    assert "本岗待办的期限" in fetched(path).content.decode()


def test_a_handed_over_case_moves_to_the_other_feed(people: People, two: tuple[str, str]) -> None:
    one, another = subscribed("sh-handler"), subscribed("sh-handler2")
    before = {event.uid.value for event in events(one)}
    assert (numbers(one), numbers(another)) == ({two[0]}, {two[1]})
    stages.act(people, "sh-head", two[0], "assign", handler="sh-handler2", why="工作调整")
    assert (numbers(one), numbers(another)) == (set(), set(two))
    assert before < {event.uid.value for event in events(another)}


def test_a_new_notice_moves_the_event_under_its_uid_with_a_higher_sequence(people: People) -> None:
    """Monday 14 December is made a day off: what ended that day ends on the 15th."""
    replays.make_running(60, first=date(2026, 11, 12), last=date(2026, 11, 14), handlers=1)
    path = subscribed("sh-handler")
    before = {one.uid.value: one for one in events(path)}
    replays.enter()
    jobs.replay()
    after = {one.uid.value: one for one in events(path)}
    schedules.forget(connection.settings_dict["NAME"])
    assert set(before) == set(after)
    moved = [uid for uid in before if before[uid].dtstart.value != after[uid].dtstart.value]
    assert {(before[uid].dtstart.value, after[uid].dtstart.value) for uid in moved} == {(date(2026, 12, 14), date(2026, 12, 15))}
    for uid in moved:
        assert int(after[uid].sequence.value) > int(before[uid].sequence.value)
        assert after[uid].last_modified.value > before[uid].last_modified.value and after[uid].dtend.value == date(2026, 12, 16)


def test_an_unchanged_feed_is_not_sent_again(two: tuple[str, str]) -> None:
    path = subscribed("sh-handler")
    tag = fetched(path)["ETag"]
    again = fetched(path, **{"if-none-match": tag})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-cache")
    Deadline.objects.filter(rule="TC-08").update(last_day=date(2026, 12, 4))
    assert fetched(path, **{"if-none-match": tag}).status_code == 200


def test_a_feed_costs_few_statements(two: tuple[str, str]) -> None:
    path = subscribed("sh-head", whose="office")
    fetched(path)
    with CaptureQueriesContext(connection) as asked:
        fetched(path)
    assert len(asked) <= 4, [one["sql"] for one in asked]
