"""A table of cases through the page: tried, imported, repeated, broken off and gone on with, refused row by row."""

import zipfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from casework import clock
from casework.cases.case import Case
from casework.cases.imports import ImportRun
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.importing import files, runs
from casework.people.models import Membership, Organisation
from tests.builders import People
from tests.loading.imports_of import HEADING, bring, cells, chosen, counted, enter, line, run_through, tried, why, worked
from tests.loading.tables_of import csv, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: Path) -> Path:
    """Uploads of this test."""
    settings.UPLOADS = tmp_path / "uploads"  # type: ignore[attr-defined]
    return settings.UPLOADS  # type: ignore[attr-defined]


def kept() -> list[str]:
    """Names of the files kept."""
    return sorted(one.name for one in files.folder().iterdir()) if files.folder().exists() else []


def test_a_table_is_tried_without_a_case_and_then_imported(people: People, tmp_path: Path) -> None:
    path, client = xlsx(tmp_path / "来件.xlsx", HEADING, line(1, day=date(2026, 3, 4)), line(2, day="2026年3月5日")), enter("sh-intake")
    run = tried(client, path, shift_years="-1")
    assert counted(run) == ("checked", 2, 0, 0) and not Case.objects.exists() and not Entry.objects.exists()
    page = client.get(f"/import/{run.pk}/").content.decode()
    assert "导入 2 件" in page and "2025年3月4日" in page and "多扣流量费 1" in page
    client.post(f"/import/{run.pk}/", {"act": "run"})
    worked()
    run.refresh_from_db()
    assert counted(run) == ("done", 2, 0, 0)
    assert [(one.external_id, one.filed_on.isoformat(), one.office.code, one.source, one.imported) for one in Case.objects.order_by("pk")] == [
        ("来-1", "2025-03-04", "CA-31", "来件", True), ("来-2", "2025-03-05", "CA-31", "来件", True),
    ]  # fmt: skip
    filed = Entry.objects.filter(step="file").first()
    assert (filed.actor_kind, filed.actor_id, filed.role, filed.facts["raw"]) == ("user", people.user("sh-intake").pk, "intake", {"收到日期": "2026-03-04"})
    assert not Message.objects.exists() and kept() == [] and run.file_until is None


