"""Approvals: what waits for the reader's decision, one proposal on one sheet, and the decision."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import content_disposition_header

from casework import catalogue, commands, queries
from casework.cases import checklist, firsthand, proposals
from casework.cases.approvals import AGREED, APPROVERS, ASKED_OUT, NOT_THEIRS, OWN, RECUSED
from casework.cases.case import people_number
from casework.cases.clocks import Deadline
from casework.cases.limits import TimeLimit
from casework.cases.proposals import Proposal
from casework.cases.recusal import recusals_to_decide
from casework.cases.refusals import Invalid, Refused
from casework.cases.steps import EVERY_CLOCK
from casework.reports import certainty
from frontend import stepforms, words
from frontend.base import OFFICERS, Page
from frontend.clerk import lists, story
from frontend.errors import say
from frontend.language import english, halves, of, word

PATH = "/desk/approvals/"
PAGE = 30
MINUTES = tuple(proposals.Minutes.base_fields)
DECIDED = "decided"  # session key: the last decision, in words
SHUT: dict[str, tuple[str, str]] = {
    OWN: ("这项是您提请的，须由其他人审批。", "You proposed this: somebody else decides it."),
    AGREED: ("您已在前一环节同意，由另一人决定。", "You agreed at an earlier stage: somebody else decides."),
    ASKED_OUT: ("您是否回避本案还没有决定，由其他人审批。", "Whether you stay out of this case is not decided: somebody else decides."),
    RECUSED: ("您已回避本案，由其他人审批。", "You are recused from this case: somebody else decides."),
}


class Waiting(Page):
    """What waits for the reader's decision."""

    roles = APPROVERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, the nearest due day of the case first; a broken cursor is said in its place."""
        asked = lists.asked_of(request, ("cursor", "before", "done"))
        wrong, status = [], 200
        try:
            found = queries.approvals(self.actor, cursor=asked.get("cursor", ""), before=asked.get("before", ""), limit=PAGE)
        except Invalid as error:
            wrong, status, found = lists.sentences(error, {}), 400, queries.Page([], "", 0, False)
        context = {
            "page": found, "rows": [(one, _step(one)) for one in found.rows], "count": lists.how_many(found.count, found.capped), "wrong": wrong,
            "turning": lists.turning(PATH, asked, found), "decided": _said(request), "recusals": recusals_to_decide(self.actor),
        }  # fmt: skip
        return self.show("frontend/clerk/approvals.html", context, status=status)


class Next(Page):
    """On to the next one that waits."""

    roles = APPROVERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """What follows `after` in the list; the list itself where nothing does."""
        asked = lists.asked_of(request, ("after", "done"))
        try:
            found = queries.approvals(self.actor, cursor=asked.get("after", ""), limit=1)
        except Invalid:
            found = queries.Page([], "", 0, False)
        where = f"{PATH}{found.rows[0].pk}/" if found.rows else PATH
        return HttpResponseRedirect(lists.address(where, {"done": asked.get("done", "")}))


class Approval(Page):
    """One proposal on one sheet."""

    roles = OFFICERS

    def get(self, request: HttpRequest, proposal: int) -> HttpResponse:
        """The sheet."""
        return self.drawn(queries.approval(proposal, self.actor))

    def post(self, request: HttpRequest, proposal: int) -> HttpResponse:
        """Approve or return; then on to the next. What was typed stays where it is refused."""
        number, version = request.POST.get("case", ""), request.POST.get("version", "")
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None
        agreed = request.POST.get("decision") in ("approve", "collective")
        minutes = {name: request.POST.get(name, "") for name in MINUTES} if request.POST.get("decision") == "collective" else None
        reasons = request.POST.get("reasons", "").strip()
        if not agreed and not reasons:
            return self.drawn(queries.approval(proposal, self.actor), missing=True, status=400)
        try:
            if agreed:
                outcome = commands.approve(number, proposal, by=self.actor, version=seen, note=request.POST.get("note", ""), minutes=minutes)
            else:
                outcome = commands.return_proposal(number, proposal, by=self.actor, reasons=reasons, version=seen)
        except Invalid as error:
            return self.drawn(queries.approval(proposal, self.actor), minutes=minutes, lacking=error.fields, status=400)
        except Refused as error:
            refused = [(of(one), one.article) for one in error.reasons]
            return self.drawn(queries.approval(proposal, self.actor), refused=refused, entries=error.entries, typed=reasons, status=409)
        decided, case = outcome.proposal, outcome.case
        if decided is None:
            return HttpResponseRedirect(PATH)
        waits = decided.status == proposals.PENDING  # agreed, and now somebody else's turn
        step = catalogue.steps(case.kind)[decided.step]
        request.session[DECIDED] = {
            "id": decided.pk, "approved": agreed, "next": list(case.role_words(decided.approver_role)) if waits else None,
            "number": case.number, "said": people_number(case.number, case.first_office.short),
            "step": [step.zh, step.en], "papers": [[paper.title, paper.number, paper.pk] for paper in (outcome.taking.papers if outcome.taking else [])],
        }  # fmt: skip
        return HttpResponseRedirect(lists.address(f"{PATH}next/", {"after": request.POST.get("place", "")[:200], "done": decided.pk}))

    def drawn(
        self, found: queries.Approval, *, missing: bool = False, refused: list[tuple[str, str]] | None = None, entries: Any = (), typed: str = "",
        minutes: dict[str, str] | None = None, lacking: dict[str, list[str]] | None = None, status: int = 200,
    ) -> HttpResponse:  # fmt: skip
        """The sheet. `missing`: a return without reasons; `lacking`: what the minutes lack; `entries`: what happened since the reader opened it."""
        case, proposal = found.taking.case, found.proposal
        lang = "en" if english() else "zh"
        waits = proposal.status == proposals.PENDING
        context = {
            "found": found, "case": case, "proposal": proposal, "step": found.step, "waits": waits, "refused": refused or [], "typed": typed,
            "entries": [story.sentence(case.kind, one) for one in entries], "since": [story.sentence(case.kind, one) for one in found.since] if waits else [],
            "given": story.written(found.step.asks, found.given, _named(found)), "grounds": [_Ground(one) for one in found.grounds],
            "beside": [_Ground(one) for one in found.beside], "papers": _papers(found), "effects": _effects(found),
            "mark": certainty.mark(found.step.certainty, lang=lang), "objections": [(of(one), one.article) for one in found.objections],
            "shut": _shut(found) if waits else "", "decided": _said(self.request), "place": queries.place_of(proposal),
            "order": [(role, next((one for one in found.consents if one.role == role), None)) for role in proposals.approvers(found.step)],
            "minutes": stepforms.fields_of(proposals.Minutes, given=minutes or {}, errors=lacking or {}) if found.step.collective and found.last else [],
            "check": (check := firsthand.check_of(proposal)), "may_check": waits and check is not None and check.seen_on is None
            and check.user_id == self.actor.user_id, "missing": missing, "wrong": _wrong(lacking or {}, missing=missing),
        }  # fmt: skip
        return self.show("frontend/clerk/approval.html", context, status=status)


class FirstCheck(Page):
    """The first handler's look at a proposed answer."""

    roles = OFFICERS

    def post(self, request: HttpRequest, proposal: int) -> HttpResponse:
        """Agree, or remark; the sheet again, with what was said."""
        agrees = request.POST.get("agrees") == "yes"
        try:
            commands.check_answer(proposal, by=self.actor, agrees=agrees, remarks=request.POST.get("remarks", "").replace("\0", ""))
        except Invalid as error:
            return say(request, 400, word(*halves(error.fields["remarks"][0])))
        return HttpResponseRedirect(f"{PATH}{proposal}/")


