"""Who answered for what, in figures: counted by hand here, on literal days of March 2026 (the 2nd is a Monday, no holiday); who may see and dispute them."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction

from casework import clock, commands, desks
from casework.cases.attribution import Attribution
from casework.cases.handling import Assignment
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refused
from casework.people.models import AccountAct
from casework.reports.accountability import LEAST, Accountability, Figures, Rate, accountability, own, wilson
from casework.reports.holders import course, passed_with
from tests import stages
from tests.builders import People
from tests.statute.course import Course, set_clock
from tests.statute.petition_moves import File
from tests.statute.test_petition_receipt import PATH


@pytest.fixture
def file(people: People, monkeypatch: pytest.MonkeyPatch) -> File:
    """Registered at the ministry on 03-02, forwarded to Shanghai on 03-03; given to sh-handler on 03-09, declined by sh-handler2 on 03-11, accepted on
    03-12, taken back by the head on 03-19; PT-03 passed on 03-18. Today is Friday 03-20."""
    set_clock(monkeypatch, "2026-03-20T10:00")
    one = File(people).go(PATH, PATH["transferred_in"])
    for day, who, step, given in (
        (9, "sh-intake", "assign", {"handler": "sh-handler"}), (11, "sh-handler", "hand_over", {"to": "sh-handler2", "why": "岗位调整"}),
        (11, "sh-handler2", "decline_hand_over", {"why": "手上案件过多"}), (12, "sh-handler", "hand_over", {"to": "sh-handler2", "why": "岗位调整"}),
        (12, "sh-handler2", "accept_hand_over", {}), (19, "sh-head", "assign", {"handler": "sh-handler", "why": "逾期后收回"}),
    ):  # fmt: skip
        commands.take_step(one.number, step, by=people[who], given=given, on=date(2026, 3, day))
    return one


def of(found: Accountability, username: str, office: str) -> Figures:
    """The row of this person (empty: the desk) in this office."""
    (row,) = [one for one in found.people if (one.username, one.code) == (username, office)]
    return row


def test_the_times_hand_overs_and_breaches_of_a_case_in_two_offices(people: People, file: File) -> None:
    """A: 10, 11, 12 March, and 20 March after it came back; B: 13, 16, 17, 18, 19 March."""
    found = accountability(people["ministry-supervisor"], year="2026")
    a, b, first = of(found, "sh-handler", "CA-31"), of(found, "sh-handler2", "CA-31"), of(found, "ministry-intake", "CA-00")
    assert (a.stretches, a.days, a.working_days) == (2, 3 + 1, 3 + 1)
    assert (b.stretches, b.days, b.working_days) == (1, 7, 5)
    assert (a.given, a.declined, a.breached) == (1, 1, 0)
    assert (b.given, b.declined, b.breached, b.house) == (0, 0, 1, 0)  # PT-03; the right to object (PT-04) lapsed, which is no breach
    assert (first.matters, first.stretches) == (1, 0)
    desk = of(found, "", "CA-31")
    assert (desk.stretches, desk.days, desk.working_days) == (1, 6, 4)  # 4, 5, 6 and 9 March
    shanghai = next(one for one in found.offices if one.code == "CA-31")
    assert (shanghai.working_days, shanghai.breached, shanghai.matters) == (4 + 5 + 4, 1, 0)
    assert found.total.matters == 1


def test_a_period_cuts_what_reaches_over_its_ends(people: People, file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of March is in 2025; on 3 January 2027 the last stretch has been held all through 2026."""
    assert accountability(people["ministry-supervisor"], year="2025").people == ()
    with pytest.raises(Invalid):
        accountability(people["ministry-supervisor"], year="2027")


def test_the_panel_says_who_held_it_when_each_limit_passed(people: People, file: File) -> None:
    panel = course(file.number, people["sh-handler"])
    said = [(one.name, one.working_days, one.reason, [row.deadline.rule for row in one.passed]) for one in panel.holdings]
    assert said == [
        ("", 1, "", []), ("", 4, "基站在上海。", []), ("沪承办", 3, "", []), ("沪承办乙", 5, "", ["PT-03"]), ("沪承办", 1, "逾期后收回", []),
    ]  # fmt: skip
    assert [one.declined_why for one in panel.offers] == ["手上案件过多"]
    assert (panel.first.handler, panel.first.office.code, panel.earlier) == (people.user("ministry-intake"), "CA-00", False)
    for stranger in (people["ha-head"], people["east-sh"]):
        with pytest.raises(NotFound):
            course(file.number, stranger)


# ---- who sees them ----


