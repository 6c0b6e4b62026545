"""The notices of 2014 to 2026 in their own words, against the days written down by hand; what is not understood, or does not fit, is refused by name."""

import re
from datetime import date, timedelta
from pathlib import Path
from time import monotonic
from unicodedata import category, normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.calendar.notice import read_notice
from casework.calendar.published import built_in
from casework.calendar.reading import BESIDE, INSTEAD, LONGER, YEAR, NotUnderstood, days_with
from casework.calendar.schedule import Schedule
from tests.calendar import notices

HERE = Path(__file__).parent
TEXTS = {
    path.stem: "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for path in sorted((HERE / "texts").glob("*.txt"))
}
READINGS = {name: read_notice(text) for name, text in TEXTS.items()}
YEARS = range(2014, 2027)
IN_ORDER = sorted(TEXTS, key=lambda name: (int(name[:4]), len(name) > 4))  # a year's own notice, then what changed it
HAND = {int(line[:4]): notices.read([line]) for line in notices.NOTICES.strip().splitlines()}
DAY = timedelta(1)


def d(text):
    return date.fromisoformat(text)


def days(text):
    return frozenset(d(one) for one in text.split())


def known_after(names, known=None):
    """The schedule with these notices entered one after the other: each replaces its year."""
    for name in names:
        reading = READINGS[name]
        year = reading.year
        known = known or Schedule("none", year, year, frozenset(), frozenset())
        got = days_with(reading, known)
        off = {day for day in known.days_off if day.year != year} - got.worked | got.off
        worked = {day for day in known.workdays if day.year != year} - got.off | got.worked
        named = {day: pair for day, pair in known.names.items() if day in off} | got.names
        known = Schedule(name, known.first_year, max(year, known.last_published_year), frozenset(off), frozenset(worked), named)
    return known


# ---- the official texts ----


def test_every_year_is_there_and_what_was_changed_as_well():
    assert list(TEXTS) == [*map(str, (2014,)), "2015-09", *map(str, range(2015, 2019)), "2019-05", "2019", "2020-01", *map(str, range(2020, 2027))]


def test_all_notices_together_make_the_days_written_down_by_hand():
    known = known_after(IN_ORDER)
    for number in range((d("2026-12-31") - d("2014-01-01")).days + 1):
        day = d("2014-01-01") + number * DAY
        assert known.is_working_day(day) == notices.worked(day), day


def test_the_days_named_are_those_that_holiday_cn_lists():
    listed = [line for line in (HERE / "holiday_cn.txt").read_text(encoding="utf-8").splitlines() if line[:4].isdigit() and int(line[:4]) >= 2014]
    off, lieu = notices.read(listed)
    known = known_after(IN_ORDER)
    assert known.days_off == off
    assert known.workdays == lieu - {d("2020-02-03")}  # a Monday: named by the notice as the first day of work, worked in any case


@pytest.mark.parametrize("year", sorted(set(YEARS) - {2015, 2019, 2020}))
def test_a_year_that_was_never_changed_by_its_own_text(year):
    reading, (off, lieu) = READINGS[str(year)], HAND[year]
    assert reading.worked == lieu
    assert {day for day in reading.off if day.weekday() < 5} == {day for day in off if day.weekday() < 5}
    named = {day for one in reading.festivals for day in one.off | one.beside}
    assert reading.off <= off and all(day.weekday() > 4 for day in off ^ named)  # where it says 补休, the weekend between is not named


@pytest.mark.parametrize(
    ("year", "off", "worked"),
    [  # as first published
        (2015, "2015-09-03 2015-09-04", "2015-09-06"),
        (2019, "2019-05-02 2019-05-03", "2019-04-28 2019-05-05"),
        (2020, "2020-01-31", ""),
    ],
)
def test_a_year_before_it_was_changed(year, off, worked):
    reading, (final_off, final_lieu) = READINGS[str(year)], HAND[year]
    assert {day for day in final_off if day.weekday() < 5} - reading.off == days(off)
    assert final_lieu - reading.worked == days(worked)
    assert reading.worked - final_lieu == (days("2020-02-01") if year == 2020 else frozenset())


@pytest.mark.parametrize(
    ("name", "does", "year", "number", "dated"),
    [
        ("2014", YEAR, 2014, "国办发明电〔2013〕28号", "2013-12-11"),
        ("2015", YEAR, 2015, "", "2014-12-16"),
        ("2015-09", BESIDE, 2015, "国发明电〔2015〕1号", "2015-05-13"),
        ("2016", YEAR, 2016, "国办发明电〔2015〕18号", "2015-12-10"),
        ("2017", YEAR, 2017, "国办发明电〔2016〕17号", "2016-12-01"),
        ("2018", YEAR, 2018, "国办发明电〔2017〕12号", "2017-11-30"),
        ("2019", YEAR, 2019, "国办发明电〔2018〕15号", "2018-12-04"),
        ("2019-05", INSTEAD, 2019, "国办发明电〔2019〕3号", "2019-03-22"),
        ("2020", YEAR, 2020, "", "2019-11-21"),
        ("2020-01", LONGER, 2020, "", "2020-01-26"),
        ("2021", YEAR, 2021, "国办发明电〔2020〕27号", "2020-11-25"),
        ("2022", YEAR, 2022, "国办发明电〔2021〕11号", "2021-10-25"),
        ("2023", YEAR, 2023, "国办发明电〔2022〕16号", "2022-12-08"),
        ("2024", YEAR, 2024, "国办发明电〔2023〕7号", "2023-10-25"),
        ("2025", YEAR, 2025, "", "2024-11-12"),
        ("2026", YEAR, 2026, "国办发明电〔2025〕7号", "2025-11-04"),
    ],
)
def test_what_it_is_its_number_and_its_day(name, does, year, number, dated):
    reading = READINGS[name]
    assert (reading.does, reading.year, reading.number, reading.dated) == (does, year, number, d(dated))


