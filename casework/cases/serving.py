"""What recording a service does: the paper is served, and the clocks it starts run for who received it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F

from casework.cases import clocks
from casework.cases.documents import Document, DocumentType
from casework.cases.grounds import Ground, Met, Unmet
from casework.cases.ledger import Entry
from casework.cases.parties import Party
from casework.cases.service import ELECTRONIC, Service

if TYPE_CHECKING:
    from casework.cases.case import Case

BASIS = "民事诉讼法 87–95（参照）"


def _meant(case: "Case", given: dict[str, Any]) -> list[Service]:
    rows = Service.objects.filter(case_id=case.pk, document__number=given.get("document")).select_related("document", "party")
    return [row for row in rows if not given.get("addressee") or row.party.name == given["addressee"]]


def _paper_waits(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    if "document" not in given:
        if any(row.served_on is None for row in case.rows("services")):
            return Met()
        return Unmet("没有待送达的文书。", "No paper is waiting to be served.")
    rows = _meant(case, given)
    if not rows:
        return Unmet("本案没有这份文书或这名受送达人。", "The case has no such paper or addressee.")
    if all(row.served_on for row in rows):
        return Unmet("这份文书已登记送达。", "This paper has been served already.")
    if len(rows) > 1:
        return Unmet("这份文书有几名受送达人，请指明其中一名。", "The paper has several addressees: name one.")
    if given["served_on"] < rows[0].document.issued_on:
        return Unmet("送达日期早于文书日期。", "The day of service is before the day of the paper.")
    if given["manner"] == ELECTRONIC and not rows[0].party.reached_electronically:
        return Unmet("受送达人未同意电子送达。", "The addressee has not agreed to electronic service.")
    return Met()


PAPER_WAITS = Ground("paper-waits", BASIS, "有待送达的文书", "A paper waits to be served", _paper_waits, "design")


def record(case: "Case", given: dict[str, Any], *, on: date, at: datetime, seq: int, **_: Any) -> dict[str, Any]:
    """Record one service with its proof; `on` is the day served."""
    row = _meant(case, given)[0]
    return _served(case, row, method=given["manner"], proof=given["proof"], on=on, at=at, seq=seq)


def received_by_party(case: "Case", given: dict[str, Any], *, on: date, at: datetime, party: Party, seq: int, **_: Any) -> dict[str, Any]:
    """A party that opens its papers in the system and says so has received every paper still waiting for it."""
    rows = Service.objects.filter(case_id=case.pk, party=party, served_on=None).select_related("document", "party")
    facts = [_served(case, row, method=ELECTRONIC, proof=f"受送达人{party.name}在系统内签收", on=on, at=at, seq=seq) for row in rows]
    return {"served": facts}


def _still_binds(case: "Case", document: Document) -> bool:
    """A paper taken back starts nothing any more; in a case that has ended only a paper that came with the end does."""
    if document.corrected_by.exists():
        return False
    later = Entry.objects.filter(case_id=case.pk, seq__gt=document.entry_seq).exclude(source=F("target"))
    return not (case.states(case.state).final and later.exists())


def _served(case: "Case", row: Service, *, method: str, proof: str, on: date, at: datetime, seq: int) -> dict[str, Any]:
    row.method, row.proof, row.served_on, row.entry_seq = method, proof, on, seq
    row.sent_at = at if on == at.date() else None  # of a slip with a date of its own the hour is not known
    row.save(update_fields=["method", "proof", "served_on", "entry_seq", "sent_at"])
    kind: DocumentType | None = case.papers().get(row.document.type)
    binds = kind is not None and bool(kind.starts) and _still_binds(case, row.document)
    changes = clocks.start_on_service(case, kind.starts, row.party, served_on=on, seq=seq) if kind and binds else []
    return {"document": row.document_id, "party": row.party_id, "method": method, "served_on": on.isoformat(), "clocks": changes}


