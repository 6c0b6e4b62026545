"""Papers as PDF: a typst template, frozen data, and the same bytes each time.

Everything in `data` reaches the template as strings of a JSON document, so nothing a person wrote is read as markup.
The files are PDF/A-2a (to be kept) and PDF/UA-1 (to be read aloud).
"""

import hashlib
import json
import os
import re
import threading
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from struct import unpack_from
from typing import Any

import pylopdf_fonts_zh_cn
import typst

ROOT = Path(__file__).resolve().parents[1]
LAYOUT = ROOT / "cases/templates/cases/documents/layout.typ"
TIMELINE = ROOT / "cases/templates/cases/parts/timeline.typ"
SEAL = ROOT / "cases/templates/cases/parts/seal.typ"
ANNEXES = ROOT / "cases/templates/cases/parts/annexes.typ"
# Noon in China: the same civil day for a reader that shows the file's date in UTC.
NOON = time(12, tzinfo=timezone(timedelta(hours=8)))
# A short paper is set closer where that saves a page (GB/T 9704: 调整行距), so that the seal is not alone on its page.
CLOSER_UP_TO = 4

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
FANGSONG = ("FangSong", "FangSong_GB2312", "仿宋", "仿宋_GB2312", "STFangsong", "FZFangSong-Z02")

NAME = re.compile(r"[a-z]+/[a-z0-9_]+")
ABSENT = re.compile(r'missing key: ([^"\\]+)|dictionary does not contain key \\?"([^"\\]+)')
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
ACCENTED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

HEADINGS, INLINE = {"h2": "title", "h3": "heading"}, {"span", "strong", "em", "a", "br"}

_thread = threading.local()
_renders_in: dict[str, int] = {}


@dataclass(frozen=True)
class Place:
    """Where the middle of the seal goes: the page, from 1, and points from its left and upper edge."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Rendered:
    """A finished paper: the file, the family its body is set in, its number of pages, the place for the seal (None: it bears none)."""

    pdf: bytes
    font: str
    pages: int
    seal: Place | None = None


@dataclass(frozen=True)
class Part:
    """A paragraph of a paper, in words. `kind`: mark (the office's, in red), number, title, heading, to, text, attachment, signature, sign or foot."""

    text: str
    kind: str


class CannotRender(Exception):
    """The paper cannot be set. `key` names what the data lacks or leaves empty; empty where something else is wrong."""

    def __init__(self, template: str, key: str = "", detail: str = ""):
        self.template, self.key, self.detail = template, key, detail
        lacks = f"缺少 {key}（missing key: {key}）" if key else detail
        super().__init__(f"{template}: {lacks}")


@dataclass(frozen=True)
class _Fonts:
    """The typst font book and what it can show: the packaged fonts, and a FangSong where the machine has one."""

    book: typst.Fonts
    body: tuple[str, ...]
    shown: frozenset[int]


def render(template: str, data: dict[str, Any], *, issued_on: date) -> Rendered:
    """Set one paper; the same arguments give the same bytes on every machine with the same fonts.

    template: "complaints/refusal" is casework/complaints/templates/complaints/documents/refusal.typ.
    data: strings, numbers, true/false, lists and dicts of them; days as ISO dates. A character no font has is printed as
    its code point, [U+1F600], and a note on the paper says so; control and direction characters are dropped.
    issued_on: the day written into the file as its date.
    Raises CannotRender; RuntimeError in a process forked from one that had rendered. Safe from several threads.
    """
    path, fonts = _path(template), _fonts()
    shown, replaced = _showable(data, fonts.shown)
    inputs = {
        "data": json.dumps(shown, ensure_ascii=False, default=str),
        "body": json.dumps([*fonts.body, SERIF, SANS]),
        "replaced": "yes" if replaced else "",
    }
    moment = datetime.combine(issued_on, NOON)
    _refuse_inherited()
    pdf, seal = _set(template, path, fonts, inputs | {"close": ""}, moment)
    if 1 < _pages(pdf) <= CLOSER_UP_TO:
        closer, closer_seal = _set(template, path, fonts, inputs | {"close": "yes"}, moment)
        pdf, seal = (closer, closer_seal) if _pages(closer) < _pages(pdf) else (pdf, seal)
    return Rendered(pdf=pdf, font=body_font(), pages=_pages(pdf), seal=seal)


def body_font() -> str:
    """The family this machine sets the body of papers in; each PDF names its own among its keywords."""
    fonts = _fonts()
    return fonts.body[0] if fonts.body else SERIF


def sheet(path: str, data: dict[str, Any], *, on: date) -> bytes:
    """A sheet that is no paper, such as the cover of a bundle: the template at this path below `casework/`, set as `render` sets papers."""
    fonts = _fonts()
    shown, _ = _showable(data, fonts.shown)
    _refuse_inherited()
    inputs = {"data": json.dumps(shown, ensure_ascii=False, default=str), "fonts": json.dumps([SERIF, SANS])}
    return _set(path, ROOT / path, fonts, inputs, datetime.combine(on, NOON))[0]


def _set(template: str, path: Path, fonts: _Fonts, inputs: dict[str, str], moment: datetime) -> tuple[bytes, Place | None]:
    try:
        pdf = _compiler(fonts).compile(input=str(path), format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], timestamp=moment)
    except typst.TypstError as error:
        raise _refusal(template, error) from error
    if not isinstance(pdf, bytes):
        raise CannotRender(template, detail="不是一个文件（not one file）")
    return pdf, _seal(fonts)


