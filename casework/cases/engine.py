"""take(): the one place that changes a case. One straight function; read it top to bottom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection

from casework.calendar.days import in_words
from casework.cases import attachments, clocks, documents, firsthand, grounds, handling, ledger, matter, outbox, turns, visibility, words
from casework.cases.case import KINDS, Access, Case, people_number
from casework.cases.grounds import Answers, GroundAnswer
from casework.cases.handling import out_of, refuse_kept_out, stay_out
from casework.cases.parties import Party
from casework.cases.proposals import PENDING, RETURNED, Proposal
from casework.cases.recording import recordable
from casework.cases.refusals import Forbidden, NotFound, Refused, refused
from casework.cases.steps import NEW, Step, step_of, steps_of
from casework.cases.visibility import Standing
from casework.people.actor import SYSTEM_ACTOR, USER, Actor
from casework.people.models import Organisation, ministry_id
from casework.people.roles import Role

KEPT_BY_THE_ENGINE = {
    "version", "ledger_seq", "ledger_head", "waits_on", "due_on", "due_rule", "first_handler_id", "first_handled_at", "matter_id",
    "case_ptr_id", "id", "number", "ended_on",
}  # fmt: skip
KEPT_IN_STEP = {"state", "version", "ledger_seq", "ledger_head", "waits_on", "due_on", "due_rule", "first_handler", "first_handled_at", "ended_on"}
CHANGED_CLOCKS = {"clocks", "served", "voids"}  # facts of effects after which the deadlines are read again
CHANGED_PARTIES = {"people", "joined", "left", "voids"}  # facts of effects after which the parties are read again
SAVE_MANY = (
    "UPDATE cases_case SET version = version + CASE WHEN %s THEN new.seq - cases_case.ledger_seq ELSE 0 END, ledger_seq = new.seq, ledger_head = new.head,"
    " due_on = new.due_on, due_rule = new.due_rule"
    " FROM unnest(%s::bigint[], %s::int[], %s::bytea[], %s::date[], %s::text[]) AS new(id, seq, head, due_on, due_rule) WHERE cases_case.id = new.id"
)
OFFICERS = {Role.INTAKE, Role.HANDLER}
LONGEST_WHY = 300  # characters of the evidence for a ground
ANSWERERS = {*OFFICERS, Role.HEAD}
Files = Mapping[str, list[UploadedFile]]


@dataclass
class Taking:
    """What the engine knows while a step is taken, and what came of it: papers, entry, the cleaned input."""

    case: Case
    by: Actor
    on: date
    at: datetime
    parties: list[Party] = field(default_factory=list)
    standing: Standing = visibility.STRANGER
    answers: Answers = field(default_factory=dict)
    papers: list[documents.Document] = field(default_factory=list)
    entry: ledger.Entry | None = None
    given: dict[str, Any] = field(default_factory=dict)
    role: Role | None = None
    deadlines: list[clocks.Deadline] | None = None
    recused: bool = False
    asked_out: bool = False

    @property
    def kept_out(self) -> bool:
        """True for who is recused, or may be: no draft is for their eyes."""
        return self.recused or self.asked_out


def find(case: Case, name: str) -> Step:
    """The step of this name from the case's state. Raises NotFound for a name the family does not have, Refused from another state."""
    body = getattr(type(case), name, None)
    if not hasattr(body, "_django_fsm"):
        raise NotFound(name)
    step = step_of(body)
    if case.state not in step.sources:
        state = case.states(case.state)
        raise refused("state", f"案件处于“{state.zh}”，不能{step.zh}。", f"The case is '{state.en}': '{step.en}' is not possible from there.", step.basis)
    return step


def know(
    case: Case, by: Actor, *, on: date, at: datetime, recused: bool | None = None, asked_out: bool | None = None, answers: Answers | None = None
) -> Taking:  # fmt: skip
    """Load what a decision about this case rests on: parties, access, and unless known recorded answers and recusal. At most five queries, none before
    filing."""
    if case.pk is None:
        return Taking(case, by, on, at, standing=visibility.standing_outside(by, None))
    parties = list(Party.objects.filter(case_id=case.pk).select_related("organisation"))
    access = Access.objects.filter(case_id=case.pk)
    standing = visibility.standing_in(by, case, parties, access, ministry_id())
    if recused is None or asked_out is None:
        recused, asked_out = out_of(case, by.user_id)
    return Taking(case, by, on, at, parties, standing, grounds.recorded(case) if answers is None else answers, recused=recused, asked_out=asked_out)


