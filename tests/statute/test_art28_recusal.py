"""信访工作条例 28③ 回避 (for complaints by analogy, procedures C2): declared or asked for, decided from above; until then the person waits, sees no draft
and is given nothing. That they wait, and who decides, is house design; the duty to stay out is law."""

import pytest
from django.db import transaction
from django.test import Client

from casework import commands, queries
from casework.bundle import leave
from casework.cases.handling import Recusal, RecusalRequest
from casework.cases.outbox import Message
from casework.cases.proposals import Proposal
from casework.cases.refusals import Forbidden, Refused
from casework.people.models import Membership, Organisation, User
from casework.people.roles import Role
from tests.builders import PASSWORD, People
from tests.statute.course import ANSWER, Course, day
from tests.statute.petition_moves import File
from tests.statute.test_petition_table import TABLE

WHY = {"why": "被申诉企业负责人的近亲属"}
DRAFT = "企业已退费并致歉"  # words of the reply that the handler drafts


def refused(course: Course, on: str, who: str, step: str, **given: object) -> str:
    """The sentence with which a step is refused."""
    with pytest.raises(Refused) as caught, transaction.atomic():
        course.take(on, who, step, **given)
    return "".join(one.zh for one in caught.value.reasons)


def drafted(people: People) -> tuple[Course, Proposal]:
    """A complaint whose handler proposed the reply on 14 October; sh-handler2 is a colleague."""
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    course.take("2026-10-12", "sh-handler", "forward")
    return course, course.propose("2026-10-14", "sh-handler", "reply", **ANSWER).proposal


# Who decides on whose recusal in a province: a hand-written table. The office has a head (沪负责) and, made here, a leader (沪领导).
WHO_DECIDES = """
sh-handler | sh-head             | yes
sh-handler | sh-leader           | yes
sh-handler | sh-supervisor       | no
sh-handler | ministry-supervisor | no
sh-intake  | sh-head             | yes
sh-head    | sh-head             | no
sh-head    | sh-leader           | yes
sh-head    | ministry-supervisor | yes
sh-leader  | sh-head             | no
sh-leader  | sh-leader           | no
sh-leader  | sh-supervisor       | no
sh-leader  | ministry-supervisor | yes
"""


@pytest.mark.duty("PD-026")
def test_it_is_decided_by_who_stands_above(people: People) -> None:
    leader = User.objects.create(username="sh-leader", name="沪领导", password="!")
    Membership.objects.create(user=leader, organisation=Organisation.objects.get(code="CA-31"), role=Role.LEADER)
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    for whose, decider, may in ([cell.strip() for cell in line.split("|")] for line in WHO_DECIDES.strip().splitlines()):
        with transaction.atomic():
            course.take("2026-10-13", whose, "declare_recusal", **WHY)
            given = {"user": whose, "decision": "granted", "why": "近亲属"}
            if may == "yes":
                course.take("2026-10-13", decider, "recuse", **given)
            else:
                assert refused(course, "2026-10-13", decider, "recuse", **given), (whose, decider)
            assert Recusal.objects.filter(user__username=whose).exists() == (may == "yes"), (whose, decider)
            transaction.set_rollback(True)


