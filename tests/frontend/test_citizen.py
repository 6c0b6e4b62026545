"""A citizen's door: filing without JavaScript, the draft, the operator first, the receipt, tracking, and what a guest never sees."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import catalogue, clock, commands, queries
from casework.cases.attachments import Attachment
from casework.cases.case import Case
from casework.cases.parties import Party
from casework.people.roles import Role
from frontend import words
from frontend.citizen.flows import FLOWS
from frontend.citizen.track import TELLINGS
from tests import stages
from tests.builders import PASSWORD, People

NO_SCREENS = ("/ask/complaint/1/", "/ask/complaint/5/", "/ask/petition/1/", "/ask/petition/6/", "/ask/elsewhere/petition/", "/ask/elsewhere/nowhere/")
BETWEEN_ORGANS = {"PT-04", "PT-13", "PT-15"}  # no petitioner waits for them

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + b"\0" * 60
TWO = {
    "respondent": "OP-EAST-31", "number_in_dispute": "13800138000", "category": "fee", "event_on": "2026-09-30", "operator_complained": "true",
    "operator_complained_on": "2026-10-08", "operator_answered_on": "2026-10-12", "operator_satisfied": "false", "operator_answer": "坚持收费",
}  # fmt: skip
THREE = {"facts": "账单多出流量费。", "claim": "退还一百二十元", "own_matter": "true", "settled_before": "false", "other_body": "none"}
FOUR = {"applicant_name": "王小明", "applicant_phone": "13800138000", "applicant_address": "上海市黄浦区人民大道1号", "applicant_postcode": "200003"}
PAGES = (
    "/ask/",
    "/ask/complaint/2/", "/ask/complaint/3/", "/ask/complaint/4/", "/ask/report/2/", "/ask/report/3/", "/ask/enquiry/2/", "/privacy/",
    "/accessibility/", "/verify/",
    "/track/", "/ask/elsewhere/reconsideration/", "/ask/petition/2/", "/ask/petition/3/", "/ask/petition/4/", "/ask/elsewhere/nuisance/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def here(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts and uploads in a folder of this test; it is 23 November 2026."""
    settings.VAR, settings.UPLOADS = tmp_path, tmp_path / "uploads"
    noon = clock.now().replace(year=2026, month=11, day=23, hour=12)
    monkeypatch.setattr(clock, "now", lambda: noon)