class Draft(Page):
    """A paper of a proposal as it would be sent, as PDF or to be edited."""

    roles = OFFICERS

    def get(self, request: HttpRequest, proposal: int, at: int) -> HttpResponse:
        """Shown in the browser; it bears no number yet."""
        to_edit = request.GET.get("form") == "docx"
        content = queries.preview(proposal, at, self.actor, to_edit=to_edit)
        response = HttpResponse(content, content_type=queries.DOCX if to_edit else "application/pdf")
        name = f"draft-{proposal}-{at + 1}.{'docx' if to_edit else 'pdf'}"
        response["Content-Disposition"] = content_disposition_header(to_edit, name) or "inline"
        response["X-Content-Type-Options"] = "nosniff"
        return response


@dataclass(frozen=True)
class _Ground:
    """A ground as the sheet shows it."""

    line: checklist.Line

    @property
    def state(self) -> str:
        """met, unmet or unknown."""
        return checklist.word(self.line.answer)


def _step(proposal: Proposal) -> Any:
    """The declaration of the step that was proposed."""
    return catalogue.steps(proposal.case.kind).get(proposal.step)


def _said(request: HttpRequest) -> dict[str, Any] | None:
    """The decision just made, in words, on the page that follows it and on no other."""
    held = request.session.get(DECIDED)
    if held is None or request.method != "GET" or str(held["id"]) != request.GET.get("done", ""):
        return None
    step = word(*held["step"])
    if held.get("next"):
        role = word(*held["next"])
        return {**held, "words": word(f"已同意，转{role}审批：{step}，", f"Agreed, now before the {role}: {step}, ")}
    said = word(f"已同意：{step}，", f"Approved: {step}, ") if held["approved"] else word(f"已退回：{step}，", f"Returned: {step}, ")
    return {**held, "words": said}


