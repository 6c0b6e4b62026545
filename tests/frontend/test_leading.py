"""Leading a petition into a complaint on the desk: both forms on one page, errors by field, both files show the tie."""

import re

import pytest
from django.test import Client

from casework.cases.case import Case, Link
from tests.builders import People
from tests.frontend.test_clerk_file import signed_in, text
from tests.statute.test_led_in import GIVEN, PETITION
from tests.statute.test_led_in import petition as petition

pytestmark = pytest.mark.django_db
FORM = GIVEN | {
    "respondent": "OP-EAST-31", "applicant_name": "刘桂芳", "claim": PETITION["claim"], "channel": "transfer", "first_received_on": "2026-10-09",
    "office": "CA-31",
}  # fmt: skip


def test_the_file_offers_it_and_the_form_knows_what_the_petition_says(people: People, client: Client, petition: str) -> None:
    page = text(signed_in(client, "sh-intake").get(f"/cases/{petition}/"))
    assert f'/cases/{petition}/lead/complaint/' in page
    form = text(client.get(f"/cases/{petition}/lead/complaint/"))
    for said in ("退还多收的宽带费。", "合同到期后仍按原价扣费三个月。", "刘桂芳", "2026-10-09", "电信用户申诉处理程序"):
        assert said in form
    assert "随转附件 1 个" in form


def test_led_in_and_both_files_say_so(people: People, client: Client, petition: str) -> None:
    signed_in(client, "sh-intake")
    answer = client.post(f"/cases/{petition}/lead/complaint/", FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/new/receipt/")
    receipt = text(client.get("/desk/new/receipt/"))
    other = Link.objects.get(case__number=petition).other.number
    assert re.search(r"沪申2026-\d{5}", receipt)
    assert "已导入" in text(client.get(f"/cases/{petition}/")) and "由信访导入" in text(client.get(f"/cases/{other}/"))


def test_what_is_wrong_is_named_in_either_form_and_nothing_is_lost(people: People, client: Client, petition: str) -> None:
    signed_in(client, "sh-intake")
    answer = client.post(f"/cases/{petition}/lead/complaint/", FORM | {"reasons": "", "respondent": "OP-EAST-31"})
    assert answer.status_code == 400 and "理由" in text(answer) and "退还多收的宽带费。" in text(answer)
    answer = client.post(f"/cases/{petition}/lead/complaint/", FORM | {"operator_complained_on": "2026-13-01"})
    assert answer.status_code == 400 and 'href="#f-operator_complained_on"' in answer.content.decode()
    assert Case.objects.filter(kind="complaint").count() == 0


def test_others_do_not_find_the_page(people: People, client: Client, petition: str) -> None:
    assert signed_in(client, "ha-intake").get(f"/cases/{petition}/lead/complaint/").status_code == 404
    assert client.get(f"/cases/{petition}/lead/nothing/").status_code == 404
