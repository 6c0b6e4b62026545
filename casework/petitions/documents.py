"""The papers of a petition (信访文书): to whom, resting on what, what each must hold, which clocks of the other side run from its service.

What goes to another organ stays in the file and names its addressee: an organ is no party to a petition.
"""

from functools import partial

from casework.cases.documents import Appeal, DocumentType
from casework.people.roles import Role
from casework.petitions import clocks, contents

PETITIONER = (Role.APPLICANT, Role.AGENT, Role.REPRESENTATIVE)
BOTH_SIDES = (*PETITIONER, Role.RESPONDENT)

# One paper for the petitioner and whoever acts for them; a letter to an organ or a record stays in the file.
ToPetitioner = partial(DocumentType, to=PETITIONER, together=True)
ForTheFile = partial(DocumentType, to=())

TO_REVIEW = Appeal("30日内请求复查", "review within 30 days", "信访工作条例 35", limit=clocks.REVIEW_REQUEST, body=contents.superior)
TO_RECHECK = Appeal("30日内请求复核", "recheck within 30 days", "信访工作条例 36①", limit=clocks.RECHECK_REQUEST, body=contents.superior)

# ---- coming in ----

REGISTRATION = ForTheFile(
    id="registration", zh="信访事项登记单", en="Registration", series="访登", template="petitions/registration", contents=contents.registration,
    mandatory=("channel", "received_on", "petitioner", "claim", "facts", "statement"), basis="信访工作条例 17①、19①、20③、21②、23①",
    fulfils=("PD-007", "PD-012", "PD-015"),
)  # fmt: skip
ACCEPTANCE_NOTICE = ToPetitioner(
    id="acceptance_notice", zh="受理告知书", en="Notice of acceptance", series="访受", template="petitions/acceptance_notice",
    contents=contents.acceptance_notice, mandatory=("received_on", "accepted_on", "claim", "pt05_last_day", "handler_office"),
    rests_on=(clocks.NOTICE, clocks.TRANSFER_NOTICE, clocks.HANDLING), basis="信访工作条例 23①②③、31(6)、34、44(3)",
    fulfils=("PD-002", "PD-015", "PD-016", "PD-017"),
)  # fmt: skip
RECEIPT_NOTICE = ToPetitioner(
    id="receipt_notice", zh="接收告知书", en="Notice of receipt", series="访接", template="petitions/receipt_notice", contents=contents.receipt_notice,
    mandatory=("received_on", "head", "route", "handler_office"), rests_on=(clocks.NOTICE, clocks.TRANSFER_NOTICE),
    basis="信访工作条例 23①②③④、29①、30①、44(3)", fulfils=("PD-015", "PD-016", "PD-017"),
)  # fmt: skip
FORWARDING_LETTER = ForTheFile(
    id="forwarding_letter", zh="信访事项转送函", en="Letter forwarding a petition", series="访转", template="petitions/forwarding_letter",
    contents=contents.forwarding_letter, mandatory=("addressee", "received_on", "claim", "facts", "reasons"), basis="信访工作条例 23①③",
    fulfils=("PD-015",),
)  # fmt: skip
ASSIGNMENT_LETTER = ForTheFile(
    id="assignment_letter", zh="信访事项交办函", en="Letter assigning a petition", series="访交", template="petitions/assignment_letter",
    contents=contents.assignment_letter, mandatory=("addressee", "received_on", "claim", "facts", "reasons", "report_by"), rests_on=(clocks.ASSIGNED,),
    basis="信访工作条例 14②、22①(3)、23①③", fulfils=("PD-013", "PD-015"),
)  # fmt: skip
DESTINATION_NOTICE = ToPetitioner(
    id="destination_notice", zh="转送（交办）去向告知书", en="Notice of where the petition was sent", series="访去", template="petitions/destination_notice",
    contents=contents.destination_notice, mandatory=("received_on", "body_name", "sent_on", "reasons"), rests_on=(clocks.NOTICE,),
    basis="信访工作条例 23①②", fulfils=("PD-015", "PD-016"),
)  # fmt: skip
REDIRECTION_NOTICE = ToPetitioner(
    id="redirection_notice", zh="不属本机关、本系统职权范围告知书", en="Notice of whom to address", series="访告", template="petitions/redirection_notice",
    contents=contents.redirection_notice, mandatory=("received_on", "head", "reasons", "body_name"), rests_on=(clocks.NOTICE,),
    basis="信访工作条例 20①②、23①②", fulfils=("PD-009", "PD-015", "PD-016"),
)  # fmt: skip
REFUSAL = ToPetitioner(
    id="refusal", zh="不予受理告知书", en="Notice of refusal", series="访不受", template="petitions/refusal", contents=contents.refusal,
    mandatory=("received_on", "claim", "head", "reasons", "body_name", "taken_on", "handled_until"), rests_on=(clocks.NOTICE,),
    basis="信访工作条例 19③、23②、44(3)", fulfils=("PD-008", "PD-016"),
)  # fmt: skip
NOT_TAKEN_AGAIN = ToPetitioner(
    id="not_taken_again", zh="不再受理告知书", en="Notice that it is not taken up again", series="访不再", template="petitions/not_taken_again",
    contents=contents.not_taken_again, mandatory=("received_on", "claim", "head", "reasons", "recheck_body", "recheck_number", "recheck_on"),
    rests_on=(clocks.NOTICE,), basis="信访工作条例 23②、36③", fulfils=("PD-016", "PD-044"),
)  # fmt: skip
OBJECTION = ForTheFile(
    id="objection", zh="信访事项异议函", en="Objection to a transferred petition", series="访异", template="petitions/objection", contents=contents.objection,
    mandatory=("addressee", "sender_number", "received_on", "claim", "head", "reasons"), rests_on=(clocks.OBJECTION,), basis="信访工作条例 23③",
    fulfils=("PD-017",),
)  # fmt: skip
OBJECTION_ANSWER = ForTheFile(
    id="objection_answer", zh="异议核实意见函", en="Answer to an objection", series="访异复", template="petitions/objection_answer",
    contents=contents.objection_answer, mandatory=("addressee", "objection_number", "objection_on", "answer", "reasons"), basis="信访工作条例 23③",
    fulfils=("PD-017",),
)  # fmt: skip
PROCEDURE_NOTICE = ToPetitioner(
    id="procedure_notice", zh="导入法定程序告知书", en="Notice leading into another procedure", series="访导", template="petitions/procedure_notice",
    contents=contents.procedure_notice, mandatory=("received_on", "claim", "head", "reasons", "procedure", "procedure_basis", "body_name"),
    rests_on=(clocks.NOTICE, clocks.TRANSFER_NOTICE), basis="信访工作条例 23②③、28②、31(1)(2)(3)(4)(5)",
    fulfils=("PD-016", "PD-017", "PD-025", "PD-031", "PD-032", "PD-033", "PD-034", "PD-035"),
)  # fmt: skip

