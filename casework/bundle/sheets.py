"""The sheets that stand beside papers and annexes: cover, contents, records of steps, records of service, the story, the closing sheet."""

from datetime import date
from typing import Any

from casework import catalogue
from casework.bundle import words
from casework.cases import typesetting
from casework.cases.attachments import Attachment
from casework.cases.case import people_number
from casework.cases.clocks import Deadline
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.service import METHODS, Service
from casework.queries import CaseFile

FOLDER = "bundle/templates"
Pair = tuple[str, str]
Rows = list[tuple[Pair, str]]
MATTER = {
    "complaint": ("电信用户申诉案卷", "File of a telecom complaint"), "petition": ("信访案卷", "File of a petition"),
    "reconsideration": ("行政复议案卷", "File of a reconsideration"),
}  # fmt: skip
CONTENTS_HEADS = [("序号", "No."), ("文书或材料名称", "Piece"), ("文号", "Paper number"), ("日期", "Date"), ("页次", "Page")]
STORY_HEADS = [("序", "No."), ("日期", "Legal day"), ("何人", "Who"), ("何事", "What"), ("依据和摘要", "Article, digest")]
CLOCK_HEADS = [("期限", "Time limit"), ("依据", "Article"), ("起算", "From"), ("最后一日", "Last day"), ("结果", "Result")]
SIGNED_APART = (
    "卷内文书上的印章是印出的图样，电子签章不随装订保留；签章原件在压缩包“文书”内，逐份一个文件，可以核验。",
    "Seals in this volume are printed: a signature does not outlast binding. The signed originals are in the archive under 文书/, a file each.",
)
SIGNS = [("立卷人", "Compiled by"), ("检查人", "Checked by")]


def cover(file: CaseFile, pages: int, on: date) -> bytes:
    """卷宗封面."""
    case = file.case
    rows: Rows = [
        (("案号", "Number"), f"{people_number(case.number, case.first_office.short)}（{case.number}）"), (("案由", "Matter"), case.title),
        *_parties(file), (("承办机构", "Office"), case.office.name), (("承办人", "Handler"), case.handler.name if case.handler else "—"),
        (("收件日期", "Received on"), words.day(case.filed_on)), (("办结日期", "Ended on"), words.day(case.ended_on)),
        (("状态", "State"), f"{case.states(case.state).zh} {case.states(case.state).en}"),
    ]  # fmt: skip
    if case.office_id != case.first_office_id:
        rows.insert(2, (("首收机构", "First office"), case.first_office.name))
    count = f"本卷共 {pages} 页", f"{pages} pages"
    data = {"title": MATTER[case.kind], "office": case.office.name, "rows": rows, "count": count, "sealed": case.sealed}
    return typesetting.sheet(f"{FOLDER}/cover.typ", data, on=on)


def contents(rows: list[dict[str, Any]], on: date, *, signed: bool) -> bytes:
    """卷内目录: rows of no, title, note, number, on, pages, annex. `signed`: papers in it bear a signature, which is lost when they are bound."""
    data = {"title": ("卷内目录", "Contents"), "heads": CONTENTS_HEADS, "rows": rows, "foot": SIGNED_APART if signed else None}
    return typesetting.sheet(f"{FOLDER}/contents.typ", data, on=on)


def record(file: CaseFile, entry: Entry, attached: list[Attachment]) -> bytes:
    """What an entry says: who, when, on which article, what was written, what came with it."""
    kind = file.case.kind
    head: Rows = [
        *_case(file), (("何人", "By"), f"{words.who(file.case, entry)}　{words.role(file.case, entry.role)}"), (("日期", "Legal day"), words.day(entry.on)),
        (("登记时间", "Recorded"), words.recorded(entry.recorded_at)),
    ]  # fmt: skip
    if basis := words.article(entry, kind):
        head.append((("依据", "Article"), basis))
    if words.is_erased(entry):
        head.append((("内容", "Input"), "已依决定删除 erased by order"))
    data = {
        "title": words.did(entry, kind), "head": head, "said": words.written(kind, entry.step, words.given(entry)), "files": [one.name for one in attached],
        "words": ("所写内容", "What was written"), "files_words": ("所附材料", "What came with it"), "foot": _foot(entry),
    }  # fmt: skip
    return typesetting.sheet(f"{FOLDER}/record.typ", data, on=entry.on)


