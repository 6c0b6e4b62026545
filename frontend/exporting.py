"""Worklists as workbooks: the same filters and the same words as on the list, no cell ever a formula."""

from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.http import content_disposition_header

from casework import clock
from casework.cases.refusals import Invalid, refuse_unknown
from casework.importing import guessing, replies
from casework.people.roles import Role
from casework.tables.writing import Heading, write
from frontend import errors, words
from frontend.base import OFFICERS, OPERATORS, Page, roles_of
from frontend.clerk import filters, lists
from frontend.language import english, word

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTERS = ("queue", "kind", "state", "handler", "operator", "due_after", "due_before", "last_day", "office", "q")
BRANCH = "branch"  # of an operator
LABELS = filters.LABELS | {
    "rule": ("规则", "Rule"), "status": ("状态", "Status"), "bound": ("约束谁", "Binds"), "province": ("省份", "Province"),
    "house": ("内部时限", "House limits"), "waits_on": ("轮到", "Waits on"), BRANCH: ("分公司", "Branch"), "q": ("查找", "Search"),
}  # fmt: skip


def sent(out: IO[bytes], name: str) -> FileResponse:
    """A finished workbook as a download."""
    out.seek(0)
    response = FileResponse(out, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


Write = Callable[[IO[bytes], dict[str, Any]], None]  # the rows that an address asks for, into a workbook; raises Invalid


def download(request: HttpRequest, wanted: Iterable[str], title: str, write_rows: Write, *, strict: bool = False) -> HttpResponseBase:
    """The workbook of what the address asks for; a wrong address, and with `strict` one that asks for what there is not, is answered in a page."""
    asked = lists.asked_of(request, wanted)
    out = TemporaryFile()  # noqa: SIM115  # the response closes it
    try:
        if strict:
            refuse_unknown(request.GET, wanted)
        days: dict[str, Any] = {name: lists.day_of(asked[name], name) for name in ("due_before", "due_after", "last_day") if name in asked}
        write_rows(out, {**asked, **days})
    except Invalid as error:
        out.close()
        said = [(text, "") for _, text in lists.sentences(error, {name: word(*pair) for name, pair in LABELS.items()})]
        return errors.say(request, 400, word("没有可下载的列表", "No such list"), reasons=said)
    return sent(out, f"{title}-{clock.today().isoformat()}.xlsx")


class DeskExport(Page):
    """A worklist of the office."""

    roles = OFFICERS

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The workbook."""
        return download(request, FILTERS, word("案件列表", "cases"), self.write)

    def write(self, out: IO[bytes], wanted: dict[str, Any]) -> None:
        """The cases of the list, at most 20,000."""
        wanted = {"queue": "mine" if Role.HANDLER in roles_of(self.actor) else "office"} | wanted
        headings = [
            Heading(word("编号", "number"), 18), Heading(word("系统编号", "system number"), 20), Heading(word("事项", "matter"), 44, wrap=True),
            Heading(word("申诉人、信访人", "complainant, petitioner"), 14), Heading(word("企业", "operator"), 20), Heading(word("状态", "state"), 14),
            Heading(word("轮到", "waits on"), 12), Heading(word("该办什么", "what is due"), 20), Heading(word("到期", "due"), 12),
            Heading(word("期限", "clock"), 20), Heading(word("承办人", "handler"), 12), Heading(word("收到日期", "received"), 12),
            Heading(word("机构", "office"), 24),
        ]  # fmt: skip
        write(out, word("案件列表", "cases"), headings, self.rows(wanted))

    def rows(self, wanted: dict[str, Any]) -> Iterator[list[Any]]:
        """One list a case."""
        for page in replies.pages(self.actor, **wanted):
            for case in page:
                yield [
                    replies.said(case), case.number, case.title, case.applicant_name, case.respondent.short if case.respondent else "", words.state(case),
                    word(*case.role_words(case.waits_on)) if case.waits_on else "",
                    words.rule(case, case.due_rule) if case.due_rule else "", case.due_on, words.case_flag(case).text,
                    case.handler.name if case.handler else "", case.filed_on, case.office.name,
                ]  # fmt: skip


class OperatorExport(Page):
    """What an operator has to answer, with empty columns for the replies: filled in, it is brought back through the import page."""

    roles = OPERATORS

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The workbook."""
        return download(request, (*FILTERS, BRANCH), word("待答复申诉", "complaints to answer"), self.write)

    def write(self, out: IO[bytes], wanted: dict[str, Any]) -> None:
        """The rows with number, claim and due day, then the fields of the reply."""
        headings = [
            Heading(word("编号", "number"), 18), Heading(word("系统编号", "system number"), 20), Heading(word("答复到期", "reply due"), 12),
            Heading(word("期限", "clock"), 20), Heading(word("状态", "state"), 12), Heading(word("事项", "matter"), 30, wrap=True),
            Heading(word("申诉人的请求和理由", "claim and reasons"), 60, wrap=True), *(_heading(name, one) for name, one in replies.fields().items()),
        ]  # fmt: skip
        rows = (
            [replies.said(case), case.number, case.due_on, words.case_flag(case).text, words.state(case), case.title, claim]
            for case, claim in replies.to_answer(self.actor, **wanted)
        )
        write(out, word("待答复申诉", "complaints to answer"), headings, rows, notes=_notes())


def _heading(name: str, one_field: Any) -> Heading:
    choices = tuple(word(*pair) for pair in replies.VIEWS) if name == "complainant_view" else ()
    label = str(one_field.help_text if english() else one_field.label)
    listed = tuple(str(label) for code, label in getattr(one_field, "choices", ()) if code)
    return Heading(label, 40, wrap=True, choices=listed or choices, strict=bool(listed), most=getattr(one_field, "max_length", None))


def _notes() -> list[str]:
    return [
        word("每行一件申诉。只填最后几列；没有填的行在导入时跳过。", "One complaint a row. Fill in the last columns only; rows left empty are passed over."),
        word("不要改动“编号”。不要用公式：公式不读，那一行会被退回。", "Do not change 'number'. No formulas: they are not read, and the row is refused."),
        word("填好后在“导入”页上传，先看预览，再导入。附件在各件的页面提交。", "Bring it on the page 'Import'. Files go on each case's page."),
    ]  # fmt: skip


class Template(Page):
    """An empty table for filings, headed with the fields of the form."""

    roles = frozenset({Role.INTAKE, Role.HEAD})

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The workbook."""
        form = {name: one for name, one in guessing.fields_of("complaint", "file").items() if name != "office"}
        first = [Heading(word(guessing.IDS[0], "number"), 16), Heading(word(guessing.DAYS[0], "received on"), 14)]
        out = TemporaryFile()  # noqa: SIM115  # the response closes it
        write(out, word("申诉", "complaints"), [*first, *(_heading(name, one) for name, one in form.items())], [])
        return sent(out, f"{word('导入模板', 'import template')}.xlsx")


urlpatterns = [
    path("desk/export/", DeskExport.as_view(), name="desk_export"),
    path("operator/export/", OperatorExport.as_view(), name="operator_export"),
    path("import/template.xlsx", Template.as_view(), name="import_template"),
]