def test_names_of_notices():
    assert READINGS["2026"].name == "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）"
    assert READINGS["2025"].name == "国务院办公厅关于2025年部分节假日安排的通知"
    assert READINGS["2019-05"].name == "国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）"
    assert READINGS["2020-01"].name == "国务院办公厅关于延长2020年春节假期的通知"
    assert READINGS["2015-09"].name == "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知（国发明电〔2015〕1号）"


@pytest.mark.parametrize("year", YEARS)
def test_the_festivals_and_their_names(year):
    names = [one.name[0] for one in READINGS[str(year)].festivals]
    together = {2017: "中秋节、国庆节", 2020: "国庆节、中秋节", 2023: "中秋节、国庆节", 2025: "国庆节、中秋节"}
    ends = [together[year]] if year in together else ["中秋节", "国庆节"]
    assert names == ["元旦", "春节", "清明节", "劳动节", "端午节", *ends]
    assert READINGS[str(year)].doubts == ()


def test_the_names_are_those_of_the_built_in_schedule():
    for day, pair in READINGS["2026"].names.items():
        built = built_in().names.get(day)
        if built and built[0] not in ("调休放假", "农历除夕"):
            assert pair == built, day
    assert READINGS["2025"].names[d("2025-10-06")] == ("国庆节、中秋节", "National Day, Mid-Autumn Festival")


def test_each_day_says_its_sentence():
    said = READINGS["2026"].said
    assert said[d("2026-02-23")] == "二、春节:2月15日(农历腊月二十八、周日)至23日(农历正月初七、周一)放假调休,共9天。"
    assert said[d("2026-02-28")] == "2月14日(周六)、2月28日(周六)上班。"
    assert READINGS["2014"].said[d("2014-04-07")] == "三、清明节:4月5日放假,4月7日(星期一)补休。"
    assert set(said) == READINGS["2026"].off | READINGS["2026"].worked


def test_every_sentence_is_one_of_a_kind_that_is_known():
    """The sentences put together are the text: nothing is passed over."""
    for name, reading in READINGS.items():
        plain = re.sub(r"\s", "", TEXTS[name])
        assert "".join(one.text for one in reading.sentences) == plain, name
    kinds = {one.text[:9]: one.zh for one in READINGS["2024"].sentences}
    assert kinds["各省、自治区、直辖"] == "主送机关"
    assert kinds["鼓励各单位结合带薪"] == "鼓励休假，不改变工作日"
    assert kinds["节假日期间,各地区"] == "工作要求"
    assert kinds["国务院办公厅202"] == "落款"


def test_a_year_that_begins_in_december():
    assert READINGS["2019"].off >= days("2018-12-30 2018-12-31 2019-01-01") and d("2018-12-29") in READINGS["2019"].worked
    assert READINGS["2023"].off >= days("2022-12-31 2023-01-01 2023-01-02")


def test_weekends_that_are_joined_and_days_that_are_encouraged_change_nothing():
    new_year = READINGS["2018"].festivals[0]
    assert (new_year.off, new_year.beside) == (days("2018-01-01"), days("2017-12-30 2017-12-31"))
    assert READINGS["2024"].encouraged == days("2024-02-09")
    assert d("2024-02-09") not in READINGS["2024"].off  # 除夕 2024 was worked


# ---- notices that change another one ----


def test_the_day_of_victory_is_added_to_2015():
    got = days_with(READINGS["2015-09"], known_after(["2014", "2015"]))
    assert got.off - READINGS["2015"].off == days("2015-09-03 2015-09-04 2015-09-05")
    assert got.worked - READINGS["2015"].worked == days("2015-09-06")
    assert got.names[d("2015-09-03")][0] == "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"


def test_may_day_of_2019_is_replaced():
    got = days_with(READINGS["2019-05"], known_after(["2018", "2019"]))
    assert got.off - READINGS["2019"].off == days("2019-05-02 2019-05-03 2019-05-04")
    assert got.worked - {day for day in READINGS["2019"].worked if day.year == 2019} == days("2019-04-28 2019-05-05")


def test_the_spring_festival_of_2020_is_lengthened():
    assert READINGS["2020-01"].until == d("2020-02-02")
    got = days_with(READINGS["2020-01"], known_after(["2019", "2020"]))
    assert got.off - READINGS["2020"].off == days("2020-01-31 2020-02-01 2020-02-02")
    assert READINGS["2020"].worked - got.worked == days("2020-02-01")  # that Saturday was to be worked
    assert got.names[d("2020-02-02")] == ("春节", "Chinese New Year (Spring Festival)")


