"""Electronic signatures on papers (电子签名法 13, 14): who signs for an office, and the PDF signed by it.

The signature is PAdES-B-B: CMS with SHA-256, the chain embedded, the signing certificate among what is signed; it certifies the file, so that
any later change shows. It is appended to the file; what the paper was stays in it byte for byte. The private key never leaves `Signer.sign`:
a certificate on a token or a signing server is another way of making a Signer, and nothing else changes.
"""

import asyncio
import hashlib
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
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

from casework.cases import certificates_for_tests, typesetting

FIELD = "Seal"
SUFFIXES = (".p12", ".pfx")
SIDE = 42 / 25.4 * 72  # points: the seal of an office below the ministry measures 42 mm
PRIVATE_KEYS = (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)


class CannotSign(Exception):
    """An office's signature cannot be made now; `zh` and `en` say why and what to look at. Nothing secret is in them."""

    def __init__(self, office: str, zh: str, en: str) -> None:
        super().__init__(f"{office}: {en}")
        self.office, self.zh, self.en = office, zh, en


@dataclass(frozen=True)
class Signer:
    """Who signs: the certificates in DER, one's own first, and a function that signs bytes with SHA-256 (RSA PKCS#1 v1.5, or ECDSA)."""

    chain: tuple[bytes, ...]
    sign: Callable[[bytes], bytes]

    @property
    def certificate(self) -> x509.Certificate:
        """One's own certificate."""
        return x509.load_der_x509_certificate(self.chain[0])

    @property
    def subject(self) -> str:
        """The certificate's subject, as RFC 4514 writes it."""
        return self.certificate.subject.rfc4514_string()

    @property
    def serial(self) -> str:
        """The certificate's serial number in hexadecimal."""
        return f"{self.certificate.serial_number:X}"

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 over the certificate."""
        return hashlib.sha256(self.chain[0]).digest()

    @property
    def test(self) -> bool:
        """True for a certificate that says of itself that it is for tests."""
        return is_test(self.certificate)

    def states(self, name: str) -> bool:
        """True where the certificate is made out to this name."""
        return _plain(name) in {_plain(one) for one in _names(self.certificate)}

    def stands_at(self, at: datetime) -> bool:
        """True within the certificate's time."""
        return self.certificate.not_valid_before_utc <= at <= self.certificate.not_valid_after_utc


def is_test(certificate: x509.Certificate) -> bool:
    """True where subject or issuer carries 测试."""
    return any("测试" in str(one.value) for name in (certificate.subject, certificate.issuer) for one in name)


def signer_for(office: str, name: str, *, at: datetime) -> Signer:
    """Who signs for the office of this code under this name: the name a paper bears, which a renamed office may have borne before.

    Raises CannotSign where no configured certificate can be read, is made out to that name and stands on that day.
    """
    folder = settings.SIGNING
    if folder is None:
        return _test_signer(office, name)
    found, why = [], []
    for path in _files(folder, office):
        try:
            found.append(load(path))
        except CannotSign as error:
            why.append(error)
    named = [one for one in found if one.states(name)]
    standing = [one for one in named if one.stands_at(at)]
    if standing:
        return max(standing, key=lambda one: one.certificate.not_valid_before_utc)
    if named:
        last = f"{max(one.certificate.not_valid_after_utc for one in named):%Y-%m-%d}"
        raise CannotSign(office, f"“{name}”的签名证书不在有效期内（至 {last}）", f"the certificate of this office is not valid now (until {last})")
    if why:
        raise why[0]
    if found:
        stated = "、".join(sorted({one for signer in found for one in _names(signer.certificate)}))
        raise CannotSign(office, f"签名证书写的是“{stated}”，文书署名是“{name}”", "the certificate is made out to another name than the paper bears")
    raise CannotSign(office, f"签名证书文件夹里没有 {office}.p12", f"there is no {office}.p12 among the signing certificates")


