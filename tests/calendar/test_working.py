"""The working word for word in both languages, against workings.txt, whose lines were read and counted through by hand; and what is refused."""

import json
from datetime import date
from pathlib import Path

import pytest

from casework.calendar.counting import roll_forward
from casework.calendar.published import built_in
from casework.calendar.schedule import Schedule
from casework.cases.limits import OFFICE, Extension, TimeLimit, calendar_days, working_days
from casework.cases.readings import Readings
from casework.cases.spans import SpanError, compute, explain, other_readings, timely
from casework.complaints.clocks import ANSWER, DECISION
from casework.config.due import RULES, answer
from casework.reconsideration.clocks import CORRECTION, HEARING_NOTICE, ORDINARY, SERVE_COPY, SIMPLE, SUSPENDED_TOO_LONG


def written():
    """(question, its sentences in Chinese, in English)."""
    blocks = []
    for line in (Path(__file__).parent / "workings.txt").read_text().splitlines():
        if line.startswith("{"):
            blocks.append((json.loads(line), [], []))
            into = blocks[-1][1]
        elif line == "  --":
            into = blocks[-1][2]
        else:
            into.append(line.removeprefix("  "))
    return blocks


@pytest.mark.parametrize(("question", "zh", "en"), written(), ids=lambda cell: f"{cell['rule']} {cell.get('from')}" if isinstance(cell, dict) else "")
def test_the_working_word_for_word(question, zh, en):
    assert answer({"id": 1, **question}, schedule=built_in())["working"] == zh
    assert answer({"id": 1, **question}, schedule=built_in(), lang="en")["working"] == en


def test_there_is_no_third_language():
    with pytest.raises(KeyError):
        explain(compute(ANSWER, date(2026, 3, 2), schedule=built_in()), "de")


D = date
REFUSED = [
    (ORDINARY, {"suspensions": [(D(2025, 3, 20), D(2025, 3, 20))]},
     "中止 2025-03-20 的恢复日 2025-03-20 应当晚于中止日。", "The suspension of 2025-03-20 must end after it begins, not on 2025-03-20."),
    (ORDINARY, {"suspensions": [(D(2025, 3, 2), D(2025, 3, 20))]},
     "中止日 2025-03-02 早于起算日 2025-03-03。", "The suspension of 2025-03-02 begins before the trigger day 2025-03-03."),
    (ORDINARY, {"suspensions": [(D(2025, 3, 10), D(2025, 3, 20)), (D(2025, 3, 19), None)]},
     "中止 2025-03-19 与前一次中止重叠。", "The suspension of 2025-03-19 overlaps the one before it."),
    (ORDINARY, {"suspensions": [(D(2025, 3, 10), None), (D(2025, 3, 19), None)]},
     "中止 2025-03-19 与前一次中止重叠。", "The suspension of 2025-03-19 overlaps the one before it."),
    (ORDINARY, {"suspensions": [(D(2025, 3, 10), None), (D(2025, 3, 19), D(2025, 3, 20)), (D(2025, 3, 25), D(2025, 3, 26))]},
     "中止 2025-03-19 与前一次中止重叠。", "The suspension of 2025-03-19 overlaps the one before it."),
    (ORDINARY, {"suspensions": [(D(2025, 5, 7), None)]},
     "中止日 2025-05-07 晚于 AR-15 的最后一日 2025-05-06。", "The suspension of 2025-05-07 begins after the last day 2025-05-06 of AR-15."),
    (ORDINARY, {"suspensions": [(D(2025, 3, 10), D(2025, 3, 20)), (D(2025, 5, 13), D(2025, 5, 14))]},
     "中止日 2025-05-13 晚于 AR-15 的最后一日 2025-05-12。", "The suspension of 2025-05-13 begins after the last day 2025-05-12 of AR-15."),
    (ORDINARY, {"extension_days": -1}, "延长日数不能为负数。", "extension_days must not be negative."),
    (ORDINARY, {"extension_days": 31}, "AR-15 延长最多 30 日，不得延长 31 日（行政复议法 62①）。",
     "AR-15 may be extended by at most 30 days, not 31 (行政复议法 62①)."),
    (SIMPLE, {"extension_days": 1}, "AR-17 依法不得延长（行政复议法 62②）。", "AR-17 cannot be extended by law (行政复议法 62②)."),
    (HEARING_NOTICE, {"extension_days": 1}, "AR-14 自听证日倒算，没有中止和延长。",
     "AR-14 counts back from the hearing: it has no suspension and no extension."),
    (HEARING_NOTICE, {"suspensions": [(D(2025, 3, 20), None)]}, "AR-14 自听证日倒算，没有中止和延长。",
     "AR-14 counts back from the hearing: it has no suspension and no extension."),
    (ANSWER, {"suspensions": [(D(2025, 3, 20), D(9999, 12, 31))]},
     "日期超出可计算的范围（公元 1 年至 9999 年）。", "The date lies beyond the years 1 to 9999."),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "given", "zh", "en"), REFUSED)