def _named(found: queries.Approval) -> dict[str, str]:
    """Operators of the case by code, as the input names them."""
    return {one.organisation.code: one.organisation.name for one in found.taking.parties if one.organisation}


def _wrong(lacking: dict[str, list[str]], *, missing: bool) -> list[tuple[str, str]]:
    """What has to be mended, each with its field: the minutes, or the reasons of a return."""
    if missing:
        return [("f-reasons", word("退回要写明理由。", "A return needs its reasons."))]
    return [(f"f-{name}", said) for name, texts in lacking.items() for said in texts]


def _shut(found: queries.Approval) -> str:
    """Why the reader does not decide."""
    if found.shut == NOT_THEIRS:
        role = word(*found.taking.case.role_words(found.proposal.approver_role))
        return word(f"等{role}审批。", f"Waits for the {role}'s decision.")
    return word(*SHUT[found.shut]) if found.shut else ""


def _papers(found: queries.Approval) -> list[dict[str, Any]]:
    """The drafts, paragraph by paragraph, each with whom it goes to."""
    return [
        {"type": one.type, "to": "、".join(party.name for party in one.addressees), "parts": queries.words_of(one), "at": at}
        for at, one in enumerate(found.papers)
    ]


def _effects(found: queries.Approval) -> list[tuple[str, list[str]]]:
    """What approving does: (label, lines). State, clocks, who is told, what is issued."""
    step, case = found.step, found.taking.case
    before = words.state(case)
    after = word(" 或者 ", " or ").join(of(one) for one in step.targets)
    running = [one for one in found.deadlines if one.ended_by_seq is None and one.status != "void"]
    rules = catalogue.rules(case.kind)
    meets = [one for one in running if any(limit.id == one.rule for limit in step.meets)]
    lapses = [one for one in running if one not in meets and (step.lapses == EVERY_CLOCK or any(limit.id == one.rule for limit in step.lapses))]  # type: ignore[union-attr]  # a tuple of limits
    told = [word(*case.role_words(role)) for role in step.tells]
    found_lines = [
        (word("状态", "State"), [f"{before} → {after}" if after else word(f"仍为{before}", f"stays: {before}")]),
        (word("办完的期限", "Clocks met"), [_clock(case, one) for one in meets]),
        (word("不再计算的期限", "Clocks that stop"), [_clock(case, one) for one in lapses]),
        (word("延长的期限", "Clocks extended"), _extended(found, running)),
        (word("开始计算的期限", "Clocks started"), [_limit(one) for one in step.starts]),
        (word("送达后起算", "From service"), [_limit(one) for kind in step.issues for one in kind.starts if one.id in rules]),
        (word("发出文书", "Papers issued"), [f"{of(one.type)}{word('，送', ', to ')}{'、'.join(party.name for party in one.addressees)}" if one.addressees
                                          else of(one.type) for one in found.papers]),
        (word("告知", "Told"), told),
    ]  # fmt: skip
    return [(label, lines) for label, lines in found_lines if lines]


def _clock(case: Any, one: Deadline) -> str:
    return f"{words.rule(case, one.rule)}{word('，', ', ')}{words.day(one.last_day)}"


def _extended(found: queries.Approval, running: list[Deadline]) -> list[str]:
    days = found.given.get("days")
    case, ids = found.taking.case, {limit.id for limit in found.step.extends}
    more = word(f"再延 {days} 天", f"{days} days more")
    return [f"{_clock(case, one)}{word('，', ', ')}{more}" for one in running if one.rule in ids]


def _limit(one: TimeLimit) -> str:
    return f"{of(one)}（{one.basis}）" if not english() else f"{of(one)} ({one.basis})"


urlpatterns = [
    path("desk/approvals/<int:proposal>/check/", FirstCheck.as_view(), name="first_check"),
    path("desk/approvals/", Waiting.as_view(), name="approvals"),
    path("desk/approvals/next/", Next.as_view(), name="approvals-next"),
    path("desk/approvals/<int:proposal>/", Approval.as_view(), name="approval"),
    path("desk/approvals/<int:proposal>/papers/<int:at>/", Draft.as_view(), name="approval-paper"),
]
