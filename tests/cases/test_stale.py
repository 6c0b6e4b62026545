"""A form that was opened before something happened is refused, unless all that happened is that a paper arrived by itself."""

import pytest

from casework import commands, jobs
from casework.cases.case import Case
from casework.cases.ledger import Entry
from casework.cases.refusals import Refused
from tests import stages
from tests.builders import People

pytestmark = pytest.mark.django_db


def test_an_electronic_arrival_makes_no_open_form_stale(people: People, working_hours: None) -> None:
    number = stages.forwarded(people, electronic_service=True, applicant_email="wang@example.org")
    seen = Case.objects.get(number=number).version
    jobs.deliver()
    since = list(Entry.objects.filter(case__number=number).order_by("seq").values_list("step", flat=True))[seen:]
    assert since and set(since) == {"arrive"}
    commands.take_step(number, "hand_over", by=people["sh-handler"], given={"to": "sh-handler2", "why": "休假"}, version=seen)


def test_any_other_act_does(people: People) -> None:
    number = stages.forwarded(people)
    seen = Case.objects.get(number=number).version
    stages.act(people, "sh-handler", number, "add_material", note="又来一张账单")
    with pytest.raises(Refused, match="案件在您打开之后已有变动"):
        commands.take_step(number, "hand_over", by=people["sh-handler"], given={"to": "sh-handler2", "why": "休假"}, version=seen)
