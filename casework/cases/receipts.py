"""The receipt of service (送达回证, 民事诉讼法 87): blank to be signed, and filled in once the service is recorded."""

from typing import Any

from casework.calendar.days import in_words
from casework.cases import schedules, spans, typesetting
from casework.cases.case import Case, people_number
from casework.cases.clocks import Deadline
from casework.cases.documents import DocumentType
from casework.cases.parties import Party
from casework.cases.service import METHODS, RELATIONS, Service
from casework.clock import today

TEMPLATE = "cases/service_receipt"
BY_ANALOGY = "本办理程序没有送达的专门规定，参照民事诉讼法办理（内部规定）。"
# Particular -> how the receipt words it.
NOTED = (
    ("refusal", "拒收事由：{}"), ("witnesses", "见证人：{}"), ("through", "受托机关：{}"), ("arrived_at", "到达对方系统：{}"),
    ("why", "公告的原因和经过：{}"),
)  # fmt: skip


def receipt(case: Case, row: Service, deadlines: list[Deadline]) -> dict[str, Any]:
    """The data of the receipt of one paper to one party; `deadlines` are those of the case. What is not known yet is left to be written by hand."""
    paper, party, told = row.document, row.party, row.told
    office = paper.office
    return {
        "office_name": office.name, "issued_on": (row.served_on or today()).isoformat(), "number": paper.number, "addressee": party.name,
        "case_number": people_number(case.number, case.first_office.short), "case_code": case.number,
        "case_words": f"{people_number(case.number, case.first_office.short)}　{case.title}", "title": paper.title, "paper_number": paper.number,
        "paper_day": in_words(paper.issued_on)[0], "address": _address(party), "manner": dict(METHODS).get(row.method, ""),
        "served_on": row.served_on.isoformat() if row.served_on else "", "received_by": told.get("received_by", ""),
        "relation": dict(RELATIONS).get(told.get("relation", ""), ""), "notes": _notes(row), "clocks": "\n".join(_clocks(case, row, deadlines)),
        "analogy": BY_ANALOGY if case.kind != "reconsideration" else "", "rules": [],
        "contact": "　".join(part for part in (office.address, office.phone) if part) or office.name,
    }  # fmt: skip


def pdf(case: Case, row: Service, deadlines: list[Deadline]) -> bytes:
    """The receipt as PDF."""
    return typesetting.render(TEMPLATE, receipt(case, row, deadlines), issued_on=row.served_on or today()).pdf


def _address(party: Party) -> str:
    own = party.service_address or party.address or (party.organisation.address if party.organisation else "")
    return own or ""


def _notes(row: Service) -> str:
    told = row.told
    lines = [words.format(told[name]) for name, words in NOTED if told.get(name)]
    if row.sent_on and row.reference:
        lines.insert(0, f"{in_words(row.sent_on)[0]}发出，{row.reference}")
    return "\n".join([*lines, *([f"送达证明：{row.proof}"] if row.proof else [])])


def _clocks(case: Case, row: Service, deadlines: list[Deadline]) -> list[str]:
    """What runs for this party from this service, and the last days of the remedies the paper tells of."""
    if row.served_on is None:
        return []
    limits, lines = case.limits(), []
    for one in deadlines:
        if one.started_by_seq == row.entry_seq and one.bound_party_id == row.party_id and one.last_day:
            limit = limits[one.rule_key]
            lines.append(f"{limit.zh}：最后一日为{in_words(one.last_day)[0]}（{limit.id}）")
    return lines + _remedies(case.papers().get(row.document.type), row)


def _remedies(kind: DocumentType | None, row: Service) -> list[str]:
    known = schedules.current().schedule
    lines = []
    for appeal in kind.appeals if kind else ():
        if appeal.time is not None and row.served_on:
            last = spans.compute(appeal.time, row.served_on, schedule=known).last_day
            lines += [f"{appeal.zh}：最后一日为{in_words(last)[0]}（{appeal.basis}）"] if last else []
    return lines
