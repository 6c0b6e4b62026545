"""What other systems got wrong about deadlines, each with its source, as a test. What another test holds already stands in ELSEWHERE."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.calendar.counting import working_days_overdue
from casework.calendar.published import built_in
from casework.calendar.schedule import Schedule
from casework.cases.spans import compute, explain
from casework.complaints.clocks import ANSWER
from casework.config.due import answer
from casework.reconsideration.clocks import ORDINARY, OUTER, SERVE_COPY, SIMPLE

TESTS = Path(__file__).resolve().parents[1]
ELSEWHERE = {
    "signals PR 791: weekends only, national holidays never done": ("calendar/test_vectors.py", "test_every_worked_line_of_the_shared_vectors"),
    "seven of eight engines cannot say that this Saturday is worked": ("calendar/test_due.py", "test_working_of_the_design_in_full"),
    "track-a-query PR 2111: a due day on a weekend": ("calendar/test_oracle.py", "test_a_thousand_spans_equal_the_walk"),
    "track-a-query: no holidays known, yet it runs": ("calendar/test_schedule.py", "test_nothing_of_2027_is_taken_from_the_package"),
    "track-a-query PR 2879: a clock hand-coded in a form": ("calendar/test_limits.py", "test_every_rule_is_as_the_law_s_list_has_it"),
    "alaveteli #6727: one calendar whatever the law says": ("calendar/test_limits.py", "test_every_rule_is_as_the_law_s_list_has_it"),
    "bcgov/foi-flow: no cap on extensions; HOCS: an extension that shortens": ("calendar/test_due.py", "test_errors_are_sentences_in_both_languages"),
    "zammad #390, alaveteli #5101: nobody could say why it is that date": ("calendar/test_laws.py", "test_the_sentences_alone_give_the_last_day_back"),
    "openregister PR 3939: a roll that names no rule": ("calendar/test_limits.py", "test_a_span_names_the_rules_that_made_it_and_the_days_it_depends_on"),
    "zammad #534, alaveteli #7292: the calendar changed, open cases did not": (
        "calendar/test_laws.py", "test_replay_twice_equals_once_and_the_old_schedule_gives_the_old_days_back",
    ),
    "a pause that hides a breach": ("calendar/test_due.py", "test_errors_are_sentences_in_both_languages"),
}  # fmt: skip
DAY = timedelta(1)


def d(text):
    return date.fromisoformat(text)


def ends(limit, trigger, *stops, extension=0, schedule=None):
    """(nominal, last) in ISO form."""
    pairs = [(d(start), d(end)) for start, end in stops]
    span = compute(limit, d(trigger), schedule=schedule or built_in(), suspensions=pairs, extension_days=extension)
    return span.nominal_last_day.isoformat(), span.last_day.isoformat()


@pytest.mark.parametrize(("file", "test"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_is_held_elsewhere_is_held_there(file, test):
    assert f"def {test}(" in (TESTS / file).read_text()


def test_monday_morning_in_china_is_not_sunday():
    """Amsterdam/signals: the weekday of created_at is taken in UTC, so that a Monday morning in UTC+8 counts as Sunday."""
    half_past_midnight = {"id": 1, "rule": "TC-04", "from": "2026-03-01T16:30:00Z"}  # Monday 2 March, 00:30
    assert answer(half_past_midnight, schedule=built_in())["last_day"] == "2026-03-09"
    assert answer(half_past_midnight | {"from": "2026-03-01T15:59:59Z"}, schedule=built_in())["last_day"] == "2026-03-06"  # still Sunday


@pytest.mark.parametrize(
    ("submitted", "timely"),
    [("2024-02-18T00:00", True), ("2024-02-18T23:59:59.999999+08:00", True), ("2024-02-18T15:59:59Z", True), ("2024-02-18T16:00:00Z", False)],
)
def test_a_deadline_is_the_end_of_its_last_local_day(submitted, timely):
    """island.is PR 23287: expired up to a day early, compared with the midnight before while the screen said 23:59; and the late path was hidden."""
    found = answer({"id": 1, "rule": "AR-01", "from": "2023-12-12", "submitted_at": submitted}, schedule=built_in())
    assert (found["last_day"], found["timely"]) == ("2024-02-18", timely)
    assert any("2024年2月18日 周日 24:00" in sentence for sentence in found["working"])


def test_nothing_is_overdue_on_the_last_day():
    """island.is PR 23287, the other side: overdue begins the day after, and counts working days."""
    assert [working_days_overdue(built_in(), d("2026-09-30"), d("2026-09-30") + DAY * n) for n in (0, 1, 7, 8, 9)] == [0, 0, 0, 1, 2]


def test_several_pauses_do_not_round_up_one_by_one():
    """track-a-query: every resumption rolls to a working day, so that the total exceeds the days really paused."""
    stops = [("2025-03-07", "2025-03-10"), ("2025-03-14", "2025-03-17"), ("2025-03-21", "2025-03-24")]
    assert ends(ORDINARY, "2025-03-03", *stops) == ("2025-05-11", "2025-05-12")  # 2 May and nine days, rolled once; rounding each gives 15 May
    assert ends(ORDINARY, "2025-03-03", ("2025-03-07", "2025-03-16")) == ("2025-05-11", "2025-05-12")


def test_an_extension_beside_pauses_and_its_removal():
    """track-a-query PR 2818: the final deadline was wrong where a case had both, when the extension was taken back."""
    stop = ("2025-08-01", "2025-08-21")
    assert ends(ORDINARY, "2025-07-07", stop, extension=30) == ("2025-10-25", "2025-10-27")
    assert ends(ORDINARY, "2025-07-07", stop) == ("2025-09-25", "2025-09-25")
    assert ends(ORDINARY, "2025-07-07", extension=30) == ("2025-10-05", "2025-10-09")
    assert ends(ORDINARY, "2025-07-07") == ("2025-09-05", "2025-09-05")


def test_an_extension_is_not_rolled_before_it_is_added():
    """track-a-query PRs 2725, 2703: stop-the-clock arithmetic rewritten because rolled days were carried on."""
    assert ends(ORDINARY, "2025-08-04") == ("2025-10-03", "2025-10-09")
    assert ends(ORDINARY, "2025-08-04", extension=7) == ("2025-10-10", "2025-10-10")  # from the rolled day it would be the 16th


def test_a_limit_in_working_days_can_be_paused():
    """track-a-query: a pause exists for months only, so that FOI's twenty working days cannot pause; BC FOI counts hold days as business days."""
    assert ends(SERVE_COPY, "2026-09-28") == ("2026-10-13", "2026-10-13")
    assert ends(SERVE_COPY, "2026-09-28", ("2026-10-01", "2026-10-08")) == ("2026-10-13", "2026-10-13")  # only rest days: nothing is lost
    assert ends(SERVE_COPY, "2026-09-28", ("2026-09-30", "2026-10-10")) == ("2026-10-16", "2026-10-16")  # 30, 8 and 9; Saturday the 10th counts again
    assert ends(SERVE_COPY, "2026-09-28", ("2026-10-10", "2026-10-12")) == ("2026-10-14", "2026-10-14")  # the Saturday worked in lieu is a day lost


