"""The bundle (案卷): what is in it, in which order, on which page; who may have it; what is noted."""

import hashlib
import io
import re
import subprocess
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from casework import clock, commands
from casework.bundle import making
from casework.cases.attachments import path_of
from casework.cases.case import Case, people_number
from casework.cases.ledger import Entry
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refused
from casework.cases.signatures import Signature
from casework.config.samples import evidence
from casework.people.actor import SYSTEM_ACTOR
from tests import stages
from tests.cases import bundles

pytestmark = pytest.mark.django_db
ORDER = [
    ("卷宗封面", 1), ("卷内目录", 2), ("提出申诉（记录）", 3), ("附件：账单.png", 5), ("受理通知书 沪通申受〔2026〕1号", 6), ("送达情况", 8),
    ("转办通知书 沪通申转〔2026〕1号", 9), ("送达情况", 12), ("企业反馈（记录）", 13), ("附件：客服记录.pdf", 14),
    ("答复（办结）告知书 沪通申复〔2026〕1号", 16), ("送达情况", 18), ("办理经过", 19), ("备考表", 21),
]  # fmt: skip
LISTED = [
    ("提出申诉（记录）", "3–4"), ("附件：账单.png", "5"), ("受理通知书", "6–7"), ("送达情况", "8"), ("转办通知书", "9–11"), ("送达情况", "12"),
    ("企业反馈（记录）", "13"), ("附件：客服记录.pdf", "14–15"), ("答复（办结）告知书", "16–17"), ("送达情况", "18"), ("办理经过", "19–20"), ("备考表", "21"),
]  # fmt: skip
SAYS = {
    1: "电信用户申诉案卷", 3: "13800138000", 4: "台账第1条", 6: "受理通知书", 8: "尚未送达", 9: "转办通知书", 12: "电子送达", 13: "退费一百二十元",
    14: "page1of", 15: "page2of", 16: "答复（办结）告知书", 19: "提请审批：答复办结", 21: "本卷页数",
}  # fmt: skip


def text(page) -> str:
    """Its words without blanks."""
    return re.sub(r"\s+", "", page.extract_text())


def marks(reader, outline=None) -> list[tuple[str, int]]:
    """Bookmarks in their order, with the page each leads to."""
    found = []
    for one in reader.outline if outline is None else outline:
        found += marks(reader, one) if isinstance(one, list) else [(str(one.title), reader.get_destination_page_number(one) + 1)]
    return found


def test_the_volume_is_in_the_order_of_a_court_file_and_every_number_is_right(people):
    """Bookmarks, contents and stamps say the same page, and that page holds the piece."""
    number = bundles.answered(people)
    made, archive = bundles.bundle(number, people["sh-handler"])
    reader = bundles.volume(archive)
    assert made.pages == len(reader.pages) == 21
    assert marks(reader) == ORDER
    words = [text(page) for page in reader.pages]
    assert [page for page, said in enumerate(words, 1) if f"{page}/21" not in said] == []
    assert {page: said for page, said in SAYS.items() if said not in words[page - 1]} == {}
    contents = reader.pages[1].extract_text()
    at = 0
    for title, pages in LISTED:
        line = contents.index(title, at)
        at = line + len(title)
        assert re.search(r"(?:2026-11-28|2026-\d\d-\d\d|未送达) ?([\d–]+)", contents[at:])[1] == pages, title
    assert all(float(page.mediabox.width) == pytest.approx(595.28, abs=0.1) and not page.rotation for page in reader.pages)
    assert reader.metadata.title == f"案卷 {people_number(number, '沪')} 套餐外流量费被多扣" and reader.metadata.author == "上海市通信管理局"


def test_a_paper_that_was_handed_over_has_its_receipt_behind_the_record_of_service(people):
    number = stages.accepted(people)
    paper = Case.objects.get(number=number).documents.get().number
    today = clock.today().isoformat()
    given = {"document": paper, "manner": "direct", "served_on": today, "proof": "当面签收", "received_by": "王小明", "relation": "self"}
    stages.act(people, "sh-handler", number, "serve", **given)
    reader = bundles.volume(bundles.bundle(number, people["sh-handler"])[1])
    found = dict(marks(reader))
    assert found["送达回证"] == found["送达情况"] + 1
    assert "当面签收" in text(reader.pages[found["送达情况"] - 1]) and "第3号记录" in text(reader.pages[found["送达情况"] - 1])
    assert "送达回证" in text(reader.pages[found["送达回证"] - 1]) and "王小明" in text(reader.pages[found["送达回证"] - 1])


