"""公告送达: thirty days after the notice a paper counts as served (民事诉讼法 95)."""

from datetime import date, timedelta

from casework.cases.limits import calendar_days

PERIOD = calendar_days(30)


def deemed_served_on(published_on: date) -> date:
    """The day of service: 「自发出公告之日起，经过三十日，即视为送达」. The day of the notice does not count, thirty whole days pass, the next (day 31)
    is the day of service; it is a condition (经过), so rest days never move it."""
    return published_on + timedelta(days=PERIOD.number + 1)
