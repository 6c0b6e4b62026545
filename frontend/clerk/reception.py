"""The reception desk: who waits, appointments, one visit with all that can be done about it; and the waiting screen, with numbers alone."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import catalogue, clock, commands, visiting
from casework.cases.refusals import Invalid, NotFound, Refused
from casework.petitions import visit_forms, visits
from casework.petitions.visits import Act, Visit
from frontend import stepforms, words
from frontend.base import Page
from frontend.citizen import draft as drafts
from frontend.clerk import parties, story
from frontend.clerk.new import FILED, answer
from frontend.language import english, of, one, word
from frontend.stepforms import Belonging

PATH = "/desk/reception/"
FORMS: dict[str, tuple[type[forms.Form], tuple[str, str]]] = {
    "walk_in": (visit_forms.WalkIn, ("来访登记，取号", "Somebody is here: give a ticket")),
    "book": (visit_forms.Booking, ("预约", "Make an appointment")),
}
TOLD: dict[str, tuple[str, str]] = {
    "book": ("{who}登记了预约。", "{who} made the appointment."), "walk_in": ("{who}登记来访，取号 {ticket}。", "{who} gave ticket {ticket}."),
    "arrive": ("来访人到达，{who}给号 {ticket}。", "They arrived; {who} gave ticket {ticket}."),
    "elsewhere": ("来访人没有到公布的接待场所，{who}作了告知。", "They came elsewhere; {who} told them where visitors are received."),
    "receive": ("{who}开始接待。", "{who} received them."), "record": ("{who}记录了陈述。", "{who} wrote the statement down."),
    "sign": ("陈述记录已宣读。", "The record was read out."), "open_petition": ("{who}登记为信访事项。", "{who} registered the petition."),
    "link": ("{who}并入已有的信访事项。", "{who} linked it to a petition."), "mark_urgent": ("{who}标为重大、紧急。", "{who} marked it as urgent."),
    "record_disorder": ("{who}作了劝阻、批评、教育。", "{who} spoke to who disturbed order."), "end": ("{who}结束接待。", "{who} ended it."),
    "turn_away": ("{who}告知不予接待的理由。", "{who} turned them away, with the reason."), "leave": ("来访人离开或者取消。", "They left, or cancelled."),
    "not_come": ("预约未到。", "They did not come."),
}  # fmt: skip
LABELS: dict[str, tuple[str, str]] = {"measures": ("已采取的措施", "Measures taken"), "effects": ("可能造成的影响", "Possible effects"),
                                      "said": ("告知内容", "Told"),
                                      "elsewhere": ("来到", "Came to"), "note": ("说明", "Note"), "outcome": ("接待结果", "Outcome"),
                                      "remark": ("签名情况", "Signature"), "found": ("经过", "What happened")}  # fmt: skip
BELONGS = {
    ("walk_in", "elsewhere"): Belonging("where", needs=(visit_forms.ELSEWHERE,)), ("walk_in", "said"): Belonging("where", needs=(visit_forms.ELSEWHERE,)),
    ("walk_in", "why_now"): Belonging("where", may=(visit_forms.HERE,)), ("sign", "remark"): Belonging("manner", needs=(visit_forms.DECLINED,)),
    ("sign", "scan"): Belonging("manner", needs=(visit_forms.SIGNED, visit_forms.THUMB)),
}  # fmt: skip
CONTACT = (("phone", ("联系电话", "Phone")), ("address", ("住址", "Address")), ("id_number", ("证件号码", "Identity number")))
SHOWN_ONCE = ("statement",)  # stands on the page itself


class Reception(Page):
    """The office's people who receive visitors; its head and supervisors read."""

    roles = visiting.RECEPTION_READERS


