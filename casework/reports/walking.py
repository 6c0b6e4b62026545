"""Every situation a case can come into by a family's declarations: its state, the clocks that run, the papers not served yet. No database.

Every clock a step starts is taken to start, whatever its trigger day or province, and every ground to hold: what is running can only be more
than in a real case, so that nothing left running is missed. All who stand in one role are taken for one party.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from casework.cases import serving
from casework.cases.case import Case
from casework.cases.clocks import ACT_FOR_APPLICANT
from casework.cases.documents import DocumentType
from casework.cases.limits import APPLICANT, OPERATOR, TimeLimit
from casework.cases.steps import EVERY_CLOCK, NEW, Apart, States, Step, steps_of
from casework.people.roles import Role

PARTIES = frozenset({Role.APPLICANT, Role.AGENT, Role.REPRESENTATIVE, Role.THIRD_PARTY, Role.RESPONDENT})
OWN = {OPERATOR: Role.RESPONDENT, APPLICANT: Role.APPLICANT}  # whose a clock is that runs for a party, as the engine binds it


@dataclass(frozen=True)
class Rules:
    """What a family declares, as far as the law can be checked on it."""

    states: tuple[States, ...]
    steps: tuple[Step, ...]
    apart: tuple[Apart, ...] = ()


@dataclass(frozen=True)
class Place:
    """A state with the ids of the clocks that run in it, those of them that stand still, and the papers that wait to be served, each with whether it came
    with the last change of state."""

    state: States
    running: frozenset[str] = frozenset()
    waiting: frozenset[tuple[str, bool]] = frozenset()
    stopped: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Move:
    """One step from one place to another: what it started, and which running clocks started anew, each with what started it."""

    step: Step
    before: Place
    after: Place
    started: dict[str, Step | DocumentType]
    restarted: dict[str, Step | DocumentType]


@dataclass
class Walk:
    """All places reached, each with the move by which it was reached first, and all moves, the shortest ways first."""

    reached: dict[Place, Move | None]
    moves: list[Move] = field(default_factory=list)

    @property
    def states(self) -> set[States]:
        """The states reached."""
        return {place.state for place in self.reached}

    def way(self, move: Move) -> tuple[Step, ...]:
        """The steps that lead there, this one last."""
        before = self.reached[move.before]
        return (*self.way(before), move.step) if before else (move.step,)


def rules_of(family: type[Case]) -> Rules:
    """The declarations of a family."""
    return Rules(tuple(family.STATES), steps_of(family), family.APART)


def papers_of(rules: Rules) -> tuple[DocumentType, ...]:
    """The papers that steps issue, in the order of the steps."""
    return tuple(dict.fromkeys(paper for step in rules.steps for paper in step.issues))


def limits_of(rules: Rules) -> dict[str, TimeLimit]:
    """The clocks that steps and papers touch, by id, in the order of the steps."""
    declared = (
        limit
        for step in rules.steps
        for limits in (step.starts, step.meets, step.extends, step.suspends, *(paper.starts for paper in step.issues))
        for limit in limits
    )
    return {limit.id: limit for limit in declared}


def walks(rules: Rules) -> list[Walk]:
    """A walk for each clock, with no other clocks in it than those a step must find running: what is true of one clock does not depend on the rest, and
    all of them together make more situations than can be walked."""
    gates = {limit.id for step in rules.steps for limit in (*step.extends, *step.suspends, *step.resumes)}
    return [walk(about(rules, gates | {id})) for id in limits_of(rules)] or [walk(rules)]


def about(rules: Rules, ids: set[str]) -> Rules:
    """The same declarations with these clocks alone."""

    def kept(limits: Iterable[TimeLimit]) -> tuple[TimeLimit, ...]:
        return tuple(limit for limit in limits if limit.id in ids)

    def seen(step: Step) -> Step:
        lapses = step.lapses if isinstance(step.lapses, str) else kept(step.lapses)
        papers = tuple(replace(paper, starts=kept(paper.starts)) for paper in step.issues)
        return replace(step, starts=kept(step.starts), meets=kept(step.meets), lapses=lapses, issues=papers)

    return Rules(rules.states, tuple(seen(step) for step in rules.steps), rules.apart)


def walk(rules: Rules) -> Walk:
    """Go every way from the state before filing. What still runs at an end is reported there and not carried on."""
    papers = {paper.id: paper for paper in papers_of(rules)}
    begin = [Place(one) for one in rules.states if one.value == NEW]
    found = Walk(dict.fromkeys(begin))
    ahead = deque(begin)
    while ahead:
        place = ahead.popleft()
        for step in rules.steps:
            for move in _moves(step, place, papers) if place.state in step.sources and step.by else ():
                found.moves.append(move)
                onward = Place(move.after.state, frozenset(), move.after.waiting) if move.after.state.final else move.after
                if onward not in found.reached:
                    found.reached[onward] = move
                    ahead.append(onward)
    return found


def _moves(step: Step, place: Place, papers: dict[str, DocumentType]) -> Iterator[Move]:
    """The step as the engine takes it: serve, meet, let lapse, start, issue. Not at all where a clock it must find running does not run."""
    for target in step.leads_from(place.state):
        for served in _served(step, place, papers):
            running = set(place.running)
            started: dict[str, Step | DocumentType] = {}
            restarted: dict[str, Step | DocumentType] = {}
            for paper, fresh in served:
                here = papers[paper].while_in
                for limit in papers[paper].starts if (fresh or not target.final) and (not here or place.state in here) else ():
                    (restarted if limit.id in running else started)[limit.id] = papers[paper]
                    running.add(limit.id)
            running -= _ended(step, running)
            if any(limit.id not in running for limit in (*step.extends, *step.suspends, *step.resumes)):
                continue
            for limit in step.starts:
                (restarted if limit.id in running else started)[limit.id] = step
                running.add(limit.id)
            stopped = {limit.id for limit in step.suspends} | place.stopped - {limit.id for limit in step.resumes} - {*started, *restarted}
            stays = target == place.state
            waiting = {(paper, fresh and stays) for paper, fresh in place.waiting - served}
            waiting |= {(paper.id, True) for paper in step.issues if paper.starts}
            yield Move(step, place, Place(target, frozenset(running), frozenset(waiting), frozenset(stopped & running)), started, restarted)


def _ended(step: Step, running: set[str]) -> set[str]:
    """The clocks the step meets, whoever of those who may take it does, or lets lapse: a party's own clock is met by that party or the office."""
    if step.lapses == EVERY_CLOCK:
        return set(running)
    met = {limit.id for limit in step.meets if all(_acts(role, limit) for role in step.by)}
    return met | {limit.id for limit in step.lapses if isinstance(limit, TimeLimit)}


def _acts(role: Role, limit: TimeLimit) -> bool:
    """Whether a clock is met by this role: its own party, who acts for the applicant, or the office."""
    return role not in PARTIES or role == OWN.get(limit.bound, role) or (limit.bound == APPLICANT and role in ACT_FOR_APPLICANT)


def _served(step: Step, place: Place, papers: dict[str, DocumentType]) -> list[frozenset[tuple[str, bool]]]:
    """Which waiting papers the step may serve: one at a time by a slip, all of one's own by a party that has received them."""
    if serving.record in step.does:
        return [frozenset([one]) for one in sorted(place.waiting)] or [frozenset()]
    if serving.received_by_party in step.does:
        return [frozenset(one for one in place.waiting if set(papers[one[0]].to) & set(step.by))]
    return [frozenset()]
