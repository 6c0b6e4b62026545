"""How a sample case comes about: every step through the commands, by its own actor, on a day told as 'so many days ago'.

Steps of more than two days ago are silent, as an import is: nobody's inbox is flooded with what was told long ago. Papers of those days
that would have reached an inbox are recorded as arrived, as the delivery would have done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from casework import commands
from casework.calendar.counting import roll_forward
from casework.cases import rectification, schedules
from casework.cases.case import Case, people_number
from casework.cases.outbox import Message
from casework.cases.proposals import Proposal
from casework.cases.service import ELECTRONIC, POST, Service
from casework.clock import SHANGHAI
from casework.commands import Outcome
from casework.config.samples.people import PLACES, liaison
from casework.people.actor import GUEST, SYSTEM_ACTOR, Actor
from casework.people.models import User, actor_for_user

COMPLAINT, PETITION = "complaint", "petition"
FRESH = timedelta(days=2)  # what is younger is told to its recipients
CITIZENS = ("applicant", "agent")
OUTSIDER = Actor(kind=GUEST, id=None, name="申诉人")


@dataclass(frozen=True)
class Code:
    """A case number with the query code of its complainant or agent."""

    number: str
    code: str
    role: str
    title: str
    said: str  # the number as the pages print it


@dataclass(frozen=True)
class Tale:
    """A story and how many days ago its case was filed: told in the order of those days, so that numbers follow days."""

    ago: int
    tell: Callable[["Desk"], None]


def filed(ago: int) -> Callable[[Callable[["Desk"], None]], Tale]:
    """Declare a story whose case was filed so many days ago."""
    return lambda tell: Tale(ago, tell)


class Desk:
    """Makes the sample cases; keeps the actors and the query codes, which are shown only once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.begins = 0  # days ago of the present story's filing
        self.codes: list[Code] = []
        self._actors: dict[str, Actor] = {}
        self._people = 0

    def actor(self, username: str) -> Actor:
        """The actor behind a sample account."""
        if username not in self._actors:
            self._actors[username] = actor_for_user(User.objects.get(username=username))
        return self._actors[username]

    def day(self, ago: int) -> str:
        """The day so many days ago, as forms take it."""
        return (self.today - timedelta(days=ago)).isoformat()

    def worked(self, ago: int) -> str:
        """The first day worked from so many days ago on: when people meet."""
        return roll_forward(schedules.current().schedule, self.today - timedelta(days=ago)).isoformat()

    def person(self, name: str, province: str) -> dict[str, Any]:
        """Contact data of an invented person; every one has another telephone number."""
        self._people += 1
        _, _, street, postcode = PLACES[province]
        return {
            "applicant_name": name, "applicant_phone": f"1380013{self._people:04d}", "applicant_address": f"{street}{self._people}号",
            "applicant_postcode": postcode,
        }  # fmt: skip

    def complaint(
        self, name: str, respondent: str, category: str, title: str, claim: str, facts: str, *, event: int, asked: int, answered: int | None = None,
        answer: str = "", channel: str = "web", files: list[UploadedFile] | None = None, ago: int | None = None, **more: Any,
    ) -> "Story":  # fmt: skip
        """A complaint with all that arts 10 and 12 want. `event`, `asked`, `answered`: days ago of the event, of the complaint to the operator
        and of its answer; `ago` where it is not the story's first case. `more` changes or (None) drops fields of the form."""
        province = respondent[-2:] if respondent[-2:] in PLACES else "00"
        given = self.person(name, province) | {
            "respondent": respondent, "channel": channel, "category": category, "title": title, "claim": claim, "facts": facts,
            "event_on": self.day(event), "operator_complained": True, "operator_complained_on": self.day(asked), "own_matter": True, "settled_before": False,
            "other_body": "none", "electronic_service": channel == "web",
        }  # fmt: skip
        if answered is not None:
            given |= {"operator_answered_on": self.day(answered), "operator_answer": answer, "operator_satisfied": False}
        return self.file(province, given | more, files=files, ago=ago, by_clerk=channel not in ("web", "fax"))

    def enquiry(self, name: str, province: str, question: str, **more: Any) -> "Story":
        """A question about telecom policy."""
        given = self.person(name, province) | {"office": f"CA-{province}", "channel": "phone", "question": question} | more
        return self.file(province, given, step="enquire", by_clerk=True)

    def report(self, province: str, respondent: str, claim: str, facts: str, *, reporter: str = "", **more: Any) -> "Story":
        """A report of a violation, anonymous unless a reporter is named."""
        named = {"applicant_name": reporter, "applicant_phone": self.person(reporter, province)["applicant_phone"], "electronic_service": True}
        given = {"respondent": respondent, "violation_province": province, "claim": claim, "facts": facts} | (named if reporter else {}) | more
        return self.file(province, given, step="file_report")

    def petition(self, name: str, province: str, category: str, title: str, claim: str, facts: str, *, channel: str = "network", **more: Any) -> "Story":
        """A petition with all that art 19 wants; what does not come over the network is registered by the intake desk."""
        given = self.person(name, province) | {
            "office": f"CA-{province}", "channel": channel, "category": category, "title": title, "claim": claim, "facts": facts,
            "electronic_service": channel == "network",
        }  # fmt: skip
        return self.file(province, given | more, step="register", by_clerk=channel != "network", kind=PETITION)

    def file(
        self, province: str, given: dict[str, Any], *, step: str = "file", files: list[UploadedFile] | None = None, by_clerk: bool = False,
        ago: int | None = None, kind: str = COMPLAINT,
    ) -> "Story":  # fmt: skip
        """File a case on the story's first day; whoever comes from outside files it, or the intake desk for them."""
        office = (given.get("office") or f"CA-{province}").removeprefix("CA-")
        by = self.actor(f"{PLACES[office][0]}-intake") if by_clerk else OUTSIDER
        filled = {name: value for name, value in given.items() if value is not None}
        on = self.today - timedelta(days=self.begins if ago is None else ago)
        done = commands.file_case(kind, by=by, given=filled, step=step, files={"attachments": files} if files else None, on=on)
        return Story(self, done, office, on)


