"""What was wrong is mended and stays on file. Rectify: a wrong step is voided, its effects are recomputed, its papers are withdrawn by a correcting paper.
Correct a paper: a slip of the pen is put right by a correcting paper, and decision, clocks and the paper itself stay.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from casework.cases import clocks, documents, schedules, typesetting
from casework.cases.clocks import BREACHED, VOID, Deadline
from casework.cases.documents import Document, DocumentType
from casework.cases.grounds import Ground, Met, Unmet
from casework.cases.ledger import Entry, EntryContent
from casework.cases.parties import Party
from casework.cases.service import TAKES_BACK, Service

if TYPE_CHECKING:
    from casework.cases.case import Case

BASIS = "内部规定：有错必纠"
WITHDRAWN = (
    "上述文书所载的决定自本通知作出之日起撤销，不再具有效力；案件恢复到作出该文书以前的状态，由{holder}继续办理。原文书保留在案卷中。"
)
STANDS = "本通知只更正笔误，与原文书一并使用：更正之处以本通知为准，其余内容不变，继续有效。原文书保留在案卷中。"


def _named(paper: Document, given: dict[str, Any]) -> dict[str, Any]:
    return {"wrong_title": paper.title, "wrong_number": paper.number, "wrong_on": paper.issued_on.isoformat(), "reasons": given["reasons"]}


def _withdrawal(case: "Case", given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any]:
    paper = given["paper"]
    holder = "本机关" if paper.office_id == case.office_id else case.issuer(case.office)
    return _named(paper, given) | {
        "effect": WITHDRAWN.format(holder=holder),
        "corrections": [{"was": f"《{paper.title}》（{paper.number}）", "is": given.get("correct") or f"予以撤销，以{holder}此后作出的文书为准。"}],
    }


def _of_the_step(case: "Case", given: dict[str, Any]) -> list[Document]:
    """The papers of the step that is voided."""
    return list(Document.objects.filter(case_id=case.pk, entry_seq=given["entry"]).select_related("office"))


def _amendment(case: "Case", given: dict[str, Any], addressee: Party | None, on: date) -> dict[str, Any]:
    paper = given["paper"]
    return _named(paper, given) | {"effect": STANDS, "slip": "yes", "corrections": [{"was": given["wrong_words"], "is": given["right_words"]}]}


def _meant(case: "Case", given: dict[str, Any]) -> list[Document]:
    """The paper with the slip, by its number."""
    return list(Document.objects.filter(case_id=case.pk, number=given["document"]).select_related("office"))


MUST_SAY = ("wrong_number", "corrections", "reasons")
CORRECTION = DocumentType(
    id=TAKES_BACK, zh="更正通知书", en="Correcting paper (withdrawal)", series="更正", template="cases/correction", to=(), contents=_withdrawal,
    mandatory=MUST_SAY, basis=BASIS, certainty="design", corrects=_of_the_step,
)  # fmt: skip
AMENDMENT = DocumentType(
    id="amendment", zh="更正通知书", en="Correcting paper", series="更正", template="cases/correction", to=(), contents=_amendment,
    mandatory=MUST_SAY, basis=BASIS, certainty="design", corrects=_meant,
)  # fmt: skip
PAPERS = (CORRECTION, AMENDMENT)


DENIALS = "不未无非否没"
SHORTEST = 2  # characters that can be found in a paper


def withdrawn(case: "Case") -> set[int]:
    """The ids of the case's papers that a correcting paper withdrew."""
    return {one.corrects_id for one in case.rows("documents") if one.type == TAKES_BACK and one.corrects_id}


def _can_be_corrected(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    gone = withdrawn(case)
    if "document" not in given:
        stands = any(one.pk not in gone for one in case.rows("documents"))
        return Met() if stands else Unmet("本案没有可以更正的文书。", "The case has no paper that could be corrected.")
    paper = next((one for one in case.rows("documents") if one.number == given["document"]), None)
    if paper is None:
        return Unmet("本案没有这份文书。", "The case has no such paper.")
    return Unmet("这份文书已经撤销，不用再更正。", "This paper is withdrawn: there is nothing left to correct.") if paper.pk in gone else Met()


def _words_stand(case: "Case", given: dict[str, Any], on: date) -> Met | Unmet:
    """What is quoted as wrong is what the paper says, enough of it to be found, and saying yes for no is no slip. A paper set by an earlier edition of its
    template is not read again."""
    if "wrong_words" in given:
        wrong, right = _plain(given["wrong_words"]), _plain(given["right_words"])
        if any(wrong.count(word) != right.count(word) for word in DENIALS):
            return Unmet(
                "增减“不、未、无、非、否、没”会改变决定的意思，不是笔误：决定有错的，用“更正”撤销那一步。",
                "To add or drop a “not” changes what was decided and is no slip: where the decision is wrong, rectify the step.",
            )
        if len(wrong) < SHORTEST:
            return Unmet("“原文”请连同前后的字句一起写，至少两个字。", "Write the wrong words with what stands around them, two characters at least.")
    paper = next((one for one in case.rows("documents") if one.number == given.get("document")), None)
    if paper is None or paper.template_version != typesetting.edition(paper.template):
        return Met()
    said = "".join(part.text for part in typesetting.read(paper.template, documents.content(paper)))
    if _plain(given["wrong_words"]) in _plain(said):
        return Met()
    return Unmet("“原文”不在这份文书里，请照文书上的字句填写。", "The wrong words do not stand in this paper: write them as they stand there.")


def _plain(text: str) -> str:
    return "".join(text.split())


CAN_BE_CORRECTED = Ground("paper-can-be-corrected", BASIS, "有可以更正的文书", "There is a paper that can be corrected", _can_be_corrected, "design")
WORDS_STAND = Ground("words-stand-in-paper", BASIS, "原文在文书里", "The wrong words stand in the paper", _words_stand, "design")


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
    """Put the case back to where it stood before the entry: columns, state, clocks. Correcting papers go to who got one."""
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
    return {"voids": entry.seq, "step": entry.step}


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
