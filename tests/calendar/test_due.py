"""One question in, one answer out: dates, timeliness, errors. The command around it is tested in
test_due_command.py."""

import json

import pytest

from casework.calendar.published import built_in
from casework.config.due import EXTENSIONS, RULES, answer, batch


def due(**line):
    return answer({"id": "q", "from": "2025-03-03", **line}, schedule=built_in())


def english(**line):
    return answer({"id": "q", "from": "2025-03-03", **line}, schedule=built_in(), lang="en")


DATES = [
    # an extension id is its base rule; without days the maximum
    ({"rule": "PT-06", "from": "2025-07-03"}, "2025-10-09", "2025-10-01"),
    ({"rule": "PT-06", "from": "2025-07-03", "extension_days": 10}, "2025-09-11", "2025-09-11"),
    ({"rule": "PT-06", "from": "2025-07-03", "extension_days": 0}, "2025-09-01", "2025-09-01"),
    ({"rule": "AR-16", "from": "2025-07-07"}, "2025-10-09", "2025-10-05"),
    ({"rule": "AR-15", "from": "2025-07-07", "extension_days": 30}, "2025-10-09", "2025-10-05"),
    ({"rule": "AR-15", "from": "2025-07-07"}, "2025-09-05", "2025-09-05"),
    ({"rule": "TC-13", "from": "2026-09-01", "extension_days": 15}, "2026-10-08", "2026-10-01"),
    # months and years
    ({"rule": "AR-29", "from": "2025-08-31"}, "2026-02-28", "2026-02-28"),
    ({"rule": "AR-03", "from": "2021-02-14"}, "2026-02-14", "2026-02-14"),  # a Saturday worked in lieu
    ({"rule": "AR-31", "from": "2024-05-01"}, "2025-05-06", "2025-05-01"),
    # conditions never roll
    ({"rule": "AR-23", "from": "2026-08-03"}, "2026-10-02", "2026-10-02"),
    ({"rule": "AR-33", "from": "2026-09-01"}, "2026-10-01", "2026-10-01"),
    # chained: AR-26 from the last day of AR-15
    ({"rule": "AR-26", "from": "2025-09-22"}, "2025-10-09", "2025-10-07"),
    ({"rule": "AR-34", "from": "2025-09-22"}, "2025-10-09", "2025-10-07"),
    ({"rule": "AR-32", "from": "2026-09-21"}, "2026-10-08", "2026-10-01"),
    # suspensions: [s, r) out, r counts; working days lose the working days in it
    (
        {"rule": "AR-19", "from": "2026-09-21", "suspensions": [["2026-09-23", "2026-09-29"]]},
        "2026-10-12",
        "2026-10-12",
    ),
    (
        {
            "rule": "AR-17",
            "from": "2025-03-03",
            "suspensions": [["2025-03-10", "2025-03-12"], ["2025-03-12", "2025-03-20"]],
        },
        "2025-04-14",
        "2025-04-12",
    ),
    (
        {
            "rule": "AR-17",
            "from": "2025-03-03",
            "suspensions": [["2025-03-12", "2025-03-20"], ["2025-03-10", "2025-03-12"]],
        },
        "2025-04-14",
        "2025-04-12",
    ),
    (
        {"rule": "PT-10", "from": "2026-03-02", "suspensions": [["2026-03-16", "2026-03-17"]]},
        "2026-04-02",
        "2026-04-02",
    ),
    # backward
    ({"rule": "AR-14", "from": None, "hearing_on": "2026-10-12"}, "2026-09-28", "2026-09-28"),
    ({"rule": "AR-14", "from": None, "hearing_on": "2026-03-16"}, "2026-03-06", "2026-03-06"),
    # the civil day in Shanghai
    ({"rule": "TC-08", "from": "2026-03-01T16:30:00+00:00"}, "2026-04-01", "2026-04-01"),
    ({"rule": "TC-08", "from": "2026-03-01T16:30:00Z"}, "2026-04-01", "2026-04-01"),
    ({"rule": "TC-08", "from": "2026-03-01T16:30"}, "2026-03-31", "2026-03-31"),
]


