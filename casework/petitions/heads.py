"""The heads a petition paper may rest on (信访事项): the code a form gives, the words, the article and its own text. In the order of the law."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """One head of a list in the law: `quote` is its text, empty where no text was seen or none speaks of it."""

    code: str
    zh: str
    en: str
    basis: str
    quote: str = ""


Heads = tuple[Head, ...]

# How a petition comes in (17①).
NETWORK, LETTER, PHONE, FAX, VISIT = "network", "letter", "phone", "fax", "visit"
MINISTER, WECHAT = "minister", "wechat"  # two doors of the network
CHANNELS = (
    (NETWORK, "信息网络"), (MINISTER, "信息网络（部长信箱）"), (WECHAT, "信息网络（微信）"), (LETTER, "书信"), (PHONE, "电话"), (FAX, "传真"), (VISIT, "走访"),
)  # fmt: skip
ORAL = (PHONE, VISIT)

# What is received without a petition opinion at the end of it: the notice says that it is taken up (44(3)).
RECEIPTS: Heads = (
    Head(
        "own", "属于本机关职权范围，予以接收", "within the powers of this organ, received", "信访工作条例 23①",
        "对属于本机关、单位职权范围的，应当告知信访人接收情况以及处理途径和程序",
    ),
    Head(
        "suggestion", "予以受理，作为建议意见研究论证", "accepted as a suggestion, to be studied", "信访工作条例 29①",
        "对信访人反映的情况、提出的建议意见类事项，有权处理的机关、单位应当认真研究论证",
    ),
    Head(
        "accusation", "予以接收，依规依纪依法办理和反馈", "received as an accusation", "信访工作条例 30①",
        "对信访人提出的检举控告类事项，纪检监察机关或者有权处理的机关、单位应当依规依纪依法接收、受理、办理和反馈",
    ),
)  # fmt: skip

# Whom to address instead: outside the system (23①), a matter of litigation brought on a visit (20②), another reception place (20①).
REDIRECTIONS: Heads = (
    Head(
        "outside", "不属于本机关或者本系统职权范围", "within the powers of neither this organ nor its system", "信访工作条例 23①",
        "对不属于本机关、单位或者本系统职权范围的，应当告知信访人向有权处理的机关、单位提出",
    ),
    Head(
        "litigation", "走访提出的事项涉及诉讼权利救济", "a visit about relief by litigation", "信访工作条例 20②",
        "信访人采用走访形式提出涉及诉讼权利救济的信访事项，应当按照法律法规规定的程序向有关政法部门提出",
    ),
    Head(
        "place", "走访应当到有权处理的本级或者上一级机关、单位的接待场所", "a visit belongs to another reception place", "信访工作条例 20①",
        "信访人采用走访形式提出信访事项的，应当到有权处理的本级或者上一级机关、单位设立或者指定的接待场所提出",
    ),
)  # fmt: skip

SAME_MATTER = (
    "信访事项已经受理或者正在办理的，信访人在规定期限内向受理、办理机关、单位的上级机关、单位又提出同一信访事项的，上级机关、单位不予受理"
)
REFUSALS: Heads = (
    Head("accepted_below", "同一事项已经由下级机关、单位受理", "accepted below already", "信访工作条例 19③", SAME_MATTER),
    Head("handled_below", "同一事项正在由下级机关、单位办理", "being handled below", "信访工作条例 19③", SAME_MATTER),
)

FINAL: Heads = (
    Head(
        "rechecked", "复核后仍然以同一事实和理由提出", "the same facts and reasons after the recheck opinion", "信访工作条例 36③",
        "信访人对复核意见不服，仍然以同一事实和理由提出投诉请求的，各级党委和政府信访部门和其他机关、单位不再受理",
    ),
)  # fmt: skip

OBJECTIONS: Heads = (
    Head(
        "not_ours", "不属于本机关、单位或者本系统职权范围", "within the powers of neither this unit nor its system", "信访工作条例 23③",
        "不属于本机关、单位或者本系统职权范围的，有关机关、单位应当自收到之日起5个工作日内提出异议，并详细说明理由，"
        "经转送、交办的信访部门或者上级机关、单位核实同意后，交还相关材料",
    ),
)  # fmt: skip

# The procedures that come before a petition opinion (31(1)-(5)): none of them refuses the matter.
PROCEDURES: Heads = (
    Head(
        "31-1", "应当通过诉讼、复议、检察、公安程序处理，或者涉法涉诉事项未依法终结", "litigation, review, procuratorate or police", "信访工作条例 31(1)",
        "应当通过审判机关诉讼程序或者复议程序、检察机关刑事立案程序或者法律监督程序、公安机关法律程序处理的，涉法涉诉信访事项未依法终结的，"
        "按照法律法规规定的程序处理",
    ),
    Head("31-2", "应当通过仲裁解决", "arbitration", "信访工作条例 31(2)", "应当通过仲裁解决的，导入相应程序处理"),
    Head(
        "31-3", "可以通过党员申诉、申请复审等解决", "appeal of a party member, re-examination", "信访工作条例 31(3)",
        "可以通过党员申诉、申请复审等解决的，导入相应程序处理",
    ),
    Head(
        "31-4", "可以通过行政程序解决", "an administrative procedure", "信访工作条例 31(4)",
        "可以通过行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序解决的，导入相应程序处理",
    ),
    Head(
        "31-5", "申请查处违法行为或者履行保护职责", "to investigate a breach or to protect", "信访工作条例 31(5)",
        "属于申请查处违法行为、履行保护人身权或者财产权等合法权益职责的，依法履行或者答复",
    ),
)  # fmt: skip

SUPPORTED, EXPLAINED, NOT_SUPPORTED = "supported", "explained", "not_supported"
RESULTS: Heads = (
    Head(SUPPORTED, "予以支持", "supported", "信访工作条例 32①(1)", "请求事实清楚，符合法律、法规、规章或者其他有关规定的，予以支持"),
    Head(EXPLAINED, "作出解释说明", "explained", "信访工作条例 32①(2)", "请求事由合理但缺乏法律依据的，应当作出解释说明"),
    Head(
        NOT_SUPPORTED, "不予支持", "not supported", "信访工作条例 32①(3)",
        "请求缺乏事实根据或者不符合法律、法规、规章或者其他有关规定的，不予支持",
    ),
)  # fmt: skip

ADOPT = "对科学合理、具有现实可行性的，应当采纳或者部分采纳，并予以回复"
NOT_ADOPTED = "not_adopted"
SUGGESTIONS: Heads = (
    Head("adopted", "采纳", "adopted", "信访工作条例 29①", ADOPT),
    Head("adopted_in_part", "部分采纳", "adopted in part", "信访工作条例 29①", ADOPT),
    Head(NOT_ADOPTED, "经研究论证，未予采纳", "studied, not adopted", "信访工作条例 29①"),
)

SUPERVISED = "应当及时督办，并提出改进工作的建议"
SUPERVISIONS: Heads = (
    Head("rules", "违反信访工作规定受理、办理信访事项", "accepted or handled against the rules", "信访工作条例 40①", SUPERVISED),
    Head("shirked", "推诿", "shirked", "信访工作条例 40①", SUPERVISED),
    Head("perfunctory", "敷衍", "perfunctory", "信访工作条例 40①", SUPERVISED),
    Head("delayed", "拖延", "delayed", "信访工作条例 40①", SUPERVISED),
    Head("falsified", "弄虚作假", "falsified", "信访工作条例 40①", SUPERVISED),
    Head("not_executed", "拒不执行信访处理意见", "opinion not executed", "信访工作条例 40①", SUPERVISED),
)

DISORDERS: Heads = (
    Head(
        "20-1", "走访未到规定的接待场所", "a visit at the wrong place", "信访工作条例 20①",
        "应当到有权处理的本级或者上一级机关、单位设立或者指定的接待场所提出",
    ),
    Head("20-3", "多人走访未推选代表，或者代表超过5人", "a joint visit without representatives", "信访工作条例 20③", "应当推选代表，代表人数不得超过5人"),
    Head(
        "26-1", "非法聚集、围堵、拦截或者阻断交通", "gathering, blocking", "信访工作条例 26(1)",
        "在机关、单位办公场所周围、公共场所非法聚集，围堵、冲击机关、单位，拦截公务车辆，或者堵塞、阻断交通",
    ),
    Head("26-2", "携带危险物品、管制器具", "dangerous objects", "信访工作条例 26(2)", "携带危险物品、管制器具"),
    Head(
        "26-3", "侮辱、殴打、威胁工作人员，限制人身自由或者毁坏财物", "insult, violence, threats", "信访工作条例 26(3)",
        "侮辱、殴打、威胁机关、单位工作人员，非法限制他人人身自由，或者毁坏财物",
    ),
    Head(
        "26-4", "滞留、滋事或者弃留生活不能自理的人", "staying on, making trouble", "信访工作条例 26(4)",
        "在信访接待场所滞留、滋事，或者将生活不能自理的人弃留在信访接待场所",
    ),
    Head(
        "26-5", "煽动、串联、胁迫、诱使、操纵他人信访或者借机敛财", "inciting, coercing, profiting", "信访工作条例 26(5)",
        "煽动、串联、胁迫、以财物诱使、幕后操纵他人信访，或者以信访为名借机敛财",
    ),
    Head("26-6", "其他扰乱公共秩序、妨害国家和公共安全的行为", "other disorder", "信访工作条例 26(6)", "其他扰乱公共秩序、妨害国家和公共安全的行为"),
)  # fmt: skip

# First petitions fit for simple handling; the clauses on its time were not seen (PT-11 to PT-13).
SIMPLE: Heads = (
    Head(
        "4-1", "事实清楚、责任明确、争议不大、易于解决", "clear, undisputed, easily settled", "信访事项简易办理办法 4(1)",
        "事实清楚、责任明确、争议不大、易于解决的",
    ),
    Head(
        "4-2", "提出咨询或意见建议、表达感谢，可以即时反馈", "enquiry, suggestion, thanks", "信访事项简易办理办法 4(2)",
        "提出咨询或意见建议、表达感谢，可以即时反馈的",
    ),
    Head("4-3", "涉及群众日常生产生活、时效性强", "daily life, pressing", "信访事项简易办理办法 4(3)", "涉及群众日常生产生活、时效性强，应当即时处理的"),
    Head("4-4", "已有明确承诺或者结论", "a clear promise or finding exists", "信访事项简易办理办法 4(4)", "有关机关、单位已有明确承诺或结论的"),
    Head("4-5", "其他可以简易办理", "other", "信访事项简易办理办法 4(5)", "其他可以简易办理的"),
)  # fmt: skip


def choices(heads: Heads) -> list[tuple[str, str]]:
    """The heads as a form offers them: code, words with their article."""
    return [(head.code, f"{head.basis}　{head.zh}") for head in heads]


def find(heads: Heads, code: str | None) -> Head | None:
    """The head of this code; None where the list has none of it."""
    return next((head for head in heads if head.code == code), None)
