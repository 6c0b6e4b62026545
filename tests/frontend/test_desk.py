"""The clerk's lists: queues with their pages, filters and pane, bulk steps, search, messages, papers not served; who may see which."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework import clock, commands, queries
from casework.cases.alarms import Alarm, Digest
from casework.cases.case import Case
from casework.cases.clocks import Deadline
from casework.cases.outbox import Message
from casework.people.models import Membership, User
from casework.people.roles import Role
from frontend import words
from tests import stages
from tests.builders import PASSWORD, People

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 12
ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 23 November 2026, noon."""
    at = clock.now().replace(year=2026, month=11, day=23, hour=12)
    monkeypatch.setattr(clock, "now", lambda: at)


def arrived(username: str) -> Client:
    client = Client()
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def text(response: Any) -> str:
    return response.content.decode()


def listed(response: Any) -> list[str]:
    """The numbers of the rows, in their order."""
    return re.findall(r'<td class="what">.*?/cases/(T-[\d-]+)/"', text(response))


def boxes(response: Any, *numbers: str) -> list[str]:
    """What the boxes of these cases post: number and version."""
    found = dict(re.findall(r'name="case" value="((T-[\d-]+) \d+)"', text(response)))
    return [box for box, number in found.items() if number in numbers]


def due(number: str, day: str | None) -> None:
    """Put a case's due day where the test wants it."""
    Case.objects.filter(number=number).update(due_on=date.fromisoformat(day) if day else None)


# ---- who ----


@pytest.mark.parametrize("path", ["/desk/", "/desk/messages/", "/desk/digests/", "/desk/unserved/"])
def test_operators_and_administrators_are_told_that_the_desk_is_for_other_roles(people: People, path: str) -> None:
    for username in ("east-sh", "east-hq", "sh-admin"):
        response = arrived(username).get(path)
        assert response.status_code == 403 and "供其他岗位使用" in text(response)


def test_nobody_is_sent_to_the_door_and_comes_back_to_where_they_were_going(people: People, client: Client) -> None:
    assert client.get("/desk/?queue=overdue")["Location"] == "/sign-in/?next=%2Fdesk%2F%3Fqueue%3Doverdue"


def test_another_province_sees_nothing_in_any_list_pane_or_search(people: People) -> None:
    number = stages.accepted(people, title="上海的宽带断线")
    other = arrived("ha-head")
    for queue in ("mine", "office", "unassigned", "waiting", "today", "overdue"):
        assert listed(other.get(f"/desk/?queue={queue}")) == []
    for path in (f"/desk/?case={number}", "/desk/search/?q=宽带", f"/desk/search/?q={number}", "/desk/messages/", "/desk/unserved/"):
        assert "上海的宽带断线" not in text(other.get(path)), path
    assert "没有找到这件案件" in text(other.get(f"/desk/?case={number}"))
    assert "上海的宽带断线" in text(arrived("ministry-supervisor").get("/desk/search/?q=宽带"))


def test_an_operator_finds_its_own_cases_by_the_search_box_of_its_frame(people: People) -> None:
    mine, foreign = stages.forwarded(people, title="宽带测速不达标"), stages.accepted(people, title="宽带移机拖延", respondent="OP-NORTH-31")
    assert mine in text(arrived("east-sh").get("/desk/search/?q=宽带"))
    assert foreign not in text(arrived("east-sh").get("/desk/search/?q=宽带"))


def test_who_reads_no_cases_gets_empty_lists_and_no_error(people: People) -> None:
    number = stages.filed()
    Membership.objects.filter(user__username="sh-sealed", role=Role.HANDLER).delete()
    client = arrived("sh-sealed")
    for path in ("/desk/", "/desk/?queue=mine", "/desk/search/?q=流量费", "/desk/messages/", "/desk/unserved/", f"/desk/?case={number}"):
        response = client.get(path)
        assert response.status_code == 200 and "套餐外流量费" not in text(response), path


# ---- queues ----


def test_the_day_begins_with_ones_own_cases_for_a_handler_and_with_the_offices_for_the_intake_desk(people: People) -> None:
    own, received = stages.accepted(people), stages.filed(title="未接来电收费")
    assert listed(arrived("sh-handler").get("/desk/")) == [own]
    assert listed(arrived("sh-intake").get("/desk/")) == [received]