def test_what_is_refused_and_in_which_words(limit, given, zh, en):
    with pytest.raises(SpanError) as error:
        compute(limit, D(2025, 3, 3), schedule=built_in(), **given)
    assert (error.value.zh, error.value.en, str(error.value)) == (zh, en, en)


def test_the_greatest_extension_and_the_smallest_are_allowed():
    assert compute(ORDINARY, D(2025, 3, 3), schedule=built_in(), extension_days=30).extension_days == 30
    assert compute(SIMPLE, D(2025, 3, 3), schedule=built_in(), extension_days=0).extension_days == 0
    assert compute(CORRECTION, D(2025, 3, 3), schedule=built_in(), extension_days=40).nominal_last_day == D(2025, 5, 15)


def test_an_extension_without_an_article_of_its_own_rests_on_that_of_the_rule():
    bare = TimeLimit("X-01", calendar_days(15), bound=OFFICE, basis="某条例 7", suspendable=False, extension=Extension("", calendar_days(5), "head", False))
    span = compute(bare, D(2025, 3, 3), schedule=built_in(), extension_days=5)
    assert "延长 5 日，从未顺延的期满日加起，最后只顺延一次（某条例 7）。" in explain(span)
    assert "Extended by 5 days, added to the un-rolled end; the roll comes once, at the end (某条例 7)." in explain(span, "en")
    with pytest.raises(SpanError) as error:
        compute(bare, D(2025, 3, 3), schedule=built_in(), extension_days=6)
    assert error.value.zh == "X-01 延长最多 5 日，不得延长 6 日（某条例 7）。"
    assert error.value.en == "X-01 may be extended by at most 5 days, not 6 (某条例 7)."


def test_an_extension_with_an_article_of_its_own_rests_on_that():
    own = Extension("", calendar_days(5), "head", False, article="某条例 9")
    limit = TimeLimit("X-01", calendar_days(15), bound=OFFICE, basis="某条例 7", suspendable=False, extension=own)
    span = compute(limit, D(2025, 3, 3), schedule=built_in(), extension_days=5)
    assert "延长 5 日，从未顺延的期满日加起，最后只顺延一次（某条例 9）。" in explain(span)
    with pytest.raises(SpanError) as error:
        compute(limit, D(2025, 3, 3), schedule=built_in(), extension_days=6)
    assert error.value.zh == "X-01 延长最多 5 日，不得延长 6 日（某条例 9）。"
    assert error.value.en == "X-01 may be extended by at most 5 days, not 6 (某条例 9)."


def test_an_extension_of_one_day_is_read_in_two_ways_as_well():
    span = compute(ORDINARY, D(2025, 8, 4), schedule=built_in(), extension_days=1)  # Friday 3 October and a day; rolled first it is the 9th and a day
    assert (span.last_day, other_readings(span)["A-EXT"].last_day) == (D(2025, 10, 9), D(2025, 10, 10))


def test_a_backward_limit_without_its_hearing_is_refused():
    with pytest.raises(SpanError) as error:
        compute(HEARING_NOTICE, None, schedule=built_in())
    assert (error.value.zh, error.value.en) == ("AR-14 自听证日倒算，缺少 hearing_on。", "AR-14 counts back from the hearing: hearing_on is missing.")
    with pytest.raises(SpanError) as error:
        compute(ANSWER, None, schedule=built_in())
    assert (error.value.zh, error.value.en) == ("TC-08 缺少起算日。", "TC-08 needs a trigger day.")
    assert compute(HEARING_NOTICE, D(2026, 5, 13), schedule=built_in()).last_day == D(2026, 5, 6)  # its trigger serves as the hearing


CONDITION_IN_WORKING_DAYS = TimeLimit("X-01", working_days(5), bound=OFFICE, basis="—", suspendable=False, condition=True)


