"""A token made at the command line opens the API within its scope until it is revoked."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.people.models import Token
from tests.api.browser import Caller


def _token(*words: str) -> str:
    said = StringIO()
    call_command("token", *words, stdout=said)
    return said.getvalue().strip()


def test_issued_read_listed_and_revoked(people):
    token = _token("issue", "--organisation", "OP-EAST-31", "--name", "工单系统", "--role", "operator", "--scope", "read", "--days", "30")
    caller = Caller(token=token)
    caller.get("/api/worklist/")
    assert caller.last == 200
    caller.step("T-2026-31-0000001", "acknowledge")
    assert caller.last == 403
    listed = _token("list")
    assert "OP-EAST-31" in listed and "工单系统" in listed and token not in listed
    _token("revoke", str(Token.objects.get().pk))
    caller.get("/api/worklist/")
    assert caller.last == 401
    with pytest.raises(CommandError, match="已经撤销"):
        _token("revoke", str(Token.objects.get().pk))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"--days": "0"}, "有效天数"), ({"--days": "-5"}, "有效天数"), ({"--days": "99999999"}, "有效天数"),
        ({"--name": "甲" * 81}, "用途须为"), ({"--role": "auditor"}, "身份与机构类型不符"), ({"--organisation": "CA-31"}, "身份与机构类型不符"),
    ],
)  # fmt: skip
def test_no_token_that_never_ends_by_mistake(people, changed, says):
    """A day too few must not become a token without an end."""
    given = {"--organisation": "OP-EAST-31", "--name": "甲", "--role": "operator", "--days": "30"} | changed
    with pytest.raises(CommandError, match=says):
        _token("issue", *(f"{name}={value}" for name, value in given.items()))
    assert not Token.objects.exists()


@pytest.mark.parametrize(("organisation", "scope", "says"), [("OP-NOWHERE", "read", "没有代码为"), ("OP-EAST-31", "everything", "权限只能是")])
def test_mistakes_are_named(people, organisation, scope, says):
    with pytest.raises(CommandError, match=says):
        _token("issue", "--organisation", organisation, "--name", "甲", "--role", "operator", "--scope", scope)
