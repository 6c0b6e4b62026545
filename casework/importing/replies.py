"""A table of an operator's replies: what it is given to fill in, and how one row is taken, as the person who brought it."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from casework import catalogue, commands, loading, queries
from casework.cases import documents
from casework.cases.case import Case, people_number
from casework.cases.documents import Document
from casework.cases.imports import ImportRun
from casework.cases.refusals import Invalid, Refusal
from casework.cases.visibility import OPERATORS
from casework.complaints import inbox
from casework.importing import guessing
from casework.loading import RowRefusal
from casework.people.actor import USER, Actor
from casework.tables.days import Declared
from casework.tables.faults import Fault
from casework.tables.meaning import Meaning
from casework.tables.reading import Row, Table

KIND, STEP = "complaint", "operator_reply"
NUMBERS = ("编号", "案件编号", "number", "case number", "case")
VIEWS = (("认可", "agrees"), ("不认可", "does not agree"), ("联系不上", "could not be reached"))  # offered, not demanded
MOST = 20_000


class _Tried(Exception):
    """Rolls a trial back."""


def fields() -> dict[str, Any]:
    """The fields of a reply that a table can hold."""
    return guessing.fields_of(KIND, STEP)


def first_mapping(table: Table, name: str) -> dict[str, Any]:
    """Which columns hold the number and the fields. Raises Invalid naming the columns that are missing."""
    number, found = guessing.first_of(table.columns, NUMBERS), guessing.guessed(table.columns, fields())
    missing = [(str(one.label), str(one.help_text)) for field, one in fields().items() if one.required and field not in found]
    missing = [*([] if number else [("编号", "number")]), *missing]
    if missing:
        zh, en = "、".join(zh for zh, _ in missing), ", ".join(en for _, en in missing)
        raise Invalid({"file": [f"缺少列：{zh}。请用“下载待答复表”得到的表格填写。(Columns missing: {en}. Fill in the table that is downloaded.)"]})
    return {"external_id": number, "fields": found}


def acting(run: ImportRun, actor: Actor) -> Actor | None:
    """The person as one of this operator's people; None where they are not (any more)."""
    standing = frozenset((organisation, role) for organisation, role in actor.standing if role in OPERATORS)
    if run.office_id not in {organisation for organisation, _ in standing}:
        return None
    return Actor(kind=USER, id=actor.id, name=actor.name, standing=standing)


class Answerer:
    """Takes the rows of one run."""

    def __init__(self, run: ImportRun, table: Table, by: Actor, *, trial: bool) -> None:
        self.key, self.columns = run.mapping["external_id"], run.mapping["fields"]
        self.by, self.trial, self.fields = by, trial, fields()
        self.meaning = Meaning(Declared(), table.facts, catalogue.in_english)

    def passes_over(self, row: Row) -> bool:
        """True for a row in which no answer was written."""
        return bool(row.text(self.key)) and not any(row.text(column) for column in self.columns.values())

    def take(self, row: Row) -> RowRefusal | None:
        """Take the reply of a row; what it is refused with. On trial everything is rolled back."""
        number = row.text(self.key)
        if row.too_long:
            return RowRefusal(row.number, number[:80], "long row", "这一行比表头多出几格。", "This row has more cells than the heading.")
        if not number:
            return RowRefusal(row.number, "", "no number", f"“{self.key}”为空。", f"'{self.key}' is empty.", self.key)
        try:
            given = {name: self.meaning.value(self.fields[name], column, row.cells[column]) for name, column in self.columns.items() if column in row.cells}
        except Fault as fault:
            return RowRefusal(row.number, number[:80], fault.rule, fault.zh, fault.en, fault.column)
        refusal = None
        try:
            with transaction.atomic():
                refusal = self._reply(row, catalogue.number_of(number), given)
                if self.trial:
                    raise _Tried
        except _Tried:
            pass
        return refusal

    def _reply(self, row: Row, number: str, given: dict[str, Any]) -> RowRefusal | None:
        try:
            with transaction.atomic():
                commands.take_step(number, STEP, by=self.by, given=given)
        except Refusal as refusal:
            return loading.refusal_of(refusal, row.number, row.text(self.key)[:80], self.columns)
        return None


def to_answer(actor: Actor, *, branch: str = "", **wanted: Any) -> Iterator[tuple[Case, str]]:
    """What an operator owes, each with the claim as its transfer notice passed it on (no more: 个人信息保护法 6); a branch by its code, and
    `wanted` as in `queries.worklist`. Raises Invalid."""
    reader = inbox.outstanding(actor, branch)
    for page in pages(reader, **wanted):
        papers = Document.objects.filter(type="transfer_notice", case__in=page, services__party__organisation_id__in=reader.organisations)
        told = {paper.case_id: str(documents.content(paper).get("claim", "")) for paper in papers.order_by("pk")}
        for case in page:
            yield case, told.get(case.pk, "")


def pages(actor: Actor, **wanted: Any) -> Iterator[list[Case]]:
    """A worklist page by page, to its end or to MOST rows. Raises Invalid as `queries.worklist`."""
    cursor, given = "", 0
    while given < MOST:
        page = queries.worklist(actor, **wanted, cursor=cursor, limit=100)
        yield page.rows
        given += len(page.rows)
        cursor = page.next
        if not cursor:
            return


def said(case: Case) -> str:
    """The number as people say it."""
    return people_number(case.number, case.first_office.short)
