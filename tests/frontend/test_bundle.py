"""Taking the whole file out from its page: who is offered it, what comes, what is noted."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from casework.cases.ledger import Entry
from tests import stages
from tests.builders import PASSWORD, People

pytestmark = pytest.mark.django_db


def signed_in(client: Client, username: str) -> Client:
    assert client.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def taken_out(client: Client, number: str, **given: str) -> Any:
    return client.post(f"/cases/{number}/bundle/", {"why": "court", "further": "（2026）沪01行初12号"} | given)


def test_the_handler_takes_it_out_and_the_history_says_so(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    page = signed_in(client, "sh-handler").get(f"/cases/{number}/").content.decode()
    assert "取出全部案卷" in page and "人民法院调取" in page and f'action="/cases/{number}/bundle/"' in page
    answer = taken_out(client, number)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip" and answer["Cache-Control"] == "no-store"
    assert "attachment" in answer["Content-Disposition"] and f"{number}.zip" in answer["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert {"案卷.pdf", "证明.json", "核验.py", "核验说明.txt"} < set(archive.namelist())
    entry = Entry.objects.select_related("content").filter(case__number=number).latest("seq")
    assert (entry.step, entry.content.given) == ("bundle", {"given": {"why": "人民法院调取：（2026）沪01行初12号"}})
    page = client.get(f"/cases/{number}/").content.decode()
    assert "沪承办取出了案卷。" in page and "人民法院调取：（2026）沪01行初12号" in page
    client.cookies["django_language"] = "en"
    page = client.get(f"/cases/{number}/", headers={"Accept-Language": "en"}).content.decode()
    assert "took out the whole file." in page and "Take out the whole file" in page and "asked for by a court" in page


def test_without_a_reason_nothing_goes_out(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    answer = taken_out(signed_in(client, "sh-handler"), number, why="", further=" ")
    assert answer.status_code == 400 and "请写明为什么取出案卷。" in answer.content.decode()
    assert not Entry.objects.filter(step="bundle").exists()


@pytest.mark.parametrize(("who", "status"), [("ha-handler", 404), ("east-sh", 403), ("sh-supervisor", 403), ("ministry-supervisor", 403), ("sh-admin", 404)])
def test_others_get_nothing_and_strangers_learn_nothing(people: People, client: Client, who: str, status: int) -> None:
    number = stages.forwarded(people)
    assert taken_out(signed_in(client, who), number).status_code == status
    assert not Entry.objects.filter(step="bundle").exists()
    assert taken_out(client, "T-2026-31-9999999").status_code == 404


def test_it_is_offered_to_nobody_who_would_be_refused(people: People, client: Client) -> None:
    number = stages.forwarded(people)
    for who in ("sh-supervisor", "east-sh"):
        assert "取出全部案卷" not in signed_in(client, who).get(f"/cases/{number}/").content.decode()
        client.post("/sign-out/")


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    answer = taken_out(client, stages.filed())
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
