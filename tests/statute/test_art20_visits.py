"""信访工作条例 17-20, 25, 26, 47: a visit to the reception desk, by its hand-written table, with literal days; Monday 9 November 2026."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from PIL import Image

from casework import commands, reception, visiting
from casework.cases.ledger import Entry
from casework.cases.parties import Party
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refused
from casework.people.actor import Actor
from casework.petitions.visits import ACTS, STATES, TicketSeries, Visit, VisitAct
from casework.petitions.workflow import Petition
from tests.builders import OUTSIDER, People
from tests.statute.course import set_clock
from tests.statute.petition_moves import PATHS, File, settle_petition_people
from tests.statute.test_petition_table import TABLE as PETITIONS

PLACE = {
    "name": "一楼信访接待室", "address": "上海市中山南路508号", "weekdays": ["0", "1", "2", "3", "4"], "morning_from": "09:00", "morning_to": "11:30",
    "afternoon_from": "13:30", "afternoon_to": "16:30",
}  # fmt: skip
ONE = {"name": "刘桂芳", "phone": "13800138000", "address": "上海市徐汇区漕溪北路1号", "people": "1", "matter": "楼顶基站", "where": "here"}
FIVE = "刘桂芳\n陈国强\n赵敏\n周建华\n吴秀英"
SEVEN = f"{FIVE}\n郑伟\n王芳"
SAID = {"claim": "请求公开基站检测结果。", "facts": "楼顶新建基站，施工前未见公示。", "statement": "问：有什么要求？\n答：没有人告诉过我们。"}
DISORDER = {
    "heads": ["26-4"], "started_at": "2026-11-09T10:00", "place": "接待室", "person": "随行人员", "found": "在接待室内吵闹。", "said": "请其安静，说明了规定。",
    "staff": "沪接访", "outcome": "安静下来。",
}  # fmt: skip
# What each act is given here.
GIVEN: dict[str, dict[str, Any]] = {
    "arrive": {}, "receive": {"window": "2号窗口"}, "record": SAID, "sign": {"read_out": "true", "manner": "signed"}, "open_petition": {}, "link": {},
    "mark_urgent": {"effects": "可能聚集。", "measures": "已报告值班领导。"}, "record_disorder": DISORDER, "end": {"outcome": "已登记，告知办理程序。"},
    "turn_away": {"head": "litigation", "said": "涉及诉讼，请向人民法院提出。"}, "leave": {"note": "有事先走。"}, "not_come": {},
}  # fmt: skip

# From which states an act is possible, and where it leads (= stays). A2/G2 give the duties; the states are house design.
TABLE = """
arrive          | booked                            | waiting
receive         | waiting                           | receiving
record          | receiving                         | =
sign            | receiving                         | =
open_petition   | receiving                         | =
link            | receiving                         | =
mark_urgent     | waiting receiving                 | =
record_disorder | waiting receiving ended left turned_away | =
end             | receiving                         | ended
turn_away       | waiting                           | turned_away
leave           | booked waiting receiving          | left
not_come        | booked                            | no_show
"""
# How a visit comes into each state: acts of sh-reception after the first.
WAYS = {
    "booked": (), "waiting": (), "receiving": ("receive",), "ended": ("receive", "end"), "left": ("leave",), "turned_away": ("turn_away",),
    "no_show": ("not_come",),
}  # fmt: skip


def scan() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return SimpleUploadedFile("签名.png", out.getvalue(), content_type="image/png")


@pytest.fixture
def desk(people: People, monkeypatch: pytest.MonkeyPatch) -> Actor:
    """The reception officer of Shanghai, whose place and hours are entered; it is Monday, ten o'clock."""
    settle_petition_people()
    set_clock(monkeypatch, "2026-11-09T10:00:30")
    reception.keep_reception_place(PLACE, by=people["sh-head"])
    return people["sh-reception"]


def act(visit: Visit, name: str, by: Actor, **changed: Any) -> Any:
    files = {"scan": [scan()]} if name == "sign" else None
    return reception.act_on_visit(visit.pk, name, GIVEN[name] | changed, by=by, files=files)


