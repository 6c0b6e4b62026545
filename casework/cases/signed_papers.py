"""The paper as it goes out: signed once, after the step that issued it is committed, by the worker or for its first reader, whoever comes first.

Rendering and signing hold no lock. Under the lock on the case the first to come writes the file, the row and the ledger's entry; who comes
second drops what it made and reads the first one's.
"""

import logging
import time
from dataclasses import dataclass
from datetime import date, datetime

from django.db import DatabaseError, transaction

from casework import clock
from casework.cases import attachments, documents, engine, sealing, signatures, signed_pdf, signing
from casework.cases.case import Case
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.refusals import NotStored, refused
from casework.cases.signatures import Signature
from casework.cases.visibility import OPERATORS
from casework.people.actor import SYSTEM_ACTOR, Actor
from casework.people.roles import Role

STEP = "sign"
BATCH = 50
BASIS = "电子签名法 13、14"
log = logging.getLogger("casework.jobs")


def pdf(document: Document, actor: Actor | None = None) -> bytes:
    """The paper as everybody gets it: signed now where it still waits for it, as rendered where it never was to be signed (imported, or issued
    before papers were signed). The caller has seen to who may read it. Raises Refused where it cannot be signed now; the
    office's people read why."""
    signature = document.signature if hasattr(document, "signature") else None
    if signature is None and document.awaits_signature:
        try:
            signature = sign(document, at=clock.now())
        except signing.CannotSign as error:
            log.error("sign: %s", error)
            inside = any(Role(role) not in OPERATORS for _, role in (actor.standing if actor else ()))
            zh, en = (f"：{error.zh}。", f": {error.en}.") if inside else ("，请过些时候再来。", "; please come back later.")
            said = f"这份文书还没有加盖电子印章，暂时不能打开{zh}", f"This paper is not signed yet and cannot be opened{en}"
            raise refused("signature", *said, BASIS) from error
    if signature is None:
        return documents.pdf(document)
    try:
        return signatures.file_of(signature)
    except signatures.Damaged as error:
        log.error("%s", error)
        raise


def sign(paper: Document, *, at: datetime) -> Signature:
    """Sign a paper that waits for it, unless somebody did meanwhile. Raises CannotSign, CannotRender, NotStored."""
    if (done := _signature(paper)) is not None:
        return done
    return _record(paper, *_signed(paper, at), at)


def sign_waiting(*, at: datetime, seconds: float) -> int:
    """Sign what waits, the oldest first, for so many seconds. Gives how many. What cannot be signed is logged, stays waiting and holds up nothing."""
    begun, after, signed, said = time.monotonic(), 0, 0, set[str]()
    while batch := _waiting(after):
        for paper in batch:
            if time.monotonic() - begun > seconds:
                return signed
            try:
                signed += sign(paper, at=at) is not None
            except (DatabaseError, NotStored):
                raise
            except Exception as error:  # one paper must not keep the others waiting
                words = str(error) if isinstance(error, signing.CannotSign) else f"paper {paper.pk}: {type(error).__name__}"
                if words not in said:
                    log.error("sign: %s", words)
                said.add(words)
        after = batch[-1].pk
    return signed


def _signed(paper: Document, at: datetime) -> tuple[bytes, str, signing.Signer]:
    """The file, the font it is set in, and whose signature it bears."""
    content = documents.content(paper)
    name = str(content["office_name"])
    signer = signing.signer_for(paper.office.code, name, at=at)
    rendered = documents.rendered(paper.template, content, on=paper.issued_on)
    return signed_pdf.sign(rendered.pdf, signer, name=name, at=at, seal=rendered.seal), rendered.font, signer


@transaction.atomic
def _record(paper: Document, data: bytes, font: str, signer: signing.Signer, at: datetime) -> Signature:
    """Under the lock on the case: the file, the row and the ledger's entry, or the row of whoever came first."""
    sealing.open_for(SYSTEM_ACTOR)
    case = Case.objects.select_for_update(of=("self",)).get(pk=paper.case_id)
    if (done := Signature.objects.filter(document=paper).first()) is not None:
        return done
    digest = attachments.keep(data)
    facts = {"paper": paper.pk, "sha256": digest.hex(), "certificate": signer.fingerprint.hex(), "font": font}
    entry = engine.note(engine.Taking(case, SYSTEM_ACTOR, on=at.date(), at=at), STEP, Role.SYSTEM, given={}, facts=facts, moves=False)
    Document.objects.filter(pk=paper.pk).update(awaits_signature=False, font=font)
    return Signature.objects.create(
        document=paper, sha256=digest, size=len(data), subject=signer.subject, serial=signer.serial, fingerprint=signer.fingerprint, test=signer.test,
        signed_at=at, entry_seq=entry.seq,
    )  # fmt: skip


@transaction.atomic
def _signature(paper: Document) -> Signature | None:
    sealing.open_for(SYSTEM_ACTOR)
    return Signature.objects.filter(document=paper).first()


@transaction.atomic
def _waiting(after: int) -> list[Document]:
    sealing.open_for(SYSTEM_ACTOR)
    return list(Document.objects.filter(awaits_signature=True, pk__gt=after).select_related("office").order_by("pk")[:BATCH])


# ---- whether a file is one of ours ---------------------------------------------


@dataclass(frozen=True)
class Corrected:
    """That a paper was corrected: by which one, when, and whether it is withdrawn or only a slip in it put right."""

    number: str
    on: date
    withdrawn: bool


@dataclass(frozen=True)
class Known:
    """A file that we signed, byte for byte: when, by which certificate, whether the case's ledger names it too, and what corrected it since."""

    number: str
    office: str
    subject: str
    serial: str
    test: bool
    signed_at: datetime
    in_ledger: bool
    corrected: tuple[Corrected, ...] = ()


@transaction.atomic
def known_paper(digest: bytes) -> Known | None:
    """The paper whose signed file has this SHA-256, for whoever holds the file, sealed cases included; None where we signed no such file."""
    sealing.open_for(SYSTEM_ACTOR)
    found = Signature.objects.filter(sha256=digest).select_related("document", "document__office").first()
    if found is None:
        return None
    entry = Entry.objects.filter(case_id=found.document.case_id, seq=found.entry_seq, step=STEP).first()
    in_ledger = entry is not None and (entry.facts["paper"], entry.facts["sha256"]) == (found.document_id, digest.hex())
    later = Document.objects.filter(corrects=found.document_id).defer("content").order_by("pk")
    corrected = tuple(Corrected(one.number, one.issued_on, one.withdraws) for one in later)
    return Known(found.document.number, found.document.office.name, found.subject, found.serial, found.test, found.signed_at, in_ledger, corrected)