@pytest.mark.parametrize("name", ["2015-09", "2019-05", "2020-01"])
def test_a_change_entered_again_changes_nothing(name):
    got, known = days_with(READINGS[name], built_in()), built_in()
    year = READINGS[name].year
    wanted = frozenset(day for day in known.days_off if day.year == year), frozenset(day for day in known.workdays if day.year == year)
    assert {day for day in got.off if day.weekday() < 5} == {day for day in wanted[0] if day.weekday() < 5}
    assert got.worked == wanted[1]


def test_a_change_of_what_is_not_known_is_refused():
    with pytest.raises(NotUnderstood, match="尚未录入"):
        days_with(READINGS["2019-05"], known_after(["2014"]))
    with pytest.raises(NotUnderstood, match="无从延长"):
        days_with(READINGS["2020-01"], Schedule("nameless", 2020, 2020, READINGS["2020"].off, READINGS["2020"].worked))
    shorter = read_notice(TEXTS["2019-05"].replace("1日至4日放假调休,共4天", "1日放假,共1天").replace("4月28日(星期日)、5月5日(星期日)上班。", ""))
    other = read_notice(TEXTS["2019-05"].replace("4月28日(星期日)", "4月27日(星期六)"))
    for reading in (shorter, other):
        with pytest.raises(NotUnderstood, match="原来调休上班的是哪一天"):
            days_with(reading, known_after(["2018", "2019", "2019-05"]))
        with pytest.raises(NotUnderstood, match="原来调休上班的是哪一天"):
            days_with(reading, built_in())


# ---- the same text as people paste it ----

FULL_WIDTH = {ord(half): full for half, full in zip("0123456789,:();.", "０１２３４５６７８９，：（）；．", strict=True)}


def pasted(text, how):
    match how:
        case "full width":
            return text.translate(FULL_WIDTH)
        case "punctuation in full width":
            return text.translate({sign: full for sign, full in FULL_WIDTH.items() if not chr(sign).isdigit()})
        case "one line":
            return text.replace("\n", "")
        case "empty lines and spaces":
            return "\ufeff" + "\r\n\r\n".join(f"\u3000\u3000{line}\u00a0 " for line in text.split("\n"))
        case "spaces around numbers":
            return re.sub(r"(\d+)", r" \1 ", text)
        case "narrow column":
            return "\n".join("\n".join(line[at : at + 17] for at in range(0, len(line), 17)) for line in text.split("\n"))
        case "signs of a pdf":
            return text.replace("月", "⽉").replace("日", "⽇").replace("一、", "⼀、")
        case "zero width":
            return text.replace("月", "月\u200b")
        case "other numbering":
            return re.sub(r"^([一二三四五六七])、\s*", lambda found: f"{'一二三四五六七'.index(found[1]) + 1}. ", text, flags=re.MULTILINE)
        case "no numbering":
            return re.sub(r"^([一二三四五六七])、\s*", "", text, flags=re.MULTILINE)
        case "dashes":
            return re.sub(r"^([一二三四五六七])、\s*", "——", text, flags=re.MULTILINE)
        case "items without full stop":
            return re.sub("^(.、.*)。$", r"\1", text, flags=re.MULTILINE)
        case "semicolons":
            return re.sub("^(.、.*天)。", r"\1；", text, flags=re.MULTILINE)
        case "brackets":
            return text.replace("〔", "[").replace("〕", "]")
        case "made public":
            return text + "\n（此件公开发布）"
    raise AssertionError(how)


WAYS = [
    "full width", "punctuation in full width", "one line", "empty lines and spaces", "spaces around numbers", "narrow column", "signs of a pdf", "zero width",
    "other numbering", "no numbering", "dashes", "items without full stop", "semicolons", "brackets", "made public",
]  # fmt: skip


# The instructions of the notices that change another are numbered like their days, so these three ways are for the others.
PASTED = [(name, how) for name in TEXTS for how in WAYS if len(name) == 4 or how not in ("other numbering", "no numbering", "dashes")]


@pytest.mark.parametrize(("name", "how"), PASTED)
def test_however_it_is_pasted_it_says_the_same(name, how):
    read, plain = read_notice(pasted(TEXTS[name], how)), READINGS[name]
    assert (read.does, read.year, read.number, read.dated, read.until) == (plain.does, plain.year, plain.number, plain.dated, plain.until)
    assert [(one.name, one.off, one.worked) for one in read.festivals] == [(one.name, one.off, one.worked) for one in plain.festivals]


PAGE = """2015-12-10 08:00:00
索 引 号: 000014349/2015-00200
主题分类: 综合政务\\其他
发文机关: 国务院办公厅
成文日期: 2015年12月10日
标  题: 国务院办公厅关于2016年部分节假日安排的通知
发文字号: 国办发明电〔2015〕18号
发布日期: 2015年12月10日

{}

扫一扫在手机打开当前页
解读
"""  # as gov.cn/zhengce/content/2015-12/10/content_10394.htm has it around the text


