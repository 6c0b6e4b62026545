"""The papers of reconsideration (行政复议文书): to whom, resting on what, what each must hold, which clocks of the other side run from its service.

An organ that is no party to the dispute (norm-maker, transferee, another lower organ, who holds evidence) is a party of the role `organ`: its clocks run
from service like anybody's.
"""

from functools import partial

from casework.cases.documents import Appeal, DocumentType
from casework.cases.excuses import Excuse, Fault
from casework.people.roles import Role
from casework.reconsideration import admission, clocks, course, outcome
from casework.reconsideration.states import DECIDED, STOPPED, State

APPLICANTS = (Role.APPLICANT, Role.REPRESENTATIVE, Role.AGENT)
ALL_SIDES = (*APPLICANTS, Role.THIRD_PARTY, Role.RESPONDENT)
COURT = "有管辖权的人民法院"
ONCE = Excuse(
    Fault.RESTARTED,
    "申请书副本只发送一次（“发送申请书副本”以尚未发送为条件）；中止后恢复审理的，回到中止前的状态。",
    "The copy is sent once: the step is closed once it has gone; after a suspension the case is again where it stood.",
)
ONE_OF_TWO = Excuse(
    Fault.RESTARTED,
    "对本部门行为和对其他机关行为的决定书内容不同，一案只制发其中一种。",
    "A decision on the ministry's own act and one on another organ's are two papers; a case gets one of them.",
)
WAITING = (State.SERVED, State.SIMPLE_SERVED, *STOPPED)  # the answer has not come

# One paper for all of them; each organ gets its own; a record stays in the file.
ToApplicants = partial(DocumentType, to=APPLICANTS, together=True)
ToAll = partial(DocumentType, to=ALL_SIDES, together=True)
ToRespondent = partial(DocumentType, to=(Role.RESPONDENT,))
ToOrgan = partial(DocumentType, to=(Role.ORGAN,))
ToWhoAsked = partial(DocumentType, to=(*APPLICANTS, Role.THIRD_PARTY))
ForTheFile = partial(DocumentType, to=())

SUE = partial(Appeal, "15日内依法向人民法院提起行政诉讼", "a lawsuit within 15 days", body=COURT)
SUIT = SUE(basis="行政诉讼法 45", limit=clocks.SUIT_AFTER_DECISION)
SUIT_AFTER_REFUSAL = SUE(basis="行政诉讼法 45；法释〔2018〕1号 56②", limit=clocks.SUIT_AFTER_SILENCE)
SUIT_AFTER_DISMISSAL = SUE(basis="行政诉讼法 45", limit=clocks.SUIT_AFTER_SILENCE)
STATE_COUNCIL = Appeal("向国务院申请裁决", "a ruling of the State Council", "行政复议法 26", body="国务院")

# ---- application and acceptance ----

