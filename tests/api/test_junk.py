"""Every step with input nobody would send, from every side: refused in words, never 500."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from api.fields import described
from casework import catalogue
from tests.api.browser import OK, Caller, filed

HUGE = 10**17
VALUES = {
    "nothing": lambda field: None,
    "text": lambda field: "文" * min(field.get("max_length", 30), 30),
    "code": lambda field: field["choices"][-1]["value"] if "choices" in field else "sh-handler" if field["type"] == "code" else "2026-11-01",
    "huge": lambda field: HUGE,
    "empty": lambda field: "",
    "far": lambda field: {"date": "9999-12-31", "datetime": "0001-01-01T00:00"}.get(field["type"], "9" * 18),
}  # fmt: skip


@pytest.mark.parametrize("state", ["received", "operator_replied"])
def test_junk_in_every_step_is_refused_in_words(people, state):
    """Each caller reads its detail and tries every step of the kind, offered or not."""
    case = filed()
    number = case["number"]
    intake, handler, operator = (Caller().signed_in(name) for name in ("sh-intake", "sh-handler", "east-sh"))
    citizen, head = Caller().entered(number, case["codes"]["applicant"]), Caller().signed_in("sh-head")
    if state == "operator_replied":
        intake.step(number, "accept", grounds=OK, handler="sh-handler")
        handler.step(number, "forward", summary="流量费争议")
        operator.step(number, "operator_reply", facts="已查明", result="已处理", complainant_view="认可")

    sides = {intake: "intake", handler: "handler", head: "head", operator: "respondent", citizen: "applicant"}
    for name, step in catalogue.later_steps("complaint").items():
        fields = described(step.asks)
        for value in VALUES.values():
            body = {field["name"]: value(field) for field in fields if field["type"] != "file"}
            for caller in (intake, handler, head, operator, citizen):
                if sides[caller] in step.by:
                    caller.step(number, name, **body)
                    assert caller.last in (200, 202, 400, 403, 404, 409), (name, body)
        handler.upload(f"/api/cases/{number}/steps/{name}/", attachments=SimpleUploadedFile("x.pdf", b"%PDF-1.4"), grounds="{", version="x")
        assert handler.last in (400, 404)
    for caller in (intake, handler, head, operator, citizen):
        caller.get(f"/api/cases/{number}/", working="1")
        assert caller.last == 200 or (caller is operator and state == "received")


def test_erasing_and_rectifying_what_is_not_there(people):
    """Orders about entries that do not exist, that are erased already, or that are orders themselves."""
    number = filed()["number"]
    intake, head = Caller().signed_in("sh-intake"), Caller().signed_in("sh-head")
    intake.step(number, "accept", grounds=OK, handler="sh-handler")
    for entry in (1, 1, 2, 3, 4, 99, 10**15):
        head.step(number, "erase", entry=entry, order="删除决定1号")
        assert head.last in (200, 409), entry
    for entry in (2, 2, 99, 10**15):
        head.step(number, "rectify", entry=entry, reasons="受理有误", correct="不予受理")
        assert head.last in (200, 409), entry
    assert head.get(f"/api/cases/{number}/")["number"] == number
