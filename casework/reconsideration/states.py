"""The states of a reconsideration case, each with the one role it waits for (procedures A3, G3): ordinary and simple procedure stand apart."""

from casework.cases.steps import NEW, States, state
from casework.people.roles import Role


class State(States):
    """From the application to the end of what follows the decision."""

    NEW = state(NEW, "未申请", "not filed")
    AT_ORGAN = state("at_organ", "处罚机关收到申请", "with the penalty organ", waits_on=Role.INTAKE)
    MENDED = state("mended", "处罚机关已自行纠正", "put right by the penalty organ", final=True)
    FILED = state("filed", "已收到申请", "application received", waits_on=Role.INTAKE)
    CORRECTING = state("correcting", "待补正", "to be corrected", waits_on=Role.APPLICANT)
    REVIEWED_AGAIN = state("reviewed_again", "补正后审查", "corrected, under review", waits_on=Role.INTAKE)
    ABANDONED = state("abandoned", "视为放弃申请", "deemed abandoned", final=True)
    REFUSED = state("refused", "不予受理", "not accepted", final=True)
    ACCEPTED = state("accepted", "已受理（普通程序）", "accepted, ordinary procedure", waits_on=Role.HANDLER)
    SERVED = state("served", "待被申请人答复", "answer awaited", waits_on=Role.RESPONDENT)
    TRIAL = state("trial", "审理中", "heard", waits_on=Role.HANDLER)
    HEARING = state("hearing", "听证中", "in hearing", waits_on=Role.HANDLER)
    NORM_REVIEW = state("norm_review", "附带审查中", "norm under review", waits_on=Role.HANDLER)
    NORM_TRANSFERRED = state("norm_transferred", "附带审查已转送", "norm sent for review", waits_on=Role.HANDLER)
    SUSPENDED = state("suspended", "已中止", "suspended", waits_on=Role.HANDLER)
    SIMPLE_ACCEPTED = state("simple_accepted", "已受理（简易程序）", "accepted, simple procedure", waits_on=Role.HANDLER)
    SIMPLE_SERVED = state("simple_served", "待被申请人答复（简易程序）", "answer awaited, simple procedure", waits_on=Role.RESPONDENT)
    SIMPLE_TRIAL = state("simple_trial", "审理中（简易程序）", "heard, simple procedure", waits_on=Role.HANDLER)
    SIMPLE_SUSPENDED = state("simple_suspended", "已中止（简易程序）", "suspended, simple procedure", waits_on=Role.HANDLER)
    AGREED = state("agreed", "调解书待签章", "mediation agreement to be signed", waits_on=Role.HANDLER)
    DISMISSED = state("dismissed", "驳回申请", "dismissed", final=True)
    TERMINATED = state("terminated", "已终止", "terminated", final=True)
    MOVED_UP = state("moved_up", "由上级审理", "heard by the superior", final=True)
    DECIDED = state("decided", "已作出决定", "decided", waits_on=Role.HANDLER)
    EFFECTIVE = state("effective", "决定、调解书已生效", "in effect", waits_on=Role.RESPONDENT)
    URGED = state("urged", "责令履行", "ordered to perform", waits_on=Role.RESPONDENT)
    IN_COURT = state("in_court", "诉讼中", "in court", waits_on=Role.HANDLER)
    CLOSED = state("closed", "已结案", "closed", final=True)


AT_ADMISSION = (State.FILED, State.REVIEWED_AGAIN)
UNDECIDED = (*AT_ADMISSION, State.CORRECTING)  # whether it is accepted has not been decided
BEFORE_ANSWER = (State.ACCEPTED, State.SERVED, State.SIMPLE_ACCEPTED, State.SIMPLE_SERVED)
ORDINARY = (State.ACCEPTED, State.SERVED, State.TRIAL, State.HEARING)
SIMPLE = (State.SIMPLE_ACCEPTED, State.SIMPLE_SERVED, State.SIMPLE_TRIAL)
TRIALS = (State.TRIAL, State.SIMPLE_TRIAL)
ON_NORM = (State.NORM_REVIEW, State.NORM_TRANSFERRED)
ORDINARY_STOPPED = (State.SUSPENDED, *ON_NORM)
STOPPED = (*ORDINARY_STOPPED, State.SIMPLE_SUSPENDED)
UNDER_WAY = (*ORDINARY, *SIMPLE)
PENDING = (*UNDER_WAY, *STOPPED, State.AGREED)  # accepted, and not ended: 行政复议期间
AT_WORK = (*UNDECIDED, *PENDING)
IN_EFFECT = (State.EFFECTIVE, State.URGED)
DECIDED = (State.DECIDED, *IN_EFFECT)
SUABLE = (State.REFUSED, State.DISMISSED, State.TERMINATED, *DECIDED, State.CLOSED)
ENDS = tuple(one for one in State if one.final)
EXISTING = tuple(one for one in State if one != State.NEW)

# `state` lies on the parent table: the family's own migration adds this by RunSQL.
STATE_CHECK = (
    "ALTER TABLE cases_case ADD CONSTRAINT reconsideration_states CHECK (kind <> 'reconsideration' OR state IN ("
    + ", ".join(f"'{one.value}'" for one in State)
    + "))"
)