def require(step: Step, taking: Taking, *, approving: bool = False, stage: Role | None = None) -> Role:
    """The role in which the actor may take the step; `approving`: decide on it, at the `stage` of this approver (None: the last).

    Raises NotFound to a stranger, Forbidden to the wrong role, Refused when recused, and while that is not decided for what can wait.
    """
    if not taking.standing.reads:
        raise NotFound(taking.case.number)
    allowed = (stage or step.approved_by,) if approving else step.by
    role = next((one for one in allowed if one in taking.standing.roles), None)
    if role is None:
        names = [taking.case.role_words(one) for one in allowed if one]
        zh, en = "、".join(zh for zh, _ in names), ", ".join(en for _, en in names)
        raise Forbidden(f"“{step.zh}”须由{zh}办理。", f"'{step.en}' is for: {en}.")
    refuse_kept_out(recused=taking.recused, asked_out=taking.asked_out and not step.cannot_wait)
    return role


def refuse_if_unmet(step: Step, taking: Taking, given: dict[str, Any]) -> None:
    """Test every ground of the step, and that nobody named in the input stays out of the case. Raises Refused with a sentence for each that does not
    stand."""
    asked = given | {"by": taking.by, "party": taking.standing.party, "parties": taking.parties}
    reasons = grounds.closed_by(step.when, taking.case, asked, taking.on, taking.answers)
    reasons += stay_out(step.name, taking.case, given)
    if reasons:
        raise Refused(*reasons)


def take(
    case: Case, name: str, *, by: Actor, given: Mapping[str, Any] | None = None, files: Files | None = None, on: date, at: datetime,
    answers: Mapping[str, Mapping[str, Any]] | None = None, proposed_by: Actor | None = None, imported: bool = False, through: Role | None = None,
    known: Taking | None = None, facts: Mapping[str, Any] | None = None,
) -> Taking:  # fmt: skip
    """Take one step on a case whose row the caller has locked, inside the caller's transaction.

    `on` is the legal day (the form's own date where the step is dated by one), `at` the clock; `through` is the role in which a step of
    another case opened this one, `known` what the caller has loaded already. Raises NotFound, Forbidden, Invalid, Refused; nothing is
    half-written, because the caller's transaction rolls back.
    """
    step = find(case, name)
    taking = known or know(case, by, on=on, at=at)
    role = through or require(step, taking, approving=proposed_by is not None)
    cleaned = step.clean(dict(given or {}), files)
    attachments.check(files or {}, case)
    taking.given, taking.role = cleaned, role
    taking.on = on = _legal_day(step, cleaned, today=on)
    seq = case.ledger_seq + 1
    replied = _read_answers(answers, case, role)
    taking.answers |= replied
    refuse_if_unmet(step, taking, cleaned | {"replied": replied})

    before, source, office = _columns(case), case.state, _issuing(case, by, role) if case.pk else None
    held_by = handling.holder(case) if case.pk else None
    party = taking.standing.party
    getattr(case, name)(**cleaned, by=by, on=on, party=party)
    stored_as = before
    if source == NEW:
        _open_file(case, on=on, imported=imported)
        stored_as, held_by = _columns(case), handling.holder(case)
    found: dict[str, Any] = dict(facts or {})
    for effect in step.does:
        found |= effect(case, cleaned, by=by, on=on, at=at, party=party, seq=seq) or {}
    if source == NEW or CHANGED_PARTIES & found.keys():
        taking.parties = list(Party.objects.filter(case_id=case.pk).select_related("organisation"))
    known_clocks = None if CHANGED_CLOCKS & found.keys() else taking.deadlines
    changes = clocks.apply(step, case, known_clocks, parties=taking.parties, party=party, given=cleaned, on=on, seq=seq)
    said = cleaned | {"by_collective": "collective" in found} if step.collective else cleaned  # a decision says which way it was agreed to
    drafts = documents.draft(step.issues, case, said, taking.parties, office=office or case.office, on=on)
    taking.papers = documents.issue(drafts, case, office=office or case.office, on=on, entry_seq=seq, imported=imported)
    if not imported:
        _post(step, taking, drafts, seq=seq)
    stored = attachments.store(case, dict(files or {}), entry_seq=seq, by_role=role)
    _answer(taking, replied, seq=seq)
    _settle(case, by, role, on=on, at=at)
    handling.keep(case, held_by, on=on, seq=seq, step=name, given=cleaned)
    if not imported:
        firsthand.tell(case, step, by=by, proposed_by=proposed_by, seq=seq, at=at)
    found |= {"files": [bytes(one.sha256).hex() for one in stored]} if stored else {}
    after = _columns(case)
    taking.entry = ledger.record(
        case, step=name, source=source, target=str(case.state), by=by.acting(role, office.pk if office else None), role=role,
        given={"given": recordable(cleaned), "before": {column: before[column] for column in sorted(_changed(before, after))}},
        papers=[(paper.type, paper.pk, bytes(paper.digest).hex()) for paper in taking.papers], clocks=recordable(changes), on=on, recorded_at=at,
        proposed_by=proposed_by, imported=imported, facts=recordable(found),
    )  # fmt: skip
    case.save(update_fields=_changed(stored_as, after) | KEPT_IN_STEP)
    if source == NEW or CHANGED_PARTIES & found.keys() or words.TOLD & _changed(before, after):
        words.keep(case)
    if any(one.organisation_id for one in taking.parties) and (changes or found or str(case.state) != source):
        turns.keep(type(case), [case.pk])
    if str(case.state) != source and source != NEW and proposed_by is None:
        _lapse(taking)
    return taking


