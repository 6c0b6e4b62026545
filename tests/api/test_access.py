"""Sessions, query codes and who sees what: a stranger meets 404 on every endpoint."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from casework.cases import sealing
from casework.cases.case import Case
from casework.people.actor import SYSTEM_ACTOR
from casework.people.models import User
from tests.api.browser import OK, Caller, filed, fresh_address
from tests.builders import PASSWORD, filing

PDF = b"%PDF-1.4 evidence"


def test_a_query_code_opens_one_case_for_thirty_minutes(people):
    """Either form of the number, the code as people type it; another case stays closed; after thirty minutes so does this one."""
    case, other = filed(), filed(title="另一件")
    code = case["codes"]["applicant"]
    typed = code.lower().replace("0", "O")
    for number in (case["number"], case["people_number"], case["number"].lower()):
        guest = Caller().entered(number, f"{typed[:5]}-{typed[5:]}")
        assert guest.get(f"/api/cases/{case['number']}/")["my_roles"][0]["id"] == "applicant"
        assert guest.get(f"/api/cases/{case['people_number']}/")["number"] == case["number"]
        assert guest.get(f"/api/cases/{other['number']}/")["code"] == "not_found"
    me = guest.get("/api/me/")
    assert (me["kind"], me["number"], me["organisations"]) == ("guest", case["number"], [])
    session = guest.client.session
    session["guest_of"] = session["guest_of"] | {"until": time.time() - 1}
    session.save()
    assert guest.get(f"/api/cases/{case['number']}/")["code"] == "not_found"
    assert guest.get("/api/me/")["code"] == "unauthenticated"


def seal(number: str) -> None:
    """Seal a case as the system would."""
    with transaction.atomic():
        sealing.open_for(SYSTEM_ACTOR)
        Case.objects.filter(number=number).update(sealed=True)


def test_a_wrong_number_and_a_wrong_code_answer_alike(committed):
    """Nobody learns which cases exist; a sealed one answers like one that does not."""
    case = filed()
    caller = Caller()
    wrong_code = (caller.post("/api/access/", number=case["number"], code="0000000000"), caller.last)
    wrong_number = (caller.post("/api/access/", number="T-2026-31-9999998", code=case["codes"]["applicant"]), caller.last)
    seal(case["number"])
    sealed = (caller.post("/api/access/", number=case["number"], code=case["codes"]["applicant"]), caller.last)
    assert wrong_code == wrong_number == sealed == ({"code": "wrong_code", "detail": "编号或者查询码不正确。"}, 403)


def test_five_wrong_codes_close_a_number_for_everybody(people):
    """Then 429 with the wait, from any address and with the right code too; another number is open."""
    case, other = filed(), filed(title="另一件")
    right = {"number": case["number"], "code": case["codes"]["applicant"]}
    for _ in range(5):
        caller = Caller()
        assert caller.post("/api/access/", number=case["number"], code="0000000000")["code"] == "wrong_code"
    caller = Caller()
    answer = caller.post("/api/access/", **right)
    assert (caller.last, answer["code"]) == (429, "throttled")
    assert 0 < answer["wait"] <= 900
    assert caller.response["Retry-After"] == str(answer["wait"])
    assert caller.post("/api/access/", number=case["people_number"], code=case["codes"]["applicant"])["code"] == "throttled"
    Caller().entered(other["number"], other["codes"]["applicant"])


def test_twenty_wrong_codes_close_an_address(people):
    """Right ones in between do not count."""
    case = filed()
    address = fresh_address()
    for number in range(20):
        caller = Caller(address=address)
        assert caller.post("/api/access/", number=f"T-2026-31-8{number:06d}-{address}", code="0000000000")["code"] == "wrong_code"
        if number % 5 == 0:
            Caller(address=address).entered(case["number"], case["codes"]["applicant"])
    assert Caller(address=address).post("/api/access/", number=case["number"], code=case["codes"]["applicant"])["code"] == "throttled"
    Caller().entered(case["number"], case["codes"]["applicant"])


def test_tries_are_counted_while_valkey_is_away(people, settings):
    """Each process counts for itself: nobody is locked out, nothing goes uncounted."""
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1", "OPTIONS": {"socket_connect_timeout": 1}}}
    case = filed()
    codes = [Caller().post("/api/access/", number=case["number"], code="0000000000")["code"] for _ in range(6)]
    assert codes == ["wrong_code"] * 5 + ["throttled"]


def test_signing_in_and_out(people):
    """Wrong name and wrong password answer alike and are counted; a closed account and a changed password end the session."""
    caller = Caller()
    wrong = [caller.post("/api/session/", username=name, password="wrong") for name in ("sh-head", "nobody-at-all")]
    assert wrong[0] == wrong[1] == {"code": "wrong_password", "detail": "用户名或者密码不正确。"}
    caller.signed_in("sh-head")
    me = caller.get("/api/me/")
    assert (me["kind"], me["name"]) == ("user", "沪负责")
    assert [(one["code"], [role["id"] for role in one["roles"]]) for one in me["organisations"]] == [("CA-31", ["head"])]
    assert caller.send("delete", "/api/session/") == b""
    assert (caller.last, caller.get("/api/me/")["code"]) == (204, "unauthenticated")
    caller.signed_in("sh-head")
    user = User.objects.get(username="sh-head")
    user.set_password("another-password")
    user.save()
    assert caller.get("/api/me/")["code"] == "unauthenticated"
    other = Caller().signed_in("sh-handler2")
    User.objects.filter(username="sh-handler2").update(is_active=False)
    assert other.get("/api/me/")["code"] == "unauthenticated"
    assert Caller().post("/api/session/", username="sh-handler2", password=PASSWORD)["code"] == "wrong_password"


def test_five_wrong_passwords_close_a_user_name(people):
    """Also for the right password."""
    for _ in range(5):
        Caller().post("/api/session/", username="ministry-auditor", password="wrong")
    answer = Caller().post("/api/session/", username="ministry-auditor", password=PASSWORD)
    assert (answer["code"], answer["wait"] > 0) == ("throttled", True)


def test_a_session_is_new_after_signing_in(people):
    """A session planted before is not the one used after."""
    caller = Caller()
    case = filed()
    caller.entered(case["number"], case["codes"]["applicant"])
    before = caller.client.cookies["sessionid"].value
    caller.signed_in("sh-head")
    assert caller.client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def accepted_with_file() -> tuple[dict, str, str]:
    """An accepted complaint with a file of the citizen's: the case, the addresses of its paper and its file."""
    citizen = Caller()
    case = citizen.upload("/api/cases/", kind="complaint", **filing(), attachments=SimpleUploadedFile("通话录音 证据.pdf", PDF))
    assert citizen.last == 201, case
    intake = Caller().signed_in("sh-intake")
    paper = intake.step(case["number"], "accept", grounds=OK, handler="sh-handler")["papers"][0]["url"]
    file = intake.get(f"/api/cases/{case['number']}/")["attachments"][0]["url"]
    return case, paper, file


