"""/healthz and /metrics: what they say in each state, who may read them, and that they name nobody."""

import ipaddress
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import clock
from casework.cases import heartbeat, sealing
from casework.cases.alarms import Digest
from casework.cases.case import Case
from casework.cases.outbox import Message
from casework.people.actor import SYSTEM_ACTOR
from casework.people.models import User
from tests import stages

PERSONAL = ("王小明", "13800138000", "人民大道", "华东通信", "T-2026")


def beat(**seconds_ago: float) -> None:
    """The jobs ran so many seconds ago."""
    for job, seconds in seconds_ago.items():
        heartbeat.beat(job, at=clock.now() - timedelta(seconds=seconds))


def health() -> tuple[int, str, list[str]]:
    answer = Client().get("/healthz")
    assert [word for word in PERSONAL if word in answer.content.decode()] == []
    return answer.status_code, answer.json()["status"], [one["code"] for one in answer.json()["reasons"]]


def test_all_is_well(people):
    """A message that is due and waits a minute is no trouble."""
    stages.filed()
    beat(sweep=10, deliver=10)
    Message.objects.update(not_before=clock.now() - timedelta(seconds=60))
    assert health() == (200, "ok", [])
    assert 59 <= Client().get("/healthz").json()["outbox_age"] <= 65


@pytest.mark.parametrize(
    ("sweep", "deliver", "waiting", "answer"),
    [
        (299, 10, 0, (200, "ok", [])),
        (301, 10, 0, (503, "red", ["no_sweep"])),
        (10, 125, 0, (200, "degraded", ["worker_away"])),
        (10, 10, 11, (200, "degraded", ["outbox_late"])),
        (10, 10, 61, (503, "red", ["outbox_stuck"])),
        (600, 600, 61, (503, "red", ["no_sweep", "outbox_stuck", "worker_away"])),
    ],
)
def test_what_is_wrong_is_named(people, sweep, deliver, waiting, answer):
    """Seconds since the sweep and the delivery, minutes a message has been due."""
    stages.filed()
    beat(sweep=sweep, deliver=deliver)
    Message.objects.update(not_before=clock.now() - timedelta(minutes=waiting, seconds=1))
    assert health() == answer


def test_a_message_behind_one_that_waits_for_its_next_try_is_not_late(people):
    """The first of a recipient is tried again in an hour; the second, due yesterday, must wait for it."""
    stages.accepted(people, applicant_email="wang@example.com")
    beat(sweep=10, deliver=10)
    Message.objects.exclude(channel="email").update(sent_at=clock.now())
    first, second = Message.objects.filter(channel="email").order_by("case_seq")
    Message.objects.filter(pk=first.pk).update(not_before=clock.now() + timedelta(hours=1))
    Message.objects.filter(pk=second.pk).update(not_before=clock.now() - timedelta(days=1))
    assert health() == (200, "ok", [])


def make_digest(who: str = "sh-handler", **changed: object) -> Digest:
    """A digest of this morning, due a minute ago, of no alarm."""
    return Digest.objects.create(
        **{"user": User.objects.get(username=who), "morning": clock.today(), "alarms": [], "not_before": clock.now() - timedelta(minutes=1)} | changed
    )


def test_a_digest_that_does_not_leave_is_late_like_a_message(people):
    beat(sweep=10, deliver=10)
    make_digest(not_before=clock.now() - timedelta(minutes=11))
    assert health() == (200, "degraded", ["outbox_late"])
    Digest.objects.update(not_before=clock.now() + timedelta(minutes=1))
    assert health() == (200, "ok", [])


@pytest.mark.parametrize("what", ["message", "digest"])
def test_what_failed_its_last_try_is_shown_for_a_day(people, what):
    """Nobody tries it again, so it is no longer late; somebody must look. A sealed case's message counts like others."""
    number = stages.filed()
    beat(sweep=10, deliver=10)
    given_up = clock.now() - timedelta(hours=23)
    if what == "message":
        Message.objects.filter(pk=Message.objects.order_by("pk")[0].pk).update(dead_at=given_up)
        stages.seal(number)
    else:
        make_digest(dead_at=given_up, not_before=clock.now() - timedelta(days=2))
    assert health() == (200, "degraded", ["undeliverable"])
    assert Client().get("/healthz").json()["dead"] == {"messages": int(what == "message"), "digests": int(what == "digest")}
    found = lines()
    assert {one: found[f'casework_undeliverable{{what="{one}"}}'] for one in ("message", "digest")} == {"message": 0, "digest": 0, what: 1}
    sealing.open_for(SYSTEM_ACTOR)
    for rows in (Message.objects.exclude(dead_at=None), Digest.objects.exclude(dead_at=None)):
        rows.update(dead_at=clock.now() - timedelta(hours=25))
    assert health() == (200, "ok", [])