def _seal(fonts: _Fonts) -> Place | None:
    """Of the paper that was set last in this thread; typst keeps it, so that asking costs nothing."""
    found = json.loads(_compiler(fonts).query("<seal>", field="value"))
    return Place(found[0]["page"], *(float(found[0][axis].removesuffix("pt")) for axis in ("x", "y"))) if found else None


@cache
def seal(name: str, *, test: bool) -> bytes:
    """The mark of an office's seal as a page of its own, 42 mm square, untagged."""
    fonts = _fonts()
    shown, _ = _showable(name, fonts.shown)
    _refuse_inherited()
    inputs, moment = {"name": shown, "test": "yes" if test else ""}, datetime.combine(date(2026, 1, 1), NOON)
    pdf = _compiler(fonts).compile(input=str(SEAL), format="pdf", sys_inputs=inputs, pdf_tags=False, timestamp=moment)
    if not isinstance(pdf, bytes):
        raise CannotRender("cases/seal", detail="不是一个文件（not one file）")
    return pdf


def annex_pages(sheets: list[dict[str, Any]], *, first: int, issued_on: date) -> bytes:
    """The pages of the annexes as PDF, untagged: for each sheet its `mark`, its `name` (empty: none) and what is `said` on it. `first`: the number of the
    first page."""
    fonts = _fonts()
    shown, _ = _showable(sheets, fonts.shown)
    data = json.dumps({"first": first, "sheets": shown}, ensure_ascii=False)
    inputs = {"data": data, "body": json.dumps([*fonts.body, SERIF, SANS]), "replaced": "", "close": ""}
    _refuse_inherited()
    try:
        pdf = _compiler(fonts).compile(input=str(ANNEXES), format="pdf", sys_inputs=inputs, timestamp=datetime.combine(issued_on, NOON), pdf_tags=False)
    except typst.TypstError as error:
        raise _refusal("cases/annexes", error) from error
    if not isinstance(pdf, bytes):
        raise CannotRender("cases/annexes", detail="不是一个文件（not one file）")
    return pdf


def read(template: str, data: dict[str, Any]) -> list[Part]:
    """The words of a paper in their order, as `render` would set them, for a page. Raises as `render`."""
    path, fonts = _path(template), _fonts()
    shown, replaced = _showable(data, fonts.shown)
    inputs = {"data": json.dumps(shown, ensure_ascii=False, default=str), "body": json.dumps([SERIF]), "replaced": "yes" if replaced else "", "close": ""}
    _refuse_inherited()
    try:
        html = _compiler(fonts).compile(input=str(path), format="html", sys_inputs=inputs | {"words": "yes"})
    except typst.TypstError as error:
        raise _refusal(template, error) from error
    reader = _Reader()
    reader.feed(html.decode() if isinstance(html, bytes) else "")
    reader.close()
    return reader.parts


