"""The English of what the engine itself lets choose, and of the remarks that stand beside citations. Each family adds its own."""

import re
from collections.abc import Callable
from typing import Final

MANNERS_OF_SERVICE: Final = {
    "直接送达": "handed over", "邮寄送达": "by post", "电子送达": "electronic", "留置送达": "left with a witness", "委托送达": "through another office",
    "公告送达": "public notice",
}  # fmt: skip
WHO_SIGNED: Final = {
    "本人": "the addressee", "同住的成年家属": "an adult of the household", "单位负责收件的人": "the unit's mail room",
    "代理人或者指定的代收人": "the agent or named receiver",
    "同意": "agreed", "不同意": "not agreed", "应当回避": "stays out", "不需要回避": "need not stay out",
}  # fmt: skip
REMARKS: Final = {
    "原文未见": "text not seen", "条号未核": "article number not verified", "内部规定": "house rule", "参照": "by analogy", "已废止": "repealed",
    "首办负责制": "first-handler responsibility", "有错必纠": "errors are mended", "送达": "service",
    "各时限规则": "rules of time", "第": "art", "条原文未见": "not seen", "经同意的电子送达": "electronic with consent", "到达即送达": "served on arrival",
    "条文待核": "text to be confirmed", "回避": "recusal", "公告经过三十日": "thirty days after the notice", "视为送达": "counts as served",
}  # fmt: skip
IN_ENGLISH: Final = MANNERS_OF_SERVICE | WHO_SIGNED | REMARKS
POINTS: Final = str.maketrans({"；": "; ", "（": " (", "）": ")", "，": ", ", "：": ": "})


def cited(article: str, words: Callable[[str], str] = lambda part: IN_ENGLISH.get(part, part)) -> str:
    """A citation for an English reader: the law keeps its Chinese name, what is remarked about it is said by `words`."""
    return re.sub(r"[^；（），：、\s]+", lambda part: words(part[0]), article).translate(POINTS).strip()
