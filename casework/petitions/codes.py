"""Code lists of the petitions family: class, breach codes (42, 44–46), who settles a dispute, satisfaction."""

from dataclasses import dataclass

from casework.people.roles import Role

# What the roles are called in a petition (信访工作条例 17②).
ROLE_WORDS = {Role.APPLICANT: ("信访人", "petitioner"), Role.RESPONDENT: ("被反映人", "whom it is about")}

SUGGESTION, ACCUSATION, CLAIM = "suggestion", "accusation", "claim"
CLASSES = [(SUGGESTION, "建议意见类"), (ACCUSATION, "检举控告类"), (CLAIM, "申诉求决类")]

AGREED, SUPERIOR, CONFERENCE = "agreed", "superior", "conference"
DECIDERS = [(AGREED, "涉及的机关、单位协商"), (SUPERIOR, "共同的上一级机关、单位决定"), (CONFERENCE, "信访工作联席会议协调")]

SATISFIED, FAIRLY, UNSATISFIED = "satisfied", "fairly", "unsatisfied"
SATISFACTION = [(SATISFIED, "满意"), (FAIRLY, "基本满意"), (UNSATISFIED, "不满意")]

AGREE, DISAGREE = "agreed", "not_agreed"
ANSWERS = [(AGREE, "核实同意，请交还相关材料"), (DISAGREE, "核实后不同意交还，请继续办理")]

REVIEW, RECHECK = "review", "recheck"
LEVELS = [(REVIEW, "复查"), (RECHECK, "复核")]


@dataclass(frozen=True)
class Breach:
    """One case of liability: the article and its words."""

    article: str
    zh: str
    en: str


# Who orders correction: the superior unit (44-46); 42 in grave cases only.
BREACHES: dict[str, Breach] = {
    "42-4": Breach("信访工作条例 42(4)", "拒不执行支持信访请求意见", "a supporting opinion was not executed"),
    "44-1": Breach("信访工作条例 44(1)", "对收到的信访事项不按照规定登记", "not registered"),
    "44-2": Breach("信访工作条例 44(2)", "对属于其职权范围的信访事项不予受理", "an own matter was refused"),
    "44-3": Breach("信访工作条例 44(3)", "未在规定期限内书面告知信访人是否受理信访事项", "not told in writing in time whether it is accepted"),
    "45-1": Breach("信访工作条例 45(1)", "推诿、敷衍、拖延信访事项办理或者未在规定期限内办结信访事项", "shirked, delayed or late"),
    "45-2": Breach("信访工作条例 45(2)", "对事实清楚、符合规定的投诉请求未予支持", "a well-founded claim was not supported"),
    "45-3": Breach("信访工作条例 45(3)", "对改进工作、完善政策等建议重视不够、落实不力", "suggestions of the petition office ignored"),
    "45-4": Breach("信访工作条例 45(4)", "其他不履行或者不正确履行信访事项处理职责的情形", "another failure to handle"),
    "46-1": Breach("信访工作条例 46(1)", "对待信访人态度恶劣、作风粗暴", "rude to the petitioner"),
    "46-2": Breach("信访工作条例 46(2)", "吃拿卡要、谋取私利", "took advantages"),
    "46-3": Breach("信访工作条例 46(3)", "对规模性集体访、负面舆情等处置不力", "a mass visit mishandled"),
    "46-4": Breach("信访工作条例 46(4)", "对重大、紧急信访事项隐瞒、谎报、缓报，或者未依法及时采取必要措施", "an urgent matter hidden or reported late"),
    "46-5": Breach("信访工作条例 46(5)", "将检举、揭发材料或者有关情况透露、转给被检举、揭发的人员或者单位", "an accusation leaked"),
    "46-6": Breach("信访工作条例 46(6)", "打击报复信访人", "retaliation"),
    "46-7": Breach("信访工作条例 46(7)", "其他违规违纪违法的情形", "another violation"),
}
BREACH_CODES = [(code, f"{one.article}　{one.zh}") for code, one in BREACHES.items()]
