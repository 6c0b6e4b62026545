"""An operator's queue holds the cases against it and those in which it is the second operator, whoever asks: a branch, or a head office over branches."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from casework import queries
from casework.cases import queues
from casework.cases.parties import Party
from casework.cases.refusals import Invalid
from tests.stages import REPLY, act, filed, forwarded


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
def test_one_statement(people, cases, who):
    """The page with its names and its count, both kinds of case together."""
    actor = people[who]
    with CaptureQueriesContext(connection) as asked:
        queries.worklist(actor)
    assert len(asked) == 1


def test_organisations_are_named_on_each_row(people, cases):
    rows = queries.worklist(people["north-sh"]).rows
    with CaptureQueriesContext(connection) as asked:
        named = [(row.office.code, row.first_office.short, row.respondent.code) for row in rows]
    assert (named, len(asked)) == ([("CA-31", "沪", "OP-NORTH-31")] * 2, 0)


def test_what_a_family_asks_besides_narrows_every_arm(people, cases):
    mine, besides = people["east-hq"], Q(pk__in=Party.objects.filter(organisation__code="OP-NORTH-31").values("case"))
    assert numbers(mine, also=besides) == [cases["second"]]
    assert numbers(mine, queue=queues.EVERY, also=~besides) == [cases["first"]]
    assert queues.counts_of_operator(mine, {"both": besides, "alone": ~besides}) == {"both": 1, "alone": 1}


def test_every_case_is_no_queue_by_itself(people):
    with pytest.raises(Invalid):
        queries.worklist(people["east-sh"], queue=queues.EVERY)