def come_to(state: str, desk: Actor, patch: pytest.MonkeyPatch) -> Visit:
    """A visit in this state."""
    if state in ("booked", "no_show"):
        visit = reception.book_visit({**ONE, "day": "2026-11-09", "slot": "10:30"}, by=desk)
        if state == "no_show":
            set_clock(patch, "2026-11-09T10:31")
    else:
        visit = reception.walk_in(ONE, by=desk)
    for name in WAYS[state]:
        act(visit, name, desk)
    visit.refresh_from_db()
    assert visit.state == state
    return visit


def test_every_state_and_act_by_the_table(desk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {name.strip(): (sources.split(), target.strip()) for name, sources, target in (line.split("|") for line in TABLE.strip().splitlines())}
    assert list(table) == list(ACTS)
    assert set(WAYS) == set(STATES)
    for state in STATES:
        for name, (sources, target) in table.items():
            with transaction.atomic():
                visit = come_to(state, desk, monkeypatch)
                if name == "not_come":
                    set_clock(monkeypatch, "2026-11-09T10:31")
                if state == "receiving" and name in ("sign", "open_petition", "link"):
                    act(visit, "record", desk)
                if state == "receiving" and name in ("open_petition", "link"):
                    act(visit, "sign", desk)
                given = {"number": registered(desk)} if name == "link" else {}
                if state in sources:
                    act(visit, name, desk, **given)
                    visit.refresh_from_db()
                    assert visit.state == (state if target == "=" else target), (state, name)
                    line = visit.acts.last()
                    assert (line.what, line.by_name) == (name, "沪接访")
                else:
                    with pytest.raises(Refused), transaction.atomic():
                        act(visit, name, desk, **given)
                transaction.set_rollback(True)
            set_clock(monkeypatch, "2026-11-09T10:00:30")


def registered(desk: Actor) -> str:
    """A petition that lies with Shanghai already."""
    given = {"channel": "letter", "office": "CA-31", "applicant_name": "刘桂芳", "claim": "公开结果", "facts": "未见公示"}
    return commands.file_case("petition", by=desk, step="register", given=given).case.number


@pytest.mark.duty("PD-010")
def test_seven_representatives_are_refused_and_five_speak_for_seven(desk: Actor) -> None:
    with pytest.raises(Invalid) as caught:
        reception.walk_in({**ONE, "people": "7", "representatives": SEVEN}, by=desk)
    (said,) = caught.value.fields["representatives"]
    assert said.startswith("推选了7名代表。多人走访提出共同的信访事项，代表人数不得超过5人（信访工作条例 20③）")
    with pytest.raises(Invalid) as caught:
        reception.walk_in({**ONE, "people": "7"}, by=desk)
    assert "应当推选代表" in caught.value.fields["representatives"][0]
    assert Visit.objects.count() == TicketSeries.objects.count() == 0
    visit = reception.walk_in({**ONE, "people": "7", "representatives": FIVE}, by=desk)
    assert (visit.people, len(visit.chosen), visit.ticket) == (7, 5, 1)


@pytest.mark.duty("PD-007", "PD-009", "PD-010", "PD-012")
def test_a_joint_visit_becomes_a_petition_with_everything_and_its_receiver_as_first_handler(desk: Actor, people: People) -> None:
    visit = reception.walk_in({**ONE, "people": "7", "representatives": FIVE}, by=people["sh-intake"])
    act(visit, "record_disorder", people["sh-intake"])
    act(visit, "receive", desk)
    with pytest.raises(Refused, match="本人"), transaction.atomic():
        act(visit, "record", people["sh-intake"])
    with pytest.raises(Refused, match="还没有记录"), transaction.atomic():
        act(visit, "sign", desk)
    act(visit, "record", desk)
    with pytest.raises(Refused, match="还没有宣读"), transaction.atomic():
        act(visit, "open_petition", desk)
    with pytest.raises(Invalid, match="签名的陈述记录"), transaction.atomic():
        reception.act_on_visit(visit.pk, "sign", GIVEN["sign"], by=desk)
    act(visit, "sign", desk)
    outcome = act(visit, "open_petition", desk)
    case = Petition.objects.get(number=outcome.case.number)
    assert (case.channel, case.office.code, case.applicant_name, case.claim) == ("visit", "CA-31", "刘桂芳", SAID["claim"])
    assert case.received_on == date(2026, 11, 9)
    assert case.first_handler == people.user("sh-reception")  # first receipt
    names = set(Party.objects.filter(case=case, role="representative").values_list("name", flat=True))
    assert names == set(FIVE.splitlines())
    assert case.attachments.get().name == "签名.png"
    filed = Entry.objects.get(case=case, seq=1).content.given["given"]
    assert (filed["statement"], filed["place"]) == (SAID["statement"], "一楼信访接待室（上海市中山南路508号）")
    assert Entry.objects.filter(case=case, step="record_disorder").count() == 1  # what was noted at the door is on its file, with its paper
    assert set(outcome.codes) == {"applicant"}
    act(visit, "end", desk)
    with pytest.raises(Refused), transaction.atomic():
        act(visit, "open_petition", desk)


@pytest.mark.duty("PD-009")
def test_a_visit_elsewhere_is_recorded_with_what_was_said_and_gets_no_ticket(desk: Actor) -> None:
    with pytest.raises(Invalid) as caught:
        reception.walk_in({**ONE, "where": "elsewhere"}, by=desk)
    assert set(caught.value.fields) == {"elsewhere", "said"}
    visit = reception.walk_in({**ONE, "where": "elsewhere", "elsewhere": "办公楼东门", "said": "请到一楼信访接待室。"}, by=desk)
    assert (visit.state, visit.ticket, visit.head) == ("turned_away", None, "place")
    line = visit.acts.get()
    assert line.facts["article"] == "信访工作条例 20①"
    assert visiting.visit_said(line)["said"] == "请到一楼信访接待室。"


@pytest.mark.parametrize(
    ("moment", "open_then"),
    [
        ("2026-11-09T08:59", False), ("2026-11-09T09:00", True), ("2026-11-09T11:30", False), ("2026-11-09T13:30", True), ("2026-11-09T16:30", False),
        ("2026-11-14T10:00", False),  # a Saturday
        ("2026-10-01T10:00", False),  # National Day, a Thursday
    ],
)  # fmt: skip
def test_outside_the_published_hours_only_with_a_reason(desk: Actor, monkeypatch: pytest.MonkeyPatch, moment: str, *, open_then: bool) -> None:
    set_clock(monkeypatch, moment)
    if open_then:
        assert reception.walk_in(ONE, by=desk).ticket == 1
        return
    with pytest.raises(Invalid, match="公布的接待时间"):
        reception.walk_in(ONE, by=desk)
    visit = reception.walk_in({**ONE, "why_now": "情况紧急"}, by=desk)
    assert visit.acts.get().facts["outside_hours"] == "情况紧急"


def test_an_appointment_lies_in_the_published_hours_and_is_kept_that_day(desk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, slot, field in (("2026-11-09", "09:30", "day"), ("2026-11-10", "12:00", "slot"), ("2026-11-14", "10:00", "slot")):
        with pytest.raises(Invalid) as caught:
            reception.book_visit({**ONE, "day": day, "slot": slot}, by=desk)
        assert set(caught.value.fields) == {field}
    visit = reception.book_visit({**ONE, "day": "2026-11-10", "slot": "10:30"}, by=desk)
    with pytest.raises(Refused, match="预约的是 2026-11-10"), transaction.atomic():
        act(visit, "arrive", desk)
    with pytest.raises(Refused, match="还没有到"), transaction.atomic():
        act(visit, "not_come", desk)
    set_clock(monkeypatch, "2026-11-10T10:20")
    act(visit, "arrive", desk)
    visit.refresh_from_db()
    assert (visit.state, visit.ticket) == ("waiting", 1)


def test_tickets_begin_anew_each_day_and_in_each_office(desk: Actor, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    reception.keep_reception_place(PLACE, by=people["ha-head"])
    assert [reception.walk_in(ONE, by=desk).ticket for _ in range(3)] == [1, 2, 3]
    assert reception.walk_in(ONE, by=people["ha-intake"]).ticket == 1
    set_clock(monkeypatch, "2026-11-10T10:00")
    assert reception.walk_in(ONE, by=desk).ticket == 1


@pytest.mark.duty("PD-021")
def test_urgent_matters_are_called_first(desk: Actor) -> None:
    first, second = reception.walk_in(ONE, by=desk), reception.walk_in(ONE, by=desk)
    act(second, "mark_urgent", desk)
    assert visiting.waiting_room("CA-31").waiting == [2, 1]
    act(first, "receive", desk)
    assert visiting.waiting_room("CA-31").serving == [(1, "2号窗口")]


def test_a_visit_joins_a_petition_that_is_there(desk: Actor) -> None:
    number = registered(desk)
    visit = come_to("waiting", desk, pytest.MonkeyPatch())
    for name in ("receive", "record", "sign"):
        act(visit, name, desk)
    with pytest.raises(NotFound), transaction.atomic():
        act(visit, "link", desk, number="X-2026-41-0000001")
    act(visit, "link", desk, number=number)
    entry = Entry.objects.get(case__number=number, step="visit")
    assert (entry.facts["visit"], entry.content.given["given"]["statement"]) == (visit.pk, SAID["statement"])
    assert Petition.objects.count() == 1


# ---- who knows of it, and what stays ----

READ = ["sh-intake", "sh-reception", "sh-head", "sh-supervisor"]
SERVE = ["sh-intake", "sh-reception"]


def test_only_the_office_s_own_people_know_of_a_visit(desk: Actor, people: People) -> None:
    visit = reception.walk_in(ONE, by=desk)
    others = (
        "sh-handler sh-handler2 sh-leader sh-admin sh-sealed ha-intake ha-head ministry-intake ministry-head ministry-supervisor ministry-auditor"
        " east-sh east-hq"
    )
    for who in READ:
        assert visiting.visit(visit.pk, people[who]).visit == visit, who
        assert visiting.visits_of_day(people[who]) == [visit], who
    for who in others.split():
        with pytest.raises((NotFound, Forbidden)):
            visiting.visit(visit.pk, people[who])
        with pytest.raises((NotFound, Forbidden)), transaction.atomic():
            act(visit, "receive", people[who])
    for who in set(READ) - set(SERVE):
        assert visiting.visit(visit.pk, people[who]).offered == []
        with pytest.raises(Forbidden), transaction.atomic():
            act(visit, "receive", people[who])
    with pytest.raises(Forbidden):
        visiting.visits_of_day(OUTSIDER)


def test_names_and_words_are_encrypted_and_the_record_stays(desk: Actor) -> None:
    visit = come_to("receiving", desk, pytest.MonkeyPatch())
    act(visit, "record", desk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(v)::text FROM petitions_visit v UNION ALL SELECT to_jsonb(a)::text FROM petitions_visitact a")
        stored = "".join(row[0] for row in cursor.fetchall())
    for secret in ("刘桂芳", "13800138000", "漕溪北路", "楼顶", "没有人告诉"):
        assert secret not in stored
    for statement in (
        "DELETE FROM petitions_visit", "UPDATE petitions_visitact SET by_name = '别人'", "DELETE FROM petitions_visitact",
        "UPDATE petitions_visit SET ticket = 9",
        "UPDATE petitions_visit SET day = '2026-11-01'", "DELETE FROM petitions_visitfile",
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert VisitAct.objects.filter(visit=visit).count() == 3


def test_a_visit_of_which_an_accusation_was_made_is_seen_by_its_reader_alone(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = File(people).go(PETITIONS.PATH, PETITIONS.PATH["registered"])
    set_clock(monkeypatch, "2026-11-09T10:00:30")
    reception.keep_reception_place(PLACE, by=people["sh-head"])
    assert PATHS
    desk = people["sh-reception"]
    visit = come_to("receiving", desk, monkeypatch)
    act(visit, "record", desk)
    act(visit, "sign", desk)
    number = act(visit, "open_petition", desk).case.number
    given = {"reasons": "检举控告", "route": "由专人办理。", "handler": "sh-sealed"}
    commands.take_step(number, "take_accusation", by=people["sh-intake"], given=given)
    with connection.cursor() as cursor:  # the engine reads it until the transaction ends
        cursor.execute("SELECT set_config('casework.reader', '', true)")
    with pytest.raises(NotFound):
        visiting.visit(visit.pk, people["sh-intake"])
    assert visiting.visits_of_day(people["sh-intake"]) == []
    assert file.number != number