@pytest.mark.parametrize(("line", "last", "nominal"), DATES)
def test_dates(line, last, nominal):
    found = due(**line)
    assert (found.get("last_day"), found.get("nominal_last_day"), found.get("error")) == (last, nominal, None)
    assert found["rule"] == line["rule"]
    assert found["working"] and all(isinstance(sentence, str) and sentence for sentence in found["working"])


def test_public_notice_is_served_the_day_after_the_thirtieth():
    assert due(rule="AR-33", **{"from": "2026-09-01"})["served_on"] == "2026-10-02"
    assert "served_on" not in due(rule="AR-23")


def test_an_open_suspension_has_no_last_day():
    found = due(rule="AR-15", suspensions=[["2025-03-20", None]], received_on="2025-03-25")
    assert (found["last_day"], found["nominal_last_day"], found["timely"]) == (None, None, True)


TIMELY = [
    # online filing: until 24:00 of the last day in Shanghai
    ({"rule": "AR-01", "from": "2023-12-12", "submitted_at": "2024-02-18T23:59:59+08:00"}, True),
    ({"rule": "AR-01", "from": "2023-12-12", "submitted_at": "2024-02-19T00:00:00+08:00"}, False),
    ({"rule": "AR-01", "from": "2023-12-12", "submitted_at": "2024-02-18T16:00:00Z"}, False),
    # posting decides for AR, PT-07, PT-09, TC-02, TC-03
    ({"rule": "AR-01", "from": "2023-12-12", "posted_on": "2024-02-18", "received_on": "2024-02-25"}, True),
    ({"rule": "AR-11", "from": "2026-03-02", "posted_on": "2026-03-16", "received_on": "2026-03-19"}, True),
    ({"rule": "PT-07", "from": "2025-12-04", "posted_on": "2026-01-04", "received_on": "2026-01-09"}, True),
    ({"rule": "PT-09", "from": "2025-12-04", "posted_on": "2026-01-05", "received_on": "2026-01-09"}, False),
    ({"rule": "TC-02", "from": "2025-09-30", "posted_on": "2026-02-28", "received_on": "2026-03-04"}, True),
    ({"rule": "TC-03", "from": "2024-02-29", "posted_on": "2026-03-01", "received_on": "2026-03-01"}, False),
    # receipt decides for the rest
    ({"rule": "TC-06", "from": "2026-09-28", "posted_on": "2026-10-08", "received_on": "2026-10-09"}, False),
    ({"rule": "TC-06", "from": "2026-09-28", "posted_on": "2026-10-08", "received_on": "2026-10-08"}, True),
    ({"rule": "TC-06", "from": "2026-09-28", "posted_on": "2026-10-08"}, None),
    ({"rule": "AR-01", "from": "2023-12-12", "received_on": "2024-02-18"}, True),
    ({"rule": "AR-01", "from": "2023-12-12"}, None),
    # a citizen's obstacle: the earlier day is shown, the later accepted; for an office there is no such day
    (
        {
            "rule": "AR-01",
            "from": "2024-06-03",
            "suspensions": [["2024-07-10", "2024-07-30"]],
            "submitted_at": "2024-08-23",
        },
        True,
    ),
    (
        {
            "rule": "AR-01",
            "from": "2024-06-03",
            "suspensions": [["2024-07-10", "2024-07-30"]],
            "submitted_at": "2024-08-24",
        },
        False,
    ),
    (
        {
            "rule": "AR-15",
            "from": "2025-03-03",
            "suspensions": [["2025-03-20", "2025-04-15"]],
            "received_on": "2025-05-29",
        },
        False,
    ),
]


@pytest.mark.parametrize(("line", "timely"), TIMELY)
def test_timely(line, timely):
    assert due(**line).get("timely") is timely


