"""A complaint from filing to its end, each step over HTTP by its own actor."""

import io
import os
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from casework import jobs
from tests.api.browser import OK, Caller, filed

# What a reader of each paper must find in it; texts of the PDF are compared without spaces, because lines break anywhere.
MUST_SAY = {
    "acceptance_notice": ["上海市通信管理局", "受理通知书", "王小明", "第三十九条第一款", "30日内"],
    "transfer_notice": ["转办通知书", "华东通信股份有限公司上海分公司", "九月流量费争议", "查明的事实及依据", "条文号待核", "第六十五条"],
    "redo_notice": ["退回重办通知书", "未说明计费依据", "条文号待核"],
    "mediation_notice": ["调解通知书", "沪承办", "自愿"],
    "closing_reply": ["答复（办结）告知书", "属实", "同意退费", "已退费", "仲裁", "人民法院", "第三十九条"],
}
NEVER_IN = {"transfer_notice": ["200003", "人民大道"]}  # address and postcode were not ticked (TD-035)


def said(pdf: bytes) -> str:
    """The text of a paper, all its pages, without white space."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


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
    served |= {"received_by": "王小明", "relation": "self"}
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
    words = {one["step"]["id"]: one["said"] for one in handler.get(f"/api/cases/{number}/")["history"]}
    assert (words["operator_reply"]["facts"], words["return_reply"]["reasons"]) == ("附计费依据", "未说明计费依据")
    assert not any(name.startswith("applicant_") for name in words["file"])
    seen = {one["step"]["id"]: one["said"] for one in operator.get(f"/api/cases/{number}/")["history"]}
    assert seen["operator_reply"]["result"] == "退费一百二十元" and not seen.get("return_reply")
    (asked,) = head.get(f"/api/cases/{number}/")["proposals"]
    assert (asked["given"]["result"], asked["drafts"][0]["data"]["facts"]) == ("已退费", "属实")
    late = handler.step(number, "call_back", called_at="2099-01-01T09:00", reached=True, said="认可")
    assert (handler.last, late["reasons"][0]["ground"]) == (409, "has-happened")
    waiting = f"/api/cases/{number}/proposals/{proposed['proposal']['id']}"
    handler.post(f"{waiting}/approve/")
    assert handler.last == 403
    assert head.post(f"{waiting}/approve/")["state"]["id"] == "replied"
    jobs.deliver()

    kept = Path(os.environ["CASEWORK_PAPERS"]) if os.environ.get("CASEWORK_PAPERS") else None  # a folder, to look at them
    read = set()
    for caller in (citizen, handler, operator):
        seen = caller.get(f"/api/cases/{number}/")
        assert seen["papers"], caller.last
        for one in seen["papers"]:
            pdf = caller.get(one["url"], format="pdf")
            text = said(pdf)
            assert one["number"] in text and case["people_number"] in text
            assert [words for words in MUST_SAY[one["type"]] if words not in text] == [], one["type"]
            assert [words for words in NEVER_IN.get(one["type"], []) if words in text] == []
            assert caller.get(one["url"], format="pdf") == pdf
            read.add(one["type"])
            if kept:
                (kept / f"{one['type']}-{one['id']}.pdf").write_bytes(pdf)
            assert caller.response["Content-Type"] == "application/pdf"
            assert caller.response["X-Content-Type-Options"] == "nosniff"
            assert caller.response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert caller.get("/api/inbox/")["results"]
    assert read == set(MUST_SAY)
    citizen.step(number, "rate", satisfaction="satisfied")
    assert citizen.last == 200
    with CaptureQueriesContext(connection) as worklist:
        handler.get("/api/worklist/")
    with CaptureQueriesContext(connection) as detail:
        handler.get(f"/api/cases/{number}/")
    assert (len(worklist), len(detail)) <= (4, 20)
