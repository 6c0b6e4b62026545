"""What breaks off in the middle leaves nothing half-written; files that are not what they say are refused before anything is stored."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection

from casework import commands, jobs, queries
from casework.cases import attachments, channels, clocks, documents, ledger, outbox, typesetting
from casework.cases.attachments import LARGEST, Attachment
from casework.cases.case import Case
from casework.cases.outbox import Message
from casework.cases.refusals import Invalid
from casework.cases.verification import verify
from tests import stages
from tests.builders import OUTSIDER, filing
from tests.stages import OK

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
OF_THE_CASE = ("cases", "complaints")


def everything() -> dict[str, list[tuple]]:
    """Every row of every table of the engine and the family."""
    tables = [model for model in apps.get_models() if model._meta.app_label in OF_THE_CASE]
    return {model._meta.db_table: sorted(map(repr, model._base_manager.order_by().values_list())) for model in tables}


def broken_by_database(*_: Any, **__: Any) -> Any:
    """An error PostgreSQL raises, with what it does to the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")


def doubled(post: Callable[..., list[Message]]) -> Callable[..., list[Message]]:
    """The same message twice: the unique constraint of the outbox refuses the insert itself."""
    return lambda *given, **named: [one for row in post(*given, **named) for one in (row, _copy(row))]


def _copy(row: Message) -> Message:
    return Message(**{field.attname: getattr(row, field.attname) for field in Message._meta.concrete_fields if field.attname != "id"})


BREAKS: list[tuple[str, Any, str, Callable[[Any], Any]]] = [
    ("the clocks", clocks, "apply", lambda real: broken_by_database),
    ("the number of a paper", documents, "number", lambda real: broken_by_database),
    ("the insertion into the outbox", outbox, "post", doubled),
    ("the ledger", ledger, "record", lambda real: broken_by_database),
    ("the ledger, after it wrote", ledger, "record_many", lambda real: lambda records: (real(records), broken_by_database())),
    ("the case itself", Case, "save", lambda real: broken_by_database),
]


@pytest.mark.parametrize(("where", "owner", "name", "breaking"), BREAKS, ids=[one[0] for one in BREAKS])
def test_a_step_that_breaks_off_leaves_nothing(committed, monkeypatch, where, owner, name, breaking):
    """Filing, accepting with papers, and a proposal's approval: every row of every table is as before, and the next try goes through."""
    number = stages.filed()
    proposed = stages.forwarded(committed)
    given = {"facts_found": "属实", "result": "已退费", "outcome": "known", "operator_reply": "同意", "applicant_view": "认可"}
    waiting = commands.take_step(proposed, "reply", by=committed["sh-handler"], given=given).proposal.pk
    acts = (
        lambda: commands.file_case("complaint", by=OUTSIDER, given=filing()),
        lambda: commands.take_step(number, "accept", by=committed["sh-intake"], given={"handler": "sh-handler"}, answers=OK),
        lambda: commands.approve(proposed, waiting, by=committed["sh-head"]),
    )
    before = everything()
    issuing = acts[1:] if name == "number" else acts
    for act in issuing:
        with monkeypatch.context() as broken:
            broken.setattr(owner, name, breaking(getattr(owner, name)))
            with pytest.raises(DatabaseError):
                act()
        assert everything() == before, where
    for act in acts:
        act()
    assert verify().findings == []


def test_a_template_that_cannot_render_stops_no_step(committed, monkeypatch):
    """The paper is made from frozen content when it is read; the step, its clocks and its messages stand."""
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("no such font")

    with monkeypatch.context() as patched:
        patched.setattr(typesetting, "render", broken)
        number = stages.forwarded(committed)
        assert jobs.deliver() >= 1
        [paper, *_] = documents.Document.objects.filter(case__number=number)
        with pytest.raises(RuntimeError):
            queries.pdf(paper)
    assert Case.objects.get(number=number).state == "forwarded"
    assert queries.pdf(paper).startswith(b"%PDF")


def test_a_message_that_cannot_leave_stops_no_other(committed, monkeypatch):
    """One channel that breaks in an unforeseen way: its message is tried again later, all others leave."""
    numbers = [stages.filed(applicant_email=f"user{n}@example.com") for n in range(4)]
    bad = Message.objects.get(case__number=numbers[1], channel="email")
    real = channels.send_mail

    def breaks_for_one(subject: str, text: str, sender: None, to: list[str]) -> Any:
        if to == ["user1@example.com"]:
            raise ValueError("header")
        return real(subject, text, sender, to)

    monkeypatch.setattr(channels, "send_mail", breaks_for_one)
    jobs.deliver()
    assert list(Message.objects.filter(sent_at=None).values_list("pk", flat=True)) == [bad.pk]
    bad.refresh_from_db()
    assert (bad.attempts, bad.dead_at, bad.last_error, bad.claimed_until) == (1, None, "header", None)


def test_delivery_does_not_turn_in_circles_while_a_message_waits_behind_another(committed, monkeypatch):
    """The second mail of a case waits for the first, which waits for its next try: the job ends, and goes on when the time has come."""
    number = stages.accepted(committed, applicant_email="wang@example.com")
    mails = Message.objects.filter(case__number=number, channel="email").order_by("case_seq")

    def away(*_: Any) -> None:
        raise OSError("mail server away")

    assert mails.count() == 2
    with monkeypatch.context() as broken:
        broken.setattr(channels, "send_mail", away)
        jobs.deliver()
        assert [(one.attempts, one.sent_at) for one in mails.all()] == [(1, None), (0, None)]
        assert jobs.deliver() == 0
    mails.filter(attempts=1).update(not_before="2026-01-01T00:00Z")
    assert jobs.deliver() == 2
    assert [one.attempts for one in mails.all()] == [2, 1]


