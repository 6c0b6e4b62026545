"""`manage.py bundle`: the whole file of a case, as a court wants it."""

import sys
import zipfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from casework.bundle.making import take_out
from casework.cases.case import number_of
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refused
from casework.people.actor import SYSTEM_ACTOR, Actor
from casework.people.models import User, actor_for_user

HELP = """把一件案件的全部案卷编成一个压缩包。(The whole file of one case as one archive.)

The archive holds: 案卷.pdf (cover, contents, what was filed and written, papers with their records of service, annexes, history,
closing sheet; every page numbered, a bookmark for each piece), 文书/ (the papers as issued), 附件/ (the originals), 证明.json (the
ledger's certificate that nothing was changed), 核验.py (a check of 30 lines that needs Python alone) and 核验说明.txt (how to use it).

Taking a file out is noted in its ledger, with who, why and the archive's digest. Without --by that is the system itself, which
gives out no sealed case: for those name a person who may read it.

  manage.py bundle T-2026-31-0000123 --to /srv/court/123.zip --why "立卷归档"                   the archive
  manage.py bundle 沪申2026-00123 --to /srv/court/123 --by sh-handler --why "人民法院调取"     unpacked into a new folder
  cd /srv/court/123 && python3 核验.py                                                        check it
"""


class Command(BaseCommand):
    """One case, one archive."""

    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The help keeps its lines."""
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """NUMBER --to [--by] [--why]."""
        parser.add_argument("number", metavar="NUMBER", help="案号 (the case's number, in either form)")
        parser.add_argument("--to", required=True, type=Path, metavar="FOLDER|FILE.zip", help="写到哪里 (a new file .zip, or a new or empty folder)")
        parser.add_argument("--by", metavar="USER", help="以谁的名义取出，密件必填 (whose account takes it out; needed for sealed cases)")
        parser.add_argument("--why", required=True, help="为什么取出，记入台账 (why; noted in the ledger)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with the reason where nothing can be given out."""
        to: Path = options["to"]
        if to.exists() and (to.is_file() or to.suffix == ".zip" or any(to.iterdir())):
            raise CommandError(f"{to} 已经存在。(It exists already.)")
        if not to.resolve().parent.is_dir():
            raise CommandError(f"没有 {to.parent} 这个文件夹。(No such folder.)")
        by = _actor(options["by"])
        with TemporaryFile() as out, tqdm(unit="件", disable=not sys.stderr.isatty(), desc="案卷 bundle") as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            try:
                made = take_out(number_of(options["number"]), by, out, why=options["why"], progress=progress)
            except NotFound as error:
                raise CommandError("没有这个案件，或者无权查阅。(No such case, or not for this reader.)") from error
            except Forbidden as error:
                raise CommandError(f"{error.zh} ({error.en})") from error
            except Refused as error:
                raise CommandError("；".join(f"{one.zh} ({one.en})" for one in error.reasons)) from error
            except Invalid as error:
                raise CommandError("；".join(text for texts in error.fields.values() for text in texts)) from error
            _put(out, to)
        self.stdout.write(f"{to}：{made.pages} 页，台账至第 {made.upto} 条。({made.pages} pages, the ledger up to entry {made.upto}.)")
        self.stdout.write(f"SHA-256 {made.sha256}")


def _actor(username: str | None) -> Actor:
    if username is None:
        return SYSTEM_ACTOR
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"没有“{username}”这个账号。(No such account.)")
    return actor_for_user(user)


def _put(out: IO[bytes], to: Path) -> None:
    """The finished archive where it was wanted, whole or not at all."""
    if to.suffix != ".zip":
        with zipfile.ZipFile(out) as archive:
            archive.extractall(to)
        return
    draft = to.with_suffix(".part")
    with draft.open("wb") as file:
        while part := out.read(1 << 20):
            file.write(part)
    draft.rename(to)
