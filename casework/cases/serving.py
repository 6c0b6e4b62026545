"""What the steps of service do: the paper leaves, it is served or counts as served, and the clocks it starts run for who received it."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F

from casework.calendar.days import in_words
from casework.cases import clocks, public_notice
from casework.cases.documents import Document, DocumentType
from casework.cases.grounds import Ground, Met, Unmet
from casework.cases.ledger import Entry
from casework.cases.parties import Party
from casework.cases.refusals import refused
from casework.cases.service import ELECTRONIC, NOTICE, TAKES_BACK, Service, waiting

if TYPE_CHECKING:
    from casework.cases.case import Case

BASIS = "民事诉讼法 87–95（参照）"
PARTICULARS = ("received_by", "relation", "refusal", "witnesses", "through", "arrived_at", "why")


def _one_waits(case: "Case", given: dict[str, Any], day: date | None) -> Met | Unmet:
    """The paper that is meant waits to be served, it is clear to whom, and the day is not before the paper's own."""
    if "document" not in given:
        if any(row.served_on is None for row in case.rows("services")):
            return Met()
        return Unmet("没有待送达的文书。", "No paper is waiting to be served.")
    rows = waiting(case, given)
    if not rows:
        return Unmet("本案没有这份文书或这名受送达人。", "The case has no such paper or addressee.")
    if all(row.served_on for row in rows):
        return Unmet("这份文书已登记送达。", "This paper has been served already.")
    if len(rows) > 1:
        return Unmet("这份文书有几名受送达人，请指明其中一名。", "The paper has several addressees: name one.")
    if day is not None and day < rows[0].document.issued_on:
        return Unmet("送达日期早于文书日期。", "The day of service is before the day of the paper.")
    return Met()


