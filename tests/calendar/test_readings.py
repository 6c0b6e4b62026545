"""Each named reading: our choice, the other's date, and that the working says so. Dates counted by hand from the notices."""

import pytest

from casework.calendar.published import built_in
from casework.cases.readings import COUNTING, NAMES, NOTES, OURS, Readings
from casework.config.due import RULES, answer
from tests.calendar.test_due_command import run, run_each

# reading, the question, our last day, the other's last day, what our working says of the other (zh, en)
MOVED = [
    (
        "A-REST", {"rule": "TC-08", "from": "2024-01-12"}, "2024-02-18", "2024-02-19",  # Sunday 18 February was worked in lieu
        "另一种理解（A-REST）：调休上班的周末仍视为休息日，则为 2024年2月19日 周一；此处按实际上班计算。",
        "Another reading (A-REST) keeps a weekend worked in lieu a rest day: Mon 19 February 2024; here it is counted as worked.",
    ),
    (
        "A-REST", {"rule": "AR-10", "from": "2025-01-22"}, "2025-02-07", "2025-02-10",  # of seven working days one is Sunday 26 January
        "另一种理解（A-REST）：调休上班的周末仍视为休息日，则为 2025年2月10日 周一；此处按实际上班计算。",
        "Another reading (A-REST) keeps a weekend worked in lieu a rest day: Mon 10 February 2025; here it is counted as worked.",
    ),
    (
        "A-SUSP", {"rule": "AR-15", "from": "2025-03-03", "suspensions": [["2025-03-20", "2025-04-15"]]}, "2025-05-28", "2025-05-29",
        "另一种理解（A-SUSP）：恢复之日不计、自次日起继续计算，则为 2025年5月29日 周四；此处取较早者。",
        "Another reading (A-SUSP) leaves the day of resumption out: Thu 29 May 2025; the earlier is used here.",
    ),
    (
        "A-SUSP", {"rule": "AR-01", "from": "2024-06-03", "suspensions": [["2024-07-10", "2024-07-30"]]}, "2024-08-22", "2024-08-23",
        "障碍消除的次日起继续计算（民法典 201①）则为 2024年8月23日 周五：显示较早日，申请至该日均视为未逾期（A-SUSP）。",
        "Counted from the day after the obstacle ended (民法典 201①) the day is Fri 23 August 2024: the earlier is shown, a filing is accepted until the "
        "later (A-SUSP).",
    ),
    (
        "A-SUSP", {"rule": "AR-19", "from": "2026-09-21", "suspensions": [["2026-09-23", "2026-09-29"]]}, "2026-10-12", "2026-10-13",
        "另一种理解（A-SUSP）：恢复之日不计、自次日起继续计算，则为 2026年10月13日 周二；此处取较早者。",
        "Another reading (A-SUSP) leaves the day of resumption out: Tue 13 October 2026; the earlier is used here.",
    ),
    (
        "A-EXT", {"rule": "AR-15", "from": "2025-08-04", "extension_days": 30}, "2025-11-03", "2025-11-10",  # 3 October rolls to the 9th
        "另一种理解（A-EXT）：从顺延后的最后一日起延长，则为 2025年11月10日 周一；此处取较早者。",
        "Another reading (A-EXT) extends from the rolled last day: Mon 10 November 2025; the earlier is used here.",
    ),
    (
        "A-COND", {"rule": "AR-23", "from": "2026-08-03"}, "2026-10-02", "2026-10-08",
        "另一种理解（A-COND）：满期条件遇休假日也顺延，则为 2026年10月8日 周四；此处不顺延。",
        "Another reading (A-COND) rolls a condition over rest days as well: Thu 8 October 2026; here it is not rolled.",
    ),
]  # fmt: skip


def due(lang="zh", **line):
    return answer({"id": "q", **line}, schedule=built_in(), lang=lang)