PROVISIONAL = [
    ({"rule": "AR-05", "from": "2026-12-28"}, True, "2027-01-05"),
    ({"rule": "AR-15", "from": "2026-11-05"}, True, "2027-01-04"),
    ({"rule": "TC-08", "from": "2026-12-02"}, True, "2027-01-04"),  # 1 January is a day off by 放假办法 2
    ({"rule": "TC-08", "from": "2026-12-01"}, False, "2026-12-31"),
    ({"rule": "TC-04", "from": "2026-12-24"}, False, "2026-12-31"),
    ({"rule": "TC-04", "from": "2008-12-29"}, True, "2009-01-06"),
    ({"rule": "AR-33", "from": "2026-12-15"}, False, "2027-01-14"),  # never rolled: no schedule decides it
    ({"rule": "AR-14", "from": None, "hearing_on": "2027-01-08"}, True, "2026-12-30"),
]


@pytest.mark.parametrize(("line", "provisional", "last"), PROVISIONAL)
def test_provisional_still_gives_the_best_known_day(line, provisional, last):
    found = due(**line)
    assert (found["provisional"], found["last_day"]) == (provisional, last)
    assert any("暂定" in sentence for sentence in found["working"]) is provisional


def test_end_of_the_last_published_year_may_still_move():
    may = "可能变动：涉及 2026 年 12 月 20 日至 31 日，下一年的放假通知曾调整这些日子。"
    assert may in due(rule="TC-08", **{"from": "2026-12-01"})["working"]
    assert may in due(rule="TC-04", **{"from": "2026-12-17"})["working"]
    assert may not in due(rule="TC-08", **{"from": "2026-11-18"})["working"]  # ends on Friday 18 December
    assert may not in due(rule="TC-08", **{"from": "2025-12-01"})["working"]


NO_LENGTH = ["TC-10", "PT-14", "AR-04", "AR-28", "AR-30"]


@pytest.mark.parametrize("rule", [*NO_LENGTH, "AR-06", "XX-99", "tc-04", "T-04", ""])
def test_rules_that_cannot_be_computed_are_named(rule):
    found = due(rule=rule)
    assert rule in found["error"] and "last_day" not in found and (found["id"], found["rule"]) == ("q", rule)


ERRORS = [
    {"rule": "AR-15", "suspensions": [["2025-03-20", "2025-04-15"], ["2025-04-10", "2025-04-20"]]},
    {"rule": "AR-15", "suspensions": [["2025-03-20", None], ["2025-04-10", "2025-04-20"]]},
    {"rule": "AR-15", "suspensions": [["2025-03-20", "2025-03-20"]]},
    {"rule": "AR-15", "suspensions": [["2025-03-20", "2025-03-19"]]},
    {"rule": "AR-15", "suspensions": [["2025-03-02", "2025-03-19"]]},
    {"rule": "AR-15", "suspensions": [["2025-05-07", "2025-05-09"]]},  # the rolled last day is 6 May
    {"rule": "AR-15", "suspensions": [["2025-05-07", None]]},
    {"rule": "AR-15", "suspensions": ["2025-03-20..2025-03-25"]},
    {"rule": "AR-15", "suspensions": [["2025-03-20"]]},
    {"rule": "AR-15", "suspensions": [[None, "2025-03-20"]]},
    {"rule": "AR-15", "suspensions": {"s": "2025-03-20"}},
    {"rule": "AR-15", "suspensions": [[20250320, 20250321]]},
    {"rule": "AR-15", "extension_days": 31},
    {"rule": "PT-05", "extension_days": 31},
    {"rule": "AR-15", "extension_days": -1},
    {"rule": "AR-15", "extension_days": "30"},
    {"rule": "AR-15", "extension_days": 1.5},
    {"rule": "AR-15", "extension_days": True},
    {"rule": "AR-17", "extension_days": 5},
    {"rule": "TC-08", "extension_days": 5},
    {"rule": "PT-08", "extension_days": 5},
    {"rule": "AR-14", "from": "2026-05-13"},
    {"rule": "AR-14", "hearing_on": "2026-05-13", "suspensions": [["2026-05-08", "2026-05-09"]]},
    {"rule": "TC-04", "from": None},
    {"rule": "TC-04", "from": ""},
    {"rule": "TC-04", "from": 20240208},
    {"rule": "TC-04", "from": "2024-02-30"},
    {"rule": "TC-04", "from": "20240208"},
    {"rule": "TC-04", "from": "2024-W06-4"},
    {"rule": "TC-04", "from": ["2024-02-08"]},
    {"rule": "TC-04", "from": "9999-12-31"},
    {"rule": "TC-04", "from": "9999-12-31T23:00:00-05:00"},
    {"rule": "TC-03", "from": "9998-06-01"},
    {"rule": "AR-14", "hearing_on": "0001-01-02"},
    {"rule": "TC-04", "extension_days": 10**30},
    {"rule": "TC-04", "suspensions": [["2025-03-04", "9999-12-31"]]},
    {"rule": "TC-04", "submitted_at": 5},
    {"rule": "TC-04", "posted_on": "gestern"},
    {"rule": "TC-04", "received_on": {}},
    {"rule": "TC-04", "hearing_on": []},
    {"rule": "TC-04", "province": "Henan"},
    {"rule": "TC-04", "province": 4.1},
    {"rule": "TC-04", "province": True},
    {"rule": 4},
    {"rule": None},
    {"rule": ["TC-04"]},
    {},
]


