"""Who sees what: the rule for one case and the rule for lists agree for every actor and every case, and no reading shows what may not be seen."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from casework import commands, jobs, queries
from casework.cases import sealing, visibility
from casework.cases.attachments import Attachment
from casework.cases.case import Access, Case
from casework.cases.documents import Document
from casework.cases.ledger import Entry
from casework.cases.parties import Party
from casework.cases.refusals import NotFound
from casework.people.actor import SYSTEM_ACTOR, Actor
from casework.people.models import Membership, Organisation, User, actor_for_token, actor_for_user, issue_token, ministry_id
from casework.people.roles import Role
from tests import stages
from tests.builders import OUTSIDER, People, filing
from tests.stages import act

SHANGHAI = {"sh-intake", "sh-handler", "sh-handler2", "sh-head", "sh-supervisor", "sh-sealed", "sh-token"}
MINISTRY = {"ministry-supervisor", "ministry-auditor"}
EAST = {"east-sh", "east-hq", "east-token"}
HENAN = {"ha-intake", "ha-handler", "ha-head"}
FULL = SHANGHAI | MINISTRY
CITIZEN = {"guest"}

# who reads the case of each stage, written by hand; everybody else may not learn that it exists
READERS = {
    "filed": FULL | CITIZEN,
    "accepted": FULL | CITIZEN,
    "forwarded": FULL | CITIZEN | EAST,
    "replied": FULL | CITIZEN | EAST,
    "two operators": FULL | CITIZEN | EAST | {"north-sh"},
    "objection upheld": FULL | CITIZEN | {"north-sh"},
    "forward rectified": FULL | CITIZEN,
    "sent to Henan": HENAN | FULL | CITIZEN | {"ha-token"},
    "closed": FULL | CITIZEN | EAST,
    "merged": FULL | CITIZEN,
    "a user's own": FULL | {"citizen"},
    "sealed with a reader": {"sh-sealed"},
    "sealed, reader struck off": set[str](),
    "sealed for nobody": set[str](),
}


World = tuple[dict[str, Actor], dict[str, str]]


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: object) -> Iterator[World]:
    """Made once, in a transaction around all tests of this module; what a test does to it is rolled back as always."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _world(People())
        transaction.set_rollback(True)


@pytest.fixture
def world(standing_world: World, people: People) -> World:
    """Actors of every kind and a case of every stage."""
    return standing_world


def _world(people: People) -> World:
    names = ("sh-intake", "sh-handler", "sh-handler2", "sh-head", "sh-supervisor", "sh-admin", "sh-sealed", *sorted(HENAN), "cq-intake", "ministry-intake",
             "ministry-handler", "ministry-head", *sorted(MINISTRY), "east-sh", "east-hq", "north-sh", "east-ha")  # fmt: skip
    citizen = User.objects.make("citizen", None, "王小明")
    actors = {name: people[name] for name in names} | {"citizen": actor_for_user(citizen), "outsider": OUTSIDER}
    for name, code, role in (("sh-token", "CA-31", "handler"), ("ha-token", "CA-41", "handler"), ("east-token", "OP-EAST-31", "operator")):
        token = issue_token(Organisation.objects.get(code=code), name, role, "read step", at=queries.clock.now())
        actors[name] = actor_for_token(token, at=queries.clock.now())
    reader_only = User.objects.make("reader-only", None, "只读密件")
    Membership.objects.create(user=reader_only, organisation=Organisation.objects.get(code="CA-31"), role=Role.SEALED_READER)
    actors["reader-only"] = actor_for_user(reader_only)
    cases = _cases(people, actors)
    actors["guest elsewhere"] = stages.guest(stages.filed())
    return actors, cases