@pytest.mark.parametrize(("name", "line", "ours", "other", "zh", "en"), MOVED, ids=[f"{row[0]}-{row[1]['rule']}" for row in MOVED])
def test_the_working_names_the_other_date_and_the_parameter_counts_it(name, line, ours, other, zh, en):
    assert due(**line)["last_day"] == ours
    assert zh in due(**line)["working"] and en in due("en", **line)["working"]
    choice = NAMES[name][1][1]
    found, english = due(**line, readings={name: choice}), due("en", **line, readings={name: choice})
    assert found["last_day"] == other
    assert f"按另选的理解 {name}={choice} 计算。" in found["working"]
    assert f"Counted by another reading, chosen: {name}={choice}." in english["working"]
    assert zh not in found["working"] and not any(f"（{name}）" in sentence for sentence in found["working"])
    assert due(**line, readings={name: NAMES[name][1][0]}) == due(**line)


def test_a_reading_that_gives_the_same_date_is_not_named():
    plain = due(rule="AR-15", **{"from": "2025-07-07"})["working"]
    assert not any("A-" in sentence for sentence in plain)
    assert not any("A-EXT" in one for one in due(rule="AR-15", extension_days=10, **{"from": "2025-07-07"})["working"])
    assert not any("A-COND" in one for one in due(rule="AR-33", **{"from": "2026-09-08"})["working"])  # Thursday 8 October is worked


def test_sentences_of_the_other_readings_say_how_they_count():
    susp = due(rule="AR-15", suspensions=[["2025-03-20", "2025-04-15"]], readings={"A-SUSP": "from-next"}, **{"from": "2025-03-03"})
    assert "2025年3月20日 周四 起中止，2025年4月15日 周二 恢复，次日起继续计算：其间 27 日不计，期限顺延 27 日。" in susp["working"]
    ext = due("en", rule="AR-15", extension_days=30, readings={"A-EXT": "rolled"}, **{"from": "2025-08-04"})
    assert "AR-16: extended by 30 days, added to the rolled last day (行政复议法 62①)." in ext["working"]
    assert not any("90 calendar days" in sentence for sentence in ext["working"])
    cond = due(rule="AR-23", readings={"A-COND": "rolled"}, **{"from": "2026-08-03"})
    assert "最后一日 2026年10月8日 周四，24:00 截止（民法典 203②）。" in cond["working"]
    assert cond["nominal_last_day"] == "2026-10-02"


def test_a_target_is_the_un_rolled_day_for_an_office_alone():
    ours = "承办单位以未顺延的 2026年10月2日 周五为目标（A-TARGET）。"
    line = {"rule": "AR-15", "from": "2026-08-03"}
    assert ours in due(**line)["working"]
    assert "The authority's own target is the un-rolled day, Fri 2 October 2026 (A-TARGET)." in due("en", **line)["working"]
    rolled = due(**line, readings={"A-TARGET": "rolled"})
    assert rolled["last_day"] == due(**line)["last_day"] == "2026-10-08"
    assert not any("为目标" in sentence for sentence in rolled["working"])
    assert not any("为目标" in sentence for sentence in due(rule="AR-24", **{"from": "2026-08-03"})["working"])  # binds the respondent


def test_without_a_roll_the_day_is_a_target_only_where_an_office_is_bound():
    said = "另一种理解：该规定没有期间计算条款，顺延系类推适用民法典；不顺延则为 2025年10月3日 周五{}。"
    assert said.format("") in due(rule="TC-01", **{"from": "2025-09-18"})["working"]
    assert said.format("，承办单位以此日为目标") in due(rule="TC-13", **{"from": "2025-09-18"})["working"]


def test_a_reading_of_extensions_changes_nothing_where_there_is_none():
    plain = due(rule="AR-15", readings={"A-EXT": "rolled"}, **{"from": "2025-07-07"})
    assert "满 60 日为 2025年9月5日 周五（按日历日计，节假日不扣除）。" in plain["working"]


