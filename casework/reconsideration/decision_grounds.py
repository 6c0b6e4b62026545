"""The grounds that guard the ends of a case and its decision (41, 61-75), each named after its article."""

from datetime import date

from casework.cases.grounds import Answer, Ground, Met, Unknown, Unmet, ground
from casework.people.roles import Role
from casework.reconsideration import clocks, codes
from casework.reconsideration.admissibility import File, Given
from casework.reconsideration.papers import lines
from casework.reconsideration.states import State

# ---- withdrawal, settlement, mediation, termination ----


@ground(
    "A74",
    "行政复议法 5②、74①",
    "出于自愿，不损害国家、公共和他人权益，不违反强制性规定",
    "Voluntary, harming nobody, against no mandatory rule",
    fulfils=("AD-002", "AD-074"),
)
def HARMS_NOBODY(case: File, given: Given, on: date) -> Answer:
    return Unknown(
        "是否出于当事人真实意愿，不损害国家利益、社会公共利益和他人合法权益，不违反强制性规定？",
        "Is it of free will, harming nobody and against no mandatory rule?",
    )


@ground("A15-2", "行政复议法 15②", "代表人撤回、变更请求或者承认第三人请求的，经被代表的申请人同意", "The represented consent", fulfils=("AD-008",))
def REPRESENTED_CONSENT(case: File, given: Given, on: date) -> Answer:
    if not case.in_the_case(Role.REPRESENTATIVE) or given.get("represented_consent"):
        return Met()
    return Unmet("代表人的这一行为应当经被代表的申请人同意，请提交同意的材料。", "The represented must consent: file their consent.")


@ground("A41-1", "行政复议法 41(1)、74②", "申请人已经撤回申请", "The applicant has withdrawn", fulfils=("AD-039",))
def WAS_WITHDRAWN(case: File, given: Given, on: date) -> Answer:
    return Met() if case.withdrawn_on else Unmet("申请人没有撤回申请。", "The applicant has not withdrawn.")


@ground("A41", "行政复议法 41(2)(3)(4)(5)", "有终止的情形", "One of the grounds to terminate is given", fulfils=("AD-039",))
def MUST_TERMINATE(case: File, given: Given, on: date) -> Answer:
    if given.get("ground") != codes.STILL_SUSPENDED:
        return Met()
    found = case.clock(clocks.SUSPENDED_TOO_LONG.id)
    if found is None or case.state not in (State.SUSPENDED, State.SIMPLE_SUSPENDED):
        return Unmet("不是依第三十九条第一款第一、二、四项中止的案件。", "The case is not suspended under 39①(1), (2) or (4).")
    full = found.last_day
    if full is None or on <= full:
        return Unmet("中止未满六十日。", "Sixty days of suspension are not complete.")
    return Met()


@ground(
    "A73", "行政复议法 5、73", "当事人各方自愿达成协议，内容合法", "All sides agreed of their own will, and the terms are lawful", fulfils=("AD-002", "AD-073")
)
def MAY_BE_MEDIATED(case: File, given: Given, on: date) -> Answer:
    return HARMS_NOBODY.ask(case, given, on)


@ground("A73-signed", "行政复议法 73①", "各方当事人均已签字或者签章", "Every side has signed", fulfils=("AD-073",))
def ALL_SIGNED(case: File, given: Given, on: date) -> Answer:
    signed = lines(given["signed"]) if given.get("signed") else None
    if signed is None:
        return Met()
    missing = [one.name for one in case.in_the_case(Role.APPLICANT, Role.RESPONDENT) if one.name not in signed]
    return Unmet(f"尚未签字或者签章：{'、'.join(missing)}。", f"Not signed yet: {', '.join(missing)}.") if missing else Met()


# ---- the decision (61-73) ----


@ground(
    "A48-heard", "行政复议法 48、54①、70", "被申请人已经答复，或者答复期限已过", "The respondent answered, or its time has passed", fulfils=("AD-046", "AD-070")
)
def ANSWER_IS_IN(case: File, given: Given, on: date) -> Answer:
    return Met() if case.answered_on or case.unanswered else Unmet("被申请人的答复期限尚未届满。", "The respondent's time to answer is not over.")


@ground(
    "A49",
    "行政复议法 49、54②",
    "普通程序已经听取当事人的意见，或者因当事人原因不能听取",
    "In the ordinary procedure the parties were heard",
    fulfils=("AD-047", "AD-053"),
)
def PARTIES_WERE_HEARD(case: File, given: Given, on: date) -> Answer:
    if case.procedure == codes.SIMPLE or case.heard_on or case.hearing_on or case.unheard:
        return Met()
    return Unmet("还没有听取当事人的意见并记录在案。", "The parties have not been heard yet.")


