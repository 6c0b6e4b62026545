"""Delivery: claim a batch of messages under a lease, send with no transaction open, note the result. Posted once, delivered at least once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from casework.cases import channels
from casework.cases.outbox import INBOX, Message
from casework.cases.sealing import open_for
from casework.people.actor import SYSTEM_ACTOR

BATCH = 100
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8


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
    Message.objects.filter(pk__in=ids).update(claimed_until=at + LEASE, attempts=F("attempts") + 1)
    return list(Message.objects.filter(pk__in=ids).select_related("party", "document", "case").order_by("pk"))


def deliver(*, at: datetime, arrived: Callable[[Message], None]) -> int:
    """Send one claimed batch. `arrived` is told of each paper that reached an inbox, before the message counts as sent. Gives how many left."""
    sent = []
    for message in claim(at=at):
        try:
            channels.send(message)
        except OSError as error:
            _failed(message, error, at=at)
        else:
            if message.channel == INBOX and message.document_id and message.party_id:
                arrived(message)
            sent.append(message.pk)
    Message.objects.filter(pk__in=sent).update(sent_at=at, claimed_until=None)
    return len(sent)


def _failed(message: Message, error: OSError, *, at: datetime) -> None:
    """Try again later, twice as late each time; after the last attempt the message is dead and shown."""
    dead = at if message.attempts >= MOST_ATTEMPTS else None
    later = at + timedelta(seconds=30 * 2**message.attempts)
    Message.objects.filter(pk=message.pk).update(claimed_until=None, not_before=later, dead_at=dead, last_error=str(error)[:300])


def waiting(*, at: datetime) -> bool:
    """True where a message could leave now."""
    return Message.objects.filter(Q(claimed_until=None) | Q(claimed_until__lt=at), sent_at=None, dead_at=None, not_before__lte=at).exists()
