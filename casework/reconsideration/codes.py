"""Code lists of reconsideration: every ground, procedure and outcome with its article and the words of the statute (procedures A3, G3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.cases.citing import in_full


@dataclass(frozen=True)
class Head:
    """A head of an article: `zh` are the words of the statute."""

    code: str
    article: str
    zh: str
    en: str

    @property
    def cited(self) -> str:
        """The article as a paper prints it."""
        return in_full(self.article)


@dataclass(frozen=True)
class Result(Head):
    """What a decision may order. `what` is its operative word; one of `heads` must be found where it has any; `term`: a term must be set."""

    what: str = ""
    heads: tuple[Head, ...] = ()
    term: bool = False


def choices(heads: Iterable[Head]) -> list[tuple[str, str]]:
    """The heads as choices of a form: code and words with their article."""
    return [(head.code, f"{head.article}　{head.zh}") for head in heads]


def named(heads: Iterable[Head], code: str) -> Head:
    """The head of this code. Raises KeyError for a code that the list does not know."""
    return {head.code: head for head in heads}[code]


# How an application comes (22①②, 32①).
POST, ONLINE, IN_PERSON, ORAL, BY_ORGAN = "post", "web", "in_person", "oral", "by_organ"
CHANNELS = (
    (POST, "邮寄"), (ONLINE, "互联网渠道"), (IN_PERSON, "当面提交"), (ORAL, "口头申请"), (BY_ORGAN, "经作出处罚决定的机关"),
)  # fmt: skip
OMISSION = "11-11"
# The fifteen heads of scope and the four exclusions: what the act is.
SCOPES = (
    Head("11-1", "行政复议法 11(1)", "行政处罚决定", "penalty"),
    Head("11-2", "行政复议法 11(2)", "行政强制措施、行政强制执行决定", "coercive measure"),
    Head("11-3", "行政复议法 11(3)", "行政许可的决定，或者拒绝、逾期不予答复", "licence"),
    Head("11-4", "行政复议法 11(4)", "确认自然资源所有权或者使用权的决定", "natural resources"),
    Head("11-5", "行政复议法 11(5)", "征收征用决定及其补偿决定", "expropriation"),
    Head("11-6", "行政复议法 11(6)", "赔偿决定或者不予赔偿决定", "compensation decision"),
    Head("11-7", "行政复议法 11(7)", "工伤认定的决定或者结论", "work injury"),
    Head("11-8", "行政复议法 11(8)", "侵犯经营自主权或者农村土地经营权", "freedom of business"),
    Head("11-9", "行政复议法 11(9)", "滥用行政权力排除或者限制竞争", "restraint of competition"),
    Head("11-10", "行政复议法 11(10)", "违法集资、摊派费用或者要求履行其他义务", "unlawful levies"),
    Head(OMISSION, "行政复议法 11(11)", "拒绝履行、未依法履行或者不予答复法定职责的申请", "non-performance of a duty"),
    Head("11-12", "行政复议法 11(12)", "没有依法给付社会保障", "social security not paid"),
    Head("11-13", "行政复议法 11(13)", "行政协议", "administrative agreement"),
    Head("11-14", "行政复议法 11(14)", "政府信息公开", "government information"),
    Head("11-15", "行政复议法 11(15)", "其他行政行为", "another act"),
)  # fmt: skip
EXCLUSIONS = (
    Head("12-1", "行政复议法 12(1)", "国防、外交等国家行为", "act of state"),
    Head("12-2", "行政复议法 12(2)", "行政法规、规章或者规范性文件", "regulation or normative document as such"),
    Head("12-3", "行政复议法 12(3)", "对工作人员的奖惩、任免等决定", "personnel decision"),
    Head("12-4", "行政复议法 12(4)", "对民事纠纷作出的调解", "mediation of a civil dispute"),
)  # fmt: skip
OMISSIONS = (OMISSION, "11-12")

# The seven conditions; a refusal or a dismissal names the one that is not met.
ADMISSION = (
    Head("30-1", "行政复议法 30①(1)", "有明确的申请人和符合本法规定的被申请人", "a definite applicant and a respondent as the Law provides"),
    Head("30-2", "行政复议法 30①(2)", "申请人与被申请行政复议的行政行为有利害关系", "the applicant has an interest in the act"),
    Head("30-3", "行政复议法 30①(3)", "有具体的行政复议请求和理由", "a specific claim with reasons"),
    Head("30-4", "行政复议法 30①(4)", "在法定申请期限内提出", "filed within the legal time"),
    Head("30-5", "行政复议法 30①(5)", "属于本法规定的行政复议范围", "within the scope of reconsideration"),
    Head("30-6", "行政复议法 30①(6)", "属于本机关的管辖范围", "within this organ's jurisdiction"),
    Head(
        "30-7", "行政复议法 30①(7)",
        "行政复议机关未受理过该申请人就同一行政行为提出的行政复议申请，并且人民法院未受理过该申请人就同一行政行为提起的行政诉讼",
        "no earlier reconsideration or lawsuit by the same applicant on the same act",
    ),
)  # fmt: skip
OTHER_BODY = "30-6"

COMPULSORY_FIRST = (
    Head("23-1", "行政复议法 23①(1)", "对当场作出的行政处罚决定不服", "a penalty imposed on the spot"),
    Head("23-2", "行政复议法 23①(2)", "对行政机关作出的侵犯其已经依法取得的自然资源的所有权或者使用权的决定不服", "natural resources"),
    Head("23-3", "行政复议法 23①(3)", "认为行政机关存在本法第十一条规定的未履行法定职责情形", "non-performance of a duty under article 11"),
    Head("23-4", "行政复议法 23①(4)", "申请政府信息公开，行政机关不予公开", "refusal to disclose government information"),
    Head("23-5", "行政复议法 23①(5)", "法律、行政法规规定应当先向行政复议机关申请行政复议的其他情形", "other cases by law or regulation"),
)  # fmt: skip

ORDINARY, SIMPLE = "ordinary", "simple"
PROCEDURES = (
    Head(ORDINARY, "行政复议法 36①", "普通程序", "ordinary procedure"),
    Head(SIMPLE, "行政复议法 53", "简易程序", "simple procedure"),
)
SIMPLE_CASES = (
    Head("53-1", "行政复议法 53①(1)", "被申请行政复议的行政行为是当场作出", "the act was made on the spot"),
    Head("53-2", "行政复议法 53①(2)", "被申请行政复议的行政行为是警告或者通报批评", "the act is a warning or a circulated criticism"),
    Head("53-3", "行政复议法 53①(3)", "案件涉及款额三千元以下", "not more than 3,000 yuan at stake"),
    Head("53-4", "行政复议法 53①(4)", "属于政府信息公开案件", "disclosure of government information"),
    Head("53-consent", "行政复议法 53②", "当事人各方同意适用简易程序", "all parties consent"),
)

SUSPENSIONS = (
    Head("39-1", "行政复议法 39①(1)", "作为申请人的公民死亡，其近亲属尚未确定是否参加行政复议", "the applicant died, relatives undecided"),
    Head("39-2", "行政复议法 39①(2)", "作为申请人的公民丧失参加行政复议的行为能力，尚未确定法定代理人参加行政复议", "the applicant lost capacity"),
    Head("39-3", "行政复议法 39①(3)", "作为申请人的公民下落不明", "the applicant's whereabouts are unknown"),
    Head("39-4", "行政复议法 39①(4)", "作为申请人的法人或者其他组织终止，尚未确定权利义务承受人", "the applicant entity ended, no successor yet"),
    Head("39-5", "行政复议法 39①(5)", "申请人、被申请人因不可抗力或者其他正当理由，不能参加行政复议", "force majeure or another good reason"),
    Head("39-6", "行政复议法 39①(6)", "依照本法规定进行调解、和解，申请人和被申请人同意中止", "mediation or settlement, both agree"),
    Head("39-7", "行政复议法 39①(7)", "行政复议案件涉及的法律适用问题需要有权机关作出解释或者确认", "a question of law for the competent organ"),
    Head("39-8", "行政复议法 39①(8)", "行政复议案件审理需要以其他案件的审理结果为依据，而其他案件尚未审结", "the result of another case is needed"),
    Head("39-9", "行政复议法 39①(9)", "有本法第五十六条或者第五十七条规定的情形", "review of a norm under 56 or 57"),
    Head("39-10", "行政复议法 39①(10)", "需要中止行政复议的其他情形", "other cases"),
)

WITHDRAWN, STILL_SUSPENDED = "41-1", "41-5"
TERMINATIONS = (
    Head(WITHDRAWN, "行政复议法 41(1)", "申请人撤回行政复议申请，行政复议机构准予撤回", "withdrawn with permission"),
    Head("41-2", "行政复议法 41(2)", "作为申请人的公民死亡，没有近亲属或者其近亲属放弃行政复议权利", "died, no relatives or they waive"),
    Head(
        "41-3", "行政复议法 41(3)", "作为申请人的法人或者其他组织终止，没有权利义务承受人或者其权利义务承受人放弃行政复议权利",
        "entity ended, no successor or it waives",
    ),
    Head(
        "41-4", "行政复议法 41(4)",
        "申请人对行政拘留或者限制人身自由的行政强制措施不服申请行政复议后，因同一违法行为涉嫌犯罪，被采取刑事强制措施",
        "the same conduct became a criminal case",
    ),
    Head(
        STILL_SUSPENDED, "行政复议法 41(5)",
        "依照本法第三十九条第一款第一项、第二项、第四项的规定中止行政复议满六十日，行政复议中止的原因仍未消除",
        "sixty days of suspension complete",
    ),
)  # fmt: skip

STAYS = (
    Head("42-1", "行政复议法 42(1)", "被申请人认为需要停止执行", "the respondent thinks so"),
    Head("42-2", "行政复议法 42(2)", "行政复议机关认为需要停止执行", "the reconsideration organ thinks so"),
    Head(
        "42-3", "行政复议法 42(3)", "申请人、第三人申请停止执行，行政复议机关认为其要求合理，决定停止执行",
        "applicant or third party asks, the organ finds it reasonable",
    ),
    Head("42-4", "行政复议法 42(4)", "法律、法规、规章规定停止执行的其他情形", "other cases by law, regulation or rule"),
)  # fmt: skip

NORM_REVIEWS = (
    Head("56", "行政复议法 56", "申请人依照本法第十三条的规定提出对有关规范性文件的附带审查申请", "the applicant asks for review of the norm"),
    Head("57", "行政复议法 57", "行政复议机关在对被申请人作出的行政行为进行审查时，认为其依据不合法", "the organ finds the basis of the act unlawful"),
)
NORM_FAULTS = (
    Head("59-power", "行政复议法 59", "相关条款超越权限", "the clause exceeds the maker's powers"),
    Head("59-conflict", "行政复议法 59", "相关条款违反上位法", "the clause conflicts with higher law"),
)
LAWFUL = Head("59-lawful", "行政复议法 59", "相关条款合法", "the clause is lawful")
NORM_OPINIONS = (LAWFUL, *NORM_FAULTS)

CLOSED_FILES = (
    Head("47-state", "行政复议法 47", "涉及国家秘密", "state secrets"),
    Head("47-business", "行政复议法 47", "涉及商业秘密", "business secrets"),
    Head("47-privacy", "行政复议法 47", "涉及个人隐私", "privacy"),
    Head("47-danger", "行政复议法 47", "可能危及国家安全、公共安全、社会稳定", "danger to state security, public security or stability"),
)

WAYS_OF_HEARING = (
    Head("in_person", "行政复议法 49", "当面", "face to face"),
    Head("internet", "行政复议法 49", "互联网", "internet"),
    Head("phone", "行政复议法 49", "电话", "telephone"),
    Head("other", "行政复议法 49", "其他方式", "another way"),
)

CHANGES = (
    Head("63-1", "行政复议法 63①(1)", "事实清楚，证据确凿，适用依据正确，程序合法，但是内容不适当", "the content is inappropriate"),
    Head("63-2", "行政复议法 63①(2)", "事实清楚，证据确凿，程序合法，但是未正确适用依据", "the basis was wrongly applied"),
    Head("63-3", "行政复议法 63①(3)", "事实不清、证据不足，经行政复议机关查清事实和证据", "facts and evidence cleared up here"),
)
PROCEDURE = "64-2"
ANNULMENTS = (
    Head("64-1", "行政复议法 64①(1)", "主要事实不清、证据不足", "main facts unclear, evidence insufficient"),
    Head(PROCEDURE, "行政复议法 64①(2)", "违反法定程序", "breach of legal procedure"),
    Head("64-3", "行政复议法 64①(3)", "适用的依据不合法", "unlawful basis"),
    Head("64-4", "行政复议法 64①(4)", "超越职权或者滥用职权", "excess or abuse of power"),
)
UNLAWFUL = (
    Head("65-1-1", "行政复议法 65①(1)", "依法应予撤销，但是撤销会给国家利益、社会公共利益造成重大损害", "annulment would gravely harm the public interest"),
    Head("65-1-2", "行政复议法 65①(2)", "程序轻微违法，但是对申请人权利不产生实际影响", "trivial defect of procedure"),
    Head("65-2-1", "行政复议法 65②(1)", "行政行为违法，但是不具有可撤销内容", "nothing to annul"),
    Head("65-2-2", "行政复议法 65②(2)", "被申请人改变原违法行政行为，申请人仍要求撤销或者确认该行政行为违法", "the act was changed meanwhile"),
    Head("65-2-3", "行政复议法 65②(3)", "被申请人不履行或者拖延履行法定职责，责令履行没有意义", "ordering performance is pointless"),
)
CLAIMS_REJECTED = (
    Head("69-duty", "行政复议法 69", "被申请人没有相应法定职责", "the respondent has no such duty"),
    Head("69-done", "行政复议法 69", "在受理前已经履行法定职责", "the duty was performed before acceptance"),
)
NO_EVIDENCE = (
    "被申请人不按照本法第四十八条、第五十四条的规定提出书面答复、提交作出行政行为的证据、依据和其他有关材料的，视为该行政行为没有证据、依据",
    "no answer: the act counts as lacking evidence and basis",
)
BROKEN_AGREEMENT = (
    "被申请人不依法订立、不依法履行、未按照约定履行或者违法变更、解除行政协议",
    "an administrative agreement was not concluded, not performed, or unlawfully changed or ended",
)
ON_COMPENSATION = "行政复议法 72①"
RESULTS = (
    Result("change", "行政复议法 63①", "决定变更该行政行为", "changed", "变更该行政行为", CHANGES),
    Result("annul", "行政复议法 64①", "决定撤销该行政行为", "annulled", "撤销该行政行为", ANNULMENTS),
    Result("annul_part", "行政复议法 64①", "决定部分撤销该行政行为", "annulled in part", "部分撤销该行政行为", ANNULMENTS),
    Result(
        "redo", "行政复议法 64①", "可以责令被申请人在一定期限内重新作出行政行为", "to be made anew", "责令被申请人在一定期限内重新作出行政行为", term=True,
    ),
    Result("unlawful", "行政复议法 65", "确认该行政行为违法", "confirmed unlawful", "确认该行政行为违法", UNLAWFUL),
    Result(
        "perform", "行政复议法 66", "被申请人不履行法定职责", "performance ordered", "决定被申请人在一定期限内履行", term=True,
    ),
    Result(
        "void", "行政复议法 67", "行政行为有实施主体不具有行政主体资格或者没有依据等重大且明显违法情形，申请人申请确认行政行为无效",
        "confirmed void", "确认该行政行为无效",
    ),
    Result(
        "maintain", "行政复议法 68", "行政行为认定事实清楚，证据确凿，适用依据正确，程序合法，内容适当", "maintained", "维持该行政行为",
    ),
    Result("reject", "行政复议法 69", "决定驳回申请人的行政复议请求", "claim rejected", "驳回申请人的行政复议请求", CLAIMS_REJECTED),
    Result("70-annul", "行政复议法 70", *NO_EVIDENCE, "撤销该行政行为"),
    Result("70-annul_part", "行政复议法 70", *NO_EVIDENCE, "部分撤销该行政行为"),
    Result("70-unlawful", "行政复议法 70", *NO_EVIDENCE, "确认该行政行为违法"),
    Result("70-void", "行政复议法 70", *NO_EVIDENCE, "确认该行政行为无效"),
    Result("70-perform", "行政复议法 70", *NO_EVIDENCE, "决定被申请人在一定期限内履行", term=True),
    Result("71-1-conclude", "行政复议法 71①", *BROKEN_AGREEMENT, "决定被申请人承担依法订立的责任"),
    Result("71-1-perform", "行政复议法 71①", *BROKEN_AGREEMENT, "决定被申请人承担继续履行的责任"),
    Result("71-1-remedy", "行政复议法 71①", *BROKEN_AGREEMENT, "决定被申请人承担采取补救措施的责任"),
    Result("71-1-damages", "行政复议法 71①", *BROKEN_AGREEMENT, "决定被申请人承担赔偿损失的责任"),
    Result(
        "71-2", "行政复议法 71②", "被申请人变更、解除行政协议合法，但是未依法给予补偿或者补偿不合理", "fair compensation for a lawful change",
        "决定被申请人依法给予合理补偿",
    ),
    Result(
        "72-1-reject", ON_COMPENSATION, "依照《中华人民共和国国家赔偿法》的有关规定应当不予赔偿", "claim for compensation rejected", "驳回行政赔偿请求",
    ),
    Result(
        "72-1-award", ON_COMPENSATION, "符合《中华人民共和国国家赔偿法》的有关规定应当给予赔偿", "compensation awarded", "决定被申请人依法给予赔偿",
    ),
    Result("72-1-remedy", ON_COMPENSATION, "确认行政行为违法的，还可以同时责令被申请人采取补救措施", "remedial measures", "责令被申请人采取补救措施"),
    Result(
        "72-2", "行政复议法 72②", "申请人在申请行政复议时没有提出行政赔偿请求", "restitution of own motion",
        "责令被申请人返还财产，解除对财产的查封、扣押、冻结措施，或者赔偿相应的价款",
    ),
    Result("norm", "行政复议法 59", "相关条款合法的，在行政复议决定书中一并告知", "the norm is lawful", "告知附带审查的相关条款合法"),
)  # fmt: skip

CONSENT = (
    Head("head", "行政复议法 61①", "经行政复议机关的负责人同意", "with consent of the head of the organ"),
    Head("collective", "行政复议法 61①", "经集体讨论通过", "passed in collective discussion"),
)

INSTRUMENTS = (
    Head("decision", "行政复议法 77", "行政复议决定书", "decision"),
    Head("mediation", "行政复议法 77", "行政复议调解书", "mediation agreement"),
    Head("opinion", "行政复议法 77", "行政复议意见书", "opinion letter"),
)

INACTION = (
    Head("35-refused", "行政复议法 35", "无正当理由不予受理", "refused without good reason"),
    Head("35-dismissed", "行政复议法 35", "无正当理由驳回申请", "dismissed without good reason"),
    Head("35-silent", "行政复议法 35", "受理后超过行政复议期限不作答复", "no answer within the time"),
)

LEADS = (
    Head("85", "行政复议法 85", "行政机关及其工作人员违反本法规定", "breaches of this Law (may be sent)"),
    Head("86", "行政复议法 86", "发现公职人员涉嫌贪污贿赂、失职渎职等职务违法或者职务犯罪的问题线索", "leads of duty crimes (must be sent)"),
)

# Who enforces what against an applicant or third party that neither sues nor performs (78).
TRACKS = (
    Head("78-1", "行政复议法 78(1)", "维持行政行为的行政复议决定书，由作出行政行为的行政机关依法强制执行，或者申请人民法院强制执行",
        "maintained: the organ that acted"),
    Head("78-2", "行政复议法 78(2)", "变更行政行为的行政复议决定书，由行政复议机关依法强制执行，或者申请人民法院强制执行",
        "changed: the reconsideration organ"),
    Head("78-3", "行政复议法 78(3)", "行政复议调解书，由行政复议机关依法强制执行，或者申请人民法院强制执行", "mediation: the reconsideration organ"),
)
WAYS_TO_ENFORCE = [("self", "依法强制执行"), ("court", "申请人民法院强制执行")]

# What a court said in the end.
UPHELD, WITHDRAWN_SUIT, AGAINST = "upheld", "withdrawn", "against"
JUDGMENTS = [(UPHELD, "驳回起诉或者诉讼请求"), (WITHDRAWN_SUIT, "准许撤诉"), (AGAINST, "撤销、变更、确认违法或者责令履行")]
CO_DEFENDANTS, ORGAN_ALONE, MINISTRY_ALONE = "both", "organ", "ministry"
DEFENDANTS = [
    (CO_DEFENDANTS, "维持：作出原行政行为的机关和行政复议机关为共同被告"), (ORGAN_ALONE, "诉原行政行为：作出原行政行为的机关为被告"),
    (MINISTRY_ALONE, "改变原行政行为，或者诉行政复议机关不作为：行政复议机关为被告"),
]

# Liability of the respondent and of whoever obstructs (82-84).
BREACHES = (
    Head("82-1", "行政复议法 82", "不提出书面答复或者不提交作出行政行为的证据、依据和其他有关材料", "no answer or no evidence"),
    Head("82-2", "行政复议法 82", "阻挠、变相阻挠依法申请行政复议", "obstructed an application"),
    Head("82-3", "行政复议法 82", "进行报复陷害", "retaliation"),
    Head("83", "行政复议法 83", "不履行或者无正当理由拖延履行行政复议决定书、调解书、意见书", "not performed"),
    Head("84", "行政复议法 84", "拒绝、阻挠行政复议人员调查取证，故意扰乱行政复议工作秩序", "obstructed the inquiry"),
)
# Why somebody else stands in the case now (14②③).
CHANGES_OF_PARTY = (
    Head("14-2-heir", "行政复议法 14②", "有权申请的公民死亡，其近亲属", "near relatives of who died"),
    Head("14-2-successor", "行政复议法 14②", "有权申请的法人或者其他组织终止，其权利义务承受人", "successor of an entity that ended"),
    Head("14-3", "行政复议法 14③", "无民事行为能力人或者限制民事行为能力人的法定代理人", "legal representative"),
)
ADVICE_CASES = (
    Head("52-1", "行政复议法 52②(1)", "案情重大、疑难、复杂", "grave, difficult, complex"),
    Head("52-2", "行政复议法 52②(2)", "专业性、技术性较强", "professional, technical"),
    Head("52-4", "行政复议法 52②(4)", "行政复议机构认为有必要", "thought necessary"),
)
YES_NO = [("yes", "是"), ("no", "否")]
