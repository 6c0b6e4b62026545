"""Tickets of the reception desk under load: eight threads draw 200 of one day, some taken back, in two offices: no gap, no duplicate."""

from django.db import transaction

from casework import clock
from casework.people.models import Organisation
from casework.petitions import visits
from casework.petitions.visits import TicketSeries, Visit
from tests.faults.test_races import shared_out

DRAWN, THREADS = 240, 8


class TakenBack(Exception):
    """Rolls one ticket back."""


def test_tickets_by_8_threads_without_gap_or_duplicate(committed):
    offices = [Organisation.objects.get(code=code).pk for code in ("CA-31", "CA-41")]
    today = clock.today()

    def draw(n: int) -> int:
        try:
            with transaction.atomic():
                office = offices[n % 2]
                Visit.objects.create(office_id=office, day=today, state=visits.WAITING, ticket=visits.next_ticket(office, today), name="来访人", matter="事由")
                if n % 6 == 0:
                    raise TakenBack
        except TakenBack:
            return 0
        return 1

    drawn = sum(shared_out(THREADS, [lambda n=n: draw(n) for n in range(DRAWN)]))
    assert drawn == 200
    for office in offices:
        given = sorted(Visit.objects.filter(office_id=office, day=today).values_list("ticket", flat=True))
        assert given == list(range(1, len(given) + 1))
        assert TicketSeries.objects.get(office_id=office, day=today).last == len(given)
    assert Visit.objects.count() == 200
