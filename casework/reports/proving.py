"""What cannot be lawful in a family's declarations, in statutory order, each with its article; and what is excused. No database."""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.cases.documents import DocumentType
from casework.cases.excuses import Excuse, Fault
from casework.cases.limits import OFFICE, TimeLimit
from casework.cases.steps import NEW, States, Step, step_of
from casework.people.roles import Role
from casework.reports.walking import Move, Rules, Walk, limits_of, papers_of, walks

Subject = States | Step | DocumentType | TimeLimit
REASONS = frozenset({"reasons", "reason"})  # the mandatory contents in which a paper says why


@dataclass(frozen=True)
class Finding:
    """One thing that cannot be lawful: beside which declaration, about which clock or role, by which article; `way` are steps that lead to it."""

    fault: Fault
    subject: Subject
    article: str
    about: TimeLimit | Role | None = None
    way: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Proof:
    """What stands against the rules, and what would, were it not excused with a reason."""

    findings: tuple[Finding, ...]
    excused: tuple[tuple[Finding, Excuse], ...]
    places: int  # situations walked through


def prove(rules: Rules) -> Proof:
    """Walk every state and step; sort what is found by the statute and set apart what is excused."""
    walked = walks(rules)
    on_the_way = (finding for one in walked for finding in (*_clocks(rules, one), *_consequences(rules, one)))
    found = [*_states(rules, walked[0]), *on_the_way, *_steps(rules), *_papers(rules), *_hands(rules)]
    once = {(one.fault, name_of(one.subject), name_of(one.about)): one for one in reversed(found)}
    findings, excused = [], []
    for one in once.values():
        excuse = next((excuse for excuse in _beside(one) if _covers(excuse, one)), None)
        if excuse is None:
            findings.append(one)
        else:
            excused.append((one, excuse))
    used = {id(excuse) for _, excuse in excused}
    idle = (beside for beside in _declared(rules) for excuse in beside.excuses if id(excuse) not in used)
    findings += [Finding(Fault.IDLE_EXCUSE, beside, _article(rules, beside)) for beside in idle]
    order = _order(rules)

    def place(one: Finding) -> tuple[int, int, str]:
        return order.get(_key(one.subject), len(rules.steps)), list(Fault).index(one.fault), name_of(one.about)

    places = {place for one in walked for place in one.reached}
    return Proof(tuple(sorted(findings, key=place)), tuple(sorted(excused, key=lambda one: place(one[0]))), len(places))


def name_of(one: Subject | Role | None) -> str:
    """The id under which a state, step, paper, clock or role is known; empty for None."""
    if isinstance(one, Step):
        return one.name
    if isinstance(one, DocumentType | TimeLimit):
        return one.id
    return "" if one is None else one.value


# ---- states ----


def _states(rules: Rules, walked: Walk) -> Iterator[Finding]:
    ways: dict[States, set[States]] = {one: set() for one in rules.states}
    for move in walked.moves:
        ways[move.before.state].add(move.after.state)
    onward = {one: _reachable(ways, one) for one in rules.states}
    for one in rules.states:
        if one.value != NEW and one not in walked.states:
            yield Finding(Fault.UNREACHED, one, _article(rules, one))
    stuck = {one for one in walked.states if one.value != NEW and not one.final and not any(other.final for other in onward[one])}
    for one in stuck:
        if all(one in onward[other] for other in onward[one]):  # only where the way ends, not every state that leads there
            way = next(walked.way(move) for move in walked.moves if move.after.state == one)
            yield Finding(Fault.NO_WAY_OUT, one, _article(rules, one), way=way)


def _reachable(ways: dict[States, set[States]], begin: States) -> set[States]:
    found: set[States] = set()
    ahead = set(ways[begin])
    while ahead:
        found |= ahead
        ahead = {further for one in ahead for further in ways[one]} - found
    return found


# ---- clocks ----


def _clocks(rules: Rules, walked: Walk) -> Iterator[Finding]:
    limits = limits_of(rules)
    for move in walked.moves:
        for id, starter in move.restarted.items():
            yield Finding(Fault.RESTARTED, starter, limits[id].basis, limits[id], walked.way(move))
        for id in sorted(move.after.running if move.after.state.final else ()):
            yield from _after_the_end(move, limits[id], walked)


def _after_the_end(move: Move, limit: TimeLimit, walked: Walk) -> Iterator[Finding]:
    starter = move.started.get(limit.id)
    if isinstance(starter, DocumentType) and any(one.limit == limit for one in starter.appeals):
        return  # the time for a remedy begins when the case is over
    if starter is None:
        yield Finding(Fault.LEFT_RUNNING, move.step, limit.basis, limit, walked.way(move))
    else:
        yield Finding(Fault.RUNS_AFTER_END, starter, limit.basis, limit, walked.way(move))