# ---- accusations ----

ACCUSATION_REFERRAL = ForTheFile(
    id="accusation_referral", zh="检举控告移送函", en="Referral of an accusation", series="访检移", template="petitions/accusation_referral",
    contents=contents.accusation_referral, mandatory=("addressee", "received_on", "accused", "claim", "facts", "reasons"),
    basis="信访工作条例 23④、30①③、46(5)", fulfils=("PD-018", "PD-029", "PD-030"),
)  # fmt: skip
ACCUSATION_FEEDBACK = ToPetitioner(
    id="accusation_feedback", zh="检举控告反馈书", en="Feedback on an accusation", series="访检复", template="petitions/accusation_feedback",
    contents=contents.accusation_feedback, mandatory=("received_on", "body_name", "feedback"), basis="信访工作条例 18④、30①③",
    fulfils=("PD-029", "PD-030"),
)  # fmt: skip

# ---- handling ----

EXTENSION_NOTICE = ToPetitioner(
    id="extension_notice", zh="延期告知书", en="Notice of extension", series="访延", template="petitions/extension_notice",
    contents=contents.extension_notice, mandatory=("accepted_on", "days", "reasons", "old_last_day", "new_last_day"), rests_on=(clocks.HANDLING,),
    basis="信访工作条例 34", fulfils=("PD-040",),
)  # fmt: skip
HEARING_NOTICE = DocumentType(
    id="hearing_notice", zh="听证通知书", en="Notice of a hearing", series="访听", template="petitions/hearing_notice", to=BOTH_SIDES,
    contents=contents.hearing_notice, mandatory=("meeting_at", "place", "matters"), basis="信访工作条例 31(6)、36②（通知的形式和期限无明文，内部规定）",
    certainty="design", fulfils=("PD-036", "PD-043"),
)  # fmt: skip
HEARING_RECORD = ForTheFile(
    id="hearing_record", zh="听证笔录", en="Record of a hearing", series="访听录", template="petitions/hearing_record", contents=contents.hearing_record,
    mandatory=("started_at", "ended_at", "place", "chair", "recorder", "present", "matters", "record"),
    basis="信访工作条例 31(6)、36②（笔录的内容无明文，内部规定）", certainty="design", fulfils=("PD-036", "PD-043"),
)  # fmt: skip
OPINION = ToPetitioner(
    id="opinion", zh="信访处理意见书", en="Petition opinion", series="访意", template="petitions/opinion", contents=contents.opinion,
    mandatory=("received_on", "accepted_on", "claim", "facts", "found", "result", "opinion", "legal_basis"), starts=(clocks.REVIEW_REQUEST,),
    rests_on=(clocks.HANDLING,), basis="信访工作条例 31(6)、32①②、34、35", fulfils=("PD-036", "PD-037", "PD-038", "PD-040", "PD-041", "PD-045"),
    appeals=(TO_REVIEW,),
)  # fmt: skip
SIMPLE_OPINION = ToPetitioner(
    id="simple_opinion", zh="信访处理意见书（简易办理）", en="Petition opinion (simple handling)", series="访简", template="petitions/simple_opinion",
    contents=contents.simple_opinion,
    mandatory=("received_on", "accepted_on", "claim", "facts", "head", "found", "opinion", "legal_basis", "pt12_last_day"),
    starts=(clocks.REVIEW_REQUEST,), rests_on=(clocks.SIMPLE_OPINION,), basis="信访事项简易办理办法 4；信访工作条例 32①、35（期限条文未见）",
    certainty="S", fulfils=("PD-053", "PD-055"), appeals=(TO_REVIEW,),
)  # fmt: skip
MEDIATION_AGREEMENT = DocumentType(
    id="mediation_agreement", zh="调解协议书", en="Mediated agreement", series="访调", template="petitions/mediation_agreement", to=BOTH_SIDES, together=True,
    contents=contents.mediation_agreement,
    mandatory=("claim", "facts", "other_party", "petitioner_consent_on", "other_consent_on", "mediator", "terms"), basis="信访工作条例 33",
    fulfils=("PD-039",),
)  # fmt: skip
SETTLEMENT_AGREEMENT = DocumentType(
    id="settlement_agreement", zh="和解协议书", en="Settlement agreement", series="访和", template="petitions/settlement_agreement", to=BOTH_SIDES,
    together=True, contents=contents.settlement_agreement, mandatory=("claim", "facts", "other_party", "terms", "agreed_on"), basis="信访工作条例 33",
    fulfils=("PD-039",),
)  # fmt: skip
SUGGESTION_REPLY = ToPetitioner(
    id="suggestion_reply", zh="建议回复书", en="Reply to a suggestion", series="访建", template="petitions/suggestion_reply",
    contents=contents.suggestion_reply, mandatory=("received_on", "suggestion", "study", "outcome", "reasons"), basis="信访工作条例 29①②",
    fulfils=("PD-027", "PD-028"),
)  # fmt: skip

