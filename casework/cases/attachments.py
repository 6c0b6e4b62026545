"""Uploads: type by content, stored once by SHA-256 outside the web root, their digest in the ledger."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models

from casework.cases.refusals import Invalid, NotStored, refused
from casework.cases.swelling import swells

if TYPE_CHECKING:
    from casework.cases.case import Case

LARGEST = 20 * 1024 * 1024
MOST = 30
ALLOWED = {
    "application/pdf", "image/jpeg", "image/png", "image/heic", "audio/mpeg", "audio/mp4", "audio/amr", "audio/x-wav", "video/mp4",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


class Attachment(models.Model):
    """A file of the case: evidence, proof of service, material."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="attachments")
    sha256 = models.BinaryField(max_length=32)
    name = models.CharField(max_length=200)
    size = models.IntegerField()
    media_type = models.CharField(max_length=100)
    entry_seq = models.IntegerField()
    by_role = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["case"])]

    def __str__(self) -> str:
        return self.name


def check(files: Mapping[str, list[UploadedFile]], case: "Case") -> None:
    """Raise Invalid for a file too large or empty, too many files, or a type that is not evidence, or a bomb; the name is never trusted for the type."""
    if not files:
        return
    already = Attachment.objects.filter(case_id=case.pk).count() if case.pk else 0
    if already + sum(len(group) for group in files.values()) > MOST:
        raise Invalid({next(iter(files)): [f"每个案件最多 {MOST} 个附件。(At most {MOST} files a case.)"]})
    for field, group in files.items():
        for file in group:
            name = plain_name(file)
            if (file.size or 0) > LARGEST:
                raise Invalid({field: [f"“{name}”超过 20 MB。(“{name}” is larger than 20 MB.)"]})
            if not file.size:
                raise Invalid({field: [f"“{name}”是空的，没有内容。请重新选一次，或者换一个文件。(“{name}” is empty. Choose it again, or another file.)"]})
            if media_type(file) not in ALLOWED:
                said = f"“{name}”的内容不是可接收的类型（PDF、JPEG、PNG、HEIC、DOCX、XLSX、音频、视频）。"
                raise Invalid({field: [f"{said}(“{name}” is none of PDF, JPEG, PNG, HEIC, DOCX, XLSX, audio, video.)"]})
            if swells(file, media_type(file)):
                said = f"“{name}”打开后过大，或者已损坏，请转成普通的图片或 PDF 再传。"
                raise Invalid({field: [f"{said}(“{name}” is damaged or too large once opened. Send an ordinary picture or PDF.)"]})


def media_type(file: UploadedFile) -> str:
    """The type by content, empty where none is recognised."""
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    return filetype.guess_mime(head) or ""


def plain_name(file: UploadedFile) -> str:
    """The file's own name without any path or control character."""
    name = os.path.basename((file.name or "").replace("\\", "/"))
    return "".join(char for char in name if char.isprintable()).strip(". ")[-200:] or "file"


def store(case: "Case", files: Mapping[str, list[UploadedFile]], *, entry_seq: int, by_role: str) -> list[Attachment]:
    """Write the files (once per content) and their rows; call after `check`. One query. Raises NotStored."""
    rows = []
    for file in (one for group in files.values() for one in group):
        data = file.read()
        digest = keep(data)
        file.seek(0)
        rows.append(
            Attachment(
                case_id=case.pk, sha256=digest, name=plain_name(file), size=len(data), media_type=media_type(file),
                entry_seq=entry_seq, by_role=by_role,
            )
        )
    return Attachment.objects.bulk_create(rows) if rows else []


def path_of(digest: bytes) -> Path:
    """Where a content lies."""
    name = digest.hex()
    return settings.UPLOADS / name[:2] / name


def keep(data: bytes) -> bytes:
    """Write a content, once, and give its digest. Raises NotStored."""
    digest = hashlib.sha256(data)
    _write(digest.hexdigest(), data)
    return digest.digest()


def read(digest: bytes) -> bytes | None:
    """A content, None where it is not to be had."""
    try:
        return path_of(digest).read_bytes()
    except OSError:
        return None


def annexed(case: "Case", chosen: Sequence[int]) -> list[dict[str, Any]]:
    """What a paper's content says of the files that go with it, in the order chosen. Raises Refused for one that is not a file of this case."""
    rows = {one.pk: one for one in Attachment.objects.filter(case_id=case.pk, pk__in=chosen)} if chosen else {}
    if missing := [pk for pk in chosen if pk not in rows]:
        numbers = "、".join(map(str, missing))
        raise refused("annexes", f"所选附件不在本案案卷中：{numbers}。", f"Not files of this case: {numbers}.")
    files = [rows[pk] for pk in dict.fromkeys(chosen)]
    return [{"name": one.name, "sha256": bytes(one.sha256).hex(), "media_type": one.media_type, "size": one.size} for one in files]


def _write(name: str, data: bytes) -> None:
    path = settings.UPLOADS / name[:2] / name
    if path.exists():
        return
    draft = path.with_suffix(f".{uuid4().hex}")  # two threads may store the same content at once
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(draft, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise NotStored(error.errno, error.strerror) from error
