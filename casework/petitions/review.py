"""信访工作条例 35, 36: review (复查) and recheck (复核), each a case of its own at the next level."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.cases import common
from casework.cases.excuses import Excuse, Fault
from casework.cases.steps import EVERY_CLOCK, Opening, step
from casework.people.roles import Role
from casework.petitions import admissibility, clocks, codes, documents, effects, filing, forms, openings
from casework.petitions.file import ministry
from casework.petitions.receipt import CITIZEN
from casework.petitions.states import State

if TYPE_CHECKING:
    from casework.petitions.file import PetitionFile as Base
else:
    Base = object


class Review(Base):
    """The petitioner disputes the opinion; after the recheck the matter is final, and only then."""

    @step(
        (State.OPINION_ISSUED, State.LAPSED), State.REVIEW_REQUESTED, by=(*CITIZEN, Role.INTAKE), zh="请求复查", en="Ask for review",
        basis="信访工作条例 35", when=[admissibility.LAPSED_AT_FIRST_LEVEL, admissibility.REVIEW_IN_TIME], asks=filing.NextLevel,
        meets=[clocks.REVIEW_REQUEST], lapses=EVERY_CLOCK, opens=Opening("open_review", openings.review, "reviewed in", same_matter=True), tells=[Role.HANDLER],
        fulfils=["PD-041"],
    )  # fmt: skip
    def request_review(self, **_: Any) -> None:
        """Within thirty days of the reply; what was posted in time is in time, also where it arrives later."""

    @step(
        State.NEW, State.REVIEW, by=[Role.INTAKE], zh="登记复查请求", en="Register a request for review", basis="信访工作条例 35",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.LevelOpened, does=[effects.join_people_of_level, effects.keep_out_earlier],
        starts=[clocks.REVIEW], tells=[Role.INTAKE], fulfils=["PD-041"],
    )  # fmt: skip
    def open_review(self, *, on: date, **given: Any) -> None:
        """The unit above receives the request; its thirty days know no extension."""
        self.open_level(codes.REVIEW, given, on=on)

    @step(
        State.REVIEW, State.REVIEW_DECIDED, by=[Role.HANDLER], approved_by=Role.LEADER, zh="出具复查意见书", en="Issue the review opinion",
        basis="信访工作条例 35、36①", asks=forms.Judged, does=[effects.take_charge], meets=[clocks.REVIEW], issues=[documents.REVIEW_OPINION],
        tells=[Role.HANDLER], fulfils=["PD-041", "PD-042"],
    )  # fmt: skip
    def issue_review_opinion(self, **_: Any) -> None:
        """In writing, with how to ask for the recheck."""

    @step(
        (State.REVIEW_DECIDED, State.LAPSED), State.RECHECK_REQUESTED, by=(*CITIZEN, Role.INTAKE), zh="请求复核", en="Ask for recheck",
        basis="信访工作条例 36①", when=[admissibility.OF_A_REVIEW, admissibility.RECHECK_IN_TIME], asks=filing.NextLevel, meets=[clocks.RECHECK_REQUEST],
        lapses=EVERY_CLOCK, opens=Opening("open_recheck", openings.recheck, "rechecked in", same_matter=True), tells=[Role.HANDLER], fulfils=["PD-042"],
    )  # fmt: skip
    def request_recheck(self, **_: Any) -> None:
        """Within thirty days of the review opinion."""

    @step(
        State.NEW, State.RECHECK, by=[Role.INTAKE], zh="登记复核请求", en="Register a request for recheck", basis="信访工作条例 36①",
        when=[admissibility.NOT_IN_THE_FUTURE], asks=filing.LevelOpened, does=[effects.join_people_of_level, effects.keep_out_earlier],
        starts=[clocks.RECHECK], tells=[Role.INTAKE], fulfils=["PD-042"],
    )  # fmt: skip
    def open_recheck(self, *, on: date, **given: Any) -> None:
        """The unit above the reviewer receives the request."""
        self.open_level(codes.RECHECK, given, on=on)

    @step(
        State.RECHECK, State.RECHECK_HEARING, by=[Role.HANDLER], zh="复核听证", en="Hear in the recheck", basis="信访工作条例 36②", asks=forms.HearingNotice,
        does=[effects.take_charge], suspends=[clocks.RECHECK], issues=[documents.HEARING_NOTICE], fulfils=["PD-043"],
        excuses=[
            Excuse(
                Fault.NO_REASONS,
                "36② 规定听证所需时间不计入期限，没有要求说明理由的文书；听证通知书告知时间、地点和事项。",
                "36② leaves the time of the hearing out by itself and knows no paper with reasons; the notice tells when, where and about what.",
            )
        ],
    )  # fmt: skip
    def open_recheck_hearing(self, **_: Any) -> None:
        """The time of the hearing is left out of the thirty days."""

    @step(
        State.RECHECK_HEARING, State.RECHECK, by=[Role.HANDLER], zh="听证结束", en="End the hearing", basis="信访工作条例 36②", when=[common.HAS_HAPPENED],
        asks=forms.HearingRecord, resumes=[clocks.RECHECK], issues=[documents.HEARING_RECORD], fulfils=["PD-043"],
    )  # fmt: skip
    def end_recheck_hearing(self, *, on: date, **_: Any) -> None:
        """The hearing is over: the time runs again."""
        self.hearing_on = on

    @step(
        State.RECHECK, State.FINAL, by=[Role.HANDLER], approved_by=Role.LEADER, zh="出具复核意见书", en="Issue the recheck opinion",
        basis="信访工作条例 36①②③", asks=forms.RecheckOpinion, does=[effects.take_charge], meets=[clocks.RECHECK], lapses=EVERY_CLOCK,
        issues=[documents.RECHECK_OPINION], tells=[Role.HANDLER], fulfils=["PD-042", "PD-043", "PD-044"],
    )  # fmt: skip
    def issue_recheck_opinion(self, **_: Any) -> None:
        """The last word: the same facts and reasons are not taken up again."""

    @step(
        (State.OPINION_ISSUED, State.REVIEW_DECIDED), State.LAPSED, by=[Role.SYSTEM], zh="逾期未请求", en="Time for the request passed",
        basis="信访工作条例 35、36①（逾期的后果无明文，内部规定）", certainty="design", lapses=EVERY_CLOCK, tells=[Role.HANDLER], fulfils=["PD-041", "PD-042"],
    )  # fmt: skip
    def time_passed(self, **_: Any) -> None:
        """Nobody asked in time. Nothing is final by that: only a recheck opinion bars the matter (36③)."""

    def open_level(self, level: str, given: dict[str, Any], *, on: date) -> None:
        """Set what a review or recheck begins with. The level above an administration is the ministry; for the ministry's own opinions no clause was
        seen, and another unit of the ministry decides until the client names one."""
        self.level, self.office = level, ministry()
        self.take_down(given)
        self.applicant_name = given.get("applicant_name") or ""
        self.title = given.get("title") or self.claim[:40]
        self.received_on = self.first_received_on = self.requested_on = on
        self.first_body, self.first_number, self.first_on = given["first_body"], given["first_number"], given["first_on"]
        self.first_opinion, self.disputed = given.get("first_opinion") or "", given["objections"]
