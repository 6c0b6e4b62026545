"""What the hand-written table of a family is asked against the engine: every cell of state × step × role, and every open cell taken for real.

A table module holds GROUPS, STATES, STEPS, EFFECTS, RECTIFIED, STANDING, BEFORE_FILING, READINGS and NEVER as text (see petition_table); a family's moves
hold PATHS, FIRST, BY and File. Nothing here is computed from the program; what it asks is only how the two are compared.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from io import StringIO
from types import ModuleType
from typing import Any

from django.core.management import call_command

from casework.cases import clocks, engine
from casework.cases.refusals import Forbidden, NotFound, Refused
from casework.cases.steps import steps_of
from casework.people.roles import Role

NO_EFFECT: list[tuple[str, ...]] = [(), (), (), ()]
SERVICE = ("serve", "arrive", "deem_served")
ANSWERS = ("allowed", "refused by state", "forbidden", "recused", "not found")


def rows(text: str) -> list[list[str]]:
    """The lines of a table as stripped cells, its heading left out."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return lines[1:] if lines[0][0] in ("state", "step", "who") else lines


def words(cell: str) -> tuple[str, ...]:
    """The words of a cell; a dash is none."""
    return () if cell == "-" else tuple(cell.split())


def days(cell: str) -> dict[str, date | None]:
    """`PT-02 2026-03-17, …` as rule -> last day; a dash while it stands still."""
    return {} if cell == "-" else {(two := one.split())[0]: None if two[1] == "-" else date.fromisoformat(two[1]) for one in cell.split(",")}


def grouped(groups: str) -> Callable[[str], tuple[str, ...]]:
    """A reader of cells of states, in which groups are spelt out: `received wrong_seat, under handling`; a group may name earlier ones."""
    known: dict[str, tuple[str, ...]] = {}

    def states(cell: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for part in cell.split(",") for one in known.get(part.strip(), part.split())))

    for name, listed in rows(groups):
        known[name] = states(listed)
    return states


