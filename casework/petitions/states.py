"""The states of a petition, of its review (复查) and its recheck (复核), each with the one role it waits for (procedures A2, G2)."""

from casework.cases.steps import NEW, States, state
from casework.people.roles import Role


class State(States):
    """From registration to finality. Review and recheck are cases of their own at the next level, linked to the one before."""

    NEW = state(NEW, "未登记", "not registered")
    REGISTERED = state("registered", "已登记", "registered", waits_on=Role.INTAKE)
    TRANSFERRED_IN = state("transferred_in", "转来待告知", "transferred in", waits_on=Role.INTAKE)
    OBJECTED = state("objected", "异议待核实", "objection to be answered", waits_on=Role.INTAKE)
    RETURNED = state("returned", "已交还待处理", "given back to the sender", waits_on=Role.INTAKE)
    RETURNED_OUT = state("returned_out", "已交还转送机关", "given back to an outside sender", final=True)
    DISPUTED = state("disputed", "受理争议协调中", "jurisdiction disputed", waits_on=Role.INTAKE)
    NOTIFIED_OWN = state("notified_own", "已告知接收", "receipt told", waits_on=Role.INTAKE)
    REDIRECTED = state("redirected", "已告知向有权机关提出", "told whom to address", final=True)
    REFUSED = state("refused", "不予受理", "not taken up by the superior", final=True)
    NOT_TAKEN_AGAIN = state("not_taken_again", "不再受理", "not taken up again", final=True)
    SUGGESTION = state("suggestion", "建议意见研究中", "suggestion studied", waits_on=Role.HANDLER)
    SUGGESTION_ANSWERED = state("suggestion_answered", "建议意见已回复", "suggestion answered", final=True)
    ACCUSATION = state("accusation", "检举控告办理中", "accusation handled", waits_on=Role.HANDLER)
    ACCUSATION_ANSWERED = state("accusation_answered", "检举控告已反馈", "feedback on the accusation given", final=True)
    LED_TO_PROCEDURE = state("led_to_procedure", "已导入法定程序", "led into another procedure", waits_on=Role.HANDLER)
    PROCEDURE_ENDED = state("procedure_ended", "导入程序已接续", "the other procedure has it", final=True)
    SIMPLE = state("simple", "简易办理中", "simple handling", waits_on=Role.HANDLER)
    ACCEPTED = state("accepted", "已受理", "accepted", waits_on=Role.HANDLER)
    INVESTIGATING = state("investigating", "调查核实中", "investigated", waits_on=Role.HANDLER)
    HEARING = state("hearing", "听证中", "in hearing", waits_on=Role.HANDLER)
    MEDIATED = state("mediated", "调解办结", "mediated", final=True)
    SETTLED = state("settled", "和解办结", "settled", final=True)
    OPINION_ISSUED = state("opinion_issued", "已出具处理意见", "opinion issued", waits_on=Role.APPLICANT)
    REVIEW_REQUESTED = state("review_requested", "已请求复查", "review requested", final=True)
    LAPSED = state("lapsed", "逾期未请求复查、复核", "time for the request passed", final=True)
    REVIEW = state("review", "复查中", "under review", waits_on=Role.HANDLER)
    REVIEW_DECIDED = state("review_decided", "已出具复查意见", "review opinion issued", waits_on=Role.APPLICANT)
    RECHECK_REQUESTED = state("recheck_requested", "已请求复核", "recheck requested", final=True)
    RECHECK = state("recheck", "复核中", "under recheck", waits_on=Role.HANDLER)
    RECHECK_HEARING = state("recheck_hearing", "复核听证中", "hearing in the recheck", waits_on=Role.HANDLER)
    FINAL = state("final", "信访终结", "final", final=True)


DIRECT = (State.REGISTERED, State.RETURNED)
UNTOLD = (*DIRECT, State.TRANSFERRED_IN)  # whether it is taken up has not been told
UNDECIDED = (*UNTOLD, State.NOTIFIED_OWN)  # its class has not been decided
COMING_IN = (*UNDECIDED, State.OBJECTED, State.DISPUTED)
ORDINARY = (State.ACCEPTED, State.INVESTIGATING, State.HEARING)
UNDER_31 = (State.LED_TO_PROCEDURE, State.SIMPLE, *ORDINARY)  # 申诉求决类 under way (31(1)-(6))
HANDLED = (State.SUGGESTION, State.ACCUSATION, *UNDER_31)
LADDER = (State.REVIEW, State.RECHECK, State.RECHECK_HEARING)
WITH_OPINION = (State.OPINION_ISSUED, State.REVIEW_REQUESTED, State.LAPSED)  # the opinion stands until a review opinion
ENDS = tuple(one for one in State if one.final)
AT_WORK = (*COMING_IN, *HANDLED, *LADDER)  # open, and the office's turn
EXISTING = tuple(one for one in State if one != State.NEW)

# `state` lies on the parent table: the family's own migration adds this by RunSQL.
STATE_CHECK = (
    "ALTER TABLE cases_case ADD CONSTRAINT petition_states CHECK (kind <> 'petition' OR state IN ("
    + ", ".join(f"'{one.value}'" for one in State)
    + "))"
)
