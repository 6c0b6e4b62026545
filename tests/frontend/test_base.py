"""The frame of the pages: first page, signing in, language, and how a no is said."""

from datetime import date

import pytest
from django.test import Client

from frontend import words
from tests.builders import People

pytestmark = pytest.mark.django_db


def enter(client: Client, username: str) -> None:
    """Sign in through the page."""
    assert client.post("/sign-in/", {"username": username, "password": "casework"}).status_code == 302


def test_nobody_comes_to_the_first_question(client: Client) -> None:
    assert client.get("/")["Location"] == "/ask/"


def test_the_door_says_no_in_the_readers_language(people: People, client: Client) -> None:
    wrong = {"username": "nobody", "password": "x"}
    assert "用户名或者密码不正确" in client.post("/sign-in/", wrong).content.decode()
    assert "is not right" in client.post("/sign-in/", wrong, headers={"accept-language": "en"}).content.decode()


def test_an_unknown_address_is_a_page_and_an_unknown_api_address_is_json(client: Client) -> None:
    page, data = client.get("/nowhere/"), client.get("/api/nowhere/")
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert (data.status_code, data["Content-Type"]) == (404, "application/json")


@pytest.mark.parametrize("wanted, where", [("/desk/?queue=mine", "/desk/?queue=mine"), ("//evil.example/", "/"), ("https://evil.example/", "/")])
def test_after_a_change_of_language_one_is_back_where_one_was_and_nowhere_else(client: Client, wanted: str, where: str) -> None:
    assert client.get("/language/en/", {"next": wanted})["Location"] == where


@pytest.mark.parametrize(("rule", "kind"), [("TC-08", "over"), ("TC-04", "over"), ("TC-06", "due"), ("TC-05", "due")])
def test_only_a_day_of_law_that_has_passed_is_red(rule: str, kind: str) -> None:
    """A limit whose text was not seen is a house limit: passing it is no breach and does not look like one."""
    assert words.flag(date(2026, 1, 5), rule=rule, kind="complaint").kind == kind
