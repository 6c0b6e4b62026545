"""A file is read in at most nine statements, whoever reads it, and says no more than before: grounds draw on what was read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import commands, queries
from casework.cases import checklist
from casework.cases.case import Access
from casework.people.models import Membership, actor_for_user, ministry_id
from tests.builders import OUTSIDER, filing
from tests.stages import OK, REPLY, accepted, act, filed, forwarded, guest

MOST = 9
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def statements(number, actor):
    """The file, and how many statements it took (savepoints are not counted, nor what a process reads once)."""
    ministry_id()
    with CaptureQueriesContext(connection) as asked:
        file = queries.case_file(number, actor)
    return file, sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in asked.captured_queries)


def evidence(name):
    return {"attachments": [SimpleUploadedFile(name, PDF, "application/pdf")]}


@pytest.fixture
def busy(people):
    """One person who is intake, handler and head of Shanghai at once: every step of the office is offered."""
    user = people.user("sh-handler")
    office = user.memberships.get().organisation
    Membership.objects.bulk_create(Membership(user=user, organisation=office, role=role) for role in ("intake", "head", "supervisor"))
    return actor_for_user(user)


def stage(people, name):
    """A complaint at this stage, with a second operator where one can be."""
    if name == "received":
        return filed()
    if name == "of another province":
        return filed(respondent="OP-EAST-41", office="CA-31")
    if name == "accepted":
        return accepted(people)
    number = forwarded(people, second="OP-NORTH-31")
    if name == "objected":
        act(people, "north-sh", number, "object", reasons="不是我司用户")
    if name in ("replied", "answer proposed"):
        act(people, "north-sh", number, "operator_reply", **REPLY)
        act(people, "east-sh", number, "operator_reply", **REPLY)
    if name == "answer proposed":
        commands.take_step(number, "reply", by=people["sh-handler"], given={"facts_found": "属实", "result": "已退费", "outcome": "recognised"})
    return number


STAGES = ("received", "of another province", "accepted", "forwarded", "objected", "replied", "answer proposed")
READERS = [(name, who) for name in STAGES for who in ("busy", "sh-intake", "sh-supervisor", "ministry-auditor", "applicant")]
READERS += [(name, who) for name in STAGES[3:] for who in ("east-sh", "north-sh")]  # in the case since it was forwarded


@pytest.mark.parametrize(("name", "who"), READERS)
def test_at_most_nine_statements(people, busy, who, name):
    number = stage(people, name)
    actor = busy if who == "busy" else guest(number) if who == "applicant" else people[who]
    file, count = statements(number, actor)
    assert file.case.number == number
    assert count <= MOST


def test_with_files_and_an_old_office_still_at_most_nine(people):
    case = commands.file_case("complaint", by=OUTSIDER, given=filing(), files=evidence("账单.pdf")).case
    number, henan = case.number, next(iter(people["ha-head"].organisations))
    Access.objects.create(case_id=case.pk, organisation_id=henan, why="sent on", since="2026-11-01")
    for who in ("sh-intake", "sh-head", "ha-head"):
        file, count = statements(number, people[who])
        assert ([one.name for one in file.attachments], count <= MOST) == (["账单.pdf"], True)


def test_two_operators_do_not_read_each_other(people):
    number = forwarded(people, second="OP-NORTH-31")
    commands.take_step(number, "operator_reply", by=people["east-sh"], given={**REPLY, "result": "东方退费"}, files=evidence("东.pdf"))
    commands.take_step(number, "operator_reply", by=people["north-sh"], given={**REPLY, "result": "北方退费"}, files=evidence("北.pdf"))
    for who, file_name, result in (("east-sh", "东.pdf", "东方退费"), ("north-sh", "北.pdf", "北方退费")):
        file = queries.case_file(number, people[who])
        assert [one.name for one in file.attachments] == [file_name]
        assert [said["result"] for said in file.said.values() if "result" in said] == [result]
        assert {(one.document.type, one.party.organisation_id) for one in file.services} == {("transfer_notice", file.taking.standing.party.organisation_id)}
        assert [one.pk for one in file.papers] == [one.document_id for one in file.services]
        assert {entry.payload for entry in file.entries if entry.actor_id != people[who].id} == {None}  # nor what the office or the citizen wrote
    inside = queries.case_file(number, people["sh-handler"])
    assert [one.name for one in inside.attachments] == ["东.pdf", "北.pdf"]
    assert [said["result"] for said in inside.said.values() if "result" in said] == ["东方退费", "北方退费"]


def test_grounds_of_the_file_say_what_the_step_says(people):
    number = accepted(people)

    def words(who):
        return {line.ground.id: checklist.word(line.answer) for line in queries.case_file(number, people[who]).grounds}

    assert words("sh-handler")["hand-over-waits"] == "unmet"
    assert words("sh-handler")["no-hand-over-waits"] == "met"
    commands.take_step(number, "hand_over", by=people["sh-handler"], given={"to": "sh-handler2", "why": "出差"})
    assert words("sh-handler")["hand-over-waits"] == "met"
    assert words("sh-handler")["no-hand-over-waits"] == "unmet"
    assert words("sh-handler")["offered-to-me"] == "unmet"
    assert words("sh-handler2")["offered-to-me"] == "met"
    commands.take_step(number, "accept_hand_over", by=people["sh-handler2"])
    assert (words("sh-handler2")["hand-over-waits"], words("sh-handler2")["offered-to-me"]) == ("unmet", "met")  # that none waits is said once
    assert words("sh-handler")["paper-waits"] == "met"


def test_recorded_answers_come_with_the_file_the_latest_counts(people):
    number = filed()
    for met, why in ((False, "未见合同"), (True, "已补合同")):
        commands.take_step(number, "record_ground", by=people["sh-intake"], answers={"T10-1": {"met": met, "why": why}})
    file = queries.case_file(number, people["sh-intake"])
    assert file.taking.answers["T10-1"] == (True, "已补合同")


def test_accepting_twice_is_still_refused_after_the_file_was_read(people):
    number = filed()
    queries.case_file(number, people["sh-intake"])
    commands.take_step(number, "accept", by=people["sh-intake"], given={"handler": "sh-handler"}, answers=OK)
    assert queries.case_file(number, people["sh-handler"]).case.state == "accepted"
