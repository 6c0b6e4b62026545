"""The check that ships with a bundle, run as whoever gets one would: by another Python, in another folder, without any of our code."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casework.bundle.making import SHIPPED
from casework.cases import checkpoints
from casework.cases.case import Case
from casework.cases.refusals import Refused
from tests import stages
from tests.cases import bundles
from tests.cases.ledger_builders import cover, underneath

Change = Callable[[dict[str, Any], Path], Any]


def run(folder: Path, *more: str) -> tuple[int, str]:
    """Exit status and answer of `python3 -I 核验.py`, outside the repository."""
    command = [sys.executable, "-I", str(folder / "核验.py"), *more]
    ran = subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=60, check=False, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    return ran.returncode, ran.stdout + ran.stderr


def word(old: str, new: str) -> Callable[[str], str]:
    """A text in which a word is another; it must have been there."""

    def changed(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return changed


def _input(cert: dict[str, Any], n: int, change: Callable[[str], str]) -> None:
    cert["entries"][n - 1]["input"] = change(cert["entries"][n - 1]["input"])


def _content(cert: dict[str, Any], n: int, change: Callable[[str], str]) -> None:
    cert["papers"][n - 1]["content"] = change(cert["papers"][n - 1]["content"])


def _line(cert: dict[str, Any], change: Callable[[str], str]) -> None:
    cert["checkpoints"][0]["line"] = change(cert["checkpoints"][0]["line"])


def _more(point: dict[str, str]) -> None:
    point["hashes"] += "00" * 32


def _swap(cert: dict[str, Any]) -> None:
    entries = cert["entries"]
    entries[1], entries[2] = entries[2], entries[1]


def _shorten(cert: dict[str, Any]) -> None:
    """The last entry and its paper leave no trace but the certificate's own digest."""
    gone = cert["entries"].pop()
    cert["papers"] = [one for one in cert["papers"] if one["entry"] != gone["told"]["seq"]]
    cert["case"].update(entries=8, head=cert["entries"][-1]["hash"])
    cert["covered"] = 6


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