def test_each_queue_holds_what_its_sentence_says_and_its_tab_counts_it(people: People) -> None:
    today, late, waiting, unassigned = stages.accepted(people), stages.accepted(people), stages.forwarded(people), stages.filed()
    due(today, "2026-11-23")
    due(late, "2026-11-20")
    client = arrived("sh-head")
    assert listed(client.get("/desk/?queue=office")) == [late, today, unassigned, waiting]  # the operator's clock waits for service
    assert listed(client.get("/desk/?queue=unassigned")) == [unassigned]
    assert listed(client.get("/desk/?queue=today")) == [today]
    assert listed(client.get("/desk/?queue=overdue")) == [late]
    assert listed(arrived("sh-handler").get("/desk/?queue=mine")) == [late, today, waiting]
    assert set(listed(arrived("sh-handler").get("/desk/?queue=waiting"))) == {waiting, unassigned}
    page = text(arrived("sh-handler").get("/desk/"))
    tabs = re.findall(r'data-key="\d"[^>]*>([^<]+)<b>([^<]+)</b>', page)
    assert tabs == [("我的", "3"), ("本岗待办", "2"), ("待分派", "1"), ("等他人", "2"), ("今日到期", "1"), ("逾期", "1")]
    assert "我的逾期 1 件" in page and "我的今日到期 1 件" in page
    assert re.findall(r'data-key="2"[^>]*>([^<]+)<b>', text(arrived("sh-head").get("/desk/"))) == ["本机构在办"]  # all of it, whoever's turn it is


