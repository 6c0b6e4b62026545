"""Paper numbers under load: 200 papers of two kinds given by eight threads in both orders, some of them taken back, leave no gap and no deadlock."""

from django.db import transaction

from casework import clock
from casework.cases import documents
from casework.cases.case import Case
from casework.cases.documents import Document, Draft
from casework.complaints.documents import SETTLEMENT_NOTE, STOP_NOTICE
from tests import stages
from tests.faults.test_races import assert_gapless, shared_out

PAPERS, THREADS, TAKEN_BACK = 200, 8, 40


class TakenBack(Exception):
    """Rolls one issue back."""


def test_200_papers_by_8_threads_without_gap_duplicate_or_deadlock(committed):
    case = Case.objects.select_related("office").get(number=stages.filed())

    def issue(n: int, *, taken_back: bool) -> int:
        kinds = (SETTLEMENT_NOTE, STOP_NOTICE) if n % 2 else (STOP_NOTICE, SETTLEMENT_NOTE)
        try:
            with transaction.atomic():
                made = documents.issue([Draft(kind, (), {"said": n}) for kind in kinds], case, office=case.office, on=clock.today(), entry_seq=1)
                if taken_back:
                    raise TakenBack
        except TakenBack:
            return 0
        return len(made)

    acts = [lambda n=n: issue(n, taken_back=n % 7 == 0) for n in range(1, PAPERS // 2 + TAKEN_BACK)]
    assert sum(shared_out(THREADS, acts)) >= PAPERS
    numbers = list(Document.objects.values_list("number", flat=True))
    assert len(set(numbers)) == len(numbers) == assert_gapless() >= PAPERS
    assert set(Document.objects.filter(case=case).values_list("type", flat=True)) >= {"settlement_note", "stop_notice"}