def _cases(people: People, actors: dict[str, Actor]) -> dict[str, str]:
    cases = {"filed": stages.filed(), "accepted": stages.accepted(people), "forwarded": stages.forwarded(people)}
    cases["replied"] = stages.forwarded(people)
    act(people, "east-sh", cases["replied"], "operator_reply", **stages.REPLY)
    cases["two operators"] = stages.forwarded(people, "OP-NORTH-31", number_portability=True)
    cases["objection upheld"] = stages.forwarded(people)
    act(people, "east-sh", cases["objection upheld"], "object", reasons="号码不在本公司")
    act(people, "sh-handler", cases["objection upheld"], "uphold_objection", reasons="属实", respondent="OP-NORTH-31")
    cases["forward rectified"] = stages.forwarded(people, "OP-NORTH-31", number_portability=True)
    seq = Case.objects.get(number=cases["forward rectified"]).ledger_seq
    act(people, "sh-head", cases["forward rectified"], "rectify", entry=seq, reasons="转错企业")
    cases["sent to Henan"] = stages.filed(respondent="OP-EAST-41", office="CA-31")
    act(people, "sh-intake", cases["sent to Henan"], "send_to_seat")
    act(people, "ha-intake", cases["sent to Henan"], "receive_at_seat")
    cases["closed"] = stages.forwarded(people)
    act(people, "sh-handler", cases["closed"], "reply", facts_found="属实", result="已退费", outcome="known", operator_reply="同意", applicant_view="认可")
    cases["merged"] = stages.filed()
    act(people, "sh-intake", cases["merged"], "merge", into=cases["filed"], reasons="同一事项")
    cases["a user's own"] = commands.file_case("complaint", by=actors["citizen"], given=filing()).case.number
    for stage, reader in (("sealed with a reader", "sh-sealed"), ("sealed, reader struck off", "sh-sealed"), ("sealed for nobody", "")):
        cases[stage] = stages.forwarded(people)
        stages.seal(cases[stage], reader)
        if "struck" in stage:
            sealing.open_for(people["sh-sealed"])
            Access.objects.filter(case__number=cases[stage]).update(until="2026-01-01")
    return cases


def as_guest(actors: dict[str, Actor], number: str) -> dict[str, Actor]:
    """All actors, with `guest` the applicant of this case (where it can be seen at all)."""
    sealing.open_for(SYSTEM_ACTOR)
    found = {"guest": stages.guest(number)} if Party.objects.filter(case__number=number, role="applicant", user=None).exists() else {}
    return actors | found


def forget_reader() -> None:
    """Nobody reads sealed cases in this session any more (in production the transaction's end sees to it)."""
    with sealing.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('casework.reader', '', true)")


def readers_of(actors: dict[str, Actor], number: str) -> tuple[set[str], set[str], set[str]]:
    """Who reads the case by the rule for one case, by the rule for lists, and by the door."""
    one, lists, door = set(), set(), set()
    actors = as_guest(actors, number)
    case = Case.objects.get(number=number)
    parties, access = list(Party.objects.filter(case=case)), list(Access.objects.filter(case=case))
    for name, actor in actors.items():
        sealing.open_for(SYSTEM_ACTOR)
        if visibility.standing_in(actor, case, parties, access, ministry_id()).reads:
            one.add(name)
        if Case.objects.filter(visibility.visible_to(actor, ministry_id()), pk=case.pk).exists():
            lists.add(name)
        forget_reader()
        if stages.refusal_of(queries.seen, number, actor) is None:
            door.add(name)
        forget_reader()
    return one, lists, door


def test_every_stage_is_read_by_those_named_and_nobody_else(world):
    """The hand-written table, by three readings that must agree."""
    actors, cases = world
    assert cases.keys() == READERS.keys()
    for stage, number in cases.items():
        one, lists, door = readers_of(actors, number)
        assert (one, lists, door) == (READERS[stage],) * 3, stage


def pages(read, actor: Actor, **asked) -> list:
    """Every row of a list."""
    rows, cursor = [], ""
    while True:
        page = read(actor, cursor=cursor, **asked)
        rows += page.rows
        cursor = page.next
        if not cursor:
            assert page.count == len(rows), "the count tells of no case that the rows do not"
            return rows


def test_no_list_shows_a_case_its_reader_may_not_open(world):
    """Worklists in every queue, search, deadlines, inbox and papers not yet served."""
    actors, cases = world
    jobs.deliver()
    seen_at_all = set()
    for name, actor in actors.items():
        forget_reader()
        rows = [row.number for queue in queries.QUEUES for row in pages(queries.worklist, actor, queue=queue, limit=3)]
        rows += [row.number for number in cases.values() for row in pages(queries.worklist, actor, queue="waiting", q=number)]
        rows += [row.number for queue in queries.QUEUES for row in pages(queries.worklist, actor, queue=queue, q="套餐")]
        rows += [row.case.number for row in pages(queries.deadlines, actor, limit=3)]
        rows += [row.case.number for status in ("met", "void", "running") for row in pages(queries.deadlines, actor, status=status)]
        rows += [row.case.number for row in pages(queries.not_yet_served, actor)]
        seen_at_all |= set(rows)
        for number in set(rows):
            assert stages.refusal_of(queries.seen, number, actor) is None, (name, number)
            forget_reader()
    for stage, number in cases.items():
        assert (number in seen_at_all) == (not stage.startswith("sealed")), stage


