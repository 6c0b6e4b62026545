"""Random step requests over HTTP, by everybody, with good and bad input, against the hand-written table: nothing it forbids is taken, nothing breaks."""

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from api.fields import described
from casework.cases.case import Access, Case
from casework.cases.handling import Recusal
from casework.cases.steps import steps_of
from casework.complaints.workflow import Complaint
from casework.people.models import Organisation
from tests.api.test_junk import VALUES
from tests.builders import People
from tests.statute import complaint_table as table
from tests.statute.complaint_doors import COLLEAGUE, Answer, Doors, by_api, by_page
from tests.statute.complaint_moves import BY, COURT, PATHS, WHAT_CLERKS_FOUND, File, tried
from tests.statute.test_complaint_table import FILES, NEVER, PRECEDED, SEEN, STEP, expected, prepared

STATES = [name for name, *_ in table.rows(table.STATES) if name != "new"]
PATH = {name: text for name, text in table.rows(PATHS)}
FILING = [step for step, (sources, *_) in STEP.items() if sources == ("new",)]
LATER = [step for step in STEP if step not in (*FILING, "arrive", "deem_served", "breach")]
FIELDS = {step.name: described(step.asks) for step in steps_of(Complaint)}
OPERATORS = ("operator", "operator_admin", "operator_head_office")
CHANGE_WHO_STANDS = {"send_report_to_place", "uphold_objection", "rectify", "recuse", "send_to_seat", "receive_at_seat"}
INPUTS = ("good", "good", "good", "good", "one missing", "one of junk", "all of junk", "one too many", "stale")
REFUSED = {"refused by state", "recused"}
BY_THE_SYSTEM = {"arrive", "deem_served", "breach"}


@dataclass
class Stage:
    """A file as it stands: which operators have joined it, and whether the other one too."""

    file: File
    place: str
    joined: bool
    second: bool = False

    def row(self) -> tuple[Any, ...]:
        """What a step changes."""
        return Case.objects.values_list("state", "version", "ledger_seq", "office__province").get(number=self.file.number)

    def cell(self, who: str, step: str, state: str, *, approving: bool = False) -> str:
        """The table's cell for this person towards this very file in this state."""
        judged = "operator" if who == "other_operator" and self.second else who
        if (judged in OPERATORS and not self.joined) or (who == "agent" and "agent" not in self.file.codes):
            return "not found"
        return expected(state, step, judged, approving=approving)


