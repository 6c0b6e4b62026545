"""Who is away, and who stands in. Rows are added and closed; one that had not begun before it was closed goes."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q

from casework.people.models import Absence, User


def deputies(day: date) -> dict[int, int]:
    """Who is away on that day (user id -> deputy's id). One query."""
    here = Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
    return dict(Absence.objects.filter(here).values_list("user_id", "deputy_id"))


def stands_in(user_id: int, away: Mapping[int, int]) -> list[int]:
    """The deputy of whoever is away, and the deputy's deputy, until somebody is there."""
    asked = [user_id]
    while (deputy := away.get(asked[-1])) is not None and deputy not in asked:
        asked.append(deputy)
    return asked[1:]


def close(user: User, today: date) -> bool:
    """Back today: the absence that covers today ended yesterday, one that began today never was. Gives whether there was one."""
    row = Absence.objects.filter(Q(until=None) | Q(until__gte=today), user=user, since__lte=today).first()
    if row is None:
        return False
    if row.since == today:
        row.delete()
    else:
        row.until = today - timedelta(days=1)
        row.save(update_fields=["until"])
    return True
