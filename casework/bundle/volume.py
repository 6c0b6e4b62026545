"""The volume (案卷.pdf): pieces bound in their order, every page numbered, a bookmark for each piece."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from casework.bundle import annexes
from casework.cases import typesetting
from casework.clock import SHANGHAI

STAMPS = "bundle/templates/stamps.typ"


@dataclass(frozen=True)
class Piece:
    """One piece of the volume: what the contents say of it, and its pages. `under`: it belongs to the piece before (an annex, a record of service).

    `head` stands at the top left of its pages. Pieces that are not `listed` are bookmarked only.
    """

    title: str
    pdf: bytes
    number: str = ""
    on: str = ""
    note: str = ""
    under: bool = False
    listed: bool = True
    head: str = ""

    @property
    def pages(self) -> int:
        """How many."""
        return len(PdfReader(BytesIO(self.pdf)).pages)


def bound(pieces: list[Piece], *, title: str, author: str, subject: str, at: datetime) -> bytes:
    """All pieces as one PDF; the same pieces give the same bytes. `at` is written into it as its date."""
    readers = [PdfReader(BytesIO(one.pdf)) for one in pieces]
    heads = [one.head for one, reader in zip(pieces, readers, strict=True) for _ in reader.pages]
    stamps = iter(PdfReader(BytesIO(typesetting.sheet(STAMPS, {"pages": heads}, on=at.astimezone(SHANGHAI).date()))).pages)
    writer, parent = PdfWriter(), None
    for piece, reader in zip(pieces, readers, strict=True):
        first = len(writer.pages)
        for page in reader.pages:
            annexes.place(writer, page, _as_it_is, next(stamps))
        name = " ".join(part for part in (piece.title, piece.number) if part)
        mark = writer.add_outline_item(title=name, page_number=first, parent=parent if piece.under else None)
        parent = parent if piece.under else mark
    moment = at.astimezone(SHANGHAI).strftime("D:%Y%m%d%H%M%S+08'00'")
    writer.add_metadata({"/Title": title, "/Author": author, "/Subject": subject, "/Creator": "casework", "/CreationDate": moment, "/ModDate": moment})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("zh-CN")
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _as_it_is(wide: float, high: float) -> tuple[float, float, float]:
    return 1.0, 0.0, annexes.HIGH - high
