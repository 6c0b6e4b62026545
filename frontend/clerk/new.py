"""Filing for a caller, a letter or a visitor: what it is, the form of that step with advice at once, and a receipt to read out or print."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from secrets import token_hex
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from casework import catalogue, clock, commands, queries
from casework.cases.case import Case, people_number
from casework.cases.refusals import Invalid, NotFound, Refused
from casework.cases.steps import Step
from casework.people.roles import Role
from frontend import stepforms, words
from frontend.base import Page
from frontend.citizen import draft as drafts
from frontend.citizen.flows import organs, provinces
from frontend.language import of, one, word

Pair = tuple[str, str]
PATH = "/desk/new/"
FILED = "filed"  # session key: the receipt, until it is noted
FILES = "attachments"
USUAL = ("file", "register")  # what most people come for stands first
OWN_DOORS = {"complaint": {"web"}, "petition": {"wechat"}}  # channels nobody files through for somebody else: the pages, and WeChat by the API


@dataclass(frozen=True)
class Part:
    """Fields that belong together; those a form does not have are left out. `column`: where the sheet stands on a wide screen."""

    heading: Pair
    fields: tuple[str, ...]
    column: int = 2
    folded: bool = False


FIRST = ("operator_complained", "operator_complained_on", "operator_answered_on", "operator_satisfied", "operator_answer")
WHEN = ("respondent", "category", "event_on", *FIRST)  # what the advice rests on
PARTS = (
    Part(("来件", "How it came"), ("channel", "posted_on", "arrived_on", "sender", "sender_number", "report_by", "place"), 1),
    Part(("谁提出", "Who it is from"), ("applicant_name", "applicant_phone", "applicant_address", "applicant_postcode", "applicant_email",
                                    "applicant_id_number", "electronic_service"), 1),
    Part(("由代理人提出", "Through an agent"), ("agent_name", "agent_phone", "agent_authority"), 1, folded=True),
    Part(("几个人一起提出", "Several petition together"), ("representatives",), 1, folded=True),
    Part(("口头陈述", "What was said"), ("statement",)),
    Part(("不服的意见", "The opinion that is disputed"), ("first_body", "first_number", "first_on", "first_opinion", "objections", "earlier_number",
                                                "first_case"), 1),
    Part(("企业和事情", "Operator and matter"), ("respondent", "number_in_dispute", "category", "event_on", "violation_province", "breach_codes")),
    Part(("先行投诉", "The operator first"), FIRST),
    Part(("要求和事实", "Claim and facts"), ("question", "claim", "facts", "title", "own_matter", "settled_before", "other_body", "simple", FILES)),
    Part(("携号转网", "Number portability"), ("number_portability", "second_respondent"), folded=True),
    Part(("接收机构和首次收到日期", "Office, day of first receipt"), ("office", "first_received_on"), 1, folded=True),
)  # fmt: skip
# Labels where the form speaks to the citizen.
SAID: dict[str, Pair] = {"own_matter": ("是否与申诉人有直接利害关系", "Is it the complainant's own matter"),
                         "violation_province": ("违法行为发生地", "Place of the violation")}  # fmt: skip
# Headings of sheets, by family.
HEADINGS: dict[str, dict[str, Pair]] = {"petition": {"企业和事情": ("归类", "Class"), "要求和事实": ("请求和事实", "Request and facts")}}
HINTS: dict[str, Pair] = {
    "statement": ("来电、来访口头提出的，照实记下原话（信访工作条例 19①）。",
                  "For a call or a visit: write down what was said, as it was said (信访工作条例 19①)."),
    "arrived_on": ("信件、传真早几天到的，填到达那天；期限从那天起算。", "The day a letter or fax arrived, where earlier; time runs from it."),
}  # fmt: skip


class Choose(Page):
    """What is filed, and how it came."""

    roles = frozenset({Role.INTAKE})

    def get(self, request: HttpRequest) -> HttpResponse:
        """Every filing step that intake may take, by kind; whatever receipt was shown is put away."""
        request.session.pop(FILED, None)
        found = [
            {"kind": kind, "step": step, "url": f"{PATH}{kind}/{step.name}/", "ways": _channels(kind, step)}
            for kind in catalogue.kinds() for step in sorted(catalogue.filing_steps(kind).values(), key=lambda one: one.name not in USUAL)
            if Role.INTAKE in step.by
        ]  # fmt: skip
        return self.show("frontend/clerk/new.html", {"offered": found})


class New(Page):
    """The form of one filing step."""

    roles = frozenset({Role.INTAKE})

    def get(self, request: HttpRequest, kind: str, step: str) -> HttpResponse:
        """The empty form; one's own office receives it unless another is chosen."""
        declared = _declared(kind, step)
        given = {"channel": request.GET.get("channel", "")} if request.GET.get("channel") in dict(_channels(kind, declared)) else {}
        return self.drawn(kind, declared, given, drafts.Draft(token_hex(16)), own=True)

    def post(self, request: HttpRequest, kind: str, step: str) -> HttpResponse:
        """Advice, or a file less, or filing it. What was typed and uploaded stays where something is wrong."""
        declared = _declared(kind, step)
        posted = stepforms.posted(request, declared.asks)
        if self.fragment:
            return self.show("frontend/clerk/new_advice.html", {"advice": _advice(declared, posted.given), "looked": True})
        draft, errors = self.files(kind, posted)
        if "check" in request.POST or "remove" in request.POST:
            return self.drawn(kind, declared, posted.given, draft, errors=errors)
        if lost := draft.drop_lost():
            names = "、".join(lost)
            errors = {FILES: [f"这些文件没有存住，请重新上传：{names}(These files were not kept, upload them again: {names})"]}
        errors |= queries.check_filing(kind, step, posted.given)
        if errors:
            return self.drawn(kind, declared, posted.given, draft, errors=errors, status=400)
        try:
            with draft.opened() as files:
                filed = commands.file_once(
                    f"desk:{draft.token}", b"desk", kind, by=self.actor, answer=partial(answer, advises=_advises(declared)), step=step,
                    given=posted.given, files={FILES: files} if files else {},
                )  # fmt: skip
        except Invalid as error:
            return self.drawn(kind, declared, posted.given, draft, errors=error.fields, status=400)
        except Refused as error:
            return self.drawn(kind, declared, posted.given, draft, reasons=[(of(reason), reason.article) for reason in error.reasons], status=409)
        except OSError:
            full = word("文件现在存不下来，没有登记。填的都在，请稍后再提交。", "The files cannot be stored now; nothing was filed. Submit again later.")
            return self.drawn(kind, declared, posted.given, draft, reasons=[(full, "")], status=503)
        drafts.forget(request.session, _flow(draft.token))
        draft.discard()
        request.session[FILED] = drafts.sealed(filed | {"mine": filed["office"] in self.actor.organisations, "again": f"{PATH}{kind}/{step}/"})
        return HttpResponseRedirect(f"{PATH}receipt/")

    def files(self, kind: str, posted: stepforms.Posted) -> tuple[drafts.Draft, dict[str, list[str]]]:
        """The files of this form, those sent before and those of now; kept with the session, so that a correction loses none."""
        request, token = self.request, self.request.POST.get("draft", "")
        known = len(token) == 32 and token.isascii() and token.isalnum()
        draft = drafts.read(request.session, _flow(token)) if known else drafts.Draft(token_hex(16))
        draft.token = token if known else draft.token
        errors: dict[str, list[str]] = {}
        if removed := request.POST.get("remove"):
            draft.remove(removed)
        try:
            draft.add(FILES, posted.files.get(FILES, []), Case(kind=kind))
        except Invalid as error:
            errors = dict(error.fields)
        if draft.files or f"{drafts.KEY}.{_flow(draft.token)}" in request.session:
            drafts.hold(request.session, _flow(draft.token), draft)
        return draft, errors

    def drawn(
        self, kind: str, step: Step, given: Mapping[str, Any], draft: drafts.Draft, *, errors: Mapping[str, list[str]] | None = None, reasons: Any = (),
        own: bool = False, status: int = 200,
    ) -> HttpResponse:  # fmt: skip
        """The page. `own`: one's own office is filled in as the one that receives it."""
        fields = set(step.asks.base_fields) if step.asks else set()
        options = queries.options(stepforms.lists_of(step.asks) | ({"office"} if "violation_province" in fields else set()), None)
        codes = queries.codes_of(frozenset(organisation for organisation, role in self.actor.standing if role == Role.INTAKE))
        if own and "office" in fields and codes:
            given = {**given, "office": codes[0]}
        here = codes[0].rpartition("-")[2] if codes else ""
        options["operator"] = sorted(options.get("operator", []), key=lambda pair: not pair[0].endswith(f"-{here}"))  # one's own province first
        made = {field.name: field for field in stepforms.fields_of(step.asks, given=given, errors=errors, options=options)}
        context = {
            "kind": kind, "step": step, "draft": draft, "parts": _parts(kind, made, options, given), "reasons": reasons, "wrong": _wrong(made, errors or {}),
            "advice": _advice(step, given) if set(WHEN) & set(given) else None, "advises": set(FIRST) <= fields, "looked": "check" in self.request.POST,
            "watched": ",".join(WHEN), "file_errors": [one(text) for text in (errors or {}).get(FILES, ())], "takes_files": FILES in fields,
        }  # fmt: skip
        return self.show("frontend/clerk/new_form.html", context, status=status)


