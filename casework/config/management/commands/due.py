"""The last day of a time limit and how it is counted; a file of such questions with --batch. Needs no
database."""

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from casework.calendar.published import built_in
from casework.calendar.schedule import Schedule
from casework.cases import schedules
from casework.cases.readings import NAMES
from casework.config.due import LANGUAGES, LineError, answer, batch, province_code, readings_of

BUILTIN, DATABASE = "builtin", "db"


class Command(BaseCommand):
    help = "期限的最后一日和计算过程。The last day of a time limit, and its working."
    requires_system_checks = ()  # it must answer where neither database nor Redis can be reached

    def add_arguments(self, parser: CommandParser) -> None:
        """One rule by its options, or a file of questions."""
        parser.add_argument("--rule", help="TC-04, PT-02, AR-15 …")
        parser.add_argument(
            "--from", dest="start", help="trigger day: date, or date-time (naive: Asia/Shanghai)"
        )
        parser.add_argument(
            "--suspend",
            action="append",
            default=[],
            metavar="A..B",
            help="suspended from A until B (B counts again; B empty: still open)",
        )
        parser.add_argument("--extend", type=int, metavar="N", help="days of extension")
        parser.add_argument("--hearing-on", help="hearing day, for a limit that counts backward")
        parser.add_argument("--submitted-at", help="day or time of an online filing")
        parser.add_argument("--posted-on", help="day of posting")
        parser.add_argument("--received-on", help="day of receipt")
        parser.add_argument("--province", help="two-digit code, such as 41")
        choices = "; ".join(f"{name}={other} (ours: {ours})" for name, (_, (ours, other)) in NAMES.items())
        parser.add_argument("--reading", action="append", default=[], metavar="NAME=CHOICE", help=f"count by another reading: {choices}")
        parser.add_argument("--lang", choices=LANGUAGES, default="zh")
        parser.add_argument("--schedule", choices=[BUILTIN, DATABASE], default=BUILTIN)
        parser.add_argument("--batch", metavar="FILE", help="JSON lines, - for standard input")

    def handle(self, **options: Any) -> None:
        """Print the answer. Exit 2 where a line of the batch is not JSON, 1 for an error of a single
        question."""
        options["known"] = self._from_database() if options["schedule"] == DATABASE else built_in()
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        try:
            options["province"] = province_code(options["province"])
            options["readings"] = readings_of(dict(_chosen(text) for text in options["reading"]))
        except LineError as error:
            raise CommandError(getattr(error, options["lang"])) from error
        if options["batch"]:
            self._batch(options)
        elif options["rule"]:
            self._single(options)
        else:
            raise CommandError("--rule 或者 --batch 必须给出一个。Give --rule or --batch.")

    def _from_database(self) -> Schedule:
        try:
            return schedules.current().schedule
        except (OperationalError, LookupError) as error:
            raise CommandError(f"数据库没有给出放假安排，请先 make run 或设置 DATABASE_URL。The database gives no schedule: {error}") from error

    def _batch(self, options: dict[str, Any]) -> None:
        try:
            standard = options["batch"] == "-"
            with nullcontext(sys.stdin.buffer) if standard else open(options["batch"], "rb") as file:
                readable = self._write(file, options)
        except OSError as error:
            raise CommandError(f"{options['batch']}: {error.strerror}") from error
        if not readable:
            sys.exit(2)

    def _write(self, lines: Iterable[bytes], options: dict[str, Any]) -> bool:
        readable = True
        for text, was_json in batch(
            lines, schedule=options["known"], lang=options["lang"], province=options["province"], readings=options["readings"]
        ):
            self.stdout.write(text)
            readable &= was_json
        return readable

    def _single(self, options: dict[str, Any]) -> None:
        line = {
            "rule": options["rule"],
            "from": options["start"],
            "suspensions": [_pair(text) for text in options["suspend"]],
            "extension_days": options["extend"],
            **{name: options[name] for name in ("hearing_on", "submitted_at", "posted_on", "received_on")},
        }
        found = answer(line, schedule=options["known"], lang=options["lang"], province=options["province"], readings=options["readings"])
        if "error" in found:
            raise CommandError(found["error"])
        self.stdout.write(_heading(found, options["lang"]))
        for sentence in found["working"]:
            self.stdout.write(f"  {sentence}")


def _pair(text: str) -> list[str | None]:
    start, dots, end = text.partition("..")
    if not dots:
        raise CommandError(f"--suspend {text}: A..B")
    return [start, end or None]


def _chosen(text: str) -> tuple[str, str]:
    name, equals, choice = text.partition("=")
    if not equals:
        raise CommandError(f"--reading {text}: NAME=CHOICE")
    return name, choice


def _heading(found: dict[str, Any], lang: str) -> str:
    """The rule and its last day in one line."""
    at = LANGUAGES.index(lang)
    last = found["last_day"] or ("中止中，待恢复后计算", "suspended, no last day yet")[at]
    words = [found["rule"], ("最后一日", "last day")[at], last]
    if found["provisional"]:
        words.append(("（暂定）", "(provisional)")[at])
    if "timely" in found:
        words.append((("已逾期", "未逾期"), ("late", "in time"))[at][found["timely"]])
    return " ".join(words)
