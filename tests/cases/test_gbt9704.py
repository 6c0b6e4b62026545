"""The layout of every paper, measured in its PDF: GB/T 9704-2012 in millimetres, and the tags of PDF/UA-1 and PDF/A-2a."""

import io
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest
from pdfplumber.page import Page
from PIL import ImageChops, ImageOps
from pypdf import PdfReader
from pypdf.generic import ContentStream

from casework.cases.typesetting import ROOT, render
from tests.cases.papers_data import SAMPLES

DAY = date(2026, 3, 5)
MM = 72 / 25.4
DOTS = 150  # an inch: one dot is 0.17 mm
REPLY = "complaints/closing_reply"
NOTICE = "complaints/transfer_notice"
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0  # 5.2.1: 订口 28, 版心 156 × 225, 天头 37
CHARACTER = 156 / 28
RED = (0.784, 0.063, 0.180)
SIZES = {22.0, 16.0, 14.0, 10.5, 9.0}  # title, body, foot and page number, reference, rules; the mark is as large as its name allows
NAMED = {
    "Document", "Part", "Sect", "Div", "NonStruct", "H1", "H2", "P", "Span", "Em", "Strong", "L", "LI", "Lbl", "LBody", "Figure",
    "Table", "TBody", "TR", "TH", "TD",
}  # fmt: skip
SHOWN = {b"Tj", b"TJ", b"'", b'"', b"f", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do", b"sh"}
STANDARDS = {
    "http://www.aiim.org/pdfa/ns/id/": {"part": "2", "conformance": "A"}, "http://www.aiim.org/pdfua/ns/id/": {"part": "1"},
}  # fmt: skip

# A head in red, and a reader's name, unless the template says otherwise.
SOURCES = {name: (ROOT / "{0}/templates/{0}/documents/{1}.typ".format(*name.split("/"))).read_text(encoding="utf-8") for name in SAMPLES}
LETTERS = [name for name, source in SOURCES.items() if "head: false" not in source]
ADDRESSED = [name for name, source in SOURCES.items() if "addressed: false" not in source]
FORMS = {"cases/service_receipt"}  # a table to be filled in
RUNNING = "经核查该业务由外呼渠道开通未能提供用户确认的录音同意退费" * 150


@cache
def pdf_of(template: str) -> bytes:
    return render(template, SAMPLES[template], issued_on=DAY).pdf


@cache
def pages_of(pdf: bytes) -> list[Page]:
    return pdfplumber.open(io.BytesIO(pdf)).pages


def reply(template: str = REPLY, **changed: Any) -> bytes:
    return render(template, SAMPLES[template] | changed, issued_on=DAY).pdf


def ink(page: Page, *, below: float = 0.0, above: float = 297.0) -> tuple[float, float, float, float]:
    """What is printed between two heights: left, top, right, bottom in millimetres, as seen."""
    seen = page.to_image(resolution=DOTS).original.convert("L").point(lambda grey: 255 if grey > 200 else 0)
    a_mm = DOTS / 25.4
    cut = (0, round(below * a_mm), seen.width, min(round(above * a_mm), seen.height))
    box = ImageOps.invert(seen.crop(cut)).getbbox()
    assert box is not None
    return box[0] / a_mm, box[1] / a_mm + below, box[2] / a_mm, box[3] / a_mm + below


def red_ink(page: Page) -> tuple[float, float, float, float]:
    """The same of what is printed in red."""
    red, green, _ = page.to_image(resolution=DOTS).original.convert("RGB").split()
    seen = ImageChops.multiply(red.point(lambda v: 255 if v > 180 else 0), green.point(lambda v: 255 if v < 120 else 0))
    box = seen.getbbox()
    assert box is not None
    left, top, right, bottom = (side / (DOTS / 25.4) for side in box)
    return left, top, right, bottom


def lines(page: Page) -> dict[float, str]:
    """The lines of the text area by the bottom of their characters, in millimetres."""
    found: dict[float, list[Any]] = {}
    for one in page.chars:
        if one["bottom"] / MM < BOTTOM:
            found.setdefault(round(one["bottom"] / MM, 1), []).append(one)
    return {at: "".join(c["text"] for c in sorted(row, key=lambda c: c["x0"])) for at, row in sorted(found.items())}


def line_with(page: Page, words: str) -> list[Any]:
    """The characters of these words where they stand on a page."""
    at = "".join(one["text"] for one in page.chars).index(words)
    return page.chars[at : at + len(words)]


def rules_of(page: Page, *, red: bool) -> list[Any]:
    """The lines across the text area, from above."""
    across = [one for one in page.lines if round((one["x1"] - one["x0"]) / MM) == 156]
    return sorted((one for one in across if _is_red(one["stroking_color"]) == red), key=lambda one: one["top"])


def _is_red(colour: Any) -> bool:
    return isinstance(colour, tuple) and tuple(round(part, 3) for part in colour) == RED


# ---- the sheet ----------------------------------------------------------


@pytest.mark.parametrize("template", SAMPLES)
def test_nothing_is_printed_outside_the_text_area_but_the_page_number(template):
    for page in pages_of(pdf_of(template)):
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        left, top, right, bottom = ink(page, above=265)
        assert left >= LEFT - 0.25 and right <= RIGHT + 0.25 and top >= TOP - 0.2 and bottom <= BOTTOM + 0.4


@pytest.mark.parametrize("template", SAMPLES)
def test_the_page_number_is_size_4_at_the_outer_edge_7_mm_below_the_text_area(template):
    for number, page in enumerate(pages_of(pdf_of(template)), start=1):
        below = [one for one in page.chars if one["bottom"] / MM > BOTTOM + 4]
        assert "".join(one["text"] for one in below) == f"— {number} —"
        assert {round(one["size"], 1) for one in below} == {14.0}
        left, _, right, bottom = ink(page, below=265)
        inner = 14 / MM  # one character of size 4
        assert abs(left - (LEFT + inner)) < 0.7 if number % 2 == 0 else abs(right - (RIGHT - inner)) < 0.7
        assert abs(ink_of_dash(page, below[0]) - (BOTTOM + 7)) < 0.3
        assert bottom < 273


def ink_of_dash(page: Page, dash: Any) -> float:
    """The upper edge of a dash, in millimetres."""
    seen = page.to_image(resolution=300).original.convert("L")
    a_mm = 300 / 25.4
    cut = seen.crop((round(dash["x0"] / MM * a_mm), round(265 * a_mm), round(dash["x1"] / MM * a_mm), round(280 * a_mm)))
    box = ImageOps.invert(cut).point(lambda grey: 255 if grey > 128 else 0).getbbox()
    assert box is not None
    return 265 + box[1] / a_mm


@pytest.mark.parametrize("template", SAMPLES)
def test_the_body_is_size_3_and_nothing_has_a_size_of_its_own(template):
    sizes = Counter(round(one["size"], 1) for page in pages_of(pdf_of(template)) for one in page.chars)
    assert sizes.most_common(1)[0][0] == (10.5 if template in FORMS else 16.0)
    assert set(sizes) <= SIZES | ({42.0} if template in LETTERS else set())


def test_a_page_of_running_text_has_22_lines_of_28_characters_that_fill_the_area():
    full = pages_of(reply(operator_reply=RUNNING))[3:7]
    assert len(full) == 4
    for page in full:
        found = lines(page)
        assert len(found) == 22 and {len(text) for text in found.values()} == {28}
        at = list(found)
        assert {round(after - before, 1) for before, after in pairwise(at)} <= {10.2, 10.3}  # 225 mm ÷ 22
        left, top, right, bottom = ink(page, above=265)
        assert left < LEFT + 0.6 and right > RIGHT - 0.6 and top < TOP + 1 and bottom > BOTTOM - 10.23


def test_a_paragraph_begins_two_characters_in_and_goes_back_to_the_edge():
    page = pages_of(reply(operator_reply=RUNNING))[1]
    first = line_with(page, "经核查该业务")
    assert abs(first[0]["x0"] / MM - (LEFT + 2 * CHARACTER)) < 0.2
    second = [one for one in page.chars if abs(one["bottom"] - first[0]["bottom"] - 225 / 22 * MM) < 1]
    assert abs(min(one["x0"] for one in second) / MM - LEFT) < 0.2


# ---- the head -----------------------------------------------------------


@pytest.mark.parametrize("template", LETTERS)
def test_the_mark_is_red_35_mm_down_the_number_two_lines_below_the_red_line_4_mm_below_that(template):
    page = pages_of(pdf_of(template))[0]
    mark = line_with(page, SAMPLES[template].get("office_mark") or SAMPLES[template]["office_name"])
    assert {round(one["size"]) for one in mark} == {42}
    assert {tuple(round(part, 3) for part in one["non_stroking_color"]) for one in mark} == {RED}
    _, top, _, _ = red_ink(page)
    assert abs(top - (TOP + 35)) < 0.4
    assert abs((mark[0]["x0"] + mark[-1]["x1"]) / 2 / MM - 106) < 0.5
    number = line_with(page, SAMPLES[template]["number"])
    assert abs((number[0]["x0"] + number[-1]["x1"]) / 2 / MM - 106) < 0.5
    (line,) = rules_of(page, red=True)
    assert (round(line["x0"] / MM, 1), round(line["x1"] / MM, 1)) == (LEFT, RIGHT)
    _, _, _, foot = ink(page, below=100, above=line["top"] / MM - 0.5)
    assert 3.5 <= line["top"] / MM - foot <= 5
    mark_foot = ink(page, below=72, above=94)[3]
    first = ink(page, below=mark_foot + 3, above=line["top"] / MM - 0.5)[1]
    assert 2 * 225 / 22 <= first - mark_foot <= 2 * 225 / 22 + 1.5


@pytest.mark.parametrize("template", LETTERS)
def test_the_title_is_size_2_two_lines_below_the_line_and_the_reader_a_line_below_it(template):
    page = pages_of(pdf_of(template))[0]
    (line,) = rules_of(page, red=True)
    title = [one for one in page.chars if round(one["size"]) == 22]
    assert title and all("Serif" in one["fontname"] for one in title)
    seen = ink(page, below=title[0]["top"] / MM + 0.5, above=title[-1]["bottom"] / MM)
    assert abs((seen[0] + seen[2]) / 2 - 106) < 1  # a bracket at its end is half empty, and that half is left out
    top = ink(page, below=line["top"] / MM + 1, above=line["top"] / MM + 40)[1]
    assert 2 * 225 / 22 - 1 <= top - line["top"] / MM <= 2 * 225 / 22 + 2
    after = next(one for one in page.chars if one["top"] > title[-1]["bottom"])
    if template in ADDRESSED:
        assert abs(after["x0"] / MM - LEFT) < 0.2 and after["text"] == SAMPLES[template]["addressee"][0]
    assert 225 / 22 <= (after["top"] - title[-1]["bottom"]) / MM <= 2 * 225 / 22


@pytest.mark.parametrize("template", [one for one in SAMPLES if one not in LETTERS])
def test_a_record_has_no_red_head_and_is_printed_for_nobody(template):
    pages = pages_of(pdf_of(template))
    assert not any(rules_of(page, red=True) for page in pages)
    assert not any("印发" in "".join(lines(page).values()) for page in pages)


def test_a_long_mark_stays_in_one_line():
    page = pages_of(reply(office_mark="工业和信息化部电信用户申诉受理中心"))[0]
    mark = line_with(page, "工业和信息化部电信用户申诉受理中心")
    assert len({round(one["top"]) for one in mark}) == 1 and mark[0]["x0"] / MM > LEFT and mark[-1]["x1"] / MM < RIGHT


# ---- the end ------------------------------------------------------------


@pytest.mark.parametrize("office", ["上海市通信管理局", "新疆维吾尔自治区通信管理局", "工业和信息化部电信用户申诉受理中心"])
def test_the_date_stands_in_figures_under_the_office_with_room_for_the_seal(office):
    page = pages_of(reply(office_name=office))[-1]
    signed = [one for one in line_with(page, office + "（印章）2026年3月5日") if round(one["size"]) == 16]
    name, day = signed[: len(office)], signed[len(office) :]
    right = RIGHT - day[-1]["x1"] / MM
    if office == "上海市通信管理局":
        assert abs(right - 4 * CHARACTER) < 1.5
    assert abs((name[0]["x0"] + name[-1]["x1"]) / 2 - (day[0]["x0"] + day[-1]["x1"]) / 2) < 2
    assert (RIGHT - name[-1]["x1"] / MM) > 2.9 * CHARACTER
    last = line_with(page, "特此通知。" if "特此通知。" in "".join(one["text"] for one in page.chars) else "特此告知。")
    middle = (name[0]["top"] + day[0]["bottom"]) / 2 / MM
    for above in (0, 3):  # 居印章中心偏下: the middle of the seal is that of both lines, or a little above
        assert 0 <= middle - above - 21 - last[0]["bottom"] / MM <= 225 / 22, "a seal of 42 mm ends within a line of the text"


@pytest.mark.parametrize("template", LETTERS)
def test_the_foot_ends_on_the_lower_edge_between_thick_lines(template):
    page = pages_of(pdf_of(template))[-1]
    rules = rules_of(page, red=False)
    assert abs(rules[-1]["top"] / MM - BOTTOM) < 0.1
    assert [round(one["linewidth"] / MM, 2) for one in (rules[0], rules[-2], rules[-1])] == [0.35, 0.25, 0.35]
    assert max(one["bottom"] for one in page.chars if round(one["size"]) == 16) < rules[0]["top"], "the date stands above it"
    printed = [one for one in page.chars if rules[-2]["top"] < one["top"] < rules[-1]["top"]]
    assert "".join(one["text"] for one in printed) == SAMPLES[template]["office_name"] + "2026年3月5日印发"
    assert {round(one["size"]) for one in printed} == {14}
    assert abs(printed[0]["x0"] / MM - LEFT - 14 / MM) < 0.3 and abs(RIGHT - printed[-1]["x1"] / MM - 14 / MM) < 0.3


def test_places_to_sign_never_stand_alone_on_a_page():
    for terms in range(1, 20):
        pages = pages_of(reply("complaints/mediation_agreement", terms=[f"第{n}项义务于2026年3月31日前履行" for n in range(1, terms + 1)]))
        page = next(page for page in pages if "调解员（陈立）" in "".join(lines(page).values()))
        assert f"第{terms}项义务" in "".join(lines(page).values())


def test_copies_stand_above_who_prints_and_hang_below_their_own_beginning():
    page = pages_of(reply(copies=["上海市黄浦区人民政府信访办公室", "中国电信集团有限公司客户服务事业部", "上海市消费者权益保护委员会"]))[-1]
    words = "".join(one["text"] for one in page.chars)
    assert words.index("抄送：") < words.index("印发") and "保护委员会。" in words
    copied = line_with(page, "抄送：上海市黄浦区人民政府信访办公室")
    assert {round(one["size"]) for one in copied} == {14}
    following = min((one for one in page.chars if 1 < one["bottom"] - copied[0]["bottom"] < 24), key=lambda one: one["x0"])
    assert abs(following["x0"] - copied[3]["x0"]) < 1


def test_attachments_are_numbered_where_there_are_several_and_hang_below_their_own_names():
    several = pages_of(reply(NOTICE, attachments=["申诉人提供的二〇二六年一月至二月账单以及通话详单打印件复印件一套", "录音"]))[-1]
    words = "".join(one["text"] for one in several.chars)
    assert "附件：1. 申诉人" in words and "2. 录音" in words
    first = line_with(several, "附件：1. 申诉人")
    assert abs(first[0]["x0"] / MM - LEFT - 2 * CHARACTER) < 0.2
    name, second = first[-3], line_with(several, "2. 录音")
    hanging = min((one for one in several.chars if 20 < one["bottom"] - name["bottom"] < 30), key=lambda one: one["x0"])
    assert abs(hanging["x0"] - name["x0"]) < 1.5 and abs(second[0]["x0"] - first[3]["x0"]) < 1
    assert not line_with(several, "2. 录音")[-1]["text"].endswith("。")
    alone = "".join(one["text"] for page in pages_of(reply(NOTICE, attachments=["申诉书复印件"])) for one in page.chars)
    assert "附件：申诉书复印件" in alone


def test_a_remark_stands_in_brackets_on_the_line_after_the_date():
    page = pages_of(reply(remark="此件公开发布"))[-1]
    remark, day = line_with(page, "（此件公开发布）"), line_with(page, "2026年3月5日")
    assert abs(remark[1]["x0"] / MM - LEFT - 3 * CHARACTER) < 0.6
    assert 6 < (remark[0]["bottom"] - day[0]["bottom"]) / MM < 1.2 * 225 / 22


# ---- the file -----------------------------------------------------------


@pytest.mark.parametrize("template", SAMPLES)
def test_every_font_is_in_the_file_and_can_be_read_back(template):
    seen = 0
    for page in PdfReader(io.BytesIO(pdf_of(template))).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            (inner,) = (one.get_object() for one in font["/DescendantFonts"])
            descriptor = inner["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]
            assert "/ToUnicode" in font and re.match(r"/[A-Z]{6}\+", font["/BaseFont"])
            seen += 1
    assert seen


@pytest.mark.parametrize("template", SAMPLES)
def test_the_file_names_its_language_title_and_font_and_shows_the_title(template):
    reader = PdfReader(io.BytesIO(pdf_of(template)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None and SAMPLES[template]["number"] in str(reader.metadata.title)
    assert re.fullmatch("正文字体：.*([Ff]ang|仿宋|Noto Serif SC).*", str(reader.metadata.get("/Keywords")))
    assert "/Encrypt" not in reader.trailer and "/ID" in reader.trailer
    assert not {"/OpenAction", "/AA", "/JavaScript", "/AcroForm"} & set(root) and root["/OutputIntents"]


@pytest.mark.parametrize("template", SAMPLES)
def test_the_file_says_that_it_is_pdf_a_2a_and_pdf_ua_1(template):
    xmp = PdfReader(io.BytesIO(pdf_of(template))).trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    for space, says in STANDARDS.items():
        (prefix,) = re.findall(rf'xmlns:(\w+)="{re.escape(space)}"', xmp)
        for name, value in says.items():
            assert f"<{prefix}:{name}>{value}</{prefix}:{name}>" in xmp


@pytest.mark.parametrize("template", SAMPLES)
def test_all_that_is_printed_is_tagged_or_marked_as_decoration(template):
    reader = PdfReader(io.BytesIO(pdf_of(template)))
    marked = set()
    for number, page in enumerate(reader.pages):
        inside: list[Any] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in {b"BDC", b"BMC"}:
                inside.append(operands[0])
                if len(operands) > 1 and isinstance(operands[1], dict) and "/MCID" in operands[1]:
                    marked.add((number, operands[1]["/MCID"]))
            elif operator == b"EMC":
                inside.pop()
            elif operator in SHOWN:
                assert inside, f"page {number + 1}: {operator!r} outside any tag"
        assert page["/StructParents"] == number and page.get("/Tabs", "/S") == "/S"
    roles, reached = tree_of(reader)
    assert reached == marked, "every marked run belongs to the tree once"
    assert roles["H1"] == 1 and roles["P"] >= 3 and set(roles) <= NAMED


def tree_of(reader: PdfReader) -> tuple[Counter[str], set[tuple[int, int]]]:
    """How often each role occurs in the tree of tags, and the runs of content it reaches by page and number."""
    root: Any = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference}
    roles: Counter[str] = Counter()
    reached: set[tuple[int, int]] = set()

    def walk(node: Any, page: int | None) -> None:
        node = node.get_object()
        if isinstance(node, int):
            assert page is not None and (page, int(node)) not in reached
            reached.add((page, int(node)))
            return
        if isinstance(node, list):
            for one in node:
                walk(one, page)
            return
        at = numbers[node.raw_get("/Pg").idnum] if "/Pg" in node else page
        if "/MCID" in node:
            walk(node["/MCID"], at)
            return
        if "/S" in node:
            roles[node["/S"][1:]] += 1
            assert node["/S"] != "/Figure" or node.get("/Alt"), "a figure says what it shows"
        if "/K" in node:
            walk(node["/K"], at)

    walk(root["/K"], None)
    return roles, reached