def opened(page: Page, outcome: commands.Outcome, of: str) -> HttpResponse:
    """A step taken for somebody opened another case of theirs: its number and query code are read out as after filing."""
    filed = answer(outcome, advises=False)
    mine = filed["office"] in page.actor.organisations
    page.request.session[FILED] = drafts.sealed(filed | {"mine": mine, "again": f"/cases/{of}/", "of": of})
    return HttpResponseRedirect(f"{PATH}receipt/")


class Receipt(Page):
    """Number and query code, to print or read out; gone as soon as one goes on."""

    roles = frozenset({Role.INTAKE, Role.HANDLER, Role.RECEPTION})

    def get(self, request: HttpRequest) -> HttpResponse:
        """The receipt of what was filed last."""
        held = drafts.opened(request.session.get(FILED, "")) if FILED in request.session else None
        if held is None:
            return HttpResponseRedirect(PATH)
        address = request.build_absolute_uri(f"/track/?number={held['number']}")
        code = segno.make(address, error="m").svg_inline(border=4, svgclass=None, lineclass=None, dark="#15232a", light="#fff", omitsize=True)
        due = {"what": words.rule(Case(kind=held["kind"]), held["rule"]), "on": date.fromisoformat(held["due_on"])} if held["due_on"] else None
        return self.show("frontend/clerk/new_receipt.html", {"held": held, "qr": code, "due": due, "told": word(*held["told"]) if held["told"] else ""})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Noted: the code is shown no more; on to the file, or to the next filing."""
        held = drafts.opened(request.session.pop(FILED, "")) or {}
        onward = {"file": f"/cases/{held.get('number', '')}/", "again": held.get("again", PATH)}
        return HttpResponseRedirect(onward.get(request.POST.get("then", ""), PATH) if held else PATH)


def _declared(kind: str, name: str) -> Step:
    """The filing step. Raises NotFound for one that intake does not take."""
    step = catalogue.filing_steps(kind).get(name)
    if step is None or Role.INTAKE not in step.by:
        raise NotFound(name)
    return step


def _flow(token: str) -> str:
    return f"new.{token}"


def _channels(kind: str, step: Step) -> list[tuple[str, str]]:
    """The ways it may have come, where the form asks."""
    field = next((one for one in stepforms.fields_of(step.asks) if one.name == "channel"), None)
    return _by_others(kind, field) if field else []


def _by_others(kind: str, channel: stepforms.Field) -> list[tuple[str, str]]:
    return [pair for pair in channel.options if pair[0] not in OWN_DOORS.get(kind, ())]


def _parts(kind: str, made: dict[str, stepforms.Field], options: stepforms.Options, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sheets in two columns, with every field of the form: what no part names stands in the last."""
    named = {name for part in PARTS for name in part.fields}
    rest = Part(("其他", "More"), tuple(name for name in made if name not in named), folded=True)
    found = []
    for part in (*PARTS, rest):
        heading = HEADINGS.get(kind, {}).get(part.heading[0], part.heading)
        fields = [_field(kind, made[name], options) for name in part.fields if name in made and name != FILES]
        typed = any(field.errors or (given.get(field.name) and field.name != "office") for field in fields)
        if fields:
            found.append({"heading": heading, "column": part.column, "folded": part.folded, "open": typed, "fields": fields,
                          "first": FIRST[0] in part.fields, "files": FILES in part.fields and FILES in made})  # fmt: skip
    return found


