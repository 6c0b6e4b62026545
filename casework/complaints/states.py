"""The states of a complaint, each with the one role it waits for (procedures A1, G1)."""

from casework.cases.steps import NEW, States, state
from casework.people.roles import Role


class State(States):
    """From the first question to the end of the file; a report of a violation (举报) opened from a complaint has two of its own."""

    NEW = state(NEW, "未提交", "not filed")
    ENQUIRY = state("enquiry", "咨询", "enquiry", waits_on=Role.INTAKE)
    ANSWERED = state("answered", "咨询已解答", "enquiry answered", final=True)
    RECEIVED = state("received", "已收到", "received", waits_on=Role.INTAKE)
    REDIRECTED = state("redirected", "已告知先向企业投诉", "told to go to the operator first", final=True)
    AWAITING_MATERIAL = state("awaiting_material", "待补材料", "awaiting material", waits_on=Role.APPLICANT)
    WRONG_SEAT = state("wrong_seat", "移送属地待接收", "sent to the seat body", waits_on=Role.INTAKE)
    REFUSED = state("refused", "不予受理", "refused", final=True)
    ACCEPTED = state("accepted", "已受理", "accepted", waits_on=Role.HANDLER)
    FORWARDED = state("forwarded", "已转办", "forwarded", waits_on=Role.RESPONDENT)
    OBJECTED = state("objected", "企业异议待核", "operator objects", waits_on=Role.HANDLER)
    OPERATOR_REPLIED = state("operator_replied", "企业已反馈", "operator replied", waits_on=Role.HANDLER)
    MEDIATING = state("mediating", "调解中", "in mediation", waits_on=Role.HANDLER)
    RECONCILED = state("reconciled", "和解办结", "reconciled", final=True)
    AGREED = state("agreed", "调解达成协议", "agreed in mediation", final=True)
    TERMINATED = state("terminated", "终止调解", "mediation ended", final=True)
    REPLIED = state("replied", "答复办结", "answered and closed", final=True)
    WITHDRAWN = state("withdrawn", "已撤回", "withdrawn", final=True)
    MERGED = state("merged", "已并案", "merged", final=True)
    STOPPED = state("stopped", "停止处理", "stopped: another body has it", final=True)
    REPORT_RECEIVED = state("report_received", "举报已收到", "report received", waits_on=Role.HANDLER)
    REPORT_SORTED = state("report_sorted", "举报已分类处理", "report sorted", final=True)


COMPLAINT_OPEN = State.open(State.ENQUIRY, State.REPORT_RECEIVED)  # a complaint proper is under way
BEFORE_ACCEPTANCE = (State.RECEIVED, State.AWAITING_MATERIAL)
UNDER_HANDLING = (State.ACCEPTED, State.FORWARDED, State.OBJECTED, State.OPERATOR_REPLIED, State.MEDIATING)
AFTER_FORWARDING = (State.FORWARDED, State.OBJECTED, State.OPERATOR_REPLIED, State.MEDIATING)
CLOSED_ON_THE_MERITS = (State.RECONCILED, State.AGREED, State.TERMINATED, State.REPLIED)
RATED = tuple(one for one in State if one.final and one not in (State.MERGED, State.REPORT_SORTED))

# The database keeps the promise too: `state` lies on the parent table, so the family's first migration adds this by RunSQL.
STATE_CHECK = (
    "ALTER TABLE cases_case ADD CONSTRAINT complaint_states CHECK (kind <> 'complaint' OR state IN ("
    + ", ".join(f"'{one.value}'" for one in State)
    + "))"
)
