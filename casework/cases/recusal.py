"""Recusal (回避): declared by who has an interest, or asked for by a party; whoever stands above decides; until then that person waits.

The duty itself is law for petitions (信访工作条例 28③) and house policy for the other families (procedures C2). No text says who decides, how, or what
holds until then: that is design, and so marked.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q

from casework.cases import handling, outbox
from casework.cases.asking import Declared, asked, line
from casework.cases.case import people_number
from casework.cases.fields import files
from casework.cases.grounds import Ground, Met, Unmet
from casework.cases.handling import HandOver, Recusal, RecusalRequest, kept_out
from casework.cases.proposals import PENDING, RETURNED, Proposal
from casework.cases.steps import States, step
from casework.people.actor import Actor
from casework.people.models import Membership, User, ministry_id
from casework.people.roles import Role

if TYPE_CHECKING:
    from casework.cases.case import Case
    from casework.cases.parties import Party

HOUSE = "回避（内部规定）"
GRANTED, REFUSED = "granted", "refused"
DECISIONS = ((GRANTED, "应当回避"), (REFUSED, "不需要回避"))
OF_THE_OFFICE = (Role.INTAKE, Role.HANDLER, Role.HEAD, Role.LEADER, Role.RECEPTION)
NEW_HANDLER = "提出人已回避，由新的承办人重新提出。"


class Declaring(forms.Form):
    """What stands between this person and the matter."""

    why = line("与信访事项或者当事人的利害关系", "the interest in the matter or the person", length=500, widget=forms.Textarea)


class Challenging(forms.Form):
    """Who shall stay out, and why."""

    whom = line("申请谁回避（不填为承办人）", "who shall stay out; empty: the handler", length=60, required=False)
    why = line("申请理由", "reason", length=2000, widget=forms.Textarea)
    uploads = files("书面申请或者证明材料", "the request on paper, or proof")


class Deciding(forms.Form):
    """Whose recusal, the decision, its reasons."""

    user = forms.ModelChoiceField(
        User.objects.all(), to_field_name="username",
        **asked("回避人员", "user name of whose recusal", invalid_choice="“回避人员”：没有这个用户。(user name of whose recusal: unknown.)"),
    )  # fmt: skip
    decision = forms.ChoiceField(
        choices=DECISIONS, **asked("决定", "decision", invalid_choice="“决定”不在可选范围内。(decision: not one of the choices.)")
    )
    why = line("决定的理由", "reasons", length=200)


def waiting(case: "Case") -> list[RecusalRequest]:
    """Requests of this case that nobody has decided yet, the oldest first."""
    return list(RecusalRequest.objects.filter(case_id=case.pk, decided_on=None).select_related("user").order_by("pk"))


def recusals_to_decide(actor: Actor) -> list[RecusalRequest]:
    """Recusals that wait for this head's or leader's decision, the oldest first, at most twenty; never one's own. One query."""
    offices = [organisation for organisation, role in actor.standing if Role(role) in (Role.HEAD, Role.LEADER)]
    rows = RecusalRequest.objects.filter(decided_on=None, case__office_id__in=offices, case__sealed=False).exclude(user_id=actor.user_id or 0)
    return list(rows.select_related("case__first_office", "user").order_by("pk")[:20])


def _named(case: "Case", given: dict[str, Any]) -> list[User]:
    """Whom a challenge means: the handler where it names nobody, else the office's people of that name; officers may give a user name."""
    name = (given.get("whom") or "").strip()
    if not name:
        return [case.handler] if case.handler else []
    known = Q(name=name) | (Q(username=name) if given["by"].standing else Q(pk=None))
    here = Membership.objects.filter(user=OuterRef("pk"), organisation_id=case.office_id, role__in=OF_THE_OFFICE)
    return list(User.objects.filter(known, Exists(here), is_active=True)[:2])