def _consequences(rules: Rules, walked: Walk) -> Iterator[Finding]:
    """What the law ties to a missed last day must be possible for the system alone, wherever the day can be missed."""
    by_name = {one.name: one for one in rules.steps}
    for limit in limits_of(rules).values():
        if not limit.consequence:
            continue
        step = by_name.get(limit.consequence)
        if step is None:
            yield Finding(Fault.NO_SUCH_STEP, limit, limit.basis)
            continue
        asked = step.asks.base_fields.values() if step.asks else ()
        if Role.SYSTEM not in step.by or step.approved_by is not None or any(field.required for field in asked):
            yield Finding(Fault.NOT_THE_SYSTEMS, step, limit.basis, limit)
        for place, move in walked.reached.items():
            if move and limit.id in place.running - place.stopped and place.state not in step.sources:
                yield Finding(Fault.OUT_OF_REACH, place.state, limit.basis, limit, walked.way(move))


# ---- steps and papers ----


def _steps(rules: Rules) -> Iterator[Finding]:
    for one in rules.steps:
        for limit in one.extends:
            if limit.extension is None:
                yield Finding(Fault.NO_POWER, one, limit.basis, limit)
            elif one.approved_by != limit.extension.approved_by:
                yield Finding(Fault.OTHER_APPROVER, one, limit.extension.article or limit.basis, limit)
        for limit in one.suspends:
            if not limit.suspendable:
                yield Finding(Fault.NO_POWER, one, limit.basis, limit)
        reasoned = any(paper.to and REASONS & set(paper.mandatory) for paper in one.issues)
        if (one.refuses or one.extends or one.suspends) and not reasoned:
            yield Finding(Fault.NO_REASONS, one, one.basis)
        for limit in one.meets:
            if limit.bound == OFFICE and not one.issues:
                yield Finding(Fault.NO_PROOF, one, limit.basis, limit)


def _papers(rules: Rules) -> Iterator[Finding]:
    for paper in papers_of(rules):
        for appeal in paper.appeals:
            if appeal.counted is not None and appeal.limit not in paper.starts:
                yield Finding(Fault.NO_APPEAL_CLOCK, paper, appeal.basis, appeal.limit)


def _hands(rules: Rules) -> Iterator[Finding]:
    for one in rules.steps:
        for role in (*one.reviewed_by, one.approved_by):
            if role in one.by:
                yield Finding(Fault.SAME_HANDS, one, one.basis, role)
    by_name = {one.name: one for one in rules.steps}
    for apart in rules.apart:
        first, second = (by_name[step_of(body).name] for body in (apart.one, apart.other))
        for role in first.by:
            if role in second.by:
                yield Finding(Fault.SAME_HANDS, second, apart.basis, role)


# ---- excuses, articles, order ----


def _beside(finding: Finding) -> tuple[Excuse, ...]:
    about = finding.about.excuses if isinstance(finding.about, TimeLimit) else ()
    return finding.subject.excuses + about


def _covers(excuse: Excuse, finding: Finding) -> bool:
    return excuse.fault == finding.fault and excuse.about in (None, finding.about)


def _declared(rules: Rules) -> tuple[Subject, ...]:
    return (*rules.states, *rules.steps, *papers_of(rules), *limits_of(rules).values())


def _article(rules: Rules, one: Subject) -> str:
    """The article of a declaration; a state has those of the steps that lead to it, else that of the step most its own."""
    if not isinstance(one, States):
        return one.basis
    leading = [step.basis for step in rules.steps if one in step.targets]
    leaving = sorted((step for step in rules.steps if one in step.sources), key=lambda step: len(step.sources))
    return "；".join(dict.fromkeys(leading or [step.basis for step in leaving[:1]]))


def _order(rules: Rules) -> dict[tuple[type, str], int]:
    """Where a declaration stands in the statute: a step by itself, anything else at the first step that has it."""
    order: dict[tuple[type, str], int] = {}
    for at, step in enumerate(rules.steps):
        served = (limit for paper in step.issues for limit in paper.starts)
        concerned: tuple[Subject, ...] = (step, *step.sources, *step.targets, *step.issues, *step.starts, *served)
        for one in concerned:
            order.setdefault(_key(one), at)
    return order


def _key(one: Subject) -> tuple[type, str]:
    return type(one), name_of(one)
