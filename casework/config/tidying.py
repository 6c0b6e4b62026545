"""A daily job: what has expired is deleted, also where nobody comes by any more. Drafts and sessions hold what people typed."""

import logging
from datetime import timedelta

from django.contrib.sessions.models import Session

from casework import clock
from casework.cases import heartbeat
from frontend.citizen import draft

TIDY = "tidy"
EVERY = timedelta(hours=24)
log = logging.getLogger("casework.jobs")


def tidy() -> int:
    """Delete expired sessions and the files of drafts nobody has touched for thirty days. Gives how many went."""
    at = clock.now()
    gone, _ = Session.objects.filter(expire_date__lt=at).delete()
    gone += draft.forget_old()
    heartbeat.beat(TIDY, at=at)
    return gone


def is_due() -> bool:
    """True where a day and an hour have passed since it last ran: then the worker does it by itself."""
    last = heartbeat.last(TIDY)
    return last is None or clock.now() - last > EVERY + timedelta(hours=1)
