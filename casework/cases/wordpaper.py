"""Papers as DOCX, to be edited: the words of `typesetting.read` in the measures of GB/T 9704-2012, and the same bytes each time.

Its fonts are named and not in the file: where one is absent, Word takes the next by the table of fonts.
"""

import io
import zipfile
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from casework.cases import typesetting
from casework.cases.typesetting import NOON, Part

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY, TITLE, HEAVY, NUMBERS = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"
INSTEAD = {BODY: "仿宋", TITLE: "宋体", HEAVY: "SimHei", NUMBERS: "SimSun"}
RED = RGBColor(0xC8, 0x10, 0x2E)
LINE, CHARACTER = Mm(225 / 22), Mm(156 / 28)
# 22 lines of 579 twentieths of a point. 28 characters by what is taken off each and given back by justifying, not by the grid's own column: Word's is a
# negative `charSpace`, which LibreOffice reads as two columns for each character.
GRID = {"type": "lines", "linePitch": "579"}
NARROWER = "-5"  # twentieths of a point: 28 × 15.75 pt is within 156 mm, 29 are not
OLDEST = (1980, 1, 1, 0, 0, 0)
SEAL = "（印章）"


def docx(template: str, data: dict[str, Any], *, issued_on: date) -> bytes:
    """The paper as DOCX. The arguments are those of `typesetting.render`, and it raises the same."""
    parts = typesetting.read(template, data)
    paper = Document()
    _sheet(paper.sections[0])
    _words(paper, next(part.text for part in parts if part.kind == "title"), data, issued_on)
    paper.settings.odd_and_even_pages_header_footer = True
    red = parts[0].kind == "mark"
    foots = [part for part in parts if part.kind == "foot"]
    added = [(part, _add(paper, part, red=red, first=part is foots[0], last=part is foots[-1])) for part in parts]
    if signed := [said for part, said in added if part.kind == "sign"]:
        _align_date(*signed)
    return _packed(paper)


def _sheet(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    section.footer_distance = Mm(297 - 262 - 7 - 4.9)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    for name, value in GRID.items():
        grid.set(qn(f"w:{name}"), value)
    for footer, align in ((section.footer, Align.RIGHT), (section.even_page_footer, Align.LEFT)):
        footer.is_linked_to_previous = False
        said = footer.paragraphs[0]
        said.alignment = align
        said.paragraph_format.left_indent = said.paragraph_format.right_indent = Pt(14)
        _say(said, "— ", NUMBERS, 14)
        number = _say(said, "", NUMBERS, 14)
        for kind in ("begin", "instr", "end"):
            mark = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
            if kind == "instr":
                mark.text = "PAGE"
            else:
                mark.set(qn("w:fldCharType"), kind)
            number._r.append(mark)
        _say(said, " —", NUMBERS, 14)


def _words(paper: Any, title: str, data: dict[str, Any], issued_on: date) -> None:
    """The style of the text, the table of fonts, and what the file says of itself."""
    normal = paper.styles["Normal"]
    normal.font.size = Pt(16)
    _font(normal.element.get_or_add_rPr(), BODY)
    normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="zh-CN" w:eastAsia="zh-CN"/>'))
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):  # figures stand without a gap, as in the PDF
        normal.element.get_or_add_pPr().insert_element_before(parse_xml(f'<{name} {nsdecls("w")} w:val="0"/>'), "w:spacing", "w:ind", "w:jc")
    heading = paper.styles["Heading 1"]
    heading.font.size, heading.font.bold, heading.font.color.rgb = Pt(16), False, RGBColor(0, 0, 0)
    heading.paragraph_format.space_before = Pt(0)
    _font(heading.element.get_or_add_rPr(), HEAVY)
    fonts = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>' for name, other in INSTEAD.items())
    table = next(rel.target_part for rel in paper.part.rels.values() if rel.reltype.endswith("/fontTable"))
    table._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
    said, moment = paper.core_properties, datetime.combine(issued_on, NOON.replace(tzinfo=None))
    said.title, said.author, said.language = f"{title} {data['number']}", data["office_name"], "zh-CN"
    said.created = said.modified = moment
    said.last_modified_by, said.comments, said.keywords, said.revision = data["office_name"], "", "", 1
    package = paper.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[key]


