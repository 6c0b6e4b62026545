"""manage.py verify_ledger."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from tqdm import tqdm

from casework.cases.case import Case
from casework.cases.verification import Report, verify

HELP = """检查台账是否被改动过。(Check that nobody has changed the ledger.)

Every case keeps a chain of entries, each with the hash of the one before. This command reads all of them in one view of the
database and recomputes everything: each entry's hash, the sequence without gaps, the last entry against the case, each stored
input against its digest (unless erased by a recorded order), each checkpoint against the entries it covers, and the checkpoints
against the file ledger/checkpoints.jsonl outside the database. It finds a byte changed underneath, an entry removed at the end,
and a whole case removed. Entries younger than the last checkpoint are checked in their chain only.

Exit code: 0 nothing found, 1 something found, 2 the check could not be made.

  manage.py verify_ledger                           the whole ledger, with a progress bar
  manage.py verify_ledger --case T-2026-44-0000123  one case's chain
  manage.py verify_ledger --json                    a report for machines on standard output
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", action="append", metavar="NUMBER", help="only this case's chain; may be repeated")
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        case_ids = _ids(options["case"]) if options["case"] else None
        with tqdm(unit="条", disable=options["json"] or not sys.stderr.isatty(), desc="台账 ledger") as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            try:
                report = verify(case_ids, progress)
            except (DatabaseError, OSError) as error:
                raise CommandError(f"无法核对：{error} (The check could not be made.)", returncode=2) from error
        self.stdout.write(json.dumps(asdict(report), ensure_ascii=False) if options["json"] else _text(report))
        if not report.clean:
            raise SystemExit(1)


def _ids(numbers: list[str]) -> list[int]:
    with transaction.atomic(), connection.cursor() as cursor:  # sealed cases are checked like others
        cursor.execute("SELECT set_config('casework.reader', 'system', true)")
        known = dict(Case.objects.filter(number__in=numbers).values_list("number", "pk"))
    missing = [number for number in numbers if number not in known]
    if missing:
        raise CommandError(f"没有这个案件：{'、'.join(missing)}。(No such case.)", returncode=2)
    return list(known.values())


def _text(report: Report) -> str:
    lines = [
        f"案件 {report.cases} 件，记录 {report.entries} 条，内容 {report.contents} 份（其中已依决定删除 {report.erased} 份），"
        f"检查点 {report.checkpoints} 个，尚未纳入检查点 {report.uncovered} 条。",
        f"{report.cases} cases, {report.entries} entries, {report.contents} stored inputs ({report.erased} erased by order), "
        f"{report.checkpoints} checkpoints, {report.uncovered} entries not yet covered.",
    ]
    for finding in report.findings:
        place = f"{finding.case} 第 {finding.seq} 条" if finding.case and finding.seq else finding.case or (f"检查点 {finding.seq}" if finding.seq else "台账")
        lines.append(f"✗ {place}：{finding.zh}\n    {finding.en} [{finding.code}]")
    if report.found > len(report.findings):
        lines.append(f"…… 另有 {report.found - len(report.findings)} 处。(and more)")
    lines.append("台账完好，未发现改动。(Nothing found.)" if report.clean else f"发现 {report.found} 处问题。({report.found} findings.)")
    return "\n".join(lines)