def addresses(number: str, paper: str, file: str) -> list[tuple[str, str, dict]]:
    """Every endpoint that names one case, paper or file."""
    return [
        ("get", f"/api/cases/{number}/", {}), ("get", f"/api/cases/{number}/?working=1", {}), ("post", f"/api/cases/{number}/steps/forward/", {}),
        ("post", f"/api/cases/{number}/steps/forward/", {"version": 0}), ("post", f"/api/cases/{number}/steps/withdraw/", {}),
        ("post", f"/api/cases/{number}/proposals/1/approve/", {}), ("post", f"/api/cases/{number}/proposals/1/return/", {"reasons": "x"}),
        ("get", paper, {}), ("get", f"{paper}?format=pdf", {}), ("get", f"{paper}?format=docx", {}), ("get", file, {}),
    ]  # fmt: skip


STRANGERS = ("ha-intake", "ha-head", "ministry-intake", "sh-admin", "north-sh", "east-sh", "east-hq", "east-ha")


def test_a_stranger_meets_404_on_every_endpoint(people):
    """Another province, the operators before it is forwarded, an administrator, a guest of another case, nobody: all learn nothing."""
    case, paper, file = accepted_with_file()
    other = filed(title="另一件")
    callers = [Caller().signed_in(name) for name in STRANGERS] + [Caller(), Caller().entered(other["number"], other["codes"]["applicant"])]
    for caller in callers:
        for method, path, body in addresses(case["number"], paper, file):
            answer = caller.get(path) if method == "get" else caller.post(path, **body)
            assert (caller.last, answer) == (404, {"code": "not_found", "detail": "没有找到。地址以“/”结尾。"}), path
        for path in ("/api/worklist/", "/api/deadlines/", "/api/inbox/", "/api/not-yet-served/"):
            answer = caller.get(path, **({"queue": "office"} if "worklist" in path else {}))
            assert case["number"] not in str(answer), path


