"""Filing: the first question, the screens of one filing with its draft, the advice to wait for the operator, the receipt."""

from dataclasses import replace
from datetime import date
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import clock, commands, queries
from casework.cases.case import Case, people_number
from casework.cases.refusals import Forbidden, Invalid, NotFound, Refused
from casework.people.actor import GUEST, Actor
from casework.people.attempts import one_filing
from casework.people.sessions import OUTSIDER, guest_number, let_in
from frontend import plainly, stepforms, words
from frontend.base import Page
from frontend.citizen import draft as drafts
from frontend.citizen import track
from frontend.citizen.flows import FLOWS, Flow, Screen, organs, plain, provinces
from frontend.language import of, one, word

KINDS = {"1": "/ask/complaint/2/", "2": "/ask/elsewhere/reconsideration/", "3": "/ask/petition/2/", "4": "/ask/report/2/",
         "5": "/ask/elsewhere/nuisance/", "6": "/ask/enquiry/2/"}  # fmt: skip
ELSEWHERE = ("reconsideration", "nuisance")


class Door(Page):
    """A page for people from outside: officers and operators file in their own rooms."""

    def outside_only(self) -> None:
        """Raises Forbidden for officers and operators."""
        if self.actor.standing:
            raise Forbidden(
                "这里供用户自己申诉。工作人员请用“登记”，或者先退出登录。", "This page is for users. Officers: use 'File for a caller', or sign out first."
            )


