"""Code lists of the complaints family: classes, channels, heads of refusal, outcomes (procedures A1, E)."""

FEE, SERVICE, NETWORK = "fee", "service", "network"
CATEGORIES = [(SERVICE, "用户服务"), (NETWORK, "网络质量"), (FEE, "收费争议")]  # classes of the quarterly notices, fixed since 2012

WEB, PHONE, LETTER, COUNTER, FAX, TRANSFER = "web", "phone", "letter", "counter", "fax", "transfer"
CHANNELS = [(WEB, "网上"), (PHONE, "电话"), (LETTER, "书信"), (COUNTER, "来访"), (FAX, "传真"), (TRANSFER, "其他机关转来")]

NONE, COURT, ARBITRATION, CONSUMER, ORGAN = "none", "court", "arbitration", "consumer", "organ"
OTHER_BODIES = [(NONE, "没有"), (COURT, "人民法院"), (ARBITRATION, "仲裁机构"), (CONSUMER, "消费者组织"), (ORGAN, "其他行政机关")]

# Head chosen in a refusal -> (article, words of the head, the ground that decides it).
REFUSALS: dict[str, tuple[str, str, str]] = {
    "11-1": ("令35 11(1)", "属于收费争议的申诉，申诉事项发生时距提起申诉时超过五个月的，其他申诉，申诉事项发生时距提起申诉时超过二年的", "T11-1"),
    "11-2": ("令35 11(2)", "申诉人与被申诉人已经达成和解协议并执行的", "T11-2"),
    "11-3": ("令35 11(3)", "申诉受理机构已经受理或者处理的", "T11-3"),
    "11-4": ("令35 11(4)", "人民法院、仲裁机构、消费者组织或者其他行政机关已经受理或者处理的", "T11-4"),
    "11-5-1": ("令35 11(5)、10(1)", "申诉人不是与申诉事项有直接利害关系的当事人", "T10-1"),
    "11-5-2": ("令35 11(5)、10(2)", "没有明确的被申诉人", "T10-2"),
    "11-5-3": ("令35 11(5)、10(3)", "没有具体的申诉请求和事实根据", "T10-3"),
    "11-5-4": ("令35 11(5)、10(4)", "未先向被申诉人投诉，或者被申诉人的答复期限尚未届满", "T10-4"),
    "11-6": ("令35 11(6)", "国家法律、行政法规及部门规章另有规定的", "T11-6"),
}


def heads_of_refusal() -> list[tuple[str, str]]:
    """The heads as choices: code and words with their article."""
    return [(code, f"{article}　{words}") for code, (article, words, _) in REFUSALS.items()]


# Outcomes as the monthly forms of a provincial administration count them (procedures E).
RECOGNISED, NOT_RECOGNISED, KNOWN = "recognised", "not_recognised", "known"
OUTCOMES = [(RECOGNISED, "和解（认可）"), (NOT_RECOGNISED, "不认可"), (KNOWN, "知晓")]

SATISFIED, FAIRLY, UNSATISFIED = "satisfied", "fairly", "unsatisfied"
SATISFACTION = [(SATISFIED, "满意"), (FAIRLY, "基本满意"), (UNSATISFIED, "不满意")]

CLOSED, CORRECTION, PENALTY, POLICE = "closed", "correction", "penalty", "police"
REPORT_RESULTS = [(CLOSED, "结案：已有处理定论或者不存在违法行为"), (CORRECTION, "不予处罚，责令改正"), (PENALTY, "立案处罚"), (POLICE, "移送公安机关")]


def words(choices: list[tuple[str, str]], code: str) -> str:
    """The words of a code; empty where the code is not in the list."""
    return dict(choices).get(code, "")