class Fuzz:
    """So many requests by chance; `taken` are good ones that went through, `held` good ones that a ground held up, `said` what the table
    and the door said of all."""

    def __init__(self, people: People, seed: int) -> None:
        self.people, self.chance, self.doors = people, random.Random(seed), Doors(people)
        self.base = {state: File(people).go(PATH, PATH[state]) for state in STATES}
        self.other = File(people)
        self.other.take("file", "applicant", on=date(2026, 11, 2))
        self.requests, self.wrong = 0, list[str]()
        self.taken, self.held, self.said = Counter[str](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()

    def run(self, requests: int) -> None:
        """Bursts of a few requests on one file, each burst undone."""
        while self.requests < requests:
            with tried():
                self.burst() if self.chance.random() < 0.93 else self.filing()

    def burst(self) -> None:
        """A step by chance, on a file in a state from which it is open and with what it needs; then a few more requests, open steps and others."""
        wanted = self.chance.choice(LATER)
        state = self.chance.choice([one for one in STEP[wanted][0] if one != "new" and (wanted, one) not in NEVER])
        stage = self.stage(state, wanted)
        if not self.request(stage, wanted, self.somebody(stage, wanted)):
            return
        for _ in range(self.chance.randint(0, 4)):
            now = stage.row()[0]
            open_now = [step for step, (sources, *_) in STEP.items() if now in sources]
            step = self.chance.choice(open_now if self.chance.random() < 0.5 else list(STEP))
            if not self.request(stage, step, self.somebody(stage, step)):
                return

    def stage(self, state: str, wanted: str) -> Stage:
        """The file of this state with what the step needs."""
        first = PRECEDED.get((state, wanted)) or PRECEDED.get(("*", wanted), "")
        file = prepared(self.base[state], state, wanted)  # some are led there anew
        Recusal.objects.get_or_create(case=file.case, user=self.people.user("fuzz-handler"), defaults={"why": "亲属", "on": file.on})
        Access.objects.get_or_create(case=file.case, organisation=Organisation.objects.get(code="CA-50"), why="sent on", defaults={"since": file.on})
        return Stage(file, file.office, file.case.state in SEEN["once forwarded"], "two operators" in first)

    def somebody(self, stage: Stage, step: str) -> str:
        """Half the time one of those whom the table lets, else anybody."""
        whos, state = self.doors.whos(stage.place), stage.row()[0]
        let = [who for who in whos if stage.cell(who, step, state) == "allowed"]
        return self.chance.choice(let if let and self.chance.random() < 0.65 else whos)

    def request(self, stage: Stage, step: str, who: str) -> bool:
        """One request by one door, judged. False where the burst ends: who stands how may have changed."""
        kind, before = self.chance.choice(INPUTS), stage.row()
        cell = stage.cell(who, step, before[0])
        given, answers, version = self.input(stage, step, who, kind, before[1])
        door = self.chance.choice(("api", "page", "token")) if (stage.place, who) in self.doors.tokens else self.chance.choice(("api", "page"))
        if (who, step) in BY_COLLEAGUE and kind == "good" and cell == "allowed":
            client = self.doors.clients[COLLEAGUE[stage.place]]
        else:
            client = self.doors.client(who, stage.file, stage.place, self.other)
        if door == "page":
            answer = by_page(client, stage.file.number, step, given, answers, version)
        else:
            body = given | ({"grounds": answers} if answers else {}) | ({} if version is None else {"version": version})
            token = self.doors.tokens[stage.place, who] if door == "token" else ""
            answer = by_api(self.doors.nobody if token else client, f"/api/cases/{stage.file.number}/steps/{step}/", body, token)
        after = stage.row()
        self.judge(f"{door}: {before[0]} × {step} × {who} ({kind})", cell, answer, kind, step, before, after)
        if answer.word == "proposed":
            return self.approval(stage, step, who)
        if answer.word == "taken" and step == "forward":
            stage.joined = True
        return answer.word != "taken" or (kind == "good" and step not in CHANGE_WHO_STANDS)

    def input(self, stage: Stage, step: str, who: str, kind: str, version: int) -> tuple[dict[str, Any], dict[str, Any] | None, int | None]:
        """Input, answers to grounds, version: good, or bad in one way."""
        acting = "handler" if who.endswith("handler") else "intake" if who.endswith("intake") else "applicant"
        given = dict(stage.file.given(step, acting, stage.file.on)) if step != "breach" else {}
        given = {name: value for name, value in given.items() if value is not None}
        answers = (COURT if step == "refuse" else WHAT_CLERKS_FOUND) if acting in ("intake", "handler") else None
        junk = {field["name"]: self.chance.choice(list(VALUES.values()))(field) for field in FIELDS.get(step, ()) if field["type"] != "file"}
        junk = {name: value for name, value in junk.items() if value is not None}
        if kind == "one missing" and given:
            given.pop(self.chance.choice(sorted(given)))
        elif kind == "one of junk" and junk:
            name = self.chance.choice(sorted(junk))
            given[name] = junk[name]
        elif kind == "all of junk":
            given = junk
        elif kind == "one too many":
            given["no_such_field"] = "x"
        seen = self.chance.randint(0, max(version - 1, 0)) if kind == "stale" else self.chance.choice((None, version))
        return given, answers, seen

    def judge(self, what: str, cell: str, answer: Answer, kind: str, step: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> None:
        """The table has the last word."""
        self.requests += 1
        self.said[cell, answer.word.partition(":")[0]] += 1
        went = answer.word in ("taken", "proposed")
        if answer.word == "taken" and kind == "good":
            self.taken[step] += 1
        elif cell == "allowed" and kind == "good" and not went:
            self.held[step, answer.word] += 1
        fits = cell == "allowed" and answer.word not in ("not found", "elsewhere") and answer.word not in REFUSED
        if cell != "allowed":
            same = answer.word == cell or (answer.status == 409 and cell in REFUSED and answer.word == "refused")
            fits = same or (kind != "good" and answer.word in ("invalid", "refused: version", "refused", "not found" if "page" in what else ""))
        to = STEP[step][3] if before else ""
        if before and not went:
            fits = fits and before == after
        elif before and answer.word == "taken":
            fits = fits and after[1] > before[1] and (to == "back" or (after[0] == before[0] if to == "=" else after[0] in to.split()))
        elif before:
            fits = fits and after[0] == before[0] and bool(STEP[step][2])
        if not fits or (kind == "stale" and went):
            self.wrong.append(f"{what}: table {cell}, answered {answer.status} {answer.word}, {before} -> {after}")

    def approval(self, stage: Stage, step: str, who: str) -> bool:
        """Somebody tries to approve what was proposed."""
        approver = self.chance.choice(["head", "head", self.chance.choice(self.doors.whos(stage.place))])
        waiting = stage.file.case.proposals.get(status="pending").pk
        client, before = self.doors.client(approver, stage.file, stage.place, self.other), stage.row()
        cell = stage.cell(approver, step, before[0], approving=True)
        answer = by_api(client, f"/api/cases/{stage.file.number}/proposals/{waiting}/approve/", {})
        self.judge(f"approving: {before[0]} × {step} × {approver} after {who}", cell, answer, "good", step, before, stage.row())
        return False

    def filing(self) -> None:
        """A new case, by anybody."""
        step, file, cases = self.chance.choice(FILING), File(self.people), Case.objects.count()
        who, kind = self.chance.choice([one for one in FILES if one in self.doors.whos("31")]), self.chance.choice(INPUTS[:-1])
        cell = expected("new", step, who)
        given, answers, _ = self.input(Stage(file, "31", False), step, who if who in ("intake", "handler") else "applicant", kind, 0)
        client = self.doors.client(who, self.base["received"], "31", self.other)
        answer = by_api(client, "/api/cases/", {"kind": "complaint", "step": step, **given} | ({"grounds": answers} if answers else {}))
        answer = replace(answer, word="taken" if answer.status == 201 else answer.word)
        self.judge(f"filing: {step} × {who} ({kind})", cell, answer, kind, step, (), ())
        if Case.objects.count() != cases + (answer.status == 201):
            self.wrong.append(f"filing: {step} × {who}: {answer.status}, {Case.objects.count()} cases after {cases}")


BY_COLLEAGUE = {("handler", step) for state, step in BY if BY[state, step] == "colleague"}


def go(people: People, requests: int, seed: int) -> Fuzz:
    """Run it, print what happened."""
    fuzz = Fuzz(people, seed)
    fuzz.run(requests)
    never = sorted(set(STEP) - set(fuzz.taken) - BY_THE_SYSTEM)
    print(f"{fuzz.requests} requests; table and door: {dict(sorted(fuzz.said.items()))}; good and taken: {dict(fuzz.taken.most_common())}; never: {never}")
    print(f"good and held up: {dict(fuzz.held.most_common(60))}")
    assert fuzz.wrong == [], f"{len(fuzz.wrong)} wrong, such as\n" + "\n".join(fuzz.wrong[:20])
    return fuzz


def test_300_requests(people: People, working_hours: None) -> None:
    fuzz = go(people, 300, 20261125)
    assert sum(fuzz.taken.values()) >= 50 and len(fuzz.taken) >= 20


@pytest.mark.full
@pytest.mark.parametrize("quarter", range(1, 5))
def test_5000_requests(people: People, working_hours: None, quarter: int) -> None:
    fuzz = go(people, 1250, quarter)
    assert len(fuzz.taken) >= 48 and sum(fuzz.taken.values()) >= 200  # of 53; never extend_henan: on 24 November its clock is over
