"""The file on an officer's desk: what is shown, what is masked, what is offered, what a stale form keeps."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import clock, commands, queries
from casework.cases.attachments import Attachment
from casework.cases.case import Case
from casework.cases.ledger import Entry
from casework.config.samples import evidence
from casework.people.sessions import OUTSIDER
from tests import stages
from tests.builders import PASSWORD, People, filing

pytestmark = pytest.mark.django_db
PHONE, ADDRESS = "13800138000", "上海市黄浦区人民大道1号"


def signed_in(client: Client, username: str) -> Client:
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def text(response: Any) -> str:
    return response.content.decode()


def test_the_file_says_the_state_who_handles_it_the_next_date_and_its_article(people: People, client: Client) -> None:
    number = stages.filed()
    page = text(signed_in(client, "sh-intake").get(f"/cases/{number}/"))
    assert "已收到" in page and "未分派" in page and "受理或者不予受理决定并通知" in page and "电信用户申诉处理办法 14" in page
    assert '<details class="step fold" open><summary data-key="a"><b>受理</b>' in page


def test_contact_data_are_masked_everywhere_until_one_says_why_and_the_ledger_keeps_it(people: People, client: Client) -> None:
    number = stages.filed()
    signed_in(client, "sh-intake")
    for path in (f"/cases/{number}/", f"/cases/{number}/working/", f"/cases/{number}/steps/accept/"):
        page = text(client.get(path))
        assert PHONE not in page and ADDRESS not in page, path
    assert "138****8000" in text(client.get(f"/cases/{number}/"))

    refused = client.post(f"/cases/{number}/contact/", {"why": "", "further": " "})
    assert refused.status_code == 400 and "请写明为什么查看。" in text(refused) and PHONE not in text(refused)
    version = Case.objects.get(number=number).version
    shown = text(client.post(f"/cases/{number}/contact/", {"why": "call", "further": "核对账单"}))
    assert PHONE in shown and ADDRESS in shown
    entry = Entry.objects.filter(case__number=number).latest("seq")
    assert (entry.step, entry.actor_name, entry.role) == ("show_contact", people["sh-intake"].name, "intake")
    assert Case.objects.get(number=number).version == version  # nobody's open form goes stale by a look
    page = text(client.get(f"/cases/{number}/"))
    assert "查看了个人信息。" in page and "联系当事人：核对账单" in page and PHONE not in page


def test_the_certificate_names_what_began_and_ended_each_deadline_and_the_papers_that_prove_it(people: People, client: Client) -> None:
    """TC-04 began with the filing and was met by acceptance and its notice; TC-06 began with the receipt of the notice that forwarded the case."""
    number = stages.forwarded(people)
    stages.act(people, "east-sh", number, "acknowledge")
    file = queries.case_file(number, people["sh-handler"])
    proofs = {one.deadline.rule: one for one in queries.certificate(file)}
    seqs = {entry.step: entry.seq for entry in file.entries}
    decision, reply = proofs["TC-04"], proofs["TC-06"]
    assert (decision.began.seq, decision.ended.seq, [paper.type for paper, _ in decision.ended_by]) == (seqs["file"], seqs["accept"], ["acceptance_notice"])
    assert (reply.began.seq, [paper.type for paper, _ in reply.began_by], reply.ended) == (seqs["acknowledge"], ["transfer_notice"], None)
    assert [row.served_on for _, services in reply.began_by for row in services] == [clock.today()]
    page = text(signed_in(client, "sh-handler").get(f"/cases/{number}/working/"))
    assert "期限和凭据" in page and f"第 {seqs['accept']} 号记录" in page and decision.ended_by[0][0].number in page and "尚未送达" in page
    assert queries.certificate(queries.case_file(number, people["east-sh"])) == []


@pytest.mark.parametrize(("who", "status"), [("ha-handler", 404), ("sh-supervisor", 403), ("east-sh", 403)])
def test_who_may_not_look_does_not(people: People, client: Client, who: str, status: int) -> None:
    number = stages.forwarded(people)
    before = Entry.objects.filter(case__number=number).count()
    answer = signed_in(client, who).post(f"/cases/{number}/contact/", {"why": "call"})
    assert answer.status_code == status and PHONE not in text(answer)
    assert Entry.objects.filter(case__number=number).count() == before


def test_another_provinces_clerk_does_not_learn_that_the_case_exists(people: People, client: Client) -> None:
    number = stages.filed()
    signed_in(client, "ha-handler")
    for path in (f"/cases/{number}/", f"/cases/{number}/working/", f"/cases/{number}/steps/accept/"):
        assert client.get(path).status_code == 404

    def said(number: str) -> str:
        return re.sub(r'"X-CSRFToken":"\w+"|value="\w{64}"', "", text(client.get(f"/cases/{number}/"))).replace(number, "")

    assert said(number) == said("T-2026-31-9999999")


def test_what_cannot_be_done_stands_there_with_reason_and_article(people: People, client: Client) -> None:
    number = stages.filed()
    page = text(signed_in(client, "sh-intake").get(f"/cases/{number}/"))
    shut = page.split('<ul class="shut">')[1].split("</ul>")[0]
    assert "询问先行投诉情况" not in shut
    assert re.search(r"<li>.*?接收移交|<li>.*?更正|<li>", shut)


def test_a_stale_form_keeps_what_was_typed_and_says_what_came_between(people: People, client: Client) -> None:
    number = stages.filed()
    seen = Case.objects.get(number=number).version
    stages.act(people, "sh-intake", number, "add_material", note="又来一张账单")
    signed_in(client, "sh-intake")
    answer = client.post(f"/cases/{number}/steps/ask_material/", {"version": str(seen), "items": "八月账单", "how": "网上补交"})
    page = text(answer)
    assert answer.status_code == 409 and "案件在您打开之后已有变动" in page
    assert "八月账单" in page and "网上补交" in page and "提交了材料。" in page
    assert Case.objects.get(number=number).state == "received"


def test_history_is_sentences_with_a_person_newest_first(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    page = text(signed_in(client, "sh-handler").get(f"/cases/{number}/"))
    said = re.findall(r'<span(?: class="sys")?>([^<]+。)</span>', page.split('<ol class="story">')[1].split("</ol>")[0])
    handler = people["sh-handler"].name
    assert f"{handler}把本件转给企业。" in said and said[-1].endswith("提出申诉。")
    assert said.index(f"{handler}把本件转给企业。") < said.index(f"{people['sh-intake'].name}受理了本件。")


def test_a_hand_over_changes_hands_only_when_accepted(people: People, client: Client) -> None:
    number = stages.accepted(people)
    holder = Case.objects.get(number=number).handler
    assert holder and holder.username == "sh-handler"
    signed_in(client, "sh-handler").post(f"/cases/{number}/steps/hand_over/", {"to": "sh-handler2", "why": "休假"})
    assert Case.objects.get(number=number).handler == holder
    other = signed_in(Client(), "sh-handler2")
    assert "接收移交" in text(other.get(f"/cases/{number}/"))
    assert other.post(f"/cases/{number}/steps/accept_hand_over/", {}).status_code == 302
    case = Case.objects.get(number=number)
    assert case.handler and case.handler.username == "sh-handler2" and case.first_handler and case.first_handler.username == "sh-intake"
    page = text(other.get(f"/cases/{number}/"))
    assert "接收了移交，成为现承办人。" in page


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("stage", [lambda _: stages.filed(), stages.accepted, stages.forwarded], ids=["received", "accepted", "forwarded"])
def test_the_file_asks_little_of_the_database_and_is_light(people: People, client: Client, stage: Any, language: str) -> None:
    number = stage(people)
    signed_in(client, "sh-handler").get("/desk/", headers={"Accept-Language": language})
    with CaptureQueriesContext(connection) as captured:
        page = client.get(f"/cases/{number}/", headers={"Accept-Language": language})
    statements = [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(statements) <= 12, "\n".join(one[:150] for one in statements)
    assert len(page.content) < 60_000
    assert "style=" not in text(page) and "onclick" not in text(page)
    assert "{" not in re.sub(r"<meta name=\"htmx-config\".*?>|hx-headers='.*?'", "", text(page))


def test_a_proposal_is_told_in_the_words_of_its_form(people: People, client: Client) -> None:
    number = stages.accepted(people)
    stages.act(people, "sh-handler", number, "reply", facts_found="系统误扣。", result="退还一百二十元。", outcome="recognised")
    page = text(signed_in(client, "sh-handler").get(f"/cases/{number}/"))
    assert page.count("<dt>查明的事实</dt>") == 2 and page.count("<dd>和解（认可）</dd>") == 2  # proposed, and approved
    assert "facts_found</dt>" not in page and "<dd>recognised" not in page


def test_a_case_is_merged_by_the_number_that_the_pages_print(people: People, client: Client) -> None:
    first, second = stages.filed(), stages.filed()
    _, year, _, serial = first.split("-")
    form = {"into": f"沪申{year}-{int(serial):05d}", "reasons": "同一事项", "version": str(Case.objects.get(number=second).version)}
    answer = signed_in(client, "sh-intake").post(f"/cases/{second}/steps/merge/", form)
    assert answer.status_code == 302 and Case.objects.get(number=second).state == "merged"


def test_a_hand_over_that_waits_cannot_be_offered_again_nor_to_its_holder_nor_accepted_twice(people: People, client: Client) -> None:
    number = stages.accepted(people)
    holder, other = signed_in(client, "sh-handler"), signed_in(Client(), "sh-handler2")
    form = text(holder.get(f"/cases/{number}/steps/hand_over/"))
    assert '<option value="sh-handler2"' in form and '<option value="sh-handler"' not in form
    holder.post(f"/cases/{number}/steps/hand_over/", {"to": "sh-handler2", "why": "休假"})
    again = text(holder.get(f"/cases/{number}/steps/hand_over/"))
    assert "已有一项移交等待接收。" in again and 'id="form-hand_over"' not in again and "现在不能办" in again
    assert other.post(f"/cases/{number}/steps/accept_hand_over/", {}).status_code == 302
    late = other.post(f"/cases/{number}/steps/accept_hand_over/", {})
    assert late.status_code == 409 and "没有待接收的移交。" in text(late) and "不是给您的" not in text(late) and 'id="form-accept_hand_over"' not in text(late)


def test_papers_to_serve_say_in_which_order_they_stand(people: People, client: Client) -> None:
    page = text(signed_in(client, "sh-handler").get("/desk/unserved/"))
    assert "按签发日期排列，最早的在前" in page


def test_a_complaint_that_is_not_ones_own_matter_can_be_refused_as_the_readme_says(people: People, client: Client) -> None:
    number = stages.filed(own_matter=False)
    given = {"ground": "11-5-1", "facts": "号码登记在他人名下。", "reasons": "与申诉事项无直接利害关系。"}
    assert signed_in(client, "sh-intake").post(f"/cases/{number}/steps/refuse/", given)["Location"] == f"/cases/{number}/?done=proposed#done"


def test_the_notice_to_the_operator_offers_the_files_of_the_case_and_the_history_names_those_sent(people: People, client: Client) -> None:
    files = [evidence.picture("账单.png"), evidence.picture("身份证.png", 90)]
    number = commands.file_case("complaint", by=OUTSIDER, given=filing(), files={"attachments": files}).case.number
    commands.take_step(number, "accept", by=people["sh-intake"], given={"handler": "sh-handler"}, answers=stages.OK)
    signed_in(client, "sh-handler")
    form = text(client.get(f"/cases/{number}/steps/forward/"))
    first, second = Attachment.objects.filter(case__number=number).order_by("pk")
    assert f'name="annexes" value="{first.pk}"> 账单.png' in form and f'name="annexes" value="{second.pk}"> 身份证.png' in form
    assert client.post(f"/cases/{number}/steps/forward/", {"annexes": [str(first.pk)]}).status_code == 302
    page = text(client.get(f"/cases/{number}/"))
    assert "随通知书发送的材料" in page and page.count("身份证.png") == 1, "in the list of files alone"


def test_a_case_without_files_offers_none_to_send(people: People, client: Client) -> None:
    number = stages.accepted(people)
    assert "annexes" not in text(signed_in(client, "sh-handler").get(f"/cases/{number}/steps/forward/"))
