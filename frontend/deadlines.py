"""Clocks across cases as a workbook: the filters of `GET /api/deadlines/`, one row a clock, no cell ever a formula."""

from collections.abc import Iterator
from typing import IO, Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path

from casework import catalogue, queries
from casework.cases.case import people_number
from casework.cases.clocks import BREACHED, MET, RUNNING, SUSPENDED, VOID, Deadline
from casework.cases.limits import APPLICANT, OFFICE, OPERATOR, RESPONDENT, SYSTEM
from casework.tables.writing import Heading, write
from frontend import exporting, words
from frontend.base import OFFICERS, OPERATORS, Page
from frontend.language import of, word
from frontend.supervisor import rows

FILTERS = ("rule", "status", "bound", "kind", "office", "province", "handler", "waits_on", "house", "due_after", "due_before")
BOUND = {
    OFFICE: ("办理机构", "the office"), OPERATOR: ("企业", "the operator"), APPLICANT: ("申诉人、信访人", "the complainant or petitioner"),
    RESPONDENT: ("被申请人", "the respondent"), SYSTEM: ("系统", "the system"),
}  # fmt: skip
STATUS = {
    RUNNING: ("计算中", "running"), SUSPENDED: ("中止", "suspended"), MET: ("办了", "done"), BREACHED: ("逾期", "overdue"),
    VOID: ("不再计算", "no longer runs"),
}  # fmt: skip
HOUSE_PASSED = ("已过内部时限", "past a house limit")


class Deadlines(Page):
    """Of the cases of one's offices."""

    roles = OFFICERS
    handlers: ClassVar[bool] = True

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The workbook; a wrong address is answered in a page."""
        return exporting.download(request, FILTERS, word("期限", "deadlines"), self.write, strict=True)

    def write(self, out: IO[bytes], wanted: dict[str, Any]) -> None:
        """The clocks in the order of their last day, at most 20,000."""
        headings = [
            Heading(word("编号", "number"), 18), Heading(word("系统编号", "system number"), 20), Heading(word("事项", "matter"), 44, wrap=True),
            Heading(word("最后一日", "last day"), 12), Heading(word("该办什么", "what is due"), 24), Heading(word("规则", "rule"), 9),
            Heading(word("依据", "article"), 24, wrap=True), Heading(word("内部时限", "house limit"), 12), Heading(word("约束谁", "binds"), 20),
            Heading(word("状态", "status"), 14), Heading(word("起算日", "trigger day"), 12), Heading(word("届满日（未顺延）", "nominal day"), 12),
            Heading(word("延长天数", "days of extension"), 10), Heading(word("暂定", "provisional"), 12), Heading(word("机构", "office"), 14),
        ]  # fmt: skip
        if self.handlers:
            headings.append(Heading(word("承办人", "handler"), 12))
        write(out, word("期限", "deadlines"), headings, self.rows(queries.every_deadline(self.actor, **wanted)))

    def rows(self, found: Iterator[Deadline]) -> Iterator[list[Any]]:
        """One list a clock."""
        yes = word("是", "yes")
        for one in found:
            case, limit = one.case, catalogue.rule_of(one, one.case.kind)
            side = one.bound_party.organisation if one.bound_party else None
            row = [
                people_number(case.number, case.first_office.short), case.number, case.title, one.last_day, of(limit), one.rule, words.cited(limit.basis),
                yes if one.house else None, side.short if side else word(*BOUND[one.bound]),
                word(*(HOUSE_PASSED if one.house and one.status == BREACHED else STATUS[one.status])), one.trigger_on, one.nominal_on,
                one.extension_days or None, yes if one.provisional else None, rows.office_name(case.office.short),
            ]  # fmt: skip
            yield [*row, case.handler.name if case.handler else ""] if self.handlers else row


class OperatorDeadlines(Deadlines):
    """Those that bind an operator's own side; who handles the case is the office's affair."""

    roles, handlers = OPERATORS, False


urlpatterns = [
    path("desk/deadlines/export/", Deadlines.as_view(), name="deadlines_export"),
    path("operator/deadlines/export/", OperatorDeadlines.as_view(), name="operator_deadlines_export"),
]
