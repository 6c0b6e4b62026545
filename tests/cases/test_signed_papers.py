"""Papers are signed once: by the worker or for the first reader, whoever comes first; from then on everybody gets the same bytes."""

import base64
import hashlib
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from casework import clock, commands, jobs, queries
from casework.cases import attachments, certificates_for_tests, documents, heartbeat, sealing, signed_papers, signed_pdf
from casework.cases.case import Case
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.refusals import NotFound, Refused
from casework.cases.signatures import Signature
from casework.cases.verification import verify
from casework.config import cron
from casework.config.worker import Rounds
from casework.people.actor import SYSTEM_ACTOR
from casework.people.models import Organisation
from tests import stages
from tests.builders import OUTSIDER, PASSWORD, filing
from tests.cases.test_signing import by_openssl, put

BASE = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def var(settings, tmp_path) -> Path:
    """Uploads and test certificates of this test."""
    settings.VAR, settings.UPLOADS, settings.LEDGER_FOLDER = tmp_path, tmp_path / "uploads", tmp_path / "ledger"
    settings.SIGNING = settings.SIGNING_SECRETS = None
    settings.SIGNING_PASSPHRASE = ""
    return tmp_path


def papers(number: str) -> list[Document]:
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        return list(Document.objects.filter(case__number=number).select_related("office", "signature").order_by("pk"))


def signings(number: str) -> list[Entry]:
    return list(Entry.objects.filter(case__number=number, step="sign").order_by("seq"))


def signed_in(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def body(response) -> bytes:
    assert response.status_code == 200, response.content[:400]
    return b"".join(response.streaming_content)


def test_the_worker_signs_what_a_step_issued_and_another_program_verifies_it(committed, var):
    """Through the worker's own round."""
    number = stages.forwarded(committed)
    before = papers(number)
    assert before and all(one.awaits_signature and not hasattr(one, "signature") for one in before)
    Rounds().make()
    for paper in papers(number):
        file = signed_papers.pdf(paper)
        assert not paper.awaits_signature
        assert bytes(paper.signature.sha256) == hashlib.sha256(file).digest() and paper.signature.size == len(file)
        assert file.startswith(documents.pdf(paper))
        assert by_openssl(file, var / "keys" / "test-signing" / certificates_for_tests.AUTHORITY, var).well
        seen = signed_pdf.see(file)
        assert seen is not None and seen.intact and seen.serial == paper.signature.serial and f"O={paper.office.name}" in seen.subject


def test_the_worker_signs_before_it_tells_and_the_clock_rings_for_it(committed, monkeypatch):
    """A paper is signed when its addressee hears of it."""
    done = []
    monkeypatch.setattr(jobs, "sign", lambda: done.append("sign"))
    monkeypatch.setattr(jobs, "deliver", lambda: done.append("deliver"))
    Rounds().make()
    assert done == ["sign", "deliver"]
    assert [seconds for job, seconds in cron.TIMES if job.__name__ == "<lambda>" or job.__name__ == "sign"] == [15]


def test_staff_citizen_operator_and_api_all_get_the_same_signed_file(committed):
    """A paper opened before the worker came is signed for its first reader; the worker then finds nothing to do."""
    number = stages.forwarded(committed)
    to_operator = next(one for one in papers(number) if any(row.party.role == "respondent" for row in one.services.select_related("party")))
    to_citizen = next(one for one in papers(number) if any(row.party.role == "applicant" for row in one.services.select_related("party")))
    staff, operator = signed_in("sh-handler"), signed_in("east-sh")
    first = body(staff.get(f"/papers/{to_operator.pk}/"))
    assert signed_pdf.see(first) is not None
    assert len(signings(number)) == 1
    assert jobs.sign() == len(papers(number)) - 1
    same = [body(operator.get(f"/papers/{to_operator.pk}/")), body(operator.get(f"/api/documents/{to_operator.pk}/?format=pdf")),
            body(staff.get(f"/papers/{to_operator.pk}/?download=1")), body(staff.get(f"/api/documents/{to_operator.pk}/?format=pdf"))]  # fmt: skip
    assert set(same) == {first}
    found, _ = queries.paper(to_citizen.pk, stages.guest(number))
    assert queries.pdf(found, stages.guest(number)) == body(staff.get(f"/papers/{to_citizen.pk}/"))
    assert jobs.sign() == 0
    assert Signature.objects.count() == len(papers(number)) == len(signings(number))


def test_the_ledger_knows_the_signature_and_still_verifies(committed):
    """A look of the system: state, version, clocks and first handler stay, so that nobody's open form goes stale."""
    number = stages.accepted(committed)
    before = Case.objects.get(number=number)
    jobs.sign()
    after = Case.objects.get(number=number)
    (paper,), (entry,) = papers(number), signings(number)
    assert (entry.role, entry.actor_kind, entry.source, entry.target) == ("system", "system", before.state, before.state)
    said = {"paper": paper.pk, "sha256": bytes(paper.signature.sha256).hex(), "certificate": bytes(paper.signature.fingerprint).hex()}
    assert entry.facts.items() >= said.items()
    assert paper.signature.entry_seq == entry.seq == after.ledger_seq == before.ledger_seq + 1
    assert (after.version, after.state, after.due_on, after.waits_on) == (before.version, before.state, before.due_on, before.waits_on)
    jobs.checkpoint()
    assert verify().clean
    page = signed_in("sh-handler").get(f"/cases/{number}/").content.decode()
    assert "文书已加盖电子印章" in page


def test_two_workers_and_two_readers_at_once_sign_once(committed):
    """One row, one entry, one file that counts; all four get the same bytes."""
    number = stages.accepted(committed)
    (paper,) = papers(number)
    together = threading.Barrier(4)

    def one(act):
        try:
            together.wait(20)
            return act()
        finally:
            connection.close()

    def read():
        return signed_papers.pdf(Document.objects.select_related("office").get(pk=paper.pk))

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(one, [jobs.sign, read, jobs.sign, read]))
    assert results[1] == results[3]
    assert Signature.objects.count() == len(signings(number)) == 1
    assert hashlib.sha256(results[1]).digest() == bytes(Signature.objects.get().sha256)
    assert verify().clean


