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


@pytest.mark.parametrize(("organisation", "scope", "says"), [("OP-NOWHERE", "read", "没有代码为"), ("OP-EAST-31", "everything", "权限只能是")])
def test_mistakes_are_named(people, organisation, scope, says):
    with pytest.raises(CommandError, match=says):
        _token("issue", "--organisation", organisation, "--name", "甲", "--role", "operator", "--scope", scope)