@ground("A50-1", "行政复议法 50①", "重大、疑难、复杂的案件已经组织听证", "A grave, difficult or complex case was heard in a hearing", fulfils=("AD-048",))
def HEARING_WHERE_IT_MUST(case: File, given: Given, on: date) -> Answer:
    if case.hearing_on or case.waived_on or case.procedure == codes.SIMPLE:
        return Met()
    return Unknown("没有组织听证。是否不属于重大、疑难、复杂的案件？", "No hearing was held. Is the case neither grave nor difficult nor complex?")


@ground(
    "A52-2", "行政复议法 52②、61③", "应当提请行政复议委员会咨询的，已经提请并记录", "The committee was asked where it must be", fulfils=("AD-051", "AD-060")
)
def ADVICE_WHERE_IT_MUST(case: File, given: Given, on: date) -> Answer:
    if case.advice:
        return Met()
    if case.advice_asked_on:
        return Unmet("已提请行政复议委员会咨询，咨询意见还没有记录。", "The committee was asked; its advice is not recorded yet.")
    return Unknown("是否没有行政复议委员会，或者本案不属于应当提请咨询的情形？", "Is there no committee, or need it not be asked in this case?")


@ground("A43-2", "行政复议法 43②、44①", "证据经审查属实", "The evidence was verified", fulfils=("AD-041",))
def EVIDENCE_VERIFIED(case: File, given: Given, on: date) -> Answer:
    if case.verified_on or case.unanswered:
        return Met()
    return Unmet("证据还没有审查属实并记录。", "The evidence has not been verified and recorded.")


def _results(given: Given) -> set[str]:
    return set(given.get("results") or ())


@ground("A63-2", "行政复议法 63②", "变更不对申请人更为不利，第三人提出相反请求的除外", "A change is not worse for the applicant", fulfils=("AD-063",))
def NOT_WORSE(case: File, given: Given, on: date) -> Answer:
    if "change" not in _results(given) or given.get("worse") == "no":
        return Met()
    if given.get("worse") == "third_party" and case.in_the_case(Role.THIRD_PARTY):
        return Met()
    return Unmet(
        "不得作出对申请人更为不利的变更决定，第三人提出相反请求的除外；请写明是否更为不利。",
        "A change may not be worse for the applicant unless a third party asks the opposite: say which.",
    )


OF_ONE_KIND = {"change", "annul", "annul_part", "unlawful", "perform", "void", "maintain", "reject"}
WITH_ANNULMENT = {"change", "annul", "annul_part", "unlawful", "void", "70-annul", "70-annul_part", "70-unlawful", "70-void"}
SILENT = {one.code for one in codes.RESULTS if one.code.startswith("70-")}
AGREEMENTS = {one.code for one in codes.RESULTS if one.code.startswith("71-")}


@ground(
    "A64",
    "行政复议法 63、64、65、66、67、68、69",
    "各项决定彼此相容",
    "The results go together",
    fulfils=("AD-064", "AD-065", "AD-066", "AD-067", "AD-068", "AD-069"),
)
def RESULTS_GO_TOGETHER(case: File, given: Given, on: date) -> Answer:
    found = _results(given)
    main = found & OF_ONE_KIND
    if {"maintain", "reject"} & main and len(main | found & (SILENT | AGREEMENTS)) > 1:
        return Unmet("维持或者驳回请求不能与其他决定并存。", "Maintaining or rejecting stands alone.")
    if len({"annul", "annul_part", "maintain", "void"} & main) > 1 or {"annul", "change"} <= main:
        return Unmet("撤销、部分撤销、变更、确认无效、维持不能同时作出。", "Annulment, change, voidness and maintenance exclude one another.")
    if "redo" in found and not found & {"annul", "annul_part", "70-annul", "70-annul_part"}:
        return Unmet("责令重新作出行政行为以撤销或者部分撤销为前提。", "An order to act anew needs an annulment.")
    if {"perform", "reject"} & main and not case.by_omission and case.act_kind != "11-3":
        return Unmet("责令履行和驳回请求适用于不履行法定职责的案件。", "These results belong to cases of non-performance.")
    if "perform" in main and not given.get("perform_by"):
        return Unmet("责令履行应当写明期限的最后一日。", "An order to perform names its last day.")
    if AGREEMENTS & found and case.act_kind != "11-13":
        return Unmet("行政协议的决定适用于行政协议案件。", "These results belong to administrative agreements.")
    return (
        Met()
        if found & {one.code for one in codes.RESULTS} - {"redo", "norm", "72-2"} or not found
        else Unmet("没有对行政行为的决定。", "Nothing is decided on the act.")
    )


