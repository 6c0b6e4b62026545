"""The nightly check: whose turn it is and by when, computed again for every open case and compared with what the case and its turns say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.cases import clocks, turns
from casework.cases.case import Case
from casework.cases.clocks import Deadline

BATCH = 1000


@dataclass(frozen=True)
class Difference:
    """A case whose stored turn or due day is not what its state and deadlines give; both alike where it is what its organisations owe that is not."""

    number: str
    stored: tuple[str, date | None, str]
    computed: tuple[str, date | None, str]


def differences(families: Iterable[type[Case]]) -> Iterator[Difference]:
    """Every open case of these families that says something else than its state and deadlines; read only, in batches."""
    for family in families:
        last = 0
        while True:
            cases = list(family.objects.filter(ended_on=None, pk__gt=last).order_by("pk")[:BATCH])
            if not cases:
                break
            last = cases[-1].pk
            by_case: dict[int, list[Deadline]] = defaultdict(list)
            for deadline in Deadline.objects.filter(case_id__in=[case.pk for case in cases]):
                by_case[deadline.case_id].append(deadline)
            wrong = set(turns.wrong(family, [case.pk for case in cases]))
            for case in cases:
                stored = (case.waits_on, case.due_on, case.due_rule)
                clocks.settle(case, by_case[case.pk])
                computed = (str(case.waits_on), case.due_on, case.due_rule)
                if stored != computed or case.pk in wrong:
                    yield Difference(case.number, stored, computed)