class _Reader(HTMLParser):
    """The paragraphs of a paper: text alone, no mark-up of it reaches a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self._kind, self._text, self._inside, self._foot = "text", "", False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins."""
        if tag in INLINE:
            return
        self._end()
        named = dict(attrs).get("class") or ""
        self._foot = self._foot or named == "foot"
        self._kind = "foot" if self._foot else named or HEADINGS.get(tag, "text")
        self._inside = self._inside or tag == "body"

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if tag not in INLINE:
            self._end()

    def handle_data(self, data: str) -> None:
        """Words of a block."""
        self._text += data if self._inside else ""

    def _end(self) -> None:
        if text := " ".join(self._text.split()):
            self.parts.append(Part(text.replace("、 ", "、") if self._kind == "heading" else text, self._kind))
        self._text, self._kind = "", "foot" if self._foot else "text"


def edition(template: str) -> str:
    """Twelve hex digits that change whenever the template or the layout under it does; frozen with a paper's data."""
    return hashlib.sha256(LAYOUT.read_bytes() + b"\0" + TIMELINE.read_bytes() + b"\0" + _path(template).read_bytes()).hexdigest()[:12]


def _path(template: str) -> Path:
    if not NAME.fullmatch(template):
        raise CannotRender(template, detail="不是文书模板名（not a template name）")
    app, name = template.split("/")
    path = ROOT / app / "templates" / app / "documents" / f"{name}.typ"
    if not path.is_file():
        raise CannotRender(template, detail="没有这个文书模板（no such template）")
    return path


def _refusal(template: str, error: typst.TypstError) -> CannotRender:
    found = ABSENT.search(error.message)
    return CannotRender(template, (found[1] or found[2]) if found else "", error.message)


def _pages(pdf: bytes) -> int:
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


def _compiler(fonts: _Fonts) -> typst.Compiler:
    """One a thread: a compiler keeps its inputs between runs, and two threads must not share them."""
    if not hasattr(_thread, "compiler"):
        _thread.compiler = typst.Compiler(root=str(ROOT), font_paths=fonts.book)
    return _thread.compiler


def _refuse_inherited() -> None:
    """typst's threads do not survive a fork: the child would wait for them for ever, so it is told instead."""
    if _renders_in.setdefault("process", os.getpid()) != os.getpid():
        raise RuntimeError("this process was forked after its parent had rendered: fork only from a process that renders nothing, or spawn")


@cache
def _fonts() -> _Fonts:
    """Of the machine's own fonts only a FangSong is taken: any other would make the bytes depend on the machine."""
    packaged = [pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()]
    system = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    here = {font.family: Path(font.path) for font in reversed(system) if font.path and font.family in FANGSONG}
    body = tuple(family for family in FANGSONG if family in here)[:1]
    folders = sorted({str(path.parent) for path in [*packaged, *(here[family] for family in body)]})
    book = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    if not {SERIF, SANS, *body} <= set(book.families()):
        raise RuntimeError("the packaged Chinese fonts are not readable: papers would be blank")
    return _Fonts(book, body, frozenset().union(*(_characters(path.read_bytes()) for path in packaged)))


def _characters(font: bytes) -> set[int]:
    """The code points of an OpenType file's full Unicode map (cmap format 12)."""
    tables = {font[at : at + 4]: unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * font[5], 16)}
    cmap = tables[b"cmap"]
    for index in range(unpack_from(">H", font, cmap + 2)[0]):
        table = cmap + unpack_from(">I", font, cmap + 4 + 8 * index + 4)[0]
        if unpack_from(">H", font, table)[0] == 12:
            groups = unpack_from(">I", font, table + 12)[0]
            spans = (unpack_from(">II", font, table + 16 + 12 * group) for group in range(groups))
            return {code for first, last in spans for code in range(first, last + 1)}
    raise ValueError("the font has no full Unicode map")


def _showable(value: Any, shown: frozenset[int]) -> tuple[Any, bool]:
    """The value with every string made printable, and whether a character had to be replaced by its code point."""
    if isinstance(value, dict):
        parts = {key: _showable(part, shown) for key, part in value.items()}
        return {key: part for key, (part, _) in parts.items()}, any(replaced for _, replaced in parts.values())
    if isinstance(value, list | tuple):
        items = [_showable(part, shown) for part in value]
        return [part for part, _ in items], any(replaced for _, replaced in items)
    if not isinstance(value, str):
        return value, False
    text = LINE_ENDS.sub("\n", SELECTORS.sub("", value)).replace("\t", " ")
    text = ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf"})
    out = "".join(c if c == "\n" or ord(c) in shown else f"[U+{ord(c):04X}]" for c in text)
    return out, out != text
