"""Petitions on the pages and over the API that complaints have: the worklist, the file, every form, filing, taking a step."""

import re
from datetime import date

import pytest
from django.test import Client

from casework.cases.steps import steps_of
from casework.petitions.english import IN_ENGLISH
from casework.petitions.workflow import Petition
from tests.builders import People
from tests.counters import own_counters as own_counters
from tests.frontend.test_clerk_file import signed_in, text
from tests.frontend.test_english import allowed, english, left
from tests.statute.petition_moves import GIVEN, MATTER, PATHS, PETITIONER, File
from tests.statute.petition_table import rows

PATH = {name: found for name, found in rows(PATHS)}
AT = ("transferred_in", "disputed", "simple", "investigating", "opinion_issued", "mediated", "led_to_procedure")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", AT)
def test_the_file_and_every_form_of_its_steps(people: People, client: Client, state: str) -> None:
    file = File(people).go(PATH, PATH[state])
    assert "沪负责" in text(signed_in(client, "sh-head").get(f"/cases/{file.number}/"))
    for who in ("sh-intake", "sh-handler"):
        page = text(signed_in(client, who).get(f"/cases/{file.number}/"))
        assert "沪访" in page or "部访" in page
        assert Petition.states(state).zh in page
        for step in sorted(set(re.findall(rf"/cases/{file.number}/steps/([a-z_]+)/", page))):
            answer = client.get(f"/cases/{file.number}/steps/{step}/")
            assert answer.status_code == 200, (state, who, step)
        assert client.get(f"/cases/{file.number}/working/").status_code == 200


ENGLISH = {  # told in English, so that every Chinese word left is the program's
    "applicant_name": "Liu", "applicant_address": "1 Caoxi Road", "agent_name": None, "agent_phone": None, "agent_authority": None, "claim": "Publish the test",
    "facts": "A base station without notice",
}  # fmt: skip


@pytest.mark.parametrize("state", ["registered", "investigating"])
def test_the_english_pages_are_whole(people: People, state: str) -> None:
    file = File(people)
    file.take("register", "applicant", on=date(2026, 3, 2), **ENGLISH)
    if state == "investigating":
        file.take("accept", "handler", on=date(2026, 3, 3), reasons="A claim of art 31(6)")
        file.take("investigate", "handler", on=date(2026, 3, 9), heard="They said so", found="One day")
    who = "ministry-handler" if state == "investigating" else "ministry-intake"
    client, wrong = english(who), {}
    page = text(client.get(f"/cases/{file.number}/"))
    for path in (f"/cases/{file.number}/", *sorted(set(re.findall(rf"/cases/{file.number}/steps/[a-z_]+/", page)))):
        names = sorted([*allowed(), "部访", "工业和信息化部", "简易办理办法", "信访事项"], key=len, reverse=True)
        if found := left(text(client.get(path)), names):
            wrong[path] = found
    assert wrong == {}


def test_every_choice_of_every_form_has_its_english() -> None:
    listed = {
        str(words) for step in steps_of(Petition) if step.asks for one in step.asks.base_fields.values() for _, words in getattr(one, "choices", ())
        if not hasattr(one, "queryset")
    }  # fmt: skip
    assert {words for words in listed if re.search("[一-鿿]", words)} <= set(IN_ENGLISH)


def test_the_worklist_has_it(people: People, client: Client) -> None:
    file = File(people).go(PATH, PATH["transferred_in"])
    assert file.number in text(signed_in(client, "sh-intake").get("/desk/"))


def test_a_step_by_its_form(people: People, client: Client) -> None:
    file = File(people).go(PATH, PATH["accepted"])
    signed_in(client, "sh-handler")
    given = GIVEN["investigate"] | {"version": file.case.version}
    answer = client.post(f"/cases/{file.number}/steps/investigate/", given)
    assert (answer.status_code, file.case.state) == (302, "investigating"), text(answer)[-2000:]


def test_the_api_files_reads_and_takes_steps(people: People, client: Client) -> None:
    given = PETITIONER | MATTER | {"channel": "wechat", "kind": "petition", "step": "register"}
    answer = client.post("/api/cases/", given, content_type="application/json")
    assert answer.status_code == 201, answer.content
    number = answer.json()["number"]
    signed_in(client, "ministry-intake")
    seen = client.get(f"/api/cases/{number}/").json()
    assert seen["state"]["id"] == "registered"
    assert [one["rule"]["id"] for one in seen["deadlines"]] == ["PT-02"]
    names = {one["name"] for one in seen["steps"]}
    assert {"forward", "assign_down", "accept", "redirect"} <= names
