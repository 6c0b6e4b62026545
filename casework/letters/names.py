"""What two letters name differently: a place, a body, a number. A template letter has the same words about another place, and is another matter.

Two letters are laid side by side word by word. Where the one has a name and the other has another name in the very same sentence, and neither
name occurs elsewhere in the other letter, a name was put in the place of a name. A person who writes again words things anew, adds and leaves
out, but does not live elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from casework.letters.words import Token

PLACE, NUMBER = "place", "number"
LONGEST = 10  # words of a passage that may still be a name; more is another sentence
OFTEN = 2  # a name put in the place of another this often is a template, whatever else both name
LONGEST_AREA = 6  # characters of a district's name
DIGITS = 5  # a run of at least so many digits is a number somebody has: a line, an account, an order
NAMED_KINDS = (
    "小区 社区 新村 街道 学院 学校 大学 中学 小学 幼儿园 公司 集团 大厦 花园 广场 公园 医院 酒店 家园 国际 山庄 御府 项目 银行 营业厅 基站 机房"
    " 路 街 巷 镇 乡 村 园 苑 城 湾 湖 站 桥 楼 栋 厂 店 庄 郡"
)
KINDS = frozenset(NAMED_KINDS.split())
ENDS = tuple("路街巷镇乡村园苑城湾湖站桥庄郡院校")
AREAS = tuple("省市区县州")
NO_NAMES = (
    "政府 学校 小区 社区 街道 城市 地区 我市 我区 我县 本市 全市 全区 全县 市区 县城 校园 公园 车站 医院 法院 大道 道路 马路 公路 网站 居民 业主 领导"
    " 书记 市长 县长 区长 局长 部门 问题 市民 百姓 群众 情况 时间"
)
ORDINARY = frozenset(NO_NAMES.split())
PROPER = ("nr", "ns", "nz", "nt", "nrt", "nrfg")
NAMING = ("n", "eng", "vn", "b", "j", "zg", "g", "a", "u", "l", "i", "x")


@dataclass(frozen=True)
class Difference:
    """What this letter names where the other names something else; kind is place or number."""

    kind: str
    here: str
    there: str


def differences(here: Sequence[Token], there: Sequence[Token]) -> tuple[list[Difference], list[str]]:
    """The names in each other's place, each as often as it stands there, and the names that both letters have in the same sentence."""
    mine, theirs = [one.word for one in here], [one.word for one in there]
    whole_mine, whole_theirs = "".join(mine), "".join(theirs)
    found, shared = [], []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            shared += _named_in(here[i1:i2])
        elif tag == "replace" and i2 - i1 <= LONGEST and j2 - j1 <= LONGEST:
            after = here[i2 : i2 + 1]
            one = _difference((*here[i1:i2],), (*there[j1:j2],), after, whole_mine, whole_theirs)
            found += [one] if one else []
    return found, shared


def elsewhere(found: Sequence[Difference], shared: Sequence[str]) -> bool:
    """True where the other letter is about another place or number: names were put in each other's place, and nothing particular is shared or the
    exchange is made again and again."""
    if not found:
        return False
    if any(_area(one.here) and _area(one.there) and len(one.here) <= LONGEST_AREA for one in found):
        return True
    often = max(sum(one == other for other in found) for one in found)
    return not shared or (often >= OFTEN and often >= len(set(shared)))


def _difference(mine: Sequence[Token], theirs: Sequence[Token], after: Sequence[Token], whole_mine: str, whole_theirs: str) -> Difference | None:
    here, there = ("".join(one.word for one in side) for side in (mine, theirs))
    if any(_number(one) for one in mine) and any(_number(one) for one in theirs):
        first, second = (next(one.word for one in side if _number(one)) for side in (mine, theirs))
        return None if first in whole_theirs or second in whole_mine else Difference(NUMBER, first, second)
    if not (_is_named(mine, after) and _is_named(theirs, after)):
        return None
    if _found(mine, whole_theirs) or _found(theirs, whole_mine) or _slip(mine, theirs) or _one_within_the_other(mine, theirs):
        return None
    return Difference(PLACE, here, there)


def _is_named(side: Sequence[Token], after: Sequence[Token]) -> bool:
    """A name stands here: a word that names, and a word that says what it names, in it or right after it."""
    return bool(_own(side)) and any(_kind(one.word) or _area(one.word) for one in (*side, *after))


def _own(side: Sequence[Token]) -> list[str]:
    """The words that are the name itself: not what kind of thing it is. Where it is an area only, the area."""
    own = [one.word for one in side if one.tag.startswith(NAMING) and one.word not in KINDS and one.word not in ORDINARY and not _area(one.word)]
    return own or [one.word for one in side if _area(one.word)]


def _found(side: Sequence[Token], text: str) -> bool:
    """One of the name's own words occurs in the other letter."""
    return any(word in text for word in _own(side) if len(word) > 1)


def _slip(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """The same name with one wrong or exchanged character, or a shorter form of it."""
    first, second = ("".join(_own(side)) for side in (mine, theirs))
    missing = sum(1 for letter in first if letter not in second), sum(1 for letter in second if letter not in first)
    return min(missing) == 0 or (len(first) == len(second) <= 4 and max(missing) == 1 and not _area(first))


def _one_within_the_other(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Only areas of different levels are named: a city here, its district there."""
    levels = [{word[-1] for word in _own(side)} if all(_area(word) for word in _own(side)) else None for side in (mine, theirs)]
    return None not in levels and levels[0] != levels[1]


def particular(name: Token, kind: Token) -> bool:
    """A name followed by what it names: 西子 园, 涉外 学院."""
    return _kind(kind.word) and name.tag in PROPER and name.word not in ORDINARY and not _area(name.word)


def _named_in(words: Sequence[Token]) -> list[str]:
    """The names in a passage that both letters have: what it is called with what it is."""
    return [
        before.word + one.word
        for before, one in pairwise(words)
        if particular(before, one)
    ] + [one.word for one in words if one.tag in ("ns", "nz", "nt") and _kind(one.word) and len(one.word) > 2]


def _kind(word: str) -> bool:
    return word in KINDS or (len(word) > 1 and word.endswith(ENDS) and word not in ORDINARY)


def _area(word: str) -> bool:
    return word in AREAS or (len(word) > 1 and word.endswith(AREAS) and word not in ORDINARY and word not in KINDS)


def _number(one: Token) -> bool:
    return len(one.word) >= DIGITS and one.word.isdigit()
