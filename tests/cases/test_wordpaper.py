"""The editable copy of every paper, opened again: its words, margins, lines, fonts, and the same bytes each time."""

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.oxml.ns import qn

from casework import queries
from casework.cases.refusals import NotFound
from casework.cases.typesetting import CannotRender, read
from casework.cases.wordpaper import docx
from tests import stages
from tests.builders import PASSWORD, People
from tests.cases.papers_data import SAMPLES, SAYS

DAY = date(2026, 3, 5)
NOTICE = "complaints/transfer_notice"


def opened(template: str = NOTICE, **changed: Any) -> Any:
    return Document(io.BytesIO(docx(template, SAMPLES[template] | changed, issued_on=DAY)))


def mm(length: Any) -> float:
    return round(length.mm, 1)


def found(paper: Any, words: str) -> Any:
    return next(one for one in paper.paragraphs if words in one.text)


def fonts(paragraph: Any) -> set[str]:
    return {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in paragraph.runs}


@pytest.mark.parametrize("template", SAMPLES)
def test_it_says_what_the_paper_says_in_the_same_order(template):
    written = [re.sub(r"[\s　]", "", one.text) for one in opened(template).paragraphs]
    assert written == [re.sub(r"[\s　]", "", part.text) for part in read(template, SAMPLES[template])]
    for words in (*SAYS[template], SAMPLES[template]["number"]):
        assert re.sub(r"[\s　]", "", words) in "".join(written)


@pytest.mark.parametrize("template", SAMPLES)
def test_the_same_paper_gives_the_same_bytes_and_no_moment_of_its_making(template):
    content = docx(template, SAMPLES[template], issued_on=DAY)
    assert docx(template, SAMPLES[template], issued_on=DAY) == content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in packed.namelist() if "thumbnail" in name]


def test_margins_lines_and_characters_are_those_of_the_standard():
    (section,) = opened().sections
    assert (mm(section.page_width), mm(section.page_height)) == (210, 297)
    assert (mm(section.top_margin), mm(section.left_margin), mm(section.right_margin), mm(section.bottom_margin)) == (37, 28, 26, 35)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"
    pitch = int(grid.get(qn("w:linePitch")))
    assert 22 * pitch <= 225 / 25.4 * 1440 < 22.1 * pitch, "22 lines, and not 21"
    body = found(opened(), "已受理用户对你单位的申诉")
    spacing = int(body.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val")))
    character = body.runs[0].font.size.pt + spacing / 20
    assert 28 * character <= 156 / 25.4 * 72 < 28.2 * character and body.alignment == Align.JUSTIFY
    assert abs(body.paragraph_format.first_line_indent.mm - 2 * 156 / 28) < 0.1


def test_fonts_are_named_by_the_standard_with_what_stands_in_for_them():
    paper = opened()
    expected = {
        "已受理用户对你单位的申诉": ("仿宋_GB2312", 16), "一、转办机构": ("黑体", 16), "转办通知书": ("方正小标宋简体", 22),
        "上海市通信管理局": ("方正小标宋简体", 42),
    }  # fmt: skip
    for words, (font, size) in expected.items():
        said = found(paper, words) if words != "上海市通信管理局" else paper.paragraphs[0]
        assert fonts(said) == {font} and {run.font.size.pt for run in said.runs} == {size}, words
    with zipfile.ZipFile(io.BytesIO(docx(NOTICE, SAMPLES[NOTICE], issued_on=DAY))) as packed:
        table = packed.read("word/fontTable.xml").decode()
    assert re.findall(r'w:name="([^"]+)"><w:altName w:val="([^"]+)"', table)[:3] == [("仿宋_GB2312", "仿宋"), ("方正小标宋简体", "宋体"), ("黑体", "SimHei")]


def test_the_head_is_red_with_a_red_line_and_a_record_has_none():
    mark, number = opened().paragraphs[:2]
    assert mark.text == "上海市通信管理局" and str(mark.runs[0].font.color.rgb) == "C8102E" and mm(mark.paragraph_format.space_before) == 35
    line = number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert line.get(qn("w:color")) == "C8102E" and number.alignment == Align.CENTER
    record = opened("complaints/investigation_record")
    assert record.paragraphs[0].text == "沪通信申调查〔2026〕7号" and record.paragraphs[0].alignment == Align.RIGHT
    assert not [run for one in record.paragraphs for run in one.runs if run.font.color.rgb is not None]


def test_the_page_number_stands_at_the_outer_edge():
    paper = opened()
    (section,) = paper.sections
    assert paper.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, Align.RIGHT), (section.even_page_footer, Align.LEFT)):
        (said,) = footer.paragraphs
        assert said.alignment == side and "PAGE" in said._p.xml and said.text == "—  —" and {run.font.size.pt for run in said.runs} == {14}


def test_the_date_stands_four_characters_from_the_right_and_the_office_over_its_middle():
    paper = opened()
    name, day = (found(paper, "上海市通信管理局（印章）"), next(one for one in paper.paragraphs if one.text == "2026年3月5日"))
    assert abs(day.paragraph_format.right_indent.mm - 4 * 156 / 28) < 0.2
    end_of_name = name.paragraph_format.right_indent.mm + 4 * 10.5 / 72 * 25.4  # after it （印章）, smaller
    of_name = end_of_name + 8 / 2 * 156 / 28
    of_day = day.paragraph_format.right_indent.mm + (3 + 6 / 2) / 2 * 156 / 28  # three characters and six figures
    assert abs(of_name - of_day) < 0.3


def test_what_it_says_of_itself():
    said = opened().core_properties
    assert (said.title, said.language, said.author) == ("转办通知书 沪通信申转〔2026〕56号", "zh-CN", "上海市通信管理局")
    assert said.created.replace(tzinfo=None) == datetime(2026, 3, 5, 12)


def test_what_a_paper_lacks_is_named_as_when_it_is_printed():
    with pytest.raises(CannotRender) as refusal:
        docx("complaints/refusal", SAMPLES["complaints/refusal"] | {"reasons": ""}, issued_on=DAY)
    assert refusal.value.key == "reasons"


@pytest.mark.django_db
def test_only_the_office_has_it(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    paper = next(one for one in queries.case_file(number, people["sh-handler"]).papers if one.type == "transfer_notice")
    document, content = queries.docx(paper.pk, people["sh-handler"])
    assert document.pk == paper.pk and paper.number in "".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
    assert queries.paper(paper.pk, people["east-sh"])[0].pk == paper.pk, "whom it was sent to reads the paper itself"
    for actor in (people["east-sh"], people["ha-handler"], stages.guest(number)):
        with pytest.raises(NotFound):
            queries.docx(paper.pk, actor)
    for path, who, status in (("papers", "sh-handler", 200), ("papers", "east-sh", 404)):
        client.post("/sign-in/", {"username": who, "password": PASSWORD})
        answer = client.get(f"/{path}/{paper.pk}/?form=docx")
        assert answer.status_code == status
        if status == 200:
            assert b"".join(answer.streaming_content) == content and answer["Content-Disposition"].startswith("attachment")
