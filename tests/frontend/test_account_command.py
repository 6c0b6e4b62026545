"""Accounts made at the command line: who gets one can sign in, chooses a password of their own, and stands in the log."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from casework.people.models import AccountAct, Organisation, User
from tests.builders import People

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("account", *words, stdout=out)
    return out.getvalue()


def signs_in(username: str, password: str) -> Client | None:
    """The client of somebody who got in."""
    client = Client()
    answer = client.post("/sign-in/", {"username": username, "password": password})
    return client if answer.status_code == 302 else None


def test_a_new_clerk_signs_in_and_must_choose_a_password(people: People) -> None:
    username, password = said("add", "chen.yq", "--name", "陈砚秋", "--in", "CA-31", "--role", "intake", "handler").split()
    assert username == "chen.yq"
    client = signs_in(username, password)
    assert client is not None and client.get("/desk/")["Location"].startswith("/account/")
    act = AccountAct.objects.latest("pk")
    assert (act.what, act.user.name, act.by_id, act.by_name) == ("added", "陈砚秋", None, "命令行")
    assert act.facts == {"username": "chen.yq", "to": [["CA-31", "handler"], ["CA-31", "intake"]]}
    assert "CA-31:handler  CA-31:intake" in said("list", "--in", "CA-31")


def test_a_branch_is_entered_and_gets_its_first_administrator(people: People) -> None:
    said("operator", "OP-EAST-44", "--name", "华东通信股份有限公司广东分公司", "--short", "华东通信广东", "--province", "44", "--head", "OP-EAST")
    branch = Organisation.objects.get(code="OP-EAST-44")
    assert (branch.kind, branch.province, branch.parent.code) == ("operator", "44", "OP-EAST")
    username, password = said("add", "east-gd", "--name", "粤联络", "--in", "OP-EAST-44", "--role", "operator_admin").split()
    assert signs_in(username, password) is not None


def test_roles_are_reset_and_an_account_is_closed_opened_and_given_a_new_password(people: People) -> None:
    said("role", "sh-handler2", "--in", "CA-31", "--role", "head")
    assert list(User.objects.get(username="sh-handler2").memberships.values_list("role", flat=True)) == ["head"]
    said("close", "sh-handler2")
    password = said("password", "sh-handler2").split()[1]
    assert signs_in("sh-handler2", password) is None
    said("open", "sh-handler2")
    assert signs_in("sh-handler2", password) is not None
    assert [one.what for one in AccountAct.objects.filter(user__username="sh-handler2").order_by("pk")] == ["changed", "closed", "password", "opened"]


@pytest.mark.parametrize(("words", "why"), [
    (("add", "Ab", "--name", "某", "--in", "CA-31", "--role", "intake"), "用户名为 3 至 40 个"),
    (("add", "sh-intake", "--name", "某", "--in", "CA-31", "--role", "intake"), "已经使用"),
    (("add", "somebody", "--name", " ", "--in", "CA-31", "--role", "intake"), "姓名须为 1 至 60 字"),
    (("add", "somebody", "--name", "某", "--in", "CA-99", "--role", "intake"), "没有代码为 CA-99"),
    (("add", "somebody", "--name", "某", "--in", "CA-31", "--role", "operator"), "类型不符"),
    (("add", "somebody", "--name", "某", "--in", "OP-EAST", "--role", "head"), "类型不符"),
    (("role", "nobody", "--in", "CA-31"), "没有用户 nobody"),
    (("operator", "OP-EAST", "--name", "某", "--short", "某", "--province", "31"), "已经使用"),
    (("operator", "OP-X", "--name", "某", "--short", "某", "--province", "99"), "没有代码为 99 的省份"),
    (("operator", "OP-X", "--name", "某", "--short", "某", "--province", "31", "--head", "CA-31"), "总部须为企业"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_made(people: People, words: tuple[str, ...], why: str) -> None:
    before = (User.objects.count(), Organisation.objects.count(), AccountAct.objects.count())
    with pytest.raises(CommandError, match=why):
        said(*words)
    assert (User.objects.count(), Organisation.objects.count(), AccountAct.objects.count()) == before