def _add(paper: Any, part: Part, *, red: bool, first: bool, last: bool) -> Paragraph:
    said: Paragraph = paper.add_paragraph(style="Heading 1" if part.kind == "heading" else None)
    form = said.paragraph_format
    if part.kind == "mark":
        said.alignment, form.space_before, form.space_after = Align.CENTER, Mm(35), 2 * LINE
        size = min(42.0, 156 / 25.4 * 72 * 0.94 / max(len(part.text), 6))
        _say(said, part.text, TITLE, size).font.color.rgb = RED
    elif part.kind == "number":
        said.alignment = Align.CENTER if red else Align.RIGHT
        _say(said, part.text, BODY, 16)
        if red:
            _rule(said, "bottom", size=11, space=11, colour=str(RED))
    elif part.kind == "title":
        said.alignment, form.space_before, form.space_after = Align.CENTER, 2 * LINE, LINE
        _say(said, part.text, TITLE, 22)
    elif part.kind == "sign":
        said.alignment = Align.RIGHT
        form.space_before, form.keep_with_next = 2 * LINE if SEAL in part.text else Pt(0), SEAL in part.text
        _say(said, part.text.replace(SEAL, ""), BODY, 16)
        if SEAL in part.text:
            _say(said, SEAL, BODY, 10.5)
    elif part.kind == "foot":
        _foot(said, part.text, first=first, last=last)
    elif part.kind == "attachment":
        first_of = part.text.startswith("附件：")
        form.space_before, form.left_indent = LINE if first_of else Pt(0), 5 * CHARACTER
        form.first_line_indent = -3 * CHARACTER if first_of else Pt(0)
        _say(said, part.text, BODY, 16)
    elif part.kind == "signature":
        form.space_before, form.keep_with_next = Pt(9), True
        form.tab_stops.add_tab_stop(Mm(100), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.HEAVY)
        _say(said, part.text.split("：")[0] + "：\t　　年　　月　　日", BODY, 16)
    else:
        _say(said, part.text, HEAVY if part.kind == "heading" else BODY, 16)
        if part.kind in ("text", "heading"):
            _indent(said)
            said.alignment = Align.JUSTIFY
    return said


def _foot(said: Paragraph, text: str, *, first: bool, last: bool) -> None:
    form = said.paragraph_format
    form.first_line_indent, form.keep_with_next, form.keep_together = Pt(14), not last, True
    form.space_before = 2 * LINE if first else Pt(0)
    printed = text.endswith("印发")
    if printed:
        form.tab_stops.add_tab_stop(Mm(156) - Pt(14), WD_TAB_ALIGNMENT.RIGHT)
        text = "\t".join(text.rsplit(" ", 1))
    _say(said, text, BODY, 14 if printed or text.startswith("抄送：") else 10.5)
    if first:
        _rule(said, "top", size=8, space=4)
    if printed:
        _rule(said, "top", size=6, space=4)
    if last:
        _rule(said, "bottom", size=8, space=4)


def _align_date(name: Paragraph, day: Paragraph) -> None:
    """The date four characters from the right, the office centred above it."""
    over = max(0.0, (_width(name.text.replace(SEAL, "")) - _width(day.text)) / 2)
    right = max(4 - over, 3.0)
    day.paragraph_format.right_indent = Length(int(CHARACTER * (right + over)))
    name.paragraph_format.right_indent = Length(int(CHARACTER * right - 4 * Pt(10.5)))


def _width(text: str) -> float:
    """In characters; a figure takes half of one."""
    return sum(0.5 if one.isascii() else 1.0 for one in text)


def _say(said: Paragraph, text: str, font: str, size: float) -> Any:
    run = said.add_run(text)
    run.font.size = Pt(size)
    properties: Any = run._r.get_or_add_rPr()
    _font(properties, font)
    if size == 16:
        properties.insert_element_before(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{NARROWER}"/>'), "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    return run


def _font(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _indent(said: Paragraph) -> None:
    said.paragraph_format.first_line_indent = 2 * CHARACTER
    said._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")


def _rule(said: Paragraph, side: str, *, size: int, space: int, colour: str = "000000") -> None:
    """A line of so many eighths of a point above or below a paragraph."""
    properties = said._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(borders, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    line = OxmlElement(f"w:{side}")
    for name, value in {"val": "single", "sz": str(size), "space": str(space), "color": colour}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)


def _packed(paper: Any) -> bytes:
    """The file without the moment at which it was packed."""
    written, out = io.BytesIO(), io.BytesIO()
    paper.save(written)
    with zipfile.ZipFile(written) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in packed.namelist():
            info = zipfile.ZipInfo(name, OLDEST)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            again.writestr(info, packed.read(name))
    return out.getvalue()