def test_an_operators_queues_hold_its_cases_and_no_others(world):
    """From the day they are forwarded to it as first or second respondent until it is replaced."""
    actors, cases = world

    def stages_of(name: str, queue: str) -> set[str]:
        numbers = {row.number for row in pages(queries.worklist, actors[name], queue=queue)}
        return {stage for stage, number in cases.items() if number in numbers}

    waits = {"forwarded", "two operators"}
    for name in ("east-sh", "east-hq", "east-token"):
        assert stages_of(name, "office") == stages_of(name, "mine") == waits
        assert stages_of(name, "waiting") == {"replied"}
        assert stages_of(name, "unassigned") == stages_of(name, "overdue") == set()
    assert stages_of("north-sh", "office") == {"two operators", "objection upheld"}
    assert stages_of("east-ha", "office") == stages_of("east-ha", "waiting") == set()


def test_the_state_of_a_case_is_not_learnt_from_the_queue_it_left(world, people):
    """A case taken back from an operator is gone from its lists at once, title and state included."""
    actors, cases = world
    number = cases["two operators"]
    seq = Entry.objects.filter(case__number=number, step="forward").get().seq
    act(people, "sh-head", number, "rectify", entry=seq, reasons="转错")
    for name in ("east-sh", "north-sh"):
        for queue in queries.QUEUES:
            assert number not in {row.number for row in pages(queries.worklist, actors[name], queue=queue)}
        assert number not in {row.case.number for row in pages(queries.deadlines, actors[name])}


def test_papers_and_files_are_read_through_their_case_only(world, people):
    """Each paper by each actor: a stranger to the case gets nothing, a party what was addressed to it."""
    actors, cases = world
    sealing.open_for(SYSTEM_ACTOR)
    chosen = [cases[stage] for stage in ("accepted", "two operators", "objection upheld", "sent to Henan", "sealed with a reader", "sealed for nobody")]
    papers = list(Document.objects.select_related("case").filter(case__number__in=chosen).order_by("case", "type").distinct("case", "type"))
    addressees = {paper.pk: {row.party.organisation_id for row in paper.services.select_related("party")} for paper in papers}
    stage_of = {number: stage for stage, number in cases.items()}
    assert len(papers) >= 10 and not Attachment.objects.exists()
    for name, actor in actors.items():
        for paper in papers:
            forget_reader()
            refused = stages.refusal_of(queries.paper, paper.pk, actor)
            may = name in READERS[stage_of[paper.case.number]]
            if name in EAST | {"north-sh", "east-ha"}:
                may = may and bool(addressees[paper.pk] & actor.organisations)
            if name == "citizen":
                continue  # stands as applicant in one case only; its papers have no organisation
            assert (refused is None) == may, (name, paper.title, stage_of[paper.case.number])


def test_a_handler_who_left_the_office_has_no_list_of_it(people):
    """The case still names them; the list does not show it."""
    number = stages.accepted(people)
    assert number in [row.number for row in queries.worklist(people["sh-handler"], queue="mine").rows]
    Membership.objects.filter(user__username="sh-handler").delete()
    assert queries.worklist(people["sh-handler"], queue="mine").rows == []
    with pytest.raises(NotFound):
        queries.case_file(number, people["sh-handler"])


def test_a_merger_does_not_tell_whether_a_case_of_another_office_exists(people):
    """The sentence is the same for a number of Henan and one that was never given."""
    theirs = stages.filed(respondent="OP-EAST-41")
    ours = stages.filed()
    said = [
        stages.refusal_of(commands.take_step, ours, "merge", by=people["sh-intake"], given={"into": into, "reasons": "重复"}).reasons[0].zh
        for into in (theirs, "T-2026-41-9999999")
    ]
    assert said[0] == said[1]
