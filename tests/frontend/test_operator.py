"""The operator's door: what is owed by when, what of a complaint is shown and what is not, and how wrong input is answered."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from casework import clock
from casework.cases import parties, turns
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.complaints.replies import OperatorReply
from casework.complaints.workflow import Complaint
from casework.people.models import Membership, Organisation, User
from frontend import words
from tests import stages
from tests.builders import PASSWORD, People

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def signed_in(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def text(response: Any) -> str:
    return response.content.decode()


def listed(client: Client, address: str = "/operator/") -> list[str]:
    """The numbers on a list, in their order."""
    return re.findall(r'<a href="/cases/([^/]+)/" data-open>', text(client.get(address)))


def tabs(client: Client) -> list[str]:
    """The counts of the four lists."""
    return re.findall(r"<b>([\d+]+)</b></a>", text(client.get("/operator/")).split('<nav class="tabs"')[1].split("</nav>")[0])


def second_person(code: str = "OP-EAST-31") -> str:
    """A colleague of 华东通信沪."""
    user = User.objects.create(username="east-sh2", name="华东通信沪乙", password=User.objects.get(username="east-sh").password)
    Membership.objects.create(user=user, organisation=Organisation.objects.get(code=code), role="operator")
    return user.username


def test_claim_and_facts_are_told_apart_and_a_summary_is_called_one(people: People) -> None:
    told, summed = stages.forwarded(people, claim="退还一百二十元", facts="九月账单多一项。"), stages.accepted(people)
    stages.act(people, "sh-handler", summed, "forward", summary="九月流量费争议。")
    page = text(signed_in("east-sh").get(f"/cases/{told}/"))
    assert '<h3>申诉要求</h3><p class="quote">退还一百二十元</p>' in page and '<h3>理由和事实根据</h3><p class="quote">九月账单多一项。</p>' in page
    page = text(signed_in("east-sh").get(f"/cases/{summed}/"))
    assert '<h3>申诉事项摘要</h3><p class="quote">九月流量费争议。</p>' in page and "<h3>申诉要求</h3>" not in page


# ---- the inbox ----


def test_the_inbox_holds_what_is_owed_by_due_day_and_what_waits_for_others(people: People) -> None:
    first, second, done = stages.forwarded(people), stages.forwarded(people), stages.forwarded(people)
    stages.act(people, "east-sh", second, "acknowledge")
    stages.act(people, "east-sh", done, "operator_reply", **stages.REPLY)
    client = signed_in("east-sh")
    page = text(client.get("/operator/"))
    assert listed(client) == [second, first]  # without a day comes last
    last_day = Deadline.objects.get(case__number=second, rule="TC-06").last_day
    assert last_day is not None and words.day(last_day) in page and "还没有签收" in page and "签收后起算" in page
    assert (listed(client, "/operator/?list=waiting"), tabs(client)) == ([done], ["2", "0", "0", "1"])
    assert "等监管机构" in text(client.get("/operator/?list=waiting"))


def fell_due(number: str) -> None:
    """The operator's clock, as if it had run out five days ago."""
    Deadline.objects.filter(case__number=number, rule="TC-06").update(last_day=clock.today() - timedelta(days=5))
    turns.keep(Complaint, [Case.objects.get(number=number).pk])


def test_what_was_sent_back_and_what_is_late_have_lists_of_their_own(people: People) -> None:
    back, late = stages.forwarded(people), stages.forwarded(people)
    stages.act(people, "east-sh", back, "operator_reply", **stages.REPLY)
    stages.act(people, "sh-handler", back, "return_reply", reasons="未说明计费依据")
    stages.act(people, "east-sh", late, "acknowledge")
    fell_due(late)
    client = signed_in("east-sh")
    assert (listed(client, "/operator/?list=returned"), listed(client, "/operator/?list=late"), tabs(client)) == ([back], [late], ["2", "1", "1", "0"])
    assert "退回重办" in text(client.get("/operator/?list=returned"))
    stages.act(people, "east-sh", back, "operator_reply", **stages.REPLY)
    assert (listed(client, "/operator/?list=returned"), tabs(client)) == ([], ["1", "0", "1", "1"])


