"""`manage.py account`: the accounts of a new installation, and those that no administrator of an operator manages: the regulator's own people."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from casework import clock, desks
from casework.colleagues import USERNAME, first_password, note
from casework.config.management.commands.desk import said
from casework.people import absences
from casework.people.models import Absence, AccountAct, Membership, Organisation, User
from casework.people.roles import STANDING, Role

OPERATORS = {Role.OPERATOR, Role.OPERATOR_ADMIN}
LONGEST_NAME, LONGEST_SHORT = 60, 20


def _day(text: str) -> date:
    """A day as YYYY-MM-DD. Raises ArgumentTypeError, in both languages."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-12-01 这样。(No day: write it like 2026-12-01.)") from error


class Command(BaseCommand):
    """A first password is shown once; whoever gets it must choose their own at the first sign-in."""

    help = (
        "建立和管理账号，登记企业。Make and manage accounts, enter operators.  "
        "例 e.g.  account operator OP-HX-31 --name 华讯通信上海分公司 --short 华讯上海 --province 31 --head OP-HX  |  "
        "account add chen --name 陈砚秋 --in CA-31 --role intake handler  |  account list --in CA-31"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """operator, add, list, role, close, open, password, mail, away, back."""
        acts = parser.add_subparsers(dest="act", required=True)
        roles = sorted(STANDING)
        operator = acts.add_parser("operator", help="登记企业或者分公司 (enter an operator or a branch)")
        operator.add_argument("code", help="代码 (code, such as OP-HX-31)")
        operator.add_argument("--name", required=True, help="全称 (full name)")
        operator.add_argument("--short", required=True, help="简称 (short name)")
        operator.add_argument("--province", required=True, help="省份代码，总部为 00 (code of the province, 00 for a head office)")
        operator.add_argument("--head", default="", help="总部代码 (code of the head office)")
        add = acts.add_parser("add", help="建立账号，首个口令只显示一次 (make an account; its first password is shown once)")
        add.add_argument("username")
        add.add_argument("--name", required=True, help="姓名 (name)")
        add.add_argument("--in", required=True, dest="organisation", help="机构或企业代码 (code of the office or operator)")
        add.add_argument("--role", required=True, nargs="+", choices=roles, help="岗位 (roles)")
        listed = acts.add_parser("list", help="列出账号 (list accounts)")
        listed.add_argument("--in", default="", dest="organisation", help="只列这个机构 (of this organisation only)")
        role = acts.add_parser("role", help="重定一个人在一个机构的岗位 (set somebody's roles in an organisation; none takes them all away)")
        role.add_argument("username")
        role.add_argument("--in", required=True, dest="organisation")
        role.add_argument("--role", nargs="*", default=[], choices=roles)
        mail = acts.add_parser("mail", help="登记邮箱，期限提醒同时发到这里 (an address to which digests of deadlines also go; none takes it away)")
        mail.add_argument("username")
        mail.add_argument("address", nargs="?", default="")
        away = acts.add_parser("away", help="登记不在岗，期限提醒同时发给代理人 (somebody is away: the deputy is told what they are told)")
        away.add_argument("username")
        away.add_argument("--from", required=True, type=_day, dest="since", help="首日，如 2026-12-01 (first day)")
        away.add_argument("--until", type=_day, help="末日，含当日；不填即至 back (last day, included; until `back` where not given)")
        away.add_argument("--deputy", required=True, help="代理人用户名 (the deputy's user name)")
        plain = {"back": "回岗 (is back today)", "close": "停用 (close)", "open": "恢复 (open again)", "password": "重设口令 (a new first password)"}
        for name, words in plain.items():
            acts.add_parser(name, help=words).add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with a sentence; nothing is half done."""
        with transaction.atomic():
            getattr(self, f"_{options['act']}")(options)

    def _operator(self, options: dict[str, Any]) -> None:
        if Organisation.objects.filter(code=options["code"]).exists():
            raise CommandError(f"代码 {options['code']} 已经使用。(The code is taken.)")
        if not Organisation.objects.filter(kind=Organisation.OFFICE, province=options["province"]).exists():
            raise CommandError(f"没有代码为 {options['province']} 的省份。(No such province.)")
        if not 1 <= len(options["name"].strip()) <= 80 or not 1 <= len(options["short"].strip()) <= LONGEST_SHORT or len(options["code"]) > 20:
            raise CommandError(f"全称最多 80 字，简称和代码最多 20 字。(Name up to 80, short name and code up to {LONGEST_SHORT} characters.)")
        head = self._organisation(options["head"]) if options["head"] else None
        if head is not None and head.kind != Organisation.OPERATOR:
            raise CommandError("总部须为企业。(The head office is an operator.)")
        Organisation.objects.create(
            kind=Organisation.OPERATOR, code=options["code"], name=options["name"].strip(), short=options["short"].strip(), province=options["province"],
            parent=head,
        )  # fmt: skip
        self.stdout.write(f"已登记 {options['name']}。Entered.")

    def _add(self, options: dict[str, Any]) -> None:
        username, name = options["username"].strip().lower(), options["name"].strip()
        if not USERNAME.fullmatch(username):
            raise CommandError("用户名为 3 至 40 个小写字母、数字、点、横线。(User name: 3 to 40 lower-case letters, digits, dots, hyphens.)")
        if User.objects.filter(username=username).exists():
            raise CommandError(f"用户名 {username} 已经使用。(The user name is taken.)")
        if not 1 <= len(name) <= LONGEST_NAME:
            raise CommandError(f"姓名须为 1 至 {LONGEST_NAME} 字。(The name has 1 to {LONGEST_NAME} characters.)")
        password = first_password()
        user, place = User.objects.make(username, password, name, password_given=True), self._organisation(options["organisation"])
        self._hold(user, place, options["role"])
        note(None, AccountAct.ADDED, user, place, {"username": username, "to": [[place.code, role] for role in sorted(options["role"])]})
        self.stdout.write(f"{username}  {password}")

    def _hold(self, user: User, organisation: Organisation, roles: list[str]) -> None:
        for role in roles:
            if (Role(role) in OPERATORS) != (organisation.kind == Organisation.OPERATOR):
                raise CommandError(f"{role} 与 {organisation.name} 的类型不符。(An operator's people have an operator's role, an office's one of the office.)")
        user.memberships.filter(organisation=organisation).exclude(role__in=roles).delete()
        for role in roles:
            Membership.objects.get_or_create(user=user, organisation=organisation, role=role)

    def _list(self, options: dict[str, Any]) -> None:
        people = User.objects.prefetch_related("memberships__organisation").order_by("username")
        if options["organisation"]:
            people = people.filter(memberships__organisation=self._organisation(options["organisation"])).distinct()
        for one in people:
            held = "  ".join(sorted(f"{place.organisation.code}:{place.role}" for place in one.memberships.all()))
            self.stdout.write(f"{one.username:<24} {'' if one.is_active else '已停用 closed  '}{one.name}  {held}")

    def _role(self, options: dict[str, Any]) -> None:
        user, place = self._user(options["username"]), self._organisation(options["organisation"])
        before = sorted(user.memberships.filter(organisation=place).values_list("role", flat=True))
        self._hold(user, place, options["role"])
        facts = {"from": [[place.code, role] for role in before], "to": [[place.code, role] for role in sorted(options["role"])]}
        note(None, AccountAct.CHANGED, user, place, facts)
        self.stdout.write("已更改，下一次操作起生效。Changed; it counts from the next request.")

    def _mail(self, options: dict[str, Any]) -> None:
        user, address = self._user(options["username"]), options["address"].strip()
        if address:
            try:
                validate_email(address)
            except ValidationError as error:
                raise CommandError(f"邮箱 {address} 的写法不对。(Not an e-mail address.)") from error
        user.email = address
        user.save(update_fields=["email"])
        note(None, AccountAct.CHANGED, user, None, {"mail": bool(address)})
        self.stdout.write("已登记。Noted." if address else "已取消。Taken away.")

    def _away(self, options: dict[str, Any]) -> None:
        user, deputy, since, until = self._user(options["username"]), self._user(options["deputy"]), options["since"], options["until"]
        if user == deputy:
            raise CommandError("代理人须为另一人。(The deputy is somebody else.)")
        if until is not None and until < since:
            raise CommandError("末日早于首日。(The last day comes before the first.)")
        try:
            with transaction.atomic():
                Absence.objects.create(user=user, deputy=deputy, since=since, until=until)
        except IntegrityError as error:
            raise CommandError(f"{user.username} 在这些日子已登记不在岗。(Away already on some of these days.)") from error
        facts = {"away": [since.isoformat(), until.isoformat() if until else None], "deputy": deputy.username}
        note(None, AccountAct.CHANGED, user, None, facts)
        self.stdout.write(f"已登记，由{deputy.name}代理。Noted.")
        self._tell_left(user)

    def _back(self, options: dict[str, Any]) -> None:
        user = self._user(options["username"])
        if not absences.close(user, clock.today()):
            raise CommandError(f"{user.username} 今天没有登记不在岗。(Not away today.)")
        note(None, AccountAct.CHANGED, user, None, {"back": clock.today().isoformat()})
        self.stdout.write("已登记回岗。Noted.")

    def _close(self, options: dict[str, Any]) -> None:
        self._active(options["username"], False, AccountAct.CLOSED)
        self.stdout.write("已停用。Closed.")
        self._tell_left(self._user(options["username"]))

    def _tell_left(self, user: User) -> None:
        """What still lies on that desk: a deputy approves in the absent person's place, their cases stay with them until handed on."""
        left = desks.left_with(user)
        if not left.nothing:
            self.stdout.write(said(user, left))

    def _open(self, options: dict[str, Any]) -> None:
        self._active(options["username"], True, AccountAct.OPENED)
        self.stdout.write("已恢复。Open again.")

    def _active(self, username: str, active: bool, what: str) -> None:
        user = self._user(username)
        if user.is_active != active:
            user.is_active = active
            user.save(update_fields=["is_active"])
            note(None, what, user, None, {})

    def _password(self, options: dict[str, Any]) -> None:
        user, password = self._user(options["username"]), first_password()
        user.set_password(password)
        user.password_given = True
        user.save(update_fields=["password", "password_given"])
        note(None, AccountAct.PASSWORD, user, None, {})
        self.stdout.write(f"{user.username}  {password}")

    def _organisation(self, code: str) -> Organisation:
        found = Organisation.objects.filter(code=code).first()
        if found is None:
            raise CommandError(f"没有代码为 {code} 的机构或企业。(No such organisation.)")
        return found

    def _user(self, username: str) -> User:
        found = User.objects.filter(username=username).first()
        if found is None:
            raise CommandError(f"没有用户 {username}。(No such user.)")
        return found
