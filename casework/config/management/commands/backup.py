"""manage.py backup DIR."""

import base64
import json
import os
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from casework import clock
from casework.cases import checkpoints
from casework.config import backups
from casework.config.environment import owner_url

HELP = """备份数据库、上传的文件和台账文件。(Back up the database, the uploads and the ledger's file.)

May run while the system is in use: everything is as it stood at one moment. DIR must be empty or not exist; it is readable by you alone.
manifest.json holds the size and SHA-256 of every file; its own SHA-256 is printed, keep it elsewhere. Drafts of citizens are left out.

THE KEYS ARE NOT IN IT unless --with-keys is given. Without CASEWORK_KEYS and CASEWORK_DIGEST_KEY (var/keys/encryption, var/keys/digest)
nobody can read the personal data of a backup, you neither: keep the keys in another safe place, not beside the backups.

Needs the owner's login: DATABASE_OWNER_URL, else DATABASE_URL, else the embedded database that `make run` has started.

  manage.py backup /backup/2026-11-23
  docker compose run --rm -v /backup:/backup prepare python manage.py backup /backup/2026-11-23
"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="an empty folder, or one to be made")
        parser.add_argument("--with-keys", action="store_true", help="also write the keys into the backup (keys.json): whoever has it reads everything")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with a sentence; a folder without manifest.json is then no backup."""
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if any(folder.iterdir()):
                raise CommandError(f"{folder} 不是空文件夹。{folder} is not empty.")
            folder.chmod(0o700)
            seal, said = self._write(folder, with_keys=options["with_keys"])
        except backups.BadBackup as error:
            raise CommandError(str(error)) from None
        except psycopg.OperationalError as error:
            raise CommandError(f"数据库没有响应,没有完成。The database does not answer; nothing is whole.\n{error}") from None
        except OSError as error:
            raise CommandError(f"备份没有完成,{folder} 不可用:{error}。The backup is not whole; do not use {folder}.") from None
        self.stdout.write(f"{said}\nmanifest.json SHA-256: {seal}")
        if options["with_keys"]:
            self.stdout.write("备份里有密钥:得到它的人能读出全部个人信息。The keys are in it: whoever gets it reads everything.")
        else:
            self.stdout.write(
                "密钥不在备份里。没有 CASEWORK_KEYS 和 CASEWORK_DIGEST_KEY(或 var/keys 下的 encryption、digest),这份备份谁也读不出来;请另行妥善保管。\n"
                "The keys are NOT in this backup. Without CASEWORK_KEYS and CASEWORK_DIGEST_KEY nobody can read it: keep them elsewhere."
            )

    def _write(self, folder: Path, *, with_keys: bool) -> tuple[str, str]:
        url, keys = owner_url(settings.VAR), backups.Keys(settings.ENCRYPTION_KEYS, settings.DIGEST_KEY)
        files: dict[str, dict[str, Any]] = {}
        with backups.snapshot(url, checkpoints.path()) as taken:
            with _bar("数据库 database") as bar:
                backups.dump(url, taken["id"], folder / backups.DUMP, lambda size: bar.update(size - bar.n))
            uploads = backups.stored(settings.UPLOADS)
            if missing := taken["named"] - {one.name for one in uploads}:
                raise backups.BadBackup(
                    f"{len(missing)} 个附件的内容不在 {settings.UPLOADS}(例如 {min(missing)})。请先找回。"
                    f"{len(missing)} uploads named by the database are not there; find them first."
                )
            total = sum(one.stat().st_size for one in uploads) + taken["size"]
            with _bar("文件 files", total) as bar:
                for one in uploads:
                    name = f"{backups.UPLOADS}/{one.parent.name}/{one.name}"
                    files[name] = backups.copy(one, folder / name, bar.update)
                    if files[name]["sha256"] != one.name:
                        raise backups.BadBackup(f"上传的文件 {one} 与其摘要不符:已损坏或被改动。The upload {one} is not what its digest says.")
                if taken["size"]:
                    name = f"{backups.LEDGER}/{checkpoints.FILE}"
                    files[name] = backups.copy(checkpoints.path(), folder / name, bar.update, size=taken["size"])
        files[backups.DUMP] = backups.digest_of(folder / backups.DUMP, lambda size: None)
        if with_keys:
            files[backups.KEYS] = _write_keys(folder / backups.KEYS, keys)
        manifest = {
            "format": backups.FORMAT, "made_at": backups.now_text(clock.now()), "xid": taken["xid"], "counts": taken["counts"], "keys": keys.marks,
            "files": files,
        }  # fmt: skip
        counts = taken["counts"]
        said = (
            f"已备份到 {folder}:案件 {counts['cases']} 件,台账 {counts['entries']} 条,文件 {len(uploads)} 个。"
            f"Backed up: {counts['cases']} cases, {counts['entries']} entries, {len(uploads)} files."
        )
        return backups.write_manifest(folder, manifest), said


def _write_keys(path: Path, keys: backups.Keys) -> dict[str, Any]:
    text = json.dumps(
        {
            "CASEWORK_KEYS": ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in keys.encryption.items()),
            "CASEWORK_DIGEST_KEY": keys.digest,
        }
    )
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    return backups.digest_of(path, lambda size: None)


def _bar(what: str, total: int | None = None) -> Any:
    return tqdm(desc=what, total=total, unit="B", unit_scale=True, disable=not sys.stderr.isatty())