def test_of_two_operators_each_owes_its_own_reply_by_its_own_day(people: People) -> None:
    number = stages.forwarded(people, "OP-NORTH-31")
    stages.act(people, "north-sh", number, "acknowledge")
    east, north = signed_in("east-sh"), signed_in("north-sh")
    day = words.day(Deadline.objects.get(case__number=number, rule="TC-06").last_day)
    assert day in text(north.get("/operator/")) and day not in text(east.get("/operator/"))  # the day of the other is not this one's
    stages.act(people, "north-sh", number, "object", reasons="号码不在本公司")
    assert (listed(east), listed(north), listed(north, "/operator/?list=waiting")) == ([number], [], [number])
    stages.act(people, "east-sh", number, "operator_reply", **stages.REPLY)
    assert (listed(east), listed(east, "/operator/?list=waiting")) == ([], [number])
    stages.act(people, "sh-handler", number, "overrule_objection", reasons="合同仍在")
    assert "等另一家企业" in text(east.get("/operator/?list=waiting"))
    assert listed(north) == [number]
    assert "合同仍在" in text(north.get(f"/cases/{number}/")) and "合同仍在" not in text(east.get(f"/cases/{number}/"))  # why, to whom it is about


def test_a_head_office_sees_its_branches_and_narrows_to_one(people: People) -> None:
    shanghai, henan = stages.forwarded(people), stages.filed(respondent="OP-EAST-41")
    hq, branch = signed_in("east-hq"), signed_in("east-sh")
    assert (listed(hq), listed(branch)) == ([shanghai], [shanghai])  # the other one is not forwarded yet
    page = text(hq.get("/operator/"))
    assert '<td class="where at">华东通信上海</td>' in page and "分公司</th>" in page
    assert "分公司</th>" not in text(branch.get("/operator/"))
    assert (listed(hq, "/operator/?branch=OP-EAST-31"), listed(hq, "/operator/?branch=OP-EAST-41")) == ([shanghai], [])
    assert henan not in text(hq.get("/operator/?list=waiting"))
    assert listed(signed_in("east-ha")) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [("list=nothing", "没有这个列表。"), ("branch=OP-NORTH-31", "没有这家分公司，或者不归您查看。"), ("cursor=x", "不是有效的翻页标记。"), ("before=%00", "")],
)
def test_a_wrong_address_is_told_what_is_wrong(people: People, query: str, said: str) -> None:
    answer = signed_in("east-sh").get(f"/operator/?{query}")
    assert answer.status_code == (400 if said else 200) and said in text(answer)


def test_pages_follow_one_another_by_key(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontend.operator.inbox.PAGE", 2)
    numbers = [stages.forwarded(people) for _ in range(3)]
    client = signed_in("east-sh")
    page = text(client.get("/operator/"))
    onward = re.search(r'href="([^"]+)" rel="next"', page)
    assert onward and listed(client) == numbers[:2]
    assert listed(client, onward[1].replace("&amp;", "&")) == numbers[2:]


def test_the_workbook_holds_what_the_inbox_says_is_owed_for_a_branch_or_all(people: People) -> None:
    both, done = stages.forwarded(people, "OP-NORTH-31"), stages.forwarded(people)
    stages.act(people, "north-sh", both, "object", reasons="号码不在本公司")
    stages.act(people, "east-sh", done, "operator_reply", **stages.REPLY)
    hq = signed_in("east-hq")
    for query, numbers in (("", [both]), ("?branch=OP-EAST-31", [both]), ("?branch=OP-EAST-41", [])):
        sheet = load_workbook(BytesIO(b"".join(hq.get(f"/operator/export/{query}").streaming_content))).worksheets[0]
        assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]] == numbers, query
    assert "/operator/export/?branch=OP-EAST-31" in text(hq.get("/operator/?branch=OP-EAST-31"))
    assert hq.get("/operator/export/?branch=OP-NORTH-31").status_code == 400


