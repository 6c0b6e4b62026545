"""What rq runs. PostgreSQL alone holds the truth: every job looks there for what is due, so a lost or doubled job changes nothing."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import Any

import django_rq
from django.db import DatabaseError, transaction
from redis import RedisError

from casework import clock, commands, consequences, sorting
from casework.cases import alike, checkpoints, delivery, digests, heartbeat, schedules, sealing, service, signed_papers, sweeping
from casework.cases import recount as recounting
from casework.cases.outbox import Message
from casework.cases.refusals import NotStored, Refusal
from casework.cases.service import ELECTRONIC, Service
from casework.families import FAMILIES
from casework.importing import runs
from casework.people.actor import SYSTEM_ACTOR

SWEEP, DELIVER, CHECKPOINT, RECOUNT = "sweep", "deliver", "checkpoint", "recount"
AT_WORK = 20.0  # seconds after which a delivery lets the sweep have its turn; the next one goes on
log = logging.getLogger("casework.jobs")


@schedules.anew()
def sweep() -> int:
    """Record the breaches and rungs that have come, by the schedule of days off that is known now, and take what the law ties to a missed last day.
    Gives how many breaches."""
    try:
        replay()
    except Exception:  # whatever is wrong with it must not keep breaches from being found
        log.exception("replay")
    at = clock.now()
    found = sweeping.sweep(_rules(), today=at.date(), at=at, follow=partial(consequences.found_by_the_sweep, at=at))
    heartbeat.beat(SWEEP, at=at)
    return found


def replay() -> int:
    """Compute again what a new schedule version moves. Gives how many deadlines moved; what cannot be computed is logged."""
    moved = 0
    for batch in commands.replay():
        moved += batch.moved
        for one in batch.left:
            log.error("replay: %s", one)
    return moved


@schedules.anew()
def deliver() -> int:
    """Send what waits, batch by batch; a paper that reaches an inbox with consent is served on that day. Gives how many left."""
    sent, begun = 0, time.monotonic()
    deem_served()
    while True:
        at = clock.now()
        claimed, left = delivery.deliver(at=at, arrived=_arrive)
        sent += left
        if not claimed or time.monotonic() - begun > AT_WORK:
            break
    digests.gather(at=at)
    while digests.deliver(_rules(), at=at) and time.monotonic() - begun <= AT_WORK:
        at = clock.now()
    heartbeat.beat(DELIVER, at=at)
    return sent


def sign() -> int:
    """Sign the papers that wait for it. Gives how many; what goes wrong is logged and keeps nothing else from being done."""
    try:
        return signed_papers.sign_waiting(at=clock.now(), seconds=AT_WORK)
    except NotStored as error:
        log.error("sign: %s", error.strerror)
        return 0


def _rules() -> digests.Rules:
    return {kind: family.limits() for kind, family in FAMILIES.items()}


def _arrive(message: Message) -> None:
    """Electronic arrival is service where consent is on record (民诉 90, by analogy); otherwise the paper stays on the not-yet-served list."""
    if message.party is None or not message.party.reached_electronically or message.document is None:
        return
    if not _waits_for_service(message):
        return
    given = {
        "document": message.document.number, "addressee": message.party.name, "manner": ELECTRONIC, "served_on": clock.today(),
        "proof": f"站内信 {message.pk} 到达受送达人的收件箱",
    }  # fmt: skip
    try:
        commands.take_step(message.case.number, "arrive", by=SYSTEM_ACTOR, given=given)
    except Refusal:
        return


def deem_served() -> int:
    """Record that papers published more than thirty days ago count as served (民诉 95), each on its own day. Gives how many."""
    served = 0
    for number, document, addressee, day in _fallen_due():
        given = {"document": document, "addressee": addressee, "served_on": day}
        try:
            commands.take_step(number, "deem_served", by=SYSTEM_ACTOR, given=given)
        except Refusal as error:
            log.error("%s: %s was not deemed served on %s: %s", number, document, addressee, error)
            continue
        except DatabaseError:
            raise
        except Exception:  # one paper's trouble keeps no message from leaving
            log.exception("%s: %s was not deemed served on %s", number, document, addressee)
            continue
        served += 1
    return served


@transaction.atomic
def _fallen_due() -> list[tuple[str, str, str, date]]:
    sealing.open_for(SYSTEM_ACTOR)
    rows = service.to_be_deemed(clock.today()).order_by("deemed_on", "pk")
    return [(one.case.number, one.document.number, one.party.name, one.deemed_on) for one in rows.select_related("case", "document", "party") if one.deemed_on]


@transaction.atomic
def _waits_for_service(message: Message) -> bool:
    sealing.open_for(SYSTEM_ACTOR)
    return Service.objects.filter(document=message.document, party=message.party, served_on=None).exists()


def checkpoint() -> int | None:
    """Chain a checkpoint over the ledger's new entries. Gives its number, None where there is nothing new."""
    at = clock.now()
    made = checkpoints.checkpoint(at)
    heartbeat.beat(CHECKPOINT, at=at)
    return made.seq if made else None


def recount() -> int:
    """Compare every open case's turn and due day with its state and deadlines; each difference is logged. Gives how many."""
    at = clock.now()
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        found = list(recounting.differences(FAMILIES.values()))
    for one in found:
        log.error("recount: %s says %s, computed %s", one.number, one.stored, one.computed)
    heartbeat.beat(RECOUNT, at=at)
    return len(found)


def read_letters() -> int:
    """Count in how many cases each word stands, for finding similar ones, and learn from the petitions decided. Gives how many cases."""
    sorting.learn()
    return alike.count_words()


def last_sweep() -> datetime | None:
    """When the sweep last ran."""
    return heartbeat.last(SWEEP)


@schedules.anew()
def imports() -> int:
    """Go on with the tables that people brought, the oldest first, until others must have their turn. Gives how many stretches."""
    begun, stretches = time.monotonic(), 0
    while (left := AT_WORK - (time.monotonic() - begun)) > 0 and runs.work(min(left, runs.SLICE)):
        stretches += 1
    return stretches


def ring(job: Callable[[], Any]) -> None:
    """Have the worker do a job at once; without Redis it finds what is to do at its next round."""
    with suppress(RedisError):
        django_rq.get_queue("default").enqueue(job, ttl=60, result_ttl=0)
