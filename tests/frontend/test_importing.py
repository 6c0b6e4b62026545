"""The pages of imports and the workbooks out: what they cost, both languages, no formula in any cell, nobody else's cases."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from casework import clock
from casework.cases.case import Case
from casework.cases.imports import ImportRun
from casework.cases.service import Service
from casework.importing import filings
from casework.people.models import Organisation
from tests import stages
from tests.builders import People
from tests.frontend.test_budgets import MOST_BYTES, MOST_STATEMENTS, weight
from tests.loading.imports_of import HEADING, bring, chosen, enter, line, run_through, tried, worked
from tests.loading.tables_of import xlsx

pytestmark = pytest.mark.django_db
RISKY = ['=HYPERLINK("http://evil.example","x")', "+86 138", "-1+1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]
CHOICES = {str(label) for one in filings.fields().values() if hasattr(one, "choices") and not hasattr(one, "queryset") for _, label in one.choices}
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: Path) -> None:
    """Uploads of this test."""
    settings.UPLOADS = tmp_path / "uploads"  # type: ignore[attr-defined]


def sheet_of(response: Any) -> Any:
    """The first sheet of a downloaded workbook."""
    assert response.status_code == 200 and response["Content-Type"].endswith("spreadsheetml.sheet")
    return load_workbook(BytesIO(b"".join(response.streaming_content))).worksheets[0]


def text_of(response: Any) -> str:
    """What it holds."""
    return response.content.decode()


def lean(client: Client, path: str) -> str:
    """A page within its limits; its content."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 200 and len(asked) <= MOST_STATEMENTS and weight(html) <= MOST_BYTES, (path, len(asked), weight(html))
    assert not re.search(r'\sstyle="|<script(?![^>]*\ssrc=)|\son\w+="', html)
    return html


def test_each_page_of_an_import_is_lean_in_every_state(people: People, tmp_path: Path) -> None:
    client = enter("sh-intake")
    lean(client, "/import/")
    wide = [*HEADING, *(f"备用列{at}" for at in range(60 - len(HEADING)))]  # as many columns as there may be
    rows = [[*line(at), *["内容" * 100] * (60 - len(HEADING))] for at in range(3)] + [line(at, day="03/04/2016") for at in range(3, 70)]
    location = bring(client, xlsx(tmp_path / "来件.xlsx", wide, *rows))["Location"]
    run = ImportRun.objects.get()
    lean(client, location)
    client.post(location, chosen(run))
    assert 'http-equiv="refresh"' in lean(client, location) and "hx-get" in lean(client, location)
    worked()
    assert "另有 17 行" in lean(client, location)
    lean(client, f"{location}?change=1")
    client.post(location, {"act": "run"})
    worked()
    assert "已立案" in lean(client, location)
    lean(client, "/import/")


