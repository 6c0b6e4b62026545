"""The schema: one path per step with the body its form asks for, and answers as it says; the page works without other hosts."""

import re

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from api import pages
from casework import catalogue
from tests.api.browser import OK, Caller, filed
from tests.builders import filing


@pytest.fixture(scope="module")
def schema():
    return Client().get("/api/schema/").json()


def fits(schema, name, value):
    """The value is what the component says; prints what is not."""
    wrong = [error.message for error in Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": schema["components"]}).iter_errors(value)]
    assert wrong == []


def operation(schema, path, method="get", status="200"):
    return schema["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]


def test_every_step_has_a_path_with_its_own_body(schema):
    """Named by hand: what a complaint's operator, clerk and citizen send."""
    paths = schema["paths"]
    assert "/api/cases/{number}/steps/{step}/" not in paths
    for step in ("accept", "forward", "operator_reply", "return_reply", "open_mediation", "reply", "withdraw", "serve", "assign", "rectify", "rate"):
        assert "post" in paths[f"/api/cases/T-{{serial}}/steps/{step}/"]
    assert "/api/cases/T-{serial}/steps/breach/" not in paths
    assert "/api/cases/T-{serial}/steps/file/" not in paths
    reply = schema["components"]["schemas"]["complaint.operator_reply"]
    assert set(reply["properties"]) == {"version", "grounds", "facts", "result", "complainant_view"}
    assert set(reply["required"]) == {"facts", "result", "complainant_view"}
    assert "multipart/form-data" in paths["/api/cases/T-{serial}/steps/operator_reply/"]["post"]["requestBody"]["content"]
    kinds = {(name, step) for name in catalogue.kinds() for step in catalogue.later_steps(name)}
    assert len([path for path in paths if "/steps/" in path]) == len(kinds)


def test_the_schema_is_valid_openapi(schema):
    """As drf-spectacular's own validator sees it; without a warning while it is made."""
    validate_schema(schema)
    assert schema["openapi"] == "3.1.0"
    GENERATOR_STATS.reset()
    pages.schema_in.__wrapped__("en")
    assert not GENERATOR_STATS


def test_the_filing_body_is_one_of_the_filing_steps(schema):
    """What the builders file fits the schema, and what does not fit is refused by both."""
    fits(schema, "complaint.file", {"kind": "complaint", **filing()})
    body = {"$ref": "#/components/schemas/complaint.file", "components": schema["components"]}
    for changed in ({"event_on": 5}, {"nothing": 1}, {"category": "none"}, {"applicant_name": None}):
        assert not Draft202012Validator(body).is_valid({"kind": "complaint", **filing(), **changed})


def test_answers_are_what_the_schema_says(people, schema):
    """Detail, lists, steps, papers and errors, for an officer and a citizen."""
    case = filed()
    number = case["number"]
    fits(schema, "Filed", case)
    intake = Caller().signed_in("sh-intake")
    fits(schema, "Taken", intake.step(number, "accept", grounds=OK, handler="sh-handler"))
    fits(schema, "Problem", intake.step(number, "accept", grounds=OK))
    fits(schema, "Problem", intake.step(number, "forward", version=1))
    for caller in (intake, Caller().entered(number, case["codes"]["applicant"])):
        seen = caller.get(f"/api/cases/{number}/", working="1")
        fits(schema, "Detail", seen)
        fits(schema, "PaperShape", caller.get(seen["papers"][0]["url"]))
        fits(schema, "Me", caller.get("/api/me/"))
        for path in ("/api/worklist/", "/api/deadlines/", "/api/inbox/"):
            Draft202012Validator({**operation(schema, path), "components": schema["components"]}).validate(caller.get(path))
    Draft202012Validator({**operation(schema, "/api/not-yet-served/"), "components": schema["components"]}).validate(intake.get("/api/not-yet-served/"))


def test_the_detail_says_what_each_step_asks(people):
    """Fields with label, type and choices; open and closed with reasons; what needs approval says so."""
    number = filed()["number"]
    intake = Caller().signed_in("sh-intake")
    steps = {one["name"]: one for one in intake.get(f"/api/cases/{number}/")["steps"]}
    assert (steps["accept"]["open"], steps["accept"]["for_approval"]) == (False, False)
    assert {one["ground"] for one in steps["accept"]["reasons"]} >= {"T10-1"}
    assert (steps["refuse"]["for_approval"], steps["refuse"]["approved_by"]["id"]) == (True, "head")
    ground = next(one for one in steps["refuse"]["fields"] if one["name"] == "ground")
    assert (ground["type"], ground["required"], ground["choices"][0]["value"]) == ("choice", True, "11-1")
    facts = next(one for one in steps["refuse"]["fields"] if one["name"] == "facts")
    assert (facts["type"], facts["label"], facts["max_length"]) == ("text", "查明的事实", 4000)
    assert "breach" not in steps
    assert "forward" not in steps
    answers = {one["id"]: one["answer"] for one in intake.get(f"/api/cases/{number}/")["grounds"]}
    assert answers["T10-1"] == "unknown"


def test_the_page_needs_no_other_host(db):
    """`/` leads to it; every script, style and icon is ours and is there."""
    client = Client()
    assert client.get("/")["Location"] == "/ask/"
    page = client.get("/api/")
    text = page.content.decode()
    links = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert len(links) >= 4
    assert [link for link in links if not link.startswith("/static/")] == ["/api/?script="]
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200
        answer.close()


def test_health_is_red_without_a_sweep(db, settings, monkeypatch):
    """Ok after a sweep, red five minutes later, degraded without Valkey."""
    from datetime import timedelta

    from casework import clock, jobs
    from casework.cases import heartbeat

    client = Client()
    for job in (jobs.SWEEP, jobs.DELIVER):
        heartbeat.beat(job, at=clock.now())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"], answer.json()["valkey"]) == (200, "ok", True)
    settings.REDIS_URL = "redis://127.0.0.1:1"
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"], answer.json()["valkey"]) == (200, "degraded", False)
    heartbeat.beat(jobs.SWEEP, at=clock.now() - timedelta(minutes=6))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"], answer.json()["sweeping"]) == (503, "red", False)


def test_the_page_reads_the_csrf_cookie_at_each_request(client):
    """Signing in changes the token; a page that kept the one it was made with would be refused from then on."""
    page = client.get("/api/?script=").content.decode()
    assert "document.cookie.match(/(?:^|; )csrftoken=" in page
    assert page.rindex("...swaggerSettings") > page.rindex("  requestInterceptor,")  # ours is the one that counts