class Ask(Door):
    """您遇到了什么事？"""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The six answers."""
        return self.show("frontend/citizen/ask.html", {"begun": [flow for flow in FLOWS.values() if f"{drafts.KEY}.{flow.id}" in request.session]})

    def post(self, request: HttpRequest) -> HttpResponse:
        """On to the screen or page for what happened."""
        where = KINDS.get(request.POST.get("what", ""))
        return HttpResponseRedirect(where) if where else self.show("frontend/citizen/ask.html", {"missing": True}, status=400)


class Elsewhere(Page):
    """What this system does not take yet, and who does."""

    def get(self, request: HttpRequest, what: str) -> HttpResponse:
        """Whom to turn to."""
        if what not in ELSEWHERE:
            raise NotFound(what)
        return self.show("frontend/citizen/elsewhere.html", {"what": what})


class Screens(Door):
    """One screen of a filing. What was typed is kept before it is judged, so that nothing is lost."""

    def get(self, request: HttpRequest, flow: str, number: int) -> HttpResponse:
        """The screen with what was typed before."""
        self.outside_only()
        found, screen = _screen(flow, number)
        return self.drawn(found, screen, drafts.read(request.session, flow))

    def post(self, request: HttpRequest, flow: str, number: int) -> HttpResponse:
        """Keep what was typed and uploaded; then on, back to what is wrong, or file."""
        self.outside_only()
        found, screen = _screen(flow, number)
        if "discard" in request.POST:
            drafts.forget(request.session, flow)
            return HttpResponseRedirect("/ask/")
        draft = drafts.read(request.session, flow)
        if f"{drafts.KEY}.{flow}" not in request.session and _is_token(request.POST.get("draft", "")):
            draft.token = request.POST["draft"]  # filed a moment ago: the same token finds the same receipt
        draft.take(screen.fields, stepforms.posted(request, found.form).given)
        errors = _upload(request, screen, draft)
        drafts.keep(request.session, flow, draft, address=request.META.get("REMOTE_ADDR", ""))
        if not errors and ("remove" in request.POST or "upload" in request.POST):
            return HttpResponseRedirect(f"{request.path}#files")
        last = screen is found.screens[-1]
        if errors or not last:  # on the last screen filing itself says what is wrong
            wrong = queries.check_filing(found.kind, found.step, _given(found, draft))
            errors |= {name: texts for name, texts in wrong.items() if name in screen.fields}
        if errors:
            return self.drawn(found, screen, draft, errors=errors, status=400)
        return self.filed(found, screen, draft) if last else HttpResponseRedirect(_next(found, number, draft))

    def filed(self, flow: Flow, screen: Screen, draft: drafts.Draft) -> HttpResponse:
        """File once, however often the button was pressed. What this screen lacks is said first; what an earlier one lacks, with the way there."""
        if lost := draft.drop_lost():
            drafts.keep(self.request.session, flow.id, draft)
            names = "、".join(lost)
            gone = (
                f"这些文件没有存住，请重新上传，或者不带它们再提交一次：{names}(These files were not kept; upload them again, or submit without them: {names})"
            )
            return self.drawn(flow, screen, draft, errors={"attachments": [gone]}, status=400)
        try:
            with one_filing(self.request.META.get("REMOTE_ADDR", "")), draft.opened() as files:
                answer = commands.file_once(
                    f"page:{draft.token}", b"page", flow.kind, by=OUTSIDER, answer=_answer, step=flow.step, given=_given(flow, draft),
                    files={"attachments": files} if files else {},
                )  # fmt: skip
        except Invalid as error:
            wrong = queries.check_filing(flow.kind, flow.step, _given(flow, draft)) | error.fields
            here = {name: texts for name, texts in wrong.items() if name in screen.fields}
            return self.drawn(flow, screen, draft, errors=here or wrong, status=400)
        except Refused as error:
            return self.drawn(flow, screen, draft, reasons=[(plainly.to_complainant(of(reason)), reason.article) for reason in error.reasons], status=409)
        except OSError:
            full = word("文件现在存不下来，没有提交。您填的都在，请稍后再提交。", "The files cannot be stored now; nothing was filed. Submit again later.")
            return self.drawn(flow, screen, draft, reasons=[(full, "")], status=503)
        drafts.forget(self.request.session, flow.id)
        draft.discard()
        return _received(self.request, {**answer, "token": draft.token})

    def drawn(
        self, flow: Flow, screen: Screen, draft: drafts.Draft, *, errors: dict[str, list[str]] | None = None, reasons: Any = (), status: int = 200
    ) -> HttpResponse:
        """The screen. Errors of fields on other screens link there."""
        number, last = flow.screens.index(screen) + 2, screen is flow.screens[-1]
        options = _options(flow, screen if not last else None)
        parts = [
            {"heading": part.heading, "folded": part.folded, "open": any(draft.given.get(name) or name in (errors or {}) for name in part.fields),
             "fields": _fields(flow, part.fields, draft, errors, options)}
            for part in screen.parts
        ]  # fmt: skip
        context = {
            "flow": flow, "screen": screen, "number": number, "steps": range(2, len(flow.screens) + 2), "total": len(flow.screens) + 1, "last": last,
            "draft": draft, "parts": parts, "wrong": _links(flow, screen, errors or {}), "reasons": reasons,
            "file_errors": [one(text) for text in (errors or {}).get("attachments", ())],
            "told": _told(flow, draft, options) if last and len(flow.screens) > 1 else [],
            "advice": queries.operator_first(_given(flow, draft), clock.today()) if last and flow.id == "complaint" else None,
        }  # fmt: skip
        return self.show("frontend/citizen/screen.html", context, status=status)


def _screen(flow: str, number: int) -> tuple[Flow, Screen]:
    found = FLOWS.get(flow)
    if found is None or not 2 <= number < len(found.screens) + 2:
        raise NotFound(flow)
    return found, found.screens[number - 2]


def _is_token(text: str) -> bool:
    return len(text) == 32 and text.isascii() and text.isalnum()


def _upload(request: HttpRequest, screen: Screen, draft: drafts.Draft) -> dict[str, list[str]]:
    """Files that came with this post; a sentence for the first that may not be kept."""
    if not screen.files:
        return {}
    if removed := request.POST.get("remove"):
        draft.remove(removed)
    try:
        draft.add(screen.files, list(request.FILES.getlist(screen.files)), Case(kind="complaint"))
    except Invalid as error:
        return dict(error.fields)
    return {}


def _given(flow: Flow, draft: drafts.Draft) -> dict[str, Any]:
    return {**flow.given, **{name: value for name, value in draft.given.items() if name in flow.names}}


def _next(flow: Flow, number: int, draft: drafts.Draft) -> str:
    if flow.id == "complaint" and number == 2 and not queries.operator_first(_given(flow, draft), clock.today()).clear:
        return "/ask/complaint/advice/"
    return f"/ask/{flow.id}/{number + 1}/"


def _options(flow: Flow, screen: Screen | None) -> dict[str, list[tuple[str, str]]]:
    """The lists that this screen's fields draw from; on the last screen, where all is shown again, those of every screen."""
    names = screen.fields if screen else flow.names
    kinds = {"operator"} if {"respondent", "second_respondent"} & set(names) else set()
    kinds |= {"office"} if {"violation_province", "office"} & set(names) else set()
    found = queries.options(kinds, None) if kinds else {}
    return {**found, "province": provinces(found.get("office", [])), "office": organs(found.get("office", []))}


def _fields(flow: Flow, names: Any, draft: drafts.Draft, errors: Any, options: dict[str, list[tuple[str, str]]]) -> list[stepforms.Field]:
    """Fields in a citizen's words; the place of a report is chosen from a list though its form takes a code."""
    made = [plain(field, flow.id) for field in stepforms.fields_of(flow.form, given=draft.given, errors=errors, options=options, only=names)]
    return [replace(field, kind="select", options=tuple(options["province"])) if field.name == "violation_province" else field for field in made]


def _links(flow: Flow, here: Screen, errors: dict[str, list[str]]) -> list[tuple[str, str]]:
    found = []
    for name, texts in errors.items():
        place = next((index for index, screen in enumerate(flow.screens) if name in (*screen.fields, screen.files)), None)
        field = plain(stepforms.fields_of(flow.form, errors=errors, only=[name])[0], flow.id) if name in flow.form.base_fields else None
        where = "" if place is None or flow.screens[place] is here else f"/ask/{flow.id}/{place + 2}/"
        anchor = "" if place is None else f"{where}#f-{name}"
        found += [(anchor, text) for text in (field.errors if field else [one(text) for text in texts])]
    return found


