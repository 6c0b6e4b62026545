"""The forms of steps on an officer's desk: nothing is typed twice, likely cases are offered, an empty field says what it means, a button says what it does."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import clock
from casework.cases.case import Case
from casework.cases.documents import Document, content
from casework.cases.service_steps import MUST_SAY, SendingOut, Serving
from casework.complaints import forms
from casework.people.models import Membership
from frontend.clerk.forms import BELONGS
from frontend.stepforms import fields_of
from tests import stages
from tests.builders import People
from tests.frontend.test_clerk_file import signed_in, text

pytestmark = pytest.mark.django_db


def form_of(page: str, step: str) -> str:
    """The form of a step on a page."""
    return page.split(f'/steps/{step}/"', 1)[1].split("</form>")[0]


def box(form: str, name: str) -> str:
    """What stands in a long field."""
    found = re.search(rf'<textarea [^>]*name="{name}"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    assert found, name
    return found[1]


def replied(people: People, **changed: Any) -> str:
    number = stages.forwarded(people, **changed)
    stages.act(people, "east-sh", number, "operator_reply", facts="系统割接未生效。", result="同意退还差额。", complainant_view="认可，11月3日电话确认。")
    return number


def spoken(number: str) -> str:
    _, year, _, serial = number.split("-")
    return f"沪申{year}-{int(serial):05d}"


def test_the_closing_reply_begins_with_what_the_operator_reported(people: People, client: Client) -> None:
    number = replied(people)
    signed_in(client, "sh-handler")
    for path in (f"/cases/{number}/", f"/cases/{number}/steps/reply/"):
        form = form_of(text(client.get(path)), "reply")
        assert (box(form, "facts_found"), box(form, "result"), box(form, "applicant_view")) == ("系统割接未生效。", "同意退还差额。", "认可，11月3日电话确认。")
        assert box(form, "operator_reply") == "" and "空着：写入企业反馈的处理过程和结果。" in form
        assert "案卷里已有的内容已经填入，请核对、修改。" in form


def test_a_reply_that_was_sent_back_is_not_filled_in(people: People, client: Client) -> None:
    number = replied(people)
    stages.act(people, "sh-handler", number, "return_reply", reasons="没有写明到账日期。")
    form = form_of(text(signed_in(client, "sh-handler").get(f"/cases/{number}/steps/reply/")), "reply")
    assert box(form, "facts_found") == "" and "已经填入" not in form


def test_of_two_operators_each_is_named(people: People, client: Client) -> None:
    number = stages.forwarded(people, second="OP-NORTH-31", number_portability=True)
    stages.act(people, "east-sh", number, "operator_reply", facts="主卡已核。", result="退一百元。", complainant_view="认可")
    stages.act(people, "north-sh", number, "operator_reply", facts="副卡已核。", result="退二十元。", complainant_view="认可")
    form = form_of(text(signed_in(client, "sh-handler").get(f"/cases/{number}/steps/reply/")), "reply")
    assert box(form, "facts_found") == "华东通信股份有限公司上海分公司：主卡已核。\n北方移动通信有限公司上海分公司：副卡已核。"


def test_what_the_handler_made_of_it_stays_when_the_form_comes_back(people: People, client: Client) -> None:
    number = replied(people)
    answer = signed_in(client, "sh-handler").post(f"/cases/{number}/steps/reply/", {"facts_found": "本机构查明：计费有误。", "result": ""})
    form = form_of(text(answer), "reply")
    assert answer.status_code == 400 and box(form, "facts_found") == "本机构查明：计费有误。" and box(form, "result") == "" and "已经填入" not in form


def test_acceptance_keeps_the_class_that_the_filing_gave(people: People, client: Client) -> None:
    number = stages.filed(category="network")
    signed_in(client, "sh-intake")
    for path in (f"/cases/{number}/", f"/cases/{number}/steps/accept/"):
        form = form_of(text(client.get(path)), "accept")
        assert re.findall(r'name="category" value="(\w+)" checked', form) == ["network"]
    bare = stages.filed(category=None, event_on="2026-10-01")
    assert "checked" not in form_of(text(client.get(f"/cases/{bare}/steps/accept/")), "accept")


def test_the_question_about_the_operator_begins_with_what_was_said(people: People, client: Client) -> None:
    number = stages.filed(own_matter=True)
    form = form_of(text(signed_in(client, "sh-intake").get(f"/cases/{number}/steps/ask_about_operator/")), "ask_about_operator")
    assert 'name="operator_complained_on" value="2026-10-08"' in form and "坚持收费" in form
    assert re.findall(r'name="(operator_satisfied|own_matter)" value="(\w+)" checked', form) == [("operator_satisfied", "false"), ("own_matter", "true")]


def test_a_tick_that_was_not_given_is_not_ticked_in_a_returned_proposal() -> None:
    told = {one.name: one for one in fields_of(forms.Forwarding, given={"give_phone": False, "give_address": True})}
    assert (told["give_phone"].value, told["give_address"].value) == ("", "true")


def test_merging_offers_the_open_cases_of_the_same_complainant_in_this_office_alone(people: People, client: Client) -> None:
    number = stages.filed()
    phone = stages.filed(applicant_name="王女士", title="同一号码的另一件")  # the same phone
    name = stages.filed(applicant_phone="13900139000", title="同名的另一件")
    stranger = stages.filed(applicant_name="李四", applicant_phone="13900139001")
    elsewhere = stages.filed(respondent="OP-EAST-41", title="河南的同一申诉人")
    closed = stages.filed(title="已经撤回的")
    stages.act(people, "sh-intake", closed, "withdraw")
    sealed = stages.filed(title="密件")
    stages.seal(sealed)
    page = text(signed_in(client, "sh-intake").get(f"/cases/{number}/steps/merge/"))
    form = form_of(page, "merge")
    offered = re.findall(r'<option value="([^"]+)">', form)
    assert offered == [spoken(phone), spoken(name)]
    assert f'<a href="/cases/{phone}/">{spoken(phone)}</a> 同一号码的另一件，王女士，已收到，' in form
    for hidden in (stranger, elsewhere, closed, sealed, number):
        assert spoken(hidden) not in form, hidden
    assert "河南的同一申诉人" not in page and "密件" not in page
    assert 'list="f-into-list"' in form and '<datalist id="f-into-list">' in form  # any other number may be typed


def test_where_nobody_else_complains_the_field_says_so(people: People, client: Client) -> None:
    number = stages.filed()
    form = form_of(text(signed_in(client, "sh-intake").get(f"/cases/{number}/steps/merge/")), "merge")
    assert "本机构没有同一申诉人的其他在办申诉；别的请填编号。" in form and "<datalist" not in form


def test_the_form_of_a_merger_costs_one_statement_more(people: People, client: Client) -> None:
    number, _ = stages.filed(), stages.filed()
    signed_in(client, "sh-intake").get("/desk/")
    counted = []
    for step in ("ask_material", "merge"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/cases/{number}/steps/{step}/").status_code == 200
        counted.append(len(asked))
    assert counted[1] == counted[0] + 1 <= 12


def test_an_empty_summary_is_what_its_hint_says(people: People, client: Client) -> None:
    """The operator reads claim and facts; with a summary it reads the summary alone."""
    plain = stages.accepted(people)
    form = form_of(text(signed_in(client, "sh-handler").get(f"/cases/{plain}/steps/forward/")), "forward")
    assert "空着：企业读到申诉要求、理由和事实的原文。写了摘要，企业只读到摘要。" in form
    short = stages.accepted(people)
    stages.act(people, "sh-handler", plain, "forward")
    stages.act(people, "sh-handler", short, "forward", summary="多扣流量费，请核。")
    told = [content(Document.objects.get(case__number=number, type="transfer_notice"))["claim"] for number in (plain, short)]
    assert told == ["退还多扣的流量费一百二十元\n九月账单多出套餐外流量费，客服无法说明计费依据。", "多扣流量费，请核。"]


@pytest.mark.parametrize(
    ("who", "stage", "step", "zh", "en"),
    [
        ("sh-intake", "filed", "accept", "确认并发出受理通知书", "Confirm and issue: Notice of acceptance"),
        ("sh-intake", "filed", "refuse", "提请审批", "Submit for approval"),
        ("sh-intake", "filed", "ask_about_operator", "提交", "Submit"),
        ("sh-handler", "forwarded", "investigate", "提交", "Submit"),  # its record goes to nobody
        ("east-sh", "forwarded", "operator_reply", "提交", "Submit"),
    ],
)
def test_the_button_says_the_act_and_not_the_heading_again(people: People, client: Client, who: str, stage: str, step: str, zh: str, en: str) -> None:
    number = stages.filed() if stage == "filed" else stages.forwarded(people)
    signed_in(client, who)
    for language, said in (("zh-CN", zh), ("en", en)):
        page = text(client.get(f"/cases/{number}/steps/{step}/", headers={"Accept-Language": language}))
        button = re.search(r'<button class="btn[^"]*">(.*?)<span class="vh">', form_of(page, step), re.DOTALL)
        assert button and button[1] == said


def test_the_handler_is_told_whose_word_is_awaited_and_when_both_have_spoken(people: People, client: Client) -> None:
    number = replied(people)
    signed_in(client, "sh-handler")
    path, pane = f"/cases/{number}/", f"/desk/?queue=mine&case={number}"
    assert "等企业确认" not in text(client.get(path))
    stages.commands.take_step(number, "confirm_settlement", by=stages.guest(number))
    stages.act(people, "east-sh", number, "consent_mediation")
    for where in (path, pane):
        page = text(client.get(where))
        assert "已确认，等企业确认。" in page and "已同意，等申诉人同意。" in page and f"/cases/{number}/steps/reconcile/" not in page, where
    stages.act(people, "east-sh", number, "confirm_settlement")
    for where in (path, pane):
        page = text(client.get(where))
        assert "和解：双方都已确认（" in page and f'<a href="/cases/{number}/steps/reconcile/">请办“和解办结”</a>' in page, where
    stages.act(people, "sh-handler", number, "reconcile", terms="退还差额。")
    assert "双方都已确认（" not in text(client.get(path))


def test_the_word_of_one_side_is_not_shown_to_the_other(people: People, client: Client) -> None:
    number = replied(people)
    stages.commands.take_step(number, "consent_mediation", by=stages.guest(number))
    assert "等企业同意" not in text(signed_in(client, "east-sh").get(f"/cases/{number}/"))
    assert Case.objects.get(number=number).state == "operator_replied"


def test_an_officer_who_writes_a_word_down_is_not_told_that_whose_it_was_is_optional(people: People, client: Client) -> None:
    number = replied(people)
    page = text(signed_in(client, "sh-handler").get(f"/cases/{number}/steps/confirm_settlement/"))
    form = form_of(page, "confirm_settlement")
    assert re.findall(r"<(?:legend|label[^>]*)>([^<]+?) ?<span class=\"dim\">（可不填）", form) == ["哪一家企业"]


def test_who_sits_in_two_offices_is_offered_the_cases_of_this_one(people: People, client: Client) -> None:
    """Merging stays within one office."""
    number, here, there = stages.filed(), stages.filed(), stages.filed(respondent="OP-EAST-41")
    henan = Case.objects.get(number=there).office
    Membership.objects.create(user=people.user("sh-intake"), organisation=henan, role="intake")
    signed_in(client, "sh-intake")
    assert client.get(f"/cases/{there}/").status_code == 200
    form = form_of(text(client.get(f"/cases/{number}/steps/merge/")), "merge")
    assert re.findall(r'<option value="([^"]+)">', form) == [spoken(here)]


def test_the_checklist_asks_what_is_open_and_refuses_to_record_nothing(people: People, client: Client) -> None:
    number = stages.filed(own_matter=None)
    signed_in(client, "sh-intake")
    path = f"/cases/{number}/steps/record_ground/"
    assert 'name="ground-T10-1"' in form_of(text(client.get(path)), "record_ground")
    empty = client.post(path, {"why": "看过了"})
    assert empty.status_code == 409 and "审查清单还没有填写" in text(empty)
    assert client.post(path, {"ground-T10-1": "yes", "why-T10-1": "机主本人"}).status_code == 302


def test_no_step_stands_open_while_the_case_waits_for_others(people: People, client: Client) -> None:
    """Its day is the office's own, but what the case waits for is the applicant's material, the operator's reply."""
    waiting, forwarded = stages.filed(applicant_address=None), stages.forwarded(people)
    stages.act(people, "sh-intake", waiting, "ask_material", how="网上补交")
    for who, number in (("sh-intake", waiting), ("sh-handler", forwarded)):
        page = text(signed_in(client, who).get(f"/cases/{number}/"))
        assert '<details class="step fold">' in page and '<details class="step fold" open>' not in page
        assert Case.objects.get(number=number).due_on is not None