@pytest.mark.parametrize("line", ERRORS, ids=lambda line: json.dumps(line)[:60])
def test_errors_are_sentences_in_both_languages(line):
    zh, en = due(**line), english(**line)
    assert zh["error"] and en["error"] and zh["error"] != en["error"]
    assert zh["id"] == "q" and not {"last_day", "working", "timely"} & set(zh)


def test_suspension_may_begin_on_the_trigger_and_on_the_rolled_last_day():
    assert due(rule="AR-15", suspensions=[["2025-03-03", "2025-03-10"]])["last_day"] == "2025-05-09"
    assert (
        due(rule="AR-15", suspensions=[["2025-05-06", "2025-05-07"]])["last_day"] == "2025-05-06"
    )  # nominal 2 May moves to 3 May


def test_a_shorter_provincial_rule_is_named_and_the_asked_one_computed():
    henan = due(rule="TC-08", province="41", **{"from": "2024-01-12"})
    assert henan["last_day"] == "2024-02-18"
    assert any("TC-13" in sentence and "2024年1月29日" in sentence for sentence in henan["working"])
    assert any("TC-12" in sentence for sentence in due(rule="TC-01", province=41)["working"])
    assert any("TC-15" in sentence for sentence in due(rule="TC-04", province="50")["working"])
    assert not any(
        "TC-14" in sentence for sentence in due(rule="TC-01", province="50")["working"]
    )  # 15 working days are longer
    assert not any("TC-13" in sentence for sentence in due(rule="TC-08", province="44")["working"])
    assert not any("TC-13" in sentence for sentence in due(rule="TC-08")["working"])


def test_house_limits_and_earliest_versions_say_so():
    assert any("内部期限" in sentence for sentence in due(rule="TC-05")["working"])
    assert not any("内部期限" in sentence for sentence in due(rule="TC-04")["working"])
    assert any(
        "所知最早的文本" in sentence for sentence in due(rule="TC-04", **{"from": "2015-07-03"})["working"]
    )
    assert any("内部期限" in sentence for sentence in due(rule="AR-27", **{"from": "2026-07-01"})["working"])
    assert not any(
        "内部期限" in sentence for sentence in due(rule="AR-27", **{"from": "2026-06-30"})["working"]
    )


def test_working_of_months_says_where_they_end_before_anything_is_added():
    working = due(rule="AR-29", suspensions=[["2026-01-05", "2026-01-15"]], **{"from": "2025-08-31"})[
        "working"
    ]
    assert "满 6 个月为 2026年2月28日 周六（到期月没有对应日，以月末日为最后一日，民法典 202）。" in working
    assert "期满日为 2026年3月10日 周二。" in working
    assert working[-1] != working[-2]