def take_many(records: Sequence[ledger.Record], words: Iterable[outbox.Word] = (), *, step: str, leaves: datetime, moves: bool = True) -> None:
    """The set-based twin of `take` for what the system finds in many locked cases at once, where state, parties and papers stay: a breach, a replay.

    An entry for each record, a message for each word, and the rows of the cases; three statements. Their deadlines are the caller's, who knows what
    changed. Records of one case share its object. `moves=False`: the versions stay, so that nobody's open form goes stale.
    """
    ledger.record_many(records)
    outbox.post_many(words, step=step, at=leaves)
    cases = list({one.case.pk: one.case for one in records}.values())
    rows = [(case.pk, case.ledger_seq, bytes(case.ledger_head), case.due_on, case.due_rule) for case in cases]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(SAVE_MANY, [moves, *map(list, zip(*rows, strict=True))])


def _lapse(taking: Taking) -> None:
    """What waits for approval lapses when the case has left the state its step starts from: noted in the ledger, its proposer told."""
    case = taking.case
    waiting = Proposal.objects.filter(case_id=case.pk, status=PENDING).first()
    step = next((one for one in steps_of(type(case)) if waiting is not None and one.name == waiting.step), None)
    if waiting is None or step is None or case.state in step.sources:
        return
    state = case.states(case.state)
    waiting.status, waiting.decided_on, waiting.reasons = RETURNED, taking.on, f"案件已转为“{state.zh}”，所提事项自动失效。"
    waiting.save(update_fields=["status", "decided_on", "reasons"])
    note(replace(taking, by=SYSTEM_ACTOR), "lapse", Role.SYSTEM, given={}, facts={"step": step.name, "proposal": waiting.pk, "state": str(case.state)})
    if waiting.by_user_id is not None:
        subject = f"{people_number(case.number, case.first_office.short)}：提请失效：{step.zh}"
        outbox.to_user(case, waiting.by_user_id, step="lapse", subject=subject, seq=case.ledger_seq, at=taking.at).save()


def answer_grounds(taking: Taking, answers: Mapping[str, Mapping[str, Any]] | None, role: Role, *, seq: int) -> Answers:
    """Record a clerk's answers to grounds under the entry `seq`, and count them from now on."""
    replied = _read_answers(answers, taking.case, role)
    taking.answers |= replied
    _answer(taking, replied, seq=seq)
    return replied


def note(
    taking: Taking, step: str, role: Role, *, given: dict[str, Any], facts: dict[str, Any], files: Files | None = None, moves: bool = True
) -> ledger.Entry:  # fmt: skip
    """Record an act that changes neither state nor clocks (a proposal, its return) and raise the case's version.

    `moves=False` for a mere look: the version stays, so that nobody's open form goes stale by it.
    """
    case = taking.case
    attachments.check(files or {}, case)
    stored = attachments.store(case, files or {}, entry_seq=case.ledger_seq + 1, by_role=role)
    facts = facts | ({"files": [bytes(one.sha256).hex() for one in stored]} if stored else {})
    state = str(case.state)
    entry = ledger.record(
        case, step=step, source=state, target=state, by=taking.by.acting(role, case.office_id), role=role, given=given, papers=[], clocks=[], on=taking.on,
        recorded_at=taking.at, facts=facts,
    )  # fmt: skip
    case.version += moves
    case.save(update_fields=["version", "ledger_seq", "ledger_head", "first_handler", "first_handled_at"])
    taking.entry = entry
    return entry


