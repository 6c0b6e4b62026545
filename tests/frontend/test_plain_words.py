"""What citizens and operators read: no codes of rules or readings, the law by its name, sentences said to them."""

import re
from typing import Any

import pytest
from django.test import Client

from casework import catalogue, commands
from casework.families import FAMILIES
from frontend import plainly
from tests import stages
from tests.builders import OUTSIDER, People, filing
from tests.frontend.test_clerk_file import signed_in, text

pytestmark = pytest.mark.django_db
CODES = re.compile(r"\b(?:TC|PT|AR|TD)-\d\d|A-[A-Z]{3,}|令35|原文未见|text not seen")

TO_OPERATORS = {
    "zh-CN": ("反馈处理情况", "把本件转给贵单位。", "过了不算违法"), "en": ("Your reply", "forwarded the complaint to you.", "breaches no law"),
}  # fmt: skip


def main_of(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main>")[0])


def citizen(client: Client, **changed: Any) -> str:
    """A citizen at their own case."""
    outcome = commands.file_case("complaint", by=OUTSIDER, given=filing(**changed))
    assert client.post("/track/", {"number": outcome.case.number, "code": outcome.codes["applicant"]}).status_code == 302
    return outcome.case.number


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_citizens_page_holds_no_code(people: People, client: Client, language: str) -> None:
    number = citizen(client)
    page = main_of(text(client.get(f"/cases/{number}/", headers={"Accept-Language": language})))
    assert not CODES.findall(page)
    assert {"zh-CN": "要起诉，得先复议。", "en": "it must come before a lawsuit."}[language] in page


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_an_operators_page_holds_no_code_and_speaks_to_the_operator(people: People, client: Client, language: str) -> None:
    number = stages.forwarded(people)
    stages.act(people, "east-sh", number, "acknowledge")
    signed_in(client, "east-sh")
    for path in (f"/cases/{number}/", f"/cases/{number}/steps/object/"):
        page = main_of(text(client.get(path, headers={"Accept-Language": language})))
        assert not CODES.findall(page), path
        assert all(one in page for one in TO_OPERATORS[language]), path
    listed = main_of(text(client.get("/operator/", headers={"Accept-Language": language})))
    assert {"zh-CN": "等企业反馈", "en": "reply awaited"}[language] in listed


def test_an_officers_page_keeps_them(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    page = main_of(text(signed_in(client, "sh-handler").get(f"/cases/{number}/")))
    assert "TC-07" in page and "令35" in page and "把本件转给企业。" in page


def test_a_ground_is_said_to_the_complainant() -> None:
    said = "申诉人于2026年3月1日投诉，被申诉人的答复期限至2026年3月16日，尚未届满。"
    assert plainly.to_complainant(said) == "您于2026年3月1日投诉，企业的答复期限至2026年3月16日，还没有到。"


def test_what_is_reworded_is_still_said_by_the_domain() -> None:
    notes = {note for family in FAMILIES.values() for limit in family.limits().values() for note in limit.notes}
    house = ("内部期限，条文待核；逾期不作为违法显示。", "House limit, article to be confirmed; passing it is not shown as a breach of law.")
    assert set(plainly.SAID) <= notes | {house}
    assert set(plainly.STEPS) | set(plainly.DID) <= set(catalogue.steps("complaint"))
    assert set(plainly.STATES) <= {str(one) for one in FAMILIES["complaint"].STATES} and set(plainly.RULES) <= set(catalogue.rules("complaint"))