CHANGES: dict[str, tuple[Change, str]] = {
    "the legal day of an entry": (lambda cert, _: cert["entries"][2]["told"].update(on="2026-01-05"), "entry 3 was changed"),
    "who took a step": (lambda cert, _: cert["entries"][1]["told"].update(actor_name="沪承办"), "entry 2 was changed"),
    "a clock in an entry": (lambda cert, _: cert["entries"][1]["told"]["facts"]["clocks"].pop(), "entry 2 was changed"),
    "the digest of an input": (lambda cert, _: cert["entries"][0]["told"].update(content_digest="00" * 32), "entry 1 was changed"),
    "a word that was written": (lambda cert, _: _input(cert, 1, word("一百二十元", "一百三十元")), "the input of entry 1 was changed or taken out"),
    "an input taken out": (lambda cert, _: cert["entries"][3].update(input=None), "the input of entry 4 was changed or taken out"),
    "two entries exchanged": (lambda cert, _: _swap(cert), "entry 2 is missing or out of order"),
    "an entry taken out": (lambda cert, _: cert["entries"].pop(2), "entry 3 is missing or out of order"),
    "an entry twice": (lambda cert, _: cert["entries"].insert(2, cert["entries"][1]), "entry 3 is missing or out of order"),
    "the last entry taken out": (lambda cert, _: cert["entries"].pop(), "entries at the end taken out or added"),
    "the last entry taken out with all that counts it": (lambda cert, _: _shorten(cert), "another part of the certificate was changed"),
    "a word of a paper": (lambda cert, _: _content(cert, 1, word("王小明", "王小朋")), "a paper of entry 2 was changed"),
    "the day of a paper": (lambda cert, _: _content(cert, 3, word('"issued_on":"2', '"issued_on":"1')), "a paper of entry 6 was changed"),
    "a paper taken out": (lambda cert, _: cert["papers"].pop(1), "a paper of entry 3 was changed, taken out"),
    "the number of a paper": (lambda cert, _: cert["papers"][0].update(number="沪通申受〔2026〕2号"), "another part of the certificate"),
    "an annex no longer listed": (lambda cert, _: cert["files"].pop(), "a file of entry 4 was taken out or exchanged"),
    "an annex given to another entry": (lambda cert, _: cert["files"][-1].update(entry=3), "a file of entry 3 was taken out or exchanged"),
    "a byte of an annex": (lambda _, folder: _flip(folder / "附件/001-账单.png"), "file changed: 附件/001-账单.png"),
    "an annex gone": (lambda _, folder: (folder / "附件/002-客服记录.pdf").unlink(), "附件/002-客服记录.pdf"),
    "a byte of the volume": (lambda _, folder: _flip(folder / "案卷.pdf"), "file changed: 案卷.pdf"),
    "a byte of a paper's file": (lambda _, folder: _flip(next((folder / "文书").glob("001-*"))), "file changed: 文书/001-受理通知书"),
    "a word of the instructions": (lambda _, folder: _flip(folder / "核验说明.txt"), "file changed: 核验说明.txt"),
    "a file put in": (lambda _, folder: (folder / "文书/004-决定书.pdf").write_bytes(b"%PDF"), "files were added: 文书/004-决定书.pdf"),
    "the first checkpoint taken out": (lambda cert, _: cert["checkpoints"].pop(0), "the checkpoint over entry 1 was taken out"),
    "the last checkpoint taken out": (lambda cert, _: cert["checkpoints"].pop(), "the checkpoint over entry 3 was taken out"),
    "all checkpoints taken out, and no entry said to be under one": (lambda cert, _: cert.update(checkpoints=[], covered=0), "another part of the certificate"),
    "the moment of a checkpoint": (lambda cert, _: _line(cert, word('"made_at":"2026', '"made_at":"2025')), "checkpoint changed: 1"),
    "another entry under a checkpoint": (lambda cert, _: _more(cert["checkpoints"][1]), "checkpoint changed: 2"),
    "the state of the case": (lambda cert, _: cert["case"].pop("state"), "another part of the certificate was changed"),
    "what the answer counts": (lambda cert, _: cert["counts"].pop(), "another part of the certificate was changed"),
    "half a certificate": (lambda _, folder: (folder / "证明.json").write_text("{", "utf-8"), "missing or unreadable"),
    "no certificate": (lambda _, folder: (folder / "证明.json").unlink(), "证明.json"),
}  # fmt: skip


@pytest.fixture
def whole(committed, tmp_path) -> Path:
    """An unpacked bundle of nine entries, three papers, two annexes, under two checkpoints."""
    number = bundles.answered(committed, cover)
    return bundles.unpacked(number, committed["sh-handler"], tmp_path / "whole")


def test_it_names_whatever_was_changed(whole, tmp_path):
    assert run(whole) == (0, "相符 OK：记录 entries 9；其中已入检查点 of these under checkpoints 6；文书 papers 3；文件 files 8\n")
    wrong = {}
    for name, (change, expected) in CHANGES.items():
        folder = Path(shutil.copytree(whole, tmp_path / "changed"))
        cert = json.loads((folder / "证明.json").read_text("utf-8"))
        before = json.dumps(cert)
        change(cert, folder)
        if json.dumps(cert) != before:
            (folder / "证明.json").write_text(json.dumps(cert, ensure_ascii=False), "utf-8")
        status, said = run(folder)
        if status != 1 or not said.startswith("不相符 DOES NOT FIT：") or expected not in said:
            wrong[name] = status, said
        shutil.rmtree(folder)
    assert wrong == {}