# ---- review and recheck ----

REVIEW_OPINION = ToPetitioner(
    id="review_opinion", zh="复查意见书", en="Review opinion", series="访查", template="petitions/review_opinion", contents=contents.review_opinion,
    mandatory=("requested_on", "first_body", "first_number", "first_on", "claim", "objections", "found", "opinion", "legal_basis"),
    starts=(clocks.RECHECK_REQUEST,), rests_on=(clocks.REVIEW,), basis="信访工作条例 35、36①", fulfils=("PD-041", "PD-042"), appeals=(TO_RECHECK,),
)  # fmt: skip
RECHECK_OPINION = ToPetitioner(
    id="recheck_opinion", zh="复核意见书", en="Recheck opinion", series="访核", template="petitions/recheck_opinion", contents=contents.recheck_opinion,
    mandatory=("requested_on", "first_body", "first_number", "first_on", "first_opinion", "claim", "objections", "found", "opinion", "legal_basis"),
    rests_on=(clocks.RECHECK,), basis="信访工作条例 36①②③", fulfils=("PD-042", "PD-043", "PD-044"),
)  # fmt: skip

# ---- to those above, beside and below ----

CLOSING_REPORT = ForTheFile(
    id="closing_report", zh="信访事项办结报告", en="Closing report to the assigner", series="访结", template="petitions/closing_report",
    contents=contents.closing_report, mandatory=("addressee", "sender_number", "received_on", "report_by", "claim", "found", "result"),
    rests_on=(clocks.ASSIGNED,), basis="信访工作条例 22①(3)", fulfils=("PD-013",),
)  # fmt: skip
EXECUTION_LETTER = ForTheFile(
    id="execution_letter", zh="督促执行函", en="Letter pressing for execution", series="访执", template="petitions/execution_letter",
    contents=contents.execution_letter, mandatory=("addressee", "opinion_number", "opinion_on", "measures"), basis="信访工作条例 32②、42(4)",
    fulfils=("PD-038", "PD-048"),
)  # fmt: skip
SUPERVISION_LETTER = ForTheFile(
    id="supervision_letter", zh="信访事项督办函", en="Letter of supervision", series="访督", template="petitions/supervision_letter",
    contents=contents.supervision_letter, mandatory=("addressee", "faults", "facts", "suggestions"), basis="信访工作条例 14②、15①、40①④",
    fulfils=("PD-046",),
)  # fmt: skip
SUPERVISION_FEEDBACK = ForTheFile(
    id="supervision_feedback", zh="督办建议采纳情况反馈", en="Feedback on suggestions of supervision", series="访督复",
    template="petitions/supervision_feedback", contents=contents.supervision_feedback, mandatory=("addressee", "sender_number", "adopted", "state"),
    basis="信访工作条例 40④", fulfils=("PD-047",),
)  # fmt: skip
URGENT_REPORT = ForTheFile(
    id="urgent_report", zh="重大、紧急信访信息报告", en="Report of a grave or urgent matter", series="访急", template="petitions/urgent_report",
    contents=contents.urgent_report, mandatory=("addressee", "competent", "conference", "happened_at", "place", "facts", "effects", "measures"),
    basis="信访工作条例 25①、46(4)", fulfils=("PD-021",),
)  # fmt: skip
DISORDER_RECORD = ForTheFile(
    id="disorder_record", zh="劝阻、批评、教育记录", en="Record of dissuasion", series="访劝", template="petitions/disorder_record",
    contents=contents.disorder_record, mandatory=("started_at", "place", "person", "conduct", "facts", "said", "staff", "outcome"),
    basis="信访工作条例 20①③、26、47①②", fulfils=("PD-022",),
)  # fmt: skip

PAPERS: tuple[DocumentType, ...] = (
    REGISTRATION, ACCEPTANCE_NOTICE, RECEIPT_NOTICE, FORWARDING_LETTER, ASSIGNMENT_LETTER, DESTINATION_NOTICE, REDIRECTION_NOTICE, REFUSAL,
    NOT_TAKEN_AGAIN, OBJECTION, OBJECTION_ANSWER, PROCEDURE_NOTICE, ACCUSATION_REFERRAL, ACCUSATION_FEEDBACK, EXTENSION_NOTICE, HEARING_NOTICE,
    HEARING_RECORD, OPINION, SIMPLE_OPINION, MEDIATION_AGREEMENT, SETTLEMENT_AGREEMENT, SUGGESTION_REPLY, REVIEW_OPINION, RECHECK_OPINION,
    CLOSING_REPORT, EXECUTION_LETTER, SUPERVISION_LETTER, SUPERVISION_FEEDBACK, URGENT_REPORT, DISORDER_RECORD,
)  # fmt: skip
