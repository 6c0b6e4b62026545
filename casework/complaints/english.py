"""The English of every choice that a form of this family offers. The words of the law stay Chinese in papers; these are for reading a page."""

from casework.cases import english
from casework.complaints.breaches import BREACHES
from casework.complaints.codes import REFUSALS

HEADS = {
    "11-1": "more than five months (fees) or two years (other matters) passed before the complaint",
    "11-2": "settled with the operator, and the settlement carried out",
    "11-3": "already taken up or handled by a complaint body",
    "11-4": "already taken up or handled by a court, arbitration, consumer organisation or another authority",
    "11-5-1": "not the complainant's own matter",
    "11-5-2": "no definite operator",
    "11-5-3": "no definite claim with facts",
    "11-5-4": "the operator was not asked first, or its time to answer is not over",
    "11-6": "another law or regulation says otherwise",
}

REMARKS = {
    "补正无明文": "no text on correction", "继续计算": "run on", "期限继续计算": "the time runs on", "收到转办通知书": "receipt of the forwarding notice",
    "企业异议": "operator's objection", "异议": "objection", "撤回": "withdrawal", "回访": "call-back", "分案": "splitting", "退回重办": "return of a reply",
    "满意度评价": "rating",
}

IN_ENGLISH: dict[str, str] = english.IN_ENGLISH | REMARKS | {
    "未说明": "not said", "用户服务": "service to users", "网络质量": "network quality", "收费争议": "disputed fee",
    "网上": "online", "电话": "telephone", "书信": "letter", "来访": "visit", "传真": "fax", "其他机关转来": "passed on by another authority",
    "没有": "none", "人民法院": "court", "仲裁机构": "arbitration", "消费者组织": "consumer organisation", "其他行政机关": "another authority",
    "和解（认可）": "settled (accepted)", "不认可": "not accepted", "知晓": "informed",
    "满意": "satisfied", "基本满意": "fairly satisfied", "不满意": "not satisfied",
    "结案：已有处理定论或者不存在违法行为": "closed: already decided, or no breach", "不予处罚，责令改正": "no penalty; correction ordered",
    "立案处罚": "penalty case opened", "移送公安机关": "handed to the police",
    "申诉人": "complainant", "被申诉人": "operator",
    "申诉人地址": "the complainant's address", "申诉人电话号码": "the complainant's phone number", "申诉人邮政编码": "the complainant's postcode",
    "被申诉人名称、地址": "the operator's name and address", "申诉要求": "what is claimed", "理由和事实根据": "reasons and facts",
    "入网协议、业务受理单": "contract and order forms", "账单、收费清单": "bills and itemised charges", "资费公示和告知材料": "published tariffs and notices",
    "业务开通、变更、退订记录": "records of orders, changes, cancellations", "用户确认业务的凭证": "proof that the user confirmed",
    "客服热线的服务录音": "recordings of the service line", "装机、移机、修障记录": "installation and repair records",
    "网络覆盖和运行记录": "network coverage and operation",
    "携号转网办理记录": "number portability records", "询问经办人员": "questioning of the staff in charge",
    "是": "yes", "否": "no",
} | {f"{article}　{zh}": f"{article}　{HEADS[code]}" for code, (article, zh, _) in REFUSALS.items()} | {
    words: english
    for one in BREACHES.values() for words, english in ((one.zh, one.en), (f"{one.article}　{one.zh}", f"{one.article}　{one.en}"))
}  # fmt: skip
