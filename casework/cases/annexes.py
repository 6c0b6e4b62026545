"""A paper with its annexes as one PDF: each annex on pages of its own with its mark; photographs and scans in order, pages of PDFs one by one.

What cannot be printed (sound, video, a locked or broken file) has a page that names it with its digest. The result makes no claim to PDF/A or PDF/UA: the
paper alone does. The same paper and files give the same bytes.
"""

import io
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, RectangleObject

from casework.cases import typesetting

log = logging.getLogger(__name__)
register_heif_opener()

MM = 72 / 25.4
LEFT, RIGHT, BOTTOM = 28 * MM, 184 * MM, 35 * MM
BELOW_NAME, BELOW_MARK = (297 - 37 - 4.5 * 225 / 22) * MM, (297 - 37 - 1.5 * 225 / 22) * MM  # below the fourth line, below the first
PICTURES = ("image/jpeg", "image/png", "image/heic")
MOST_DOTS = 2600  # along the longer side: 300 an inch on the height of the text area
MOST_PAGES = 300  # of one annex
HIDDEN, NO_VIEW = 2, 32  # flags of an annotation

LOCKED = "该文件设有密码，不能打印，另附电子件。"
BROKEN = "该文件不能打开，不能打印，另附电子件。"
TOO_LONG = f"该文件超过{MOST_PAGES}页，不予打印，另附电子件。"
ABSENT = "该文件未能在案卷中找到，或者其内容与登记的摘要不符。"
NOT_PRINTED = "该文件为电子数据，不能打印，另附电子件。"
TYPES = {
    "audio": "录音", "video": "录像", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX文档",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX表格", "application/pdf": "PDF文档", "image": "图片",
}  # fmt: skip


@dataclass(frozen=True)
class _Annex:
    """What is printed of an annex: pages as small PDFs of their own, none where it is only named, with why."""

    mark: str
    name: str
    pages: tuple[bytes, ...]
    said: tuple[str, ...] = ()


def bind(paper: bytes, data: Mapping[str, Any], read: Callable[[bytes], bytes | None], *, issued_on: date) -> bytes:
    """The paper followed by its annexes, in their order and with their numbers of the paper's own list; the paper itself where there are none.

    data: the paper's frozen content; its `annexes` each with name, sha256 (hex), media_type and size. read: the content with this digest, None where it
    is gone. What a file holds is never believed: whatever reading it raises, its page names it.
    """
    listed = data.get("annexes") or ()
    if not listed:
        return paper
    marks = [f"附件{n}" for n in range(1, len(listed) + 1)] if len(listed) + len(data.get("attachments") or ()) > 1 else ["附件"]
    annexes = [_annex(one, mark, read(bytes.fromhex(one["sha256"]))) for one, mark in zip(listed, marks, strict=True)]
    out = PdfWriter(clone_from=io.BytesIO(paper))
    sheets = [{"mark": mark, "name": name, "said": said} for mark, name, said, _ in _sheets(annexes)]
    frames = PdfReader(io.BytesIO(typesetting.annex_pages(sheets, first=len(out.pages) + 1, issued_on=issued_on)))
    for frame, (_, name, _, content) in zip(frames.pages, _sheets(annexes), strict=True):
        page = out.add_page(frame)
        if content:
            source = PdfReader(io.BytesIO(content)).pages[0]
            page.merge_transformed_page(source, _into(source, BELOW_NAME if name else BELOW_MARK))
    for claim in ("/Metadata", "/OutputIntents"):
        if claim in out.root_object:
            del out.root_object[claim]
    written = io.BytesIO()
    out.write(written)
    return written.getvalue()


def _sheets(annexes: list[_Annex]) -> Iterator[tuple[str, str, tuple[str, ...], bytes]]:
    """Each page of the annexes: its mark, the name on the first one, what is said instead of a content, the content."""
    for one in annexes:
        for n, content in enumerate(one.pages or (b"",), start=1):
            yield (one.mark if n == 1 else f"{one.mark}（第{n}页）"), (one.name if n == 1 else ""), (one.said if n == 1 else ()), content


def _annex(listed: dict[str, Any], mark: str, content: bytes | None) -> _Annex:
    media_type = listed["media_type"]
    if content is None or sha256(content).hexdigest() != listed["sha256"]:
        return _named(listed, mark, ABSENT)
    try:
        if media_type == "application/pdf":
            pages, why = _pages(content)
        elif media_type in PICTURES:
            pages, why = (_picture(content),), ""
        else:
            pages, why = (), NOT_PRINTED
    except Exception as error:  # a stranger's file: nothing is known of what reading it may raise
        log.info("annex %s cannot be printed: %s", listed["sha256"], type(error).__name__)
        pages, why = (), BROKEN
    return _named(listed, mark, why) if why else _Annex(mark, listed["name"], pages)


