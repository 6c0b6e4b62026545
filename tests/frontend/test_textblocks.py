"""Text blocks: the head keeps them, the office's people find them beside the field they are for, nobody else does."""

import pytest
from django.test import Client

from casework import commands
from casework.cases.refusals import Forbidden, Invalid, NotFound
from casework.cases.textblocks import TextBlock
from tests import stages
from tests.builders import People
from tests.frontend.test_approvals import signed_in, text

pytestmark = pytest.mark.django_db
PLACE = ("complaint", "refuse", "reasons")
TEXT = "申诉人已就同一事项向人民法院起诉，人民法院已经受理。"


def test_a_text_stands_beside_its_field_and_in_no_other_office(people: People, client: Client) -> None:
    commands.keep_text(PLACE, title="法院已受理", text=TEXT, by=people["sh-head"])
    number, elsewhere = stages.filed(), stages.filed(respondent="OP-EAST-41")
    clerk = signed_in(client, "sh-intake")
    form = text(clerk.get(f"/cases/{number}/steps/refuse/"))
    where = f"/cases/{number}/texts/refuse/reasons/"
    assert f'hx-get="{where}?to=f-reasons"' in form and TEXT not in form
    part = text(clerk.get(f"{where}?to=f-reasons", headers={"HX-Request": "true"}))
    assert "法院已受理" in part and TEXT in part and 'data-insert="f-reasons"' in part and "<html" not in part
    assert TEXT in text(clerk.get(where)) and TEXT not in text(clerk.get(f"/cases/{number}/texts/refuse/facts/"))
    henan = signed_in(Client(), "ha-intake")
    assert TEXT not in text(henan.get(f"/cases/{elsewhere}/texts/refuse/reasons/"))
    assert henan.get(where).status_code == 404 and clerk.get(f"/cases/{number}/texts/refuse/ground/").status_code == 404


def test_only_the_head_keeps_and_retires_texts_and_the_old_one_stays_on_record(people: People) -> None:
    with pytest.raises(Forbidden):
        commands.keep_text(PLACE, title="法院已受理", text=TEXT, by=people["sh-handler"])
    first = commands.keep_text(PLACE, title="法院已受理", text=TEXT, by=people["sh-head"])
    second = commands.keep_text(PLACE, title="法院已受理", text="改过的文字", by=people["sh-head"])
    first.refresh_from_db()
    assert first.retired_on is not None and first.retired_by_id == people["sh-head"].id
    with pytest.raises(NotFound):
        commands.retire_text(second.pk, by=people["ha-head"])
    commands.retire_text(second.pk, by=people["sh-head"])
    with pytest.raises(NotFound):
        commands.retire_text(second.pk, by=people["sh-head"])
    assert TextBlock.objects.count() == 2


@pytest.mark.parametrize(
    ("place", "title", "said", "field"),
    [
        (("complaint", "refuse", "ground"), "标题", TEXT, "place"), (("complaint", "nothing", "reasons"), "标题", TEXT, "place"),
        (PLACE, "", TEXT, "title"), (PLACE, "标" * 61, TEXT, "title"), (PLACE, "标题", " ", "text"), (PLACE, "标题", "字" * 2001, "text"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_text_is_said_by_field(people: People, place: tuple[str, str, str], title: str, said: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        commands.keep_text(place, title=title, text=said, by=people["sh-head"])
    assert list(refusal.value.fields) == [field] and TextBlock.objects.count() == 0


def test_the_page_keeps_what_was_typed_and_takes_out_of_use(people: People, client: Client) -> None:
    head = signed_in(client, "sh-head")
    assert "还没有常用语" in text(head.get("/desk/texts/"))
    wrong = head.post("/desk/texts/", {"place": "complaint.refuse.reasons", "title": "", "text": TEXT})
    assert wrong.status_code == 400 and TEXT in text(wrong) and "请填写“标题”" in text(wrong)
    assert head.post("/desk/texts/", {"place": "complaint.refuse.reasons", "title": "法院已受理", "text": TEXT}).status_code == 302
    block = TextBlock.objects.get()
    page = text(head.get("/desk/texts/"))
    assert TEXT in page and "不予受理 · " in page
    assert head.post("/desk/texts/", {"retire": str(block.pk)}).status_code == 302
    assert TEXT not in text(head.get("/desk/texts/"))
    assert signed_in(Client(), "sh-handler").get("/desk/texts/").status_code == 403