def picture(name: str = "账单.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def fill(client: Client) -> Any:
    """A complaint filed through the pages; the answer to the last post."""
    client.post("/ask/complaint/2/", TWO)
    client.post("/ask/complaint/3/", {**THREE, "attachments": [picture()]})
    return client.post("/ask/complaint/4/", FOUR)


def text(response: Any) -> str:
    return response.content.decode()


def test_a_complaint_is_filed_in_four_screens_with_its_file_and_the_citizen_is_let_in(people: People, client: Client, tmp_path: Path) -> None:
    assert client.post("/ask/", {"what": "1"})["Location"] == "/ask/complaint/2/"
    assert client.post("/ask/complaint/2/", TWO)["Location"] == "/ask/complaint/3/"
    assert client.post("/ask/complaint/3/", {**THREE, "attachments": [picture()]})["Location"] == "/ask/complaint/4/"
    shown = text(client.get("/ask/complaint/4/"))
    assert "华东通信股份有限公司上海分公司" in shown and "账单.png" in shown and "退还一百二十元" in shown
    assert client.post("/ask/complaint/4/", FOUR)["Location"] == "/ask/receipt/"
    case = Case.objects.get(kind="complaint")
    assert (case.applicant_name, case.respondent.code if case.respondent else "") == ("王小明", "OP-EAST-31")
    assert Attachment.objects.get(case=case).name == "账单.png"
    assert not list((tmp_path / "drafts").iterdir())
    receipt = text(client.get("/ask/receipt/"))
    code = re.search(r'class="big code"[^>]*>([0-9A-Z]{10})<', receipt)
    assert code and commands.enter_by_code(case.number, code[1])
    assert "沪申2026-" in receipt and re.search(r'<svg [^>]*viewBox="0 0 \d+ \d+"[^>]*><path', receipt) and "11月30日 周一" in receipt
    assert client.post("/ask/receipt/")["Location"] == "/track/"
    assert client.get("/ask/receipt/")["Location"] == f"/cases/{case.number}/"
    assert code[1] not in text(client.get(f"/cases/{case.number}/"))


def test_pressing_submit_twice_files_once_and_gives_the_same_receipt(people: People, client: Client) -> None:
    client.post("/ask/complaint/2/", TWO)
    client.post("/ask/complaint/3/", THREE)
    found = re.search(r'name="draft" value="([0-9a-f]{32})"', text(client.get("/ask/complaint/4/")))
    assert found
    assert client.post("/ask/complaint/4/", {**FOUR, "draft": found[1]})["Location"] == "/ask/receipt/"
    first = text(client.get("/ask/receipt/"))
    assert client.post("/ask/complaint/4/", {**FOUR, "draft": found[1]})["Location"] == "/ask/receipt/"
    again = text(client.get("/ask/receipt/"))
    code = re.compile(r'class="big code"[^>]*>([0-9A-Z]{10})<')
    assert code.findall(first) == code.findall(again) != []
    assert Case.objects.count() == 1


def test_nothing_typed_is_lost_on_an_error_and_the_summary_links_to_the_field(people: People, client: Client) -> None:
    answer = client.post("/ask/complaint/2/", {**TWO, "event_on": "2026-02-30", "number_in_dispute": "宽带 77"})
    assert answer.status_code == 400
    assert 'href="#f-event_on"' in text(answer) and "“事情发生的那一天”的格式不正确" in text(answer)
    again = text(client.get("/ask/complaint/2/"))
    assert "宽带 77" in again and "2026-02-30" in again


@pytest.mark.parametrize("language, said", [("zh-hans", "“事情发生的那一天”不能晚于今天"), ("en", "The day it happened: cannot be after today")])
def test_a_day_that_has_not_come_is_answered_in_the_readers_language(people: People, client: Client, language: str, said: str) -> None:
    answer = client.post("/ask/complaint/2/", {**TWO, "event_on": "2027-01-01"}, headers={"accept-language": language})
    assert answer.status_code == 400 and said in text(answer)


def test_what_an_earlier_screen_lacks_is_linked_from_the_last(people: People, client: Client) -> None:
    client.post("/ask/complaint/2/", TWO)
    answer = client.post("/ask/complaint/4/", FOUR)
    assert answer.status_code == 400 and 'href="/ask/complaint/3/#f-claim"' in text(answer)
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    "operator, since, answer_by, from_day",
    [
        ("OP-EAST-31", "2026-11-18", "12月3日 周四", "12月4日 周五"),  # 15 days, 令35 10(4)
        ("OP-EAST-31", "2026-11-14", "11月29日 周日", "11月30日 周一"),  # ends on a Sunday: a condition is not rolled
        ("OP-EAST-41", "2026-11-18", "11月25日 周三", "11月26日 周四"),  # Henan: 5 working days
    ],
)
def test_who_comes_too_early_is_told_from_which_day(people: People, client: Client, operator: str, since: str, answer_by: str, from_day: str) -> None:
    early = {name: value for name, value in TWO.items() if name not in ("operator_answered_on", "operator_satisfied", "operator_answer")}
    answer = client.post("/ask/complaint/2/", {**early, "respondent": operator, "operator_complained_on": since})
    assert answer["Location"] == "/ask/complaint/advice/"
    shown = text(client.get("/ask/complaint/advice/"))
    assert answer_by in shown and f"{from_day}起" in shown
    assert "/ask/complaint/2/#f-operator_answered_on" in shown and "/ask/complaint/2/#f-operator_complained_on" in shown
    client.post("/ask/complaint/3/", THREE)
    assert client.post("/ask/complaint/4/", FOUR)["Location"] == "/ask/receipt/"  # received all the same


def test_on_the_day_after_the_operators_time_nothing_is_in_the_way() -> None:
    told = {"respondent": "OP-EAST-31", "operator_complained_on": "2026-11-07"}
    assert queries.operator_first(told, date(2026, 11, 22)).first == "waiting"
    assert queries.operator_first(told, date(2026, 11, 23)).clear


def test_who_never_complained_is_told_the_day_counted_from_today() -> None:
    found = queries.operator_first({"respondent": "OP-EAST-31", "operator_complained": "false"}, date(2026, 11, 23))
    assert (found.first, found.may_file_from) == ("never", date(2026, 12, 9))