def test_everybody_sees_their_own_and_an_office_its_own(people: People, file: File) -> None:
    mine = own(people["sh-handler2"], year="2026")
    assert [(one.username, one.code) for one in mine.people] == [("sh-handler2", "CA-31")]
    assert own(people["ha-handler"], year="2026").people == ()
    assert {one.code for one in accountability(people["sh-head"], year="2026").people} == {"CA-31"}
    assert accountability(people["ha-head"], year="2026").people == ()
    with pytest.raises(Invalid):
        accountability(people["sh-head"], office="CA-41")
    for who in ("sh-handler", "sh-intake", "east-hq", "sh-admin"):
        with pytest.raises(Forbidden):
            accountability(people[who])
    assert [one.rule for one in passed_with(people["sh-handler2"], mine.period) if not one.house] == ["PT-03"]
    assert passed_with(people["sh-handler"], mine.period) == []


def test_a_sealed_case_is_in_no_figure(people: People, file: File) -> None:
    stages.seal(file.number)
    assert accountability(people["ministry-supervisor"], year="2026").people == ()
    assert own(people["sh-handler2"], year="2026").people == ()


# ---- objections ----


def test_an_upheld_objection_lowers_the_figure_beside_the_raw_one(people: People, file: File) -> None:
    stretch = Assignment.objects.get(case__number=file.number, user__username="sh-handler2")
    deadline = file.case.deadlines.get(rule="PT-03")
    with pytest.raises(NotFound):  # not theirs
        commands.object_to(file.number, stretch.pk, by=people["sh-handler"], reasons="不是我", deadline_id=deadline.pk)
    with pytest.raises(Invalid):
        commands.object_to(file.number, stretch.pk, by=people["sh-handler2"], reasons=" ", deadline_id=deadline.pk)
    one = commands.object_to(file.number, stretch.pk, by=people["sh-handler2"], reasons="移交时只剩四个工作日", deadline_id=deadline.pk)
    with pytest.raises(Refused):
        commands.object_to(file.number, stretch.pk, by=people["sh-handler2"], reasons="再次", deadline_id=deadline.pk)
    row = of(accountability(people["sh-head"], year="2026"), "sh-handler2", "CA-31")
    assert (row.breached, row.off_breached) == (1, 0)  # not decided yet
    for who in ("ha-head", "sh-handler2", "ministry-head"):
        with pytest.raises(NotFound):
            commands.decide_objection(one.pk, by=people[who], upheld=True, reasons="同意")
    with pytest.raises(Invalid):
        commands.decide_objection(one.pk, by=people["sh-head"], upheld=True, reasons="")
    commands.decide_objection(one.pk, by=people["sh-head"], upheld=True, reasons="移交过晚，责任不在接手人")
    with pytest.raises(Refused):
        commands.decide_objection(one.pk, by=people["sh-head"], upheld=False, reasons="改主意")
    whole = commands.object_to(file.number, stretch.pk, by=people["sh-handler2"], reasons="等候技术鉴定")
    commands.decide_objection(whole.pk, by=people["sh-head"], upheld=False, reasons="鉴定由承办人安排")
    row = of(accountability(people["sh-head"], year="2026"), "sh-handler2", "CA-31")
    assert (row.breached, row.off_breached, row.working_days, row.off_working_days) == (1, 1, 5, 0)
    assert [entry.step for entry in file.case.entries.order_by("seq")][-4:] == [
        "object_to_attribution", "decide_objection", "object_to_attribution", "decide_objection",
    ]  # fmt: skip
    for change in ({"upheld": False}, {"user_id": people.user("sh-head").pk}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Attribution.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attribution.objects.filter(pk=one.pk).delete()


def test_a_stretch_taken_off_is_taken_off_with_its_days(people: People, file: File) -> None:
    stretch = Assignment.objects.get(case__number=file.number, user__username="sh-handler2")
    one = commands.object_to(file.number, stretch.pk, by=people["sh-handler2"], reasons="休假期间")
    commands.decide_objection(one.pk, by=people["sh-head"], upheld=True, reasons="休假属实")
    row = of(accountability(people["sh-head"], year="2026"), "sh-handler2", "CA-31")
    assert (row.stretches, row.working_days, row.days) == (1, 5, 7)
    assert (row.off_stretches, row.off_working_days, row.off_days) == (1, 5, 7)


# ---- rates ----


def test_a_rate_is_said_from_twenty_on_with_wilsons_interval() -> None:
    """The textbook's 8 of 10 (Wilson 1927): 49.0 to 94.3 percent."""
    low, high = wilson(8, 10)
    assert (round(low, 1), round(high, 1)) == (49.0, 94.3)
    assert wilson(0, 0) == (0.0, 100.0) and wilson(0, 5)[0] == 0.0 and round(wilson(5, 5)[1], 6) == 100.0
    assert (LEAST, Rate(3, 19).enough, Rate(3, 20).enough) == (20, False, True)
    assert Figures(stretches=19, working_days=40).mean is None and Figures(stretches=20, working_days=50).mean == 2.5


# ---- a whole desk ----


def test_a_whole_desk_goes_in_one_act_and_what_does_not_go_is_said(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (Course.filed(people, None).accepted(None) for _ in range(2))
    kept = Course.filed(people, None).accepted(None)
    kept.take(None, "sh-head", "recuse", user="sh-handler2", decision="granted", why="近亲属")
    table = {one.number: "sh-handler2" for one in (first, second, kept)}
    with pytest.raises(Forbidden):
        desks.hand_over(table, by=people["sh-handler"], why="调离", order=True)
    with pytest.raises(Invalid):
        desks.hand_over(table, by=people["sh-head"], why=" ", order=True)
    tries = list(desks.hand_over(table, by=people["sh-head"], why="调离", order=True))
    assert [(tried.number, tried.refusal is None) for tried in tries] == [(first.number, True), (second.number, True), (kept.number, False)]
    assert "已回避本案" in str(tries[2].refusal)
    assert [one.case.handler.username for one in (first, second, kept)] == ["sh-handler2", "sh-handler2", "sh-handler"]
    assert [one.entries("assign")[-1].content.given["given"]["why"] for one in (first, second)] == ["调离", "调离"]
    assert first.case.first_handler == people.user("sh-intake")
    others = list(desks.hand_over({first.number: "sh-handler"}, by=people["ha-head"], why="越界", order=True))
    assert others[0].refusal is not None and first.case.handler.username == "sh-handler2"


def test_an_offered_desk_waits_for_acceptance(people: People) -> None:
    one = Course.filed(people, None).accepted(None)
    assert all(tried.refusal is None for tried in desks.hand_over({one.number: "sh-handler2"}, by=people["sh-head"], why="休假", order=False))
    assert one.case.handler.username == "sh-handler"
    one.take(None, "sh-handler2", "accept_hand_over")
    assert one.case.handler.username == "sh-handler2"


def test_the_desk_at_the_command_line(people: People, tmp_path) -> None:
    one, two = (Course.filed(people, None).accepted(None) for _ in range(2))

    def desk(*words: str) -> str:
        out = io.StringIO()
        call_command("desk", *words, stdout=out)
        return out.getvalue()

    assert one.number in desk("list", "sh-handler") and "沪 2 件" in desk("list", "sh-handler")
    table = tmp_path / "分派.csv"
    table.write_text(f"{one.number},sh-handler2\n", encoding="utf-8")
    assert "移交 1 件，没有移交 0 件" in desk("hand", "sh-handler", "--table", str(table), "--by", "sh-head", "--why", "调离")
    table.write_text(f"{one.number},sh-handler2\n", encoding="utf-8")  # not theirs any more
    with pytest.raises(CommandError, match="案件须在其名下"):
        desk("hand", "sh-handler", "--table", str(table), "--by", "sh-head", "--why", "调离")
    with pytest.raises(CommandError, match="负责人"):
        desk("hand", "sh-handler", "--to", "sh-handler2", "--by", "sh-intake", "--why", "调离")
    assert "移交 1 件" in desk("hand", "sh-handler", "--to", "sh-handler2", "--by", "sh-head", "--why", "调离")
    assert two.case.handler.username == "sh-handler2" and "没有在办的事" in desk("list", "sh-handler")


def test_closing_an_account_and_an_absence_name_what_still_lies_there(people: People) -> None:
    Course.filed(people, None).accepted(None)
    out = io.StringIO()
    call_command("account", "away", "sh-handler", "--from", "2026-12-01", "--deputy", "sh-handler2", stdout=out)
    call_command("account", "close", "sh-handler", stdout=out)
    assert out.getvalue().count("在办案件 沪 1 件") == 2
    assert AccountAct.objects.filter(user__username="sh-handler", what="closed").exists()
    out = io.StringIO()
    call_command("account", "close", "ha-handler", stdout=out)
    assert "仍有" not in out.getvalue()


def test_a_deputys_decisions_leave_the_time_with_the_holder(people: People) -> None:
    """sh-handler2 stands in for the head today: an approval in the head's name moves no case, so no stretch is theirs by it."""
    one = Course.filed(people, None, settled_before=True)
    one.take(None, "sh-intake", "assign", handler="sh-handler")
    asked = one.propose(None, "sh-handler", "refuse", ground="11-2", facts="和解协议", reasons="已和解").proposal
    call_command("account", "away", "sh-head", "--from", clock.today().isoformat(), "--deputy", "sh-handler2", stdout=io.StringIO())
    commands.approve(one.number, asked.pk, by=people["sh-handler2"])
    assert (one.state, one.entries("refuse")[0].on_behalf_of) == ("refused", "沪负责")
    assert {row.username for row in accountability(people["ministry-supervisor"]).people if row.stretches} == {"", "sh-handler"}