def test_what_a_page_has_around_the_text_is_named_line_by_line():
    with pytest.raises(NotUnderstood) as caught:
        read_notice(PAGE.format(TEXTS["2016"]))
    assert [one.sentence for one in caught.value.troubles] == ["2015-12-1008:00:00", "扫一扫在手机打开当前页", "解读"]
    cleaned = "\n".join(line for line in PAGE.format(TEXTS["2016"]).splitlines() if line[:10] not in ("2015-12-10", "扫一扫在手机打开当前", "解读"))
    assert read_notice(cleaned).off == READINGS["2016"].off


# ---- what is refused, and which sentence is named ----

LABOUR = "四、劳动节:5月1日(周五)至5日(周二)放假调休,共5天。"


@pytest.mark.parametrize(
    ("old", "new", "sentence", "zh"),
    [
        ("共5天。5月9日(周六)上班", "共5天。5月9日(周六)轮班", "5月9日(周六)轮班。", "没有读懂"),
        ("放假调休,共5天", "放假调休,共5天,窗口单位除外", "四、劳动节:5月1日(周五)至5日(周二)放假调休,共5天,窗口单位除外。", "没有读懂"),
        ("5日(周二)放假调休,共5天", "5日(周二)放假调休,共6天", LABOUR.replace("共5天", "共6天"), "写的是共6天，数下来是5天"),
        ("5月1日(周五)至5日(周二)", "5月1日(周五)至5日(周三)", LABOUR.replace("周二", "周三"), "2026-05-05 是星期二，不是周三"),
        ("5月9日(周六)上班", "5月9日(周日)上班", "5月9日(周日)上班。", "2026-05-09 是星期六，不是周日"),
        ("5月9日(周六)上班", "5月11日(周一)上班", "5月11日(周一)上班。", "2026-05-11 不是周末，不用调休上班"),
        ("5月9日(周六)上班", "5月2日(周六)上班", "5月2日(周六)上班。", "2026-05-02 既放假又上班"),
        ("5月9日(周六)上班", "4月4日(周六)上班", "4月4日(周六)上班。", "2026-04-04 既放假又上班"),
        ("5月9日(周六)上班", "5月9日(周六)、5月9日(周六)上班", "5月9日(周六)、5月9日(周六)上班。", "同一天写了两次"),
        ("5月9日(周六)上班", "5月9日(周六)上班,5月9日上班", "5月9日(周六)上班,5月9日上班。", "2026-05-09 写了两次上班"),
        ("5月9日(周六)上班", "2月28日(周六)上班", "2月28日(周六)上班。", "离劳动节太远"),
        ("5月9日(周六)上班", "10月10日(周六)上班", "9月20日(周日)、10月10日(周六)上班。", "2026-10-10 已在"),
        ("5月9日(周六)上班", "13月9日(周六)上班", "13月9日(周六)上班。", "没有 2026年13月9日 这一天"),
        ("5月9日(周六)上班", "0月9日(周六)上班", "0月9日(周六)上班。", "没有 2026年0月9日 这一天"),
        ("5月9日(周六)上班", "9日(周六)上班", "9日(周六)上班。", "没有写明月份"),
        ("5月9日(周六)上班", "2025年5月10日(周六)上班", "2025年5月10日(周六)上班。", "2025-05-10 不属于 2026 年"),
        ("5月9日(周六)上班", "5月9日(上午)上班", "5月9日(上午)上班。", "没有读懂括号中的“上午”"),
        ("5月9日(周六)上班", "5月9日(周六)上午上班", "5月9日(周六)上午上班。", "没有读懂"),
        ("共5天。5月9日(周六)上班", "共5天,不调休。5月9日(周六)上班", "四、劳动节:5月1日(周五)至5日(周二)放假调休,共5天,不调休。", "写明不调休，却又调休"),
        ("5月1日(周五)至5日(周二)", "5月5日(周二)至1日(周五)", LABOUR.replace("1日(周五)至5日(周二)", "5日(周二)至1日(周五)"), "不成一段"),
        ("5月1日(周五)至5日(周二)放假调休,共5天", "5月2日至5日放假,共4天", "四、劳动节:5月2日至5日放假,共4天。", "没有包括5月1日"),
        ("6月19日(周五)至21日(周日)放假", "7月3日(周五)至5日(周日)放假", "五、端午节:7月3日(周五)至5日(周日)放假,共3天。", "2026-07-03 不会是端午节"),
        ("6月19日(周五)至21日(周日)放假,共3天", "6月17日放假,与周末连休", "五、端午节:6月17日放假,与周末连休。", "不与周末相连"),
        ("6月19日(周五)至21日(周日)放假,共3天", "6月19日放假,6月22日补休", "五、端午节:6月19日放假,6月22日补休。", "没有适逢周末的，不用补休"),
        ("6月19日(周五)至21日(周日)放假,共3天", "6月20日放假,6月20日补休", "五、端午节:6月20日放假,6月20日补休。", "已经放假，不用补休"),
        ("6月19日(周五)至21日(周日)放假,共3天", "6月19日放假,6月24日放假", "五、端午节:6月19日放假,6月24日放假。", "还有工作日，不是一个假期"),
        ("6月19日(周五)至21日(周日)放假,共3天", "6月19日至21日放假,共3天。其中6月22日放假", "其中6月22日放假。", "“其中”的日期不在"),
        ("6月19日(周五)至21日(周日)放假,共3天", "共3天", "五、端午节:共3天。", "前面没有放假的日期"),
        ("6月19日(周五)至21日(周日)放假,共3天", "6月20日上班", "", "没有写明端午节放假的日期"),
        ("6月19日(周五)至21日(周日)放假,共3天", "6月19日放假,与周末连休,共4天", "五、端午节:6月19日放假,与周末连休,共4天。", "数下来是3天"),
        ("农历正月初七", "农历正月初八", "二、春节:2月15日(农历腊月二十八、周日)至23日(农历正月初八、周一)放假调休,共9天。", "农历日期前后不一致"),
        ("9月25日(周五)至", "9月25日(农历正月初一)至", "六、中秋节:9月25日(农历正月初一)至27日(周日)放假,共3天。", "农历正月初一不是中秋节"),
        ("国办发明电〔2025〕7号", "国办发明电〔2024〕7号", "国办发明电〔2024〕7号", "文号的年份与成文日期不符"),
        ("2025年11月4日", "2023年11月4日", "2023年11月4日", "与 2026 年的安排不符"),
        ("2025年11月4日", "2026年1月2日", "一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。", "早于成文日期"),
        ("2025年11月4日", "2025年11月31日", "2025年11月31日", "没有 2025年11月31日 这一天"),
        ("2025年11月4日", "2025年11月4日印发", None, "没有读懂"),
        ("现将2026年", "现将1926年", "经国务院批准,现将1926年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。", "年份不对"),
        ("推动错峰出行。", "推动错峰出行。另外，3月8日妇女放假半天。", "另外,3月8日妇女放假半天。", "没有读懂"),
        ("推动错峰出行。", "推动错峰出行。12月31日放假。", "12月31日放假。", "没有读懂"),
        ("、疫情防控等工作", "、疫情防控、延长假期等工作", None, "没有读懂"),
        ("节假日期间,各地区", "节假日期间,机关照常办公,各地区", None, "没有读懂"),
        ("实际形成较长假期", "实际形成10天假期", None, "没有读懂"),
    ],
)
def test_a_spoiled_sentence_is_refused_and_named_in_both_languages(old, new, sentence, zh):
    assert TEXTS["2026"].count(old) == 1
    with pytest.raises(NotUnderstood) as caught:
        read_notice(TEXTS["2026"].replace(old, new))
    named = [one for one in caught.value.troubles if zh in one.zh]
    assert named, caught.value.troubles
    if sentence is not None:
        assert {one.sentence for one in named} == {sentence}
        assert sentence in named[0].zh and sentence in named[0].en
    assert all(re.search("[A-Za-z]{4}", one.en) for one in caught.value.troubles)