class Table:
    """A family's table beside its engine."""

    def __init__(
        self, source: ModuleType, moves: ModuleType, family: type, name: str, *, seen: Mapping[str, tuple[str, ...]] | None = None,
        ends: Mapping[tuple[str, str], str] | None = None,
    ) -> None:  # fmt: skip
        """`seen` says what the words of STANDING mean beside any and never; `ends`: (state, step) -> the end, where a step has several."""
        states = grouped(source.GROUPS)
        self.family, self.name, self.moves, self.source, self.ends = family, name, moves, source, ends or {}
        self.STATE = {one: (waits_on, running, due) for one, waits_on, running, due in rows(source.STATES)}
        self.STEP = {
            one: (states(sources), words(by), words(approves), to if to in ("=", "back") else " ".join(states(to)), basis)
            for one, sources, by, approves, to, basis in rows(source.STEPS)
        }
        self.EFFECT = {one: [words(cell) for cell in cells] for one, *cells in rows(source.EFFECTS)}
        self.BACK = {state: (back, set(words(running))) for state, back, running in rows(source.RECTIFIED)}
        self.SERVED = {state: words(starts) for state, starts in rows(getattr(source, "SERVED", "- | -"))}
        self.NEVER = {(step, state) for step, listed, _ in rows(source.NEVER) for state in states(listed)}
        self.PATH = {one: text for one, text in rows(moves.PATHS)}
        named: dict[str, tuple[str, ...]] = getattr(moves, "NAMED", {})
        self.PRECEDED = {(state, one): text for state, step, text in rows(moves.FIRST) for one in named.get(step, (step,))}
        self.ANY = tuple(one for one in self.STATE if one != "new")
        known = {"any": self.ANY, "never": ()} | dict(seen or {})
        self.STANDS = {who: (words(stands.replace("(recused)", "")), known[sees], "(recused)" in stands) for who, stands, sees in rows(source.STANDING)}
        self.FILES = {who: words(stands) for who, stands in rows(source.BEFORE_FILING)}
        self.OPEN = [(state, step) for step, (sources, *_) in self.STEP.items() for state in sources if state != "new"]

    # ---- the declaration ----

    def agrees_with_describe(self) -> None:
        """States and steps, from where, by whom, approved by whom, to where."""
        out = StringIO()
        call_command("describe", self.name, "--format", "json", stdout=out)
        book = json.loads(out.getvalue())
        assert [one["id"] for one in book["states"]] == list(self.STATE)
        assert {one["id"]: "end" if one["final"] else one["waits_on"] or "-" for one in book["states"]} == {one: row[0] for one, row in self.STATE.items()}
        assert sorted(one.name for one in steps_of(self.family)) == sorted(one["name"] for one in book["steps"]) == sorted(self.STEP)
        assert set(self.EFFECT) <= set(self.STEP)
        for one in book["steps"]:
            sources, by, approves, to, _ = self.STEP[one["name"]]
            approvers = (*one["reviewed_by"], *([one["approved_by"]] if one["approved_by"] else []))
            said = (set(one["from"]), set(one["by"]), approvers, set(one["to"]))
            assert said == (set(sources), set(by), approves, set() if to in ("=", "back") else set(to.split())), one["name"]

    def agrees_with_effects(self) -> None:
        """Papers issued, clocks started, met and let lapse. `?` marks what comes about only sometimes, `@` says when."""
        for step in steps_of(self.family):
            papers, starts, stops, lapses = self.EFFECT.get(step.name, NO_EFFECT)
            assert tuple(one.id for one in step.issues) == tuple(one.rstrip("?") for one in papers), step.name
            assert {one.id for one in step.starts} == {one.split("@")[0].rstrip("?") for one in starts}, step.name
            assert {one.id for one in step.meets} == set(stops), step.name
            assert ({"all"} if isinstance(step.lapses, str) else {one.id for one in step.lapses}) == self.lapsing(lapses), step.name

    def lapsing(self, cell: Iterable[str]) -> set[str]:
        """The clocks of a cell; words of the table's LISTS stand for several."""
        lists: dict[str, str] = getattr(self.source, "LISTS", {})
        return {rule for word in cell for rule in words(lists.get(word, word))}

    def leads(self, *, also_ends: set[str]) -> None:
        """Every state leads on or is an end; `also_ends` are both. Every reading is of a step."""
        leads_on = {state for sources, _, _, to, _ in self.STEP.values() if to not in ("=", "back") for state in sources}
        ends = {one for one, (waits_on, _, _) in self.STATE.items() if waits_on == "end"}
        assert leads_on | ends == set(self.STATE)
        assert leads_on & ends == also_ends
        assert {step for step, _ in rows(self.source.READINGS)} <= set(self.STEP)

    # ---- every cell ----

    def expected(self, state: str, step: str, who: str, stage: str = "") -> str:
        """The cell as the table says it; `stage`: deciding on the step as this approver."""
        sources, by, _, _, _ = self.STEP[step]
        stands, seen, recused = self.STANDS[who] if state != "new" else (self.FILES[who], ("new",), False)
        if state not in seen:
            return "not found"
        if state not in sources:
            return "refused by state"
        if not ({stage} if stage else set(by)) & set(stands):
            return "forbidden"
        return "recused" if recused else "allowed"

    @staticmethod
    def found(case: Any, step: str, taking: engine.Taking, stage: Any = None) -> str:
        """The cell as the engine answers it, asked in the order of the write door."""
        if not taking.standing.reads:
            return "not found"
        try:
            engine.require(engine.find(case, step), taking, approving=bool(stage), stage=Role(stage) if stage else None)
        except NotFound:
            return "not found"
        except Forbidden:
            return "forbidden"
        except Refused as refused:
            return {"state": "refused by state", "recusal": "recused"}.get(refused.reasons[0].ground, refused.reasons[0].ground)
        return "allowed"

    def cells(self, standing: Callable[[str], tuple[Any, dict[str, engine.Taking]]]) -> int:
        """Compare every cell; `standing(state)` gives a case to be put into that state in memory and how everyone stands towards it. Gives their number."""
        wrong, counted = [], dict.fromkeys(ANSWERS, 0)
        for state in self.STATE:
            case, known = standing(state)
            case.state = state
            for step in self.STEP:
                for who, taking in known.items():
                    for stage in ("", *self.STEP[step][2]):
                        said, is_so = self.expected(state, step, who, stage), self.found(case, step, taking, stage)
                        counted[is_so] += 1
                        if said != is_so:
                            wrong.append(f"{state} × {step} × {who} {stage}: table {said}, engine {is_so}")
        assert wrong == [], "\n".join(wrong[:80])
        print(f"{sum(counted.values())} cells: {counted}")
        return sum(counted.values())

    # ---- every open cell, taken ----

    def reached(self, people: Any, state: str) -> None:
        """The state's path leads there by real steps, with the clocks, the turn and the due day that the table has."""
        waits_on, running, due = self.STATE[state]
        file = self.moves.File(people).go(self.PATH, self.PATH[state])
        case = file.case
        assert (case.state, case.waits_on) == (state, "" if waits_on == "end" else waits_on)
        assert file.running() == days(running)
        assert (case.due_rule, case.due_on) == next(iter(days(due).items()), ("", None))
        assert case.ended_on == (file.on if waits_on == "end" else None)

    def prepared(self, base: Any, state: str, step: str) -> Any:
        """The file in this state with all that the step needs."""
        first = self.PRECEDED.get((state, step)) or self.PRECEDED.get(("*", step), "")
        if first.startswith("="):
            return self.moves.File(base.people).go(self.PATH, first.removeprefix("=").strip())
        file = replace(base)
        return file.go(self.PATH, first) if first else file

    def open_steps(self, state: str) -> list[str]:
        """The steps that somebody can take from this state."""
        return [one for where, one in self.OPEN if where == state and (one, where) not in self.NEVER]

    def actor_of(self, state: str, step: str) -> str:
        """Who takes it here: the last role of the row, or someone else of that role where it must be another."""
        by: Mapping[tuple[str, str], str] = self.moves.BY
        return by.get((state, step)) or by.get(("*", step)) or self.STEP[step][1][-1]

    def check_effects(self, state: str, step: str, file: Any, before: dict[str, Any], outcome: Any) -> None:
        """State, papers, clocks and end, as the table has them."""
        papers, starts, stops, lapses = self.EFFECT.get(step, NO_EFFECT)
        case, to = file.case, self.STEP[step][3]
        target = self.BACK[state][0] if to == "back" else self.ends.get((state, step)) or (state if to == "=" else to)
        waits_on = self.STATE[target][0]
        assert (case.state, case.waits_on) == (target, "" if waits_on == "end" else waits_on)
        assert file.before_last_state() == state
        assert outcome.taking is not None
        issued = {one.type for one in outcome.taking.papers} - {"correction"}
        assert {one for one in papers if not one.endswith("?")} <= issued <= {one.rstrip("?") for one in papers}
        surely = {one for one in starts if "@" not in one and not one.endswith("?")}
        perhaps = surely | {one.rstrip("?") for one in starts if one.endswith("?")}
        gone = set(before) if "all" in lapses else set(stops) | self.lapsing(lapses)
        stays = set(before) - gone
        if step in SERVICE:
            perhaps |= set(self.SERVED.get(state, ()))
        if to == "back":
            surely = perhaps = self.BACK[state][1]
            stays = set()
        assert stays | surely <= set(file.running()) <= stays | perhaps, (stays | surely, set(file.running()))
        for rule in set(stops) & set(before):
            assert clocks.Deadline.objects.filter(case=case, rule=rule, status="met").exists(), rule
        assert (case.ended_on is not None) == (waits_on == "end")

    def open_cells(self, people: Any, state: str, tried: Callable[[], Any]) -> None:
        """Each step open from this state is taken once through the commands, approval included, and brings about what its line says."""
        wrong, base = [], self.moves.File(people).go(self.PATH, self.PATH[state])
        for step in self.open_steps(state):
            with tried():
                try:
                    file = self.prepared(base, state, step)
                    before = file.running()
                    outcome = file.take(step, self.actor_of(state, step), on=file.on)
                    self.check_effects(state, step, file, before, outcome)
                except Exception as failure:
                    wrong.append(f"{state} × {step}: {type(failure).__name__}: {failure}")
        assert wrong == [], "\n".join(wrong)

    def never(self, people: Any, tried: Callable[[], Any]) -> None:
        """Steps open by the table that nothing can bring a case to: refused, and not for the state."""
        wrong = []
        for step, state in sorted(self.NEVER):
            with tried():
                file = self.moves.File(people).go(self.PATH, self.PATH[state])
                try:
                    file.take(step, self.actor_of(state, step), on=file.on)
                    wrong.append(f"{state} × {step}: taken")
                except Refused as refused:
                    if refused.reasons[0].ground == "state":
                        wrong.append(f"{state} × {step}: refused for its state")
        assert wrong == [], "\n".join(wrong)
