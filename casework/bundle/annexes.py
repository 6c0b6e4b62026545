"""Annexes on A4 pages: pictures and PDFs as far as they can be shown, anything else named with its digest."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import typst
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

from casework.cases import typesetting
from casework.cases.attachments import Attachment, path_of

WIDE, HIGH = 595.28, 841.89
SIDE, TOP, BOTTOM = 34.0, 51.0, 34.0  # free of content: the page number stands at the top right
PICTURES = {"image/png": "png", "image/jpeg": "jpg"}
PICTURE = """
#set document(title: "附件")
#set page(paper: "a4", margin: (x: 12mm, top: 18mm, bottom: 12mm))
#image("{path}", format: "{format}", width: 100%, height: 100%, fit: "contain")
"""
UNSHOWN = "bundle/templates/unshown.typ"
HIDDEN = 2 | 32  # annotations that are not to be seen

Pair = tuple[str, str]
LOCKED: Pair = ("文件加了密码，不能打开。", "The file is locked with a password and cannot be opened.")
BROKEN: Pair = ("文件已损坏或不完整，不能显示。", "The file is damaged or incomplete and cannot be shown.")
NO_PAGES: Pair = ("这种文件不能印在纸上。", "A file of this kind cannot be put on paper.")


class Unshown(Exception):
    """The annex cannot be put on pages; `why` says so in both languages."""

    def __init__(self, why: Pair) -> None:
        super().__init__(why[1])
        self.why = why


def pages_of(attachment: Attachment, where: str, on: date) -> bytes:
    """The annex as a PDF of A4 pages with room at the top. What cannot be shown is named on one page; `where` is its name in the bundle."""
    try:
        return _shown(attachment)
    except Unshown as error:
        return _named(attachment, where, error.why, on)


def _shown(attachment: Attachment) -> bytes:
    path = path_of(bytes(attachment.sha256))
    if attachment.media_type in PICTURES:
        return _picture(path, PICTURES[attachment.media_type])
    if attachment.media_type == "application/pdf":
        return _placed(path.read_bytes())
    raise Unshown(NO_PAGES)


def _named(attachment: Attachment, where: str, why: Pair, on: date) -> bytes:
    rows = [
        (("名称", "Name"), attachment.name), (("类型", "Type"), attachment.media_type), (("大小", "Size"), f"{attachment.size:,} 字节 bytes"),
        (("SHA-256", "digest"), bytes(attachment.sha256).hex()), (("原件", "Original"), where),
    ]  # fmt: skip
    more = ("原件在本案卷压缩包内，摘要如上。", "The original is in this bundle's archive under the name above; its digest is above.")
    data = {"title": ("附件（未能印出）", "Annex, not shown"), "rows": rows, "why": (why[0] + more[0], f"{why[1]} {more[1]}")}
    return typesetting.sheet(UNSHOWN, data, on=on)


def _picture(path: Any, kind: str) -> bytes:
    """The picture as it is (a JPEG is not encoded anew), turned as the camera says, as large as the page allows."""
    source = PICTURE.replace("{path}", f"/{path.name}").replace("{format}", kind)
    try:
        made = typst.Compiler(root=str(path.parent), ignore_system_fonts=True).compile(input=source.encode(), format="pdf", timestamp=0)
    except typst.TypstError as error:
        raise Unshown(BROKEN) from error
    if not isinstance(made, bytes):
        raise Unshown(BROKEN)
    return made


def _placed(data: bytes) -> bytes:
    """Each page of a PDF on an A4 page of its own, turned upright. What a program could run (scripts, links, files in it) does not come along."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unshown(LOCKED)
        writer = PdfWriter()
        for page in reader.pages:
            place(writer, page, _fitted)
        if not len(reader.pages):
            raise Unshown(BROKEN)
        out = BytesIO()
        writer.write(out)
    except Unshown:
        raise
    except Exception as error:  # a broken file fails in any way it likes
        raise Unshown(BROKEN) from error
    return out.getvalue()


def _fitted(wide: float, high: float) -> tuple[float, float, float]:
    scale = min((WIDE - 2 * SIDE) / wide, (HIGH - TOP - BOTTOM) / high)
    return scale, (WIDE - wide * scale) / 2, HIGH - TOP - high * scale


