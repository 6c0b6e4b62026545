"""One's own account: changing the password, what is refused and why, which sessions end, and the password that must be changed first."""

import ipaddress
import re
import secrets
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import commands
from casework.cases.refusals import Invalid, NotFound
from casework.people.attempts import TooMany
from casework.people.models import AccountAct, Membership, Organisation, User
from tests.builders import OUTSIDER, PASSWORD, People

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
NEW = "浦江潮水涨落-1923"
GIVEN = {"old": PASSWORD, "new": NEW, "again": NEW}
COLLEAGUE = {"username": "east-sh-2", "name": "许听澜", "branch": "OP-EAST-31", "role": "operator"}


@pytest.fixture
def me(people: People) -> str:
    """A handler of Shanghai under a user name of this test alone: wrong tries are counted longer than its database lives."""
    user = User.objects.create(username=f"sh-{secrets.token_hex(6)}", name="沪承办丙", password=people.user("sh-handler").password)
    Membership.objects.create(user=user, organisation=Organisation.objects.get(code="CA-31"), role="handler")
    return user.username


def somewhere() -> str:
    """An address nobody tried from."""
    return str(ipaddress.IPv4Address(0x0A000000 + secrets.randbelow(2**24)))


def try_at_the_door(username: str, password: str) -> tuple[Client, int]:
    client = Client(REMOTE_ADDR=somewhere())
    return client, client.post("/sign-in/", {"username": username, "password": password}).status_code


def signed_in(username: str, password: str = PASSWORD) -> Client:
    client, status = try_at_the_door(username, password)
    assert status == 302
    return client


def text(response: Any) -> str:
    return response.content.decode()


def with_a_given_password(people: People) -> tuple[Client, str]:
    """Somebody whom an administrator has just given an account, signed in; and the password."""
    _, password = commands.add_colleague(by=people["east-hq"], **COLLEAGUE)
    return signed_in("east-sh-2", password), password


def test_a_changed_password_counts_from_now_and_other_sessions_end(me: str) -> None:
    here, elsewhere = signed_in(me), signed_in(me)
    key = here.session.session_key
    page = here.post("/account/", GIVEN, follow=True)
    assert page.redirect_chain == [("/account/?done=1&next=%2F#done", 302)]
    assert "密码已改。" in text(page) and '<a href="/">继续</a>' in text(page)
    assert here.get("/desk/").status_code == 200 and here.session.session_key != key
    assert elsewhere.get("/desk/")["Location"] == "/sign-in/?next=%2Fdesk%2F"
    assert (try_at_the_door(me, PASSWORD)[1], try_at_the_door(me, NEW)[1]) == (403, 302)


def test_a_change_is_one_line_of_the_log_without_a_password(people: People) -> None:
    assert signed_in("sh-handler").post("/account/", GIVEN).status_code == 302
    act = AccountAct.objects.get()
    assert (act.what, act.by.username, act.by_name, act.user.username) == ("password", "sh-handler", "沪承办", "sh-handler")
    assert act.organisation is not None and (act.organisation.code, act.facts) == ("CA-31", {})


def test_administrators_read_that_a_colleague_changed_it(people: People) -> None:
    signed_in("east-sh").post("/account/", GIVEN)
    hq = signed_in("east-hq")
    assert "华东通信沪（east-sh）修改了自己的密码。" in text(hq.get("/operator/people/"))
    assert "华东通信沪 (east-sh) changed their own password." in text(hq.get("/operator/people/", headers=ENGLISH))


def test_who_sits_in_no_organisation_may_change_it_too(people: People) -> None:
    Membership.objects.filter(user__username="sh-handler").delete()
    client = signed_in("sh-handler")
    assert "没有岗位" in text(client.get("/account/"))
    assert client.post("/account/", GIVEN).status_code == 302
    assert AccountAct.objects.get().organisation is None


