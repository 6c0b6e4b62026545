"""The bundle (案卷): the whole file of one case as a court wants it, made from one unchanging view of the database."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from casework import queries
from casework.bundle import annexes, certificate, leave, sheets, volume, words
from casework.bundle.volume import Piece
from casework.cases import receipts, sealing, signed_papers, verification
from casework.cases.attachments import Attachment, path_of
from casework.cases.case import people_number
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.refusals import refused
from casework.cases.service import ELECTRONIC, Service
from casework.clock import SHANGHAI
from casework.people.actor import Actor
from casework.people.roles import Role

SHIPPED = Path(__file__).parent / "shipped"
VOLUME, CERTIFICATE, CHECK, READING = "案卷.pdf", "证明.json", "核验.py", "核验说明.txt"
LONGEST = 60  # characters of a file's name in the archive: some systems allow 255 bytes
FORBIDDEN = set('<>:"/\\|?*')  # in names on Windows
UNCOVERED = "xid"  # a finding about checkpoints, which the certificate counts anyway

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Bundle:
    """A finished bundle: up to which entry of the case it reaches, its pages, the digest of the archive."""

    number: str
    upto: int
    pages: int
    sha256: str


@dataclass(frozen=True)
class Gathered:
    """What a bundle is made of, as one view of the database showed it."""

    file: queries.CaseFile
    documents: list[Document]
    certificate: dict[str, Any]
    checkpoint: str  # the newest one over the case, as number and hash


def take_out(number: str, by: Actor, out: IO[bytes], *, why: str, progress: Progress | None = None) -> Bundle:
    """Write the bundle of a case to `out` as a ZIP and note in its ledger who took it out, why, and the archive's digest.

    The same state of the case gives the same bytes. Raises NotFound to strangers, Forbidden to whoever may not have the whole file, Invalid
    without a reason, Refused where the ledger does not verify or an original is gone.
    """
    gathered = gather(number, by, why)
    if waiting := [one for one in gathered.documents if one.awaits_signature]:
        for document in waiting:  # what goes to a court is signed, and the certificate says so
            signed_papers.pdf(document, by)
        gathered = gather(number, by, why)
    made = write(gathered, out, progress)
    leave.note(number, by=by, why=why, upto=made.upto, digest=made.sha256)
    return made


def gather(number: str, by: Actor, why: str) -> Gathered:
    """Everything the bundle says, read at one moment. Raises as `take_out`."""
    with _one_view():
        sealing.open_for(by)
        file = queries.case_file(number, by)
        leave.may_take_out(file.taking, why)
        for one in verification.verify([file.case.pk]).findings:
            if one.code != UNCOVERED:
                raise refused("ledger", f"台账核对未通过，不能出具证明：{one.zh}。请运行 verify_ledger。", f"The ledger does not verify: {one.en}.")
        papers = list(Document.objects.filter(case_id=file.case.pk).select_related("office", "signature").order_by("pk"))
        points, covered = certificate.covering(file.entries)
        made = certificate.certificate(file.case, file.entries, papers, points, covered)
    for original in file.attachments:
        _refuse_unreadable(original)
    return Gathered(file, papers, made, certificate.newest(points))


def write(gathered: Gathered, out: IO[bytes], progress: Progress | None = None) -> Bundle:
    """The bundle as a ZIP. `progress` is told (pieces made, of how many)."""
    file = gathered.file
    last = file.entries[-1]
    names = {one.pk: f"附件/{place:03}-{_plain(one.name)}" for place, one in enumerate(file.attachments, 1)}
    printed: dict[str, bytes] = {}
    step = _counter(progress, len(file.entries) + len(gathered.documents) + len(file.attachments) + 1)
    pieces = list(_pieces(gathered, names, printed, step))
    pdf, pages = _bound(gathered, pieces)
    step()
    shipped = {VOLUME: pdf, **printed, CHECK: (SHIPPED / "check.txt").read_bytes(), READING: (SHIPPED / "instructions.txt").read_bytes()}
    listed = [{"path": path, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "entry": None} for path, data in shipped.items()]
    listed += [{"path": names[one.pk], "sha256": bytes(one.sha256).hex(), "size": one.size, "entry": one.entry_seq} for one in file.attachments]
    proof = certificate.with_files(gathered.certificate, listed)
    moment = last.recorded_at.astimezone(SHANGHAI).timetuple()[:6]
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in {CERTIFICATE: proof, **shipped}.items():
            archive.writestr(_info(path, moment), data)
        for one in file.attachments:
            archive.writestr(_info(names[one.pk], moment), path_of(bytes(one.sha256)).read_bytes())
    out.seek(0)
    digest = hashlib.file_digest(out, "sha256").hexdigest()  # type: ignore[arg-type]  # any binary file will do
    out.seek(0)
    return Bundle(file.case.number, last.seq, pages, digest)


def _pieces(gathered: Gathered, names: dict[int, str], printed: dict[str, bytes], step: Callable[[], None]) -> Iterator[Piece]:
    """The pieces by legal day: what was filed or written, papers each with its record of service, annexes after the piece they came with."""
    file, kind = gathered.file, gathered.file.case.kind
    order = {document.pk: place for place, document in enumerate(gathered.documents, 1)}
    for entry in sorted(file.entries, key=lambda one: (one.on, one.seq)):
        papers = [one for one in gathered.documents if one.entry_seq == entry.seq]
        attached = [one for one in file.attachments if one.entry_seq == entry.seq]
        if entry.seq == 1 or attached or (not papers and words.given(entry) and _is_record(entry, kind)):
            title = f"{words.did(entry, kind)[0]}（记录）"
            yield Piece(title, sheets.record(file, entry, attached), on=words.day(entry.on), note=words.who(file.case, entry))
        yield from _annexed(file.case, attached, names, entry, step)
        for document in papers:
            pdf = signed_papers.pdf(document)
            printed[f"文书/{order[document.pk]:03}-{_plain(document.title + '-' + document.number)}.pdf"] = pdf
            yield Piece(document.title, pdf, number=document.number, on=words.day(document.issued_on), note=_addressees(file.services, document))
            step()
            yield from _served(file, document, entry)
        step()


def _served(file: queries.CaseFile, document: Document, entry: Entry) -> Iterator[Piece]:
    """The record of how a paper was served, then the receipts; what arrived electronically has none to sign, its proof is in the record."""
    rows = [one for one in file.services if one.document_id == document.pk]
    if rows:
        yield Piece("送达情况", sheets.service(file, document, rows, entry.on), on=sheets.service_day(rows), under=True)
    for one in rows:
        if one.served_on and one.method != ELECTRONIC:
            one.document = document
            yield Piece("送达回证", receipts.pdf(file.case, one, file.deadlines), on=words.day(one.served_on), note=one.party.name, under=True)


def _annexed(
    case: Any, attached: list[Attachment], names: dict[int, str], entry: Entry, step: Callable[[], None]
) -> Iterator[Piece]:
    for one in attached:
        note = f"{case.role_words(one.by_role)[0]}提交，第 {entry.seq} 号记录"
        yield Piece(f"附件：{one.name}", annexes.pages_of(one, names[one.pk], entry.on), on=words.day(entry.on), note=note, under=True, head=names[one.pk])
        step()


def _is_record(entry: Entry, kind: str) -> bool:
    """True for what somebody from outside wrote, and for an officer's step whose form has room for a text."""
    if Role(entry.role) in words.OFFICE:
        return entry.step not in words.NOTED and words.is_long(kind, entry.step)
    return entry.role != Role.SYSTEM