def test_other_readings_are_named_with_their_date():
    extended = due(rule="AR-15", extension_days=30, **{"from": "2025-08-04"})["working"]
    assert "另一种理解（A-EXT）：从顺延后的最后一日起延长，则为 2025年11月10日 周一；此处取较早者。" in extended
    rolled = due(rule="TC-08", **{"from": "2024-01-12"})["working"]
    assert any("不顺延则为 2024年2月11日 周日" in sentence for sentence in rolled)
    assert any("调休上班的周末仍视为休息日，则为 2024年2月19日 周一" in sentence for sentence in rolled)
    assert any(
        "则为 2026年5月7日 周四" in sentence
        for sentence in due(rule="AR-14", hearing_on="2026-05-13")["working"]
    )


def test_working_of_the_design_in_full():
    assert due(rule="TC-04", **{"from": "2026-09-28"})["working"] == [
        "TC-04 受理或者不予受理决定并通知：自收到申诉材料起 5 个工作日（电信用户申诉处理办法 "
        "14「自收到申诉材料之日起5个工作日内,作出受理或者不予受理的决定,并通知申诉人」）。",
        "2026年9月28日 周一 收到申诉材料，当日不计，自次日起算（民法典 201①）。",
        "2026年10月1日 周四至 2026年10月7日 周三不计：国庆节放假。",
        "2026年10月10日 周六 调休上班，计入。",
        "第 5 个工作日为 2026年10月10日 周六。",
        "最后一日 2026年10月10日 周六，24:00 截止（民法典 203②）。",
        "另一种理解（A-REST）：调休上班的周末仍视为休息日，则为 2026年10月12日 周一；此处按实际上班计算。",
        "所见条文没有逾期视为受理的规定。",
    ]


def test_every_rule_answers_in_both_languages_or_says_why_not():
    for rule in [*RULES, *EXTENSIONS]:
        line = {"id": rule, "rule": rule, "from": "2026-09-11", "hearing_on": "2026-10-12"}
        for lang in ("zh", "en"):
            found = answer(line, schedule=built_in(), lang=lang)
            assert ("error" in found) is (rule in NO_LENGTH), found
            assert rule in NO_LENGTH or not any("None" in sentence for sentence in found["working"])


BATCH = [
    b'{"id": "a", "rule": "TC-04", "from": "2024-02-08T10:00"}',
    b"",
    b"   \t\r",
    b"not json",
    b"[1, 2]",
    b'{"id": 7, "rule": "\xe6\x97\xa0", "from": "2024-02-08"}',
    b"\xff\xfe",
    b'{"id": "n", "rule": "TC-04", "from": "2024-02-08", "extension_days": NaN}',
    b'{"id": "\\ud800", "rule": "TC-04", "from": "2024-02-08"}',
    b'{"id": {"x": 1}, "rule": "TC-04", "from": "2024-02-08"}',
    b"[" * 100_000,
]


def test_batch_answers_each_line_in_order_and_survives_every_kind_of_rubbish():
    answers = list(batch(BATCH, schedule=built_in()))
    found = [(json.loads(text), was_json) for text, was_json in answers]
    assert [one.get("id") for one, _ in found] == ["a", None, None, 7, None, None, "\ud800", None, None]
    assert [was_json for _, was_json in found] == [True, False, True, True, False, False, True, True, False]
    assert [("error" in one) for one, _ in found] == [False, True, True, True, True, True, False, True, True]
    assert "无" in answers[3][0] and "\\u" not in answers[3][0]
    assert all("\n" not in text and text.encode() for text, _ in answers)


def test_a_byte_order_mark_before_the_first_line():
    ((text, was_json),) = batch(
        [b'\xef\xbb\xbf{"id": 1, "rule": "TC-04", "from": "2026-09-28"}\n'], schedule=built_in()
    )
    assert was_json and json.loads(text)["last_day"] == "2026-10-10"