APPLICATION_FORM = ForTheFile(
    id="application_form", zh="行政复议申请书", en="Application form", series="复申", template="reconsideration/application_form",
    contents=admission.application_form, mandatory=("addressee",), basis="行政复议法 22①②；令69 6；2007条例 19（2026-06-30 前）", certainty="V-2007",
    fulfils=("AD-010", "AD-016", "AD-042", "AD-085", "AD-100"),
)  # fmt: skip
ORAL_APPLICATION = ForTheFile(
    id="oral_application", zh="口头申请行政复议笔录", en="Record of an oral application", series="复口", template="reconsideration/oral_application",
    contents=admission.oral_application, mandatory=("basics", "act", "claim", "facts", "reasons", "taken_at", "recorder"),
    basis="行政复议法 22①③；2007条例 20（2026-06-30 前）", certainty="V-2007", fulfils=("AD-016", "AD-017", "AD-100"),
)  # fmt: skip
CORRECTION_NOTICE = ToApplicants(
    id="correction_notice", zh="补正通知书", en="Notice to correct the application", series="复补", template="reconsideration/correction_notice",
    contents=admission.correction_notice, mandatory=("act", "received_on", "items", "reasons", "correct_by"), starts=(clocks.CORRECTION,),
    while_in=(State.CORRECTING,),
    rests_on=(clocks.CORRECTION_NOTICE,), basis="行政复议法 31", fulfils=("AD-026", "AD-027", "AD-028"),
)  # fmt: skip
ACCEPTANCE_NOTICE = ToApplicants(
    id="acceptance_notice", zh="受理通知书", en="Notice of acceptance", series="复受", template="reconsideration/acceptance_notice",
    contents=admission.acceptance_notice, mandatory=("act", "received_on", "accepted_on", "procedure", "decide_by"), rests_on=(clocks.REVIEW,),
    basis="行政复议法 30①③、53、62（通知书无明文，系惯例）", certainty="design", fulfils=("AD-022", "AD-023", "AD-025", "AD-033", "AD-052", "AD-082"),
)  # fmt: skip
REFUSAL = ToApplicants(
    id="refusal", zh=admission.AT_ADMISSION, en="Decision not to accept", series="复不受", template="reconsideration/refusal", contents=admission.refusal,
    mandatory=("act", "received_on", "claim", "facts", "ground", "reasons"), starts=(clocks.SUIT_AFTER_SILENCE,), while_in=(State.REFUSED,),
    rests_on=(clocks.REVIEW,),
    basis="行政复议法 30②；行政复议法 34、35", fulfils=("AD-024", "AD-031", "AD-095"), appeals=(SUIT_AFTER_REFUSAL,),
)  # fmt: skip
DISMISSAL = ToAll(
    id="dismissal", zh=admission.AFTER_ACCEPTANCE, en="Decision dismissing the application", series="复驳", template="reconsideration/dismissal",
    contents=admission.dismissal, mandatory=("act", "received_on", "accepted_on", "claim", "facts", "ground", "reasons"),
    starts=(clocks.SUIT_AFTER_SILENCE,), while_in=(State.DISMISSED,), basis="行政复议法 33、34、35", fulfils=("AD-030", "AD-031"),
    appeals=(SUIT_AFTER_DISMISSAL,),
)  # fmt: skip
SPLIT_NOTICE = ToApplicants(
    id="split_notice", zh="分别申请告知书", en="Notice to apply separately", series="复分", template="reconsideration/split_notice",
    contents=admission.split_notice, mandatory=("received_on", "acts", "how"), basis="行政复议法 22④", fulfils=("AD-018",),
)  # fmt: skip
ANSWER_NOTICE = ToRespondent(
    id="answer_notice", zh="行政复议答复通知书", en="Notice to answer", series="复答", template="reconsideration/answer_notice",
    contents=admission.answer_notice, mandatory=("act", "accepted_on", "claim", "copy", "answer_by"), starts=(clocks.RESPONDENT_ANSWER,), while_in=WAITING,
    excuses=(ONCE,),
    rests_on=(clocks.SERVE_COPY,), basis="行政复议法 44①、46①、48、70", fulfils=("AD-041", "AD-044", "AD-046", "AD-070", "AD-080"),
)  # fmt: skip
SIMPLE_ANSWER_NOTICE = ToRespondent(
    id="simple_answer_notice", zh="行政复议答复通知书（简易程序）", en="Notice to answer (simple procedure)", series="复简答",
    template="reconsideration/simple_answer_notice", contents=admission.simple_answer_notice,
    mandatory=("act", "accepted_on", "claim", "copy", "simple_case", "answer_by"), starts=(clocks.SIMPLE_ANSWER,), while_in=WAITING, excuses=(ONCE,),
    rests_on=(clocks.SIMPLE_SERVE_COPY,),
    basis="行政复议法 44①、46①、53、54、70", fulfils=("AD-041", "AD-044", "AD-052", "AD-053", "AD-070", "AD-080"),
)  # fmt: skip
THIRD_PARTY_NOTICE = DocumentType(
    id="third_party_notice", zh="第三人参加行政复议通知书", en="Notice to a third party", series="复三", template="reconsideration/third_party_notice",
    to=(Role.THIRD_PARTY,), contents=admission.third_party_notice, mandatory=("act", "accepted_on", "interest"), basis="行政复议法 16",
    fulfils=("AD-009", "AD-010"),
)  # fmt: skip
CONVERSION_NOTICE = ToAll(
    id="conversion_notice", zh="转为普通程序告知书", en="Notice of conversion to the ordinary procedure", series="复转",
    template="reconsideration/conversion_notice", contents=admission.conversion_notice, mandatory=("act", "accepted_on", "reasons", "decide_by"),
    rests_on=(clocks.ORDINARY,), basis="行政复议法 55、62①", fulfils=("AD-054", "AD-061"),
)  # fmt: skip