def _addressees(services: list[Service], document: Document) -> str:
    return "、".join(one.party.name for one in services if one.document_id == document.pk)


def _bound(gathered: Gathered, pieces: list[Piece]) -> tuple[bytes, int]:
    """The volume and its pages: cover and contents before the pieces, the story and the closing sheet after them."""
    file = gathered.file
    last = file.entries[-1]
    day, story = last.on, sheets.story(file, last.on)
    ends = [Piece("办理经过", story, on=words.day(day)), Piece("备考表", _closing(gathered, pieces, 0), on=words.day(day))]
    counts = [one.pages for one in (*pieces, *ends)]
    front, signed = 1, any(hasattr(one, "signature") for one in gathered.documents)
    while True:  # the contents take the room they need, and move what they point at
        table = sheets.contents(_rows([*pieces, *ends], counts, 2 + front), day, signed=signed)
        if (needed := Piece("", table).pages) == front:
            break
        front = needed
    pages = 1 + front + sum(counts)
    ends[1] = Piece("备考表", _closing(gathered, pieces, pages), on=words.day(day))
    whole = [Piece("卷宗封面", sheets.cover(file, pages, day)), Piece("卷内目录", table), *pieces, *ends]
    case = file.case
    said = people_number(case.number, case.first_office.short)
    pdf = volume.bound(whole, title=f"案卷 {said} {case.title}", author=case.office.name, subject=case.number, at=last.recorded_at)
    return pdf, pages


