"""The class of a letter, with the words that led there."""

from casework.letters.sorting import Letter, Sorter

KNOWN = [
    (Letter("建议增设服务网点", "建议在城南增设营业厅，方便老年人办理业务，希望采纳。"), "suggestion"),
    (Letter("关于优化携号转网流程的建议", "建议简化携号转网的步骤，希望研究。"), "suggestion"),
    (Letter("举报工作人员受贿", "举报某科长收受运营商好处，以权谋私，请纪检部门查处。"), "accusation"),
    (Letter("控告滥用职权", "该处长滥用职权、违纪违法，收受礼金，请查处。"), "accusation"),
    (Letter("要求退还多收话费", "套餐被擅自变更，多扣话费，要求退费并赔偿。"), "claim"),
    (Letter("宽带断网请求处理", "宽带断网十天无人维修，请求减免费用。"), "claim"),
]


def test_the_likeliest_class_comes_first_with_its_words():
    sorter = Sorter.learn(KNOWN)
    found = sorter.suggest(Letter("", "举报局长收受好处，滥用职权"))
    assert found[0].name == "accusation" and len(found) == 3
    assert {"举报", "滥用职权"} <= set(found[0].words)
    assert found[0].score > found[1].score >= found[2].score


def test_a_title_counts_more_than_the_text():
    sorter = Sorter.learn(KNOWN)
    assert sorter.suggest(Letter("建议", "断网"))[0].name == "suggestion"
    assert sorter.suggest(Letter("断网", "建议"))[0].name == "claim"


def test_nothing_known_suggests_nothing():
    assert Sorter.learn([]).suggest(Letter("宽带", "断网")) == []
    assert Sorter.learn(KNOWN[:2]).suggest(Letter("建议", "希望")) == []  # one class is no choice
    assert Sorter.learn(KNOWN).suggest(Letter("", "")) == []


def test_it_learns_the_same_from_the_same_letters_and_comes_back_from_its_data():
    one, other = Sorter.learn(KNOWN), Sorter.learn(KNOWN)
    assert one.data() == other.data()
    again = Sorter(**one.data())
    assert again.suggest(Letter("携号转网", "建议简化")) == one.suggest(Letter("携号转网", "建议简化"))
