"""信访, as its statute reads: receipt (17-24, 29-31), handling (28-34), review and recheck (35, 36), oversight (18, 25-27, 40-46), and what every file has."""

from casework.cases import common, rectification, recusal, service_steps
from casework.petitions import clocks, codes, documents
from casework.petitions.english import IN_ENGLISH
from casework.petitions.file import PetitionFile
from casework.petitions.handling import Handling
from casework.petitions.oversight import Oversight
from casework.petitions.receipt import Receipt
from casework.petitions.review import Review
from casework.petitions.states import AT_WORK, COMING_IN, EXISTING, State

__all__ = ["Petition", "State"]


class Petition(Receipt, Handling, Review, Oversight, PetitionFile):
    """A petition: a suggestion, an accusation or a claim brought to the ministry or an administration; its review; its recheck."""

    ORGANISATIONS = (*PetitionFile.ORGANISATIONS, "sent_by", "sent_to")
    STATES = State
    LIMITS = clocks.LIMITS
    PAPERS = (*documents.PAPERS, *rectification.PAPERS)
    IN_ENGLISH = IN_ENGLISH
    ROLE_WORDS = codes.ROLE_WORDS

    class Meta:
        db_table = "petitions_petition"

    assign = common.assign(AT_WORK)
    hand_over = common.hand_over(AT_WORK)
    accept_hand_over = common.accept_hand_over(AT_WORK)
    decline_hand_over = common.decline_hand_over(AT_WORK)
    declare_recusal = recusal.declare(AT_WORK, basis="信访工作条例 28③", fulfils=["PD-026"])
    challenge = recusal.challenge(AT_WORK, basis="信访工作条例 28③", fulfils=["PD-026"])
    recuse = recusal.decide(AT_WORK, basis="信访工作条例 28③", fulfils=["PD-026"])
    confirm_address = service_steps.confirm_address(EXISTING)
    send_out = service_steps.send_out(EXISTING)
    serve = service_steps.serve(EXISTING)
    arrive = service_steps.arrive(EXISTING)
    deem_served = service_steps.deem_served(EXISTING)
    record_ground = common.record_ground(COMING_IN, fulfils=["PD-008", "PD-017", "PD-044", "PD-053", "PD-054"])
    rectify = common.rectify(EXISTING)
    correct_paper = common.correct_paper(EXISTING)
    erase = common.erase(EXISTING)
    breach = common.breach(State.open(), fulfils=["PD-024"])
