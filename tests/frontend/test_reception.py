"""The reception desk's pages and the waiting screen: what is typed stays, who reads what, no name on the screen."""

import re
from datetime import date

import pytest
from django.test import Client

from casework import reception, visiting
from casework.petitions.visits import Visit
from casework.petitions.workflow import Petition
from tests.builders import PASSWORD, People
from tests.statute.course import set_clock
from tests.statute.petition_moves import settle_petition_people
from tests.statute.test_art20_visits import FIVE, GIVEN, ONE, PLACE, SAID, SEVEN, scan

pytestmark = pytest.mark.django_db


def signed_in(people: People, username: str) -> Client:
    client = Client()
    user = people.user(username)
    user.set_password(PASSWORD)
    user.save()
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def desk(people: People, monkeypatch: pytest.MonkeyPatch) -> Client:
    settle_petition_people()
    set_clock(monkeypatch, "2026-11-09T10:00:30")
    reception.keep_reception_place(PLACE, by=people["sh-head"])
    return signed_in(people, "sh-reception")


def test_from_the_door_to_the_petition(desk: Client, people: People) -> None:
    page = desk.post("/desk/reception/", {"act": "walk_in", **ONE, "people": "7", "representatives": SEVEN})
    assert page.status_code == 400
    said = page.content.decode()
    assert "代表人数不得超过5人（信访工作条例 20③）" in said
    assert "王芳" in said  # what was typed stays
    page = desk.post("/desk/reception/", {"act": "walk_in", **ONE, "people": "7", "representatives": FIVE}, follow=True)
    visit = Visit.objects.get()
    address = f"/desk/reception/{visit.pk}/"
    assert "取号 1" in page.content.decode()
    for name in ("receive", "record", "sign"):
        files = {"scan": scan()} if name == "sign" else {}
        assert desk.post(address, {"act": name, **GIVEN[name], **files}).status_code == 302, name
    page = desk.post(address, {"act": "open_petition", "title": "楼顶基站"}, follow=True)
    assert re.search(r'class="big code"[^>]*>[0-9A-Z]{10}<', page.content.decode())
    case = Petition.objects.get()
    assert (case.title, case.claim, case.first_handler) == ("楼顶基站", SAID["claim"], people.user("sh-reception"))
    assert case.number in desk.get(address).content.decode()
    assert desk.post(address, {"act": "record", **SAID}).status_code == 409


def test_the_screen_shows_numbers_alone_and_reloads_without_a_script(desk: Client, people: People) -> None:
    first, second = (reception.walk_in(ONE, by=people["sh-reception"]) for _ in range(2))
    reception.act_on_visit(first.pk, "receive", {"window": "2号窗口"}, by=people["sh-reception"])
    page = Client().get("/waiting/CA-31/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in page  # with scripts the part is fetched anew, and nothing jumps
    assert 'hx-trigger="every 15s"' in page
    assert re.findall(r"<b>(\d+)</b><span>(.*?)</span>", page) == [("1", "2号窗口")]
    assert re.findall(r"<li>(\d+)</li>", page) == ["2"]
    for word in ("刘桂芳", "楼顶", "13800138000"):
        assert word not in page
    assert second.ticket == 2
    assert Client().get("/waiting/CA-41/").status_code == 200
    assert Client().get("/waiting/OP-EAST/").status_code == 404
    assert Client().get("/waiting/nowhere/").status_code == 404


def test_who_opens_which_page(desk: Client, people: People) -> None:
    visit = reception.walk_in(ONE, by=people["sh-reception"])
    pages = ("/desk/reception/", "/desk/reception/before/", f"/desk/reception/{visit.pk}/")
    for who in ("sh-intake", "sh-reception", "sh-head", "sh-supervisor"):
        client = signed_in(people, who)
        assert [client.get(page).status_code for page in pages] == [200, 200, 200], who
    for who, answers in {"sh-handler": (403, 403, 403), "ha-intake": (200, 200, 404), "east-sh": (403, 403, 403), "sh-admin": (403, 403, 403)}.items():
        client = signed_in(people, who)
        assert tuple(client.get(page).status_code for page in pages) == answers, who
    assert [Client().get(page).status_code for page in pages] == [302, 302, 302]
    head = signed_in(people, "sh-head")
    assert head.post(f"/desk/reception/{visit.pk}/", {"act": "receive", "window": "1"}).status_code == 403
    assert "13800138000" in signed_in(people, "sh-reception").get(f"/desk/reception/{visit.pk}/").content.decode()
    assert "13800138000" not in head.get(f"/desk/reception/{visit.pk}/").content.decode()  # who only reads sees 138****8000
    assert "现在可以办" in head.get(f"/desk/reception/{visit.pk}/").content.decode()


def test_place_and_hours_are_kept_and_wrong_ones_said(desk: Client, people: People) -> None:
    page = desk.post("/desk/reception/place/", {**PLACE, "morning_to": "08:00"})
    assert (page.status_code, "结束时间应当晚于开始时间" in page.content.decode()) == (400, True)
    assert desk.post("/desk/reception/place/", {**PLACE, "name": "二楼接待室"}).status_code == 302
    assert visiting.reception_place(visiting.reception_of(people["sh-reception"])).name == "二楼接待室"
    assert "二楼接待室" in desk.get("/desk/reception/").content.decode()


def test_a_scan_is_read_by_the_office_alone(desk: Client, people: People) -> None:
    actor = people["sh-reception"]
    visit = reception.walk_in(ONE, by=actor)
    for name in ("receive", "record"):
        reception.act_on_visit(visit.pk, name, GIVEN[name], by=actor)
    reception.act_on_visit(visit.pk, "sign", GIVEN["sign"], by=actor, files={"scan": [scan()]})
    address = f"/desk/reception/scans/{visit.files.get().pk}/"
    answer = desk.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    b"".join(answer.streaming_content)
    assert signed_in(people, "ha-intake").get(address).status_code == 404
    assert visit.day == date(2026, 11, 9)
