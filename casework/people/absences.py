"""Who is away, and who stands in. Rows are added and closed, never rewritten."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from casework.people.models import Absence


def deputies(day: date) -> dict[int, int]:
    """Who is away on that day (user id -> deputy's id). One query."""
    here = Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
    return dict(Absence.objects.filter(here).values_list("user_id", "deputy_id"))


def stands_in(user_id: int, away: Mapping[int, int]) -> list[int]:
    """The deputy of whoever is away, and the deputy's deputy, until somebody is there."""
    found: list[int] = []
    while (deputy := away.get(user_id)) is not None and deputy not in found:
        found.append(deputy)
        user_id = deputy
    return found