def test_two_worker_processes_at_once_sign_once(committed, var):
    """Each paper of ten cases, by two processes that make their test certificates at the same moment."""
    numbers = [stages.accepted(committed) for _ in range(5)]
    code = "from casework import jobs; jobs.sign()"
    environment = {**os.environ, "CASEWORK_VAR": str(var), **keys_of_this_run()}
    running = [subprocess.Popen([sys.executable, "manage.py", "shell", "--no-imports", "-c", code], cwd=BASE, env=environment) for _ in range(2)]
    assert [one.wait(120) for one in running] == [0, 0]
    assert Signature.objects.count() == Document.objects.count() == sum(len(signings(number)) for number in numbers) == 5
    assert not Document.objects.filter(awaits_signature=True).exists()
    assert len({bytes(one.fingerprint) for one in Signature.objects.all()}) == 1
    for paper in (one for number in numbers for one in papers(number)):
        assert hashlib.sha256(signed_papers.pdf(paper)).digest() == bytes(paper.signature.sha256)


def keys_of_this_run() -> dict[str, str]:
    keys = ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in configured.ENCRYPTION_KEYS.items())
    return {"CASEWORK_KEYS": keys, "CASEWORK_DIGEST_KEY": configured.DIGEST_KEY}


def test_the_database_refuses_a_second_signature_and_any_change(committed):
    number = stages.accepted(committed)
    jobs.sign()
    (paper,) = papers(number)
    again = {name: getattr(paper.signature, name) for name in ("size", "subject", "serial", "fingerprint", "test", "signed_at", "entry_seq")}
    for act in (
        lambda: Signature.objects.create(document=paper, sha256=b"x" * 32, **again),
        lambda: Signature.objects.update(test=False),
        lambda: Signature.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_key_that_cannot_be_read_holds_the_paper_back_and_says_so_everywhere(committed, settings, var):
    """No unsigned paper leaves, no traceback; once the passphrase is right the worker signs."""
    put(var / "keys-of-offices", "CA-31", "上海市通信管理局", "right")
    settings.SIGNING, settings.SIGNING_PASSPHRASE = var / "keys-of-offices", "wrong"
    number = stages.accepted(committed)
    (paper,) = papers(number)
    assert jobs.sign() == 0
    page = signed_in("sh-handler").get(f"/papers/{paper.pk}/")
    assert page.status_code == 409
    assert "还没有加盖电子印章" in page.content.decode() and "口令不对" in page.content.decode()
    answer = signed_in("sh-handler").get(f"/api/documents/{paper.pk}/?format=pdf")
    assert answer.status_code == 409 and "口令不对" in answer.json()["detail"]
    assert "待签名" in signed_in("sh-handler").get(f"/cases/{number}/").content.decode()
    found, _ = queries.paper(paper.pk, stages.guest(number))
    with pytest.raises(Refused) as told:
        queries.pdf(found, stages.guest(number))
    (reason,) = told.value.reasons
    assert reason.zh == "这份文书还没有加盖电子印章，暂时不能打开，请过些时候再来。" and "CA-31" not in reason.en
    heartbeat.beat("sweep", at=clock.now())
    heartbeat.beat("deliver", at=clock.now())
    health = Client().get("/healthz").json()
    assert [one["code"] for one in health["reasons"]] == ["signing_key"]
    assert [one["office"] for one in health["signing"]] == ["CA-31"]
    settings.SIGNING_PASSPHRASE = "right"
    assert jobs.sign() == 1
    assert not papers(number)[0].signature.test
    assert Client().get("/healthz").json()["reasons"] == []


def test_one_office_without_a_key_does_not_hold_up_the_others(committed, settings, var):
    number, other = stages.accepted(committed), stages.accepted(committed)
    Document.objects.filter(case__number=number).update(office=Organisation.objects.get(code="CA-11"))
    put(var / "keys-of-offices", "CA-31", "上海市通信管理局")
    settings.SIGNING = var / "keys-of-offices"
    assert jobs.sign() == 1
    assert [hasattr(papers(one)[0], "signature") for one in (number, other)] == [False, True]


def test_health_names_papers_that_wait_ten_minutes(people, monkeypatch, settings, var):
    settings.SIGNING = var / "nowhere"
    stages.accepted(people)
    for minutes, codes in ((9, ["signing_key"]), (11, ["signing_key", "unsigned"])):
        later = clock.now() + timedelta(minutes=minutes)
        with monkeypatch.context() as patched:
            patched.setattr(clock, "now", lambda later=later: later)
            for job in ("sweep", "deliver"):
                heartbeat.beat(job, at=later)
            found = [one["code"] for one in Client().get("/healthz").json()["reasons"] if one["code"] in ("signing_key", "unsigned")]
        assert sorted(found) == codes


def test_a_renamed_office_signs_an_older_paper_in_the_name_it_bears(committed):
    number = stages.accepted(committed)
    Organisation.objects.filter(code="CA-31").update(name="上海市信息通信管理局")
    later = stages.accepted(committed)
    jobs.sign()
    assert "O=上海市通信管理局," in papers(number)[0].signature.subject
    assert "O=上海市信息通信管理局," in papers(later)[0].signature.subject


def test_imported_papers_and_drafts_are_never_signed(committed):
    """What an import brings went out elsewhere; a draft is no paper. Both are shown as they are rendered."""
    done = commands.file_case("complaint", by=OUTSIDER, given=filing())
    commands.take_step(done.case.number, "accept", by=committed["sh-intake"], given={"handler": "sh-handler"}, answers=stages.OK, imported=True)
    number = stages.accepted(committed)
    waiting = commands.take_step(number, "forward", by=committed["sh-handler"], given={}).proposal
    jobs.sign()
    (imported,) = papers(done.case.number)
    assert not imported.awaits_signature and not hasattr(imported, "signature")
    assert signed_papers.pdf(imported) == documents.pdf(imported)
    if waiting:
        assert signed_pdf.see(queries.preview(waiting.pk, 0, committed["sh-head"])) is None
    assert not hasattr(papers(done.case.number)[0], "signature")


def test_a_later_step_of_an_imported_case_is_signed(committed):
    """The paper is this office's own."""
    number = stages.accepted(committed)
    Case.objects.filter(number=number).update(imported=True)
    stages.act(committed, "sh-handler", number, "forward")
    jobs.sign()
    assert all(hasattr(one, "signature") for one in papers(number))


def test_a_sealed_cases_paper_is_signed_and_shown_to_its_named_reader_alone(committed):
    number = stages.accepted(committed)
    (paper,) = papers(number)
    stages.seal(number, "sh-sealed")
    assert jobs.sign() == 1
    assert Signature.objects.count() == 0, "the policy hides the row from a session without reader"
    found, _ = queries.paper(paper.pk, committed["sh-sealed"])
    assert signed_pdf.see(queries.pdf(found, committed["sh-sealed"])) is not None
    with pytest.raises(NotFound):
        queries.paper(paper.pk, committed["sh-handler"])


def test_a_lost_or_changed_file_is_no_paper_any_more(committed):
    """Nobody gets another file in its place; nothing is signed anew."""
    number = stages.accepted(committed)
    jobs.sign()
    (paper,) = papers(number)
    path = attachments.path_of(bytes(paper.signature.sha256))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert signed_in("sh-handler").get(f"/papers/{paper.pk}/").status_code == 404
    path.unlink()
    assert signed_in("sh-handler").get(f"/papers/{paper.pk}/").status_code == 404
    assert (jobs.sign(), Signature.objects.count()) == (0, 1)


def test_a_full_disk_signs_nothing_and_is_tried_again(committed, settings, var):
    number = stages.accepted(committed)
    settings.UPLOADS = var / "full"
    settings.UPLOADS.write_text("a file where the folder should be")
    assert jobs.sign() == 0
    assert signings(number) == [] and papers(number)[0].awaits_signature
    settings.UPLOADS.unlink()
    assert jobs.sign() == 1


def test_verify_paper_tells_ours_from_changed_and_from_foreign(committed, var, capsys):
    number = stages.accepted(committed)
    jobs.sign()
    (paper,) = papers(number)
    file = signed_papers.pdf(paper)

    def told(data: bytes) -> tuple[int, str]:
        (var / "x.pdf").write_bytes(data)
        code = 0
        try:
            call_command("verify_paper", str(var / "x.pdf"))
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, capsys.readouterr().out

    code, said = told(file)
    assert code == 0
    for words in (paper.number, "逐字节相同", "the same bytes", "测试证书", "TEST certificate", "签名有效", "The signature is valid", "O=上海市通信管理局"):
        assert words in said, words
    code, said = told(file[:3000] + bytes([file[3000] ^ 1]) + file[3001:])
    assert code == 1 and "自签名后被改动过" in said and "不是本系统签发的文件" in said and paper.number not in said
    code, said = told(documents.pdf(paper))
    assert code == 1 and "没有可读的电子签名" in said


def test_anybody_may_ask_whether_a_file_is_ours_and_learns_no_more(committed, var):
    number = stages.accepted(committed)
    (paper,) = papers(number)
    jobs.sign()
    stages.seal(number)
    file = attachments.path_of(bytes(papers(number)[0].signature.sha256)).read_bytes()

    def asked(data: bytes) -> str:
        answer = Client().post("/verify/", {"paper": SimpleUploadedFile("x.pdf", data)})
        assert answer.status_code == 200
        said = answer.content.decode()
        assert paper.number not in said and number not in said and "王小明" not in said
        return said

    said = asked(file)
    assert "是我们签发的，没有改动" in said and "上海市通信管理局" in said and "不具法律效力" in said
    assert "不是我们签发的原件" in asked(file + b" ")
    assert "不是我们签发的原件" in asked(b"%PDF-1.7")
    assert Client().post("/verify/", {}).status_code == 400
    assert Client().get("/verify/").status_code == 200