def _without(name, start):
    return "\n".join(line for line in TEXTS[name].split("\n") if not line.startswith(start))


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("", "没有文字"),
        (" \n\u3000\ufeff\n", "没有文字"),
        ("关于召开工作会议的通知\n各部门：\n定于5月9日（周六）上午召开会议。", "没有读懂这一句"),
        ("一、元旦:1月1日放假1天。", "没有写明年份"),
        ("一、元旦:1月1日放假1天。", "不是放假安排的通知"),
        (_without("2026", "经国务院批准"), "没有写明年份"),
        (_without("2018", "五、"), "没有端午节的安排"),
        (TEXTS["2018"].replace("端午节、中秋节和", "中秋节和"), "没有列出端午节"),
        (TEXTS["2018"].replace("六、中秋节:9月24日", "六、端午节:6月18日"), "端午节写了几次"),
        (TEXTS["2018"].replace("2018年部分", "2019年部分"), "文中有几个年份"),
        (TEXTS["2017"] + TEXTS["2018"], "文中有几个年份"),
        (TEXTS["2019"] + TEXTS["2019-05"], "文中有几份不同的通知"),
        (TEXTS["2026"] + "\n国办发明电〔2025〕8号", "文中有几个文号"),
        (TEXTS["2026"] + "\n国务院办公厅\n2025年11月5日", "文中有几个成文日期"),
        (TEXTS["2025"].replace("现将2025年", "现将2026年").replace("关于2025年", "关于2026年"), "文中有几个年份"),  # the principles are those of 2025
        (TEXTS["2025"].replace("合并放假8天", "合并放假9天"), "没有读懂这一句"),
        (TEXTS["2024"].replace("除夕(2月9日)", "除夕(2月7日)"), "不与假期相连"),
        (TEXTS["2020-01"].replace("2月3日(星期一)起", "2月4日(星期二)起"), "2020-02-02 的次日不是 2020-02-04"),
        (TEXTS["2020-01"].replace("初九,星期日),2月3日(星期一)", "初八,星期六),2月2日(星期日)").replace("至2月2日", "至2月1日"), "2020-02-02 是周末"),
        (TEXTS["2020-01"].replace("2月2日(农历正月初九,星期日),2月3日", "3月8日(星期日),3月9日"), "2020-03-08 不会是春节"),
        (TEXTS["2020-01"].replace("一、延长2020年春节假期至2月2日(农历正月初九,星期日),2月3日(星期一)起正常上班。", ""), "没有写明延长到哪一天"),
        (TEXTS["2019-05"].replace("一、2019年5月1日至4日放假调休,共4天。4月28日(星期日)、5月5日(星期日)上班。", ""), "没有写明哪几天放假"),
        (TEXTS["2015-09"].replace("9月4日(星期五)调休", "9月7日(星期一)调休"), "合起来是4天"),
        ("国务院办公厅关于2026年部分节假日安排的通知" * 1000, "超过 20000 字"),
    ],
)
def test_a_text_that_is_no_whole_notice_is_refused(text, zh):
    with pytest.raises(NotUnderstood) as caught:
        read_notice(text)
    assert any(zh in one.zh for one in caught.value.troubles), caught.value.troubles


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("2026", "放假调休,共5天。5月9日(周六)上班。", "放假调休共5天，5月9日（星期六）正常上班；"),
        ("2026", "1月1日(周四)至3日(周六)放假调休,共3天", "2026年1月1日(星期四)-1月3日(礼拜六)调休放假3天"),
        ("2026", "9月20日(周日)、10月10日(周六)上班", "9月20日（周日）和10月10日（周六）照常上班"),
        ("2026", "9月20日(周日)、10月10日(周六)上班", "9月20日(星期天),10月10日(星期六)调休上班"),
        ("2026", "2月15日(农历腊月二十八、周日)至23日(农历正月初七、周一)", "2月15日(腊月廿八)至2月23日(周一,大年初七)"),
        ("2018", "六、中秋节:9月24日放假,与周末连休", "六、中秋节:9月24日(农历八月十五)放假1天,与周末相连,共3天"),
        ("2014", "4月5日放假,4月7日(星期一)补休", "4月5日(清明节、星期六)放假,4月7日(星期一)补假"),
        ("2023", "2022年12月31日至2023年1月2日", "上年12月31日至1月2日"),
        ("2023", "2022年12月31日至2023年1月2日", "上一年12月31日(周六)至2023年1月2日(周一)"),
        ("2025", "1月1日(周三)放假1天,不调休", "1月1日(周三)放假,共1天,不调休"),
    ],
)
def test_other_wordings_say_the_same(name, old, new):
    assert TEXTS[name].count(old) == 1
    read = read_notice(TEXTS[name].replace(old, new))
    assert [(one.name, one.off, one.worked) for one in read.festivals] == [(one.name, one.off, one.worked) for one in READINGS[name].festivals]


