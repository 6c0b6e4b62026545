"""manage.py rotate_keys."""

import sys
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, models
from tqdm import tqdm

from casework.cases.encryption import MARK, Unreadable, current_mark, encrypted_fields, re_encrypt
from casework.cases.ledger import EntryContent

HELP = """把加密的个人信息改用当前密钥重新加密。(Re-encrypt personal data under the current key.)

Encrypted values name their key. CASEWORK_KEYS lists the keys as id:base64 of 32 bytes, the first is current; older ones only read.
To change the key:

  1. make one:   python3 -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())"
  2. put it FIRST, keep the old one behind it:   CASEWORK_KEYS=k2:<new>,k1:<old>
     (where `make run` made the keys, edit var/keys/encryption instead), and restart every process
  3. manage.py rotate_keys
  4. when it says that no value is left under an old key, take the old key out and keep it only as long as your backups need it

May run while the system is in use, may be interrupted and started again: values already under the current key are passed over.
The ledger's hashes are taken over the plain input, so its chains are untouched. Search digests (CASEWORK_DIGEST_KEY) do not change.

Exit code: 0 every value is under the current key, 1 some are not.
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count the values under older keys")
        parser.add_argument("--batch", type=int, default=500, help="values in one transaction (500)")

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:  # the policy on sealed cases would hide their values
            cursor.execute("SELECT current_setting('casework.reader', true)")
            reader = cursor.fetchone()[0] or ""
            cursor.execute("SELECT set_config('casework.reader', 'system', false)")
            try:
                self._rotate(options)
            finally:
                cursor.execute("SELECT set_config('casework.reader', %s, false)", [reader])

    def _rotate(self, options: dict[str, Any]) -> None:
        self._refuse_undeclared()
        fields = encrypted_fields(apps.get_models())
        counts = {field: _older(field) for field in fields}
        changed = 0
        if not options["dry_run"]:
            with tqdm(total=sum(counts.values()), unit="个", desc="重新加密", disable=not sys.stderr.isatty()) as bar:
                for field in fields:
                    try:
                        changed += _rotate(field, options["batch"], bar)
                    except Unreadable as error:
                        raise CommandError(f"{_name(field)}: {error}") from error
        left = {field: count for field in fields if (count := _older(field))}
        for field, count in left.items():
            self.stdout.write(f"{_name(field)}：{count} 个值仍用旧密钥。({count} values under an older key.)")
        self.stdout.write(f"已重新加密 {changed} 个值。({changed} values re-encrypted.)")
        if left:
            raise SystemExit(1)
        self.stdout.write("没有值再使用旧密钥，可以撤下旧密钥。(No value is left under an older key.)")

    def _refuse_undeclared(self) -> None:
        """A value that is encrypted in a column that does not say so would be lost with its key."""
        for model in apps.get_models():
            for field in model._meta.local_concrete_fields if model._meta.managed and not model._meta.proxy else ():
                if isinstance(field, models.BinaryField) and field not in encrypted_fields([model]):
                    with connection.cursor() as cursor:
                        cursor.execute(f"SELECT EXISTS (SELECT FROM {_table(field)} WHERE substring({_column(field)} FOR %s) = %s)", [len(MARK), MARK])
                        if cursor.fetchone()[0]:
                            raise CommandError(f"{_name(field)} holds encrypted values but is no Ciphertext or EncryptedText; nothing was changed.")


def _rotate(field: Any, batch: int, bar: Any) -> int:
    """Batches in order of primary key; a value changed by someone else meanwhile is left to them (it is under the current key)."""
    changed, after = 0, None
    while rows := _batch(field, after, batch):
        fresh = [re_encrypt(bytes(value), field.purpose) for _, value in rows]
        keys, before = [key for key, _ in rows], [bytes(value) for _, value in rows]
        with connection.cursor() as cursor:
            if field.model is EntryContent:
                cursor.execute("SELECT cases_reencrypt_content(%s, %s, %s)", [keys, before, fresh])
                changed += cursor.fetchone()[0]
            else:
                key, column = connection.ops.quote_name(field.model._meta.pk.column), _column(field)
                kind = field.model._meta.pk.rel_db_type(connection)
                cursor.execute(
                    f"UPDATE {_table(field)} t SET {column} = v.fresh FROM unnest(%s::{kind}[], %s::bytea[], %s::bytea[]) AS v(key, old, fresh)"
                    f" WHERE t.{key} = v.key AND t.{column} = v.old",
                    [keys, before, fresh],
                )
                changed += cursor.rowcount
        bar.update(len(rows))
        after = keys[-1]
    return changed


def _batch(field: Any, after: Any, batch: int) -> list[tuple[Any, bytes]]:
    key, column = connection.ops.quote_name(field.model._meta.pk.column), _column(field)
    beyond, values = ("", []) if after is None else (f"AND {key} > %s", [after])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {column} FROM {_table(field)} WHERE {_is_older(column)} {beyond} ORDER BY {key} LIMIT %s", [*_mark(), *values, batch])
        return cursor.fetchall()


def _older(field: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_table(field)} WHERE {_is_older(_column(field))}", _mark())
        return cursor.fetchone()[0]


def _is_older(column: str) -> str:
    return f"{column} IS NOT NULL AND substring({column} FOR %s) <> %s"


def _mark() -> list[Any]:
    return [len(current_mark()), current_mark()]


def _table(field: Any) -> str:
    return connection.ops.quote_name(field.model._meta.db_table)


def _column(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _name(field: Any) -> str:
    return f"{field.model._meta.label}.{field.name}"
