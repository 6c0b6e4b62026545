"""Imports as people make them, by the test client; the worker's work is done here, in this process."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from casework.cases.imports import ImportRun
from casework.importing import runs
from tests.builders import PASSWORD

HEADING = ["编号", "收到日期", "姓名或者名称", "被申诉人", "类别", "标题", "申诉要求"]
NAMES = dict(zip(("external_id", "day", "applicant_name", "respondent", "category", "title", "claim"), HEADING, strict=True))


def line(number: int, **changed: Any) -> list[Any]:
    """A sound row under HEADING."""
    sound = {
        "external_id": f"来-{number}", "day": "2026-03-04", "applicant_name": "王小明", "respondent": "华东通信上海", "category": "fee",
        "title": f"多扣流量费 {number}", "claim": "退还一百二十元",
    } | changed  # fmt: skip
    return [sound[name] for name in NAMES]


def enter(who: str, client: Client | None = None) -> Client:
    """A browser of this person."""
    client = client or Client()
    assert client.post("/sign-in/", {"username": who, "password": PASSWORD}).status_code == 302
    return client


def bring(client: Client, path: Path, *, mapping: str = "") -> Any:
    """Upload a file; the response."""
    posted = {"file": SimpleUploadedFile(path.name, path.read_bytes())}
    if mapping:
        posted["mapping"] = SimpleUploadedFile("map.toml", mapping.encode())
    return client.post("/import/", posted)


def chosen(run: ImportRun, **changed: str) -> dict[str, str]:
    """What the page of the columns would post: everything as guessed."""
    posted = {name: run.mapping[name] for name in ("source", "external_id", "day")}
    posted |= {f"column-{name}": column for name, column in run.mapping["fields"].items()}
    posted |= {f"constant-{name}": str(value) for name, value in run.mapping.get("constants", {}).items()}
    return {"act": "check"} | posted | changed


def worked() -> None:
    """The worker, until nothing is left."""
    while runs.work():
        pass


def tried(client: Client, path: Path, *, mapping: str = "", **changed: str) -> ImportRun:
    """Brought and tried."""
    response = bring(client, path, mapping=mapping)
    assert response.status_code == 302, _wrong(response)
    run = ImportRun.objects.latest("pk")
    if run.kind == "filings":
        response = client.post(response["Location"], chosen(run, **changed))
        assert response.status_code == 302, _wrong(response)
    worked()
    run.refresh_from_db()
    return run


def run_through(client: Client, path: Path, **more: Any) -> ImportRun:
    """Brought, tried and imported."""
    run = tried(client, path, **more)
    assert client.post(f"/import/{run.pk}/", {"act": "run"}).status_code == 302
    worked()
    run.refresh_from_db()
    return run


def counted(run: ImportRun) -> tuple[str, int, int, int]:
    """State, good, known, bad."""
    return run.status, run.good, run.known, run.bad


def why(run: ImportRun) -> dict[int, str]:
    """Row -> short code of its refusal."""
    return dict(run.refusals.values_list("row", "why"))


def cells(response: Any) -> list[list[Any]]:
    """The rows of a downloaded workbook."""
    return [[one.value for one in row] for row in load_workbook(BytesIO(b"".join(response.streaming_content))).worksheets[0].iter_rows()]


def _wrong(response: Any) -> str:
    return re.sub(r"<[^>]+>", " ", re.search(r'role="alert".*?</div>', response.content.decode(), re.DOTALL)[0] if b'role="alert"' in response.content else "?")
