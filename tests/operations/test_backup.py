"""manage.py backup and restore, as commands, on real servers: while people file, into a new database, with a flipped byte, into a full one."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from casework import commands, jobs
from casework.cases.attachments import path_of
from casework.cases.signatures import Signature
from casework.config import backups
from tests import services
from tests.builders import OUTSIDER, filing
from tests.stages import OK

BASE = Path(__file__).resolve().parents[2]
PDF = b"%PDF-1.7\n"


@dataclass
class Place:
    """A database and a var folder; `run` is a manage.py there with the keys of this test run."""

    url: str
    var: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        keys = ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in configured.ENCRYPTION_KEYS.items())
        environment = {
            **os.environ, "DATABASE_URL": self.url, "CASEWORK_VAR": str(self.var), "CASEWORK_KEYS": keys, "CASEWORK_DIGEST_KEY": configured.DIGEST_KEY,
            **changed,
        }  # fmt: skip
        environment = {name: value for name, value in environment.items() if value and name != "DATABASE_OWNER_URL"}
        return subprocess.run([sys.executable, "manage.py", *words], cwd=BASE, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def here(committed, settings, tmp_path) -> Place:
    """The system that is in use: this test's database, with three filed cases, one with a file, and a checkpoint."""
    var = tmp_path / "var"
    settings.VAR, settings.UPLOADS, settings.LEDGER_FOLDER = var, var / "uploads", var / "ledger"
    for number in range(3):
        file_one(f"账单{number}".encode() if number == 0 else b"")
    checkpointed()
    return Place(os.environ["DATABASE_URL"], var)


@pytest.fixture
def elsewhere(tmp_path) -> Iterator[Place]:
    """An empty database and an empty folder."""
    name = f"test_{os.getpid()}_restored"
    yield Place(services.create_database(name), tmp_path / "var2")
    services.drop_database(name)


def checkpointed() -> None:
    """A checkpoint is written; one waits for every older transaction of the cluster, and other tests share this one."""
    assert any(jobs.checkpoint() is not None or time.sleep(0.5) for _ in range(120))


def file_one(content: bytes = b"") -> str:
    files = {"attachments": [SimpleUploadedFile("账单.pdf", PDF + content)]} if content else None
    return commands.file_case("complaint", by=OUTSIDER, given=filing(), files=files).case.number


def well(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It ended with 1, said these words, and showed no traceback."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert [word for word in words if word not in done.stderr] == [], done.stderr


def test_a_backup_taken_while_people_file_is_restored_whole_and_verifies(here, elsewhere, tmp_path):
    """Two threads file, with files, and checkpoints are written all the while; the copy opens, verifies, and goes on."""
    stop, filed = threading.Event(), []

    def write(number: int) -> None:
        while not stop.is_set():
            filed.append(file_one(f"{number} {len(filed)}".encode()))
            jobs.checkpoint()
        connections.close_all()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(2)]
    for writer in writers:
        writer.start()
    try:
        said = well(here.run("backup", str(tmp_path / "backup")))
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert "密钥不在备份里" in said and "The keys are NOT in this backup" in said
    manifest = json.loads((tmp_path / "backup" / "manifest.json").read_text())
    assert 3 <= manifest["counts"]["cases"] <= 3 + len(filed)
    assert hashlib.sha256((tmp_path / "backup" / "manifest.json").read_bytes()).hexdigest() in said
    assert "台账完好" in well(elsewhere.run("restore", str(tmp_path / "backup")))
    assert "Nothing found" in well(elsewhere.run("verify_ledger"))
    opened = well(elsewhere.run("shell", "--no-imports", "-c", OPEN))
    assert opened.split() == ["王小明", "13800138000", hashlib.sha256(PDF + "账单0".encode()).hexdigest(), "True", "True"]


# A clerk opens the first case, reads who filed it and the file; another is filed and checkpointed; the role owns nothing.
OPEN = """
import hashlib, time
from casework import commands, jobs, queries
from casework.cases.attachments import Attachment
from casework.cases.case import Case
from casework.cases.parties import Party
from casework.people.models import User, actor_for_user
from tests.builders import OUTSIDER, filing
from django.db import connection
case = Case.objects.order_by("pk").first()
clerk = actor_for_user(User.objects.get(username="sh-intake"))
queries.case_file(case.number, clerk)
party = Party.objects.get(case=case, role="applicant")
print(party.name, party.phone)
found, path = queries.attachment(Attachment.objects.filter(case=case).get().pk, clerk)
print(hashlib.sha256(path.read_bytes()).hexdigest())
commands.file_case("complaint", by=OUTSIDER, given=filing())
print(any(jobs.checkpoint() is not None or time.sleep(0.5) for _ in range(120)))  # transactions of other tests in this cluster are waited for
cursor = connection.cursor()
cursor.execute("SELECT current_user = 'casework_app' AND NOT has_table_privilege('cases_entry', 'UPDATE')")
print(cursor.fetchone()[0])
"""