def place(writer: PdfWriter, page: PageObject, fit: Callable[[float, float], tuple[float, float, float]], stamp: PageObject | None = None) -> None:
    """Add an A4 page that shows `page` at the scale and place that `fit(wide, high)` says, and `stamp` over it."""
    form, wide, high = _form(writer, page)
    scale, x, y = fit(wide, high)
    drawn, forms = f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm /Page Do Q", {"/Page": form}
    if stamp is not None:
        forms["/Stamp"], _, _ = _form(writer, stamp)
        drawn += " q /Stamp Do Q"
    made = writer.add_blank_page(WIDE, HIGH)
    made[NameObject("/Resources")] = _resources(forms)
    content = DecodedStreamObject()
    content.set_data(drawn.encode())
    made[NameObject("/Contents")] = writer._add_object(content)


def _form(writer: PdfWriter, page: PageObject) -> tuple[Any, float, float]:
    """A page with what is drawn on it afterwards (form fields, a visible seal) as a drawing to be placed, its lower left corner at zero; width, height."""
    left, low, right, high = (float(value) for value in (*page.cropbox.lower_left, *page.cropbox.upper_right))
    wide, tall = right - left, high - low
    if wide <= 0 or tall <= 0:
        raise Unshown(BROKEN)
    content = page.get_contents()
    resources = page.get("/Resources", DictionaryObject()).get_object()
    forms = {"/Body": _drawing(writer, content.get_data() if content is not None else b"", (left, low, right, high), resources.clone(writer))}
    drawn = ["q /Body Do Q"]
    for n, (appearance, matrix) in enumerate(_appearances(page)):
        forms[f"/Note{n}"] = appearance.clone(writer).indirect_reference
        drawn.append(f"q {' '.join(f'{value:.5f}' for value in matrix)} cm /Note{n} Do Q")
    turned = page.rotation % 360
    matrix = {0: (1, 0, 0, 1, -left, -low), 90: (0, -1, 1, 0, -low, right), 180: (-1, 0, 0, -1, right, high), 270: (0, 1, -1, 0, high, -left)}[turned]
    size = (tall, wide) if turned in (90, 270) else (wide, tall)
    return _drawing(writer, " ".join(drawn).encode(), (left, low, right, high), _resources(forms), matrix), *size


def _drawing(writer: PdfWriter, data: bytes, box: tuple[float, ...], resources: Any, matrix: tuple[float, ...] | None = None) -> Any:
    plain = DecodedStreamObject()
    plain.set_data(data)
    form = plain.flate_encode()
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")], form[NameObject("/Resources")] = _numbers(box), resources
    if matrix:
        form[NameObject("/Matrix")] = _numbers(matrix)
    return writer._add_object(form)


def _appearances(page: PageObject) -> list[tuple[Any, tuple[float, ...]]]:
    """What annotations show (ISO 32000-1, 12.5.5), each with the matrix that puts it into its rectangle."""
    found: list[tuple[Any, tuple[float, ...]]] = []
    for one in page.get("/Annots", ArrayObject()).get_object() or ():
        note = one.get_object()
        looks = note.get("/AP", DictionaryObject()).get_object().get("/N")
        if looks is None or note.get("/Subtype") == "/Popup" or int(note.get("/F", 0)) & HIDDEN:
            continue
        look = looks.get_object()
        if "/BBox" not in look:  # one look for each state of a box to tick
            look = look.get(note.get("/AS", "/Off"))
            look = look.get_object() if look is not None else None
        if look is None or "/BBox" not in look:
            continue
        a, b, c, d, e, f = (float(value) for value in look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
        x0, y0, x1, y1 = (float(value) for value in look["/BBox"])
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
        left, right, low, high = min(x for x, _ in corners), max(x for x, _ in corners), min(y for _, y in corners), max(y for _, y in corners)
        ends = [float(value) for value in note["/Rect"]]
        if right <= left or high <= low:
            continue
        across, up = (max(ends[::2]) - min(ends[::2])) / (right - left), (max(ends[1::2]) - min(ends[1::2])) / (high - low)
        found.append((look, (across, 0, 0, up, min(ends[::2]) - left * across, min(ends[1::2]) - low * up)))
    return found


def _resources(forms: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject(name): form for name, form in forms.items()})})


def _numbers(values: tuple[float, ...]) -> ArrayObject:
    return ArrayObject(FloatObject(value) for value in values)
