"""The file on an officer's desk: clocks, grounds, content and history, and what can be done now, on one screen."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from casework import catalogue, commands, queries
from casework.cases import checklist, dossier
from casework.cases.clocks import VOID
from casework.cases.grounds import Unknown, Unmet
from casework.cases.proposals import Proposal
from casework.cases.refusals import Invalid
from casework.people.roles import Role
from frontend import stepforms, words
from frontend.base import OFFICERS, Page
from frontend.clerk import agreeing, clockline, clocktable, forms, parties, story, ties
from frontend.language import english, of, one, word

KEYS = {"accept": "a", "refuse": "r", "forward": "t", "ask_material": "m"}
MOST_LANES = 4
# What stands above what was told, and a family's words for columns that no filing form has.
MATTER = {"complaint": ("申诉内容", "What is claimed"), "petition": ("信访内容", "What is petitioned")}
CONTENT = ("内容", "What it is about")
ONLY_WRITTEN = ("statement", "place")  # of the filing, kept with its entry and in no column
RATED = (("reception_rated", ("对接待的评价", "Reception rated")), ("handling_rated", ("对办理的评价", "Handling rated")))
DISPUTED = ("disputed", "objections")  # the column, and the form's name for it
TOLD = (
    "claim", "channel", "category", "posted_on", "sender", "sender_number", "report_by", "first_body", "first_number", "first_on", "first_opinion", "disputed",
    "event_on", "number_in_dispute", "number_portability", "second_respondent", "operator_complained",
    "operator_complained_on", "operator_answered_on", "operator_satisfied", "operator_answer", "settled_before", "other_body", "violation_province",
)  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """A step on the file: its key, the grounds a person must still judge, its form where it stands open."""

    offered: checklist.OpenStep
    key: str
    to_judge: int
    form: list[stepforms.Field] | None = None
    returned: Proposal | None = None
    begun: bool = False

    @property
    def step(self) -> Any:
        """The declaration."""
        return self.offered.step


def show(
    page: Page, file: queries.CaseFile, *, plain: bool = False, wrong: list[tuple[str, str]] | None = None, typed: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    """The file. `plain`: contact data as they are, for whoever just said why; `typed`: which of the two reasons was filled in wrongly, look or out."""
    case, kind = file.case, file.case.kind
    first, stage, others, shut = _steps(file)
    options = queries.options({"user", *stepforms.lists_of(first.step.asks)} if first else {"user"}, case.office_id)
    options["attachment"] = stepforms.files_of(file)
    clocks = _clocks(file)
    for deadline in clocks:
        deadline.case = case
    lines = queries.timelines(clocks)
    workings = queries.workings(clocks, "en" if english() else "zh") if clocks else {}
    names = dict(options.get("user", [])) | {f"attachment-{pk}": name for pk, name in options["attachment"]}
    if first:
        opened = forms.form(file, first.step, options=options, prefix=first.step.name)
        first = Offered(first.offered, first.key, first.to_judge, opened.fields, file.returned.get(first.step.name), opened.begun)
    judged = {ground.id for ground in first.step.when} if first else set()
    of_stage = judged or {ground.id for one_of in stage for ground in one_of.step.when}
    due = next((one_of for one_of in clocks if one_of.rule == case.due_rule), None)
    context = {
        "file": file, "case": case, "first": first, "stage": stage, "others": others, "shut": shut,
        "drawing": clockline.drawn(kind, clocks, lines), "narrow": clockline.drawn(kind, clocks, lines, narrow=True),
        "clock_table": [clocktable.row(one_of, catalogue.rule_of(one_of, kind), lines[one_of.pk], kind) for one_of in clocks],
        "clocks": [(deadline, words.rule(case, deadline.rule), words.deadline_flag(deadline, kind), workings[deadline.pk]) for deadline in clocks],
        "grounds": [_Ground(line, line.ground.id in judged) for line in file.grounds if line.ground.id in of_stage and line.ground.certainty != "design"],
        "told": _told(file), "story": story.told(file, file.entries, names=names), "parties": parties.shown(file.taking.parties, plain=plain),
        "plain": plain, "may_look": bool(file.taking.standing.roles & queries.NEED_CONTACT),
        "reasons_to_look": [(code, word(*said)) for code, said in parties.REASONS.items()],
        "reasons_out": [(code, word(*said)) for code, said in parties.WHY_OUT.items()],
        "papers": [(paper, [row for row in file.services if row.document_id == paper.pk]) for paper in reversed(file.papers)],
        "due_what": words.rule(case, case.due_rule) if case.due_rule else "", "due_article": _rests_on(case, due),
        "asked": dossier.asked_to_stay_out(file.taking), "may_decide": any(one_of.step.name == "recuse" for one_of in file.steps),
        "left": _left_by_recusal(file),
        "offer": file.offer, "offer_mine": file.offer is not None and file.offer.to_id == page.actor.user_id,
        "proposals": [(one_of, catalogue.steps(kind).get(one_of.step), one_of.approver_role in file.taking.standing.roles) for one_of in file.proposals],
        "done": _done(page.request.GET.get("done", ""), kind), "wrong": wrong or [],
        typed: {name: page.request.POST.get(name, "") for name in ("why", "further")},
        "agreements": agreeing.under_way(case), "tied": ties.told(case, file.entries), "leads": ties.ways(can=[one_of.step.name for one_of in file.steps]),
        "matter": MATTER.get(kind, CONTENT), "office": words.issuer(case),
    }  # fmt: skip
    return page.show("frontend/clerk/file.html", context, status=status)


def _left_by_recusal(file: queries.CaseFile) -> bool:
    """True where the handler was recused and nobody has the case since."""
    recused = any(one_of.step == "recuse" and one_of.facts.get("held") for one_of in file.entries)
    return recused and file.case.handler_id is None and file.case.ended_on is None


@dataclass(frozen=True)
class _Ground:
    """A ground with its answer; `asked`: to be judged with the step that stands open."""

    line: checklist.Line
    asked: bool

    @property
    def state(self) -> str:
        """met, unmet or unknown."""
        return checklist.word(self.line.answer)


def _steps(file: queries.CaseFile) -> tuple[Offered | None, list[Offered], list[Offered], list[checklist.OpenStep]]:
    """The step the file waits for, the others of this stage, what can always be done, and what cannot be done now."""
    answers = {line.ground.id: line.answer for line in file.grounds}
    mine = [one for one in file.steps if set(one.step.by) != {Role.SYSTEM}]
    shut = [one for one in mine if any(isinstance(answers.get(ground.id), Unmet) for ground in one.step.when)]
    rank = {step.name: place for place, step in enumerate(queries.of_this_stage(file.taking))}
    can = [_offered(one, answers) for one in mine if one not in shut]
    stage = sorted((one for one in can if one.step.name in rank), key=lambda one: rank[one.step.name])
    others = [one for one in can if one.step.name not in rank]
    first = next((one for one in stage if queries.meets_due(one.step, file.case)), None)
    return first, [one for one in stage if one is not first], others, shut


def _offered(one_step: checklist.OpenStep, answers: dict[str, Any]) -> Offered:
    unknown = sum(isinstance(answers.get(ground.id), Unknown) for ground in one_step.step.when)
    return Offered(one_step, KEYS.get(one_step.step.name, ""), unknown)


def _clocks(file: queries.CaseFile) -> list[Any]:
    """The clocks that run, the nearest first; of a closed case those that were kept or missed last."""
    rows = [one for one in file.deadlines if one.status != VOID]
    running = sorted((one for one in rows if one.ended_by_seq is None), key=lambda one: (one.last_day or date.max, one.pk))
    ended = sorted((one for one in rows if one.ended_by_seq is not None), key=lambda one: -(one.ended_by_seq or 0))
    return (running or ended)[:MOST_LANES]


def _rests_on(case: Any, due: Any) -> str:
    """The article of the clock the case is listed by, or the words that it is a limit of our own."""
    if due is None:
        return ""
    return word("内部时限", "our own limit") if due.house else words.article(case, due.rule)


def _told(file: queries.CaseFile) -> list[tuple[str, str]]:
    """What the complainant said, field by field, in the words of the form; the number in dispute masked."""
    filed = next((one.step for one in file.entries if one.seq == 1), "file")
    form = catalogue.form_of(file.case.kind, filed)
    fields = dict(form.base_fields) if form else {}
    if DISPUTED[1] in fields:
        fields[DISPUTED[0]] = fields[DISPUTED[1]]
    for step in catalogue.steps(file.case.kind).values():  # a column that another form of the family fills
        fields = {**(step.asks.base_fields if step.asks else {}), **fields}
    written, found = file.said.get(1, {}), []
    for name in (*TOLD, *ONLY_WRITTEN):
        said = written.get(name) if name in ONLY_WRITTEN else getattr(file.case, name, None)
        if said in (None, "", False) or (name == "operator_complained" and file.case.asked("operator_complained_on")):
            continue
        shown = parties.masked("phone", said) if name == "number_in_dispute" else said.name if name == "second_respondent" else said
        text = words.day(shown) if isinstance(shown, date) else story.value(shown, fields.get(name), {})
        found.append((story.label(name, fields.get(name)), text))
    for name, said_as in RATED:
        if getattr(file.case, name, ""):
            zh = getattr(file.case, f"get_{name}_display")()
            found.append((word(*said_as), catalogue.in_english(zh) if english() else zh))
    return found


def _done(name: str, kind: str) -> str:
    if name == "proposed":
        return word("已提请审批；批准后才生效。", "Submitted for approval; it takes effect when approved.")
    step = catalogue.steps(kind).get(name)
    return word(f"已办：{of(step)}。", f"Done: {of(step)}.") if step else ""


class Contact(Page):
    """The contact data of a file, for whoever says why."""

    roles = OFFICERS

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Note who looks and why; then the same file with the data in full."""
        number = catalogue.number_of(number)
        try:
            commands.show_contact(number, by=self.actor, why=parties.reason(request.POST.get("why", ""), request.POST.get("further", "")))
        except Invalid as error:
            said = [(name, one(text)) for name, texts in error.fields.items() for text in texts]
            return show(self, queries.case_file(number, self.actor), wrong=said, typed="look", status=400)
        return show(self, queries.case_file(number, self.actor), plain=True)


