"""Approvals on a page: what waits, one proposal on one sheet, the decision."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from casework import commands
from casework.cases.case import Case
from casework.cases.documents import Document
from casework.cases.outbox import Message
from casework.cases.proposals import Proposal
from casework.people.models import Membership, Organisation
from casework.people.roles import Role
from tests import stages
from tests.builders import PASSWORD, People

pytestmark = pytest.mark.django_db
UNMET = {"T10-1": {"met": False, "why": "代他人申诉，未附授权"}}
REFUSAL = {"ground": "11-5-1", "facts": "机主是其母亲，<b>未附</b>授权。", "reasons": "申诉人不是机主，\n也没有授权。"}


def signed_in(client: Client, username: str) -> Client:
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def text(response: Any) -> str:
    return response.content.decode()


def refusal_proposed(people: People, **changed: Any) -> Proposal:
    """A refusal that sh-intake proposed."""
    number = stages.filed(**changed)
    proposal = commands.take_step(number, "refuse", by=people["sh-intake"], given=REFUSAL, answers=UNMET).proposal
    assert proposal is not None
    return proposal


def decide(client: Client, proposal: Proposal, decision: str, **given: Any) -> Any:
    case = Case.objects.get(pk=proposal.case_id)
    return client.post(f"/desk/approvals/{proposal.pk}/", {"case": case.number, "version": case.version, "decision": decision, "place": ""} | given)


def test_the_inbox_names_who_asks_for_what_on_which_case_and_the_next_sheet_is_one_link_away(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    page = text(signed_in(client, "sh-head").get("/desk/approvals/"))
    assert f'<a href="/desk/approvals/{proposal.pk}/" data-open>不予受理：套餐外流量费被多扣</a>' in page
    assert "王小明" in page and "沪受理" in page and "华东通信上海" in page


@pytest.mark.parametrize("who", ["sh-intake", "sh-handler", "sh-supervisor", "east-sh"])
def test_the_inbox_is_for_approvers(people: People, client: Client, who: str) -> None:
    assert signed_in(client, who).get("/desk/approvals/").status_code == 403


def test_the_sheet_says_request_reasons_grounds_effect_and_the_paper_in_words(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    page = text(signed_in(client, "sh-head").get(f"/desk/approvals/{proposal.pk}/"))
    sheet = page.split("<main")[1]
    assert "第十一条第（五）项" in sheet or "11" in sheet
    assert "申诉人不是机主，<br>也没有授权。" in sheet and "{" not in sheet.split("</h1>")[1].split("paper")[0]
    assert "机主是其母亲，&lt;b&gt;未附&lt;/b&gt;授权。" in sheet and "<b>未附" not in sheet
    assert "代他人申诉，未附授权" in sheet and "令35 10(1)" in sheet
    assert "已收到 → 不予受理" in sheet and "受理或者不予受理决定并通知" in sheet
    paper = sheet.split('<article class="paper"')[1].split("</article>")[0]
    assert "<h3" in paper and "不予受理通知书" in paper and "王小明：" in paper and "救济途径" in paper and "（批准时编号）" in paper and "特此通知。" in paper
    assert 'value="approve" data-key="y"' in sheet and 'data-key="b"' in sheet and "电信条例" not in sheet.split("依据</dt>")[1].split("</dd>")[0]
    pdf = client.get(f"/desk/approvals/{proposal.pk}/papers/0/")
    assert pdf.content.startswith(b"%PDF") and pdf["Content-Type"] == "application/pdf"
    word = client.get(f"/desk/approvals/{proposal.pk}/papers/0/?form=docx")
    assert word.content.startswith(b"PK") and word["Content-Disposition"].startswith("attachment") and word["Content-Type"].endswith("document")
    assert client.get(f"/desk/approvals/{proposal.pk}/papers/1/").status_code == 404
    assert client.get(f"/desk/approvals/{proposal.pk}/papers/1/?form=docx").status_code == 404


def test_approval_takes_the_step_and_goes_on_to_the_next_with_a_sentence(people: People, client: Client) -> None:
    first, second = refusal_proposed(people), refusal_proposed(people, number_in_dispute="13900139000", applicant_name="李四")
    signed_in(client, "sh-head")
    answer = decide(client, first, "approve")
    paper = Document.objects.get(case_id=first.case_id, type="refusal")
    assert Case.objects.get(pk=first.case_id).state == "refused"
    page = client.get(answer["Location"], follow=True)
    assert page.redirect_chain[-1][0].startswith(f"/desk/approvals/{second.pk}/")
    assert "已同意：不予受理，" in text(page) and f'<a href="/papers/{paper.pk}/">不予受理通知书 {paper.number}</a>' in text(page)
    assert "已同意" not in text(client.get(f"/desk/approvals/{second.pk}/"))
    last = client.get(decide(client, second, "return", reasons="请补查机主是否授权。")["Location"], follow=True)
    assert last.redirect_chain[-1][0].startswith("/desk/approvals/?") and "已退回：不予受理，" in text(last) and "没有等您审批的事项" in text(last)
    assert list(Message.objects.filter(step="return_proposal").values_list("user__username", flat=True)) == ["sh-intake"]
    assert list(Message.objects.filter(step="approve").values_list("user__username", flat=True)) == ["sh-intake"]


def test_a_return_needs_reasons_and_changes_nothing_without(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    answer = decide(signed_in(client, "sh-head"), proposal, "return", reasons="  ")
    assert answer.status_code == 400 and "退回要写明理由。" in text(answer) and 'href="#f-reasons"' in text(answer)
    proposal.refresh_from_db()
    assert proposal.status == "pending"


def test_a_stale_sheet_says_what_happened_and_keeps_what_was_typed(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    number, seen = Case.objects.filter(pk=proposal.case_id).values_list("number", "version")[0]
    stages.act(people, "sh-handler", number, "add_material", note="送来授权书")
    signed_in(client, "sh-head")
    for decision in ("approve", "return"):
        answer = decide(client, proposal, decision, version=seen, reasons="请看新材料")
        page = text(answer)
        assert answer.status_code == 409 and "案件在您打开之后已有变动" in page and "沪承办提交了材料。" in page
        assert ">请看新材料</textarea>" in page and f'name="version" value="{seen + 1}"' in page
    assert Case.objects.get(number=number).state == "received"
    assert decide(client, proposal, "return", reasons="请看新材料").status_code == 302


def test_the_proposer_never_decides_and_is_told_why(people: People, client: Client) -> None:
    Membership.objects.create(user=people.user("sh-intake"), organisation=Organisation.objects.get(code="CA-31"), role=Role.HEAD)
    proposal = refusal_proposed(people)
    signed_in(client, "sh-intake")
    assert f"/desk/approvals/{proposal.pk}/" not in text(client.get("/desk/approvals/"))
    page = text(client.get(f"/desk/approvals/{proposal.pk}/"))
    assert "这项是您提请的，须由其他人审批。" in page and 'value="approve"' not in page and 'value="return"' not in page
    answer = decide(client, proposal, "approve")
    assert answer.status_code == 409 and "提出人不得审批自己提出的事项。" in text(answer)


def test_colleagues_read_the_sheet_without_buttons_and_strangers_do_not_find_it(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    page = text(signed_in(client, "sh-handler").get(f"/desk/approvals/{proposal.pk}/"))
    assert "等负责人审批。" in page and 'value="approve"' not in page
    for who in ("ha-head", "east-sh"):
        other = signed_in(Client(), who)
        assert other.get(f"/desk/approvals/{proposal.pk}/").status_code in (403, 404)
        assert other.get(f"/desk/approvals/{proposal.pk}/papers/0/").status_code in (403, 404)
        assert decide(other, proposal, "approve").status_code in (403, 404)
    assert signed_in(Client(), "ha-head").get("/desk/approvals/999999/").status_code == 404


def test_what_the_file_no_longer_bears_out_cannot_be_approved(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    number = Case.objects.get(pk=proposal.case_id).number
    commands.take_step(number, "record_ground", by=people["sh-handler"], answers={"T10-1": {"met": True, "why": "补来授权书"}})
    page = text(signed_in(client, "sh-head").get(f"/desk/approvals/{proposal.pk}/"))
    assert "按今日的案卷不能批准" in page and 'value="approve"' not in page and 'value="return"' in page
    assert "沪承办填写了审查清单。" in page


def test_a_decided_proposal_says_so(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    commands.return_proposal(Case.objects.get(pk=proposal.case_id).number, proposal.pk, by=people["sh-head"], reasons="事实不清")
    page = text(signed_in(client, "sh-head").get(f"/desk/approvals/{proposal.pk}/"))
    assert "已退回" in page and "事实不清" in page and 'value="approve"' not in page
    assert decide(client, proposal, "approve").status_code == 409


def test_what_was_sent_back_is_not_written_again(people: People, client: Client) -> None:
    """The form holds what was proposed, with the reasons of the return above it, until the step is proposed anew; for the office alone."""
    proposal = refusal_proposed(people)
    number = Case.objects.get(pk=proposal.case_id).number
    form = f"/cases/{number}/steps/refuse/"
    commands.return_proposal(number, proposal.pk, by=people["sh-head"], reasons="请写明所依据的事实")
    page = text(signed_in(client, "sh-intake").get(form))
    assert "上次提请被退回" in page and "请写明所依据的事实" in page and escape(REFUSAL["facts"]) in page and escape(REFUSAL["reasons"]) in page
    assert re.search(r'<option value="11-5-1"[^>]* selected|value="11-5-1"[^>]* checked', page)
    english = text(client.get(form, headers={"accept-language": "en"}))
    assert "Sent back last time" in english and "上次提请被退回" not in english
    commands.take_step(number, "refuse", by=people["sh-intake"], given=REFUSAL | {"facts": "核对了入网协议"}, answers=UNMET)
    assert "上次提请被退回" not in text(client.get(form))


def test_the_file_links_the_sheet_for_everybody_of_the_office(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    number = Case.objects.get(pk=proposal.case_id).number
    for who, said in (("sh-head", "去审批"), ("sh-handler", "看请示")):
        page = text(signed_in(Client(), who).get(f"/cases/{number}/"))
        assert re.search(rf'<a href="/desk/approvals/{proposal.pk}/"[^>]*>{said}</a>', page)


def test_in_english_nothing_but_the_paper_and_what_was_written_is_chinese(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    page = text(signed_in(client, "sh-head").get(f"/desk/approvals/{proposal.pk}/", headers={"accept-language": "en"}))
    assert "Request and reasons" in page and "Approve" in page and "received → refused" in page.lower()


def test_a_sheet_costs_at_most_twelve_statements(people: People, client: Client) -> None:
    proposal = refusal_proposed(people)
    number = stages.forwarded(people, number_in_dispute="13700137000")
    stages.act(people, "east-sh", number, "operator_reply", **stages.REPLY)
    given = {"facts_found": "已查明", "result": "退费", "outcome": "recognised"}
    reply = commands.take_step(number, "reply", by=people["sh-handler"], given=given).proposal
    assert reply is not None
    signed_in(client, "sh-head").get("/desk/approvals/")
    for path in ("/desk/approvals/", f"/desk/approvals/{proposal.pk}/", f"/desk/approvals/{reply.pk}/"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= 12, "\n".join(one["sql"][:300] for one in asked)
