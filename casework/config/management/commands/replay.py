"""`manage.py replay`: compute running deadlines again with the newest schedule version."""

import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from casework import commands
from casework.cases import replaying

HELP = """按最新的放假安排重算正在计算的期限。Compute running deadlines again with the newest schedule of days off.

  manage.py replay             重算全部受影响的期限; 可以随时中断、重复运行 (may be stopped and run again at any time)
  manage.py replay --count     只说有多少期限受影响 (only say how many are touched)

录入新的放假安排 (manage.py workdays add) 后自动进行; 后台每分钟清查之前也会看一次。只动最后一日真有变化可能的期限, 每件有变动的案件在台账中记一条,
写明通知和新旧日期; 每名承办人收到一条汇总消息。已完成、已逾期的期限按当时所知的安排认定, 不再改动。
Runs by itself after `manage.py workdays add`, and before each sweep. Each case whose day moves gets one entry in its ledger naming the notice, the old and
the new day; each handler one message about all of theirs. What was met or breached stays as it was judged.
"""


class Command(BaseCommand):
    """Idempotent; the same as the worker's job."""

    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Keep the lines of the help as written."""
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: Any) -> None:
        """--count."""
        parser.add_argument("--count", action="store_true", help="只计数 (only count)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what was done; what could not be computed is named, line by line."""
        touched = replaying.touched()
        if options["count"]:
            self.stdout.write(f"{touched} 项期限受影响。{touched} deadlines are touched.")
            return
        with tqdm(total=touched, unit="项", desc="重算 replay", file=sys.stderr, disable=None) as bar:
            self.stdout.write(run(bar.update))


def run(tell: Callable[[int], Any]) -> str:
    """Replay to the end, telling after each batch how many were computed. Gives what came of it in words."""
    looked_at = moved = cases = 0
    left: list[str] = []
    for batch in commands.replay():
        looked_at, moved, cases = looked_at + batch.looked_at, moved + batch.moved, cases + batch.cases
        left += batch.left
        tell(batch.looked_at)
    said = [
        f"重算 {looked_at} 项期限，{cases} 件案件的 {moved} 项期限有变动。{looked_at} deadlines computed, {moved} of them in {cases} cases moved."
    ]  # fmt: skip
    return "\n".join(said + [f"不能重算 (left as it was): {one}" for one in dict.fromkeys(left)])
