"""A complaint from filing to its end, each step over HTTP by its own actor."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import jobs
from tests.api.browser import OK, Caller, filed


def test_every_actor_takes_their_step_over_http(committed):
    """Filed, accepted, forwarded, served, answered, sent back, answered again, mediated, closed."""
    case = filed()
    number = case["number"]
    citizen = Caller().entered(number, case["codes"]["applicant"])
    intake, handler, head = (Caller().signed_in(name) for name in ("sh-intake", "sh-handler", "sh-head"))
    operator = Caller().signed_in("east-sh")

    operator.get(f"/api/cases/{number}/")
    assert operator.last == 404  # not forwarded yet: the operator does not know of it
    version = intake.get(f"/api/cases/{number}/")["version"]
    taken = intake.step(number, "accept", version=version, grounds=OK, handler="sh-handler")
    assert (intake.last, taken["state"]["id"], len(taken["papers"])) == (200, "accepted", 1)
    taken = handler.step(number, "forward", version=taken["version"], summary="九月流量费争议")
    assert taken["state"]["id"] == "forwarded"
    paper = next(row for row in handler.get("/api/not-yet-served/")["results"] if row["role"]["id"] == "respondent")
    served = {"document": paper["document"]["number"], "manner": "direct", "served_on": paper["issued_on"], "proof": "签收单 001"}
    assert handler.step(number, "serve", **served)["state"]["id"] == "forwarded", handler.last
    seen = operator.get(f"/api/cases/{number}/")
    assert [(one["rule"]["id"], one["bound"], one["house"]) for one in seen["deadlines"]] == [("TC-06", "operator", True)]
    reply = {"facts": "已查明", "result": "退费一百二十元", "complainant_view": "不认可"}
    assert operator.step(number, "operator_reply", **reply)["state"]["id"] == "operator_replied"
    assert handler.step(number, "return_reply", reasons="未说明计费依据")["state"]["id"] == "forwarded"
    assert operator.step(number, "operator_reply", **(reply | {"facts": "附计费依据"}))["state"]["id"] == "operator_replied"
    citizen.step(number, "consent_mediation")
    assert citizen.last == 200
    operator.step(number, "consent_mediation")
    assert handler.step(number, "open_mediation", requested_by="applicant", mediator="沪承办")["state"]["id"] == "mediating"
    reply = {"facts_found": "属实", "operator_reply": "同意退费", "result": "已退费", "outcome": "recognised", "applicant_view": "认可"}
    proposed = handler.step(number, "reply", **reply)
    assert (handler.last, proposed["state"]["id"]) == (202, "mediating"), proposed
    waiting = f"/api/cases/{number}/proposals/{proposed['proposal']['id']}"
    handler.post(f"{waiting}/approve/")
    assert handler.last == 403
    assert head.post(f"{waiting}/approve/")["state"]["id"] == "replied"
    jobs.deliver()

    for caller in (citizen, handler, operator):
        seen = caller.get(f"/api/cases/{number}/")
        assert seen["papers"], caller.last
        for one in seen["papers"]:
            assert caller.get(one["url"], format="pdf").startswith(b"%PDF-")
            assert caller.response["Content-Type"] == "application/pdf"
            assert caller.response["X-Content-Type-Options"] == "nosniff"
            assert caller.response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert caller.get("/api/inbox/")["results"]
    citizen.step(number, "rate", satisfaction="satisfied")
    assert citizen.last == 200
    with CaptureQueriesContext(connection) as worklist:
        handler.get("/api/worklist/")
    with CaptureQueriesContext(connection) as detail:
        handler.get(f"/api/cases/{number}/")
    assert (len(worklist), len(detail)) <= (4, 20)
