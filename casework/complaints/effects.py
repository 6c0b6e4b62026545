"""What steps do besides setting columns: parties, replies, objections, consents, access, assignments. Each gives facts for the ledger, without names."""

from collections.abc import Callable
from datetime import date
from typing import Any

from casework.cases import handling, matter, parties, words
from casework.cases.case import Access, Case, Link
from casework.cases.encryption import search_digest
from casework.cases.parties import Party
from casework.cases.refusals import refused
from casework.complaints import replies
from casework.complaints.file import ComplaintFile
from casework.complaints.replies import Consent, Inquiry, Objection, OperatorReply, Testing
from casework.people.actor import Actor
from casework.people.roles import Role

Given = dict[str, Any]
Facts = dict[str, Any]


# ---- arts 9-14: people, material, seat, charge ----


def join_people(case: ComplaintFile, given: Given, *, by: Actor, on: date, **_: Any) -> Facts:
    """The complainant, and the agent with the authority, become parties; one with an account of their own is known by it."""
    if given.get("first_received_on") and not by.standing:
        raise refused("first_received_on", "“首次收到日期”由申诉受理机构填写。", "The day of first receipt is for the office to fill in.", "电信条例 39①")
    if given.get("posted_on") and not by.standing:
        raise refused("posted_on", "“交邮日期”由申诉受理机构按邮戳填写。", "The day of posting is for the office to read off the postmark.", "令35 11(1)")
    account = by.user_id if not by.standing else None
    applicant = parties.person(case, Role.APPLICANT, given, "applicant", on=on)
    rows = [applicant]
    if given.get("agent_name"):
        agent = parties.person(case, Role.AGENT, given, "agent", on=on)
        agent.authority, agent.user_id = given["agent_authority"], account
        rows.append(agent)
    else:
        applicant.user_id = account
    return {"people": [one.pk for one in Party.objects.bulk_create(rows)]}


def join_reporter(case: ComplaintFile, given: Given, *, by: Actor, on: date, **_: Any) -> Facts | None:
    """A named reporter becomes a party; an anonymous report, or a lead of the office's own, has none."""
    return join_people(case, given, by=by, on=on) if given.get("applicant_name") else None


def contact(case: ComplaintFile) -> Given:
    """The complainant's data under the names of the filing form, agent included; empty where the case has no complainant."""
    data: Given = {}
    for party in Party.objects.filter(case_id=case.pk, role__in=[Role.APPLICANT, Role.AGENT], until=None):
        names = (*parties.CONTACT_FIELDS, "name") if party.role == Role.APPLICANT else ("name", "phone", "authority")
        data |= {f"{party.role}_{name}": getattr(party, name) or "" for name in names}
        data["electronic_service"] = party.reached_electronically
    return data


def update_contact(case: ComplaintFile, given: Given, **_: Any) -> None:
    """Contact data supplied afterwards go to the complainant's party."""
    applicant = Party.objects.filter(case_id=case.pk, role=Role.APPLICANT, until=None).first()
    if applicant is None:
        return
    if given.get("applicant_phone"):
        applicant.phone, applicant.phone_digest = given["applicant_phone"], search_digest(given["applicant_phone"])
    applicant.address = given.get("applicant_address") or applicant.address
    applicant.postcode = given.get("applicant_postcode") or applicant.postcode
    applicant.save(update_fields=["phone", "phone_digest", "address", "postcode"])
    words.keep(case)


def leave_old_office(case: ComplaintFile, given: Given, *, on: date, **_: Any) -> Facts:
    """The office that sends the case on keeps reading it, and holds it no more."""
    return handling.leave_old_office(case, on=on)


def take_charge(case: ComplaintFile, given: Given, *, by: Actor, on: date, **_: Any) -> Facts | None:
    """The handler named, or the handler who acts, holds the case from this day."""
    if case.handler_id is None and by.holds(Role.HANDLER, case.office_id):
        case.handler_id = by.user_id  # only now is it known who acts
    return None if case.handler_id is None else {"handler": case.handler_id}


# ---- arts 15-16: operators ----


def join_respondents(case: ComplaintFile, given: Given, *, on: date, **_: Any) -> Facts:
    """The operators come into the case when it is forwarded, not before: until then they need to know nothing (TD-035)."""
    standing = {one.organisation_id for one in replies.respondents(case)}
    joining = [one for one in (case.respondent, case.second_respondent) if one is not None and one.pk not in standing]
    rows = Party.objects.bulk_create(parties.organisation_party(case, Role.RESPONDENT, one, on=on) for one in joining)
    if case.second_respondent is not None:
        _let_in(case, case.second_respondent.pk, on=on)
    return {"joined": [one.pk for one in rows]}


def _let_in(case: ComplaintFile, organisation_id: int, *, on: date) -> None:
    """A further operator finds the case through an access row: the case has one respondent column."""
    Access.objects.update_or_create(case_id=case.pk, organisation_id=organisation_id, user=None, why="respondent", defaults={"since": on, "until": None})


def record_reply(case: ComplaintFile, given: Given, *, party: Party, on: date, seq: int, **_: Any) -> Facts:
    """The operator's feedback, as a row of its own."""
    row = OperatorReply.objects.create(
        case_id=case.pk, party=party, facts=given["facts"], result=given["result"], complainant_view=given["complainant_view"], replied_on=on, entry_seq=seq
    )
    return {"reply": row.pk, "party": party.pk}


