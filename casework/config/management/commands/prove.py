"""Whether a family's rulebook can be lawful, walked through state by state. Needs no database."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casework.families import BY_NAME, FAMILIES
from casework.reports import proof_printed
from casework.reports.proving import prove
from casework.reports.walking import rules_of

TEXT, JSON = FORMATS = ("text", "json")
HELP = """\
走遍一类案件的每个状态和步骤，列出不可能合法之处，各附依据。有发现时以 1 退出。
Walks every state and step of a family and reports, with the article, what cannot be lawful.
Exit 1 where something is found.

  unreached         没有步骤到达的状态            a state nobody reaches
  no_way_out        办不结的状态                  an open state without a way to an end
  left_running      办结后仍在计算的期限          a clock that an end neither meets nor lets lapse
  runs_after_end    办结后才起算的期限            a clock that starts when the case is over
  restarted         正在计算又重新起算的期限      a running clock that starts anew
  no_power          期限不得延长、中止而延长中止  an extension or suspension the rule does not know
  other_approver    延长未经规定的人批准          an extension approved by someone else
  no_reasons        不予、延长、中止而无理由文书  refusal, extension, suspension without reasons on paper
  no_proof          完成期限而无文书为证          a duty of the office met without a paper
  no_appeal_clock   告知救济而送达不起算期限      a remedy whose time its service does not start
  same_hands        应当分开的由一人办理          one role on both sides of what is kept apart
  no_such_step      届满引出的步骤没有声明        a missed day leads to a step that is not there
  not_the_systems   届满引出的步骤系统不能办      a missed day leads to a step not for the system
  out_of_reach      届满时不能进到引出的步骤      a missed day in a state from which it is not possible
  idle_excuse       已无所指的例外                an excuse that excuses nothing

确有理由的，在该步骤、状态、时限或者文书旁写明例外，或者订正声明：
What stands for a reason is excused beside its step, state, clock or paper, else mend the declaration:
  excuses=[Excuse(Fault.NO_REASONS, "河南省电信条例 38 没有规定延期文书", "… knows no such paper")]"""
EXAMPLES = """\
例 examples:
  manage.py prove complaints                 逐条列出，连同例外的理由 each finding, and the excused with reasons
  manage.py prove complaints --format json   供程序读取 for programs"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []  # it reads classes only and must answer where no database runs

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """With the examples below the options."""
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLES, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """The family and the format."""
        parser.add_argument("family", choices=list(BY_NAME), metavar="FAMILY", help=" | ".join(BY_NAME))
        parser.add_argument("--format", choices=FORMATS, default=TEXT, help="text (default), json")

    def handle(self, *, family: str, format: str, **_: Any) -> None:
        """Print what was found and what is excused. Something found, or an unknown family: exit 1."""
        kind = BY_NAME[family]
        rules = rules_of(FAMILIES[kind])
        proof = prove(rules)
        if format == JSON:
            self.stdout.write(json.dumps(proof_printed.data(kind, rules, proof), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(proof_printed.text(kind, rules, proof), ending="")
        if proof.findings:
            sys.exit(1)