def _field(kind: str, field: stepforms.Field, options: stepforms.Options) -> stepforms.Field:
    if field.name in SAID:
        field = replace(field, label=word(*SAID[field.name]))
    if field.name in HINTS:
        field = replace(field, hint=word(*HINTS[field.name]))
    if field.name == "channel":
        return replace(field, options=tuple(_by_others(kind, field)))
    if field.name == "office" and kind == "petition":
        return replace(field, options=tuple(organs(list(field.options))))
    if field.name == "violation_province":
        return replace(field, kind="select", options=tuple(provinces(options.get("office", []))))
    return field


def _wrong(made: dict[str, stepforms.Field], errors: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    return [(f"f-{name}" if name in made else "", one(str(text))) for name, texts in errors.items() for text in texts]


def _advice(step: Step, given: Mapping[str, Any]) -> Any:
    """How the operator's turn and the time to complain stand; None where the step does not ask."""
    return queries.operator_first(given, clock.today()) if _advises(step) else None


def _advises(step: Step) -> bool:
    return step.asks is not None and set(FIRST) <= step.asks.base_fields.keys()


def _spoken(advice: Any) -> Pair | None:
    """What to tell the caller, for the receipt; None where nothing speaks against taking it up."""
    if advice is None or advice.clear:
        return None
    if advice.may_file_from:
        day, month = f"{advice.may_file_from:%Y-%m-%d}", advice.may_file_from
        return (f"请告诉对方：要先等企业答复，{month.month}月{month.day}日起才能受理；我们会书面告知。",
                f"Tell them: the operator must answer first; we can take it up from {day}, and will say so in writing.")  # fmt: skip
    return ("请告诉对方：按所填情况可能不能受理，我们会书面告知。", "Tell them: by what was said it may not be taken up; we will answer in writing.")


def answer(outcome: commands.Outcome, *, advises: bool) -> dict[str, Any]:
    """What the receipt shows of a case that was filed, its query codes included."""
    case = outcome.case
    told = _spoken(queries.operator_first_in(case, clock.today())) if advises else None
    return {
        "number": case.number, "kind": case.kind, "spoken": people_number(case.number, case.first_office.short), "title": case.title,
        "codes": {str(role): code for role, code in outcome.codes.items()}, "office": case.office_id, "office_name": words.issuer(case),
        "due_on": case.due_on.isoformat() if case.due_on else "", "rule": case.due_rule,
        "told": told,
    }  # fmt: skip


urlpatterns = [
    path("desk/new/", Choose.as_view(), name="new"),
    path("desk/new/receipt/", Receipt.as_view(), name="new-receipt"),
    path("desk/new/<slug:kind>/<slug:step>/", New.as_view(), name="new-form"),
]