def test_all_that_is_wrong_is_named_at_once():
    text = TEXTS["2026"].replace("5月9日(周六)上班", "5月9日(周六)轮班").replace("1月4日(周日)上班", "1月4日(周一)上班")
    with pytest.raises(NotUnderstood) as caught:
        read_notice(text)
    assert [one.sentence for one in caught.value.troubles] == ["5月9日(周六)轮班。", "1月4日(周一)上班。"]
    assert str(caught.value).count("(“") == 2  # both languages of both


def test_days_off_that_the_statute_does_not_explain_are_a_doubt_not_a_refusal():
    reading = read_notice(TEXTS["2026"].replace("5月9日(周六)上班。", ""))
    assert reading.doubts == (
        (
            "放假的工作日共19天，而法定节日与调休上班合计18天（全国年节及纪念日放假办法 2、6）。",
            "19 weekdays are off; the statutory days and the days worked in lieu make 18.",
        ),
    )


def test_a_text_without_its_end_is_a_doubt():
    assert read_notice(TEXTS["2026"].replace("国务院办公厅\n2025年11月4日", "")).doubts == (
        ("文中没有成文日期，请核对是否完整。", "The text has no day of signature: check that it is whole."),
    )


def test_what_follows_a_festival_that_was_not_understood_is_not_said_of_the_one_before():
    with pytest.raises(NotUnderstood) as caught:
        read_notice(TEXTS["2026"].replace("5日(周二)放假调休", "5日(周二)不放假"))
    assert [one.sentence for one in caught.value.troubles] == ["四、劳动节:5月1日(周五)至5日(周二)不放假,共5天。", ""]
    assert caught.value.troubles[1].zh == "没有劳动节的安排。"


# ---- notices made up, in the wordings of all years ----

NAMES = ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"]
STARTS = {"元旦": (1, 1, 0), "春节": (1, 24, 20), "清明节": (4, 4, 1), "劳动节": (5, 1, 0), "端午节": (5, 28, 22), "中秋节": (9, 8, 9), "国庆节": (10, 1, 0)}
WEEK = "一二三四五六日"


