"""Delivery: claim a batch of messages under a lease, send with no transaction open, note the result. Posted once, delivered at least once."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from casework.cases import channels, sending
from casework.cases.outbox import INBOX, Message
from casework.cases.sealing import open_for
from casework.cases.sending import WAITS
from casework.people.actor import SYSTEM_ACTOR

AT_WORK = 30.0  # seconds a batch may take; what is left of it is given back before its lease ends

log = logging.getLogger("casework.delivery")


@transaction.atomic
def claim(*, at: datetime) -> list[Message]:
    """Up to a batch of messages that may leave, leased to this worker; per case, recipient and channel only the first that waits."""
    open_for(SYSTEM_ACTOR)
    earlier = Message.objects.filter(
        WAITS, case=OuterRef("case"), recipient=OuterRef("recipient"), channel=OuterRef("channel"), case_seq__lt=OuterRef("case_seq")
    )
    ids = sending.claim(Message.objects.filter(~Exists(earlier)), at=at)
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
        _note([message.pk], **sending.failed(message, error, at=at))
        return False
    return True


def _give_back(messages: list[Message]) -> None:
    _note([message.pk for message in messages], claimed_until=None, attempts=F("attempts") - 1)


@transaction.atomic
def _note(ids: list[int], **columns: Any) -> None:
    """Write what became of messages, those of sealed cases included."""
    if ids:
        open_for(SYSTEM_ACTOR)
        Message.objects.filter(pk__in=ids).update(**columns)
