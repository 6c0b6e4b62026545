"""A paper with its annexes: marks and numbers, photographs upright, PDFs page by page, what cannot be printed named; nothing but what was chosen."""

import io
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from casework import commands, queries
from casework.cases import annexes, attachments, documents, typesetting
from casework.cases.documents import Document
from casework.cases.refusals import Refused
from casework.people.sessions import OUTSIDER
from tests import stages
from tests.builders import People, filing
from tests.cases.papers_data import SAMPLES

DAY = date(2026, 3, 5)
MM = 72 / 25.4
NOTICE = "complaints/transfer_notice"
TYPES = {"jpg": "image/jpeg", "png": "image/png", "heic": "image/heic", "pdf": "application/pdf", "m4a": "audio/mp4", "mp4": "video/mp4"}
TYPES["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPER = typesetting.render(NOTICE, SAMPLES[NOTICE], issued_on=DAY).pdf
ALONE = len(PdfReader(io.BytesIO(PAPER)).pages)


def photograph(form: str = "JPEG", *, turned: int = 1, size: tuple[int, int] = (800, 600)) -> bytes:
    """White with a red stripe along its upper edge, when it is seen upright; a telephone writes how it was held, and where."""
    upright = Image.new("RGB", size, "white")
    ImageDraw.Draw(upright).rectangle((0, 0, size[0], size[1] // 6), fill="red")
    stored = upright.rotate({1: 0, 3: 180, 6: 90, 8: 270}[turned], expand=True)
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = turned, "Device of 张晓梅"
    out = io.BytesIO()
    stored.save(out, form, **({"exif": notes} if form == "JPEG" else {}))
    return out.getvalue()


def document(pages: int = 2, *, width: float = 595, turned: int = 0) -> bytes:
    """A PDF of so many pages that say their number."""
    out = PdfWriter()
    for number in range(1, pages + 1):
        page = out.add_blank_page(width, 842)
        font = DictionaryObject({NameObject(k): NameObject(v) for k, v in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"))})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        said = DecodedStreamObject()
        said.set_data(f"BT /F1 40 Tf 72 700 Td (scan {number}) Tj ET".encode())
        page[NameObject("/Contents")] = out._add_object(said)
        if turned:
            page.rotate(turned)
    return written(out)


def written(out: PdfWriter) -> bytes:
    made = io.BytesIO()
    out.write(made)
    return made.getvalue()


class Bound:
    """A paper bound with these files."""

    def __init__(self, files: list[tuple[str, bytes]], **content: Any) -> None:
        kept = {sha256(data).digest(): data for _, data in files}
        self.listed = [
            {"name": name, "sha256": sha256(data).hexdigest(), "media_type": TYPES[name.rpartition(".")[2]], "size": len(data)} for name, data in files
        ]
        self.pdf = annexes.bind(PAPER, content | {"annexes": self.listed}, content.pop("read", kept.get), issued_on=DAY)
        self.pages = pdfplumber.open(io.BytesIO(self.pdf)).pages[ALONE:]

    def text(self, at: int) -> str:
        return re.sub(r"[\s​]", "", self.pages[at].extract_text())

    def red(self, at: int) -> tuple[float, float, float, float]:
        """Where the red stripe is, in millimetres."""
        red, green, _ = self.pages[at].to_image(resolution=72).original.convert("RGB").split()
        seen = Image.eval(green, lambda v: 255 if v < 90 else 0)
        seen.paste(0, mask=Image.eval(red, lambda v: 255 if v < 180 else 0))
        box = seen.getbbox()
        assert box is not None
        return tuple(side / MM for side in box)  # type: ignore[return-value]


def test_a_paper_without_annexes_is_the_paper():
    assert annexes.bind(PAPER, {}, {}.get, issued_on=DAY) is PAPER
    assert annexes.bind(PAPER, {"annexes": []}, {}.get, issued_on=DAY) is PAPER


def test_annexes_follow_in_order_with_their_marks_names_and_the_pages_counted_on():
    bound = Bound([("账单.jpg", photograph()), ("合同.pdf", document(2)), ("截图.png", photograph("PNG"))])
    said = [bound.text(at) for at in range(len(bound.pages))]
    assert [re.match("附件[0-9]（?[^账合截s]*", one)[0].rstrip() for one in said] == ["附件1", "附件2", "附件2（第2页）", "附件3"]  # type: ignore[index]
    assert ["账单.jpg" in said[0], "合同.pdf" in said[1], "合同.pdf" in said[2], "截图.png" in said[3]] == [True, True, False, True]
    assert [one[-3:] for one in said] == [f"—{n}—" for n in range(ALONE + 1, ALONE + 5)]
    assert "scan1" in said[1] and "scan2" in said[2]
    mark = bound.pages[0].chars[0]
    assert abs(mark["x0"] / MM - 28) < 0.3 and abs(mark["top"] / MM - 37) < 1.5 and round(mark["size"]) == 16 and "Sans" in mark["fontname"]


def test_the_numbers_are_those_of_the_list_in_the_paper():
    one = [("账单.jpg", photograph())]
    assert Bound(one).text(0).startswith("附件账单.jpg")
    assert Bound(one, attachments=["光盘一张"]).text(0).startswith("附件1账单.jpg")
    data = SAMPLES[NOTICE] | {"annexes": Bound(one).listed, "attachments": ["光盘一张"]}
    paper = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(typesetting.render(NOTICE, data, issued_on=DAY).pdf)).pages))
    assert "附件：1.账单.jpg2.光盘一张" in paper


@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_a_photograph_stands_upright_however_the_telephone_was_held(turned):
    left, top, right, bottom = Bound([("照片.jpg", photograph(turned=turned))]).red(0)
    assert right - left > 3 * (bottom - top), "the stripe lies across"
    assert top < 100, "and above"
    assert left >= 27.6 and right <= 184.6


@pytest.mark.parametrize(("form", "name"), [("PNG", "图.png"), ("HEIF", "图.heic"), ("JPEG", "图.jpg")])
def test_pictures_of_each_kind_lie_inside_the_text_area(form, name):
    for size in ((4000, 500), (300, 2400), (3000, 4000)):
        left, top, right, bottom = Bound([(name, photograph(form, size=size))]).red(0)
        assert left >= 27.6 and right <= 184.6 and top >= 37 and bottom <= 262.4  # a dot is 0.35 mm


def test_nothing_of_what_the_telephone_wrote_leaves_the_house():
    assert b"Device of" in photograph() and b"Device of" not in Bound([("照片.jpg", photograph())]).pdf


def test_a_picture_that_can_be_seen_through_lies_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (400, 300), (255, 0, 0, 0)).save(out, "PNG")
    seen = Bound([("透明.png", out.getvalue())]).pages[0].to_image(resolution=40).original.convert("L")
    assert seen.getpixel((seen.width // 2, seen.height // 2)) > 250  # type: ignore[operator]


def across(characters: list[Any]) -> None:
    """None of them stands beside the text area."""
    assert characters and all(one["x0"] / MM >= 27.8 and one["x1"] / MM <= 184.2 for one in characters)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_pages_of_a_pdf_come_one_by_one_upright_and_inside_the_text_area(turned):
    bound = Bound([("扫描.pdf", document(3, turned=turned))])
    assert len(bound.pages) == 3
    for page in bound.pages:
        own = [one for one in page.chars if "Helvetica" in one["fontname"]]
        assert own and all(one["top"] / MM > 50 and one["bottom"] / MM < 262.2 for one in own)
        across(own)


def test_a_wide_page_is_made_to_fit():
    across([one for one in Bound([("图纸.pdf", document(1, width=2400))]).pages[0].chars if "Helvetica" in one["fontname"]])


def test_a_stamp_that_is_a_note_is_kept_and_a_script_is_not():
    out = PdfWriter(clone_from=io.BytesIO(document(1)))
    look = DecodedStreamObject()
    look.set_data(b"1 0 0 rg 0 0 100 20 re f")
    look.update({NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): _numbers(0, 0, 100, 20)})
    note = FreeText(text="x", rect=(100, 100, 300, 140))
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): out._add_object(look)})
    out.add_annotation(0, note)
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x')")})
    out.root_object[NameObject("/OpenAction")] = script
    out.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    bound = Bound([("发票.pdf", written(out))])
    left, top, right, bottom = bound.red(0)
    assert right - left > 4 * (bottom - top) > 0
    assert b"app.alert" not in bound.pdf and all("/Annots" not in page for page in PdfReader(io.BytesIO(bound.pdf)).pages)


