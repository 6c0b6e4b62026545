"""People and cases for tests: one person of every role, filing data in Chinese."""

from datetime import date
from typing import Any

from casework.people.actor import Actor
from casework.people.models import Membership, Organisation, User, actor_for_user
from casework.people.roles import Role

PASSWORD = "申诉-2026-test"
WHO = (
    # user name, name, organisation code, roles
    ("sh-intake", "沪受理", "CA-31", [Role.INTAKE]),
    ("sh-handler", "沪承办", "CA-31", [Role.HANDLER]),
    ("sh-handler2", "沪承办乙", "CA-31", [Role.HANDLER]),
    ("sh-head", "沪负责", "CA-31", [Role.HEAD]),
    ("sh-supervisor", "沪督办", "CA-31", [Role.SUPERVISOR]),
    ("sh-admin", "沪管理", "CA-31", [Role.ADMIN]),
    ("sh-sealed", "沪密件", "CA-31", [Role.SEALED_READER, Role.HANDLER]),
    ("ha-intake", "豫受理", "CA-41", [Role.INTAKE]),
    ("ha-handler", "豫承办", "CA-41", [Role.HANDLER]),
    ("ha-head", "豫负责", "CA-41", [Role.HEAD]),
    ("cq-intake", "渝受理", "CA-50", [Role.INTAKE]),
    ("ministry-intake", "部受理", "CA-00", [Role.INTAKE]),
    ("ministry-handler", "部承办", "CA-00", [Role.HANDLER]),
    ("ministry-head", "部负责", "CA-00", [Role.HEAD]),
    ("ministry-supervisor", "部督办", "CA-00", [Role.SUPERVISOR]),
    ("ministry-auditor", "部审计", "CA-00", [Role.AUDITOR]),
    ("ministry-admin", "部管理", "CA-00", [Role.ADMIN]),
    ("ministry-admin2", "部管理乙", "CA-00", [Role.ADMIN]),
    ("east-sh", "华东通信沪", "OP-EAST-31", [Role.OPERATOR]),
    ("east-hq", "华东通信总部", "OP-EAST", [Role.OPERATOR_ADMIN]),
    ("north-sh", "北方移动沪", "OP-NORTH-31", [Role.OPERATOR]),
    ("east-ha", "华东通信豫", "OP-EAST-41", [Role.OPERATOR]),
)
OPERATORS = (
    ("OP-EAST", "华东通信股份有限公司", "华东通信", "00", None),
    ("OP-EAST-31", "华东通信股份有限公司上海分公司", "华东通信上海", "31", "OP-EAST"),
    ("OP-EAST-41", "华东通信股份有限公司河南分公司", "华东通信河南", "41", "OP-EAST"),
    ("OP-EAST-50", "华东通信股份有限公司重庆分公司", "华东通信重庆", "50", "OP-EAST"),
    ("OP-NORTH", "北方移动通信有限公司", "北方移动", "00", None),
    ("OP-NORTH-31", "北方移动通信有限公司上海分公司", "北方移动上海", "31", "OP-NORTH"),
)


class People:
    """`people["sh-intake"]` is that person's actor; `people.user(...)` the user row."""

    def __getitem__(self, username: str) -> Actor:
        return actor_for_user(self.user(username))

    @staticmethod
    def user(username: str) -> User:
        """The user row."""
        return User.objects.get(username=username)


OUTSIDER = Actor(kind="guest", id=None, name="申诉人")


def settle_people() -> None:
    """Operators with branches (joined for electronic service on 2026-01-05), and one user of every role."""
    made: dict[str, Organisation] = {one.code: one for one in Organisation.objects.all()}
    for code, name, short, province, parent in OPERATORS:
        made[code] = Organisation.objects.create(
            kind=Organisation.OPERATOR, code=code, name=name, short=short, province=province, parent=made.get(parent or ""),
            electronic_since=date(2026, 1, 5),
        )  # fmt: skip
    hashed = User.objects.make("hash-once", PASSWORD, "占位").password
    for username, name, organisation, roles in WHO:
        user = User.objects.create(username=username, name=name, password=hashed)
        Membership.objects.bulk_create(Membership(user=user, organisation=made[organisation], role=role) for role in roles)


def filing(**changed: Any) -> dict[str, Any]:
    """A complete complaint about a fee in Shanghai against 华东通信上海, filed by a citizen; change or drop fields by keyword (None drops)."""
    given = {
        "applicant_name": "王小明", "applicant_phone": "13800138000", "applicant_address": "上海市黄浦区人民大道1号", "applicant_postcode": "200003",
        "respondent": "OP-EAST-31", "channel": "web", "category": "fee", "title": "套餐外流量费被多扣", "claim": "退还多扣的流量费一百二十元",
        "facts": "九月账单多出套餐外流量费，客服无法说明计费依据。", "event_on": "2026-09-30", "operator_complained": True,
        "operator_complained_on": "2026-10-08", "operator_answered_on": "2026-10-12", "operator_answer": "坚持收费", "operator_satisfied": False,
    } | changed  # fmt: skip
    return {name: value for name, value in given.items() if value is not None}
