"""信访工作条例 17-24: registration by every door, notice, forwarding, objection, dispute. Days are literal."""

from datetime import date

import pytest

from casework import commands
from casework.cases.clocks import Deadline
from casework.cases.documents import Document, content
from casework.cases.refusals import Forbidden, Invalid, Refused
from casework.people.models import Organisation
from casework.petitions import heads
from casework.petitions.workflow import Petition
from tests.builders import OUTSIDER, People
from tests.statute.complaint_table import rows
from tests.statute.petition_moves import FOUND, GIVEN, PATHS, File

PATH = {name: text for name, text in rows(PATHS)}
DAY = date(2026, 3, 2)


def at(people: People, state: str) -> File:
    """A petition led into this state."""
    return File(people).go(PATH, PATH[state])


def paper(file: File, kind: str) -> dict:
    """What the newest paper of this kind holds."""
    return content(Document.objects.filter(case__number=file.number, type=kind).latest("pk"))


def registered(people: People, by: str = "ministry-intake", **changed: object) -> Petition:
    """A petition registered with some of its input changed."""
    given = {name: value for name, value in (GIVEN["register"] | changed).items() if value is not None}
    actor = OUTSIDER if by == "outsider" else people[by]
    return Petition.objects.get(number=commands.file_case("petition", by=actor, given=given, step="register", on=DAY).case.number)


@pytest.mark.duty("PD-003", "PD-012")
@pytest.mark.parametrize(("channel", "said"), heads.CHANNELS)
def test_art_17_every_channel_is_registered_and_can_be_asked_about(people: People, channel: str, said: str) -> None:
    case = registered(people, channel=channel, statement="请公开检测结果。")
    assert case.number.startswith("P-2026-00-")
    printed = content(case.documents.get(type="registration"))
    assert (printed["channel"], printed["oral"]) == (said, channel in ("phone", "visit"))


@pytest.mark.duty("PD-007")
@pytest.mark.parametrize("channel", ["phone", "visit"])
def test_art_19_1_what_is_said_orally_is_recorded(people: People, channel: str) -> None:
    with pytest.raises(Invalid, match="statement"):
        registered(people, channel=channel)
    assert content(registered(people, channel=channel, statement="没有人告诉我们。").documents.get(type="registration"))["statement"] == "没有人告诉我们。"


@pytest.mark.duty("PD-007")
@pytest.mark.parametrize("missing", ["claim", "facts"])
def test_art_19_1_a_petition_says_what_is_asked_and_why(people: People, missing: str) -> None:
    with pytest.raises(Invalid, match=missing):
        registered(people, **{missing: None})


@pytest.mark.duty("PD-010")
def test_art_20_3_five_representatives_at_most(people: People) -> None:
    five, six = "\n".join("甲乙丙丁戊"), "\n".join("甲乙丙丁戊己")
    case = registered(people, channel="visit", statement="我们都住在这里。", representatives=five)
    assert case.parties.filter(role="representative").count() == 5
    with pytest.raises(Invalid, match="20③"):
        registered(people, channel="visit", statement="我们都住在这里。", representatives=six)


@pytest.mark.duty("PD-009")
@pytest.mark.parametrize(("head", "article"), [("litigation", "第二十条第二款"), ("place", "第二十条第一款")])
def test_art_20_1_2_a_visit_at_the_wrong_place_is_guided_on(people: People, head: str, article: str) -> None:
    file = at(people, "registered")
    given = GIVEN["redirect"] | {"head": head}
    commands.take_step(file.number, "redirect", by=people["ministry-intake"], given=given, on=DAY)
    assert article in paper(file, "redirection_notice")["head"]["article"]


@pytest.mark.duty("PD-016")
def test_art_23_2_not_owed_where_name_or_address_is_unclear(people: People) -> None:
    unnamed = registered(people, applicant_name=None, agent_name=None, agent_phone=None, agent_authority=None)
    unreachable = registered(people, applicant_phone=None, applicant_address=None)
    assert Deadline.objects.filter(case__in=[unnamed, unreachable]).count() == 0
    assert content(unnamed.documents.get(type="registration"))["petitioner"] == "未署名"


@pytest.mark.duty("PD-016")
def test_art_23_2_on_the_spot_or_within_fifteen_days(people: People) -> None:
    spot = File(people).go(PATH, "03-02 applicant register, 03-02 intake accept")
    assert Deadline.objects.get(case__number=spot.number, rule="PT-02").met_on == date(2026, 3, 2)
    late = File(people).go(PATH, "03-02 applicant register, 03-18 intake accept")
    row = Deadline.objects.get(case__number=late.number, rule="PT-02")
    assert (row.last_day, row.status) == (date(2026, 3, 17), "breached")