def test_from_the_next_day_the_time_runs_a_day_longer_and_may_stop_on_it():
    """Of sixty days from 3 March 2025 eleven are lost to the first stop, so that Tuesday 13 May is the last; by our reading it was Monday the 12th."""
    again = {"rule": "AR-15", "from": "2025-03-03", "suspensions": [["2025-03-10", "2025-03-20"], ["2025-05-13", "2025-05-14"]]}
    assert due(**again)["error"] == "中止日 2025-05-13 晚于 AR-15 的最后一日 2025-05-12。"
    assert due(**again, readings={"A-SUSP": "from-next"})["last_day"] == "2025-05-15"
    late = again | {"suspensions": [["2025-03-10", "2025-03-20"], ["2025-05-14", "2025-05-15"]]}
    assert due(**late, readings={"A-SUSP": "from-next"})["error"] == "中止日 2025-05-14 晚于 AR-15 的最后一日 2025-05-13。"


def test_a_stop_alone_is_not_rolled_by_the_reading_of_extensions():
    stopped = due(rule="AR-15", suspensions=[["2025-08-01", "2025-08-02"]], readings={"A-EXT": "rolled"}, **{"from": "2025-07-07"})
    assert (stopped["nominal_last_day"], stopped["last_day"]) == ("2025-09-06", "2025-09-08")  # a Saturday, and the Monday after


POST = "另一种理解（A-POST）：以收到之日为准，则已逾期。"


@pytest.mark.parametrize(
    ("rule", "trigger", "posted", "received"),
    [("PT-07", "2025-12-04", "2026-01-04", "2026-01-09"), ("TC-02", "2025-09-30", "2026-02-28", "2026-03-04")],
)
def test_a_post_by_house_rule_the_day_of_posting_decides(rule, trigger, posted, received):
    line = {"rule": rule, "from": trigger, "posted_on": posted, "received_on": received}
    assert due(**line)["timely"] is True and POST in due(**line)["working"]
    assert due(**line, readings={"A-POST": "received"})["timely"] is False


def test_a_post_does_not_touch_what_the_law_itself_says():
    line = {"rule": "AR-01", "from": "2023-12-12", "posted_on": "2024-02-18", "received_on": "2024-02-25"}
    assert due(**line)["timely"] is due(**line, readings={"A-POST": "received"})["timely"] is True
    assert POST not in due(**line)["working"]


def test_a_post_with_the_receipt_unknown_is_open():
    line = {"rule": "PT-09", "from": "2025-12-04", "posted_on": "2026-01-04"}
    assert "另一种理解（A-POST）：以收到之日为准，收到之前不能判断。" in due(**line)["working"]
    assert "timely" not in due(**line, readings={"A-POST": "received"})


@pytest.mark.parametrize(
    ("submitted", "by_hours"),
    [
        ("2026-01-04T16:59:59", True), ("2026-01-04T17:00", False), ("2026-01-04T23:59:59", False), ("2026-01-04", True),
        ("2026-01-04T09:30:00Z", False), ("2026-01-04T08:59:00Z", True), ("2026-01-03T20:00", True),
    ],
)  # fmt: skip
def test_a_biz_the_day_ends_at_midnight_or_when_the_portal_closes(submitted, by_hours):
    line = {"rule": "PT-07", "from": "2025-12-04", "submitted_at": submitted}
    assert due(**line)["timely"] is True
    assert due(**line, readings={"A-BIZ": "office-hours"})["timely"] is by_hours
    assert ("另一种理解（A-BIZ）：当日 17:00 截止，则已逾期。" in due(**line)["working"]) is not by_hours


def test_a_biz_concerns_the_petition_portal_only():
    line = {"rule": "AR-01", "from": "2023-12-12", "submitted_at": "2024-02-18T23:59:30"}
    assert due(**line, readings={"A-BIZ": "office-hours"})["timely"] is True
    assert {rule for rule, versions in RULES.items() if versions[-1].closes_at == 17} == {"PT-07", "PT-09"}