def service(file: CaseFile, document: Document, rows: list[Service], on: date) -> bytes:
    """送达情况: to whom, how and when a paper was served, with its proof and the entry that says so; what is on the way, what still waits."""
    head: Rows = [*_case(file), (("文书", "Paper"), f"《{document.title}》　{document.number}"), (("成文日期", "Issued on"), words.day(document.issued_on))]
    data = {"title": ("送达情况", "Record of service"), "head": head, "services": [_served(file.case, one) for one in rows]}
    return typesetting.sheet(f"{FOLDER}/service.typ", data, on=on)


def story(file: CaseFile, on: date) -> bytes:
    """办理经过: every entry of the ledger, then every time limit of the case."""
    kind = file.case.kind
    rows = [
        {"seq": one.seq, "on": words.day(one.on), "recorded": words.noted(one), "who": words.who(file.case, one), "role": words.role(file.case, one.role),
         "what": words.did(one, kind), "said": _shortly(file, one), "article": words.article(one, kind), "hash": bytes(one.hash).hex()[:16]}
        for one in file.entries
    ]  # fmt: skip
    data = {
        "title": ("办理经过", "History: the ledger's entries"), "heads": STORY_HEADS, "rows": rows, "clock_words": ("期限", "Time limits"),
        "clock_heads": CLOCK_HEADS, "clocks": [_clock(one, kind) for one in sorted(file.deadlines, key=lambda row: (row.trigger_on, row.pk))],
    }  # fmt: skip
    return typesetting.sheet(f"{FOLDER}/story.typ", data, on=on)


def closing(file: CaseFile, rows: Rows, notes: list[Pair], on: date) -> bytes:
    """备考表."""
    data = {"title": ("备考表", "Closing sheet"), "rows": [*_case(file), *rows], "notes": notes, "signs": SIGNS}
    return typesetting.sheet(f"{FOLDER}/closing.typ", data, on=on)


def _case(file: CaseFile) -> Rows:
    case = file.case
    return [(("案号", "Number"), f"{people_number(case.number, case.first_office.short)}（{case.number}）"), (("案由", "Matter"), case.title)]


def _parties(file: CaseFile) -> Rows:
    """Each role with everybody who holds or held it."""
    found: dict[str, list[str]] = {}
    for one in file.taking.parties:
        found.setdefault(one.role, []).append(one.name + ("（已退出 left）" if one.until else ""))
    return [(file.case.role_words(role), "、".join(names)) for role, names in found.items()]


def service_day(rows: list[Service]) -> str:
    """The last day on which a paper was served; says so where it was not."""
    return words.day(max(one.served_on for one in rows if one.served_on)) if all(one.served_on for one in rows) else "未送达"


def _served(case: Any, row: Service) -> Rows:
    told: list[tuple[Pair, str]] = [
        (("送达方式", "Manner"), dict(METHODS).get(row.method, row.method)),
        (("发出", "Sent"), "　".join(part for part in (words.day(row.sent_on) if row.sent_on else "", row.reference) if part)),
        (("视为送达", "Deemed served on"), words.day(row.deemed_on) if row.deemed_on else ""), (("送达证明", "Proof"), row.proof),
        (("登记", "Recorded"), f"第 {row.entry_seq} 号记录 entry {row.entry_seq}" if row.entry_seq else ""),
    ]  # fmt: skip
    first: Rows = [
        (("受送达人", "Addressee"), f"{row.party.name}　{words.role(case, row.party.role)}"),
        (("送达日期", "Served on"), words.day(row.served_on) if row.served_on else "尚未送达 not served yet"),
    ]  # fmt: skip
    return [*first, *(one for one in told if one[1])]


def _shortly(file: CaseFile, entry: Entry) -> list[str]:
    """What was written with an entry; the filing has a sheet of its own."""
    if words.is_erased(entry):
        return ["内容已依决定删除 erased by order"]
    step = str(entry.facts.get("step", "")) if entry.step == "propose" else entry.step
    said = {} if entry.seq == 1 else file.said.get(entry.seq, {})
    return [f"{label[0]}：{value}" for label, value in words.written(file.case.kind, step, said)]


def _clock(one: Deadline, kind: str) -> dict[str, Any]:
    rule = catalogue.versions(kind).get(one.rule_key)
    return {
        "rule": (rule.zh, rule.en) if rule else (one.rule, ""), "article": ("内部时限 house limit" if one.house else words.cited(rule.basis) if rule else ""),
        "began": words.day(one.trigger_on), "last": words.day(one.last_day), "status": words.STATUS.get(one.status, (one.status, "")),
    }  # fmt: skip


def _foot(entry: Entry) -> str:
    return f"台账第 {entry.seq} 条 ledger entry {entry.seq}　{bytes(entry.hash).hex()}"