def _legal_day(step: Step, given: dict[str, Any], *, today: date) -> date:
    day = given.get(step.dated_by) if step.dated_by else None
    if day is None:
        return today
    if day > today:
        zh, en = in_words(day)
        raise refused("day", f"{zh}尚未到来。", f"{en} has not come yet.")
    return day


def _read_answers(answers: Mapping[str, Mapping[str, Any]] | None, case: Case, role: Role) -> Answers:
    """The clerk's answers to grounds, given beside the form as {ground: {met, why}}.

    Raises Forbidden to whoever is not of the office, Refused for a ground the family does not have or an answer without its reason.
    """
    if answers and role not in ANSWERERS:
        raise Forbidden("审查项由办理机构的人员填写。", "Grounds are answered by the office's people.")
    if not answers:
        return {}
    grounds_of_family = {ground.id for step in steps_of(type(case)) for ground in step.when}
    read = {}
    for ground, answer in answers.items():
        if ground not in grounds_of_family:
            raise refused(ground, f"没有审查项 {ground}。", f"There is no ground {ground}.")
        if isinstance(answer, Mapping) and len(str(answer.get("why") or "").strip()) > LONGEST_WHY:
            zh, en = f"审查项 {ground} 的依据最多{LONGEST_WHY}个字。", f"The evidence for {ground} has at most {LONGEST_WHY} characters."
            raise refused(ground, zh, en)
        if not isinstance(answer, Mapping) or not isinstance(answer.get("met"), bool) or not str(answer.get("why") or "").strip():
            raise refused(ground, f"审查项 {ground} 的回答须写明是否符合（met）和理由（why）。", f"The answer to {ground} needs met (true or false) and why.")
        read[ground] = (answer["met"], str(answer["why"]).strip())
    return read


def _open_file(case: Case, *, on: date, imported: bool) -> None:
    """Give the new case its number from the sequence (gaps allowed) and its first office, and store it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [f"case_serial_{case.kind}"])
        serial = cursor.fetchone()[0]
    case.number = f"{KINDS[case.kind][0]}-{on.year}-{case.office.province}-{serial:07d}"
    case.filed_on, case.first_office, case.imported = on, case.office, imported
    case.save(force_insert=True)


def _post(step: Step, taking: Taking, drafts: list[documents.Draft], *, seq: int) -> None:
    case = taking.case
    papers = [(paper, tuple(party for party in one.addressees if party.until is None)) for paper, one in zip(taking.papers, drafts, strict=True)]
    subject = f"{people_number(case.number, case.first_office.short)}：{step.zh}"
    rows = outbox.post(case, step=step.name, subject=subject, tells=step.tells, parties=taking.parties, papers=papers, seq=seq, at=taking.at)
    outbox.Message.objects.bulk_create(rows)


def _answer(taking: Taking, replied: Answers, *, seq: int) -> None:
    GroundAnswer.objects.bulk_create(
        GroundAnswer(case_id=taking.case.pk, ground=ground, met=met, why=why, by_name=taking.by.name, by_user_id=taking.by.user_id, on=taking.on, entry_seq=seq)
        for ground, (met, why) in replied.items()
    )


def _issuing(case: Case, by: Actor, role: Role) -> Organisation:
    """In whose name papers leave: of the office that holds the case when the step begins, of the ministry where it supervises from above."""
    if role in visibility.NATIONWIDE and not by.holds(role, case.office_id):
        return Organisation.objects.get(pk=ministry_id())
    return case.office


def _settle(case: Case, by: Actor, role: Role, *, on: date, at: datetime) -> None:
    """The end of the case, and who of the office touched it first."""
    case.ended_on = on if case.states(case.state).final and case.ended_on is None else case.ended_on if case.states(case.state).final else None
    case.version += 1
    touch(case, by, role, at=at)


def touch(case: Case, by: Actor, role: Role, *, at: datetime) -> None:
    """Who of the office acts on the case first, by a step or by proposing one, is its first handler; set once, never changed."""
    if case.first_handler_id is None and by.kind == USER and role in {*OFFICERS, Role.RECEPTION}:  # each of them may receive it first
        case.first_handler_id, case.first_handled_at = matter.handled_by(case.matter_id) or (by.id, at)


def _columns(case: Case) -> dict[str, Any]:
    fields = [one for one in case._meta.concrete_fields if one.attname not in KEPT_BY_THE_ENGINE]
    return {one.attname: recordable(getattr(case, one.attname)) for one in fields}


def _changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {column for column, value in after.items() if before[column] != value}
