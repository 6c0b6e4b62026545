"""The petitioner online: filing by name, the receipt, where it stands, review and recheck with a code of their own, rating."""

import re
from datetime import date

import pytest
from django.test import Client

from casework import commands
from casework.cases.case import Case
from casework.petitions.workflow import Petition
from tests.builders import OUTSIDER, People
from tests.frontend.test_clerk_file import signed_in, text
from tests.statute.course import set_clock
from tests.statute.petition_moves import MATTER, PATHS, File
from tests.statute.petition_table import rows

PATH = {name: found for name, found in rows(PATHS)}
TWO = {"category": "claim", "office": "CA-31"}
THREE = {"facts": "2026年1月楼顶新建基站，施工前未见公示。", "claim": "请求公开基站检测结果。"}
FOUR = {"applicant_name": "刘桂芳", "applicant_phone": "13800138000", "applicant_address": "上海市徐汇区漕溪北路1号", "electronic_service": "true"}

pytestmark = pytest.mark.django_db


def main_of(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main>")[0])


def filed(client: Client, **changed: str) -> str:
    """Fill in the three screens; the number."""
    for number, given in ((2, TWO), (3, THREE), (4, FOUR)):
        answer = client.post(f"/ask/petition/{number}/", {**given, **{name: said for name, said in changed.items() if name in given}})
        assert answer.status_code == 302, text(answer)
    assert answer["Location"] == "/ask/receipt/"
    return str(client.session["guest_of"]["number"])


def test_from_the_first_question_to_the_receipt_and_the_promise(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2026-03-02T10:00")
    assert client.post("/ask/", {"what": "3"})["Location"] == "/ask/petition/2/"
    first = text(client.get("/ask/petition/2/"))
    assert "走申诉" in first and "申请行政复议" in first and "信访工作条例 31(4)" in first  # 诉访分离, said before anything is typed
    number = filed(client)
    case = Petition.objects.get(number=number)
    assert (case.kind, case.channel, case.category, case.office.code, case.applicant_name) == ("petition", "network", "claim", "CA-31", "刘桂芳")
    receipt = text(client.get("/ask/receipt/"))
    assert "沪访2026-" in receipt and "查询码" in receipt and "3月17日 周二" in receipt  # 15 days from 2 March (23②)
    page = main_of(text(client.get(f"/cases/{number}/")))
    for said in ("我们收到了您的信访", "告诉您收到了、受不受理、怎么办", "3月17日 周二", "信访工作条例 23②", "按天算，周末和放假也算。", "由它督办"):
        assert said in page, said
    assert "申诉" not in page and "PT-02" not in page


@pytest.mark.parametrize("missing", ["applicant_name", "applicant_address"])
def test_a_name_and_an_address_are_asked_for_by_their_fields(people: People, client: Client, missing: str) -> None:
    client.post("/ask/petition/2/", TWO)
    client.post("/ask/petition/3/", THREE)
    answer = client.post("/ask/petition/4/", {name: said for name, said in FOUR.items() if name != missing})
    page = text(answer)
    assert answer.status_code == 400 and f'href="#f-{missing}"' in page and "信访工作条例 19①" in page
    assert not Case.objects.exists()


def test_the_draft_is_kept_and_offered_again(people: People, client: Client) -> None:
    client.post("/ask/petition/2/", TWO)
    client.post("/ask/petition/3/", THREE)
    assert "接着填信访" in text(client.get("/ask/"))
    assert THREE["facts"] in text(client.get("/ask/petition/3/"))


def test_the_office_may_still_register_without_a_name(people: People) -> None:
    given = MATTER | {"channel": "letter", "office": "CA-31"}
    assert commands.file_case("petition", by=people["sh-intake"], step="register", given=given).codes == {}


def follow(file: File, who: str = "applicant") -> Client:
    """A browser that came in with number and code."""
    client = Client()
    assert client.post("/track/", {"number": file.number, "code": file.codes[who]}).status_code == 302
    return client


@pytest.mark.parametrize("state", sorted({*PATH} - {"outside", "review", "recheck"}))
def test_every_state_reads_well(people: People, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = File(people).go(PATH, PATH[state])
    if not file.codes:
        pytest.skip("nobody gave a name")
    set_clock(monkeypatch, f"{file.on.isoformat()}T15:00")
    client = follow(file)
    for language in ("zh-hans", "en"):
        page = text(client.get(f"/cases/{file.number}/", headers={"accept-language": language}))
        assert page.count("<h1") == 1 and not re.findall(r"\b(?:TC|PT|PD)-\d\d|A-[A-Z]{3,}", main_of(page))
        assert "申诉" not in main_of(page).replace("电信用户申诉", "").replace("申诉求决", "")


def test_a_review_asked_for_online_has_its_own_number_and_code(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = File(people).go(PATH, PATH["opinion_issued"])  # served on 23 March
    set_clock(monkeypatch, "2026-03-30T10:00")
    client = follow(file)
    page = main_of(text(client.get(f"/cases/{file.number}/")))
    for said in ("处理意见出来了", "您最晚请求复查的日子", "4月22日 周三", "责成重新公示", "不服处理意见，请求复查", "评价接待和办理"):
        assert said in page, said
    form = text(client.get(f"/cases/{file.number}/steps/request_review/"))
    assert "posted_on" not in form and "新查询码" in form
    answer = client.post(f"/cases/{file.number}/steps/request_review/", {"objections": "没有提供检测报告原文。"})
    assert answer["Location"] == "/ask/receipt/"
    receipt = text(client.get("/ask/receipt/"))
    number = str(client.session["guest_of"]["number"])
    code = re.search(r'class="big code" translate="no">([0-9A-Z]{10})<', receipt)
    assert number != file.number and code and "部访2026-" in receipt and "4月29日 周三" in receipt  # 30 days from 30 March (35)
    page = text(client.get(f"/cases/{number}/"))
    assert "上一级机关正在复查" in page and "复查的是这件" in page and "工业和信息化部电信用户申诉受理中心" not in page
    assert Client().post("/track/", {"number": number, "code": code[1]}).status_code == 302
    before = text(follow(file).get(f"/cases/{file.number}/"))
    assert "复查案件" in before and number in before


def test_after_the_day_the_way_is_closed_and_what_that_means_is_said(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    file = File(people).go(PATH, PATH["lapsed"])
    set_clock(monkeypatch, "2026-05-06T10:00")
    client = follow(file)
    page = main_of(text(client.get(f"/cases/{file.number}/")))
    assert "这意味着什么" in page and "只有复核以后" in page and "请求复查" not in page.split("您可以")[-1]
    answer = client.post(f"/cases/{file.number}/steps/request_review/", {"objections": "不服"})
    assert answer.status_code == 409 and "已过2026-04-22" in text(answer)


def test_reception_and_handling_are_rated_apart_and_once(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    early = File(people).go(PATH, PATH["investigating"])
    assert "评价接待和办理" not in text(follow(early).get(f"/cases/{early.number}/"))
    file = File(people).go(PATH, PATH["opinion_issued"])
    set_clock(monkeypatch, "2026-03-24T10:00")
    client = follow(file)
    given = {"reception": "unsatisfied", "handling": "satisfied"}
    assert client.post(f"/cases/{file.number}/steps/rate/", given).status_code == 302
    assert (file.case.reception_rated, file.case.handling_rated) == ("unsatisfied", "satisfied")
    assert "steps/rate/" not in text(client.get(f"/cases/{file.number}/"))
    again = client.post(f"/cases/{file.number}/steps/rate/", {"reception": "satisfied", "handling": "satisfied"})
    assert again.status_code == 409 and file.case.reception_rated == "unsatisfied"
    desk = Client()

    page = main_of(text(signed_in(desk, "sh-handler").get(f"/cases/{file.number}/")))
    assert re.search(r"对接待的评价\s+不满意", page) and re.search(r"对办理的评价\s+满意", page)


def test_the_office_that_asks_for_a_review_in_somebodys_name_reads_the_code_out(people: People, monkeypatch: pytest.MonkeyPatch) -> None:

    file = File(people).go(PATH, PATH["opinion_issued"])
    set_clock(monkeypatch, "2026-03-30T10:00")
    client = signed_in(Client(), "sh-intake")
    answer = client.post(f"/cases/{file.number}/steps/request_review/", {"objections": "来信：不服", "posted_on": "2026-03-28", "version": file.case.version})
    assert answer.status_code == 302 and answer["Location"] == "/desk/new/receipt/", text(answer)[-1500:]
    page = text(client.get("/desk/new/receipt/"))
    assert "部访2026-" in page and "查询码（信访人）" in page and "回到原案" in page
    assert "复查案件" in text(client.get(f"/cases/{file.number}/"))


def test_the_recheck_knows_the_first_case(people: People) -> None:
    file = File(people).go(PATH, PATH["review_decided"])
    first = Case.objects.get(links__other__number=file.number).number
    opened = file.take("request_recheck", "applicant", on=date(2026, 4, 20)).opened
    assert opened is not None and opened.taking is not None
    assert opened.taking.given["first_case"] == first and opened.taking.given["earlier_number"] == file.number


def test_track_names_the_empty_fields(client: Client, db: None) -> None:
    answer = client.post("/track/", {"number": " ", "code": ""})
    page = text(answer)
    assert answer.status_code == 400 and 'href="#number"' in page and 'href="#code"' in page and page.count('aria-invalid="true"') == 2
    assert OUTSIDER.id is None
