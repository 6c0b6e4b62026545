"""A complaint led through its statute: literal days, every step by the person whose step it is, through the commands."""

import io
import re
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction
from pypdf import PdfReader

from casework import commands
from casework.cases import documents
from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.grounds import GroundAnswer
from casework.cases.ledger import Entry
from casework.cases.parties import Party
from casework.cases.refusals import Refused
from casework.cases.service import Service
from casework.clock import SHANGHAI
from casework.complaints.workflow import Complaint
from casework.people.actor import Actor
from tests.builders import OUTSIDER, People, filing

DECLARED = {"own_matter": True, "settled_before": False, "other_body": "none"}
# Nothing said about days: the clerk answers the grounds that turn on them.
UNDATED = {
    "event_on": None, "operator_complained": None, "operator_complained_on": None, "operator_answered_on": None, "operator_answer": None,
    "operator_satisfied": None,
}  # fmt: skip
CHECKED = {
    ground: {"met": True, "why": "已核对案卷"} for ground in ("T9", "T10-1", "T10-4", "T11-1", "T11-2", "T11-3", "T11-4")
}  # fmt: skip
REPLY = {"facts": "经查，账单有误", "result": "已退费一百二十元", "complainant_view": "认可"}
ANSWER = {"facts_found": "多收一百二十元属实", "result": "企业已退费并致歉", "outcome": "recognised"}
HEADS = {"31": "sh-head", "41": "ha-head", "00": "ministry-head"}


def set_clock(patch: pytest.MonkeyPatch, moment: str) -> None:
    """Make this the present moment in Shanghai."""
    aim = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    patch.setenv("CASEWORK_CLOCK_OFFSET", str((aim - datetime.now(SHANGHAI)).total_seconds()))


def day(text: str) -> date:
    """A literal day."""
    return date.fromisoformat(text)


class Course:
    """One case and what a test asks of it."""

    def __init__(self, people: People, number: str) -> None:
        self.people, self.number = people, number

    @classmethod
    def filed(cls, people: People, on: str | None, *, by: Actor = OUTSIDER, **changed: Any) -> "Course":
        """Filed on that day (None: today), with everything declared that can be declared and no day of an event unless given."""
        return cls(people, commands.file_case("complaint", by=by, given=filing(**(UNDATED | DECLARED | changed)), on=day(on) if on else None).case.number)

    @property
    def case(self) -> Complaint:
        """The file as it stands."""
        return Complaint.objects.select_related("office", "respondent", "handler", "first_handler").get(number=self.number)

    @property
    def state(self) -> str:
        """The state as it stands."""
        return str(self.case.state)

    def actor(self, who: str) -> Actor:
        """A person of the office or an operator by user name; applicant and agent as their query code lets them in."""
        if who not in ("applicant", "agent"):
            return self.people[who]
        party = Party.objects.get(case__number=self.number, role=who, until=None)
        return Actor(kind="guest", id=party.pk, name=party.name, case_id=party.case_id, party_id=party.pk)

    def propose(self, on: str | None, who: str, step: str, answers: Any = None, **given: Any) -> commands.Outcome:
        """Take a step, or propose it where it needs approval."""
        return commands.take_step(self.number, step, by=self.actor(who), given=given, answers=answers, on=day(on) if on else None)

    def take(self, on: str | None, who: str, step: str, answers: Any = None, **given: Any) -> commands.Outcome:
        """Take a step; where it needs approval the head of the office approves it on the same day."""
        outcome = self.propose(on, who, step, answers, **given)
        if outcome.proposal and not outcome.taking:
            head = self.people[HEADS[self.case.office.province]]
            return commands.approve(self.number, outcome.proposal.pk, by=head, on=day(on) if on else None)
        return outcome

    def refused(self, on: str | None, who: str, step: str, answers: Any = None, **given: Any) -> dict[str, str]:
        """The sentences with which the step is refused, by ground; the case is as before."""
        version = self.case.version
        with pytest.raises(Refused) as caught, transaction.atomic():
            self.take(on, who, step, answers, **given)
        assert self.case.version == version
        return {one.ground: one.zh for one in caught.value.reasons}

    def accepted(self, on: str, handler: str = "sh-handler", desk: str = "sh-intake") -> "Course":
        """Accepted, what the data leave open answered by the clerk."""
        self.take(on, desk, "accept", CHECKED, **({"handler": handler} if handler else {}))
        return self

    def served(self, on: str, paper: str, who: str = "sh-handler", addressee: str = "") -> commands.Outcome:
        """The newest paper of this kind served by hand on that day."""
        document = self.papers(paper)[-1]
        given = {"document": document.number, "manner": "direct", "received_by": "本人", "relation": "self", "served_on": on, "proof": "签收单"}
        given |= {"addressee": addressee} if addressee else {}
        return self.take(on, who, "serve", **given)

    def clocks(self, rule: str) -> list[Deadline]:
        """Every clock of this rule, in the order of starting."""
        return list(Deadline.objects.filter(case__number=self.number, rule=rule).order_by("pk"))

    def clock(self, rule: str) -> Deadline:
        """The clock of this rule that is not void."""
        return Deadline.objects.exclude(status="void").get(case__number=self.number, rule=rule)

    def days(self, rule: str) -> tuple[str, str]:
        """(nominal, last) day of the clock of this rule, as text."""
        clock = self.clock(rule)
        return str(clock.nominal_on), str(clock.last_day)

    def papers(self, kind: str) -> list[Document]:
        """The papers of this kind, oldest first."""
        return list(Document.objects.filter(case__number=self.number, type=kind).order_by("pk"))

    def content(self, kind: str) -> dict[str, Any]:
        """The frozen content of the newest paper of this kind."""
        return documents.content(self.papers(kind)[-1])

    def text(self, kind: str) -> str:
        """What the newest paper of this kind says, read back from its PDF without white space."""
        pages = PdfReader(io.BytesIO(documents.pdf(self.papers(kind)[-1]))).pages
        return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))

    def addressees(self, kind: str) -> list[str]:
        """Who gets the papers of this kind."""
        return [one.party.name for one in Service.objects.filter(document__in=self.papers(kind)).select_related("party").order_by("pk")]

    def entries(self, step: str) -> list[Entry]:
        """The ledger's entries of this step."""
        return list(Entry.objects.filter(case__number=self.number, step=step).order_by("seq"))

    def answers(self, ground: str) -> list[tuple[bool, str, str]]:
        """(met, why, who) of the answers recorded for a ground."""
        return list(GroundAnswer.objects.filter(case__number=self.number, ground=ground).values_list("met", "why", "by_name"))