def _rows(pieces: list[Piece], counts: list[int], first: int) -> list[dict[str, Any]]:
    """The lines of the contents; `first` is the page on which the first piece begins."""
    rows: list[dict[str, Any]] = []
    page, place = first, 0
    for one, count in zip(pieces, counts, strict=True):
        place += not one.under
        where = str(page) if count == 1 else f"{page}–{page + count - 1}"
        said = {"title": one.title, "note": one.note, "number": one.number, "on": one.on}
        rows.append(said | {"no": "" if one.under else str(place), "pages": where, "annex": one.under})
        page += count
    return rows


def _closing(gathered: Gathered, pieces: list[Piece], pages: int) -> bytes:
    file, covered = gathered.file, gathered.certificate["covered"]
    late = len(file.entries) - covered
    rows = [
        (("本卷页数", "Pages"), f"{pages}"), (("件数", "Pieces"), f"{sum(not one.under for one in pieces) + 2}"),
        (("文书", "Papers"), f"{len(gathered.documents)}"), (("附件", "Annexes"), f"{len(file.attachments)}"),
        (("台账记录", "Entries"), f"{len(file.entries)}"), (("末条摘要", "Head of the chain"), gathered.certificate["case"]["head"]),
        (("检查点", "Checkpoint"), gathered.checkpoint or "尚无 none yet"),
        (("已入检查点", "Under checkpoints"), f"{covered}" + (f"（另有 {late} 条较新，尚未写入 {late} newer ones not yet）" if late else "")),
    ]  # fmt: skip
    notes = [
        ("随卷的证明.json 载有本案台账全部记录、文书内容、检查点和各文件的摘要，可用核验.py 核对；方法见核验说明.txt。",
         "The certificate beside this volume holds the case's whole chain; 核验.py checks it without the system that made it."),
        ("本卷系自办案系统台账编成，附件以压缩包内的原件为准。", "Made from the ledger of the case system; of annexes the originals in the archive count."),
    ]  # fmt: skip
    return sheets.closing(file, rows, notes, file.entries[-1].on)


def _refuse_unreadable(one: Attachment) -> None:
    """An original that is gone or changed cannot be handed to a court as if it were whole."""
    try:
        with path_of(bytes(one.sha256)).open("rb") as kept:
            whole = hashlib.file_digest(kept, "sha256").digest() == bytes(one.sha256)
    except OSError:
        whole = False
    if not whole:
        zh = f"附件“{one.name}”的原件缺失或已被改动，不能编入案卷。请先从备份恢复。"
        raise refused("original", zh, f"The original of “{one.name}” is gone or was changed: restore it from a backup first.")


def _plain(name: str) -> str:
    """A file's name that every system can store, its ending kept."""
    clean = "".join("_" if char in FORBIDDEN or not char.isprintable() else char for char in name).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:LONGEST]}.{ending}" if dot and len(ending) <= 5 else clean[:LONGEST]


def _info(path: str, moment: Any) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, moment)
    info.create_system, info.external_attr = 3, 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED if path.endswith((".json", ".txt", ".py")) else zipfile.ZIP_STORED
    return info


def _counter(progress: Progress | None, total: int) -> Callable[[], None]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    return step


@contextmanager
def _one_view() -> Iterator[None]:
    """One unchanging view of the database: entries, papers and files that belong together."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