# ---- what a record of service asks for --------------------------------------------

BELONGING = (  # step, field, required with, optional with
    ("serve", "received_by", ("direct",), ("post", "entrusted")),
    ("serve", "relation", ("direct",), ("post", "entrusted")),
    ("serve", "refusal", ("left",), ()),
    ("serve", "witnesses", (), ("left",)),
    ("serve", "through", ("entrusted",), ()),
    ("serve", "arrived_at", ("electronic",), ()),
    ("send_out", "why", ("notice",), ()),
)


def test_what_belongs_to_one_manner_of_service_is_what_the_record_of_that_manner_must_hold() -> None:
    assert {(step, name): (one.needs, one.may) for (step, name), one in BELONGS.items()} == {(step, name): (*told,) for step, name, *told in BELONGING}
    assert {(manner, name) for manner, asked in MUST_SAY.items() for name, _ in asked} == {
        (manner, name) for step, name, needs, _ in BELONGING if step == "serve" for manner in needs
    }
    assert all(one.to in form.base_fields for one in BELONGS.values() for form in (Serving, SendingOut))


def test_each_field_says_to_which_manner_it_belongs_and_which_papers_wait_stands_above(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    signed_in(client, "sh-handler")
    page = text(client.get(f"/cases/{number}/steps/serve/"))
    both = {paper.number: paper.title for paper in Document.objects.filter(case__number=number)}
    assert sorted(both.values()) == ["受理通知书", "转办通知书"]
    assert all(f">{paper}</a> {title}，送" in page for paper, title in both.items()) and 'name="document" value=""' in page
    for said in ("直接送达须填；邮寄送达、委托送达可不填。", "留置送达须填。", "留置送达须填，或者在下面附照片、录像。", "委托送达须填。", "电子送达须填。"):
        assert said in page, said
    assert 'data-with="manner" data-needs="direct" data-may="post entrusted"' in page and not re.search(r"签收人 <span|见证人 <span", page)
    assert client.post(f"/cases/{number}/steps/serve/", {
        "document": next(paper for paper, title in both.items() if title == "转办通知书"), "manner": "direct", "served_on": clock.today().isoformat(),
        "received_by": "周收发", "relation": "receiver", "proof": "回证",
    }).status_code == 302  # fmt: skip
    left = next(paper for paper, title in both.items() if title == "受理通知书")
    assert f'name="document" value="{left}"' in text(client.get(f"/cases/{number}/steps/serve/"))  # one waits: it is meant
    assert "公告送达须填。" in text(client.get(f"/cases/{number}/steps/send_out/"))
    english = text(client.get(f"/cases/{number}/steps/serve/", headers={"Accept-Language": "en"}))
    assert "Waiting to be served:" in english and "Notice of acceptance, to 王小明" in english