def test_the_same_state_of_the_case_gives_the_same_bytes(people):
    number = bundles.answered(people)
    bundles.bundle(number, people["sh-handler"])  # what waited for its signature is signed
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        making.write(making.gather(number, people["sh-handler"], "归档"), out)
    assert first.getvalue() == second.getvalue()


def test_the_archive_holds_the_papers_as_issued_and_the_originals_as_they_came(people):
    picture, papers = evidence.picture("账单:九月.png"), ("文书/001-受理通知书-沪通申受〔2026〕1号.pdf",)
    number = bundles.filed([picture])
    commands.take_step(number, "accept", by=people["sh-intake"], given={"handler": "sh-handler"}, answers=stages.OK)
    names = bundles.bundle(number, people["sh-handler"])[1].namelist()
    assert names == ["证明.json", "案卷.pdf", *papers, "核验.py", "核验说明.txt", "附件/001-账单_九月.png"]
    signed = bundles.bundle(number, people["sh-handler"])[1].read(papers[0])
    assert hashlib.sha256(signed).digest() == bytes(Signature.objects.get(document__case__number=number).sha256) and b"/ByteRange" in signed
    picture.seek(0)
    assert bundles.bundle(number, people["sh-handler"])[1].read("附件/001-账单_九月.png") == picture.read()