class Made:
    """A made-up notice: pieces of text, some of them numbers under a key; what it says follows from the numbers alone."""

    def __init__(self, draw):
        self.draw, self.pieces, self.values, self.spans, self.works = draw, [], {}, [], []
        self.year = draw(st.integers(2010, 2060))
        self.full = draw(st.booleans())
        self.taken = set()
        self.number("title", self.year, "国务院办公厅关于", "年部分节假日安排的通知\n")
        self.number("of", self.year - 1, "国办发明电〔", "〕")
        self.number("no", draw(st.integers(1, 40)), "", "号\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n")
        self.number("purpose", self.year, "经国务院批准，现将", "年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。\n")
        self.festivals = [self.festival(name) for name in NAMES]
        style = draw(st.sampled_from(["一、", "1.", "（一）", ""]))
        for at, festival in enumerate(self.festivals):
            self.item(at, style, *festival)
        self.text("节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，")
        self.text("确保人民群众祥和平安度过节日假期。\n国务院办公厅\n")
        self.number("signed.y", self.year - 1, "", "年")
        self.number("signed.m", draw(st.integers(10, 11)), "", "月")
        self.number("signed.d", draw(st.integers(1, 28)), "", "日")

    def text(self, text):
        self.pieces.append(text)

    def number(self, key, value, before, after):
        self.values[key] = str(value)
        self.pieces += [before, (key,), after]

    def festival(self, name):
        """(name, days off, form): a single day, one with a weekday for it, or a span."""
        month, day, range_ = STARTS[name]
        first = date(self.year, month, day) + self.draw(st.integers(0, range_)) * DAY
        if name == "国庆节":
            return name, [first + n * DAY for n in range(self.draw(st.integers(3, 8)))], "span"
        form = self.draw(st.sampled_from(["one", "lieu", "span"]))
        if form == "lieu" and first.weekday() < 5:
            form = "one"
        if form == "one":
            return name, [first], "one"
        if form == "lieu":
            return name, [first, first + (7 - first.weekday()) * DAY], "lieu"
        if name == "元旦":
            start = first - self.draw(st.integers(0, 2)) * DAY
            return name, [start + n * DAY for n in range(3)], "span"
        return name, [first + n * DAY for n in range(self.draw(st.integers(2, 5)))], "span"

    def item(self, at, style, name, off, form):
        numbering = style.replace("一", "一二三四五六七"[at]).replace("1", str(at + 1))
        self.text(numbering + name + "：")
        if form == "span":
            self.day(f"{name}.first", off[0], year=off[0].year < self.year or self.draw(st.booleans()))
            self.text(self.draw(st.sampled_from(["至", "-", "～", "—"])))
            short = off[0].month == off[-1].month and self.draw(st.booleans())
            self.day(f"{name}.last", off[-1], year=off[0].year < self.year, month=not short)
            self.text(self.draw(st.sampled_from(["放假", "放假调休", "调休放假", "放假公休"])))
            if self.draw(st.booleans()):
                self.number(f"{name}.total", len(off), "，共", "天")
            self.spans.append((name, f"{name}.first", f"{name}.last"))
        else:
            self.day(f"{name}.first", off[0])
            self.spans.append((name, f"{name}.first", f"{name}.first"))
            self.text("放假")
            if form == "one" and self.draw(st.booleans()):
                self.number(f"{name}.total", 1, self.draw(st.sampled_from(["", "，共"])), "天")
            if form == "one" and off[0].weekday() in (0, 4) and self.draw(st.booleans()):
                self.text("，与周末连休")
                self.taken |= {off[0] + n * DAY for n in (-2, -1, 1, 2)}
            if form == "lieu":
                self.text("，")
                self.day(f"{name}.lieu", off[1])
                self.spans.append((name, f"{name}.lieu", f"{name}.lieu"))
                self.text("补休")
        self.text("。")
        others = {day for _, days, _ in self.festivals for day in days} | self.taken
        near = [off[0] + n * DAY for n in range(-12, 20) if (off[0] + n * DAY).weekday() > 4 and off[0] + n * DAY not in others]
        near = [day for day in near if day >= date(self.year - 1, 12, 20) and not any(abs((day - one).days) < 3 for one in others)]
        worked = sorted(self.draw(st.sets(st.sampled_from(near), max_size=2))) if near else []
        self.taken |= set(worked)
        for number, day in enumerate(worked):
            self.text("、" if number else "")
            self.day(f"{name}.worked{number}", day, year=day.year < self.year)
            self.works.append((name, f"{name}.worked{number}"))
        self.text(self.draw(st.sampled_from(["上班", "正常上班", "照常上班"])) + "。\n" if worked else "\n")

    def day(self, key, day, *, year=False, month=True):
        if year:
            self.number(f"{key}.y", day.year, "", "年")
        if month:
            self.number(f"{key}.m", day.month, "", "月")
        self.number(f"{key}.d", day.day, "", "日")
        self.text(self.draw(st.sampled_from(["", f"（星期{WEEK[day.weekday()]}）", f"（周{WEEK[day.weekday()]}）"])))

    def written(self, changed=None):
        values = self.values | (changed or {})
        text = "".join(piece if isinstance(piece, str) else values[piece[0]] for piece in self.pieces)
        return text.translate(FULL_WIDTH) if self.full else text

    def says(self, changed=None):
        """What the numbers say: (days off, days worked) of each festival."""
        values = self.values | (changed or {})

        def day(key, other=None):
            month = values.get(f"{key}.m") or values[f"{other}.m"]
            year = values.get(f"{key}.y") or (values.get(f"{other}.y") if f"{key}.m" not in values else None) or values["purpose"]
            return date(int(year), int(month), int(values[f"{key}.d"]))

        said = {name: (set(), set()) for name in NAMES}
        for name, first, last in self.spans:
            start, end = day(first), day(last, first)
            said[name][0].update(start + n * DAY for n in range((end - start).days + 1))
        for name, key in self.works:
            said[name][1].add(day(key))
        return said