def test_a_valkey_that_is_away_only_degrades(people, settings):
    """It is a doorbell."""
    beat(sweep=10, deliver=10)
    settings.REDIS_URL = "redis://127.0.0.1:1"
    assert health() == (200, "degraded", ["valkey_away"])


def lines(**meta: str) -> dict[str, float]:
    """The metrics: name with labels -> value."""
    answer = Client(**meta).get("/metrics")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert [word for word in PERSONAL if word in text] == []
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))}


def test_metrics_count_open_cases_overdue_duties_and_ages(people):
    """Three open complaints, one of them sealed and counted; one statutory duty of the office missed; a house target is none."""
    numbers = [stages.filed() for _ in range(3)]
    sealing.open_for(SYSTEM_ACTOR)
    Case.objects.filter(number=numbers[2]).update(sealed=True)
    connection.cursor().execute("SELECT set_config('casework.reader', '', true)")
    assert Case.objects.count() == 2
    Case.objects.get(number=numbers[0]).deadlines.filter(house=False).update(status="breached", fell_due_on="2026-11-01")
    Case.objects.get(number=numbers[1]).deadlines.update(status="breached", fell_due_on="2026-11-01", house=True)
    statutory = Case.objects.get(number=numbers[0]).deadlines.filter(status="breached", bound="office").count()
    beat(sweep=42, deliver=7)
    Message.objects.update(not_before=clock.now() - timedelta(seconds=90))
    found = lines()
    assert found["casework_up"] == 1
    assert found['casework_open_cases{family="complaint"}'] == 3
    assert statutory >= 1
    assert found['casework_overdue_duties{bound="office",family="complaint"}'] == statutory
    assert found['casework_overdue_cases{bound="office",family="complaint"}'] == 1
    assert 42 <= found['casework_job_age_seconds{job="sweep"}'] < 50
    assert 90 <= found["casework_outbox_age_seconds"] < 100
    assert found["casework_outbox_waiting"] == Message.objects.filter(sent_at=None).count()
    assert found["casework_digests_waiting"] == 0


def test_requests_are_counted_by_pattern_never_by_address(people):
    """A case's address and a query string are not in it."""
    Client().get("/cases/T-2026-31-0000001/?q=13800138000")
    found = lines()
    assert any('route="/cases/<str:number>/"' in name and 'status="404"' in name for name in found)


def test_metrics_are_read_from_the_database_once_in_ten_seconds(people):
    """However often they are asked for."""
    lines()
    with CaptureQueriesContext(connection) as asked:
        lines()
    assert len(asked) == 0


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "203.0.113.9"}, 403),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 403),
        ({"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 403),  # through a proxy on this machine that nobody told us of
        ({"HTTP_FORWARDED": "for=203.0.113.9"}, 403),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer right-horse"}, 200),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer wrong-horse"}, 403),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer "}, 403),
        ({"REMOTE_ADDR": "192.0.2.77"}, 403),
    ],
)  # fmt: skip
def test_who_may_read_metrics(db, settings, meta, status):
    """This machine, or whoever has the token."""
    settings.METRICS_TOKEN = "right-horse"
    assert Client(**meta).get("/metrics").status_code == status


def test_an_allowed_network_may_read_metrics_and_an_empty_token_opens_nothing(db, settings):
    """CASEWORK_METRICS_FROM, CASEWORK_METRICS_TOKEN."""
    settings.METRICS_FROM, settings.METRICS_TOKEN = [ipaddress.ip_network("192.0.2.0/24")], ""
    assert Client(REMOTE_ADDR="192.0.2.77").get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 403
    assert Client(REMOTE_ADDR="127.0.0.1", HTTP_AUTHORIZATION="Bearer").get("/metrics").status_code == 403
