"""A corrected paper says so wherever it is read: on the file, at the citizen's, at /verify/. What is too long or empty is named, and nothing is lost."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from casework import jobs, queries
from casework.cases import attachments
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.service import Service
from tests import stages
from tests.builders import PASSWORD, People

ENGLISH = {"headers": {"Accept-Language": "en"}}


def signed_in(client: Client, username: str, *, english: bool = False) -> Client:
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    if english:
        client.cookies["django_language"] = "en"
    return client


def notice(number: str) -> Document:
    return Document.objects.get(case__number=number, type="acceptance_notice")


def correct(client: Client, number: str, **changed: str) -> Any:
    given = {"document": notice(number).number, "wrong_words": "王小明", "right_words": "王晓明", "reasons": "姓名误写"}
    return client.post(f"/cases/{number}/steps/correct_paper/", given | changed)


def test_the_head_corrects_a_slip_and_the_file_says_so(people: People, client: Client) -> None:
    number = stages.accepted(people)
    form = signed_in(client, "sh-head").get(f"/cases/{number}/steps/correct_paper/").content.decode()
    assert notice(number).number in form and "只用于笔误" in form
    assert correct(client, number).status_code == 302
    amendment = Document.objects.get(corrects=notice(number))
    page = client.get(f"/cases/{number}/").content.decode()
    assert f"笔误已由 {amendment.number} 更正" in page and "沪负责更正了文书中的笔误，发出更正通知书。" in page
    page = signed_in(client, "sh-head", english=True).get(f"/cases/{number}/", **ENGLISH).content.decode()
    assert f"A slip corrected by {amendment.number}" in page and "Correcting paper" in page and "更正通知书" not in page


def test_the_history_bears_the_numbers_that_rectifying_asks_for(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    page = signed_in(client, "sh-head").get(f"/cases/{number}/").content.decode()
    assert re.findall(r"第 (\d+) 号</span>", page) == ["3", "2", "1"]
    form = client.get(f"/cases/{number}/steps/rectify/").content.decode()
    assert re.search(r'name="entry" value="3"', form)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_whoever_checks_the_old_paper_learns_of_the_correction(committed: People, client: Client, withdrawn: bool) -> None:
    number = stages.accepted(committed)
    jobs.sign()
    paper = notice(number)
    signed = attachments.path_of(bytes(paper.signature.sha256)).read_bytes()
    said = client.post("/verify/", {"paper": SimpleUploadedFile("x.pdf", signed)}).content.decode()
    assert "没有改动" in said and "更正" not in said.split("<form")[0]
    if withdrawn:
        stages.act(committed, "sh-head", number, "rectify", entry=paper.entry_seq, reasons="误受理")
    else:
        stages.act(committed, "sh-head", number, "correct_paper", document=paper.number, wrong_words="王小明", right_words="王晓明", reasons="误写")
    later = Document.objects.get(corrects=paper).number
    said = client.post("/verify/", {"paper": SimpleUploadedFile("x.pdf", signed)}).content.decode()
    assert later in said and ("这份文书已撤销，不再有效" in said) is withdrawn and ("其余内容有效" in said) is not withdrawn


def test_an_empty_file_is_said_to_be_empty(people: People, client: Client) -> None:
    said = client.post("/verify/", {"paper": SimpleUploadedFile("通知书.pdf", b"")}).content.decode()
    assert "“通知书.pdf”是空的" in said and "请选一个文件" not in said
    number = stages.forwarded(people)
    row = Service.objects.filter(case__number=number).select_related("document", "party").latest("pk")
    given = {"document": row.document.number, "addressee": row.party.name, "manner": "post", "served_on": date.today().isoformat(), "proof": "回执1号"}
    answer = signed_in(client, "sh-handler").post(f"/cases/{number}/steps/serve/", given | {"attachments": SimpleUploadedFile("回执.png", b"")})
    assert answer.status_code == 400 and "“回执.png”是空的" in answer.content.decode()


def test_a_text_too_long_is_named_and_kept_whole(people: People, client: Client) -> None:
    number = stages.accepted(people)
    answer = correct(signed_in(client, "sh-head"), number, reasons="长" * 1001)
    page = answer.content.decode()
    assert answer.status_code == 400 and "“更正理由”最多1000个字。" in page and "长" * 1001 in page
    assert "maxlength" not in page and 'data-most="1000"' in page


@pytest.mark.parametrize(("why", "further", "said"), [("other", " ", "选“其他”的，请在“说明”里写明为什么。"), ("court", "长" * 201, "“说明”最多200个字。")])
def test_a_reason_for_the_bundle_is_a_reason(people: People, client: Client, why: str, further: str, said: str) -> None:
    number = stages.accepted(people)
    answer = signed_in(client, "sh-handler").post(f"/cases/{number}/bundle/", {"why": why, "further": further})
    page = answer.content.decode()
    assert answer.status_code == 400 and said in page and f'value="{further}"' in page and f'value="{why}" selected' in page
    assert not Entry.objects.filter(step="bundle").exists()


def test_english_errors_begin_with_a_capital_and_cite_the_article(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    row = Service.objects.filter(case__number=number).select_related("document", "party").latest("pk")
    given = {"document": row.document.number, "addressee": row.party.name, "manner": "left", "served_on": date.today().isoformat()}
    page = signed_in(client, "sh-handler", english=True).post(f"/cases/{number}/steps/serve/", given, **ENGLISH).content.decode()
    assert "Left with the addressee: say how receipt was refused (民事诉讼法 89)." in page
    assert "Slip number, signature, witness: required." in page


def test_papers_to_serve_stand_by_the_day_of_issue(people: People, client: Client) -> None:
    first, second = stages.forwarded(people), stages.forwarded(people)
    Document.objects.filter(case__number=second).update(issued_on=date(2026, 1, 5))
    Document.objects.filter(case__number=first).update(issued_on=date(2026, 3, 2))
    actor = people["sh-handler"]
    page = queries.not_yet_served(actor)
    days = [row.document.issued_on for row in page.rows]
    assert days == sorted(days) and len(days) == 4
    whole, read = [row.pk for row in page.rows], queries.not_yet_served(actor, limit=1)
    seen = [read.rows[0].pk]
    while read.next:
        read = queries.not_yet_served(actor, limit=1, cursor=read.next)
        seen.append(read.rows[0].pk)
    assert seen == whole
    assert [row.pk for row in queries.not_yet_served(actor, limit=2, before=read.previous).rows] == whole[1:3]
    assert "按签发日期排列" in signed_in(client, "sh-handler").get("/desk/unserved/").content.decode()


def test_text_blocks_are_kept_for_steps_of_the_office_alone() -> None:
    steps = {step for kind, step, _ in queries.places() if kind == "complaint"}
    assert {"refuse", "reply", "correct_paper"} <= steps and not {"object", "acknowledge"} & steps


def test_a_bad_day_is_refused_in_both_languages(people: People) -> None:
    with pytest.raises(CommandError, match=r"“明天”不是日期，请写成 2026-12-01 这样。\(No day"):
        call_command("account", "away", "sh-handler", "--from", "明天", "--deputy", "sh-handler2")


def test_the_font_of_a_signed_paper_is_kept_with_it(committed: People) -> None:
    number = stages.accepted(committed)
    assert notice(number).font == ""
    jobs.sign()
    assert notice(number).font == queries.body_font() != ""
    assert Entry.objects.get(case__number=number, step="sign").facts["font"] == queries.body_font()