def test_a_far_year_is_counted_by_its_own_notice():
    """bcgov/foi-flow: holidays of the years before, of and after today only, so that a limit that ends later is miscounted."""
    assert ends(OUTER, "2016-02-14") == ("2021-02-14", "2021-02-18")  # Spring Festival of 2021
    far = compute(OUTER, d("2024-05-01"), schedule=built_in())
    assert (far.last_day, far.provisional) == (d("2029-05-03"), True)  # no notice yet: the fixed days alone, and it says so
    assert any("暂定" in sentence for sentence in explain(far))


def test_one_calendar_serves_the_count_the_pause_and_the_roll():
    """track-a-query: the first months used England's holidays while the restart passed Scotland's."""
    other = Schedule("other", 2009, 2026, frozenset({d("2025-04-15"), d("2025-05-28")}), frozenset())
    stop = ("2025-03-20", "2025-04-15")
    assert ends(ORDINARY, "2025-03-03", stop) == ("2025-05-28", "2025-05-28")
    assert ends(ORDINARY, "2025-03-03", stop, schedule=other) == ("2025-05-28", "2025-05-29")
    assert ends(SERVE_COPY, "2025-04-08", ("2025-04-14", "2025-04-15"), schedule=other) == ("2025-04-21", "2025-04-21")


