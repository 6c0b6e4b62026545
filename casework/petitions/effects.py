"""What the steps of a petition do besides setting columns: people, offices, links, charge, seal. Each gives facts for the ledger, without names."""

from datetime import date
from typing import Any

from django.db.models import Q

from casework.cases import handling, parties, sealing
from casework.cases.case import Access, Case
from casework.cases.handling import Assignment, Recusal
from casework.cases.parties import Party
from casework.cases.proposals import Proposal
from casework.cases.refusals import Invalid, refused
from casework.cases.visibility import SEALED
from casework.people.actor import GUEST, SYSTEM_ACTOR, Actor
from casework.people.models import User
from casework.people.roles import Role
from casework.petitions.file import PetitionFile

Given = dict[str, Any]
Facts = dict[str, Any]
BY_THE_OFFICE = ("arrived_on", "posted_on")
REAL_NAME = {  # who files without the office says who they are (19①)
    "applicant_name": "请填写“姓名或者名称”：网上信访实名提出（信访工作条例 19①）。(name: online a petition is made in one's own name, 信访工作条例 19①.)",
    "applicant_address": "请填写“住址”（信访工作条例 19①）。(address: required, 信访工作条例 19①.)",
}


def say_who(case: PetitionFile, given: Given, *, by: Actor, **_: Any) -> Facts:
    """Who petitions without the office does so by name and address: the office cannot ask back. Raises Invalid."""
    if by.kind == GUEST and (lacking := {name: [said] for name, said in REAL_NAME.items() if not given.get(name)}):
        raise Invalid(lacking)
    return {}


def join_people(case: PetitionFile, given: Given, *, by: Actor, on: date, **_: Any) -> Facts:
    """The petitioner, an agent with the authority, and the representatives of several (20③) become parties; nobody where no name was given."""
    if not by.standing and any(given.get(name) for name in BY_THE_OFFICE):
        said = "收到日期、交邮日期由受理机构填写。", "The days of receipt and of posting are for the office to fill in."
        raise refused("arrived_on", *said, "信访工作条例 23②")
    account = by.user_id if not by.standing else None
    rows = []
    if given.get("applicant_name"):
        rows.append(parties.person(case, Role.APPLICANT, given, "applicant", on=on))
        rows[0].user_id = None if given.get("agent_name") else account
    if given.get("agent_name"):
        agent = parties.person(case, Role.AGENT, given, "agent", on=on)
        agent.authority, agent.user_id = given.get("agent_authority") or "", account
        rows.append(agent)
    names = [line.strip() for line in (given.get("representatives") or "").splitlines() if line.strip()]
    rows += [Party(case=case, role=Role.REPRESENTATIVE, name=name, since=on) for name in names]
    return {"people": [one.pk for one in Party.objects.bulk_create(rows)]}


def join_people_of_level(case: PetitionFile, given: Given, *, by: Actor, on: date, **_: Any) -> Facts:
    """The people of the matter stand in its review and recheck too. The day of posting was looked at when the request came in."""
    return join_people(case, given | dict.fromkeys(BY_THE_OFFICE), by=by, on=on)


def contact(case: PetitionFile) -> Given:
    """The petitioner's data under the names of the filing form, agent included; empty where nobody gave a name."""
    data: Given = {}
    for party in Party.objects.filter(case_id=case.pk, role__in=[Role.APPLICANT, Role.AGENT], until=None):
        names = (*parties.CONTACT_FIELDS, "name") if party.role == Role.APPLICANT else ("name", "phone", "authority")
        data |= {f"{party.role}_{name}": getattr(party, name) or "" for name in names}
        data["electronic_service"] = party.reached_electronically
    return data


def leave_old_office(case: PetitionFile, given: Given, *, on: date, **_: Any) -> Facts:
    """The office that sends the matter on keeps reading it, and holds it no more."""
    if Case.objects.values_list("office_id", flat=True).get(pk=case.pk) == case.office_id:
        return {}
    return handling.leave_old_office(case, on=on)


def take_charge(case: PetitionFile, given: Given, *, by: Actor, on: date, **_: Any) -> Facts | None:
    """The handler named, or the handler who acts, holds the matter from this day."""
    if case.handler_id is None and by.holds(Role.HANDLER, case.office_id):
        case.handler_id = by.user_id  # only now is it known who acts
    return None if case.handler_id is None else {"handler": case.handler_id}


def keep_out_earlier(case: PetitionFile, given: Given, *, on: date, **_: Any) -> Facts:
    """Who handled the matter at an earlier level takes no step in its review or recheck, where both lie in one office [design]."""
    earlier = Case.objects.filter(number__in=[one for one in (given.get("earlier_number"), given.get("first_case")) if one])
    held = Q(pk__in=Assignment.objects.filter(case__in=earlier, office_id=case.office_id, user__isnull=False).values("user_id"))
    held |= Q(pk__in=Proposal.objects.filter(case__in=earlier, case__office_id=case.office_id).values("by_user_id"))
    rows = [Recusal(case_id=case.pk, user=one, why="原办理人员不参与复查、复核", on=on) for one in User.objects.filter(held)]
    Recusal.objects.bulk_create(rows)
    return {"recused": [one.user_id for one in rows]}


def seal(case: PetitionFile, given: Given, *, on: date, **_: Any) -> Facts:
    """An accusation is read by the person named, and with the query code by whoever made it (30③). Until this transaction ends the system reads it,
    so that the step can be written down."""
    sealing.open_for(SYSTEM_ACTOR)
    own = [one for one in Party.objects.filter(case_id=case.pk, role__in=[Role.APPLICANT, Role.AGENT], until=None) if one.code_hash]
    named = [Access(user=given["handler"]), *(Access(party=one) for one in own)]
    for row in named:
        row.case_id, row.why, row.since = case.pk, SEALED, on
    Access.objects.bulk_create(named)
    return {"reader": given["handler"].pk}