def test_each_broken_row_is_refused_with_row_column_and_reason_and_the_others_come_in(people: People, tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "来件.xlsx", HEADING, line(1), line(2, day=None), line(3, day="03/04/2016"), line(4, day=42433), line(5, day="2026-02-30"),
        line(6, day="=TODAY()"), line(7, title='=HYPERLINK("http://evil.example")'), line(8, category="天气"), line(9, respondent="没有这家"),
        line(10, applicant_name=None), line(11, day="2036-03-04"), line(1, title="编号重复"), line(12, external_id=None), line(13, title="字" * 201),
        line(14, day="2026-03-04 10:30"),
    )  # fmt: skip
    client = enter("sh-intake")
    run = run_through(client, path)
    assert why(run) == {
        3: "no day", 4: "bad day: order", 5: "bad day: serial", 6: "bad day: none", 7: "formula", 8: "formula", 9: "choice", 10: "invalid: respondent",
        11: "invalid: applicant_name", 12: "bad day: future", 13: "twice", 14: "no id", 15: "invalid: title",
    }  # fmt: skip
    assert counted(run) == ("done", 2, 0, 13) and sorted(Case.objects.values_list("external_id", flat=True)) == ["来-1", "来-14"]
    fourth = run.refusals.get(row=4)
    assert (fourth.external_id, fourth.column) == ("来-3", "收到日期") and "“03/04/2016”的日和月先后不明" in fourth.zh and "day or month first" in fourth.en
    page, english = client.get(f"/import/{run.pk}/").content.decode(), client.get(f"/import/{run.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "“03/04/2016”的日和月先后不明" in page and "day or month first" not in page
    assert "day or month first" in english and "日和月先后不明" not in english


def test_refused_rows_are_downloaded_mended_and_brought_again(people: People, tmp_path: Path) -> None:
    client = enter("sh-intake")
    run = run_through(client, xlsx(tmp_path / "来件.xlsx", HEADING, line(1), line(2, day="03/04/2016", title="=1+1"), line(3, claim="@cmd")))
    assert counted(run) == ("done", 2, 0, 1) and kept() == [str(run.pk)]
    response = client.get(f"/import/{run.pk}/refused.xlsx")
    assert "%E6%9D%A5%E4%BB%B6-%E5%BE%85%E6%94%B9.xlsx" in response["Content-Disposition"]
    heading, row = cells(response)
    assert heading == [*HEADING, "拒绝的列", "拒绝的原因", "原行号"]
    assert row[:2] == ["来-2", "03/04/2016"] and row[5] is None and row[7] == "收到日期" and row[9] == 3
    row[1], row[5] = "2016-04-03", "标题"
    again = run_through(client, xlsx(tmp_path / "来件-待改.xlsx", heading, row))
    assert counted(again) == ("done", 1, 0, 0) and again.mapping["source"] == "来件" and Case.objects.count() == 3


def test_a_repeated_upload_doubles_nothing(people: People, tmp_path: Path) -> None:
    path, client = xlsx(tmp_path / "来件.xlsx", HEADING, line(1), line(2), line(3)), enter("sh-intake")
    assert counted(run_through(client, path)) == ("done", 3, 0, 0)
    again = run_through(client, xlsx(tmp_path / "来件.xlsx", HEADING, line(1), line(2), line(3), line(4)))
    assert counted(again) == ("done", 1, 3, 0) and Case.objects.count() == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_any_of_the_encodings(people: People, tmp_path: Path, encoding: str) -> None:
    text = ",".join(HEADING) + "\n" + ",".join(line(1, title='"=1+1"', claim='"退还，𠮷"')) + "\n"
    run = run_through(enter("sh-head"), csv(tmp_path / "a.csv", text, encoding))
    assert counted(run) == ("done", 1, 0, 0)
    assert Case.objects.get().title == "=1+1"  # CSV has no formulas: a text, and written as a text again


def test_dates_mixed_by_a_spreadsheet_are_refused_until_the_person_says_how_to_read_them(people: People, tmp_path: Path) -> None:
    rows = [line(1, day=date(2016, 3, 4)), line(2, day="25/12/2015"), line(3, day=date(2016, 1, 31))]
    client = enter("sh-intake")
    run = tried(client, xlsx(tmp_path / "来件.xlsx", HEADING, *rows))
    assert why(run) == {2: "bad day: mixed", 3: "bad day: order"} and run.good == 1
    page = client.get(f"/import/{run.pk}/?change=1").content.decode()
    assert "两种混用，日和月可能对调" in page and "混用的列里，表格日期" in page
    client.post(f"/import/{run.pk}/", chosen(run, date_order="dmy", date_cells="swapped"))
    worked()
    client.post(f"/import/{run.pk}/", {"act": "run"})
    worked()
    assert [one.isoformat() for one in Case.objects.order_by("external_id").values_list("filed_on", flat=True)] == ["2016-04-03", "2015-12-25", "2016-01-31"]


def test_a_column_that_is_missing_is_asked_for_and_what_was_typed_is_kept(people: People, tmp_path: Path) -> None:
    client = enter("sh-intake")
    response = bring(client, xlsx(tmp_path / "a.xlsx", ["单号", "日子", "谁"], ["1", "2026-03-04", "王小明"]))
    run = ImportRun.objects.get()
    posted = {"act": "check", "source": "甲", "external_id": "单号", "day": "没有的列", "constant-claim": "退费", "shift_years": "99"}
    wrong = client.post(response["Location"], posted)
    page = wrong.content.decode()
    assert wrong.status_code == 400 and "请选择一列" in page and "姓名或者名称" in page and "-50 至 50" in page and 'value="退费"' in page
    assert "Choose a column" in client.post(response["Location"], {"act": "check"}, headers={"accept-language": "en"}).content.decode()
    good = {"act": "check", "source": "甲", "external_id": "单号", "day": "日子", "column-applicant_name": "谁", "constant-claim": "退费"}
    assert client.post(response["Location"], good).status_code == 302
    worked()
    run.refresh_from_db()
    assert counted(run) == ("checked", 1, 0, 0)


@pytest.mark.parametrize("name, content, says", [
    ("a.xlsx", b"<html><table></table></html>", "内容是网页"), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
    ("a.csv", b"a,b\n", "没有数据行"), ("a.csv", b"", "选择文件|空"),
])  # fmt: skip
def test_a_file_that_is_no_table_is_said_and_nothing_is_kept(people: People, tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    response = bring(enter("sh-intake"), tmp_path / name)
    assert response.status_code == 400 and any(word in response.content.decode() for word in says.split("|"))
    assert not ImportRun.objects.exists() and kept() == []


def test_a_bomb_is_refused_and_nothing_is_kept(people: People, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", HEADING, line(1))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * (130 * 1024 * 1024))
    assert path.stat().st_size < 200_000
    response = bring(enter("sh-intake"), path)
    assert response.status_code == 400 and "解开后过大" in response.content.decode() and kept() == []


def test_a_file_that_is_too_large_and_a_full_disk_are_said(people: People, tmp_path: Path, uploads: Path) -> None:
    client = enter("sh-intake")
    large = client.post("/import/", {"file": SimpleUploadedFile("a.csv", b"x" * (21 * 1024 * 1024))})
    assert large.status_code == 400 and "超过 20 MB" in large.content.decode()
    uploads.write_text("a file where the folder should be")
    full = bring(client, xlsx(tmp_path / "b.xlsx", HEADING, line(1)))
    assert full.status_code == 400 and "现在存不下来" in full.content.decode() and not ImportRun.objects.exists()


def test_only_intake_and_head_and_only_into_their_own_office(people: People, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "来件.xlsx", HEADING, line(1))
    for who in ("sh-handler", "sh-supervisor", "sh-admin", "ministry-auditor"):
        assert enter(who).get("/import/").status_code == 403
    assert Client().get("/import/").status_code == 302
    run = tried(enter("sh-intake"), path)
    for who in ("ha-intake", "ministry-intake", "east-sh"):
        stranger = enter(who)
        assert stranger.get(f"/import/{run.pk}/").status_code == 404 and stranger.post(f"/import/{run.pk}/", {"act": "run"}).status_code == 404
        assert stranger.get(f"/import/{run.pk}/refused.xlsx").status_code == 404
    head = enter("sh-head")
    assert head.get(f"/import/{run.pk}/").status_code == 200 and head.post(f"/import/{run.pk}/", {"act": "run"}).status_code == 403
    other = Organisation.objects.get(code="CA-41").pk
    enter("sh-intake").post("/import/", {"file": SimpleUploadedFile("来件.xlsx", path.read_bytes()), "office": str(other)})
    assert set(ImportRun.objects.values_list("office__code", flat=True)) == {"CA-31"}


def test_a_row_or_a_mapping_naming_another_office_is_refused(people: People, tmp_path: Path) -> None:
    mapping = 'source="a"\nexternal_id="编号"\nday="收到日期"\n[fields]\napplicant_name="姓名或者名称"\nclaim="申诉要求"\n'
    mapping += 'office="机构"\n[constants]\noffice="CA-41"\n'
    run = run_through(enter("sh-intake"), xlsx(tmp_path / "a.xlsx", [*HEADING, "机构"], [*line(1), "CA-41"], [*line(2), "CA-31"]), mapping=mapping)
    assert counted(run)[1:] == (2, 0, 0)  # the page never maps the office: it is one's own
    assert set(Case.objects.values_list("office__code", flat=True)) == {"CA-31"}


def test_another_offices_source_name_hides_its_cases_and_doubles_none(people: People, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "来件.xlsx", HEADING, line(1))
    run_through(enter("sh-intake"), path)
    again = run_through(enter("ha-intake"), path)
    assert counted(again) == ("done", 0, 0, 1) and why(again) == {2: "taken"} and Case.objects.count() == 1


def test_operators_of_a_mapping_are_entered_by_the_head_only(people: People, tmp_path: Path) -> None:
    mapping = (
        'source="a"\nexternal_id="编号"\nday="收到日期"\n[fields]\napplicant_name="姓名或者名称"\nclaim="申诉要求"\n[constants]\nrespondent="OP-NEW"\n'
        '[[operators]]\ncode="OP-NEW"\nname="新通信有限公司"\nshort="新通信"\nprovince="31"\n'
    )
    path = xlsx(tmp_path / "a.xlsx", HEADING, line(1))
    clerk = tried(enter("sh-intake"), path, mapping=mapping)
    assert counted(clerk) == ("checked", 0, 0, 1) and not Organisation.objects.filter(code="OP-NEW").exists()
    head = enter("sh-head")
    tried_only = tried(head, path, mapping=mapping)
    assert counted(tried_only) == ("checked", 1, 0, 0) and not Organisation.objects.filter(code="OP-NEW").exists()
    head.post(f"/import/{tried_only.pk}/", {"act": "run"})
    worked()
    assert Case.objects.get().respondent.code == "OP-NEW"


def test_a_person_who_has_left_the_post_stops_the_import(people: People, tmp_path: Path) -> None:
    client = enter("sh-intake")
    run = tried(client, xlsx(tmp_path / "来件.xlsx", HEADING, line(1)))
    client.post(f"/import/{run.pk}/", {"act": "run"})
    Membership.objects.filter(user=people.user("sh-intake")).delete()
    worked()
    run.refresh_from_db()
    assert run.status == "failed" and "已不再担任" in run.why and not Case.objects.exists()


def test_what_is_given_up_and_what_is_old_is_removed(people: People, tmp_path: Path) -> None:
    path, client = xlsx(tmp_path / "来件.xlsx", HEADING, line(1), line(2, day=None)), enter("sh-intake")
    first = tried(client, path)
    client.post(f"/import/{first.pk}/", {"act": "drop"})
    assert client.get("/import/").content.decode().count("来件.xlsx") == 0
    second = run_through(client, path)
    assert second.bad == 1 and second.file_until == clock.today() + timedelta(days=14)
    assert files.tidy(clock.today() + timedelta(days=14)) == 0
    assert files.tidy(clock.today() + timedelta(days=15)) == 1 and not files.path_of(second).exists()
    assert client.get(f"/import/{second.pk}/refused.xlsx").status_code == 404
    assert "文件已经删除" in client.get(f"/import/{second.pk}/").content.decode()


def test_a_second_press_is_refused_and_a_running_import_is_not_started_twice(people: People, tmp_path: Path) -> None:
    client = enter("sh-intake")
    run = tried(client, xlsx(tmp_path / "来件.xlsx", HEADING, line(1)))
    assert client.post(f"/import/{run.pk}/", {"act": "run"}).status_code == 302
    assert client.post(f"/import/{run.pk}/", {"act": "run"}).status_code == 409
    assert client.post(f"/import/{run.pk}/", chosen(run)).status_code == 409


def test_the_template_comes_back_as_it_is(people: People, tmp_path: Path) -> None:
    client = enter("sh-intake")
    response = client.get("/import/template.xlsx")
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    sheet = book.worksheets[0]
    heading = [one.value for one in sheet[1]]
    assert heading[:3] == ["编号", "收到日期", "姓名或者名称"] and "申诉受理机构" not in heading and sheet.data_validations.dataValidation
    row = dict.fromkeys(heading) | {"编号": "1", "收到日期": date(2026, 3, 4), "姓名或者名称": "王小明", "申诉要求": "退费", "是否已向企业投诉": "是"}
    for at, name in enumerate(heading, 1):
        sheet.cell(2, at, row[name])
    book.save(tmp_path / "t.xlsx")
    assert counted(run_through(client, tmp_path / "t.xlsx")) == ("done", 1, 0, 0)
    assert runs.listed(people["sh-intake"], "filings").count() == 1
