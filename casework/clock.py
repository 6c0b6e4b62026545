"""The only reader of the wall clock. Legal time is dates in Asia/Shanghai."""

import os
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment in Asia/Shanghai, moved by CASEWORK_CLOCK_OFFSET seconds (tests and DEBUG only; settings refuse it elsewhere)."""
    return datetime.now(SHANGHAI) + timedelta(seconds=float(os.environ.get("CASEWORK_CLOCK_OFFSET") or 0))


def today() -> date:
    """The legal day: the civil date in Asia/Shanghai."""
    return now().date()


def civil_day(moment: datetime) -> date:
    """The civil day of a moment; a naive one is already Asia/Shanghai (interfaces: due)."""
    return (moment if moment.tzinfo is None else moment.astimezone(SHANGHAI)).date()
