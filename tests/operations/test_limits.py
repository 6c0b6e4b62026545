"""How much one address may file, begin and upload; answered with 429, the time to come back, in the reader's language."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.cases.case import Case
from casework.config import tidying
from casework.config.cron import TIMES
from casework.people import attempts
from tests.builders import PASSWORD, filing

BASE = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + b"\0" * 60
TWO = {
    "respondent": "OP-EAST-31", "number_in_dispute": "13800138000", "category": "fee", "event_on": "2026-09-30", "operator_complained": "true",
    "operator_complained_on": "2026-10-08", "operator_answered_on": "2026-10-12", "operator_satisfied": "false", "operator_answer": "坚持收费",
}  # fmt: skip
THREE = {"facts": "账单多出流量费。", "claim": "退还", "own_matter": "true", "settled_before": "false", "other_body": "none"}
FOUR = {"applicant_name": "王小明", "applicant_phone": "13800138000", "applicant_address": "上海市黄浦区人民大道1号", "applicant_postcode": "200003"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Drafts and uploads of this test."""
    settings.VAR, settings.UPLOADS = tmp_path, tmp_path / "uploads"
    return tmp_path


def by_page(address: str = "198.51.100.1", client: Client | None = None):
    """File through the pages; the answer to the last post."""
    client = client or Client(REMOTE_ADDR=address)
    for number, given in ((2, TWO), (3, THREE)):
        answer = client.post(f"/ask/complaint/{number}/", given)
        if answer.status_code == 429:
            return answer
    return client.post("/ask/complaint/4/", FOUR)


def by_api(address: str = "198.51.100.1", language: str = "zh-CN", **changed):
    return Client(REMOTE_ADDR=address).post(
        "/api/cases/", {"kind": "complaint", **filing(**changed)}, content_type="application/json", headers={"accept-language": language}
    )


def test_the_third_filing_of_an_address_in_an_hour_waits_by_page_and_by_api(people, settings):
    """Two are allowed here; the next address is not held up; what was typed is kept."""
    settings.FILINGS_PER_HOUR = 2
    assert by_page()["Location"] == "/ask/receipt/"
    assert by_api().status_code == 201
    client = Client(REMOTE_ADDR="198.51.100.1")
    answer = by_page(client=client)
    assert answer.status_code == 429
    assert "分钟后再试" in answer.content.decode() and 3590 <= int(answer["Retry-After"]) <= 3600
    assert "账单多出流量费。" in client.get("/ask/complaint/3/").content.decode()
    refused = by_api(language="en")
    assert (refused.status_code, refused.json()["code"], refused.json()["detail"]) == (429, "throttled", "Too many tries: wait.")
    assert 3590 <= refused.json()["wait"] <= 3600 and int(refused["Retry-After"]) == refused.json()["wait"]
    assert by_api("198.51.100.2").status_code == 201
    assert Case.objects.count() == 3


def test_a_filing_that_is_refused_does_not_count(people, settings):
    """Mistakes cost nothing."""
    settings.FILINGS_PER_HOUR = 1
    assert [by_api(category="nonsense").status_code for _ in range(5)] == [400] * 5
    assert by_api().status_code == 201
    assert by_api().status_code == 429


def test_a_day_has_its_own_limit(people, settings):
    """Two a day, though the hour allows a hundred."""
    settings.FILINGS_PER_HOUR, settings.FILINGS_PER_DAY = 100, 2
    assert [by_api().status_code for _ in range(3)] == [201, 201, 429]
    assert 86_390 <= by_api().json()["wait"] <= 86_400


def test_people_with_an_account_are_not_counted(people, settings):
    """An officer files for callers all day from one address."""
    settings.FILINGS_PER_HOUR = 1
    client = Client(REMOTE_ADDR="198.51.100.1")
    client.post("/sign-in/", {"username": "sh-intake", "password": PASSWORD})
    body = {"kind": "complaint", **filing(channel="phone")}
    found = [client.post("/api/cases/", body, content_type="application/json").status_code for _ in range(3)]
    assert found == [201] * 3, found


def test_drafts_begun_in_a_day_are_bounded(people, settings):
    """Each new browser begins one; going on with one costs nothing; the files of a refused one are gone."""
    settings.DRAFTS_PER_DAY = 2
    first = Client(REMOTE_ADDR="198.51.100.1")
    assert [first.post("/ask/complaint/2/", TWO).status_code for _ in range(4)] == [302] * 4
    assert Client(REMOTE_ADDR="198.51.100.1").post("/ask/complaint/2/", TWO).status_code == 302
    third = Client(REMOTE_ADDR="198.51.100.1").post("/ask/complaint/3/", {**THREE, "attachments": [SimpleUploadedFile("a.png", PNG)]})
    assert third.status_code == 429 and 86_390 <= int(third["Retry-After"]) <= 86_400
    assert list((settings.VAR / "drafts").iterdir()) == []


