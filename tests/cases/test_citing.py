"""Articles as a paper prints them."""

import pytest

from casework.cases.citing import in_full, numeral


@pytest.mark.parametrize(
    ("basis", "printed"),
    [
        ("行政复议法 30①(4)、33；行政诉讼法 45", "《行政复议法》第三十条第一款第四项、第三十三条；《行政诉讼法》第四十五条"),
        ("行政复议法 11(11)(15)", "《行政复议法》第十一条第十一项、第十五项"),
        ("令35 10(4)、13①②", "《电信用户申诉处理办法》第十条第四项、第十三条第一款、第二款"),
        ("工信部政法〔2023〕30号 2", "《电信领域违法行为举报处理规定》第二条"),
        ("令35 15（原文未见）；条例 39①", "《电信用户申诉处理办法》第十五条（原文未见）；《电信条例》第三十九条第一款"),
        ("信访工作条例 31(6)、34", "《信访工作条例》第三十一条第六项、第三十四条"),
        ("民事诉讼法 85至95", "《民事诉讼法》第八十五条至第九十五条"),
        ("法释〔2018〕1号 56②", "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第五十六条第二款"),
        ("内部规定", "内部规定"),
        ("", ""),
    ],
)
def test_a_basis_is_printed_in_full(basis: str, printed: str) -> None:
    assert in_full(basis) == printed


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (88, "八十八"), (100, "一百"), (105, "一百零五"), (110, "一百一十"), (201, "二百零一"),
    ],
)  # fmt: skip
def test_numbers_of_articles(number: int, said: str) -> None:
    assert numeral(number) == said