def troubles() -> list[CannotSign]:
    """Every configured key file that cannot be read, for whoever looks after the system; none where test certificates are used."""
    folder = settings.SIGNING
    if folder is None:
        return []
    try:
        paths = sorted(one for one in folder.iterdir() if one.suffix in SUFFIXES)
    except OSError as error:
        return [CannotSign("", f"签名证书文件夹读不出：{error.strerror}", f"the folder of signing certificates cannot be read: {error.strerror}")]
    found = []
    for path in paths:
        try:
            load(path)
        except CannotSign as error:
            found.append(error)
    if not paths:
        found.append(CannotSign("", "签名证书文件夹是空的", "the folder of signing certificates is empty"))
    return found


def load(path: Path) -> Signer:
    """The signer of a PKCS#12 file; read again only when the file or its passphrase changed. Raises CannotSign."""
    office = path.stem.partition("_")[0]
    try:
        stat, passphrase = path.stat(), _passphrase(path.stem)
        return _load(path, stat.st_mtime_ns, stat.st_size, passphrase)
    except OSError as error:
        raise CannotSign(office, f"签名证书 {path.name} 读不出：{error.strerror}", f"{path.name} cannot be read: {error.strerror}") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        zh = f"签名证书 {path.name} 打不开：口令不对，或者文件已损坏"
        raise CannotSign(office, zh, f"{path.name} does not open: wrong passphrase or damaged file") from error
    except TypeError as error:
        raise CannotSign(office, f"签名证书 {path.name} 里没有可用的私钥（RSA 或 EC）", f"{path.name} holds no usable private key (RSA or EC)") from error


@lru_cache(maxsize=256)
def _load(path: Path, changed: int, size: int, passphrase: str) -> Signer:
    key, certificate, others = pkcs12.load_key_and_certificates(path.read_bytes(), passphrase.encode() or None)
    if certificate is None or not isinstance(key, PRIVATE_KEYS):
        raise TypeError("no usable key")
    return Signer(tuple(one.public_bytes(Encoding.DER) for one in _ordered(certificate, others)), _signing(key))


def _signing(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> Callable[[bytes], bytes]:
    if isinstance(key, rsa.RSAPrivateKey):
        return lambda data: key.sign(data, padding.PKCS1v15(), SHA256())
    return lambda data: key.sign(data, ec.ECDSA(SHA256()))


def _ordered(certificate: x509.Certificate, others: list[x509.Certificate]) -> list[x509.Certificate]:
    """The chain from one's own certificate upwards; what does not belong to it is left out."""
    chain, left = [certificate], list(others)
    while above := next((one for one in left if one.subject == chain[-1].issuer), None):
        chain.append(above)
        left.remove(above)
    return chain


def _files(folder: Path, office: str) -> list[Path]:
    """`CA-31.p12`, and beside it any `CA-31_….p12`: the next certificate, or the one in the office's former name."""
    try:
        return sorted(one for one in folder.iterdir() if one.suffix in SUFFIXES and one.stem.partition("_")[0] == office)
    except OSError as error:
        raise CannotSign(office, f"签名证书文件夹读不出：{error.strerror}", f"the folder of signing certificates cannot be read: {error.strerror}") from error


def _passphrase(stem: str) -> str:
    if settings.SIGNING_SECRETS is not None:
        try:
            return (settings.SIGNING_SECRETS / stem).read_text().rstrip("\r\n")
        except FileNotFoundError:
            pass
    return settings.SIGNING_PASSPHRASE


def _test_signer(office: str, name: str) -> Signer:
    try:
        return load(certificates_for_tests.of_office(settings.VAR / "keys" / "test-signing", office, name))
    except OSError as error:
        raise CannotSign(office, f"测试签名证书无法生成：{error.strerror}", f"no test certificate can be made: {error.strerror}") from error


def _names(certificate: x509.Certificate) -> list[str]:
    kinds = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    return [str(one.value) for kind in kinds for one in certificate.subject.get_attributes_for_oid(kind)]


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


# ---- the file -----------------------------------------------------------------


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


# ---- looking at one -----------------------------------------------------------


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
