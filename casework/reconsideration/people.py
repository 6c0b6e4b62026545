"""行政复议法 6, 14-17, 36①: who handles the case, who stands in it, who acts for whom."""

from typing import TYPE_CHECKING, Any

from casework.cases.steps import step
from casework.people.roles import Role
from casework.reconsideration import admissibility, decision_grounds, documents, effects, forms, later_grounds
from casework.reconsideration.receipt import APPLYING, DESK
from casework.reconsideration.states import AT_WORK, EXISTING, PENDING

if TYPE_CHECKING:
    from casework.reconsideration.file import ReconsiderationFile as Base
else:
    Base = object

ON_THEIR_SIDE = (*APPLYING, Role.THIRD_PARTY, *DESK)


class People(Base):
    """The participants, and the officers."""

    @step(
        EXISTING, None, by=[Role.LEGAL_HEAD, Role.HEAD], zh="登记行政复议人员资格", en="Record an officer's qualification", basis="行政复议法 6②",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=forms.OfficerRecord, does=[effects.record_officer], fulfils=["AD-003"],
    )  # fmt: skip
    def record_officer(self, **_: Any) -> None:
        """Certificate and training of who begins; who handled cases before is recorded as such."""

    @step(
        PENDING, None, by=DESK, zh="通知第三人参加", en="Join a third party", basis="行政复议法 16", asks=forms.ThirdParty, does=[effects.join_third_party],
        issues=[documents.THIRD_PARTY_NOTICE], fulfils=["AD-009"],
    )  # fmt: skip
    def join_third_party(self, **_: Any) -> None:
        """Whoever has an interest joins on request or by notice; who stays away does not stop the case."""

    @step(
        AT_WORK, None, by=DESK, zh="变更当事人", en="Change a party", basis="行政复议法 14②③、39①(1)(2)(4)", asks=forms.PartyChange,
        does=[effects.change_party], tells=[Role.HANDLER], fulfils=["AD-007"],
    )  # fmt: skip
    def change_party(self, *, in_place_of: str, new_name: str, **_: Any) -> None:
        """Near relatives, a successor, a legal representative take the place of who applied."""
        if self.applicant_name == in_place_of:
            self.applicant_name = new_name

    @step(
        AT_WORK, None, by=ON_THEIR_SIDE, zh="委托、变更代理人", en="Give or change authority to act", basis="行政复议法 17、18",
        when=[later_grounds.TWO_AGENTS_AT_MOST], asks=forms.AgentChange, does=[effects.change_agents], tells=[Role.HANDLER], fulfils=["AD-010"],
    )  # fmt: skip
    def change_agent(self, **_: Any) -> None:
        """One or two agents, with authority and identity papers; a change is told in writing."""

    @step(
        AT_WORK, None, by=(*APPLYING, *DESK), zh="推选代表人", en="Choose representatives", basis="行政复议法 15①", when=[later_grounds.MANY_APPLICANTS],
        asks=forms.Representatives, does=[effects.choose_representatives], tells=[Role.HANDLER], fulfils=["AD-008"],
    )  # fmt: skip
    def choose_representatives(self, **_: Any) -> None:
        """Many applicants may choose one to five of them to take part for all."""

    @step(
        AT_WORK, None, by=(*APPLYING, *DESK), zh="变更行政复议请求", en="Change the claim", basis="行政复议法 15②", when=[decision_grounds.REPRESENTED_CONSENT],
        asks=forms.ClaimChange, tells=[Role.HANDLER, Role.RESPONDENT], fulfils=["AD-008"],
    )  # fmt: skip
    def change_claim(self, *, claim: str, **_: Any) -> None:
        """A representative needs the consent of the represented for it."""
        self.claim = claim