@pytest.mark.duty("PD-016")
def test_art_44_3_receipt_alone_does_not_end_the_time_to_say_whether_it_is_taken_up(people: People) -> None:
    file = File(people).go(PATH, "03-02 applicant register, 03-03 intake notify_own")
    assert file.running() == {"PT-02": date(2026, 3, 17)}
    assert paper(file, "receipt_notice")["head"]["words"] == "属于本机关职权范围，予以接收"
    assert File.go(file, PATH, "03-04 intake accept").running() == {"PT-05": date(2026, 5, 6)}


def test_a_letter_that_lay_there_before_counts_from_its_receipt(people: People) -> None:
    assert registered(people, channel="letter", arrived_on="2026-02-27").received_on == date(2026, 2, 27)
    with pytest.raises(Refused, match="由受理机构填写"):
        registered(people, by="outsider", arrived_on="2026-02-27")


@pytest.mark.duty("PD-015", "PD-013")
def test_art_23_1_a_matter_of_an_administration_goes_down_and_the_petitioner_is_told_where(people: People) -> None:
    file = File(people).go(PATH, "03-02 applicant register, 03-03 intake assign_down")
    case = file.case
    assert (case.state, case.office.code, case.sent_by.code, case.report_by) == ("transferred_in", "CA-31", "CA-00", date(2026, 4, 30))
    assert file.running() == {"PT-03": date(2026, 3, 18), "PT-04": date(2026, 3, 10), "PT-15": date(2026, 4, 30)}
    told = paper(file, "destination_notice")
    assert (told["manner"], told["body_name"], told["received_on"], told["office_name"]) == ("交办", "上海市通信管理局", "2026-03-02", "工业和信息化部")
    assert paper(file, "assignment_letter")["addressee"] == "上海市通信管理局"


def test_art_23_1_an_administration_has_nobody_below(people: People) -> None:
    with pytest.raises(Refused, match="没有下级"):
        at(people, "transferred_in").take("forward", "intake", on=date(2026, 3, 4))


@pytest.mark.duty("PD-013")
def test_art_22_1_3_the_report_goes_with_the_end_of_an_assigned_matter(people: People) -> None:
    file = File(people).go(PATH, "03-02 applicant register, 03-03 intake assign_down, 03-05 handler lead_to_procedure, 03-06 handler end_procedure")
    report = paper(file, "closing_report")
    assert (report["addressee"], report["report_by"], report["result"]) == ("工业和信息化部", "2026-04-30", "已导入相应程序")
    assert report["sender_number"].startswith("部通访交〔2026〕")
    assert Deadline.objects.get(case__number=file.number, rule="PT-15").status == "met"


def test_art_22_1_3_an_assigned_matter_left_over_its_day_is_a_breach(people: People) -> None:
    file = File(people).go(PATH, "03-02 applicant register, 03-03 intake assign_down, 03-05 handler lead_to_procedure, 05-01 handler end_procedure")
    assert Deadline.objects.get(case__number=file.number, rule="PT-15").status == "breached"


@pytest.mark.duty("PD-017")
def test_art_23_3_objection_goes_back_only_with_the_senders_consent(people: People) -> None:
    file = at(people, "transferred_in").go(PATH, "03-10 intake object")
    held = paper(file, "objection")
    assert (file.case.office.code, held["addressee"], held["pt04_last_day"]) == ("CA-00", "工业和信息化部", "2026-03-10")
    kept = file.go(PATH, "03-11 intake refuse_return")
    assert (kept.case.state, kept.case.office.code) == ("transferred_in", "CA-31")
    assert paper(kept, "objection_answer")["addressee"] == "上海市通信管理局"
    with pytest.raises(Refused, match="未获同意"):
        kept.take("object", "intake", on=date(2026, 3, 11))


@pytest.mark.duty("PD-017")
def test_art_23_3_what_is_the_systems_own_is_no_ground_to_object(people: People) -> None:
    file = at(people, "transferred_in")
    answers = {"P23-3-own": {"met": False, "why": "属于江苏省通信管理局"}}
    with pytest.raises(Refused):
        commands.take_step(file.number, "object", by=people["sh-intake"], given=GIVEN["object"], answers=answers, on=date(2026, 3, 4))