@pytest.mark.parametrize(
    ("limit", "trigger", "readings", "found"),
    [
        # provisional, may still move, the last day the result depends on
        (ANSWER, D(2026, 11, 18), Readings(), (False, False, D(2026, 12, 18))),
        (ANSWER, D(2026, 11, 19), Readings(), (False, True, D(2026, 12, 21))),  # nominal on Saturday 19 December, rolled to the 21st
        (ANSWER, D(2026, 12, 1), Readings(), (False, True, D(2026, 12, 31))),
        (ANSWER, D(2026, 12, 2), Readings(), (True, False, D(2027, 1, 4))),
        (ANSWER, D(2008, 11, 29), Readings(), (True, False, D(2008, 12, 29))),
        (DECISION, D(2008, 12, 30), Readings(), (True, False, D(2009, 1, 7))),
        (DECISION, D(2008, 12, 31), Readings(), (False, False, D(2009, 1, 8))),
        (DECISION, D(2026, 12, 11), Readings(), (False, False, D(2026, 12, 18))),
        (DECISION, D(2026, 12, 14), Readings(), (False, True, D(2026, 12, 21))),
        (DECISION, D(2026, 12, 24), Readings(), (False, True, D(2026, 12, 31))),
        (DECISION, D(2026, 12, 25), Readings(), (True, True, D(2027, 1, 4))),
        (SUSPENDED_TOO_LONG, D(2026, 11, 5), Readings(), (False, False, None)),
        (SUSPENDED_TOO_LONG, D(2026, 11, 5), Readings(condition="rolled"), (True, False, D(2027, 1, 4))),
        (CONDITION_IN_WORKING_DAYS, D(2026, 12, 28), Readings(), (True, True, D(2027, 1, 5))),
        (HEARING_NOTICE, D(2026, 12, 20), Readings(), (False, False, D(2026, 12, 19))),
        (HEARING_NOTICE, D(2026, 12, 21), Readings(), (False, True, D(2026, 12, 20))),
        (HEARING_NOTICE, D(2027, 1, 1), Readings(), (False, True, D(2026, 12, 31))),
        (HEARING_NOTICE, D(2027, 1, 2), Readings(), (True, True, D(2027, 1, 1))),
        (HEARING_NOTICE, D(2027, 1, 5), Readings(), (True, True, D(2027, 1, 4))),
        (HEARING_NOTICE, D(2009, 1, 9), Readings(), (True, False, D(2009, 1, 8))),
    ],
)
def test_what_a_day_depends_on(limit, trigger, readings, found):
    span = compute(limit, trigger, schedule=built_in(), readings=readings)
    assert (span.provisional, span.may_move, span.span_until) == found


def test_a_citizens_day_depends_on_the_days_until_which_a_filing_is_accepted():
    """AR-01 from 9 October 2026 with ten days of obstacle: Friday 18 December; one day more for the obstacle's end is a Saturday and rolls to the 21st,
    which the notice of 2027 may still move."""
    span = compute(RULES["AR-01"][-1], D(2026, 10, 9), schedule=built_in(), suspensions=[(D(2026, 10, 14), D(2026, 10, 24))])
    assert (span.last_day, span.accept_until) == (D(2026, 12, 18), D(2026, 12, 21))
    assert (span.provisional, span.may_move, span.span_until) == (False, True, D(2026, 12, 21))


def test_of_two_ways_of_filing_the_earlier_decides():
    span = compute(RULES["AR-01"][-1], D(2026, 3, 2), schedule=built_in())  # until Friday 1 May, a holiday: Wednesday 6 May
    assert span.last_day == D(2026, 5, 6)
    assert timely(span, submitted_at=D(2026, 5, 7), posted_on=D(2026, 5, 6)) is timely(span, submitted_at=D(2026, 5, 6), posted_on=D(2026, 5, 7)) is True
    assert timely(span, submitted_at=D(2026, 5, 7), posted_on=D(2026, 5, 7)) is False


def test_a_condition_in_working_days_depends_on_the_weekends_worked_in_lieu():
    span = compute(CONDITION_IN_WORKING_DAYS, D(2025, 1, 22), schedule=built_in())  # 23, 24, Sunday 26 in lieu, 27 January, 5 February
    assert span.last_day == D(2025, 2, 5)
    assert {name: other.last_day for name, other in other_readings(span).items()} == {"A-REST": D(2025, 2, 6)}


