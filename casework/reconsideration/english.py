"""The English of every choice that a form of this family offers. The words of the law stay Chinese in papers; these are for reading a page."""

from casework.cases import english
from casework.reconsideration import codes

LISTS = (
    codes.SCOPES, codes.EXCLUSIONS, codes.ADMISSION, codes.COMPULSORY_FIRST, codes.PROCEDURES, codes.SIMPLE_CASES, codes.SUSPENSIONS, codes.TERMINATIONS,
    codes.STAYS, codes.NORM_REVIEWS, codes.NORM_OPINIONS, codes.CLOSED_FILES, codes.WAYS_OF_HEARING, codes.CHANGES, codes.ANNULMENTS, codes.UNLAWFUL,
    codes.CLAIMS_REJECTED, codes.CONSENT, codes.INSTRUMENTS, codes.INACTION, codes.LEADS, codes.TRACKS, codes.BREACHES, codes.CHANGES_OF_PARTY,
    codes.ADVICE_CASES,
)  # fmt: skip
REMARKS = {
    "自原受理之日起算为推论": "that it counts from the original acceptance is inference", "起算日无明文": "no text on the start", "推论": "inference",
    "通知书无明文": "no text on the notice", "结案为内部规定": "closing is a house rule", "行政复议法无明文": "no text in the Law", "回避": "recusal",
    "2026-06-30": "2026-06-30", "前": "until", "与作出行政行为的人员分离": "apart from who made the act",
}  # fmt: skip
IN_ENGLISH: dict[str, str] = english.IN_ENGLISH | REMARKS | {
    "未说明": "not said", "邮寄": "by post", "互联网渠道": "online", "当面提交": "in person", "口头申请": "orally",
    "经作出处罚决定的机关": "through the penalty organ",
    "当场作出的行政处罚决定": "penalty imposed on the spot", "依据电子技术监控设备记录作出的行政处罚决定": "penalty by technical monitoring",
    "是": "yes", "否": "no", "初次从事：法律职业资格和统一职前培训": "first time: certificate and training", "此前已从事行政复议工作": "handled cases before",
    "参加听证": "came", "不能参加，已说明理由并委托相应的工作人员": "could not come, explained, and sent somebody",
    "不更为不利": "not worse", "更为不利，第三人提出相反请求": "worse, and a third party asks the opposite", "更为不利": "worse",
    "依法强制执行": "by itself", "申请人民法院强制执行": "through the court", "驳回起诉或者诉讼请求": "suit or claim rejected", "准许撤诉": "withdrawn",
    "撤销、变更、确认违法或者责令履行": "against the decision", "报请上级决定": "the superior was asked", "上级决定审理": "the superior decided to",
    "维持：作出原行政行为的机关和行政复议机关为共同被告": "maintained: the organ that acted and the ministry together",
    "诉原行政行为：作出原行政行为的机关为被告": "over the act itself: the organ that acted",
    "改变原行政行为，或者诉行政复议机关不作为：行政复议机关为被告": "changed, or over inaction: the ministry",
} | {
    words: of for listed in LISTS for one in listed for words, of in ((one.zh, one.en), (f"{one.article}　{one.zh}", f"{one.article}　{one.en}"))
} | {f"{one.article}　{one.what}": f"{one.article}　{one.en}" for one in codes.RESULTS}  # fmt: skip
