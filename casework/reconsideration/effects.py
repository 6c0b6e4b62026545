"""What the steps of reconsideration do besides setting columns: people, organs, officers. Each gives facts for the ledger, without names."""

from datetime import date
from typing import Any

from django.db.models import Q

from casework.cases import parties
from casework.cases.case import Case
from casework.cases.handling import Assignment, Recusal
from casework.cases.parties import Party
from casework.cases.proposals import Proposal
from casework.cases.refusals import refused
from casework.people.actor import Actor
from casework.people.models import User
from casework.people.roles import Role
from casework.reconsideration.file import ReconsiderationFile
from casework.reconsideration.officers import Officer
from casework.reconsideration.papers import lines, organ

Given = dict[str, Any]
Facts = dict[str, Any]
BY_THE_OFFICE = ("arrived_on", "posted_on")
LONG_STOPS = ("39-1", "39-2", "39-4")


def join_people(case: ReconsiderationFile, given: Given, *, by: Actor, on: date, **_: Any) -> Facts:
    """The applicants, one or two agents with their authority, and the representatives become parties (14-17)."""
    if not by.standing and any(given.get(name) for name in BY_THE_OFFICE):
        said = "收到日期、交邮日期由行政复议机构填写。", "The days of receipt and of posting are for the office to fill in."
        raise refused("arrived_on", *said, "行政复议法 30①")
    account = by.user_id if not by.standing else None
    applicant = parties.person(case, Role.APPLICANT, given, "applicant", on=on)
    applicant.service_address = given.get("service_address") or None
    applicant.user_id = None if given.get("agent_name") else account
    rows = [applicant]
    rows += [Party(case=case, role=Role.APPLICANT, name=name, since=on) for name in lines(given.get("co_applicants"))]
    for prefix in ("agent", "second_agent"):
        if given.get(f"{prefix}_name"):
            agent = parties.person(case, Role.AGENT, given, prefix, on=on)
            agent.authority = given.get("agent_authority") or ""
            agent.user_id = account if prefix == "agent" else None
            rows.append(agent)
    rows += [Party(case=case, role=Role.REPRESENTATIVE, name=name, since=on) for name in lines(given.get("representatives"))]
    return {"people": [one.pk for one in Party.objects.bulk_create(rows)]}


def keep_out_authors(case: ReconsiderationFile, given: Given, *, on: date, **_: Any) -> Facts:
    """Who handled the case in which the act was made takes no step in its reconsideration [design]."""
    earlier = Case.objects.filter(number=given.get("act_case") or "")
    held = Q(pk__in=Assignment.objects.filter(case__in=earlier).values("user_id")) | Q(pk__in=Proposal.objects.filter(case__in=earlier).values("by_user_id"))
    rows = [Recusal(case_id=case.pk, user=one, why="作出被申请行政行为的人员不参与行政复议", on=on) for one in User.objects.filter(held)]
    Recusal.objects.bulk_create(rows)
    return {"recused": [one.user_id for one in rows]}


def contact(case: ReconsiderationFile) -> Given:
    """The applicant's data under the names of the filing form, agents, further applicants and representatives included."""
    data: Given = {}
    people = list(Party.objects.filter(case_id=case.pk, until=None).order_by("pk"))
    applicants = [one for one in people if one.role == Role.APPLICANT]
    for party, prefix in [
        *zip(applicants[:1], ("applicant",), strict=False),
        *zip([one for one in people if one.role == Role.AGENT], ("agent", "second_agent"), strict=False),
    ]:
        names = (*parties.CONTACT_FIELDS, "name") if prefix == "applicant" else ("name", "phone") if prefix == "agent" else ("name",)
        data |= {f"{prefix}_{name}": getattr(party, name) or "" for name in names}
        if prefix != "applicant":
            data |= {"agent_authority": party.authority, "agent_papers": True}
    data["electronic_service"] = bool(applicants) and applicants[0].reached_electronically
    data["service_address"] = applicants[0].service_address or "" if applicants else ""
    data["co_applicants"] = "\n".join(one.name for one in applicants[1:])
    data["representatives"] = "\n".join(one.name for one in people if one.role == Role.REPRESENTATIVE)
    return data


def join_respondent(case: ReconsiderationFile, given: Given, *, on: date, **_: Any) -> Facts:
    """The organ that acted comes into the case when it is asked to answer (19, 48)."""
    if case.respondent is None or case.in_the_case(Role.RESPONDENT):
        return {}
    party = parties.organisation_party(case, Role.RESPONDENT, case.respondent, on=on)
    party.name = organ(case.respondent)
    party.save()
    return {"joined": [party.pk]}


