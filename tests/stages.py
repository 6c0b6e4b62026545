"""Complaints brought to a stage of their way through the commands, each step by the person whose step it is."""

from typing import Any

from django.db import connection, transaction

from casework import commands
from casework.cases import sealing
from casework.cases.case import Access, Case
from casework.cases.parties import Party
from casework.cases.refusals import Refusal
from casework.people.actor import SYSTEM_ACTOR, Actor
from casework.people.models import User
from tests.builders import OUTSIDER, People, filing

GROUNDS = ("T9", "T10-1", "T10-2", "T10-3", "T10-4", "T11-1", "T11-2", "T11-3", "T11-4", "T11-6")
OK = {ground: {"met": True, "why": "已核对"} for ground in GROUNDS}
REPLY = {"facts": "已查明", "result": "退费一百二十元", "complainant_view": "认可"}


def filed(**changed: Any) -> str:
    """The number of a complaint just filed by a citizen."""
    return commands.file_case("complaint", by=OUTSIDER, given=filing(**changed)).case.number


def accepted(people: People, **changed: Any) -> str:
    """Accepted by the Shanghai office, in the hands of sh-handler."""
    number = filed(**changed)
    commands.take_step(number, "accept", by=people["sh-intake"], given={"handler": "sh-handler"}, answers=OK)
    return number


def forwarded(people: People, second: str = "", **changed: Any) -> str:
    """Forwarded to 华东通信上海, and to a second operator where one is named by code."""
    number = accepted(people, **changed)
    act(people, "sh-handler", number, "forward", **({"second_respondent": second} if second else {}))
    return number


def act(people: People, who: str, number: str, step: str, **given: Any) -> commands.Outcome:
    """Take one step; it is approved by the head of Shanghai where it needs that."""
    outcome = commands.take_step(number, step, by=people[who], given=given)
    if outcome.proposal and not outcome.taking:
        return commands.approve(number, outcome.proposal.pk, by=people["sh-head"])
    return outcome


def guest(number: str, role: str = "applicant") -> Actor:
    """The party of this role, as let in by number and query code."""
    party = Party.objects.get(case__number=number, role=role)
    return Actor(kind="guest", id=party.pk, name=party.name, case_id=party.case_id, party_id=party.pk)


def seal(number: str, reader: str = "") -> None:
    """Seal a case by hand, and name one reader: complaints have no step that seals (accusations in petitions do)."""
    with transaction.atomic(), connection.cursor() as cursor:
        sealing.open_for(SYSTEM_ACTOR)
        case = Case.objects.get(number=number)
        if reader:
            Access.objects.create(case=case, user=User.objects.get(username=reader), why="sealed", since=case.filed_on)
        Case.objects.filter(pk=case.pk).update(sealed=True)
        cursor.execute("SELECT set_config('casework.reader', '', true)")


def refusal_of(command: Any, *arguments: Any, **named: Any) -> Refusal | None:
    """What a command was refused with, None where it went through."""
    try:
        command(*arguments, **named)
    except Refusal as refused:
        return refused
    return None