@pytest.mark.duty("PD-017")
def test_art_23_3_after_five_working_days_it_is_ones_own_without_a_breach(people: People) -> None:
    file = at(people, "transferred_in")
    with pytest.raises(Refused, match="5个工作日已过"):
        file.take("object", "intake", on=date(2026, 3, 11))
    file = at(people, "transferred_in").go(PATH, "03-11 intake accept")
    row = Deadline.objects.get(case__number=file.number, rule="PT-04")
    assert (row.last_day, row.status) == (date(2026, 3, 10), "void")
    steps = list(file.case.entries.order_by("seq").values_list("step", flat=True))
    assert "treat_as_own" in steps and "breach" not in steps


@pytest.mark.duty("PD-017")
def test_art_23_3_what_comes_from_outside_goes_back_there(people: People) -> None:
    file = at(people, "returned_out")
    assert paper(file, "objection")["addressee"] == "国家信访局"
    assert not Document.objects.filter(case__number=file.number, type="objection_answer").exists()


@pytest.mark.duty("PD-019")
def test_art_24_1_a_dispute_is_settled_by_the_common_superior(people: People) -> None:
    stays = at(people, "disputed").go(PATH, "03-05 handler end_dispute")
    assert (stays.case.state, stays.case.office.code, stays.running()) == (
        "transferred_in", "CA-31", {"PT-03": date(2026, 3, 18), "PT-04": date(2026, 3, 10)},
    )  # fmt: skip
    moved = at(people, "disputed").go(PATH, "03-05 handler end_dispute [moved]")
    assert (moved.case.state, moved.case.office.code) == ("transferred_in", "CA-41")
    assert moved.running()["PT-03"] == date(2026, 3, 20)
    assert paper(moved, "destination_notice")["body_name"] == "河南省通信管理局"


@pytest.mark.duty("PD-020")
def test_art_24_2_the_successor_takes_over_and_no_time_begins_anew(people: People) -> None:
    file = at(people, "accepted").go(PATH, "03-12 head pass_to_successor")
    assert (file.case.office.code, file.case.handler_id, file.running()) == ("CA-41", None, {"PT-05": date(2026, 5, 8)})


@pytest.mark.duty("PD-008")
def test_art_19_3_the_superior_refuses_only_within_the_time_of_the_unit_below(people: People) -> None:
    assert paper(at(people, "refused"), "refusal")["body_name"] == "上海市通信管理局"
    file = at(people, "registered")
    over = GIVEN["refuse"] | {"handled_until": "2026-03-02"}
    with pytest.raises(Refused, match="办理期限已过"):
        commands.take_step(file.number, "refuse", by=people["ministry-intake"], given=over, answers=FOUND, on=date(2026, 3, 3))


def test_art_19_3_only_a_superior_may_say_so(people: People) -> None:
    case = registered(people, by="sh-intake", office="CA-31")
    with pytest.raises(Refused, match="上级机关"):
        commands.take_step(case.number, "refuse", by=people["sh-intake"], given=GIVEN["refuse"], answers=FOUND, on=date(2026, 3, 3))


@pytest.mark.duty("PD-018", "PD-029", "PD-030")
def test_art_30_an_accusation_is_sealed_and_read_by_its_reader_alone(people: People) -> None:
    with pytest.raises(Refused, match="密件阅办人"):
        file = at(people, "transferred_in")
        given = GIVEN["take_accusation"] | {"handler": "sh-handler"}
        commands.take_step(file.number, "take_accusation", by=people["sh-handler"], given=given, on=date(2026, 3, 5))
    file = at(people, "accusation")
    case = file.case
    assert (case.sealed, case.handler.username, case.category) == (True, "sh-sealed", "accusation")
    named = {"to_body": "上海市通信管理局某处", "accused": "上海市通信管理局"}
    with pytest.raises(Refused, match="不得将检举控告材料"):
        commands.take_step(file.number, "refer_accusation", by=people["sh-sealed"], given=GIVEN["refer_accusation"] | named, on=date(2026, 3, 6))
    file.go(PATH, "03-06 reader refer_accusation, 03-09 reader answer_accusation")
    assert paper(file, "accusation_feedback")["feedback"] == "已办结。"


def test_papers_of_the_ministry_are_its_own_not_its_complaint_centres(people: People) -> None:
    assert Organisation.objects.get(code="CA-00").name == "工业和信息化部电信用户申诉受理中心"
    file = at(people, "redirected")
    assert paper(file, "redirection_notice")["office_name"] == "工业和信息化部"


def test_a_petitioner_does_not_refuse(people: People) -> None:
    file = at(people, "registered")
    with pytest.raises(Forbidden):
        commands.take_step(file.number, "redirect", by=file.actor("applicant"), given=GIVEN["redirect"], on=DAY)
