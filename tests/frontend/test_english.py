"""English is whole: on an English page nothing is Chinese but names, numbers, what people typed, and the law as it is cited."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from casework import catalogue, commands
from casework.complaints.english import IN_ENGLISH
from casework.people.models import Organisation, User
from tests import stages
from tests.builders import PASSWORD, People

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[一-鿿㐀-䶿]+")
TYPED = {  # a complaint told in English, so that every Chinese word left is the program's
    "applicant_name": "Wang", "applicant_address": "1 People Avenue", "title": "Charged twice", "claim": "Give 120 yuan back",
    "facts": "Billed for traffic I did not use", "operator_answer": "No",
}  # fmt: skip
REPLY = {"facts": "Checked", "result": "Refunded", "complainant_view": "Content"}


def seen(page: str) -> str:
    """What a reader sees or hears of a page: text, names of fields, titles; not the other language's name in the switch."""
    page = re.sub(r"<(script|style|template)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r'<a [^>]*hreflang="zh-CN"[^>]*>.*?</a>', " ", page)
    spoken = " ".join(re.findall(r'(?:aria-label|title|placeholder|alt|data-[a-z]+)="([^"]*)"', page))
    return unescape(re.sub(r"<[^>]+>", " ", page) + " " + spoken)


def allowed() -> list[str]:
    """Names of bodies and people, the longest first."""
    found = {name for row in Organisation.objects.values_list("name", "short") for name in row} | set(User.objects.values_list("name", flat=True))
    found |= {name.removesuffix("通信管理局") for name in found}  # places
    return sorted((name for name in found if HAN.search(name)), key=len, reverse=True)


# The law as it is cited, numbers of cases and papers.
CITED = re.compile(
    r"令35|令69|工信部(?:令第\d+号|政法〔\d+〕\d+号)|(?:电信用户)?申诉(?:处理)?办法|(?:河南省|重庆市)?电信条例|条例|民事诉讼法|民诉|民法典|个人信息保护法|行政复议法|复议法"
    r"|国务院办公厅关于\d+年部分节假日安排的通知|国办发明电〔\d+〕\d+号|全国年节及纪念日放假办法|放假办法|信访工作条例|第[一二三四五六七八九十百]+条|[一-鿿]{1,2}申\d{4}(?:-\d+)?|[一-鿿]+〔\d{4}〕\d+号|中文"
)  # fmt: skip


def left(page: str, names: list[str]) -> set[str]:
    """The Chinese of a page that is neither a name nor a citation."""
    text = CITED.sub(" ", seen(page))  # numbers first: an office's short name is a part of them
    for name in names:
        text = text.replace(name, " ")
    return set(HAN.findall(CITED.sub(" ", text)))


def english(username: str = "") -> Client:
    """A reader who asked for English."""
    client = Client(headers={"accept-language": "en"})
    if username:
        assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def guest_of(number: str, code: str) -> Client:
    client = english()
    assert client.post("/track/", {"number": number, "code": code}).status_code == 302
    return client


def told(people: People, until: str) -> tuple[str, str]:
    """A complaint told in English, brought to a state; its number and query code."""
    outcome = commands.file_case("complaint", by=stages.OUTSIDER, given=stages.filing(**TYPED))
    number, code = outcome.case.number, outcome.codes["applicant"]
    if until == "received":
        return number, code
    answers = {ground: {"met": True, "why": "checked"} for ground in stages.GROUNDS}
    commands.take_step(number, "accept", by=people["sh-intake"], given={"handler": "sh-handler"}, answers=answers)
    if until == "accepted":
        return number, code
    stages.act(people, "sh-handler", number, "forward")
    if until == "forwarded":
        return number, code
    stages.act(people, "east-sh", number, "operator_reply", **REPLY)
    if until == "operator_replied":
        return number, code
    closing = {"facts_found": "Checked", "operator_reply": "Agrees", "applicant_view": "Content", "result": "Refunded", "outcome": "recognised"}
    stages.act(people, "sh-handler", number, "reply", **closing)
    return number, code


def steps_of(page: str) -> list[str]:
    """The addresses of the step forms that a page offers."""
    return sorted(set(re.findall(r'"(/cases/[^"]+/steps/[a-z_]+/)', page)))


@pytest.mark.parametrize("state", ["received", "accepted", "forwarded", "operator_replied", "replied"])
def test_a_file_and_every_step_offered_on_it(people: People, state: str) -> None:
    number, code = told(people, state)
    names, wrong = allowed(), {}
    for reader, client in (("sh-intake", english("sh-intake")), ("sh-handler", english("sh-handler")), ("sh-head", english("sh-head")),
                           ("east-sh", english("east-sh")), ("guest", guest_of(number, code))):  # fmt: skip
        answer = client.get(f"/cases/{number}/")
        if answer.status_code == 404:  # the operator before it is forwarded
            assert reader == "east-sh" and state in ("received", "accepted")
            continue
        page = answer.content.decode()
        for path in (f"/cases/{number}/", *steps_of(page)):
            if found := left(client.get(path).content.decode(), names):
                wrong[f"{reader} {path}"] = found
    assert wrong == {}


LISTS: dict[str, tuple[str, ...]] = {
    "": ("/ask/", "/ask/complaint/2/", "/ask/complaint/3/", "/ask/complaint/4/", "/ask/report/2/", "/ask/enquiry/2/",
         "/ask/petition/2/", "/petition-channels/", "/petition-channels/CA-31/",
         "/ask/elsewhere/reconsideration/", "/ask/elsewhere/nuisance/", "/track/", "/sign-in/", "/privacy/", "/accessibility/", "/verify/", "/nowhere/"),
    "sh-intake": ("/desk/", "/desk/?queue=unassigned", "/desk/messages/", "/desk/unserved/", "/desk/search/?q=Wang", "/desk/search/?q=zzz", "/import/",
                  "/desk/new/", "/desk/new/complaint/file/", "/desk/new/complaint/enquire/", "/desk/new/complaint/file_report/"),
    "sh-handler": ("/desk/", "/desk/?queue=waiting", "/desk/messages/", "/desk/digests/", "/desk/calendar/", "/desk/calendar/?month=2026-10",
                   "/desk/calendar/week/", "/calendar/feed/"),
    "sh-head": ("/desk/", "/desk/?queue=overdue", "/desk/approvals/", "/account/", "/desk/calendar/", "/desk/calendar/week/?of=mine", "/calendar/feed/"),
    "sh-supervisor": ("/oversight/", "/oversight/dated-back/", "/oversight/by/handlers/", "/oversight/by/operators/", "/oversight/passed/office/",
        "/oversight/pauses/", "/oversight/pauses/stopped/", "/oversight/pauses/extended/"),
    "ministry-supervisor": ("/oversight/", "/oversight/by/offices/", "/oversight/passed/house/"),
    "ministry-admin": ("/admin/workdays/",),
    "east-sh": ("/operator/", "/operator/?list=waiting", "/import/", "/account/", "/operator/calendar/",
        "/operator/calendar/week/", "/calendar/feed/"), "east-hq": ("/operator/", "/operator/people/"),
}  # fmt: skip


@pytest.mark.parametrize("reader", LISTS)
def test_lists_and_doors(people: People, reader: str) -> None:
    told(people, "received")
    told(people, "operator_replied")
    names, wrong, client = allowed(), {}, english(reader)
    for path in LISTS[reader]:
        answer = client.get(path)
        assert answer.status_code == (404 if path == "/nowhere/" else 200), path
        if found := left(answer.content.decode(), names):
            wrong[path] = found
    assert wrong == {}


def test_every_choice_of_every_form_has_its_english() -> None:
    lacking = {
        (step.name, str(label))
        for step in catalogue.steps("complaint").values()
        for one in (step.asks.base_fields if step.asks else {}).values()
        for _, label in _listed(one)
        if HAN.search(str(label)) and str(label) not in IN_ENGLISH
    }
    assert lacking == set()


def _listed(one: Any) -> list[tuple[Any, Any]]:
    return [] if hasattr(one, "queryset") else list(getattr(one, "choices", None) or ())


def test_a_chinese_word_on_an_english_page_is_seen() -> None:
    page = '<html lang="en"><p title="说明">Received 已收到 by 上海市通信管理局, 令35 14</p><a hreflang="zh-CN" href="/">中文</a>'
    assert left(page, ["上海市通信管理局"]) == {"说明", "已收到"}