@pytest.fixture
def uploads(settings, tmp_path) -> Path:
    """A folder of this test's own for uploads."""
    settings.UPLOADS = tmp_path / "var" / "uploads"
    return settings.UPLOADS


def stored(uploads: Path) -> list[Path]:
    """The files that lie there."""
    return sorted(one for one in uploads.rglob("*") if one.is_file()) if uploads.exists() else []


def file_with(*files: SimpleUploadedFile, **changed: Any) -> str:
    """A complaint filed with these files."""
    return commands.file_case("complaint", by=OUTSIDER, given=filing(**changed), files={"attachments": list(files)}).case.number


def test_an_upload_whose_transaction_breaks_off_leaves_at_most_an_orphan_file(committed, uploads, monkeypatch):
    """No row points to it; the same file uploaded again is found whole and used."""
    with monkeypatch.context() as broken:
        broken.setattr(ledger, "record", broken_by_database)
        with pytest.raises(DatabaseError):
            file_with(SimpleUploadedFile("账单.pdf", PDF))
    assert (Attachment.objects.count(), Case.objects.count(), len(stored(uploads))) == (0, 0, 1)
    number = file_with(SimpleUploadedFile("账单.pdf", PDF))
    row = Attachment.objects.get(case__number=number)
    assert stored(uploads) == [attachments.path_of(bytes(row.sha256))]
    assert stored(uploads)[0].read_bytes() == PDF and bytes(row.sha256) == hashlib.sha256(PDF).digest()


def test_a_file_half_written_is_not_taken_for_the_whole(committed, uploads, monkeypatch):
    """The disk is full in the middle of writing: the filing is refused whole, and no file bears the digest's name."""
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(attachments.os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            file_with(SimpleUploadedFile("账单.pdf", PDF))
    assert Case.objects.count() == 0
    assert not attachments.path_of(hashlib.sha256(PDF).digest()).exists()
    file_with(SimpleUploadedFile("账单.pdf", PDF))
    assert attachments.path_of(hashlib.sha256(PDF).digest()).read_bytes() == PDF


WRONG: list[tuple[str, list[SimpleUploadedFile], str]] = [
    ("HTML named .pdf", [SimpleUploadedFile("账单.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "application/pdf")], "不是可接收的类型"),
    ("SVG named .png", [SimpleUploadedFile("图.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/png")], "不是可接收的类型"),
    ("a program named .jpg", [SimpleUploadedFile("a.jpg", b"\x7fELF\x02\x01\x01" + b"\0" * 64, "image/jpeg")], "不是可接收的类型"),
    ("a plain ZIP named .docx", [SimpleUploadedFile("a.docx", b"PK\x03\x04" + b"\0" * 64)], "不是可接收的类型"),
    ("an empty file", [SimpleUploadedFile("空.pdf", b"")], ""),
    ("21 MB", [SimpleUploadedFile("大.pdf", PDF + b"\0" * (21 * 1024 * 1024))], "20 MB"),
    ("31 files", [SimpleUploadedFile(f"{n}.pdf", PDF + bytes([n])) for n in range(31)], "最多 30 个"),
]


@pytest.mark.parametrize(("what", "files", "said"), WRONG, ids=[one[0] for one in WRONG])
def test_what_is_no_evidence_is_refused_before_anything_is_stored(people, uploads, what, files, said):
    """The field says why; no row and no file is left."""
    with pytest.raises(Invalid) as refused:
        file_with(*files)
    assert said in str(refused.value.fields), refused.value.fields
    assert (Case.objects.count(), Attachment.objects.count(), stored(uploads)) == (0, 0, [])


def test_twenty_megabytes_and_thirty_files_are_taken_and_the_31st_is_not(people, uploads):
    """Counted over the whole case, whoever adds."""
    largest = PDF + b"\0" * (LARGEST - len(PDF))
    number = file_with(SimpleUploadedFile("大.pdf", largest), *(SimpleUploadedFile(f"{n}.pdf", PDF + bytes([n])) for n in range(29)))
    assert (Attachment.objects.count(), len(stored(uploads))) == (30, 30)
    assert queries.attachment(Attachment.objects.get(name="大.pdf").pk, people["sh-intake"])[1].stat().st_size == LARGEST
    with pytest.raises(Invalid):
        commands.take_step(number, "add_material", by=people["sh-intake"], given={"note": "x"}, files={"attachments": [SimpleUploadedFile("31.pdf", PDF)]})
    assert Attachment.objects.count() == 30


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd.pdf", "passwd.pdf"), ("..\\..\\windows\\a.pdf", "a.pdf"), ("/etc/cron.d/x.pdf", "x.pdf"),
     ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
     ("..", "file"), ("\u202egpj.exe.pdf", "gpj.exe.pdf"), ("长" * 300 + ".pdf", "长" * 196 + ".pdf")],
)  # fmt: skip
def test_a_path_in_a_files_name_is_a_name(people, uploads, name, kept):
    """It is stored under its digest, inside the folder, and shown without the path."""
    file = SimpleUploadedFile("x.pdf", PDF)
    file._name = name  # as a client could send it past Django's own cleaning
    file_with(file)
    assert Attachment.objects.get().name == kept
    assert stored(uploads) == [attachments.path_of(hashlib.sha256(PDF).digest())]
    assert {one.parent.parent for one in stored(uploads)} == {uploads}