class Today(Reception):
    """Who waits, who is received, who is expected; and the forms for those who come."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The day."""
        return self.drawn()

    def post(self, request: HttpRequest) -> HttpResponse:
        """An appointment or a ticket."""
        name = request.POST.get("act", "")
        if name not in FORMS:
            raise NotFound(name)
        posted = stepforms.posted(request, FORMS[name][0])
        try:
            made = (commands.book_visit if name == "book" else commands.walk_in)(posted.given, by=self.actor)
        except Invalid as error:
            return self.drawn(name, posted.given, error.fields, status=400)
        except Refused as error:
            return self.drawn(name, posted.given, refused=[(of(reason), reason.article) for reason in error.reasons], status=409)
        return HttpResponseRedirect(f"{PATH}{made.pk}/?done={name}#done")

    def drawn(
        self, name: str = "", given: dict[str, Any] | None = None, errors: dict[str, list[str]] | None = None, *, refused: Any = (), status: int = 200
    ) -> HttpResponse:
        """The page, with what was typed and what is wrong with it."""
        rows = visiting.visits_of_day(self.actor)
        place = visiting.reception_place(visiting.reception_of(self.actor))
        offered = [
            {"name": key, "words": word(*said), "open": key == name or (not name and key == "walk_in"),
             "fields": _fields(form, key, given if key == name else {"people": "1", "where": visit_forms.HERE}, errors if key == name else None)}
            for key, (form, said) in FORMS.items()
        ] if visiting.serves_reception(self.actor) else []  # fmt: skip
        groups = [
            (word(*said), [_row(one) for one in rows if one.state in states])
            for said, states in (
                (("候访", "Waiting"), (visits.WAITING,)),
                (("接待中", "Being received"), (visits.RECEIVING,)),
                (("今日预约", "Expected today"), (visits.BOOKED,)),
                (("今日已结束", "Over today"), (visits.ENDED, visits.LEFT, visits.NO_SHOW, visits.TURNED_AWAY)),
            )
        ]  # fmt: skip
        context = {
            "groups": groups, "coming": [_row(one) for one in visiting.visits_to_come(self.actor)], "offered": offered, "place": place, "refused": refused,
            "hours": word(*visiting.reception_hours(place)) if place else "", "wrong": _wrong(name, errors), "today": clock.today(),
            "screen": f"/waiting/{visiting.office_code(visiting.reception_of(self.actor))}/", "may_keep": visiting.keeps_reception(self.actor),
        }  # fmt: skip
        return self.show("frontend/reception/today.html", context, status=status)


class Before(Reception):
    """Visits of earlier days."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest first, fifty a page."""
        try:
            found = visiting.visits_before(self.actor, cursor=request.GET.get("cursor", ""))
        except Invalid:
            found = visiting.visits_before(self.actor)
        return self.show("frontend/reception/before.html", {"rows": [_row(one) for one in found.rows], "after": found.next})