def test_it_compares_the_checkpoints_with_a_copy_of_the_file_kept_elsewhere(whole, tmp_path):
    lines = checkpoints.path().read_text("utf-8").splitlines()
    assert len(lines) == 2
    kept = tmp_path / "kept.jsonl"
    kept.write_text("\n".join([*lines, '{"seq":3}']), "utf-8")
    assert run(whole, str(kept))[0] == 0
    kept.write_text(lines[0] + "\n", "utf-8")
    assert run(whole, str(kept)) == (1, "不相符 DOES NOT FIT：检查点不在检查点文件中 checkpoint not in the file: 2\n")
    assert run(whole, str(tmp_path / "none"))[0] == 1
    shutil.copy(checkpoints.path(), whole / "checkpoints.jsonl")
    ran = subprocess.run([sys.executable, "-I", "核验.py", "checkpoints.jsonl"], cwd=whole, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr  # as the instructions say: the copy may lie beside the script
    (whole / "checkpoints.jsonl").unlink()
    (whole / ".DS_Store").write_bytes(b"a file manager's own")
    assert run(whole)[0] == 0


def test_an_input_erased_by_order_is_a_digest_alone(committed, tmp_path):
    """The order stands later in the chain; without it the same gap is a fault."""
    number = bundles.answered(committed, cover)
    stages.act(committed, "sh-head", number, "erase", entry=4, order="沪通信删〔2026〕1号")
    folder = bundles.unpacked(number, committed["sh-handler"], tmp_path / "erased")
    cert = json.loads((folder / "证明.json").read_text("utf-8"))
    assert cert["entries"][3]["input"] is None and cert["entries"][3]["told"]["content_digest"]
    assert run(folder) == (0, "相符 OK：记录 entries 10；其中已入检查点 of these under checkpoints 6；文书 papers 3；文件 files 8\n")
    assert "退费一百二十元" not in json.dumps(cert["entries"][3], ensure_ascii=False)
    cert["entries"][2]["input"] = None
    (folder / "证明.json").write_text(json.dumps(cert, ensure_ascii=False), "utf-8")
    assert "the input of entry 3 was changed or taken out" in run(folder)[1]


def test_a_correcting_paper_is_in_it(committed, tmp_path):
    """Its digest is in the entry that issued it."""
    number = stages.forwarded(committed)
    stages.act(committed, "sh-head", number, "rectify", entry=3, reasons="转错企业")
    folder = bundles.unpacked(number, committed["sh-handler"], tmp_path / "corrected")
    assert run(folder)[0] == 0
    cert = json.loads((folder / "证明.json").read_text("utf-8"))
    assert [one["title"] for one in cert["papers"]] == ["受理通知书", "转办通知书", "更正通知书"]
    cert["papers"].pop()
    (folder / "证明.json").write_text(json.dumps(cert, ensure_ascii=False), "utf-8")
    assert "a paper of entry 4 was changed, taken out or exchanged" in run(folder)[1]


def test_the_script_is_thirty_lines_of_python_alone_and_the_instructions_a_page():
    lines = (SHIPPED / "check.txt").read_text("utf-8").splitlines()
    assert len(lines) <= 30 and max(map(len, lines)) <= 160
    assert [line for line in lines if "import " in line] == ["import hashlib, json, pathlib, sys"]
    compile("\n".join(lines), "核验.py", "exec")
    said = (SHIPPED / "instructions.txt").read_text("utf-8")
    assert said.index("核验说明") < said.index("HOW TO CHECK") and said.count("sha256sum") == 2 and len(said.splitlines()) <= 80


def test_a_checkpoint_that_the_file_outside_does_not_bear_out_certifies_nothing(committed):
    number = bundles.answered(committed, cover)
    path = checkpoints.path()
    path.write_text(path.read_text("utf-8").replace('"seq":2', '"seq":9'), "utf-8")
    with pytest.raises(Refused, match="第 2 号检查点"):
        bundles.bundle(number, committed["sh-handler"])


def test_python_unpacks_what_any_other_program_would(committed):
    """Names are marked as UTF-8, and none leads out of the folder."""
    number = bundles.answered(committed)
    out = io.BytesIO()
    bundles.making.take_out(number, committed["sh-handler"], out, why="归档")
    for info in zipfile.ZipFile(out).infolist():
        assert info.flag_bits & 0x800 and ".." not in info.filename and not info.filename.startswith("/")


def test_a_chain_that_does_not_verify_is_not_certified(committed):
    number = bundles.answered(committed)
    with underneath() as cursor:
        cursor.execute("UPDATE cases_entry SET actor_name = '伪' WHERE case_id = %s AND seq = 3", [Case.objects.get(number=number).pk])
    with pytest.raises(Refused, match="台账核对未通过"):
        bundles.bundle(number, committed["sh-handler"])
