"""Filing for a caller: what may be filed, advice at once, wrong input keeps everything, a receipt once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import clock
from casework.cases.attachments import Attachment
from casework.cases.case import Case
from casework.cases.parties import Party
from frontend import words
from tests.builders import PASSWORD, People

pytestmark = pytest.mark.django_db
FORM = "/desk/new/complaint/file/"
PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + b"\0" * 60
HTMX = {"HX-Request": "true", "HX-Target": "advice"}


@pytest.fixture
def clerk(people: People, client: Client) -> Client:
    assert client.post("/sign-in/", {"username": "sh-intake", "password": PASSWORD}).status_code == 302
    return client


def text(response: Any) -> str:
    return response.content.decode()


def ago(days: int) -> str:
    return (clock.today() - timedelta(days=days)).isoformat()


def told(**changed: Any) -> dict[str, Any]:
    """What a caller says; None drops a field."""
    given = {
        "channel": "phone", "applicant_name": "王小明", "applicant_phone": "13800138000", "applicant_address": "上海市黄浦区人民大道1号",
        "applicant_postcode": "200003", "respondent": "OP-EAST-31", "category": "fee", "event_on": ago(40), "claim": "退还一百二十元", "facts": "多扣了流量费",
        "operator_complained": "true", "operator_complained_on": ago(30), "operator_answered_on": ago(20), "operator_satisfied": "false", "office": "CA-31",
    } | changed  # fmt: skip
    return {name: value for name, value in given.items() if value is not None}


def picture(name: str = "账单.png", content: bytes = PICTURE) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_what_may_be_filed_and_how_it_came_is_one_choice(clerk: Client) -> None:
    page = text(clerk.get("/desk/new/"))
    assert f'href="{FORM}?channel=phone"' in page and f'href="{FORM}?channel=letter"' in page and f'href="{FORM}?channel=counter"' in page
    assert f'{FORM}?channel=web' not in page and "/desk/new/complaint/enquire/" in page and "/desk/new/complaint/file_report/" in page
    form = text(clerk.get(f"{FORM}?channel=phone"))
    assert re.search(r'name="channel" value="phone" checked', form) and 'value="web"' not in form
    assert re.search(r'<option value="CA-31" selected', form)  # one's own office receives it


@pytest.mark.parametrize("who", ["sh-handler", "sh-head", "east-sh"])
def test_only_intake_files_for_others(people: People, client: Client, who: str) -> None:
    client.post("/sign-in/", {"username": who, "password": PASSWORD})
    for path in ("/desk/new/", FORM):
        assert client.get(path).status_code == 403
    assert client.get("/desk/new/receipt/").status_code == (302 if who == "sh-handler" else 403)  # a handler leads petitions in, and gets receipts
    assert client.post(FORM, told()).status_code == 403 and not Case.objects.exists()


@pytest.mark.parametrize("path", ["/desk/new/complaint/accept/", "/desk/new/complaint/nothing/", "/desk/new/nothing/file/"])
def test_what_is_no_filing_step_is_not_found(clerk: Client, path: str) -> None:
    assert clerk.get(path).status_code == 404 and clerk.post(path, told()).status_code == 404


def test_a_call_is_filed_with_its_file_and_the_code_is_shown_until_noted(clerk: Client) -> None:
    answer = clerk.post(FORM, told() | {"attachments": [picture()]})
    assert answer.status_code == 302 and answer["Location"] == "/desk/new/receipt/"
    case = Case.objects.get()
    assert (case.state, case.office.code, case.applicant_name) == ("received", "CA-31", "王小明") and Attachment.objects.get().name == "账单.png"
    assert case.first_handler is not None and case.first_handler.username == "sh-intake"
    receipt = text(clerk.get("/desk/new/receipt/"))
    code = re.search(r'class="big code" translate="no">([0-9A-Z]{10})<', receipt)
    assert code and f"沪申2026-{case.number[-5:]}" in receipt and "data-print" in receipt
    assert Client().post("/track/", {"number": case.number, "code": code[1]}).status_code == 302
    assert f"最晚 {words.day(case.due_on)}" in receipt
    onward = clerk.post("/desk/new/receipt/", {"then": "file"})
    assert onward["Location"] == f"/cases/{case.number}/"
    assert clerk.get("/desk/new/receipt/")["Location"] == "/desk/new/"


def test_the_same_form_sent_twice_files_once(clerk: Client) -> None:
    token = re.search(r'name="draft" value="(\w{32})"', text(clerk.get(FORM)))
    assert token
    for _ in range(2):
        assert clerk.post(FORM, told(draft=token[1])).status_code == 302
    assert Case.objects.count() == 1


def test_an_agent_needs_an_authority_and_both_get_a_code(clerk: Client) -> None:
    answer = clerk.post(FORM, told(agent_name="赵律师"))
    assert answer.status_code == 400 and "应当填写“授权委托”的事项、权限和期限。" in text(answer) and 'value="赵律师"' in text(answer)
    assert clerk.post(FORM, told(agent_name="赵律师", agent_authority="代为申诉、和解，至结案")).status_code == 302
    assert set(Party.objects.exclude(code_hash=None).values_list("role", flat=True)) == {"applicant", "agent"}
    assert len(re.findall('class="big code"', text(clerk.get("/desk/new/receipt/")))) == 2


def test_wrong_input_keeps_everything_typed_and_uploaded_and_says_all_of_it(clerk: Client) -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    answer = clerk.post(FORM, told(applicant_name=None, applicant_phone="打不通", event_on=tomorrow, facts="<b>多扣</b>") | {"attachments": [picture()]})
    page = text(answer)
    assert answer.status_code == 400 and not Case.objects.exists()
    assert "请填写“姓名或者名称”。" in page and "“联系电话”的格式不正确。" in page and "“申诉事项发生日期”不能晚于今天。" in page
    assert 'href="#f-applicant_name"' in page and "&lt;b&gt;多扣&lt;/b&gt;</textarea>" in page and 'value="打不通"' in page and "账单.png" in page
    assert re.search(r'<option value="OP-EAST-31" selected', page) and re.search(r'name="operator_satisfied" value="false" checked', page)
    token = re.search(r'name="draft" value="(\w{32})"', page)
    assert token and clerk.post(FORM, told(draft=token[1])).status_code == 302
    assert Attachment.objects.get().name == "账单.png"


def test_a_file_that_is_no_evidence_is_refused_and_the_good_one_stays(clerk: Client) -> None:
    answer = clerk.post(FORM, told() | {"attachments": [picture(), picture("程序.exe", b"MZ" + b"\0" * 99)]})
    page = text(answer)
    assert answer.status_code == 400 and "“程序.exe”的内容不是可接收的类型" in page and "账单.png" in page and not Case.objects.exists()
    token = re.search(r'name="draft" value="(\w{32})"', page)
    kept = re.search(r'name="remove" value="(\w+)"', page)
    assert token and kept
    assert "账单.png" not in text(clerk.post(FORM, told(draft=token[1], remove=kept[1])))


def test_advice_comes_at_once_with_the_day_and_stops_nothing(clerk: Client) -> None:
    """电信条例 39①, 令35 10(4): fifteen days from the complaint to the operator; the sixteenth is open."""
    early = told(operator_complained_on=ago(3), operator_answered_on=None, operator_satisfied=None)
    day = words.day(clock.today() + timedelta(days=13))
    for answer in (clerk.post(FORM, early, headers=HTMX), clerk.post(FORM, early | {"check": "1"})):
        assert answer.status_code == 200 and f"{day}起才能受理" in text(answer)
    assert "<html" not in text(clerk.post(FORM, early, headers=HTMX)) and not Case.objects.exists()
    never = told(operator_complained="false", operator_complained_on=None, operator_answered_on=None, operator_satisfied=None)
    assert "应当先向企业投诉" in text(clerk.post(FORM, never, headers=HTMX))
    assert "先行投诉的条件具备。" in text(clerk.post(FORM, told(), headers=HTMX))
    assert "可能过了申诉时限" in text(clerk.post(FORM, told(event_on=ago(200)), headers=HTMX))
    assert clerk.post(FORM, early).status_code == 302 and Case.objects.get().state == "received"
    assert "请告诉对方" in text(clerk.get("/desk/new/receipt/"))


def test_an_enquiry_and_a_report_without_a_name_are_filed_too(clerk: Client) -> None:
    asked = {"channel": "phone", "applicant_name": "王小明", "question": "携号转网怎么办？", "office": "CA-31"}
    assert clerk.post("/desk/new/complaint/enquire/", asked).status_code == 302
    report = {"respondent": "OP-EAST-31", "violation_province": "31", "claim": "查处", "facts": "外呼骚扰"}
    assert clerk.post("/desk/new/complaint/file_report/", report).status_code == 302
    assert set(Case.objects.values_list("state", flat=True)) == {"enquiry", "report_received"}
    assert "没有留姓名，所以没有查询码" in text(clerk.get("/desk/new/receipt/"))


def test_what_another_office_receives_links_no_file(clerk: Client) -> None:
    assert clerk.post(FORM, told(office="CA-41", respondent="OP-EAST-41")).status_code == 302
    receipt = text(clerk.get("/desk/new/receipt/"))
    assert "河南" in receipt and 'value="file"' not in receipt and 'value="again"' in receipt


def test_the_form_costs_at_most_twelve_statements(clerk: Client) -> None:
    clerk.get(FORM)
    for ask in (lambda: clerk.get(FORM), lambda: clerk.post(FORM, told() | {"check": "1"}), lambda: clerk.post(FORM, told(applicant_name=None))):
        with CaptureQueriesContext(connection) as asked:
            ask()
        assert len(asked) <= 12, "\n".join(one["sql"][:300] for one in asked)
