"""An operator's people: who adds and changes whom, what is refused and why, and that every change is on record."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import commands, queries
from casework.cases.refusals import Forbidden, Invalid, NotFound
from casework.people.models import AccountAct, Membership, Organisation, User
from tests.builders import PASSWORD, People

pytestmark = pytest.mark.django_db
NEW = {"username": "east-sh-2", "name": "许听澜", "branch": "OP-EAST-31", "role": "operator"}
ENGLISH = {"accept-language": "en"}


def signed_in(username: str, password: str = PASSWORD) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"username": username, "password": password}).status_code == 302
    return client


def text(response: Any) -> str:
    return response.content.decode()


def once(page: str) -> str:
    """The password that a page shows."""
    return re.search(r'<b class="code">([^<]+)</b>', page)[1]  # type: ignore[index]


def admin_of(code: str, username: str) -> User:
    """Somebody made administrator of an organisation."""
    user = User.objects.create(username=username, name=f"{username}管理员", password=User.objects.get(username="east-hq").password)
    Membership.objects.create(user=user, organisation=Organisation.objects.get(code=code), role="operator_admin")
    return user


def held(username: str) -> list[tuple[str, str]]:
    return list(Membership.objects.filter(user__username=username).values_list("organisation__code", "role"))


def test_a_colleague_is_added_and_signs_in_with_the_password_shown_once(people: People) -> None:
    hq = signed_in("east-hq")
    page = text(hq.post("/operator/people/", NEW, follow=True))
    password = once(page)
    assert re.fullmatch(r"([2-9a-z]{4}-){3}[2-9a-z]{4}", password) and "许听澜的密码，只显示这一次" in page
    assert password not in text(hq.get("/operator/people/"))
    assert held("east-sh-2") == [("OP-EAST-31", "operator")]
    assert text(hq.get("/operator/people/")).count("首个密码还没改") == 1
    assert signed_in("east-sh-2", password).get("/operator/")["Location"] == "/account/?next=%2Foperator%2F"  # first a password of their own
    act = AccountAct.objects.get()
    assert (act.what, act.by_name, act.user.username, act.organisation.code) == ("added", "华东通信总部", "east-sh-2", "OP-EAST-31")
    assert "华东通信总部为许听澜（east-sh-2）开立账号（华东通信上海 企业联络人）。" in text(hq.get("/operator/people/"))
    assert password not in str(act.facts)


@pytest.mark.parametrize(
    ("changed", "field", "zh", "en"),
    [
        ({"username": "许"}, "username", "“用户名”用 3 至 40 个小写字母", "User name: 3 to 40 lower-case letters"),
        ({"username": ""}, "username", "“用户名”用 3 至 40 个小写字母", "User name: 3 to 40"),
        ({"username": "EAST-SH"}, "username", "已经有人使用", "User name: taken already"),
        ({"name": " "}, "name", "请填写“姓名”", "Name: required"),
        ({"name": "长" * 61}, "name", "最多 60 个字", "at most 60 characters"),
        ({"branch": "OP-NORTH-31"}, "branch", "请选择归您管理的“分公司”。", "Branch: choose one that you manage."),
        ({"branch": ""}, "branch", "请选择归您管理的“分公司”。", "Branch: choose one"),
        ({"role": "head"}, "role", "请选择“角色”。", "Role: choose one."),
    ],
)
def test_wrong_input_names_the_field_in_the_readers_language(people: People, changed: dict[str, str], field: str, zh: str, en: str) -> None:
    hq, before = signed_in("east-hq"), User.objects.count()
    answer = hq.post("/operator/people/", NEW | changed)
    assert answer.status_code == 400 and zh in text(answer) and f'href="#f-{field}"' in text(answer)
    english = text(hq.post("/operator/people/", NEW | changed, headers=ENGLISH))
    assert en in english and zh not in english
    assert (User.objects.count(), AccountAct.objects.count()) == (before, 0)


def test_an_account_that_is_closed_is_out_at_once_and_may_be_opened_again(people: People) -> None:
    hq, sh = signed_in("east-hq"), signed_in("east-sh")
    assert sh.get("/operator/").status_code == 200
    assert hq.post("/operator/people/east-sh/", {"act": "close"}).status_code == 302
    assert sh.get("/operator/").status_code == 302  # to the door
    assert Client().post("/sign-in/", {"username": "east-sh", "password": PASSWORD}).status_code == 403
    page = text(hq.get("/operator/people/"))
    assert "已停用" in page and "华东通信总部停用了华东通信沪（east-sh）的账号。" in page
    assert hq.post("/operator/people/east-sh/", {"act": "open"}).status_code == 302
    assert signed_in("east-sh").get("/operator/").status_code == 200
    assert [one.what for one in AccountAct.objects.order_by("pk")] == ["closed", "opened"]


def test_a_new_password_ends_the_open_sessions(people: People) -> None:
    hq, sh = signed_in("east-hq"), signed_in("east-sh")
    password = once(text(hq.post("/operator/people/east-sh/", {"act": "password"}, follow=True)))
    assert sh.get("/operator/").status_code == 302
    assert Client().post("/sign-in/", {"username": "east-sh", "password": PASSWORD}).status_code == 403
    signed_in("east-sh", password)


def test_branch_and_role_count_from_the_next_request(people: People) -> None:
    hq, sh = signed_in("east-hq"), signed_in("east-sh")
    assert sh.get("/operator/people/").status_code == 403
    given = {"act": "change", "name": "华东通信豫", "branch": "OP-EAST-41", "role": "operator_admin"}
    assert "已保存。" in text(hq.post("/operator/people/east-sh/", given, follow=True))
    assert held("east-sh") == [("OP-EAST-41", "operator_admin")]
    page = text(sh.get("/operator/people/"))
    assert "east-ha" in page and "east-hq" not in page
    act = AccountAct.objects.get()
    assert act.facts == {"from": [["OP-EAST-31", "operator"]], "to": ["OP-EAST-41", "operator_admin"], "name": ["华东通信沪", "华东通信豫"]}
    assert hq.post("/operator/people/east-sh/", given).status_code == 302 and AccountAct.objects.count() == 1  # nothing changed, nothing noted


def test_a_branchs_administrator_manages_the_branch_alone(people: People) -> None:
    admin_of("OP-EAST-31", "east-sh-admin")
    client = signed_in("east-sh-admin")
    page = text(client.get("/operator/people/"))
    assert "east-sh" in page and "east-ha" not in page and "east-hq" not in page and "OP-EAST-41" not in page
    for username in ("east-ha", "east-hq", "north-sh", "sh-handler", "nobody"):
        assert client.get(f"/operator/people/{username}/").status_code == 404
        for act in ("close", "password", "change"):
            assert client.post(f"/operator/people/{username}/", {"act": act, **NEW}).status_code == 404
    assert client.post("/operator/people/", NEW | {"branch": "OP-EAST-41"}).status_code == 400
    assert client.post("/operator/people/", NEW | {"branch": "OP-EAST"}).status_code == 400
    assert client.post("/operator/people/", NEW).status_code == 302


def test_who_also_sits_elsewhere_is_not_managed_here(people: People) -> None:
    Membership.objects.create(user=User.objects.get(username="east-sh"), organisation=Organisation.objects.get(code="OP-NORTH-31"), role="operator")
    assert signed_in("east-hq").get("/operator/people/east-sh/").status_code == 404


@pytest.mark.parametrize("who", ["east-sh", "sh-head", "sh-admin"])
def test_nobody_else_manages_people(people: People, who: str) -> None:
    client = signed_in(who)
    assert [client.get("/operator/people/").status_code, client.post("/operator/people/", NEW).status_code] == [403, 403]
    with pytest.raises(Forbidden):
        commands.add_colleague(by=people[who], **NEW)
    with pytest.raises(Forbidden):
        queries.colleagues(people[who])


def test_the_last_administrator_stays(people: People) -> None:
    hq = signed_in("east-hq")
    answer = hq.post("/operator/people/east-hq/", {"name": "华东通信总部", "branch": "OP-EAST", "role": "operator"})
    assert answer.status_code == 409 and "是华东通信的最后一名管理员。请先指定另一名管理员。" in text(answer)
    answer = hq.post("/operator/people/east-hq/", {"name": "华东通信总部", "branch": "OP-EAST-31", "role": "operator_admin"})
    assert answer.status_code == 409 and held("east-hq") == [("OP-EAST", "operator_admin")]
    for act in ("close", "password"):
        answer = hq.post("/operator/people/east-hq/", {"act": act}, headers=ENGLISH)
        assert answer.status_code == 409 and "their own account; ask another administrator." in text(answer)
    admin_of("OP-EAST", "east-hq-2")
    assert hq.post("/operator/people/east-hq/", {"name": "华东通信总部", "branch": "OP-EAST", "role": "operator"}).status_code == 302
    assert hq.get("/operator/people/").status_code == 403
    other = signed_in("east-hq-2")
    assert other.post("/operator/people/east-hq/", {"act": "close"}).status_code == 302


def test_a_branchs_administrator_may_go_while_the_head_office_has_one(people: People) -> None:
    admin_of("OP-EAST-31", "east-sh-admin")
    assert signed_in("east-hq").post("/operator/people/east-sh-admin/", {"act": "close"}).status_code == 302


@pytest.mark.parametrize("sql", ["UPDATE people_accountact SET what = 'opened'", "DELETE FROM people_accountact", "TRUNCATE people_accountact"])
def test_the_log_only_grows(people: People, sql: str) -> None:
    commands.close_account("east-sh", by=people["east-hq"])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AccountAct.objects.get().what == "closed"


def test_unknown_people_and_input_of_commands(people: People) -> None:
    with pytest.raises(NotFound):
        commands.close_account("north-sh", by=people["east-hq"])
    with pytest.raises(Invalid) as refused:
        queries.colleagues(people["east-hq"], branch="OP-NORTH-31")
    assert refused.value.fields == {"branch": ["没有这家分公司，或者不归您管理。(No such branch, or it is not yours to manage.)"]}
    assert signed_in("east-hq").get("/operator/people/?branch=x&cursor=y").status_code == 400


def test_the_pages_ask_little_of_the_database(people: People) -> None:
    hq = signed_in("east-hq")
    hq.post("/operator/people/", NEW)
    for path in ("/operator/people/", "/operator/people/east-sh/"):
        with CaptureQueriesContext(connection) as captured:
            page = hq.get(path)
        assert page.status_code == 200 and len(captured) <= 12, "\n".join(one["sql"][:150] for one in captured.captured_queries)