def test_progress_is_a_fragment_and_its_end_reloads_the_page(people: People, tmp_path: Path) -> None:
    client = enter("sh-intake")
    run = tried(client, xlsx(tmp_path / "来件.xlsx", HEADING, line(1)))
    client.post(f"/import/{run.pk}/", {"act": "run"})
    part = client.get(f"/import/{run.pk}/", headers={"hx-request": "true"})
    assert "<html" not in part.content.decode() and "HX-Refresh" not in part and "<progress" in part.content.decode()
    worked()
    assert client.get(f"/import/{run.pk}/", headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_the_english_pages_hold_no_chinese_of_ours(people: People, tmp_path: Path) -> None:
    client, english = enter("sh-intake"), {"accept-language": "en"}
    plain = {"applicant_name": "Wang", "respondent": "OP-EAST-31", "title": "fee", "claim": "refund"}
    names = ["no", "received", "name", "operator complained of, by code", "class", "title", "claim"]
    run = tried(client, xlsx(tmp_path / "a.xlsx", names, line(1, external_id="1", **plain), line(2, external_id="2", day="03/04/2016", **plain)))
    for path in ("/import/", f"/import/{run.pk}/", f"/import/{run.pk}/?change=1"):
        main = re.search(r"<main.*?</main>", client.get(path, headers=english).content.decode(), re.DOTALL)[0]
        left = {text for text in re.findall(r">([^<]+)<", main) if HAN.search(text)} - {"华东通信股份有限公司上海分公司"}
        allowed = {text for text in left if text in CHOICES or re.search(r"公司|上海|沪|2026年3月4日", text)}  # the words of choices are the family's
        assert not left - allowed, (path, left - allowed)


def test_no_cell_of_an_exported_list_is_ever_a_formula(people: People) -> None:
    for text in RISKY:
        stages.filed(title=text, applicant_name=text.strip()[:80])
    sheet = sheet_of(enter("sh-intake").get("/desk/export/"))
    assert sheet.max_row == 1 + len(RISKY)
    for row in sheet.iter_rows(min_row=2):
        assert {one.data_type for one in row if one.value is not None} <= {"s", "d"}
        assert row[2].quotePrefix  # stays a text when somebody edits the cell, or saves the sheet as CSV
    assert {row[2].value.strip() for row in sheet.iter_rows(min_row=2)} == {text.strip() for text in RISKY}
    assert [one.value for one in sheet[1]][:4] == ["编号", "系统编号", "事项", "申诉人、信访人"]


def test_the_export_holds_what_the_list_holds(people: People) -> None:
    mine, other = stages.accepted(people), stages.filed()
    stages.filed(respondent="OP-EAST-41")  # of another office
    handler = enter("sh-handler")
    assert [row[1].value for row in sheet_of(handler.get("/desk/export/?queue=mine")).iter_rows(min_row=2)] == [mine]
    head = enter("sh-head")
    assert {row[1].value for row in sheet_of(head.get("/desk/export/")).iter_rows(min_row=2)} == {mine, other}
    assert [row[1].value for row in sheet_of(head.get("/desk/export/?state=accepted")).iter_rows(min_row=2)] == [mine]
    assert sheet_of(head.get("/desk/export/?operator=OP-NORTH")).max_row == 1
    due = sheet_of(head.get("/desk/export/")).cell(2, 9)
    assert due.is_date and due.number_format == "yyyy-mm-dd"
    assert sheet_of(head.get("/desk/export/", headers={"accept-language": "en"}))["A1"].value == "number"


def test_a_wrong_list_is_said_and_a_stranger_gets_none(people: People) -> None:
    head = enter("sh-head")
    for asked in ("queue=nothing", "due_before=gestern"):
        assert head.get(f"/desk/export/?{asked}").status_code == 400
    assert enter("east-sh").get("/desk/export/").status_code == 403 and enter("sh-intake").get("/operator/export/").status_code == 403
    assert Client().get("/desk/export/").status_code == 302


def test_an_operator_gets_the_claim_as_it_was_passed_on_and_no_more(people: People) -> None:
    number = stages.accepted(people, claim="退还一百二十元", facts="我在某医院住院时被扣费")
    stages.act(people, "sh-handler", number, "forward", summary="要求退还流量费")
    for service in Service.objects.filter(case__number=number, served_on=None).select_related("document", "party"):
        given = {"document": service.document.number, "addressee": service.party.name, "manner": "post", "served_on": clock.today(), "proof": "回执"}
        stages.act(people, "sh-handler", number, "serve", **given)
    sheet = sheet_of(enter("east-sh").get("/operator/export/"))
    row = {name.value: one for name, one in zip(sheet[1], sheet[2], strict=True)}
    assert row["申诉人的请求和理由"].value == "要求退还流量费" and row["答复到期"].is_date
    assert not any("医院" in str(one.value) for one in sheet[2])
    assert sheet_of(enter("north-sh").get("/operator/export/")).max_row == 1


def test_the_report_leads_to_the_cases_that_were_filed(people: People, tmp_path: Path) -> None:
    """To those who may see them: the people of the office, and of its cases those that they may still read."""
    client = enter("sh-intake")
    run = run_through(client, xlsx(tmp_path / "来件.xlsx", HEADING, *[line(at) for at in range(1, 8)]))
    stages.filed()  # of no source
    made = list(Case.objects.filter(source=run.mapping["source"]).order_by("pk"))
    report = lean(client, f"/import/{run.pk}/")
    assert re.findall(r'<li><a href="/cases/([^/]+)/">', report) == [one.number for one in made[:5]]
    assert f'href="/import/{run.pk}/cases/"' in report and 'href="/desk/?queue=unassigned"' in report
    listed = lean(client, f"/import/{run.pk}/cases/")
    assert re.findall(r'<a href="/cases/([^/]+)/" data-open>', listed) == [one.number for one in made] and len(made) == 7
    assert client.get(f"/import/{run.pk}/cases/?cursor=nonsense").status_code == 400
    stages.seal(made[0].number)
    assert made[0].number not in text_of(client.get(f"/import/{run.pk}/cases/")) + text_of(client.get(f"/import/{run.pk}/"))
    Case.objects.filter(pk=made[1].pk).update(office=Organisation.objects.get(code="CA-41"))  # gone, and this office may not read on
    assert made[1].number not in text_of(client.get(f"/import/{run.pk}/cases/"))
    for who, status in (("ha-intake", 404), ("ha-head", 404), ("sh-handler", 403), ("east-sh", 404)):
        assert enter(who).get(f"/import/{run.pk}/cases/").status_code == status, who


def test_a_trial_links_to_nothing(people: People, tmp_path: Path) -> None:
    client = enter("sh-intake")
    run = tried(client, xlsx(tmp_path / "来件.xlsx", HEADING, line(1)))
    assert "/cases/" not in re.search(r"<main.*?</main>", lean(client, f"/import/{run.pk}/"), re.DOTALL)[0]