def test_a_fee_dispute_from_six_months_ago_is_said_to_be_late_and_may_still_be_filed(people: People, client: Client) -> None:
    assert client.post("/ask/complaint/2/", {**TWO, "event_on": "2026-05-20"})["Location"] == "/ask/complaint/advice/"
    assert "10月20日 周二是最后一天" in text(client.get("/ask/complaint/advice/"))
    assert client.post("/ask/complaint/2/", {**TWO, "event_on": "2026-05-20", "category": "service"})["Location"] == "/ask/complaint/3/"


@pytest.mark.parametrize(
    "name, content, said",
    [("大.png", PNG + b"\0" * (30 * 1024 * 1024), "“大.png”超过 20 MB"), ("账单.pdf", b"<html><script>1</script></html>", "“账单.pdf”的内容不是可接收的类型"),
     ("空.pdf", b"", "“空.pdf”是空的，没有内容")],
)
def test_a_file_that_may_not_be_kept_is_named_at_the_upload(people: People, client: Client, name: str, content: bytes, said: str) -> None:
    answer = client.post("/ask/complaint/3/", {**THREE, "attachments": [picture(), picture(name, content)]})
    assert answer.status_code == 400 and said in text(answer) and "退还一百二十元" in text(answer) and "账单.png" in text(answer)


def test_a_path_in_a_file_name_is_dropped_and_a_file_can_be_removed(people: People, client: Client) -> None:
    assert client.post("/ask/complaint/3/", {**THREE, "upload": "1", "attachments": [picture("..\\..\\etc\\a.png")]})["Location"].endswith("#files")
    shown = text(client.get("/ask/complaint/3/"))
    kept = re.search(r'name="remove" value="([0-9a-f]{16})"', shown)
    assert kept and "a.png" in shown and "etc" not in shown
    client.post("/ask/complaint/3/", {**THREE, "remove": kept[1]})
    assert "a.png" not in text(client.get("/ask/complaint/3/"))