def _one_is_meant(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    if "whom" not in given:  # not known before the step is taken
        return Met()
    found, name = _named(case, given), (given.get("whom") or "").strip()
    if not found and not name:
        return Unmet("本案还没有承办人，请写明申请谁回避。", "The case has no handler yet: say who shall stay out.")
    if not found:
        return Unmet(f"办理机关没有名叫“{name}”的工作人员，请核对姓名。", f"The office has nobody of the name “{name}”: check it.")
    if len(found) > 1:
        said = f"办理机关有多名工作人员叫“{name}”，请由受理人员按用户名登记。", f"Several people of the office are called “{name}”: it takes that down."
        return Unmet(*said)
    if kept_out(case, found):
        return Unmet(f"{found[0].name}已经回避，或者对其回避的申请正在等待决定。", f"{found[0].name} stays out already, or that is being decided.")
    return Met()


def _decides_from_above(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    user, by = given.get("user"), given.get("by")
    if user is None or by is None:
        return Met()
    if by.user_id == user.pk:
        return Unmet("本人的回避由上一级决定，不由本人决定。", "Nobody decides on their own recusal.")
    held = set(user.memberships.filter(organisation_id=case.office_id).values_list("role", flat=True))
    above = by.holds(Role.SUPERVISOR, ministry_id())
    if Role.LEADER in held:
        allowed = by.holds(Role.LEADER, case.office_id) if case.office_id == ministry_id() else above
        return Met() if allowed else Unmet("机关负责人的回避由上级机关决定。", "A leader's recusal is decided by the superior organ.")
    if Role.HEAD in held:
        allowed = above or by.holds(Role.LEADER, case.office_id)
        return Met() if allowed else Unmet("负责人的回避由机关负责人决定。", "The recusal of a head is decided by the leader of the organ.")
    if by.holds(Role.HEAD, case.office_id) or by.holds(Role.LEADER, case.office_id):
        return Met()
    return Unmet("工作人员的回避由本机关负责人决定。", "The recusal of the office's people is decided by its head.")


def _refuses_a_request(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    if given.get("decision") != REFUSED or RecusalRequest.objects.filter(case_id=case.pk, user=given["user"], decided_on=None).exists():
        return Met()
    return Unmet(f"没有等待决定的回避申请：{given['user'].name}。", f"Nothing waits to be decided about {given['user'].name}.")


ONE_IS_MEANT = Ground("recusal-of-whom", HOUSE, "申请回避的人员明确", "It is clear who shall stay out", _one_is_meant, "design")
FROM_ABOVE = Ground("recusal-from-above", HOUSE, "由上一级决定", "Decided by who stands above", _decides_from_above, "design")
OF_A_REQUEST = Ground("recusal-asked-for", HOUSE, "驳回的是已提出的申请", "What is refused was asked for", _refuses_a_request, "design")


def declare(states: Iterable[States], *, basis: str = HOUSE, fulfils: Iterable[str] = ()) -> Declared:
    """Someone of the office says that they have an interest in the matter, and stops working on it at once."""

    @step(
        tuple(states), None, by=OF_THE_OFFICE, zh="声明自行回避", en="Declare an interest", basis=basis, certainty="design", asks=Declaring,
        does=[_declared], tells=[Role.HEAD, Role.LEADER], fulfils=fulfils,
    )  # fmt: skip
    def declare_recusal(self: "Case", **_: Any) -> None:
        """Say that one has an interest in the matter; whoever stands above decides."""

    return declare_recusal


def challenge(states: Iterable[States], *, basis: str = HOUSE, fulfils: Iterable[str] = ()) -> Declared:
    """A party asks that someone of the office stay out, on its own page or on paper, which the office takes down."""

    @step(
        tuple(states), None, by=[Role.APPLICANT, Role.AGENT, Role.REPRESENTATIVE, Role.INTAKE, Role.HANDLER], zh="申请回避", en="Ask that someone stay out",
        basis=basis, certainty="design", when=[ONE_IS_MEANT], asks=Challenging, does=[_challenged], tells=[Role.HEAD, Role.LEADER], fulfils=fulfils,
        cannot_wait=True,
    )  # fmt: skip
    def challenge(self: "Case", **_: Any) -> None:
        """Ask that someone of the office take no part; until it is decided that person waits."""

    return challenge


def decide(states: Iterable[States], *, basis: str = HOUSE, fulfils: Iterable[str] = ()) -> Declared:
    """Who stands above grants or refuses with reasons, or orders it unasked; who stays out takes no step, holds nothing and sees no draft."""

    @step(
        tuple(states), None, by=[Role.HEAD, Role.LEADER, Role.SUPERVISOR], zh="决定回避", en="Decide a recusal", basis=basis, certainty="design",
        when=[FROM_ABOVE, OF_A_REQUEST], asks=Deciding, does=[_decided], tells=[Role.APPLICANT, Role.AGENT, Role.INTAKE], shared=True, fulfils=fulfils,
        begins=_begun,
    )  # fmt: skip
    def recuse(self: "Case", *, user: User, decision: str, **_: Any) -> None:
        """Keep someone out of the case, or say why they stay."""
        if decision == GRANTED and self.handler_id == user.pk:
            self.handler = None

    return recuse


def _begun(case: "Case") -> dict[str, Any]:
    found = waiting(case)
    return {"user": found[0].user.username} if found else {}


def _declared(case: "Case", given: dict[str, Any], *, by: Actor, on: date, seq: int, **_: Any) -> dict[str, Any]:
    RecusalRequest.objects.create(case_id=case.pk, user_id=by.user_id or 0, declared=True, asked_on=on, entry_seq=seq)
    return {"user": by.user_id, "asked": "self"}


def _challenged(
    case: "Case", given: dict[str, Any], *, by: Actor, on: date, at: datetime, party: "Party | None", seq: int, **_: Any
) -> dict[str, Any]:  # fmt: skip
    (user,) = _named(case, given | {"by": by})
    asker = party or next((one for one in case.rows("parties") if one.role == Role.APPLICANT and one.until is None), None)
    RecusalRequest.objects.create(case_id=case.pk, user=user, by_party=asker, declared=False, asked_on=on, entry_seq=seq)
    _write_to(case, user.pk, "challenge", "有人申请您回避，决定作出以前请不要办理本案", at=at, seq=seq)
    return {"user": user.pk, "asked": "party"} | ({"party": party.pk} if party else {})


def _decided(case: "Case", given: dict[str, Any], *, by: Actor, on: date, at: datetime, seq: int, **_: Any) -> dict[str, Any]:
    """Whoever asked reads the reasons (`about`); nobody else outside the office does."""
    user, granted = given["user"], given["decision"] == GRANTED
    request = RecusalRequest.objects.filter(case_id=case.pk, user=user, decided_on=None).first()
    facts: dict[str, Any] = {"user": user.pk, "decision": given["decision"], "about": request.by_party_id if request else None}
    if request is not None:
        request.decided_on, request.granted = on, granted
        request.save(update_fields=["decided_on", "granted"])
        facts["request"] = request.entry_seq
    _write_to(case, user.pk, "recuse", "您已回避本案" if granted else "您不需要回避，请继续办理", at=at, seq=seq)
    return facts | (_keep_out(case, user, given["why"], on=on) if granted else {})


def _keep_out(case: "Case", user: User, why: str, *, on: date) -> dict[str, Any]:
    """From now on this person holds nothing of the case; what they proposed and nobody decided goes back."""
    Recusal.objects.get_or_create(case_id=case.pk, user=user, defaults={"why": why, "on": on})
    held = handling.Assignment.objects.filter(case_id=case.pk, user=user, until=None).update(until=on)
    HandOver.objects.filter(case_id=case.pk, to_user=user, answered_on=None).update(answered_on=on, accepted=False)
    open_ones = Proposal.objects.filter(case_id=case.pk, by_user=user, status=PENDING)
    returned = list(open_ones.values_list("pk", flat=True))
    open_ones.update(status=RETURNED, decided_on=on, reasons=NEW_HANDLER)
    return {"held": bool(held)} | ({"returned": returned} if returned else {})


def _write_to(case: "Case", user_id: int, step: str, subject: str, *, at: datetime, seq: int) -> None:
    outbox.to_user(case, user_id, step=step, subject=f"{people_number(case.number, case.first_office.short)}：{subject}", seq=seq, at=at).save()
