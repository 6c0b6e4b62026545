"""Electronic signatures on papers (电子签名法 13, 14): who signs for an office.

The private key never leaves `Signer.sign`: a certificate on a token or a signing server is another way of making a Signer, and nothing else changes.
"""

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from casework.cases import certificates_for_tests

SUFFIXES = (".p12", ".pfx")
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
