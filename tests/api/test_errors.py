"""How the API says no: always JSON, in the reader's language, never 500."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.people.models import Organisation, Token, issue_token
from tests.api.browser import OK, Caller, filed
from tests.builders import filing

NOW = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
FILING = "/api/cases/"
LARGE = b'{"claim": "' + b"x" * 2_600_000 + b'"}'


@pytest.mark.parametrize(
    ("method", "path", "body", "content_type", "status", "code"),
    [
        ("post", FILING, b"{", "application/json", 400, "bad_request"),
        ("post", FILING, b"[1]", "application/json", 400, "bad_request"),
        ("post", FILING, b'"text"', "application/json", 400, "bad_request"),
        ("post", FILING, b'{"kind": NaN}', "application/json", 400, "bad_request"),
        ("post", FILING, b'{"kind": "complaint", "kind": "x"}', "application/json", 400, "bad_request"),
        ("post", FILING, b'{"claim": "\\u0000"}', "application/json", 400, "bad_request"),
        ("post", FILING, b'{"claim": "\\ud800"}', "application/json", 400, "bad_request"),
        ("post", FILING, b"\xff\xfe{}", "application/json", 400, "bad_request"),
        ("post", FILING, b'{"a":' * 20000, "application/json", 400, "bad_request"),
        ("post", FILING, b'{"a":' + b"[" * 40 + b"]" * 40 + b"}", "application/json", 400, "bad_request"),
        ("post", FILING, b'{"a": ' + b"9" * 5000 + b"}", "application/json", 400, "bad_request"),
        ("post", FILING, LARGE, "application/json", 413, "too_large"),
        ("post", FILING, b"kind=complaint", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        ("post", FILING, b"<x/>", "application/xml", 415, "unsupported_media_type"),
        ("post", FILING, b"--nothing", "multipart/form-data", 400, "bad_request"),
        ("post", FILING, b"", "application/json", 400, "invalid"),
        ("post", FILING, b'{"kind": ["complaint"]}', "application/json", 400, "invalid"),
        ("post", FILING, b'{"kind": "divorce"}', "application/json", 400, "invalid"),
        ("post", FILING, b'{"kind": "complaint", "step": "accept"}', "application/json", 400, "invalid"),
        ("get", FILING, b"", "application/json", 405, "method_not_allowed"),
        ("trace", "/api/cases/T-2026-31-0000001/", b"", "application/json", 405, "method_not_allowed"),
        ("frob", "/api/cases/T-2026-31-0000001/", b"", "application/json", 405, "method_not_allowed"),
        ("put", "/api/worklist/", b"", "application/json", 401, "unauthenticated"),
        ("delete", "/api/schema/", b"", "application/json", 405, "method_not_allowed"),
        ("post", "/api/", b"", "application/json", 405, "method_not_allowed"),
        ("get", "/api/worklist/", b"", "application/json", 401, "unauthenticated"),
        ("get", "/api/worklist", b"", "application/json", 404, "not_found"),
        ("get", "/api/nowhere/", b"", "application/json", 404, "not_found"),
        ("post", "/api/nowhere/", b"", "application/json", 404, "not_found"),
        ("get", "/api/documents/abc/", b"", "application/json", 404, "not_found"),
        ("get", "/api/documents/99999999999999999999999/", b"", "application/json", 404, "not_found"),
        ("get", "/api/attachments/99999999999999999999999/", b"", "application/json", 404, "not_found"),
        ("get", "/api/cases/T-2026-31-9999999/", b"", "application/json", 404, "not_found"),
        ("get", "/api/cases/%00/", b"", "application/json", 404, "not_found"),
        ("post", "/api/cases/%00/steps/%00/", b"{}", "application/json", 404, "not_found"),
        ("get", "/api/cases/沪申2026-99999/", b"", "application/json", 404, "not_found"),
        ("post", "/api/access/", b'{"number": "T-2026-31-9999999"}', "application/json", 400, "invalid"),
        ("post", "/api/access/", b'{"number": 1, "code": 2}', "application/json", 400, "invalid"),
        ("post", "/api/session/", b"username=a", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        ("post", "/api/session/", b'{"username": "nobody", "password": "x", "more": 1}', "application/json", 400, "invalid"),
    ],
)
def test_the_framework_and_the_parsers_answer_in_json(people, method, path, body, content_type, status, code):
    """One shape of error on every path under /api/."""
    caller = Caller()
    answer = caller.send(method, path, body, content_type)
    assert (caller.last, answer["code"]) == (status, code)
    assert caller.response["Content-Type"].startswith("application/json")
    assert answer["detail"]


def test_the_reader_chooses_the_language(people):
    """Chinese unless English is asked for."""
    assert Caller().get("/api/nowhere/")["detail"] == "没有找到。地址以“/”结尾。"
    assert Caller(language="en").get("/api/nowhere/")["detail"] == "Not found. Addresses end with a slash."
    assert Caller(language="fr").get("/api/nowhere/")["detail"] == "没有找到。地址以“/”结尾。"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"no_such_field": 1}, "no_such_field"),
        ({"applicant_name": None}, "applicant_name"),
        ({"applicant_name": "王" * 81}, "applicant_name"),
        ({"applicant_name": {"first": "小明"}}, "applicant_name"),
        ({"applicant_name": ["王", "小明"]}, "applicant_name"),
        ({"applicant_name": True}, "applicant_name"),
        ({"respondent": "OP-NOBODY"}, "respondent"),
        ({"respondent": {"code": "OP-EAST-31"}}, "respondent"),
        ({"event_on": "昨天"}, "event_on"),
        ({"event_on": ["2026-09-30"]}, "event_on"),
        ({"event_on": "9999-99-99"}, "event_on"),
        ({"category": "none"}, "category"),
        ({"operator_complained": "perhaps"}, "operator_complained"),
        ({"attachments": "text"}, "attachments"),
        ({"grounds": "yes"}, "grounds"),
        ({"grounds": {"T9": True}}, "grounds"),
        ({"grounds": {"T9": {"met": "true", "why": "x"}}}, "grounds"),
        ({"grounds": {"T9": {"met": True, "why": " "}}}, "grounds"),
    ],
)
def test_a_field_that_does_not_fit_is_named(people, changed, field):
    """400 with the field and a sentence."""
    caller = Caller()
    given = filing()
    given.update(changed)
    answer = caller.post(FILING, kind="complaint", **{name: value for name, value in given.items() if value is not None})
    assert (caller.last, answer["code"]) == (400, "invalid")
    assert answer["fields"][field]


def test_a_refusal_names_ground_article_and_sentence(people):
    """409 with the reasons of the law: accepting with open questions."""
    number = filed()["number"]
    intake = Caller().signed_in("sh-intake")
    answer = intake.step(number, "accept", handler="sh-handler")
    assert (intake.last, answer["code"]) == (409, "refused")
    assert {"T10-1"} <= {one["ground"] for one in answer["reasons"]}
    assert all(one["article"] and one["sentence"] for one in answer["reasons"])
    english = Caller(language="en").signed_in("sh-intake").step(number, "accept", handler="sh-handler")
    assert english["reasons"][0]["sentence"].isascii()


def test_wrong_role_is_403_a_stranger_404_a_wrong_state_409(people):
    """Who sees the case learns what is missing; who does not, learns nothing."""
    number = filed()["number"]
    handler, henan, outside = Caller().signed_in("sh-handler"), Caller().signed_in("ha-intake"), Caller()
    supervisor = Caller().signed_in("sh-supervisor")
    assert supervisor.step(number, "accept", grounds=OK)["code"] == "forbidden"
    assert supervisor.last == 403
    for stranger in (henan, outside):
        assert stranger.step(number, "accept", grounds=OK)["code"] == "not_found"
        assert stranger.step(number, "no_such_step")["code"] == "not_found"
    assert handler.step(number, "no_such_step")["code"] == "not_found"
    assert handler.step(number, "breach")["code"] == "forbidden"
    assert handler.step(number, "forward")["code"] == "refused"
    assert handler.step(number, "file", **filing())["code"] == "refused"
    assert handler.step(number, "__class__")["code"] == "not_found"


def test_a_stale_version_is_refused_with_the_entries_since(people):
    """Optimistic locking: the second of two readers learns what happened meanwhile."""
    number = filed()["number"]
    intake, handler = Caller().signed_in("sh-intake"), Caller().signed_in("sh-handler")
    seen = handler.get(f"/api/cases/{number}/")["version"]
    intake.step(number, "accept", version=seen, grounds=OK, handler="sh-handler")
    answer = handler.step(number, "forward", version=seen)
    assert (handler.last, [one["step"]["id"] for one in answer["entries"]]) == (409, ["accept"])
    assert answer["reasons"][0]["ground"] == "version"
    for version in ("x", -1, 2**40, True, [1], 1.5, {"a": 1}):
        assert handler.step(number, "forward", version=version)["fields"]["version"]
        assert handler.last == 400
    assert handler.step(number, "forward", version=2**31 - 1)["code"] == "refused"
    assert handler.step(number, "forward", version=seen + 1)["state"]["id"] == "forwarded"


def test_a_key_makes_a_filing_repeatable(people):
    """Same key and body: the same 201. Another body: 422. Nothing is filed twice."""
    caller, key = Caller(), {"Idempotency-Key": "a3b1-77"}
    first = caller.post(FILING, key, kind="complaint", **filing())
    again = Caller().post(FILING, key, kind="complaint", **filing())
    assert first == again
    assert first["codes"]["applicant"]
    assert caller.post(FILING, key, kind="complaint", **filing(title="另一件"))["code"] == "key_reused"
    assert caller.last == 422
    assert caller.post(FILING, {"Idempotency-Key": ""}, kind="complaint", **filing())["code"] == "invalid"
    assert caller.post(FILING, {"Idempotency-Key": "x" * 201}, kind="complaint", **filing())["code"] == "invalid"
    officer = Caller().signed_in("sh-intake").post(FILING, key, kind="complaint", **filing())
    assert officer["number"] != first["number"]


def test_a_failed_filing_does_not_use_up_its_key(people):
    """The key belongs to what was answered with 201."""
    caller, key = Caller(), {"Idempotency-Key": "b-1"}
    assert caller.post(FILING, key, kind="complaint", **filing(applicant_name=None))["code"] == "invalid"
    assert caller.post(FILING, key, kind="complaint", **filing())["number"]


def test_a_token_does_what_its_scope_says(people):
    """read, file, step; revoked, expired and unknown ones are 401."""
    shanghai = Organisation.objects.get(code="CA-31")
    reading = issue_token(shanghai, "读取", "handler", "read", at=NOW)
    stepping = issue_token(shanghai, "办理", "intake", "read step", at=NOW)
    filing_only = issue_token(shanghai, "提交", "intake", "file", at=NOW)
    number = filed()["number"]
    reader, stepper, filer = Caller(token=reading), Caller(token=stepping), Caller(token=filing_only)
    assert reader.get("/api/worklist/")["count"] >= 0
    assert reader.get(f"/api/cases/{number}/")["number"] == number
    assert reader.step(number, "accept", grounds=OK)["code"] == "scope"
    assert reader.last == 403
    assert reader.post(FILING, kind="complaint", **filing())["code"] == "scope"
    assert filer.get("/api/worklist/")["code"] == "scope"
    assert filer.post(FILING, kind="complaint", **filing())["number"]
    assert stepper.step(number, "accept", grounds=OK, handler="sh-handler")["state"]["id"] == "accepted"
    henan = issue_token(Organisation.objects.get(code="CA-41"), "豫", "handler", "read step", at=NOW)
    assert Caller(token=henan).get(f"/api/cases/{number}/")["code"] == "not_found"
    Token.objects.filter(name="读取").update(revoked_at=NOW)
    Token.objects.filter(name="办理").update(expires_at=NOW - timedelta(days=1))
    for caller in (reader, stepper, Caller(token="unknown"), Caller(token="\u00e9")):
        assert caller.get("/api/worklist/")["code"] == "unauthenticated"
        assert (caller.last, caller.response["WWW-Authenticate"]) == (401, 'Bearer realm="casework"')


def test_an_operators_system_answers_with_its_token(people):
    """It sees what was forwarded to its organisation, answers, and its people read that it did."""
    operator = Organisation.objects.get(code="OP-EAST-31")
    system = Caller(token=issue_token(operator, "工单系统", "operator", "read step", at=NOW))
    number = filed()["number"]
    assert system.get(f"/api/cases/{number}/")["code"] == "not_found"
    Caller().signed_in("sh-intake").step(number, "accept", grounds=OK, handler="sh-handler")
    Caller().signed_in("sh-handler").step(number, "forward", summary="流量费争议")
    assert [row["number"] for row in system.get("/api/worklist/")["results"]] == [number]
    answer = system.step(number, "operator_reply", facts="已查明", result="退费", complainant_view="认可")
    assert answer["state"]["id"] == "operator_replied"
    assert system.get("/api/me/")["organisations"][0]["code"] == "OP-EAST-31"
    history = Caller().signed_in("east-sh").get(f"/api/cases/{number}/")["history"]
    assert [(one["step"]["id"], one["actor"]) for one in history][-1] == ("operator_reply", "华东通信上海（工单系统）")


def test_a_write_with_a_session_needs_its_csrf_token(people):
    """Cookies alone do not act: neither a user's nor a guest's."""
    case = filed()
    for caller in (Caller().signed_in("sh-intake"), Caller().entered(case["number"], case["codes"]["applicant"])):
        caller.client.cookies.pop("csrftoken")
        assert caller.step(case["number"], "withdraw")["code"] == "csrf"
        assert caller.last == 403
        caller.client.cookies["csrftoken"] = "x" * 32
        assert caller.send("delete", "/api/session/", headers={"X-CSRFToken": "y" * 32})["code"] == "csrf"
        assert caller.get(f"/api/cases/{case['number']}/")["number"] == case["number"]


def test_files_are_refused_by_content_size_and_name(people):
    """Not what is called a PDF, but what is one; and only where the form has a field for files."""
    caller = Caller()
    fake = SimpleUploadedFile("证据.pdf", b"#!/bin/sh", content_type="application/pdf")
    assert caller.upload(FILING, kind="complaint", **filing(), attachments=fake)["fields"]["attachments"]
    assert caller.upload(FILING, kind="complaint", **filing(), elsewhere=SimpleUploadedFile("证据.pdf", b"%PDF-1.4 text"))["fields"]["elsewhere"]
    assert caller.last == 400
    assert caller.upload(FILING, kind="complaint", **filing(), attachments=SimpleUploadedFile("证据.pdf", b"%PDF-1.4 text"))["number"]
    assert caller.last == 201
    assert caller.upload(FILING, kind="complaint", **filing(claim="\x00"))["code"] == "bad_request"


@pytest.mark.parametrize(
    "asked",
    [
        {"queue": "none"}, {"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"limit": "٣"}, {"cursor": "%%%"}, {"cursor": "W10"}, {"due_before": "soon"},
        {"cursor": "WzEsIDJd"}, {"cursor": "é"},
    ],
)  # fmt: skip
def test_a_list_names_the_wrong_parameter(people, asked):
    """400 with the parameter."""
    caller = Caller().signed_in("sh-intake")
    answer = caller.get("/api/worklist/", **asked)
    assert (caller.last, list(answer["fields"])) == (400, list(asked))


def test_odd_searches_find_nothing_and_break_nothing(people):
    """Text that PostgreSQL cannot hold is 400; the rest is searched for."""
    caller = Caller().signed_in("sh-intake")
    for q in ("%", "_", "\\", "'", '"', "申", "沪申2026-", "沪申2026-99999999999999999999", "T-", "x" * 5000):
        assert caller.get("/api/worklist/", q=q)["results"] == []
    assert caller.get("/api/worklist/", q="\x00")["code"] == "bad_request"
    for cursor in ("-1", "x", "9" * 30, "٣"):
        assert caller.get("/api/inbox/", cursor=cursor)["fields"] == {"cursor": ["不是有效的翻页标记。(Not a cursor of this list.)"]}
    assert caller.get("/api/deadlines/", cursor="W251bGwsIDFd")["fields"]["cursor"]
    assert list(caller.get("/api/deadlines/", status="none", rule="x")["fields"]) == ["rule", "status"]


def test_broken_sessions_and_odd_bodies_are_nobody(people):
    """A cookie that is not ours is no session; JSON text with another charset is refused or read."""
    caller = Caller()
    caller.client.cookies["sessionid"] = "x" * 300
    assert caller.get("/api/me/")["code"] == "unauthenticated"
    body = json.dumps({"kind": "complaint", **filing()}, ensure_ascii=False).encode("gbk")
    assert caller.send("post", FILING, body, "application/json; charset=gbk")["code"] == "bad_request"