def test_bytes_uploaded_in_a_day_are_bounded_before_they_are_read(people, settings):
    """Three megabytes a day: two uploads of one and a bit pass, the third is refused; forms without files always pass."""
    settings.UPLOAD_MB_PER_DAY = 3
    client = Client(REMOTE_ADDR="198.51.100.1")

    def upload(number: int) -> int:
        file = SimpleUploadedFile(f"{number}.png", PNG + bytes([number]) * 1_200_000)
        return client.post("/ask/complaint/3/", {**THREE, "attachments": [file], "upload": "1"}).status_code

    assert [upload(1), upload(2), upload(3)] == [302, 302, 429]
    assert client.post("/ask/complaint/3/", THREE).status_code == 302
    assert len([one for one in (settings.VAR / "drafts").rglob("*") if one.is_file()]) == 2


def test_a_request_larger_than_any_filing_is_refused_unread(people, settings):
    """413, in the skin that was asked."""
    settings.REQUEST_MB = 1
    big = SimpleUploadedFile("a.png", PNG + b"\0" * 1_100_000)
    page = Client().post("/ask/complaint/3/", {**THREE, "attachments": [big]})
    big.seek(0)
    data = Client().post("/api/cases/", {"kind": "complaint", "attachments": [big]})
    assert (page.status_code, "每个文件不超过 20 MB" in page.content.decode()) == (413, True)
    assert (data.status_code, data.json()["code"]) == (413, "too_large")


def test_an_allowance_that_does_not_hold_so_much_takes_nothing(settings):
    """Ten an hour: seven, then five refused, then three."""
    one = attempts.Allowance("test", "198.51.100.1", (10, 3600))
    one.spend(7)
    with pytest.raises(attempts.TooMany):
        one.spend(5)
    one.spend(3)
    with pytest.raises(attempts.TooMany):
        one.spend()


def test_without_valkey_the_limits_are_kept_by_each_process(people, settings):
    """Nobody is locked out, nothing passes uncounted."""
    caches = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1"}}
    settings.CACHES, settings.FILINGS_PER_HOUR = caches, 1
    address = f"203.0.113.{os.getpid() % 250}"
    assert [by_api(address).status_code for _ in range(2)] == [201, 429]


def test_drafts_and_sessions_go_by_a_scheduled_job(people, settings, folder):
    """Thirty-one days untouched: gone, though nobody begins another; twenty-nine: kept."""
    from django.contrib.sessions.models import Session

    for name, days in (("old", 31), ("young", 29)):
        (folder / "drafts" / name).mkdir(parents=True)
        (folder / "drafts" / name / "file").write_bytes(PNG)
        then = time.time() - days * 86_400
        os.utime(folder / "drafts" / name, (then, then))
    for name, days in (("old", -1), ("young", 1)):
        Session.objects.create(session_key=name, session_data="x", expire_date=tidying.clock.now() + tidying.timedelta(days=days))
    assert tidying.is_due()
    assert tidying.tidy() == 2
    assert [one.name for one in (folder / "drafts").iterdir()] == ["young"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["young"]
    assert not tidying.is_due()
    assert (tidying.tidy, 86_400) in TIMES


def test_the_limits_of_a_fresh_installation():
    """Literal numbers, and one of them from the environment; a word instead of a number is refused with a sentence."""
    names = "FILINGS_PER_HOUR FILINGS_PER_DAY DRAFTS_PER_DAY UPLOAD_MB_PER_DAY DISK_RESERVE_MB REQUEST_MB"
    code = f"from django.conf import settings; print(*(getattr(settings, name) for name in {names.split()!r}))"

    def run(**changed: str) -> tuple[int, str]:
        environment = {name: value for name, value in os.environ.items() if name not in ("CASEWORK_TESTING", "CASEWORK_CLOCK_OFFSET")}
        environment |= {"DJANGO_SETTINGS_MODULE": "casework.config.settings", **changed}
        done = subprocess.run([sys.executable, "-c", code], cwd=BASE, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, (done.stdout or done.stderr).strip()

    assert run() == (0, "60 200 300 3000 1000 640")
    assert run(CASEWORK_FILINGS_PER_HOUR="5") == (0, "5 200 300 3000 1000 640")
    status, said = run(CASEWORK_FILINGS_PER_HOUR="many")
    assert status == 1 and "CASEWORK_FILINGS_PER_HOUR must be a whole number" in said
