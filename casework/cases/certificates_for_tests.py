"""Certificates for tests, made once under var/ where none are configured: they work like real ones and say on every side that they are none."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key, pkcs12
from cryptography.x509.oid import NameOID

AUTHORITY = "authority.pem"
WARNING = "测试用，不具法律效力 TEST ONLY, not for use"
# Wide enough for every clock a test may set.
SINCE, UNTIL = datetime(2010, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)


def of_office(folder: Path, office: str, name: str) -> Path:
    """The PKCS#12 file (no passphrase) of an office under this name, made where it is missing; safe when two processes ask at once. Raises OSError."""
    path = folder / f"{office}_{hashlib.sha256(name.encode()).hexdigest()[:8]}.p12"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key, certificate = _authority(folder)
        _once(path, _made(office, name, key, certificate))
    return path


def _authority(folder: Path) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    path = folder / AUTHORITY
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = _name("测试签名机构 Test authority", "测试签名机构 Test authority")
        builder = _builder(name, name, key.public_key())
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
        certificate = builder.sign(key, SHA256())
        _once(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM))
    text = path.read_bytes()
    kept = load_pem_private_key(text, None)
    assert isinstance(kept, rsa.RSAPrivateKey)
    return kept, x509.load_pem_x509_certificate(text)


def _made(office: str, name: str, above: rsa.RSAPrivateKey, authority: x509.Certificate) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    builder = _builder(_name(name, f"{name[:50]}（测试）"), authority.subject, key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), critical=False)
    certificate = builder.sign(above, SHA256())
    return pkcs12.serialize_key_and_certificates(office.encode(), key, certificate, [authority], NoEncryption())


def _name(organisation: str, common: str) -> x509.Name:
    pairs = (
        (NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, organisation[:64]), (NameOID.ORGANIZATIONAL_UNIT_NAME, WARNING),
        (NameOID.COMMON_NAME, common),
    )  # fmt: skip
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in pairs])


def _builder(subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key, serial_number=x509.random_serial_number())
    builder = builder.not_valid_before(SINCE).not_valid_after(UNTIL)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, content_commitment=not signs_certificates, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=signs_certificates, crl_sign=signs_certificates, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _once(path: Path, content: bytes) -> None:
    """Write a private file, unless another process did meanwhile: the first stays."""
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
