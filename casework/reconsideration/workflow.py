"""行政复议, as its statute reads: application and acceptance (11-35), people (6, 14-17), the hearing of the case (36-55), norms (56-60), the decision and
what follows (61-79), oversight (35, 38, 40, 76, 80-86)."""

from casework.cases import common, rectification, recusal, service_steps
from casework.people.roles import Role
from casework.reconsideration import clocks, documents, officers
from casework.reconsideration.decision import Decision
from casework.reconsideration.english import IN_ENGLISH
from casework.reconsideration.file import ReconsiderationFile
from casework.reconsideration.norms import Norms
from casework.reconsideration.oversight import Oversight
from casework.reconsideration.people import People
from casework.reconsideration.receipt import Receipt
from casework.reconsideration.states import AT_ADMISSION, EXISTING, State
from casework.reconsideration.trial import Trial

__all__ = ["Reconsideration", "State"]
WITH_OFFICERS = State.open()
ROLE_WORDS = {Role.APPLICANT: ("申请人", "applicant"), Role.RESPONDENT: ("被申请人", "respondent"), Role.AGENT: ("委托代理人", "agent")}
RECUSAL = "信访工作条例 28③（参照，内部规定）"  # 行政复议法 has no article on it


class Reconsideration(Receipt, People, Trial, Norms, Decision, Oversight, ReconsiderationFile):
    """An application against an act of the ministry or an administration, and what becomes of it."""

    STATES = State
    LIMITS = clocks.LIMITS
    PAPERS = (*documents.PAPERS, *rectification.PAPERS)
    IN_ENGLISH = IN_ENGLISH
    ROLE_WORDS = ROLE_WORDS

    class Meta:
        db_table = "reconsideration_reconsideration"

    assign = common.assign(WITH_OFFICERS, basis="行政复议法 6②、36①", fulfils=["AD-003", "AD-033"], when=officers.FIT)
    hand_over = common.hand_over(WITH_OFFICERS, when=officers.FIT)
    accept_hand_over = common.accept_hand_over(WITH_OFFICERS)
    decline_hand_over = common.decline_hand_over(WITH_OFFICERS)
    declare_recusal = recusal.declare(WITH_OFFICERS, basis=RECUSAL)
    challenge = recusal.challenge(WITH_OFFICERS, basis=RECUSAL)
    recuse = recusal.decide(WITH_OFFICERS, basis=RECUSAL)
    confirm_address = service_steps.confirm_address(EXISTING, fulfils=["AD-085"])
    send_out = service_steps.send_out(EXISTING, fulfils=["AD-087", "AD-088"])
    serve = service_steps.serve(EXISTING, basis="行政复议法 88①；民事诉讼法 87–95", fulfils=["AD-083", "AD-087"])
    arrive = service_steps.arrive(EXISTING, basis="行政复议法 88①；民事诉讼法 90", fulfils=["AD-087"])
    deem_served = service_steps.deem_served(EXISTING, basis="行政复议法 88①；民事诉讼法 95", fulfils=["AD-088"])
    record_ground = common.record_ground((*AT_ADMISSION, State.TRIAL, State.SIMPLE_TRIAL), basis="行政复议法 30①、61①", fulfils=["AD-023"])
    rectify = common.rectify(EXISTING)
    correct_paper = common.correct_paper(EXISTING)
    erase = common.erase(EXISTING)
    breach = common.breach(State.open(), fulfils=["AD-061", "AD-083"])
