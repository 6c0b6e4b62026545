"""The PDF with an office's signature: made, and looked at.

The signature is PAdES-B-B: CMS with SHA-256, the chain embedded, the signing certificate among what is signed; it certifies the file, so that
any later change shows. It is appended to the file; what the paper was stays in it byte for byte.
"""

import asyncio
import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509 as asn1
from cryptography import x509
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from casework.cases import typesetting
from casework.cases.signing import Signer, is_test

FIELD = "Seal"
SIDE = 42 / 25.4 * 72  # points: the seal of an office below the ministry measures 42 mm


def sign(pdf: bytes, signer: Signer, *, name: str, at: datetime, seal: typesetting.Place | None) -> bytes:
    """The PDF with the office's signature appended, and its seal drawn where the paper has the place for it.

    The seal is a field of the file's structure with words of its own, so that the file stays PDF/A-2a and PDF/UA-1.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    said = f"{name}电子印章{'（测试）' if signer.test else ''}"
    box = None
    if seal is not None:
        page, _ = writer.find_page_for_modification(seal.page - 1)
        height = float(page.get_object()["/MediaBox"][3])
        box = _box(seal, height)
    hidden = fields.InvisSigSettings(box_out_of_bounds=True)
    at_page = seal.page - 1 if seal else 0
    spec = fields.SigFieldSpec(FIELD, on_page=at_page, box=box, readable_field_name=said, invis_sig_settings=hidden)  # type: ignore[arg-type]
    fields.append_signature_field(writer, spec)
    _tag(writer, at_page, said)
    style = None
    if seal is not None:
        drawn = _Drawn(typesetting.seal(name, test=signer.test))
        whole = layout.SimpleBoxLayoutRule(layout.AxisAlignment.ALIGN_MID, layout.AxisAlignment.ALIGN_MID)
        style = StaticStampStyle(background=drawn, border_width=0, background_layout=whole)
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", name=name, subfilter=fields.SigSeedSubFilter.PADES, certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )  # fmt: skip
    return asyncio.run(_signed(writer, signers.PdfSigner(meta, signer=_Adapter(signer), stamp_style=style), at))


async def _signed(writer: IncrementalPdfFileWriter, by: signers.PdfSigner, at: datetime) -> bytes:
    """pyHanko's own order of signing, with our clock in place of the machine's."""
    session = by.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at
    reserved = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(None, reserved)
    out = io.BytesIO()
    digest, _ = document.digest_tbs_document(output=out)
    await document.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=at))
    return out.getvalue()


def _box(seal: typesetting.Place, height: float) -> tuple[float, float, float, float]:
    left, low = round(seal.x - SIDE / 2, 2), round(height - seal.y - SIDE / 2, 2)
    return left, low, round(left + SIDE, 2), round(low + SIDE, 2)


def _tag(writer: IncrementalPdfFileWriter, at_page: int, said: str) -> None:
    """Give the field its element among the file's tags (PDF/UA-1, 7.18): a screen reader says who sealed."""
    page_ref, _ = writer.find_page_for_modification(at_page)
    page = page_ref.get_object()
    widget_ref = writer.root["/AcroForm"]["/Fields"].raw_get(-1)
    tree_ref = writer.root.raw_get("/StructTreeRoot")
    tree = tree_ref.get_object()
    kids = tree["/K"]
    document_ref = kids.raw_get(0) if isinstance(kids, generic.ArrayObject) else tree.raw_get("/K")
    document = document_ref.get_object()
    link = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): widget_ref, pdf_name("/Pg"): page_ref})
    words = {"/Type": pdf_name("/StructElem"), "/S": pdf_name("/Form"), "/P": document_ref, "/K": link, "/Alt": generic.pdf_string(said)}
    form_ref = writer.add_object(generic.DictionaryObject({pdf_name(key): value for key, value in words.items()}))
    if isinstance(document["/K"], generic.ArrayObject):
        document["/K"].append(form_ref)
    else:
        document[pdf_name("/K")] = generic.ArrayObject([document.raw_get("/K"), form_ref])
    key = generic.NumberObject(int(tree["/ParentTreeNextKey"]))
    parents = tree["/ParentTree"]
    if "/Nums" in parents:
        parents["/Nums"].extend([key, form_ref])
    else:
        limits = generic.ArrayObject([key, key])
        leaf = {pdf_name("/Nums"): generic.ArrayObject([key, form_ref]), pdf_name("/Limits"): limits}
        parents["/Kids"].append(writer.add_object(generic.DictionaryObject(leaf)))
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(int(key) + 1)
    widget_ref.get_object()[pdf_name("/StructParent")] = key
    page[pdf_name("/Tabs")] = pdf_name("/S")
    for changed in (document, parents, parents.get("/Nums") or parents.get("/Kids"), tree, widget_ref.get_object(), page):
        writer.update_container(changed)


class _Drawn(PdfContent):
    """The seal's page as the content of the field's appearance."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.page = page

    def render(self) -> bytes:
        writer = self._ensure_writer
        drawn = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.page)))
        self.resources.xobject["/Seal"] = drawn
        left, low, right, high = (float(one) for one in drawn.get_object()["/BBox"])
        self.box = layout.BoxConstraints(width=right - left, height=high - low)
        return b"/Seal Do"


class _Adapter(signers.Signer):
    """Our signer as pyHanko knows them."""

    def __init__(self, signer: Signer) -> None:
        own, *above = (asn1.Certificate.load(one) for one in signer.chain)
        store = SimpleCertificateStore()
        store.register_multiple(above)
        super().__init__(signing_cert=own, cert_registry=store)
        self.signer = signer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature itself."""
        if digest_algorithm != "sha256":
            raise ValueError(digest_algorithm)
        return self.signer.sign(data)


@dataclass(frozen=True)
class Seen:
    """What a file says of its first signature. `intact`: nothing of the file differs from what was signed."""

    subject: str
    issuer: str
    serial: str
    fingerprint: bytes
    test: bool
    signed_at: datetime | None
    intact: bool


def see(pdf: bytes) -> Seen | None:
    """Read a file's signature; None where it is no PDF or bears none. Says nothing of whether the certificate is to be trusted."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
        if not signatures:
            return None
        found = signatures[0]
        own = x509.load_der_x509_certificate(found.signer_cert.dump())
        context = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
        status = validate_pdf_signature(found, signer_validation_context=context)
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        return Seen(
            own.subject.rfc4514_string(), own.issuer.rfc4514_string(), f"{own.serial_number:X}", hashlib.sha256(found.signer_cert.dump()).digest(),
            is_test(own), found.self_reported_timestamp, bool(status.intact and status.valid and whole),
        )  # fmt: skip
    except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, NotImplementedError):
        return None  # hostile or half of a file: whatever a parser stumbles over, it is no signature