@pytest.mark.parametrize("who", ["sh-handler", "sh-admin", ""])
def test_the_inbox_is_for_operators(people: People, who: str) -> None:
    client = signed_in(who) if who else Client()
    assert client.get("/operator/").status_code == (403 if who else 302)


# ---- the file ----


def test_the_file_shows_what_was_forwarded_and_nothing_else(people: People) -> None:
    number = stages.accepted(people, number_in_dispute="13900139001", applicant_email="xiaoming@example.com")
    stages.act(people, "sh-handler", number, "forward", summary="只说要点：多扣流量费", requirement="请附计费清单")
    page = text(signed_in("east-sh").get(f"/cases/{number}/"))
    for shown in ("只说要点：多扣流量费", "请附计费清单", "13900139001", "王小明", "收费争议", "转办通知书", "有 1 份文书待签收", "沪承办把本件转给贵单位。"):
        assert shown in page, shown
    for kept in ("13800138000", "上海市黄浦区人民大道1号", "xiaoming@example.com", "客服无法说明计费依据", "受理了本件", "提出申诉", "审查条件", "当事人"):
        assert kept not in page, kept


@pytest.mark.parametrize("who", ["north-sh", "east-ha"])
def test_another_operator_and_another_branch_find_nothing(people: People, who: str) -> None:
    number = stages.forwarded(people)
    client = signed_in(who)
    for path in (f"/cases/{number}/", f"/cases/{number}/steps/operator_reply/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/cases/{number}/steps/operator_reply/", stages.REPLY).status_code == 404
    assert OperatorReply.objects.count() == 0


def test_before_it_is_forwarded_nobody_at_the_operator_finds_it(people: People) -> None:
    number = stages.accepted(people)
    for who in ("east-sh", "east-hq"):
        assert signed_in(who).get(f"/cases/{number}/").status_code == 404


def test_receipt_starts_the_clock_and_its_working_stands_there(people: People) -> None:
    number = stages.forwarded(people)
    client = signed_in("east-sh")
    assert "期限怎么算的" not in text(client.get(f"/cases/{number}/"))
    answer = client.post(f"/cases/{number}/steps/acknowledge/", {}, follow=True)
    page = text(answer)
    assert "已办：签收文书。" in page and "期限怎么算的" in page and "TC-06" not in page and "内部时限" in page
    assert "份文书待签收" not in page and words.day(Deadline.objects.get(case__number=number, rule="TC-06").last_day) in page


def test_a_reply_with_evidence_goes_in_and_a_late_one_is_marked(people: People) -> None:
    number = stages.forwarded(people)
    stages.act(people, "east-sh", number, "acknowledge")
    fell_due(number)
    client = signed_in("east-sh")
    assert "逾期的反馈照收，并记为逾期" in text(client.get(f"/cases/{number}/"))
    given = stages.REPLY | {"attachments": SimpleUploadedFile("退费回单.pdf", b"%PDF-1.7\n%%EOF")}
    page = text(client.post(f"/cases/{number}/steps/operator_reply/", given, follow=True))
    assert "已办：反馈处理情况。" in page and "退费回单.pdf" in page and "贵单位的反馈已提交，未被退回。" not in page
    assert "退费一百二十元" in page and "办了，逾期" in page
    assert Case.objects.get(number=number).state == "operator_replied"


def test_wrong_input_names_the_field_keeps_what_was_typed_and_writes_nothing(people: People) -> None:
    number = stages.forwarded(people)
    client = signed_in("east-sh")
    given = {"facts": "九月二日系统割接", "result": "", "complainant_view": "认可", "attachments": SimpleUploadedFile("单.pdf", b"<html>")}
    answer = client.post(f"/cases/{number}/steps/operator_reply/", given)
    page = text(answer)
    assert answer.status_code == 400 and 'href="#f-result"' in page and "请填写“处理过程和结果”。" in page
    assert "九月二日系统割接" in page and "申诉内容" in page and OperatorReply.objects.count() == 0
    english = text(client.post(f"/cases/{number}/steps/operator_reply/", {}, headers=ENGLISH))
    assert "What was done: required." in english and "请填写" not in english