@pytest.mark.parametrize(
    ("changed", "field", "zh", "en"),
    [
        ({"old": ""}, "old", "请填写“原密码”。", "Present password: required."),
        ({"old": "not-this-one"}, "old", "“原密码”不正确。", "Present password: not right."),
        ({"new": "", "again": ""}, "new", "请填写“新密码”。", "New password: required."),
        ({"new": "浦江潮水-1923", "again": "浦江潮水-1923"}, "new", "“新密码”至少 10 个字符。", "New password: at least 10 characters."),
        ({"new": "x" * 201, "again": "x" * 201}, "new", "“新密码”最多 200 个字符。", "New password: at most 200 characters."),
        ({"new": "8317492650", "again": "8317492650"}, "new", "“新密码”不能全是数字。", "New password: not digits alone."),
        ({"new": "1234567890", "again": "1234567890"}, "new", "“新密码”太常见，请换一个。", "New password: too common, choose another."),
        ({"new": "{me}1", "again": "{me}1"}, "new", "“新密码”不能与用户名、姓名、邮箱或者电话相近。", "New password: too close to your user name"),
        ({"new": PASSWORD, "again": PASSWORD}, "new", "“新密码”须与“原密码”不同。", "New password: must differ from the present one."),
        ({"again": "浦江潮水涨落-1924"}, "again", "“再输一次新密码”与“新密码”不一致。", "New password again: not the same as the new password."),
        ({"again": ""}, "again", "“再输一次新密码”与“新密码”不一致。", "New password again: not the same as the new password."),
    ],
)
def test_what_is_refused_names_the_field_in_the_readers_language(me: str, changed: dict[str, str], field: str, zh: str, en: str) -> None:
    client, posted = signed_in(me), GIVEN | {name: value.format(me=me) for name, value in changed.items()}
    answer = client.post("/account/", posted)
    assert answer.status_code == 400 and f'<a href="#f-{field}">{zh}</a>' in text(answer)
    english = text(client.post("/account/", posted, headers=ENGLISH))
    assert f'<a href="#f-{field}">{en}' in english and zh not in english
    assert all(value not in text(answer) for value in posted.values() if value)
    assert try_at_the_door(me, PASSWORD)[1] == 302 and AccountAct.objects.count() == 0


def test_ten_characters_are_enough_and_two_hundred_let_one_in_again(people: People) -> None:
    longest = "江" * 199 + "x"
    assert signed_in("sh-handler").post("/account/", GIVEN | {"new": "浦江潮水涨-1923", "again": "浦江潮水涨-1923"}).status_code == 302
    assert signed_in("sh-intake").post("/account/", GIVEN | {"new": longest, "again": longest}).status_code == 302
    assert try_at_the_door("sh-intake", longest)[1] == 302


def test_a_space_at_the_end_is_a_part_of_the_password(me: str) -> None:
    assert signed_in(me).post("/account/", GIVEN | {"new": NEW + " ", "again": NEW + " "}).status_code == 302
    assert (try_at_the_door(me, NEW)[1], try_at_the_door(me, NEW + " ")[1]) == (403, 302)


def test_wrong_old_passwords_are_counted_with_those_at_the_door(me: str) -> None:
    client = signed_in(me)
    assert [try_at_the_door(me, "wrong")[1] for _ in range(2)] == [403, 403]
    assert [client.post("/account/", GIVEN | {"old": "wrong"}).status_code for _ in range(4)] == [400, 400, 400, 429]
    answer = client.post("/account/", GIVEN)  # the right one has to wait as well
    assert answer.status_code == 429 and re.search("请 1[45] 分钟后再试。", text(answer)) and int(answer["Retry-After"]) > 800
    assert try_at_the_door(me, PASSWORD)[1] == 429
    assert User.objects.get(username=me).check_password(PASSWORD)


def test_a_right_old_password_forgets_the_wrong_ones(me: str) -> None:
    client = signed_in(me)
    for _ in range(2):
        assert [client.post("/account/", GIVEN | {"old": "wrong"}).status_code for _ in range(4)] == [400] * 4
        assert client.post("/account/", GIVEN | {"new": "kurz", "again": "kurz"}).status_code == 400
    assert client.post("/account/", GIVEN).status_code == 302


def test_the_command_is_for_open_accounts(people: People, me: str) -> None:
    with pytest.raises(NotFound):
        commands.change_password(by=OUTSIDER, address=somewhere(), **GIVEN)
    actor = people[me]
    with pytest.raises(Invalid) as refused:
        commands.change_password(by=actor, address=somewhere(), old="", new="", again="")
    assert sorted(refused.value.fields) == ["again", "new", "old"]
    User.objects.filter(username=me).update(is_active=False)
    with pytest.raises(NotFound):
        commands.change_password(by=actor, address=somewhere(), **GIVEN)


def test_another_address_does_not_help_guessing(people: People, me: str) -> None:
    actor = people[me]
    for _ in range(5):
        with pytest.raises(Invalid):
            commands.change_password(by=actor, address=somewhere(), **GIVEN | {"old": "wrong"})
    with pytest.raises(TooMany):
        commands.change_password(by=actor, address=somewhere(), **GIVEN)


def test_a_given_password_leads_to_the_account_until_it_is_changed(people: People) -> None:
    client, password = with_a_given_password(people)
    assert client.get("/operator/?list=late")["Location"] == "/account/?next=%2Foperator%2F%3Flist%3Dlate"
    for path in ("/", "/ask/", "/desk/", "/operator/people/", "/cases/T-2026-31-0000001/"):
        assert client.get(path)["Location"].startswith("/account/?next="), path
    assert client.post("/operator/people/", COLLEAGUE)["Location"] == "/account/?next=%2F"
    page = text(client.get("/account/?next=/operator/"))
    assert "请先改密码" in page and '<input type="hidden" name="next" value="/operator/">' in page
    assert "Change your password first" in text(client.get("/account/", headers=ENGLISH))
    changed = client.post("/account/", {"old": password, "new": NEW, "again": NEW, "next": "/operator/"}, follow=True)
    assert '<a href="/operator/">继续</a>' in text(changed) and "请先改密码" not in text(changed)
    assert client.get("/operator/").status_code == 200
    assert client.get("/account/?done=1").status_code == 200