class Place(Reception):
    """Where and when the office receives, as it made public."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, with what counts now."""
        place = visiting.reception_place(visiting.reception_of(self.actor))
        given: dict[str, Any] = {"weekdays": list("01234")}
        if place:
            given = {"name": place.name, "address": place.address, "weekdays": [str(one) for one in place.weekdays]}
        spans = place.hours if place else []
        for half, (begin, end) in zip(("morning", "afternoon"), spans, strict=False):
            given |= {f"{half}_from": f"{begin:%H:%M}", f"{half}_to": f"{end:%H:%M}"}
        return self.drawn(given)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it; what counted before stays on record."""
        posted = stepforms.posted(request, visit_forms.Place)
        try:
            commands.keep_reception_place(posted.given, by=self.actor)
        except Invalid as error:
            return self.drawn(posted.given, error.fields, status=400)
        return HttpResponseRedirect(PATH)

    def drawn(self, given: dict[str, Any], errors: dict[str, list[str]] | None = None, *, status: int = 200) -> HttpResponse:
        """The page."""
        context = {"fields": _fields(visit_forms.Place, "place", given, errors), "wrong": _wrong("place", errors)}
        return self.show("frontend/reception/place.html", context, status=status)


class One(Reception):
    """One visit."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is known, what can be done, what was done."""
        return self.drawn(visiting.visit(pk, self.actor), done=request.GET.get("done", ""))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take an act; of a petition the receipt with its query code follows."""
        name = request.POST.get("act", "")
        act = visits.ACTS.get(name)
        if act is None:
            raise NotFound(name)
        posted = stepforms.posted(request, act.form)
        try:
            made = commands.act_on_visit(pk, name, posted.given, by=self.actor, files=posted.files)
        except Invalid as error:
            return self.drawn(visiting.visit(pk, self.actor), name, posted.given, error.fields, status=400)
        except Refused as error:
            refused = [(of(reason), reason.article) for reason in error.reasons]
            return self.drawn(visiting.visit(pk, self.actor), name, posted.given, refused=refused, status=409)
        if isinstance(made, Visit):
            return HttpResponseRedirect(f"{PATH}{pk}/?done={name}#done")
        request.session[FILED] = drafts.sealed(answer(made, advises=False) | {"mine": True, "again": f"{PATH}{pk}/"})
        return HttpResponseRedirect("/desk/new/receipt/")

    def drawn(
        self, opened: visiting.OpenedVisit, name: str = "", given: dict[str, Any] | None = None, errors: dict[str, list[str]] | None = None, *,
        refused: Any = (), done: str = "", status: int = 200,
    ) -> HttpResponse:  # fmt: skip
        """The page, with what was typed and what is wrong with it."""
        visit = opened.visit
        first = next((act.name for act in opened.offered if act.name in ("arrive", "receive", "record", "sign", "open_petition", "end")), "")
        first = _next(visit, opened) or first
        asked = [
            {"act": act, "open": act.name == (name or first), "main": act.name == first,
             "files": any(isinstance(field, forms.FileField) for field in _base(act)),
             "fields": _fields(act.form, act.name, given if act.name == name else _begun(act, visit), errors if act.name == name else None)}
            for act in opened.offered
        ]  # fmt: skip
        head, plain = visits.head_of(visit.head), visiting.serves_reception(self.actor) and visit.case_id is None
        context = {
            "visit": visit, "row": _row(visit), "offered": asked, "refused": refused, "wrong": _wrong(name, errors), "case_number": opened.case_number,
            "acts": [_line(act) for act in reversed(opened.acts)], "files": opened.files, "done": word(*TOLD[done]).format(
                who=self.actor.name, ticket=visit.ticket or "") if done in TOLD else "",
            "head": head, "urgent_step": f"/cases/{opened.case_number}/steps/report_urgent/" if visit.urgent and opened.case_number else "",
            "contact": [(word(*said), _shown(name, getattr(visit, name), plain=plain)) for name, said in CONTACT],
            "signature": _choice(visit_forms.SIGNATURES, visit.signed),
        }  # fmt: skip
        return self.show("frontend/reception/visit.html", context, status=status)


class Scan(Reception):
    """A scan of a visit."""

    def get(self, request: HttpRequest, pk: int) -> Any:
        """As a file to keep."""
        row, path_to = visiting.visit_scan(pk, self.actor)
        return FileResponse(path_to.open("rb"), as_attachment=True, filename=row.name, content_type=row.media_type)


class Waiting(Page):
    """The screen in the waiting room: numbers, no names. It reloads by itself, without a script."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Who is called now, who waits."""
        room = visiting.waiting_room(code)
        return self.show("frontend/reception/waiting.html", {"room": room, "hours": word(*visiting.reception_hours(room.place)) if room.place else ""})


@dataclass(frozen=True)
class Row:
    """A visit in a list: its state in words, who received it."""

    visit: Visit
    state: str
    name: str
    several: str


def _row(visit: Visit) -> Row:
    several = word(f"{visit.people}人，代表{len(visit.chosen)}人", f"{visit.people} people, {len(visit.chosen)} representatives") if visit.joint else ""
    return Row(visit, word(*visits.STATES[visit.state]), visit.name or "", several)