def test_a_sealed_case_is_404_for_its_own_office(committed):
    """Also for its handler, its head, the ministry's supervisor and the citizen whose session was open."""
    case, paper, file = accepted_with_file()
    callers = [Caller().signed_in(name) for name in ("sh-intake", "sh-handler", "sh-head", "sh-sealed", "ministry-supervisor", "ministry-auditor")]
    callers.append(Caller().entered(case["number"], case["codes"]["applicant"]))
    seal(case["number"])
    for caller in callers:
        for method, path, body in addresses(case["number"], paper, file):
            answer = caller.get(path) if method == "get" else caller.post(path, **body)
            assert (caller.last, answer["code"]) == (404, "not_found"), path
        for path in ("/api/worklist/", "/api/deadlines/", "/api/inbox/", "/api/not-yet-served/"):
            assert case["number"] not in str(caller.get(path)), path


def test_files_are_downloads_with_their_own_name(people):
    """The office and who handed it in; RFC 5987 name, nosniff, sandboxed."""
    case, paper, file = accepted_with_file()
    for caller in (Caller().signed_in("sh-handler"), Caller().entered(case["number"], case["codes"]["applicant"])):
        assert caller.get(file) == PDF
        headers = caller.response.headers
        assert headers["Content-Disposition"] == ("attachment; filename*=utf-8''%E9%80%9A%E8%AF%9D%E5%BD%95%E9%9F%B3%20%E8%AF%81%E6%8D%AE.pdf")
        assert (headers["X-Content-Type-Options"], headers["Content-Type"], headers["Cache-Control"]) == ("nosniff", "application/pdf", "no-store")
        assert caller.get(paper)["services"][0]["party"] == "王小明"


@pytest.mark.parametrize(("username", "contact"), [("sh-handler", "13800138000"), ("ministry-auditor", None), ("sh-supervisor", None), ("east-sh", None)])
def test_contact_data_are_for_those_who_need_them(people, username, contact):
    """Who handles the case sees the telephone; who supervises or answers for the operator does not."""
    number = filed()["number"]
    Caller().signed_in("sh-intake").step(number, "accept", grounds=OK, handler="sh-handler")
    Caller().signed_in("sh-handler").step(number, "forward", summary="流量费争议")
    seen = Caller().signed_in(username).get(f"/api/cases/{number}/")
    applicant = next(party for party in seen["parties"] if party["role"]["id"] == "applicant")
    assert (applicant["phone"], applicant["name"]) == (contact, "王小明")
    assert ("claim" in seen["fields"]) == (username != "east-sh")
    assert ("13800138000" in str(seen)) == (contact is not None)


def test_an_operator_and_a_citizen_read_no_internal_notes(people):
    """Assignments, proposals and answers to grounds are the office's; a stale version tells a party only that it is stale."""
    case = filed()
    number = case["number"]
    intake, handler = Caller().signed_in("sh-intake"), Caller().signed_in("sh-handler")
    intake.step(number, "accept", grounds=OK, handler="sh-handler")
    handler.step(number, "hand_over", to="sh-handler2", why="休假")
    handler.step(number, "forward", summary="流量费争议")
    operator, citizen = Caller().signed_in("east-sh"), Caller().entered(number, case["codes"]["applicant"])
    for caller, history in ((operator, ["forward"]), (citizen, ["file", "accept", "forward"])):
        seen = caller.get(f"/api/cases/{number}/")
        assert [one["step"]["id"] for one in seen["history"]] == history
        assert (seen["proposals"], seen["grounds"], seen["first_handler"]) == ([], [], None)
        assert {one["approved_by"] for one in seen["steps"]} == {None}
    answer = operator.step(number, "acknowledge", version=1)
    assert (operator.last, answer["reasons"][0]["ground"], answer.get("entries")) == (409, "version", [])


def test_one_operator_does_not_read_the_files_of_the_other(people):
    """Number portability: two operators in one case."""
    number = filed(second_respondent="OP-NORTH-31", number_portability=True)["number"]
    Caller().signed_in("sh-intake").step(number, "accept", grounds=OK, handler="sh-handler")
    Caller().signed_in("sh-handler").step(number, "forward", summary="携号转网")
    east, north = Caller().signed_in("east-sh"), Caller().signed_in("north-sh")
    reply = {"facts": "已查明", "result": "已处理", "complainant_view": "认可"}
    east.upload(f"/api/cases/{number}/steps/operator_reply/", **reply, attachments=SimpleUploadedFile("内部资料.pdf", PDF))
    assert east.last == 200
    file = east.get(f"/api/cases/{number}/")["attachments"][0]["url"]
    assert east.get(file) == PDF
    assert north.get(file)["code"] == "not_found"
    seen = north.get(f"/api/cases/{number}/")
    assert (seen["attachments"], [one["step"]["id"] for one in seen["history"]]) == ([], ["forward"])
    assert [one["bound_party"] for one in seen["deadlines"]] in ([], ["北方移动通信有限公司上海分公司"])