@st.composite
def made(draw):
    return Made(draw)


def said_by(reading):
    return {one.name[0]: (set(one.off), set(one.worked)) for one in reading.festivals}


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(made())
def test_a_made_up_notice_is_read_as_it_was_written(notice):
    reading = read_notice(notice.written())
    assert said_by(reading) == notice.says()
    assert (reading.year, reading.number) == (notice.year, f"国办发明电〔{notice.year - 1}〕{notice.values['no']}号")


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(made(), st.data())
def test_a_digit_that_is_changed_or_lost_is_refused_or_read_as_it_now_stands(notice, data):
    key = data.draw(st.sampled_from(sorted(notice.values)))
    value = notice.values[key]
    at = data.draw(st.integers(0, len(value) - 1))
    new = data.draw(st.sampled_from([digit for digit in ["", *"0123456789"] if digit != value[at]]))
    changed = {key: value[:at] + new + value[at + 1 :]}
    try:
        reading = read_notice(notice.written(changed))
    except NotUnderstood as error:
        assert all(one.zh and one.en for one in error.troubles)
        return
    values = notice.values | changed
    assert said_by(reading) == notice.says(changed)
    assert (reading.year, reading.number) == (int(values["purpose"]), f"国办发明电〔{int(values['of'])}〕{int(values['no'])}号")
    assert reading.dated == date(*(int(values[f"signed.{part}"]) for part in "ymd"))
    assert not key.endswith(".total") or int(values[key]) == int(value)


PARTS = sorted({part for text in TEXTS.values() for part in re.split(r"([，,。:、()至\n])", text) if part})


@settings(deadline=None, max_examples=200)
@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=3)), max_size=40).map("".join), st.sampled_from(sorted(TEXTS)), st.integers(0, 500))
def test_whatever_is_put_into_a_text_it_is_read_or_refused(junk, name, at):
    """Nothing else is raised; and what is still read has all of the text in its sentences."""
    text = TEXTS[name][:at] + junk + TEXTS[name][at:]
    try:
        reading = read_notice(text)
    except NotUnderstood as error:
        assert error.troubles
        return
    days_with(reading, built_in())
    signs = [re.sub(r"[\s\u200b-\u200f\u00ad\ufeff]", "", normalize("NFKC", one)) for one in (text, "".join(one.text for one in reading.sentences))]
    assert signs[0] == signs[1] or any(category(sign) == "Cf" for sign in text)


def test_a_long_text_is_refused_in_no_time():
    for sign in ("一", "1", "\n", "一\n", "5日\n", "月1日", "国庆节、", "1月1日、", "一、元旦:", "节假日期间,", "(", "1月1日(", "其中"):
        started = monotonic()
        with pytest.raises(NotUnderstood):
            read_notice((sign * 20_000)[:20_000])
        assert monotonic() - started < 5, sign


@pytest.mark.parametrize("name", ["2014", "2026", "2015-09", "2019-05", "2020-01"])
def test_of_an_official_text_with_one_digit_changed_few_are_still_read(name):
    """Everything that is still read differs in what the text says by that digit: the number, the signature, the dateline, or a day without total and weekday
    that could be it."""
    kept = set()
    for at, sign in enumerate(TEXTS[name]):
        for digit in ["", *"0123456789"] if sign.isdigit() else []:
            if digit == sign:
                continue
            try:
                reading = read_notice(TEXTS[name][:at] + digit + TEXTS[name][at + 1 :])
            except NotUnderstood:
                continue
            plain = READINGS[name]
            if (reading.off, reading.worked) != (plain.off, plain.worked):
                kept |= {day.isoformat()[5:] for day in (reading.off ^ plain.off) | (reading.worked ^ plain.worked)}
            else:
                same = (reading.number, reading.dated, reading.until) == (plain.number, plain.dated, plain.until)
                assert not same or TEXTS[name][max(0, at - 8) : at].find("北京") >= 0 or name == "2015-09", (at, digit)
    assert kept == STILL_READ[name]


# Days by which an accepted text differs: no total and no weekday stands by them, or the same weekday a week away.
STILL_READ = {
    "2014": {"04-05", "04-06", "06-01", "06-02", "06-06", "06-07", "06-08", "06-09", "09-05", "09-06", "09-07", "09-08", "09-21", "09-28", "10-11", "10-18"},
    "2026": {"02-14", "03-14", "10-10", "10-17"},
    "2015-09": set(),
    "2019-05": {"04-21", "04-28"},
    "2020-01": set(),
}  # fmt: skip
