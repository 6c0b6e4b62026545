"""The family: filed by the desk, accepted, suspended and resumed, extended, decided."""

from datetime import date
from typing import Any

from django import forms
from django.db import models

from casework.cases import common, pausing, service_steps
from casework.cases.case import Case
from casework.cases.documents import DocumentType
from casework.cases.parties import Party
from casework.cases.steps import NEW, States, state, step
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.reconsideration import clocks

LIMITS = (clocks.ORDINARY,)
BASIS = "行政复议法 39①"
GROUNDS = {"39-1-1": "申请人死亡，尚未确定近亲属是否参加", "39-1-6": "涉及法律适用问题，需要有权机关解释"}
TO = (Role.APPLICANT,)


class State(States):
    """From filing to decision."""

    NEW = state(NEW, "未提交", "not filed")
    FILED = state("filed", "已收到", "filed", waits_on=Role.INTAKE)
    ACCEPTED = state("accepted", "已受理", "accepted", waits_on=Role.HANDLER)
    HEARD = state("heard", "已听取意见", "heard", waits_on=Role.HANDLER)
    SUSPENDED = state("suspended", "已中止", "suspended")
    DECIDED = state("decided", "已决定", "decided", final=True)


class Filing(forms.Form):
    """Who applies."""

    applicant_name = forms.CharField(max_length=80)


class Deciding(forms.Form):
    """What is decided."""

    reasons = forms.CharField(max_length=200)


def _joined(case: Case, given: dict[str, Any], *, on: date, **_: Any) -> dict[str, Any]:
    return {"people": [Party.objects.create(case_id=case.pk, role=Role.APPLICANT, name=given["applicant_name"], since=on).pk]}


def _decision(case: Case, given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any]:
    return {"title": "行政复议决定书", "said": "决定如下。", "article": "行政复议法 61", "reasons": given["reasons"], "effect": "送达即发生法律效力。"}


SUSPENSION = pausing.notice_of_suspension(LIMITS, TO, basis=BASIS, grounds=GROUNDS)
RESUMPTION = pausing.notice_of_resumption(LIMITS, TO, basis="行政复议法 39②③")
EXTENSION = pausing.notice_of_extension(LIMITS, TO)
DECISION = DocumentType(
    id="decision", zh="行政复议决定书", en="Decision", series="决", template="cases/days", to=TO, contents=_decision, mandatory=("reasons",),
    basis="行政复议法 61",
)  # fmt: skip
OPEN = (State.ACCEPTED, State.HEARD)


class Rehearsal(Case):
    """行政复议, as far as its clock of sixty days goes."""

    accepted_on = models.DateField(null=True)

    STATES = State
    LIMITS = LIMITS
    PAPERS = (SUSPENSION, RESUMPTION, EXTENSION, DECISION)

    class Meta:
        app_label = "rehearsal"  # an app that is not installed: its table is made by the fixture
        db_table = "rehearsal_rehearsal"

    @step(State.NEW, State.FILED, by=[Role.INTAKE], zh="申请", en="File", basis="行政复议法 22", asks=Filing, does=[_joined], tells=[Role.INTAKE])
    def file(self, *, applicant_name: str, **_: Any) -> None:
        """Somebody applies at the Shanghai office."""
        self.office, self.applicant_name, self.title = Organisation.objects.get(code="CA-31"), applicant_name, "对处罚决定不服"

    @step(State.FILED, State.ACCEPTED, by=[Role.INTAKE], zh="受理", en="Accept", basis="行政复议法 30", starts=LIMITS)
    def accept(self, *, on: date, **_: Any) -> None:
        """The sixty days begin."""
        self.accepted_on = on

    @step(State.ACCEPTED, State.HEARD, by=[Role.HANDLER], zh="听取意见", en="Hear", basis="行政复议法 49")
    def hear(self, **_: Any) -> None:
        """The parties are heard."""

    suspend = pausing.suspend(OPEN, State.SUSPENDED, limits=LIMITS, grounds=GROUNDS, paper=SUSPENSION, approved_by=Role.HEAD, basis=BASIS, tells=TO)
    resume = pausing.resume(
        [State.SUSPENDED], OPEN, limits=LIMITS, paper=RESUMPTION, approved_by=Role.HEAD, basis="行政复议法 39②③", by=[Role.HANDLER], tells=TO
    )
    extend = pausing.extend(OPEN, limits=LIMITS, paper=EXTENSION, tells=TO)

    @step(
        OPEN, State.DECIDED, by=[Role.HANDLER], approved_by=Role.HEAD, zh="决定", en="Decide", basis="行政复议法 61", asks=Deciding, meets=LIMITS,
        issues=[DECISION],
    )  # fmt: skip
    def decide(self, **_: Any) -> None:
        """The decision meets the clock."""

    @step(
        State.HEARD, State.DECIDED, by=[Role.HANDLER], reviewed_by=[Role.LEGAL_HEAD], approved_by=Role.LEADER, collective=True, zh="作出复议决定",
        en="Decide in form", basis="行政复议法 61①", asks=Deciding, meets=LIMITS, issues=[DECISION],
    )  # fmt: skip
    def conclude(self, **_: Any) -> None:
        """The reconsideration body proposes, its head reviews, the leader agrees or the collective resolves."""

    assign = common.assign(State.open())
    serve = service_steps.serve(tuple(one for one in State if one != State.NEW))
    breach = common.breach(State.open())