def test_what_stays_open_before_the_change(people: People) -> None:
    client, _ = with_a_given_password(people)
    assert client.get("/language/en/?next=/account/")["Location"] == "/account/"
    assert client.get("/theme/dark/?next=/account/")["Location"] == "/account/"
    assert [client.get(path).status_code for path in ("/privacy/", "/accessibility/", "/sign-in/", "/account/")] == [200] * 4
    assert client.post("/sign-out/")["Location"] == "/" and client.get("/")["Location"] == "/ask/"


def test_the_api_waits_for_the_change_too_but_lets_one_out(people: People) -> None:
    client, _ = with_a_given_password(people)
    answer = client.get("/api/worklist/")
    assert (answer.status_code, answer.json()["code"]) == (403, "password_given")
    assert client.get("/api/me/").status_code == 200
    assert client.delete("/api/session/").status_code == 204


def test_a_password_reset_by_an_administrator_is_changed_first_as_well(people: People) -> None:
    _, password = commands.new_password("east-sh", by=people["east-hq"])
    client = signed_in("east-sh", password)
    assert client.get("/operator/")["Location"] == "/account/?next=%2Foperator%2F"
    assert client.post("/account/", {"old": password, "new": password, "again": password}).status_code == 400
    assert client.get("/operator/").status_code == 302


def test_nobody_else_is_led_anywhere(people: People) -> None:
    assert signed_in("sh-intake").get("/desk/").status_code == 200
    assert User.objects.filter(password_given=True).count() == 0


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_going_on_stays_on_this_host(people: People, path: str) -> None:
    assert signed_in("sh-intake").post("/account/", GIVEN | {"next": path})["Location"] == "/account/?done=1&next=%2F#done"


def test_the_page_says_who_one_is_and_when_one_signed_in(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    at = {"now": datetime.fromisoformat("2026-11-23T08:31:00+08:00")}
    monkeypatch.setattr("casework.clock.now", lambda: at["now"])
    first = signed_in("sh-sealed")
    assert User.objects.get(username="sh-sealed").last_login == at["now"]
    assert "<dt>本次登录</dt><dd>11月23日 周一 08:31</dd>\n<dt>上次登录</dt><dd>没有更早的记录</dd>" in text(first.get("/account/"))
    at["now"] = datetime.fromisoformat("2026-11-25T09:05:00+08:00")
    second = signed_in("sh-sealed")
    page = text(second.get("/account/"))
    assert "<dt>本次登录</dt><dd>11月25日 周三 09:05</dd>\n<dt>上次登录</dt><dd>11月23日 周一 08:31</dd>" in page and "此后别处" not in page
    assert "<dd>上海市通信管理局 · 承办人<br>上海市通信管理局 · 密件阅办人</dd>" in page and "<dd>sh-sealed</dd>" in page
    assert "<dt>此后别处</dt><dd>11月25日 周三 09:05</dd>" in text(first.get("/account/"))
    assert "<dt>Last time</dt><dd>Mon 23 Nov 08:31</dd>" in text(second.get("/account/", headers=ENGLISH))


def test_language_and_theme_are_switched_from_here(people: People) -> None:
    client = signed_in("sh-intake")
    page = text(client.get("/account/"))
    assert '<a class="btn" href="/language/zh/?next=/account/" lang="zh-CN" hreflang="zh-CN" aria-current="true">中文</a>' in page
    assert '<a class="btn" href="/theme/system/?next=/account/" aria-current="true">跟随设备</a>' in page
    client.get("/theme/dark/?next=/account/")
    assert '<a class="btn" href="/theme/dark/?next=/account/" aria-current="true">深色</a>' in text(client.get("/account/"))


def test_it_is_for_people_with_an_account_who_find_it_from_every_page(people: People) -> None:
    assert Client().get("/account/")["Location"] == "/sign-in/?next=%2Faccount%2F"
    assert Client().post("/account/", GIVEN)["Location"].startswith("/sign-in/")
    for who, path in (("sh-intake", "/desk/"), ("east-hq", "/operator/"), ("sh-supervisor", "/oversight/"), ("sh-admin", "/account/")):
        assert '<a class="me" href="/account/">' in text(signed_in(who).get(path)), who


def test_the_page_asks_little_of_the_database(people: People) -> None:
    client = signed_in("sh-sealed")
    client.get("/account/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/account/")
    assert len(captured) <= 5, "\n".join(one["sql"][:150] for one in captured.captured_queries)
