"""The electronic signature on a paper: another program verifies it, a changed byte is found, the tags survive, and the right certificate signs."""

import io
import os
import re
import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pypdf import PdfReader

from casework import clock
from casework.cases import certificates_for_tests, signed_pdf, signing, typesetting
from casework.cases.signing import CannotSign
from tests.cases.papers_data import SAMPLES

AT = datetime(2026, 11, 24, 10, 5, tzinfo=clock.SHANGHAI)
SHANGHAI = "上海市通信管理局"
RENAMED = "上海市信息通信管理局"


@dataclass
class Verdict:
    """What openssl says of a file."""

    well: bool
    words: str


def openssl() -> str:
    """The program, or a plain failure."""
    found = shutil.which("openssl")
    if found is None:
        pytest.fail("缺少 openssl 命令，无法由另一个程序核验签名：sudo apt install openssl (the openssl command is missing)")
    return found


def by_openssl(pdf: bytes, authority: Path, folder: Path) -> Verdict:
    """`openssl cms -verify` over the bytes that ByteRange names, with the CMS that stands between them; nothing of ours reads either."""
    ranges = re.search(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf)
    assert ranges
    start, length, again, rest = map(int, ranges.groups())
    assert (start, again + rest) == (0, len(pdf))
    cms = bytes.fromhex(pdf[length:again].strip().strip(b"<>").decode())
    (folder / "cms.der").write_bytes(cms)  # what is left of the place reserved for it is zeros, which DER readers leave
    (folder / "content").write_bytes(pdf[:length] + pdf[again:])
    words = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "cms.der", "-content", "content", "-CAfile", str(authority), "-out", os.devnull]
    done = subprocess.run([openssl(), *words], cwd=folder, capture_output=True, text=True, check=False)
    return Verdict(done.returncode == 0, done.stderr)


@pytest.fixture(scope="module")
def made_keys(tmp_path_factory) -> Path:
    """A folder of test certificates, made once: making keys is what takes the time."""
    return tmp_path_factory.mktemp("test-signing")


@pytest.fixture
def signer(made_keys) -> signing.Signer:
    return signing.load(certificates_for_tests.of_office(made_keys, "CA-31", SHANGHAI))


def signed(signer: signing.Signer, template: str = "complaints/refusal") -> bytes:
    rendered = typesetting.render(template, SAMPLES[template], issued_on=date(2026, 3, 2))
    return signed_pdf.sign(rendered.pdf, signer, name=SHANGHAI, at=AT, seal=rendered.seal)


def test_openssl_verifies_the_signature_and_finds_one_changed_byte(signer, made_keys, tmp_path):
    pdf = signed(signer)
    authority = made_keys / certificates_for_tests.AUTHORITY
    whole = by_openssl(pdf, authority, tmp_path)
    assert whole.well, whole.words
    assert "Verification successful" in whole.words
    for place in (len(pdf) // 3, len(pdf) - 40):
        changed = bytearray(pdf)
        changed[place] ^= 1
        assert not by_openssl(bytes(changed), authority, tmp_path).well, place


def test_openssl_refuses_the_signature_under_another_authority(signer, tmp_path):
    """The chain counts, not only the digest."""
    other = tmp_path / "other"
    certificates_for_tests.of_office(other, "CA-11", "北京市通信管理局")
    found = by_openssl(signed(signer), other / certificates_for_tests.AUTHORITY, tmp_path)
    assert not found.well


def test_the_paper_itself_stays_byte_for_byte_and_the_signature_is_appended(signer):
    rendered = typesetting.render("complaints/refusal", SAMPLES["complaints/refusal"], issued_on=date(2026, 3, 2))
    assert signed(signer).startswith(rendered.pdf)


def test_a_reader_learns_who_signed_when_and_that_it_is_a_test(signer):
    seen = signed_pdf.see(signed(signer))
    assert seen is not None
    assert f"O={SHANGHAI}" in seen.subject and "测试" in seen.subject
    assert (seen.test, seen.intact, seen.signed_at) == (True, True, AT)
    assert seen.fingerprint == signer.fingerprint


@pytest.mark.parametrize("what", ["changed", "appended"])
def test_a_file_that_was_changed_or_added_to_is_not_intact(signer, what):
    pdf = signed(signer)
    changed = pdf[:3000] + bytes([pdf[3000] ^ 1]) + pdf[3001:] if what == "changed" else pdf + b"\n% added"
    seen = signed_pdf.see(changed)
    assert seen is None or not seen.intact


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"\x00" * 500, b"%PDF-1.7\n1 0 obj\n<< /Kids [1 0 R] >>\nendobj\nstartxref\n9\n%%EOF"])
def test_what_is_no_signed_pdf_bears_no_signature(data):
    assert signed_pdf.see(data) is None


