"""Articles as a paper cites them: 行政复议法 30①(4) is printed as 《行政复议法》第三十条第一款第四项."""

import re

DIGITS = "零一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
PLACE = rf"\d+[{CIRCLED}]*(?:\(\d+\))*(?:[{CIRCLED}](?:\(\d+\))*)*"
CITED = re.compile(rf"(?P<law>\S+?) ?(?P<places>{PLACE}(?:[、至]{PLACE})*)$")
# 令35 is how the rulebook speaks; a paper writes the instrument's name.
NAMES = {"令35": "电信用户申诉处理办法", "令69": "工业和信息化部行政复议实施办法", "条例": "电信条例", "2007条例": "行政复议法实施条例",
         "工信部政法〔2023〕30号": "电信领域违法行为举报处理规定",
         "法释〔2018〕1号": "最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释"}  # fmt: skip


def numeral(number: int) -> str:
    """1 to 999 in Chinese: 30 is 三十, 105 is 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = DIGITS[hundreds] + "百" if hundreds else ""
    if hundreds and ones and not tens:
        said += "零"
    if tens:
        said += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    return said + (DIGITS[ones] if ones else "")


def in_full(basis: str) -> str:
    """Laws and articles as a paper prints them; a remark in （） stays, what is no article stays as it is.

    "行政复议法 30①(4)、33；行政诉讼法 45" gives 《行政复议法》第三十条第一款第四项、第三十三条；《行政诉讼法》第四十五条.
    """
    return "；".join(_law(part.strip()) for part in basis.split("；") if part.strip())


def _law(part: str) -> str:
    said, _, remark = part.partition("（")
    found = CITED.fullmatch(said.strip())
    if found is None:
        return part
    name = NAMES.get(found["law"], found["law"])
    places = re.sub(PLACE, lambda place: _place(place[0]), found["places"])
    return f"《{name}》{places}" + (f"（{remark}" if remark else "")


def _place(place: str) -> str:
    """20①③ is the first and third paragraph of article 20."""
    number = re.match(r"\d+", place)
    article = f"第{numeral(int(number[0]))}条" if number else ""
    said = []
    for paragraph, heads in re.findall(rf"([{CIRCLED}]?)((?:\(\d+\))*)", place[number.end() if number else 0 :]):
        begun = f"第{numeral(CIRCLED.index(paragraph) + 1)}款" if paragraph else ""
        if items := [f"第{numeral(int(head))}项" for head in re.findall(r"\d+", heads)]:
            said += [begun + items[0], *items[1:]]
        elif begun:
            said.append(begun)
    return article + "、".join(said)