def _told(flow: Flow, draft: drafts.Draft, options: Any) -> list[dict[str, Any]]:
    """What the earlier screens were told, in the words that were chosen, with the way back."""
    told = []
    for index, screen in enumerate(flow.screens[:-1]):
        rows = [(field.label, _said(field)) for field in _fields(flow, screen.fields, draft, None, options)]
        told.append({"heading": screen.heading, "number": index + 2, "rows": [row for row in rows if row[1]], "files": draft.files if screen.files else []})
    return told


def _said(field: stepforms.Field) -> str:
    if field.options:
        return "、".join(said for code, said in field.options if code in field.chosen)
    if field.kind == "tick":
        return word("是", "Yes") if field.value else ""
    return _day(field.value) if field.kind == "date" else field.value


def _day(typed: str) -> str:
    """A typed day in the exact words; as it was typed where it is none."""
    try:
        return words.day(date.fromisoformat(typed))
    except ValueError:
        return typed


def opened(request: HttpRequest, outcome: commands.Outcome) -> HttpResponse:
    """A citizen's step opened another case of theirs: its number and query code as after filing, and they stand in that case."""
    return _received(request, {**_answer(outcome), "token": ""})


def _received(request: HttpRequest, answer: dict[str, Any]) -> HttpResponse:
    """Let the filer in and show the receipt."""
    if answer["party"]:
        guest = Actor(kind=GUEST, id=answer["party"], name=answer["name"], case_id=answer["case"], party_id=answer["party"])
        let_in(request, guest, answer["number"])
    request.session[drafts.RECEIPT] = drafts.sealed(answer)
    return HttpResponseRedirect("/ask/receipt/")


def _answer(outcome: commands.Outcome) -> dict[str, Any]:
    case, parties = outcome.case, outcome.taking.parties if outcome.taking else []
    mine = next((party for role in ("agent", "applicant") for party in parties if party.role == role and role in outcome.codes), None)
    return {
        "number": case.number, "kind": case.kind, "spoken": people_number(case.number, case.first_office.short),
        "codes": {str(role): code for role, code in outcome.codes.items()}, "name": mine.name if mine else "",
        "party": mine.pk if mine else None, "case": case.pk,
    }  # fmt: skip


class Advice(Door):
    """The operator must come first, or time has run out: what one may do, from which day, and that one may file all the same."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The dates come from the domain; nothing is counted here."""
        self.outside_only()
        flow = FLOWS["complaint"]
        draft = drafts.read(request.session, flow.id)
        advice = queries.operator_first(_given(flow, draft), clock.today())
        if advice.clear:
            return HttpResponseRedirect("/ask/complaint/3/")
        return self.show("frontend/citizen/advice.html", {"advice": advice})


class Receipt(Door):
    """Number, query code and what happens next. Shown until noted, or until the thirty minutes of the session are over."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The receipt of this session."""
        held = drafts.opened(request.session.get(drafts.RECEIPT, "")) if drafts.RECEIPT in request.session else None
        if held is None:
            number = guest_number(request.session)
            return HttpResponseRedirect(f"/cases/{number}/" if number and self.actor.case_id else "/track/")
        mine = held["party"] and self.actor.party_id == held["party"]
        file = queries.case_file(held["number"], self.actor) if mine else None
        address = request.build_absolute_uri(f"/track/?number={held['number']}")
        code = segno.make(address, error="m").svg_inline(border=4, svgclass=None, lineclass=None, dark="#15232a", light="#fff", omitsize=True)
        context = {"held": held, "qr": code, "promise": track.promise(file) if file else None, "case": file.case if file else None}
        return self.show("frontend/citizen/receipt.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Noted: the code is shown no more."""
        request.session.pop(drafts.RECEIPT, None)
        return HttpResponseRedirect("/track/" if self.actor.case_id else "/")


class Words(Page):
    """A page of plain text: privacy, accessibility."""

    always = True
    page = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The text."""
        return self.show(f"frontend/citizen/{self.page}.html")


urlpatterns = [
    path("ask/", Ask.as_view(), name="ask"),
    path("ask/receipt/", Receipt.as_view(), name="receipt"),
    path("ask/complaint/advice/", Advice.as_view(), name="advice"),
    path("ask/elsewhere/<slug:what>/", Elsewhere.as_view(), name="elsewhere"),
    path("ask/<slug:flow>/<int:number>/", Screens.as_view(), name="screen"),
    path("privacy/", Words.as_view(page="privacy"), name="privacy"),
    path("accessibility/", Words.as_view(page="accessibility"), name="accessibility"),
]