def _paper_waits(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    found = _one_waits(case, given, given.get("served_on"))
    if isinstance(found, Unmet) or "manner" not in given:
        return found
    row = waiting(case, given)[0]
    if row.method == given["manner"] and row.sent_on and given["served_on"] < row.sent_on:
        zh, en = in_words(row.sent_on)
        return Unmet(f"送达日期早于发出日期{zh}。", f"The day of service is before the paper was sent, {en}.")
    if given["manner"] == ELECTRONIC and not row.party.reached_electronically:
        return Unmet("受送达人未同意电子送达。", "The addressee has not agreed to electronic service.")
    return Met()


def _paper_can_leave(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    return _one_waits(case, given, given.get("sent_on"))


def _days_have_passed(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    found = _one_waits(case, given, given.get("served_on"))
    if isinstance(found, Unmet) or "document" not in given:
        return found
    if waiting(case, given)[0].deemed_on != given["served_on"]:
        return Unmet("这份文书没有公告，或者公告期满之日不是这一天。", "The paper was not published, or its thirty days pass on another day.")
    return Met()


def _addressee_known(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    if "electronic" not in given or _meant_party(case, given) is not None:
        return Met()
    return Unmet("本案没有这名当事人，或者有几名，请写明姓名。", "The case has no such party, or several: give the name.")


PAPER_WAITS = Ground("paper-waits", BASIS, "有待送达的文书", "A paper waits to be served", _paper_waits, "design")
PAPER_CAN_LEAVE = Ground("paper-can-leave", BASIS, "有待送达的文书", "A paper waits to be served", _paper_can_leave, "design")
DAYS_HAVE_PASSED = Ground("days-have-passed", "民事诉讼法 95（参照）", "公告已经过三十日", "Thirty days passed since the notice", _days_have_passed, "design")
ADDRESSEE_KNOWN = Ground("addressee-known", BASIS, "当事人明确", "It is clear whose address", _addressee_known, "design")


def record(case: "Case", given: dict[str, Any], *, on: date, at: datetime, seq: int, **_: Any) -> dict[str, Any]:
    """Record one service with its proof; `on` is the day served."""
    row = waiting(case, given)[0]
    row.particulars = _particulars(given)
    return _served(case, row, method=given["manner"], proof=given["proof"], on=on, seq=seq)


def send_out(case: "Case", given: dict[str, Any], *, on: date, **_: Any) -> dict[str, Any]:
    """Note that the paper left on the day `on`; nothing runs by it. A public notice sets the day on which it counts as service."""
    row = waiting(case, given)[0]
    if row.deemed_on is not None and given["manner"] != NOTICE:
        said = "公告送达正在进行，不再登记寄出或者委托；对方已经收到的，直接登记送达。", "Public notice runs: posting would end it. Record the service itself."
        raise refused("public_notice", *said, "民事诉讼法 95（参照）")
    row.method, row.sent_on, row.reference, row.particulars = given["manner"], on, given["reference"], _particulars(given)
    row.deemed_on = public_notice.deemed_served_on(on) if row.method == NOTICE else None
    row.save(update_fields=["method", "sent_on", "reference", "particulars", "deemed_on"])
    return {"document": row.document_id, "party": row.party_id, "method": row.method, "sent_on": on, "deemed_on": row.deemed_on}


def deem(case: "Case", given: dict[str, Any], *, on: date, seq: int, **_: Any) -> dict[str, Any]:
    """Thirty days after the public notice the paper is served (民事诉讼法 95)."""
    row = waiting(case, given)[0]
    return _served(case, row, method=NOTICE, proof=f"{row.reference}，公告期满", on=on, seq=seq)


def received_by_party(case: "Case", given: dict[str, Any], *, on: date, at: datetime, party: Party, seq: int, **_: Any) -> dict[str, Any]:
    """A party that opens its papers in the system and says so has received every paper still waiting for it."""
    rows = Service.objects.filter(case_id=case.pk, party=party, served_on=None).select_related("document", "party")
    facts = [_served(case, row, method=ELECTRONIC, proof=f"受送达人{party.name}在系统内签收", on=on, seq=seq) for row in rows]
    return {"served": facts}


def confirm(case: "Case", given: dict[str, Any], *, on: date, party: Party | None, **_: Any) -> dict[str, Any]:
    """Keep the address agreed for service and whether electronic service was agreed to; a refusal takes an earlier consent back."""
    whose = _meant_party(case, given | {"party": party})
    if whose is None:
        return {}
    agreed = given["electronic"] == "yes"
    whose.electronic_consent_on = (whose.electronic_consent_on or on) if agreed else None
    whose.service_address = given["address"] or whose.service_address
    whose.save(update_fields=["electronic_consent_on", "service_address"])
    return {"people": [whose.pk], "electronic": agreed}


def _meant_party(case: "Case", given: dict[str, Any]) -> Party | None:
    """The party named; the actor's own where it is a party; else None."""
    if (own := given.get("party")) is not None:
        found: Party = own
        return found
    named = Party.objects.filter(case_id=case.pk, until=None, name=given.get("addressee") or "")
    return named[0] if len(named) == 1 else None


def _particulars(given: dict[str, Any]) -> str | None:
    told = {name: value.isoformat() if isinstance(value, datetime) else value for name in PARTICULARS if (value := given.get(name))}
    return json.dumps(told, ensure_ascii=False) if told else None


def _still_binds(case: "Case", document: Document) -> bool:
    """A paper taken back starts nothing any more; in a case that has ended only a paper that came with the end does."""
    if document.corrected_by.filter(type=TAKES_BACK).exists():
        return False
    later = Entry.objects.filter(case_id=case.pk, seq__gt=document.entry_seq).exclude(source=F("target"))
    return not (case.states(case.state).final and later.exists())


def _served(case: "Case", row: Service, *, method: str, proof: str, on: date, seq: int) -> dict[str, Any]:
    row.method, row.proof, row.served_on, row.entry_seq, row.sent_on = method, proof, on, seq, row.sent_on or on
    row.save(update_fields=["method", "proof", "served_on", "entry_seq", "sent_on", "particulars"])
    kind: DocumentType | None = case.papers().get(row.document.type)
    binds = kind is not None and bool(kind.starts) and (not kind.while_in or case.state in kind.while_in) and _still_binds(case, row.document)
    changes = clocks.start_on_service(case, kind.starts, row.party, served_on=on, seq=seq) if kind and binds else []
    return {"document": row.document_id, "party": row.party_id, "method": method, "served_on": on.isoformat(), "clocks": changes}