@pytest.mark.duty("PD-026")
def test_declared_the_handler_waits_and_then_stays_out(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    course.take("2026-10-13", "sh-handler", "declare_recusal", **WHY)
    assert Message.objects.filter(step="declare_recusal", role="head").count() == 1
    assert "决定以前" in refused(course, "2026-10-13", "sh-handler", "forward")
    course.take("2026-10-13", "sh-handler", "add_material", note="申诉人当面交来账单")  # what comes in cannot wait
    course.take("2026-10-14", "sh-head", "recuse", user="sh-handler", decision="granted", why="近亲属，应当回避")
    assert course.case.handler is None
    assert "已回避" in refused(course, "2026-10-14", "sh-handler", "add_material", note="又一份账单")
    assert "沪承办" in refused(course, "2026-10-14", "sh-intake", "assign", handler="sh-handler")
    assert course.number in [one.number for one in queries.worklist(people["sh-intake"], queue="unassigned").rows]
    course.take("2026-10-14", "sh-intake", "assign", handler="sh-handler2")
    assert course.case.handler == people.user("sh-handler2")
    assert course.case.first_handler is not None  # who received it stays on record


@pytest.mark.duty("PD-026")
def test_refused_with_reasons_the_handler_goes_on(people: People) -> None:
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    assert "没有等待决定" in refused(course, "2026-10-13", "sh-head", "recuse", user="sh-handler", decision="refused", why="没有人申请")
    course.take("2026-10-13", "sh-handler", "declare_recusal", **WHY)
    course.take("2026-10-13", "sh-head", "recuse", user="sh-handler", decision="refused", why="只是同名，没有亲属关系")
    course.take("2026-10-13", "sh-handler", "forward")
    assert course.state == "forwarded"
    row = RecusalRequest.objects.get()
    assert (row.granted, row.decided_on) == (False, day("2026-10-13"))


def citizen(people: People) -> tuple[str, object]:
    """A petition that the handler investigates, and the petitioner's actor."""
    file = File(people).go(TABLE.PATH, TABLE.PATH["investigating"])
    return file.number, file.actor("applicant")


@pytest.mark.duty("PD-026")
def test_a_petitioner_asks_for_it_and_reads_the_decision(people: People) -> None:
    number, petitioner = citizen(people)
    with pytest.raises(Refused, match="没有名叫"), transaction.atomic():
        commands.take_step(number, "challenge", by=petitioner, given={"whom": "sh-handler", "why": "有往来"}, on=day("2026-03-11"))  # a user name
    with pytest.raises(Forbidden), transaction.atomic():
        commands.take_step(number, "recuse", by=petitioner, given={"user": "sh-handler", "decision": "granted", "why": "有往来"}, on=day("2026-03-11"))
    commands.take_step(number, "challenge", by=petitioner, given={"why": "与被反映单位有往来"}, on=day("2026-03-11"))  # nobody named: the handler
    assert RecusalRequest.objects.get().user == people.user("sh-handler")
    with pytest.raises(Refused, match="等待决定"), transaction.atomic():
        commands.take_step(number, "challenge", by=petitioner, given={"whom": "沪承办", "why": "再次申请"}, on=day("2026-03-11"))
    with pytest.raises(Refused, match="决定以前"), transaction.atomic():
        commands.take_step(number, "counsel", by=people["sh-handler"], given={"counselled_on": "2026-03-11", "said": "说明"}, on=day("2026-03-11"))
    commands.take_step(
        number, "recuse", by=people["sh-head"], given={"user": "sh-handler", "decision": "refused", "why": "没有利害关系"}, on=day("2026-03-12")
    )
    file = queries.case_file(number, petitioner)
    decided = next(one for one in queries.history(file) if one.step == "recuse")
    assert file.said[decided.seq]["why"] == "没有利害关系"
    assert Message.objects.filter(step="recuse", party__role="applicant").exists()


@pytest.mark.duty("PD-026")
def test_what_was_declared_is_not_read_by_the_parties(people: People) -> None:
    number, petitioner = citizen(people)
    commands.take_step(number, "declare_recusal", by=people["sh-handler"], given={"why": "信访人系岳父的邻居"}, on=day("2026-03-11"))
    commands.take_step(
        number, "recuse", by=people["sh-head"], given={"user": "sh-handler", "decision": "granted", "why": "岳父的邻居"}, on=day("2026-03-12")
    )
    file = queries.case_file(number, petitioner)
    assert "岳父" not in str([file.said[one.seq] for one in queries.history(file) if one.seq in file.said])


@pytest.mark.duty("PD-026")
@pytest.mark.parametrize("decided", [False, True], ids=["asked", "granted"])
def test_no_draft_is_read_by_who_stays_out(people: People, decided: bool) -> None:
    course, proposal = drafted(people)
    course.take("2026-10-15", "sh-intake", "challenge", whom="沪承办乙", why="与申诉人系邻居")
    course.take("2026-10-15", "sh-intake", "challenge", whom="沪负责", why="与企业有往来")
    if decided:
        course.take("2026-10-15", "ministry-supervisor", "recuse", user="sh-head", decision="granted", why="有往来")
        Recusal.objects.create(case=course.case, user=people.user("sh-handler2"), why="邻居", on=day("2026-10-15"))
    for who in ("sh-handler2", "sh-head"):
        file = queries.case_file(course.number, people[who])
        assert (file.proposals, file.returned) == ([], {}), who
        assert DRAFT not in str(file.said), who
        found = queries.approval(proposal.pk, people[who])
        assert (found.given, found.papers, bool(found.shut)) == ({}, [], True), who
        assert queries.approvals(people[who]).rows == [], who
        with pytest.raises(Refused):
            leave.may_take_out(file.taking, "复核")
    assert DRAFT in str(queries.case_file(course.number, people["sh-intake"]).said)  # who stays in reads it


@pytest.mark.duty("PD-026")
def test_pages_and_api_show_no_draft_to_who_stays_out(people: People) -> None:
    course, proposal = drafted(people)
    course.take("2026-10-15", "sh-intake", "challenge", whom="沪负责", why="与企业有往来")
    browser = Client()
    browser.post("/sign-in/", {"username": "sh-head", "password": PASSWORD})
    assert "回避待决定：沪负责" in browser.get(f"/cases/{course.number}/").content.decode()
    for page in (f"/cases/{course.number}/", f"/desk/approvals/{proposal.pk}/", "/desk/approvals/", "/desk/messages/",
                 f"/cases/{course.number}/steps/reply/", f"/api/cases/{course.number}/"):  # fmt: skip
        assert DRAFT not in browser.get(page).content.decode(), page
    assert course.number not in browser.get(f"/desk/search/?q={DRAFT}").content.decode()  # drafts are not searched at all
    assert browser.get(f"/desk/approvals/{proposal.pk}/papers/0/").status_code == 404


@pytest.mark.duty("PD-026")
def test_what_a_recused_handler_proposed_goes_back_and_is_not_approved_before(people: People) -> None:
    course, proposal = drafted(people)
    course.take("2026-10-15", "sh-intake", "challenge", why="与企业有往来")  # the handler
    with pytest.raises(Refused, match="尚未决定"), transaction.atomic():
        commands.approve(course.number, proposal.pk, by=people["sh-head"], on=day("2026-10-15"))
    course.take("2026-10-15", "sh-head", "recuse", user="sh-handler", decision="granted", why="有往来")
    proposal.refresh_from_db()
    assert (proposal.status, proposal.reasons) == ("returned", "提出人已回避，由新的承办人重新提出。")
    assert course.state == "forwarded"


def test_an_asked_out_person_is_named_in_no_step(people: People) -> None:
    """Investigating officers, readers of sealed files, leaders in charge: any step that names a colleague."""
    course = Course.filed(people, "2026-10-12").accepted("2026-10-12")
    course.take("2026-10-13", "sh-intake", "challenge", whom="沪承办乙", why="同学")
    for step, given in (("assign", {"handler": "sh-handler2"}), ("hand_over", {"to": "sh-handler2", "why": "休假"})):
        assert "沪承办乙" in refused(course, "2026-10-13", "sh-head", step, **given), step
