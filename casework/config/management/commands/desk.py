"""`manage.py desk`: what lies with somebody, and handing all of it on in one act of the head."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from casework import desks
from casework.cases.case import people_number
from casework.cases.refusals import Forbidden, Invalid, Refusal, Refused
from casework.people.models import User, actor_for_user


class Command(BaseCommand):
    """Each case is a transaction of its own with an entry of its own; what did not go is listed with the reason."""

    help = (
        "看一个人名下的案件，或者由负责人整体移交。What lies with somebody, and handing all of it over by the head.  "
        "例 e.g.  desk list chen  |  desk hand chen --to wang --by sh-head --why 调离  |  desk hand chen --table 分派.csv --by sh-head --why 调离 --offer"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """list, hand."""
        acts = parser.add_subparsers(dest="act", required=True)
        listed = acts.add_parser("list", help="列出名下在办案件 (open cases in somebody's hands)")
        listed.add_argument("username")
        hand = acts.add_parser("hand", help="整体移交 (hand them over)")
        hand.add_argument("username")
        to = hand.add_mutually_exclusive_group(required=True)
        to.add_argument("--to", default="", help="全部移交给 (user name of who takes them all)")
        to.add_argument("--table", type=Path, help="CSV：案件编号,接收人用户名 (number, user name)")
        hand.add_argument("--by", required=True, help="负责人用户名 (user name of the head)")
        hand.add_argument("--why", required=True, help="理由 (reason)")
        hand.add_argument("--offer", action="store_true", help="须由对方接收；不加即为指定 (waits for acceptance; an order without it)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with a sentence."""
        user = self._user(options["username"])
        if options["act"] == "list":
            self._list(user)
        else:
            self._hand(user, options)

    def _list(self, user: User) -> None:
        for case in desks.lying_with(user):
            self.stdout.write(f"{case.number}  {people_number(case.number, case.first_office.short)}  {case.due_on or ''}  {case.office.short}")
        self.stdout.write(said(user, desks.left_with(user)))

    def _hand(self, user: User, options: dict[str, Any]) -> None:
        head = actor_for_user(self._user(options["by"]))
        try:
            mine = {case.number for case in desks.lying_with(user, desks.offices_of(head))}
            table = self._table(options["table"], mine) if options["table"] else dict.fromkeys(sorted(mine), options["to"])
            tries = desks.hand_over(table, by=head, why=options["why"], order=not options["offer"])
        except Forbidden as error:
            raise CommandError(f"{error.zh}({error.en})") from error
        except Invalid as error:
            raise CommandError("；".join(text for texts in error.fields.values() for text in texts)) from error
        stayed = []
        for tried in tqdm(tries, total=len(table), desc="移交 desk", unit="", disable=len(table) < 20):
            if tried.refusal is not None:
                stayed.append(f"{tried.number}  {reason(tried.refusal)}")
        self.stdout.write(f"移交 {len(table) - len(stayed)} 件，没有移交 {len(stayed)} 件。({len(table) - len(stayed)} handed over, {len(stayed)} not.)")
        for line in stayed:
            self.stdout.write(line)

    def _table(self, path: Path, mine: set[str]) -> dict[str, str]:
        try:
            rows = [row for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines()) if any(cell.strip() for cell in row)]
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"读不了 {path}。(Cannot be read.)") from error
        table = {row[0].strip(): row[1].strip() for row in rows if len(row) >= 2}
        if len(table) != len(rows) or not set(table) <= mine:
            wrong = next((row[0] for row in rows if row[0].strip() not in mine or len(row) < 2), "")
            raise CommandError(f"表中有的行不能用：{wrong}。每行写案件编号和接收人，案件须在其名下。(A row cannot be used.)")
        return table

    def _user(self, username: str) -> User:
        found = User.objects.filter(username=username).first()
        if found is None:
            raise CommandError(f"没有用户 {username}。(No such user.)")
        return found


def said(user: User, left: desks.Left) -> str:
    """What still lies with somebody, in a line."""
    if left.nothing:
        return f"{user.name}名下没有在办的事。(Nothing lies with them.)"
    cases = "、".join(f"{short} {number} 件" for short, number in left.cases) or "0 件"
    return (
        f"{user.name}名下仍有：在办案件 {cases}，待接收的移交 {left.offers} 项，待审批的提请 {left.proposals} 项。可用 desk hand 整体移交。"
        f"(Still with them: {sum(number for _, number in left.cases)} cases, {left.offers} offers, {left.proposals} proposals: `desk hand`.)"
    )


def reason(refusal: Refusal) -> str:
    """Why a case did not go."""
    if isinstance(refusal, Refused):
        return "；".join(one.zh for one in refusal.reasons)
    if isinstance(refusal, Invalid):
        return "；".join(text for texts in refusal.fields.values() for text in texts)
    return refusal.zh if isinstance(refusal, Forbidden) else "没有找到这件案件。"