@ground("A67", "行政复议法 67", "申请人申请确认无效", "The applicant asks for a declaration of voidness", fulfils=("AD-067",))
def VOIDNESS_WAS_ASKED(case: File, given: Given, on: date) -> Answer:
    if "void" not in _results(given):
        return Met()
    return Unknown("申请人是否申请确认行政行为无效？", "Does the applicant ask for the act to be declared void?")


@ground(
    "A70", "行政复议法 70", "逾期未答复的视为没有证据、依据，第三人提供证据的除外", "Without an answer the act lacks evidence, unless a third party gives it",
    fulfils=("AD-070",),
)  # fmt: skip
def NO_EVIDENCE_RULE(case: File, given: Given, on: date) -> Answer:
    found = _results(given)
    if not found:
        return Met()
    if case.unanswered and not case.third_party_evidence and not (found & SILENT):
        return Unmet(
            "被申请人没有答复，视为行政行为没有证据、依据，应当依第七十条决定；涉及第三人合法权益且第三人提供证据的除外。",
            "No answer: the act counts as lacking evidence and article 70 decides, unless a third party whose rights are concerned gives evidence.",
        )
    if found & SILENT and (not case.unanswered or case.third_party_evidence):
        return Unmet("被申请人已经答复，或者第三人提供了证据，不适用第七十条。", "Article 70 does not apply: there is an answer, or a third party's evidence.")
    return Met()


@ground("A72-1", "行政复议法 72①", "一并提出的赔偿请求同时决定", "A claim for compensation is decided together", fulfils=("AD-072",))
def COMPENSATION_DECIDED(case: File, given: Given, on: date) -> Answer:
    found = _results(given)
    if not found or not case.compensation:
        if {"72-1-award", "72-1-reject"} & found:
            return Unmet("申请人没有提出行政赔偿请求。", "No compensation was claimed.")
        return Met()
    if not {"72-1-award", "72-1-reject"} & found:
        return Unmet("申请人一并提出行政赔偿请求，应当同时决定。", "Compensation was claimed: it is decided together.")
    if "72-1-award" in found and not found & WITH_ANNULMENT:
        return Unmet("给予赔偿以撤销、变更或者确认违法、无效为前提。", "Compensation needs an annulment, a change, or a finding of unlawfulness.")
    return Met()


@ground("A72-2", "行政复议法 72②", "没有提出赔偿请求的，依职权核查是否应当返还财产", "Restitution is looked at of own motion", fulfils=("AD-072",))
def RESTITUTION_CHECKED(case: File, given: Given, on: date) -> Answer:
    found = _results(given)
    if not found & {"annul", "annul_part", "change", "70-annul", "70-annul_part"} or case.compensation or "72-2" in found:
        return Met()
    return Unknown(
        "行政行为是否不涉及罚款、没收、征收征用、摊派或者对财产的查封、扣押、冻结，因而无须责令返还？",
        "Is the act about no fine, seizure, levy or freezing, so that nothing is to be given back?",
    )


@ground(
    "A59", "行政复议法 59", "附带审查已有结果，合法的在决定书中一并告知", "The review of the norm has ended, and a lawful norm is told", fulfils=("AD-057",)
)
def NORM_IS_SETTLED(case: File, given: Given, on: date) -> Answer:
    if not case.norm_head:
        return Met()
    if not case.norm_opinion:
        return Unmet("规范性文件的附带审查还没有结果。", "The review of the norm has not ended.")
    if case.norm_opinion == codes.LAWFUL.code and given.get("results") and "norm" not in given["results"]:
        return Unmet("相关条款合法的，应当在决定书中一并告知。", "A lawful clause is told in the decision.")
    return Met()


DECISION: tuple[Ground, ...] = (
    ANSWER_IS_IN, PARTIES_WERE_HEARD, HEARING_WHERE_IT_MUST, ADVICE_WHERE_IT_MUST, EVIDENCE_VERIFIED, NOT_WORSE, RESULTS_GO_TOGETHER, VOIDNESS_WAS_ASKED,
    NO_EVIDENCE_RULE, COMPENSATION_DECIDED, RESTITUTION_CHECKED, NORM_IS_SETTLED,
)  # fmt: skip