def test_an_objection_waits_and_the_reply_may_still_come(people: People) -> None:
    number = stages.forwarded(people)
    client = signed_in("east-sh")
    assert "照常计算" in text(client.get(f"/cases/{number}/steps/object/"))
    assert client.post(f"/cases/{number}/steps/object/", {"reasons": ""}).status_code == 400
    page = text(client.post(f"/cases/{number}/steps/object/", {"reasons": "号码不在本公司"}, follow=True))
    assert "异议待监管机构核实" in page and "号码不在本公司" in page and 'id="form-operator_reply"' not in page
    assert f"/cases/{number}/steps/operator_reply/" in page


def test_a_reply_sent_back_shows_its_reasons_on_top_to_every_person_of_the_branch(people: People) -> None:
    number = stages.forwarded(people, "OP-NORTH-31")  # beside another operator as well
    for who in ("east-sh", "north-sh"):
        stages.act(people, who, number, "operator_reply", **stages.REPLY | {"facts": f"{who}查明"})
    stages.act(people, "sh-handler", number, "return_reply", respondent="OP-EAST-31", reasons="未说明计费依据", requirements="附清单\n联系申诉人")
    client = signed_in(second_person())
    page = text(client.get(f"/cases/{number}/"))
    top = page.split('<div class="file">')[0]
    assert "反馈被退回，请重新办理" in top and "未说明计费依据" in top and "<li>附清单</li><li>联系申诉人</li>" in top
    assert "east-sh查明</textarea>" in page and "north-sh查明" not in page
    assert client.post(f"/cases/{number}/steps/operator_reply/", stages.REPLY).status_code == 302
    assert "反馈被退回" not in text(client.get(f"/cases/{number}/"))
    other = text(signed_in("north-sh").get(f"/cases/{number}/"))
    assert "north-sh查明" in other and "east-sh查明" not in other and "未说明计费依据" not in other


def test_two_operators_do_not_read_each_other(people: People) -> None:
    number = stages.forwarded(people, "OP-NORTH-31")
    evidence = SimpleUploadedFile("华东日志.pdf", b"%PDF-1.7\n%%EOF")
    reply = stages.REPLY | {"facts": "华东侧无异常", "attachments": evidence}
    assert signed_in("east-sh").post(f"/cases/{number}/steps/operator_reply/", reply).status_code == 302
    for who, reads in (("north-sh", False), (second_person(), True), ("east-hq", True)):
        page = text(signed_in(who).get(f"/cases/{number}/"))
        assert [one in page for one in ("华东侧无异常", "华东日志.pdf", "华东通信沪反馈")] == [reads] * 3, who


def test_mediation_and_settlement_are_agreed_to_without_a_form_and_an_offer_reaches_the_complainant(people: People) -> None:
    number = stages.forwarded(people)
    stages.act(people, "east-sh", number, "operator_reply", **stages.REPLY)
    client = signed_in("east-sh")
    page = text(client.get(f"/cases/{number}/"))
    assert "确认和解" in page and "同意调解" in page and "现在没有轮到贵单位办的事" not in page
    form = text(client.get(f"/cases/{number}/steps/consent_mediation/"))
    assert "双方都同意后" in form and 'name="side"' not in form and 'name="how"' not in form
    page = text(client.post(f"/cases/{number}/steps/consent_mediation/", {}, follow=True))
    assert "已同意调解。" in page and f"/cases/{number}/steps/consent_mediation/" not in page
    guest = Client()
    code = _let_in(guest, number)
    assert guest.post(f"/cases/{number}/steps/consent_mediation/", {}).status_code == 302, code
    stages.act(people, "sh-handler", number, "open_mediation", requested_by="applicant", mediator="沪承办")
    assert "提出调解方案" in text(client.get(f"/cases/{number}/"))
    assert client.post(f"/cases/{number}/steps/offer/", {"offer": "退费一百元，本月到账"}).status_code == 302
    told = text(guest.get(f"/cases/{number}/"))
    assert "企业提出了方案" in told and "退费一百元，本月到账" in told and "请看企业提出的方案" in told and "现在您不用做什么" not in told
    assert "退费一百元，本月到账" in text(signed_in("sh-handler").get(f"/cases/{number}/"))


