"""Bad input by both doors, in both languages: a clear no, and nothing half-done. What concerns tables, wrong codes, full disks and databases stands
beside what it tests (tests/loading, tests/frontend, tests/api/test_access.py, test_full_disk.py)."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.cases.attachments import Attachment
from casework.cases.case import Case
from casework.cases.ledger import Entry
from tests import stages
from tests.api.browser import OK, Caller
from tests.builders import PASSWORD, People, filing

pytestmark = pytest.mark.django_db
LANGUAGES = ("zh-CN", "en")
THREE = {"facts": "账单多出流量费。", "claim": "退还一百二十元", "own_matter": "true", "settled_before": "false", "other_body": "none"}
PDF = b"%PDF-1.4 text"
LATE = {"event_on": "2026-05-20", "operator_complained_on": "2026-05-25", "operator_answered_on": "2026-05-28"}


@pytest.fixture(autouse=True)
def here(settings: Any, tmp_path: Path, working_hours: None) -> None:
    """Drafts and uploads of this test; it is 24 November 2026."""
    settings.VAR, settings.UPLOADS = tmp_path / "var", tmp_path / "var" / "uploads"


def packed(first: str, *, parts: dict[str, bytes]) -> bytes:
    """A ZIP whose first part has this name, as DOCX and XLSX are known."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in {first: b"<Types/>", **parts}.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(size: int) -> bytes:
    """A letter whose text is that long once unpacked."""
    return packed("[Content_Types].xml", parts={"_rels/.rels": b"<r/>", "word/document.xml": b"0" * size})


def xlsx(size: int) -> bytes:
    """A workbook whose sheet is that long once unpacked."""
    return packed("[Content_Types].xml", parts={"_rels/.rels": b"<r/>", "xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": b"0" * size})


def png(side: int) -> bytes:
    """The beginning of a square picture."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", side, side, 1, 0, 0, 0, 0) + b"\0" * 60


def jpeg(side: int) -> bytes:
    """The same, behind the camera's notes, as phones write it."""
    notes = b"\xff\xe1" + struct.pack(">H", 60_002) + b"\0" * 60_000
    return b"\xff\xd8" + notes + b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, side, side, 3) + b"\0" * 60


def heic(side: int) -> bytes:
    """The same as Apple's phones write it."""
    brand = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"heic", 0, b"mif1", b"heic")
    return brand + struct.pack(">I4s", 200, b"meta") + struct.pack(">I4sIII", 20, b"ispe", 0, side, side) + b"\0" * 60


BOMBS = {"报告.docx": docx(64_000_000), "账单.xlsx": xlsx(64_000_000), "照片.png": png(60_000), "照片.jpg": jpeg(60_000), "照片.heic": heic(60_000)}
NO_TYPE, NO_SIZE, NO_BOMB = ("不是可接收的类型", "is none of PDF, JPEG"), ("超过 20 MB", "is larger than 20 MB"), ("打开后过大", "too large once opened")
FILES = {
    **{name: (content, NO_BOMB) for name, content in BOMBS.items()},
    "证据.zip": (packed("a.txt", parts={"b.txt": b"0" * 64_000_000}), NO_TYPE),
    "账单.pdf": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", NO_TYPE),
    "录像.pdf": (PDF + b"\0" * (30 * 1024 * 1024), NO_SIZE),
    "账单(1).pdf": (b"GIF89a", NO_TYPE),
    "坏的.docx": (docx(10)[:-30], NO_BOMB),
}


def enter(who: str) -> Client:
    """Somebody signed in."""
    client = Client()
    assert client.post("/sign-in/", {"username": who, "password": PASSWORD}).status_code == 302
    return client


def kept(settings: Any) -> list[str]:
    """Every file below var."""
    return [one.name for one in settings.VAR.rglob("*") if one.is_file()] if settings.VAR.exists() else []


def by_filing(language: str, file: SimpleUploadedFile) -> tuple[int, str]:
    """A citizen's filing over the API."""
    caller = Caller(language=language)
    answer = caller.upload("/api/cases/", kind="complaint", **filing(), attachments=file)
    return caller.last, answer["fields"]["attachments"][0]


def by_draft(language: str, file: SimpleUploadedFile) -> tuple[int, str]:
    """The third screen of a citizen's filing."""
    answer = Client().post("/ask/complaint/3/", {**THREE, "attachments": [file]}, headers={"accept-language": language})
    assert "退还一百二十元" in answer.content.decode()  # what was typed stays
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("door", [by_filing, by_draft])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_may_not_be_kept(
    people: People, settings: Any, name: str, door: Callable[[str, SimpleUploadedFile], tuple[int, str]], language: str
) -> None:
    """Bombs, a page named .pdf, thirty megabytes, a broken letter: the file and the rule are named, no case, no file is left."""
    content, said = FILES[name]
    status, text = door(language, SimpleUploadedFile(name, content))
    zh, en = said
    assert (status, name in text, (en if language == "en" else zh) in text) == (400, True, True), text
    assert door is by_filing or (zh if language == "en" else en) not in text  # a page never mixes languages
    assert (Case.objects.count(), Attachment.objects.count()) == (0, 0)
    assert [one for one in kept(settings) if one != "data"] == []


