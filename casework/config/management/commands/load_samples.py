"""`manage.py load_samples`: about sixty invented complaints, in every state, for a first look."""

import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from casework import clock, jobs
from casework.cases.case import Case
from casework.cases.ledger import LedgerError
from casework.config.samples import ACCOUNTS, CODES_FILE, loading
from casework.config.samples.loading import NotEmpty

HELP = """装入约六十件虚构的示例申诉(各种状态)和示例账号,只用于空数据库。Load about sixty invented complaints into an empty database.

  manage.py load_samples               装入;已有案件时拒绝 (refuses where there are cases)
  manage.py load_samples --if-empty    已有案件时什么也不做 (does nothing there): what make run calls

日期以今天为准,向前约六十天;每一步都由相应人员经正常办理程序完成,与真实案件走同一条路。全部装入或者全部不装入。
示例账号的口令是公开的:不要装入将要正式使用的数据库。
Days lie within the last sixty or so. Each step is taken by its own actor, through the same door as a real one; all or nothing is loaded.
The password of the sample accounts is public: do not load them where real cases will be.
"""


class Command(BaseCommand):
    """One transaction, then a checkpoint of the ledger; the query codes go to a file, because they are shown only once."""

    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Keep the lines of the help as written."""
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option."""
        parser.add_argument("--if-empty", action="store_true", help="已有案件时什么也不做 (do nothing where there are cases)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where the database is in use, unless asked to do nothing then."""
        if options["if_empty"] and Case.objects.exists():
            return
        began = time.monotonic()
        try:
            with tqdm(total=len(loading.STORIES), unit="件", desc="示例", file=sys.stderr, disable=None) as bar:
                codes = loading.load(clock.today(), bar.update)
        except NotEmpty as error:
            if options["if_empty"]:
                self.stdout.write(str(error))
                return
            raise CommandError(str(error)) from None
        path = settings.VAR / CODES_FILE
        loading.write_codes(path, codes)
        self._checkpoint()
        self.stdout.write(
            f"已装入 {Case.objects.count()} 件示例申诉和 {len(ACCOUNTS)} 个示例账号,用时 {time.monotonic() - began:.1f} 秒。Samples loaded.\n"
            f"申诉人入口可用的案号与查询码在 {path},例如 {codes[0].said} {codes[0].code}。Case numbers with query codes for the citizen's door."
        )

    def _checkpoint(self) -> None:
        """A file of checkpoints left by another database is no reason to take the samples back; it is for `verify_ledger`."""
        try:
            jobs.checkpoint()
        except LedgerError as error:
            self.stderr.write(str(error))