def join_third_party(case: ReconsiderationFile, given: Given, *, on: date, **_: Any) -> Facts:
    """Whoever has an interest in the act or the outcome (16①)."""
    party = parties.person(case, Role.THIRD_PARTY, given, "third_party", on=on)
    party.save()
    return {"joined": [party.pk]}


def join_addressee(case: ReconsiderationFile, given: Given, *, on: date, **more: Any) -> Facts:
    """The organ named, else the respondent: whoever gets the opinion letter (76)."""
    return join_organ(case, given, on=on) if given.get("organ") else join_respondent(case, given, on=on, **more)


def join_organ(case: ReconsiderationFile, given: Given, *, on: date, **_: Any) -> Facts:
    """An organ that a letter goes to stands in the case, so that the letter is served and its time runs."""
    name = (given.get("organ") or "").strip()
    if not name or any(one.name == name for one in case.in_the_case(Role.ORGAN, Role.RESPONDENT)):
        return {}
    party = Party.objects.create(case_id=case.pk, role=Role.ORGAN, name=name, since=on)
    return {"joined": [party.pk]}


def change_party(case: ReconsiderationFile, given: Given, *, on: date, **_: Any) -> Facts:
    """Heirs, a successor or a legal representative take the place of who was there (14②③)."""
    left = [one for one in case.in_the_case(Role.APPLICANT, Role.THIRD_PARTY) if one.name == given["in_place_of"]]
    if len(left) != 1:
        raise refused(
            "in_place_of", "本案没有这名申请人、第三人，或者有几名同名。", "The case has no such applicant or third party, or several.", "行政复议法 14"
        )
    party = parties.person(case, Role(left[0].role), given, "new", on=on)
    party.save()
    Party.objects.filter(pk=left[0].pk).update(until=on)
    return {"joined": [party.pk], "left": [left[0].pk]}


def change_agents(case: ReconsiderationFile, given: Given, *, on: date, **_: Any) -> Facts:
    """An agent's authority is given, changed or ended; one or two act at a time (17)."""
    left = [one.pk for one in case.in_the_case(Role.AGENT) if one.name == given.get("former_agent")]
    Party.objects.filter(pk__in=left).update(until=on)
    facts: Facts = {"left": left}
    if given.get("agent_name"):
        agent = parties.person(case, Role.AGENT, given, "agent", on=on)
        agent.authority = given["agent_authority"]
        agent.save()
        facts["joined"] = [agent.pk]
    return facts


def choose_representatives(case: ReconsiderationFile, given: Given, *, on: date, **_: Any) -> Facts:
    """Those chosen act for all applicants from now on (15)."""
    left = [one.pk for one in case.in_the_case(Role.REPRESENTATIVE)]
    Party.objects.filter(pk__in=left).update(until=on)
    rows = Party.objects.bulk_create(Party(case=case, role=Role.REPRESENTATIVE, name=name, since=on) for name in lines(given["representatives"]))
    return {"joined": [one.pk for one in rows], "left": left}


def take_charge(case: ReconsiderationFile, given: Given, *, by: Actor, on: date, **_: Any) -> Facts | None:
    """The officer named, or the one who acts, holds the case from this day (36①)."""
    if case.handler_id is None and by.holds(Role.HANDLER, case.office_id):
        case.handler_id = by.user_id
    return None if case.handler_id is None else {"handler": case.handler_id}


def record_officer(case: ReconsiderationFile, given: Given, **_: Any) -> Facts:
    """What entitles somebody to handle cases (6②)."""
    Officer.objects.update_or_create(
        pk=given["officer"].pk,
        defaults={
            "experienced": given["basis_of"] == "experienced", "certificate": given.get("certificate") or "", "trained_on": given.get("trained_on"),
            "entry_case_id": case.pk,
        },
    )  # fmt: skip
    return {"officer": given["officer"].pk}


def note_stop(case: ReconsiderationFile, given: Given, *, on: date, **_: Any) -> Facts:
    """On which ground the case stands still since when; after sixty days of three of the ten it must end (41(5))."""
    case.suspended_on, case.suspension_ground = on, given["ground"]
    case.long_stop_on = on if given["ground"] in LONG_STOPS else None
    return {"ground": given["ground"]}
