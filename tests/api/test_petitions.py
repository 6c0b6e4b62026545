"""Petitions over HTTP: an intake of WeChat that may be repeated, a step by proposal and approval, what is refused and how, a review with its own code."""

import pytest

from casework.cases.case import Case
from tests.api.browser import Caller
from tests.statute.petition_moves import GIVEN, MATTER, PATHS, PETITIONER, File, settle_petition_people
from tests.statute.petition_table import rows

PATH = {name: found for name, found in rows(PATHS)}
FILING = "/api/cases/"
WECHAT = PETITIONER | MATTER | {"kind": "petition", "step": "register", "channel": "wechat", "office": "CA-31"}
NAMED = {name: WECHAT[name] for name in WECHAT if not name.startswith("agent_")}


def test_wechat_files_once_however_often_it_is_sent(committed):
    caller, key = Caller(), {"Idempotency-Key": "wx-20260302-000117"}
    first = caller.post(FILING, key, **NAMED)
    assert caller.last == 201
    assert caller.post(FILING, key, **NAMED) == first  # the same number and the same query code
    assert Case.objects.filter(kind="petition").count() == 1
    assert caller.post(FILING, key, **(NAMED | {"claim": "别的请求"}))["code"] == "key_reused"
    seen = Caller().signed_in("sh-intake").get(f"/api/cases/{first['number']}/")
    assert (seen["state"]["id"], seen["fields"]["channel"], seen["kind"]) == ("registered", "wechat", "petition")
    assert [one["rule"]["id"] for one in seen["deadlines"]] == ["PT-02"]
    assert [(one["role"]["zh"], one["role"]["en"]) for one in seen["parties"]] == [("信访人", "petitioner")]


@pytest.mark.parametrize("missing", ["applicant_name", "applicant_address"])
def test_without_a_name_or_an_address_the_field_is_named(committed, missing):
    caller = Caller()
    answer = caller.post(FILING, **{name: said for name, said in NAMED.items() if name != missing})
    assert (caller.last, answer["code"], set(answer["fields"])) == (400, "invalid", {missing})


@pytest.mark.parametrize(("given", "field"), [({"channel": "pigeon"}, "channel"), ({"claim": ""}, "claim"), ({"office": "CA-99"}, "office"),
                                              ({"representatives": "甲\n乙\n丙\n丁\n戊\n己"}, "representatives")])  # fmt: skip
def test_what_is_wrong_is_named_by_its_field(committed, given, field):
    caller = Caller()
    answer = caller.post(FILING, **(NAMED | given))
    assert (caller.last, set(answer["fields"])) == (400, {field})


def test_a_visit_registered_without_the_statement_is_refused(committed):
    """19①: what is said orally is written down."""
    intake = Caller().signed_in("sh-intake")
    answer = intake.post(FILING, **(NAMED | {"channel": "visit"}))
    assert (intake.last, set(answer["fields"])) == (400, {"statement"})
    assert intake.post(FILING, **(NAMED | {"channel": "visit", "statement": "我要反映基站的事。"}))["number"]


def test_a_step_with_approval(committed):
    """An opinion is proposed by the handler and issued by the leader; the petitioner sees it then."""
    file = File(committed).go(PATH, PATH["investigating"])
    settle_petition_people()
    handler, leader = Caller().signed_in("sh-handler"), Caller()
    proposed = handler.step(file.number, "issue_opinion", **GIVEN["issue_opinion"])
    assert (handler.last, proposed["state"]["id"], proposed["proposal"]["approver"]["id"]) == (202, "investigating", "leader")
    waiting = f"/api/cases/{file.number}/proposals/{proposed['proposal']['id']}/approve/"
    handler.post(waiting)
    assert handler.last == 403  # 32①: not by who wrote it
    _known("sh-leader")
    leader.signed_in("sh-leader")
    assert leader.post(waiting)["state"]["id"] == "opinion_issued"
    guest = Caller().entered(file.number, file.codes["applicant"])
    assert {one["type"] for one in guest.get(f"/api/cases/{file.number}/")["papers"]} >= {"opinion"}


def test_a_step_from_the_wrong_state_and_by_the_wrong_role(committed):
    file = File(committed).go(PATH, PATH["accepted"])
    handler, intake = Caller().signed_in("sh-handler"), Caller().signed_in("sh-intake")
    answer = handler.step(file.number, "issue_opinion", **GIVEN["issue_opinion"])
    assert (handler.last, answer["reasons"][0]["ground"]) == (409, "state")
    intake.step(file.number, "investigate", **GIVEN["investigate"])
    assert intake.last == 403
    Caller().signed_in("ha-handler").get(f"/api/cases/{file.number}/")
    stranger = Caller().signed_in("ha-handler")
    stranger.step(file.number, "investigate", **GIVEN["investigate"])
    assert stranger.last == 404
    missing = handler.step(file.number, "investigate", heard="没有人告诉我们。")
    assert (handler.last, set(missing["fields"])) == (400, {"heard_on", "found"})


def test_a_sealed_accusation_is_read_with_its_query_code_alone(committed):
    file = File(committed).go(PATH, PATH["accusation"])
    guest = Caller().entered(file.number, file.codes["applicant"])
    seen = guest.get(f"/api/cases/{file.number}/")
    assert (guest.last, seen["state"]["id"]) == (200, "accusation")
    assert guest.step(file.number, "add_material", note="另有录音")["state"]["id"] == "accusation"
    for who in ("sh-handler", "sh-head", "ministry-supervisor"):
        caller = Caller().signed_in(who)
        caller.get(f"/api/cases/{file.number}/")
        assert caller.last == 404, who


def _known(username: str) -> None:
    """Give this person a password that opens."""
    from casework.people.models import User
    from tests.builders import PASSWORD

    user = User.objects.get(username=username)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