def test_readings_that_name_the_trigger_are_notes_on_their_rules():
    """A-DUAL, A-ACCEPT, A-NORM and A-ADMIT cannot change a count: which day is the trigger, or which of two clocks alarms, is asked before it."""
    notes = {rule: "".join(zh for zh, _ in versions[-1].notes) for rule, versions in RULES.items()}
    assert "受理之日为载明受理的告知书日期，最迟为收到后第 15 日" in notes["PT-05"]
    assert "自受理（56）或者自记录在案的认定（57）起算" in notes["AR-18"] and "自受理（56）" in notes["AR-19"]
    assert "作为受理条件（10(4)）时只看期满日，不因休假日顺延" in notes["TC-01"]
    assert "按较早的一个提醒" in notes["TC-07"]
    for name, (rule, _) in NOTES.items():
        assert f"[{name}]" in notes[rule]
        for lang, said in (("zh", "不是计算参数"), ("en", "is no parameter of the count")):
            error = due(lang, rule=rule, readings={name: "x"}, **{"from": "2026-03-02"})["error"]
            assert name in error and rule in error and said in error
            assert NOTES[name][1][lang == "en"] in error
    assert NOTES["A-ACCEPT"] == ("PT-05", ("它决定受理之日是哪一天，即起算日", "it says which day is the acceptance, that is the trigger day"))


@pytest.mark.parametrize("readings", [{"A-XYZ": "x"}, {"A-REST": "sundays"}, {"A-REST": None}, {"A-REST": ["weekends"]}, ["A-REST"], "A-REST=weekends", 7])
def test_readings_that_are_none_are_refused_in_both_languages(readings):
    zh, en = (due(lang, rule="TC-04", readings=readings, **{"from": "2026-09-28"}) for lang in ("zh", "en"))
    assert zh["error"] != en["error"] and "last_day" not in zh


def test_the_names_are_whole():
    assert {field for field, _ in NAMES.values()} == set(Readings.__dataclass_fields__)
    assert all(getattr(OURS, field) == ours for field, (ours, _) in NAMES.values())
    assert set(COUNTING) < set(NAMES) and not set(NAMES) & set(NOTES)
    assert {*NAMES, *NOTES} == {f"A-{name}" for name in ["REST", "SUSP", "EXT", "DUAL", "COND", "TARGET", "ACCEPT", "NORM", "BIZ", "POST", "ADMIT"]}


def test_the_choices_are_the_words_of_the_interface():
    assert {name: choices for name, (_, choices) in NAMES.items()} == {
        "A-REST": ("notice", "weekends"),
        "A-SUSP": ("day-counts", "from-next"),
        "A-EXT": ("unrolled", "rolled"),
        "A-COND": ("never-rolled", "rolled"),
        "A-TARGET": ("unrolled", "rolled"),
        "A-POST": ("posted", "received"),
        "A-BIZ": ("midnight", "office-hours"),
    }


def test_the_command_takes_readings(tmp_path):
    done = run(tmp_path, "--rule", "TC-08", "--from", "2024-01-12", "--reading", "A-REST=weekends", "--reading", "A-TARGET=rolled")
    assert done.stdout.decode().startswith("TC-08 最后一日 2024-02-19\n"), done.stderr.decode()
    file = tmp_path / "in.jsonl"
    file.write_text('{"id": 1, "rule": "TC-08", "from": "2024-01-12"}\n{"id": 2, "rule": "TC-08", "from": "2024-01-12", "readings": {"A-REST": "notice"}}\n')
    lines = run(tmp_path, "--batch", str(file), "--reading", "A-REST=weekends").stdout.decode().splitlines()
    assert ['"last_day": "2024-02-19"' in lines[0], '"last_day": "2024-02-18"' in lines[1]] == [True, True]
    wrong = [["--rule", "TC-08", "--from", "2024-01-12", "--reading", one] for one in ("A-REST", "A-REST=sundays", "A-ACCEPT=receipt", "nothing=x")]
    for code, out, err in run_each(tmp_path, *wrong):
        assert (code, out) == (1, "") and err and "Traceback" not in err
