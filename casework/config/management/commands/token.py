"""`manage.py token`: bearer tokens for the systems of operators and offices."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework import clock
from casework.people.models import Organisation, Token, issue_token
from casework.people.roles import STANDING, Role

SCOPES = ("read", "file", "step")
OPERATORS = {Role.OPERATOR, Role.OPERATOR_ADMIN}
LONGEST_NAME, MOST_DAYS = 80, 3650


class Command(BaseCommand):
    """A token is shown once; only its digest is kept."""

    help = (
        "签发、列出、撤销接口令牌。Issue, list and revoke API tokens.  "
        '例 e.g.  token issue --organisation OP-HX-31 --name "工单系统" --role operator --scope "read step" --days 365'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """issue, list, revoke."""
        acts = parser.add_subparsers(dest="act", required=True)
        issue = acts.add_parser("issue", help="签发，只显示一次 (shown once)")
        issue.add_argument("--organisation", required=True, help="机构或企业代码 (code of the office or operator)")
        issue.add_argument("--name", required=True, help="用途 (what it is for)")
        issue.add_argument("--role", required=True, choices=sorted(STANDING), help="以何种身份 (in which role)")
        issue.add_argument("--scope", default="read", help=f"权限，空格分隔 (words of {', '.join(SCOPES)})")
        issue.add_argument("--days", type=int, help="有效天数 (days it is valid)")
        acts.add_parser("list", help="列出 (list)")
        revoke = acts.add_parser("revoke", help="撤销 (revoke)")
        revoke.add_argument("id", type=int, help="编号 (number in the list)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for an unknown organisation, scope or token."""
        getattr(self, f"_{options['act']}")(options)

    def _issue(self, options: dict[str, Any]) -> None:
        organisation = Organisation.objects.filter(code=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"没有代码为 {options['organisation']} 的机构或企业。(No such organisation.)")
        wrong = sorted(set(options["scope"].split()) - set(SCOPES))
        if wrong or not options["scope"].split():
            raise CommandError(f"权限只能是 {'、'.join(SCOPES)}。(The scope holds these words only: {wrong})")
        if not 1 <= len(options["name"].strip()) <= LONGEST_NAME:
            raise CommandError(f"用途须为 1 至 {LONGEST_NAME} 字。(The name has 1 to {LONGEST_NAME} characters.)")
        days = options["days"]
        if days is not None and not 1 <= days <= MOST_DAYS:
            raise CommandError(f"有效天数须为 1 至 {MOST_DAYS}。(--days is 1 to {MOST_DAYS}.)")
        if (options["role"] in OPERATORS) != (organisation.kind == Organisation.OPERATOR):
            raise CommandError("该身份与机构类型不符。(An operator's token has an operator's role, an office's one of the office.)")
        now = clock.now()
        until = None if days is None else now + timedelta(days=days)
        self.stdout.write(issue_token(organisation, options["name"], options["role"], options["scope"], at=now, until=until))

    def _list(self, options: dict[str, Any]) -> None:
        for one in Token.objects.select_related("organisation").order_by("pk"):
            state = "已撤销 revoked" if one.revoked_at else f"至 until {one.expires_at:%Y-%m-%d}" if one.expires_at else "长期 no end"
            self.stdout.write(f"{one.pk:4d}  {one.organisation.code:<14} {one.role:<15} {one.scope:<15} {state:<16} {one.name}")

    def _revoke(self, options: dict[str, Any]) -> None:
        if not Token.objects.filter(pk=options["id"], revoked_at=None).update(revoked_at=clock.now()):
            raise CommandError("没有这个令牌，或者已经撤销。(No such token, or revoked already.)")
        self.stdout.write("已撤销。Revoked.")
