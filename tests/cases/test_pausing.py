"""Suspension, resumption and extension as steps: grounds, approver, notice; none after the last day, none overlapping, none beyond the total."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from casework import commands
from casework.cases import documents, pausing, proposals
from casework.cases.clocks import Suspension
from casework.cases.documents import Document
from casework.cases.refusals import Forbidden, Invalid, Refused
from casework.complaints import clocks as complaint_clocks
from casework.people.roles import Role
from casework.reports.proving import prove
from casework.reports.walking import rules_of
from tests.rehearsal import family
from tests.rehearsal.family import Rehearsal
from tests.rehearsal.plumbing import Rehearsed, rehearsal

__all__ = ["rehearsal"]

DEAD = {"ground": "39-1-1", "reasons": "申请人于九月三日去世，近亲属尚未表态。"}
ON = {"reasons": "近亲属决定参加复议。"}


def refusal(case, *step, **given):
    with pytest.raises(Refused) as caught, transaction.atomic():
        case.take(*step, **given)
    return [(one.ground, one.zh) for one in caught.value.reasons]


def paper(case, kind):
    return documents.content(Document.objects.get(case__number=case.number, type=kind))


def test_the_clock_stands_still_and_runs_again(rehearsal):
    case = Rehearsed(rehearsal, "2026-09-01")
    assert str(case.clock.last_day) == "2026-11-02"  # 60 days end on Saturday 31 October
    case.take("2026-09-05", "sh-handler", "hear")
    case.take("2026-09-10", "sh-handler", "suspend", **DEAD)
    assert (case.clock.status, case.clock.last_day, case.clock.next_alarm_on, case.case.state, case.case.due_on) == ("suspended", None, None, "suspended", None)
    stop = Suspension.objects.get(deadline=case.clock)
    assert (stop.ground, stop.stopped) == ("39-1-1", Range(date(2026, 9, 10), None))
    case.take("2026-09-30", "sh-handler", "resume", **ON)
    assert case.case.state == "heard", "back to where it was suspended"
    assert (str(case.clock.nominal_on), str(case.clock.last_day), case.clock.status) == ("2026-11-20", "2026-11-20", "running")  # 20 days more
    assert case.case.due_on == date(2026, 11, 20)
    assert paper(case, "suspension")["said"] == "自2026年9月10日起中止计算下列期限：行政复议决定（行政复议法 62①）。"
    assert paper(case, "suspension")["article"] == "行政复议法 39①：申请人死亡，尚未确定近亲属是否参加"
    assert paper(case, "suspension")["reasons"] == DEAD["reasons"]
    assert paper(case, "resumption")["effect"] == "“行政复议决定”的最后一日为2026年11月20日。"


def test_an_approver_stands_between(rehearsal):
    case = Rehearsed(rehearsal, "2026-09-01")
    outcome = commands.take_step(case.number, "suspend", by=rehearsal["sh-handler"], given=DEAD, on=date(2026, 9, 10))
    assert case.clock.status == "running", "a proposal stops no clock"
    with pytest.raises((Forbidden, Refused)), transaction.atomic():
        commands.approve(case.number, outcome.proposal.pk, by=rehearsal["sh-handler"], on=date(2026, 9, 10))
    commands.approve(case.number, outcome.proposal.pk, by=rehearsal["sh-head"], on=date(2026, 9, 14))
    assert Suspension.objects.get(deadline=case.clock).stopped.lower == date(2026, 9, 14), "it stands still from the day of approval"
    (entry,) = case.entries("suspend")
    assert entry.actor_name == rehearsal["sh-head"].name and entry.proposed_by["name"] == rehearsal["sh-handler"].name


def test_none_begins_after_the_last_day(rehearsal):
    case = Rehearsed(rehearsal, "2026-09-01")
    case.take("2026-11-02", "sh-handler", "suspend", **DEAD)  # the last day itself
    late = Rehearsed(rehearsal, "2026-09-01")
    assert refusal(late, "2026-11-03", "sh-handler", "suspend", **DEAD) == [("clock-runs", "“行政复议决定”没有在计算中的期限，或者期限已经届满。")]
    assert late.clock.status != "suspended"
    slow = Rehearsed(rehearsal, "2026-09-01")  # proposed in time, approved too late
    assert refusal(slow, "2026-11-02", "sh-handler", "suspend", approved_on="2026-11-03", **DEAD)[0][0] == "clock-runs"
    tardy = Rehearsed(rehearsal, "2026-09-01")
    assert refusal(tardy, "2026-11-03", "sh-handler", "extend", approver="sh-legal", days=5, reasons="情况复杂")[0][0] == "extension-left"


def test_it_runs_again_on_a_later_day(rehearsal):
    case = Rehearsed(rehearsal, "2026-09-01")
    case.take("2026-09-10", "sh-handler", "suspend", **DEAD)
    for day in ("2026-09-10", "2026-09-09"):
        assert refusal(case, day, "sh-handler", "resume", **ON) == [("clock-stands", "期限自2026年9月10日起中止，恢复日应当晚于该日。")]
    case.take("2026-09-11", "sh-handler", "resume", **ON)
    assert str(case.clock.last_day) == "2026-11-02"  # one day more ends on Sunday 1 November


def test_overlapping_ones_are_refused_by_the_database_and_said_in_words(rehearsal):
    case = Rehearsed(rehearsal, "2026-09-01")
    case.take("2026-09-10", "sh-handler", "suspend", **DEAD)
    case.take("2026-09-20", "sh-handler", "resume", **ON)
    assert refusal(case, "2026-09-15", "sh-handler", "suspend", **DEAD) == [("clock", "自2026年9月15日起的中止与以前的中止重叠。")]
    with pytest.raises(IntegrityError, match="suspension_no_overlap"), transaction.atomic():
        Suspension.objects.create(deadline=case.clock, stopped=Range(date(2026, 9, 19), date(2026, 9, 25)), ground="x", by_entry_seq=1)
    case.take("2026-09-20", "sh-handler", "suspend", **DEAD)  # the day on which it ran again is free
    assert Suspension.objects.filter(deadline=case.clock).count() == 2


def test_extensions_keep_to_thirty_days_in_all(rehearsal):
    case = Rehearsed(rehearsal, "2026-09-01")
    case.take("2026-09-20", "sh-handler", "extend", approver="sh-legal", days=20, reasons="案情复杂，须听证。")
    assert (case.clock.extension_days, str(case.clock.last_day)) == (20, "2026-11-20")
    assert paper(case, "extension")["effect"] == "“行政复议决定”的最后一日为2026年11月20日。"
    assert refusal(case, "2026-09-21", "sh-handler", "extend", approver="sh-legal", days=11, reasons="仍复杂") == [
        ("extension-left", "“行政复议决定”已延长20日，总计不得超过30日。")
    ]
    case.take("2026-09-21", "sh-handler", "extend", approver="sh-legal", days=10, reasons="仍复杂")
    assert (case.clock.extension_days, str(case.clock.last_day)) == (30, "2026-11-30")
    assert refusal(case, "2026-09-22", "sh-handler", "extend", approver="sh-legal", days=1, reasons="仍复杂")[0][0] == "extension-left"


def test_the_draft_shows_the_day_that_the_paper_then_says(rehearsal):
    case = Rehearsed(rehearsal, "2026-09-01")
    for days in (10, 15):
        outcome = commands.take_step(case.number, "extend", by=rehearsal["sh-handler"], given={"days": days, "reasons": "复杂"}, on=date(2026, 9, 20))
        draft = proposals.said(outcome.proposal)["drafts"][0]["data"]["effect"]
        commands.approve(case.number, outcome.proposal.pk, by=rehearsal["sh-legal"], on=date(2026, 9, 20))
        issued = documents.content(Document.objects.filter(case__number=case.number, type="extension").latest("pk"))["effect"]
        assert draft == issued
    assert issued == "“行政复议决定”的最后一日为2026年11月25日。"


def test_the_head_of_the_office_does_not_extend_what_the_law_gives_to_another(rehearsal):
    case = Rehearsed(rehearsal, "2026-09-01")
    with pytest.raises(Forbidden), transaction.atomic():
        case.take("2026-09-20", "sh-handler", "extend", days=20, reasons="案情复杂")


@pytest.mark.parametrize(
    ("step", "given", "field"),
    [
        ("suspend", {"ground": "39-1-99", "reasons": "x"}, "ground"),
        ("suspend", {"ground": "39-1-1"}, "reasons"),
        ("extend", {"days": 0, "reasons": "x"}, "days"),
        ("extend", {"days": 31, "reasons": "x"}, "days"),
        ("extend", {"days": "viele", "reasons": "x"}, "days"),
        ("extend", {"days": 5}, "reasons"),
    ],
)
def test_what_is_asked_names_field_and_rule(rehearsal, step, given, field):
    case = Rehearsed(rehearsal, "2026-09-01")
    with pytest.raises(Invalid) as caught, transaction.atomic():
        case.take("2026-09-10", "sh-handler", step, approver="sh-legal", **given)
    assert list(caught.value.fields) == [field]


def test_suspension_and_extension_in_either_order_end_on_the_same_day(rehearsal):
    ends = set()
    for first in (True, False):
        case = Rehearsed(rehearsal, "2026-09-01")
        if first:
            case.take("2026-09-08", "sh-handler", "extend", approver="sh-legal", days=12, reasons="复杂")
        case.take("2026-09-10", "sh-handler", "suspend", **DEAD)
        case.take("2026-09-30", "sh-handler", "resume", **ON)
        if not first:
            case.take("2026-10-08", "sh-handler", "extend", approver="sh-legal", days=12, reasons="复杂")
        ends.add(str(case.clock.last_day))
    assert ends == {"2026-12-02"}  # 31 October, 20 days and 12 days later


def test_a_declaration_that_the_article_does_not_bear_is_refused():
    with pytest.raises(TypeError, match="TC-08"):
        pausing.suspend([], None, limits=(complaint_clocks.ANSWER,), grounds={}, paper=family.SUSPENSION, approved_by=Role.HEAD, basis="x")
    with pytest.raises(TypeError, match="TC-08"):
        pausing.extend([], limits=(complaint_clocks.ANSWER,), paper=family.EXTENSION)
    with pytest.raises(TypeError, match="notice with reasons"):
        pausing.extend([], limits=family.LIMITS, paper=None)


def test_the_steps_are_proved_like_any_other():
    faults = {(str(one.fault), getattr(one.subject, "name", "")) for one in prove(rules_of(Rehearsal)).findings}
    assert not {fault for fault in faults if fault[1] in ("suspend", "resume", "extend")}
