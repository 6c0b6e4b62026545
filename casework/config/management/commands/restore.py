"""manage.py restore DIR."""

import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from tqdm import tqdm

from casework.cases import checkpoints
from casework.cases.verification import verify
from casework.config import backups, database_roles
from casework.config.environment import owner_url

MOST_BURNT = 50_000_000  # transaction ids: some minutes

HELP = """从备份恢复到空的数据库,并核对台账。(Restore a backup into an empty database, and verify the ledger.)

Checks every file of the backup against manifest.json first; a changed byte stops it before anything is written. The database must hold no
table, the folder of uploads no other file, the ledger's folder no checkpoints. The keys of the backup must be configured: CASEWORK_KEYS and
CASEWORK_DIGEST_KEY, or var/keys/encryption and var/keys/digest put there beforehand (from keys.json where the backup was made --with-keys).
Stop web, worker and scheduler first. Ends with verify_ledger; exit code 1 and a loud word where the ledger does not verify.

  manage.py up --only-services            (in another terminal, where the embedded database is used)
  manage.py restore /backup/2026-11-23
"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that manage.py backup made")
        parser.add_argument("--check-only", action="store_true", help="only check the files of the backup")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with a sentence."""
        folder: Path = options["folder"]
        try:
            manifest = backups.read_manifest(folder)
            with _bar("核对 checking", sum(one["size"] for one in manifest["files"].values())) as bar:
                backups.check(folder, manifest, bar.update)
            if options["check_only"]:
                self.stdout.write("备份完好。The backup is whole.")
                return
            url = owner_url(settings.VAR)
            _refuse(url, manifest)
            self._restore(url, folder, manifest)
        except backups.BadBackup as error:
            raise CommandError(str(error)) from None
        except psycopg.OperationalError as error:
            raise CommandError(f"数据库没有响应,没有完成。The database does not answer; nothing is whole.\n{error}") from None
        self._verify(manifest)

    def _restore(self, url: str, folder: Path, manifest: dict[str, Any]) -> None:
        with _bar("事务号 transaction ids", max(0, manifest["xid"] - backups.next_xid(url)), unit="") as bar:
            backups.raise_xid(url, manifest["xid"], bar.update)
        with connection.cursor() as cursor:
            database_roles.refuse_bad_locale(cursor)
            database_roles.make_role(cursor)
        files = {name: known for name, known in manifest["files"].items() if name.startswith((f"{backups.UPLOADS}/", f"{backups.LEDGER}/"))}
        with _bar("文件 files", sum(one["size"] for one in files.values())) as bar:
            for name in files:
                _place(folder / name, _target(name), bar.update)
        with _bar("数据库 database") as bar:
            backups.load(url, folder / backups.DUMP, lambda size: bar.update(0))
        connection.close()
        call_command("prepare", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _verify(self, manifest: dict[str, Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(backups.COUNTS)
            cases, entries, uploads = cursor.fetchone()
        if {"cases": cases, "entries": entries, "uploads": uploads} != manifest["counts"]:
            raise CommandError(f"恢复后的数目与备份不符,请勿使用。The numbers differ from the backup's: {manifest['counts']}. Do not use it.")
        with _bar("台账 ledger", unit="条") as bar:
            report = verify(None, lambda done, total: bar.update(done - bar.n))
        if not report.clean:
            found = "\n".join(f"  ✗ {one.zh}\n    {one.en} [{one.code}] {one.case or ''} {one.seq or ''}" for one in report.findings[:20])
            raise CommandError(
                f"!!! 台账核对没有通过({report.found} 处),请勿启用这份恢复。\n"
                f"!!! THE LEDGER DOES NOT VERIFY ({report.found} findings). Do not use this restore.\n{found}"
            )
        self.stdout.write(
            f"已恢复:案件 {cases} 件,台账 {entries} 条;台账完好。请启动服务。\n"
            f"Restored: {cases} cases, {entries} entries; the ledger verifies. Start the services."
        )


def _refuse(url: str, manifest: dict[str, Any]) -> None:
    """Raises BadBackup where the place is not empty, a key is missing, or the cluster is far too young."""
    if not backups.is_empty(url):
        raise backups.BadBackup("数据库里已有数据,只能恢复到空的数据库。什么也没有改动。The database is not empty; nothing was changed.")
    if checkpoints.path().exists():
        raise backups.BadBackup(f"{checkpoints.path()} 已存在,请先移走存档。It is another ledger's: move it away and keep it.")
    have = backups.Keys(settings.ENCRYPTION_KEYS, settings.DIGEST_KEY).marks
    if missing := [name or "CASEWORK_DIGEST_KEY" for name, mark in manifest["keys"].items() if have.get(name) != mark]:
        raise backups.BadBackup(
            f"缺少这份备份的密钥:{'、'.join(missing)}。没有它们就读不出个人信息。请把当时的 CASEWORK_KEYS、CASEWORK_DIGEST_KEY 设好再恢复"
            f"(用 --with-keys 备份的,在 {backups.KEYS} 里)。The keys of this backup are not configured: {', '.join(missing)}. Nothing was changed."
        )
    if manifest["xid"] - backups.next_xid(url) > MOST_BURNT:
        raise backups.BadBackup(
            f"新数据库集群的事务号远低于台账({manifest['xid']})。请先停止 PostgreSQL,用 pg_resetwal -x 和 -e 把事务号提高到它以上,再恢复。"
            f"The new cluster's transaction ids are far below the ledger's: raise them beyond {manifest['xid']} with pg_resetwal -x and -e first."
        )


def _target(name: str) -> Path:
    place, _, rest = name.partition("/")
    return (settings.UPLOADS if place == backups.UPLOADS else Path(settings.LEDGER_FOLDER)) / rest


def _place(source: Path, target: Path, told: backups.Told) -> None:
    """Copy to a draft, then rename; an upload that is there already has the same content, or it is refused."""
    if target.exists():
        if backups.digest_of(target, told)["sha256"] != target.name:
            raise backups.BadBackup(f"{target} 已存在且内容不同。{target} is there with another content.")
        return
    draft = target.with_name(f"{target.name}.restoring")
    draft.unlink(missing_ok=True)
    backups.copy(source, draft, told)
    draft.rename(target)


def _bar(what: str, total: int | None = None, unit: str = "B") -> Any:
    return tqdm(desc=what, total=total, unit=unit, unit_scale=True, disable=not sys.stderr.isatty())
