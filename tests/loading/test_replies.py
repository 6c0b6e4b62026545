"""An operator's table of replies: downloaded, filled in, tried, filed row by row as the person who brought it."""

import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from casework.cases import verification
from casework.cases.case import Case, people_number
from casework.cases.imports import ImportRun
from casework.cases.ledger import Entry
from casework.complaints.models import OperatorReply
from casework.people.models import Organisation
from tests import stages
from tests.builders import People
from tests.loading.imports_of import bring, counted, enter, run_through, tried, why, worked
from tests.loading.tables_of import csv, xlsx

HEADING = ["编号", "查明的事实及依据", "处理过程和结果", "申诉人的意见"]
ANSWER = ["账单核对无误", "退还一百二十元", "认可"]


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: Path) -> None:
    """Uploads of this test."""
    settings.UPLOADS = tmp_path / "uploads"  # type: ignore[attr-defined]


def said(number: str) -> str:
    """The number as people say it."""
    case = Case.objects.select_related("first_office").get(number=number)
    return people_number(case.number, case.first_office.short)


def downloaded(client: Client) -> tuple[Any, Any]:
    """The workbook to fill in, and its sheet."""
    book = load_workbook(BytesIO(b"".join(client.get("/operator/export/").streaming_content)))
    return book, book.worksheets[0]


@pytest.mark.django_db
def test_the_downloaded_table_is_filled_in_brought_back_and_filed(people: People, tmp_path: Path) -> None:
    first, second = stages.forwarded(people), stages.forwarded(people, title='=HYPERLINK("http://evil.example")', claim="+86 退费")
    stages.forwarded(people, respondent="OP-NORTH-31", title="别家的")
    client = enter("east-sh")
    book, sheet = downloaded(client)
    heading = [one.value for one in sheet[1]]
    assert heading == ["编号", "系统编号", "答复到期", "期限", "状态", "事项", "申诉人的请求和理由", "查明的事实及依据", "处理过程和结果", "申诉人的意见"]
    assert sheet.max_row == 3 and {sheet.cell(row, 2).value for row in (2, 3)} == {first, second}
    assert {sheet.cell(row, 6).data_type for row in (2, 3)} == {"s"}
    rules = [(str(one.sqref), one.type) for one in sheet.data_validations.dataValidation]
    assert ("J2:J3", "list") in rules and ("H2:H3", "textLength") in rules
    for column, text in zip((8, 9, 10), ANSWER, strict=True):
        sheet.cell(2, column, text)
    book.save(tmp_path / "待答复.xlsx")
    run = run_through(client, tmp_path / "待答复.xlsx")
    assert counted(run) == ("done", 1, 1, 0)  # the row left empty is passed over
    answered = sheet.cell(2, 2).value
    assert dict(Case.objects.filter(number__in=[first, second]).values_list("number", "state")) == {
        one: "operator_replied" if one == answered else "forwarded" for one in (first, second)
    }
    reply, entry = OperatorReply.objects.get(), Entry.objects.get(step="operator_reply")
    assert (reply.facts, reply.result, reply.complainant_view) == tuple(ANSWER)
    assert (entry.actor_id, entry.role, entry.facts.get("imported", False)) == (people.user("east-sh").pk, "respondent", False)


@pytest.mark.django_db
def test_each_broken_row_is_refused_with_its_reason_and_the_good_ones_are_filed(people: People, tmp_path: Path) -> None:
    good, formula, no_result, answered, unforwarded = (stages.forwarded(people) for _ in range(5))
    stages.act(people, "east-sh", answered, "operator_reply", **stages.REPLY)
    accepted = stages.accepted(people)
    other = stages.forwarded(people, respondent="OP-NORTH-31")
    path = xlsx(
        tmp_path / "a.xlsx", HEADING, [said(good), *ANSWER], ["T-2026-31-9999999", *ANSWER], [other, *ANSWER], [said(answered), *ANSWER], [accepted, *ANSWER],
        [no_result, "事实", None, "认可"], [formula, "=1+1", "结果", "认可"], [good, *ANSWER], ["什么都不是", *ANSWER], [None, *ANSWER],
        [unforwarded, "字" * 8001, "结果", "认可"],
    )  # fmt: skip
    client = enter("east-sh")
    run = tried(client, path)
    expected = {3: "not found", 4: "not found", 5: why(run)[5], 6: "not found", 7: "invalid: result", 8: "formula", 9: "refused: T16-1", 10: "not found",
                11: "no number", 12: "invalid: facts"}  # fmt: skip
    assert why(run) | {9: "refused: T16-1"} == expected and why(run)[5].startswith("refused: ")
    assert OperatorReply.objects.count() == 1  # tried, nothing filed
    client.post(f"/import/{run.pk}/", {"act": "run"})
    worked()
    run.refresh_from_db()
    assert counted(run) == ("done", 1, 0, 10) and Case.objects.get(number=good).state == "operator_replied"
    unknown, foreign = (run.refusals.get(row=row) for row in (3, 4))
    assert (unknown.zh, unknown.en) == (foreign.zh, foreign.en)  # a stranger never learns that a case exists
    assert "已提交" in run.refusals.get(row=5).zh or "已反馈" in run.refusals.get(row=5).zh