class Working(Page):
    """The certificate of a case, to print: how every date was counted, and which entries and papers prove that it was kept."""

    roles = OFFICERS

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        """All clocks of the case, those that ended as well."""
        file = queries.case_file(catalogue.number_of(number), self.actor)
        for deadline in file.deadlines:
            deadline.case = file.case
        sentences = queries.workings(file.deadlines, "en" if english() else "zh")
        rows = [
            {"deadline": proof.deadline, "rule": catalogue.rule_of(proof.deadline, file.case.kind), "flag": words.deadline_flag(proof.deadline, file.case.kind),
             "sentences": sentences[proof.deadline.pk], "proofs": _proofs(file, proof)}
            for proof in queries.certificate(file)
        ]  # fmt: skip
        return self.show("frontend/clerk/working.html", {"file": file, "case": file.case, "rows": rows})


def _proofs(file: queries.CaseFile, proof: queries.Proof) -> list[tuple[str, Any, str, Any]]:
    """What began and ended it: the heading, the entry, it as a sentence, its papers."""
    found = [(word("起算", "Began"), proof.began, proof.began_by), (word("了结", "Ended"), proof.ended, proof.ended_by)]
    return [(heading, entry, story.sentence(file.case.kind, entry), papers) for heading, entry, papers in found if entry is not None]


urlpatterns = [
    path("cases/<str:number>/contact/", Contact.as_view(), name="contact"),
    path("cases/<str:number>/working/", Working.as_view(), name="working"),
]
