"""`manage.py load`: cases from a file, through the same door as people's filings."""

import json
import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from casework import loading
from casework.families import BY_NAME, FAMILIES
from casework.people.actor import Actor
from casework.people.models import Organisation
from casework.people.roles import Role
from casework.tables import reading
from casework.tables.days import CELLS, ORDERS, Declared
from casework.tables.faults import BadTable

HELP = """从 CSV 或者 XLSX 导入案件。Load cases from a CSV or XLSX file.

  manage.py load complaints 申诉.csv --mapping 申诉.toml --dry-run      看哪些行会被拒绝,不写入
  manage.py load complaints 申诉.csv --mapping 申诉.toml                导入;重复运行不会重复导入

映射文件说明各列如何对应申请表的字段,见 docs/loading.md。网页 /import/ 上也可导入。原始日期保留在台账中;导入不发出任何通知。
The mapping says which column fills which field (docs/loading.md). Raw dates stay in the ledger; a load tells nobody.
"""


class Command(BaseCommand):
    """Idempotent by source and external id; every refused row is reported with its reason."""

    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Keep the lines of the help as written."""
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FAMILY FILE and options."""
        parser.add_argument("family", choices=sorted(name for name, kind in BY_NAME.items() if kind in FAMILIES), metavar="FAMILY", help="complaints")
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV（UTF-8 或 GB18030）或者 .xlsx")
        parser.add_argument("--mapping", type=Path, required=True, help="TOML 映射文件 (mapping)")
        parser.add_argument("--office", default="CA-00", help="以哪个机构的受理人员名义登记 (office whose intake desk files; default CA-00)")
        parser.add_argument("--shift-years", type=int, default=0, metavar="N", help="日期顺延 N 年 (move every day by N years)")
        parser.add_argument("--date-order", choices=ORDERS, default="", help="25/12/2016 这类日期中日、月的先后 (dmy 日先, mdy 月先); 不写则拒绝这类行")
        parser.add_argument("--date-cells", choices=CELLS, default="", help="同列混有上述文字时,表格日期可信 (right) 还是日月对调 (swapped); 不写则拒绝")
        parser.add_argument("--limit", type=int, help="只读前 N 行，N 至少为 1 (only the first N rows)")
        parser.add_argument("--dry-run", action="store_true", help="只检查,不写入案件；编号可能跳号 (check only; case numbers may be skipped)")
        parser.add_argument("--report", type=Path, help="把被拒绝的行写成 JSON Lines (refused rows as JSON Lines)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a mapping or file that cannot be used."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"找不到文件 {path}。(No such file.)")
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("--limit 至少为 1。(At least 1.)")
        try:
            mapping = loading.read_mapping(options["mapping"])
            table = reading.survey(path)
            with transaction.atomic() if options["dry_run"] else nullcontext():
                loading.check_columns(table, mapping)
                loading.settle_operators(mapping)
                report, seconds = self._load(options, table, mapping)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except (loading.BadMapping, BadTable) as error:
            raise CommandError(str(error)) from error
        if options["report"]:
            lines = (json.dumps(vars(one), ensure_ascii=False) for one in report.refusals)
            options["report"].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        self._say(report, seconds, dry_run=options["dry_run"])
        if report.refusals and not report.loaded and not report.known:
            raise CommandError("所有行都被拒绝。(Every row was refused.)")

    def _load(self, options: dict[str, Any], table: reading.Table, mapping: loading.FileMapping) -> tuple[loading.Report, float]:
        report, began = loading.Report(), time.monotonic()
        growing = loading.load(
            BY_NAME[options["family"]], table.path, mapping, by=self._desk(options["office"]), shift_years=options["shift_years"],
            dry_run=options["dry_run"], limit=options["limit"], declared=Declared(options["date_order"], options["date_cells"]),
        )  # fmt: skip
        with tqdm(total=min(table.total, options["limit"] or table.total), unit="行", file=sys.stderr, disable=None) as bar:
            for grown in growing:
                report = grown
                bar.update()
        return report, time.monotonic() - began

    def _desk(self, code: str) -> Actor:
        office = Organisation.objects.filter(kind=Organisation.OFFICE, code=code).first()
        if office is None:
            raise CommandError(f"没有代码为 {code} 的机构。(No such office.)")
        return Actor(kind="client", id=None, name="导入", standing=frozenset({(office.pk, Role.INTAKE.value)}))

    def _say(self, report: loading.Report, seconds: float, *, dry_run: bool) -> None:
        done = report.loaded + len(report.refusals)
        word = "可导入 (would load)" if dry_run else "已导入 (loaded)"
        rate = done / seconds if seconds else 0
        self.stdout.write(
            f"{word} {report.loaded}，已有 (known before) {report.known}，拒绝 (refused) {len(report.refusals)}，{rate:.0f} 行/秒 (rows/s)"
        )
        for why, count in report.reasons.most_common():
            example = next(one for one in report.refusals if one.why == why)
            self.stdout.write(f"  {count:5d}  {why}\n         例 (e.g.) 第 {example.line} 行 {example.external_id}：{example.sentence}")