# ---- hearing the case ----

OPINION_RECORD = ForTheFile(
    id="opinion_record", zh="听取意见记录", en="Record of a party's views", series="复听", template="reconsideration/opinion_record",
    contents=course.opinion_record, mandatory=("act", "way", "heard_at", "officers", "person", "said_or_unheard"), basis="行政复议法 49",
    fulfils=("AD-047",),
)  # fmt: skip
HEARING_NOTICE = ToAll(
    id="hearing_notice", zh="听证通知书", en="Notice of a hearing", series="复证", template="reconsideration/hearing_notice", contents=course.hearing_notice,
    mandatory=("act", "hearing_at", "place", "matters"), rests_on=(clocks.HEARING_NOTICE,), basis="行政复议法 50、51",
    fulfils=("AD-048", "AD-049", "AD-050"),
)  # fmt: skip
HEARING_RECORD = ForTheFile(
    id="hearing_record", zh="听证笔录", en="Record of a hearing", series="复证录", template="reconsideration/hearing_record", contents=course.hearing_record,
    mandatory=("act", "started_at", "ended_at", "place", "chair", "members", "recorder", "present", "matters", "record"), basis="行政复议法 50③、61②",
    fulfils=("AD-048", "AD-050", "AD-060"),
)  # fmt: skip
SUSPENSION_NOTICE = ToAll(
    id="suspension_notice", zh="行政复议中止通知书", en="Notice of suspension", series="复中", template="reconsideration/suspension_notice",
    contents=course.suspension_notice, mandatory=("act", "ground", "reasons", "suspended_on"), basis="行政复议法 39①③、40", fulfils=("AD-036", "AD-037"),
)  # fmt: skip
RESUMPTION_NOTICE = ToAll(
    id="resumption_notice", zh="恢复审理通知书", en="Notice of resumption", series="复恢", template="reconsideration/resumption_notice",
    contents=course.resumption_notice, mandatory=("act", "ground", "reasons", "suspended_on", "resumed_on"), basis="行政复议法 39②③", fulfils=("AD-037",),
)  # fmt: skip
TERMINATION = ToAll(
    id="termination", zh="行政复议终止决定书", en="Decision terminating the case", series="复终", template="reconsideration/termination",
    contents=course.termination, mandatory=("act", "ground", "reasons", "terminated_on"), basis="行政复议法 41、74②", fulfils=("AD-039", "AD-074"),
)  # fmt: skip
EXTENSION_NOTICE = ToAll(
    id="extension_notice", zh="延期审理通知书", en="Notice of extension", series="复延", template="reconsideration/extension_notice",
    contents=course.extension_notice, mandatory=("act", "accepted_on", "days", "reasons", "old_last_day", "new_last_day"), rests_on=(clocks.ORDINARY,),
    basis="行政复议法 62①；行政诉讼法 45", fulfils=("AD-061", "AD-090"),
)  # fmt: skip
STAY_NOTICE = ToAll(
    id="stay_notice", zh="停止执行通知书", en="Notice of stay of execution", series="复停", template="reconsideration/stay_notice",
    contents=course.stay_notice, mandatory=("act", "ground", "reasons", "extent", "from_on"), basis="行政复议法 42", fulfils=("AD-040",),
)  # fmt: skip
NORM_TRANSFER = ToOrgan(
    id="norm_transfer", zh="附带审查转送函", en="Letter sending a norm for review", series="复转审", template="reconsideration/norm_transfer",
    contents=course.norm_transfer, mandatory=("act", "norm", "clauses", "ground", "reasons", "reply_by"), starts=(clocks.NORM_REPLY,),
    while_in=(State.NORM_TRANSFERRED,),
    rests_on=(clocks.NORM_TRANSFER,), basis="行政复议法 56、57、60", fulfils=("AD-006", "AD-055", "AD-058"),
)  # fmt: skip
NORM_NOTICE = ToAll(
    id="norm_notice", zh="规范性文件附带审查告知书", en="Notice of the review of a norm", series="复审告", template="reconsideration/norm_notice",
    contents=course.norm_notice, mandatory=("act", "norm", "clauses", "ground"), basis="行政复议法 39①(9)③、56、57", fulfils=("AD-037", "AD-055"),
)  # fmt: skip
NORM_MAKER_NOTICE = ToOrgan(
    id="norm_maker_notice", zh="规范性文件审查答复通知书", en="Notice to the norm-maker", series="复审答", template="reconsideration/norm_maker_notice",
    contents=course.norm_maker_notice, mandatory=("act", "norm", "clauses", "ground", "questions", "suspended_on", "answer_by"),
    starts=(clocks.NORM_ANSWER,), while_in=(State.NORM_REVIEW,), rests_on=(clocks.NORM_NOTICE,), basis="行政复议法 56、57、58", fulfils=("AD-056",),
)  # fmt: skip
NORM_DECISION = ToOrgan(
    id="norm_decision", zh="规范性文件处理决定书", en="Decision on a norm", series="复审决", template="reconsideration/norm_decision",
    contents=course.norm_decision, mandatory=("act", "norm", "clauses", "review", "ground", "higher_law", "reasons", "correction"),
    rests_on=(clocks.NORM_REVIEW,), basis="行政复议法 56、57、59", fulfils=("AD-055", "AD-057"),
)  # fmt: skip
NORM_REPLY = ToOrgan(
    id="norm_reply", zh="规范性文件处理意见函", en="Reply on a norm sent here", series="复审复", template="reconsideration/norm_reply",
    contents=course.norm_reply, mandatory=("norm", "clauses", "letter_number", "letter_received_on", "opinion", "reasons", "handling"),
    rests_on=(clocks.NORM_REPLY,), basis="行政复议法 56、57、60", fulfils=("AD-058",),
)  # fmt: skip
FILE_ACCESS = ToWhoAsked(
    id="file_access", zh="准许查阅、复制材料通知书", en="Leave to read the file", series="复阅", template="reconsideration/file_access",
    contents=course.file_access, mandatory=("act", "asked_on", "material", "when", "place"), basis="行政复议法 47", fulfils=("AD-045",),
)  # fmt: skip
FILE_ACCESS_REFUSAL = ToWhoAsked(
    id="file_access_refusal", zh="不予查阅、复制材料告知书", en="Refusal to open the file", series="复不阅",
    template="reconsideration/file_access_refusal", contents=course.file_access_refusal, mandatory=("act", "asked_on", "material", "grounds", "reasons"),
    basis="行政复议法 36②、47", fulfils=("AD-034", "AD-045"),
)  # fmt: skip
EVIDENCE_REQUEST = ToOrgan(
    id="evidence_request", zh="证据调取通知书", en="Request for evidence", series="复调证", template="reconsideration/evidence_request",
    contents=course.evidence_request, mandatory=("act", "material", "purpose", "hand_over_by", "officers"), basis="行政复议法 45", fulfils=("AD-043",),
)  # fmt: skip