def test_while_suspended_there_is_no_day_and_none_made_up():
    """HOCS: suspension writes 9999-12-31 to every deadline, and unsuspend restores none."""
    open_ = compute(ORDINARY, d("2025-03-03"), schedule=built_in(), suspensions=[(d("2025-03-20"), None)], extension_days=30)
    assert (open_.nominal_last_day, open_.last_day, open_.accept_until, open_.span_until) == (None, None, None, None)
    assert open_.target is None and open_.suspended and "9999" not in "".join(explain(open_) + explain(open_, "en"))
    assert ends(ORDINARY, "2025-03-03", ("2025-03-20", "2025-04-15")) == ("2025-05-28", "2025-05-28")


def test_a_pause_moves_the_end_and_leaves_the_beginning():
    """frappe PR 2449: the formula was rewritten because the time on hold had been added to the creation time."""
    span = compute(ORDINARY, d("2025-03-03"), schedule=built_in(), suspensions=[(d("2025-03-20"), d("2025-04-15"))])
    assert span.trigger == d("2025-03-03")
    assert explain(span)[1].startswith("2025年3月3日 周一 受理申请（普通程序），当日不计")


def test_a_change_of_procedure_keeps_the_pauses():
    """GLPI #15605: changing the SLA forgets earlier pauses. Converted to the ordinary procedure, 60 days run from the original acceptance (55, 62①)."""
    stop = ("2025-03-10", "2025-03-20")
    assert ends(SIMPLE, "2025-03-03", stop) == ("2025-04-12", "2025-04-14")
    assert ends(ORDINARY, "2025-03-03", stop) == ("2025-05-12", "2025-05-12")


def test_a_holiday_announced_at_short_notice_moves_the_day():
    """whatdotheyknow-theme #1392: a bank holiday announced weeks before, mended by a script. China's of 3 to 5 September 2015 was announced in May."""
    known = built_in()
    days = {d("2015-09-03"), d("2015-09-04"), d("2015-09-05")}
    before = Schedule("before", known.first_year, known.last_published_year, known.days_off - days, known.workdays - {d("2015-09-06")})
    assert ends(ANSWER, "2015-08-04", schedule=before) == ("2015-09-03", "2015-09-03")
    assert ends(ANSWER, "2015-08-04") == ("2015-09-03", "2015-09-06")  # Sunday the 6th was worked in lieu


def test_two_pauses_that_meet_are_two_and_one_that_overlaps_is_none():
    """frappe #1675, #1554: pause and result wrong; a day may never be left out twice."""
    meeting = [("2025-03-10", "2025-03-12"), ("2025-03-12", "2025-03-20")]
    assert ends(ORDINARY, "2025-03-03", *meeting) == ends(ORDINARY, "2025-03-03", ("2025-03-10", "2025-03-20")) == ("2025-05-12", "2025-05-12")
    line = {"id": 1, "rule": "AR-15", "from": "2025-03-03", "suspensions": [["2025-03-10", "2025-03-13"], ["2025-03-12", "2025-03-20"]]}
    assert answer(line, schedule=built_in())["error"] == "中止 2025-03-12 与前一次中止重叠。"
