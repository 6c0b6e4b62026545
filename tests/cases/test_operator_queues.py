"""An operator's queue holds the cases against it and those in which it is the second operator, whoever asks: a branch, or a head office over branches."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from casework import queries
from casework.cases import queues, sealing
from casework.cases.case import Case
from casework.cases.refusals import Invalid
from casework.cases.turns import Turn
from casework.people.actor import SYSTEM_ACTOR
from tests.stages import REPLY, act, filed, forwarded, seal


def numbers(actor, **asked):
    return [one.number for one in queries.worklist(actor, **asked).rows]


@pytest.fixture
def cases(people):
    """Against the eastern branch, against the northern one with the eastern as second, against the northern one alone."""
    return {
        "first": forwarded(people),
        "second": forwarded(people, "OP-EAST-31", respondent="OP-NORTH-31"),
        "other": forwarded(people, respondent="OP-NORTH-31"),
    }


@pytest.mark.parametrize("who", ["east-sh", "east-hq"])
def test_the_second_operator_has_the_case_on_its_list(people, cases, who):
    assert numbers(people[who]) == [cases["first"], cases["second"]]
    assert queries.worklist(people[who]).count == 2
    assert numbers(people[who], operator="OP-NORTH-31") == [cases["second"]]
    assert numbers(people[who], operator="OP-EAST-31") == [cases["first"]]


def test_each_case_stands_once_on_a_list(people, cases):
    assert numbers(people["north-sh"]) == [cases["second"], cases["other"]]


@pytest.mark.parametrize("who", ["east-sh", "east-hq"])
def test_what_no_longer_waits_for_an_operator_goes_to_the_other_list(people, cases, who):
    for operator in ("east-sh", "north-sh"):
        act(people, operator, cases["second"], "operator_reply", **REPLY)
    assert numbers(people[who]) == [cases["first"]]
    assert numbers(people[who], queue="waiting") == [cases["second"]]


def test_one_page_after_the_other_over_both(people, cases):
    first = queries.worklist(people["east-hq"], limit=1)
    second = queries.worklist(people["east-hq"], limit=1, cursor=first.next)
    assert [one.number for one in first.rows + second.rows] == [cases["first"], cases["second"]]
    assert second.next == ""


def test_a_case_before_forwarding_is_on_nobodys_list(people):
    filed(second_respondent="OP-NORTH-31", number_portability=True)
    for who in ("east-sh", "north-sh", "east-hq"):
        for queue in ("office", "waiting", "overdue"):
            assert numbers(people[who], queue=queue) == []


@pytest.mark.parametrize("who", ["east-sh", "east-hq", "north-sh"])
def test_two_statements(people, cases, who):
    """The page with its count, both kinds of case together; and the names on it."""
    actor = people[who]
    with CaptureQueriesContext(connection) as asked:
        queries.worklist(actor)
    assert len(asked) == 2


def test_organisations_are_named_on_each_row(people, cases):
    rows = queries.worklist(people["north-sh"]).rows
    with CaptureQueriesContext(connection) as asked:
        named = [(row.office.code, row.first_office.short, row.respondent.code) for row in rows]
    assert (named, len(asked)) == ([("CA-31", "沪", "OP-NORTH-31")] * 2, 0)


def test_one_operator_has_answered_and_the_other_has_not(people, cases):
    act(people, "east-sh", cases["second"], "operator_reply", **REPLY)
    assert (numbers(people["east-sh"]), numbers(people["east-sh"], queue="waiting")) == ([cases["first"]], [cases["second"]])
    assert numbers(people["north-sh"]) == [cases["second"], cases["other"]]


def test_each_reads_its_own_due_day(people, cases):
    """The eastern branch acknowledges: its clock runs, and stands on its list; the northern one has none yet."""
    act(people, "east-sh", cases["second"], "acknowledge")
    (east,) = [row for row in queries.worklist(people["east-sh"]).rows if row.number == cases["second"]]
    (north,) = [row for row in queries.worklist(people["north-sh"]).rows if row.number == cases["second"]]
    assert (east.due_rule, east.due_on is not None, north.due_rule, north.due_on) == ("TC-06", True, "", None)
    assert numbers(people["east-sh"])[0] == cases["second"]  # those with a day stand before those without


def test_what_was_sent_back_is_owed_again(people, cases):
    act(people, "east-sh", cases["first"], "operator_reply", **REPLY)
    assert numbers(people["east-sh"], queue=queues.RETURNED) == []
    act(people, "sh-handler", cases["first"], "return_reply", reasons="未说明计费依据")
    assert numbers(people["east-sh"], queue=queues.RETURNED) == [cases["first"]]
    assert queues.counts_of_operator(people["east-hq"]) == {"office": 2, "returned": 1, "overdue": 0, "waiting": 0}


def test_a_sealed_case_is_nobodys_turn(people, cases):
    seal(cases["first"])
    assert numbers(people["east-hq"]) == [cases["second"]]
    assert queues.counts_of_operator(people["east-hq"])["office"] == 1
    kept = Turn.objects.get(case__number=cases["second"], organisation__code="OP-EAST-31")
    with transaction.atomic():  # whoever writes such a row by hand leaves none
        sealing.open_for(SYSTEM_ACTOR)
        case = Case.objects.get(number=cases["first"])
        party = case.parties.get(role="respondent")
        Turn(party=party, case=case, organisation_id=kept.organisation_id, company_id=kept.company_id, owes=True, again=False).save(force_insert=True)
    assert Turn.objects.filter(party=party).count() == 0


def test_an_ended_case_leaves_the_lists(people, cases):
    act(people, "east-sh", cases["first"], "operator_reply", **REPLY)
    act(people, "sh-intake", cases["first"], "withdraw", reason="已与企业谈妥")
    assert [one.case.number for one in Turn.objects.filter(organisation__code="OP-EAST-31")] == [cases["second"]]


def test_the_queue_of_what_was_sent_back_is_an_operators_alone(people):
    with pytest.raises(Invalid):
        queries.worklist(people["sh-handler"], queue=queues.RETURNED)
