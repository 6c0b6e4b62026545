"""Delivery: claim a batch of messages under a lease, send with no transaction open, note the result. Posted once, delivered at least once."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from casework.cases import channels
from casework.cases.outbox import INBOX, Message
from casework.cases.sealing import open_for
from casework.people.actor import SYSTEM_ACTOR

BATCH = 100
LEASE = timedelta(seconds=60)
AT_WORK = 30.0  # seconds a batch may take; what is left of it is given back before its lease ends
MOST_ATTEMPTS = 8

log = logging.getLogger("casework.delivery")


@transaction.atomic
def claim(*, at: datetime) -> list[Message]:
    """Up to a batch of messages that may leave, leased to this worker; per case, recipient and channel only the first that waits."""
    open_for(SYSTEM_ACTOR)
    waits = Q(sent_at=None, dead_at=None)
    earlier = Message.objects.filter(
        waits, case=OuterRef("case"), recipient=OuterRef("recipient"), channel=OuterRef("channel"), case_seq__lt=OuterRef("case_seq")
    )
    free = Q(claimed_until=None) | Q(claimed_until__lt=at)
    ids = list(
        Message.objects.select_for_update(skip_locked=True, of=("self",)).filter(waits, free, ~Exists(earlier), not_before__lte=at)
        .order_by("not_before", "id").values_list("pk", flat=True)[:BATCH]
    )  # fmt: skip
    if not ids:
        return []
    Message.objects.filter(pk__in=ids).update(claimed_until=at + LEASE, attempts=F("attempts") + 1)
    return list(Message.objects.filter(pk__in=ids).select_related("party", "document", "case").order_by("pk"))


def deliver(*, at: datetime, arrived: Callable[[Message], None]) -> tuple[int, int]:
    """Send one claimed batch. `arrived` is told of each paper that reached an inbox, before the message counts as sent. Gives how many were
    claimed and how many left; nothing claimed means that nothing can leave now."""
    claimed, sent = claim(at=at), []
    begun = time.monotonic()
    try:
        for number, message in enumerate(claimed):
            if number and time.monotonic() - begun > AT_WORK:
                _give_back(claimed[number:])
                break
            if _leaves(message, arrived, at=at):
                sent.append(message.pk)
    finally:
        _note(sent, sent_at=at, claimed_until=None)
    return len(claimed), len(sent)


def _leaves(message: Message, arrived: Callable[[Message], None], *, at: datetime) -> bool:
    """Send one message; whatever goes wrong with it is its own affair and stops no other."""
    try:
        channels.send(message)
        if message.channel == INBOX and message.document_id and message.party_id:
            arrived(message)
    except Exception as error:
        if not isinstance(error, OSError):
            log.exception("message %s", message.pk)
        _failed(message, error, at=at)
        return False
    return True


def _failed(message: Message, error: Exception, *, at: datetime) -> None:
    """Try again later, twice as late each time; after the last attempt the message is dead and shown."""
    dead = at if message.attempts >= MOST_ATTEMPTS else None
    later = at + timedelta(seconds=30 * 2**message.attempts)
    _note([message.pk], claimed_until=None, not_before=later, dead_at=dead, last_error=f"{error}"[:300] or type(error).__name__)


def _give_back(messages: list[Message]) -> None:
    _note([message.pk for message in messages], claimed_until=None, attempts=F("attempts") - 1)


@transaction.atomic
def _note(ids: list[int], **columns: Any) -> None:
    """Write what became of messages, those of sealed cases included."""
    if ids:
        open_for(SYSTEM_ACTOR)
        Message.objects.filter(pk__in=ids).update(**columns)
