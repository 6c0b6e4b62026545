"""The certificate of a bundle (证明.json): the case's chain, the papers' frozen contents, the checkpoints over them, and the digest of every file.

Everything in it can be computed anew by `check.py`, which ships with it and knows nothing of this program.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from casework.cases import checkpoints, documents
from casework.cases.canonical import plain, sha256, written
from casework.cases.case import Case
from casework.cases.documents import Document
from casework.cases.encryption import decrypt
from casework.cases.ledger import COVERED, PLAIN, Checkpoint, Entry
from casework.cases.refusals import refused
from casework.clock import SHANGHAI

FORMAT = "casework-bundle/1"


def certificate(case: Case, entries: list[Any], papers: Iterable[Document], covering: list[dict[str, str]], covered: int) -> dict[str, Any]:
    """The certificate without its files. `entries` bear their input as `payload`, as the file reads them."""
    return {
        "format": FORMAT, "case": {"number": case.number, "state": str(case.state), "entries": case.ledger_seq, "head": bytes(case.ledger_head).hex()},
        "entries": [_entry(one) for one in entries], "papers": [_paper(one) for one in papers], "checkpoints": covering, "covered": covered,
    }  # fmt: skip


def with_files(made: Mapping[str, Any], files: list[dict[str, Any]]) -> bytes:
    """The certificate as it is written: with the files' digests and, last, the digest of all of itself."""
    said = [
        f"记录 entries {len(made['entries'])}", f"其中已入检查点 of these under checkpoints {made['covered']}", f"文书 papers {len(made['papers'])}",
        f"文件 files {len(files)}",
    ]  # fmt: skip
    whole = {**made, "files": files, "counts": said}
    return json.dumps({**whole, "self": sha256(written(whole)).hex()}, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def covering(entries: list[Entry]) -> tuple[list[dict[str, str]], int]:
    """The checkpoints that cover these entries, each as its line outside the database and the hashes of all entries under it; and up to which entry
    of the case they reach. Raises Refused where a line differs from its row or is gone. Reads inside the caller's transaction."""
    xids = [int(one.xid or 0) for one in entries]
    rows = list(Checkpoint.objects.filter(to_xid__gt=min(xids), from_xid__lte=max(xids)).order_by("seq"))
    starts = [int(one.from_xid or 0) for one in rows]
    found, reached = {}, 0
    for entry, xid in zip(entries, xids, strict=True):
        at = bisect_right(starts, xid) - 1
        if at < 0 or not starts[at] <= xid < int(rows[at].to_xid or 0):
            break
        found[rows[at].seq] = rows[at]
        reached = entry.seq
    lines = _outside(set(found))
    return [_checkpoint(row, lines) for row in found.values()], reached


def newest(covering: list[dict[str, str]]) -> str:
    """The last of these checkpoints as it is printed: number, moment, hash; empty where there is none."""
    if not covering:
        return ""
    line = json.loads(covering[-1]["line"])
    at = datetime.fromisoformat(line["made_at"]).astimezone(SHANGHAI)
    return f"第 {line['seq']} 号　{at:%Y-%m-%d %H:%M:%S}\n{line['hash']}"


def _checkpoint(row: Checkpoint, lines: dict[int, str]) -> dict[str, str]:
    line = checkpoints.line_of(row)
    if lines.get(row.seq) != line:
        zh = f"数据库外的检查点文件没有第 {row.seq} 号检查点，或与数据库不符，不能出具证明。请运行 verify_ledger。"
        raise refused("ledger", zh, f"Checkpoint {row.seq} is not as such in the file outside the database, so nothing can be certified: run verify_ledger.")
    hashes = checkpoints.entries_in_order(int(row.from_xid or 0), int(row.to_xid or 0))
    return {"line": line, "hashes": "".join(digest.hex() for _, _, digest in hashes)}


def _outside(wanted: set[int]) -> dict[int, str]:
    """The lines of these checkpoints in the file outside the database."""
    if not wanted or not checkpoints.path().exists():
        return {}
    with open(checkpoints.path(), encoding="utf-8") as file:
        lines = {checkpoints.number_of(line): line.rstrip("\n") for line in file}
    return {seq: lines[seq] for seq in wanted & lines.keys()}


def _entry(entry: Any) -> dict[str, Any]:
    columns = {name: getattr(entry, name) for name in COVERED}
    told = {name: value if name in PLAIN else plain(bytes(value) if isinstance(value, memoryview) else value) for name, value in columns.items()}
    return {"told": told, "hash": bytes(entry.hash).hex(), "input": entry.payload}


def _paper(paper: Document) -> dict[str, Any]:
    content = decrypt(bytes(paper.content), documents.PURPOSE)
    return {
        "entry": paper.entry_seq, "id": paper.pk, "number": paper.number, "title": paper.title, "on": paper.issued_on.isoformat(),
        "digest": bytes(paper.digest).hex(), "content": content,
    }  # fmt: skip