def test_signed_papers_are_in_the_backup_and_ours_after_the_restore(here, elsewhere, committed, tmp_path):
    """The file lies among the uploads; a backup without it is none, the restored system knows it."""
    number = file_one()
    commands.take_step(number, "accept", by=committed["sh-intake"], given={"handler": "sh-handler"}, answers=OK)
    assert jobs.sign() == 1
    digest = bytes(Signature.objects.get().sha256)
    jobs.checkpoint()
    well(here.run("backup", str(tmp_path / "backup")))
    assert f"uploads/{digest.hex()[:2]}/{digest.hex()}" in json.loads((tmp_path / "backup" / "manifest.json").read_text())["files"]
    assert "台账完好" in well(elsewhere.run("restore", str(tmp_path / "backup")))
    paper = elsewhere.var / "uploads" / digest.hex()[:2] / digest.hex()
    assert "逐字节相同" in well(elsewhere.run("verify_paper", str(paper)))
    path_of(digest).unlink()
    refused(here.run("backup", str(tmp_path / "second")), digest.hex(), "find them first")


def test_a_flipped_byte_is_found_before_anything_is_written(here, elsewhere, tmp_path):
    """In the dump, an upload, the ledger's file or the manifest itself."""
    whole = tmp_path / "backup"
    well(here.run("backup", str(whole)))
    for name in ("database.dump", "uploads", "ledger", "manifest.json"):
        backup = tmp_path / f"spoiled-{name}"
        shutil.copytree(whole, backup)
        path = backup / name if (backup / name).is_file() else next(one for one in (backup / name).rglob("*") if one.is_file())
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        refused(elsewhere.run("restore", str(backup)), path.name, "changed")
        assert backups.is_empty(elsewhere.url)
        assert not (elsewhere.var / "uploads").exists()


def test_a_database_that_holds_anything_is_not_restored_into(here, tmp_path):
    """Not even its own backup."""
    well(here.run("backup", str(tmp_path / "backup")))
    refused(here.run("restore", str(tmp_path / "backup")), "只能恢复到空的数据库", "is not empty")


def test_a_restore_without_the_keys_is_refused_and_with_the_keys_from_the_backup_it_goes(here, elsewhere, tmp_path):
    """They are in it only where asked for; another place without them says what is missing."""
    backup = tmp_path / "backup"
    well(here.run("backup", str(backup)))
    assert not (backup / "keys.json").exists()
    everything = b"".join(one.read_bytes() for one in backup.rglob("*") if one.is_file())
    for key in configured.ENCRYPTION_KEYS.values():
        assert key not in everything and base64.b64encode(key) not in everything
    assert configured.DIGEST_KEY.encode() not in everything
    refused(elsewhere.run("restore", str(backup), CASEWORK_KEYS="", CASEWORK_DIGEST_KEY=""), "缺少这份备份的密钥", "CASEWORK_DIGEST_KEY", "not configured")
    assert backups.is_empty(elsewhere.url)
    assert "whoever gets it reads everything" in well(here.run("backup", "--with-keys", str(tmp_path / "second")))
    keys = json.loads((tmp_path / "second" / "keys.json").read_text())
    well(elsewhere.run("restore", str(tmp_path / "second"), **keys))


def test_a_backup_into_a_folder_with_files_is_refused(here, tmp_path):
    """Nothing is overwritten."""
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "x").write_text("mine")
    refused(here.run("backup", str(tmp_path / "backup")), "is not empty")
    assert [one.name for one in (tmp_path / "backup").iterdir()] == ["x"]


def test_an_upload_that_is_gone_or_was_changed_is_no_silent_backup(here, tmp_path):
    """The backup fails and says which; what it leaves has no manifest."""
    [upload] = backups.stored(here.var / "uploads")
    content = upload.read_bytes()
    upload.write_bytes(content + b"x")
    refused(here.run("backup", str(tmp_path / "one")), upload.name)
    upload.unlink()
    refused(here.run("backup", str(tmp_path / "two")), upload.name, "find them first")
    upload.write_bytes(content)
    refused(here.run("restore", str(tmp_path / "two")), "manifest.json")


def test_a_ledger_that_does_not_verify_after_the_restore_is_said_loudly(here, elsewhere, tmp_path):
    """The database was tampered with before the backup: files and numbers are right, the chain is not."""
    with psycopg.connect(here.url, autocommit=True) as owner:
        owner.execute("ALTER TABLE cases_entry DISABLE TRIGGER USER")
        owner.execute("UPDATE cases_entry SET actor_name = '别人' WHERE id = (SELECT min(id) FROM cases_entry)")
        owner.execute("ALTER TABLE cases_entry ENABLE TRIGGER USER")
    well(here.run("backup", str(tmp_path / "backup")))
    refused(elsewhere.run("restore", str(tmp_path / "backup")), "台账核对没有通过", "THE LEDGER DOES NOT VERIFY")


def test_transaction_ids_of_a_younger_cluster_are_raised(committed):
    """Entries bear the ids of their cluster; those that come must be higher."""
    url = os.environ["DATABASE_URL"]
    before, told = backups.next_xid(url), []
    backups.raise_xid(url, before + 2500, told.append, batch=1000)
    assert backups.next_xid(url) > before + 2500
    assert sum(told) <= 2600


def test_check_only_reads_a_backup_and_writes_nothing(here, elsewhere, tmp_path):
    """A whole one is said to be whole, one with a file missing is not."""
    well(here.run("backup", str(tmp_path / "backup")))
    assert "备份完好" in well(elsewhere.run("restore", "--check-only", str(tmp_path / "backup")))
    shutil.rmtree(tmp_path / "backup" / "uploads")
    refused(elsewhere.run("restore", "--check-only", str(tmp_path / "backup")), "missing")
    assert backups.is_empty(elsewhere.url)