CODES = [
    (HEARING_NOTICE, D(2026, 10, 12), {}, ("backward", "working_day")),
    (ORDINARY, D(2025, 7, 7), {"suspensions": [(D(2025, 8, 1), D(2025, 8, 21))], "extension_days": 30},
     ("first-day-out", "calendar_day", "suspended", "extended", "rolled")),
    (ORDINARY, D(2025, 7, 7), {"suspensions": [(D(2025, 8, 1), None)]}, ("first-day-out", "calendar_day", "suspended", "open-suspension")),
    (SUSPENDED_TOO_LONG, D(2026, 8, 3), {}, ("first-day-out", "calendar_day", "condition")),
    (ANSWER, D(2026, 12, 1), {}, ("first-day-out", "calendar_day", "may-still-move")),
    (ANSWER, D(2026, 12, 2), {}, ("first-day-out", "calendar_day", "rolled", "provisional")),
    (ORDINARY, D(2025, 7, 7), {"suspensions": [(D(2025, 8, 1), D(2025, 8, 21)), (D(2025, 9, 1), None)]},
     ("first-day-out", "calendar_day", "suspended", "open-suspension")),
    (ORDINARY, D(2025, 7, 7), {"extension_days": 1}, ("first-day-out", "calendar_day", "extended", "rolled")),  # to Saturday 6 September
    (RULES["TC-15"][-1], D(2026, 3, 3), {}, ("same-day", "same_day")),
    (RULES["TC-02"][-1], D(2025, 9, 30), {}, ("first-day-out", "month", "month-end")),  # five months; Saturday 28 February 2026 was worked in lieu
    (RULES["TC-02"][-1], D(2025, 9, 28), {}, ("first-day-out", "month")),
    (RULES["AR-02"][-1], D(2024, 2, 29), {}, ("first-day-out", "year", "month-end")),
    (RULES["AR-02"][-1], D(2025, 3, 3), {}, ("first-day-out", "year")),
    (RULES["AR-27"][-1], D(2026, 7, 6), {}, ("first-day-out", "calendar_day", "version-ended", "house-limit")),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "trigger", "given", "codes"), CODES)
def test_codes_of_a_span(limit, trigger, given, codes):
    assert compute(limit, trigger, schedule=built_in(), **given).codes == codes


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        ("1990-05-05", "1990-05-07"), ("1990-05-04", "1990-05-04"), ("1998-12-26", "1998-12-28"), ("1999-01-01", "1999-01-04"), ("2060-01-03", "2060-01-05"),
        ("2075-10-01", "2075-10-04"),
    ],
)  # fmt: skip
def test_rolling_beyond_the_tables(day, rolled):
    assert roll_forward(built_in(), date.fromisoformat(day)) == date.fromisoformat(rolled)


def test_a_count_without_end_is_refused():
    long = TimeLimit("X-01", working_days(30_000), bound=OFFICE, basis="—", suspendable=True)
    with pytest.raises(SpanError, match="beyond the years"):
        compute(long, D(2025, 3, 3), schedule=built_in())
    plain = TimeLimit("X-01", calendar_days(5), bound=OFFICE, basis="—", suspendable=True)
    assert compute(plain, D(2025, 3, 3), schedule=built_in(), suspensions=[(D(2025, 3, 4), D(2100, 3, 4))]).last_day == D(2100, 3, 8)


def test_a_block_is_named_by_its_festival_wherever_in_it_that_lies():
    rolled = explain(compute(ANSWER, D(2023, 11, 30), schedule=built_in()))  # Saturday 30 December to Monday 1 January
    assert "2023年12月30日 周六 是休假日（元旦放假），以休假日结束的次日为最后一日：2024年1月2日 周二（民法典 203①）。" in rolled
    skipped = explain(compute(DECISION, D(2023, 12, 28), schedule=built_in()))
    assert "2023年12月30日 周六至 2024年1月1日 周一不计：元旦放假。" in skipped


def test_days_worked_in_lieu_right_after_a_block_are_named():
    counted = explain(compute(DECISION, D(2023, 9, 27), schedule=built_in()))
    assert counted[2:6] == [
        "2023年9月29日 周五至 2023年10月6日 周五不计：中秋节、国庆节放假。",
        "2023年10月7日 周六 调休上班，计入。",
        "2023年10月8日 周日 调休上班，计入。",
        "第 5 个工作日为 2023年10月10日 周二。",
    ]


