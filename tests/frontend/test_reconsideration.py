"""Reconsideration on the pages and over the API that every family has: the desk, the file, every form, taking a step, in two languages."""

import re
from datetime import date

import pytest
from django.test import Client

from casework.cases.steps import steps_of
from casework.people.roles import Role
from casework.reconsideration.english import IN_ENGLISH
from casework.reconsideration.workflow import Reconsideration
from tests.builders import PASSWORD, People
from tests.counters import own_counters as own_counters
from tests.frontend.test_clerk_file import signed_in, text
from tests.frontend.test_english import allowed, english, left
from tests.statute.reconsideration_moves import ALSO, APPLICANT, GIVEN, MATTER, PATHS, File, settle_reconsideration_people
from tests.statute.tables import rows

PATH = {name: found for name, found in rows(PATHS)}
AT = ("filed", "correcting", "accepted", "served", "trial", "hearing", "norm_review", "simple_trial", "suspended", "agreed", "decided", "effective", "in_court")
DESK_FORM = "/desk/new/reconsideration/file/"

pytestmark = pytest.mark.django_db


def with_passwords(people: People) -> None:
    """The people of reconsideration can sign in."""
    settle_reconsideration_people()
    for username, *_ in ALSO:
        user = people.user(username)
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


@pytest.mark.parametrize("state", AT)
def test_the_file_and_every_form_of_its_steps(people: People, client: Client, state: str) -> None:
    file = File(people).go(PATH, PATH[state])
    with_passwords(people)
    for who in ("ministry-legal", "ministry-leader", "ministry-head"):
        assert Reconsideration.states(state).zh in text(signed_in(client, who).get(f"/cases/{file.number}/")), (state, who)
    for who in ("ministry-intake", "ministry-handler"):
        page = text(signed_in(client, who).get(f"/cases/{file.number}/"))
        assert "部复2026" in page and Reconsideration.states(state).zh in page, (state, who)
        for step in sorted(set(re.findall(rf"/cases/{file.number}/steps/([a-z_]+)/", page))):
            answer = client.get(f"/cases/{file.number}/steps/{step}/")
            assert answer.status_code == 200, (state, who, step)
        assert client.get(f"/cases/{file.number}/working/").status_code == 200


IN_ENGLISH_TOLD = {  # told in English, so that every Chinese word left is the program's
    "applicant_name": "Zhang", "applicant_address": "1 Renmin Road", "service_address": "1 Renmin Road", "co_applicants": None, "agent_name": None,
    "agent_phone": None, "agent_authority": None, "agent_papers": None, "act": "notice of refusal", "title": "Against a notice",
    "claim": "annul the notice", "facts": "the facts",
}  # fmt: skip


@pytest.mark.parametrize("state", ["filed", "trial"])
def test_the_english_pages_are_whole(people: People, state: str) -> None:
    file = File(people)
    file.take("file", "applicant", on=date(2026, 3, 2), **IN_ENGLISH_TOLD)
    if state == "trial":
        file.take("accept", "handler", on=date(2026, 3, 4), handlers="Li", act_authors="Chen")
        file.take("send_copy", "handler", on=date(2026, 3, 6), handlers="Li")
        file.serve_all("handler", on=date(2026, 3, 9))
        file.take("answer_application", "handler", on=date(2026, 3, 18), answer="the answer", evidence="a list", answered_by="a department")
    client, wrong = english("ministry-handler" if state == "trial" else "ministry-intake"), {}
    page = text(client.get(f"/cases/{file.number}/"))
    for path in (f"/cases/{file.number}/", *sorted(set(re.findall(rf"/cases/{file.number}/steps/[a-z_]+/", page)))):
        names = sorted([*allowed(), "部复", "工业和信息化部", "上海市通信管理局", "令69", "法释〔2018〕1号", "2007条例", "行政诉讼法", "回执1号",
            "已核对"], key=len, reverse=True)
        if found := left(text(client.get(path)), names):
            wrong[path] = found
    assert wrong == {}


def test_every_choice_of_every_form_has_its_english() -> None:
    listed = {
        str(words) for step in steps_of(Reconsideration) if step.asks for one in step.asks.base_fields.values() for _, words in getattr(one, "choices", ())
        if not hasattr(one, "queryset")
    }  # fmt: skip
    assert {words for words in listed if re.search("[一-鿿]", words)} - set(IN_ENGLISH) == set()


def test_the_desk_files_one(people: People, client: Client) -> None:
    settle_reconsideration_people()
    signed_in(client, "ministry-intake")
    chosen = text(client.get("/desk/new/"))
    assert DESK_FORM in chosen and "/desk/new/reconsideration/file_orally/" in chosen
    assert client.get(DESK_FORM).status_code == 200
    given = {name: value for name, value in (APPLICANT | MATTER).items() if value is not None} | {"channel": "post", "posted_on": "2026-03-01"}
    answer = client.post(DESK_FORM, given)
    assert answer.status_code == 302, re.findall(r'class="why"[^>]*>([^<]+)', text(answer))
    case = Reconsideration.objects.get()
    assert (case.state, case.office.code, case.respondent.code, case.waits_on) == ("filed", "CA-00", "CA-31", Role.INTAKE)
    assert case.number in text(client.get("/desk/"))


def test_the_worklist_has_it(people: People, client: Client) -> None:
    file = File(people).go(PATH, PATH["filed"])
    assert file.number in text(signed_in(client, "ministry-intake").get("/desk/"))


def test_a_step_by_its_form(people: People, client: Client) -> None:
    file = File(people).go(PATH, PATH["trial"])
    signed_in(client, "ministry-handler")
    answer = client.post(f"/cases/{file.number}/steps/hear/", GIVEN["hear"] | {"version": file.case.version})
    assert answer.status_code == 302, text(answer)[-2000:]
    assert file.case.heard_on is not None


def test_the_api_files_reads_and_takes_steps(people: People, client: Client) -> None:
    settle_reconsideration_people()
    given = APPLICANT | MATTER | {"channel": "web", "kind": "reconsideration", "step": "file"}
    answer = client.post("/api/cases/", given, content_type="application/json")
    assert answer.status_code == 201, answer.content
    number = answer.json()["number"]
    signed_in(client, "ministry-intake")
    seen = client.get(f"/api/cases/{number}/").json()
    assert seen["state"]["id"] == "filed"
    assert [one["rule"]["id"] for one in seen["deadlines"]] == ["AR-05"]
    assert {"accept", "accept_simple", "refuse", "ask_correction", "split"} <= {one["name"] for one in seen["steps"]}


def test_the_respondents_people_find_nothing_by_page_or_api(people: People, client: Client) -> None:
    """Until the respondent's own door is open, an administration sees nothing of a case against it."""
    file = File(people).go(PATH, PATH["trial"])
    for who in ("sh-intake", "sh-handler", "sh-head", "sh-supervisor"):
        signed_in(client, who)
        assert client.get(f"/cases/{file.number}/").status_code == 404
        assert client.get(f"/api/cases/{file.number}/").status_code == 404
        assert file.number not in text(client.get("/desk/"))