@dataclass(frozen=True)
class Line:
    """What was done: when, what, by whom, what was said."""

    when: str
    iso: str
    text: str
    article: str
    told: list[tuple[str, str]]


def _line(act: Any) -> Line:
    facts, told = act.facts, visiting.visit_said(act)
    form = visits.ACTS[act.what].form if act.what in visits.ACTS else None
    fields = form.base_fields if form else {}
    shown = [
        (story.label(name, fields[name]) if name in fields else word(*LABELS[name]) if name in LABELS else name, story.value(value, fields.get(name), {}))
        for name, value in told.items() if name not in SHOWN_ONCE
    ]  # fmt: skip
    if facts.get("outside_hours"):
        shown.append((word("不在接待时间，予以接待的理由", "Received outside the hours, because"), str(facts["outside_hours"])))
    if facts.get("manner"):
        shown.append((word("签名", "Signed"), _choice(visit_forms.SIGNATURES, facts["manner"])))
    text = word(*TOLD[act.what]).format(who=act.by_name, ticket=facts.get("ticket", ""))
    article = facts.get("article") or (visits.ACTS[act.what].basis if act.what in ("turn_away", "record_disorder", "mark_urgent") else "")
    return Line(words.moment(act.at), act.at.isoformat(timespec="minutes"), text, article, shown)


def _shown(name: str, value: str | None, *, plain: bool) -> str:
    """Contact data in full to who serves the visitor until there is a petition, on whose file a look at them is noted; masked to everybody else."""
    return "–" if not value else value if plain else parties.masked(name, value)


def _next(visit: Visit, opened: visiting.OpenedVisit) -> str:
    """The act the visit is waiting for."""
    names = [act.name for act in opened.offered]
    order = ("arrive", "receive", "end") if opened.case_number else ("arrive", "receive", "open_petition", "sign", "record", "end")
    if visit.statement and not visit.signed:
        order = ("sign", *order)
    return next((name for name in order if name in names), "")


def _begun(act: Act, visit: Visit) -> dict[str, Any]:
    """What a form begins with, from what is known already."""
    if act.name == "record":
        return {"claim": visit.claim or "", "facts": visit.facts or "", "statement": visit.statement or ""}
    if act.name == "open_petition":
        return {"title": (visit.matter or "")[:200]}
    if act.name == "record_disorder":
        return {"started_at": f"{clock.now():%Y-%m-%dT%H:%M}", "place": str(visit.place or visit.elsewhere)[:200]}
    return {}


def _base(act: Act) -> list[forms.Field]:
    return list(act.form.base_fields.values()) if act.form else []


def _fields(form: type[forms.Form] | None, prefix: str, given: dict[str, Any] | None, errors: dict[str, list[str]] | None) -> list[stepforms.Field]:
    made = stepforms.fields_of(form, given=given, errors=errors, prefix=prefix)
    return [replace(_said(field), belongs=BELONGS.get((prefix, field.name))) for field in made]


def _said(field: stepforms.Field) -> stepforms.Field:
    return replace(field, options=tuple((code, catalogue.in_english(text) if english() else text) for code, text in field.options))


def _choice(choices: Any, code: str) -> str:
    said = dict(choices).get(code, "")
    return catalogue.in_english(said) if english() else said


def _wrong(name: str, errors: dict[str, list[str]] | None) -> list[tuple[str, str]]:
    return [(f"{name}-{field}", one(text)) for field, texts in (errors or {}).items() for text in texts]


urlpatterns = [
    path("desk/reception/", Today.as_view(), name="reception"),
    path("desk/reception/before/", Before.as_view(), name="reception_before"),
    path("desk/reception/place/", Place.as_view(), name="reception_place"),
    path("desk/reception/<int:pk>/", One.as_view(), name="visit"),
    path("desk/reception/scans/<int:pk>/", Scan.as_view(), name="visit_scan"),
    path("waiting/<str:code>/", Waiting.as_view(), name="waiting"),
]