def test_the_days_before_a_hearing_are_named_from_the_day_after_the_notice_to_the_day_before():
    counted = explain(compute(HEARING_NOTICE, D(2026, 1, 12), schedule=built_in()))  # Sunday 4 January was worked in lieu, Sunday 11 was not
    assert counted[2:4] == ["2026年1月10日 周六至 2026年1月11日 周日不计：周末。", "最迟 2026年1月4日 周日 送达通知，与听证日之间隔 5 个工作日。"]
    after = explain(compute(HEARING_NOTICE, D(2026, 10, 16), schedule=built_in()))
    assert after[2:4] == ["2026年10月10日 周六 调休上班，计入。", "2026年10月11日 周日不计：周末。"]
    assert after[4] == "最迟 2026年10月9日 周五 送达通知，与听证日之间隔 5 个工作日。"


def test_neither_the_trigger_nor_the_hearing_day_is_among_the_days_counted():
    assert not any("2024年2月18日" in sentence for sentence in explain(compute(DECISION, D(2024, 2, 18), schedule=built_in()))[2:])  # worked in lieu
    before = explain(compute(HEARING_NOTICE, D(2026, 10, 10), schedule=built_in()))  # a Saturday worked in lieu
    assert before[2:5] == [
        "2026年9月25日 周五至 2026年9月27日 周日不计：中秋节放假。",
        "2026年10月1日 周四至 2026年10月7日 周三不计：国庆节放假。",
        "最迟 2026年9月24日 周四 送达通知，与听证日之间隔 5 个工作日。",
    ]


def test_the_rest_days_right_before_a_stop_are_named():
    counted = explain(compute(SERVE_COPY, D(2026, 11, 5), schedule=built_in(), suspensions=[(D(2026, 11, 9), D(2026, 11, 11))]))
    assert counted[2:6] == [
        "2026年11月7日 周六至 2026年11月8日 周日不计：周末。",
        "2026年11月14日 周六至 2026年11月15日 周日不计：周末。",
        "2026年11月9日 周一 起中止，2026年11月11日 周三 恢复，当日起继续计算：其间 2 个工作日不计。",
        "所见条文没有规定此期限可以中止；以上系按所给的中止日期计算，需有依据。",
    ]


def test_a_limit_in_working_days_that_is_stopped_has_no_day():
    assert explain(compute(SERVE_COPY, D(2026, 11, 5), schedule=built_in(), suspensions=[(D(2026, 11, 9), None)]))[2:] == [
        "2026年11月9日 周一 起中止，尚未恢复。",
        "所见条文没有规定此期限可以中止；以上系按所给的中止日期计算，需有依据。",
        "中止尚未恢复，期限未满，最后一日待恢复后计算。",
    ]


def test_years_and_months_end_on_the_corresponding_day_before_anything_is_added():
    year = explain(compute(RULES["AR-02"][-1], D(2025, 3, 3), schedule=built_in()))
    assert year[2:4] == ["满 1 年为 2026年3月3日 周二（到期月的对应日，民法典 202）。", "2026年3月3日 周二 是工作日，不顺延。"]
    extended = explain(compute(RULES["TC-02"][-1], D(2025, 9, 28), schedule=built_in(), extension_days=3))
    assert "满 5 个月为 2026年2月28日 周六（到期月的对应日，民法典 202）。" in extended and "期满日为 2026年3月3日 周二。" in extended


def test_a_block_is_not_named_by_the_festival_behind_its_last_day():
    tuesday = D(2027, 1, 12)
    own = Schedule("test", 2027, 2027, frozenset({tuesday}), frozenset(), {tuesday: ("新节", "New Festival")})
    rolled = explain(compute(ANSWER, D(2026, 12, 11), schedule=own))
    assert "2027年1月10日 周日 是休假日（周末），以休假日结束的次日为最后一日：2027年1月11日 周一（民法典 203①）。" in rolled


def test_a_condition_that_another_reading_rolls_is_still_nobody_s_target():
    span = compute(SUSPENDED_TOO_LONG, D(2026, 8, 3), schedule=built_in(), readings=Readings(condition="rolled"))
    assert (span.nominal_last_day, span.last_day) == (D(2026, 10, 2), D(2026, 10, 8))
    assert not any("A-TARGET" in sentence for sentence in explain(span))


def test_a_block_that_a_stop_cuts_is_named_by_its_days_alone():
    counted = explain(compute(SERVE_COPY, D(2023, 9, 27), schedule=built_in(), suspensions=[(D(2023, 10, 1), D(2023, 10, 9))]))
    assert counted[2] == "2023年9月29日 周五至 2023年9月30日 周六不计：中秋节放假。"  # National Day begins with the stop