def test_the_tags_survive_and_the_seal_has_its_own(signer):
    """PDF/A-2a and PDF/UA-1 stay declared; the field is an element of the structure with words of its own, and its page is read in that order."""
    reader = PdfReader(io.BytesIO(signed(signer)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "zh-CN"
    told = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", told, re.DOTALL) or ('part="2"' in told and 'conformance="A"' in told)
    assert "pdfuaid" in told
    (field,) = [one.get_object() for one in root["/AcroForm"]["/Fields"]]
    assert (field["/T"], field["/TU"]) == ("Seal", "上海市通信管理局电子印章（测试）")
    parents = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    element = dict(zip(parents[::2], parents[1::2], strict=True))[field["/StructParent"]].get_object()
    assert (element["/S"], element["/Alt"]) == ("/Form", "上海市通信管理局电子印章（测试）")
    assert element["/K"]["/Obj"].get_object()["/T"] == "Seal"
    assert element.indirect_reference in [one for one in element["/P"]["/K"] if hasattr(one, "idnum")]
    page = field["/P"].get_object()
    assert page["/Tabs"] == "/S"
    assert root["/StructTreeRoot"]["/ParentTreeNextKey"] > field["/StructParent"]


@pytest.mark.parametrize("template", ["complaints/refusal", "complaints/enquiry_answer", "complaints/transfer_notice"])
def test_the_seal_stands_over_the_offices_name_and_the_day(signer, template):
    """42 mm, its middle between name and date (GB/T 9704: 端正、居中下压发文机关署名和成文日期)."""
    reader = PdfReader(io.BytesIO(signed(signer, template)))
    field = reader.trailer["/Root"]["/AcroForm"]["/Fields"][0].get_object()
    left, low, right, high = map(float, field["/Rect"])
    assert round(right - left, 1) == round(high - low, 1) == 119.1
    found: dict[str, tuple[float, float]] = {}

    def visit(text, cm, tm, font, size):
        at = (tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5])
        if "（印章）" in text:
            found["name"] = at
        elif "name" in found and re.search(r"\d年\d+月\d+日", text):
            found.setdefault("day", at)  # below it the foot has the day as well

    page = next(one for one in reader.pages if one.get("/Annots"))
    assert page == reader.pages[-1]
    page.extract_text(visitor_text=visit)
    drawn = page["/Annots"][0].get_object()["/AP"]["/N"]
    assert drawn["/Resources"]["/XObject"]
    name, day = found["name"], found["day"]
    assert low < day[1] < (low + high) / 2 < name[1] < high, (found, low, high)


def test_a_paper_without_a_place_for_the_seal_is_signed_invisibly(signer, made_keys, tmp_path):
    """A record of the office bears no seal."""
    pdf = signed(signer, "complaints/investigation_record")
    field = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/AcroForm"]["/Fields"][0].get_object()
    left, low, right, high = map(float, field["/Rect"])
    assert (right - left, high - low) == (0, 0)
    assert by_openssl(pdf, made_keys / certificates_for_tests.AUTHORITY, tmp_path).well


def test_the_seal_says_test_only_where_the_certificate_is_one():
    words = {test: PdfReader(io.BytesIO(typesetting.seal(SHANGHAI, test=test))).pages[0].extract_text() for test in (True, False)}
    assert "测试" in words[True] and "测试" not in words[False]
    assert [one for one in SHANGHAI if one not in words[False]] == []


# ---- which certificate ----------------------------------------------------------


def certificate(name: str, *, since=2020, until=2035, key=None, kind=NameOID.ORGANIZATION_NAME):
    """A key and a self-signed certificate that says nothing of tests."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(kind, name)])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(datetime(since, 1, 1, tzinfo=UTC)).not_valid_after(datetime(until, 1, 1, tzinfo=UTC))
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = builder.add_extension(usage, critical=True)
    return key, builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else SHA256())


def put(folder: Path, stem: str, name: str, passphrase: str = "", **kind) -> None:
    folder.mkdir(exist_ok=True)
    key, made = certificate(name, **kind)
    how = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    (folder / f"{stem}.p12").write_bytes(pkcs12.serialize_key_and_certificates(b"", key, made, None, how))


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.SIGNING, settings.SIGNING_SECRETS, settings.SIGNING_PASSPHRASE = tmp_path / "keys", tmp_path / "secrets", ""
    (tmp_path / "keys").mkdir()
    (tmp_path / "secrets").mkdir()
    return tmp_path / "keys"


def refusal(name: str = SHANGHAI, at: datetime = AT) -> tuple[str, str]:
    with pytest.raises(CannotSign) as found:
        signing.signer_for("CA-31", name, at=at)
    assert found.value.office == "CA-31"
    return found.value.zh, found.value.en


def test_a_configured_certificate_with_its_passphrase_in_a_file_signs(folder, tmp_path):
    put(folder, "CA-31", SHANGHAI, "口令 one")
    (tmp_path / "secrets" / "CA-31").write_text("口令 one\n")
    found = signing.signer_for("CA-31", SHANGHAI, at=AT)
    assert not found.test
    seen = signed_pdf.see(signed(found))
    assert seen is not None and seen.intact and not seen.test
    assert signing.troubles() == []


def test_a_passphrase_from_the_environment_serves_those_without_a_file(folder, settings):
    put(folder, "CA-31", SHANGHAI, "one for all")
    settings.SIGNING_PASSPHRASE = "one for all"
    assert signing.signer_for("CA-31", SHANGHAI, at=AT).states(SHANGHAI)


def test_a_wrong_passphrase_is_said_and_named_for_health(folder, settings):
    put(folder, "CA-31", SHANGHAI, "right")
    settings.SIGNING_PASSPHRASE = "wrong"
    zh, en = refusal()
    assert zh == "签名证书 CA-31.p12 打不开：口令不对，或者文件已损坏"
    assert en == "CA-31.p12 does not open: wrong passphrase or damaged file"
    (one,) = signing.troubles()
    assert (one.office, one.zh) == ("CA-31", zh)
    assert "wrong" not in zh and "right" not in zh


def test_a_damaged_file_is_said(folder):
    (folder / "CA-31.p12").write_bytes(b"not a key")
    assert "文件已损坏" in refusal()[0]


def test_a_file_that_may_not_be_read_is_said(folder):
    (folder / "CA-31.p12").mkdir()
    assert "CA-31.p12 读不出" in refusal()[0]


def test_a_key_of_another_kind_is_said(folder):
    put(folder, "CA-31", SHANGHAI, key=ed25519.Ed25519PrivateKey.generate())
    assert "没有可用的私钥" in refusal()[0]


def test_a_missing_certificate_is_said(folder):
    put(folder, "CA-11", "北京市通信管理局")
    assert refusal() == ("签名证书文件夹里没有 CA-31.p12", "there is no CA-31.p12 among the signing certificates")


def test_a_missing_folder_is_said_and_no_test_certificate_steps_in(settings, tmp_path):
    settings.SIGNING = tmp_path / "nowhere"
    assert "读不出" in refusal()[0]
    assert "读不出" in signing.troubles()[0].zh


@pytest.mark.parametrize(("day", "well"), [("2019-12-31", False), ("2020-01-02", True), ("2034-12-31", True), ("2035-01-02", False)])
def test_a_certificate_signs_within_its_time(folder, day, well):
    put(folder, "CA-31", SHANGHAI)
    at = datetime.fromisoformat(f"{day}T12:00+08:00")
    if well:
        assert signing.signer_for("CA-31", SHANGHAI, at=at).states(SHANGHAI)
    else:
        assert "不在有效期内" in refusal(at=at)[0]


def test_the_newer_of_two_certificates_signs(folder):
    put(folder, "CA-31", SHANGHAI, since=2020)
    put(folder, "CA-31_2026", SHANGHAI, since=2026)
    assert signing.signer_for("CA-31", SHANGHAI, at=AT).certificate.not_valid_before_utc.year == 2026


def test_a_renamed_office_signs_each_paper_in_the_name_it_bears(folder):
    """The certificate in the old name signs what was issued under it and was not signed yet; the new one what bears the new name."""
    put(folder, "CA-31", SHANGHAI)
    assert refusal(RENAMED)[0] == f"签名证书写的是“{SHANGHAI}”，文书署名是“{RENAMED}”"
    put(folder, "CA-31_new", RENAMED, kind=NameOID.COMMON_NAME)
    assert signing.signer_for("CA-31", RENAMED, at=AT).states(RENAMED)
    assert signing.signer_for("CA-31", SHANGHAI, at=AT).states(SHANGHAI)


def test_another_offices_certificate_never_signs(folder):
    """Neither by a longer code nor by the name alone."""
    put(folder, "CA-310", SHANGHAI)
    assert "没有 CA-31.p12" in refusal()[0]


def test_without_configuration_a_test_certificate_in_the_offices_name_is_made_once(settings, made_keys, tmp_path):
    settings.SIGNING, settings.VAR = None, tmp_path
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "test-signing").symlink_to(made_keys)
    first, again = (signing.signer_for("CA-31", SHANGHAI, at=AT) for _ in range(2))
    assert first.test and first.states(SHANGHAI) and first.fingerprint == again.fingerprint
    assert signing.signer_for("CA-31", RENAMED, at=AT).states(RENAMED)
    assert {oct(one.stat().st_mode & 0o777) for one in made_keys.iterdir()} == {"0o600"}
    assert signing.troubles() == []


def test_offices_that_ask_at_the_same_moment_get_certificates_of_one_authority(tmp_path):
    """Whoever makes the authority second takes the first one's."""
    together = threading.Barrier(6)

    def ask(office: int) -> signing.Signer:
        together.wait(20)
        return signing.load(certificates_for_tests.of_office(tmp_path, f"CA-{office}", f"某{office}通信管理局"))

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(ask, [11, 12, 13, 14, 11, 11]))
    authority = x509.load_pem_x509_certificate((tmp_path / certificates_for_tests.AUTHORITY).read_bytes())
    for one in made:
        one.certificate.verify_directly_issued_by(authority)
    assert made[0].fingerprint == made[4].fingerprint == made[5].fingerprint
    assert len(list(tmp_path.iterdir())) == 5
