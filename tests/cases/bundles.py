"""A case with papers, replies and annexes whose bundle is taken out, and annexes of every kind that one meets."""

import io
import zipfile
from pathlib import Path
from typing import Any

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

from casework import commands
from casework.bundle import making
from casework.config.samples import evidence
from tests import stages
from tests.builders import OUTSIDER, People, filing


def answered(people: People, cover: Any = lambda: None) -> str:
    """Filed with a picture, accepted, forwarded, answered with a PDF, closed: six entries, three papers; covered twice on the way."""
    number = filed([evidence.picture("账单.png")])
    commands.take_step(number, "accept", by=people["sh-intake"], given={"handler": "sh-handler"}, answers=stages.OK)
    cover()
    stages.act(people, "sh-handler", number, "forward")
    commands.take_step(number, "operator_reply", by=people["east-sh"], given=stages.REPLY, files={"attachments": [pdf("客服记录.pdf", 2)]})
    given = {"facts_found": "属实", "result": "已退费", "outcome": "known", "operator_reply": "同意", "applicant_view": "认可"}
    stages.act(people, "sh-handler", number, "reply", **given)
    cover()
    return number


def filed(files: list[Any]) -> str:
    """A complaint just filed with these files."""
    return commands.file_case("complaint", by=OUTSIDER, given=filing(), files={"attachments": files} if files else None).case.number


def bundle(number: str, by: Any) -> tuple[making.Bundle, zipfile.ZipFile]:
    """The bundle, taken out for a court."""
    out = io.BytesIO()
    made = making.take_out(number, by, out, why="人民法院调取")
    return made, zipfile.ZipFile(out)


def unpacked(number: str, by: Any, folder: Path) -> Path:
    """The bundle in a folder."""
    bundle(number, by)[1].extractall(folder)
    return folder


def volume(archive: zipfile.ZipFile) -> PdfReader:
    """案卷.pdf."""
    return PdfReader(io.BytesIO(archive.read("案卷.pdf")))


def pdf(name: str, pages: int, *, turned: int = 0, locked: str = "", note: str = "") -> SimpleUploadedFile:
    """A PDF whose pages say their number; turned, locked with a password or with a note stuck on it where wanted."""
    source = '#set page(width: 100mm, height: 80mm)\n' + "#pagebreak()\n".join(f"page {page} of {name[0].encode().hex()}\n" for page in range(1, pages + 1))
    writer = PdfWriter(clone_from=io.BytesIO(typst.compile(source.encode(), format="pdf")))
    for page in writer.pages:
        page.rotate(turned)
    if note:
        _stick(writer, note)
    if locked:
        writer.encrypt(locked)
    out = io.BytesIO()
    writer.write(out)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")


def _stick(writer: PdfWriter, note: str) -> None:
    """A stamp on the first page as programs of the trade write one: an annotation with its own looks."""
    looks = DecodedStreamObject()
    looks.set_data(f"BT /F 10 Tf 2 2 Td ({note}) Tj ET".encode())
    font = _named(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
    looks.update(_named(Subtype=NameObject("/Form"), BBox=_box(0, 0, 60, 15), Resources=_named(Font=_named(F=font))))
    stamp = _named(Type=NameObject("/Annot"), Subtype=NameObject("/Stamp"), Rect=_box(100, 20, 220, 50), AP=_named(N=writer._add_object(looks)))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(stamp)])


def _named(**values: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def _box(*ends: float) -> ArrayObject:
    return ArrayObject(FloatObject(end) for end in ends)