def return_replies(case: ComplaintFile, given: Given, *, on: date, seq: int, **_: Any) -> Facts:
    """The replies sent back no longer stand, and consents given on their strength lapse."""
    rows = OperatorReply.objects.filter(case_id=case.pk, returned_on=None, voided=False)
    if given.get("respondent"):
        rows = rows.filter(party__organisation=given["respondent"])
    returned = list(rows.values_list("pk", flat=True))
    OperatorReply.objects.filter(pk__in=returned).update(returned_on=on, returned_why=given["reasons"], returned_seq=seq)
    Consent.objects.filter(case_id=case.pk, until=None, voided=False).update(until=on, until_seq=seq)
    return {"returned": returned}


def record_objection(case: ComplaintFile, given: Given, *, party: Party, on: date, seq: int, **_: Any) -> Facts:
    """The operator's objection, as a row of its own."""
    row = Objection.objects.create(case_id=case.pk, party=party, reasons=given["reasons"], made_on=on, entry_seq=seq)
    return {"objection": row.pk, "party": party.pk}


def decide_objection(*, upheld: bool) -> Callable[..., Facts]:
    """The office decides the objection; where it is upheld the operator leaves the case and the right one comes in."""

    def decide(case: ComplaintFile, given: Given, *, on: date, seq: int, **_: Any) -> Facts:
        objection = replies.open_objection(case)
        if objection is None:
            raise refused("objection", "没有待核的异议。", "No objection is open.")
        objection.upheld, objection.decided_on, objection.decided_why, objection.decided_seq = upheld, on, given["reasons"], seq
        objection.save()
        facts: Facts = {"objection": objection.pk, "upheld": upheld, "about": objection.party_id}
        if upheld:
            Party.objects.filter(pk=objection.party_id).update(until=on)
            Access.objects.filter(case_id=case.pk, organisation=objection.party.organisation, why="respondent").update(until=on)
            facts |= {"left": [objection.party_id]} | join_respondents(case, given, on=on)
        return facts

    return decide


# ---- arts 17-19: agreement ----


def agree(to: str) -> Callable[..., Facts]:
    """A side agrees to settle or to mediate; the case's two days follow from the rows, so they are set here."""

    def agreed(case: ComplaintFile, given: Given, *, party: Party | None, on: date, seq: int, **_: Any) -> Facts:
        who = party or _side(case, given)
        first_said = {"on": on, "how": given.get("how") or "", "entry_seq": seq}
        Consent.objects.get_or_create(case_id=case.pk, party=who, to=to, until=None, voided=False, defaults=first_said)
        applicant_on, operator_on = replies.agreed_on(case, to)
        if to == replies.SETTLEMENT:
            case.applicant_confirmed_on, case.operator_confirmed_on = applicant_on, operator_on
        else:
            case.applicant_consent_on, case.operator_consent_on = applicant_on, operator_on
        return {"party": who.pk, "to": to}

    return agreed


def for_party(case: ComplaintFile, given: Given, *, party: Party, **_: Any) -> Facts:
    """For whom somebody acts, where nothing but words comes of it."""
    return {"party": party.pk}


def _side(case: ComplaintFile, given: Given) -> Party:
    """The party for whom a clerk records: the complainant, or the operator named, or the only one."""
    role = Role.APPLICANT if given.get("side") == "applicant" else Role.RESPONDENT
    rows = Party.objects.filter(case_id=case.pk, role=role, until=None)
    if role == Role.RESPONDENT and given.get("respondent"):
        rows = rows.filter(organisation=given["respondent"])
    found = list(rows[:2])
    if len(found) != 1:
        raise refused("side", "请指明代哪一家企业记录。", "Say for which operator.")
    return found[0]


# ---- side matters ----


def link_merged(case: ComplaintFile, given: Given, **_: Any) -> Facts:
    """The case points to the one it joins."""
    target = Case.objects.get(number=given["into"])
    Link.objects.get_or_create(case_id=case.pk, other_id=target.pk, why="merged into")
    matter.repeats(case.matter_id, target.matter_id)
    return {"into": target.pk}


def record_inquiry(case: ComplaintFile, given: Given, *, seq: int, **_: Any) -> Facts:
    """The investigation and its record."""
    names = ("first_officer", "first_card", "second_officer", "second_card", "person", "place", "record", "started_at", "ended_at")
    row = Inquiry.objects.create(case_id=case.pk, entry_seq=seq, **{name: given[name] for name in names})
    return {"inquiry": row.pk, "officers": [row.first_officer_id, row.second_officer_id]}


def record_testing(case: ComplaintFile, given: Given, *, on: date, seq: int, **_: Any) -> Facts:
    """The test that was approved."""
    row = Testing.objects.create(case_id=case.pk, subject=given["subject"], testing_body=given["testing_body"], asked_on=on, entry_seq=seq)
    return {"testing": row.pk}


def record_finding(case: ComplaintFile, given: Given, *, on: date, **_: Any) -> Facts:
    """What the test found."""
    row = replies.open_testing(case)
    if row is None:
        raise refused("testing", "没有待出结论的检测。", "No test is open.")
    row.finding, row.found_on = given["finding"], on
    row.save(update_fields=["finding", "found_on"])
    return {"testing": row.pk}