def test_more_than_a_thousand_is_said_so_and_not_counted_out(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        stages.filed()
    monkeypatch.setattr("casework.cases.rows.MOST_COUNTED", 2)
    assert queries.desk(people["sh-intake"]).counts["office"] == 2
    monkeypatch.setattr("casework.cases.queues.counts", lambda actor: dict.fromkeys((*queries.QUEUES, "mine_today", "mine_overdue"), 1001))
    assert text(arrived("sh-intake").get("/desk/")).count("<b>1000+</b>") == 6


def test_rows_stand_under_their_stretch_of_time_with_the_exact_words(people: People) -> None:
    wanted = [("2026-11-20", "已逾期"), ("2026-11-23", "今日到期 · 11月23日 周一"), ("2026-11-27", "本周到期"), ("2026-12-02", "下周到期"),
              ("2027-01-04", "以后到期"), (None, "没有期限在走")]  # fmt: skip
    for day, _ in wanted:
        due(stages.accepted(people), day)
    page = text(arrived("sh-handler").get("/desk/"))
    assert re.findall(r'scope="rowgroup">([^<]+)<', page) == [heading for _, heading in wanted]
    assert "11月20日 周五" in page and "逾期 1 个工作日" in page and "2027年1月4日 周一" in page


# ---- pages and filters ----


def test_every_case_is_seen_once_going_on_and_once_going_back(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontend.clerk.desk.PAGE", 2)
    numbers = [stages.accepted(people) for _ in range(5)]
    for number, day in zip(numbers, ["2026-11-24", "2026-11-24", "2026-11-25", None, None], strict=True):
        due(number, day)
    client, pages, path = arrived("sh-handler"), [], "/desk/?queue=mine"
    while path:
        pages.append(client.get(path))
        found = re.search(r'href="([^"]+)" rel="next"', text(pages[-1]))
        path = found[1].replace("&amp;", "&") if found else ""
    assert [listed(page) for page in pages] == [numbers[0:2], numbers[2:4], numbers[4:]]
    assert 'rel="prev"' not in text(pages[0])
    back = client.get(re.search(r'href="([^"]+)" rel="prev"', text(pages[2]))[1].replace("&amp;", "&"))  # type: ignore[index]
    assert listed(back) == numbers[2:4] and "回到最前" in text(back)
    first = client.get(re.search(r'href="([^"]+)" rel="prev"', text(back))[1].replace("&amp;", "&"))  # type: ignore[index]
    assert listed(first) == numbers[0:2] and 'rel="prev"' not in text(first)


def test_a_page_turned_back_before_the_last_rows_loses_and_doubles_nothing(people: People) -> None:
    """Every page read backward from every place is what stands before it."""
    numbers = [stages.filed() for _ in range(7)]
    for number, day in zip(numbers, ["2026-11-24", "2026-11-24", "2026-11-24", "2026-11-26", None, None, None], strict=True):
        due(number, day)
    actor = people["sh-intake"]
    for size in (1, 2, 3, 7):
        page = queries.worklist(actor, limit=size)
        while page.next:
            page = queries.worklist(actor, limit=size, cursor=page.next)
        seen = [row.number for row in page.rows]
        while page.previous:
            page = queries.worklist(actor, limit=size, before=page.previous)
            seen = [row.number for row in page.rows] + seen
        assert seen == numbers


def test_filters_are_addresses_and_narrow_the_list(people: People) -> None:
    mine, other = stages.accepted(people), stages.accepted(people, respondent="OP-NORTH-31")
    commands.take_step(other, "assign", by=people["sh-head"], given={"handler": "sh-handler2", "why": "工作调整"})
    due(mine, "2026-11-25")
    due(other, "2026-12-25")
    client = arrived("sh-head")
    for query, wanted in (
        ("handler=sh-handler2", [other]), ("operator=OP-EAST-31", [mine]), ("operator=-", []), ("due_before=2026-12-25", [mine]),
        ("state=accepted", [mine, other]), ("state=forwarded", []), ("due_after=2026-11-25", [other]), ("handler=nobody", []), ("office=CA-41", []),
    ):  # fmt: skip
        assert listed(client.get(f"/desk/?queue=office&{query}")) == wanted, query
    page = text(client.get("/desk/?queue=office&handler=sh-handler2"))
    assert "承办人：沪承办乙" in page and '<option value="sh-handler2" selected>沪承办乙</option>' in page
    assert "没有符合筛选的案件" in text(client.get("/desk/?queue=office&operator=-"))
    assert 'name="office"' not in page and 'name="office"' in text(arrived("ministry-supervisor").get("/desk/?queue=office"))


@pytest.mark.parametrize("query, zh, en", [
    ("cursor=zzz", "不是有效的翻页标记", "Not a cursor of this list"), ("before=zzz", "不是有效的翻页标记", "Not a cursor of this list"),
    ("cursor=a&before=b", "不是有效的翻页标记", "Not a cursor of this list"),
    ("due_before=2026-13-01", "到期早于：请填日期，如 2026-11-23", "Due before: A day such as"),
    ("state=lost", "没有这个状态", "No such state"), ("queue=all", "queue 须为 mine", "queue is one of: mine"),
    ("kind=letter", "没有这种程序", "No such procedure"),
])  # fmt: skip
def test_an_address_that_makes_no_sense_is_said_in_the_readers_language(people: People, query: str, zh: str, en: str) -> None:
    stages.filed()
    client = arrived("sh-intake")
    chinese, english = client.get(f"/desk/?{query}"), client.get(f"/desk/?{query}", **ENGLISH)
    assert (chinese.status_code, english.status_code) == (400, 400)
    assert zh in text(chinese) and en not in text(chinese) and en in text(english) and zh not in text(english)
    assert listed(chinese) == [] and 'role="alert"' in text(chinese)


def test_what_no_browser_sends_breaks_nothing(people: People) -> None:
    stages.filed()
    client = arrived("sh-intake")
    long = "x" * 3000
    for path in ("/desk/?handler=%00", "/desk/?case=%00", "/desk/?office=%00&operator=%FF", "/desk/search/?q=%00", f"/desk/?state={long}", "/desk/?done=1"):
        assert client.get(path).status_code in (200, 400), path
    assert client.post("/desk/", {"step": "assign", "handler": "\0", "case": ["\0 1", "T-2026-31-0000001 -5", "x" * 500]}).status_code == 302


@pytest.mark.parametrize("path", ["/desk/search/?q=宽带&cursor=x", "/desk/messages/?cursor=x", "/desk/digests/?cursor=x", "/desk/unserved/?before=x"])
def test_a_broken_cursor_of_the_other_lists_too(people: People, path: str) -> None:
    response = arrived("sh-handler").get(path)
    assert response.status_code == 400 and "不是有效的翻页标记" in text(response)


# ---- the pane ----


def test_the_pane_shows_the_case_of_the_address_else_the_first_and_as_a_part_for_htmx(people: People) -> None:
    first, second = stages.accepted(people, title="套餐被改"), stages.accepted(people, title="宽带断线", claim="恢复宽带")
    client = arrived("sh-handler")
    assert "套餐被改</a></h2>" in text(client.get("/desk/"))
    page = text(client.get(f"/desk/?queue=mine&case={second}"))
    assert "宽带断线</a></h2>" in page and "<dd>恢复宽带</dd>" in page
    assert f'href="/cases/{second}/steps/forward/"' in page and "转办 <kbd>t</kbd>" in page
    part = text(client.get(f"/desk/?queue=mine&case={second}", headers={"HX-Request": "true", "HX-Target": "preview"}))
    assert part.lstrip().startswith("<header>") and "宽带断线" in part and "<table" not in part and first not in part


def test_the_pane_names_what_must_be_judged_before_accepting(people: People) -> None:
    number = stages.filed(own_matter=None)
    page = text(arrived("sh-intake").get(f"/desk/?case={number}"))
    assert "受理前还差" in page and "令35 10(1)" in page
    assert re.findall(r'steps/(\w+)/" data-key="(\w)"', page) == [("accept", "a"), ("ask_material", "m"), ("refuse", "r")]


# ---- several cases at once ----


def press(client: Client, path: str, **given: Any) -> Any:
    response = client.post(path, given)
    assert response.status_code == 302, text(response)
    return client.get(response["Location"].removesuffix("#done"))


def test_several_cases_are_assigned_and_each_says_what_came_of_it(people: People) -> None:
    first, second, third = stages.filed(), stages.filed(), stages.filed()
    client = arrived("sh-head")
    page = client.get("/desk/?queue=unassigned")
    ticked = boxes(page, first, second)
    commands.take_step(second, "record_ground", by=people["sh-intake"], answers={"T9": {"met": True, "why": "已核对"}})  # somebody else was there meanwhile
    after = press(client, "/desk/?queue=unassigned", step="assign", handler="sh-handler2", case=ticked)
    assert "分派给沪承办乙：办了 1 件，1 件没有办" in text(after)
    assert "案件在您打开之后已有变动" in text(after)
    held = dict(Case.objects.values_list("number", "handler__username"))
    assert (held[first], held[second], held[third]) == ("sh-handler2", None, None)
    assert listed(after) == [second, third]
    assert re.search(rf'value="{second} \d+"[^>]* checked', text(after)) and not re.search(rf'value="{third} \d+"[^>]* checked', text(after))


def test_forwarding_several_forwards_those_that_can_be_and_leaves_the_others_as_they_were(people: People) -> None:
    ready, gone, foreign = stages.accepted(people), stages.forwarded(people), stages.filed(respondent="OP-EAST-41")
    client = arrived("sh-handler")
    boxed = [*boxes(client.get("/desk/?queue=mine"), ready, gone), f"{foreign} 1", "T-2026-31-9999999 1", "x"]
    versions = dict(Case.objects.values_list("number", "version"))
    after = press(client, "/desk/?queue=mine", step="forward", case=boxed)
    states = dict(Case.objects.values_list("number", "state"))
    assert (states[ready], states[gone], states[foreign]) == ("forwarded", "forwarded", "received")
    assert Case.objects.get(number=gone).version == versions[gone]
    assert "转办：办了 1 件，4 件没有办" in text(after) and "案件处于“已转办”，不能转办" in text(after)
    assert text(after).count("没有找到这件案件") == 3  # another province's case answers as one that does not exist
    english = client.get("/desk/?queue=mine&done=" + client.session["bulk"]["mark"], **ENGLISH)
    assert "Forward to the operator: 1 done, 4 not" in text(english) and "not possible from there" in text(english)


def test_who_is_no_handler_of_the_office_gets_no_case(people: People) -> None:
    number = stages.filed()
    client = arrived("sh-intake")
    after = press(client, "/desk/", step="assign", handler="ha-handler", case=boxes(client.get("/desk/"), number))
    assert "豫承办不是本机构的承办人" in text(after)
    assert Case.objects.get(number=number).handler_id is None


@pytest.mark.parametrize("given, said", [
    ({"step": "assign", "handler": "sh-handler"}, "请先勾选要办的案件"), ({"step": "assign", "case": "first"}, "请选择分派给谁"),
    ({"step": "withdraw", "case": "first"}, "请选择要办的事"),
])  # fmt: skip
def test_nothing_is_tried_where_something_is_not_chosen_and_what_was_ticked_stays(people: People, given: dict[str, str], said: str) -> None:
    number = stages.filed()
    client = arrived("sh-intake")
    box = boxes(client.get("/desk/"), number)[0]
    response = client.post("/desk/", {**given, **({"case": box} if "case" in given else {})})
    assert response.status_code == 400 and said in text(response)
    assert bool(re.search(r'data-pick checked', text(response))) == ("case" in given)
    assert Case.objects.get(number=number).state == "received"


def test_who_may_take_no_step_sees_no_boxes(people: People) -> None:
    stages.accepted(people)
    for username in ("sh-supervisor", "ministry-supervisor", "ministry-auditor"):
        page = text(arrived(username).get("/desk/?queue=office"))
        assert "/cases/T-" in page and "data-pick" not in page and 'name="step"' not in page


# ---- search, messages, papers ----


@pytest.mark.parametrize("asked", ["王小明", "13800138000", "流量费 客服"])
def test_search_finds_by_name_phone_and_words_and_by_both_numbers(people: People, asked: str) -> None:
    number = stages.filed()
    client = arrived("sh-intake")
    assert f'/cases/{number}/"' in text(client.get("/desk/search/", {"q": asked}))
    said = f"沪申2026-{int(number[-7:]):05d}"
    for form in (number, number.lower(), said):
        page = text(client.get("/desk/search/", {"q": form}))
        assert f'/cases/{number}/"' in page and "1 件，在办和办结的都在内" in page
    assert f'value="{said}"' in page  # what was asked stays in the box


@pytest.mark.parametrize("asked, better, in_english", [
    ("1380013", "电话请写全 11 位", "Write all 11 digits"), ("沪申2026-9", "编号请写全", "Write the whole number"), ("丙", "请写两个字以上", "two characters"),
    ("从来没有这样的一件事", "少写几个词再查", "Use fewer words"), ("无此人", "姓名请写全名", "Write a whole name"),
])  # fmt: skip
def test_what_is_not_found_says_one_way_to_search_better(people: People, asked: str, better: str, in_english: str) -> None:
    client = arrived("sh-intake")
    assert better in text(client.get("/desk/search/", {"q": asked}))
    assert in_english in text(client.get("/desk/search/", {"q": asked}, **ENGLISH))


def test_search_pages_hold_every_find_once(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontend.clerk.search.PAGE", 2)
    numbers, client, found, path = {stages.filed() for _ in range(5)}, arrived("sh-intake"), [], "/desk/search/?q=流量费"
    while path:
        page = client.get(path)
        found += re.findall(r'<td class="what"><a href="/cases/(T-[\d-]+)/"', text(page))
        onward = re.search(r'href="([^"]+)" rel="next"', text(page))
        path = onward[1].replace("&amp;", "&") if onward else ""
    assert len(found) == 5 and set(found) == numbers


def test_messages_say_what_happened_to_which_case_the_newest_first(people: People) -> None:
    number = stages.accepted(people)
    commands.take_step(number, "assign", by=people["sh-head"], given={"handler": "sh-handler2", "why": "工作调整"})
    case = Case.objects.get(number=number)
    Message.objects.create(case=case, case_seq=9, step="breach", channel="inbox", user_id=case.handler_id, recipient=f"user:{case.handler_id}",
                           subject="沪申2026-00001：法定期限届满未办结（TC-08，2026-11-18）", not_before=clock.now())  # fmt: skip
    client = arrived("sh-handler2")
    assert "没有站内信" in text(client.get("/desk/messages/"))  # not sent yet
    Message.objects.update(sent_at=clock.now())
    said = re.findall(r'<td class="what"><a href="/cases/[^"]+">([^<]+)<', text(client.get("/desk/messages/")))
    assert said == ["法定期限届满未办结：答复申诉者（条例），11月18日 周三", "指定承办人"]
    english = re.findall(r'<td class="what"><a href="/cases/[^"]+">([^<]+)<', text(client.get("/desk/messages/", **ENGLISH)))
    assert english == ["Deadline passed: answer to the complainant (Regulations), Wed 18 Nov", "Assign a handler"]
    assert number not in text(arrived("sh-handler").get("/desk/messages/"))


def reminded(username: str, number: str, *, urgent: bool = False) -> Digest:
    """A digest this person got today, of the complaint's answer that is due in two days."""
    deadline = Deadline.objects.get(case__number=number, rule="TC-08")
    Deadline.objects.filter(pk=deadline.pk).update(last_day=clock.today() + timedelta(days=2))
    alarm = Alarm.objects.create(case=deadline.case, deadline=deadline, rung="before-1", tells=["handler"], last_day=clock.today() + timedelta(days=2),
                                 on=clock.today(), found_at=clock.now(), morning=clock.today(), told_at=clock.now())  # fmt: skip
    user = User.objects.get(username=username)
    return Digest.objects.create(user=user, morning=clock.today(), urgent=urgent, alarms=[alarm.pk], not_before=clock.now(), sent_at=clock.now())


def test_reminders_name_the_case_the_duty_and_the_day_and_leave_out_what_is_done(people: People) -> None:
    number, done = stages.accepted(people), stages.accepted(people)
    reminded("sh-handler", number)
    reminded("sh-handler", done, urgent=True)
    stages.act(people, "sh-intake", done, "withdraw")
    client = arrived("sh-handler")
    page = text(client.get("/desk/digests/"))
    assert re.findall(r'<td class="what"><a href="/cases/([^"]+)/" data-open>([^<]+)<', page) == [(number, "答复申诉者（条例）")]
    assert words.day(clock.today() + timedelta(days=2)) in page and page.count('<h2 id="digest-') == 2 and done not in page
    assert "另有 1 项已经办了" in page
    english = text(client.get("/desk/digests/", **ENGLISH))
    assert "answer to the complainant (Regulations)" in english and "And 1 done since" in english
    assert "没有提醒" in text(arrived("sh-head").get("/desk/digests/"))


def test_a_paper_waits_until_its_service_is_recorded(people: People) -> None:
    number = stages.accepted(people)
    client = arrived("sh-handler")
    page = text(client.get("/desk/unserved/"))
    paper = re.search(r"受理通知书 (沪[^<]+号)", page)
    assert paper and "王小明（申诉人）" in page and "今日签发" in page
    link = re.search(r'href="([^"]+/steps/serve/[^"]+)"', page)
    assert link and f'value="{paper[1]}"' in text(client.get(link[1].replace("&amp;", "&")))
    assert "由承办机构登记" in text(arrived("sh-supervisor").get("/desk/unserved/"))
    commands.take_step(number, "serve", by=people["sh-handler"], given={
        "document": paper[1], "manner": "post", "served_on": "2026-11-23", "proof": "EMS 1"})  # fmt: skip
    assert "没有待送达的文书" in text(client.get("/desk/unserved/"))


# ---- budgets, languages ----


@pytest.mark.parametrize("username", ["sh-intake", "sh-handler", "sh-head", "sh-supervisor", "ministry-supervisor"])
def test_no_list_takes_more_than_twelve_statements_however_many_rows(people: People, username: str) -> None:
    for step in range(3):
        stages.filed(title=f"第{step}件", own_matter=None)
        stages.forwarded(people)
        stages.accepted(people, respondent="OP-NORTH-31")
    Message.objects.update(sent_at=clock.now())
    client = arrived(username)
    client.get("/desk/")
    numbers = list(Case.objects.values_list("number", flat=True))
    found = []
    for path in ("/desk/", *(f"/desk/?queue={queue}" for queue in queries.QUEUES), *(f"/desk/?case={number}" for number in numbers),
                 "/desk/search/?q=流量费", "/desk/messages/", "/desk/unserved/"):  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        found += [f"{path}: {len(asked)}"] if len(asked) > MOST_STATEMENTS else []
    assert found == []


def test_an_english_page_holds_no_chinese_but_names_and_what_people_wrote(people: People) -> None:
    stages.forwarded(people)
    stages.filed(own_matter=None)
    Message.objects.update(sent_at=clock.now())
    for username, path in (("sh-handler", "/desk/"), ("sh-intake", "/desk/"), ("sh-intake", "/desk/search/?q=无此人"), ("sh-handler", "/desk/unserved/")):
        page = text(arrived(username).get(path, **ENGLISH))
        said = re.sub(r"(?s)<(script|title|head).*?</\1>|<[^>]+>", " ", page)
        for word in ("工作台", "逾期", "本页", "承办人", "到期", "筛选", "分派", "打开", "已收到", "已转办", "登记送达", "没有找到", "今日"):
            assert word not in said, (path, word)
