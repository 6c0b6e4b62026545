"""Rectify: a wrong step is voided, its effects are recomputed, its papers get a correcting paper; both stay in the ledger."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from casework.cases import clocks, documents, schedules
from casework.cases.clocks import BREACHED, VOID, Deadline
from casework.cases.documents import Document, DocumentType, Draft
from casework.cases.grounds import Ground, Met, Unmet
from casework.cases.ledger import Entry, EntryContent
from casework.cases.parties import Party
from casework.cases.service import Service

if TYPE_CHECKING:
    from casework.cases.case import Case

BASIS = "内部规定：有错必纠"
WITHDRAWN = (
    "上述文书所载的决定自本通知作出之日起撤销，不再具有效力；案件恢复到作出该文书以前的状态，由本机关继续办理。原文书保留在案卷中。"
)


def _correction(case: "Case", given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any]:
    paper = given["paper"]
    return {
        "effect": WITHDRAWN, "wrong_title": paper.title, "wrong_number": paper.number, "wrong_on": paper.issued_on.isoformat(), "reasons": given["reasons"],
        "corrections": [{"was": f"《{paper.title}》（{paper.number}）", "is": given.get("correct") or "予以撤销，以本机关此后作出的文书为准。"}],
    }  # fmt: skip


CORRECTION = DocumentType(
    id="correction", zh="更正通知书", en="Correcting paper", series="更正", template="cases/correction", to=(), contents=_correction,
    mandatory=("wrong_number", "corrections", "reasons"), basis=BASIS, certainty="design",
)  # fmt: skip


def voided(case: "Case") -> set[int]:
    """Sequence numbers of the entries that a later `rectify` voided."""
    return {one.facts["voids"] for one in case.rows("entries") if one.step == "rectify" and one.facts.get("voids")}


def last_effective(case: "Case") -> Entry | None:
    """The latest entry that changed the state and stands; only that one can be voided, so that one goes back step by step."""
    gone = voided(case)
    changed = [one for one in case.rows("entries") if one.seq > 1 and one.step != "rectify" and one.source != one.target and one.seq not in gone]
    return max(changed, key=lambda one: one.seq, default=None)


def begun(case: "Case") -> dict[str, Any]:
    """What the form begins with: the entry that can be voided."""
    entry = last_effective(case)
    return {"entry": entry.seq} if entry else {}


def _can_be_voided(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    entry = last_effective(case)
    if entry is None:
        return Unmet("本案没有可以更正的步骤。", "There is no step to rectify.")
    if "entry" in given and given["entry"] != entry.seq:
        return Unmet(
            f"只能更正最近一次改变状态的步骤（第{entry.seq}号记录），再逐步向前。",
            f"Only the latest step that changed the state (entry {entry.seq}) can be voided.",
        )
    if not case.once(f"content of {entry.seq}", EntryContent.objects.filter(entry=entry, payload__isnull=False).exists):
        return Unmet("这条记录的内容已依法删除，无法恢复到更正前。", "The content of this entry was erased; the state before it is not known.")
    return Met()


CAN_BE_VOIDED = Ground("can-be-voided", BASIS, "所指步骤可以更正", "The step named can be rectified", _can_be_voided, "design")


def _entry_exists(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    if "entry" not in given or EntryContent.objects.filter(entry__case_id=case.pk, entry__seq=given["entry"], payload__isnull=False).exists():
        return Met()
    return Unmet("本案没有这条记录，或其内容已删除。", "The case has no such entry, or its content is erased already.")


ENTRY_EXISTS = Ground("entry-exists", "个人信息保护法 47", "所指记录有可删除的内容", "The entry has content to erase", _entry_exists)


def void(case: "Case", given: dict[str, Any], *, on: date, seq: int, **_: Any) -> dict[str, Any]:
    """Put the case back to where it stood before the entry: columns, state, clocks; issue correcting papers to who got one."""
    entry = Entry.objects.select_related("content").get(case_id=case.pk, seq=given["entry"])
    before = (entry.content.given or {})["before"]
    columns = {one.attname: one for one in case._meta.concrete_fields}
    for name, value in before.items():
        setattr(case, name, columns[name].to_python(value))
    case.ended_on = None
    case.void_rows(entry.seq)
    received = _begun_by_receipt(case, entry)
    for deadline in Deadline.objects.filter(_begun_by(case, entry), case_id=case.pk, ended_by_seq=None):
        if (deadline.rule, deadline.bound_party_id) in received:
            continue
        deadline.status, deadline.ended_by_seq, deadline.next_alarm_on = VOID, seq, None
        deadline.save(update_fields=clocks.DERIVED)
    for deadline in Deadline.objects.filter(case_id=case.pk, ended_by_seq=entry.seq):
        _run_again(case, deadline)
    papers = [_correct(case, paper, given, on=on, seq=seq) for paper in Document.objects.filter(case_id=case.pk, entry_seq=entry.seq)]
    return {"voids": entry.seq, "step": entry.step, "corrections": [one.pk for group in papers for one in group]}


def _begun_by(case: "Case", entry: Entry) -> Q:
    """The clocks the entry began, and those that began when a paper of this entry was served: that paper is taken back."""
    begun, papers = Q(started_by_seq=entry.seq), case.papers()
    for row in Service.objects.filter(case_id=case.pk, document__entry_seq=entry.seq, served_on__isnull=False).select_related("document"):
        kind = papers.get(row.document.type)
        if kind is not None and kind.starts:
            begun |= Q(started_by_seq=row.entry_seq, rule__in=[limit.id for limit in kind.starts])
    return begun


def _begun_by_receipt(case: "Case", entry: Entry) -> set[tuple[str, int | None]]:
    """Clocks (rule, party) that began because the step also received an earlier paper: the step is void, the paper was received all the same."""
    papers = case.papers()
    rows = Service.objects.filter(case_id=case.pk, entry_seq=entry.seq).exclude(document__entry_seq=entry.seq).select_related("document")
    return {(limit.id, row.party_id) for row in rows if row.document.type in papers for limit in papers[row.document.type].starts}


def _run_again(case: "Case", deadline: Deadline) -> None:
    deadline.met_on = deadline.ended_by_seq = None
    was_breached = deadline.status == BREACHED
    limit, known, stopped = case.limits()[deadline.rule_key], schedules.current(), clocks.stops(deadline)
    clocks.compute(deadline, limit, known, stopped)
    if was_breached:
        deadline.status = BREACHED
        deadline.next_alarm_on = clocks.alarm_on(deadline, limit, known.schedule, stopped)
    deadline.save(update_fields=clocks.DERIVED)


def _correct(case: "Case", paper: Document, given: dict[str, Any], *, on: date, seq: int) -> list[Document]:
    addressees = tuple(row.party for row in paper.services.select_related("party"))
    data = documents.frame(CORRECTION, case, addressees, office=case.office, on=on) | _correction(case, given | {"paper": paper}, None, on)
    return documents.issue([Draft(CORRECTION, addressees, data)], case, office=case.office, on=on, entry_seq=seq, corrects=paper)