def test_a_full_disk_is_said_and_what_was_typed_stays(people: People, client: Client, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.VAR = tmp_path / "file"  # nothing can be made below a file
    answer = client.post("/ask/complaint/3/", {**THREE, "attachments": [picture()]})
    assert answer.status_code == 400 and "现在存不下来" in text(answer) and "退还一百二十元" in text(answer)


def test_the_draft_is_not_readable_in_the_database(people: People, client: Client) -> None:
    client.post("/ask/complaint/3/", THREE)
    kept = str(dict(client.session.items()))
    assert "draft.complaint" in kept and "退还" not in kept
    client.post("/ask/complaint/3/", {"discard": "1"})
    assert "draft.complaint" not in client.session


def test_a_report_and_an_enquiry_are_filed(people: People, client: Client) -> None:
    client.post("/ask/report/2/", {"respondent": "OP-EAST-31", "violation_province": "31", "claim": "查处", "facts": "未实名开卡"})
    assert client.post("/ask/report/3/", {})["Location"] == "/ask/receipt/"  # without a name
    assert "没有查询码" in text(client.get("/ask/receipt/"))
    assert client.post("/ask/enquiry/2/", {"question": "怎么携号转网？", "applicant_name": "王小明"})["Location"] == "/ask/receipt/"
    assert sorted(Case.objects.values_list("state", flat=True)) == ["enquiry", "report_received"]


def test_officers_file_in_their_own_room(people: People, client: Client) -> None:
    client.post("/sign-in/", {"username": "sh-intake", "password": PASSWORD})
    assert client.get("/ask/complaint/2/").status_code == 403


def test_a_wrong_code_and_a_wrong_number_answer_alike(people: People, client: Client) -> None:
    number = stages.filed()
    answers = [client.post("/track/", {"number": one, "code": "ABCDEFGHJK"}) for one in (number, "T-2026-31-9999999")]
    assert [one.status_code for one in answers] == [403, 403]
    assert all("没有这个编号，或编号和查询码不一致" in text(one) for one in answers)


def let_in(client: Client, number: str) -> None:
    """Open the case as its complainant."""
    party = stages.guest(number)
    session = client.session
    session["guest_of"] = {"case": party.case_id, "party": party.party_id, "name": party.name, "number": number, "until": clock.now().timestamp() + 10**9}
    session.save()


def test_tracking_says_what_happened_and_what_is_owed_and_nothing_internal(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    stages.act(people, "sh-handler", number, "call_back", called_at="2026-11-23T09:00", reached=True, said="内部记录甲")
    let_in(client, number)
    shown = text(client.get(f"/cases/{number}/"))
    assert "已经转给企业，等它答复" in shown and "我们决定受理" in shown and "受理通知书" in shown and "补充材料" in shown
    assert "内部记录甲" not in shown and "回访" not in shown and "沪承办" not in shown and "转办通知书" not in shown
    assert shown.count('class="promise"') == 1


def test_what_is_missing_stands_on_the_page_item_by_item(people: People, client: Client) -> None:
    number = stages.filed(applicant_postcode="")
    stages.act(people, "sh-intake", number, "ask_material", items="9月账单\n客服通话的日期", how="网上补交，或者寄到上海局")
    let_in(client, number)
    shown = text(client.get(f"/cases/{number}/"))
    assert "<li>申诉人邮政编码</li><li>9月账单</li><li>客服通话的日期</li>" in shown and "<p>网上补交，或者寄到上海局</p>" in shown
    assert "<li>the complainant&#x27;s postcode</li>" in text(client.get(f"/cases/{number}/", headers={"accept-language": "en"}))


def test_the_page_says_how_it_ended_without_a_paper_opened(people: People, client: Client) -> None:
    """The result or the reasons in the paper's own words; whoever went too early reads the day, and no button asks them to try today."""
    closed = stages.forwarded(people)
    stages.act(people, "east-sh", closed, "operator_reply", **stages.REPLY)
    given = {"outcome": "recognised", "result": "企业已退还一百二十元", "applicant_view": "认可", "facts_found": "多扣属实"}
    stages.act(people, "sh-handler", closed, "reply", **given)
    let_in(client, closed)
    page = text(client.get(f"/cases/{closed}/"))
    assert re.search(r"<h2 id=\"ending\">处理结果</h2>.*企业已退还一百二十元.*看全文", page, re.S)
    early = stages.filed(operator_complained=False, operator_complained_on=None, operator_answered_on=None, operator_answer=None, operator_satisfied=None)
    stages.act(people, "sh-intake", early, "redirect", how="客服热线\n营业厅", said="没有找过企业")
    let_in(client, early)
    page = text(client.get(f"/cases/{early}/"))
    day = words.day(clock.today() + timedelta(days=16))
    assert "怎么向企业投诉" in page and "客服热线<br>营业厅" in page and f"{day}起可以在这里再次提出" in page
    assert re.search(r'class="btn btn-wide" href="/cases/[^"]+/steps/reenter/"', page)


def test_a_house_limit_is_named_as_one_and_never_as_law(people: People, client: Client) -> None:
    number = stages.accepted(people)
    let_in(client, number)
    shown = text(client.get(f"/cases/{number}/")).split("<details")[0]  # the working names the article and that its text was not seen
    assert "内部时限，不是法律规定的期限" in shown and "电信用户申诉处理办法 15" not in shown


def test_a_citizens_step_is_taken_in_plain_words_and_said_afterwards(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    let_in(client, number)
    form = text(client.get(f"/cases/{number}/steps/add_material/"))
    assert 'name="note"' in form and 'name="respondent"' not in form
    answer = client.post(f"/cases/{number}/steps/add_material/", {"note": "补一张账单", "attachments": [picture()]})
    assert answer["Location"] == f"/cases/{number}/?done=add_material#done"
    assert "材料收到了。" in text(client.get(answer["Location"])) and "补一张账单" in text(client.get(answer["Location"]))
    assert "<script" not in text(client.get(f"/cases/{number}/?done=<script>")).split("</head>")[1]
    empty = client.post(f"/cases/{number}/steps/add_material/", {"note": "  "})
    assert empty.status_code == 400 and "没有填任何内容，也没有附文件。" in text(empty) and 'href="#f-note"' in text(empty)


def test_consent_asks_nothing_that_only_a_clerk_fills_in(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    stages.act(people, "east-sh", number, "operator_reply", **stages.REPLY)
    let_in(client, number)
    form = text(client.get(f"/cases/{number}/steps/consent_mediation/"))
    assert 'name="side"' not in form and 'name="how"' not in form and "愿意让你们出面" in form
    assert client.post(f"/cases/{number}/steps/consent_mediation/", {}).status_code == 302
    assert "愿意让你们出面" not in text(client.get(f"/cases/{number}/"))


def test_a_citizen_says_where_papers_go_and_takes_consent_back(people: People, client: Client) -> None:
    number = stages.filed(electronic_service="on")
    let_in(client, number)
    page = text(client.get(f"/cases/{number}/steps/confirm_address/"))
    assert "同意在网上收文书吗" in page and "当事人" not in page and "确认方式" not in page and "现在：您同意在网上收文书。" in page
    assert client.post(f"/cases/{number}/steps/confirm_address/", {"electronic": "no", "address": "上海市黄浦区人民大道2号"}).status_code == 302
    party = Party.objects.get(case__number=number, role="applicant")
    assert (party.electronic_consent_on, party.service_address) == (None, "上海市黄浦区人民大道2号")
    assert "现在：您没有同意在网上收" in text(client.get(f"/cases/{number}/steps/confirm_address/"))


@pytest.mark.parametrize("kind", sorted(TELLINGS))
def test_every_state_has_a_headline_in_both_languages(kind: str) -> None:
    states = {str(state) for step in catalogue.steps(kind).values() for state in (*step.sources, *step.targets)}
    told = TELLINGS[kind]
    assert states == set(told.states)
    for (zh, en), (need_zh, need_en) in told.states.values():
        assert zh and en and re.search(r"[一-鿿]", zh) and not re.search(r"[一-鿿]", en + need_en)
        assert bool(need_zh) == bool(need_en) and "系统" not in zh and "申诉人" not in zh and "信访人" not in zh
    assert set(told.endings) | set(told.headings) <= states
    papers = {paper for kinds, _, _ in told.endings.values() for paper in kinds}
    assert papers <= set(catalogue.papers(kind))


@pytest.mark.parametrize("kind", sorted(TELLINGS))
def test_every_step_that_concerns_a_citizen_and_every_clock_has_its_sentence(kind: str) -> None:
    citizens = {Role.APPLICANT, Role.AGENT}
    steps, told = catalogue.steps(kind).values(), TELLINGS[kind]
    theirs = {one.name for one in steps if citizens & {*one.by, *one.tells, *(role for paper in one.issues for role in paper.to)}}
    assert theirs <= set(told.happened)
    assert set(told.happened) <= set(catalogue.steps(kind))
    assert {one.name for one in steps if citizens & set(one.by)} - {"enquire", "file", "file_report", "register"} <= set(told.may)
    started = {limit.id for one in steps for limit in (*one.starts, *(rule for paper in one.issues for rule in paper.starts))}
    assert started <= set(told.owed) | BETWEEN_ORGANS


def test_every_field_a_screen_asks_for_is_one_of_the_forms() -> None:
    for flow in FLOWS.values():
        assert flow.names <= set(flow.form.base_fields)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_are_small_ask_little_of_the_database_and_nothing_of_another_host(people: People, client: Client, language: str) -> None:
    fill(client)
    own = client.session["guest_of"]["number"]
    fresh = Client()
    fresh.post("/ask/complaint/2/", TWO)
    fresh.post("/ask/complaint/3/", THREE)
    visits = [*((fresh, page) for page in PAGES), *((client, page) for page in ("/ask/receipt/", f"/cases/{own}/", f"/cases/{own}/steps/withdraw/"))]
    for reader, page in visits:
        with CaptureQueriesContext(connection) as asked:
            answer = reader.get(page, headers={"accept-language": language})
        html = text(answer)
        statements = [one for one in asked.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert answer.status_code == 200, page
        assert len(statements) <= 12, (page, len(statements))
        assert len(answer.content) < 60_000 and " style=" not in html and "onclick" not in html, page
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html), page
        assert html.count("<h1") == 1, page
        if language == "en":
            body = re.sub(r"<[^>]+>", "", re.sub(r"<(option|dd|head|textarea)\b.*?</\1>", "", html, flags=re.S))
            left = set(re.findall(r"[一-鿿]{2,}", body)) - {"中文", "沪申", "部访", "信访工作条例"}
            assert page.startswith(("/cases/", "/ask/receipt")) or not left, (page, left)


@pytest.mark.parametrize(
    "page, typed",
    [
        ("/ask/complaint/2/", {**TWO, "event_on": "0001-01-01", "operator_complained_on": "0001-01-01"}),
        ("/ask/complaint/2/", {**TWO, "event_on": "9999-12-31"}),
        ("/ask/complaint/2/", {**TWO, "respondent": "OP-NOBODY", "category": "\x00"}),
        ("/ask/complaint/2/", {"number_in_dispute": "x" * 100_000}),
        ("/ask/complaint/3/", {"facts": "\x00", "remove": "../../etc/passwd"}),
        ("/ask/complaint/4/", {**FOUR, "draft": "../../../../etc/passwd"}),
        ("/ask/complaint/4/", {"agent_name": "李代理", "applicant_email": "无"}),
        ("/ask/report/2/", {"violation_province": "上海", "respondent": ""}),
        ("/ask/enquiry/2/", {"question": "", "applicant_phone": "打我电话"}),
        ("/ask/", {"what": "9"}),
    ],
)
def test_bad_input_is_answered_by_name_and_never_breaks_the_page(people: People, client: Client, page: str, typed: dict[str, str]) -> None:
    for language in ("zh-hans", "en"):
        answer = client.post(page, typed, headers={"accept-language": language})
        assert answer.status_code in (302, 400), answer.status_code
        if answer.status_code == 400:
            assert 'role="alert"' in text(answer)
    assert client.get("/ask/complaint/2/").status_code == client.get("/ask/complaint/4/").status_code == 200
    assert client.get("/ask/complaint/advice/").status_code in (200, 302)
    assert Case.objects.count() == 0


@pytest.mark.parametrize("page", NO_SCREENS)
def test_a_screen_that_is_none_is_not_found(client: Client, page: str) -> None:
    assert client.get(page).status_code == 404


def test_a_file_that_is_gone_is_named_before_anything_is_filed_without_it(people: People, client: Client, tmp_path: Path) -> None:
    client.post("/ask/complaint/2/", TWO)
    client.post("/ask/complaint/3/", {**THREE, "attachments": [picture()]})
    next((tmp_path / "drafts").glob("*/*")).unlink()
    answer = client.post("/ask/complaint/4/", FOUR)
    assert answer.status_code == 400 and "请重新上传" in text(answer) and "账单.png" in text(answer)
    assert Case.objects.count() == 0
    assert client.post("/ask/complaint/4/", FOUR)["Location"] == "/ask/receipt/"


def test_filing_again_from_another_window_says_that_it_was_filed(people: People, settings: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    token = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

    def post(page: str, given: dict[str, str]) -> Any:
        return client.post(page, {**given, "csrfmiddlewaretoken": token.findall(text(client.get(page)))[0]})

    post("/ask/complaint/2/", TWO)
    post("/ask/complaint/3/", THREE)
    second = text(client.get("/ask/complaint/4/"))
    draft = re.findall(r'name="draft" value="([0-9a-f]{32})"', second)[0]
    assert post("/ask/complaint/4/", {**FOUR, "draft": draft})["Location"] == "/ask/receipt/"
    late = client.post("/ask/complaint/4/", {**FOUR, "draft": draft, "csrfmiddlewaretoken": token.findall(second)[0]})
    assert late.status_code == 409 and "已经提交过了" in text(late) and 'href="/ask/receipt/"' in text(late) and Case.objects.count() == 1
    other = client.post("/ask/complaint/4/", {**FOUR, "draft": "0" * 32, "csrfmiddlewaretoken": token.findall(second)[0]})
    assert other.status_code == 403 and "没有提交成功" in text(other)


def test_an_error_names_every_field_by_the_label_on_the_page(people: People, client: Client) -> None:
    empty = text(client.post("/ask/complaint/3/", {}))
    assert "“您要企业怎么做”和“发生了什么”至少填写一项" in empty and "理由和事实根据" not in empty
    early = text(client.post("/ask/complaint/2/", {**TWO, "operator_answered_on": "2026-10-01"}))
    assert "“企业答复的那一天”不能早于“您向企业投诉的那一天”" in early and "“向企业投诉的日期”" not in early