@pytest.mark.parametrize("name, content", [
    ("信.docx", docx(3_000_000)), ("账.xlsx", xlsx(3_000_000)), ("图.png", png(15_000)), ("图.jpg", jpeg(15_000)), ("图.heic", heic(15_000)), ("a.pdf", PDF),
])  # fmt: skip
def test_an_ordinary_large_file_is_kept(people: People, name: str, content: bytes) -> None:
    """The largest photo of a phone, a long letter, a long table."""
    caller = Caller()
    answer = caller.upload("/api/cases/", kind="complaint", **filing(), attachments=SimpleUploadedFile(name, content))
    assert (caller.last, Attachment.objects.get().name) == (201, name), answer


@pytest.mark.parametrize("name", ["../../../evil.pdf", "..\\..\\evil.pdf", "/etc/evil.pdf", "C:\\Windows\\evil.pdf"])
def test_a_path_in_a_file_name_goes_nowhere(people: People, settings: Any, tmp_path: Path, name: str) -> None:
    """Stored by its content's digest; the name is its last part, in the row and at download."""
    number = stages.accepted(people)
    clerk = enter("sh-handler")
    body = (
        b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nx\r\n--x\r\nContent-Disposition: form-data; name="attachments"; filename="'
        + name.replace("\\", "\\\\").encode() + b'"\r\nContent-Type: application/pdf\r\n\r\n' + PDF + b"\r\n--x--\r\n"
    )  # fmt: skip
    for path in (f"/cases/{number}/steps/add_material/", f"/api/cases/{number}/steps/add_material/"):
        assert clerk.post(path, body, content_type="multipart/form-data; boundary=x").status_code in (200, 302)
    assert {one.name for one in Attachment.objects.all()} == {"evil.pdf"}
    assert [len(one) for one in kept(settings)] == [64]
    assert [one for one in tmp_path.parent.rglob("evil.pdf")] == []
    download = clerk.get(f"/attachments/{Attachment.objects.first().pk}/")
    assert download["Content-Disposition"] == 'attachment; filename="evil.pdf"'
    download.close()


WRONG = {
    "wrong state": ("sh-handler", "forward", 409, "案件处于“已收到”，不能转办", "is not possible from there"),
    "wrong role": ("sh-supervisor", "accept", 403, "受理”须由", "is for:"),
    "another province": ("ha-handler", "accept", 404, "没有找到", "Not found"),
    "another operator": ("north-sh", "accept", 404, "没有找到", "Not found"),
    "stale version": ("sh-intake", "accept", 409, "案件在您打开之后已有变动", "The case has changed since you opened it"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", WRONG)
def test_a_step_that_may_not_be_taken(people: People, what: str, language: str) -> None:
    """By page and by API: the status, the sentence, and no trace in the ledger."""
    who, step, status, zh, en = WRONG[what]
    number = stages.filed()
    stages.act(people, "sh-intake", number, "ask_about_operator", said="已投诉", operator_complained=True)
    before = list(Entry.objects.filter(case__number=number).values_list("seq", "step"))
    version = 1 if what == "stale version" else Case.objects.get(number=number).version
    page = enter(who).post(f"/cases/{number}/steps/{step}/", {"version": version, "handler": "sh-handler"}, headers={"accept-language": language})
    caller = Caller(language=language).signed_in(who)
    answer = caller.step(number, step, version=version, handler="sh-handler", grounds=OK)
    said = en if language == "en" else zh
    assert (page.status_code, said in page.content.decode()) == (status, True), page.content.decode()
    assert (caller.last, said in answer["detail"]) == (status, True), answer
    assert list(Entry.objects.filter(case__number=number).values_list("seq", "step")) == before
    assert Case.objects.get(number=number).state == "received"


@pytest.mark.parametrize("language, said", [("zh-CN", "超过五个月（最后一日2026年10月20日）"), ("en", "20 October 2026")])
def test_a_fee_dispute_from_six_months_ago_is_received_and_not_accepted(people: People, language: str, said: str) -> None:
    """Whoever files is received (告知 is owed); accepting is refused by 令35 11(1) on both doors; another matter of that day is accepted."""
    caller = Caller(language=language)
    case = caller.post("/api/cases/", kind="complaint", **filing(**LATE))
    assert (caller.last, case["state"]["id"]) == (201, "received")
    intake = Caller(language=language).signed_in("sh-intake")
    answer = intake.step(case["number"], "accept", grounds={name: one for name, one in OK.items() if name != "T11-1"}, handler="sh-handler")
    late = next(one for one in answer["reasons"] if one["ground"] == "T11-1")
    assert (intake.last, late["article"], said in late["sentence"]) == (409, "令35 11(1)", True), answer
    page = enter("sh-intake").post(f"/cases/{case['number']}/steps/accept/", {"handler": "sh-handler"}, headers={"accept-language": language})
    assert (page.status_code, said in page.content.decode()) == (409, True)
    assert Case.objects.get(number=case["number"]).state == "received"
    other = caller.post("/api/cases/", kind="complaint", **filing(**LATE, category="service"))["number"]
    assert intake.step(other, "accept", grounds=OK, handler="sh-handler")["state"]["id"] == "accepted"


@pytest.mark.parametrize("language, said", [("zh-CN", "编号和查询码不一致"), ("en", "do not go together")])
def test_a_wrong_query_code(people: People, language: str, said: str) -> None:
    """The same words for a wrong number; nobody is let in."""
    number, client = stages.filed(), Client()
    for typed in ({"number": number, "code": "0000000000"}, {"number": "T-2026-31-9999998", "code": "0000000000"}, {"number": "‮%00", "code": "<b>"}):
        answer = client.post("/track/", typed, headers={"accept-language": language})
        assert (answer.status_code, said in answer.content.decode()) == (403, True), answer.content.decode()
    assert client.get(f"/cases/{number}/").status_code == 404
