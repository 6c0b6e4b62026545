"""Breaches of 电信条例 an operator may be found in, and what follows from each (条例 33①, 39②, 40, 41; 71, 73, 74)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Breach:
    """A prohibited act: its article, its words, the article of the sanction and who may impose it."""

    article: str
    zh: str
    en: str
    sanction: str
    consequence: str
    organ: str


UNFAIR_COMPETITION = ("电信条例 71", "责令改正，处10万元以上100万元以下罚款；情节严重的，责令停业整顿", "工业和信息化部或者通信管理局")
BILLING = ("电信条例 73", "责令改正，并向电信用户赔礼道歉；拒不改正并赔礼道歉的，警告，并处5000元以上5万元以下罚款", "通信管理局")
SERVICE = (
    "电信条例 74",
    "责令改正，并向电信用户赔礼道歉，赔偿电信用户损失；拒不改正并赔礼道歉、赔偿损失的，警告，并处1万元以上10万元以下罚款；情节严重的，责令停业整顿",
    "通信管理局",
)  # fmt: skip

BREACHES: dict[str, Breach] = {
    "33-1": Breach("电信条例 33①", "拒绝免费提供收费清单", "refuses the itemised bill", *BILLING),
    "39-2": Breach("电信条例 39②", "拒绝免费提供本地电话收费依据", "refuses the basis of a local call charge", *BILLING),
    "40-1": Breach("电信条例 40(1)", "限定电信用户使用其指定的业务", "ties the user to a service", *SERVICE),
    "40-2": Breach("电信条例 40(2)", "限定购买指定终端设备或者拒绝使用自备终端设备", "ties the user to a terminal", *SERVICE),
    "40-3": Breach("电信条例 40(3)", "无正当理由拒绝、拖延或者中止电信服务", "refuses, delays or suspends service", *SERVICE),
    "40-4": Breach("电信条例 40(4)", "不履行公开作出的承诺或者作容易引起误解的虚假宣传", "breaks a promise or advertises falsely", *SERVICE),
    "40-5": Breach("电信条例 40(5)", "刁难电信用户或者对投诉的电信用户打击报复", "harasses or retaliates", *SERVICE),
    "41-1": Breach("电信条例 41(1)", "限制电信用户选择其他电信业务经营者的电信服务", "restricts the choice of operator", *UNFAIR_COMPETITION),
    "41-2": Breach("电信条例 41(2)", "对不同业务进行不合理的交叉补贴", "cross-subsidises unreasonably", *UNFAIR_COMPETITION),
    "41-3": Breach("电信条例 41(3)", "低于成本提供电信业务或者服务，进行不正当竞争", "sells below cost", *UNFAIR_COMPETITION),
}


def sanctions(codes: Iterable[str]) -> list[str]:
    """What the coded breaches may lead to, each article once, with who may act."""
    found = {}
    for code in codes:
        one = BREACHES[code]
        found[one.sanction] = f"{one.sanction}（{one.organ}）：{one.consequence}"
    return list(found.values())