def _numbers(*values: float) -> Any:
    return ArrayObject(FloatObject(one) for one in values)


def locked() -> bytes:
    out = PdfWriter(clone_from=io.BytesIO(document()))
    out.encrypt("secret", algorithm="AES-256")
    return written(out)


def cut() -> bytes:
    whole = document()
    return whole[: len(whole) // 3]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("加密.pdf", locked(), "设有密码"), ("坏.pdf", b"%PDF-1.7 nonsense", "不能打开"), ("断.pdf", cut(), "不能打开"),
        ("空.pdf", written(PdfWriter()), "不能打开"), ("坏.jpg", b"\xff\xd8\xff\xe0 nonsense", "不能打开"), ("断.png", photograph("PNG")[:200], "不能打开"),
        ("坏.heic", b"\0\0\0\x18ftypheic nonsense", "不能打开"),
        ("录音.m4a", b"sound", "电子数据"), ("录像.mp4", b"film", "电子数据"), ("材料.docx", b"PK", "电子数据"), ("长.pdf", document(301), "超过300页"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_named_with_its_digest(name, content, why):
    bound = Bound([("照片.jpg", photograph()), (name, content)])
    assert len(bound.pages) == 2
    said = bound.text(1)
    assert said.startswith(f"附件2{name}") and why in said and sha256(content).hexdigest() in said and f"{len(content)}字节" in said


def test_a_pdf_that_only_forbids_changes_is_printed():
    out = PdfWriter(clone_from=io.BytesIO(document()))
    out.encrypt("", owner_password="owner", algorithm="AES-256")
    assert "scan1" in Bound([("发票.pdf", written(out))]).text(0)


def test_a_file_that_is_gone_or_another_is_said_to_be():
    files = [("照片.jpg", photograph())]
    assert "未能在案卷中找到" in Bound(files, read=lambda _: None).text(0)
    assert "未能在案卷中找到" in Bound(files, read=lambda _: photograph(turned=3)).text(0)


def test_the_same_files_give_the_same_bytes_and_the_whole_claims_no_standard():
    files = [("账单.jpg", photograph()), ("图.heic", photograph("HEIF")), ("合同.pdf", document(3)), ("录音.m4a", b"sound")]
    bound = Bound(files)
    assert Bound(files).pdf == bound.pdf
    reader = PdfReader(io.BytesIO(bound.pdf))
    assert "/Metadata" not in reader.trailer["/Root"] and reader.metadata is not None and "转办通知书" in str(reader.metadata.title)
    assert len(reader.pages) == ALONE + 6


def test_a_name_of_two_hundred_letters_stays_inside():
    page = Bound([("W" * 196 + ".jpg", photograph()), ("很长的名字" * 39 + ".pdf", document(1))]).pages
    across([one for sheet in page for one in sheet.chars])


# ---- in a case ----------------------------------------------------------

@pytest.fixture
def uploads(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.UPLOADS = tmp_path
    yield


def forwarded(people: People, chosen: list[int] | None, *, more: bool = True) -> tuple[str, list[attachments.Attachment]]:
    """A complaint with three files, forwarded with those chosen by place."""
    files = [
        SimpleUploadedFile("账单.jpg", photograph()), SimpleUploadedFile("身份证.png", photograph("PNG")), SimpleUploadedFile("合同.pdf", document(2)),
    ]  # fmt: skip
    number = commands.file_case("complaint", by=OUTSIDER, given=filing(), files={"attachments": files}).case.number
    kept = list(attachments.Attachment.objects.filter(case__number=number).order_by("pk"))
    commands.take_step(number, "accept", by=people["sh-intake"], given={"handler": "sh-handler"}, answers=stages.OK)
    given = {} if chosen is None else {"annexes": [kept[at].pk for at in chosen]}
    commands.take_step(number, "forward", by=people["sh-handler"], given=given)
    return number, kept


@pytest.mark.django_db
def test_the_operator_receives_what_was_chosen_in_that_order_and_nothing_else(people: People, uploads: None) -> None:
    number, kept = forwarded(people, [2, 0])
    paper = Document.objects.get(case__number=number, type="transfer_notice")
    listed = documents.content(paper)["annexes"]
    assert [(one["name"], one["sha256"], one["media_type"]) for one in listed] == [
        ("合同.pdf", bytes(kept[2].sha256).hex(), "application/pdf"), ("账单.jpg", bytes(kept[0].sha256).hex(), "image/jpeg"),
    ]  # fmt: skip
    read = queries.paper(paper.pk, people["east-sh"])[0]
    signed = queries.pdf(read)
    (seal,) = PdfReader(io.BytesIO(signed)).get_fields().values()  # type: ignore[union-attr]
    assert seal["/V"]["/ByteRange"][2] + seal["/V"]["/ByteRange"][3] == len(signed), "the signature is over the annexes as well"
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(signed)).pages))
    assert "附件：1.合同.pdf2.账单.jpg" in text and "附件1合同.pdf" in text and "附件2账单.jpg" in text and "身份证" not in text
    assert queries.case_file(number, people["east-sh"]).attachments == []
    assert documents.pdf(paper) == documents.pdf(Document.objects.get(pk=paper.pk))


@pytest.mark.django_db
def test_nothing_is_sent_along_unless_it_is_chosen(people: People, uploads: None) -> None:
    number, _ = forwarded(people, None)
    assert "annexes" not in documents.content(Document.objects.get(case__number=number, type="transfer_notice"))


@pytest.mark.django_db
def test_a_file_of_another_case_cannot_be_chosen(people: People, uploads: None) -> None:
    _, others = forwarded(people, None)
    number = stages.accepted(people, number_in_dispute="13900139000")
    for chosen in ([others[0].pk], [10**9]):
        with pytest.raises(Refused) as refusal:
            commands.take_step(number, "forward", by=people["sh-handler"], given={"annexes": chosen})
        assert refusal.value.reasons[0].ground == "annexes"
    assert not Document.objects.filter(case__number=number, type="transfer_notice").exists()
