"""A family's rulebook as the program runs it. Needs no database."""

import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.cases.case import Case
from casework.complaints.duties import NOT_BY_A_STEP as OF_COMPLAINTS
from casework.families import BY_NAME, FAMILIES
from casework.petitions.duties import NOT_BY_A_STEP as OF_PETITIONS
from casework.reconsideration.duties import NOT_BY_A_STEP as OF_RECONSIDERATION
from casework.reports import duties_printed, rulebook_dot, rulebook_markdown, rulebook_text
from casework.reports.duties import listed, traced
from casework.reports.duty_marks import marked_tests
from casework.reports.rulebook import rulebook

TEXT, JSON, MARKDOWN, DOT = FORMATS = ("text", "json", "markdown", "dot")
REASONS = {"complaints": OF_COMPLAINTS, "petitions": OF_PETITIONS, "reconsideration": OF_RECONSIDERATION}
BOOKS: dict[str, Callable[[dict[str, Any]], str]] = {TEXT: rulebook_text.text, MARKDOWN: rulebook_markdown.markdown, DOT: rulebook_dot.dot}
TABLES: dict[str, Callable[[list[dict[str, Any]]], str]] = {TEXT: duties_printed.text, MARKDOWN: duties_printed.markdown}
HELP = """\
一类案件的规则：状态、步骤（按法条顺序）、时限、文书，皆取自程序本身的声明。
The rulebook of a family: states, steps in statutory order, clocks and papers, read from the
declaration the program runs on.

条文原文未见的，均标出其确定程度，待律师确认；内部时限标「内部时限，条文待核」。
What is not verbatim law is marked with its certainty:
  [V*] wording on a regulator's page   [S] secondary source   [R] recollection, text not seen
  [V-c.u.] currency not verified       [V-2007] text of 2007  [design] rule of this house"""
EXAMPLES = """\
例 examples:
  manage.py describe complaints                          一步一段 one step per block, 100 columns
  manage.py describe complaints --format json            供程序读取 for programs
  manage.py describe complaints --format markdown        供律师核对 tables for lawyers
  manage.py describe complaints --format dot | dot -Tsvg > complaints.svg
  manage.py describe complaints --duties                 每项法定职责由何履行、由何测试，或不设步骤的理由
                                                         each duty, what fulfils and tests it, or why no step does"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []  # it reads classes only and must answer where no database runs

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """With the examples below the options."""
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLES, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """The family, the format, and whether its duties are asked for."""
        parser.add_argument("family", choices=list(BY_NAME), metavar="FAMILY", help=" | ".join(BY_NAME))
        parser.add_argument("--format", choices=FORMATS, default=TEXT, help="text (default), json, markdown, dot")
        parser.add_argument("--duties", action="store_true", help="the traceability table instead; not as dot")

    def handle(self, *, family: str, format: str, duties: bool, **_: Any) -> None:
        """Print the rulebook or the duties. An unknown family or duties as dot: exit 1."""
        kind = BY_NAME[family]
        self.stdout.write(_duties(family, FAMILIES[kind], format) if duties else _book(kind, FAMILIES[kind], format), ending="")


def _book(kind: str, family: type[Case], format: str) -> str:
    book = rulebook(kind, family)
    return _json(book) if format == JSON else BOOKS[format](book)


def _duties(name: str, family: type[Case], format: str) -> str:
    if format == DOT:
        raise CommandError("--duties 没有 dot 格式。--duties is printed as text, json or markdown.")
    rows = traced(listed(name), family, reasons=REASONS.get(name, {}), tests=marked_tests(settings.BASE_DIR / "tests"))
    return _json(rows) if format == JSON else TABLES[format](rows)


def _json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