def _let_in(client: Client, number: str) -> str:
    """The complainant's session, as number and query code open it."""
    party = parties.Party.objects.get(case__number=number, role="applicant")
    code = parties.new_query_code()
    party.code_hash = parties.hash_code(number, code)
    party.save()
    assert client.post("/track/", {"number": number, "code": code}).status_code == 302
    return code


def test_what_is_closed_says_why(people: People) -> None:
    number = stages.forwarded(people)
    stages.act(people, "east-sh", number, "acknowledge")
    page = text(signed_in("east-sh").get(f"/cases/{number}/"))
    shut = page.split('<ul class="shut">')[1].split("</ul>")[0]
    assert "签收文书" in shut and "没有待签收的文书。" in shut
    assert "现在不能办" in text(signed_in("east-sh").get(f"/cases/{number}/steps/acknowledge/"))


def test_a_stale_form_keeps_what_was_typed(people: People) -> None:
    number = stages.forwarded(people)
    seen = Case.objects.get(number=number).version
    stages.act(people, "sh-handler", number, "call_back", called_at="2026-11-03T10:00", said="还在等")
    answer = signed_in("east-sh").post(f"/cases/{number}/steps/operator_reply/", stages.REPLY | {"version": str(seen)})
    assert answer.status_code == 409 and "案件在您打开之后已有变动" in text(answer) and "退费一百二十元" in text(answer)
    assert OperatorReply.objects.count() == 0


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("who", ["east-sh", "east-hq"])
def test_inbox_and_file_ask_little_of_the_database(people: People, who: str, language: str) -> None:
    number = stages.forwarded(people, "OP-NORTH-31")
    stages.act(people, "east-sh", number, "operator_reply", **stages.REPLY)
    stages.act(people, "north-sh", number, "operator_reply", **stages.REPLY)
    stages.act(people, "sh-handler", number, "return_reply", respondent="OP-EAST-31", reasons="未说明计费依据")
    client = signed_in(who)
    client.get("/operator/")
    for path in ("/operator/", "/operator/?list=waiting", f"/cases/{number}/", f"/cases/{number}/steps/object/"):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(path, headers={"accept-language": language})
        statements = [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
        assert page.status_code == 200 and len(statements) <= 12, path + "\n".join(one[:150] for one in statements)
        assert len(page.content) < 60_000 and "style=" not in text(page)


@pytest.mark.parametrize(("headers", "back"), [({}, "回到这件案件"), (ENGLISH, "Back to the case")], ids=["zh", "en"])
def test_a_reply_already_sent_in_another_window_keeps_the_words_and_leads_to_the_case(people: People, headers: dict[str, str], back: str) -> None:
    number = stages.forwarded(people)
    seen, client = Case.objects.get(number=number).version, signed_in("east-sh")
    first = {"facts": "先写的", "result": "已退费", "complainant_view": "认可"}
    assert client.post(f"/cases/{number}/steps/operator_reply/", first | {"version": str(seen)}).status_code == 302
    answer = client.post(f"/cases/{number}/steps/operator_reply/", first | {"facts": "后写的一段长话", "version": str(seen)}, headers=headers)
    page = text(answer)
    assert answer.status_code == 409 and "后写的一段长话" in page and f'href="/cases/{number}/">{back}</a>' in page
    assert 'data-room="desk"' in page and 'action="/sign-out/"' in page and OperatorReply.objects.count() == 1