class Story:
    """One case on its way. Steps name who takes them: intake, handler, head, applicant, agent, an operator's code, or a user name."""

    def __init__(self, desk: Desk, filed: Outcome, office: str, on: date) -> None:
        self.desk, self.office, self.last = desk, office, on
        self.number, self.title = filed.case.number, filed.case.title
        self.handler = "handler"
        self.pending: int | None = None
        self.opened: Story | None = None
        self._codes = filed.codes
        for role, code in filed.codes.items():
            desk.codes.append(Code(self.number, code, role, self.title, people_number(self.number, filed.case.first_office.short)))
        if self._past(on):
            told = datetime.combine(on, time(9), SHANGHAI)
            Message.objects.filter(case_id=filed.case.pk, sent_at=None).update(sent_at=told, read_at=told)

    def take(self, ago: int, step: str, who: str, *, answers: Any = None, files: list[UploadedFile] | None = None, **given: Any) -> "Story":
        """Take a step, or propose it where it needs approval."""
        on = self._on(ago, who)
        kept = {"attachments": files} if files else None
        done = commands.take_step(self.number, step, by=self._actor(who), given=given, files=kept, answers=answers, on=on, imported=self._past(on))
        return self._follow(done, on)

    def approve(self, ago: int) -> "Story":
        """What waits is approved, by whoever approves it: the head, for an opinion on a petition the leader."""
        on = self._on(ago, "head")
        role = Proposal.objects.values_list("approver_role", flat=True).get(pk=self.pending or 0)
        done = commands.approve(self.number, self.pending or 0, by=self._actor(role), on=on, imported=self._past(on))
        return self._follow(done, on)

    def send_back(self, reasons: str) -> "Story":
        """The head returns the proposal, today."""
        commands.return_proposal(self.number, self.pending or 0, by=self._actor("head"), reasons=reasons)
        return self

    def posted(self, ago: int, proof: str) -> "Story":
        """Every paper that waits was served by post on that day, as its slip says."""
        on = self._on(ago, "intake")
        for row in self._waiting():
            self._serve(row, "serve", self._actor("intake"), POST, proof, on)
        return self

    def rectify(self, ago: int, reasons: str, correct: str) -> "Story":
        """The head voids the latest step that changed the state."""
        entry = rectification.last_effective(Case.objects.get(number=self.number))
        return self.take(ago, "rectify", "head", entry=entry.seq if entry else 0, reasons=reasons, correct=correct)

    def sent(self, ago: int, to: str, step: str = "forward", **given: Any) -> "Story":
        """A petition goes to the office of this province, forwarded or assigned."""
        self.take(ago, step, "intake", to_office=f"CA-{to}", **given)
        self.office = to
        return self

    def accept(self, ago: int, handler: str = "handler", **given: Any) -> "Story":
        """The intake desk accepts and names the handler."""
        self.handler = handler
        return self.take(ago, "accept", "intake", handler=f"{PLACES[self.office][0]}-{handler}", **given)

    def forward(self, ago: int, **given: Any) -> "Story":
        """The handler forwards it to the operator."""
        return self.take(ago, "forward", "handler", **given)

    def replied(self, ago: int, operator: str, facts: str, result: str, view: str, files: list[UploadedFile] | None = None) -> "Story":
        """The operator replies."""
        return self.take(ago, "operator_reply", operator, files=files, facts=facts, result=result, complainant_view=view)

    def called(self, ago: int, said: str = "", clock: str = "10:20") -> "Story":
        """The handler calls the complainant; nothing said means nobody answered."""
        return self.take(ago, "call_back", "handler", called_at=f"{self._on(ago, 'handler')}T{clock}", reached=bool(said), said=said)

    def close(self, ago: int, found: str, result: str, outcome: str, view: str = "") -> "Story":
        """The handler proposes the closing reply."""
        return self.take(ago, "reply", "handler", facts_found=found, result=result, outcome=outcome, applicant_view=view)

    def agree(self, ago: int, step: str, operator: str) -> "Story":
        """Both sides agree: the complainant by code, then the operator."""
        return self.take(ago, step, "applicant").take(ago, step, operator)

    def _follow(self, done: Outcome, on: date) -> "Story":
        self.last = on
        self.pending = done.proposal.pk if done.proposal else None
        if done.opened:
            self.opened = Story(self.desk, done.opened, done.opened.case.office.province, on)
        if self._past(on):
            for row in self._waiting():
                if row.party.reached_electronically:
                    self._serve(row, "arrive", SYSTEM_ACTOR, ELECTRONIC, "站内信到达受送达人的收件箱", on)
        return self

    def _waiting(self) -> list[Service]:
        return list(Service.objects.filter(case__number=self.number, served_on=None).select_related("party", "document"))

    def _serve(self, row: Service, step: str, by: Actor, manner: str, proof: str, on: date) -> None:
        given = {"document": row.document.number, "addressee": row.party.name, "manner": manner, "served_on": on, "proof": proof}
        commands.take_step(self.number, step, by=by, given=given, on=on, imported=self._past(on))
        self.last = on

    def _actor(self, who: str) -> Actor:
        if who in CITIZENS:
            return commands.enter_by_code(self.number, self._codes[who]) or OUTSIDER
        if who.startswith("OP-"):
            return self.desk.actor(liaison(who))
        if "-" in who:
            return self.desk.actor(who)
        return self.desk.actor(f"{PLACES[self.office][0]}-{self.handler if who == 'handler' else who}")

    def _on(self, ago: int, who: str) -> date:
        """That day; for offices and operators the first day worked from it on; never before what went before, never after today."""
        day = self.desk.today - timedelta(days=ago)
        if who not in CITIZENS:
            day = roll_forward(schedules.current().schedule, day)
        return min(max(day, self.last), self.desk.today)

    def _past(self, on: date) -> bool:
        return on < self.desk.today - FRESH