def _named(listed: dict[str, Any], mark: str, why: str) -> _Annex:
    media_type = listed["media_type"]
    kind = TYPES.get(media_type) or TYPES.get(media_type.partition("/")[0]) or "文件"
    digest = " ".join(listed["sha256"][at : at + 16] for at in range(0, 64, 16))
    said = (f"文件名：{listed['name']}", f"类型：{kind}（{media_type}）", f"大小：{listed['size']}字节", f"SHA-256：{digest}", why)
    return _Annex(mark, listed["name"], (), said)


def _picture(content: bytes) -> bytes:
    """A page as large as the photograph, upright; nothing of what the camera wrote beside it (place, time, device) remains."""
    with Image.open(io.BytesIO(content)) as opened:
        opened.draft("RGB", (MOST_DOTS, MOST_DOTS))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((MOST_DOTS, MOST_DOTS))
        if upright.mode not in ("RGB", "L"):
            rgba = upright.convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
        plain = Image.new(upright.mode, upright.size)
        plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, "PDF", quality=88, resolution=150)
    return out.getvalue()


def _pages(content: bytes) -> tuple[tuple[bytes, ...], str]:
    """Each page of a PDF as a file of its own, upright, without links, scripts and forms, their looks kept."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return (), LOCKED
    if len(reader.pages) > MOST_PAGES:
        return (), TOO_LONG
    pages = tuple(_page(page) for page in reader.pages)
    return pages, "" if pages else BROKEN


def _page(source: PageObject) -> bytes:
    out = PdfWriter()
    page = out.add_page(source, excluded_keys=("/Annots", "/AA", "/B", "/StructParents", "/Metadata", "/PieceInfo", "/Thumb"))
    _draw_annotations(out, page, source)
    if page.rotation:
        page.transfer_rotation_to_content()
    box = page.cropbox
    if not (0 < box.width <= 20_000 and 0 < box.height <= 20_000):
        raise ValueError("a page without a size")
    plain = PdfWriter()
    sheet = plain.add_blank_page(box.width, box.height)
    sheet.merge_transformed_page(page, Transformation().translate(-float(box.left), -float(box.bottom)))
    sheet.compress_content_streams()
    written = io.BytesIO()
    plain.write(written)
    return written.getvalue()


def _draw_annotations(out: PdfWriter, page: PageObject, source: PageObject) -> None:
    """What a reader sees of stamps, notes and filled fields becomes part of the page: an invoice's seal is often one."""
    notes: Any = source.get("/Annots")
    for number, reference in enumerate(notes.get_object() if notes is not None else ()):
        note = reference.get_object()
        if not isinstance(note, DictionaryObject) or note.get("/Subtype") == "/Popup" or int(note.get("/F", 0)) & (HIDDEN | NO_VIEW):
            continue
        look = _look_of(note)
        if look is None or "/Rect" not in note:
            continue
        place: Any = note["/Rect"]
        rect, box = RectangleObject(tuple(float(one) for one in place)), [float(one) for one in look.get("/BBox", (0, 0, 0, 0))]
        matrix = [float(one) for one in look.get("/Matrix", (1, 0, 0, 1, 0, 0))]
        corners = [Transformation(tuple(matrix)).apply_on((x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])]  # type: ignore[arg-type]
        low, high = [min(axis) for axis in zip(*corners, strict=True)], [max(axis) for axis in zip(*corners, strict=True)]
        if high[0] - low[0] <= 0 or high[1] - low[1] <= 0:
            continue
        across, up = float(rect.width) / (high[0] - low[0]), float(rect.height) / (high[1] - low[1])
        name = f"/Annotation{number}"
        resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
        forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
        forms[NameObject(name)] = out._add_object(look.clone(out))
        drawn = f"q {across:.5f} 0 0 {up:.5f} {float(rect.left) - low[0] * across:.5f} {float(rect.bottom) - low[1] * up:.5f} cm {name} Do Q"
        _append(out, page, drawn.encode())


def _look_of(note: DictionaryObject) -> Any:
    """The appearance that is shown, of several that of the state it is in."""
    looks = note.get("/AP")
    look = looks.get_object().get("/N") if looks is not None else None
    look = look.get_object() if look is not None else None
    if look is not None and "/Subtype" not in look and "/AS" in note:
        look = look.get(note["/AS"])
        look = look.get_object() if look is not None else None
    return look if look is not None and hasattr(look, "get_data") else None


def _append(out: PdfWriter, page: PageObject, drawn: bytes) -> None:
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    after.set_data(b"\nQ\n" + drawn)
    contents = page.get("/Contents")
    kept = [] if contents is None else list(contents.get_object()) if isinstance(contents.get_object(), ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([out._add_object(before), *kept, out._add_object(after)])


def _into(source: PageObject, top: float) -> Transformation:
    """Into the text area below this height: never larger than it is, across the middle."""
    width, height = float(source.mediabox.width), float(source.mediabox.height)
    scale = min(1.0, (RIGHT - LEFT) / width, (top - BOTTOM) / height)
    return Transformation().scale(scale).translate(LEFT + (RIGHT - LEFT - width * scale) / 2, top - height * scale)