@pytest.mark.django_db
def test_a_table_without_its_columns_is_said_at_once(people: People, tmp_path: Path) -> None:
    response = bring(enter("east-sh"), csv(tmp_path / "a.csv", "编号,处理过程和结果\nT-1,x\n"))
    assert response.status_code == 400 and "缺少列：查明的事实及依据、申诉人的意见" in response.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_english_headings_of_an_english_table_are_known(people: People, tmp_path: Path) -> None:
    number, client = stages.forwarded(people), enter("east-sh")
    response = client.get("/operator/export/", headers={"accept-language": "en"})
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    sheet = book.worksheets[0]
    assert [one.value for one in sheet[1]][-3:] == ["facts found", "what was done", "the complainant's view"]
    for column, text in zip((8, 9, 10), ANSWER, strict=True):
        sheet.cell(2, column, text)
    book.save(tmp_path / "a.xlsx")
    assert counted(run_through(client, tmp_path / "a.xlsx")) == ("done", 1, 0, 0)
    assert Case.objects.get(number=number).state == "operator_replied"


@pytest.mark.django_db
def test_a_repeated_table_files_no_reply_twice(people: People, tmp_path: Path) -> None:
    number, client = stages.forwarded(people), enter("east-sh")
    path = xlsx(tmp_path / "a.xlsx", HEADING, [number, *ANSWER])
    assert counted(run_through(client, path)) == ("done", 1, 0, 0)
    again = tried(client, path)
    assert counted(again) == ("checked", 0, 0, 1) and OperatorReply.objects.count() == 1


WORKER = """
import django; django.setup()
import time
from casework.importing import runs
from casework.loading import RowRefusal
really = runs.replies.Answerer.take
def slow(self, row):
    done = really(self, row)
    if not self.trial:
        print(row.number, flush=True)
        time.sleep(0.2)  # killed here, the row is taken and not yet committed
    return done
runs.replies.Answerer.take = slow
while runs.work():
    pass
"""


def forwarded_many(people: People, count: int) -> list[str]:
    """So many complaints forwarded to 华东通信上海."""
    return [stages.forwarded(people) for _ in range(count)]


def test_a_run_killed_in_the_middle_goes_on_and_doubles_nothing(committed: People, tmp_path: Path) -> None:
    """SIGKILL between a row's step and its commit: the row is undone with its mark, and taken once by the next worker."""
    numbers, client = forwarded_many(committed, 6), enter("east-sh")
    run = tried(client, xlsx(tmp_path / "a.xlsx", HEADING, *([number, *ANSWER] for number in numbers)))
    client.post(f"/import/{run.pk}/", {"act": "run"})
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.loading.settings_of", "IMPORT_UPLOADS": str(tmp_path / "uploads")}
    child = subprocess.Popen([sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert [child.stdout.readline().strip() for _ in range(3)] == ["2", "3", "4"]
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    run.refresh_from_db()
    assert (run.status, run.at_row, run.good) == ("running", 3, 2) and OperatorReply.objects.count() == 2
    ImportRun.objects.filter(pk=run.pk).update(lease_until=run.made_at)  # its lease has ended
    worked()
    run.refresh_from_db()
    assert counted(run) == ("done", 6, 0, 0) and OperatorReply.objects.count() == 6
    assert Entry.objects.filter(step="operator_reply").count() == 6 and not verification.verify().findings


def _many(people: People, tmp_path: Path, count: int) -> None:
    numbers, client = forwarded_many(people, count * 95 // 100), enter("east-sh")
    other = stages.forwarded(people, respondent="OP-NORTH-31")
    broken = [["T-2026-31-9999999", *ANSWER], [other, *ANSWER], [numbers[0], *ANSWER], [numbers[1], "=1", *ANSWER[1:]], [None, *ANSWER]]
    rows = [[number, *ANSWER] for number in numbers]
    for at in range(count - len(numbers)):  # every twentieth row is broken
        rows.insert(min(2 + at * 20, len(rows)), broken[at % 5] if at % 5 != 0 else [f"T-2026-31-{9_000_000 + at}", *ANSWER])
    path = xlsx(tmp_path / "replies.xlsx", HEADING, *rows)
    began = time.monotonic()
    run = tried(client, path)
    tried_in = time.monotonic() - began
    client.post(f"/import/{run.pk}/", {"act": "run"})
    began = time.monotonic()
    worked()
    run_in = time.monotonic() - began
    run.refresh_from_db()
    print(f"\n{count} rows: tried in {tried_in:.1f} s ({count / tried_in:.0f} rows/s), filed in {run_in:.1f} s ({count / run_in:.0f} rows/s)")
    assert counted(run) == ("done", len(numbers), 0, count - len(numbers)) and run.total == count
    assert Case.objects.filter(state="operator_replied").count() == len(numbers)
    assert Organisation.objects.get(code="OP-NORTH-31").pk == Case.objects.get(state="forwarded").respondent_id


def test_40_replies_of_which_two_are_broken(committed: People, tmp_path: Path) -> None:
    _many(committed, tmp_path, 40)


@pytest.mark.full
def test_2000_replies_of_which_a_hundred_are_broken(committed: People, tmp_path: Path) -> None:
    _many(committed, tmp_path, 2000)
