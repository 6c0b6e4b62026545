"""电信用户申诉, as its statute reads: receipt (令35 9-14), resolution (15-19; 条例 39①), side matters (21-25; 条例 39②-41; 举报), and what every file has."""

from casework.cases import common, rectification, recusal, service_steps
from casework.complaints import clocks, documents, inbox, replies
from casework.complaints.english import IN_ENGLISH
from casework.complaints.file import ComplaintFile
from casework.complaints.receipt import Receipt
from casework.complaints.resolution import Resolution
from casework.complaints.states import BEFORE_ACCEPTANCE, RATED, STATE_CHECK, UNDER_HANDLING, State
from casework.complaints.supervision import Supervision

__all__ = ["RATED", "STATE_CHECK", "Complaint", "State"]

RECUSAL = "信访工作条例 28③（参照，内部规定）"
EXISTING = tuple(one for one in State if one != State.NEW)


class Complaint(Receipt, Resolution, Supervision, ComplaintFile):
    """A user's complaint against a telecom operator."""

    ORGANISATIONS = (*ComplaintFile.ORGANISATIONS, "second_respondent")
    STATES = State
    LIMITS = clocks.LIMITS
    PAPERS = (*documents.PAPERS, *rectification.PAPERS)
    OWING = inbox.OWING
    IN_ENGLISH = IN_ENGLISH

    class Meta:
        db_table = "complaints_complaint"

    assign = common.assign(State.open())
    hand_over = common.hand_over(State.open())
    accept_hand_over = common.accept_hand_over(State.open())
    decline_hand_over = common.decline_hand_over(State.open())
    declare_recusal = recusal.declare(State.open(), basis=RECUSAL)
    challenge = recusal.challenge(State.open(), basis=RECUSAL)
    recuse = recusal.decide(State.open(), basis=RECUSAL)
    confirm_address = service_steps.confirm_address(EXISTING)
    send_out = service_steps.send_out(EXISTING)
    serve = service_steps.serve(EXISTING)
    arrive = service_steps.arrive(EXISTING)
    deem_served = service_steps.deem_served(EXISTING)
    record_ground = common.record_ground((*BEFORE_ACCEPTANCE, State.WRONG_SEAT, *UNDER_HANDLING), fulfils=["TD-002", "TD-003", "TD-004"])
    rectify = common.rectify(EXISTING)
    correct_paper = common.correct_paper(EXISTING)
    erase = common.erase(EXISTING)
    breach = common.breach(State.open())

    def void_rows(self, entry_seq: int) -> None:
        """Take back the replies, objections, consents and parties of a rectified entry."""
        replies.void(self.pk, entry_seq)
