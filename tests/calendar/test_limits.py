"""The rules of time as the law's list has them (B and G), written by hand: whatever of a rule changes, this table no longer agrees."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import date
from pathlib import Path

import pytest

from casework.calendar.published import built_in
from casework.cases import ladder
from casework.cases.limits import OFFICE, Extension, TimeLimit, calendar_days, in_force_on, months, not_fixed, same_day, working_days, years
from casework.cases.readings import OURS
from casework.cases.spans import SpanError, compute, explain
from casework.complaints import clocks as complaints
from casework.config.due import RULES, answer
from casework.petitions import clocks as petitions
from casework.reconsideration import clocks as reconsideration
from casework.reports.certainty import limit_mark

ALL = (*complaints.LIMITS, *petitions.LIMITS, *reconsideration.LIMITS)
DUTIES = Path(__file__).resolve().parents[3] / "shared" / "law" / "duties.json"

# id, length (cd calendar days, wd working days, m months, y years, same day, - not fixed), whom it binds, certainty, the trigger's column (* the
# step's day), at expiry, then what is particular: suspendable, condition, backward, posted (the day of posting decides), never-extended, analogy
# (no counting article), +N its extension in days (id:approver:notice), in force from, until, province and what it overlays.
TABLE = """
TC-01 15cd operator   V*     operator_complained_on user_may_complain analogy 2016-07-30
TC-02 5m   applicant  V      event_on               refusal_11_1      analogy posted 2016-07-30
TC-03 2y   applicant  V      event_on               refusal_11_1      analogy posted 2016-07-30
TC-04 5wd  office     V*     received_on            breach            analogy 2016-07-30
TC-05 2wd  office     R      *                      house_alarm       analogy 2016-07-30
TC-06 10cd operator   R      *                      house_alarm       analogy 2016-07-30
TC-07 30cd office     V*     material_complete_on   breach            analogy 2016-07-30
TC-08 30cd office     V      first_received_on      breach            analogy never-extended 2016-02-06
TC-09 30cd office     R      mediation_on           mediation_ends    analogy 2016-07-30
TC-10 -    office     R      *                      -                 analogy
TC-11 60cd office     S      received_on            house_alarm       analogy 2023-06-01
TC-12 5wd  operator   V      operator_complained_on user_may_complain analogy 41>TC-01
TC-13 15cd office     V      first_received_on      breach            analogy 41>TC-08,TC-07 +15(:head:silent)
TC-14 15wd operator   V      operator_complained_on user_may_complain analogy 50>TC-01
TC-15 same office     V      received_on            breach            analogy 50>TC-04
TC-16 30cd office     V      *                      civil_suit        analogy 50>
PT-01 15cd office     V      *                      breach            analogy 2022-05-01
PT-02 15cd office     V      notice_due_from        breach            analogy 2022-05-01
PT-03 15cd office     V      transferred_on         breach            analogy 2022-05-01
PT-04 5wd  office     V      transferred_on         own_matter        analogy 2022-05-01
PT-05 60cd office     V      accepted_on            breach            analogy 2022-05-01 +30(PT-06:leader:reasons)
PT-07 30cd applicant  V      *                      lapsed            analogy posted 17h 2022-05-01
PT-08 30cd office     V      requested_on           breach            analogy never-extended 2022-05-01
PT-09 30cd applicant  V      *                      lapsed            analogy posted 17h 2022-05-01
PT-10 30cd office     V      requested_on           breach            analogy suspendable 2022-05-01
PT-11 3wd  office     S      simple_received_on     ordinary_clock    analogy
PT-12 10wd office     S      accepted_on            convert           analogy
PT-13 1wd  office     S      simple_middle_on       -                 analogy
PT-14 -    office     S      *                      -                 analogy
PT-15 same office     V      report_by              supervise         analogy 2022-05-01
AR-01 60cd applicant  V      *                      refusal_30_1_4    posted suspendable 2024-01-01
AR-02 1y   applicant  V      *                      refusal_30_1_4    posted 2024-01-01
AR-03 5y   applicant  V      *                      refusal_30_1_4    posted 2024-01-01
AR-04 -    respondent V-2007 *                      -                 posted 2007-08-01 ..2026-06-30
AR-05 5wd  office     V      review_from            deemed_accepted   posted 2024-01-01
AR-07 5wd  office     V      review_from            as_AR-05          posted 2024-01-01
AR-08 10wd applicant  V      *                      deemed_abandoned  posted 2024-01-01 +any(:legal_head:silent)
AR-09 5wd  office     V      *                      breach            posted 2024-01-01
AR-10 7wd  office     V      accepted_on            breach            posted 2024-01-01
AR-11 10wd respondent V      *                      no_evidence       posted 2024-01-01
AR-12 3wd  office     V      accepted_on            breach            posted 2024-01-01
AR-13 5wd  respondent V      *                      no_evidence       posted 2024-01-01
AR-14 5wd  office     V      hearing_on             hearing_moves     posted backward 2024-01-01
AR-15 60cd office     V      accepted_on            may_sue           posted suspendable 2024-01-01 +30(AR-16:legal_head:reasons)
AR-17 30cd office     V      accepted_on            may_sue           posted suspendable never-extended 2024-01-01
AR-18 30cd office     V      norm_review_from       breach            posted suspendable 2024-01-01
AR-19 7wd  office     V      norm_transfer_from     breach            posted suspendable 2024-01-01
AR-20 3wd  office     V      *                      breach            posted 2024-01-01
AR-21 10wd respondent V      *                      breach            posted 2024-01-01
AR-22 60cd respondent V      *                      breach            posted 2024-01-01
AR-23 60cd office     V      long_stop_on           must_terminate    posted condition 2024-01-01
AR-24 60cd respondent V      *                      order_77          posted 2024-01-01
AR-25 15cd applicant  V      *                      unsuable          posted suspendable 2017-07-01
AR-26 15cd applicant  V      *                      unsuable          posted suspendable 2017-07-01
AR-27 60cd respondent V-2007 *                      -                 posted 2007-08-01 ..2026-06-30
AR-28 -    office     V-2007 *                      -                 posted 2007-08-01 ..2026-06-30
AR-29 6m   applicant  V      *                      unsuable          posted suspendable 2017-07-01
AR-30 -    respondent V      *                      -                 posted 2017-07-01
AR-31 1y   applicant  V      *                      unsuable          posted suspendable 2018-02-08
AR-32 10cd applicant  V      *                      -                 posted 2017-07-01
AR-33 30cd system     V      *                      deemed_served     posted condition 2024-01-01
AR-34 15cd office     V      sued_on                no_evidence       posted 2017-07-01
"""
UNITS = {"calendar_day": "cd", "working_day": "wd", "month": "m", "year": "y"}
FLAGS = (("suspendable", "suspendable"), ("condition", "condition"), ("backward", "backward"), ("by_posting", "posted"), ("never_extended", "never-extended"))


def row(limit):
    """A rule as a line of the table: its fixed cells and the set of what is particular."""
    unit = UNITS.get(limit.length.unit)
    length = f"{limit.length.number}{unit}" if unit else {"same_day": "same", "not_fixed": "-"}[limit.length.unit]
    more = {word for name, word in (*FLAGS, ("analogy", "analogy")) if getattr(limit, name)}
    begin, end = limit.in_force
    more |= {begin.isoformat()} if begin else set()
    more |= {f"..{end}"} if end else set()
    more |= {f"{limit.closes_at}h"} if limit.closes_at else set()
    more |= {f"{limit.province}>{','.join(limit.overlays)}"} if limit.province else set()
    if (longer := limit.extension) is not None:
        assert longer.up_to is None or longer.up_to.unit == "calendar_day"
        most = longer.up_to.number if longer.up_to else "any"
        more.add(f"+{most}({longer.id}:{longer.approved_by}:{'reasons' if longer.notice_with_reasons else 'silent'})")
    return (limit.id, length, limit.bound, limit.certainty, limit.trigger or "*", limit.expiry or "-"), more


def test_every_rule_is_as_the_law_s_list_has_it():
    written = [(tuple(cells[:6]), set(cells[6:])) for cells in map(str.split, TABLE.strip().splitlines())]
    assert [row(limit) for limit in ALL] == written
    assert len(written) == 16 + 14 + 32  # PT-06 and AR-16 are extensions, AR-06 is an event


def test_duties_named_are_duties_known():
    if not DUTIES.exists():
        pytest.skip("../shared/law/duties.json is not here")
    known = {duty["id"] for family in json.loads(DUTIES.read_text()).values() for duty in family}
    assert {duty for limit in ALL for duty in limit.fulfils} <= known


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: limit.id)
def test_every_rule_has_its_article_and_its_words_in_both_languages(limit):
    assert limit.basis and limit.zh and limit.en and all(limit.since)


def test_a_limit_with_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="X-01"):
        TimeLimit("X-01", calendar_days(1), bound="nobody", basis="—", suspendable=False)
    with pytest.raises(ValueError, match="X-01"):
        TimeLimit("X-01", calendar_days(1), bound=OFFICE, basis="—", suspendable=False, certainty="sure")


def test_a_span_names_the_rules_that_made_it_and_the_days_it_depends_on():
    span = compute(complaints.ANSWER, date(2024, 1, 12), schedule=built_in())
    assert span.codes == ("first-day-out", "calendar_day", "rolled")
    assert span.span_until == date(2024, 2, 18)
    span = compute(complaints.FORWARDING, date(2015, 12, 31), schedule=built_in())
    assert span.codes == ("first-day-out", "working_day", "earliest-version", "house-limit")
    assert compute(reconsideration.PUBLIC_NOTICE, date(2026, 9, 1), schedule=built_in()).span_until is None
    stopped = compute(
        reconsideration.ORDINARY,
        date(2026, 9, 1),
        schedule=built_in(),
        suspensions=[(date(2026, 9, 9), None)],
    )
    assert (stopped.suspended, stopped.last_day, stopped.span_until) == (True, None, None)


def test_a_rule_without_length_or_trigger_is_refused_in_both_languages():
    with pytest.raises(SpanError) as error:
        compute(complaints.QUARTERLY, date(2026, 9, 1), schedule=built_in())
    assert (error.value.zh, error.value.en) == (
        "TC-10 没有固定的期限长度，不能计算。",
        "TC-10 has no fixed length and cannot be computed.",
    )
    with pytest.raises(SpanError):
        compute(complaints.ANSWER, None, schedule=built_in())


OLD = replace(complaints.DECISION, length=calendar_days(7), in_force=(date(2001, 1, 11), date(2016, 7, 29)), quote="", notes=())
NEWER = replace(complaints.DECISION, length=calendar_days(3), in_force=(date(2026, 12, 1), None))


@pytest.mark.parametrize(
    ("trigger", "version"),
    [
        ("2000-05-05", OLD),  # none was in force: the earliest known
        ("2001-01-11", OLD),
        ("2016-07-29", OLD),
        ("2016-07-30", complaints.DECISION),
        ("2026-11-30", complaints.DECISION),
        ("2026-12-01", NEWER),
    ],
)
def test_the_version_in_force_on_the_trigger_day_is_used(trigger, version):
    for versions in ((OLD, complaints.DECISION, NEWER), (NEWER, OLD, complaints.DECISION)):
        assert in_force_on(versions, date.fromisoformat(trigger)) is version


def test_after_a_version_that_ended_it_stays_until_the_next_is_known():
    ended = replace(OLD, in_force=(date(2001, 1, 11), date(2010, 12, 31)))
    assert in_force_on([ended, complaints.DECISION], date(2012, 3, 5)) is ended
    assert in_force_on([ended], date(2012, 3, 5)) is ended
    with pytest.raises(IndexError):
        in_force_on([], date(2012, 3, 5))


def test_a_version_whose_beginning_is_not_known_is_the_earliest():
    unknown = replace(OLD, in_force=(None, date(2016, 7, 29)))
    for versions in ((unknown, complaints.DECISION), (complaints.DECISION, unknown)):
        assert in_force_on(versions, date(1999, 3, 5)) is in_force_on(versions, date(2016, 7, 29)) is unknown
        assert in_force_on(versions, date(2016, 7, 30)) is complaints.DECISION


def test_due_counts_by_the_version_of_the_trigger_day_and_says_which(monkeypatch):
    monkeypatch.setitem(RULES, "TC-04", (OLD, complaints.DECISION))
    before, on, older = (answer({"id": 1, "rule": "TC-04", "from": day}, schedule=built_in()) for day in ("2016-07-29", "2016-08-01", "1999-12-30"))
    assert (before["last_day"], on["last_day"]) == ("2016-08-05", "2016-08-08")
    assert "按起算日施行的文本计算（2001-01-11 至 2016-07-29）。" in before["working"]
    assert not any("文本" in sentence and "起算日" in sentence for sentence in on["working"])
    assert "起算日早于本条现行文本施行之日（2001-01-11），按所知最早的文本计算。" in older["working"]


def test_the_working_says_which_version_where_its_beginning_is_not_known():
    ended = replace(OLD, in_force=(None, date(2016, 7, 29)))
    span = compute(ended, date(2015, 6, 1), schedule=built_in())
    assert "按起算日施行的文本计算（至 2016-07-29）。" in explain(span)
    assert "The version in force on the trigger day is used (until 2016-07-29)." in explain(span, "en")
    assert "The text used was revised after 2016-07-29; the new one has not been seen and the old one is used until it is checked." in explain(
        compute(ended, date(2016, 7, 30), schedule=built_in()), "en"
    )


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: limit.id)
def test_what_is_not_verbatim_law_is_marked_with_its_certainty(limit):
    assert (limit_mark(limit) is None) is (limit.certainty == "V" and limit.province is None)
    if limit.house:
        assert "内部时限，条文待核" in limit_mark(limit) and f"[{limit.certainty}]" in limit_mark(limit, lang="en")


@pytest.mark.parametrize("certainty", ["V", "V*", "S", "R", "V-2007", "design"])
def test_every_certainty_and_whether_it_makes_a_house_limit(certainty):
    limit = TimeLimit("X-01", calendar_days(1), bound=OFFICE, basis="—", suspendable=False, certainty=certainty)
    assert limit.house is (certainty not in ("V", "V*"))
    assert limit.house_on(date(2026, 7, 1)) is limit.house
    assert limit.house_on(date(2026, 6, 30)) is (limit.house and certainty != "V-2007")  # the text of 2007 was law until that day


@pytest.mark.parametrize(
    ("declared", "field"),
    [
        (calendar_days(1), "number"), (Extension("AR-16", None, "head", True), "approved_by"), (complaints.ANSWER, "length"), (OURS, "rest"),
        (ladder.DEFAULT[0], "at"), (built_in(), "version"),
    ],
)  # fmt: skip
def test_what_is_declared_cannot_be_changed_afterwards(declared, field):
    with pytest.raises(FrozenInstanceError):
        setattr(declared, field, None)


def test_a_rule_cannot_be_both_extended_and_never_extended():
    with pytest.raises(ValueError, match="X-01: cannot be both"):
        TimeLimit(
            "X-01", calendar_days(1), bound=OFFICE, basis="—", suspendable=False, never_extended=True, extension=Extension("", calendar_days(5), "head", True)
        )


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (calendar_days(1), ("1 日", "1 calendar day")),
        (calendar_days(15), ("15 日", "15 calendar days")),
        (working_days(1), ("1 个工作日", "1 working day")),
        (months(5), ("5 个月", "5 months")),
        (months(1), ("1 个月", "1 month")),
        (years(1), ("1 年", "1 year")),
        (years(2), ("2 年", "2 years")),
        (same_day(), ("当日", "the same day")),
        (not_fixed(), ("期限未定", "no fixed length")),
    ],
)
def test_words_of_a_length(length, words):
    assert length.words == words


def test_what_has_no_number_has_none():
    assert (same_day().number, not_fixed().number) == (0, 0)