# ---- the end, and after it ----

DECISION = ToAll(
    id="decision", zh=outcome.DECISION, en="Decision", series="复决", template="reconsideration/decision", contents=outcome.decision,
    mandatory=("act", "received_on", "accepted_on", "claim", "applicant_reasons", "answer", "facts", "reasons", "results", "orders", "consent"),
    starts=(clocks.SUIT_AFTER_DECISION,), while_in=DECIDED, excuses=(ONE_OF_TWO,),
    basis="行政复议法 61、63、64、65、66、67、68、69、70、71、72、75、77①；行政诉讼法 45",
    fulfils=(
        "AD-057", "AD-059", "AD-060", "AD-061", "AD-062", "AD-063", "AD-064", "AD-065", "AD-066", "AD-067", "AD-068", "AD-069", "AD-070", "AD-071",
        "AD-072", "AD-075", "AD-090", "AD-095",
    ),
    appeals=(SUIT,),
)  # fmt: skip
DECISION_ON_OWN_ACT = ToAll(
    id="decision_on_own_act", zh=outcome.DECISION, en="Decision on the ministry's own act", series="复决", template="reconsideration/decision",
    contents=outcome.decision_on_own_act, mandatory=DECISION.mandatory, starts=DECISION.starts, while_in=DECISION.while_in, excuses=DECISION.excuses,
    basis="行政复议法 25(1)、26；" + DECISION.basis,
    fulfils=(*DECISION.fulfils, "AD-021"), appeals=(SUIT, STATE_COUNCIL),
)  # fmt: skip
MEDIATION_AGREEMENT = ToAll(
    id="mediation_agreement", zh="行政复议调解书", en="Mediation agreement", series="复调", template="reconsideration/mediation_agreement",
    contents=outcome.mediation_agreement, mandatory=("act", "claim", "facts", "reasons", "terms"),
    basis="行政复议法 5、73；2007条例 50②（2026-06-30 前）", certainty="V-2007", fulfils=("AD-002", "AD-073"),
)  # fmt: skip
WITHDRAWAL_PERMIT = ToAll(
    id="withdrawal_permit", zh="准予撤回行政复议申请通知书", en="Leave to withdraw", series="复撤", template="reconsideration/withdrawal_permit",
    contents=outcome.withdrawal_permit, mandatory=("act", "withdrawn_on", "checked"), basis="行政复议法 41(1)、74", fulfils=("AD-002", "AD-008", "AD-074"),
)  # fmt: skip
OPINION_LETTER = DocumentType(
    id="opinion_letter", zh="行政复议意见书", en="Opinion letter", series="复意", template="reconsideration/opinion_letter",
    to=(Role.RESPONDENT, Role.ORGAN), contents=outcome.opinion_letter, mandatory=("act", "found_act", "facts", "law", "reasons", "opinions", "report_by"),
    starts=(clocks.OPINION_REPORT,), basis="行政复议法 76、77①", fulfils=("AD-076",),
)  # fmt: skip
PERFORMANCE_ORDER = ToRespondent(
    id="performance_order", zh="责令履行通知书", en="Order to perform", series="复责履", template="reconsideration/performance_order",
    contents=outcome.performance_order,
    mandatory=("act", "instrument", "instrument_number", "instrument_served_on", "duty", "reasons", "perform_by"), basis="行政复议法 77、83",
    fulfils=("AD-077", "AD-080"),
)  # fmt: skip
RESUME_ORDER = ToOrgan(
    id="resume_order", zh="责令恢复审理通知书", en="Order to resume", series="复责恢", template="reconsideration/resume_order",
    contents=outcome.resume_order, mandatory=("their_case", "suspended_on", "facts", "reasons"), basis="行政复议法 40", fulfils=("AD-038",),
)  # fmt: skip
CORRECTION_ORDER = ToOrgan(
    id="correction_order", zh="责令纠正通知书", en="Order to correct", series="复责纠", template="reconsideration/correction_order",
    contents=outcome.correction_order, mandatory=("their_case", "ground", "facts", "reasons", "correction"), basis="行政复议法 35", fulfils=("AD-032",),
)  # fmt: skip
LEAD_REFERRAL = ForTheFile(
    id="lead_referral", zh="违法线索移送函", en="Referral of a lead", series="复移", template="reconsideration/lead_referral",
    contents=outcome.lead_referral, mandatory=("addressee", "ground", "persons", "facts"), basis="行政复议法 85、86", fulfils=("AD-081",),
)  # fmt: skip

PAPERS: tuple[DocumentType, ...] = (
    APPLICATION_FORM, ORAL_APPLICATION, CORRECTION_NOTICE, ACCEPTANCE_NOTICE, REFUSAL, DISMISSAL, SPLIT_NOTICE, ANSWER_NOTICE, SIMPLE_ANSWER_NOTICE,
    THIRD_PARTY_NOTICE, CONVERSION_NOTICE, OPINION_RECORD, HEARING_NOTICE, HEARING_RECORD, SUSPENSION_NOTICE, RESUMPTION_NOTICE, TERMINATION,
    EXTENSION_NOTICE, STAY_NOTICE, NORM_TRANSFER, NORM_NOTICE, NORM_MAKER_NOTICE, NORM_DECISION, NORM_REPLY, FILE_ACCESS, FILE_ACCESS_REFUSAL,
    EVIDENCE_REQUEST, DECISION, DECISION_ON_OWN_ACT, MEDIATION_AGREEMENT, WITHDRAWAL_PERMIT, OPINION_LETTER, PERFORMANCE_ORDER, RESUME_ORDER,
    CORRECTION_ORDER, LEAD_REFERRAL,
)  # fmt: skip
