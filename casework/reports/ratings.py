"""What petitioners say of the handling, for the figures of who answered for it. One place reads the ratings, whoever records them."""

from datetime import date

from django.db.models import Count, Q

from casework.families import FAMILIES

RATED, UNSATISFIED = "handling_rated", "unsatisfied"
Given = dict[tuple[int, int | None], tuple[int, int]]


def handling(offices: tuple[int, ...] | None, person: int | None, since: date, until: date) -> Given | None:
    """(satisfied, rated) by (office, handler) of cases received in these days; None where no family records ratings. One query for each that does."""
    rated = [one for one in FAMILIES.values() if any(field.name == RATED for field in one._meta.get_fields())]
    found: Given = {}
    for family in rated:
        rows = family._default_manager.filter(filed_on__range=(since, until), sealed=False).exclude(**{RATED: ""})
        rows = rows if offices is None else rows.filter(office_id__in=offices)
        rows = rows if person is None else rows.filter(handler_id=person)
        counted = rows.order_by().values_list("office_id", "handler_id").annotate(well=Count("pk", filter=~Q(**{RATED: UNSATISFIED})), all=Count("pk"))
        for office, handler, well, every in counted:
            before = found.get((office, handler), (0, 0))
            found[office, handler] = (before[0] + well, before[1] + every)
    return found if rated else None
