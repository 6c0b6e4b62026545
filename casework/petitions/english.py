"""The English of every choice that a form of this family offers. The words of the law stay Chinese in papers; these are for reading a page."""

from casework.cases import english
from casework.petitions import heads
from casework.petitions.codes import BREACHES

LISTS = (
    heads.RECEIPTS, heads.REDIRECTIONS, heads.REFUSALS, heads.FINAL, heads.OBJECTIONS, heads.PROCEDURES, heads.RESULTS, heads.SUGGESTIONS,
    heads.SUPERVISIONS, heads.DISORDERS, heads.SIMPLE,
)  # fmt: skip
REMARKS = {
    "逾期未提出异议的后果无明文": "no text on a missed objection", "推论": "inference", "转换条文未见": "text on the change not seen",
    "期限条文未见": "text on time not seen",
    "办结为推论": "that it ends the matter is inference", "逾期的后果无明文": "no text on a missed day",
}  # fmt: skip
IN_ENGLISH: dict[str, str] = english.IN_ENGLISH | REMARKS | {
    "未说明": "not said", "信息网络": "online", "信息网络（部长信箱）": "online (minister's mailbox)", "信息网络（微信）": "online (WeChat)", "书信": "letter",
    "电话": "telephone", "传真": "fax", "走访": "visit", "建议意见类": "suggestion", "检举控告类": "accusation", "申诉求决类": "claim",
    "涉及的机关、单位协商": "agreed by the units", "共同的上一级机关、单位决定": "decided by the common superior",
    "信访工作联席会议协调": "coordinated by the joint conference", "满意": "satisfied", "基本满意": "fairly satisfied", "不满意": "not satisfied",
    "核实同意，请交还相关材料": "agreed: the material goes back", "核实后不同意交还，请继续办理": "not agreed: go on handling it",
    "复查": "review", "复核": "recheck", "公布的接待场所": "the published reception place", "其他地点": "elsewhere", "签名": "signed",
    "按指印": "thumb print", "拒绝签名，已注明": "declined to sign, noted", "星期一": "Monday", "星期二": "Tuesday", "星期三": "Wednesday",
    "星期四": "Thursday", "星期五": "Friday", "宣读签名为内部规定": "reading out and signing are house rules",
} | {
    words: of for listed in LISTS for one in listed for words, of in ((one.zh, one.en), (f"{one.basis}　{one.zh}", f"{one.basis}　{one.en}"))
} | {
    words: of for one in BREACHES.values() for words, of in ((one.zh, one.en), (f"{one.article}　{one.zh}", f"{one.article}　{one.en}"))
}  # fmt: skip
