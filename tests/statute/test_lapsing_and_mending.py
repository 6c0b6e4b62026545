"""What waits for approval lapses with its state; a voided step leaves standing what was received; a corrected paper waits for no service."""

import pytest
from django.db import transaction

from casework import commands, queries
from casework.cases.ledger import Entry
from casework.cases.outbox import Message
from casework.cases.proposals import Proposal
from casework.cases.refusals import Refused
from casework.cases.steps import steps_of
from casework.complaints import clocks, documents
from casework.complaints.workflow import Complaint
from casework.reports.oversight import oversight
from tests.builders import People
from tests.statute.course import ANSWER, Course, day
from tests.statute.test_art15_forwarding import forwarded


def test_a_proposal_lapses_when_its_case_ends_another_way(people: People) -> None:
    course = forwarded(people)
    proposal = course.propose("2026-10-14", "sh-handler", "reply", **ANSWER).proposal
    course.take("2026-10-15", "applicant", "withdraw", reason="已与企业协商")
    lapsed = Proposal.objects.get(pk=proposal.pk)
    assert (lapsed.status, lapsed.decided_by, str(lapsed.decided_on)) == ("returned", None, "2026-10-15")
    assert lapsed.reasons == "案件已转为“已撤回”，所提事项自动失效。"
    note = Entry.objects.filter(case__number=course.number).order_by("-seq")[0]
    assert (note.step, note.source, note.target, note.actor_kind) == ("lapse", "withdrawn", "withdrawn", "system")
    assert (note.facts["step"], note.facts["proposal"]) == ("reply", proposal.pk)
    told = Message.objects.get(case__number=course.number, step="lapse")
    assert (told.user, told.subject[-9:]) == (people.user("sh-handler"), "提请失效：答复办结")
    with pytest.raises(Refused, match="已经办结"), transaction.atomic():
        commands.approve(course.number, proposal.pk, by=people["sh-head"], on=day("2026-10-16"))
    assert queries.case_file(course.number, people["sh-head"]).proposals == []


def test_a_proposal_stays_where_its_step_is_still_possible(people: People) -> None:
    course = forwarded(people)
    proposal = course.propose("2026-10-14", "sh-handler", "reply", **ANSWER).proposal
    course.take("2026-10-15", "east-sh", "operator_reply", facts="已查", result="退费", complainant_view="认可")
    assert Proposal.objects.get(pk=proposal.pk).status == "pending"
    assert course.entries("lapse") == []
    commands.approve(course.number, proposal.pk, by=people["sh-head"], on=day("2026-10-16"))
    assert (course.state, Proposal.objects.get(pk=proposal.pk).status) == ("replied", "approved")


@pytest.mark.duty("TD-012")
def test_an_objection_voided_leaves_the_receipt_and_its_clock(people: People) -> None:
    """To object the operator received the notice: its time (TC-06) runs from that day, whatever becomes of the objection."""
    course = forwarded(people)
    course.take("2026-10-14", "east-sh", "object", reasons="非我司用户")
    before = course.clock("TC-06")
    assert (before.status, str(before.trigger_on)) == ("running", "2026-10-14")
    course.take("2026-10-15", "sh-head", "rectify", entry=course.entries("object")[0].seq, reasons="误登他案异议")
    assert course.state == "forwarded"
    after = course.clocks("TC-06")
    assert [(one.pk, one.status, one.last_day) for one in after] == [(before.pk, "running", before.last_day)]
    assert course.case.due_on == before.last_day


@pytest.mark.duty("TD-011")
def test_a_corrected_paper_waits_for_no_service_the_correcting_one_does(people: People) -> None:
    course = forwarded(people)
    waiting = {one.document.type for one in queries.not_yet_served(people["sh-handler"]).rows if one.case.number == course.number}
    assert waiting == {"acceptance_notice", "transfer_notice"}
    course.take("2026-10-14", "sh-head", "rectify", entry=course.entries("forward")[0].seq, reasons="转错企业")
    waiting = {one.document.type for one in queries.not_yet_served(people["sh-handler"]).rows if one.case.number == course.number}
    assert waiting == {"acceptance_notice", "correction"}
    assert oversight(people["sh-head"]).not_yet_served.count == queries.not_yet_served(people["sh-head"]).count


def test_a_step_of_a_person_dated_back_is_marked_an_import_is_not(people: People) -> None:
    course = forwarded(people)
    paper = course.papers("transfer_notice")[0].number
    slip = {"document": paper, "manner": "direct", "received_by": "本人", "relation": "self", "served_on": "2026-10-13", "proof": "签收单"}
    commands.take_step(course.number, "serve", by=people["sh-handler"], given=slip, on=day("2026-10-16"))
    assert course.entries("serve")[0].facts["dated_back"] is True
    other = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    slip = slip | {"document": other.papers("acceptance_notice")[0].number}
    commands.take_step(other.number, "serve", by=people["sh-handler"], given=slip, on=day("2026-10-16"), imported=True)
    assert other.entries("serve")[0].facts["dated_back"] is False


@pytest.mark.duty("TD-009")
def test_what_rests_on_article_14_says_that_its_number_was_not_on_the_page() -> None:
    """procedures.md section B: art 14 [V cut][V*]. Seen, so it is law and no house limit."""
    assert (clocks.DECISION.certainty, clocks.DECISION.house) == ("V*", False)
    assert {step.name: step.certainty for step in steps_of(Complaint) if step.name in ("accept", "refuse")} == {"accept": "V*", "refuse": "V*"}
    assert {documents.REFUSAL.certainty, documents.ACCEPTANCE_NOTICE.certainty} == {"V*"}
