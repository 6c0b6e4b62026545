"""How deadlines are shown: the sentences of their working, and the line of which drawing and table are made."""

from django.db.models import prefetch_related_objects

from casework import clock
from casework.cases import clocks, timeline
from casework.cases.clocks import Deadline
from casework.cases.timeline import Line
from casework.families import FAMILIES


def working(deadline: Deadline, lang: str) -> list[str]:
    """The sentences that say why a deadline ends on its day."""
    return clocks.working(deadline, FAMILIES[deadline.case.kind].limits()[deadline.rule_key], lang)


def workings(found: list[Deadline], lang: str) -> dict[int, list[str]]:
    """`working` of several deadlines, by their id. One query for all, none where no clock of theirs can stand still."""
    prefetch_related_objects([one for one in found if FAMILIES[one.case.kind].limits()[one.rule_key].suspendable], "suspensions")
    return {one.pk: working(one, lang) for one in found}


def timelines(found: list[Deadline]) -> dict[int, Line]:
    """Several deadlines as they are drawn, by their id. One query for all, none where no clock of theirs can stand still."""
    prefetch_related_objects([one for one in found if FAMILIES[one.case.kind].limits()[one.rule_key].suspendable], "suspensions")
    return {one.pk: timeline.of(one, FAMILIES[one.case.kind].limits()[one.rule_key], today=clock.today()) for one in found}