@pytest.mark.parametrize(("files", "pages"), [([], 6), ([3], 9), ([1, 2, 3, 4, 5, 6, 7, 8], 42)])
def test_the_pages_of_annexes_are_counted(people, files, pages):
    """Six pages without any: cover, contents, two of the filing, story, closing sheet."""
    number = bundles.filed([bundles.pdf(f"材料{count}.pdf", count) for count in files])
    made, archive = bundles.bundle(number, people["sh-intake"])
    assert made.pages == len(bundles.volume(archive).pages) == pages


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (bundles.pdf("加密.pdf", 2, locked="1234"), "文件加了密码"), (SimpleUploadedFile("残件.pdf", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog"), "文件已损坏"),
        (SimpleUploadedFile("残图.png", evidence.picture("x.png").read()[:50]), "文件已损坏"),
        (SimpleUploadedFile("录音.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\0" * 60), "不能印在纸上"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_named_on_a_page_with_its_digest(people, file, why):
    number = bundles.filed([file])
    _, archive = bundles.bundle(number, people["sh-intake"])
    said = text(bundles.volume(archive).pages[4])
    digest = bytes(Case.objects.get(number=number).attachments.get().sha256).hex()
    assert why in said and digest in said and file.name in said and f"附件/001-{file.name}" in said


def test_an_annex_opened_by_an_empty_password_is_shown(people):
    writer_locked = bundles.pdf("对账单.pdf", 1)
    reader = bundles.PdfWriter(clone_from=io.BytesIO(writer_locked.read()))
    reader.encrypt("", owner_password="bank")
    out = io.BytesIO()
    reader.write(out)
    number = bundles.filed([SimpleUploadedFile("对账单.pdf", out.getvalue(), "application/pdf")])
    assert "page1of" in text(bundles.volume(bundles.bundle(number, people["sh-intake"])[1]).pages[4])


@pytest.mark.parametrize(
    ("turned", "matrix"),
    [(0, (1, 0, 0, 1, 0, 0)), (90, (0, -1, 1, 0, 0, 283.46)), (180, (-1, 0, 0, -1, 283.46, 226.77)), (270, (0, 1, -1, 0, 226.77, 0))],
)  # fmt: skip
def test_a_turned_page_stands_upright_with_what_was_stuck_on_it(people, turned, matrix):
    """A page of 283.46 by 226.77 points, turned clockwise as its scanner says, with the stamp that stood on it."""
    number = bundles.filed([bundles.pdf("扫描.pdf", 1, turned=turned, note="checked")])
    page = bundles.volume(bundles.bundle(number, people["sh-intake"])[1]).pages[4]
    assert [word for word in ("page1of", "checked", "附件/001-扫描.pdf", "5/7") if word not in text(page)] == []
    placed = page["/Resources"]["/XObject"]["/Page"]["/Resources"]["/XObject"]["/Body"]["/Resources"]["/XObject"]["/Page"]
    assert [float(value) for value in placed["/Matrix"]] == pytest.approx(matrix, abs=0.02)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("ha-handler", NotFound), ("east-sh", Forbidden), ("sh-supervisor", Forbidden), ("ministry-auditor", Forbidden), ("sh-admin", NotFound)],
)
def test_strangers_learn_nothing_and_others_are_forbidden(people, who, refusal):
    number = stages.forwarded(people)
    before = Entry.objects.count()
    with pytest.raises(refusal):
        bundles.bundle(number, people[who])
    assert Entry.objects.count() == before


def test_a_citizen_has_another_page(people):
    number = stages.filed()
    with pytest.raises(Forbidden):
        bundles.bundle(number, stages.guest(number))


def test_who_is_recused_does_not_take_it_out(people):
    number = stages.accepted(people)
    stages.act(people, "sh-head", number, "recuse", user="sh-handler", decision="granted", why="亲属")
    with pytest.raises(Refused, match="回避"):
        bundles.bundle(number, people["sh-handler"])


def test_a_sealed_file_goes_to_who_is_named_alone(people):
    """Not to a colleague, and not to the command without a name."""
    number = stages.accepted(people)
    stages.seal(number, "sh-sealed")
    for by in (people["sh-handler"], people["sh-head"], SYSTEM_ACTOR):
        with pytest.raises(NotFound):
            bundles.bundle(number, by)
    _, archive = bundles.bundle(number, people["sh-sealed"])
    assert "密件" in text(bundles.volume(archive).pages[0])


def test_taking_it_out_is_noted_with_reason_and_digest_and_moves_nothing(people):
    number = bundles.answered(people)
    version = Case.objects.get(number=number).version
    out = io.BytesIO()
    made = making.take_out(number, people["sh-handler"], out, why=" 人民法院调取 ")
    entry = Entry.objects.select_related("content").filter(case__number=number).latest("seq")
    assert (entry.seq, entry.step, entry.actor_name, entry.role) == (10, "bundle", "沪承办", "handler")
    assert entry.content.given == {"given": {"why": "人民法院调取"}}
    assert {name: entry.facts[name] for name in ("upto", "sha256")} == {"upto": 9, "sha256": made.sha256}
    assert Case.objects.get(number=number).version == version
    again = bundles.volume(bundles.bundle(number, people["sh-handler"])[1])
    assert "取出案卷" in text(again.pages[18]) + text(again.pages[19])


def test_nothing_goes_out_without_a_reason(people):
    with pytest.raises(Invalid):
        making.take_out(stages.filed(), people["sh-intake"], io.BytesIO(), why="  ")


def test_an_original_that_is_gone_is_named(people, settings, tmp_path):
    settings.UPLOADS = tmp_path
    number = bundles.filed([evidence.picture("账单.png")])
    path_of(bytes(Case.objects.get(number=number).attachments.get().sha256)).write_bytes(b"other")
    with pytest.raises(Refused, match="账单"):
        bundles.bundle(number, people["sh-intake"])


def test_the_command_writes_an_archive_or_a_folder_and_replaces_nothing(people, tmp_path, capsys):
    number = stages.forwarded(people)
    call_command("bundle", number, "--to", str(tmp_path / "a.zip"), "--why", "归档")
    said = capsys.readouterr().out
    assert "页，台账至第 5 条" in said and re.search(r"SHA-256 [0-9a-f]{64}", said)
    assert "案卷.pdf" in zipfile.ZipFile(tmp_path / "a.zip").namelist()
    call_command("bundle", people_number(number, "沪"), "--to", str(tmp_path / "folder"), "--by", "sh-handler", "--why", "归档")
    ran = subprocess.run(["python3", "-I", tmp_path / "folder" / "核验.py"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.startswith("相符 OK：记录 entries 6；")) == (0, True), ran.stderr
    for name in ("a.zip", "folder", "none/b.zip"):
        with pytest.raises(CommandError):
            call_command("bundle", number, "--to", str(tmp_path / name), "--why", "归档")
    for who in ("ha-handler", "east-sh", "nobody"):
        with pytest.raises(CommandError):
            call_command("bundle", number, "--to", str(tmp_path / "c.zip"), "--by", who, "--why", "归档")
    with pytest.raises(CommandError, match="why"):
        call_command("bundle", number, "--to", str(tmp_path / "c.zip"))
    with pytest.raises(CommandError, match=r"^取出案卷的理由最多300个字"):
        call_command("bundle", number, "--to", str(tmp_path / "c.zip"), "--why", "长" * 301)
    assert not (tmp_path / "c.zip").exists() and not (tmp_path / "none").exists()
